//! What has no value, and why.

use super::written::*;
use crate::diagnostic::Code;
use crate::eval::{Environment, EvalError, EvalLimits, evaluate};
use crate::expr::{Assumptions, Expr, Lambda, Predicate, Symbol};

fn refused(expr: &Expr) -> EvalError {
    match value(expr) {
        Ok(value) => panic!("{expr:?} is {value}"),
        Err(error) => error,
    }
}

/// Each expression is refused with this code and, where one is given, for this part.
fn are_refused(table: impl IntoIterator<Item = (Expr, Code, Option<Expr>)>) {
    for (expr, code, part) in table {
        let error = refused(&expr);
        assert_eq!(error.code(), code, "{expr:?}: {error}");
        if part.is_some() {
            assert_eq!(error.expr(), part.as_ref(), "{expr:?}");
        }
    }
}

#[test]
fn outside_the_domain() {
    are_refused([
        (
            Expr::quotient(n(1), n(0)),
            Code::DIVISION_BY_ZERO,
            Some(n(0)),
        ),
        (pow(n(0), n(-1)), Code::DIVISION_BY_ZERO, Some(n(0))),
        (
            call("mod", [n(1), n(0)]),
            Code::DIVISION_BY_ZERO,
            Some(n(0)),
        ),
        (
            call("round_up", [n(1), n(0)]),
            Code::DIVISION_BY_ZERO,
            Some(n(0)),
        ),
        (
            call("sqrt", [n(-1)]),
            Code::UNDEFINED,
            Some(call("sqrt", [n(-1)])),
        ),
        (
            call("ln", [n(0)]),
            Code::UNDEFINED,
            Some(call("ln", [n(0)])),
        ),
        (
            pow(n(-8), q(1, 3)),
            Code::UNDEFINED,
            Some(pow(n(-8), q(1, 3))),
        ),
        (call("root", [n(2), n(0)]), Code::UNDEFINED, None),
        (call("factorial", [n(-1)]), Code::UNDEFINED, None),
        (call("factorial", [q(1, 2)]), Code::UNDEFINED, None),
        (call("gcd", [q(1, 2), n(3)]), Code::UNDEFINED, None),
        (call("min", [Expr::list([])]), Code::UNDEFINED, None),
        (total(n(1), n(-1), x("i")), Code::UNDEFINED, None),
        (total(n(1), q(5, 2), x("i")), Code::UNDEFINED, Some(q(5, 2))),
        (x("y"), Code::MISSING_VALUE, None),
        (Expr::difference(x("y"), x("y")), Code::MISSING_VALUE, None),
        (own("f", [n(1)]), Code::UNKNOWN_NAME, None),
        (call("sqrt", [n(1), n(2)]), Code::ARITY, None),
    ]);
}

#[test]
fn wrong_kinds_and_units() {
    let gigabyte = Expr::quantity(n(1), "GB");
    let second = Expr::quantity(n(1), "second");
    let text = Expr::text("gelu");
    are_refused([
        (
            Expr::sum([n(1), text.clone()]),
            Code::KIND,
            Some(text.clone()),
        ),
        (
            Expr::product([Expr::boolean(true), n(2)]),
            Code::KIND,
            Some(Expr::boolean(true)),
        ),
        (
            Expr::bracket(Predicate::Truth(n(1))),
            Code::KIND,
            Some(n(1)),
        ),
        (
            Expr::bracket(less(text.clone(), n(1))),
            Code::KIND,
            Some(text.clone()),
        ),
        (
            Expr::bracket(eq(n(1), text.clone())),
            Code::KIND,
            Some(text),
        ),
        (Expr::order(x("L")), Code::KIND, None),
        (
            call("floor", [gigabyte.clone()]),
            Code::KIND,
            Some(gigabyte.clone()),
        ),
        (
            pow(n(2), gigabyte.clone()),
            Code::KIND,
            Some(gigabyte.clone()),
        ),
        (
            Expr::sum([gigabyte.clone(), second.clone()]),
            Code::UNITS,
            Some(second.clone()),
        ),
        (
            Expr::sum([n(1), gigabyte.clone()]),
            Code::UNITS,
            Some(gigabyte.clone()),
        ),
        (
            Expr::bracket(less(gigabyte.clone(), second)),
            Code::UNITS,
            None,
        ),
        (Expr::conversion(n(1), "GB"), Code::UNITS, None),
        (Expr::conversion(gigabyte, "FP16"), Code::KIND, None),
        (Expr::quantity(n(1), "furlong"), Code::UNITS, None),
    ]);
}

