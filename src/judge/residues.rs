//! Refutation of identities modulo a prime, straight from the expressions as written.
//!
//! Two rational functions that differ have different residues at a random point but for one in
//! some 10¹⁵ (Schwartz 1980, Zippel 1979). No code is shared with the normal form, and the two are
//! held against each other by a law.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::claim::Claim;
use super::verdict::Witness;
use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Symbol, deep};
use crate::number::{Integer, Residue};

/// A point modulo the prime at which the sides differ; `None` where they agree, or contain
/// anything but symbols, numbers and the four operations and powers.
pub(super) fn differ_modulo(claim: &Claim<'_>, symbols: &[Symbol]) -> Option<Witness> {
    let fixed = claim.under.fixed();
    (0..POINTS).find_map(|seed| {
        let point = Point {
            seed,
            fixed: &fixed,
            under: claim.under,
            known: RefCell::default(),
        };
        let left = point.residue(claim.lhs, 0)?;
        let right = point.residue(claim.rhs, 0)?;
        let values = symbols
            .iter()
            .map(|symbol| (symbol.clone(), point.of_symbol(symbol).value()));
        (left != right).then(|| Witness::Modular {
            modulus: Residue::MODULUS,
            values: values.collect(),
            left: left.value(),
            right: right.value(),
        })
    })
}

/// The points tried.
const POINTS: u64 = 2;

/// Definitions nested deeper than this are not followed.
const MAX_NESTING: u32 = 256;

/// Residues for all symbols, made from their names.
struct Point<'a> {
    seed: u64,
    fixed: &'a Bindings,
    under: &'a Assumptions,
    /// Residues of defined names.
    known: RefCell<BTreeMap<Symbol, Residue>>,
}

impl Point<'_> {
    fn of_symbol(&self, symbol: &Symbol) -> Residue {
        let start = mixed(self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15));
        let bytes = symbol.name().bytes();
        Residue::new(bytes.fold(start, |state, byte| mixed(state ^ u64::from(byte))))
    }

    /// A symbol's residue, or that of what it stands for.
    fn of_name(&self, symbol: &Symbol, nesting: u32) -> Option<Residue> {
        let fixed = self.fixed.get(symbol);
        let Some(meaning) = fixed.or_else(|| self.under.definitions.get(symbol)) else {
            return Some(self.of_symbol(symbol));
        };
        if let Some(known) = self.known.borrow().get(symbol) {
            return Some(*known);
        }
        if nesting > MAX_NESTING {
            return None;
        }
        let residue = self.residue(meaning, nesting + 1)?;
        self.known.borrow_mut().insert(symbol.clone(), residue);
        Some(residue)
    }

    fn residue(&self, expr: &Expr, nesting: u32) -> Option<Residue> {
        deep(|| match expr.kind() {
            ExprKind::Number(literal) => Residue::from_rational(literal.value()),
            ExprKind::Symbol(symbol) => self.of_name(symbol, nesting),
            ExprKind::Neg(inner) => Some(-self.residue(inner, nesting)?),
            ExprKind::Sum(terms) => {
                let mut total = Residue::new(0);
                for term in terms {
                    total += self.residue(term, nesting)?;
                }
                Some(total)
            }
            ExprKind::Product(factors) => {
                let mut product = Residue::new(1);
                for factor in factors {
                    product *= self.residue(factor, nesting)?;
                }
                Some(product)
            }
            ExprKind::Quotient(a, b) => {
                Some(self.residue(a, nesting)? * self.residue(b, nesting)?.inverse()?)
            }
            ExprKind::Power(base, exponent) => {
                let exponent = exponent.as_number()?.to_integer()?;
                power(self.residue(base, nesting)?, &exponent)
            }
            _ => None,
        })
    }
}

fn power(base: Residue, exponent: &Integer) -> Option<Residue> {
    let size = exponent.abs().to_u64()?;
    let power = base.pow(size);
    if exponent.is_negative() {
        power.inverse()
    } else {
        Some(power)
    }
}

/// The finaliser of `SplitMix64`: every bit of the input reaches every bit of the output.
fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}
