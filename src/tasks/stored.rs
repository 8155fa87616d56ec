//! The formula file for the data of a file whose parts are stored in formats of their own.

use super::Counting;
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::Symbol;
use crate::model::{Config, Count, PartCount, Resolver, said};
use crate::number::{DecimalText, terminating_decimal};
use crate::syntax::nearest;
use crate::units::{Dtype, dtype, dtypes};

/// A format for a part, or for all parts that have none of their own.
#[derive(Clone, Debug)]
pub struct StoredAs {
    /// The part; none for all others.
    pub part: Option<String>,
    /// The format.
    pub dtype: &'static Dtype,
}

impl StoredAs {
    /// `BF16` or `mlp=Q4_K`.
    ///
    /// # Errors
    /// A format that is not known.
    pub fn read(text: &str) -> Result<Self, Diagnostic> {
        let (part, name) = match text.split_once('=') {
            Some((part, name)) => (Some(part.trim().to_owned()), name.trim()),
            None => (None, text.trim()),
        };
        let dtype = dtype(name).ok_or_else(|| unknown_dtype(name))?;
        Ok(Self { part, dtype })
    }
}

fn unknown_dtype(name: &str) -> Diagnostic {
    let error = Diagnostic::error(Code::UNITS, format!("`{name}` is no number format"));
    let upper = name.to_ascii_uppercase();
    match nearest(&upper, dtypes().map(|dtype| dtype.name)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint("`longhand size --what file P=1B` lists the formats"),
    }
}

/// One part in its format.
struct Stored<'c> {
    name: &'c str,
    what: &'c str,
    dtype: &'static Dtype,
}

/// The formula file for the data of a file whose parts are stored in these formats. Parts without one
/// have the format that the configuration names, else BF16. What it says of formats is said in a language.
///
/// # Errors
/// What [`super::count()`] finds wrong with the model; a format for a part that it does not have.
pub fn stored(
    counting: &Counting,
    formats: &[StoredAs],
    beside: &Resolver<'_>,
    language: &str,
) -> Result<Source, Vec<Diagnostic>> {
    let count = match &counting.of_model {
        Some(model) => Some(super::of_model::counted(model, &counting.given, beside)?),
        None => None,
    };
    let config = counting.config.as_ref().map(Config::read).transpose();
    let config = config.map_err(|error| vec![error])?;
    let said = config.as_ref().and_then(|config| {
        let said = config.string("torch_dtype").or(config.string("dtype"))?;
        dtype(said)
    });
    let usual = said.or_else(|| dtype("BF16"));
    let usual = usual.ok_or_else(|| vec![unknown_dtype("BF16")])?;
    formula(count.as_ref(), formats, usual, language).map_err(|error| vec![error])
}

/// The formula file: every part in its format, in `usual` where none is said for it. A part whose own
/// parts have formats is split into them. Without a count there is one part, the parameters `P`.
///
/// # Errors
/// A format for a part that the model does not have, or two formats for one.
fn formula(
    count: Option<&Count>,
    formats: &[StoredAs],
    usual: &'static Dtype,
    language: &str,
) -> Result<Source, Diagnostic> {
    let parts = count.map_or(&[][..], |count| &count.parts);
    let formats: Vec<StoredAs> = formats
        .iter()
        .map(|format| by_name(format, parts))
        .collect();
    let formats = formats.as_slice();
    let mut said: Vec<Option<&str>> = Vec::new();
    for format in formats {
        let part = format.part.as_deref();
        if said.contains(&part) {
            let what = part.map_or("all parts".to_owned(), |part| format!("`{part}`"));
            let message = format!("{what} have two formats");
            return Err(Diagnostic::error(Code::USAGE, message).hint("leave one"));
        }
        said.push(part);
        if let Some(part) = part {
            known(parts, part)?;
        }
    }
    let for_all = formats.iter().find(|format| format.part.is_none());
    let usual = for_all.map_or(usual, |format| format.dtype);
    let mut rows = Vec::new();
    if parts.iter().all(|part| name(part).is_some()) {
        for part in parts {
            push(part, formats, usual, &mut rows);
        }
    }
    if rows.is_empty() {
        rows.push(Stored {
            name: "",
            what: "all parameters",
            dtype: usual,
        });
    }
    Ok(Source::new("file.lh", text(&rows, language)))
}

/// A format with its part named by itself, where it was named by the parts that hold it: `mlp.router`.
fn by_name(format: &StoredAs, parts: &[PartCount]) -> StoredAs {
    let path = format.part.as_deref().unwrap_or_default();
    let last = path.rsplit('.').next().filter(|_| is_path(parts, path));
    StoredAs {
        part: last.map(str::to_owned).or_else(|| format.part.clone()),
        dtype: format.dtype,
    }
}

