//! Conditions: what stands in an Iverson bracket, after `if` and after `assume`.

use std::cmp::Ordering;

use super::{Expr, ExprKind, Function, Relation};
use crate::number::Rational;

/// A comparison of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `=`.
    Equal,
    /// `≠`.
    NotEqual,
    /// `<`.
    Less,
    /// `≤`.
    LessEqual,
    /// `>`.
    Greater,
    /// `≥`.
    GreaterEqual,
}

impl Comparison {
    /// Whether two values in this order satisfy the comparison.
    pub fn holds_for(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order == Ordering::Equal,
            Self::NotEqual => order != Ordering::Equal,
            Self::Less => order == Ordering::Less,
            Self::LessEqual => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::GreaterEqual => order != Ordering::Less,
        }
    }

    /// The comparison that holds with the sides exchanged: `a < b` is `b > a`.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            Self::Equal | Self::NotEqual => self,
        }
    }

    /// The comparison that holds exactly where this one does not: `a < b` or `a ≥ b`.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterEqual,
            Self::LessEqual => Self::Greater,
            Self::Greater => Self::LessEqual,
            Self::GreaterEqual => Self::Less,
        }
    }

    /// The comparison as a relation between two sides.
    pub fn relation(self) -> Relation {
        match self {
            Self::Equal => Relation::Equal,
            Self::NotEqual => Relation::NotEqual,
            Self::Less => Relation::Less,
            Self::LessEqual => Relation::LessEqual,
            Self::Greater => Relation::Greater,
            Self::GreaterEqual => Relation::GreaterEqual,
        }
    }

    /// The sign in Unicode.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "≠",
            Self::Less => "<",
            Self::LessEqual => "≤",
            Self::Greater => ">",
            Self::GreaterEqual => "≥",
        }
    }
}

/// A condition that holds or does not, once its symbols have values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Predicate {
    /// `a < b` and its kin; also equality of texts.
    Compare(Expr, Comparison, Expr),
    /// `l in list(1, 2)`.
    Member(Expr, Expr),
    /// `n divides h`.
    Divides(Expr, Expr),
    /// A boolean by itself: `tied`, `starts_with(…)`, `true`.
    Truth(Expr),
    /// `not p`.
    Not(Box<Predicate>),
    /// `p and q`.
    And(Vec<Predicate>),
    /// `p or q`.
    Or(Vec<Predicate>),
}

impl Predicate {
    /// The comparison that holds exactly where this one does not; none of what is no comparison.
    ///
    /// ```
    /// use longhand::expr::{Comparison, Expr, Predicate};
    ///
    /// let [x, one] = [Expr::symbol("x"), Expr::one()];
    /// let below = Predicate::Compare(x.clone(), Comparison::Less, one.clone());
    /// let from = Predicate::Compare(x, Comparison::GreaterEqual, one);
    /// assert_eq!(below.opposite(), Some(from));
    /// ```
    pub fn opposite(&self) -> Option<Self> {
        match self {
            Self::Compare(a, comparison, b) => {
                Some(Self::Compare(a.clone(), comparison.negated(), b.clone()))
            }
            _ => None,
        }
    }

    /// The divisor, the dividend and the remainder that it states: `n divides h`, `h mod 2 = 1`.
    pub fn remainder(&self) -> Option<(&Expr, &Expr, Rational)> {
        match self {
            Self::Divides(divisor, multiple) => Some((divisor, multiple, Rational::ZERO)),
            Self::Compare(a, Comparison::Equal, b) => {
                let (call, number) = match (a.as_number(), b.as_number()) {
                    (None, Some(number)) => (a, number),
                    (Some(number), None) => (b, number),
                    _ => return None,
                };
                match call.kind() {
                    ExprKind::Call(Function::Mod, parts) => match parts.as_slice() {
                        [dividend, divisor] => Some((divisor, dividend, number)),
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The expressions in it, in reading order.
    pub fn operands(&self) -> Vec<&Expr> {
        let mut found = Vec::new();
        self.collect_operands(&mut found);
        found
    }

    fn collect_operands<'a>(&'a self, found: &mut Vec<&'a Expr>) {
        match self {
            Self::Compare(a, _, b) | Self::Member(a, b) | Self::Divides(a, b) => {
                found.extend([a, b]);
            }
            Self::Truth(a) => found.push(a),
            Self::Not(inner) => inner.collect_operands(found),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.collect_operands(found);
                }
            }
        }
    }

    /// The same condition over other expressions, taken in reading order.
    #[must_use]
    pub fn map_operands(&self, change: &mut impl FnMut(&Expr) -> Expr) -> Self {
        match self {
            Self::Compare(a, comparison, b) => {
                let a = change(a);
                Self::Compare(a, *comparison, change(b))
            }
            Self::Member(a, b) => {
                let a = change(a);
                Self::Member(a, change(b))
            }
            Self::Divides(a, b) => {
                let a = change(a);
                Self::Divides(a, change(b))
            }
            Self::Truth(a) => Self::Truth(change(a)),
            Self::Not(inner) => Self::Not(Box::new(inner.map_operands(change))),
            Self::And(parts) => Self::And(parts.iter().map(|p| p.map_operands(change)).collect()),
            Self::Or(parts) => Self::Or(parts.iter().map(|p| p.map_operands(change)).collect()),
        }
    }
}
