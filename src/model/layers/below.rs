//! What a formula that counts with the number of layers comes to where there are none.
//!
//! `k * dense + (L - k) * wide` adds up to a number for any `L`, and says for fewer layers than `k` what makes no
//! sense: the difference of two numbers of layers is then not what a layer has.

use std::collections::BTreeSet;

use super::ask::At;
use super::find::names_in;
use crate::eval::evaluate;
use crate::expr::{Bindings, Expr, ExprKind, Function, Symbol};

impl At<'_> {
    /// The first of the definitions that are asked for in which a sum of terms falls below 0 here and does not at
    /// `all` layers.
    pub(super) fn below_zero(&self, all: &Bindings) -> Option<Symbol> {
        let mut open: Vec<Symbol> = Vec::new();
        for expr in &self.running.asked {
            open.extend(names_in(expr));
            if expr.as_symbol().is_none() && self.falls(expr, all) {
                return Some(self.whole.clone());
            }
        }
        let mut met: BTreeSet<Symbol> = BTreeSet::new();
        while let Some(name) = open.pop() {
            let Some(expr) = self.running.definitions.get(&name) else {
                continue;
            };
            if !met.insert(name.clone()) {
                continue;
            }
            if self.falls(expr, all) {
                return Some(name);
            }
            open.extend(names_in(expr));
        }
        None
    }

    fn falls(&self, expr: &Expr, all: &Bindings) -> bool {
        match expr.kind() {
            // What is bounded, or chosen by a condition, may fall where it is not taken.
            ExprKind::Call(Function::Min | Function::Max, _)
            | ExprKind::Conditional(_)
            | ExprKind::Bracket(_)
            | ExprKind::BigOperator(_) => return false,
            ExprKind::Sum(_) => {
                let here = self.value(expr);
                if here.is_some_and(|value| value.is_negative()) {
                    let environment = self.model.environment(all);
                    let there = evaluate(expr, &environment).ok();
                    let there = there.and_then(|value| value.as_number().cloned());
                    // A sum that has a name here has none there, and is not below 0.
                    return there.is_none_or(|value| !value.is_negative());
                }
            }
            _ => {}
        }
        expr.children()
            .into_iter()
            .any(|child| self.falls(child, all))
    }
}
