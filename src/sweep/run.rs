//! Programs over columns, block by block, each block in the narrowest width that holds it.

use std::borrow::Cow;
use std::ops::Range;

use rayon::prelude::*;

use super::bank::Bank;
use super::column::Column;
use super::crew::Crew;
use super::program::{Operand, Program, Quotient};
use super::rows::{Rows, divided, operate, rationals};
use super::wide::Wide;
use crate::number::{Integer, Rational};

/// Rows that are planned and answered together. Their bounds are found in one pass, which leaves them
/// in the cache for the steps.
pub(super) const BLOCK: usize = 4_096;

/// Rows below which a second thread is not worth its start.
const WORTH_THREADS: usize = 2 * BLOCK;

/// The values of one result in the rows of a block.
#[derive(Clone, Debug)]
pub enum Values {
    /// Machine words.
    Words(Vec<i64>),
    /// 128 bits.
    Doubles(Vec<i128>),
    /// 256 bits.
    Quadruples(Vec<Wide>),
    /// Integers of any size.
    Integers(Vec<Integer>),
    /// Quotients.
    Rationals(Vec<Rational>),
}

/// What a program gives in the rows of a block.
#[derive(Clone, Debug)]
pub struct Block {
    /// The results, in the order in which they were compiled.
    pub results: Vec<Values>,
    /// The rows of the block, from 0, whose guards failed: a divisor is 0 or a condition does not
    /// hold. What stands in the results there means nothing.
    pub failed: Vec<usize>,
}

impl Values {
    /// The value in a row, if there is such a row.
    pub fn get(&self, row: usize) -> Option<Rational> {
        match self {
            Self::Words(values) => values.get(row).map(|v| Rational::from(*v)),
            Self::Doubles(values) => values.get(row).map(|v| Integer::from(*v).into()),
            Self::Quadruples(values) => values.get(row).map(|v| v.to_integer().into()),
            Self::Integers(values) => values.get(row).cloned().map(Into::into),
            Self::Rationals(values) => values.get(row).cloned(),
        }
    }

    /// Appends the value in a row as text: digits, or two numbers and `/`.
    pub fn write(&self, row: usize, text: &mut Vec<u8>) {
        use std::io::Write;
        // Writing to memory does not fail.
        let _ = match self {
            Self::Words(values) => values.get(row).map(|v| write!(text, "{v}")),
            Self::Doubles(values) => values.get(row).map(|v| write!(text, "{v}")),
            _ => self.get(row).map(|v| write!(text, "{v}")),
        };
    }
}

impl Program {
    /// Works out every row on so many threads. The columns are in the order of
    /// [`Program::inputs`] and of one length; the blocks are in the order of the rows,
    /// [`Program::block_rows`] each.
    pub fn run(&self, columns: &[Column], threads: usize) -> Vec<Block> {
        let rows = columns.iter().map(Column::len).min().unwrap_or(0);
        let starts = (0..rows).step_by(BLOCK);
        let block = |bank: &mut Bank, start: usize| {
            self.block(columns, start..rows.min(start + BLOCK), bank)
        };
        if rows >= WORTH_THREADS
            && let Some(crew) = Crew::of(threads)
        {
            let starts: Vec<usize> = starts.collect();
            let work = starts.into_par_iter().with_min_len(2);
            return crew.run(|| work.map_init(|| Bank::new(self), block).collect());
        }
        let mut bank = Bank::new(self);
        starts.map(|start| block(&mut bank, start)).collect()
    }

    /// How many rows a block has; the last may have fewer.
    pub fn block_rows() -> usize {
        BLOCK
    }

    fn block(&self, columns: &[Column], rows: Range<usize>, bank: &mut Bank) -> Block {
        match bank.block(self, columns, &rows) {
            Some(block) => block,
            None => self.any(columns, rows),
        }
    }

    /// A block in integers of any size.
    fn any(&self, columns: &[Column], rows: Range<usize>) -> Block {
        let length = rows.len();
        let inputs = columns.iter().map(|column| column.integers(rows.clone()));
        let mut frame = Frame {
            inputs: inputs.collect(),
            constants: &self.constants,
            registers: vec![Vec::new(); self.registers],
        };
        for step in &self.steps {
            let mut target = vec![Integer::ZERO; length];
            operate(
                step.operation,
                &mut target,
                step.operands.map(|operand| frame.rows(operand)),
            );
            if let Some(register) = frame.registers.get_mut(step.into) {
                *register = target;
            }
        }
        let results = self.results.iter();
        Block {
            results: results.map(|r| frame.result(*r, length)).collect(),
            failed: frame.failed(&self.guards, length),
        }
    }
}

/// What a step can read, in integers of any size.
struct Frame<'a> {
    inputs: Vec<Cow<'a, [Integer]>>,
    constants: &'a [Integer],
    registers: Vec<Vec<Integer>>,
}

impl Frame<'_> {
    fn rows(&self, operand: Operand) -> Rows<'_, Integer> {
        match operand {
            Operand::Input(index) => Rows::Each(
                self.inputs
                    .get(index)
                    .map(AsRef::as_ref)
                    .unwrap_or_default(),
            ),
            Operand::Register(index) => Rows::Each(
                self.registers
                    .get(index)
                    .map(Vec::as_slice)
                    .unwrap_or_default(),
            ),
            Operand::Constant(index) => match self.constants.get(index) {
                Some(value) => Rows::Same(value),
                None => Rows::Each(&[]),
            },
        }
    }

    fn result(&self, result: Quotient, rows: usize) -> Values {
        let numerators = self.rows(result.numerator);
        let Some(denominator) = result.denominator else {
            return Values::Integers(match numerators {
                Rows::Each(values) => values.to_vec(),
                Rows::Same(value) => vec![value.clone(); rows],
            });
        };
        let denominators = self.rows(denominator);
        match divided(numerators, denominators, rows) {
            Some(whole) => Values::Integers(whole),
            None => Values::Rationals(rationals(numerators, denominators, rows)),
        }
    }

    fn failed(&self, guards: &[Operand], rows: usize) -> Vec<usize> {
        let guards: Vec<_> = guards.iter().map(|guard| self.rows(*guard)).collect();
        let holds = |guard: &Rows<'_, Integer>, row| guard.get(row).is_some_and(|v| !v.is_zero());
        let fails = |row: &usize| !guards.iter().all(|guard| holds(guard, *row));
        (0..rows).filter(fails).collect()
    }
}
