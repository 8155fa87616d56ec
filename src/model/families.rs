//! Which bundled formula file is for which model: by its class and by its `model_type`.

use super::Config;
use crate::diagnostic::{Code, Diagnostic};

/// A kind of model and the bundled file that counts it.
#[derive(Clone, Copy, Debug)]
pub struct Architecture {
    /// Its `model_type`.
    pub model_type: &'static str,
    /// How the names of its classes begin.
    pub prefix: &'static str,
    /// How the name of its usual class ends.
    pub usual: &'static str,
    /// The bundled file.
    pub file: &'static str,
}

const fn row(
    model_type: &'static str,
    prefix: &'static str,
    usual: &'static str,
    file: &'static str,
) -> Architecture {
    Architecture {
        model_type,
        prefix,
        usual,
        file,
    }
}

/// A head that predicts the next token.
const CAUSAL: &str = "ForCausalLM";

/// Every model type that a bundled file is for.
pub const ARCHITECTURES: &[Architecture] = &[row("llama", "Llama", CAUSAL, "llama")];

/// The file for a configuration, and the names under which it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The bundled file.
    pub file: &'static str,
    /// The `model_type` that the file knows it by.
    pub model_type: &'static str,
    /// The class.
    pub class: String,
    /// That the class was not said and the usual one is taken.
    pub is_usual: bool,
}

/// The bundled file for a configuration: by the class asked for, else by the configuration's
/// `architectures`, else by its `model_type`.
///
/// # Errors
/// A class and a model type that no bundled file is for.
pub fn pick(config: &Config, class: Option<&str>) -> Result<Pick, Diagnostic> {
    let named = class.or_else(|| config.string("architectures.0"));
    let model_type = config.string("model_type");
    if let Some(name) = named
        && let Some(architecture) = of_class(name)
    {
        return Ok(architecture.pick(Some(name)));
    }
    if let Some(name) = class {
        let error = Diagnostic::error(
            Code::UNKNOWN_ARCHITECTURE,
            format!("no bundled file is for the class \"{name}\""),
        );
        return Err(error.hint(MORE));
    }
    if let Some(architecture) = model_type.and_then(of_type) {
        return Ok(architecture.pick(None));
    }
    let what = match (model_type, named) {
        (Some(name), _) => format!("no bundled file is for the model type \"{name}\""),
        (None, Some(name)) => format!("no bundled file is for the class \"{name}\""),
        (None, None) => {
            let name = config.source().name();
            format!("{name} names neither `architectures` nor a `model_type`")
        }
    };
    Err(Diagnostic::error(Code::UNKNOWN_ARCHITECTURE, what).hint(MORE))
}

const MORE: &str = "name the formula file: `longhand count FILE --config config.json`; \
                    `longhand list` shows the bundled ones";

/// The names under which a bundled file reads a configuration that does not say them.
pub fn names_in(file: &str, config: &Config, class: Option<&str>) -> Option<Pick> {
    let of_file = |architecture: &&Architecture| architecture.file == file;
    let named = class.or_else(|| config.string("architectures.0"));
    let by_class = named.and_then(of_class).filter(|found| of_file(found));
    if let Some(architecture) = by_class {
        return Some(architecture.pick(named));
    }
    let by_type = config.string("model_type").and_then(of_type);
    let architecture = by_type.filter(|found| of_file(found))?;
    Some(architecture.pick(class))
}

impl Architecture {
    fn pick(&self, class: Option<&str>) -> Pick {
        Pick {
            file: self.file,
            model_type: self.model_type,
            class: match class {
                Some(class) => class.to_owned(),
                None => format!("{}{}", self.prefix, self.usual),
            },
            is_usual: class.is_none(),
        }
    }
}

/// The kind of model that a class is of: the one with the longest beginning in common.
fn of_class(name: &str) -> Option<&'static Architecture> {
    let fitting = ARCHITECTURES.iter().filter(|architecture| {
        let end = name.strip_prefix(architecture.prefix);
        end.is_some_and(|end| end.starts_with("For") || ["Model", "LMHeadModel"].contains(&end))
    });
    fitting.max_by_key(|architecture| architecture.prefix.len())
}

fn of_type(name: &str) -> Option<&'static Architecture> {
    ARCHITECTURES
        .iter()
        .find(|architecture| architecture.model_type == name)
}
