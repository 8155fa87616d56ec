//! The keys of a GGUF file as a model's configuration.

use std::fmt::Write as _;

use crate::checkpoint::Checkpoint;
use crate::diagnostic::Source;

/// GGUF names of architectures, and the model types that the bundled files know.
const MODEL_TYPES: &[(&str, &str)] = &[
    ("qwen2moe", "qwen2_moe"),
    ("qwen3moe", "qwen3_moe"),
    ("gemma3", "gemma3_text"),
    ("gptneox", "gpt_neox"),
    ("command-r", "cohere"),
    ("deepseek2", "deepseek_v3"),
    ("gpt-oss", "gpt_oss"),
    ("llama4", "llama4_text"),
    ("falcon-h1", "falcon_h1"),
    ("granitehybrid", "granitemoehybrid"),
    ("lfm2moe", "lfm2_moe"),
    ("glm4moe", "glm4_moe"),
    ("exaone-moe", "exaone_moe"),
    ("ernie4_5-moe", "ernie4_5_moe"),
    ("hunyuan-dense", "hunyuan_v1_dense"),
    ("hunyuan-moe", "hunyuan_v1_moe"),
];

/// Keys behind the name of the architecture, and the keys of configurations that say the same.
const KEYS: &[(&str, &[&str])] = &[
    (
        "block_count",
        &["num_hidden_layers", "n_layer", "n_layers", "num_layers"],
    ),
    ("embedding_length", &["hidden_size", "n_embd", "d_model"]),
    (
        "feed_forward_length",
        &[
            "intermediate_size",
            "n_inner",
            "ffn_dim",
            "ffn_hidden_size",
            "d_ff",
        ],
    ),
    (
        "attention.head_count",
        &["num_attention_heads", "n_head", "n_heads"],
    ),
    (
        "attention.head_count_kv",
        &["num_key_value_heads", "num_kv_heads"],
    ),
    (
        "context_length",
        &["max_position_embeddings", "n_positions"],
    ),
    (
        "expert_count",
        &["num_local_experts", "num_experts", "n_routed_experts"],
    ),
    ("expert_used_count", &["num_experts_per_tok"]),
    ("expert_feed_forward_length", &["moe_intermediate_size"]),
    (
        "expert_shared_count",
        &[
            "n_shared_experts",
            "num_shared_experts",
            "moe_num_shared_experts",
        ],
    ),
    (
        "expert_shared_feed_forward_length",
        &["shared_expert_intermediate_size"],
    ),
    (
        "leading_dense_block_count",
        &[
            "first_k_dense_replace",
            "num_dense_layers",
            "moe_layer_start_index",
        ],
    ),
    ("attention.q_lora_rank", &["q_lora_rank"]),
    ("attention.kv_lora_rank", &["kv_lora_rank"]),
    ("ssm.conv_kernel", &["conv_kernel", "mamba_d_conv"]),
    (
        "ssm.state_size",
        &["state_size", "mamba_d_state", "ssm_state_size"],
    ),
    ("ssm.group_count", &["n_groups", "mamba_n_groups"]),
    ("shortconv.l_cache", &["conv_L_cache"]),
];

/// Keys whose 0 is a number like others. Elsewhere it says that there is nothing of the kind, as if the key
/// were missing.
const FROM_ZERO: &[&str] = &[
    "leading_dense_block_count",
    "expert_shared_count",
    "expert_shared_feed_forward_length",
];

/// The most layers of which each is said.
const MOST_LAYERS: usize = 10_000;

