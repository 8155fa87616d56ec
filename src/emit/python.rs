//! Python: integers of any size, `//` that rounds down.

use super::identifier::identifier;
use super::language::{Formula, NotEmitted, Width};
use super::piece::{Level, Piece, call, quotient};
use super::unfold::unfold;
use super::writes::Writes;
use crate::sweep::Operation;

const RESERVED: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "min", "max", "int", "Fraction",
];

struct Python;

pub(super) fn write(formula: &Formula<'_>) -> Result<String, NotEmitted> {
    let unfolded = unfold(formula.program, &formula.open(), &Python)?;
    let mut lines: Vec<String> = Vec::new();
    let mut body: Vec<String> = Vec::new();
    for guard in &unfolded.guards {
        body.push(format!("if not ({}):", guard.text));
        body.push(format!(
            "    raise ValueError(\"the formula needs {}\")",
            guard.text
        ));
    }
    body.extend(unfolded.lines);
    for (numerator, denominator) in &unfolded.results {
        body.push(match denominator {
            Some(denominator) => {
                lines.extend([
                    "from fractions import Fraction".into(),
                    String::new(),
                    String::new(),
                ]);
                format!("return Fraction({}, {})", numerator.text, denominator.text)
            }
            None => format!("return {}", numerator.text),
        });
    }
    lines.extend(
        formula
            .head(Width::Any("Python's integers"))
            .iter()
            .map(|line| format!("# {line}")),
    );
    let inputs = formula.program.inputs().iter();
    let inputs: Vec<String> = inputs
        .map(|input| identifier(input.name(), RESERVED))
        .collect();
    let name = identifier(formula.name.name(), RESERVED);
    lines.push(format!("def {name}({}):", inputs.join(", ")));
    lines.extend(body.iter().map(|line| format!("    {line}")));
    Ok(lines.join("\n") + "\n")
}

impl Writes for Python {
    fn input(&self, name: &str) -> Piece {
        Piece::atom(identifier(name, RESERVED))
    }
    fn floor_divide(&self, a: &Piece, b: &Piece, _: bool) -> Piece {
        quotient(a, "//", b)
    }
    fn modulo(&self, a: &Piece, b: &Piece, _: bool) -> Piece {
        quotient(a, "%", b)
    }
    fn extreme(&self, operation: Operation, a: &Piece, b: &Piece) -> Piece {
        call(
            if operation == Operation::Minimum {
                "min"
            } else {
                "max"
            },
            &[a, b],
        )
    }
    fn select(&self, truth: &Piece, then: &Piece, otherwise: &Piece) -> Piece {
        Piece::atom(format!(
            "({} if {} else {})",
            then.text, truth.text, otherwise.text
        ))
    }
    fn counted(&self, truth: &Piece) -> Piece {
        call("int", &[truth])
    }
    fn named(&self, name: &str, value: &Piece) -> Option<String> {
        Some(format!("{name} = {}", value.within(Level::Comparison)))
    }
}
