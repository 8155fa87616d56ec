//! Equations of textbooks with the unknown under roots, in logarithms and exponents, in absolute values and
//! roundings; the values were worked by hand.

use super::{Outcome, RootValue, SolveError, Undone, solve};
use crate::expr::{Assumptions, Comparison, Expr, Predicate, Symbol};
use crate::number::{Integer, Rational};
use crate::poly::{Budget, same};
use crate::syntax::{parse_chain, parse_expression};

fn undone(text: &str) -> Result<Undone, SolveError> {
    let chain = parse_chain(text).unwrap();
    let (lhs, rhs) = (&chain.first, &chain.links[0].expr);
    let under = Assumptions::none();
    match solve(lhs, rhs, &Symbol::new("x"), &under, &Budget::default())?.outcome {
        Outcome::Undone(undone) => Ok(undone),
        other => panic!("{text}: {other:?}"),
    }
}

fn values(text: &str) -> Vec<Expr> {
    let texts = text.split(", ").filter(|text| !text.is_empty());
    texts.map(|text| parse_expression(text).unwrap()).collect()
}

/// The values, and those that solve an equation on the way only.
#[test]
fn parts_are_undone() {
    for (text, found, rejected) in [
        ("sqrt(x + 3) = x - 3", "6", "1"),
        ("sqrt(2*x + 1) + sqrt(x) = 5", "4", "144"),
        ("sqrt(x) = -2", "", ""),
        ("root(x, 3) = 2", "8", ""),
        ("x^(3/2) = 8", "4", ""),
        ("log2(x - 1) + log2(x + 1) = 3", "3", "-3"),
        ("ln(x) + ln(x - 1) = ln(6)", "3", "-2"),
        ("log10(x)^2 = 4", "1/100, 100", ""),
        ("exp(2*x) = 5", "ln(5)/2", ""),
        ("exp(2*x) - 3*exp(x) + 2 = 0", "0, ln(2)", ""),
        ("2^x = 32", "5", ""),
        ("2^(x + 1) = 8^x", "1/2", ""),
        ("3^x = 7", "ln(7)/ln(3)", ""),
        ("abs(2*x - 3) = 7", "-2, 5", ""),
        ("abs(x - 1) + abs(x + 2) = 5", "2, -3", ""),
        ("max(x, 3) = 5", "5", ""),
        ("(x)! = 120", "5", ""),
        ("(x)! = 121", "", ""),
        ("floor(x) = 1/2", "", ""),
        ("sqrt(x + a) = b", "b^2 - a", ""),
    ] {
        let solution = undone(text).unwrap();
        let exact = |value: &RootValue| match value {
            RootValue::Exact(exact) => exact.clone(),
            RootValue::Enclosed(held) => panic!("{text}: {held}"),
        };
        let is_among = |held: &[Expr], value: &Expr| {
            let same = |other: &Expr| {
                let (under, budget) = (Assumptions::none(), Budget::default());
                same(other, value, &under, &budget).unwrap() == Some(true)
            };
            held.iter().any(same)
        };
        let all: Vec<Expr> = solution
            .found
            .iter()
            .map(|root| exact(&root.value))
            .collect();
        let none = solution.rejected.iter().map(|known| exact(&known.value));
        let none: Vec<Expr> = none.collect();
        for (held, expected) in [(all, values(found)), (none, values(rejected))] {
            let fits = expected.iter().all(|value| is_among(&held, value));
            assert!(fits && held.len() == expected.len(), "{text}: {held:?}");
        }
    }
}

#[test]
fn roundings_give_ranges() {
    for (text, expected) in [
        ("floor(x/3) = 2", ["x >= 6", "x < 9"]),
        ("ceil(x) = 4", ["x > 3", "x <= 4"]),
        ("floor(1 - 2*x) = 3", ["x > -3/2", "x <= -1"]),
    ] {
        let told = undone(text).unwrap().ranges;
        let [range] = told.as_slice() else {
            panic!("{text}: {told:?}")
        };
        for (condition, expected) in range.conditions(&Symbol::new("x")).iter().zip(expected) {
            let chain = parse_chain(expected).unwrap();
            let Predicate::Compare(_, comparison, end) = condition else {
                panic!("{condition:?}")
            };
            let link = &chain.links[0];
            assert_eq!(end.as_number(), link.expr.as_number(), "{text}");
            assert_eq!(link.relation.comparison(), Some(*comparison), "{text}");
        }
    }
}

