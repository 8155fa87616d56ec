//! From an expression to a program.

use std::collections::BTreeMap;

use super::graph::{Graph, Id};
use super::horner::horner;
use super::program::{Operation, Program};
use crate::expr::{
    Assumptions, Bindings, Comparison, Conditional, Expr, ExprKind, Function, Lambda, Predicate,
    Symbol, deep,
};
use crate::number::{Integer, Rational};
use crate::poly::{Budget, NormalForm, normal_form};

/// The most values of a program; a formula that needs more is worked out row by row.
const MAX_VALUES: usize = 100_000;

/// The largest exponent that is multiplied out.
const MAX_EXPONENT: u32 = 1_024;

/// The most terms of a normal form that is tried for a shorter program.
const MAX_TERMS: usize = 1_000;

/// What the names of a formula stand for.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The names that have a column, in their order.
    pub columns: &'a [Symbol],
    /// Names that stand for expressions; none depends on itself.
    pub definitions: &'a Bindings,
    /// Functions that stand for expressions.
    pub functions: &'a BTreeMap<Symbol, Lambda>,
}

impl Program {
    /// The program that gives the values of expressions in each row, and holds each row to
    /// conditions. Of the two ways there may be, as written and as a Horner form of the normal
    /// form, the one with less work. `None` where a row needs more than integer arithmetic: roots,
    /// texts, units, sums over a range without a closed form.
    ///
    /// ```
    /// use longhand::expr::{Bindings, Expr, Symbol};
    /// use longhand::sweep::{Names, Program};
    ///
    /// let square = Expr::power(Expr::symbol("h"), Expr::integer(2));
    /// let columns = [Symbol::new("h")];
    /// let (definitions, functions) = (Bindings::new(), Default::default());
    /// let names = Names { columns: &columns, definitions: &definitions, functions: &functions };
    /// assert_eq!(Program::compile(&[square], &[], names).unwrap().len(), 1);
    /// ```
    pub fn compile(results: &[Expr], conditions: &[Predicate], names: Names<'_>) -> Option<Self> {
        let written = Compiler::new(names).program(results, conditions);
        let short = shortened(results, names).and_then(|(results, nonzero)| {
            let mut compiler = Compiler::new(names);
            for divisor in &nonzero {
                let (numerator, _) = compiler.value(divisor)?;
                compiler.guards.push(numerator);
            }
            compiler.program(&results, conditions)
        });
        match (written, short) {
            (Some(written), Some(short)) if short.cost() < written.cost() => Some(short),
            (None, short) => short,
            (written, _) => written,
        }
    }

    /// What a row costs; a product counts twice.
    fn cost(&self) -> usize {
        let cost = |operation| match operation {
            Operation::Multiply | Operation::MultiplyAdd => 2,
            Operation::FloorDivide | Operation::Modulo => 20,
            _ => 1,
        };
        let steps = self.steps.iter().map(|step| cost(step.operation));
        let quotients = self.results.iter().filter(|r| r.denominator.is_some());
        steps.sum::<usize>() + 40 * quotients.count()
    }
}

/// The expressions in Horner form, and what must not be 0 for them to be the same.
fn shortened(results: &[Expr], names: Names<'_>) -> Option<(Vec<Expr>, Vec<Expr>)> {
    let assumptions = Assumptions {
        definitions: names.definitions.clone(),
        functions: names.functions.clone(),
        ..Assumptions::none()
    };
    let budget = Budget {
        max_terms: MAX_TERMS,
        ..Budget::default()
    };
    let mut short = Vec::new();
    let mut nonzero = Vec::new();
    for result in results {
        let form = normal_form(result, &assumptions, &budget).ok()?;
        if form.has_opaque_indeterminates() || !form.conditions().is_empty() {
            return None;
        }
        nonzero.extend_from_slice(form.nonzero());
        short.push(short_form(&form));
    }
    Some((short, nonzero))
}

fn short_form(form: &NormalForm) -> Expr {
    let numerator = horner(&form.terms());
    if form.is_polynomial() {
        return numerator;
    }
    Expr::quotient(numerator, horner(&form.denominator_terms()))
}

/// A quotient of two values of the graph.
type Value = (Id, Id);

struct Compiler<'a> {
    names: Names<'a>,
    graph: Graph,
    /// What names were found to be.
    named: BTreeMap<Symbol, Value>,
    guards: Vec<Id>,
}

impl<'a> Compiler<'a> {
    fn new(names: Names<'a>) -> Self {
        Self {
            names,
            graph: Graph::default(),
            named: BTreeMap::new(),
            guards: Vec::new(),
        }
    }

    fn program(mut self, results: &[Expr], conditions: &[Predicate]) -> Option<Program> {
        let results: Option<Vec<Value>> = results.iter().map(|expr| self.value(expr)).collect();
        let results = results?;
        for condition in conditions {
            let truth = self.truth(condition)?;
            self.guards.push(truth);
        }
        let guards = std::mem::take(&mut self.guards);
        Some(self.graph.program(self.names.columns, &results, &guards))
    }

