//! Roots of polynomials with other symbols in their coefficients: by the formula of a quadratic, by a root
//! of both sides, or factor by factor.

use super::fit::fit;
use super::linear::{Collected, collect};
use super::root::{quotient, sum_of};
use super::roots::{FoundRoot, PowerValue, RootValue, Roots, Through, polynomial};
use super::solution::{Equation, Never, push_nonzero};
use super::undo::put;
use super::{SolveError, Wanted};
use crate::expr::{Comparison, Expr, ExprKind, Function, Predicate};
use crate::judge::{self, compared_with_zero, judge_predicate};
use crate::number::Rational;
use crate::poly::{NormalForm, Term, normal_form};

/// So deep is a polynomial split into factors of factors.
const MOST_DEPTH: usize = 8;

/// Polynomials of a higher degree are not moved to the mean of their roots.
const MOST_MOVED: usize = 12;

/// Adds the roots of a polynomial in the unknown, its coefficients in ascending order; where one is none
/// because it makes a divisor 0, that comes back.
///
/// # Errors
/// [`SolveError::NotLinear`] where there is no way to them.
pub(super) fn find(
    equation: &Equation<'_>,
    collected: &Collected,
    wanted: &Wanted,
    roots: &mut Roots,
) -> Result<Option<Never>, SolveError> {
    let mut search = Search {
        equation,
        wanted,
        roots,
        divisors: &collected.divisors,
        pole: None,
        is_whole: true,
        shift: None,
    };
    search.all(&collected.powers, 1, 0)?;
    Ok(search.pole)
}

struct Search<'a, 'r> {
    equation: &'a Equation<'a>,
    wanted: &'a Wanted,
    roots: &'r mut Roots,
    divisors: &'a [Expr],
    pole: Option<Never>,
    /// Whether all roots are those of one quadratic, or of one power.
    is_whole: bool,
    /// What is added to each root: the unknown was moved by it.
    shift: Option<Expr>,
}

/// A value, what must hold for it to be one, and how often it is.
type Value = (Expr, Vec<Predicate>, u64);

impl Search<'_, '_> {
    fn all(&mut self, powers: &[Vec<Term>], times: u64, depth: usize) -> Result<(), SolveError> {
        let zeros = powers.iter().take_while(|terms| terms.is_empty()).count();
        if zeros > 0 && zeros < powers.len() {
            self.is_whole = false;
            self.push(
                Expr::zero(),
                times * u64::try_from(zeros).unwrap_or(1),
                Vec::new(),
            )?;
        }
        let powers = powers.get(zeros..).unwrap_or_default();
        let middle = powers.get(1..powers.len().saturating_sub(1));
        match powers {
            [] | [_] => Ok(()),
            [b, a] => {
                self.push(quotient(b, a, self.equation.budget)?, times, Vec::new())?;
                Ok(())
            }
            [c, b, a] => self.quadratic([a, b, c], times),
            _ if middle.is_some_and(|middle| middle.iter().all(Vec::is_empty)) => {
                self.root_of_both(powers, times)
            }
            _ => self.factors(powers, times, depth),
        }
    }

    fn quadratic(&mut self, parts: [&[Term]; 3], times: u64) -> Result<(), SolveError> {
        for (value, needed, more) in self.quadratic_values(parts, times)? {
            self.push(value, more, needed)?;
        }
        Ok(())
    }

    /// The roots of a·x²ⁿ + b·xⁿ + c.
    fn quadratic_in_power(
        &mut self,
        degree: usize,
        parts: [&[Term]; 3],
        times: u64,
    ) -> Result<(), SolveError> {
        let is_all = self.is_whole;
        self.is_whole = false;
        let mut values = Vec::new();
        for (value, needed, more) in self.quadratic_values(parts, times)? {
            let roots = self.roots_of(&value, degree, more, &needed)?;
            values.push(PowerValue {
                value,
                conditions: needed,
                roots,
            });
        }
        if is_all {
            self.roots.through = Some(Through {
                base: Expr::symbol(self.equation.unknown.clone()),
                exponent: degree,
                inner: parts.into_iter().rev().map(sum_of).collect(),
                values,
            });
        }
        Ok(())
    }

