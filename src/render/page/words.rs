//! Words that stand inside formulas, read from a language's `words.j2`.

use crate::diagnostic::Diagnostic;
use crate::render::CaseWords;

/// The words of a language that are needed where no template is.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// The words of a choice between cases.
    pub(super) case: CaseWords,
    /// The mark of a line that is not decided.
    pub(super) undecided: String,
    /// The mark of a line that is refuted.
    pub(super) refuted: String,
}

impl Words {
    /// Reads each word.
    ///
    /// # Errors
    /// That of the first word that is missing.
    pub(super) fn read(
        mut word: impl FnMut(&str) -> Result<String, Diagnostic>,
    ) -> Result<Self, Diagnostic> {
        Ok(Self {
            case: CaseWords {
                before: word("case_before")?,
                after: word("case_after")?,
                otherwise: word("case_otherwise")?,
            },
            undecided: word("undecided")?,
            refuted: word("refuted")?,
        })
    }
}
