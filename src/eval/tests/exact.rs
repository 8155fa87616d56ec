//! Values that are rational come out exact.

use super::written::*;
use crate::eval::{Environment, decide, evaluate};
use crate::expr::{Assumptions, BigOperatorKind, Expr, Lambda, Predicate, Range, Symbol};

#[test]
fn arithmetic() {
    for (expr, expected) in [
        (Expr::sum([n(1), q(1, 2), Expr::negative(q(1, 3))]), "7/6"),
        (Expr::product([q(2, 3), q(3, 4), n(-5)]), "-5/2"),
        (Expr::quotient(n(7), n(-21)), "-1/3"),
        (Expr::sum([]), "0"),
        (Expr::product([]), "1"),
        (Expr::negative(pow(n(3), n(2))), "-9"),
        (Expr::product([n(0), x("bytes")]), "0 byte"),
    ] {
        assert_eq!(text(&expr), expected, "{expr:?}");
    }
}

#[test]
fn powers_and_roots() {
    for (base, exponent, expected) in [
        (n(2), n(10), "1024"),
        (n(2), n(-3), "1/8"),
        (n(-2), n(3), "-8"),
        (q(2, 3), n(-2), "9/4"),
        (n(0), n(0), "1"),
        (n(0), n(5), "0"),
        (n(7), n(0), "1"),
        (n(8), q(1, 3), "2"),
        (n(8), q(-2, 3), "1/4"),
        (q(16, 81), q(3, 4), "8/27"),
        (n(1), n(1_000_000_000_000), "1"),
        (n(-1), n(1_000_000_000_001), "-1"),
        (n(0), q(1, 2), "0"),
        (n(1), q(1, 1_000_003), "1"),
        (pow(n(2), n(300)), q(1, 100), "8"),
        (n(4), pow(n(2), n(-1)), "2"),
    ] {
        assert_eq!(text(&pow(base, exponent)), expected);
    }
    for (name, argument, expected) in [
        ("sqrt", q(9, 4), "3/2"),
        ("sqrt", n(0), "0"),
        ("log2", n(1024), "10"),
        ("log2", q(1, 8), "-3"),
        ("log10", q(1, 1000), "-3"),
        ("log10", n(1_000_000), "6"),
        ("log10", n(1), "0"),
        ("ln", n(1), "0"),
        ("exp", n(0), "1"),
        ("exp", call("ln", [q(7, 3)]), "7/3"),
    ] {
        assert_eq!(text(&call(name, [argument])), expected, "{name}");
    }
    assert_eq!(text(&call("root", [n(-27), n(3)])), "-3");
    assert_eq!(text(&call("root", [n(5), n(1)])), "5");
    assert_eq!(text(&call("root", [pow(n(-3), n(101)), n(101)])), "-3");
}

#[test]
fn roots_that_cancel() {
    let root = |value| call("sqrt", [n(value)]);
    let cube_root = |value| call("root", [n(value), n(3)]);
    for (expr, expected) in [
        (pow(root(2), n(2)), "2"),
        (pow(root(2), n(-4)), "1/4"),
        (pow(Expr::negative(root(2)), n(2)), "2"),
        (pow(cube_root(-2), n(3)), "-2"),
        (pow(cube_root(-2), n(6)), "4"),
        (Expr::product([root(2), root(8)]), "4"),
        (Expr::product([root(2), n(3), root(3), root(6)]), "18"),
        (
            Expr::product([root(2), cube_root(4), pow(n(2), q(-1, 6))]),
            "2",
        ),
        (Expr::quotient(root(8), root(2)), "2"),
        (Expr::quotient(n(4), pow(root(2), n(2))), "2"),
        (
            Expr::difference(root(8), Expr::product([n(2), root(2)])),
            "0",
        ),
        (
            Expr::sum([root(18), Expr::negative(root(8)), Expr::negative(root(2))]),
            "0",
        ),
        (pow(call("sqrt", [root(5)]), n(4)), "5"),
        (pow(pow(n(8), q(1, 6)), n(2)), "2"),
        (call("floor", [pow(root(7), n(2))]), "7"),
    ] {
        assert_eq!(text(&expr), expected, "{expr:?}");
    }
    // sqrt(2)·sqrt(3) is sqrt(6).
    let product = |sign: i64| Expr::product([root(2), n(sign), root(3)]);
    for (condition, expected) in [
        (eq(product(1), root(6)), true),
        (less(root(6), product(1)), false),
        (eq(Expr::negative(root(6)), product(-1)), true),
        (less(product(-1), root(6)), true),
        (eq(cube_root(2), root(2)), false),
    ] {
        assert_eq!(decide(&condition, &Environment::new()), Ok(expected));
    }
}

