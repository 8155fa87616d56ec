//! Approximations worked by hand.

use super::*;
use crate::expr::{Assumptions, Domain, Expr, GrowthRelation, GrowthSign, Predicate, Symbol};
use crate::number::Rational;
use crate::poly::Budget;
use crate::syntax::{parse_condition, parse_expression};

fn parse(text: &str) -> Expr {
    parse_expression(text).unwrap()
}

const TRANSFORMER: &str = "L*(12*h^2 + 4*h) + V*h + 2*h";

/// Assumptions with these large symbols and relations `a >> b` and `a ~ b` (same order).
fn growing(large: &str, relations: &[&str]) -> Assumptions {
    let relation = |text: &&str| {
        let (sign, symbol) = if text.contains(">>") {
            (GrowthSign::MuchGreater, ">>")
        } else {
            (GrowthSign::SameOrder, "~")
        };
        let (left, right) = text.split_once(symbol).unwrap();
        GrowthRelation {
            left: parse(left),
            sign,
            right: parse(right),
        }
    };
    Assumptions {
        large: large.split_whitespace().map(Symbol::new).collect(),
        growth: relations.iter().map(relation).collect(),
        ..Assumptions::none()
    }
}

fn approximated(expr: &str, large: &str, relations: &[&str]) -> Approximation {
    approximate(&parse(expr), &growing(large, relations), &Budget::default()).unwrap()
}

/// Every certificate balances: Σ λ e − e = Σ μ g + Σ ν f, with λ and μ as they must be.
fn assert_certified(result: &Approximation) {
    for term in &result.dropped {
        let certificate = &term.certificate;
        let mut left = Exponents::constant();
        let mut total = Rational::ZERO;
        for (kept, weight) in &certificate.weights {
            assert!(weight.is_positive());
            total += weight;
            left.add(&result.kept[*kept].exponents, weight);
        }
        assert!(total.is_one(), "{term:?}");
        let mut right = term.exponents.clone();
        for (monomial, amount) in &certificate.surplus {
            assert!(amount.is_positive());
            right.add(&result.scale.exponents_of(monomial).unwrap(), amount);
        }
        assert!(!certificate.surplus.is_empty());
        for (relation, amount) in &certificate.balance {
            right.add(result.scale.ratio_of(*relation).unwrap(), amount);
        }
        assert_eq!(left, right, "{term:?}");
    }
}

#[test]
fn the_transformer() {
    let result = approximated(TRANSFORMER, "", &[]);
    assert_certified(&result);
    assert_eq!(result.exact, parse("12*L*h^2 + 4*L*h + V*h + 2*h"));
    assert_eq!(result.approximation, parse("12*L*h^2 + V*h"));
    assert!(result.is_proven());
    assert!(result.conditions.is_empty());
    assert_eq!(result.bound, Some(parse("max(1/(3*h), 2/V)")));
    assert_eq!(result.order, Some(parse("O(L*h)")));
    let table = result.dropped.iter().map(|dropped| {
        let [by] = dropped.dominated_by.as_slice() else {
            panic!()
        };
        (dropped.term.clone(), by.clone(), dropped.ratio.clone())
    });
    let expected = [
        (parse("4*L*h"), parse("12*L*h^2"), parse("1/(3*h)")),
        (parse("2*h"), parse("V*h"), parse("2/V")),
    ];
    assert_eq!(table.collect::<Vec<_>>(), expected);
    let KeptReason::Unbeaten { direction, ratios } = &result.kept[1].reason else {
        panic!()
    };
    assert_eq!(ratios[0].ratio, parse("V/(12*L*h)"));
    assert_eq!(
        (&ratios[0].faster, &ratios[0].slower),
        (&parse("V"), &parse("L*h"))
    );
    // V h must beat L h² along it.
    let degree = |kept: usize| direction.degree(&result.kept[kept].exponents);
    assert!(degree(1) > degree(0));
}

