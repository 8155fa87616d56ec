//! Inequalities of powers, factorials and sums by induction: with r = a(n+1)/a(n) not negative,
//! a(n) ≥ b(n) gives a(n+1) ≥ r·b(n), so that r·b(n) ≥ b(n+1) is enough; likewise with b's ratio, and
//! with differences.

use super::super::bounds::Bounds;
use super::super::claim::{Budget, Claim};
use super::super::implied::everywhere;
use super::super::induction::{Freed, from};
use super::super::moving::{Moving, first_integer, moving, named, named_next, put};
use super::super::sample::value_at;
use super::super::symbols::{free_symbols, is_integer};
use super::super::values::{Compared, compare};
use super::super::verdict::{Method, Verdict};
use super::is_shown;
use super::transformed::by_plain_claims;
use crate::expr::{
    Assumptions, Bindings, Comparison, Expr, ExprKind, Function, Relation, Symbol, deep,
};
use crate::number::{Integer, Rational};
use crate::poly;

/// From which value on the step is tried, after the first value.
const LATER: [i64; 6] = [0, 1, 2, 3, 5, 8];

/// Proves a comparison for a symbol that is an integer with a lower bound.
pub(super) fn by_induction(
    claim: &Claim<'_>,
    comparison: Comparison,
    budget: &Budget,
) -> Option<Verdict> {
    let budget = budget.nested(0)?;
    let (large, small, strict) = claim.larger_first(comparison)?;
    let turned = Claim {
        lhs: large,
        relation: if strict {
            Relation::Greater
        } else {
            Relation::GreaterEqual
        },
        rhs: small,
        ..*claim
    };
    let symbols = free_symbols([large, small], claim.under);
    symbols
        .into_iter()
        .filter(|symbol| is_integer(symbol, claim.under))
        .filter(|symbol| drives(large, symbol) || drives(small, symbol))
        .find_map(|symbol| over(&turned, strict, &symbol, &budget))
}

/// Whether a symbol stands in an exponent, a factorial, a binomial coefficient or a range.
fn drives(expr: &Expr, symbol: &Symbol) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Power(base, exponent) => exponent.mentions(symbol) || drives(base, symbol),
        ExprKind::Call(Function::Factorial | Function::Binom | Function::Exp, parts) => {
            parts.iter().any(|part| part.mentions(symbol))
        }
        ExprKind::BigOperator(_) => expr.mentions(symbol),
        _ => expr.children().into_iter().any(|part| drives(part, symbol)),
    })
}

fn over(given: &Claim<'_>, strict: bool, symbol: &Symbol, budget: &Budget) -> Option<Verdict> {
    let low = Bounds::of(symbol, given.under).low?;
    let freed = Freed::of(given, symbol)?;
    let claim = &freed.claim(given.relation);
    let first = first_integer(&low.value, low.strict);
    let moving = moving(claim, symbol, &budget.poly)?;
    if moving.iter().any(|one| one.is_mixed) {
        return None;
    }
    let mut checked = 0;
    for later in LATER {
        let start = &first + Integer::from(later);
        // The values up to the one from which the steps lead on.
        while checked <= later {
            let value = Expr::integer(&first + Integer::from(checked));
            let (lhs, rhs) = (
                put(claim.lhs, symbol, &value)?,
                put(claim.rhs, symbol, &value)?,
            );
            let at = Claim {
                lhs: &lhs,
                rhs: &rhs,
                ..*claim
            };
            let difference = Expr::difference(at.lhs.clone(), at.rhs.clone());
            if !holds_at(&at)
                && !is_shown(
                    &difference,
                    claim.relation.comparison()?,
                    claim.under,
                    budget,
                )
            {
                return None;
            }
            checked += 1;
        }
        let under = from(claim.under, symbol, &Expr::integer(start));
        let step = Step {
            claim,
            strict,
            symbol,
            moving: &moving,
            under: &under,
            budget,
        };
        if step.is_proved() == Some(true) {
            return Some(Verdict::proved(Method::Induction {
                symbol: symbol.clone(),
                from: Expr::integer(first),
            }));
        }
    }
    None
}

