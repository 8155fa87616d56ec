//! Two rationals that are proven to hold a value.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::radical::Radical;
use crate::number::{Integer, Rational};

/// A closed interval with rational ends that is proven to hold a value.
///
/// ```
/// use longhand::eval::Enclosure;
/// use longhand::number::Rational;
///
/// let unit = Enclosure::new(Rational::ZERO, Rational::ONE).unwrap();
/// assert!(unit.contains(&Rational::ONE));
/// assert_eq!(Enclosure::new(Rational::ONE, Rational::ZERO), None);
/// ```
#[derive(Clone)]
pub struct Enclosure {
    low: Rational,
    high: Rational,
    /// The number held, where it is known to be a root of a rational.
    radical: Option<Arc<Radical>>,
}

impl Enclosure {
    /// The interval of these ends; `None` when they are in the wrong order.
    pub fn new(low: Rational, high: Rational) -> Option<Self> {
        (low <= high).then(|| Self::between(low, high))
    }

    /// The interval of these ends, put in order.
    pub(super) fn between(a: Rational, b: Rational) -> Self {
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        Self {
            low,
            high,
            radical: None,
        }
    }

    /// The interval that holds one number alone.
    pub(super) fn point(value: Rational) -> Self {
        Self::between(value.clone(), value)
    }

    /// The interval of a number that is known to be this root.
    pub(super) fn of_radical(self, radical: Radical) -> Self {
        Self {
            radical: Some(Arc::new(radical)),
            ..self
        }
    }

    /// The number held, where it is known to be a root of a rational.
    pub(super) fn radical(&self) -> Option<&Radical> {
        self.radical.as_deref()
    }

    /// The lower end.
    pub fn low(&self) -> &Rational {
        &self.low
    }

    /// The upper end.
    pub fn high(&self) -> &Rational {
        &self.high
    }

    /// The distance of the ends.
    pub fn width(&self) -> Rational {
        &self.high - &self.low
    }

    /// Whether a number lies in it, ends included.
    pub fn contains(&self, value: &Rational) -> bool {
        &self.low <= value && value <= &self.high
    }

    /// The one value the interval holds, when its ends are equal.
    pub(super) fn single(&self) -> Option<&Rational> {
        (self.low == self.high).then_some(&self.low)
    }

    pub(super) fn negated(&self) -> Self {
        let negated = Self::between(-&self.high, -&self.low);
        match self.radical() {
            Some(radical) => negated.of_radical(radical.negated()),
            None => negated,
        }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        Self::between(&self.low + &other.low, &self.high + &other.high)
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        if !self.low.is_negative() && !other.low.is_negative() {
            return Self::between(&self.low * &other.low, &self.high * &other.high);
        }
        let mut corner = &self.low * &other.low;
        let mut hull = Self::point(corner.clone());
        for (a, b) in [
            (&self.low, &other.high),
            (&self.high, &other.low),
            (&self.high, &other.high),
        ] {
            corner = a * b;
            if corner < hull.low {
                hull.low = corner;
            } else if corner > hull.high {
                hull.high = corner;
            }
        }
        hull
    }

    /// The reciprocals; `None` where 0 is among the values.
    pub(super) fn reciprocal(&self) -> Option<Self> {
        if self.contains(&Rational::ZERO) {
            return None;
        }
        let inverse = Self::between(self.high.recip()?, self.low.recip()?);
        Some(match self.radical().and_then(Radical::reciprocal) {
            Some(radical) => inverse.of_radical(radical),
            None => inverse,
        })
    }

    pub(super) fn absolute(&self) -> Self {
        if !self.low.is_negative() {
            self.clone()
        } else if !self.high.is_positive() {
            self.negated()
        } else {
            let far = (-&self.low).max(self.high.clone());
            let absolute = Self::between(Rational::ZERO, far);
            match self.radical() {
                Some(radical) => absolute.of_radical(radical.absolute()),
                None => absolute,
            }
        }
    }

    pub(super) fn lesser(&self, other: &Self) -> Self {
        Self::between(
            (&self.low).min(&other.low).clone(),
            (&self.high).min(&other.high).clone(),
        )
    }

    pub(super) fn greater(&self, other: &Self) -> Self {
        Self::between(
            (&self.low).max(&other.low).clone(),
            (&self.high).max(&other.high).clone(),
        )
    }

    /// The interval with ends of about `bits` bits, moved outward.
    pub(super) fn widened_to(&self, bits: u64) -> Self {
        Self {
            low: round_down(&self.low, bits),
            high: round_up(&self.high, bits),
            radical: self.radical.clone(),
        }
    }
}

/// The greatest number not above the value with at most `bits` bits before a power of two.
pub(super) fn round_down(value: &Rational, bits: u64) -> Rational {
    if value.bits() <= bits {
        return value.clone();
    }
    let exponent = binary_order(value) - i64::try_from(bits).unwrap_or(i64::MAX);
    Rational::dyadic(&value.scaled_floor(-exponent), exponent)
}

/// The least number not below the value with at most `bits` bits before a power of two.
pub(super) fn round_up(value: &Rational, bits: u64) -> Rational {
    -round_down(&-value, bits)
}

/// The exponent of the power of two next to a number, right within one: `2^(order − 1) <` the
/// absolute value `< 2^(order + 1)`.
pub(super) fn binary_order(value: &Rational) -> i64 {
    let bits = |part: &Integer| i64::try_from(part.bits()).unwrap_or(i64::MAX);
    bits(value.numerator()) - bits(value.denominator())
}

/// Intervals are equal when their ends are.
impl PartialEq for Enclosure {
    fn eq(&self, other: &Self) -> bool {
        self.low == other.low && self.high == other.high
    }
}

impl Eq for Enclosure {}

impl Hash for Enclosure {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.low.hash(state);
        self.high.hash(state);
    }
}

impl fmt::Display for Enclosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {}]", self.low, self.high)
    }
}

impl fmt::Debug for Enclosure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
