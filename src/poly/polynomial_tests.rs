//! Laws of the ring of Laurent polynomials, held against exact values at points and against a
//! plain map of terms; and the edges of packing and of the lanes.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Budget, Measure, PolyError, Polynomial};
use crate::number::{Integer, Rational};

/// Exponents and coefficient of a term.
type Plain = (Vec<i64>, Rational);

fn polynomial(terms: &[Plain]) -> Polynomial {
    let terms = terms
        .iter()
        .map(|(exponents, coefficient)| Polynomial::monomial(coefficient, exponents));
    Polynomial::sum(terms, &Budget::default()).unwrap()
}

/// The terms as a map, for comparison.
fn map_of(polynomial: &Polynomial, variables: usize) -> BTreeMap<Vec<i64>, Rational> {
    let padded = |mut exponents: Vec<i64>| {
        exponents.resize(variables, 0);
        exponents
    };
    let terms = polynomial.terms();
    terms
        .map(|(coefficient, exponents)| (padded(exponents), coefficient))
        .collect()
}

/// The product term by term.
fn plain_product(a: &[Plain], b: &[Plain], variables: usize) -> BTreeMap<Vec<i64>, Rational> {
    let mut product: BTreeMap<Vec<i64>, Rational> = BTreeMap::new();
    for (x, p) in a {
        for (y, q) in b {
            let at = |exponents: &[i64], v: usize| exponents.get(v).copied().unwrap_or(0);
            let key = (0..variables).map(|v| at(x, v) + at(y, v)).collect();
            *product.entry(key).or_default() += p * q;
        }
    }
    product.retain(|_, coefficient| !coefficient.is_zero());
    product
}

fn coefficient() -> impl Strategy<Value = Rational> {
    let small = (-9_i64..10).prop_map(Rational::from);
    let large = any::<i64>().prop_map(Rational::from);
    let huge = (any::<i128>(), any::<i64>())
        .prop_map(|(a, b)| Rational::from(Integer::from(a) * Integer::from(b)));
    let broken =
        (-9_i64..10, 1_i64..13).prop_map(|(a, b)| Rational::new(a.into(), b.into()).unwrap());
    prop_oneof![4 => small, 1 => large, 1 => huge, 2 => broken]
}

fn plain(variables: usize, exponents: std::ops::Range<i64>) -> impl Strategy<Value = Vec<Plain>> {
    let exponents = prop::collection::vec(exponents, 0..=variables);
    prop::collection::vec((exponents, coefficient()), 0..12)
}

fn point() -> impl Strategy<Value = Vec<Rational>> {
    let coordinate = (1_i64..20, 1_i64..7, any::<bool>()).prop_map(|(a, b, negative)| {
        let value = Rational::new(a.into(), b.into()).unwrap();
        if negative { -value } else { value }
    });
    prop::collection::vec(coordinate, 3)
}

