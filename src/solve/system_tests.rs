//! Systems of linear equations and worked solutions, with values worked out by hand.

use super::{
    Excluded, How, Line, SystemOutcome, SystemSolution, Wanted, solve_for, solve_system, steps,
};
use crate::expr::{Assumptions, Comparison, Expr, Predicate, Symbol};
use crate::judge::Budget;
use crate::syntax::{parse_chain, parse_expression};

fn sides(equation: &str) -> (Expr, Expr) {
    let chain = parse_chain(equation).unwrap();
    (chain.first.clone(), chain.links[0].expr.clone())
}

fn solved(equations: &[&str], unknowns: &[&str]) -> SystemSolution {
    let equations: Vec<(Expr, Expr)> = equations.iter().map(|text| sides(text)).collect();
    let unknowns: Vec<Symbol> = unknowns.iter().map(|name| Symbol::new(name)).collect();
    let under = Assumptions::none();
    solve_system(&equations, &unknowns, &under, &Budget::default()).unwrap()
}

fn all_hold(lines: &[Line]) {
    for line in lines {
        let word = line.verdict.as_ref();
        assert!(word.is_none_or(crate::judge::Verdict::holds), "{line:?}");
        assert_eq!(word.is_none(), line.how == How::Given);
    }
}

fn value(text: &str) -> Expr {
    parse_expression(text).unwrap()
}

#[test]
fn one_solution() {
    for (equations, unknowns, values) in [
        (
            &["x + y = 5", "x - y = 1"][..],
            &["x", "y"][..],
            &["3", "2"][..],
        ),
        (&["2x + 3y = 12", "4x - 5y = 2"], &["x", "y"], &["3", "2"]),
        // A textbook's example: x = 5, y = 3, z = −2.
        (
            &["x + y + z = 6", "2y + 5z = -4", "2x + 5y - z = 27"],
            &["x", "y", "z"],
            &["5", "3", "-2"],
        ),
        (
            &["x/2 + y/3 = 1", "0.5x - y = 4"],
            &["x", "y"],
            &["7/2", "-9/4"],
        ),
        // More equations than unknowns.
        (
            &["x + y = 5", "x - y = 1", "2x = 6"],
            &["x", "y"],
            &["3", "2"],
        ),
        (&["1/(x + y) = 1/5", "x = y + 1"], &["x", "y"], &["3", "2"]),
    ] {
        let found = solved(equations, unknowns);
        all_hold(&found.lines);
        let SystemOutcome::Values(found) = found.outcome else {
            panic!("{equations:?}: {found:?}")
        };
        let found_values: Vec<Expr> = found.values.iter().map(|(_, v)| v.clone()).collect();
        let values: Vec<Expr> = values.iter().map(|text| value(text)).collect();
        assert_eq!(found_values, values, "{equations:?}");
        assert!(found.free.is_empty());
        assert_eq!(found.checked.len(), equations.len());
        assert!(found.checked.iter().all(crate::judge::Verdict::holds));
    }
}

/// Cramer's rule: one condition, the determinant, although a is divided by on the way.
#[test]
fn symbolic_coefficients_need_the_determinant() {
    let found = solved(&["a x + b y = e", "c x + d y = f"], &["x", "y"]);
    all_hold(&found.lines);
    let SystemOutcome::Values(found) = found.outcome else {
        panic!("{found:?}")
    };
    let whole = value("(e d - b f)/(a d - b c)");
    let same = crate::poly::same(
        &found.values[0].1,
        &whole,
        &Assumptions::none(),
        &crate::poly::Budget::default(),
    );
    assert_eq!(same.unwrap(), Some(true));
    assert_eq!(found.conditions.len(), 1, "{:?}", found.conditions);
}

