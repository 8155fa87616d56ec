//! The layers of a definition, as the values say.

use super::ask::{Asked, MAX_LAYERS};
use super::{Layers, Untold, find};
use crate::eval::evaluate;
use crate::expr::{Bindings, Expr, Symbol};
use crate::model::relevant::relevant;
use crate::model::{Definition, Model, Origin, PartCount, Valuation};

impl Valuation<'_> {
    /// What each layer adds to a definition with these parts; none where no parameter counts layers, and where
    /// none adds anything.
    ///
    /// # Errors
    /// Why they are not told: there are too many, or a formula does not say which of them have what.
    pub(in crate::model) fn layers(
        &self,
        whole: &Definition,
        parts: &[PartCount],
    ) -> Result<Option<Layers>, Untold> {
        let mut leaves = Vec::new();
        for part in parts {
            gather(part, &mut Vec::new(), &mut leaves);
        }
        let mut stacks: Vec<(Symbol, usize)> = Vec::new();
        for symbol in self.model.layer_symbols() {
            let number = evaluate(&Expr::symbol(symbol.clone()), &self.environment()).ok();
            let number = number.and_then(|value| value.as_number()?.to_integer());
            let Some(number) = number else {
                return Ok(None);
            };
            let Some(number) = number.to_usize() else {
                let most = MAX_LAYERS;
                return Err(Untold::TooMany { symbol, most });
            };
            stacks.push((symbol, number));
        }
        let Some((first, _)) = stacks.first() else {
            return Ok(None);
        };
        let mut asked = vec![Expr::symbol(whole.symbol.clone())];
        asked.extend(leaves.iter().filter_map(|way| way.last().cloned()));
        // What one token uses may want a value that nothing else does.
        let active = active_of(parts, self.model);
        asked.extend(active.filter(|active| self.evaluate(active).is_ok()));
        let asked = Asked {
            valuation: self,
            values: &self.worked_out(),
            stacks: &stacks,
            whole,
            leaves: &leaves,
            exprs: &asked,
        };
        let found = asked.settled(&[], first)?;
        let following = self.following(&stacks);
        if following.is_empty() {
            return Ok(found);
        }
        let is_same = asked
            .settled(&following, first)
            .is_ok_and(|other| other == found);
        Ok(found.map(|layers| Layers {
            held: if is_same {
                Vec::new()
            } else {
                self.used(&following, whole)
            },
            ..layers
        }))
    }

    /// Those of some parameters that a definition depends on.
    fn used(&self, parameters: &[(Symbol, Expr)], whole: &Definition) -> Vec<Symbol> {
        let names = relevant(self.model, &self.environment(), &whole.symbol);
        let used = parameters.iter().map(|(symbol, _)| symbol);
        used.filter(|symbol| names.contains(*symbol))
            .cloned()
            .collect()
    }

    /// The parameters whose default speaks of a number of layers, and that default.
    fn following(&self, stacks: &[(Symbol, usize)]) -> Vec<(Symbol, Expr)> {
        let mut found: Vec<(Symbol, Expr)> = Vec::new();
        let is_stack = |symbol: &Symbol| stacks.iter().any(|(stack, _)| stack == symbol);
        for assigned in self.assigned() {
            let parameter = self.model.parameter(&assigned.symbol);
            let default = parameter.and_then(|parameter| parameter.default.as_ref());
            let Some(default) = default.filter(|_| assigned.origin == Origin::Default) else {
                continue;
            };
            let names = find::names_in(default);
            let follows = names
                .iter()
                .any(|name| is_stack(name) || found.iter().any(|(before, _)| before == name));
            if follows && !is_stack(&assigned.symbol) {
                found.push((assigned.symbol.clone(), default.clone()));
            }
        }
        found
    }

    /// The values, without anything left to work out: a default does not follow what it depends on.
    fn worked_out(&self) -> Bindings {
        let mut bindings = self.bindings().clone();
        for assigned in self.assigned() {
            let value = evaluate(&Expr::symbol(assigned.symbol.clone()), &self.environment());
            if let Some(value) = value.ok().and_then(|value| value.to_expr()) {
                bindings.insert(assigned.symbol.clone(), value);
            }
        }
        bindings
    }
}

/// What one token uses of the parts together, where a part says that it is not all of it.
fn active_of(parts: &[PartCount], model: &Model) -> Option<Expr> {
    let share = |part: &PartCount| {
        let definition = model.definition(part.name.as_symbol()?)?;
        definition.part.as_ref()?.active.clone()
    };
    let shares: Vec<Option<Expr>> = parts.iter().map(share).collect();
    if shares.iter().all(Option::is_none) {
        return None;
    }
    let terms = parts.iter().zip(shares);
    let terms = terms.map(|(part, share)| share.unwrap_or_else(|| part.name.clone()));
    Some(Expr::sum(terms))
}

/// The innermost parts with their ways.
fn gather(part: &PartCount, way: &mut Vec<Expr>, leaves: &mut Vec<Vec<Expr>>) {
    way.push(part.name.clone());
    if part.parts.is_empty() {
        leaves.push(way.clone());
    }
    for inner in &part.parts {
        gather(inner, way, leaves);
    }
    way.pop();
}
