//! The trial of a derivation: every step and substep, by the judge of [`crate::judge`].

use crate::expr::{Assumptions, Expr, Relation, deep};
use crate::judge::{Budget, Claim, Verdict, judge};

use super::place::after;
use super::step::reads_alike;
use super::{Change, Derivation, Step};

/// A derivation every step of which has been judged. What is rendered is one of these.
#[derive(Clone, Debug)]
pub struct Judged {
    derivation: Derivation,
    verdicts: Vec<StepVerdict>,
}

/// The judge's word on one step.
#[derive(Clone, Debug)]
pub struct StepVerdict {
    /// On the whole lines.
    pub verdict: Verdict,
    /// What is wrong with the step's form, whatever its meaning.
    pub fault: Option<Fault>,
    /// On the substeps, change by change.
    pub substeps: Vec<Vec<StepVerdict>>,
}

/// A step that is not well made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not start where the step before ended.
    Chain,
    /// Something changed outside the places it names.
    Frame,
    /// Its substeps do not lead from its start to its end.
    Grain,
    /// An approximation of a part of the line: `≈` is not a congruence.
    PartialApproximation,
}

impl StepVerdict {
    /// Whether the step and all its substeps hold, under conditions or without, and are well made.
    pub fn holds(&self) -> bool {
        self.all(&|word| word.verdict.holds())
    }

    /// Whether the step and all its substeps are proven: nothing has to hold that the assumptions
    /// do not imply.
    pub fn is_proven(&self, under: &Assumptions) -> bool {
        self.all(&|word| word.verdict.holds() && word.verdict.open_conditions(under).is_empty())
    }

    fn all(&self, test: &impl Fn(&Self) -> bool) -> bool {
        let mut substeps = self.substeps.iter().flatten();
        self.fault.is_none() && test(self) && substeps.all(|step| deep(|| step.all(test)))
    }
}

impl Judged {
    /// The derivation.
    pub fn derivation(&self) -> &Derivation {
        &self.derivation
    }

    /// One verdict a step, in order.
    pub fn verdicts(&self) -> &[StepVerdict] {
        &self.verdicts
    }

    /// Whether every step is proven under the derivation's assumptions.
    pub fn is_proven(&self) -> bool {
        let under = self.derivation.assumptions();
        self.verdicts.iter().all(|verdict| verdict.is_proven(under))
    }
}

impl Derivation {
    /// Judges every step and substep under the derivation's assumptions.
    pub fn judge(self, budget: &Budget) -> Judged {
        let verdicts = judge_chain(self.start(), self.steps(), self.assumptions(), budget);
        Judged {
            derivation: self,
            verdicts,
        }
    }
}

fn judge_chain(
    start: &Expr,
    steps: &[Step],
    under: &Assumptions,
    budget: &Budget,
) -> Vec<StepVerdict> {
    let mut line = start;
    let mut verdicts = Vec::with_capacity(steps.len());
    for step in steps {
        verdicts.push(deep(|| judge_step(line, step, under, budget)));
        line = &step.after;
    }
    verdicts
}

fn judge_step(line: &Expr, step: &Step, under: &Assumptions, budget: &Budget) -> StepVerdict {
    let claim = Claim {
        lhs: &step.before,
        relation: step.relation,
        rhs: &step.after,
        under,
    };
    let substeps = step
        .changes
        .iter()
        .map(|change| judge_chain(&change.from, &change.substeps, under, budget))
        .collect();
    StepVerdict {
        verdict: judge(&claim, budget),
        fault: fault(line, step),
        substeps,
    }
}

fn fault(line: &Expr, step: &Step) -> Option<Fault> {
    if step.before != *line {
        return Some(Fault::Chain);
    }
    if !is_framed(step) {
        return Some(Fault::Frame);
    }
    let whole = step.changes.len() == 1 && step.changes.iter().all(|c| c.site.path.is_empty());
    if step.relation != Relation::Equal && !whole {
        return Some(Fault::PartialApproximation);
    }
    let is_closed = |change: &Change| {
        change
            .substeps
            .last()
            .is_none_or(|last| reads_alike(&last.after, &change.to))
    };
    (!step.changes.iter().all(is_closed)).then_some(Fault::Grain)
}

/// Whether putting the new parts into the old line at the named places gives the new line.
fn is_framed(step: &Step) -> bool {
    let stood_there = |change: &Change| step.before.at(&change.site.path) == Some(&change.from);
    step.changes.iter().all(stood_there)
        && after(&step.before, &step.changes).as_ref() == Some(&step.after)
}
