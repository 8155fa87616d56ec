//! Derivatives, by a table and where there is none.

use longhand::expr::{Assumptions, Symbol};
use longhand::poly::{Budget, DerivativeError, derivative, difference};
use longhand::syntax::parse_expression;

/// Derivatives from a table, by x.
#[test]
fn derivatives_from_a_table() {
    for (of, expected) in [
        ("7", "0"),
        ("x", "1"),
        ("a*x^3 + b*x + c", "3*a*x^2 + b"),
        ("1/x", "-1/x^2"),
        ("x/(x+1)", "1/(x+1)^2"),
        ("(x^2 + 1)^5", "10*x*(x^2+1)^4"),
        ("sqrt(x)", "1/(2*sqrt(x))"),
        ("sqrt(x^2 + 1)", "x/sqrt(x^2+1)"),
        ("ln(x)", "1/x"),
        ("log2(x)", "1/(x*ln(2))"),
        ("exp(x^2)", "2*x*exp(x^2)"),
        ("2^x", "2^x*ln(2)"),
        ("x*ln(x)", "ln(x) + 1"),
        // By cases, off the edges; the branches from the table.
        ("max(x^2, a)", "if x^2 > a then 2*x else 0"),
        ("x*min(x, 3)", "if x < 3 then 2*x else 3"),
        ("if x > 2 then x^2 else 4*x", "if x > 2 then 2*x else 4"),
        ("a*[x > 2]*x", "if x > 2 then a else 0"),
        ("sum(i = 1..n, x^2/i)", "2*x*sum(i = 1..n, 1/i)"),
    ] {
        let read = |text: &str| parse_expression(text).unwrap();
        let (under, budget) = (Assumptions::none(), Budget::default());
        let found = derivative(&read(of), &Symbol::new("x"), &under, &budget).unwrap();
        let difference = difference(&found, &read(expected), &under, &budget);
        assert!(difference.unwrap().is_zero(), "{of}: {found:?}");
    }
}

#[test]
fn what_jumps_has_no_derivative() {
    for of in [
        "floor(x)",
        "x + floor(max(x, 3))",
        "x!",
        "sum(i = 1..x, 1/i)",
        "mod(x, 3)",
    ] {
        let found = derivative(
            &parse_expression(of).unwrap(),
            &Symbol::new("x"),
            &Assumptions::none(),
            &Budget::default(),
        );
        assert!(matches!(found, Err(DerivativeError::Part(_))), "{of}");
    }
}
