//! Where a derivative is one. A part may have a corner (`abs(x)` at 0, `max(x, 2)` at 2) or an end (`sqrt(x)` at
//! 0), and a derivative may have a value where the expression has none (1/x beside `ln(x)`). What both lack
//! (x = 0 in 1/x and −1/x²) needs no word.

use super::claim::{Budget, Claim};
use super::decide::judge;
use super::exceptions::without_implied;
use super::positive::is_nonzero;
use super::predicate::judge_predicate;
use super::ranges;
use super::requirements::{Needs, Requirement, requirements};
use super::symbols::has_big_operator;
use super::verdict::Condition;
use crate::expr::{
    Assumptions, Bindings, Comparison, Expr, ExprKind, Function, Predicate, Relation, Symbol, deep,
};
use crate::poly::{self, Pieces, pieces};

/// So many conditions may split an expression, one inside the other.
const MOST_SPLITS: u32 = 5;

/// What must hold for one expression to be the derivative of another by a symbol, once it is known to be that
/// wherever neither has a corner.
pub(super) fn conditions(
    of: &Expr,
    by: &Symbol,
    derivative: &Expr,
    under: &Assumptions,
    budget: &Budget,
) -> Vec<Condition> {
    let mut found = Vec::new();
    let place = Place { by, under, budget };
    place.by_pieces(of, derivative, MOST_SPLITS, &mut found);
    without_implied(found)
}

/// So many corners and needs are looked at, each beside all others.
const MOST_LOOKED_AT: usize = 16;

/// What is taken for granted, by the pieces that an expression was split into.
struct Place<'a> {
    by: &'a Symbol,
    under: &'a Assumptions,
    budget: &'a Budget,
}

