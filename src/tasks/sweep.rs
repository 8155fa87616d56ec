//! `sweep`: one formula over many rows.

use std::io::{self, Write};

use super::points::Points;
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::{Bindings, Symbol};
use crate::model::{Model, Resolver};
use crate::render::answer;
use crate::render::plot::Figure;
use crate::render::rows::{RowForm, RowWriter};
use crate::sweep::{Cell, Input, Problem, Row, Sweeper};

/// Rows that are read, worked out and written together.
const BATCH: usize = 32 * 1024;

/// The most problems whose words are kept.
const TOLD: usize = 20;

/// What is asked of each row.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The definitions to work out; the main one where there is none.
    pub results: Vec<Symbol>,
    /// The case whose values serve where there is no column.
    pub case: Option<String>,
    /// Values that serve where there is no column.
    pub bindings: Bindings,
    /// How many threads work at once.
    pub threads: usize,
    /// Whether a row without a value is passed over instead of ending the work.
    pub keep_going: bool,
    /// What an earlier, broken-off run has written; its rows are left out.
    pub before: Option<Before>,
    /// How rows are written.
    pub form: RowForm,
    /// Whether the points of a figure are gathered.
    pub plot: bool,
}

/// What an earlier run has written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Its rows, the header left out.
    pub rows: u64,
    /// Its header, with the end of the line.
    pub header: Vec<u8>,
}

/// How the work over a table went.
#[derive(Clone, Debug, Default)]
pub struct SweptTable {
    /// Rows read.
    pub rows: u64,
    /// Rows without a value.
    pub without_value: u64,
    /// What was wrong with the first of them, each bad cell by itself.
    pub problems: Vec<Problem>,
    /// How many rows these problems tell of.
    pub rows_told: u64,
    /// Readings that were chosen in the formula file.
    pub notes: Vec<Diagnostic>,
    /// The results over the columns, where a figure was asked for.
    pub figure: Option<Figure>,
}

/// Works a formula file out in each row of a table and writes the rows with their new cells, whole
/// rows at a time. `progress` is told how many rows were read so far. Without
/// [`keep_going`](Rows::keep_going) the first row without a value ends the work; the rows before
/// it are written.
///
/// ```
/// use longhand::diagnostic::{Code, Diagnostic, Source};
/// use longhand::render::rows::RowForm;
/// use longhand::sweep::Input;
/// use longhand::tasks::{Rows, sweep};
///
/// let file = Source::new("square.lh", "param h\narea = h^2");
/// let nothing = |_: &str| Err(Diagnostic::error(Code::FILE, "there is no other file"));
/// let table = Input::csv(Box::new("h,colour\n3,red\n30000000000,blue\n".as_bytes())).unwrap();
/// let mut written = Vec::new();
/// sweep(&file, &nothing, &Rows::default(), table, &mut written, &mut |_| ()).unwrap();
/// assert_eq!(written, b"h,colour,area\n3,red,9\n30000000000,blue,900000000000000000000\n");
/// ```
///
/// # Errors
/// What is wrong with the formula file, with the header of the table, or with a file that cannot
/// be read on or written.
pub fn sweep(
    file: &Source,
    beside: &Resolver<'_>,
    wanted: &Rows,
    mut input: Input<'_>,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> Result<SweptTable, Vec<Diagnostic>> {
    let reading = Model::load(file, beside)?;
    let (model, results) = (reading.value, &wanted.results);
    let header = input.header().to_vec();
    let sweeper = Sweeper::new(
        &model,
        &header,
        results,
        wanted.case.as_deref(),
        &wanted.bindings,
    )?;
    let new: Vec<String> = sweeper.results().iter().map(Symbol::to_string).collect();
    let mut table = SweptTable {
        notes: reading.notes,
        ..SweptTable::default()
    };
    let mut points = wanted
        .plot
        .then(|| Points::new(sweeper.columns_read(), new.clone()));
    let mut writer = RowWriter::new(wanted.form, &header, &new);
    writer.header();
    let head = writer.take();
    match &wanted.before {
        Some(before) if before.header != head => return Err(vec![other_header()]),
        Some(before) => {
            input
                .skip(before.rows)
                .map_err(|error| unreadable(&error))?;
            table.rows = before.rows;
        }
        None => out.write_all(&head).map_err(|error| unwritable(&error))?,
    }
    let mut batch: Vec<Row> = Vec::new();
    loop {
        let read = fill(&mut batch, &mut input).map_err(|error| unreadable(&error))?;
        let Some(rows) = batch.get(..read).filter(|rows| !rows.is_empty()) else {
            break;
        };
        let mut ended = false;
        for (row, swept) in rows.iter().zip(sweeper.sweep(rows, wanted.threads)) {
            let values: Vec<Vec<u8>> = match swept {
                Ok(cells) => cells.into_iter().map(text).collect(),
                Err(problems) => {
                    table.without_value += 1;
                    if table.problems.len() < TOLD {
                        table.rows_told += 1;
                        table.problems.extend(problems);
                    }
                    ended = !wanted.keep_going;
                    vec![Vec::new(); new.len()]
                }
            };
            if ended {
                break;
            }
            table.rows += 1;
            if let Some(points) = &mut points {
                points.row(row, &values);
            }
            writer.row(&row.cells, row.line.as_deref(), &values);
        }
        out.write_all(&writer.take())
            .map_err(|error| unwritable(&error))?;
        progress(table.rows);
        if ended {
            break;
        }
    }
    out.flush().map_err(|error| unwritable(&error))?;
    table.figure = points.map(|points| points.figure());
    Ok(table)
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            results: Vec::new(),
            case: None,
            bindings: Bindings::new(),
            threads: 1,
            keep_going: false,
            before: None,
            form: RowForm::Csv,
            plot: false,
        }
    }
}

/// A cell as it is written: what is not rational is marked as rounded.
fn text(cell: Cell) -> Vec<u8> {
    match cell {
        Cell::Exact(text) => text,
        Cell::Value(value) => answer::value(&value, None).into_bytes(),
    }
}

/// Reads rows over those of the last batch, whose room is used again; tells how many.
fn fill(batch: &mut Vec<Row>, input: &mut Input<'_>) -> Result<usize, String> {
    for place in 0..BATCH {
        if batch.len() == place {
            batch.push(Row::default());
        }
        let Some(row) = batch.get_mut(place) else {
            break;
        };
        if !input.next(row)? {
            return Ok(place);
        }
    }
    Ok(BATCH)
}

fn other_header() -> Diagnostic {
    let message = "what the earlier run has written has other columns";
    Diagnostic::error(Code::TABLE, message).hint("start again without --resume")
}

fn unreadable(error: &str) -> Vec<Diagnostic> {
    vec![Diagnostic::error(
        Code::TABLE,
        format!("the table cannot be read: {error}"),
    )]
}

/// A reader who has gone away (`| head`) wants no more rows, and no message.
fn unwritable(error: &io::Error) -> Vec<Diagnostic> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Vec::new();
    }
    vec![Diagnostic::error(
        Code::FILE,
        format!("the rows cannot be written: {error}"),
    )]
}
