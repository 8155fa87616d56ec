//! Which bundled formula file is for which model: by its class and by its `model_type`.

mod heads;
mod known;

use super::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::Expr;

pub use known::ARCHITECTURES;

/// A kind of model and the bundled file that counts it.
#[derive(Clone, Copy, Debug)]
pub struct Architecture {
    /// Its `model_type`.
    pub model_type: &'static str,
    /// How the names of its classes begin.
    pub prefix: &'static str,
    /// How the names of its classes end, by what stands on top; the usual one first.
    pub heads: &'static [&'static str],
    /// The bundled file.
    pub file: &'static str,
    /// What the model library takes where a configuration lacks a key, if that is not the default of the
    /// file, which also serves where the key is `null`.
    pub lacking: &'static [(&'static str, Usual)],
    /// It reads all of its input at once: an encoder.
    pub at_once: bool,
}

/// A value that a model library takes where a configuration lacks a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usual {
    /// A number.
    Number(i64),
    /// A truth.
    Truth(bool),
}

impl Usual {
    /// The value as an expression.
    pub fn expr(self) -> Expr {
        match self {
            Self::Number(number) => Expr::integer(number),
            Self::Truth(truth) => Expr::boolean(truth),
        }
    }
}

const fn row(
    model_type: &'static str,
    prefix: &'static str,
    heads: &'static [&'static str],
    file: &'static str,
) -> Architecture {
    Architecture {
        model_type,
        prefix,
        heads,
        file,
        lacking: &[],
        at_once: false,
    }
}

impl Architecture {
    const fn at_once(self) -> Self {
        Self {
            at_once: true,
            ..self
        }
    }

    const fn lacking(self, lacking: &'static [(&'static str, Usual)]) -> Self {
        Self { lacking, ..self }
    }
}

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
    /// The class that the configuration names, where the file does not know it.
    pub unknown: Option<String>,
    /// What the model library takes where the configuration lacks a key.
    pub lacking: &'static [(&'static str, Usual)],
    /// Whether it keeps keys and values of what it has read: it writes word by word.
    pub keeps_cache: bool,
    /// That the file knows neither the class nor the model type of the configuration.
    pub is_foreign: bool,
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
        && let Some(architecture) = of_class(name, model_type)
    {
        if let Some(own) = class.and(model_type).and_then(of_type) {
            of_other_kind(config, (name, architecture), own)?;
        }
        return Ok(architecture.pick(Some(name)));
    }
    if let Some(name) = class {
        let error = Diagnostic::error(
            Code::UNKNOWN_ARCHITECTURE,
            format!("no bundled file is for the class \"{name}\""),
        );
        return Err(match nearest_class(name) {
            Some(near) => error.hint(format!("did you mean {near}?")),
            None => match model_type.and_then(of_type) {
                Some(own) => error.hint(format!(
                    "the classes of \"{}\" are {}",
                    own.model_type,
                    classes_of(own)
                )),
                None => error.hint(MORE),
            },
        });
    }
    if let Some(architecture) = model_type.and_then(of_type) {
        return Ok(Pick {
            unknown: named.map(str::to_owned),
            ..architecture.pick(None)
        });
    }
    if let (None, None, Some(node)) = (model_type, named, config.get("model_type")) {
        let (name, kind) = (config.source().name(), node.kind());
        let message = format!("`model_type` of {name} is {kind}, and has to be a text");
        let error = Diagnostic::error(Code::CONFIG, message);
        return Err(config.place(node).mark(error, "").hint(MORE));
    }
    let what = match (model_type, named) {
        (Some(name), _) => format!("no bundled file is for the model type \"{name}\""),
        (None, Some(name)) => format!("no bundled file is for the class \"{name}\""),
        (None, None) => {
            let name = config.source().name();
            format!("neither `architectures` nor a `model_type` is named in {name}")
        }
    };
    let error = Diagnostic::error(Code::UNKNOWN_ARCHITECTURE, what);
    let error = match model_type.and_then(nearest_type).or_else(|| named.and_then(file_like)) {
        Some(near) => error.hint(format!(
            "`{near}` comes nearest by its name: `longhand source {near} > mine.lh` is a beginning for a file of one's own"
        )),
        None => error,
    };
    let inner = config.string("text_config.model_type");
    if let Some(inner) = inner.filter(|inner| of_type(inner).is_some()) {
        return Err(error.hint(format!(
            "its text model is of the known type \"{inner}\": write what text_config holds to a file of its own to count that"
        )));
    }
    Err(error.hint(MORE))
}

/// That a class which is asked for is one of the kind of model that the configuration is of.
fn of_other_kind(
    config: &Config,
    (class, asked): (&str, &Architecture),
    own: &Architecture,
) -> Result<(), Diagnostic> {
    if asked.file == own.file {
        return Ok(());
    }
    let (name, model_type) = (config.source().name(), own.model_type);
    let message =
        format!("{name} is of the model type \"{model_type}\", which has no class \"{class}\"");
    let error = Diagnostic::error(Code::UNKNOWN_ARCHITECTURE, message);
    let hint = format!(
        "its classes are {}; with the formula file `{}` written first it is read as another kind of model",
        classes_of(own),
        asked.file
    );
    Err(error.hint(hint))
}

