//! The form of reports.

use clap::ValueEnum;

use crate::check::Report;
use crate::cli::output::Output;
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::check::Places;
use crate::render::report::{self, Finding};
use crate::render::{self, json};
use crate::tasks;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Form {
    /// Source lines with what is wrong.
    Text,
    /// JSON.
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a change.
    Github,
    /// A table of grades, with `--against`.
    Csv,
}

/// The reports on documents, and what could not be read.
#[derive(Debug, Default)]
pub(in crate::cli) struct Checked {
    pub(in crate::cli) reports: Vec<Report>,
    pub(in crate::cli) unusable: Vec<Diagnostic>,
}

/// The text of all reports.
pub(in crate::cli) fn shown(checked: &Checked, form: Form, output: &Output) -> String {
    let reports = &checked.reports;
    match form {
        Form::Text | Form::Csv => {
            let (color, quiet) = (output.colors_results(), output.quiet());
            let texts = reports
                .iter()
                .map(|report| render::check::text(report, color, quiet));
            texts.collect()
        }
        Form::Json => json::document(reports.iter().map(render::check::json).collect()),
        Form::Sarif => report::sarif(
            &findings(reports, output.quiet()),
            &checked.unusable,
            tasks::page,
        ),
        Form::Github => {
            let unusable = checked.unusable.iter().cloned().map(Finding::from);
            let found = findings(reports, output.quiet());
            report::github(&unusable.chain(found).collect::<Vec<_>>())
        }
    }
}

fn findings(reports: &[Report], quiet: bool) -> Vec<Finding> {
    let all = reports
        .iter()
        .flat_map(|report| render::check::all_findings(report, Places::InFile));
    all.filter(|found| !quiet || found.diagnostic.severity == Severity::Error)
        .collect()
}
