//! From the steps of a program back to formulas in another language.

use std::collections::BTreeMap;

use super::language::NotEmitted;
use super::piece::{Kind, Piece};
use super::writes::Writes;
use crate::expr::Comparison;
use crate::number::Integer;
use crate::sweep::{Operand, Operation, Program};

/// The longest formula that is written in one piece.
const MAX_LENGTH: usize = 200_000;

/// A program as text: lines that name what is used more than once, then results and guards.
pub(super) struct Unfolded {
    pub(super) lines: Vec<String>,
    pub(super) results: Vec<(Piece, Option<Piece>)>,
    /// Each a truth.
    pub(super) guards: Vec<Piece>,
}

/// Writes a program in a language. `ranges` are the bounds of its columns.
pub(super) fn unfold(
    program: &Program,
    ranges: &[(Integer, Integer)],
    language: &dyn Writes,
) -> Result<Unfolded, NotEmitted> {
    let mut unfolding = Unfolding {
        program,
        ranges,
        language,
        registers: BTreeMap::new(),
        lines: Vec::new(),
    };
    let uses = uses(program);
    let mut intervals = program.step_intervals(ranges).into_iter();
    for (place, step) in program.steps().iter().enumerate() {
        let [a, b, c] = step.operands.map(|operand| unfolding.value(operand));
        let piece = unfolding.operation(step.operation, [&a, &b, &c]);
        let interval = intervals.next().unwrap_or_default();
        let many = uses.get(place).is_some_and(|uses| *uses > 1);
        let piece = if many {
            unfolding.name(piece, place)
        } else {
            piece
        };
        if piece.text.len() > MAX_LENGTH {
            return Err(NotEmitted::TooLong);
        }
        unfolding.registers.insert(step.into, (piece, interval));
    }
    let results = program.results().iter().map(|result| {
        let denominator = result.denominator.map(|operand| unfolding.value(operand).0);
        (
            unfolding.number(&unfolding.value(result.numerator).0),
            denominator,
        )
    });
    let results = results.collect();
    let guards = program
        .guards()
        .iter()
        .filter_map(|guard| unfolding.guard(*guard));
    let mut guards: Vec<Piece> = guards.collect();
    guards.dedup_by(|a, b| a.text == b.text);
    Ok(Unfolded {
        guards,
        results,
        lines: unfolding.lines,
    })
}

/// How often the value of each step is read.
fn uses(program: &Program) -> Vec<usize> {
    let mut uses = vec![0; program.steps().len()];
    let mut holders: BTreeMap<usize, usize> = BTreeMap::new();
    let mut read = |operand: Operand, holders: &BTreeMap<usize, usize>| {
        if let Operand::Register(register) = operand
            && let Some(uses) = holders.get(&register).and_then(|step| uses.get_mut(*step))
        {
            *uses += 1;
        }
    };
    for (place, step) in program.steps().iter().enumerate() {
        for &operand in step.operands.iter().take(step.operation.arity()) {
            read(operand, &holders);
        }
        holders.insert(step.into, place);
    }
    for result in program.results() {
        read(result.numerator, &holders);
        if let Some(denominator) = result.denominator {
            read(denominator, &holders);
        }
    }
    for &guard in program.guards() {
        read(guard, &holders);
    }
    uses
}

struct Unfolding<'a> {
    program: &'a Program,
    ranges: &'a [(Integer, Integer)],
    language: &'a dyn Writes,
    registers: BTreeMap<usize, (Piece, (Integer, Integer))>,
    lines: Vec<String>,
}

/// A piece and the bounds of its value.
type Bounded = (Piece, (Integer, Integer));

impl Unfolding<'_> {
    fn value(&self, operand: Operand) -> Bounded {
        match operand {
            Operand::Input(index) => {
                let name = self
                    .program
                    .inputs()
                    .get(index)
                    .map_or("", |name| name.name());
                let range = self.ranges.get(index).cloned().unwrap_or_default();
                (self.language.input(name), range)
            }
            Operand::Constant(index) => {
                let value = self
                    .program
                    .constants()
                    .get(index)
                    .cloned()
                    .unwrap_or_default();
                (self.language.constant(&value), (value.clone(), value))
            }
            Operand::Register(register) => match self.registers.get(&register) {
                Some(held) => held.clone(),
                None => (Piece::atom(""), Default::default()),
            },
        }
    }

    fn number(&self, piece: &Piece) -> Piece {
        match piece.kind {
            Kind::Number => piece.clone(),
            Kind::Truth => self.language.counted(piece),
        }
    }

    fn operation(&self, operation: Operation, operands: [&Bounded; 3]) -> Piece {
        let language = self.language;
        let [first, second, third] = operands.map(|(piece, _)| self.number(piece));
        let [(condition, dividend), (_, divisor), _] = operands;
        let plain = !dividend.0.is_negative() && divisor.0.is_positive();
        match operation {
            Operation::Add => language.add(&first, &second),
            Operation::Subtract => language.subtract(&first, &second),
            Operation::Multiply => language.multiply(&first, &second),
            Operation::MultiplyAdd => language.add(&language.multiply(&first, &second), &third),
            Operation::FloorDivide => language.floor_divide(&first, &second, plain),
            Operation::Modulo => language.modulo(&first, &second, plain),
            Operation::Minimum | Operation::Maximum => language.extreme(operation, &first, &second),
            Operation::Compare(comparison) => language.compare(&first, comparison, &second),
            Operation::Select => language.select(&self.truth(condition), &second, &third),
        }
    }

    fn truth(&self, piece: &Piece) -> Piece {
        match piece.kind {
            Kind::Truth => piece.clone(),
            Kind::Number => {
                let zero = self.language.constant(&Integer::ZERO);
                self.language.compare(piece, Comparison::NotEqual, &zero)
            }
        }
    }

    /// A guard that the ranges do not settle by themselves.
    fn guard(&self, operand: Operand) -> Option<Piece> {
        let (piece, (low, high)) = self.value(operand);
        (!low.is_positive() && !high.is_negative()).then(|| self.truth(&piece))
    }

    fn name(&mut self, piece: Piece, place: usize) -> Piece {
        let number = self.number(&piece);
        let name = self.fresh(place);
        match self.language.named(&name, &number) {
            Some(line) => {
                self.lines.push(line);
                Piece::atom(name)
            }
            None => piece,
        }
    }

    /// A name that no column has.
    fn fresh(&self, place: usize) -> String {
        let taken = |name: &String| {
            self.program
                .inputs()
                .iter()
                .any(|input| input.name() == name)
        };
        let mut name = format!("t{}", place + 1);
        while taken(&name) {
            name.push('_');
        }
        name
    }
}
