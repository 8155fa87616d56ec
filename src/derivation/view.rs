//! Brief, normal and full: three views of one trace.

use crate::expr::{Expr, Relation};

use super::{Change, Judged, RuleId, Step, StepVerdict};

/// How much of a derivation is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// A line for each run of steps of the same kind.
    Brief,
    /// A line a step.
    #[default]
    Normal,
    /// A line a step, and its substeps below it.
    Full,
}

/// The lines of a derivation that a reader sees.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    /// The first line.
    pub start: &'a Expr,
    /// The lines that follow.
    pub lines: Vec<Line<'a>>,
}

/// One line: what stands there, how it relates to the line above, and why.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The line above.
    pub before: &'a Expr,
    /// The line.
    pub after: &'a Expr,
    /// How it relates to the line above.
    pub relation: Relation,
    /// The steps it stands for, silent ones left out; in a brief view there may be several.
    pub steps: Vec<(&'a Step, &'a StepVerdict)>,
}

impl<'a> Line<'a> {
    /// The rules used, each once, in order.
    pub fn rules(&self) -> Vec<RuleId> {
        let mut rules = Vec::new();
        for (step, _) in &self.steps {
            if !rules.contains(&step.rule) {
                rules.push(step.rule);
            }
        }
        rules
    }

    /// The changes of its steps, in order.
    pub fn changes(&self) -> impl Iterator<Item = (&'a Change, &'a [StepVerdict])> {
        self.steps.iter().flat_map(|(step, verdict)| {
            let substeps = verdict.substeps.iter().map(Vec::as_slice);
            step.changes.iter().zip(substeps)
        })
    }
}

impl Judged {
    /// The lines a reader sees. `same_kind` tells whether two neighbouring rules may share a line
    /// in the brief view.
    pub fn lines(&self, detail: Detail, same_kind: impl Fn(RuleId, RuleId) -> bool) -> Lines<'_> {
        let derivation = self.derivation();
        let mut lines: Vec<Line<'_>> = Vec::new();
        let mut above = derivation.start();
        for (step, verdict) in derivation.steps().iter().zip(self.verdicts()) {
            if step.is_silent() && verdict.is_proven(derivation.assumptions()) {
                // The reader sees the same text; the next line takes the place of this one.
                continue;
            }
            let joins = detail == Detail::Brief
                && lines
                    .last()
                    .is_some_and(|line| may_join(line, step, &same_kind));
            match lines.last_mut() {
                Some(line) if joins => {
                    line.after = &step.after;
                    line.steps.push((step, verdict));
                }
                _ => lines.push(Line {
                    before: above,
                    after: &step.after,
                    relation: step.relation,
                    steps: vec![(step, verdict)],
                }),
            }
            above = &step.after;
        }
        Lines {
            start: derivation.start(),
            lines,
        }
    }
}

fn may_join(line: &Line<'_>, step: &Step, same_kind: &impl Fn(RuleId, RuleId) -> bool) -> bool {
    let equal = line.relation == Relation::Equal && step.relation == Relation::Equal;
    equal
        && line
            .steps
            .last()
            .is_some_and(|(last, _)| same_kind(last.rule, step.rule))
}
