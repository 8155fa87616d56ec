//! `longhand expand`, `collect`, `factor` and `simplify`.

use clap::Args;

use crate::cli::common::{
    Done, Format, Grain, Page, Under, answer_with, notation, page_options, question, tell,
};
use crate::cli::output::Output;
use crate::derive::Goal;
use crate::expr::Symbol;
use crate::render::answer::{self, Notation};
use crate::render::{self, json};
use crate::tasks;

#[derive(Args, Debug)]
pub(in crate::cli) struct Transform {
    /// The expression; `-` reads it from standard input.
    expression: String,
    /// Show the derivation.
    #[arg(long)]
    steps: bool,
    #[command(flatten)]
    page: Page,
    #[command(flatten)]
    grain: Grain,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    under: Under,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Collect {
    /// The symbol.
    #[arg(long, value_name = "NAME")]
    by: String,
    #[command(flatten)]
    transform: Transform,
}

pub(super) fn collect(arguments: &Collect, output: &Output) -> Done {
    let goal = Goal::Collect(Symbol::new(&arguments.by));
    run(&arguments.transform, &goal, output)
}

pub(super) fn run(arguments: &Transform, goal: &Goal, output: &Output) -> Done {
    let question = question(&[&arguments.expression], &[], &arguments.under)?;
    let answer = tasks::transform(&question, goal, arguments.steps)?;
    tell(output, &answer.notes)?;
    let text = match (&answer.derivation, arguments.format) {
        (Some(derivation), format) => render::derivation(
            derivation,
            &page_options(format, &arguments.page, arguments.grain.into()),
        )
        .map_err(|found| vec![found])?,
        (None, Format::Json) => {
            let text = answer::expression(&answer.result, Notation::Plain);
            let conditions: Vec<String> = answer.conditions.iter().map(answer::condition).collect();
            let fields = [("result", text.into()), ("conditions", conditions.into())];
            json::document(vec![json::result(fields)])
        }
        (None, format) => answer::expression(&answer.result, notation(format)),
    };
    answer_with(&text)
}
