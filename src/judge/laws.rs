//! Laws of the judge over generated expressions.

use proptest::prelude::*;

use super::equality::differ_modulo;
use super::symbols::free_symbols;
use super::{Budget, Claim, Verdict, Witness, judge};
use crate::eval::{Environment, evaluate};
use crate::expr::arbitrary::{LETTERS, polynomial, rational};
use crate::expr::{Assumptions, Bindings, Expr, Relation};
use crate::number::Rational;
use crate::poly;

fn verdict(lhs: &Expr, rhs: &Expr) -> Verdict {
    let under = Assumptions::none();
    let claim = Claim {
        lhs,
        relation: Relation::Equal,
        rhs,
        under: &under,
    };
    judge(&claim, &Budget::default())
}

/// What matters of a verdict: whether it holds, fails or is undecided.
fn outcome(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Holds { .. } => 0,
        Verdict::Fails { .. } => 1,
        Verdict::Undecided { .. } => 2,
    }
}

/// The expanded form of an expression, where it has one.
fn expanded(expr: &Expr) -> Option<Expr> {
    let form = poly::normal_form(expr, &Assumptions::none(), &poly::Budget::default());
    Some(form.ok()?.to_expr())
}

/// The expanded form with 1 added to one of its coefficients.
fn mutated(expr: &Expr, choice: usize) -> Option<Expr> {
    let form = poly::normal_form(expr, &Assumptions::none(), &poly::Budget::default()).ok()?;
    let mut terms = form.terms();
    let at = choice % terms.len().max(1);
    let term = terms.get_mut(at)?;
    term.coefficient += Rational::ONE;
    if term.coefficient.is_zero() {
        terms.remove(at);
    }
    let sum = Expr::sum(terms.iter().map(poly::Term::to_expr));
    let below = Expr::sum(form.denominator_terms().iter().map(poly::Term::to_expr));
    Some(Expr::quotient(sum, below))
}

/// The values of a witness tell the sides apart.
fn assert_told_apart(lhs: &Expr, rhs: &Expr, verdict: &Verdict) {
    let Verdict::Fails {
        witness: Witness::Point(point),
        ..
    } = verdict
    else {
        panic!("no point: {verdict:?}");
    };
    let values: Bindings = point.values.iter().cloned().collect();
    let value = |side| evaluate(side, &Environment::new().with_bindings(&values)).unwrap();
    assert_eq!(value(lhs), point.left);
    assert_eq!(value(rhs), point.right);
    assert_ne!(point.left, point.right);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_expression_equals_its_expansion(expr in rational(LETTERS)) {
        if let Some(form) = expanded(&expr) {
            prop_assert!(verdict(&expr, &form).holds());
        }
    }

    #[test]
    fn one_changed_coefficient_is_refuted(expr in polynomial(LETTERS), choice in 0_usize..64) {
        if let Some(wrong) = mutated(&expr, choice) {
            assert_told_apart(&expr, &wrong, &verdict(&expr, &wrong));
        }
    }

    #[test]
    fn equality_is_symmetric(a in rational(LETTERS), b in rational(LETTERS)) {
        prop_assert_eq!(outcome(&verdict(&a, &b)), outcome(&verdict(&b, &a)));
    }

    #[test]
    fn residues_and_normal_forms_agree(a in rational(LETTERS), b in rational(LETTERS)) {
        let under = Assumptions::none();
        for rhs in [Some(b), expanded(&a), mutated(&a, 1)].into_iter().flatten() {
            let same = poly::same(&a, &rhs, &under, &poly::Budget::default());
            let claim = Claim { lhs: &a, relation: Relation::Equal, rhs: &rhs, under: &under };
            let differ = differ_modulo(&claim, &free_symbols([&a, &rhs], &under)).is_some();
            if let Ok(Some(same)) = same {
                prop_assert_eq!(same, !differ, "{:?} and {:?}", a, rhs);
            }
        }
    }
}
