//! Words with a meaning of their own, and how far a word goes.

use std::borrow::Cow;

/// Words that are names nowhere.
pub(super) const RESERVED: &[&str] = &[
    "if", "then", "else", "and", "or", "not", "in", "divides", "mod", "sum", "prod", "list",
    "true", "false",
];

/// Words that begin a statement.
pub(super) const STATEMENTS: &[&str] = &[
    "title",
    "section",
    "param",
    "part",
    "assume",
    "approx",
    "show",
    "case",
    "solve",
    "expect",
    "compare",
    "step",
    "use",
    "buffers",
    "inputs_first",
];

/// Whether a word stands between or before operands, so that it ends none.
pub(super) fn is_operator_word(word: &str) -> bool {
    matches!(
        word,
        "if" | "then" | "else" | "and" | "or" | "not" | "in" | "divides" | "mod"
    )
}

/// Words that go on with the statement of the line before.
const CLAUSES: &[&str] = &["active", "covers", "from"];

/// Whether a word has a meaning of its own in formula files alone.
pub(super) fn is_of_files(word: &str) -> bool {
    STATEMENTS.contains(&word)
        || CLAUSES.contains(&word)
        || ["for", "large", "within", "with"].contains(&word)
}

/// Whether a line goes on with the statement of the line before it: `covers "…"` on a line of its own.
pub(super) fn continues_statement(line: &str) -> bool {
    let line = line.trim_start();
    line.get(..word_length(line))
        .is_some_and(|word| CLAUSES.contains(&word))
}

/// Whether a line begins with a word that begins a statement, and nothing that could make it a
/// part of an expression.
pub(super) fn begins_statement(line: &str) -> bool {
    let line = line.trim_start();
    line.get(..word_length(line))
        .is_some_and(|word| STATEMENTS.contains(&word))
}

/// Whether a line reads like a statement from its beginning: a word that begins one, or a name with
/// `=` behind it.
pub(super) fn looks_like_statement(line: &str) -> bool {
    let line = line.trim_start();
    let name = word_length(line);
    let behind = line.get(name..).unwrap_or_default().trim_start();
    begins_statement(line) || (name > 0 && behind.starts_with('='))
}

/// The length in bytes of the letters, digits, underscores and primes that a text begins with.
pub(super) fn word_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\''))
        .unwrap_or(text.len())
}

/// The power of ten that a word behind a number stands for.
pub(crate) fn multiplier(word: &str) -> Option<u32> {
    Some(match word {
        "천" | "千" => 3,
        "만" | "万" | "萬" => 4,
        "백만" | "百万" | "百萬" => 6,
        "억" | "亿" | "億" => 8,
        "십억" | "十亿" | "十億" => 9,
        "십만" | "十万" | "十萬" => 5,
        "천만" | "千万" | "千萬" => 7,
        "백억" | "百亿" | "百億" => 10,
        "천억" | "千亿" | "千億" => 11,
        "조" | "兆" | "万亿" | "萬億" => 12,
        "quadrillion" => 15,
        "경" | "京" => 16,
        "quintillion" => 18,
        _ => return None,
    })
}

/// A text short enough for a message.
pub(super) fn clip(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// Greek letters and the names they are known by.
const GREEK: &[(char, &str)] = &[
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('ο', "omicron"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('ς', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
    ('Γ', "Gamma"),
    ('Δ', "Delta"),
    ('Θ', "Theta"),
    ('Λ', "Lambda"),
    ('Ξ', "Xi"),
    ('Π', "Pi"),
    ('Σ', "Sigma"),
    ('Υ', "Upsilon"),
    ('Φ', "Phi"),
    ('Ψ', "Psi"),
    ('Ω', "Omega"),
];

/// The name of a Greek letter.
pub(super) fn greek_name(letter: char) -> Option<&'static str> {
    GREEK
        .iter()
        .find(|(greek, _)| *greek == letter)
        .map(|(_, name)| *name)
}

/// The Greek letter of a name, `varepsilon` included.
pub(super) fn greek_letter(name: &str) -> Option<char> {
    let plain = name.strip_prefix("var").unwrap_or(name);
    GREEK
        .iter()
        .find(|(_, greek)| *greek == plain)
        .map(|(letter, _)| *letter)
}

/// Whether a run of letters spells a Greek letter.
pub(super) fn is_greek_name(word: &str) -> bool {
    GREEK.iter().any(|(_, name)| *name == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_lines_that_go_on() {
        for (line, goes_on) in [
            ("  covers \"*.weight\"", true),
            ("from hidden_size | n_embd", true),
            ("activation = 3", false),
            ("", false),
        ] {
            assert_eq!(continues_statement(line), goes_on, "{line}");
        }
    }

    #[test]
    fn tells_statements_by_their_first_word() {
        for (line, begins) in [
            ("  param L \"layers\"", true),
            ("parameter = 3", false),
            ("case \"x\" L = 1", true),
            ("L = 3", false),
            ("", false),
        ] {
            assert_eq!(begins_statement(line), begins, "{line}");
        }
    }
}
