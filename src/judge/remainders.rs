//! Equalities with floors and remainders of integers, proved for each remainder.
//!
//! With h = m·k + r, `floor(h/2)` and its kin lose their integer part: floor(k + 1/2) = k + floor(1/2).
//! Where every remainder r gives the same normal form on both sides, the equality holds.

use super::bounds::Bounds;
use super::claim::{Budget, Claim};
use super::periodic;
use super::symbols::opened;
use super::verdict::{Condition, Method, Verdict};
use crate::eval::{self, Environment};
use crate::expr::{
    Assumptions, Bindings, Comparison, Domain, Expr, ExprKind, Function, Predicate, Symbol, deep,
};
use crate::number::{Integer, Rational};
use crate::poly::{self, Term};

/// Longer sums are not written out.
pub(super) const MOST_TERMS: usize = 32;

/// Proves a claim for each combination of remainders of these integer symbols.
pub(super) fn by_remainders(
    claim: &Claim<'_>,
    symbols: &[Symbol],
    budget: &Budget,
    decide: &dyn Fn(&Claim<'_>) -> Option<Vec<Condition>>,
) -> Option<Verdict> {
    if symbols.is_empty() {
        return None;
    }
    let lhs = opened(claim.lhs, claim.under)?.written_out(MOST_TERMS);
    let rhs = opened(claim.rhs, claim.under)?.written_out(MOST_TERMS);
    let modulus = modulus([&lhs, &rhs], claim.under, budget)?.to_usize()?;
    let count = modulus.checked_pow(u32::try_from(symbols.len()).ok()?)?;
    if modulus < 2 || count > budget.max_cases {
        return None;
    }
    if symbols
        .iter()
        .any(|symbol| is_hidden_in_function(symbol, claim.under))
    {
        return None;
    }
    let mut conditions: Vec<Condition> = Vec::new();
    let mut cases = 0;
    for case in 0..count {
        if is_excluded(case, modulus, symbols, claim.under) {
            continue;
        }
        cases += 1;
        let mut rest = case;
        let mut values = Bindings::new();
        let mut under = without_what_is_said(claim.under, symbols);
        for symbol in symbols {
            let multiple = Expr::product([whole(modulus), Expr::symbol(symbol.clone())]);
            let value = Expr::sum([multiple, whole(rest % modulus)]);
            values.insert(symbol.clone(), value);
            let domain = of_quotient(symbol, claim.under, modulus, rest % modulus);
            under.domains.insert(symbol.clone(), domain);
            rest /= modulus;
        }
        let settled = |side: &Expr| {
            let side = values.substitute(side).ok()?;
            with_roundings(&side, &mut |inner, up| split(inner, up, &under, budget))
        };
        let (left, right) = (settled(&lhs)?, settled(&rhs)?);
        let case = Claim {
            lhs: &left,
            rhs: &right,
            relation: claim.relation,
            under: &under,
        };
        conditions.extend(decide(&case)?);
    }
    conditions.dedup();
    // What the quotients have to be is not what the symbols have to be.
    if conditions.iter().any(|known| speaks_of(known, symbols)) {
        return None;
    }
    Some(Verdict::Holds {
        by: Method::Cases(cases),
        conditions,
    })
}

/// Whether a condition on remainders keeps the symbols from these: `n mod 2 = 1` those that are even.
fn is_excluded(case: usize, modulus: usize, symbols: &[Symbol], under: &Assumptions) -> bool {
    let modulus = Integer::from(modulus);
    let mut residues = Bindings::new();
    let mut rest = Integer::from(case);
    for symbol in symbols {
        let Some((quotient, residue)) = rest.div_rem_floor(&modulus) else {
            return false;
        };
        residues.insert(symbol.clone(), Expr::integer(residue));
        rest = quotient;
    }
    under.conditions.iter().any(|condition| {
        let Some((divisor, dividend, _)) = condition.remainder() else {
            return false;
        };
        let divisor = divisor.as_number().and_then(|divisor| divisor.to_integer());
        let is_told = divisor.is_some_and(|divisor| {
            modulus
                .div_rem_floor(&divisor)
                .is_some_and(|(_, rest)| rest.is_zero())
        });
        // A sum of products of integers leaves the remainder that those of its symbols leave.
        let mut names = dividend.free_symbols().into_iter();
        let environment = Environment::new().with_bindings(&residues);
        is_told
            && is_integral(dividend)
            && names.all(|name| symbols.contains(&name))
            && eval::decide(condition, &environment) == Ok(false)
    })
}

/// Whether an expression is made of integers and symbols by sums, products and whole powers.
fn is_integral(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Number(literal) => literal.value().is_integer(),
        ExprKind::Symbol(_) => true,
        ExprKind::Neg(_) | ExprKind::Sum(_) | ExprKind::Product(_) => {
            expr.children().into_iter().all(is_integral)
        }
        ExprKind::Power(base, exponent) => {
            let times = exponent.as_number();
            is_integral(base) && times.is_some_and(|n| n.is_integer() && !n.is_negative())
        }
        _ => false,
    })
}

