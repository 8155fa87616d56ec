//! Laws over many values.

use std::cmp::Ordering;

use proptest::prelude::*;

use super::written::*;
use crate::eval::{Environment, EvalLimits, Real, Value, evaluate};
use crate::expr::{Expr, Symbol, arbitrary};
use crate::number::{Integer, Rational};

fn real(expr: &Expr) -> Real {
    value(expr).unwrap().as_real().unwrap()
}

/// A random rational formula over x and y beside what machine integers make of it, a fraction
/// that is not reduced; `None` where that overflows or divides by zero.
fn formula() -> impl Strategy<Value = (Expr, Option<(i128, i128)>)> {
    let leaf = prop_oneof![
        (-9_i64..=9).prop_map(|value| (n(value), Some((i128::from(value), 1)))),
        Just((x("x"), Some((7, 3)))),
        Just((x("y"), Some((-5, 1)))),
    ];
    leaf.prop_recursive(5, 32, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| {
                let value = plus(a.1, b.1).and_then(|sum| plus(Some(sum), c.1));
                (Expr::sum([a.0, b.0, c.0]), value)
            }),
            pair.clone()
                .prop_map(|(a, b)| { (Expr::product([a.0, b.0]), times(a.1, b.1)) }),
            pair.prop_map(|(a, b)| {
                let inverse =
                    b.1.filter(|(top, _)| *top != 0)
                        .map(|(top, below)| (below, top));
                (Expr::quotient(a.0, b.0), times(a.1, inverse))
            }),
            (inner.clone(), 0_i64..=3).prop_map(|(a, exponent)| {
                let value = (0..exponent).try_fold((1, 1), |power, _| times(Some(power), a.1));
                (
                    pow(a.0, n(exponent)),
                    value.and_then(|value| a.1.map(|_| value)),
                )
            }),
            inner.prop_map(|a| (Expr::negative(a.0), times(a.1, Some((-1, 1))))),
        ]
    })
}

fn plus(a: Option<(i128, i128)>, b: Option<(i128, i128)>) -> Option<(i128, i128)> {
    let ((a, b), (c, d)) = (a?, b?);
    let top = a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?;
    Some((top, b.checked_mul(d)?))
}

fn times(a: Option<(i128, i128)>, b: Option<(i128, i128)>) -> Option<(i128, i128)> {
    let ((a, b), (c, d)) = (a?, b?);
    Some((a.checked_mul(c)?, b.checked_mul(d)?))
}

proptest! {
    #[test]
    fn rational_formulas_agree_with_machine_integers((expr, expected) in formula()) {
        prop_assume!(expected.is_some());
        let (top, below) = expected.unwrap();
        let bindings = names([("x", q(7, 3)), ("y", n(-5))]);
        let found = evaluate(&expr, &Environment::new().with_bindings(&bindings)).unwrap();
        let expected = Rational::new(Integer::from(top), Integer::from(below)).unwrap();
        prop_assert_eq!(found, Value::Number(expected));
    }

    /// Every expression has a value or an error, within the limits.
    #[test]
    fn everything_ends(expr in arbitrary::anything(arbitrary::NAMES)) {
        let limits = EvalLimits { max_bits: 1 << 14, max_steps: 100_000, max_precision: 256 };
        let bindings = arbitrary::NAMES.iter().zip(1..);
        let bindings = bindings.map(|(name, value)| (Symbol::new(name), n(value)));
        let bindings = bindings.chain([
            (Symbol::new("tied"), Expr::boolean(true)),
            (Symbol::new("causal"), Expr::boolean(false)),
            (Symbol::new("act"), Expr::text("gated-gelu")),
        ]);
        let bindings = bindings.collect();
        let environment = Environment::new().with_bindings(&bindings).with_limits(limits);
        // What is bound and what is written in its place are one.
        let written = bindings.substitute(&expr).unwrap();
        let (bound, written) = (evaluate(&expr, &environment), evaluate(&written, &environment));
        match (bound, written) {
            (Ok(bound), Ok(written)) => prop_assert_eq!(bound, written),
            (Err(bound), Err(written)) => prop_assert_eq!(bound.code(), written.code()),
            (bound, written) => prop_assert!(false, "{:?} and {:?}", bound, written),
        }
    }

    #[test]
    fn roots_bracket_their_radicand(top in 1_i64..1_000_000, below in 1_i64..1000, degree in 2_i64..7) {
        let root = real(&call("root", [q(top, below), n(degree)]));
        let power = |end: &Rational| end.pow(i32::try_from(degree).unwrap()).unwrap();
        let radicand = ratio(top, below);
        prop_assert!(power(root.low()) <= radicand && radicand <= power(root.high()));
    }

    #[test]
    fn logarithms_undo_powers(top in 1_i64..10_000, below in 1_i64..10_000) {
        prop_assume!(top != below);
        let value = q(top, below);
        let back = real(&call("exp", [Expr::sum([call("ln", [value.clone()]), n(0)])]));
        prop_assert!(back.low() <= &ratio(top, below) && &ratio(top, below) <= back.high());
        let logarithm = call("log2", [value]);
        let back = real(&pow(n(2), logarithm));
        prop_assert!(back.low() <= &ratio(top, below) && &ratio(top, below) <= back.high());
    }

    #[test]
    fn logarithms_add(a in 2_i64..100_000, b in 2_i64..100_000) {
        let ln = |value| call("ln", [n(value)]);
        let sum = real(&Expr::sum([ln(a), ln(b)]));
        prop_assert_eq!(sum.compare(&real(&ln(a * b))), None);
        // ln grows.
        prop_assert_eq!(real(&ln(a)).compare(&real(&ln(a + 1))), Some(Ordering::Less));
    }

    #[test]
    fn powers_multiply(a in -60_i64..60, b in -60_i64..60, root in 2_i64..5) {
        // (2^(1/r))^(a + b) = (2^(1/r))^a · (2^(1/r))^b
        let base = || call("root", [n(2), n(root)]);
        let together = real(&pow(base(), n(a + b)));
        let apart = real(&Expr::product([pow(base(), n(a)), pow(base(), n(b))]));
        prop_assert!(together.low() <= apart.high() && apart.low() <= together.high());
    }

    #[test]
    fn sums_do_not_depend_on_their_order(mut parts in prop::collection::vec((-50_i64..50, 1_i64..50), 0..40)) {
        let total = |parts: &[(i64, i64)]| {
            value(&Expr::sum(parts.iter().map(|(a, b)| q(*a, *b)))).unwrap()
        };
        let forward = total(&parts);
        parts.reverse();
        prop_assert_eq!(forward, total(&parts));
    }

    #[test]
    fn mod_and_floor_division_are_one_division(a in -1000_i64..1000, b in -50_i64..50) {
        prop_assume!(b != 0);
        let quotient = call("floor_div", [n(a), n(b)]);
        let rest = call("mod", [n(a), n(b)]);
        let back = Expr::sum([Expr::product([quotient, n(b)]), rest]);
        prop_assert_eq!(value(&back).unwrap(), value(&n(a)).unwrap());
    }
}
