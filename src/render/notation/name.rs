//! Names of quantities, taken apart for writing: a base, subscripts, primes.

use crate::expr::Symbol;

/// The parts of a name: `n_head` is `n` with the subscript `head`.
pub(super) struct Name<'a> {
    /// What stands before the first subscript and the primes.
    pub(super) base: &'a str,
    /// The subscripts in order.
    pub(super) subscripts: Vec<&'a str>,
    /// How many primes stand behind.
    pub(super) primes: usize,
}

impl<'a> Name<'a> {
    pub(super) fn of(symbol: &'a Symbol) -> Self {
        let whole = symbol.name();
        let unprimed = whole.trim_end_matches('\'');
        let primes = whole.len() - unprimed.len();
        let mut parts = unprimed.split('_');
        let base = parts.next().unwrap_or(unprimed);
        let subscripts: Vec<&str> = parts.collect();
        // A name that begins or ends with `_` is no base with subscripts.
        if base.is_empty() || subscripts.iter().any(|part| part.is_empty()) {
            return Self {
                base: unprimed,
                subscripts: Vec::new(),
                primes,
            };
        }
        Self {
            base,
            subscripts,
            primes,
        }
    }

    /// The base as one letter, where it is one: a Greek name counts as its letter.
    pub(super) fn letter(&self) -> Option<char> {
        if let Some(letter) = greek(self.base) {
            return Some(letter);
        }
        let mut letters = self.base.chars();
        let first = letters.next()?;
        (letters.next().is_none() && first.is_alphabetic()).then_some(first)
    }

    /// The subscript where it is the only one and a number.
    pub(super) fn index(&self) -> Option<&'a str> {
        match self.subscripts.as_slice() {
            [only] if only.bytes().all(|b| b.is_ascii_digit()) => Some(only),
            _ => None,
        }
    }
}

/// Greek letters by name, and whether TeX has a command for them.
const GREEK: &[(&str, char, bool)] = &[
    ("alpha", 'α', true),
    ("beta", 'β', true),
    ("gamma", 'γ', true),
    ("delta", 'δ', true),
    ("epsilon", 'ε', true),
    ("zeta", 'ζ', true),
    ("eta", 'η', true),
    ("theta", 'θ', true),
    ("iota", 'ι', true),
    ("kappa", 'κ', true),
    ("lambda", 'λ', true),
    ("mu", 'μ', true),
    ("nu", 'ν', true),
    ("xi", 'ξ', true),
    ("omicron", 'ο', false),
    ("pi", 'π', true),
    ("rho", 'ρ', true),
    ("sigma", 'σ', true),
    ("tau", 'τ', true),
    ("upsilon", 'υ', true),
    ("phi", 'φ', true),
    ("chi", 'χ', true),
    ("psi", 'ψ', true),
    ("omega", 'ω', true),
    ("Alpha", 'Α', false),
    ("Beta", 'Β', false),
    ("Gamma", 'Γ', true),
    ("Delta", 'Δ', true),
    ("Epsilon", 'Ε', false),
    ("Zeta", 'Ζ', false),
    ("Eta", 'Η', false),
    ("Theta", 'Θ', true),
    ("Iota", 'Ι', false),
    ("Kappa", 'Κ', false),
    ("Lambda", 'Λ', true),
    ("Mu", 'Μ', false),
    ("Nu", 'Ν', false),
    ("Xi", 'Ξ', true),
    ("Omicron", 'Ο', false),
    ("Pi", 'Π', true),
    ("Rho", 'Ρ', false),
    ("Sigma", 'Σ', true),
    ("Tau", 'Τ', false),
    ("Upsilon", 'Υ', true),
    ("Phi", 'Φ', true),
    ("Chi", 'Χ', false),
    ("Psi", 'Ψ', true),
    ("Omega", 'Ω', true),
];

/// The Greek letter of this name.
pub(super) fn greek(name: &str) -> Option<char> {
    if name.len() < 2 {
        return None;
    }
    let row = GREEK.iter().find(|row| row.0 == name)?;
    Some(row.1)
}

/// Whether TeX has a command of this name for a Greek letter.
pub(super) fn is_greek_command(name: &str) -> bool {
    name.len() > 1 && GREEK.iter().any(|row| row.0 == name && row.2)
}

/// Words that letters written side by side must not happen to spell.
const WORDS: &[&str] = &[
    "if", "then", "else", "and", "or", "not", "in", "divides", "mod", "sum", "prod", "list",
    "true", "false", "bit", "bits", "byte", "bytes", "KB", "MB", "GB", "TB", "PB", "kB", "KiB",
    "MiB", "GiB", "TiB", "PiB", "FLOP", "FLOPs", "token", "tokens", "floor", "ceil",
];

/// Whether a run of letters means something other than the product of its letters.
pub(super) fn is_word(run: &str) -> bool {
    let spells = || {
        WORDS.contains(&run)
            || greek(run).is_some()
            || crate::expr::Function::names().any(|name| name == run)
    };
    run.len() > 1 && spells()
}
