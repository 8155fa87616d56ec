//! `derive`: the worked derivation of a formula file.

use crate::derive::worked::Worked;
use crate::derive::{self, Wanted};
use crate::diagnostic::{Diagnostic, Outcome, Severity, Source};
use crate::judge::Budget;
use crate::model::{Model, Resolver};

/// A formula file worked out.
#[derive(Clone, Debug)]
pub struct Derived {
    /// What the page shows.
    pub worked: Worked,
    /// Readings that were chosen, assumptions set aside, claims that could not be decided.
    pub notes: Vec<Diagnostic>,
}

impl Derived {
    /// What the notes mean for the command as a whole; undecided claims are warnings.
    pub fn outcome(&self) -> Outcome {
        let errors = self
            .notes
            .iter()
            .filter(|note| note.severity == Severity::Error);
        errors
            .map(|note| note.code.outcome())
            .max()
            .unwrap_or(Outcome::Clean)
    }
}

/// Reads a formula file, checks its claims, and works it out. `beside` gives the other files that
/// it uses, by the names it gives them.
///
/// # Errors
/// Everything that is wrong with the file, a claim or step that does not hold among it.
pub fn derive(
    file: &Source,
    beside: &Resolver<'_>,
    wanted: &Wanted,
    budget: &Budget,
) -> Result<Derived, Vec<Diagnostic>> {
    let reading = Model::load(file, beside)?;
    let bindings = reading.value.in_own_names(&wanted.bindings)?;
    let wanted = Wanted {
        bindings,
        ..wanted.clone()
    };
    let (model, wanted) = narrowed(reading.value, wanted)?;
    let mut notes = reading.notes;
    let checked = model.check(budget);
    let findings: Vec<Diagnostic> = checked
        .iter()
        .filter_map(|checked| checked.finding.clone())
        .collect();
    if findings
        .iter()
        .any(|found| found.severity == Severity::Error)
    {
        return Err(findings);
    }
    notes.extend(findings);
    let worked = derive::work_out(&model, &checked, &wanted, budget)?;
    notes.extend(worked.notes.iter().cloned());
    Ok(Derived { worked, notes })
}

/// The file and what is wanted of it, for the definition that was asked for.
fn narrowed(model: Model, mut wanted: Wanted) -> Result<(Model, Wanted), Vec<Diagnostic>> {
    let Some(of) = &wanted.of else {
        return Ok((model, wanted));
    };
    let about = model.about(of).map_err(|error| vec![error])?;
    // A value that no name of the file has is wrong, whether or not it has a say here.
    model.valuation(wanted.case.as_deref(), &wanted.bindings)?;
    let given = wanted.bindings.iter();
    let given = given.filter(|(name, _)| about.parameter(name).is_some());
    wanted.bindings = given
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Ok((about, wanted))
}

/// The source of a bundled formula file, with descriptions in a language where there is one in
/// that language.
pub fn source(name: &str, language: &str) -> Option<Source> {
    crate::model::bundled::source(name, language)
}

/// The names of the bundled formula files.
pub fn bundled() -> impl Iterator<Item = &'static str> {
    crate::model::bundled::names()
}

/// What a bundled formula file is about.
pub fn title(name: &str) -> Option<String> {
    crate::model::bundled::title(name).map(str::to_owned)
}

/// The model types that a bundled formula file counts.
pub fn model_types(name: &str) -> Vec<&'static str> {
    let rows = crate::model::families::ARCHITECTURES.iter();
    let mut types: Vec<&str> = rows
        .filter(|row| row.file == name)
        .map(|row| row.model_type)
        .collect();
    types.dedup();
    types
}

/// The name that is nearest to a misspelt one, if one is near.
///
/// ```
/// use longhand::tasks::{nearest, page_names};
/// assert_eq!(nearest("distibute", page_names()), Some("distribute"));
/// assert_eq!(nearest("zebra", page_names()), None);
/// ```
pub fn nearest(name: &str, known: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    crate::syntax::nearest(name, known.into_iter())
}
