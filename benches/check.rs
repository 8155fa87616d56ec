//! What reading and judging documents costs: prose in megabytes a second, a document of a thousand
//! claims.
//!
//! `cargo bench --bench check`. The inputs are made here and are the same on every run.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput};
use longhand::check::Options;
use longhand::diagnostic::Source;
use longhand::tasks::check;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    for (name, text) in [
        ("prose", prose(0)),
        ("prose with a formula a paragraph", prose(1)),
        ("1,000 claims", claims()),
        ("1,000 wrong claims", wrong()),
        ("a table of 1,000 rows", table()),
    ] {
        let source = Source::new("document.md", text);
        group.throughput(Throughput::Bytes(source.text().len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| check(black_box(&source), &Options::default()));
        });
    }
    group.finish();
    criterion.final_summary();
}

/// Half a megabyte of sentences, with so many formulas in each paragraph.
fn prose(formulas: usize) -> String {
    let mut text = String::from("# On counting\n\n");
    let mut number = 2;
    while text.len() < 500_000 {
        for _ in 0..8 {
            text.push_str(
                "Each layer attends to all positions before it, and what it has learned is added \
                 to what came in; how many numbers that takes is counted below, by hand.\n",
            );
        }
        for _ in 0..formulas {
            number += 1;
            let _ = writeln!(
                text,
                "So ${number} \\cdot 4096 = {}$ of them.",
                number * 4096
            );
        }
        text.push('\n');
    }
    text
}

/// A thousand right lines with symbols.
fn claims() -> String {
    let mut text = String::new();
    for number in 2..1002 {
        let (double, square) = (2 * number, number * number);
        let _ = writeln!(
            text,
            "$(h + {number}d)^2 = h^2 + {double}hd + {square}d^2$\n"
        );
    }
    text
}

/// A thousand lines in which the cross term is missing.
fn wrong() -> String {
    let mut text = String::new();
    for number in 2..1002 {
        let square = number * number;
        let _ = writeln!(text, "$(h + {number}d)^2 = h^2 + {square}d^2$\n");
    }
    text
}

/// A row a layer: its number, and what it takes.
fn table() -> String {
    let mut text = String::from("| L | count |\n|---|---|\n");
    for number in 1..1001 {
        let _ = writeln!(
            text,
            "| {number} | ${number} \\cdot 12 = {}$ |",
            number * 12
        );
    }
    text
}
