//! `join-roundings`: what is rounded twice to one side is rounded once, `floor(floor(x/2)/3)` is `floor(x/6)`; of an
//! integer, the half rounded up and the half rounded down make the whole again.

use super::Context;
use crate::derivation::Rewrite;
use crate::expr::{Expr, ExprKind, Function, Monomial};
use crate::number::{Integer, Rational};
use crate::poly;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let to = match expr.kind() {
        ExprKind::Call(function, parts) => nested(function, parts)?,
        ExprKind::Sum(terms) => halves(terms, context)?,
        _ => return None,
    };
    Some(Rewrite::from_to(expr, to))
}

/// A rounding of a rounding to the same side as one.
fn nested(function: &Function, parts: &[Expr]) -> Option<Expr> {
    let (outer, by) = rounded(function, parts)?;
    let ExprKind::Call(own, inner) = outer.kind() else {
        return None;
    };
    let (inner, own_by) = rounded(own, inner)?;
    match (function, own) {
        (Function::RoundUp, Function::RoundUp) => {
            // Steps of which one is a multiple of the other: the longer one remains.
            let (long, short) = if by > own_by {
                (by, own_by)
            } else {
                (own_by, by)
            };
            let (_, rest) = long.div_rem_floor(&short)?;
            let step = Expr::integer(long);
            rest.is_zero()
                .then(|| Expr::call(Function::RoundUp, [inner, step]))
        }
        (Function::Ceil, Function::Ceil) => {
            let share = Expr::quotient(inner, Expr::integer(by * own_by));
            Some(Expr::call(Function::Ceil, [share]))
        }
        (Function::FloorDiv, Function::FloorDiv) => Some(Expr::call(
            Function::FloorDiv,
            [inner, Expr::integer(by * own_by)],
        )),
        (Function::Floor | Function::FloorDiv, Function::Floor | Function::FloorDiv) => {
            let share = Expr::quotient(inner, Expr::integer(by * own_by));
            Some(Expr::call(Function::Floor, [share]))
        }
        _ => None,
    }
}

/// What is rounded, and by which positive integer it is divided first, or to whose multiples it is rounded.
fn rounded(function: &Function, parts: &[Expr]) -> Option<(Expr, Integer)> {
    let count = |expr: &Expr| {
        let number = expr.as_number()?.to_integer()?;
        number.is_positive().then_some(number)
    };
    match (function, parts) {
        (Function::Floor | Function::Ceil, [argument]) => {
            let share = match argument.kind() {
                ExprKind::Quotient(a, b) => count(b).map(|by| (a.clone(), by)),
                _ => None,
            };
            Some(share.unwrap_or_else(|| (argument.clone(), Integer::ONE)))
        }
        (Function::FloorDiv | Function::RoundUp, [a, b]) => Some((a.clone(), count(b)?)),
        _ => None,
    }
}

/// A sum in which ⌈n/2⌉ and ⌊n/2⌋ of one integer are joined.
fn halves(terms: &[Expr], context: &Context<'_>) -> Option<Expr> {
    let read: Vec<Option<(Rational, bool, Expr)>> = terms.iter().map(rounding).collect();
    for (at, up) in read.iter().enumerate() {
        let Some((factor, true, of)) = up else {
            continue;
        };
        let down = read.iter().position(|other| {
            other
                .as_ref()
                .is_some_and(|(own, is_up, own_of)| !is_up && own == factor && own_of == of)
        });
        let Some(down) = down else { continue };
        let double = match of.kind() {
            ExprKind::Quotient(a, b) if *b == Expr::integer(2) => a.clone(),
            _ => Expr::product([Expr::integer(2), of.clone()]),
        };
        let floor = Expr::call(Function::Floor, [double.clone()]);
        let (under, budget) = (context.assumptions, context.budget);
        if poly::same(&floor, &double, under, budget) != Ok(Some(true)) {
            continue;
        }
        let joined = if factor.is_one() {
            double
        } else {
            Expr::product([Expr::number(factor), double])
        };
        let kept = terms.iter().enumerate().filter(|(place, _)| *place != down);
        let kept = kept.map(|(place, term)| {
            if place == at {
                joined.clone()
            } else {
                term.clone()
            }
        });
        return Some(Expr::sum(kept));
    }
    None
}

/// A multiple of a rounding up (`true`) or down, and what is rounded.
fn rounding(term: &Expr) -> Option<(Rational, bool, Expr)> {
    let Monomial {
        coefficient,
        powers,
    } = Monomial::read(term)?;
    let [(base, 1)] = powers.as_slice() else {
        return None;
    };
    let ExprKind::Call(function, parts) = base.kind() else {
        return None;
    };
    match (function, parts.as_slice()) {
        (Function::Ceil, [of]) => Some((coefficient, true, of.clone())),
        (Function::Floor, [of]) => Some((coefficient, false, of.clone())),
        (Function::FloorDiv, [a, b]) => {
            Some((coefficient, false, Expr::quotient(a.clone(), b.clone())))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Assumptions, Domain};
    use crate::poly::Budget;
    use crate::rules::Given;
    use crate::syntax::parse_expression;

    fn joined(text: &str) -> Option<Expr> {
        let expr = parse_expression(text).unwrap();
        let mut assumptions = Assumptions::none();
        let whole = Domain::Integer {
            min: None,
            max: None,
        };
        assumptions.domains.insert("n".into(), whole);
        let context = Context {
            assumptions: &assumptions,
            budget: &Budget::default(),
            given: Given::default(),
        };
        apply(&expr, &context).map(|rewrite| rewrite.to)
    }

    /// Graham, Knuth, Patashnik, Concrete Mathematics, (3.10) and (3.11); n is an integer, x any number.
    #[test]
    fn roundings_of_roundings_and_halves() {
        for (before, after) in [
            ("floor(floor(x/2)/3)", Some("floor(x/6)")),
            ("floor(floor(x)/3)", Some("floor(x/3)")),
            ("ceil(ceil(x/2)/3)", Some("ceil(x/6)")),
            ("(x // 2) // 3", Some("x//6")),
            ("floor((x // 2)/3)", Some("floor(x/6)")),
            ("round_up(round_up(x, 64), 32)", Some("round_up(x, 64)")),
            ("round_up(round_up(x, 32), 64)", Some("round_up(x, 64)")),
            ("ceil(n/2) + floor(n/2)", Some("n")),
            ("3*ceil(n/2) + y + 3*floor(n/2)", Some("3*n + y")),
            ("ceil(n/2) + n // 2", Some("n")),
            // At x = 7 it is 1 against 2; from 24 to multiples of 36 there is 72, not 36.
            ("ceil(floor(x/2)/3)", None),
            ("round_up(round_up(x, 24), 36)", None),
            ("floor(floor(x/2)/y)", None),
            // At x = 1/2 it is 1.
            ("ceil(x/2) + floor(x/2)", None),
            ("ceil(n/3) + floor(n/3)", None),
            ("2*ceil(n/2) + floor(n/2)", None),
        ] {
            let after = after.map(|text| parse_expression(text).unwrap());
            assert_eq!(joined(before), after, "{before}");
        }
    }
}