proptest! {
    #[test]
    fn products_are_those_of_terms(a in plain(3, -3..6), b in plain(3, -3..6)) {
        let product = polynomial(&a).multiply(&polynomial(&b), &Budget::default()).unwrap();
        prop_assert_eq!(map_of(&product, 3), plain_product(&a, &b, 3));
    }

    #[test]
    fn values_of_sums_and_products_are_sums_and_products(
        a in plain(3, -3..6), b in plain(3, -3..6), at in point()
    ) {
        let budget = Budget::default();
        let (f, g) = (polynomial(&a), polynomial(&b));
        let (x, y) = (f.evaluate(&at).unwrap(), g.evaluate(&at).unwrap());
        prop_assert_eq!(f.add(&g, &budget).unwrap().evaluate(&at).unwrap(), &x + &y);
        prop_assert_eq!(f.subtract(&g, &budget).unwrap().evaluate(&at).unwrap(), &x - &y);
        prop_assert_eq!(f.multiply(&g, &budget).unwrap().evaluate(&at).unwrap(), &x * &y);
        prop_assert_eq!(f.power(3, &budget).unwrap().evaluate(&at).unwrap(), x.pow(3).unwrap());
    }

    #[test]
    fn many_variables_take_more_words(a in plain(30, 0..9), b in plain(30, 0..9)) {
        let product = polynomial(&a).multiply(&polynomial(&b), &Budget::default()).unwrap();
        prop_assert_eq!(map_of(&product, 30), plain_product(&a, &b, 30));
    }

    #[test]
    fn large_exponents_take_more_words(
        a in plain(4, -(1 << 40)..1 << 40), b in plain(4, -(1 << 40)..1 << 40)
    ) {
        let product = polynomial(&a).multiply(&polynomial(&b), &Budget::default()).unwrap();
        prop_assert_eq!(map_of(&product, 4), plain_product(&a, &b, 4));
        let sum = polynomial(&a).add(&product, &Budget::default()).unwrap();
        let back = sum.subtract(&polynomial(&a), &Budget::default()).unwrap();
        prop_assert_eq!(back, product);
    }

    #[test]
    fn a_product_is_divisible(a in plain(3, -2..5), b in plain(3, -2..5)) {
        let budget = Budget::default();
        let (f, g) = (polynomial(&a), polynomial(&b));
        prop_assume!(!g.is_zero());
        let product = f.multiply(&g, &budget).unwrap();
        prop_assert_eq!(product.divide_exact(&g, &budget).unwrap(), Some(f.clone()));
        // One more leaves a remainder unless the divisor is a unit.
        let one_more = product.add(&Polynomial::one(), &budget).unwrap();
        let quotient = one_more.divide_exact(&g, &budget).unwrap();
        prop_assert_eq!(quotient.is_some(), g.len() == 1);
    }

    #[test]
    fn coefficients_by_powers_make_up_the_whole(a in plain(3, -3..6), variable in 0_usize..3) {
        let budget = Budget::default();
        let f = polynomial(&a);
        let mut parts = Vec::new();
        for (exponent, part) in f.coefficients_in(variable) {
            prop_assert!(!part.mentions(variable));
            let mut exponents = vec![0; 3];
            exponents[variable] = exponent;
            let power = Polynomial::monomial(&Rational::ONE, &exponents);
            parts.push(part.multiply(&power, &budget).unwrap());
        }
        prop_assert_eq!(Polynomial::sum(parts, &budget).unwrap(), f);
    }
}

/// `1 + x₁ + … + xₖ`.
fn simplex(variables: usize) -> Polynomial {
    let terms = (0..variables)
        .map(Polynomial::variable)
        .chain([Polynomial::one()]);
    Polynomial::sum(terms, &Budget::default()).unwrap()
}

#[test]
fn dense_products_have_the_terms_of_the_binomial_formula() {
    let budget = Budget::default();
    // C(23, 3) and C(43, 3) terms; the coefficient of (xyz)^5 in the power is 20!/(5!)^4.
    let f = simplex(3).power(20, &budget).unwrap();
    assert_eq!(f.len(), 1771);
    let middle = f
        .terms()
        .find(|(_, exponents)| *exponents == [5, 5, 5])
        .unwrap()
        .0;
    assert_eq!(middle, Rational::from(11_732_745_024_i64));
    let square = f.multiply(&f, &budget).unwrap();
    assert_eq!(square.len(), 12_341);
    assert_eq!(square, simplex(3).power(40, &budget).unwrap());
    // As a power of ten terms there are C(29, 9) ways to choose, and 41³ cells; monomials are fewer.
    let two = simplex(3).power(2, &budget).unwrap();
    let narrow = Budget {
        max_terms: 12_341,
        ..Budget::default()
    };
    assert_eq!(square, two.power(20, &narrow).unwrap());
    let ones = vec![Rational::ONE; 3];
    assert_eq!(square.evaluate(&ones), Rational::from(4).pow(40));
    let copy = f.clone();
    assert_eq!(f.multiply(&copy, &budget).unwrap(), square);
}

