//! Claims about a whole model, about quantities, and claims that would cost too much.

use super::tests::{assert_words, assuming, expr, verdict, verdict_under, word};
use super::{Budget, Claim, judge};
use crate::expr::{Assumptions, Domain, Expr, Predicate, Relation, Symbol};

#[test]
fn quantities_with_symbols() {
    assert_words(&[
        ("n * 2 bytes = 2*n bytes", "", "holds"),
        ("n * 2 bytes = 16*n bit", "", "holds"),
        ("n * 2 bytes = 2*n bit", "", "fails by 8"),
        ("n tokens = n", "", "holds"),
        ("n bytes + n seconds = 2*n bytes", "", "undefined"),
    ]);
}

#[test]
fn the_whole_model() {
    let mut under = assuming("L h V n N: integer, tied: boolean, n divides h, tied, N = 0");
    under.domains.insert(Symbol::new("N"), Domain::natural());
    for (name, definition) in [
        ("d", "h/n"),
        ("qkv", "n*(3*h*d)"),
        ("attention", "qkv + h*h"),
        ("mlp", "h*4*h + 4*h*h"),
        ("norm", "2*h"),
        ("output", "if tied then 0 else V*h"),
        (
            "total",
            "L*(attention + mlp + 2*norm) + V*h + output + N*h + norm",
        ),
    ] {
        under.definitions.insert(name, expr(definition));
    }
    for (claim, expected) in [
        ("attention = 4*h^2", "holds"),
        ("mlp = 8*h^2", "holds"),
        ("total = L*(12*h^2 + 4*h) + V*h + 2*h", "holds"),
        ("total = 12*L*h^2 + 4*L*h + V*h + 2*h", "holds"),
        ("total ≈ 12*L*h^2 + V*h", "holds"),
        ("total = 12*L*h^2 + 4*L*h + 2*V*h + 2*h", "fails"),
        ("total ≈ 12*L*h^2 + 2*V*h", "fails"),
        ("floor(h/n)*n = h", "holds"),
    ] {
        assert_eq!(word(&verdict_under(claim, &under)), expected, "{claim}");
    }
    // Where the output layer is not tied, its matrix is counted.
    under
        .conditions
        .retain(|condition| !matches!(condition, Predicate::Truth(_)));
    let untied = "total = L*(12*h^2 + 4*h) + V*h + [not tied]*V*h + 2*h";
    assert_eq!(word(&verdict_under(untied, &under)), "holds");
}

#[test]
fn values_too_large_to_write_out() {
    assert_words(&[
        ("2^(10^10) > 0", "", "holds"),
        ("sum(i = 1..10^12, i) = 10^12*(10^12 + 1)/2", "", "holds"),
        ("sum(i = 1..10^12, i) = 1", "", "fails"),
        ("2^(10^10) = 2^(10^10) + 1", "", "fails"),
    ]);
}

#[test]
fn hostile_claims_end() {
    let mut deep = expr("x");
    for _ in 0..300 {
        deep = Expr::negative(Expr::sum([deep, Expr::one()]));
    }
    let under = Assumptions::none();
    let zero = Expr::zero();
    for relation in [
        Relation::Equal,
        Relation::Less,
        Relation::Approx,
        Relation::NotEqual,
    ] {
        let claim = Claim {
            lhs: &deep,
            relation,
            rhs: &zero,
            under: &under,
        };
        let _ = judge(&claim, &Budget::default());
    }
    for claim in [
        "(a+b+c+d)^1000000 ≈ a^1000000",
        "10^10^10 = 1",
        "2^(10^10) > 0",
        "sum(i = 1..10^12, i^2) = 1",
        "10^10^10 ≈ 6.5B",
        "(2^(10^9))! = 1",
        "1/(x-x) ≈ 2",
        "1/(x-x) < 2",
        "x^(10^18) = y",
        "(x + 1)^(10^18) = y",
        "(x + 1)^(10^18) >= y",
    ] {
        let _ = verdict(claim, "");
        let _ = verdict(claim, "x y: integer");
    }
    let mut cyclic = Assumptions::none();
    cyclic.definitions.insert("p", expr("q + 1"));
    cyclic.definitions.insert("q", expr("p"));
    let _ = verdict_under("p = 3", &cyclic);
    let _ = verdict_under("p ≈ 3", &cyclic);
}

#[test]
fn definitions_are_seen_through() {
    let mut under = Assumptions::none();
    under.definitions.insert("d", expr("h/n"));
    assert_eq!(
        word(&verdict_under("n*(3*h*d) = 3*h^2", &under)),
        "holds except n ≠ 0"
    );
    assert_eq!(
        word(&verdict_under("n*(3*h*d) = 4*h^2", &under)),
        "fails by 3/4"
    );
    under
        .domains
        .insert(Symbol::new("n"), Domain::positive_integer());
    assert_eq!(word(&verdict_under("n*(3*h*d) = 3*h^2", &under)), "holds");
}
