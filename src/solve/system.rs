//! Systems of linear equations, by elimination: what a person writes down, line by line.
#![expect(
    clippy::indexing_slicing,
    reason = "rows have a coefficient for each unknown, lines are named by their place"
)]

use super::SolveError;
use super::excluded::{Excluded, excluded};
use super::line::{How, Line, Sheet};
use super::linear::is_never_zero;
use super::root::{quotient, sum_of};
use super::rows::times;
use super::solution::push_nonzero;
use crate::expr::{Assumptions, Comparison, Expr, ExprKind, Predicate, Symbol};
use crate::judge::{self, Reason, Verdict};
use crate::poly::{self, Term, normal_form};

/// Linear equations, and what follows for their unknowns.
#[derive(Clone, Debug)]
pub struct SystemSolution {
    /// The unknowns, as asked for.
    pub unknowns: Vec<Symbol>,
    /// The way there.
    pub lines: Vec<Line>,
    /// What follows.
    pub outcome: SystemOutcome,
}

/// What follows from linear equations.
#[derive(Clone, Debug)]
pub enum SystemOutcome {
    /// They have solutions.
    Values(Values),
    /// They have none: this line says that a number is another one.
    Never {
        /// The line.
        line: usize,
        /// The condition under which it is true after all.
        unless: Option<Predicate>,
    },
    /// The only values that could solve them may not be put in.
    Excluded {
        /// The values.
        values: Vec<(Symbol, Expr)>,
        /// Why not.
        by: Excluded,
    },
}

/// The solutions of a system.
#[derive(Clone, Debug)]
pub struct Values {
    /// The values, in the order asked for; those of free unknowns are not among them.
    pub values: Vec<(Symbol, Expr)>,
    /// The unknowns that may have any value.
    pub free: Vec<Symbol>,
    /// What must hold for these to be all solutions.
    pub conditions: Vec<Predicate>,
    /// The lines that say nothing new.
    pub redundant: Vec<usize>,
    /// The judge's word on each equation given, with the values put in.
    pub checked: Vec<Verdict>,
}

impl Values {
    /// Whether every equation holds with the values put in.
    pub fn is_checked(&self) -> bool {
        !self.checked.is_empty() && self.checked.iter().all(Verdict::holds)
    }
}

/// More unknowns, or twice as many equations, are not solved line by line.
const MAX_UNKNOWNS: usize = 30;

/// Longer coefficients are not worked out: nobody would read them.
const MAX_TERMS: usize = 400;

/// An equation under way: what stands beside each unknown, and the right side.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The line where it stands.
    pub(super) line: usize,
    pub(super) coefficients: Vec<Vec<Term>>,
    pub(super) right: Vec<Term>,
    /// The product of the factors it was multiplied by.
    pub(super) scale: Vec<Expr>,
}

struct Pivot {
    row: Row,
    column: usize,
}

/// Solves linear equations for several unknowns.
///
/// # Errors
/// [`SolveError`] where an equation is not linear in the unknowns together, has none of them, or a
/// limit is reached. A system without a solution is none.
pub fn solve_system(
    equations: &[(Expr, Expr)],
    unknowns: &[Symbol],
    assumptions: &Assumptions,
    budget: &judge::Budget,
) -> Result<SystemSolution, SolveError> {
    if unknowns.len() > MAX_UNKNOWNS || equations.len() > 2 * MAX_UNKNOWNS {
        return Err(SolveError::Limit(format!(
            "{} equations in {} unknowns; the limit is {} in {MAX_UNKNOWNS}",
            equations.len(),
            unknowns.len(),
            2 * MAX_UNKNOWNS
        )));
    }
    let mut budget = budget.clone();
    budget.poly.max_terms = budget.poly.max_terms.min(MAX_TERMS);
    let budget = &budget;
    let mut given = assumptions.clone();
    for unknown in unknowns {
        given = super::solution::set_aside(&given, unknown);
    }
    let mut work = Work {
        unknowns,
        given: &given,
        budget,
        sheet: Sheet::new(&given, budget),
        divisors: Vec::new(),
        redundant: Vec::new(),
    };
    let mut rows = Vec::new();
    for (lhs, rhs) in equations {
        super::valued::valued(lhs, &given)?;
        super::valued::valued(rhs, &given)?;
        work.sheet.given(lhs, rhs);
    }
    for (at, (lhs, rhs)) in equations.iter().enumerate() {
        rows.push(work.read(at, lhs, rhs)?);
    }
    let outcome = work.eliminate(rows, equations)?;
    Ok(SystemSolution {
        unknowns: unknowns.to_vec(),
        lines: work.sheet.lines,
        outcome,
    })
}

