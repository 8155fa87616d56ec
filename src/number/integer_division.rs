//! Division with remainder, exact division, greatest common divisors, powers and roots.

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::ToPrimitive;

use super::Integer;
use super::integer::Repr::{Big, Small};

impl Integer {
    /// Quotient rounded toward −∞ and the remainder, which has the sign of the divisor; `None`
    /// when the divisor is 0.
    ///
    /// ```
    /// use longhand::number::Integer;
    ///
    /// let (quotient, remainder) = Integer::from(-7).div_rem_floor(&Integer::from(2)).unwrap();
    /// assert_eq!((quotient, remainder), (Integer::from(-4), Integer::from(1)));
    /// ```
    pub fn div_rem_floor(&self, divisor: &Self) -> Option<(Self, Self)> {
        match (&self.0, &divisor.0) {
            (_, Small(0)) => None,
            (Small(a), Small(b)) => Some(floor_small(*a, *b)),
            (Small(_), Big(_)) => {
                let (quotient, remainder) = self.to_big().div_mod_floor(&divisor.to_big());
                Some((Self::from_big(quotient), Self::from_big(remainder)))
            }
            (Big(a), Small(b)) => {
                let (quotient, remainder) = a.div_mod_floor(&BigInt::from(*b));
                Some((Self::from_big(quotient), Self::from_big(remainder)))
            }
            (Big(a), Big(b)) => {
                let (quotient, remainder) = a.div_mod_floor(b);
                Some((Self::from_big(quotient), Self::from_big(remainder)))
            }
        }
    }

    /// The quotient when it is an integer; `None` when it is not, or the divisor is 0.
    pub fn div_exact(&self, divisor: &Self) -> Option<Self> {
        if divisor.is_one() {
            return Some(self.clone());
        }
        let (quotient, remainder) = self.div_rem_floor(divisor)?;
        remainder.is_zero().then_some(quotient)
    }

    /// Whether `divisor` divides this. Only 0 is a multiple of 0.
    pub fn is_multiple_of(&self, divisor: &Self) -> bool {
        match self.div_rem_floor(divisor) {
            Some((_, remainder)) => remainder.is_zero(),
            None => self.is_zero(),
        }
    }

    /// The greatest common divisor, never negative; that of 0 and 0 is 0.
    #[must_use]
    pub fn gcd(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Small(a), Small(b)) => Self::from(gcd_u64(a.unsigned_abs(), b.unsigned_abs())),
            (Small(0), Big(_)) => other.abs(),
            (Big(_), Small(0)) => self.abs(),
            (Small(small), Big(big)) | (Big(big), Small(small)) => {
                let small = small.unsigned_abs();
                Self::from(gcd_u64(small, residue_of_big(big, small)))
            }
            (Big(a), Big(b)) => gcd_big(a, b),
        }
    }

    /// The least common multiple, never negative; 0 when either number is 0.
    #[must_use]
    pub fn lcm(&self, other: &Self) -> Self {
        match self.div_exact(&self.gcd(other)) {
            Some(cofactor) => (cofactor * other).abs(),
            None => Self::ZERO,
        }
    }

    /// The non-negative residue modulo `modulus`; 0 when the modulus is 0.
    pub fn modulo(&self, modulus: u64) -> u64 {
        let residue = match &self.0 {
            Small(value) => value.unsigned_abs().checked_rem(modulus).unwrap_or(0),
            Big(value) => residue_of_big(value, modulus),
        };
        if self.is_negative() && residue != 0 {
            modulus - residue
        } else {
            residue
        }
    }

    /// This number to a power. The result has up to [`pow_bits`](Self::pow_bits) bits, which the
    /// caller checks first: nothing here refuses a result that fills the memory.
    #[must_use]
    pub fn pow(&self, exponent: u32) -> Self {
        match &self.0 {
            Small(0 | 1) if exponent > 0 => self.clone(),
            Small(-1) => Self::from(if exponent.is_multiple_of(2) { 1 } else { -1 }),
            Small(value) => match value.checked_pow(exponent) {
                Some(power) => Self::from(power),
                None => Self::from_big(BigInt::from(*value).pow(exponent)),
            },
            Big(value) => Self::from_big(value.pow(exponent)),
        }
    }

    /// An upper bound for the bit length of this number to the power `exponent`, less than twice
    /// too large for bases beyond ±1; saturates.
    pub fn pow_bits(&self, exponent: u64) -> u64 {
        match self.bits() {
            bits @ 0..=1 => bits.max(u64::from(exponent == 0)),
            bits => bits.saturating_mul(exponent).max(1),
        }
    }

    /// The `degree`-th root rounded toward zero, with the sign of this number. A root of degree 0
    /// is taken as one of degree 1.
    ///
    /// ```
    /// use longhand::number::Integer;
    ///
    /// assert_eq!(Integer::from(80).root(4), Integer::from(2));
    /// assert_eq!(Integer::from(81).root(4), Integer::from(3));
    /// ```
    #[must_use]
    pub fn root(&self, degree: u32) -> Self {
        if degree <= 1 || self.is_zero() {
            return self.clone();
        }
        if u64::from(degree) >= self.bits() {
            return Self::from(self.signum());
        }
        let magnitude = Self::from_big(self.to_big().magnitude().nth_root(degree).into());
        if self.is_negative() {
            -magnitude
        } else {
            magnitude
        }
    }

    /// The integer whose `degree`-th power this is, the positive one for an even degree; `None`
    /// when there is none.
    pub fn exact_root(&self, degree: u32) -> Option<Self> {
        if degree == 0 || (self.is_negative() && degree.is_multiple_of(2)) {
            return None;
        }
        let root = self.root(degree);
        (root.pow(degree) == *self).then_some(root)
    }
}

