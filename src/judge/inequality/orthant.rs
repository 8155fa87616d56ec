//! Bounds put in: each symbol is written as its bound plus what it exceeds that by.

use std::collections::BTreeSet;

use super::super::bounds::Bounds;
use super::super::positive::{Proved, Signs};
use super::super::symbols::{conditions, free_symbols, taken};
use crate::expr::{
    Assumptions, Bindings, Bound, Comparison, Domain, Expr, ExprKind, Predicate, Symbol,
};
use crate::number::Rational;

/// An expression in symbols that are not negative, or free, and what was put in to get there.
pub(super) struct Shifted {
    pub(super) expr: Expr,
    pub(super) signs: Signs,
    /// Symbols and what stands for them now.
    pub(super) substituted: Vec<(Expr, Expr)>,
}

/// How far a range is widened where its upper end belongs to it and must not vanish there.
const WIDENED: (i64, i64) = (1, 1_000);

/// Of more ranges with two ends the lower ones alone are put in.
const MOST_BETWEEN: usize = 8;

/// Puts in relations between symbols (`s ≤ h`), then bounds. Where `closed` is set, ranges with an
/// upper end that belongs to them are widened a little, so that the end is met like other points.
pub(super) fn put_in(expr: &Expr, under: &Assumptions, closed: bool) -> Option<Shifted> {
    let mut expr = expr.clone();
    let mut domains = under.domains.clone();
    let mut substituted: Vec<(Expr, Expr)> = Vec::new();
    let mut replaced: Vec<Symbol> = Vec::new();
    let mut bounds_of = under.clone();
    let mut taken = taken([&expr], under);
    for condition in conditions(under) {
        let Some((symbol, other, sign, strict)) = relation(condition, &replaced) else {
            continue;
        };
        let excess = fresh(&symbol, &mut taken);
        let slack = Expr::symbol(excess.clone());
        let to = if sign {
            Expr::sum([other.clone(), slack])
        } else {
            Expr::difference(other.clone(), slack)
        };
        let binding: Bindings = std::iter::once((symbol.clone(), to.clone())).collect();
        let Ok(next) = binding.substitute(&expr) else {
            continue;
        };
        if next == expr {
            continue;
        }
        let zero = Bound {
            value: Rational::ZERO,
            strict,
        };
        domains.insert(
            excess,
            Domain::Real {
                min: Some(zero),
                max: None,
            },
        );
        substituted.push((Expr::symbol(symbol.clone()), to));
        replaced.push(symbol);
        expr = next;
    }
    bounds_of.domains = domains;
    let mut signs = Signs::default();
    let mut bindings = under.fixed();
    let symbols = free_symbols([&expr], &bounds_of);
    let known: Vec<Bounds> = symbols
        .iter()
        .map(|one| Bounds::of(one, &bounds_of))
        .collect();
    let has_both = |bounds: &&Bounds| bounds.low.is_some() && bounds.high.is_some();
    // Each range between two ends is a further divisor.
    let is_wide = known.iter().filter(has_both).count() > MOST_BETWEEN;
    for (symbol, mut bounds) in symbols.into_iter().zip(known) {
        if is_wide && bounds.low.is_some() {
            bounds.high = None;
        }
        if bounds_of.domains.get(&symbol) == Some(&Domain::Boolean) {
            signs.nonnegative.push(symbol);
            continue;
        }
        match (&bounds.low, &bounds.high) {
            (None, None) => continue,
            (Some(low), None) if low.value.is_zero() => {
                signs.learn(&symbol, low.strict);
                continue;
            }
            _ => {}
        }
        let own = Expr::symbol(symbol.clone());
        let excess = fresh(&symbol, &mut taken);
        let slack = Expr::symbol(excess.clone());
        let to = match (&bounds.low, &bounds.high) {
            (None, None) => continue,
            (Some(low), None) => {
                signs.learn(&excess, low.strict);
                Expr::sum([Expr::number(&low.value), slack])
            }
            (None, Some(high)) => {
                signs.learn(&excess, high.strict);
                Expr::difference(Expr::number(&high.value), slack)
            }
            (Some(low), Some(high)) => {
                signs.learn(&excess, low.strict);
                let width = &high.value - &low.value;
                let mut top = high.value.clone();
                if closed && !high.strict {
                    top += width * Rational::new(WIDENED.0.into(), WIDENED.1.into())?;
                }
                between(&low.value, &top, slack)
            }
        };
        substituted.push((own, to.clone()));
        bindings.insert(symbol, to);
    }
    let expr = bindings.substitute(&expr).ok()?;
    Some(Shifted {
        expr,
        signs,
        substituted,
    })
}

/// From `low` at t = 0 towards `top` as t grows.
fn between(low: &Rational, top: &Rational, t: Expr) -> Expr {
    let most = if top.is_one() {
        t.clone()
    } else {
        Expr::product([Expr::number(top), t.clone()])
    };
    let above = if low.is_zero() {
        most
    } else {
        Expr::sum([Expr::number(low), most])
    };
    Expr::quotient(above, Expr::sum([Expr::one(), t]))
}

/// A comparison with an expression that is no number, read as `symbol ≥ other` (`true`) or
/// `symbol ≤ other`, and whether it is strict.
fn relation(condition: &Predicate, replaced: &[Symbol]) -> Option<(Symbol, Expr, bool, bool)> {
    let Predicate::Compare(a, comparison, b) = condition else {
        return None;
    };
    let (small, large, strict) = match comparison {
        Comparison::Less => (a, b, true),
        Comparison::LessEqual => (a, b, false),
        Comparison::Greater => (b, a, true),
        Comparison::GreaterEqual => (b, a, false),
        Comparison::Equal | Comparison::NotEqual => return None,
    };
    if small.as_number().is_some() || large.as_number().is_some() {
        return None;
    }
    let usable = |side: &Expr, other: &Expr| {
        let symbol = side.as_symbol()?.clone();
        let is_new = !replaced.contains(&symbol) && !other.mentions(&symbol);
        let rests_on_new = other.free_symbols().iter().any(|s| replaced.contains(s));
        (is_new && !rests_on_new).then_some(symbol)
    };
    if let Some(symbol) = usable(large, small) {
        return Some((symbol, small.clone(), true, strict));
    }
    let symbol = usable(small, large)?;
    Some((symbol, large.clone(), false, strict))
}

/// A name for what a symbol exceeds its bound by.
fn fresh(symbol: &Symbol, taken: &mut BTreeSet<Symbol>) -> Symbol {
    let mut name = format!("{symbol}'");
    while !taken.insert(Symbol::new(&name)) {
        name.push('\'');
    }
    Symbol::new(&name)
}

/// What is known of the sign of a part.
pub(super) fn sign_of(signs: &Signs, base: &Expr) -> Proved {
    match base.kind() {
        ExprKind::Quantity(amount, _) => signs.of_base(amount),
        _ => signs.of_base(base),
    }
}
