//! The operations of a formula as a graph in which equal ones are one.

use std::collections::{BTreeMap, BTreeSet};

use super::program::{Operand, Operation, Program, Quotient, Step};
use crate::expr::{Comparison, Symbol};
use crate::number::Integer;

/// A value of the graph, by its number; what it is made of has smaller ones.
pub(super) type Id = usize;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Input(usize),
    Constant(Integer),
    Operation(Operation, [Id; 3]),
}

/// Operations on columns; asking twice for the same one gives the same value.
#[derive(Debug, Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    known: BTreeMap<Node, Id>,
}

impl Graph {
    fn node(&mut self, node: Node) -> Id {
        if let Some(&id) = self.known.get(&node) {
            return id;
        }
        let id = self.nodes.len();
        self.nodes.push(node.clone());
        self.known.insert(node, id);
        id
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn input(&mut self, index: usize) -> Id {
        self.node(Node::Input(index))
    }

    pub(super) fn constant(&mut self, value: Integer) -> Id {
        self.node(Node::Constant(value))
    }

    /// The number that a value is in every row, if it is one.
    pub(super) fn as_constant(&self, id: Id) -> Option<&Integer> {
        match self.nodes.get(id)? {
            Node::Constant(value) => Some(value),
            _ => None,
        }
    }

    fn is(&self, id: Id, value: i64) -> bool {
        self.as_constant(id).and_then(Integer::to_i64) == Some(value)
    }

    pub(super) fn add(&mut self, a: Id, b: Id) -> Id {
        match (self.as_constant(a), self.as_constant(b)) {
            (Some(x), Some(y)) => {
                let sum = x + y;
                self.constant(sum)
            }
            _ if self.is(a, 0) => b,
            _ if self.is(b, 0) => a,
            _ => self.node(Node::Operation(
                Operation::Add,
                [a.min(b), a.max(b), a.min(b)],
            )),
        }
    }

    pub(super) fn subtract(&mut self, a: Id, b: Id) -> Id {
        match (self.as_constant(a), self.as_constant(b)) {
            (Some(x), Some(y)) => {
                let difference = x - y;
                self.constant(difference)
            }
            _ if self.is(b, 0) => a,
            _ => self.node(Node::Operation(Operation::Subtract, [a, b, a])),
        }
    }

    pub(super) fn multiply(&mut self, a: Id, b: Id) -> Id {
        match (self.as_constant(a), self.as_constant(b)) {
            (Some(x), Some(y)) => {
                let product = x * y;
                self.constant(product)
            }
            _ if self.is(a, 0) || self.is(b, 1) => a,
            _ if self.is(b, 0) || self.is(a, 1) => b,
            _ => self.node(Node::Operation(
                Operation::Multiply,
                [a.min(b), a.max(b), a.min(b)],
            )),
        }
    }

    /// A power by repeated squaring.
    pub(super) fn power(&mut self, base: Id, mut exponent: u32) -> Id {
        let mut square = base;
        let mut power = self.constant(Integer::ONE);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = self.multiply(power, square);
            }
            exponent >>= 1;
            if exponent > 0 {
                square = self.multiply(square, square);
            }
        }
        power
    }

    /// `FloorDivide`, `Modulo`, `Minimum` or `Maximum`.
    pub(super) fn binary(&mut self, operation: Operation, a: Id, b: Id) -> Id {
        if let (Some(x), Some(y)) = (self.as_constant(a), self.as_constant(b)) {
            let known = match operation {
                Operation::Minimum => Some(x.min(y).clone()),
                Operation::Maximum => Some(x.max(y).clone()),
                _ => None,
            };
            if let Some(known) = known {
                return self.constant(known);
            }
        }
        self.node(Node::Operation(operation, [a, b, a]))
    }

    pub(super) fn compare(&mut self, a: Id, comparison: Comparison, b: Id) -> Id {
        match (self.as_constant(a), self.as_constant(b)) {
            (Some(x), Some(y)) => {
                let holds = comparison.holds_for(x.cmp(y));
                self.constant(Integer::from(i64::from(holds)))
            }
            _ => self.node(Node::Operation(Operation::Compare(comparison), [a, b, a])),
        }
    }

    pub(super) fn select(&mut self, condition: Id, then: Id, otherwise: Id) -> Id {
        match self.as_constant(condition) {
            Some(value) if value.is_zero() => otherwise,
            Some(_) => then,
            None if then == otherwise => then,
            None => self.node(Node::Operation(
                Operation::Select,
                [condition, then, otherwise],
            )),
        }
    }

    /// The program that works out quotients of values, with what must not be 0.
    pub(super) fn program(
        &self,
        inputs: &[Symbol],
        results: &[(Id, Id)],
        guards: &[Id],
    ) -> Program {
        let mut lowering = Lowering::new(self, results, guards);
        lowering.emit();
        let results = results.iter().map(|&(numerator, denominator)| Quotient {
            numerator: lowering.operand(numerator),
            denominator: (!self.is(denominator, 1)).then(|| lowering.operand(denominator)),
        });
        let results = results.collect();
        let guards = guards.iter().map(|&guard| lowering.operand(guard));
        let guards = guards.collect();
        Program {
            inputs: inputs.to_vec(),
            constants: lowering.constants,
            steps: lowering.steps,
            registers: lowering.registers,
            results,
            guards,
        }
    }
}

