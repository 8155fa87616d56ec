//! The way to a solution, line by line: each line says which lines above it follows from, and with
//! which factors, so that the judge can add them up again.

use super::{Impossible, Interval, Undoing};
use crate::expr::{Assumptions, Bindings, Expr, Predicate, Relation, Symbol};
use crate::judge::{self, Claim, Verdict, judge};

/// A numbered equation on the way to a solution.
#[derive(Clone, Debug)]
pub struct Line {
    /// The left side.
    pub lhs: Expr,
    /// The sign between them: `=`, but for a range of values.
    pub relation: Relation,
    /// The right side.
    pub rhs: Expr,
    /// What stands before a range, with its sign: `6 ≤` of `6 ≤ x < 9`.
    pub from: Option<(Expr, Relation)>,
    /// Where it comes from.
    pub how: How,
    /// What must not be 0 for it to say the same as the line it comes from.
    pub conditions: Vec<Predicate>,
    /// The judge's word: that it is the sum of the lines it names, with their factors; of a root,
    /// that it solves the equation it is a root of. None for what is given.
    pub verdict: Option<Verdict>,
    /// Why no number solves it, where that is so.
    pub never: Option<Impossible>,
}

/// What was done to the lines above; lines are named by their place, the first is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// The equation as it stands.
    Given,
    /// Both sides were multiplied.
    Multiply {
        /// The line.
        of: usize,
        /// By this.
        by: Expr,
    },
    /// Both sides were divided.
    Divide {
        /// The line.
        of: usize,
        /// By this.
        by: Expr,
    },
    /// Something was added to both sides, or subtracted where it is negative.
    Add {
        /// The line.
        of: usize,
        /// This.
        what: Expr,
    },
    /// Each side was written in another way: worked out, or in another unit.
    Rewrite {
        /// The line.
        of: usize,
    },
    /// What has the unknowns was brought to the left, everything else to the right.
    Gather {
        /// The line.
        of: usize,
    },
    /// A multiple of one line was subtracted from a multiple of another.
    Combine {
        /// The line.
        of: usize,
        /// Its factor.
        times: Expr,
        /// The line that is subtracted.
        minus: usize,
        /// Its factor.
        by: Expr,
    },
    /// The values of some unknowns, known from these lines, were put in.
    PutIn {
        /// The line.
        into: usize,
        /// Where the values stand.
        known: Vec<usize>,
    },
    /// A square was completed by adding this to both sides.
    CompleteSquare {
        /// The line.
        of: usize,
        /// What was added.
        added: Expr,
    },
    /// The left side was split into factors.
    Factor {
        /// The line.
        of: usize,
    },
    /// One of the factors is 0.
    ZeroFactor {
        /// The line.
        of: usize,
    },
    /// A part that has the unknown inside was undone, or brought to where it can be.
    Undo {
        /// The line.
        of: usize,
        /// What was done.
        how: Undoing,
    },
    /// A root was taken of both sides.
    Root {
        /// The line.
        of: usize,
        /// Which root: 2 for a square root.
        degree: usize,
    },
}

