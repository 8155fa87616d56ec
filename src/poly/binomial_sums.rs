//! Sums of binomial coefficients over a whole row, by the binomial theorem.

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::hypergeometric::{MOST_DEGREE, Term};
use super::series::Body;
use super::{PolyError, Polynomial};
use crate::expr::{Expr, ExprKind, Function};
use crate::number::Rational;

impl Normalizer<'_> {
    /// `Σ p(k)·binom(n, k)·x^k` over all k from 0 to n, or from 1: with p(k) over falling powers of k, of
    /// which `Σ k^(m)·binom(n, k)·x^k` is `n^(m)·x^m·(1 + x)^(n − m)`.
    pub(super) fn binomial_theorem(
        &mut self,
        term: &Term,
        body: &Body,
        low: &Fraction,
        high: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        if !term.below.is_one() {
            return Ok(None);
        }
        let (binomials, others): (Vec<_>, Vec<_>) = term
            .rest
            .iter()
            .partition(|(variable, _)| self.is_binomial_part(*variable, body));
        let Some(scale) = self.binomial_scale(&binomials, body, high)? else {
            return Ok(None);
        };
        let first = match low.as_constant() {
            Some(first) if first.is_zero() || first.is_one() => first,
            _ => return Ok(None),
        };
        let one = Fraction::constant(&Rational::ONE);
        let mut ratio = one.clone();
        for (variable, exponent) in others {
            let Some(base) = self.ratio_of(variable, body)? else {
                return Ok(None);
            };
            let base = self.integer_power(&base, &exponent.into())?;
            ratio = self.multiply(&ratio, &base)?;
        }
        let base = self.add_all(vec![one.clone(), ratio.clone()])?;
        if base.is_zero() {
            return Ok(None);
        }
        let Some(coefficients) = self.falling(&term.factor, term.index)? else {
            return Ok(None);
        };
        let mut summands = Vec::new();
        let (mut falling, mut power) = (one.clone(), one.clone());
        for (m, coefficient) in (0_i64..).zip(&coefficients) {
            let back = Fraction::constant(&Rational::from(-m));
            let exponent = self.add_all(vec![high.clone(), back])?;
            let Some(raised) = self.raised(&base, &exponent)? else {
                return Ok(None);
            };
            let factors = [coefficient, &falling, &power, &raised];
            let mut summand = one.clone();
            for factor in factors {
                summand = self.multiply(&summand, factor)?;
            }
            summands.push(summand);
            falling = self.multiply(&falling, &exponent)?;
            power = self.multiply(&power, &ratio)?;
        }
        if first.is_one() {
            // Less the term of k = 0.
            summands.extend(coefficients.into_iter().next().map(Fraction::negate));
        }
        let sum = self.add_all(summands)?;
        self.multiply(&sum, &scale).map(Some)
    }

    /// Whether an indeterminate is `binom(n, k)`, `k!` or `(n − k)!` with the index k.
    fn is_binomial_part(&self, variable: usize, body: &Body) -> bool {
        let entry = self.table.get(variable);
        let kind = entry.map(|entry| entry.shown.kind());
        matches!(
            kind,
            Some(ExprKind::Call(Function::Binom | Function::Factorial, arguments))
                if arguments.iter().any(|part| part.mentions(&body.index))
        )
    }

    /// What `binom(high, k)` is multiplied by; `None` where these are not its parts.
    fn binomial_scale(
        &mut self,
        parts: &[(usize, i64)],
        body: &Body,
        high: &Fraction,
    ) -> Result<Option<Fraction>, PolyError> {
        let shown =
            |this: &Self, variable: usize| this.table.get(variable).map(|e| e.shown.clone());
        match parts {
            [(variable, 1)] => {
                let Some(whole) = shown(self, *variable) else {
                    return Ok(None);
                };
                let ExprKind::Call(Function::Binom, arguments) = whole.kind() else {
                    return Ok(None);
                };
                let [n, k] = arguments.as_slice() else {
                    return Ok(None);
                };
                let n = self.convert(n)?;
                let rest = self.add_all(vec![n, high.clone().negate()])?;
                let fits = rest.is_zero() && k.as_symbol() == Some(&body.index);
                Ok(fits.then(|| Fraction::constant(&Rational::ONE)))
            }
            // 1/(k!·(n − k)!) is binom(n, k)/n!.
            [(one, -1), (other, -1)] => {
                let mut found = (false, false);
                for variable in [*one, *other] {
                    let Some(ExprKind::Call(Function::Factorial, arguments)) =
                        shown(self, variable).map(|whole| whole.kind().clone())
                    else {
                        return Ok(None);
                    };
                    let [argument] = arguments.as_slice() else {
                        return Ok(None);
                    };
                    if argument.as_symbol() == Some(&body.index) {
                        found.0 = true;
                        continue;
                    }
                    let argument = self.convert(argument)?;
                    let index = self.convert(&Expr::symbol(body.index.clone()))?;
                    let rest = self.add_all(vec![argument, index, high.clone().negate()])?;
                    found.1 |= rest.is_zero();
                }
                if found != (true, true) {
                    return Ok(None);
                }
                match self.factorial_of(high)? {
                    Some(factorial) => factorial.inverse(self.budget),
                    None => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    /// The coefficients of a polynomial over falling powers of the index: its differences at 0, over
    /// factorials.
    fn falling(
        &mut self,
        polynomial: &Polynomial,
        index: usize,
    ) -> Result<Option<Vec<Fraction>>, PolyError> {
        let degree = polynomial.degree_in(index).unwrap_or(0);
        if !(0..=MOST_DEGREE).contains(&degree) || polynomial.low_degree_in(index).unwrap_or(0) < 0
        {
            return Ok(None);
        }
        let mut values = Vec::new();
        for place in 0..=degree {
            let place = Polynomial::constant(&Rational::from(place));
            values.push(Fraction::from(self.replaced(polynomial, index, &place)?));
        }
        let mut found = Vec::new();
        let mut factorial = Rational::ONE;
        for step in 1..=degree + 1 {
            let scale = factorial.recip().unwrap_or_default();
            found.extend(values.first().map(|first| first.scale(&scale)));
            let mut next = Vec::new();
            for pair in values.windows(2) {
                if let [a, b] = pair {
                    next.push(self.add_all(vec![b.clone(), a.clone().negate()])?);
                }
            }
            values = next;
            factorial *= Rational::from(step);
        }
        Ok(Some(found))
    }
}
