//! `write-as-difference`: each term of a sum is F(i + 1) − F(i) for an F that is found, and each factor
//! of a product is F(i + 1)/F(i).

use super::Context;
use super::registry::rule;
use super::series::{Series, closed, next_to, normal};
use crate::derivation::{Builder, Facts, Rewrite, Step};
use crate::expr::{BigOperatorKind, Expr, ExprKind, Function, Symbol, deep};
use crate::poly::{self, NormalForm, Term};

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::read(expr)?;
    let plainer = [
        super::split_sum::apply,
        super::split_range::apply,
        super::count_cases::apply,
        super::sum_powers::apply,
        super::sum_geometric::apply,
        super::sum_binomials::apply,
    ];
    if is_polynomial(&series, context) || plainer.iter().any(|rule| rule(expr, context).is_some()) {
        return None;
    }
    difference(expr, context)
}

/// Whether the term is a polynomial in the index, whose powers are summed one by one.
fn is_polynomial(series: &Series<'_>, context: &Context<'_>) -> bool {
    let Some(form) = normal(series.body(), context) else {
        return true;
    };
    let is_power = |(base, exponent): &(Expr, i64)| {
        !series.depends(base) || (base.as_symbol().is_some() && *exponent > 0)
    };
    series.operator.kind == BigOperatorKind::Sum
        && form.is_polynomial()
        && form
            .terms()
            .iter()
            .all(|term| term.powers.iter().all(is_power))
}

/// Whether a condition stands in a term: its closed form holds from some index on only, and is no F for those before.
fn has_condition(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Bracket(_) | ExprKind::Conditional(_) => true,
        _ => expr.children().into_iter().any(has_condition),
    })
}

/// The series of differences or quotients.
fn difference(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let series = Series::read(expr)?;
    let body = series.body();
    if !series.depends(body) || has_condition(body) || ends(&series, context).is_some() {
        return None;
    }
    closed(expr, context)?;
    let index = Expr::symbol(series.operator.index.clone());
    // F is the sum, or product, of all terms before the one with this index.
    let before = next_to(&index, -1, context)?;
    let whole = series.with(&start(&series), &before, series.body());
    let form = closed(&renamed(&series, &whole)?, context)?;
    let is_sum = series.operator.kind == BigOperatorKind::Sum;
    let found = if is_sum {
        normal(&without_constants(&form, &series), context)?.factored()
    } else {
        form.factored()
    };
    // What falls is written the other way round: 1/i − 1/(i + 1).
    let falls = is_sum && matches!(found.kind(), ExprKind::Neg(_));
    let found = if falls {
        normal(&Expr::negative(found), context)?.factored()
    } else {
        found
    };
    let next = series.at(&found, &next_to(&index, 1, context)?)?;
    let next = normal(&next, context)?.factored();
    let name = free_name(expr);
    let call = |place: Expr| Expr::call(Function::Declared(name.clone()), [place]);
    let (here, there) = (call(index.clone()), call(next_to(&index, 1, context)?));
    let ((first, second), (one, other)) = if falls {
        ((found.clone(), next), (here.clone(), there))
    } else {
        ((next, found.clone()), (there, here.clone()))
    };
    let body = if is_sum {
        Expr::difference(first, second)
    } else {
        Expr::quotient(first, second)
    };
    let to = series.with(series.low, series.high, &body);
    let mut facts = Facts::none()
        .with("from", expr.clone())
        .with("to", to.clone())
        .with("first", one)
        .with("second", other)
        .with("head", here)
        .with("function", found)
        .with("term", series.body().clone());
    if !is_sum {
        facts = facts.with("product", expr.clone());
    }
    Some(Rewrite::equal(to).telling(facts))
}

/// The closed form without the terms that do not depend on the index: of a difference they cancel.
fn without_constants(form: &NormalForm, series: &Series<'_>) -> Expr {
    let below = Expr::sum(form.denominator_terms().iter().map(Term::to_expr));
    if series.depends(&below) {
        return form.to_expr();
    }
    let above = form.terms().into_iter().map(|term| term.to_expr());
    let above = Expr::sum(above.filter(|term| series.depends(term)));
    if form.is_polynomial() {
        above
    } else {
        Expr::quotient(above, below)
    }
}

