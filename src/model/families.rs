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
    /// How the names of its classes end, by what stands on top; the usual one first.
    pub heads: &'static [&'static str],
    /// The bundled file.
    pub file: &'static str,
    /// What the model library takes where a configuration lacks a key, if that is not the default of the
    /// file, which also serves where the key is `null`.
    pub lacking: &'static [(&'static str, i64)],
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
    }
}

impl Architecture {
    const fn lacking(self, lacking: &'static [(&'static str, i64)]) -> Self {
        Self { lacking, ..self }
    }
}

/// What stands on decoders.
const DECODER: &[&str] = &[
    "ForCausalLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
];

/// What stands on decoders that name their main class otherwise.
const GPT2: &[&str] = &[
    "LMHeadModel",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
];

/// What stands on decoders whose words may be narrow.
const OPT: &[&str] = &[
    "ForCausalLM",
    "Model",
    "ForSequenceClassification",
    "ForQuestionAnswering",
];

/// What stands on encoders.
const ENCODER: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

/// What stands on encoders that were also trained on pairs of sentences.
const BERT: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "LMHeadModel",
    "ForPreTraining",
    "ForNextSentencePrediction",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

/// What stands on encoders that also serve as decoders.
const ROBERTA: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForCausalLM",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

const ALBERT: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForPreTraining",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

const MODERNBERT: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
];

/// What stands on an encoder with a decoder.
const T5: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "EncoderModel",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
];

const BART: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "ForCausalLM",
    "ForSequenceClassification",
    "ForQuestionAnswering",
];

const SPEECH: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "ForCausalLM",
    "ForAudioClassification",
];

/// What stands on state spaces.
const STATE_SPACE: &[&str] = &["ForCausalLM", "Model"];

const JAMBA: &[&str] = &["ForCausalLM", "Model", "ForSequenceClassification"];

const VIT: &[&str] = &["ForImageClassification", "Model", "ForMaskedImageModeling"];

const CLIP: &[&str] = &["Model", "ForImageClassification"];

/// What stands on one of CLIP's two encoders alone.
const CLIP_HALF: &[&str] = &["Model", "ModelWithProjection"];

const KEY_HEADS: &str = "num_key_value_heads";

