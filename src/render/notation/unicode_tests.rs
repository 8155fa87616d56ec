use super::unicode::unicode;
use crate::expr::{Expr, Function, Literal, Predicate};
use crate::number::Written;
use crate::render::Style;

fn s(name: &str) -> Expr {
    Expr::symbol(name)
}

fn n(value: i64) -> Expr {
    Expr::integer(value)
}

fn typed(text: &str) -> Expr {
    Expr::literal(Literal::from_written(Written::parse(text).unwrap()))
}

fn square(base: Expr) -> Expr {
    Expr::power(base, n(2))
}

fn times<const N: usize>(factors: [Expr; N]) -> Expr {
    Expr::product(factors)
}

fn check<const N: usize>(table: [(Expr, &str); N]) {
    for (expr, text) in table {
        assert_eq!(unicode(&expr, &Style::default()), text);
    }
}

#[test]
fn factors_stand_side_by_side_where_they_can() {
    let sum = Expr::sum([s("a"), s("b")]);
    check([
        (times([n(12), s("L"), square(s("h"))]), "12Lh²"),
        (times([s("L"), sum.clone()]), "L(a + b)"),
        (times([n(2), sum.clone()]), "2(a + b)"),
        (times([sum.clone(), sum.clone()]), "(a + b)(a + b)"),
        (times([sum.clone(), s("c")]), "(a + b)c"),
        (times([n(12), n(32), square(n(4096))]), "12·32·4096²"),
        (times([s("h"), n(4)]), "h·4"),
        (times([s("L"), s("attention")]), "L·attention"),
        (times([n(2), s("norm")]), "2·norm"),
        (times([s("n_head"), s("d")]), "n_head·d"),
        (times([s("attention"), sum.clone()]), "attention·(a + b)"),
        (times([s("O"), sum.clone()]), "O·(a + b)"),
        (times([s("h"), times([n(4), s("h")])]), "h·4h"),
        (times([times([n(4), s("h")]), s("h")]), "4h·h"),
        (times([s("n"), times([s("h"), n(3)])]), "n·(h·3)"),
        (times([s("a"), Expr::negative(s("b"))]), "a(−b)"),
        (times([s("h_1"), s("d")]), "h₁ d"),
        (times([s("d"), s("h_1")]), "d h₁"),
        (times([s("alpha"), s("x")]), "αx"),
        (times([s("l"), s("n")]), "l n"),
        (times([n(28), s("G"), s("B")]), "28·G·B"),
        (times([n(4), s("k")]), "4·k"),
        (times([n(4), s("k"), s("h")]), "4kh"),
        (
            times([Expr::bracket(Predicate::Truth(s("b"))), s("y")]),
            "[b] y",
        ),
    ]);
}

#[test]
fn fractions() {
    let third = Expr::quotient(n(8), n(3));
    let half = Expr::quotient(s("a"), s("b"));
    check([
        (times([third.clone(), s("h")]), "8/3 h"),
        (times([third.clone(), s("L"), square(s("h"))]), "8/3 Lh²"),
        (times([third.clone(), n(4)]), "8/3·4"),
        (times([s("h"), third.clone()]), "h(8/3)"),
        (times([half.clone(), s("c")]), "(a/b)c"),
        (times([half, n(4)]), "a/b·4"),
        (Expr::quotient(times([s("V"), s("h")]), n(2)), "Vh/2"),
        (Expr::quotient(n(1), times([n(3), s("h")])), "1/(3h)"),
        (Expr::quotient(times([third, s("h")]), n(2)), "(8/3 h)/2"),
        (Expr::quotient(s("a"), square(s("b"))), "a/b²"),
    ]);
}

#[test]
fn powers_and_functions() {
    let sum = Expr::sum([s("n"), n(1)]);
    let call = |function, argument| Expr::call(function, [argument]);
    check([
        (Expr::power(s("h"), n(-1)), "h⁻¹"),
        (Expr::power(n(2), s("n")), "2ⁿ"),
        (Expr::power(n(2), s("h")), "2^h"),
        (Expr::power(n(2), sum.clone()), "2^(n + 1)"),
        (times([Expr::power(n(2), s("h")), s("b")]), "2^h·b"),
        (square(times([n(2), s("h")])), "(2h)²"),
        (Expr::power(square(s("a")), s("b")), "(a²)^b"),
        (square(s("h_1")), "h₁²"),
        (call(Function::Sqrt, s("x")), "√x"),
        (call(Function::Sqrt, square(s("x"))), "√(x²)"),
        (square(call(Function::Sqrt, s("x"))), "(√x)²"),
        (
            times([n(2), call(Function::Sqrt, s("x")), s("y")]),
            "2·√x·y",
        ),
        (times([n(2), call(Function::Ceil, s("x")), s("y")]), "2⌈x⌉y"),
        (call(Function::Log2, sum.clone()), "log2(n + 1)"),
        (Expr::call(Function::Mod, [s("a"), sum]), "a mod (n + 1)"),
    ]);
}

#[test]
fn numbers() {
    check([
        (typed("6_738_415_616"), "6738415616"),
        (typed("6.7e9"), "6.7·10⁹"),
        (typed("8.5%"), "0.085"),
        (square(typed("7B")), "(7B)²"),
        (Expr::quantity(typed("28"), "GB"), "28 GB"),
    ]);
    let style = Style::grouped();
    for (expr, text) in [
        (n(6_573_522_944), "6,573,522,944"),
        (n(4096), "4096"),
        (n(50257), "50,257"),
        (Expr::call(Function::Max, [n(50257), n(1)]), "max(50257, 1)"),
    ] {
        assert_eq!(unicode(&expr, &style), text);
    }
}
