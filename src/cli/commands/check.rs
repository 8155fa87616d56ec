//! `longhand check`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::check::Options;
use crate::cli::checking::{self, Changes, Checked, Documents, Form, Found, Settings, Watching};
use crate::cli::common::{Done, answer_with, tell, tolerance, worst_of};
use crate::cli::files;
use crate::cli::large::large;
use crate::cli::output::Output;
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity};
use crate::document::Reading;
use crate::expr::Symbol;
use crate::number::Rational;
use crate::render::{self, json};
use crate::tasks;

#[derive(Args, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(in crate::cli) struct Check {
    /// The documents; a folder stands for those in it, `-` reads standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Warnings and what is unread or undecided count as well.
    #[arg(long)]
    strict: bool,
    /// They do not, whatever `longhand.toml` says.
    #[arg(long, conflicts_with = "strict")]
    no_strict: bool,
    /// The relative error up to which an approximation is close.
    #[arg(long, value_name = "SHARE")]
    tolerance: Option<String>,
    /// The symbols that grow without bound; otherwise the document says it, or all do.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    large: Vec<String>,
    /// Write the corrections that are certain, and report what is left.
    #[arg(long, conflicts_with = "against")]
    fix: bool,
    /// Show as a difference what `--fix` writes; alone it writes nothing.
    #[arg(long, conflicts_with = "against")]
    diff: bool,
    /// Check again when a document changes, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["against", "fix"])]
    watch: bool,
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

pub(super) fn run(arguments: &Check, output: &Output) -> Done {
    let asked = Asked::of(arguments)?;
    if arguments.against.is_some() {
        return graded(&asked, output);
    }
    if arguments.format == Form::Csv {
        let message = "a table of grades needs a reference";
        let hint = "give one with --against REF.lh";
        return Err(vec![Diagnostic::error(Code::USAGE, message).hint(hint)]);
    }
    if !arguments.watch {
        let (text, outcome) = asked.once(output)?;
        answer_with(&text)?;
        return Ok(outcome);
    }
    let changes = Changes::below(&arguments.files)?;
    let mut is_first = true;
    checking::watch(&changes, || {
        let text = match asked.once(output) {
            Ok((text, _)) => text,
            Err(found) if is_first => return Err(found),
            Err(found) => {
                tell(output, &found)?;
                String::new()
            }
        };
        is_first = false;
        match Output::reaches_someone(&text) {
            Ok(true) => Ok(Watching::GoesOn),
            Ok(false) => Ok(Watching::Ends),
            Err(error) => {
                let message = format!("cannot write the report: {error}");
                Err(vec![Diagnostic::error(Code::FILE, message)])
            }
        }
    })
}

/// What the command line asks for.
struct Asked<'a> {
    arguments: &'a Check,
    tolerance: Option<Rational>,
    large: Vec<Symbol>,
}

impl<'a> Asked<'a> {
    fn of(arguments: &'a Check) -> Result<Self, Vec<Diagnostic>> {
        let tolerance = arguments.tolerance.as_deref().map(tolerance).transpose()?;
        Ok(Self {
            arguments,
            tolerance,
            large: large(&arguments.large).map_err(|error| vec![error])?,
        })
    }

    /// How a document is read and checked: as the command line says, else the settings.
    fn ways(&self, settings: &Settings) -> (Reading, Options, bool) {
        let mut options = Options::default();
        if let Some(share) = self.tolerance.as_ref().or(settings.tolerance.as_ref()) {
            options.budget.tolerance = share.clone();
        }
        options.large = if self.large.is_empty() {
            settings.large.clone()
        } else {
            Some(self.large.clone())
        };
        let macros = settings.macros.iter();
        let reading = macros.fold(Reading::default(), |reading, (name, body)| {
            reading.with_macro(name, body)
        });
        let is_strict = self.arguments.strict || (settings.strict && !self.arguments.no_strict);
        (reading, options, is_strict)
    }

    /// One run over all documents: what is printed, and the worst outcome. A document that cannot be
    /// read is told, and the others are checked all the same.
    fn once(&self, output: &Output) -> Result<(String, Outcome), Vec<Diagnostic>> {
        let mut found = Found::default();
        let documents = Documents::of(&self.arguments.files, &mut found)?;
        let mut checked = Checked::default();
        let mut outcomes = Vec::new();
        let (mut differences, mut edits) = (String::new(), 0);
        checked.unusable.extend(documents.told);
        for path in &documents.paths {
            let settings = found.above(path)?;
            let (reading, options, is_strict) = self.ways(&settings);
            let source = match checking::document(path) {
                Ok(source) => source,
                Err(wrong) => {
                    checked.unusable.push(wrong);
                    continue;
                }
            };
            if self.arguments.fix || self.arguments.diff {
                let write = self.arguments.fix;
                let fixed = checking::fixed(path, &source, &reading, &options, write, &mut checked);
                match fixed {
                    Ok((difference, count)) => {
                        differences.push_str(&difference);
                        edits += count;
                    }
                    Err(wrong) => {
                        checked.unusable.push(wrong);
                        continue;
                    }
                }
            } else {
                let report = tasks::check_as(&source, &reading, &options);
                checked.reports.push(report);
            }
            let report = checked.reports.last();
            outcomes.extend(report.map(|report| report.outcome(is_strict)));
        }
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        if checked.unusable.iter().any(is_error) {
            outcomes.push(Outcome::Unusable);
        }
        if self.arguments.format != Form::Github {
            tell(output, &checked.unusable)?;
        }
        let text = if self.arguments.diff {
            differences
        } else {
            let mut text = checking::shown(&checked, self.arguments.format, output);
            if self.arguments.fix && self.arguments.format == Form::Text && !output.quiet() {
                text.push_str(&corrected(edits));
            }
            text
        };
        Ok((text, worst_of(&outcomes)))
    }
}

fn corrected(edits: usize) -> String {
    match edits {
        0 => "nothing was corrected\n".to_owned(),
        1 => "1 place was corrected\n".to_owned(),
        _ => format!("{edits} places were corrected\n"),
    }
}

/// A row for each document; a document is wrong where it does not reach the result, or a line of it
/// is wrong.
fn graded(asked: &Asked<'_>, output: &Output) -> Done {
    let arguments = asked.arguments;
    let reference = arguments
        .against
        .as_deref()
        .unwrap_or_else(|| Path::new("-"));
    let source = files::file(reference).map_err(|found| vec![found])?;
    let of = arguments.of.as_deref().map(Symbol::new);
    let reference = tasks::reference(&source, of.as_ref())?;
    let mut found = Found::default();
    let documents = Documents::of(&arguments.files, &mut found)?;
    tell(output, &documents.told)?;
    let mut outcomes: Vec<Outcome> = documents.told.iter().map(|_| Outcome::Unusable).collect();
    let mut grades = Vec::new();
    for path in &documents.paths {
        match checking::document(path) {
            Ok(source) => {
                let settings = found.above(path)?;
                let (reading, options, _) = asked.ways(&settings);
                let (report, grade) = tasks::grade_as(&source, &reading, &reference, &options);
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
        Form::Sarif | Form::Github => {
            let message = "grades have no places in a document";
            let hint = "write --format text, csv or json";
            return Err(vec![Diagnostic::error(Code::USAGE, message).hint(hint)]);
        }
    };
    answer_with(&text)?;
    Ok(worst_of(&outcomes))
}
