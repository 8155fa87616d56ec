//! Derivatives, checked by what they are: f(x + e) − f(x) − e·f′(x) has to vanish to the second
//! order in e. No rule of differentiation is used for rational functions; what has other parts is
//! expanded to the first order as it is written.

use super::claim::{Budget, Claim};
use super::decide::judge;
use super::first_order::slope;
use super::smooth;
use super::symbols::has_big_operator;
use super::verdict::{Condition, Method, Reason, Verdict};
use crate::expr::{
    Assumptions, Bindings, Expr, ExprKind, Function, Predicate, Relation, Symbol, deep,
};
use crate::poly;

/// Judges whether one expression is the derivative of another with respect to a symbol, and where.
pub fn judge_derivative(
    of: &Expr,
    by: &Symbol,
    derivative: &Expr,
    under: &Assumptions,
    budget: &Budget,
) -> Verdict {
    let verdict = quotient_tends(of, by, derivative, under, budget);
    let Verdict::Holds {
        by: method,
        mut conditions,
    } = verdict
    else {
        return verdict;
    };
    // The value of the symbol itself says nothing about other points.
    let mut given = under.clone();
    given.definitions.remove(by);
    if let Some(of) = super::symbols::opened(of, &given) {
        conditions.extend(smooth::conditions(&of, by, derivative, &given, budget));
    }
    Verdict::Holds {
        by: method,
        conditions,
    }
}

/// Whether the difference quotient tends to the derivative, wherever the expression has no corner.
fn quotient_tends(
    of: &Expr,
    by: &Symbol,
    derivative: &Expr,
    under: &Assumptions,
    budget: &Budget,
) -> Verdict {
    let step = fresh(&[of, derivative]);
    let moved = Expr::sum([Expr::symbol(by.clone()), Expr::symbol(step.clone())]);
    let binding: Bindings = std::iter::once((by.clone(), moved)).collect();
    let (Some(of), Ok(())) = (super::symbols::opened(of, under), Ok::<(), ()>(())) else {
        return Verdict::undecided(Reason::Budget("size of an expression".to_owned()));
    };
    let Ok(there) = binding.substitute(&of) else {
        return Verdict::undecided(Reason::Budget("size of an expression".to_owned()));
    };
    let of = unrounded(&of, under, budget);
    if has_big_operator(&of)
        && let Some(verdict @ Verdict::Holds { .. }) =
            by_expansion(&of, by, derivative, under, budget)
    {
        return verdict;
    }
    let linear = Expr::product([Expr::symbol(step.clone()), derivative.clone()]);
    let rest = Expr::sum([there, Expr::negative(of.clone()), Expr::negative(linear)]);
    // The name of the symbol itself must stand for nothing here.
    let mut given = under.clone();
    given.definitions.remove(by);
    given.conditions.clear();
    let form = match poly::normal_form(&rest, &given, &budget.poly) {
        Ok(form) => form,
        Err(error) => return Verdict::undecided(Reason::Budget(error.to_string())),
    };
    let parts = form.indeterminates();
    let hides = |part: &&Expr| part.as_symbol().is_none() && part.mentions(&step);
    let occurring = parts
        .iter()
        .enumerate()
        .filter(|(at, _)| form.numerator().mentions(*at) || form.denominator().mentions(*at));
    for (_, part) in occurring.clone() {
        if hides(&part) {
            return by_expansion(&of, by, derivative, &given, budget)
                .unwrap_or_else(|| Verdict::undecided(Reason::Beyond(part.clone())));
        }
    }
    let place = parts
        .iter()
        .position(|part| part.as_symbol() == Some(&step));
    let order = place.map_or(0, |at| {
        let low = |polynomial: &poly::Polynomial| polynomial.low_degree_in(at).unwrap_or(0);
        low(form.numerator()) - low(form.denominator())
    });
    if form.is_zero() || order >= 2 {
        Verdict::proved(Method::NormalForm)
    } else {
        Verdict::undecided(Reason::Unsupported(
            "the difference quotient does not tend to this derivative",
        ))
    }
}

