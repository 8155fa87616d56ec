//! `longhand emit`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::common::{Done, answer_with, formula_file, sources, tell};
use crate::cli::files;
use crate::cli::output::Output;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::emit::{Dialect, Language};
use crate::expr::Symbol;
use crate::number::{Integer, Written};
use crate::tasks::{self, Emission, Target};

#[derive(Args, Debug)]
pub(in crate::cli) struct Emit {
    /// A formula file, a bundled name, or `-` for standard input.
    file: String,
    /// Values to be written into the text.
    #[arg(value_name = "NAME=VALUE")]
    bindings: Vec<String>,
    /// The language.
    #[arg(long = "as", value_enum, value_name = "LANGUAGE")]
    target: Wanted,
    /// The database.
    #[arg(long, value_enum, default_value_t = Database::Duckdb)]
    dialect: Database,
    /// The definition; `total`, else the last one, unless said.
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    /// The least and the greatest value of a column: 'h = 1..16384'.
    #[arg(long, value_name = "NAME = A..B")]
    range: Vec<String>,
    /// Write to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Wanted {
    Sql,
    Python,
    Rust,
    Javascript,
    Spreadsheet,
    Latex,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Database {
    Duckdb,
    Spark,
    Postgres,
    Datafusion,
    Sqlite,
}

pub(super) fn run(arguments: &Emit, output: &Output) -> Done {
    let path = Path::new(&arguments.file);
    let source = match tasks::source(&arguments.file, "en") {
        Some(source) => source,
        None => formula_file(path, &arguments.file).map_err(|found| vec![found])?,
    };
    let values = tasks::bindings(&sources("<value>", &arguments.bindings))?;
    tell(output, &values.notes)?;
    let ranges: Result<Vec<_>, Diagnostic> =
        arguments.range.iter().map(|text| range(text)).collect();
    let wanted = Emission {
        target: target(arguments),
        of: arguments.of.as_deref().map(|name| Symbol::new(name.trim())),
        bindings: values.value,
        ranges: ranges.map_err(|found| vec![found])?,
    };
    let beside = |name: &str| files::beside(path, name);
    let emitted = tasks::emit(&source, &beside, &wanted)?;
    tell(output, &emitted.notes)?;
    match &arguments.output {
        Some(path) => files::write(path, &emitted.text).map_err(|found| vec![found])?,
        None => return answer_with(&emitted.text),
    }
    Ok(Outcome::Clean)
}

fn target(arguments: &Emit) -> Target {
    Target::Code(match arguments.target {
        Wanted::Sql => Language::Sql(match arguments.dialect {
            Database::Duckdb => Dialect::DuckDb,
            Database::Spark => Dialect::Spark,
            Database::Postgres => Dialect::Postgres,
            Database::Datafusion => Dialect::DataFusion,
            Database::Sqlite => Dialect::Sqlite,
        }),
        Wanted::Python => Language::Python,
        Wanted::Rust => Language::Rust,
        Wanted::Javascript => Language::JavaScript,
        Wanted::Spreadsheet => Language::Spreadsheet,
        Wanted::Latex => return Target::Latex,
    })
}

fn range(text: &str) -> Result<(Symbol, Integer, Integer), Diagnostic> {
    let read = || {
        let (name, ends) = text.split_once('=')?;
        let (low, high) = ends.split_once("..")?;
        let (low, high) = (integer(low)?, integer(high)?);
        (low <= high && !name.trim().is_empty()).then(|| (Symbol::new(name.trim()), low, high))
    };
    read().ok_or_else(|| {
        let message = format!("`{text}` is not a range of integers");
        Diagnostic::error(Code::USAGE, message).hint("write --range 'h = 1..16384'")
    })
}

fn integer(text: &str) -> Option<Integer> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let value = Written::parse(digits).ok()?.value().to_integer()?;
    Some(if negative { -value } else { value })
}
