//! `⇒` and `⟺` between equations, and solutions of what stands before them.

use std::collections::BTreeSet;

use super::compared::{Compared, Need, Verdict};
use super::conditions::comparison;
use super::equations::{Equation, Step, step};
use super::pair::Pair;
use super::plus_minus::both_signs;
use super::report::{GivenKind, Replacement, Suggestion};
use super::sides::word_of;
use super::walk::{Condition, Walk};
use crate::document::{Link, Side, Statement};
use crate::eval::Value;
use crate::expr::{Assumptions, Comparison, Domain, Expr, Predicate, Relation, Symbol};
use crate::judge::{self, Point, Reason, Witness};
use crate::number::Rational;

/// A chain between two arrows: its sides and the relations between them.
struct Part<'s> {
    first: &'s Side,
    links: Vec<&'s Link>,
}

impl Part<'_> {
    /// The equation that it is, where it has one relation.
    fn equation(&self) -> Option<Equation> {
        let [link] = self.links.as_slice() else {
            return None;
        };
        (link.relation == Relation::Equal).then(|| Equation {
            lhs: self.first.expr.clone(),
            rhs: link.side.expr.clone(),
        })
    }
}

impl Part<'_> {
    /// The chain as a statement of its own.
    fn alone(&self, statement: &Statement) -> Statement {
        Statement {
            first: self.first.clone(),
            links: self.links.iter().map(|link| (*link).clone()).collect(),
            label: None,
            ..statement.clone()
        }
    }
}

