//! `count`: the exact number of a formula file at a model's configuration, and its parts.

use super::of_model::of_model;
use crate::diagnostic::{Code, Diagnostic, Severity, Source};
use crate::eval::Value;
use crate::expr::{Bindings, Expr, Symbol};
use crate::judge::Budget;
use crate::model::families::{self, Pick};
use crate::model::{
    Bound, Config, Count, FromConfig, Giver, Lack, Model, Resolver, Teller, Told, Valuation,
    parameters,
};
use crate::syntax;

/// What is counted.
#[derive(Clone, Debug, Default)]
pub struct Counting {
    /// The formula file; without one the configuration picks a bundled one.
    pub file: Option<Source>,
    /// A formula that is counted in place of a file; its letters have their usual meaning.
    pub formula: Option<Source>,
    /// The configuration.
    pub config: Option<Source>,
    /// The class, where the one that the configuration names is not meant.
    pub class: Option<String>,
    /// A case of the formula file.
    pub case: Option<String>,
    /// The definition that is counted; else `total`, else the last.
    pub of: Option<Symbol>,
    /// Values that win over all others.
    pub given: Bindings,
    /// The model whose numbers the formula file asks for (`from count.total`), where the
    /// configuration does not say enough.
    pub of_model: Option<Box<Counting>>,
}

/// A number and its parts, and where they come from.
#[derive(Clone, Debug)]
pub struct Counted {
    /// What the formula file is about.
    pub title: Option<String>,
    /// The name of the configuration.
    pub config: Option<String>,
    /// The model type and the class that the file was picked or read by.
    pub pick: Option<Pick>,
    /// The number and its parts.
    pub count: Count,
    /// Readings that were chosen, defaults that were taken, assumptions set aside.
    pub notes: Vec<Diagnostic>,
}

/// Counts. `beside` gives the files that the formula file uses.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::tasks::{Counting, count};
///
/// let file = "param L from n_layer\nparam h from n_embd\npart mlp = 8 L h^2\ntotal = mlp";
/// let counting = Counting {
///     file: Some(Source::new("mine.lh", file)),
///     config: Some(Source::new("config.json", r#"{"n_layer": 12, "n_embd": 768}"#)),
///     ..Counting::default()
/// };
/// let counted = count(&counting, &|_| unreachable!()).unwrap();
/// assert_eq!(counted.count.total.to_string(), "56623104");
/// ```
///
/// # Errors
/// Everything that is wrong with the file or the configuration: a key of the wrong type, a
/// parameter without a value, parts that do not add up.
pub fn count(counting: &Counting, beside: &Resolver<'_>) -> Result<Counted, Vec<Diagnostic>> {
    let mut ready = read(counting, beside)?;
    let mut notes = std::mem::take(&mut ready.notes);
    let valuation = ready.valuation(counting)?;
    notes.extend(valuation.notes().iter().cloned());
    let count = valuation.count(counting.of.as_ref(), &ready.bound, &ready.by_hand)?;
    notes.extend(ready.bound.misspelt());
    notes.extend(defaults(&count.bindings, &ready.bound));
    notes.extend(count.untold.as_ref().map(|untold| {
        let note = Diagnostic::note(Code::DEFAULTS, untold.to_string());
        match untold.hint() {
            Some(hint) => note.hint(hint),
            None => note,
        }
    }));
    notes.extend(in_use(&count));
    notes.extend(held(&count).filter(|_| ready.pick.is_none()));
    Ok(Counted {
        title: ready.model.title().map(str::to_owned),
        config: ready.config.as_ref().map(name_of),
        pick: ready.pick.clone(),
        count,
        notes,
    })
}

