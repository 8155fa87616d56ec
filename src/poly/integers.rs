//! Functions of integers: factorials, binomial coefficients, divisors and multiples in common.

use super::convert::{Normalizer, Purpose};
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::rounding::is_negative;
use super::{Measure, PolyError, Polynomial};
use crate::expr::{Expr, ExprKind, Function};
use crate::number::{Integer, Rational};

/// Binomial coefficients over numbers up to here are polynomials.
const EXPANDED_BINOMIAL: u64 = 64;

/// So often is one of two integers taken from the other.
const MOST_SUBTRACTIONS: usize = 32;

/// Two integers are not taken for higher powers.
const MOST_POWER: u64 = 8;

/// So far is n! taken from its neighbours (n + k)!.
const FARTHEST_FACTORIAL: i64 = 64;

impl Normalizer<'_> {
    /// The common divisor or multiple of several integers.
    pub(super) fn fold_integers(
        &mut self,
        expr: &Expr,
        function: &Function,
        arguments: &[Expr],
    ) -> Result<Fraction, PolyError> {
        let mut values = Vec::new();
        for argument in arguments {
            values.push(self.normalise_inside(argument)?);
        }
        let numbers: Option<Vec<Integer>> = values
            .iter()
            .map(|value| value.as_constant().and_then(|v| v.to_integer()))
            .collect();
        let Some(numbers) = numbers else {
            if *function == Function::Gcd
                && let Some(fewer) = self.without_zeros(arguments, &values)?
            {
                return self.convert(&fewer);
            }
            if let [a, b] = values.as_slice()
                && self.purpose == Purpose::Decide
                && let Some(found) = self.of_two_integers(function, a, b)?
            {
                return Ok(found);
            }
            return self.symmetric_call(expr);
        };
        let mut total: Option<Integer> = None;
        for value in numbers {
            total = Some(match total {
                None => value.abs(),
                Some(total) => {
                    self.budget.allow_bits(total.bits() + value.bits())?;
                    if *function == Function::Gcd {
                        total.gcd(&value)
                    } else {
                        total.lcm(&value)
                    }
                }
            });
        }
        Ok(Fraction::constant(&Rational::from(
            total.unwrap_or_default(),
        )))
    }

    /// The common divisor without those that are 0; of a single integer that is left its size.
    fn without_zeros(
        &mut self,
        arguments: &[Expr],
        values: &[Fraction],
    ) -> Result<Option<Expr>, PolyError> {
        let rest: Vec<(&Expr, &Fraction)> = arguments
            .iter()
            .zip(values)
            .filter(|(_, value)| !value.is_zero())
            .collect();
        if rest.len() == arguments.len() {
            return Ok(None);
        }
        if let [(only, value)] = rest.as_slice() {
            // What is no integer has no common divisor with anything.
            let is_whole = match value.as_polynomial() {
                Some(polynomial) => self.is_whole(polynomial)?,
                None => false,
            };
            return Ok(is_whole.then(|| Expr::call(Function::Abs, [(*only).clone()])));
        }
        let rest = rest.into_iter().map(|(argument, _)| argument.clone());
        Ok(Some(Expr::call(Function::Gcd, rest)))
    }

    /// The divisor or multiple in common of two positive integers: what their polynomials have in
    /// common comes out, and gcd·lcm is the product.
    fn of_two_integers(
        &mut self,
        function: &Function,
        a: &Fraction,
        b: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let (Some(a), Some(b)) = (a.as_polynomial().cloned(), b.as_polynomial().cloned()) else {
            return Ok(None);
        };
        let mut are_positive = true;
        for value in [&a, &b] {
            are_positive &= self
                .known_sign(value)?
                .is_some_and(|(sign, strict)| sign.is_gt() && strict);
            if !self.is_whole(value)? {
                return Ok(None);
            }
        }
        if !are_positive {
            return match function {
                Function::Gcd => self.of_remainders(a, b),
                _ => Ok(None),
            };
        }
        let content = a.content().numerator().gcd(b.content().numerator());
        let common = a.gcd(&b, self.budget)?.scale(&Rational::from(content));
        let rest = |value: &Polynomial| value.quotient(&common, self.budget);
        let (left, right) = self.by_subtraction(rest(&a)?, rest(&b)?)?;
        let (left, right) = self.by_division(left, right)?;
        for value in [&common, &left, &right] {
            if !self.is_whole(value)? {
                return Ok(None);
            }
        }
        let mut divisor = Fraction::from(common);
        // Numbers that are left have nothing in common.
        let numbers = left.as_constant().is_some() && right.as_constant().is_some();
        if !numbers && !left.is_one() && !right.is_one() {
            // gcd(n², m²) = gcd(n, m)²
            let (left, right, times) = self.without_power(left, right)?;
            let mut parts = [self.expr_of(&left.into()), self.expr_of(&right.into())];
            parts.sort();
            let key = Expr::call(Function::Gcd, parts);
            let inner = self.indeterminate(&key, Kind::Opaque);
            let inner = self.power_of(&inner, times)?;
            divisor = self.multiply(&divisor, &inner)?;
        }
        if *function == Function::Gcd {
            return Ok(Some(divisor));
        }
        let product = a.multiply(&b, self.budget)?;
        match divisor.inverse(self.budget)? {
            Some(inverse) => self.multiply(&product.into(), &inverse).map(Some),
            None => Ok(None),
        }
    }

    /// Two positive integers as the same power of two others, where they are.
    fn without_power(
        &mut self,
        left: Polynomial,
        right: Polynomial,
    ) -> Result<(Polynomial, Polynomial, u64), PolyError> {
        for times in (2..=MOST_POWER).rev() {
            let roots = (self.root_of(&left, times)?, self.root_of(&right, times)?);
            if let (Some(left), Some(right)) = roots {
                return Ok((left, right, times));
            }
        }
        Ok((left, right, 1))
    }

    /// The positive integer of which a product of powers is so high a power.
    fn root_of(&mut self, value: &Polynomial, times: u64) -> Result<Option<Polynomial>, PolyError> {
        let (Ok(degree), Ok(step)) = (u32::try_from(times), i64::try_from(times)) else {
            return Ok(None);
        };
        let powers = value.powers(0);
        let coefficient = value.coefficient(0).and_then(|c| c.exact_root(degree));
        let (true, Some(coefficient)) = (value.len() == 1, coefficient) else {
            return Ok(None);
        };
        if powers.iter().any(|(_, exponent)| exponent % step != 0) {
            return Ok(None);
        }
        let powers: Vec<(usize, i64)> = powers.iter().map(|(at, e)| (*at, e / step)).collect();
        let root = Polynomial::term(&coefficient, &powers, self.table.len());
        let is_positive = self
            .known_sign(&root)?
            .is_some_and(|(sign, strict)| sign.is_gt() && strict);
        Ok((is_positive && self.is_whole(&root)?).then_some(root))
    }

    /// The common divisor of two integers of any sign, by what they leave when divided by each other.
    fn of_remainders(
        &mut self,
        a: Polynomial,
        b: Polynomial,
    ) -> Result<Option<Fraction>, PolyError> {
        let (left, right) = self.by_division(a, b)?;
        if left.is_one() || right.is_one() {
            return Ok(Some(Polynomial::one().into()));
        }
        if left.is_zero() || right.is_zero() {
            return Ok(None);
        }
        let mut parts = [self.expr_of(&left.into()), self.expr_of(&right.into())];
        parts.sort();
        let key = Expr::call(Function::Gcd, parts);
        Ok(Some(self.indeterminate(&key, Kind::Opaque)))
    }

    /// Two integers with what each leaves when divided by the other's leading term, in turn (Euclid).
    fn by_division(
        &mut self,
        left: Polynomial,
        right: Polynomial,
    ) -> Result<(Polynomial, Polynomial), PolyError> {
        let (mut left, mut right) = (left, right);
        let mut is_last = false;
        for _ in 0..MOST_SUBTRACTIONS {
            let rest = self.remainder(&left, &right)?;
            let is_same = rest == left;
            (left, right) = (right, rest);
            if is_same && is_last {
                break;
            }
            is_last = is_same;
        }
        Ok((positive(left), positive(right)))
    }

    /// What an integer leaves when multiples of another are taken from it, by the other's leading term.
    fn remainder(&mut self, of: &Polynomial, by: &Polynomial) -> Result<Polynomial, PolyError> {
        let mut rest = of.clone();
        let Some(lead) = (!by.is_zero()).then(|| by.pick(&[0])) else {
            return Ok(rest);
        };
        for _ in 0..MOST_SUBTRACTIONS {
            let mut multiple = None;
            for term in 0..rest.len() {
                let quotient = whole_quotient(&rest.pick(&[term]), &lead);
                if let Some(quotient) = quotient
                    && self.is_whole(&quotient)?
                {
                    multiple = Some(quotient);
                    break;
                }
            }
            let Some(multiple) = multiple else {
                break;
            };
            rest = rest.subtract(&multiple.multiply(by, self.budget)?, self.budget)?;
        }
        Ok(rest)
    }

    /// Two integers of which multiples of one were taken from the other while that made it shorter, which
    /// leaves what they have in common (Euclid).
    fn by_subtraction(
        &self,
        left: Polynomial,
        right: Polynomial,
    ) -> Result<(Polynomial, Polynomial), PolyError> {
        let size = |value: &Polynomial| -> Rational {
            let powers = (0..value.len()).filter(|term| !value.powers(*term).is_empty());
            powers
                .filter_map(|term| value.coefficient(term))
                .map(|coefficient| coefficient.abs())
                .sum()
        };
        let (mut left, mut right) = (left, right);
        for _ in 0..MOST_SUBTRACTIONS {
            if left.as_constant().is_some() || right.as_constant().is_some() {
                break;
            }
            if size(&left) < size(&right) {
                std::mem::swap(&mut left, &mut right);
            }
            let less = left.subtract(&right, self.budget)?;
            if size(&less) >= size(&left) {
                break;
            }
            left = less;
        }
        // The common divisor of 1 or −1 and anything is 1.
        let is_unit = |value: &Polynomial| value.as_constant().is_some_and(|c| c.abs().is_one());
        if is_unit(&left) || is_unit(&right) {
            return Ok((Polynomial::one(), Polynomial::one()));
        }
        // The sign makes no difference.
        Ok((positive(left), positive(right)))
    }

    /// A call whose arguments may stand in any order.
    fn symmetric_call(&mut self, expr: &Expr) -> Result<Fraction, PolyError> {
        let key = self.with_normal_parts(expr)?;
        let key = match key.kind() {
            ExprKind::Call(function, arguments) => {
                let mut arguments = arguments.clone();
                arguments.sort();
                arguments.dedup();
                Expr::call(function.clone(), arguments)
            }
            _ => key,
        };
        Ok(self.indeterminate_shown(&key, expr, Kind::Opaque))
    }

    pub(super) fn factorial(&mut self, expr: &Expr, operand: &Expr) -> Result<Fraction, PolyError> {
        let value = self.normalise_inside(operand)?;
        match self.factorial_of(&value)? {
            Some(factorial) => Ok(factorial),
            None => self.plain_call(expr),
        }
    }

    /// The factorial of a number; or, to decide identity, that of a sum of integers by that of the
    /// sum without its constant: (k + 1)! = (k + 1)·k!.
    pub(super) fn factorial_of(&mut self, value: &Fraction) -> Result<Option<Fraction>, PolyError> {
        if let Some(n) = value.as_constant() {
            let Some(n) = n.to_integer().filter(|n| !n.is_negative()) else {
                return Ok(None);
            };
            // n! < n^n
            let bits = &n * Integer::from(n.bits());
            super::Budget::allow(Measure::Bits, bits, self.budget.max_bits)?;
            let product = product_of_range(1, n.to_u64().unwrap_or(0));
            return Ok(Some(Fraction::constant(&Rational::from(product))));
        }
        let Some(polynomial) = value.as_polynomial().cloned() else {
            return Ok(None);
        };
        if self.purpose != Purpose::Decide || !self.is_whole(&polynomial)? {
            return Ok(None);
        }
        let constant = super::rounding::constant_of(&polynomial);
        let steps = constant.to_integer().and_then(|c| c.to_i64());
        let Some(steps) = steps.filter(|steps| steps.abs() <= FARTHEST_FACTORIAL) else {
            return Ok(None);
        };
        let moving = polynomial.subtract(&Polynomial::constant(&constant), self.budget)?;
        let key = Expr::call(Function::Factorial, [self.expr_of(&moving.clone().into())]);
        let mut product = self.indeterminate(&key, Kind::Opaque);
        for step in 0..steps.abs() {
            let place = if steps > 0 { step + 1 } else { -step };
            let factor = moving.add(&Polynomial::constant(&Rational::from(place)), self.budget)?;
            let factor = Fraction::from(factor);
            let factor = if steps > 0 {
                Some(factor)
            } else {
                factor.inverse(self.budget)?
            };
            let Some(factor) = factor else {
                return Ok(None);
            };
            product = self.multiply(&product, &factor)?;
        }
        Ok(Some(product))
    }

    /// The binomial coefficient: a polynomial in its first argument where the second is a number.
    pub(super) fn binomial(
        &mut self,
        expr: &Expr,
        n: &Expr,
        k: &Expr,
    ) -> Result<Fraction, PolyError> {
        let upper = self.normalise_inside(n)?;
        let lower_form = self.normalise_inside(k)?;
        let Some(lower) = lower_form.as_constant().and_then(|k| k.to_integer()) else {
            return match self.binomial_of(&upper, &lower_form)? {
                Some(binomial) => Ok(binomial),
                None => self.plain_call(expr),
            };
        };
        if lower.is_negative() {
            return Ok(Polynomial::zero().into());
        }
        let natural = upper
            .as_constant()
            .and_then(|n| n.to_integer())
            .filter(|n| !n.is_negative());
        let count = match &natural {
            Some(n) if lower > *n => return Ok(Polynomial::zero().into()),
            Some(n) => {
                let mirrored = n - &lower;
                lower.min(mirrored)
            }
            None => lower,
        };
        let most = if upper.as_constant().is_some() {
            // C(n, k) < n^k
            let bits = &count * Integer::from(upper.numerator.bits());
            super::Budget::allow(Measure::Bits, bits, self.budget.max_bits)?;
            self.budget.max_elements
        } else {
            EXPANDED_BINOMIAL
        };
        let Some(count) = count.to_u64().filter(|count| *count <= most) else {
            return self.plain_call(expr);
        };
        let mut product = Fraction::constant(&Rational::ONE);
        for i in 0..count {
            let i = i64::try_from(i).unwrap_or(i64::MAX);
            let factor = upper.add(&Fraction::constant(&Rational::from(-i)), self.budget)?;
            let share = Rational::from(i + 1).recip().unwrap_or_default();
            product = self.multiply(&product, &factor)?.scale(&share);
        }
        Ok(product)
    }

    /// n!/(k!·(n − k)!), to decide identity between integers that are not negative. Where k exceeds
    /// n the coefficient is 0 and the quotient undefined, so whoever takes an identity for proved
    /// looks at such values.
    fn binomial_of(&mut self, n: &Fraction, k: &Fraction) -> Result<Option<Fraction>, PolyError> {
        if self.purpose != Purpose::Decide {
            return Ok(None);
        }
        for (value, is_upper) in [(n, true), (k, false)] {
            let Some(value) = value.as_polynomial().cloned() else {
                return Ok(None);
            };
            let sign = self.known_sign(&value)?;
            let natural = !is_upper || sign.is_some_and(|(sign, _)| sign.is_ge());
            if !natural || !self.is_whole(&value)? {
                return Ok(None);
            }
        }
        let rest = self.add_all(vec![n.clone(), k.clone().negate()])?;
        let Some(mut product) = self.factorial_of(n)? else {
            return Ok(None);
        };
        for below in [k, &rest] {
            let Some(factorial) = self.factorial_of(below)? else {
                return Ok(None);
            };
            let Some(inverse) = factorial.inverse(self.budget)? else {
                return Ok(None);
            };
            product = self.multiply(&product, &inverse)?;
        }
        Ok(Some(product))
    }
}

