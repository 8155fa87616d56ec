//! What stands around a line that is not said to be true: supposed, asked, struck out; and what programs mean by their
//! signs.

use super::super::sides::value;
use super::super::walk::Walk;
use super::{Doubt, Refuted, is_closed, means};
use crate::diagnostic::Span;
use crate::document::{Announced, Link, Origin, Side};
use crate::expr::{Assumptions, Expr, ExprKind, deep};
use crate::number::Rational;

/// Lines that are not said to be true, and signs of programs.
pub(super) const DOUBTS: &[Doubt] = &[
    means(|_, line| is_supposed(line), "it is only supposed"),
    means(
        |walk, line| walk.is_asked(line.left, line.link),
        "it is asked and not claimed",
    ),
    means(
        |walk, line| walk.is_struck_out(line.left),
        "it is struck out",
    ),
    means(
        |walk, line| walk.relation_text(line.left, line.link).contains("!!"),
        "`!!` may be a double factorial",
    ),
    means(
        |walk, line| walk.uses_cut_digits(&line.judged.used),
        "the digits of a number in it go on",
    ),
    means(
        |walk, line| walk.joins_bits(line.statement.origin, line.left, line.link),
        "in a program `&`, `|`, `^` and `~` join bits",
    ),
    means(
        |_, line| divides_integers(line),
        "a program may divide integers",
    ),
];

/// `Suppose $1 = 2$`: numbers of which it is said that they are taken to be equal.
fn is_supposed(line: &Refuted<'_>) -> bool {
    let is_announced = matches!(
        line.statement.announced,
        Some(Announced::If | Announced::Let)
    );
    is_announced && is_closed(&line.left.expr) && is_closed(&line.link.side.expr)
}

impl Walk<'_> {
    /// `Is $2 + 2 = 5$?`, `2 + 2 \stackrel{?}{=} 5`.
    fn is_asked(&self, left: &Side, link: &Link) -> bool {
        let text = self.document.source.text();
        let behind = text.get(link.side.span.end..).unwrap_or_default();
        let behind = behind.trim_start_matches(['$', '`', ')', '*', ' ', '}']);
        let between = Span::new(
            left.span.end.min(link.side.span.start),
            link.side.span.start,
        );
        behind.starts_with(['?', '？']) || self.document.source.slice(between).contains("{?}")
    }

    /// `~~2 + 2 = 5~~`, `<del>2 + 2 = 5</del>`.
    fn is_struck_out(&self, left: &Side) -> bool {
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default();
        let row = before.rsplit('\n').next().unwrap_or_default();
        let is_open = |open: &str, close: &str| {
            row.rfind(open)
                .is_some_and(|at| row.get(at..).is_some_and(|rest| !rest.contains(close)))
        };
        row.matches("~~").count() % 2 == 1 || is_open("<del>", "</del>") || is_open("<s>", "</s>")
    }

    /// `5 & 3 = 1`, of which `3 = 1` is read, and `5 ^ 3 = 6`.
    fn joins_bits(&self, origin: Origin, left: &Side, link: &Link) -> bool {
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default().trim_end();
        let is_code = origin == Origin::Code;
        let joins = before.ends_with(['&', '|', '~']) && is_code;
        joins || is_exclusive_or(&left.expr, &link.side.expr)
    }
}

/// Whether a number is that of the bits in which two others differ, where a power of them is written.
fn is_exclusive_or(power: &Expr, stated: &Expr) -> bool {
    let whole = |expr: &Expr| expr.as_number()?.to_integer()?.to_i64();
    let ExprKind::Power(base, exponent) = power.kind() else {
        return false;
    };
    let bits = whole(base).zip(whole(exponent)).map(|(a, b)| a ^ b);
    bits.is_some() && bits == whole(stated)
}

/// `7 / 2 = 3` in code: the whole part of a quotient.
fn divides_integers(line: &Refuted<'_>) -> bool {
    let number = |expr: &Expr| -> Option<Rational> {
        value(expr, &Assumptions::none())?
            .as_quantity()?
            .amount
            .exact()
            .cloned()
    };
    let exact = number(&line.left.expr).zip(number(&line.link.side.expr));
    line.statement.origin == Origin::Code
        && has_quotient(&line.left.expr)
        && exact.is_some_and(|(exact, stated)| Rational::from(exact.floor()) == stated)
}

fn has_quotient(expr: &Expr) -> bool {
    deep(|| {
        matches!(expr.kind(), ExprKind::Quotient(..))
            || expr.children().into_iter().any(has_quotient)
    })
}
