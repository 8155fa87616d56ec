//! Identities of textbooks, and false ones that look like them: at most one in fifty is undecided, and
//! none is decided wrongly.

#![cfg(test)]

use longhand::diagnostic::Source;
use longhand::expr::Symbol;
use longhand::judge::Verdict;
use longhand::number::{DecimalText, Integer, Rational};
use longhand::render::{PageOptions, answer};
use longhand::solve::Wanted;
use longhand::tasks::{Question, equal, prove, solve};

const TABLES: [&str; 11] = [
    include_str!("identities/textbook.tsv"),
    include_str!("identities/second.tsv"),
    include_str!("identities/third.tsv"),
    include_str!("identities/fourth.tsv"),
    include_str!("identities/fifth.tsv"),
    include_str!("identities/sixth.tsv"),
    include_str!("identities/seventh.tsv"),
    include_str!("identities/eighth.tsv"),
    include_str!("identities/ninth.tsv"),
    include_str!("identities/tenth.tsv"),
    include_str!("identities/eleventh.tsv"),
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
        let told = conditions.map(answer::condition);
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

/// Claims that look like what is proved: false, or true under the conditions that are told.
#[test]
fn claims_hold_only_as_told() {
    let lines = include_str!("identities/claims.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [claim, assumed, expected] = columns[..] else {
            panic!("{line}: three columns");
        };
        let assumed = assumed.split("; ").filter(|text| !text.is_empty());
        let proved = prove(&Question::new(claim).assuming(assumed));
        let proved = proved.unwrap_or_else(|errors| panic!("{line}: {errors:?}"));
        let verdict = &proved.links[0].verdict;
        let conditions = verdict.conditions().iter();
        let told: Vec<String> = conditions.map(answer::condition).collect();
        let is_expected = match expected {
            "proved" => verdict.holds() && told.is_empty(),
            "refuted" => verdict.fails(),
            "unproved" => !verdict.holds(),
            conditions => verdict.holds() && told.join(" and ") == conditions,
        };
        assert!(is_expected, "{line}: {verdict:?}");
    }
}

/// Equations with values that solve another one on the way only, or under a condition: all that is told.
#[test]
fn equations_have_the_solutions_told_and_no_others() {
    let lines = include_str!("identities/equations.tsv").lines();
    let mut others = Vec::new();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [equation, assumed, expected] = columns[..] else {
            panic!("{line}: three columns");
        };
        let told = solutions(equation, assumed);
        if told != expected {
            others.push(format!("{line}\n  told: {told}"));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}

/// Both ends of an enclosure to seven digits, where they agree.
fn seven_digits(enclosure: &serde_json::Value) -> String {
    let end = |at: usize| {
        let text = enclosure[at].as_str().unwrap();
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        let [above, below] = [above, below].map(|number| number.parse::<Integer>().unwrap());
        Rational::new(above, below).unwrap()
    };
    let digits = |value: Rational| DecimalText::significant(&value, 7).plain();
    let (low, high) = (digits(end(0)), digits(end(1)));
    assert_eq!(low, high);
    format!("≈ {low}")
}

/// The solutions for x as one line.
fn solutions(equation: &str, assumed: &str) -> String {
    let assumed = assumed.split("; ").filter(|text| !text.is_empty());
    let question = Question::new(equation).assuming(assumed);
    let Ok(solved) = solve(&question, &Symbol::new("x"), &Wanted::default()) else {
        return "open".into();
    };
    let told = answer::solution_json(
        (&solved.solution, None, None),
        None,
        &PageOptions::default(),
    )
    .unwrap();
    let list = |value: &serde_json::Value| -> Vec<String> {
        let elements = value.as_array().into_iter().flatten();
        elements
            .map(|element| element.as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let under = |conditions: &serde_json::Value| match list(conditions).as_slice() {
        [] => String::new(),
        conditions => format!(" if {}", conditions.join(" and ")),
    };
    let roots = told["roots"].as_array().into_iter().flatten();
    let roots = roots.filter(|root| root["admissible"] == true);
    let mut found: Vec<String> = roots
        .map(|root| {
            let value = match root["exact"].as_str() {
                Some(exact) => exact.to_owned(),
                None => seven_digits(&root["enclosure"]),
            };
            format!("{value}{}", under(&root["conditions"]))
        })
        .collect();
    for (values, name) in [("ranges", "text"), ("families", "value")] {
        let values = told[values].as_array().into_iter().flatten();
        found.extend(values.map(|value| value[name].as_str().unwrap_or_default().to_owned()));
    }
    if told["outcome"] == "every" {
        found.push("every".into());
    }
    if found.is_empty() {
        return "none".into();
    }
    found.join(", ") + &under(&told["conditions"])
}
