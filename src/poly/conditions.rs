//! Conditions as numbers: 1 where they hold, 0 where they do not.
//!
//! `not`, `and` and `or` are arithmetic of 0 and 1. Of the three ways in which a difference can
//! compare with 0 two are indeterminates at most and the third is what they leave; the one that
//! was written first is shown as it was written.

use std::collections::BTreeMap;

use super::convert::Normalizer;
use super::fraction::{Fraction, split_unit};
use super::indeterminate::Kind;
use super::{PolyError, Polynomial};
use crate::expr::{Comparison, Conditional, Expr, ExprKind, Predicate, deep};
use crate::number::Rational;

/// An `or` of more parts is an indeterminate: multiplied out it has 2^n terms.
const MULTIPLIED_OUT: usize = 6;

/// How a difference compares with 0.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    At,
    Above,
}

impl Side {
    const ALL: [Self; 3] = [Self::Below, Self::At, Self::Above];

    fn comparison(self) -> Comparison {
        match self {
            Self::Below => Comparison::Less,
            Self::At => Comparison::Equal,
            Self::Above => Comparison::Greater,
        }
    }
}

impl Normalizer<'_> {
    /// The number that a condition is.
    pub(super) fn bracket(&mut self, condition: &Predicate) -> Result<Fraction, PolyError> {
        deep(|| match condition {
            Predicate::Truth(operand) => self.truth(operand),
            Predicate::Not(inner) => {
                let inner = self.bracket(inner)?;
                self.complement(&inner)
            }
            Predicate::And(parts) => {
                let mut product = Fraction::constant(&Rational::ONE);
                for part in parts {
                    let part = self.bracket(part)?;
                    product = self.multiply(&product, &part)?;
                }
                Ok(product)
            }
            Predicate::Or(parts) => {
                let parts = parts.iter().map(|part| self.bracket(part));
                let parts = parts.collect::<Result<Vec<_>, _>>()?;
                self.any(condition, parts)
            }
            Predicate::Compare(a, comparison, b) => self.comparison(condition, a, *comparison, b),
            Predicate::Member(element, list) => self.member(condition, element, list),
            Predicate::Divides(a, b) => self.divides(condition, a, b),
        })
    }

    /// The number that a condition is, as far as the assumptions do not decide it.
    pub(super) fn assumed_bracket(&mut self, condition: &Predicate) -> Result<Fraction, PolyError> {
        let form = self.bracket(condition)?;
        let assumed = self.assumed_truths()?;
        let Some(mut polynomial) = form.as_polynomial().cloned() else {
            return Ok(form);
        };
        for (variable, holds) in assumed {
            if polynomial.mentions(variable) {
                let value = Polynomial::constant(&Rational::from(i64::from(holds)));
                polynomial = self.replaced(&polynomial, variable, &value)?;
            }
        }
        Ok(polynomial.into())
    }

    /// The truth values that conditions decide.
    fn assumed_truths(&mut self) -> Result<BTreeMap<usize, bool>, PolyError> {
        if let Some(assumed) = &self.assumed {
            return Ok(assumed.clone());
        }
        let mut assumed = BTreeMap::new();
        self.assumed = Some(BTreeMap::new());
        for condition in &self.assumptions.conditions {
            let form = self.bracket(condition)?;
            let Some(polynomial) = form.as_polynomial().filter(|form| form.len() <= 2) else {
                continue;
            };
            let variable = (0..polynomial.variables()).find(|v| polynomial.mentions(*v));
            let Some(variable) = variable.filter(|v| polynomial.degree_in(*v) == Some(1)) else {
                continue;
            };
            let truth = Polynomial::variable(variable);
            if *polynomial == truth {
                assumed.insert(variable, true);
            } else if polynomial.add(&truth, self.budget)?.is_one() {
                assumed.insert(variable, false);
            }
        }
        self.assumed = Some(assumed.clone());
        Ok(assumed)
    }

    /// The value of a conditional; only the branch taken where the condition is decided.
    pub(super) fn convert_conditional(
        &mut self,
        conditional: &Conditional,
    ) -> Result<Fraction, PolyError> {
        let holds = self.assumed_bracket(&conditional.condition)?;
        if let Some(value) = holds.as_constant() {
            let branch = if value.is_zero() {
                &conditional.otherwise
            } else {
                &conditional.then
            };
            return self.convert(branch);
        }
        let then = self.convert(&conditional.then)?;
        let otherwise = self.convert(&conditional.otherwise)?;
        let fails = self.complement(&holds)?;
        let then = self.multiply(&holds, &then)?;
        let otherwise = self.multiply(&fails, &otherwise)?;
        self.add_all(vec![then, otherwise])
    }

    /// 1 where any of several truth values is 1.
    fn any(&mut self, condition: &Predicate, parts: Vec<Fraction>) -> Result<Fraction, PolyError> {
        let one = Fraction::constant(&Rational::ONE);
        if parts
            .iter()
            .any(|part| part.as_constant().is_some_and(|value| value.is_one()))
        {
            return Ok(one);
        }
        let open: Vec<Fraction> = parts.into_iter().filter(|part| !part.is_zero()).collect();
        if open.len() > MULTIPLIED_OUT {
            let mut operands: Vec<Predicate> = open
                .iter()
                .map(|part| Predicate::Truth(self.expr_of(part)))
                .collect();
            operands.sort();
            operands.dedup();
            let key = Expr::bracket(Predicate::Or(operands));
            let written = Expr::bracket(condition.clone());
            return Ok(self.indeterminate_shown(&key, &written, Kind::Truth));
        }
        let mut none = one;
        for part in open {
            let part = self.complement(&part)?;
            none = self.multiply(&none, &part)?;
        }
        self.complement(&none)
    }

    /// 1 less a value.
    fn complement(&mut self, value: &Fraction) -> Result<Fraction, PolyError> {
        self.add_all(vec![
            Fraction::constant(&Rational::ONE),
            value.clone().negate(),
        ])
    }

    fn truth(&mut self, operand: &Expr) -> Result<Fraction, PolyError> {
        let value = self.convert(operand)?;
        if self.is_truth_value(&value) {
            return Ok(value);
        }
        let key = Expr::bracket(Predicate::Truth(self.expr_of(&value)));
        let written = Expr::bracket(Predicate::Truth(operand.clone()));
        Ok(self.indeterminate_shown(&key, &written, Kind::Truth))
    }

    /// Whether a value is 0 or 1 by what it is made of.
    fn is_truth_value(&self, value: &Fraction) -> bool {
        if let Some(number) = value.as_constant() {
            return number.is_zero() || number.is_one();
        }
        value
            .as_polynomial()
            .is_some_and(|polynomial| self.is_of_truths(polynomial))
    }

    fn is_of_truths(&self, polynomial: &Polynomial) -> bool {
        polynomial
            .occurring()
            .into_iter()
            .zip(self.table.iter())
            .all(|(occurs, entry)| !occurs || entry.kind.is_truth())
    }

    fn comparison(
        &mut self,
        condition: &Predicate,
        a: &Expr,
        comparison: Comparison,
        b: &Expr,
    ) -> Result<Fraction, PolyError> {
        let (left, right) = (self.meaning_of(a), self.meaning_of(b));
        if is_text(&left) || is_text(&right) {
            return self.compare_texts(&left, comparison, &right);
        }
        let left = self.normalise_inside(a)?;
        let right = self.normalise_inside(b)?;
        let mut difference = left.add(&right.negate(), self.budget)?;
        difference.cancel(self.budget)?;
        let mut terms = Vec::new();
        for side in Side::ALL {
            if comparison.holds_for(side_order(side)) {
                terms.push(side);
            }
        }
        self.sides(condition, &difference, &terms)
    }

    /// 1 where a difference is on one of these sides of 0.
    fn sides(
        &mut self,
        condition: &Predicate,
        difference: &Fraction,
        sides: &[Side],
    ) -> Result<Fraction, PolyError> {
        let truth = |holds: bool| Fraction::constant(&Rational::from(i64::from(holds)));
        if let Some(value) = difference.as_constant() {
            let order = value.cmp(&Rational::ZERO);
            return Ok(truth(sides.iter().any(|side| side_order(*side) == order)));
        }
        if let Some(polynomial) = difference.as_polynomial() {
            if self.is_of_truths(polynomial) {
                return self.sides_of_truths(condition, polynomial, sides);
            }
            if let Some(decided) = self.decided_sides(polynomial, sides)? {
                return Ok(truth(decided));
            }
        }
        // The difference up to a positive factor, its leading coefficient positive.
        let (unit, primitive) = split_unit(&difference.numerator);
        let content = unit.coefficient(0).unwrap_or_default();
        let factor = unit.scale(&content.recip().unwrap_or_default());
        let canonical = Fraction {
            numerator: factor.multiply(&primitive, self.budget)?,
            factors: difference.factors.clone(),
        };
        let flipped = content.is_negative();
        let sides: Vec<Side> = sides
            .iter()
            .map(|side| if flipped { opposite(*side) } else { *side })
            .collect();
        if let [one] = sides[..] {
            return self.side(condition, &canonical, one);
        }
        // Two of three: what the third leaves.
        let Some(other) = Side::ALL.into_iter().find(|side| !sides.contains(side)) else {
            return Ok(truth(!sides.is_empty()));
        };
        let negated = Predicate::Not(Box::new(condition.clone()));
        let other = self.side(&simplest_negation(negated), &canonical, other)?;
        self.complement(&other)
    }

    /// The indicator of one side, made of what is there already where that is possible.
    fn side(
        &mut self,
        condition: &Predicate,
        difference: &Fraction,
        side: Side,
    ) -> Result<Fraction, PolyError> {
        let operand = self.expr_of(difference);
        let key = |side: Side| {
            Expr::bracket(Expr::compare(
                operand.clone(),
                side.comparison(),
                Expr::zero(),
            ))
        };
        if self.table.find(&key(side)).is_none() {
            let others = Side::ALL.into_iter().filter(|other| *other != side);
            let known: Vec<usize> = others
                .filter_map(|other| self.table.find(&key(other)))
                .collect();
            if let [one, two] = known[..] {
                let rest = [one, two].map(|v| Fraction::from(Polynomial::variable(v)).negate());
                let mut summands = vec![Fraction::constant(&Rational::ONE)];
                summands.extend(rest);
                return self.add_all(summands);
            }
        }
        let written = Expr::bracket(condition.clone());
        Ok(self.indeterminate_shown(&key(side), &written, Kind::Truth))
    }

    /// A comparison of 0–1 values, case by case.
    fn sides_of_truths(
        &mut self,
        condition: &Predicate,
        polynomial: &Polynomial,
        sides: &[Side],
    ) -> Result<Fraction, PolyError> {
        let occurring = (0..polynomial.variables()).find(|v| polynomial.mentions(*v));
        let Some(variable) = occurring else {
            return self.sides(condition, &polynomial.clone().into(), sides);
        };
        let mut cases = Vec::new();
        for value in [Polynomial::zero(), Polynomial::one()] {
            let case = self.replaced(polynomial, variable, &value)?;
            cases.push(self.sides(condition, &case.into(), sides)?);
        }
        let truth = Fraction::from(Polynomial::variable(variable));
        let not = self.complement(&truth)?;
        let mut summands = Vec::new();
        for (case, weight) in cases.iter().zip([not, truth]) {
            summands.push(self.multiply(case, &weight)?);
        }
        self.add_all(summands)
    }

    /// Whether a difference is on one of these sides, where bounds decide it.
    fn decided_sides(
        &mut self,
        polynomial: &Polynomial,
        sides: &[Side],
    ) -> Result<Option<bool>, PolyError> {
        let Some((sign, strict)) = self.known_sign(polynomial)? else {
            return Ok(None);
        };
        let far = if sign.is_lt() {
            Side::Below
        } else {
            Side::Above
        };
        let (far, at) = (sides.contains(&far), sides.contains(&Side::At));
        Ok((strict || far == at).then_some(far))
    }

    fn compare_texts(
        &mut self,
        a: &Expr,
        comparison: Comparison,
        b: &Expr,
    ) -> Result<Fraction, PolyError> {
        let equal = if let (ExprKind::Text(a), ExprKind::Text(b)) = (a.kind(), b.kind()) {
            Fraction::constant(&Rational::from(i64::from(a == b)))
        } else {
            let (symbol, text) = if is_text(a) { (b, a) } else { (a, b) };
            let key = Expr::compare(symbol.clone(), Comparison::Equal, text.clone());
            self.indeterminate(&Expr::bracket(key), Kind::Truth)
        };
        match comparison {
            Comparison::NotEqual => self.complement(&equal),
            _ => Ok(equal),
        }
    }

    /// Whether two expressions have the same value, where that is known.
    pub(super) fn is_equal(&mut self, a: &Expr, b: &Expr) -> Result<Option<bool>, PolyError> {
        let condition = Expr::compare(a.clone(), Comparison::Equal, b.clone());
        let value = self.bracket(&condition)?.as_constant();
        Ok(value.map(|value| value.is_one()))
    }

    fn member(
        &mut self,
        condition: &Predicate,
        element: &Expr,
        list: &Expr,
    ) -> Result<Fraction, PolyError> {
        let mut open = false;
        if let Some(elements) = self.elements_of(list)? {
            for candidate in &elements {
                match self.is_equal(candidate, element)? {
                    Some(true) => return Ok(Fraction::constant(&Rational::ONE)),
                    Some(false) => {}
                    None => open = true,
                }
            }
            if !open {
                return Ok(Fraction::constant(&Rational::ZERO));
            }
        }
        self.plain_bracket(condition)
    }

    fn divides(
        &mut self,
        condition: &Predicate,
        a: &Expr,
        b: &Expr,
    ) -> Result<Fraction, PolyError> {
        let divisor = self.normalise_inside(a)?;
        let multiple = self.normalise_inside(b)?;
        if divisor.is_zero() {
            let zero = Expr::compare(b.clone(), Comparison::Equal, Expr::zero());
            return self.bracket(&zero);
        }
        let Some(inverse) = divisor.inverse(self.budget)? else {
            return self.plain_bracket(condition);
        };
        let quotient = self.multiply(&multiple, &inverse)?;
        if let Some(value) = quotient.as_constant() {
            return Ok(Fraction::constant(&Rational::from(i64::from(
                value.is_integer(),
            ))));
        }
        if let Some(quotient) = quotient.as_polynomial()
            && self.is_whole(quotient)?
        {
            return Ok(Fraction::constant(&Rational::ONE));
        }
        self.plain_bracket(condition)
    }

    /// A condition of which nothing is known but its normalised parts.
    fn plain_bracket(&mut self, condition: &Predicate) -> Result<Fraction, PolyError> {
        let written = Expr::bracket(condition.clone());
        let key = self.with_normal_parts(&written)?;
        Ok(self.indeterminate_shown(&key, &written, Kind::Truth))
    }
}

fn side_order(side: Side) -> std::cmp::Ordering {
    match side {
        Side::Below => std::cmp::Ordering::Less,
        Side::At => std::cmp::Ordering::Equal,
        Side::Above => std::cmp::Ordering::Greater,
    }
}

fn opposite(side: Side) -> Side {
    match side {
        Side::Below => Side::Above,
        Side::At => Side::At,
        Side::Above => Side::Below,
    }
}

fn is_text(expr: &Expr) -> bool {
    matches!(expr.kind(), ExprKind::Text(_))
}

/// The negation of a comparison as a comparison.
fn simplest_negation(negated: Predicate) -> Predicate {
    let Predicate::Not(inner) = &negated else {
        return negated;
    };
    inner.opposite().unwrap_or(negated)
}
