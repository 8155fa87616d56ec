//! Mathematics that Markdown does not know as such.

use std::ops::Range;

/// Mathematics by its own signs: the whole, and what is inside.
pub(super) type Display = (Range<usize>, Range<usize>);

/// Masks what Markdown does not know as mathematics (`\(…\)`, `\[…\]`, environments) with blanks of the
/// same length, and tells where it stands: the whole and what is inside.
pub(super) fn mask(text: &str) -> (String, Vec<Display>) {
    let mut masked = text.as_bytes().to_vec();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('\\')) {
        let start = at + next;
        let rest = text.get(start..).unwrap_or_default();
        let pair = match rest.as_bytes().get(1) {
            Some(b'(') => Some((2, "\\)".to_owned())),
            Some(b'[') => Some((2, "\\]".to_owned())),
            _ => environment(rest).map(|name| (0, format!("\\end{{{name}}}"))),
        };
        let in_dollars = text
            .get(..start)
            .unwrap_or_default()
            .rsplit('\n')
            .next()
            .is_some_and(|line| line.matches('$').count() % 2 == 1)
            || in_display(text, start);
        let Some((open, close)) = pair.filter(|_| !in_dollars) else {
            at = start + 1;
            continue;
        };
        let Some(end) = rest
            .get(1..)
            .and_then(|rest| rest.find(&close))
            .map(|end| end + 1)
        else {
            at = start + 1;
            continue;
        };
        let whole = start..start + end + close.len();
        let inner = if open == 0 {
            whole.clone()
        } else {
            start + open..start + end
        };
        for byte in masked.get_mut(whole.clone()).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        found.push((whole.clone(), inner));
        at = whole.end;
    }
    (String::from_utf8(masked).unwrap_or_default(), found)
}

/// Whether a place lies between `$$` and `$$`.
fn in_display(text: &str, at: usize) -> bool {
    let window = at.saturating_sub(20_000);
    let window = (window..=at)
        .find(|place| text.is_char_boundary(*place))
        .unwrap_or(at);
    text.get(window..at)
        .unwrap_or_default()
        .matches("$$")
        .count()
        % 2
        == 1
}

fn environment(rest: &str) -> Option<&str> {
    let name = rest.strip_prefix("\\begin{")?.split('}').next()?;
    let known = [
        "align",
        "align*",
        "aligned",
        "equation",
        "equation*",
        "gather",
        "gather*",
        "gathered",
        "eqnarray",
        "eqnarray*",
        "split",
        "multline",
        "multline*",
        "alignat",
        "alignat*",
        "flalign",
        "displaymath",
        "math",
        "array",
        "cases",
    ];
    known.contains(&name).then_some(name)
}