/// Quotient and remainder of small numbers, `divisor` not 0.
fn floor_small(dividend: i64, divisor: i64) -> (Integer, Integer) {
    let (Some(quotient), Some(remainder)) =
        (dividend.checked_div(divisor), dividend.checked_rem(divisor))
    else {
        // i64::MIN by −1 is the one quotient that does not fit.
        return (-Integer::from(dividend), Integer::ZERO);
    };
    if remainder != 0 && (remainder < 0) != (divisor < 0) {
        (
            Integer::from(quotient - 1),
            Integer::from(remainder + divisor),
        )
    } else {
        (Integer::from(quotient), Integer::from(remainder))
    }
}

/// The residue of the absolute value; 0 when the modulus is 0.
fn residue_of_big(value: &BigInt, modulus: u64) -> u64 {
    if modulus == 0 {
        return 0;
    }
    (value.magnitude() % modulus).to_u64().unwrap_or(0)
}

/// Binary greatest common divisor.
fn gcd_u64(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    b >>= b.trailing_zeros();
    while a != b {
        // The zeros that end the difference are the same whichever way it is taken, so they are
        // counted without waiting for the comparison.
        let zeros = a.wrapping_sub(b).trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b) >> zeros);
    }
    a << shift
}

/// How often 2 divides a number other than 0, and whether nothing else does.
fn twos(value: &BigInt) -> (u64, bool) {
    let zeros = value.trailing_zeros().unwrap_or(0);
    (zeros, zeros + 1 == value.bits())
}

/// Powers of two are told by their last bits: enclosures have no other denominators. One division first when
/// the sizes differ: the binary algorithm would take that many steps.
fn gcd_big(a: &BigInt, b: &BigInt) -> Integer {
    let ((a_twos, a_is_power), (b_twos, b_is_power)) = (twos(a), twos(b));
    if a_is_power || b_is_power {
        return Integer::from_big(BigInt::from(1) << a_twos.min(b_twos));
    }
    let (longer, shorter) = if a.bits() >= b.bits() { (a, b) } else { (b, a) };
    if longer.bits() - shorter.bits() <= 64 {
        return Integer::from_big(longer.gcd(shorter));
    }
    let rest = Integer::from_big(longer % shorter);
    match &rest.0 {
        Big(rest) => Integer::from_big(shorter.gcd(rest)),
        Small(0) => Integer::from_big(shorter.magnitude().clone().into()),
        Small(rest) => {
            let rest = rest.unsigned_abs();
            Integer::from(gcd_u64(rest, residue_of_big(shorter, rest)))
        }
    }
}
