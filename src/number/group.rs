//! Digit groups in decimal text.

/// Puts a comma between groups of three digits of the integer part: the first run of digits.
/// What stands before it (a sign) and behind it (a point, an exponent, a suffix) stays.
///
/// ```
/// use longhand::number::group_digits;
///
/// assert_eq!(group_digits("-1234567.8901"), "-1,234,567.8901");
/// ```
pub fn group_digits(decimal: &str) -> String {
    let start = decimal
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(decimal.len());
    let (before, rest) = decimal.split_at(start);
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    let mut grouped = String::with_capacity(decimal.len() + digits.len() / 3);
    grouped.push_str(before);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push_str(behind);
    grouped
}

#[cfg(test)]
mod tests {
    use super::group_digits;

    #[test]
    fn groups_only_the_integer_part() {
        for (given, grouped) in [
            ("0", "0"),
            ("768", "768"),
            ("1024", "1,024"),
            ("-50257", "-50,257"),
            ("123456", "123,456"),
            ("6573522944", "6,573,522,944"),
            ("0.00810", "0.00810"),
            ("1234.56789", "1,234.56789"),
            ("", ""),
            ("-", "-"),
        ] {
            assert_eq!(group_digits(given), grouped, "{given}");
        }
    }
}
