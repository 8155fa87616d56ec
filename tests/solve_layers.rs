//! How many layers a model has room for, where some layers are of another kind: integers put in, each sum worked out
//! by hand or by the library (transformers 5.24).

#![cfg(test)]

use longhand::diagnostic::{Diagnostic, Source};
use longhand::expr::{Expr, Symbol};
use longhand::number::Integer;
use longhand::solve::{Fit, Outcome, Tried, Wanted};
use longhand::tasks::{Counting, Question, Solved, solve_in};

/// Every fourth layer, the second first, has 10; the others have 3. That layer 0 is none of them is said once more, in
/// a way that leaves the sum without a closed form.
const KINDS: &str = "\
param L from n
param rows = L
total = 100 + sum(l = 0..L-1, if l mod 4 = 1 and min(l, 5) * max(l, 2) > 0 then 10 else 3)
table = 5*rows + L
";

fn solved(
    file: Option<&str>,
    config: &str,
    equation: &str,
    (unknown, multiple): (&str, Option<i64>),
) -> Result<Solved, Vec<Diagnostic>> {
    let counting = Counting {
        file: file.map(|text| Source::new("mine.lh", text)),
        config: Some(Source::new("config.json", config)),
        ..Counting::default()
    };
    let wanted = Wanted {
        multiple: multiple.map(Integer::from),
        ..Wanted::default()
    };
    let (question, unknown) = (Question::new(equation), Symbol::new(unknown));
    solve_in(&question, &unknown, &wanted, &counting, &|name| {
        panic!("`{name}` is not to be asked for")
    })
}

fn tried(file: Option<&str>, config: &str, equation: &str, multiple: Option<i64>) -> Tried {
    let solved = solved(file, config, equation, ("L", multiple));
    match solved
        .unwrap_or_else(|errors| panic!("{errors:#?}"))
        .solution
        .outcome
    {
        Outcome::Tried(tried) => tried,
        other => panic!("{equation}: {other:?}"),
    }
}

/// The nearest integers and the left sides there.
fn nearest(tried: &Tried) -> Vec<(i64, String)> {
    let neighbours = tried.nearest.iter();
    let told = neighbours.map(|one| (one.value.to_i64().unwrap_or(-1), one.left.to_string()));
    told.collect()
}

#[test]
fn layers_of_two_kinds_are_counted_until_the_sum_is_met() {
    let config = r#"{"n": 3}"#;
    // 100 and 3, 10, 3, 3, 3, 10, 3, 3, 3, 10 one after the other.
    let found = tried(Some(KINDS), config, "total = 132", None);
    assert_eq!(found.solutions, [Integer::from(6)]);
    assert!(found.is_each && found.nearest.is_empty());

    let found = tried(Some(KINDS), config, "total = 130", None);
    assert_eq!(found.solutions, []);
    assert_eq!(
        nearest(&found),
        [(6, "132".to_owned()), (5, "122".to_owned())]
    );
    assert!(matches!(found.fit(), Fit::BetweenIntegers(_)));

    let found = tried(Some(KINDS), config, "total = 132", Some(4));
    assert_eq!(
        nearest(&found),
        [(8, "138".to_owned()), (4, "119".to_owned())]
    );

    // 250,000 times 19 in 1,000,000 layers: found by halving.
    let found = tried(Some(KINDS), config, "total = 100 + 19*250", None);
    assert_eq!(
        (found.solutions, found.is_each),
        (vec![Integer::from(1000)], false)
    );
}

#[test]
fn a_default_that_follows_the_unknown_follows_it() {
    // 5·10 + 10, though the configuration has 3 layers.
    let found = solved(Some(KINDS), r#"{"n": 3}"#, "table = 60", ("L", None));
    let found = found
        .unwrap_or_else(|errors| panic!("{errors:#?}"))
        .solution;
    assert_eq!(
        found.root().map(|root| root.value.clone()),
        Some(Expr::integer(10))
    );
}

#[test]
fn jamba_and_deepseek_have_whole_layers() {
    let jamba = r#"{"attn_layer_offset": 4, "attn_layer_period": 8, "expert_layer_offset": 1,
        "expert_layer_period": 2, "hidden_size": 4096, "intermediate_size": 14336, "mamba_conv_bias": true,
        "mamba_d_conv": 4, "mamba_d_state": 16, "mamba_dt_rank": 256, "mamba_expand": 2, "mamba_proj_bias": false,
        "model_type": "jamba", "num_attention_heads": 32, "num_experts": 16, "num_experts_per_tok": 2,
        "num_hidden_layers": 32, "num_key_value_heads": 8, "tie_word_embeddings": false, "vocab_size": 65536}"#;
    let found = tried(None, jamba, "total = 7_000_000_000", None);
    let expected = [(4, "6947738752".to_owned()), (5, "7165850752".to_owned())];
    assert_eq!(nearest(&found), expected);

    let deepseek = r#"{"first_k_dense_replace": 3, "hidden_size": 7168, "intermediate_size": 18432,
        "kv_lora_rank": 512, "model_type": "deepseek_v3", "moe_intermediate_size": 2048, "n_routed_experts": 256,
        "n_shared_experts": 1, "num_attention_heads": 128, "num_experts_per_tok": 8, "num_hidden_layers": 61,
        "num_key_value_heads": 128, "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
        "tie_word_embeddings": false, "v_head_dim": 128, "vocab_size": 129280}"#;
    let found = tried(None, deepseek, "total = 7_000_000_000", None);
    let expected = [(3, "3603815424".to_owned()), (4, "15111101440".to_owned())];
    assert_eq!(nearest(&found), expected);
}

#[test]
fn what_can_be_solved_for_is_told() {
    let whisper = r#"{"model_type": "whisper"}"#;
    let errors = solved(None, whisper, "total = 1_000_000_000", ("L", None)).unwrap_err();
    let told = errors[0].hints.join(" ");
    assert!(
        told.contains("`encoder_layers`") && told.contains("`decoder_layers`"),
        "{told}"
    );
}
