//! `longhand diff`.

use clap::Args;

use crate::cli::common::{Done, Format, Under, answer_with, notation, question, tell};
use crate::cli::output::Output;
use crate::expr::Symbol;
use crate::render::{answer, json};
use crate::tasks;

#[derive(Args, Debug)]
pub(in crate::cli) struct Diff {
    /// The expression; `-` reads it from standard input.
    expression: String,
    /// Values at which to rank the symbols.
    #[arg(value_name = "NAME=VALUE")]
    bindings: Vec<String>,
    /// The symbol; all symbols where none is named.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Percent per percent: by how many percent it changes for one percent of the symbol.
    #[arg(long)]
    elasticity: bool,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    under: Under,
}

pub(super) fn run(arguments: &Diff, output: &Output) -> Done {
    let question = question(
        &[&arguments.expression],
        &arguments.bindings,
        &arguments.under,
    )?;
    let by = arguments.by.as_deref().map(Symbol::new);
    let found = tasks::differentiate(&question, by.as_ref(), arguments.elasticity)?;
    tell(output, &found.notes)?;
    let rows: Vec<answer::DerivativeRow<'_>> = found
        .rows
        .iter()
        .map(|row| (&row.by, &row.result, row.at.as_ref()))
        .collect();
    let text = if arguments.format == Format::Json {
        json::document(vec![answer::derivatives_json(&rows, arguments.elasticity)])
    } else {
        answer::derivatives(&rows, by.is_some(), notation(arguments.format))
    };
    answer_with(&text)?;
    Ok(found.outcome())
}
