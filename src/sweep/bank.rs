//! Blocks of rows in fixed widths, each step in its own.

use std::ops::Range;

use super::bounds::Width;
use super::column::Column;
use super::gathered::Gathered;
use super::lane::Lane;
use super::plan::{Plan, Reach, Room};
use super::program::{Operand, Program, Step};
use super::ring::{Ring, Source};
use super::rows::{Rows, operate};
use super::run::{Block, Values};
use super::wide::Wide;
use crate::number::Integer;

/// Rows worked out together: the registers of a step stay in the nearest cache.
const STRIP: usize = 512;

/// A constant, or a column of large values, in a fixed width.
#[derive(Debug)]
enum Held {
    Doubles(Vec<i128>),
    Quadruples(Vec<Wide>),
    Same(i64),
}

/// A register; it keeps the room it has for each width.
#[derive(Debug)]
pub(super) struct Register {
    words: Vec<i64>,
    doubles: Vec<i128>,
    quadruples: Vec<Wide>,
    held: Room,
}

/// The registers and constants of one thread, used again from block to block.
#[derive(Debug)]
pub(super) struct Bank {
    registers: Vec<Register>,
    constants: Vec<Held>,
    plan: Option<Plan>,
}

/// A fixed width of integer.
pub(super) trait Fixed: Ring + Lane {
    /// Where a register keeps rows of this width.
    fn room(register: &mut Register) -> &mut Vec<Self>;
    /// Rows of at most this width in this width; `room` is for those that have to be widened.
    fn widened<'a>(source: Source<'a>, room: &'a mut Vec<Self>, rows: usize) -> &'a [Self];
    /// Rows of this width as the values of a result.
    fn values(values: Vec<Self>) -> Values;
}

macro_rules! fixed {
    ($type:ty, $place:ident, $own:ident, $values:path, [$($narrower:ident)*]) => {
        impl Fixed for $type {
            fn room(register: &mut Register) -> &mut Vec<Self> {
                &mut register.$place
            }

            fn widened<'a>(source: Source<'a>, room: &'a mut Vec<Self>, rows: usize) -> &'a [Self] {
                room.clear();
                match source.whole() {
                    Source::$own(values) => return values,
                    Source::Same(value) => room.resize(rows, Self::from(value)),
                    $(Source::$narrower(values) => {
                        room.extend(values.iter().map(|value| Self::from(*value)));
                    })*
                    #[allow(unreachable_patterns, reason = "nothing is wider than the widest")]
                    _ => {}
                }
                room
            }

            fn values(values: Vec<Self>) -> Values {
                $values(values)
            }
        }
    };
}

fixed!(i64, words, Words, Values::Words, []);
fixed!(i128, doubles, Doubles, Values::Doubles, [Words]);
fixed!(Wide, quadruples, Quadruples, Values::Quadruples, [Words Doubles]);

impl Bank {
    /// Room for the values of a program.
    pub(super) fn new(program: &Program) -> Self {
        let register = || Register {
            words: Vec::new(),
            doubles: Vec::new(),
            quadruples: Vec::new(),
            held: Room::default(),
        };
        let registers = std::iter::repeat_with(register).take(program.registers);
        Self {
            registers: registers.collect(),
            constants: program.constants.iter().map(constant).collect(),
            plan: None,
        }
    }

    /// Works a block out, if fixed widths hold all of it; else it is worked out in integers of any size. The plan of the block before serves
    /// again where the columns reach as far.
    pub(super) fn block(
        &mut self,
        program: &Program,
        columns: &[Column],
        range: &Range<usize>,
    ) -> Option<Block> {
        let reaches: Vec<Reach> = columns.iter().map(|c| c.reach(range.clone())).collect();
        let plan = match self.plan.take().filter(|plan| plan.is_for(&reaches)) {
            Some(plan) => plan,
            None => Plan::new(program, reaches),
        };
        let block = if plan.is_unbounded {
            None
        } else {
            self.planned(program, &plan, columns, range)
        };
        self.plan = Some(plan);
        block
    }

    /// A block whose every step fits the plan, strip by strip.
    fn planned(
        &mut self,
        program: &Program,
        plan: &Plan,
        columns: &[Column],
        range: &Range<usize>,
    ) -> Option<Block> {
        let held: Vec<Option<Held>> = columns
            .iter()
            .map(|column| narrowed(column, range.clone()))
            .collect();
        let columns = columns.iter().zip(&held).zip(plan.reaches());
        let columns = columns.map(|((column, held), reach)| match (column, held) {
            (_, Some(held)) => held.source(),
            (Column::Small(values), None) => {
                let values = values.get(range.clone()).unwrap_or_default();
                if reach.is_half() {
                    Source::Halves(values)
                } else {
                    Source::Words(values)
                }
            }
            (Column::Large(_), None) => Source::Same(0),
        });
        let columns: Vec<Source<'_>> = columns.collect();
        let mut results = vec![Gathered::default(); program.results.len()];
        let mut failed = Vec::new();
        for start in (0..range.len()).step_by(STRIP) {
            let rows = start..range.len().min(start + STRIP);
            let inputs: Vec<Source<'_>> = columns.iter().map(|c| c.rows(rows.clone())).collect();
            self.strip(program, &plan.steps, &inputs, rows.len())?;
            for (gathered, result) in results.iter_mut().zip(&program.results) {
                let numerator = self.source(result.numerator, &inputs);
                let denominator = result.denominator.map(|d| self.source(d, &inputs));
                gathered.extend(numerator, denominator, rows.len(), range.len());
            }
            let failing = self.failed(&program.guards, &inputs, rows.len());
            failed.extend(failing.iter().map(|row| start + row));
        }
        Some(Block {
            results: results.into_iter().map(Gathered::into_values).collect(),
            failed,
        })
    }

