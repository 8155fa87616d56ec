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
