//! Numbers with powers of ten below a slash: `8.4×10²² / 3.2×10¹⁵`.

/// The text with brackets around each number with a power of ten that something is divided by; `None` where
/// there is none.
pub(super) fn bound_below(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut is_changed = false;
    while let Some(at) = rest.find(['/', '÷']) {
        let sign = rest.get(at..).and_then(|behind| behind.chars().next())?;
        let (before, behind) = rest.split_at(at + sign.len_utf8());
        out.push_str(before);
        let gap = behind.len() - behind.trim_start().len();
        let number = behind.get(gap..).unwrap_or_default();
        rest = behind;
        if let Some(end) = power_of_ten(number) {
            let (number, behind) = number.split_at(end);
            out.extend(["(", number, ")"]);
            is_changed = true;
            rest = behind;
        }
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// The length of the number with a power of ten that a text begins with.
fn power_of_ten(text: &str) -> Option<usize> {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if behind.len() == text.len() {
        return None;
    }
    let behind = behind
        .trim_start()
        .strip_prefix(['*', '×', '·'])?
        .trim_start();
    let power = behind.strip_prefix("10")?;
    let behind = match power.strip_prefix('^') {
        Some(exponent) => match exponent.strip_prefix('(') {
            Some(inside) => inside.split_once(')')?.1,
            None => exponent
                .trim_start_matches('-')
                .trim_start_matches(|c: char| c.is_ascii_digit()),
        },
        None => power.trim_start_matches(|c: char| "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)),
    };
    (behind.len() < power.len()).then(|| text.len() - behind.len())
}

#[cfg(test)]
mod tests {
    use super::bound_below;

    #[test]
    fn numbers_with_powers_of_ten_are_one_divisor() {
        for (text, expected) in [
            ("8.4×10²² / 3.2×10¹⁵", Some("8.4×10²² /(3.2×10¹⁵)")),
            (
                "8*10^(22)/ 3 * 10^(15) + 1",
                Some("8*10^(22)/(3 * 10^(15)) + 1"),
            ),
            ("a/2*10^3/5*10^-2", Some("a/(2*10^3)/(5*10^-2)")),
            ("8/2*5", None),
            ("8/2*100", None),
            ("8/10^3", None),
        ] {
            assert_eq!(bound_below(text).as_deref(), expected, "{text}");
        }
    }
}
