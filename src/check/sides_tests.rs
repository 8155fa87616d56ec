//! Two sides and the word on them, worked out by hand.

use super::{Under, compare};
use crate::diagnostic::Source;
use crate::expr::{Assumptions, Bindings, Symbol};
use crate::judge::Budget;
use crate::syntax::{Scope, parse_bindings, parse_input};

fn word(text: &str, values: &str, large: Option<&[&str]>) -> String {
    let scope = Scope::open();
    let bound: Bindings = if values.is_empty() {
        Bindings::new()
    } else {
        let source = Source::new("values", values);
        let read = parse_bindings(&source, &scope).unwrap().value;
        read.into_iter().map(|b| (b.symbol, b.value)).collect()
    };
    let scope = scope.with_names(bound.iter().map(|(symbol, _)| symbol.clone()));
    let chain = parse_input(&[Source::new("line", text)], &scope)
        .unwrap_or_else(|errors| panic!("{text}: {}", errors[0]))
        .value
        .pop()
        .unwrap();
    let assumptions = Assumptions {
        definitions: bound,
        ..Assumptions::none()
    };
    let large: Option<Vec<Symbol>> =
        large.map(|names| names.iter().map(|n| Symbol::new(n)).collect());
    let budget = Budget::default();
    let under = Under {
        assumptions: &assumptions,
        large: large.as_deref(),
        budget: &budget,
    };
    let link = &chain.links[0];
    compare(&chain.first, link.relation, &link.expr, &under)
        .verdict
        .word()
        .to_owned()
}

#[test]
fn numbers_by_their_digits() {
    for (text, expected) in [
        ("12*32*4096^2 + 32000*4096 ~= 6.55B", "fails"),
        ("12*32*4096^2 + 32000*4096 ~= 6.57B", "holds"),
        ("12*32*4096^2 + 32000*4096 = 6.57B", "rounded"),
        ("12*32*4096^2 + 32000*4096 = 6_573_522_944", "holds"),
        ("6.57B = 6_573_522_944", "rounded"),
        ("6.57B ~= 6_573_522_944", "holds"),
        ("5/3 = 2", "fails"),
        ("5/3 ~= 1.6", "loose"),
        ("5/3 ~= 1.7", "holds"),
        ("3*4 = 10", "fails"),
        ("200 ~= 150", "fails"),
        ("12 ~= 10", "loose"),
        ("2/3 = 0.67", "rounded"),
        ("2/3 = 0.66", "loose"),
        // Exact ties: both neighbours.
        ("5/2 ~= 2", "holds"),
        ("5/2 ~= 3", "holds"),
        ("1898871 seconds ~= 21 days", "loose"),
        ("1898871 seconds = 21 days", "fails"),
        ("2921340 seconds ~= 34 days", "holds"),
        ("2*46*16*144*1e6*(1 byte) ~= 200 GB", "loose"),
        ("1024*1024 = 1024*1000", "off-by-constant"),
        ("6*7 = 14", "off-by-constant"),
        ("6*7 = 43", "fails"),
    ] {
        assert_eq!(word(text, "", None), expected, "{text}");
    }
}

#[test]
fn units_and_multipliers() {
    for (text, expected) in [
        ("7B*(4 bytes) = 28 GB", "holds"),
        ("7B*4 = 28 GB", "holds-if"),
        ("3*4*7 = 84 GB", "holds-if"),
        ("67 + 8.4 = 75.4M", "holds-if"),
        ("(2+4)+(2+4)+(4+4) = 20 bytes", "holds-if"),
        ("2*80*8*128*2 = 160 KB", "off-by-constant"),
        ("2*64*8192*2 = 2.0 MB", "holds-if"),
        ("2*80*64*128*2 = 2.56 MB", "off-by-constant"),
        ("(160 KB)*8192*32 = 41.9 GB", "rounded"),
        ("80 GB = 74.5 GiB", "rounded"),
        ("80 GiB = 80 GB", "holds-if"),
        ("100 GB = 50 GB", "off-by-constant"),
        ("28 GB = 28 s", "fails"),
    ] {
        assert_eq!(word(text, "", None), expected, "{text}");
    }
}

#[test]
fn expressions() {
    for (text, values, large, expected) in [
        (
            "L*(12h^2+4h)+V*h+2h = 12L*h^2+4L*h+V*h+2h",
            "",
            None,
            "holds",
        ),
        ("L*(12h^2+4h) = 12L*h^2+4h", "", None, "fails"),
        ("(x^2-1)/(x-1) = x+1", "", None, "holds-except"),
        ("sqrt(x^2) = x", "", None, "holds-if"),
        ("24*b*h = 12*b*h", "", None, "off-by-constant"),
        ("12L*h^2+4L*h+V*h+2h ~= 12L*h^2+V*h", "", None, "holds-if"),
        (
            "12L*h^2+4L*h+V*h+2h ~= 12L*h^2+V*h",
            "",
            Some(&["L", "h", "V"][..]),
            "holds",
        ),
        ("12L*h^2+V*h ~= 12L*h^2", "", None, "holds-if"),
        (
            "12L*h^2+V*h ~= 12L*h^2",
            "L=32, h=4096, V=32000",
            None,
            "fails",
        ),
        (
            "12L*h^2+V*h ~= 12L*h^2",
            "",
            Some(&["L", "h", "V"][..]),
            "fails",
        ),
        (
            "12L*h^2+V*h ~= 6.57B",
            "L=32, h=4096, V=32000",
            None,
            "holds",
        ),
        (
            "12L*h^2+V*h ~= 6.55B",
            "L=32, h=4096, V=32000",
            None,
            "fails",
        ),
    ] {
        assert_eq!(word(text, values, large), expected, "{text} at {values}");
    }
}
