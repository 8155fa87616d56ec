//! The claims of a report as diagnostics, so that every form of diagnostics can show them.

use super::message::{said, written};
use crate::check::{Judged, Report, Verdict};
use crate::diagnostic::{Code, Diagnostic, Span};

/// The code of a verdict.
pub fn code_of(verdict: Verdict) -> Code {
    match verdict {
        Verdict::Holds | Verdict::HoldsExcept | Verdict::HoldsIf => Code::HOLDS_IF,
        Verdict::Rounded => Code::ROUNDED,
        Verdict::Loose => Code::LOOSE,
        Verdict::Contradicts => Code::CONTRADICTS,
        Verdict::OffByConstant => Code::OFF_BY_CONSTANT,
        Verdict::Fails => Code::FAILS,
        Verdict::Undecided => Code::UNDECIDED,
    }
}

/// What a report finds, in the order of the text: wrong lines as errors, what should be written
/// otherwise, what was not decided and what is unread as warnings, conditions as notes.
pub fn findings(report: &Report) -> Vec<Diagnostic> {
    let source = &report.document.source;
    let claims = report.claims.iter().filter_map(|claim| {
        let found = finding(claim, report)?;
        Some((claim.sign.start, found))
    });
    let unread = report.document.unread.iter().map(|unread| {
        let message = format!("not read: {}", unread.reason);
        let found = Diagnostic::warning(Code::UNREAD, message).at(source, unread.at, "");
        (unread.at.start, found)
    });
    let mut all: Vec<(usize, Diagnostic)> = claims.chain(unread).collect();
    all.sort_by_key(|(start, _)| *start);
    all.into_iter().map(|(_, found)| found).collect()
}

fn finding(claim: &Judged, report: &Report) -> Option<Diagnostic> {
    let words = said(claim, report);
    let code = code_of(claim.verdict);
    let mut found = match claim.verdict {
        // A line that is right again behind a wrong one.
        Verdict::Holds => match (claim.blame, words.hints.as_slice()) {
            (Some(_), [agrees]) => {
                let here = Diagnostic::note(code, agrees.as_str());
                return Some(here.at(&report.document.source, claim.sign, "holds"));
            }
            _ => return None,
        },
        Verdict::HoldsExcept | Verdict::HoldsIf => Diagnostic::note(code, words.message),
        Verdict::Rounded | Verdict::Loose | Verdict::Undecided => {
            Diagnostic::warning(code, words.message)
        }
        Verdict::Contradicts | Verdict::OffByConstant | Verdict::Fails => {
            Diagnostic::error(code, words.message)
        }
    };
    let source = &report.document.source;
    found = found.at(source, claim.sign, words.here);
    if let Some(against) = claim.against {
        found = found.at(source, against, "said here");
    }
    Some(words.hints.into_iter().fold(found, Diagnostic::hint))
}

/// A stretch of the document and the text to write there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The stretch.
    pub span: Span,
    /// The text.
    pub text: String,
    /// Whether it is the one right answer.
    pub is_certain: bool,
}

/// What to write in place of a wrong or badly written line.
pub fn replacement(claim: &Judged) -> Option<Replaced> {
    let suggestion = claim.suggestion.as_ref()?;
    Some(Replaced {
        span: suggestion.span,
        text: written(&suggestion.with),
        is_certain: suggestion.is_certain,
    })
}
