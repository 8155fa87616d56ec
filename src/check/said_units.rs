//! The unit of a number that the sentence before told, `67 MB per head`, and the line leaves out: `67 × 12 × 8 =
//! 6.4 GB`.

use super::compared::Need;
use super::pair::Pair;
use super::walk::Walk;
use crate::diagnostic::{Source, Span};
use crate::document::{Link, Origin, Side, Statement, read};
use crate::expr::Expr;
use crate::units::is_unit;

/// How far back the number is looked for, in bytes.
const REACH: usize = 6_000;

/// The longest side that is read again.
const MAX_LENGTH: usize = 200;

impl Walk<'_> {
    /// A line that is wrong as it stands, in the unit that was told for one of its numbers; `None` where it is
    /// wrong in each of them.
    pub(super) fn in_said_unit(
        &self,
        statement: &Statement,
        left: &Side,
        link: &Link,
    ) -> Option<Pair> {
        let is_closed = |expr: &Expr| expr.free_symbols().is_empty();
        let source = &self.document.source;
        let written = source.slice(left.span);
        if !is_closed(&left.expr) || !is_closed(&link.side.expr) || written.len() > MAX_LENGTH {
            return None;
        }
        let start = left.span.start.saturating_sub(REACH);
        let start = (start..=left.span.start).find(|at| source.text().is_char_boundary(*at))?;
        let before = source.slice(Span::new(start, left.span.start));
        numbers(written).into_iter().find_map(|(end, number)| {
            let unit = unit_of(before, number)?;
            let (head, tail) = written.split_at_checked(end)?;
            let text = match statement.origin {
                Origin::Math => format!("$${head} \\text{{ {unit}}}{tail} = 1$$"),
                _ => format!("{head} {unit}{tail} = 1"),
            };
            let again = read(&Source::new("line.md", text));
            let [only] = again.statements.as_slice() else {
                return None;
            };
            let found = self.pair(&only.first, link.relation, &link.side, &statement.place);
            found.is_right().then(|| Pair {
                compared: found
                    .compared
                    .needing([Need::InUnit(format!("{number} {unit}"))]),
                ..found
            })
        })
    }
}

/// The numbers of two digits or more in a side that no unit follows, and where each ends.
fn numbers(side: &str) -> Vec<(usize, &str)> {
    let belongs = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = side
        .get(at..)
        .and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
    {
        let start = at + from;
        let rest = side.get(start..).unwrap_or_default();
        let number = rest.get(..rest.find(|c| !belongs(c)).unwrap_or(rest.len()));
        let number = number.unwrap_or_default().trim_end_matches(['.', ',']);
        at = start + number.len().max(1);
        let behind = side.get(at..).unwrap_or_default();
        let is_name = side
            .get(..start)
            .unwrap_or_default()
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '^' | '{'));
        if number.len() > 1 && !is_name && !behind.starts_with(['^', '{']) {
            found.push((at, number));
        }
    }
    found
}

/// The unit that stands behind the last mention of a number.
fn unit_of<'t>(text: &'t str, number: &str) -> Option<&'t str> {
    text.rmatch_indices(number).find_map(|(at, _)| {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let is_whole = !text.get(..at)?.ends_with(is_part);
        let behind = text.get(at + number.len()..)?;
        let behind = behind
            .trim_start_matches(['$', '*', '~', ' ', '\\', ','])
            .trim_start_matches("text{")
            .trim_start();
        let end = behind
            .find(|c: char| !(c.is_alphabetic() || c == '/'))
            .unwrap_or(behind.len());
        let word = behind.get(..end)?;
        // `289 billion` is one number, `12 thousand` may be another twelve.
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let is_multiplier =
            digits > 2 && matches!(word, "million" | "billion" | "trillion" | "thousand");
        (is_whole && (is_multiplier || is_unit(word))).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::{numbers, unit_of};

    #[test]
    fn numbers_and_their_units() {
        assert_eq!(numbers("67 \\times 12^2"), [(2, "67")]);
        assert_eq!(numbers("201.3 + h_12"), [(5, "201.3")]);
        let text =
            "At 4096 tokens it takes 67 MB per head, $109.2$ hours in all, 290 billion FLOPs.";
        assert_eq!(unit_of(text, "67"), Some("MB"));
        assert_eq!(unit_of(text, "109.2"), Some("hours"));
        assert_eq!(unit_of(text, "290"), Some("billion"));
        assert_eq!(unit_of("There are 12 thousand steps.", "12"), None);
        assert_eq!(unit_of(text, "7"), None);
    }
}
