//! The kernels of multiplication against the plain sum over all pairs of terms: dense, sparse, near
//! squares, on one thread and two, and with coefficients at the edges of the lanes.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Budget, Polynomial};
use crate::number::{Integer, Rational};

/// Exponents and coefficient of a term.
type Plain = (Vec<i64>, Integer);

fn polynomial(terms: &[Plain]) -> Polynomial {
    let terms = terms.iter().map(|(exponents, coefficient)| {
        Polynomial::monomial(&Rational::from(coefficient.clone()), exponents)
    });
    Polynomial::sum(terms, &Budget::default()).unwrap()
}

fn plain_product(a: &Polynomial, b: &Polynomial) -> BTreeMap<Vec<i64>, Rational> {
    let mut product: BTreeMap<Vec<i64>, Rational> = BTreeMap::new();
    for (p, x) in a.terms() {
        for (q, y) in b.terms() {
            let length = x.len().max(y.len());
            let at = |exponents: &[i64], v: usize| exponents.get(v).copied().unwrap_or(0);
            let key = (0..length).map(|v| at(&x, v) + at(&y, v)).collect();
            *product.entry(key).or_default() += &p * &q;
        }
    }
    product.retain(|_, coefficient| !coefficient.is_zero());
    product
}

/// The product by the kernel that is chosen, on so many threads, held against the plain one and
/// the order of terms.
fn check(a: &Polynomial, b: &Polynomial, threads: usize) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    let product = pool.install(|| a.multiply(b, &Budget::default()).unwrap());
    let found: Vec<(Rational, Vec<i64>)> = product.terms().collect();
    let known = plain_product(a, b);
    assert_eq!(found.len(), known.len());
    let mut last = None;
    for (coefficient, exponents) in found {
        assert_eq!(known.get(&exponents), Some(&coefficient), "{exponents:?}");
        let key = (exponents.iter().sum::<i64>(), exponents);
        assert!(last.replace(key.clone()).is_none_or(|last| last > key));
    }
}

/// Numbers about which the lanes change: 61 and 62 bits for factors, 62 and 126 for sums.
fn coefficient(bits: u32) -> impl Strategy<Value = Integer> {
    let edge = (0_i64..3, any::<bool>()).prop_map(move |(below, negative)| {
        let size = Integer::from(2).pow(bits) - Integer::from(below);
        if negative { -size } else { size }
    });
    prop_oneof![2 => edge, 1 => (-9_i64..10).prop_map(Integer::from)]
}

/// At least enough terms that products are not listed one by one.
fn terms(spread: i64, bits: u32) -> impl Strategy<Value = Vec<Plain>> {
    let exponents = prop::collection::vec(0..spread, 4);
    prop::collection::vec((exponents, coefficient(bits)), 70..90)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn filled_boxes(bits in prop::sample::select(vec![20_u32, 27, 28, 57, 60, 61, 62, 63, 64, 100]),
        seed in any::<u64>(), threads in 1_usize..3) {
        let mut state = seed;
        let mut number = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(state >> 40).unwrap()
        };
        let size = Integer::from(2).pow(bits);
        let mut cube = |skipped: i64| {
            let places = (0..6).flat_map(|x| (0..6).flat_map(move |y| (0..6).map(move |z| [x, y, z])));
            let terms: Vec<Plain> = places
                .filter(|[x, y, z]| (x + 2 * y + z) % 7 != skipped)
                .map(|place| (place.to_vec(), &size - Integer::from(number() % 1000)))
                .map(|(place, size)| if place[0] % 2 == 0 { (place, -size) } else { (place, size) })
                .collect();
            polynomial(&terms)
        };
        let (a, b) = (cube(3), cube(5));
        check(&a, &b, threads);
        check(&a, &a, threads);
        check(&a, &a.clone(), threads);
        let near = a.add(&Polynomial::monomial(&Rational::from(size), &[1, 2, 9]), &Budget::default());
        check(&a, &near.unwrap(), threads);
    }

    #[test]
    fn scattered_terms(
        (a, b) in prop::sample::select(vec![3_u32, 57, 60, 61, 62, 63, 90])
            .prop_flat_map(|bits| (terms(200, bits), terms(200, bits))),
        extra in terms(200, 61), threads in 1_usize..3,
    ) {
        let (a, b) = (polynomial(&a), polynomial(&b));
        check(&a, &b, threads);
        check(&a, &a, threads);
        let extra = polynomial(&extra[..2]);
        check(&a, &a.add(&extra, &Budget::default()).unwrap(), threads);
    }
}

/// 1,000 terms each, so that threads are used: two variables, one filled, one scattered.
#[test]
fn large_products_on_two_threads() {
    let one = Polynomial::one();
    let budget = Budget::default();
    let x = |v: usize, e: i64| {
        let mut exponents = vec![0; v + 1];
        exponents[v] = e;
        Polynomial::monomial(&Rational::ONE, &exponents)
    };
    let filled = Polynomial::sum([one.clone(), x(0, 1), x(1, 1), x(2, 1)], &budget).unwrap();
    let filled = filled.power(16, &budget).unwrap();
    let other =
        Polynomial::sum([one.clone(), x(0, 1), x(1, 1).negate(), x(2, 2)], &budget).unwrap();
    let other = other.power(14, &budget).unwrap();
    let scattered = Polynomial::sum([one, x(0, 3), x(1, 5), x(2, 7), x(3, 11)], &budget).unwrap();
    let scattered = scattered.power(8, &budget).unwrap();
    check(&filled, &filled, 2);
    check(&filled, &other, 2);
    check(&scattered, &scattered, 2);
    check(&scattered, &other, 2);
}