pub(super) struct Work<'a> {
    pub(super) unknowns: &'a [Symbol],
    pub(super) given: &'a Assumptions,
    budget: &'a judge::Budget,
    pub(super) sheet: Sheet<'a>,
    /// What the equations divide by.
    pub(super) divisors: Vec<Expr>,
    redundant: Vec<usize>,
}

impl Work<'_> {
    pub(super) fn budget(&self) -> &poly::Budget {
        &self.budget.poly
    }

    fn eliminate(
        &mut self,
        mut rows: Vec<Row>,
        equations: &[(Expr, Expr)],
    ) -> Result<SystemOutcome, SolveError> {
        let mut pivots: Vec<Pivot> = Vec::new();
        loop {
            // Rows without unknowns say that a number is another, or nothing.
            for row in &rows {
                if row.coefficients.iter().any(|c| !c.is_empty()) {
                    continue;
                }
                if row.right.is_empty() {
                    self.redundant.push(row.line);
                } else {
                    return Ok(self.never(row));
                }
            }
            rows.retain(|row| row.coefficients.iter().any(|c| !c.is_empty()));
            let Some((at, column)) = self.choose(&rows) else {
                break;
            };
            let row = rows.remove(at);
            for other in &mut rows {
                if !other.coefficients[column].is_empty() {
                    *other = self.subtract(other, &row, column)?;
                }
            }
            pivots.push(Pivot { row, column });
        }
        let mut conditions = self.determinant(&pivots)?;
        let solved = self.put_back(&pivots)?;
        let mut values = Vec::new();
        let mut free = Vec::new();
        for (column, unknown) in self.unknowns.iter().enumerate() {
            match solved.iter().find(|(known, _)| *known == column) {
                Some((_, line)) => {
                    let value = self.sheet.lines[*line].rhs.clone();
                    values.push((unknown.clone(), value));
                }
                None => free.push(unknown.clone()),
            }
        }
        if let Some(by) = excluded(equations, &values, self.given) {
            return Ok(SystemOutcome::Excluded { values, by });
        }
        let mut put_in = self.given.clone();
        for (unknown, value) in &values {
            put_in.definitions.insert(unknown.clone(), value.clone());
        }
        for divisor in &self.divisors {
            let form = normal_form(divisor, &put_in, self.budget())?;
            push_nonzero(&mut conditions, &form, self.given, self.budget())?;
        }
        let mut under = self.given.clone();
        under.conditions.extend(conditions.iter().cloned());
        let bindings = values.iter().cloned().collect::<crate::expr::Bindings>();
        let sheet = Sheet::new(&under, self.budget);
        let mut checked = Vec::new();
        for (lhs, rhs) in equations {
            let put_in = (bindings.substitute(lhs), bindings.substitute(rhs));
            checked.push(match put_in {
                (Ok(lhs), Ok(rhs)) => sheet.equal(&lhs, &rhs),
                (Err(limit), _) | (_, Err(limit)) => Verdict::Undecided {
                    because: Reason::Budget(limit.to_string()),
                },
            });
        }
        Ok(SystemOutcome::Values(Values {
            values,
            free,
            conditions,
            redundant: std::mem::take(&mut self.redundant),
            checked,
        }))
    }

    fn never(&self, row: &Row) -> SystemOutcome {
        let constant = sum_of(&row.right);
        let is_never = is_never_zero(&row.right, self.given);
        let unless = (!is_never).then(|| Expr::compare(constant, Comparison::Equal, Expr::zero()));
        SystemOutcome::Never {
            line: row.line,
            unless,
        }
    }

    /// The plainest coefficient to eliminate with: ±1, a number, what cannot be 0, anything.
    fn choose(&self, rows: &[Row]) -> Option<(usize, usize)> {
        let mut found = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            for (column, terms) in row.coefficients.iter().enumerate() {
                let class = match terms.as_slice() {
                    [] => continue,
                    [only] if only.powers.is_empty() && only.coefficient.abs().is_one() => 0,
                    [only] if only.powers.is_empty() => 1,
                    terms if is_never_zero(terms, self.given) => 2,
                    _ => 3,
                };
                found.push((class, terms.len(), column, at));
            }
        }
        let (_, _, column, at) = found.into_iter().min()?;
        Some((at, column))
    }

    /// q·row − p·pivot, where p/q is the ratio of what stands beside the unknown.
    fn subtract(&mut self, row: &Row, pivot: &Row, column: usize) -> Result<Row, SolveError> {
        let (beside, below) = (&row.coefficients[column], &pivot.coefficients[column]);
        let ratio = self.ratio(beside, below)?;
        let (by, times) = ratio;
        let combined = |a: &[Term], b: &[Term]| -> Result<Vec<Term>, SolveError> {
            let left = Expr::product([times.clone(), sum_of(a)]);
            let right = Expr::product([by.clone(), sum_of(b)]);
            let written = Expr::difference(left, right);
            Ok(normal_form(&written, self.given, self.budget())?.terms())
        };
        let mut new = Row {
            line: 0,
            coefficients: Vec::new(),
            right: combined(&row.right, &pivot.right)?,
            scale: row.scale.clone(),
        };
        for (at, (a, b)) in row.coefficients.iter().zip(&pivot.coefficients).enumerate() {
            new.coefficients.push(if at == column {
                Vec::new()
            } else {
                combined(a, b)?
            });
        }
        if times != Expr::one() {
            new.scale.push(times.clone());
        }
        let sides = [self.left(&new), sum_of(&new.right)];
        let from = [
            (row.line, times.clone()),
            (pivot.line, Expr::negative(by.clone())),
        ];
        let how = How::Combine {
            of: row.line,
            times,
            minus: pivot.line,
            by,
        };
        new.line = self.sheet.sum([&sides[0], &sides[1]], how, &from);
        self.note(below)?;
        Ok(new)
    }

    /// a/b in lowest terms, as what stands above and below the line.
    fn ratio(&self, a: &[Term], b: &[Term]) -> Result<(Expr, Expr), SolveError> {
        let negated: Vec<Term> = a.iter().map(opposite).collect();
        let ratio = quotient(&negated, b, self.budget())?;
        if let Some(number) = ratio.as_number() {
            let (above, below) = (number.numerator(), number.denominator());
            return Ok((Expr::integer(above.clone()), Expr::integer(below.clone())));
        }
        Ok(match ratio.kind() {
            ExprKind::Quotient(above, below) => (above.clone(), below.clone()),
            ExprKind::Neg(inner) => match inner.kind() {
                ExprKind::Quotient(above, below) => (Expr::negative(above.clone()), below.clone()),
                _ => (ratio.clone(), Expr::one()),
            },
            _ => (ratio.clone(), Expr::one()),
        })
    }

    /// The last line needs these terms not to be 0.
    fn note(&mut self, terms: &[Term]) -> Result<(), SolveError> {
        let mut needed = Vec::new();
        let form = normal_form(&sum_of(terms), self.given, self.budget())?;
        push_nonzero(&mut needed, &form, self.given, self.budget())?;
        self.sheet.needs(&needed);
        Ok(())
    }

    /// That the determinant is not 0, or each pivot where unknowns are free.
    fn determinant(&self, pivots: &[Pivot]) -> Result<Vec<Predicate>, SolveError> {
        let mut conditions = Vec::new();
        let beside = |pivot: &Pivot| sum_of(&pivot.row.coefficients[pivot.column]);
        if pivots.len() < self.unknowns.len() {
            for pivot in pivots {
                let form = normal_form(&beside(pivot), self.given, self.budget())?;
                push_nonzero(&mut conditions, &form, self.given, self.budget())?;
            }
            return Ok(conditions);
        }
        let above = Expr::product(pivots.iter().map(beside));
        let scales = pivots.iter().flat_map(|pivot| pivot.row.scale.clone());
        let determinant = Expr::quotient(above, Expr::product(scales));
        let form = normal_form(&determinant, self.given, self.budget())?;
        push_nonzero(&mut conditions, &form, self.given, self.budget())?;
        Ok(conditions)
    }

    /// From the last pivot to the first: known values are put in, and what stands beside the unknown
    /// is divided by. Tells the line of each unknown.
    fn put_back(&mut self, pivots: &[Pivot]) -> Result<Vec<(usize, usize)>, SolveError> {
        let mut solved: Vec<(usize, usize)> = Vec::new();
        for pivot in pivots.iter().rev() {
            let unknown = Expr::symbol(self.unknowns[pivot.column].clone());
            let beside = &pivot.row.coefficients[pivot.column];
            let mut right = vec![sum_of(&pivot.row.right)];
            let mut known = Vec::new();
            let mut from = vec![(pivot.row.line, Expr::one())];
            let mut is_gathered = true;
            for (column, terms) in pivot.row.coefficients.iter().enumerate() {
                if column == pivot.column || terms.is_empty() {
                    continue;
                }
                let coefficient = sum_of(terms);
                let before = solved.iter().find(|(known, _)| *known == column);
                let value = if let Some((_, line)) = before {
                    known.push(*line);
                    from.push((*line, Expr::negative(coefficient.clone())));
                    self.sheet.lines[*line].rhs.clone()
                } else {
                    is_gathered = false;
                    Expr::symbol(self.unknowns[column].clone())
                };
                right.push(Expr::negative(Expr::product([coefficient, value])));
            }
            known.sort_unstable();
            let form = normal_form(&Expr::sum(right), self.given, self.budget())?;
            let mut line = pivot.row.line;
            if !known.is_empty() || !is_gathered {
                let into = line;
                let how = if known.is_empty() {
                    How::Gather { of: into }
                } else {
                    How::PutIn { into, known }
                };
                let left = times(beside, &self.unknowns[pivot.column]);
                line = self.sheet.sum([&left, &form.to_expr()], how, &from);
            }
            let divisor = sum_of(beside);
            if divisor != Expr::one() {
                let negated: Vec<Term> = form.terms().iter().map(opposite).collect();
                let value = if form.is_polynomial() {
                    quotient(&negated, beside, self.budget())?
                } else {
                    let written = Expr::quotient(form.to_expr(), divisor.clone());
                    normal_form(&written, self.given, self.budget())?.to_expr()
                };
                let (of, by) = (line, divisor.clone());
                let from = [(line, Expr::quotient(Expr::one(), divisor))];
                line = self
                    .sheet
                    .sum([&unknown, &value], How::Divide { of, by }, &from);
                self.note(beside)?;
            }
            solved.push((pivot.column, line));
        }
        Ok(solved)
    }
}

fn opposite(term: &Term) -> Term {
    Term {
        coefficient: -&term.coefficient,
        powers: term.powers.clone(),
    }
}
