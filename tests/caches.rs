//! The cache of keys and values against what the model library allocates: `data/caches.jsonl` holds, a line each, a small
//! configuration, its class, how many tokens were read, and how many numbers its cache then held (transformers 5.24,
//! read off the tensors of the cache; whole numbers, which count tokens, left out). Encoders read seven tokens.

#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the caches are a file beside this test"
)]

use std::collections::BTreeSet;
use std::path::Path;

use longhand::diagnostic::Source;
use longhand::tasks::{self, Counting};
use serde_json::Value as Json;

/// The numbers that `size` says are kept: of everything, and of the layers with a window.
fn kept(line: &Json) -> (i128, i128) {
    let values = format!("s = {}, s_encoder = 7, w = 1", line["s"]);
    let given = Source::new("<value>", values);
    let counting = Counting {
        file: tasks::size_source("kv", "en"),
        config: Some(Source::new("config.json", line["config"].to_string())),
        class: line["class"].as_str().map(str::to_owned),
        given: tasks::bindings(&[given]).expect("values").value,
        ..Counting::default()
    };
    let sized = tasks::size(&counting, &|name| panic!("{name} is not there"));
    let rows = sized.expect("sizes").itemised.rows;
    let item = |name: &str| -> i128 {
        let row = rows.iter().find(|row| row.symbol.name() == name);
        let text = row.map_or_else(String::new, |row| row.value.to_string());
        text.split(' ')
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or(0)
    };
    (item("total"), item("sliding_layers"))
}

#[test]
fn caches_of_the_library() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/caches.jsonl");
    let text = std::fs::read_to_string(file).expect("the caches");
    let (mut kinds, mut wrong) = (BTreeSet::new(), Vec::new());
    for line in text.lines() {
        let line: Json = serde_json::from_str(line).expect("JSON");
        let (total, sliding) = kept(&line);
        let reads = line["s"].as_i64().expect("a number");
        // A window of 8: the library drops the oldest of its tokens before the next one comes.
        let dropped = if reads > 7 { sliding / 8 } else { 0 };
        let expected = line["elements"].to_string();
        if (total - dropped).to_string() != expected {
            wrong.push(format!("{total} less {dropped} is not {expected}: {line}"));
        }
        kinds.insert(line["config"]["model_type"].to_string());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kinds.len() >= 100, "{} kinds of models", kinds.len());
}

/// Mistral's window is 4096 tokens where its configuration does not say it (transformers 5.24).
#[test]
fn a_window_that_no_key_gives_is_told() {
    let config = r#"{"model_type": "mistral", "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
        "num_key_value_heads": 2, "intermediate_size": 96, "vocab_size": 100}"#;
    let counting = Counting {
        file: tasks::size_source("kv", "en"),
        config: Some(Source::new("config.json", config)),
        ..Counting::default()
    };
    let sized = tasks::size(&counting, &|name| panic!("{name} is not there"));
    let notes = sized.expect("sizes").notes;
    let is_told = notes.iter().any(|note| {
        note.message
            .contains("sliding_window (absent): window = 4096")
    });
    assert!(is_told, "{notes:#?}");
}

/// `ModernBERT` sees 128 tokens, half of them behind, which is what a decoder keeps: two of six layers keep 1024 tokens and
/// four keep 64, each with 2·768 numbers.
#[test]
fn a_window_that_goes_both_ways() {
    let line = serde_json::json!({"s": 1024, "class": "ModernBertDecoderForCausalLM", "config": {
        "model_type": "modernbert-decoder", "num_hidden_layers": 6, "hidden_size": 768, "num_attention_heads": 12,
        "intermediate_size": 1152, "vocab_size": 100, "local_attention": 128, "global_attn_every_n_layers": 3}});
    let sliding = 4 * 64 * 2 * 768;
    assert_eq!(kept(&line), (2 * 1024 * 2 * 768 + sliding, sliding));
}
