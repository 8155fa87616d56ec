//! Claims in one symbol by the sign of the derivative: what is not negative at a point and grows away from it is
//! not negative anywhere. x·ln(x) falls up to 1/e and grows from there, so that −1/e is its least value.

use super::super::bounds::Bounds;
use super::super::claim::{Budget, Claim};
use super::super::exceptions::with_values;
use super::super::sample::quick_value_at;
use super::super::symbols::{free_symbols, opened};
use super::super::values::{Compared, compare};
use super::super::verdict::{Method, Verdict};
use super::{above_zero, is_shown};
use crate::eval::Value;
use crate::expr::{Assumptions, Bindings, Comparison, Domain, Expr, Function, Relation, Symbol};
use crate::number::Rational;
use crate::poly;

/// Longer differences are left alone.
const LONGEST: u64 = 60;

/// So often is a derivative taken of a derivative.
const MOST_DERIVED: u32 = 3;

/// Proves an inequality in one symbol from one end of what it may be, or from the point at which the difference
/// of the sides is least.
pub(super) fn by_slopes(
    claim: &Claim<'_>,
    comparison: Comparison,
    budget: &Budget,
) -> Option<Verdict> {
    let (large, small, strict) = claim.larger_first(comparison)?;
    let mut symbols = free_symbols([claim.lhs, claim.rhs], claim.under).into_iter();
    let (symbol, None) = (symbols.next()?, symbols.next()) else {
        return None;
    };
    let difference = Expr::difference(large.clone(), small.clone());
    let difference = opened(&difference, claim.under)?;
    let difference = without_divisors(&difference, claim.under, budget).unwrap_or(difference);
    if difference.size() > LONGEST || !is_smooth(&difference) {
        return None;
    }
    let bounds = Bounds::of(&symbol, claim.under);
    // What has no value at an end says nothing there.
    let end = bounds.low.iter().find(|low| !low.strict);
    let at_end: Bindings = end
        .map(|low| (symbol.clone(), Expr::number(&low.value)))
        .into_iter()
        .collect();
    if !at_end.is_empty() && quick_value_at(&difference, &at_end, claim.under).is_err() {
        return None;
    }
    let line = Line {
        symbol,
        budget: &budget.nested(1)?,
        is_slope: false,
    };
    let low = bounds.low.as_ref().map(|low| low.value.clone());
    let from_low = bounds.low.as_ref().is_some_and(|low| {
        let moved = Expr::sum([Expr::number(&low.value), line.variable()]);
        line.put(&difference, &moved)
            .is_some_and(|moved| line.is_above(&moved, strict, low.strict, MOST_DERIVED))
    });
    let is_proved = from_low
        || candidates().iter().any(|(least, value)| {
            let is_inside = low.as_ref().is_none_or(|low| low < value)
                && bounds.high.as_ref().is_none_or(|high| high.value > *value);
            is_inside && line.is_least(&difference, least, low.as_ref(), strict)
        });
    is_proved.then(|| Verdict::proved(Method::Slopes))
}

/// A difference times what it is divided by, where that is positive: x/e − ln(x) for 1/e − ln(x)/x with x > 0.
fn without_divisors(difference: &Expr, under: &Assumptions, budget: &Budget) -> Option<Expr> {
    let form = poly::normal_form(difference, under, &budget.poly).ok()?;
    let sum = |terms: &[poly::Term]| Expr::sum(terms.iter().map(poly::Term::to_expr));
    let mut terms = form.terms();
    let mut divisors: Vec<Expr> = Vec::new();
    if !form.is_polynomial() {
        divisors.push(sum(&form.denominator_terms()));
    }
    let powers = terms.iter().flat_map(|term| term.powers.clone());
    let below: Vec<Expr> = powers
        .filter(|(base, exponent)| *exponent < 0 && !base.free_symbols().is_empty())
        .map(|(base, _)| base)
        .collect();
    for base in below {
        if divisors.contains(&base) {
            continue;
        }
        let exponent_in = |term: &poly::Term| {
            let found = term.powers.iter().find(|(known, _)| *known == base);
            found.map_or(0, |(_, exponent)| *exponent)
        };
        let least = terms.iter().map(exponent_in).min()?;
        for term in &mut terms {
            let exponent = exponent_in(term).checked_sub(least)?;
            term.powers.retain(|(known, _)| *known != base);
            if exponent != 0 {
                term.powers.push((base.clone(), exponent));
            }
        }
        divisors.push(base);
    }
    let are_positive = divisors
        .iter()
        .all(|divisor| is_shown(divisor, Comparison::Greater, under, budget));
    (!divisors.is_empty() && are_positive).then(|| sum(&terms))
}

