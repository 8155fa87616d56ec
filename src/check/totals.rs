//! Lines that are called a total, `Total = 94 GB` below `weights = 14 GB`, `states = 80 GB`: they add up the lines above.

use super::doubts::is_one_number;
use super::pair::Pair;
use super::sides::value;
use super::walk::Walk;
use crate::document::{Link, Side, Statement, Unread};
use crate::expr::{Assumptions, Expr, Relation, Symbol};
use crate::number::Rational;
use crate::units::Dimension;

/// What totals are called.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "sum",
    "grand total",
    "overall",
    "gesamt",
    "summe",
    "total général",
    "somme",
    "suma",
    "soma",
    "итого",
    "всего",
    "合计",
    "总计",
    "总和",
    "總計",
    "合計",
    "합계",
    "총계",
    "총합",
    "計",
];

/// Whether words call something a total.
pub(super) fn is_total(words: &str) -> bool {
    TOTALS.contains(&words)
}

/// A total that misses the sum by more than this part of it counts other things.
const NEAR: (i64, i64) = (1, 5);

/// The numbers that are added are at least so large, or have units: small ones count this and that.
const LARGE: i64 = 1_000;

/// So many blocks, items of a list, lie between a total and the first of its parts.
const REACH: usize = 12;

/// The most lines that a total counts.
const MOST: usize = 40;

impl Walk<'_> {
    /// Judges a line that is called a total by the lines above it; whether it was one.
    pub(super) fn total(&mut self, at: usize, statement: &Statement) -> bool {
        // `Total = 190,711,296 (~191M)`.
        let Some((link, rest)) = statement.links.split_first() else {
            return false;
        };
        let rounds = |link: &Link| link.restated || link.relation == Relation::Approx;
        if !rest.iter().all(rounds) {
            return false;
        }
        let parts = self.parts_above(at, statement, link);
        // A total counts all lines above it, or only the last ones.
        let sums = (2..=parts.len())
            .rev()
            .filter_map(|count| parts.get(..count));
        let sums: Vec<Side> = sums
            .map(|parts| Side::new(Expr::sum(parts.iter().rev().cloned()), statement.first.span))
            .collect();
        let Some(all) = sums.first() else {
            return false;
        };
        let place = &statement.place;
        let mut pairs: Vec<(&Side, Relation, Pair)> = Vec::new();
        for sum in &sums {
            for relation in [link.relation, Relation::Approx] {
                let found = self.pair(sum, relation, &link.side, place);
                pairs.push((sum, relation, found));
            }
        }
        // Rounded parts rarely add up to the last digit.
        let is_rounded = pairs.iter().any(|(_, _, found)| found.is_right());
        let mut pairs = pairs.into_iter();
        let right = pairs.find(|(_, _, found)| found.compared.verdict.holds());
        if right.is_none() && is_rounded {
            return false;
        }
        let is_near = || {
            let (sum, told) = (amount(&all.expr)?.1, amount(&link.side.expr)?.1);
            let (part, of) = NEAR;
            Some((&sum - &told).abs() * Rational::from(of) <= sum.abs() * Rational::from(part))
        };
        if right.is_none() && is_near() != Some(true) {
            return false;
        }
        if let Some(symbol) = statement.first.expr.as_symbol() {
            let entry = Self::entry(
                &link.side.expr,
                statement,
                statement.first.span.to(link.side.span),
            );
            self.context.add(symbol, entry);
        }
        match right {
            Some((sum, relation, found)) => {
                let link = Link {
                    relation,
                    ..link.clone()
                };
                self.claim(statement, sum, &link, found, None);
            }
            None => self.unread.push(Unread {
                span: statement.first.span.to(link.side.span),
                at: link.sign,
                reason: "the total may count more or less than the lines above it".to_owned(),
                is_refuted: true,
            }),
        }
        if !rest.is_empty() {
            self.chain(&Statement {
                first: link.side.clone(),
                links: rest.to_vec(),
                label: None,
                ..statement.clone()
            });
        }
        true
    }

    /// The numbers of the lines above a total, the last one first, as far as each gives a name a number of the same
    /// kind; none for what is no total.
    fn parts_above(&self, at: usize, statement: &Statement, link: &Link) -> Vec<Expr> {
        let is_named = statement.first.expr.as_symbol().is_some_and(names_total);
        let kind = amount(&link.side.expr).filter(|_| is_named && is_one_number(&link.side.expr));
        let (Some((kind, _)), Some(above)) = (kind, self.document.statements.get(..at)) else {
            return Vec::new();
        };
        let is_beside = |other: &&Statement| {
            let (here, there) = (&statement.place, &other.place);
            let label = other.label.as_ref().map(|label| &label.symbol);
            let name = other.first.expr.as_symbol().or(label);
            let is_part = !other.links.is_empty() && name.is_some_and(|name| !names_total(name));
            here.section == there.section
                && here.row == there.row
                && is_part
                && here.block <= there.block + REACH
        };
        let mut next = statement.first.span;
        let parts = above.iter().rev().take_while(is_beside).map_while(|other| {
            // A blank line parts lists, and may part a list from its total.
            let is_total = next == statement.first.span;
            if !is_total && self.between(other.span(), next).contains("\n\n") {
                return None;
            }
            next = other.first.span;
            let own = other.links.iter().rfind(|link| !link.restated)?;
            let told = &own.side.expr;
            let (other, value) = amount(told)?;
            let is_large = !kind.is_none() || value >= Rational::from(LARGE);
            (other == kind && is_large).then(|| told.clone())
        });
        parts.take(MOST).collect()
    }
}

/// `Layer total`, `total_params`: whether a name is that of a total.
fn names_total(name: &Symbol) -> bool {
    let name = name.name().to_lowercase();
    let mut words = name.split([' ', '_']);
    is_total(&name) || words.next().is_some_and(is_total) || words.next_back().is_some_and(is_total)
}

/// What kind of thing a number measures, and how much.
fn amount(expr: &Expr) -> Option<(Dimension, Rational)> {
    let value = value(expr, &Assumptions::none())?;
    if let Some(number) = value.as_number() {
        return Some((Dimension::default(), number.clone()));
    }
    let quantity = value.as_quantity()?;
    Some((quantity.dimension, quantity.amount.exact()?.clone()))
}
