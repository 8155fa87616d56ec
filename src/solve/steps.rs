//! The way to the solution of one equation, as a person writes it down.

use super::line::{How, Line, Sheet};
use super::linear::{Collected, collect};
use super::power_steps::product;
use super::root::{quotient, sum_of};
use super::rows::{times, whole_numbers};
use super::solution::{given_for, push_nonzero};
use super::undo::not_negative;
use super::{FoundRoot, Outcome, RootValue, Roots, Solution, SolveError, Undoing, Undone};
use crate::expr::{Assumptions, Expr, ExprKind, Symbol};
use crate::judge;
use crate::number::{Integer, Rational};
use crate::poly::{Term, normal_form};

/// The lines from an equation to its solution.
///
/// # Errors
/// A limit of the normal form.
pub fn steps(
    [lhs, rhs]: [&Expr; 2],
    solution: &Solution,
    assumptions: &Assumptions,
    budget: &judge::Budget,
) -> Result<Vec<Line>, SolveError> {
    let given = given_for(assumptions, &solution.unknown);
    if let Outcome::Undone(undone) = &solution.outcome {
        return Ok(undone_lines(undone, solution, &given, budget));
    }
    if matches!(solution.outcome, Outcome::Tried(_)) {
        return Ok(Vec::new());
    }
    let collected = collect(lhs, rhs, &solution.unknown, &given, &budget.poly)?;
    let mut way = Way {
        unknown: &solution.unknown,
        given: &given,
        budget,
        sheet: Sheet::new(&given, budget),
        line: 0,
    };
    way.sheet.given(lhs, rhs);
    let polynomial = Polynomial::of(&collected);
    way.free_of_fractions(&polynomial)?;
    match &solution.outcome {
        Outcome::Roots(roots) => way.find_roots(&polynomial, Some(roots))?,
        _ if polynomial.powers.len() > 2 => way.find_roots(&polynomial, None)?,
        _ => way.find_root(&polynomial)?,
    }
    Ok(way.sheet.lines)
}

/// The equations on the way, each with what makes it follow from another one judged, and the values
/// with the judge's word that they solve the equation given.
fn undone_lines(
    undone: &Undone,
    solution: &Solution,
    given: &Assumptions,
    budget: &judge::Budget,
) -> Vec<Line> {
    let mut under = given.clone();
    under.conditions.extend(undone.conditions.iter().cloned());
    under.domains.remove(&solution.unknown);
    let mut sheet = Sheet::new(&under, budget);
    for stage in &undone.stages {
        let sides = [&stage.lhs, &stage.rhs];
        let (of, how) = (stage.of, stage.how);
        let is_value = stage.lhs.as_symbol() == Some(&solution.unknown)
            && !stage.rhs.mentions(&solution.unknown);
        let mut root = undone.found.iter().filter(|_| is_value);
        match (how, root.find(|root| is_exactly(root, &stage.rhs))) {
            (Undoing::Given, _) => {
                sheet.given(&stage.lhs, &stage.rhs);
            }
            (_, Some(root)) => {
                let how = How::Undo { of, how };
                sheet.solved([&stage.lhs, &stage.rhs], &root.conditions, of, how);
            }
            _ => {
                sheet.undone(sides, How::Undo { of, how }, stage.check.as_ref());
            }
        }
        sheet.needs(&stage.conditions);
        if matches!(stage.how, Undoing::Case) {
            let size = stage.size.as_ref();
            let size = size.map(|size| not_negative(size, &under, &budget.poly));
            sheet.needs(size.as_slice());
        }
        sheet.needs(stage.holds.as_slice());
        sheet.never(stage.never);
    }
    for range in &undone.ranges {
        let how = if range.sides.is_some() {
            Undoing::Between
        } else {
            Undoing::EveryValue
        };
        let how = How::Undo { of: range.of, how };
        sheet.interval(range, &solution.unknown, how);
    }
    for family in &undone.families {
        let how = How::Undo {
            of: 0,
            how: Undoing::EveryInteger,
        };
        let unknown = Expr::symbol(solution.unknown.clone());
        sheet.undone([&unknown, &family.value()], how, None);
    }
    sheet.lines
}

fn is_exactly(root: &FoundRoot, value: &Expr) -> bool {
    matches!(&root.value, RootValue::Exact(exact) if exact == value)
}

/// A polynomial in the unknown with whole numbers for coefficients, the constant first.
struct Polynomial {
    powers: Vec<Vec<Term>>,
}

