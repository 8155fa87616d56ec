//! Equations with the unknown inside roots, logarithms, powers, absolute values and roundings: parts are
//! undone one after the other until polynomials are left, and what these give is tried in the equation.

use std::cell::Cell;

use super::SolveError;
use super::interval::Interval;
use super::inverse::{Inverse, inverse};
use super::linear::collect;
use super::monotone::MOST_WORK;
use super::pieces::{self, Piece};
use super::roots::RootValue;
use super::solution::{Equation, Never, Outcome, Wanted, polynomial};
use super::span::Span;
use super::undone::{Family, Impossible, Stage, Undoing, Undone};
use crate::expr::{Assumptions, Bindings, Comparison, Domain, Expr, Predicate, Symbol};
use crate::judge::compared_with_zero;
use crate::poly::{Budget, NormalForm, difference, normal_form};

/// So deep may parts stand inside each other.
const MOST_DEPTH: usize = 10;

/// To fewer digits a root is not held: it is told apart from others by what holds it.
const LEAST_DIGITS: u32 = 15;

/// Longer sums are not squared.
const MOST_SQUARED: usize = 40;

/// So many equations are looked at on the way.
const MOST_STAGES: usize = 64;

/// Solves an equation whose unknown stands inside other parts; `None` where it is not one that is undone.
pub(super) fn undone(
    equation: &Equation<'_>,
    wanted: &Wanted,
) -> Result<Option<Undone>, SolveError> {
    let work = Cell::new(MOST_WORK);
    let start = || Search {
        equation,
        wanted,
        work: &work,
        turned: Vec::new(),
        is_short: false,
        stages: vec![Stage {
            lhs: equation.lhs.clone(),
            rhs: equation.rhs.clone(),
            how: Undoing::Given,
            of: 0,
            check: None,
            conditions: Vec::new(),
            size: None,
            holds: None,
            never: None,
        }],
        values: Vec::new(),
        ranges: Vec::new(),
        intervals: Vec::new(),
        families: Vec::new(),
    };
    let mut search = start();
    if search.reduce(equation.lhs, equation.rhs, 0, 0)? {
        return search.tried();
    }
    // What was undone led nowhere: the equation as it stands, unless it was looked at so already.
    let (is_done, is_short) = (search.turned.contains(&0), search.is_short);
    search = start();
    if !is_done {
        let form = difference(equation.lhs, equation.rhs, equation.given, equation.budget)?;
        if search.by_turns(&form, 0, 1)? == Some(true) {
            return search.tried();
        }
    }
    if is_short || search.is_short {
        let message = format!("{MOST_WORK} steps in the search for the turns of a function");
        return Err(SolveError::Limit(message));
    }
    Ok(None)
}

pub(super) struct Search<'a> {
    pub(super) equation: &'a Equation<'a>,
    pub(super) wanted: &'a Wanted,
    /// What is left of the work that goes into finding turns.
    pub(super) work: &'a Cell<u64>,
    /// The equations whose turns were looked for in vain.
    pub(super) turned: Vec<usize>,
    /// Whether too little work was left for one of them.
    pub(super) is_short: bool,
    pub(super) stages: Vec<Stage>,
    pub(super) values: Vec<Candidate>,
    /// Ranges, and the equations that they come from.
    pub(super) ranges: Vec<(Span, usize)>,
    /// Values for which an equation on the way holds whatever they are.
    pub(super) intervals: Vec<Interval>,
    pub(super) families: Vec<Family>,
}

/// Values, and what must hold for them to be the solutions.
type Conditional = (Vec<RootValue>, Vec<Predicate>);

/// A value that may solve the equation.
pub(super) struct Candidate {
    pub(super) value: RootValue,
    /// The equation that it comes from.
    pub(super) of: usize,
    /// What it needs to solve that one.
    pub(super) conditions: Vec<Predicate>,
}

