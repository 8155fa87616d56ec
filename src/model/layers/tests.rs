//! Layers of formula files, worked out by hand.

use crate::diagnostic::Source;
use crate::expr::{Bindings, Symbol};
use crate::model::{Count, FromConfig, Model};

fn count(text: &str) -> Count {
    let model = Model::read(&Source::new("t.lh", text)).unwrap().value;
    let valuation = model.valuation(Some("it"), &Bindings::new()).unwrap();
    let (bound, given) = (FromConfig::default(), Bindings::new());
    valuation.count(None, &bound, &given).unwrap()
}

/// Each group as `layers: total`, then what is outside.
fn told(text: &str) -> Vec<String> {
    let Some(layers) = count(text).layers else {
        return Vec::new();
    };
    let groups = layers.stacks.iter().flat_map(|stack| {
        let groups = stack.groups.iter();
        groups.map(|group| format!("{} {:?}: {}", stack.symbol, group.layers, group.each.total))
    });
    groups
        .chain([format!("outside: {}", layers.outside.total)])
        .collect()
}

#[test]
fn layers_add_what_one_more_makes() {
    // 12·9 + 4·3 = 120, 5·3 = 15.
    let text = "param L\nparam h\ntotal = L (12 h^2 + 4 h) + 5 h\ncase \"it\" L = 2, h = 3";
    assert_eq!(told(text), ["L [0, 1]: 120", "outside: 15"]);
    // The first two of five are dense.
    let text = "param L\nparam k\npart mlp = min(k, L) * 7 + (L - min(k, L)) * 100\n\
                part head = 9\ntotal = mlp + head\ncase \"it\" L = 5, k = 2";
    assert_eq!(
        told(text),
        ["L [0, 1]: 7", "L [2, 3, 4]: 100", "outside: 9"]
    );
    // Every third has more; a sum over layers.
    let text = "param L\ntotal = sum(l = 0..L-1, if l mod 3 = 1 then 50 else 4)\ncase \"it\" L = 6";
    assert_eq!(
        told(text),
        ["L [0, 2, 3, 5]: 4", "L [1, 4]: 50", "outside: 0"]
    );
}

/// Why no layers are told.
fn untold(text: &str) -> String {
    let untold = count(text).untold;
    untold.map_or_else(String::new, |untold| untold.to_string())
}

#[test]
fn a_layer_has_the_term_of_its_number() {
    // The last three are wide, the last has no norm.
    let text = "param L\npart wide = sum(l = 0..L-1, if l >= L - 3 then 8 else 4)\n\
                part norm = sum(l = 0..L-1, [l != L-1])\ntotal = wide + norm\ncase \"it\" L = 5";
    assert_eq!(
        told(text),
        ["L [0, 1]: 5", "L [2, 3]: 9", "L [4]: 8", "outside: 0"]
    );
    // Ranges that begin late, end early, and meet in the middle; counted from 1 where they go up to L.
    let text = "param L\nparam k\ntotal = sum(l = 0..k-1, 70) + sum(l = k..L-1, 30) + sum(i = L-2..L-1, 500) \
                + sum(l = 0..L-2, 1) + sum(j = 1..L, if j = 1 then 9000 else 2)\ncase \"it\" L = 5, k = 2";
    assert_eq!(
        told(text),
        [
            "L [0]: 9071",
            "L [1]: 73",
            "L [2]: 33",
            "L [3]: 533",
            "L [4]: 532",
            "outside: 0"
        ]
    );
    // What a list says of each layer, counted outside of a sum; a function that sums.
    let text = "param L\nparam kinds : list\nstack(n, x) = sum(i = 0..n-1, if i = n-1 then x else 2 x)\n\
                total = count(kinds, \"a\") * 100 + stack(L, 3)\ncase \"it\" L = 4, kinds = list(\"a\", \"b\", \"b\", \"a\")";
    assert_eq!(
        told(text),
        ["L [0]: 106", "L [1, 2]: 6", "L [3]: 103", "outside: 0"]
    );
    // Terms that are chosen by how many layers there are, where fewer make no sense.
    let text = "param L\nparam k\ntotal = (if L > k then (L - k) * 7 else 0) + min(k, L) * 2\ncase \"it\" L = 5, k = 2";
    assert_eq!(told(text), ["L [0, 1]: 2", "L [2, 3, 4]: 7", "outside: 0"]);
}

#[test]
fn what_does_not_say_which_layer_has_what() {
    let text = "param L\nparam k\ntotal = 20 k + (L - k) * 7\ncase \"it\" L = 5, k = 2";
    assert!(told(text).is_empty() && untold(text).contains("`total` counts with `L`"));
    // 20 each with 5 layers, 2 each with fewer.
    let text = "param L\ntotal = L * (if L > 4 then 20 else 2)\ncase \"it\" L = 5";
    assert!(told(text).is_empty() && untold(text).contains("hangs on `L`"));
}

#[test]
fn a_default_that_follows_the_layers_is_held() {
    let held = |text: &str| count(text).layers.unwrap().held;
    let text = "param L\nparam k = L // 5\ntotal = L + min(k, L) * 2\ncase \"it\" L = 10";
    assert_eq!(
        told(text),
        ["L [0, 1]: 3", "L [2, 3, 4, 5, 6, 7, 8, 9]: 1", "outside: 0"]
    );
    assert_eq!(held(text), [Symbol::new("k")]);
    let text = "param L\nparam k = L // 5\ntotal = sum(l = 0..L-1, if l < k then 3 else 1)\ncase \"it\" L = 10";
    assert_eq!(
        told(text),
        ["L [0, 1]: 3", "L [2, 3, 4, 5, 6, 7, 8, 9]: 1", "outside: 0"]
    );
    assert!(held(text).is_empty());
}

#[test]
fn layers_by_names_of_ones_own() {
    for key in ["blocks", "n_blocks", "layers", "model.depth"] {
        let text = format!("param N from {key}\ntotal = 6 N + 1\ncase \"it\" N = 3");
        assert_eq!(told(&text), ["N [0, 1, 2]: 6", "outside: 1"], "{key}");
    }
    let text = "param L \"layers\" from how_many\ntotal = 6 L + 1\ncase \"it\" L = 3";
    assert_eq!(told(text), ["L [0, 1, 2]: 6", "outside: 1"]);
}

#[test]
fn stacks_and_files_without_layers() {
    let text = "param e from encoder_layers\nparam d = e from decoder_layers\n\
                total = e * 10 + d * 15 + 3\ncase \"it\" e = 2";
    assert_eq!(told(text), ["e [0, 1]: 10", "d [0, 1]: 15", "outside: 3"]);
    let none = "param h\ntotal = 3 h\ncase \"it\" h = 2";
    assert!(told(none).is_empty());
    let unused = "param L\nparam h\ntotal = 3 h\ncase \"it\" h = 2, L = 4";
    assert!(told(unused).is_empty());
    // Nothing is divided by no layers.
    let divided = "param L\ntotal = 60 / L\ncase \"it\" L = 4";
    assert!(told(divided).is_empty());
    let many = "param L\ntotal = 2 L\ncase \"it\" L = 1000000000000";
    assert!(told(many).is_empty());
}
