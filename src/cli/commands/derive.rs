//! `longhand derive`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::common::{
    Done, Format, Grain, Page, answer_with, formula_file, page_options, sources, tell,
};
use crate::cli::files;
use crate::cli::output::Output;
use crate::derive::Wanted;
use crate::diagnostic::{Diagnostic, Source};
use crate::expr::Symbol;
use crate::judge::Budget;
use crate::render::{self, PageOptions};
use crate::tasks::{self, Counting};

#[derive(Args, Debug)]
pub(in crate::cli) struct Derive {
    /// A formula file, a bundled name, or `-` for standard input; without one the configuration
    /// picks a bundled file. Then values, which make a case of their own.
    #[arg(
        value_name = "FILE|NAME|NAME=VALUE",
        required_unless_present = "config"
    )]
    inputs: Vec<String>,
    /// Only this case.
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// Only this definition, with what it needs.
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    /// A model's `config.json`, whose values make the case.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The class, where the one that the configuration names is not meant.
    #[arg(long, value_name = "NAME")]
    class: Option<String>,
    #[command(flatten)]
    page: Page,
    #[command(flatten)]
    grain: Grain,
    /// A page template of one's own.
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Write to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The form of the page.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// The most terms of an expanded expression.
    #[arg(long, value_name = "N")]
    max_terms: Option<usize>,
}

pub(super) fn run(arguments: &Derive, output: &Output) -> Done {
    let (name, values) = super::count::inputs(&arguments.inputs)?;
    let file = name.map(|name| formula(name, &arguments.page.lang));
    let file = file.transpose().map_err(|found| vec![found])?;
    let beside = |other: &str| files::beside(Path::new(name.unwrap_or_default()), other);
    let values = tasks::bindings(&sources("<value>", values))?;
    tell(output, &values.notes)?;
    let config = arguments.config.as_deref().map(super::count::config);
    let counting = Counting {
        file,
        config: config.transpose().map_err(|found| vec![found])?,
        class: arguments.class.clone(),
        given: values.value,
        ..Counting::default()
    };
    let (source, bindings, told) = match (counting.file, &counting.config) {
        (Some(file), None) => (file, counting.given, Vec::new()),
        (file, _) => {
            let configured = tasks::configured(&Counting { file, ..counting }, &beside)?;
            tell(output, &configured.notes)?;
            (configured.file, configured.values, configured.notes)
        }
    };
    let wanted = Wanted {
        case: arguments.case.clone(),
        bindings,
        of: arguments.of.as_deref().map(Symbol::new),
    };
    let mut budget = Budget::default();
    if let Some(max_terms) = arguments.max_terms {
        budget.poly.max_terms = max_terms;
    }
    let answer = tasks::derive(&source, &beside, &wanted, &budget)?;
    // What the formula file itself makes known has been told with its configuration.
    let mut notes = answer.notes.clone();
    notes.retain(|note| !told.contains(note));
    tell(output, &notes)?;
    let template = match &arguments.template {
        Some(path) => Some(files::file(path).map_err(|found| vec![found])?),
        None => None,
    };
    let options = PageOptions {
        template,
        ..page_options(arguments.format, &arguments.page, arguments.grain.into())
    };
    let text = render::page(&answer.worked, &options).map_err(|found| vec![found])?;
    match &arguments.output {
        Some(path) => files::write(path, &text).map_err(|found| vec![found])?,
        None => {
            answer_with(&text)?;
        }
    }
    Ok(answer.outcome())
}

/// A bundled formula file in the language of the page, where there is one, or one of one's own.
fn formula(name: &str, language: &str) -> Result<Source, Diagnostic> {
    match tasks::source(name, language) {
        Some(source) => Ok(source),
        None => formula_file(Path::new(name), name),
    }
}
