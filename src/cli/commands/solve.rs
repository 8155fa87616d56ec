//! `longhand solve`.

use clap::Args;

use crate::cli::common::{Done, Format, Under, answer_with, notation, page_format, question, tell};
use crate::cli::output::Output;
use crate::expr::Symbol;
use crate::number::Integer;
use crate::render::{PageOptions, answer, json};
use crate::solve::Wanted;
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
    /// The significant digits of a root that has no closed form.
    #[arg(long, value_name = "N", default_value_t = 15)]
    digits: u32,
    /// Look for an integer, the nearest one where there is none.
    #[arg(long, conflicts_with = "multiple_of")]
    integer: bool,
    /// Look for a multiple of a number, the nearest one where there is none.
    #[arg(long, value_name = "M")]
    multiple_of: Option<u32>,
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
    let answer = tasks::solve(&question, &Symbol::new(&arguments.unknown), &wanted)?;
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
