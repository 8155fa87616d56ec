//! Lower and upper bounds of symbols, from domains and conditions.

use super::symbols::conditions;
use crate::expr::{Assumptions, Bound, Comparison, Domain, Predicate, Symbol};
use crate::number::Rational;

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
        let (value, comparison) = if a.as_symbol() == Some(symbol) {
            (b.as_number(), *comparison)
        } else if b.as_symbol() == Some(symbol) {
            (a.as_number(), comparison.mirrored())
        } else {
            return;
        };
        let Some(value) = value else {
            return;
        };
        let strict = matches!(comparison, Comparison::Less | Comparison::Greater);
        let bound = Bound { value, strict };
        let (low, high) = match comparison {
            Comparison::Equal => (true, true),
            Comparison::Greater | Comparison::GreaterEqual => (true, false),
            Comparison::Less | Comparison::LessEqual => (false, true),
            Comparison::NotEqual => (false, false),
        };
        if low && self.low.as_ref().is_none_or(|held| key(&bound) > key(held)) {
            self.low = Some(bound.clone());
        }
        let smaller = |held: &Bound| (&bound.value, !strict) < (&held.value, !held.strict);
        if high && self.high.as_ref().is_none_or(smaller) {
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

/// Of two lower bounds of one number the strict one says more.
fn key(bound: &Bound) -> (&Rational, bool) {
    (&bound.value, bound.strict)
}
