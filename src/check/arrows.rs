//! `⇒` and `⟺` between equations, and solutions of what stands before them.

use super::compared::{Compared, Verdict};
use super::equations::{Equation, Step, step};
use super::pair::Pair;
use super::report::{GivenKind, Replacement, Suggestion};
use super::walk::{Condition, Walk};
use crate::document::{Link, Side, Statement};
use crate::eval::Value;
use crate::expr::{Assumptions, Comparison, Expr, Predicate, Relation, Symbol};
use crate::judge::{self, Point, Reason, Witness};
use crate::number::Rational;

use super::compared::Need;

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
        for (at, part) in parts.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| parts.get(before));
            let arrow = at.checked_sub(1).and_then(|arrow| arrows.get(arrow));
            match (before, arrow) {
                (Some(before), Some(arrow)) => self.arrow(statement, before, arrow, part),
                _ => self.part(statement, part),
            }
        }
    }

    /// A part by itself, as any other chain.
    fn part(&mut self, statement: &Statement, part: &Part<'_>) {
        if part.links.is_empty() {
            return;
        }
        let alone = Statement {
            first: part.first.clone(),
            links: part.links.iter().map(|link| (*link).clone()).collect(),
            label: None,
            ..statement.clone()
        };
        if let Some(equation) = part.equation()
            && equation.unknown().is_some()
            && equation.lhs.as_symbol().is_none()
        {
            let name = self
                .document
                .source
                .slice(part.first.span)
                .trim()
                .to_owned();
            let sign = part.links.first().map_or(part.first.span, |link| link.sign);
            self.conditions.push(Condition {
                equation,
                place: statement.place,
                sign,
            });
            self.give(sign, GivenKind::Condition, name, None);
            return;
        }
        self.chain(&alone);
    }

    fn arrow(&mut self, statement: &Statement, before: &Part<'_>, arrow: &Link, after: &Part<'_>) {
        let equations = before.equation().zip(after.equation());
        let steps = equations
            .as_ref()
            .and_then(|(before, after)| Some((step(before, after, &self.options.budget)?, after)));
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
            self.undecided(statement, before, arrow);
            self.part(statement, after);
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
        let pair = Pair {
            compared,
            used: Vec::new(),
            under: Assumptions::none(),
            large: None,
            unresolved: Vec::new(),
        };
        self.claim_arrow(statement, before, arrow, after, pair);
        if let Some(equation) = after.equation() {
            self.conditions.push(Condition {
                equation,
                place: statement.place,
                sign: arrow.sign,
            });
        }
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
        let pair = Pair {
            compared,
            used: Vec::new(),
            under: Assumptions::none(),
            large: None,
            unresolved: Vec::new(),
        };
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
        {
            // One of several solutions: true where it is the one meant.
            let meant = Predicate::Compare(
                Expr::symbol(symbol.clone()),
                Comparison::NotEqual,
                Expr::number(root),
            );
            compared = compared.needing([Need::Condition(judge::Condition::If(meant))]);
        }
        let pair = Pair {
            compared,
            used: Vec::new(),
            under: Assumptions::none(),
            large: None,
            unresolved: Vec::new(),
        };
        self.claim(statement, &statement.first, link, pair, None);
        let Some(claim) = self.claims.last_mut() else {
            return;
        };
        claim.against = (!solves).then_some(condition.sign);
        claim.difference = None;
        claim.slip = None;
        claim.suggestion = lost.filter(|_| !solves).map(|root| Suggestion {
            span: link.side.span,
            with: Replacement::Text(root.to_string()),
            is_certain: false,
        });
        let entry = Self::entry(value, statement, statement.first.span);
        self.context.add(symbol, entry);
    }
}

/// The difference of the sides of a part, as what it says about.
fn part_expr(part: &Part<'_>) -> Expr {
    part.links
        .last()
        .map_or_else(|| part.first.expr.clone(), |link| link.side.expr.clone())
}

/// A solution that is missing, as a point.
fn lost(
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
