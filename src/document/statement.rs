//! What a document says, in the order in which it says it.

use crate::diagnostic::Span;
use crate::expr::{Expr, Relation, Symbol};

/// One formula of a document: a side, or sides with relations between them.
///
/// Lines that begin with a relation sign are already joined to what they continue, so a chain may
/// reach over several lines and over several displayed formulas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The first side.
    pub first: Side,
    /// What follows, each with the relation to the side before it; empty where the author wrote
    /// an expression alone.
    pub links: Vec<Link>,
    /// What the author calls it, where the words stand before the formula without a relation
    /// sign: `Attention per layer: 4 × 4096² = 67,108,864`, or the label column of a table.
    pub label: Option<Label>,
    /// In what kind of text it stands.
    pub origin: Origin,
    /// Where it stands.
    pub place: Place,
    /// The word before it that says what it is for.
    pub announced: Option<Announced>,
}

impl Statement {
    /// All sides in order.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        std::iter::once(&self.first).chain(self.links.iter().map(|link| &link.side))
    }

    /// The stretch from its first to its last byte.
    pub fn span(&self) -> Span {
        // Sides stand in the order in which they are read, so the last one ends it.
        let last = self.links.last();
        last.map_or(self.first.span, |link| self.first.span.to(link.side.span))
    }
}

/// A relation sign and the side behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The relation.
    pub relation: Relation,
    /// The place of the very sign; of the opening bracket where a value is restated in brackets,
    /// `46,702,526,464 (46.70B)`.
    pub sign: Span,
    /// The side behind it.
    pub side: Side,
    /// Whether the sign was not written: a value restated in brackets, which is an
    /// [`Relation::Approx`].
    pub restated: bool,
    /// Whether the side before it stands in another paragraph or display, so that the author may
    /// mean another line that is not written there.
    pub is_far: bool,
}

/// One side of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The expression, in the reading that is tried first.
    pub expr: Expr,
    /// Its place.
    pub span: Span,
    /// Other readings of an ambiguous notation, in the order in which they are tried.
    pub alternatives: Vec<Alternative>,
    /// Words and brackets that belong to it and are no part of its value, each with its place:
    /// `(embeddings)`, `per token`, the label of an `\underbrace`.
    pub notes: Vec<Note>,
}

impl Side {
    /// An expression at a place, with one reading and no notes.
    pub fn new(expr: Expr, span: Span) -> Self {
        Self {
            expr,
            span,
            alternatives: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// All readings, the one that is tried first before the others.
    pub fn readings(&self) -> impl Iterator<Item = &Expr> {
        std::iter::once(&self.expr).chain(self.alternatives.iter().map(|other| &other.expr))
    }
}

/// Another reading of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The expression.
    pub expr: Expr,
    /// What was read differently, as a report tells it: `a/bc as (a/b)·c`.
    pub told: String,
}

/// Words beside a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The words, without brackets.
    pub text: String,
    /// Their place.
    pub span: Span,
}

/// What the author calls a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The words as one name.
    pub symbol: Symbol,
    /// Their place.
    pub span: Span,
}

/// In what kind of text a formula stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Mathematics between signs: `$…$`, `\[…\]`, a fence of mathematics, an environment.
    Math,
    /// Code: inline or in a fence, or an assignment of a source file. Here `e = e + 1` is an
    /// assignment.
    Code,
    /// A formula that stands in sentences.
    Prose,
    /// A row of a table.
    Table,
    /// A fence in the formula language.
    Fence,
}

impl Origin {
    /// Whether a name on both sides makes an assignment.
    pub fn is_code_like(self) -> bool {
        self == Self::Code
    }
}

/// Where a formula stands: what is the same for two statements is their common scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The section, an index into the document's sections; the first one has no heading.
    pub section: usize,
    /// The block of the section: a paragraph with the formulas displayed in it, a list item, a
    /// table. Numbers rise through the document.
    pub block: usize,
    /// The line of a block of lines, from 0; formulas that are displayed one below the other stand
    /// on different lines.
    pub line: usize,
    /// The list item, counted through the document.
    pub item: Option<usize>,
    /// The row of a table, counted through the document; its cells are in one scope.
    pub row: Option<usize>,
    /// The cell of the row, counted through the document: a chain does not reach into the next one.
    pub cell: Option<usize>,
    /// The clause that begins with "for": its bindings hold for what stands beside it.
    pub clause: Option<usize>,
}

/// What the words before a formula say it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Announced {
    /// "where", "with", "here", 여기서, 其中, ここで, где.
    Where,
    /// "if", "when", 만약, 如果, もし, если.
    If,
    /// "for", "for GPT-2 small (…)", 对于, について, для.
    For,
    /// "let", "given", "assume", "set", 라 하자, 设, とする, пусть.
    Let,
    /// "solve", "equation", 방정식, 解方程, 解く, решите.
    Solve,
    /// "such that", "subject to", 使得.
    SuchThat,
    /// `expect`, in a formula file: a claim, whatever stands on its left.
    Expect,
}

/// A section of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The words of its heading; empty for what stands before the first one.
    pub title: String,
    /// The place of the heading.
    pub span: Span,
    /// The level of the heading, 0 for what stands before the first one.
    pub level: usize,
    /// The section that holds it.
    pub parent: Option<usize>,
}

/// A stretch that looks like a formula and could not be read, or not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The stretch, with the relation sign in it.
    pub span: Span,
    /// The place of the relation sign, or of what could not be read.
    pub at: Span,
    /// What could not be read; of what was refuted as it reads, what else it may mean.
    pub reason: String,
    /// Whether it was read and refuted.
    pub is_refuted: bool,
}

impl Unread {
    /// Why it is not judged, in a short sentence without a full stop.
    pub fn why(&self) -> String {
        if self.is_refuted {
            format!("as it reads it is wrong, but {}", self.reason)
        } else {
            self.reason.clone()
        }
    }
}

/// A comment that switches a code off: `<!-- longhand off check/fails: reason -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The place of the comment.
    pub span: Span,
    /// The code as it is written; empty where none is.
    pub code: String,
    /// The reason; empty where none is given.
    pub reason: String,
    /// What it covers: the line it ends, what stands before the comment that switches the code on
    /// again, or the block behind it.
    pub covers: Span,
}
