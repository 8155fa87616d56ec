//! `longhand count`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::common::{Done, TableChoice, answer_with, formula_file, sources, tell};
use crate::cli::output::Output;
use crate::cli::{checkpoint, files};
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::Symbol;
use crate::model::MAX_CONFIG_BYTES;
use crate::render::answer::{self, CountAnswer};
use crate::tasks::{self, Counting};

#[derive(Args, Debug)]
pub(in crate::cli) struct Count {
    /// A formula file, a bundled name, or `-` for standard input; without one the configuration
    /// picks a bundled file. Then values.
    #[arg(value_name = "FILE|NAME|NAME=VALUE")]
    inputs: Vec<String>,
    /// A model's `config.json`; given several times, the counts stand side by side.
    #[arg(long, value_name = "FILE")]
    config: Vec<PathBuf>,
    /// A formula in place of a file: `12*L*h^2 + V*h`; its letters have their usual meaning.
    #[arg(long, value_name = "EXPR")]
    formula: Option<String>,
    /// The class, where the one that the configuration names is not meant.
    #[arg(long, value_name = "NAME")]
    class: Option<String>,
    /// A case of the formula file.
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// The definition that is counted; `total` unless said.
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    /// Tell which key or who else gave each parameter its value.
    #[arg(long)]
    show_bindings: bool,
    /// In CSV a row for each group of layers that are alike, in place of one for each part.
    #[arg(long)]
    layers: bool,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = TableChoice::Text)]
    format: TableChoice,
}

pub(super) fn run(arguments: &Count, output: &Output) -> Done {
    let (file, values) = inputs(&arguments.inputs)?;
    let values = tasks::bindings(&sources("<value>", values))?;
    tell(output, &values.notes)?;
    let path = Path::new(file.unwrap_or_default());
    let counting = Counting {
        file: file.map(formula).transpose().map_err(|found| vec![found])?,
        formula: arguments
            .formula
            .as_deref()
            .map(|text| Source::new("<formula>", text)),
        config: None,
        class: arguments.class.clone(),
        case: arguments.case.clone(),
        of: arguments.of.as_deref().map(Symbol::new),
        given: values.value,
        of_model: None,
    };
    let beside = |name: &str| files::beside(path, name);
    let configs = arguments.config.iter().map(|path| config(path));
    let configs = configs
        .collect::<Result<Vec<_>, _>>()
        .map_err(|found| vec![found])?;
    if configs.len() > 1 {
        let with = |config| Counting {
            config: Some(config),
            ..counting.clone()
        };
        let countings: Vec<Counting> = configs.into_iter().map(with).collect();
        let compared = tasks::compare(&countings, &beside)?;
        tell(output, &compared.notes)?;
        let format = arguments.format.into();
        return answer_with(&answer::comparison(&compared.comparison, format));
    }
    let counting = Counting {
        config: configs.into_iter().next(),
        ..counting
    };
    let counted = tasks::count(&counting, &beside)?;
    tell(output, &counted.notes)?;
    let class = counted.pick.as_ref().map(|pick| pick.class.as_str());
    let shown = CountAnswer {
        title: counted.title.as_deref(),
        subject: counted.config.as_deref().map(|config| (config, class)),
        count: &counted.count,
        bindings: arguments.show_bindings,
        layers: arguments.layers,
    };
    answer_with(&answer::count(&shown, arguments.format.into()))
}

/// The formula file, where one is named, and the values behind it.
pub(super) fn inputs(inputs: &[String]) -> Result<(Option<&str>, &[String]), Vec<Diagnostic>> {
    let (file, values) = match inputs.split_first() {
        Some((first, rest)) if !first.contains('=') || Path::new(first).exists() => {
            (Some(first.as_str()), rest)
        }
        _ => (None, inputs),
    };
    match values.iter().find(|value| !value.contains('=')) {
        None => Ok((file, values)),
        Some(other) => {
            let message = format!("`{other}` is neither the formula file nor a value");
            let error = Diagnostic::error(Code::USAGE, message);
            Err(vec![
                error.hint("write one formula file, then values: `L=32`"),
            ])
        }
    }
}

/// A bundled formula file, or one of one's own.
pub(super) fn formula(name: &str) -> Result<Source, Diagnostic> {
    match tasks::source(name, "en") {
        Some(source) => Ok(source),
        None if Path::new(name).is_dir() => {
            let message = format!("{name} is a folder, and no formula file");
            let error = Diagnostic::error(Code::FILE, message);
            Err(error.hint(format!(
                "a model's folder is its configuration: `--config {name}`"
            )))
        }
        None => formula_file(Path::new(name), name),
    }
}

/// A configuration, or the one in a folder; what is far too large for one is not read.
pub(super) fn config(path: &Path) -> Result<Source, Diagnostic> {
    const NAME: &str = "config.json";
    if path.is_dir() {
        let mut inside = path.join(NAME);
        if !inside.exists()
            && let Some(cached) = checkpoint::cached_config(path)?
        {
            inside = cached;
        }
        if !inside.exists() {
            let message = format!("there is no {NAME} in {}", path.display());
            let error = Diagnostic::error(Code::FILE, message);
            return Err(error.hint("name the file itself: `--config FOLDER/other.json`"));
        }
        return files::file_up_to(&inside, MAX_CONFIG_BYTES as u64);
    }
    let found = files::file_up_to(path, MAX_CONFIG_BYTES as u64);
    if path == Path::new("-") || path.exists() {
        return found;
    }
    found.map_err(|error| {
        error.hint("a model's configuration is the `config.json` beside its weights; its folder will do as well")
    })
}