#[test]
fn integer_functions() {
    for (name, arguments, expected) in [
        ("floor", vec![q(-7, 2)], "-4"),
        ("ceil", vec![q(-7, 2)], "-3"),
        ("round_up", vec![n(11008), n(256)], "11008"),
        ("round_up", vec![n(10923), n(256)], "11008"),
        ("round_up", vec![n(-5), n(4)], "-4"),
        ("round_up", vec![n(5), n(-4)], "8"),
        ("mod", vec![n(7), n(3)], "1"),
        ("mod", vec![n(-7), n(3)], "2"),
        ("mod", vec![n(7), n(-3)], "-2"),
        ("mod", vec![q(7, 2), n(1)], "1/2"),
        ("floor_div", vec![n(7), n(2)], "3"),
        ("floor_div", vec![n(-7), n(2)], "-4"),
        ("gcd", vec![n(12), n(-18), n(8)], "2"),
        ("gcd", vec![n(0), n(0)], "0"),
        ("lcm", vec![n(4), n(6), n(10)], "60"),
        ("lcm", vec![n(-4)], "4"),
        ("min", vec![n(3), q(5, 2), n(4)], "5/2"),
        ("max", vec![Expr::list([n(3), n(9)]), n(4)], "9"),
        ("abs", vec![q(-1, 3)], "1/3"),
        ("factorial", vec![n(0)], "1"),
        ("factorial", vec![n(20)], "2432902008176640000"),
        ("factorial", vec![n(25)], "15511210043330985984000000"),
        ("binom", vec![n(50), n(6)], "15890700"),
        ("binom", vec![n(6), n(0)], "1"),
        ("binom", vec![n(5), n(7)], "0"),
        ("binom", vec![n(5), n(-1)], "0"),
        ("binom", vec![n(-2), n(3)], "-4"),
        ("binom", vec![q(1, 2), n(2)], "-1/8"),
        (
            "count",
            vec![Expr::list([n(1), Expr::text("a"), n(1)]), n(1)],
            "2",
        ),
        (
            "starts_with",
            vec![Expr::text("gated-silu"), Expr::text("gated-")],
            "true",
        ),
    ] {
        let function = crate::expr::Function::named(name).unwrap();
        let expr = Expr::call(function, arguments);
        assert_eq!(text(&expr), expected, "{expr:?}");
    }
}

#[test]
fn sums_and_products_over_ranges_and_lists() {
    let odd = Expr::sum([Expr::product([n(2), x("i")]), n(1)]);
    for (expr, expected) in [
        (total(n(1), n(12), odd.clone()), "168"),
        (total(n(1), n(0), odd.clone()), "0"),
        (product(n(1), n(0), odd.clone()), "1"),
        (product(n(1), n(5), x("i")), "120"),
        (product(n(-2), n(2), x("i")), "0"),
        // 1 + 1/2 + … + 1/10
        (
            total(n(1), n(10), Expr::quotient(n(1), x("i"))),
            "7381/2520",
        ),
        // The inner index hides the outer one.
        (total(n(1), n(3), total(n(1), x("i"), x("i"))), "10"),
    ] {
        assert_eq!(text(&expr), expected, "{expr:?}");
    }
    let over = Range::Elements(Expr::list([n(2), n(4), q(1, 2)]));
    let body = Expr::product([x("m"), n(10)]);
    let sum = Expr::big_operator(BigOperatorKind::Sum, Symbol::new("m"), over, body);
    assert_eq!(text(&sum), "65");
}

#[test]
fn long_sums_and_products() {
    // n(n + 1)/2
    assert_eq!(text(&total(n(1), n(1_000_000), x("i"))), "500000500000");
    let ones = Expr::sum(std::iter::repeat_n(n(1), 1_000_000));
    assert_eq!(text(&ones), "1000000");
    let factorial = product(n(1), n(2000), x("i"));
    assert_eq!(value(&factorial), value(&call("factorial", [n(2000)])));
}

