//! The O-form of what is dropped.

use super::group::Group;
use super::search::{Search, kept};
use super::{Coordinate, Exponents, GrowthError, Rank};
use crate::expr::{Expr, Function, Monomial};
use crate::number::Rational;

use super::ratio::Ratio;

/// `O(…)` of the largest of the groups, without coefficients; `None` where there is no group.
pub(super) fn order_of(groups: &[&Group], search: &Search) -> Result<Option<Expr>, GrowthError> {
    if groups.is_empty() {
        return Ok(None);
    }
    let exponents: Vec<Exponents> = groups.iter().map(|g| g.exponents.clone()).collect();
    let mut seen: Vec<&Exponents> = Vec::new();
    let mut largest: Vec<Expr> = Vec::new();
    for index in kept(&exponents, search)? {
        let Some(group) = groups.get(index) else {
            continue;
        };
        if !seen.contains(&&group.exponents) {
            seen.push(&group.exponents);
            largest.push(plain(group));
        }
    }
    Ok(Some(Expr::order(Expr::sum(largest))))
}

/// The growing part, with roots and roundings replaced by the powers they grow like.
fn plain(group: &Group) -> Expr {
    if group
        .growing
        .iter()
        .all(|(base, _)| base.as_symbol().is_some())
    {
        return Monomial {
            coefficient: Rational::ONE,
            powers: group.growing.clone(),
        }
        .to_expr();
    }
    power_product(&group.exponents)
}

/// The product of powers that has these exponents.
pub(super) fn power_product(exponents: &Exponents) -> Expr {
    let mut product = Ratio::one();
    for (coordinate, exponent) in exponents.iter() {
        let base = match coordinate {
            Coordinate::Symbol(symbol) => Expr::symbol(symbol.clone()),
            Coordinate::Logarithm(argument) => Expr::call(Function::Ln, [power_product(argument)]),
            Coordinate::Exponential(found) => match found.rank() {
                Some(Rank::Factorial) => found.base.clone(),
                _ => Expr::power(found.base.clone(), power_product(&found.argument)),
            },
            Coordinate::Unknown(part) => part.clone(),
        };
        product.multiply(&base, exponent);
    }
    product.to_expr()
}