#[test]
fn what_is_kept() {
    for (expr, large, relations, kept) in [
        (TRANSFORMER, "h", &[][..], "12*L*h^2"),
        (TRANSFORMER, "L h", &[], "12*L*h^2"),
        (TRANSFORMER, "V", &[], "V*h"),
        (TRANSFORMER, "", &["L*h >> V"], "12*L*h^2"),
        (TRANSFORMER, "", &["V >> L*h"], "V*h"),
        (TRANSFORMER, "L h", &["V >> L*h"], "V*h"),
        (TRANSFORMER, "", &["V ~ h"], "12*L*h^2"),
        (TRANSFORMER, "", &["V ~ L*h"], "12*L*h^2 + V*h"),
        // Chains of relations.
        ("a + b + c + d", "", &["a >> b", "b ~ c", "c >> d"], "a"),
        (
            "a + b + c + d",
            "",
            &["a ~ b", "b ~ c", "c ~ d"],
            "a + b + c + d",
        ),
        ("x^3 + x*y + y^3", "", &[], "x^3 + y^3"),
        ("x^2 + x*y + y^2", "", &[], "x^2 + x*y + y^2"),
        (
            "x^3 + x*y*z + y^3 + z^2",
            "",
            &[],
            "x^3 + x*y*z + y^3 + z^2",
        ),
        ("x^4 + y^4 + z^4 + x*y*z", "", &[], "x^4 + y^4 + z^4"),
        // Powers below zero and constants.
        ("5 + 1/h", "", &[], "5"),
        ("h + 5 + 1/h", "", &[], "h"),
        ("7", "h", &[], "7"),
        // Parts that are no polynomials.
        ("h^2 + h*sqrt(h) + h", "", &[], "h^2"),
        ("sqrt(h)*h + h", "", &[], "sqrt(h)*h"),
        ("h*log2(h) + h", "", &[], "h*log2(h)"),
        ("h^2 + h*log2(h)*ln(h)", "", &[], "h^2"),
        ("h*V + h*ln(V)", "", &[], "h*V"),
        ("h*sqrt(V) + h*ln(h)", "", &[], "h*sqrt(V) + h*ln(h)"),
        ("h^2 + floor(h/n) + ceil(h^2/3)", "h", &[], "4*h^2/3"),
        ("h^2 + exp(h) + h", "", &[], "exp(h)"),
        ("h^2 + binom(2*h, h) + h", "", &[], "binom(2*h, h)"),
        ("h^2 + h! + h", "", &[], "h!"),
        ("round_up(V, 64)*h + h^2 + V", "", &[], "V*h + h^2"),
    ] {
        let result = approximated(expr, large, relations);
        assert_certified(&result);
        let mut found: Vec<Expr> = result.kept.iter().map(|term| term.term.clone()).collect();
        let mut expected = parse(kept).terms().to_vec();
        found.sort();
        expected.sort();
        assert_eq!(
            found, expected,
            "{expr} for large {large} under {relations:?}"
        );
    }
}

#[test]
fn bounds_and_orders() {
    for (expr, large, relations, bound, order) in [
        (
            TRANSFORMER,
            "h",
            &[][..],
            "1/(3*h) + V/(12*L*h) + 1/(6*L*h)",
            "O(h)",
        ),
        ("x^3 + x*y + y^3", "", &[], "1/(2*sqrt(x*y))", "O(x*y)"),
        ("x^2 - x", "", &[], "1/(x - 1)", "O(x)"),
        ("-x^2 - x", "", &[], "1/x", "O(x)"),
        ("x^2 - 3*x + 2", "", &[], "max(2/x^2, 3/(x - 3))", "O(x)"),
        ("h + 5 + 1/h", "", &[], "5/h + 1/h^2", "O(1)"),
        ("V + h", "", &["V >> h"], "h/V", "O(h)"),
    ] {
        let result = approximated(expr, large, relations);
        assert_certified(&result);
        assert_eq!(result.bound, Some(parse(bound)), "{expr}");
        assert_eq!(result.order, Some(parse(order)), "{expr}");
    }
}

