//! What `emit` writes, run by the systems it is written for, against Python's integers.
//!
//! A system that is not installed is passed over, unless `LONGHAND_ENGINES` names it (as the
//! continuous integration does).

#![cfg(test)]
#![expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test runs other programs and says which it could not find"
)]

use std::io::Write;
use std::process::{Command, Stdio};

use longhand::diagnostic::{Code, Diagnostic, Source};
use longhand::emit::{Dialect, Language};
use longhand::number::Integer;
use longhand::tasks::{Emission, Target, emit};

/// A formula file, what it comes to in Python, and the range of x and y.
const CASES: &[(&str, &str, i64, i64)] = &[
    (
        "12 x^2 y + 4 x y - 7 y + 2",
        "12*x**2*y + 4*x*y - 7*y + 2",
        -40,
        40,
    ),
    ("x^9 y^2 - x", "x**9*y**2 - x", 1, 100),
    ("floor(x/7) + ceil(y/3)", "x//7 + -(-y//3)", -40, 40),
    ("x // y - mod(x, y)", "x//y - x%y", 1, 40),
    ("mod(x, 7) * (x // 7)", "(x%7) * (x//7)", -40, 40),
    ("round_up(8x/3, 256)", "-(-8*x//(3*256))*256", -400, 400),
    ("min(x, y) - max(x, 3)", "min(x, y) - max(x, 3)", -9, 9),
    (
        "if x < y and not (x = 2) then x^2 else -y",
        "x*x if x < y and x != 2 else -y",
        -5,
        5,
    ),
    (
        "[x >= y] x - [y divides 12] y",
        "(x >= y)*x - (12 % y == 0)*y",
        1,
        13,
    ),
    ("abs(x - y) (x + y)^2", "abs(x-y)*(x+y)**2", -50, 50),
];

fn text(formula: &str, low: i64, high: i64, language: Language) -> String {
    let domain = if low >= 1 {
        "integer >= 1".to_owned()
    } else {
        format!("integer >= {low}")
    };
    let file = format!("param x : {domain}\nparam y : {domain}\nvalue = {formula}");
    let nothing = |_: &str| Err(Diagnostic::error(Code::FILE, "there is no other file"));
    let range = |name: &str| (name.into(), Integer::from(low), Integer::from(high));
    let wanted = Emission {
        ranges: vec![range("x"), range("y")],
        ..Emission::to(Target::Code(language))
    };
    emit(&Source::new("case.lh", file), &nothing, &wanted)
        .unwrap()
        .text
}

/// Points of the square, its corners among them.
fn points(low: i64, high: i64) -> Vec<(i64, i64)> {
    let step = usize::try_from((high - low) / 6 + 1).unwrap();
    let axis = || (low..=high).step_by(step).chain([high]);
    axis().flat_map(|x| axis().map(move |y| (x, y))).collect()
}

