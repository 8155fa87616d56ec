//! Putting changed parts back into a line.

use super::Change;
use crate::expr::{Expr, ExprKind};

/// The line after changes at places that do not touch each other, given in reading order. A sum
/// that takes the place of a term joins the sum around it: nobody writes brackets there. `None`
/// where a path leads nowhere.
pub(super) fn after(line: &Expr, changes: &[Change]) -> Option<Expr> {
    // From the last place to the first, so that terms that join move no place still to come.
    let changes = changes.iter().rev();
    changes.into_iter().try_fold(line.clone(), |line, change| {
        put(&line, &change.site.path, &change.to)
    })
}

/// The line with one part replaced.
fn put(line: &Expr, path: &[usize], new: &Expr) -> Option<Expr> {
    let Some((&index, around)) = path.split_last() else {
        return Some(new.clone());
    };
    match (line.at(around)?.kind(), new.kind()) {
        (ExprKind::Sum(terms), ExprKind::Sum(inner)) => {
            let was_bracketed = matches!(terms.get(index)?.kind(), ExprKind::Sum(_));
            if was_bracketed {
                return line.replace_at(path, new.clone());
            }
            let before = terms.iter().take(index);
            let after = terms.iter().skip(index + 1);
            let joined = before.chain(inner).chain(after).cloned();
            line.replace_at(around, Expr::sum(joined))
        }
        _ => line.replace_at(path, new.clone()),
    }
}