    fn integer(&mut self, value: Integer) -> Value {
        (
            self.graph.constant(value),
            self.graph.constant(Integer::ONE),
        )
    }

    fn number(&mut self, value: &Rational) -> Value {
        let numerator = self.graph.constant(value.numerator().clone());
        (numerator, self.graph.constant(value.denominator().clone()))
    }

    fn value(&mut self, expr: &Expr) -> Option<Value> {
        if self.graph.len() > MAX_VALUES {
            return None;
        }
        deep(|| match expr.kind() {
            ExprKind::Number(literal) => Some(self.number(literal.value())),
            ExprKind::Boolean(truth) => Some(self.integer(Integer::from(i64::from(*truth)))),
            ExprKind::Symbol(symbol) => self.symbol(symbol),
            ExprKind::Sum(terms) => self.sum(terms),
            ExprKind::Product(factors) => {
                let one = self.integer(Integer::ONE);
                factors.iter().try_fold(one, |product, factor| {
                    let factor = self.value(factor)?;
                    Some(self.multiply(product, factor))
                })
            }
            ExprKind::Neg(operand) => {
                let zero = self.integer(Integer::ZERO);
                let operand = self.value(operand)?;
                Some(self.subtract(zero, operand))
            }
            ExprKind::Quotient(a, b) => {
                let (a, b) = (self.value(a)?, self.value(b)?);
                self.divide(a, b)
            }
            ExprKind::Power(base, exponent) => self.power(base, exponent),
            ExprKind::Call(function, arguments) => self.call(function, arguments),
            ExprKind::Conditional(conditional) => self.conditional(conditional),
            ExprKind::Bracket(condition) => {
                let truth = self.truth(condition)?;
                Some((truth, self.graph.constant(Integer::ONE)))
            }
            _ => None,
        })
    }

    fn symbol(&mut self, symbol: &Symbol) -> Option<Value> {
        if let Some(&value) = self.named.get(symbol) {
            return Some(value);
        }
        let column = self.names.columns.iter().position(|name| name == symbol);
        let value = match column {
            Some(column) => {
                let input = self.graph.input(column);
                (input, self.graph.constant(Integer::ONE))
            }
            None => self.value(self.names.definitions.get(symbol)?)?,
        };
        self.named.insert(symbol.clone(), value);
        Some(value)
    }

    fn sum(&mut self, terms: &[Expr]) -> Option<Value> {
        let zero = self.integer(Integer::ZERO);
        terms.iter().try_fold(zero, |sum, term| {
            if let ExprKind::Neg(term) = term.kind() {
                let term = self.value(term)?;
                return Some(self.subtract(sum, term));
            }
            let term = self.value(term)?;
            Some(self.add(sum, term))
        })
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) -> Option<Value> {
        let exponent = exponent.as_number()?.to_integer()?;
        let (numerator, denominator) = self.value(base)?;
        let size = exponent
            .abs()
            .to_u32()
            .filter(|size| *size <= MAX_EXPONENT)?;
        let numerator = self.graph.power(numerator, size);
        let denominator = self.graph.power(denominator, size);
        if exponent.is_negative() {
            self.guards.push(numerator);
            return Some((denominator, numerator));
        }
        Some((numerator, denominator))
    }

    /// Both values over one denominator: their numerators and it.
    fn common(&mut self, a: Value, b: Value) -> (Id, Id, Id) {
        if a.1 == b.1 {
            return (a.0, b.0, a.1);
        }
        let left = self.graph.multiply(a.0, b.1);
        let right = self.graph.multiply(b.0, a.1);
        (left, right, self.graph.multiply(a.1, b.1))
    }

    fn add(&mut self, a: Value, b: Value) -> Value {
        let (a, b, denominator) = self.common(a, b);
        (self.graph.add(a, b), denominator)
    }

    fn subtract(&mut self, a: Value, b: Value) -> Value {
        let (a, b, denominator) = self.common(a, b);
        (self.graph.subtract(a, b), denominator)
    }

    fn multiply(&mut self, a: Value, b: Value) -> Value {
        let numerator = self.graph.multiply(a.0, b.0);
        (numerator, self.graph.multiply(a.1, b.1))
    }

    /// `None` for a division by what is 0 in every row.
    fn divide(&mut self, a: Value, b: Value) -> Option<Value> {
        if self.graph.as_constant(b.0).is_some_and(Integer::is_zero) {
            return None;
        }
        self.guards.push(b.0);
        Some(self.multiply(a, (b.1, b.0)))
    }

