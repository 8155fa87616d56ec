//! Normal forms of expressions: expected values by hand.

use super::testing::{read, show};
use super::{Budget, Measure, PolyError, difference, normal_form, same};
use crate::expr::{Assumptions, Expr};

fn expanded(text: &str) -> String {
    let form = normal_form(&read(text), &Assumptions::none(), &Budget::default());
    show(&form.expect("a normal form").to_expr())
}

#[test]
fn expands_in_the_order_people_expect() {
    let table = [
        ("L*(12*h^2+4*h)+V*h+2*h", "12*L*h^2 + 4*L*h + V*h + 2*h"),
        ("(1+x)^2", "x^2 + 2*x + 1"),
        ("(a+b)^2", "a^2 + 2*a*b + b^2"),
        ("(a-b)*(a+b)", "a^2 - b^2"),
        ("h*(4*h) + (4*h)*h", "8*h^2"),
        ("b*a + a*b", "2*b*a"),
        ("x - x", "0"),
        ("2*3 - 7", "-1"),
        ("1/3 + 1/6", "1/2"),
        ("8/3*h", "8*h/3"),
        ("3*h^2/n", "3*h^2/n"),
        ("h/(2*n)", "h/(2*n)"),
        ("1/h + 1/h", "2/h"),
        ("x/x", "1"),
        ("-h^2", "-h^2"),
        ("h - 2*h^2", "-2*h^2 + h"),
        ("(x^2-1)/(x-1)", "x + 1"),
        ("(x^2-y^2)/(x-y)^2", "(x + y)/(x - y)"),
        ("1/(x+1) + x/(x+1)", "1"),
        ("1/(1+1/x)", "x/(x + 1)"),
        ("x^2^3", "x^8"),
        ("(x*y)^-2", "1/(x^2*y^2)"),
        ("0^5", "0"),
        ("(2/3)^-2*x", "9*x/4"),
    ];
    for (text, expected) in table {
        assert_eq!(expanded(text), expected, "{text}");
    }
}

#[test]
fn identity_is_decided_both_ways() {
    let table = [
        ("(x+1)^2", "x^2+2*x+1", true),
        ("(x+1)^2", "x^2+1", false),
        ("(a^3-b^3)/(a-b)", "a^2+a*b+b^2", true),
        ("1/(a+b)", "1/a+1/b", false),
        ("x/(x+1) - 1", "-1/(1+x)", true),
        ("(a+b+c)^3 - (a+b-c)^3", "2*c^3 + 6*c*(a+b)^2", true),
        ("1/((x-1)*(x-2))", "1/(x-2) - 1/(x-1)", true),
    ];
    for (a, b, expected) in table {
        let verdict = same(&read(a), &read(b), &Assumptions::none(), &Budget::default());
        assert_eq!(verdict, Ok(Some(expected)), "{a} against {b}");
    }
}

#[test]
fn divisors_that_can_be_zero_are_noted_as_written() {
    let form = difference(
        &read("(x^2-1)/(x-1) + 3/2"),
        &read("x + 5/2"),
        &Assumptions::none(),
        &Budget::default(),
    )
    .unwrap();
    assert!(form.is_zero());
    assert_eq!(form.nonzero(), [read("x-1")]);
}

#[test]
fn division_by_what_is_always_zero_is_an_error() {
    for text in ["1/(x-x)", "1/((x+1)^2-x^2-2*x-1)", "y/0", "(x-x)^-1"] {
        let form = normal_form(&read(text), &Assumptions::none(), &Budget::default());
        assert!(
            matches!(form, Err(PolyError::DivisionByZero { .. })),
            "{text}"
        );
    }
}

#[test]
fn what_would_be_too_large_is_refused_at_once() {
    let table = [
        ("(a+b+c+d)^(10^6)", Measure::Terms),
        ("2^(10^10)", Measure::Bits),
        ("10^10^10", Measure::Bits),
        ("10^10^10^10", Measure::Bits),
        ("x^(10^30)", Measure::Exponent),
        ("(x+1)^(10^9)", Measure::Terms),
        ("(x+1)^(10^5)", Measure::Volume),
        ("((x+1)^1000)^1000", Measure::Terms),
        ("((2^1000)^1000)^1000", Measure::Bits),
    ];
    for (text, measure) in table {
        match normal_form(&read(text), &Assumptions::none(), &Budget::default()) {
            Err(PolyError::Budget { what, .. }) => assert_eq!(what, measure, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn a_million_summands_are_collected() {
    let sum = Expr::sum((0..1_000_000).map(|i| {
        if i % 2 == 0 {
            Expr::one()
        } else {
            Expr::symbol("x")
        }
    }));
    let form = normal_form(&sum, &Assumptions::none(), &Budget::default()).unwrap();
    assert_eq!(show(&form.to_expr()), "500000*x + 500000");
}

#[test]
fn hostile_sizes_end_quickly() {
    let budget = Budget::default();
    let none = Assumptions::none();
    // 2^41 parts written out, of which 41 are different.
    let mut doubled = Expr::symbol("x");
    for _ in 0..40 {
        doubled = Expr::sum([doubled.clone(), doubled]);
    }
    let refused = [
        ("shared parts", doubled, Measure::Size),
        (
            "squares of squares",
            (0..30).fold(Expr::symbol("x"), |x, _| {
                Expr::power(Expr::sum([x, Expr::one()]), Expr::integer(2))
            }),
            Measure::Products,
        ),
        (
            "many symbols",
            Expr::sum((0..60_000).map(|i| Expr::symbol(format!("a{i}").as_str()))),
            Measure::Volume,
        ),
        ("elements", read("sum(i=1..10^9, 1/i)"), Measure::Elements),
    ];
    for (name, expr, measure) in refused {
        match normal_form(&expr, &none, &budget) {
            Err(PolyError::Budget { what, .. }) => assert_eq!(what, measure, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    let deep = (0..2000).fold(Expr::symbol("x"), |x, _| {
        Expr::negative(Expr::sum([x, Expr::one()]))
    });
    let form = normal_form(&deep, &none, &budget).unwrap();
    assert_eq!(show(&form.to_expr()), "x");
    let symbols = Expr::sum((0..2000).map(|i| Expr::symbol(format!("a{i}").as_str())));
    let form = normal_form(&symbols, &none, &budget).unwrap();
    assert_eq!(form.to_expr(), symbols);
}

#[test]
fn a_long_chain_of_definitions_is_followed_once_each() {
    let mut assumptions = Assumptions::none();
    assumptions.definitions.insert("d0", read("x"));
    for i in 1..200 {
        let before = format!("d{}", i - 1);
        assumptions.definitions.insert(
            format!("d{i}").as_str(),
            read(&format!("{before}+{before}")),
        );
    }
    let form = normal_form(&read("d199"), &assumptions, &Budget::default()).unwrap();
    assert_eq!(form.numerator().bits(), 200);
}
