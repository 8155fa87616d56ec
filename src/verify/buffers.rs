//! Buffers held against the parameters beside them: no formula counts them, and one that is lost, or longer than the
//! channels that it belongs to, is a difference all the same.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::{Group, Held, ROWS, groups, majority, sum};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::Expr;
use crate::model::{Model, Patterns, Valuation};
use crate::number::{Integer, Rational};

/// Where a buffer does not fit what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BufferFault {
    /// A buffer that others of its kind have.
    Missing {
        /// Its name.
        name: String,
        /// One that is there.
        like: String,
    },
    /// A buffer that is as long as no side of its weight.
    Length {
        /// The buffer.
        buffer: Held,
        /// The weight.
        weight: Held,
    },
    /// A buffer shaped unlike the others of its name.
    Shape {
        /// The buffer.
        buffer: Held,
        /// The shape of the others.
        others: Vec<u64>,
    },
    /// A buffer of a layer that has no parameter.
    Alone {
        /// The buffer.
        buffer: Held,
    },
    /// Buffers that hold more or less than the formula file says.
    Values {
        /// Patterns of their names.
        patterns: Vec<String>,
        /// How many values the buffers of these names hold.
        held: Integer,
        /// How many the formula gives, and what gives that.
        formula: (Integer, Expr),
    },
}

/// Buffers that stand and fall together: the mean and the variance of a norm over a batch.
const PAIRS: &[[&str; 2]] = &[["running_mean", "running_var"]];

/// Where a weight stands seen from the block that holds a buffer: beside it, or in the router of its experts.
const WEIGHTS: &[&str] = &["weight", "gate.weight", "router.weight"];

/// A bias of all words that is no parameter, and the tables that say how many words there are.
const OF_WORDS: &str = "final_logits_bias";
const WORDS: &[&str] = &[
    "lm_head.weight",
    "shared.weight",
    "model.shared.weight",
    "model.encoder.embed_tokens.weight",
    "model.decoder.embed_tokens.weight",
];

/// What holds a tensor, and its own name there.
fn block_of(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or(("", name))
}

/// All tensors by their names, and the blocks that hold any.
struct All<'h> {
    named: BTreeMap<&'h str, &'h Held>,
    buffers: BTreeSet<&'h str>,
}

/// Buffers that are lost or do not fit.
pub(super) fn misfit(parameters: &[Group], buffers: &[Held]) -> Vec<BufferFault> {
    if buffers.is_empty() {
        return Vec::new();
    }
    let of_parameters = parameters.iter().flat_map(|group| &group.tensors);
    let named = of_parameters.chain(buffers);
    let all = All {
        named: named.map(|held| (held.name.as_str(), held)).collect(),
        buffers: buffers.iter().map(|held| held.name.as_str()).collect(),
    };
    let mut faults = Vec::new();
    for group in groups(buffers.to_vec()) {
        faults.extend(all.missing(&group));
        faults.extend(all.of_other_length(&group));
    }
    faults.extend(all.unpaired());
    faults
}

/// Buffers of layers that have no parameter, where others of their kind stand in layers that do.
pub(super) fn alone(parameters: &[&Held], buffers: &[Held]) -> Vec<BufferFault> {
    let layers: BTreeSet<&str> = parameters
        .iter()
        .filter_map(|held| layer(&held.name))
        .collect();
    let is_alone = |held: &Held| layer(&held.name).is_some_and(|own| !layers.contains(own));
    let mut faults = Vec::new();
    for group in groups(buffers.to_vec()) {
        let (alone, beside): (Vec<Held>, Vec<Held>) = group.tensors.into_iter().partition(is_alone);
        if !beside.is_empty() {
            faults.extend(
                alone
                    .into_iter()
                    .map(|buffer| BufferFault::Alone { buffer }),
            );
        }
    }
    faults
}

