//! Words that only say what numbers count: `8 feet × 2 = 17 feet`, `5·14·14·6 = 1880 connections`.

use super::pair::{Pair, Setting, judged};
use super::report::Used;
use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Relation, Symbol, deep};
use crate::units::{Dimension, is_physical, unit};

/// `8 feet × 2 = 17 feet`: words that only say what numbers count are passed over, where nothing else
/// is unknown.
pub(super) fn as_counted(
    lhs: &Expr,
    relation: Relation,
    rhs: &Expr,
    near: &Assumptions,
    unresolved: &[Symbol],
    setting: &Setting<'_>,
) -> Option<Pair> {
    let is_counted = |symbol: &Symbol| {
        let stands_here = lhs.mentions(symbol) || rhs.mentions(symbol);
        let is_thing = is_thing(symbol) || is_unit(symbol);
        stands_here
            && is_thing
            && [lhs, rhs]
                .into_iter()
                .all(|side| counts(side, symbol, Standing::Behind))
            || labels_result(symbol, lhs, rhs)
            || labels_both(symbol, lhs, rhs)
    };
    let all_count = unresolved.iter().all(is_counted);
    if unresolved.is_empty() || !all_count {
        return None;
    }
    let ones: Bindings = unresolved
        .iter()
        .map(|symbol| (symbol.clone(), Expr::integer(1)))
        .collect();
    let (left, right) = (ones.substitute(lhs).ok()?, ones.substitute(rhs).ok()?);
    // The digits of the number itself are what was rounded.
    let right = match bare(rhs) {
        Some(number) if unresolved.iter().all(|one| labels_result(one, lhs, rhs)) => number.clone(),
        _ => right,
    };
    let found = judged(&left, relation, &right, near, &[], setting);
    // `2 × hidden = 8192`: the name may be no thing that is counted but a number itself.
    let is_thing_here = |symbol: &Symbol| {
        let ends = |side: &Expr| side.factors().last().and_then(Expr::as_symbol) == Some(symbol);
        let stands_on_both = lhs.mentions(symbol) && rhs.mentions(symbol);
        stands_on_both
            || measures(symbol, lhs, rhs)
            || labels_result(symbol, lhs, rhs)
            || labels_both(symbol, lhs, rhs)
            || !(ends(lhs) || ends(rhs))
                && [lhs, rhs].into_iter().any(|side| is_beside(side, symbol))
    };
    (found.is_right() || unresolved.iter().all(is_thing_here)).then_some(found)
}

/// `2 × 8 experts` where `one expert` was given a number: so many times that number; none where no such name is counted.
pub(super) fn as_multiples(expr: &Expr, setting: &Setting<'_>) -> Option<Expr> {
    let is_known = |name: &Symbol| {
        let is_label = unit(name.name()).is_some_and(crate::units::Unit::is_counting_label);
        is_label
            && setting
                .context
                .meaning(name, setting.place, false)
                .is_some()
    };
    counts_known(expr, &is_known).then(|| multiplied(expr, &is_known))
}

fn counts_known(expr: &Expr, is_known: &dyn Fn(&Symbol) -> bool) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Quantity(_, name) if is_known(name) => true,
        _ => expr
            .children()
            .into_iter()
            .any(|child| counts_known(child, is_known)),
    })
}

fn multiplied(expr: &Expr, is_known: &dyn Fn(&Symbol) -> bool) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Quantity(amount, name) if is_known(name) => {
            Expr::product([amount.clone(), Expr::symbol(name.clone())])
        }
        _ => expr.map_children(|child| multiplied(child, is_known)),
    })
}

/// The assumptions with operations as bare numbers: a law of powers, `N = 0.6 C^0.4957`, is fitted to how many they are.
pub(super) fn without_operations(under: &Assumptions) -> Option<Assumptions> {
    let mut bare = under.clone();
    let mut is_changed = false;
    for (name, value) in under.definitions.iter() {
        let new = operations_bare(value);
        is_changed |= new != *value;
        bare.definitions.insert(name.clone(), new);
    }
    is_changed.then_some(bare)
}

fn operations_bare(expr: &Expr) -> Expr {
    deep(|| {
        if let ExprKind::Quantity(amount, name) = expr.kind()
            && let Some(unit) = unit(name.name())
            && unit.dimension == Dimension::OPERATIONS
        {
            return Expr::product([amount.clone(), Expr::number(&unit.factor())]);
        }
        expr.map_children(operations_bare)
    })
}

