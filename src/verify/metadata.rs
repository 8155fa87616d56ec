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
    ("expert_shared_count", &["n_shared_experts"]),
    (
        "expert_shared_feed_forward_length",
        &["shared_expert_intermediate_size"],
    ),
    ("leading_dense_block_count", &["first_k_dense_replace"]),
    ("attention.q_lora_rank", &["q_lora_rank"]),
    ("attention.kv_lora_rank", &["kv_lora_rank"]),
    ("ssm.conv_kernel", &["conv_kernel"]),
    ("ssm.state_size", &["state_size"]),
    ("ssm.group_count", &["n_groups"]),
];

/// What a GGUF file says of the model, as a configuration; `None` where it says nothing.
///
/// That the output layer shares the embedding is not among its keys, nor whether there are biases: the
/// first does where there is no `output.weight`, and the others are there where a tensor is.
pub fn metadata_config(checkpoint: &Checkpoint) -> Option<Source> {
    let metadata = &checkpoint.metadata;
    let architecture = metadata.architecture.as_deref()?;
    let number = |key: &str| {
        let number = metadata.numbers.get(&format!("{architecture}.{key}"));
        number.copied().filter(|number| *number > 0)
    };
    let mut entries: Vec<(&str, String)> = Vec::new();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    if architecture.bytes().all(is_name) {
        let has_experts = architecture == "llama" && number("expert_count").is_some();
        let known = MODEL_TYPES.iter().find(|(name, _)| *name == architecture);
        let model_type = known.map_or(architecture, |(_, model_type)| model_type);
        let model_type = if has_experts { "mixtral" } else { model_type };
        entries.push(("model_type", format!("\"{model_type}\"")));
    }
    for (key, names) in KEYS {
        // What is no whole number is told as such when it is bound.
        let other = || {
            metadata
                .others
                .get(&format!("{architecture}.{key}"))
                .cloned()
        };
        let Some(value) = number(key).map(|n| n.to_string()).or_else(other) else {
            continue;
        };
        entries.extend(names.iter().map(|name| (*name, value.clone())));
    }
    let mut add = |name: &'static str, value: Option<u64>| {
        if let Some(value) = value {
            entries.push((name, value.to_string()));
        }
    };
    add("vocab_size", number("vocab_size").or(metadata.words));
    match architecture {
        // Without feed-forward networks; what is called a step's rank counts the heads of Mamba 2.
        "mamba" => {
            add("intermediate_size", number("ssm.inner_size"));
            add("time_step_rank", number("ssm.time_step_rank"));
        }
        "mamba2" => {
            let heads = number("ssm.time_step_rank");
            add("num_heads", heads);
            let inner = number("ssm.inner_size");
            let size = inner
                .zip(heads)
                .and_then(|(inner, heads)| inner.checked_div(heads));
            add("head_dim", size);
        }
        // A head has a part with position and one without.
        "deepseek2" => {
            let key = number("attention.key_length_mla").or(number("attention.key_length"));
            let rotary = number("rope.dimension_count");
            let plain = key
                .zip(rotary)
                .and_then(|(key, rotary)| key.checked_sub(rotary));
            add("qk_nope_head_dim", plain);
            add("qk_rope_head_dim", rotary);
            let value = number("attention.value_length_mla").or(number("attention.value_length"));
            add("v_head_dim", value);
        }
        _ => add("head_dim", number("attention.key_length")),
    }
    let is_there = |name: &str| checkpoint.tensors.iter().any(|tensor| tensor.name == name);
    for (name, holds) in [
        ("tie_word_embeddings", !is_there("output.weight")),
        ("attention_bias", is_there("blk.0.attn_q.bias")),
        ("mlp_bias", is_there("blk.0.ffn_up.bias")),
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
