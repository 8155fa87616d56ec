//! Sums and products over few elements, term by term.

use super::{BigOperator, BigOperatorKind, Bindings, Expr, ExprKind, Range, deep};
use crate::number::Integer;

impl BigOperator {
    /// All terms, or factors, one after the other, where they are no more than so many; `None` where the
    /// range has no numbers for its ends.
    pub fn written_out(&self, most: usize) -> Option<Expr> {
        let values = match &self.range {
            Range::Interval(from, to) => interval(from, to, most)?,
            Range::Elements(list) => match list.kind() {
                ExprKind::List(elements) if elements.len() <= most => elements.clone(),
                _ => return None,
            },
        };
        let parts: Option<Vec<Expr>> = values
            .into_iter()
            .map(|value| {
                let bindings: Bindings = [(self.index.clone(), value)].into_iter().collect();
                bindings.substitute(&self.body).ok()
            })
            .collect();
        Some(match self.kind {
            BigOperatorKind::Sum => Expr::sum(parts?),
            BigOperatorKind::Product => Expr::product(parts?),
        })
    }
}

impl Expr {
    /// The expression with all sums and products written out that have no more terms than so many.
    #[must_use]
    pub fn written_out(&self, most: usize) -> Self {
        let inner = deep(|| self.map_children(|child| child.written_out(most)));
        match inner.kind() {
            ExprKind::BigOperator(operator) => operator.written_out(most).unwrap_or(inner),
            _ => inner,
        }
    }
}

fn interval(from: &Expr, to: &Expr, most: usize) -> Option<Vec<Expr>> {
    let from = from.as_number()?.to_integer()?;
    let to = to.as_number()?.to_integer()?;
    let count = (&to - &from).to_i64()?.checked_add(1)?;
    let count = usize::try_from(count).ok().filter(|count| *count <= most)?;
    Some(
        (0..count)
            .map(|step| Expr::integer(&from + &Integer::from(step)))
            .collect(),
    )
}
