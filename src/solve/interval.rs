//! Values of the unknown all of which solve an equation: ranges, and half-lines.

use super::span::{Span, first_above, higher, last_below, lower};
use crate::expr::{Bound, Comparison, Domain, Expr, Predicate, Symbol};
use crate::number::{Integer, Rational};

/// Values of the unknown between ends, or from one end on, all of which solve an equation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end, where there is one.
    pub low: Option<Bound>,
    /// The upper end, where there is one.
    pub high: Option<Bound>,
    /// What must hold of them besides.
    pub besides: Vec<Predicate>,
    /// The place of the equation that they come from.
    pub of: usize,
    /// The sides of the equation as they are for all of them.
    pub sides: Option<(Expr, Expr)>,
}

impl Interval {
    /// All numbers.
    pub(super) fn whole(of: usize) -> Self {
        Self {
            low: None,
            high: None,
            besides: Vec::new(),
            of,
            sides: None,
        }
    }

    pub(super) fn of_span(span: &Span, of: usize, sides: Option<(Expr, Expr)>) -> Self {
        Self {
            low: Some(span.low.clone()),
            high: Some(span.high.clone()),
            sides,
            ..Self::whole(of)
        }
    }

    /// The comparisons that say that a symbol lies in it.
    pub fn conditions(&self, symbol: &Symbol) -> Vec<Predicate> {
        let condition = |[open, closed]: [Comparison; 2], end: &Bound| {
            let sign = if end.strict { open } else { closed };
            Predicate::Compare(Expr::symbol(symbol.clone()), sign, Expr::number(&end.value))
        };
        let above = [Comparison::Greater, Comparison::GreaterEqual];
        let below = [Comparison::Less, Comparison::LessEqual];
        let low = self.low.iter().map(|end| condition(above, end));
        let high = self.high.iter().map(|end| condition(below, end));
        low.chain(high)
            .chain(self.besides.iter().cloned())
            .collect()
    }

    /// Whether it is all numbers.
    pub(super) fn is_whole(&self) -> bool {
        self.low.is_none() && self.high.is_none() && self.besides.is_empty()
    }

    /// The one number in it.
    pub(super) fn point(&self) -> Option<&Rational> {
        let (low, high) = (self.low.as_ref()?, self.high.as_ref()?);
        (low.value == high.value && self.besides.is_empty()).then_some(&low.value)
    }

    /// Takes in an end that was left out; `true` where the number is one.
    pub(super) fn close(&mut self, value: &Rational) -> bool {
        let is_plain = self.besides.is_empty();
        let ends = self.low.iter_mut().chain(self.high.iter_mut());
        let mut ends = ends.filter(|end| is_plain && end.strict && end.value == *value);
        match ends.next() {
            Some(end) => {
                end.strict = false;
                true
            }
            None => false,
        }
    }

    fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => {
                low.value > high.value || (low.value == high.value && (low.strict || high.strict))
            }
            _ => false,
        }
    }

    /// The part of it that is no less, or no more, than an end.
    pub(super) fn cut(mut self, end: Bound, is_low: bool) -> Option<Self> {
        if is_low {
            self.low = Some(match self.low.take() {
                Some(low) => higher(low, Some(end)),
                None => end,
            });
        } else {
            self.high = Some(match self.high.take() {
                Some(high) => lower(high, Some(end)),
                None => end,
            });
        }
        (!self.is_empty()).then_some(self)
    }

    /// The part of it that belongs to a domain; none where that is empty.
    pub(super) fn within(mut self, domain: &Domain) -> Option<Self> {
        let closed = |value: Rational| Bound {
            value,
            strict: false,
        };
        let (min, max) = match domain {
            Domain::Real { min, max } => (min.clone(), max.clone()),
            Domain::Integer { min, max } => {
                self.low = self.low.map(|end| closed(first_above(&end)));
                self.high = self.high.map(|end| closed(last_below(&end)));
                (min.clone().map(closed), max.clone().map(closed))
            }
            Domain::Boolean | Domain::Text | Domain::List => return None,
        };
        let mut part = self;
        if let Some(end) = min {
            part = part.cut(end, true)?;
        }
        if let Some(end) = max {
            part = part.cut(end, false)?;
        }
        (!part.is_empty()).then_some(part)
    }

    /// The part of it from the first multiple of a positive number to the last; none where none is in it.
    pub(super) fn of_multiples(mut self, step: &Integer) -> Option<Self> {
        let step = Rational::from_integer(step.clone());
        let scaled = |end: &Bound| Bound {
            value: end.value.checked_div(&step).unwrap_or_default(),
            strict: end.strict,
        };
        let closed = |value: Rational| Bound {
            value: value * &step,
            strict: false,
        };
        self.low = self.low.map(|end| closed(first_above(&scaled(&end))));
        self.high = self.high.map(|end| closed(last_below(&scaled(&end))));
        (!self.is_empty()).then_some(self)
    }

    /// Both together, where they touch or overlap.
    fn joined(&self, next: &Self) -> Option<Self> {
        let touches = match (&self.high, &next.low) {
            (Some(high), Some(low)) => {
                high.value > low.value || (high.value == low.value && !(high.strict && low.strict))
            }
            _ => true,
        };
        let is_plain = self.besides.is_empty() && next.besides.is_empty();
        let high = match (&self.high, &next.high) {
            (Some(one), Some(other)) => {
                let is_higher = (&one.value, !one.strict) > (&other.value, !other.strict);
                Some(if is_higher {
                    one.clone()
                } else {
                    other.clone()
                })
            }
            _ => None,
        };
        (touches && is_plain).then(|| Self {
            high,
            sides: None,
            ..self.clone()
        })
    }
}

/// Intervals in order, those that touch as one.
pub(super) fn merged(mut intervals: Vec<Interval>) -> Vec<Interval> {
    let place = |interval: &Interval| {
        let low = interval.low.as_ref();
        low.map(|low| (low.value.clone(), low.strict))
    };
    intervals.sort_by_key(place);
    let mut found: Vec<Interval> = Vec::new();
    for next in intervals {
        let joined = found.last().and_then(|last| last.joined(&next));
        if let Some(joined) = joined {
            found.pop();
            found.push(joined);
        } else if !found.contains(&next) {
            found.push(next);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(value: i64, strict: bool) -> Bound {
        let value = Rational::from(value);
        Bound { value, strict }
    }

    fn interval(low: Option<Bound>, high: Option<Bound>) -> Interval {
        Interval {
            low,
            high,
            ..Interval::whole(0)
        }
    }

    /// (−∞, 0] and [0, 1) and (1, 2] and (2, ∞) are (−∞, 1) and (1, ∞).
    #[test]
    fn touching_ones_are_joined() {
        let parts = vec![
            interval(Some(end(1, true)), Some(end(2, false))),
            interval(None, Some(end(0, false))),
            interval(Some(end(2, true)), None),
            interval(Some(end(0, false)), Some(end(1, true))),
        ];
        let whole = [
            interval(None, Some(end(1, true))),
            interval(Some(end(1, true)), None),
        ];
        assert_eq!(merged(parts), whole);
        let point = interval(Some(end(5, false)), Some(end(5, false)));
        assert_eq!(point.point(), Some(&Rational::from(5)));
    }
}
