//! Numbers put in for names of which no other number was said: `V × d = 50257 × 768`.
//!
//! What was put in is read off the two sides, and the judge then compares them with it: the line holds
//! if the names stand for these numbers.

use super::compared::Need;
use super::pair::Pair;
use super::report::GivenKind;
use super::slips::is_transposed;
use super::walk::Walk;
use crate::document::{Link, Place, Side, Statement};
use crate::expr::{Bindings, Expr, ExprKind, Relation, Symbol, deep};
use crate::judge::Stated;
use crate::number::Rational;

type Values = Vec<(Symbol, Expr)>;

/// What a line that puts numbers in comes to.
enum PutIn {
    /// It is right, or wrong, if the open names stand for what it puts in.
    Judged(Box<Pair>),
    /// It puts in other numbers than those known: it speaks of another case.
    OfAnotherCase(Vec<Symbol>),
}

impl Walk<'_> {
    /// The word on a line; none where it puts in numbers and was taken as what it says with them.
    pub(super) fn unless_put_in(
        &mut self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        found: Pair,
    ) -> Option<Pair> {
        match self.puts_in(left, link, &statement.place) {
            Some(PutIn::OfAnotherCase(names)) => {
                let names: Vec<&str> = names.iter().map(Symbol::name).collect();
                self.give(link.sign, GivenKind::Binding, names.join(", "), None);
                None
            }
            Some(PutIn::Judged(filled)) if filled.is_right() => {
                self.claim(statement, left, link, *filled, None);
                None
            }
            // `V × d = 50275 × 768` where V is 50257 and d is open.
            Some(PutIn::Judged(filled)) if filled.compared.verdict.is_wrong() => Some(*filled),
            _ => Some(found),
        }
    }

    /// What a line that puts in numbers comes to, where no other number was said for one of the names or several
    /// were.
    fn puts_in(&self, left: &Side, link: &Link, place: &Place) -> Option<PutIn> {
        if link.relation != Relation::Equal || left.expr.as_symbol().is_some() {
            return None;
        }
        let values = put_in(&left.expr, &link.side.expr)?;
        // Of another place the letter may mean something else here.
        let known = |symbol: &Symbol| {
            let (entry, _) = self.context.meaning(symbol, place, false)?;
            let is_near = entry.is_number && !self.is_afar(entry.span, left.span);
            is_near.then_some(&entry.value)
        };
        let agrees = |symbol: &Symbol, value: &Expr| {
            let name = Side::new(Expr::symbol(symbol.clone()), left.span);
            let value = Side::new(value.clone(), link.side.span);
            let found = self.pair(&name, Relation::Approx, &value, place);
            found.is_right()
        };
        let differs = |(symbol, value): &&(Symbol, Expr)| {
            known(symbol).is_some_and(|known| known != value && !agrees(symbol, value))
        };
        let differing: Vec<&(Symbol, Expr)> = values.iter().filter(differs).collect();
        let open: Values = values
            .iter()
            .filter(|(symbol, _)| known(symbol).is_none())
            .cloned()
            .collect();
        let is_mistyped = differing
            .iter()
            .any(|(symbol, value)| known(symbol).is_some_and(|known| turns_digits(value, known)));
        let agreeing = values.len() - differing.len() - open.len();
        let is_other = !differing.is_empty()
            && !is_mistyped
            && (!open.is_empty() || differing.len() > 1 && agreeing == 0);
        if is_other {
            let names = values.into_iter().map(|(symbol, _)| symbol).collect();
            return Some(PutIn::OfAnotherCase(names));
        }
        if open.is_empty() {
            return None;
        }
        let bindings: Bindings = open.iter().cloned().collect();
        let expr = bindings.substitute(&left.expr).ok()?;
        let filled = Side::new(expr, left.span);
        let mut found = self.pair(&filled, link.relation, &link.side, place);
        found.compared = found.compared.needing(open.into_iter().map(Need::Is));
        if found.is_right() {
            found.compared.lhs = left.expr.clone();
        }
        Some(PutIn::Judged(Box::new(found)))
    }
}

/// `50275` for `50257`.
fn turns_digits(written: &Expr, known: &Expr) -> bool {
    let stated = Stated::of(written);
    let known = known.as_number();
    stated.is_some_and(|stated| known.is_some_and(|known| is_transposed(&stated, &known)))
}

/// What was put in for each name, where the right side is the left one with numbers in place of names.
fn put_in(lhs: &Expr, rhs: &Expr) -> Option<Values> {
    let mut values = Vec::new();
    let matches = compare(lhs, rhs, &mut values);
    (matches && !values.is_empty()).then_some(values)
}

fn compare(lhs: &Expr, rhs: &Expr, values: &mut Values) -> bool {
    deep(|| {
        if lhs == rhs {
            return true;
        }
        if let Some(symbol) = lhs.as_symbol() {
            let known = values.iter().find(|(name, _)| name == symbol);
            let agrees = known.is_none_or(|(_, value)| value == rhs);
            let is_value = is_value(rhs);
            if is_value && known.is_none() {
                values.push((symbol.clone(), rhs.clone()));
            }
            return is_value && agrees;
        }
        let (left, right) = match (lhs.kind(), rhs.kind()) {
            (ExprKind::Call(a, left), ExprKind::Call(b, right)) if a == b => {
                (left.clone(), right.clone())
            }
            (ExprKind::Quantity(left, a), ExprKind::Quantity(right, b)) if a == b => {
                (vec![left.clone()], vec![right.clone()])
            }
            (ExprKind::Product(_), ExprKind::Product(_)) => (factors(lhs), factors(rhs)),
            (a, b) if std::mem::discriminant(a) == std::mem::discriminant(b) => {
                let owned = |expr: &Expr| expr.children().into_iter().cloned().collect();
                (owned(lhs), owned(rhs))
            }
            _ => return false,
        };
        let is_whole = left.len() == right.len() && !left.is_empty();
        is_whole
            && left
                .iter()
                .zip(&right)
                .all(|(left, right)| compare(left, right, values))
    })
}

/// The factors of a product in their order, those of products within it too; `10 × 10⁹` is one number.
fn factors(product: &Expr) -> Vec<Expr> {
    let mut found: Vec<Expr> = Vec::new();
    collect(product, &mut found);
    found
}

fn collect(product: &Expr, found: &mut Vec<Expr>) {
    deep(|| match product.kind() {
        ExprKind::Product(parts) => parts.iter().for_each(|part| collect(part, found)),
        _ => match found.pop() {
            Some(last) if is_scale(product) && last.as_number().is_some() => {
                found.push(Expr::product([last, product.clone()]));
            }
            last => {
                found.extend(last);
                found.push(product.clone());
            }
        },
    });
}

/// `10⁹`.
fn is_scale(expr: &Expr) -> bool {
    matches!(expr.kind(), ExprKind::Power(base, power)
        if base.as_number().is_some_and(|base| base == Rational::from(10)) && power.as_number().is_some())
}

/// A number as people put it in: `80`, `4 GiB`, `10 × 10⁹`, `10⁹`.
fn is_value(expr: &Expr) -> bool {
    match expr.kind() {
        ExprKind::Number(_) => true,
        ExprKind::Quantity(number, _) => number.as_number().is_some(),
        ExprKind::Product(parts) => match parts.as_slice() {
            [number, scale] => number.as_number().is_some() && is_scale(scale),
            _ => false,
        },
        _ => is_scale(expr),
    }
}
