//! From a lowered line to statements: relations, sides, readings.

use std::ops::Range;

use super::reading::read_side;
use super::statement::{Announced, Label, Link, Note, Origin, Place, Side, Statement, Unread};
use super::whole::Document;
use crate::diagnostic::Span;
use crate::expr::{Expr, Relation};
use crate::syntax::Scope;
use crate::syntax::latex::Lowered;

/// The relation signs, the longer ones first.
const SIGNS: &[(&str, Relation)] = &[
    ("<=>", Relation::Equivalent),
    ("⟺", Relation::Equivalent),
    ("⇔", Relation::Equivalent),
    ("=>", Relation::Implies),
    ("⇒", Relation::Implies),
    ("⟹", Relation::Implies),
    (":=", Relation::Equal),
    ("==", Relation::Equal),
    ("~=", Relation::Approx),
    ("=~", Relation::Approx),
    ("!=", Relation::NotEqual),
    ("<=", Relation::LessEqual),
    (">=", Relation::GreaterEqual),
    ("<<", Relation::MuchLess),
    (">>", Relation::MuchGreater),
    ("=", Relation::Equal),
    ("＝", Relation::Equal),
    ("≈", Relation::Approx),
    ("≃", Relation::Approx),
    ("≅", Relation::Approx),
    ("≒", Relation::Approx),
    ("≡", Relation::Equal),
    ("≠", Relation::NotEqual),
    ("≤", Relation::LessEqual),
    ("⩽", Relation::LessEqual),
    ("≥", Relation::GreaterEqual),
    ("⩾", Relation::GreaterEqual),
    ("≪", Relation::MuchLess),
    ("≫", Relation::MuchGreater),
    ("≍", Relation::SameOrder),
    ("∼", Relation::Asymptotic),
    ("~", Relation::Asymptotic),
    ("<", Relation::Less),
    (">", Relation::Greater),
];

/// The relation sign that a text begins with.
pub(super) fn sign_at(text: &str) -> Option<(&'static str, Relation)> {
    SIGNS
        .iter()
        .find(|(sign, _)| text.starts_with(sign))
        .copied()
}

/// Where a line stands and what was read beside it.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) origin: Origin,
    pub(super) place: Place,
    pub(super) announced: Option<Announced>,
    pub(super) label: Option<Label>,
}

/// The sides of a line and the relations between them, as ranges of the lowered text.
struct Cut {
    sides: Vec<Range<usize>>,
    signs: Vec<(Range<usize>, Relation)>,
    /// Whether a bracket that is not closed keeps a sign from being one.
    hides_sign: bool,
}

/// A side that was read, nothing where none is written, or why it could not be read.
type Read = Result<Option<Side>, (Span, String)>;

/// The lines of a lowered text; one that ends or begins with an open sign belongs to its neighbour.
fn lines_of(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        let written = text.get(range.clone()).unwrap_or_default().trim();
        let before = found.last().and_then(|last| text.get(last.clone()));
        let before = before.unwrap_or_default().trim_end();
        let is_open = before.ends_with(OPEN) && !before.is_empty();
        let goes_on = written.starts_with(['+', '*', '/', '×', '·']);
        match found.last_mut() {
            Some(last) if !written.is_empty() && !before.is_empty() && (is_open || goes_on) => {
                last.end = range.end;
            }
            _ => found.push(range),
        }
    }
    found
}

/// Signs behind which a formula goes on.
const OPEN: [char; 9] = ['+', '-', '−', '*', '/', '×', '·', '=', '≈'];

