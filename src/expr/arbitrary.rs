//! Generated expressions for laws, by what they are made of. In an integration test:
//! `use longhand::{expr, number};` and `#[path = "../src/expr/arbitrary.rs"] mod arbitrary;`.
#![allow(dead_code, unreachable_pub, reason = "each test takes what it needs")]

use proptest::prelude::*;

use crate::expr::{BigOperatorKind, Comparison, Expr, Function, Literal, Predicate, Range, Symbol};
use crate::number::Written;

/// Symbols of the model formulas, each a single letter.
pub const LETTERS: &[&str] = &["L", "h", "V", "n", "d"];

/// Names of all spellings: subscripts, primes, Greek, words.
pub const NAMES: &[&str] = &["L", "h", "n_head", "h_1", "alpha", "H'", "attention", "B"];

/// One of the names as a symbol.
pub fn symbol(names: &'static [&'static str]) -> BoxedStrategy<Expr> {
    prop::sample::select(names).prop_map(Expr::symbol).boxed()
}

/// A small non-negative integer.
pub fn small_integer() -> BoxedStrategy<Expr> {
    (0_i64..13).prop_map(Expr::integer).boxed()
}

/// A number as people type it.
pub fn literal() -> BoxedStrategy<Expr> {
    let typed = prop::sample::select(
        &[
            "0",
            "7",
            "12",
            "4096",
            "6_738_415_616",
            "0.5",
            "0.125",
            "1.50",
            "6.7e9",
            "1e-3",
            "7B",
            "1.5M",
            "4k",
            "8.5%",
            "340282366920938463463374607431768211456",
        ][..],
    );
    let written =
        typed.prop_map(|text| Expr::literal(Literal::from_written(Written::parse(text).unwrap())));
    prop_oneof![3 => small_integer(), 1 => written].boxed()
}

/// Polynomials with integer coefficients as a person might write them: sums, differences,
/// products and small powers, nested in any way.
pub fn polynomial(names: &'static [&'static str]) -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![3 => symbol(names), 2 => small_integer()];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            sum_of(inner.clone()),
            product_of(inner.clone()),
            inner.clone().prop_map(Expr::negative),
            (inner, 0_i64..4).prop_map(|(base, e)| Expr::power(base, Expr::integer(e))),
        ]
    })
    .boxed()
}

/// Quotients of polynomials, nested in any way; a denominator may vanish.
pub fn rational(names: &'static [&'static str]) -> BoxedStrategy<Expr> {
    polynomial(names)
        .prop_recursive(2, 32, 3, |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| Expr::quotient(a, b)),
                sum_of(inner.clone()),
                product_of(inner.clone()),
                (inner, -3_i64..4).prop_map(|(base, e)| Expr::power(base, Expr::integer(e))),
            ]
        })
        .boxed()
}

/// Formulas with a number for a value: also functions, conditions and sums over an index.
pub fn formula(names: &'static [&'static str]) -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![3 => symbol(names), 2 => literal()];
    leaf.prop_recursive(5, 40, 4, move |inner| {
        prop_oneof![
            3 => arithmetic(inner.clone()),
            1 => call(inner.clone()),
            1 => conditional(inner.clone()),
            1 => big_operator(inner),
        ]
    })
    .boxed()
}

/// Expressions of every kind: also quantities, conversions, texts, lists and O-forms.
pub fn anything(names: &'static [&'static str]) -> BoxedStrategy<Expr> {
    let quantity = (literal(), prop::sample::select(&["GB", "GiB", "byte"][..]))
        .prop_map(|(amount, unit)| Expr::quantity(amount, Symbol::new(unit)));
    let leaf = prop_oneof![
        6 => symbol(names),
        4 => literal(),
        1 => quantity,
        1 => any::<bool>().prop_map(Expr::boolean),
    ];
    leaf.prop_recursive(5, 40, 4, move |inner| {
        prop_oneof![
            6 => arithmetic(inner.clone()),
            2 => call(inner.clone()),
            2 => conditional(inner.clone()),
            2 => big_operator(inner.clone()),
            1 => over_lists(inner.clone()),
            1 => inner.clone().prop_map(Expr::order),
            1 => (inner, prop::sample::select(&["GiB", "FP16"][..]))
                .prop_map(|(value, unit)| Expr::conversion(value, Symbol::new(unit))),
        ]
    })
    .boxed()
}

