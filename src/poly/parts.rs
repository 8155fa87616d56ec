//! Normalised parts as expressions: the keys of indeterminates and how they are shown.

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::indeterminate::{Indeterminate, Kind};
use super::normal::Term;
use super::present::sum_of;
use super::{PolyError, Polynomial};
use crate::expr::{Expr, ExprKind};

/// How far names are followed to a text or a list.
const FOLLOWED: usize = 64;

impl Normalizer<'_> {
    /// A fraction as an expression, terms and factors in the order of the indeterminates.
    pub(super) fn expr_of(&self, fraction: &Fraction) -> Expr {
        let numerator = self.expr_of_polynomial(&fraction.numerator);
        let below = fraction.factors.iter().map(|(factor, times)| {
            let factor = self.expr_of_polynomial(factor);
            match times {
                1 => factor,
                _ => Expr::power(factor, Expr::integer(*times)),
            }
        });
        let below: Vec<Expr> = below.collect();
        if below.is_empty() {
            return numerator;
        }
        Expr::quotient(numerator, Expr::product(below))
    }

    fn expr_of_polynomial(&self, polynomial: &Polynomial) -> Expr {
        let terms = polynomial.coefficients().enumerate();
        let terms = terms.map(|(term, coefficient)| {
            let powers = polynomial.powers(term).into_iter();
            let powers = powers.filter_map(|(variable, exponent)| {
                Some((self.table.get(variable)?.shown.clone(), exponent))
            });
            Term {
                coefficient,
                powers: powers.collect(),
            }
        });
        sum_of(&terms.collect::<Vec<_>>())
    }

    /// The polynomial that is one indeterminate, told from others by `key` and shown as it.
    pub(super) fn indeterminate(&mut self, key: &Expr, kind: Kind) -> Fraction {
        Polynomial::variable(self.indeterminate_number(key, kind)).into()
    }

    /// The number of the indeterminate that is told from others by `key` and shown as it.
    pub(super) fn indeterminate_number(&mut self, key: &Expr, kind: Kind) -> usize {
        let shown = key.clone();
        self.table.number(key, || Indeterminate { shown, kind })
    }

    /// The indeterminate told from others by `key`. It is shown as it is written, unless that
    /// takes names that stand for something else.
    pub(super) fn indeterminate_shown(
        &mut self,
        key: &Expr,
        written: &Expr,
        kind: Kind,
    ) -> Fraction {
        let shown = if self.has_meanings(written) {
            key
        } else {
            written
        };
        let shown = shown.clone();
        let number = self.table.number(key, || Indeterminate { shown, kind });
        Polynomial::variable(number).into()
    }

    /// Whether a symbol in an expression stands for something else, or for an index.
    fn has_meanings(&self, expr: &Expr) -> bool {
        let symbols = expr.free_symbols();
        symbols.iter().any(|symbol| {
            self.fixed.get(symbol).is_some() || self.assumptions.definitions.get(symbol).is_some()
        }) || self.calls_declared(expr)
    }

    fn calls_declared(&self, expr: &Expr) -> bool {
        !self.assumptions.functions.is_empty()
            && crate::expr::deep(|| match expr.kind() {
                ExprKind::Call(crate::expr::Function::Declared(_), _) => true,
                _ => expr
                    .children()
                    .into_iter()
                    .any(|child| self.calls_declared(child)),
            })
    }

    /// An expression with its direct parts normalised.
    pub(super) fn with_normal_parts(&mut self, expr: &Expr) -> Result<Expr, PolyError> {
        let mut failure = None;
        let result = expr.map_children(|child| match self.normal_part(child) {
            Ok(part) => part,
            Err(error) => {
                failure = Some(error);
                child.clone()
            }
        });
        match failure {
            Some(error) => Err(error),
            None => Ok(result),
        }
    }

    /// A part in its normal form; texts and lists as such.
    pub(super) fn normal_part(&mut self, expr: &Expr) -> Result<Expr, PolyError> {
        let meaning = self.meaning_of(expr);
        match meaning.kind() {
            ExprKind::Text(_) => Ok(meaning),
            ExprKind::List(_) => crate::expr::deep(|| self.with_normal_parts(&meaning)),
            _ => {
                let value = self.normalise_inside(expr)?;
                Ok(self.expr_of(&value))
            }
        }
    }

    /// What an expression is, where it is a name that stands for something.
    pub(super) fn meaning_of(&self, expr: &Expr) -> Expr {
        let mut current = expr.clone();
        for _ in 0..FOLLOWED {
            let meaning = current.as_symbol().and_then(|symbol| self.meaning(symbol));
            match meaning.cloned() {
                Some(meaning) => current = meaning,
                None => break,
            }
        }
        current
    }

    /// The elements of a list, where it is known.
    pub(super) fn elements_of(&mut self, list: &Expr) -> Result<Option<Vec<Expr>>, PolyError> {
        match self.meaning_of(list).kind() {
            ExprKind::List(elements) => {
                super::Budget::allow(
                    super::Measure::Elements,
                    elements.len(),
                    self.budget.max_elements,
                )?;
                Ok(Some(elements.clone()))
            }
            _ => Ok(None),
        }
    }
}
