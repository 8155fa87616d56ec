//! Conditions that a document states, found by what they speak of: a document may state many thousand.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Span;
use crate::document::Place;
use crate::expr::{Comparison, Expr, Predicate, Symbol};
use crate::number::Rational;

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

    /// Whether another condition, which lasts as long, says as much and more: `x > 3` behind `x > 2`.
    pub(super) fn is_within(&self, new: &Predicate, is_lasting: bool) -> bool {
        let ends = end(&self.predicate).zip(end(new));
        (is_lasting || !self.is_lasting)
            && ends.is_some_and(|((symbol, way, limit), (other, new_way, new_limit))| {
                use Comparison::{Greater, GreaterEqual, Less, LessEqual};
                let is_nearer = match (way, new_way) {
                    (Greater, Greater) | (GreaterEqual, Greater | GreaterEqual) => {
                        new_limit >= limit
                    }
                    (Greater, GreaterEqual) => new_limit > limit,
                    (Less, Less) | (LessEqual, Less | LessEqual) => new_limit <= limit,
                    (Less, LessEqual) => new_limit < limit,
                    _ => false,
                };
                symbol == other && is_nearer
            })
    }

    /// What it speaks of.
    fn symbols(&self) -> BTreeSet<Symbol> {
        let operands = self.predicate.operands().into_iter();
        operands.flat_map(Expr::free_symbols).collect()
    }
}

/// The end that a condition gives to a symbol.
fn end(condition: &Predicate) -> Option<(&Symbol, Comparison, Rational)> {
    let Predicate::Compare(left, comparison, right) = condition else {
        return None;
    };
    match (left.as_symbol(), right.as_symbol()) {
        (Some(symbol), None) => Some((symbol, *comparison, right.as_number()?)),
        (None, Some(symbol)) => Some((symbol, comparison.mirrored(), left.as_number()?)),
        _ => None,
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

#[cfg(test)]
mod tests {
    use super::Standing;
    use crate::document::Place;
    use crate::expr::{Comparison, Expr, Predicate};

    #[test]
    fn an_end_within_another_says_it_too() {
        use Comparison::{Greater, GreaterEqual, Less, LessEqual, NotEqual};
        let condition =
            |way, end: i64| Predicate::Compare(Expr::symbol("x"), way, Expr::integer(end));
        let is_within = |old, new, lasts| {
            let standing = Standing {
                predicate: old,
                place: Place::default(),
                span: crate::diagnostic::Span::default(),
                is_lasting: lasts,
            };
            standing.is_within(&new, true) && (!lasts || !standing.is_within(&new, false))
        };
        for (old, new) in [
            ((Greater, 2), (Greater, 3)),
            ((Greater, 2), (Greater, 2)),
            ((GreaterEqual, 2), (Greater, 2)),
            ((Greater, 2), (GreaterEqual, 3)),
            ((Less, 3), (Less, 2)),
            ((LessEqual, 3), (LessEqual, 3)),
            ((Less, 3), (LessEqual, 2)),
        ] {
            let (old, new) = (condition(old.0, old.1), condition(new.0, new.1));
            assert!(is_within(old.clone(), new.clone(), true), "{old:?} {new:?}");
            assert!(is_within(old, new, false));
        }
        for (old, new) in [
            ((Greater, 3), (Greater, 2)),
            ((Greater, 2), (GreaterEqual, 2)),
            ((Less, 2), (Less, 3)),
            ((Less, 2), (LessEqual, 2)),
            ((Greater, 2), (Less, 3)),
            ((NotEqual, 2), (NotEqual, 3)),
        ] {
            let (old, new) = (condition(old.0, old.1), condition(new.0, new.1));
            assert!(!is_within(old, new, true));
        }
        // 2 < x, written the other way round, and another name.
        let turned = Predicate::Compare(Expr::integer(3), Less, Expr::symbol("x"));
        assert!(is_within(condition(Greater, 2), turned, true));
        let other = Predicate::Compare(Expr::symbol("y"), Greater, Expr::integer(3));
        assert!(!is_within(condition(Greater, 2), other, true));
    }
}
