//! What a line is by where it stands: an exercise among others, a line cut in two, a chain that runs on, a key
//! with its value, a formula behind the number of its item.

use super::super::naming::is_solved_for;
use super::super::walk::Walk;
use super::{Doubt, is_closed, is_one_number, means, supposes};
use crate::diagnostic::Span;
use crate::document::{Link, Side, Statement, is_multiplier};
use crate::expr::{Assumptions, Expr, ExprKind, Function, Relation, Symbol};
use crate::poly;
use crate::units::unit;

/// How many equations before and behind a line are looked at.
const NEAR: usize = 8;

/// How many of them have to be exercises.
const ENOUGH: usize = 2;

/// Lines that claim something else, or nothing, by where they stand.
pub(super) const DOUBTS: &[Doubt] = &[
    supposes(|walk, line| walk.is_exercise(line.statement, line.link)),
    means(
        |walk, line| walk.is_cut(line.left, line.link),
        "it goes on in the line above or below",
    ),
    means(
        |walk, line| walk.runs_on_in(line.statement, line.left, line.link),
        "its chain runs on: its left side is only the first number on its right",
    ),
    means(
        |walk, line| walk.is_column(line.left),
        "it stands below a line that begins with a plus sign, and may be the total of several",
    ),
    means(
        |walk, line| walk.is_key(line.left, line.link),
        "it may say which value belongs to a key",
    ),
    supposes(|walk, line| walk.is_value_to_meet(line.statement, line.left, line.link)),
    means(
        |walk, line| walk.leaves_out(line.left, line.link),
        "dots stand for what is not written",
    ),
    means(
        |walk, line| walk.is_tail_of_name(line.left),
        "its left side is the end of something that could not be read",
    ),
    means(
        |walk, line| walk.is_shown_absurd(line.link),
        "the text itself shows it to be absurd",
    ),
    means(
        |walk, line| walk.is_behind_number(line.statement, line.left, line.link),
        "it is right without the number before it, which may count the lines",
    ),
    means(
        |walk, line| walk.is_said_twice(line.statement, line.left, line.link),
        "it is right with the number that is said once more in brackets",
    ),
];

