//! Identities of textbooks, and false ones that look like them: at most one in fifty is undecided, and
//! none is decided wrongly.

#![cfg(test)]

use longhand::diagnostic::Source;
use longhand::judge::Verdict;
use longhand::tasks::{Question, equal};

const TABLES: [&str; 5] = [
    include_str!("identities/textbook.tsv"),
    include_str!("identities/second.tsv"),
    include_str!("identities/third.tsv"),
    include_str!("identities/fourth.tsv"),
    include_str!("identities/fifth.tsv"),
];

/// The verdict that a row should have, its sides, and what it has.
struct Row {
    expected: &'static str,
    sides: (&'static str, &'static str),
    verdict: Verdict,
}

fn rows() -> Vec<Row> {
    let lines = TABLES.into_iter().flat_map(str::lines);
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [expected, lhs, rhs, _source] = columns[..] else {
                panic!("{line}: four columns");
            };
            let question = Question {
                expressions: vec![Source::new("left", lhs), Source::new("right", rhs)],
                ..Question::default()
            };
            let compared = equal(&question).unwrap_or_else(|errors| panic!("{line}: {errors:?}"));
            Row {
                expected,
                sides: (lhs, rhs),
                verdict: compared.verdict,
            }
        })
        .collect()
}

#[test]
fn of_textbooks() {
    let rows = rows();
    let mut undecided = Vec::new();
    for row in &rows {
        let (lhs, rhs) = row.sides;
        let has_conditions = !row.verdict.conditions().is_empty();
        match (row.expected, &row.verdict) {
            (_, Verdict::Undecided { .. }) => undecided.push(format!("{lhs} = {rhs}")),
            ("equal", Verdict::Holds { .. }) | ("different", Verdict::Fails { .. }) => {}
            ("conditional", Verdict::Holds { .. }) if has_conditions => {}
            (expected, verdict) => panic!("{lhs} = {rhs} is {expected}, not {verdict:?}"),
        }
    }
    assert!(rows.len() >= 400, "{} rows", rows.len());
    assert!(
        undecided.len() * 50 <= rows.len(),
        "undecided: {undecided:#?}"
    );
}

/// For which values they hold: worked by hand.
#[test]
fn conditions_are_exact() {
    let told = |lhs: &str, rhs: &str| {
        let question = Question {
            expressions: vec![Source::new("left", lhs), Source::new("right", rhs)],
            ..Question::default()
        };
        let compared = equal(&question).unwrap();
        let conditions = compared.verdict.conditions().iter();
        let told = conditions.map(longhand::render::answer::condition);
        told.collect::<Vec<_>>().join(" and ")
    };
    let table = [
        ("(x^2-1)/(x-1)", "x+1", "for x ≠ 1"),
        ("(x^2-3*x+2)/(x^2-1)", "(x-2)/(x+1)", "for x ≠ 1"),
        ("(x^4-1)/(x^2-1)", "x^2+1", "for x ≠ 1 and for x ≠ −1"),
        ("1/(x+1)+1/(x+2)", "(2*x+3)/((x+1)*(x+2))", ""),
        ("sqrt(x)*sqrt(y)", "sqrt(x*y)", "if y ≥ 0 and if x ≥ 0"),
        ("(-1)^(2*n)", "1", "if n is a positive integer"),
        ("sum(k=1..n,k)/(n+1)", "n/2", "if n ≥ 0"),
    ];
    for (lhs, rhs, expected) in table {
        assert_eq!(told(lhs, rhs), expected, "{lhs} = {rhs}");
    }
}
