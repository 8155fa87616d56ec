//! What a configuration gives the parameters of a formula file, key by key.

use super::domain::{admits, describe, shown};
use super::told::{Teller, Told, is_of_model};
use super::{Config, Json, Model, Node, Parameter, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{Environment, Value, evaluate};
use crate::expr::{Bindings, Domain, Expr, Symbol};
use crate::number::{Rational, Written};

/// The most digits of a number in a configuration.
const MAX_DIGITS: usize = 1000;

/// What a configuration gives the parameters of a model.
#[derive(Clone, Debug, Default)]
pub struct FromConfig {
    /// The parameters that it gives a value, in the order of the formula file.
    pub bound: Vec<BoundKey>,
    /// The parameters that have keys and no value there, in the order of the formula file.
    pub open: Vec<OpenKey>,
    /// The name of the configuration.
    pub name: String,
}

/// A parameter and the key that gave its value.
#[derive(Clone, Debug)]
pub struct BoundKey {
    /// The parameter.
    pub symbol: Symbol,
    /// Its value.
    pub value: Expr,
    /// The key.
    pub key: String,
    /// Where the value stands; a value that was told beside the configuration has no place.
    pub place: Option<Place>,
    /// Whether it was told beside the configuration, in place of what the key says.
    pub is_told: bool,
}

/// A parameter whose keys give it no value.
#[derive(Clone, Debug)]
pub struct OpenKey {
    /// The parameter.
    pub symbol: Symbol,
    /// Its keys, and of each why it gives no value.
    pub keys: Vec<(String, Lack)>,
    /// What the library that wrote the configuration takes where none of them is there.
    pub usual: Option<Expr>,
    /// A key of the configuration that nothing reads, and the one of these that it is like.
    pub near: Option<(String, String)>,
}

/// Why a key gives no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// It is not there.
    Absent,
    /// It is `null`.
    Null,
    /// It is the word `"auto"`, which leaves the value to the default.
    Auto,
}

impl Lack {
    /// What is there instead of a value.
    pub fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Null => "null",
            Self::Auto => "\"auto\"",
        }
    }
}

impl FromConfig {
    /// The values by name.
    pub fn bindings(&self) -> Bindings {
        let bound = self.bound.iter();
        let usual = self
            .open
            .iter()
            .filter_map(|open| Some((open.symbol.clone(), open.usual.clone()?)));
        bound
            .map(|bound| (bound.symbol.clone(), bound.value.clone()))
            .chain(usual)
            .collect()
    }

    /// The key that gave a parameter its value.
    pub fn bound(&self, symbol: &Symbol) -> Option<&BoundKey> {
        self.bound.iter().find(|bound| bound.symbol == *symbol)
    }

    /// The keys that gave a parameter none.
    pub fn open(&self, symbol: &Symbol) -> Option<&OpenKey> {
        self.open.iter().find(|open| open.symbol == *symbol)
    }

    /// That a parameter is needed and no key gives it.
    pub fn missing(&self, symbol: &Symbol) -> Option<Diagnostic> {
        let open = self.open(symbol).filter(|open| !open.keys.is_empty())?;
        let message = format!("`{symbol}` has no value: {} {}", self.name, open.words());
        let held = open.keys.iter().find(|(_, lack)| *lack != Lack::Absent);
        let first = held.or(open.keys.first());
        let first = first.map_or("", |(key, _)| key.as_str());
        let what = if held.is_some() {
            format!("write its value for \"{first}\" there")
        } else if let Some((there, meant)) = &open.near {
            format!("it has \"{there}\", which nothing reads: did you mean \"{meant}\"? Write that")
        } else {
            format!("add \"{first}\" to it")
        };
        let hint = format!("{what}, or give `{symbol}=…` on the command line");
        Some(Diagnostic::error(Code::MISSING_VALUE, message).hint(hint))
    }
}

impl OpenKey {
    /// Why there is no value: `has no hidden_size`, `holds null for head_dim`.
    fn words(&self) -> String {
        let there = self.keys.iter().find(|(_, lack)| *lack != Lack::Absent);
        if let Some((key, lack)) = there {
            return format!("holds {} for {key}", lack.name());
        }
        let names = self.keys.iter().map(|(key, _)| key.as_str());
        format!("has no {}", names.collect::<Vec<_>>().join(" and no "))
    }
}

