//! A lowered text cut into lines, clauses and sides at their relation signs.

use std::ops::Range;

use crate::expr::Relation;

/// The relation signs, the longer ones first.
const SIGNS: &[(&str, Relation)] = &[
    ("<==>", Relation::Equivalent),
    ("<=>", Relation::Equivalent),
    ("⟺", Relation::Equivalent),
    ("⇔", Relation::Equivalent),
    ("==>", Relation::Implies),
    ("=>", Relation::Implies),
    ("⇒", Relation::Implies),
    ("⟹", Relation::Implies),
    (":=", Relation::Equal),
    ("==", Relation::Equal),
    ("~=", Relation::Approx),
    ("=~", Relation::Approx),
    ("～=", Relation::Approx),
    ("≈=", Relation::Approx),
    ("!=", Relation::NotEqual),
    ("<=", Relation::LessEqual),
    (">=", Relation::GreaterEqual),
    ("<<", Relation::MuchLess),
    (">>", Relation::MuchGreater),
    ("=", Relation::Equal),
    ("＝", Relation::Equal),
    ("≈", Relation::Approx),
    ("≃", Relation::Approx),
    ("≅", Relation::Approx),
    ("≒", Relation::Approx),
    ("≡", Relation::Equal),
    ("≠", Relation::NotEqual),
    ("≤", Relation::LessEqual),
    ("⩽", Relation::LessEqual),
    ("≥", Relation::GreaterEqual),
    ("⩾", Relation::GreaterEqual),
    ("≪", Relation::MuchLess),
    ("≫", Relation::MuchGreater),
    ("≍", Relation::SameOrder),
    ("∼", Relation::Asymptotic),
    ("~", Relation::Asymptotic),
    ("<", Relation::Less),
    (">", Relation::Greater),
];

/// The relation sign that a text begins with.
pub(super) fn sign_at(text: &str) -> Option<(&'static str, Relation)> {
    // Nearly everywhere stands something else.
    if !text.starts_with(begins_sign) {
        return None;
    }
    SIGNS
        .iter()
        .find(|(sign, _)| text.starts_with(sign))
        .copied()
}

/// Whether a relation sign may begin with a letter.
fn begins_sign(letter: char) -> bool {
    !letter.is_ascii() || matches!(letter, '<' | '=' | ':' | '~' | '!' | '>')
}

/// The sides of a line and the relations between them, as ranges of the lowered text.
pub(super) struct Cut {
    pub(super) sides: Vec<Range<usize>>,
    pub(super) signs: Vec<(Range<usize>, Relation)>,
    /// Whether a bracket that is not closed keeps a sign from being one.
    pub(super) hides_sign: bool,
}

/// The lines of a lowered text; one that ends or begins with an open sign belongs to its neighbour.
pub(super) fn lines_of(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        let written = text.get(range.clone()).unwrap_or_default().trim();
        let before = found.last().and_then(|last| text.get(last.clone()));
        let before = before.unwrap_or_default().trim_end();
        let is_open = before.ends_with(OPEN) && !before.is_empty();
        let subtracts = written.starts_with(['-', '−']) && !written.contains(['=', '≈']);
        let goes_on = adds(written) && !is_next_of_system(before, written)
            || subtracts && before.contains(['=', '≈']);
        match found.last_mut() {
            Some(last) if !written.is_empty() && !before.is_empty() && (is_open || goes_on) => {
                last.end = range.end;
            }
            _ => found.push(range),
        }
    }
    found
}

/// `4y + 2z = 6` above `+ −4y + z = 3`: whether a row is the next equation of a system, in whose columns signs stand
/// alone.
fn is_next_of_system(before: &str, row: &str) -> bool {
    let result = before.rsplit_once('=').map(|(_, result)| result.trim());
    let is_number = result.is_some_and(|result| {
        !result.is_empty()
            && result
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '−' | ' '))
    });
    is_number && row.contains('=') && row.contains(char::is_alphabetic)
}

/// Signs behind which a formula goes on.
const OPEN: [char; 9] = ['+', '-', '−', '*', '/', '×', '·', '=', '≈'];

/// Whether an operator is the next sign of a text.
fn adds(text: &str) -> bool {
    let next = text.trim_start().chars().next();
    next.is_some_and(|c| matches!(c, '+' | '*' | '/' | '×' | '·'))
}