fn sum_of(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    prop::collection::vec(inner, 2..5)
        .prop_map(Expr::sum)
        .boxed()
}

fn product_of(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    prop::collection::vec(inner, 2..5)
        .prop_map(Expr::product)
        .boxed()
}

fn arithmetic(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    prop_oneof![
        2 => sum_of(inner.clone()),
        2 => product_of(inner.clone()),
        1 => inner.clone().prop_map(Expr::negative),
        1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| Expr::quotient(a, b)),
        1 => (inner.clone(), inner).prop_map(|(a, b)| Expr::power(a, b)),
    ]
    .boxed()
}

fn call(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    use Function::{
        Abs, Binom, Ceil, Exp, Factorial, Floor, FloorDiv, Gcd, Lcm, Ln, Log2, Log10, Max, Min,
        Mod, Root, RoundUp, Sqrt,
    };
    let unary = prop::sample::select(vec![
        Sqrt, Abs, Floor, Ceil, Log2, Log10, Ln, Exp, Factorial,
    ]);
    let binary = prop::sample::select(vec![Root, RoundUp, Mod, FloorDiv, Binom]);
    let many = prop::sample::select(vec![Min, Max, Gcd, Lcm]);
    prop_oneof![
        (unary, inner.clone()).prop_map(|(f, a)| Expr::call(f, [a])),
        (binary, inner.clone(), inner.clone()).prop_map(|(f, a, b)| Expr::call(f, [a, b])),
        (many, prop::collection::vec(inner, 1..4)).prop_map(|(f, list)| Expr::call(f, list)),
    ]
    .boxed()
}

fn comparison() -> BoxedStrategy<Comparison> {
    use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    prop::sample::select(vec![
        Equal,
        NotEqual,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
    ])
    .boxed()
}

/// Conditions over numbers.
pub fn predicate(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Predicate> {
    let leaf = prop_oneof![
        3 => (inner.clone(), comparison(), inner.clone())
            .prop_map(|(a, sign, b)| Predicate::Compare(a, sign, b)),
        1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| Predicate::Divides(a, b)),
        1 => prop::sample::select(&["tied", "causal"][..])
            .prop_map(|name| Predicate::Truth(Expr::symbol(name))),
        1 => (inner.clone(), prop::collection::vec(inner, 1..4))
            .prop_map(|(a, list)| Predicate::Member(a, Expr::list(list))),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|p| Predicate::Not(Box::new(p))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Predicate::And),
            prop::collection::vec(inner, 2..4).prop_map(Predicate::Or),
        ]
    })
    .boxed()
}

fn conditional(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    prop_oneof![
        (predicate(inner.clone()), inner.clone(), inner.clone())
            .prop_map(|(p, a, b)| Expr::conditional(p, a, b)),
        predicate(inner).prop_map(Expr::bracket),
    ]
    .boxed()
}

fn big_operator(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    let kind = prop::sample::select(vec![BigOperatorKind::Sum, BigOperatorKind::Product]);
    let body = prop_oneof![inner.clone(), Just(Expr::symbol("i"))];
    (kind, inner.clone(), inner, body)
        .prop_map(|(kind, from, to, body)| {
            let range = Range::Interval(from, to);
            Expr::big_operator(kind, Symbol::new("i"), range, body)
        })
        .boxed()
}

fn over_lists(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    let list = prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::list);
    let text = prop::sample::select(&["full_attention", "gated-", ""][..]).prop_map(Expr::text);
    prop_oneof![
        (list.clone(), inner.clone()).prop_map(|(list, a)| Expr::call(Function::Count, [list, a])),
        (Just(Expr::symbol("act")), text)
            .prop_map(|(name, text)| Expr::call(Function::StartsWith, [name, text])),
        (list, inner).prop_map(|(list, body)| {
            let range = Range::Elements(list);
            Expr::big_operator(BigOperatorKind::Sum, Symbol::new("m"), range, body)
        }),
    ]
    .boxed()
}
