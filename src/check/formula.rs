//! A formula file as a document without prose: what its statements give and claim.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Source, Span};
use crate::document::{Announced, Document, Link, Origin, Place, Side, Statement, Unread};
use crate::expr::{Assumptions, Expr, Lambda, Relation};
use crate::syntax::{self, Assumption, Chain, File, Spanned, StatementKind};

/// Puts the statements of a formula file in place of what was read of its text, and returns what
/// the file takes for granted.
pub(super) fn take(document: &mut Document) -> Assumptions {
    let source = document.source.clone();
    document.statements = Vec::new();
    document.unread = Vec::new();
    match syntax::parse_file(&source) {
        Ok(file) => statements(&file, document),
        Err(errors) => {
            document.is_unreadable = true;
            document.unread = errors.iter().map(|error| unread(error, &source)).collect();
            Assumptions::none()
        }
    }
}

/// Adds the statements of the fences of a document, which are those of one formula file with prose around it, and
/// returns what they take for granted.
pub(super) fn take_fences(document: &mut Document) -> Assumptions {
    if document.fences.is_empty() {
        return Assumptions::none();
    }
    let source = Source::new(document.source.name(), in_fences(document));
    match syntax::parse_file(&source) {
        Ok(file) => {
            let mut all = std::mem::take(&mut document.statements);
            let granted = statements(&file, document);
            all.append(&mut document.statements);
            // As a document sorts what it has read: the columns of a line keep their order.
            all.sort_by_key(|statement| document.line(statement.span().start));
            document.statements = all;
            granted
        }
        Err(errors) => {
            let errors = errors.iter().map(|error| unread(error, &source));
            document.unread.extend(errors);
            Assumptions::none()
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

fn statements(file: &File, document: &mut Document) -> Assumptions {
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
                links.extend(definition.steps.iter().map(link_of));
                document.statements.push(plain(first, links, place));
            }
            StatementKind::Step(step) => {
                let name = &step.name;
                let first = Side::new(Expr::symbol(name.value.clone()), name.span);
                let links = vec![link(step.relation, step.sign, &step.body)];
                document.statements.push(plain(first, links, place));
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
            StatementKind::Expect(expect) => {
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
    granted
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

fn link_of(from: &syntax::Link) -> Link {
    Link {
        relation: from.relation,
        sign: from.sign,
        side: Side::new(from.expr.clone(), from.span),
        restated: false,
        is_far: false,
    }
}

fn link(relation: Relation, sign: Span, body: &Spanned<Expr>) -> Link {
    Link {
        relation,
        sign,
        side: Side::new(body.value.clone(), body.span),
        restated: false,
        is_far: false,
    }
}
