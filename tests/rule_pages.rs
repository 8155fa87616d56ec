//! Holds the pages of rules to what they show: every line is judged, and the rule itself leads from
//! its left side to its right.

#![cfg(test)]

use longhand::derivation::{Builder, Detail, Rewrite};
use longhand::diagnostic::Source;
use longhand::expr::{Assumptions, Expr};
use longhand::judge::{Budget, Claim, Verdict, judge};
use longhand::render::{LANGUAGES, PageFormat, PageOptions, Style, derivation, plain, unicode};
use longhand::rules::{Context, Given, RULES, Rule};
use longhand::syntax::{Assumption, Chain, Scope, parse_assumptions, parse_chain};
use longhand::tasks::page;

/// A line of a page, with what it stands under.
struct Line {
    text: String,
    chain: Chain,
    under: Assumptions,
}

/// The lines of the blocks marked `formula`, each under the `assume` before it.
fn lines(page: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut under = Assumptions::none();
    let blocks = page.split("```formula\n").skip(1);
    for text in blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines()) {
        if let Some(assumed) = text.strip_prefix("assume ") {
            let source = Source::new("a page", assumed);
            let read = parse_assumptions(&source, &Scope::open())
                .expect(text)
                .value;
            let conditions = read
                .into_iter()
                .filter_map(|assumption| match assumption.value {
                    Assumption::Condition(condition) => Some(condition),
                    Assumption::Growth(_) => None,
                });
            under.conditions = conditions.collect();
        } else {
            let chain = parse_chain(text).expect(text);
            lines.push(Line {
                text: text.to_owned(),
                chain,
                under: under.clone(),
            });
        }
    }
    lines
}

/// The rules with their lines.
fn shown() -> impl Iterator<Item = (Rule, Line)> {
    RULES.iter().flat_map(|rule| {
        let page = page(rule.id.name()).expect("a page");
        lines(page).into_iter().map(|line| (*rule, line))
    })
}

#[test]
fn the_lines_hold() {
    let mut count = 0;
    for (rule, line) in shown() {
        let mut lhs = &line.chain.first;
        for link in &line.chain.links {
            let under = &line.under;
            let claim = Claim {
                lhs,
                relation: link.relation,
                rhs: &link.expr,
                under,
            };
            let verdict = judge(&claim, &Budget::default());
            let holds = matches!(verdict, Verdict::Holds { .. });
            assert!(holds, "{}: {}: {verdict:?}", rule.id, line.text);
            lhs = &link.expr;
            count += 1;
        }
    }
    assert!(count > 20, "the lines were not found");
}

/// A rewrite that the rule makes somewhere in a line, and the line that it leads to.
struct Made {
    path: Vec<usize>,
    rewrite: Rewrite,
    to: Expr,
}

/// All lines that the rule makes of a line by one rewrite somewhere in it.
fn rewritten(rule: Rule, line: &Expr, context: &Context<'_>) -> Vec<Made> {
    let mut found = Vec::new();
    let mut paths = vec![Vec::new()];
    while let Some(path) = paths.pop() {
        let part = line.at(&path).expect("a path into the line");
        for index in 0..part.children().len() {
            paths.push([path.as_slice(), &[index]].concat());
        }
        if let Some(rewrite) = (rule.apply)(part, context) {
            let to = line
                .replace_at(&path, rewrite.to.clone())
                .expect("the same path");
            found.push(Made { path, rewrite, to });
        }
    }
    found
}

/// The rewrite by which the rule leads from the left side of a line to its right.
fn shown_rewrite(rule: Rule, line: &Line) -> Result<Made, Vec<String>> {
    let budget = Budget::default().poly;
    let read = |expr: &Expr| unicode(expr, &Style::default());
    let values = line.under.fixed();
    let given = Given {
        values: Some(&values),
        ..Given::default()
    };
    let context = Context {
        assumptions: &line.under,
        budget: &budget,
        given,
    };
    let wanted = &line.chain.links[0];
    let leads_there = |made: &Made| {
        let is_alike = made.to == wanted.expr || read(&made.to) == read(&wanted.expr);
        is_alike && made.rewrite.relation == wanted.relation
    };
    let mut all = rewritten(rule, &line.chain.first, &context);
    match all.iter().position(leads_there) {
        Some(index) => Ok(all.swap_remove(index)),
        None => Err(all.iter().map(|made| plain(&made.to)).collect()),
    }
}

#[test]
fn the_rules_do_what_their_pages_show() {
    let mut mistakes = Vec::new();
    for (rule, line) in shown() {
        if let Err(made) = shown_rewrite(rule, &line) {
            mistakes.push(format!("{}: {} gives {made:?}", rule.id, line.text));
        }
    }
    assert!(mistakes.is_empty(), "\n{}\n", mistakes.join("\n"));
}

/// Rules that act only with what a formula file gives them: its definitions, its author's steps.
/// The golden pages of `render::page` show them.
const NEEDS_A_FILE: &[&str] = &[
    "apply-function",
    "author-step",
    "definition",
    "drop-lower-order",
];

#[test]
fn every_rule_has_golden_sentences() {
    for rule in RULES {
        let first = shown().find(|(other, _)| other.id == rule.id);
        let Some((_, line)) = first else {
            assert!(
                NEEDS_A_FILE.contains(&rule.id.name()),
                "{}: no line",
                rule.id
            );
            continue;
        };
        let made = shown_rewrite(*rule, &line).expect("held by the test above");
        let mut builder = Builder::new(line.chain.first.clone(), line.under.clone());
        builder
            .apply(rule.id, vec![(made.path, made.rewrite)])
            .expect("one step");
        let judged = builder.finish().judge(&Budget::default());
        let mut golden = String::new();
        for language in LANGUAGES {
            let options = PageOptions {
                format: PageFormat::Text,
                language: (*language).to_owned(),
                detail: Detail::Full,
                ..PageOptions::default()
            };
            golden += &derivation(&judged, &options).expect("a sentence");
        }
        insta::assert_snapshot!(rule.id.name(), golden);
    }
}
