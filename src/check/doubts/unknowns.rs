//! Names of which nothing is said: they may stand for just what makes a line true.

use std::collections::BTreeSet;

use super::super::equations::{Equation, Step, is_solved_by, step};
use super::super::naming::is_solved_for;
use super::super::plus_minus::both_signs;
use super::super::report::{Judged, Used};
use super::super::topics::Topic;
use super::super::walk::Walk;
use super::{Doubt, means, supposes};
use crate::document::{Link, Side, Statement};
use crate::expr::{Bindings, Expr, ExprKind, Relation, Symbol};

/// How many statements below a line are looked through for the value of its unknown.
const BELOW: usize = 8;

/// Lines whose names may stand for just what makes them true.
pub(super) const DOUBTS: &[Doubt] = &[
    supposes(|walk, line| walk.swaps_unknowns(line.statement, line.left, line.link)),
    supposes(|walk, line| walk.is_solved_below(line.statement, line.left, line.link)),
    supposes(|walk, line| walk.limits_unknown(line.left, line.link, line.judged)),
    supposes(|walk, line| walk.is_solved_by_next(line.statement)),
    supposes(|_, line| states_powers(line.statement, line.left, &line.link.side)),
    means(
        |walk, line| walk.is_recurrence(line.left, line.link),
        "a letter before a bracket with n in it may be a term of a sequence",
    ),
];

impl Walk<'_> {
    /// `Break-even: 50x = 200 + 10x` above `40x = 200`: whether an equation behind a label has the solutions of the line
    /// below it.
    fn is_solved_by_next(&self, statement: &Statement) -> bool {
        let equation = |statement: &Statement| match statement.links.as_slice() {
            [link] if link.relation == Relation::Equal => Some(Equation {
                lhs: statement.first.expr.clone(),
                rhs: link.side.expr.clone(),
            }),
            _ => None,
        };
        let start = statement.span().start;
        let statements = &self.document.statements;
        let at = statements.partition_point(|other| other.span().start <= start);
        let next = statements.get(at).and_then(equation);
        let pair = equation(statement).zip(next);
        statement.label.is_some()
            && pair.is_some_and(|(own, next)| {
                let budget = &self.options.budget;
                own.has_solutions(budget) && step(&own, &next, budget) == Some(Step::Same)
            })
    }

    /// `a(n+1) + 1 = 3(a(n) + 1)`: one letter before brackets with an index on both sides, where it was read as a factor.
    fn is_recurrence(&self, left: &Side, link: &Link) -> bool {
        if !self.speaks_of(Topic::Sequences) {
            return false;
        }
        let [before, after] =
            [left.span, link.side.span].map(|span| self.document.source.slice(span));
        let heads = |text: &str| -> BTreeSet<char> {
            let opens = text.match_indices('(').filter_map(|(at, _)| {
                let (head, inside) = text.split_at(at);
                let index = inside.trim_start_matches(['(', ' ']);
                let is_index = index.starts_with(['n', 'k', 'i', 'm', 't'])
                    && index
                        .get(1..)?
                        .trim_start()
                        .starts_with([')', '+', '-', '−']);
                let mut letters = head.chars().rev();
                let letter = letters.next().filter(|c| c.is_alphabetic() && is_index)?;
                let is_alone = !letters.next().is_some_and(char::is_alphabetic);
                is_alone.then_some(letter)
            });
            opens.collect()
        };
        !heads(before).is_disjoint(&heads(after))
    }

    /// Whether each side has a name of its own of which nothing is said: they may stand for the same,
    /// `d_v × n = d_k × n`; with `≈`, where such a name stands in every term of its side.
    fn swaps_unknowns(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let (lhs, rhs) = (&left.expr, &link.side.expr);
        let (before, after) = (lhs.free_symbols(), rhs.free_symbols());
        let is_unknown = |symbol: &&Symbol| {
            let known = self.context.meaning(symbol, &statement.place, false);
            known.is_none_or(|(entry, _)| entry.is_number && self.is_afar(entry.span, left.span))
        };
        let gone: Vec<&Symbol> = before.difference(&after).collect();
        let new: Vec<&Symbol> = after.difference(&before).collect();
        let swaps = gone.iter().chain(&new).all(is_unknown)
            && gone.len() == new.len()
            && self.is_renamed(statement, left, link, [&gone, &new]);
        let everywhere = |side: &Expr, symbols: &[&Symbol]| {
            let is_through =
                |symbol: &&&Symbol| side.terms().iter().all(|term| term.mentions(symbol));
            symbols.iter().filter(is_through).any(is_unknown)
        };
        let is_rough = link.relation != Relation::Equal && !before.is_empty() && !after.is_empty();
        swaps || is_rough && (everywhere(lhs, &gone) || everywhere(rhs, &new))
    }

    /// `-5 < x - 3` where x was -3 in a paragraph before: whether a comparison limits an unknown that is of another
    /// exercise.
    fn limits_unknown(&self, left: &Side, link: &Link, judged: &Judged) -> bool {
        let is_of_another = |used: &Used| {
            is_solved_for(&used.symbol) && self.between(used.span, left.span).contains("\n\n")
        };
        let is_comparison = matches!(
            link.relation,
            Relation::Less | Relation::LessEqual | Relation::Greater | Relation::GreaterEqual
        );
        is_comparison && !judged.used.is_empty() && judged.used.iter().all(is_of_another)
    }

    /// `-22 + 7λ = 27` where λ was 1 in an exercise before, and λ = 7 stands below: whether a value that is told below
    /// solves the line for the one name that had another value.
    fn is_solved_below(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let equation = Equation {
            lhs: left.expr.clone(),
            rhs: link.side.expr.clone(),
        };
        // Two sides with the unknown in them are a step, and both may vanish at its value.
        let ends = equation.rhs.free_symbols().is_empty() && link.relation == Relation::Equal;
        let Some(unknown) = equation.unknown().filter(|_| ends) else {
            return false;
        };
        let all = &self.document.statements;
        let at = all.partition_point(|other| other.first.span.start <= statement.first.span.start);
        let below = all.get(at..).unwrap_or_default().iter().take(BELOW);
        below.flat_map(pairs_of).any(|(name, value)| {
            let values = both_signs(value).unwrap_or_else(|| vec![value.clone()]);
            name.as_symbol() == Some(&unknown)
                && values.iter().all(|value| {
                    value.free_symbols().is_empty()
                        && is_solved_by(&equation, &unknown, value, &self.options.budget)
                            == Some(true)
                })
        })
    }

    /// Whether the sides are the same once the new names stand for those that are gone, in the order in which
    /// they come.
    fn is_renamed(
        &self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        [gone, new]: [&[&Symbol]; 2],
    ) -> bool {
        let old = left.expr.symbols_in_order();
        let old = old.iter().filter(|symbol| gone.contains(symbol));
        let come = link.side.expr.symbols_in_order();
        let come = come.iter().filter(|symbol| new.contains(symbol));
        let names: Bindings = come
            .zip(old)
            .map(|(new, old)| (new.clone(), Expr::symbol(old.clone())))
            .collect();
        let Ok(expr) = names.substitute(&link.side.expr) else {
            return false;
        };
        let renamed = Side {
            expr,
            ..link.side.clone()
        };
        !gone.is_empty()
            && self
                .pair(left, link.relation, &renamed, &statement.place)
                .is_right()
    }
}

