//! The expansion of an expression to the first order, f(x + e) = f(x) + e·s, from the expression as it
//! is written. No normal form is used, so that it can be held against one.

use crate::expr::{
    BigOperator, BigOperatorKind, Comparison, Expr, ExprKind, Function, Predicate, Range, Symbol,
    deep,
};

/// The coefficient s of e; `None` where a part has no expansion everywhere.
pub(super) fn slope(expr: &Expr, by: &Symbol) -> Option<Expr> {
    if !expr.mentions(by) {
        return Some(Expr::zero());
    }
    let of = |part: &Expr| slope(part, by);
    deep(|| match expr.kind() {
        ExprKind::Symbol(_) => Some(Expr::one()),
        ExprKind::Neg(inner) => Some(Expr::negative(of(inner)?)),
        ExprKind::Sum(terms) => {
            let slopes: Option<Vec<Expr>> = terms.iter().map(of).collect();
            Some(Expr::sum(slopes?))
        }
        ExprKind::Product(factors) => {
            let mut terms = Vec::new();
            for (at, factor) in factors.iter().enumerate() {
                let others = factors.iter().enumerate().filter(|(other, _)| *other != at);
                let others = others.map(|(_, factor)| factor.clone());
                terms.push(Expr::product(others.chain([of(factor)?])));
            }
            Some(Expr::sum(terms))
        }
        // (p + e·s)/(q + e·t) = p/q + e·(s − t·p/q)/q + …
        ExprKind::Quotient(p, q) => {
            let share = Expr::product([of(q)?, expr.clone()]);
            Some(Expr::quotient(Expr::difference(of(p)?, share), q.clone()))
        }
        // Powers through logarithms: b^c = exp(c·ln b); whole exponents without them.
        ExprKind::Power(base, exponent) => {
            let relative = Expr::quotient(of(base)?, base.clone());
            let first = Expr::product([expr.clone(), exponent.clone(), relative]);
            if !exponent.mentions(by) {
                return Some(first);
            }
            let logarithm = Expr::call(Function::Ln, [base.clone()]);
            let second = Expr::product([expr.clone(), of(exponent)?, logarithm]);
            Some(Expr::sum([first, second]))
        }
        // Away from where two of them meet, the greatest argument is the one that counts.
        ExprKind::Call(function @ (Function::Max | Function::Min), arguments) => {
            extremum_slope(matches!(function, Function::Max), arguments, by)
        }
        ExprKind::Conditional(conditional) => Some(Expr::conditional(
            conditional.condition.clone(),
            of(&conditional.then)?,
            of(&conditional.otherwise)?,
        )),
        // A truth value stays as it is for a small enough change.
        ExprKind::Bracket(condition) => is_comparison(condition).then(Expr::zero),
        ExprKind::BigOperator(operator) => operator_slope(expr, operator, by),
        ExprKind::Call(function, arguments) => {
            let inner = arguments.first()?;
            let scaled = of_function(expr, function, inner, arguments.get(1), by)?;
            Some(Expr::product([scaled, of(inner)?]))
        }
        _ => None,
    })
}

fn extremum_slope(is_max: bool, arguments: &[Expr], by: &Symbol) -> Option<Expr> {
    let (last, others) = arguments.split_last()?;
    let mut found = slope(last, by)?;
    let mut best = last.clone();
    for argument in others.iter().rev() {
        let (comparison, function) = if is_max {
            (Comparison::Greater, Function::Max)
        } else {
            (Comparison::Less, Function::Min)
        };
        let is_best = Predicate::Compare(argument.clone(), comparison, best.clone());
        found = Expr::conditional(is_best, slope(argument, by)?, found);
        best = Expr::call(function, [argument.clone(), best]);
    }
    Some(found)
}

/// Whether a condition changes only where two sides of a comparison meet.
fn is_comparison(condition: &Predicate) -> bool {
    match condition {
        Predicate::Compare(..) => true,
        Predicate::Not(inner) => is_comparison(inner),
        Predicate::And(parts) | Predicate::Or(parts) => parts.iter().all(is_comparison),
        Predicate::Member(..) | Predicate::Divides(..) | Predicate::Truth(_) => false,
    }
}

/// (Σ f)(x + e) = Σ f + e·Σ s; for a product of many, e times each slope and all others.
fn operator_slope(whole: &Expr, operator: &BigOperator, by: &Symbol) -> Option<Expr> {
    let ends: Vec<&Expr> = match &operator.range {
        Range::Interval(low, high) => vec![low, high],
        Range::Elements(list) => vec![list],
    };
    if ends.iter().any(|end| end.mentions(by)) {
        return None;
    }
    let inner = slope(&operator.body, by)?;
    let sum = |body: Expr| {
        let (index, range) = (operator.index.clone(), operator.range.clone());
        Expr::big_operator(BigOperatorKind::Sum, index, range, body)
    };
    Some(match operator.kind {
        BigOperatorKind::Sum => sum(inner),
        BigOperatorKind::Product => {
            let shares = sum(Expr::quotient(inner, operator.body.clone()));
            Expr::product([whole.clone(), shares])
        }
    })
}

/// What a small change of the argument is multiplied by.
fn of_function(
    whole: &Expr,
    function: &Function,
    inner: &Expr,
    second: Option<&Expr>,
    by: &Symbol,
) -> Option<Expr> {
    let over = |below: Expr| Expr::quotient(Expr::one(), below);
    let base = |base: i64| {
        let logarithm = Expr::call(Function::Ln, [Expr::integer(base)]);
        over(Expr::product([logarithm, inner.clone()]))
    };
    Some(match function {
        Function::Sqrt => over(Expr::sum([whole.clone(), whole.clone()])),
        Function::Root => {
            let degree = second.filter(|degree| !degree.mentions(by))?;
            Expr::quotient(
                whole.clone(),
                Expr::product([degree.clone(), inner.clone()]),
            )
        }
        Function::Exp => whole.clone(),
        Function::Ln => over(inner.clone()),
        Function::Log2 => base(2),
        Function::Log10 => base(10),
        // |u|/u is the sign of u.
        Function::Abs => Expr::quotient(whole.clone(), inner.clone()),
        _ => return None,
    })
}
