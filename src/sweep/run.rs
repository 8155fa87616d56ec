//! Programs over columns, block by block, each block in the narrowest width that holds it.

use std::borrow::Cow;
use std::ops::Range;

use rayon::prelude::*;

use super::bounds::Width;
use super::column::Column;
use super::lane::Lane;
use super::program::{Operand, Operation, Program, Quotient, Step};
use super::wide::Wide;
use crate::number::{Integer, Rational};

/// Rows worked out together: a register of them stays in the nearest cache.
const BLOCK: usize = 512;

/// Rows below which a second thread is not worth its start.
const WORTH_THREADS: usize = 16 * BLOCK;

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
        let block = |scratch: &mut Scratch, start: usize| {
            self.block(columns, start..rows.min(start + BLOCK), scratch)
        };
        if threads > 1 && rows >= WORTH_THREADS {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            if let Ok(pool) = pool {
                let starts: Vec<usize> = starts.collect();
                let work = starts.into_par_iter().with_min_len(16);
                return pool.install(|| work.map_init(Scratch::default, block).collect());
            }
        }
        let mut scratch = Scratch::default();
        starts.map(|start| block(&mut scratch, start)).collect()
    }

    /// How many rows a block has; the last may have fewer.
    pub fn block_rows() -> usize {
        BLOCK
    }

    fn block(&self, columns: &[Column], rows: Range<usize>, scratch: &mut Scratch) -> Block {
        let roughly = columns.iter().map(|column| column.roughly(rows.clone()));
        let mut width = self.width(&roughly.collect::<Vec<_>>());
        if width > Width::Word {
            let exactly = columns.iter().map(|column| column.exactly(rows.clone()));
            width = self.width(&exactly.collect::<Vec<_>>());
        }
        match width {
            Width::Word => self.lane(columns, rows, &mut scratch.words, Values::Words),
            Width::Double => self.lane(columns, rows, &mut scratch.doubles, Values::Doubles),
            Width::Quadruple => {
                self.lane(columns, rows, &mut scratch.quadruples, Values::Quadruples)
            }
            Width::Any => self.lane(columns, rows, &mut scratch.integers, Values::Integers),
        }
    }

    fn lane<T: Lane>(
        &self,
        columns: &[Column],
        rows: Range<usize>,
        registers: &mut Vec<Vec<T>>,
        wrap: fn(Vec<T>) -> Values,
    ) -> Block {
        registers.resize_with(self.registers, Vec::new);
        for register in registers.iter_mut() {
            register.resize(rows.len(), T::default());
        }
        let inputs: Vec<Cow<'_, [T]>> = columns
            .iter()
            .map(|column| match T::borrowed(column, rows.clone()) {
                Some(values) => Cow::Borrowed(values),
                None => Cow::Owned(T::from_column(column, rows.clone())),
            })
            .collect();
        let constants: Vec<T> = self.constants.iter().map(T::from_integer).collect();
        for step in &self.steps {
            let Some(mut target) = registers.get_mut(step.into).map(std::mem::take) else {
                continue;
            };
            let frame = Frame {
                inputs: &inputs,
                constants: &constants,
                registers,
            };
            frame.step(step, &mut target);
            if let Some(register) = registers.get_mut(step.into) {
                *register = target;
            }
        }
        let frame = Frame {
            inputs: &inputs,
            constants: &constants,
            registers,
        };
        let results = self.results.iter();
        Block {
            results: results
                .map(|r| frame.result(*r, rows.len(), wrap))
                .collect(),
            failed: frame.failed(&self.guards, rows.len()),
        }
    }
}

/// Registers that are used again from block to block.
#[derive(Default)]
struct Scratch {
    words: Vec<Vec<i64>>,
    doubles: Vec<Vec<i128>>,
    quadruples: Vec<Vec<Wide>>,
    integers: Vec<Vec<Integer>>,
}

/// What a step can read.
struct Frame<'a, T: Lane> {
    inputs: &'a [Cow<'a, [T]>],
    constants: &'a [T],
    registers: &'a [Vec<T>],
}

/// The rows of an operand.
enum Rows<'a, T> {
    Each(&'a [T]),
    Same(&'a T),
}

impl<'a, T: Lane> Rows<'a, T> {
    fn get(&self, row: usize) -> Option<&'a T> {
        match self {
            Self::Each(values) => values.get(row),
            Self::Same(value) => Some(value),
        }
    }
}

impl<'a, T: Lane> Frame<'a, T> {
    fn rows(&self, operand: Operand) -> Rows<'a, T> {
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

