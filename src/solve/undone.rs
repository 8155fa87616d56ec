//! What an equation comes to whose parts were undone, and the equations on the way.

use super::interval::Interval;
use super::roots::{FoundRoot, RootValue};
use crate::eval::Value;
use crate::expr::{Comparison, Expr, Predicate, Symbol};
use crate::number::{Integer, Rational};

/// What an equation comes to whose parts were undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The values that solve it.
    pub found: Vec<FoundRoot>,
    /// Values that solve an equation on the way but not this one.
    pub rejected: Vec<Rejected>,
    /// Ranges of which every value solves it.
    pub ranges: Vec<Interval>,
    /// Ranges that solve it in which there is nothing that the unknown may be.
    pub outside: Vec<Interval>,
    /// Values at equal steps without end.
    pub families: Vec<Family>,
    /// What must hold of other symbols, whichever the value.
    pub conditions: Vec<Predicate>,
    /// The significant digits of a root that is only enclosed.
    pub digits: u32,
    /// The equations on the way; the first is the one given.
    pub stages: Vec<Stage>,
}

/// A value that solves an equation on the way but not the one given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The value.
    pub value: RootValue,
    /// What the two sides of the equation given are there, where both have a value.
    pub sides: Option<[Value; 2]>,
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
    /// What must hold of the unknown for it to say the same.
    pub holds: Option<Predicate>,
    /// Why no number solves it, where that is seen.
    pub never: Option<Impossible>,
}

/// Why a part never has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// It is positive: a power of a positive number.
    Positive,
    /// It is not negative: an even root or power, an absolute value.
    NotNegative,
    /// It is a whole number: a rounding.
    Whole,
    /// It is a factorial of a natural number, and the value is none.
    Factorial,
    /// It is 0 or 1: a condition.
    Truth,
    /// No real number is a root of the polynomial.
    NoRealRoot,
    /// The unknown drops out, and what is left is not true.
    Untrue,
    /// No whole number for the rounding goes with it.
    NoInteger,
    /// One side is greater everywhere.
    Apart,
}

impl Impossible {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::NotNegative => "not-negative",
            Self::Whole => "whole",
            Self::Factorial => "factorial",
            Self::Truth => "truth",
            Self::NoRealRoot => "no-real-root",
            Self::Untrue => "untrue",
            Self::NoInteger => "no-integer",
            Self::Apart => "apart",
        }
    }
}

/// Values that follow each other at equal steps without end: `7k + 3` for integers k.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// The symbol that stands for an integer.
    pub parameter: Symbol,
    /// How far the values lie apart.
    pub step: Rational,
    /// The value at 0.
    pub start: Rational,
    /// The least integer, where there is one.
    pub low: Option<Integer>,
    /// The greatest integer, where there is one.
    pub high: Option<Integer>,
}

impl Undone {
    /// Whether no number solves it.
    pub fn is_never(&self) -> bool {
        self.found.is_empty() && self.ranges.is_empty() && self.families.is_empty()
    }

    /// The equations on the way that no number solves, with the reason, where none of all has a solution.
    pub fn impossible(&self) -> impl Iterator<Item = (&Stage, Impossible)> {
        let is_never = self.is_never();
        let stages = self.stages.iter().filter(move |_| is_never);
        stages.filter_map(|stage| Some((stage, stage.never?)))
    }
}

impl Family {
    /// The value at the symbol.
    pub fn value(&self) -> Expr {
        let parameter = Expr::symbol(self.parameter.clone());
        let moved = if self.step.is_one() {
            parameter
        } else {
            Expr::product([Expr::number(&self.step), parameter])
        };
        if self.start.is_zero() {
            moved
        } else {
            Expr::sum([moved, Expr::number(&self.start)])
        }
    }

    /// What the symbol has to be besides an integer.
    pub fn conditions(&self) -> Vec<Predicate> {
        let ends = [
            (Comparison::GreaterEqual, &self.low),
            (Comparison::LessEqual, &self.high),
        ];
        let ends = ends.into_iter().filter_map(|(comparison, end)| {
            let end = Expr::integer(end.clone()?);
            let parameter = Expr::symbol(self.parameter.clone());
            Some(Predicate::Compare(parameter, comparison, end))
        });
        ends.collect()
    }
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
    /// A condition was taken to hold, or not to.
    Branch,
    /// Logarithms were joined and undone.
    JoinLogarithms,
    /// The logarithm of both sides was taken.
    TakeLogarithms,
    /// The part is one of the roots of a polynomial in it.
    PartIsRoot,
    /// The rounding is one of the integers that both sides allow.
    Integer,
    /// The rounding may be any integer.
    EveryInteger,
    /// It was solved as a polynomial equation.
    Solved,
    /// What lies between these ends is rounded to the value.
    Between,
    /// It has so many real roots at most, and as many changes of sign.
    AtMost(u32),
    /// Divided by what is never 0, it only rises or only falls from turn to turn in so many stretches, and each
    /// change of sign is a root.
    Turns(u32),
    /// Every value that the cases on the way leave solves it.
    EveryValue,
}
