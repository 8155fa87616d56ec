//! Long sums and products of exact numbers, joined so that both sides are about equally long.

use super::arithmetic::Arithmetic;
use super::fault::Fault;
use crate::number::{Integer, Rational};

/// A sum in progress. Integers are added up as they come; fractions are joined pairwise by the
/// number of terms they hold, so that denominators stay short as long as they can.
#[derive(Debug, Default)]
pub(super) struct SumFold {
    whole: Integer,
    /// Partial sums with the number of terms in each, that number falling.
    partial: Vec<(u64, Rational)>,
}

impl SumFold {
    pub(super) fn push(&mut self, steps: &mut Arithmetic, term: &Rational) -> Result<(), Fault> {
        if term.is_integer() {
            // Long integers cost a step for every 64 words.
            steps.spend(self.whole.bits().max(term.bits()) >> 12)?;
            self.whole += term.numerator();
            return Ok(());
        }
        let (mut count, mut sum) = (1, term.clone());
        while let Some((earlier, partial)) = self.partial.pop_if(|last| last.0 <= count) {
            sum = steps.add_exact(&partial, &sum)?;
            count += earlier;
        }
        self.partial.push((count, sum));
        Ok(())
    }

    pub(super) fn finish(self, steps: &mut Arithmetic) -> Result<Rational, Fault> {
        let mut total = Rational::ZERO;
        for (_, partial) in self.partial.into_iter().rev() {
            total = steps.add_exact(&total, &partial)?;
        }
        steps.add_exact(&total, &Rational::from_integer(self.whole))
    }
}

/// A product in progress. Factors are joined when they have become about equally long.
#[derive(Debug, Default)]
pub(super) struct ProductFold {
    /// Partial products, their lengths falling.
    partial: Vec<Rational>,
    is_zero: bool,
}

impl ProductFold {
    pub(super) fn push(&mut self, steps: &mut Arithmetic, factor: Rational) -> Result<(), Fault> {
        if factor.is_one() {
            return Ok(());
        }
        if self.is_zero || factor.is_zero() {
            self.is_zero = true;
            return Ok(());
        }
        let mut product = factor;
        while let Some(partial) = self
            .partial
            .pop_if(|last| last.bits() <= product.bits().max(64))
        {
            product = steps.multiply_exact(&partial, &product)?;
        }
        self.partial.push(product);
        Ok(())
    }

    pub(super) fn finish(self, steps: &mut Arithmetic) -> Result<Rational, Fault> {
        if self.is_zero {
            return Ok(Rational::ZERO);
        }
        let mut total = Rational::ONE;
        for partial in self.partial.into_iter().rev() {
            total = steps.multiply_exact(&partial, &total)?;
        }
        Ok(total)
    }
}
