//! How large the values of a program can get, from bounds of its columns.

use super::program::{Operand, Operation, Program, Step};
use super::wide::Wide;
use crate::number::Integer;

/// The narrowest width that holds every value of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// Machine words of 64 bits.
    Word,
    /// 128 bits.
    Double,
    /// 256 bits.
    Quadruple,
    /// Whatever it takes.
    Any,
}

impl Width {
    /// The narrowest that holds numbers of so many bits, and their negatives.
    pub(super) fn of_bits(bits: u64) -> Self {
        if bits < 64 {
            Self::Word
        } else if bits < 128 {
            Self::Double
        } else if bits <= Wide::BITS {
            Self::Quadruple
        } else {
            Self::Any
        }
    }
}

/// A least and a greatest value.
type Interval = (Integer, Integer);

impl Program {
    /// The narrowest width in which no value of the program can overflow, where the columns lie
    /// within these bounds. Interval arithmetic (Moore, "Interval Analysis", 1966) over integers.
    ///
    /// The bounds are in the order of [`Program::inputs`].
    pub fn width(&self, inputs: &[(Integer, Integer)]) -> Width {
        let intervals = self.intervals(inputs);
        let all = intervals.iter().chain(inputs);
        let constants = self.constants.iter().map(Integer::bits);
        let bits = all.map(|(low, high)| low.bits().max(high.bits()));
        Width::of_bits(bits.chain(constants).max().unwrap_or(0))
    }

    /// The bits of each step's value and of those inside it, and whether the value lies from 0 to
    /// 2³² − 1, in order.
    pub(super) fn step_bits(&self, inputs: &[(Integer, Integer)]) -> Vec<(u64, bool)> {
        let mut registers = vec![(Integer::ZERO, Integer::ZERO); self.registers];
        let mut between = Vec::new();
        let steps = self.steps.iter().map(|step| {
            between.clear();
            let interval = self.interval(step, inputs, &registers, &mut between);
            let all = between.iter().chain([&interval]);
            let bits = all.map(|(low, high)| low.bits().max(high.bits())).max();
            let is_half = !interval.0.is_negative() && interval.1.bits() <= 32;
            if let Some(register) = registers.get_mut(step.into) {
                *register = interval;
            }
            (bits.unwrap_or(0), is_half)
        });
        steps.collect()
    }

    /// Bounds of each step's value, in order.
    pub fn step_intervals(&self, inputs: &[(Integer, Integer)]) -> Vec<(Integer, Integer)> {
        let mut registers = vec![(Integer::ZERO, Integer::ZERO); self.registers];
        let steps = self.steps.iter().map(|step| {
            let interval = self.interval(step, inputs, &registers, &mut Vec::new());
            if let Some(register) = registers.get_mut(step.into) {
                *register = interval.clone();
            }
            interval
        });
        steps.collect()
    }

    /// Bounds of every value on the way, those inside a step too, and of the results' numerators.
    pub fn intervals(&self, inputs: &[(Integer, Integer)]) -> Vec<(Integer, Integer)> {
        let mut registers = vec![(Integer::ZERO, Integer::ZERO); self.registers];
        let mut found = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let interval = self.interval(step, inputs, &registers, &mut found);
            if let Some(register) = registers.get_mut(step.into) {
                *register = interval.clone();
            }
            found.push(interval);
        }
        for result in &self.results {
            found.push(self.operand(result.numerator, inputs, &registers));
        }
        found
    }

    fn operand(&self, operand: Operand, inputs: &[Interval], registers: &[Interval]) -> Interval {
        let interval = match operand {
            Operand::Input(index) => inputs.get(index).cloned(),
            Operand::Register(index) => registers.get(index).cloned(),
            Operand::Constant(index) => {
                let value = self.constants.get(index).cloned();
                value.map(|value| (value.clone(), value))
            }
        };
        interval.unwrap_or_default()
    }

    fn interval(
        &self,
        step: &Step,
        inputs: &[Interval],
        registers: &[Interval],
        between: &mut Vec<Interval>,
    ) -> Interval {
        let [a, b, c] = step.operands.map(|o| self.operand(o, inputs, registers));
        match step.operation {
            Operation::Add => sum(&a, &b),
            Operation::Subtract => (&a.0 - &b.1, &a.1 - &b.0),
            Operation::Multiply => product(&a, &b),
            Operation::MultiplyAdd => {
                // The product is a value too, before anything is added to it.
                let product = product(&a, &b);
                let sum = sum(&product, &c);
                between.push(product);
                sum
            }
            // |⌊a/b⌋| ≤ |a| for integers; one more below, where it is rounded down.
            Operation::FloorDivide => {
                let most = farthest(&a);
                (-&most - Integer::ONE, most)
            }
            // Between 0 and the divisor; the multiple that is taken away is within one divisor.
            Operation::Modulo => {
                let most = farthest(&b);
                between.push(sum(&a, &(-&most, most.clone())));
                (-&most, most)
            }
            Operation::Minimum => (a.0.min(b.0), a.1.min(b.1)),
            Operation::Maximum => (a.0.max(b.0), a.1.max(b.1)),
            Operation::Compare(_) => (Integer::ZERO, Integer::ONE),
            Operation::Select => (b.0.min(c.0), b.1.max(c.1)),
        }
    }
}

fn sum(a: &Interval, b: &Interval) -> Interval {
    (&a.0 + &b.0, &a.1 + &b.1)
}

fn product(a: &Interval, b: &Interval) -> Interval {
    let corners = [&a.0 * &b.0, &a.0 * &b.1, &a.1 * &b.0, &a.1 * &b.1];
    let least = corners.iter().min().cloned().unwrap_or_default();
    (least, corners.into_iter().max().unwrap_or_default())
}

fn farthest(a: &Interval) -> Integer {
    a.0.abs().max(a.1.abs())
}
