//! What a formula file about sizes is told of the model that it is for.

use super::Counting;
use super::count::{Read, formula_file, read};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Bindings, Expr, Symbol};
use crate::model::{
    Config, Count, Model, Parameter, Resolver, Teller, Told, Valuation, bundled, means_its_letter,
};

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
    given: &Bindings,
    counting: &Counting,
    beside: &Resolver<'_>,
) -> Result<Answers, Vec<Diagnostic>> {
    let unasked = Answers {
        given: given.clone(),
        ..Answers::default()
    };
    let keys = file.asked();
    if keys.is_empty() {
        return Ok(unasked);
    }
    let Some(about) = about(counting) else {
        return Ok(unasked);
    };
    let mut about = match parted(file, given, about, beside) {
        Ok(about) => about,
        // A kind of model that is not known matters only where something cannot be had without it.
        Err(errors) => {
            let is_unknown = |error: &Diagnostic| error.code == Code::UNKNOWN_ARCHITECTURE;
            let is_given = |symbol: &Symbol| given.get(symbol).is_some();
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
    let mut told = valuation.answers(&keys, about.is_bundled)?;
    if !about.is_bundled {
        let mut letters = letters(file, &ready, &valuation, &given);
        letters.extend(said(file, &ready, &valuation, &given));
        notes.extend(told_letters(file, &letters, &ready));
        told.extend(letters.into_iter().map(|(_, told)| told));
    }
    Ok(Answers { told, given, notes })
}

/// What a formula file of one's own answers with its letters, where the configuration has none of the keys that
/// are asked for: the number of layers, and those letters that it binds to keys itself.
fn letters<'f>(
    file: &'f Model,
    ready: &Read,
    valuation: &Valuation<'_>,
    given: &Bindings,
) -> Vec<(&'f Parameter, Told)> {
    let config = ready.config.as_ref();
    let has = |key: &String| config.is_some_and(|config| config.get(key).is_some());
    let layers = ready.model.layer_symbols();
    let asked = file.asks_for_letters().filter(|(parameter, _)| {
        given.get(&parameter.symbol).is_none() && !parameter.keys.iter().any(has)
    });
    let told = asked.filter_map(|(parameter, letter)| {
        let symbol = match (letter, layers.as_slice()) {
            ("L", [one]) => one.clone(),
            ("L", _) => return None,
            (letter, _) => Symbol::new(letter),
        };
        let own = ready.model.parameter(&symbol);
        let is_set = own.is_some_and(means_its_letter)
            && (ready.bound.bound(&symbol).is_some() || ready.given.get(&symbol).is_some());
        let value = valuation.evaluate(&Expr::symbol(symbol)).ok()?;
        let told = Told {
            key: format!("model.{letter}"),
            value: value.to_expr()?,
            teller: Teller::Model,
        };
        is_set.then_some((parameter, told))
    });
    told.collect()
}

/// What a file for a model may say more than it counts, by names that the guide about sizes explains.
const SAID: &[&str] = &[
    "attention_layers",
    "window_layers",
    "state_layers",
    "network_layers",
    "state",
    "remembered",
    "kept",
    "of_source",
    "tokens",
    "stem",
    "k_kept",
    "d_kept",
    "k_window",
    "d_window",
];

/// What a formula file of one's own answers with definitions of these names.
fn said<'f>(
    file: &'f Model,
    ready: &Read,
    valuation: &Valuation<'_>,
    given: &Bindings,
) -> Vec<(&'f Parameter, Told)> {
    let asked = file
        .parameters()
        .filter(|parameter| given.get(&parameter.symbol).is_none());
    let told = asked.filter_map(|parameter| {
        let mut keys = parameter.keys.iter();
        keys.find_map(|key| {
            let name = key
                .strip_prefix("model.")
                .filter(|name| SAID.contains(name))?;
            let symbol = Symbol::new(name);
            ready.model.definition(&symbol)?;
            let value = valuation.evaluate(&Expr::symbol(symbol)).ok()?;
            let told = Told {
                key: key.clone(),
                value: value.to_expr()?,
                teller: Teller::Model,
            };
            Some((parameter, told))
        })
    });
    told.collect()
}

/// Which letters are taken to mean what.
fn told_letters(file: &Model, letters: &[(&Parameter, Told)], ready: &Read) -> Option<Diagnostic> {
    let told = letters.iter().map(|(parameter, told)| {
        let letter = told.key.trim_start_matches("model.");
        // The width of an expert is that of a network, where nothing else is said: it is told as what it is.
        let own = file.parameter(&Symbol::new(letter));
        match &own.unwrap_or(parameter).description {
            Some(text) => format!("`{letter}` ({text})"),
            None => format!("`{letter}`"),
        }
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| {
        let name = ready.model.source().name();
        let message = format!("taken from {name}: {}", told.join(", "));
        let note = Diagnostic::note(Code::DEFAULTS, message);
        note.hint("where a letter means something else, give its value: `h=…`")
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
        if file.parameter(symbol).is_some() || !file.meant_by(symbol).is_empty() {
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
    given: &Bindings,
    mut about: Counting,
    beside: &Resolver<'_>,
) -> Result<About, Vec<Diagnostic>> {
    let config = about.config.as_ref().map(Config::read).transpose();
    let config = config.map_err(|error| vec![error])?;
    let (source, _) = formula_file(&about, config.as_ref())?;
    let model = Model::load(&source, beside)?.value;
    let mut left = Bindings::new();
    for (symbol, value) in given.iter() {
        let here = file.parameter(symbol);
        let there = model.parameter(symbol).is_some() || !model.meant_by(symbol).is_empty();
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
