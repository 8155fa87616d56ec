//! What a reader may want different, the same for every notation.

/// How expressions are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether the digits of large integers stand in groups: `6,573,522,944`.
    pub grouping: bool,
    /// The words of a choice between cases, in the reader's language.
    pub words: CaseWords,
}

impl Style {
    /// Digits of large integers in groups, as people read them.
    pub fn grouped() -> Self {
        Self {
            grouping: true,
            ..Self::default()
        }
    }
}

/// The words around the condition of a case, `if` and nothing in English, and the word for the
/// last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseWords {
    /// Before a condition: `if`.
    pub before: String,
    /// After a condition.
    pub after: String,
    /// For all other cases: `otherwise`.
    pub otherwise: String,
}

impl Default for CaseWords {
    fn default() -> Self {
        Self {
            before: "if".to_owned(),
            after: String::new(),
            otherwise: "otherwise".to_owned(),
        }
    }
}
