//! A page: from worked data to text.

use serde::Serialize;
use serde_json::Value as Json;

use super::block::{BlockContext, block};
use super::chain::{Chain, Chains};
use super::engine::Engine;
use super::writer::Writer;
use super::{PageFormat, PageOptions};
use crate::derivation::Judged;
use crate::derive::worked::Worked;
use crate::diagnostic::{Code, Diagnostic};
use crate::render::json::SCHEMA;

/// A page as templates see it, and as JSON.
#[derive(Debug, Serialize)]
struct PageContext {
    schema: u64,
    title: Option<String>,
    blocks: Vec<BlockContext>,
}

/// A page with one derivation.
#[derive(Debug, Serialize)]
struct DerivationContext {
    schema: u64,
    #[serde(flatten)]
    chain: Chain,
}

/// The page of a worked formula file.
///
/// # Errors
/// A language without templates; a template of the reader's own that is wrong or costs too much,
/// with its place.
///
/// ```
/// use longhand::derive::{Wanted, work_out};
/// use longhand::diagnostic::Source;
/// use longhand::judge::Budget;
/// use longhand::model::Model;
/// use longhand::render::{PageFormat, PageOptions, page};
///
/// let source = Source::new("mlp.lh", "param h\nmlp = h * 4h + 4h * h");
/// let model = Model::read(&source).unwrap().value;
/// let checked = model.check(&Budget::default());
/// let worked = work_out(&model, &checked, &Wanted::default(), &Budget::default()).unwrap();
/// let options = PageOptions { format: PageFormat::Text, ..PageOptions::default() };
/// let text = page(&worked, &options).unwrap();
/// assert!(text.ends_with("= 8h²        # Join like terms\n"));
/// ```
pub fn page(worked: &Worked, options: &PageOptions) -> Result<String, Diagnostic> {
    let engine = Engine::new(options)?;
    let blocks: Vec<BlockContext> = with_chains(&engine, options, |chains| {
        worked
            .blocks
            .iter()
            .map(|found| block(found, &worked.assumptions, chains))
            .collect()
    })?;
    let lines = blocks.iter().map(BlockContext::lines).sum();
    let context = PageContext {
        schema: SCHEMA,
        title: worked.title.clone(),
        blocks,
    };
    write(engine, "page", &context, lines, options)
}

/// One derivation by itself: the steps of `expand` and its kin.
///
/// # Errors
/// As [`page`].
pub fn derivation(judged: &Judged, options: &PageOptions) -> Result<String, Diagnostic> {
    let engine = Engine::new(options)?;
    let chain = with_chains(&engine, options, |chains| chains.chain(None, judged))?;
    let lines = chain.length();
    let context = DerivationContext {
        schema: SCHEMA,
        chain,
    };
    write(engine, "derivation", &context, lines, options)
}

/// One derivation as data, its lines in order, inside the JSON of an answer.
///
/// # Errors
/// As [`page`].
pub(crate) fn derivation_json(judged: &Judged, options: &PageOptions) -> Result<Json, Diagnostic> {
    let engine = Engine::new(options)?;
    let chain = with_chains(&engine, options, |chains| chains.chain(None, judged))?;
    serde_json::to_value(chain)
        .map_err(|error| Diagnostic::error(Code::TEMPLATE, error.to_string()))
}

/// Does something with what turns derivations into chains.
pub(super) fn with_chains<T>(
    engine: &Engine,
    options: &PageOptions,
    make: impl FnOnce(&Chains<'_>) -> Result<T, Diagnostic>,
) -> Result<T, Diagnostic> {
    let words = engine.words()?;
    make(&Chains {
        engine,
        writer: &Writer::inline(options.format, options.flavor, words.formula.clone()),
        board: &Writer::displayed(options.format, words.formula.clone()),
        format: options.format,
        words: &words,
        detail: options.detail,
    })
}

/// Data of a derivation as JSON, whatever the form of the page is.
pub(super) fn json_with_chains<T: Serialize>(
    options: &PageOptions,
    make: impl FnOnce(&Chains<'_>) -> Result<T, Diagnostic>,
) -> Result<serde_json::Value, Diagnostic> {
    let options = PageOptions {
        format: PageFormat::Json,
        ..options.clone()
    };
    let engine = Engine::new(&options)?;
    let data = with_chains(&engine, &options, make)?;
    serde_json::to_value(data).map_err(|error| Diagnostic::error(Code::TEMPLATE, error.to_string()))
}

/// The context through the template, or as it is.
fn write(
    engine: Engine,
    template: &str,
    context: &impl Serialize,
    lines: usize,
    options: &PageOptions,
) -> Result<String, Diagnostic> {
    if options.format == PageFormat::Json {
        let text = serde_json::to_string_pretty(context);
        return text
            .map(|text| text + "\n")
            .map_err(|error| Diagnostic::error(Code::TEMPLATE, error.to_string()));
    }
    engine.page(template, options.template.as_ref(), context, lines)
}