fn speaks_of(known: &Condition, symbols: &[Symbol]) -> bool {
    match known {
        Condition::Except(known) | Condition::If(known) => {
            let parts = known.operands();
            let mut parts = parts.iter();
            parts.any(|part| symbols.iter().any(|symbol| part.mentions(symbol)))
        }
        Condition::PositiveIntegers(of) => of.iter().any(|symbol| symbols.contains(symbol)),
    }
}

fn whole(value: usize) -> Expr {
    Expr::integer(value)
}

/// Whether the body of a declared function mentions a symbol that is no parameter of it.
pub(super) fn is_hidden_in_function(symbol: &Symbol, under: &Assumptions) -> bool {
    under
        .functions
        .values()
        .any(|function| !function.parameters.contains(symbol) && function.body.mentions(symbol))
}

/// What is assumed of others: what was said of the symbols is not said of the quotients.
fn without_what_is_said(given: &Assumptions, symbols: &[Symbol]) -> Assumptions {
    let mut under = given.clone();
    under.conditions.retain(|condition| {
        let mentions = |part: &&Expr| symbols.iter().any(|symbol| part.mentions(symbol));
        !condition.operands().iter().any(mentions)
    });
    under
}

/// The quotient k of m·k + r: any integer, or one from the least that the least value of the symbol allows.
fn of_quotient(symbol: &Symbol, given: &Assumptions, modulus: usize, rest: usize) -> Domain {
    let [modulus, rest] = [modulus, rest].map(|n| Rational::from_integer(n.into()));
    let low = Bounds::of(symbol, given).low;
    let least = low.and_then(|low| (low.value - rest).checked_div(&modulus));
    Domain::Integer {
        min: least.map(|least| Rational::from_integer(least.ceil())),
        max: None,
    }
}

/// The least common denominator in the arguments of roundings.
fn modulus(sides: [&Expr; 2], under: &Assumptions, budget: &Budget) -> Option<Integer> {
    let mut common = Integer::ONE;
    for side in sides {
        collect_moduli(side, under, budget, &mut common)?;
    }
    Some(common)
}

fn collect_moduli(
    expr: &Expr,
    under: &Assumptions,
    budget: &Budget,
    common: &mut Integer,
) -> Option<()> {
    deep(|| {
        for argument in rounded_arguments(expr) {
            let form = poly::normal_form(&argument, under, &budget.poly).ok()?;
            for term in form.terms() {
                let divisor = term.coefficient.denominator();
                *common = common.lcm(divisor);
                if let Some(order) = periodic::order(&term, divisor) {
                    *common = common.lcm(&order);
                }
            }
        }
        expr.children()
            .iter()
            .try_for_each(|part| collect_moduli(part, under, budget, common))
    })
}

/// What is rounded, where a rounding stands at the top, and the quotients that a condition there asks about.
fn rounded_arguments(expr: &Expr) -> Vec<Expr> {
    match expr.kind() {
        ExprKind::Call(Function::Floor | Function::Ceil, arguments) => arguments.clone(),
        ExprKind::Call(Function::FloorDiv | Function::RoundUp | Function::Mod, arguments) => {
            match arguments.as_slice() {
                [a, b] => vec![Expr::quotient(a.clone(), b.clone())],
                _ => Vec::new(),
            }
        }
        ExprKind::Bracket(known) => quotients(known),
        ExprKind::Conditional(conditional) => quotients(&conditional.condition),
        _ => Vec::new(),
    }
}

fn quotients(known: &Predicate) -> Vec<Expr> {
    deep(|| match known {
        Predicate::Divides(a, b) => vec![Expr::quotient(b.clone(), a.clone())],
        Predicate::And(parts) | Predicate::Or(parts) => parts.iter().flat_map(quotients).collect(),
        Predicate::Not(inner) => quotients(inner),
        _ => Vec::new(),
    })
}

