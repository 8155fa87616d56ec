//! `≈` for small symbols: `(1 + x)² ≈ 1 + 2x` for small x.

use super::compared::{Compared, Need, Verdict};
use super::pair::Pair;
use super::walk::Walk;
use crate::document::{Side, Size};
use crate::expr::{Assumptions, Bindings, Expr, Relation, Symbol};
use crate::judge::{self, Claim};

impl Walk<'_> {
    /// What is to be said of an `≈` that no large symbols explain, where the words near it call a symbol small.
    pub(super) fn for_small(&self, left: &Side, right: &Side, found: &Pair) -> Option<Pair> {
        let written = left.expr.symbols_in_order();
        let said = self.document.said_to_be(Size::Small, left.span);
        let [symbol] = said
            .iter()
            .filter(|symbol| written.contains(symbol))
            .collect::<Vec<_>>()[..]
        else {
            return None;
        };
        let verdict = self.small(&left.expr, &right.expr, symbol);
        let told = Compared::new(verdict, &left.expr, &right.expr);
        let told = match verdict {
            Verdict::Holds => Compared {
                is_asymptotic: true,
                ..told.needing([Need::Small(symbol.clone())])
            },
            _ => return None,
        };
        Some(Pair {
            compared: told,
            used: Vec::new(),
            ..found.clone()
        })
    }

    /// Whether what lies between the sides is small against each term of the right one, as the symbol tends to 0
    /// from above and from below.
    pub(super) fn small(&self, lhs: &Expr, rhs: &Expr, symbol: &Symbol) -> Verdict {
        let difference = Expr::difference(lhs.clone(), rhs.clone());
        let mut verdict = Verdict::Holds;
        for sign in [1, -1] {
            let inverse = Expr::quotient(Expr::integer(sign), Expr::symbol(symbol.clone()));
            let inverted: Bindings = [(symbol.clone(), inverse)].into_iter().collect();
            let under = Assumptions {
                large: vec![symbol.clone()],
                ..Assumptions::none()
            };
            let Ok(difference) = inverted.substitute(&difference) else {
                return Verdict::Undecided;
            };
            for term in rhs.terms() {
                let Ok(term) = inverted.substitute(term) else {
                    return Verdict::Undecided;
                };
                let claim = Claim {
                    lhs: &difference,
                    relation: Relation::MuchLess,
                    rhs: &term,
                    under: &under,
                };
                let judged = judge::judge(&claim, &self.options.budget.brief());
                if judged.fails() {
                    return Verdict::Fails;
                }
                if !judged.holds() {
                    verdict = Verdict::Undecided;
                }
            }
        }
        verdict
    }
}
