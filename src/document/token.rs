//! The tokens of a line of prose, of code or of a table's cell.

use std::ops::Range;

use super::cut::sign_at;
use super::html::BLANK;
use super::marks::{mark, model_name};
use super::numerals::{Habits, begins_multiplier, multiplier, number};
use super::program;
use super::signs::{
    and_more, annotation, beyond_reading, command, counts_bytes, derivative, divides,
    ends_sentence, entity, is_being, is_distributed, is_emphasis, is_hyphen, left_out, money,
    opened, plain_marks, priced, shifts, size_of, subtracts,
};
use super::spoken::mark_spoken;
use crate::expr::{Function, Relation};
use crate::syntax::is_unit_word;
use crate::units::{dtype, is_physical};

/// What a token of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, its suffix included.
    Number,
    /// A name, or letters that stand for a product.
    Name,
    /// A word, which is a name only between signs.
    Word,
    /// A unit or counting label.
    Unit,
    /// A sign between operands.
    Operator,
    Open,
    Close,
    Relation(Relation),
    /// What parts sentences and clauses.
    Separator,
    Gap,
    /// What belongs to an operand: superscripts, `%`, `!`, primes.
    Postfix,
}

/// A token and where it stands in its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// What the expression grammar is to read.
    pub(super) text: String,
}

impl Token {
    /// Whether it begins an operand.
    pub(super) fn starts_operand(&self) -> bool {
        matches!(
            self.kind,
            Kind::Number | Kind::Name | Kind::Word | Kind::Open | Kind::Unit
        )
    }

    /// Whether it ends an operand that begins with digits.
    pub(super) fn ends_number(&self) -> bool {
        matches!(self.kind, Kind::Number | Kind::Unit | Kind::Postfix)
    }

    /// Whether it ends an operand.
    pub(super) fn ends_operand(&self) -> bool {
        matches!(
            self.kind,
            Kind::Number | Kind::Name | Kind::Word | Kind::Close | Kind::Unit | Kind::Postfix
        )
    }
}

/// Words of two letters that are words all the same.
const SHORT_WORDS: &[&str] = &[
    "is", "of", "to", "in", "we", "so", "as", "at", "by", "or", "an", "be", "it", "on", "no", "do",
    "if", "up", "us", "my", "he", "go", "am", "vs", "de", "en", "du", "et", "zu", "im", "si", "se",
    "où",
];

/// The tokens of a line. In code every run of letters is one name.
pub(super) fn tokens(line: &str, is_code: bool) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let habits = Habits::of(line);
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let (kind, length, text) = token(
            rest,
            line.get(..at).unwrap_or_default(),
            tokens.iter().rev().find(|token| token.kind != Kind::Gap),
            is_code,
            &habits,
        );
        tokens.push(Token {
            kind,
            range: at..at + length,
            text,
        });
        at += length;
    }
    mark(&mut tokens, is_code);
    drop_repeated(&mut tokens, line);
    if !is_code {
        mark_spoken(&mut tokens, line);
    }
    tokens
}

