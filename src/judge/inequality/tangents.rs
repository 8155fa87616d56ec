//! Powers above their tangents, Bernoulli's inequality: bᵉ ≥ 1 + e·(b − 1) for b ≥ 0 and e ≥ 1, since bᵉ is convex
//! in b and both sides are 1 with the slope e at b = 1.

use std::collections::BTreeSet;

use super::super::positive::{Proved, sign};
use super::super::symbols::taken;
use super::super::verdict::SignProof;
use super::above_zero;
use crate::expr::{Assumptions, Domain, Expr, ExprKind, Symbol, deep};
use crate::poly;

/// A proof that an expression is not negative, or positive, with its powers written as tangents and what lies above
/// them.
pub(super) fn by_tangents(
    expr: &Expr,
    strict: bool,
    under: &Assumptions,
    budget: &poly::Budget,
) -> Option<SignProof> {
    let mut work = Replacing {
        given: under,
        under: under.clone(),
        budget,
        taken: taken([expr], under),
        told: Vec::new(),
    };
    let replaced = work.replace(expr);
    if work.told.is_empty() {
        return None;
    }
    let mut proof = above_zero(&replaced, strict, &work.under, budget)?;
    proof.substituted.splice(0..0, work.told);
    Some(proof)
}

struct Replacing<'a> {
    given: &'a Assumptions,
    /// What is given, and what is known of what lies above.
    under: Assumptions,
    budget: &'a poly::Budget,
    /// Names that stand for something else.
    taken: BTreeSet<Symbol>,
    told: Vec<(Expr, Expr)>,
}

impl Replacing<'_> {
    fn replace(&mut self, expr: &Expr) -> Expr {
        deep(|| match expr.kind() {
            ExprKind::Power(base, exponent) if self.is_above_its_tangent(base, exponent) => {
                self.power(expr, base, exponent)
            }
            ExprKind::BigOperator(_) | ExprKind::Conditional(_) | ExprKind::Bracket(_) => {
                expr.clone()
            }
            _ => expr.map_children(|child| self.replace(child)),
        })
    }

    fn is_above_its_tangent(&self, base: &Expr, exponent: &Expr) -> bool {
        let is_up = |expr: &Expr| sign(expr, self.given, self.budget) >= Proved::NonNegative;
        exponent.as_number().is_none()
            && is_up(base)
            && is_up(&Expr::difference(exponent.clone(), Expr::one()))
    }

    fn power(&mut self, expr: &Expr, base: &Expr, exponent: &Expr) -> Expr {
        if let Some((_, known)) = self.told.iter().find(|(power, _)| power == expr) {
            return known.clone();
        }
        let above = self.fresh();
        let more = Expr::difference(base.clone(), Expr::one());
        let tangent = Expr::product([exponent.clone(), more]);
        let replaced = Expr::sum([Expr::one(), tangent, Expr::symbol(above)]);
        self.told.push((expr.clone(), replaced.clone()));
        replaced
    }

    /// A new symbol that is not negative.
    fn fresh(&mut self) -> Symbol {
        let mut number = self.told.len() + 1;
        loop {
            let symbol = Symbol::new(&format!("s_{number}'"));
            if self.taken.insert(symbol.clone()) {
                let domain = Domain::from_zero(false);
                self.under.domains.insert(symbol.clone(), domain);
                return symbol;
            }
            number += 1;
        }
    }
}