impl Place<'_> {
    fn by_pieces(&self, of: &Expr, derivative: &Expr, splits: u32, found: &mut Vec<Condition>) {
        let split = pieces(of, self.by).filter(|_| splits > 0);
        let Some(split) = split else {
            self.of_piece(of, derivative, found);
            return;
        };
        let [when, otherwise] = match derivative.kind() {
            ExprKind::Conditional(parts) if parts.condition == split.condition => {
                [&parts.then, &parts.otherwise]
            }
            _ => [derivative, derivative],
        };
        let sides = [
            (Some(split.condition.clone()), &split.when, when),
            (split.condition.opposite(), &split.otherwise, otherwise),
        ];
        for (known, of, derivative) in sides {
            let under = self.with(known.into_iter());
            let place = Place {
                under: &under,
                ..*self
            };
            place.by_pieces(of, derivative, splits - 1, found);
        }
        for edge in &split.off_edge {
            let edges = self.factors(edge).into_iter();
            let open = edges.filter(|edge| !self.is_passed(edge, &split, [when, otherwise]));
            for edge in open.map(Condition::Except) {
                push(found, edge);
            }
        }
    }

    /// The corners and ends of an expression that no condition splits.
    fn of_piece(&self, of: &Expr, derivative: &Expr, found: &mut Vec<Condition>) {
        let Some((of_needs, its_needs)) = self.needs(of).zip(self.needs(derivative)) else {
            return;
        };
        let corners_of = corners(of, self.by);
        if corners_of.len() + of_needs.len() + its_needs.len() > MOST_LOOKED_AT {
            // Too many to be looked at one beside the others: all are told.
            for inner in corners_of {
                let corner = Predicate::Compare(inner, Comparison::NotEqual, Expr::zero());
                push(found, told(corner));
            }
            let about = |known: &&Predicate| {
                let operands = known.operands();
                operands.iter().any(|part| part.mentions(self.by)) && unlike(known).is_none()
            };
            for known in of_needs.iter().filter(about) {
                push(found, told(known.clone()));
            }
            return;
        }
        let defined = self.with(its_needs.iter().cloned());
        for known in &of_needs {
            let is_about = known.operands().iter().any(|part| part.mentions(self.by));
            if is_about && !self.holds(known, &defined) {
                for known in self.factors(known) {
                    push(found, told(known));
                }
            }
        }
        let defined = self.with(of_needs.iter().cloned());
        for known in &its_needs {
            // A closed form has a divisor that the sum has not; a relative derivative divides by what it is of.
            if has_big_operator(of) && !self.holds(known, &defined) {
                for known in self.factors(known) {
                    push(found, told(known));
                }
            }
        }
        let mut edges: Vec<(Predicate, bool)> = Vec::new();
        for inner in corners_of {
            let corner = Predicate::Compare(inner.clone(), Comparison::NotEqual, Expr::zero());
            if self.holds(&corner, &defined) || self.is_elsewhere(&inner) {
                continue;
            }
            let is_lone = corners(&inner, self.by).is_empty();
            let factors = self.factors(&corner).into_iter();
            edges.extend(factors.map(|corner| (corner, is_lone)));
        }
        for (at, (corner, is_lone)) in edges.iter().enumerate() {
            // Where the slope goes on without a jump, it is the slope there too.
            let others = edges.iter().enumerate().filter(|(other, _)| *other != at);
            let others = others.map(|(_, (corner, _))| corner.clone());
            let around = self.with(of_needs.iter().cloned().chain(others));
            let goes_on = *is_lone
                && derivative.is_continuous()
                && its_needs.iter().all(|known| self.holds(known, &around));
            if !goes_on {
                push(found, told(corner.clone()));
            }
        }
    }

    /// Whether an expression is 0 only where another piece holds.
    fn is_elsewhere(&self, inner: &Expr) -> bool {
        let Some(at) = self.meeting(inner, &Expr::zero()) else {
            return false;
        };
        let binding: Bindings = std::iter::once((self.by.clone(), at)).collect();
        let free = Assumptions {
            conditions: Vec::new(),
            ..self.under.clone()
        };
        self.under.conditions.iter().any(|known| {
            let put = |part: &Expr| binding.substitute(part).unwrap_or_else(|_| part.clone());
            let there = known.map_operands(&mut { put });
            judge_predicate(&there, &free, self.budget).fails()
        })
    }

    /// What an expression needs to have a value, as far as it is known.
    fn needs(&self, expr: &Expr) -> Option<Vec<Predicate>> {
        let form = poly::normal_form(&self.outside(expr), self.under, &self.budget.poly).ok()?;
        let compared =
            |part: &Expr, comparison| Predicate::Compare(part.clone(), comparison, Expr::zero());
        let divisors = form.nonzero().iter();
        let divisors = divisors.map(|part| compared(&inside(part), Comparison::NotEqual));
        let wanted = requirements(expr, self.under);
        // A root is never negative where it has a value.
        let is_root = |part: &Expr| matches!(part.kind(), ExprKind::Call(Function::Sqrt, _));
        let is_open = |wanted: &&Requirement| {
            wanted.needs != Needs::NonNegative || !is_root(&wanted.argument)
        };
        let wanted = wanted.iter().filter(is_open).map(|wanted| {
            let comparison = match wanted.needs {
                Needs::NonZero => Comparison::NotEqual,
                Needs::NonNegative | Needs::Natural => Comparison::GreaterEqual,
                Needs::Positive => Comparison::Greater,
            };
            compared(&wanted.argument, comparison)
        });
        let inside = ranges::unproved(expr, self.under, self.budget);
        let inside = inside
            .iter()
            .map(|known| without_powers(known, self.under, self.budget));
        Some(divisors.chain(wanted).chain(inside).collect())
    }

    /// An expression with a name for each sum and product: a closed form may have a divisor more.
    fn outside(&self, expr: &Expr) -> Expr {
        if matches!(expr.kind(), ExprKind::BigOperator(_)) {
            // No name that is read has a space in it.
            return Expr::symbol(Symbol::new(&format!("{} summed", self.by.name())));
        }
        deep(|| expr.map_children(|part| self.outside(part)))
    }

    fn with(&self, more: impl Iterator<Item = Predicate>) -> Assumptions {
        let mut under = self.under.clone();
        under.conditions.extend(more);
        under
    }

    fn holds(&self, known: &Predicate, under: &Assumptions) -> bool {
        let verdict = judge_predicate(known, under, self.budget);
        if verdict.holds() && verdict.open_conditions(under).is_empty() {
            return true;
        }
        if let Predicate::Compare(a, Comparison::NotEqual, b) = known {
            let divisors: Vec<Expr> = under.conditions.iter().filter_map(unlike).collect();
            let apart = [Expr::difference(a.clone(), b.clone())];
            let beyond = poly::zeros_beyond(&apart, &divisors, under, &self.budget.poly);
            return beyond.is_ok_and(|beyond| beyond.is_empty());
        }
        // What is not negative and not 0 is positive.
        let Predicate::Compare(a, Comparison::Greater, b) = known else {
            return false;
        };
        let compared = |comparison| Predicate::Compare(a.clone(), comparison, b.clone());
        let there = Place { under, ..*self };
        there.factors(&compared(Comparison::NotEqual)).is_empty()
            && there.holds(&compared(Comparison::GreaterEqual), under)
    }

    /// `x·(x − 1) ≠ 0` as `x ≠ 0` and `x ≠ 1`, without what is known.
    fn factors(&self, known: &Predicate) -> Vec<Predicate> {
        let parts = match known {
            Predicate::Compare(a, Comparison::NotEqual, b) => {
                let form = poly::difference(a, b, self.under, &self.budget.poly);
                let parts =
                    form.map_or_else(|_| vec![known.clone()], |form| form.differs_from_zero());
                let mut plain: Vec<Predicate> = Vec::new();
                for part in parts {
                    let part = match unlike(&part) {
                        Some(apart) if inside(&apart) != apart => {
                            Predicate::Compare(inside(&apart), Comparison::NotEqual, Expr::zero())
                        }
                        _ => part,
                    };
                    if !plain.contains(&part) {
                        plain.push(part);
                    }
                }
                plain
            }
            _ => vec![known.clone()],
        };
        let open = |known: &Predicate| match known {
            Predicate::Compare(a, Comparison::NotEqual, b) => {
                let apart = Expr::difference(a.clone(), b.clone());
                !is_nonzero(&apart, self.under, &self.budget.poly) && !self.holds(known, self.under)
            }
            _ => !self.holds(known, self.under),
        };
        // `h² ≠ V` reads better than `h² − V ≠ 0`.
        let is_symbol = |part: &Predicate| {
            let operands = part.operands();
            operands
                .first()
                .is_some_and(|part| part.as_symbol().is_some())
        };
        let parts = match parts.as_slice() {
            [only] if !is_symbol(only) => vec![known.clone()],
            _ => parts,
        };
        parts.into_iter().filter(open).collect()
    }

    /// Whether two pieces meet in one value and one slope, where the edge between them gives the symbol.
    fn is_passed(&self, edge: &Predicate, split: &Pieces, [when, otherwise]: [&Expr; 2]) -> bool {
        let Predicate::Compare(a, _, b) = edge else {
            return false;
        };
        let Some(at) = self.meeting(a, b) else {
            return false;
        };
        let binding: Bindings = std::iter::once((self.by.clone(), at)).collect();
        let meets = |one: &Expr, other: &Expr| {
            let (one, other) = (binding.substitute(one), binding.substitute(other));
            let (Ok(lhs), Ok(rhs)) = (one, other) else {
                return false;
            };
            let claim = Claim {
                lhs: &lhs,
                relation: Relation::Equal,
                rhs: &rhs,
                under: self.under,
            };
            let verdict = judge(&claim, self.budget);
            verdict.holds() && verdict.conditions().is_empty()
        };
        let needs_nothing = [&split.when, &split.otherwise, when, otherwise]
            .into_iter()
            .all(|part| self.needs(part).is_some_and(|needs| needs.is_empty()))
            && when.is_continuous()
            && otherwise.is_continuous();
        needs_nothing && meets(&split.when, &split.otherwise) && meets(when, otherwise)
    }

    /// The value of the symbol at which two expressions are equal, where they differ by a line.
    fn meeting(&self, a: &Expr, b: &Expr) -> Option<Expr> {
        let form = poly::difference(a, b, self.under, &self.budget.poly).ok()?;
        let symbol = Expr::symbol(self.by.clone());
        let terms = form.terms();
        let is_about = |term: &&poly::Term| term.to_expr().mentions(self.by);
        let (with, without): (Vec<_>, Vec<_>) = terms.iter().partition(is_about);
        let ([only], true) = (with.as_slice(), form.is_polynomial()) else {
            return None;
        };
        let is_line = only.powers == [(symbol, 1)];
        let scale = (-only.coefficient.clone()).recip().filter(|_| is_line)?;
        let rest = Expr::sum(without.into_iter().map(poly::Term::to_expr));
        Some(Expr::product([Expr::number(&scale), rest]))
    }
}

