//! Inequalities in one symbol, decided by the real roots of the difference of the sides.

use super::super::bounds::Bounds;
use crate::expr::{Assumptions, Domain, Expr, Symbol};
use crate::number::{Integer, Rational};
use crate::poly::{NormalForm, RealPolynomial, RealRoot};

/// What the roots say.
pub(super) enum Decision {
    /// The difference is nowhere negative, or nowhere 0 either where that was asked.
    Proved,
    /// It is where the symbol has this value.
    Refuted(Rational),
    /// Only a root that is no rational number could refute it, or the roots were not found.
    Open,
}

/// The one symbol of a normal form, if no other part occurs.
pub(super) fn only_symbol(form: &NormalForm) -> Option<(usize, Symbol)> {
    let parts = form.indeterminates();
    let mut occurring = parts
        .iter()
        .enumerate()
        .filter(|(at, _)| form.numerator().mentions(*at) || form.denominator().mentions(*at));
    let (at, part) = occurring.next()?;
    let symbol = part.as_symbol()?.clone();
    occurring.next().is_none().then_some((at, symbol))
}

/// The rational numbers at which a form in one symbol is 0, the usual ones first.
pub(super) fn rational_roots(form: &NormalForm) -> Option<(Symbol, Vec<Rational>)> {
    let (at, symbol) = only_symbol(form)?;
    let roots = dense(form.numerator(), at)?.0.roots().ok()?;
    let exact = roots.iter().filter(|root| root.is_exact());
    let mut found: Vec<Rational> = exact.map(|root| root.low().clone()).collect();
    found.sort_by_key(|root| (root.is_negative(), root.bits(), root.abs()));
    Some((symbol, found))
}

/// Whether a form in one symbol is 0 at no integer.
pub(super) fn is_zero_at_no_integer(form: &NormalForm) -> bool {
    let Some((at, _)) = only_symbol(form) else {
        return false;
    };
    let Some(above) = dense(form.numerator(), at) else {
        return false;
    };
    let (Ok(roots), Some(width)) = (above.0.roots(), Rational::new(1.into(), 4.into())) else {
        return false;
    };
    roots.into_iter().all(|mut root| {
        root.narrow(&width);
        let ends = [root.low(), root.high()];
        let near = ends.map(|end| Rational::from_integer(end.floor()));
        let near = near.into_iter();
        near.flat_map(|one| [one.clone(), one + Rational::ONE])
            .all(|one| above.0.sign_at(&one) != 0)
    })
}

/// Decides whether a form is ≥ 0, or > 0, wherever its symbol may be and it has a value.
pub(super) fn decide(form: &NormalForm, strict: bool, under: &Assumptions) -> Option<Decision> {
    let (at, symbol) = only_symbol(form)?;
    let above = dense(form.numerator(), at)?;
    let below = dense(form.denominator(), at)?;
    let bounds = Bounds::of(&symbol, under);
    let whole = matches!(under.domains.get(&symbol), Some(Domain::Integer { .. }));
    // A condition that is no bound could rule out what refutes.
    let has_other = under.conditions.iter().any(|known| {
        known.operands().iter().any(|part| part.mentions(&symbol)) && !is_bound(known, &symbol)
    });
    if has_other {
        return Some(Decision::Open);
    }
    let (Ok(zeros), Ok(poles)) = (above.0.roots(), below.0.roots()) else {
        return Some(Decision::Open);
    };
    let sign = |x: &Rational| {
        let value = above.sign_at(x) * below.sign_at(x);
        (below.sign_at(x) != 0).then_some(value)
    };
    let fails = |x: &Rational| sign(x).is_some_and(|sign| sign < 0 || (strict && sign == 0));
    let is_inside = |x: &Rational| {
        let above_low = bounds.low.as_ref().is_none_or(|low| {
            if low.strict {
                x > &low.value
            } else {
                x >= &low.value
            }
        });
        let below_high = bounds.high.as_ref().is_none_or(|high| {
            if high.strict {
                x < &high.value
            } else {
                x <= &high.value
            }
        });
        above_low && below_high
    };
    let mut ends: Vec<RealRoot> = zeros.iter().chain(&poles).cloned().collect();
    let width = Rational::new(1.into(), 4.into())?;
    for root in &mut ends {
        root.narrow(&width);
    }
    let mut candidates: Vec<Rational> = Vec::new();
    let limits = [&bounds.low, &bounds.high];
    candidates.extend(
        limits
            .iter()
            .filter_map(|end| end.as_ref().map(|end| end.value.clone())),
    );
    candidates.extend(
        ends.iter()
            .flat_map(|root| [root.low().clone(), root.high().clone()]),
    );
    let points = if whole {
        around(&candidates)
    } else {
        between(candidates)
    };
    if let Some(refuted) = points.into_iter().find(|x| is_inside(x) && fails(x)) {
        return Some(Decision::Refuted(refuted));
    }
    // Where a difference is only touched at a root that is no rational, there is no point to show.
    let may_touch =
        |root: &RealRoot| !root.is_exact() && (is_inside(root.low()) || is_inside(root.high()));
    if strict && !whole && zeros.iter().any(may_touch) {
        return Some(Decision::Open);
    }
    Some(Decision::Proved)
}

