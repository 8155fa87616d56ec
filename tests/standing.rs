//! How the sizes of tensors stand in checkpoints of bundled families: tables with their rows first, matrices as the
//! library stores them. Shapes are those that transformers 5.24 allocates, worked out by hand for small models.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;

use longhand::diagnostic::Source;
use longhand::tasks::Counting;
use longhand::verify::Verified;

type Tensors = BTreeMap<String, Vec<u64>>;

fn held(config: &str, tensors: &Tensors) -> Verified {
    let counting = Counting {
        config: Some(Source::new("config.json", config)),
        ..Counting::default()
    };
    support::held(counting, tensors.iter())
}

fn agrees(config: &str, tensors: &Tensors) -> bool {
    let verified = held(config, tensors);
    verified.agrees() && !verified.is_open()
}

/// The tensors of one layer more, `of` each layer.
fn layers(number: u64, tensors: &mut Tensors, of: impl Fn(u64) -> Vec<(String, Vec<u64>)>) {
    for layer in 0..number {
        tensors.extend(of(layer));
    }
}

const ROFORMER: &str = r#"{"model_type": "roformer", "architectures": ["RoFormerModel"], "num_hidden_layers": 2, "hidden_size": 26,
  "num_attention_heads": 4, "intermediate_size": 40, "vocab_size": 50, "max_position_embeddings": 26, "type_vocab_size": 2}"#;

/// Four heads of 26 // 4 = 6 have 24 numbers; there are as many places as numbers in a vector.
fn roformer() -> Tensors {
    let mut tensors = Tensors::from([
        ("embeddings.word_embeddings.weight".into(), vec![50, 26]),
        (
            "embeddings.token_type_embeddings.weight".into(),
            vec![2, 26],
        ),
        ("embeddings.LayerNorm.weight".into(), vec![26]),
        ("embeddings.LayerNorm.bias".into(), vec![26]),
        ("encoder.embed_positions.weight".into(), vec![26, 6]),
    ]);
    layers(2, &mut tensors, |layer| {
        let matrices = [
            ("attention.self.query", 26, 24),
            ("attention.self.key", 26, 24),
            ("attention.self.value", 26, 24),
            ("attention.output.dense", 26, 26),
            ("intermediate.dense", 26, 40),
            ("output.dense", 40, 26),
        ];
        let of = |name: &str, end: &str| format!("encoder.layer.{layer}.{name}.{end}");
        let mut all = Vec::new();
        for (name, from, to) in matrices {
            all.push((of(name, "weight"), vec![to, from]));
            all.push((of(name, "bias"), vec![to]));
        }
        for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
            all.push((of(name, "weight"), vec![26]));
            all.push((of(name, "bias"), vec![26]));
        }
        all
    });
    tensors
}

#[test]
fn as_many_places_as_numbers() {
    assert!(agrees(ROFORMER, &roformer()));
    for (name, shape) in [
        ("encoder.embed_positions.weight", vec![6, 26]),
        ("embeddings.word_embeddings.weight", vec![26, 50]),
        ("embeddings.token_type_embeddings.weight", vec![26, 2]),
    ] {
        let mut tensors = roformer();
        assert!(tensors.insert(name.to_owned(), shape).is_some());
        assert!(!held(ROFORMER, &tensors).agrees(), "{name}");
    }
    // Words and kinds of segments under each other's names.
    let mut tensors = roformer();
    tensors.insert("embeddings.word_embeddings.weight".into(), vec![2, 26]);
    tensors.insert(
        "embeddings.token_type_embeddings.weight".into(),
        vec![50, 26],
    );
    assert!(!held(ROFORMER, &tensors).agrees());
}

const XLNET: &str = r#"{"model_type": "xlnet", "architectures": ["XLNetModel"], "n_layer": 2, "d_model": 24, "n_head": 4,
  "d_inner": 40, "vocab_size": 50}"#;

