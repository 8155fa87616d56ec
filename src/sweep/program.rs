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
pub struct Quotient {
    /// Above the line.
    pub numerator: Operand,
    /// Below the line; `None` is 1.
    pub denominator: Option<Operand>,
}

/// Where an operation takes a value from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operand {
    /// The column of this number.
    Input(usize),
    /// The constant of this number.
    Constant(usize),
    /// What the last step that wrote to this register gave.
    Register(usize),
}

/// What is done to two or three operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// `a + b`.
    Add,
    /// `a − b`.
    Subtract,
    /// `a · b`.
    Multiply,
    /// `a · b + c`.
    MultiplyAdd,
    /// `⌊a / b⌋`.
    FloorDivide,
    /// `a − b⌊a / b⌋`.
    Modulo,
    /// The lesser of two.
    Minimum,
    /// The greater of two.
    Maximum,
    /// 1 where it holds, else 0.
    Compare(Comparison),
    /// `b` where a is not 0, else `c`.
    Select,
}

/// One operation and the register its value goes to.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What is done.
    pub operation: Operation,
    /// To what; of three, the operation reads [`Operation::arity`].
    pub operands: [Operand; 3],
    /// The register that holds the value from then on.
    pub into: usize,
}

impl Program {
    /// The names whose columns it takes, in the order in which they are to be given.
    pub fn inputs(&self) -> &[Symbol] {
        &self.inputs
    }

    /// The numbers that its steps read.
    pub fn constants(&self) -> &[Integer] {
        &self.constants
    }

    /// The operations, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The results, in the order in which they were compiled.
    pub fn results(&self) -> &[Quotient] {
        &self.results
    }

    /// What must not be 0 for the results to stand: divisors, and conditions as 0 or 1.
    pub fn guards(&self) -> &[Operand] {
        &self.guards
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
    pub fn arity(self) -> usize {
        match self {
            Self::MultiplyAdd | Self::Select => 3,
            _ => 2,
        }
    }

    /// Whether it is made of sums and products alone, which wide rings share with narrow ones.
    pub(super) fn is_of_the_ring(self) -> bool {
        matches!(
            self,
            Self::Add | Self::Subtract | Self::Multiply | Self::MultiplyAdd
        )
    }
}
