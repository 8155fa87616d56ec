//! The tokens of a line of prose, of code or of a table's cell.

use std::ops::Range;

use super::assemble::sign_at;
use crate::expr::Relation;
use crate::syntax::{is_label, is_unit_word};

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
    "if", "up", "us", "my", "he", "go", "am", "vs",
];

/// The tokens of a line. In code every run of letters is one name.
pub(super) fn tokens(line: &str, is_code: bool) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let (kind, length, text) = token(
            rest,
            line.get(..at).unwrap_or_default(),
            tokens.last(),
            is_code,
        );
        tokens.push(Token {
            kind,
            range: at..at + length,
            text,
        });
        at += length;
    }
    mark_times(&mut tokens);
    mark_counted(&mut tokens);
    tokens
}

fn token(rest: &str, before: &str, last: Option<&Token>, is_code: bool) -> (Kind, usize, String) {
    let first = rest.chars().next().unwrap_or(' ');
    let one = first.len_utf8();
    let own = |kind: Kind| (kind, one, rest.get(..one).unwrap_or_default().to_owned());
    let is_after_number = last.is_some_and(|last| last.kind == Kind::Number);
    if first.is_whitespace() {
        let length = rest.len() - rest.trim_start().len();
        return (Kind::Gap, length, " ".into());
    }
    if first.is_ascii_digit()
        || (first == '.'
            && rest
                .get(1..)
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit())))
    {
        let (length, text) = number(rest);
        return (Kind::Number, length, text);
    }
    if rest.starts_with("->") || rest.starts_with("**") && is_emphasis(rest, before, 2) {
        return (
            if first == '-' {
                Kind::Separator
            } else {
                Kind::Gap
            },
            2,
            " ".into(),
        );
    }
    if rest.starts_with("//") || rest.starts_with("**") {
        return (
            Kind::Operator,
            2,
            rest.get(..2).unwrap_or_default().to_owned(),
        );
    }
    if let Some((sign, relation)) = sign_at(rest) {
        let relation = match relation {
            Relation::Asymptotic
                if rest
                    .get(sign.len()..)
                    .is_some_and(|r| r.trim_start().starts_with(|c: char| c.is_ascii_digit())) =>
            {
                Relation::Approx
            }
            relation => relation,
        };
        return (Kind::Relation(relation), sign.len(), sign.to_owned());
    }
    match first {
        '*' if !is_code && is_emphasis(rest, before, 1) => (Kind::Gap, 1, " ".into()),
        '-' if is_hyphen(rest, before) => (Kind::Word, 1, "-".into()),
        '(' | '[' | '（' | '【' => (Kind::Open, one, "(".into()),
        ')' | ']' | '）' | '】' => (Kind::Close, one, ")".into()),
        '²' | '³' | '¹' | '⁰' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' | '⁻' | '\'' | '%' | '!' => {
            own(Kind::Postfix)
        }
        '+' | '-' | '*' | '/' | '^' | '−' | '×' | '·' | '⋅' | '∙' | '÷' | '√' => {
            own(Kind::Operator)
        }
        '✓' | '✔' | '✅' | '`' | '{' | '}' | '\u{fe0f}' => (Kind::Gap, one, " ".into()),
        '\\' => (Kind::Gap, one, String::new()),
        '.' if !rest
            .get(1..)
            .unwrap_or_default()
            .starts_with(char::is_whitespace)
            && rest.len() > 1 =>
        {
            own(Kind::Separator)
        }
        '억' | '만' | '조' | '万' | '亿' | '億' | '萬' | '兆' | '十' | '千' if is_after_number => {
            multiplier(rest)
        }
        _ if first.is_alphabetic() || first == '_' => letters(rest, is_after_number, is_code),
        _ => (Kind::Separator, one, " ".into()),
    }
}

/// Whether stars stand at a word, as those of emphasis do, and not between operands.
fn is_emphasis(rest: &str, before: &str, length: usize) -> bool {
    let behind = rest.get(length..).unwrap_or_default().chars().next();
    let ahead = before.chars().next_back();
    let is_open = |c: Option<char>| {
        c.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '*'))
    };
    is_open(behind) != is_open(ahead)
}

/// `8-bit`, `up-projection`.
fn is_hyphen(rest: &str, before: &str) -> bool {
    let behind = rest.get(1..).unwrap_or_default();
    let word = behind.len() - behind.trim_start_matches(char::is_alphabetic).len();
    word >= 3 && before.ends_with(char::is_alphanumeric)
}

