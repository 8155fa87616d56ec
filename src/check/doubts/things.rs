//! Sides that tell of different things: what is counted, what measures, from one number to another.

use super::super::pair::Pair;
use super::super::sides::value;
use super::super::unit_marks::Marks;
use super::super::walk::Walk;
use super::{Doubt, is_closed, is_one_number, means};
use crate::document::{Link, Side};
use crate::expr::{Assumptions, Expr, ExprKind, Relation, Symbol};
use crate::judge::Stated;
use crate::number::{Rational, Suffix, Written};
use crate::units::{Dimension, Unit, is_physical, unit};

/// A ratio of two sizes that no conversion gets wrong.
const APART: i64 = 10_000_000;

/// Sides that tell of different things.
pub(super) const DOUBTS: &[Doubt] = &[
    means(
        |walk, line| walk.is_of_each(line.left, line.link),
        "what is counted stands in the words before it",
    ),
    means(
        |_, line| counts_otherwise(line.left, &line.link.side),
        "its numbers count different things",
    ),
    means(
        |_, line| is_setting(line.left, &line.link.side),
        "what is counted before the sign is one of the factors behind it",
    ),
    means(
        |walk, line| walk.is_from_to(line.left, line.link.relation == Relation::Approx),
        "a side runs from one number to another",
    ),
    means(
        |walk, line| walk.is_from_to(&line.link.side, false),
        "a side runs from one number to another",
    ),
    means(
        |walk, line| walk.is_of_units(line.left),
        "its left side is a unit alone",
    ),
    means(
        |walk, line| walk.converts(line.left, &line.link.side),
        "its result stands in another unit of physics, which is not known here",
    ),
    means(
        |walk, line| walk.adds_to_something(line.left),
        "its left side goes on with something that stands before it",
    ),
    means(
        |walk, line| walk.is_rate_of_each(line.left, line.link),
        "its left side is of one of many things and its right side of all",
    ),
    means(
        |walk, line| walk.is_thing_of_others(line.left, line.link),
        "one kind of thing is told in the number of another",
    ),
    means(
        |_, line| is_same_amount(line.left, &line.link.side),
        "its units cannot be compared",
    ),
    means(
        |_, line| is_label_of_result(line.left, &line.link.side),
        "its left side may only say what the result is for",
    ),
    means(
        |walk, line| walk.is_price(line.left, line.link),
        "it has a price for each of a unit that is not said",
    ),
    means(
        |_, line| is_share(line.left, &line.link.side),
        "it tells what share a size is of another one",
    ),
    means(
        |_, line| is_date(line.left),
        "its left side may be a year of the calendar",
    ),
    means(
        |walk, line| walk.is_time_in_words(line.left, line.link),
        "a word that is no known unit measures its right side",
    ),
];

