//! Proofs that rest on others: roots told apart, induction, arguments of logarithms, squares, roundings
//! between integers, cases of signs. Claims and their truth are from textbooks; a refuted one beside each.

use super::{Budget, Claim, Method, SignMethod, Verdict, judge};
use crate::expr::{Assumptions, Predicate};
use crate::syntax::parse_chain;

fn verdict(text: &str, assumed: &[&str]) -> Verdict {
    let chain = parse_chain(text).unwrap();
    let link = &chain.links[0];
    let mut under = Assumptions::none();
    for text in assumed {
        let known = parse_chain(text).unwrap();
        let [known] = [&known].map(|chain| {
            let link = &chain.links[0];
            let comparison = link.relation.comparison().unwrap();
            Predicate::Compare(chain.first.clone(), comparison, link.expr.clone())
        });
        under.conditions.push(known);
    }
    let claim = Claim {
        lhs: &chain.first,
        relation: link.relation,
        rhs: &link.expr,
        under: &under,
    };
    judge(&claim, &Budget::default())
}

/// How a claim is proved.
fn method(text: &str, assumed: &[&str]) -> Method {
    match verdict(text, assumed) {
        Verdict::Holds { by, .. } => by,
        other => panic!("{text}: {other:?}"),
    }
}

/// Cardano's classics (Bombelli, Ramanujan), and near misses: √10 + √17 and √5 + √29 differ by 3/1000.
#[test]
fn numbers_with_roots_are_told_apart() {
    for text in [
        "root(2 + sqrt(5), 3) + root(2 - sqrt(5), 3) = 1",
        "root(20 + 14*sqrt(2), 3) + root(20 - 14*sqrt(2), 3) = 4",
        "root(26 + 15*sqrt(3), 3) = 2 + sqrt(3)",
        "sqrt(root(5, 3) - root(4, 3)) = (root(2, 3) + root(20, 3) - root(25, 3))/3",
        "root(root(2, 3) - 1, 3) = root(1/9, 3) - root(2/9, 3) + root(4/9, 3)",
        "root(7 + 5*sqrt(2), 3) >= 1 + sqrt(2)",
    ] {
        assert_eq!(method(text, &[]), Method::Separation, "{text}");
    }
    for text in [
        "sqrt(10) + sqrt(17) = sqrt(5) + sqrt(29)",
        "root(7 + 5*sqrt(2), 3) = 1 + sqrt(2) + 10^(-60)",
        "root(7 + 5*sqrt(2), 3) > 1 + sqrt(2)",
        "floor(root(7 + 5*sqrt(2), 3) - sqrt(2)) = 0",
    ] {
        assert!(verdict(text, &[]).fails(), "{text}");
    }
    assert!(verdict("floor(root(7 + 5*sqrt(2), 3) - sqrt(2)) = 1", &[]).holds());
}

#[test]
fn sums_and_inequalities_by_induction() {
    for (text, assumed) in [
        (
            "sum(k = 1..n, 1/(sqrt(k) + sqrt(k+1))) = sqrt(n+1) - 1",
            &[][..],
        ),
        ("sum(k = 1..n, ln((k+1)/k)) = ln(n+1)", &[]),
        (
            "prod(k = 2..n, (k^3-1)/(k^3+1)) = 2*(n^2+n+1)/(3*n*(n+1))",
            &[],
        ),
        ("prod(k = 0..n-1, x^(2^k)) = x^(2^n - 1)", &[]),
        ("sum(k = 1..n, floor(k/2)) = floor(n^2/4)", &[]),
        ("sum(k = 0..n, binom(n, k)^2) = binom(2*n, n)", &[]),
        ("n! >= 2^(n-1)", &[]),
        ("sum(k = 1..n, 1/k^2) <= 2 - 1/n", &[]),
        ("(1+x)^n >= 1 + n*x", &["x >= 0"]),
        ("binom(2*n, n) <= 4^n", &[]),
    ] {
        let by = method(text, assumed);
        assert!(matches!(by, Method::Induction { .. }), "{text}: {by:?}");
    }
    for text in [
        "sum(k = 1..n, ln((k+1)/k)) = ln(n)",
        "sum(k = 0..n, binom(n, k)^2) = 4^n",
        "sum(k = 1..n, max(k, 3)) = n*(n+1)/2 + 3",
        "2^n > n^2",
        "n! >= 2^n",
        "sum(k = 1..n, 1/k^2) <= 3/2",
    ] {
        assert!(verdict(text, &[]).fails(), "{text}");
    }
}