/// Letters whose names are no words.
const GREEK: &[&str] = &[
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
    "omega",
];

/// The sides without names that stand behind the very numbers they were said to be, `250 RPS × 0.008 s` where
/// RPS is 250, and without words behind numbers, `100 messages × 200 bytes` wherever messages were given a
/// number; none where there is no such name.
pub(super) fn as_labels(lhs: &Expr, rhs: &Expr, used: &[Used]) -> Option<(Expr, Expr)> {
    let labels = used.iter().filter(|used| {
        let is_value = |number: &Expr| number.as_number().is_some() && *number == used.value;
        let symbol = &used.symbol;
        let is_word = is_thing(symbol)
            && [lhs, rhs]
                .into_iter()
                .all(|side| counts(side, symbol, Standing::Behind));
        is_word
            || symbol.name().chars().count() > 1
                && [lhs, rhs]
                    .into_iter()
                    .any(|side| follows(side, symbol, &is_value))
    });
    let ones: Bindings = labels
        .map(|used| (used.symbol.clone(), Expr::one()))
        .collect();
    if ones.is_empty() {
        return None;
    }
    Some((ones.substitute(lhs).ok()?, ones.substitute(rhs).ok()?))
}

/// Whether a symbol stands right behind such a factor somewhere.
fn follows(expr: &Expr, symbol: &Symbol, is_value: &dyn Fn(&Expr) -> bool) -> bool {
    deep(|| {
        let is_pair = |pair: &[Expr]| match pair {
            [before, name] => is_value(before) && name.as_symbol() == Some(symbol),
            _ => false,
        };
        let here = match expr.kind() {
            ExprKind::Product(factors) => factors.windows(2).any(is_pair),
            _ => false,
        };
        here || expr
            .children()
            .into_iter()
            .any(|child| follows(child, symbol, is_value))
    })
}

/// Whether a name says what the result of a computation of numbers counts: `70 / 2 = 35 tx`, `1.3 GB / request`.
pub(super) fn labels_result(symbol: &Symbol, lhs: &Expr, rhs: &Expr) -> bool {
    let name = symbol.name();
    let is_long = name.chars().all(char::is_alphabetic)
        && name.chars().nth(1).is_some()
        && !GREEK.contains(&name);
    // `12Lh² + 13Lh ≈ 13Lh`: letters that stand in the computation are names.
    let is_sum = matches!(lhs.kind(), ExprKind::Sum(_)) && !lhs.free_symbols().is_empty();
    let is_spelled = || is_spelled(rhs) && !is_sum;
    let is_word = is_long || !name.is_ascii() || is_spelled();
    let behind = rhs.free_symbols();
    is_word
        && rhs.mentions(symbol)
        && is_worked(lhs)
        && lhs.free_symbols().is_subset(&behind)
        && bare(rhs).is_some()
}

/// Whether a symbol stands beside a number without a sign between, `8 feet × 2`; `2 × hidden × 4` multiplies
/// by a number of that name.
fn is_beside(expr: &Expr, symbol: &Symbol) -> bool {
    let is_pair = |factors: &[Expr]| match factors {
        [number, name] => number.as_number().is_some() && name.as_symbol() == Some(symbol),
        _ => false,
    };
    deep(|| match expr.kind() {
        ExprKind::Product(factors) if is_pair(factors) => true,
        _ => expr
            .children()
            .into_iter()
            .any(|child| is_beside(child, symbol)),
    })
}

/// Whether names are words for things throughout, `64 registers/thread × 1024 threads = 65,536 registers`: the
/// result counts one of those that were computed with.
fn labels_both(symbol: &Symbol, lhs: &Expr, rhs: &Expr) -> bool {
    let (before, behind) = (lhs.free_symbols(), rhs.free_symbols());
    let each_counts = before
        .iter()
        .all(|name| counts(lhs, name, Standing::BehindOrBelow));
    is_thing(symbol)
        && numbers(lhs) >= 2
        && !behind.is_empty()
        && behind.is_subset(&before)
        && bare(rhs).is_some()
        && each_counts
}

