//! A part multiplied out at its values: the products that its tensors are held against.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::term::{Factor, Sides, Term};
use crate::eval::{Environment, Value, decide, evaluate};
use crate::expr::{BigOperatorKind, Bindings, Expr, ExprKind, Function, Range, Symbol};
use crate::model::{Model, Patterns, Valuation};
use crate::number::Integer;

/// The most products of one part; a part that has more is held as a whole.
const MAX_TERMS: usize = 20_000;

/// How deep definitions are followed.
const MAX_DEPTH: usize = 200;

/// Where a product stands: the innermost definition, and the innermost block within it.
#[derive(Clone, Copy, Default)]
struct Within<'s> {
    definition: Option<&'s Symbol>,
    block: Option<&'s Symbol>,
    /// What the innermost of all around it covers that says so.
    covers: Option<&'s Rc<Patterns>>,
}

/// The terms of a definition at values; nothing where they are too many or no whole numbers.
pub(super) fn terms(
    model: &Model,
    valuation: &Valuation<'_>,
    symbol: &Symbol,
) -> Option<Vec<Term>> {
    let walk = Walk {
        model,
        environment: valuation.environment(),
        covers: covers(model),
    };
    let terms = walk.definition(symbol, Within::default(), 0)?;
    Some(
        terms
            .into_iter()
            .filter(|term| !term.value.is_zero())
            .collect(),
    )
}

/// What definitions and blocks within parts say which tensors are theirs.
fn covers(model: &Model) -> BTreeMap<&Symbol, Rc<Patterns>> {
    let definitions = model.definitions().filter(|one| one.part.is_none());
    let definitions = definitions.map(|one| (&one.symbol, &one.covers));
    let blocks = model.functions().map(|one| (&one.symbol, &one.covers));
    let said = definitions
        .chain(blocks)
        .filter(|(_, covers)| !covers.is_empty());
    let patterns = said.map(|(symbol, covers)| {
        let patterns = Patterns::new(covers.iter().map(String::as_str));
        (symbol, Rc::new(patterns))
    });
    patterns.collect()
}

/// What tells terms of the same factors apart: the definition and the block.
type Home = (Option<Symbol>, Option<Symbol>);

/// What terms of several layers have in common that are one: the number in front, the factors, where they stand.
type Alike = (Integer, Vec<Expr>, Home);

/// What each layer of a sum adds, term by term: the first of some factors in one layer with the first in the others,
/// the second with the second, as `linear(h, 2h)` is another matrix than `linear(h, h)` beside it.
fn joined(layers: Vec<(Option<u64>, Vec<Term>)>) -> Vec<Term> {
    let mut places: BTreeMap<(Alike, usize), usize> = BTreeMap::new();
    let mut all: Vec<Term> = Vec::new();
    let mut of_each: Vec<Option<BTreeSet<u64>>> = Vec::new();
    for (number, layer) in layers {
        let mut met: BTreeMap<Alike, usize> = BTreeMap::new();
        for term in layer {
            let next = all.len();
            let home = (term.definition.clone(), term.block.clone());
            let key = (term.coefficient.clone(), term.written().collect(), home);
            let alike = met.entry(key.clone()).or_default();
            let place = *places.entry((key, *alike)).or_insert(next);
            *alike += 1;
            if let Some(alike) = all.get_mut(place) {
                alike.coefficient = &alike.coefficient + &term.coefficient;
                alike.value = &alike.value + &term.value;
            } else {
                all.push(term);
                of_each.push(Some(BTreeSet::new()));
            }
            if let Some(layers) = of_each.get_mut(place) {
                *layers = layers.take().zip(number).map(|(mut layers, number)| {
                    layers.insert(number);
                    layers
                });
            }
        }
    }
    for (term, layers) in all.iter_mut().zip(of_each) {
        term.layers = layers.map(Rc::new);
    }
    all
}

/// Whether an expression calls a declared function.
fn calls(expr: &Expr) -> bool {
    matches!(expr.kind(), ExprKind::Call(Function::Declared(_), _))
        || expr.children().into_iter().any(calls)
}