impl Model {
    /// The values that a configuration gives the parameters, each from the first of its keys that
    /// is there and not `null`. What is `given` wins and is not looked up; `told` replaces the values
    /// of keys.
    ///
    /// # Errors
    /// Every key that holds something else than its parameter needs.
    pub fn bind(
        &self,
        config: &Config,
        told: &[Told],
        given: &Bindings,
    ) -> Result<FromConfig, Vec<Diagnostic>> {
        bind(self.parameters(), config, told, given)
    }
}

/// The values that a configuration gives parameters: what [`Model::bind`] does for those of a model.
pub(super) fn bind<'p>(
    parameters: impl Iterator<Item = &'p Parameter>,
    config: &Config,
    told: &[Told],
    given: &Bindings,
) -> Result<FromConfig, Vec<Diagnostic>> {
    let mut found = FromConfig {
        name: config.source().name().to_owned(),
        ..FromConfig::default()
    };
    let mut errors = Vec::new();
    let parameters: Vec<&Parameter> = parameters.collect();
    for parameter in &parameters {
        if parameter.keys.is_empty() || given.get(&parameter.symbol).is_some() {
            continue;
        }
        match look_up(parameter, config, told) {
            Ok(Found::Value(bound)) => found.bound.push(bound),
            Ok(Found::Nothing(open)) => found.open.push(open),
            Err(error) => errors.push(parameter.place.mark(error, "declared here")),
        }
    }
    if errors.is_empty() {
        super::misspelt::find(&mut found, config, &parameters);
        Ok(found)
    } else {
        Err(errors)
    }
}

enum Found {
    Value(BoundKey),
    Nothing(OpenKey),
}

fn look_up(parameter: &Parameter, config: &Config, told: &[Told]) -> Result<Found, Diagnostic> {
    let symbol = parameter.symbol.clone();
    let mut keys = Vec::new();
    for key in &parameter.keys {
        if let Some(told) = told.iter().find(|told| told.key == *key)
            && told.teller != Teller::Library
            && fits_in(parameter, &told.value)
        {
            let said = config.string(key).map(Expr::text);
            return Ok(Found::Value(BoundKey {
                symbol,
                value: told.value.clone(),
                key: key.clone(),
                place: None,
                is_told: told.teller == Teller::Family && said.as_ref() != Some(&told.value),
            }));
        }
        if is_of_model(key) {
            continue;
        }
        if let Some(value) = asked_of(parameter, config, key) {
            return Ok(Found::Value(BoundKey {
                symbol,
                value,
                key: key.clone(),
                place: None,
                is_told: false,
            }));
        }
        match config.value(key).map(|node| (node, lack(parameter, node))) {
            Some((_, Some(lack))) => keys.push((key.clone(), lack)),
            Some((node, None)) => {
                let value = value_of(parameter, config, key, node)?;
                return Ok(Found::Value(BoundKey {
                    symbol,
                    value,
                    key: key.clone(),
                    place: Some(config.place(node)),
                    is_told: false,
                }));
            }
            None => keys.push((key.clone(), Lack::Absent)),
        }
    }
    let is_absent = keys.iter().all(|(_, lack)| *lack == Lack::Absent);
    let usual = told.iter().find(|told| {
        told.teller == Teller::Library && keys.iter().any(|(key, _)| *key == told.key)
    });
    Ok(Found::Nothing(OpenKey {
        symbol,
        usual: usual
            .filter(|told| is_absent && fits_in(parameter, &told.value))
            .map(|told| told.value.clone()),
        keys,
        near: None,
    }))
}

/// What a key asks of a value: how many entries it has, or its letters.
fn asked_of(parameter: &Parameter, config: &Config, key: &str) -> Option<Expr> {
    if let Some(count) = config.count(key) {
        return Some(Expr::integer(i64::try_from(count).unwrap_or(i64::MAX)));
    }
    let letters = config.letters(key)?.take(MAX_ELEMENTS + 1);
    let letters: Vec<Expr> = letters
        .map(|letter| Expr::text(&letter.to_string()))
        .collect();
    let is_list = parameter.domain == Domain::List && letters.len() <= MAX_ELEMENTS;
    is_list.then(|| Expr::list(letters))
}

/// Whether a parameter can have a value that was told.
fn fits_in(parameter: &Parameter, value: &Expr) -> bool {
    let value = evaluate(value, &Environment::new());
    value.is_ok_and(|value| admits(&parameter.domain, &value))
}

