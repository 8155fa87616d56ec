//! Products as on paper: where factors may stand side by side, and where a sign must part them.

use super::level::Level;
use super::name::{Name, is_word};
use super::repeated::repeats_a_base;
use super::unicode::{is_bare_radicand, is_superscript, level};
use crate::expr::{Expr, ExprKind, Function, Literal};

/// What stands between two factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// Nothing: `Lh²`.
    Touch,
    /// A space: `8/3 h`.
    Space,
    /// `·`, wherever anything else could be misread. Since side by side binds tighter than `·`,
    /// a product has either none or nothing else.
    Dot,
}

/// What the text of a factor begins or ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// Digits of a number.
    Digit,
    /// A single letter, alone or under a superscript.
    Letter,
    /// A single letter with a subscript or prime, which must not run into the next.
    Marked,
    /// A round bracket or a sign that works as one: `(`, `⌈`, `√(`.
    Bracket,
    /// `[p]`.
    Iverson,
    /// A fraction of two numbers in the first place.
    Fraction,
    /// Anything that needs a sign beside it.
    Word,
}

/// What stands between the factors: one join fewer than factors.
pub(super) fn joins(factors: &[Expr]) -> Vec<Join> {
    let pairs = factors.iter().zip(factors.iter().skip(1));
    let mut joins: Vec<Join> = pairs
        .enumerate()
        .map(|(place, (a, b))| join(trailing(a, place == 0), leading(b)))
        .collect();
    keep_letters_apart(factors, &mut joins);
    if joins.contains(&Join::Dot) || repeats_a_base(factors) {
        joins.fill(Join::Dot);
    }
    joins
}

fn join(before: Edge, after: Edge) -> Join {
    use Edge::{Bracket, Digit, Fraction, Iverson, Letter, Marked, Word};
    match (before, after) {
        (Word, _) | (_, Word | Digit | Fraction) | (Fraction, Bracket | Iverson) => Join::Dot,
        (Fraction | Iverson, _) | (_, Iverson) | (Marked, Letter | Marked) | (Letter, Marked) => {
            Join::Space
        }
        (Marked | Digit | Letter | Bracket, _) => Join::Touch,
    }
}

fn leading(factor: &Expr) -> Edge {
    match factor.kind() {
        // Within a product with dots; its own inside needs none.
        ExprKind::Product(_) => Edge::Word,
        _ if level(factor) < Level::Quantity => Edge::Bracket,
        ExprKind::Number(literal) => number_edge(literal),
        ExprKind::Symbol(symbol) => name_edge(&Name::of(symbol)),
        ExprKind::Bracket(_) => Edge::Iverson,
        ExprKind::Power(base, _) if level(base) < Level::Atom => Edge::Bracket,
        ExprKind::Power(base, _) => leading(base),
        ExprKind::Call(Function::Sqrt | Function::Ceil | Function::Floor, _) => Edge::Bracket,
        _ => Edge::Word,
    }
}

fn trailing(factor: &Expr, is_first: bool) -> Edge {
    if matches!(factor.kind(), ExprKind::Product(_)) {
        return Edge::Word;
    }
    match factor.kind() {
        ExprKind::Quotient(a, b) if is_first && is_digits(a) && is_digits(b) => Edge::Fraction,
        _ if level(factor) < Level::Quantity => Edge::Bracket,
        ExprKind::Number(literal) => number_edge(literal),
        // O(…) would be an O-form.
        ExprKind::Symbol(symbol) if symbol.name() != "O" => name_edge(&Name::of(symbol)),
        ExprKind::Bracket(_) => Edge::Iverson,
        ExprKind::Power(base, exponent) if is_superscript(exponent) => {
            if leading(base) == Edge::Word {
                Edge::Word
            } else {
                Edge::Letter
            }
        }
        ExprKind::Call(Function::Sqrt, arguments) => match arguments.as_slice() {
            [only] if !is_bare_radicand(only) => Edge::Bracket,
            _ => Edge::Word,
        },
        ExprKind::Call(Function::Ceil | Function::Floor, _) => Edge::Bracket,
        _ => Edge::Word,
    }
}

/// Whether the number is written with digits alone.
pub(super) fn is_digits(expr: &Expr) -> bool {
    matches!(expr.kind(), ExprKind::Number(literal) if number_edge(literal) == Edge::Digit)
}

fn number_edge(literal: &Literal) -> Edge {
    match literal.written() {
        Some(written) if written.suffix().is_some() || written.text().contains(['e', 'E']) => {
            Edge::Word
        }
        _ => Edge::Digit,
    }
}

fn name_edge(name: &Name<'_>) -> Edge {
    match name.letter() {
        Some(_) if name.subscripts.is_empty() && name.primes == 0 => Edge::Letter,
        Some(_) if name.subscripts.is_empty() || name.index().is_some() => Edge::Marked,
        _ => Edge::Word,
    }
}

/// Parts letters that would spell a word (`l`, `n`), and puts a dot where a number would take a
/// letter for its suffix (`4k`) or letters for its unit.
fn keep_letters_apart(factors: &[Expr], joins: &mut [Join]) {
    let mut start = 0;
    while start < factors.len() {
        let touching = joins
            .iter()
            .skip(start)
            .take_while(|join| **join == Join::Touch);
        let end = start + touching.count() + 1;
        part_run(factors, joins, start, end);
        start = end;
    }
}

/// Looks at the factors from `start` up to `end`, which touch each other.
fn part_run(factors: &[Expr], joins: &mut [Join], start: usize, end: usize) {
    let mut run = String::new();
    let mut run_start = start;
    for (place, factor) in factors.iter().enumerate().take(end).skip(start) {
        let letter = bare_letter(factor).or_else(|| power_letter(factor));
        if let Some(letter) = letter {
            run.push(letter);
        }
        let is_last = bare_letter(factor).is_none() || place + 1 == end;
        if is_last {
            check_run(factors, joins, run_start, &run);
            run.clear();
            run_start = place + 1;
        }
    }
}

fn check_run(factors: &[Expr], joins: &mut [Join], run_start: usize, run: &str) {
    let follows_number = run_start > 0 && factors.get(run_start - 1).is_some_and(is_digits);
    let is_suffix = matches!(run, "k" | "K" | "M" | "B" | "T");
    if follows_number && (is_suffix || is_word(run)) {
        set(joins, run_start - 1, Join::Dot);
    } else if is_word(run) {
        for place in 1..run.chars().count() {
            set(joins, run_start + place - 1, Join::Space);
        }
    }
}

fn set(joins: &mut [Join], place: usize, join: Join) {
    if let Some(place) = joins.get_mut(place) {
        *place = join;
    }
}

/// The letter of a factor that is nothing but a letter.
fn bare_letter(factor: &Expr) -> Option<char> {
    let name = Name::of(factor.as_symbol()?);
    (name.subscripts.is_empty() && name.primes == 0).then(|| name.letter())?
}

/// The letter under a superscript, which ends a run of letters.
fn power_letter(factor: &Expr) -> Option<char> {
    match factor.kind() {
        ExprKind::Power(base, _) => bare_letter(base),
        _ => None,
    }
}
