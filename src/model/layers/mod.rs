//! What each layer adds to a number: the number with that many layers, less the number with one fewer.
//!
//! So a formula file need not say what stands in a layer: `L * block`, a sum over layers, `min(first, L)`
//! dense layers are all read alike, and the layers and what is outside of them add up to the whole by
//! construction.

mod below;
mod find;
mod running;
mod symbols;
mod untold;

use super::relevant::relevant;
use super::{Definition, Model, Origin, PartCount, Valuation};
use crate::eval::evaluate;
use crate::expr::{Bindings, Expr, ExprKind, Symbol};
use crate::number::Rational;
use find::Reading;
use running::Running;
use std::collections::BTreeMap;

pub use untold::Untold;

/// The most layers of which each is worked out.
const MAX_LAYERS: usize = 10_000;

/// The most where each takes longer than the one before it: a sum over layers that cannot be carried on.
const MAX_SLOW: usize = 300;

/// The most layers times entries of the longest list, which each layer asks anew.
const MAX_ENTRIES: usize = 1_000_000;

/// A number by layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layers {
    /// The stacks of layers: one, or an encoder and a decoder.
    pub stacks: Vec<Stack>,
    /// What no layer adds: embeddings, the last norm, what stands on top.
    pub outside: Shares,
    /// Parameters that follow a number of layers by their default and are held here at their value: what they
    /// count is outside.
    pub held: Vec<Symbol>,
}

/// Layers that are counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// The parameter that says how many there are.
    pub symbol: Symbol,
    /// Its layers, grouped where they are alike; the group with the first layer first.
    pub groups: Vec<LayerGroup>,
}

/// Layers that add the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerGroup {
    /// Their numbers, counted from 0.
    pub layers: Vec<usize>,
    /// What each of them adds.
    pub each: Shares,
}

/// A number and what it is made of, without what is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// The number.
    pub total: Rational,
    /// The innermost parts, each by its way from the whole: `mlp`, `routed_experts`.
    pub parts: Vec<(Vec<Expr>, Rational)>,
    /// How much of it one token uses, where a part says that it is not all of it.
    pub active: Option<Rational>,
}

/// How many entries the longest list has.
fn longest_list(values: &Bindings) -> usize {
    let lengths = values.iter().map(|(_, value)| match value.kind() {
        ExprKind::List(entries) => entries.len(),
        _ => 0,
    });
    lengths.max().unwrap_or(0)
}

