//! What single letters stand for in formulas about transformers, and the keys that give them.

use super::Config;
use crate::expr::Symbol;

/// A letter, what it stands for, its keys, and its value where they give none.
struct Letter(&'static str, &'static str, &'static str, &'static str);

const LETTERS: &[Letter] = &[
    Letter(
        "L",
        "number of layers",
        "num_hidden_layers | n_layer | num_layers | n_layers",
        "",
    ),
    Letter(
        "h",
        "hidden size",
        "hidden_size | n_embd | d_model | dim",
        "",
    ),
    Letter("V", "size of the vocabulary", "vocab_size", ""),
    Letter(
        "a",
        "number of attention heads",
        "num_attention_heads | n_head | n_heads | num_heads",
        "",
    ),
    Letter(
        "n",
        "number of attention heads",
        "num_attention_heads | n_head | n_heads | num_heads",
        "",
    ),
    Letter(
        "k",
        "number of key and value heads",
        "num_key_value_heads | num_kv_heads | attn_config.kv_n_heads",
        "a",
    ),
    Letter("d", "size of one head", "head_dim | d_kv", "h // a"),
    Letter(
        "i",
        "width of the feed-forward network",
        "intermediate_size | n_inner | ffn_dim | d_ff | ffn_hidden_size",
        "4*h",
    ),
    Letter(
        "E",
        "number of experts",
        "num_local_experts | num_experts | n_routed_experts",
        "",
    ),
    Letter(
        "T",
        "experts that one token uses",
        "num_experts_per_tok",
        "",
    ),
    Letter("m", "width of one expert", "moe_intermediate_size", ""),
    Letter(
        "N",
        "longest sequence",
        "max_position_embeddings | n_positions",
        "",
    ),
];

/// The parameters that a formula over these symbols needs, as lines of a formula file: a letter has its
/// usual meaning, any other name is a key of the configuration.
pub fn parameters(symbols: &[Symbol], config: Option<&Config>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut written: Vec<&str> = Vec::new();
    let needed = ["h", "a", "k"].into_iter();
    let asked = |name: &str| symbols.iter().any(|symbol| symbol.name() == name);
    let defaults = needed.filter(|name| {
        !asked(name)
            && ((*name != "k" && asked("d"))
                || (*name == "a" && asked("k"))
                || (*name == "h" && asked("i")))
    });
    for name in defaults.chain(symbols.iter().map(Symbol::name)) {
        if written.contains(&name) {
            continue;
        }
        written.push(name);
    }
    // Defaults stand behind what they use.
    written.sort_by_key(|name| ["k", "d", "i"].contains(name));
    for name in written {
        let is_key = config.is_some_and(|config| config.get(name).is_some());
        let known = LETTERS.iter().find(|letter| letter.0 == name);
        match known.filter(|_| !is_key) {
            Some(Letter(_, what, keys, "")) => {
                lines.push(format!("param {name} \"{what}\" : natural from {keys}\n"));
            }
            Some(Letter(_, what, keys, default)) => {
                lines.push(format!(
                    "param {name} \"{what}\" : natural = {default} from {keys}\n"
                ));
            }
            None if name == "tied" => {
                lines.push("param tied : boolean = false from tie_word_embeddings\n".to_owned());
            }
            None => lines.push(format!("param {name} : real from {name}\n")),
        }
    }
    lines.concat()
}
