//! The sums over layers of a model, each with a name in its place.

use std::collections::{BTreeMap, BTreeSet};

use super::running::Sum;
use super::symbols::is_by_layer;
use crate::eval::{Environment, decide, evaluate};
use crate::expr::{
    BigOperator, BigOperatorKind, Bindings, Comparison, Expr, ExprKind, Function, Predicate, Range,
    Symbol,
};
use crate::model::Model;
use crate::number::Integer;

/// How a model is read by layers.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) model: &'a Model,
    /// The values at all layers.
    pub(super) values: &'a Bindings,
    /// The parameters that count layers, and how many there are.
    pub(super) stacks: &'a [(Symbol, usize)],
    /// Parameters whose default follows a number of layers, taken for definitions.
    pub(super) following: &'a [(Symbol, Expr)],
    /// Whether conditions outside of sums are those of all layers.
    pub(super) with_all_conditions: bool,
}

/// Names and the numbers of layers that they change with.
pub(super) type Dependents = BTreeMap<Symbol, BTreeSet<Symbol>>;

/// Finds sums and gives them names.
pub(super) struct Finder<'a> {
    reading: Reading<'a>,
    depends: Dependents,
    /// The functions in whose bodies something runs over a range or a list.
    unfolding: BTreeSet<Symbol>,
    /// Where sums over layers begin, by their index: one that ends right before it is one too.
    begins: BTreeMap<(Symbol, Integer), Symbol>,
    pub(super) sums: Vec<Sum>,
    pub(super) is_complete: bool,
    /// Whether a condition outside of sums changes.
    pub(super) has_conditions: bool,
    /// Whether no term hangs on the number of layers in a sum that has no name.
    pub(super) is_settled: bool,
}

impl<'a> Finder<'a> {
    pub(super) fn new(reading: Reading<'a>) -> Self {
        Self {
            depends: dependents(&reading),
            unfolding: unfolding(reading.model),
            reading,
            begins: BTreeMap::new(),
            sums: Vec::new(),
            is_complete: true,
            has_conditions: false,
            is_settled: true,
        }
    }

    /// Forgets the sums, but not where they begin. Whether more beginnings are known than before.
    pub(super) fn again(&mut self, before: usize) -> bool {
        let has_more = self.begins.len() > before;
        if has_more {
            self.sums.clear();
            self.is_complete = true;
            self.has_conditions = false;
            self.is_settled = true;
        }
        has_more
    }

    pub(super) fn beginnings(&self) -> usize {
        self.begins.len()
    }

    /// The expression with names in place of sums; `bound` are the indices around it.
    pub(super) fn named(&mut self, expr: &Expr, bound: &mut Vec<Symbol>) -> Expr {
        let is_bound = !bound.is_empty() && {
            let free = expr.free_symbols();
            bound.iter().any(|symbol| free.contains(symbol))
        };
        match expr.kind() {
            ExprKind::BigOperator(operator) => {
                let sum = (!is_bound).then(|| self.sum(operator)).flatten();
                if let Some(sum) = sum {
                    return self.name(sum);
                }
                self.is_complete &= !self.changes(expr);
                self.is_settled &= !self.hangs_on_layers(operator);
                bound.push(operator.index.clone());
                let named = expr.map_children(|child| self.named(child, bound));
                bound.pop();
                return named;
            }
            ExprKind::Call(Function::Count, arguments) if !is_bound => {
                if let [list, what] = arguments.as_slice()
                    && let Some(sum) = self.counted(list, what)
                {
                    return self.name(sum);
                }
            }
            ExprKind::Call(Function::Declared(name), arguments)
                if self.unfolding.contains(name) =>
            {
                let lambda = self.reading.model.assumptions().functions.get(name);
                if let Some(Ok(body)) = lambda.map(|lambda| lambda.apply(arguments)) {
                    return self.named(&body, bound);
                }
                self.is_complete = false;
            }
            ExprKind::Conditional(conditional) if !is_bound => {
                if let Some(holds) = self.all_layers(&conditional.condition) {
                    let taken = if holds {
                        &conditional.then
                    } else {
                        &conditional.otherwise
                    };
                    return self.named(taken, bound);
                }
            }
            ExprKind::Bracket(condition) if !is_bound => {
                if let Some(holds) = self.all_layers(condition) {
                    return Expr::integer(i64::from(holds));
                }
            }
            _ => {}
        }
        expr.map_children(|child| self.named(child, bound))
    }