impl Search<'_> {
    pub(super) fn given(&self) -> &Assumptions {
        self.equation.given
    }

    pub(super) fn budget(&self) -> &Budget {
        self.equation.budget
    }

    pub(super) fn unknown(&self) -> &Symbol {
        self.equation.unknown
    }

    /// Notes an equation; tells its place.
    pub(super) fn stage(
        &mut self,
        sides: [&Expr; 2],
        how: Undoing,
        of: usize,
        check: Option<(Expr, Expr)>,
        conditions: Vec<Predicate>,
    ) -> Result<usize, SolveError> {
        if self.stages.len() >= MOST_STAGES {
            let message = format!("{MOST_STAGES} equations on the way to a solution");
            return Err(SolveError::Limit(message));
        }
        let [lhs, rhs] = sides;
        self.stages.push(Stage {
            lhs: lhs.clone(),
            rhs: rhs.clone(),
            how,
            of,
            check,
            conditions,
            size: None,
            holds: None,
            never: None,
        });
        Ok(self.stages.len() - 1)
    }

    /// The same, unless the equation it comes from says so already, one way round or the other.
    fn other_stage(
        &mut self,
        sides: [&Expr; 2],
        how: Undoing,
        of: usize,
        check: (Expr, Expr),
        conditions: Vec<Predicate>,
    ) -> Result<usize, SolveError> {
        let says = |stage: &Stage| {
            let [lhs, rhs] = sides;
            (&stage.lhs, &stage.rhs) == (lhs, rhs) || (&stage.rhs, &stage.lhs) == (lhs, rhs)
        };
        if conditions.is_empty() && self.stages.get(of).is_some_and(says) {
            return Ok(of);
        }
        self.stage(sides, how, of, Some(check), conditions)
    }

    /// Notes why no number solves an equation.
    pub(super) fn never(&mut self, of: usize, why: Impossible) {
        if let Some(stage) = self.stages.get_mut(of) {
            stage.never = Some(why);
        }
    }

    /// Notes what an equation needs not to be negative.
    pub(super) fn needs_size(&mut self, at: usize, size: Expr) {
        if let Some(stage) = self.stages.get_mut(at) {
            stage.size = Some(size);
        }
    }

    /// Notes a condition under which alone an equation says what the one says that it comes from.
    pub(super) fn needs(&mut self, at: usize, known: Predicate) {
        if let Some(stage) = self.stages.get_mut(at) {
            stage.holds = Some(known);
        }
    }

    /// Follows an equation down to values; `false` where one on the way is not one that is undone.
    pub(super) fn reduce(
        &mut self,
        lhs: &Expr,
        rhs: &Expr,
        of: usize,
        depth: usize,
    ) -> Result<bool, SolveError> {
        if depth > MOST_DEPTH {
            return Ok(false);
        }
        match collect(lhs, rhs, self.unknown(), self.given(), self.budget()) {
            Ok(_) => {
                return match self.polynomial(lhs, rhs, of) {
                    Err(SolveError::NotLinear { .. }) => {
                        let form = difference(lhs, rhs, self.given(), self.budget())?;
                        Ok(self.by_turns(&form, of, 1)?.unwrap_or(false))
                    }
                    found => found,
                };
            }
            Err(SolveError::Inside { .. }) => {}
            // The unknown cancels: what is left is false, or every value does.
            Err(SolveError::Absent { .. }) if depth > 0 => {
                let left = difference(lhs, rhs, self.given(), self.budget())?;
                return match left.as_number() {
                    Some(number) if number.is_zero() => self.everywhere_on(of),
                    Some(_) => {
                        self.never(of, Impossible::Untrue);
                        Ok(true)
                    }
                    None => Ok(false),
                };
            }
            Err(error) => return Err(error),
        }
        let form = difference(lhs, rhs, self.given(), self.budget())?;
        let parts = pieces::hidden(&form, self.unknown());
        if let [part] = parts.as_slice()
            && !pieces::is_bare(&form, self.unknown())
            && pieces::extremum(part).is_none()
        {
            return self.one_part(&form, part, of, depth);
        }
        if let Some(done) = self.by_integers(&form, &parts, of)? {
            return Ok(done);
        }
        // Beside other functions a root is no simpler squared.
        if parts.iter().any(pieces::is_root)
            && !parts.iter().all(pieces::is_root)
            && let Some(done) = self.by_turns(&form, of, 4)?
        {
            return Ok(done);
        }
        if let Some(done) = self.by_squares(&form, &parts, of, depth)? {
            return Ok(done);
        }
        if let Some(done) = self.by_signs(&form, &parts, of, depth)? {
            return Ok(done);
        }
        if let Some(done) = self.by_branches(&form, &parts, of, depth)? {
            return Ok(done);
        }
        if let Some(done) = self.by_extremum(&form, &parts, of, depth)? {
            return Ok(done);
        }
        for (sides, how) in [
            (
                pieces::joined_logarithms(&form, self.unknown()),
                Undoing::JoinLogarithms,
            ),
            (
                pieces::logarithms_taken(&form, self.unknown()),
                Undoing::TakeLogarithms,
            ),
        ] {
            let Some((left, mut right)) = sides else {
                continue;
            };
            if !right.mentions(self.unknown()) {
                right = self.normal(&right)?;
            }
            let at = self.stage([&left, &right], how, of, None, Vec::new())?;
            return self.reduce(&left, &right, at, depth + 1);
        }
        if let Some(done) = self.by_counting(&form, of)? {
            return Ok(done);
        }
        if let Some(done) = self.by_turns(&form, of, 2)? {
            return Ok(done);
        }
        Ok(self.keeps_apart(&form, of))
    }

    /// Solves what has no more parts than powers of the unknown.
    fn polynomial(&mut self, lhs: &Expr, rhs: &Expr, of: usize) -> Result<bool, SolveError> {
        let Some((found, conditions)) = self.roots(lhs, rhs, self.unknown(), false)? else {
            let left = difference(lhs, rhs, self.given(), self.budget())?;
            return if left.is_zero() {
                self.everywhere_on(of)
            } else {
                Ok(false)
            };
        };
        if found.is_empty() {
            self.never(of, Impossible::NoRealRoot);
        }
        self.values.extend(found.into_iter().map(|value| Candidate {
            value,
            of,
            conditions: conditions.clone(),
        }));
        Ok(true)
    }

    /// The roots of a polynomial equation in a symbol, and what must hold for them to be all; `None` where
    /// that is not known.
    fn roots(
        &self,
        lhs: &Expr,
        rhs: &Expr,
        symbol: &Symbol,
        is_positive: bool,
    ) -> Result<Option<Conditional>, SolveError> {
        let free = Assumptions {
            domains: {
                let mut domains = self.given().domains.clone();
                domains.remove(symbol);
                if is_positive {
                    domains.insert(symbol.clone(), Domain::from_zero(true));
                }
                domains
            },
            ..self.given().clone()
        };
        let wanted = Wanted {
            multiple: None,
            digits: self.wanted.digits.max(LEAST_DIGITS),
        };
        let equation = Equation {
            lhs,
            rhs,
            unknown: symbol,
            given: &free,
            budget: self.budget(),
        };
        let collected = collect(lhs, rhs, symbol, &free, self.budget())?;
        let (.., outcome) = polynomial(&equation, &collected, &wanted)?;
        Ok(match outcome {
            Outcome::Root(root) => Some((vec![RootValue::Exact(root.value)], root.conditions)),
            Outcome::Roots(roots) => {
                let found = roots.found.into_iter().map(|root| root.value);
                Some((found.collect(), roots.conditions))
            }
            Outcome::Never(Never::Contradiction { unless: Some(_) })
            | Outcome::Every(_)
            | Outcome::Undone(_)
            | Outcome::Tried(_) => None,
            Outcome::Never(_) => Some((Vec::new(), Vec::new())),
        })
    }

    /// A polynomial in one part that has the unknown.
    fn one_part(
        &mut self,
        form: &NormalForm,
        part: &Expr,
        of: usize,
        depth: usize,
    ) -> Result<bool, SolveError> {
        let name = pieces::fresh(form, self.unknown());
        let left = pieces::with_symbol(form, part, &name);
        let found = self.roots(&left, &Expr::zero(), &name, pieces::is_exponential(part))?;
        let Some((values, conditions)) = found else {
            return Ok(false);
        };
        if values.is_empty() {
            self.never(of, Impossible::NoRealRoot);
        }
        let is_lone = values.len() == 1 && pieces::is_linear(form, part);
        for value in values {
            let RootValue::Exact(value) = value else {
                return Ok(false);
            };
            let how = if is_lone {
                Undoing::Isolate
            } else {
                Undoing::PartIsRoot
            };
            // That it is a root of the polynomial.
            let check = (put(&left, &name, &value)?, Expr::zero());
            let at = self.other_stage([part, &value], how, of, check, conditions.clone())?;
            if !self.invert(part, &value, at, depth)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A part that is said to be a value.
    fn invert(
        &mut self,
        part: &Expr,
        value: &Expr,
        of: usize,
        depth: usize,
    ) -> Result<bool, SolveError> {
        let Some(inverse) = inverse(part, value, self.unknown(), self.given()) else {
            return Ok(false);
        };
        match inverse {
            Inverse::Never(why) => {
                self.never(of, why);
                Ok(true)
            }
            Inverse::Truth(known) => {
                let truth = self.stage([part, value], Undoing::Branch, of, None, Vec::new())?;
                self.needs(truth, known);
                self.everywhere_on(truth)
            }
            Inverse::Equations(equations, conditions) => {
                for (lhs, rhs, check) in equations {
                    let rhs = self.normal(&rhs)?;
                    let how = Undoing::Undo;
                    let at = self.stage([&lhs, &rhs], how, of, Some(check), conditions.clone())?;
                    if !self.reduce(&lhs, &rhs, at, depth + 1)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Inverse::Range { inner, low, high } => {
                let spans = self.spans_of(inner, Span { low, high });
                let is_found = spans.is_some();
                let spans = spans.into_iter().flatten();
                self.ranges.extend(spans.map(|span| (span, of)));
                Ok(is_found)
            }
        }
    }

    pub(super) fn normal(&self, expr: &Expr) -> Result<Expr, SolveError> {
        Ok(normal_form(expr, self.given(), self.budget())?.to_expr())
    }

    /// With one square root alone on a side, both sides squared.
    fn by_squares(
        &mut self,
        form: &NormalForm,
        parts: &[Expr],
        of: usize,
        depth: usize,
    ) -> Result<Option<bool>, SolveError> {
        if form.terms().len() > MOST_SQUARED {
            return Ok(None);
        }
        let Some(Piece { part, beside, rest }) = pieces::lone_root(form, parts) else {
            return Ok(None);
        };
        let inner = part
            .children()
            .into_iter()
            .next()
            .cloned()
            .unwrap_or_else(Expr::zero);
        let alone = pieces::times(&beside, &part);
        let other = self.normal(&Expr::negative(rest))?;
        let apart = Expr::difference(alone.clone(), other.clone());
        let whole = form.to_expr();
        let check = (apart, whole);
        let size = Expr::product([beside.clone(), other.clone()]);
        let at = self.other_stage([&alone, &other], Undoing::Isolate, of, check, Vec::new())?;
        let two = Expr::integer(2);
        let left = Expr::product([Expr::power(beside, two.clone()), inner]);
        let left = self.normal(&left)?;
        let right = self.normal(&Expr::power(other.clone(), two.clone()))?;
        let check = (Expr::power(other, two), right.clone());
        let at = self.stage(
            [&left, &right],
            Undoing::Square,
            at,
            Some(check),
            Vec::new(),
        )?;
        self.needs_size(at, size);
        self.reduce(&left, &right, at, depth + 1).map(Some)
    }
}

/// The expression with a value for a symbol.
pub(super) fn put(expr: &Expr, symbol: &Symbol, value: &Expr) -> Result<Expr, SolveError> {
    let binding: Bindings = std::iter::once((symbol.clone(), value.clone())).collect();
    binding
        .substitute(expr)
        .map_err(|_| SolveError::Limit("the size of an expression".into()))
}

/// That a condition does not hold.
pub(super) fn negated(known: &Predicate) -> Predicate {
    known
        .opposite()
        .unwrap_or_else(|| Predicate::Not(Box::new(known.clone())))
}

/// `a ≥ 0`, without the factors of a that are numbers.
pub(super) fn not_negative(expr: &Expr, given: &Assumptions, budget: &Budget) -> Predicate {
    compared_with_zero(expr, Comparison::GreaterEqual, given, budget)
}
