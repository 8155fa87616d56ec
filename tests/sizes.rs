//! Sizes of models against figures from outside: published, or worked by hand from published shapes.

#![cfg(test)]

use longhand::diagnostic::Source;
use longhand::tasks::{self, Counting};
use longhand::units::dtypes;

/// The value of an item of a size, exact and in base units.
fn item(what: &str, config: &str, values: &str, name: &str) -> String {
    let given = Source::new("<value>", values);
    let given = tasks::bindings(if values.is_empty() {
        &[]
    } else {
        std::slice::from_ref(&given)
    });
    let counting = Counting {
        file: tasks::size_source(what, "en"),
        config: (!config.is_empty()).then(|| Source::new("config.json", config)),
        given: given.unwrap().value,
        ..Counting::default()
    };
    let sized = tasks::size(&counting, &|name| panic!("{name} is not there"));
    let sized = sized.unwrap_or_else(|errors| panic!("{what} {values}: {errors:#?}"));
    let rows = &sized.itemised.rows;
    let row = rows.iter().find(|row| row.symbol.name() == name);
    let row = row.unwrap_or_else(|| panic!("{what} has no {name}"));
    row.value.to_string()
}

const LLAMA_2_7B: &str = r#"{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": 4096,
    "num_hidden_layers": 32, "num_attention_heads": 32, "intermediate_size": 11008, "vocab_size": 32000,
    "hidden_act": "silu"}"#;
const LLAMA_3_8B: &str = r#"{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": 4096,
    "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
    "vocab_size": 128256, "hidden_act": "silu"}"#;
const LLAMA_3_70B: &str = r#"{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": 8192,
    "num_hidden_layers": 80, "num_attention_heads": 64, "num_key_value_heads": 8, "intermediate_size": 28672,
    "vocab_size": 128256}"#;
const QWEN_2_5_7B: &str = r#"{"model_type": "qwen2", "architectures": ["Qwen2ForCausalLM"], "hidden_size": 3584,
    "num_hidden_layers": 28, "num_attention_heads": 28, "num_key_value_heads": 4, "intermediate_size": 18944,
    "vocab_size": 152064, "sliding_window": 131072, "use_sliding_window": false, "max_window_layers": 28}"#;
const MISTRAL_7B: &str = r#"{"model_type": "mistral", "architectures": ["MistralForCausalLM"], "hidden_size": 4096,
    "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
    "vocab_size": 32000, "sliding_window": 4096}"#;
const GEMMA_2_9B: &str = r#"{"model_type": "gemma2", "architectures": ["Gemma2ForCausalLM"], "hidden_size": 3584,
    "num_hidden_layers": 42, "num_attention_heads": 16, "num_key_value_heads": 8, "head_dim": 256,
    "intermediate_size": 14336, "vocab_size": 256000, "sliding_window": 4096}"#;
/// A tower of images before a text whose windows stand in `text_config`, and one whose chunks do.
const GEMMA_3_4B: &str = r#"{"model_type": "gemma3", "architectures": ["Gemma3ForConditionalGeneration"],
    "text_config": {"model_type": "gemma3_text", "hidden_size": 2560, "num_hidden_layers": 34, "num_attention_heads": 8,
    "num_key_value_heads": 4, "head_dim": 256, "intermediate_size": 10240, "sliding_window": 1024, "vocab_size": 262208},
    "vision_config": {"hidden_size": 1152, "num_hidden_layers": 27, "num_attention_heads": 16, "intermediate_size": 4304}}"#;
const LLAMA_4_SCOUT: &str = r#"{"model_type": "llama4", "architectures": ["Llama4ForConditionalGeneration"],
    "text_config": {"model_type": "llama4_text", "hidden_size": 5120, "num_hidden_layers": 48, "num_attention_heads": 40,
    "num_key_value_heads": 8, "head_dim": 128, "intermediate_size": 8192, "intermediate_size_mlp": 16384,
    "num_local_experts": 16, "vocab_size": 202048, "attention_chunk_size": 8192}}"#;
