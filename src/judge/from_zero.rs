//! Claims that hold of numbers from 0 on, or above it: which symbols have to be such.

use super::contradiction::leaves_room;
use super::verdict::{Condition, Verdict};
use crate::expr::{Assumptions, Domain, Symbol};

/// Of more symbols it is not tried which are needed.
const MOST_TRIED: usize = 12;

/// A proof for these symbols as numbers from 0 on, else above it; those are told without which it fails.
pub(super) fn from_zero(
    symbols: &[Symbol],
    under: &Assumptions,
    proof: &dyn Fn(&Assumptions) -> Option<Verdict>,
) -> Option<Verdict> {
    [false, true].into_iter().find_map(|strict| {
        let domain = Domain::from_zero(strict);
        let shown = |symbols: &[Symbol]| proof(&declared(under, symbols, &domain)?);
        let mut verdict = shown(symbols)?;
        let mut needed = symbols.to_vec();
        let tried = symbols.iter().filter(|_| symbols.len() <= MOST_TRIED);
        for symbol in tried {
            let fewer: Vec<Symbol> = needed
                .iter()
                .filter(|one| *one != symbol)
                .cloned()
                .collect();
            if let Some(found) = shown(&fewer) {
                (verdict, needed) = (found, fewer);
            }
        }
        let stated = needed.into_iter();
        let stated = stated.map(|symbol| Condition::from_zero(symbol, strict));
        Some(verdict.if_so(stated.collect()))
    })
}

/// The assumptions with a domain for symbols; `None` where that leaves no values.
pub(super) fn declared(
    under: &Assumptions,
    symbols: &[Symbol],
    domain: &Domain,
) -> Option<Assumptions> {
    let mut under = under.clone();
    for symbol in symbols {
        under.domains.insert(symbol.clone(), domain.clone());
    }
    (symbols.is_empty() || leaves_room(&under)).then_some(under)
}
