//! Sums and products over ranges and lists: closed forms for polynomials in the index, element by
//! element where the range is known, indeterminates otherwise.

use std::collections::BTreeMap;

use super::convert::{Normalizer, Purpose};
use super::counted::Ends;
use super::faulhaber::power_sum;
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::{Budget, Measure, PolyError, Polynomial};
use crate::expr::{
    BigOperator, BigOperatorKind, Bindings, Comparison, Domain, Expr, Predicate, Range, Symbol,
};
use crate::number::{Integer, Rational};

/// The name of a bound index in keys, so that its own name does not matter.
const BOUND: &str = "#";

/// A body with a symbol of its own for the index.
pub(super) struct Body {
    pub(super) form: Fraction,
    pub(super) index: Symbol,
    /// The index as a variable, where it occurs.
    pub(super) variable: Option<usize>,
    /// The variables that depend on the index.
    pub(super) dependent: Vec<usize>,
}

/// The part of a monomial that depends on an index.
type Dependent = Vec<(usize, i64)>;

impl Normalizer<'_> {
    /// What a sum or product is.
    pub(super) fn convert_operator(
        &mut self,
        expr: &Expr,
        operator: &BigOperator,
    ) -> Result<Fraction, PolyError> {
        match &operator.range {
            Range::Elements(list) => {
                if let Some(elements) = self.elements_of(list)? {
                    return self.fold_elements(operator, elements);
                }
                let body = self.convert_body(operator, None)?;
                self.by_parts(expr, operator, &body, None)
            }
            Range::Interval(low, high) => {
                let low = self.normalise_inside(low)?;
                let high = self.normalise_inside(high)?;
                self.convert_interval(expr, operator, &low, &high)
            }
        }
    }

    fn convert_interval(
        &mut self,
        expr: &Expr,
        operator: &BigOperator,
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Fraction, PolyError> {
        let one = Fraction::constant(&Rational::ONE);
        let length = self.add_all(vec![high.clone(), low.clone().negate(), one])?;
        let bounds = low.as_constant().and_then(|low| low.to_integer());
        let count = length.as_constant().and_then(|length| length.to_integer());
        if count.as_ref().is_some_and(Integer::is_zero) {
            let empty = i64::from(operator.kind == BigOperatorKind::Product);
            return Ok(Fraction::constant(&Rational::from(empty)));
        }
        let body = self.convert_body(operator, Some((low, high)))?;
        let negative = length
            .as_constant()
            .is_some_and(|length| length.is_negative());
        let whole = length
            .as_constant()
            .is_none_or(|length| length.is_integer());
        if negative || !whole {
            return self.by_parts(expr, operator, &body, None);
        }
        let closed = match operator.kind {
            BigOperatorKind::Sum => body.is_polynomial(),
            BigOperatorKind::Product => body.dependent.is_empty(),
        };
        if let (Some(start), Some(count), false) = (bounds, count, closed) {
            let limit = self.budget.max_elements;
            Budget::allow(Measure::Elements, count.clone(), limit)?;
            let count = i64::try_from(count.to_u64().unwrap_or(0)).unwrap_or(0);
            let elements = (0..count).map(|step| Expr::integer(&start + Integer::from(step)));
            return self.fold_elements(operator, elements.collect());
        }
        if closed {
            self.note_range(operator, &length)?;
        }
        self.by_parts(expr, operator, &body, Some((low, high, &length)))
    }

    /// Notes that a range must not end more than one below its beginning, unless that is known.
    fn note_range(&mut self, operator: &BigOperator, length: &Fraction) -> Result<(), PolyError> {
        let known = match length.as_polynomial() {
            Some(length) => self
                .known_sign(length)?
                .is_some_and(|(sign, _)| sign.is_ge()),
            None => false,
        };
        if let (false, Range::Interval(low, high)) = (known, &operator.range) {
            let condition = if let Some(length) = length.as_polynomial().cloned() {
                self.not_negative(&length)?
            } else {
                let below = Expr::difference(low.clone(), Expr::one());
                Predicate::Compare(high.clone(), Comparison::GreaterEqual, below)
            };
            if !self.conditions.contains(&condition) {
                self.conditions.push(condition);
            }
        }
        Ok(())
    }

    /// That a polynomial is not negative, what is subtracted on the other side: `L ≥ k`.
    pub(super) fn not_negative(&mut self, polynomial: &Polynomial) -> Result<Predicate, PolyError> {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for term in 0..polynomial.len() {
            let alone = polynomial.pick(&[term]);
            if alone.coefficients().any(|number| number.is_negative()) {
                right.push(Fraction::from(alone).negate());
            } else {
                left.push(alone.into());
            }
        }
        let (left, right) = (self.add_all(left)?, self.add_all(right)?);
        let (left, right) = (self.expr_of(&left), self.expr_of(&right));
        Ok(Predicate::Compare(left, Comparison::GreaterEqual, right))
    }

    /// The sum or product over elements, one after the other.
    fn fold_elements(
        &mut self,
        operator: &BigOperator,
        elements: Vec<Expr>,
    ) -> Result<Fraction, PolyError> {
        let count = u64::try_from(elements.len()).unwrap_or(u64::MAX);
        self.elements = self.elements.saturating_add(count);
        Budget::allow(Measure::Elements, self.elements, self.budget.max_elements)?;
        let mut summands = Vec::new();
        let mut product = Fraction::constant(&Rational::ONE);
        for element in elements {
            let binding: Bindings = [(operator.index.clone(), element)].into_iter().collect();
            let body = binding
                .substitute(&operator.body)
                .map_err(|_| too_large())?;
            let value = self.convert(&body)?;
            match operator.kind {
                BigOperatorKind::Sum => summands.push(value),
                BigOperatorKind::Product => product = self.multiply(&product, &value)?,
            }
        }
        match operator.kind {
            BigOperatorKind::Sum => self.add_all(summands),
            BigOperatorKind::Product => Ok(product),
        }
    }

    /// The body with a fresh symbol for the index, which is an integer where it runs over a range.
    fn convert_body(
        &mut self,
        operator: &BigOperator,
        ends: Option<Ends<'_>>,
    ) -> Result<Body, PolyError> {
        let low = ends.map(|(low, _)| low);
        self.fresh += 1;
        let index = Symbol::new(&format!("{BOUND}{}", self.fresh));
        let symbol = Expr::symbol(index.clone());
        let binding: Bindings = [(operator.index.clone(), symbol.clone())]
            .into_iter()
            .collect();
        let body = binding
            .substitute(&operator.body)
            .map_err(|_| too_large())?;
        if let Some(low) = low {
            let min = match (low.as_constant(), low.as_polynomial()) {
                (None, Some(low)) => {
                    let sign = self.known_sign(low)?;
                    sign.and_then(|(sign, _)| sign.is_ge().then_some(Rational::ZERO))
                }
                (known, _) => known,
            };
            let domain = Domain::Integer { min, max: None };
            self.indices.push((index.clone(), domain));
        }
        let form = match (operator.kind, ends, self.purpose) {
            (BigOperatorKind::Sum, Some((_, high)), Purpose::Decide) => self
                .in_branches(&body, &symbol, high)
                .and_then(|body| self.normalise_inside(&body)),
            _ => self.normalise_inside(&body),
        };
        if low.is_some() {
            self.indices.pop();
        }
        // Where the index makes a divisor 0 the sum has no value anyway.
        self.nonzero.retain(|divisor| !divisor.mentions(&index));
        let is_about = |condition: &Predicate| {
            let operands = condition.operands();
            operands.iter().any(|operand| operand.mentions(&index))
        };
        self.conditions.retain(|condition| !is_about(condition));
        let (needed, others) = self.needed.drain(..).partition(is_about);
        self.needed = others;
        let mut form = form?;
        let needed: Vec<Predicate> = needed;
        for known in needed {
            // A closed form that is not one for each index is none.
            if !self.holds_within(&known, &symbol, ends)? {
                form = self.indeterminate(&body, Kind::Opaque);
                break;
            }
        }
        let entries = self.table.iter().enumerate();
        let mentions = |variable: usize| {
            form.numerator.mentions(variable)
                || form
                    .factors
                    .iter()
                    .any(|(factor, _)| factor.mentions(variable))
        };
        let dependent = entries
            .filter(|(variable, entry)| mentions(*variable) && entry.shown.mentions(&index))
            .map(|(variable, _)| variable);
        Ok(Body {
            dependent: dependent.collect(),
            variable: self.table.find(&symbol),
            form,
            index,
        })
    }

    /// The sum over the parts of the body that depend on the index, all else before the sign.
    fn by_parts(
        &mut self,
        expr: &Expr,
        operator: &BigOperator,
        body: &Body,
        bounds: Option<(&Fraction, &Fraction, &Fraction)>,
    ) -> Result<Fraction, PolyError> {
        if operator.kind == BigOperatorKind::Product {
            return self.product_by_parts(expr, operator, body, bounds);
        }
        let below: Vec<_> = body.form.factors.clone();
        if below
            .iter()
            .any(|(factor, _)| body.dependent.iter().any(|v| factor.mentions(*v)))
        {
            if let Some((low, high, length)) = bounds
                && let Some(sum) = self.telescoped(body, low, high)?
            {
                self.note_range(operator, length)?;
                return Ok(sum);
            }
            if let Some((low, high, _)) = bounds
                && let Some(sum) = self.hypergeometric(body, (low, high))?
            {
                return Ok(sum);
            }
            return self.opaque_operator(Some(expr), operator, body, &body.form);
        }
        if let Some((low, high, _)) = bounds
            && self.needs_quotients(body)
            && let Some(sum) = self.hypergeometric(body, (low, high))?
        {
            return Ok(sum);
        }
        let mut summands = Vec::new();
        let parts = parts(&body.form.numerator, &body.dependent);
        let is_alone = parts.len() == 1 && below.is_empty();
        for (dependent, cofactor) in parts {
            let power = match dependent.as_slice() {
                [] => Some(0),
                [(variable, exponent)] if Some(*variable) == body.variable => {
                    u64::try_from(*exponent).ok()
                }
                _ => None,
            };
            let known = match (bounds, power) {
                (Some((low, high, _)), Some(power)) => Some(self.sum_of_powers(power, low, high)?),
                (Some((low, high, length)), None) => {
                    self.sum_by_kind(operator, &dependent, body, (low, high, length))?
                }
                (None, _) => None,
            };
            let sum = if let Some(known) = known {
                known
            } else {
                let mut inner = Polynomial::one();
                for (variable, exponent) in dependent {
                    inner.multiply_by_power(variable, exponent);
                }
                let written = (is_alone && cofactor.is_one()).then_some(expr);
                self.opaque_operator(written, operator, body, &inner.into())?
            };
            summands.push(self.multiply(&cofactor.into(), &sum)?);
        }
        let sum = self.add_all(summands)?;
        let below = Fraction {
            numerator: Polynomial::one(),
            factors: below,
        };
        self.multiply(&sum, &below)
    }

    /// Whether a body has factorials or binomials of the index, or a power with the index in its exponent
    /// times more than the index alone.
    fn needs_quotients(&self, body: &Body) -> bool {
        let is_power = |variable: &usize| {
            let entry = self.table.get(*variable);
            entry.is_some_and(|entry| matches!(entry.kind, Kind::Exponential { .. }))
        };
        let degree = body.variable.map_or(0, |index| {
            let numerator = &body.form.numerator;
            let low = numerator.low_degree_in(index).unwrap_or(0);
            numerator.degree_in(index).unwrap_or(0).max(-2 * low)
        });
        let mut others = body.dependent.iter().filter(|v| Some(**v) != body.variable);
        others.clone().next().is_some() && (degree > 1 || !others.all(is_power))
    }

    /// The sum of what depends on the index, where it is geometric, telescopes or can be counted.
    fn sum_by_kind(
        &mut self,
        operator: &BigOperator,
        dependent: &Dependent,
        body: &Body,
        (low, high, length): (&Fraction, &Fraction, &Fraction),
    ) -> Result<Option<Fraction>, PolyError> {
        let is_power = matches!(dependent.as_slice(), [(v, _)] if Some(*v) == body.variable);
        if is_power {
            return Ok(None);
        }
        let noted = self.conditions.len();
        let known = match self.geometric(dependent, body, low, high)? {
            Some(sum) => Some(sum),
            None => self.counted(dependent, body, (low, high))?,
        };
        match known {
            Some(_) => self.note_range(operator, length)?,
            None => self.conditions.truncate(noted),
        }
        Ok(known)
    }

    /// `Σ i^power` from `low` to `high`.
    pub(super) fn sum_of_powers(
        &mut self,
        power: u64,
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Fraction, PolyError> {
        let coefficients = power_sum(power)?;
        let before = low.add(&Fraction::constant(&Rational::from(-1)), self.budget)?;
        let upper = self.value_at(&coefficients, high)?;
        let lower = self.value_at(&coefficients, &before)?;
        self.add_all(vec![upper, lower.negate()])
    }

    /// The value of a polynomial in one variable, its coefficients from the greatest power down.
    pub(super) fn value_at(
        &mut self,
        coefficients: &[Rational],
        point: &Fraction,
    ) -> Result<Fraction, PolyError> {
        let mut value = Fraction::constant(&Rational::ZERO);
        for coefficient in coefficients {
            value = self.multiply(&value, point)?;
            value = self.add_all(vec![value, Fraction::constant(coefficient)])?;
        }
        Ok(value)
    }

    fn product_by_parts(
        &mut self,
        expr: &Expr,
        operator: &BigOperator,
        body: &Body,
        bounds: Option<(&Fraction, &Fraction, &Fraction)>,
    ) -> Result<Fraction, PolyError> {
        if let (Some((_, _, length)), true) = (bounds, body.dependent.is_empty()) {
            if let Some(count) = length.as_constant().and_then(|count| count.to_integer()) {
                return self.integer_power(&body.form, &count);
            }
            if let Some(length) = length.as_polynomial()
                && let Some(power) = self.symbolic_power(&body.form, length)?
            {
                return Ok(power);
            }
        }
        if let (Some((low, high, length)), BigOperatorKind::Product) = (bounds, operator.kind)
            && let Some(product) = self.product_in_parts(body, low, high, length)?
        {
            self.note_range(operator, length)?;
            return Ok(product);
        }
        self.opaque_operator(Some(expr), operator, body, &body.form)
    }

    /// A sum or product of which nothing is known. It is shown as `written` where that is one.
    fn opaque_operator(
        &mut self,
        written: Option<&Expr>,
        operator: &BigOperator,
        body: &Body,
        inner: &Fraction,
    ) -> Result<Fraction, PolyError> {
        let range = match &operator.range {
            Range::Interval(low, high) => {
                let low = self.normal_part(low)?;
                Range::Interval(low, self.normal_part(high)?)
            }
            Range::Elements(list) => Range::Elements(self.normal_part(list)?),
        };
        let inner = self.expr_of(inner);
        let make = |name: &Symbol| {
            let binding = [(body.index.clone(), Expr::symbol(name.clone()))];
            let renamed = binding.into_iter().collect::<Bindings>().substitute(&inner);
            let renamed = renamed.map_err(|_| too_large())?;
            let range = range.clone();
            Ok::<_, PolyError>(Expr::big_operator(
                operator.kind,
                name.clone(),
                range,
                renamed,
            ))
        };
        let key = make(&Symbol::new(BOUND))?;
        let shown = match written {
            Some(written) => written.clone(),
            None => make(&operator.index)?,
        };
        Ok(self.indeterminate_shown(&key, &shown, Kind::Opaque))
    }
}

impl Body {
    /// Whether the body is a polynomial in the index.
    fn is_polynomial(&self) -> bool {
        let Some(variable) = self.variable else {
            return self.dependent.is_empty();
        };
        let below = self
            .form
            .factors
            .iter()
            .any(|(factor, _)| factor.mentions(variable));
        let only = self
            .dependent
            .iter()
            .all(|dependent| *dependent == variable);
        only && !below
            && self
                .form
                .numerator
                .low_degree_in(variable)
                .is_none_or(|e| e >= 0)
    }
}

/// A polynomial by what depends on an index: the dependent monomials and their cofactors.
fn parts(polynomial: &Polynomial, dependent: &[usize]) -> Vec<(Dependent, Polynomial)> {
    let mut places: BTreeMap<Dependent, Vec<usize>> = BTreeMap::new();
    for term in 0..polynomial.len() {
        let powers = dependent
            .iter()
            .map(|v| (*v, polynomial.exponent(term, *v)));
        let key: Dependent = powers.filter(|(_, exponent)| *exponent != 0).collect();
        places.entry(key).or_default().push(term);
    }
    let cofactor = |(key, terms): (Dependent, Vec<usize>)| {
        let mut cofactor = polynomial.pick(&terms);
        for (variable, exponent) in &key {
            cofactor.multiply_by_power(*variable, -exponent);
        }
        (key, cofactor)
    };
    places.into_iter().map(cofactor).collect()
}

pub(super) fn too_large() -> PolyError {
    PolyError::Budget {
        what: Measure::Size,
        estimate: Integer::from(crate::expr::MAX_SIZE) + Integer::ONE,
        limit: crate::expr::MAX_SIZE,
    }
}