/// A sign that ends a row and begins the next one stands there once.
fn drop_repeated(tokens: &mut [Token], line: &str) {
    let breaks = |token: &Token| {
        let written = line.get(token.range.clone());
        token.kind == Kind::Gap && written.is_some_and(|gap| gap.contains('\n'))
    };
    for at in 2..tokens.len() {
        if let Some([before, gap, again]) = tokens.get_mut(at - 2..=at)
            && breaks(gap)
            && before.text == again.text
            && matches!(again.kind, Kind::Operator | Kind::Relation(_))
        {
            again.kind = Kind::Gap;
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of character")]
fn token(
    rest: &str,
    before: &str,
    last: Option<&Token>,
    is_code: bool,
    habits: &Habits,
) -> (Kind, usize, String) {
    let first = rest.chars().next().unwrap_or(' ');
    let one = first.len_utf8();
    let own = |kind: Kind| (kind, one, rest.get(..one).unwrap_or_default().to_owned());
    let is_after_number = last.is_some_and(|last| last.kind == Kind::Number);
    if let Some(length) = beyond_reading(rest, before) {
        return (Kind::Separator, length, " ".into());
    }
    if let Some(length) = annotation(rest) {
        return (Kind::Gap, length, " ".into());
    }
    if let Some(length) = derivative(rest, before) {
        let word = rest.get(..length).unwrap_or_default();
        return (Kind::Word, length, word.to_owned());
    }
    if let Some(length) = priced(rest, before) {
        return (Kind::Separator, length, " ".into());
    }
    if is_being(rest) {
        return own(Kind::Word);
    }
    if first.is_whitespace() {
        let length = rest.len() - rest.trim_start().len();
        return (Kind::Gap, length, " ".into());
    }
    if let Some(found) = program::token(rest, before, habits, is_code) {
        return found;
    }
    if first.is_ascii_digit()
        || (first == '.'
            && rest
                .get(1..)
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit())))
    {
        let is_exponent = before.trim_end().ends_with('^');
        let (length, text) = number(rest, is_exponent, habits);
        return (Kind::Number, length, text);
    }
    if rest.starts_with("**") && is_emphasis(rest, before, 2) {
        return (Kind::Gap, 2, " ".into());
    }
    // `1 + 2 + ... + 100`: terms that are not written.
    if let Some(length) = left_out(rest, before) {
        return (Kind::Name, length, "…".into());
    }
    if let Some((entity, sign)) = entity(rest) {
        return (Kind::Operator, entity, sign.into());
    }
    if rest.starts_with("//") || rest.starts_with("**") {
        return (
            Kind::Operator,
            2,
            rest.get(..2).unwrap_or_default().to_owned(),
        );
    }
    if rest.starts_with("===") {
        let length = rest.bytes().take_while(|byte| *byte == b'=').count();
        return (Kind::Separator, length, " ".into());
    }
    if shifts(rest, before, is_code) {
        return (Kind::Word, 2, rest.get(..2).unwrap_or_default().to_owned());
    }
    if is_distributed(rest) {
        return own(Kind::Separator);
    }
    if let Some((sign, relation)) = sign_at(rest) {
        let relation = match relation {
            Relation::Asymptotic
                if rest.get(sign.len()..).is_some_and(|behind| {
                    let behind = behind.trim_start_matches([' ', '*', '$']);
                    behind.starts_with(|c: char| c.is_ascii_digit())
                }) =>
            {
                Relation::Approx
            }
            relation => relation,
        };
        return (Kind::Relation(relation), sign.len(), sign.to_owned());
    }
    if let Some(found) = plain_marks(rest, before, is_after_number) {
        return found;
    }
    if let Some(modulus) = rest.strip_prefix("(mod ")
        && let Some(end) = modulus.find(')')
    {
        let modulus = modulus.get(..end).unwrap_or_default();
        let length = "(mod ".len() + end + 1;
        return (Kind::Postfix, length, format!(" pmod({modulus}) "));
    }
    match first {
        '*' if !is_code && is_emphasis(rest, before, 1) => (Kind::Gap, 1, " ".into()),
        '-' if is_hyphen(rest, before) => (Kind::Word, 1, "-".into()),
        '(' | '（' => (Kind::Open, one, "(".into()),
        // A blank tells it from a round one, which may hold a remark.
        '[' | '【' => (Kind::Open, one, " (".into()),
        '⌈' => (Kind::Open, one, "ceil(".into()),
        '⌊' => (Kind::Open, one, "floor(".into()),
        ')' | ']' | '）' | '】' | '⌉' | '⌋' => (Kind::Close, one, ")".into()),
        // `we get 30! Great`: the sentence ends.
        '!' if ends_sentence(rest, before) => (Kind::Separator, one, " ".into()),
        '²' | '³' | '¹' | '⁰' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' | '⁻' | '\'' | '%' | '!' => {
            own(Kind::Postfix)
        }
        // Between brackets and before a relation a dash is a minus; elsewhere it may be a range.
        '–' | '—' if opened(before) || subtracts(rest, before) => {
            (Kind::Operator, one, "-".into())
        }
        // `(|V| + 2)d`: the size of a set.
        '|' if size_of(rest) > 0 && !before.trim().is_empty() => {
            let length = size_of(rest);
            let name = rest.get(1..length - 1).unwrap_or_default();
            (Kind::Name, length, format!("abs({name})"))
        }
        '•' if !before.trim().is_empty() => (Kind::Operator, one, "·".into()),
        '＋' => (Kind::Operator, one, "+".into()),
        // `12 : 4 = 3`: a quotient.
        ':' if divides(rest, before) => (Kind::Operator, one, "/".into()),
        // `30 400+ requests`: and more.
        '+' if and_more(rest, before) => (Kind::Gap, 1, " ".into()),
        '+' | '-' | '*' | '/' | '^' | '−' | '×' | '·' | '⋅' | '∙' | '÷' | '√' | '∛' | '∜' | '±'
        | '∓' => own(Kind::Operator),
        '✓' | '✔' | '✅' | '`' | '{' | '}' | '\u{fe0f}' | '①'..='⑳' => {
            (Kind::Gap, one, " ".into())
        }
        '$' | '€' | '£' | '¥' | '₩' if money(rest, before) => (Kind::Gap, one, " ".into()),
        '\\' => command(rest).unwrap_or((Kind::Gap, one, String::new())),
        '.' if !rest
            .get(1..)
            .unwrap_or_default()
            .starts_with(char::is_whitespace)
            && rest.len() > 1 =>
        {
            own(Kind::Separator)
        }
        _ if is_after_number && begins_multiplier(rest) => multiplier(rest),
        _ if !is_code && model_name(rest) > 0 && !before.ends_with(char::is_alphanumeric) => {
            let length = model_name(rest);
            let name = rest.get(..length).unwrap_or_default();
            (Kind::Word, length, name.to_owned())
        }
        'B' if before
            .trim_end()
            .ends_with(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c))
            || is_after_number && rest.starts_with("B/")
            || counts_bytes(rest, before) =>
        {
            (Kind::Unit, one, "byte".into())
        }
        _ if first.is_alphabetic() || first == '_' => {
            letters(rest, before, is_after_number, is_code)
        }
        // What a conditional has in it is written again.
        ',' | '"' => own(Kind::Separator),
        _ => (Kind::Separator, one, " ".into()),
    }
}