impl Walk<'_> {
    /// `6.67e11 FLOPs ≈ 11 minutos`: a word that is no known unit stands behind a bare number, beside a
    /// quantity of another kind.
    pub(in crate::check) fn is_in_words(left: &Side, right: &Side, found: &Pair) -> bool {
        let dimension = |side: &Side| {
            let value = value(&side.expr, &found.under)?;
            Some(value.as_quantity()?.dimension)
        };
        let is_bare = dimension(right).is_some_and(Dimension::is_none);
        let measures = dimension(left).is_some_and(|dimension| !dimension.is_none());
        !right.notes.is_empty() && is_bare && measures
    }

    /// `10^3 \sim 10^6`: from one number to another.
    pub(in crate::check) fn is_range(&self, left: &Side, link: &Link) -> bool {
        let source = self.document.source.text();
        let sign = source.get(link.sign.start..).unwrap_or_default();
        let is_plain = |side: &Side| {
            let is_number = side.expr.as_number().is_some();
            let is_signed = self.document.source.slice(side.span).starts_with('±');
            is_number || is_signed || Stated::of(&side.expr).is_some() || is_power(&side.expr)
        };
        // `926,679,040 (~1B)`: about so much.
        let opens = self
            .between(left.span, link.sign)
            .trim_end()
            .ends_with(['(', '（']);
        let is_tilde = !opens && sign.starts_with("\\sim") && !sign.starts_with("\\simeq");
        (is_tilde || !opens && sign.starts_with(['~', '∼', '～']))
            && is_plain(left)
            && is_plain(&link.side)
    }

    /// `read A, read B and write C, 2 bytes each = 6 bytes`: what is counted stands in the words before.
    fn is_of_each(&self, left: &Side, link: &Link) -> bool {
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default().trim_end();
        let between = self.between(left.span, link.sign);
        let word =
            |text: &str, words: &[&str]| words.iter().any(|word| text.trim_end().ends_with(word));
        is_one_number(&left.expr)
            && (word(before, &["各", "每", " each", "각", "je"]) || word(between, &[" each"]))
    }

    /// `2 years = 24 months`, `1 Gio = 1024 Mio`: whether a word that is read as no unit measures the right side.
    fn is_time_in_words(&self, left: &Side, link: &Link) -> bool {
        let text = self.document.source.text();
        let behind = text
            .get(link.side.span.end..)
            .unwrap_or_default()
            .trim_start();
        let dimension = value(&left.expr, &Assumptions::none())
            .and_then(|value| Some(value.as_quantity()?.dimension));
        let is_time = dimension == Some(Dimension::TIME);
        let is_bare = Marks::of(&link.side.expr).units.is_empty();
        let is_mebi = self.document.source.slice(link.side.span).ends_with("Mio");
        is_time && is_bare && behind.starts_with(char::is_alphabetic)
            || is_mebi && dimension == Some(Dimension::DATA)
    }

    /// `+1 = 28`: whether a side goes on with something that stands before it.
    fn adds_to_something(&self, left: &Side) -> bool {
        let written = self.document.source.slice(left.span).trim_start();
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default();
        // `QPS - 2B / 86400 = 23K`: a dash behind what is named.
        let is_dash = written.starts_with("- ")
            && before.ends_with(' ')
            && before.trim_end().ends_with(char::is_alphabetic);
        // `Profit is +40 - 15 = 35`: a sum of its own begins with its sign.
        let line = before.rsplit('\n').next().unwrap_or_default().trim_end();
        let begins = line.is_empty() && before.trim_end_matches(' ').ends_with("\n\n")
            || before.trim().is_empty()
            || line.ends_with(|c: char| c.is_alphabetic() || matches!(c, ':' | '('));
        let is_sum = left.expr.terms().len() > 1 && begins;
        written.starts_with(['+', '＋']) && !is_sum || is_dash
    }

    /// `117 MB / layer = 8.2 GB total`: one of many, beside all of them.
    fn is_rate_of_each(&self, left: &Side, link: &Link) -> bool {
        let between = self.between(left.span, link.sign).trim();
        let word = between.strip_prefix('/').map(str::trim);
        let is_noun =
            word.is_some_and(|word| word.chars().all(char::is_alphabetic) && word.len() > 1);
        is_noun && is_one_number(&left.expr)
    }

    /// `1024×1024 image ≈ 4K tokens`: whether things are told in the number of other things.
    fn is_thing_of_others(&self, left: &Side, link: &Link) -> bool {
        let source = &self.document.source;
        let behind = source.text().get(link.side.span.end..).unwrap_or_default();
        // A label may be part of the side before it.
        let ends = |side: &Side| thing(source.slice(side.span).rsplit(' ').next()?);
        let before = ends(left).or_else(|| thing(self.between(left.span, link.sign)));
        let after = ends(&link.side).or_else(|| thing(behind));
        let differ = before.zip(after).is_some_and(|(before, after)| {
            before != after && !source.slice(left.span).to_lowercase().contains(&after)
        });
        differ && is_one_number(&link.side.expr) && !is_long_product(&left.expr)
    }

    /// `100 mm × 3 = 30 cm`: whether the result stands in a unit of physics that is none of those before it.
    fn converts(&self, left: &Side, right: &Side) -> bool {
        let names = left.expr.free_symbols();
        let mut before = names
            .iter()
            .map(Symbol::name)
            .filter(|name| is_physical(name));
        let text = self.document.source.text();
        let behind = text.get(right.span.end..).unwrap_or_default().trim_start();
        let end = behind.find(|c: char| !c.is_ascii_alphabetic());
        let unit = behind
            .get(..end.unwrap_or(behind.len()))
            .unwrap_or_default();
        let counts = before.clone().next().is_some();
        counts && is_physical(unit) && before.all(|name| name != unit)
    }

    /// `~3-4 of the 12`, `bits 0-2`: whether a side goes from one number to a larger one.
    fn is_from_to(&self, side: &Side, is_rough: bool) -> bool {
        let written = self.document.source.slice(side.span);
        let ends = written.trim().split_once(['-', '–', '—']);
        let number = |text: &str| {
            let is_plain = text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
            Written::parse(text)
                .ok()
                .filter(|_| is_plain)
                .map(|written| written.value())
        };
        // `12-24 times ~18 times`
        let number_of = |to: &str| {
            let first = to.split(' ').next().filter(|_| is_rough);
            number(first.unwrap_or(to))
        };
        let ends = ends.and_then(|(from, to)| Some((number(from)?, number_of(to)?)));
        let behind = self
            .document
            .source
            .text()
            .get(side.span.end..)
            .unwrap_or_default();
        let goes_on = behind
            .strip_prefix('–')
            .is_some_and(|to| to.starts_with(|c: char| c.is_ascii_digit()));
        ends.is_some_and(|(from, to)| from < to) || goes_on
    }

    /// `55 TB × $0.02 = $1,100`: a price for each of a unit that is not said.
    fn is_price(&self, left: &Side, link: &Link) -> bool {
        let source = &self.document.source;
        let none = Assumptions::none();
        let measures = value(&left.expr, &none)
            .and_then(|value| Some(!value.as_quantity()?.dimension.is_none()))
            .unwrap_or(false);
        let before = source.text().get(..link.side.span.start);
        // `$\approx$ 34 KB` closes a formula.
        let is_money = before.is_some_and(|before| {
            let bare = before.trim_end_matches(['$', '€', '£', '¥', '₩']);
            bare.len() < before.len() && bare.ends_with([' ', '*', '~', '\\', '='])
        });
        // `$15$ GB` is mathematics.
        let written = source
            .text()
            .get(link.side.span.start..)
            .unwrap_or_default();
        let is_closed = written
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
            .starts_with('$');
        measures
            && !is_closed
            && (is_money
                || source
                    .slice(link.side.span)
                    .starts_with(['$', '€', '£', '¥', '₩']))
    }

    /// `GB/s → bytes/ms = 1e6`: whether a side is of units alone.
    fn is_of_units(&self, side: &Side) -> bool {
        let written = self.document.source.slice(side.span);
        is_closed(&side.expr)
            && side.expr.as_number().is_none()
            && written.starts_with(char::is_alphabetic)
            && !written.contains(|c: char| c.is_ascii_digit() || c == '(')
    }
}

