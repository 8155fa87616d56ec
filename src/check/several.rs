//! Arrows between equations in several names: one is the other one times something, or gives a name a value that is put
//! into the next.

use std::collections::BTreeSet;

use super::compared::Need;
use super::equations::Equation;
use crate::expr::{Assumptions, Comparison, Expr, ExprKind, Predicate, Relation, Symbol, deep};
use crate::judge::{self, Budget, Claim, Condition, Verdict, Witness};
use crate::poly::{self, Term};

/// What is known of the step from one equation to the next.
#[derive(Clone, Debug)]
pub(super) enum Leads {
    /// What solves the first solves the second, where this is not 0.
    There(Vec<Expr>),
    /// Some values solve the first and not the second.
    Not(Witness),
    /// Nothing is known.
    Unknown,
}

/// Whether all that solves one equation solves another one.
pub(super) fn leads(from: &Equation, to: &Equation, budget: &Budget) -> Leads {
    let none = Assumptions::none();
    let ratio = Expr::quotient(difference(to), difference(from));
    let form = poly::normal_form(&ratio, &none, &budget.poly);
    // The second is the first times a quotient, so it holds wherever it has a value.
    if let Ok(form) = form
        && form.denominator_terms().len() == 1
    {
        let known = divisors(&[&from.lhs, &from.rhs]);
        let mut needed = divisors(&[&to.lhs, &to.rhs]);
        needed.retain(|one| !known.contains(one));
        return Leads::There(needed);
    }
    let mut unknowns: Vec<Symbol> = from.lhs.symbols_in_order();
    unknowns.extend(from.rhs.symbols_in_order());
    unknowns.dedup();
    for unknown in unknowns {
        let Some((value, divisor)) = linear(from, &unknown, budget) else {
            continue;
        };
        let under = Assumptions {
            definitions: [(unknown.clone(), value)].into_iter().collect(),
            ..Assumptions::none()
        };
        let claim = Claim {
            lhs: &to.lhs,
            relation: Relation::Equal,
            rhs: &to.rhs,
            under: &under,
        };
        match judge::judge(&claim, budget) {
            Verdict::Holds { conditions, .. } if conditions.is_empty() => {
                let factors = divisor.as_number().is_none().then_some(divisor);
                return Leads::There(factors.into_iter().collect());
            }
            Verdict::Fails { witness, .. } => return Leads::Not(witness),
            _ => {}
        }
    }
    Leads::Unknown
}

/// What is needed so that the two say the same: that none of what the second was multiplied by is 0.
pub(super) fn nonzero(needed: Vec<Expr>) -> impl Iterator<Item = Need> {
    needed.into_iter().map(|part| {
        let known = Predicate::Compare(part, Comparison::NotEqual, Expr::zero());
        Need::Condition(Condition::If(known))
    })
}

fn difference(of: &Equation) -> Expr {
    Expr::difference(of.lhs.clone(), of.rhs.clone())
}

/// The value that an equation gives a name which stands in it to the first power, and what must not be 0 for it.
fn linear(equation: &Equation, unknown: &Symbol, budget: &Budget) -> Option<(Expr, Expr)> {
    let none = Assumptions::none();
    let form = poly::difference(&equation.lhs, &equation.rhs, &none, &budget.poly).ok()?;
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for mut term in form.terms() {
        let at = |(base, _): &(Expr, i64)| base.as_symbol() == Some(unknown);
        match term.powers.iter().position(at) {
            None if term.powers.iter().any(|(base, _)| base.mentions(unknown)) => return None,
            None => without.push(Term::to_expr(&term)),
            Some(at) if term.powers.remove(at).1 == 1 => with.push(term.to_expr()),
            Some(_) => return None,
        }
    }
    let below = form.denominator_terms();
    let is_below = |term: &Term| term.powers.iter().any(|(base, _)| base.mentions(unknown));
    if with.is_empty() || below.iter().any(is_below) {
        return None;
    }
    let divisor = Expr::sum(with);
    let value = Expr::quotient(Expr::negative(Expr::sum(without)), divisor.clone());
    let divisor = poly::normal_form(&divisor, &none, &budget.poly).ok()?;
    Some((value, divisor.to_expr()))
}

/// What stands below a line in expressions, its factors apart, without numbers.
fn divisors(of: &[&Expr]) -> Vec<Expr> {
    let mut found = Vec::new();
    for expr in of {
        collect(expr, &mut found);
    }
    let mut met = BTreeSet::new();
    found.retain(|one| met.insert(format!("{one:?}")));
    found
}

fn collect(expr: &Expr, found: &mut Vec<Expr>) {
    deep(|| {
        match expr.kind() {
            ExprKind::Quotient(_, below) => factors(below, found),
            ExprKind::Power(base, exponent) => {
                let is_below = exponent.as_number().is_none_or(|power| power.signum() < 0);
                if is_below {
                    factors(base, found);
                }
            }
            _ => {}
        }
        for child in expr.children() {
            collect(child, found);
        }
    });
}

fn factors(expr: &Expr, found: &mut Vec<Expr>) {
    deep(|| match expr.kind() {
        ExprKind::Number(_) => {}
        ExprKind::Symbol(symbol) if matches!(symbol.name(), "pi" | "π") => {}
        ExprKind::Product(parts) => parts.iter().for_each(|part| factors(part, found)),
        ExprKind::Neg(inner) => factors(inner, found),
        ExprKind::Power(base, exponent) if exponent.as_number().is_some() => factors(base, found),
        _ => found.push(expr.clone()),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_chain;

    fn equation(text: &str) -> Equation {
        let chain = parse_chain(text).unwrap();
        Equation {
            lhs: chain.first.clone(),
            rhs: chain.links[0].expr.clone(),
        }
    }

    /// By hand: the cone solved for its height needs a radius; 3V = πr is no cone.
    #[test]
    fn one_equation_from_another() {
        for (from, to, needed) in [
            ("V = P*r^2*h/3", "3*V = P*r^2*h", Some(0)),
            ("3*V = P*r^2*h", "h = 3*V/(P*r^2)", Some(2)),
            ("h = 3*V/(P*r^2)", "3*V = P*r^2*h", Some(0)),
            ("x + y = 5", "y = 5 - x", Some(0)),
            ("a = b", "a^2 = b^2", Some(0)),
            ("3*V = P*r^2*h", "h = 3*V/(P*r)", None),
            ("x + y = 5", "y = 5 + x", None),
        ] {
            let found = leads(&equation(from), &equation(to), &Budget::default());
            match (found, needed) {
                (Leads::There(parts), Some(count)) => assert_eq!(parts.len(), count, "{to}"),
                (Leads::Not(_), None) => {}
                (found, _) => panic!("{from} to {to}: {found:?}"),
            }
        }
    }
}
