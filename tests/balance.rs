//! Shapes that are wrong and make up for each other, so that every sum is right: each is told with its tensor and its
//! term. All shapes are worked out by hand.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;

use longhand::diagnostic::Source;
use longhand::render::answer::{self, TableFormat, VerifyAnswer};
use longhand::tasks::Counting;
use longhand::verify::Verified;

type Tensors = BTreeMap<String, Vec<u64>>;
type Shapes<'s> = &'s [(&'s str, &'s [u64])];

/// Two layers of width 64: 4 heads of 16 and 2 for keys and values, networks of 96, all with biases.
const FORMULA: &str = "\
param L from L
param h from h
param k from k
param d from d
param i from i
linear(x, y) = x*y + y
queries = linear(h, h) covers \"**.wq.*\"
keys = linear(h, k*d) covers \"**.wk.*\"
values = linear(h, k*d)
part attention = L * (queries + keys + values) covers \"layers.*.{wq,wk,wv}.*\"
part mlp = L * (2*h*i + i*h) covers \"layers.*.{gate,up,down}.weight\"
of_heads = 2*d covers \"**.{q,k}_norm\"
part norm = L * (2*h + of_heads) + h covers \"**norm\"
total = attention + mlp + norm
";

const CONFIG: &str = r#"{"L": 2, "h": 64, "k": 2, "d": 16, "i": 96}"#;

fn right() -> Tensors {
    let mut tensors = Tensors::from([("norm".to_owned(), vec![64])]);
    for layer in 0..2 {
        let mut add = |name: &str, shape: &[u64]| {
            tensors.insert(format!("layers.{layer}.{name}"), shape.to_vec());
        };
        for (name, rows) in [("wq", 64), ("wk", 32), ("wv", 32)] {
            add(&format!("{name}.weight"), &[rows, 64]);
            add(&format!("{name}.bias"), &[rows]);
        }
        add("gate.weight", &[96, 64]);
        add("up.weight", &[96, 64]);
        add("down.weight", &[64, 96]);
        add("in_norm", &[64]);
        add("out_norm", &[64]);
        add("q_norm", &[16]);
        add("k_norm", &[16]);
    }
    tensors
}

fn text(verified: &Verified) -> String {
    let shown = VerifyAnswer {
        title: None,
        subject: ("checkpoint", None),
        verified,
    };
    answer::verify(&shown, TableFormat::Text)
}

fn held(formula: &str, config: &str, tensors: &Tensors) -> Verified {
    let counting = Counting {
        file: Some(Source::new("model.lh", formula)),
        config: Some(Source::new("config.json", config)),
        ..Counting::default()
    };
    support::held(counting, tensors.iter())
}

/// The tensors with other shapes, in each of these layers.
fn changed(layers: &[u64], shapes: Shapes<'_>) -> Tensors {
    let mut tensors = right();
    for layer in layers {
        for (name, shape) in shapes {
            let name = format!("layers.{layer}.{name}");
            assert!(tensors.insert(name, shape.to_vec()).is_some());
        }
    }
    tensors
}

#[test]
fn what_is_right_agrees() {
    let verified = held(FORMULA, CONFIG, &right());
    assert!(verified.agrees() && !verified.is_open(), "{verified:#?}");
}

