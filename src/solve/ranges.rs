//! Ranges that equations on the way gave, tried in the equation itself.

use super::interval::{Interval, merged};
use super::span::{Affine, Span, bound};
use super::undo::Search;
use super::{images, pieces};
use crate::eval::Environment;
use crate::expr::{Assumptions, Domain, Expr, Predicate, Relation};
use crate::judge::{self, Verdict, judge_predicate};
use crate::poly::normal_form;

/// More ranges are not looked at.
const MOST_RANGES: usize = 16;

/// What is known of the numbers of a range.
enum AllOver {
    /// All solve the equation, whose sides are these there.
    Solved(Expr, Expr),
    /// None does.
    Never,
    /// Neither is known.
    Open,
}

impl Search<'_> {
    /// The ranges all of whose numbers solve the equation; `None` where it is not known of one.
    pub(super) fn tried_ranges(&mut self) -> Option<Vec<Interval>> {
        let mut tried: Vec<Interval> = Vec::new();
        for (span, of) in std::mem::take(&mut self.ranges) {
            match self.open(self.conditions_of(of)) {
                Some(open) if open.is_empty() => {}
                Some(_) => return None,
                None => continue,
            }
            match self.solves_all_over(&span) {
                AllOver::Solved(lhs, rhs) => {
                    tried.push(Interval::of_span(&span, of, Some((lhs, rhs))));
                }
                AllOver::Never => {}
                AllOver::Open => return None,
            }
        }
        tried.extend(merged(std::mem::take(&mut self.intervals)));
        Some(tried)
    }

    /// Ranges as far as the unknown may be there, and those where it may not.
    pub(super) fn admissible_ranges(&self, tried: &[Interval]) -> (Vec<Interval>, Vec<Interval>) {
        let positive = Domain::positive_integer();
        let declared = self.given().domains.get(self.unknown()).cloned();
        let domain = match (declared, &self.wanted.multiple) {
            (None, Some(_)) => Some(positive),
            (declared, _) => declared,
        };
        let (mut found, mut outside) = (Vec::<Interval>::new(), Vec::<Interval>::new());
        let stands = |list: &[Interval], one: &Interval| {
            let same = |known: &Interval| {
                (&known.low, &known.high, &known.besides) == (&one.low, &one.high, &one.besides)
            };
            list.iter().any(same)
        };
        for interval in tried {
            let part = match &domain {
                Some(domain) => interval.clone().within(domain),
                None => Some(interval.clone()),
            };
            let part = match &self.wanted.multiple {
                Some(step) => part.and_then(|part| part.of_multiples(step)),
                None => part,
            };
            match part {
                Some(part) if !stands(&found, &part) => found.push(part),
                None if !stands(&outside, interval) => outside.push(interval.clone()),
                _ => {}
            }
        }
        (found, outside)
    }

    /// The ranges of the unknown in which an expression lies in a range: functions that only grow, and
    /// absolute values, are undone at the ends. `None` where one is not undone.
    pub(super) fn spans_of(&self, inner: Expr, span: Span) -> Option<Vec<Span>> {
        let mut open = vec![(inner, span)];
        let mut found = Vec::new();
        while let Some((inner, span)) = open.pop() {
            if let Some(line) = Affine::of(&inner, self.unknown(), self.given(), self.budget()) {
                found.push(Span::of(&line, span.low, span.high)?);
                continue;
            }
            if found.len() + open.len() > MOST_RANGES {
                return None;
            }
            let (part, line) = self.lone_part(&inner)?;
            let span = Span::of(&line, span.low, span.high)?;
            open.extend(images::undone(&part, &span)?);
        }
        found.reverse();
        Some(found)
    }

    /// The part of an expression with the unknown, and the line through it that the expression is.
    fn lone_part(&self, expr: &Expr) -> Option<(Expr, Affine)> {
        let form = normal_form(expr, self.given(), self.budget()).ok()?;
        let parts = pieces::hidden(&form, self.unknown());
        let [part] = parts.as_slice() else {
            return None;
        };
        let name = pieces::fresh(&form, self.unknown());
        let whole = pieces::with_symbol(&form, part, &name);
        let line = Affine::of(&whole, &name, self.given(), self.budget())?;
        Some((part.clone(), line))
    }

    /// What is assumed of the unknown and is no end of a range, unless it is so all over the ranges.
    pub(super) fn beside_ranges(&self, ranges: &[Interval]) -> Vec<Predicate> {
        let unknown = self.unknown();
        let is_sure = |known: &Predicate, range: &Interval| {
            let verdict = judge_predicate(known, &self.within(range), &self.judging());
            verdict.holds() && verdict.conditions().is_empty()
        };
        let conditions = self.given().conditions.iter();
        let open = conditions.filter(|known| {
            let operands = known.operands();
            operands.iter().any(|part| part.mentions(unknown))
                && bound(known, unknown).is_none()
                && !ranges.iter().all(|range| is_sure(known, range))
        });
        open.cloned().collect()
    }

    /// What is assumed of other symbols, and that the unknown lies in a range.
    pub(super) fn within(&self, range: &Interval) -> Assumptions {
        let mut under = self.under(&range.conditions(self.unknown()));
        let domain = Domain::Real {
            min: range.low.clone(),
            max: range.high.clone(),
        };
        under.domains.insert(self.unknown().clone(), domain);
        under
    }

    /// Whether every number of a range solves the equation, or none does.
    fn solves_all_over(&self, span: &Span) -> AllOver {
        let settled = |side: &Expr| span.settled(side, self.unknown(), self.given(), self.budget());
        let (lhs, rhs) = (settled(self.equation.lhs), settled(self.equation.rhs));
        let under = self.within(&Interval::of_span(span, 0, None));
        let environment = Environment::from_assumptions(self.given());
        let is_closed = [&lhs, &rhs]
            .into_iter()
            .all(|side| environment.missing(side).is_empty());
        match self.word_on([&lhs, &rhs], Relation::Equal, &under) {
            Verdict::Holds { conditions, .. } if conditions.is_empty() => AllOver::Solved(lhs, rhs),
            Verdict::Undecided {
                because: judge::Reason::Undefined { .. },
            }
            | Verdict::Fails { .. }
                if is_closed =>
            {
                AllOver::Never
            }
            _ => AllOver::Open,
        }
    }
}
