//! Where a claim holds only because one side is not defined: divisors that may vanish, roots and
//! logarithms of what may be negative.

use super::claim::{Budget, Claim};
use super::from_zero::declared;
use super::inequality::{for_integers, is_proved, is_shown};
use super::positive::{Proved, is_nonzero, sign};
use super::ranges;
use super::requirements::{Needs, Requirement, requirements};
use super::symbols::{conditions, free_symbols, is_undeclared};
use super::told::compared_with_zero;
use super::verdict::{Condition, Verdict};
use crate::expr::{self, Assumptions, Comparison, Expr, Function, Predicate, Symbol};
use crate::number::Rational;
use crate::poly::{self, NormalForm, PolyError};

/// The conditions of an identity that the normal form proved: at all values that satisfy them,
/// both sides are defined or neither is.
pub(super) fn exceptions(
    claim: &Claim<'_>,
    difference: &NormalForm,
    budget: &Budget,
) -> Result<Vec<Condition>, PolyError> {
    let domain = Domain {
        under: claim.under,
        budget,
        whole: ranges::with_whole_ends([claim.lhs, claim.rhs], claim.under),
    };
    let mut found = Vec::new();
    if !difference.nonzero().is_empty() {
        let left = domain.divisors(claim.lhs)?;
        let right = domain.divisors(claim.rhs)?;
        for (these, others) in [(&left, &right), (&right, &left)] {
            let open = poly::zeros_beyond(these, others, claim.under, &budget.poly)?;
            for condition in open.into_iter().filter(|known| domain.is_open(known)) {
                let condition = Condition::Except(condition);
                if !found.contains(&condition) {
                    found.push(condition);
                }
            }
        }
    }
    let left = domain.requirements(claim.lhs);
    let right = domain.requirements(claim.rhs);
    for (these, others) in [(&left, &right), (&right, &left)] {
        for (at, requirement) in these.iter().enumerate() {
            let covered = others
                .iter()
                .any(|other| domain.implies(other, requirement));
            if covered {
                continue;
            }
            let inner = these.get(at + 1..).unwrap_or_default();
            for condition in domain.conditions(requirement, inner) {
                if !found.contains(&condition) {
                    found.push(condition);
                }
            }
        }
    }
    let left = ranges::unproved(claim.lhs, claim.under, budget);
    let right = ranges::unproved(claim.rhs, claim.under, budget);
    for (known, others) in pairs(&left, &right).chain(pairs(&right, &left)) {
        let condition = Condition::If(known.clone());
        if !others.contains(known) && !found.contains(&condition) {
            found.push(condition);
        }
    }
    for condition in difference.conditions() {
        if !domain.is_proved(condition) {
            found.push(Condition::If(condition.clone()));
        }
    }
    let found = without_repeated(without_implied(found));
    let found = without_excluded(found, claim.under, budget);
    let is_of_integers = |one: &Condition| matches!(one, Condition::PositiveIntegers(_));
    if found.iter().any(is_of_integers) {
        return Ok(without_following(found, claim.under, &budget.poly));
    }
    Ok(found)
}

/// A proof of a comparison with the conditions that both sides have a value: a root and a logarithm need a sign,
/// a divisor must not be 0.
pub(super) fn with_values(claim: &Claim<'_>, verdict: Verdict, budget: &Budget) -> Verdict {
    let Verdict::Holds { by, mut conditions } = verdict else {
        return verdict;
    };
    let under = with_conditions(claim.under, &conditions);
    let domain = Domain {
        under: &under,
        budget,
        whole: ranges::with_whole_ends([claim.lhs, claim.rhs], &under),
    };
    let mut found = Vec::new();
    for side in [claim.lhs, claim.rhs] {
        let divisors = domain.divisors(side).unwrap_or_default();
        let unlike = divisors
            .iter()
            .flat_map(|divisor| domain.differs_from_zero(divisor));
        found.extend(
            unlike
                .filter(|known| domain.is_open(known))
                .map(Condition::Except),
        );
        let needed = domain.requirements(side);
        for (at, requirement) in needed.iter().enumerate() {
            let inner = needed.get(at + 1..).unwrap_or_default();
            found.extend(domain.conditions(requirement, inner));
        }
    }
    if !found.is_empty() {
        for condition in found {
            if !conditions.contains(&condition) {
                conditions.push(condition);
            }
        }
        conditions = without_repeated(without_implied(conditions));
        conditions = without_excluded(conditions, claim.under, budget);
        conditions = without_following(conditions, claim.under, &budget.poly);
    }
    Verdict::Holds { by, conditions }
}

