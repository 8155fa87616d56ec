//! The table of cases as data for templates.

use serde::Serialize;

use super::chain::{Chain, Chains};
use super::number::Number;
use super::writer::Writer;
use crate::derive::worked::{
    CaseNote, CaseRow, Compared, Difference, SHORT_LIST, WorkedCases, WorkedNumbers, is_long_list,
};
use crate::diagnostic::Diagnostic;
use crate::eval::{Real, Value};
use crate::expr::{Expr, Relation, Symbol};
use crate::number::Rational;

/// The cases side by side, and one of them in full.
#[derive(Debug, Serialize)]
pub(super) struct CasesContext {
    name: String,
    /// Whether it stands beside the main table.
    beside: bool,
    parameters: Vec<String>,
    cases: Vec<CaseContext>,
    /// Whether any case has an approximation.
    approximated: bool,
    /// Whether any case has a bound.
    bounded: bool,
    /// What the known values are, where some are compared; a column pair each.
    compared: Vec<Option<String>>,
    worked: Option<NumbersContext>,
}

impl CasesContext {
    /// How many lines it has; a row counts as several.
    pub(super) fn length(&self) -> usize {
        let columns = self.parameters.len() + self.compared.len() + 5;
        let worked = self.worked.as_ref().map_or(0, |worked| {
            worked
                .parts
                .iter()
                .map(|part| part.chain.length())
                .sum::<usize>()
                + worked.exact.length()
                + worked.approximation.as_ref().map_or(0, Chain::length)
        });
        self.cases
            .len()
            .saturating_mul(columns)
            .saturating_add(worked)
    }
}

/// One case in numbers.
#[derive(Debug, Serialize)]
struct CaseContext {
    case: String,
    values: Vec<ValueContext>,
    exact: Number,
    approximation: Option<Number>,
    relative_error: Option<Number>,
    bound: Option<Number>,
    /// The known values, in the order of the columns; none where the case has no such value.
    compared: Vec<Option<ComparedContext>>,
    notes: Vec<NoteContext>,
}

/// A value of a parameter.
#[derive(Debug, Serialize)]
struct ValueContext {
    #[serde(flatten)]
    number: Number,
    /// How many entries a list has that is too long for a cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<usize>,
}

impl ValueContext {
    fn of(value: &Value) -> Self {
        let entries = match value {
            Value::List(entries) if entries.len() > SHORT_LIST => Some(entries.len()),
            _ => None,
        };
        Self {
            number: Number::of_value(value),
            entries,
        }
    }
}

/// A known value beside a computed one.
#[derive(Debug, Serialize)]
struct ComparedContext {
    description: Option<String>,
    value: Number,
    exact: DifferenceContext,
    approximation: Option<DifferenceContext>,
}

/// Computed less known.
#[derive(Debug, Serialize)]
struct DifferenceContext {
    absolute: Number,
    relative: Option<Number>,
}

/// A remark on a case.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum NoteContext {
    SetOtherwise { equation: String },
    NotAsymptotic,
}

/// One case computed on the board.
#[derive(Debug, Serialize)]
struct NumbersContext {
    case: String,
    /// The values put in: `L = 32`.
    values: Vec<String>,
    /// The definitions worked out before the whole, where it is long.
    parts: Vec<PartContext>,
    exact: Chain,
    approximation: Option<Chain>,
}

/// A definition worked out on the way to the whole.
#[derive(Debug, Serialize)]
struct PartContext {
    name: String,
    #[serde(flatten)]
    chain: Chain,
}

/// A table of cases as data.
///
/// # Errors
/// A sentence that cannot be written.
pub(super) fn cases(worked: &WorkedCases, chains: &Chains<'_>) -> Result<CasesContext, Diagnostic> {
    let writer = chains.writer;
    let compared = columns(&worked.rows);
    let rows: Vec<CaseContext> = worked
        .rows
        .iter()
        .map(|row| case(row, &compared, writer))
        .collect();
    let numbers = worked
        .worked
        .as_ref()
        .map(|numbers| computed(worked, numbers, chains));
    Ok(CasesContext {
        name: writer.symbol(&worked.symbol),
        beside: worked.is_beside,
        parameters: worked
            .parameters
            .iter()
            .map(|name| writer.symbol(name))
            .collect(),
        approximated: rows.iter().any(|row| row.approximation.is_some()),
        bounded: rows.iter().any(|row| row.bound.is_some()),
        cases: rows,
        compared,
        worked: numbers.transpose()?,
    })
}

