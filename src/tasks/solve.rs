//! `solve`: the value of one symbol, or of several.

use super::failure::sound;
use super::over_file::in_file;
use super::question::Read;
use super::{Counting, Question};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::{
    Assumptions, Bindings, Comparison, Expr, ExprKind, Predicate, Relation, Symbol, deep,
};
use crate::judge::Budget;
use crate::model::Resolver;
use crate::solve::{self, Bounded, Holding, Line, Solution, SolveError, SystemSolution, Wanted};
use crate::syntax::Chain;

/// An equation and its solution.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The left side.
    pub lhs: Expr,
    /// The right side.
    pub rhs: Expr,
    /// The solution.
    pub solution: Solution,
    /// Up to which value an inequality holds, or from which one on; none of an equation.
    pub bounded: Option<Bounded>,
    /// All values at which an inequality holds, where these are not told by one end.
    pub holding: Option<Holding>,
    /// What it was solved under.
    pub under: Assumptions,
    /// Readings that were chosen.
    pub notes: Vec<Diagnostic>,
}

impl Solved {
    /// The way from the equation to the solution, line by line.
    ///
    /// # Errors
    /// A limit.
    pub fn steps(&self, budget: &Budget) -> Result<Vec<Line>, Vec<Diagnostic>> {
        solve::steps([&self.lhs, &self.rhs], &self.solution, &self.under, budget)
            .map_err(|error| vec![error.to_diagnostic()])
    }
}

/// Equations and the values of their unknowns.
#[derive(Clone, Debug)]
pub struct SolvedSystem {
    /// The solution, with the way there.
    pub solution: SystemSolution,
    /// What it was solved under.
    pub under: Assumptions,
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
    let unknowns = std::slice::from_ref(unknown);
    in_file(question, unknowns, counting, beside, |question, read| {
        solve_read(question, unknown, wanted, read)
    })
}

/// Solves linear equations for several symbols, after their bindings are put in.
///
/// ```
/// use longhand::expr::Symbol;
/// use longhand::solve::SystemOutcome;
/// use longhand::tasks::{Question, solve_system};
///
/// let question = Question::new("x + y = 5").and("x - y = 1");
/// let found = solve_system(&question, &[Symbol::new("x"), Symbol::new("y")]).unwrap();
/// let SystemOutcome::Values(found) = found.solution.outcome else { unreachable!() };
/// assert_eq!(longhand::render::plain(&found.values[0].1), "3");
/// ```
///
/// # Errors
/// Everything that is wrong with the input; an equation that is not linear.
pub fn solve_system(
    question: &Question,
    unknowns: &[Symbol],
) -> Result<SolvedSystem, Vec<Diagnostic>> {
    let mut question = question.clone();
    question.names.extend(unknowns.iter().cloned());
    question
        .read()?
        .then(|read| system_read(&question, unknowns, read))
}

