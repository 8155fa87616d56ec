//! Claims about a symbol one further: sums and products over ranges that end at it grow by an element.

use std::collections::BTreeSet;

use super::claim::Claim;
use super::symbols::{free_symbols, taken};
use crate::expr::{
    Assumptions, BigOperator, BigOperatorKind, Bindings, Expr, ExprKind, Range, Symbol, deep,
};
use crate::number::{Integer, Rational};
use crate::poly;

/// Ranges that grow or shrink by more elements a step are left alone.
const MOST_A_STEP: i64 = 4;

/// A sum or product whose range moves with a symbol.
pub(super) struct Moving {
    /// As it stands in the claim.
    pub(super) written: Expr,
    pub(super) operator: BigOperator,
    pub(super) low: Expr,
    pub(super) high: Expr,
    /// What stands for it.
    pub(super) name: Symbol,
    /// How far the upper and the lower end move when the symbol grows by one.
    added: i64,
    lost: i64,
    /// Whether its body mentions the symbol.
    pub(super) is_mixed: bool,
}

impl Moving {
    /// Its value one step further by its value here, where its body does not mention the symbol.
    pub(super) fn next(&self) -> Option<Expr> {
        let here = Expr::symbol(self.name.clone());
        let added = self.elements(&self.high, 1, self.added)?;
        let lost = self.elements(&self.low, 0, self.lost)?;
        match self.operator.kind {
            BigOperatorKind::Sum => {
                let lost = lost.into_iter().map(Expr::negative);
                Some(Expr::sum(std::iter::once(here).chain(added).chain(lost)))
            }
            BigOperatorKind::Product if lost.is_empty() => {
                Some(Expr::product(std::iter::once(here).chain(added)))
            }
            BigOperatorKind::Product => None,
        }
    }

    /// The elements that come in at the upper end one step further, in a body for that step.
    pub(super) fn added_to(&self, body: &Expr) -> Option<Vec<Expr>> {
        if self.lost != 0 {
            return None;
        }
        (1..=self.added)
            .map(|step| {
                let place = Expr::sum([self.high.clone(), Expr::integer(Integer::from(step))]);
                put(body, &self.operator.index, &place)
            })
            .collect()
    }

    fn elements(&self, from: &Expr, first: i64, count: i64) -> Option<Vec<Expr>> {
        (first..first + count)
            .map(|step| {
                let place = Expr::sum([from.clone(), Expr::integer(Integer::from(step))]);
                put(&self.operator.body, &self.operator.index, &place)
            })
            .collect()
    }

    /// The value of a symbol at which the range is empty and begins to grow, where it has one.
    pub(super) fn start(
        &self,
        symbol: &Symbol,
        under: &Assumptions,
        budget: &poly::Budget,
    ) -> Option<Expr> {
        if self.lost != 0 || self.low.mentions(symbol) {
            return None;
        }
        let zero = put(&self.high, symbol, &Expr::zero())?;
        let length = Expr::difference(Expr::difference(self.low.clone(), Expr::one()), zero);
        let start = Expr::quotient(length, Expr::integer(Integer::from(self.added)));
        let form = poly::normal_form(&start, under, budget).ok()?;
        match form.as_number() {
            Some(number) => Some(Expr::integer(number.ceil())),
            None => (self.added == 1).then(|| form.to_expr()),
        }
    }
}

/// The expression with another in place of a symbol.
pub(super) fn put(expr: &Expr, symbol: &Symbol, value: &Expr) -> Option<Expr> {
    let binding: Bindings = std::iter::once((symbol.clone(), value.clone())).collect();
    binding.substitute(expr).ok()
}

/// The expression one step further.
pub(super) fn advanced(expr: &Expr, symbol: &Symbol) -> Option<Expr> {
    let next = Expr::sum([Expr::symbol(symbol.clone()), Expr::one()]);
    put(expr, symbol, &next)
}

