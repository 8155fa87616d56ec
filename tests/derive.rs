//! What a teacher would write on the board, and the laws every derivation keeps.
#![allow(clippy::unwrap_used, reason = "a test stops at what must not be")]

use proptest::prelude::*;

use longhand::derivation::{Detail, Judged, StepVerdict};
use longhand::derive::{Goal, Wanted, derive};
use longhand::eval::{Environment, evaluate};
use longhand::expr::{Assumptions, Bindings, Expr, Relation};
use longhand::judge::{Budget, Claim, judge};
use longhand::number::Rational;
use longhand::render::{self, PageFormat, PageOptions, plain};
use longhand::syntax::parse_expression;
use longhand::{expr, number};

#[path = "../src/expr/arbitrary.rs"]
mod arbitrary;

/// The lines that a reader sees, each with the rule that led to it.
fn board(text: &str, goal: &Goal, assumptions: &Assumptions) -> Vec<String> {
    let start = parse_expression(text).unwrap();
    let derivation = derive(&start, goal, assumptions.clone(), &Budget::default().poly).unwrap();
    let judged = derivation.judge(&Budget::default());
    assert!(
        judged.verdicts().iter().all(StepVerdict::holds),
        "{:?}",
        judged.verdicts()
    );
    let steps = judged
        .derivation()
        .steps()
        .iter()
        .filter(|step| !step.is_silent());
    steps
        .map(|step| format!("{} [{}]", plain(&step.after), step.rule))
        .collect()
}

#[test]
fn expands_as_a_teacher_would() {
    let table: &[(&str, &[&str])] = &[
        (
            "L*(12*h^2+4*h)+V*h+2*h",
            &["12*L*h^2 + 4*L*h + V*h + 2*h [distribute]"],
        ),
        (
            "(x+3)*(x+1)",
            &[
                "x^2 + x + 3*x + 3 [distribute]",
                "x^2 + 4*x + 3 [collect-like-terms]",
            ],
        ),
        (
            "(x+y)^2*(x-y)",
            &[
                "(x^2 + 2*x*y + y^2)*(x - y) [expand-power]",
                "x^3 - x^2*y + 2*x^2*y - 2*x*y^2 + y^2*x - y^3 [distribute]",
                "x^3 + x^2*y - x*y^2 - y^3 [collect-like-terms]",
            ],
        ),
        ("x - (a - b)", &["x - a + b [remove-parentheses]"]),
        (
            "(2*a*b)^3/(4*a)",
            &[
                "8*a^3*b^3/(4*a) [power-of-product]",
                "2*a^2*b^3 [cancel-factor]",
            ],
        ),
    ];
    for (start, lines) in table {
        assert_eq!(
            board(start, &Goal::Expand, &Assumptions::none()),
            *lines,
            "{start}"
        );
    }
}

#[test]
fn tidies_inside_brackets_and_keeps_them() {
    let lines = board(
        "2*L*(4*h^2+8*h^2+2*(2*h))+0",
        &Goal::Tidy,
        &Assumptions::none(),
    );
    let expected = [
        "2*L*(4*h^2 + 8*h^2 + 2*(2*h)) [neutral-element]",
        "2*L*(4*h^2 + 8*h^2 + 4*h) [multiply-monomials]",
        "2*L*(12*h^2 + 4*h) [collect-like-terms]",
    ];
    assert_eq!(lines, expected);
    assert_eq!(
        board("(2*L+1)*(2*h)", &Goal::Tidy, &Assumptions::none()),
        [""; 0]
    );
}

/// Zeros and ones go at once, wherever they stand, before brackets are worked out.
#[test]
fn zeros_and_ones_go_first() {
    let lines = board("(L+h)*L^0*(L*1)", &Goal::Expand, &Assumptions::none());
    assert_eq!(
        lines.first().map(String::as_str),
        Some("(L + h)*L [neutral-element]")
    );
    let lines = board("(h*h)^1*x^0", &Goal::Tidy, &Assumptions::none());
    assert_eq!(lines, ["h*h [neutral-element]", "h^2 [add-exponents]"]);
}

#[test]
fn forms_of_one_monomial_agree() {
    for text in ["8/3*h", "h*4/6", "3*h^2/n/2", "-h/2"] {
        let forms = [Goal::Expand, Goal::Simplify, Goal::Tidy].map(|goal| {
            let derivation = derive(
                &parse_expression(text).unwrap(),
                &goal,
                Assumptions::none(),
                &Budget::default().poly,
            );
            plain(derivation.unwrap().result())
        });
        assert!(forms.iter().all(|form| *form == forms[0]), "{forms:?}");
    }
}

#[test]
fn cancels_heads() {
    let lines = board("n*(3*h*(h/n))", &Goal::Tidy, &Assumptions::none());
    assert_eq!(
        lines,
        ["n*(3*h^2/n) [multiply-monomials]", "3*h^2 [cancel-factor]"]
    );
}

#[test]
fn drops_lower_order_terms_of_the_whole_line() {
    let lines = board(
        "L*(12*h^2+4*h)+V*h+2*h",
        &Goal::Approximate,
        &Assumptions::none(),
    );
    assert_eq!(lines.last().unwrap(), "12*L*h^2 + V*h [drop-lower-order]");
}

