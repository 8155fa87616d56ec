//! A formula file as a document without prose: what its statements give and claim.

use std::collections::BTreeMap;

use super::expected::{Expected, expected};
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::document::{Announced, Document, Link, Origin, Place, Side, Statement, Unread};
use crate::expr::{Assumptions, Expr, Lambda, Relation};
use crate::syntax::{self, Assumption, Chain, File, Spanned, StatementKind};

/// What the formula language of a document gives besides its statements.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// What it takes for granted.
    pub(super) granted: Assumptions,
    /// What it claims.
    pub(super) expected: Vec<Expected>,
}

/// Puts the statements of a formula file in place of what was read of its text, and returns what
/// the file takes for granted and claims.
pub(super) fn take(document: &mut Document) -> Taken {
    let source = document.source.clone();
    document.statements = Vec::new();
    document.unread = Vec::new();
    match syntax::parse_file(&source) {
        Ok(file) => statements(&file, &source, document),
        Err(errors) => {
            document.is_unreadable = true;
            document.unread = errors.iter().map(|error| unread(error, &source)).collect();
            Taken::default()
        }
    }
}

/// Adds the statements of the fences of a document, which are those of one formula file with prose around it, and
/// returns what they take for granted and claim.
pub(super) fn take_fences(document: &mut Document) -> Taken {
    if document.fences.is_empty() {
        return Taken::default();
    }
    let source = Source::new(document.source.name(), in_fences(document));
    match syntax::parse_file(&source) {
        Ok(file) => {
            let mut all = std::mem::take(&mut document.statements);
            let taken = statements(&file, &source, document);
            all.append(&mut document.statements);
            // As a document sorts what it has read: the columns of a line keep their order.
            all.sort_by_key(|statement| document.line(statement.span().start));
            document.statements = all;
            taken
        }
        Err(errors) => {
            let errors = errors.iter().map(|error| unread(error, &source));
            document.unread.extend(errors);
            Taken::default()
        }
    }
}

/// The text of a document with blanks for all that stands in no fence, so that each place is the same.
fn in_fences(document: &Document) -> String {
    let text = document.source.text();
    let mut masked = String::with_capacity(text.len());
    let blank = |from: usize, to: usize| {
        let outside = text.get(from..to).unwrap_or_default().bytes();
        outside.map(|byte| if byte == b'\n' { '\n' } else { ' ' })
    };
    let mut done = 0;
    for fence in &document.fences {
        masked.extend(blank(done, fence.start));
        masked.push_str(text.get(fence.start..fence.end).unwrap_or_default());
        done = fence.end;
    }
    masked.extend(blank(done, text.len()));
    masked
}

fn unread(error: &Diagnostic, source: &Source) -> Unread {
    let whole = Span::new(0, source.text().len());
    let span = error.labels.first().map_or(whole, |label| label.span);
    Unread {
        is_refuted: false,
        span,
        at: span,
        reason: error.message.clone(),
    }
}

fn statements(file: &File, source: &Source, document: &mut Document) -> Taken {
    let expected = expected(file, source);
    let mut granted = Assumptions::none();
    let mut cases: BTreeMap<String, usize> = BTreeMap::new();
    for (index, statement) in file.statements.iter().enumerate() {
        let place = Place {
            block: index + 1,
            line: index,
            ..Place::default()
        };
        match &statement.kind {
            StatementKind::Param(param) => {
                let (name, domain) = (param.name.value.clone(), param.domain.clone());
                granted.domains.insert(name, domain);
            }
            StatementKind::Function(function) => {
                let parameters = function.parameters.iter();
                let lambda = Lambda {
                    parameters: parameters.map(|name| name.value.clone()).collect(),
                    body: function.body.value.clone(),
                };
                granted
                    .functions
                    .insert(function.name.value.clone(), lambda);
            }
            StatementKind::Assume(assumed) => {
                for one in assumed {
                    match &one.value {
                        Assumption::Condition(known) => granted.conditions.push(known.clone()),
                        Assumption::Growth(relation) => granted.growth.push(relation.clone()),
                    }
                }
            }
            StatementKind::Definition(definition) => {
                let name = &definition.name;
                let first = Side::new(Expr::symbol(name.value.clone()), name.span);
                let mut links = vec![link(Relation::Equal, definition.sign, &definition.body)];
                if expected.is_none() {
                    links.extend(definition.steps.iter().map(link_of));
                }
                document.statements.push(plain(first, links, place));
            }
            StatementKind::Step(step) if expected.is_none() => {
                let name = &step.name;
                let first = Side::new(Expr::symbol(name.value.clone()), name.span);
                let links = vec![link(step.relation, step.sign, &step.body)];
                document.statements.push(Statement {
                    announced: Some(Announced::Expect),
                    ..plain(first, links, place)
                });
            }
            StatementKind::Case(case) => {
                let count = cases.len() + 1;
                let number = *cases.entry(case.name.value.clone()).or_insert(count);
                for binding in &case.bindings {
                    let first = Side::new(Expr::symbol(binding.symbol.clone()), binding.name);
                    let value = Spanned {
                        value: binding.value.clone(),
                        span: binding.span,
                    };
                    let sign = Span::new(binding.name.end, binding.span.start);
                    let links = vec![link(Relation::Equal, sign, &value)];
                    let place = in_case(number);
                    document.statements.push(plain(first, links, place));
                }
            }
            StatementKind::Expect(expect) if expected.is_none() => {
                let name = expect.case.as_ref().map(|case| case.value.clone());
                let number = name.and_then(|name| cases.get(&name).copied());
                let place = number.map_or(place, in_case);
                document.statements.push(Statement {
                    announced: Some(Announced::Expect),
                    ..chain(&expect.claim, place)
                });
            }
            _ => {}
        }
    }
    let expected = expected.unwrap_or_default();
    Taken { granted, expected }
}

/// The values of a case hold in what is expected of it; they stand in one row.
fn in_case(number: usize) -> Place {
    Place {
        row: Some(number),
        ..Place::default()
    }
}

fn plain(first: Side, links: Vec<Link>, place: Place) -> Statement {
    Statement {
        first,
        links,
        label: None,
        origin: Origin::Fence,
        place,
        announced: None,
    }
}

fn chain(chain: &Chain, place: Place) -> Statement {
    let first = Side::new(chain.first.clone(), chain.span);
    plain(first, chain.links.iter().map(link_of).collect(), place)
}

pub(super) fn link_of(from: &syntax::Link) -> Link {
    Link {
        relation: from.relation,
        sign: from.sign,
        side: Side::new(from.expr.clone(), from.span),
        restated: false,
        is_far: false,
    }
}

pub(super) fn link(relation: Relation, sign: Span, body: &Spanned<Expr>) -> Link {
    Link {
        relation,
        sign,
        side: Side::new(body.value.clone(), body.span),
        restated: false,
        is_far: false,
    }
}