/// The parts of a line between commas or wide gaps, where each has a relation of its own.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' | ';' | '，' | '；' | '、' | WIDE if depth <= 0 => {
                found.push(start..at);
                start = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..text.len());
    found.retain(|range| !is_tag(text.get(range.clone()).unwrap_or_default()));
    let has_sign = |range: &Range<usize>| {
        let part = text.get(range.clone()).unwrap_or_default();
        !cut(part).signs.is_empty()
    };
    // Behind a wide gap stands a remark, where it is no formula of its own.
    let is_remark = |range: &Range<usize>| {
        let before = text.get(..range.start).unwrap_or_default();
        before.ends_with(WIDE) && !has_sign(range)
    };
    if found.first().is_some_and(has_sign) {
        found.retain(|range| !is_remark(range));
    }
    if !found.iter().all(has_sign) {
        let end = found.last().map_or(text.len(), |last| last.end);
        found.clear();
        found.push(0..end);
    }
    found
}

/// A gap between formulas, `\quad`.
pub(crate) const WIDE: char = '\u{2003}';

/// Nothing, or the number of an equation.
fn is_tag(part: &str) -> bool {
    let part = part.trim();
    let inside = part
        .strip_prefix('(')
        .and_then(|part| part.strip_suffix(')'));
    part.is_empty()
        || inside.is_some_and(|number| {
            number.len() <= 4
                && number.starts_with(|c: char| c.is_ascii_digit())
                && number.chars().all(|c| c.is_ascii_digit() || c == '.')
        })
}

/// The text with line ends and wide gaps as blanks, of the same length.
fn spaced(text: &str) -> String {
    text.replace('\n', " ").replace(WIDE, "   ")
}

/// Cuts a line at the relation signs that stand in no bracket.
fn cut(text: &str) -> Cut {
    let mut cut = Cut {
        sides: Vec::new(),
        signs: Vec::new(),
        hides_sign: false,
    };
    let (mut depth, mut start, mut at) = (0_i32, 0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        match first {
            '(' | '[' | '{' | '⁽' => depth += 1,
            ')' | ']' | '}' | '⁾' => depth -= 1,
            _ => {}
        }
        let found = sign_at(rest);
        cut.hides_sign |= depth > 0 && found.is_some();
        if depth <= 0
            && let Some((sign, relation)) = found
        {
            let behind = text.get(at + sign.len()..).unwrap_or_default();
            let relation = match relation {
                // `~124M` is about 124 million; `f ~ g` says that the ratio tends to 1.
                Relation::Asymptotic
                    if behind
                        .trim_start()
                        .starts_with(|c: char| c.is_ascii_digit()) =>
                {
                    Relation::Approx
                }
                relation => relation,
            };
            cut.sides.push(start..at);
            cut.signs.push((at..at + sign.len(), relation));
            start = at + sign.len();
            at = start;
            continue;
        }
        at += first.len_utf8();
    }
    cut.hides_sign &= depth > 0;
    cut.sides.push(start..text.len());
    cut
}

impl Document {
    /// Reads every line of a lowered text. `base` is where the text begins in the source.
    pub(super) fn add_lines(&mut self, lowered: &Lowered, base: usize, frame: &Frame) {
        let mut frame = frame.clone();
        for line in lines_of(&lowered.text) {
            let text = lowered.text.get(line.clone()).unwrap_or_default();
            for clause in clauses(text) {
                let range = line.start + clause.start..line.start + clause.end;
                self.add_line(lowered, range, base, &frame);
            }
            frame.place.line += 1;
            frame.label = None;
        }
    }

