//! The work that other systems are measured by, done by this one.
//!
//! ```sh
//! cargo run --release --example peers -- W1 20            # p·(p + 1), p = (1 + x + y + z + t)^20
//! cargo run --release --example peers -- W1u 20           # two unrelated dense factors
//! cargo run --release --example peers -- W2 12            # the sparse product of Monagan and Pearce
//! cargo run --release --example peers -- W3 FORMULAS      # read, expand, print each line
//! cargo run --release --example peers -- W4 TABLE         # the exact value of a formula in each row of a CSV
//! cargo run --release --example peers -- W6 PAIRS         # decide each line: 0|1, tab, left, tab, right
//! cargo run --release --example peers                     # small versions of all, each checked
//! ```
//!
//! Each line of the answer is `RESULT`, the work, `longhand`, the case, CPU seconds and a check, parted by
//! tabs; a line `WALL` with the time on the clock stands beside each. `--threads N` uses so many
//! threads (1 unless said otherwise), `--rounds N` tells the median of so many rounds.
//!
//! The table of W4 has a header with names of L, h, V, n, d, k, s, a, or none and these columns in
//! this order, all or the first three, after a column with the numbers of the rows or without.
//! Reading it is not counted. The formula is the longer of two that the columns allow.

#![expect(clippy::print_stdout, reason = "an example speaks on standard output")]
#![expect(
    clippy::disallowed_methods,
    reason = "a program of its own: it reads files and clocks"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use longhand::eval::{Environment, Value, evaluate};
