//! Comparisons that say the same as others: of squares instead of roots, of arguments instead of
//! logarithms, of what is rounded instead of roundings.

use super::super::claim::{Budget, Claim};
use super::super::implied::everywhere;
use super::super::log_products;
use super::super::verdict::Method;
use super::induction::by_induction;
use super::{for_integers, is_shown};
use crate::expr::{Assumptions, Comparison, Expr, ExprKind, Function};
use crate::number::Integer;
use crate::poly::{self, NormalForm, Term};

/// A proof that a difference is not negative, or, where that is wanted, positive, by another one.
pub(super) fn transformed(
    difference: &Expr,
    strict: bool,
    under: &Assumptions,
    budget: &Budget,
) -> Option<Method> {
    let budget = budget.nested(2)?;
    let form = form_of(difference, under, &budget)?;
    let goal = Goal {
        form: &form,
        strict,
        under,
        budget: &budget,
    };
    goal.by_exponents()
        .or_else(|| goal.by_squares())
        .or_else(|| goal.by_powers())
        .or_else(|| goal.by_roundings())
        .or_else(|| goal.by_arguments())
        .or_else(|| goal.by_bases())
}

/// The same by squares and by the bases of powers alone, which rest on plain claims.
pub(super) fn by_plain_claims(
    difference: &Expr,
    strict: bool,
    under: &Assumptions,
    budget: &Budget,
) -> Option<Method> {
    let form = form_of(difference, under, budget)?;
    let goal = Goal {
        form: &form,
        strict,
        under,
        budget,
    };
    goal.by_squares().or_else(|| goal.by_bases())
}

/// The polynomial that a difference is, or is a positive multiple of, where that is short.
fn form_of(difference: &Expr, under: &Assumptions, budget: &Budget) -> Option<NormalForm> {
    let form = poly::difference(difference, &Expr::zero(), under, &budget.poly).ok()?;
    let mut form = everywhere(form, under)?;
    if !form.is_polynomial() {
        let sum = |terms: Vec<Term>| Expr::sum(terms.iter().map(Term::to_expr));
        let below = sum(form.denominator_terms());
        if !is_shown(&below, Comparison::Greater, under, budget) {
            return None;
        }
        let above = sum(form.terms());
        form = poly::difference(&above, &Expr::zero(), under, &budget.poly).ok()?;
        form = everywhere(form, under)?;
    }
    (form.is_polynomial() && form.terms().len() <= MOST_TERMS).then_some(form)
}

/// Longer sums are not looked at.
const MOST_TERMS: usize = 24;

struct Goal<'a> {
    form: &'a NormalForm,
    strict: bool,
    under: &'a Assumptions,
    budget: &'a Budget,
}