/// Whether a claim without symbols holds by its values.
fn holds_at(claim: &Claim<'_>) -> bool {
    let nothing = Bindings::new();
    let value = |side: &Expr| value_at(side, &nothing, claim.under).ok();
    let (Some(left), Some(right)) = (value(claim.lhs), value(claim.rhs)) else {
        return false;
    };
    match (compare(&left, &right), claim.relation.comparison()) {
        (Compared::Ordered(order), Some(comparison)) => comparison.holds_for(order),
        _ => false,
    }
}

struct Step<'a> {
    claim: &'a Claim<'a>,
    strict: bool,
    symbol: &'a Symbol,
    moving: &'a [Moving],
    under: &'a Assumptions,
    budget: &'a Budget,
}

impl Step<'_> {
    fn is_proved(&self) -> Option<bool> {
        let (large, small) = (self.here(self.claim.lhs), self.here(self.claim.rhs));
        let (next_large, next_small) = (self.next(self.claim.lhs)?, self.next(self.claim.rhs)?);
        let difference = |a: &Expr, b: &Expr| Expr::difference(a.clone(), b.clone());
        // a grows by no less than b.
        let gained = difference(
            &difference(&next_large, &large),
            &difference(&next_small, &small),
        );
        if self.holds(&gained, Comparison::GreaterEqual) {
            return Some(true);
        }
        if !self.moving.is_empty() {
            return Some(false);
        }
        let by_large = self.ratio(&next_large, &large).is_some_and(|ratio| {
            let scaled = Expr::product([ratio, small.clone()]);
            self.holds(&difference(&scaled, &next_small), Comparison::GreaterEqual)
        });
        let by_small = || {
            self.ratio(&next_small, &small).is_some_and(|ratio| {
                let scaled = Expr::product([ratio, large.clone()]);
                self.holds(&difference(&next_large, &scaled), Comparison::GreaterEqual)
            })
        };
        Some(by_large || by_small())
    }

    fn here(&self, side: &Expr) -> Expr {
        named(side, self.moving)
    }

    fn next(&self, side: &Expr) -> Option<Expr> {
        named_next(side, self.moving, self.symbol)
    }

    /// The ratio of a value to the one before, where it has the sign that keeps the comparison.
    fn ratio(&self, next: &Expr, here: &Expr) -> Option<Expr> {
        let here_is_known = here.as_number().is_some_and(|number| number.is_zero());
        if here_is_known {
            return None;
        }
        let quotient = Expr::quotient(next.clone(), here.clone());
        let form =
            poly::difference(&quotient, &Expr::zero(), self.under, &self.budget.poly).ok()?;
        let form = everywhere(form, self.under)?;
        let ratio = form.to_expr();
        let wanted = if self.strict {
            Comparison::Greater
        } else {
            Comparison::GreaterEqual
        };
        let is_plain = form.as_number().is_none_or(|ratio| ratio != Rational::ONE);
        // What was divided by must not be 0.
        let is_defined = form
            .nonzero()
            .iter()
            .all(|divisor| self.holds(divisor, Comparison::NotEqual))
            || self.is_next(next, here, &ratio);
        (is_plain && is_defined && self.holds(&ratio, wanted)).then_some(ratio)
    }

    /// Whether a value is so many times the one before, also where that is 0: (1 + x)ⁿ⁺¹ at x = −1.
    fn is_next(&self, next: &Expr, here: &Expr, ratio: &Expr) -> bool {
        let product = Expr::product([ratio.clone(), here.clone()]);
        let apart = poly::difference(next, &product, self.under, &self.budget.poly);
        apart.is_ok_and(|apart| {
            apart.is_zero() && apart.nonzero().is_empty() && apart.conditions().is_empty()
        })
    }

    fn holds(&self, difference: &Expr, comparison: Comparison) -> bool {
        is_shown(difference, comparison, self.under, self.budget)
            || (comparison == Comparison::GreaterEqual
                && by_plain_claims(difference, false, self.under, self.budget).is_some())
    }
}