/// What is 0 exactly where a part is: x for `abs(x)` and `sqrt(x)`.
fn inside(part: &Expr) -> Expr {
    match part.kind() {
        ExprKind::Call(Function::Abs | Function::Sqrt | Function::Root, parts) => {
            parts.first().map_or_else(|| part.clone(), inside)
        }
        _ => part.clone(),
    }
}

/// The arguments at whose zeros a function has a corner or an end.
fn corners(expr: &Expr, by: &Symbol) -> Vec<Expr> {
    let mut found = Vec::new();
    collect(expr, by, &mut found);
    found
}

fn collect(expr: &Expr, by: &Symbol, found: &mut Vec<Expr>) {
    if !expr.mentions(by) {
        return;
    }
    let inner = match expr.kind() {
        ExprKind::Call(Function::Abs | Function::Sqrt | Function::Root, parts) => parts.first(),
        ExprKind::Power(base, exponent) => {
            let number = exponent.as_number();
            let is_whole = number.is_some_and(|number| number.is_integer());
            (!is_whole).then_some(base)
        }
        // The index varies in there.
        ExprKind::BigOperator(_) => return,
        _ => None,
    };
    if let Some(inner) = inner.map(inside)
        && inner.mentions(by)
        && !found.contains(&inner)
    {
        found.push(inner);
    }
    deep(|| {
        for part in expr.children() {
            collect(part, by, found);
        }
    });
}