/// Lines under way.
pub(super) struct Sheet<'a> {
    pub(super) lines: Vec<Line>,
    under: &'a Assumptions,
    budget: &'a judge::Budget,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(under: &'a Assumptions, budget: &'a judge::Budget) -> Self {
        Self {
            lines: Vec::new(),
            under,
            budget,
        }
    }

    /// Writes down an equation as it is given; tells its place.
    pub(super) fn given(&mut self, lhs: &Expr, rhs: &Expr) -> usize {
        self.push(lhs, rhs, How::Given, None)
    }

    /// Writes down the sum of the lines named, each with its factor.
    pub(super) fn sum(&mut self, sides: [&Expr; 2], how: How, from: &[(usize, Expr)]) -> usize {
        let [lhs, rhs] = sides;
        let parts = from.iter().filter_map(|(at, factor)| {
            let line = self.lines.get(*at)?;
            let apart = Expr::difference(line.lhs.clone(), line.rhs.clone());
            Some(Expr::product([factor.clone(), apart]))
        });
        let (apart, sum) = (Expr::difference(lhs.clone(), rhs.clone()), Expr::sum(parts));
        let verdict = self.equal(&apart, &sum);
        self.push(lhs, rhs, how, Some(verdict))
    }

    /// Writes down a value of the unknown that under conditions solves a line.
    pub(super) fn root(
        &mut self,
        unknown: &Symbol,
        (value, conditions): (&Expr, &[Predicate]),
        of: usize,
        how: How,
    ) -> usize {
        let verdict = self.supposing(conditions, |here| here.solves(unknown, value, of));
        let at = self.push(&Expr::symbol(unknown.clone()), value, how, verdict);
        self.needs(conditions);
        at
    }

    /// Writes down a value of the unknown that under conditions solves the first line, or where that is
    /// beyond the judge the line it was found from.
    pub(super) fn solved(
        &mut self,
        [unknown, value]: [&Expr; 2],
        conditions: &[Predicate],
        of: usize,
        how: How,
    ) -> usize {
        let verdict = self.supposing(conditions, |here| {
            let solves = |line: usize| here.solves(unknown.as_symbol()?, value, line);
            match solves(0) {
                Some(Verdict::Undecided { .. }) | None => solves(of),
                decided => decided,
            }
        });
        let at = self.push(unknown, value, how, verdict);
        self.needs(conditions);
        at
    }

    /// The same, if they are the same under conditions.
    pub(super) fn following(
        &mut self,
        [lhs, rhs]: [&Expr; 2],
        conditions: &[Predicate],
        how: How,
        (one, other): &(Expr, Expr),
    ) -> usize {
        let verdict = self.supposing(conditions, |here| here.equal(one, other));
        let at = self.push(lhs, rhs, how, Some(verdict));
        self.needs(conditions);
        at
    }

    /// What is said of these lines where conditions hold besides the assumptions.
    fn supposing<T>(&mut self, conditions: &[Predicate], say: impl FnOnce(&Sheet<'_>) -> T) -> T {
        let mut under = self.under.clone();
        under.conditions.extend(conditions.iter().cloned());
        let here = Sheet {
            lines: std::mem::take(&mut self.lines),
            under: &under,
            budget: self.budget,
        };
        let said = say(&here);
        self.lines = here.lines;
        said
    }

    /// The judge's word on whether a value of the unknown solves a line.
    fn solves(&self, unknown: &Symbol, value: &Expr, of: usize) -> Option<Verdict> {
        let line = self.lines.get(of)?;
        let binding: Bindings = std::iter::once((unknown.clone(), value.clone())).collect();
        let (lhs, rhs) = (binding.substitute(&line.lhs), binding.substitute(&line.rhs));
        Some(self.equal(&lhs.ok()?, &rhs.ok()?))
    }

    /// Writes down an equation that follows from another one if two expressions are the same.
    pub(super) fn undone(
        &mut self,
        [lhs, rhs]: [&Expr; 2],
        how: How,
        check: Option<&(Expr, Expr)>,
    ) -> usize {
        let verdict = check.map(|(one, other)| self.equal(one, other));
        self.push(lhs, rhs, how, verdict)
    }

    /// Writes down values all of which solve the first line.
    pub(super) fn interval(&mut self, interval: &Interval, unknown: &Symbol, how: How) {
        let known = interval.conditions(unknown);
        let verdict = self.supposing(&known, |here| match (&interval.sides, here.lines.first()) {
            (Some((lhs, rhs)), _) => Some(here.equal(lhs, rhs)),
            (None, Some(given)) => Some(here.equal(&given.lhs, &given.rhs)),
            (None, None) => None,
        });
        let compared = |known: &Predicate| match known {
            Predicate::Compare(a, comparison, b) => Some((a.clone(), *comparison, b.clone())),
            _ => None,
        };
        let ends: Vec<_> = known.iter().map_while(compared).collect();
        let (from, shown, besides) = match ends.as_slice() {
            [(_, above, low), shown, ..] if interval.low.is_some() && interval.high.is_some() => {
                let from = (low.clone(), above.mirrored().relation());
                (Some(from), shown, known.get(2..))
            }
            [shown, ..] => (None, shown, known.get(1..)),
            [] => return,
        };
        let (lhs, comparison, rhs) = shown;
        let at = self.push(lhs, rhs, how, verdict);
        if let Some(line) = self.lines.get_mut(at) {
            (line.from, line.relation) = (from, comparison.relation());
        }
        self.needs(besides.unwrap_or_default());
    }

    /// Adds what the last line needs not to be 0.
    pub(super) fn needs(&mut self, nonzero: &[Predicate]) {
        if let Some(line) = self.lines.last_mut() {
            line.conditions.extend(nonzero.iter().cloned());
        }
    }

    /// Says of the last line that no number solves it.
    pub(super) fn never(&mut self, why: Option<Impossible>) {
        if let Some(line) = self.lines.last_mut() {
            line.never = why;
        }
    }

    /// The judge's word on `lhs = rhs`.
    pub(super) fn equal(&self, lhs: &Expr, rhs: &Expr) -> Verdict {
        let claim = Claim {
            lhs,
            relation: Relation::Equal,
            rhs,
            under: self.under,
        };
        judge(&claim, self.budget)
    }

    fn push(&mut self, lhs: &Expr, rhs: &Expr, how: How, verdict: Option<Verdict>) -> usize {
        self.lines.push(Line {
            lhs: lhs.clone(),
            relation: Relation::Equal,
            rhs: rhs.clone(),
            from: None,
            how,
            conditions: Vec::new(),
            verdict,
            never: None,
        });
        self.lines.len() - 1
    }
}