#[test]
fn a_bound_carries_its_conditions() {
    // n² − 100n at 50 is −2500 against 2500: 200 % off, where 100/(n − 100) says −200 %.
    for (expr, large, bound, needed) in [
        ("n^2 - 100*n", "", "100/(n - 100)", &["n > 100"][..]),
        ("n^2 + 100*n", "", "100/n", &[]),
        ("-n^2 + 100*n", "", "100/(n - 100)", &["n > 100"]),
        ("-n^2 - 100*n", "", "100/n", &[]),
        ("N*(N - 1)/2", "", "1/(N - 1)", &["N > 1"]),
        ("a*n^2 - b*n", "n", "b/(a*n - b)", &["a*n > b"]),
        (
            "n^2 - 3*n - 2",
            "",
            "(3/n + 2/n^2)/(1 - (3/n + 2/n^2))",
            &["3/n + 2/n^2 < 1"],
        ),
        ("n^2 - 3*n + 2", "", "max(2/n^2, 3/(n - 3))", &["n > 3"]),
        ("h*ln(h) + h", "", "1/ln(h)", &["h > 1"]),
        ("h*ceil(h/3) + h", "", "6/h", &[]),
        ("sqrt(h)*h + h", "", "1/sqrt(h)", &[]),
        (
            "x^3 - x*y + y^3",
            "",
            "1/(2*sqrt(x*y) - 1)",
            &["2*sqrt(x*y) > 1"],
        ),
    ] {
        let result = approximated(expr, large, &[]);
        assert_eq!(result.bound, Some(parse(bound)), "{expr}");
        let needed: Vec<Predicate> = needed
            .iter()
            .map(|text| parse_condition(text).unwrap())
            .collect();
        assert_eq!(result.bound_if, needed, "{expr}");
    }
    // What is declared need not be said again.
    let mut assumptions = growing("n", &[]);
    let least = Rational::from(101);
    let domain = Domain::Integer {
        min: Some(least),
        max: None,
    };
    assumptions.domains.insert(Symbol::new("n"), domain);
    let result = approximate(&parse("n^2 - 100*n"), &assumptions, &Budget::default()).unwrap();
    assert_eq!(result.bound_if, []);
}

#[test]
fn what_is_not_compared_is_said() {
    let result = approximated("gcd(n, 12) + n^100", "", &[]);
    assert_eq!(result.approximation, parse("n^100 + gcd(n, 12)"));
    let reasons: Vec<&KeptReason> = result.kept.iter().map(|kept| &kept.reason).collect();
    assert_eq!(
        reasons,
        [
            &KeptReason::NotCompared(vec![parse("gcd(n, 12)")]),
            &KeptReason::UnknownGrowth(parse("gcd(n, 12)"))
        ]
    );
    assert_eq!(
        approximated("3*h", "", &[]).kept[0].reason,
        KeptReason::Alone
    );
    // (−2)^h is of either sign, so nothing bounds what h adds.
    let result = approximated("h^2 + (-2)^h + h", "", &[]);
    assert!(!result.is_proven());
    assert_eq!(result.bound, None);
}

#[test]
fn the_leading_coefficient_must_not_vanish() {
    let result = approximated("(a - b)*h^2 + h", "h", &[]);
    assert_eq!(result.approximation, parse("(a - b)*h^2"));
    let expected = Predicate::Compare(
        Expr::symbol("a"),
        crate::expr::Comparison::NotEqual,
        Expr::symbol("b"),
    );
    assert_eq!(result.conditions, [expected]);
    assert!(result.is_proven());
    assert_eq!(result.bound, Some(parse("1/(abs(a - b)*h - 1)")));
}

