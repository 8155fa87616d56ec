//! What only programs write: elements and attributes, lists, values that are no numbers, declarations,
//! prompts, numbers to other bases, messages of errors.

use super::cut::sign_at;
use super::marks::{blank, solid};
use super::numerals::Habits;
use super::token::{Kind, Token};
use super::whole::Document;
use crate::diagnostic::Span;
use crate::expr::Relation;
use crate::syntax::latex::Lowered;

/// The longest element or argument that is passed over at once.
const MAX_INSIDE: usize = 80;

/// Values of programs that are no numbers.
const NO_NUMBERS: &[&str] = &[
    "NaN",
    "nan",
    "NAN",
    "None",
    "null",
    "nil",
    "undefined",
    "zoo",
    "NULL",
];

/// Words before a name that is declared.
const DECLARES: &[&str] = &[
    "const",
    "let",
    "var",
    "auto",
    "double",
    "float",
    "int",
    "long",
    "unsigned",
    "static",
    "final",
    "val",
    "mut",
    "size_t",
    "local",
    "my",
    "constexpr",
    "pub",
    "readonly",
    "short",
    "string",
    "bool",
    "uint32_t",
    "uint64_t",
    "int32_t",
    "int64_t",
    "def",
    "global",
];

impl Document {
    /// Lists the first relation of a line as unread.
    pub(super) fn leave_line(&mut self, line: &str, base: usize, reason: &str) {
        let start = line.len() - line.trim_start_matches([' ', '>']).len();
        let signs = line
            .char_indices()
            .skip_while(|(at, _)| *at < start)
            .find_map(|(at, _)| {
                let (sign, _) = sign_at(line.get(at..)?)?;
                Some(Span::new(base + at, base + at + sign.len()))
            });
        if let Some(sign) = signs {
            self.unread_at(sign, reason);
        }
    }
}

/// A token that only programs write.
pub(super) fn token(
    rest: &str,
    before: &str,
    habits: &Habits,
    is_code: bool,
) -> Option<(Kind, usize, String)> {
    let one = |kind: Kind, length: usize| {
        let text = rest.get(..length).unwrap_or_default();
        (length > 0).then(|| (kind, length, text.to_owned()))
    };
    let apart = |length: usize| (length > 0).then(|| (Kind::Separator, length, " ".to_owned()));
    if !before.ends_with(|c: char| c.is_alphanumeric())
        && let Some((length, digits)) = based(rest)
    {
        return Some((Kind::Number, length, digits));
    }
    let dashes = rest.len() - rest.trim_start_matches('-').len();
    let is_dash = (2..=3).contains(&dashes) && before.ends_with(' ');
    if is_dash
        && rest
            .get(dashes..)
            .is_some_and(|behind| behind.starts_with(' '))
    {
        return apart(dashes);
    }
    // Bits are joined by no sign of arithmetic.
    if habits.has_bits {
        let sign = ["&", "|", "^", "~", ">>", "<<"]
            .into_iter()
            .find(|sign| rest.starts_with(sign));
        if let Some(found) = sign.and_then(|sign| one(Kind::Name, sign.len())) {
            return Some(found);
        }
    }
    if is_clock(rest, before) {
        return apart(1);
    }
    apart(arrow(rest, habits.has_arrow))
        .or_else(|| one(Kind::Name, super::written::extent(rest, before)))
        .or_else(|| one(Kind::Name, list(rest, before)))
        .or_else(|| one(Kind::Name, reached(rest, before, is_code)))
}

/// The length of a name with what is reached through it, `x[i]`, `I.size`, `F.diff(x)`; 0 where nothing is.
pub(super) fn reached(rest: &str, before: &str, is_code: bool) -> usize {
    let belongs = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name = |text: &str| text.find(|c| !belongs(c)).unwrap_or(text.len());
    let begins = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !begins || before.ends_with(|c: char| belongs(c) || matches!(c, '\\' | '.')) {
        return 0;
    }
    let head = name(rest);
    let mut length = head;
    let mut has_attribute = false;
    while let Some(behind) = rest.get(length..).filter(|behind| !behind.is_empty()) {
        let attribute = behind.strip_prefix('.').map_or(0, |behind| {
            let is_name = behind.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
            if is_name { 1 + name(behind) } else { 0 }
        });
        // `e.g`, `i.e`, `10 p.m`.
        let is_abbreviation = !is_code && head == 1 && attribute == 2;
        if attribute > 0 && !is_abbreviation {
            length += attribute;
            has_attribute = true;
            continue;
        }
        let inside = enclosed(behind);
        let is_reached = match inside {
            Some(inside) if behind.starts_with('[') => is_element(inside, is_code),
            Some(_) => has_attribute,
            None => false,
        };
        match inside.filter(|_| is_reached) {
            Some(inside) => length += inside.len() + 2,
            None => break,
        }
    }
    if length > head { length } else { 0 }
}