/// What a GGUF file says of the model, as a configuration; `None` where it says nothing.
///
/// That the output layer shares the embedding is not among its keys, nor whether there are biases: the
/// first does where there is no `output.weight`, and the others are there where a tensor is.
pub fn metadata_config(checkpoint: &Checkpoint) -> Option<Source> {
    let architecture = checkpoint.metadata.architecture.as_deref()?;
    let keys = Keys {
        checkpoint,
        architecture,
    };
    let mut entries: Vec<(&str, String)> = Vec::new();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    if architecture.bytes().all(is_name) {
        let has_experts = architecture == "llama" && keys.number("expert_count").is_some();
        let known = MODEL_TYPES.iter().find(|(name, _)| *name == architecture);
        let model_type = known.map_or(architecture, |(_, model_type)| model_type);
        let model_type = if has_experts { "mixtral" } else { model_type };
        entries.push(("model_type", format!("\"{model_type}\"")));
    }
    for (key, names) in KEYS {
        if let Some(value) = keys.value(key) {
            entries.extend(names.iter().map(|name| (*name, value.clone())));
        }
    }
    let words = keys.number("vocab_size").or(checkpoint.metadata.words);
    entries.extend(words.map(|words| ("vocab_size", words.to_string())));
    entries.extend(keys.of_kind());
    for (name, holds) in [
        ("tie_word_embeddings", !keys.is_there("output.weight")),
        ("attention_bias", keys.is_there("blk.0.attn_q.bias")),
        ("mlp_bias", keys.is_there("blk.0.ffn_up.bias")),
    ] {
        entries.push((name, holds.to_string()));
    }
    let mut text = String::from("{");
    for (at, (name, value)) in entries.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        write!(text, "{comma}\n  \"{name}\": {value}").ok()?;
    }
    text.push_str("\n}\n");
    let file = checkpoint
        .files
        .first()
        .map_or("", |file| file.name.as_str());
    Some(Source::new(format!("keys of {file}"), text))
}

/// The keys of a GGUF file, behind the name of its architecture.
struct Keys<'c> {
    checkpoint: &'c Checkpoint,
    architecture: &'c str,
}

