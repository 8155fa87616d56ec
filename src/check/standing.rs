//! Conditions that a document states, found by what they speak of: a document may state many thousand.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Span;
use crate::document::Place;
use crate::expr::{Expr, Predicate, Symbol};

/// The most conditions that one relation is judged under.
const MOST: usize = 64;

/// So many of the last conditions are held against a new one.
const MOST_DENIED: usize = 3;

/// A condition and where it was stated.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) predicate: Predicate,
    pub(super) place: Place,
    /// The statement that says so.
    pub(super) span: Span,
    /// Whether it holds for the whole section, as that of "let", or for its block alone.
    pub(super) is_lasting: bool,
}

impl Standing {
    /// Whether it holds at a place that comes behind it.
    fn reaches(&self, place: &Place) -> bool {
        let same_section = self.place.section == place.section;
        same_section && (self.is_lasting || self.place.block == place.block)
    }

    /// What it speaks of.
    fn symbols(&self) -> BTreeSet<Symbol> {
        let operands = self.predicate.operands().into_iter();
        operands.flat_map(Expr::free_symbols).collect()
    }
}

/// All that stands.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// In the order of the document; none where another one has taken the place.
    all: Vec<Option<Standing>>,
    /// Which speak of a symbol, by section.
    of: BTreeMap<(usize, Symbol), Vec<usize>>,
}

impl Stated {
    pub(super) fn add(&mut self, standing: Standing) {
        for symbol in standing.symbols() {
            let key = (standing.place.section, symbol);
            let places = self.of.entry(key).or_default();
            // No relation is judged under more than the last ones.
            if places.len() >= 2 * MOST {
                places.drain(..MOST);
            }
            places.push(self.all.len());
        }
        self.all.push(Some(standing));
    }

    /// Forgets what was stated in a section of symbols, where it stands in another block or `is_denied`; that is asked of
    /// the last ones only, however many there are.
    pub(super) fn forget(
        &mut self,
        symbols: &BTreeSet<Symbol>,
        place: &Place,
        is_denied: impl Fn(&Standing) -> bool,
    ) {
        let known = symbols.iter().filter_map(|symbol| {
            let key = (place.section, symbol.clone());
            self.of.get(&key)
        });
        let mut old: Vec<usize> = known.flatten().copied().collect();
        old.sort_unstable();
        old.dedup();
        for (rank, at) in old.into_iter().rev().enumerate() {
            let is_old = |standing: &Standing| {
                standing.place.block != place.block || rank < MOST_DENIED && is_denied(standing)
            };
            let Some(slot) = self.all.get_mut(at) else {
                continue;
            };
            let Some(standing) = slot.take_if(|standing| is_old(standing)) else {
                continue;
            };
            for symbol in standing.symbols() {
                if let Some(places) = self.of.get_mut(&(place.section, symbol)) {
                    places.retain(|one| *one != at);
                }
            }
        }
    }

    /// What holds at a place of these symbols, and of all that is said to go with them, the last of each first
    /// where there is much; in the order of the document.
    pub(super) fn at(
        &self,
        symbols: impl IntoIterator<Item = Symbol>,
        place: &Place,
    ) -> Vec<Predicate> {
        let mut open: Vec<Symbol> = symbols.into_iter().collect();
        let mut met: BTreeSet<Symbol> = open.iter().cloned().collect();
        let mut found: BTreeMap<usize, &Predicate> = BTreeMap::new();
        while let Some(symbol) = open.pop() {
            let places = self.of.get(&(place.section, symbol)).into_iter().flatten();
            for at in places.rev() {
                let standing = self.all.get(*at).and_then(Option::as_ref);
                let Some(standing) = standing.filter(|standing| standing.reaches(place)) else {
                    continue;
                };
                if found.len() == MOST {
                    break;
                }
                found.insert(*at, &standing.predicate);
                let more = standing.symbols().into_iter();
                open.extend(more.filter(|symbol| met.insert(symbol.clone())));
            }
        }
        found.into_values().cloned().collect()
    }
}