impl Walk<'_> {
    /// `5x - 3 = 10x - 6` among others of its kind: each is to be solved. A list of identities
    /// is one of claims.
    fn is_exercise(&self, statement: &Statement, link: &Link) -> bool {
        let Some(unknown) = unknown_of(statement).filter(|_| link.relation == Relation::Equal)
        else {
            return false;
        };
        let all = &self.document.statements;
        let at = all.partition_point(|other| other.first.span.start < statement.first.span.start);
        let before = all.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
        let behind = all.get(at + 1..).unwrap_or_default();
        let behind = behind.get(..NEAR.min(behind.len())).unwrap_or_default();
        let mark = self.mark_of(statement);
        let is_near = |other: &&Statement| {
            other.place.section == statement.place.section
                && unknown_of(other).as_ref() == Some(&unknown)
                && self.mark_of(other) == mark
        };
        let near: Vec<&Statement> = before.iter().chain(behind).filter(is_near).collect();
        let is_identity = |other: &&Statement| {
            let Some(link) = other.links.first() else {
                return false;
            };
            let none = Assumptions::none();
            let form = poly::difference(
                &other.first.expr,
                &link.side.expr,
                &none,
                &self.options.budget.poly,
            );
            form.is_ok_and(|form| form.is_zero())
        };
        let identities = near.iter().filter(|other| is_identity(other)).count();
        mark.is_some() && near.len() >= ENOUGH && 2 * identities < near.len()
    }

    /// What the line of a statement begins with before its formula, `\\part`, `-`, digits left out; none where the
    /// formula begins it.
    fn mark_of(&self, statement: &Statement) -> Option<String> {
        let start = statement.first.span.start;
        let before = self.document.source.text().get(..start)?;
        let line = before.rsplit('\n').next()?.trim();
        let mark: String = line.chars().filter(|c| !c.is_ascii_digit()).collect();
        let mark = mark.trim_end_matches(['$', '`', '(', ' ']).to_owned();
        (!mark.is_empty() && mark.len() <= 40).then_some(mark)
    }

    /// Whether the left side goes on from the line above, which ends in a sign, or the number on the right goes
    /// on in the line below, which begins with what it counts.
    fn is_cut(&self, left: &Side, link: &Link) -> bool {
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default();
        let marks = before.trim_end_matches([' ', '>', '#', '\t', '|']);
        let goes_on = marks.len() < before.len() || marks.ends_with('\n');
        let above = marks.trim_end();
        let is_broken = goes_on
            && marks.ends_with('\n')
            && above.ends_with(['+', '×', '·', '÷'])
            && !above.ends_with("++")
            || marks.ends_with('\n') && above.ends_with(" *");
        let behind = text.get(link.side.span.end..).unwrap_or_default();
        let blank = behind.trim_start_matches([' ', '\t']);
        let next = blank.strip_prefix('\n').unwrap_or_default();
        let next = next.trim_start_matches([' ', '>', '\t']);
        let word: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
        let counts = is_multiplier(&word) || unit(&word).is_some();
        // `+ 100 GB`, `= 500 GB`: the sum of a column.
        let between = self.between(left.span, link.sign);
        let row = between.rsplit_once('\n').map(|(_, row)| row);
        let begins = row.is_some_and(|row| row.trim_matches([' ', '>', '-', '*']).is_empty());
        // `= 32` above is a line of the chain itself.
        let head = before.rsplit('\n').next().unwrap_or_default();
        let is_summand = !head.contains(['=', '≈']);
        let computes = self
            .document
            .source
            .slice(left.span)
            .contains(['/', '÷', '×', '*']);
        let sums = begins && is_summand && is_one_number(&left.expr) && !computes;
        is_broken || sums || !word.is_empty() && counts && link.side.expr.as_number().is_some()
    }

    /// `- f(0) = 1` among others of its kind most of which are not so: what a function that is looked for has to meet.
    fn is_value_to_meet(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let Some(name) = called(&left.expr).filter(|_| statement.links.len() == 1) else {
            return false;
        };
        let all = &self.document.statements;
        let at = all.partition_point(|other| other.first.span.start < statement.first.span.start);
        let from = at.saturating_sub(NEAR);
        let near = all.get(from..all.len().min(at + NEAR)).unwrap_or_default();
        let mark = self.mark_of(statement);
        let is_beside = |other: &&Statement| {
            other.place.section == statement.place.section
                && other.links.len() == 1
                && called(&other.first.expr) == Some(name)
                && self.mark_of(other) == mark
        };
        let beside: Vec<&Statement> = near.iter().filter(is_beside).collect();
        let holds = |other: &&&Statement| {
            other.links.first().is_some_and(|link| {
                self.pair(&other.first, link.relation, &link.side, &other.place)
                    .is_right()
            })
        };
        let right = beside.iter().filter(holds).count();
        mark.is_some()
            && is_closed(&link.side.expr)
            && beside.len() >= ENOUGH
            && 2 * right <= beside.len()
    }

    /// `n!! = n(n-2)(n-4) \cdots`: whether dots stand behind a side for what is not written.
    fn leaves_out(&self, left: &Side, link: &Link) -> bool {
        const DOTS: &[&str] = &["\\cdots", "\\dots", "\\ldots", "…", "...", "⋯", "dots"];
        let text = self.document.source.text();
        let behind = text.get(link.side.span.end..).unwrap_or_default();
        let between = self.between(left.span, link.sign);
        let goes_on = |text: &str| {
            let text = text.trim_start_matches([' ', '*', '·', '+', '\\', ',']);
            DOTS.iter()
                .any(|dots| text.starts_with(dots.trim_start_matches('\\')))
        };
        // `1/3 = 0.34...` goes on in its digits.
        goes_on(behind) && !is_one_number(&link.side.expr) || goes_on(between)
    }

    /// `7 - lowbit(7) = 7 - 1`: whether the left side is the end of a name that could not be read.
    fn is_tail_of_name(&self, left: &Side) -> bool {
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default();
        let written = self.document.source.slice(left.span);
        let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let is_operand = name
            .trim_end()
            .ends_with(['+', '-', '*', '/', '−', '×', '·']);
        written.starts_with('(') && name.len() < before.len() && is_operand
    }

    /// `38 = 15 \Lightning`: a contradiction that is shown to be one.
    fn is_shown_absurd(&self, link: &Link) -> bool {
        const SIGNS: &[&str] = &["\\Lightning", "\\lightning", "\\blitz", "↯", "⚡"];
        let text = self.document.source.text();
        let behind = text.get(link.side.span.end..).unwrap_or_default();
        let block = behind.split("\n\n").next().unwrap_or_default();
        SIGNS.iter().any(|sign| block.contains(sign))
    }

    /// `70B / 2 = 35B × 2 bytes = 70 GB`: the left side is what the right one begins with, and the chain goes on
    /// with what comes of all of it.
    fn runs_on_in(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let is_last = statement
            .links
            .last()
            .is_some_and(|last| last.sign == link.sign);
        let Some(begin) = begin(&link.side.expr).filter(|_| !is_last && is_closed(&left.expr))
        else {
            return false;
        };
        let side = Side {
            expr: begin.clone(),
            ..link.side.clone()
        };
        self.pair(left, Relation::Equal, &side, &statement.place)
            .is_right()
    }

    /// `6 × 7 = 42`, `+ 8 × 2 = 16`, `= 58`: whether the line that goes on with a sign below begins with a plus.
    fn is_column(&self, left: &Side) -> bool {
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let ends = text
            .get(left.span.end..)
            .is_some_and(|behind| behind.trim_start_matches(' ').starts_with('\n'));
        ends && line.trim_start().starts_with('+') && line.contains('=')
    }

    /// `8=1`, `9=256`: two numbers without a blank between them, and no computation.
    fn is_key(&self, left: &Side, link: &Link) -> bool {
        let between = |from: usize, to: usize| from == to;
        let is_whole = |side: &Side| {
            let written = self.document.source.slice(side.span);
            !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit())
        };
        let touches =
            between(left.span.end, link.sign.start) && between(link.sign.end, link.side.span.start);
        // `0x7B00 = 57344`: the bits of a value.
        let is_bits = |side: &Side| self.document.source.slice(side.span).starts_with("0x");
        let are_single = is_one_number(&left.expr) && is_one_number(&link.side.expr);
        touches && is_whole(left) && is_whole(&link.side)
            || are_single && (is_bits(left) || is_bits(&link.side))
    }

    /// `86,400 ≈ 100,000 (10^5)`: whether the line is right with a number that is said once more in brackets.
    fn is_said_twice(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let [number, again] = link.side.expr.factors() else {
            return false;
        };
        let written = self.document.source.slice(link.side.span);
        let is_apart = written.ends_with(')') && written.contains(" (");
        let side = |expr: &Expr| Side {
            expr: expr.clone(),
            ..link.side.clone()
        };
        let is_right = |left: &Side, right: &Side| {
            self.pair(left, link.relation, right, &statement.place)
                .is_right()
        };
        is_apart && is_right(&side(number), &side(again)) && is_right(left, &side(number))
    }

    /// `(2) x = …`: whether the line is right without the number in brackets before it.
    fn is_behind_number(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let factors = left.expr.factors();
        let Some((number, rest)) = factors.split_first().filter(|(_, rest)| !rest.is_empty())
        else {
            return false;
        };
        let written = self.document.source.slice(left.span);
        let digits = written
            .strip_prefix(['(', '（'])
            .and_then(|rest| rest.split_once([')', '）']));
        let is_item = digits.is_some_and(|(digits, behind)| {
            let is_short =
                (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            is_short && behind.starts_with(' ')
        });
        let without = Side {
            expr: Expr::product(rest.iter().cloned()),
            span: Span::new(left.span.start, left.span.end),
            ..left.clone()
        };
        let is_defined = rest.len() == 1 && without.expr.as_symbol().is_some();
        is_item
            && number.as_number().is_some()
            && (is_defined
                || self
                    .pair(&without, link.relation, &link.side, &statement.place)
                    .is_right())
    }
}

/// The function of the document that a side is the value of, `f(0)`.
fn called(side: &Expr) -> Option<&Symbol> {
    match side.kind() {
        ExprKind::Call(Function::Declared(name), _) if is_closed(side) => Some(name),
        _ => None,
    }
}

/// The only unknown of an equation, where texts solve for it.
fn unknown_of(statement: &Statement) -> Option<Symbol> {
    let [link] = statement.links.as_slice() else {
        return None;
    };
    let mut names = statement.first.expr.free_symbols();
    names.extend(link.side.expr.free_symbols());
    let mut names = names.into_iter();
    let only = names.next().filter(is_solved_for)?;
    names.next().is_none().then_some(only)
}

/// What a computation begins with: the first factor of a product, the dividend.
fn begin(expr: &Expr) -> Option<&Expr> {
    match expr.kind() {
        ExprKind::Product(factors) => factors.first(),
        ExprKind::Quotient(dividend, _) => Some(begin(dividend).unwrap_or(dividend)),
        ExprKind::Quantity(amount, _) => begin(amount),
        _ => None,
    }
}
