//! Lower and upper bounds of symbols, from domains and conditions.

use super::symbols::conditions;
use crate::expr::{
    Assumptions, Bound, Comparison, Domain, Expr, ExprKind, Predicate, Symbol, deep,
};
use crate::number::Rational;
use crate::poly;

/// The range of a symbol's values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
}

impl Bounds {
    /// What is known of a symbol. For integers, strict bounds are moved inward.
    pub(super) fn of(symbol: &Symbol, under: &Assumptions) -> Self {
        let mut bounds = Self::default();
        let mut whole = false;
        match under.domains.get(symbol) {
            Some(Domain::Integer { min, max }) => {
                whole = true;
                let closed = |value: &Rational| Bound {
                    value: value.clone(),
                    strict: false,
                };
                bounds.low = min.as_ref().map(closed);
                bounds.high = max.as_ref().map(closed);
            }
            Some(Domain::Real { min, max }) => {
                bounds.low.clone_from(min);
                bounds.high.clone_from(max);
            }
            Some(Domain::Boolean | Domain::Text | Domain::List) | None => {}
        }
        for condition in conditions(under) {
            bounds.narrow(symbol, condition);
        }
        if whole {
            bounds.round_inward();
        }
        bounds
    }

    fn narrow(&mut self, symbol: &Symbol, condition: &Predicate) {
        let Predicate::Compare(a, comparison, b) = condition else {
            return;
        };
        // slope·x + constant compared with 0.
        let (Some(left), Some(right)) = (linear(a, symbol), linear(b, symbol)) else {
            self.narrow_between(symbol, a, *comparison, b);
            return;
        };
        let (slope, constant) = (left.0 - right.0, left.1 - right.1);
        let Some(value) = (-constant).checked_div(&slope) else {
            return;
        };
        let comparison = if slope.is_negative() {
            comparison.mirrored()
        } else {
            *comparison
        };
        let strict = matches!(comparison, Comparison::Less | Comparison::Greater);
        let bound = Bound { value, strict };
        let (low, high) = match comparison {
            Comparison::Equal => (true, true),
            Comparison::Greater | Comparison::GreaterEqual => (true, false),
            Comparison::Less | Comparison::LessEqual => (false, true),
            Comparison::NotEqual => (false, false),
        };
        if low {
            self.raise(bound.clone());
        }
        if high {
            self.reduce(bound);
        }
    }

    /// Between its roots a quadratic of one symbol has the sign that its ends have not: `1 − x² > 0`.
    fn narrow_between(&mut self, symbol: &Symbol, a: &Expr, comparison: Comparison, b: &Expr) {
        let Some([c, b, a]) = quadratic(a, b, symbol) else {
            return;
        };
        let is_between = match comparison {
            Comparison::Greater | Comparison::GreaterEqual => a.is_negative(),
            Comparison::Less | Comparison::LessEqual => a.is_positive(),
            Comparison::Equal | Comparison::NotEqual => false,
        };
        let discriminant = &b * &b - Rational::from(4) * &a * c;
        let Some(root) = discriminant.exact_root(2).filter(|_| is_between) else {
            return;
        };
        let strict = matches!(comparison, Comparison::Greater | Comparison::Less);
        let double = Rational::from(2) * a;
        let ends = [-&b - &root, root - b].map(|above| above.checked_div(&double));
        let [Some(one), Some(other)] = ends else {
            return;
        };
        let (value, high) = if one <= other {
            (one, other)
        } else {
            (other, one)
        };
        self.raise(Bound { value, strict });
        self.reduce(Bound {
            value: high,
            strict,
        });
    }

    fn raise(&mut self, bound: Bound) {
        if self.low.as_ref().is_none_or(|held| key(&bound) > key(held)) {
            self.low = Some(bound);
        }
    }

    fn reduce(&mut self, bound: Bound) {
        let smaller = |held: &Bound| (&bound.value, !bound.strict) < (&held.value, !held.strict);
        if self.high.as_ref().is_none_or(smaller) {
            self.high = Some(bound);
        }
    }

    fn round_inward(&mut self) {
        if let Some(low) = &mut self.low {
            let whole = low.strict && low.value.is_integer();
            let value = Rational::from_integer(low.value.ceil());
            *low = Bound {
                value: if whole { value + Rational::ONE } else { value },
                strict: false,
            };
        }
        if let Some(high) = &mut self.high {
            let whole = high.strict && high.value.is_integer();
            let value = Rational::from_integer(high.value.floor());
            *high = Bound {
                value: if whole { value - Rational::ONE } else { value },
                strict: false,
            };
        }
    }
}

/// Slope and constant of an expression that is linear in one symbol and has no other.
fn linear(expr: &Expr, symbol: &Symbol) -> Option<(Rational, Rational)> {
    if let Some(number) = expr.as_number() {
        return Some((Rational::ZERO, number));
    }
    deep(|| match expr.kind() {
        ExprKind::Symbol(found) if found == symbol => Some((Rational::ONE, Rational::ZERO)),
        ExprKind::Neg(inner) => linear(inner, symbol).map(|(slope, rest)| (-slope, -rest)),
        ExprKind::Sum(terms) => {
            let mut sum = (Rational::ZERO, Rational::ZERO);
            for term in terms {
                let (slope, rest) = linear(term, symbol)?;
                sum = (sum.0 + slope, sum.1 + rest);
            }
            Some(sum)
        }
        ExprKind::Product(factors) => {
            let mut product = (Rational::ZERO, Rational::ONE);
            for factor in factors {
                let (slope, rest) = linear(factor, symbol)?;
                if !slope.is_zero() && !product.0.is_zero() {
                    return None;
                }
                product = (&product.0 * &rest + &slope * &product.1, product.1 * rest);
            }
            Some(product)
        }
        ExprKind::Quotient(above, below) => {
            let (slope, rest) = linear(above, symbol)?;
            let below = below.as_number()?;
            Some((slope.checked_div(&below)?, rest.checked_div(&below)?))
        }
        _ => None,
    })
}

/// Larger expressions are not looked through for a quadratic.
const LONGEST_QUADRATIC: u64 = 16;

/// The coefficients of a difference that is a quadratic of one symbol, the constant first.
fn quadratic(a: &Expr, b: &Expr, symbol: &Symbol) -> Option<[Rational; 3]> {
    let is_short = a.size() + b.size() <= LONGEST_QUADRATIC;
    if !is_short || !(a.mentions(symbol) || b.mentions(symbol)) {
        return None;
    }
    let form = poly::difference(a, b, &Assumptions::none(), &poly::Budget::default()).ok()?;
    if !form.is_polynomial() {
        return None;
    }
    let mut found = [Rational::ZERO, Rational::ZERO, Rational::ZERO];
    for term in form.terms() {
        let power = match term.powers.as_slice() {
            [] => 0,
            [(base, power)] if base.as_symbol() == Some(symbol) => usize::try_from(*power).ok()?,
            _ => return None,
        };
        *found.get_mut(power)? = term.coefficient;
    }
    Some(found)
}

/// Of two lower bounds of one number the strict one says more.
fn key(bound: &Bound) -> (&Rational, bool) {
    (&bound.value, bound.strict)
}
