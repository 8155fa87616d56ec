//! The view of an expression as one monomial: a rational coefficient times powers.

use super::{Expr, ExprKind, deep};
use crate::number::Rational;

/// `coefficient · base₁^e₁ · base₂^e₂ ⋯`, bases in the order they were met, each once, no
/// exponent zero. A base is anything that is not itself a number, product, quotient, negative or
/// integer power.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Monomial {
    /// The rational coefficient, sign included.
    pub coefficient: Rational,
    /// The bases and their non-zero exponents.
    pub powers: Vec<(Expr, i64)>,
}

impl Monomial {
    /// Reads an expression as a monomial whose bases may be sums in brackets; `None` where it
    /// divides by zero or an exponent leaves 64 bits.
    ///
    /// ```
    /// use longhand::expr::{Expr, Monomial};
    /// let h = Expr::symbol("h");
    /// let product = Expr::product([h.clone(), Expr::product([Expr::integer(4), h.clone()])]);
    /// let monomial = Monomial::read(&product).unwrap();
    /// assert_eq!(monomial.coefficient, 4.into());
    /// assert_eq!(monomial.powers, [(h, 2)]);
    /// ```
    pub fn read(expr: &Expr) -> Option<Self> {
        let mut monomial = Self {
            coefficient: Rational::from(1),
            powers: Vec::new(),
        };
        monomial.multiply(expr, 1)?;
        monomial.powers.retain(|(_, exponent)| *exponent != 0);
        if monomial.coefficient.is_zero() {
            monomial.powers.clear();
        }
        Some(monomial)
    }

    /// Multiplies by `expr ^ exponent`.
    fn multiply(&mut self, expr: &Expr, exponent: i64) -> Option<()> {
        deep(|| match expr.kind() {
            ExprKind::Number(literal) => self.scale(literal.value(), exponent),
            ExprKind::Neg(inner) => {
                self.multiply(inner, exponent)?;
                self.scale(&Rational::from(-1), exponent)
            }
            ExprKind::Product(factors) => factors
                .iter()
                .try_for_each(|factor| self.multiply(factor, exponent)),
            ExprKind::Quotient(a, b) => {
                self.multiply(a, exponent)?;
                self.multiply(b, exponent.checked_neg()?)
            }
            ExprKind::Power(base, power) => match small_integer(power) {
                Some(power) if is_atom(base) => self.push(base, exponent.checked_mul(power)?),
                _ => self.push(expr, exponent),
            },
            _ => self.push(expr, exponent),
        })
    }

    fn scale(&mut self, factor: &Rational, exponent: i64) -> Option<()> {
        let factor = factor.pow(i32::try_from(exponent).ok()?)?;
        self.coefficient = &self.coefficient * &factor;
        Some(())
    }

    fn push(&mut self, base: &Expr, exponent: i64) -> Option<()> {
        match self.powers.iter_mut().find(|(known, _)| known == base) {
            Some((_, known)) => *known = known.checked_add(exponent)?,
            None => self.powers.push((base.clone(), exponent)),
        }
        Some(())
    }

    /// The monomial 1.
    pub fn one() -> Self {
        Self {
            coefficient: Rational::ONE,
            powers: Vec::new(),
        }
    }

    /// The product; `None` where an exponent leaves 64 bits.
    pub fn times(&self, other: &Self) -> Option<Self> {
        let mut product = self.clone();
        product.coefficient = &product.coefficient * &other.coefficient;
        for (base, exponent) in &other.powers {
            product.push(base, *exponent)?;
        }
        product.powers.retain(|(_, exponent)| *exponent != 0);
        Some(product)
    }

    /// The power; `None` where an exponent leaves 64 bits, or for a negative power of 0. The
    /// caller has checked the size of the coefficient.
    pub fn pow(&self, exponent: i64) -> Option<Self> {
        let coefficient = self.coefficient.pow(i32::try_from(exponent).ok()?)?;
        let raise =
            |(base, known): &(Expr, i64)| Some((base.clone(), known.checked_mul(exponent)?));
        let mut powers = self.powers.iter().map(raise).collect::<Option<Vec<_>>>()?;
        powers.retain(|(_, exponent)| *exponent != 0);
        Some(Self {
            coefficient,
            powers,
        })
    }

    /// Whether it is a number.
    pub fn is_constant(&self) -> bool {
        self.powers.is_empty()
    }

    /// Whether some base is a sum, so that it is a product with brackets.
    pub fn has_sum(&self) -> bool {
        self.powers
            .iter()
            .any(|(base, _)| matches!(base.kind(), ExprKind::Sum(_)))
    }

    /// Whether both have the same bases to the same powers, in any order.
    pub fn is_like(&self, other: &Self) -> bool {
        self.powers.len() == other.powers.len()
            && self.powers.iter().all(|power| other.powers.contains(power))
    }

    /// The monomial as a person writes it: sign, coefficient, powers; one fraction bar where
    /// there is something to divide by (`-8*h/3`, `3*h^2/n`).
    pub fn to_expr(&self) -> Expr {
        let magnitude = self.coefficient.abs();
        let raised = |wanted_sign: i64| {
            let powers = self
                .powers
                .iter()
                .filter(move |(_, e)| e.signum() == wanted_sign);
            powers.map(|(base, exponent)| raise(base, exponent.unsigned_abs()))
        };
        let above = with_coefficient(Expr::integer(magnitude.numerator().clone()), raised(1));
        let below = with_coefficient(Expr::integer(magnitude.denominator().clone()), raised(-1));
        let whole = if below == Expr::one() {
            above
        } else {
            Expr::quotient(above, below)
        };
        if self.coefficient.is_negative() {
            Expr::negative(whole)
        } else {
            whole
        }
    }
}

/// The product, without a leading 1 that has company.
fn with_coefficient(coefficient: Expr, powers: impl Iterator<Item = Expr>) -> Expr {
    let mut factors: Vec<Expr> = powers.collect();
    if factors.is_empty() || coefficient != Expr::one() {
        factors.insert(0, coefficient);
    }
    Expr::product(factors)
}

fn raise(base: &Expr, exponent: u64) -> Expr {
    if exponent == 1 {
        base.clone()
    } else {
        Expr::power(base.clone(), Expr::integer(exponent))
    }
}

/// An exponent that is an integer of 64 bits.
fn small_integer(exponent: &Expr) -> Option<i64> {
    exponent.as_number()?.to_integer()?.to_i64()
}

/// Whether an integer power of it is a power in a monomial as it stands; powers of products,
/// quotients, negatives, numbers and powers are for a rule to expand.
fn is_atom(base: &Expr) -> bool {
    !matches!(
        base.kind(),
        ExprKind::Number(_)
            | ExprKind::Neg(_)
            | ExprKind::Product(_)
            | ExprKind::Quotient(..)
            | ExprKind::Power(..)
    )
}