#[test]
fn terms_that_may_cancel_prove_nothing() {
    let result = approximated("x^2 - y + x", "", &[]);
    assert_eq!(result.approximation, parse("x^2 - y"));
    assert!(!result.is_proven());
    assert_eq!(result.bound, None);
    let expected = Predicate::Compare(
        parse("x^2 - y"),
        crate::expr::Comparison::Equal,
        Expr::zero(),
    );
    assert_eq!(result.cancellation, Some(expected));
    // h and floor(h/2) grow alike, but their difference does not.
    let result = approximated("h^2 - 2*h*floor(h/2) + 1", "", &[]);
    assert!(!result.is_proven());
}

#[test]
fn relations_that_cannot_be() {
    let error = |large: &str, relations: &[&str]| {
        approximate(
            &parse(TRANSFORMER),
            &growing(large, relations),
            &Budget::default(),
        )
        .unwrap_err()
    };
    assert_eq!(
        error("", &["V >> h", "h >> V"]),
        GrowthError::Contradiction(vec![0, 1])
    );
    assert!(matches!(
        error("", &["V >> h", "V ~ h"]),
        GrowthError::Contradiction(_)
    ));
    assert!(matches!(
        error("h", &["1 >> h"]),
        GrowthError::NothingLarge { relation: 0, .. }
    ));
    assert!(matches!(
        error("h", &["V*L >> h"]),
        GrowthError::NothingLarge { relation: 0, .. }
    ));
    assert!(matches!(
        error("", &["V >> V"]),
        GrowthError::Contradiction(_)
    ));
    assert!(matches!(
        error("", &["V - h >> L"]),
        GrowthError::NotAMonomial { relation: 0, .. }
    ));
}

#[test]
fn symbols_that_join() {
    let result = approximated(TRANSFORMER, "L h", &["V >> h"]);
    assert_eq!(result.scale.large, ["L", "h", "V"].map(Symbol::new));
    assert_eq!(result.scale.joined, [(Symbol::new("V"), 0)]);
    assert_eq!(result.relations_used, [] as [usize; 0]);
    assert_eq!(approximated("V + h", "", &["V >> h"]).relations_used, [0]);
}

#[test]
fn constants_that_may_vanish() {
    let mut assumptions = growing("h", &[]);
    let expr = parse("N*h^2 + h");
    let plain = approximate(&expr, &assumptions, &Budget::default()).unwrap();
    let positive =
        |name: &str, comparison| Predicate::Compare(Expr::symbol(name), comparison, Expr::zero());
    assert_eq!(
        plain.conditions,
        [positive("N", crate::expr::Comparison::Greater)]
    );
    assumptions
        .domains
        .insert(Symbol::new("N"), Domain::natural());
    let natural = approximate(&expr, &assumptions, &Budget::default()).unwrap();
    assert_eq!(
        natural.conditions,
        [positive("N", crate::expr::Comparison::NotEqual)]
    );
    assumptions
        .domains
        .insert(Symbol::new("N"), Domain::positive_integer());
    let declared = approximate(&expr, &assumptions, &Budget::default()).unwrap();
    assert!(declared.conditions.is_empty());
}

fn at(result: &Approximation, values: &[(&str, i64)]) -> AtValues {
    let bindings: crate::expr::Bindings = values
        .iter()
        .map(|(name, value)| (Symbol::new(name), Expr::integer(*value)))
        .collect();
    result
        .at(&crate::eval::Environment::new().with_bindings(&bindings))
        .unwrap()
}

/// A ratio in hundred-thousandths, rounded: 0.00810 % is 8.
fn percent(value: Option<&crate::eval::Real>) -> String {
    let value = value.unwrap().exact().unwrap() * Rational::from(10_000_000);
    value.round_half_even().to_string()
}

