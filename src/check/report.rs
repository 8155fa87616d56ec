//! What a check tells: every relation judged, given or unread, each with its place.

use super::compared::{Need, Verdict};
use super::slips::Slip;
use crate::diagnostic::{Code, Outcome, Span};
use crate::document::Document;
use crate::expr::{Expr, Relation, Symbol};
use crate::judge::{Reason, Witness};
use crate::number::Rational;
use crate::units::Unit;

/// The report on one document.
#[derive(Clone, Debug)]
pub struct Report {
    /// The document as it was read: the text that all spans are places of, and what is unread.
    pub document: Document,
    /// What the document gives and does not claim.
    pub given: Vec<Given>,
    /// What it claims, judged.
    pub claims: Vec<Judged>,
}

/// Something a document gives: listed, not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The place of the relation sign.
    pub sign: Span,
    /// What it is.
    pub kind: GivenKind,
    /// The name that gets a meaning; of a condition, the text of its left side.
    pub name: String,
    /// The place of an earlier meaning of the name that this one takes the place of.
    pub shadows: Option<Span>,
}

/// In which way something is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GivenKind {
    /// A name gets a number.
    Binding,
    /// A name stands for an expression.
    Definition,
    /// A name of a program gets a new value.
    Assignment,
    /// An equation that limits what its symbols may be.
    Condition,
}

impl GivenKind {
    /// The word as it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Binding => "binding",
            Self::Definition => "definition",
            Self::Assignment => "assignment",
            Self::Condition => "condition",
        }
    }
}

/// A relation that is claimed, and the word on it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The place of the relation sign.
    pub sign: Span,
    /// The place of the left side; of a claim about a name, of the name.
    pub lhs: Span,
    /// The relation.
    pub relation: Relation,
    /// The place of the right side.
    pub rhs: Span,
    /// The word.
    pub verdict: Verdict,
    /// The unit that the right side is told in, where it is one number.
    pub unit: Option<&'static Unit>,
    /// Whether the right side is told in something that is no single unit, as `GB/s`.
    pub is_rate: bool,
    /// Whether the left side is the one that was rounded.
    pub is_left_rounded: bool,
    /// What it needs so that it holds.
    pub needs: Vec<Need>,
    /// Whether the sides are numbers.
    pub is_numeric: bool,
    /// The exact value of the left side in base units, where it is a rational number.
    pub exact: Option<Rational>,
    /// The left side in base units to six digits, where it is a number that is not rational.
    pub near: Option<Rational>,
    /// The value of the right side in base units, where it is a rational number.
    pub stated: Option<Rational>,
    /// The unit of the last digit of the right side in base units, where it has digits.
    pub digit_unit: Option<Rational>,
    /// The right side minus the left one, written out.
    pub difference: Option<Expr>,
    /// The constant that the left side is times the right one.
    pub factor: Option<Rational>,
    /// Where it can be seen that it is false.
    pub witness: Option<Witness>,
    /// The wrong rule that explains the line.
    pub slip: Option<Slip>,
    /// What to write instead.
    pub suggestion: Option<Suggestion>,
    /// In which way an arrow is wrong.
    pub flaw: Option<Flaw>,
    /// Which line is to blame, where that is not simply this one.
    pub blame: Option<Blame>,
    /// The place of the earlier statement that it contradicts.
    pub against: Option<Span>,
    /// Names whose meaning was used, with the place where they got it.
    pub used: Vec<Used>,
    /// Why it was not decided.
    pub because: Option<Undecidable>,
}

/// Why a relation was not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecidable {
    /// The judge's reason.
    Judge(Reason),
    /// Two values stand for the name and neither is nearer.
    Relation(&'static str),
}

/// A name whose meaning was used for a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The name.
    pub symbol: Symbol,
    /// What it stands for.
    pub value: Expr,
    /// Where that was said.
    pub span: Span,
}

/// In which way an arrow between two relations is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// What solves the first does not solve the second.
    Lost,
    /// What solves the second does not solve the first, and the arrow leads back as well.
    Gained,
    /// The second does not follow from the first.
    Apart,
    /// The first does not follow from the second, and the arrow leads back as well.
    ApartBack,
}

/// Which line is to blame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// This line agrees with an earlier right one; only the line between is wrong.
    AgreesWith(Span),
    /// The line before is wrong too, and this one agrees with neither it nor the last right one.
    AlsoWrong(Span),
}

/// A text to write in place of a stretch of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The stretch.
    pub span: Span,
    /// What to write there.
    pub with: Replacement,
    /// Whether it is the one right answer, so that it may be written without asking.
    pub is_certain: bool,
}

/// What to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// This text.
    Text(String),
    /// This expression, in the notation of the document.
    Expr {
        /// The expression.
        expr: Expr,
        /// Whether the stretch is LaTeX.
        latex: bool,
    },
    /// This equation, in the notation of the document.
    Equation {
        /// Its left side.
        lhs: Expr,
        /// Its right side.
        rhs: Expr,
        /// Whether the stretch is LaTeX.
        latex: bool,
    },
}

/// How many claims got which word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// What is true, conditions or not.
    pub holds: usize,
    /// What should be written otherwise.
    pub warnings: usize,
    /// What is wrong.
    pub wrong: usize,
    /// What was not decided.
    pub undecided: usize,
    /// What is given.
    pub given: usize,
    /// What could not be read.
    pub unread: usize,
    /// What was read and refuted, and is not judged as it may mean something else.
    pub unjudged: usize,
    /// What is wrong, undecided, unread or to be written otherwise and hidden by a comment.
    pub hidden: usize,
    /// Comments that switch codes without a reason or without an effect.
    pub misused: usize,
}

impl Report {
    /// How many claims got which word; what a comment hides is only counted as hidden.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            given: self.given.len(),
            misused: self.misused().len(),
            ..Summary::default()
        };
        for claim in &self.claims {
            let hidden = self.hidden_by(claim.verdict.code(), claim.sign.start);
            let count = match claim.verdict {
                verdict if verdict.holds() => &mut summary.holds,
                _ if hidden.is_some() => &mut summary.hidden,
                verdict if verdict.is_warning() => &mut summary.warnings,
                verdict if verdict.is_wrong() => &mut summary.wrong,
                _ => &mut summary.undecided,
            };
            *count += 1;
        }
        for unread in &self.document.unread {
            let hidden = self.hidden_by(Code::UNREAD, unread.at.start);
            let count = match hidden {
                Some(_) => &mut summary.hidden,
                None if unread.is_refuted => &mut summary.unjudged,
                None => &mut summary.unread,
            };
            *count += 1;
        }
        summary
    }

    /// What the report means for the command as a whole. Warnings, unread stretches and what is
    /// undecided count only where the check is strict.
    pub fn outcome(&self, strict: bool) -> Outcome {
        let summary = self.summary();
        if self.document.is_unreadable {
            return Outcome::Unusable;
        }
        let warnings = summary.warnings + summary.unread + summary.unjudged + summary.misused;
        if summary.wrong > 0 || (strict && warnings > 0) {
            Outcome::Wrong
        } else if strict && summary.undecided > 0 {
            Outcome::Undecided
        } else {
            Outcome::Clean
        }
    }
}
