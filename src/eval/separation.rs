//! Numbers made of rationals by sums, products, quotients and roots, told from 0 exactly.
//!
//! Such a number that is not 0 is not very small either. With u and l made from the parts as below and
//! D the product of the degrees of its roots, it is at least 1/(u^(D−1)·l) in size (C. Burnikel,
//! S. Funke, K. Mehlhorn, S. Schirra, S. Schmitt, A separation bound for real algebraic expressions,
//! 2001). So an enclosure that lies within that is 0.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::evaluator::Evaluator;
use super::{Environment, Real, Value};
use crate::expr::{Expr, ExprKind, Function, deep};
use crate::number::{Integer, Rational};

/// How a number that is made of rationals by arithmetic and roots compares with 0; `None` for other
/// numbers, and where more digits would be needed than are worked out.
///
/// ```
/// use longhand::eval::{Environment, algebraic_sign};
/// use longhand::syntax::parse_expression;
///
/// let sign = |text: &str| algebraic_sign(&parse_expression(text).unwrap(), &Environment::new());
/// assert!(sign("root(7 + 5*sqrt(2), 3) - 1 - sqrt(2)").unwrap().is_eq());
/// assert!(sign("sqrt(2) + sqrt(3) - sqrt(10)").unwrap().is_lt());
/// assert_eq!(sign("ln(2) - 1"), None);
/// ```
pub fn algebraic_sign(expr: &Expr, environment: &Environment<'_>) -> Option<Ordering> {
    Evaluator::new(environment, FIRST_BITS).algebraic_sign(expr)
}

/// The precision of the parts that are rational.
const FIRST_BITS: u64 = 64;

/// More bits are not worked out for one number.
const MOST_BITS: u64 = 40_000;

/// Exponents and degrees beyond are not followed.
const MOST_DEGREE: u64 = 4_096;

/// The bits of u and l.
#[derive(Clone, Copy, Debug)]
struct Size {
    upper: u64,
    lower: u64,
}

impl Evaluator<'_> {
    /// How a number made by arithmetic and roots compares with 0.
    pub(super) fn algebraic_sign(&mut self, expr: &Expr) -> Option<Ordering> {
        let mut roots: BTreeMap<Expr, u64> = BTreeMap::new();
        let size = self.size(expr, &mut roots)?;
        let degree = roots
            .values()
            .try_fold(1_u64, |product, degree| product.checked_mul(*degree))?;
        let bits = (degree - 1)
            .checked_mul(size.upper)?
            .checked_add(size.lower)?;
        // Sums lose as many bits as their parts are larger than they.
        let precision = bits.checked_add(2 * size.upper + 2 * size.lower + FIRST_BITS)?;
        if precision > MOST_BITS {
            return None;
        }
        self.arithmetic.spend(1 + precision / 64).ok()?;
        let mut closer = self.at_precision(precision);
        match closer.value(expr).ok()? {
            Value::Number(value) => Some(value.cmp(&Rational::ZERO)),
            Value::Enclosure(held) => enclosed_sign(&Real::Enclosed(held), bits),
            _ => None,
        }
    }

    /// The integer below which, or up to which, a number made by arithmetic and roots lies where its
    /// enclosure holds one integer.
    pub(super) fn algebraic_rounding(
        &mut self,
        expr: &Expr,
        value: &Real,
        up: bool,
    ) -> Option<Integer> {
        let whole = value.high().floor();
        if &value.low().floor() + Integer::ONE != whole {
            return None;
        }
        let apart = Expr::difference(expr.clone(), Expr::integer(whole.clone()));
        let sign = self.algebraic_sign(&apart)?;
        Some(match (up, sign) {
            (false, Ordering::Less) => whole - Integer::ONE,
            (true, Ordering::Greater) => whole + Integer::ONE,
            _ => whole,
        })
    }

    fn size(&mut self, expr: &Expr, roots: &mut BTreeMap<Expr, u64>) -> Option<Size> {
        self.arithmetic.spend(1).ok()?;
        deep(|| match expr.kind() {
            ExprKind::Number(literal) => Some(Size::of(literal.value())),
            ExprKind::Symbol(symbol) => match self.symbol(symbol).ok()? {
                Value::Number(value) => Some(Size::of(&value)),
                _ => None,
            },
            ExprKind::Neg(operand) => self.size(operand, roots),
            ExprKind::Sum(terms) => {
                let mut total = Size { upper: 0, lower: 0 };
                for term in terms {
                    total = total.plus(self.size(term, roots)?)?;
                }
                Some(total)
            }
            ExprKind::Product(factors) => {
                let mut product = Size { upper: 0, lower: 0 };
                for factor in factors {
                    product = product.times(self.size(factor, roots)?)?;
                }
                Some(product)
            }
            ExprKind::Quotient(above, below) => {
                let above = self.size(above, roots)?;
                above.times(self.size(below, roots)?.turned())
            }
            ExprKind::Power(base, exponent) => {
                let exponent = self.real(exponent).ok()?.exact()?.clone();
                let power = u64::try_from(exponent.numerator().abs().to_i64()?).ok()?;
                let size = self.size(base, roots)?;
                let size = size.power(power)?;
                let size = if exponent.is_negative() {
                    size.turned()
                } else {
                    size
                };
                Self::root_size(expr, size, exponent.denominator(), roots)
            }
            ExprKind::Call(function, arguments) => match (function, arguments.as_slice()) {
                (Function::Abs, [operand]) => self.size(operand, roots),
                (Function::Sqrt, [operand]) => {
                    let size = self.size(operand, roots)?;
                    Self::root_size(expr, size, &Integer::from(2), roots)
                }
                (Function::Root, [operand, degree]) => {
                    let degree = self.real(degree).ok()?.exact()?.to_integer()?;
                    let size = self.size(operand, roots)?;
                    Self::root_size(expr, size, &degree, roots)
                }
                _ => None,
            },
            _ => None,
        })
    }

    /// The root of a number of some size, noted once however often it stands there.
    fn root_size(
        expr: &Expr,
        size: Size,
        degree: &Integer,
        roots: &mut BTreeMap<Expr, u64>,
    ) -> Option<Size> {
        let degree = degree.to_u64().filter(|n| (1..=MOST_DEGREE).contains(n))?;
        if degree > 1 {
            roots.insert(expr.clone(), degree);
        }
        size.root(degree)
    }
}

