//! Steps and the derivations they make up.

use std::fmt;
use std::sync::Arc;

use crate::expr::{Assumptions, Expr, Predicate, Relation};

use super::Facts;

/// The name of a rewrite rule: a kebab-case verb, the same word in Rust, in the template's file
/// name, in the golden folder and in `explain`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(&'static str);

impl RuleId {
    /// The rule of this name.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A place in a line: the path of child indices, and the children of that place that were
/// touched, where not all were (two of five terms).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// Child indices from the top.
    pub path: Vec<usize>,
    /// Touched children; empty means the whole.
    pub picked: Vec<usize>,
}

/// What one rule did at one place.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where.
    pub site: Site,
    /// What stood there.
    pub from: Expr,
    /// What stands there now.
    pub to: Expr,
    /// The expressions that the sentence needs.
    pub facts: Facts,
    /// The same change in smaller steps.
    pub substeps: Vec<Step>,
}

/// One line to the next: one rule, at one place or at several that do not touch.
#[derive(Clone, Debug)]
pub struct Step {
    /// The whole line before.
    pub before: Expr,
    /// The whole line after.
    pub after: Expr,
    /// How they relate.
    pub relation: Relation,
    /// The rule.
    pub rule: RuleId,
    /// What it did, place by place.
    pub changes: Vec<Change>,
    /// The conditions that were used.
    pub assumptions: Vec<Predicate>,
}

impl Step {
    /// Whether both lines read the same on paper, so that no reader would write the step down.
    pub fn is_silent(&self) -> bool {
        self.relation == Relation::Equal && reads_alike(&self.before, &self.after)
    }
}

/// Whether two expressions differ at most in products nested in products, which print alike.
pub(crate) fn reads_alike(a: &Expr, b: &Expr) -> bool {
    a == b || without_nested_products(a) == without_nested_products(b)
}

fn without_nested_products(expr: &Expr) -> Expr {
    crate::expr::deep(|| {
        let inner = expr.map_children(without_nested_products);
        let is_product = |factor: &Expr| factor.factors().len() > 1;
        if inner.factors().len() > 1 && inner.factors().iter().any(is_product) {
            let flat = inner
                .factors()
                .iter()
                .flat_map(|factor| factor.factors().to_vec());
            return Expr::product(flat);
        }
        inner
    })
}

/// A chain of steps from a given expression, under assumptions that are printed with it.
#[derive(Clone, Debug)]
pub struct Derivation {
    start: Expr,
    steps: Vec<Step>,
    assumptions: Arc<Assumptions>,
}

impl Derivation {
    /// A chain as a builder leaves it.
    pub(super) fn new(start: Expr, steps: Vec<Step>, assumptions: Arc<Assumptions>) -> Self {
        Self {
            start,
            steps,
            assumptions,
        }
    }

    /// The first line.
    pub fn start(&self) -> &Expr {
        &self.start
    }

    /// The last line.
    pub fn result(&self) -> &Expr {
        self.steps.last().map_or(&self.start, |step| &step.after)
    }

    /// The steps in order, silent ones included.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The lines in order, the first among them.
    pub fn lines(&self) -> impl Iterator<Item = &Expr> {
        let after = self.steps.iter().map(|step| &step.after);
        std::iter::once(&self.start).chain(after)
    }

    /// What it is derived under.
    pub fn assumptions(&self) -> &Assumptions {
        &self.assumptions
    }
}
