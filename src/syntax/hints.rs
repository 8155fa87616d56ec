//! What to write instead of what could not be read.

use super::failure::{leading_digits, trailing_digits};
use super::names::nearest;
use super::slips::slip;
use super::words::{STATEMENTS, clip, is_of_files, word_length};

/// What to write instead, where it can be told from what was read, what follows, and what could
/// have followed.
pub(super) fn hint(before: &str, rest: &str, expected: &[&str]) -> Option<String> {
    let first = rest.chars().next();
    if let Some(hint) = slip(before, rest) {
        return Some(hint);
    }
    if let Some(hint) = in_place(first, before, rest) {
        return Some(hint);
    }
    if let Some(hint) = first.and_then(for_character) {
        return Some(hint.to_owned());
    }
    if first == Some('_') && before.ends_with(char::is_alphabetic) && is_last(rest) {
        let name = before.get(before.len() - name_before(before)..);
        let name = clip(name.unwrap_or_default());
        return Some(format!("a name ends in a letter or a digit: `{name}`"));
    }
    if expected == ["`=`"] {
        return Some(for_statement(before));
    }
    let word = rest.get(..word_length(rest)).unwrap_or_default();
    let digits = trailing_digits(before);
    let fixed = match (first?, word) {
        ('.', _) if !digits.is_empty() && !has_point(before) => {
            return Some(format!(
                "a number does not end in a point: `{}.0`",
                clip(digits)
            ));
        }
        ('_', _) if !digits.is_empty() => "in a number `_` stands between two digits: `1_000`",
        ('"', _) if is_domain_before(before) => {
            "what a parameter is stands before its domain: `param x \"what it is\" : list`"
        }
        ('_', _) if before.ends_with(char::is_alphanumeric) => {
            "a subscript is letters and digits: `h_1`, `h_{head}`"
        }
        ('_', _) => "a name begins with a letter",
        ('>', _) if before.ends_with('-') => "`⇒` is written `=>`",
        ('%', _) if expected.contains(&"the end") && !expected.contains(&"an operator") => {
            "the sign touches its number: `1%`"
        }
        ('%', _) => "a remainder is written `a mod b`, a percentage `8.5%`",
        ('=' | '(', _) if STATEMENTS.contains(&before.trim()) => {
            let word = before.trim();
            return Some(format!(
                "`{word}` begins a statement; call the definition otherwise"
            ));
        }
        (_, word) if is_of_files(word) && expected.contains(&"a name") => {
            return Some(format!(
                "`{word}` is a word of formula files; take another name, such as `{word}_1`"
            ));
        }
        ('=', _) if before.trim_start().starts_with("case ") => {
            "values stand between commas: `L = 32, h = 4096`"
        }
        (_, "in") if before.trim_end().ends_with('"') => "`in \"case\"` stands before the text",
        (_, "if") => "a conditional is written `if p then a else b`",
        ('+' | '-' | '*' | '/' | '^', _) if expected == ["a statement"] => {
            "a line goes on only inside a bracket: `(a +` … `b)`"
        }
        ('*' | '/' | '^' | '=' | '<' | '>', _) if expected.contains(&"a number") => {
            "write an operand on both sides"
        }
        _ => return None,
    };
    Some(fixed.to_owned())
}

/// Whether a `_` is the end of a name.
fn is_last(rest: &str) -> bool {
    let behind = rest.trim_start_matches('_').chars().next();
    behind.is_none_or(|c| !c.is_alphanumeric() && c != '{')
}

/// The length of the name that a text ends in.
fn name_before(before: &str) -> usize {
    let letters = before.chars().rev();
    let letters = letters.take_while(|c| c.is_alphanumeric() || *c == '_');
    letters.map(char::len_utf8).sum()
}

/// Whether a parameter with its domain stands in front.
fn is_domain_before(before: &str) -> bool {
    let is_param = before.trim_start().starts_with("param ");
    let domain = before.rsplit_once(':').map(|(_, domain)| domain.trim());
    is_param && domain.is_some_and(|domain| !domain.is_empty() && !domain.contains(['=', '"']))
}

