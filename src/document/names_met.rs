//! Runs of letters in a text by what was met before: one name, or a product of letters.

use std::collections::BTreeSet;

use super::whole::Document;
use crate::expr::Symbol;
use crate::syntax::{is_unit_word, names_function};

impl Document {
    /// `linear(V, hL) = V·hL + hL`: the letters of runs that are products, as each of them was met by itself, in a line
    /// that calls a function of the document.
    pub(super) fn factors_met(&self, text: &str) -> Vec<Symbol> {
        let calls = |(name, _): (&Symbol, &usize)| text.contains(&format!("{}(", name.name()));
        if !self.functions.iter().any(calls) {
            return Vec::new();
        }
        let letters = |run: &str| -> Vec<Symbol> {
            run.chars()
                .map(|letter| Symbol::new(&letter.to_string()))
                .collect()
        };
        let is_product = |run: &&str| {
            (2..=3).contains(&run.chars().count())
                && run.chars().all(char::is_alphabetic)
                && !self.met.contains(&Symbol::new(run))
                && !names_function(run)
                && letters(run).iter().all(|letter| self.met.contains(letter))
        };
        runs(text).filter(is_product).flat_map(letters).collect()
    }

    /// The names of several letters in a text that were met as one name: `mlp` behind `\mathrm{mlp}`.
    pub(super) fn names_met(&self, text: &str) -> Vec<Symbol> {
        let bare = bare_runs(text);
        runs(text)
            .filter(|name| !is_unit_word(name) && bare.contains(name))
            .map(Symbol::new)
            .filter(|name| self.met.contains(name))
            .collect()
    }
}

/// Letters that may stand for thousands, and are no such in a text: between the signs of mathematics one stands alone,
/// `$k$`, `$k = 3$`, or it is raised, `4k^2`.
pub(super) fn own_letters(text: &str) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    for letter in ['k', 'K', 'M', 'B', 'T'] {
        let is_own = text.match_indices(letter).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let behind = text.get(at + 1..).unwrap_or_default();
            let opens = before.ends_with('$') || before.ends_with("\\(");
            let next = behind.trim_start_matches(' ');
            let ends = next.starts_with(['$', '=', '<', '>', '\\']);
            let is_raised = behind.starts_with(['^', '²', '³'])
                && before.ends_with(|c: char| c.is_ascii_digit());
            opens && ends || is_raised
        });
        if is_own {
            found.insert(letter);
        }
    }
    found
}

/// The runs of several letters in a text.
pub(super) fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|run| run.len() > 1 && run.starts_with(char::is_alphabetic))
}

/// The runs of letters and digits that stand somewhere in a text without a bracket behind them.
pub(super) fn bare_runs(text: &str) -> BTreeSet<&str> {
    let belongs = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = BTreeSet::new();
    let mut at = 0;
    for run in text.split(|c: char| !belongs(c)) {
        let end = at + run.len();
        let behind = text.get(end..).unwrap_or_default();
        if !run.is_empty() && !behind.trim_start().starts_with('(') {
            found.insert(run);
        }
        at = end + behind.chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// Whether a name has arguments wherever it stands in a text: `L(N)`, but not `12 × L`.
pub(super) fn is_called(text: &str, name: &str) -> bool {
    let belongs = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).all(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + name.len()..).unwrap_or_default();
        let is_part = before.ends_with(|c: char| belongs(c)) || behind.starts_with(belongs);
        is_part || behind.trim_start().starts_with('(')
    })
}