    fn call(&mut self, function: &Function, arguments: &[Expr]) -> Option<Value> {
        if let Function::Declared(name) = function {
            let body = self.names.functions.get(name)?.apply(arguments).ok()?;
            return self.value(&body);
        }
        let values: Option<Vec<Value>> = arguments.iter().map(|a| self.value(a)).collect();
        let values = values?;
        match (function, values.as_slice()) {
            (Function::Floor, &[a]) => Some(self.floor(a)),
            (Function::Ceil, &[a]) => Some(self.ceil(a)),
            (Function::FloorDiv, &[a, b]) => {
                let quotient = self.divide(a, b)?;
                Some(self.floor(quotient))
            }
            (Function::RoundUp, &[a, b]) => {
                let b = self.magnitude(b)?;
                let quotient = self.divide(a, b)?;
                let multiples = self.ceil(quotient);
                Some(self.multiply(multiples, b))
            }
            (Function::Mod, &[a, b]) => {
                let quotient = self.divide(a, b)?;
                let multiples = self.floor(quotient);
                let whole = self.multiply(multiples, b);
                Some(self.subtract(a, whole))
            }
            (Function::Min, values) => self.extreme(Operation::Minimum, values),
            (Function::Max, values) => self.extreme(Operation::Maximum, values),
            (Function::Abs, &[a]) => self.magnitude(a),
            _ => None,
        }
    }

    fn floor(&mut self, (numerator, denominator): Value) -> Value {
        let one = self.graph.constant(Integer::ONE);
        if denominator == one {
            return (numerator, one);
        }
        let quotient = self
            .graph
            .binary(Operation::FloorDivide, numerator, denominator);
        (quotient, one)
    }

    /// `⌈a⌉ = −⌊−a⌋`.
    fn ceil(&mut self, value: Value) -> Value {
        let zero = self.integer(Integer::ZERO);
        let negative = self.subtract(zero, value);
        let floor = self.floor(negative);
        self.subtract(zero, floor)
    }

    /// The least or greatest, of integers only: the sign of a denominator is not known.
    fn extreme(&mut self, operation: Operation, values: &[Value]) -> Option<Value> {
        let one = self.graph.constant(Integer::ONE);
        if values.iter().any(|value| value.1 != one) {
            return None;
        }
        let ids = values.iter().map(|value| value.0);
        let extreme = ids.reduce(|a, b| self.graph.binary(operation, a, b))?;
        Some((extreme, one))
    }

    fn magnitude(&mut self, value: Value) -> Option<Value> {
        let zero = self.integer(Integer::ZERO);
        let negative = self.subtract(zero, value);
        self.extreme(Operation::Maximum, &[value, negative])
    }

    fn conditional(&mut self, conditional: &Conditional) -> Option<Value> {
        let truth = self.truth(&conditional.condition)?;
        if let Some(known) = self.graph.as_constant(truth) {
            let branch = if known.is_zero() {
                &conditional.otherwise
            } else {
                &conditional.then
            };
            return self.value(branch);
        }
        // A divisor in the branch that is not taken must not count against the row.
        let guards = self.guards.len();
        let (then, otherwise) = (
            self.value(&conditional.then)?,
            self.value(&conditional.otherwise)?,
        );
        if self.guards.len() > guards {
            return None;
        }
        let (then, otherwise, denominator) = self.common(then, otherwise);
        Some((self.graph.select(truth, then, otherwise), denominator))
    }

    /// A condition as 0 or 1.
    fn truth(&mut self, condition: &Predicate) -> Option<Id> {
        match condition {
            Predicate::Compare(a, comparison, b) => {
                let (a, b) = (self.value(a)?, self.value(b)?);
                self.comparison(a, *comparison, b)
            }
            Predicate::Truth(operand) => {
                let value = self.value(operand)?;
                let zero = self.integer(Integer::ZERO);
                self.comparison(value, Comparison::NotEqual, zero)
            }
            Predicate::Divides(a, b) => {
                let one = self.graph.constant(Integer::ONE);
                let (a, b) = (self.value(a)?, self.value(b)?);
                if a.1 != one || b.1 != one {
                    return None;
                }
                self.guards.push(a.0);
                let rest = self.graph.binary(Operation::Modulo, b.0, a.0);
                let zero = self.graph.constant(Integer::ZERO);
                Some(self.graph.compare(rest, Comparison::Equal, zero))
            }
            Predicate::Not(inner) => {
                let inner = self.truth(inner)?;
                let one = self.graph.constant(Integer::ONE);
                Some(self.graph.subtract(one, inner))
            }
            Predicate::And(parts) => {
                let parts: Option<Vec<Id>> = parts.iter().map(|part| self.truth(part)).collect();
                parts?.into_iter().reduce(|a, b| self.graph.multiply(a, b))
            }
            Predicate::Or(parts) => {
                let parts: Option<Vec<Id>> = parts.iter().map(|part| self.truth(part)).collect();
                let maximum = Operation::Maximum;
                parts?
                    .into_iter()
                    .reduce(|a, b| self.graph.binary(maximum, a, b))
            }
            Predicate::Member(..) => None,
        }
    }

    /// A comparison of integers, or of quotients whose denominators are positive numbers.
    fn comparison(&mut self, a: Value, comparison: Comparison, b: Value) -> Option<Id> {
        let positive = |id| self.graph.as_constant(id).is_some_and(Integer::is_positive);
        let is_sign_known = positive(a.1) && positive(b.1);
        let is_order = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if is_order && !is_sign_known {
            return None;
        }
        let (a, b, _) = self.common(a, b);
        Some(self.graph.compare(a, comparison, b))
    }
}