/// The classes of a kind of model, one after another.
fn classes_of(architecture: &Architecture) -> String {
    let classes: Vec<String> = architecture.classes().collect();
    classes.join(", ")
}

/// The bundled file whose model types come nearest to one that is not known: one that begins alike, else
/// one of nearly the same letters.
fn nearest_type(name: &str) -> Option<&'static str> {
    let letters = |name: &str| -> String {
        let letters = name.chars().take_while(char::is_ascii_alphabetic);
        letters.collect::<String>().to_lowercase()
    };
    let family = letters(name);
    let common = |row: &&Architecture| {
        let pairs = row.model_type.chars().zip(name.chars());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let of_family = ARCHITECTURES
        .iter()
        .filter(|row| family.len() > 2 && letters(row.model_type) == family);
    let like = of_family.max_by_key(common).or_else(|| {
        let types = ARCHITECTURES.iter().map(|row| row.model_type);
        of_type(crate::syntax::nearest(name, types)?)
    });
    like.map(|row| row.file)
}

/// The bundled file whose classes come nearest.
fn file_like(class: &str) -> Option<&'static str> {
    of_class(&nearest_class(class)?, None).map(|row| row.file)
}

/// What to do where no file is picked, whichever command asks: some read a GGUF file in place of a configuration.
const MORE: &str =
    "write a formula file first, one of your own or a bundled one: `longhand list` shows those";

/// The names under which a bundled file reads a configuration; a model type that it does not know is
/// read as its plainest one. None where the file is for no kind of model.
pub fn names_in(file: &str, config: &Config, class: Option<&str>) -> Option<Pick> {
    let of_file = |architecture: &&Architecture| architecture.file == file;
    let named = class.or_else(|| config.string("architectures.0"));
    let model_type = config.string("model_type");
    let of_class = |name: &str| of_class(name, model_type);
    let by_class = named.and_then(of_class).filter(|found| of_file(found));
    if let Some(architecture) = by_class {
        return Some(architecture.pick(named));
    }
    let by_type = config.string("model_type").and_then(of_type);
    if let Some(architecture) = by_type.filter(|found| of_file(found)) {
        let unknown = if class.is_none() { named } else { None };
        return Some(Pick {
            unknown: unknown.map(str::to_owned),
            ..architecture.pick(class)
        });
    }
    let plainest = ARCHITECTURES.iter().find(of_file)?;
    Some(Pick {
        is_foreign: config.string("model_type").is_some() || named.is_some(),
        ..plainest.pick(class)
    })
}

/// That a bundled file knows a class.
///
/// # Errors
/// A class that it does not know, with those that are near.
pub fn known_class(file: &str, class: &str) -> Result<(), Diagnostic> {
    let of_file = ARCHITECTURES.iter().filter(|row| row.file == file);
    let classes: Vec<String> = of_file.flat_map(Architecture::classes).collect();
    if classes.is_empty() || classes.iter().any(|known| known == class) {
        return Ok(());
    }
    let message = format!("`{file}` does not know the class \"{class}\"");
    let error = Diagnostic::error(Code::UNKNOWN_ARCHITECTURE, message);
    let near = crate::syntax::nearest(class, classes.iter().map(String::as_str));
    let first: Vec<&str> = classes.iter().take(5).map(String::as_str).collect();
    Err(error.hint(match near {
        Some(near) => format!("did you mean {near}?"),
        None => format!("it knows {}, among others", first.join(", ")),
    }))
}

impl Architecture {
    /// The classes of its kind.
    fn classes(&self) -> impl Iterator<Item = String> {
        let heads = self.heads.iter();
        heads.map(|head| format!("{}{head}", self.prefix))
    }

    fn pick(&self, class: Option<&str>) -> Pick {
        let usual = self.heads.first().copied().unwrap_or_default();
        Pick {
            file: self.file,
            model_type: self.model_type,
            class: match class {
                Some(class) => class.to_owned(),
                None => format!("{}{usual}", self.prefix),
            },
            is_usual: class.is_none(),
            unknown: None,
            lacking: self.lacking,
            keeps_cache: !self.at_once || class.is_some_and(writes),
            is_foreign: false,
        }
    }
}

/// Whether a class has an output layer that writes word by word, also where its kin reads all at once.
fn writes(class: &str) -> bool {
    class.ends_with("ForCausalLM") || class.ends_with("LMHeadModel")
}

/// The kind of model that a class is of; where kinds share its name, the one of this type.
fn of_class(name: &str, model_type: Option<&str>) -> Option<&'static Architecture> {
    let is_known = |architecture: &&Architecture| {
        let head = name.strip_prefix(architecture.prefix);
        head.is_some_and(|head| architecture.heads.contains(&head))
    };
    let mut known = ARCHITECTURES.iter().filter(is_known);
    let first = known.next()?;
    let of_type = known.find(|row| Some(row.model_type) == model_type);
    Some(of_type.unwrap_or(first))
}

