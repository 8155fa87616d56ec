//! `longhand check`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::check::Options;
use crate::cli::common::{Done, answer_with, tell, tolerance, worst_of};
use crate::cli::files;
use crate::cli::output::Output;
use crate::diagnostic::{Code, Diagnostic, Outcome};
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
    /// Grade the documents against the result of a formula file.
    #[arg(long, value_name = "REF.lh")]
    against: Option<PathBuf>,
    /// The definition of the reference that is the result; `total`, else the last one.
    #[arg(long, value_name = "NAME", requires = "against")]
    of: Option<String>,
    /// Tell the place and the kind of slip, and keep the answer.
    #[arg(long, requires = "against")]
    hint: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Source lines with what is wrong.
    Text,
    /// JSON.
    Json,
    /// A table of grades, with `--against`.
    Csv,
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
    if arguments.against.is_some() {
        return graded(arguments, &options, output);
    }
    if arguments.format == Form::Csv {
        let message = "a table of grades needs a reference";
        let hint = "give one with --against REF.lh";
        return Err(vec![Diagnostic::error(Code::USAGE, message).hint(hint)]);
    }
    let (mut text, mut results, mut outcomes) = (String::new(), Vec::new(), Vec::new());
    for path in &arguments.files {
        let source = match files::file(path) {
            Ok(source) => source,
            Err(found) => {
                tell(output, &[found])?;
                outcomes.push(Outcome::Unusable);
                continue;
            }
        };
        let report = tasks::check(&source, &options);
        outcomes.push(report.outcome(arguments.strict));
        match arguments.format {
            Form::Text | Form::Csv => {
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
        Form::Text | Form::Csv => answer_with(&text)?,
    };
    Ok(worst_of(&outcomes))
}

/// A row for each document; a document is wrong where it does not reach the result, or a line of it
/// is wrong.
fn graded(arguments: &Check, options: &Options, output: &Output) -> Done {
    let reference = arguments
        .against
        .as_deref()
        .unwrap_or_else(|| Path::new("-"));
    let source = files::file(reference).map_err(|found| vec![found])?;
    let of = arguments.of.as_deref().map(Symbol::new);
    let reference = tasks::reference(&source, of.as_ref())?;
    let (mut grades, mut outcomes) = (Vec::new(), Vec::new());
    for path in &arguments.files {
        match files::file(path) {
            Ok(source) => {
                let (report, grade) = tasks::grade(&source, &reference, options);
                let is_fine = grade.reached && grade.first_wrong.is_none();
                outcomes.push(if is_fine {
                    Outcome::Clean
                } else {
                    Outcome::Wrong
                });
                grades.push((report, grade));
            }
            Err(found) => {
                tell(output, &[found])?;
                outcomes.push(Outcome::Unusable);
            }
        }
    }
    let text = match arguments.format {
        Form::Text => render::check::grades_text(&grades, arguments.hint),
        Form::Csv => render::check::grades_csv(&grades, arguments.hint),
        Form::Json => json::document(render::check::grades_json(&grades, arguments.hint)),
    };
    answer_with(&text)?;
    Ok(worst_of(&outcomes))
}
