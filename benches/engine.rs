//! What the engine's work costs: reading, expanding, deciding identity, deriving.
//!
//! `cargo bench` runs all of it and compares with the run before; `cargo bench -- expand` runs what
//! has `expand` in its name. The inputs are fixed, so figures of one machine can be compared.

#![expect(clippy::unwrap_used, reason = "a bench stops at the first surprise")]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput};
use longhand::derive::{self, Goal, Wanted};
use longhand::diagnostic::{Code, Diagnostic};
use longhand::expr::{Assumptions, Expr, Relation};
use longhand::judge::{self, Claim, judge};
use longhand::poly::{Budget, normal_form, same};
use longhand::syntax::parse_expression;
use longhand::tasks;

/// The parameter count of a transformer, in program notation.
const TRANSFORMER: &str = "L*(4*h^2 + 8*h^2 + 2*(2*h)) + V*h + 2*h";

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    parse(&mut criterion);
    expand(&mut criterion);
    equal(&mut criterion);
    derive(&mut criterion);
    criterion.final_summary();
}

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for (name, text) in [
        ("transformer", TRANSFORMER.to_owned()),
        ("mathematical notation", "L(12h² + 4h) + Vh + 2h".to_owned()),
        ("1,000 terms", long_sum(1000)),
        (
            "200 brackets deep",
            format!("{}x{}", "(".repeat(200), ")".repeat(200)),
        ),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| parse_expression(black_box(&text)).unwrap());
        });
    }
    group.finish();
}

fn expand(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("expand");
    for (name, text) in [
        ("transformer", TRANSFORMER.to_owned()),
        ("dense, 1 million products", dense(10)),
        ("sparse, 213 thousand products", sparse(6)),
    ] {
        let expr = read(&text);
        group.bench_function(name, |bencher| bencher.iter(|| expanded(black_box(&expr))));
    }
    let formulas: Vec<String> = (0..200).map(small_formula).collect();
    group.throughput(Throughput::Elements(formulas.len() as u64));
    group.bench_function("200 small formulas, from text", |bencher| {
        bencher.iter(|| {
            formulas
                .iter()
                .map(|text| expanded(&read(text)))
                .sum::<usize>()
        });
    });
    group.finish();
}

fn equal(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("equal");
    let none = Assumptions::none();
    for (name, left, right) in [
        (
            "transformer, equal",
            TRANSFORMER,
            "12*L*h^2 + 4*L*h + V*h + 2*h",
        ),
        (
            "transformer, different",
            TRANSFORMER,
            "12*L*h^2 + 4*L*h + V*h + 3*h",
        ),
        (
            "fractions, equal",
            "1/(x - y) + 1/(x + y)",
            "2*x/(x^2 - y^2)",
        ),
        (
            "powers, equal",
            "(a + b + c + d)^12",
            "((a + b) + (c + d))^12",
        ),
    ] {
        let (left, right) = (read(left), read(right));
        group.bench_function(format!("{name}, normal form"), |bencher| {
            let budget = Budget::default();
            bencher.iter(|| same(black_box(&left), black_box(&right), &none, &budget).unwrap());
        });
        let claim = Claim {
            lhs: &left,
            relation: Relation::Equal,
            rhs: &right,
            under: &none,
        };
        group.bench_function(format!("{name}, judged"), |bencher| {
            let budget = judge::Budget::default();
            bencher.iter(|| judge(black_box(&claim), &budget));
        });
    }
    group.finish();
}

fn derive(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("derive");
    let budget = judge::Budget::default();
    for (name, text) in [
        ("transformer", TRANSFORMER),
        ("square of a sum", "(a + b + c)^2 * (a - b)"),
    ] {
        let start = read(text);
        group.bench_function(format!("{name}, steps"), |bencher| {
            bencher.iter(|| steps(black_box(&start), &budget));
        });
        let derivation = steps(&start, &budget);
        group.bench_function(format!("{name}, judged"), |bencher| {
            bencher.iter(|| derivation.clone().judge(&budget));
        });
    }
    let file = tasks::source("transformer", "en").unwrap();
    let nothing = |_: &str| Err(Diagnostic::error(Code::FILE, "there is no other file"));
    group.bench_function("formula file of the transformer", |bencher| {
        let wanted = Wanted::default();
        bencher.iter(|| tasks::derive(black_box(&file), &nothing, &wanted, &budget).unwrap());
    });
    group.finish();
}

/// The derivation of the expanded form.
fn steps(start: &Expr, budget: &judge::Budget) -> longhand::derivation::Derivation {
    derive::derive(start, &Goal::Expand, Assumptions::none(), &budget.poly).unwrap()
}

fn read(text: &str) -> Expr {
    parse_expression(text).unwrap()
}

/// The number of terms of the normal form.
fn expanded(expr: &Expr) -> usize {
    normal_form(expr, &Assumptions::none(), &Budget::default())
        .unwrap()
        .terms()
        .len()
}

/// `p·(p + 1)` for p = (1 + x + y + z + t)^n, Fateman's dense product.
fn dense(n: u32) -> String {
    format!("(1 + x + y + z + t)^{n} * ((1 + x + y + z + t)^{n} + 1)")
}

/// A product of two polynomials whose terms hardly ever meet.
fn sparse(n: u32) -> String {
    format!("(1 + x + y + 2*z^2 + 3*t^3 + 5*u^5)^{n} * (1 + u + t + 2*z^2 + 3*y^3 + 5*x^5)^{n}")
}

/// `1·x + 2·x^2 + …`.
fn long_sum(terms: u32) -> String {
    let mut text = "0".to_owned();
    for term in 1..=terms {
        write!(text, " + {term}*x^{}*y", term % 7).unwrap();
    }
    text
}

/// One of many formulas of the size that people write.
fn small_formula(number: u32) -> String {
    let (a, b, c) = (number % 11 + 1, number % 7 + 2, number % 5 + 1);
    match number % 4 {
        0 => format!("L*({a}*h^2 + {b}*h) + V*h - {c}*h"),
        1 => format!("(x + {a}*y)^{c} * ({b}*x - y)"),
        2 => format!("{a}*n*(h/n)*h - (h - {b})*(h + {b})"),
        _ => format!("({a}*a*b)/({b}*b) + {c}/2*a"),
    }
}
