//! Expressions by cases: where a maximum, a conditional or a truth value changes its branch.

use crate::expr::{Comparison, Expr, ExprKind, Function, Predicate, Symbol, deep};

/// An expression that one condition splits in two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pieces {
    /// Where the first form holds.
    pub condition: Predicate,
    /// What must hold for a point not to lie where both meet.
    pub off_edge: Vec<Predicate>,
    /// The expression where the condition holds.
    pub when: Expr,
    /// The expression where it does not.
    pub otherwise: Expr,
}

/// The expression split at its first part that changes its branch with a symbol; `None` where no part
/// does.
///
/// ```
/// use longhand::expr::Symbol;
/// use longhand::poly::pieces;
/// use longhand::syntax::parse_expression;
///
/// let formula = parse_expression("2*max(x, y)").unwrap();
/// let found = pieces(&formula, &Symbol::new("x")).unwrap();
/// assert_eq!(found.when, parse_expression("2*x").unwrap());
/// assert_eq!(found.otherwise, parse_expression("2*y").unwrap());
/// ```
pub fn pieces(expr: &Expr, by: &Symbol) -> Option<Pieces> {
    let part = first_part(expr, by)?;
    let (condition, when, otherwise) = split(&part)?;
    let mut off_edge = Vec::new();
    edges(&condition, by, &mut off_edge)?;
    Some(Pieces {
        condition,
        off_edge,
        when: replaced(expr, &part, &when),
        otherwise: replaced(expr, &part, &otherwise),
    })
}

impl Pieces {
    /// Two results, one for each piece, as one expression.
    pub fn joined(&self, when: Expr, otherwise: Expr) -> Expr {
        if when == otherwise {
            return when;
        }
        match &self.condition {
            // An equation holds at its edge alone.
            Predicate::Compare(_, Comparison::Equal, _) => otherwise,
            Predicate::Compare(_, Comparison::NotEqual, _) => when,
            condition => Expr::conditional(condition.clone(), when, otherwise),
        }
    }
}

/// The first part, in reading order, that changes its branch. What stands below a sum over an index
/// is left alone, since there the index changes it too.
fn first_part(expr: &Expr, by: &Symbol) -> Option<Expr> {
    deep(|| match expr.kind() {
        ExprKind::Call(Function::Max | Function::Min, arguments)
            if arguments.len() > 1 && arguments.iter().any(|part| part.mentions(by)) =>
        {
            Some(expr.clone())
        }
        ExprKind::Conditional(conditional) if is_about(&conditional.condition, by) => {
            Some(expr.clone())
        }
        ExprKind::Bracket(condition) if is_about(condition, by) => Some(expr.clone()),
        ExprKind::BigOperator(_) => None,
        _ => expr
            .children()
            .into_iter()
            .find_map(|child| first_part(child, by)),
    })
}

fn is_about(condition: &Predicate, by: &Symbol) -> bool {
    condition.operands().iter().any(|part| part.mentions(by))
}

/// The condition that decides, and the part where it holds and where it does not.
fn split(part: &Expr) -> Option<(Predicate, Expr, Expr)> {
    let (condition, when, otherwise) = match part.kind() {
        ExprKind::Call(function, arguments) => {
            let (first, rest) = arguments.split_first()?;
            let others = match rest {
                [only] => only.clone(),
                _ => Expr::call(function.clone(), rest.to_vec()),
            };
            let comparison = if *function == Function::Max {
                Comparison::Greater
            } else {
                Comparison::Less
            };
            let condition = Predicate::Compare(first.clone(), comparison, others.clone());
            (condition, first.clone(), others)
        }
        ExprKind::Conditional(conditional) => (
            conditional.condition.clone(),
            conditional.then.clone(),
            conditional.otherwise.clone(),
        ),
        ExprKind::Bracket(condition) => (condition.clone(), Expr::one(), Expr::zero()),
        _ => return None,
    };
    Some((condition, when, otherwise))
}

/// What keeps a point off the edges of a condition; `None` for conditions that have no edges, as
/// divisibility.
fn edges(condition: &Predicate, by: &Symbol, found: &mut Vec<Predicate>) -> Option<()> {
    if !is_about(condition, by) {
        return Some(());
    }
    match condition {
        Predicate::Compare(a, _, b) => {
            let edge = Predicate::Compare(a.clone(), Comparison::NotEqual, b.clone());
            if !found.contains(&edge) {
                found.push(edge);
            }
            Some(())
        }
        Predicate::Not(inner) => edges(inner, by, found),
        Predicate::And(parts) | Predicate::Or(parts) => {
            parts.iter().try_for_each(|part| edges(part, by, found))
        }
        Predicate::Member(..) | Predicate::Divides(..) | Predicate::Truth(_) => None,
    }
}

fn replaced(expr: &Expr, part: &Expr, new: &Expr) -> Expr {
    deep(|| {
        if expr == part {
            return new.clone();
        }
        if matches!(expr.kind(), ExprKind::BigOperator(_)) {
            return expr.clone();
        }
        expr.map_children(|child| replaced(child, part, new))
    })
}
