//! `longhand eval`.

use clap::Args;

use crate::cli::common::{Done, Format, Under, answer_with, notation, question, tell};
use crate::cli::output::Output;
use crate::render::{answer, json};
use crate::tasks;

#[derive(Args, Debug)]
pub(in crate::cli) struct Eval {
    /// The expression; `-` reads it from standard input.
    expression: String,
    /// Values.
    #[arg(value_name = "NAME=VALUE")]
    bindings: Vec<String>,
    /// Also print the value rounded to this many significant digits.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    digits: Option<u32>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    under: Under,
}

pub(super) fn run(arguments: &Eval, output: &Output) -> Done {
    let question = question(
        &[&arguments.expression],
        &arguments.bindings,
        &arguments.under,
    )?;
    let answer = tasks::evaluate(&question, arguments.digits)?;
    tell(output, &answer.notes)?;
    let text = match arguments.format {
        Format::Json => {
            let form = answer.form.as_ref();
            json::document(vec![answer::value_json(
                &answer.value,
                form,
                arguments.digits,
            )])
        }
        format => {
            let form = answer.form.as_ref();
            answer::value_in(&answer.value, form, arguments.digits, notation(format))
        }
    };
    answer_with(&text)
}