/// What a character means where it stands.
fn in_place(found: Option<char>, before: &str, rest: &str) -> Option<String> {
    let hint = match found? {
        '\\' => return Some(for_latex(rest)),
        ';' if is_bracket_open(before) => "arguments stand between commas: `max(a, b)`",
        '\'' | '’' => {
            let (head, groups) = (trailing_digits(before), rest.get(1..)?);
            let group = groups.get(..leading_digits(groups).len())?;
            if head.is_empty() || group.is_empty() {
                return None;
            }
            return Some(format!(
                "digits are grouped with `_`: `{}_{}`",
                clip(head),
                clip(group)
            ));
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

fn is_bracket_open(before: &str) -> bool {
    let depth = |depth: i64, c: char| match c {
        '(' | '[' => depth + 1,
        ')' | ']' => depth - 1,
        _ => depth,
    };
    before.chars().fold(0, depth) > 0
}

/// What a command of LaTeX is written as.
fn for_latex(rest: &str) -> String {
    let rest = rest.get(1..).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_ascii_alphabetic());
    let (command, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let mut arguments = arguments(rest);
    let mut argument = |default: &str| {
        let next = arguments.next().filter(|text| text.len() <= 20);
        next.unwrap_or(default).to_owned()
    };
    match command {
        "frac" | "dfrac" | "tfrac" => {
            let numerator = argument("a");
            format!("write `({numerator})/({})`", argument("b"))
        }
        "binom" => {
            let n = argument("n");
            format!("write `binom({n}, {})`", argument("k"))
        }
        "sqrt" => format!("write `sqrt({})`", argument("x")),
        "text" | "mathrm" | "operatorname" | "mathit" => {
            format!("write `{}` alone", argument("name"))
        }
        "log" => "write `ln(x)`, `log2(x)` or `log10(x)`".to_owned(),
        "ln" | "exp" | "min" | "max" | "gcd" => format!("write `{command}(…)`"),
        "lfloor" | "rfloor" => "write `floor(x)`".to_owned(),
        "lceil" | "rceil" => "write `ceil(x)`".to_owned(),
        "sum" => "a sum is written `sum(i = 1..L, 2i + 1)`".to_owned(),
        "prod" => "a product is written `prod(i = 1..L, i)`".to_owned(),
        "left" | "right" => "brackets are written `(…)`".to_owned(),
        _ => match SIGNS.iter().find(|(name, _)| *name == command) {
            Some((_, sign)) => format!("write `{sign}`"),
            None => "LaTeX is not read here; write `(a)/(b)`, `sqrt(x)`, `h_1`, `x^2`".to_owned(),
        },
    }
}

/// What stands in braces, one after another.
fn arguments(rest: &str) -> impl Iterator<Item = &str> {
    let groups = rest.split('{').skip(1);
    groups.map_while(|group| group.split_once('}').map(|(inside, _)| inside))
}

/// Signs of LaTeX.
const SIGNS: &[(&str, &str)] = &[
    ("cdot", "*"),
    ("times", "*"),
    ("ast", "*"),
    ("div", "/"),
    ("le", "≤"),
    ("leq", "≤"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("ne", "≠"),
    ("neq", "≠"),
    ("approx", "≈"),
    ("simeq", "≈"),
    ("sim", "~"),
    ("ll", "<<"),
    ("gg", ">>"),
    ("bmod", "mod"),
    ("to", "=>"),
];

/// Characters that stand for something else in other languages.
fn for_character(found: char) -> Option<&'static str> {
    Some(match found {
        '“' | '”' | '„' | '«' | '»' => "write straight quotes: `\"`",
        '½' => "write `(1/2)`",
        '¼' => "write `(1/4)`",
        '¾' => "write `(3/4)`",
        '∛' => "a cube root is written `root(x, 3)`",
        '∞' => "there is no infinity; `--large h` tells which symbols grow without bound",
        '…' => "a range is written `1..5`",
        '∑' => "a sum is written `sum(i = 1..L, 2i + 1)`",
        '∏' => "a product is written `prod(i = 1..L, i)`",
        '$' => "write the formula without `$`",
        '{' | '}' => "brackets are written `(…)`",
        ':' => "a definition is written `name = …`",
        ';' => "each statement has a line of its own",
        '&' | '∧' => "write `and`",
        '∨' => "write `or`",
        '¬' => "write `not`",
        '?' => "a conditional is written `if p then a else b`",
        _ => return None,
    })
}

/// A statement that begins with something like a name, and has no `=`.
fn for_statement(before: &str) -> String {
    let line = before.trim_start();
    let word = line.get(..word_length(line)).unwrap_or_default();
    match nearest(word, STATEMENTS.iter().copied()) {
        Some(near) if near != word && line.len() > word.len() => format!("did you mean `{near}`?"),
        _ => "a definition is written `name = …`".to_owned(),
    }
}

/// Whether the digits at the end stand behind a point already.
fn has_point(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_ascii_digit())
        .ends_with('.')
}
