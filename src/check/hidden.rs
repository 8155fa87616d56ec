//! What comments of the author hide: `<!-- longhand off check/rounded: reason -->`.

use super::compared::Verdict;
use super::report::Report;
use crate::diagnostic::{Code, Span};

/// The codes that a comment may switch off.
pub const SUPPRESSIBLE: [Code; 8] = [
    Code::FAILS,
    Code::OFF_BY_CONSTANT,
    Code::CONTRADICTS,
    Code::ROUNDED,
    Code::LOOSE,
    Code::HOLDS_IF,
    Code::UNDECIDED,
    Code::UNREAD,
];

impl Verdict {
    /// The code under which it is told.
    pub fn code(self) -> Code {
        match self {
            Self::Holds | Self::HoldsExcept | Self::HoldsIf => Code::HOLDS_IF,
            Self::Rounded => Code::ROUNDED,
            Self::Loose => Code::LOOSE,
            Self::Contradicts => Code::CONTRADICTS,
            Self::OffByConstant => Code::OFF_BY_CONSTANT,
            Self::Fails => Code::FAILS,
            Self::Undecided => Code::UNDECIDED,
        }
    }
}

/// What is the matter with a comment that switches a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misuse {
    /// It names no code.
    NoCode,
    /// There is no such code.
    UnknownCode(String),
    /// It gives no reason.
    NoReason(String),
    /// There is nothing to hide.
    HidesNothing(String),
    /// It switches on what is not off.
    NotOff,
}

/// A misuse and the place of its comment.
pub type MisusedAt = (Span, Misuse);

/// The code that an author means: `check/fails`, or `fails` for short.
fn meant(written: &str) -> Option<Code> {
    let is_meant = |code: &&Code| {
        let name = code.name();
        name == written || name.strip_prefix("check/") == Some(written)
    };
    SUPPRESSIBLE.iter().find(is_meant).copied()
}

impl Report {
    /// The comment that hides a finding of this code at this place: its index among the
    /// suppressions of the document.
    pub fn hidden_by(&self, code: Code, at: usize) -> Option<usize> {
        let mut around = self.document.suppressions_at(at);
        around
            .find(|(_, one)| meant(&one.code) == Some(code))
            .map(|(index, _)| index)
    }

    /// Comments that switch codes without a code that is known, a reason or an effect.
    pub fn misused(&self) -> Vec<MisusedAt> {
        let all = &self.document.suppressions;
        let mut hides = vec![false; all.len()];
        let mut mark = |code: Code, at: usize| {
            let index = self.hidden_by(code, at);
            if let Some(hides) = index.and_then(|index| hides.get_mut(index)) {
                *hides = true;
            }
        };
        for claim in &self.claims {
            let is_told = claim.verdict != Verdict::Holds || claim.blame.is_some();
            if is_told {
                mark(claim.verdict.code(), claim.sign.start);
            }
        }
        for unread in &self.document.unread {
            mark(Code::UNREAD, unread.at.start);
        }
        let mut found: Vec<MisusedAt> = Vec::new();
        for (one, hides) in all.iter().zip(hides) {
            let code = one.code.clone();
            let misuse = if code.is_empty() {
                Misuse::NoCode
            } else if meant(&code).is_none() {
                Misuse::UnknownCode(code)
            } else if !hides {
                Misuse::HidesNothing(code)
            } else if one.reason.is_empty() {
                Misuse::NoReason(code)
            } else {
                continue;
            };
            found.push((one.span, misuse));
        }
        let idle = self.document.idle_switches.iter();
        found.extend(idle.map(|span| (*span, Misuse::NotOff)));
        found.sort_by_key(|(span, _)| span.start);
        found
    }
}
