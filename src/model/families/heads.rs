//! What stands on models of a kind: how the names of their classes end, the usual one first.

/// What stands on decoders.
pub(super) const DECODER: &[&str] = &[
    "ForCausalLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
];

/// What stands on decoders that name their main class otherwise.
pub(super) const GPT2: &[&str] = &[
    "LMHeadModel",
    "Model",
    "DoubleHeadsModel",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
];

/// What stands on decoders whose words may be narrow.
pub(super) const OPT: &[&str] = &[
    "ForCausalLM",
    "Model",
    "ForSequenceClassification",
    "ForQuestionAnswering",
];

/// What stands on encoders.
pub(super) const ENCODER: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

/// What stands on encoders that were also trained on pairs of sentences.
pub(super) const BERT: &[&str] = &[
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

/// What stands on kin of BERT that are trained on pairs of sentences and also serve as decoders.
pub(super) const ERNIE: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForCausalLM",
    "ForPreTraining",
    "ForNextSentencePrediction",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

/// What stands on encoders of pages.
pub(super) const LAYOUT: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
];

/// What stands on encoders for the meaning of whole texts.
pub(super) const EMBEDDING: &[&str] = &[
    "Model",
    "ForMaskedLM",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
];

/// What stands on encoders that also serve as decoders.
pub(super) const ROBERTA: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForCausalLM",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

pub(super) const ALBERT: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForPreTraining",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

pub(super) const MODERNBERT: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

/// What stands on an encoder with a decoder.
pub(super) const T5: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "EncoderModel",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
];

pub(super) const BART: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "ForCausalLM",
    "ForSequenceClassification",
    "ForQuestionAnswering",
];

pub(super) const SPEECH: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "ForCausalLM",
    "ForAudioClassification",
];

/// What stands on state spaces.
pub(super) const STATE_SPACE: &[&str] = &["ForCausalLM", "Model"];

pub(super) const HELIUM: &[&str] = &[
    "ForCausalLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
];

pub(super) const XLNET: &[&str] = &[
    "LMHeadModel",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForMultipleChoice",
    "ForQuestionAnsweringSimple",
];

/// What stands on a model of words behind a tower for images.
pub(super) const IMAGES: &[&str] = &["ForConditionalGeneration", "Model"];

/// What stands on models between text and sound.
pub(super) const SPEAKS: &[&str] = &[
    "ForTextToSpeech",
    "Model",
    "ForSpeechToText",
    "ForSpeechToSpeech",
];

/// What stands on models that see films.
pub(super) const FILMS: &[&str] = &["ForVideoClassification", "Model", "ForPreTraining"];

/// What stands on models that also see, whose text may stand alone.
pub(super) const TEXT_ALONE: &[&str] = &["ForConditionalGeneration", "Model", "ForCausalLM"];

/// What stands on models that also see, where a class is told as well.
pub(super) const CLASSIFIES: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
];

pub(super) const JAMBA: &[&str] = &["ForCausalLM", "Model", "ForSequenceClassification"];

pub(super) const VIT: &[&str] = &["ForImageClassification", "Model", "ForMaskedImageModeling"];

pub(super) const CLIP: &[&str] = &["Model", "ForImageClassification"];

/// What stands on one of CLIP's two encoders alone.
pub(super) const CLIP_HALF: &[&str] = &["Model", "ModelWithProjection"];

pub(super) const ELECTRA: &[&str] = &[
    "ForPreTraining",
    "Model",
    "ForMaskedLM",
    "ForCausalLM",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

pub(super) const MARIAN: &[&str] = &["MTModel", "Model", "ForCausalLM"];

pub(super) const DEIT: &[&str] = &[
    "ForImageClassification",
    "Model",
    "ForImageClassificationWithTeacher",
    "ForMaskedImageModeling",
];

pub(super) const MAE: &[&str] = &["ForPreTraining", "Model"];

pub(super) const MSN: &[&str] = &["ForImageClassification", "Model"];

pub(super) const SWIN: &[&str] = &["ForImageClassification", "Model", "ForMaskedImageModeling"];

/// What stands on encoders of sound.
pub(super) const SOUND: &[&str] = &[
    "ForCTC",
    "Model",
    "ForSequenceClassification",
    "ForAudioFrameClassification",
    "ForXVector",
    "ForPreTraining",
];

pub(super) const HUBERT: &[&str] = &["ForCTC", "Model", "ForSequenceClassification"];

pub(super) const ESM: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
];

pub(super) const BIOGPT: &[&str] = &[
    "ForCausalLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
];

pub(super) const APERTUS: &[&str] = &["ForCausalLM", "Model", "ForTokenClassification"];

pub(super) const DINO: &[&str] = &["Model", "ForImageClassification"];

pub(super) const BLENDERBOT: &[&str] = &["ForConditionalGeneration", "Model", "ForCausalLM"];

pub(super) const PLBART: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "ForCausalLM",
    "ForSequenceClassification",
];

/// What stands on the first GPT.
pub(super) const GPT: &[&str] = &[
    "LMHeadModel",
    "Model",
    "DoubleHeadsModel",
    "ForSequenceClassification",
];

/// What stands on a model that tells what each point of an image is.
pub(super) const SEGMENTS: &[&str] =
    &["ForSemanticSegmentation", "ForImageClassification", "Model"];

/// What stands on `BigBird`.
pub(super) const BIG_BIRD: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForCausalLM",
    "ForPreTraining",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

/// What stands on encoders of pages that see them.
pub(super) const PAGES: &[&str] = &[
    "ForTokenClassification",
    "Model",
    "ForSequenceClassification",
    "ForQuestionAnswering",
];

/// What stands on Switch Transformers.
pub(super) const SWITCH: &[&str] = &["ForConditionalGeneration", "Model", "EncoderModel"];

/// What stands on `T5Gemma`.
pub(super) const T5GEMMA: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "EncoderModel",
    "ForSequenceClassification",
    "ForTokenClassification",
];

/// What stands on LED.
pub(super) const LED: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "ForSequenceClassification",
    "ForQuestionAnswering",
];

/// What stands on a model that finds objects.
pub(super) const OBJECTS: &[&str] = &["ForObjectDetection", "Model"];

/// What stands on XLM.
pub(super) const XLM: &[&str] = &[
    "WithLMHeadModel",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnsweringSimple",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

/// What stands on OWL-ViT.
pub(super) const FINDS: &[&str] = &["ForObjectDetection", "Model", "TextModel", "VisionModel"];

/// What stands on BLIP.
pub(super) const BLIP: &[&str] = &[
    "ForConditionalGeneration",
    "Model",
    "ForQuestionAnswering",
    "ForImageTextRetrieval",
];

/// What stands on encoders of a spectrum.
pub(super) const CONFORMER: &[&str] = &[
    "ForCTC",
    "Model",
    "ForSequenceClassification",
    "ForAudioFrameClassification",
    "ForXVector",
];

/// What stands on Funnel, of which some need no words.
pub(super) const FUNNEL: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "BaseModel",
    "ForPreTraining",
    "ForSequenceClassification",
    "ForMultipleChoice",
    "ForTokenClassification",
    "ForQuestionAnswering",
];
