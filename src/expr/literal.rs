//! Numbers that remember how they were written.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::number::{Integer, Rational, Written};

/// A non-negative number and, where a person typed it, its digits and suffix.
///
/// Two literals are equal when their values are: `1.50`, `1.5` and `3/2` are one number. What
/// was typed matters only to `≈`, which is judged by the last digit written.
#[derive(Clone)]
pub struct Literal {
    value: Rational,
    written: Option<Arc<Written>>,
}

impl Literal {
    /// The literal that a person typed.
    pub fn from_written(written: Written) -> Self {
        Self {
            value: written.value(),
            written: Some(Arc::new(written)),
        }
    }

    /// A number that was computed, not typed.
    pub(super) fn from_integer(value: Integer) -> Self {
        Self {
            value: Rational::from(value),
            written: None,
        }
    }

    /// The exact value.
    pub fn value(&self) -> &Rational {
        &self.value
    }

    /// A whole number from 0 on that fits a word.
    pub(super) fn as_word(&self) -> Option<u64> {
        if self.value.is_integer() {
            self.value.numerator().to_u64()
        } else {
            None
        }
    }

    /// How it was typed, where a person did.
    pub fn written(&self) -> Option<&Written> {
        self.written.as_deref()
    }
}

impl PartialEq for Literal {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Literal {}

impl Hash for Literal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl PartialOrd for Literal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Literal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.written {
            Some(written) => f.write_str(written.text()),
            None => fmt::Debug::fmt(&self.value, f),
        }
    }
}
