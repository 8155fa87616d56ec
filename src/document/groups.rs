//! Groups in braces that a stretch of LaTeX begins or ends in.

use crate::diagnostic::Span;

/// How far the other brace of a group is looked for, in bytes.
const REACH: usize = 400;

/// A stretch with the whole of the groups that begin or end in it, with the command before each: of
/// `\mathbf{W}x` and not `W}x`.
pub(super) fn whole_groups(text: &str, span: Span) -> Span {
    let mut whole = span;
    let inside = text.get(span.start..span.end).unwrap_or_default();
    let (closed, open) = unmatched(inside);
    for _ in 0..closed {
        let Some(start) = opening(text, whole.start) else {
            return span;
        };
        whole.start = start;
    }
    for _ in 0..open {
        let Some(end) = closing(text, whole.end) else {
            return span;
        };
        whole.end = end;
    }
    whole
}

/// How many braces close what begins before a text, and how many open what ends behind it.
fn unmatched(text: &str) -> (usize, usize) {
    let (mut closed, mut open) = (0, 0_usize);
    for (_, is_open) in braces(text) {
        if is_open {
            open += 1;
        } else if open > 0 {
            open -= 1;
        } else {
            closed += 1;
        }
    }
    (closed, open)
}

/// The braces of a text that part groups, each with its place.
fn braces(text: &str) -> impl Iterator<Item = (usize, bool)> {
    let mut is_escaped = false;
    text.char_indices().filter_map(move |(at, letter)| {
        let escaped = is_escaped;
        is_escaped = letter == '\\' && !escaped;
        (!escaped && matches!(letter, '{' | '}')).then_some((at, letter == '{'))
    })
}

/// Where the group around a place begins, with the command that it belongs to.
fn opening(text: &str, at: usize) -> Option<usize> {
    let from = (at.saturating_sub(REACH)..=at).find(|from| text.is_char_boundary(*from))?;
    let before = text.get(from..at)?;
    let mut open = Vec::new();
    for (place, is_open) in braces(before) {
        if is_open {
            open.push(place);
        } else {
            open.pop();
        }
    }
    let brace = from + open.pop()?;
    let mut head = text.get(from..brace)?;
    // `\textcolor{red}{…}`: the groups before it belong to the command as well.
    while let Some(rest) = head.strip_suffix('}') {
        head = rest.get(..rest.rfind('{')?)?;
    }
    let name = head.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_command = name.len() < head.len() && name.ends_with('\\');
    Some(if is_command {
        from + name.len() - 1
    } else {
        brace
    })
}

/// Where the group around a place ends.
fn closing(text: &str, at: usize) -> Option<usize> {
    let behind = text.get(at..)?;
    let mut depth = 0_usize;
    for (place, is_open) in braces(behind).take_while(|(place, _)| *place < REACH) {
        if is_open {
            depth += 1;
        } else if depth == 0 {
            return Some(at + place + 1);
        } else {
            depth -= 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::whole_groups;
    use crate::diagnostic::Span;

    #[test]
    fn groups_are_shown_whole() {
        for (text, part, whole) in [
            (r"\mathbf{W}x = 1", "W}x", r"\mathbf{W}x"),
            (
                r"\textcolor{red}{3 + 4} = 8",
                "3 + 4}",
                r"\textcolor{red}{3 + 4}",
            ),
            (r"y + \mathbf{W} = 2", r"y + \mathbf{W", r"y + \mathbf{W}"),
            (r"\boxed{3 + 4 = 8}", "8", "8"),
            (r"\{1 \} = x", r"1 \}", r"1 \}"),
            ("a} = 3", "a}", "a}"),
        ] {
            let start = text.find(part).unwrap();
            let found = whole_groups(text, Span::new(start, start + part.len()));
            assert_eq!(&text[found.start..found.end], whole, "{text}");
        }
    }
}
