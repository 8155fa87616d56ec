//! A formula as a straight line of operations on columns.

use crate::expr::{Comparison, Symbol};
use crate::number::Integer;

/// A formula compiled once, to be run over many rows: every operation takes what came before it, no
/// value is worked out twice, and nothing is decided on the way.
#[derive(Clone, Debug)]
pub struct Program {
    pub(super) inputs: Vec<Symbol>,
    pub(super) constants: Vec<Integer>,
    pub(super) steps: Vec<Step>,
    /// How many registers the steps write to.
    pub(super) registers: usize,
    pub(super) results: Vec<Quotient>,
    /// What must not be 0 in a row for its results to stand: divisors, and conditions as 0 or 1.
    pub(super) guards: Vec<Operand>,
}

/// A result, a quotient of two integers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quotient {
    pub(super) numerator: Operand,
    /// `None` is 1.
    pub(super) denominator: Option<Operand>,
}

/// Where an operation takes a value from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operand {
    Input(usize),
    Constant(usize),
    Register(usize),
}

/// What is done to two or three operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    /// `a · b + c`.
    MultiplyAdd,
    FloorDivide,
    Modulo,
    Minimum,
    Maximum,
    /// 1 where it holds, else 0.
    Compare(Comparison),
    /// `b` where a is not 0, else `c`.
    Select,
}

/// One operation and the register its value goes to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) operation: Operation,
    pub(super) operands: [Operand; 3],
    pub(super) into: usize,
}

impl Program {
    /// The names whose columns it takes, in the order in which they are to be given.
    pub fn inputs(&self) -> &[Symbol] {
        &self.inputs
    }

    /// How many operations a row takes.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether a row takes no operation at all.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

impl Operation {
    /// How many of the three operands it reads.
    pub(super) fn arity(self) -> usize {
        match self {
            Self::MultiplyAdd | Self::Select => 3,
            _ => 2,
        }
    }
}
