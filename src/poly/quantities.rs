//! Quantities in base units: `1 GB` is 10⁹ byte, counting labels are 1.

use super::convert::Normalizer;
use super::fraction::Fraction;
use super::indeterminate::Kind;
use super::{PolyError, Polynomial};
use crate::expr::{Expr, Symbol};
use crate::number::Rational;
use crate::units::{dtype, unit};

impl Normalizer<'_> {
    /// An amount of a unit.
    pub(super) fn convert_quantity(
        &mut self,
        amount: &Expr,
        name: &Symbol,
    ) -> Result<Fraction, PolyError> {
        let amount = self.convert(amount)?;
        let unit = self.base_units(name);
        self.multiply(&amount, &unit)
    }

    /// A value in another unit, which is the same value; or the bytes that so many elements take.
    pub(super) fn convert_conversion(
        &mut self,
        operand: &Expr,
        name: &Symbol,
    ) -> Result<Fraction, PolyError> {
        let value = self.convert(operand)?;
        match dtype(name.name()) {
            Some(dtype) => {
                let byte = self.base_units(&Symbol::new("byte"));
                let bytes = byte.scale(&dtype.bytes_an_element());
                self.multiply(&value, &bytes)
            }
            None => Ok(value),
        }
    }

    /// One of a unit in base units.
    fn base_units(&mut self, name: &Symbol) -> Fraction {
        let Some(unit) = unit(name.name()) else {
            return self.base_unit(name.name()).into();
        };
        let mut product = Polynomial::constant(&unit.factor());
        for (base, exponent) in unit.dimension.exponents() {
            if exponent != 0 {
                let number = self.base_unit_number(base);
                product.multiply_by_power(number, i64::from(exponent));
            }
        }
        product.into()
    }

    fn base_unit(&mut self, name: &str) -> Polynomial {
        Polynomial::variable(self.base_unit_number(name))
    }

    fn base_unit_number(&mut self, name: &str) -> usize {
        let shown = Expr::quantity(Expr::number(&Rational::ONE), name);
        self.indeterminate_number(&shown, Kind::Unit)
    }
}
