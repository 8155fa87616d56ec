//! Formula files that come with the program.

use super::translated::{is_spoken, translated};
use crate::diagnostic::Source;

/// What a bundled file is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// It shows the language.
    Example,
    /// It counts a kind of model by its configuration.
    Architecture,
    /// It gives sizes of a model: bytes, operations.
    Size,
}

/// A formula file in one language.
struct Bundled {
    name: &'static str,
    language: &'static str,
    about: About,
    text: &'static str,
}

/// The files by name; the first of a name is in English.
const FILES: &[Bundled] = &[
    Bundled {
        name: "transformer",
        language: "en",
        about: About::Example,
        text: include_str!("../../examples/transformer.lh"),
    },
    Bundled {
        name: "transformer",
        language: "ko",
        about: About::Example,
        text: include_str!("../../examples/transformer.ko.lh"),
    },
];

macro_rules! folder {
    ($list:ident, $about:ident, $folder:literal: $($name:literal)*) => {
        const $list: &[Bundled] = &[$(Bundled {
            name: $name,
            language: "en",
            about: About::$about,
            text: include_str!(concat!("../../examples/", $folder, "/", $name, ".lh")),
        }),*];
    };
}

// The files that give sizes, sorted by name.
folder! {
    SIZES, Size, "sizes":
    "activations"
    "file"
    "flops"
    "kv"
    "parallel"
    "q4_k_m"
    "training"
}

// The files that count a kind of model each, sorted by name.
folder! {
    ARCHITECTURES, Architecture, "architectures":
    "afmoe"
    "albert"
    "aya_vision"
    "bamba"
    "bart"
    "beit"
    "bert"
    "biogpt"
    "blip"
    "blip_2"
    "bloom"
    "clap"
    "clip"
    "cohere"
    "cohere2_moe"
    "conformer"
    "convnext"
    "dbrx"
    "deberta"
    "deepseek"
    "deepseek_v4"
    "depth_anything"
    "detr"
    "dinov2"
    "dinov3"
    "distilbert"
    "electra"
    "ernie4_5_moe"
    "ernie4_5_vl_moe"
    "esm"
    "falcon"
    "falcon_h1"
    "florence2"
    "funnel"
    "gemma"
    "gemma3"
    "gemma3n"
    "gemma4"
    "glm4"
    "glm4_moe"
    "glm4v"
    "glm4v_moe"
    "glm_ocr"
    "gpt2"
    "gpt_bigcode"
    "gpt_neo"
    "gpt_neox"
    "gpt_oss"
    "gptj"
    "hunyuan_moe"
    "idefics3"
    "internvl"
    "jamba"
    "jetmoe"
    "kimi_k25"
    "kimi_linear"
    "layoutlmv3"
    "led"
    "lfm2"
    "lfm2_vl"
    "llama"
    "llama4"
    "llava"
    "longcat_flash"
    "longformer"
    "mamba"
    "mamba2"
    "mimo_v2_flash"
    "minicpm3"
    "minimax"
    "mistral3"
    "mixtral"
    "mllama"
    "modernbert"
    "mpnet"
    "mpt"
    "nemotron"
    "nemotron_h"
    "nomic_bert"
    "olmo2"
    "olmo_hybrid"
    "olmoe"
    "opt"
    "owlvit"
    "persimmon"
    "phi"
    "qwen2_vl"
    "qwen3_5"
    "qwen3_next"
    "qwen3_vl"
    "qwen_moe"
    "recurrent_gemma"
    "resnet"
    "roformer"
    "rwkv"
    "sam"
    "segformer"
    "siglip"
    "speecht5"
    "stablelm"
    "starcoder2"
    "swin"
    "switch_transformers"
    "t5"
    "t5gemma"
    "videomae"
    "vit"
    "voxtral"
    "wav2vec2"
    "whisper"
    "xlm"
    "xlnet"
    "xlstm"
    "yolos"
    "zamba2"
}

fn files() -> impl Iterator<Item = &'static Bundled> {
    FILES.iter().chain(SIZES).chain(ARCHITECTURES)
}

/// The names of the bundled formula files, each once: those of no kind of model first, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    files()
        .filter(|file| file.language == "en")
        .map(|file| file.name)
}

