//! Arrows between equations in several names: one is the other one times something, or gives a name a value that is put
//! into the next.

use std::collections::BTreeSet;

use super::equations::Equation;
use crate::expr::{Assumptions, Comparison, Expr, ExprKind, Predicate, Relation, Symbol, deep};
use crate::judge::{self, Budget, Claim, Condition, Verdict, Witness};
use crate::poly::{self, Term};

/// What is known of the step from one equation to the next.
#[derive(Clone, Debug)]
pub(super) enum Leads {
    /// What solves the first solves the second, under these conditions.
    There(Vec<Condition>),
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
        // `a x = a y` is divided by a, which stands below no line behind it.
        for term in form.denominator_terms() {
            factors(&Term::to_expr(&term), &mut needed);
        }
        for term in form.terms() {
            let below = term.powers.into_iter().filter(|(_, power)| *power < 0);
            needed.extend(below.map(|(base, _)| base));
        }
        let mut met = Vec::new();
        needed.retain(|one| {
            !known.contains(one) && !met.contains(one) && {
                met.push(one.clone());
                true
            }
        });
        return Leads::There(nonzero(needed));
    }
    let mut unknowns: Vec<Symbol> = from.lhs.symbols_in_order();
    unknowns.extend(from.rhs.symbols_in_order());
    unknowns.dedup();
    for unknown in unknowns {
        let Some((value, divisor, is_below)) = linear(from, &unknown, budget) else {
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
            Verdict::Holds { conditions, .. } => {
                let factors = divisor.as_number().is_none().then_some(divisor);
                let known = nonzero(divisors(&[&from.lhs, &from.rhs]));
                let mut all = nonzero(factors);
                let conditions = conditions.into_iter().map(sharpened);
                all.extend(conditions.filter(|one| !known.contains(one)));
                return Leads::There(all);
            }
            // The point may be one at which the first has no value.
            Verdict::Fails { witness, .. } if !is_below => return Leads::Not(witness),
            _ => {}
        }
    }
    Leads::Unknown
}

/// That none of these is 0.
fn nonzero(needed: impl IntoIterator<Item = Expr>) -> Vec<Condition> {
    let known = |part| Predicate::Compare(part, Comparison::NotEqual, Expr::zero());
    let each = needed.into_iter().map(known);
    each.map(Condition::If).collect()
}

/// Where a side has no value, nothing follows over an arrow either.
fn sharpened(condition: Condition) -> Condition {
    match condition {
        Condition::Except(known) => Condition::If(known),
        other => other,
    }
}

fn difference(of: &Equation) -> Expr {
    Expr::difference(of.lhs.clone(), of.rhs.clone())
}

/// What an equation says a name is, where it stands in it to the first power.
pub(super) fn solved_for(equation: &Equation, unknown: &Symbol, budget: &Budget) -> Option<Expr> {
    let (value, ..) = linear(equation, unknown, budget)?;
    let form = poly::normal_form(&value, &Assumptions::none(), &budget.poly).ok()?;
    Some(form.to_expr())
}

/// The value that an equation gives a name which stands in it to the first power, what must not be 0 for it, and whether
/// the name stands below a line.
fn linear(equation: &Equation, unknown: &Symbol, budget: &Budget) -> Option<(Expr, Expr, bool)> {
    let none = Assumptions::none();
    let form = poly::difference(&equation.lhs, &equation.rhs, &none, &budget.poly).ok()?;
    let (mut with, mut without) = (Vec::new(), Vec::new());
    let terms: Vec<(Term, i64)> = form
        .terms()
        .into_iter()
        .map(|term| apart(term, unknown))
        .collect();
    // `1/f = 1/u + 1/v` times f.
    let lowest = terms.iter().map(|(_, power)| *power).min()?.min(0);
    for (term, power) in terms {
        if term.powers.iter().any(|(base, _)| base.mentions(unknown)) {
            return None;
        }
        match power - lowest {
            0 => without.push(term.to_expr()),
            1 => with.push(term),
            _ => return None,
        }
    }
    let below = form.denominator_terms();
    let is_below = |term: &Term| term.powers.iter().any(|(base, _)| base.mentions(unknown));
    if with.is_empty() {
        return None;
    }
    let is_below = lowest < 0 || below.iter().any(is_below);
    let divisor = Expr::sum(with.iter().map(Term::to_expr));
    let value = Expr::quotient(Expr::negative(Expr::sum(without)), divisor);
    let divisor = poly::normal_form(&without_quotients(&with), &none, &budget.poly).ok()?;
    Some((value, divisor.to_expr(), is_below))
}

/// The sum of terms times all that stands below a line in one of them: 1/u + 1/v is 0 where u + v is.
fn without_quotients(terms: &[Term]) -> Expr {
    let mut below: Vec<(Expr, i64)> = Vec::new();
    for (base, power) in terms.iter().flat_map(|term| &term.powers) {
        match below.iter_mut().find(|(known, _)| known == base) {
            Some((_, lowest)) => *lowest = (*lowest).min(*power),
            None if *power < 0 => below.push((base.clone(), *power)),
            None => {}
        }
    }
    let raised = below
        .iter()
        .map(|(base, power)| Expr::power(base.clone(), Expr::integer(-power)));
    let common = Expr::product(raised);
    Expr::sum(
        terms
            .iter()
            .map(|term| Expr::product([term.to_expr(), common.clone()])),
    )
}

/// A term without a name, and the power of the name in it.
fn apart(mut term: Term, unknown: &Symbol) -> (Term, i64) {
    let is_it = |(base, _): &(Expr, i64)| base.as_symbol() == Some(unknown);
    let at = term.powers.iter().position(is_it);
    let power = at.map_or(0, |at| term.powers.remove(at).1);
    (term, power)
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

    /// By hand: the cone solved for its height needs a radius; 3V = πr is no cone.
    #[test]
    fn one_equation_from_another() {
        for (from, to, needed) in [
            ("V = P*r^2*h/3", "3*V = P*r^2*h", Some(0)),
            ("3*V = P*r^2*h", "h = 3*V/(P*r^2)", Some(2)),
            ("h = 3*V/(P*r^2)", "3*V = P*r^2*h", Some(0)),
            ("x + y = 5", "y = 5 - x", Some(0)),
            ("a = b", "a^2 = b^2", Some(0)),
            ("a*x = a*y", "x = y", Some(1)),
            ("1/f = 1/u + 1/v", "f = u*v/(u+v)", Some(1)),
            ("3*V = P*r^2*h", "h = 3*V/(P*r)", None),
            ("x + y = 5", "y = 5 + x", None),
        ] {
            let found = leads(
                &Equation::typed(from),
                &Equation::typed(to),
                &Budget::default(),
            );
            match (found, needed) {
                (Leads::There(parts), Some(count)) => {
                    assert_eq!(parts.len(), count, "{to}");
                }
                (Leads::Not(_), None) => {}
                (found, _) => panic!("{from} to {to}: {found:?}"),
            }
        }
    }
}
