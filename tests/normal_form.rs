//! Laws of the normal form over generated expressions: it has the value of what it was made of,
//! wherever both have one; it is its own normal form; and it agrees with residues, which share no
//! code with it.

#![cfg(test)]

use std::collections::BTreeMap;

use longhand::eval::{Environment, EvalLimits, Real, Value, evaluate};
use longhand::expr::{Assumptions, Bindings, Domain, Expr, Symbol};
use longhand::poly::{Budget, difference, normal_form, residue};
use longhand::{expr, number};
use proptest::prelude::*;

#[path = "../src/expr/arbitrary.rs"]
mod arbitrary;

use arbitrary::LETTERS;

/// Small enough that a law is tried quickly.
fn budget() -> Budget {
    Budget {
        max_terms: 2_000,
        max_bits: 10_000,
        max_products: 1 << 20,
        max_elements: 50,
        ..Budget::default()
    }
}

/// All letters positive integers, the conditions' names booleans.
fn positive() -> Assumptions {
    let letters = LETTERS
        .iter()
        .map(|name| (Symbol::new(name), Domain::positive_integer()));
    let truths = ["tied", "causal"].map(|name| (Symbol::new(name), Domain::Boolean));
    Assumptions {
        domains: letters.chain(truths).collect::<BTreeMap<_, _>>(),
        ..Assumptions::none()
    }
}

fn value(expr: &Expr, bindings: &Bindings) -> Option<Real> {
    let limits = EvalLimits {
        max_bits: 20_000,
        max_steps: 20_000,
        max_precision: 256,
    };
    let environment = Environment::new()
        .with_bindings(bindings)
        .with_limits(limits)
        .with_digits(20);
    match evaluate(expr, &environment).ok()? {
        Value::Boolean(value) => Some(Real::Exact(i64::from(value).into())),
        value => value.as_real(),
    }
}

fn point(values: &[i64], truths: (bool, bool)) -> Bindings {
    let letters = LETTERS.iter().zip(values);
    let letters = letters.map(|(name, value)| (Symbol::new(name), Expr::integer(*value)));
    let truths = [("tied", truths.0), ("causal", truths.1)]
        .map(|(name, value)| (Symbol::new(name), Expr::boolean(value)));
    letters.chain(truths).collect()
}

/// Where both have a value, the values can be the same.
fn agree(a: &Expr, b: &Expr, bindings: &Bindings) -> bool {
    match (value(a, bindings), value(b, bindings)) {
        (Some(Real::Exact(a)), Some(Real::Exact(b))) => a == b,
        (Some(a), Some(b)) => a.low() <= b.high() && b.low() <= a.high(),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_polynomial_is_its_expansion(expr in arbitrary::polynomial(LETTERS)) {
        let none = Assumptions::none();
        if let Ok(form) = normal_form(&expr, &none, &budget()) {
            for other in [form.to_expr(), form.factored(), form.collected(&Expr::symbol("h"))] {
                prop_assert_eq!(residue(&expr, &none, 1), residue(&other, &none, 1));
                if let Ok(difference) = difference(&expr, &other, &none, &budget()) {
                    prop_assert!(difference.is_zero());
                }
            }
        }
    }

    #[test]
    fn residues_and_normal_forms_agree(
        a in arbitrary::rational(LETTERS), b in arbitrary::rational(LETTERS)
    ) {
        let none = Assumptions::none();
        let form = difference(&a, &b, &none, &budget());
        let residues = (residue(&a, &none, 5), residue(&b, &none, 5));
        if let (Ok(form), (Some(x), Some(y))) = (form, residues) {
            prop_assert_eq!(form.is_zero(), x == y);
        }
        if let Ok(form) = normal_form(&a, &none, &budget()) {
            let shown = form.to_expr();
            if let Ok(difference) = difference(&a, &shown, &none, &budget()) {
                prop_assert!(difference.is_zero());
            }
        }
    }

    #[test]
    fn a_formula_has_the_value_of_its_normal_form(
        expr in arbitrary::formula(LETTERS),
        values in prop::collection::vec(1_i64..9, 5),
        truths in any::<(bool, bool)>(),
    ) {
        let bindings = point(&values, truths);
        if let Ok(form) = normal_form(&expr, &positive(), &budget()) {
            let shown = form.to_expr();
            prop_assert!(agree(&expr, &shown, &bindings), "{:?}", shown);
        }
    }

    #[test]
    fn what_may_be_negative_has_the_value_of_its_normal_form(
        expr in arbitrary::formula(LETTERS),
        values in prop::collection::vec(-8_i64..9, 5),
        truths in any::<(bool, bool)>(),
    ) {
        let bindings = point(&values, truths);
        if let Ok(form) = normal_form(&expr, &Assumptions::none(), &budget()) {
            let shown = form.to_expr();
            prop_assert!(agree(&expr, &shown, &bindings), "{:?}", shown);
        }
    }

    #[test]
    fn everything_has_a_normal_form_or_a_reason(expr in arbitrary::anything(LETTERS)) {
        for assumptions in [Assumptions::none(), positive()] {
            if let Ok(form) = normal_form(&expr, &assumptions, &budget()) {
                // Nothing that is shown breaks what reads it.
                let _ = difference(&expr, &form.to_expr(), &assumptions, &budget());
            }
        }
    }
}
