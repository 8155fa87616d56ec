//! `longhand approx`.

use clap::Args;

use crate::cli::common::{
    Done, Format, Page, Under, answer_with, notation, page_options, question, sources, tell,
    tolerance,
};
use crate::cli::large::large;
use crate::cli::output::Output;
use crate::derivation::Detail;
use crate::diagnostic::{Code, Diagnostic};
use crate::growth::ValueRange;
use crate::render::answer::{self, ApproximationAnswer};
use crate::render::json;
use crate::tasks;

#[derive(Args, Debug)]
pub(in crate::cli) struct Approx {
    /// The expression; `-` reads it from standard input.
    expression: String,
    /// Values, for the exact error; with --within also ranges, `h=1024..16384`.
    #[arg(value_name = "NAME=VALUE")]
    bindings: Vec<String>,
    /// The symbols that grow without bound; all of them unless said.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    large: Vec<String>,
    /// Also tell what may be dropped at these values within this relative error: `1%`.
    #[arg(long, value_name = "ERROR")]
    within: Option<String>,
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

pub(super) fn run(arguments: &Approx, output: &Output) -> Done {
    let (ranges, values): (Vec<String>, Vec<String>) = arguments
        .bindings
        .iter()
        .cloned()
        .partition(|text| text.contains(".."));
    let ranges: Result<Vec<ValueRange>, Diagnostic> = sources("<range>", &ranges)
        .iter()
        .map(ValueRange::read)
        .collect();
    let ranges = ranges.map_err(|error| vec![error])?;
    if !ranges.is_empty() && arguments.within.is_none() {
        let message = "ranges of values need a tolerance";
        let error = Diagnostic::error(Code::USAGE, message);
        return Err(vec![error.hint("add `--within 1%`")]);
    }
    let mut question = question(&[&arguments.expression], &values, &arguments.under)?;
    question.large = large(&arguments.large).map_err(|error| vec![error])?;
    let within = arguments.within.as_deref().map(tolerance).transpose()?;
    let answer = tasks::approximate_over(&question, within.as_ref(), &ranges)?;
    tell(output, &answer.notes)?;
    let shown = ApproximationAnswer {
        approximation: &answer.approximation,
        derivation: &answer.derivation,
        steps: arguments.steps,
        within: answer.within.as_ref(),
        ranges: &answer.ranges,
        at: answer.at.as_ref(),
    };
    let options = page_options(arguments.format, &arguments.page, Detail::Normal);
    let text = match arguments.format {
        Format::Json => {
            answer::approximation_json(&shown, &options).map(|result| json::document(vec![result]))
        }
        format => answer::approximation(&shown, notation(format), &options),
    };
    answer_with(&text.map_err(|found| vec![found])?)
}