#[test]
fn sparse_products_are_those_of_their_parts() {
    // Exponents far apart, so that no box is filled; 120 · 80 products, none alike.
    let budget = Budget::default();
    let f: Vec<Plain> = (0..120)
        .map(|i| (vec![i * i * 977, 3 * i, i % 7], Rational::from(i + 1)))
        .collect();
    let g: Vec<Plain> = (0..80)
        .map(|i| (vec![i * 31, i * i * 1009, i % 5], Rational::from(2 * i + 1)))
        .collect();
    let product = polynomial(&f).multiply(&polynomial(&g), &budget).unwrap();
    assert_eq!(map_of(&product, 3), plain_product(&f, &g, 3));
    let square = polynomial(&f);
    let square = square.multiply(&square, &budget).unwrap();
    assert_eq!(map_of(&square, 3), plain_product(&f, &f, 3));
}

#[test]
fn coefficients_leave_the_machine_words() {
    let budget = Budget::default();
    for size in [
        i128::from(i64::MAX) - 1,
        i128::from(i64::MIN),
        i128::MAX,
        i128::MIN,
    ] {
        let c = Rational::from(Integer::from(size));
        let f = simplex(2).power(12, &budget).unwrap().scale(&c);
        let product = f.multiply(&f, &budget).unwrap();
        let plain = simplex(2).power(24, &budget).unwrap().scale(&(&c * &c));
        assert_eq!(product, plain);
    }
}

#[test]
fn powers_agree_with_products() {
    let budget = Budget::default();
    let table = [
        vec![(vec![1], 1), (vec![0], 1)],
        vec![(vec![2], 1), (vec![1], 1), (vec![0], 1)],
        vec![(vec![-1, 2], 3), (vec![4, 0], -5)],
        vec![
            (vec![1], 1),
            (vec![0, 1], -2),
            (vec![0, 0, 1], 3),
            (vec![-1], 7),
        ],
    ];
    for terms in table {
        let terms: Vec<Plain> = terms
            .into_iter()
            .map(|(e, c)| (e, Rational::from(c)))
            .collect();
        let f = polynomial(&terms);
        let mut product = Polynomial::one();
        for n in 0..9 {
            assert_eq!(f.power(n, &budget).unwrap(), product);
            product = product.multiply(&f, &budget).unwrap();
        }
    }
}

#[test]
fn contents_and_degrees() {
    let f = polynomial(&[
        (vec![2, -1], Rational::new(4.into(), 3.into()).unwrap()),
        (vec![1, 3], Rational::from(-6)),
    ]);
    assert_eq!(f.content(), Rational::new(2.into(), 3.into()).unwrap());
    assert_eq!(f.monomial_content(), [1, -1]);
    assert_eq!((f.degree_in(0), f.low_degree_in(1)), (Some(2), Some(-1)));
    assert_eq!(f.total_degree(), Some(4));
    assert_eq!(
        f.evaluate(&[Rational::ZERO, Rational::ONE]),
        Some(Rational::ZERO)
    );
    assert_eq!(f.evaluate(&[Rational::ONE, Rational::ZERO]), None);
}

#[test]
fn too_much_is_refused_before_it_is_made() {
    let budget = Budget::default();
    let refused = |result: Result<Polynomial, PolyError>, expected: Measure| match result {
        Err(PolyError::Budget { what, .. }) => assert_eq!(what, expected),
        other => panic!("{other:?}"),
    };
    refused(simplex(4).power(1_000_000, &budget), Measure::Terms);
    refused(simplex(1).power(150_000, &budget), Measure::Volume);
    let two = Polynomial::constant(&Rational::from(2));
    refused(two.power(10_000_000_000, &budget), Measure::Bits);
    refused(
        Polynomial::variable(0).power(1 << 55, &budget),
        Measure::Exponent,
    );
    let far = Polynomial::variable(0).power(1 << 49, &budget).unwrap();
    let farther = far.multiply(&far, &budget).unwrap();
    refused(farther.multiply(&far, &budget), Measure::Exponent);
    // Sparse factors of 2,000 terms each: 4,000,000 terms.
    let spread = |step: i64, v: usize| {
        let terms = (0..2000).map(|i| {
            let mut exponents = vec![0; 2];
            exponents[v] = i * i * step;
            Polynomial::monomial(&Rational::from(i + 1), &exponents)
        });
        Polynomial::sum(terms, &budget).unwrap()
    };
    refused(
        spread(1, 0).multiply(&spread(3, 1), &budget),
        Measure::Terms,
    );
}