/// How often one term with an integer coefficient goes into another, rounded down; `None` where it does not.
fn whole_quotient(term: &Polynomial, by: &Polynomial) -> Option<Polynomial> {
    let (above, below) = (term.coefficient(0)?, by.coefficient(0)?);
    let is_whole = above.is_integer() && below.is_integer();
    let count = Rational::from_integer(above.checked_div(&below)?.floor());
    let width = term.variables().max(by.variables());
    let exponents = (0..width).map(|v| term.exponent(0, v) - by.exponent(0, v));
    let exponents: Vec<i64> = exponents.collect();
    let is_divisor = exponents.iter().all(|exponent| *exponent >= 0);
    (is_whole && is_divisor && !count.is_zero()).then(|| Polynomial::monomial(&count, &exponents))
}

/// The product of the integers from `low` to `high`, halves first so that its factors are alike
/// in length.
fn product_of_range(low: u64, high: u64) -> Integer {
    if low > high {
        return Integer::ONE;
    }
    if high - low < 8 {
        return (low..=high).fold(Integer::ONE, |product, n| product * Integer::from(n));
    }
    let middle = low + (high - low) / 2;
    product_of_range(low, middle) * product_of_range(middle + 1, high)
}

/// The value without its sign, as the leading term shows it.
fn positive(value: Polynomial) -> Polynomial {
    if is_negative(&value) {
        value.negate()
    } else {
        value
    }
}
