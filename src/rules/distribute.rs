//! `distribute`: every term of a bracket is multiplied, `L(12h^2 + 4h) = 12Lh^2 + 4Lh`.

use super::Context;
use crate::derivation::{Builder, Rewrite, Step};
use crate::expr::{Assumptions, Expr, ExprKind, Monomial, deep};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Product(_) = expr.kind() else {
        return None;
    };
    let parts = Parts::of(expr)?;
    if parts.count() > context.budget.max_terms {
        return None;
    }
    let written = parts.written();
    let joined: Option<Vec<Expr>> = written
        .iter()
        .map(|term| Some(Monomial::read(term)?.to_expr()))
        .collect();
    let joined = joined?;
    let rewrite = Rewrite::from_to(expr, parts.with_rest(joined.clone()));
    let facts = rewrite.facts.clone();
    let facts = facts
        .with("factor", parts.factor()?)
        .with("bracket", parts.bracket.clone());
    let substeps = substeps(expr, &parts, &written, &joined);
    Some(rewrite.telling(facts).through(substeps))
}

/// A product as a bracket, what stands around it, and brackets that wait.
struct Parts {
    /// What stands before the bracket, or another bracket to multiply it with.
    before: Vec<Expr>,
    bracket: Expr,
    /// What stands behind it and is no bracket.
    behind: Vec<Expr>,
    /// Brackets that wait.
    rest: Vec<Expr>,
}

impl Parts {
    /// Everything that is no bracket goes into the first bracket; without such, the first two
    /// brackets are multiplied.
    fn of(product: &Expr) -> Option<Self> {
        let mut factors = Vec::new();
        open(product, &mut factors);
        let first = factors.iter().position(is_sum)?;
        let mut before: Vec<Expr> = factors.drain(..first).collect();
        let mut bracket = factors.remove(0);
        let (mut rest, behind): (Vec<Expr>, Vec<Expr>) = factors.into_iter().partition(is_sum);
        if before.is_empty() && behind.is_empty() {
            if rest.is_empty() {
                return None;
            }
            before.push(bracket);
            bracket = rest.remove(0);
        }
        Some(Self {
            before,
            bracket,
            behind,
            rest,
        })
    }

    /// What the bracket is multiplied by.
    fn factor(&self) -> Option<Expr> {
        match self.before.as_slice() {
            [other] if is_sum(other) => Some(other.clone()),
            _ => {
                let around = self.before.iter().chain(&self.behind).cloned();
                Some(Monomial::read(&Expr::product(around))?.to_expr())
            }
        }
    }

    fn count(&self) -> usize {
        let before: usize = self
            .before
            .iter()
            .map(|factor| factor.terms().len())
            .product();
        before.saturating_mul(self.bracket.terms().len())
    }

    /// Every product, signs in front, factors in the order they stood in.
    fn written(&self) -> Vec<Expr> {
        let before = match self.before.as_slice() {
            [] => Vec::new(),
            [other] => other.terms().to_vec(),
            several => vec![Expr::product(several.iter().cloned())],
        };
        let term = |a: Option<&Expr>, b: &Expr| {
            signed_product(a.into_iter().chain([b]).chain(&self.behind))
        };
        let brackets = self.bracket.terms();
        if before.is_empty() {
            return brackets.iter().map(|b| term(None, b)).collect();
        }
        before
            .iter()
            .flat_map(|a| brackets.iter().map(move |b| term(Some(a), b)))
            .collect()
    }

    fn with_rest(&self, terms: Vec<Expr>) -> Expr {
        Expr::product(
            [Expr::sum(terms)]
                .into_iter()
                .chain(self.rest.iter().cloned()),
        )
    }
}

fn is_sum(expr: &Expr) -> bool {
    matches!(expr.kind(), ExprKind::Sum(_))
}

/// The factors, products inside products opened.
fn open(product: &Expr, factors: &mut Vec<Expr>) {
    deep(|| match product.kind() {
        ExprKind::Product(inner) => inner.iter().for_each(|factor| open(factor, factors)),
        _ => factors.push(product.clone()),
    });
}

/// The product with its sign in front.
fn signed_product<'a>(factors: impl Iterator<Item = &'a Expr>) -> Expr {
    let mut is_negative = false;
    let unsigned = factors.map(|factor| match factor.kind() {
        ExprKind::Neg(inner) => {
            is_negative = !is_negative;
            inner.clone()
        }
        _ => factor.clone(),
    });
    let product = Expr::product(unsigned.collect::<Vec<_>>());
    if is_negative {
        Expr::negative(product)
    } else {
        product
    }
}

/// First every product written out, then each of them joined.
fn substeps(expr: &Expr, parts: &Parts, written: &[Expr], joined: &[Expr]) -> Vec<Step> {
    let mut builder = Builder::new(expr.clone(), Assumptions::none());
    let out = vec![(
        Vec::new(),
        Rewrite::equal(parts.with_rest(written.to_vec())),
    )];
    let changed = written
        .iter()
        .zip(joined)
        .enumerate()
        .filter(|(_, (from, to))| from != to);
    let joining = changed
        .map(|(index, (from, to))| {
            let path = if parts.rest.is_empty() {
                vec![index]
            } else {
                vec![0, index]
            };
            (path, Rewrite::from_to(from, to.clone()))
        })
        .collect();
    if written == joined {
        // Writing the products out is the step itself.
        return Vec::new();
    }
    let outcome = builder
        .apply(super::rule::DISTRIBUTE.id, out)
        .and_then(|()| builder.apply(super::rule::MULTIPLY_MONOMIALS.id, joining));
    if outcome.is_err() {
        Vec::new()
    } else {
        builder.into_steps()
    }
}
