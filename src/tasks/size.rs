//! `size`: bytes and operations of a model, item by item.

use super::count::{Read, defaults, read};
use super::{Counting, no_cache};
use crate::diagnostic::{Code, Diagnostic, Severity, Source};
use crate::expr::{Bindings, Symbol};
use crate::model::{
    Bound, Giver, Itemised, LeftOut, Model, Resolver, Valuation, bundled, families,
};
use crate::render::plain;

/// Sizes, item by item.
#[derive(Clone, Debug)]
pub struct Sized {
    /// What the formula file is about.
    pub title: Option<String>,
    /// The name of the configuration.
    pub config: Option<String>,
    /// The items.
    pub itemised: Itemised,
    /// The values of the parameters, in the order of the file.
    pub bindings: Vec<Bound>,
    /// Readings that were chosen, defaults that were taken, items that were left out.
    pub notes: Vec<Diagnostic>,
}

/// Evaluates a formula file about sizes item by item. What it asks of the model is answered by
/// [`Counting::of_model`], else by the bundled file that the configuration picks. `beside` gives the
/// files that the formula file of the model uses.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::tasks::{Counting, bindings, size, source};
///
/// let given = bindings(&[Source::new("<value>", "P = 7_000_000_000")]).unwrap().value;
/// let counting = Counting { file: source("training", "en"), given, ..Counting::default() };
/// let sized = size(&counting, &|_| unreachable!()).unwrap();
/// let total = sized.itemised.rows.iter().find(|row| row.symbol.name() == "total").unwrap();
/// assert_eq!(total.value.to_string(), "112000000000 byte"); // 16 bytes a parameter
/// ```
///
/// # Errors
/// Everything that is wrong with the files or the values.
pub fn size(counting: &Counting, beside: &Resolver<'_>) -> Result<Sized, Vec<Diagnostic>> {
    if let Some(nothing) = no_cache(counting) {
        return Ok(nothing);
    }
    let Read {
        model,
        config,
        bound,
        given,
        by_hand,
        mut notes,
        ..
    } = read(counting, beside)?;
    let valuation = model.valuation(counting.case.as_deref(), &given)?;
    notes.extend(valuation.notes().iter().cloned());
    if let Some(whole) = model.main_definition() {
        let (errors, told) = valuation
            .unmet(whole, &by_hand)
            .into_iter()
            .partition(|found| found.severity == Severity::Error);
        if !Vec::is_empty(&errors) {
            return Err(errors);
        }
        notes.extend::<Vec<Diagnostic>>(told);
    }
    let mut itemised = valuation.itemised()?;
    let bindings = match valuation.count(None, &bound, &by_hand) {
        Ok(count) => count.bindings,
        Err(errors) => {
            asked_alone(&mut itemised, &valuation, &by_hand, errors)?;
            Vec::new()
        }
    };
    notes.extend(left_out(&itemised.left_out, &model));
    let family = config
        .as_ref()
        .map(|config| families::pick(config, counting.class.as_deref()));
    let lacking = family
        .and_then(Result::ok)
        .map_or(&[][..], |pick| pick.lacking);
    let is_taken = |binding: &&Bound| match &binding.from {
        Giver::Default(keys) => keys
            .iter()
            .any(|(key, _)| lacking.iter().any(|(one, _)| one == key)),
        _ => false,
    };
    let taken = bindings.iter().filter(is_taken).cloned();
    notes.extend(defaults(&taken.collect::<Vec<Bound>>(), &bound));
    notes.extend(supposed(&model, &bindings, counting));
    Ok(Sized {
        title: model.title().map(str::to_owned),
        config: config.map(|config| config.source().name().to_owned()),
        itemised,
        bindings,
        notes,
    })
}

/// That what a formula file of one's own does not say of its model was taken from other numbers: as many key heads as
/// heads, where layers may well have numbers of their own.
fn supposed(model: &Model, bindings: &[Bound], counting: &Counting) -> Option<Diagnostic> {
    let file = counting.of_model.as_ref()?.file.as_ref()?;
    if bundled::is_bundled(file) {
        return None;
    }
    // Sizes that are there and follow others: `k = a`. What is 0 where nothing says it is no guess.
    let follows = |symbol: &Symbol| {
        let parameter = model.parameter(symbol)?;
        let (low, _) = parameter.domain.lower()?;
        let default = parameter.default.as_ref().filter(|_| low.is_one())?;
        let is_of_model = parameter.keys.iter().any(|key| key.starts_with("model."));
        (is_of_model && !default.free_symbols().is_empty()).then(|| plain(default))
    };
    let taken = bindings.iter().filter(|bound| bound.is_used);
    let taken = taken.filter(|bound| matches!(bound.from, Giver::Default(_)));
    let told = taken.filter_map(|bound| {
        let (symbol, default) = (&bound.symbol, follows(&bound.symbol)?);
        let what = bound.description.as_deref().unwrap_or_default();
        Some((symbol, format!("`{symbol} = {default}` ({what})")))
    });
    let (symbols, texts): (Vec<&Symbol>, Vec<String>) = told.unzip();
    let first = symbols.first()?;
    let message = format!(
        "{} does not say it, and it is taken: {}",
        file.name(),
        texts.join(", ")
    );
    let hint = format!("where it is otherwise, give it: `{first}=…`");
    Some(Diagnostic::note(Code::DEFAULTS, message).hint(hint))
}

