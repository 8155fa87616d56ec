//! Lines that are refuted only by what was said in another place, of another case.

use super::super::conditions::comparison;
use super::super::constants::is_constant;
use super::super::context::Entry;
use super::super::first::calls_other;
use super::super::naming::is_solved_for;
use super::super::report::{Judged, Used};
use super::super::walk::Walk;
use super::{Doubt, is_closed, supposes};
use crate::diagnostic::Span;
use crate::document::{Link, Side, Statement};
use crate::expr::{Expr, ExprKind, Relation, Symbol, deep};
use crate::number::Rational;

/// How many significant digits only a computation has: nobody writes such an equation for an unknown.
const WORKED_DIGITS: usize = 3;

/// Lines that only limit their names, as what refutes them was said of something else.
pub(super) const DOUBTS: &[Doubt] = &[
    supposes(|walk, line| walk.is_case(line.statement, line.left, line.link, line.judged)),
    supposes(|walk, line| walk.rests_afar(line.statement, line.left, line.link, line.judged)),
];

impl Walk<'_> {
    /// Whether a refuted line rests on a meaning that was said in another place, so that it may well speak
    /// of something else: `x + y = 1` far below a line that says x = 0.
    fn rests_afar(&self, statement: &Statement, left: &Side, link: &Link, judged: &Judged) -> bool {
        let sides = [&left.expr, &link.side.expr];
        // The σ of one section is not that of another, the f of one row not that of the next.
        let is_near = |name: &Symbol| {
            let head = self.context.function_at(name);
            head.is_none_or(|(head, place)| {
                let is_apart = place.row.is_some() && place.row != statement.place.row;
                !is_apart && !self.is_afar(head, statement.first.span)
            })
        };
        let is_meant = |name: &Symbol| is_near(name) && self.is_told(name, sides, statement);
        if sides.into_iter().any(|side| calls_other(side, &is_meant)) {
            return true;
        }
        if sides.into_iter().any(is_worked) {
            return false;
        }
        // `B × L = 64 × 2048 × 4`: what stands in the line itself is meant.
        let is_shown = |used: &Used| {
            let value = used
                .value
                .as_number()
                .filter(|value| value.abs() >= Rational::from(10));
            value.is_some_and(|value| sides.into_iter().any(|side| states(side, &value)))
        };
        let is_in_unknowns = |side: &Expr| side.free_symbols().iter().all(is_solved_for);
        // `x_3 = x_5 = 0`: a chain gives several names one value.
        let is_equation = (statement.links.len() == 1 || left.expr.as_symbol().is_some())
            && (sides.into_iter().any(is_closed) || sides.into_iter().all(is_in_unknowns));
        judged
            .used
            .iter()
            .any(|used| !is_shown(used) && self.is_elsewhere(used, statement, is_equation, judged))
    }

    /// Whether a function speaks only of what a line speaks of as well, or of names that were met: `f(t) = a e^(kt)`
    /// is one of many.
    fn is_told(&self, name: &Symbol, sides: [&Expr; 2], statement: &Statement) -> bool {
        let Some(lambda) = self.context.function(name) else {
            return true;
        };
        let mut open = lambda.body.free_symbols();
        open.retain(|symbol| !lambda.parameters.contains(symbol));
        open.iter().all(|symbol| {
            let known = || self.context.meaning(symbol, &statement.place, true);
            is_constant(symbol)
                || sides.iter().any(|side| side.mentions(symbol))
                || known().is_some()
        })
    }

    /// Whether a meaning stands in another section or far above; of an equation that is to be solved, `900 =
    /// 1100/(1 + r)`, `x + y = 1`, in another paragraph.
    fn is_elsewhere(
        &self,
        used: &Used,
        statement: &Statement,
        is_equation: bool,
        judged: &Judged,
    ) -> bool {
        // Items that compare, `ρ = 0`, `ρ < 0`, are cases.
        let compares = comparison(judged.relation).is_some();
        let place = &statement.place;
        let known = self.context.meaning(&used.symbol, place, true);
        let is_apart = known.is_some_and(|(entry, _)| {
            entry.place.section != place.section
                || entry.place.item.is_some()
                    && entry.place.item != place.item
                    && (compares || !self.is_parameter(&used.symbol, entry))
                || is_equation
                    && entry.is_number
                    && entry.place.block != place.block
                    && (is_closed(&statement.first.expr) || is_solved_for(&used.symbol))
        });
        is_apart || self.is_afar(used.span, statement.first.span)
    }

    /// Whether a list item only says what its names are, `- L = 32 layers, h = 4096`, so that this holds beside
    /// the list too. Texts list the answers to exercises in the same way, but those are for unknowns.
    fn is_parameter(&self, symbol: &Symbol, entry: &Entry) -> bool {
        let statements = &self.document.statements;
        let is_beside = |statement: &&Statement| statement.place.item == entry.place.item;
        let at =
            statements.partition_point(|statement| statement.first.span.start < entry.span.start);
        let (before, behind) = statements.split_at(at);
        let mut item = before
            .iter()
            .rev()
            .take_while(is_beside)
            .chain(behind.iter().take_while(is_beside));
        let binds = |statement: &Statement| {
            let name = statement.first.expr.as_symbol();
            name.is_some_and(|name| !is_solved_for(name))
                && statement
                    .links
                    .iter()
                    .all(|link| is_closed(&link.side.expr))
        };
        entry.is_number && !is_solved_for(symbol) && item.all(binds)
    }

    /// `Short sequences (n < 2d)`: a comparison that is refuted only by values said elsewhere tells of another
    /// case; and so does one of a name and a number, `num_beams > 1`, wherever its value was said.
    fn is_case(&self, statement: &Statement, left: &Side, link: &Link, judged: &Judged) -> bool {
        let compares = comparison(judged.relation).is_some()
            || matches!(judged.relation, Relation::MuchLess | Relation::MuchGreater);
        let block = |at: Span| {
            let near = Span::new(at.start.min(judged.sign.start), judged.sign.start);
            !self.document.source.slice(near).contains("\n\n")
        };
        let is_plain =
            |side: &Side| side.expr.as_symbol().is_some() || side.expr.as_number().is_some();
        let is_condition = is_plain(left) && is_plain(&link.side);
        let is_charged = |used: &Used| {
            block(used.span) && (!is_condition || self.concludes(used.span, left.span))
        };
        compares
            && statement.links.len() == 1
            && !judged.used.is_empty()
            && !judged.used.iter().any(is_charged)
    }
}

/// Whether a number is written out in a closed side.
fn states(side: &Expr, value: &Rational) -> bool {
    let literal = |expr: &Expr| expr.as_number().as_ref() == Some(value);
    is_closed(side)
        && deep(|| {
            literal(side)
                || side
                    .children()
                    .into_iter()
                    .any(|child| states(child, value))
        })
}

/// Whether a side is a number that somebody has worked out.
fn is_worked(expr: &Expr) -> bool {
    let digits = |value: Rational| {
        let text = value.numerator().to_string();
        text.trim_start_matches('-').trim_end_matches('0').len()
    };
    match expr.kind() {
        ExprKind::Quantity(..) => is_closed(expr),
        _ => expr
            .as_number()
            .is_some_and(|value| digits(value) >= WORKED_DIGITS),
    }
}