/// What stands in the bracket that a text begins with.
fn enclosed(text: &str) -> Option<&str> {
    if !text.starts_with(['[', '(']) {
        return None;
    }
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices().take(MAX_INSIDE) {
        match letter {
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(1..at);
        }
    }
    None
}

/// Whether a bracket behind a name picks an element: `[-1]`, `[i]`, `[i-1]`, `[:, 0]`. Elsewhere than in
/// programs a letter may be a factor in brackets.
fn is_element(inside: &str, is_code: bool) -> bool {
    let digits = inside.trim_start_matches(['-', ':']);
    let is_number = !inside.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let is_index = |part: &str| {
        let part = part.trim();
        let letters = part.bytes().take_while(u8::is_ascii_lowercase).count();
        let is_short = letters <= if is_code { 3 } else { 1 };
        let is_counter = is_code || part.starts_with(|c: char| "ijklmnpqt".contains(c));
        let belongs = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+-:_".contains(&b);
        part.is_empty() || is_short && (letters == 0 || is_counter) && part.bytes().all(belongs)
    };
    is_number || inside.split(',').all(is_index) && !inside.trim().is_empty()
}

/// The length of a list or a set with several members, `[4, 7]`, `{1, 2}`, where an operand may begin.
pub(super) fn list(rest: &str, before: &str) -> usize {
    let is_set = rest.starts_with('{');
    let letters = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_argument = is_set && letters.len() < before.len() && letters.ends_with('\\');
    if !is_set && !rest.starts_with('[')
        || !is_argument
            && before.ends_with(|c: char| {
                c.is_alphanumeric() || matches!(c, '_' | ')' | ']' | '}' | '^')
            })
    {
        return 0;
    }
    let close = if is_set { '}' } else { ']' };
    let inner = rest.get(1..).unwrap_or_default();
    let end = inner.find(|c: char| c == close || "[{($\\".contains(c));
    let members = end.and_then(|end| inner.get(..end)).unwrap_or_default();
    let is_closed =
        end.is_some_and(|end| inner.get(end..).is_some_and(|rest| rest.starts_with(close)));
    let is_member = |part: &str| {
        let part = part.trim();
        !part.is_empty() && part.len() <= 24 && !part.contains('=')
    };
    // `{1K..16K}`: from one to another.
    let is_range = members.contains("..") && is_set;
    let has_some = is_range || members.contains(',') && members.split(',').all(is_member);
    // `](` is a link, `[0, 1)` no list.
    let behind = rest.get(members.len() + 2..).unwrap_or_default();
    if is_closed && has_some && !behind.starts_with('(') {
        members.len() + 2
    } else {
        0
    }
}

/// Why a token that a program writes cannot be read as a number.
pub(super) fn no_number(text: &str) -> Option<String> {
    if text == "mil" {
        Some("`mil` may be a thousand or a million".to_owned())
    } else if NO_NUMBERS.contains(&text) {
        Some(format!("`{text}` is no number"))
    } else if matches!(text, "&" | "|" | "^" | "~" | ">>" | "<<") {
        Some(format!("`{text}` joins bits"))
    } else if text.starts_with(['[', '{']) {
        Some(format!("`{text}` is a list and no number"))
    } else {
        None
    }
}

/// Whether a name is spelled out, `softmax`, `biggerChild`, and no product of letters.
pub(super) fn is_spelled(name: &str) -> bool {
    let small = name.bytes().filter(u8::is_ascii_lowercase).count();
    let vowels = name.bytes().filter(|byte| b"aeiou".contains(byte)).count();
    name.bytes().all(|byte| byte.is_ascii_alphabetic()) && small >= 4 && vowels >= 2
}

/// Whether a word is a value of programs that is no number.
pub(super) fn is_no_number(word: &str) -> bool {
    no_number(word).is_some()
}

