//! Plain polynomials in one pass against the general way.

use proptest::prelude::*;

use super::Budget;
use super::normal::{NormalForm, general, general_difference};
use super::plain::{PlainPolynomial, plain};
use super::residue::residue_of;
use super::testing::read;
use crate::expr::arbitrary::{LETTERS, polynomial};
use crate::expr::{Assumptions, Expr};

fn both(expr: &Expr) -> Option<(NormalForm, NormalForm)> {
    let (none, budget) = (Assumptions::none(), Budget::default());
    let short = plain(&[(expr, 1)], &none, &budget)?;
    Some((short, general(expr, &none, &budget).unwrap()))
}

proptest! {
    /// The same terms in the same order, with their factors in the same order, as the general
    /// way finds them.
    #[test]
    fn it_agrees_with_the_general_way(expr in polynomial(LETTERS)) {
        if let Some((short, general)) = both(&expr) {
            prop_assert_eq!(short.terms(), general.terms());
            prop_assert_eq!(short.to_expr(), general.to_expr());
            prop_assert_eq!(short.indeterminates(), general.indeterminates());
        }
    }

    #[test]
    fn differences_agree_too(a in polynomial(LETTERS), b in polynomial(LETTERS)) {
        let (none, budget) = (Assumptions::none(), Budget::default());
        if let Some(short) = plain(&[(&a, 1), (&b, -1)], &none, &budget) {
            let general = general_difference(&a, &b, &none, &budget).unwrap();
            prop_assert_eq!(short.terms(), general.terms());
        }
    }
}

#[test]
fn people_write_such_formulas() {
    for text in [
        "V*h + L*(12*h^2 + 4*h) + 2*h",
        "3/4*n*(k - 2/3*s)^3 - (n*k^2 - 8/6*s)^2*a/6",
        "(x + y)*(x - y) - x^2 + y^2",
        "b*a*(a + b)^2 + a*b",
        "0*x + 1 - 1",
        "-(2*d)^5*(L/3 - 1)",
        "5/2*x - x/2",
    ] {
        let (short, general) = both(&read(text)).unwrap();
        assert_eq!(short.terms(), general.terms(), "{text}");
        assert_eq!(short.to_expr(), general.to_expr(), "{text}");
    }
}

/// At the edge of 128 bits the general way takes over, and nothing wraps.
#[test]
fn what_does_not_fit_is_left_to_the_general_way() {
    let half = "9223372036854775808"; // 2^63
    assert!(both(&read(&format!("({half}*x)^2"))).is_some());
    for text in [
        format!("({half}*x + y)^3"),
        format!("{half}*{half}*2*x"),
        "a*b*c*d*e*f*g*h*i".to_owned(),
        "x^65".to_owned(),
        "1/x".to_owned(),
        "sqrt(x)".to_owned(),
        "(a+b+c+d)^20".to_owned(),
    ] {
        assert!(both(&read(&text)).is_none(), "{text}");
    }
}

/// 2^32 − 1 fills the fields of one variable: a term whose key has every bit is a term like others.
#[test]
fn the_greatest_key_is_a_key() {
    let power = "(((((a^3)^64*a^63)^64*a^63)^64*a^63)^64*a^63)^64*a^63";
    let rest = "a + a^2 + a^3 + a^4 + a^5 + a^6 + a^7 + a^8 + a^9 + a^10 + a^11 + a + 1";
    let (sum, rest) = (read(&format!("{power} + {rest}")), read(rest));
    let (short, general) = both(&sum).unwrap();
    assert_eq!(short.terms(), general.terms());
    assert_eq!(short.terms().len(), 13);
    let (none, mut budget) = (Assumptions::none(), Budget::default());
    let difference = plain(&[(&sum, 1), (&rest, -1)], &none, &budget).unwrap();
    assert_eq!(difference.terms().len(), 1);
    budget.max_exponent = (1 << 32) - 2;
    assert!(plain(&[(&sum, 1)], &none, &budget).is_none());
}

/// Written out it has 2^60 parts.
#[test]
fn shared_parts_are_not_told_for_ever() {
    let mut sum = Expr::symbol("a");
    for _ in 0..60 {
        sum = Expr::sum([sum.clone(), sum]);
    }
    assert!(PlainPolynomial::of(&sum).is_none());
    assert!(residue_of(&sum, 1).is_none());
}