/// Values narrower than keys, and twice the heads in layers with a window: 39 of 48.
const MIMO_V2_FLASH: &str = r#"{"model_type": "mimo_v2_flash", "architectures": ["MiMoV2FlashForCausalLM"], "hidden_size": 4096,
    "num_hidden_layers": 48, "num_attention_heads": 64, "num_key_value_heads": 4, "head_dim": 192, "v_head_dim": 128,
    "intermediate_size": 16384, "moe_intermediate_size": 2048, "n_routed_experts": 256, "num_experts_per_tok": 8,
    "vocab_size": 152576, "sliding_window": 128}"#;
/// 20 layers with a state of 32 heads, 7 with latent attention.
const KIMI_LINEAR: &str = r#"{"model_type": "kimi_linear", "architectures": ["KimiLinearForCausalLM"], "hidden_size": 2304,
    "num_hidden_layers": 27, "num_attention_heads": 32, "num_key_value_heads": 32, "intermediate_size": 9216,
    "moe_intermediate_size": 1024, "num_experts": 256, "num_experts_per_token": 8, "num_shared_experts": 1,
    "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128, "vocab_size": 163840,
    "linear_attn_config": {"full_attn_layers": [4, 8, 12, 16, 20, 24, 27], "head_dim": 128, "num_heads": 32,
    "short_conv_kernel_size": 4}}"#;
const FALCON_7B: &str = r#"{"model_type": "falcon", "architectures": ["FalconForCausalLM"], "hidden_size": 4544,
    "num_hidden_layers": 32, "num_attention_heads": 71, "multi_query": true, "vocab_size": 65024}"#;
const DEEPSEEK_V3: &str = r#"{"model_type": "deepseek_v3", "architectures": ["DeepseekV3ForCausalLM"],
    "hidden_size": 7168, "num_hidden_layers": 61, "num_attention_heads": 128, "num_key_value_heads": 128,
    "vocab_size": 129280, "intermediate_size": 18432, "moe_intermediate_size": 2048, "first_k_dense_replace": 3,
    "n_routed_experts": 256, "n_shared_experts": 1, "num_experts_per_tok": 8, "q_lora_rank": 1536,
    "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128}"#;
const MIXTRAL: &str = r#"{"model_type": "mixtral", "architectures": ["MixtralForCausalLM"], "hidden_size": 4096,
    "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
    "num_local_experts": 8, "num_experts_per_tok": 2, "vocab_size": 32000, "sliding_window": null}"#;
const T5_SMALL: &str = r#"{"model_type": "t5", "architectures": ["T5ForConditionalGeneration"], "d_model": 512,
    "num_layers": 6, "num_heads": 8, "d_kv": 64, "d_ff": 2048, "vocab_size": 32128}"#;
const BERT: &str = r#"{"model_type": "bert", "architectures": ["BertModel"], "hidden_size": 768,
    "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072, "vocab_size": 30522,
    "max_position_embeddings": 512, "type_vocab_size": 2}"#;

/// Bytes of the cache for one token: 2·L·k·d·2; with latent attention 61·(512 + 64)·2.
#[test]
fn cache_of_one_token() {
    for (config, bytes) in [
        (LLAMA_2_7B, 524_288),
        (LLAMA_3_8B, 131_072),
        (LLAMA_3_70B, 327_680),
        (QWEN_2_5_7B, 57_344),
        (GEMMA_2_9B, 344_064),
        (DEEPSEEK_V3, 70_272),
        // One head of 64 for all: 32·2·64·2.
        (FALCON_7B, 8_192),
        // The decoder alone: 6·2·8·64·2.
        (T5_SMALL, 12_288),
        (MIMO_V2_FLASH, (9 * 4 + 39 * 8) * (192 + 128) * 2),
        // Seven layers of 27 have latent attention.
        (KIMI_LINEAR, 7 * (512 + 64) * 2),
        // An encoder keeps none.
        (BERT, 0),
    ] {
        let found = item("kv", config, "", "per_token");
        assert_eq!(found, format!("{bytes} byte"), "{config}");
    }
}