/// Writes what only programs write as a name of its own; whether the token is such.
pub(super) fn emit(token: &Token, lowered: &mut Lowered) -> bool {
    if token.kind != Kind::Name {
        return false;
    }
    let stand_in = if let Some(reason) = no_number(&token.text) {
        let stand_in = format!("unread_{}", lowered.unread.len() + 1);
        lowered.unread.push((stand_in.clone(), reason));
        stand_in
    } else if token.text.contains(['[', '.', '@']) && token.text.len() == token.range.len() {
        lowered.phrase(&token.text)
    } else {
        return false;
    };
    lowered.push(" ", token.range.start);
    lowered.push(&stand_in, token.range.start);
    lowered.reach(token.range.end);
    lowered.push(" ", token.range.end.saturating_sub(1));
    true
}

/// A number to the base 16, 8 or 2, `0x7f`: its length and its digits to the base ten.
pub(super) fn based(rest: &str) -> Option<(usize, String)> {
    let radix = match rest.get(..2)? {
        "0x" | "0X" => 16,
        "0b" | "0B" => 2,
        "0o" => 8,
        _ => return None,
    };
    let behind = rest.get(2..)?;
    let end = behind.find(|c: char| !(c.is_digit(radix) || c == '_'));
    let digits = behind.get(..end.unwrap_or(behind.len()))?;
    let ends = !behind
        .get(digits.len()..)?
        .starts_with(char::is_alphanumeric);
    let value = u128::from_str_radix(&digits.replace('_', ""), radix).ok()?;
    ends.then(|| (2 + digits.len(), value.to_string()))
}

/// Whether a line joins bits, `0b0011 & 0b0010`, `'f' >> 4 = 0x6`.
pub(super) fn joins_bits(line: &str) -> bool {
    let has_base = line.contains("0x") || line.contains("0b");
    has_base
        && [" & ", " | ", " ^ ", ">>", "<<"]
            .iter()
            .any(|sign| line.contains(sign))
}

/// The length of an arrow that is no relation: `<-`, `<->`, `-->`; and of `><`.
pub(super) fn arrow(rest: &str, has_arrow: bool) -> usize {
    for sign in ["<-->", "<->", "<--", "-->", "->", "><"] {
        if rest.starts_with(sign) {
            return sign.len();
        }
    }
    let points = rest
        .strip_prefix("<-")
        .is_some_and(|behind| behind.starts_with([' ', '-']) || has_arrow);
    if points { 2 } else { 0 }
}

/// Whether a sign stands between times of day, `00:04<00:00`.
pub(super) fn is_clock(rest: &str, before: &str) -> bool {
    let minutes = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_time = before.len() - minutes.len() == 2 && minutes.ends_with(':');
    is_time && rest.starts_with(['<', '>'])
}

/// Passes over what declares a name before its sign: `const A = 5`, `Environment* env = …`; and over `assert`.
pub(super) fn mark_declarations(tokens: &mut [Token]) {
    let places = solid(tokens);
    let token = |place: usize| tokens.get(*places.get(place)?);
    let is_word = |token: &Token| matches!(token.kind, Kind::Name | Kind::Word | Kind::Unit);
    let mut dropped = Vec::new();
    for sign in 1..places.len() {
        let Some(Kind::Relation(relation)) = token(sign).map(|token| token.kind) else {
            continue;
        };
        let words = (0..sign)
            .rev()
            .take_while(|place| token(*place).is_some_and(is_word))
            .count();
        let start = sign - words;
        let first = token(start).map_or("", |token| token.text.as_str());
        let declares = relation == Relation::Equal && DECLARES.contains(&first);
        if words > 1 && (declares || first == "assert") {
            dropped.extend(start..sign - 1);
        }
        if relation == Relation::Equal && words == 1 && is_pointer(tokens, &places, sign) {
            dropped.extend(sign - 3..sign - 1);
        }
    }
    for place in dropped {
        blank(places.get(place).and_then(|at| tokens.get_mut(*at)));
    }
}

/// Whether a star that touches the name of a kind stands before a name and its sign: `Environment* env =`.
fn is_pointer(tokens: &[Token], places: &[usize], sign: usize) -> bool {
    let before = sign
        .checked_sub(3)
        .and_then(|start| places.get(start..sign));
    let Some([kind, star, name]) = before else {
        return false;
    };
    let (kind, star, name) = (tokens.get(*kind), tokens.get(*star), tokens.get(*name));
    let begins = sign == 3;
    let parts = kind.zip(star).zip(name);
    begins
        && parts.is_some_and(|((kind, star), name)| {
            star.text == "*"
                && kind.text.len() > 2
                && kind.range.end == star.range.start
                && star.range.end < name.range.start
        })
}