    fn step(&self, step: &Step, target: &mut [T]) {
        let [a, b, c] = step.operands.map(|operand| self.rows(operand));
        match step.operation {
            Operation::Add => zip(target, a, b, T::add),
            Operation::Subtract => zip(target, a, b, T::subtract),
            Operation::Multiply => zip(target, a, b, T::multiply),
            Operation::MultiplyAdd => {
                zip_three(target, a, b, c, |a, b, c| a.multiply(b).add(c));
            }
            Operation::FloorDivide => zip(target, a, b, |a, b| a.divide(b).0),
            Operation::Modulo => zip(target, a, b, |a, b| a.divide(b).1),
            Operation::Minimum => zip(target, a, b, |a, b| lesser(a, b).clone()),
            Operation::Maximum => zip(target, a, b, |a, b| lesser_or_other(b, a).clone()),
            Operation::Compare(comparison) => zip(target, a, b, |a, b| {
                T::truth(comparison.holds_for(a.compare(b)))
            }),
            Operation::Select => zip_three(target, a, b, c, |a, b, c| {
                if a.is_zero() { c.clone() } else { b.clone() }
            }),
        }
    }

    fn result(&self, result: Quotient, rows: usize, wrap: fn(Vec<T>) -> Values) -> Values {
        let numerators = self.rows(result.numerator);
        let each = (0..rows).filter_map(|row| numerators.get(row));
        let Some(denominator) = result.denominator else {
            return wrap(match numerators {
                Rows::Each(values) => values.to_vec(),
                Rows::Same(value) => vec![value.clone(); rows],
            });
        };
        let denominators = self.rows(denominator);
        let below = (0..rows).filter_map(|row| denominators.get(row));
        let quotients: Vec<(T, T)> = each
            .clone()
            .zip(below.clone())
            .map(|(n, d)| n.divide(d))
            .collect();
        if quotients.iter().all(|(_, rest)| rest.is_zero()) {
            return wrap(
                quotients
                    .into_iter()
                    .map(|(quotient, _)| quotient)
                    .collect(),
            );
        }
        let exact = |(n, d): (&T, &T)| Rational::new(n.to_integer(), d.to_integer());
        Values::Rationals(
            each.zip(below)
                .map(|pair| exact(pair).unwrap_or_default())
                .collect(),
        )
    }

    fn failed(&self, guards: &[Operand], rows: usize) -> Vec<usize> {
        let guards: Vec<Rows<'_, T>> = guards.iter().map(|guard| self.rows(*guard)).collect();
        let mut failed = Vec::new();
        if guards.is_empty() {
            return failed;
        }
        for row in 0..rows {
            let holds = |guard: &Rows<'_, T>| guard.get(row).is_some_and(|value| !value.is_zero());
            if !guards.iter().all(holds) {
                failed.push(row);
            }
        }
        failed
    }
}

fn lesser<'a, T: Lane>(a: &'a T, b: &'a T) -> &'a T {
    if a.compare(b).is_le() { a } else { b }
}

/// The one of the two that [`lesser`] does not give.
fn lesser_or_other<'a, T: Lane>(a: &'a T, b: &'a T) -> &'a T {
    if a.compare(b).is_le() { b } else { a }
}

#[inline]
fn zip<T: Lane>(target: &mut [T], a: Rows<'_, T>, b: Rows<'_, T>, f: impl Fn(&T, &T) -> T) {
    match (a, b) {
        (Rows::Each(a), Rows::Each(b)) => {
            for ((target, a), b) in target.iter_mut().zip(a).zip(b) {
                *target = f(a, b);
            }
        }
        (Rows::Each(a), Rows::Same(b)) => {
            for (target, a) in target.iter_mut().zip(a) {
                *target = f(a, b);
            }
        }
        (Rows::Same(a), Rows::Each(b)) => {
            for (target, b) in target.iter_mut().zip(b) {
                *target = f(a, b);
            }
        }
        (Rows::Same(a), Rows::Same(b)) => target.fill(f(a, b)),
    }
}

#[inline]
fn zip_three<T: Lane>(
    target: &mut [T],
    a: Rows<'_, T>,
    b: Rows<'_, T>,
    c: Rows<'_, T>,
    f: impl Fn(&T, &T, &T) -> T,
) {
    match (a, b, c) {
        (Rows::Each(a), Rows::Each(b), Rows::Each(c)) => {
            for (((target, a), b), c) in target.iter_mut().zip(a).zip(b).zip(c) {
                *target = f(a, b, c);
            }
        }
        (Rows::Same(a), Rows::Each(b), Rows::Each(c)) => {
            for ((target, b), c) in target.iter_mut().zip(b).zip(c) {
                *target = f(a, b, c);
            }
        }
        (Rows::Each(a), Rows::Same(b), Rows::Each(c)) => {
            for ((target, a), c) in target.iter_mut().zip(a).zip(c) {
                *target = f(a, b, c);
            }
        }
        (Rows::Each(a), Rows::Each(b), Rows::Same(c)) => {
            for ((target, a), b) in target.iter_mut().zip(a).zip(b) {
                *target = f(a, b, c);
            }
        }
        (a, b, c) => {
            for (row, target) in target.iter_mut().enumerate() {
                if let (Some(a), Some(b), Some(c)) = (a.get(row), b.get(row), c.get(row)) {
                    *target = f(a, b, c);
                }
            }
        }
    }
}