fn letters(
    rest: &str,
    before: &str,
    is_after_number: bool,
    is_code: bool,
) -> (Kind, usize, String) {
    let is_latin =
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || is_accented(c));
    let belongs = |c: char| {
        if is_latin {
            c.is_ascii_alphanumeric() || c == '_' || is_accented(c)
        } else {
            c.is_alphabetic() && !c.is_ascii()
        }
    };
    let mut length = rest.find(|c: char| !belongs(c)).unwrap_or(rest.len());
    // `_15 GB_`: emphasis.
    let bare = rest.get(..length).unwrap_or_default().trim_end_matches('_');
    let goes_on = rest.get(length..).is_some_and(|rest| rest.starts_with('{'));
    if !goes_on && bare.len() > 1 {
        length = bare.len();
    }
    let mut word = rest.get(..length).unwrap_or_default();
    let is_ascii = word.is_ascii();
    // `3x4x5`, `(3 + 1) x120`: the sign of a product between digits.
    let digits = word.strip_prefix(['x', 'X']).filter(|rest| {
        let is_times = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        rest.split(['x', 'X']).all(is_times)
    });
    if before.ends_with(|c: char| c.is_ascii_digit()) && digits.is_some()
        || before.trim_end().ends_with(')') && digits.is_some()
    {
        return (Kind::Operator, 1, "×".into());
    }
    let tail = rest.get(length..).unwrap_or_default();
    // Subscript digits and `_{…}` belong to the name.
    if word.ends_with('_') && tail.starts_with('{') {
        length += tail.find('}').map_or(0, |end| end + 1);
        // What is left of the tags of HTML.
        let behind = rest.get(length..).unwrap_or_default();
        length += behind.len() - behind.trim_start_matches(BLANK).len();
        word = rest.get(..length).unwrap_or_default();
    }
    let tail = rest.get(length..).unwrap_or_default();
    length += tail.len()
        - tail
            .trim_start_matches(|c: char| ('₀'..='₉').contains(&c))
            .len();
    if let Some(found) = special_word(rest, before, length, word, is_after_number) {
        return found;
    }
    let letters = word.chars().count();
    // `2MNK`: letters that touch the number before them.
    let is_glued = is_after_number && before.ends_with(|c: char| c.is_ascii_digit());
    let has_mark =
        word.contains('_') || word.bytes().any(|b| b.is_ascii_digit()) || length > word.len();
    // `approx. 200`: the point belongs to the word.
    if matches!(word, "approx" | "ca" | "resp")
        && rest.get(length..).is_some_and(|r| r.starts_with('.'))
    {
        length += 1;
    }
    let text = rest.get(..length).unwrap_or_default().replace(BLANK, "");
    let is_call = rest.get(length..).is_some_and(|rest| rest.starts_with('('));
    let is_value = word != "mil" && program::is_no_number(word);
    let kind = if is_value || is_call && (Function::named(word).is_some() || word == "log") {
        Kind::Name
    } else if is_unit_word(word) && !(is_code && is_ascii) {
        Kind::Unit
    } else if dtype(word).is_some() && letters > 2 && !is_code {
        Kind::Word
    } else if !is_ascii && letters == 1 && is_greek(word) {
        Kind::Name
    } else if !is_ascii || is_after_number && !is_code && is_physical(word) {
        Kind::Word
    } else if is_glued && !is_code && letters <= 5 && !has_mark {
        Kind::Name
    } else if is_code || has_mark || letters == 1 {
        if is_code && is_unit_word(word) {
            Kind::Unit
        } else {
            Kind::Name
        }
    } else if letters == 2 {
        if SHORT_WORDS.contains(&word.to_ascii_lowercase().as_str()) {
            Kind::Word
        } else {
            Kind::Name
        }
    } else if word
        .bytes()
        .all(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(&b))
    {
        Kind::Name
    } else {
        Kind::Word
    };
    (kind, length, text)
}

