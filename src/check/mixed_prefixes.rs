//! Powers of 1000 and of 1024 for one amount: `2,097,152 bytes = 2.0 MB`, and then `2.0 MB × 8,192 = 16.4 GB`.

use super::compared::Need;
use super::pair::Pair;
use super::slips::{Slip, SlipKind};
use super::walk::Walk;
use crate::diagnostic::Span;
use crate::document::{Link, Side, Statement};
use crate::expr::{Expr, ExprKind, Relation, Symbol, deep};

/// How many amounts are looked through, the last ones first.
const MOST: usize = 50;

/// An amount that is right only with a binary prefix, `2.0 MB` of 2 MiB.
#[derive(Clone, Debug)]
pub(super) struct MeantBinary {
    amount: Expr,
    meant: &'static str,
    section: usize,
    span: Span,
}

impl Walk<'_> {
    /// Remembers an amount that was right only with a binary prefix.
    pub(super) fn notes_binary(&mut self, statement: &Statement, link: &Link, found: &Pair) {
        let ExprKind::Quantity(_, unit) = link.side.expr.kind() else {
            return;
        };
        let meant = found.compared.needs.iter().find_map(|need| match need {
            Need::Binary { written, meant } if unit.name() == *written => Some(*meant),
            _ => None,
        });
        if let Some(meant) = meant {
            self.binary.push(MeantBinary {
                amount: link.side.expr.clone(),
                meant,
                section: statement.place.section,
                span: link.side.span,
            });
        }
    }

    /// Claims a line that is right only if an amount of it, which a line above has by powers of 1024, counts by
    /// powers of 1000; whether it is one.
    pub(super) fn mixes_prefixes(
        &mut self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        found: &Pair,
    ) -> bool {
        // What is told as rough may well count so.
        if link.relation != Relation::Equal || !found.compared.needs.is_empty() {
            return false;
        }
        let is_near = |known: &&MeantBinary| {
            known.section == statement.place.section
                && !self.is_afar(known.span, left.span)
                && holds(&left.expr, &known.amount)
        };
        let known = self.binary.iter().rev().take(MOST).find(is_near).cloned();
        let Some(known) = known else {
            return false;
        };
        let meant = Side {
            expr: with_prefix(&left.expr, &known),
            ..left.clone()
        };
        let found = self.pair(&meant, link.relation, &link.side, &statement.place);
        if !found.compared.verdict.is_wrong() {
            return false;
        }
        self.claim(statement, left, link, found, None);
        if let Some(claim) = self.claims.last_mut() {
            claim.against = Some(known.span);
            claim.slip = Some(Slip::of(SlipKind::BinaryForDecimal));
        }
        true
    }
}

/// Whether an amount stands in an expression.
fn holds(expr: &Expr, amount: &Expr) -> bool {
    deep(|| {
        expr == amount
            || expr
                .children()
                .into_iter()
                .any(|child| holds(child, amount))
    })
}

fn with_prefix(expr: &Expr, known: &MeantBinary) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Quantity(number, _) if *expr == known.amount => {
            Expr::quantity(number.clone(), Symbol::new(known.meant))
        }
        _ => expr.map_children(|child| with_prefix(child, known)),
    })
}
