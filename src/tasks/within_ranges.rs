//! Terms that may be dropped within a tolerance wherever the symbols lie in given ranges: the corners
//! suggest what to drop, and a proof over the whole ranges decides.

use crate::diagnostic::{Code, Diagnostic, Source};
use crate::eval::Real;
use crate::expr::{Assumptions, Bindings, Comparison, Expr, Predicate, Relation, Symbol};
use crate::growth::{self, Within};
use crate::judge::{Budget, Claim, judge};
use crate::number::{Integer, Rational};
use crate::syntax;

/// The values a symbol may take, ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRange {
    /// The symbol.
    pub symbol: Symbol,
    /// The least value.
    pub low: Rational,
    /// The greatest value.
    pub high: Rational,
}

/// More ranges are not looked at: each one doubles the corners.
const MOST_RANGES: usize = 8;

impl ValueRange {
    /// Reads `h = 1024..16384`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(source: &Source) -> Result<Self, Diagnostic> {
        let wrong = || {
            let message = format!("`{}` is not a range of values", source.text());
            Diagnostic::error(Code::USAGE, message).hint("write `h=1024..16384`")
        };
        let (name, values) = source.text().split_once('=').ok_or_else(wrong)?;
        let (low, high) = values.split_once("..").ok_or_else(wrong)?;
        let names = syntax::parse_names(&Source::new("<name>", name.trim()));
        let names = names.map_err(|_| wrong())?;
        let [name] = names.as_slice() else {
            return Err(wrong());
        };
        let number = |text: &str| syntax::parse_expression(text).ok()?.as_number();
        let (Some(low), Some(high)) = (number(low.trim()), number(high.trim())) else {
            return Err(wrong());
        };
        if low > high {
            let message = format!("the range of `{}` ends before it begins", name.value);
            return Err(Diagnostic::error(Code::USAGE, message));
        }
        Ok(Self {
            symbol: name.value.clone(),
            low,
            high,
        })
    }

    /// That the symbol lies in it.
    pub fn conditions(&self) -> [Predicate; 2] {
        let symbol = || Expr::symbol(self.symbol.clone());
        [
            Expr::compare(symbol(), Comparison::GreaterEqual, Expr::number(&self.low)),
            Expr::compare(symbol(), Comparison::LessEqual, Expr::number(&self.high)),
        ]
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::plain;

    fn asked(expr: &str, ranges: &[&str]) -> Result<Within, Diagnostic> {
        let read = |text: &&str| ValueRange::read(&Source::new("<range>", *text)).unwrap();
        let ranges: Vec<ValueRange> = ranges.iter().map(read).collect();
        let percent = Rational::new(1.into(), 100.into()).unwrap();
        let expr = syntax::parse_expression(expr).unwrap();
        let (fixed, under) = (Bindings::new(), Assumptions::none());
        within_ranges(&expr, &percent, &ranges, &fixed, &under, &Budget::default())
    }

    /// 4Lh over 12Lh² is at most 1/(3·1024) = 0.0326 %; x(10 − x) is 0 at the ends of 0..10 and
    /// 25 in the middle, which the ends do not show.
    #[test]
    fn ranges_decide_and_not_their_ends() {
        let found = asked("12*L*h^2 + 4*L*h", &["h=1024..16384", "L=1..128"]).unwrap();
        assert_eq!(plain(&found.approximation), "12*L*h^2");
        let error = found.errors[0].as_ref().unwrap().high().clone();
        let (low, high) = (
            Rational::new(3.into(), 10_000.into()),
            Rational::new(4.into(), 10_000.into()),
        );
        assert!(error > low.unwrap() && error < high.unwrap(), "{error}");
        let found = asked("1000 + x*(10 - x)", &["x=0..10"]).unwrap();
        assert!(found.dropped.len() < 2, "{:?}", found.dropped);
        assert!(asked("x - 5", &["x=0..10"]).is_err());
        assert!(ValueRange::read(&Source::new("<range>", "x=3..1")).is_err());
    }
}
