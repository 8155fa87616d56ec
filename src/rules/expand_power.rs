//! `expand-power`: a power of a sum by the binomial or multinomial theorem,
//! `(a + b)^2 = a^2 + 2ab + b^2`.

use super::Context;
use crate::derivation::{Builder, Rewrite, Step, reads_alike};
use crate::expr::{Assumptions, Expr, ExprKind, Monomial};
use crate::number::{Integer, Rational};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Power(base, exponent) = expr.kind() else {
        return None;
    };
    let ExprKind::Sum(terms) = base.kind() else {
        return None;
    };
    let exponent = exponent
        .as_number()?
        .to_integer()?
        .to_u32()
        .filter(|n| *n >= 2)?;
    count(terms.len(), exponent, context.budget.max_terms)?;
    let terms: Option<Vec<Monomial>> = terms.iter().map(Monomial::read).collect();
    let mut expanded = Vec::new();
    expand(&terms?, exponent, &Monomial::one(), &mut expanded)?;
    let rewrite = Rewrite::from_to(expr, Expr::sum(expanded));
    let facts = rewrite.facts.clone();
    let facts = facts
        .with("base", base.clone())
        .with("exponent", Expr::integer(exponent));
    let substeps = substeps(expr, base, exponent, &rewrite.to, context);
    Some(rewrite.telling(facts).through(substeps))
}

/// A square written as a product, multiplied out and collected; higher powers follow the theorem.
fn substeps(
    expr: &Expr,
    base: &Expr,
    exponent: u32,
    to: &Expr,
    context: &Context<'_>,
) -> Vec<Step> {
    if exponent != 2 {
        return Vec::new();
    }
    let product = Expr::product([base.clone(), base.clone()]);
    let mut builder = Builder::new(expr.clone(), Assumptions::none());
    let whole = |rewrite: Rewrite| vec![(Vec::new(), rewrite)];
    let written = whole(Rewrite::from_to(expr, product.clone()));
    let mut outcome = builder.apply(super::rule::EXPAND_POWER.id, written);
    for rule in [super::rule::DISTRIBUTE, super::rule::COLLECT_LIKE_TERMS] {
        if let Some(rewrite) = (rule.apply)(builder.line(), context) {
            outcome = outcome.and_then(|()| builder.apply(rule.id, whole(rewrite)));
        }
    }
    if outcome.is_ok() && reads_alike(builder.line(), to) {
        builder.into_steps()
    } else {
        Vec::new()
    }
}

/// How many terms the expansion has, binom(n + k − 1, n); `None` past the limit.
fn count(terms: usize, exponent: u32, limit: usize) -> Option<usize> {
    let mut count = 1_usize;
    for step in 1..terms {
        let upper = usize::try_from(exponent).ok()?.checked_add(step)?;
        count = count.checked_mul(upper)? / step;
        if count > limit {
            return None;
        }
    }
    Some(count)
}

/// Appends all products of `exponent` factors taken from the terms, times what was taken before;
/// highest powers of the first term first.
fn expand(
    terms: &[Monomial],
    exponent: u32,
    taken: &Monomial,
    expanded: &mut Vec<Expr>,
) -> Option<()> {
    let (first, rest) = terms.split_first()?;
    if rest.is_empty() {
        expanded.push(taken.times(&first.pow(i64::from(exponent))?)?.to_expr());
        return Some(());
    }
    for power in (0..=exponent).rev() {
        let mut next = taken.times(&first.pow(i64::from(power))?)?;
        next.coefficient = &next.coefficient * &Rational::from(binomial(exponent, power)?);
        expand(rest, exponent - power, &next, expanded)?;
    }
    Some(())
}

fn binomial(n: u32, k: u32) -> Option<Integer> {
    let k = k.min(n.checked_sub(k)?);
    (1..=k).try_fold(Integer::ONE, |product, step| {
        let next = product * Integer::from(n - k + step);
        next.div_exact(&Integer::from(step))
    })
}