/// a − b where a condition says `a ≠ b`.
fn unlike(known: &Predicate) -> Option<Expr> {
    match known {
        Predicate::Compare(a, Comparison::NotEqual, b) if *b == Expr::zero() => Some(a.clone()),
        Predicate::Compare(a, Comparison::NotEqual, b) => {
            Some(Expr::difference(a.clone(), b.clone()))
        }
        _ => None,
    }
}

/// `Π f² ≠ 0` as `Π f ≠ 0`.
fn without_powers(known: &Predicate, under: &Assumptions, budget: &Budget) -> Predicate {
    let Predicate::Compare(product, Comparison::NotEqual, zero) = known else {
        return known.clone();
    };
    let ExprKind::BigOperator(operator) = product.kind() else {
        return known.clone();
    };
    let form = poly::normal_form(&operator.body, under, &budget.poly);
    let factors = form.map_or_else(|_| Vec::new(), |form| form.differs_from_zero());
    let [Predicate::Compare(a, _, b)] = factors.as_slice() else {
        return known.clone();
    };
    let body = if b == zero {
        a.clone()
    } else {
        Expr::difference(a.clone(), b.clone())
    };
    let (index, range) = (operator.index.clone(), operator.range.clone());
    let product = Expr::big_operator(operator.kind, index, range, body);
    Predicate::Compare(product, Comparison::NotEqual, zero.clone())
}

fn told(known: Predicate) -> Condition {
    match known {
        Predicate::Compare(_, Comparison::NotEqual, _) => Condition::Except(known),
        known => Condition::If(known),
    }
}

fn push(found: &mut Vec<Condition>, condition: Condition) {
    if !found.contains(&condition) {
        found.push(condition);
    }
}

#[cfg(test)]
mod tests;