impl Walk<'_> {
    /// A statement in which arrows join relations.
    pub(super) fn arrows(&mut self, statement: &Statement) {
        let mut parts = vec![Part {
            first: &statement.first,
            links: Vec::new(),
        }];
        let mut arrows: Vec<&Link> = Vec::new();
        for link in &statement.links {
            if matches!(link.relation, Relation::Implies | Relation::Equivalent) {
                arrows.push(link);
                parts.push(Part {
                    first: &link.side,
                    links: Vec::new(),
                });
            } else if let Some(part) = parts.last_mut() {
                part.links.push(link);
            }
        }
        let is_premise = self.takes_premise(statement, &mut parts);
        for (at, part) in parts.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| parts.get(before));
            let arrow = at.checked_sub(1).and_then(|arrow| arrows.get(arrow));
            match (before, arrow) {
                (Some(before), Some(arrow)) => self.arrow(statement, before, arrow, part),
                _ if is_premise => {
                    if let (Some(equation), Some(link)) = (part.equation(), part.links.first()) {
                        self.condition_of(statement, part.first, link, equation);
                    }
                }
                _ => self.part(statement, part),
            }
        }
    }

    /// What stands before the first arrow: `V(x) = 3x^2 = 12 ⇒ x = 2` computes, and ends with an equation for what
    /// stands behind the arrow. The computation is told, and taken away; whether an equation is left.
    fn takes_premise(&mut self, statement: &Statement, parts: &mut [Part<'_>]) -> bool {
        let [part, next, ..] = parts else {
            return false;
        };
        let sides: Vec<&Side> = std::iter::once(part.first)
            .chain(part.links.iter().map(|link| &link.side))
            .collect();
        let ([.., left, right], Some(solved)) = (sides.as_slice(), next.first.expr.as_symbol())
        else {
            return false;
        };
        let is_equation = left.expr.mentions(solved) || right.expr.mentions(solved);
        // Of several relations the last one is the equation only where it ends in what is known.
        let is_last = part.links.len() == 1 || !right.expr.mentions(solved);
        let is_known = left.expr.as_symbol() == Some(solved) && !right.expr.mentions(solved);
        let last = part.links.last().copied();
        let last = last
            .filter(|link| link.relation == Relation::Equal && is_equation && is_last && !is_known);
        let Some(last) = last else {
            return false;
        };
        part.links.pop();
        if !part.links.is_empty() {
            self.chain(&part.alone(statement));
        }
        *part = Part {
            first: left,
            links: vec![last],
        };
        true
    }

    /// An equation that is given, to be solved.
    fn condition_of(
        &mut self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        equation: Equation,
    ) {
        let name = self.written(left);
        self.conditions.push(Condition {
            equation,
            place: statement.place,
            sign: link.sign,
        });
        self.give(link.sign, GivenKind::Condition, name, None);
    }

    /// A part by itself, as any other chain.
    fn part(&mut self, statement: &Statement, part: &Part<'_>) {
        if part.links.is_empty() {
            return;
        }
        if let (Some(equation), [link]) = (part.equation(), part.links.as_slice())
            && equation.unknown().is_some()
            && equation
                .lhs
                .as_symbol()
                .is_none_or(|symbol| equation.rhs.mentions(symbol))
        {
            self.condition_of(statement, part.first, link, equation);
            return;
        }
        self.chain(&part.alone(statement));
    }

    /// A side as the author wrote it.
    fn written(&self, side: &Side) -> String {
        self.document.source.slice(side.span).trim().to_owned()
    }

    fn arrow(&mut self, statement: &Statement, before: &Part<'_>, arrow: &Link, after: &Part<'_>) {
        let listed = after
            .equation()
            .map(|equation| self.with_alternatives(statement, equation));
        let equations = before.equation().zip(listed);
        let steps = equations.and_then(|(before, after)| {
            let found = step(&before, &after, &self.options.budget)?;
            Some((found, after))
        });
        let Some((found, after_equation)) = steps else {
            if before.links.is_empty() || after.links.is_empty() {
                // An arrow to a result stands for `=`.
                let sides = before.links.last().map_or(before.first, |link| &link.side);
                let as_equal = Link {
                    relation: Relation::Equal,
                    ..arrow.clone()
                };
                let found = self.pair(sides, Relation::Equal, after.first, &statement.place);
                if found.is_right() {
                    self.claim(statement, sides, &as_equal, found, None);
                    self.part(statement, after);
                    return;
                }
            }
            match self.follows(before, after) {
                Some(compared) => {
                    self.claim_arrow(statement, before, arrow, after, Pair::bare(compared));
                }
                None => self.undecided(statement, before, arrow),
            }
            self.behind_arrow(statement, after);
            return;
        };
        let (lhs, rhs) = (&after_equation.lhs, &after_equation.rhs);
        let is_one_way = arrow.relation == Relation::Implies;
        let compared = match found {
            Step::Same => Compared::new(Verdict::Holds, lhs, rhs),
            Step::Gained if is_one_way => Compared::new(Verdict::Holds, lhs, rhs),
            Step::Gained => Compared::new(Verdict::Fails, lhs, rhs),
            Step::Lost(root) | Step::Different(root) => {
                let unknown = after_equation.unknown();
                Compared {
                    witness: lost(root, unknown, lhs, rhs),
                    ..Compared::new(Verdict::Fails, lhs, rhs)
                }
            }
        };
        let pair = self
            .rounded_solution(statement, &compared, after)
            .unwrap_or_else(|| Pair::bare(compared));
        self.claim_arrow(statement, before, arrow, after, pair);
        self.behind_arrow(statement, after);
        self.conditions.push(Condition {
            equation: after_equation.clone(),
            place: statement.place,
            sign: arrow.sign,
        });
    }

    /// `-0.12x = -13 ⇒ x = 108.33`: the solution that is lost, rounded.
    fn rounded_solution(
        &self,
        statement: &Statement,
        compared: &Compared,
        after: &Part<'_>,
    ) -> Option<Pair> {
        let Some(Witness::Point(point)) = &compared.witness else {
            return None;
        };
        let ([(symbol, root)], [link]) = (point.values.as_slice(), after.links.as_slice()) else {
            return None;
        };
        if after.first.expr.as_symbol() != Some(symbol) {
            return None;
        }
        let exact = Side::new(root.clone(), after.first.span);
        let found = self.pair(&exact, link.relation, &link.side, &statement.place);
        found.is_right().then_some(found)
    }

    /// What stands behind an arrow holds only with what stands before it; a name may get its meaning there.
    fn behind_arrow(&mut self, statement: &Statement, after: &Part<'_>) {
        if let ([link], Some(symbol)) = (after.links.as_slice(), after.first.expr.as_symbol()) {
            let value = &link.side.expr;
            let is_open = !value.free_symbols().is_empty() && !value.mentions(symbol);
            let is_new = self
                .context
                .meaning(symbol, &statement.place, true)
                .is_none();
            if link.relation == Relation::Equal && is_open && is_new {
                let entry = Self::entry(value, statement, after.first.span);
                self.context.add(symbol, entry);
            }
        }
        for link in &after.links {
            let written = self.written(after.first);
            self.give(link.sign, GivenKind::Condition, written, None);
        }
    }

    /// `x = 10 or x = -10` as one equation.
    fn with_alternatives(&self, statement: &Statement, equation: Equation) -> Equation {
        let Some(symbol) = equation.lhs.as_symbol().cloned() else {
            return equation;
        };
        let others = self.alternatives(statement, &symbol);
        let both = both_signs(&equation.rhs);
        if others.is_empty() && both.is_none() {
            return equation;
        }
        let values = both.unwrap_or_else(|| vec![equation.rhs]);
        let values = values.into_iter().chain(others);
        let factors = values.map(|value| Expr::difference(Expr::symbol(symbol.clone()), value));
        Equation {
            lhs: Expr::product(factors),
            rhs: Expr::zero(),
        }
    }

    /// Whether what stands behind an arrow follows from what stands before it, where both are one
    /// relation.
    fn follows(&self, before: &Part<'_>, after: &Part<'_>) -> Option<Compared> {
        let ([given], [wanted]) = (before.links.as_slice(), after.links.as_slice()) else {
            return None;
        };
        let comparison = comparison(given.relation)?;
        let (lhs, rhs) = (&after.first.expr, &wanted.side.expr);
        // What speaks of other things follows by what those stand for.
        let speaks_of = |part: [&Expr; 2]| -> BTreeSet<Symbol> {
            part.into_iter().flat_map(Expr::free_symbols).collect()
        };
        let wanted_symbols = speaks_of([lhs, rhs]);
        if !wanted_symbols.is_subset(&speaks_of([&before.first.expr, &given.side.expr])) {
            return None;
        }
        let known = before.first.expr.clone();
        let predicate = Predicate::Compare(known, comparison, given.side.expr.clone());
        let under = Assumptions {
            conditions: vec![predicate],
            ..Assumptions::none()
        };
        let judged = |under: &Assumptions| {
            let claim = judge::Claim {
                lhs,
                relation: wanted.relation,
                rhs,
                under,
            };
            word_of(judge::judge(&claim, &self.options.budget), lhs, rhs)
        };
        let found = judged(&under);
        let positive = Assumptions {
            domains: wanted_symbols
                .iter()
                .map(|symbol| (symbol.clone(), Domain::from_zero(true)))
                .collect(),
            ..under.clone()
        };
        let among_positive = || judged(&positive).verdict;
        // Only numbers below 0 may speak against it, and what is counted has none.
        if found.verdict == Verdict::Fails && among_positive() == Verdict::Undecided {
            return None;
        }
        if found.verdict == Verdict::Fails && among_positive() == Verdict::Holds {
            let above_zero = wanted_symbols.into_iter().map(|symbol| {
                let zero = Expr::zero();
                let above = Predicate::Compare(Expr::symbol(symbol), Comparison::Greater, zero);
                Need::Condition(judge::Condition::If(above))
            });
            return Some(Compared::new(Verdict::Holds, lhs, rhs).needing(above_zero));
        }
        (found.verdict == Verdict::Holds || found.verdict == Verdict::Fails).then_some(found)
    }

    fn claim_arrow(
        &mut self,
        statement: &Statement,
        before: &Part<'_>,
        arrow: &Link,
        after: &Part<'_>,
        pair: Pair,
    ) {
        let whole = |part: &Part<'_>| {
            part.links
                .iter()
                .fold(part.first.span, |span, link| span.to(link.side.span))
        };
        let left = Side::new(part_expr(before), whole(before));
        let link = Link {
            side: Side::new(part_expr(after), whole(after)),
            ..arrow.clone()
        };
        self.claim(statement, &left, &link, pair, None);
        if let Some(claim) = self.claims.last_mut() {
            claim.suggestion = None;
            claim.difference = None;
            claim.slip = None;
        }
    }

    fn undecided(&mut self, statement: &Statement, before: &Part<'_>, arrow: &Link) {
        let because = Reason::Unsupported("only equations in one unknown are followed");
        let compared = Compared {
            because: Some(because),
            ..Compared::new(Verdict::Undecided, &before.first.expr, &arrow.side.expr)
        };
        let pair = Pair::bare(compared);
        self.claim(statement, before.first, arrow, pair, None);
    }

    /// `x = 2` as the solution of an equation before it.
    pub(super) fn solved(
        &mut self,
        statement: &Statement,
        link: &Link,
        symbol: &Symbol,
        condition: &Condition,
        solves: bool,
    ) {
        let value = &link.side.expr;
        let after = Equation {
            lhs: Expr::symbol(symbol.clone()),
            rhs: value.clone(),
        };
        let verdict = if solves {
            Verdict::Holds
        } else {
            Verdict::Fails
        };
        let mut compared = Compared::new(verdict, &statement.first.expr, value);
        let lost = match step(&condition.equation, &after, &self.options.budget) {
            Some(Step::Lost(root) | Step::Different(root)) => root,
            _ => None,
        };
        if let Some(root) = &lost
            && solves
            && !self.is_listed(statement, symbol, root)
        {
            // One of several solutions: true where it is the one meant.
            let meant = Predicate::Compare(
                Expr::symbol(symbol.clone()),
                Comparison::NotEqual,
                Expr::number(root),
            );
            compared = compared.needing([Need::Condition(judge::Condition::If(meant))]);
        }
        // `3x = 10`, `x = 3.33`: a rounding of the solution.
        if let Some(root) = lost.as_ref().filter(|_| !solves) {
            let exact = Side::new(Expr::number(root), statement.first.span);
            let found = self.pair(&exact, link.relation, &link.side, &statement.place);
            if found.is_right() {
                self.claim(statement, &statement.first, link, found, None);
                let entry = Self::entry(value, statement, statement.first.span);
                self.context.add(symbol, entry);
                return;
            }
        }
        let pair = Pair::bare(compared);
        let listed: Vec<Rational> = lost
            .iter()
            .filter(|root| self.is_listed(statement, symbol, root))
            .cloned()
            .collect();
        self.claim(statement, &statement.first, link, pair, None);
        let Some(claim) = self.claims.last_mut() else {
            return;
        };
        claim.against = (!solves).then_some(condition.sign);
        claim.difference = None;
        claim.slip = None;
        let is_missing = |root: &Rational| !solves && !listed.contains(root);
        claim.suggestion = lost.filter(is_missing).map(|root| Suggestion {
            span: link.side.span,
            with: Replacement::Text(root.to_string()),
            is_certain: false,
        });
        let entry = Self::entry(value, statement, statement.first.span);
        self.context.add(symbol, entry);
    }
}

