use super::{RealPolynomial, RealRoot};
use crate::number::{Integer, Rational};

fn roots(coefficients: &[i64]) -> Vec<RealRoot> {
    let coefficients: Vec<Rational> = coefficients.iter().map(|c| Rational::from(*c)).collect();
    RealPolynomial::new(&coefficients).unwrap().roots().unwrap()
}

fn told(coefficients: &[i64]) -> Vec<String> {
    let told = roots(coefficients).into_iter().map(|mut root| {
        root.narrow(&Rational::dyadic(&Integer::ONE, -20));
        let about = || (root.low() * Rational::from(100)).round_half_even();
        let value = root
            .rational()
            .map_or_else(|| format!("~{}", about()), ToString::to_string);
        format!("{value}^{}", root.multiplicity())
    });
    told.collect()
}

/// Roots worked out by hand: factors written down first.
#[test]
fn roots_of_products() {
    // (x − 1)(x − 2)(x − 3)
    assert_eq!(told(&[-6, 11, -6, 1]), ["1^1", "2^1", "3^1"]);
    // x³(x + 5)
    assert_eq!(told(&[0, 0, 0, 5, 1]), ["-5^1", "0^3"]);
    // (2x − 1)²(3x + 7)
    assert_eq!(told(&[7, -25, 16, 12]), ["-7/3^1", "1/2^2"]);
    // x² − 2, and its square
    assert_eq!(told(&[-2, 0, 1]), ["~-141^1", "~141^1"]);
    assert_eq!(told(&[4, 0, -4, 0, 1]), ["~-141^2", "~141^2"]);
    // x² + 1, a constant
    assert!(told(&[1, 0, 1]).is_empty());
    assert!(told(&[7]).is_empty());
    // (x − 1/2)(x² − 1/2)·4: a rational root at the end of an interval of another
    assert_eq!(told(&[1, -2, -2, 4]), ["~-71^1", "1/2^1", "~71^1"]);
    // (x − 1)(x − 2)(x − 4)(x − 8)(x − 1024): all roots at ends of halves
    let product = told(&[-65_536, 122_944, -71_800, 15_430, -1_039, 1]);
    assert_eq!(product, ["1^1", "2^1", "4^1", "8^1", "1024^1"]);
}

/// Wilkinson's polynomial of degree 20 has the roots 1 to 20.
#[test]
fn many_roots() {
    let mut coefficients = vec![Rational::ONE];
    for root in 1..=20 {
        let mut next = vec![Rational::ZERO; coefficients.len() + 1];
        for (power, c) in coefficients.iter().enumerate() {
            next[power + 1] += c;
            next[power] -= c * Rational::from(root);
        }
        coefficients = next;
    }
    let found = RealPolynomial::new(&coefficients).unwrap().roots().unwrap();
    let found: Vec<i64> = found
        .iter()
        .map(|root| {
            root.rational()
                .unwrap()
                .to_integer()
                .unwrap()
                .to_i64()
                .unwrap()
        })
        .collect();
    assert_eq!(found, (1..=20).collect::<Vec<i64>>());
}

/// Mignotte's xⁿ − (10x − 1)² has two roots very close to 1/10.
#[test]
fn close_roots_are_told_apart() {
    let mut coefficients = vec![0; 21];
    coefficients[0] = -1;
    coefficients[1] = 20;
    coefficients[2] = -100;
    coefficients[20] = 1;
    let found = roots(&coefficients);
    let tenth = Rational::new(1.into(), 10.into()).unwrap();
    let near: Vec<&RealRoot> = found
        .iter()
        .filter(|root| (root.low() - &tenth).abs() < Rational::dyadic(&Integer::ONE, -6))
        .collect();
    assert_eq!(near.len(), 2);
    assert!(near[0].high() < near[1].low());
}

/// A root is held in an interval of any width asked for: 2^(1/3) to 1000 bits.
#[test]
fn roots_are_narrowed() {
    let mut root = roots(&[-2, 0, 0, 1]).remove(0);
    let width = Rational::dyadic(&Integer::ONE, -1000);
    root.narrow(&width);
    assert!(root.high() - root.low() <= width);
    let two = Rational::from(2);
    assert!(root.low().pow(3).unwrap() < two && root.high().pow(3).unwrap() > two);
}

#[test]
fn what_is_too_large_is_refused() {
    let mut coefficients = vec![Rational::ZERO; 500];
    coefficients[0] = Rational::from(-2);
    coefficients[499] = Rational::ONE;
    assert!(RealPolynomial::new(&coefficients).unwrap().roots().is_err());
    assert_eq!(RealPolynomial::new(&[Rational::ZERO]), None);
}
