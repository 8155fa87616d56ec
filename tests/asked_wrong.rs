//! Questions that cannot be answered as they are put: what is wrong is told by name, never guessed.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "this test writes configurations")]

use std::path::PathBuf;
use std::process::Command;

fn longhand(arguments: &[&str]) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_longhand"))
        .args(arguments)
        .output();
    let output = run.unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

/// A file of a small LLaMA's configuration, with more members.
fn config(name: &str, more: &str) -> String {
    file(
        &format!("{name}.json"),
        &format!(
            r#"{{"model_type": "llama", "hidden_size": 8, "num_hidden_layers": 2, "vocab_size": 10,
                "intermediate_size": 12, "num_attention_heads": 4{more}}}"#
        ),
    )
}

fn file(name: &str, text: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("asked-wrong");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_class_that_no_file_knows_is_an_error() {
    let config = config("plain", "");
    for (class, told) in [
        ("LlamaForCausallM", "did you mean LlamaForCausalLM?"),
        ("", "it knows LlamaForCausalLM, LlamaModel"),
        ("BertModel", "`llama` does not know the class \"BertModel\""),
    ] {
        let (code, text) = longhand(&["count", "llama", "--config", &config, "--class", class]);
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(told), "{text}");
    }
    let known = [
        "count",
        "llama",
        "--config",
        &config,
        "--class",
        "LlamaModel",
    ];
    assert_eq!(longhand(&known).0, Some(0));
}

#[test]
fn what_a_configuration_says_oddly_is_told() {
    let text = config("text", r#", "architectures": "LlamaForCausalLM""#);
    let uneven = config("uneven", r#", "num_key_value_heads": 3"#);
    for (config, told) in [
        (text, "`architectures` of "),
        (
            uneven,
            "3 heads of keys and values (`k`) cannot be shared evenly by 4 heads of queries (`a`)",
        ),
    ] {
        let (code, text) = longhand(&["count", "--config", &config]);
        assert_eq!(code, Some(0), "{text}");
        assert!(text.contains(told) && text.contains("warning["), "{text}");
    }
    let even = config("even", r#", "num_key_value_heads": 2"#);
    assert!(
        !longhand(&["count", "--config", &even])
            .1
            .contains("warning[")
    );
}

#[test]
fn keys_of_a_text_model_are_all_told_at_once() {
    let nested = file(
        "nested.json",
        r#"{"model_type": "llama", "text_config": {"hidden_size": 8, "num_hidden_layers": 2, "vocab_size": 10}}"#,
    );
    let (code, text) = longhand(&["count", "--config", &nested]);
    assert_eq!(code, Some(2), "{text}");
    let told = "holds num_hidden_layers, hidden_size, vocab_size under text_config";
    assert!(text.contains(told), "{text}");
}

#[test]
fn values_that_no_parameter_takes() {
    let config = config("values", "");
    for (arguments, told) in [
        (
            ["count", "llama", "zz=3"].as_slice(),
            "the parameters are `model_type`, `class`, `L`, `h`",
        ),
        (
            &["count", "llama", "--config", &config, "tied=yes"],
            "has to be `true` or `false`",
        ),
        (
            &["count", "llama", "--formula", "h^2", "--config", &config],
            "both a formula file and a formula",
        ),
        // ZeRO has the stages 0 to 3.
        (
            &[
                "size",
                "--what",
                "training",
                "P=7_000_000_000",
                "ranks=8",
                "stage=4",
            ],
            "does not hold for stage = 4",
        ),
    ] {
        let (code, text) = longhand(arguments);
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(told), "{text}");
    }
    let third = [
        "size",
        "--what",
        "training",
        "P=7_000_000_000",
        "ranks=8",
        "stage=3",
    ];
    assert_eq!(longhand(&third).0, Some(0));
}

#[test]
fn a_range_makes_a_column_and_truth_values_an_axis() {
    let power = file(
        "power.lh",
        "param h\nparam k : natural = 1\ntotal = h^2 * k\n",
    );
    let (code, text) = longhand(&[
        "emit", &power, "--as", "python", "--range", "h=1..15", "--range", "k=0..9",
    ]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("def total(h, k):"), "{text}");
    let tied = file(
        "tied.lh",
        "param h\nparam tied : boolean\ntotal = if tied then h else 2 h\n",
    );
    let (code, text) = longhand(&[
        "sweep",
        &tied,
        "--grid",
        "tied=true,false",
        "--grid",
        "h=3..4",
    ]);
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(
        text,
        "tied,h,total\ntrue,3,3\ntrue,4,4\nfalse,3,6\nfalse,4,8\n"
    );
}
