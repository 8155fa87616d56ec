//! The models that bundled files are for.

use super::Usual::{self, Number, Truth};
use super::heads::{
    ALBERT, APERTUS, BART, BERT, BIG_BIRD, BIOGPT, BLENDERBOT, CLIP, CLIP_HALF, DECODER, DEIT,
    DINO, ELECTRA, EMBEDDING, ENCODER, ERNIE, ESM, GPT, GPT2, HELIUM, HUBERT, IMAGES, JAMBA,
    LAYOUT, LED, MAE, MARIAN, MODERNBERT, MSN, OPT, PAGES, PLBART, ROBERTA, SEGMENTS, SOUND,
    SPEECH, STATE_SPACE, SWIN, SWITCH, T5, T5GEMMA, VIT, XLNET,
};
use super::{Architecture, row};

const KEY_HEADS: &str = "num_key_value_heads";

const WINDOW: &str = "sliding_window";

const TEXT_WINDOW: &str = "text_config.sliding_window";

const TIED: (&str, Usual) = ("tie_word_embeddings", Truth(true));

const HEAD_128: (&str, Usual) = ("head_dim", Number(128));

const BIASED: (&str, Usual) = ("attention_bias", Truth(true));

const SARVAM: &[(&str, Usual)] = &[
    (KEY_HEADS, Number(4)),
    ("head_dim", Number(64)),
    ("use_qk_norm", Truth(true)),
];