#[test]
fn conditions_and_brackets() {
    let layers = Expr::list([n(1), n(3)]);
    let at = |l: i64| Expr::bracket(Predicate::Member(n(l), layers.clone()));
    assert_eq!(text(&Expr::product([at(3), n(7)])), "7");
    assert_eq!(text(&Expr::product([at(2), n(7)])), "0");
    let holds = |condition: Predicate| decide(&condition, &Environment::new());
    for (condition, expected) in [
        (less(n(1), n(2)), true),
        (eq(q(1, 2), q(2, 4)), true),
        (eq(Expr::text("a"), Expr::text("b")), false),
        (eq(Expr::boolean(true), Expr::boolean(true)), true),
        (eq(Expr::boolean(false), n(0)), true),
        (eq(Expr::list([n(1)]), Expr::list([n(1), n(2)])), false),
        (Predicate::Divides(n(64), n(4096)), true),
        (Predicate::Divides(n(3), n(4)), false),
        (Predicate::Divides(n(0), n(0)), true),
        (Predicate::Divides(n(0), n(4)), false),
        (Predicate::Truth(Expr::boolean(true)), true),
        (Predicate::Not(Box::new(less(n(1), n(2)))), false),
        (
            Predicate::And(vec![less(n(1), n(2)), less(n(2), n(1))]),
            false,
        ),
        (
            Predicate::Or(vec![less(n(1), n(2)), less(n(2), n(1))]),
            true,
        ),
        (less(call("sqrt", [n(2)]), q(1415, 1000)), true),
        (Predicate::Member(Expr::text("1"), layers.clone()), false),
    ] {
        assert_eq!(holds(condition.clone()), Ok(expected), "{condition:?}");
    }
}

#[test]
fn only_the_branch_taken_is_evaluated() {
    let division = Expr::quotient(n(1), n(0));
    let branch = Expr::conditional(less(n(2), n(1)), division.clone(), n(5));
    assert_eq!(text(&branch), "5");
    let first = Predicate::Or(vec![less(n(1), n(2)), less(division, n(1))]);
    assert_eq!(text(&Expr::bracket(first)), "1");
}

#[test]
fn definitions_bindings_and_functions() {
    let definitions = names([
        ("d", Expr::quotient(x("h"), x("n"))),
        ("qkv", Expr::product([x("n"), n(3), x("h"), x("d")])),
        ("h", n(1)),
    ]);
    let bindings = names([("h", n(4096)), ("n", n(32))]);
    let environment = Environment::new()
        .with_bindings(&bindings)
        .with_definitions(&definitions);
    let value = |expr: &Expr| evaluate(expr, &environment).map(|value| value.to_string());
    assert_eq!(value(&x("qkv")), Ok("50331648".into()));
    // A definition does not see the index of a sum around it.
    let inside = Expr::big_operator(
        BigOperatorKind::Sum,
        Symbol::new("n"),
        Range::Interval(n(1), n(2)),
        Expr::product([x("d"), x("n")]),
    );
    assert_eq!(value(&inside), Ok("384".into()));

    let mut assumptions = Assumptions::none();
    let linear = Lambda {
        parameters: vec![Symbol::new("x"), Symbol::new("y"), Symbol::new("b")],
        body: Expr::sum([
            Expr::product([x("x"), x("y")]),
            Expr::product([Expr::bracket(Predicate::Truth(x("b"))), x("y")]),
        ]),
    };
    assumptions.functions.insert(Symbol::new("linear"), linear);
    assumptions.conditions.push(Predicate::Truth(x("tied")));
    let environment = Environment::from_assumptions(&assumptions);
    let nested = own(
        "linear",
        [
            own("linear", [n(2), n(3), Expr::boolean(false)]),
            n(5),
            x("tied"),
        ],
    );
    assert_eq!(evaluate(&nested, &environment).unwrap().to_string(), "35");
    let untied = names([("tied", Expr::boolean(false))]);
    let environment = environment.with_bindings(&untied);
    assert_eq!(evaluate(&nested, &environment).unwrap().to_string(), "30");
}
