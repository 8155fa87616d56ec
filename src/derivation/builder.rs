//! The only maker of steps.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};

use crate::expr::{Assumptions, Expr, Relation};

use super::place::after;
use super::{Change, Derivation, Rewrite, RuleId, Site, Step};

/// A derivation grew past a limit; what was reached so far is attached.
#[derive(Clone, Debug)]
pub struct StepLimit {
    /// The steps up to the limit.
    pub partial: Box<Derivation>,
    /// The limit.
    pub limit: Limit,
}

/// A limit of derivations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many steps.
    Steps(usize),
    /// So many parts in all lines together.
    Parts(u64),
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
        match self.limit {
            Limit::Steps(limit) => write!(f, "the derivation is longer than {limit} steps"),
            Limit::Parts(limit) => {
                write!(
                    f,
                    "the lines of the derivation have more than {limit} parts"
                )
            }
        }
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
    /// How many parts its lines have.
    parts: u64,
    /// How many they may have.
    most_parts: u64,
}

impl Builder {
    /// The most steps of one derivation unless the caller says otherwise.
    pub const DEFAULT_LIMIT: usize = 2_000;

    /// The most parts of all lines, where the first is not long already: far more than anybody
    /// reads.
    const MOST_PARTS: u64 = 1_000_000;

    /// Starts at a given line.
    pub fn new(start: Expr, assumptions: impl Into<Arc<Assumptions>>) -> Self {
        let line = start.clone();
        let most_parts = Self::MOST_PARTS.max(start.size().saturating_mul(16));
        Self {
            start,
            line,
            steps: Vec::new(),
            assumptions: assumptions.into(),
            limit: Self::DEFAULT_LIMIT,
            parts: 0,
            most_parts,
        }
    }

    fn stopped(&self, limit: Limit) -> StepLimit {
        StepLimit {
            partial: Box::new(self.clone().finish()),
            limit,
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
            return Err(self.stopped(Limit::Steps(self.limit)));
        }
        let digits = rewrites.iter().map(|(_, rewrite)| length(&rewrite.to));
        self.parts = digits.fold(self.parts, u64::saturating_add);
        if let Some(step) = step(&self.line, rule, rewrites) {
            self.parts = self.parts.saturating_add(step.after.size());
            if self.parts > self.most_parts {
                return Err(self.stopped(Limit::Parts(self.most_parts)));
            }
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

/// How many parts a computed number counts for: each of its digits is one, about.
fn length(computed: &Expr) -> u64 {
    computed.as_number().map_or(0, |number| number.bits() / 4)
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