/// Every model type that a bundled file is for; those of one file stand together, its plainest first.
pub const ARCHITECTURES: &[Architecture] = &[
    row("llama", "Llama", DECODER, "llama"),
    row("mistral", "Mistral", DECODER, "llama")
        .lacking(&[(WINDOW, Number(4096)), (KEY_HEADS, Number(8))]),
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
    row("exaone4", "Exaone4", DECODER, "llama")
        .lacking(&[(WINDOW, Number(4096)), (KEY_HEADS, Number(32))]),
    row("ernie4_5", "Ernie4_5", STATE_SPACE, "llama").lacking(&[
        (KEY_HEADS, Number(2)),
        HEAD_128,
        TIED,
    ]),
    row("hunyuan_v1_dense", "HunYuanDenseV1", JAMBA, "llama"),
    row("ministral", "Ministral", DECODER, "llama")
        .lacking(&[(WINDOW, Number(4096)), (KEY_HEADS, Number(8))]),
    row("ministral3", "Ministral3", DECODER, "llama").lacking(&[(KEY_HEADS, Number(8)), HEAD_128]),
    row("helium", "Helium", HELIUM, "llama").lacking(&[(KEY_HEADS, Number(20)), HEAD_128]),
    row("cwm", "Cwm", STATE_SPACE, "llama").lacking(&[
        (WINDOW, Number(8192)),
        (KEY_HEADS, Number(8)),
        HEAD_128,
    ]),
    row("bitnet", "BitNet", STATE_SPACE, "llama").lacking(&[(KEY_HEADS, Number(5))]),
    row("eurobert", "EuroBert", ESM, "llama").at_once(),
    row("diffllama", "DiffLlama", DECODER, "llama"),
    row("hyperclovax", "HyperCLOVAX", STATE_SPACE, "llama"),
    row("internlm3", "Llama", DECODER, "llama").lacking(&[(KEY_HEADS, Number(2)), HEAD_128]),
    row("internlm3", "InternLM3", DECODER, "llama").lacking(&[(KEY_HEADS, Number(2)), HEAD_128]),
    row("exaone", "Llama", DECODER, "llama").lacking(&[(KEY_HEADS, Number(8))]),
    row("exaone", "Exaone", DECODER, "llama").lacking(&[(KEY_HEADS, Number(8))]),
    row("iquestcoder", "Llama", DECODER, "llama").lacking(&[(KEY_HEADS, Number(8)), HEAD_128]),
    row("iquestcoder", "IQuestCoder", DECODER, "llama")
        .lacking(&[(KEY_HEADS, Number(8)), HEAD_128]),
    row("gemma", "Gemma", DECODER, "gemma").lacking(&[(KEY_HEADS, Number(16))]),
    row("gemma2", "Gemma2", DECODER, "gemma")
        .lacking(&[(WINDOW, Number(4096)), (KEY_HEADS, Number(4))]),
    row("gemma3_text", "Gemma3", DECODER, "gemma")
        .lacking(&[(WINDOW, Number(4096)), (KEY_HEADS, Number(4))]),
    row("gemma3_text", "Gemma3Text", DECODER, "gemma")
        .lacking(&[(WINDOW, Number(4096)), (KEY_HEADS, Number(4))]),
    row("vaultgemma", "VaultGemma", STATE_SPACE, "gemma")
        .lacking(&[(WINDOW, Number(4096)), (KEY_HEADS, Number(4))]),
    row("olmo2", "Olmo2", DECODER, "olmo2"),
    row("olmo3", "Olmo3", JAMBA, "olmo2").lacking(&[(WINDOW, Number(4096))]),
    row("olmo", "Olmo", JAMBA, "olmo2"),
    row("olmo_hybrid", "OlmoHybrid", STATE_SPACE, "olmo_hybrid"),
    row("cohere", "Cohere", DECODER, "cohere"),
    row("cohere2", "Cohere2", STATE_SPACE, "cohere").lacking(&[(WINDOW, Number(4096))]),
    row("cohere2_moe", "Cohere2Moe", STATE_SPACE, "cohere2_moe").lacking(&[(WINDOW, Number(4096))]),
    row("glm4", "Glm4", DECODER, "glm4").lacking(&[(KEY_HEADS, Number(2))]),
    row("glm", "Glm", DECODER, "glm4").lacking(&[(KEY_HEADS, Number(2))]),
    row("starcoder2", "Starcoder2", DECODER, "starcoder2").lacking(&[(KEY_HEADS, Number(2))]),
    row("nemotron", "Nemotron", DECODER, "nemotron"),
    row("arcee", "Arcee", DECODER, "nemotron"),
    row("apertus", "Apertus", APERTUS, "nemotron"),
    row("jais2", "Jais2", STATE_SPACE, "nemotron").lacking(&[BIASED, ("mlp_bias", Truth(true))]),
    row("nanochat", "NanoChat", STATE_SPACE, "nemotron"),
    row("stablelm", "StableLm", DECODER, "stablelm").lacking(&[(KEY_HEADS, Number(32))]),
    row("phi", "Phi", DECODER, "phi"),
    row("gptj", "GPTJ", OPT, "gptj"),
    row("codegen", "CodeGen", STATE_SPACE, "gptj"),
    row("gpt_neo", "GPTNeo", DECODER, "gpt_neo"),
    row("gpt_bigcode", "GPTBigCode", DECODER, "gpt_bigcode"),
    row("gpt2", "GPT2", GPT2, "gpt2"),
    row("openai-gpt", "OpenAIGPT", GPT, "gpt2"),
    row("gpt_neox", "GPTNeoX", DECODER, "gpt_neox"),
    row("persimmon", "Persimmon", HELIUM, "persimmon"),
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
    row("dots1", "Dots1", STATE_SPACE, "glm4_moe").lacking(&[
        (WINDOW, Number(4096)),
        ("max_window_layers", Number(62)),
        (KEY_HEADS, Number(32)),
    ]),
    row("exaone_moe", "ExaoneMoe", STATE_SPACE, "glm4_moe")
        .lacking(&[(WINDOW, Number(4096)), (KEY_HEADS, Number(32))]),
    row("hy_v3", "HYV3", STATE_SPACE, "glm4_moe").lacking(&[(KEY_HEADS, Number(8)), HEAD_128]),
    row("solar_open", "SolarOpen", STATE_SPACE, "glm4_moe")
        .lacking(&[(KEY_HEADS, Number(8)), HEAD_128]),
    row("afmoe", "Afmoe", STATE_SPACE, "afmoe").lacking(&[
        (WINDOW, Number(1024)),
        ("num_shared_experts", Number(2)),
        HEAD_128,
    ]),
    row("sarvam_moe", "Glm4Moe", STATE_SPACE, "glm4_moe").lacking(SARVAM),
    row("sarvam_moe", "SarvamMoE", STATE_SPACE, "glm4_moe").lacking(SARVAM),
    row("ernie4_5_moe", "Ernie4_5_Moe", STATE_SPACE, "ernie4_5_moe")
        .lacking(&[(KEY_HEADS, Number(4))]),
    row("hunyuan_v1_moe", "HunYuanMoEV1", JAMBA, "hunyuan_moe"),
    row("jetmoe", "JetMoe", JAMBA, "jetmoe"),
    row("gpt_oss", "GptOss", DECODER, "gpt_oss")
        .lacking(&[(WINDOW, Number(128)), (KEY_HEADS, Number(8))]),
    row("dbrx", "Dbrx", DECODER, "dbrx"),
    row("llama4_text", "Llama4", DECODER, "llama4").lacking(&[
        ("attention_chunk_size", Number(8192)),
        (KEY_HEADS, Number(8)),
    ]),
    row("llama4_text", "Llama4Text", DECODER, "llama4").lacking(&[
        ("attention_chunk_size", Number(8192)),
        (KEY_HEADS, Number(8)),
    ]),
    row("llama4", "Llama4", IMAGES, "llama4")
        .lacking(&[("text_config.attention_chunk_size", Number(8192))]),
    row("deepseek_v3", "DeepseekV3", DECODER, "deepseek").lacking(&[("q_lora_rank", Number(1536))]),
    row("deepseek_v2", "DeepseekV2", DECODER, "deepseek").lacking(&[("q_lora_rank", Number(1536))]),
    row("kimi_k2", "DeepseekV3", DECODER, "deepseek").lacking(&[("q_lora_rank", Number(1536))]),
    row("sarvam_mla", "DeepseekV3", DECODER, "deepseek")
        .lacking(&[("first_k_dense_replace", Number(1))]),
    row("sarvam_mla", "SarvamMLA", DECODER, "deepseek")
        .lacking(&[("first_k_dense_replace", Number(1))]),
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
    row("kimi_linear", "KimiLinear", STATE_SPACE, "kimi_linear"),
    row("mimo_v2_flash", "MiMoV2Flash", STATE_SPACE, "mimo_v2_flash")
        .lacking(&[(WINDOW, Number(129))]),
    row("deepseek_v4", "DeepseekV4", STATE_SPACE, "deepseek_v4").lacking(&[(WINDOW, Number(128))]),
    row("minicpm3", "MiniCPM3", JAMBA, "minicpm3").lacking(&[("q_lora_rank", Number(768))]),
    row("youtu", "Youtu", STATE_SPACE, "minicpm3").lacking(&[("q_lora_rank", Number(1536))]),
    row("biogpt", "BioGpt", BIOGPT, "biogpt"),
    row("xglm", "XGLM", STATE_SPACE, "biogpt"),
    row("bert", "Bert", BERT, "bert").at_once(),
    row("roberta", "Roberta", ROBERTA, "bert").at_once(),
    row("xlm-roberta", "XLMRoberta", ROBERTA, "bert").at_once(),
    row("camembert", "Camembert", ROBERTA, "bert").at_once(),
    row("ernie", "Ernie", ERNIE, "bert").at_once(),
    row("data2vec-text", "Data2VecText", ROBERTA, "bert").at_once(),
    row("xlm-roberta-xl", "XLMRobertaXL", ROBERTA, "bert").at_once(),
    row(
        "roberta-prelayernorm",
        "RobertaPreLayerNorm",
        ROBERTA,
        "bert",
    )
    .at_once(),
    row("megatron-bert", "MegatronBert", ERNIE, "bert").at_once(),
    row("layoutlm", "LayoutLM", LAYOUT, "bert").at_once(),
    row("nomic_bert", "NomicBert", EMBEDDING, "nomic_bert").at_once(),
    row("gte", "Gte", EMBEDDING, "nomic_bert").at_once(),
    row(
        "jina_embeddings_v3",
        "JinaEmbeddingsV3",
        EMBEDDING,
        "nomic_bert",
    )
    .at_once(),
    row("electra", "Electra", ELECTRA, "electra").at_once(),
    row("deberta-v2", "DebertaV2", ENCODER, "deberta").at_once(),
    row("deberta", "Deberta", LAYOUT, "deberta").at_once(),
    row("mpnet", "MPNet", ENCODER, "mpnet").at_once(),
    row("esm", "Esm", ESM, "esm").at_once(),
    row("distilbert", "DistilBert", ENCODER, "distilbert").at_once(),
    row("albert", "Albert", ALBERT, "albert").at_once(),
    row("longformer", "Longformer", ENCODER, "longformer").at_once(),
    row("big_bird", "BigBird", BIG_BIRD, "longformer").at_once(),
    row("roformer", "RoFormer", ROBERTA, "roformer").at_once(),
    row("layoutlmv3", "LayoutLMv3", PAGES, "layoutlmv3").at_once(),
    row("modernbert", "ModernBert", MODERNBERT, "modernbert").at_once(),
    row(
        "modernbert-decoder",
        "ModernBertDecoder",
        JAMBA,
        "modernbert",
    )
    .lacking(&[(WINDOW, Number(64))]),
    row("t5", "T5", T5, "t5"),
    row("mt5", "MT5", T5, "t5"),
    row("umt5", "UMT5", T5, "t5"),
    row("t5gemma", "T5Gemma", T5GEMMA, "t5gemma")
        .lacking(&[("decoder.sliding_window", Number(4096))]),
    row(
        "switch_transformers",
        "SwitchTransformers",
        SWITCH,
        "switch_transformers",
    )
    .lacking(&[("num_decoder_layers", Number(12))]),
    row("bart", "Bart", BART, "bart"),
    row("mbart", "MBart", BART, "bart"),
    row("pegasus", "Pegasus", BART, "bart"),
    row("marian", "Marian", MARIAN, "bart"),
    row("blenderbot", "Blenderbot", BLENDERBOT, "bart"),
    row("blenderbot-small", "BlenderbotSmall", BLENDERBOT, "bart"),
    row("plbart", "PLBart", PLBART, "bart"),
    row("mvp", "Mvp", BART, "bart"),
    row("m2m_100", "M2M100", IMAGES, "bart"),
    row("led", "LED", LED, "led"),
    row("whisper", "Whisper", SPEECH, "whisper"),
    row("wav2vec2", "Wav2Vec2", SOUND, "wav2vec2").at_once(),
    row("hubert", "Hubert", HUBERT, "wav2vec2").at_once(),
    row("wavlm", "WavLM", SOUND, "wav2vec2").at_once(),
    row("unispeech", "UniSpeech", SOUND, "wav2vec2").at_once(),
    row("unispeech-sat", "UniSpeechSat", SOUND, "wav2vec2").at_once(),
    row("data2vec-audio", "Data2VecAudio", SOUND, "wav2vec2").at_once(),
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
    )
    .lacking(&[("attention_window_size", Number(2048))]),
    row("xlnet", "XLNet", XLNET, "xlnet"),
    row("gemma3", "Gemma3", IMAGES, "gemma3").lacking(&[(TEXT_WINDOW, Number(4096))]),
    row("internvl", "InternVL", IMAGES, "internvl"),
    row("glm4v", "Glm4v", IMAGES, "glm4v"),
    row("glm4v_moe", "Glm4vMoe", IMAGES, "glm4v_moe"),
    row("glm_ocr", "GlmOcr", IMAGES, "glm_ocr"),
    row("kimi_k25", "KimiK25", IMAGES, "kimi_k25")
        .lacking(&[("text_config.q_lora_rank", Number(1536))]),
    row("kimi_k25", "Kimi_K25", IMAGES, "kimi_k25")
        .lacking(&[("text_config.q_lora_rank", Number(1536))]),
    row("gemma4", "Gemma4", IMAGES, "gemma4").lacking(&[(TEXT_WINDOW, Number(512))]),
    row("gemma4_text", "Gemma4", &["ForCausalLM"], "gemma4").lacking(&[(WINDOW, Number(512))]),
    row("gemma4_text", "Gemma4Text", &["Model"], "gemma4").lacking(&[(WINDOW, Number(512))]),
    row("gemma3n", "Gemma3n", IMAGES, "gemma3n").lacking(&[(TEXT_WINDOW, Number(512))]),
    row("gemma3n_text", "Gemma3n", &["ForCausalLM"], "gemma3n").lacking(&[(WINDOW, Number(512))]),
    row("gemma3n_text", "Gemma3nText", &["Model"], "gemma3n").lacking(&[(WINDOW, Number(512))]),
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
    row("voxtral", "Voxtral", IMAGES, "voxtral"),
    row("qwen2_audio", "Qwen2Audio", IMAGES, "voxtral"),
    row("vit", "ViT", VIT, "vit").at_once(),
    row("deit", "DeiT", DEIT, "vit").at_once(),
    row("vit_mae", "ViTMAE", MAE, "vit").at_once(),
    row("vit_msn", "ViTMSN", MSN, "vit").at_once(),
    row("ijepa", "IJepa", MSN, "vit").at_once(),
    row(
        "audio-spectrogram-transformer",
        "AST",
        &["ForAudioClassification", "Model"],
        "vit",
    )
    .at_once(),
    row("dinov2", "Dinov2", DINO, "dinov2").at_once(),
    row(
        "dinov2_with_registers",
        "Dinov2WithRegisters",
        DINO,
        "dinov2",
    )
    .at_once(),
    row("dinov3_vit", "DINOv3ViT", &["Model"], "dinov3").at_once(),
    row("beit", "Beit", VIT, "beit").at_once(),
    row("swin", "Swin", SWIN, "swin").at_once(),
    row("swinv2", "Swinv2", SWIN, "swin").at_once(),
    row("convnext", "ConvNext", MSN, "convnext").at_once(),
    row("convnextv2", "ConvNextV2", MSN, "convnext").at_once(),
    row("resnet", "ResNet", MSN, "resnet").at_once(),
    row("segformer", "Segformer", SEGMENTS, "segformer").at_once(),
    row("clip", "CLIP", CLIP, "clip").at_once(),
    row("clip_text_model", "CLIPText", CLIP_HALF, "clip").at_once(),
    row("clip_vision_model", "CLIPVision", CLIP_HALF, "clip").at_once(),
    row("siglip", "Siglip", CLIP, "siglip").at_once(),
    row("siglip_text_model", "SiglipText", &["Model"], "siglip").at_once(),
    row("siglip_vision_model", "SiglipVision", &["Model"], "siglip").at_once(),
    row("siglip2", "Siglip2", CLIP, "siglip").at_once(),
    row("siglip2_text_model", "Siglip2Text", &["Model"], "siglip").at_once(),
    row(
        "siglip2_vision_model",
        "Siglip2Vision",
        &["Model"],
        "siglip",
    )
    .at_once(),
];