fn run(program: &str, arguments: &[&str], script: &str) -> Option<String> {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.ok()?;
    child.stdin.take()?.write_all(script.as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    assert!(
        output.status.success(),
        "{}\n{script}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

fn is_required(engine: &str) -> bool {
    std::env::var("LONGHAND_ENGINES").is_ok_and(|engines| engines.split(',').any(|e| e == engine))
}

/// What a system prints for each case, held against Python's own integers.
fn hold(engine: &str, language: Language, script: impl Fn(&str, &[(i64, i64)]) -> String) {
    let (program, arguments): (&str, &[&str]) = match language {
        Language::JavaScript => ("node", &["-"]),
        _ => ("python3", &["-"]),
    };
    let is_there = match engine {
        "duckdb" => run(
            "python3",
            &["-"],
            "import importlib.util as u\nprint(u.find_spec('duckdb') is not None)",
        )
        .is_some_and(|told| told.trim() == "True"),
        _ => Command::new(program).arg("--version").output().is_ok(),
    };
    if !is_there {
        assert!(!is_required(engine), "{engine} is not installed");
        eprintln!("{engine} is not installed; nothing was run");
        return;
    }
    for (formula, python, low, high) in CASES {
        let points = points(*low, *high);
        let printed = run(
            program,
            arguments,
            &script(&text(formula, *low, *high, language), &points),
        );
        let wanted = run(
            "python3",
            &["-"],
            &format!("for x, y in {points:?}:\n    print({python})\n"),
        );
        assert_eq!(printed, wanted, "{engine}: {formula}");
    }
}

#[test]
fn python_says_the_same() {
    hold("python", Language::Python, |text, points| {
        // A formula without y is a function of x alone.
        let named = "{k: v for k, v in dict(x=x, y=y).items() if k in value.__code__.co_varnames}";
        format!("{text}\nfor x, y in {points:?}:\n    print(value(**{named}))\n")
    });
}

#[test]
fn node_says_the_same() {
    hold("node", Language::JavaScript, |text, points| {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("[{x},{y}]")).collect();
        let points = points.join(",");
        format!("{text}\nfor (const [x, y] of [{points}]) console.log(String(value(x, y)));\n")
    });
}

/// The rows of a table called `input`, in order, and the last column of each.
fn database(connect: &str, text: &str, points: &[(i64, i64)]) -> String {
    format!(
        "{connect}\nc.execute('create table input(i integer, x bigint, y bigint)')\n\
         for i, (x, y) in enumerate({points:?}):\n    c.execute('insert into input values (?, ?, ?)', (i, x, y))\n\
         rows = c.execute({text:?}).fetchall()\n\
         for row in sorted(rows):\n    print(row[-1])\n"
    )
}

/// Nine factors of 100 and two more need 73 bits, which `SQLite` does not have.
#[test]
fn sqlite_says_the_same_or_is_refused() {
    let nothing = |_: &str| Err(Diagnostic::error(Code::FILE, "there is no other file"));
    let file = Source::new("wide.lh", "param x : integer <= 100\nvalue = x^9 x^2");
    let sqlite = Target::Code(Language::Sql(Dialect::Sqlite));
    let refused = emit(&file, &nothing, &Emission::to(sqlite)).unwrap_err();
    assert!(refused[0].message.contains("74 bits"), "{refused:?}");
    let connect = "import sqlite3\nc = sqlite3.connect(':memory:')";
    for (formula, python, low, high) in CASES.iter().filter(|case| !case.0.contains("x^9")) {
        let points = points(*low, *high);
        let text = text(formula, *low, *high, Language::Sql(Dialect::Sqlite));
        let Some(printed) = run("python3", &["-"], &database(connect, &text, &points)) else {
            assert!(!is_required("python"), "python3 is not installed");
            return;
        };
        let wanted = format!("for x, y in {points:?}:\n    print({python})\n");
        assert_eq!(Some(printed), run("python3", &["-"], &wanted), "{formula}");
    }
}

#[test]
fn duckdb_says_the_same() {
    hold("duckdb", Language::Sql(Dialect::DuckDb), |text, points| {
        database("import duckdb\nc = duckdb.connect()", text, points)
    });
}

/// A width is the proven one: 2^31 · 2^31 fits a machine word, one bit more does not.
#[test]
fn the_type_follows_from_the_ranges() {
    let nothing = |_: &str| Err(Diagnostic::error(Code::FILE, "there is no other file"));
    let file = Source::new("area.lh", "param a\nparam b\narea = a b");
    for (bits, data_type) in [(31, "BIGINT"), (32, "HUGEINT")] {
        let most = Integer::from(2).pow(bits);
        let range = |name: &str| (name.into(), Integer::ONE, most.clone());
        let wanted = Emission {
            ranges: vec![range("a"), range("b")],
            ..Emission::to(Target::Code(Language::Sql(Dialect::DuckDb)))
        };
        let text = emit(&file, &nothing, &wanted).unwrap().text;
        assert!(text.contains(&format!("AS {data_type}")), "{text}");
    }
}
