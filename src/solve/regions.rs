//! Equations on the way that hold for every value: `abs(x) = x` where x is not negative. What the cases on the
//! way to one need says for which values of the unknown it is the equation given.

use super::SolveError;
use super::interval::Interval;
use super::roots::dense;
use super::solution::Equation;
use super::undo::{Search, not_negative, put};
use super::{pieces, span};
use crate::expr::{Bound, Comparison, Expr, Predicate, Relation};
use crate::judge::{self, Condition, Verdict, judge_predicate};
use crate::number::Rational;
use crate::poly::{difference, normal_form};

/// More pieces of a line are not looked at.
const MOST_PIECES: usize = 64;

impl Search<'_> {
    /// Notes the values for which an equation that holds for all is the one given; `false` where the judge does
    /// not see that they solve it.
    pub(super) fn everywhere_on(&mut self, of: usize) -> Result<bool, SolveError> {
        let mut open = vec![Interval::whole(of)];
        for known in self.case_of(of) {
            open = self.cut_by(open, &known)?;
            if open.len() > MOST_PIECES {
                return Ok(false);
            }
        }
        while let Some(interval) = open.pop() {
            let (lhs, rhs) = (self.equation.lhs, self.equation.rhs);
            let verdict = self.word_on([lhs, rhs], Relation::Equal, &self.within(&interval));
            let conditions = match verdict {
                Verdict::Holds { conditions, .. } => conditions,
                // There it has no value.
                Verdict::Undecided {
                    because: judge::Reason::Undefined { .. },
                } => continue,
                _ => return Ok(false),
            };
            let under = self.within(&interval);
            let open = conditions.into_iter().filter(|condition| match condition {
                Condition::If(known) => !judge_predicate(known, &under, &self.judging()).holds(),
                _ => true,
            });
            let Some(needed) = excluded(open) else {
                return Ok(false);
            };
            let mut parts = vec![interval];
            for known in needed {
                parts = self.cut_by(parts, &known)?;
            }
            self.intervals.extend(parts);
        }
        Ok(true)
    }

    /// Whether a value lies in an interval, what must hold besides included.
    pub(super) fn is_covered(&self, value: &Expr, interval: &Interval) -> bool {
        let known = interval.conditions(self.unknown());
        known.iter().all(|known| {
            let put =
                |part: &Expr| put(part, self.unknown(), value).unwrap_or_else(|_| part.clone());
            let there = known.map_operands(&mut { put });
            let verdict = judge_predicate(&there, &self.under(&[]), &self.judging());
            verdict.holds() && verdict.conditions().is_empty()
        })
    }

    /// What the cases need that lead to an equation.
    fn case_of(&self, of: usize) -> Vec<Predicate> {
        let way = self.way(of);
        let known = way.flat_map(|stage| {
            let size = stage.size.as_ref();
            let size = size.map(|size| not_negative(size, self.given(), self.budget()));
            let holds = match &stage.holds {
                Some(Predicate::And(parts)) => parts.clone(),
                Some(known) => vec![known.clone()],
                None => Vec::new(),
            };
            size.into_iter().chain(holds)
        });
        known.collect()
    }

    /// The parts of intervals in which a condition holds: where it is one on the unknown and numbers by their ends,
    /// else as it stands.
    fn cut_by(
        &self,
        intervals: Vec<Interval>,
        known: &Predicate,
    ) -> Result<Vec<Interval>, SolveError> {
        if !known
            .operands()
            .iter()
            .any(|part| part.mentions(self.unknown()))
        {
            return Ok(intervals);
        }
        let with = |mut interval: Interval| {
            interval.besides.push(known.clone());
            interval
        };
        let Predicate::Compare(a, comparison, b) = known else {
            return Ok(intervals.into_iter().map(with).collect());
        };
        if let Some((end, is_low)) = span::bound(known, self.unknown()) {
            let parts = intervals.into_iter();
            return Ok(parts
                .filter_map(|interval| interval.cut(end.clone(), is_low))
                .collect());
        }
        let form = difference(a, b, self.given(), self.budget())?;
        let Some(points) = self.zeros(&form.to_expr())? else {
            let apart = normal_form(&form.to_expr(), self.given(), self.budget())?.to_expr();
            let plain = Predicate::Compare(apart, *comparison, Expr::zero());
            let with = |mut interval: Interval| {
                interval.besides.push(plain.clone());
                interval
            };
            return Ok(intervals.into_iter().map(with).collect());
        };
        let parts = pieces_between(&points);
        let mut found = Vec::new();
        for interval in intervals {
            for part in &parts {
                let piece = part
                    .ends()
                    .into_iter()
                    .try_fold(interval.clone(), |piece, (end, is_low)| {
                        piece.cut(end, is_low)
                    });
                let Some(piece) = piece else { continue };
                if self.has_sign(&form.to_expr(), &part.inside, *comparison)? {
                    found.push(piece);
                }
            }
        }
        Ok(super::interval::merged(found))
    }

    /// The zeros of a polynomial in the unknown with numbers, in order, where all are rational.
    fn zeros(&self, expr: &Expr) -> Result<Option<Vec<Rational>>, SolveError> {
        let form = normal_form(expr, self.given(), self.budget())?;
        if !form.is_polynomial() || !pieces::hidden(&form, self.unknown()).is_empty() {
            return Ok(None);
        }
        let equation = Equation { ..*self.equation };
        let Some(polynomial) = dense(&form, &equation) else {
            return Ok(None);
        };
        let Ok(roots) = polynomial.roots() else {
            return Ok(None);
        };
        let rational = roots.iter().map(|root| root.rational().cloned());
        Ok(rational.collect())
    }

    /// Whether a polynomial compares with 0 at a number as it should.
    fn has_sign(
        &self,
        expr: &Expr,
        at: &Rational,
        comparison: Comparison,
    ) -> Result<bool, SolveError> {
        let there = put(expr, self.unknown(), &Expr::number(at))?;
        let value = normal_form(&there, self.given(), self.budget())?.as_number();
        let order = value.map(|value| value.cmp(&Rational::ZERO));
        Ok(order.is_some_and(|order| comparison.holds_for(order)))
    }
}