/// The number 1 as a term.
fn one(within: Within<'_>) -> Term {
    Term {
        coefficient: Integer::from(1),
        factors: Vec::new(),
        value: Integer::from(1),
        definition: within.definition.cloned(),
        block: within.block.cloned(),
        covers: within.covers.cloned(),
        sides: None,
        of_block: Vec::new(),
        layers: None,
    }
}

struct Walk<'m> {
    model: &'m Model,
    environment: Environment<'m>,
    covers: BTreeMap<&'m Symbol, Rc<Patterns>>,
}

impl Walk<'_> {
    /// The terms of a definition; `around` is where its name stands.
    fn definition(&self, symbol: &Symbol, around: Within<'_>, depth: usize) -> Option<Vec<Term>> {
        let definition = self.model.definition(symbol)?;
        let within = Within {
            definition: Some(symbol),
            block: None,
            covers: self.covers.get(symbol).or(around.covers),
        };
        self.expr(&definition.expr, within, depth)
    }

    /// Where the body of a block stands. One that calls no other, such as `linear(x, y, b)`, says how large
    /// something is and not what.
    fn called<'s>(&'s self, block: &'s Symbol, body: &Expr, within: Within<'s>) -> Within<'s> {
        let covers = self.covers.get(block);
        let is_name = covers.is_some() || calls(body);
        Within {
            block: if is_name { Some(block) } else { within.block },
            covers: covers.or(within.covers),
            ..within
        }
    }

    fn expr(&self, expr: &Expr, within: Within<'_>, depth: usize) -> Option<Vec<Term>> {
        let depth = depth + 1;
        if depth > MAX_DEPTH {
            return None;
        }
        let terms = match expr.kind() {
            ExprKind::Symbol(symbol) if self.model.definition(symbol).is_some() => {
                self.defined(symbol, (expr, within), depth)?
            }
            ExprKind::Sum(operands) => {
                let mut all = Vec::new();
                for operand in operands {
                    all.extend(self.expr(operand, within, depth)?);
                    if all.len() > MAX_TERMS {
                        return None;
                    }
                }
                all
            }
            ExprKind::Product(operands) => {
                let mut all = vec![one(within)];
                for operand in operands {
                    let factor = self.multiplied_out(operand, within, depth)?;
                    if all.len().saturating_mul(factor.len()) > MAX_TERMS {
                        return None;
                    }
                    let product = all
                        .iter()
                        .flat_map(|one| factor.iter().map(|two| one.times(two)));
                    all = product.filter(|term| !term.value.is_zero()).collect();
                }
                all
            }
            ExprKind::Power(base, exponent) => {
                let exponent = exponent
                    .as_number()
                    .and_then(|n| n.to_integer()?.to_usize());
                match exponent.filter(|n| (1..=4).contains(n)) {
                    Some(n) => {
                        let product = Expr::product(vec![base.clone(); n]);
                        let one = if n == 1 { base.clone() } else { product };
                        self.expr(&one, within, depth)?
                    }
                    None => self.factor(expr, within)?,
                }
            }
            ExprKind::Conditional(conditional) => {
                let holds = decide(&conditional.condition, &self.environment).ok()?;
                let branch = if holds {
                    &conditional.then
                } else {
                    &conditional.otherwise
                };
                self.expr(branch, within, depth)?
            }
            ExprKind::Call(Function::Declared(name), arguments) => {
                let functions = &self.model.assumptions().functions;
                let lambda = functions.get(name)?;
                let body = lambda.apply(arguments).ok()?;
                let within = self.called(name, &lambda.body, within);
                let mut terms = self.expr(&body, within, depth)?;
                self.sided(name, arguments, &mut terms);
                terms
            }
            ExprKind::BigOperator(operator) if operator.kind == BigOperatorKind::Sum => {
                let (mut layers, mut number) = (Vec::new(), 0);
                for element in self.elements(&operator.range)? {
                    let place = element.as_number().and_then(|n| n.to_integer()?.to_usize());
                    let mut bindings = Bindings::new();
                    bindings.insert(operator.index.clone(), element);
                    let body = bindings.substitute(&operator.body).ok()?;
                    let mut layer = self.expr(&body, within, depth)?;
                    // How many layers are of a kind is one factor; those that are not add nothing.
                    layer.retain(|term| !term.value.is_zero());
                    number += layer.len();
                    if number > MAX_TERMS {
                        return None;
                    }
                    layers.push((place.map(|place| place as u64), layer));
                }
                let mut terms = layers.iter().flat_map(|(_, layer)| layer);
                if terms.all(|term: &Term| term.factors.is_empty()) {
                    self.factor(expr, within)?
                } else {
                    joined(layers)
                }
            }
            _ => self.factor(expr, within)?,
        };
        Some(terms)
    }

    /// What a definition stands for. One that says how many there are of something stays a name:
    /// `L - dense_layers`, `min(first, L)`, layers that a condition chooses.
    fn defined(
        &self,
        symbol: &Symbol,
        (name, within): (&Expr, Within<'_>),
        depth: usize,
    ) -> Option<Vec<Term>> {
        let small = |value: Integer| value.is_zero() || value.is_one();
        if self.value(name).is_some_and(small) {
            return self.factor(name, within);
        }
        let terms = self.definition(symbol, within, depth)?;
        let is_number = match terms.as_slice() {
            [only] => match only.factors.as_slice() {
                [factor] => only.coefficient.is_one() && factor.expr.as_symbol().is_none(),
                _ => false,
            },
            several => several.iter().any(|term| term.value.is_negative()),
        };
        if is_number {
            self.factor(name, within)
        } else {
            Some(terms)
        }
    }

    /// A factor of a product; a difference stays whole, since no tensor holds what is taken away.
    fn multiplied_out(&self, factor: &Expr, within: Within<'_>, depth: usize) -> Option<Vec<Term>> {
        let terms = self.expr(factor, within, depth)?;
        if terms.iter().any(|term| term.value.is_negative()) {
            return self.factor(factor, within);
        }
        Some(terms)
    }

    /// What is not multiplied out, as one factor.
    fn factor(&self, expr: &Expr, within: Within<'_>) -> Option<Vec<Term>> {
        let value = self.value(expr)?;
        let mut term = one(within);
        term.value = value.clone();
        let is_parameter = expr
            .as_symbol()
            .is_some_and(|s| self.model.parameter(s).is_some());
        if (value.is_one() && !is_parameter) || expr.as_number().is_some() {
            term.coefficient = value;
        } else {
            term.factors.push(Factor {
                expr: expr.clone(),
                value,
                is_parameter,
            });
        }
        Some(vec![term])
    }

    /// Tells the products that are a matrix of a block from where to where it leads.
    fn sided(&self, block: &Symbol, arguments: &[Expr], terms: &mut [Term]) {
        let [from, to, ..] = arguments else {
            return;
        };
        let Some((from, to)) = self.value(from).zip(self.value(to)) else {
            return;
        };
        let values = &from * &to;
        // A sum as a side is several products, which come first.
        let mut sum = Integer::from(0);
        let number = terms.iter().position(|term| {
            sum = &sum + &term.value;
            sum == values
        });
        let Some(last) = number else { return };
        for term in terms.iter_mut() {
            term.of_block = term.written().collect();
        }
        for term in terms.iter_mut().take(last + 1) {
            if term.sides.is_none() {
                term.sides = Some(Sides {
                    block: block.clone(),
                    from: from.clone(),
                    to: to.clone(),
                    is_whole: last == 0,
                    factors: term.written().collect(),
                    coefficient: term.coefficient.clone(),
                });
            }
        }
    }

    fn value(&self, expr: &Expr) -> Option<Integer> {
        match evaluate(expr, &self.environment).ok()? {
            Value::Number(number) => number.to_integer(),
            Value::Boolean(truth) => Some(Integer::from(i64::from(truth))),
            _ => None,
        }
    }

    fn elements(&self, range: &Range) -> Option<Vec<Expr>> {
        match range {
            Range::Interval(from, to) => {
                let (from, to) = (self.value(from)?.to_i64()?, self.value(to)?.to_i64()?);
                let count = to.checked_sub(from)?;
                let few = count < i64::try_from(MAX_TERMS).ok()?;
                few.then(|| (from..=to).map(Expr::integer).collect())
            }
            Range::Elements(list) => match evaluate(list, &self.environment).ok()? {
                Value::List(elements) => elements.iter().map(Value::to_expr).collect(),
                _ => None,
            },
        }
    }
}
