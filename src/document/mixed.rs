//! Mixed numbers: `2\frac{1}{2}`, `1178 1/8`.

use super::reading::closing;

/// `1178 1/8` as 1178 + 1/8: a whole number, a blank and a fraction of digits below 1; `None` where there is none.
pub(super) fn whole_and_part(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut is_changed = false;
    while let Some(at) = rest.find(' ') {
        let (before, behind) = rest.split_at(at);
        let (kept, whole) = with_digits(before);
        let fraction = fraction_at(behind.trim_start_matches(' '));
        let last = kept.chars().next_back().or(out.chars().next_back());
        let is_joined = last.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '^'));
        match fraction {
            Some(length) if !whole.is_empty() && !is_joined => {
                let (fraction, behind) = behind.trim_start_matches(' ').split_at(length);
                out.extend([kept, "(", whole, "+", fraction, ")"]);
                is_changed = true;
                rest = behind;
            }
            _ => {
                out.extend([before, " "]);
                rest = behind.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// What stands before the digits that a text ends in, and the digits.
fn with_digits(text: &str) -> (&str, &str) {
    let kept = text.trim_end_matches(|c: char| c.is_ascii_digit());
    text.split_at(kept.len())
}

/// The length of a fraction of digits below 1 that a text begins with.
fn fraction_at(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let above = digits(text);
    let behind = text.get(above..)?.strip_prefix('/')?;
    let below = digits(behind);
    let ends = behind.get(below..).is_some_and(|rest| {
        !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '^' | '_'))
    });
    let above_value: u32 = text.get(..above)?.parse().ok()?;
    let below_value: u32 = behind.get(..below)?.parse().ok()?;
    (ends && 0 < above_value && above_value < below_value).then_some(above + 1 + below)
}

/// `2\frac{1}{2}` as two and a half.
pub(super) fn mixed(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut is_changed = false;
    while let Some(at) = rest.find("((") {
        let (before, behind) = rest.split_at(at);
        let (kept, whole) = with_digits(before);
        let end = closing(behind);
        let fraction = behind.get(..end).unwrap_or_default();
        out.push_str(kept);
        let is_joined = kept.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '}'));
        if !whole.is_empty() && !is_joined && is_proper(fraction) {
            out.extend(["(", whole, "+", fraction, ")"]);
            is_changed = true;
            rest = behind.get(end..).unwrap_or_default();
        } else {
            out.push_str(whole);
            out.push_str("((");
            rest = behind.get(2..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// Whether a lowered fraction is one of digits below 1: `((1)/(2))`.
fn is_proper(fraction: &str) -> bool {
    let inside = fraction
        .strip_prefix("((")
        .and_then(|rest| rest.strip_suffix("))"));
    let parts = inside.and_then(|inside| inside.split_once(")/("));
    let numbers = parts
        .and_then(|(above, below)| Some((above.parse::<u32>().ok()?, below.parse::<u32>().ok()?)));
    numbers.is_some_and(|(above, below)| 0 < above && above < below)
}

#[cfg(test)]
mod tests {
    use super::whole_and_part;

    #[test]
    fn a_whole_number_beside_a_fraction_below_one_is_their_sum() {
        for (text, expected) in [
            ("1178 1/8 × 1178 1/8", Some("(1178+1/8) × (1178+1/8)")),
            ("3 5/6", Some("(3+5/6)")),
            ("3 7/6", None),
            ("d_1 1/2", None),
            ("2^3 1/2", None),
            ("x 1/2", None),
            ("3 1/2x", None),
        ] {
            assert_eq!(whole_and_part(text).as_deref(), expected, "{text}");
        }
    }
}
