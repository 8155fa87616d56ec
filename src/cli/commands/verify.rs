//! `longhand verify`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::count::{config, formula, inputs};
use crate::cli::common::{Done, TableChoice, answer_with, sources, tell};
use crate::cli::output::Output;
use crate::cli::{checkpoint, files};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::render::answer::{self, VerifyAnswer};
use crate::tasks::{self, Counting, Verifying};

#[derive(Args, Debug)]
pub(in crate::cli) struct Verify {
    /// A formula file or a bundled name; without one the configuration picks a bundled file. Then
    /// values. The checkpoint may stand here as well.
    #[arg(value_name = "FILE|NAME|NAME=VALUE")]
    inputs: Vec<String>,
    /// The checkpoint: a folder with safetensors or GGUF files, one of the hub's cache, or a file.
    /// Only headers are read.
    #[arg(long, value_name = "PATH")]
    checkpoint: Option<PathBuf>,
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
    let (path, given) = checkpoint_and_inputs(arguments)?;
    let (file, values) = inputs(&given)?;
    let values = tasks::bindings(&sources("<value>", values))?;
    tell(output, &values.notes)?;
    let found = checkpoint::read(&path).map_err(|error| vec![error])?;
    let beside_it = found.config.filter(|_| arguments.case.is_none());
    let config_path = arguments.config.clone().or(beside_it);
    let verifying = Verifying {
        counting: Counting {
            formula: None,
            file: file.map(formula).transpose().map_err(|error| vec![error])?,
            config: config_path
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
    let formula_path = Path::new(file.unwrap_or_default());
    let beside = |name: &str| files::beside(formula_path, name);
    let checked = tasks::verify(&verifying, &beside)?;
    tell(output, &checked.notes)?;
    let name = path.display().to_string();
    let shown = VerifyAnswer {
        title: checked.title.as_deref(),
        subject: (&name, checked.class.as_deref()),
        verified: &checked.verified,
    };
    answer_with(&answer::verify(&shown, arguments.format.into()))?;
    Ok(if checked.verified.is_open() {
        Outcome::Undecided
    } else if checked.verified.agrees() {
        Outcome::Clean
    } else {
        Outcome::Wrong
    })
}

/// The checkpoint, and what else stands on the command line: where `--checkpoint` is not there, the first
/// input that is a folder or a file of tensors.
fn checkpoint_and_inputs(arguments: &Verify) -> Result<(PathBuf, Vec<String>), Vec<Diagnostic>> {
    if let Some(path) = &arguments.checkpoint {
        return Ok((path.clone(), arguments.inputs.clone()));
    }
    let holds_tensors = |input: &String| {
        let path = Path::new(input);
        let ending = path.extension().and_then(|ending| ending.to_str());
        path.is_dir() || (path.is_file() && matches!(ending, Some("safetensors" | "gguf")))
    };
    let mut inputs = arguments.inputs.clone();
    if let Some(at) = inputs.iter().position(holds_tensors) {
        return Ok((PathBuf::from(inputs.remove(at)), inputs));
    }
    let is_lost = |input: &&String| {
        let is_value = input.contains('=') && !input.contains(['/', '\\']);
        !is_value && !Path::new(input).exists() && tasks::source(input, "en").is_none()
    };
    if let Some(lost) = inputs.iter().find(is_lost) {
        let message = format!("`{lost}` is not there, and no bundled file has that name");
        let error = Diagnostic::error(Code::FILE, message);
        return Err(vec![error.hint(
            "name a folder with config.json and safetensors, or a GGUF file",
        )]);
    }
    let error = Diagnostic::error(Code::USAGE, "no checkpoint is named");
    Err(vec![error.hint(
        "name a folder with config.json and safetensors, or a GGUF file: `longhand verify --checkpoint FOLDER`",
    )])
}
