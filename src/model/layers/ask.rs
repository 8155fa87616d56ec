//! A model at one number of layers after the other.

use std::collections::BTreeMap;

use super::find::Reading;
use super::running::Running;
use super::{LayerGroup, Layers, Shares, Stack, Untold};
use crate::eval::evaluate;
use crate::expr::{Bindings, Expr, ExprKind, Symbol};
use crate::model::{Definition, Model, Valuation};
use crate::number::Rational;

/// The most layers of which each is worked out.
pub(super) const MAX_LAYERS: usize = 10_000;

/// The most where each takes longer than the one before it: a sum over layers that cannot be carried on.
const MAX_SLOW: usize = 300;

/// The most layers times entries of the longest list, which each layer asks anew.
const MAX_ENTRIES: usize = 1_000_000;

/// What is asked by layers.
pub(super) struct Asked<'a> {
    pub(super) valuation: &'a Valuation<'a>,
    /// The values of all parameters, worked out.
    pub(super) values: &'a Bindings,
    pub(super) stacks: &'a [(Symbol, usize)],
    pub(super) whole: &'a Definition,
    pub(super) leaves: &'a [Vec<Expr>],
    /// The whole, its leaves, and what one token uses where that is not all.
    pub(super) exprs: &'a [Expr],
}

impl Asked<'_> {
    /// The layers, where conditions outside of sums leave no doubt about them: as they are with fewer layers, or
    /// as with all where only one of both makes sense.
    pub(super) fn settled(
        &self,
        following: &[(Symbol, Expr)],
        symbol: &Symbol,
    ) -> Result<Option<Layers>, Untold> {
        let mut has_conditions = false;
        let plain = self.read(following, false, &mut has_conditions);
        if !has_conditions {
            return plain;
        }
        let with_all = self.read(following, true, &mut has_conditions);
        match (plain, with_all) {
            (Ok(one), Ok(other)) if one != other => {
                let symbol = symbol.clone();
                Err(Untold::Unsettled { symbol })
            }
            (Err(_), with_all @ Ok(_)) => with_all,
            (plain, _) => plain,
        }
    }

    /// The layers by one reading of the file, and whether conditions outside of sums change with their number.
    fn read(
        &self,
        following: &[(Symbol, Expr)],
        with_all_conditions: bool,
        has_conditions: &mut bool,
    ) -> Result<Option<Layers>, Untold> {
        let model = self.valuation.model;
        let reading = Reading {
            model,
            values: self.values,
            stacks: self.stacks,
            following,
            with_all_conditions,
        };
        let mut at = At {
            model,
            bindings: self.values.clone(),
            running: Running::new(reading, self.exprs),
            whole: &self.whole.symbol,
            leaves: self.leaves.to_vec(),
        };
        for (symbol, _) in following {
            at.bindings.remove(symbol);
        }
        self.few_enough(&at)?;
        *has_conditions = at.running.has_conditions;
        let first = self.stacks.first().map(|(symbol, _)| symbol.clone());
        let symbol = first.unwrap_or_else(|| self.whole.symbol.clone());
        if !at.running.is_settled {
            return Err(Untold::Unsettled { symbol });
        }
        for (stack, _) in self.stacks {
            at.set(stack, 0);
        }
        for (stack, all) in self.stacks {
            at.carry_on(stack, 0, *all);
        }
        let Some(outside) = at.shares() else {
            return Err(Untold::Unsettled { symbol });
        };
        if let Some(name) = at
            .below_zero(self.values)
            .or_else(|| outside.below_zero(&self.whole.symbol))
        {
            return Err(Untold::Below { name, symbol });
        }
        let mut last = outside.clone();
        let mut found = Vec::new();
        for (symbol, number) in self.stacks {
            let mut stack = Stack {
                symbol: symbol.clone(),
                groups: Vec::new(),
            };
            let mut places = BTreeMap::new();
            for layer in 0..*number {
                at.set(symbol, layer + 1);
                at.carry_on(symbol, layer + 1, *number);
                let symbol = symbol.clone();
                let Some(next) = at.shares() else {
                    return Err(Untold::Unsettled { symbol });
                };
                let each = next.less(&last);
                if let Some(name) = each.below_zero(&self.whole.symbol) {
                    return Err(Untold::Below { name, symbol });
                }
                stack.push(layer, each, &mut places);
                last = next;
            }
            let adds =
                |group: &LayerGroup| !group.each.parts.is_empty() || !group.each.total.is_zero();
            if stack.groups.iter().any(adds) {
                found.push(stack);
            }
        }
        Ok((!found.is_empty()).then(|| Layers {
            stacks: found,
            outside: outside.without_zeros(),
            held: Vec::new(),
        }))
    }

    /// Whether they can be told one by one in good time.
    fn few_enough(&self, at: &At<'_>) -> Result<(), Untold> {
        let all = self.stacks.iter().map(|(_, number)| *number);
        let all = all.fold(0, usize::saturating_add);
        let most = if at.running.is_complete {
            MAX_LAYERS
        } else {
            MAX_SLOW
        };
        let is_long = all.saturating_mul(longest_list(self.values)) > MAX_ENTRIES;
        if all <= most && !is_long {
            return Ok(());
        }
        let largest = self.stacks.iter().max_by_key(|(_, number)| *number);
        let symbol =
            largest.map_or_else(|| self.whole.symbol.clone(), |(symbol, _)| symbol.clone());
        Err(Untold::TooMany { symbol, most })
    }
}

/// How many entries the longest list has.
fn longest_list(values: &Bindings) -> usize {
    let lengths = values.iter().map(|(_, value)| match value.kind() {
        ExprKind::List(entries) => entries.len(),
        _ => 0,
    });
    lengths.max().unwrap_or(0)
}

/// A model at values that change.
pub(super) struct At<'m> {
    pub(super) model: &'m Model,
    bindings: Bindings,
    pub(super) running: Running,
    pub(super) whole: &'m Symbol,
    leaves: Vec<Vec<Expr>>,
}

impl At<'_> {
    fn set(&mut self, symbol: &Symbol, number: usize) {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.bindings.insert(symbol.clone(), Expr::integer(number));
    }

    fn carry_on(&mut self, stack: &Symbol, number: usize, all: usize) {
        self.running
            .carry_on(self.model, (stack, number, all), &mut self.bindings);
    }

    pub(super) fn value(&self, expr: &Expr) -> Option<Rational> {
        let environment = self.running.environment(self.model, &self.bindings);
        let value = evaluate(expr, &environment).ok()?;
        value.as_number().cloned()
    }

    fn shares(&self) -> Option<Shares> {
        let mut asked = self.running.asked.iter().map(|expr| self.value(expr));
        let total = asked.next()??;
        let ways = self.leaves.iter().cloned();
        let parts = ways.map(|way| Some((way, asked.next()??)));
        let parts = parts.collect::<Option<Vec<_>>>()?;
        let active = match asked.next() {
            Some(active) => Some(active?),
            None => None,
        };
        Some(Shares {
            total,
            parts,
            active,
        })
    }
}