/// What is wrong with what one token uses: more than all of a part, or no number for want of a value.
fn in_use(count: &Count) -> Vec<Diagnostic> {
    let active = count.active.iter().flat_map(|active| &active.beyond);
    let told = active.map(|(part, [used, all])| {
        let message = format!("one token uses {used} of `{part}`, which is {all} in all");
        let warning = Diagnostic::warning(Code::PARTS_DIFFER, message);
        warning.hint(format!("`active` of `{part}` is what one token uses of it"))
    });
    let missing = count.no_active.as_ref().map(|error| {
        let message = format!("what one token uses is left out: {}", error.message);
        let mut note = Diagnostic::note(Code::DEFAULTS, message);
        note.hints.clone_from(&error.hints);
        note
    });
    told.chain(missing).collect()
}

/// That what some parameters count is not told by layers.
fn held(count: &Count) -> Option<Diagnostic> {
    let held = &count.layers.as_ref()?.held;
    let first = held.first()?;
    let names: Vec<String> = held.iter().map(|symbol| format!("`{symbol}`")).collect();
    let message = format!(
        "by layers {} counts as one number: what it counts stands outside, or with the first layers",
        names.join(", ")
    );
    let note = Diagnostic::note(Code::DEFAULTS, message);
    Some(note.hint(format!(
        "write it as a definition, `{first} = …`, or a sum over the layers"
    )))
}

/// A formula file and the values that a configuration gives its parameters.
#[derive(Clone, Debug)]
pub struct Configured {
    /// The file: the one that was named, else the one that the configuration picks.
    pub file: Source,
    /// The values of the configuration, with those given on top.
    pub values: Bindings,
    /// Readings that were chosen, defaults that were taken.
    pub notes: Vec<Diagnostic>,
}

/// The values that a configuration gives the parameters of a formula file, with those given on top.
///
/// # Errors
/// Everything that is wrong with the file or the configuration.
pub fn configured(
    counting: &Counting,
    beside: &Resolver<'_>,
) -> Result<Configured, Vec<Diagnostic>> {
    let ready = read(counting, beside)?;
    Ok(Configured {
        file: ready.model.source().clone(),
        values: ready.given,
        notes: ready.notes,
    })
}

fn name_of(config: &Config) -> String {
    config.source().name().to_owned()
}

/// A formula file and what a configuration gives it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) model: Model,
    pub(super) config: Option<Config>,
    pub(super) pick: Option<Pick>,
    pub(super) bound: FromConfig,
    /// The values of the configuration, with those that win over them.
    pub(super) given: Bindings,
    /// Those alone that were given beside the configuration.
    pub(super) by_hand: Bindings,
    pub(super) notes: Vec<Diagnostic>,
}

impl Read {
    pub(super) fn valuation(&self, counting: &Counting) -> Result<Valuation<'_>, Vec<Diagnostic>> {
        self.model.valuation(counting.case.as_deref(), &self.given)
    }

    /// The values of another reading of the same file.
    pub(super) fn valuation_like(
        &self,
        other: &Self,
        counting: &Counting,
    ) -> Result<Valuation<'_>, Vec<Diagnostic>> {
        self.model.valuation(counting.case.as_deref(), &other.given)
    }
}

/// Reads the formula file and the configuration of what is counted, and binds them.
pub(super) fn read(counting: &Counting, beside: &Resolver<'_>) -> Result<Read, Vec<Diagnostic>> {
    let config = counting.config.as_ref().map(Config::read).transpose();
    let config = config.map_err(|error| vec![error])?;
    let (source, pick) = formula_file(counting, config.as_ref())?;
    let reading = Model::load(&source, beside)?;
    let (model, mut notes) = (reading.value, reading.notes);
    notes.extend(claims(&model)?);
    let by_hand = model.in_own_names(&counting.given)?;
    let answers = of_model(&model, &by_hand, counting, beside)?;
    notes.extend(answers.notes);
    let mut told = told(pick.as_ref(), counting);
    told.extend(answers.told);
    if let (None, Some(config)) = (&pick, &config)
        && !model.asked().is_empty()
        && let Ok(family) = families::pick(config, counting.class.as_deref())
    {
        told.extend(lacking(&family));
    }
    let bound = match &config {
        Some(config) => model.bind(config, &told, &answers.given)?,
        None if told.is_empty() => FromConfig::default(),
        None => model.bind(&nothing()?, &told, &answers.given)?,
    };
    if let Some(found) = config
        .as_ref()
        .and_then(|config| nested(&model, config, &bound, &answers.given))
    {
        return Err(vec![found]);
    }
    let mut given = bound.bindings();
    for (symbol, value) in answers.given.iter() {
        given.insert(symbol.clone(), value.clone());
    }
    notes.extend(usual_class(pick.as_ref(), counting));
    notes.extend(config.as_ref().and_then(no_list_of_classes));
    notes.extend(super::heads::uneven(&model, &given));
    Ok(Read {
        model,
        config,
        pick,
        bound,
        given,
        by_hand,
        notes,
    })
}