/// Whether a side is so many things: `1000 tokens`.
fn is_counted(side: &Side) -> bool {
    match side.expr.kind() {
        ExprKind::Quantity(_, name) => unit(name.name()).is_some_and(Unit::is_counting_label),
        _ => false,
    }
}

/// `8 heads, 16 layers = 4 * 2048 * 8 * 16`: whether what is counted before the sign is the last of several settings, which
/// are factors behind it.
fn is_setting(left: &Side, right: &Side) -> bool {
    let ExprKind::Quantity(amount, _) = left.expr.kind() else {
        return false;
    };
    let factors = right.expr.factors();
    is_counted(left) && factors.len() > 2 && factors.contains(amount)
}

/// Whether two single numbers are told of different things: `0.05 m = 5 cm` where no unit is known, `8 bit =
/// 7 GB` as a label, `12 bytes = 75%` of something.
fn counts_otherwise(left: &Side, right: &Side) -> bool {
    let words = |side: &Side| -> Vec<String> {
        side.notes
            .iter()
            .map(|note| note.text.trim().to_owned())
            .collect()
    };
    let (before, after) = (words(left), words(right));
    let differ = !before.is_empty() && !after.is_empty() && before != after;
    let unit = |side: &Side| matches!(side.expr.kind(), ExprKind::Quantity(..));
    let is_share = |side: &Side| match side.expr.kind() {
        ExprKind::Number(literal) => {
            literal.written().and_then(Written::suffix) == Some(Suffix::Percent)
        }
        _ => false,
    };
    let none = Assumptions::none();
    let amount = |side: &Side| {
        let value = value(&side.expr, &none)?.as_quantity()?;
        Some((value.amount.exact()?.abs(), value.dimension))
    };
    let is_label = amount(left)
        .zip(amount(right))
        .is_some_and(|((a, of), (b, other))| {
            let apart = Rational::from(APART);
            unit(left) && unit(right) && of == other && (a > &b * &apart || b > &a * &apart)
        });
    // `1920 = 80 ms`: a number of something else.
    let is_bare =
        matches!(left.expr.kind(), ExprKind::Number(literal) if literal.written().is_some());
    let is_bare = is_bare && !is_share(left);
    let measures = amount(right).is_some_and(|(_, dimension)| !dimension.is_none());
    // `42.5 (340 Gbps)`: of one number with its unit, however that is put together.
    let written = right.expr.symbols_in_order().is_empty();
    let are_single = is_one_number(&left.expr) && is_one_number(&right.expr);
    let is_rate = is_counted(left) && measures;
    are_single && (differ || is_label || is_rate || unit(left) && is_share(right))
        || is_bare && measures && written && !is_long_product(&right.expr)
}