/// The sides of a statement that stand beside each other.
fn pairs_of(statement: &Statement) -> impl Iterator<Item = (&Expr, &Expr)> {
    let sides: Vec<&Side> = statement.sides().collect();
    let pairs: Vec<(&Expr, &Expr)> = sides
        .windows(2)
        .filter_map(|pair| match pair {
            [left, right] => Some((&left.expr, &right.expr)),
            _ => None,
        })
        .collect();
    pairs.into_iter()
}

/// `T^2 = T`, `iv = -iv`: whether a line only says of powers of the same names that they are equal; where nothing
/// was computed, it is a condition and no step.
fn states_powers(statement: &Statement, left: &Side, right: &Side) -> bool {
    let is_plain = |side: &Side| {
        let is_end = side
            .expr
            .as_number()
            .is_some_and(|number| number.is_zero() || number.is_one());
        is_end || bases(&side.expr).is_some()
    };
    let same = bases(&left.expr).zip(bases(&right.expr));
    same.is_some_and(|(left, right)| left == right) && statement.sides().all(is_plain)
}

/// The names of which a side is the product of powers, each once; `None` for any other side.
fn bases(expr: &Expr) -> Option<BTreeSet<&Symbol>> {
    let expr = match expr.kind() {
        ExprKind::Neg(inner) => inner,
        _ => expr,
    };
    let mut found = BTreeSet::new();
    for factor in expr.factors() {
        let base = match factor.kind() {
            ExprKind::Power(base, exponent) if exponent.as_number().is_some() => base,
            _ => factor,
        };
        let is_new = found.insert(base.as_symbol()?);
        if !is_new {
            return None;
        }
    }
    Some(found)
}