/// A proof with the conditions that bases of powers are positive whose exponents may be fractions: the laws
/// of powers, by which `x^(2n)` is a square, need that.
pub(super) fn with_positive_bases(claim: &Claim<'_>, verdict: Verdict, budget: &Budget) -> Verdict {
    let Verdict::Holds { by, mut conditions } = verdict else {
        return verdict;
    };
    let under = with_conditions(claim.under, &conditions);
    let domain = Domain {
        under: &under,
        budget,
        whole: None,
    };
    for side in [claim.lhs, claim.rhs] {
        for requirement in domain.requirements(side) {
            let known = requirement
                .exponent
                .is_some()
                .then(|| domain.required(&requirement));
            for known in known.into_iter().flatten().map(Condition::If) {
                if !conditions.contains(&known) {
                    conditions.push(known);
                }
            }
        }
    }
    Verdict::Holds { by, conditions }
}

/// The assumptions with the conditions of a proof.
pub(super) fn with_conditions(under: &Assumptions, conditions: &[Condition]) -> Assumptions {
    let mut under = under.clone();
    for condition in conditions {
        match condition {
            Condition::Except(known) | Condition::If(known) => under.conditions.push(known.clone()),
            Condition::PositiveIntegers(symbols) => {
                for symbol in symbols {
                    let domain = expr::Domain::positive_integer();
                    under.domains.insert(symbol.clone(), domain);
                }
            }
        }
    }
    under
}

/// The conditions without `n ≠ −1` where `n ≥ 0` is among them.
fn without_excluded(
    mut conditions: Vec<Condition>,
    under: &Assumptions,
    budget: &Budget,
) -> Vec<Condition> {
    let mut stated = under.clone();
    stated
        .conditions
        .extend(conditions.iter().filter_map(|condition| match condition {
            Condition::If(known) => Some(known.clone()),
            _ => None,
        }));
    if stated.conditions.len() > under.conditions.len() {
        let domain = Domain {
            under: &stated,
            budget,
            whole: None,
        };
        // What is stated to be unlike tells nothing of itself.
        let unlike =
            |known: &Predicate| matches!(known, Predicate::Compare(_, Comparison::NotEqual, _));
        let mut under = stated.clone();
        under.conditions.retain(|known| !unlike(known));
        let sure = Domain {
            under: &under,
            budget,
            whole: None,
        };
        conditions.retain(|condition| match condition {
            Condition::Except(unlike) => domain.is_open(unlike),
            Condition::If(known) if unlike(known) => sure.is_open(known),
            _ => true,
        });
    }
    conditions
}

/// The conditions without `if r ≠ 1` where `for r ≠ 1` is among them.
fn without_repeated(mut conditions: Vec<Condition>) -> Vec<Condition> {
    let excluded = conditions.clone();
    conditions.retain(|condition| match condition {
        Condition::If(known) => !excluded.contains(&Condition::Except(known.clone())),
        _ => true,
    });
    conditions
}

/// The conditions without those that follow from the others: `x·y ≥ 0` beside `x ≥ 0` and `y ≥ 0`.
pub(super) fn without_following(
    mut conditions: Vec<Condition>,
    under: &Assumptions,
    budget: &poly::Budget,
) -> Vec<Condition> {
    let mut place = conditions.len();
    while place > 0 {
        place -= 1;
        let Some(Condition::If(Predicate::Compare(a, comparison, b))) = conditions.get(place)
        else {
            continue;
        };
        let mut others = under.clone();
        let stated = conditions
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place);
        others
            .conditions
            .extend(stated.filter_map(|(_, condition)| match condition {
                Condition::If(known) => Some(known.clone()),
                _ => None,
            }));
        for condition in &conditions {
            if let Condition::PositiveIntegers(symbols) = condition
                && let Some(whole) = declared(&others, symbols, &expr::Domain::positive_integer())
            {
                others = whole;
            }
        }
        let difference = Expr::difference(a.clone(), b.clone());
        if is_proved(&difference, *comparison, &others, budget) {
            conditions.remove(place);
        }
    }
    conditions
}