/// The text of a bundled formula file, under the name of its file, with descriptions in a
/// language; in English where there is none in that language.
///
/// ```
/// use longhand::model::{Model, bundled};
///
/// let source = bundled::source("transformer", "en").unwrap();
/// assert_eq!(source.name(), "transformer.lh");
/// assert!(Model::read(&source).unwrap().value.definition(&"total".into()).is_some());
/// assert_eq!(bundled::source("transformer", "ko").unwrap().name(), "transformer.ko.lh");
/// assert!(bundled::source("transfromer", "en").is_none());
/// ```
pub fn source(name: &str, language: &str) -> Option<Source> {
    let named = || files().filter(|file| file.name == name);
    let wanted = named().find(|file| file.language == language);
    if wanted.is_none() && is_spoken(language) && sizes().any(|size| size == name) {
        let text = translated(named().next()?.text, language);
        return Some(Source::new(format!("{name}.{language}.lh"), text));
    }
    let file = wanted.or_else(|| named().next())?;
    let file_name = match file.language {
        "en" => format!("{name}.lh"),
        language => format!("{name}.{language}.lh"),
    };
    Some(Source::new(file_name, file.text))
}

/// Whether a formula file is a bundled one, as it comes.
pub fn is_bundled(file: &Source) -> bool {
    files().any(|known| file.text() == known.text)
}

/// Whether a bundled file counts a kind of model by its configuration.
pub fn is_architecture(name: &str) -> bool {
    files().any(|file| file.name == name && file.about == About::Architecture)
}

/// The names of the bundled files that give sizes of a model, sorted.
///
/// ```
/// use longhand::model::bundled;
///
/// assert!(bundled::sizes().any(|name| name == "training"));
/// ```
pub fn sizes() -> impl Iterator<Item = &'static str> {
    SIZES.iter().map(|file| file.name)
}

/// What a bundled file is about, by its `title`.
///
/// ```
/// use longhand::model::bundled;
///
/// assert!(bundled::title("mixtral").is_some_and(|title| title.starts_with("Mixtral")));
/// assert_eq!(bundled::title("no-such-file"), None);
/// ```
pub fn title(name: &str) -> Option<&'static str> {
    let file = files().find(|file| file.name == name)?;
    let line = file
        .text
        .lines()
        .find_map(|line| line.strip_prefix("title "))?;
    Some(line.trim().trim_matches('"'))
}

/// The bundled name that is nearest to a misspelt one, if one is near.
pub fn nearest(name: &str) -> Option<&'static str> {
    crate::syntax::nearest(name, names())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Budget;
    use crate::model::Model;

    #[test]
    fn every_bundled_file_is_right() {
        assert!(ARCHITECTURES.iter().map(|file| file.name).is_sorted());
        assert!(SIZES.iter().map(|file| file.name).is_sorted());
        for file in files() {
            let source = source(file.name, file.language).unwrap();
            let model = Model::read(&source);
            let model = model
                .unwrap_or_else(|errors| panic!("{}: {errors:#?}", source.name()))
                .value;
            let findings = model.findings(&Budget::default());
            assert!(findings.is_empty(), "{}: {findings:#?}", source.name());
            assert_eq!(title(file.name).is_some(), model.title().is_some());
        }
    }

    #[test]
    fn translations_say_the_same() {
        let read = |language| Model::read(&source("transformer", language).unwrap()).unwrap();
        let (english, korean) = (read("en").value, read("ko").value);
        assert_eq!(english.assumptions(), korean.assumptions());
    }

    #[test]
    fn misspelt_names() {
        assert_eq!(nearest("transfomer"), Some("transformer"));
        assert_eq!(nearest("zebra"), None);
    }

    /// Exact counts by hand: L·(12h² + 4h) + Vh + 2h.
    #[test]
    fn counts_of_the_textbook_transformer() {
        let model = Model::read(&source("transformer", "en").unwrap())
            .unwrap()
            .value;
        let total = crate::expr::Expr::symbol("total");
        for (case, count) in [
            ("LLaMA-7B", "6574055424"),
            ("LLaMA-13B", "12747581440"),
            ("LLaMA-33B", "32112284672"),
            ("LLaMA-65B", "64689291264"),
        ] {
            let value = model.evaluate(&total, Some(case)).unwrap();
            assert_eq!(value.to_string(), count, "{case}");
        }
    }
}
