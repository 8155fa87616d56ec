//! What a quantity measures, as exponents of the base units.

use std::fmt;

/// Exponents of byte, FLOP and second; all 0 for a bare number.
///
/// ```
/// use longhand::units::Dimension;
///
/// let rate = Dimension::OPERATIONS.over(Dimension::TIME).unwrap();
/// assert_eq!(rate.to_string(), "FLOP/second");
/// assert_eq!(rate.times(Dimension::TIME), Some(Dimension::OPERATIONS));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension {
    data: i32,
    operations: i32,
    time: i32,
}

impl Dimension {
    /// A bare number.
    pub const NONE: Self = Self {
        data: 0,
        operations: 0,
        time: 0,
    };
    /// Data size; the base unit is the byte.
    pub const DATA: Self = Self {
        data: 1,
        ..Self::NONE
    };
    /// Floating-point operations; the base unit is the FLOP.
    pub const OPERATIONS: Self = Self {
        operations: 1,
        ..Self::NONE
    };
    /// Time; the base unit is the second.
    pub const TIME: Self = Self {
        time: 1,
        ..Self::NONE
    };
    /// How often in a second.
    pub const FREQUENCY: Self = Self {
        time: -1,
        ..Self::NONE
    };
    /// Operations a second.
    pub const OPERATION_RATE: Self = Self {
        operations: 1,
        time: -1,
        ..Self::NONE
    };

    /// Whether this is that of a bare number.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// The dimension of a product; `None` when an exponent does not fit.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        self.combined(other, i32::checked_add)
    }

    /// The dimension of a quotient; `None` when an exponent does not fit.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.combined(other, i32::checked_sub)
    }

    /// The dimension of a power; `None` when an exponent does not fit.
    #[must_use]
    pub fn power(self, exponent: i32) -> Option<Self> {
        self.mapped(|own| own.checked_mul(exponent))
    }

    /// The dimension of a root; `None` when the degree does not divide every exponent.
    #[must_use]
    pub fn root(self, degree: i32) -> Option<Self> {
        self.mapped(|own| match own.checked_rem(degree) {
            Some(0) => own.checked_div(degree),
            _ => None,
        })
    }

    /// The base units by name with their exponents, zero ones included.
    pub fn exponents(self) -> [(&'static str, i32); 3] {
        [
            ("byte", self.data),
            ("FLOP", self.operations),
            ("second", self.time),
        ]
    }

    fn combined(self, other: Self, join: impl Fn(i32, i32) -> Option<i32>) -> Option<Self> {
        Some(Self {
            data: join(self.data, other.data)?,
            operations: join(self.operations, other.operations)?,
            time: join(self.time, other.time)?,
        })
    }

    fn mapped(self, change: impl Fn(i32) -> Option<i32>) -> Option<Self> {
        Some(Self {
            data: change(self.data)?,
            operations: change(self.operations)?,
            time: change(self.time)?,
        })
    }
}

/// In base units as a formula writes them: `byte`, `FLOP/second`, `1/second`; a bare number is
/// `1`.
impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exponents = self.exponents();
        let mut above = exponents.iter().filter(|(_, exponent)| *exponent > 0);
        match above.next() {
            Some(first) => write_power(f, *first)?,
            None => f.write_str("1")?,
        }
        for power in above {
            f.write_str("*")?;
            write_power(f, *power)?;
        }
        for (name, exponent) in exponents {
            if exponent < 0 {
                f.write_str("/")?;
                write_power(f, (name, exponent))?;
            }
        }
        Ok(())
    }
}

fn write_power(f: &mut fmt::Formatter<'_>, (name, exponent): (&str, i32)) -> fmt::Result {
    match exponent.unsigned_abs() {
        1 => f.write_str(name),
        size => write!(f, "{name}^{size}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Dimension;

    #[test]
    fn products_quotients_powers_and_roots() {
        let square = Dimension::DATA.power(2).unwrap();
        assert_eq!(square.to_string(), "byte^2");
        assert_eq!(square.root(2), Some(Dimension::DATA));
        assert_eq!(square.root(3), None);
        assert_eq!(square.root(0), None);
        assert_eq!(Dimension::DATA.over(Dimension::DATA), Some(Dimension::NONE));
        assert_eq!(Dimension::TIME.power(-1).unwrap().to_string(), "1/second");
        assert_eq!(
            Dimension::DATA
                .times(Dimension::OPERATION_RATE)
                .unwrap()
                .to_string(),
            "byte*FLOP/second"
        );
        assert_eq!(Dimension::NONE.to_string(), "1");
    }

    #[test]
    fn exponents_do_not_overflow() {
        let huge = Dimension::DATA.power(i32::MAX).unwrap();
        assert_eq!(huge.times(Dimension::DATA), None);
        assert_eq!(huge.power(2), None);
    }
}
