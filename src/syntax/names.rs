//! Runs of letters: one name, or a product of several.

use crate::expr::{Function, Symbol};

use super::words::{clip, greek_name, is_greek_name};

/// How a run of letters is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NameReading {
    /// One name.
    Whole(Symbol),
    /// A product of names.
    Factors(Vec<Symbol>),
    /// Several readings, and none is safe: the ways out.
    Ambiguous(Vec<String>),
    /// Not declared, where it has to be.
    Unknown(Symbol),
}

/// What decides how runs are read.
pub(super) struct Known<'a> {
    /// Whether a name of this normal spelling is declared.
    pub is_declared: &'a dyn Fn(&str) -> bool,
    /// The length in bytes of the longest declared name.
    pub longest: usize,
    /// Declared names of more than one letter.
    pub long_names: &'a dyn Fn(&str) -> Option<String>,
    /// Whether a letter stands alone in the input, declared or not.
    pub is_alone: &'a dyn Fn(char) -> bool,
    /// Whether the input multiplies by juxtaposition.
    pub mathematical: bool,
    /// Whether undeclared names are errors.
    pub closed: bool,
}

/// The one normal spelling of a name: `h_{kv}` is `h_kv`, `α` is `alpha`.
pub(super) fn spell(written: &str) -> String {
    let mut name = String::with_capacity(written.len());
    for c in written.chars() {
        match greek_name(c) {
            Some(greek) => name.push_str(greek),
            None if matches!(c, '{' | '}' | ' ') => {}
            None => name.push(c),
        }
    }
    name
}

/// Reads a name token of the grammar.
pub(super) fn read_name(written: &str, known: &Known<'_>) -> NameReading {
    let name = spell(written);
    let whole = Symbol::new(&name);
    if (known.is_declared)(&name) {
        return NameReading::Whole(whole);
    }
    let is_one = is_one_name(written);
    if !is_one {
        let ways = split(&name, known.longest, known.is_declared);
        match ways.as_slice() {
            [] => {}
            [only] => return NameReading::Factors(symbols(only)),
            [first, second, ..] => {
                return NameReading::Ambiguous(vec![either(&first.join("*"), &second.join("*"))]);
            }
        }
    }
    if known.closed {
        return NameReading::Unknown(whole);
    }
    if is_one {
        return NameReading::Whole(whole);
    }
    read_run(&name, known)
}

/// Reads an undeclared run of letters, perhaps with digits or primes behind it.
fn read_run(name: &str, known: &Known<'_>) -> NameReading {
    let letters: Vec<char> = name.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest: String = name.chars().skip(letters.len()).collect();
    let is_plain = rest.chars().all(|c| c == '\'') && letters.len() > 1;
    let product = || {
        let mut factors: Vec<String> = letters.iter().map(char::to_string).collect();
        if let Some(last) = factors.last_mut() {
            last.push_str(&rest);
        }
        factors
    };
    if is_plain && known.mathematical {
        if let Some(offer) = (known.long_names)(name) {
            return NameReading::Ambiguous(vec![either(&offer, &product().join("*"))]);
        }
        return NameReading::Factors(symbols(&product()));
    }
    let stands_alone = letters.iter().any(|&c| (known.is_alone)(c));
    if is_plain && stands_alone {
        let product = format!("for the product, write `{}`", clip(&product().join("*")));
        return NameReading::Ambiguous(vec![product, as_one_name(name)]);
    }
    let has_digits = rest.starts_with(|c: char| c.is_ascii_digit());
    if has_digits && letters.len() > 1 && (known.mathematical || stands_alone) {
        let front = letters.iter().map(char::to_string).collect::<Vec<_>>();
        let front = front.join("*");
        let mut ways_out = vec![as_one_name(name)];
        if rest.bytes().all(|byte| byte.is_ascii_digit()) {
            let product = either(&format!("{front}^{rest}"), &format!("{front}_{rest}"));
            ways_out.insert(0, product);
        }
        return NameReading::Ambiguous(ways_out);
    }
    NameReading::Whole(Symbol::new(name))
}