impl Size {
    fn of(value: &Rational) -> Self {
        // The least power of two that is not below.
        let order = |value: &Integer| (value.abs() - Integer::ONE).bits();
        Self {
            upper: if value.is_zero() {
                0
            } else {
                order(value.numerator())
            },
            lower: order(value.denominator()),
        }
    }

    fn plus(self, other: Self) -> Option<Self> {
        let (a, b) = (self.times(other.turned())?, other.times(self.turned())?);
        Some(Self {
            upper: a.upper.max(b.upper).checked_add(1)?,
            lower: self.lower.checked_add(other.lower)?,
        })
    }

    fn times(self, other: Self) -> Option<Self> {
        Some(Self {
            upper: self.upper.checked_add(other.upper)?,
            lower: self.lower.checked_add(other.lower)?,
        })
    }

    fn turned(self) -> Self {
        Self {
            upper: self.lower,
            lower: self.upper,
        }
    }

    fn power(self, exponent: u64) -> Option<Self> {
        Some(Self {
            upper: self.upper.checked_mul(exponent)?,
            lower: self.lower.checked_mul(exponent)?,
        })
    }

    /// The root of u/l is that of u·l^(k−1), over l, and also u over the root of u^(k−1)·l.
    fn root(self, degree: u64) -> Option<Self> {
        let joined = |once: u64, often: u64| {
            let all = often.checked_mul(degree - 1)?.checked_add(once)?;
            Some(all.div_ceil(degree))
        };
        Some(if self.upper >= self.lower {
            Self {
                upper: joined(self.upper, self.lower)?,
                lower: self.lower,
            }
        } else {
            Self {
                upper: self.upper,
                lower: joined(self.lower, self.upper)?,
            }
        })
    }
}

/// The sign of a number that is 0 or not within 2^−bits of it.
fn enclosed_sign(value: &Real, bits: u64) -> Option<Ordering> {
    if let Some(sign) = value.signum() {
        return Some(sign.cmp(&0));
    }
    let least = Rational::dyadic(&Integer::ONE, -i64::try_from(bits).ok()?);
    let is_zero = value.low().abs() < least && value.high().abs() < least;
    is_zero.then_some(Ordering::Equal)
}
