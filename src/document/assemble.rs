//! From a lowered line to statements: relations, sides, readings.

use std::borrow::Cow;
use std::ops::Range;

use super::amid::{AMID, Amid, leave_led_sides};
use super::cut::{
    Cut, WIDE, by_congruence, clauses, cut, lines_of, sign_at, spaced, trimmed, without_modulus,
};
use super::functions::spelled;
use super::groups::whole_groups;
use super::html::whole_tags;
use super::reading::read_side;
use super::scopes::Scopes;
use super::statement::{Announced, Label, Link, Note, Origin, Place, Side, Statement, Unread};
use super::suffixes::has_suffix;
use super::whole::Document;
use crate::diagnostic::Span;
use crate::expr::{Expr, Relation};
use crate::syntax::latex::Lowered;

/// Where a line stands and what was read beside it.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) origin: Origin,
    pub(super) place: Place,
    pub(super) announced: Option<Announced>,
    pub(super) label: Option<Label>,
}

/// A side that was read, nothing where none is written, or why it could not be read.
pub(super) type Read = Result<Option<Side>, (Span, String)>;

impl Document {
    /// Reads every line of a lowered text. `base` is where the text begins in the source.
    pub(super) fn add_lines(&mut self, lowered: &Lowered, base: usize, frame: &Frame) {
        let mut frame = frame.clone();
        // Where the statements of the row above begin, if it has formulas in columns.
        let mut columns: Option<usize> = None;
        let mut scopes = None;
        for line in lines_of(&lowered.text) {
            let text = lowered.text.get(line.clone()).unwrap_or_default();
            let parts = clauses(text);
            let begins = text.trim_start();
            let goes_on = sign_at(begins).is_some();
            // The first column goes on with the first formula of the row above.
            if let Some(first) = columns.filter(|at| goes_on && *at < self.statements.len()) {
                let first = self.statements.remove(first);
                self.statements.push(first);
            }
            let has_columns = parts.len() > 1 && text.contains(WIDE);
            columns =
                (has_columns || goes_on && columns.is_some()).then_some(self.statements.len());
            for (column, clause) in parts.into_iter().enumerate() {
                let range = line.start + clause.start..line.start + clause.end;
                let written = text.get(clause).unwrap_or_default();
                let begins = written.trim_start();
                if column > 0 && goes_on && sign_at(begins).is_some() {
                    let at = range.start + written.len() - begins.len();
                    let sign = lowered.original(Span::new(at, at + 1));
                    self.unread_at(
                        Span::new(sign.start + base, sign.end + base),
                        "nothing tells which formula of the row above goes on here",
                    );
                    continue;
                }
                self.add_line(lowered, range, base, &frame, &mut scopes);
            }
            frame.place.line += 1;
            frame.label = None;
        }
    }

