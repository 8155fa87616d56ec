//! The only maker of steps.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};

use crate::expr::{Assumptions, Expr, Relation};

use super::place::after;
use super::{Change, Derivation, Rewrite, RuleId, Site, Step};

/// A derivation grew past its step limit; what was reached so far is attached.
#[derive(Clone, Debug)]
pub struct StepLimit {
    /// The steps up to the limit.
    pub partial: Box<Derivation>,
    /// The limit.
    pub limit: usize,
}

impl StepLimit {
    /// What is wrong and what to do about it; the place is added by who holds the text.
    pub fn to_diagnostic(&self) -> Diagnostic {
        Diagnostic::error(Code::LIMIT, self.to_string())
            .hint("split the formula into smaller definitions, or ask for it without steps")
    }
}

impl fmt::Display for StepLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the derivation is longer than {} steps", self.limit)
    }
}

impl std::error::Error for StepLimit {}

/// Builds a derivation line by line.
#[derive(Clone, Debug)]
pub struct Builder {
    start: Expr,
    line: Expr,
    steps: Vec<Step>,
    assumptions: Arc<Assumptions>,
    limit: usize,
}

impl Builder {
    /// The most steps of one derivation unless the caller says otherwise.
    pub const DEFAULT_LIMIT: usize = 2_000;

    /// Starts at a given line.
    pub fn new(start: Expr, assumptions: impl Into<Arc<Assumptions>>) -> Self {
        let line = start.clone();
        Self {
            start,
            line,
            steps: Vec::new(),
            assumptions: assumptions.into(),
            limit: Self::DEFAULT_LIMIT,
        }
    }

    /// The line reached.
    pub fn line(&self) -> &Expr {
        &self.line
    }

    /// What it is derived under.
    pub fn assumptions(&self) -> &Arc<Assumptions> {
        &self.assumptions
    }

    /// Appends the step that one rule makes at places that do not touch each other, given by
    /// paths in reading order. The new line is computed here, from the rewrites alone; a path
    /// that leads nowhere is left out.
    ///
    /// # Errors
    /// [`StepLimit`] when the derivation is as long as it may be.
    pub fn apply(
        &mut self,
        rule: RuleId,
        rewrites: Vec<(Vec<usize>, Rewrite)>,
    ) -> Result<(), StepLimit> {
        if self.steps.len() >= self.limit {
            return Err(StepLimit {
                partial: Box::new(self.clone().finish()),
                limit: self.limit,
            });
        }
        if let Some(step) = step(&self.line, rule, rewrites) {
            self.line = step.after.clone();
            self.steps.push(step);
        }
        Ok(())
    }

    /// The finished derivation.
    pub fn finish(self) -> Derivation {
        Derivation::new(self.start, self.steps, self.assumptions)
    }

    /// The steps alone, for use as substeps of a rewrite that starts at the same expression.
    pub fn into_steps(self) -> Vec<Step> {
        self.steps
    }
}

/// One step from a line; `None` where no rewrite applied.
fn step(line: &Expr, rule: RuleId, rewrites: Vec<(Vec<usize>, Rewrite)>) -> Option<Step> {
    let mut relation = Relation::Equal;
    let mut assumptions = Vec::new();
    let mut changes = Vec::new();
    for (path, rewrite) in rewrites {
        let Some(from) = line.at(&path).cloned() else {
            continue;
        };
        if rewrite.relation != Relation::Equal {
            relation = rewrite.relation;
        }
        for used in rewrite.assumptions {
            if !assumptions.contains(&used) {
                assumptions.push(used);
            }
        }
        changes.push(Change {
            site: Site {
                path,
                picked: rewrite.picked,
            },
            from,
            to: rewrite.to,
            facts: rewrite.facts,
            substeps: rewrite.substeps,
        });
    }
    if changes.is_empty() {
        return None;
    }
    let after = after(line, &changes)?;
    Some(Step {
        before: line.clone(),
        after,
        relation,
        rule,
        changes,
        assumptions,
    })
}