/// The descriptions of known values over all cases, each once; several values of one description
/// in a case share a column with the first.
fn columns(rows: &[CaseRow]) -> Vec<Option<String>> {
    let mut columns: Vec<Option<String>> = Vec::new();
    for known in rows.iter().flat_map(|row| &row.compared) {
        if !columns.contains(&known.description) {
            columns.push(known.description.clone());
        }
    }
    columns
}

fn case(row: &CaseRow, columns: &[Option<String>], writer: &Writer) -> CaseContext {
    let at = row.at.as_ref();
    let in_column = |column: &Option<String>| {
        let known = row
            .compared
            .iter()
            .find(|known| known.description == *column);
        known.map(compared)
    };
    CaseContext {
        case: row.name.clone(),
        values: row.values.iter().map(ValueContext::of).collect(),
        exact: Number::of_value(&row.exact),
        approximation: at.map(|at| Number::of_value(&at.approximate)),
        relative_error: at
            .and_then(|at| at.relative_error.as_ref())
            .map(Number::share),
        bound: at.and_then(|at| at.bound.as_ref()).map(Number::share),
        compared: columns.iter().map(in_column).collect(),
        notes: row.notes.iter().map(|known| note(known, writer)).collect(),
    }
}

fn compared(known: &Compared) -> ComparedContext {
    ComparedContext {
        description: known.description.clone(),
        value: Number::of(&known.value),
        exact: difference(&known.exact),
        approximation: known.approximate.as_ref().map(difference),
    }
}

fn difference(difference: &Difference) -> DifferenceContext {
    let share = |value: &Rational| Number::share(&Real::Exact(value.clone())).signed();
    DifferenceContext {
        absolute: Number::of(&difference.absolute).signed(),
        relative: difference.relative.as_ref().map(share),
    }
}

fn note(note: &CaseNote, writer: &Writer) -> NoteContext {
    match note {
        CaseNote::SetOtherwise(symbol, value) => NoteContext::SetOtherwise {
            equation: writer.equation(symbol, value),
        },
        CaseNote::NotAsymptotic => NoteContext::NotAsymptotic,
    }
}

fn computed(
    worked: &WorkedCases,
    numbers: &WorkedNumbers,
    chains: &Chains<'_>,
) -> Result<NumbersContext, Diagnostic> {
    let writer = chains.writer;
    let approximation = numbers.approximate.as_ref();
    let shown = put_in(worked, numbers);
    Ok(NumbersContext {
        case: numbers.case.clone(),
        values: shown
            .iter()
            .map(|(name, value)| writer.equation(name, value))
            .collect(),
        parts: numbers
            .parts
            .iter()
            .map(|(name, part)| {
                Ok(PartContext {
                    name: writer.symbol(name),
                    chain: chains.chain(Some((name, Relation::Equal)), part)?,
                })
            })
            .collect::<Result<_, Diagnostic>>()?,
        exact: chains.chain(Some((&worked.symbol, Relation::Equal)), &numbers.exact)?,
        approximation: approximation
            .map(|line| chains.chain(Some((&worked.symbol, Relation::Approx)), line))
            .transpose()?,
    })
}

/// Every value that is put in: those of the table's columns, then those the file gives by itself.
fn put_in<'w>(worked: &'w WorkedCases, numbers: &'w WorkedNumbers) -> Vec<(Symbol, &'w Expr)> {
    let parts = numbers.parts.iter().map(|(_, part)| part);
    let whole = [&numbers.exact].into_iter().chain(&numbers.approximate);
    let in_lines = parts
        .chain(whole)
        .flat_map(|chain| chain.derivation().lines())
        .flat_map(Expr::free_symbols);
    let mut names = worked.parameters.clone();
    for name in in_lines {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let values = names
        .into_iter()
        .filter_map(|name| numbers.values.get(&name).map(|value| (name, value)));
    // What takes much room stands last.
    let (mut short, long): (Vec<_>, Vec<_>) = values.partition(|(_, value)| !is_long_list(value));
    short.extend(long);
    short
}
