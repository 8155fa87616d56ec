//! Values that a text gives an unknown behind its equation: they solve it or not, and are all that do or not.

use super::compared::{Compared, Need, Verdict};
use super::equations::{Equation, Step, step};
use super::pair::Pair;
use super::report::{Replacement, Suggestion};
use super::solutions::{Apart, Relates, Solutions, against};
use super::solving::is_row_below;
use super::walk::{Condition, Walk};
use crate::diagnostic::Span;
use crate::document::{Link, Origin, Side, Statement};
use crate::eval::Value;
use crate::expr::{Assumptions, Comparison, Expr, Predicate, Relation, Symbol};
use crate::judge::{self, Budget, Point, Witness};
use crate::number::Rational;

/// A number that solves an equation and is not the value that is told of its unknown.
fn other_root(
    equation: &Equation,
    told: &Equation,
    unknown: &Symbol,
    budget: &Budget,
) -> Option<Rational> {
    let solutions = |equation: &Equation| {
        let relates = Relates {
            lhs: equation.lhs.clone(),
            relation: Relation::Equal,
            rhs: equation.rhs.clone(),
        };
        Solutions::of(&relates, unknown, budget)
    };
    let found = against(&solutions(equation)?, &solutions(told)?, budget)?;
    match found.lost? {
        Apart::At(root) => root.as_number(),
        Apart::Near(_) => None,
    }
}

impl Walk<'_> {
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
            Some(_) => None,
            // `|x - 5| = 8` is no polynomial.
            None => other_root(&condition.equation, &after, symbol, &self.options.budget),
        };
        let left_out = lost
            .as_ref()
            .filter(|root| solves && !self.is_listed(statement, symbol, root));
        if let Some(root) = left_out
            && self.is_line_below(statement, condition)
        {
            // The next line of a display is all that the line above says.
            compared = Compared {
                witness: self::lost(
                    Some(root.clone()),
                    Some(symbol.clone()),
                    &after.lhs,
                    &after.rhs,
                ),
                ..Compared::new(Verdict::Fails, &statement.first.expr, value)
            };
        } else if let Some(root) = left_out {
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
        let is_short = solves && compared.verdict == Verdict::Fails;
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
        claim.against = (!solves || is_short).then_some(condition.sign);
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
    /// Whether a value is the line right below an equation in one display, and no words near it say that one of several
    /// values is meant.
    fn is_line_below(&self, statement: &Statement, condition: &Condition) -> bool {
        let (own, above) = (&statement.place, &condition.place);
        let line = self.document.statements.iter().rev();
        let mut before = line.skip_while(|one| one.span().start >= statement.span().start);
        let is_below = own.section == above.section
            && before.next().is_some_and(|above| {
                above.span().start <= condition.sign.start
                    && is_row_below(self.document, above.span(), statement.first.span)
            })
            && statement.origin == Origin::Math
            && statement.announced.is_none();
        is_below && !self.chooses(statement.first.span)
    }

    /// Whether words near a place say that one of several values is meant: a length, what is positive.
    pub(super) fn chooses(&self, at: Span) -> bool {
        const NEAR: usize = 300;
        const CHOOSES: [&str; 21] = [
            "positiv-",
            "negativ-",
            "length",
            "distance",
            "side",
            "width",
            "height",
            "radius",
            "age",
            "time",
            "reject",
            "discard",
            "> 0",
            ">0",
            "\\ge",
            "\\neq",
            "one solution",
            "양수",
            "길이",
            "넓이",
            "正",
        ];
        let source = &self.document.source;
        let (near, here) = (source.around(at, NEAR, NEAR), at.start);
        let before = source.slice(Span::new(near.start, here));
        let behind = source.slice(Span::new(here, near.end));
        let before = before.rsplit("\n#").next().unwrap_or_default();
        let behind = behind.split("\n#").next().unwrap_or_default();
        let words = format!("{before}{behind}").to_lowercase();
        // `times` speaks of no time, and `consider` of no side.
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let is_said = |known: &&str| match known.strip_suffix('-') {
            Some(begin) => words
                .split(|c| !is_letter(c))
                .any(|word| word.starts_with(begin)),
            None if known.chars().all(is_letter) => {
                words.split(|c| !is_letter(c)).any(|word| word == *known)
            }
            None => words.contains(known),
        };
        CHOOSES.iter().any(is_said)
    }

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
