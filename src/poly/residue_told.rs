//! Values modulo a prime of formulas that are told part by part.

use super::residue::coordinate;
use crate::expr::{Literal, Meaning};
use crate::number::Residue;

/// Evaluates at the point of a seed.
pub(super) struct Told(pub(super) u64);

impl Meaning<'_> for Told {
    type Value = Residue;
    type Sum = Residue;
    type Product = Residue;

    fn integer(&mut self, value: u64) -> Option<Residue> {
        Some(Residue::new(value))
    }

    fn number(&mut self, literal: &Literal) -> Option<Residue> {
        Residue::from_rational(literal.value())
    }

    fn symbol(&mut self, name: &str) -> Option<Residue> {
        Some(coordinate(name, self.0))
    }

    fn negative(&mut self, value: Residue) -> Option<Residue> {
        Some(-value)
    }

    fn sum(&mut self, first: Residue) -> Option<Residue> {
        Some(first)
    }

    fn add(&mut self, sum: &mut Residue, term: Residue, is_negative: bool) -> Option<()> {
        *sum += if is_negative { -term } else { term };
        Some(())
    }

    fn total(&mut self, sum: Residue) -> Option<Residue> {
        Some(sum)
    }

    fn product(&mut self, first: Residue) -> Option<Residue> {
        Some(first)
    }

    fn times(&mut self, product: &mut Residue, factor: Residue) -> Option<()> {
        *product *= factor;
        Some(())
    }

    fn over(&mut self, product: &mut Residue, divisor: Residue) -> Option<()> {
        *product *= divisor.inverse()?;
        Some(())
    }

    fn whole(&mut self, product: Residue) -> Option<Residue> {
        Some(product)
    }

    fn raise(&mut self, base: Residue, exponent: u64) -> Option<Residue> {
        Some(base.pow(exponent))
    }

    /// An exponent that is a value modulo the prime says nothing about the power.
    fn power(&mut self, _: Residue, _: Residue) -> Option<Residue> {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::expr::Assumptions;
    use crate::expr::arbitrary::{LETTERS, polynomial};
    use crate::poly::{residue, residue_of};

    proptest! {
        #[test]
        fn it_is_the_value_of_the_expression(expr in polynomial(LETTERS), seed in 0_u64..100) {
            let known = residue(&expr, &Assumptions::none(), seed);
            let told = residue_of(&expr, seed);
            prop_assert!(told.is_none() || told == known);
        }
    }
}
