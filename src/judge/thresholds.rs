//! Where a comparison, an absolute value or a rounding changes: points there tell sides apart that
//! agree everywhere else.

use std::collections::BTreeSet;

use super::sample::value_at;
use super::symbols::{free_symbols, is_integer};
use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Function, Predicate, Symbol, deep};
use crate::number::{Integer, Rational};

/// So many places of change are looked at.
const MOST_PLACES: usize = 24;

/// So many points are made.
const MOST_POINTS: usize = 240;

/// An expression, and the values at which something changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub expr: Expr,
    pub rounded: bool,
}

/// What changes where: differences that are compared with 0, arguments that are rounded.
pub(super) fn places(exprs: &[&Expr], under: &Assumptions) -> Vec<Place> {
    let (mut found, mut met) = (Vec::new(), BTreeSet::new());
    for expr in exprs {
        collect(expr, under, &mut met, &mut found);
    }
    found
}

/// Each definition is looked into once, one that depends on itself among them.
fn collect(expr: &Expr, under: &Assumptions, met: &mut BTreeSet<Symbol>, found: &mut Vec<Place>) {
    if found.len() >= MOST_PLACES {
        return;
    }
    deep(|| {
        match expr.kind() {
            ExprKind::Bracket(condition) => in_condition(condition, found),
            ExprKind::Conditional(conditional) => in_condition(&conditional.condition, found),
            ExprKind::Call(function, arguments) => in_call(function, arguments, found),
            ExprKind::Symbol(symbol) => {
                if let Some(meaning) = under.definitions.get(symbol)
                    && met.insert(symbol.clone())
                {
                    collect(meaning, under, met, found);
                }
            }
            _ => {}
        }
        for part in expr.children() {
            collect(part, under, met, found);
        }
    });
}

fn in_condition(condition: &Predicate, found: &mut Vec<Place>) {
    deep(|| match condition {
        Predicate::Compare(a, _, b) => compared(a, b, found),
        Predicate::Divides(a, b) => push(Expr::quotient(b.clone(), a.clone()), true, found),
        Predicate::Not(inner) => in_condition(inner, found),
        Predicate::And(parts) | Predicate::Or(parts) => {
            for part in parts {
                in_condition(part, found);
            }
        }
        Predicate::Member(element, list) => {
            if let ExprKind::List(elements) = list.kind() {
                for other in elements {
                    compared(element, other, found);
                }
            }
        }
        Predicate::Truth(_) => {}
    });
}

fn in_call(function: &Function, arguments: &[Expr], found: &mut Vec<Place>) {
    match (function, arguments) {
        (Function::Min | Function::Max, arguments) => {
            for (place, a) in arguments.iter().enumerate() {
                for b in arguments.iter().skip(place + 1) {
                    compared(a, b, found);
                }
            }
        }
        (Function::Abs, [a]) => push(a.clone(), false, found),
        (Function::Floor | Function::Ceil, [a]) => push(a.clone(), true, found),
        (Function::FloorDiv | Function::RoundUp | Function::Mod, [a, b]) => {
            push(Expr::quotient(a.clone(), b.clone()), true, found);
        }
        _ => {}
    }
}

fn compared(a: &Expr, b: &Expr, found: &mut Vec<Place>) {
    push(Expr::difference(a.clone(), b.clone()), false, found);
}

fn push(expr: Expr, rounded: bool, found: &mut Vec<Place>) {
    let place = Place { expr, rounded };
    if place.expr.as_number().is_none() && !found.contains(&place) {
        found.push(place);
    }
}

/// Points next to those given, at which one symbol is changed so that something changes there.
pub(super) fn points_near(
    places: &[Place],
    symbols: &[Symbol],
    under: &Assumptions,
    bases: &[Bindings],
) -> Vec<Bindings> {
    let mut found: Vec<Bindings> = Vec::new();
    // What does not stand in an expression changes nothing there.
    let places: Vec<(&Place, Vec<Symbol>)> = places
        .iter()
        .map(|place| (place, free_symbols([&place.expr], under)))
        .collect();
    for base in bases {
        for (place, spoken) in &places {
            for symbol in symbols.iter().filter(|symbol| spoken.contains(symbol)) {
                for value in values_near(place, symbol, under, base) {
                    let mut point = base.clone();
                    point.insert(symbol.clone(), Expr::number(&value));
                    if !found.contains(&point) {
                        found.push(point);
                    }
                    if found.len() >= MOST_POINTS {
                        return found;
                    }
                }
            }
        }
    }
    found
}

/// Values of a symbol at and around which an expression that is linear in it is 0 or, where it is
/// rounded, a small integer.
fn values_near(
    place: &Place,
    symbol: &Symbol,
    under: &Assumptions,
    base: &Bindings,
) -> Vec<Rational> {
    let at = |value: i64| {
        let mut point = base.clone();
        point.insert(symbol.clone(), Expr::integer(value));
        value_at(&place.expr, &point, under)
            .ok()?
            .as_number()
            .cloned()
    };
    let (Some(one), Some(two), Some(three)) = (at(1), at(2), at(3)) else {
        return Vec::new();
    };
    let slope = &two - &one;
    if slope.is_zero() || &three - &two != slope {
        return Vec::new();
    }
    let targets: &[i64] = if place.rounded { &[1, 0, 2, -1] } else { &[0] };
    let whole = is_integer(symbol, under);
    let half = Rational::new(Integer::ONE, Integer::from(2)).unwrap_or_default();
    let mut found = Vec::new();
    for target in targets {
        let distance = (Rational::from(*target) - &one).checked_div(&slope);
        let Some(root) = distance.map(|distance| Rational::ONE + distance) else {
            continue;
        };
        let floor = Rational::from(root.floor());
        let around = [
            &floor - Rational::ONE,
            floor.clone(),
            &floor + Rational::ONE,
        ];
        found.extend(around);
        if !whole {
            found.extend([root.clone(), &root - &half, &root + &half]);
        }
    }
    found.dedup();
    found
}
