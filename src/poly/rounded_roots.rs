//! Roundings of roots and logarithms of integers: which integers lie below them is told by squares and powers.

use super::PolyError;
use super::Polynomial;
use super::convert::{Normalizer, Purpose};
use super::fraction::Fraction;
use super::indeterminate::Kind;
use crate::expr::{Expr, ExprKind, Function};
use crate::number::{Integer, Rational};

/// Moduli by which it is seen that an integer is no square.
const MODULI: [i64; 7] = [3, 4, 5, 7, 8, 9, 16];

/// So many combinations of remainders are looked at.
const MOST_REMAINDERS: i64 = 300;

/// A root or logarithm that is rounded down.
struct Rising {
    function: Function,
    /// The degree of a root.
    degree: Option<Expr>,
    argument: Expr,
}

impl Rising {
    fn of(&self, argument: Expr) -> Expr {
        let degree = self.degree.clone();
        let parts = std::iter::once(argument).chain(degree);
        Expr::call(self.function.clone(), parts)
    }

    fn is_square_root(&self) -> bool {
        self.degree
            .as_ref()
            .is_some_and(|degree| *degree == Expr::integer(2))
    }
}

impl Normalizer<'_> {
    /// What has the same floor as a polynomial and says less, where that is decided: ⌊√⌊x⌋⌋ = ⌊√x⌋,
    /// ⌊√(4n + 2)⌋ = ⌊√(4n + 1)⌋, since no square leaves 2 by 4, ⌊√(n² + n)⌋ = n, ⌊√n + √(n + 1)⌋ = ⌊√(4n + 1)⌋.
    pub(super) fn floored_below(
        &mut self,
        rest: &Polynomial,
    ) -> Result<Option<Fraction>, PolyError> {
        if self.purpose != Purpose::Decide {
            return Ok(None);
        }
        if rest.len() == 2 {
            return self.sum_of_roots(rest);
        }
        let rising = match self.rising(rest) {
            Some(rising) => rising,
            None => match self.root_of_square(rest)? {
                Some(rising) => rising,
                None => return Ok(None),
            },
        };
        let argument = self.convert(&rising.argument)?;
        let Some(argument) = argument.as_polynomial().cloned() else {
            return Ok(None);
        };
        if let Some(inner) = self.under_floor(&argument)? {
            let is_log = rising.degree.is_none();
            if !is_log || self.is_at_least(&inner, 1)? {
                let inner = self.expr_of(&inner);
                return self.convert(&rising.of(inner)).map(Some);
            }
        }
        let least = if rising.degree.is_some() { 1 } else { 3 };
        if !self.is_at_least(&argument.clone().into(), least)? || !self.is_whole(&argument)? {
            return Ok(None);
        }
        if rising.is_square_root()
            && let Some(root) = self.root_below(&argument)?
        {
            return Ok(Some(root.into()));
        }
        let is_passed = match (&rising.function, rising.is_square_root()) {
            (_, true) => MODULI
                .iter()
                .any(|m| self.is_never(&argument, *m, &is_square)),
            (Function::Log2, _) => self.is_never(&argument, 2, &|rest, _| rest == 0),
            _ => false,
        };
        if !is_passed {
            return Ok(None);
        }
        let below = argument.subtract(&Polynomial::one(), self.budget)?;
        let below = self.expr_of(&below.into());
        self.convert(&rising.of(below)).map(Some)
    }

    /// The one root or logarithm that a polynomial is.
    fn rising(&self, rest: &Polynomial) -> Option<Rising> {
        let [(variable, 1)] = rest.powers(0)[..] else {
            return None;
        };
        if *rest != Polynomial::variable(variable) {
            return None;
        }
        let entry = self.table.get(variable)?;
        match (&entry.kind, entry.shown.kind()) {
            (Kind::Root { base, order, .. }, _) => Some(Rising {
                function: Function::Root,
                degree: Some(Expr::integer(Integer::from(i64::try_from(*order).ok()?))),
                argument: base.clone(),
            }),
            (_, ExprKind::Call(function @ (Function::Log2 | Function::Log10), inner)) => {
                Some(Rising {
                    function: function.clone(),
                    degree: None,
                    argument: inner.first()?.clone(),
                })
            }
            _ => None,
        }
    }

    /// √(4n + 2), which is √2·√(2n + 1) otherwise: the root of the square of a product of roots.
    fn root_of_square(&mut self, rest: &Polynomial) -> Result<Option<Rising>, PolyError> {
        let is_root = |(variable, exponent): &(usize, i64)| {
            let kind = self.table.get(*variable).map(|entry| &entry.kind);
            *exponent == 1 && matches!(kind, Some(Kind::Root { order: 2, .. }))
        };
        let is_product = rest.len() == 1 && rest.powers(0).iter().all(is_root);
        let is_positive = rest.coefficient(0).is_some_and(|c| c.is_positive());
        if !is_product || !is_positive {
            return Ok(None);
        }
        let whole = Fraction::from(rest.clone());
        let square = self.multiply(&whole, &whole)?;
        Ok(Some(Rising {
            function: Function::Root,
            degree: Some(Expr::integer(2)),
            argument: self.expr_of(&square),
        }))
    }

    /// What is rounded down, where a polynomial is that floor.
    fn under_floor(&mut self, argument: &Polynomial) -> Result<Option<Fraction>, PolyError> {
        let [(variable, 1)] = argument.powers(0)[..] else {
            return Ok(None);
        };
        if *argument != Polynomial::variable(variable) {
            return Ok(None);
        }
        let shown = self.table.get(variable).map(|entry| entry.shown.clone());
        match shown.as_ref().map(Expr::kind) {
            Some(ExprKind::Call(Function::Floor, inner)) => match inner.as_slice() {
                [inner] => self.convert(inner).map(Some),
                _ => Ok(None),
            },
            Some(ExprKind::Call(Function::FloorDiv, parts)) => match parts.as_slice() {
                [a, b] => self
                    .convert(&Expr::quotient(a.clone(), b.clone()))
                    .map(Some),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn is_at_least(&mut self, value: &Fraction, least: i64) -> Result<bool, PolyError> {
        let Some(value) = value.as_polynomial() else {
            return Ok(false);
        };
        let least = Polynomial::constant(&Rational::from(least));
        let above = value.subtract(&least, self.budget)?;
        Ok(above.is_zero()
            || self
                .known_sign(&above)?
                .is_some_and(|(sign, _)| sign.is_ge()))
    }

    /// The integer q with q² ≤ p < (q + 1)², where the square of s·n + c tells it: p is s²·n² and less.
    fn root_below(&mut self, p: &Polynomial) -> Result<Option<Polynomial>, PolyError> {
        let occurring = p.occurring().into_iter().enumerate();
        let mut variables = occurring.filter(|(_, occurs)| *occurs);
        let (Some((variable, _)), None) = (variables.next(), variables.next()) else {
            return Ok(None);
        };
        if p.degree_in(variable) != Some(2) || p.low_degree_in(variable).is_none_or(|low| low < 0) {
            return Ok(None);
        }
        let of = |power: i64| {
            let parts = p.coefficients_in(variable).into_iter();
            let mut parts = parts.filter(|(exponent, _)| *exponent == power);
            parts
                .next()
                .and_then(|(_, part)| part.as_constant())
                .unwrap_or_default()
        };
        let Some(slope) = of(2).exact_root(2).filter(Rational::is_integer) else {
            return Ok(None);
        };
        let Some(middle) = of(1).checked_div(&(Rational::from(2) * &slope)) else {
            return Ok(None);
        };
        for less in [0, 1] {
            let constant = Rational::from(middle.floor()) - Rational::from(less);
            let root = Polynomial::variable(variable).scale(&slope);
            let root = root.add(&Polynomial::constant(&constant), self.budget)?;
            let next = root.add(&Polynomial::one(), self.budget)?;
            let above = p.subtract(&root.power(2, self.budget)?, self.budget)?;
            let below = next.power(2, self.budget)?.subtract(p, self.budget)?;
            if self.is_whole(&root)?
                && self.is_at_least(&root.clone().into(), 0)?
                && self.is_at_least(&above.into(), 0)?
                && self.is_at_least(&below.into(), 1)?
            {
                return Ok(Some(root));
            }
        }
        Ok(None)
    }

    /// ⌊√a + √b⌋ of integers is ⌊√(a + b + ⌊√(4ab)⌋)⌋: the square of the sum is a + b + √(4ab).
    fn sum_of_roots(&mut self, rest: &Polynomial) -> Result<Option<Fraction>, PolyError> {
        let mut arguments = Vec::new();
        for term in 0..rest.len() {
            let [(variable, 1)] = rest.powers(term)[..] else {
                return Ok(None);
            };
            if rest.coefficient(term) != Some(Rational::ONE) {
                return Ok(None);
            }
            match self.table.get(variable).map(|entry| entry.kind.clone()) {
                Some(Kind::Root { base, order: 2, .. }) => arguments.push(base),
                _ => return Ok(None),
            }
        }
        let mut values = Vec::new();
        for argument in &arguments {
            let value = self.convert(argument)?;
            let Some(value) = value.as_polynomial().cloned() else {
                return Ok(None);
            };
            if !self.is_whole(&value)? || !self.is_at_least(&value.clone().into(), 0)? {
                return Ok(None);
            }
            values.push(value);
        }
        let [a, b] = values.as_slice() else {
            return Ok(None);
        };
        let product = a.multiply(b, self.budget)?.scale(&Rational::from(4));
        let Some(middle) = self.root_below(&product)? else {
            return Ok(None);
        };
        let square = a.add(b, self.budget)?.add(&middle, self.budget)?;
        let square = self.expr_of(&square.into());
        self.convert(&Expr::call(Function::Sqrt, [square]))
            .map(Some)
    }

    /// Whether a polynomial with integer coefficients in integers leaves no remainder by m that is as asked.
    fn is_never(&self, p: &Polynomial, m: i64, asked: &dyn Fn(i64, i64) -> bool) -> bool {
        let occurring = p.occurring().into_iter().enumerate();
        let variables: Vec<usize> = occurring
            .filter_map(|(at, occurs)| occurs.then_some(at))
            .collect();
        let count = u32::try_from(variables.len())
            .ok()
            .and_then(|n| m.checked_pow(n));
        let is_plain = p.coefficients().all(|c| c.is_integer())
            && variables.iter().all(|at| {
                self.is_whole_variable(*at) && p.low_degree_in(*at).is_some_and(|low| low >= 0)
            });
        let Some(count) = count.filter(|count| is_plain && *count <= MOST_REMAINDERS) else {
            return false;
        };
        (0..count).all(|case| {
            let value_of = |at: usize| {
                let place = variables.iter().position(|own| *own == at).unwrap_or(0);
                let scale = u32::try_from(place).map_or(1, |place| m.pow(place));
                case / scale % m
            };
            let mut sum = 0_i64;
            for (term, coefficient) in p.coefficients().enumerate() {
                let rest = coefficient
                    .to_integer()
                    .and_then(|c| c.div_rem_floor(&Integer::from(m)));
                let Some(rest) = rest.and_then(|(_, rest)| rest.to_i64()) else {
                    return false;
                };
                let product = p
                    .powers(term)
                    .into_iter()
                    .fold(rest, |product, (at, exponent)| {
                        (0..exponent).fold(product, |product, _| product * value_of(at) % m)
                    });
                sum = (sum + product) % m;
            }
            !asked(sum, m)
        })
    }
}

/// Whether a remainder by m is that of a square.
fn is_square(rest: i64, m: i64) -> bool {
    (0..m).any(|root| root * root % m == rest)
}
