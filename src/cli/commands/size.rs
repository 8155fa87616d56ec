//! `longhand size`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::count::{config, formula, inputs};
use crate::cli::common::{
    Done, Format, Page, TableChoice, answer_with, formula_file, offer, page_options, sources, tell,
};
use crate::cli::files;
use crate::cli::output::Output;
use crate::derivation::Detail;
use crate::derive::Wanted;
use crate::diagnostic::{Code, Diagnostic, Outcome, Source};
use crate::judge::Budget;
use crate::model::Resolver;
use crate::render;
use crate::render::answer::{self, SizeAnswer};
use crate::tasks::{self, Counting, Sized, StoredAs};

#[derive(Args, Debug)]
pub(in crate::cli) struct Size {
    /// The formula file of the model or a bundled name; without one the configuration picks a
    /// bundled file. Then values: `P=7B`, `s=8192`.
    #[arg(value_name = "FILE|NAME|NAME=VALUE")]
    inputs: Vec<String>,
    /// The model's `config.json`.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Of what: file, training, kv, activations, flops, parallel, `q4_k_m`, or a formula file of one's
    /// own.
    #[arg(long, value_name = "NAME|FILE", value_delimiter = ',')]
    what: Vec<String>,
    /// The format of all numbers of the file, or of a part: `bf16`, `mlp=q4_k`.
    #[arg(long, value_name = "[PART=]FORMAT", value_delimiter = ',')]
    dtype: Vec<String>,
    /// The class, where the one that the configuration names is not meant.
    #[arg(long, value_name = "NAME")]
    class: Option<String>,
    /// A case of the model's formula file.
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// Write the derivation in place of the table.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    page: Page,
    /// Tell which key or who else gave each parameter its value.
    #[arg(long)]
    show_bindings: bool,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = TableChoice::Text)]
    format: TableChoice,
}

pub(super) fn run(arguments: &Size, output: &Output) -> Done {
    render::known_language(&arguments.page.lang).map_err(|error| vec![error])?;
    let (first, values) = inputs(&arguments.inputs)?;
    let values = tasks::bindings(&sources("<value>", values))?;
    tell(output, &values.notes)?;
    // `longhand size training P=7B` names a size where a model could stand.
    let named = first.filter(|name| tasks::size_source(name, &arguments.page.lang).is_some());
    let file = first.filter(|_| named.is_none());
    let path = Path::new(file.unwrap_or_default());
    let beside = |name: &str| files::beside(path, name);
    let config = arguments.config.as_deref().map(config).transpose();
    let config = config.map_err(|error| vec![error])?;
    let model = Counting {
        file: file.map(formula).transpose().map_err(|error| vec![error])?,
        config: config.clone(),
        class: arguments.class.clone(),
        case: arguments.case.clone(),
        ..Counting::default()
    };
    let is_there = model.file.is_some() || model.config.is_some();
    let counting = Counting {
        config,
        class: arguments.class.clone(),
        given: values.value,
        of_model: is_there.then(|| Box::new(model)),
        ..Counting::default()
    };
    let (labels, files) = wanted(arguments, named, &counting, &beside)?;
    let questions = tasks::apart(&files, &counting, &beside)?;
    if arguments.explain {
        return explained(&questions, &beside, arguments, output);
    }
    let mut found: Vec<Sized> = Vec::new();
    for counting in &questions {
        let sized = tasks::size(counting, &beside)?;
        // What is told of the model is told once.
        let news = sized.notes.iter().filter(|note| {
            let mut before = found.iter().flat_map(|sized| &sized.notes);
            before.all(|other| other.message != note.message)
        });
        tell(output, &news.cloned().collect::<Vec<_>>())?;
        found.push(sized);
    }
    let answers = labels.iter().zip(&found).map(|(what, sized)| SizeAnswer {
        what,
        title: sized.title.as_deref(),
        config: sized.config.as_deref(),
        itemised: &sized.itemised,
        bindings: &sized.bindings,
        show_bindings: arguments.show_bindings,
        language: &arguments.page.lang,
    });
    let answers: Vec<SizeAnswer<'_>> = answers.collect();
    answer_with(&answer::sizes(&answers, arguments.format.into()))
}

