//! What is not judged: an equation is given, and what may mean something else is told with the reason.

use super::equations::Equation;
use super::report::GivenKind;
use super::walk::{Condition, Walk};
use crate::document::{Link, Side, Statement, Unread};
use crate::expr::{ExprKind, Function};

impl Walk<'_> {
    /// Takes an equation for a condition on what stands in it.
    pub(super) fn stands(&mut self, statement: &Statement, left: &Side, link: &Link) {
        let agrees = self.agrees_above(statement, left, link);
        self.supposes(statement, left, link);
        if agrees {
            return;
        }
        let name = self.document.source.slice(left.span).trim().to_owned();
        self.give(link.sign, GivenKind::Condition, name, None);
    }

    /// What stands in a line is taken as it says from there on.
    pub(super) fn supposes(&mut self, statement: &Statement, left: &Side, link: &Link) {
        // `f(x) = x^3` that is not the f of before may well be another one.
        if let ExprKind::Call(Function::Declared(name), _) = left.expr.kind()
            && !left.expr.free_symbols().is_empty()
        {
            self.context.forget_function(name);
        }
        let equation = Equation {
            lhs: left.expr.clone(),
            rhs: link.side.expr.clone(),
        };
        self.conditions.push(Condition {
            equation,
            place: statement.place,
            sign: link.sign,
        });
    }

    /// A line that begins with a sign and is neither what stands above it nor a known slip away
    /// from it: what the author means before the sign is not written.
    pub(super) fn stands_apart(&mut self, above: &Side, link: &Link) {
        let number = self.document.line(above.span.start);
        self.unread.push(Unread {
            is_refuted: false,
            span: link.sign.to(link.side.span),
            at: link.sign,
            reason: format!(
                "nothing stands before this sign in its paragraph, and it does not go on with line {number}"
            ),
        });
    }

    /// A line that was refuted and may mean something else: it is told so, and what stands in it is taken as it says.
    pub(super) fn leaves_open(
        &mut self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        reason: &str,
    ) {
        let is_closed = |side: &Side| side.expr.free_symbols().is_empty();
        if !is_closed(left) || !is_closed(&link.side) {
            self.supposes(statement, left, link);
        }
        self.unread.push(Unread {
            is_refuted: true,
            span: left.span.to(link.side.span),
            at: link.sign,
            reason: reason.to_owned(),
        });
    }
}