/// A number with groups of digits, and a suffix that ends the run.
fn number(rest: &str) -> (usize, String) {
    let mut text = String::new();
    let mut at = 0;
    let bytes = rest.as_bytes();
    let digits = |at: usize| {
        bytes
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let length = digits(at);
    text.push_str(rest.get(..length).unwrap_or_default());
    at += length;
    // Groups of three digits, behind a comma, an underscore or a thin space.
    while (1..=3).contains(&length) {
        let mark = rest.get(at..).and_then(|r| r.chars().next());
        let Some(mark) =
            mark.filter(|mark| matches!(mark, ',' | '_' | '\u{2009}' | '\u{202f}' | '\u{a0}'))
        else {
            break;
        };
        let start = at + mark.len_utf8();
        if digits(start) != 3 {
            break;
        }
        text.push_str(rest.get(start..start + 3).unwrap_or_default());
        at = start + 3;
    }
    if bytes.get(at) == Some(&b'.') && digits(at + 1) > 0 {
        let end = at + 1 + digits(at + 1);
        text.push_str(rest.get(at..end).unwrap_or_default());
        at = end;
    }
    let exponent = rest.get(at..).unwrap_or_default();
    if exponent.starts_with(['e', 'E']) {
        let sign = usize::from(exponent.get(1..).is_some_and(|r| r.starts_with(['+', '-'])));
        let length = digits(at + 1 + sign);
        if length > 0 {
            text.push_str(exponent.get(..=sign + length).unwrap_or_default());
            at += 1 + sign + length;
        }
    }
    // `6.46B`, `6.46 B`.
    let behind = rest.get(at..).unwrap_or_default();
    let gap = usize::from(behind.starts_with(' '));
    let suffix = behind.get(gap..).unwrap_or_default();
    let letter = suffix
        .chars()
        .next()
        .filter(|letter| "KkMBT".contains(*letter) && (gap == 0 || *letter != 'k'));
    let ends = suffix
        .chars()
        .nth(1)
        .is_none_or(|next| !(next.is_alphanumeric() || next == '_' || next == '^'));
    if let (Some(letter), true) = (letter, ends) {
        text.push(letter);
        at += gap + 1;
    }
    (at, text)
}

/// 억, 十亿: what the number before is times.
fn multiplier(rest: &str) -> (Kind, usize, String) {
    let run: String = rest
        .chars()
        .take_while(|c| "억만조万亿億萬兆十千百".contains(*c))
        .collect();
    (Kind::Postfix, run.len(), run)
}

fn letters(rest: &str, is_after_number: bool, is_code: bool) -> (Kind, usize, String) {
    let is_ascii = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let belongs = |c: char| {
        if is_ascii {
            c.is_ascii_alphanumeric() || c == '_'
        } else {
            c.is_alphabetic() && !c.is_ascii()
        }
    };
    let mut length = rest.find(|c: char| !belongs(c)).unwrap_or(rest.len());
    let mut word = rest.get(..length).unwrap_or_default();
    // Subscript digits and `_{…}` belong to the name.
    let tail = rest.get(length..).unwrap_or_default();
    if word.ends_with('_') && tail.starts_with('{') {
        length += tail.find('}').map_or(0, |end| end + 1);
        word = rest.get(..length).unwrap_or_default();
    }
    let tail = rest.get(length..).unwrap_or_default();
    length += tail.len()
        - tail
            .trim_start_matches(|c: char| ('₀'..='₉').contains(&c))
            .len();
    let text = rest.get(..length).unwrap_or_default();
    let letters = word.chars().count();
    let has_mark =
        word.contains('_') || word.bytes().any(|b| b.is_ascii_digit()) || length > word.len();
    let kind = if is_unit_word(word) && !is_code {
        Kind::Unit
    } else if !is_ascii && letters == 1 && is_greek(word) {
        Kind::Name
    } else if !is_ascii {
        Kind::Word
    } else if is_after_number && !is_code && letters <= 5 && !has_mark {
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
    (kind, length, text.to_owned())
}

fn is_greek(word: &str) -> bool {
    word.chars()
        .all(|c| ('α'..='ω').contains(&c) || ('Α'..='Ω').contains(&c))
}

/// `8 experts + router`: what is counted is a name where the formula goes on with a sum.
fn mark_counted(tokens: &mut [Token]) {
    let solid: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens.get(*at).is_some_and(|token| token.kind != Kind::Gap))
        .collect();
    for window in solid.windows(2) {
        let [here, behind] = window else { continue };
        let adds = tokens
            .get(*behind)
            .is_some_and(|token| matches!(token.text.as_str(), "+" | "-"));
        let counted = |token: &&mut Token| token.kind == Kind::Unit && is_label(&token.text);
        if adds && let Some(token) = tokens.get_mut(*here).filter(counted) {
            token.kind = Kind::Word;
        }
    }
}

/// An `x` between operands multiplies.
fn mark_times(tokens: &mut [Token]) {
    let solid: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens.get(*at).is_some_and(|t| t.kind != Kind::Gap))
        .collect();
    for window in solid.windows(3) {
        let [before, here, behind] = window else {
            continue;
        };
        let between = |a: Option<&Token>, b: Option<&Token>| {
            a.is_some_and(Token::ends_operand) && b.is_some_and(Token::starts_operand)
        };
        let is_x = tokens
            .get(*here)
            .is_some_and(|t| matches!(t.text.as_str(), "x" | "X"));
        if is_x
            && between(tokens.get(*before), tokens.get(*behind))
            && let Some(token) = tokens.get_mut(*here)
        {
            token.kind = Kind::Operator;
            "×".clone_into(&mut token.text);
        }
    }
}