impl Polynomial {
    fn of(collected: &Collected) -> Self {
        let all: Vec<Term> = collected.powers.iter().flatten().cloned().collect();
        let mut scale = whole_numbers(&all);
        let is_negative = |terms: &Vec<Term>| matches!(terms.as_slice(), [only] if only.coefficient.is_negative());
        if collected.powers.last().is_some_and(is_negative) {
            scale = -&scale;
        }
        let scaled =
            |terms: &Vec<Term>| terms.iter().map(|term| term_times(term, &scale)).collect();
        Self {
            powers: collected.powers.iter().map(scaled).collect(),
        }
    }

    fn part(&self, power: usize) -> &[Term] {
        self.powers.get(power).map_or(&[], Vec::as_slice)
    }

    fn degree(&self) -> usize {
        self.powers.len() - 1
    }

    /// The terms from the highest power down to this one.
    fn down_to(&self, lowest: usize, unknown: &Symbol) -> Expr {
        let occurring = self.powers.iter().enumerate().skip(lowest).rev();
        let occurring = occurring.filter(|(_, terms)| !terms.is_empty());
        Expr::sum(occurring.map(|(power, terms)| match power {
            0 => sum_of(terms),
            1 => times(terms, unknown),
            _ => raised(terms, unknown, power),
        }))
    }
}

pub(super) struct Way<'a> {
    pub(super) unknown: &'a Symbol,
    given: &'a Assumptions,
    budget: &'a judge::Budget,
    pub(super) sheet: Sheet<'a>,
    /// The line reached.
    pub(super) line: usize,
}

