//! `longhand verify`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::count::{config, formula, inputs};
use crate::cli::common::{Done, TableChoice, answer_with, sources, tell};
use crate::cli::output::Output;
use crate::cli::{checkpoint, files};
use crate::diagnostic::Outcome;
use crate::render::answer::{self, VerifyAnswer};
use crate::tasks::{self, Counting, Verifying};

#[derive(Args, Debug)]
pub(in crate::cli) struct Verify {
    /// A formula file or a bundled name; without one the configuration picks a bundled file. Then
    /// values.
    #[arg(value_name = "FILE|NAME|NAME=VALUE")]
    inputs: Vec<String>,
    /// The checkpoint: a folder with safetensors or GGUF files, one of the hub's cache, or a file.
    /// Only headers are read.
    #[arg(long, value_name = "PATH")]
    checkpoint: PathBuf,
    /// The model's `config.json`; the one beside the checkpoint unless said. Without one a GGUF file says
    /// by its own keys what it is.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The class, where the one that the configuration names is not meant.
    #[arg(long, value_name = "NAME")]
    class: Option<String>,
    /// A case of the formula file.
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = TableChoice::Text)]
    format: TableChoice,
}

pub(super) fn run(arguments: &Verify, output: &Output) -> Done {
    let (file, values) = inputs(&arguments.inputs)?;
    let values = tasks::bindings(&sources("<value>", values))?;
    tell(output, &values.notes)?;
    let found = checkpoint::read(&arguments.checkpoint).map_err(|error| vec![error])?;
    let beside_it = found.config.filter(|_| arguments.case.is_none());
    let path = arguments.config.clone().or(beside_it);
    let verifying = Verifying {
        counting: Counting {
            formula: None,
            file: file.map(formula).transpose().map_err(|error| vec![error])?,
            config: path
                .as_deref()
                .map(config)
                .transpose()
                .map_err(|error| vec![error])?,
            class: arguments.class.clone(),
            case: arguments.case.clone(),
            of: None,
            given: values.value,
            of_model: None,
        },
        checkpoint: found.checkpoint,
    };
    let path = Path::new(file.unwrap_or_default());
    let checked = tasks::verify(&verifying, &|name: &str| files::beside(path, name))?;
    tell(output, &checked.notes)?;
    let name = arguments.checkpoint.display().to_string();
    let shown = VerifyAnswer {
        title: checked.title.as_deref(),
        subject: (&name, checked.class.as_deref()),
        verified: &checked.verified,
    };
    answer_with(&answer::verify(&shown, arguments.format.into()))?;
    Ok(if checked.verified.agrees() {
        Outcome::Clean
    } else {
        Outcome::Wrong
    })
}
