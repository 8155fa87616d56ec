//! Which words are units.

/// Units that have a size of their own.
const UNITS: &[&str] = &[
    "bit", "bits", "byte", "bytes", "kB", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB",
    "PiB", "FLOP", "FLOPs", "GFLOP", "TFLOP", "PFLOP", "EFLOP", "second", "seconds",
];

/// Words that count and vanish in products.
const LABELS: &[&str] = &[
    "parameter", "parameters", "token", "tokens", "expert", "experts", "layer", "layers",
];

/// Names of number formats.
const DTYPES: &[&str] = &[
    "FP64", "FP32", "FP16", "BF16", "FP8", "INT8", "INT4", "MXFP4", "NVFP4", "Q4_K", "Q6_K",
];

/// Whether a word is a unit with a size.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.contains(&word)
}

/// Whether a word is a counting label, a unit only behind a number.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.contains(&word)
}

/// Whether a value can be converted to it: a unit or the format in which numbers are stored.
pub(super) fn is_target(word: &str) -> bool {
    is_unit(word) || is_label(word) || DTYPES.contains(&word)
}
