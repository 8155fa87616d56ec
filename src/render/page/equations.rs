//! Numbered equations below each other, sign under sign; in text with the reason behind each.

use minijinja::Value;
use unicode_width::UnicodeWidthStr;

use super::chain::Chains;
use super::layout::guarded;

/// One equation and why it follows.
pub(super) struct Numbered<'l> {
    pub(super) left: String,
    pub(super) sign: &'l str,
    pub(super) right: String,
    pub(super) number: usize,
    pub(super) reason: Option<&'l Value>,
}

/// Where left sides of different length stand in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flush {
    /// They begin below each other.
    Left,
    /// They end below each other.
    Right,
}

/// The equations as one formula.
pub(super) fn numbered(lines: &[Numbered<'_>], flush: Flush, chains: &Chains<'_>) -> String {
    if chains.board.is_latex() {
        let rows = lines.iter().map(|line| {
            let (left, sign, right, number) =
                (guarded(&line.left), line.sign, &line.right, line.number);
            format!("{left} & {sign} {right} && \\text{{({number})}}")
        });
        return chains.aligned(&rows.collect::<Vec<_>>());
    }
    let width = widest(lines.iter().map(|line| line.left.as_str()));
    let rows = lines.iter().map(|line| {
        let (left, sign, right) = (&line.left, line.sign, &line.right);
        let blanks = " ".repeat(width.saturating_sub(left.width()));
        match flush {
            Flush::Left => format!("{left}{blanks} {sign} {right}"),
            Flush::Right => format!("{blanks}{left} {sign} {right}"),
        }
    });
    let rows: Vec<String> = rows.collect();
    let width = widest(rows.iter().map(String::as_str));
    let commented = rows.iter().zip(lines).map(|(row, line)| {
        let blanks = " ".repeat(width.saturating_sub(row.width()));
        let reason = line.reason.map(Value::to_string).unwrap_or_default();
        format!("{row}{blanks}  # ({}): {reason}", line.number)
    });
    commented.collect::<Vec<_>>().join("\n")
}

fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or_default()
}
