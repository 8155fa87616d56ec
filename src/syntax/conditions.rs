//! Conditions, relations and assumptions.

use crate::diagnostic::{Code, Span};
use crate::expr::{Comparison, Expr, ExprKind, Function, GrowthRelation, GrowthSign, Predicate};
use crate::expr::{Relation, deep};

use super::ast::{Ast, AstKind};
use super::domains::in_words;
use super::names::spell;
use super::resolve::Resolver;
use super::scope::{Assumption, Chain, Link};
use super::words::clip;

impl Resolver<'_> {
    /// The condition that a part stands for.
    pub(super) fn predicate(&mut self, ast: &Ast) -> Predicate {
        deep(|| match &ast.kind {
            AstKind::Or(parts) => Predicate::Or(self.predicates(parts)),
            AstKind::And(parts) => Predicate::And(self.predicates(parts)),
            AstKind::Not(inner) => Predicate::Not(Box::new(self.predicate(inner))),
            AstKind::Relation(first, rest) => self.comparisons(first, rest),
            AstKind::Divides(a, b) => {
                let a = self.expr(a);
                Predicate::Divides(a, self.expr(b))
            }
            AstKind::In(a, b) if !self.is_conversion(b) => {
                let a = self.expr(a);
                Predicate::Member(a, self.expr(b))
            }
            AstKind::Group(items) if items.len() == 1 => match items.first() {
                Some(inner) => self.predicate(inner),
                None => self.truth(ast),
            },
            _ => self.truth(ast),
        })
    }

    fn is_conversion(&self, target: &Ast) -> bool {
        let written = self.text.slice(target.span);
        matches!(target.kind, AstKind::Name)
            && super::units::is_target(written)
            && !self.is_declared(&spell(written))
    }

    fn predicates(&mut self, parts: &[Ast]) -> Vec<Predicate> {
        parts.iter().map(|part| self.predicate(part)).collect()
    }

    /// A boolean by itself.
    fn truth(&mut self, ast: &Ast) -> Predicate {
        let failures = self.errors.len();
        let expr = self.expr(ast);
        let is_boolean = matches!(
            expr.kind(),
            ExprKind::Symbol(_)
                | ExprKind::Boolean(_)
                | ExprKind::Conditional(_)
                | ExprKind::Call(Function::Declared(_) | Function::Item, _)
        ) || matches!(expr.kind(), ExprKind::Call(function, _) if function.is_question());
        if !is_boolean && self.errors.len() == failures {
            let written = self.text.slice(ast.span).to_owned();
            let message = "a condition is expected here";
            let error = self.text.error(Code::UNEXPECTED, ast.span, message);
            let mut error = error.hint(match in_words(&written) {
                Some(domain) => format!("a domain is written `{domain}`"),
                None => format!("compare it with something: `{} = 0`", clip(&written)),
            });
            let before = self.text.slice(Span::new(0, ast.span.start));
            if before.trim_end().ends_with('[') {
                error = error.hint(format!("round brackets group: `({})`", clip(&written)));
            }
            self.fail(error);
        }
        Predicate::Truth(expr)
    }

    /// `0 < a ≤ b` holds when each comparison does.
    fn comparisons(&mut self, first: &Ast, rest: &[(Relation, Span, Ast)]) -> Predicate {
        let mut parts = Vec::with_capacity(rest.len());
        let mut left = self.expr(first);
        for (relation, sign, side) in rest {
            let right = self.expr(side);
            let comparison = relation.comparison().unwrap_or_else(|| {
                let message = format!("`{}` compares no values", relation.sign());
                let error = self.text.error(Code::UNEXPECTED, *sign, message);
                self.fail(error.hint("a condition is written with = ≠ < ≤ > ≥"));
                Comparison::Equal
            });
            parts.push(Predicate::Compare(left, comparison, right.clone()));
            left = right;
        }
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            Some(last) => {
                parts.push(last);
                Predicate::And(parts)
            }
            None => Predicate::Truth(left),
        }
    }

    /// An expression, or expressions with relations between them.
    pub(super) fn chain(&mut self, ast: &Ast) -> Chain {
        let AstKind::Relation(first, rest) = &ast.kind else {
            return Chain {
                first: self.expr(ast),
                span: self.text.original(ast.span),
                links: Vec::new(),
            };
        };
        Chain {
            first: self.expr(first),
            span: self.text.original(first.span),
            links: rest
                .iter()
                .map(|(relation, sign, side)| Link {
                    relation: *relation,
                    sign: self.text.original(*sign),
                    expr: self.expr(side),
                    span: self.text.original(side.span),
                })
                .collect(),
        }
    }

    /// One assumption.
    pub(super) fn assumption(&mut self, ast: &Ast) -> Assumption {
        if let AstKind::Relation(first, rest) = &ast.kind
            && let [(relation, _, second)] = rest.as_slice()
        {
            let (left, sign, right) = match relation {
                Relation::MuchGreater => (first.as_ref(), GrowthSign::MuchGreater, second),
                Relation::MuchLess => (second, GrowthSign::MuchGreater, first.as_ref()),
                // What has ratio 1 is of the same order, which is all that growth asks.
                Relation::SameOrder | Relation::Asymptotic => {
                    (first.as_ref(), GrowthSign::SameOrder, second)
                }
                _ => return Assumption::Condition(self.predicate(ast)),
            };
            let (left, right): (Expr, Expr) = (self.expr(left), self.expr(right));
            return Assumption::Growth(GrowthRelation { left, sign, right });
        }
        Assumption::Condition(self.predicate(ast))
    }
}