/// Whether a word of a few letters stands behind a number, which is no product of unknowns: `9000 tx`.
fn is_spelled(side: &Expr) -> bool {
    let letters = side.factors().iter().skip(1).map(Expr::as_symbol);
    let letters: Option<Vec<&Symbol>> = letters.collect();
    letters.is_some_and(|letters| {
        let is_letter = |symbol: &&Symbol| symbol.name().chars().count() == 1;
        let is_unknown = |symbol: &&Symbol| matches!(symbol.name(), "x" | "y" | "z");
        letters.len() > 1 && letters.iter().all(is_letter) && !letters.iter().all(is_unknown)
    })
}

/// Whether a side is a computation of at least two numbers.
fn is_worked(side: &Expr) -> bool {
    matches!(
        side.kind(),
        ExprKind::Product(_) | ExprKind::Sum(_) | ExprKind::Quotient(..)
    ) && numbers(side) >= 2
}

fn numbers(expr: &Expr) -> usize {
    deep(|| match expr.kind() {
        ExprKind::Number(_) => 1,
        _ => expr.children().into_iter().map(numbers).sum(),
    })
}

/// The number of a side that is one number with what it counts behind it, for each of something: that of `735
/// tokens / chip`.
fn bare(side: &Expr) -> Option<&Expr> {
    let is_name = |expr: &Expr| expr.as_symbol().is_some();
    deep(|| match side.kind() {
        ExprKind::Number(_) => Some(side),
        ExprKind::Quantity(amount, _) => amount.as_number().map(|_| side),
        ExprKind::Product(factors) => {
            let (first, names) = factors.split_first()?;
            names.iter().all(is_name).then(|| bare(first))?
        }
        ExprKind::Quotient(above, below) => {
            let is_each = match below.kind() {
                ExprKind::Quantity(amount, _) => amount.as_number().is_some_and(|one| one.is_one()),
                ExprKind::Product(names) => names.iter().all(is_name),
                _ => is_name(below),
            };
            is_each.then(|| bare(above))?
        }
        _ => None,
    })
}

/// Whether a name is a unit of physics behind the number that a computation of numbers comes to,
/// `500 × 16 = 8000 N`; of an equation, `8 = 4N`, it may be the unknown.
pub(super) fn measures(symbol: &Symbol, lhs: &Expr, rhs: &Expr) -> bool {
    let is_value = matches!(rhs.factors(), [number, unit]
        if number.as_number().is_some() && unit.as_symbol() == Some(symbol));
    is_unit(symbol) && is_value && is_worked(lhs) && lhs.free_symbols().is_empty()
}

/// Whether a name is a unit of physics.
fn is_unit(symbol: &Symbol) -> bool {
    is_physical(symbol.name()) || matches!(symbol.name(), "J" | "N" | "W" | "V")
}

/// Whether a name is a word for things: three letters or more, or a word of another script.
fn is_thing(symbol: &Symbol) -> bool {
    let name = symbol.name();
    let is_spelled = name.chars().all(|c| c.is_alphabetic() || c == ' ');
    // Times would have to be converted.
    let is_time = matches!(name, "min" | "mins" | "hrs" | "hour" | "hours");
    is_spelled && !is_time && (name.chars().count() >= 3 || !name.is_ascii())
}

/// Where a name may stand that says what numbers count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Directly behind a number.
    Behind,
    /// There, or by itself below a line: `registers/thread`.
    BehindOrBelow,
}

/// Whether a symbol stands so wherever it stands.
fn counts(expr: &Expr, symbol: &Symbol, standing: Standing) -> bool {
    let is_symbol = |part: &Expr| part.as_symbol() == Some(symbol);
    deep(|| match expr.kind() {
        ExprKind::Symbol(_) => !is_symbol(expr),
        ExprKind::Quotient(above, below)
            if standing == Standing::BehindOrBelow && is_symbol(below) =>
        {
            counts(above, symbol, standing)
        }
        ExprKind::Product(factors) => {
            let behind_numbers = factors.windows(2).all(|pair| match pair {
                [before, factor] => !is_symbol(factor) || before.as_number().is_some(),
                _ => true,
            });
            let first = factors.first().is_some_and(is_symbol);
            let mut others = factors.iter().filter(|factor| !is_symbol(factor));
            !first && behind_numbers && others.all(|factor| counts(factor, symbol, standing))
        }
        _ => expr
            .children()
            .into_iter()
            .all(|child| counts(child, symbol, standing)),
    })
}