/// The conditions without `x ≠ 0` where `x > 0` is among them; beside `x ≥ 0` it makes `x > 0`.
pub(super) fn without_implied(mut conditions: Vec<Condition>) -> Vec<Condition> {
    let excluded: Vec<Predicate> = conditions
        .iter()
        .filter_map(|condition| match condition {
            Condition::Except(predicate) => Some(predicate.clone()),
            _ => None,
        })
        .collect();
    let mut implied = Vec::new();
    for condition in &mut conditions {
        let Condition::If(Predicate::Compare(a, comparison, b)) = condition else {
            continue;
        };
        let unlike = Predicate::Compare(a.clone(), Comparison::NotEqual, b.clone());
        let bounded = matches!(comparison, Comparison::Greater | Comparison::GreaterEqual);
        if bounded && excluded.contains(&unlike) {
            *comparison = Comparison::Greater;
            implied.push(unlike);
        }
    }
    conditions.retain(
        |condition| !matches!(condition, Condition::Except(unlike) if implied.contains(unlike)),
    );
    conditions
}

fn pairs<'a, T>(these: &'a [T], others: &'a [T]) -> impl Iterator<Item = (&'a T, &'a [T])> {
    these.iter().map(move |one| (one, others))
}

struct Domain<'a> {
    under: &'a Assumptions,
    budget: &'a Budget,
    /// The same with integers for the ends of ranges.
    whole: Option<Assumptions>,
}

