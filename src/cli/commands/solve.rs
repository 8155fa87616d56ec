//! `longhand solve`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::count::{config, formula};
use crate::cli::common::{Done, Format, Under, answer_with, notation, page_format, question, tell};
use crate::cli::files;
use crate::cli::output::Output;
use crate::diagnostic::Diagnostic;
use crate::expr::Symbol;
use crate::number::Integer;
use crate::render::{PageOptions, answer, json};
use crate::solve::Wanted;
use crate::tasks::{self, Counting, Question, Solved};

#[derive(Args, Debug)]
pub(in crate::cli) struct Solve {
    /// The equation; `-` reads it from standard input.
    equation: String,
    /// Values.
    #[arg(value_name = "NAME=VALUE")]
    bindings: Vec<String>,
    /// The symbol to find.
    #[arg(long = "for", value_name = "NAME")]
    unknown: String,
    /// The significant digits of a root that has no closed form.
    #[arg(long, value_name = "N", default_value_t = 15)]
    digits: u32,
    /// Look for an integer, the nearest one where there is none.
    #[arg(long, conflicts_with = "multiple_of")]
    integer: bool,
    /// Look for a multiple of a number, the nearest one where there is none.
    #[arg(long, value_name = "M")]
    multiple_of: Option<u32>,
    /// A formula file or a bundled name, whose names the equation may use: `total = 7B`.
    #[arg(long, value_name = "FILE|NAME")]
    file: Option<String>,
    /// A model's `config.json`, whose values are put in; without a file it picks a bundled one.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    under: Under,
}

pub(super) fn run(arguments: &Solve, output: &Output) -> Done {
    let question = question(
        &[&arguments.equation],
        &arguments.bindings,
        &arguments.under,
    )?;
    let multiple = arguments.multiple_of.or(arguments.integer.then_some(1));
    let wanted = Wanted {
        digits: arguments.digits.max(1),
        multiple: multiple.map(|step| Integer::from(step.max(1))),
    };
    let unknown = Symbol::new(&arguments.unknown);
    let answer = if arguments.file.is_some() || arguments.config.is_some() {
        solve_in(arguments, &question, &unknown, &wanted)?
    } else {
        tasks::solve(&question, &unknown, &wanted)?
    };
    tell(output, &answer.notes)?;
    let text = match arguments.format {
        Format::Json => json::document(vec![answer::solution_json(&answer.solution)]),
        format => {
            let options = PageOptions {
                format: page_format(format),
                ..PageOptions::default()
            };
            answer::solution(&answer.solution, notation(format), &options)
                .map_err(|found| vec![found])?
        }
    };
    answer_with(&text)
}

/// Solves over the names of a formula file.
fn solve_in(
    arguments: &Solve,
    question: &Question,
    unknown: &Symbol,
    wanted: &Wanted,
) -> Result<Solved, Vec<Diagnostic>> {
    let file = arguments.file.as_deref().map(formula).transpose();
    let config = arguments.config.as_deref().map(config).transpose();
    let counting = Counting {
        file: file.map_err(|error| vec![error])?,
        config: config.map_err(|error| vec![error])?,
        ..Counting::default()
    };
    let path = Path::new(arguments.file.as_deref().unwrap_or_default());
    let beside = |name: &str| files::beside(path, name);
    tasks::solve_in(question, unknown, wanted, &counting, &beside)
}
