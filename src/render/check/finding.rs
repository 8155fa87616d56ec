//! What a report finds, as diagnostics with what to write instead, so that every form can show it.

use super::message::{said, written};
use super::misuse;
use crate::check::{Judged, Need, Report, Verdict};
use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::render::report::{Finding, Fix};

/// The code of a verdict.
pub fn code_of(verdict: Verdict) -> Code {
    verdict.code()
}

/// In which text the places of findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// As people look them up: in the cell of a notebook.
    Shown,
    /// In the file as it is, as programs look them up.
    InFile,
}

/// What a report finds and no comment hides, in the order of the text: wrong lines as errors, what
/// should be written otherwise, what was not decided and what is unread as warnings, conditions as
/// notes.
pub fn findings(report: &Report) -> Vec<Diagnostic> {
    let all = all_findings(report, Places::Shown).into_iter();
    all.filter(|found| found.hidden.is_none())
        .map(|found| found.diagnostic)
        .collect()
}

/// The same, with what comments hide and what may be written instead.
pub fn all_findings(report: &Report, places: Places) -> Vec<Finding> {
    let reader = Reader { report, places };
    let claims = report.claims.iter().filter_map(|claim| {
        let found = reader.claim(claim)?;
        Some((claim.sign.start, found))
    });
    let unread = report.document.unread.iter().map(|unread| {
        let message = if unread.is_refuted {
            format!("not judged: {}", unread.why())
        } else {
            format!("not read: {}", unread.why())
        };
        let found = if report.document.is_unreadable {
            Diagnostic::error(Code::UNREAD, message)
        } else {
            Diagnostic::warning(Code::UNREAD, message)
        };
        let found = reader.at(found, unread.at, "");
        (unread.at.start, reader.finding(found, unread.at, None))
    });
    let misused = report.misused().into_iter().map(|(span, misuse)| {
        let found = reader.at(misuse::told(&misuse), span, "");
        let diagnostic = misuse::hints(&misuse)
            .into_iter()
            .fold(found, Diagnostic::hint);
        let found = Finding {
            diagnostic,
            fix: None,
            hidden: None,
        };
        (span.start, found)
    });
    let mut all: Vec<(usize, Finding)> = claims.chain(unread).chain(misused).collect();
    all.sort_by_key(|(start, _)| *start);
    all.into_iter().map(|(_, found)| found).collect()
}

/// Turns what a report says into diagnostics.
struct Reader<'a> {
    report: &'a Report,
    places: Places,
}

impl Reader<'_> {
    fn place(&self, span: Span) -> (Source, Span) {
        let document = &self.report.document;
        match self.places {
            Places::Shown => document.shown(span),
            Places::InFile => (document.file.clone(), document.span_in_file(span)),
        }
    }

    fn at(&self, found: Diagnostic, span: Span, message: impl Into<String>) -> Diagnostic {
        let (source, span) = self.place(span);
        found.at(&source, span, message)
    }

    fn finding(&self, diagnostic: Diagnostic, sign: Span, fix: Option<Fix>) -> Finding {
        let hidden = self.report.hidden_by(diagnostic.code, sign.start);
        let suppression = hidden.and_then(|index| self.report.document.suppressions.get(index));
        Finding {
            diagnostic,
            fix,
            hidden: suppression.map(|one| one.reason.clone()),
        }
    }

    fn claim(&self, claim: &Judged) -> Option<Finding> {
        let words = said(claim, self.report);
        let code = claim.verdict.code();
        let found = match claim.verdict {
            // A line that is right again behind a wrong one.
            Verdict::Holds => match (claim.blame, words.hints.as_slice()) {
                (Some(_), [agrees]) => {
                    let here = Diagnostic::note(code, agrees.as_str());
                    let here = self.at(here, claim.sign, "holds");
                    return Some(self.finding(here, claim.sign, None));
                }
                _ => return None,
            },
            // `V × d = 50257 × 768`: the line itself shows what it puts in.
            Verdict::HoldsIf if claim.needs.iter().all(|need| matches!(need, Need::Is(_))) => {
                return None;
            }
            Verdict::HoldsExcept | Verdict::HoldsIf => Diagnostic::note(code, words.message),
            Verdict::Rounded | Verdict::Loose | Verdict::Undecided => {
                Diagnostic::warning(code, words.message)
            }
            Verdict::Contradicts | Verdict::OffByConstant | Verdict::Fails => {
                Diagnostic::error(code, words.message)
            }
        };
        let mut found = self.at(found, claim.sign, words.here);
        if let Some(against) = claim.against {
            found = self.at(found, against, "said here");
        }
        let found = words.hints.into_iter().fold(found, Diagnostic::hint);
        let fix = replacement(claim).map(|replaced| {
            let (source, span) = self.place(replaced.span);
            Fix {
                source,
                span,
                text: replaced.text,
                is_certain: replaced.is_certain,
            }
        });
        Some(self.finding(found, claim.sign, fix))
    }
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