fn of_type(name: &str) -> Option<&'static Architecture> {
    ARCHITECTURES
        .iter()
        .find(|architecture| architecture.model_type == name)
}

/// The class that is nearest to one that is not known, if one is near.
fn nearest_class(name: &str) -> Option<String> {
    let classes: Vec<String> = ARCHITECTURES
        .iter()
        .flat_map(Architecture::classes)
        .collect();
    let near = crate::syntax::nearest(name, classes.iter().map(String::as_str));
    near.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;
    use crate::model::bundled;

    fn picked(text: &str, class: Option<&str>) -> String {
        let config = Config::read(&Source::new("c.json", text)).unwrap();
        match pick(&config, class) {
            Ok(pick) => format!("{} {} {}", pick.file, pick.model_type, pick.class),
            Err(error) => error.message,
        }
    }

    #[test]
    fn classes_win_over_model_types() {
        let kimi = r#"{"architectures": ["DeepseekV3ForCausalLM"], "model_type": "kimi_k2"}"#;
        let own = r#"{"architectures": ["MyLlama"], "model_type": "llama"}"#;
        for (text, class, expected) in [
            (kimi, None, "deepseek kimi_k2 DeepseekV3ForCausalLM"),
            (own, None, "llama llama LlamaForCausalLM"),
            (
                r#"{"model_type": "bert"}"#,
                None,
                "bert bert BertForMaskedLM",
            ),
            (
                r#"{"model_type": "bert"}"#,
                Some("BertModel"),
                "bert bert BertModel",
            ),
            (
                r#"{"architectures": ["Qwen2MoeForCausalLM"]}"#,
                None,
                "qwen_moe qwen2_moe Qwen2MoeForCausalLM",
            ),
            (
                r#"{"architectures": ["Qwen2Model"]}"#,
                None,
                "llama qwen2 Qwen2Model",
            ),
            (
                r#"{"model_type": "llama"}"#,
                Some("BertModel"),
                "c.json is of the model type \"llama\", which has no class \"BertModel\"",
            ),
            (
                r#"{"model_type": "kimi_k2"}"#,
                Some("DeepseekV3ForCausalLM"),
                "deepseek kimi_k2 DeepseekV3ForCausalLM",
            ),
            (
                r#"{"model_type": "zebra"}"#,
                None,
                "no bundled file is for the model type \"zebra\"",
            ),
            (
                r#"{"model_type": "bert"}"#,
                Some("BertForMaskdLM"),
                "no bundled file is for the class \"BertForMaskdLM\"",
            ),
            (
                "{}",
                None,
                "neither `architectures` nor a `model_type` is named in c.json",
            ),
        ] {
            assert_eq!(picked(text, class), expected, "{text}");
        }
    }

    #[test]
    fn what_comes_near_an_unknown_model() {
        let hints = |text: &str| {
            let config = Config::read(&Source::new("c.json", text)).unwrap();
            pick(&config, None).unwrap_err().hints
        };
        for (text, near) in [
            (
                r#"{"model_type": "qwen3_moe_2"}"#,
                "`qwen_moe` comes nearest",
            ),
            (
                r#"{"model_type": "nemotron_h_2"}"#,
                "`nemotron_h` comes nearest",
            ),
            (r#"{"model_type": "lama"}"#, "`llama` comes nearest"),
            (
                r#"{"architectures": ["MambaForCausalLMs"]}"#,
                "`mamba` comes nearest",
            ),
        ] {
            assert!(hints(text)[0].starts_with(near), "{:?}", hints(text));
        }
        assert_eq!(hints(r#"{"model_type": "zebra"}"#), [MORE]);
        let marian = Config::read(&Source::new("c.json", r#"{"model_type": "marian"}"#)).unwrap();
        let error = pick(&marian, Some("Zebra")).unwrap_err();
        let classes = "the classes of \"marian\" are MarianMTModel, MarianModel";
        assert!(error.hints[0].starts_with(classes), "{:?}", error.hints);
        let both = r#"{"model_type": "zebra", "text_config": {"model_type": "mistral"}}"#;
        assert!(hints(both)[0].starts_with("its text model is of the known type \"mistral\""));
    }

    #[test]
    fn classes_of_a_file() {
        assert_eq!(known_class("llama", "Qwen2Model"), Ok(()));
        assert_eq!(known_class("of one's own", "Foo"), Ok(()));
        let hint = |class: &str| known_class("llama", class).unwrap_err().hints[0].clone();
        assert_eq!(hint("LlamaForCausallM"), "did you mean LlamaForCausalLM?");
        assert!(
            hint("").starts_with("it knows LlamaForCausalLM, LlamaModel, "),
            "{}",
            hint("")
        );
        // Of another file.
        assert!(known_class("llama", "BertModel").is_err());
    }

    #[test]
    fn every_row_has_its_file() {
        for architecture in ARCHITECTURES {
            assert!(
                bundled::is_architecture(architecture.file),
                "{architecture:?}"
            );
        }
        for name in bundled::names().filter(|name| bundled::is_architecture(name)) {
            assert!(ARCHITECTURES.iter().any(|row| row.file == name), "{name}");
        }
    }
}