#[test]
fn cache_of_many_tokens() {
    for (config, values, bytes) in [
        (LLAMA_3_8B, "s=8192, b=4", 131_072_i64 * 8192 * 4),
        // Every layer keeps 4096 tokens at most.
        (MISTRAL_7B, "s=32768", 131_072 * 4096),
        // Half of the layers do.
        (GEMMA_2_9B, "s=8192", 21 * (8192 + 4096) * 2 * 8 * 256 * 2),
        (
            MIMO_V2_FLASH,
            "s=8192",
            (9 * 8192 * 4 + 39 * 128 * 8) * (192 + 128) * 2,
        ),
        // Every sixth layer of 34 sees all, five of them; every fourth of 48, twelve.
        (
            GEMMA_3_4B,
            "s=8192",
            (5 * 8192 + 29 * 1024) * 2 * 4 * 256 * 2,
        ),
        (
            LLAMA_4_SCOUT,
            "s=16384",
            (12 * 16_384 + 36 * 8192) * 2 * 8 * 128 * 2,
        ),
        // The window of the configuration is not in use.
        (QWEN_2_5_7B, "s=262144", 57_344 * 262_144),
        // Eight devices with a head of keys and values each; sixteen cannot share eight heads further.
        (LLAMA_3_8B, "s=8192, tensor=8", 131_072 * 8192 / 8),
        (LLAMA_3_8B, "s=8192, tensor=16", 131_072 * 8192 / 8),
        (LLAMA_3_70B, "s=1000, pipeline=4", 327_680 * 1000 / 4),
        // Every device of the group has the latent vectors.
        (DEEPSEEK_V3, "s=4096, tensor=8", 70_272 * 4096),
        // The decoder's own tokens, and those that the encoder read.
        (T5_SMALL, "s=10, s_encoder=100", 12_288 * 110),
    ] {
        let found = item("kv", config, values, "total");
        assert_eq!(found, format!("{bytes} byte"), "{values}");
    }
}

/// Of layers of two kinds those without attention keep nothing: 2 of 8, at 2·2·32·2 bytes a token.
#[test]
fn cache_of_a_hybrid() {
    let listed = r#"{"model_type": "unheard_of", "hidden_size": 128, "num_hidden_layers": 8, "num_attention_heads": 4,
        "num_key_value_heads": 2, "layer_types": ["linear_attention", "linear_attention", "linear_attention",
        "full_attention", "linear_attention", "linear_attention", "linear_attention", "full_attention"]}"#;
    assert_eq!(item("kv", listed, "s=100", "total"), "51200 byte");
    let periodic = r#"{"model_type": "unheard_of", "hidden_size": 128, "num_hidden_layers": 8, "num_attention_heads": 4,
        "num_key_value_heads": 2, "attn_layer_period": 4, "attn_layer_offset": 1}"#;
    assert_eq!(item("kv", periodic, "s=100", "total"), "51200 byte");
}