/// Why what stands under a key is no value for a parameter, where it says nothing.
fn lack(parameter: &Parameter, node: &Node) -> Option<Lack> {
    match &node.value {
        Json::Null => Some(Lack::Null),
        Json::Text(text) if &**text == "auto" && parameter.domain != Domain::Text => {
            Some(Lack::Auto)
        }
        _ => None,
    }
}

/// The value under a key, where it is of the parameter's domain.
fn value_of(
    parameter: &Parameter,
    config: &Config,
    key: &str,
    node: &Node,
) -> Result<Expr, Diagnostic> {
    let (symbol, needed) = (&parameter.symbol, describe(&parameter.domain));
    if let (Domain::List, Json::Number | Json::Text(_)) = (&parameter.domain, &node.value)
        && Config::takes_one_for_all(key)
    {
        return Ok(Expr::list([expression(config, key, node)?]));
    }
    let fits = matches!(
        (&parameter.domain, &node.value),
        (Domain::Integer { .. } | Domain::Real { .. }, Json::Number)
            | (Domain::Boolean, Json::Boolean(_))
            | (Domain::Text, Json::Text(_))
            | (Domain::List, Json::List(_))
    );
    if !fits {
        let message = format!(
            "`{key}` is {}, and `{symbol}` has to be {needed}",
            node.kind()
        );
        let error = config
            .place(node)
            .mark(Diagnostic::error(Code::CONFIG, message), "");
        return Err(error.hint(format!(
            "`{symbol}=…` on the command line wins over the key"
        )));
    }
    let expr = expression(config, key, node)?;
    let Ok(value) = evaluate(&expr, &Environment::new()) else {
        return Ok(expr);
    };
    if !admits(&parameter.domain, &value) {
        let message = format!(
            "`{key}` is {}, and `{symbol}` has to be {needed}",
            shown(&value)
        );
        let error = Diagnostic::error(Code::OUT_OF_DOMAIN, message);
        return Err(config.place(node).mark(error, ""));
    }
    if let Value::Number(number) = &value {
        // `4096.0` is the number 4096.
        return Ok(Expr::number(number));
    }
    Ok(expr)
}

/// The most elements of a list of a configuration: some for every layer, and no model has as many.
const MAX_ELEMENTS: usize = 10_000;

fn expression(config: &Config, key: &str, node: &Node) -> Result<Expr, Diagnostic> {
    let unfit = |message: String| {
        let error = Diagnostic::error(Code::CONFIG, message);
        config.place(node).mark(error, "")
    };
    match &node.value {
        Json::Number => number(config.text(node))
            .map_err(|reason| unfit(format!("the number under `{key}` cannot be read: {reason}"))),
        Json::Boolean(truth) => Ok(Expr::boolean(*truth)),
        Json::Text(text) => Ok(Expr::text(text)),
        Json::List(elements) if elements.len() > MAX_ELEMENTS => {
            let message = format!(
                "the list under `{key}` has {} elements; the limit is {MAX_ELEMENTS}",
                elements.len()
            );
            let error = Diagnostic::error(Code::LIMIT, message);
            Err(config.place(node).mark(error, ""))
        }
        Json::List(elements) => {
            let elements = elements.iter();
            let elements = elements.map(|element| expression(config, key, element));
            Ok(Expr::list(elements.collect::<Result<Vec<_>, _>>()?))
        }
        Json::Null | Json::Infinity | Json::Object(_) => {
            let kind = node.kind();
            Err(unfit(format!(
                "`{key}` holds {kind}, which no formula can use"
            )))
        }
    }
}

/// The exact number that a text spells.
fn number(text: &str) -> Result<Expr, String> {
    if text.len() > MAX_DIGITS {
        return Err(format!("it has more than {MAX_DIGITS} digits"));
    }
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let exponent = digits.split(['e', 'E']).nth(1).unwrap_or("0");
    let too_far = exponent.trim_start_matches(['+', '-']).len() > 4;
    if too_far {
        return Err("its exponent has more than 4 digits".to_owned());
    }
    // JSON writes `1e+5`, formulas `1e5`.
    let written = Written::parse(&digits.replace('+', "")).map_err(|error| error.to_string())?;
    let value: Rational = written.value();
    Ok(Expr::number(&if is_negative { -value } else { value }))
}
