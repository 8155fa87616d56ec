//! Children, places inside an expression, and rebuilding around a changed part.

use super::{BigOperator, Conditional, Expr, ExprKind, Function, Range, Symbol, deep};
use std::collections::BTreeSet;

/// Visits the direct children of a kind, in reading order.
pub(super) fn for_each_child<'a>(kind: &'a ExprKind, visit: &mut impl FnMut(&'a Expr)) {
    match kind {
        ExprKind::Number(_) | ExprKind::Symbol(_) | ExprKind::Boolean(_) | ExprKind::Text(_) => {}
        ExprKind::Sum(parts)
        | ExprKind::Product(parts)
        | ExprKind::Call(_, parts)
        | ExprKind::List(parts) => parts.iter().for_each(visit),
        ExprKind::Neg(a)
        | ExprKind::Quantity(a, _)
        | ExprKind::Conversion(a, _)
        | ExprKind::Order(a) => visit(a),
        ExprKind::Quotient(a, b) | ExprKind::Power(a, b) => {
            visit(a);
            visit(b);
        }
        ExprKind::BigOperator(operator) => {
            match &operator.range {
                Range::Interval(from, to) => {
                    visit(from);
                    visit(to);
                }
                Range::Elements(list) => visit(list),
            }
            visit(&operator.body);
        }
        ExprKind::Conditional(conditional) => {
            conditional
                .condition
                .operands()
                .into_iter()
                .for_each(&mut *visit);
            visit(&conditional.then);
            visit(&conditional.otherwise);
        }
        ExprKind::Bracket(condition) => condition.operands().into_iter().for_each(visit),
    }
}

impl Expr {
    /// The direct children in reading order, those inside conditions included.
    pub fn children(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        for_each_child(self.kind(), &mut |child| found.push(child));
        found
    }

    /// The same expression with each direct child changed, in reading order. Where nothing
    /// changed, the very same object comes back, so what stayed can be told by identity.
    #[must_use]
    pub fn map_children(&self, mut change: impl FnMut(&Self) -> Self) -> Self {
        let mut changed = false;
        let mut visit = |child: &Self| {
            let new = change(child);
            changed |= !new.is_same_object(child);
            new
        };
        let kind = rebuild(self.kind(), &mut visit);
        if changed {
            Self::from_kind(kind)
        } else {
            self.clone()
        }
    }

    /// The part at a path of child indices, if there is one.
    pub fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |part, &index| part.children().get(index).copied())
    }

    /// The expression with the part at a path replaced; `None` where the path leads nowhere.
    #[must_use]
    pub fn replace_at(&self, path: &[usize], new: Self) -> Option<Self> {
        let Some((&first, rest)) = path.split_first() else {
            return Some(new);
        };
        let inner = (*self.children().get(first)?).replace_at(rest, new)?;
        let mut index = 0;
        Some(self.map_children(|child| {
            let here = index == first;
            index += 1;
            if here { inner.clone() } else { child.clone() }
        }))
    }

    /// The expression with another in place of each part that is the same as one, wherever it stands.
    #[must_use]
    pub fn replacing(&self, part: &Self, by: &Self) -> Self {
        if self == part {
            return by.clone();
        }
        deep(|| self.map_children(|child| child.replacing(part, by)))
    }

    /// The symbols that occur free, that is, not as the index of a sum or product around them.
    pub fn free_symbols(&self) -> BTreeSet<Symbol> {
        let mut found = BTreeSet::new();
        collect_free(self, &mut Vec::new(), &mut found);
        found
    }

    /// The same symbols in the order in which they are first met.
    pub fn symbols_in_order(&self) -> Vec<Symbol> {
        let free = self.free_symbols();
        let mut met = Vec::new();
        collect_in_order(self, &free, &mut met);
        met
    }

    /// Whether the symbol occurs free.
    pub fn mentions(&self, symbol: &Symbol) -> bool {
        self.free_symbols().contains(symbol)
    }

    /// Whether it is made of functions alone that have no jumps where they have a value.
    ///
    /// ```
    /// use longhand::syntax::parse_expression;
    ///
    /// assert!(parse_expression("sqrt(x)/(x - 1)").unwrap().is_continuous());
    /// assert!(!parse_expression("x*floor(x)").unwrap().is_continuous());
    /// ```
    pub fn is_continuous(&self) -> bool {
        let is_smooth = match self.kind() {
            ExprKind::Number(_)
            | ExprKind::Symbol(_)
            | ExprKind::Neg(_)
            | ExprKind::Sum(_)
            | ExprKind::Product(_)
            | ExprKind::Quotient(..)
            | ExprKind::Power(..) => true,
            ExprKind::Call(function, _) => matches!(
                function,
                Function::Sqrt
                    | Function::Root
                    | Function::Exp
                    | Function::Ln
                    | Function::Log2
                    | Function::Log10
                    | Function::Abs
            ),
            _ => false,
        };
        is_smooth && deep(|| self.children().into_iter().all(Self::is_continuous))
    }
}