    fn add_line<'t>(
        &mut self,
        lowered: &'t Lowered,
        line: Range<usize>,
        base: usize,
        frame: &Frame,
        scopes: &mut Option<Scopes<'t>>,
    ) {
        let text = lowered.text.get(line.clone()).unwrap_or_default();
        if text.trim().is_empty() {
            return;
        }
        let (text, modulus) = without_modulus(spaced(text));
        for (text, modulus) in by_congruence(text, modulus) {
            self.add_part(
                lowered,
                (line.clone(), base),
                (&text, modulus.as_deref()),
                frame,
                scopes,
            );
        }
    }

    fn add_part<'t>(
        &mut self,
        lowered: &'t Lowered,
        (line, base): (Range<usize>, usize),
        (text, modulus): (&str, Option<&str>),
        frame: &Frame,
        scopes: &mut Option<Scopes<'t>>,
    ) {
        let source = self.source.clone();
        let at = |range: &Range<usize>| {
            let span =
                lowered.original(Span::new(line.start + range.start, line.start + range.end));
            let span = Span::new(span.start + base, span.end + base);
            let span = whole_tags(source.text(), span);
            if frame.origin == Origin::Math {
                whole_groups(source.text(), span)
            } else {
                span
            }
        };
        let cut = cut(text);
        let first = cut
            .sides
            .first()
            .map(|first| trimmed(text, first.clone()))
            .filter(|first| !first.is_empty());
        let amid = first.and_then(|first| self.is_amid(at(&first).start, frame));
        if amid == Some(Amid::Whole) && cut.signs.len() > 1 {
            self.leave_signs(&cut, at, AMID);
            return;
        }
        self.meet_head(text, &cut);
        let names = self.names_in(lowered, frame.origin, scopes);
        // Letters behind numbers may be read as in a sentence.
        let plain = match frame.origin {
            Origin::Math | Origin::Prose if has_suffix(text) => {
                Cow::Owned(self.named(lowered, Origin::Prose))
            }
            _ => Cow::Borrowed(names),
        };
        let mut sides: Vec<Read> = cut
            .sides
            .iter()
            .map(|range| {
                let range = trimmed(text, range.clone());
                let written = text.get(range.clone()).unwrap_or_default();
                if written.is_empty() {
                    return Ok(None);
                }
                let written = match modulus {
                    Some(modulus) => Cow::Owned(format!("mod({written}, {modulus})")),
                    None => Cow::Borrowed(written),
                };
                if is_set(self.source.slice(at(&range))) {
                    return Err((at(&range), "a set is not read".to_owned()));
                }
                if let Some(reason) = lowered.unread_in(&written) {
                    return Err((at(&range), reason.to_owned()));
                }
                read_side(&spelled(&written, lowered), names, &plain, lowered)
                    .map(|(expr, alternatives)| {
                        Some(Side {
                            expr,
                            span: at(&range),
                            alternatives,
                            notes: Vec::new(),
                        })
                    })
                    .map_err(|reason| (at(&range), reason))
            })
            .collect();
        leave_led_sides(&mut sides, &cut, text, amid, at);
        let sides = self.with_head(sides, text, &cut);
        self.join(sides, &cut, at, frame);
        let notes = lowered
            .notes
            .iter()
            .filter(|_| line.end == lowered.text.len());
        let notes: Vec<Note> = notes
            .map(|(text, at)| Note {
                text: text.clone(),
                span: Span::new(base + at, base + at + text.len()),
            })
            .collect();
        if let Some(last) = self.statements.last_mut() {
            let side = last
                .links
                .last_mut()
                .map_or(&mut last.first, |link| &mut link.side);
            if notes.iter().all(|note| note.span.start >= side.span.start) {
                side.notes.extend(notes);
            }
        }
    }

    /// Whether the sign before a side is the bracket that it stands in, `46,702,526,464 (46.70B)`.
    fn is_restated(&self, sign: Span, side: Span) -> bool {
        let between = self
            .source
            .slice(Span::new(sign.end.min(side.start), side.start));
        self.source.slice(sign).starts_with(['(', '（']) && !between.contains([')', '）'])
    }

    /// Joins the sides that were read to statements, and lists what was not.
    fn join(
        &mut self,
        sides: Vec<Read>,
        cut: &Cut,
        at: impl Fn(&Range<usize>) -> Span,
        frame: &Frame,
    ) {
        let read: Vec<bool> = sides
            .iter()
            .map(|side| matches!(side, Ok(Some(_))))
            .collect();
        let mut current: Option<Statement> = None;
        let mut is_first = true;
        // Why the first side could not be read: told at the sign behind it.
        let mut first_reason: Option<String> = None;
        for (place, side) in sides.into_iter().enumerate() {
            let sign = place
                .checked_sub(1)
                .and_then(|before| cut.signs.get(before));
            match (side, sign) {
                (Ok(Some(side)), None) => current = Some(statement(side, frame)),
                // Nothing before the first sign: the line goes on with what stood above it.
                (Ok(None), None) => {}
                (Ok(Some(side)), Some((range, relation))) => {
                    let sign = at(range);
                    let link = Link {
                        relation: *relation,
                        sign,
                        restated: self.is_restated(sign, side.span),
                        side,
                        is_far: false,
                    };
                    let is_arrow = matches!(relation, Relation::Implies | Relation::Equivalent);
                    let is_closed = link.side.expr.free_symbols().is_empty();
                    if let Some(statement) = &mut current {
                        statement.links.push(link);
                    } else if is_arrow && is_closed && place == 1 {
                        // `=> 3 + 4 = 7`: the arrow only leads to a computation.
                        current = Some(statement(link.side, frame));
                    } else if is_first && place == 1 {
                        match self.continued(frame, link.sign) {
                            Some(mut statement) => {
                                let is_far = self.last_block != frame.place.block
                                    && !(statement.origin == Origin::Math
                                        && frame.origin == Origin::Math
                                        && !self.has_words_between(&statement, link.sign));
                                statement.links.push(Link { is_far, ..link });
                                current = Some(statement);
                            }
                            None => current = Some(self.without_left(link, frame)),
                        }
                    } else {
                        let reason = first_reason.take();
                        let reason = reason.as_deref();
                        let untold = "the side before this sign could not be read";
                        self.unread_at(at(range), reason.unwrap_or(untold));
                        // What stands behind the sign can be read: a chain begins there.
                        current = Some(statement(link.side, frame));
                    }
                }
                (Ok(None), Some((range, _))) => {
                    self.unread_at(at(range), "nothing stands behind this sign");
                }
                (Err((span, reason)), sign) => {
                    // Two relations lean on a side: that before it and that behind it.
                    is_first = false;
                    if let Some(statement) = current.take() {
                        self.push(statement);
                    }
                    let next_is_read = sign.is_none() && !cut.signs.is_empty();
                    if next_is_read && read.get(1) == Some(&true) {
                        first_reason = Some(reason);
                        continue;
                    }
                    let sign = sign.map_or(span, |(range, _)| at(range));
                    if !cut.signs.is_empty() || cut.hides_sign {
                        self.unread.push(Unread {
                            is_refuted: false,
                            span,
                            at: sign,
                            reason,
                        });
                    }
                }
            }
        }
        self.is_broken = current.is_none() && !cut.signs.is_empty() && frame.origin == Origin::Math;
        if let Some(statement) = current {
            self.push(statement);
            self.last_block = frame.place.block;
        }
    }

    fn push(&mut self, statement: Statement) {
        for side in statement.sides() {
            for symbol in side.expr.free_symbols() {
                self.met.meet(symbol, ());
            }
        }
        self.statements.push(statement);
    }

    /// A line that begins with a sign: its label is its left side, where it has one; else what
    /// stands behind the sign begins a chain.
    fn without_left(&mut self, link: Link, frame: &Frame) -> Statement {
        let Some(label) = &frame.label else {
            self.unread_at(link.sign, "nothing stands before this sign");
            return statement(link.side, frame);
        };
        let side = Side::new(Expr::symbol(label.symbol.clone()), label.span);
        let mut statement = statement(side, frame);
        statement.label = None;
        statement.links.push(link);
        statement
    }

    /// Takes the first side for what it defines, a function.
    fn meet_head(&mut self, text: &str, cut: &Cut) {
        let defines = |(_, relation): &(_, Relation)| *relation == Relation::Equal;
        if let (Some(side), true) = (cut.sides.first(), cut.signs.first().is_some_and(defines)) {
            self.meet_function(text.get(side.clone()).unwrap_or_default());
        }
    }

    /// The sides with capitals before the first sign as one name, where they are no product.
    fn with_head(&self, mut sides: Vec<Read>, text: &str, cut: &Cut) -> Vec<Read> {
        let (Some(first), Some((sign, _))) = (cut.sides.first(), cut.signs.first()) else {
            return sides;
        };
        let rest = text.get(sign.end..).unwrap_or_default();
        let written = text.get(first.clone()).unwrap_or_default();
        let is_equation = cut
            .signs
            .first()
            .is_some_and(|(_, relation)| *relation == Relation::Equal);
        if let (Some(name), Some(side)) = (self.phrase_head(written), sides.first_mut())
            && is_equation
        {
            let read = match side {
                Ok(Some(side)) => side.span,
                Err((span, _)) => *span,
                Ok(None) => return sides,
            };
            *side = Ok(Some(Side::new(Expr::symbol(name), read)));
            return sides;
        }
        let name = self.capitals(text.get(first.clone()).unwrap_or_default().trim(), rest);
        if let (Some(name), Some(Ok(Some(side)))) = (name, sides.first_mut()) {
            side.expr = Expr::symbol(name);
        }
        sides
    }
}

fn statement(first: Side, frame: &Frame) -> Statement {
    Statement {
        first,
        links: Vec::new(),
        label: frame.label.clone(),
        origin: frame.origin,
        place: frame.place,
        announced: frame.announced,
    }
}

/// Whether a side is a set and no number: `\{0\}`.
fn is_set(side: &str) -> bool {
    let inner = side.trim().trim_start_matches('\\').strip_prefix('{');
    let inner = inner.and_then(|inner| inner.trim_end_matches('}').strip_suffix('\\'));
    inner.is_some_and(|inner| !inner.contains(['{', '}']))
}