fn xlnet() -> Tensors {
    let mut tensors = Tensors::from([
        ("word_embedding.weight".into(), vec![50, 24]),
        ("mask_emb".into(), vec![1, 1, 24]),
    ]);
    layers(2, &mut tensors, |layer| {
        let of = |name: &str| format!("layer.{layer}.{name}");
        let mut all = vec![(of("rel_attn.seg_embed"), vec![2, 4, 6])];
        all.extend(
            ["q", "k", "v", "o", "r"].map(|one| (of(&format!("rel_attn.{one}")), vec![24, 4, 6])),
        );
        all.extend(
            ["r_r", "r_s", "r_w"].map(|one| (of(&format!("rel_attn.{one}_bias")), vec![4, 6])),
        );
        for norm in ["rel_attn", "ff"] {
            all.extend(
                ["weight", "bias"].map(|end| (of(&format!("{norm}.layer_norm.{end}")), vec![24])),
            );
        }
        for (name, from, to) in [("layer_1", 24, 40), ("layer_2", 40, 24)] {
            all.push((of(&format!("ff.{name}.weight")), vec![to, from]));
            all.push((of(&format!("ff.{name}.bias")), vec![to]));
        }
        all
    });
    tensors
}

#[test]
fn biases_and_segments_of_heads() {
    assert!(agrees(XLNET, &xlnet()));
    let mut turned = xlnet();
    let mut exchanged = xlnet();
    for layer in 0..2 {
        turned.insert(format!("layer.{layer}.rel_attn.r_s_bias"), vec![6, 4]);
        exchanged.insert(format!("layer.{layer}.rel_attn.seg_embed"), vec![24, 4, 6]);
        exchanged.insert(format!("layer.{layer}.rel_attn.k"), vec![2, 4, 6]);
    }
    assert!(!held(XLNET, &turned).agrees());
    assert!(!held(XLNET, &exchanged).agrees());
}

const DBRX: &str = r#"{"model_type": "dbrx", "architectures": ["DbrxModel"], "d_model": 64, "n_heads": 4, "n_layers": 2,
  "vocab_size": 100, "max_seq_len": 32, "attn_config": {"kv_n_heads": 2},
  "ffn_config": {"ffn_hidden_size": 48, "moe_num_experts": 4, "moe_top_k": 2}}"#;

/// The matrices of all experts lie below one another, 4·48 rows of 64.
fn dbrx() -> Tensors {
    let mut tensors = Tensors::from([
        ("wte.weight".into(), vec![100, 64]),
        ("norm_f.weight".into(), vec![64]),
    ]);
    layers(2, &mut tensors, |layer| {
        let of = |name: &str| format!("blocks.{layer}.{name}");
        vec![
            (of("norm_attn_norm.norm_1.weight"), vec![64]),
            (of("norm_attn_norm.norm_2.weight"), vec![64]),
            (of("norm_attn_norm.attn.Wqkv.weight"), vec![128, 64]),
            (of("norm_attn_norm.attn.out_proj.weight"), vec![64, 64]),
            (of("ffn.router.layer.weight"), vec![4, 64]),
            (of("ffn.experts.mlp.w1"), vec![192, 64]),
            (of("ffn.experts.mlp.v1"), vec![192, 64]),
            (of("ffn.experts.mlp.w2"), vec![192, 64]),
        ]
    });
    tensors
}

#[test]
fn stacked_experts() {
    assert!(agrees(DBRX, &dbrx()));
    for name in ["w1", "v1", "w2"] {
        let mut tensors = dbrx();
        for layer in 0..2 {
            tensors.insert(
                format!("blocks.{layer}.ffn.experts.mlp.{name}"),
                vec![64, 192],
            );
        }
        assert!(!held(DBRX, &tensors).agrees(), "{name}");
    }
}

const SPEECH: &str = r#"{"model_type": "hubert", "architectures": ["HubertModel"], "num_hidden_layers": 1, "hidden_size": 32,
  "num_attention_heads": 4, "intermediate_size": 48, "conv_dim": [8, 8], "conv_kernel": [10, 3], "num_conv_pos_embeddings": 16,
  "num_conv_pos_embedding_groups": 4, "conv_pos_batch_norm": true}"#;