/// The kind over other children; bindings and shapes stay.
fn rebuild(kind: &ExprKind, visit: &mut impl FnMut(&Expr) -> Expr) -> ExprKind {
    match kind {
        ExprKind::Number(_) | ExprKind::Symbol(_) | ExprKind::Boolean(_) | ExprKind::Text(_) => {
            kind.clone()
        }
        ExprKind::Sum(parts) => ExprKind::Sum(parts.iter().map(visit).collect()),
        ExprKind::Product(parts) => ExprKind::Product(parts.iter().map(visit).collect()),
        ExprKind::Call(function, parts) => {
            ExprKind::Call(function.clone(), parts.iter().map(visit).collect())
        }
        ExprKind::List(parts) => ExprKind::List(parts.iter().map(visit).collect()),
        ExprKind::Neg(a) => ExprKind::Neg(visit(a)),
        ExprKind::Quantity(a, unit) => ExprKind::Quantity(visit(a), unit.clone()),
        ExprKind::Conversion(a, unit) => ExprKind::Conversion(visit(a), unit.clone()),
        ExprKind::Order(a) => ExprKind::Order(visit(a)),
        ExprKind::Quotient(a, b) => {
            let a = visit(a);
            ExprKind::Quotient(a, visit(b))
        }
        ExprKind::Power(a, b) => {
            let a = visit(a);
            ExprKind::Power(a, visit(b))
        }
        ExprKind::BigOperator(operator) => ExprKind::BigOperator(rebuild_operator(operator, visit)),
        ExprKind::Conditional(conditional) => {
            let condition = conditional.condition.map_operands(visit);
            let then = visit(&conditional.then);
            let otherwise = visit(&conditional.otherwise);
            ExprKind::Conditional(Conditional {
                condition,
                then,
                otherwise,
            })
        }
        ExprKind::Bracket(condition) => ExprKind::Bracket(condition.map_operands(visit)),
    }
}

fn rebuild_operator(operator: &BigOperator, visit: &mut impl FnMut(&Expr) -> Expr) -> BigOperator {
    let range = match &operator.range {
        Range::Interval(from, to) => {
            let from = visit(from);
            Range::Interval(from, visit(to))
        }
        Range::Elements(list) => Range::Elements(visit(list)),
    };
    let body = visit(&operator.body);
    BigOperator {
        kind: operator.kind,
        index: operator.index.clone(),
        range,
        body,
    }
}

fn collect_in_order(expr: &Expr, free: &BTreeSet<Symbol>, met: &mut Vec<Symbol>) {
    deep(|| match expr.kind() {
        ExprKind::Symbol(symbol) => {
            if free.contains(symbol) && !met.contains(symbol) {
                met.push(symbol.clone());
            }
        }
        kind => for_each_child(kind, &mut |child| collect_in_order(child, free, met)),
    });
}

fn collect_free(expr: &Expr, bound: &mut Vec<Symbol>, found: &mut BTreeSet<Symbol>) {
    deep(|| match expr.kind() {
        ExprKind::Symbol(symbol) => {
            if !bound.contains(symbol) && !found.contains(symbol) {
                found.insert(symbol.clone());
            }
        }
        ExprKind::BigOperator(operator) => {
            match &operator.range {
                Range::Interval(from, to) => {
                    collect_free(from, bound, found);
                    collect_free(to, bound, found);
                }
                Range::Elements(list) => collect_free(list, bound, found),
            }
            bound.push(operator.index.clone());
            collect_free(&operator.body, bound, found);
            bound.pop();
        }
        kind => for_each_child(kind, &mut |child| collect_free(child, bound, found)),
    });
}
