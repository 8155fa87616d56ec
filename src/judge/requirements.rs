//! What functions need of their arguments in order to have a value.

use std::collections::BTreeSet;

use super::symbols::is_integer;
use crate::expr::{Assumptions, Domain, Expr, ExprKind, Function, Range, Symbol, deep};

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Not 0.
    NonZero,
    /// 0 or above.
    NonNegative,
    /// Above 0.
    Positive,
    /// An integer from 0.
    Natural,
}

/// An argument and what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Requirement {
    pub argument: Expr,
    pub needs: Needs,
    /// The exponent of the power that needs it, where that is no number: for some of its values the power
    /// may need less.
    pub exponent: Option<Expr>,
}

/// What the functions in an expression need; division by `/` is not among them. A branch of a
/// conditional needs nothing, as it may not be taken; of the body of a sum only what does not vary is told.
/// Definitions are looked into.
pub(super) fn requirements(expr: &Expr, under: &Assumptions) -> Vec<Requirement> {
    let mut found = Vec::new();
    collect(expr, under, &mut BTreeSet::new(), &mut found);
    found
}

fn collect(
    expr: &Expr,
    under: &Assumptions,
    opened: &mut BTreeSet<Symbol>,
    found: &mut Vec<Requirement>,
) {
    deep(|| {
        match expr.kind() {
            ExprKind::Conditional(_) => return,
            ExprKind::BigOperator(operator) => {
                let mut under = under.clone();
                if matches!(operator.range, Range::Interval(..)) {
                    let whole = Domain::Integer {
                        min: None,
                        max: None,
                    };
                    under.domains.insert(operator.index.clone(), whole);
                }
                let mut inside = Vec::new();
                collect(&operator.body, &under, opened, &mut inside);
                for requirement in inside {
                    let varies = requirement.argument.mentions(&operator.index);
                    if !varies && !found.contains(&requirement) {
                        found.push(requirement);
                    }
                }
                return;
            }
            ExprKind::Call(function, arguments) => call(function, arguments, found),
            ExprKind::Power(base, exponent) if !is_whole(exponent, under) => {
                power(base, exponent, found);
            }
            ExprKind::Symbol(symbol) => {
                if let Some(definition) = under.definitions.get(symbol)
                    && opened.insert(symbol.clone())
                {
                    collect(definition, under, opened, found);
                }
            }
            _ => {}
        }
        for part in expr.children() {
            collect(part, under, opened, found);
        }
    });
}

fn call(function: &Function, arguments: &[Expr], found: &mut Vec<Requirement>) {
    let (argument, needs) = match (function, arguments) {
        (Function::Sqrt, [x]) => (x, Needs::NonNegative),
        (Function::Root, [x, degree]) if !is_odd(degree) => (x, Needs::NonNegative),
        (Function::Factorial, [x]) => (x, Needs::Natural),
        (Function::Ln | Function::Log2 | Function::Log10, [x]) => (x, Needs::Positive),
        (Function::Mod | Function::FloorDiv | Function::RoundUp, [_, m]) => (m, Needs::NonZero),
        _ => return,
    };
    push(argument, needs, found);
}

/// A power whose exponent is no integer needs a base that is not negative.
fn power(base: &Expr, exponent: &Expr, found: &mut Vec<Requirement>) {
    if base.as_number().is_some_and(|base| base.is_positive()) {
        return;
    }
    match exponent.as_number() {
        Some(number) if number.is_integer() => {}
        Some(number) if number.is_positive() => push(base, Needs::NonNegative, found),
        Some(_) => push(base, Needs::Positive, found),
        None => note(
            Requirement {
                argument: base.clone(),
                needs: Needs::Positive,
                exponent: Some(exponent.clone()),
            },
            found,
        ),
    }
}

/// Whether an exponent is seen to be an integer: a sum of products of integers, of powers of them and of
/// roundings.
fn is_whole(exponent: &Expr, under: &Assumptions) -> bool {
    deep(|| match exponent.kind() {
        ExprKind::Number(literal) => literal.value().is_integer(),
        ExprKind::Symbol(symbol) => match under.definitions.get(symbol) {
            Some(_) => false,
            None => is_integer(symbol, under),
        },
        ExprKind::Neg(inner) => is_whole(inner, under),
        ExprKind::Sum(parts) | ExprKind::Product(parts) => {
            parts.iter().all(|part| is_whole(part, under))
        }
        ExprKind::Power(base, exponent) => {
            let times = exponent.as_number().and_then(|number| number.to_integer());
            times.is_some_and(|times| !times.is_negative()) && is_whole(base, under)
        }
        ExprKind::Call(Function::Floor | Function::Ceil | Function::Factorial, _) => true,
        _ => false,
    })
}

fn push(argument: &Expr, needs: Needs, found: &mut Vec<Requirement>) {
    let requirement = Requirement {
        argument: argument.clone(),
        needs,
        exponent: None,
    };
    note(requirement, found);
}

fn note(requirement: Requirement, found: &mut Vec<Requirement>) {
    if !found.contains(&requirement) {
        found.push(requirement);
    }
}

fn is_odd(degree: &Expr) -> bool {
    let integer = degree.as_number().and_then(|degree| degree.to_integer());
    integer.is_some_and(|degree| !degree.is_even())
}