/// The file that counts: the one that is named, else the one that the configuration picks.
pub(super) fn formula_file(
    counting: &Counting,
    config: Option<&Config>,
) -> Result<(Source, Option<Pick>), Vec<Diagnostic>> {
    match &counting.formula {
        Some(_) if counting.file.is_some() => {
            let message = "both a formula file and a formula are given";
            let error = Diagnostic::error(Code::USAGE, message);
            Err(vec![error.hint("leave out the file, or --formula")])
        }
        Some(formula) => Ok((of_formula(formula, config)?, None)),
        None => named_file(counting, config).map_err(|error| vec![error]),
    }
}

/// A formula file that counts one formula.
fn of_formula(formula: &Source, config: Option<&Config>) -> Result<Source, Vec<Diagnostic>> {
    let expr = syntax::parse_expression(formula.text())?;
    let symbols = expr.symbols_in_order();
    let text = format!(
        "{}total = {}\n",
        parameters(&symbols, config),
        formula.text().trim()
    );
    Ok(Source::new(formula.name(), text))
}

fn named_file(
    counting: &Counting,
    config: Option<&Config>,
) -> Result<(Source, Option<Pick>), Diagnostic> {
    if let Some(file) = &counting.file {
        let name = file.name().strip_suffix(".lh").unwrap_or(file.name());
        let class = counting.class.as_deref();
        let is_bundled = super::source(name, "en").is_some_and(|known| known.text() == file.text());
        if let Some(class) = class.filter(|_| is_bundled) {
            families::known_class(name, class)?;
        }
        let pick = config.and_then(|config| families::names_in(name, config, class));
        return Ok((file.clone(), pick));
    }
    let Some(config) = config else {
        let message = "there is neither a formula file nor a configuration to count by";
        let error = Diagnostic::error(Code::USAGE, message);
        return Err(error.hint("write `llama`, `--config config.json`, or both"));
    };
    let pick = families::pick(config, counting.class.as_deref())?;
    let source = super::source(pick.file, "en").ok_or_else(|| {
        let message = format!("there is no bundled formula `{}`", pick.file);
        Diagnostic::error(Code::UNKNOWN_FORMULA, message)
    })?;
    Ok((source, Some(pick)))
}

/// A configuration that says nothing.
fn nothing() -> Result<Config, Vec<Diagnostic>> {
    Config::read(&Source::new("the model", "{}")).map_err(|error| vec![error])
}

/// The names under which the file knows the model.
fn told(pick: Option<&Pick>, counting: &Counting) -> Vec<Told> {
    let told = |key: &str, text: &str| Told {
        key: key.to_owned(),
        value: Expr::text(text),
        teller: Teller::Family,
    };
    match (pick, &counting.class) {
        (Some(pick), _) => {
            let names = [
                told("model_type", pick.model_type),
                told("architectures.0", &pick.class),
            ];
            names.into_iter().chain(lacking(pick)).collect()
        }
        (None, Some(class)) => vec![told("architectures.0", class)],
        (None, None) => Vec::new(),
    }
}

/// What the library of a model takes where a configuration lacks a key.
fn lacking(pick: &Pick) -> impl Iterator<Item = Told> {
    pick.lacking.iter().map(|(key, value)| Told {
        key: (*key).to_owned(),
        value: value.expr(),
        teller: Teller::Library,
    })
}