impl Domain<'_> {
    /// The divisors of an expression that may be 0, as far as it is known.
    fn divisors(&self, expr: &Expr) -> Result<Vec<Expr>, PolyError> {
        let form = poly::normal_form(expr, self.under, &self.budget.poly)?;
        let divisors = form.nonzero().iter();
        let open = divisors.filter(|divisor| self.may_vanish(divisor));
        Ok(open.cloned().collect())
    }

    /// Whether the sides of `a ≠ b` can be equal.
    fn is_open(&self, unlike: &Predicate) -> bool {
        match unlike {
            Predicate::Compare(a, _, b) => self.may_vanish(&Expr::difference(a.clone(), b.clone())),
            _ => true,
        }
    }

    /// What the functions of an expression need, as far as it is not proved.
    fn requirements(&self, expr: &Expr) -> Vec<Requirement> {
        // A sum has a value only where its range ends at integers, and powers to these need no positive base.
        let mut open = requirements(expr, self.whole.as_ref().unwrap_or(self.under));
        open.retain(|requirement| match requirement.needs {
            Needs::NonZero => self.may_vanish(&requirement.argument),
            Needs::NonNegative => self.sign(&requirement.argument) < Proved::NonNegative,
            Needs::Positive => self.sign(&requirement.argument) < Proved::Positive,
            Needs::Natural => {
                self.sign(&requirement.argument) < Proved::NonNegative
                    || !self.is_whole(&requirement.argument)
            }
        });
        open
    }

    fn sign(&self, expr: &Expr) -> Proved {
        sign(expr, self.under, &self.budget.poly)
    }

    fn may_vanish(&self, divisor: &Expr) -> bool {
        !is_nonzero(divisor, self.under, &self.budget.poly) && !self.is_assumed_nonzero(divisor)
    }

    /// Whether `a ≠ b` is assumed where the divisor is a multiple of a − b.
    fn is_assumed_nonzero(&self, divisor: &Expr) -> bool {
        conditions(self.under)
            .into_iter()
            .any(|condition| match condition {
                Predicate::Compare(a, Comparison::NotEqual, b) => {
                    self.vanish_alike(divisor, &Expr::difference(a.clone(), b.clone()))
                }
                _ => false,
            })
    }

    /// Whether one expression is a constant multiple of another, so that both vanish together.
    fn vanish_alike(&self, a: &Expr, b: &Expr) -> bool {
        a == b || self.ratio(a, b).is_some_and(|ratio| !ratio.is_zero())
    }

    /// The quotient, where it is a number.
    fn ratio(&self, a: &Expr, b: &Expr) -> Option<Rational> {
        let quotient = Expr::quotient(a.clone(), b.clone());
        poly::normal_form(&quotient, self.under, &self.budget.poly)
            .ok()?
            .as_number()
    }

    /// Whether one requirement is met wherever another is.
    fn implies(&self, given: &Requirement, wanted: &Requirement) -> bool {
        let enough = match (given.needs, wanted.needs) {
            (Needs::Natural, Needs::Positive) | (Needs::Positive, Needs::Natural) => false,
            (Needs::Positive, _) | (Needs::Natural, Needs::NonNegative) => true,
            (given, wanted) => given == wanted,
        };
        let alike = || {
            if wanted.needs == Needs::Natural {
                return false;
            }
            let ratio = self.ratio(&given.argument, &wanted.argument);
            ratio.is_some_and(|ratio| {
                ratio.is_positive() || (wanted.needs == Needs::NonZero && !ratio.is_zero())
            })
        };
        // Another power may need less.
        let is_needed = given.exponent.is_none() || given.exponent == wanted.exponent;
        is_needed && enough && (given.argument == wanted.argument || alike())
    }

    /// What a requirement adds to those of what stands further inside.
    fn conditions(&self, requirement: &Requirement, inner: &[Requirement]) -> Vec<Condition> {
        if let Some(integers) = self.integers_in_exponent(requirement) {
            return vec![Condition::PositiveIntegers(integers)];
        }
        let known = self.required(requirement).into_iter();
        let open = known.filter(|known| !self.follows(known, inner));
        open.map(Condition::If).collect()
    }

    /// The symbols that have to be integers where a negative number is raised to a power.
    fn integers_in_exponent(&self, requirement: &Requirement) -> Option<Vec<Symbol>> {
        let exponent = requirement.exponent.as_ref()?;
        if !requirement.argument.as_number()?.is_negative() {
            return None;
        }
        let mut integers = free_symbols([exponent], self.under);
        integers.retain(|symbol| is_undeclared(symbol, self.under));
        let under = declared(self.under, &integers, &expr::Domain::positive_integer())?;
        for_integers(exponent, &under, &self.budget.poly).then_some(integers)
    }

    /// A requirement as a condition, without its constant factor: `x ≥ 0`.
    fn required(&self, requirement: &Requirement) -> Vec<Predicate> {
        let comparison = match requirement.needs {
            Needs::NonZero => return self.differs_from_zero(&requirement.argument),
            Needs::NonNegative => Comparison::GreaterEqual,
            Needs::Positive => Comparison::Greater,
            Needs::Natural => return self.natural(&requirement.argument),
        };
        let argument = &requirement.argument;
        vec![compared_with_zero(
            argument,
            comparison,
            self.under,
            &self.budget.poly,
        )]
    }

    /// Whether a comparison holds wherever what stands further inside has a value: `(x − 1)² ≥ 0` everywhere,
    /// `x√x ≥ 0` where `x ≥ 0`.
    fn follows(&self, known: &Predicate, inner: &[Requirement]) -> bool {
        let Predicate::Compare(a, comparison, b) = known else {
            return false;
        };
        let Some(budget) = self.budget.nested(1) else {
            return false;
        };
        let mut under = self.under.clone();
        let stated = inner.iter().flat_map(|one| self.required(one));
        under.conditions.extend(stated);
        let apart = Expr::difference(a.clone(), b.clone());
        is_shown(&apart, *comparison, &under, &budget)
    }

    fn is_whole(&self, argument: &Expr) -> bool {
        let under = self.whole.as_ref().unwrap_or(self.under);
        for_integers(argument, under, &self.budget.poly)
    }

    /// `n ≥ 0` and `⌊n⌋ = n`, as far as they are not proved.
    fn natural(&self, argument: &Expr) -> Vec<Predicate> {
        let mut needed = Vec::new();
        if self.sign(argument) < Proved::NonNegative {
            let zero = Expr::zero();
            needed.push(Predicate::Compare(
                argument.clone(),
                Comparison::GreaterEqual,
                zero,
            ));
        }
        if !self.is_whole(argument) {
            let floor = Expr::call(Function::Floor, [argument.clone()]);
            needed.push(Predicate::Compare(
                floor,
                Comparison::Equal,
                argument.clone(),
            ));
        }
        needed
    }

    /// Whether a comparison follows from the bounds of its symbols.
    fn is_proved(&self, condition: &Predicate) -> bool {
        let Predicate::Compare(a, comparison, b) = condition else {
            return false;
        };
        let difference = |a: &Expr, b: &Expr| Expr::difference(a.clone(), b.clone());
        match comparison {
            Comparison::GreaterEqual => self.sign(&difference(a, b)) >= Proved::NonNegative,
            Comparison::Greater => self.sign(&difference(a, b)) == Proved::Positive,
            Comparison::LessEqual => self.sign(&difference(b, a)) >= Proved::NonNegative,
            Comparison::Less => self.sign(&difference(b, a)) == Proved::Positive,
            Comparison::NotEqual => !self.may_vanish(&difference(a, b)),
            Comparison::Equal => false,
        }
    }

    /// `divisor ≠ 0`, factor by factor.
    fn differs_from_zero(&self, divisor: &Expr) -> Vec<Predicate> {
        match poly::normal_form(divisor, self.under, &self.budget.poly) {
            Ok(form) => {
                let mut unlike = form.differs_from_zero();
                unlike.retain(|known| self.is_open(known));
                unlike
            }
            Err(_) => vec![Predicate::Compare(
                divisor.clone(),
                Comparison::NotEqual,
                Expr::zero(),
            )],
        }
    }
}