/// A point between two zeros of a polynomial, or a zero, with the ends of what is around it.
struct Part {
    low: Option<Bound>,
    high: Option<Bound>,
    inside: Rational,
}

impl Part {
    fn ends(&self) -> Vec<(Bound, bool)> {
        let low = self.low.iter().map(|end| (end.clone(), true));
        low.chain(self.high.iter().map(|end| (end.clone(), false)))
            .collect()
    }
}

/// What points part a line into, the points among them.
fn pieces_between(points: &[Rational]) -> Vec<Part> {
    let end = |value: &Rational, strict: bool| {
        Some(Bound {
            value: value.clone(),
            strict,
        })
    };
    let mut found = Vec::new();
    let mut before: Option<&Rational> = None;
    for point in points {
        found.push(Part {
            low: before.and_then(|before| end(before, true)),
            high: end(point, true),
            inside: match before {
                Some(before) => (before + point)
                    .checked_div(&Rational::from(2))
                    .unwrap_or_default(),
                None => point - Rational::ONE,
            },
        });
        found.push(Part {
            low: end(point, false),
            high: end(point, false),
            inside: point.clone(),
        });
        before = Some(point);
    }
    found.push(Part {
        low: before.and_then(|before| end(before, true)),
        high: None,
        inside: before.map_or(Rational::ZERO, |before| before + Rational::ONE),
    });
    found
}

/// The points at which a side has no value; `None` where a proof needs something else.
fn excluded(conditions: impl Iterator<Item = Condition>) -> Option<Vec<Predicate>> {
    let one = |condition| match condition {
        Condition::Except(known) => Some(known),
        _ => None,
    };
    conditions.map(one).collect()
}
