//! Enclosures hold the published digits.

use super::written::*;
use crate::eval::{Enclosure, Environment, Value, evaluate_to_digits};
use crate::expr::Expr;
use crate::number::{Integer, Rational};

/// The two numbers next to a decimal that was cut off: they hold the constant.
fn cut_off(decimal: &str) -> Enclosure {
    let (whole, fraction) = decimal.split_once('.').unwrap();
    let digits: Integer = format!("{whole}{fraction}").parse().unwrap();
    let scale = Integer::from(10).pow(u32::try_from(fraction.len()).unwrap());
    let end = |digits| Rational::new(digits, scale.clone()).unwrap();
    Enclosure::new(end(digits.clone()), end(digits + Integer::ONE)).unwrap()
}

/// First digits as published: OEIS A002193, A002194, A002162, A002391, A001113, A020857, A007524,
/// A002581, A002392, A092426.
#[test]
fn published_digits() {
    let half = || q(1, 2);
    for (expr, digits) in [
        (
            call("sqrt", [n(2)]),
            "1.41421356237309504880168872420969807856967187537694",
        ),
        (
            pow(n(3), half()),
            "1.73205080756887729352744634150587236694280525381038",
        ),
        (
            call("root", [n(3), n(3)]),
            "1.44224957030740838232163831078010958839186925349935",
        ),
        (
            call("ln", [n(2)]),
            "0.69314718055994530941723212145817656807550013436025",
        ),
        (
            call("ln", [n(3)]),
            "1.09861228866810969139524523692252570464749055782274",
        ),
        (
            call("ln", [n(10)]),
            "2.30258509299404568401799145468436420760110148862877",
        ),
        (
            call("exp", [n(1)]),
            "2.71828182845904523536028747135266249775724709369995",
        ),
        (
            call("exp", [n(-1)]),
            "0.36787944117144232159552377016146086744581113103176",
        ),
        (
            call("log2", [n(3)]),
            "1.58496250072115618145373894394781650875981440769248",
        ),
        (
            call("log10", [n(2)]),
            "0.30102999566398119521373889472449302676818988146210",
        ),
        (
            // 2^sqrt(2), the Gelfond–Schneider constant
            pow(n(2), call("sqrt", [n(2)])),
            "2.66514414269022518865029724987313984827421131371465",
        ),
        (
            call("exp", [n(4)]),
            "54.59815003314423907811026120286087840279073703861406",
        ),
    ] {
        let value = evaluate_to_digits(&expr, &Environment::new(), 60).unwrap();
        let Value::Enclosure(found) = value else {
            panic!("{expr:?} is {value}");
        };
        let published = cut_off(digits);
        assert!(
            published.low() <= found.low() && found.high() <= published.high(),
            "{expr:?}: {found} is not in {published}"
        );
    }
}

#[test]
fn digits_on_demand() {
    // Identities that hold at any number of digits: exp(ln 3) = 3, ln 6 = ln 2 + ln 3.
    for digits in [1, 5, 50, 500, 2000] {
        let three = call("exp", [Expr::sum([call("ln", [n(3)]), n(0)])]);
        let sum = Expr::sum([call("ln", [n(2)]), call("ln", [n(3)])]);
        for (expr, other) in [(three, n(3)), (sum, call("ln", [n(6)]))] {
            let hold = |expr: &Expr| {
                let value = evaluate_to_digits(expr, &Environment::new(), digits).unwrap();
                value.as_real().unwrap()
            };
            let (a, b) = (hold(&expr), hold(&other));
            assert_eq!(a.compare(&b), None, "{expr:?} at {digits}");
            let width = a.enclosure().width();
            let scale = Rational::from(10)
                .pow(i32::try_from(digits).unwrap())
                .unwrap();
            assert!(width * scale < Rational::from(100), "{digits}");
        }
    }
}

#[test]
fn floors_of_irrational_numbers_are_exact() {
    for (expr, expected) in [
        (call("floor", [call("log2", [n(1000)])]), "9"),
        (call("ceil", [call("log2", [n(1000)])]), "10"),
        (
            call("floor", [call("sqrt", [pow(n(10), n(100))])]),
            &*format!("1{}", "0".repeat(50)),
        ),
        (
            // floor(10^40·sqrt(2))
            call(
                "floor",
                [Expr::product([pow(n(10), n(40)), call("sqrt", [n(2)])])],
            ),
            "14142135623730950488016887242096980785696",
        ),
        (call("floor", [call("exp", [n(10)])]), "22026"),
        (call("round_up", [call("exp", [n(10)]), n(256)]), "22272"),
    ] {
        assert_eq!(text(&expr), expected, "{expr:?}");
    }
}