/// A name for F that the expression does not have.
fn free_name(expr: &Expr) -> Symbol {
    let symbols = expr.free_symbols();
    let mut names = ["F", "G", "H"].into_iter().map(Symbol::new);
    let free = names.find(|name| !symbols.contains(name));
    free.unwrap_or_else(|| Symbol::new("F'"))
}

/// Where sums that F is made of begin.
fn start(series: &Series<'_>) -> Expr {
    if series.low.as_number().is_some() {
        series.low.clone()
    } else {
        Expr::one()
    }
}

/// The series with an index of its own, since the old one stands in its end.
fn renamed(series: &Series<'_>, whole: &Expr) -> Option<Expr> {
    let inner = Series::read(whole)?;
    let name = Symbol::new(&format!("{}'", series.operator.index));
    let body = series.at(series.body(), &Expr::symbol(name.clone()))?;
    let range = crate::expr::Range::Interval(inner.low.clone(), inner.high.clone());
    Some(Expr::big_operator(series.operator.kind, name, range, body))
}

/// What is left of a series whose term is F(i + 1) − F(i), or F(i) − F(i + 1), or a quotient of them: F
/// at the end and at the start, in the order in which they stand.
pub(super) fn ends(series: &Series<'_>, context: &Context<'_>) -> Option<[Expr; 2]> {
    let (first, second) = match (series.operator.kind, series.body().kind()) {
        (BigOperatorKind::Sum, ExprKind::Sum(terms)) => match terms.as_slice() {
            [first, second] => match second.kind() {
                ExprKind::Neg(second) => (first, second),
                _ => return None,
            },
            _ => return None,
        },
        (BigOperatorKind::Product, ExprKind::Quotient(first, second)) => (first, second),
        _ => return None,
    };
    let index = Expr::symbol(series.operator.index.clone());
    let next = next_to(&index, 1, context)?;
    let follows = |here: &Expr, there: &Expr| {
        let after = series.at(here, &next)?;
        let same = poly::same(&after, there, context.assumptions, context.budget);
        (same.ok()?? && series.depends(here)).then_some(())
    };
    let end = next_to(series.high, 1, context)?;
    if follows(second, first).is_some() {
        return Some([series.at(second, &end)?, series.at(second, series.low)?]);
    }
    follows(first, second)?;
    Some([series.at(first, series.low)?, series.at(first, &end)?])
}

/// The smaller steps from a sum to its closed form: differences, what is left of them, and the form.
pub(super) fn through_differences(
    expr: &Expr,
    to: &Expr,
    context: &Context<'_>,
) -> Option<Vec<Step>> {
    let mut builder = Builder::new(expr.clone(), context.assumptions.clone());
    let first = difference(expr, context)?;
    builder
        .apply(rule::WRITE_AS_DIFFERENCE.id, vec![(Vec::new(), first)])
        .ok()?;
    let second = super::telescope::apply(builder.line(), context)?;
    builder
        .apply(rule::TELESCOPE.id, vec![(Vec::new(), second)])
        .ok()?;
    if builder.line() != to {
        let last = Rewrite::from_to(builder.line(), to.clone());
        builder
            .apply(rule::NORMALISE.id, vec![(Vec::new(), last)])
            .ok()?;
    }
    Some(builder.into_steps())
}

#[cfg(test)]
mod tests {
    use super::super::series_tests::{applied, read};

    #[test]
    fn differences_and_quotients() {
        let rule = super::apply;
        for (sum, expected) in [
            (
                "sum(i = 1..n, 1/(i*(i+1)))",
                Some("sum(i = 1..n, 1/i - 1/(i + 1))"),
            ),
            ("sum(i = 1..n, 1/i - 1/(i+1))", None),
            ("sum(i = 1..n, 1/i)", None),
        ] {
            assert_eq!(applied(rule, sum), expected.map(read), "{sum}");
        }
    }
}
