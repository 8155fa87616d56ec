//! The house as a table: which room stands on which floor, and what a room alone may name.

/// The rooms, lowest floor first. Rooms on one floor do not know each other.
pub(crate) const FLOORS: &[&[&str]] = &[
    &["number", "diagnostic"],
    &["expr", "units"],
    &["syntax", "poly", "eval"],
    &["growth"],
    &["judge"],
    &["derivation", "model", "solve", "checkpoint", "document"],
    &["rules", "check", "sweep", "verify"],
    &["derive", "exercises"],
    &["render", "emit"],
    &["tasks"],
    &["cli"],
];

/// A path, written with `::`, that only some rooms may name; `main` is `src/main.rs`.
pub(crate) struct Reserved {
    /// How the path begins.
    pub(crate) path: &'static str,
    /// The rooms that may name it.
    pub(crate) rooms: &'static [&'static str],
}

const fn only(path: &'static str, rooms: &'static [&'static str]) -> Reserved {
    Reserved { path, rooms }
}

/// What a room alone may name.
pub(crate) const RESERVED: &[Reserved] = &[
    only("num_bigint", &["number"]),
    only("num_integer", &["number"]),
    only("num_traits", &["number"]),
    only("rust_decimal", &["number"]),
    only("stacker", &["expr"]),
    only("pest", &["syntax"]),
    only("pest_derive", &["syntax"]),
    only("unicode_normalization", &["syntax"]),
    only("minijinja", &["render"]),
    only("annotate_snippets", &["render"]),
    only(
        "serde_json",
        &["render", "model", "checkpoint", "document", "sweep"],
    ),
    only("safetensors", &["checkpoint"]),
    // `render` tests its Markdown with a reader of Markdown.
    only("pulldown_cmark", &["document", "render"]),
    only("csv", &["sweep", "render"]),
    only("plotters", &["render"]),
    only("rayon", &["poly", "sweep", "tasks"]),
    only("clap", &["cli"]),
    only("clap_complete", &["cli"]),
    only("ignore", &["cli"]),
    only("notify", &["cli"]),
    only("similar", &["render"]),
    only("tempfile", &["cli"]),
    only("toml", &["cli"]),
    only("std::fs", &["cli"]),
    only("std::env", &["cli"]),
    only("std::process", &["cli", "main"]),
    only("std::time", &["cli"]),
    only("std::net", &[]),
    only("std::io::stdin", &["cli"]),
    only("std::io::stdout", &["cli"]),
    only("std::io::stderr", &["cli"]),
    only("io::stdin", &["cli"]),
    only("io::stdout", &["cli"]),
    only("io::stderr", &["cli"]),
    only("print", &[]),
    only("println", &[]),
    only("eprint", &[]),
    only("eprintln", &[]),
];

/// The floor of a room.
pub(crate) fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}
