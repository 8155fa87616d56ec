//! What does not agree, in words: a line for each tensor, or for those that differ in their numbers alone.

use super::families::{Family, families};
use crate::expr::{Expr, Symbol};
use crate::number::Integer;
use crate::render::tame::tame_name;
use crate::render::{number, plain};
use crate::verify::{BufferFault, Explanation, Fault, Held};

/// The most tensors of a list in text; JSON has them all.
const MOST: usize = 20;

pub(super) fn tensors(held: &[Held]) -> Vec<String> {
    each(held, |told| told.text)
}

/// Tensors that are told together.
struct Told<'a> {
    first: &'a Held,
    /// Their name, format and sizes.
    text: String,
    count: usize,
}

impl Told<'_> {
    /// A word for one tensor, or for several.
    fn by_number<'w>(&self, one: &'w str, several: &'w str) -> &'w str {
        if self.count == 1 { one } else { several }
    }
}

/// A line for each family of tensors.
fn each(held: &[Held], told: impl Fn(Told<'_>) -> String) -> Vec<String> {
    let names = held.iter().map(|tensor| {
        let like = (tensor.dtype, &tensor.shape, tensor.values);
        (tensor.name.as_str(), like)
    });
    let names: Vec<_> = names.collect();
    let lines = families(&names).into_iter().filter_map(|family| {
        let (dtype, sizes, _) = family.like;
        let is_like = |tensor: &&Held| (tensor.dtype, &tensor.shape, tensor.values) == family.like;
        let count = family.count;
        let text = format!("{} {dtype} {}{}", family.name, shape(sizes), several(count));
        let first = held.iter().find(is_like)?;
        Some(told(Told { first, text, count }))
    });
    some(lines.collect())
}

/// ` (32 tensors)`, and nothing for one.
fn several(count: usize) -> String {
    if count == 1 {
        String::new()
    } else {
        format!(" ({count} tensors)")
    }
}

/// The first of many lines, and how many there are besides.
pub(super) fn some(mut lines: Vec<String>) -> Vec<String> {
    let more = lines.len().saturating_sub(MOST);
    if more > 0 {
        lines.truncate(MOST);
        lines.push(format!("and {more} more"));
    }
    lines
}

pub(super) fn described(tensor: &Held) -> String {
    let name = tame_name(&tensor.name);
    format!("{name} {} {}", tensor.dtype, shape(&tensor.shape))
}

fn shape(shape: &[u64]) -> String {
    let sizes: Vec<String> = shape.iter().map(u64::to_string).collect();
    format!("[{}]", sizes.join(", "))
}

/// A disagreement in words, a line for each tensor.
pub(super) fn fault(fault: &Fault) -> Vec<String> {
    match fault {
        Fault::Size {
            tensors,
            expected,
            shape: sizes,
            one,
            term,
        } => {
            let own = term_words(&(one.clone(), term.1.clone()));
            let gives = size_words(&own, expected, sizes.as_deref(), (one, &term.0));
            each(tensors, |told| {
                let (values, each) = (values(told.first), told.by_number("", " each"));
                let holds = told.by_number("holds", "hold");
                format!("{} {holds} {values}{each}, {gives}", told.text)
            })
        }
        Fault::Term {
            tensors,
            formula,
            term,
        } => {
            let all = tensors.iter().map(|tensor| Integer::from(tensor.values));
            let all = number::integer(&all.fold(Integer::from(0), |all, one| &all + &one));
            let gives = format!(
                "and {} gives {}",
                term_words(term),
                number::integer(formula)
            );
            each(tensors, |told| {
                let (holds, so) = (
                    told.by_number("holds", "hold"),
                    told.by_number("", " together"),
                );
                format!("{} {holds} {all}{so}, {gives}", told.text)
            })
        }
        Fault::Shape { tensor, others } => {
            vec![format!(
                "{} is shaped unlike the others, {}",
                described(tensor),
                shape(others)
            )]
        }
        Fault::Missing { names, count, term } => missing(names, count, &term_words(term)),
        Fault::Unheld { values, term } => {
            let (values, term) = (number::integer(values), term_words(term));
            vec![format!("no tensor holds the {values} of {term}")]
        }
        Fault::Sizes { tensors, term } => {
            let term = term_words(term);
            each(tensors, |told| {
                let has = told.by_number("has", "have");
                format!("{} {has} sizes that are no factors of {term}", told.text)
            })
        }
        Fault::Turned { tensors, expected } => {
            let expected = shape(expected);
            each(tensors, |told| {
                let stands = told.by_number("stands", "stand");
                let its = told.by_number("its", "their");
                format!(
                    "{} {stands} the other way round than {its} like: {expected} was expected",
                    told.text
                )
            })
        }
        Fault::Bias { bias, weight } => {
            let (bias, weight) = (described(bias), described(weight));
            vec![format!("{bias} is as long as no side of {weight}")]
        }
        Fault::Layer {
            name,
            tensors,
            formula,
        } => {
            let [tensors, formula] = [tensors, formula].map(number::integer);
            let name = tame_name(name);
            vec![format!(
                "the tensors of {name} hold {tensors}, and the formula gives that layer {formula}"
            )]
        }
        Fault::Gap { name, tensors } => {
            let name = tame_name(name);
            each(tensors, |told| {
                let comes = told.by_number("comes", "come");
                format!("{} {comes} after {name}, which has no tensor", told.text)
            })
        }
        Fault::Surplus { tensors } => each(tensors, |told| {
            let is = told.by_number("is", "are");
            format!("{} {is} counted by no term", told.text)
        }),
    }
}

/// What a term gives each of its tensors, and the sizes that this makes.
fn size_words(
    own: &str,
    each: &Integer,
    sizes: Option<&[u64]>,
    (one, all): (&Expr, &Expr),
) -> String {
    let all = if one == all {
        String::new()
    } else {
        format!(" (`{}` in all)", plain(all))
    };
    let sizes = sizes.map(|sizes| format!(": {} was expected", shape(sizes)));
    let (each, sizes) = (number::integer(each), sizes.unwrap_or_default());
    format!("and {own} gives {each}{all}{sizes}")
}

/// What is wrong with a buffer, in words.
pub(super) fn buffer_fault(fault: &BufferFault) -> String {
    match fault {
        BufferFault::Missing { name, like } => {
            let (name, like) = (tame_name(name), tame_name(like));
            format!("{name} is missing, and {like} is there")
        }
        BufferFault::Length { buffer, weight } => {
            let (buffer, weight) = (described(buffer), described(weight));
            format!("{buffer} is as long as no side of {weight}")
        }
        BufferFault::Shape { buffer, others } => {
            let (buffer, others) = (described(buffer), shape(others));
            format!("{buffer} is shaped unlike the others, {others}")
        }
        BufferFault::Alone { buffer } => {
            format!("{} is of a layer that has no parameter", described(buffer))
        }
        BufferFault::Values {
            patterns,
            held,
            formula: (formula, expr),
        } => {
            let names: Vec<String> = patterns.iter().map(|name| tame_name(name)).collect();
            let (names, expr) = (names.join(", "), plain(expr));
            let (held, formula) = (number::integer(held), number::integer(formula));
            format!("{names}: {held} values are there, and `{expr}` gives {formula}")
        }
    }
}

fn values(tensor: &Held) -> String {
    number::integer(&Integer::from(tensor.values))
}

/// Tensors that are not there.
fn missing(names: &[String], count: &Integer, term: &str) -> Vec<String> {
    if let [name] = names
        && name.contains('*')
    {
        let (name, count) = (tame_name(name), number::integer(count));
        return vec![format!("{name} is missing ({count} of them): {term}")];
    }
    let names: Vec<(&str, ())> = names.iter().map(|name| (name.as_str(), ())).collect();
    let line = |family: Family<()>| {
        let (name, count) = (family.name, several(family.count));
        let is = if family.count == 1 { "is" } else { "are" };
        format!("{name}{count} {is} missing: {term}")
    };
    some(families(&names).into_iter().map(line).collect())
}

/// What one parameter would have to be.
pub(super) fn explained(explanations: &[Explanation]) -> Option<String> {
    let one = |explanation: &Explanation| {
        let [said, stored] = [&explanation.said, &explanation.stored].map(value_text);
        let symbol = &explanation.symbol;
        let name = match &explanation.key {
            None => format!("`{symbol}`"),
            Some(key) => format!("`{}` (`{symbol}`)", tame_name(key)),
        };
        (name, said, stored)
    };
    match explanations {
        [] => None,
        [only] => {
            let (key, said, stored) = one(only);
            let told = format!(
                "One value explains it all: {key} is {said}, and the tensors are those of {stored}."
            );
            Some(if only.key.is_none() {
                format!("{told} Write `{}={stored}`.", only.symbol)
            } else {
                told
            })
        }
        several => {
            let each = several.iter().map(|explanation| {
                let (key, said, stored) = one(explanation);
                format!("{key} as {stored} in place of {said}")
            });
            let each: Vec<String> = each.collect();
            Some(format!(
                "It cannot be told which value is wrong; any one of these explains it all: {}.",
                each.join("; ")
            ))
        }
    }
}

/// A value as a person reads it.
fn value_text(value: &Expr) -> String {
    let whole = value.as_number().and_then(|number| number.to_integer());
    whole.map_or_else(|| plain(value), |whole| number::integer(&whole))
}

fn term_words((term, definition): &(Expr, Option<Symbol>)) -> String {
    match definition {
        Some(definition) => format!("`{}` of `{definition}`", plain(term)),
        None => format!("`{}`", plain(term)),
    }
}
