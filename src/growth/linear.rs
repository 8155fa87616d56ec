//! Exact linear feasibility: nonnegative solutions of linear equations over the rationals.
//!
//! The first phase of the simplex method with Bland's rule, which cannot cycle (R. G. Bland, New
//! finite pivoting rules for the simplex method, 1977). The systems here are small: a row for each
//! growing symbol, a column for each kept term and growing monomial.

use std::cell::Cell;

use crate::number::Rational;

/// Linear equations in unknowns that must not be negative.
#[derive(Clone, Debug)]
pub(crate) struct System {
    unknowns: usize,
    rows: Vec<Row>,
}

/// `coefficients · x = right`, with the unknown that it is solved for; `None` for an equation
/// that no unknown solves yet.
#[derive(Clone, Debug)]
struct Row {
    coefficients: Vec<Rational>,
    right: Rational,
    basic: Option<usize>,
    /// How it is made of the equations as they were given.
    made_of: Vec<Rational>,
}

/// What there is to say about a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Solved {
    /// A nonnegative solution.
    Solution(Vec<Rational>),
    /// Why there is none (Farkas): with each equation taken so many times, no unknown has a positive
    /// coefficient in their sum, whose right side is positive.
    Contradiction(Vec<Rational>),
}

/// More pivots were needed than allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PivotLimit;

/// How much work is left for several systems together: a pivot takes as much as it changes cells.
#[derive(Clone, Debug)]
pub(crate) struct Effort(Cell<usize>);

impl Effort {
    /// So many cells may be worked on.
    pub(crate) fn new(cells: usize) -> Self {
        Self(Cell::new(cells))
    }

    fn spend(&self, cells: usize) -> Result<(), PivotLimit> {
        self.0
            .set(self.0.get().checked_sub(cells).ok_or(PivotLimit)?);
        Ok(())
    }
}

/// So many pivots follow the steepest descent before the rule that cannot cycle takes over.
const STEEP_PIVOTS: usize = 60;

/// The most pivots of one system; real ones need a few dozen.
const MAX_PIVOTS: usize = 5_000;

impl System {
    /// No equations yet, in so many unknowns.
    pub(crate) fn new(unknowns: usize) -> Self {
        Self {
            unknowns,
            rows: Vec::new(),
        }
    }

    /// Adds `coefficients · x = right`; unknowns without a coefficient have 0.
    pub(crate) fn equation(
        &mut self,
        coefficients: impl IntoIterator<Item = Rational>,
        right: &Rational,
    ) {
        let mut coefficients: Vec<Rational> = coefficients.into_iter().collect();
        coefficients.resize(self.unknowns, Rational::ZERO);
        let flip = right.is_negative();
        if flip {
            for c in &mut coefficients {
                *c = -&*c;
            }
        }
        self.rows.push(Row {
            coefficients,
            right: right.abs(),
            basic: None,
            made_of: vec![Rational::from(if flip { -1 } else { 1 })],
        });
    }

    /// A nonnegative solution, or `None` when there is none.
    pub(crate) fn solve(self, effort: &Effort) -> Result<Option<Vec<Rational>>, PivotLimit> {
        Ok(match self.decide(effort)? {
            Solved::Solution(found) => Some(found),
            Solved::Contradiction(_) => None,
        })
    }

    /// A nonnegative solution, or why there is none.
    pub(crate) fn decide(mut self, effort: &Effort) -> Result<Solved, PivotLimit> {
        effort.spend(self.unknowns.saturating_mul(self.rows.len()))?;
        let equations = self.rows.len();
        for (at, row) in self.rows.iter_mut().enumerate() {
            let sign = row.made_of.pop().unwrap_or_default();
            row.made_of = vec![Rational::ZERO; equations];
            if let Some(own) = row.made_of.get_mut(at) {
                *own = sign;
            }
        }
        for pivots in 0..MAX_PIVOTS {
            effort.spend(self.unknowns)?;
            let Some(entering) = self.entering(pivots < STEEP_PIVOTS) else {
                return Ok(self.outcome());
            };
            let Some(leaving) = self.leaving(entering) else {
                // The unsolved part would grow without bound, which a sum of nonnegative
                // quantities that is being lowered cannot do.
                return Err(PivotLimit);
            };
            effort.spend(self.pivot(leaving, entering))?;
        }
        Err(PivotLimit)
    }

