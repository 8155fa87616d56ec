//! The spill edges as tables; the ring laws against `i128`.

use proptest::prelude::*;

use super::Integer;
use super::integer::Repr;

const MIN: i64 = i64::MIN;
const MAX: i64 = i64::MAX;

fn read(text: &str) -> Integer {
    text.parse().unwrap()
}

/// Held inline exactly when it fits.
fn is_canonical(value: &Integer) -> bool {
    match &value.0 {
        Repr::Small(_) => true,
        Repr::Big(big) => i64::try_from(big.as_ref()).is_err(),
    }
}

/// Numbers around the edges of the inline form, and plain ones.
fn numbers() -> impl Strategy<Value = i128> {
    prop_oneof![
        any::<i64>().prop_map(i128::from),
        (-3_i128..=3).prop_map(|near| i128::from(MIN) + near),
        (-3_i128..=3).prop_map(|near| i128::from(MAX) + near),
        -20_i128..=20,
        -(1_i128 << 62)..=(1_i128 << 62),
    ]
}

#[test]
fn an_integer_is_two_words_wide() {
    assert_eq!(size_of::<Integer>(), 16);
}

#[test]
fn spills_and_shrinks_at_the_edges() {
    let (min, max, one) = (Integer::from(MIN), Integer::from(MAX), Integer::ONE);
    let (three, power) = (Integer::from(3), |exponent| one.shifted_left(exponent));
    for (value, text) in [
        (&max + &one, "9223372036854775808"),
        (&min - &one, "-9223372036854775809"),
        (-&min, "9223372036854775808"),
        (min.abs(), "9223372036854775808"),
        (-(-&min), "-9223372036854775808"),
        (&min * &min, "85070591730234615865843651857942052864"),
        (&min * &Integer::from(-1), "9223372036854775808"),
        (&min + &min, "-18446744073709551616"),
        ((&min + &min) - &min, "-9223372036854775808"),
        (&max - &min, "18446744073709551615"),
        (min.gcd(&min), "9223372036854775808"),
        (min.gcd(&Integer::ZERO), "9223372036854775808"),
        (min.gcd(&Integer::from(6)), "2"),
        // Powers of two on either side, 2^70 = 1180591620717411303424.
        (
            power(100).gcd(&(power(70) * &three)),
            "1180591620717411303424",
        ),
        (
            (power(70) * -&three).gcd(&power(100)),
            "1180591620717411303424",
        ),
        (min.lcm(&Integer::from(3)), "27670116110564327424"),
        (
            min.div_exact(&Integer::from(-1)).unwrap(),
            "9223372036854775808",
        ),
        (Integer::from(-2).pow(63), "-9223372036854775808"),
        (Integer::from(2).pow(63), "9223372036854775808"),
        (Integer::from(10).pow(30), "1000000000000000000000000000000"),
        (Integer::from(u64::MAX), "18446744073709551615"),
        (min.mul_i64(-1), "9223372036854775808"),
    ] {
        assert_eq!(value.to_string(), text);
        assert!(is_canonical(&value), "{text}");
        assert_eq!(read(text), value, "{text}");
    }
}

proptest! {
    #[test]
    fn arithmetic_agrees_with_wider_words(a in numbers(), b in numbers(), c in -5_i128..=5) {
        let (x, y, z) = (Integer::from(a), Integer::from(b), Integer::from(c));
        let mut total = z.clone();
        total.add_mul(&Integer::from(c), &y);
        for (value, expected) in [
            (&x + &y, a + b),
            (&x - &y, a - b),
            (x.clone() - y.clone(), a - b),
            (&x * &z, a * c),
            (-&x, -a),
            (x.abs(), a.abs()),
            (total, c + c * b),
            (x.gcd(&y), num_integer::Integer::gcd(&a, &b)),
        ] {
            prop_assert_eq!(value.to_i128(), Some(expected));
            prop_assert!(is_canonical(&value));
        }
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        prop_assert_eq!(x.to_string(), a.to_string());
        prop_assert_eq!(i128::from(x.modulo(97)), a.rem_euclid(97));
        if let Some((quotient, remainder)) = x.div_rem_floor(&y) {
            prop_assert_eq!(quotient.to_i128(), Some(num_integer::Integer::div_floor(&a, &b)));
            prop_assert_eq!(remainder.to_i128(), Some(num_integer::Integer::mod_floor(&a, &b)));
        } else {
            prop_assert_eq!(b, 0);
        }
    }
}

/// Integers of up to some hundred bits.
fn long_numbers() -> impl Strategy<Value = Integer> {
    (numbers(), numbers(), 0_u32..6).prop_map(|(high, low, words)| {
        Integer::from(high) * Integer::from(2).pow(64 * words) + Integer::from(low)
    })
}