#[test]
fn messages_name_both_units() {
    let sum = Expr::sum([Expr::quantity(n(1), "GB"), Expr::quantity(n(2), "hours")]);
    assert_eq!(
        refused(&sum).to_string(),
        "the units do not agree: GB and hour"
    );
    let sum = Expr::sum([n(1), Expr::quantity(n(2), "GB")]);
    let error = refused(&sum);
    assert_eq!(
        error.to_string(),
        "the units do not agree: a bare number and GB"
    );
    assert!(error.hint().is_some());
}

/// Refused before memory or time is spent.
#[test]
fn limits_come_before_the_work() {
    let ten = || n(10);
    let tower = pow(ten(), pow(ten(), ten()));
    assert_eq!(
        refused(&tower).to_string(),
        "the value would have about 10B digits; the limit is 1.3M"
    );
    let big = pow(n(2), n(1_000_000_000));
    for expr in [
        pow(n(2), pow(ten(), ten())),
        call("factorial", [big.clone()]),
        big,
        pow(q(1, 2), pow(ten(), ten())),
        pow(tower, ten()),
        call("factorial", [n(1_000_000_000)]),
        call("binom", [n(1_000_000_000_000), n(500_000_000_000)]),
        call("exp", [pow(ten(), n(30))]),
        call("exp", [pow(n(-10), n(31))]),
        pow(call("sqrt", [n(2)]), pow(ten(), n(12))),
        pow(
            n(3),
            Expr::product([pow(ten(), n(20)), call("sqrt", [n(2)])]),
        ),
        total(n(1), pow(ten(), n(12)), x("i")),
    ] {
        let error = refused(&expr);
        assert_eq!(error.code(), Code::LIMIT, "{error}");
    }
}

#[test]
fn steps_are_counted() {
    let limits = EvalLimits {
        max_steps: 50_000,
        ..EvalLimits::default()
    };
    let environment = Environment::new().with_limits(limits);
    let inverse = |power| Expr::quotient(n(1), pow(x("i"), n(power)));
    for expr in [
        total(n(1), n(20_000), pow(x("i"), n(2))),
        // Long denominators cost more.
        total(n(1), n(10_000), inverse(1)),
        total(n(1), n(1_000), inverse(40)),
        total(n(1), n(10_000), call("ln", [x("i")])),
        total(n(1), n(300), total(n(1), n(300), n(1))),
        // Each level doubles the length.
        (0..60).fold(n(3), |x, _| Expr::product([x.clone(), x])),
    ] {
        let error = evaluate(&expr, &environment).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the evaluation takes more than 50,000 steps"
        );
    }
}

#[test]
fn cycles_are_told() {
    let definitions = names([
        ("a", Expr::sum([x("b"), n(1)])),
        ("b", x("c")),
        ("c", x("b")),
    ]);
    let environment = Environment::new().with_definitions(&definitions);
    let error = evaluate(&x("a"), &environment).unwrap_err();
    assert_eq!(error.code(), Code::CYCLE);
    assert_eq!(
        error.to_string(),
        "a definition depends on itself: b → c → b"
    );
    let mut assumptions = Assumptions::none();
    let forever = Lambda {
        parameters: vec![Symbol::new("x")],
        body: own("f", [Expr::sum([x("x"), n(1)])]),
    };
    assumptions.functions.insert(Symbol::new("f"), forever);
    let environment = Environment::from_assumptions(&assumptions);
    let error = evaluate(&own("f", [n(1)]), &environment).unwrap_err();
    assert_eq!(error.code(), Code::CYCLE);
}

#[test]
fn what_enclosures_cannot_tell_is_undecided() {
    // ln(2) + ln(3) is ln(6), which no narrowing shows.
    let ln = |value| call("ln", [n(value)]);
    let zero = Expr::sum([ln(2), ln(3), Expr::negative(ln(6))]);
    for expr in [
        Expr::bracket(eq(zero.clone(), n(0))),
        Expr::quotient(n(1), zero.clone()),
        call("floor", [zero.clone()]),
        call("sqrt", [zero.clone()]),
    ] {
        assert_eq!(refused(&expr).code(), Code::UNSETTLED, "{expr:?}");
    }
    // It still has a value that holds 0, and very little else.
    let value = value(&zero).unwrap();
    let crate::eval::Value::Enclosure(enclosure) = value else {
        panic!("{value}");
    };
    assert!(enclosure.contains(&crate::number::Rational::ZERO));
    assert!(enclosure.width() < ratio(1, 1_000_000_000_000));
}

#[test]
fn deep_expressions_do_not_overflow_the_stack() {
    let deep = (0..100_000).fold(n(1), |inner, _| Expr::negative(inner));
    assert_eq!(text(&deep), "1");
    // Letting go of one is the business of `expr`.
    std::mem::forget(deep);
}
