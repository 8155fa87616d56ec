//! `verify`: a formula file held against a checkpoint.

use super::Counting;
use super::count::{Read, read};
use crate::checkpoint::Checkpoint;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Resolver;
use crate::verify::{Verified, metadata_config};

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
    let mut told = None;
    if counting.config.is_none() && counting.case.is_none() {
        // A GGUF file carries its own configuration.
        counting.config = metadata_config(&verifying.checkpoint);
        told = counting.config.as_ref().map(|config| {
            let message = format!("without a configuration the {} are read", config.name());
            Diagnostic::note(Code::DEFAULTS, message)
        });
    }
    let read = read(&counting, beside)?;
    let Read { model, config, .. } = &read;
    let valuation = model.valuation(verifying.counting.case.as_deref(), &read.given)?;
    let checkpoint = &verifying.checkpoint;
    let verified = crate::verify::verify(model, &valuation, config.as_ref(), checkpoint)?;
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