/// The formula files that are asked for, each with its name.
fn wanted(
    arguments: &Size,
    named: Option<&str>,
    counting: &Counting,
    beside: &Resolver<'_>,
) -> Result<(Vec<String>, Vec<Source>), Vec<Diagnostic>> {
    let mut asked: Vec<&str> = arguments.what.iter().map(String::as_str).collect();
    asked.extend(named);
    if asked.is_empty() {
        asked.push("file");
    }
    if !arguments.dtype.is_empty() && !asked.contains(&"file") {
        let error = Diagnostic::error(Code::USAGE, "`--dtype` is about the file alone");
        return Err(vec![
            error.hint("write `--what file`, or give `w=…`, the bytes of a number"),
        ]);
    }
    let mut files = Vec::new();
    for name in &asked {
        let source = match (*name, arguments.dtype.as_slice()) {
            ("file", [mixture]) if mixture.eq_ignore_ascii_case("q4_k_m") => {
                known("q4_k_m", &arguments.page.lang)?
            }
            ("file", formats @ [_, ..]) => {
                stored((formats, &arguments.page.lang), counting, beside)?
            }
            (name, _) => known(name, &arguments.page.lang)?,
        };
        files.push(source);
    }
    Ok((asked.into_iter().map(str::to_owned).collect(), files))
}

/// A bundled file about a size, or one of one's own.
fn known(name: &str, language: &str) -> Result<Source, Vec<Diagnostic>> {
    let path = Path::new(name);
    if let Some(source) = tasks::size_source(name, language) {
        return Ok(source);
    }
    if name.contains(['/', '\\', '.']) || path.exists() {
        return formula_file(path, name).map_err(|error| vec![error]);
    }
    let message = format!("there is no file and no size `{name}`");
    let error = Diagnostic::error(Code::UNKNOWN_FORMULA, message);
    Err(vec![error.hint(offer(name, tasks::size_names()))])
}

/// The formula file for parts that are stored in formats of their own.
fn stored(
    (formats, language): (&[String], &str),
    counting: &Counting,
    beside: &Resolver<'_>,
) -> Result<Source, Vec<Diagnostic>> {
    let formats = formats.iter().map(|text| StoredAs::read(text));
    let formats = formats
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| vec![error])?;
    tasks::stored(counting, &formats, beside, language)
}

/// The derivations, one after the other.
fn explained(
    questions: &[Counting],
    beside: &Resolver<'_>,
    arguments: &Size,
    output: &Output,
) -> Done {
    let format = match arguments.format {
        TableChoice::Text => Format::Text,
        TableChoice::Markdown => Format::Markdown,
        TableChoice::Json => Format::Json,
        TableChoice::Csv => {
            let error = Diagnostic::error(Code::USAGE, "a derivation is no table");
            return Err(vec![error.hint("write --format markdown")]);
        }
    };
    let options = page_options(format, &arguments.page, Detail::Normal);
    let mut outcome = Outcome::Clean;
    for counting in questions {
        if let Some(nothing) = tasks::no_cache(counting) {
            tell(output, &nothing.notes)?;
            continue;
        }
        let configured = tasks::configured(counting, beside)?;
        tell(output, &configured.notes)?;
        let wanted = Wanted {
            case: None,
            bindings: configured.values,
            of: None,
        };
        let derived = tasks::derive(&configured.file, beside, &wanted, &Budget::default())?;
        tell(output, &derived.notes)?;
        let text = render::page(&derived.worked, &options);
        answer_with(&text.map_err(|error| vec![error])?)?;
        outcome = outcome.max(derived.outcome());
    }
    Ok(outcome)
}
