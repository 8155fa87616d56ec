//! Rust: `i64`, or `i128` where values need it.

use super::identifier::identifier;
use super::language::{Formula, NotEmitted, Width};
use super::piece::{Piece, quotient};
use super::unfold::unfold;
use super::writes::Writes;
use crate::sweep::Operation;

const RESERVED: &[&str] = &[
    "as",
    "async",
    "await",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "floor_div",
];

/// Rounds down where the language rounds toward zero.
const FLOOR_DIV: &str = "fn floor_div(a: TYPE, b: TYPE) -> TYPE {
    a / b - TYPE::from(a % b != 0 && (a < 0) != (b < 0))
}
";

struct Rust {
    width: &'static str,
}

pub(super) fn write(formula: &Formula<'_>) -> Result<String, NotEmitted> {
    let ranges = formula.closed()?;
    let bits = formula.bits(&ranges);
    let (width, home) = match bits {
        0..64 => ("i64", "i64 holds 63"),
        64..128 => ("i128", "i128 holds 127"),
        _ => {
            let instead = "write it for Python, whose integers have any size";
            return Err(NotEmitted::TooWide {
                bits,
                most: 127,
                language: "Rust",
                instead,
            });
        }
    };
    let unfolded = unfold(formula.program, &ranges, &Rust { width })?;
    let [(result, None)] = unfolded.results.as_slice() else {
        return Err(NotEmitted::Fraction);
    };
    let mut lines: Vec<String> = formula.head(Width::Bits(bits, home));
    lines = lines.iter().map(|line| format!("/// {line}")).collect();
    let inputs = formula.program.inputs().iter();
    let inputs = inputs.map(|input| format!("{}: {width}", identifier(input.name(), RESERVED)));
    let inputs: Vec<String> = inputs.collect();
    let name = identifier(formula.name.name(), RESERVED);
    let is_partial = !unfolded.guards.is_empty();
    let returned = if is_partial {
        format!("Option<{width}>")
    } else {
        width.to_owned()
    };
    lines.push("#[allow(non_snake_case)]".into());
    lines.push(format!(
        "pub fn {name}({}) -> {returned} {{",
        inputs.join(", ")
    ));
    for guard in &unfolded.guards {
        lines.push(format!(
            "    if !({}) {{\n        return None;\n    }}",
            guard.text
        ));
    }
    lines.extend(unfolded.lines.iter().map(|line| format!("    {line}")));
    let result = if is_partial {
        format!("Some({})", result.text)
    } else {
        result.text.clone()
    };
    lines.push(format!("    {result}"));
    lines.push("}".into());
    let mut text = lines.join("\n") + "\n";
    if text.contains("floor_div(") {
        text = format!("{text}\n{}", FLOOR_DIV.replace("TYPE", width));
    }
    Ok(text)
}

impl Writes for Rust {
    fn input(&self, name: &str) -> Piece {
        Piece::atom(identifier(name, RESERVED))
    }
    fn floor_divide(&self, a: &Piece, b: &Piece, plain: bool) -> Piece {
        if plain {
            return quotient(a, "/", b);
        }
        Piece::atom(format!("floor_div({}, {})", a.text, b.text))
    }
    fn extreme(&self, operation: Operation, a: &Piece, b: &Piece) -> Piece {
        let name = if operation == Operation::Minimum {
            "min"
        } else {
            "max"
        };
        let width = self.width;
        Piece::atom(format!("{width}::{name}({}, {})", a.text, b.text))
    }
    fn select(&self, truth: &Piece, then: &Piece, otherwise: &Piece) -> Piece {
        Piece::atom(format!(
            "(if {} {{ {} }} else {{ {} }})",
            truth.text, then.text, otherwise.text
        ))
    }
    fn counted(&self, truth: &Piece) -> Piece {
        Piece::atom(format!("{}::from({})", self.width, truth.text))
    }
    fn named(&self, name: &str, value: &Piece) -> Option<String> {
        Some(format!("let {name} = {};", value.text))
    }
}