/// Whether a gap stands at the beginning of a line, but not of the first, before a minus.
fn is_set_in(text: &str, gap: usize) -> bool {
    let before = text.get(..gap).unwrap_or_default();
    let behind = text.get(gap..).unwrap_or_default().trim_start();
    let line = before.rfind('\n').and_then(|at| before.get(at..));
    line.is_some_and(|line| line.trim().is_empty()) && behind.starts_with(['-', '−'])
}

/// The parts of a line between commas or wide gaps, where each has a relation of its own.
pub(super) fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            // `&\quad + 4h`: a gap before an operator sets the line in.
            WIDE if adds(text.get(at..).unwrap_or_default()) => {}
            // And so does one before a minus at the beginning of a line that goes on.
            WIDE if is_set_in(text, at) => {}
            ',' | ';' | '，' | '；' | '、' | WIDE if depth <= 0 => {
                found.push(start..at);
                start = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..text.len());
    found.retain(|range| !is_tag(text.get(range.clone()).unwrap_or_default()));
    let has_sign = |range: &Range<usize>| {
        let part = text.get(range.clone()).unwrap_or_default();
        !cut(part).signs.is_empty()
    };
    // Behind a wide gap stands a remark, where it is no formula of its own.
    let is_remark = |range: &Range<usize>| {
        let before = text.get(..range.start).unwrap_or_default();
        before.ends_with(WIDE) && !has_sign(range)
    };
    if found.first().is_some_and(has_sign) {
        found.retain(|range| !is_remark(range));
    }
    if !found.iter().all(has_sign) {
        let end = found.last().map_or(text.len(), |last| last.end);
        found.clear();
        found.push(0..end);
    }
    found
}

/// A gap between formulas, `\quad`.
pub(super) const WIDE: char = '\u{2003}';

/// Nothing, or the number of an equation.
fn is_tag(part: &str) -> bool {
    let part = part.trim();
    let inside = part
        .strip_prefix('(')
        .and_then(|part| part.strip_suffix(')'));
    part.is_empty()
        || inside.is_some_and(|number| {
            number.len() <= 4
                && number.starts_with(|c: char| c.is_ascii_digit())
                && number.chars().all(|c| c.is_ascii_digit() || c == '.')
        })
}

/// The text with line ends and wide gaps as blanks, of the same length.
pub(super) fn spaced(text: &str) -> String {
    text.replace('\n', " ").replace(WIDE, "   ")
}

/// The text with blanks in place of `(mod n)`, and n: both sides are meant by their remainders.
pub(super) fn without_modulus(text: String) -> (String, Option<String>) {
    let Some((before, behind)) = text.split_once("pmod(") else {
        return of_congruence(text);
    };
    let Some((modulus, behind)) = behind.split_once(')') else {
        return (text, None);
    };
    let length = "pmod()".len() + modulus.len();
    let modulus = modulus.trim().to_owned();
    (
        format!("{before}{}{behind}", " ".repeat(length)),
        Some(modulus),
    )
}

/// A line with a modulus, part by part where some of its signs are `=` and others `≡`: of `7·8 = 56 ≡ 6 (mod 10)` the first
/// two sides are equal. What belongs to other parts is blank.
pub(super) fn by_congruence(
    text: String,
    modulus: Option<String>,
) -> Vec<(String, Option<String>)> {
    let all = cut(&text);
    let is_congruent = |(range, _): &(Range<usize>, Relation)| {
        text.get(range.clone())
            .is_some_and(|sign| sign.contains('≡'))
    };
    let congruent: Vec<bool> = all.signs.iter().map(is_congruent).collect();
    let is_mixed = congruent.contains(&true) && congruent.contains(&false);
    if modulus.is_none() || !is_mixed {
        return vec![(text, modulus)];
    }
    let mut parts = Vec::new();
    let mut first = 0;
    for run in congruent.chunk_by(|a, b| a == b) {
        let last = first + run.len();
        let ends = all.sides.get(first).zip(all.sides.get(last));
        if let Some((begin, end)) = ends {
            let kept = begin.start..end.end;
            let bytes = text.char_indices().map(|(at, letter)| {
                if kept.contains(&at) {
                    letter.to_string()
                } else {
                    " ".repeat(letter.len_utf8())
                }
            });
            let is_congruent = run.first() == Some(&true);
            parts.push((bytes.collect(), modulus.clone().filter(|_| is_congruent)));
        }
        first = last;
    }
    parts
}

