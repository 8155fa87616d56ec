//! `equal --pairs`: many identities, one a line.

use super::{Compared, Question, equal};
use crate::diagnostic::{Code, Diagnostic, Outcome, Source};

/// The answer to one line of pairs.
#[derive(Clone, Debug)]
pub struct PairAnswer {
    /// The line, from 1.
    pub line: usize,
    /// The verdict, or what is wrong with the line.
    pub answer: Result<Compared, Vec<Diagnostic>>,
}

impl PairAnswer {
    /// What the answer means for the command as a whole.
    pub fn outcome(&self) -> Outcome {
        match &self.answer {
            Ok(compared) => compared.outcome(),
            Err(_) => Outcome::Unusable,
        }
    }
}

/// Decides the pairs of a text, two columns parted by a tab, each line an input of its own; one
/// answer for each line, also for a bad one.
///
/// ```
/// use longhand::diagnostic::{Outcome, Source};
/// use longhand::tasks::{Question, equal_pairs};
///
/// let pairs = Source::new("pairs.tsv", "(a+b)^2\ta^2+2*a*b+b^2\nx\t2*x\n");
/// let answers: Vec<_> = equal_pairs(&pairs, &Question::default()).collect();
/// assert_eq!(answers[0].outcome(), Outcome::Clean);
/// assert_eq!(answers[1].outcome(), Outcome::Wrong);
/// ```
pub fn equal_pairs<'t>(
    pairs: &'t Source,
    common: &'t Question,
) -> impl Iterator<Item = PairAnswer> + 't {
    pairs.text().lines().enumerate().map(move |(index, text)| {
        let line = index + 1;
        PairAnswer {
            line,
            answer: pair(text, line, pairs.name(), common),
        }
    })
}

fn pair(
    text: &str,
    line: usize,
    file: &str,
    common: &Question,
) -> Result<Compared, Vec<Diagnostic>> {
    let text = text.trim_end_matches('\r');
    let columns: Vec<&str> = text.split('\t').collect();
    let [a, b] = columns.as_slice() else {
        let message = format!(
            "line {line} has {} columns, not two parted by a tab",
            columns.len()
        );
        return Err(vec![Diagnostic::error(Code::USAGE, message)]);
    };
    let name = format!("{file}:{line}");
    let mut question = common.clone();
    question.expressions = vec![Source::new(name.clone(), *a), Source::new(name, *b)];
    equal(&question)
}