/// `280B       300B`: wide gaps part the numbers of columns.
pub(super) fn part_columns(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        // `one expert    3 × 4096`: a word that can be a unit is a label where no number stands before it.
        let solid = tokens.get(..at).unwrap_or_default().iter().rev();
        let mut solid = solid.filter(|token| token.kind != Kind::Gap);
        let is_number = match solid.next().map(|token| token.kind) {
            Some(Kind::Unit) => solid.next().is_some_and(Token::ends_number),
            _ => true,
        };
        let Some([before, gap, behind]) = tokens.get_mut(at - 1..at + 2) else {
            continue;
        };
        let is_wide = gap.kind == Kind::Gap && gap.range.len() >= 3 && gap.text == " ";
        if is_wide && is_number && before.ends_number() && behind.kind == Kind::Number {
            gap.kind = Kind::Separator;
        }
    }
}

/// `M=512 N=1024 K=512`: a blank parts bindings whose signs touch their names and values.
pub(super) fn part_bindings(tokens: &mut [Token]) {
    let is_sign = |at: usize| {
        let around = at
            .checked_sub(1)
            .map(|before| (tokens.get(before), tokens.get(at + 1)));
        let touches = |token: Option<&Token>| token.is_some_and(|token| token.kind != Kind::Gap);
        tokens
            .get(at)
            .is_some_and(|token| token.text == "=" && matches!(token.kind, Kind::Relation(_)))
            && around.is_some_and(|(before, behind)| touches(before) && touches(behind))
    };
    let signs: Vec<usize> = (0..tokens.len()).filter(|at| is_sign(*at)).collect();
    for pair in signs.windows(2) {
        let [first, second] = *pair else { continue };
        // Value, blank, name.
        if second == first + 4
            && let Some([value, gap, name]) = tokens.get_mut(first + 1..second)
            && value.kind == Kind::Number
            && gap.kind == Kind::Gap
            && matches!(name.kind, Kind::Name | Kind::Word | Kind::Unit)
        {
            gap.kind = Kind::Separator;
        }
    }
}

/// The line of a program behind its prompt, `>>> x = 3`.
pub(super) fn behind_prompt(line: &str) -> Option<&str> {
    let inner = line.trim_start();
    let signs = [">>> ", "... ", "In [", "julia> ", "ghci> "];
    let sign = signs.into_iter().find(|sign| inner.starts_with(sign))?;
    let behind = inner.get(sign.len()..)?;
    match sign {
        "In [" => behind.split_once("]: ").map(|(_, behind)| behind),
        // `... and so on`: a sentence.
        "... " => (behind.starts_with(' ') || line.len() > inner.len()).then_some(behind),
        _ => Some(behind),
    }
}

/// Whether a line is the message of an error, `AssertionError: 1 == 2`, that says what is not so.
pub(super) fn is_message(line: &str) -> bool {
    let inner = line.trim_start_matches([' ', '#', '/', '*']);
    let name = inner.split([':', ' ', '(', '[']).next().unwrap_or_default();
    let is_error = ["Error", "Exception"].into_iter().any(|ending| {
        name.strip_suffix(ending)
            .is_some_and(|kind| kind.ends_with(|c: char| c.is_ascii_lowercase()))
    });
    is_error
        && inner
            .get(name.len()..)
            .is_some_and(|rest| rest.starts_with([':', ' ', '[']))
}

#[cfg(test)]
mod tests {
    use super::{based, list, reached};

    #[test]
    fn what_is_reached_through_a_name() {
        for (text, is_code, length) in [
            ("x[i]**2", true, 4),
            ("vec.shape[-1] = 3", false, 13),
            ("F.diff(x) + 1", true, 9),
            ("a[j][k] + 1", true, 7),
            ("E[X] = 3", false, 0),
            ("L[h] = 3", false, 0),
            ("h[tied]", true, 0),
            ("e.g. this", false, 0),
            ("sum. Then", false, 0),
        ] {
            assert_eq!(reached(text, "", is_code), length, "{text}");
        }
    }

    #[test]
    fn numbers_to_other_bases() {
        assert_eq!(based("0x7f;"), Some((4, "127".to_owned())));
        assert_eq!(based("0b0010_0001"), Some((11, "33".to_owned())));
        assert_eq!(based("0xyz"), None);
        assert_eq!(based("012"), None);
    }

    #[test]
    fn lists_have_several_members() {
        assert_eq!(list("[4, 7] = 3", "= "), 6);
        assert_eq!(list("[4h + 1] = 3", "= "), 0);
        assert_eq!(list("[a, b](#c)", ""), 0);
        assert_eq!(list("{1, 2, 3}", "== "), 9);
    }
}