/// Points at which differences of textbooks are least, each with a number near it.
fn candidates() -> Vec<(Expr, Rational)> {
    let ratio = |a: i64, b: i64| Rational::new(a.into(), b.into()).unwrap_or_default();
    let power = |n: i64| Expr::call(Function::Exp, [Expr::integer(n)]);
    let mut found: Vec<(Expr, Rational)> = [
        (1, 1),
        (0, 1),
        (-1, 1),
        (2, 1),
        (1, 2),
        (4, 1),
        (1, 4),
        (3, 1),
        (-2, 1),
    ]
    .map(|(a, b)| (Expr::number(&ratio(a, b)), ratio(a, b)))
    .to_vec();
    found.push((power(1), ratio(271, 100)));
    found.push((power(-1), ratio(36, 100)));
    found.push((power(2), ratio(738, 100)));
    let logarithm = Expr::call(Function::Ln, [Expr::integer(2)]);
    found.push((logarithm, ratio(69, 100)));
    found
}

/// Made of what has a slope all but everywhere where it has a value.
fn is_smooth(expr: &Expr) -> bool {
    expr.is_continuous() && !mentions_abs(expr)
}

fn mentions_abs(expr: &Expr) -> bool {
    crate::expr::deep(|| {
        matches!(expr.kind(), crate::expr::ExprKind::Call(Function::Abs, _))
            || expr.children().into_iter().any(mentions_abs)
    })
}

struct Line<'a> {
    symbol: Symbol,
    budget: &'a Budget,
    /// Whether the least value is sought of a slope: of its own slopes none is.
    is_slope: bool,
}