impl Way<'_> {
    pub(super) fn normal(&self, expr: &Expr) -> Result<Expr, SolveError> {
        Ok(normal_form(expr, self.given, &self.budget.poly)?.to_expr())
    }

    fn sides(&self) -> [Expr; 2] {
        let line = self.sheet.lines.get(self.line);
        line.map_or_else(
            || [Expr::zero(), Expr::zero()],
            |line| [line.lhs.clone(), line.rhs.clone()],
        )
    }

    /// Writes the next line, unless it reads like the last one.
    pub(super) fn next(&mut self, sides: &[Expr; 2], how: How, factor: Expr) {
        if self.sides() != *sides {
            let [lhs, rhs] = sides;
            self.line = self.sheet.sum([lhs, rhs], how, &[(self.line, factor)]);
        }
    }

    /// Multiplies by what the polynomial is a multiple of the equation by.
    fn free_of_fractions(&mut self, polynomial: &Polynomial) -> Result<(), SolveError> {
        let [lhs, rhs] = self.sides();
        let whole = polynomial.down_to(0, self.unknown);
        let apart = Expr::difference(lhs.clone(), rhs.clone());
        if self.normal(&apart)? == Expr::zero() {
            return Ok(());
        }
        let by = self.normal(&Expr::quotient(whole, apart))?;
        if by.as_number().is_some_and(|number| number.abs().is_one()) {
            return Ok(());
        }
        let of = self.line;
        let is_negative =
            matches!(by.terms(), [first, ..] if matches!(first.kind(), ExprKind::Neg(_)));
        let by = if is_negative {
            self.normal(&Expr::negative(by))?
        } else {
            by
        };
        let sides = [
            self.normal(&Expr::product([by.clone(), lhs]))?,
            self.normal(&Expr::product([by.clone(), rhs]))?,
        ];
        let mut needed = Vec::new();
        let form = normal_form(&by, self.given, &self.budget.poly)?;
        push_nonzero(&mut needed, &form, self.given, &self.budget.poly)?;
        self.next(&sides, How::Multiply { of, by: by.clone() }, by);
        self.sheet.needs(&needed);
        Ok(())
    }

    /// a·x = −b, and x = −b/a.
    fn find_root(&mut self, polynomial: &Polynomial) -> Result<(), SolveError> {
        let (a, b) = (polynomial.part(1), polynomial.part(0));
        let left = if a.is_empty() {
            Expr::zero()
        } else {
            times(a, self.unknown)
        };
        let right = sum_of(&b.iter().map(opposite).collect::<Vec<_>>());
        self.gather(&[left, right])?;
        let divisor = sum_of(a);
        if a.is_empty() || divisor == Expr::one() {
            return Ok(());
        }
        let value = quotient(b, a, &self.budget.poly)?;
        self.divide(&[Expr::symbol(self.unknown.clone()), value], divisor)
    }

    /// Goes to an equation whose sides differ by the same, or by its negative.
    pub(super) fn gather(&mut self, sides: &[Expr; 2]) -> Result<(), SolveError> {
        let [lhs, rhs] = self.sides();
        let [left, right] = sides;
        let of = self.line;
        let apart = Expr::difference(lhs.clone(), rhs);
        let new = Expr::difference(left.clone(), right.clone());
        let is_same = self.normal(&Expr::difference(apart, new))? == Expr::zero();
        if !is_same {
            self.next(sides, How::Gather { of }, Expr::integer(-1));
            return Ok(());
        }
        let added = self.normal(&Expr::difference(left.clone(), lhs))?;
        let how = match added.terms() {
            [only] if *only == Expr::zero() => How::Rewrite { of },
            [_] => How::Add { of, what: added },
            _ => How::Gather { of },
        };
        self.next(sides, how, Expr::one());
        Ok(())
    }

    pub(super) fn divide(&mut self, sides: &[Expr; 2], by: Expr) -> Result<(), SolveError> {
        if by == Expr::one() {
            return self.gather(sides);
        }
        let form = normal_form(&by, self.given, &self.budget.poly)?;
        let mut needed = Vec::new();
        push_nonzero(&mut needed, &form, self.given, &self.budget.poly)?;
        let factor = Expr::quotient(Expr::one(), by.clone());
        let of = self.line;
        self.next(sides, How::Divide { of, by }, factor);
        if self.line != of {
            self.sheet.needs(&needed);
        }
        Ok(())
    }

    fn find_roots(
        &mut self,
        polynomial: &Polynomial,
        roots: Option<&Roots>,
    ) -> Result<(), SolveError> {
        let (leading, degree) = (polynomial.part(polynomial.degree()), polynomial.degree());
        let middle = polynomial.powers.get(1..degree).unwrap_or_default();
        let through = roots.and_then(|roots| Some((roots.through.as_ref()?, roots)));
        if let Some((through, roots)) = through.filter(|(_, roots)| !is_all_rational(roots)) {
            return self.by_power(&sum_of(leading), through, roots);
        }
        if middle.iter().all(Vec::is_empty) {
            return self.by_root(polynomial, roots);
        }
        self.gather(&[polynomial.down_to(0, self.unknown), Expr::zero()])?;
        if let Some(roots) = roots.filter(|roots| has_rational(roots)) {
            return self.by_factors(polynomial, roots);
        }
        if degree != 2 {
            if let Some(roots) = roots.filter(|roots| roots.found.iter().all(is_in_closed_form)) {
                let whole = polynomial.down_to(0, self.unknown);
                let form = normal_form(&whole, self.given, &self.budget.poly)?;
                self.zero_factors(form.factored(), roots);
            }
            return Ok(());
        }
        // x² + (b/a)·x = −c/a, and the square of x + b/(2a).
        let budget = &self.budget.poly;
        let one = [unit()];
        let beside = quotient(&negated(polynomial.part(1)), leading, budget)?;
        let doubled: Vec<Term> = leading.iter().map(|t| term_times(t, &2.into())).collect();
        let half = quotient(&negated(polynomial.part(1)), &doubled, budget)?;
        let right = quotient(polynomial.part(0), leading, budget)?;
        let unknown = Expr::symbol(self.unknown.clone());
        let square = raised(&one, self.unknown, 2);
        let left = Expr::sum([square, product(&beside, &unknown)]);
        self.divide(&[left, right.clone()], sum_of(leading))?;
        let added = self.normal(&Expr::power(half.clone(), Expr::integer(2)))?;
        let left = Expr::power(plus(&unknown, &half), Expr::integer(2));
        let right = self.normal(&Expr::sum([right, added.clone()]))?;
        let of = self.line;
        self.next(
            &[left, right],
            How::CompleteSquare { of, added },
            Expr::one(),
        );
        self.roots_of_line(2, roots);
        Ok(())
    }

    /// xⁿ = −c/a.
    fn by_root(
        &mut self,
        polynomial: &Polynomial,
        roots: Option<&Roots>,
    ) -> Result<(), SolveError> {
        let (leading, degree) = (polynomial.part(polynomial.degree()), polynomial.degree());
        let right = sum_of(&negated(polynomial.part(0)));
        self.gather(&[polynomial.down_to(1, self.unknown), right])?;
        let value = quotient(polynomial.part(0), leading, &self.budget.poly)?;
        let power = raised(&[unit()], self.unknown, degree);
        self.divide(&[power, value], sum_of(leading))?;
        self.roots_of_line(degree, roots);
        Ok(())
    }

    fn roots_of_line(&mut self, degree: usize, roots: Option<&Roots>) {
        let of = self.line;
        for found in roots.into_iter().flat_map(|roots| &roots.found) {
            if let RootValue::Exact(value) = &found.value {
                let how = How::Root { of, degree };
                let root = (value, found.conditions.as_slice());
                self.sheet.root(self.unknown, root, of, how);
            }
        }
    }

    /// a·(x − r)·… = 0, with what has no rational root as it is.
    fn by_factors(&mut self, polynomial: &Polynomial, roots: &Roots) -> Result<(), SolveError> {
        let unknown = Expr::symbol(self.unknown.clone());
        let mut factors = Vec::new();
        for found in &roots.found {
            let RootValue::Exact(value) = &found.value else {
                continue;
            };
            if value.as_number().is_none() {
                continue;
            }
            let factor = plus(&unknown, &Expr::negative(value.clone()));
            let factor = self.normal(&factor)?;
            factors.push(match found.multiplicity {
                1 => factor,
                times => Expr::power(factor, Expr::integer(Integer::from(times))),
            });
        }
        let whole = polynomial.down_to(0, self.unknown);
        let rest = Expr::quotient(whole, Expr::product(factors.clone()));
        let rest = self.normal(&rest)?;
        if rest != Expr::one() {
            let at = if rest.as_number().is_some() {
                0
            } else {
                factors.len()
            };
            factors.insert(at, rest);
        }
        self.zero_factors(Expr::product(factors), roots);
        Ok(())
    }

    /// A product that is 0, and the roots that follow.
    fn zero_factors(&mut self, product: Expr, roots: &Roots) {
        let of = self.line;
        self.next(&[product, Expr::zero()], How::Factor { of }, Expr::one());
        let of = self.line;
        for found in &roots.found {
            if let RootValue::Exact(value) = &found.value {
                let how = How::ZeroFactor { of };
                let root = (value, found.conditions.as_slice());
                self.sheet.root(self.unknown, root, of, how);
            }
        }
    }
}

