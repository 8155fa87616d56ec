//! Holds the pages of rules to what they show: every line is judged, and the rule itself leads from
//! its left side to its right.

#![cfg(test)]

use longhand::derivation::Rewrite;
use longhand::diagnostic::Source;
use longhand::expr::{Assumptions, Expr};
use longhand::judge::{Budget, Claim, Verdict, judge};
use longhand::render::{Style, plain, unicode};
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

/// All lines that the rule makes of a line by one rewrite somewhere in it.
fn rewritten(rule: Rule, line: &Expr, context: &Context<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    let mut paths = vec![Vec::new()];
    while let Some(path) = paths.pop() {
        let part = line.at(&path).expect("a path into the line");
        if let Some(rewrite) = (rule.apply)(part, context) {
            let to = line
                .replace_at(&path, rewrite.to.clone())
                .expect("the same path");
            found.push(Rewrite { to, ..rewrite });
        }
        for index in 0..part.children().len() {
            paths.push([path.as_slice(), &[index]].concat());
        }
    }
    found
}

#[test]
fn the_rules_do_what_their_pages_show() {
    let budget = Budget::default().poly;
    let read = |expr: &Expr| unicode(expr, &Style::default());
    let mut mistakes = Vec::new();
    for (rule, line) in shown() {
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
        let rewrites = rewritten(rule, &line.chain.first, &context);
        let leads_there = |rewrite: &Rewrite| {
            let is_alike = rewrite.to == wanted.expr || read(&rewrite.to) == read(&wanted.expr);
            is_alike && rewrite.relation == wanted.relation
        };
        if !rewrites.iter().any(leads_there) {
            let made: Vec<String> = rewrites.iter().map(|rewrite| plain(&rewrite.to)).collect();
            mistakes.push(format!("{}: {} gives {made:?}", rule.id, line.text));
        }
    }
    assert!(mistakes.is_empty(), "\n{}\n", mistakes.join("\n"));
}