/// 16, 18 and 20 bytes a parameter, 10 with moments of 8 bits; what the stages of `ZeRO` leave to one of N.
#[test]
fn training_state() {
    let billion = 1_000_000_000_i64;
    for (values, bytes) in [
        ("P=1_000_000_000", 16 * billion),
        ("P=1_000_000_000, g=4", 18 * billion),
        ("P=1_000_000_000, g=6", 20 * billion),
        ("P=1_000_000_000, m=1, v=1", 10 * billion),
        ("P=1_000_000_000, m=1, v=1, c=0", 6 * billion),
        ("P=1_000_000_000, v=0", 12 * billion),
        (
            "P=1_000_000_000, stage=1, ranks=64",
            4 * billion + 12 * billion / 64,
        ),
        (
            "P=1_000_000_000, stage=2, ranks=64",
            2 * billion + 14 * billion / 64,
        ),
        ("P=1_000_000_000, stage=3, ranks=64", 16 * billion / 64),
        // Three ranks: the first holds one parameter more than a third.
        ("P=1_000_000_000, stage=3, ranks=3", 16 * 333_333_334),
    ] {
        assert_eq!(
            item("training", "", values, "total"),
            format!("{bytes} byte"),
            "{values}"
        );
    }
    // DeepSpeed's paper: 7.5B parameters on 64 ranks take 31.4 GB, 16.6 GB and 1.9 GB.
    for (stage, tenths) in [(1, 314), (2, 166), (3, 19)] {
        let values = format!("P=7_500_000_000, ranks=64, stage={stage}");
        let bytes = item("training", "", &values, "total");
        let bytes: i64 = bytes.trim_end_matches(" byte").parse().unwrap();
        assert_eq!((bytes + 50_000_000) / 100_000_000, tenths);
    }
}

/// Trainable parameters as the library that trains adapters prints them: 4,194,304 for LLaMA 7B with rank 8
/// on queries and values, 39,976,960 with rank 16 on all seven matrices.
#[test]
fn adapters() {
    let all = r#"rank=16, targets=list("q_proj","k_proj","v_proj","o_proj","gate_proj","up_proj","down_proj")"#;
    assert_eq!(
        item("training", LLAMA_2_7B, "rank=8", "adapters"),
        "4194304"
    );
    assert_eq!(item("training", LLAMA_2_7B, all, "adapters"), "39976960");
    // Llama 3 8B with rank 16 on all seven: 41,943,040.
    assert_eq!(item("training", LLAMA_3_8B, all, "adapters"), "41943040");
}

/// Mixtral: 46,702,792,704 parameters, of them 3·4096·14336 in each of 8 experts in 32 layers.
#[test]
fn experts_are_shared_among_devices() {
    let experts = 3 * 4096 * 14336 * 32 * 8_i64;
    let held = 46_702_792_704 - experts + experts / 8;
    let found = item("training", MIXTRAL, "expert_parallel=8", "held");
    assert_eq!(found, held.to_string());
}

/// Korthikanti et al. 2022: s·b·h·(34 + 5as/h) a layer, 2·s·b·h with whole layers worked out again.
#[test]
fn activations() {
    let gpt3 = "L=96, h=12288, a=96, s=2048, drop=0.1, drop_scores=0.1";
    for (more, bytes) in [
        ("", 275_414_777_856_i64),
        (", recompute=1", 34 * 96 * 2048 * 12288),
        (", recompute=2", 2 * 96 * 2048 * 12288),
        (", tensor=8, sequence_parallel=true", 275_414_777_856 / 8),
        (", pipeline=8", 275_414_777_856 / 8),
    ] {
        let found = item("activations", "", &format!("{gpt3}{more}"), "total");
        assert_eq!(found, format!("{bytes} byte"), "{more}");
    }
    // Llama 2 7B with attention in tiles, one token: inputs of two norms and two blocks 8h, queries, keys, values and
    // the mixed values 8h, gate, way up, function and product 8i; 32 layers.
    let found = item("activations", LLAMA_2_7B, "s=1, flash=true", "total");
    assert_eq!(found, format!("{} byte", 32 * (16 * 4096 + 8 * 11008)));
}

