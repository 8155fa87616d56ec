//! Polynomials in one unknown with rational coefficients: common roots and real roots, exactly.

use crate::expr::{Expr, Symbol};
use crate::number::Rational;
use crate::poly::Term;

/// Rational roots are looked for up to this size.
const SMALL: i64 = 60;

/// The largest degree whose roots are compared.
const MAX_DEGREE: usize = 24;

/// A polynomial by its coefficients, the constant first; no leading zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Univariate(Vec<Rational>);

impl Univariate {
    /// The polynomial of terms in this unknown alone; `None` where another symbol or a negative
    /// power stands in one.
    pub(super) fn of(terms: &[Term], unknown: &Symbol) -> Option<Self> {
        let mut coefficients = Vec::new();
        for term in terms {
            let degree = match term.powers.as_slice() {
                [] => 0,
                [(base, exponent)] if base.as_symbol() == Some(unknown) => {
                    usize::try_from(*exponent).ok()?
                }
                _ => return None,
            };
            if degree > MAX_DEGREE {
                return None;
            }
            if coefficients.len() <= degree {
                coefficients.resize(degree + 1, Rational::from(0));
            }
            if let Some(place) = coefficients.get_mut(degree) {
                *place += term.coefficient.clone();
            }
        }
        Some(Self(coefficients).trimmed())
    }

    fn trimmed(mut self) -> Self {
        while self.0.last().is_some_and(Rational::is_zero) {
            self.0.pop();
        }
        self
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The coefficients, the constant first.
    pub(super) fn coefficients(self) -> Vec<Rational> {
        self.0
    }

    /// Whether it is a number other than 0.
    fn is_constant(&self) -> bool {
        self.0.len() == 1
    }

    fn leading(&self) -> Rational {
        self.0.last().cloned().unwrap_or_default()
    }

    /// The quotient and the rest; `None` for division by 0.
    fn divide(&self, divisor: &Self) -> Option<(Self, Self)> {
        let mut rest = self.0.clone();
        let top = divisor.leading();
        let mut quotient =
            vec![Rational::from(0); self.0.len().saturating_sub(divisor.0.len()) + 1];
        while rest.len() >= divisor.0.len() {
            let shift = rest.len() - divisor.0.len();
            let factor = rest.last()?.checked_div(&top)?;
            for (at, coefficient) in divisor.0.iter().enumerate() {
                let place = rest.get_mut(at + shift)?;
                *place = &*place - &(coefficient * &factor);
            }
            *quotient.get_mut(shift)? = factor;
            // The leading term is gone; others may be too.
            rest.pop();
            while rest.last().is_some_and(Rational::is_zero) {
                rest.pop();
            }
        }
        Some((Self(quotient).trimmed(), Self(rest).trimmed()))
    }

    /// A greatest common divisor.
    fn gcd(&self, other: &Self) -> Option<Self> {
        let (mut a, mut b) = (self.clone(), other.clone());
        while !b.is_zero() {
            let (_, rest) = a.divide(&b)?;
            a = b;
            b = rest;
        }
        Some(a)
    }

    fn derivative(&self) -> Self {
        let each = self.0.iter().enumerate().skip(1);
        let scaled = each.map(|(degree, coefficient)| {
            coefficient * &Rational::from(i64::try_from(degree).unwrap_or(i64::MAX))
        });
        Self(scaled.collect())
    }

    /// The polynomial with each root once.
    fn squarefree(&self) -> Option<Self> {
        if self.0.len() <= 1 {
            return Some(self.clone());
        }
        let common = self.gcd(&self.derivative())?;
        self.divide(&common).map(|(quotient, _)| quotient)
    }

    /// Without the roots that it shares with another one, each root once.
    pub(super) fn without_roots_of(&self, other: &Self) -> Option<Self> {
        let mut left = self.squarefree()?;
        if other.is_zero() {
            return Some(Self(vec![Rational::ONE]));
        }
        let common = left.gcd(other)?;
        if !common.is_constant() {
            left = left.divide(&common)?.0;
        }
        Some(left)
    }

    /// How many different real roots there are, by Sturm's sequence.
    pub(super) fn real_roots(&self) -> Option<usize> {
        if self.0.len() <= 1 {
            return Some(0);
        }
        let first = self.squarefree()?;
        let mut sequence = vec![first.clone(), first.derivative()];
        while let [.., a, b] = sequence.as_slice() {
            let (_, rest) = a.divide(b)?;
            if rest.is_zero() {
                break;
            }
            let negated = rest.0.iter().map(|coefficient| -coefficient).collect();
            sequence.push(Self(negated));
        }
        let changes = |at_minus: bool| {
            let mut last = 0;
            let mut count = 0_usize;
            for polynomial in &sequence {
                let mut sign = polynomial.leading().signum();
                if at_minus && polynomial.0.len().is_multiple_of(2) {
                    sign = -sign;
                }
                if sign != 0 {
                    count += usize::from(last != 0 && sign != last);
                    last = sign;
                }
            }
            count
        };
        changes(true).checked_sub(changes(false))
    }

    /// A rational root, found among small quotients and, of degree one, always.
    pub(super) fn rational_root(&self) -> Option<Rational> {
        if let [constant, slope] = self.0.as_slice() {
            return (-constant).checked_div(slope);
        }
        (0..=SMALL)
            .flat_map(|n| [n, -n])
            .flat_map(|n| (1..=6).map(move |d| (n, d)))
            .filter_map(|(n, d)| Rational::new(n.into(), d.into()))
            .find(|value| self.at(value).is_zero())
    }

    /// The value at a point.
    pub(super) fn at(&self, point: &Rational) -> Rational {
        let start = Rational::from(0);
        self.0
            .iter()
            .rev()
            .fold(start, |value, coefficient| value * point + coefficient)
    }
}

/// The only symbol of an equation, where there is just one.
pub(super) fn only_symbol<'e>(sides: impl IntoIterator<Item = &'e Expr>) -> Option<Symbol> {
    let mut all = std::collections::BTreeSet::new();
    for side in sides {
        all.extend(side.free_symbols());
    }
    let mut all = all.into_iter();
    let only = all.next()?;
    all.next().is_none().then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Assumptions;
    use crate::poly::{Budget, normal_form};
    use crate::syntax::parse_expression;

    fn polynomial(text: &str) -> Univariate {
        let expr = parse_expression(text).unwrap();
        let form = normal_form(&expr, &Assumptions::none(), &Budget::default()).unwrap();
        Univariate::of(&form.terms(), &"x".into()).unwrap()
    }

    #[test]
    fn real_roots_are_counted() {
        for (text, count) in [
            ("x - 2", 1),
            ("x^2 - 4", 2),
            ("x^2 + 1", 0),
            ("(x-1)^2*(x+3)", 2),
            ("x^3 - 2", 1),
            ("(x^2-2)*(x^2+2)", 2),
            ("x^4 - 10x^2 + 1", 4),
            ("7", 0),
        ] {
            assert_eq!(polynomial(text).real_roots(), Some(count), "{text}");
        }
    }

    #[test]
    fn roots_that_are_lost() {
        let lost = polynomial("x^2 - 4")
            .without_roots_of(&polynomial("x - 2"))
            .unwrap();
        assert_eq!(lost.rational_root(), Some((-2).into()));
        let none = polynomial("(x-2)^2")
            .without_roots_of(&polynomial("3x - 6"))
            .unwrap();
        assert_eq!(none.real_roots(), Some(0));
    }
}
