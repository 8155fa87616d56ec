//! `verify`: a formula file held against a checkpoint.

use super::Counting;
use super::count::{Read, read};
use crate::checkpoint::Checkpoint;
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::Bindings;
use crate::model::{Model, Resolver, bundled};
use crate::render::plain;
use crate::verify::{Explanation, Verified, metadata_config};

/// What is verified.
#[derive(Clone, Debug)]
pub struct Verifying {
    /// The formula file and the configuration.
    pub counting: Counting,
    /// The headers of the checkpoint.
    pub checkpoint: Checkpoint,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What the formula file is about.
    pub title: Option<String>,
    /// The class that the file was read for.
    pub class: Option<String>,
    /// The parts and their tensors.
    pub verified: Verified,
    /// What was told on the way.
    pub notes: Vec<Diagnostic>,
}

/// Holds a formula file against a checkpoint. `beside` gives the files that the formula file uses.
///
/// # Errors
/// What [`super::count()`] finds wrong, and what [`crate::verify::verify`] does.
pub fn verify(verifying: &Verifying, beside: &Resolver<'_>) -> Result<Checked, Vec<Diagnostic>> {
    let mut counting = verifying.counting.clone();
    let mut told = Vec::new();
    if counting.config.is_none() && counting.case.is_none() {
        // A GGUF file carries its own configuration.
        counting.config = metadata_config(&verifying.checkpoint);
        told.extend(counting.config.as_ref().map(|config| {
            let message = format!("without a configuration the {} are read", config.name());
            Diagnostic::note(Code::DEFAULTS, message)
        }));
    }
    let read = read(&counting, beside)?;
    let Read { model, config, .. } = &read;
    let valuation = model.valuation(verifying.counting.case.as_deref(), &read.given)?;
    let checkpoint = &verifying.checkpoint;
    let mut verified = crate::verify::verify(model, &valuation, config.as_ref(), checkpoint)?;
    if let Some(choice) = open_choice(model, &verified, &read.by_hand) {
        let mut given = read.given.clone();
        given.insert(choice.symbol.clone(), choice.stored.clone());
        let other = model.valuation(verifying.counting.case.as_deref(), &given)?;
        let chosen = crate::verify::verify(model, &other, config.as_ref(), checkpoint)?;
        if chosen.agrees() {
            told.push(taken(model, &choice));
            verified = chosen;
        }
    }
    let remarks = checkpoint.remarks.iter();
    let remarks = remarks.map(|remark| Diagnostic::note(Code::INDEX, remark.as_str()));
    let notes = read.notes.iter().chain(valuation.notes()).cloned();
    Ok(Checked {
        title: model.title().map(str::to_owned),
        class: read.pick.as_ref().map(|pick| pick.class.clone()),
        verified,
        notes: told.into_iter().chain(notes).chain(remarks).collect(),
    })
}

/// What a bundled file leaves open and the tensors say: whether a file holds what the library works out, where
/// published files and those of the library differ and no key tells.
fn open_choice(model: &Model, verified: &Verified, given: &Bindings) -> Option<Explanation> {
    let [only] = verified.explanations.as_slice() else {
        return None;
    };
    let is_open = only.key.is_none() && given.get(&only.symbol).is_none();
    (is_open && bundled::is_bundled(model.source())).then(|| only.clone())
}

fn taken(model: &Model, choice: &Explanation) -> Diagnostic {
    let symbol = &choice.symbol;
    let (said, stored) = (plain(&choice.said), plain(&choice.stored));
    let description = model
        .parameter(symbol)
        .and_then(|parameter| parameter.description.as_deref());
    let what = description.map_or_else(String::new, |text| format!(" ({text})"));
    let message = format!(
        "no key says `{symbol}`{what}; the tensors are those of `{symbol}={stored}`, which is taken"
    );
    let note = Diagnostic::note(Code::DEFAULTS, message);
    note.hint(format!("where that is wrong, say it: `{symbol}={said}`"))
}
