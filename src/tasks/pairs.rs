//! `equal --pairs`: many identities, one a line.

use rayon::prelude::*;

use super::{Compared, Question, equal};
use crate::diagnostic::{Code, Diagnostic, Outcome, Source};

/// So many lines are decided at once, by all cores.
const BATCH: usize = 512;

/// Fewer lines are not worth waking threads for.
const WORTH_THREADS: usize = 64;

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
    let mut lines = (1..).zip(pairs.text().lines());
    let answer = |&(line, text): &(usize, &str)| PairAnswer {
        line,
        answer: pair(text, line, pairs.name(), common),
    };
    let batches = std::iter::from_fn(move || {
        let batch: Vec<(usize, &str)> = lines.by_ref().take(BATCH).collect();
        (!batch.is_empty()).then_some(batch)
    });
    batches.flat_map(move |batch| -> Vec<PairAnswer> {
        if batch.len() < WORTH_THREADS {
            batch.iter().map(answer).collect()
        } else {
            batch.par_iter().map(answer).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every third line holds, the next not, and the one behind has no tab.
    #[test]
    fn answers_of_many_lines_stand_in_their_order() {
        let line = |place: usize| match place % 3 {
            0 => format!(
                "(a + {place})^2\ta^2 + {}*a + {}\n",
                2 * place,
                place * place
            ),
            1 => format!("a + {place}\ta\n"),
            _ => "a\n".to_owned(),
        };
        let text: String = (0..2_000).map(line).collect();
        let pairs = Source::new("pairs.tsv", text);
        let question = Question::default();
        let answers: Vec<PairAnswer> = equal_pairs(&pairs, &question).collect();
        assert_eq!(answers.len(), 2_000);
        for (place, answer) in answers.iter().enumerate() {
            let outcome = [Outcome::Clean, Outcome::Wrong, Outcome::Unusable][place % 3];
            assert_eq!((answer.line, answer.outcome()), (place + 1, outcome));
        }
    }
}
