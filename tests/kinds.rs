//! What may stand where, whatever the values: numbers, truth values, units.

#![allow(clippy::unwrap_used, reason = "a test stops at what must not be")]

use longhand::eval::Kinds;
use longhand::expr::{Assumptions, Domain, Symbol};
use longhand::syntax::parse_expression;

fn told(text: &str) -> Option<String> {
    let mut assumptions = Assumptions::none();
    let domain = |name: &str, domain| (Symbol::new(name), domain);
    assumptions.domains.extend([
        domain("h", Domain::positive_integer()),
        domain("b", Domain::Boolean),
        domain("m", Domain::real()),
        domain("ms", Domain::List),
    ]);
    for (name, body) in [("size", "h*(2 bytes)"), ("wrong", "h GB + 3 FLOP")] {
        assumptions
            .definitions
            .insert(name, parse_expression(body).unwrap());
    }
    let expr = parse_expression(text).unwrap();
    Kinds::new(&assumptions)
        .check(&expr)
        .err()
        .map(|e| e.to_string())
}

#[test]
fn what_may_be() {
    for text in [
        "h GB + 3 MB",
        "h*size/(1 GiB) + 2",
        "m + 3 GB",
        "x + 3 GB",
        "[b]*h",
        "if b then 0 else h GB",
        "(if b then 0 else h GB) + 3 MB",
        "sum(j = 1..h, j*size)",
        "sum(x in ms, x*h)",
        "size^2/(1 byte) + 3 GB",
        "h in FP16",
        "size in GiB",
        "max(0, 3 GB)",
        "h*(7 parameters) + 1",
        // Told of its own definition.
        "wrong + 1",
    ] {
        assert_eq!(told(text), None, "{text}");
    }
}

#[test]
fn what_no_values_can_save() {
    let units = |a: &str, b: &str| format!("the units do not agree: {a} and {b}");
    let bare = "a bare number";
    for (text, expected) in [
        ("h GB + 3 FLOP", units("byte", "FLOP")),
        ("h + 3 GB", units(bare, "byte")),
        ("2*(size + h)", units("byte", bare)),
        ("max(h, 3 GB)", units(bare, "byte")),
        ("h in GiB", units(bare, "GiB")),
        ("size^2 + size", units("byte^2", "byte")),
    ] {
        assert_eq!(told(text), Some(expected), "{text}");
    }
    for text in ["b*h", "h + b", "-b", "h^b", "sum(i = 1..h, b)"] {
        let found = told(text).unwrap();
        assert!(
            found.ends_with("stands where a number is needed"),
            "{found}"
        );
    }
    assert!(told("ln(size)").is_some());
    assert!(told("2^size").is_some());
    assert!(told("if h then 1 else 2").is_some());
}