/// The expression with every rounding replaced by what a function makes of its argument, rounded up (`true`)
/// or down; `None` where that is nothing.
pub(super) fn with_roundings(
    expr: &Expr,
    round: &mut dyn FnMut(&Expr, bool) -> Option<Expr>,
) -> Option<Expr> {
    deep(|| {
        let mut failed = false;
        let inner = expr.map_children(|part| {
            with_roundings(part, round).unwrap_or_else(|| {
                failed = true;
                part.clone()
            })
        });
        if failed {
            return None;
        }
        let (function, arguments) = match inner.kind() {
            ExprKind::Call(function, arguments) => (function, arguments),
            ExprKind::Bracket(known) => {
                return Some(Expr::bracket(without_divisions(known, round)?));
            }
            ExprKind::Conditional(conditional) => {
                let known = without_divisions(&conditional.condition, round)?;
                let (then, otherwise) = (&conditional.then, &conditional.otherwise);
                return Some(Expr::conditional(known, then.clone(), otherwise.clone()));
            }
            _ => return Some(inner),
        };
        match (function, arguments.as_slice()) {
            (Function::Floor, [x]) => round(x, false),
            (Function::Ceil, [x]) => round(x, true),
            (Function::FloorDiv, [x, y]) => round(&Expr::quotient(x.clone(), y.clone()), false),
            (Function::RoundUp, [x, m]) if is_positive(m) => {
                let count = round(&Expr::quotient(x.clone(), m.clone()), true)?;
                Some(Expr::product([m.clone(), count]))
            }
            (Function::Mod, [x, m]) if is_positive(m) => {
                let count = round(&Expr::quotient(x.clone(), m.clone()), false)?;
                let below = Expr::product([m.clone(), count]);
                Some(Expr::difference(x.clone(), below))
            }
            _ => Some(inner),
        }
    })
}

/// A condition that asks whether a number divides something as one about the floor of the quotient.
fn without_divisions(
    known: &Predicate,
    round: &mut dyn FnMut(&Expr, bool) -> Option<Expr>,
) -> Option<Predicate> {
    deep(|| {
        let each = |parts: &[Predicate], round: &mut dyn FnMut(&Expr, bool) -> Option<Expr>| {
            let parts = parts.iter().map(|part| without_divisions(part, round));
            parts.collect::<Option<Vec<Predicate>>>()
        };
        Some(match known {
            Predicate::Divides(a, b) if is_positive(a) => {
                let quotient = Expr::quotient(b.clone(), a.clone());
                let floor = round(&quotient, false)?;
                Predicate::Compare(quotient, Comparison::Equal, floor)
            }
            Predicate::And(parts) => Predicate::And(each(parts, round)?),
            Predicate::Or(parts) => Predicate::Or(each(parts, round)?),
            Predicate::Not(inner) => Predicate::Not(Box::new(without_divisions(inner, round)?)),
            other => other.clone(),
        })
    })
}

fn is_positive(expr: &Expr) -> bool {
    expr.as_number().is_some_and(|number| number.is_positive())
}

/// The rounding of a sum of integer terms and a constant; `None` where another term is left.
fn split(argument: &Expr, up: bool, under: &Assumptions, budget: &Budget) -> Option<Expr> {
    let form = poly::normal_form(argument, under, &budget.poly).ok()?;
    if !form.is_polynomial() {
        return None;
    }
    let mut constant = Rational::ZERO;
    let mut outside = Vec::new();
    for term in form.terms() {
        if term.powers.is_empty() {
            constant += &term.coefficient;
        } else if is_integer_term(&term, under) {
            outside.push(term.to_expr());
        } else if periodic::leaves_one(&term, under) {
            // c·b^e is c, and c times a multiple of the divisor.
            constant += &term.coefficient;
            outside.push(term.to_expr());
            outside.push(Expr::number(&-&term.coefficient));
        } else {
            return None;
        }
    }
    let rounded = if up {
        constant.ceil()
    } else {
        constant.floor()
    };
    outside.push(Expr::integer(rounded));
    Some(Expr::sum(outside))
}

/// Whether a term takes integer values only.
pub(super) fn is_integer_term(term: &Term, under: &Assumptions) -> bool {
    let whole = |(base, exponent): &(Expr, i64)| {
        let declared = base
            .as_symbol()
            .and_then(|symbol| under.domains.get(symbol));
        *exponent > 0 && matches!(declared, Some(Domain::Integer { .. }))
    };
    term.coefficient.is_integer() && term.powers.iter().all(whole)
}
