//! Rows of a table that set a name: `| n_layers (L) | 40 |`.

use std::ops::Range;

use super::markdown::Walk;

/// What a row sets: its names, and the cell with the number.
struct Setting {
    names: Vec<String>,
    value: Range<usize>,
}

impl Walk<'_> {
    /// Binds the names in the first cell of a row to the only number of the row, for all that follows.
    pub(super) fn set_by_row(&mut self, text: &str, cells: &[Range<usize>], base: usize) {
        let Some(setting) = setting(text, cells) else {
            return;
        };
        let slice = text.get(setting.value.clone()).unwrap_or_default();
        let place = self.place;
        (self.place.row, self.place.cell) = (None, None);
        for name in &setting.names {
            self.bound(name, slice, setting.value.start + base);
        }
        self.place = place;
    }
}

fn setting(text: &str, cells: &[Range<usize>]) -> Option<Setting> {
    let (head, rest) = cells.split_first()?;
    let names = names_in(text.get(head.clone())?);
    let has_digit = |cell: &&Range<usize>| {
        text.get((*cell).clone())
            .is_some_and(|cell| cell.contains(|c: char| c.is_ascii_digit()))
    };
    let mut numbers = rest.iter().filter(has_digit);
    let (value, other) = (numbers.next()?, numbers.next());
    let is_one = other.is_none() && is_number(text.get(value.clone())?);
    (is_one && !names.is_empty()).then(|| Setting {
        names,
        value: value.clone(),
    })
}

/// The names that a cell calls something: `n\_layers (L)`, `` `d_model` ``, `Hidden size ($h$)`.
fn names_in(cell: &str) -> Vec<String> {
    let bare = cell.replace("\\_", "_");
    let bare = bare.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`'));
    let (before, inside) = match bare
        .strip_suffix(')')
        .and_then(|bare| bare.rsplit_once('('))
    {
        Some((before, inside)) => (before, inside),
        None => (bare, ""),
    };
    let mut found = Vec::new();
    for part in [before, inside] {
        let part = part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '$'));
        if is_name(part) {
            found.push(part.to_owned());
        }
    }
    found
}

/// A letter, with an index or without, or a name as programs spell it, `n_layers`.
fn is_name(part: &str) -> bool {
    let (head, index) = part.split_once('_').unwrap_or((part, ""));
    let is_plain = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let is_letter = head.chars().count() == 1 && head.chars().all(char::is_alphabetic);
    let index = index
        .strip_prefix('{')
        .and_then(|index| index.strip_suffix('}'))
        .unwrap_or(index);
    let is_spelled = !index.is_empty() && head.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_letter || is_spelled) && is_plain(head) && is_plain(index)
}

/// Whether a cell is one number, in groups of digits or with a letter for thousands.
fn is_number(cell: &str) -> bool {
    let bare = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '$'));
    let digits = bare.trim_end_matches(['K', 'M', 'B', 'T']);
    bare.len() <= digits.len() + 1
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn a_cell_names_symbols_and_what_programs_call_them() {
        for (cell, names) in [
            ("n\\_layers (L)", &["n_layers", "L"][..]),
            ("`d_model`", &["d_model"]),
            ("Hidden size ($h$)", &["h"]),
            ("**V**", &["V"]),
            ("$d_{ff}$ (inner width)", &["d_{ff}"]),
            ("ffw_multiplier (F / D)", &["ffw_multiplier"]),
            ("layers", &[]),
            ("Appendix A", &[]),
        ] {
            assert_eq!(names_in(cell), names, "{cell}");
        }
    }
}