/// Words that are something else: one with an ending, a rate, a unit of another spelling.
fn special_word(
    rest: &str,
    before: &str,
    length: usize,
    word: &str,
    is_after_number: bool,
) -> Option<(Kind, usize, String)> {
    // `that's`, `so that’s`.
    let tail = rest.get(length..).unwrap_or_default();
    if let Some(ending) = tail.strip_prefix(['\'', '’'])
        && word.len() >= 2
        && ending.starts_with(|c: char| c.is_ascii_lowercase())
    {
        let mark = tail.len() - ending.len();
        let more = ending
            .find(|c: char| !c.is_ascii_lowercase())
            .unwrap_or(ending.len());
        let length = length + mark + more;
        let text = rest.get(..length).unwrap_or_default();
        return Some((Kind::Word, length, text.to_owned()));
    }
    // `150 mil`: a thousand in one language, a million in another.
    if is_after_number && word == "mil" {
        // Beside billions of that spelling it is the latter.
        if before.contains(" bil ") || tail.contains(" bil ") {
            return Some((Kind::Postfix, length, "M".to_owned()));
        }
        return Some((Kind::Name, length, word.to_owned()));
    }
    // `recall@3`: one name.
    if let Some(number) = tail.strip_prefix('@')
        && number.starts_with(|c: char| c.is_ascii_alphanumeric())
    {
        let more = number
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(number.len());
        let length = length + 1 + more;
        let text = rest.get(..length).unwrap_or_default();
        return Some((Kind::Name, length, text.to_owned()));
    }
    if is_after_number && matches!(word, "quadrillion" | "quintillion") {
        return Some((Kind::Postfix, length, format!(" {word}")));
    }
    // `98,67 u.m.`: letters with points are short for words.
    let mut points = rest.bytes();
    let is_letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase());
    if is_after_number
        && is_letter(points.next())
        && points.next() == Some(b'.')
        && is_letter(points.next())
        && points.next() == Some(b'.')
    {
        return Some((Kind::Word, 4, rest.get(..4).unwrap_or_default().to_owned()));
    }
    if is_after_number && matches!(word, "tok" | "toks") {
        return Some((Kind::Unit, length, "tokens".to_owned()));
    }
    // `Gbps`, `MBps`: a rate.
    if is_after_number
        && let Some(size) = word.strip_suffix("ps")
        && let Some(unit) = rate_of(size)
    {
        return Some((Kind::Unit, length, format!("{unit}/(1 second)")));
    }
    // `140 Go`: octets.
    let octets = [("Ko", "kB"), ("Mo", "MB"), ("Go", "GB")];
    let small = [("kb", "kB"), ("mb", "MB"), ("gb", "GB"), ("tb", "TB")];
    let named = |units: &[(&str, &'static str)]| {
        units
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, unit)| *unit)
    };
    let unit = named(&octets).filter(|_| before.ends_with(' '));
    if let Some(unit) = unit.or_else(|| named(&small)).filter(|_| is_after_number) {
        return Some((Kind::Unit, length, unit.to_owned()));
    }
    None
}

/// Latin letters with marks: `paramètre`, `tham số`.
pub(super) fn is_accented(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}

/// The unit of data before `ps`: `Gb`, `MB`.
fn rate_of(size: &str) -> Option<String> {
    let (prefix, kind) = size.split_at_checked(size.len().checked_sub(1)?)?;
    let known = matches!(prefix, "" | "k" | "K" | "M" | "G" | "T");
    let unit = match kind {
        "b" => format!("{prefix}bit"),
        "B" => format!("{prefix}B"),
        _ => return None,
    };
    (known && is_unit_word(&unit)).then_some(unit)
}

fn is_greek(word: &str) -> bool {
    word.chars()
        .all(|c| ('α'..='ω').contains(&c) || ('Α'..='Ω').contains(&c))
}
