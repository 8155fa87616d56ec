//! What the rules for sums and products over a range share.

use super::Context;
use crate::expr::{BigOperator, BigOperatorKind, Bindings, Expr, ExprKind, Range, deep};
use crate::number::{Integer, Rational};
use crate::poly::{self, NormalForm};

/// The most terms that a person would write out.
pub(super) const MOST_TERMS: usize = 12;

/// A sum or product over a range of integers.
pub(super) struct Series<'a> {
    pub(super) operator: &'a BigOperator,
    pub(super) low: &'a Expr,
    pub(super) high: &'a Expr,
}

impl<'a> Series<'a> {
    /// A series whose terms a person would not write out one by one.
    pub(super) fn read(expr: &'a Expr) -> Option<Self> {
        let ExprKind::BigOperator(operator) = expr.kind() else {
            return None;
        };
        let Range::Interval(low, high) = &operator.range else {
            return None;
        };
        let ends = (low.as_number(), high.as_number());
        if let (Some(low), Some(high)) = &ends
            && high - low < Rational::from(Integer::from(MOST_TERMS))
        {
            return None;
        }
        Some(Self {
            operator,
            low,
            high,
        })
    }

    /// A sum, however few its terms.
    pub(super) fn however_short(expr: &'a Expr) -> Option<Self> {
        let ExprKind::BigOperator(operator) = expr.kind() else {
            return None;
        };
        let Range::Interval(low, high) = &operator.range else {
            return None;
        };
        (operator.kind == BigOperatorKind::Sum).then_some(Self {
            operator,
            low,
            high,
        })
    }

    /// The same for a sum.
    pub(super) fn sum(expr: &'a Expr) -> Option<Self> {
        Self::read(expr).filter(|series| series.operator.kind == BigOperatorKind::Sum)
    }

    pub(super) fn body(&self) -> &'a Expr {
        &self.operator.body
    }

    pub(super) fn depends(&self, part: &Expr) -> bool {
        part.mentions(&self.operator.index)
    }

    /// The same over another range, or with another term.
    pub(super) fn with(&self, low: &Expr, high: &Expr, body: &Expr) -> Expr {
        let range = Range::Interval(low.clone(), high.clone());
        let index = self.operator.index.clone();
        Expr::big_operator(self.operator.kind, index, range, body.clone())
    }

    /// The term at another place.
    pub(super) fn at(&self, term: &Expr, place: &Expr) -> Option<Expr> {
        let binding: Bindings = [(self.operator.index.clone(), place.clone())]
            .into_iter()
            .collect();
        binding.substitute(term).ok()
    }

    /// How many terms there are.
    pub(super) fn count(&self, context: &Context<'_>) -> Option<Expr> {
        let length = Expr::sum([
            self.high.clone(),
            Expr::negative(self.low.clone()),
            Expr::one(),
        ]);
        Some(normal(&length, context)?.to_expr())
    }
}

/// The normal form.
pub(super) fn normal(expr: &Expr, context: &Context<'_>) -> Option<NormalForm> {
    poly::normal_form(expr, context.assumptions, context.budget).ok()
}

/// The normal form of a sum or product, where it has no sum or product left in it.
pub(super) fn closed(expr: &Expr, context: &Context<'_>) -> Option<NormalForm> {
    let form = normal(expr, context)?;
    (!has_operator(&form.to_expr())).then_some(form)
}

/// Whether a sum or product over a range or a list occurs.
pub(crate) fn has_operator(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::BigOperator(_) => true,
        _ => expr.children().into_iter().any(has_operator),
    })
}

/// `a + 1`, `a − 1`, with numbers worked out.
pub(super) fn next_to(end: &Expr, by: i64, context: &Context<'_>) -> Option<Expr> {
    let sum = Expr::sum([end.clone(), Expr::integer(by)]);
    Some(normal(&sum, context)?.to_expr())
}