/// Whether parts hold one another in this order.
fn is_path(parts: &[PartCount], path: &str) -> bool {
    let (first, rest) = match path.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    };
    let mut named = parts.iter().filter(|part| name(part) == Some(first));
    named.any(|part| rest.is_none_or(|rest| is_path(&part.parts, rest)))
}

/// The name of a part, where it has one that is plain.
fn name(part: &PartCount) -> Option<&str> {
    let name = part.name.as_symbol().map(Symbol::name)?;
    let is_plain = name
        .chars()
        .all(|letter| letter.is_alphanumeric() || letter == '_');
    is_plain.then_some(name)
}

fn format_of(formats: &[StoredAs], part: &PartCount) -> Option<&'static Dtype> {
    let format = formats
        .iter()
        .find(|format| format.part.is_some() && format.part.as_deref() == name(part))?;
    Some(format.dtype)
}

fn push<'c>(
    part: &'c PartCount,
    formats: &[StoredAs],
    usual: &'static Dtype,
    rows: &mut Vec<Stored<'c>>,
) {
    let dtype = format_of(formats, part).unwrap_or(usual);
    let is_split = part.parts.iter().any(|inner| has_format(formats, inner));
    if is_split && part.parts.iter().all(|inner| name(inner).is_some()) {
        for inner in &part.parts {
            push(inner, formats, dtype, rows);
        }
    } else {
        rows.push(Stored {
            name: name(part).unwrap_or_default(),
            what: part.description.as_deref().unwrap_or_default(),
            dtype,
        });
    }
}

fn has_format(formats: &[StoredAs], part: &PartCount) -> bool {
    format_of(formats, part).is_some() || part.parts.iter().any(|part| has_format(formats, part))
}

fn names<'c>(parts: &'c [PartCount], found: &mut Vec<&'c str>) {
    for part in parts {
        found.extend(name(part));
        names(&part.parts, found);
    }
}

/// That the model has a part of this name.
fn known(parts: &[PartCount], part: &str) -> Result<(), Diagnostic> {
    let mut there = Vec::new();
    names(parts, &mut there);
    if there.contains(&part) {
        return Ok(());
    }
    let error = Diagnostic::error(Code::UNKNOWN_NAME, format!("there is no part `{part}`"));
    // A part of a part is named by itself.
    let last = part.rsplit('.').next().unwrap_or(part);
    let near = if there.contains(&last) {
        Some(last)
    } else {
        nearest(last, there.iter().copied())
    };
    Err(match near {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None if there.is_empty() => error.hint("only a model has parts: name one with --config"),
        None => error.hint(format!("the parts are {}", there.join(", "))),
    })
}

/// The statements: how many numbers there are of each part, and the bytes that they take; blocks are
/// stored whole.
fn text(rows: &[Stored<'_>], language: &str) -> String {
    let mut counts = String::new();
    let mut bytes = String::new();
    for row in rows {
        let (part, number, key) = match row.name {
            "" => ("parameters".to_owned(), "P".to_owned(), "total"),
            name => (name.to_owned(), format!("n_{name}"), name),
        };
        let what = said(row.what, language).replace('"', "'");
        let line = format!("param {number} \"{what}\" : natural   from count.{key}\n");
        counts.push_str(&line);
        let dtype = row.dtype;
        let whole = match dtype.elements {
            1 => number,
            elements => format!("round_up({number}, {elements})"),
        };
        let stored = format!("{}, {}", dtype.name, said(&bits(dtype), language));
        let line = format!("part {part} = {whole} in {} \"{stored}\"\n", dtype.name);
        bytes.push_str(&line);
    }
    let [title, stored, formats, whole] = [
        "Data of a file",
        "What is stored",
        "In which format",
        "without the header of the file",
    ]
    .map(|text| said(text, language));
    let names = rows.iter().map(|row| match row.name {
        "" => "parameters",
        name => name,
    });
    let sum = names.collect::<Vec<_>>().join(" + ");
    format!(
        "title \"{title}\"\nsection \"{stored}\"\n{counts}\
         section \"{formats}\"\n{bytes}\
         total = {sum} \"{whole}\"\n"
    )
}

/// Bits a number and what a block is, in words.
fn bits(dtype: &Dtype) -> String {
    let bits = dtype.bits();
    let shown = DecimalText::significant(&bits, 6);
    let (about, shown) = match terminating_decimal(&bits) {
        Some(exact) if exact.len() <= 7 => ("", exact),
        _ => ("about ", shown.to_string()),
    };
    format!("{about}{shown} bits a number: {}", dtype.layout)
}
