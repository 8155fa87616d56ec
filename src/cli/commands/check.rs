//! `longhand check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::check::Options;
use crate::cli::common::{Done, answer_with, tolerance, worst_of};
use crate::cli::files;
use crate::cli::output::Output;
use crate::diagnostic::Outcome;
use crate::expr::Symbol;
use crate::render::{self, json};
use crate::tasks;

#[derive(Args, Debug)]
pub(in crate::cli) struct Check {
    /// The documents; `-` reads standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Warnings and what is unread or undecided count as well.
    #[arg(long)]
    strict: bool,
    /// The relative error up to which an approximation is close.
    #[arg(long, value_name = "SHARE")]
    tolerance: Option<String>,
    /// The symbols that grow without bound; otherwise the document says it, or all do.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    large: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Source lines with what is wrong.
    Text,
    /// JSON.
    Json,
}

pub(super) fn run(arguments: &Check, output: &Output) -> Done {
    let mut options = Options::default();
    if let Some(text) = &arguments.tolerance {
        options.budget.tolerance = tolerance(text)?;
    }
    if !arguments.large.is_empty() {
        let names = arguments.large.iter().map(|name| Symbol::new(name));
        options.large = Some(names.collect());
    }
    let (mut text, mut results, mut outcomes) = (String::new(), Vec::new(), Vec::new());
    for path in &arguments.files {
        let source = match files::file(path) {
            Ok(source) => source,
            Err(found) => {
                crate::cli::common::tell(output, &[found])?;
                outcomes.push(Outcome::Unusable);
                continue;
            }
        };
        let report = tasks::check(&source, &options);
        outcomes.push(report.outcome(arguments.strict));
        match arguments.format {
            Form::Text => {
                text.push_str(&render::check::text(
                    &report,
                    output.colors_results(),
                    output.quiet(),
                ));
            }
            Form::Json => results.push(render::check::json(&report)),
        }
    }
    match arguments.format {
        Form::Json => answer_with(&json::document(results))?,
        Form::Text => answer_with(&text)?,
    };
    Ok(worst_of(&outcomes))
}
