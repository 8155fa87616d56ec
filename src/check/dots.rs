//! Dots for what is not written, `1 + 2 + … + n`: the terms before and behind them tell what they stand for.

use crate::document::{Document, LEFT_OUT, Side, Statement, Unread};
use crate::expr::{Assumptions, BigOperatorKind, Bindings, Expr, ExprKind, Range, Symbol, deep};
use crate::number::Rational;
use crate::poly::{self, Budget};

/// The numbers that the first term of a row may have.
const FIRST: [i64; 5] = [1, 0, 2, 3, -1];

/// The longest geometric row of numbers.
const LONGEST: i64 = 400;

/// The most terms before or behind dots.
const MOST: usize = 40;

/// Puts sums and products in place of dots; where it cannot be told what they stand for, the relations beside them
/// are unread.
pub(super) fn fill(document: &mut Document, budget: &Budget) {
    let dots = Symbol::new(LEFT_OUT);
    let has_dots = |side: &Side| side.expr.mentions(&dots);
    let statements = std::mem::take(&mut document.statements);
    for mut statement in statements {
        if !statement.sides().any(has_dots) {
            document.statements.push(statement);
            continue;
        }
        let links = statement.links.iter_mut().map(|link| &mut link.side);
        for side in std::iter::once(&mut statement.first).chain(links) {
            fill_side(side, budget);
        }
        let parts = parted(&statement, &has_dots, &mut document.unread);
        document.statements.extend(parts);
    }
}

/// A statement without the sides of which dots are left; the relations beside them are unread.
fn parted(
    statement: &Statement,
    has_dots: &dyn Fn(&Side) -> bool,
    unread: &mut Vec<Unread>,
) -> Vec<Statement> {
    let begin = |first: Side, is_whole: bool| Statement {
        first,
        links: Vec::new(),
        label: statement.label.clone().filter(|_| is_whole),
        ..statement.clone()
    };
    let mut parts = vec![begin(statement.first.clone(), true)];
    for link in statement.links.clone() {
        let last = parts
            .last()
            .map(|part| part.links.last().map_or(&part.first, |link| &link.side));
        let is_open = has_dots(&link.side) || last.is_some_and(has_dots);
        if is_open {
            unread.push(Unread {
                is_refuted: false,
                span: link.sign.to(link.side.span),
                at: link.sign,
                reason: "it cannot be told which terms the dots stand for".to_owned(),
            });
            parts.push(begin(link.side, false));
        } else if let Some(part) = parts.last_mut() {
            part.links.push(link);
        }
    }
    parts.retain(|part| !has_dots(&part.first));
    parts
}

/// Puts sums and products in place of the dots of a side, as far as it can be told.
fn fill_side(side: &mut Side, budget: &Budget) {
    side.alternatives.clear();
    side.expr = filled(&side.expr, budget);
}

/// An expression with a sum or product wherever dots stand in one.
fn filled(expr: &Expr, budget: &Budget) -> Expr {
    let kind = match expr.kind() {
        ExprKind::Sum(_) => Some(BigOperatorKind::Sum),
        ExprKind::Product(_) => Some(BigOperatorKind::Product),
        _ => None,
    };
    if let Some(kind) = kind {
        let parts = match kind {
            BigOperatorKind::Sum => expr.terms(),
            BigOperatorKind::Product => expr.factors(),
        };
        let at = parts.iter().position(is_dots);
        let row = at.and_then(|at| {
            let (before, behind) = parts.split_at(at);
            Row {
                before,
                kind,
                budget,
            }
            .closed(behind.get(1..)?)
        });
        if let Some(row) = row {
            return row;
        }
    }
    deep(|| expr.map_children(|child| filled(child, budget)))
}

fn is_dots(expr: &Expr) -> bool {
    expr.as_symbol()
        .is_some_and(|symbol| symbol.name() == LEFT_OUT)
}

/// The terms before dots.
struct Row<'a> {
    before: &'a [Expr],
    kind: BigOperatorKind,
    budget: &'a Budget,
}

