//! Laws of the judge over generated expressions.

use proptest::prelude::*;

use super::equality::differ_modulo;
use super::symbols::free_symbols;
use super::{Budget, Claim, Verdict, Witness, approximate, judge};
use crate::eval::{Environment, decide, evaluate};
use crate::expr::arbitrary::{LETTERS, polynomial, rational};
use crate::expr::{Assumptions, Bindings, Expr, Relation};
use crate::growth::Approximation;
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

/// A sum of terms in three symbols, with coefficients of one sign or of both.
fn growing_sum(coefficients: std::ops::Range<i64>) -> impl Strategy<Value = Expr> {
    let term = (coefficients, 0_i64..4, 0_i64..4, 0_i64..4);
    prop::collection::vec(term, 1..7).prop_map(|terms| {
        Expr::sum(terms.into_iter().map(|(coefficient, a, b, c)| {
            let powers = [("L", a), ("h", b), ("V", c)];
            let powers = powers.map(|(name, e)| Expr::power(Expr::symbol(name), Expr::integer(e)));
            Expr::product([Expr::integer(coefficient)].into_iter().chain(powers))
        }))
    })
}

fn approximated(expr: &Expr) -> Approximation {
    approximate(expr, &Assumptions::none(), &Budget::default()).unwrap()
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
    fn approximations_are_proved_and_bounded(
        expr in growing_sum(-3..13),
        values in prop::array::uniform3(1_i64..500),
    ) {
        let result = approximated(&expr);
        let under = Assumptions::none();
        let relation = Relation::Approx;
        let claim = Claim { lhs: &expr, relation, rhs: &result.approximation, under: &under };
        let verdict = judge(&claim, &Budget::default());
        prop_assert_eq!(result.is_proven(), verdict.holds(), "{:?}", verdict);
        prop_assert_eq!(result.bound.is_some(), result.is_proven() && !result.dropped.is_empty());
        let values: Bindings = ["L", "h", "V"]
            .into_iter()
            .zip(values)
            .map(|(name, value)| (name.into(), Expr::integer(value)))
            .collect();
        let found = result.at(&Environment::new().with_bindings(&values)).unwrap();
        let Some(error) = found.relative_error else { return Ok(()) };
        for bound in [&found.bound, &found.least_bound].into_iter().flatten() {
            prop_assert!(error.high() <= bound.low(), "{:?} above {:?}", error, bound);
        }
        if let (Some(bound), Some(least)) = (&found.bound, &found.least_bound) {
            prop_assert!(least.high() <= bound.low());
        }
    }

    #[test]
    fn a_bound_holds_wherever_its_conditions_do(
        expr in growing_sum(-20..21),
        values in prop::array::uniform3(1_i64..40),
        below in 1_i64..4,
    ) {
        // Small values and fractions lie near the edge where the dropped terms outweigh the kept.
        let result = approximated(&expr);
        let value = |value| Expr::quotient(Expr::integer(value), Expr::integer(below));
        let values: Bindings = ["L", "h", "V"]
            .into_iter()
            .zip(values)
            .map(|(name, number)| (name.into(), value(number)))
            .collect();
        let environment = Environment::new().with_bindings(&values);
        let Some(error) = result.at(&environment).unwrap().relative_error else {
            return Ok(());
        };
        let mut conditions = result.bound_if.iter().chain(&result.conditions);
        if let Some(bound) = &result.bound
            && conditions.all(|condition| decide(condition, &environment) == Ok(true))
        {
            let bound = evaluate(bound, &environment).unwrap().as_real().unwrap();
            prop_assert!(error.high() <= bound.low(), "{:?} above {:?}", error, bound);
        }
    }

    #[test]
    fn kept_terms_of_both_signs_are_bounded(
        (a, b, c) in (1_i64..6, 1_i64..12, 1_i64..6),
        degree in 1_i64..4,
        lower in -9_i64..10,
        (x, y) in (1_i64..60, 1_i64..60),
        below in 1_i64..4,
    ) {
        prop_assume!(lower != 0);
        let power = |name: &str, e: i64| Expr::power(Expr::symbol(name), Expr::integer(e));
        let term = |factor: i64, powers: [Expr; 2]| {
            Expr::product([Expr::integer(factor)].into_iter().chain(powers))
        };
        let expr = Expr::sum([
            term(a, [power("x", 2 * degree), Expr::one()]),
            term(-b, [power("x", degree), power("y", degree)]),
            term(c, [power("y", 2 * degree), Expr::one()]),
            term(lower, [power("x", degree), power("y", degree - 1)]),
        ]);
        let result = approximated(&expr);
        // Positive and negative discriminant: the kept terms cancel somewhere, or nowhere.
        let room = 4 * a * c - b * b;
        prop_assert!(room > 0 || result.bound.is_none());
        prop_assert!(room < 4 || result.bound.is_some(), "{:?}", expr);
        let value = |value| Expr::quotient(Expr::integer(value), Expr::integer(below));
        let values: Bindings = [("x".into(), value(x)), ("y".into(), value(y))].into_iter().collect();
        let environment = Environment::new().with_bindings(&values);
        let found = result.at(&environment).unwrap();
        if let (Some(error), Some(bound)) = (found.relative_error, found.bound) {
            prop_assert!(error.high() <= bound.low(), "{:?} above {:?}", error, bound);
        }
    }

    #[test]
    fn a_kept_term_is_missed(expr in growing_sum(1..13), choice in 0_usize..8) {
        let result = approximated(&expr);
        let kept = result.approximation.terms();
        let missing = choice % kept.len();
        let rest = kept.iter().enumerate().filter(|(at, _)| *at != missing);
        let rest = Expr::sum(rest.map(|(_, term)| term.clone()));
        let under = Assumptions::none();
        let claim = Claim { lhs: &expr, relation: Relation::Approx, rhs: &rest, under: &under };
        prop_assert!(!judge(&claim, &Budget::default()).holds());
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