/// √x = x² − 3 at 2.1102… (by bisection of its square; the square's other root, 1.3547…, is none), and
/// what is not undone is said to be open.
#[test]
fn roots_between_numbers_are_tried_too() {
    let solution = undone("sqrt(x) = x^2 - 3").unwrap();
    let near = |value: &RootValue| match value {
        RootValue::Enclosed(held) => (held.low() * Rational::from(1000)).floor(),
        RootValue::Exact(exact) => panic!("{exact:?}"),
    };
    let found: Vec<Integer> = solution
        .found
        .iter()
        .map(|root| near(&root.value))
        .collect();
    assert_eq!(found, [Integer::from(2110)]);
    let rejected: Vec<Integer> = solution
        .rejected
        .iter()
        .map(|known| near(&known.value))
        .collect();
    assert_eq!(rejected, [Integer::from(1354)]);
    for text in ["ln(ln(x)) = 1 - x", "x^x = x + 2"] {
        assert!(
            matches!(undone(text), Err(SolveError::Inside { .. })),
            "{text}"
        );
    }
}

/// Roots of sums of powers, all of them by their number: −0.7666646959621230931… of x² = 2ˣ and 0.5671432904097838…
/// of x·eˣ = 1 are known constants (OEIS A073084, A030178), 2 and 4, and 1 of 2ˣ + 3ˣ = 5ˣ, are seen.
#[test]
fn sums_of_powers_have_no_more_roots_than_counted() {
    for (text, exact, near) in [
        ("x^2 = 2^x", "2, 4", &[-766_664_696][..]),
        ("x*exp(x) = 1", "", &[567_143_290]),
        ("2^x + 3^x = 5^x", "1", &[]),
        ("x*2^x = 8", "2", &[]),
    ] {
        let solution = undone(text).unwrap();
        let (mut closed, mut held) = (Vec::new(), Vec::new());
        for root in &solution.found {
            match &root.value {
                RootValue::Exact(value) => closed.push(value.clone()),
                RootValue::Enclosed(value) => {
                    held.push((value.low() * Rational::from(1_000_000_000)).floor());
                }
            }
        }
        assert_eq!(closed, values(exact), "{text}");
        let near: Vec<Integer> = near.iter().copied().map(Integer::from).collect();
        assert_eq!(held, near, "{text}");
    }
}

#[test]
fn what_is_needed_of_other_symbols_is_told() {
    let solution = undone("y = exp(k*x)").unwrap();
    let y = Expr::symbol("y");
    let positive = Predicate::Compare(y, Comparison::Greater, Expr::zero());
    assert!(solution.conditions.contains(&positive), "{solution:?}");
    assert_eq!(solution.found.len(), 1);
}

/// What has no real value whatever x is makes no value of x a solution, and is told.
#[test]
fn parts_without_a_value_are_told() {
    for text in [
        "x = sqrt(-2)",
        "x + ln(-1) = 2",
        "x^2 + ln(3 - 5) = 2",
        "abs(log2(2 - 10)) = x/(2*x + 1)",
        "sqrt(x)*(-8)^(1/3) = 1",
    ] {
        assert!(matches!(undone(text), Err(SolveError::Eval(_))), "{text}");
    }
}

/// By bisection with mpmath: the sign of the difference changes at these and, on a grid from 0 to 10, nowhere else.
#[test]
fn roots_beside_other_functions_are_found_without_squares() {
    let solution = undone("sqrt(x) - exp(x) + exp(x*(x/2 + 2)) = ln(6*x + 1)").unwrap();
    let expected = ["0", "0.0647421750856892", "0.249349405777489"];
    assert!(solution.rejected.is_empty());
    assert_eq!(solution.found.len(), expected.len());
    for (root, expected) in solution.found.iter().zip(expected) {
        let expected = parse_expression(expected).unwrap().as_number().unwrap();
        let near = Rational::new(1.into(), 1_000_000_000_000_i64.into()).unwrap();
        let (low, high) = match &root.value {
            RootValue::Exact(value) => (value.as_number().unwrap(), value.as_number().unwrap()),
            RootValue::Enclosed(held) => (held.low().clone(), held.high().clone()),
        };
        assert!(&low - &near <= expected && expected <= &high + &near);
    }
}