/// `HuBERT` with a norm over many sounds in place of the lengths of the steps.
#[test]
fn a_norm_before_the_convolution_of_places() {
    let mut tensors = Tensors::from([
        ("masked_spec_embed".into(), vec![32]),
        (
            "feature_extractor.conv_layers.0.conv.weight".into(),
            vec![8, 1, 10],
        ),
        (
            "feature_extractor.conv_layers.1.conv.weight".into(),
            vec![8, 8, 3],
        ),
        ("feature_projection.projection.weight".into(), vec![32, 8]),
        ("encoder.pos_conv_embed.conv.weight".into(), vec![32, 8, 16]),
    ]);
    let mut vectors = |name: &str, size: u64| {
        for end in ["weight", "bias"] {
            tensors.entry(format!("{name}.{end}")).or_insert(vec![size]);
        }
    };
    vectors("feature_extractor.conv_layers.0.layer_norm", 8);
    vectors("feature_projection.layer_norm", 8);
    vectors("feature_projection.projection", 32);
    vectors("encoder.pos_conv_embed.conv", 32);
    vectors("encoder.pos_conv_embed.batch_norm", 32);
    vectors("encoder.layer_norm", 32);
    vectors("encoder.layers.0.layer_norm", 32);
    vectors("encoder.layers.0.final_layer_norm", 32);
    for name in ["q_proj", "k_proj", "v_proj", "out_proj"] {
        let name = format!("encoder.layers.0.attention.{name}");
        tensors.insert(format!("{name}.weight"), vec![32, 32]);
        tensors.insert(format!("{name}.bias"), vec![32]);
    }
    for (name, from, to) in [("intermediate", 32, 48), ("output", 48, 32)] {
        let name = format!("encoder.layers.0.feed_forward.{name}_dense");
        tensors.insert(format!("{name}.weight"), vec![to, from]);
        tensors.insert(format!("{name}.bias"), vec![to]);
    }
    let verified = held(SPEECH, &tensors);
    assert!(verified.agrees() && !verified.is_open(), "{verified:#?}");
}

const MARIAN: &str = r#"{"model_type": "marian", "architectures": ["MarianModel"], "encoder_layers": 1, "decoder_layers": 1, "d_model": 8,
  "encoder_ffn_dim": 12, "decoder_ffn_dim": 12, "max_position_embeddings": 6, "vocab_size": 20}"#;

/// Marian as the library writes it: its places are waves, which it leaves out of the file.
fn marian() -> Tensors {
    let mut tensors = Tensors::from([("shared.weight".into(), vec![20, 8])]);
    for (stack, attentions) in [
        ("encoder", &["self_attn"][..]),
        ("decoder", &["self_attn", "encoder_attn"]),
    ] {
        let mut add = |name: &str, shape: Vec<u64>| {
            let bias = shape.first().copied().unwrap();
            let name = format!("{stack}.layers.0.{name}");
            tensors.insert(format!("{name}.weight"), shape);
            tensors.insert(format!("{name}.bias"), vec![bias]);
        };
        for attention in attentions {
            for matrix in ["q_proj", "k_proj", "v_proj", "out_proj"] {
                add(&format!("{attention}.{matrix}"), vec![8, 8]);
            }
            add(&format!("{attention}_layer_norm"), vec![8]);
        }
        add("final_layer_norm", vec![8]);
        add("fc1", vec![12, 8]);
        add("fc2", vec![8, 12]);
    }
    tensors
}

/// What no key says, the tensors do: places of a right file are there or not; those of one stack alone are no file.
#[test]
fn what_a_library_works_out_may_be_left_out() {
    assert!(agrees(MARIAN, &marian()));
    let mut older = marian();
    for stack in ["encoder", "decoder"] {
        older.insert(format!("{stack}.embed_positions.weight"), vec![6, 8]);
    }
    assert!(agrees(MARIAN, &older));
    older.remove("encoder.embed_positions.weight");
    assert!(!held(MARIAN, &older).agrees());
    // Where it is said, it holds.
    let counting = Counting {
        config: Some(Source::new("config.json", MARIAN)),
        given: longhand::tasks::bindings(&[Source::new("<value>", "waves=true")])
            .unwrap()
            .value,
        ..Counting::default()
    };
    assert!(!support::held(counting, marian().iter()).agrees());
}
