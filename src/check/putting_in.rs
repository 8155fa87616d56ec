//! Lines that are something else than they seem: numbers put in for names, `V × d = 50257 × 768`; slips behind "with".

use super::conditions::comparison;
use super::pair::Pair;
use super::report::Judged;
use super::walk::Walk;
use crate::diagnostic::Span;
use crate::document::{Announced, Link, Place, Side, Statement};
use crate::expr::{Expr, ExprKind, Relation, Symbol, deep};

impl Walk<'_> {
    /// Whether a side is a function of something; `a(3) = 11` of a function that is known is a claim.
    pub(super) fn applies(&self, side: &Side) -> bool {
        let is_known =
            matches!(side.expr.kind(), ExprKind::Call(..)) && side.expr.free_symbols().is_empty();
        !is_known && is_application(self.document.source.slice(side.span))
    }

    /// `with L(a + b) = La + b`: what a known slip explains is claimed, whatever "with" or "where" says.
    pub(super) fn is_slip(
        &self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        found: &Pair,
    ) -> bool {
        let is_said = statement.announced == Some(Announced::Where);
        let (lhs, rhs) = (&left.expr, &link.side.expr);
        let is_open = lhs.as_symbol().is_none() && rhs.as_symbol().is_none();
        let same = !lhs.free_symbols().is_empty() && lhs.free_symbols() == rhs.free_symbols();
        if !(is_said && is_open && same && found.compared.verdict.is_wrong()) {
            return false;
        }
        let judged = self.judged(statement, left, link, found.clone(), None);
        judged.slip.is_some()
    }

    /// `Short sequences (n < 2d)`: a comparison that is refuted only by values said elsewhere tells of another
    /// case.
    pub(super) fn is_case(&self, statement: &Statement, judged: &Judged) -> bool {
        let compares = comparison(judged.relation).is_some();
        let block = |at: Span| {
            let near = Span::new(at.start.min(judged.sign.start), judged.sign.start);
            !self.document.source.slice(near).contains("\n\n")
        };
        compares
            && statement.links.len() == 1
            && !judged.used.is_empty()
            && !judged.used.iter().any(|used| block(used.span))
    }

    /// The names for which a line puts numbers in, `V × d = 50257 × 768`, where no other number was said
    /// for one of them.
    pub(super) fn puts_in(&self, left: &Side, link: &Link, place: &Place) -> Option<String> {
        if link.relation != Relation::Equal {
            return None;
        }
        let pairs = put_in(&left.expr, &link.side.expr)?;
        let is_open = |symbol: &Symbol| {
            let meaning = self.context.meaning(symbol, place, false);
            meaning.is_none_or(|(entry, _)| !entry.is_number)
        };
        let names: Vec<&str> = pairs.iter().map(|(symbol, _)| symbol.name()).collect();
        let is_bare = left.expr.as_symbol().is_none();
        (is_bare && pairs.iter().all(|(symbol, _)| is_open(symbol))).then(|| names.join(", "))
    }
}

/// What was put in for each name, where the right side is the left one with numbers in place of names.
fn put_in(lhs: &Expr, rhs: &Expr) -> Option<Vec<(Symbol, Expr)>> {
    let mut pairs = Vec::new();
    let matches = compare(lhs, rhs, &mut pairs);
    (matches && !pairs.is_empty()).then_some(pairs)
}

fn compare(lhs: &Expr, rhs: &Expr, pairs: &mut Vec<(Symbol, Expr)>) -> bool {
    deep(|| {
        if lhs == rhs {
            return true;
        }
        if let Some(symbol) = lhs.as_symbol() {
            let is_number = rhs.as_number().is_some();
            let known = pairs.iter().find(|(name, _)| name == symbol);
            let agrees = known.is_none_or(|(_, value)| value == rhs);
            if is_number && known.is_none() {
                pairs.push((symbol.clone(), rhs.clone()));
            }
            return is_number && agrees;
        }
        let (left, right) = (lhs.children(), rhs.children());
        let same_kind = match (lhs.kind(), rhs.kind()) {
            (ExprKind::Call(a, _), ExprKind::Call(b, _)) => a == b,
            (ExprKind::Quantity(_, a), ExprKind::Quantity(_, b)) => a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        };
        let is_whole = same_kind && left.len() == right.len() && !left.is_empty();
        is_whole
            && left
                .into_iter()
                .zip(right)
                .all(|(left, right)| compare(left, right, pairs))
    })
}

/// Whether a side as it is written is a function of something, `f(1, 2)`, `\varphi(x)`, and no product of a
/// name and a sum.
fn is_application(written: &str) -> bool {
    let written = written.trim();
    let Some((name, rest)) = written.split_once('(') else {
        return false;
    };
    let Some(inside) = rest.trim_end().strip_suffix(')') else {
        return false;
    };
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}' | '\\' | '\'');
    let name = name.trim();
    let is_name =
        name.starts_with(|c: char| c.is_alphabetic() || c == '\\') && name.chars().all(belongs);
    let mut depth = 0_i32;
    let is_whole = inside.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    });
    let is_one = !inside.is_empty() && inside.chars().all(belongs);
    is_name && is_whole && (is_one || inside.contains(','))
}