/// Buffers that hold another number of values than the formula file says; GGUF files may do without them, and programs
/// that run those ask for none.
///
/// # Errors
/// What it says has no whole value.
pub(super) fn counted(
    (model, valuation): (&Model, &Valuation<'_>),
    buffers: &[Held],
    may_lack: bool,
) -> Result<Vec<BufferFault>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    for said in model.buffers() {
        let Some(expr) = &said.values else {
            continue;
        };
        let value = valuation.evaluate(expr).map_err(|error| vec![error])?;
        let Some(formula) = value.as_number().and_then(Rational::to_integer) else {
            let message = format!("so many values are {value}, and tensors are counted whole");
            let error = Diagnostic::error(Code::KIND, message);
            return Err(vec![said.place.mark(error, "")]);
        };
        let patterns = Patterns::new(said.patterns.iter().map(String::as_str));
        let held = sum(buffers.iter().filter(|held| patterns.cover(&held.name)));
        // Nothing is said of what a model of the family may go without.
        let is_lacking = may_lack && held.is_zero();
        if held != formula && !formula.is_zero() && !is_lacking {
            faults.push(BufferFault::Values {
                patterns: said.patterns.clone(),
                held,
                formula: (formula, expr.clone()),
            });
        }
    }
    Ok(faults)
}

/// A name up to its first number: `model.layers.11`.
fn layer(name: &str) -> Option<&str> {
    let mut end = 0;
    for part in name.split('.') {
        end += part.len();
        if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            return name.get(..end);
        }
        end += 1;
    }
    None
}