    fn strip(
        &mut self,
        program: &Program,
        plan: &[Room],
        inputs: &[Source<'_>],
        rows: usize,
    ) -> Option<()> {
        for (step, room) in program.steps.iter().zip(plan) {
            match room.width {
                Width::Word => self.step::<i64>(step, inputs, rows)?,
                Width::Double => self.step::<i128>(step, inputs, rows)?,
                Width::Quadruple | Width::Any => self.step::<Wide>(step, inputs, rows)?,
            }
            if let Some(register) = self.registers.get_mut(step.into) {
                register.held = *room;
            }
        }
        Some(())
    }

    /// One step over all rows; `None` where an operand does not fit the plan.
    fn step<T: Fixed>(&mut self, step: &Step, inputs: &[Source<'_>], rows: usize) -> Option<()> {
        // No step writes to a register that it reads.
        let room = self.registers.get_mut(step.into).map(T::room);
        let mut target = room.map(std::mem::take).unwrap_or_default();
        target.resize(rows, T::default());
        let sources = step.operands.map(|operand| self.source(operand, inputs));
        if step.operation.is_of_the_ring() {
            T::apply(step.operation, &mut target, sources)?;
        } else {
            let mut rooms = [Vec::new(), Vec::new(), Vec::new()];
            let mut operands = [Rows::Each(&[][..]); 3];
            for ((operand, room), source) in operands.iter_mut().zip(&mut rooms).zip(sources) {
                *operand = Rows::Each(T::widened(source, room, rows).get(..rows)?);
            }
            operate(step.operation, &mut target, operands);
        }
        if let Some(room) = self.registers.get_mut(step.into).map(T::room) {
            *room = target;
        }
        Some(())
    }

    fn source<'a>(&'a self, operand: Operand, inputs: &[Source<'a>]) -> Source<'a> {
        let source = match operand {
            Operand::Input(index) => inputs.get(index).copied(),
            Operand::Register(index) => self.registers.get(index).map(Register::source),
            Operand::Constant(index) => self.constants.get(index).map(Held::source),
        };
        source.unwrap_or(Source::Same(0))
    }

    fn failed(&self, guards: &[Operand], inputs: &[Source<'_>], rows: usize) -> Vec<usize> {
        if guards.is_empty() {
            return Vec::new();
        }
        let guards = guards.iter().map(|guard| self.source(*guard, inputs));
        let guards: Vec<Source<'_>> = guards.collect();
        let fails = |row: &usize| guards.iter().any(|guard| guard.is_zero(*row));
        (0..rows).filter(fails).collect()
    }
}

impl Held {
    fn source(&self) -> Source<'_> {
        match self {
            Self::Doubles(values) => Source::Doubles(values),
            Self::Quadruples(values) => Source::Quadruples(values),
            Self::Same(value) => Source::Same(*value),
        }
    }
}

impl Register {
    fn source(&self) -> Source<'_> {
        match self.held.width {
            Width::Word if self.held.is_half => Source::Halves(&self.words),
            Width::Word => Source::Words(&self.words),
            Width::Double => Source::Doubles(&self.doubles),
            Width::Quadruple | Width::Any => Source::Quadruples(&self.quadruples),
        }
    }
}

impl Source<'_> {
    /// Some of the rows.
    fn rows(self, rows: Range<usize>) -> Self {
        match self {
            Self::Words(values) => Self::Words(values.get(rows).unwrap_or_default()),
            Self::Halves(values) => Self::Halves(values.get(rows).unwrap_or_default()),
            Self::Doubles(values) => Self::Doubles(values.get(rows).unwrap_or_default()),
            Self::Quadruples(values) => Self::Quadruples(values.get(rows).unwrap_or_default()),
            Self::Same(value) => Self::Same(value),
        }
    }

    pub(super) fn width(self) -> Width {
        match self {
            Self::Words(_) | Self::Halves(_) | Self::Same(_) => Width::Word,
            Self::Doubles(_) => Width::Double,
            Self::Quadruples(_) => Width::Quadruple,
        }
    }

    fn is_zero(self, row: usize) -> bool {
        match self {
            Self::Words(values) | Self::Halves(values) => values.get(row) == Some(&0),
            Self::Doubles(values) => values.get(row) == Some(&0),
            Self::Quadruples(values) => values.get(row) == Some(&Wide::default()),
            Self::Same(value) => value == 0,
        }
    }
}

/// A constant past a word is rare: it is held as a column.
fn constant(value: &Integer) -> Held {
    match (value.to_i64(), value.to_i128()) {
        (Some(word), _) => Held::Same(word),
        (None, Some(double)) => Held::Doubles(vec![double; STRIP]),
        (None, None) => Held::Quadruples(vec![Wide::from_integer(value); STRIP]),
    }
}

/// The rows of a column of large values in a width that its reach has shown to hold them.
fn narrowed(column: &Column, range: Range<usize>) -> Option<Held> {
    let Column::Large(values) = column else {
        return None;
    };
    let values = values.get(range).unwrap_or_default();
    let doubles: Option<Vec<i128>> = values.iter().map(Integer::to_i128).collect();
    Some(match doubles {
        Some(doubles) => Held::Doubles(doubles),
        None => Held::Quadruples(values.iter().map(Wide::from_integer).collect()),
    })
}