impl Goal<'_> {
    fn wanted(&self) -> Comparison {
        above(self.strict)
    }

    fn holds(&self, difference: &Expr, comparison: Comparison) -> bool {
        is_shown(difference, comparison, self.under, self.budget)
    }

    /// With r for the rest: r ≥ c·√p where r ≥ 0 and r² ≥ c²·p, and c·√p ≥ −r where c²·p ≥ r².
    fn by_squares(&self) -> Option<Method> {
        let is_root = |base: &Expr| matches!(base.kind(), ExprKind::Call(Function::Sqrt, _));
        let terms = self.form.terms();
        let roots = terms.iter().flat_map(|term| &term.powers);
        // With several roots one term beside the others seldom tells.
        let has_several = roots.filter(|(base, _)| is_root(base)).count() > 2;
        if has_several && self.by_sums_squared(terms) {
            return Some(Method::Squared);
        }
        for (term, rest) in self.alone(|term| term.powers.iter().any(|(base, _)| is_root(base))) {
            let size = Term {
                coefficient: term.coefficient.abs(),
                powers: term.powers.clone(),
            };
            let is_product = term.powers.iter().all(|(base, _)| is_root(base));
            if !is_product && !self.holds(&size.to_expr(), Comparison::GreaterEqual) {
                continue;
            }
            let square = Expr::power(term.to_expr(), Expr::integer(2));
            let other = Expr::power(rest.clone(), Expr::integer(2));
            let is_proved = if term.coefficient.is_negative() {
                self.holds(&rest, Comparison::GreaterEqual)
                    && self.holds(&Expr::difference(other, square), self.wanted())
            } else {
                self.holds(&Expr::difference(square, other), self.wanted())
            };
            if is_proved {
                return Some(Method::Squared);
            }
        }
        None
    }

    /// With r for the rest and k for the degree of a root beside it: c·ᵏ√p ≥ −r where the same holds of the powers
    /// with exponent k, for an odd k whatever the signs are.
    fn by_powers(&self) -> Option<Method> {
        for (term, rest) in self.alone(|term| degree(term).is_some_and(|k| k > 2)) {
            let power = |expr: &Expr, k: i64| Expr::power(expr.clone(), Expr::integer(k));
            let k = degree(&term)?;
            let own = term.to_expr();
            let holds = |large: Expr, small: Expr| {
                self.holds(&Expr::difference(large, small), self.wanted())
            };
            let is_proved = if k % 2 == 1 {
                holds(power(&own, k), power(&Expr::negative(rest), k))
            } else {
                let is_below = term.coefficient.is_negative();
                let size = if is_below {
                    Expr::negative(own.clone())
                } else {
                    own.clone()
                };
                let (large, small) = if is_below {
                    (&rest, &own)
                } else {
                    (&own, &rest)
                };
                self.holds(&size, Comparison::GreaterEqual)
                    && (!is_below || self.holds(&rest, Comparison::GreaterEqual))
                    && holds(power(large, k), power(small, k))
            };
            if is_proved {
                return Some(Method::Raised);
            }
        }
        None
    }

    /// What is added and what is taken away, neither negative, by their squares.
    fn by_sums_squared(&self, terms: Vec<Term>) -> bool {
        let (above, below): (Vec<Term>, Vec<Term>) = terms
            .into_iter()
            .partition(|term| term.coefficient.is_positive());
        let above = Expr::sum(above.iter().map(Term::to_expr));
        let below = Expr::negative(Expr::sum(below.iter().map(Term::to_expr)));
        let is_up = |sum: &Expr| self.holds(sum, Comparison::GreaterEqual);
        let square = |sum: &Expr| Expr::power(sum.clone(), Expr::integer(2));
        let apart = Expr::difference(square(&above), square(&below));
        is_up(&above) && is_up(&below) && self.holds(&apart, self.wanted())
    }

    /// A rounding beside integers by what is rounded: n ≤ floor(x) says n ≤ x.
    fn by_roundings(&self) -> Option<Method> {
        let is_rounding =
            |function: &Function| matches!(function, Function::Floor | Function::Ceil);
        let is_rounded = |term: &Term| {
            let [(base, 1)] = term.powers.as_slice() else {
                return false;
            };
            matches!(base.kind(), ExprKind::Call(function, _) if is_rounding(function))
        };
        for (term, rest) in self.alone(is_rounded) {
            let [(rounding, 1)] = term.powers.as_slice() else {
                continue;
            };
            let ExprKind::Call(function, inner) = rounding.kind() else {
                continue;
            };
            if !term.coefficient.abs().is_one()
                || !for_integers(&rest, self.under, &self.budget.poly)
            {
                continue;
            }
            let is_larger = term.coefficient.is_positive();
            let argument = inner.first()?.clone();
            let plain = if is_larger {
                Expr::sum([argument, rest])
            } else {
                Expr::difference(rest, argument)
            };
            let moved = |by: i64| Expr::sum([plain.clone(), Expr::integer(by)]);
            let (difference, strict) = match (function == &Function::Floor, is_larger, self.strict)
            {
                (true, true, false) | (false, false, false) => (plain, false),
                (true, true, true) | (false, false, true) => (moved(-1), false),
                (true, false, false) | (false, true, false) => (moved(1), true),
                (true, false, true) | (false, true, true) => (plain, true),
            };
            if self.holds(&difference, above(strict)) {
                return Some(Method::Between);
            }
        }
        None
    }

    /// Sums of logarithms by the products of their arguments.
    fn by_arguments(&self) -> Option<Method> {
        let (large, small, arguments) = log_products::products(self.form)?;
        let positive = |argument: &Expr| self.holds(argument, Comparison::Greater);
        let is_proved = arguments.iter().all(positive)
            && self.holds(&Expr::difference(large, small), self.wanted());
        is_proved.then_some(Method::Logarithms)
    }

    /// One logarithm beside others by a power, over integers: r ≥ log₂(u) says 2^r ≥ u, which induction shows.
    fn by_exponents(&self) -> Option<Method> {
        let is_logarithm = |term: &Term| match term.powers.as_slice() {
            [(base, 1)] => logarithm(base).is_some(),
            _ => false,
        };
        let [(term, rest)] = self.alone(is_logarithm).try_into().ok()?;
        let (base, argument) = logarithm(&term.powers.first()?.0)?;
        if !self.holds(argument, Comparison::Greater) {
            return None;
        }
        let is_above = term.coefficient.is_positive();
        let share = Expr::number(&(-term.coefficient).recip()?);
        let exponent = Expr::product([share, rest]);
        let power = match base {
            Some(base) => Expr::power(Expr::integer(base), exponent),
            None => Expr::call(Function::Exp, [exponent]),
        };
        let (large, small) = if is_above {
            (argument, &power)
        } else {
            (&power, argument)
        };
        let claim = Claim {
            lhs: large,
            relation: self.wanted().relation(),
            rhs: small,
            under: self.under,
        };
        let found = by_induction(&claim, self.wanted(), self.budget)?;
        (found.holds() && found.conditions().is_empty()).then_some(Method::Logarithms)
    }

    /// Powers with one exponent by their bases: where a ≥ b ≥ 0 and e ≥ 0 and neither p nor p − q is below 0,
    /// p·aᵉ − q·bᵉ = p·(aᵉ − bᵉ) + (p − q)·bᵉ is not negative.
    fn by_bases(&self) -> Option<Method> {
        let terms = self.form.terms();
        let mut found: Vec<(Expr, Vec<Expr>)> = Vec::new();
        for term in &terms {
            let mut term = term.clone();
            let place = term
                .powers
                .iter()
                .position(|(base, times)| *times == 1 && symbolic_power(base).is_some())?;
            let (power, _) = term.powers.remove(place);
            if term
                .powers
                .iter()
                .any(|(base, _)| symbolic_power(base).is_some())
            {
                return None;
            }
            match found.iter_mut().find(|(known, _)| *known == power) {
                Some((_, beside)) => beside.push(term.to_expr()),
                None => found.push((power, vec![term.to_expr()])),
            }
        }
        let [(one, beside_one), (other, beside_other)] = found.as_slice() else {
            return None;
        };
        let ((a, e), (b, same)) = (symbolic_power(one)?, symbolic_power(other)?);
        if e != same || !self.holds(e, above(self.strict)) {
            return None;
        }
        let apart = Expr::sum([beside_one, beside_other].into_iter().flatten().cloned());
        let is_above = |large: &Expr, small: &Expr, beside: &[Expr]| {
            self.holds(small, Comparison::GreaterEqual)
                && self.holds(
                    &Expr::difference(large.clone(), small.clone()),
                    self.wanted(),
                )
                && self.holds(&Expr::sum(beside.to_vec()), self.wanted())
        };
        let is_proved = (is_above(a, b, beside_one) || is_above(b, a, beside_other))
            && self.holds(&apart, Comparison::GreaterEqual);
        is_proved.then_some(Method::Bases)
    }

    /// The terms that are wanted, each with the rest of the sum.
    fn alone(&self, fits: impl Fn(&Term) -> bool) -> Vec<(Term, Expr)> {
        let terms = self.form.terms();
        let mut found = Vec::new();
        for (at, term) in terms.iter().enumerate() {
            if fits(term) {
                let others = terms.iter().enumerate().filter(|(other, _)| *other != at);
                let rest = Expr::sum(others.map(|(_, term)| term.to_expr()));
                found.push((term.clone(), rest));
            }
        }
        found
    }
}