impl All<'_> {
    /// The weight that a buffer belongs to, where one stands beside it.
    fn weight(&self, buffer: &Held) -> Option<&Held> {
        let (block, own) = block_of(&buffer.name);
        if own == OF_WORDS {
            return WORDS.iter().find_map(|name| self.named.get(name).copied());
        }
        let mut names = WEIGHTS.iter().filter(|name| **name != own);
        names.find_map(|name| self.named.get(format!("{block}.{name}").as_str()).copied())
    }

    /// Whether a block holds a tensor, however deep.
    fn is_there(&self, block: &str) -> bool {
        let begin = format!("{block}.");
        let mut behind = self.named.range(begin.as_str()..);
        behind
            .next()
            .is_some_and(|(name, _)| name.starts_with(&begin))
    }

    /// Buffers that a block of the same kind has and another lacks, which holds no buffer in its place.
    fn missing(&self, group: &Group) -> Vec<BufferFault> {
        let Some((like, rows)) = group.tensors.first().zip(self.blocks(group)) else {
            return Vec::new();
        };
        let (_, own) = block_of(&group.pattern);
        let absent = rows.into_iter().filter(|block| {
            let name = format!("{block}.{own}");
            !self.named.contains_key(name.as_str())
                && self.is_alike(block, like)
                && !self.holds_another(block, like)
        });
        let missing = absent.map(|block| BufferFault::Missing {
            name: format!("{block}.{own}"),
            like: like.name.clone(),
        });
        // A table that few blocks have is theirs alone.
        let missing: Vec<BufferFault> = missing.collect();
        if missing.len() <= group.tensors.len() {
            missing
        } else {
            Vec::new()
        }
    }

    /// The blocks of the kind that holds a group, where tensors stand.
    fn blocks(&self, group: &Group) -> Option<Vec<String>> {
        let (kind, _) = block_of(&group.pattern);
        if !kind.contains('*')
            || group.tensors.first()?.dtype.starts_with('I') && !is_counter(group)
        {
            return None;
        }
        let mut found: BTreeSet<String> = BTreeSet::new();
        let length = kind.split('.').count();
        for name in self.named.keys() {
            let parts: Vec<&str> = name.split('.').take(length).collect();
            if parts.len() == length && is_of_kind(&parts, kind) {
                found.insert(parts.join("."));
            }
        }
        // Modules in a row, a convolution and its norm, are of several kinds; layers are of one.
        let mut last = kind.rsplit('.');
        let is_row =
            last.next() == Some("*") && !last.next().is_some_and(|row| ROWS.contains(&row));
        let number = |block: &str| block.rsplit('.').next().map(str::to_owned);
        let holders = group.tensors.iter();
        let holders: BTreeSet<Option<String>> =
            holders.map(|held| number(block_of(&held.name).0)).collect();
        found.retain(|block| self.is_there(block) && (!is_row || holders.contains(&number(block))));
        Some(found.into_iter().collect())
    }

    /// Whether a block holds all parameters that the block of a buffer does: one with experts is unlike one without.
    fn is_alike(&self, block: &str, like: &Held) -> bool {
        let (other, _) = block_of(&like.name);
        let begin = format!("{other}.");
        let own = self.named.range(begin.as_str()..);
        own.map(|(name, _)| *name)
            .take_while(|name| name.starts_with(&begin))
            .filter(|name| !self.buffers.contains(name))
            .filter_map(|name| name.strip_prefix(&begin))
            .all(|name| self.named.contains_key(format!("{block}.{name}").as_str()))
    }

    /// Whether a block holds a buffer that the block of another does not: words are looked up where others are chosen.
    fn holds_another(&self, block: &str, like: &Held) -> bool {
        let begin = format!("{block}.");
        let (other, _) = block_of(&like.name);
        let mut own = self.buffers.range(begin.as_str()..);
        own.by_ref()
            .take_while(|name| name.starts_with(&begin))
            .filter_map(|name| name.strip_prefix(&begin))
            .any(|name| !self.named.contains_key(format!("{other}.{name}").as_str()))
    }

    fn of_other_length(&self, group: &Group) -> Vec<BufferFault> {
        let usual = majority(group.tensors.iter().map(|tensor| &tensor.shape)).cloned();
        let faults = group.tensors.iter().filter_map(|buffer| {
            // The mean of a norm over one channel is one number, as its weight.
            if self
                .weight(buffer)
                .is_some_and(|weight| weight.shape == buffer.shape)
            {
                return None;
            }
            let length = match buffer.shape.as_slice() {
                [length] | [1, length] => *length,
                _ => 0,
            };
            let is_of_words = block_of(&buffer.name).1 == OF_WORDS;
            match self.weight(buffer).filter(|_| length > 1 || is_of_words) {
                Some(weight) if weight.shape.contains(&length) || weight.is_packed => None,
                Some(weight) => Some(BufferFault::Length {
                    buffer: buffer.clone(),
                    weight: weight.clone(),
                }),
                None => {
                    let others = usual.clone().filter(|usual| *usual != buffer.shape)?;
                    let buffer = buffer.clone();
                    Some(BufferFault::Shape { buffer, others })
                }
            }
        });
        faults.collect()
    }

    fn unpaired(&self) -> Vec<BufferFault> {
        let halves = PAIRS
            .iter()
            .flat_map(|[one, other]| [(*one, *other), (*other, *one)]);
        let lost = halves.flat_map(|(there, lost)| {
            self.buffers.iter().filter_map(move |name| {
                let (block, own) = block_of(name);
                let lost = format!("{block}.{lost}");
                let is_lost = own == there && !self.named.contains_key(lost.as_str());
                is_lost.then(|| BufferFault::Missing {
                    name: lost,
                    like: (*name).to_owned(),
                })
            })
        });
        lost.collect()
    }
}

/// Whether whole numbers belong to every block: what counts batches, what tells places apart.
fn is_counter(group: &Group) -> bool {
    let ends = ["num_batches_tracked", "relative_position_index"];
    ends.iter().any(|end| group.pattern.ends_with(end))
}

