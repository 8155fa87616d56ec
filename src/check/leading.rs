//! Sides that differ only by a number in front, `134217728 B = 1.3e8 B`, `√128 h ≈ 11.3 h`: it was rounded.

use super::compared::Compared;
use super::sides::{Under, numbers};
use crate::expr::{Expr, ExprKind, Relation, deep};
use crate::poly;

/// The word on what the left side is in place of the number in front of the right one, or of one with decimals
/// elsewhere in the product; none where the rest is another one, or no such number stands there.
pub(super) fn by_leading_number(
    lhs: &Expr,
    relation: Relation,
    rhs: &Expr,
    under: &Under<'_>,
) -> Option<Compared> {
    let mut numbers = Vec::new();
    collect(rhs, &mut Vec::new(), &mut numbers);
    let in_front = numbers.first().map(Vec::as_slice);
    let has_decimals = |path: &[usize]| {
        let literal = rhs.at(path).and_then(|number| match number.kind() {
            ExprKind::Number(literal) => literal.written(),
            _ => None,
        });
        literal.is_some_and(|written| written.places() > 0)
    };
    // `3h = 2 · 1.49h`: 2 is no rounding while a number with decimals stands beside it.
    let is_one_of_many = numbers.iter().any(|path| has_decimals(path));
    let is_in_front = |path: &[usize]| in_front == Some(path) && is_first(path);
    numbers
        .iter()
        .filter(|path| has_decimals(path) || !is_one_of_many && is_in_front(path))
        .take(MOST_NUMBERS)
        .find_map(|path| by_number(lhs, relation, rhs, path, under))
}

/// The most numbers of a product that are tried.
const MOST_NUMBERS: usize = 4;

/// Whether the way to a part leads to what is written first.
fn is_first(path: &[usize]) -> bool {
    path.iter().all(|step| *step == 0)
}

fn by_number(
    lhs: &Expr,
    relation: Relation,
    rhs: &Expr,
    path: &[usize],
    under: &Under<'_>,
) -> Option<Compared> {
    let number = rhs.at(path)?;
    let ratio = Expr::quotient(lhs.clone(), rhs.replace_at(path, Expr::one())?);
    let form = poly::normal_form(&ratio, under.assumptions, &under.budget.poly).ok()?;
    let ratio = form.to_expr();
    if !ratio.free_symbols().is_empty() {
        return None;
    }
    let found = numbers(&ratio, relation, number, under);
    let is_right = found.verdict.holds() || found.verdict.is_warning();
    is_right.then(|| Compared::new(found.verdict, lhs, rhs))
}

/// The ways to the numbers that multiply a side, in the order in which they are written.
fn collect(side: &Expr, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    deep(|| match side.kind() {
        // A number by itself has nothing that it stands in front of.
        ExprKind::Number(_) if !path.is_empty() => found.push(path.clone()),
        ExprKind::Product(factors) => {
            for (at, factor) in factors.iter().enumerate() {
                path.push(at);
                collect(factor, path, found);
                path.pop();
            }
        }
        ExprKind::Quotient(inner, _) | ExprKind::Quantity(inner, _) => {
            path.push(0);
            collect(inner, path, found);
            path.pop();
        }
        _ => {}
    });
}
