//! Greatest common divisors: by hand, as laws over generated polynomials, and within limits.

use proptest::prelude::*;

use super::fraction::split_unit;
use super::{Budget, PolyError, Polynomial};
use crate::number::{Integer, Rational};

/// Coefficients and exponents.
type Terms<'a> = &'a [(i64, &'a [i64])];

fn polynomial(terms: Terms<'_>) -> Polynomial {
    let terms = terms.iter().map(|(coefficient, exponents)| {
        Polynomial::monomial(&Rational::from(*coefficient), exponents)
    });
    Polynomial::sum(terms, &Budget::default()).unwrap()
}

fn times(a: &Polynomial, b: &Polynomial) -> Polynomial {
    a.multiply(b, &Budget::default()).unwrap()
}

fn gcd(a: &Polynomial, b: &Polynomial) -> Polynomial {
    a.gcd(b, &Budget::default()).unwrap()
}

/// Worked by hand: x² − 1 and x² − 3x + 2; x²y − xy² and x² − y²; 6x and 4x²; and pairs of which one
/// is 0, divides the other, or has nothing in common with it.
#[test]
fn divisors_by_hand() {
    let table: [[Terms<'_>; 3]; 9] = [
        [
            &[(1, &[2]), (-1, &[])],
            &[(1, &[2]), (-3, &[1]), (2, &[])],
            &[(1, &[1]), (-1, &[])],
        ],
        [
            &[(1, &[2, 1]), (-1, &[1, 2])],
            &[(1, &[2]), (-1, &[0, 2])],
            &[(1, &[1]), (-1, &[0, 1])],
        ],
        [&[(6, &[1])], &[(4, &[2])], &[(1, &[1])]],
        [&[], &[(-4, &[1]), (-2, &[])], &[(2, &[1]), (1, &[])]],
        [&[], &[], &[]],
        [
            &[(1, &[4]), (-1, &[])],
            &[(1, &[1]), (1, &[])],
            &[(1, &[1]), (1, &[])],
        ],
        [
            &[(1, &[1]), (1, &[0, 1])],
            &[(1, &[1]), (-1, &[0, 1])],
            &[(1, &[])],
        ],
        // x^(10^9) − 1 and x^(15·10^8) − 1 have x^(5·10^8) − 1.
        [
            &[(1, &[1_000_000_000]), (-1, &[])],
            &[(1, &[1_500_000_000]), (-1, &[])],
            &[(1, &[500_000_000]), (-1, &[])],
        ],
        // (xy + z)·(x + 1) and (xy + z)·(x + y).
        [
            &[(1, &[2, 1]), (1, &[1, 1]), (1, &[1, 0, 1]), (1, &[0, 0, 1])],
            &[(1, &[2, 1]), (1, &[1, 2]), (1, &[1, 0, 1]), (1, &[0, 1, 1])],
            &[(1, &[1, 1]), (1, &[0, 0, 1])],
        ],
    ];
    for [a, b, expected] in table {
        assert_eq!(
            gcd(&polynomial(a), &polynomial(b)),
            polynomial(expected),
            "{a:?} {b:?}"
        );
    }
}

/// (10^40·x + 3)·(x + y) and (10^40·x + 3)·(x − y): a coefficient longer than one prime.
#[test]
fn coefficients_longer_than_a_prime() {
    let large = Rational::from(Integer::from(10).pow(40));
    let x = Polynomial::variable(0);
    let factor = x
        .scale(&large)
        .add(&polynomial(&[(3, &[])]), &Budget::default())
        .unwrap();
    let a = times(&factor, &polynomial(&[(1, &[1]), (1, &[0, 1])]));
    let b = times(&factor, &polynomial(&[(1, &[1]), (-1, &[0, 1])]));
    assert_eq!(gcd(&a, &b), factor);
}

/// Products of linear forms in ten variables and their powers, and a divisor that takes too much:
/// an answer, or the limit.
#[test]
fn ten_variables() {
    let budget = Budget::default();
    let linear = |seed: i64| {
        let terms = (0..10).map(|v| {
            let coefficient = Rational::from((seed * 7 + i64::from(v) * 5) % 11 - 5);
            Polynomial::variable(usize::try_from(v).unwrap()).scale(&coefficient)
        });
        let sum = Polynomial::sum(terms, &budget).unwrap();
        sum.add(&Polynomial::one(), &budget).unwrap()
    };
    let (g, a, b) = (linear(1), linear(2), linear(3));
    let (cube_a, cube_b) = (a.power(3, &budget).unwrap(), b.power(4, &budget).unwrap());
    // Dense, with nothing in common.
    assert!(gcd(&cube_a, &cube_b).is_one());
    assert_eq!(gcd(&times(&cube_a, &g), &times(&b, &g)), split_unit(&g).1);
    let large = g.power(4, &budget).unwrap();
    let pair = (times(&large, &a), times(&large, &b));
    match pair.0.gcd(&pair.1, &budget) {
        Ok(found) => assert_eq!(found, split_unit(&large).1),
        Err(error) => assert!(matches!(error, PolyError::Budget { .. })),
    }
}

/// Up to five terms in three variables.
fn any_polynomial() -> impl Strategy<Value = Polynomial> {
    let term = (-9_i64..10, prop::array::uniform3(0_i64..4));
    prop::collection::vec(term, 1..6).prop_map(|terms| {
        let terms = terms
            .iter()
            .map(|(coefficient, exponents)| (*coefficient, exponents.as_slice()));
        polynomial(&terms.collect::<Vec<_>>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// gcd(g·a, g·b) = g·gcd(a, b) up to a number, and what is left of both is coprime.
    #[test]
    fn is_distributive(a in any_polynomial(), b in any_polynomial(), g in any_polynomial()) {
        prop_assume!(!a.is_zero() && !b.is_zero() && !g.is_zero());
        let (left, right) = (times(&a, &g), times(&b, &g));
        let found = gcd(&left, &right);
        let expected = times(&gcd(&a, &b), &gcd(&g, &Polynomial::zero()));
        prop_assert_eq!(&found, &expected);
        let budget = Budget::default();
        let rest = |p: &Polynomial| p.divide_exact(&found, &budget).unwrap().unwrap();
        prop_assert!(gcd(&rest(&left), &rest(&right)).is_one());
        prop_assert_eq!(gcd(&right, &left), found);
    }
}