#[test]
fn no_solution_and_many() {
    let never = solved(&["x + y = 1", "2x + 2y = 3"], &["x", "y"]);
    all_hold(&never.lines);
    assert!(matches!(
        never.outcome,
        SystemOutcome::Never { unless: None, .. }
    ));
    let unless = solved(&["x + y = 1", "2x + 2y = a"], &["x", "y"]);
    assert!(matches!(
        unless.outcome,
        SystemOutcome::Never {
            unless: Some(_),
            ..
        }
    ));
    let many = solved(&["x + y = 1", "2x + 2y = 2"], &["x", "y"]);
    all_hold(&many.lines);
    let SystemOutcome::Values(many) = many.outcome else {
        panic!("{many:?}")
    };
    assert_eq!((many.free.len(), many.redundant.len()), (1, 1));
    let few = solved(&["x + y + z = 1"], &["x", "y", "z"]);
    let SystemOutcome::Values(few) = few.outcome else {
        panic!("{few:?}")
    };
    assert_eq!(few.free.len(), 2);
    assert!(few.redundant.is_empty());
}

#[test]
fn what_is_not_linear_is_refused() {
    let equations = [sides("x y = 1"), sides("x + y = 3")];
    let unknowns = [Symbol::new("x"), Symbol::new("y")];
    let (under, budget) = (Assumptions::none(), Budget::default());
    let found = solve_system(&equations, &unknowns, &under, &budget).unwrap_err();
    assert!(matches!(found, super::SolveError::NotLinearSystem { .. }));
    let many: Vec<Symbol> = (0..40).map(|n| Symbol::new(&format!("x_{n}"))).collect();
    let found = solve_system(&equations, &many, &under, &budget).unwrap_err();
    assert_eq!(found.code(), crate::diagnostic::Code::LIMIT);
}

/// Every line of every way is judged, and the last one is the value.
#[test]
fn worked_solutions() {
    let (under, budget) = (Assumptions::none(), Budget::default());
    for (equation, count) in [
        ("2x + 6 = 10", 3),
        ("3x + 5 = x + 9", 3),
        ("a x + b = c", 3),
        ("x^2 - 5x + 6 = 0", 4),
        ("a x^2 + b x + c = 0", 5),
        ("x^2 = 2x + 2", 6),
        ("x^3 - x - 6 = 0", 3),
        ("1/(x-1) = 2", 4),
        ("x + 1/x = 3", 7),
        ("a x^3 = b", 3),
        ("3x = x + 2x + 1", 2),
    ] {
        let (lhs, rhs) = sides(equation);
        let x = Symbol::new("x");
        let found = solve_for(&lhs, &rhs, &x, &under, &Wanted::default(), &budget.poly).unwrap();
        let lines = steps([&lhs, &rhs], &found, &under, &budget).unwrap();
        all_hold(&lines);
        assert_eq!(lines.len(), count, "{equation}: {lines:?}");
        if let Some(root) = found.root() {
            assert_eq!(lines.last().unwrap().rhs, root.value, "{equation}");
        }
    }
}

/// √−4 and 1/0 have no value; 5 is not 8 or more.
#[test]
fn values_that_may_not_be_put_in() {
    for (equations, at) in [
        (["x + sqrt(y) - sqrt(y) = 1", "y = -4"], 0),
        (["y + x = 1", "x/y*y = 1"], 1),
    ] {
        let SystemOutcome::Excluded { by, .. } = solved(&equations, &["x", "y"]).outcome else {
            panic!("{equations:?}");
        };
        assert_eq!(by, Excluded::Undefined(at), "{equations:?}");
    }
    let known = Predicate::Compare(
        Expr::symbol("x"),
        Comparison::GreaterEqual,
        Expr::integer(8),
    );
    let mut under = Assumptions::none();
    under.conditions.push(known.clone());
    for (first, is_excluded) in [("x = 5", true), ("x = 8", false)] {
        let equations = [sides(first), sides("y = 2")];
        let unknowns = ["x", "y"].map(Symbol::new);
        let found = solve_system(&equations, &unknowns, &under, &Budget::default()).unwrap();
        let by = match found.outcome {
            SystemOutcome::Excluded { by, .. } => Some(by),
            _ => None,
        };
        let expected = is_excluded.then(|| Excluded::Assumed(known.clone()));
        assert_eq!(by, expected, "{first}");
    }
}
