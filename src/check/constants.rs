//! π and e, where a document gives them no other meaning.

use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Function, Spoken, Symbol, deep};
use crate::number::Rational;

/// π to fifty digits: more than anybody writes down.
const PI: &str = "314159265358979323846264338327950288419716939937510";

/// The assumptions with what the constants stand for, where no other symbol is open or the line has `exp` or `ln`
/// beside e; none where there are no constants or something else is unknown.
pub(super) fn with_constants(lhs: &Expr, rhs: &Expr, under: &Assumptions) -> Option<Assumptions> {
    let is_alone = |side: &Expr| side.as_symbol().is_some();
    let spoken = Spoken::of([lhs, rhs], under);
    let is_base = |symbol| spoken.parts.iter().all(|part| is_base(part, symbol));
    if spoken.symbols.is_empty() || is_alone(lhs) && !is_pi(lhs.as_symbol()?) {
        return None;
    }
    let has_exponentials = spoken.parts.iter().any(|part| calls_natural(part));
    let mut given = under.clone();
    let before = given.definitions.iter().count();
    for symbol in &spoken.symbols {
        let value = if is_pi(symbol) {
            pi()?
        } else if symbol.name() == "e" && is_base(symbol) {
            Expr::call(Function::Exp, [Expr::integer(1)])
        } else if has_exponentials {
            continue;
        } else {
            return None;
        };
        given.definitions.insert(symbol.clone(), value);
    }
    (given.definitions.iter().count() > before).then_some(given)
}

/// What e stands for in lines in which it can only be the base of the exponentials: where it has exponents and nothing
/// else, or `ln` stands beside it. None where it does not occur.
pub(super) fn natural_base(lines: &[&Expr]) -> Option<Bindings> {
    let e = Symbol::new("e");
    let is_base = || lines.iter().all(|line| is_base(line, &e));
    let has_exponentials = || lines.iter().any(|line| calls_natural(line));
    let is_meant = lines.iter().any(|line| line.mentions(&e)) && (is_base() || has_exponentials());
    is_meant.then(|| {
        [(e, Expr::call(Function::Exp, [Expr::integer(1)]))]
            .into_iter()
            .collect()
    })
}

/// Whether `exp` or `ln` stands somewhere: then e is their base.
fn calls_natural(expr: &Expr) -> bool {
    deep(|| {
        matches!(expr.kind(), ExprKind::Call(Function::Exp | Function::Ln, _))
            || expr.children().into_iter().any(calls_natural)
    })
}

/// Whether a symbol is the name of a constant.
pub(super) fn is_constant(symbol: &Symbol) -> bool {
    is_pi(symbol) || symbol.name() == "e"
}

/// `π ≈ 3.15`: whether a number that π is set to can only mean the constant, well or badly rounded; another one may be a
/// probability or a policy.
pub(super) fn tells_of_pi(symbol: &Symbol, value: &Expr) -> bool {
    let near = |number: Rational| {
        let ten = Rational::from(10);
        Rational::from(30) <= &number * &ten && &number * &ten <= Rational::from(33)
    };
    is_pi(symbol) && value.as_number().is_some_and(near)
}

/// Whether a symbol is a constant in two sides: π, and e where it only has exponents.
pub(super) fn stays(sides: [&Expr; 2], symbol: &Symbol) -> bool {
    let is_e = symbol.name() == "e" && sides.into_iter().all(|side| is_base(side, symbol));
    is_pi(symbol) || is_e
}

fn is_pi(symbol: &Symbol) -> bool {
    matches!(symbol.name(), "pi" | "π")
}

fn pi() -> Option<Expr> {
    let digits = PI.parse().ok()?;
    let scale = crate::number::Integer::from(10).pow(u32::try_from(PI.len() - 1).ok()?);
    Some(Expr::number(&Rational::new(digits, scale)?))
}

/// Whether a symbol stands only where something is its exponent.
fn is_base(expr: &Expr, symbol: &Symbol) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Symbol(name) => name != symbol,
        ExprKind::Power(base, exponent) if base.as_symbol() == Some(symbol) => {
            is_base(exponent, symbol)
        }
        _ => expr
            .children()
            .into_iter()
            .all(|child| is_base(child, symbol)),
    })
}