/// `5 years = 50 GB × 365 × 5`, `Stage 1 = 50%`: whether the left side only says what the right one is for.
fn is_label_of_result(left: &Side, right: &Side) -> bool {
    let none = Assumptions::none();
    let dimension = |side: &Side| Some(value(&side.expr, &none)?.as_quantity()?.dimension);
    let differ = dimension(left)
        .zip(dimension(right))
        .is_some_and(|(of, other)| of == Dimension::TIME && of != other && !other.is_none());
    let is_share = matches!(right.expr.kind(), ExprKind::Number(literal)
        if literal.written().and_then(Written::suffix) == Some(Suffix::Percent));
    let is_counter = left
        .expr
        .as_number()
        .is_some_and(|number| number.is_integer() && number.is_positive());
    is_one_number(&left.expr) && (differ || is_counter && is_share)
}

/// `0.156 TFLOPS/GB = 156 FLOPs/byte`: whether the amounts are the same, in units that nobody compares.
fn is_same_amount(left: &Side, right: &Side) -> bool {
    let none = Assumptions::none();
    let amount = |side: &Side| {
        let value = value(&side.expr, &none)?.as_quantity()?;
        Some((value.amount.exact()?.clone(), value.dimension))
    };
    let amounts = amount(left).zip(amount(right));
    amounts.is_some_and(|((a, of), (b, other))| {
        a == b && of != other && !of.is_none() && !other.is_none()
    })
}

/// The word that a text begins with where it says what is counted, in the singular: no unit that measures.
fn thing(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let word = text.get(..end)?;
    let singular = word.trim_end_matches('s');
    let measures = |word: &str| unit(word).is_some_and(|unit| !unit.is_counting_label());
    let is_thing = singular.len() > 3 && !measures(word) && !measures(singular);
    is_thing.then(|| singular.to_lowercase())
}

/// Whether a side has more than two factors or several terms, as what is computed has.
fn is_long_product(side: &Expr) -> bool {
    side.factors().len() > 2 || side.terms().len() > 1
}

/// Whether a side is a power of a number.
fn is_power(side: &Expr) -> bool {
    matches!(side.kind(), ExprKind::Power(base, exponent)
        if base.as_number().is_some() && exponent.as_number().is_some())
}

/// `225 TFLOPS = 72%` of a peak: a size, and what part of another one it is.
fn is_share(left: &Side, right: &Side) -> bool {
    let dimension = value(&left.expr, &Assumptions::none())
        .and_then(|value| Some(value.as_quantity()?.dimension));
    let right = Marks::of(&right.expr);
    dimension.is_some_and(|dimension| !dimension.is_none())
        && right.has_percent
        && right.units.is_empty()
}

/// `2024 年`: a year of the calendar, and no time of so many years.
fn is_date(side: &Side) -> bool {
    let ExprKind::Quantity(amount, name) = side.expr.kind() else {
        return false;
    };
    let is_year = unit(name.name()).is_some_and(|unit| unit.name == "year");
    let number = amount
        .as_number()
        .and_then(|number| number.to_integer()?.to_i64());
    is_year && number.is_some_and(|number| (1_900..2_100).contains(&number))
}
