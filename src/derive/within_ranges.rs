//! Terms that may be dropped within a tolerance wherever the symbols lie in given ranges: the corners
//! suggest what to drop, and a proof over the whole ranges decides.

use crate::diagnostic::{Code, Diagnostic};
use crate::eval::Real;
use crate::expr::{Assumptions, Bindings, Expr, Relation, Symbol};
use crate::growth::{self, ValueRange, Within};
use crate::judge::{Budget, Claim, contradiction, judge};
use crate::number::{Integer, Rational};

/// More ranges are not looked at: each one doubles the corners.
const MOST_RANGES: usize = 8;

/// A symbol whose ranges leave it no value: what is proved of no value says nothing.
fn contradicted<'r>(
    ranges: &'r [ValueRange],
    under: &Assumptions,
    budget: &Budget,
) -> Option<&'r Symbol> {
    let known = contradiction(under, budget)?;
    let mut symbols = ranges.iter().map(|range| &range.symbol);
    symbols.find(|symbol| known.operands().iter().any(|side| side.mentions(symbol)))
}

/// What may be dropped with a relative error of at most the tolerance at all values in the ranges; every
/// number told is proved to be a bound there.
///
/// # Errors
/// Too many ranges, a symbol without a value, an expression that may vanish.
pub fn within_ranges(
    expr: &Expr,
    tolerance: &Rational,
    ranges: &[ValueRange],
    fixed: &Bindings,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Within, Diagnostic> {
    if ranges.len() > MOST_RANGES {
        let message = format!("{} ranges; the limit is {MOST_RANGES}", ranges.len());
        return Err(Diagnostic::error(Code::LIMIT, message));
    }
    let corners = corners(ranges, fixed);
    let mut found = growth::within(expr, tolerance, &corners, assumptions, &budget.poly)
        .map_err(|error| error.to_diagnostic())?;
    let mut under = assumptions.clone();
    under
        .conditions
        .extend(ranges.iter().flat_map(ValueRange::conditions));
    for (symbol, value) in fixed.iter() {
        under.definitions.insert(symbol.clone(), value.clone());
    }
    if let Some(symbol) = contradicted(ranges, &under, budget) {
        let message = format!("no value of `{symbol}` lies in its range");
        return Err(Diagnostic::error(Code::USAGE, message).hint(
            "give each symbol one range, of values that are allowed for it: `h = 1024..16384`",
        ));
    }
    let whole = Over {
        under: &under,
        budget,
        exact: &found.exact,
    };
    let Some(sign) = whole.sign() else {
        let message = "the exact value may be 0 in these ranges, so there is no relative error";
        return Err(Diagnostic::error(Code::UNDEFINED, message)
            .hint("choose ranges in which it keeps its sign"));
    };
    let mut dropped = std::mem::take(&mut found.dropped);
    let mut error = None;
    while !dropped.is_empty() {
        let sum = Expr::sum(dropped.iter().map(|(term, _)| term.clone()));
        let least = found.errors.iter().flatten().map(Real::high).max();
        let least = least.cloned().unwrap_or_default();
        error = whole.bound(&sum, sign, &least, tolerance);
        let shares = dropped
            .iter()
            .map(|(term, share)| whole.bound(term, sign, share, tolerance));
        let shares: Option<Vec<Rational>> = shares.collect();
        if let (Some(_), Some(shares)) = (&error, shares) {
            let told = dropped.iter_mut().zip(shares);
            told.for_each(|((_, share), bound)| *share = bound);
            break;
        }
        found.kept.extend(dropped.pop());
        error = None;
    }
    let remaining = dropped.iter().map(|(term, _)| Expr::negative(term.clone()));
    let rest = Expr::sum(std::iter::once(found.exact.clone()).chain(remaining));
    found.approximation = crate::poly::normal_form(&rest, assumptions, &budget.poly)
        .map_err(|error| error.to_diagnostic())?
        .to_expr();
    found.errors = vec![error.map(Real::Exact)];
    found.dropped = dropped;
    Ok(found)
}

/// Every choice of the ends.
fn corners(ranges: &[ValueRange], fixed: &Bindings) -> Vec<Bindings> {
    let mut corners = vec![fixed.clone()];
    for range in ranges {
        let ends = [&range.low, &range.high];
        let with_end = |corner: &Bindings, end: &Rational| {
            let mut corner = corner.clone();
            corner.insert(range.symbol.clone(), Expr::number(end));
            corner
        };
        corners = corners
            .iter()
            .flat_map(|corner| ends.map(|end| with_end(corner, end)))
            .collect();
    }
    corners
}

/// The exact value over the ranges.
struct Over<'a> {
    under: &'a Assumptions,
    budget: &'a Budget,
    exact: &'a Expr,
}

impl Over<'_> {
    fn holds(&self, lhs: &Expr, relation: Relation, rhs: &Expr) -> bool {
        let claim = Claim {
            lhs,
            relation,
            rhs,
            under: self.under,
        };
        let verdict = judge(&claim, self.budget);
        verdict.holds() && verdict.open_conditions(self.under).is_empty()
    }

    /// 1 or −1 where the exact value keeps that sign.
    fn sign(&self) -> Option<i64> {
        if self.holds(self.exact, Relation::Greater, &Expr::zero()) {
            return Some(1);
        }
        self.holds(self.exact, Relation::Less, &Expr::zero())
            .then_some(-1)
    }

    /// A bound of the share of a part in the exact value, between what it is seen to reach and what it
    /// may be: the first of a few that is proved.
    fn bound(&self, part: &Expr, sign: i64, least: &Rational, most: &Rational) -> Option<Rational> {
        let hundredth = Rational::from(100).recip().unwrap_or_default();
        let parts = [0_i64, 1, 10, 50, 100].into_iter();
        let wider = parts.map(|more| least * &(Rational::from(100 + more) * &hundredth));
        let tried = wider
            .map(|bound| rounded_up(&bound))
            .filter(|bound| bound <= most);
        tried
            .chain([most.clone()])
            .find(|bound| self.is_bound(part, sign, bound))
    }

    fn is_bound(&self, part: &Expr, sign: i64, bound: &Rational) -> bool {
        let signed = bound * Rational::from(sign);
        let limit = Expr::product([Expr::number(&signed), self.exact.clone()]);
        let below = Expr::negative(limit.clone());
        self.holds(part, Relation::LessEqual, &limit)
            && self.holds(part, Relation::GreaterEqual, &below)
    }
}

/// A positive number rounded up to three significant digits.
fn rounded_up(value: &Rational) -> Rational {
    if !value.is_positive() {
        return Rational::ZERO;
    }
    let ten = Rational::from(10);
    let mut scale = Rational::ONE;
    while value * &scale < Rational::from(100) {
        scale *= &ten;
    }
    let whole: Integer = (value * &scale).ceil();
    Rational::from_integer(whole)
        .checked_div(&scale)
        .unwrap_or_default()
}
