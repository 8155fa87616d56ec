//! Integers of 256 bits that wrap, for blocks whose bounds prove that nothing does.

use crate::number::Integer;

/// A two's complement number of 256 bits. Arithmetic wraps; whoever calculates with it has proven
/// beforehand that no value leaves the range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wide {
    low: u128,
    high: i128,
}

/// The low half of a word.
const HALF: u128 = u64::MAX as u128;

impl Wide {
    /// The bits of a number that fits: one less than its width, for the sign.
    pub(super) const BITS: u64 = 255;

    /// The number modulo 2²⁵⁶.
    pub(super) fn from_integer(value: &Integer) -> Self {
        if let Some(value) = value.to_i128() {
            return Self::from(value);
        }
        let mut words = [0_u128; 4];
        for (shift, word) in (0..).step_by(64).zip(&mut words) {
            let digits = value.shifted_right(shift);
            let above = digits.shifted_right(64).shifted_left(64);
            let digit = (&digits - &above).to_u64().unwrap_or(0);
            *word = u128::from(digit);
        }
        let [a, b, c, d] = words;
        Self {
            low: a | b << 64,
            high: (c | d << 64).cast_signed(),
        }
    }

    /// The number itself.
    pub fn to_integer(self) -> Integer {
        if self.high == self.low.cast_signed() >> 127 {
            return Integer::from(self.low.cast_signed());
        }
        let low = Integer::from((self.low >> 64).cast_signed()).shifted_left(64)
            + Integer::from((self.low & HALF).cast_signed());
        Integer::from(self.high).shifted_left(128) + low
    }

    #[inline]
    pub(super) fn add(self, other: Self) -> Self {
        let (low, carry) = self.low.overflowing_add(other.low);
        Self {
            low,
            high: self
                .high
                .wrapping_add(other.high)
                .wrapping_add(i128::from(carry)),
        }
    }

    #[inline]
    pub(super) fn subtract(self, other: Self) -> Self {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        Self {
            low,
            high: self
                .high
                .wrapping_sub(other.high)
                .wrapping_sub(i128::from(borrow)),
        }
    }

    /// The product of two numbers of 128 bits, whole.
    #[inline]
    pub(super) fn of_product(a: i128, b: i128) -> Self {
        let (low, high) = widening(a.cast_unsigned(), b.cast_unsigned());
        // A negative number was read as itself plus 2¹²⁸.
        let excess = ((a >> 127) & b).wrapping_add((b >> 127) & a);
        Self {
            low,
            high: high.cast_signed().wrapping_sub(excess),
        }
    }

    /// The product of a number of 128 bits and a word, whole.
    #[inline]
    pub(super) fn of_small_product(a: i128, b: i64) -> Self {
        let b = i128::from(b);
        let low = (a.cast_unsigned() & HALF).cast_signed().wrapping_mul(b);
        let high = (a >> 64).wrapping_mul(b);
        let (sum, carry) = low
            .cast_unsigned()
            .overflowing_add(high.cast_unsigned() << 64);
        Self {
            low: sum,
            high: (high >> 64) + (low >> 127) + i128::from(carry),
        }
    }

    /// The product with a word, modulo 2²⁵⁶.
    #[inline]
    pub(super) fn times_small(self, other: i64) -> Self {
        let size = u128::from(other.unsigned_abs());
        let (first, second) = ((self.low & HALF) * size, (self.low >> 64) * size);
        let (low, carry) = first.overflowing_add(second << 64);
        let high = self
            .high
            .wrapping_mul(size.cast_signed())
            .wrapping_add((second >> 64).cast_signed())
            .wrapping_add(i128::from(carry));
        // All ones for a negative number, to turn the sign: −x is ¬x + 1.
        let sign = i128::from(other >> 63);
        let turned = Self {
            low: low ^ sign.cast_unsigned(),
            high: high ^ sign,
        };
        turned.add(Self {
            low: u128::from(other < 0),
            high: 0,
        })
    }

