//! The models that bundled files are for.

use super::Usual::{self, Number, Truth};
use super::{Architecture, row};

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
    "DoubleHeadsModel",
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
    "ForMultipleChoice",
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

const HELIUM: &[&str] = &[
    "ForCausalLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
];

const XLNET: &[&str] = &[
    "LMHeadModel",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForMultipleChoice",
    "ForQuestionAnsweringSimple",
];

/// What stands on a model of words behind a tower for images.
const IMAGES: &[&str] = &["ForConditionalGeneration", "Model"];

const JAMBA: &[&str] = &["ForCausalLM", "Model", "ForSequenceClassification"];

const VIT: &[&str] = &["ForImageClassification", "Model", "ForMaskedImageModeling"];

const CLIP: &[&str] = &["Model", "ForImageClassification"];

/// What stands on one of CLIP's two encoders alone.
const CLIP_HALF: &[&str] = &["Model", "ModelWithProjection"];

const ELECTRA: &[&str] = &[
    "ForPreTraining",
    "Model",
    "ForMaskedLM",
    "ForCausalLM",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
];

const MARIAN: &[&str] = &["MTModel", "Model", "ForCausalLM"];

const DEIT: &[&str] = &[
    "ForImageClassification",
    "Model",
    "ForImageClassificationWithTeacher",
    "ForMaskedImageModeling",
];

const SWIN: &[&str] = &["ForImageClassification", "Model", "ForMaskedImageModeling"];

/// What stands on encoders of sound.
const SOUND: &[&str] = &[
    "ForCTC",
    "Model",
    "ForSequenceClassification",
    "ForAudioFrameClassification",
];

const HUBERT: &[&str] = &["ForCTC", "Model", "ForSequenceClassification"];

const ESM: &[&str] = &[
    "ForMaskedLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
];

const BIOGPT: &[&str] = &[
    "ForCausalLM",
    "Model",
    "ForSequenceClassification",
    "ForTokenClassification",
];

const APERTUS: &[&str] = &["ForCausalLM", "Model", "ForTokenClassification"];

const DINO: &[&str] = &["Model", "ForImageClassification"];

const KEY_HEADS: &str = "num_key_value_heads";

const TIED: (&str, Usual) = ("tie_word_embeddings", Truth(true));

const HEAD_128: (&str, Usual) = ("head_dim", Number(128));

const BIASED: (&str, Usual) = ("attention_bias", Truth(true));

