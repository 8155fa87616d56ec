//! `longhand diff`.

use clap::Args;

use crate::cli::common::{
    Done, Format, Page, Under, answer_with, notation, page_options, question, tell,
};
use crate::cli::output::Output;
use crate::derivation::Detail;
use crate::expr::Symbol;
use crate::render::{answer, json};
use crate::tasks::{self, Differentiation};

#[derive(Args, Debug)]
pub(in crate::cli) struct Diff {
    /// The expression; `-` reads it from standard input.
    expression: String,
    /// Values at which to rank the symbols.
    #[arg(value_name = "NAME=VALUE")]
    bindings: Vec<String>,
    /// The symbol, or several; all symbols where none is named.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    by: Vec<String>,
    /// Percent per percent: by how many percent it changes for one percent of the symbol.
    #[arg(long)]
    elasticity: bool,
    /// Show the derivation.
    #[arg(long)]
    steps: bool,
    #[command(flatten)]
    page: Page,
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
    let wanted = Differentiation {
        by: arguments
            .by
            .iter()
            .map(|name| Symbol::new(name.trim()))
            .collect(),
        elasticity: arguments.elasticity,
        steps: arguments.steps,
    };
    let found = tasks::differentiate(&question, &wanted)?;
    tell(output, &found.notes)?;
    let rows: Vec<answer::DerivativeAnswer<'_>> = found
        .rows
        .iter()
        .map(|row| answer::DerivativeAnswer {
            by: &row.by,
            result: &row.result,
            at: row.at.as_ref(),
            share: row.share.as_ref(),
            steps: &row.steps,
            conditions: &row.conditions,
            smoothed: &row.smoothed,
        })
        .collect();
    let (format, alone) = (arguments.format, wanted.by.len() == 1);
    let options = page_options(format, &arguments.page, Detail::Normal);
    let text = match format {
        Format::Json => answer::derivatives_json(&rows, wanted.elasticity, &found.under, &options)
            .map(|found| json::document(vec![found])),
        Format::Markdown | Format::Latex => answer::worked_derivatives(
            &rows,
            (alone, found.is_whole),
            &found.under,
            notation(format),
            &options,
        ),
        _ if wanted.steps => answer::worked_derivatives(
            &rows,
            (alone, found.is_whole),
            &found.under,
            notation(format),
            &options,
        ),
        _ => {
            let told: Vec<answer::DerivativeRow<'_>> = rows
                .iter()
                .map(|row| (row.by, row.result, row.at))
                .collect();
            Ok(answer::derivatives(&told, alone, notation(format)))
        }
    };
    answer_with(&text.map_err(|found| vec![found])?)?;
    Ok(found.outcome())
}
