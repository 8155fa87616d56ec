//! Blocks of rows in fixed widths, each step in its own.

use std::ops::Range;

use super::bounds::Width;
use super::column::Column;
use super::lane::Lane;
use super::plan::{Plan, Reach};
use super::program::{Operand, Program, Quotient, Step};
use super::ring::{Ring, Source};
use super::rows::{Rows, divided, operate, rationals};
use super::run::{BLOCK, Block, Values};
use super::wide::Wide;
use crate::number::Integer;

/// A constant, or a column of large values, in a fixed width.
#[derive(Debug)]
enum Held {
    Doubles(Vec<i128>),
    Quadruples(Vec<Wide>),
    Same(i64),
}

/// A register; it keeps the room it has for each width.
#[derive(Debug)]
struct Register {
    words: Vec<i64>,
    doubles: Vec<i128>,
    quadruples: Vec<Wide>,
    width: Width,
}

/// The registers and constants of one thread, used again from block to block.
#[derive(Debug)]
pub(super) struct Bank {
    registers: Vec<Register>,
    constants: Vec<Held>,
    plan: Option<Plan>,
}

/// A fixed width of integer.
trait Fixed: Ring + Lane {
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
                match source {
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
            width: Width::Word,
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
        let block = (!plan.is_unbounded).then_some(()).and_then(|()| {
            let narrowed: Vec<Option<Held>> = columns
                .iter()
                .map(|column| narrowed(column, range.clone()))
                .collect();
            let inputs = columns.iter().zip(&narrowed);
            let inputs = inputs.map(|(column, narrowed)| match (column, narrowed) {
                (_, Some(held)) => held.source(),
                (Column::Small(values), None) => {
                    Source::Words(values.get(range.clone()).unwrap_or_default())
                }
                (Column::Large(_), None) => Source::Same(0),
            });
            let inputs: Vec<Source<'_>> = inputs.collect();
            self.planned(program, &plan.steps, &inputs, range.len())
        });
        self.plan = Some(plan);
        block
    }

    fn planned(
        &mut self,
        program: &Program,
        plan: &[Width],
        inputs: &[Source<'_>],
        rows: usize,
    ) -> Option<Block> {
        for (step, width) in program.steps.iter().zip(plan) {
            match width {
                Width::Word => self.step::<i64>(step, inputs, rows)?,
                Width::Double => self.step::<i128>(step, inputs, rows)?,
                Width::Quadruple | Width::Any => self.step::<Wide>(step, inputs, rows)?,
            }
            if let Some(register) = self.registers.get_mut(step.into) {
                register.width = *width;
            }
        }
        let results = program.results.iter();
        Some(Block {
            results: results.map(|r| self.result(*r, inputs, rows)).collect(),
            failed: self.failed(&program.guards, inputs, rows),
        })
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

    fn result(&self, result: Quotient, inputs: &[Source<'_>], rows: usize) -> Values {
        let numerator = self.source(result.numerator, inputs);
        let Some(denominator) = result.denominator else {
            return match numerator {
                Source::Words(values) => Values::Words(values.to_vec()),
                Source::Doubles(values) => Values::Doubles(values.to_vec()),
                Source::Quadruples(values) => Values::Quadruples(values.to_vec()),
                Source::Same(value) => Values::Words(vec![value; rows]),
            };
        };
        let denominator = self.source(denominator, inputs);
        match numerator.width().max(denominator.width()) {
            Width::Word => quotients::<i64>(numerator, denominator, rows),
            Width::Double => quotients::<i128>(numerator, denominator, rows),
            Width::Quadruple | Width::Any => quotients::<Wide>(numerator, denominator, rows),
        }
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
        match self.width {
            Width::Word => Source::Words(&self.words),
            Width::Double => Source::Doubles(&self.doubles),
            Width::Quadruple | Width::Any => Source::Quadruples(&self.quadruples),
        }
    }
}

impl Source<'_> {
    fn width(self) -> Width {
        match self {
            Self::Words(_) | Self::Same(_) => Width::Word,
            Self::Doubles(_) => Width::Double,
            Self::Quadruples(_) => Width::Quadruple,
        }
    }

    fn is_zero(self, row: usize) -> bool {
        match self {
            Self::Words(values) => values.get(row) == Some(&0),
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
        (None, Some(double)) => Held::Doubles(vec![double; BLOCK]),
        (None, None) => Held::Quadruples(vec![Wide::from_integer(value); BLOCK]),
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

fn quotients<T: Fixed>(numerator: Source<'_>, denominator: Source<'_>, rows: usize) -> Values {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let numerators = Rows::Each(T::widened(numerator, &mut above, rows));
    let denominators = Rows::Each(T::widened(denominator, &mut below, rows));
    match divided(numerators, denominators, rows) {
        Some(whole) => T::values(whole),
        None => Values::Rationals(rationals(numerators, denominators, rows)),
    }
}