/// Leaves what depends on values that were given, where the whole has none for want of others: `6PD` asks for no
/// layers.
///
/// # Errors
/// Why the whole has no value, where nothing depends on those.
fn asked_alone(
    itemised: &mut Itemised,
    valuation: &Valuation<'_>,
    given: &Bindings,
    errors: Vec<Diagnostic>,
) -> Result<(), Vec<Diagnostic>> {
    let rows = &mut itemised.rows;
    rows.retain(|row| valuation.depends_on(&row.symbol, given));
    let is_missing = |error: &Diagnostic| error.code == Code::MISSING_VALUE;
    if rows.is_empty() || !errors.iter().all(is_missing) {
        return Err(errors);
    }
    Ok(())
}

/// The same question of several formula files: a value that some of them know and others do not is
/// for those that do.
///
/// # Errors
/// Everything that is wrong with the files.
pub fn apart(
    files: &[Source],
    counting: &Counting,
    beside: &Resolver<'_>,
) -> Result<Vec<Counting>, Vec<Diagnostic>> {
    let models = files.iter().map(|file| Model::load(file, beside));
    let models: Vec<Model> = models
        .map(|reading| reading.map(|reading| reading.value))
        .collect::<Result<_, _>>()?;
    let known = |model: &Model, symbol: &Symbol| {
        model.parameter(symbol).is_some() || !model.meant_by(symbol).is_empty()
    };
    let is_of_model = |symbol: &Symbol| {
        let key = format!("model.{symbol}");
        let mut parameters = models.iter().filter_map(|model| model.parameter(symbol));
        parameters.any(|parameter| parameter.keys.contains(&key))
    };
    let each = files.iter().zip(&models).map(|(file, model)| {
        let given = counting.given.iter().filter(|(symbol, _)| {
            known(model, symbol)
                || is_of_model(symbol)
                || !models.iter().any(|model| known(model, symbol))
        });
        Counting {
            file: Some(file.clone()),
            given: given
                .map(|(symbol, value)| (symbol.clone(), value.clone()))
                .collect(),
            ..counting.clone()
        }
    });
    Ok(each.collect())
}

/// The bundled formula file about a size, with descriptions in a language where there are any in it.
pub fn size_source(name: &str, language: &str) -> Option<Source> {
    let is_size = bundled::sizes().any(|known| known == name);
    is_size.then(|| bundled::source(name, language)).flatten()
}

/// The names of the bundled formula files about sizes.
pub fn size_names() -> impl Iterator<Item = &'static str> {
    bundled::sizes()
}

/// So many sizes that are left out are told by name.
const MOST_NAMED: usize = 3;

/// One note a parameter that has no value: what is left out for want of it.
fn left_out(items: &[LeftOut], model: &Model) -> Vec<Diagnostic> {
    let mut notes: Vec<(&LeftOut, Vec<&str>)> = Vec::new();
    for item in items {
        match notes
            .iter_mut()
            .find(|(first, _)| first.missing == item.missing)
        {
            Some((_, names)) => names.push(item.symbol.name()),
            None => notes.push((item, vec![item.symbol.name()])),
        }
    }
    let told = notes.into_iter().map(|(first, names)| {
        let missing = &first.missing;
        let names = match names.as_slice() {
            few if few.len() <= MOST_NAMED => few.join(", "),
            many => format!("{} other sizes", many.len()),
        };
        let message = format!("left out for want of `{missing}`: {names}");
        let is_of_model = model.parameter(missing).is_some_and(|parameter| {
            let mut keys = parameter.keys.iter();
            keys.any(|key| key.starts_with("model.") || key.starts_with("count."))
        });
        let from = if is_of_model {
            ", or a model: `--config config.json`"
        } else {
            ""
        };
        let hint = format!("give it: `{missing}=…`{from}");
        Diagnostic::note(Code::DEFAULTS, message).hint(hint)
    });
    told.collect()
}
