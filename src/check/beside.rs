//! What stands beside a relation in the same line and belongs to it: `x > 2 or x < -2`, `x > -2 and x < 2`.

use std::collections::BTreeSet;

use super::arrows::Part;
use super::lines::Lines;
use super::walk::Walk;
use crate::document::{Link, Statement};
use crate::expr::Symbol;

/// On which side of an arrow.
#[derive(Clone, Copy)]
pub(super) enum Beside {
    Before,
    Behind,
}

/// How many relations of a line may be alternatives.
const BESIDE: usize = 8;

/// How near what is joined in no known way may stand, in bytes.
const NEAR: usize = 24;

/// Words that say "or".
pub(super) const OR: &[&str] = &[
    "or",
    "oder",
    "ou",
    "o",
    "ó",
    "lub",
    "albo",
    "или",
    "або",
    "hoặc",
    "veya",
    "atau",
    "또는",
    "或",
    "或者",
    "または",
];

/// Words that say "and".
pub(super) const AND: &[&str] = &[
    "and",
    "und",
    "et",
    "y",
    "e",
    "i",
    "и",
    "і",
    "và",
    "ve",
    "dan",
    "그리고",
    "이고",
    "且",
    "かつ",
];

/// How two relations are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joins {
    Or,
    And,
}

impl Joins {
    /// Whether words join them, and no comma alone.
    fn has_words(gap: &str) -> bool {
        gap.contains(char::is_alphabetic)
    }

    /// By the words between them.
    fn by(gap: &str) -> Option<Self> {
        let is_mark = |c: char| !c.is_alphabetic();
        let words: Vec<&str> = gap
            .split(is_mark)
            .filter(|word| !matches!(*word, "" | "text" | "quad" | "qquad" | "mathrm" | "textrm"))
            .collect();
        match words.as_slice() {
            [] if gap.contains([',', ';', '，', '、']) => Some(Self::Or),
            [word] if OR.contains(word) || matches!(*word, "lor" | "vee") => Some(Self::Or),
            [word] if AND.contains(word) || matches!(*word, "land" | "wedge") => Some(Self::And),
            _ => None,
        }
    }
}

impl Walk<'_> {
    /// A chain with what stands beside it in the same line: `x > 2 or x < -2`, `x > -2 and x < 2`.
    pub(super) fn with_beside(&self, statement: &Statement, part: &Part<'_>, at: Beside) -> Lines {
        let own = Lines::of(part.first, &part.links);
        let whole = part
            .links
            .iter()
            .fold(part.first.span, |span, link| span.to(link.side.span));
        let row = |other: &Statement| self.document.line(other.span().start);
        let statements = &self.document.statements;
        let here = statements.partition_point(|other| other.span().start < statement.span().start);
        let is_end = match at {
            Beside::Before => whole.start == statement.span().start,
            Beside::Behind => whole.end == statement.span().end,
        };
        if !is_end {
            return own;
        }
        let others: Vec<&Statement> = match at {
            Beside::Before => statements.iter().take(here).rev().take(BESIDE).collect(),
            Beside::Behind => statements.iter().skip(here + 1).take(BESIDE).collect(),
        };
        let symbols = |one: &Statement| -> BTreeSet<Symbol> {
            one.sides()
                .flat_map(|side| side.expr.free_symbols())
                .collect()
        };
        let mine: BTreeSet<Symbol> = std::iter::once(part.first)
            .chain(part.links.iter().map(|link| &link.side))
            .flat_map(|side| side.expr.free_symbols())
            .collect();
        let mut all = own;
        let mut edge = whole;
        let mut word = None;
        for other in others {
            let span = other.span();
            let gap = match at {
                Beside::Before => self.between(span, edge),
                Beside::Behind => self.between(edge, span),
            };
            if row(other) != row(statement) || symbols(other) != mine || other.links.is_empty() {
                break;
            }
            let Some(found) = Joins::by(gap) else {
                all.is_open |= gap.len() <= NEAR && !gap.contains(['.', '。', ';']);
                break;
            };
            let links: Vec<&Link> = other.links.iter().collect();
            let more = Lines::of(&other.first, &links);
            // `x² = 4, x > 0`: a condition on the solutions; `x < -2, x > 2` may be either.
            let found = match (
                Joins::has_words(gap),
                all.are_equations(),
                more.are_equations(),
            ) {
                (true, ..) | (false, true, true) => found,
                (false, false, false) => {
                    all.is_open = true;
                    found
                }
                _ => Joins::And,
            };
            let arrows = |link: &&Link| link.relation.comparison().is_none();
            all.is_open |=
                word.is_some_and(|word| word != found) || more.is_open || links.iter().any(arrows);
            word = Some(found);
            match found {
                Joins::Or => all.any.extend(more.any),
                Joins::And => match more.any.as_slice() {
                    [one] => all
                        .any
                        .iter_mut()
                        .for_each(|own| own.extend(one.iter().cloned())),
                    _ => all.is_open = true,
                },
            }
            edge = span;
        }
        all
    }
}
