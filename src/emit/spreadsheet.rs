//! Spreadsheets: every number is a binary fraction of 53 bits, so integers are exact up to 2⁵³. A cell has no
//! comments, but `N("…")` is 0 whatever stands in it.

use super::identifier::identifier;
use super::language::{Formula, NotEmitted, Width};
use super::piece::{Level, Piece, call};
use super::unfold::unfold;
use super::writes::{Writes, sign};
use crate::expr::Comparison;
use crate::sweep::Operation;

/// Names that mean a row or a column, or a cell.
const RESERVED: &[&str] = &["R", "C", "r", "c"];

struct Spreadsheet;

pub(super) fn write(formula: &Formula<'_>) -> Result<String, NotEmitted> {
    let ranges = formula.closed()?;
    let bits = formula.bits(&ranges);
    if bits > 53 {
        let instead = "narrow the ranges, or write it for Python or SQL";
        let language = "a spreadsheet";
        return Err(NotEmitted::TooWide {
            bits,
            most: 53,
            language,
            instead,
        });
    }
    let unfolded = unfold(formula.program, &ranges, &Spreadsheet)?;
    let [(result, None)] = unfolded.results.as_slice() else {
        return Err(NotEmitted::Fraction);
    };
    let guards: Vec<&str> = unfolded
        .guards
        .iter()
        .map(|guard| guard.text.as_str())
        .collect();
    let value = match guards.as_slice() {
        [] => result.text.clone(),
        [guard] => format!("IF({guard}, {}, NA())", result.text),
        guards => format!("IF(AND({}), {}, NA())", guards.join(", "), result.text),
    };
    let head = formula.head(Width::Bits(bits, "a spreadsheet is exact up to 53"));
    Ok(format!("={value}{}\n", remarks(&head.join("; "))))
}

/// The longest text that a formula may hold.
const MAX_TEXT: usize = 255;

/// A remark beside a value, which stays as it is.
fn remarks(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let parts = characters.chunks(MAX_TEXT).map(|part| {
        let part: String = part.iter().collect();
        format!(" + N(\"{}\")", part.replace('"', "\"\""))
    });
    parts.collect()
}

impl Writes for Spreadsheet {
    fn input(&self, name: &str) -> Piece {
        let mut name = identifier(name, RESERVED);
        // `h1` would be a cell.
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if letters.len() < name.len() && letters.len() <= 3 && letters.is_ascii() {
            name.push('_');
        }
        Piece::atom(name)
    }
    /// `(a - MOD(a, b)) / b` divides without a rest, so it is exact; `INT(a / b)` may round up.
    fn floor_divide(&self, a: &Piece, b: &Piece, plain: bool) -> Piece {
        let rest = self.modulo(a, b, plain);
        Piece::atom(format!(
            "(({}) / {})",
            self.subtract(a, &rest).text,
            b.within(Level::Atom)
        ))
    }
    fn modulo(&self, a: &Piece, b: &Piece, _: bool) -> Piece {
        call("MOD", &[a, b])
    }
    fn extreme(&self, operation: Operation, a: &Piece, b: &Piece) -> Piece {
        call(
            if operation == Operation::Minimum {
                "MIN"
            } else {
                "MAX"
            },
            &[a, b],
        )
    }
    fn sign(&self, comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => "=",
            Comparison::NotEqual => "<>",
            comparison => sign(comparison),
        }
    }
    fn select(&self, truth: &Piece, then: &Piece, otherwise: &Piece) -> Piece {
        call("IF", &[truth, then, otherwise])
    }
    fn counted(&self, truth: &Piece) -> Piece {
        Piece::atom(format!("IF({}, 1, 0)", truth.text))
    }
}
