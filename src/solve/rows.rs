//! Linear equations as rows: what stands beside each unknown, and the right side.

use super::SolveError;
use super::line::How;
use super::root::sum_of;
use super::system::{Row, Work};
use crate::expr::{Expr, Symbol};
use crate::number::{Integer, Rational};
use crate::poly::{Term, difference, normal_form};

impl Work<'_> {
    /// Brings an equation into the form a·x + b·y = c.
    pub(super) fn read(&mut self, line: usize, lhs: &Expr, rhs: &Expr) -> Result<Row, SolveError> {
        let form = difference(lhs, rhs, self.given, self.budget())?;
        self.divisors.extend(form.nonzero().iter().cloned());
        let mut row = Row {
            line,
            coefficients: vec![Vec::new(); self.unknowns.len()],
            right: Vec::new(),
            scale: Vec::new(),
        };
        let terms = form.terms();
        let scale = whole_numbers(&terms);
        for mut term in terms {
            term.coefficient = &term.coefficient * &scale;
            if let Some(column) = self.place(&mut term)? {
                if let Some(place) = row.coefficients.get_mut(column) {
                    place.push(term);
                }
            } else {
                term.coefficient = -term.coefficient;
                row.right.push(term);
            }
        }
        let sides = [self.left(&row), sum_of(&row.right)];
        if (lhs, rhs) == (&sides[0], &sides[1]) {
            return Ok(row);
        }
        // What the equation was multiplied by to free it of fractions.
        let apart = Expr::difference(lhs.clone(), rhs.clone());
        let new = Expr::difference(sides[0].clone(), sides[1].clone());
        let by = if form.is_zero() {
            Expr::one()
        } else {
            normal_form(&Expr::quotient(new, apart), self.given, self.budget())?.to_expr()
        };
        let is_same = self.is_linear_as_written(lhs, rhs, &row);
        if by == Expr::one() && is_same {
            return Ok(row);
        }
        let how = if by == Expr::one() {
            How::Gather { of: line }
        } else {
            let by = by.clone();
            How::Multiply { of: line, by }
        };
        row.line = self.sheet.sum([&sides[0], &sides[1]], how, &[(line, by)]);
        Ok(row)
    }

    /// The column of a term's unknown, which is taken out of it.
    fn place(&self, term: &mut Term) -> Result<Option<usize>, SolveError> {
        let mut found = None;
        for (base, exponent) in &term.powers {
            let column = self
                .unknowns
                .iter()
                .position(|unknown| base.as_symbol() == Some(unknown));
            match column {
                Some(column) if *exponent == 1 && found.is_none() => found = Some(column),
                Some(_) => {
                    return Err(SolveError::NotLinearSystem {
                        term: term.to_expr(),
                    });
                }
                None => {
                    if let Some(unknown) =
                        self.unknowns.iter().find(|unknown| base.mentions(unknown))
                    {
                        return Err(SolveError::Inside {
                            unknown: unknown.clone(),
                            part: base.clone(),
                        });
                    }
                }
            }
        }
        if let Some(column) = found {
            let unknown = self.unknowns.get(column);
            term.powers.retain(|(base, _)| base.as_symbol() != unknown);
        }
        Ok(found)
    }

    /// Whether an equation has its unknowns on the left and nothing else there, as a person writes it.
    fn is_linear_as_written(&self, lhs: &Expr, rhs: &Expr, row: &Row) -> bool {
        let occurring = row.coefficients.iter().filter(|c| !c.is_empty()).count();
        let has_unknown = |expr: &Expr| self.unknowns.iter().any(|unknown| expr.mentions(unknown));
        lhs.terms().len() == occurring.max(1)
            && lhs.terms().iter().all(has_unknown)
            && !has_unknown(rhs)
            && rhs.terms().len() == row.right.len().max(1)
    }

    /// The left side of a row.
    pub(super) fn left(&self, row: &Row) -> Expr {
        let terms = row.coefficients.iter().zip(self.unknowns);
        let terms = terms.filter(|(coefficient, _)| !coefficient.is_empty());
        Expr::sum(terms.map(|(coefficient, unknown)| times(coefficient, unknown)))
    }
}

/// What the coefficients are multiplied by to be whole numbers.
pub(super) fn whole_numbers(terms: &[Term]) -> Rational {
    let denominators = terms.iter().map(|term| term.coefficient.denominator());
    let common = denominators.fold(Integer::ONE, |common, next| common.lcm(next));
    Rational::from_integer(common)
}

/// `3·x`, `−x`, `(a + b)·x`.
pub(super) fn times(coefficient: &[Term], unknown: &Symbol) -> Expr {
    let unknown = Expr::symbol(unknown.clone());
    match coefficient {
        [only] => {
            let mut term = only.clone();
            term.powers.push((unknown, 1));
            term.to_expr()
        }
        terms => Expr::product([sum_of(terms), unknown]),
    }
}
