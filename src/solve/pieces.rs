//! Parts of an equation that have the unknown inside.

use crate::expr::{Expr, ExprKind, Function, Symbol, deep};
use crate::number::{Integer, Rational};
use crate::poly::{NormalForm, Term};

/// Higher powers of the arguments of logarithms are not multiplied out.
const MOST_POWER: i64 = 32;

/// A part that stands once in a sum, to the first power.
pub(super) struct Piece {
    /// The part.
    pub(super) part: Expr,
    /// What it is multiplied by.
    pub(super) beside: Expr,
    /// The other terms.
    pub(super) rest: Expr,
}

/// The parts of a form that are not the unknown but have it.
pub(super) fn hidden(form: &NormalForm, unknown: &Symbol) -> Vec<Expr> {
    let symbol = Expr::symbol(unknown.clone());
    let mut found: Vec<Expr> = Vec::new();
    for (base, _) in form.terms().iter().flat_map(|term| &term.powers) {
        if *base != symbol && base.mentions(unknown) && !found.contains(base) {
            found.push(base.clone());
        }
    }
    found
}

/// Whether the unknown stands outside of such parts too.
pub(super) fn is_bare(form: &NormalForm, unknown: &Symbol) -> bool {
    let symbol = Expr::symbol(unknown.clone());
    let terms = form.terms();
    terms
        .iter()
        .flat_map(|term| &term.powers)
        .any(|(base, _)| *base == symbol)
}

/// Whether a part stands in one term, to the first power.
pub(super) fn is_linear(form: &NormalForm, part: &Expr) -> bool {
    let terms = form.terms();
    let mut powers = terms.iter().flat_map(|term| &term.powers);
    powers.all(|(base, exponent)| base != part || *exponent == 1)
}

/// A name that stands nowhere.
pub(super) fn fresh(form: &NormalForm, unknown: &Symbol) -> Symbol {
    let whole = form.to_expr();
    let mut name = "u".to_owned();
    loop {
        let symbol = Symbol::new(&name);
        if symbol != *unknown && !whole.mentions(&symbol) {
            return symbol;
        }
        name.push('\'');
    }
}

/// The form as an expression with a symbol in place of a part.
pub(super) fn with_symbol(form: &NormalForm, part: &Expr, name: &Symbol) -> Expr {
    let symbol = Expr::symbol(name.clone());
    let terms = form.terms().into_iter().map(|mut term| {
        for (base, _) in &mut term.powers {
            if base == part {
                *base = symbol.clone();
            }
        }
        term.to_expr()
    });
    Expr::sum(terms)
}

/// Whether a part is a power of a positive number with the unknown in its exponent.
pub(super) fn is_exponential(part: &Expr) -> bool {
    match part.kind() {
        ExprKind::Power(base, _) => base.as_number().is_some_and(|base| base.is_positive()),
        ExprKind::Call(Function::Exp, _) => true,
        _ => false,
    }
}

/// Whether a part is a root.
pub(super) fn is_root(part: &Expr) -> bool {
    matches!(
        part.kind(),
        ExprKind::Call(Function::Sqrt | Function::Root, _)
    )
}

/// Whether a part is an absolute value.
pub(super) fn is_size(part: &Expr) -> bool {
    matches!(part.kind(), ExprKind::Call(Function::Abs, _))
}

/// A greatest (`true`) or least of several values.
pub(super) fn extremum(part: &Expr) -> Option<(&Expr, bool, &[Expr])> {
    match part.kind() {
        ExprKind::Call(Function::Max, values) => Some((part, true, values)),
        ExprKind::Call(Function::Min, values) => Some((part, false, values)),
        _ => None,
    }
}

/// The square root with the longest inside, where it stands in terms to the first power only.
pub(super) fn lone_root(form: &NormalForm, parts: &[Expr]) -> Option<Piece> {
    let is_root = |part: &&Expr| matches!(part.kind(), ExprKind::Call(Function::Sqrt, _));
    let terms = form.terms();
    let mut roots: Vec<&Expr> = parts.iter().filter(is_root).collect();
    roots.sort_by_key(|root| std::cmp::Reverse(root.size()));
    let root = roots.into_iter().find(|root| is_linear(form, root))?;
    let has = |term: &&Term| term.powers.iter().any(|(base, _)| base == root);
    let (with, without): (Vec<&Term>, Vec<&Term>) = terms.iter().partition(has);
    let beside = with.into_iter().map(|term| {
        let mut term = term.clone();
        term.powers.retain(|(base, _)| base != root);
        term.to_expr()
    });
    Some(Piece {
        part: root.clone(),
        beside: Expr::sum(beside),
        rest: Expr::sum(without.into_iter().map(Term::to_expr)),
    })
}

/// The product, without a factor 1.
pub(super) fn times(beside: &Expr, part: &Expr) -> Expr {
    if *beside == Expr::one() {
        part.clone()
    } else {
        Expr::product([beside.clone(), part.clone()])
    }
}