impl Valuation<'_> {
    /// What each layer adds to a definition with these parts; none where no parameter counts layers, and where
    /// none adds anything.
    ///
    /// # Errors
    /// Why they are not told: there are too many, or a formula does not say which of them have what.
    pub(super) fn layers(
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
        asked.extend(active_of(parts, self.model));
        let asked = Asked {
            valuation: self,
            values: &self.worked_out(),
            stacks: &stacks,
            whole,
            leaves: &leaves,
            asked: &asked,
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

/// What is asked by layers.
struct Asked<'a> {
    valuation: &'a Valuation<'a>,
    /// The values of all parameters, worked out.
    values: &'a Bindings,
    stacks: &'a [(Symbol, usize)],
    whole: &'a Definition,
    leaves: &'a [Vec<Expr>],
    /// The whole, its leaves, and what one token uses where that is not all.
    asked: &'a [Expr],
}

impl Asked<'_> {
    /// The layers, where conditions outside of sums leave no doubt about them: as they are with fewer layers, or
    /// as with all where only one of both makes sense.
    fn settled(
        &self,
        following: &[(Symbol, Expr)],
        symbol: &Symbol,
    ) -> Result<Option<Layers>, Untold> {
        let plain = self.read(following, false);
        if let Err(Untold::TooMany { .. }) = &plain {
            return plain.map(Option::flatten);
        }
        match (plain, self.read(following, true)) {
            (Ok(Some(one)), Ok(Some(other))) if one != other => {
                let symbol = symbol.clone();
                Err(Untold::Unsettled { symbol })
            }
            (Ok(Some(found)), _) | (Err(_), Ok(Some(found))) => Ok(found),
            (Err(untold), _) => Err(untold),
            (Ok(None), _) => Ok(None),
        }
    }

    /// The layers by one reading of the file; nothing where it is no other than the plain one.
    fn read(
        &self,
        following: &[(Symbol, Expr)],
        with_all_conditions: bool,
    ) -> Result<Option<Option<Layers>>, Untold> {
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
            running: Running::new(reading, self.asked),
            whole: &self.whole.symbol,
            leaves: self.leaves.to_vec(),
        };
        if with_all_conditions && !at.running.has_conditions {
            return Ok(None);
        }
        for (symbol, _) in following {
            at.bindings.remove(symbol);
        }
        self.few_enough(&at)?;
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
        let layers = (!found.is_empty()).then(|| Layers {
            stacks: found,
            outside: outside.without_zeros(),
            held: Vec::new(),
        });
        Ok(Some(layers))
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

/// A model at values that change.
struct At<'m> {
    model: &'m Model,
    bindings: Bindings,
    running: Running,
    whole: &'m Symbol,
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

    fn value(&self, expr: &Expr) -> Option<Rational> {
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

impl Shares {
    /// What this has more than another of the same parts.
    fn less(&self, other: &Self) -> Self {
        let pairs = self.parts.iter().zip(&other.parts);
        let parts = pairs.map(|((way, one), (_, other))| (way.clone(), one - other));
        let active = self.active.as_ref().zip(other.active.as_ref());
        let all = Self {
            total: &self.total - &other.total,
            parts: parts.collect(),
            active: active.map(|(one, other)| one - other),
        };
        all.without_zeros()
    }

    /// The part that is below 0, if one is.
    fn below_zero(&self, whole: &Symbol) -> Option<Symbol> {
        let mut parts = self.parts.iter();
        let (way, _) = parts.find(|(_, count)| count.is_negative())?;
        let mut names = way.iter().rev().filter_map(Expr::as_symbol);
        Some(names.next().unwrap_or(whole).clone())
    }

    fn without_zeros(mut self) -> Self {
        self.parts.retain(|(_, count)| !count.is_zero());
        self
    }
}

impl Stack {
    /// Adds a layer to the group that is like it; `places` are the groups by what each layer has.
    fn push(&mut self, layer: usize, each: Shares, places: &mut BTreeMap<Rational, Vec<usize>>) {
        let alike = places.entry(each.total.clone()).or_default();
        for place in alike.iter() {
            if let Some(group) = self.groups.get_mut(*place)
                && group.each == each
            {
                group.layers.push(layer);
                return;
            }
        }
        alike.push(self.groups.len());
        self.groups.push(LayerGroup {
            layers: vec![layer],
            each,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Source;
    use crate::expr::{Bindings, Symbol};
    use crate::model::{Count, FromConfig, Model};

    fn count(text: &str) -> Count {
        let model = Model::read(&Source::new("t.lh", text)).unwrap().value;
        let valuation = model.valuation(Some("it"), &Bindings::new()).unwrap();
        let (bound, given) = (FromConfig::default(), Bindings::new());
        valuation.count(None, &bound, &given).unwrap()
    }

    /// Each group as `layers: total`, then what is outside.
    fn told(text: &str) -> Vec<String> {
        let Some(layers) = count(text).layers else {
            return Vec::new();
        };
        let groups = layers.stacks.iter().flat_map(|stack| {
            let groups = stack.groups.iter();
            groups.map(|group| format!("{} {:?}: {}", stack.symbol, group.layers, group.each.total))
        });
        groups
            .chain([format!("outside: {}", layers.outside.total)])
            .collect()
    }

    #[test]
    fn layers_add_what_one_more_makes() {
        // 12·9 + 4·3 = 120, 5·3 = 15.
        let text = "param L\nparam h\ntotal = L (12 h^2 + 4 h) + 5 h\ncase \"it\" L = 2, h = 3";
        assert_eq!(told(text), ["L [0, 1]: 120", "outside: 15"]);
        // The first two of five are dense.
        let text = "param L\nparam k\npart mlp = min(k, L) * 7 + (L - min(k, L)) * 100\n\
                    part head = 9\ntotal = mlp + head\ncase \"it\" L = 5, k = 2";
        assert_eq!(
            told(text),
            ["L [0, 1]: 7", "L [2, 3, 4]: 100", "outside: 9"]
        );
        // Every third has more; a sum over layers.
        let text =
            "param L\ntotal = sum(l = 0..L-1, if l mod 3 = 1 then 50 else 4)\ncase \"it\" L = 6";
        assert_eq!(
            told(text),
            ["L [0, 2, 3, 5]: 4", "L [1, 4]: 50", "outside: 0"]
        );
    }

    /// Why no layers are told.
    fn untold(text: &str) -> String {
        let untold = count(text).untold;
        untold.map_or_else(String::new, |untold| untold.to_string())
    }

    #[test]
    fn a_layer_has_the_term_of_its_number() {
        // The last three are wide, the last has no norm.
        let text = "param L\npart wide = sum(l = 0..L-1, if l >= L - 3 then 8 else 4)\n\
                    part norm = sum(l = 0..L-1, [l != L-1])\ntotal = wide + norm\ncase \"it\" L = 5";
        assert_eq!(
            told(text),
            ["L [0, 1]: 5", "L [2, 3]: 9", "L [4]: 8", "outside: 0"]
        );
        // Ranges that begin late, end early, and meet in the middle; counted from 1 where they go up to L.
        let text = "param L\nparam k\ntotal = sum(l = 0..k-1, 70) + sum(l = k..L-1, 30) + sum(i = L-2..L-1, 500) \
                    + sum(l = 0..L-2, 1) + sum(j = 1..L, if j = 1 then 9000 else 2)\ncase \"it\" L = 5, k = 2";
        assert_eq!(
            told(text),
            [
                "L [0]: 9071",
                "L [1]: 73",
                "L [2]: 33",
                "L [3]: 533",
                "L [4]: 532",
                "outside: 0"
            ]
        );
        // What a list says of each layer, counted outside of a sum; a function that sums.
        let text = "param L\nparam kinds : list\nstack(n, x) = sum(i = 0..n-1, if i = n-1 then x else 2 x)\n\
                    total = count(kinds, \"a\") * 100 + stack(L, 3)\ncase \"it\" L = 4, kinds = list(\"a\", \"b\", \"b\", \"a\")";
        assert_eq!(
            told(text),
            ["L [0]: 106", "L [1, 2]: 6", "L [3]: 103", "outside: 0"]
        );
        // Terms that are chosen by how many layers there are, where fewer make no sense.
        let text = "param L\nparam k\ntotal = (if L > k then (L - k) * 7 else 0) + min(k, L) * 2\ncase \"it\" L = 5, k = 2";
        assert_eq!(told(text), ["L [0, 1]: 2", "L [2, 3, 4]: 7", "outside: 0"]);
    }

    #[test]
    fn what_does_not_say_which_layer_has_what() {
        let text = "param L\nparam k\ntotal = 20 k + (L - k) * 7\ncase \"it\" L = 5, k = 2";
        assert!(told(text).is_empty() && untold(text).contains("`total` counts with `L`"));
        // 20 each with 5 layers, 2 each with fewer.
        let text = "param L\ntotal = L * (if L > 4 then 20 else 2)\ncase \"it\" L = 5";
        assert!(told(text).is_empty() && untold(text).contains("hangs on `L`"));
    }

    #[test]
    fn a_default_that_follows_the_layers_is_held() {
        let held = |text: &str| count(text).layers.unwrap().held;
        let text = "param L\nparam k = L // 5\ntotal = L + min(k, L) * 2\ncase \"it\" L = 10";
        assert_eq!(
            told(text),
            ["L [0, 1]: 3", "L [2, 3, 4, 5, 6, 7, 8, 9]: 1", "outside: 0"]
        );
        assert_eq!(held(text), [Symbol::new("k")]);
        let text = "param L\nparam k = L // 5\ntotal = sum(l = 0..L-1, if l < k then 3 else 1)\ncase \"it\" L = 10";
        assert_eq!(
            told(text),
            ["L [0, 1]: 3", "L [2, 3, 4, 5, 6, 7, 8, 9]: 1", "outside: 0"]
        );
        assert!(held(text).is_empty());
    }

    #[test]
    fn layers_by_names_of_ones_own() {
        for key in ["blocks", "n_blocks", "layers", "model.depth"] {
            let text = format!("param N from {key}\ntotal = 6 N + 1\ncase \"it\" N = 3");
            assert_eq!(told(&text), ["N [0, 1, 2]: 6", "outside: 1"], "{key}");
        }
        let text = "param L \"layers\" from how_many\ntotal = 6 L + 1\ncase \"it\" L = 3";
        assert_eq!(told(text), ["L [0, 1, 2]: 6", "outside: 1"]);
    }

    #[test]
    fn stacks_and_files_without_layers() {
        let text = "param e from encoder_layers\nparam d = e from decoder_layers\n\
                    total = e * 10 + d * 15 + 3\ncase \"it\" e = 2";
        assert_eq!(told(text), ["e [0, 1]: 10", "d [0, 1]: 15", "outside: 3"]);
        let none = "param h\ntotal = 3 h\ncase \"it\" h = 2";
        assert!(told(none).is_empty());
        let unused = "param L\nparam h\ntotal = 3 h\ncase \"it\" h = 2, L = 4";
        assert!(told(unused).is_empty());
        // Nothing is divided by no layers.
        let divided = "param L\ntotal = 60 / L\ncase \"it\" L = 4";
        assert!(told(divided).is_empty());
        let many = "param L\ntotal = 2 L\ncase \"it\" L = 1000000000000";
        assert!(told(many).is_empty());
    }
}
