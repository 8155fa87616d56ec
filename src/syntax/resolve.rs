//! [`Ast`] → [`Expr`]: what names, suffixes and juxtaposition mean.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::expr::{Expr, Function, Literal, Symbol, deep_at};
use crate::number::Written;

use super::ast::{Ast, AstKind};
use super::habits::Habits;
use super::scope::Scope;
use super::text::Text;

/// Resolves the formulas of one text. Errors are gathered; what could not be resolved stands as 0.
pub(super) struct Resolver<'a> {
    pub(super) text: &'a Text,
    pub(super) scope: &'a Scope,
    pub(super) habits: &'a Habits,
    /// Indices of sums and parameters of functions around the present place.
    pub(super) locals: Vec<Symbol>,
    pub(super) errors: Vec<Diagnostic>,
    pub(super) notes: Vec<Diagnostic>,
    /// The length in bytes of the longest name in scope.
    pub(super) longest: usize,
    /// What was told in a note already.
    pub(super) told: BTreeSet<String>,
    /// Numbers that were read already, by their text; a long sum repeats them.
    numbers: BTreeMap<&'a str, Expr>,
    /// Names that were read already; in use only outside of sums and functions.
    pub(super) names: BTreeMap<&'a str, Vec<Expr>>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(text: &'a Text, scope: &'a Scope, habits: &'a Habits) -> Self {
        Self {
            text,
            scope,
            habits,
            locals: Vec::new(),
            errors: Vec::new(),
            notes: Vec::new(),
            longest: scope
                .names
                .iter()
                .map(|name| name.name().len())
                .max()
                .unwrap_or(0),
            told: BTreeSet::new(),
            numbers: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// The expression that a part stands for.
    pub(super) fn expr(&mut self, ast: &Ast) -> Expr {
        match &ast.kind {
            AstKind::Number => self.number(ast.span),
            AstKind::Name => self
                .known_name(ast.span)
                .unwrap_or_else(|| Expr::product(self.name(ast.span))),
            AstKind::Power {
                base,
                exponent,
                raised,
            } if matches!(base.kind, AstKind::Name) => match self.known_name(base.span) {
                Some(base_expr) => {
                    self.check_power(base, exponent, *raised);
                    Expr::power(base_expr, self.expr(exponent))
                }
                None => deep_at(ast.depth, || self.composite(ast)),
            },
            _ => deep_at(ast.depth, || self.composite(ast)),
        }
    }

    fn composite(&mut self, ast: &Ast) -> Expr {
        match &ast.kind {
            AstKind::Number
            | AstKind::Name
            | AstKind::Apply { .. }
            | AstKind::Juxtaposition(_)
            | AstKind::Power { .. }
            | AstKind::Factorial(_) => Expr::product(self.factors(ast)),
            AstKind::Text => {
                let quoted = self.text.slice(ast.span);
                Expr::text(quoted.trim_matches('"'))
            }
            AstKind::Sum(terms) => Expr::sum(terms.iter().map(|term| self.expr(term))),
            AstKind::Product(first, rest) => self.product(first, rest),
            AstKind::Negative(operand) => Expr::negative(self.expr(operand)),
            AstKind::Root(operand) => {
                self.check_root(ast, operand);
                let operand = self.expr(operand);
                match self.text.slice(ast.span).chars().next() {
                    Some('∛') => Expr::call(Function::Root, [operand, Expr::integer(3)]),
                    Some('∜') => Expr::call(Function::Root, [operand, Expr::integer(4)]),
                    _ => Expr::call(Function::Sqrt, [operand]),
                }
            }
            AstKind::Group(items) => self.group(ast.span, items),
            AstKind::Absolute(operand) => {
                let operand = self.expr(operand);
                Expr::call(Function::Abs, [operand])
            }
            AstKind::Iverson(condition) => Expr::bracket(self.predicate(condition)),
            AstKind::Conditional(parts) => {
                let [condition, then, otherwise] = parts.as_ref();
                let condition = self.predicate(condition);
                let then = self.expr(then);
                Expr::conditional(condition, then, self.expr(otherwise))
            }
            AstKind::In(value, target) => self.conversion(value, target),
            AstKind::Range(..) => self.misplaced(ast.span, "a range", "`sum(i = 1..L, …)`"),
            AstKind::Relation(..)
            | AstKind::Divides(..)
            | AstKind::Not(_)
            | AstKind::And(_)
            | AstKind::Or(_) => self.misplaced(ast.span, "a condition", "`[a = b]` or `if a = b`"),
        }
    }

    fn misplaced(&mut self, span: Span, what: &str, home: &str) -> Expr {
        let message = format!("{what} stands where a value is expected");
        let error = self.text.error(Code::UNEXPECTED, span, message);
        self.fail(error.hint(format!("it stands in {home}")))
    }

    /// Keeps an error; 0 stands for what could not be resolved.
    pub(super) fn fail(&mut self, error: Diagnostic) -> Expr {
        self.errors.push(error);
        Expr::zero()
    }

    fn group(&mut self, span: Span, items: &[Ast]) -> Expr {
        match items {
            [] => return Expr::list([]),
            [only] => return self.expr(only),
            _ => {}
        }
        let error = self
            .text
            .error(Code::UNEXPECTED, span, "a comma stands in a bracket");
        self.fail(error.hint("a list is written `list(1, 2)`"))
    }

    /// A number with the suffix that its span includes.
    pub(super) fn number(&mut self, span: Span) -> Expr {
        let written = self.text.slice(span);
        if let Some(known) = self.numbers.get(written) {
            return known.clone();
        }
        match Written::parse(written) {
            Ok(number) => {
                let expr = Expr::literal(Literal::from_written(number));
                if written.len() < 64 {
                    self.numbers.insert(written, expr.clone());
                }
                expr
            }
            Err(error) => {
                let message = format!("this number cannot be read: {error}");
                let error = self.text.error(Code::NUMBER, span, message);
                self.fail(error)
            }
        }
    }

    /// The factors that a part stands for where it stands beside others.
    pub(super) fn factors(&mut self, ast: &Ast) -> Vec<Expr> {
        deep_at(ast.depth, || match &ast.kind {
            AstKind::Name => self.name(ast.span),
            AstKind::Apply { name, arguments } => self.apply(*name, arguments, ast.span),
            AstKind::Juxtaposition(items) => self.juxtaposition(items),
            AstKind::Power {
                base,
                exponent,
                raised,
            } => {
                let mut factors = self.factors(base);
                self.check_power(base, exponent, *raised);
                let exponent = self.expr(exponent);
                let last = factors.pop().unwrap_or_else(Expr::one);
                factors.push(Expr::power(last, exponent));
                factors
            }
            AstKind::Factorial(operand) => {
                let mut factors = self.factors(operand);
                let last = factors.pop().unwrap_or_else(Expr::one);
                factors.push(Expr::call(Function::Factorial, [last]));
                factors
            }
            _ => vec![self.expr(ast)],
        })
    }
}