    /// The two roots of a·x² + b·x + c.
    fn quadratic_values(
        &mut self,
        [a, b, c]: [&[Term]; 3],
        times: u64,
    ) -> Result<Vec<Value>, SolveError> {
        let budget = self.equation.budget;
        let (a_sum, b_sum, c_sum) = (sum_of(a), sum_of(b), sum_of(c));
        let square = Expr::power(b_sum, Expr::integer(2));
        let product = Expr::product([Expr::integer(4), a_sum, c_sum]);
        let written = Expr::difference(square, product);
        let discriminant = normal_form(&written, self.equation.given, budget)?;
        let shown = discriminant.to_expr();
        if self.roots.polynomial == polynomial(self.equation, &[c.to_vec(), b.to_vec(), a.to_vec()])
        {
            self.roots.discriminant = Some(shown.clone());
        }
        let doubled: Vec<Term> = a
            .iter()
            .map(|term| scaled(term, &Rational::from(2)))
            .collect();
        if self.is_shown(&shown, Comparison::Less) {
            return Ok(Vec::new());
        }
        if discriminant.is_zero() || self.is_shown(&shown, Comparison::LessEqual) {
            let needed = (!discriminant.is_zero()).then(|| is_zero(&discriminant));
            let value = quotient(b, &doubled, budget)?;
            return Ok(vec![(value, needed.into_iter().collect(), 2 * times)]);
        }
        let mut needed = Vec::new();
        let root = square_root(&discriminant.factored()).unwrap_or_else(|| {
            needed = self.not_negative(&discriminant, &shown);
            Expr::call(Function::Sqrt, [shown.clone()])
        });
        let root_terms = normal_form(&root, self.equation.given, budget)?.terms();
        let values = [-1, 1].map(|sign| {
            let mut terms = b.to_vec();
            let sign = Rational::from(sign);
            terms.extend(root_terms.iter().map(|term| scaled(term, &sign)));
            Ok((quotient(&terms, &doubled, budget)?, needed.clone(), times))
        });
        values.into_iter().collect()
    }

    /// The roots of a·xⁿ + c.
    fn root_of_both(&mut self, powers: &[Vec<Term>], times: u64) -> Result<(), SolveError> {
        let (Some(c), Some(a)) = (powers.first(), powers.last()) else {
            return Ok(());
        };
        let inside = quotient(c, a, self.equation.budget)?;
        self.roots_of(&inside, powers.len() - 1, times, &[])?;
        Ok(())
    }

    /// The roots of this degree of a value, under what it needs itself.
    fn roots_of(
        &mut self,
        inside: &Expr,
        degree: usize,
        times: u64,
        needed: &[Predicate],
    ) -> Result<Vec<Expr>, SolveError> {
        let value = self.root_of_degree(inside, degree)?;
        let mut needed = needed.to_vec();
        let mut found = Vec::new();
        if degree.is_multiple_of(2) {
            let form = normal_form(inside, self.equation.given, self.equation.budget)?;
            if self.is_shown(inside, Comparison::Less) {
                return Ok(found);
            }
            if self.is_shown(inside, Comparison::LessEqual) {
                let times = times * u64::try_from(degree).unwrap_or(1);
                needed.push(is_zero(&form));
                found.extend(self.push(Expr::zero(), times, needed)?);
                return Ok(found);
            }
            needed.extend(self.not_negative(&form, inside));
            found.extend(self.push(Expr::negative(value.clone()), times, needed.clone())?);
        }
        found.extend(self.push(value, times, needed)?);
        Ok(found)
    }

    /// The root of a value, worked out where that is a number.
    fn root_of_degree(&self, inside: &Expr, degree: usize) -> Result<Expr, SolveError> {
        let root = match degree {
            2 => Expr::call(Function::Sqrt, [inside.clone()]),
            _ => Expr::call(Function::Root, [inside.clone(), Expr::integer(degree)]),
        };
        let form = normal_form(&root, self.equation.given, self.equation.budget)?;
        Ok(form
            .as_number()
            .map_or(root, |number| Expr::number(&number)))
    }

