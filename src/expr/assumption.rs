//! What is taken for granted: domains, conditions, definitions, and which symbols grow.

use std::collections::BTreeMap;

use super::{Bindings, Comparison, Expr, ExprKind, Predicate, Symbol, TooLarge};
use crate::number::Rational;

/// The values a declared symbol may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Integers within a lower and, where stated, an upper bound (`integer` is ≥ 1, `natural` ≥ 0).
    Integer {
        /// The least value, where there is one.
        min: Option<Rational>,
        /// The greatest value, where there is one.
        max: Option<Rational>,
    },
    /// Real numbers within bounds.
    Real {
        /// The lower bound, where there is one.
        min: Option<Bound>,
        /// The upper bound, where there is one.
        max: Option<Bound>,
    },
    /// `true` or `false`.
    Boolean,
    /// A text.
    Text,
    /// A list.
    List,
}

/// An end of a range of real numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number.
    pub value: Rational,
    /// Whether the number itself is excluded.
    pub strict: bool,
}

impl Domain {
    /// The default domain of a parameter: integers from 1.
    pub fn positive_integer() -> Self {
        Self::Integer {
            min: Some(Rational::from(1)),
            max: None,
        }
    }

    /// Integers from 0.
    pub fn natural() -> Self {
        Self::Integer {
            min: Some(Rational::from(0)),
            max: None,
        }
    }

    /// Real numbers from 0 on, 0 itself or not.
    pub fn from_zero(strict: bool) -> Self {
        let bound = Bound {
            value: Rational::ZERO,
            strict,
        };
        Self::Real {
            min: Some(bound),
            max: None,
        }
    }

    /// All real numbers.
    pub fn real() -> Self {
        Self::Real {
            min: None,
            max: None,
        }
    }

    /// The greatest known lower bound, if any; whether it is strict.
    pub fn lower(&self) -> Option<(&Rational, bool)> {
        match self {
            Self::Integer { min, .. } => min.as_ref().map(|value| (value, false)),
            Self::Real { min, .. } => min.as_ref().map(|bound| (&bound.value, bound.strict)),
            _ => None,
        }
    }

    /// Whether a number belongs to it; booleans, texts and lists hold no numbers.
    pub fn contains(&self, value: &Rational) -> bool {
        match self {
            Self::Integer { min, max } => {
                value.is_integer()
                    && min.as_ref().is_none_or(|min| value >= min)
                    && max.as_ref().is_none_or(|max| value <= max)
            }
            Self::Real { min, max } => {
                let above = |b: &Bound| {
                    if b.strict {
                        value > &b.value
                    } else {
                        value >= &b.value
                    }
                };
                let below = |b: &Bound| {
                    if b.strict {
                        value < &b.value
                    } else {
                        value <= &b.value
                    }
                };
                min.as_ref().is_none_or(above) && max.as_ref().is_none_or(below)
            }
            Self::Boolean | Self::Text | Self::List => false,
        }
    }
}

/// How two quantities compare as the large symbols grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrowthSign {
    /// `a ≫ b`: a/b grows without bound.
    MuchGreater,
    /// `a ≍ b`: a/b stays between two positive constants.
    SameOrder,
}

/// A declared relation of growth, `V ≫ h` or `n ≍ h`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrowthRelation {
    /// The left side; of `≫` the larger one.
    pub left: Expr,
    /// Which relation.
    pub sign: GrowthSign,
    /// The right side; of `≫` the smaller one.
    pub right: Expr,
}

/// A function of one's own: `linear(x, y, b) = x*y + [b] y`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lambda {
    /// The names of the arguments.
    pub parameters: Vec<Symbol>,
    /// What a call stands for.
    pub body: Expr,
}

