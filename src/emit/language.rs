//! What is asked for, and why it may not be had.

use super::dialect::Dialect;
use super::{javascript, python, rust, spreadsheet, sql};
use crate::expr::Symbol;
use crate::number::Integer;
use crate::sweep::Program;

/// The language of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// An expression of a `SELECT`.
    Sql(Dialect),
    /// A function; integers of any size.
    Python,
    /// A function; `i64`, or `i128` where that is needed.
    Rust,
    /// A function over `BigInt`.
    JavaScript,
    /// A formula over named cells; numbers are exact up to 2⁵³.
    Spreadsheet,
}

/// The least and the greatest value of a column; `None` is not known.
pub type Range = (Option<Integer>, Option<Integer>);

/// A formula to be written.
#[derive(Clone, Debug)]
pub struct Formula<'a> {
    /// What it is called.
    pub name: &'a Symbol,
    /// What it is about, in a few words.
    pub title: Option<&'a str>,
    /// The formula itself, of one result.
    pub program: &'a Program,
    /// The range of each column, in the order of the program's inputs.
    pub ranges: Vec<Range>,
    /// What was taken for granted, to be told in the text.
    pub taken: Vec<String>,
}

/// Why a formula is not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotEmitted {
    /// The range of a column has no end, and the language needs one.
    NoRange(Symbol),
    /// Values need more bits than the language has.
    TooWide {
        /// The bits needed, the sign left out.
        bits: u64,
        /// The bits there are.
        most: u64,
        /// The language or database.
        language: &'static str,
        /// What to take instead.
        instead: &'static str,
    },
    /// The value can be a fraction.
    Fraction,
    /// The formula is too long to be written in one piece.
    TooLong,
}

/// What the comments say of the width of numbers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Width<'a> {
    /// These integers have any size.
    Any(&'a str),
    /// The most bits of any value on the way, and what holds them.
    Bits(u64, &'a str),
}

/// The text of a formula in a language.
///
/// # Errors
/// Whatever keeps the text from being exact.
pub fn emit(formula: &Formula<'_>, language: Language) -> Result<String, NotEmitted> {
    match language {
        Language::Sql(dialect) => sql::write(formula, dialect),
        Language::Python => python::write(formula),
        Language::Rust => rust::write(formula),
        Language::JavaScript => javascript::write(formula),
        Language::Spreadsheet => spreadsheet::write(formula),
    }
}

impl Formula<'_> {
    /// The ranges, all of which have to have ends.
    pub(super) fn closed(&self) -> Result<Vec<(Integer, Integer)>, NotEmitted> {
        let inputs = self.program.inputs().iter().zip(&self.ranges);
        let closed = inputs.map(|(symbol, (low, high))| match (low, high) {
            (Some(low), Some(high)) => Ok((low.clone(), high.clone())),
            _ => Err(NotEmitted::NoRange(symbol.clone())),
        });
        closed.collect()
    }

    /// The ranges for a language without a width, where a missing end stands for a very far one.
    pub(super) fn open(&self) -> Vec<(Integer, Integer)> {
        let far = Integer::from(2).pow(4096);
        let ranges = self.ranges.iter();
        let open = ranges.map(|(low, high)| {
            let low = low.clone().unwrap_or_else(|| -&far);
            (low, high.clone().unwrap_or_else(|| far.clone()))
        });
        open.collect()
    }

    /// The most bits of any value on the way, the sign left out.
    pub(super) fn bits(&self, ranges: &[(Integer, Integer)]) -> u64 {
        let intervals = self.program.intervals(ranges);
        let constants = self.program.constants().iter().map(Integer::bits);
        let all = intervals.iter().chain(ranges);
        let bits = all.map(|(low, high)| low.bits().max(high.bits()));
        bits.chain(constants).max().unwrap_or(0)
    }

    /// The comment lines on top: what it is, what was taken, which ranges, and the proof of width; or
    /// why there is none, where integers have any size.
    pub(super) fn head(&self, width: Width<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        let title = self
            .title
            .map_or(String::new(), |title| format!(": {title}"));
        lines.push(format!("{}{title}", self.name));
        if !self.taken.is_empty() {
            lines.push(format!("taken: {}", self.taken.join(", ")));
        }
        match width {
            Width::Any(integers) => {
                lines.push(format!("exact for every value: {integers} have any size"));
            }
            Width::Bits(bits, home) => {
                let ranges = self.program.inputs().iter().zip(&self.ranges);
                let ranges = ranges.filter_map(|(symbol, (low, high))| {
                    let (low, high) = (low.as_ref()?, high.as_ref()?);
                    Some(format!("{low} <= {symbol} <= {high}"))
                });
                let ranges: Vec<String> = ranges.collect();
                if !ranges.is_empty() {
                    lines.push(format!("for {}", ranges.join(", ")));
                }
                lines.push(format!(
                    "no value on the way needs more than {bits} bits beside its sign (interval arithmetic); {home}"
                ));
            }
        }
        lines
    }
}