impl Keys<'_> {
    fn key(&self, key: &str) -> String {
        format!("{}.{key}", self.architecture)
    }

    /// A number, above 0 where that stands for nothing; of a list the one that stands in all layers that have
    /// any.
    fn number(&self, key: &str) -> Option<u64> {
        let number = self
            .checkpoint
            .metadata
            .numbers
            .get(&self.key(key))
            .copied();
        let number = number.or_else(|| {
            let mut some = self.list(key)?.iter().filter(|number| **number > 0);
            let first = some.next().copied()?;
            some.all(|other| *other == first).then_some(first)
        });
        number.filter(|number| *number > 0 || FROM_ZERO.contains(&key))
    }

    fn list(&self, key: &str) -> Option<&Vec<u64>> {
        self.checkpoint.metadata.lists.get(&self.key(key))
    }

    /// What stands under a key; what is no whole number is told as such when it is bound.
    fn value(&self, key: &str) -> Option<String> {
        let number = self.number(key).map(|number| number.to_string());
        let some = || {
            self.list(key)
                .filter(|list| list.iter().any(|number| *number > 0))
        };
        let list = || some().map(|list| format!("{list:?}"));
        let other = || self.checkpoint.metadata.others.get(&self.key(key)).cloned();
        number.or_else(list).or_else(other)
    }

    fn is_there(&self, name: &str) -> bool {
        let mut tensors = self.checkpoint.tensors.iter();
        tensors.any(|tensor| tensor.name == name)
    }

    /// What only models of one architecture have.
    fn of_kind(&self) -> Vec<(&'static str, String)> {
        let mut entries = Vec::new();
        let mut add = |name: &'static str, value: Option<u64>| {
            entries.extend(value.map(|value| (name, value.to_string())));
        };
        let key_length = self.number("attention.key_length");
        match self.architecture {
            // Without feed-forward networks; what is called a step's rank counts the heads of Mamba 2.
            "mamba" => {
                add("intermediate_size", self.number("ssm.inner_size"));
                add("time_step_rank", self.number("ssm.time_step_rank"));
            }
            "mamba2" => {
                let heads = self.number("ssm.time_step_rank");
                add("num_heads", heads);
                let inner = self.number("ssm.inner_size");
                add("head_dim", quotient(inner, heads));
            }
            // A head has a part with position and one without.
            "deepseek2" | "minicpm3" => {
                let key = self.number("attention.key_length_mla").or(key_length);
                let rotary = self.number("rope.dimension_count");
                let plain = key.zip(rotary);
                add(
                    "qk_nope_head_dim",
                    plain.and_then(|(key, rotary)| key.checked_sub(rotary)),
                );
                add("qk_rope_head_dim", rotary);
                let value = self.number("attention.value_length_mla");
                add(
                    "v_head_dim",
                    value.or(self.number("attention.value_length")),
                );
            }
            "falcon" => entries.extend(self.falcon()),
            "dbrx" => entries.extend(self.dbrx()),
            "nemotron_h" => {
                add("head_dim", key_length);
                entries.extend(self.layers_of_one_kind());
            }
            "jamba" | "lfm2" | "lfm2moe" | "falcon-h1" | "granitehybrid" => {
                add("head_dim", key_length);
                entries.extend(self.hybrid());
            }
            _ => add("head_dim", key_length),
        }
        entries
    }

    /// Whether one key serves all heads, and whether it is the newer kind, is not said: the numbers tell.
    fn falcon(&self) -> Vec<(&'static str, String)> {
        let heads = self.number("attention.head_count");
        let keys = self.number("attention.head_count_kv").or(heads);
        let has_two_norms = self.is_there("blk.0.attn_norm_2.weight");
        let is_new = has_two_norms || (keys != Some(1) && keys != heads);
        let mut entries = vec![
            ("multi_query", (keys == Some(1)).to_string()),
            ("new_decoder_architecture", is_new.to_string()),
            ("bias", self.is_there("blk.0.attn_qkv.bias").to_string()),
        ];
        if is_new {
            let norms = 1 + u8::from(has_two_norms);
            entries.push(("num_ln_in_parallel_attn", norms.to_string()));
        }
        entries
    }

    fn dbrx(&self) -> Vec<(&'static str, String)> {
        let nested = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().filter_map(|(name, key)| {
                let value = self.value(key)?;
                Some(format!("\"{name}\": {value}"))
            });
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        };
        let network = [
            ("ffn_hidden_size", "feed_forward_length"),
            ("moe_num_experts", "expert_count"),
            ("moe_top_k", "expert_used_count"),
        ];
        vec![
            (
                "attn_config",
                nested(&[("kv_n_heads", "attention.head_count_kv")]),
            ),
            ("ffn_config", nested(&network)),
        ]
    }

    /// Layers that are one thing alone: attention where there are keys, a network where it has a width.
    fn layers_of_one_kind(&self) -> Vec<(&'static str, String)> {
        let heads = self.number("ssm.time_step_rank");
        let inner = self.number("ssm.inner_size");
        let numbers = [
            ("mamba_num_heads", heads),
            ("mamba_head_dim", quotient(inner, heads)),
        ];
        let mut entries: Vec<(&'static str, String)> = numbers
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?.to_string())))
            .collect();
        let there = |key: &str, layer: usize| {
            let list = self.list(key).and_then(|list| list.get(layer));
            list.is_some_and(|number| *number > 0)
        };
        let layers = self
            .number("block_count")
            .and_then(|n| usize::try_from(n).ok());
        let layers = layers.filter(|layers| *layers <= MOST_LAYERS).unwrap_or(0);
        let kinds = (0..layers).map(|layer| {
            if there("attention.head_count_kv", layer) {
                "\"full_attention\""
            } else if there("feed_forward_length", layer) {
                "\"mlp\""
            } else {
                "\"linear_attention\""
            }
        });
        let kinds: Vec<&str> = kinds.collect();
        entries.push(("layers_block_type", format!("[{}]", kinds.join(", "))));
        entries
    }

    /// Layers with attention among others: those that have keys. Widths are those of the tensors.
    fn hybrid(&self) -> Vec<(&'static str, String)> {
        let mut entries = Vec::new();
        let mut add = |name: &'static str, value: Option<u64>| {
            entries.extend(value.map(|value| (name, value.to_string())));
        };
        let inner = self.number("ssm.inner_size");
        let rank = self.number("ssm.time_step_rank");
        if self.architecture == "jamba" {
            add(
                "mamba_expand",
                quotient(inner, self.number("embedding_length")),
            );
            add("mamba_dt_rank", rank);
        } else {
            add("mamba_n_heads", rank);
            add("mamba_d_ssm", inner);
            add(
                "mamba_expand",
                quotient(inner, self.number("embedding_length")),
            );
            add(
                "shared_intermediate_size",
                self.number("expert_shared_feed_forward_length"),
            );
        }
        if self.number("expert_count").is_none() {
            add(
                "num_local_experts",
                Some(u64::from(self.architecture == "jamba")),
            );
        }
        entries.push(("block_auto_adjust_ff_dim", false.to_string()));
        let Some(keys) = self.list("attention.head_count_kv") else {
            return entries;
        };
        if self.architecture == "jamba" {
            let is_attention = |layer: usize| keys.get(layer).is_some_and(|keys| *keys > 0);
            let is_moe = |layer: usize| self.is_there(&format!("blk.{layer}.ffn_gate_inp.weight"));
            let attention = row((0..keys.len()).filter(|layer| is_attention(*layer)));
            let experts = row((0..keys.len()).filter(|layer| is_moe(*layer)));
            for (names, found) in [
                (["attn_layer_offset", "attn_layer_period"], attention),
                (["expert_layer_offset", "expert_layer_period"], experts),
            ] {
                if let Some((first, step)) = found {
                    entries.push((names[0], first.to_string()));
                    entries.push((names[1], step.unwrap_or(keys.len()).to_string()));
                }
            }
            return entries;
        }
        let [with, without] = match self.architecture {
            "lfm2" | "lfm2moe" => ["\"full_attention\"", "\"conv\""],
            _ => ["\"attention\"", "\"mamba\""],
        };
        let kinds = keys
            .iter()
            .map(|keys| if *keys > 0 { with } else { without });
        let kinds: Vec<&str> = kinds.collect();
        entries.push(("layer_types", format!("[{}]", kinds.join(", "))));
        entries
    }
}