/// GPT-3: 24bsh² + 4bs²h a layer, 2bshV for the head; 6 operations a parameter and token are 3.14·10²³ for 300
/// billion tokens, as published.
#[test]
fn operations() {
    let gpt3 = "L=96, h=12288, V=50257, a=96, s=2048, D=300_000_000_000, peak=140_000_000_000_000, devices=1024";
    let (s, h) = (2048_i64, 12288_i64);
    assert_eq!(
        item("flops", "", gpt3, "matrices"),
        format!("{} FLOP", 96 * 24 * s * h * h)
    );
    assert_eq!(
        item("flops", "", gpt3, "scores"),
        format!("{} FLOP", 96 * 4 * s * s * h)
    );
    assert_eq!(
        item("flops", "", gpt3, "head"),
        format!("{} FLOP", 2 * s * h * 50257)
    );
    let whole = item("flops", "", gpt3, "six_PD");
    assert!(
        whole.starts_with("3142") && whole.len() == "3142".len() + 20 + " FLOP".len(),
        "{whole}"
    );
    // Llama 2 7B: 6,476,005,376 parameters of matrices in the layers, and the head of 131,072,000.
    let found = item("flops", LLAMA_2_7B, "", "matrices");
    assert_eq!(found, format!("{} FLOP", 2 * 6_476_005_376_i64));
    assert_eq!(
        item("flops", LLAMA_2_7B, "", "head"),
        format!("{} FLOP", 2 * 131_072_000)
    );
    // Narayanan et al. 2021: GPT-3 on 1024 devices at 140 TFLOP/s takes 34 days with layers worked out again, by
    // 8TP/(nX), which leaves out the scores: 8·175e9·300e9/(1024·140e12) = 33.9 days.
    let days = item("flops", "", &format!("{gpt3}, recompute=true"), "days");
    let (numerator, denominator) = days.split_once('/').unwrap();
    let (numerator, denominator): (i64, i64) =
        (numerator.parse().unwrap(), denominator.parse().unwrap());
    assert_eq!(numerator / denominator, 34);
}

/// How many of 10 layers have a window where no list says it, by the configurations of the model library
/// (transformers 5.24): their scores are 64·16 pairs for each of 4 heads, those of the others 64·64, in 2 bytes. The
/// gate beside the way up makes 4 numbers of a width of 96, which all of them have.
#[test]
fn windows_that_a_kind_has_by_itself() {
    for (model_type, more, sliding) in [
        ("olmo3", "", 8),
        ("exaone4", "", 8),
        ("cwm", "", 7),
        ("vaultgemma", "", 5),
        ("smollm3", "", 0),
        ("smollm3", r#", "use_sliding_window": true"#, 2),
        ("gemma2", "", 5),
        ("gemma3_text", "", 9),
        ("cohere2", "", 8),
        ("gpt_oss", "", 5),
        ("modernbert", "", 6),
        ("llama4_text", "", 8),
    ] {
        let config = format!(
            r#"{{"model_type": "{model_type}", "hidden_size": 64, "num_hidden_layers": 10, "num_attention_heads": 4,
            "head_dim": 16, "intermediate_size": 96, "vocab_size": 100, "sliding_window": 16,
            "attention_chunk_size": 16, "num_local_experts": 4, "num_experts_per_tok": 1,
            "intermediate_size_mlp": 96{more}}}"#
        );
        let pairs = (10 - sliding) * 64 * 64 + sliding * 64 * 16;
        let softmax = item("activations", &config, "s=64", "softmax");
        assert_eq!(softmax, format!("{} byte", 4 * 2 * pairs), "{model_type}");
        let scores = item("flops", &config, "s=64", "scores");
        assert_eq!(
            scores,
            format!("{} FLOP", 4 * 2 * 32 * pairs),
            "{model_type}"
        );
        if !["gpt_oss", "llama4_text"].contains(&model_type) {
            let mlp = item("activations", &config, "s=64", "mlp");
            assert_eq!(
                mlp,
                format!("{} byte", 10 * 64 * 4 * 96 * 2),
                "{model_type}"
            );
        }
    }
}

/// 6PD for a number of parameters that is given: 6·7e9·1e12 operations, without a model.
#[test]
fn operations_of_parameters_that_are_given() {
    let found = item(
        "flops",
        "",
        "P=7_000_000_000, D=1_000_000_000_000",
        "six_PD",
    );
    assert_eq!(found, "42000000000000000000000 FLOP");
    let found = item("flops", LLAMA_2_7B, "P=7_000_000_000", "six_P");
    assert_eq!(found, "42000000000 FLOP");
}