    fn add_line(&mut self, lowered: &Lowered, line: Range<usize>, base: usize, frame: &Frame) {
        let text = lowered.text.get(line.clone()).unwrap_or_default();
        if text.trim().is_empty() {
            return;
        }
        let text = &spaced(text);
        let at = |range: &Range<usize>| {
            let span =
                lowered.original(Span::new(line.start + range.start, line.start + range.end));
            Span::new(span.start + base, span.end + base)
        };
        let cut = cut(text);
        self.meet_head(text, &cut);
        let names = self.scope(lowered);
        let sides: Vec<Read> = cut
            .sides
            .iter()
            .map(|range| {
                let range = trimmed(text, range.clone());
                let written = text.get(range.clone()).unwrap_or_default();
                if written.is_empty() {
                    return Ok(None);
                }
                read_side(written, &names, lowered)
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

    /// Lists the relations of a text as unread.
    pub(super) fn leave(&mut self, lowered: &Lowered, base: usize, reason: &str) {
        let cut = cut(&lowered.text);
        for (range, _) in &cut.signs {
            let span = lowered.original(Span::new(range.start, range.end));
            // The sign is surrounded by blanks that come from its own place.
            self.unread_at(Span::new(span.start + base, span.end + base), reason);
        }
    }

    /// Joins the sides that were read to statements, and lists what was not.
    fn join(
        &mut self,
        sides: Vec<Read>,
        cut: &Cut,
        at: impl Fn(&Range<usize>) -> Span,
        frame: &Frame,
    ) {
        let mut current: Option<Statement> = None;
        let mut is_first = true;
        for (place, side) in sides.into_iter().enumerate() {
            let sign = place
                .checked_sub(1)
                .and_then(|before| cut.signs.get(before));
            match (side, sign) {
                (Ok(Some(side)), None) => current = Some(statement(side, frame)),
                // Nothing before the first sign: the line goes on with what stood above it.
                (Ok(None), None) => {}
                (Ok(Some(side)), Some((range, relation))) => {
                    let link = Link {
                        relation: *relation,
                        sign: at(range),
                        side,
                        restated: false,
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
                        match self.continued(frame) {
                            Some(mut statement) => {
                                let is_far = self.last_block != frame.place.block;
                                statement.links.push(Link { is_far, ..link });
                                current = Some(statement);
                            }
                            None => current = Some(self.without_left(link, frame)),
                        }
                    } else {
                        self.unread_at(at(range), "the side before this sign could not be read");
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
                    let sign = sign.map_or(span, |(range, _)| at(range));
                    if !cut.signs.is_empty() || cut.hides_sign {
                        self.unread.push(Unread {
                            span,
                            at: sign,
                            reason,
                        });
                    }
                }
            }
        }
        if let Some(statement) = current {
            self.push(statement);
            self.last_block = frame.place.block;
        }
    }

    fn push(&mut self, statement: Statement) {
        for side in statement.sides() {
            self.met.extend(side.expr.free_symbols());
        }
        self.statements.push(statement);
    }

    /// The statement that a line beginning with a sign goes on with.
    fn continued(&mut self, frame: &Frame) -> Option<Statement> {
        if frame.label.is_some() {
            return None;
        }
        let last = self.statements.last()?;
        let near = last.place.section == frame.place.section
            && last.place.row == frame.place.row
            && frame.place.block <= self.last_block + 1;
        if near { self.statements.pop() } else { None }
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

    pub(super) fn unread_at(&mut self, at: Span, reason: &str) {
        self.unread.push(Unread {
            span: at,
            at,
            reason: reason.to_owned(),
        });
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
        let name = self.capitals(text.get(first.clone()).unwrap_or_default().trim(), rest);
        if let (Some(name), Some(Ok(Some(side)))) = (name, sides.first_mut()) {
            side.expr = Expr::symbol(name);
        }
        sides
    }

    /// The names that are whole in this line.
    fn scope(&self, lowered: &Lowered) -> Scope {
        let phrases = lowered
            .phrases
            .iter()
            .map(|phrase| phrase.stand_in.as_str());
        let scope = Scope::open()
            .with_names(phrases)
            .with_names(lowered.names.iter().map(String::as_str));
        self.functions.iter().fold(scope, |scope, (name, arity)| {
            scope.with_function(name.clone(), *arity)
        })
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

/// A range without the blanks and the punctuation at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text.get(range.clone()).unwrap_or_default();
    let is_loose = |c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '.' | ':' | '。' | '，' | '、' | '；' | '…')
    };
    let start = inner.len()
        - inner
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '，'))
            .len();
    let end = inner.trim_end_matches(is_loose).len();
    range.start + start..range.start + end.max(start)
}
