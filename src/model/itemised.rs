//! A formula file about sizes at its values, row by row.

use super::relevant::relevant;
use super::{Definition, Valuation};
use crate::diagnostic::Diagnostic;
use crate::eval::{EvalError, Value, evaluate};
use crate::expr::{Bindings, Expr, Symbol};
use crate::number::Rational;

/// A definition that says in words what it is, and what it is worth.
#[derive(Clone, Debug)]
pub struct ItemisedRow {
    /// Its name.
    pub symbol: Symbol,
    /// What it is.
    pub description: String,
    /// What it is worth.
    pub value: Value,
    /// Which share of the whole it is, where it is a part.
    pub share: Option<Rational>,
}

/// A definition that has no value for want of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name.
    pub symbol: Symbol,
    /// The parameter that has no value.
    pub missing: Symbol,
}

/// The rows of a formula file, and those it has no values for.
#[derive(Clone, Debug, Default)]
pub struct Itemised {
    /// The rows in the order of the file.
    pub rows: Vec<ItemisedRow>,
    /// What is left out.
    pub left_out: Vec<LeftOut>,
}

impl Valuation<'_> {
    /// Every definition that says what it is, in the order of the file; those that lack a parameter
    /// are left out and named.
    ///
    /// # Errors
    /// What evaluation runs into, other than a parameter without a value.
    pub fn itemised(&self) -> Result<Itemised, Vec<Diagnostic>> {
        let mut found = Itemised::default();
        let whole = self
            .model
            .main_definition()
            .and_then(|whole| self.value_of(whole).ok());
        for definition in self.model.definitions() {
            let Some(description) = &definition.description else {
                continue;
            };
            match self.value_of(definition) {
                Ok(value) => found.rows.push(ItemisedRow {
                    symbol: definition.symbol.clone(),
                    description: description.clone(),
                    share: definition
                        .part
                        .as_ref()
                        .and_then(|_| share(&value, whole.as_ref()?)),
                    value,
                }),
                Err(EvalError::Unbound { symbol }) if self.model.parameter(&symbol).is_some() => {
                    found.left_out.push(LeftOut {
                        symbol: definition.symbol.clone(),
                        missing: symbol,
                    });
                }
                Err(error) => return Err(vec![self.explain(&error)]),
            }
        }
        Ok(found)
    }

    /// Whether a definition depends at these values on one of those given.
    pub fn depends_on(&self, symbol: &Symbol, given: &Bindings) -> bool {
        let names = relevant(self.model, &self.environment(), symbol);
        names.iter().any(|name| given.get(name).is_some())
    }

    fn value_of(&self, definition: &Definition) -> Result<Value, EvalError> {
        let name = Expr::symbol(definition.symbol.clone());
        evaluate(&name, &self.environment())
    }
}

/// Which share of a whole a part is; none where they measure different things.
fn share(part: &Value, whole: &Value) -> Option<Rational> {
    let (part, whole) = (part.as_quantity()?, whole.as_quantity()?);
    let agrees = part.dimension == whole.dimension;
    let (part, whole) = (part.amount.exact()?, whole.amount.exact()?);
    let share = part.checked_div(whole)?;
    (agrees || share.is_zero()).then_some(share)
}