impl Walk<'_> {
    /// Whether a solution stands in the same block as another one of the same equation.
    fn is_listed(&self, statement: &Statement, symbol: &Symbol, root: &Rational) -> bool {
        let beside = self.document.statements.iter();
        let mut beside = beside.filter(|other| other.place.block == statement.place.block);
        beside.any(|other| {
            let sides: Vec<&Side> = other.sides().collect();
            sides.windows(2).any(|pair| match pair {
                [name, value] => {
                    name.expr.as_symbol() == Some(symbol)
                        && value.expr.as_number().as_ref() == Some(root)
                }
                _ => false,
            })
        })
    }
}

/// The difference of the sides of a part, as what it says about.
fn part_expr(part: &Part<'_>) -> Expr {
    part.links
        .last()
        .map_or_else(|| part.first.expr.clone(), |link| link.side.expr.clone())
}

/// A solution that is missing, as a point.
pub(super) fn lost(
    root: Option<Rational>,
    unknown: Option<Symbol>,
    lhs: &Expr,
    rhs: &Expr,
) -> Option<Witness> {
    let (root, unknown) = (root?, unknown?);
    let value = Expr::number(&root);
    let under = Assumptions {
        definitions: [(unknown.clone(), value.clone())].into_iter().collect(),
        ..Assumptions::none()
    };
    let at = |side: &Expr| super::sides::value(side, &under);
    Some(Witness::Point(Point {
        values: vec![(unknown, value)],
        left: at(lhs).unwrap_or(Value::Boolean(false)),
        right: at(rhs).unwrap_or(Value::Boolean(false)),
    }))
}
