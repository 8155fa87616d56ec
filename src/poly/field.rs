//! Arithmetic modulo primes of about sixty bits, for images of polynomials.

use crate::number::Integer;

/// The prime 2^61 − 1, the first of the primes that images are taken modulo.
const MERSENNE: u64 = (1 << 61) - 1;

/// The integers modulo a prime below 2^62.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    modulus: u64,
}

impl Field {
    /// The field of 2^61 − 1 elements.
    pub(super) const FIRST: Self = Self { modulus: MERSENNE };

    /// The field of the next smaller prime.
    pub(super) fn next(self) -> Self {
        let mut modulus = self.modulus - 2;
        while !is_prime(modulus) {
            modulus -= 2;
        }
        Self { modulus }
    }

    /// How many elements there are.
    pub(super) fn modulus(self) -> u64 {
        self.modulus
    }

    /// The class of an integer.
    pub(super) fn class(self, value: &Integer) -> u64 {
        value.modulo(self.modulus)
    }

    #[inline]
    pub(super) fn add(self, a: u64, b: u64) -> u64 {
        let sum = a + b;
        if sum >= self.modulus {
            sum - self.modulus
        } else {
            sum
        }
    }

    #[inline]
    pub(super) fn subtract(self, a: u64, b: u64) -> u64 {
        if a >= b { a - b } else { a + self.modulus - b }
    }

    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the remainder is below the modulus, and so are the halves of 122 bits"
    )]
    pub(super) fn multiply(self, a: u64, b: u64) -> u64 {
        let product = u128::from(a) * u128::from(b);
        if self.modulus == MERSENNE {
            let sum = (product as u64 & MERSENNE) + (product >> 61) as u64;
            return if sum >= MERSENNE { sum - MERSENNE } else { sum };
        }
        (product % u128::from(self.modulus)) as u64
    }

    pub(super) fn power(self, mut base: u64, mut exponent: u64) -> u64 {
        let mut power = 1;
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = self.multiply(power, base);
            }
            base = self.multiply(base, base);
            exponent >>= 1;
        }
        power
    }

    /// The class whose product with this one is 1; 0 for 0.
    pub(super) fn inverse(self, value: u64) -> u64 {
        self.power(value, self.modulus - 2)
    }
}

/// Whether an odd number is prime: Miller and Rabin's test, which with these bases is right for
/// all numbers below 2^64.
fn is_prime(value: u64) -> bool {
    const BASES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    let field = Field { modulus: value };
    let twos = (value - 1).trailing_zeros();
    let odd = (value - 1) >> twos;
    BASES.iter().all(|base| {
        let mut power = field.power(*base, odd);
        if power == 1 || power == value - 1 {
            return true;
        }
        for _ in 1..twos {
            power = field.multiply(power, power);
            if power == value - 1 {
                return true;
            }
        }
        false
    })
}

/// Numbers that look random and are the same every time (`SplitMix64`).
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below a limit that is not 0.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = self.0;
        let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The primes next below 2^61, from the tables of primes just less than a power of two
    /// (C. Caldwell, The Prime Pages): 2^61 − 1, − 31, − 45, − 229.
    #[test]
    fn primes_below_a_power_of_two() {
        let mut field = Field::FIRST;
        for distance in [1, 31, 45, 229] {
            assert_eq!(field.modulus(), (1 << 61) - distance);
            let third = field.inverse(3);
            assert_eq!(field.multiply(third, 3), 1);
            assert_eq!(field.add(field.subtract(2, 5), 3), 0);
            field = field.next();
        }
    }
}
