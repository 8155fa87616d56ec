//! Intervals, and the zeros that are held in them.

use crate::expr::{Expr, deep};
use crate::number::{Integer, Rational};
use crate::poly::{RealPolynomial, RealRoot};

/// So near an end, and so far out, signs are looked for: at 2^(2^k) for k up to here.
const MOST_SQUARINGS: u32 = 9;

/// An open interval; without an end it goes on for ever.
#[derive(Clone, Debug)]
pub(super) struct Ends {
    pub(super) low: Option<Rational>,
    pub(super) high: Option<Rational>,
}

impl Ends {
    pub(super) fn holds(&self, value: &Rational) -> bool {
        self.low.as_ref().is_none_or(|low| low < value)
            && self.high.as_ref().is_none_or(|high| value < high)
    }

    /// A number between them.
    pub(super) fn inside(&self) -> Rational {
        let one = Rational::ONE;
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => half(&(low + high)),
            (Some(low), None) => low + one,
            (None, Some(high)) => high - one,
            (None, None) => Rational::ZERO,
        }
    }

    /// Numbers from one between them towards an end, nearer to it each time.
    pub(super) fn towards(&self, upward: bool, from: &Rational) -> Vec<Rational> {
        let mut steps = vec![0];
        steps.extend((0..=MOST_SQUARINGS).map(|power| 1_i64 << power));
        let end = if upward { &self.high } else { &self.low };
        let place = |step: i64| {
            if let Some(end) = end {
                let share = Rational::dyadic(&Integer::ONE, -step - 1);
                end + (from - end) * share
            } else {
                let step = Rational::dyadic(&Integer::ONE, step);
                if upward { from + step } else { from - step }
            }
        };
        steps.into_iter().map(place).collect()
    }
}

pub(super) fn half(value: &Rational) -> Rational {
    value * Rational::dyadic(&Integer::ONE, -1)
}

/// A zero: exact, of a polynomial, or the one change of sign between two numbers.
#[derive(Clone, Debug)]
pub(super) enum Zero {
    At(Rational),
    Polynomial(RealRoot),
    Between {
        low: Rational,
        high: Rational,
        of: Expr,
        rises: bool,
    },
}

impl Zero {
    pub(super) fn low(&self) -> &Rational {
        match self {
            Self::At(value) => value,
            Self::Polynomial(root) => root.low(),
            Self::Between { low, .. } => low,
        }
    }

    pub(super) fn high(&self) -> &Rational {
        match self {
            Self::At(value) => value,
            Self::Polynomial(root) => root.high(),
            Self::Between { high, .. } => high,
        }
    }
}

/// A number between two: by their sizes where these are far from each other, so that small ones are reached soon.
pub(super) fn between(low: &Rational, high: &Rational) -> Rational {
    let zero = Rational::ZERO;
    if *low < zero && *high > zero {
        return zero;
    }
    let size = |value: &Rational| {
        let bits = |part: &Integer| i64::try_from(part.bits()).unwrap_or(i64::MAX);
        bits(value.numerator()) - bits(value.denominator())
    };
    let middle = half(&(low + high));
    let (a, b) = (size(low), size(high));
    if low.is_zero() || high.is_zero() || (a - b).abs() < 3 {
        return middle;
    }
    let step = Rational::dyadic(&Integer::ONE, (a + b).div_euclid(2));
    let guess = if low.is_negative() { -step } else { step };
    if *low < guess && guess < *high {
        guess
    } else {
        middle
    }
}

/// The zeros of a polynomial between two ends.
pub(super) fn of_polynomial(polynomial: &RealPolynomial, ends: &Ends) -> Option<Vec<Zero>> {
    let mut zeros = Vec::new();
    for mut root in polynomial.roots().ok()? {
        let is_below = ends
            .low
            .as_ref()
            .is_some_and(|low| root.compare(low).is_le());
        if is_below
            || ends
                .high
                .as_ref()
                .is_some_and(|high| root.compare(high).is_ge())
        {
            continue;
        }
        // Inside, and not with an end in common.
        while !(root.is_exact() || ends.holds(root.low()) && ends.holds(root.high())) {
            let width = half(&(root.high() - root.low()));
            root.narrow(&width);
        }
        zeros.push(match root.rational() {
            Some(value) => Zero::At(value.clone()),
            None => Zero::Polynomial(root),
        });
    }
    Some(zeros)
}

