//! Names of quantities.

use std::fmt;
use std::sync::Arc;

/// The name of a quantity, in its one normal spelling: subscripts joined by `_` (`n_head`),
/// Greek letters by name (`alpha`), primes as `'`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(Arc<str>);

impl Symbol {
    /// A symbol of this name; the caller has brought the spelling to its normal form.
    pub fn new(name: &str) -> Self {
        Self(Arc::from(name))
    }

    /// The name in its normal spelling.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Symbol {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}