#[test]
fn errors_at_values() {
    let result = approximated(TRANSFORMER, "", &[]);
    // (values, exact error, bound) in units of 0.00001 %.
    for (values, error, bound, asymptotic) in [
        ([("L", 32), ("h", 4096), ("V", 32_000)], "810", "814", true),
        ([("L", 12), ("h", 768), ("V", 50_257)], "3108", "4340", true),
        (
            [("L", 96), ("h", 12_288), ("V", 50_257)],
            "272",
            "398",
            true,
        ),
        ([("L", 1), ("h", 1), ("V", 1)], "3157895", "20000000", false),
    ] {
        let found = at(&result, &values);
        assert_eq!(percent(found.relative_error.as_ref()), error, "{values:?}");
        assert_eq!(percent(found.bound.as_ref()), bound, "{values:?}");
        assert_eq!(found.is_asymptotic(), asymptotic, "{values:?}");
    }
    let llama = at(&result, &[("L", 32), ("h", 4096), ("V", 32_000)]);
    assert_eq!(llama.exact.to_string(), "6574055424");
    assert_eq!(llama.approximate.to_string(), "6573522944");
    assert_eq!(llama.least_bound, llama.bound);
    // With 1/6 charged to 12Lh² instead of 2 to Vh the largest charge is 1/3 + 1/6.
    let small = at(&result, &[("L", 1), ("h", 1), ("V", 1)]);
    assert_eq!(small.least_bound.unwrap().to_string(), "1/2");
}

#[test]
fn a_bound_that_says_nothing_is_none() {
    let result = approximated("x^2 - 3*x", "", &[]);
    assert_eq!(result.bound, Some(parse("3/(x - 3)")));
    assert_eq!(at(&result, &[("x", 2)]).bound, None);
    let large = at(&result, &[("x", 103)]);
    assert_eq!(large.bound.unwrap().to_string(), "3/100");
    assert_eq!(large.relative_error.unwrap().to_string(), "3/100");
}

#[test]
fn within_a_tolerance() {
    let case = |values: [(&str, i64); 3]| {
        let values = values.map(|(name, value)| (Symbol::new(name), Expr::integer(value)));
        values.into_iter().collect::<crate::expr::Bindings>()
    };
    let llama = case([("L", 32), ("h", 4096), ("V", 32_000)]);
    let gpt = case([("L", 12), ("h", 768), ("V", 50_257)]);
    let percent = |n: i64| Rational::from(n).checked_div(&Rational::from(100)).unwrap();
    for (cases, tolerance, kept) in [
        // Vh is 1.99 % of LLaMA-7B, and 31 % of GPT-2.
        (vec![llama.clone()], percent(3), "12*L*h^2"),
        (vec![llama.clone()], percent(1), "12*L*h^2 + V*h"),
        (vec![llama.clone(), gpt], percent(3), "12*L*h^2 + V*h"),
        (vec![llama], percent(0), "12*L*h^2 + 4*L*h + V*h + 2*h"),
    ] {
        let none = Assumptions::none();
        let found = within(
            &parse(TRANSFORMER),
            &tolerance,
            &cases,
            &none,
            &Budget::default(),
        );
        assert_eq!(found.unwrap().approximation, parse(kept));
    }
}

#[test]
fn many_terms_are_refused_or_compared() {
    let none = Assumptions::none();
    let powers = |text: &str| approximate(&parse(text), &none, &Budget::default());
    // 1,771 terms, one of which dominates: 1 is dropped from a power of a sum.
    assert!(matches!(powers("(a+b+c+d)^20"), Err(GrowthError::Limit(_))));
    assert!(matches!(powers("(a+b+c+d)^40"), Err(GrowthError::Limit(_))));
    let result = powers("(a + 1)^300").unwrap();
    assert_eq!(result.approximation, parse("a^300"));
    assert_eq!(result.dropped.len(), 300);
}

/// Whatever the bracket is, what is kept is above 0: `2 − [t]` is 1 or 2.
#[test]
fn a_bracket_is_one_or_zero() {
    let result = approximated("L*h^2 + L*h + V*h + (1 - [t]) * V*h", "L h V", &[]);
    assert_eq!(result.cancellation, None);
    assert!(result.bound.is_some());
    let result = approximated("L*h^2 + L*h + V*h - 2*[t]*V*h", "L h V", &[]);
    assert!(result.cancellation.is_some());
}
