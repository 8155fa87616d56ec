//! In which width each step of a block is worked out.

use super::bounds::Width;
use super::program::{Operand, Program};
use super::wide::Wide;
use crate::number::Integer;

/// How far from 0 the values of a column lie in a block: below a power of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    bits: u32,
    negative: bool,
}

impl Reach {
    /// Values of no more than so many bits, some of them negative or none. What is past every
    /// fixed width is all one.
    pub(super) fn new(bits: u64, negative: bool) -> Self {
        let bits = bits.min(Wide::BITS + 1);
        Self {
            bits: u32::try_from(bits).unwrap_or(u32::MAX),
            negative,
        }
    }

    /// The bounds that follow.
    pub(super) fn interval(self) -> (Integer, Integer) {
        let end = Integer::ONE.shifted_left(self.bits);
        let least = if self.negative { -&end } else { Integer::ZERO };
        (least, end - Integer::ONE)
    }

    /// The narrowest width for the values of a column.
    pub(super) fn width(self) -> Width {
        Width::of_bits(self.bits.into())
    }

    /// Whether all lie from 0 to 2³² − 1.
    pub(super) fn is_half(self) -> bool {
        !self.negative && self.bits <= 32
    }
}

/// What the value of a step is held in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    /// The width that holds it and whatever arises on the way to it.
    pub(super) width: Width,
    /// Whether it lies from 0 to 2³² − 1.
    pub(super) is_half: bool,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            width: Width::Word,
            is_half: false,
        }
    }
}

/// The widths of a block's steps. Each is proven from bounds of the columns: the step's value and
/// whatever arises on the way to it fit. Narrow steps stay narrow where only the last are wide.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    reaches: Vec<Reach>,
    /// What each step is held in.
    pub(super) steps: Vec<Room>,
    /// Whether something needs more than the widest fixed width.
    pub(super) is_unbounded: bool,
}

impl Plan {
    /// The plan for blocks whose columns reach so far.
    pub(super) fn new(program: &Program, reaches: Vec<Reach>) -> Self {
        let bounds: Vec<_> = reaches.iter().map(|reach| reach.interval()).collect();
        let mut held = vec![Width::Word; program.registers];
        let mut steps = Vec::with_capacity(program.steps.len());
        for (step, (bits, is_half)) in program.steps.iter().zip(program.step_bits(&bounds)) {
            let operands = step.operands.iter().take(step.operation.arity());
            let operands = operands.map(|operand| match *operand {
                // A column of small values is one of words, however small they are.
                Operand::Input(index) => reaches.get(index).map_or(Width::Word, |r| r.width()),
                Operand::Register(index) => held.get(index).copied().unwrap_or(Width::Word),
                Operand::Constant(index) => program.constant_width(index),
            });
            let width = operands.fold(Width::of_bits(bits), Width::max);
            if let Some(held) = held.get_mut(step.into) {
                *held = width;
            }
            steps.push(Room { width, is_half });
        }
        let constants = (0..program.constants.len()).map(|index| program.constant_width(index));
        let inputs = reaches.iter().map(|reach| reach.width());
        let all = steps
            .iter()
            .map(|room| room.width)
            .chain(constants)
            .chain(inputs);
        let is_unbounded = all.max() == Some(Width::Any);
        Self {
            reaches,
            steps,
            is_unbounded,
        }
    }

    /// How far the columns reach for which it was made.
    pub(super) fn reaches(&self) -> &[Reach] {
        &self.reaches
    }

    /// Whether it was made for columns that reach so far.
    pub(super) fn is_for(&self, reaches: &[Reach]) -> bool {
        self.reaches == reaches
    }
}

impl Program {
    fn constant_width(&self, index: usize) -> Width {
        let bits = self.constants.get(index).map_or(0, Integer::bits);
        Width::of_bits(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Bindings, Expr, Symbol};
    use crate::sweep::Names;

    /// L·h has 63 bits and fits a word, with V it has 126, with L·V 189: every step but the last
    /// two stays narrow, and one bit more in L widens the first.
    #[test]
    fn steps_are_as_wide_as_their_values() {
        let [l, h, v] = ["L", "h", "V"].map(Expr::symbol);
        let product = Expr::product([l.clone(), h]);
        let longer = Expr::product([product.clone(), v.clone()]);
        let longest = Expr::product([longer.clone(), Expr::product([l, v])]);
        let columns = ["L", "h", "V"].map(Symbol::new);
        let (definitions, functions) = (Bindings::new(), std::collections::BTreeMap::new());
        let names = Names {
            columns: &columns,
            definitions: &definitions,
            functions: &functions,
        };
        let program = Program::compile(&[product, longer, longest], &[], names).unwrap();
        let widths = |bits: u64| {
            let reach = |bits| Reach::new(bits, false);
            let plan = Plan::new(&program, vec![reach(bits), reach(32), reach(63)]);
            plan.steps.iter().map(|room| room.width).collect::<Vec<_>>()
        };
        let (word, double) = (Width::Word, Width::Double);
        assert_eq!(widths(31), [word, double, double, Width::Quadruple]);
        assert_eq!(widths(32), [double, double, double, Width::Quadruple]);
    }

    /// (2¹⁶ − 1)² and (2¹⁶ − 1)² + 2·(2¹⁶ − 1) have 32 bits, (2¹⁷ − 1)² has 34; nothing is known of a
    /// difference but that it may be negative.
    #[test]
    fn halves_are_natural_numbers_of_32_bits() {
        let [a, b] = ["a", "b"].map(Expr::symbol);
        let product = Expr::product([a.clone(), b.clone()]);
        let sum = Expr::sum([product.clone(), b.clone(), b.clone()]);
        let difference = Expr::sum([a, Expr::negative(b)]);
        let columns = ["a", "b"].map(Symbol::new);
        let (definitions, functions) = (Bindings::new(), std::collections::BTreeMap::new());
        let names = Names {
            columns: &columns,
            definitions: &definitions,
            functions: &functions,
        };
        let halves = |expr: &Expr, bits: u64| {
            let program = Program::compile(std::slice::from_ref(expr), &[], names).unwrap();
            let reach = Reach::new(bits, false);
            let plan = Plan::new(&program, vec![reach, reach]);
            plan.steps.last().unwrap().is_half
        };
        assert!(halves(&product, 16) && halves(&sum, 16));
        assert!(!halves(&product, 17) && !halves(&sum, 17));
        assert!(!halves(&difference, 1));
        assert!(Reach::new(32, false).is_half() && !Reach::new(33, false).is_half());
        assert!(!Reach::new(3, true).is_half());
    }

    #[test]
    fn what_no_fixed_width_holds_is_told() {
        let h = Expr::symbol("h");
        let columns = [Symbol::new("h")];
        let (definitions, functions) = (Bindings::new(), std::collections::BTreeMap::new());
        let names = Names {
            columns: &columns,
            definitions: &definitions,
            functions: &functions,
        };
        let square = Expr::product([h.clone(), h]);
        let program = Program::compile(&[square], &[], names).unwrap();
        for (bits, is_unbounded) in [(127, false), (128, true), (1 << 40, true)] {
            let plan = Plan::new(&program, vec![Reach::new(bits, false)]);
            assert_eq!(plan.is_unbounded, is_unbounded, "{bits}");
        }
    }
}