const MAMBA_130M: &str = r#"{"model_type": "mamba", "architectures": ["MambaForCausalLM"], "hidden_size": 768,
    "num_hidden_layers": 24, "intermediate_size": 1536, "state_size": 16, "time_step_rank": 48, "conv_kernel": 4,
    "vocab_size": 50280, "tie_word_embeddings": true}"#;
const JAMBA: &str = r#"{"model_type": "jamba", "architectures": ["JambaForCausalLM"], "hidden_size": 4096,
    "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
    "vocab_size": 65536, "num_experts": 16, "num_experts_per_tok": 2, "attn_layer_period": 8, "attn_layer_offset": 4,
    "expert_layer_period": 2, "expert_layer_offset": 1, "mamba_d_state": 16, "mamba_d_conv": 4, "mamba_expand": 2,
    "mamba_dt_rank": 256, "hidden_act": "silu"}"#;

/// Layers with a state: 16 numbers and 4 remembered inputs for each of 1536 channels, however long the text is; Jamba
/// has 28 such layers of 8192 channels, and 4 with attention.
#[test]
fn layers_with_a_state() {
    for s in [1, 100_000] {
        let found = item("kv", MAMBA_130M, &format!("s={s}"), "total");
        assert_eq!(found, format!("{} byte", 24 * 1536 * (16 + 4) * 2));
    }
    assert_eq!(
        item("kv", JAMBA, "s=1000", "total"),
        format!(
            "{} byte",
            2 * (28 * 8192 * (16 + 4) + 1000 * 4 * 2 * 8 * 128)
        )
    );
    // What Megatron-LM counts for the scan: 7 for each channel, number of its state and token.
    assert_eq!(
        item("flops", MAMBA_130M, "s=10", "scan"),
        format!("{} FLOP", 7 * 10 * 24 * 1536 * 16)
    );
    // Two streams, the convolution, the steps, what was read before and behind the gate; 48 + 2·16 that select; and the
    // inputs of the norm and of the block.
    assert_eq!(
        item("activations", MAMBA_130M, "s=10", "total"),
        format!("{} byte", 24 * 10 * 2 * (6 * 1536 + 48 + 32 + 2 * 768))
    );
}

/// A window: of 8192 tokens each sees 4096. With causality counted it is s·w - w²/2, which is s²/2 where the window is
/// the whole text.
#[test]
fn windows_save_operations() {
    let (s, w) = (8192_i64, 4096_i64);
    for (values, pairs) in [
        ("s=8192", s * w),
        ("s=8192, causal=true", s * w - w * w / 2),
        ("s=4096, causal=true", w * w / 2),
        ("s=8192, window=8192, causal=true", s * s / 2),
    ] {
        assert_eq!(
            item("flops", MISTRAL_7B, values, "scores"),
            format!("{} FLOP", 2 * 32 * pairs * 32 * 2 * 128),
            "{values}"
        );
    }
    // Every second layer of Gemma 2 has one.
    assert_eq!(
        item("flops", GEMMA_2_9B, "s=8192", "scores"),
        format!("{} FLOP", 2 * 21 * (s * s + s * w) * 16 * 2 * 256)
    );
}

