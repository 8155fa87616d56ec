//! The model of the guide "Write your own architecture", with tensors of some layers lost and added: each is told as
//! missing from the term that counts it, or as too many, and nothing else is.
//!
//! With three experts the matrices of its two dense layers are together as large as one matrix of each expert in the
//! two others.

#![cfg(test)]

mod support;

use longhand::diagnostic::Source;
use longhand::expr::Symbol;
use longhand::tasks::Counting;
use longhand::verify::Fault;

const GUIDE: &str = include_str!("../docs/guide/architecture.md");

/// The formula file that the guide writes.
fn formula() -> String {
    let mut blocks = GUIDE.split("```longhand\n").skip(1);
    let block = blocks.find(|block| block.contains("section \"Words\""));
    let block = block.and_then(|block| block.split("```").next());
    block.expect("the guide's file").to_owned()
}

/// A configuration of the guide's model: layers, dense layers in front, experts.
#[derive(Clone, Copy)]
struct Sizes {
    layers: u64,
    dense: u64,
    experts: u64,
}

impl Sizes {
    fn config(self) -> String {
        let Self {
            layers,
            dense,
            experts,
        } = self;
        format!(
            r#"{{"hidden_size": 64, "num_hidden_layers": {layers}, "num_attention_heads": 4, "num_key_value_heads": 2,
            "intermediate_size": 40, "num_experts": {experts}, "num_experts_per_tok": 2,
            "first_k_dense_replace": {dense}, "vocab_size": 100, "tie_word_embeddings": true}}"#
        )
    }

    fn tensors(self) -> Vec<(String, Vec<u64>)> {
        let (width, inner) = (64, 40);
        let mut all = vec![
            ("model.embed_tokens.weight".to_owned(), vec![100, width]),
            ("model.norm.weight".to_owned(), vec![width]),
        ];
        let mut add = |name: String, shape: &[u64]| all.push((name, shape.to_vec()));
        for layer in 0..self.layers {
            let layer_name = format!("model.layers.{layer}");
            for (name, rows) in [("q", 64), ("k", 32), ("v", 32), ("o", 64)] {
                add(
                    format!("{layer_name}.self_attn.{name}_proj.weight"),
                    &[rows, width],
                );
            }
            for name in ["input", "post_attention"] {
                add(format!("{layer_name}.{name}_layernorm.weight"), &[width]);
            }
            let networks: Vec<String> = if layer < self.dense {
                vec![format!("{layer_name}.mlp")]
            } else {
                add(
                    format!("{layer_name}.mlp.gate.weight"),
                    &[self.experts, width],
                );
                let experts = 0..self.experts;
                experts
                    .map(|expert| format!("{layer_name}.mlp.experts.{expert}"))
                    .collect()
            };
            for network in networks {
                add(format!("{network}.gate_proj.weight"), &[inner, width]);
                add(format!("{network}.up_proj.weight"), &[inner, width]);
                add(format!("{network}.down_proj.weight"), &[width, inner]);
            }
        }
        all
    }

    fn faults(self, tensors: &[(String, Vec<u64>)]) -> Vec<Fault> {
        let counting = Counting {
            file: Some(Source::new("mine.lh", formula())),
            config: Some(Source::new("config.json", self.config())),
            ..Counting::default()
        };
        let tensors = tensors.iter().map(|(name, shape)| (name, shape));
        let rows = support::held(counting, tensors).rows;
        rows.into_iter().flat_map(|row| row.faults).collect()
    }

    /// What is told without these tensors: the names that are missing, and the definition of each.
    fn without(self, lost: &[String]) -> Vec<(String, String)> {
        let mut tensors = self.tensors();
        let all = tensors.len();
        tensors.retain(|(name, _)| !lost.contains(name));
        assert_eq!(all - tensors.len(), lost.len());
        let mut told = Vec::new();
        for fault in self.faults(&tensors) {
            let Fault::Missing { names, term, .. } = fault else {
                panic!("{lost:?}: {fault:?}");
            };
            let definition = term
                .1
                .map_or(String::new(), |symbol: Symbol| symbol.name().to_owned());
            told.extend(names.into_iter().map(|name| (name, definition.clone())));
        }
        told.sort();
        told
    }
}

const ALL: [Sizes; 3] = [
    Sizes {
        layers: 4,
        dense: 2,
        experts: 3,
    },
    Sizes {
        layers: 8,
        dense: 3,
        experts: 3,
    },
    Sizes {
        layers: 9,
        dense: 2,
        experts: 4,
    },
];

#[test]
fn the_right_tensors_agree() {
    for sizes in ALL {
        assert_eq!(sizes.faults(&sizes.tensors()), []);
    }
}

#[test]
fn a_lost_tensor_is_missing_from_its_own_term() {
    for sizes in ALL {
        let last = sizes.layers - 1;
        for (name, definition) in [
            (format!("model.layers.{last}.mlp.gate.weight"), "router"),
            (
                format!("model.layers.{last}.mlp.experts.1.down_proj.weight"),
                "expert",
            ),
            ("model.layers.0.mlp.up_proj.weight".to_owned(), "expert"),
            (
                format!("model.layers.{last}.self_attn.k_proj.weight"),
                "keys",
            ),
        ] {
            let told = sizes.without(std::slice::from_ref(&name));
            assert_eq!(told, [(name, definition.to_owned())]);
        }
    }
}

#[test]
fn a_lost_expert_is_missing_matrix_by_matrix() {
    for sizes in ALL {
        let last = sizes.layers - 1;
        let name = |kind| format!("model.layers.{last}.mlp.experts.1.{kind}_proj.weight");
        let gone = ["down", "gate", "up"].map(name);
        let expected = gone.clone().map(|name| (name, "expert".to_owned()));
        assert_eq!(sizes.without(&gone), expected);
    }
}

#[test]
fn a_router_in_a_dense_layer_is_too_many() {
    for sizes in ALL {
        let mut tensors = sizes.tensors();
        let name = "model.layers.0.mlp.gate.weight";
        tensors.push((name.to_owned(), vec![sizes.experts, 64]));
        let faults = sizes.faults(&tensors);
        let [Fault::Surplus { tensors }] = faults.as_slice() else {
            panic!("{faults:?}");
        };
        let names: Vec<&str> = tensors.iter().map(|tensor| tensor.name.as_str()).collect();
        assert_eq!(names, [name]);
    }
}
