//! What a formula file about sizes is told of the model that it is for.

use super::Counting;
use super::count::{Read, formula_file, read};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Bindings, Symbol};
use crate::model::{Config, Count, Model, Resolver, Told, bundled};

/// What is told, and the values that are left for the file itself.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) told: Vec<Told>,
    pub(super) given: Bindings,
    pub(super) notes: Vec<Diagnostic>,
}

/// What the model answers to the keys by which a formula file asks for its numbers. Nothing is asked
/// of most files, and without a model nothing is answered.
pub(super) fn of_model(
    file: &Model,
    counting: &Counting,
    beside: &Resolver<'_>,
) -> Result<Answers, Vec<Diagnostic>> {
    let unasked = Answers {
        given: counting.given.clone(),
        ..Answers::default()
    };
    let keys = file.asked();
    if keys.is_empty() {
        return Ok(unasked);
    }
    let Some(about) = about(counting) else {
        return Ok(unasked);
    };
    let mut about = match parted(file, counting, about, beside) {
        Ok(about) => about,
        // A kind of model that is not known matters only where something cannot be had without it.
        Err(errors) => {
            let is_unknown = |error: &Diagnostic| error.code == Code::UNKNOWN_ARCHITECTURE;
            let is_given = |symbol: &Symbol| counting.given.get(symbol).is_some();
            let is_needed = file.needs_of_model().any(|symbol| !is_given(symbol));
            if is_needed || !errors.iter().all(is_unknown) {
                return Err(errors);
            }
            return Ok(unasked);
        }
    };
    let given = std::mem::take(&mut about.left);
    let ready: Read = read(&about.counting, beside)?;
    let valuation = ready.valuation(&about.counting)?;
    let count = valuation.count(None, &ready.bound, &about.counting.given)?;
    let mut notes = ready.notes.clone();
    notes.extend(super::count::defaults(&count.bindings, &ready.bound));
    Ok(Answers {
        told: valuation.answers(&keys, about.is_bundled)?,
        given,
        notes,
    })
}

/// The count of a model, with those of the values that are for it.
pub(super) fn counted(
    model: &Counting,
    given: &Bindings,
    beside: &Resolver<'_>,
) -> Result<Count, Vec<Diagnostic>> {
    let config = model.config.as_ref().map(Config::read).transpose();
    let config = config.map_err(|error| vec![error])?;
    let (source, _) = formula_file(model, config.as_ref())?;
    let file = Model::load(&source, beside)?.value;
    let mut counting = model.clone();
    for (symbol, value) in given.iter() {
        if file.parameter(symbol).is_some() {
            counting.given.insert(symbol.clone(), value.clone());
        }
    }
    Ok(super::count(&counting, beside)?.count)
}

/// The model: the one that is named, else the one that the configuration picks.
fn about(counting: &Counting) -> Option<Counting> {
    match (&counting.of_model, &counting.config) {
        (Some(model), _) => Some(Counting::clone(model)),
        (None, Some(config)) => Some(Counting {
            config: Some(config.clone()),
            class: counting.class.clone(),
            ..Counting::default()
        }),
        (None, None) => None,
    }
}

/// A model with the values that are for it, and those that are left.
struct About {
    counting: Counting,
    left: Bindings,
    is_bundled: bool,
}

/// Parts the values: those of the model's own parameters go to it, those of the file's to the file; a
/// name of both goes to both only where the file takes it from the model.
fn parted(
    file: &Model,
    counting: &Counting,
    mut about: Counting,
    beside: &Resolver<'_>,
) -> Result<About, Vec<Diagnostic>> {
    let config = about.config.as_ref().map(Config::read).transpose();
    let config = config.map_err(|error| vec![error])?;
    let (source, _) = formula_file(&about, config.as_ref())?;
    let model = Model::load(&source, beside)?.value;
    let mut left = Bindings::new();
    for (symbol, value) in counting.given.iter() {
        let here = file.parameter(symbol);
        let there = model.parameter(symbol).is_some();
        let shared = format!("model.{symbol}");
        if there && here.is_none_or(|parameter| parameter.keys.contains(&shared)) {
            about.given.insert(symbol.clone(), value.clone());
        }
        if here.is_some() || !there {
            left.insert(symbol.clone(), value.clone());
        }
    }
    let name = source.name().trim_end_matches(".lh");
    let is_bundled = bundled::source(name, "en").is_some_and(|found| found.text() == source.text());
    Ok(About {
        counting: about,
        left,
        is_bundled,
    })
}