/// Higher powers of the sides are not compared.
const MOST_DEGREE: i64 = 8;

/// The least power of a term in which none of its roots is left; `None` where that is a high one.
fn degree(term: &Term) -> Option<i64> {
    let mut common = Integer::ONE;
    for (base, _) in &term.powers {
        let degree = match base.kind() {
            ExprKind::Call(Function::Sqrt, _) => Integer::from(2),
            ExprKind::Call(Function::Root, parts) => parts.get(1)?.as_number()?.to_integer()?,
            _ => continue,
        };
        common = common.lcm(&degree);
    }
    common.to_i64().filter(|degree| *degree <= MOST_DEGREE)
}

/// The base of a logarithm, none for Euler's, and what it is of.
fn logarithm(expr: &Expr) -> Option<(Option<i64>, &Expr)> {
    let ExprKind::Call(function, parts) = expr.kind() else {
        return None;
    };
    let base = match function {
        Function::Log2 => Some(2),
        Function::Log10 => Some(10),
        Function::Ln => None,
        _ => return None,
    };
    Some((base, parts.first()?))
}

/// The base and the exponent of a power whose exponent is no number.
fn symbolic_power(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match expr.kind() {
        ExprKind::Power(base, exponent) if exponent.as_number().is_none() => Some((base, exponent)),
        _ => None,
    }
}

fn above(strict: bool) -> Comparison {
    if strict {
        Comparison::Greater
    } else {
        Comparison::GreaterEqual
    }
}
