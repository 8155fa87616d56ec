//! Statements as they were read, before names are resolved: a kind and its parts in order.

use crate::diagnostic::{Diagnostic, Span};
use crate::expr::Relation;

use super::ast::Ast;
use super::build::Builder;
use super::pairs::{Kind, Node};
use super::text::Text;

/// A statement whose names are not resolved yet.
#[derive(Debug)]
pub(super) struct Draft {
    pub kind: Kind,
    pub span: Span,
    pub parts: Vec<Part>,
}

/// One part of a statement. Strings include their quotes.
#[derive(Debug)]
pub(super) enum Part {
    Name(Span),
    Text(Span),
    /// A relation sign; `None` for what is none, such as `..`.
    Sign(Option<Relation>, Span),
    Value(Ast),
    /// A relation or condition.
    Claim(Ast),
    Domain(Span),
    /// A bound of a domain.
    Bound(Option<Relation>, Span, Ast),
    Key(Span),
    Case(Span),
    Origin(Span),
    Within(Span),
    /// A name and the ends of the values it runs through.
    Values(Span, Ast, Ast),
    Active(Ast),
    Covers(Span),
    Binding(Span, Ast),
}

impl Draft {
    /// The statement that a node of the grammar holds.
    pub(super) fn of(
        builder: Builder<'_>,
        statement: Node<'_>,
    ) -> Result<Option<Self>, Diagnostic> {
        let is_statement = |node: &Node<'_>| node.kind != Kind::End;
        let Some(node) = statement.children().find(is_statement) else {
            return Ok(None);
        };
        Self::over(builder, node).map(Some)
    }

    /// The parts of a node that is no statement.
    pub(super) fn over(builder: Builder<'_>, node: Node<'_>) -> Result<Self, Diagnostic> {
        let (kind, span) = (node.kind, builder.span(&node));
        let mut parts = Vec::new();
        for child in node.children() {
            add_parts(builder, child, &mut parts)?;
        }
        Ok(Self { kind, span, parts })
    }

    /// The name it is about: the first one.
    pub(super) fn name(&self) -> Option<Span> {
        self.names().next()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = Span> {
        self.parts.iter().filter_map(|part| match part {
            Part::Name(span) => Some(*span),
            _ => None,
        })
    }

    /// The name of a domain without bounds.
    pub(super) fn domain<'t>(&self, text: &'t Text) -> Option<&'t str> {
        let is_bound = |part: &Part| matches!(part, Part::Bound(..));
        let mut names = self.parts.iter().filter_map(|part| match part {
            Part::Domain(span) => Some(text.slice(*span)),
            _ => None,
        });
        names.next().filter(|_| !self.parts.iter().any(is_bound))
    }

    pub(super) fn text(&self) -> Option<Span> {
        self.parts.iter().find_map(|part| match part {
            Part::Text(span) => Some(*span),
            _ => None,
        })
    }

    pub(super) fn value(&self) -> Option<&Ast> {
        self.parts.iter().find_map(|part| match part {
            Part::Value(ast) => Some(ast),
            _ => None,
        })
    }

    pub(super) fn claim(&self) -> Option<&Ast> {
        self.parts.iter().find_map(|part| match part {
            Part::Claim(ast) => Some(ast),
            _ => None,
        })
    }

    /// The expressions in it.
    pub(super) fn asts(&self) -> impl Iterator<Item = &Ast> {
        self.parts.iter().flat_map(|part| match part {
            Part::Value(ast)
            | Part::Claim(ast)
            | Part::Bound(_, _, ast)
            | Part::Active(ast)
            | Part::Binding(_, ast) => vec![ast],
            Part::Values(_, low, high) => vec![low, high],
            _ => Vec::new(),
        })
    }
}

fn add_parts(
    builder: Builder<'_>,
    node: Node<'_>,
    parts: &mut Vec<Part>,
) -> Result<(), Diagnostic> {
    let span = builder.span(&node);
    match node.kind {
        Kind::Name => parts.push(Part::Name(span)),
        Kind::Text => parts.push(Part::Text(span)),
        Kind::Connective(sign) => parts.push(Part::Sign(sign.relation(), span)),
        Kind::Value => parts.push(Part::Value(builder.expression(&mut node.children())?)),
        Kind::Claim => parts.push(Part::Claim(builder.condition(&mut node.children())?)),
        Kind::Claims => parts.extend(builder.items(node)?.into_iter().map(Part::Claim)),
        Kind::DomainName => parts.push(Part::Domain(span)),
        Kind::Key => parts.push(Part::Key(span)),
        Kind::Domain => {
            for child in node.children() {
                add_parts(builder, child, parts)?;
            }
        }
        Kind::Active => {
            parts.extend(only_value(builder, node)?.map(Part::Active));
        }
        Kind::Bound => {
            let sign = node.clone().children().next();
            let relation = sign.as_ref().and_then(|sign| match sign.kind {
                Kind::Connective(connective) => connective.relation(),
                _ => None,
            });
            let sign = sign.map_or(span, |sign| builder.span(&sign));
            let value = only_value(builder, node)?;
            parts.extend(value.map(|value| Part::Bound(relation, sign, value)));
        }
        Kind::Binding => {
            let name = node.clone().children().next();
            let name = name.map_or(span, |name| builder.span(&name));
            let value = only_value(builder, node)?;
            parts.extend(value.map(|value| Part::Binding(name, value)));
        }
        Kind::InCase => parts.extend(texts(builder, node).map(Part::Case)),
        Kind::Origin => parts.extend(texts(builder, node).map(Part::Origin)),
        Kind::Covers => parts.extend(texts(builder, node).map(Part::Covers)),
        Kind::Within => {
            for child in node.children() {
                match child.kind {
                    Kind::Number => parts.push(Part::Within(builder.span(&child))),
                    _ => add_parts(builder, child, parts)?,
                }
            }
        }
        Kind::Values => {
            let mut ends = Vec::new();
            let mut name = span;
            for child in node.children() {
                match child.kind {
                    Kind::Name => name = builder.span(&child),
                    Kind::Value => ends.push(builder.expression(&mut child.children())?),
                    _ => {}
                }
            }
            if let Ok([low, high]) = <[Ast; 2]>::try_from(ends) {
                parts.push(Part::Values(name, low, high));
            }
        }
        _ => {}
    }
    Ok(())
}

/// The value in a part.
fn only_value(builder: Builder<'_>, node: Node<'_>) -> Result<Option<Ast>, Diagnostic> {
    match node.children().find(|child| child.kind == Kind::Value) {
        Some(value) => builder.expression(&mut value.children()).map(Some),
        None => Ok(None),
    }
}

fn texts<'t>(builder: Builder<'t>, node: Node<'t>) -> impl Iterator<Item = Span> + use<'t> {
    let children = node.children().filter(|child| child.kind == Kind::Text);
    children.map(move |child| builder.span(&child))
}