impl Row<'_> {
    /// The row up to the last of the terms behind the dots that belongs to it, with what stands behind that.
    fn closed(&self, behind: &[Expr]) -> Option<Expr> {
        if self.before.len().max(behind.len()) > MOST {
            return None;
        }
        let whole = (0..behind.len()).rev().find_map(|last| {
            let (inner, rest) = behind.split_at(last);
            let (end, rest) = rest.split_first()?;
            // `… + n − 1` may end with n or with n − 1.
            if rest
                .first()
                .is_some_and(|next| matches!(next.kind(), ExprKind::Neg(_)))
            {
                return None;
            }
            let row = self
                .by_name(inner, end)
                .or_else(|| self.of_numbers(end).filter(|_| inner.is_empty()))?;
            Some((row, rest.to_vec()))
        });
        let (row, rest) = whole?;
        let parts = std::iter::once(row).chain(rest);
        Some(match self.kind {
            BigOperatorKind::Sum => Expr::sum(parts),
            BigOperatorKind::Product => Expr::product(parts),
        })
    }

    /// `1 + 3 + … + (2n − 1)`: the last term with a number for one of its names is each of the others.
    fn by_name(&self, inner: &[Expr], end: &Expr) -> Option<Expr> {
        let index = free_name(end, self.before)?;
        let names = end.free_symbols().into_iter();
        names
            .filter(|name| name.name() != LEFT_OUT)
            .find_map(|name| {
                let general = put(end, &name, &Expr::symbol(index.clone()))?;
                let term = |at: Expr| put(&general, &index, &at);
                let first = FIRST.into_iter().find(|first| {
                    let mut known = (*first..).zip(self.before);
                    known.all(|(at, before)| {
                        term(Expr::integer(at)).is_some_and(|term| self.is_same(&term, before))
                    })
                })?;
                let upto = Expr::symbol(name.clone());
                let count = i64::try_from(inner.len()).ok()?;
                let mut last = (1..=count).rev().zip(inner);
                let goes_on = last.all(|(back, inner)| {
                    let at = Expr::sum([upto.clone(), Expr::integer(-back)]);
                    term(at).is_some_and(|term| self.is_same(&term, inner))
                });
                let range = Range::Interval(Expr::integer(first), upto.clone());
                goes_on
                    .then(|| Expr::big_operator(self.kind, index.clone(), range, general.clone()))
            })
    }

    /// `1 + 2 + … + 100`, `1 + 2 + 4 + … + 512`, `1² + 2² + … + 10²`.
    fn of_numbers(&self, end: &Expr) -> Option<Expr> {
        let index = Symbol::new("i");
        let upto = |count: i64| Range::Interval(Expr::zero(), Expr::integer(count));
        if let Some(sum) = self.of_even_steps(end) {
            return Some(sum);
        }
        let terms: Vec<&Expr> = self.before.iter().collect();
        if let Some(Rise {
            body,
            count: Some(count),
        }) = Rise::of(&terms, end, &index)
        {
            return Some(Expr::big_operator(self.kind, index, upto(count), body));
        }
        let before: Option<Vec<Rational>> = self.before.iter().map(written).collect();
        let (before, end) = (before?, written(end)?);
        let [first, second, _, ..] = before.as_slice() else {
            return None;
        };
        let ratio = second.checked_div(first)?;
        let mut term = first.clone();
        let mut count = 0;
        while term != end && count < LONGEST {
            let known = before.get(usize::try_from(count).ok()?);
            if known.is_some_and(|known| *known != term) {
                return None;
            }
            term = &term * &ratio;
            count += 1;
        }
        let power = Expr::power(Expr::number(&ratio), Expr::symbol(index.clone()));
        let body = Expr::product([Expr::number(first), power]);
        (term == end && count >= i64::try_from(before.len()).ok()?)
            .then(|| Expr::big_operator(self.kind, index, upto(count), body))
    }

    /// `1 + 2 + … + 100` by what Gauss is said to have found: half of the number of terms times the first and last one.
    fn of_even_steps(&self, end: &Expr) -> Option<Expr> {
        let before: Option<Vec<Rational>> = self.before.iter().map(Expr::as_number).collect();
        let last = poly::normal_form(end, &Assumptions::none(), self.budget)
            .ok()?
            .as_number()?;
        let before = before?;
        let count = steps(&before, &last).filter(|_| self.kind == BigOperatorKind::Sum)?;
        let half = Rational::from(count.checked_add(1)?).checked_div(&Rational::from(2))?;
        Some(Expr::product([
            Expr::number(&half),
            Expr::number(&(before.first()? + &last)),
        ]))
    }

    fn is_same(&self, a: &Expr, b: &Expr) -> bool {
        let form = poly::difference(a, b, &Assumptions::none(), self.budget);
        form.is_ok_and(|form| form.is_zero())
    }
}

