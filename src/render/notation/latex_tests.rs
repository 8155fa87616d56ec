use proptest::prelude::*;

use super::latex::latex;
use crate::expr::BigOperatorKind;
use crate::expr::{Comparison, Expr, Function, Literal, Predicate, Range, Symbol, arbitrary};
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
        assert_eq!(latex(&expr, &Style::default()), text);
    }
}

#[test]
fn products_and_powers() {
    let sum = Expr::sum([times([n(12), square(s("h"))]), times([n(4), s("h")])]);
    check([
        (times([s("L"), sum.clone()]), "L (12 h^{2} + 4 h)"),
        (
            times([n(12), n(32), square(n(4096))]),
            r"12 \cdot 32 \cdot 4096^{2}",
        ),
        (times([s("h"), times([n(4), s("h")])]), r"h \cdot 4 h"),
        (times([n(2), s("norm")]), r"2 \cdot \mathrm{norm}"),
        (times([n(2), s("h")]), "2 h"),
        (
            times([s("n_head"), s("h_1"), s("alpha")]),
            r"n_{\mathrm{head}} h_{1} \alpha",
        ),
        (s("num_hidden_layers"), r"\mathrm{num_{hidden_{layers}}}"),
        (square(s("H'")), r"{H^{\prime}}^{2}"),
        (Expr::power(n(2), Expr::sum([s("n"), n(1)])), "2^{n + 1}"),
        (square(Expr::negative(s("a"))), "(-a)^{2}"),
        (
            times([n(2), Expr::call(Function::Log2, [s("n")])]),
            r"2 \log_{2}(n)",
        ),
        (times([s("a"), Expr::negative(s("b"))]), "a (-b)"),
    ]);
}

#[test]
fn brackets_grow_with_what_they_hold() {
    let half = Expr::quotient(s("a"), s("b"));
    check([
        (
            times([Expr::quotient(n(8), n(3)), s("h")]),
            r"\frac{8}{3} h",
        ),
        (times([n(2), half.clone()]), r"2 \cdot \frac{a}{b}"),
        (square(half.clone()), r"\left(\frac{a}{b}\right)^{2}"),
        (
            times([
                s("L"),
                Expr::sum([s("x"), square(Expr::sum([half.clone(), n(1)]))]),
            ]),
            r"L \left(x + \left(\frac{a}{b} + 1\right)^{2}\right)",
        ),
        (
            times([
                s("L"),
                Expr::sum([square(Expr::sum([s("a"), n(1)])), half.clone()]),
            ]),
            r"L \left((a + 1)^{2} + \frac{a}{b}\right)",
        ),
        (
            Expr::call(Function::Floor, [half.clone()]),
            r"\left\lfloor \frac{a}{b} \right\rfloor",
        ),
        (Expr::call(Function::Ceil, [s("a")]), r"\lceil a \rceil"),
        (
            Expr::call(Function::Max, [half, s("c")]),
            r"\max\left(\frac{a}{b}, c\right)",
        ),
        (Expr::quotient(n(-8), n(3)), r"\frac{-8}{3}"),
    ]);
}

#[test]
fn cases_sums_and_conditions() {
    let tied = Predicate::Truth(s("tied"));
    let zero = Predicate::Compare(s("N"), Comparison::LessEqual, n(0));
    let range = Range::Interval(n(1), s("L"));
    let body = Expr::sum([times([n(2), s("i")]), n(1)]);
    check([
        (
            Expr::conditional(tied.clone(), n(0), times([s("V"), s("h")])),
            r"\begin{cases} 0 & \text{if } \mathrm{tied} \cr V h & \text{otherwise} \end{cases}",
        ),
        (
            Expr::bracket(Predicate::And(vec![tied, zero])),
            r"[\mathrm{tied} \land N \le 0]",
        ),
        (
            Expr::big_operator(BigOperatorKind::Sum, Symbol::new("i"), range, body),
            r"\sum_{i=1}^{L} (2 i + 1)",
        ),
    ]);
}

#[test]
fn numbers_and_units() {
    check([
        (typed("6.7e9"), r"6.7 \cdot 10^{9}"),
        (typed("7B"), r"7\mathrm{B}"),
        (typed("8.5%"), "0.085"),
        (Expr::quantity(n(28), "GB"), r"28\ \mathrm{GB}"),
    ]);
    assert_eq!(
        latex(&n(6_573_522_944), &Style::grouped()),
        "6{,}573{,}522{,}944"
    );
}

/// What Markdown would take for something of its own.
fn hazard(text: &str) -> Option<&'static str> {
    let pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
    let at = |test: &dyn Fn(&(char, char)) -> bool| pairs.iter().any(test);
    let underscore = text.match_indices('_').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        !before.is_some_and(char::is_alphanumeric) || after != Some('{')
    });
    [
        (
            at(&|p| p.0 == '\\' && p.1.is_ascii_punctuation()),
            "escaped punctuation",
        ),
        (
            text.contains(['*', '|', '~', '`', '$', '#', '%', '\n', '"']),
            "a Markdown sign",
        ),
        (
            at(&|p| p.0 == ']' && matches!(p.1, '(' | '[' | ':')),
            "a link",
        ),
        (at(&|p| matches!(p.0, '<' | '>') && p.1 != ' '), "a tag"),
        (at(&|p| p.0 == '&' && p.1 != ' '), "an entity"),
        (
            text.contains("--") || text.contains("..."),
            "smart punctuation",
        ),
        (underscore, "emphasis"),
    ]
    .iter()
    .find(|(found, _)| *found)
    .map(|(_, name)| *name)
}

proptest! {
    #[test]
    fn nothing_in_it_means_anything_to_markdown(expr in arbitrary::anything(arbitrary::NAMES)) {
        let text = latex(&expr, &Style::grouped());
        prop_assert_eq!(hazard(&text), None, "{}", text);
        let count = |part: &str| text.matches(part).count();
        prop_assert_eq!(count("{"), count("}"));
        prop_assert_eq!(count("("), count(")"));
        let rights = count("\\right");
        prop_assert_eq!(count("\\left"), rights);
    }
}
