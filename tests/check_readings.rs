//! Small texts as people write them, and what `check` says of each relation in them.

#![cfg(test)]

use longhand::check::{Options, Report, check};
use longhand::diagnostic::Source;
use longhand::document::read;

/// The word on each relation in the order of the text; what is given is not judged.
fn words(report: &Report) -> Vec<&'static str> {
    let claims = report
        .claims
        .iter()
        .map(|claim| (claim.sign, claim.verdict.word()));
    let given = report.given.iter().map(|given| (given.sign, "given"));
    let unread = report
        .document
        .unread
        .iter()
        .map(|unread| (unread.at, "unread"));
    let mut all: Vec<_> = claims.chain(given).chain(unread).collect();
    all.sort();
    all.into_iter().map(|(_, word)| word).collect()
}

#[test]
fn readings() {
    let table = include_str!("data/readings.tsv");
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').expect("a tab");
        let text = text.replace('⏎', "\n");
        let report = check(read(&Source::new("page.md", text)), &Options::default());
        let found = words(&report).join(" ");
        if found != expected {
            wrong.push(format!("{line}\n    is read as: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