#[test]
fn computes_powers_then_products_then_sums() {
    let values: Bindings = [("L", 32), ("h", 4096), ("V", 32000)]
        .into_iter()
        .map(|(name, value)| (name.into(), Expr::integer(value)))
        .collect();
    let assumptions = Assumptions {
        definitions: values.clone(),
        ..Assumptions::none()
    };
    let lines = board("12*L*h^2 + V*h", &Goal::Evaluate(values), &assumptions);
    let expected = [
        "12*32*4096^2 + 32000*4096 [substitute-value]",
        "12*32*16777216 + 131072000 [evaluate-integers]",
        "6442450944 + 131072000 [evaluate-integers]",
        "6573522944 [evaluate-integers]",
    ];
    assert_eq!(lines, expected);
}

/// Derives and judges; `None` where there is no value or a limit was reached.
fn judged(start: &Expr, goal: &Goal) -> Option<Judged> {
    let budget = Budget::default();
    // What divides by zero has no value, and nothing can be said of it.
    longhand::poly::normal_form(start, &Assumptions::none(), &budget.poly).ok()?;
    let derivation = derive(start, goal, Assumptions::none(), &budget.poly).ok()?;
    Some(derivation.judge(&budget))
}

/// The same expression with its first coefficient one larger.
fn with_another_coefficient(expr: &Expr) -> Option<Expr> {
    let path = first_number(expr, &mut Vec::new())?;
    let number = expr.at(&path)?.as_number()?;
    expr.replace_at(&path, Expr::number(&(number + Rational::ONE)))
}

fn first_number(expr: &Expr, path: &mut Vec<usize>) -> Option<Vec<usize>> {
    if expr.as_number().is_some() {
        return Some(path.clone());
    }
    expr.children()
        .into_iter()
        .enumerate()
        .find_map(|(index, child)| {
            path.push(index);
            let found = first_number(child, path);
            path.pop();
            found
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_step_and_substep_holds(start in arbitrary::rational(arbitrary::LETTERS)) {
        for goal in [Goal::Expand, Goal::Tidy, Goal::Factor, Goal::Simplify] {
            let Some(judged) = judged(&start, &goal) else { continue };
            for (step, verdict) in judged.derivation().steps().iter().zip(judged.verdicts()) {
                prop_assert!(verdict.holds(), "{} {} -> {}: {verdict:?}", step.rule, plain(&step.before), plain(&step.after));
            }
        }
    }

    #[test]
    fn no_line_prints_like_the_one_before(start in arbitrary::polynomial(arbitrary::LETTERS)) {
        let Some(judged) = judged(&start, &Goal::Expand) else { return Ok(()) };
        let lines = judged.lines(Detail::Normal, |_, _| false);
        for line in &lines.lines {
            prop_assert_ne!(plain(line.before), plain(line.after));
        }
    }

    #[test]
    fn a_true_step_with_one_coefficient_changed_is_refuted(
        start in arbitrary::polynomial(arbitrary::LETTERS),
    ) {
        let Some(judged) = judged(&start, &Goal::Expand) else { return Ok(()) };
        let under = Assumptions::none();
        for step in judged.derivation().steps() {
            let Some(wrong) = with_another_coefficient(&step.after) else { continue };
            // Where exact values differ, and only there, the change is known to be a mistake.
            if values_agree(&step.before, &wrong) {
                continue;
            }
            let claim = Claim {
                lhs: &step.before,
                relation: Relation::Equal,
                rhs: &wrong,
                under: &under,
            };
            prop_assert!(judge(&claim, &Budget::default()).fails(), "{}", plain(&wrong));
        }
    }
}

/// Whether two expressions have the same exact value at a point of distinct primes.
fn values_agree(a: &Expr, b: &Expr) -> bool {
    let primes = [2, 3, 5, 7, 11].into_iter().map(Expr::integer);
    let symbols = arbitrary::LETTERS.iter().map(|name| (*name).into());
    let point: Bindings = symbols.zip(primes).collect();
    let environment = Environment::new().with_bindings(&point);
    evaluate(a, &environment) == evaluate(b, &environment)
}

#[test]
fn changed_coefficients_are_mistakes_often_enough() {
    // The law above says something only where the change is a mistake.
    let step = parse_expression("12*L*h^2 + 4*L*h").unwrap();
    let wrong = with_another_coefficient(&step).unwrap();
    assert_eq!(plain(&wrong), "13*L*h^2 + 4*L*h");
    assert!(!values_agree(&step, &wrong));
}

/// `q` is not what the cases count, and is compared all the same: 10 is 1 below 11, by 1/11.
#[test]
fn every_comparison_is_told() {
    let file = "param h\nq = 2h\ntotal = 3h\ncase \"one\" h = 5\ncase \"two\" h = 6\n\
                compare q with 11 in \"one\" \"mine\"\nshow total in \"one\"";
    let alone = |_: &str| panic!("no file uses another");
    let file = longhand::diagnostic::Source::new("t.lh", file);
    let derived = longhand::tasks::derive(&file, &alone, &Wanted::default(), &Budget::default());
    let options = PageOptions {
        format: PageFormat::Text,
        ..PageOptions::default()
    };
    let page = render::page(&derived.unwrap().worked, &options).unwrap();
    for line in [
        "Cases of q",
        "one     11            −1  −9.09 %",
        "total:",
        "one      15",
    ] {
        assert!(page.lines().any(|known| known == line), "{line}\n{page}");
    }
}