    /// The unknown that lowers what is missing in the unsolved equations most, or the first that does.
    fn entering(&self, steepest: bool) -> Option<usize> {
        let gain = |unknown: usize| -> Rational {
            self.rows
                .iter()
                .filter(|row| row.basic.is_none())
                .filter_map(|row| row.coefficients.get(unknown))
                .sum()
        };
        if !steepest {
            return (0..self.unknowns).find(|&unknown| gain(unknown).is_positive());
        }
        let mut best: Option<(Rational, usize)> = None;
        for unknown in 0..self.unknowns {
            let gain = gain(unknown);
            let least = best.as_ref().map_or(&Rational::ZERO, |(least, _)| least);
            if gain > *least {
                best = Some((gain, unknown));
            }
        }
        best.map(|(_, unknown)| unknown)
    }

    /// The equation that bounds the entering unknown first; ties by the least basic unknown, where
    /// an unsolved equation counts as the greatest, as its unknown would stand behind all others.
    fn leaving(&self, entering: usize) -> Option<usize> {
        let mut best: Option<(Rational, usize, usize)> = None;
        for (at, row) in self.rows.iter().enumerate() {
            let Some(coefficient) = row.coefficients.get(entering) else {
                continue;
            };
            if !coefficient.is_positive() {
                continue;
            }
            let Some(ratio) = row.right.checked_div(coefficient) else {
                continue;
            };
            let basic = row.basic.unwrap_or(self.unknowns + at);
            let better = best
                .as_ref()
                .is_none_or(|(least, held, _)| (&ratio, &basic) < (least, held));
            if better {
                best = Some((ratio, basic, at));
            }
        }
        best.map(|(_, _, at)| at)
    }

    /// Solves one equation for an unknown and eliminates it from the others; tells how many cells it
    /// changed.
    fn pivot(&mut self, at: usize, unknown: usize) -> usize {
        let Some(mut row) = self.rows.get(at).cloned() else {
            return 0;
        };
        let scale = row.coefficients.get(unknown).and_then(Rational::recip);
        let scale = scale.unwrap_or(Rational::ONE);
        for c in &mut row.coefficients {
            *c *= &scale;
        }
        for c in &mut row.made_of {
            *c *= &scale;
        }
        row.right *= &scale;
        row.basic = Some(unknown);
        let occurring = row.coefficients.iter().filter(|c| !c.is_zero()).count();
        let mut changed = occurring;
        for (index, other) in self.rows.iter_mut().enumerate() {
            if index == at {
                other.clone_from(&row);
                continue;
            }
            let Some(factor) = other.coefficients.get(unknown).cloned() else {
                continue;
            };
            if factor.is_zero() {
                continue;
            }
            for (c, pivot) in other.coefficients.iter_mut().zip(&row.coefficients) {
                if !pivot.is_zero() {
                    *c -= &factor * pivot;
                }
            }
            for (c, pivot) in other.made_of.iter_mut().zip(&row.made_of) {
                if !pivot.is_zero() {
                    *c -= &factor * pivot;
                }
            }
            other.right -= &factor * &row.right;
            changed += occurring;
        }
        changed
    }

    /// What the solved equations give, or what the unsolved ones are made of.
    fn outcome(&self) -> Solved {
        self.solution().map_or_else(
            || {
                let mut sum = vec![Rational::ZERO; self.rows.len()];
                for row in self.rows.iter().filter(|row| row.basic.is_none()) {
                    for (total, c) in sum.iter_mut().zip(&row.made_of) {
                        *total += c;
                    }
                }
                Solved::Contradiction(sum)
            },
            Solved::Solution,
        )
    }