/// The sums and products in a claim whose ranges grow with a symbol, those inside others left out; `None`
/// where one moves in a way that is not followed.
pub(super) fn moving(
    claim: &Claim<'_>,
    symbol: &Symbol,
    budget: &poly::Budget,
) -> Option<Vec<Moving>> {
    let mut written = Vec::new();
    outermost(claim.lhs, &mut written);
    outermost(claim.rhs, &mut written);
    let mut taken = taken([claim.lhs, claim.rhs], claim.under);
    let mut found = Vec::new();
    for written in written {
        if !written.mentions(symbol) {
            continue;
        }
        let ExprKind::BigOperator(operator) = written.kind() else {
            continue;
        };
        let Range::Interval(low, high) = &operator.range else {
            return None;
        };
        let moved = |end: &Expr| -> Option<i64> {
            let difference = Expr::difference(advanced(end, symbol)?, end.clone());
            let form = poly::normal_form(&difference, claim.under, budget).ok()?;
            let steps = form.as_number()?.to_integer()?.to_i64()?;
            (0..=MOST_A_STEP).contains(&steps).then_some(steps)
        };
        let (added, lost) = (moved(high)?, moved(low)?);
        if added == 0 {
            return None;
        }
        found.push(Moving {
            name: unused(found.len() + 1, &mut taken),
            operator: operator.clone(),
            low: low.clone(),
            high: high.clone(),
            added,
            lost,
            is_mixed: operator.body.mentions(symbol),
            written,
        });
    }
    Some(found)
}

/// A name for a value that stands for nothing else.
fn unused(number: usize, taken: &mut BTreeSet<Symbol>) -> Symbol {
    let mut name = format!("s_{number}'");
    while !taken.insert(Symbol::new(&name)) {
        name.push('\'');
    }
    Symbol::new(&name)
}

/// The symbols at which ranges of sums and products end.
pub(super) fn ends(claim: &Claim<'_>) -> Vec<Symbol> {
    let mut written = Vec::new();
    outermost(claim.lhs, &mut written);
    outermost(claim.rhs, &mut written);
    let mut found: Vec<Symbol> = Vec::new();
    for operator in &written {
        if let ExprKind::BigOperator(operator) = operator.kind()
            && let Range::Interval(_, high) = &operator.range
        {
            for symbol in free_symbols([high], claim.under) {
                if !found.contains(&symbol) {
                    found.push(symbol);
                }
            }
        }
    }
    found
}

fn outermost(expr: &Expr, found: &mut Vec<Expr>) {
    deep(|| match expr.kind() {
        ExprKind::BigOperator(_) => {
            if !found.contains(expr) {
                found.push(expr.clone());
            }
        }
        _ => expr
            .children()
            .into_iter()
            .for_each(|part| outermost(part, found)),
    });
}

/// The expression with the names of moving sums and products in their places.
pub(super) fn named(expr: &Expr, moving: &[Moving]) -> Expr {
    if let Some(known) = moving.iter().find(|moving| moving.written == *expr) {
        return Expr::symbol(known.name.clone());
    }
    deep(|| expr.map_children(|child| named(child, moving)))
}

/// One step further: everything else advanced, the names replaced by what they become.
pub(super) fn named_next(expr: &Expr, moving: &[Moving], symbol: &Symbol) -> Option<Expr> {
    let mut next = Bindings::new();
    for one in moving {
        next.insert(one.name.clone(), one.next()?);
    }
    next.insert(
        symbol.clone(),
        Expr::sum([Expr::symbol(symbol.clone()), Expr::one()]),
    );
    next.substitute(&named(expr, moving)).ok()
}

/// The number that a bound of an integer begins with.
pub(super) fn first_integer(low: &Rational, strict: bool) -> Integer {
    if strict && low.is_integer() {
        low.ceil() + Integer::ONE
    } else {
        low.ceil()
    }
}