#[test]
fn what_makes_up_for_another_is_told() {
    let all = [0, 1];
    let cases: [(&[u64], Shapes<'_>); 9] = [
        // 60 + 68 = 64 + 64.
        (&all, &[("in_norm", &[60]), ("out_norm", &[68])]),
        (&[1], &[("in_norm", &[60]), ("out_norm", &[68])]),
        // 64·64 + 128·64 = 96·64 + 96·64.
        (
            &all,
            &[("gate.weight", &[64, 64]), ("up.weight", &[128, 64])],
        ),
        (
            &[0],
            &[("gate.weight", &[64, 64]), ("up.weight", &[128, 64])],
        ),
        // Queries as keys and keys as queries, with their biases and without.
        (
            &all,
            &[
                ("wq.weight", &[32, 64]),
                ("wq.bias", &[32]),
                ("wk.weight", &[64, 64]),
                ("wk.bias", &[64]),
            ],
        ),
        (&all, &[("wq.weight", &[32, 64]), ("wk.weight", &[64, 64])]),
        // Biases alone.
        (&all, &[("wq.bias", &[32]), ("wk.bias", &[64])]),
        // A norm of heads as wide as one of a layer, and the other way round.
        (&all, &[("in_norm", &[16]), ("q_norm", &[64])]),
        (&[1], &[("in_norm", &[16]), ("q_norm", &[64])]),
    ];
    for (layers, shapes) in cases {
        let verified = held(FORMULA, CONFIG, &changed(layers, shapes));
        let text = text(&verified);
        assert!(!verified.agrees(), "{shapes:?}\n{text}");
        for (name, _) in shapes {
            assert!(text.contains(name), "{name} of {shapes:?}\n{text}");
        }
    }
    // Gate and up, each too small in one layer and too large in the other.
    let mut tensors = changed(
        &[0],
        &[("gate.weight", &[64, 64]), ("up.weight", &[128, 64])],
    );
    for (name, rows) in [("gate", 128), ("up", 64)] {
        tensors.insert(format!("layers.1.{name}.weight"), vec![rows, 64]);
    }
    let verified = held(FORMULA, CONFIG, &tensors);
    assert!(!verified.agrees());
}

/// Layers as wide as a list says, with narrower channels where depths differ.
#[test]
fn lists_of_widths_are_held_layer_by_layer() {
    let formula = "\
param h from h
param widths : list from widths
part mlp = sum(l = 0..3, 2 * h * item(widths, l)) covers \"layers.*.{up,down}\"
total = mlp
";
    let config = r#"{"h": 8, "widths": [12, 12, 20, 20]}"#;
    let mut right = Tensors::new();
    for (layer, width) in [12, 12, 20, 20].into_iter().enumerate() {
        right.insert(format!("layers.{layer}.up"), vec![width, 8]);
        right.insert(format!("layers.{layer}.down"), vec![8, width]);
    }
    let verified = held(formula, config, &right);
    assert!(verified.agrees() && !verified.is_open(), "{verified:#?}");
    // 10 + 14 = 12 + 12, and 24·8 + 16·8 = 20·8 + 20·8.
    for (one, other, [small, large]) in [
        ("layers.0.up", "layers.1.up", [10, 14]),
        ("layers.2.up", "layers.3.up", [16, 24]),
    ] {
        let mut tensors = right.clone();
        tensors.insert(one.to_owned(), vec![small, 8]);
        tensors.insert(other.to_owned(), vec![large, 8]);
        let verified = held(formula, config, &tensors);
        assert!(!verified.agrees());
        assert!(text(&verified).contains("up"));
    }
}

/// Two terms of one value and other sizes each go to the tensor that has their sizes.
#[test]
fn one_after_another_may_lead_astray() {
    let formula = "\
param a from a
param b from b
param c from c
part tables = a*b + 2*c covers \"one\", \"two\", \"three\"
total = tables
";
    // 6·4 = 2·12.
    let config = r#"{"a": 6, "b": 4, "c": 12}"#;
    let tensors = |shapes: [&[u64]; 3]| -> Tensors {
        let names = ["one", "two", "three"].map(str::to_owned);
        names.into_iter().zip(shapes.map(<[u64]>::to_vec)).collect()
    };
    let agrees = |shapes| held(formula, config, &tensors(shapes)).agrees();
    assert!(agrees([&[12], &[12], &[6, 4]]));
    assert!(agrees([&[6, 4], &[12], &[12]]));
    assert!(!agrees([&[6, 4], &[10], &[14]]));
    assert!(!agrees([&[5, 4], &[12], &[16]]));
}

/// Where the formula is a number, no tensor can be held against a term of it, which is said.
#[test]
fn a_number_is_held_in_sum() {
    let formula = "part tower = 4096 covers \"tower.**\"\ntotal = tower\n";
    let tensors = Tensors::from([
        ("tower.one".to_owned(), vec![64, 32]),
        ("tower.two".to_owned(), vec![2048]),
    ]);
    let verified = held(formula, "{}", &tensors);
    assert!(verified.agrees(), "{verified:#?}");
    let text = text(&verified);
    let told = "`tower` is a number in the formula: its tensors are held in sum, not one by one.";
    assert!(text.contains(told), "{text}");
}

/// What is wrong is told by tensor, by what one of them is, and by its term.
#[test]
fn each_is_told_with_its_own_term() {
    let shapes: Shapes<'_> = &[("in_norm", &[60]), ("out_norm", &[68])];
    let verified = held(FORMULA, CONFIG, &changed(&[0, 1], shapes));
    let text = text(&verified);
    for told in [
        "layers.{0, 1}.in_norm BF16 [60] (2 tensors) hold 60 each, and `h` of `norm` gives 64",
        "layers.{0, 1}.out_norm BF16 [68] (2 tensors) hold 68 each, and `h` of `norm` gives 64",
    ] {
        assert!(text.contains(told), "{text}");
    }
}

/// Matrices that all stand the other way round in one part are noted; one of three is a difference.
#[test]
fn a_part_may_be_stored_the_other_way_round() {
    let formula = "\
param h from h
param i from i
param k from k
linear(x, y) = x*y
part attention = 2 * linear(h, k) covers \"{keys,values}\"
up = linear(h, i) covers \"up\"
down = linear(i, h) covers \"down\"
part mlp = up + down covers \"{up,down}\"
total = attention + mlp
";
    let config = r#"{"h": 8, "i": 12, "k": 4}"#;
    let of_file = |formula: &str, up: [u64; 2], down: [u64; 2]| {
        let named = [
            ("keys", [4, 8]),
            ("values", [4, 8]),
            ("up", up),
            ("down", down),
        ];
        let tensors = named.map(|(name, shape)| (name.to_owned(), shape.to_vec()));
        held(formula, config, &Tensors::from(tensors))
    };
    let of = |up: [u64; 2], down: [u64; 2]| of_file(formula, up, down);
    let noted = "Matrices of mlp are stored [from, to]; most libraries store [to, from].";
    let usual = of([12, 8], [8, 12]);
    assert!(usual.agrees() && !text(&usual).contains(noted));
    let other = of([8, 12], [12, 8]);
    assert!(other.agrees() && text(&other).contains(noted));
    let mixed = of([8, 12], [8, 12]);
    assert!(!mixed.agrees());
    assert!(text(&mixed).contains("up BF16 [8, 12] stands the other way round"));
    // A file that says how they are stored is taken at its word, for these and for all others.
    let said = format!("{formula}inputs_first \"{{up,down}}\"\n");
    let other = of_file(&said, [8, 12], [12, 8]);
    assert!(other.agrees() && text(&other).contains(noted));
    assert!(!of_file(&said, [12, 8], [8, 12]).agrees());
    let of_up = format!("{formula}inputs_first \"up\"\n");
    assert!(of_file(&of_up, [8, 12], [8, 12]).agrees());
    assert!(!of_file(&of_up, [8, 12], [12, 8]).agrees());
}

/// Two layers with three experts of width 6 and three of width 4 under one name, and a row of two matrices and a norm,
/// numbers 0, 2 and 3, whose width 2·8 is twice something as there are two of them.
const TWO_WIDTHS: &str = "\
param L from num_hidden_layers
param E from E
param h from h
param m from m
linear(x, y, b) = x*y + b*y
wide = m*h
part experts = L * E * (linear(h, 6, 0) + linear(6, h, 0) + linear(h, 4, 0) + linear(4, h, 0)) covers \"layers.*.experts.*.{up,down}.weight\"
part projector = linear(2*wide, wide, 1) + linear(wide, wide, 1) covers \"project.{0,2}.*\"
part norm = 2 * wide covers \"project.3.*\"
total = experts + projector + norm
";

const TWO_WIDTHS_CONFIG: &str = r#"{"num_hidden_layers": 2, "E": 3, "h": 8, "m": 2}"#;

fn two_widths() -> Tensors {
    let mut tensors = Tensors::new();
    for (layer, expert) in (1..3).flat_map(|layer| (0..6).map(move |expert| (layer, expert))) {
        let width = if expert < 3 { 6 } else { 4 };
        let name = |matrix| format!("layers.{layer}.experts.{expert}.{matrix}.weight");
        tensors.insert(name("up"), vec![width, 8]);
        tensors.insert(name("down"), vec![8, width]);
    }
    for (name, shape) in [
        ("0.weight", vec![16, 32]),
        ("0.bias", vec![16]),
        ("2.weight", vec![16, 16]),
        ("2.bias", vec![16]),
        ("3.weight", vec![16]),
        ("3.bias", vec![16]),
    ] {
        tensors.insert(format!("project.{name}"), shape);
    }
    tensors
}

#[test]
fn experts_of_two_widths_and_matrices_in_a_row() {
    let verified = held(TWO_WIDTHS, TWO_WIDTHS_CONFIG, &two_widths());
    assert!(verified.agrees() && !verified.is_open(), "{verified:#?}");
    // One of six that is as wide as the other three, and one more of these as narrow.
    let of = |layer, expert| format!("layers.{layer}.experts.{expert}.up.weight");
    let mut tensors = two_widths();
    tensors.insert(of(1, 0), vec![4, 8]);
    let verified = held(TWO_WIDTHS, TWO_WIDTHS_CONFIG, &tensors);
    assert!(!verified.agrees(), "{verified:#?}");
    tensors.insert(of(2, 5), vec![6, 8]);
    let verified = held(TWO_WIDTHS, TWO_WIDTHS_CONFIG, &tensors);
    assert!(!verified.agrees(), "{verified:#?}");
    // One that is turned, and a bias under another number.
    let mut tensors = two_widths();
    tensors.insert(of(1, 0), vec![8, 6]);
    let verified = held(TWO_WIDTHS, TWO_WIDTHS_CONFIG, &tensors);
    assert!(!verified.agrees(), "{verified:#?}");
    let mut tensors = two_widths();
    let bias = tensors.remove("project.2.bias").unwrap();
    tensors.insert("project.1.bias".to_owned(), bias);
    let verified = held(TWO_WIDTHS, TWO_WIDTHS_CONFIG, &tensors);
    assert!(!verified.agrees(), "{verified:#?}");
}