impl Lambda {
    /// The body with the arguments in place of the parameters.
    ///
    /// # Errors
    /// [`TooLarge`] when the result would pass the limits of [`Bindings::substitute`].
    pub fn apply(&self, arguments: &[Expr]) -> Result<Expr, TooLarge> {
        let pairs = self
            .parameters
            .iter()
            .cloned()
            .zip(arguments.iter().cloned());
        pairs.collect::<Bindings>().substitute(&self.body)
    }
}

/// Everything a claim is judged under. What is not listed is not assumed: undeclared symbols
/// range over the real numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    /// The domains of declared symbols.
    pub domains: BTreeMap<Symbol, Domain>,
    /// Conditions such as `n divides h`, `h ≥ 64`, `tied`, `N = 0`.
    pub conditions: Vec<Predicate>,
    /// Names that stand for expressions; none depends on itself.
    pub definitions: Bindings,
    /// Functions that stand for expressions in their parameters.
    pub functions: BTreeMap<Symbol, Lambda>,
    /// The symbols that grow without bound, in the order they were given.
    pub large: Vec<Symbol>,
    /// Declared relations of growth.
    pub growth: Vec<GrowthRelation>,
}

impl Assumptions {
    /// Nothing assumed.
    pub fn none() -> Self {
        Self::default()
    }

    /// The conditions that fix a symbol to a value.
    pub fn fixing(&self) -> impl Iterator<Item = &Predicate> {
        self.conditions
            .iter()
            .filter(|condition| fixed_by(condition).is_some())
    }

    /// The same without the conditions that fix a symbol to a value: what holds in general.
    #[must_use]
    pub fn general(&self) -> Self {
        let mut general = self.clone();
        general
            .conditions
            .retain(|condition| fixed_by(condition).is_none());
        general
    }

    /// Whether a condition leaves a symbol none but integers: `2 divides n + 1`, `n mod 8 = 3`.
    ///
    /// ```
    /// use longhand::expr::{Assumptions, Expr, Predicate, Symbol};
    ///
    /// let (two, n) = (Expr::integer(2), Expr::symbol("n"));
    /// let mut even = Assumptions::none();
    /// even.conditions.push(Predicate::Divides(two, n));
    /// assert!(even.make_integer(&Symbol::new("n")));
    /// ```
    pub fn make_integer(&self, symbol: &Symbol) -> bool {
        let is_whole = |expr: &Expr| expr.as_number().is_some_and(|n| n.is_integer());
        let unsigned = |term: &Expr| match term.kind() {
            ExprKind::Neg(inner) => inner.clone(),
            _ => term.clone(),
        };
        let leaves_integers = |(divisor, dividend, remainder): (&Expr, &Expr, Rational)| {
            let terms = dividend.terms().iter().map(unsigned);
            let (symbols, others): (Vec<Expr>, Vec<Expr>) =
                terms.partition(|term| term.as_symbol() == Some(symbol));
            is_whole(divisor)
                && remainder.is_integer()
                && symbols.len() == 1
                && others.iter().all(is_whole)
        };
        let mut stated = self.conditions.iter().filter_map(Predicate::remainder);
        stated.any(leaves_integers)
    }

    /// The values that conditions fix: `N = 0` fixes N to 0, `tied` to true, `not tied` to false.
    pub fn fixed(&self) -> Bindings {
        self.conditions.iter().filter_map(fixed_by).collect()
    }
}

/// The symbol and value that one condition fixes, if it does.
fn fixed_by(condition: &Predicate) -> Option<(Symbol, Expr)> {
    match condition {
        Predicate::Compare(a, Comparison::Equal, b) => {
            let symbol = a.as_symbol()?;
            let is_value = b.as_number().is_some() || b.free_symbols().is_empty();
            is_value.then(|| (symbol.clone(), b.clone()))
        }
        Predicate::Truth(a) => Some((a.as_symbol()?.clone(), Expr::boolean(true))),
        Predicate::Not(inner) => match inner.as_ref() {
            Predicate::Truth(a) => Some((a.as_symbol()?.clone(), Expr::boolean(false))),
            _ => None,
        },
        _ => None,
    }
}