    /// The roots of a·(x − s)ⁿ + c; tells whether the polynomial is of this form.
    fn moved(&mut self, powers: &[Vec<Term>], times: u64) -> Result<bool, SolveError> {
        let Equation {
            unknown,
            given,
            budget,
            ..
        } = *self.equation;
        let degree = powers.len() - 1;
        let (Some(a), Some(b)) = (powers.last(), powers.get(degree - 1)) else {
            return Ok(false);
        };
        if degree > MOST_MOVED || b.is_empty() || self.shift.is_some() {
            return Ok(false);
        }
        let count = Rational::from(i64::try_from(degree).unwrap_or(i64::MAX));
        let below: Vec<Term> = a.iter().map(|term| scaled(term, &count)).collect();
        let shift = quotient(b, &below, budget)?;
        let sum = Expr::sum([Expr::symbol(unknown.clone()), shift.clone()]);
        let there = put(&polynomial(self.equation, powers), unknown, &sum)?;
        let collected = collect(&there, &Expr::zero(), unknown, given, budget)?;
        let middle = collected.powers.get(1..degree).unwrap_or_default();
        if collected.powers.len() != powers.len() || !middle.iter().all(Vec::is_empty) {
            return Ok(false);
        }
        let Some(c) = collected.powers.first() else {
            return Ok(false);
        };
        let inside = quotient(c, a, budget)?;
        self.shift = Some(shift.clone());
        let roots = self.roots_of(&inside, degree, times, &[])?;
        self.shift = None;
        if self.is_whole {
            let value = PowerValue {
                value: inside,
                conditions: Vec::new(),
                roots,
            };
            self.roots.through = Some(Through {
                base: Expr::difference(Expr::symbol(unknown.clone()), shift),
                exponent: degree,
                inner: vec![sum_of(c), sum_of(a)],
                values: vec![value],
            });
        }
        Ok(true)
    }

    /// The roots of the factors of a polynomial.
    fn factors(
        &mut self,
        powers: &[Vec<Term>],
        times: u64,
        depth: usize,
    ) -> Result<(), SolveError> {
        let Equation {
            unknown,
            given,
            budget,
            ..
        } = *self.equation;
        let not_solved = || SolveError::NotLinear {
            unknown: unknown.clone(),
            degree: i64::try_from(powers.len() - 1).unwrap_or(i64::MAX),
        };
        let whole = normal_form(&polynomial(self.equation, powers), given, budget)?;
        let mut factors = factors_with(&whole.factored(), self.equation);
        if let ([_], Some(written), 0) = (factors.as_slice(), self.as_written(), depth) {
            factors = written;
        }
        let is_split = factors.len() > 1 || factors.iter().any(|(_, times)| *times > 1);
        if !is_split {
            if let Some((degree, parts)) = in_power(powers) {
                return self.quadratic_in_power(degree, parts, times);
            }
            if self.moved(powers, times)? {
                return Ok(());
            }
        }
        if !is_split || depth > MOST_DEPTH {
            return Err(not_solved());
        }
        self.is_whole = false;
        for (factor, own) in factors {
            let collected = collect(&factor, &Expr::zero(), unknown, given, budget)?;
            self.all(&collected.powers, times * own, depth + 1)?;
        }
        Ok(())
    }

    /// The factors of a product that the equation says is 0: roots of numbers in them are not found again once they
    /// are multiplied out.
    fn as_written(&self) -> Option<Vec<(Expr, u64)>> {
        let sides = [
            (self.equation.lhs, self.equation.rhs),
            (self.equation.rhs, self.equation.lhs),
        ];
        let (product, _) = sides
            .into_iter()
            .find(|(_, other)| **other == Expr::zero())?;
        let factors = factors_with(product, self.equation);
        let is_split = factors.len() > 1 || factors.iter().any(|(_, times)| *times > 1);
        is_split.then_some(factors)
    }

    /// Whether an expression compares with 0 so for all values of its symbols.
    fn is_shown(&self, expr: &Expr, comparison: Comparison) -> bool {
        let known = Predicate::Compare(expr.clone(), comparison, Expr::zero());
        let budget = judge::Budget {
            poly: self.equation.budget.clone(),
            ..judge::Budget::default()
        };
        let verdict = judge_predicate(&known, self.equation.given, &budget);
        verdict.holds() && verdict.conditions().is_empty()
    }

    /// That a form, as it is written, is not negative, unless that is so for all values: for the roots alone that are found with it,
    /// where these are not all.
    fn not_negative(&mut self, form: &NormalForm, written: &Expr) -> Vec<Predicate> {
        let terms = form.terms();
        let is_positive = super::linear::is_never_zero(&terms, self.equation.given)
            && terms
                .first()
                .is_some_and(|term| term.coefficient.is_positive());
        if is_positive || form.is_zero() || self.is_shown(&form.to_expr(), Comparison::GreaterEqual)
        {
            return Vec::new();
        }
        let known = compared_with_zero(
            written,
            Comparison::GreaterEqual,
            self.equation.given,
            self.equation.budget,
        );
        if !self.is_whole {
            return vec![known];
        }
        self.roots.conditions.push(known);
        Vec::new()
    }