fn is_in_closed_form(root: &FoundRoot) -> bool {
    matches!(root.value, RootValue::Exact(_))
}

/// Whether all roots are rational, so that factors show them.
fn is_all_rational(roots: &Roots) -> bool {
    let is_rational = |found: &FoundRoot| matches!(&found.value, RootValue::Exact(value) if value.as_number().is_some());
    roots.found.iter().all(is_rational)
}

fn has_rational(roots: &Roots) -> bool {
    roots
        .found
        .iter()
        .any(|found| matches!(&found.value, RootValue::Exact(value) if value.as_number().is_some()))
}

fn opposite(term: &Term) -> Term {
    term_times(term, &-Rational::ONE)
}

fn negated(terms: &[Term]) -> Vec<Term> {
    terms.iter().map(opposite).collect()
}

fn term_times(term: &Term, by: &Rational) -> Term {
    Term {
        coefficient: &term.coefficient * by,
        powers: term.powers.clone(),
    }
}

fn constant(number: &Rational) -> Term {
    Term {
        coefficient: number.clone(),
        powers: Vec::new(),
    }
}

fn unit() -> Term {
    constant(&Rational::ONE)
}

/// a·xⁿ.
fn raised(coefficient: &[Term], unknown: &Symbol, power: usize) -> Expr {
    let unknown = Expr::symbol(unknown.clone());
    match coefficient {
        [only] => {
            let mut term = only.clone();
            let power = i64::try_from(power).unwrap_or(i64::MAX);
            term.powers.push((unknown, power));
            term.to_expr()
        }
        terms => Expr::product([sum_of(terms), Expr::power(unknown, Expr::integer(power))]),
    }
}

/// x + a, written x − |a| for negative numbers.
pub(super) fn plus(unknown: &Expr, what: &Expr) -> Expr {
    match what.as_number() {
        Some(number) if number.is_negative() => {
            Expr::difference(unknown.clone(), Expr::number(&number.abs()))
        }
        _ => Expr::sum([unknown.clone(), what.clone()]),
    }
}
