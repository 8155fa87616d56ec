//! What an equation comes to whose parts were undone, and the equations on the way.

use super::roots::{FoundRoot, RootValue};
use super::span::Span;
use crate::expr::{Expr, Predicate};

/// What an equation comes to whose parts were undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The values that solve it.
    pub found: Vec<FoundRoot>,
    /// Values that solve an equation on the way but not this one.
    pub rejected: Vec<RootValue>,
    /// Ranges of which every value solves it.
    pub ranges: Vec<Span>,
    /// Ranges that solve it in which there is nothing that the unknown may be.
    pub outside: Vec<Span>,
    /// What must hold of other symbols, whichever the value.
    pub conditions: Vec<Predicate>,
    /// The significant digits of a root that is only enclosed.
    pub digits: u32,
    /// The equations on the way; the first is the one given.
    pub stages: Vec<Stage>,
}

/// An equation on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The left side.
    pub lhs: Expr,
    /// The right side.
    pub rhs: Expr,
    /// What was done, to the equation of this place.
    pub how: Undoing,
    /// The place of the equation that it was done to.
    pub of: usize,
    /// What has to be the same for the step to be right.
    pub check: Option<(Expr, Expr)>,
    /// What must hold of other symbols for it.
    pub conditions: Vec<Predicate>,
    /// What must not be negative for the equation to say the same as the one that it comes from.
    pub size: Option<Expr>,
}

/// What was done to an equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undoing {
    /// Nothing: it was given.
    Given,
    /// One part was brought to one side.
    Isolate,
    /// Both sides were squared.
    Square,
    /// A function was undone.
    Undo,
    /// One of two cases of a sign.
    Case,
    /// Logarithms were joined and undone.
    JoinLogarithms,
    /// The logarithm of both sides was taken.
    TakeLogarithms,
    /// The part is one of the roots of a polynomial in it.
    PartIsRoot,
    /// It was solved as a polynomial equation.
    Solved,
}
