//! Values that equations on the way gave, tried in the equation itself.

use super::pieces;
use super::roots::{FoundRoot, RootValue};
use super::solution::{Equation, Fit};
use super::undo::{Candidate, Search, not_negative, put};
use super::undone::{Rejected, Undoing, Undone};
use super::{SolveError, fit};
use crate::eval::{Enclosure, Environment, EvalError, Value, evaluate, evaluate_over};
use crate::expr::{Assumptions, Bindings, Expr, Predicate, Relation};
use crate::judge::{self, Claim, Condition, Verdict, judge, judge_predicate};
use crate::number::Rational;
use crate::poly::{difference, normal_form};

/// What is known of a value.
enum Word {
    /// It solves the equation under these conditions.
    Solves(Vec<Predicate>),
    /// It does not, whatever other symbols stand for.
    Fails,
    /// Neither is known.
    Open,
}

impl Search<'_> {
    /// Tries the values in the equation itself; `None` where one is neither seen to solve it nor not to.
    pub(super) fn tried(mut self) -> Result<Option<Undone>, SolveError> {
        let (mut found, mut rejected) = (Vec::<FoundRoot>::new(), Vec::<Rejected>::new());
        for candidate in std::mem::take(&mut self.values) {
            if rejected.iter().any(|known| known.value == candidate.value) {
                continue;
            }
            let word = match &candidate.value {
                RootValue::Exact(exact) => self.solves(exact, &candidate)?,
                RootValue::Enclosed(held) => self.has_root_within(held)?,
            };
            let conditions = match word {
                Word::Solves(conditions) => conditions,
                Word::Fails => {
                    let sides = self.sides_at(&candidate.value);
                    let value = candidate.value;
                    rejected.push(Rejected { value, sides });
                    continue;
                }
                Word::Open => return Ok(None),
            };
            let is_known =
                |root: &FoundRoot| root.value == candidate.value && root.conditions == conditions;
            if !found.iter().any(is_known) {
                found.push(self.found(candidate, conditions)?);
            }
        }
        rejected.retain(|known| found.iter().all(|root| root.value != known.value));
        let Some(mut tried) = self.tried_ranges() else {
            return Ok(None);
        };
        for root in &found {
            if let RootValue::Exact(value) = &root.value
                && let (Some(value), true) = (value.as_number(), root.conditions.is_empty())
            {
                let cases = tried.iter_mut().filter(|range| range.sides.is_none());
                for range in cases {
                    range.close(&value);
                }
            }
        }
        let (mut ranges, outside) = self.admissible_ranges(&tried);
        // A range of one number is a value, and a value in a range is told with that.
        found.retain(|root| match &root.value {
            RootValue::Exact(value) => !tried.iter().any(|range| self.is_covered(value, range)),
            RootValue::Enclosed(_) => true,
        });
        ranges.retain(|range| {
            found.extend(range.point().map(|value| FoundRoot {
                value: RootValue::Exact(Expr::number(value)),
                multiplicity: 1,
                fit: Fit::Inside,
                conditions: Vec::new(),
            }));
            range.point().is_none()
        });
        let families = std::mem::take(&mut self.families);
        let (families, values) = self.admissible(families);
        found.extend(values.iter().map(|value| FoundRoot {
            value: RootValue::Exact(Expr::number(value)),
            multiplicity: 1,
            fit: Fit::Inside,
            conditions: Vec::new(),
        }));
        Ok(Some(Undone {
            families,
            conditions: if ranges.is_empty() {
                shared(&mut found)
            } else {
                self.beside_ranges(&ranges)
            },
            found,
            rejected,
            ranges,
            outside,
            digits: self.wanted.digits,
            stages: self.stages,
        }))
    }

    /// The values of both sides at a number, where both have one.
    fn sides_at(&self, value: &RootValue) -> Option<[Value; 2]> {
        let environment = Environment::from_assumptions(self.given());
        let side = |side: &Expr| match value {
            RootValue::Exact(exact) => {
                let there = put(side, self.unknown(), exact).ok()?;
                evaluate(&there, &environment).ok()
            }
            RootValue::Enclosed(held) => {
                evaluate_over(side, &environment, self.unknown(), held).ok()
            }
        };
        Some([side(self.equation.lhs)?, side(self.equation.rhs)?])
    }

    /// A value that solves the equation, with the line that says so.
    fn found(
        &mut self,
        Candidate { value, of, .. }: Candidate,
        conditions: Vec<Predicate>,
    ) -> Result<FoundRoot, SolveError> {
        if let RootValue::Exact(exact) = &value
            && !self.stages.get(of).is_some_and(|stage| {
                stage.lhs.as_symbol() == Some(self.unknown()) && stage.rhs == *exact
            })
        {
            let symbol = Expr::symbol(self.unknown().clone());
            self.stage([&symbol, exact], Undoing::Solved, of, None, Vec::new())?;
        }
        let fit = match &value {
            RootValue::Exact(exact) => fit::fit(self.equation, exact, self.wanted)?,
            RootValue::Enclosed(held) => {
                fit::fit_between(self.equation, held.low(), held.high(), self.wanted)?
            }
        };
        Ok(FoundRoot {
            value,
            multiplicity: 1,
            fit,
            conditions,
        })
    }

    /// What is assumed of other symbols than the unknown, with more.
    pub(super) fn under(&self, more: &[Predicate]) -> Assumptions {
        let mut under = self.given().clone();
        under.domains.remove(self.unknown());
        let unknown = self.unknown();
        under.conditions.retain(|known| {
            let mut operands = known.operands().into_iter();
            !operands.any(|part| part.mentions(unknown))
        });
        under.conditions.extend(more.iter().cloned());
        under
    }

    pub(super) fn word_on(
        &self,
        [lhs, rhs]: [&Expr; 2],
        relation: Relation,
        under: &Assumptions,
    ) -> Verdict {
        let claim = Claim {
            lhs,
            relation,
            rhs,
            under,
        };
        judge(&claim, &self.judging())
    }

    pub(super) fn judging(&self) -> judge::Budget {
        judge::Budget {
            poly: self.budget().clone(),
            ..judge::Budget::default()
        }
    }

    /// What of these conditions is not known; `None` where one cannot hold.
    pub(super) fn open(&self, conditions: Vec<Predicate>) -> Option<Vec<Predicate>> {
        let under = self.under(&[]);
        let is_sure = |known: &Predicate| {
            let verdict = judge_predicate(known, &under, &self.judging());
            verdict.holds() && verdict.conditions().is_empty()
        };
        let mut open = Vec::new();
        for known in conditions {
            if open.contains(&known) || is_sure(&known) {
                continue;
            }
            if known.opposite().is_some_and(|opposite| is_sure(&opposite)) {
                return None;
            }
            open.push(known);
        }
        Some(open)
    }

    /// The conditions of the equations on the way to one.
    pub(super) fn conditions_of(&self, of: usize) -> Vec<Predicate> {
        let way = self.way(of);
        way.flat_map(|stage| stage.conditions.clone()).collect()
    }

    /// The equations from one back to the one given.
    pub(super) fn way(&self, of: usize) -> impl Iterator<Item = &super::undone::Stage> {
        let mut next = Some(of);
        std::iter::from_fn(move || {
            let at = next?;
            let stage = self.stages.get(at)?;
            next = (at > 0 && stage.of < at).then_some(stage.of);
            Some(stage)
        })
    }

    /// Whether a value solves the equation, and under which conditions.
    fn solves(&self, value: &Expr, candidate: &Candidate) -> Result<Word, SolveError> {
        let lhs = put(self.equation.lhs, self.unknown(), value)?;
        let rhs = put(self.equation.rhs, self.unknown(), value)?;
        let sides = [&lhs, &rhs];
        let mut needed = self.conditions_of(candidate.of);
        needed.extend(candidate.conditions.iter().cloned());
        if let Some(defined) = self.defined_where(sides, &self.under(&needed)) {
            needed.extend(defined);
        }
        let Some(needed) = self.open(needed) else {
            return Ok(Word::Fails);
        };
        let environment = Environment::from_assumptions(self.given());
        let is_closed = sides
            .iter()
            .all(|side| environment.missing(side).is_empty());
        let verdict = self.word_on(sides, Relation::Equal, &self.under(&needed));
        let is_undefined = matches!(
            verdict,
            Verdict::Undecided {
                because: judge::Reason::Undefined { .. },
            }
        );
        if is_undefined || (verdict.fails() && is_closed) {
            return Ok(Word::Fails);
        }
        let judged = with_conditions(&verdict, &needed);
        let judged = judged.map(|judged| self.open(judged).map_or(Word::Fails, Word::Solves));
        Ok(match judged {
            Some(Word::Solves(all)) if all == needed => Word::Solves(needed),
            Some(Word::Fails) => Word::Fails,
            // The judge may want more than the equations on the way do.
            _ if !verdict.fails() && self.is_reversible(candidate.of, false) => {
                Word::Solves(needed)
            }
            None if is_closed => Word::Open,
            judged => match self.solves_where(value, sides, &needed, candidate.of)? {
                Word::Open => judged.unwrap_or(Word::Open),
                word => word,
            },
        })
    }

    /// What must hold for two sides to have a value, as far as it is told.
    fn defined_where(&self, sides: [&Expr; 2], under: &Assumptions) -> Option<Vec<Predicate>> {
        let [lhs, rhs] = sides;
        let apart = Expr::difference(lhs.clone(), rhs.clone());
        let nothing = Expr::difference(apart.clone(), apart);
        let verdict = self.word_on([&nothing, &Expr::zero()], Relation::Equal, under);
        with_conditions(&verdict, &[])
    }

    /// The same for a value that other symbols stand in: a squared equation, and a case, say the same as
    /// those that they come from only where something is not negative.
    fn solves_where(
        &self,
        value: &Expr,
        sides: [&Expr; 2],
        needed: &[Predicate],
        of: usize,
    ) -> Result<Word, SolveError> {
        let mut more = needed.to_vec();
        for size in self.way(of).filter_map(|stage| stage.size.as_ref()) {
            let size = put(size, self.unknown(), value)?;
            let size = normal_form(&size, self.given(), self.budget())?.to_expr();
            more.push(not_negative(&size, self.given(), self.budget()));
        }
        let Some(more) = self.open(more) else {
            return Ok(Word::Fails);
        };
        let verdict = self.word_on(sides, Relation::Equal, &self.under(&more));
        if !verdict.fails() && self.is_reversible(of, true) {
            return Ok(Word::Solves(more));
        }
        if let Some(more) = with_conditions(&verdict, &more) {
            return Ok(self.open(more).map_or(Word::Fails, Word::Solves));
        }
        let unlike = self.word_on(sides, Relation::NotEqual, &self.under(needed));
        let is_never = unlike.holds() && unlike.conditions().is_empty();
        Ok(if is_never { Word::Fails } else { Word::Open })
    }

    /// Whether only steps lead to an equation that can be gone back, those where something must not be
    /// negative among them or not; the unknown stands in one place of the equation, or in one
    /// function of it, so that nothing of it has cancelled.
    fn is_reversible(&self, of: usize, with_sizes: bool) -> bool {
        let Equation { lhs, rhs, .. } = self.equation;
        let stands = |side: &Expr| pieces::count(side, self.unknown());
        let parts = |side: &Expr| pieces::functions(side, self.unknown());
        let is_lone =
            stands(lhs) + stands(rhs) == 1 || (with_sizes && parts(lhs) + parts(rhs) == 1);
        let divides = difference(lhs, rhs, self.given(), self.budget()).map_or(true, |form| {
            form.nonzero()
                .iter()
                .any(|part| part.mentions(self.unknown()))
        });
        is_lone
            && !divides
            && self.way(of).all(|stage| match stage.how {
                Undoing::Given
                | Undoing::Isolate
                | Undoing::Undo
                | Undoing::TakeLogarithms
                | Undoing::PartIsRoot => true,
                Undoing::Square | Undoing::Case => with_sizes,
                Undoing::JoinLogarithms
                | Undoing::Branch
                | Undoing::Integer
                | Undoing::EveryInteger
                | Undoing::Between
                | Undoing::AtMost(_)
                | Undoing::Turns(_)
                | Undoing::EveryValue
                | Undoing::Solved => false,
            })
    }

    /// Whether the difference of the sides has a value all over an interval and changes its sign there, so
    /// that the one root that the interval holds is theirs; or is nowhere 0 in it, so that it is not.
    fn has_root_within(&self, held: &Enclosure) -> Result<Word, SolveError> {
        let Equation { lhs, rhs, .. } = self.equation;
        let form = difference(lhs, rhs, self.given(), self.budget())?;
        let above = Expr::sum(form.terms().iter().map(crate::poly::Term::to_expr));
        let environment = Environment::from_assumptions(self.given());
        let over = |expr: &Expr| evaluate_over(expr, &environment, self.unknown(), held);
        let apart = Expr::difference((*lhs).clone(), (*rhs).clone());
        let whole = over(&apart);
        let sign = over(&above)
            .ok()
            .and_then(|value| value.as_real()?.signum());
        if matches!(whole, Err(EvalError::Undefined { .. })) || sign.is_some_and(|sign| sign != 0) {
            return Ok(Word::Fails);
        }
        let is_seen = apart.is_continuous()
            && whole.is_ok_and(|value| value.as_real().is_some())
            && self.changes_sign(&apart, held) == Some(true);
        Ok(if is_seen {
            Word::Solves(Vec::new())
        } else {
            Word::Open
        })
    }

    fn changes_sign(&self, expr: &Expr, held: &Enclosure) -> Option<bool> {
        let sign = |at: &Rational| {
            let mut bindings = Bindings::new();
            bindings.insert(self.unknown().clone(), Expr::number(at));
            let environment = Environment::from_assumptions(self.given()).with_bindings(&bindings);
            evaluate(expr, &environment).ok()?.as_real()?.signum()
        };
        Some(sign(held.low())? * sign(held.high())? < 0)
    }
}

/// The conditions that all values need, taken from each of them.
fn shared(found: &mut [FoundRoot]) -> Vec<Predicate> {
    let Some((first, others)) = found.split_first() else {
        return Vec::new();
    };
    let mut shared = first.conditions.clone();
    shared.retain(|known| others.iter().all(|root| root.conditions.contains(known)));
    for root in found {
        root.conditions.retain(|known| !shared.contains(known));
    }
    shared
}

/// Conditions with those of a proof; `None` where there is no proof, or it is one for positive integers only.
pub(super) fn with_conditions(verdict: &Verdict, needed: &[Predicate]) -> Option<Vec<Predicate>> {
    let Verdict::Holds { conditions, .. } = verdict else {
        return None;
    };
    let mut all = needed.to_vec();
    for condition in conditions {
        match condition {
            Condition::If(known) | Condition::Except(known) if !all.contains(known) => {
                all.push(known.clone());
            }
            Condition::If(_) | Condition::Except(_) => {}
            Condition::PositiveIntegers(_) => return None,
        }
    }
    Some(all)
}
