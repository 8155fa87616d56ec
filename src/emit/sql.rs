//! SQL in five dialects, with the integer type that the ranges need.

use super::dialect::Dialect;
use super::language::{Formula, NotEmitted, Width};
use super::piece::{Level, Piece, call, quotient};
use super::unfold::unfold;
use super::writes::{Writes, sign};
use crate::expr::Comparison;
use crate::number::Integer;
use crate::sweep::Operation;

struct Sql {
    dialect: Dialect,
    data_type: &'static str,
}

pub(super) fn write(formula: &Formula<'_>, dialect: Dialect) -> Result<String, NotEmitted> {
    let ranges = formula.closed()?;
    let bits = formula.bits(&ranges);
    let language = dialect.name();
    let Some(data_type) = dialect.type_for(bits) else {
        let most = if dialect == Dialect::Sqlite { 63 } else { 126 };
        let instead = "PostgreSQL's NUMERIC and Python hold integers of any size";
        return Err(NotEmitted::TooWide {
            bits,
            most,
            language,
            instead,
        });
    };
    let divides = |operation| matches!(operation, Operation::FloorDivide | Operation::Modulo);
    let has_division = formula
        .program
        .steps()
        .iter()
        .any(|step| divides(step.operation));
    if has_division && data_type.starts_with("DECIMAL") {
        let instead =
            "its decimals do not divide exactly: narrow the ranges, or take another dialect";
        return Err(NotEmitted::TooWide {
            bits,
            most: 63,
            language,
            instead,
        });
    }
    let sql = Sql { dialect, data_type };
    let unfolded = unfold(formula.program, &ranges, &sql)?;
    let [(result, None)] = unfolded.results.as_slice() else {
        return Err(NotEmitted::Fraction);
    };
    let guards: Vec<String> = unfolded
        .guards
        .iter()
        .map(|guard| guard.text.clone())
        .collect();
    let value = if guards.is_empty() {
        result.text.clone()
    } else {
        format!(
            "CASE WHEN {} THEN {} END",
            guards.join(" AND "),
            result.text
        )
    };
    let home = format!("{data_type} holds them in {language}");
    let head = formula.head(Width::Bits(bits, &home));
    let mut lines: Vec<String> = head.iter().map(|line| format!("-- {line}")).collect();
    lines.push(format!(
        "SELECT *, {value} AS {}",
        sql.quoted(formula.name.name())
    ));
    lines.push(format!("FROM {};", sql.quoted("input")));
    Ok(lines.join("\n") + "\n")
}

impl Sql {
    fn quoted(&self, name: &str) -> String {
        let mark = if self.dialect == Dialect::Spark {
            '`'
        } else {
            '"'
        };
        let doubled = name.replace(mark, &format!("{mark}{mark}"));
        format!("{mark}{doubled}{mark}")
    }

    fn truncated(&self, a: &Piece, b: &Piece) -> Piece {
        match (self.dialect, self.data_type) {
            (Dialect::DuckDb, _) => quotient(a, "//", b),
            (Dialect::Postgres, "NUMERIC") => call("div", &[a, b]),
            (Dialect::Spark, _) => quotient(a, "div", b),
            _ => quotient(a, "/", b),
        }
    }
}

impl Writes for Sql {
    fn input(&self, name: &str) -> Piece {
        Piece::atom(format!("CAST({} AS {})", self.quoted(name), self.data_type))
    }
    /// A number that is larger than a machine word is not a literal everywhere.
    fn constant(&self, value: &Integer) -> Piece {
        match value.to_i64() {
            Some(_) => Piece::atom(value.to_string()),
            None => Piece::atom(format!("CAST('{value}' AS {})", self.data_type)),
        }
    }
    /// Every dialect rounds toward zero; below zero one is taken away where there is a rest.
    fn floor_divide(&self, a: &Piece, b: &Piece, plain: bool) -> Piece {
        let truncated = self.truncated(a, b);
        if plain {
            return truncated;
        }
        let (x, y) = (a.within(Level::Atom), b.within(Level::Atom));
        let below =
            format!("CASE WHEN {x} % {y} <> 0 AND ({x} < 0) <> ({y} < 0) THEN 1 ELSE 0 END");
        Piece::atom(format!("({} - {below})", truncated.text))
    }
    fn extreme(&self, operation: Operation, a: &Piece, b: &Piece) -> Piece {
        let name = match (operation, self.dialect) {
            (Operation::Minimum, Dialect::Sqlite) => "min",
            (_, Dialect::Sqlite) => "max",
            (Operation::Minimum, _) => "LEAST",
            _ => "GREATEST",
        };
        call(name, &[a, b])
    }
    fn sign(&self, comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => "=",
            Comparison::NotEqual => "<>",
            comparison => sign(comparison),
        }
    }
    fn select(&self, truth: &Piece, then: &Piece, otherwise: &Piece) -> Piece {
        let text = format!(
            "CASE WHEN {} THEN {} ELSE {} END",
            truth.text, then.text, otherwise.text
        );
        Piece::atom(format!("({text})"))
    }
    fn counted(&self, truth: &Piece) -> Piece {
        Piece::atom(format!("(CASE WHEN {} THEN 1 ELSE 0 END)", truth.text))
    }
}