/// Whether the parts of a name are those of a pattern, with any number for `*`.
fn is_of_kind(parts: &[&str], kind: &str) -> bool {
    let is_like = |(part, of): (&&str, &str)| {
        if of == "*" {
            part.bytes().all(|byte| byte.is_ascii_digit())
        } else {
            *part == of
        }
    };
    parts.iter().zip(kind.split('.')).all(is_like)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(name: &str, shape: &[u64]) -> Held {
        Held {
            name: name.to_owned(),
            shape: shape.to_vec(),
            values: shape.iter().product(),
            is_packed: false,
            dtype: "F32",
            bytes: 0,
        }
    }

    /// Three layers with a router each, and the biases of these that are given.
    fn told(biases: &[(u64, u64)]) -> Vec<BufferFault> {
        let routers =
            (0..3).map(|layer| held(&format!("layers.{layer}.mlp.gate.weight"), &[8, 16]));
        let buffers = biases.iter().map(|(layer, length)| {
            held(
                &format!("layers.{layer}.mlp.gate.e_score_correction_bias"),
                &[*length],
            )
        });
        misfit(&groups(routers.collect()), &buffers.collect::<Vec<_>>())
    }

    #[test]
    fn a_bias_belongs_to_every_router() {
        assert_eq!(told(&[(0, 8), (1, 8), (2, 8)]), []);
        let missing = told(&[(0, 8), (2, 8)]);
        let is_of_layer_1 = |fault: &BufferFault| matches!(fault, BufferFault::Missing { name, .. } if name.starts_with("layers.1."));
        assert!(missing.len() == 1 && missing.iter().all(is_of_layer_1));
        let longer = told(&[(0, 8), (1, 9), (2, 8)]);
        assert!(
            matches!(longer.as_slice(), [BufferFault::Length { buffer, .. }] if buffer.shape == [9])
        );
    }

    #[test]
    fn a_block_without_experts_needs_no_bias() {
        let experts = [
            "layers.0.mlp.up.weight",
            "layers.1.mlp.up.weight",
            "layers.1.mlp.gate.weight",
        ];
        let experts = groups(experts.map(|name| held(name, &[8, 16])).to_vec());
        assert_eq!(
            misfit(&experts, &[held("layers.1.mlp.expert_bias", &[8])]),
            []
        );
    }

    #[test]
    fn a_block_with_another_buffer_lacks_none() {
        let routers = (0..3).map(|layer| held(&format!("layers.{layer}.gate.weight"), &[8, 16]));
        let buffers = [
            held("layers.0.gate.table", &[100, 2]),
            held("layers.1.gate.bias_of_experts", &[8]),
            held("layers.2.gate.bias_of_experts", &[8]),
        ];
        assert_eq!(misfit(&groups(routers.collect()), &buffers), []);
    }

    /// BART keeps a row of one bias a word.
    #[test]
    fn a_bias_of_words_is_as_long_as_these() {
        let words = groups(vec![held("model.shared.weight", &[100, 8])]);
        let told = |shape: &[u64]| misfit(&words, &[held("final_logits_bias", shape)]).len();
        assert_eq!(
            [&[1, 100], &[1, 101], &[100, 1], &[1, 1]].map(|shape| told(shape)),
            [0, 1, 1, 1]
        );
    }

    #[test]
    fn a_buffer_needs_a_layer() {
        let routers = [0, 1].map(|layer| held(&format!("layers.{layer}.gate.weight"), &[8, 16]));
        let biases = [0, 1, 7].map(|layer| held(&format!("layers.{layer}.gate.expert_bias"), &[8]));
        let of = |buffers: &[Held]| alone(&routers.iter().collect::<Vec<_>>(), buffers);
        assert_eq!(of(&biases[..2]), []);
        assert!(
            matches!(of(&biases).as_slice(), [BufferFault::Alone { buffer }] if buffer.name.starts_with("layers.7."))
        );
    }

    #[test]
    fn a_mean_comes_with_its_variance() {
        let norm = groups(vec![held("bn.weight", &[4]), held("bn.bias", &[4])]);
        let mean = held("bn.running_mean", &[4]);
        let lost = misfit(&norm, std::slice::from_ref(&mean));
        assert!(
            matches!(lost.as_slice(), [BufferFault::Missing { name, .. }] if name == "bn.running_var")
        );
        assert_eq!(misfit(&norm, &[mean, held("bn.running_var", &[4])]), []);
    }
}
