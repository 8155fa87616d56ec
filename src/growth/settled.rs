//! Conditions that are settled from some values on: with n large `[n > 3]` is 1, and `max(n, 100)` is n.

use super::Exponents;
use super::expansion::expand;
use super::measure::Measure;
use crate::expr::{Comparison, Expr, ExprKind, Function, Monomial, Predicate, deep};
use crate::number::Rational;

/// More arguments of a largest or smallest value are not compared.
const MOST_ARGUMENTS: usize = 4;

/// What is true, wherever the large symbols are large enough, of the comparisons in an expression; those in sums and
/// products over an index are left out.
pub(super) fn settled(expr: &Expr, measure: &Measure<'_>) -> Vec<Predicate> {
    let mut found = Vec::new();
    collect(expr, measure, &mut found);
    found
}

fn collect(expr: &Expr, measure: &Measure<'_>, found: &mut Vec<Predicate>) {
    deep(|| {
        match expr.kind() {
            ExprKind::BigOperator(_) => return,
            ExprKind::Bracket(condition) => in_condition(condition, measure, found),
            ExprKind::Conditional(conditional) => {
                in_condition(&conditional.condition, measure, found);
            }
            ExprKind::Call(Function::Max | Function::Min, parts)
                if parts.len() <= MOST_ARGUMENTS =>
            {
                for (at, a) in parts.iter().enumerate() {
                    for b in parts.iter().skip(at + 1) {
                        let above = Comparison::GreaterEqual;
                        let known = Predicate::Compare(a.clone(), above, b.clone());
                        in_condition(&known, measure, found);
                    }
                }
            }
            _ => {}
        }
        for part in expr.children() {
            collect(part, measure, found);
        }
    });
}

fn in_condition(condition: &Predicate, measure: &Measure<'_>, found: &mut Vec<Predicate>) {
    deep(|| match condition {
        Predicate::Compare(..) => {
            let known = match measure.at_last(condition) {
                Some(true) => Some(condition.clone()),
                Some(false) => condition.opposite(),
                None => None,
            };
            found.extend(known.filter(|known| !found.contains(known)));
        }
        Predicate::Not(inner) => in_condition(inner, measure, found),
        Predicate::And(parts) | Predicate::Or(parts) => {
            for part in parts {
                in_condition(part, measure, found);
            }
        }
        _ => {}
    });
}

impl Measure<'_> {
    /// Whether a comparison holds wherever the large symbols are large enough, as one product of large symbols leads
    /// the difference of its sides; `None` where that is not seen.
    pub(super) fn at_last(&self, condition: &Predicate) -> Option<bool> {
        let Predicate::Compare(a, comparison, b) = condition else {
            return None;
        };
        let difference = Expr::difference(a.clone(), b.clone());
        let expansion = expand(&difference, self.assumptions, self.budget).ok()?;
        let leading = self
            .leading_of(&expansion.terms)
            .filter(Exponents::is_growing)?;
        let is_large = |(base, _): &(Expr, i64)| {
            base.as_symbol()
                .is_some_and(|symbol| self.large.contains(symbol))
        };
        let leads = |term: &&Monomial| self.term(term) == leading;
        let mut signs = expansion.terms.iter().filter(leads).map(|term| {
            let is_plain = term.powers.iter().all(is_large);
            is_plain.then(|| term.coefficient.cmp(&Rational::ZERO))
        });
        // Terms that grow alike were seen to add up.
        let sign = signs.next()??;
        let is_certain = expansion.is_sum() && signs.all(|other| other == Some(sign));
        is_certain.then(|| comparison.holds_for(sign))
    }
}