    /// What the solved equations give, if nothing is missing in the unsolved ones.
    fn solution(&self) -> Option<Vec<Rational>> {
        let mut values = vec![Rational::ZERO; self.unknowns];
        for row in &self.rows {
            match row.basic {
                Some(unknown) => *values.get_mut(unknown)? = row.right.clone(),
                None if row.right.is_zero() => {}
                None => return None,
            }
        }
        Some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(unknowns: usize, equations: &[(&[i64], i64)]) -> Option<Vec<String>> {
        let mut system = System::new(unknowns);
        for (coefficients, right) in equations {
            let row = coefficients.iter().map(|&c| Rational::from(c));
            system.equation(row, &Rational::from(*right));
        }
        let solution = system.solve(&Effort::new(10_000)).unwrap()?;
        Some(solution.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn small_systems() {
        // x + y = 1, x − y = 0
        let solution = solve(2, &[(&[1, 1], 1), (&[1, -1], 0)]);
        assert_eq!(solution.unwrap(), ["1/2", "1/2"]);
        // x + y = −1 has no nonnegative solution, −x − y = −1 has.
        assert_eq!(solve(2, &[(&[1, 1], -1)]), None);
        assert!(solve(2, &[(&[-1, -1], -1)]).is_some());
        // x − y = 0, x + y = 2, x = 2 contradict each other.
        assert_eq!(solve(2, &[(&[1, -1], 0), (&[1, 1], 2), (&[1], 2)]), None);
        // No equation: zero solves.
        assert_eq!(solve(2, &[]).unwrap(), ["0", "0"]);
        // 0 = 1, 0 = 0
        assert_eq!(solve(1, &[(&[0], 1)]), None);
        assert!(solve(1, &[(&[0], 0)]).is_some());
        // Equations that repeat each other.
        assert_eq!(solve(1, &[(&[2], 6), (&[1], 3)]).unwrap(), ["3"]);
    }

    /// By hand: x + y = 1 and 2x + 2y = 3 contradict each other, as −2 of the first and 1 of the second
    /// make 0 = 1; a negative right side is not turned round in what is told.
    #[test]
    fn contradictions_are_shown() {
        for equations in [
            &[(&[1, 1][..], 1), (&[2, 2], 3)][..],
            &[(&[1, 1], -1), (&[1, -1], 4)],
            &[(&[1, -1], 0), (&[1, 1], 2), (&[1, 0], 2)],
        ] {
            let mut system = System::new(2);
            for (coefficients, right) in equations {
                let row = coefficients.iter().map(|&c| Rational::from(c));
                system.equation(row, &Rational::from(*right));
            }
            let decided = system.decide(&Effort::new(10_000)).unwrap();
            let Solved::Contradiction(times) = decided else {
                panic!("{equations:?}: {decided:?}")
            };
            let [mut x, mut y, mut right] = [Rational::ZERO, Rational::ZERO, Rational::ZERO];
            for ((coefficients, constant), t) in equations.iter().zip(&times) {
                x += Rational::from(coefficients[0]) * t;
                y += Rational::from(coefficients[1]) * t;
                right += Rational::from(*constant) * t;
            }
            assert!(!x.is_positive() && !y.is_positive(), "{equations:?}");
            assert!(right.is_positive(), "{equations:?}");
        }
    }

    #[test]
    fn degenerate_systems_end() {
        // Beale's cycling example as equations (a tie at every pivot).
        let rows: &[(&[i64], i64)] = &[
            (&[1, -240, -4, 36, 4], 0),
            (&[1, -180, -1, 6, 0, 2], 0),
            (&[0, 0, 1, 0, 0, 0, 1], 1),
        ];
        assert!(solve(7, rows).is_some());
    }
}