/// A number as it is written, `1/2` among them.
fn written(expr: &Expr) -> Option<Rational> {
    match expr.kind() {
        ExprKind::Quotient(above, below) => above.as_number()?.checked_div(&below.as_number()?),
        _ => expr.as_number(),
    }
}

/// Terms of one form of which the numbers rise evenly up to the last one.
struct Rise {
    /// The form, with an index from 0 in place of what rises.
    body: Expr,
    /// How many steps lead to the last term; none where all are the same.
    count: Option<i64>,
}

impl Rise {
    fn of(before: &[&Expr], end: &Expr, index: &Symbol) -> Option<Self> {
        if before.iter().all(|term| *term == end) {
            return Some(Self {
                body: end.clone(),
                count: None,
            });
        }
        let numbers: Option<Vec<Rational>> = before.iter().map(|term| term.as_number()).collect();
        if let (Some(numbers), Some(last)) = (numbers, end.as_number()) {
            let count = steps(&numbers, &last)?;
            let (first, second) = (numbers.first()?, numbers.get(1)?);
            let rising =
                Expr::product([Expr::number(&(second - first)), Expr::symbol(index.clone())]);
            let body = Expr::sum([Expr::number(first), rising]);
            return Some(Self {
                body,
                count: Some(count),
            });
        }
        deep(|| Self::of_parts(before, end, index))
    }

    /// The same for each part of the terms.
    fn of_parts(before: &[&Expr], end: &Expr, index: &Symbol) -> Option<Self> {
        let parts = end.children();
        let all: Vec<Vec<&Expr>> = before.iter().map(|term| term.children()).collect();
        let is_one_form = before.iter().all(|term| has_form(term, end))
            && all.iter().all(|one| one.len() == parts.len());
        if !is_one_form || parts.is_empty() {
            return None;
        }
        let mut count = None;
        let mut bodies = Vec::new();
        for (at, part) in parts.into_iter().enumerate() {
            let column: Option<Vec<&Expr>> = all.iter().map(|one| one.get(at).copied()).collect();
            let rise = Self::of(&column?, part, index)?;
            if count.is_some() && rise.count.is_some() && count != rise.count {
                return None;
            }
            count = count.or(rise.count);
            bodies.push(rise.body);
        }
        let mut bodies = bodies.into_iter();
        let body = end.map_children(|part| bodies.next().unwrap_or_else(|| part.clone()));
        Some(Self { body, count })
    }
}

/// Whether two expressions are of one kind.
fn has_form(a: &Expr, b: &Expr) -> bool {
    match (a.kind(), b.kind()) {
        (ExprKind::Call(a, _), ExprKind::Call(b, _)) => a == b,
        (ExprKind::Quantity(_, a), ExprKind::Quantity(_, b)) => a == b,
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

/// So many even steps lead from the first number over the others to the last one.
fn steps(before: &[Rational], end: &Rational) -> Option<i64> {
    let [first, second, ..] = before else {
        return None;
    };
    let step = second - first;
    // Two numbers tell a rule only where each is the next one.
    if before.len() < 3 && step != Rational::from(1) {
        return None;
    }
    let is_even = before
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if b - a == step));
    if step.is_zero() || !is_even {
        return None;
    }
    let count = (end - first).checked_div(&step)?;
    let count = count.to_integer()?.to_i64()?;
    (count > i64::try_from(before.len()).ok()? - 1).then_some(count)
}

/// A name for the index that stands nowhere in the row.
fn free_name(end: &Expr, before: &[Expr]) -> Option<Symbol> {
    let names = ["i", "j", "k", "l", "m"].into_iter().map(Symbol::new);
    names
        .into_iter()
        .find(|name| !end.mentions(name) && !before.iter().any(|term| term.mentions(name)))
}

fn put(expr: &Expr, name: &Symbol, value: &Expr) -> Option<Expr> {
    let put: Bindings = [(name.clone(), value.clone())].into_iter().collect();
    put.substitute(expr).ok()
}
