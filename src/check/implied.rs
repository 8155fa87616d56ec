//! Names that a line brings in or spells out without saying so: `N·P + d = N·(2d + …) + d` tells what
//! P is, and `2·L·H·d_head = 2·L·D` that D is `H·d_head`.

use super::context::Context;
use super::naming::is_word;
use crate::expr::{Assumptions, Expr, Relation, Symbol};
use crate::judge::{Budget, Claim};
use crate::poly;

/// The name that a line defines by the way, and what it then stands for.
pub(super) fn implied(
    lhs: &Expr,
    rhs: &Expr,
    context: &Context,
    is_defined: impl Fn(&Symbol) -> bool,
    budget: &Budget,
) -> Option<(Symbol, Expr)> {
    let (left, right) = (lhs.free_symbols(), rhs.free_symbols());
    let gone: Vec<&Symbol> = left
        .difference(&right)
        .filter(|symbol| !is_defined(symbol))
        .collect();
    let new: Vec<&Symbol> = right
        .difference(&left)
        .filter(|symbol| !is_defined(symbol))
        .collect();
    if let [word] = gone.as_slice()
        && is_word(word)
        && !right.is_empty()
    {
        let value = solved(rhs, lhs, word, budget)?;
        return Some(((*word).clone(), value));
    }
    let [fresh] = new.as_slice() else { return None };
    if context.has_met(fresh) || gone.len() < 2 {
        return None;
    }
    let value = solved(lhs, rhs, fresh, budget)?;
    // A name for a product of what it takes the place of, and for nothing else.
    let form = poly::normal_form(&value, &Assumptions::none(), &budget.poly).ok()?;
    let terms = form.terms();
    let [only] = terms.as_slice() else {
        return None;
    };
    let is_product = form.is_polynomial()
        && only.coefficient.is_one()
        && only.powers.len() >= 2
        && only.powers.iter().all(|(base, exponent)| {
            *exponent > 0
                && base
                    .as_symbol()
                    .is_some_and(|symbol| gone.contains(&symbol))
        });
    is_product.then(|| ((*fresh).clone(), form.to_expr()))
}

/// What a symbol must stand for so that `known = side` holds, where that is a polynomial and the
/// symbol occurs to the first power.
fn solved(known: &Expr, side: &Expr, unknown: &Symbol, budget: &Budget) -> Option<Expr> {
    let none = Assumptions::none();
    let form = poly::normal_form(side, &none, &budget.poly).ok()?;
    if !form.is_polynomial() {
        return None;
    }
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for mut term in form.terms() {
        let at = term
            .powers
            .iter()
            .position(|(base, _)| base.as_symbol() == Some(unknown));
        match at {
            None if term.powers.iter().any(|(base, _)| base.mentions(unknown)) => return None,
            None => without.push(term.to_expr()),
            Some(at) => {
                if term.powers.remove(at).1 != 1 {
                    return None;
                }
                with.push(term.to_expr());
            }
        }
    }
    if with.is_empty() {
        return None;
    }
    let rest = Expr::difference(known.clone(), Expr::sum(without));
    let value = Expr::quotient(rest, Expr::sum(with));
    let form = poly::normal_form(&value, &none, &budget.poly).ok()?;
    let value = form.is_polynomial().then(|| form.to_expr())?;
    // It must be so: put back in, the line holds.
    let put_in = [(unknown.clone(), value.clone())].into_iter().collect();
    let under = Assumptions {
        definitions: put_in,
        ..none
    };
    let claim = Claim {
        lhs: known,
        relation: Relation::Equal,
        rhs: side,
        under: &under,
    };
    let is_free = !value.mentions(unknown) && value.free_symbols().len() >= 2;
    (is_free && crate::judge::judge(&claim, budget).holds()).then_some(value)
}
