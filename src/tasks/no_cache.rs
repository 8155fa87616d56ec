//! Models that read all of their input at once: what `size --what kv` says of them.

use super::{Counting, Sized, size_source};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{Environment, evaluate};
use crate::expr::Symbol;
use crate::model::{Config, Itemised, ItemisedRow, families};
use crate::syntax::parse_expression;

/// The formula file about keys and values that are kept.
const CACHE: &str = "kv";

/// The answer where keys and values are asked for of a model that keeps none: an encoder, which a
/// configuration picks. None where a cache is there, where the number of its layers is given all the
/// same, and where nothing is known of the model.
pub fn no_cache(counting: &Counting) -> Option<Sized> {
    let file = counting.file.as_ref()?;
    let is_in =
        |language: &&str| size_source(CACHE, language).is_some_and(|own| own.text() == file.text());
    let asks = ["en", "ko"].iter().any(is_in);
    let is_own = |model: &Counting| model.file.is_some();
    if !asks || counting.of_model.as_deref().is_some_and(is_own) {
        return None;
    }
    if counting.given.get(&Symbol::new("layers")).is_some() {
        return None;
    }
    let config = Config::read(counting.config.as_ref()?).ok()?;
    let pick = families::pick(&config, counting.class.as_deref()).ok()?;
    if pick.keeps_cache {
        return None;
    }
    let nothing = parse_expression("0 * byte").ok()?;
    let nothing = evaluate(&nothing, &Environment::default()).ok()?;
    let row = |name: &str, description: &str| ItemisedRow {
        symbol: Symbol::new(name),
        description: description.to_owned(),
        value: nothing.clone(),
        share: None,
    };
    let message = format!(
        "{} reads all of its input at once and writes nothing word by word: there is no cache of keys and values",
        pick.class
    );
    Some(Sized {
        title: Some("Cache of keys and values".to_owned()),
        config: Some(config.source().name().to_owned()),
        itemised: Itemised {
            rows: vec![
                row("per_token", "what is kept of one token"),
                row("total", "nothing is kept"),
            ],
            ..Itemised::default()
        },
        bindings: Vec::new(),
        notes: vec![Diagnostic::note(Code::DEFAULTS, message)],
    })
}
