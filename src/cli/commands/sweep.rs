//! `longhand sweep`.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::{Args, ValueEnum};

use crate::cli::common::{Done, formula_file, sources, tell};
use crate::cli::files;
use crate::cli::output::Output;
use crate::cli::progress::{Counted, Progress};
use crate::cli::rows_file::RowsFile;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::expr::Symbol;
use crate::render::plot::{Figure, svg};
use crate::render::rows::RowForm;
use crate::sweep::{Axis, Grid, Input};
use crate::tasks::{self, Rows, SweptTable};

#[derive(Args, Debug)]
pub(in crate::cli) struct Sweep {
    /// A formula file or a bundled name.
    file: String,
    /// Values of parameters that have no column.
    #[arg(value_name = "NAME=VALUE")]
    bindings: Vec<String>,
    /// The table: CSV with a header, or JSON lines (`.jsonl`, `.ndjson`); `-` is CSV from standard input.
    #[arg(
        long,
        short,
        value_name = "FILE",
        conflicts_with = "grid",
        required_unless_present = "grid"
    )]
    input: Option<PathBuf>,
    /// Every value of a range or of a few: 'h = 1024..16384 step 1024', 'L = 12, 24'; several make
    /// every combination.
    #[arg(long, value_name = "NAME = VALUES")]
    grid: Vec<String>,
    /// The definitions to work out; `total`, else the last one, unless said.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    of: Vec<String>,
    /// The case whose values serve where there is no column.
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// Write to this file, which appears when all rows are written; until then they are in FILE.part.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Go on where a broken-off run has left FILE.part.
    #[arg(long, requires = "output")]
    resume: bool,
    /// Leave the new cells of a bad row empty and go on.
    #[arg(long)]
    keep_going: bool,
    /// Draw the new columns over the others into this file, as SVG; of long tables some rows.
    #[arg(long, value_name = "FILE.svg", conflicts_with = "resume")]
    plot: Option<PathBuf>,
    /// How many threads work at once; as many as there are cores unless said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// How rows are written; as they were read unless said.
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// Comma-separated values.
    Csv,
    /// A JSON object a line; exact numbers are strings.
    Json,
}

pub(super) fn run(arguments: &Sweep, output: &Output) -> Done {
    let path = Path::new(&arguments.file);
    let source = match tasks::source(&arguments.file, "en") {
        Some(source) => source,
        None => formula_file(path, &arguments.file).map_err(|found| vec![found])?,
    };
    let values = tasks::bindings(&sources("<value>", &arguments.bindings))?;
    tell(output, &values.notes)?;
    let read = Rc::new(Cell::new(0));
    let (input, length) = input(arguments, &read).map_err(|found| vec![found])?;
    let progress = Progress::new(
        input.total(),
        length.map(|length| (length, read)),
        output.quiet(),
    );
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut wanted = Rows {
        results: arguments
            .of
            .iter()
            .map(|name| Symbol::new(name.trim()))
            .collect(),
        case: arguments.case.clone(),
        bindings: values.value,
        threads: arguments.threads.map_or_else(cores, usize::from),
        keep_going: arguments.keep_going,
        before: None,
        form: match arguments.format {
            Some(TableFormat::Json) => RowForm::JsonLines,
            None if input.is_json() => RowForm::JsonLines,
            _ => RowForm::Csv,
        },
        plot: arguments.plot.is_some(),
    };
    let beside = |name: &str| files::beside(path, name);
    let mut tick = |rows| progress.rows(rows);
    let swept = match &arguments.output {
        None => {
            let mut out = io::stdout().lock();
            tasks::sweep(&source, &beside, &wanted, input, &mut out, &mut tick)
        }
        Some(target) => {
            let opened = RowsFile::open(target, wanted.form, arguments.resume);
            let (mut out, before) = opened.map_err(|error| vec![unwritable(target, &error)])?;
            progress.begins_at(before.as_ref().map_or(0, |before| before.rows));
            wanted.before = before;
            let swept = tasks::sweep(&source, &beside, &wanted, input, &mut out, &mut tick);
            let swept = match swept {
                Ok(swept) => swept,
                Err(found) => {
                    out.abandon();
                    return Err(found);
                }
            };
            if swept.without_value == 0 || arguments.keep_going {
                out.finish()
                    .map_err(|error| vec![unwritable(target, &error)])?;
            } else {
                progress.finish();
                let part = out.part().display().to_string();
                return told(&swept, Some(&part), output);
            }
            Ok(swept)
        }
    };
    progress.finish();
    let swept = swept?;
    let outcome = told(&swept, None, output)?;
    if let (Some(path), Some(figure)) = (&arguments.plot, &swept.figure) {
        drawn(path, figure).map_err(|found| vec![found])?;
    }
    Ok(outcome)
}

