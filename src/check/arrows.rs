//! `⇒` and `⟺` between equations, and solutions of what stands before them.

use super::beside::Beside;
use super::compared::{Compared, Need, Verdict};
use super::equations::Equation;
use super::implications::Followed;
use super::moved::Mended;
use super::pair::Pair;
use super::plus_minus::both_signs;
use super::report::{Flaw, GivenKind};
use super::walk::{Condition, Walk};
use crate::document::{Link, Side, Statement};
use crate::expr::{Comparison, Expr, Predicate, Relation};
use crate::judge::{self, Witness};

/// A chain between two arrows: its sides and the relations between them.
pub(super) struct Part<'s> {
    pub(super) first: &'s Side,
    pub(super) links: Vec<&'s Link>,
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
        if before.links.is_empty() || after.links.is_empty() {
            self.arrow_to_side(statement, before, arrow, after);
            self.behind_arrow(statement, after);
            return;
        }
        let lines = self.with_beside(statement, before, Beside::Before);
        let next = self.with_beside(statement, after, Beside::Behind);
        let has_several = lines.are_equations();
        let followed = self.followed(statement, lines, arrow.relation, next);
        let meant = has_several
            .then(|| self.meant_of_several(after, &followed))
            .flatten();
        let compared = meant.as_ref().unwrap_or(&followed.compared);
        let rounded = (followed.flaw == Some(Flaw::Lost) && meant.is_none())
            .then(|| self.rounded_solution(statement, compared, after))
            .flatten();
        let pair = rounded.unwrap_or_else(|| Pair::bare(compared.clone()));
        let is_wrong = pair.compared.verdict.is_wrong();
        self.claim_arrow(statement, before, arrow, after, pair);
        if is_wrong && let Some(claim) = self.claims.last_mut() {
            claim.flaw = followed.flaw;
        }
        if let Some(mended) = followed.mended.filter(|_| is_wrong) {
            self.mend(after, mended);
        }
        self.behind_arrow(statement, after);
        if let Some(equation) = after.equation() {
            let equation = self.with_alternatives(statement, equation);
            if equation.unknown().is_some() {
                self.conditions.push(Condition {
                    equation,
                    place: statement.place,
                    sign: arrow.sign,
                });
            }
        }
    }

    /// `x² = 4 ⇒ x = 2, since x is a length`: one of several solutions, where words say which.
    fn meant_of_several(&self, after: &Part<'_>, followed: &Followed) -> Option<Compared> {
        let is_left_out = followed.flaw == Some(Flaw::Lost) && followed.is_part;
        let Some(Witness::Point(point)) =
            followed.compared.witness.as_ref().filter(|_| is_left_out)
        else {
            return None;
        };
        let (name, root) = point.values.first()?;
        let other = Predicate::Compare(
            Expr::symbol(name.clone()),
            Comparison::NotEqual,
            root.clone(),
        );
        let compared = &followed.compared;
        self.chooses(after.first.span).then(|| {
            Compared::new(Verdict::Holds, &compared.lhs, &compared.rhs)
                .needing([Need::Condition(judge::Condition::If(other))])
        })
    }

    /// An arrow to a result stands for `=`.
    fn arrow_to_side(
        &mut self,
        statement: &Statement,
        before: &Part<'_>,
        arrow: &Link,
        after: &Part<'_>,
    ) {
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
        let reason = "an arrow leads from one relation to another, and here one side is none";
        let open = Followed::open(reason, &before.first.expr, &arrow.side.expr);
        let pair = Pair::bare(open.compared);
        self.claim(statement, before.first, arrow, pair, None);
    }

    /// Tells the line that was meant.
    fn mend(&mut self, after: &Part<'_>, mended: Mended) {
        let whole = after
            .links
            .iter()
            .fold(after.first.span, |span, link| span.to(link.side.span));
        let latex = self.document.source.slice(whole).contains('\\');
        if let Some(claim) = self.claims.last_mut() {
            claim.mend(mended, whole, latex);
        }
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
        let is_value = matches!(link.relation, Relation::Equal | Relation::Approx);
        if after.first.expr.as_symbol() != Some(symbol) || !is_value {
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
}

/// The difference of the sides of a part, as what it says about.
fn part_expr(part: &Part<'_>) -> Expr {
    part.links
        .last()
        .map_or_else(|| part.first.expr.clone(), |link| link.side.expr.clone())
}