use longhand::expr::{Bindings, Expr, Symbol};
use longhand::number::{Integer, Rational};
use longhand::poly::{Budget, Polynomial};
use longhand::sweep::{Block, Column, Names, Program};
use longhand::syntax::parse_expression;
use longhand::tasks::{expanded, identical};
use rayon::prelude::*;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Result<()> {
    let mut work = Vec::new();
    let mut options = Options {
        threads: 1,
        rounds: 1,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number =
            || -> Result<usize> { Ok(arguments.next().ok_or("a number is missing")?.parse()?) };
        match argument.as_str() {
            "--threads" => options.threads = number()?,
            "--rounds" => options.rounds = number()?.max(1),
            _ => work.push(argument),
        }
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()?;
    let work: Vec<&str> = work.iter().map(String::as_str).collect();
    pool.install(|| match work.as_slice() {
        ["W1", n] => dense(n.parse()?, options),
        ["W1u", n] => unrelated(n.parse()?, options),
        ["W2", n] => sparse(n.parse()?, options),
        ["W3", file] => formulas(&std::fs::read_to_string(file)?, options),
        ["W4", file] => rows(&std::fs::read_to_string(file)?, options),
        ["W6", file] => pairs(&std::fs::read_to_string(file)?, options),
        [] => small(options),
        _ => Err("one of: W1 N, W1u N, W2 N, W3 FILE, W4 FILE, W6 FILE".into()),
    })
}

#[derive(Clone, Copy)]
struct Options {
    threads: usize,
    rounds: usize,
}

/// The median over the rounds of what a piece of work takes, told with a check of its answer.
fn measure<T>(
    (work, case): (&str, &str),
    options: Options,
    mut run: impl FnMut() -> Result<T>,
    check: impl FnOnce(&T) -> Result<String>,
) -> Result<T> {
    let mut times: Vec<(Duration, Duration)> = Vec::new();
    let mut answer = None;
    for _ in 0..options.rounds {
        drop(answer.take());
        let (cpu, wall) = (ProcessTime::now(), Instant::now());
        let value = run()?;
        times.push((cpu.elapsed(), wall.elapsed()));
        answer = Some(value);
    }
    let answer = answer.ok_or("no round was run")?;
    let check = check(&answer)?;
    let mut tell = |label: &str, pick: fn(&(Duration, Duration)) -> Duration| {
        times.sort_by_key(pick);
        let median = times.get(times.len() / 2).map(pick).unwrap_or_default();
        let (seconds, micros) = (median.as_secs(), median.subsec_micros());
        println!("{label}\t{work}\tlonghand\t{case}\t{seconds}.{micros:06}\t{check}");
    };
    tell("RESULT", |times| times.0);
    tell("WALL", |times| times.1);
    Ok(answer)
}

/// No limit but the memory of the machine.
fn budget() -> Budget {
    Budget {
        max_terms: 1 << 30,
        max_volume: 1 << 40,
        max_products: 1 << 40,
        ..Budget::default()
    }
}

/// `Σ cᵢ·xᵢ^eᵢ`, the variable 0 standing for 1.
fn sum_of(terms: &[(i64, usize, i64)]) -> Result<Polynomial> {
    let terms = terms.iter().map(|&(coefficient, variable, exponent)| {
        let mut exponents = vec![0; variable];
        if let Some(last) = exponents.last_mut() {
            *last = exponent;
        }
        Polynomial::monomial(&Rational::from(coefficient), &exponents)
    });
    Ok(Polynomial::sum(terms, &budget())?)
}

/// A check by the number of terms and by the value at a point, which is the product of the values
/// of the factors.
fn product_check(product: &Polynomial, factors: [&Polynomial; 2]) -> Result<String> {
    let point: Vec<Rational> = [2, -1, 3, 1, -2].map(Rational::from).into();
    let value = |p: &Polynomial| p.evaluate(&point).ok_or("no value at the point");
    if value(product)? != value(factors[0])? * value(factors[1])? {
        return Err("the product has a wrong value".into());
    }
    Ok(format!("terms={}", product.len()))
}

/// W1: Fateman's dense product.
fn dense(n: u64, options: Options) -> Result<()> {
    let base = sum_of(&[(1, 0, 0), (1, 1, 1), (1, 2, 1), (1, 3, 1), (1, 4, 1)])?;
    let p = power("W1", &base, n, options)?;
    let other = p.add(&Polynomial::one(), &budget())?;
    multiply("W1", n, &p, &other, options)
}

/// Two dense factors that have nothing to do with each other.
fn unrelated(n: u64, options: Options) -> Result<()> {
    let one = sum_of(&[(1, 0, 0), (1, 1, 1), (1, 2, 1), (1, 3, 1), (1, 4, 1)])?;
    let other = sum_of(&[(1, 0, 0), (2, 1, 1), (1, 2, 1), (3, 3, 1), (1, 4, 1)])?;
    let p = power("W1u", &one, n, options)?;
    let q = power("W1u", &other, n, options)?;
    multiply("W1u", n, &p, &q, options)
}

/// W2: the sparse product of Monagan and Pearce.
fn sparse(n: u64, options: Options) -> Result<()> {
    let f = sum_of(&[
        (1, 0, 0),
        (1, 1, 1),
        (1, 2, 1),
        (2, 3, 2),
        (3, 4, 3),
        (5, 5, 5),
    ])?;
    let g = sum_of(&[
        (1, 0, 0),
        (1, 5, 1),
        (1, 4, 1),
        (2, 3, 2),
        (3, 2, 3),
        (5, 1, 5),
    ])?;
    let f = power("W2", &f, n, options)?;
    let g = power("W2", &g, n, options)?;
    multiply("W2", n, &f, &g, options)
}

fn power(work: &str, base: &Polynomial, n: u64, options: Options) -> Result<Polynomial> {
    measure(
        (work, &format!("n={n} pow")),
        options,
        || Ok(black_box(base).power(n, &budget())?),
        |power| Ok(format!("terms={}", power.len())),
    )
}

fn multiply(work: &str, n: u64, f: &Polynomial, g: &Polynomial, options: Options) -> Result<()> {
    measure(
        (work, &format!("n={n} mul")),
        options,
        || Ok(black_box(f).multiply(black_box(g), &budget())?),
        |product| product_check(product, [f, g]),
    )?;
    Ok(())
}

/// So many lines go to one thread at least.
const LINES: usize = 32;

/// W3: each line read, expanded, collected and printed.
fn formulas(text: &str, options: Options) -> Result<()> {
    let lines: Vec<&str> = text.lines().collect();
    let printed = measure(
        ("W3", &format!("{} formulas", lines.len())),
        options,
        || {
            let each = lines.par_iter().with_min_len(LINES);
            each.map(|line| expanded(line).map_err(|found| told(line, &found).into()))
                .collect()
        },
        |printed: &Vec<String>| {
            let characters: usize = printed.iter().map(|line| line.chars().count()).sum();
            Ok(format!("chars={characters}"))
        },
    )?;
    if let Some(path) = std::env::var_os("DUMP") {
        std::fs::write(path, printed.join("\n") + "\n")?;
    }
    Ok(())
}

/// The formulas of W4, the shorter one first.
const FORMULAS: [(&str, &str); 2] = [
    ("small", "L*(12*h^2+4*h)+V*h+2*h"),
    (
        "big",
        "V*h+s*h+2*h+L*(12*h^2+13*h+4*h*d+n*k*d+2*a*h*k+3*s*n*d+5*a^2*s+7*d^2*k+6*n^2)",
    ),
];

/// W4: the exact value of a formula in each row of a table.
fn rows(text: &str, options: Options) -> Result<()> {
    let (names, columns) = table(text)?;
    let has = |letter: char| names.iter().any(|name| name.name() == letter.to_string());
    let known = |formula: &str| formula.chars().filter(char::is_ascii_alphabetic).all(has);
    let formula = FORMULAS.iter().rfind(|(_, formula)| known(formula));
    let (label, formula) = formula.ok_or("the columns are not those of a formula")?;
    let expr = parse_expression(formula).map_err(|found| told(formula, &found))?;
    let meaning = Names {
        columns: &names,
        definitions: &Bindings::new(),
        functions: &BTreeMap::default(),
    };
    let program = Program::compile(std::slice::from_ref(&expr), &[], meaning);
    let program = program.ok_or("the formula is not one of integers")?;
    let rows = columns.first().map_or(0, Column::len);
    measure(
        ("W4", &format!("{label} {rows} rows")),
        options,
        || Ok(black_box(&program).run(black_box(&columns), options.threads)),
        |blocks: &Vec<Block>| rows_check(&expr, &names, &columns, blocks),
    )?;
    Ok(())
}

/// The first thousand rows and the last, held against the evaluator, which works with numbers of
/// any size.
fn rows_check(
    expr: &Expr,
    names: &[Symbol],
    columns: &[Column],
    blocks: &[Block],
) -> Result<String> {
    let rows = columns.first().map_or(0, Column::len);
    let mut bits = 0;
    for row in (0..rows.min(1000)).chain(rows.checked_sub(1)) {
        let bindings: Bindings = names
            .iter()
            .cloned()
            .zip(
                columns
                    .iter()
                    .filter_map(|column| column.get(row))
                    .map(Expr::integer),
            )
            .collect();
        let known = evaluate(expr, &Environment::new().with_bindings(&bindings));
        let Ok(Value::Number(known)) = known else {
            return Err(format!("row {row} has no value").into());
        };
        let block = blocks.get(row / Program::block_rows());
        let found = block.and_then(|block| block.results.first());
        if found
            .and_then(|values| values.get(row % Program::block_rows()))
            .as_ref()
            != Some(&known)
        {
            return Err(format!("row {row} has a wrong value").into());
        }
        bits = bits.max(known.numerator().bits());
    }
    Ok(format!("exact (values to {bits} bits)"))
}

/// The names and the columns of a table of integers.
fn table(text: &str) -> Result<(Vec<Symbol>, Vec<Column>)> {
    let mut lines = text.lines().peekable();
    let first: Vec<&str> = lines
        .peek()
        .ok_or("the table is empty")?
        .split(',')
        .collect();
    let has_header = first
        .iter()
        .any(|cell| cell.trim().parse::<Integer>().is_err());
    let letters = ["L", "h", "V", "n", "d", "k", "s", "a"];
    let (names, numbered): (Vec<&str>, usize) = match first.len() {
        _ if has_header => (first.iter().map(|name| name.trim()).collect(), 0),
        3 | 8 => (letters.into_iter().take(first.len()).collect(), 0),
        4 | 9 => (letters.into_iter().take(first.len() - 1).collect(), 1),
        columns => {
            return Err(format!(
                "a table without a header has 3, 4, 8 or 9 columns, not {columns}"
            )
            .into());
        }
    };
    let mut columns = vec![Column::with_capacity(0); names.len()];
    for line in lines.skip(usize::from(has_header)) {
        let mut cells = line.split(',').skip(numbered);
        for column in &mut columns {
            let cell = cells
                .next()
                .ok_or_else(|| format!("too few cells: {line}"))?;
            column.push(
                cell.trim()
                    .parse::<Integer>()
                    .map_err(|_| format!("not an integer: {cell}"))?,
            );
        }
    }
    Ok((names.into_iter().map(Symbol::new).collect(), columns))
}

/// W6: whether the two sides of each line are the same, against the verdict at its beginning.
fn pairs(text: &str, options: Options) -> Result<()> {
    let lines: Vec<&str> = text.lines().collect();
    measure(
        ("W6", &format!("{} pairs", lines.len())),
        options,
        || {
            let each = lines.par_iter().with_min_len(LINES);
            each.map(|line| verdict(line)).collect()
        },
        |verdicts: &Vec<(bool, bool)>| {
            let equal = verdicts.iter().filter(|(found, _)| *found).count();
            let wrong = verdicts.iter().filter(|(found, known)| found != known);
            Ok(format!("equal={equal} wrong={}", wrong.count()))
        },
    )?;
    Ok(())
}

fn verdict(line: &str) -> Result<(bool, bool)> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [known, left, right] = columns.as_slice() else {
        return Err(format!("not three columns: {line}").into());
    };
    let found = identical(left, right).map_err(|found| told(line, &found))?;
    Ok((found == Some(true), *known == "1"))
}

fn told(line: &str, found: &[longhand::diagnostic::Diagnostic]) -> String {
    let messages: Vec<&str> = found.iter().map(|error| error.message.as_str()).collect();
    format!("{line}: {}", messages.join("; "))
}

/// Small versions of all, for a first look and for the tests.
fn small(options: Options) -> Result<()> {
    dense(6, options)?;
    unrelated(6, options)?;
    sparse(4, options)?;
    formulas(
        "L*(12*h^2+4*h)+V*h+2*h\n(h-3/2*n)^3*(h+n)\n4096*k*(s^2-7/8*d)+a\n",
        options,
    )?;
    rows(
        "L,h,V\n32,4096,32000\n9000000000,9000000000,9000000000\n",
        options,
    )?;
    pairs(
        "1\t(a+d)^2\ta^2+2*a*d+d^2\n0\tL*(h+n)\tL*h+n\n1\t3/4*(k-s)\t3/4*k-3/4*s\n",
        options,
    )
}
