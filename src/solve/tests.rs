//! Worked by hand.

use super::{
    Fit, FoundRoot, Never, Outcome, RootValue, Roots, Solution, SolveError, Wanted, solve,
    solve_for,
};
use crate::diagnostic::Code;
use crate::expr::{Assumptions, Bindings, Domain, Expr, Symbol};
use crate::number::Rational;
use crate::poly::Budget;
use crate::syntax::{parse_chain, parse_expression};

fn expression(text: &str) -> Expr {
    parse_expression(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

fn attempt(equation: &str, unknown: &str, given: &Assumptions) -> Result<Solution, SolveError> {
    let chain = parse_chain(equation).unwrap_or_else(|errors| panic!("{equation}: {errors:?}"));
    let rhs = &chain.links[0].expr;
    solve(
        &chain.first,
        rhs,
        &Symbol::new(unknown),
        given,
        &Budget::default(),
    )
}

fn solved(equation: &str, unknown: &str, given: &Assumptions) -> Solution {
    attempt(equation, unknown, given).unwrap_or_else(|error| panic!("{equation}: {error}"))
}

/// Symbols that are integers from 1.
fn sizes(names: &[&str]) -> Assumptions {
    let domains = names
        .iter()
        .map(|name| (Symbol::new(name), Domain::positive_integer()));
    Assumptions {
        domains: domains.collect(),
        ..Assumptions::none()
    }
}

#[test]
fn roots() {
    for (equation, unknown, root) in [
        ("2*x + 3 = 11", "x", "4"),
        ("2*x + 3 = 12", "x", "9/2"),
        ("x/2 - 1 = x", "x", "-2"),
        ("3*x = 0", "x", "0"),
        ("5 = x", "x", "5"),
        ("a*x + b = c", "x", "(c - b)/a"),
        ("a*x + b*x = c", "x", "c/(a + b)"),
        ("x/a + x/b = 1", "x", "a*b/(a + b)"),
        ("2*L*h*x = 6*L*h*V", "x", "3*V"),
        ("2*x = h", "x", "h/2"),
        ("2*x = h - 3", "x", "(h - 3)/2"),
        ("6/x = 2", "x", "3"),
        ("(x + 1)^2 = x^2 + 7", "x", "3"),
        ("(x + 1)/(x - 2) = 4", "x", "3"),
        ("12*L*h^2 + V*h = t", "L", "(t - V*h)/(12*h^2)"),
        ("12*L*h^2 + V*h = t", "V", "(t - 12*L*h^2)/h"),
        ("0.5*x = 0.1", "x", "1/5"),
        ("sqrt(2)*x = sqrt(2)", "x", "1"),
        ("x + 10^20 = 2*10^20", "x", "100000000000000000000"),
    ] {
        let solution = solved(equation, unknown, &Assumptions::none());
        assert_eq!(
            solution.root().unwrap().value,
            expression(root),
            "{equation}"
        );
    }
}

/// The pieces: a·x + b = 0.
#[test]
fn isolated_form() {
    let solution = solved("3*x + 5 = x + 9", "x", &Assumptions::none());
    assert_eq!(solution.coefficient, expression("2"));
    assert_eq!(solution.constant, expression("-4"));
    let solution = solved("L*(12*h^2 + x) = t", "x", &Assumptions::none());
    assert_eq!(solution.coefficient, expression("L"));
    assert_eq!(solution.constant, expression("12*L*h^2 - t"));
}

#[test]
fn conditions() {
    let texts = |solution: &Solution| -> Vec<Expr> {
        let root = solution.root().unwrap();
        let side = |p: &crate::expr::Predicate| p.operands()[0].clone();
        root.conditions.iter().map(side).collect()
    };
    let solution = solved("a*x = b", "x", &Assumptions::none());
    assert_eq!(texts(&solution), [expression("a")]);
    // A positive coefficient needs no condition.
    let solution = solved("a*x = b", "x", &sizes(&["a"]));
    assert!(texts(&solution).is_empty());
    let solution = solved("(a - b)*x = c", "x", &sizes(&["a", "b"]));
    assert_eq!(texts(&solution), [expression("a")]);
    // A divisor that holds the unknown, with the root put in.
    let solution = solved("a/x = b", "x", &sizes(&["b"]));
    assert_eq!(solution.root().unwrap().value, expression("a/b"));
    assert_eq!(texts(&solution), [expression("a")]);
}

#[test]
fn no_solution_and_every_value() {
    let none = Assumptions::none();
    let outcome = |equation: &str| solved(equation, "x", &none).outcome;
    assert_eq!(outcome("2*(x + 1) = 2*x + 2"), Outcome::Every(vec![]));
    let contradiction = |unless| Outcome::Never(Never::Contradiction { unless });
    assert_eq!(outcome("x + 1 = x"), contradiction(None));
    let unless = crate::expr::Predicate::Compare(
        expression("1 - h"),
        crate::expr::Comparison::Equal,
        Expr::zero(),
    );
    assert_eq!(outcome("x + 1 = x + h"), contradiction(Some(unless)));
    // x² − 1 over x − 1 is x + 1, but x = 1 is not allowed.
    let excluded = Outcome::Never(Never::ZeroDivisor {
        value: Expr::one(),
        divisor: expression("x - 1"),
    });
    assert_eq!(outcome("(x^2 - 1)/(x - 1) = 2"), excluded);
    assert!(matches!(
        outcome("6/x = 0"),
        Outcome::Never(Never::Contradiction { unless: None })
    ));
    let Outcome::Every(conditions) = outcome("x/x = 1") else {
        panic!()
    };
    assert_eq!(conditions.len(), 1);
}

#[test]
fn domains() {
    let fit = |equation: &str| {
        let solution = solved(equation, "x", &sizes(&["x"]));
        solution.root().unwrap().fit.clone()
    };
    assert_eq!(fit("2*x = 8"), Fit::Inside);
    assert_eq!(fit("x + 3 = 0"), Fit::Outside(Domain::positive_integer()));
    assert_eq!(fit("4*x = -3"), Fit::Outside(Domain::positive_integer()));
    assert_eq!(fit("x = h"), Fit::Open);
    // 3x = 10: 3 gives 9, 4 gives 12.
    let Fit::BetweenIntegers(near) = fit("3*x = 10") else {
        panic!()
    };
    let seen: Vec<_> = near
        .iter()
        .map(|n| (n.value.to_string(), n.left.to_string()))
        .collect();
    assert_eq!(seen, [("3".into(), "9".into()), ("4".into(), "12".into())]);
    // Only 1 is admissible beside 1/3.
    let Fit::BetweenIntegers(near) = fit("3*x = 1") else {
        panic!()
    };
    assert_eq!(near.len(), 1);
    // A square with x ≥ 1 can be divided by x.
    let solution = solved("x^2 = 3*x", "x", &sizes(&["x"]));
    assert_eq!(solution.root().unwrap().value, expression("3"));
    // √2 lies between the integers 1 and 2.
    let solution = solved("sqrt(2)*x = 2", "x", &sizes(&["x"]));
    let Fit::BetweenIntegers(near) = &solution.root().unwrap().fit else {
        panic!()
    };
    assert_eq!(near.len(), 2);
}

/// A definition of the unknown is set aside, others are written out.
#[test]
fn definitions() {
    let mut given = sizes(&["L", "h", "V", "N", "total"]);
    given.definitions = [
        (Symbol::new("total"), expression("12*L*h^2 + V*h")),
        (Symbol::new("layer"), expression("12*h^2")),
    ]
    .into_iter()
    .collect::<Bindings>();
    let solution = solved("total = 5", "total", &given);
    assert_eq!(solution.root().unwrap().value, expression("5"));
    let solution = solved("L*layer = 36*h^2", "L", &given);
    assert_eq!(solution.root().unwrap().value, expression("3"));
    let error = attempt("total*h = 7*10^9", "h", &given).unwrap_err();
    assert_eq!(
        error,
        SolveError::NotLinear {
            unknown: "h".into(),
            degree: 3
        }
    );
    // A condition that fixes the unknown is set aside as well.
    let fixed = crate::expr::Predicate::Compare(
        expression("N"),
        crate::expr::Comparison::Equal,
        Expr::zero(),
    );
    given.conditions = vec![fixed];
    assert_eq!(
        solved("N*h = 2*h", "N", &given).root().unwrap().value,
        expression("2")
    );
}

#[test]
fn refused() {
    let none = Assumptions::none();
    for (equation, code, part) in [
        ("h = 3", Code::UNSOLVABLE, "not in the equation"),
        ("ceil(2^x) = x", Code::UNSOLVABLE, "inside `ceil(…)`"),
        ("x + x^x = 8", Code::UNSOLVABLE, "inside a power"),
        ("x/(a - a) = 3", Code::DIVISION_BY_ZERO, "division by"),
        ("(a + b + c + d)^(10^6) = x", Code::LIMIT, "limit"),
    ] {
        let error = attempt(equation, "x", &none).unwrap_err();
        assert_eq!(error.code(), code, "{equation}");
        assert!(error.to_string().contains(part), "{equation}: {error}");
        assert_eq!(error.to_diagnostic().code, code);
    }
    let domains = [(Symbol::new("x"), Domain::Boolean)].into_iter().collect();
    let given = Assumptions {
        domains,
        ..Assumptions::none()
    };
    assert_eq!(
        attempt("x = 1", "x", &given).unwrap_err(),
        SolveError::NoNumber {
            unknown: "x".into()
        }
    );
}
#[test]
fn quantities() {
    let total = sizes(&["total"]);
    let solution = solved("total in FP16 = 100 GB", "total", &total);
    let root = solution.root().unwrap();
    assert_eq!(root.value, expression("50000000000"));
    assert_eq!(root.fit, Fit::Inside);
    // 100 GiB in blocks of 4.5 bits: 858993459200 bits over 4.5.
    let solution = solved("total in NVFP4 = 100 GiB", "total", &total);
    let Fit::BetweenIntegers(near) = &solution.root().unwrap().fit else {
        panic!()
    };
    assert_eq!(near[0].value.to_string(), "190887435378");
    assert_eq!(
        attempt("total = 100 GB", "total", &total)
            .unwrap_err()
            .code(),
        Code::UNITS
    );
}

fn roots_of(equation: &str, given: &Assumptions) -> Roots {
    match solved(equation, "x", given).outcome {
        Outcome::Roots(roots) => roots,
        other => panic!("{equation}: {other:?}"),
    }
}

fn exact(root: &FoundRoot) -> Expr {
    match &root.value {
        RootValue::Exact(value) => value.clone(),
        RootValue::Enclosed(held) => panic!("{held:?}"),
    }
}

/// Quadratics worked out by hand; each root is put in again.
#[test]
fn quadratics_in_closed_form() {
    let none = Assumptions::none();
    for (equation, count) in [
        ("x^2 = 2", 2),
        ("x^2 - 5x + 6 = 0", 2),
        ("x^2 - 2x + 1 = 0", 1),
        ("3x^2 + 5x = 1", 2),
        ("x + 1/x = 3", 2),
        ("a x^2 + b x + c = 0", 2),
        ("L x^2 + V x = N", 2),
        ("x^2 = x", 2),
    ] {
        let roots = roots_of(equation, &none);
        assert_eq!(roots.found.len(), count, "{equation}");
        let chain = parse_chain(equation).unwrap();
        let whole = Expr::difference(chain.first.clone(), chain.links[0].expr.clone());
        for root in &roots.found {
            let binding: Bindings = [(Symbol::new("x"), exact(root))].into_iter().collect();
            let mut under = none.clone();
            under.conditions.clone_from(&roots.conditions);
            let put_in = binding.substitute(&whole).unwrap();
            let form = crate::poly::normal_form(&put_in, &under, &Budget::default());
            assert!(form.unwrap().is_zero(), "{equation}: {root:?}");
        }
    }
    assert_eq!(
        exact(&roots_of("x^2 - 5x + 6 = 0", &none).found[1]),
        expression("3")
    );
    assert_eq!(roots_of("x^2 - 2x + 1 = 0", &none).found[0].multiplicity, 2);
    assert!(matches!(
        solved("x^2 + 1 = 0", "x", &none).outcome,
        Outcome::Never(Never::NoRealRoot { .. })
    ));
}

/// x³ = 2 and x³ − x = 0; x⁵ − x − 1 has one real root, 1.1673039782614187 (Wolfram `MathWorld`,
/// "Quintic Equation").
#[test]
fn higher_degrees_by_isolation() {
    let none = Assumptions::none();
    let found = roots_of("x^3 = x", &none).found;
    let values: Vec<Expr> = found.iter().map(exact).collect();
    assert_eq!(values, ["-1", "0", "1"].map(expression));
    let found = roots_of("x^5 - x = 1", &none).found;
    let [root] = found.as_slice() else {
        panic!("{found:?}")
    };
    let RootValue::Enclosed(held) = &root.value else {
        panic!("{root:?}")
    };
    let known = expression("1.1673039782614187").as_number().unwrap();
    let off = Rational::new(1.into(), 10_i64.pow(14).into()).unwrap();
    assert!((held.low() - &known).abs() < off && (held.high() - &known).abs() < off);
    // What is divided by does not become 0.
    assert!(matches!(
        solved("(x^2-2)^2/(x^2-2) = 0", "x", &none).outcome,
        Outcome::Never(_)
    ));
}

/// 12·32·h² + 32000·h = 7·10⁹: h is about 4228.2, the nearest multiples of 128 are 4224 and 4352.
#[test]
fn the_nearest_multiple() {
    let chain = parse_chain("12*32*x^2 + 32000*x = 7*10^9").unwrap();
    let wanted = Wanted {
        multiple: Some(128.into()),
        ..Wanted::default()
    };
    let (lhs, rhs) = (&chain.first, &chain.links[0].expr);
    let (none, budget) = (Assumptions::none(), Budget::default());
    let found = solve_for(lhs, rhs, &Symbol::new("x"), &none, &wanted, &budget).unwrap();
    let Outcome::Roots(roots) = found.outcome else {
        panic!()
    };
    assert!(matches!(roots.found[0].fit, Fit::Outside(_)));
    let Fit::BetweenMultiples(_, near) = &roots.found[1].fit else {
        panic!("{roots:?}")
    };
    let values: Vec<String> = near.iter().map(|near| near.value.to_string()).collect();
    assert_eq!(values, ["4224", "4352"]);
    // 384·4224² + 32000·4224
    assert_eq!(near[0].left.to_string(), "6986563584");
}

/// √(10²⁰ + 1) is 10¹⁰ and less than 10⁻¹⁰.
#[test]
fn the_nearest_integer_where_a_root_hardly_misses_one() {
    let chain = parse_chain("x^2 = 10^20 + 1").unwrap();
    let (lhs, rhs) = (&chain.first, &chain.links[0].expr);
    let (mut given, budget) = (Assumptions::none(), Budget::default());
    let x = Symbol::new("x");
    given.domains.insert(x.clone(), Domain::positive_integer());
    let found = solve_for(lhs, rhs, &x, &given, &Wanted::default(), &budget).unwrap();
    let Outcome::Roots(roots) = found.outcome else {
        panic!()
    };
    let Fit::BetweenIntegers(near) = &roots.found[1].fit else {
        panic!("{roots:?}")
    };
    assert_eq!(near[0].value.to_string(), "10000000000");
}

/// What is found, in the order told.
fn values(equation: &str, unknown: &str) -> Vec<Expr> {
    let Outcome::Roots(roots) = solved(equation, unknown, &Assumptions::none()).outcome else {
        panic!("{equation}: no roots");
    };
    let exact = roots.found.into_iter().map(|found| match found.value {
        RootValue::Exact(value) => value,
        RootValue::Enclosed(held) => panic!("{equation}: {held:?}"),
    });
    exact.collect()
}

/// By hand: powers of x − s alone, and u² + b·u + c = 0 with u = xⁿ.
#[test]
fn polynomials_in_a_power_have_roots_in_closed_form() {
    let table: [(&str, &[&str]); 7] = [
        ("x^3 = 7", &["root(7, 3)"]),
        ("(x - 1)^3 = 7", &["1 + root(7, 3)"]),
        (
            "x^4 - 5*x^2 + 3 = 0",
            &[
                "-sqrt((5 + sqrt(13))/2)",
                "-sqrt((5 - sqrt(13))/2)",
                "sqrt((5 - sqrt(13))/2)",
                "sqrt((5 + sqrt(13))/2)",
            ],
        ),
        ("x^6 - 3*x^3 + 2 = 0", &["1", "root(2, 3)"]),
        ("x^5 - 2*x = 0", &["-root(2, 4)", "0", "root(2, 4)"]),
        ("(x - a)^3 = b", &["a + root(b, 3)"]),
        (
            "x^6 + b*x^3 + c = 0",
            &[
                "root((sqrt(b^2 - 4*c) - b)/2, 3)",
                "root((-b - sqrt(b^2 - 4*c))/2, 3)",
            ],
        ),
    ];
    for (equation, expected) in table {
        let expected: Vec<Expr> = expected.iter().map(|text| expression(text)).collect();
        assert_eq!(values(equation, "x"), expected, "{equation}");
    }
}