/// What is wrong with the claims of the file; what is undecided about them is told.
fn claims(model: &Model) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let findings = model.findings(&Budget::default());
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    if findings.iter().any(is_error) {
        return Err(findings);
    }
    Ok(findings)
}

/// That the keys which parameters want stand one level deeper, in the configuration of a text model.
fn nested(
    model: &Model,
    config: &Config,
    bound: &FromConfig,
    given: &Bindings,
) -> Option<Diagnostic> {
    const INNER: &str = "text_config";
    let wanted = model.parameters().filter(|parameter| {
        let open = bound.open(&parameter.symbol);
        let has_none = parameter.default.is_none() && open.is_some_and(|open| open.usual.is_none());
        has_none && given.get(&parameter.symbol).is_none()
    });
    let inner = |key: &&String| config.get(&format!("{INNER}.{key}")).is_some();
    let keys = wanted.filter_map(|parameter| parameter.keys.iter().find(inner));
    let keys: Vec<&str> = keys.map(String::as_str).collect();
    if keys.is_empty() {
        return None;
    }
    let name = config.source().name();
    let message = format!(
        "{name} holds {} under {INNER}, where they are not read",
        keys.join(", ")
    );
    let error = Diagnostic::error(Code::MISSING_VALUE, message);
    let error = error.hint(format!(
        "write what {INNER} holds to a file of its own to count the text model"
    ));
    let node = config.get(INNER)?;
    Some(config.place(node).mark(error, ""))
}

/// Classes that stand as a text where a list is needed.
fn no_list_of_classes(config: &Config) -> Option<Diagnostic> {
    let class = config.string("architectures")?;
    let node = config.get("architectures")?;
    let name = config.source().name();
    let message =
        format!("`architectures` of {name} is a text where a list is needed; it is set aside");
    let warning = Diagnostic::warning(Code::DEFAULTS, message);
    let warning = warning.hint(format!(
        "write `[\"{class}\"]`, or say it with --class {class}"
    ));
    Some(config.place(node).mark(warning, ""))
}

fn usual_class(pick: Option<&Pick>, counting: &Counting) -> Option<Diagnostic> {
    let pick = pick.filter(|pick| pick.is_usual && counting.config.is_some())?;
    if pick.is_foreign {
        let message = format!(
            "`{}` knows neither the class nor the model type of the configuration, which is read as \
             {}",
            pick.file, pick.class
        );
        return Some(Diagnostic::warning(Code::DEFAULTS, message));
    }
    if let Some(unknown) = &pick.unknown {
        let message = format!(
            "`{}` does not know the class {unknown}; {} is counted in its place",
            pick.file, pick.class
        );
        let warning = Diagnostic::warning(Code::DEFAULTS, message);
        return Some(warning.hint("say the one that comes nearest with --class"));
    }
    let message = format!(
        "no class is named for the model type \"{}\"; the usual one is taken: {}",
        pick.model_type, pick.class
    );
    Some(Diagnostic::note(Code::DEFAULTS, message).hint("say another with --class"))
}

/// One note that names every key that is left open, and what is taken instead.
pub(super) fn defaults(bindings: &[Bound], bound: &FromConfig) -> Option<Diagnostic> {
    let used = bindings.iter().filter(|binding| binding.is_used);
    let taken = used.filter_map(|binding| {
        let Giver::Default(keys) = &binding.from else {
            return None;
        };
        // What is there and says nothing weighs more than what is not there.
        let (key, lack) = keys.iter().rev().max_by_key(|(_, lack)| *lack)?;
        let (symbol, value) = (&binding.symbol, &binding.value);
        // A list that is not there is no list, and nothing is taken for it.
        if *lack == Lack::Absent && matches!(value, Value::List(entries) if entries.is_empty()) {
            return None;
        }
        Some(format!("{key} ({}): {symbol} = {value}", lack.name()))
    });
    let taken: Vec<String> = taken.collect();
    if taken.is_empty() {
        return None;
    }
    let message = format!("{} leaves open: {}", bound.name, taken.join("; "));
    Some(Diagnostic::note(Code::DEFAULTS, message))
}
