//! Two numbers side by side, which are no product: what was meant, and how that is written.

use super::text::Text;
use super::words::clip;
use crate::diagnostic::{Code, Diagnostic, Span};

/// What is wrong with one number behind another.
pub(super) fn side_by_side(text: &Text, before: Span, behind: Span) -> Diagnostic {
    let span = before.to(behind);
    let (a, b) = (text.slice(before), text.slice(behind));
    if before.end == behind.start && a.ends_with('%') {
        let message = "a number stands behind a percentage";
        let remainder = format!("{} mod {}", clip(a.trim_end_matches('%')), clip(b));
        return text.error(Code::UNEXPECTED, span, message).hint(format!(
            "the remainder is written `{remainder}`, a product `{}*{}`",
            clip(a),
            clip(b)
        ));
    }
    if before.end == behind.start {
        return two_points(text, span);
    }
    let mut error = text.error(Code::UNEXPECTED, span, "two numbers stand side by side");
    if let Some(number) = grouped(text, before) {
        error = error.hint(format!("one number is written `{}`", clip(&number)));
    }
    if !b.starts_with('0') {
        error = error.hint(format!("a product is written `{}*{}`", clip(a), clip(b)));
    }
    error
}

/// `1.5.2`, or `6.738.415` where points group digits.
fn two_points(text: &Text, span: Span) -> Diagnostic {
    let rest = text.slice(Span::new(span.start, text.as_str().len()));
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    let number = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    let span = span.to(Span::new(span.start, span.start + number.len()));
    let error = text.error(Code::NUMBER, span, "a number has two points");
    let mut groups = number.split('.');
    let head = groups.next().unwrap_or_default();
    if (1..=3).contains(&head.len()) && groups.all(|group| group.len() == 3) {
        let number = number.replace('.', "_");
        return error.hint(format!("digits are grouped with `_`: `{}`", clip(&number)));
    }
    error.hint("a range is written `1..5`")
}

/// The number that blanks divide into groups of three digits, from its first group on.
fn grouped(text: &Text, first: Span) -> Option<String> {
    let is_group = |digits: &&str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let head = Some(text.slice(first))
        .filter(is_group)
        .filter(|head| head.len() <= 3)?;
    let behind = Span::new(first.end, text.as_str().len());
    let words = text.slice(behind).split_whitespace();
    let groups = words.take_while(|word| word.len() == 3 && is_group(word));
    let number = groups.fold(head.to_owned(), |number, group| number + "_" + group);
    (number.len() > head.len()).then_some(number)
}