/// The first of the layers of a kind, and how far the second is behind it.
fn row(mut layers: impl Iterator<Item = usize>) -> Option<(usize, Option<usize>)> {
    let first = layers.next()?;
    Some((first, layers.next().map(|second| second - first)))
}

fn quotient(number: Option<u64>, by: Option<u64>) -> Option<u64> {
    number
        .zip(by)
        .and_then(|(number, by)| number.checked_div(by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::{Format, Metadata};

    /// No dense layers in front are 0 of them, not as many as a formula supposes; no experts are none.
    #[test]
    fn some_zeros_are_numbers() {
        let keys = [
            "leading_dense_block_count",
            "expert_shared_count",
            "feed_forward_length",
            "expert_count",
        ];
        let numbers = keys.map(|key| (format!("deepseek2.{key}"), 0));
        let checkpoint = Checkpoint {
            format: Format::Gguf,
            files: Vec::new(),
            tensors: Vec::new(),
            remarks: Vec::new(),
            metadata: Metadata {
                architecture: Some("deepseek2".to_owned()),
                numbers: numbers.into(),
                ..Metadata::default()
            },
        };
        let config = metadata_config(&checkpoint).unwrap();
        let text = config.text();
        for said in ["\"first_k_dense_replace\": 0", "\"n_shared_experts\": 0"] {
            assert!(text.contains(said), "{text}");
        }
        for unsaid in ["intermediate_size", "n_routed_experts"] {
            assert!(!text.contains(unsaid), "{text}");
        }
    }
}
