//! A chain of sides: each against the one before it, a mistake charged once.

use super::compared::Verdict;
use super::equations::Equation;
use super::implied::implied;
use super::pair::Pair;
use super::report::{Blame, GivenKind};
use super::walk::{Condition, Walk};
use crate::document::{Announced, Link, Place, Side, Statement};
use crate::expr::{Expr, ExprKind, Monomial, Relation};

/// How far a chain has been judged.
struct Progress {
    /// The last side that is right.
    last_right: usize,
    /// The last side before anything was rounded or dropped.
    last_exact: usize,
    /// Whether the side before is wrong.
    is_wrong: bool,
}

impl Walk<'_> {
    /// Judges a chain of sides.
    pub(super) fn chain(&mut self, statement: &Statement) {
        let sides: Vec<&Side> = statement.sides().collect();
        let mut progress = Progress {
            last_right: 0,
            last_exact: 0,
            is_wrong: false,
        };
        for (at, link) in statement.links.iter().enumerate() {
            let Some(left) = sides.get(at).copied() else {
                break;
            };
            if at == 0 && self.first_link(statement, link) {
                progress.last_right = 1;
                progress.last_exact = 1;
                continue;
            }
            self.link(statement, &sides, at, left, link, &mut progress);
        }
    }

    fn link(
        &mut self,
        statement: &Statement,
        sides: &[&Side],
        at: usize,
        left: &Side,
        link: &Link,
        progress: &mut Progress,
    ) {
        let place = &statement.place;
        let found = self.pair(left, link.relation, &link.side, place);
        if found.is_right() {
            self.claim(statement, left, link, found, None);
            if !progress.is_wrong {
                progress.pass(at, link.relation, statement.links.get(at));
            }
            return;
        }
        if let Some((earlier, better)) = self.against_earlier(sides, at, link, place, progress) {
            let blame = progress.is_wrong.then_some(Blame::AgreesWith(earlier.span));
            self.claim(statement, earlier, link, better, blame);
            progress.is_wrong = false;
            progress.pass(at, link.relation, statement.links.get(at));
            return;
        }
        if self.is_given(statement, left, link, &found) {
            progress.last_right = at + 1;
            progress.last_exact = at + 1;
            progress.is_wrong = false;
            return;
        }
        let is_wrong = found.compared.verdict.is_wrong();
        let blame = (progress.is_wrong && is_wrong)
            .then(|| sides.get(progress.last_right))
            .flatten()
            .map(|right| Blame::AlsoWrong(right.span));
        self.claim(statement, left, link, found, blame);
        progress.is_wrong |= is_wrong;
        if !is_wrong {
            progress.last_right = at + 1;
            progress.last_exact = at + 1;
        }
    }

    /// The line against the last right one where the line before is wrong, and against the last
    /// exact one where something was rounded since.
    fn against_earlier<'s>(
        &self,
        sides: &[&'s Side],
        at: usize,
        link: &Link,
        place: &Place,
        progress: &Progress,
    ) -> Option<(&'s Side, Pair)> {
        let mut earlier = Vec::new();
        if progress.is_wrong {
            earlier.extend([progress.last_right, 0]);
        }
        if progress.last_exact < at {
            earlier.push(progress.last_exact);
        }
        earlier.dedup();
        earlier.into_iter().find_map(|index| {
            let side = sides.get(index).copied()?;
            let found = self.pair(side, link.relation, &link.side, place);
            found.is_right().then_some((side, found))
        })
    }

    /// Whether the line is no claim but something given: an equation that limits its symbols, or
    /// one that tells by the way what a name stands for.
    pub(super) fn is_given(
        &mut self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        found: &Pair,
    ) -> bool {
        if found.unresolved.is_empty() {
            return false;
        }
        let (lhs, rhs) = (&left.expr, &link.side.expr);
        let is_equation = matches!(
            link.relation,
            Relation::Equal | Relation::Approx | Relation::Asymptotic
        );
        if link.relation == Relation::Equal
            && let Some((symbol, value)) = {
                let place = &statement.place;
                let known = |symbol: &_| self.context.meaning(symbol, place, true).is_some();
                implied(lhs, rhs, &self.context, known, &self.options.budget)
            }
        {
            let entry = Self::entry(&value, statement, link.sign);
            self.context.add(&symbol, entry);
            self.give(link.sign, GivenKind::Definition, symbol.name(), None);
            return true;
        }
        let is_announced = matches!(
            statement.announced,
            Some(
                Announced::Solve
                    | Announced::If
                    | Announced::Where
                    | Announced::SuchThat
                    | Announced::Let
                    | Announced::For
            )
        );
        let is_number = |expr: &Expr| {
            let (meanings, _) = self.context.meanings([expr], &statement.place, false);
            let resolved = |symbol: &crate::expr::Symbol| meanings.get(symbol).is_some();
            expr.free_symbols().iter().all(resolved) && !has_open(expr, &meanings)
        };
        let has_number = is_number(lhs) || is_number(rhs);
        let stands_as_equation = !is_equation
            || is_announced
            || (has_number && !is_worked_out(lhs) && !is_worked_out(rhs));
        if !stands_as_equation {
            return false;
        }
        if is_equation {
            let equation = Equation {
                lhs: lhs.clone(),
                rhs: rhs.clone(),
            };
            self.conditions.push(Condition {
                equation,
                place: statement.place,
                sign: link.sign,
            });
        }
        let name = self.document.source.slice(left.span).trim().to_owned();
        self.give(link.sign, GivenKind::Condition, name, None);
        true
    }

    /// Notes a claim with everything that explains it.
    pub(super) fn claim(
        &mut self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        found: Pair,
        blame: Option<Blame>,
    ) {
        let told = self.told(statement.origin, left, link);
        let mut judged = told.judged(found, self.options);
        judged.blame = blame;
        self.claims.push(judged);
    }

    /// The verdict on what was just claimed.
    pub(super) fn last_verdict(&self) -> Option<Verdict> {
        self.claims.last().map(|claim| claim.verdict)
    }
}

impl Progress {
    /// A side that is right; it is exact as long as only `=` led to it.
    fn pass(&mut self, at: usize, relation: Relation, link: Option<&Link>) {
        self.last_right = at + 1;
        let is_exact = relation == Relation::Equal && link.is_some_and(|link| !link.restated);
        if is_exact && self.last_exact == at {
            self.last_exact = at + 1;
        }
    }
}

/// Whether a symbol without a meaning stands behind the meanings.
fn has_open(expr: &Expr, meanings: &crate::expr::Bindings) -> bool {
    let mut open = expr.symbols_in_order();
    let mut met = std::collections::BTreeSet::new();
    while let Some(symbol) = open.pop() {
        if !met.insert(symbol.clone()) {
            continue;
        }
        match meanings.get(&symbol) {
            Some(value) => open.extend(value.symbols_in_order()),
            None => return true,
        }
    }
    false
}

/// Whether a side is a fraction in which something cancels: it is being worked out, and is no
/// equation for what stands in it.
fn is_worked_out(expr: &Expr) -> bool {
    let ExprKind::Quotient(above, below) = expr.kind() else {
        return false;
    };
    let (Some(above), Some(below)) = (Monomial::read(above), Monomial::read(below)) else {
        return false;
    };
    let shared = |(base, _): &(Expr, i64)| below.powers.iter().any(|(other, _)| other == base);
    above.powers.iter().any(shared)
}