/// A bound of the symbol by a number.
fn is_bound(known: &crate::expr::Predicate, symbol: &Symbol) -> bool {
    use crate::expr::{Comparison, Predicate};
    let Predicate::Compare(a, comparison, b) = known else {
        return false;
    };
    let plain = |x: &Expr, y: &Expr| x.as_symbol() == Some(symbol) && y.as_number().is_some();
    *comparison != Comparison::NotEqual && (plain(a, b) || plain(b, a))
}

/// A polynomial in one variable with the sign of what it was made from, for positive and negative
/// values alike.
struct Dense(RealPolynomial, bool);

impl Dense {
    /// The sign of the polynomial, or of it divided by an odd power of the variable.
    fn sign_at(&self, x: &Rational) -> i32 {
        let sign = self.0.sign_at(x);
        if self.1 { sign * x.signum() } else { sign }
    }
}

fn dense(polynomial: &crate::poly::Polynomial, at: usize) -> Option<Dense> {
    let low = polynomial.low_degree_in(at).unwrap_or(0).min(0);
    let degree = polynomial.degree_in(at).unwrap_or(0).checked_sub(low)?;
    let length = usize::try_from(degree)
        .ok()
        .filter(|degree| *degree <= 1_000)?
        + 1;
    let mut coefficients = vec![Rational::ZERO; length];
    for (coefficient, exponents) in polynomial.terms() {
        let exponent = exponents.get(at).copied().unwrap_or(0) - low;
        *coefficients.get_mut(usize::try_from(exponent).ok()?)? = coefficient;
    }
    let is_odd = low % 2 != 0;
    let polynomial = RealPolynomial::new(&coefficients)?;
    Some(Dense(polynomial, is_odd))
}

/// The ends themselves, points between neighbours, and points beyond.
fn between(mut ends: Vec<Rational>) -> Vec<Rational> {
    ends.push(Rational::ZERO);
    ends.sort();
    ends.dedup();
    let mut points = Vec::new();
    let half = Rational::dyadic(&Integer::ONE, -1);
    for pair in ends.windows(2) {
        let [a, b] = pair else { continue };
        let whole = Rational::from_integer(a.floor()) + Rational::ONE;
        // An integer says more to a reader than the middle.
        points.push(if whole < *b { whole } else { (a + b) * &half });
    }
    for (end, step) in [(ends.first(), -1), (ends.last(), 1)] {
        let end = end.cloned().unwrap_or_default();
        points.push(Rational::from_integer(end.floor()) + Rational::from(2 * step));
    }
    points.extend(ends);
    points.sort_by_key(|point| (point.bits(), point.is_negative(), point.abs()));
    points
}

/// The integers around the ends.
fn around(ends: &[Rational]) -> Vec<Rational> {
    let mut points = vec![Rational::ZERO];
    for end in ends {
        for step in -2..=2 {
            points.push(Rational::from_integer(end.floor()) + Rational::from(step));
        }
    }
    points.sort_by_key(|point| (point.abs(), point.is_negative()));
    points.dedup();
    points
}
