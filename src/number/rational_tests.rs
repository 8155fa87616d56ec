//! Rationals: tables at the edges, and the laws of an ordered field.

use proptest::prelude::*;

use super::{Integer, Rational};

fn fraction(numerator: i128, denominator: i128) -> Rational {
    Rational::new(Integer::from(numerator), Integer::from(denominator)).unwrap()
}

/// Small fractions, fractions at the edge of the inline form, and long ones.
fn rationals() -> impl Strategy<Value = Rational> {
    let parts = prop_oneof![
        -12_i128..=12,
        any::<i64>().prop_map(i128::from),
        Just(i128::from(i64::MIN)),
        any::<i128>(),
    ];
    let denominators = prop_oneof![
        Just(1_i128),
        (-12_i128..=12).prop_filter("not zero", |value| *value != 0),
        Just(i128::from(i64::MIN)),
        1..=i128::MAX,
    ];
    (parts, denominators).prop_map(|(numerator, denominator)| fraction(numerator, denominator))
}

fn is_reduced(value: &Rational) -> bool {
    value.denominator().is_positive() && value.numerator().gcd(value.denominator()).is_one()
}

#[test]
fn reduced_with_the_sign_on_top() {
    let least = i128::from(i64::MIN);
    for (numerator, denominator, text) in [
        (6, -16, "-3/8"),
        (-6, -16, "3/8"),
        (0, -5, "0"),
        (least, -1, "9223372036854775808"),
        (least, least, "1"),
        (1, least, "-1/9223372036854775808"),
        (least, 6, "-4611686018427387904/3"),
    ] {
        assert_eq!(fraction(numerator, denominator).to_string(), text);
    }
    assert_eq!(Rational::new(Integer::ONE, Integer::ZERO), None);
}

#[test]
fn floors_ceilings_and_nearest() {
    for (numerator, denominator, floor, ceil, nearest) in [
        (7, 2, 3, 4, 4),
        (5, 2, 2, 3, 2),
        (-5, 2, -3, -2, -2),
        (-7, 2, -4, -3, -4),
        (1, 3, 0, 1, 0),
        (-1, 3, -1, 0, 0),
        (6, 3, 2, 2, 2),
    ] {
        let value = fraction(numerator, denominator);
        assert_eq!(value.floor(), Integer::from(floor), "{value}");
        assert_eq!(value.ceil(), Integer::from(ceil), "{value}");
        assert_eq!(value.round_half_even(), Integer::from(nearest), "{value}");
    }
}

#[test]
fn powers_and_roots() {
    let value = fraction(-2, 3);
    for (exponent, power) in [
        (0, "1"),
        (1, "-2/3"),
        (3, "-8/27"),
        (-1, "-3/2"),
        (-2, "9/4"),
    ] {
        assert_eq!(value.pow(exponent).unwrap().to_string(), power);
    }
    assert_eq!(Rational::ZERO.pow(-1), None);
    assert_eq!(Rational::ZERO.pow(0), Some(Rational::ONE));
    for (numerator, denominator, degree, root) in [
        (8, 27, 3, Some("2/3")),
        (-8, 27, 3, Some("-2/3")),
        (4, 9, 2, Some("2/3")),
        (-4, 9, 2, None),
        (2, 1, 2, None),
        (1, 2, 2, None),
        (5, 1, 0, None),
    ] {
        let found = fraction(numerator, denominator).exact_root(degree);
        assert_eq!(found.map(|root| root.to_string()).as_deref(), root);
    }
}

#[test]
fn sums_of_many() {
    // H(20), from any table of harmonic numbers.
    let total: Rational = (1..=20).map(|n| fraction(1, n)).sum();
    assert_eq!(total.to_string(), "55835135/15519504");
    let product: Rational = (1..=20).map(|n| fraction(n + 1, n)).product();
    assert_eq!(product.to_string(), "21");
}

proptest! {
    #[test]
    fn field_laws(a in rationals(), b in rationals(), c in rationals()) {
        prop_assert_eq!(&a + &b, &b + &a);
        prop_assert_eq!((&a + &b) + &c, &a + (&b + &c));
        prop_assert_eq!(&a * &b, &b * &a);
        prop_assert_eq!((&a * &b) * &c, &a * (&b * &c));
        prop_assert_eq!(&a * (&b + &c), &a * &b + &a * &c);
        prop_assert_eq!(&a - &b, &a + (-&b));
        prop_assert!((&a - &a).is_zero());
        match a.checked_div(&b) {
            Some(quotient) => prop_assert_eq!(quotient * &b, a.clone()),
            None => prop_assert!(b.is_zero()),
        }
        for value in [&a + &b, &a - &b, &a * &b, a.checked_div(&b).unwrap_or_default()] {
            prop_assert!(is_reduced(&value), "{}", value);
        }
        let mut changed = a.clone();
        changed += &b;
        changed *= &c;
        changed -= &a;
        prop_assert_eq!(changed, (&a + &b) * &c - &a);
    }

    #[test]
    fn order_is_that_of_the_difference(a in rationals(), b in rationals(), c in rationals()) {
        prop_assert_eq!(a.cmp(&b), (&a - &b).signum().cmp(&0));
        if a <= b {
            prop_assert!(&a + &c <= &b + &c);
        }
        prop_assert!(Rational::from(a.floor()) <= a && a <= Rational::from(a.ceil()));
        prop_assert!(a.ceil() - a.floor() <= Integer::ONE);
    }
}