/// What torchvision prints for ViT-B/16 (17.58 thousand million products and sums) and `open_clip` for CLIP ViT-B/32
/// (14.78 thousand million operations, of which the image takes 8.82).
#[test]
fn operations_of_images() {
    let vit = r#"{"model_type": "vit", "architectures": ["ViTForImageClassification"], "hidden_size": 768,
        "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072, "image_size": 224,
        "patch_size": 16, "num_labels": 1000}"#;
    let clip = r#"{"model_type": "clip", "architectures": ["CLIPModel"], "projection_dim": 512, "text_config":
        {"hidden_size": 512, "num_hidden_layers": 12, "num_attention_heads": 8, "intermediate_size": 2048,
        "vocab_size": 49408, "max_position_embeddings": 77}, "vision_config": {"hidden_size": 768,
        "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072, "image_size": 224,
        "patch_size": 32}}"#;
    for (config, tens_of_millions) in [(vit, 2 * 1758), (clip, 1479)] {
        let found = item("flops", config, "", "total");
        let found: i64 = found.trim_end_matches(" FLOP").parse().unwrap();
        assert_eq!((found + 5_000_000) / 10_000_000, tens_of_millions);
    }
}

/// T5 small reads 512 tokens and writes 10: the encoder and the keys and values of what was read work on the one, all
/// else on the other.
#[test]
fn an_encoder_reads_another_text() {
    let attention = 4 * 512 * 512_i64;
    let network = 2 * 512 * 2048_i64;
    let encoder = 6 * (attention + network) + 6 * attention / 2;
    let decoder = 6 * (attention + network) + 6 * attention / 2;
    assert_eq!(
        item("flops", T5_SMALL, "s=10, s_encoder=512", "matrices"),
        format!("{} FLOP", 2 * (512 * encoder + 10 * decoder))
    );
    assert_eq!(
        item("flops", T5_SMALL, "s=10, s_encoder=512", "scores"),
        format!(
            "{} FLOP",
            2 * 6 * (512 * 512 + 10 * 10 + 10 * 512_i64) * 8 * 2 * 64
        )
    );
}

/// Bits of a weight in the mixture, as llama.cpp prints them: 4.84 and 4.8944.
#[test]
fn a_mixture_of_formats() {
    for (config, parameters, bits) in [
        (LLAMA_2_7B, 6_738_415_616_i64, "4.844"),
        (LLAMA_3_8B, 8_030_261_248, "4.894"),
    ] {
        let bytes = item("q4_k_m", config, "", "total");
        let bytes: i64 = bytes.trim_end_matches(" byte").parse().unwrap();
        let thousandths = bytes * 8000 / parameters;
        let shown = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        assert_eq!(shown, bits);
    }
}

/// Llama 3 70B in 16 bits: layers of 855,654,400 numbers without their norms.
#[test]
fn weights_on_each_device() {
    let layer = 8192 * 8192 * 2 + 2 * 8192 * 1024 + 3 * 8192 * 28672_i64;
    let table = 128_256 * 8192_i64;
    for (values, name, numbers) in [
        (
            "tensor=8",
            "one_stage",
            (80 * layer + 2 * table) / 8 + 161 * 8192,
        ),
        (
            "tensor=8, pipeline=4",
            "first_stage",
            (20 * layer + table) / 8 + 161 * 8192 / 4,
        ),
        (
            "tensor=8, pipeline=4",
            "total",
            20 * layer / 8 + 161 * 8192 / 4,
        ),
    ] {
        let found = item("parallel", LLAMA_3_70B, values, name);
        assert_eq!(found, format!("{} byte", 2 * numbers), "{values}");
    }
}

/// The bundled file has every format, with the bytes of its blocks: ten blocks take ten times as much.
#[test]
fn a_file_in_every_format() {
    for dtype in dtypes() {
        let values = format!("P={}", 10 * dtype.elements);
        let found = item("file", "", &values, &format!("in_{}", dtype.name));
        assert_eq!(
            found,
            format!("{} byte", 10 * dtype.bytes),
            "{}",
            dtype.name
        );
        if dtype.elements > 1 {
            let values = format!("P={}", 10 * dtype.elements + 1);
            let found = item("file", "", &values, &format!("in_{}", dtype.name));
            assert_eq!(
                found,
                format!("{} byte", 11 * dtype.bytes),
                "{}",
                dtype.name
            );
        }
    }
}
