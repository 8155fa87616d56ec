//! Lines of text as they belong together.

use std::ops::Range;

use super::cut::sign_at;

/// So many rows a sum that is written below itself has at most.
const MOST_ROWS: usize = 40;

/// The lines of a text, without their ends; one that ends in an open sign goes on in the next one.
pub(super) fn logical_lines(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end_matches(['\n', '\r']);
        let range = at..at + written.len();
        at += line.len();
        let begins_block = written
            .trim_start()
            .starts_with(['>', '|', '#', '-', '*', '•']);
        let before = found.last().and_then(|last| text.get(last.clone()));
        let behind = text.get(at..).unwrap_or_default();
        let before = before.unwrap_or_default();
        let goes_on = adds_below(before, written, behind) || repeats_sign(before, written);
        match found.last_mut() {
            Some(last) if goes_on => last.end = range.end,
            Some(last) if is_open && !begins_block && !written.trim().is_empty() => {
                last.end = range.end;
            }
            _ => found.push(range),
        }
        is_open = ends_open(written);
    }
    found
}

/// `+ 1024 * 768` set in below a line that ends in a number or above one that begins with `=`, `+ (b × a)` below
/// `= (a × b)`: the sum goes on.
pub(super) fn adds_below(before: &str, line: &str, behind: &str) -> bool {
    let depth = |line: &str| line.len() - line.trim_start().len();
    if line.trim_start().starts_with('+') && repeats_sign(before, line) {
        return true;
    }
    let Some(rest) = line.trim_start().strip_prefix(['+', '×', '·']) else {
        return false;
    };
    let rest = rest.trim_start();
    let last = before.trim_end();
    // Items of a list have relations of their own.
    if rest.contains(['=', '≈']) {
        return false;
    }
    let row = last.rsplit('\n').next().unwrap_or_default();
    if is_summed_up(behind) {
        return computes(row) || !row.is_empty() && !row.trim().contains([' ', ':']);
    }
    if last.trim_start().starts_with('+') {
        return false;
    }
    let is_row = row.trim_start().starts_with(['=', '+', '≈']) && depth(line) >= depth(row);
    let ends = last.ends_with(|c: char| c.is_ascii_digit() || c == ')');
    let is_open =
        ends && last.contains(['*', '×', '·', '+']) && !last.trim_start().starts_with("+ ");
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
    let is_set_in = depth(line) >= 2;
    is_set_in && is_number && is_open
        || (is_row && last.contains('=') || is_set_in && row.contains('='))
            && computes(row)
            && computes(rest)
}

/// `= a² + ab +` above `+ ab + b² =`: whether a line begins with the sign that the line above ends in.
pub(super) fn repeats_sign(before: &str, line: &str) -> bool {
    let (last, line) = (before.trim_end(), line.trim_start());
    ["+", "=", "×", "·", "≈"].into_iter().any(|sign| {
        let ends = last
            .strip_suffix(sign)
            .is_some_and(|rest| rest.ends_with(' '));
        let rest = line.strip_prefix(sign).filter(|rest| rest.starts_with(' '));
        ends && rest.is_some_and(|rest| rest.contains(char::is_alphanumeric))
    })
}

/// Whether the next row that adds nothing more tells what a sum comes to.
fn is_summed_up(behind: &str) -> bool {
    let mut rows = behind.lines().take(MOST_ROWS).map(str::trim_start);
    let next = rows.find(|row| !row.starts_with("+ "));
    next.is_some_and(|row| {
        row.starts_with(['=', '≈']) && row.contains(|c: char| c.is_ascii_digit())
    })
}

/// Whether a row is made of numbers and names with signs between them: no two words stand side by side.
fn computes(row: &str) -> bool {
    let is_sign = |c: char| "+-*/×·÷^=≈−".contains(c);
    let mut parts = row
        .split(is_sign)
        .map(str::trim)
        .filter(|part| !part.is_empty());
    row.contains(is_sign)
        && parts.all(|part| {
            let bare = part.trim_matches(|c: char| "()[] ".contains(c));
            !bare.is_empty() && !bare.contains([' ', '|', ':', '"', '\'', '`', '$'])
        })
}

/// Whether a line ends in a sign behind which a formula goes on.
pub(super) fn ends_open(line: &str) -> bool {
    let line = line.trim_end();
    if line.starts_with(['=', '-', '#', '|', '*']) || !line.contains(char::is_alphanumeric) {
        return false;
    }
    let ends_in_sign = line.ends_with(['+', '×', '·', '≈', '=', '÷']) && !line.ends_with("==");
    ends_in_sign || line.ends_with(" *") || line.ends_with(" /") || line.ends_with(" -")
}

/// Whether a text ends in a relation sign or an operator.
pub(super) fn leads_on(text: &str) -> bool {
    text.trim_end_matches([' ', '\t', '`'])
        .ends_with(['=', '≈', '+', '×', '·', '*', '/'])
}

/// Whether a text begins with a relation sign or an operator.
pub(super) fn goes_on(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t', '`']);
    let is_sign = sign_at(text).is_some_and(|(sign, _)| sign != "<" && sign != ">");
    is_sign || text.starts_with(['+', '×', '·', '/'])
}

/// The length of a bullet in a line of code, `- batch_size = 1`, and of the comment sign before it,
/// `# - cp_size = 2`.
pub(super) fn bullet_in_comment(line: &str) -> usize {
    let inner = line.trim_start().trim_start_matches(['#', '/']);
    let is_item = inner.starts_with("- ") || inner.len() < line.trim_start().len();
    match bullet(inner) {
        0 => 0,
        length if is_item => line.len() - inner.len() + length,
        _ => 0,
    }
}

/// The length of a bullet that a line begins with.
pub(super) fn bullet(line: &str) -> usize {
    let inner = line.trim_start();
    // `(a) 10 × 3 = 30`, `b) …`: the name of an item.
    let open = inner.strip_prefix('(').unwrap_or(inner);
    if let Some((name, rest)) = open.split_once(')')
        && (1..=3).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase())
        && rest.starts_with(' ')
    {
        return line.len() - rest.len();
    }
    let mut letters = inner.chars();
    match letters.next() {
        Some(mark @ ('-' | '*' | '•' | '·' | '+'))
            if letters.next().is_some_and(char::is_whitespace) =>
        {
            line.len() - inner.len() + mark.len_utf8()
        }
        _ => 0,
    }
}