fn either(a: &str, b: &str) -> String {
    format!("write `{}` or `{}`", clip(a), clip(b))
}

/// How a run is declared.
pub(super) fn as_one_name(name: &str) -> String {
    format!(
        "to use it as one name, declare it: `--names {}`",
        clip(name)
    )
}

/// Whether a token is one name whatever stands around it: a single letter with digits, subscripts
/// or primes, a run with an underscore, a Greek name or letter, the name of a function.
pub(super) fn is_one_name(written: &str) -> bool {
    let letters = written.chars().take_while(|c| c.is_alphabetic()).count();
    let first = written.chars().next().unwrap_or(' ');
    let run = written.trim_end_matches(|c: char| c == '\'' || c.is_ascii_digit());
    letters < 2
        || written.contains('_')
        || !first.is_ascii_alphabetic()
        || !run.is_ascii()
        || is_greek_name(run)
        || Function::named(written).is_some()
        || matches!(written, "true" | "false")
}

/// At most two ways to cut a run into declared names.
pub(super) fn split(
    run: &str,
    longest: usize,
    is_declared: &dyn Fn(&str) -> bool,
) -> Vec<Vec<String>> {
    /// Longer declared names are no part of a product.
    const LONGEST: usize = 64;
    if longest == 0 {
        return Vec::new();
    }
    let ends_at = |start: usize| {
        let last = run.len().min(start + longest.min(LONGEST));
        (start + 1..=last).filter(move |&end| run.get(start..end).is_some_and(is_declared))
    };
    // From each place, in how many ways the rest can be cut, counted up to two.
    let mut ways = vec![0_u8; run.len() + 1];
    if let Some(end) = ways.last_mut() {
        *end = 1;
    }
    for start in (0..run.len()).rev() {
        let mut count = 0;
        for end in ends_at(start) {
            count = (count + ways.get(end).copied().unwrap_or(0)).min(2);
        }
        if let Some(place) = ways.get_mut(start) {
            *place = count;
        }
    }
    let total = ways.first().copied().unwrap_or(0);
    (0..total)
        .map(|which| cut(run, which, &ways, &ends_at))
        .collect()
}

/// The first or second way to cut a run.
fn cut<I: Iterator<Item = usize>>(
    run: &str,
    mut which: u8,
    ways: &[u8],
    ends_at: &impl Fn(usize) -> I,
) -> Vec<String> {
    let mut parts = Vec::new();
    let mut start = 0;
    while start < run.len() {
        let mut next = run.len();
        for end in ends_at(start) {
            let here = ways.get(end).copied().unwrap_or(0);
            if which < here {
                next = end;
                break;
            }
            which -= here;
        }
        parts.push(run.get(start..next).unwrap_or_default().to_owned());
        start = next;
    }
    parts
}

fn symbols(names: &[String]) -> Vec<Symbol> {
    names.iter().map(|name| Symbol::new(name)).collect()
}

/// The declared name that is nearest to an unknown one, if one is near.
pub(crate) fn nearest<'a>(name: &str, declared: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).clamp(1, 3);
    declared
        .filter(|candidate| name.chars().count().abs_diff(candidate.chars().count()) <= limit)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many characters must be added, dropped, changed or swapped with their neighbour; case does
/// not count in full.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().flat_map(char::to_lowercase).take(64).collect();
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).take(64).collect();
    let mut before: Vec<usize> = (0..=b.len()).collect();
    let mut before_that = before.clone();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut best = (at(&before, j) + usize::from(x != y))
                .min(at(&before, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            if swapped {
                best = best.min(at(&before_that, j - 1) + 1);
            }
            row.push(best);
        }
        before_that = std::mem::replace(&mut before, row);
    }
    before.last().copied().unwrap_or(usize::MAX)
}