    fn name(&mut self, sum: Sum) -> Expr {
        let name = sum.name.clone();
        if sum.steps_are_layers {
            self.begins
                .insert((sum.index.clone(), sum.first.clone()), sum.stack.clone());
        }
        // A sum inside that is worked out for each layer takes longer the more there are.
        self.is_complete &= !self.has_sum(&sum.body);
        self.sums.push(sum);
        Expr::symbol(name)
    }

    /// A sum over layers: its range changes with their number, or ends where such a sum begins.
    fn sum(&self, operator: &BigOperator) -> Option<Sum> {
        if operator.kind != BigOperatorKind::Sum {
            return None;
        }
        let (from, to) = match &operator.range {
            Range::Interval(from, to) => (from, to),
            Range::Elements(list) => return self.over_entries(operator, list),
        };
        let mut stacks = self.stacks_of(from);
        stacks.extend(self.stacks_of(to));
        if self.counts_layers(from) || self.counts_layers(to) {
            return None;
        }
        let (first, last) = (self.whole(from)?, self.whole(to)?);
        let mut stacks = stacks.into_iter();
        let stack = match (stacks.next(), stacks.next()) {
            (Some(stack), None) if last <= self.number_of(&stack)? => stack,
            (None, _) => {
                let next = &last + &Integer::ONE;
                self.begins.get(&(operator.index.clone(), next))?.clone()
            }
            _ => return None,
        };
        Some(Sum {
            name: self.fresh(),
            stack,
            index: operator.index.clone(),
            first,
            last,
            steps_are_layers: true,
            body: operator.body.clone(),
            so_far: None,
        })
    }

    /// A sum over the entries of a list that has one for each layer.
    fn over_entries(&self, operator: &BigOperator, list: &Expr) -> Option<Sum> {
        let (stack, length) = self.stack_of_list(list, true)?;
        let index = Symbol::new("entry of a layer");
        let entry = Expr::call(Function::Item, [list.clone(), Expr::symbol(index.clone())]);
        let entries: Bindings = [(operator.index.clone(), entry)].into_iter().collect();
        let body = entries.substitute(&operator.body).ok()?;
        self.entries(stack, length, index, body)
    }

    /// How often something is in a list that has an entry for each layer.
    fn counted(&self, list: &Expr, what: &Expr) -> Option<Sum> {
        let (stack, length) = self.stack_of_list(list, false)?;
        let index = Symbol::new("entry of a layer");
        let entry = Expr::call(Function::Item, [list.clone(), Expr::symbol(index.clone())]);
        let is_one = Predicate::Compare(entry, Comparison::Equal, what.clone());
        self.entries(stack, length, index, Expr::bracket(is_one))
    }

    fn entries(&self, stack: Symbol, length: usize, index: Symbol, body: Expr) -> Option<Sum> {
        let last = i64::try_from(length).ok()?.checked_sub(1)?;
        Some(Sum {
            name: self.fresh(),
            stack,
            index,
            first: Integer::ZERO,
            last: Integer::from(last),
            steps_are_layers: false,
            body,
            so_far: None,
        })
    }

    /// The layers that a list has entries for: as many, and it is of texts or has the name of such a list.
    fn stack_of_list(&self, list: &Expr, by_name: bool) -> Option<(Symbol, usize)> {
        let symbol = list.as_symbol()?;
        let parameter = self.reading.model.parameter(symbol)?;
        let ExprKind::List(entries) = self.reading.values.get(symbol)?.kind() else {
            return None;
        };
        let is_text = |entry: &Expr| matches!(entry.kind(), ExprKind::Text(_));
        let is_kinds = is_by_layer(parameter) || entries.iter().all(is_text);
        if entries.is_empty() || (by_name && !is_kinds) {
            return None;
        }
        let as_many = |(_, number): &&(Symbol, usize)| *number == entries.len();
        let mut stacks = self.reading.stacks.iter().filter(as_many);
        match (stacks.next(), stacks.next()) {
            (Some((stack, number)), None) => Some((stack.clone(), *number)),
            _ => None,
        }
    }

    /// Whether a condition that changes holds with all layers, where it is this that counts.
    fn all_layers(&mut self, condition: &Predicate) -> Option<bool> {
        let changes = condition
            .operands()
            .into_iter()
            .any(|operand| self.changes(operand));
        self.has_conditions |= changes;
        (changes && self.reading.with_all_conditions)
            .then(|| decide(condition, &self.environment()).ok())
            .flatten()
    }