impl Line<'_> {
    fn variable(&self) -> Expr {
        Expr::symbol(self.symbol.clone())
    }

    /// The symbol from 0 on.
    fn under(&self) -> Assumptions {
        let mut under = Assumptions::none();
        let domain = Domain::from_zero(false);
        under.domains.insert(self.symbol.clone(), domain);
        under
    }

    fn put(&self, expr: &Expr, value: &Expr) -> Option<Expr> {
        let binding: Bindings = std::iter::once((self.symbol.clone(), value.clone())).collect();
        binding.substitute(expr).ok()
    }

    fn slope(&self, expr: &Expr, under: &Assumptions) -> Option<Expr> {
        poly::derivative(expr, &self.symbol, under, &self.budget.poly).ok()
    }

    /// Whether an expression has a value all along the line from 0.
    fn is_defined(&self, expr: &Expr, under: &Assumptions) -> bool {
        let zero = Expr::zero();
        let claim = Claim {
            lhs: expr,
            relation: Relation::GreaterEqual,
            rhs: &zero,
            under,
        };
        let free = with_values(&claim, Verdict::proved(Method::Slopes), self.budget);
        free.conditions().is_empty()
    }

    /// Whether an expression is not negative from 0 on, or positive, at 0 itself or not: it is seen, or it begins so
    /// and its slope is not negative.
    fn is_above(&self, expr: &Expr, strict: bool, open: bool, times: u32) -> bool {
        let under = self.under();
        if !is_smooth(expr) || !self.is_defined(expr, &under) {
            return false;
        }
        let wanted = if strict {
            Comparison::Greater
        } else {
            Comparison::GreaterEqual
        };
        if is_shown(expr, wanted, &under, self.budget) {
            return true;
        }
        if times == 0 {
            return false;
        }
        if self.is_above_least(expr, strict, times) {
            return true;
        }
        let Some(start) = self.put(expr, &Expr::zero()) else {
            return false;
        };
        let begins = |comparison| is_shown(&start, comparison, &under, self.budget);
        let rises = |strict: bool| {
            self.slope(expr, &under)
                .is_some_and(|slope| self.is_above(&slope, strict, open, times - 1))
        };
        if strict && !begins(Comparison::Greater) {
            return open && begins(Comparison::GreaterEqual) && rises(true);
        }
        (strict || begins(Comparison::GreaterEqual)) && rises(false)
    }

    /// The same of a slope, by the point at which that is least.
    fn is_above_least(&self, expr: &Expr, strict: bool, times: u32) -> bool {
        if self.is_slope || times == MOST_DERIVED {
            return false;
        }
        let line = Line {
            symbol: self.symbol.clone(),
            is_slope: true,
            ..*self
        };
        let zero = Rational::ZERO;
        candidates()
            .iter()
            .any(|(least, value)| *value > zero && line.is_least(expr, least, Some(&zero), strict))
    }

    /// Whether an expression is not negative, or positive, at a point, falls up to it and rises from it.
    fn is_least(&self, expr: &Expr, at: &Expr, low: Option<&Rational>, strict: bool) -> bool {
        let free = Assumptions::none();
        let Some(slope) = self.slope(expr, &free) else {
            return false;
        };
        let Some(there) = self.put(&slope, at) else {
            return false;
        };
        let zero = Value::Number(Rational::ZERO);
        let is_flat = quick_value_at(&there, &Bindings::new(), &free).is_ok_and(|value| {
            let compared = compare(&value, &zero);
            compared == Compared::Overlapping || compared.equal() == Some(true)
        });
        let wanted = if strict {
            Comparison::Greater
        } else {
            Comparison::GreaterEqual
        };
        let is_enough = is_flat
            && self
                .put(expr, at)
                .is_some_and(|least| is_shown(&least, wanted, &free, self.budget));
        if !is_enough {
            return false;
        }
        let is_positive = above_zero(at, true, &free, &self.budget.poly).is_some();
        let more = Expr::sum([Expr::one(), self.variable()]);
        let right = if is_positive {
            Expr::product([at.clone(), more.clone()])
        } else {
            Expr::sum([at.clone(), self.variable()])
        };
        let left = match low {
            None => Expr::difference(at.clone(), self.variable()),
            // From the point down to the end, which is not reached.
            Some(low) => {
                let end = Expr::product([Expr::number(low), self.variable()]);
                Expr::quotient(Expr::sum([at.clone(), end]), more)
            }
        };
        let keeps = |slope: &Expr, value: &Expr, of: &Expr| {
            let under = self.under();
            let there = self.put(of, value).zip(self.put(slope, value));
            there.is_some_and(|(of, slope)| {
                self.is_defined(&of, &under)
                    && self.is_above(&slope, false, false, MOST_DERIVED - 1)
            })
        };
        keeps(&slope, &right, expr) && keeps(&Expr::negative(slope.clone()), &left, expr)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::asked::{under, verdict};

    /// Textbook bounds, each tight at one point: at 1/e, 1, 0, e, 1, and 1 for √x; eˣ − x² rises from 1, since
    /// eˣ − 2x does not fall below 2 − 2·ln 2; 1 + x + x²/2 begins the series of eˣ.
    #[test]
    fn least_values() {
        for (claim, conditions) in [
            ("x*ln(x) >= -exp(-1)", vec!["x > 0"]),
            ("x*exp(-x) <= exp(-1)", vec![]),
            ("exp(x) >= exp(1)*x", vec![]),
            ("ln(x) <= 2*(sqrt(x)-1)", vec!["x > 0"]),
            ("exp(x) >= x^2", vec!["x >= 0"]),
            ("exp(x) >= 1 + x + x^2/2", vec!["x >= 0"]),
            ("exp(x) > 1 + x + x^2/2", vec!["x > 0"]),
            ("ln(x)/x <= exp(-1)", vec!["x > 0"]),
        ] {
            let found = verdict(claim, &under(&conditions));
            assert!(found.holds(), "{claim}: {found:?}");
        }
    }

    /// −0.3678 is above −1/e = −0.36787…; at 1 both sides of ln(x) < 2(√x − 1) are 0, and eˣ < 1 + x + x²/2 below 0.
    #[test]
    fn nothing_more_is_proved() {
        for (claim, conditions) in [
            ("x*ln(x) >= -3678/10000", vec!["x > 0"]),
            ("x*ln(x) > -exp(-1)", vec!["x > 0"]),
            ("x*exp(-x) < exp(-1)", vec!["x > 0"]),
            ("ln(x) < 2*(sqrt(x)-1)", vec!["x > 0"]),
            ("exp(x) >= 1 + x + x^2/2", vec!["x >= -1"]),
            ("1/(x-1) >= -1", vec!["x >= 0"]),
        ] {
            let found = verdict(claim, &under(&conditions));
            assert!(
                !found.holds() || !found.conditions().is_empty(),
                "{claim}: {found:?}"
            );
        }
    }
}