    /// The product modulo 2²⁵⁶: the low halves in full, the mixed ones where they still count.
    #[inline]
    pub(super) fn multiply(self, other: Self) -> Self {
        let (low, carried) = widening(self.low, other.low);
        let mixed = self
            .low
            .wrapping_mul(other.high.cast_unsigned())
            .wrapping_add(self.high.cast_unsigned().wrapping_mul(other.low));
        Self {
            low,
            high: carried.wrapping_add(mixed).cast_signed(),
        }
    }
}

impl From<i64> for Wide {
    fn from(value: i64) -> Self {
        Self::from(i128::from(value))
    }
}

impl From<i128> for Wide {
    #[inline]
    fn from(value: i128) -> Self {
        Self {
            low: value.cast_unsigned(),
            high: value >> 127,
        }
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wide {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.high.cmp(&other.high).then(self.low.cmp(&other.low))
    }
}

/// The product of two 128-bit numbers as its low and its high half.
fn widening(a: u128, b: u128) -> (u128, u128) {
    let (a0, a1) = (a & HALF, a >> 64);
    let (b0, b1) = (b & HALF, b >> 64);
    let low = a0 * b0;
    let first = a1 * b0 + (low >> 64);
    let second = a0 * b1 + (first & HALF);
    (
        (low & HALF) | second << 64,
        a1 * b1 + (first >> 64) + (second >> 64),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wide() -> impl Strategy<Value = Integer> {
        (any::<i128>(), any::<i128>(), 0_u32..128, 0_u32..128).prop_map(|(a, b, x, y)| {
            Integer::from(a >> x) * Integer::from(2).pow(127) + Integer::from(b >> y)
        })
    }

    /// The representative of a number in [−2²⁵⁵, 2²⁵⁵).
    fn wrapped(value: &Integer) -> Integer {
        let modulus = Integer::from(2).pow(256);
        let (_, rest) = value.div_rem_floor(&modulus).unwrap();
        if rest >= Integer::from(2).pow(255) {
            rest - modulus
        } else {
            rest
        }
    }

    proptest! {
        #[test]
        fn it_is_the_ring_of_integers_modulo_2_to_the_256(a in wide(), b in wide()) {
            let (x, y) = (Wide::from_integer(&a), Wide::from_integer(&b));
            prop_assert_eq!(x.to_integer(), wrapped(&a));
            prop_assert_eq!(x.add(y).to_integer(), wrapped(&(&a + &b)));
            prop_assert_eq!(x.subtract(y).to_integer(), wrapped(&(&a - &b)));
            prop_assert_eq!(x.multiply(y).to_integer(), wrapped(&(&a * &b)));
            prop_assert_eq!(x.cmp(&y), wrapped(&a).cmp(&wrapped(&b)));
        }

        #[test]
        fn a_small_number_is_extended_by_its_sign(a in any::<i64>()) {
            prop_assert_eq!(Wide::from(a).to_integer(), Integer::from(a));
        }

        #[test]
        fn narrow_products_are_whole(a in any::<i128>(), b in any::<i128>(), c in any::<i64>(), d in wide()) {
            let product = |a: &Integer, b: &Integer| wrapped(&(a * b));
            let (x, y, z) = (Integer::from(a), Integer::from(b), Integer::from(c));
            prop_assert_eq!(Wide::of_product(a, b).to_integer(), &x * &y);
            prop_assert_eq!(Wide::of_small_product(a, c).to_integer(), &x * &z);
            prop_assert_eq!(Wide::from_integer(&d).times_small(c).to_integer(), product(&d, &z));
        }
    }

    /// The least numbers of each width are those whose negatives do not fit.
    #[test]
    fn products_at_the_edges_are_whole() {
        let doubles = [i128::MIN, i128::MIN + 1, -1, 0, 1, i128::MAX];
        let words = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX];
        for a in doubles {
            for b in doubles {
                let whole = Integer::from(a) * Integer::from(b);
                assert_eq!(Wide::of_product(a, b).to_integer(), whole, "{a}·{b}");
            }
            for b in words {
                let whole = Integer::from(a) * Integer::from(b);
                assert_eq!(Wide::of_small_product(a, b).to_integer(), whole, "{a}·{b}");
                assert_eq!(Wide::from(a).times_small(b).to_integer(), whole, "{a}·{b}");
            }
        }
    }
}
