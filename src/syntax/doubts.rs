//! What a mathematician would hesitate over: refused, with both readings.

use std::borrow::Cow;

use crate::diagnostic::{Code, Span};
use crate::expr::Symbol;

use super::ast::{Ast, AstKind};
use super::names::NameReading;
use super::resolve::Resolver;
use super::signs::Infix;
use super::words::clip;

impl Resolver<'_> {
    /// Refuses `a/bc`.
    pub(super) fn check_divisor(&mut self, before: &Ast, operator: Infix, divisor: &Ast) {
        if operator == Infix::Mod {
            return;
        }
        let inner = without_signs(divisor);
        let mut pieces = self.pieces(inner);
        if pieces.len() < 2 {
            pieces = self.doubtful_run(before, inner);
        }
        if pieces.len() < 2 {
            pieces = self.doubtful_unit(before, inner);
        }
        let Some((first, rest)) = halves(&pieces) else {
            return;
        };
        let numerator = self.text.written(before.span);
        let sign = if operator == Infix::Over { "/" } else { "//" };
        self.two_readings(
            before.span.to(divisor.span),
            &format!("({numerator}{sign}{first})*{rest}"),
            &format!("{numerator}{sign}({first}*{rest})"),
        );
    }

    /// Refuses `2^Vh`, where it is V·h.
    pub(super) fn check_power(&mut self, base: &Ast, exponent: &Ast, raised: bool) {
        let span = base.span.to(exponent.span);
        if let AstKind::Root(operand) = &base.kind
            && !matches!(operand.kind, AstKind::Group(_))
        {
            let (a, b) = (
                self.text.written(operand.span),
                self.text.slice(exponent.span),
            );
            let first = format!("{}^{b}", self.root_call(base, &a));
            let second = self.root_call(base, &format!("{a}^{b}"));
            self.two_readings(span, &first, &second);
        }
        if raised {
            return;
        }
        let pieces = self.pieces(without_signs(exponent));
        if let Some((first, rest)) = halves(&pieces) {
            let base = self.text.written(base.span);
            self.two_readings(
                span,
                &format!("{base}^{first}*{rest}"),
                &format!("{base}^({first}*{rest})"),
            );
        }
    }

    /// Refuses `√ab`, where it is a·b.
    pub(super) fn check_root(&mut self, root: &Ast, operand: &Ast) {
        let pieces = self.pieces(operand);
        if let Some((first, rest)) = halves(&pieces) {
            let first_alone = format!("{}*{rest}", self.root_call(root, first));
            let both = self.root_call(root, &format!("{first}*{rest}"));
            self.two_readings(operand.span, &first_alone, &both);
        }
    }

    /// The function that a root sign is, of something else.
    fn root_call(&self, root: &Ast, inside: &str) -> String {
        match self.text.slice(root.span).chars().next() {
            Some('∛') => format!("root({inside}, 3)"),
            Some('∜') => format!("root({inside}, 4)"),
            _ => format!("sqrt({inside})"),
        }
    }

    pub(super) fn two_readings(&mut self, span: Span, first: &str, second: &str) {
        let message = format!("`{}` has two readings", clip(&self.text.written(span)));
        let error = self.text.error(Code::AMBIGUOUS, span, message);
        self.fail(error.hint(format!("write `{}` or `{}`", clip(first), clip(second))));
    }

    /// The letters of a short run behind a letter and a slash, where nothing tells which notation
    /// it is in: `a/bc`.
    fn doubtful_run(&self, before: &Ast, divisor: &Ast) -> Vec<String> {
        let run = self.text.slice(divisor.span);
        let is_doubtful = !self.scope.closed
            && matches!(before.kind, AstKind::Name)
            && self.text.slice(before.span).len() == 1
            && self.habits.runs.contains(run)
            && self.habits.looks_mathematical();
        if is_doubtful {
            run.chars().map(String::from).collect()
        } else {
            Vec::new()
        }
    }

    /// A number and the unit that touches it, behind a number and a slash: `8/3GB`.
    fn doubtful_unit(&self, before: &Ast, divisor: &Ast) -> Vec<String> {
        match (&before.kind, &divisor.kind) {
            (AstKind::Number, AstKind::Juxtaposition(items)) => {
                let pieces = items.iter().map(|item| self.text.written(item.span));
                pieces.map(Cow::into_owned).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The factors that a part resolves to, as text for messages; empty where it can only be one.
    /// Nothing is told meanwhile.
    fn pieces(&self, ast: &Ast) -> Vec<String> {
        match &ast.kind {
            AstKind::Number | AstKind::Group(_) => Vec::new(),
            _ => self.pieces_of(ast),
        }
    }

    fn pieces_of(&self, ast: &Ast) -> Vec<String> {
        match &ast.kind {
            AstKind::Name => match self.read(ast.span) {
                NameReading::Factors(names) => names.iter().map(Symbol::to_string).collect(),
                _ => vec![self.text.written(ast.span).into_owned()],
            },
            AstKind::Apply { name, .. } if !self.is_call(*name) => {
                let name_ast = Ast::new(AstKind::Name, *name);
                let mut pieces = self.pieces_of(&name_ast);
                pieces.push(
                    self.text
                        .written(Span::new(name.end, ast.span.end))
                        .trim()
                        .to_owned(),
                );
                pieces
            }
            AstKind::Power { base, .. } | AstKind::Factorial(base) => {
                let mut pieces = self.pieces_of(base);
                if let Some(last) = pieces.last_mut() {
                    last.push_str(&self.text.written(Span::new(base.span.end, ast.span.end)));
                }
                pieces
            }
            AstKind::Juxtaposition(items) => {
                let mut pieces = Vec::new();
                let mut before: Option<&Ast> = None;
                for item in items {
                    let merges = before.is_some_and(|before| {
                        self.is_suffixed(before, item) || self.is_unit(before, item)
                    });
                    if merges {
                        let all: Vec<String> = std::mem::take(&mut pieces);
                        let unit = self.text.slice(item.span);
                        pieces.push(format!("{}{unit}", all.join("*")));
                    } else {
                        pieces.extend(self.pieces_of(item));
                    }
                    before = Some(item);
                }
                pieces
            }
            _ => vec![self.text.written(ast.span).into_owned()],
        }
    }
}

/// The first of several factors, and the others as a product.
fn halves(pieces: &[String]) -> Option<(&str, String)> {
    let (first, rest) = pieces.split_first()?;
    (!rest.is_empty()).then(|| (first.as_str(), rest.join("*")))
}

fn without_signs(mut ast: &Ast) -> &Ast {
    while let AstKind::Negative(operand) = &ast.kind {
        ast = operand;
    }
    ast
}
