//! A product of a part: what a tensor of it holds.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::expr::{Expr, Symbol};
use crate::model::Patterns;
use crate::number::{Integer, Rational};

/// The most factors of which some may count tensors.
const MAX_COUNTERS: usize = 8;

/// A product: one term of a part, multiplied out.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// The number in front.
    pub(super) coefficient: Integer,
    /// The factors behind it, as written.
    pub(super) factors: Vec<Factor>,
    /// The value of all.
    pub(super) value: Integer,
    /// The innermost definition that it comes from.
    pub(super) definition: Option<Symbol>,
    /// The innermost block within it that has a name for what it holds: `gate` of
    /// `network(w) = gate(w) + up(w) + down(w)`.
    pub(super) block: Option<Symbol>,
    /// The tensors that the innermost of both says it covers.
    pub(super) covers: Option<Rc<Patterns>>,
    /// What it comes from, where that is a block such as `linear(x, y, b)`.
    pub(super) sides: Option<Sides>,
    /// The factors that a block such as `linear(x, y, b)` gives a size of: those of its matrix or of the bias beside it.
    pub(super) of_block: Vec<Expr>,
    /// The layers that have it, where it comes from a sum over layers.
    pub(super) layers: Option<Rc<BTreeSet<u64>>>,
}

/// The first two arguments of a block: a matrix from so many numbers to so many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    /// The block.
    pub(super) block: Symbol,
    /// From so many.
    pub(super) from: Integer,
    /// To so many.
    pub(super) to: Integer,
    /// Whether the term is all of the matrix, and no column of it.
    pub(super) is_whole: bool,
    /// The factors of the term that are of the matrix.
    pub(super) factors: Vec<Expr>,
    /// What they have in front.
    pub(super) coefficient: Integer,
}

/// What is multiplied.
#[derive(Clone, Debug)]
pub(super) struct Factor {
    /// As it is written.
    pub(super) expr: Expr,
    /// Its value.
    pub(super) value: Integer,
    /// Whether it is a parameter, such as the number of layers.
    pub(super) is_parameter: bool,
}

impl Term {
    /// Whether another term is what is left of it when some of the number in front is taken off.
    pub(super) fn is_rest_of(&self, other: &Self) -> bool {
        (&self.definition, &self.block, &self.layers)
            == (&other.definition, &other.block, &other.layers)
            && self.written().eq(other.written())
    }

    /// Its factors as they are written.
    pub(super) fn written(&self) -> impl Iterator<Item = Expr> {
        self.factors.iter().map(|factor| factor.expr.clone())
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        let mut factors = self.factors.clone();
        factors.extend(other.factors.iter().cloned());
        Self {
            coefficient: &self.coefficient * &other.coefficient,
            factors,
            value: &self.value * &other.value,
            definition: other.definition.clone().or_else(|| self.definition.clone()),
            block: other.block.clone().or_else(|| self.block.clone()),
            covers: other.covers.clone().or_else(|| self.covers.clone()),
            sides: self.sides.clone().or_else(|| other.sides.clone()),
            of_block: [self.of_block.as_slice(), &other.of_block].concat(),
            layers: self.layers.clone().or_else(|| other.layers.clone()),
        }
    }

    /// The term with its matrix as two factors.
    pub(super) fn as_matrix(&self) -> Self {
        let Some(sides) = &self.sides else {
            return self.clone();
        };
        let mut inner = sides.factors.clone();
        let mut factors = self.factors.clone();
        factors.retain(
            |factor| match inner.iter().position(|one| *one == factor.expr) {
                Some(at) => {
                    inner.swap_remove(at);
                    false
                }
                None => true,
            },
        );
        for value in [&sides.from, &sides.to] {
            factors.push(Factor {
                expr: Expr::number(&Rational::from(value.clone())),
                value: value.clone(),
                is_parameter: false,
            });
        }
        let coefficient = super::matching::whole(&self.coefficient, &sides.coefficient);
        let coefficient = coefficient.unwrap_or_else(|| self.coefficient.clone());
        let value = factors
            .iter()
            .fold(coefficient.clone(), |all, factor| &all * &factor.value);
        Self {
            coefficient,
            factors,
            value,
            ..self.clone()
        }
    }

    /// What so large a tensor of it is: the term without the factors that count them, as far as there are such.
    pub(super) fn each(&self, values: &Integer) -> Expr {
        let number = self.factors.len().min(MAX_COUNTERS);
        // Factors of a matrix count nothing; those that do stand in front, and fewer are taken before more.
        let of_matrix = |dropped: u32| {
            let factors = self.factors.iter().enumerate();
            let factors = factors.filter(|(at, _)| *at < number && dropped >> at & 1 == 1);
            let own = self.sides.iter().flat_map(|sides| &sides.factors);
            let own: Vec<&Expr> = own.collect();
            factors.filter(|(_, one)| own.contains(&&one.expr)).count()
        };
        let mut dropped: Vec<u32> = (0..1_u32 << number).collect();
        dropped.sort_by_key(|dropped| (of_matrix(*dropped), dropped.count_ones(), *dropped));
        let without = |dropped: &u32| {
            let factors = self.factors.iter().enumerate();
            let kept = factors.filter(|(at, _)| *at >= number || dropped >> at & 1 == 0);
            let factors: Vec<Factor> = kept.map(|(_, factor)| factor.clone()).collect();
            let one = |all: Integer, factor: &Factor| &all * &factor.value;
            let all = factors.iter().fold(Integer::from(1), one);
            let coefficient = super::matching::whole(values, &all)?;
            super::matching::whole(&self.coefficient, &coefficient)?;
            Some(Self {
                coefficient,
                factors,
                ..self.clone()
            })
        };
        let one = dropped.iter().find_map(without);
        one.map_or_else(|| self.expr(), |one| one.expr())
    }

    /// As it is written.
    pub(super) fn expr(&self) -> Expr {
        let mut factors: Vec<Expr> = self.factors.iter().map(|f| f.expr.clone()).collect();
        if !self.coefficient.is_one() || factors.is_empty() {
            factors.insert(0, Expr::number(&Rational::from(self.coefficient.clone())));
        }
        match factors.as_slice() {
            [only] => only.clone(),
            _ => Expr::product(factors),
        }
    }
}