/// The rational with the smallest denominator from one to another.
pub(super) fn simplest(low: &Rational, high: &Rational) -> Rational {
    if low.is_negative() && high.is_positive() {
        return Rational::ZERO;
    }
    if !high.is_positive() && low.is_negative() {
        return -simplest(&-high, &-low);
    }
    let whole = Rational::from_integer(low.ceil());
    if whole <= *high {
        return whole;
    }
    let floor = Rational::from_integer(low.floor());
    let turned = |value: &Rational| (value - &floor).recip();
    match (turned(high), turned(low)) {
        (Some(low), Some(high)) => {
            let rest = deep(|| simplest(&low, &high));
            floor + rest.recip().unwrap_or_default()
        }
        _ => floor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(above: i64, below: i64) -> Rational {
        Rational::new(above.into(), below.into()).unwrap()
    }

    fn ends(low: Option<i64>, high: Option<i64>) -> Ends {
        let [low, high] = [low, high].map(|end| end.map(Rational::from));
        Ends { low, high }
    }

    /// Between 3.14 and 3.15 lies 22/7, and nothing with a smaller denominator; between 0.3 and 0.4 lies 1/3.
    #[test]
    fn the_simplest_number_of_a_range() {
        for (low, high, found) in [
            (number(314, 100), number(315, 100), number(22, 7)),
            (number(3, 10), number(4, 10), number(1, 3)),
            (number(-4, 10), number(-3, 10), number(-1, 3)),
            (number(-1, 2), number(1, 3), Rational::ZERO),
            (number(5, 2), number(7, 2), number(3, 1)),
            (number(5, 7), number(5, 7), number(5, 7)),
        ] {
            assert_eq!(simplest(&low, &high), found);
        }
    }

    /// Of ends of unlike sizes the mean of the exponents, of others the middle.
    #[test]
    fn a_number_between_two() {
        for (low, high, found) in [
            (number(-1, 1), number(2, 1), Rational::ZERO),
            (Rational::ZERO, Rational::ONE, number(1, 2)),
            (number(1, 1024), number(1024, 1), Rational::ONE),
            (number(-1024, 1), number(-1, 1024), number(-1, 1)),
            (number(2, 1), number(3, 1), number(5, 2)),
        ] {
            assert_eq!(between(&low, &high), found);
        }
    }

    #[test]
    fn an_open_interval() {
        let unit = ends(Some(0), Some(1));
        assert!(unit.holds(&number(1, 2)) && !unit.holds(&Rational::ZERO));
        assert!(ends(None, Some(1)).holds(&number(-100, 1)));
        for interval in [
            unit,
            ends(Some(3), None),
            ends(None, Some(-3)),
            ends(None, None),
        ] {
            let inside = interval.inside();
            assert!(interval.holds(&inside));
            for upward in [true, false] {
                let steps = interval.towards(upward, &inside);
                assert!(
                    steps.iter().all(|step| interval.holds(step)),
                    "{interval:?}"
                );
                let is_ordered = |pair: &[Rational]| (pair[0] < pair[1]) == upward;
                assert!(steps.windows(2).all(is_ordered), "{interval:?}");
            }
        }
    }

    /// x² − 2 has one zero above 0, between 1.41 and 1.42; x² − 1 has none above 1 and one from −2 to 1.
    #[test]
    fn zeros_of_polynomials_lie_inside() {
        let square_less = |constant: i64| {
            let coefficients = [-constant, 0, 1].map(Rational::from);
            RealPolynomial::new(&coefficients).unwrap()
        };
        let found = of_polynomial(&square_less(2), &ends(Some(0), None)).unwrap();
        let [Zero::Polynomial(root)] = found.as_slice() else {
            panic!("{found:?}");
        };
        let mut root = root.clone();
        root.narrow(&number(1, 1000));
        assert!(*root.low() > number(141, 100) && *root.high() < number(142, 100));
        let found = of_polynomial(&square_less(1), &ends(Some(1), None)).unwrap();
        assert!(found.is_empty(), "{found:?}");
        let found = of_polynomial(&square_less(1), &ends(Some(-2), Some(1))).unwrap();
        assert!(
            matches!(found.as_slice(), [Zero::At(value)] if *value == number(-1, 1)),
            "{found:?}"
        );
    }
}