/// Writes a figure.
fn drawn(path: &Path, figure: &Figure) -> Result<(), Diagnostic> {
    let nothing = || {
        let message = "there is nothing to draw: no row has a number in every column that is read";
        Diagnostic::error(Code::TABLE, message)
    };
    files::write(path, &svg(figure).ok_or_else(nothing)?)
}

/// The table, and how many bytes it has where that is known.
fn input(
    arguments: &Sweep,
    read: &Rc<Cell<u64>>,
) -> Result<(Input<'static>, Option<u64>), Diagnostic> {
    let Some(path) = &arguments.input else {
        let axes: Result<Vec<Axis>, String> = arguments
            .grid
            .iter()
            .map(|text| Axis::parse(text))
            .collect();
        let grid = axes.and_then(Grid::new);
        let grid = grid.map_err(|error| Diagnostic::error(Code::USAGE, error))?;
        return Ok((Input::grid(grid), None));
    };
    let name = path.display().to_string();
    let unreadable = |error: &dyn std::fmt::Display| {
        Diagnostic::error(Code::FILE, format!("cannot read {name}: {error}"))
    };
    if path.as_os_str() == "-" {
        let input = Input::csv(Box::new(BufReader::new(io::stdin())));
        return Ok((input.map_err(|error| unreadable(&error))?, None));
    }
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let length = file.metadata().ok().filter(std::fs::Metadata::is_file);
    let text: Box<dyn BufRead> = Box::new(BufReader::with_capacity(
        1 << 16,
        Counted::new(file, Rc::clone(read)),
    ));
    let extension = path.extension().and_then(|extension| extension.to_str());
    let input = match extension {
        Some("jsonl" | "ndjson") => Input::json_lines(text),
        _ => Input::csv(text),
    };
    Ok((
        input.map_err(|error| unreadable(&error))?,
        length.map(|data| data.len()),
    ))
}

/// Tells which rows have no value, and why.
fn told(swept: &SweptTable, part: Option<&str>, output: &Output) -> Done {
    tell(output, &swept.notes)?;
    if swept.without_value == 0 {
        return Ok(Outcome::Clean);
    }
    let mut found: Vec<Diagnostic> = swept
        .problems
        .iter()
        .map(|problem| {
            let place = match &problem.column {
                Some(column) => format!("row {}, column `{column}`", problem.row),
                None => format!("row {}", problem.row),
            };
            Diagnostic::error(Code::TABLE, format!("{place}: {}", problem.message))
        })
        .collect();
    let more = swept.without_value - swept.rows_told;
    if more > 0 {
        found.push(Diagnostic::error(
            Code::TABLE,
            format!("{more} more rows have no value"),
        ));
    }
    if let Some(part) = part {
        let hint =
            format!("the rows before it are in {part}: mend the table and go on with --resume");
        found = found
            .into_iter()
            .map(|found| found.hint(hint.clone()))
            .collect();
    }
    tell(output, &found)?;
    Ok(Outcome::Unusable)
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::FILE,
        format!("cannot write {}: {error}", path.display()),
    )
}
