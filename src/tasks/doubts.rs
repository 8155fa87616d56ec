//! What a judged derivation means for a command, and what it has to tell of it.

use crate::derivation::{Judged, StepVerdict};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::expr::deep;
use crate::judge::Verdict;

/// Wrong where the judge refutes a step, undecided where it decides one not, else clean: what
/// holds under conditions is told with them.
pub(super) fn outcome(judged: &Judged) -> Outcome {
    let words = judged.verdicts().iter().map(of_step);
    words.max().unwrap_or(Outcome::Clean)
}

fn of_step(step: &StepVerdict) -> Outcome {
    let fault = step.fault.map(|_| Outcome::Undecided);
    let substeps = step.substeps.iter().flatten().map(|s| deep(|| of_step(s)));
    let words = substeps.chain(fault).chain([of_verdict(&step.verdict)]);
    words.max().unwrap_or(Outcome::Clean)
}

/// What one word of the judge means.
pub(super) fn of_verdict(verdict: &Verdict) -> Outcome {
    match verdict {
        Verdict::Holds { .. } => Outcome::Clean,
        Verdict::Fails { .. } => Outcome::Wrong,
        Verdict::Undecided { .. } => Outcome::Undecided,
    }
}

/// A warning for each step that is not shown to hold.
pub(super) fn warnings(judged: &Judged) -> Vec<Diagnostic> {
    let steps = judged.derivation().steps().iter().zip(judged.verdicts());
    let doubtful = steps.filter(|(_, word)| of_step(word) != Outcome::Clean);
    doubtful
        .map(|(step, word)| warning(&format!("the step `{}`", step.rule), &word.verdict))
        .collect()
}

/// A warning that something is not shown to hold.
pub(super) fn warning(what: &str, verdict: &Verdict) -> Diagnostic {
    let why = match verdict {
        Verdict::Undecided { because } => because.message(),
        Verdict::Fails { .. } => "the sides differ".to_owned(),
        Verdict::Holds { .. } => "a part of it is not shown to hold".to_owned(),
    };
    Diagnostic::warning(Code::STEP_UNDECIDED, format!("{what} is not proven: {why}"))
        .hint("state what has to hold with --assume, or use the exact form")
}