#[test]
fn claims_that_say_the_same_as_others() {
    for (text, by) in [
        ("ln(a^2 - b^2) - ln(a + b) = ln(a - b)", Method::Logarithms),
        ("ln(sqrt(5) + 2) + ln(sqrt(5) - 2) = 0", Method::Logarithms),
        ("sqrt(x^2 + y^2) <= abs(x) + abs(y)", Method::Squared),
        ("floor(x) + floor(y) <= floor(x + y)", Method::Between),
        ("floor(sqrt(n^2 + 2*n)) = n", Method::NormalForm),
        ("ceil(sqrt(n^2 + 1)) = n + 1", Method::Between),
        ("floor(sqrt(n^4 + 2*n)) = n^2", Method::Between),
        ("floor(log2(2^n + 1)) = n", Method::Between),
    ] {
        assert_eq!(method(text, &[]), by, "{text}");
    }
    for text in [
        "ln(a^2 - b^2) = ln(a + b)",
        "sqrt(x^2 + y^2) >= abs(x) + abs(y)",
        "floor(x) + floor(y) >= floor(x + y)",
        "floor(sqrt(n^2 + 2*n + 1)) = n",
    ] {
        assert!(verdict(text, &[]).fails(), "{text}");
    }
}

/// By hand: √(x² + x)/x = √(1 + 1/x) → 1, √(4x² + 1)/(2x) → 1; n!/n^n → 0.
#[test]
fn roots_and_factorials_compared_as_they_grow() {
    for text in [
        "sqrt(x^2 + x) ~ x",
        "2*x ~ sqrt(4*x^2 + 1)",
        "ln(x) ≍ log2(x)",
    ] {
        assert!(verdict(text, &[]).holds(), "{text}");
    }
    for text in ["n! ~ n^n", "2^n ≍ 3^n", "x^2 + x*y + x + y ~ x^2"] {
        assert!(verdict(text, &[]).fails(), "{text}");
    }
    assert!(!verdict("sqrt(x^2 + x) ~ 2*x", &[]).holds());
    assert!(!verdict("x - y ≍ x + y", &[]).holds());
}

#[test]
fn absolute_values_by_cases_of_signs() {
    for text in [
        "abs(x + y) <= abs(x) + abs(y)",
        "abs(abs(x) - abs(y)) <= abs(x - y)",
        "x^2 + y^2 >= 2*abs(x*y)",
        "max(x, y) >= min(x, y)",
    ] {
        let by = method(text, &[]);
        let is_by_cases = matches!(&by, Method::Sign(proof)
            if matches!(proof.how, SignMethod::Combination(_) | SignMethod::Coefficients));
        assert!(is_by_cases, "{text}: {by:?}");
    }
    for text in [
        "min(max(a, b), max(a, c)) = max(a, min(b, c))",
        "max(x^2, y^2) = max(abs(x), abs(y))^2",
    ] {
        assert!(matches!(method(text, &[]), Method::Cases(_)), "{text}");
    }
    for text in [
        "abs(x + y) >= abs(x) + abs(y)",
        "abs(x - y) <= abs(x) - abs(y)",
        "min(max(a, b), c) = max(a, min(b, c))",
    ] {
        assert!(verdict(text, &[]).fails(), "{text}");
    }
}