proptest! {
    #[test]
    fn ring_laws(a in long_numbers(), b in long_numbers(), c in long_numbers()) {
        prop_assert_eq!(&a + &b, &b + &a);
        prop_assert_eq!((&a + &b) + &c, &a + (&b + &c));
        prop_assert_eq!(&a * &b, &b * &a);
        prop_assert_eq!((&a * &b) * &c, &a * (&b * &c));
        prop_assert_eq!(&a * (&b + &c), &a * &b + &a * &c);
        prop_assert_eq!(&a - &b, -(&b - &a));
        let mut total = a.clone();
        total.add_mul(&b, &c);
        prop_assert_eq!(&total, &(&a + &b * &c));
        total -= &a;
        prop_assert_eq!(&total, &(&b * &c));
        for value in [&a + &b, &a - &b, &a * &b, total, -&a, a.abs()] {
            prop_assert!(is_canonical(&value));
        }
        prop_assert_eq!(read(&a.to_string()), a);
    }

    #[test]
    fn division_laws(a in long_numbers(), b in long_numbers(), modulus in 1_u64..) {
        if let Some((quotient, remainder)) = a.div_rem_floor(&b) {
            prop_assert_eq!(&quotient * &b + &remainder, a.clone());
            prop_assert!(remainder.abs() < b.abs());
            prop_assert!(remainder.is_zero() || remainder.signum() == b.signum());
            prop_assert_eq!(a.is_multiple_of(&b), remainder.is_zero());
            prop_assert_eq!((&a * &b).div_exact(&b), Some(a.clone()));
            prop_assert!(is_canonical(&quotient) && is_canonical(&remainder));
        }
        let common = a.gcd(&b);
        prop_assert!(a.is_multiple_of(&common) && b.is_multiple_of(&common));
        prop_assert_eq!(&common * a.lcm(&b), (&a * &b).abs());
        prop_assert!(!common.is_negative() && is_canonical(&common));
        let (_, residue) = a.div_rem_floor(&Integer::from(modulus)).unwrap();
        prop_assert_eq!(residue.to_u64(), Some(a.modulo(modulus)));
    }

    #[test]
    fn powers_and_roots(a in long_numbers(), degree in 1_u32..7) {
        let power = a.pow(degree);
        prop_assert!(power.bits() <= a.pow_bits(u64::from(degree)));
        prop_assert_eq!(&power, &(0..degree).map(|_| &a).product::<Integer>());
        let expected = if degree % 2 == 0 { a.abs() } else { a.clone() };
        prop_assert_eq!(power.exact_root(degree), Some(expected));
        let size = a.abs();
        let root = size.root(degree);
        prop_assert!(root.pow(degree) <= size && size < (&root + Integer::ONE).pow(degree));
    }
}

#[test]
fn roots_and_powers_at_the_edges() {
    for (value, degree, root, exact) in [
        (0, 3, 0, true),
        (1, 9, 1, true),
        (80, 4, 2, false),
        (81, 4, 3, true),
        (-27, 3, -3, true),
        (-28, 3, -3, false),
        (2, u32::MAX, 1, false),
        (MIN, 63, -2, true),
        (MIN, 64, -1, false),
    ] {
        let value = Integer::from(value);
        assert_eq!(value.root(degree), Integer::from(root), "{value} {degree}");
        assert_eq!(
            value.exact_root(degree).is_some(),
            exact,
            "{value} {degree}"
        );
    }
    assert_eq!(Integer::from(9).exact_root(0), None);
    assert_eq!(Integer::from(-4).exact_root(2), None);
    for (base, exponent, bits) in [
        (0, 0, 1),
        (0, 5, 0),
        (1, u64::MAX, 1),
        (-1, 9, 1),
        (10, u64::MAX, u64::MAX),
        (7, 0, 1),
    ] {
        assert_eq!(
            Integer::from(base).pow_bits(exponent),
            bits,
            "{base} {exponent}"
        );
    }
    assert_eq!(Integer::ZERO.pow(0), Integer::ONE);
    assert_eq!(Integer::from(-1).pow(u32::MAX), Integer::from(-1));
}

#[test]
fn reads_only_digits_with_a_sign() {
    use super::ParseNumberError::{NoDigits, UnexpectedCharacter};
    for (text, error) in [
        ("", NoDigits),
        ("-", NoDigits),
        ("--1", UnexpectedCharacter(1)),
        ("1_000", UnexpectedCharacter(1)),
        ("1.5", UnexpectedCharacter(1)),
        (" 1", UnexpectedCharacter(0)),
    ] {
        assert_eq!(text.parse::<Integer>(), Err(error), "{text}");
    }
    assert_eq!(read("+7"), Integer::from(7));
    assert_eq!(read("-0007"), Integer::from(-7));
    assert_eq!(read(&"0".repeat(5000)), Integer::ZERO);
    assert_eq!(
        read(&format!("1{}", "0".repeat(5000))),
        Integer::from(10).pow(5000)
    );
}

#[test]
fn conversions_tell_what_does_not_fit() {
    let most = Integer::from(u64::MAX);
    assert_eq!((most.to_u64(), most.to_i64()), (Some(u64::MAX), None));
    assert_eq!((&most + Integer::ONE).to_u64(), None);
    assert_eq!(Integer::from(-1).to_u64(), None);
    assert_eq!(Integer::from(-1).to_usize(), None);
    assert_eq!(Integer::from(1_i64 << 32).to_u32(), None);
    assert_eq!(Integer::from(i128::MIN).to_i128(), Some(i128::MIN));
    assert_eq!((Integer::from(i128::MIN) - Integer::ONE).to_i128(), None);
}
