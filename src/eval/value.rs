//! What an expression can be worth.

use std::fmt;
use std::sync::Arc;

use super::{Enclosure, Quantity, Real};
use crate::expr::Expr;
use crate::number::Rational;

/// What an expression is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An exact number.
    Number(Rational),
    /// A number that is not known to be rational, proven to lie between two rationals.
    Enclosure(Enclosure),
    /// A number with a unit.
    Quantity(Box<Quantity>),
    /// `true` or `false`.
    Boolean(bool),
    /// A text.
    Text(Arc<str>),
    /// A list.
    List(Arc<[Value]>),
}

/// The kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A number without a unit.
    Number,
    /// A number with a unit.
    Quantity,
    /// `true` or `false`.
    Boolean,
    /// A text.
    Text,
    /// A list.
    List,
    /// An O-form, which has no value.
    Order,
}

impl Value {
    /// Of which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Number(_) | Self::Enclosure(_) => Kind::Number,
            Self::Quantity(_) => Kind::Quantity,
            Self::Boolean(_) => Kind::Boolean,
            Self::Text(_) => Kind::Text,
            Self::List(_) => Kind::List,
        }
    }

    /// The exact number, where it is one without a unit.
    pub fn as_number(&self) -> Option<&Rational> {
        match self {
            Self::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The number without a unit, exact or enclosed, where it is one.
    pub fn as_real(&self) -> Option<Real> {
        match self {
            Self::Number(value) => Some(Real::Exact(value.clone())),
            Self::Enclosure(enclosure) => Some(Real::Enclosed(enclosure.clone())),
            _ => None,
        }
    }

    /// The number with its unit, where it is a number; one without a unit has no dimension.
    pub fn as_quantity(&self) -> Option<Quantity> {
        match self {
            Self::Quantity(quantity) => Some(Quantity::clone(quantity)),
            _ => self.as_real().map(Quantity::bare),
        }
    }
}

impl Value {
    /// The expression that is worth this, as the parser would read it; `None` where a number
    /// is only enclosed or its unit has no name.
    pub fn to_expr(&self) -> Option<Expr> {
        match self {
            Self::Number(value) => Some(Expr::number(value)),
            Self::Enclosure(_) => None,
            Self::Quantity(quantity) => {
                let unit = quantity.unit?.name;
                let amount = Expr::number(quantity.in_unit().exact()?);
                Some(Expr::quantity(amount, unit))
            }
            Self::Boolean(value) => Some(Expr::boolean(*value)),
            Self::Text(text) => Some(Expr::text(text)),
            Self::List(elements) => {
                let elements = elements.iter().map(Self::to_expr);
                elements.collect::<Option<Vec<_>>>().map(Expr::list)
            }
        }
    }
}

impl From<Rational> for Value {
    fn from(value: Rational) -> Self {
        Self::Number(value)
    }
}

impl From<Real> for Value {
    fn from(real: Real) -> Self {
        match real {
            Real::Exact(value) => Self::Number(value),
            Real::Enclosed(enclosure) => Self::Enclosure(enclosure),
        }
    }
}

impl From<Quantity> for Value {
    /// A quantity without a dimension is a plain number.
    fn from(quantity: Quantity) -> Self {
        if quantity.dimension.is_none() {
            quantity.amount.into()
        } else {
            Self::Quantity(Box::new(quantity))
        }
    }
}

/// The exact text: `-8/3`, `[low, high]`, `28 GB`, `true`, `"text"`, `list(1, 2)`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) => value.fmt(f),
            Self::Enclosure(enclosure) => enclosure.fmt(f),
            Self::Quantity(quantity) => quantity.fmt(f),
            Self::Boolean(value) => value.fmt(f),
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::List(elements) => {
                f.write_str("list(")?;
                for (place, element) in elements.iter().enumerate() {
                    if place > 0 {
                        f.write_str(", ")?;
                    }
                    element.fmt(f)?;
                }
                f.write_str(")")
            }
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a number",
            Self::Quantity => "a quantity with a unit",
            Self::Boolean => "a boolean",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Order => "an O-form, which has no value,",
        })
    }
}