/// The same over the names of a formula file, as [`solve_in`].
///
/// # Errors
/// Everything that is wrong with the file, the configuration or the equations.
pub fn solve_system_in(
    question: &Question,
    unknowns: &[Symbol],
    counting: &Counting,
    beside: &Resolver<'_>,
) -> Result<SolvedSystem, Vec<Diagnostic>> {
    in_file(question, unknowns, counting, beside, |question, read| {
        system_read(question, unknowns, read)
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
        mut notes,
        ..
    } = read;
    let [chain] = chains.as_slice() else {
        let message = "one equation is needed";
        let hint = "write `solve '2*x + 6 = 10' --for x`";
        return Err(vec![Diagnostic::error(Code::USAGE, message).hint(hint)]);
    };
    let order = order(chain);
    let (lhs, rhs) = match (order, chain.links.as_slice()) {
        (Some(_), [link]) => (chain.first.clone(), link.expr.clone()),
        _ => equation(question, 0, chain)?,
    };
    let unknowns = std::slice::from_ref(unknown);
    set(&mut assumptions, &bindings, unknowns);
    let budget = &question.budget.poly;
    let found = solve::solve_for(&lhs, &rhs, unknown, &assumptions, wanted, budget);
    let solution = found.or_else(|error| {
        // Roundings go where the unknown is a multiple.
        let Some(known) = multiple(unknown, wanted) else {
            return Err(error);
        };
        let mut narrower = assumptions.clone();
        narrower.conditions.push(known);
        let found = solve::solve_for(&lhs, &rhs, unknown, &narrower, wanted, budget);
        let solution = found.map_err(|_| error)?;
        assumptions = narrower;
        let step = wanted
            .multiple
            .as_ref()
            .map_or_else(String::new, ToString::to_string);
        let message =
            format!("`{unknown}` is taken as a multiple of {step}, which removes roundings");
        notes.push(Diagnostic::note(Code::READING, message));
        Ok(solution)
    });
    let solution = solve::or_integers(solution, [&lhs, &rhs], unknown, &assumptions, wanted)
        .map_err(|error| failure(&error, question, &chains))?;
    let (mut bounded, mut holding) = (None, None);
    if let Some(order) = order {
        let sides = (&lhs, order, &rhs);
        holding = solve::holding(&solution, sides, &assumptions, wanted);
        if holding.as_ref().is_none_or(Holding::is_one_sided) {
            bounded = solve::bounded(&solution, sides, &assumptions, wanted)
                .map_err(|error| failure(&error, question, &chains))?;
        }
        match (&bounded, &holding) {
            (Some(_), _) => holding = None,
            (None, None) => return Err(vec![unbounded(question, chain, unknown)]),
            (None, Some(_)) => {}
        }
    }
    Ok(Solved {
        lhs,
        rhs,
        solution,
        bounded,
        holding,
        under: assumptions,
        notes,
    })
}

/// The sign of an inequality with two sides.
fn order(chain: &Chain) -> Option<Comparison> {
    let [link] = chain.links.as_slice() else {
        return None;
    };
    let order = link.relation.comparison()?;
    let is_order = !matches!(order, Comparison::Equal | Comparison::NotEqual);
    is_order.then_some(order)
}

/// That the values at which an inequality holds are not all on one side of one value.
fn unbounded(question: &Question, chain: &Chain, unknown: &Symbol) -> Diagnostic {
    if let Some(found) = beside_bytes(question, chain, unknown) {
        return found;
    }
    let message = "the values at which this holds were not found";
    let error = Diagnostic::error(Code::USAGE, message);
    let error = error.at(&question.source(0), chain.span, "");
    error.hint("write `=` for the values at which both sides are equal, and `prove` for what lies between them")
}

/// That a number stands beside bytes, where the unknown has none.
fn beside_bytes(question: &Question, chain: &Chain, unknown: &Symbol) -> Option<Diagnostic> {
    let [link] = chain.links.as_slice() else {
        return None;
    };
    let (plain, measured) = match (has_unit(&chain.first), has_unit(&link.expr)) {
        (false, true) => (&chain.first, &link.expr),
        (true, false) => (&link.expr, &chain.first),
        _ => return None,
    };
    if !plain.mentions(unknown) {
        return None;
    }
    let message = format!(
        "`{}` is a number, and beside it stand bytes: `{}`",
        crate::render::plain(plain),
        crate::render::plain(measured)
    );
    let error = Diagnostic::error(Code::UNITS, message).at(&question.source(0), chain.span, "");
    let sign = link.relation.sign();
    Some(error.hint(format!(
        "say in which format a number is stored: `{unknown} in FP16 {sign} 100 GB`, or how many bytes it takes: `{unknown}*(2 bytes) {sign} 100 GB`"
    )))
}

/// Whether a unit stands in an expression.
fn has_unit(expr: &Expr) -> bool {
    let is_here = || expr.children().into_iter().any(has_unit);
    deep(|| matches!(expr.kind(), ExprKind::Quantity(..)) || is_here())
}

/// That the unknown is a multiple, where it is to be one.
fn multiple(unknown: &Symbol, wanted: &Wanted) -> Option<Predicate> {
    let step = Expr::integer(wanted.multiple.clone()?);
    Some(Predicate::Divides(step, Expr::symbol(unknown.clone())))
}

fn system_read(
    question: &Question,
    unknowns: &[Symbol],
    read: Read,
) -> Result<SolvedSystem, Vec<Diagnostic>> {
    sound(question, &read)?;
    let Read {
        chains,
        bindings,
        mut assumptions,
        notes,
        ..
    } = read;
    let mut equations = Vec::new();
    for (at, chain) in chains.iter().enumerate() {
        equations.push(equation(question, at, chain)?);
    }
    set(&mut assumptions, &bindings, unknowns);
    let solution = solve::solve_system(&equations, unknowns, &assumptions, &question.budget)
        .map_err(|error| failure(&error, question, &chains))?;
    Ok(SolvedSystem {
        solution,
        under: assumptions,
        notes,
    })
}

/// Both sides of an equation.
fn equation(
    question: &Question,
    at: usize,
    chain: &Chain,
) -> Result<(Expr, Expr), Vec<Diagnostic>> {
    let source = question.source(at);
    let [link] = chain.links.as_slice() else {
        let message = "this is not an equation with two sides";
        let found = Diagnostic::error(Code::USAGE, message).at(&source, chain.span, "");
        return Err(vec![found.hint("write `solve '2*x + 6 = 10' --for x`")]);
    };
    if link.relation != Relation::Equal {
        let message = format!("an equation needs `=`, not `{}`", link.relation.sign());
        let error = Diagnostic::error(Code::USAGE, message).at(&source, link.sign, "");
        let is_order = matches!(
            link.relation,
            Relation::Less | Relation::LessEqual | Relation::Greater | Relation::GreaterEqual
        );
        return Err(vec![if is_order {
            error.hint(
                "give one inequality and one unknown: `solve 'total in FP16 <= 80 GB' --for L`",
            )
        } else {
            error
        }]);
    }
    Ok((chain.first.clone(), link.expr.clone()))
}

/// Puts in the values of what is not asked for.
fn set(assumptions: &mut Assumptions, bindings: &Bindings, unknowns: &[Symbol]) {
    for (symbol, value) in bindings
        .iter()
        .filter(|(symbol, _)| !unknowns.contains(symbol))
    {
        assumptions
            .definitions
            .insert(symbol.clone(), value.clone());
    }
}

/// What is wrong, at the equation where it is, the first one where that is not known.
fn failure(error: &SolveError, question: &Question, chains: &[Chain]) -> Vec<Diagnostic> {
    let has_part = |chain: &&Chain| match error.expr() {
        Some(part) => chain.links.iter().any(|link| {
            let symbols = part.free_symbols();
            symbols
                .iter()
                .all(|name| chain.first.mentions(name) || link.expr.mentions(name))
        }),
        None => true,
    };
    let at = chains
        .iter()
        .position(|chain| has_part(&chain))
        .unwrap_or(0);
    let source = question.source(at);
    let diagnostic = error.to_diagnostic();
    vec![match chains.get(at) {
        Some(chain) => {
            let end = chain.links.last().map_or(chain.span, |link| link.span);
            diagnostic.at(&source, chain.span.to(end), "")
        }
        None => diagnostic,
    }]
}