/// By the first-order expansion of the expression as it is written.
fn by_expansion(
    of: &Expr,
    by: &Symbol,
    derivative: &Expr,
    under: &Assumptions,
    budget: &Budget,
) -> Option<Verdict> {
    let expanded = slope(of, by)?;
    let claim = Claim {
        lhs: &expanded,
        relation: Relation::Equal,
        rhs: derivative,
        under,
    };
    Some(match judge(&claim, budget) {
        Verdict::Fails { .. } => Verdict::undecided(Reason::Unsupported(
            "the first-order expansion is not this derivative",
        )),
        // What must hold for the expression itself to have a value is looked at apart.
        Verdict::Holds {
            by: method,
            mut conditions,
        } => {
            // A closed form holds for as many terms as it says.
            let is_counted = has_big_operator(of);
            conditions.retain(|known| match known {
                Condition::PositiveIntegers(_) => true,
                Condition::If(known) => is_counted && !speaks_of(known, by),
                Condition::Except(_) => false,
            });
            Verdict::Holds {
                by: method,
                conditions,
            }
        }
        undecided @ Verdict::Undecided { .. } => undecided,
    })
}

/// An expression without the roundings that the assumptions remove: `h // n` is `h/n` where n divides h.
fn unrounded(expr: &Expr, under: &Assumptions, budget: &Budget) -> Expr {
    let is_rounding = matches!(
        expr.kind(),
        ExprKind::Call(
            Function::Floor
                | Function::Ceil
                | Function::RoundUp
                | Function::FloorDiv
                | Function::Mod,
            _
        )
    );
    if is_rounding && let Ok(form) = poly::normal_form(expr, under, &budget.poly) {
        let is_plain = |part: &Expr| part.as_symbol().is_some();
        if form.indeterminates().iter().all(is_plain) {
            return form.to_expr();
        }
    }
    deep(|| expr.map_children(|part| unrounded(part, under, budget)))
}

fn speaks_of(known: &Predicate, by: &Symbol) -> bool {
    known.operands().iter().any(|part| part.mentions(by))
}

/// A name that occurs nowhere.
fn fresh(exprs: &[&Expr]) -> Symbol {
    let mut name = "e'".to_owned();
    loop {
        let symbol = Symbol::new(&name);
        if !exprs.iter().any(|expr| expr.mentions(&symbol)) {
            return symbol;
        }
        name.push('\'');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_expression;

    #[test]
    fn derivatives_are_checked_by_their_definition() {
        for (of, derivative, holds) in [
            ("x^3", "3*x^2", true),
            ("x^3", "3*x", false),
            ("1/(x + a)", "-1/(x + a)^2", true),
            ("1/(x + a)", "1/(x + a)^2", false),
            ("L*x^2 + V*x", "2*L*x + V", true),
            ("7", "0", true),
            ("7", "1", false),
            ("sqrt(x^2 + 1)", "x/sqrt(x^2 + 1)", true),
            ("sqrt(x^2 + 1)", "1/(2*sqrt(x^2 + 1))", false),
            ("x*ln(x)", "ln(x) + 1", true),
            ("x*ln(x)", "ln(x)", false),
            ("2^x", "2^x*ln(2)", true),
            ("2^x", "2^x", false),
            ("exp(x^2)", "2*x*exp(x^2)", true),
            ("max(x^2, y)", "if x^2 > y then 2*x else 0", true),
            ("max(x^2, y)", "2*x", false),
            ("min(x, 3, y)", "if x < min(3, y) then 1 else 0", true),
            (
                "if x > 2 then x^2 else 4*x",
                "if x > 2 then 2*x else 4",
                true,
            ),
            ("sum(i=1..n, a^(i*x))", "ln(a)*sum(i=1..n, i*a^(i*x))", true),
        ] {
            let read = |text: &str| parse_expression(text).unwrap();
            let (under, budget) = (Assumptions::none(), Budget::default());
            let x = Symbol::new("x");
            let verdict = judge_derivative(&read(of), &x, &read(derivative), &under, &budget);
            assert_eq!(verdict.holds(), holds, "{of}: {verdict:?}");
        }
    }
}