/// Every model type that a bundled file is for; those of one file stand together, its plainest first.
pub const ARCHITECTURES: &[Architecture] = &[
    row("llama", "Llama", DECODER, "llama"),
    row("mistral", "Mistral", DECODER, "llama").lacking(&[(KEY_HEADS, 8)]),
    row("granite", "Granite", DECODER, "llama"),
    row("phi3", "Phi3", DECODER, "llama"),
    row("qwen2", "Qwen2", DECODER, "llama").lacking(&[(KEY_HEADS, 32)]),
    row("qwen3", "Qwen3", DECODER, "llama").lacking(&[(KEY_HEADS, 32)]),
    row("gemma", "Gemma", DECODER, "gemma").lacking(&[(KEY_HEADS, 16)]),
    row("gemma2", "Gemma2", DECODER, "gemma").lacking(&[(KEY_HEADS, 4)]),
    row("gemma3_text", "Gemma3", DECODER, "gemma").lacking(&[(KEY_HEADS, 4)]),
    row("gemma3_text", "Gemma3Text", DECODER, "gemma").lacking(&[(KEY_HEADS, 4)]),
    row("olmo2", "Olmo2", DECODER, "olmo2"),
    row("cohere", "Cohere", DECODER, "cohere"),
    row("glm4", "Glm4", DECODER, "glm4").lacking(&[(KEY_HEADS, 2)]),
    row("starcoder2", "Starcoder2", DECODER, "starcoder2").lacking(&[(KEY_HEADS, 2)]),
    row("gpt2", "GPT2", GPT2, "gpt2"),
    row("gpt_neox", "GPTNeoX", DECODER, "gpt_neox"),
    row("opt", "OPT", OPT, "opt"),
    row("bloom", "Bloom", DECODER, "bloom"),
    row("falcon", "Falcon", DECODER, "falcon"),
    row("mpt", "Mpt", DECODER, "mpt"),
    row("mpt", "MPT", DECODER, "mpt"),
    row("mixtral", "Mixtral", DECODER, "mixtral").lacking(&[(KEY_HEADS, 8)]),
    row("olmoe", "Olmoe", DECODER, "olmoe"),
    row("qwen3_moe", "Qwen3Moe", DECODER, "qwen_moe").lacking(&[(KEY_HEADS, 4)]),
    row("qwen2_moe", "Qwen2Moe", DECODER, "qwen_moe").lacking(&[(KEY_HEADS, 16)]),
    row("gpt_oss", "GptOss", DECODER, "gpt_oss").lacking(&[(KEY_HEADS, 8)]),
    row("dbrx", "Dbrx", DECODER, "dbrx"),
    row("llama4_text", "Llama4", DECODER, "llama4").lacking(&[(KEY_HEADS, 8)]),
    row("llama4_text", "Llama4Text", DECODER, "llama4").lacking(&[(KEY_HEADS, 8)]),
    row("deepseek_v3", "DeepseekV3", DECODER, "deepseek").lacking(&[("q_lora_rank", 1536)]),
    row("deepseek_v2", "DeepseekV2", DECODER, "deepseek").lacking(&[("q_lora_rank", 1536)]),
    row("bert", "Bert", BERT, "bert"),
    row("roberta", "Roberta", ROBERTA, "bert"),
    row("distilbert", "DistilBert", ENCODER, "distilbert"),
    row("albert", "Albert", ALBERT, "albert"),
    row("modernbert", "ModernBert", MODERNBERT, "modernbert"),
    row("t5", "T5", T5, "t5"),
    row("mt5", "MT5", T5, "t5"),
    row("umt5", "UMT5", T5, "t5"),
    row("bart", "Bart", BART, "bart"),
    row("whisper", "Whisper", SPEECH, "whisper"),
    row("mamba", "Mamba", STATE_SPACE, "mamba"),
    row("falcon_mamba", "FalconMamba", STATE_SPACE, "mamba"),
    row("mamba2", "Mamba2", STATE_SPACE, "mamba2"),
    row("jamba", "Jamba", JAMBA, "jamba").lacking(&[(KEY_HEADS, 8)]),
    row("vit", "ViT", VIT, "vit"),
    row("clip", "CLIP", CLIP, "clip"),
    row("clip_text_model", "CLIPText", CLIP_HALF, "clip"),
    row("clip_vision_model", "CLIPVision", CLIP_HALF, "clip"),
];

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
    pub lacking: &'static [(&'static str, i64)],
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
        && let Some(architecture) = of_class(name)
    {
        return Ok(architecture.pick(Some(name)));
    }
    if let Some(name) = class {
        let error = Diagnostic::error(
            Code::UNKNOWN_ARCHITECTURE,
            format!("no bundled file is for the class \"{name}\""),
        );
        return Err(match nearest_class(name) {
            Some(near) => error.hint(format!("did you mean {near}?")),
            None => error.hint(MORE),
        });
    }
    if let Some(architecture) = model_type.and_then(of_type) {
        return Ok(Pick {
            unknown: named.map(str::to_owned),
            ..architecture.pick(None)
        });
    }
    let what = match (model_type, named) {
        (Some(name), _) => format!("no bundled file is for the model type \"{name}\""),
        (None, Some(name)) => format!("no bundled file is for the class \"{name}\""),
        (None, None) => {
            let name = config.source().name();
            format!("neither `architectures` nor a `model_type` is named in {name}")
        }
    };
    Err(Diagnostic::error(Code::UNKNOWN_ARCHITECTURE, what).hint(MORE))
}

const MORE: &str = "name the formula file: `longhand count FILE --config config.json`; \
                    `longhand list` shows the bundled ones";

/// The names under which a bundled file reads a configuration; a model type that it does not know is
/// read as its plainest one. None where the file is for no kind of model.
pub fn names_in(file: &str, config: &Config, class: Option<&str>) -> Option<Pick> {
    let of_file = |architecture: &&Architecture| architecture.file == file;
    let named = class.or_else(|| config.string("architectures.0"));
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
            is_foreign: false,
        }
    }
}

/// The kind of model that a class is of.
fn of_class(name: &str) -> Option<&'static Architecture> {
    let is_known = |architecture: &&Architecture| {
        let head = name.strip_prefix(architecture.prefix);
        head.is_some_and(|head| architecture.heads.contains(&head))
    };
    ARCHITECTURES.iter().find(is_known)
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
            (kimi, None, "deepseek deepseek_v3 DeepseekV3ForCausalLM"),
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
