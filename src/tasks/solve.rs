//! `solve`: the value of one symbol.

use super::failure::sound;
use super::question::Read;
use super::{Counting, Question};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{Bindings, Expr, Relation, Symbol};
use crate::model::Resolver;
use crate::solve::{self, Solution, Wanted};

/// An equation and its solution.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The left side.
    pub lhs: Expr,
    /// The right side.
    pub rhs: Expr,
    /// The solution.
    pub solution: Solution,
    /// Readings that were chosen.
    pub notes: Vec<Diagnostic>,
}

/// Solves one equation for one symbol, after its bindings are put in.
///
/// # Errors
/// Everything that is wrong with the input, and why there is no single solution.
pub fn solve(
    question: &Question,
    unknown: &Symbol,
    wanted: &Wanted,
) -> Result<Solved, Vec<Diagnostic>> {
    let mut question = question.clone();
    question.names.push(unknown.clone());
    question
        .read()?
        .then(|read| solve_read(&question, unknown, wanted, read))
}

/// Solves an equation over the names of a formula file, at the values of its configuration, for a symbol
/// that no longer has its own. Values of the question that are not for the file are put into the equation.
/// `beside` gives the files that the formula file uses.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::expr::Symbol;
/// use longhand::render::plain;
/// use longhand::solve::{Outcome, Wanted};
/// use longhand::tasks::{Counting, Question, solve_in};
///
/// let file = "param L from n_layer\nparam h from n_embd\ntotal = 12 L h^2";
/// let counting = Counting {
///     file: Some(Source::new("mine.lh", file)),
///     config: Some(Source::new("config.json", r#"{"n_layer": 12, "n_embd": 768}"#)),
///     ..Counting::default()
/// };
/// let question = Question::new("total in FP16 = 1_358_954_496 bytes");
/// let wanted = Wanted { digits: 15, multiple: None };
/// let found = solve_in(&question, &Symbol::new("L"), &wanted, &counting, &|_| unreachable!());
/// let Outcome::Root(root) = found.unwrap().solution.outcome else { unreachable!() };
/// assert_eq!(plain(&root.value), "96"); // 96·12·768²·2 bytes
/// ```
///
/// # Errors
/// Everything that is wrong with the file, the configuration or the equation, and why there is no single
/// solution.
pub fn solve_in(
    question: &Question,
    unknown: &Symbol,
    wanted: &Wanted,
    counting: &Counting,
    beside: &Resolver<'_>,
) -> Result<Solved, Vec<Diagnostic>> {
    let values = super::bindings(&question.bindings)?.value;
    let ready = super::count::read(counting, beside)?;
    let model = &ready.model;
    let mut question = question.clone();
    let symbols = model.parameters().map(|parameter| &parameter.symbol);
    let symbols = symbols.chain(model.definitions().map(|definition| &definition.symbol));
    question.names.extend(symbols.cloned());
    question.names.push(unknown.clone());
    question.is_closed = true;
    let functions = model.functions();
    question.functions = functions
        .map(|function| (function.symbol.clone(), function.parameters.len()))
        .collect();
    // The unknown has no value of its own, whoever gives it one.
    let known = |symbol: &Symbol| model.parameter(symbol).is_some();
    let of_file = values.iter().filter(|(symbol, _)| known(symbol));
    let of_file = ready
        .given
        .iter()
        .chain(of_file)
        .filter(|(symbol, _)| *symbol != unknown);
    let given = of_file
        .map(|(symbol, value)| (symbol.clone(), value.clone()))
        .collect();
    let valuation = model.valuation(counting.case.as_deref(), &given)?;
    let mut under = valuation.assumptions_with_values();
    under.definitions.remove(unknown);
    let notes = ready.notes.iter().chain(valuation.notes()).cloned();
    let notes: Vec<Diagnostic> = notes.collect();
    question.read()?.then(|mut read| {
        read.notes.splice(0..0, notes);
        under.conditions.append(&mut read.assumptions.conditions);
        under.growth.append(&mut read.assumptions.growth);
        for (symbol, value) in read.bindings.iter().filter(|(symbol, _)| !known(symbol)) {
            under.definitions.insert(symbol.clone(), value.clone());
        }
        read.bindings = Bindings::new();
        read.assumptions = under;
        solve_read(&question, unknown, wanted, read)
    })
}

fn solve_read(
    question: &Question,
    unknown: &Symbol,
    wanted: &Wanted,
    read: Read,
) -> Result<Solved, Vec<Diagnostic>> {
    sound(question, &read)?;
    let Read {
        chains,
        bindings,
        mut assumptions,
        notes,
        ..
    } = read;
    let source = question.source(0);
    let [chain] = chains.as_slice() else {
        let message = "one equation is needed";
        let hint = "write `solve '2*x + 6 = 10' --for x`";
        return Err(vec![Diagnostic::error(Code::USAGE, message).hint(hint)]);
    };
    let [link] = chain.links.as_slice() else {
        let message = "this is not an equation with two sides";
        let found = Diagnostic::error(Code::USAGE, message).at(&source, chain.span, "");
        return Err(vec![found.hint("write `solve '2*x + 6 = 10' --for x`")]);
    };
    if link.relation != Relation::Equal {
        let message = format!("an equation needs `=`, not `{}`", link.relation.sign());
        return Err(vec![
            Diagnostic::error(Code::USAGE, message).at(&source, link.sign, ""),
        ]);
    }
    for (symbol, value) in bindings.iter().filter(|(symbol, _)| *symbol != unknown) {
        assumptions
            .definitions
            .insert(symbol.clone(), value.clone());
    }
    let (lhs, rhs) = (chain.first.clone(), link.expr.clone());
    let budget = &question.budget.poly;
    let solution =
        solve::solve_for(&lhs, &rhs, unknown, &assumptions, wanted, budget).map_err(|error| {
            vec![
                error
                    .to_diagnostic()
                    .at(&source, chain.span.to(link.span), ""),
            ]
        })?;
    Ok(Solved {
        lhs,
        rhs,
        solution,
        notes,
    })
}