/// The same of `2 × 3 ≡ 1 mod 5`.
fn of_congruence(text: String) -> (String, Option<String>) {
    let parted = text.rsplit_once(" mod ").filter(|(before, modulus)| {
        let is_plain = modulus.trim().chars().all(char::is_alphanumeric);
        before.contains('≡') && is_plain && !modulus.trim().is_empty()
    });
    let Some((before, modulus)) = parted else {
        return (text, None);
    };
    let length = text.len() - before.len();
    let modulus = modulus.trim().to_owned();
    (format!("{before}{}", " ".repeat(length)), Some(modulus))
}

/// Cuts a line at the relation signs that stand in no bracket.
pub(super) fn cut(text: &str) -> Cut {
    let mut cut = Cut {
        sides: Vec::new(),
        signs: Vec::new(),
        hides_sign: false,
    };
    let (mut depth, mut start, mut at) = (0_i32, 0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        match first {
            '(' | '[' | '{' | '⁽' => depth += 1,
            ')' | ']' | '}' | '⁾' => depth -= 1,
            _ => {}
        }
        if first == ':' && depth <= 0 && cut.signs.is_empty() && names(text, start..at, rest) {
            at += 1;
            start = at;
            continue;
        }
        let found = sign_at(rest);
        cut.hides_sign |= depth > 0 && found.is_some();
        if depth <= 0
            && let Some((sign, relation)) = found
        {
            let behind = text.get(at + sign.len()..).unwrap_or_default();
            let relation = match relation {
                // `~124M` is about 124 million; `f ~ g` says that the ratio tends to 1.
                Relation::Asymptotic
                    if behind
                        .trim_start()
                        .starts_with(|c: char| c.is_ascii_digit()) =>
                {
                    Relation::Approx
                }
                relation => relation,
            };
            // `= \sim 916` and `≈ ~2.7` are one sign.
            if let Some((last, known)) = cut.signs.last_mut()
                && matches!(*known, Relation::Equal | Relation::Approx)
                && relation == Relation::Approx
                && text
                    .get(start..at)
                    .is_some_and(|side| side.trim().is_empty())
                && last.end == start
            {
                *known = Relation::Approx;
                start = at + sign.len();
                last.end = start;
                at = start;
                continue;
            }
            cut.sides.push(start..at);
            cut.signs.push((at..at + sign.len(), relation));
            start = at + sign.len();
            at = start;
            continue;
        }
        at += first.len_utf8();
    }
    cut.hides_sign &= depth > 0;
    cut.sides.push(start..text.len());
    cut
}

/// Whether a colon stands behind a name, and before a formula that is no ratio: `W_1: h × 4h = 4h²`.
fn names(text: &str, name: Range<usize>, behind: &str) -> bool {
    let name = text.get(name).unwrap_or_default().trim();
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}');
    let behind = behind.get(1..).unwrap_or_default();
    name.starts_with(char::is_alphabetic)
        && name.chars().all(belongs)
        && behind.contains('=')
        && !behind.starts_with('=')
        && !behind.contains(':')
}

/// A range without the blanks and the punctuation at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text.get(range.clone()).unwrap_or_default();
    let is_loose = |c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '.' | ':' | '。' | '，' | '、' | '；' | '…')
    };
    let start = inner.len()
        - inner
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '，'))
            .len();
    let end = inner.trim_end_matches(is_loose).len();
    range.start + start..range.start + end.max(start)
}

#[cfg(test)]
mod tests {
    use super::{SIGNS, clauses, sign_at};

    #[test]
    fn every_sign_is_found() {
        for (sign, relation) in SIGNS {
            assert_eq!(sign_at(sign), Some((*sign, *relation)));
        }
    }

    /// A gap parts what stands beside each other, and sets a line in that goes on with a sign.
    #[test]
    fn gaps() {
        let parts = |text: &str| clauses(text).len();
        assert_eq!(parts("x = a\n\u{2003}- b"), 1);
        assert_eq!(parts("x = a\n\u{2003}+ b"), 1);
        assert_eq!(parts("x = a\u{2003}y = b"), 2);
        assert_eq!(parts("x = a\u{2003}- y = b"), 2);
    }
}