/// Multiples of logarithms and what has no unknown, as products that must be the same.
pub(super) fn joined_logarithms(form: &NormalForm, unknown: &Symbol) -> Option<(Expr, Expr)> {
    let terms = form.terms();
    let mut kind: Option<Function> = None;
    let mut whole = Integer::ONE;
    let mut found: Vec<(Rational, Expr)> = Vec::new();
    let mut rest = Vec::new();
    for term in &terms {
        if !term.powers.iter().any(|(base, _)| base.mentions(unknown)) {
            rest.push(term.to_expr());
            continue;
        }
        let [(base, 1)] = term.powers.as_slice() else {
            return None;
        };
        let ExprKind::Call(function @ (Function::Ln | Function::Log2 | Function::Log10), parts) =
            base.kind()
        else {
            return None;
        };
        if kind.get_or_insert_with(|| function.clone()) != function {
            return None;
        }
        whole = whole.lcm(term.coefficient.denominator());
        found.push((term.coefficient.clone(), parts.first()?.clone()));
    }
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let scale = Rational::from_integer(whole);
    for (coefficient, argument) in found {
        let power = (&coefficient * &scale).to_integer()?;
        if power.abs() > Integer::from(MOST_POWER) {
            return None;
        }
        let raised = if power.abs().is_one() {
            argument
        } else {
            Expr::power(argument, Expr::integer(power.abs()))
        };
        if power.is_negative() {
            below.push(raised);
        } else {
            above.push(raised);
        }
    }
    let exponent = Expr::negative(Expr::product([
        Expr::number(&scale),
        Expr::sum(rest.clone()),
    ]));
    let constant = match (rest.is_empty(), kind?) {
        (true, _) => Expr::one(),
        (_, Function::Log2) => Expr::power(Expr::integer(2), exponent),
        (_, Function::Log10) => Expr::power(Expr::integer(10), exponent),
        _ => Expr::call(Function::Exp, [exponent]),
    };
    below.push(constant);
    Some((Expr::product(above), Expr::product(below)))
}

/// Two products of powers with the unknown in their exponents: the logarithms of both.
pub(super) fn logarithms_taken(form: &NormalForm, unknown: &Symbol) -> Option<(Expr, Expr)> {
    let terms = form.terms();
    let [a, b] = terms.as_slice() else {
        return None;
    };
    if a.coefficient.signum() == b.coefficient.signum() {
        return None;
    }
    let ln = |expr: Expr| Expr::call(Function::Ln, [expr]);
    let logarithm = |term: &Term| -> Option<Expr> {
        let size = term.coefficient.abs();
        let mut sum = Vec::new();
        if !size.is_one() {
            sum.push(ln(Expr::number(&size)));
        }
        for (base, times) in &term.powers {
            let part = match base.kind() {
                ExprKind::Power(number, exponent)
                    if !number.mentions(unknown)
                        && number.as_number().is_some_and(|n| n.is_positive()) =>
                {
                    Expr::product([exponent.clone(), ln(number.clone())])
                }
                ExprKind::Call(Function::Exp, parts) => parts.first()?.clone(),
                _ => return None,
            };
            sum.push(match times {
                1 => part,
                times => Expr::product([Expr::integer(Integer::from(*times)), part]),
            });
        }
        Some(Expr::sum(sum))
    };
    Some((logarithm(a)?, logarithm(b)?))
}

/// How many functions of a symbol, and powers of it that are not whole, stand in an expression.
pub(super) fn functions(expr: &Expr, symbol: &Symbol) -> usize {
    if !expr.mentions(symbol) {
        return 0;
    }
    let is_plain = match expr.kind() {
        ExprKind::Symbol(_)
        | ExprKind::Neg(_)
        | ExprKind::Sum(_)
        | ExprKind::Product(_)
        | ExprKind::Quotient(..)
        | ExprKind::Conversion(..) => true,
        ExprKind::Power(_, exponent) => exponent.as_number().is_some_and(|n| n.is_integer()),
        _ => false,
    };
    let children = || expr.children().into_iter();
    usize::from(!is_plain)
        + deep(|| {
            children()
                .map(|part| functions(part, symbol))
                .sum::<usize>()
        })
}

/// Whether a symbol stands inside of functions, which may have no value.
pub(super) fn hides(expr: &Expr, symbol: &Symbol) -> bool {
    functions(expr, symbol) > 0
}

/// The roots of what has a symbol, however deep they stand.
pub(super) fn roots_in(expr: &Expr, symbol: &Symbol, found: &mut Vec<Expr>) {
    if !expr.mentions(symbol) {
        return;
    }
    if matches!(
        expr.kind(),
        ExprKind::Call(Function::Sqrt | Function::Root, _)
    ) {
        let inner = expr.children().into_iter().next();
        found.extend(
            inner
                .is_none_or(|inner| !is_exponential(inner))
                .then(|| expr.clone()),
        );
        return;
    }
    deep(|| {
        let children = expr.children().into_iter();
        children.for_each(|part| roots_in(part, symbol, found));
    });
}

/// How often a symbol stands in an expression.
pub(super) fn count(expr: &Expr, symbol: &Symbol) -> usize {
    if expr.as_symbol() == Some(symbol) {
        return 1;
    }
    let children = || expr.children().into_iter();
    deep(|| children().map(|part| count(part, symbol)).sum())
}