/// From a graph to steps: what is used, in order, each in a register that is free again after its
/// last use.
struct Lowering<'a> {
    graph: &'a Graph,
    /// How often each value is used; results and guards count as one more use, never given up.
    uses: Vec<usize>,
    /// The register or constant of each value that has one.
    places: Vec<Option<Operand>>,
    free: Vec<usize>,
    registers: usize,
    constants: Vec<Integer>,
    steps: Vec<Step>,
}

impl<'a> Lowering<'a> {
    fn new(graph: &'a Graph, results: &[(Id, Id)], guards: &[Id]) -> Self {
        let mut uses = vec![0; graph.nodes.len()];
        let kept = results.iter().flat_map(|&(n, d)| [n, d]);
        for id in kept.chain(guards.iter().copied()) {
            count(&mut uses, id);
        }
        for (id, node) in graph.nodes.iter().enumerate().rev() {
            if let (Node::Operation(operation, operands), true) = (node, used(&uses, id)) {
                for &operand in operands.iter().take(operation.arity()) {
                    count(&mut uses, operand);
                }
            }
        }
        Self {
            graph,
            places: vec![None; uses.len()],
            uses,
            free: Vec::new(),
            registers: 0,
            constants: Vec::new(),
            steps: Vec::new(),
        }
    }

    fn emit(&mut self) {
        let graph = self.graph;
        let fused = self.fused();
        let inner: BTreeSet<Id> = fused.iter().copied().flatten().collect();
        for (id, node) in graph.nodes.iter().enumerate() {
            let Node::Operation(operation, operands) = node else {
                continue;
            };
            if !used(&self.uses, id) || inner.contains(&id) {
                continue;
            }
            match fused.get(id).copied().flatten() {
                Some(product) => {
                    let [a, b, _] = graph.operands(product);
                    let other = if operands[0] == product {
                        operands[1]
                    } else {
                        operands[0]
                    };
                    self.step(id, Operation::MultiplyAdd, [a, b, other]);
                }
                None => self.step(id, *operation, *operands),
            }
        }
    }

    /// For each sum the product in it that is used nowhere else, so that both are one step.
    fn fused(&self) -> Vec<Option<Id>> {
        let mut fused = vec![None; self.graph.nodes.len()];
        for (id, node) in self.graph.nodes.iter().enumerate() {
            let Node::Operation(Operation::Add, [a, b, _]) = node else {
                continue;
            };
            let is_lone_product = |id: &&Id| {
                let uses = self.uses.get(**id).copied();
                uses == Some(1) && self.graph.is_product(**id)
            };
            if let Some(place) = fused.get_mut(id).filter(|_| used(&self.uses, id) && a != b) {
                *place = [a, b].into_iter().find(is_lone_product).copied();
            }
        }
        fused
    }

    fn step(&mut self, id: Id, operation: Operation, operands: [Id; 3]) {
        let read = operands.map(|operand| self.operand(operand));
        let into = self.free.pop().unwrap_or_else(|| {
            self.registers += 1;
            self.registers - 1
        });
        if let Some(place) = self.places.get_mut(id) {
            *place = Some(Operand::Register(into));
        }
        self.steps.push(Step {
            operation,
            operands: read,
            into,
        });
        for &operand in operands.iter().take(operation.arity()) {
            self.give_up(operand);
        }
    }

    /// One use less; after the last the register is free.
    fn give_up(&mut self, id: Id) {
        let Some(uses) = self.uses.get_mut(id) else {
            return;
        };
        *uses = uses.saturating_sub(1);
        if let (0, Some(Some(Operand::Register(register)))) = (*uses, self.places.get(id)) {
            self.free.push(*register);
        }
    }

    fn operand(&mut self, id: Id) -> Operand {
        if let Some(Some(place)) = self.places.get(id) {
            return *place;
        }
        let place = match self.graph.nodes.get(id) {
            Some(Node::Input(index)) => Operand::Input(*index),
            Some(Node::Constant(value)) => {
                self.constants.push(value.clone());
                Operand::Constant(self.constants.len() - 1)
            }
            // Operations come before what uses them.
            _ => return Operand::Register(0),
        };
        if let Some(known) = self.places.get_mut(id) {
            *known = Some(place);
        }
        place
    }
}

impl Graph {
    fn operands(&self, id: Id) -> [Id; 3] {
        match self.nodes.get(id) {
            Some(Node::Operation(_, operands)) => *operands,
            _ => [id; 3],
        }
    }

    fn is_product(&self, id: Id) -> bool {
        matches!(
            self.nodes.get(id),
            Some(Node::Operation(Operation::Multiply, _))
        )
    }
}

fn count(uses: &mut [usize], id: Id) {
    if let Some(uses) = uses.get_mut(id) {
        *uses += 1;
    }
}

fn used(uses: &[usize], id: Id) -> bool {
    uses.get(id).is_some_and(|&uses| uses > 0)
}