    /// Adds a root; tells it, unless it makes a divisor 0.
    fn push(
        &mut self,
        value: Expr,
        multiplicity: u64,
        mut conditions: Vec<Predicate>,
    ) -> Result<Option<Expr>, SolveError> {
        let Equation {
            unknown,
            given,
            budget,
            ..
        } = *self.equation;
        let value = match &self.shift {
            Some(shift) => Expr::sum([shift.clone(), value]),
            None => value,
        };
        let mut put_in = given.clone();
        put_in.definitions.insert(unknown.clone(), value.clone());
        for divisor in self.divisors {
            let form = normal_form(divisor, &put_in, budget)?;
            if form.is_zero() {
                let divisor = divisor.clone();
                self.pole
                    .get_or_insert(Never::ZeroDivisor { value, divisor });
                return Ok(None);
            }
            push_nonzero(&mut conditions, &form, given, budget)?;
        }
        let fit = fit(self.equation, &value, self.wanted)?;
        self.roots.found.push(FoundRoot {
            value: RootValue::Exact(value.clone()),
            multiplicity,
            fit,
            conditions,
        });
        Ok(Some(value))
    }
}

/// A polynomial that is quadratic in a power of the unknown above the first: its exponent, and the coefficients, the
/// highest first.
fn in_power(powers: &[Vec<Term>]) -> Option<(usize, [&[Term]; 3])> {
    let degree = powers.len().checked_sub(1)?.checked_div(2)?;
    let is_there =
        |(power, terms): (usize, &Vec<Term>)| terms.is_empty() || power.is_multiple_of(degree);
    let has_form = degree > 1 && powers.len() == 2 * degree + 1;
    let part = |power: usize| powers.get(power).map(Vec::as_slice);
    (has_form && powers.iter().enumerate().all(is_there))
        .then(|| Some((degree, [part(2 * degree)?, part(degree)?, part(0)?])))?
}

/// That a form is 0, by the one factor that can be.
fn is_zero(form: &NormalForm) -> Predicate {
    let apart = form.differs_from_zero();
    let only = match apart.as_slice() {
        [only] => only.opposite(),
        _ => None,
    };
    only.unwrap_or_else(|| Expr::compare(form.to_expr(), Comparison::Equal, Expr::zero()))
}

fn scaled(term: &Term, by: &Rational) -> Term {
    Term {
        coefficient: &term.coefficient * by,
        powers: term.powers.clone(),
    }
}

/// The factors of a product that have the unknown, and how often each stands in it.
fn factors_with(product: &Expr, equation: &Equation<'_>) -> Vec<(Expr, u64)> {
    let parts = match product.kind() {
        ExprKind::Product(parts) => parts.clone(),
        ExprKind::Neg(inner) => return factors_with(inner, equation),
        _ => vec![product.clone()],
    };
    let with = parts
        .into_iter()
        .filter(|part| part.mentions(equation.unknown));
    let counted = with.map(|part| match part.kind() {
        ExprKind::Power(base, exponent) => {
            let times = exponent.as_number().and_then(|n| n.to_integer()?.to_u64());
            times.map_or((part.clone(), 1), |times| (base.clone(), times))
        }
        _ => (part.clone(), 1),
    });
    counted.collect()
}

/// The square root of a product in which everything stands an even number of times, of either sign.
fn square_root(product: &Expr) -> Option<Expr> {
    if let Some(number) = product.as_number() {
        return number.exact_root(2).map(|root| Expr::number(&root));
    }
    match product.kind() {
        ExprKind::Product(parts) => {
            let roots: Option<Vec<Expr>> = parts.iter().map(square_root).collect();
            roots.map(Expr::product)
        }
        ExprKind::Power(base, exponent) => {
            let exponent = exponent.as_number()?.to_integer()?;
            let half = exponent
                .is_even()
                .then(|| Rational::new(exponent, 2.into()))??;
            Some(Expr::power(base.clone(), Expr::number(&half)))
        }
        ExprKind::Quotient(above, below) => {
            Some(Expr::quotient(square_root(above)?, square_root(below)?))
        }
        _ => None,
    }
}
