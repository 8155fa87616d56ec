//! `longhand solve`.

use clap::Args;

use crate::cli::common::{Done, Format, Under, answer_with, notation, page_format, question, tell};
use crate::cli::output::Output;
use crate::expr::Symbol;
use crate::render::{PageOptions, answer, json};
use crate::tasks;

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
    let answer = tasks::solve(&question, &Symbol::new(&arguments.unknown))?;
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
