//! The values of a result in a block, gathered strip by strip.

use super::bank::Fixed;
use super::bounds::Width;
use super::ring::Source;
use super::rows::{Rows, divided, rationals};
use super::run::Values;
use super::wide::Wide;
use crate::number::Rational;

/// What there is of a result so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered(Option<Values>);

impl Gathered {
    /// Appends the rows of a strip, whose block has `whole` rows.
    pub(super) fn extend(
        &mut self,
        numerator: Source<'_>,
        denominator: Option<Source<'_>>,
        rows: usize,
        whole: usize,
    ) {
        let Some(denominator) = denominator else {
            let values = self.0.get_or_insert_with(|| room(numerator.width(), whole));
            append(values, numerator, rows);
            return;
        };
        let more = match numerator.width().max(denominator.width()) {
            Width::Word => quotients::<i64>(numerator, denominator, rows),
            Width::Double => quotients::<i128>(numerator, denominator, rows),
            Width::Quadruple | Width::Any => quotients::<Wide>(numerator, denominator, rows),
        };
        self.0 = Some(match self.0.take() {
            Some(values) => joined(values, more),
            None => more,
        });
    }

    /// The values of all rows.
    pub(super) fn into_values(self) -> Values {
        self.0.unwrap_or(Values::Words(Vec::new()))
    }
}

fn room(width: Width, rows: usize) -> Values {
    match width {
        Width::Word => Values::Words(Vec::with_capacity(rows)),
        Width::Double => Values::Doubles(Vec::with_capacity(rows)),
        Width::Quadruple | Width::Any => Values::Quadruples(Vec::with_capacity(rows)),
    }
}

/// Rows of one width, which the plan of the block has chosen, after those before.
fn append(values: &mut Values, source: Source<'_>, rows: usize) {
    match (values, source.whole()) {
        (Values::Words(all), Source::Words(more)) => all.extend(more.iter().take(rows)),
        (Values::Words(all), Source::Same(value)) => all.resize(all.len() + rows, value),
        (Values::Doubles(all), Source::Doubles(more)) => all.extend(more.iter().take(rows)),
        (Values::Quadruples(all), Source::Quadruples(more)) => all.extend(more.iter().take(rows)),
        _ => {}
    }
}

/// Quotients that were whole in one strip need not be so in the next.
fn joined(values: Values, more: Values) -> Values {
    match (values, more) {
        (Values::Words(a), Values::Words(b)) => Values::Words([a, b].concat()),
        (Values::Doubles(a), Values::Doubles(b)) => Values::Doubles([a, b].concat()),
        (Values::Quadruples(a), Values::Quadruples(b)) => Values::Quadruples([a, b].concat()),
        (values, more) => Values::Rationals([values, more].map(each).concat()),
    }
}

fn each(values: Values) -> Vec<Rational> {
    match values {
        Values::Rationals(values) => values,
        values => (0..).map_while(|row| values.get(row)).collect(),
    }
}

fn quotients<T: Fixed>(numerator: Source<'_>, denominator: Source<'_>, rows: usize) -> Values {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let numerators = Rows::Each(T::widened(numerator, &mut above, rows));
    let denominators = Rows::Each(T::widened(denominator, &mut below, rows));
    match divided(numerators, denominators, rows) {
        Some(whole) => T::values(whole),
        None => Values::Rationals(rationals(numerators, denominators, rows)),
    }
}