    fn environment(&self) -> Environment<'a> {
        self.reading.model.environment(self.reading.values)
    }

    /// The whole number that an expression is with all layers.
    fn whole(&self, expr: &Expr) -> Option<Integer> {
        let value = evaluate(expr, &self.environment()).ok()?;
        value.as_number()?.to_integer()
    }

    fn number_of(&self, stack: &Symbol) -> Option<Integer> {
        let mut stacks = self.reading.stacks.iter();
        let (_, number) = stacks.find(|(symbol, _)| symbol == stack)?;
        i64::try_from(*number).ok().map(Integer::from)
    }

    /// Whether an expression counts some of the layers, or a definition that it speaks of: what goes up to such
    /// a number does not go from layer to layer.
    fn counts_layers(&self, expr: &Expr) -> bool {
        if !self.changes(expr) {
            return false;
        }
        let definitions = &self.reading.model.assumptions().definitions;
        let mut names = names_in(expr).into_iter();
        has(expr, &runs)
            || names.any(|name| {
                definitions
                    .get(&name)
                    .is_some_and(|expr| self.counts_layers(expr))
            })
    }

    /// Whether both a range and what stands behind it change: its terms are not those of single layers.
    fn hangs_on_layers(&self, operator: &BigOperator) -> bool {
        let Range::Interval(from, to) = &operator.range else {
            return false;
        };
        (self.changes(from) || self.changes(to)) && self.changes(&operator.body)
    }

    fn fresh(&self) -> Symbol {
        Symbol::new(&format!("sum {}", self.sums.len()))
    }

    fn stacks_of(&self, expr: &Expr) -> BTreeSet<Symbol> {
        let names = names_in(expr);
        let stacks = names.iter().filter_map(|name| self.depends.get(name));
        stacks.flatten().cloned().collect()
    }

    fn changes(&self, expr: &Expr) -> bool {
        !self.stacks_of(expr).is_empty()
    }

    /// Whether a sum or product that changes stands in an expression.
    fn has_sum(&self, expr: &Expr) -> bool {
        let is_one = matches!(expr.kind(), ExprKind::BigOperator(_)) && self.changes(expr);
        is_one || expr.children().into_iter().any(|child| self.has_sum(child))
    }
}

/// The definitions, functions and following defaults that change with a number of layers, and those numbers
/// themselves.
fn dependents(reading: &Reading<'_>) -> Dependents {
    let stacks = reading.stacks.iter();
    let mut found: Dependents = stacks
        .map(|(symbol, _)| (symbol.clone(), BTreeSet::from([symbol.clone()])))
        .collect();
    let assumptions = reading.model.assumptions();
    let definitions = assumptions.definitions.iter();
    let functions = assumptions.functions.iter();
    let functions = functions.map(|(symbol, lambda)| (symbol, &lambda.body));
    let following = reading
        .following
        .iter()
        .map(|(symbol, expr)| (symbol, expr));
    let all: Vec<(&Symbol, BTreeSet<Symbol>)> = definitions
        .chain(functions)
        .chain(following)
        .map(|(symbol, expr)| (symbol, names_in(expr)))
        .collect();
    loop {
        let mut has_more = false;
        for (symbol, names) in &all {
            let stacks = names.iter().filter_map(|name| found.get(name));
            let stacks: BTreeSet<Symbol> = stacks.flatten().cloned().collect();
            if stacks.is_empty() {
                continue;
            }
            let known = found.entry(Symbol::clone(symbol)).or_default();
            let before = known.len();
            known.extend(stacks);
            has_more |= known.len() > before;
        }
        if !has_more {
            return found;
        }
    }
}

/// The functions in whose bodies, or those of functions that they call, something runs over a range or a list.
fn unfolding(model: &Model) -> BTreeSet<Symbol> {
    let functions = &model.assumptions().functions;
    let mut found: BTreeSet<Symbol> = BTreeSet::new();
    loop {
        let before = found.len();
        for (name, lambda) in functions {
            let calls = names_in(&lambda.body);
            if has(&lambda.body, &runs) || calls.iter().any(|call| found.contains(call)) {
                found.insert(name.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// Whether an expression runs over a range or a list.
fn runs(expr: &Expr) -> bool {
    matches!(
        expr.kind(),
        ExprKind::BigOperator(_) | ExprKind::Call(Function::Count, _)
    )
}

fn has(expr: &Expr, is_one: &dyn Fn(&Expr) -> bool) -> bool {
    is_one(expr) || expr.children().into_iter().any(|child| has(child, is_one))
}

/// The symbols that occur free in an expression and the functions that it calls.
pub(super) fn names_in(expr: &Expr) -> BTreeSet<Symbol> {
    let mut names = expr.free_symbols();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        if let ExprKind::Call(Function::Declared(name), _) = expr.kind() {
            names.insert(name.clone());
        }
        open.extend(expr.children());
    }
    names
}
