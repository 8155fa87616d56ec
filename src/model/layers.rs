//! What each layer adds to a number: the number with that many layers, less the number with one fewer.
//!
//! So a formula file need not say what stands in a layer: `L * block`, a sum over layers, `min(first, L)`
//! dense layers are all read alike, and the layers and what is outside of them add up to the whole by
//! construction.

use super::running::Running;
use super::{Definition, Model, Parameter, PartCount, Valuation};
use crate::eval::evaluate;
use crate::expr::{Bindings, Expr, ExprKind, Symbol};
use crate::number::Rational;
use std::collections::BTreeMap;

/// The most layers of which each is worked out.
const MAX_LAYERS: usize = 10_000;

/// The most where each takes longer than the one before it: a sum over layers that cannot be carried on.
const MAX_SLOW: usize = 300;

/// The most layers times entries of the longest list, which each layer asks anew.
const MAX_ENTRIES: usize = 1_000_000;

/// How configurations name a number of layers.
const KEYS: &[&str] = &[
    "num_hidden_layers",
    "n_layer",
    "n_layers",
    "num_layers",
    "encoder_layers",
    "decoder_layers",
    "num_encoder_layers",
    "num_decoder_layers",
    "num_global_layers",
    "conf_num_hidden_layers",
    "decoder_num_hidden_layers",
    "depth",
];

/// How configurations name what has an entry for each layer.
const LISTS: &[&str] = &[
    "layer_types",
    "layers_block_type",
    "hybrid_override_pattern",
];

/// A number by layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layers {
    /// The stacks of layers: one, or an encoder and a decoder.
    pub stacks: Vec<Stack>,
    /// What no layer adds: embeddings, the last norm, what stands on top.
    pub outside: Shares,
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
    /// What each layer adds to a definition with these parts; `None` where no parameter counts layers,
    /// where there are too many, and where a number of layers leaves no value.
    pub(super) fn layers(&self, whole: &Definition, parts: &[PartCount]) -> Option<Layers> {
        let mut leaves = Vec::new();
        for part in parts {
            gather(part, &mut Vec::new(), &mut leaves);
        }
        let symbols = self.layer_symbols();
        let active = active_of(parts, self.model);
        let mut at = At {
            model: self.model,
            bindings: self.worked_out(),
            running: Running::new(self.model, &symbols, active.as_ref()),
            whole: Expr::symbol(whole.symbol.clone()),
            leaves,
        };
        let mut stacks: Vec<(Symbol, usize)> = Vec::new();
        for symbol in symbols {
            let number = evaluate(&Expr::symbol(symbol.clone()), &self.environment()).ok()?;
            let number = number.as_number()?.to_integer()?.to_usize()?;
            stacks.push((symbol, number));
        }
        let all = stacks.iter().map(|(_, number)| *number);
        let most = if at.running.is_complete {
            MAX_LAYERS
        } else {
            MAX_SLOW
        };
        let all = all.fold(0, usize::saturating_add);
        if all > most || all.saturating_mul(longest_list(&at.bindings)) > MAX_ENTRIES {
            return None;
        }
        for (symbol, _) in &stacks {
            at.set(symbol, 0);
        }
        at.carry_on();
        let outside = at.shares()?;
        let mut last = outside.clone();
        let mut found = Vec::new();
        for (symbol, number) in stacks {
            let mut stack = Stack {
                symbol,
                groups: Vec::new(),
            };
            let mut places = BTreeMap::new();
            for layer in 0..number {
                at.set(&stack.symbol, layer + 1);
                at.carry_on();
                let next = at.shares()?;
                stack.push(layer, next.less(&last), &mut places);
                last = next;
            }
            let adds =
                |group: &LayerGroup| !group.each.parts.is_empty() || !group.each.total.is_zero();
            if stack.groups.iter().any(adds) {
                found.push(stack);
            }
        }
        (!found.is_empty()).then(|| Layers {
            stacks: found,
            outside: outside.without_zeros(),
        })
    }

    /// The parameter that counts more layers than are told one by one, where there is one, and how many are.
    pub fn too_many_layers(&self) -> Option<(Symbol, usize)> {
        let symbols = self.layer_symbols();
        let is_complete = Running::new(self.model, &symbols, None).is_complete;
        let most = if is_complete { MAX_LAYERS } else { MAX_SLOW };
        let limit = Rational::from(i64::try_from(most).unwrap_or(i64::MAX));
        let is_long = |symbol: &Symbol| {
            let value = evaluate(&Expr::symbol(symbol.clone()), &self.environment());
            let number = value.ok().and_then(|value| value.as_number().cloned());
            number.is_some_and(|number| number > limit)
        };
        symbols
            .into_iter()
            .find(is_long)
            .map(|symbol| (symbol, most))
    }

    /// The parameters that say how many layers there are.
    fn layer_symbols(&self) -> Vec<Symbol> {
        let counted = self
            .model
            .parameters()
            .filter(|parameter| counts(parameter));
        counted.map(|parameter| parameter.symbol.clone()).collect()
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

/// Whether a parameter says how many layers there are: by its keys, else by its letter.
fn counts(parameter: &Parameter) -> bool {
    if parameter.keys.is_empty() {
        return parameter.symbol.name() == "L";
    }
    parameter.keys.iter().any(|key| {
        let last = key.rsplit('.').next().unwrap_or(key);
        let counted = key.strip_suffix(".count").unwrap_or_default();
        KEYS.contains(&last) || LISTS.contains(&counted.trim_end_matches(".letters"))
    })
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
    whole: Expr,
    leaves: Vec<Vec<Expr>>,
}

impl At<'_> {
    fn set(&mut self, symbol: &Symbol, number: usize) {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.bindings.insert(symbol.clone(), Expr::integer(number));
    }

    fn carry_on(&mut self) {
        self.running.carry_on(self.model, &mut self.bindings);
    }

    fn value(&self, expr: &Expr) -> Option<Rational> {
        let environment = self.running.environment(self.model, &self.bindings);
        let value = evaluate(expr, &environment).ok()?;
        value.as_number().cloned()
    }

    fn shares(&self) -> Option<Shares> {
        let parts = self.leaves.iter().map(|way| {
            let value = self.value(way.last()?)?;
            Some((way.clone(), value))
        });
        Some(Shares {
            total: self.value(&self.whole)?,
            parts: parts.collect::<Option<Vec<_>>>()?,
            active: match &self.running.beside {
                Some(active) => Some(self.value(active)?),
                None => None,
            },
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
    use crate::expr::Bindings;
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
