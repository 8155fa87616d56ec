//! Whether a root is a value that its unknown may take, and what is nearest, as data.

use serde::Serialize;

use super::block::{DomainContext, domain};
use super::number::Number;
use super::writer::Writer;
use crate::expr::Expr;
use crate::solve::{Fit, Neighbour};

/// Whether the root is a value the unknown may take.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum FitContext {
    Inside,
    Open,
    BetweenIntegers {
        neighbours: Vec<NeighbourContext>,
    },
    BetweenMultiples {
        of: String,
        neighbours: Vec<NeighbourContext>,
    },
    Outside {
        domain: DomainContext,
    },
}

/// An integer beside the root, and what both sides are there.
#[derive(Debug, Serialize)]
pub(super) struct NeighbourContext {
    value: Number,
    left: Number,
    right: Number,
    /// How far the left side is from the right one, as a share of that.
    error: Option<Number>,
    /// Whether the left side is more than the right.
    is_above: bool,
}

pub(super) fn fit_context(fit: &Fit, writer: &Writer) -> FitContext {
    match fit {
        Fit::Inside => FitContext::Inside,
        Fit::Open => FitContext::Open,
        Fit::Outside(known) => FitContext::Outside {
            domain: domain(known, writer),
        },
        Fit::BetweenIntegers(neighbours) => FitContext::BetweenIntegers {
            neighbours: neighbours.iter().map(neighbour_context).collect(),
        },
        Fit::BetweenMultiples(of, neighbours) => FitContext::BetweenMultiples {
            of: writer.expr(&Expr::integer(of.clone())),
            neighbours: neighbours.iter().map(neighbour_context).collect(),
        },
    }
}

pub(super) fn neighbour_context(neighbour: &Neighbour) -> NeighbourContext {
    let sides = match (neighbour.left.as_quantity(), neighbour.right.as_quantity()) {
        (Some(left), Some(right)) => left
            .amount
            .exact()
            .cloned()
            .zip(right.amount.exact().cloned()),
        _ => None,
    };
    let sides = sides.as_ref();
    let error = sides.and_then(|(left, right)| (left - right).abs().checked_div(&right.abs()));
    NeighbourContext {
        value: Number::of(&neighbour.value.clone().into()),
        left: Number::of_value(&neighbour.left),
        right: Number::of_value(&neighbour.right),
        error: error.map(|error| Number::share(&error.into())),
        is_above: sides.is_some_and(|(left, right)| left > right),
    }
}
