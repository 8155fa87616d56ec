//! Why layers are not told one by one.

use std::fmt;

use crate::expr::Symbol;

/// Why layers are not told one by one, though a parameter counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untold {
    /// There are more than are told.
    TooMany {
        /// The parameter that counts them.
        symbol: Symbol,
        /// So many are told.
        most: usize,
    },
    /// A formula is right for many layers alone: with fewer it falls below 0.
    Below {
        /// The definition or part that does.
        name: Symbol,
        /// The parameter that counts layers.
        symbol: Symbol,
    },
    /// What a layer has hangs on how many there are, outside of a sum over layers.
    Unsettled {
        /// The parameter that counts them.
        symbol: Symbol,
    },
}

impl Untold {
    /// What to write to have them told.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::TooMany { .. } => None,
            Self::Below { symbol, .. } | Self::Unsettled { symbol } => Some(format!(
                "write what differs from layer to layer as a sum: \
                 `sum(l = 0..{symbol}-1, if l < k then … else …)`"
            )),
        }
    }
}

impl fmt::Display for Untold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany { symbol, most } => write!(
                f,
                "layer by layer only up to {most} are told, and `{symbol}` is more"
            ),
            Self::Below { name, symbol } => write!(
                f,
                "no table by layers: which of them have what is not said where `{name}` counts with `{symbol}`, and \
                 falls below 0 with fewer layers"
            ),
            Self::Unsettled { symbol } => write!(
                f,
                "no table by layers: what a layer has hangs on `{symbol}` outside of a sum over layers"
            ),
        }
    }
}