/// Every model type that a bundled file is for; those of one file stand together, its plainest first.
pub const ARCHITECTURES: &[Architecture] = &[
    row("llama", "Llama", DECODER, "llama"),
    row("mistral", "Mistral", DECODER, "llama").lacking(&[(KEY_HEADS, Number(8))]),
    row("granite", "Granite", DECODER, "llama"),
    row("phi3", "Phi3", DECODER, "llama"),
    row("qwen2", "Qwen2", DECODER, "llama").lacking(&[(KEY_HEADS, Number(32))]),
    row("qwen3", "Qwen3", DECODER, "llama").lacking(&[(KEY_HEADS, Number(32))]),
    row("smollm3", "SmolLM3", DECODER, "llama").lacking(&[(KEY_HEADS, Number(4)), TIED]),
    row("seed_oss", "SeedOss", DECODER, "llama").lacking(&[
        (KEY_HEADS, Number(8)),
        HEAD_128,
        BIASED,
    ]),
    row("exaone4", "Exaone4", DECODER, "llama").lacking(&[(KEY_HEADS, Number(32))]),
    row("ernie4_5", "Ernie4_5", STATE_SPACE, "llama").lacking(&[
        (KEY_HEADS, Number(2)),
        HEAD_128,
        TIED,
    ]),
    row("hunyuan_v1_dense", "HunYuanDenseV1", JAMBA, "llama"),
    row("ministral", "Ministral", DECODER, "llama").lacking(&[(KEY_HEADS, Number(8))]),
    row("ministral3", "Ministral3", DECODER, "llama").lacking(&[(KEY_HEADS, Number(8)), HEAD_128]),
    row("helium", "Helium", HELIUM, "llama").lacking(&[(KEY_HEADS, Number(20)), HEAD_128]),
    row("cwm", "Cwm", STATE_SPACE, "llama").lacking(&[(KEY_HEADS, Number(8)), HEAD_128]),
    row("bitnet", "BitNet", STATE_SPACE, "llama").lacking(&[(KEY_HEADS, Number(5))]),
    row("gemma", "Gemma", DECODER, "gemma").lacking(&[(KEY_HEADS, Number(16))]),
    row("gemma2", "Gemma2", DECODER, "gemma").lacking(&[(KEY_HEADS, Number(4))]),
    row("gemma3_text", "Gemma3", DECODER, "gemma").lacking(&[(KEY_HEADS, Number(4))]),
    row("gemma3_text", "Gemma3Text", DECODER, "gemma").lacking(&[(KEY_HEADS, Number(4))]),
    row("olmo2", "Olmo2", DECODER, "olmo2"),
    row("olmo3", "Olmo3", JAMBA, "olmo2"),
    row("olmo", "Olmo", JAMBA, "olmo2"),
    row("cohere", "Cohere", DECODER, "cohere"),
    row("cohere2", "Cohere2", STATE_SPACE, "cohere"),
    row("glm4", "Glm4", DECODER, "glm4").lacking(&[(KEY_HEADS, Number(2))]),
    row("glm", "Glm", DECODER, "glm4").lacking(&[(KEY_HEADS, Number(2))]),
    row("starcoder2", "Starcoder2", DECODER, "starcoder2").lacking(&[(KEY_HEADS, Number(2))]),
    row("nemotron", "Nemotron", DECODER, "nemotron"),
    row("arcee", "Arcee", DECODER, "nemotron"),
    row("apertus", "Apertus", APERTUS, "nemotron"),
    row("nanochat", "NanoChat", STATE_SPACE, "nemotron"),
    row("stablelm", "StableLm", DECODER, "stablelm").lacking(&[(KEY_HEADS, Number(32))]),
    row("phi", "Phi", DECODER, "phi"),
    row("gptj", "GPTJ", OPT, "gptj"),
    row("gpt_neo", "GPTNeo", DECODER, "gpt_neo"),
    row("gpt_bigcode", "GPTBigCode", DECODER, "gpt_bigcode"),
    row("gpt2", "GPT2", GPT2, "gpt2"),
    row("gpt_neox", "GPTNeoX", DECODER, "gpt_neox"),
    row("opt", "OPT", OPT, "opt"),
    row("bloom", "Bloom", DECODER, "bloom"),
    row("falcon", "Falcon", DECODER, "falcon")
        .lacking(&[("multi_query", Truth(true)), ("parallel_attn", Truth(true))]),
    row("mpt", "Mpt", DECODER, "mpt"),
    row("mpt", "MPT", DECODER, "mpt"),
    row("mixtral", "Mixtral", DECODER, "mixtral").lacking(&[(KEY_HEADS, Number(8))]),
    row("granitemoe", "GraniteMoe", STATE_SPACE, "mixtral"),
    row(
        "granitemoeshared",
        "GraniteMoeShared",
        STATE_SPACE,
        "mixtral",
    ),
    row("phimoe", "Phimoe", JAMBA, "mixtral").lacking(&[(KEY_HEADS, Number(8))]),
    row("phimoe", "PhiMoE", JAMBA, "mixtral").lacking(&[(KEY_HEADS, Number(8))]),
    row("olmoe", "Olmoe", DECODER, "olmoe"),
    row("flex_olmo", "FlexOlmo", STATE_SPACE, "olmoe"),
    row("minimax_m2", "MiniMaxM2", STATE_SPACE, "olmoe")
        .lacking(&[(KEY_HEADS, Number(8)), HEAD_128]),
    row("qwen3_moe", "Qwen3Moe", DECODER, "qwen_moe").lacking(&[(KEY_HEADS, Number(4))]),
    row("minimax", "MiniMax", DECODER, "minimax").lacking(&[(KEY_HEADS, Number(8))]),
    row("qwen2_moe", "Qwen2Moe", DECODER, "qwen_moe").lacking(&[(KEY_HEADS, Number(16))]),
    row("qwen3_next", "Qwen3Next", DECODER, "qwen3_next").lacking(&[(KEY_HEADS, Number(2))]),
    row("glm4_moe", "Glm4Moe", STATE_SPACE, "glm4_moe").lacking(&[(KEY_HEADS, Number(8))]),
    row("dots1", "Dots1", STATE_SPACE, "glm4_moe").lacking(&[(KEY_HEADS, Number(32))]),
    row("ernie4_5_moe", "Ernie4_5_Moe", STATE_SPACE, "ernie4_5_moe")
        .lacking(&[(KEY_HEADS, Number(4))]),
    row("hunyuan_v1_moe", "HunYuanMoEV1", JAMBA, "hunyuan_moe"),
    row("gpt_oss", "GptOss", DECODER, "gpt_oss").lacking(&[(KEY_HEADS, Number(8))]),
    row("dbrx", "Dbrx", DECODER, "dbrx"),
    row("llama4_text", "Llama4", DECODER, "llama4").lacking(&[(KEY_HEADS, Number(8))]),
    row("llama4_text", "Llama4Text", DECODER, "llama4").lacking(&[(KEY_HEADS, Number(8))]),
    row("deepseek_v3", "DeepseekV3", DECODER, "deepseek").lacking(&[("q_lora_rank", Number(1536))]),
    row("deepseek_v2", "DeepseekV2", DECODER, "deepseek").lacking(&[("q_lora_rank", Number(1536))]),
    row("kimi_k2", "DeepseekV3", DECODER, "deepseek").lacking(&[("q_lora_rank", Number(1536))]),
    row("deepseek_v32", "DeepseekV32", DECODER, "deepseek"),
    row("glm_moe_dsa", "GlmMoeDsa", DECODER, "deepseek"),
    row("glm4_moe_lite", "Glm4MoeLite", DECODER, "deepseek"),
    row("mistral4", "Mistral4", DECODER, "deepseek"),
    row(
        "longcat_flash",
        "LongcatFlash",
        STATE_SPACE,
        "longcat_flash",
    )
    .lacking(&[("q_lora_rank", Number(1536))]),
    row("biogpt", "BioGpt", BIOGPT, "biogpt"),
    row("bert", "Bert", BERT, "bert"),
    row("roberta", "Roberta", ROBERTA, "bert"),
    row("xlm-roberta", "XLMRoberta", ROBERTA, "bert"),
    row("camembert", "Camembert", ROBERTA, "bert"),
    row("electra", "Electra", ELECTRA, "electra"),
    row("deberta-v2", "DebertaV2", ENCODER, "deberta"),
    row("mpnet", "MPNet", ENCODER, "mpnet"),
    row("esm", "Esm", ESM, "esm"),
    row("distilbert", "DistilBert", ENCODER, "distilbert"),
    row("albert", "Albert", ALBERT, "albert"),
    row("modernbert", "ModernBert", MODERNBERT, "modernbert"),
    row("t5", "T5", T5, "t5"),
    row("mt5", "MT5", T5, "t5"),
    row("umt5", "UMT5", T5, "t5"),
    row("bart", "Bart", BART, "bart"),
    row("mbart", "MBart", BART, "bart"),
    row("pegasus", "Pegasus", BART, "bart"),
    row("marian", "Marian", MARIAN, "bart"),
    row("m2m_100", "M2M100", IMAGES, "bart"),
    row("whisper", "Whisper", SPEECH, "whisper"),
    row("wav2vec2", "Wav2Vec2", SOUND, "wav2vec2"),
    row("hubert", "Hubert", HUBERT, "wav2vec2"),
    row("mamba", "Mamba", STATE_SPACE, "mamba"),
    row("falcon_mamba", "FalconMamba", STATE_SPACE, "mamba"),
    row("mamba2", "Mamba2", STATE_SPACE, "mamba2"),
    row("jamba", "Jamba", JAMBA, "jamba").lacking(&[(KEY_HEADS, Number(8))]),
    row("falcon_h1", "FalconH1", STATE_SPACE, "falcon_h1").lacking(&[(KEY_HEADS, Number(8))]),
    row("bamba", "Bamba", STATE_SPACE, "bamba").lacking(&[(KEY_HEADS, Number(8))]),
    row("granitemoehybrid", "GraniteMoeHybrid", STATE_SPACE, "bamba"),
    row("nemotron_h", "NemotronH", STATE_SPACE, "nemotron_h").lacking(&[(KEY_HEADS, Number(8))]),
    row("zamba2", "Zamba2", JAMBA, "zamba2"),
    row("lfm2", "Lfm2", STATE_SPACE, "lfm2").lacking(&[(KEY_HEADS, Number(8))]),
    row("lfm2_moe", "Lfm2Moe", STATE_SPACE, "lfm2").lacking(&[(KEY_HEADS, Number(8))]),
    row("rwkv", "Rwkv", STATE_SPACE, "rwkv"),
    row(
        "recurrent_gemma",
        "RecurrentGemma",
        STATE_SPACE,
        "recurrent_gemma",
    ),
    row("xlnet", "XLNet", XLNET, "xlnet"),
    row("gemma3", "Gemma3", IMAGES, "gemma3"),
    row("internvl", "InternVL", IMAGES, "internvl"),
    row("glm4v", "Glm4v", IMAGES, "glm4v"),
    row("glm4v_moe", "Glm4vMoe", IMAGES, "glm4v_moe"),
    row("gemma4", "Gemma4", IMAGES, "gemma4"),
    row("gemma4_text", "Gemma4", &["ForCausalLM"], "gemma4"),
    row("gemma4_text", "Gemma4Text", &["Model"], "gemma4"),
    row("gemma3n", "Gemma3n", IMAGES, "gemma3n"),
    row("gemma3n_text", "Gemma3n", &["ForCausalLM"], "gemma3n"),
    row("gemma3n_text", "Gemma3nText", &["Model"], "gemma3n"),
    row("paligemma", "PaliGemma", IMAGES, "gemma3"),
    row("llava", "Llava", IMAGES, "llava"),
    row("llava_next", "LlavaNext", IMAGES, "llava"),
    row("llava_onevision", "LlavaOnevision", IMAGES, "llava"),
    row("idefics3", "Idefics3", IMAGES, "idefics3"),
    row("smolvlm", "SmolVLM", IMAGES, "idefics3"),
    row("mistral3", "Mistral3", IMAGES, "mistral3"),
    row("mllama", "Mllama", IMAGES, "mllama"),
    row("qwen2_vl", "Qwen2VL", IMAGES, "qwen2_vl"),
    row("qwen2_5_vl", "Qwen2_5_VL", IMAGES, "qwen2_vl"),
    row("qwen3_5", "Qwen3_5", IMAGES, "qwen3_5"),
    row("qwen3_5_moe", "Qwen3_5Moe", IMAGES, "qwen3_5"),
    row("qwen3_5_text", "Qwen3_5", &["ForCausalLM"], "qwen3_5"),
    row("qwen3_5_text", "Qwen3_5Text", &["Model"], "qwen3_5"),
    row(
        "qwen3_5_moe_text",
        "Qwen3_5Moe",
        &["ForCausalLM"],
        "qwen3_5",
    ),
    row("qwen3_5_moe_text", "Qwen3_5MoeText", &["Model"], "qwen3_5"),
    row("qwen3_vl", "Qwen3VL", IMAGES, "qwen3_vl"),
    row("qwen3_vl_moe", "Qwen3VLMoe", IMAGES, "qwen3_vl"),
    row("vit", "ViT", VIT, "vit"),
    row("deit", "DeiT", DEIT, "vit"),
    row("dinov2", "Dinov2", DINO, "dinov2"),
    row("swin", "Swin", SWIN, "swin"),
    row("clip", "CLIP", CLIP, "clip"),
    row("clip_text_model", "CLIPText", CLIP_HALF, "clip"),
    row("clip_vision_model", "CLIPVision", CLIP_HALF, "clip"),
    row("siglip", "Siglip", CLIP, "siglip"),
    row("siglip_text_model", "SiglipText", &["Model"], "siglip"),
    row("siglip_vision_model", "SiglipVision", &["Model"], "siglip"),
];
