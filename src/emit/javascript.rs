//! JavaScript: `BigInt`, whose `/` rounds toward zero.

use super::identifier::identifier;
use super::language::{Formula, NotEmitted, Width};
use super::piece::{Level, Piece, quotient};
use super::unfold::unfold;
use super::writes::{Writes, sign};
use crate::expr::Comparison;
use crate::number::Integer;
use crate::sweep::Operation;

const RESERVED: &[&str] = &[
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "BigInt",
    "floorDiv",
];

const FLOOR_DIV: &str = "function floorDiv(a, b) {
  return a / b - (a % b !== 0n && a < 0n !== b < 0n ? 1n : 0n);
}
";

struct JavaScript;

pub(super) fn write(formula: &Formula<'_>) -> Result<String, NotEmitted> {
    let unfolded = unfold(formula.program, &formula.open(), &JavaScript)?;
    let [(result, None)] = unfolded.results.as_slice() else {
        return Err(NotEmitted::Fraction);
    };
    let mut lines: Vec<String> = formula
        .head(Width::Any("integers of type BigInt"))
        .iter()
        .map(|line| format!("// {line}"))
        .collect();
    let inputs = formula.program.inputs().iter();
    let inputs: Vec<String> = inputs
        .map(|input| identifier(input.name(), RESERVED))
        .collect();
    let name = identifier(formula.name.name(), RESERVED);
    lines.push(format!("function {name}({}) {{", inputs.join(", ")));
    if !inputs.is_empty() {
        let names = inputs.join(", ");
        lines.push(format!("  [{names}] = [{names}].map(BigInt);"));
    }
    for guard in &unfolded.guards {
        lines.push(format!("  if (!({})) {{", guard.text));
        lines.push(format!(
            "    throw new RangeError(\"the formula needs {}\");",
            guard.text
        ));
        lines.push("  }".into());
    }
    lines.extend(unfolded.lines.iter().map(|line| format!("  {line}")));
    lines.push(format!("  return {};", result.text));
    lines.push("}".into());
    let mut text = lines.join("\n") + "\n";
    if text.contains("floorDiv(") {
        text = format!("{text}\n{FLOOR_DIV}");
    }
    Ok(text)
}

impl Writes for JavaScript {
    fn input(&self, name: &str) -> Piece {
        Piece::atom(identifier(name, RESERVED))
    }
    fn constant(&self, value: &Integer) -> Piece {
        Piece::atom(format!("{value}n"))
    }
    fn floor_divide(&self, a: &Piece, b: &Piece, plain: bool) -> Piece {
        if plain {
            return quotient(a, "/", b);
        }
        Piece::atom(format!("floorDiv({}, {})", a.text, b.text))
    }
    fn extreme(&self, operation: Operation, a: &Piece, b: &Piece) -> Piece {
        let sign = if operation == Operation::Minimum {
            "<"
        } else {
            ">"
        };
        let (x, y) = (a.within(Level::Sum), b.within(Level::Sum));
        Piece::atom(format!("({x} {sign} {y} ? {} : {})", a.text, b.text))
    }
    fn sign(&self, comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => "===",
            Comparison::NotEqual => "!==",
            comparison => sign(comparison),
        }
    }
    fn select(&self, truth: &Piece, then: &Piece, otherwise: &Piece) -> Piece {
        Piece::atom(format!(
            "({} ? {} : {})",
            truth.text, then.text, otherwise.text
        ))
    }
    fn counted(&self, truth: &Piece) -> Piece {
        Piece::atom(format!("({} ? 1n : 0n)", truth.text))
    }
    fn named(&self, name: &str, value: &Piece) -> Option<String> {
        Some(format!("const {name} = {};", value.text))
    }
}
