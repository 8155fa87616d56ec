//! From a lowered line to statements: relations, sides, readings.

use std::ops::Range;

use super::statement::{
    Alternative, Announced, Label, Link, Note, Origin, Place, Side, Statement, Unread,
};
use super::whole::Document;
use crate::diagnostic::{Code, Source, Span};
use crate::expr::{Bindings, Expr, Relation, Symbol};
use crate::syntax::latex::Lowered;
use crate::syntax::{Scope, parse_input};

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
        let mut start = 0;
        let mut frame = frame.clone();
        for line in lowered.text.split_inclusive('\n') {
            let range = start..start + line.trim_end_matches('\n').len();
            start += line.len();
            self.add_line(lowered, range, base, &frame);
            frame.place.line += 1;
            frame.label = None;
        }
    }

    fn add_line(&mut self, lowered: &Lowered, line: Range<usize>, base: usize, frame: &Frame) {
        let text = lowered.text.get(line.clone()).unwrap_or_default();
        if text.trim().is_empty() {
            return;
        }
        let at = |range: &Range<usize>| {
            let span =
                lowered.original(Span::new(line.start + range.start, line.start + range.end));
            Span::new(span.start + base, span.end + base)
        };
        let cut = cut(text);
        let names = Self::scope(lowered);
        let sides: Vec<Result<Option<Side>, (Span, String)>> = cut
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

    /// Joins the sides that were read to statements, and lists what was not.
    fn join(
        &mut self,
        sides: Vec<Result<Option<Side>, (Span, String)>>,
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
                    };
                    if let Some(statement) = &mut current {
                        statement.links.push(link);
                    } else if is_first && place == 1 {
                        match self.continued(frame) {
                            Some(mut statement) => {
                                statement.links.push(link);
                                current = Some(statement);
                            }
                            None => self.without_left(link, frame),
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
        }
    }

    fn push(&mut self, statement: Statement) {
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
            && frame.place.block <= last.place.block + 1;
        if near { self.statements.pop() } else { None }
    }

    /// A line that begins with a sign: its label is its left side, where it has one.
    fn without_left(&mut self, link: Link, frame: &Frame) {
        match &frame.label {
            Some(label) => {
                let side = Side::new(Expr::symbol(label.symbol.clone()), label.span);
                let mut statement = statement(side, frame);
                statement.label = None;
                statement.links.push(link);
                self.push(statement);
            }
            None => self.unread_at(link.sign, "nothing stands before this sign"),
        }
    }

    fn unread_at(&mut self, at: Span, reason: &str) {
        self.unread.push(Unread {
            span: at,
            at,
            reason: reason.to_owned(),
        });
    }

    /// The names that are whole in this line.
    fn scope(lowered: &Lowered) -> Scope {
        let phrases = lowered
            .phrases
            .iter()
            .map(|phrase| phrase.stand_in.as_str());
        Scope::open()
            .with_names(phrases)
            .with_names(lowered.names.iter().map(String::as_str))
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

/// An expression and its other readings.
fn read_side(
    text: &str,
    scope: &Scope,
    lowered: &Lowered,
) -> Result<(Expr, Vec<Alternative>), String> {
    match parse(text, scope) {
        Ok(expr) => Ok((named(&expr, lowered), Vec::new())),
        Err((code, reason)) => {
            if code != Some(Code::AMBIGUOUS) {
                return Err(reason);
            }
            let readings = [divided(text, true), divided(text, false)];
            let [left, right] = readings.map(|text| parse(&text, scope).ok());
            match (left, right) {
                (Some(left), Some(right)) => {
                    let alternative = Alternative {
                        expr: named(&right, lowered),
                        told: format!("`{text}` with everything behind `/` below the line"),
                    };
                    Ok((named(&left, lowered), vec![alternative]))
                }
                _ => Err(reason),
            }
        }
    }
}

fn parse(text: &str, scope: &Scope) -> Result<Expr, (Option<Code>, String)> {
    let source = Source::new("<document>", text);
    match parse_input(&[source], scope) {
        Ok(mut reading) => match reading.value.pop() {
            Some(chain) if chain.links.is_empty() => Ok(chain.first),
            _ => Err((None, "a relation stands inside it".into())),
        },
        Err(errors) => {
            let first = errors.first();
            let reason = first.map_or_else(String::new, |error| error.message.clone());
            Err((first.map(|error| error.code), reason))
        }
    }
}

/// The phrases in place of the names that stood for them.
fn named(expr: &Expr, lowered: &Lowered) -> Expr {
    let pairs = lowered.phrases.iter();
    let pairs: Bindings = pairs
        .map(|phrase| {
            (
                Symbol::new(&phrase.stand_in),
                Expr::symbol(Symbol::new(&phrase.words)),
            )
        })
        .collect();
    if pairs.is_empty() {
        return expr.clone();
    }
    pairs.substitute(expr).unwrap_or_else(|_| expr.clone())
}

/// `a/bc` as `a/b*c`, or as `a/(bc)`.
fn divided(text: &str, only_first: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find('/') {
        let (before, behind) = rest.split_at(at + 1);
        out.push_str(before);
        let behind_trimmed = behind.trim_start();
        let first = operand(behind_trimmed);
        let run = run(behind_trimmed);
        if run > first && first > 0 {
            if only_first {
                out.push_str(behind_trimmed.get(..first).unwrap_or_default());
                out.push('*');
                rest = behind_trimmed.get(first..).unwrap_or_default().trim_start();
            } else {
                out.push('(');
                out.push_str(behind_trimmed.get(..run).unwrap_or_default());
                out.push(')');
                rest = behind_trimmed.get(run..).unwrap_or_default();
            }
        } else {
            rest = behind;
        }
    }
    out + rest
}

/// The length of the operand that a text begins with, its power included.
fn operand(text: &str) -> usize {
    let first = text.chars().next().unwrap_or(' ');
    let mut end = if first == '(' {
        closing(text)
    } else if first.is_ascii_digit() {
        text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '_'))
            .unwrap_or(text.len())
    } else if first.is_alphabetic() {
        let letter = first.len_utf8();
        let behind = text.get(letter..).unwrap_or_default();
        // A name is one letter unless a subscript makes it longer.
        if behind.starts_with("_{") {
            letter + behind.find('}').map_or(0, |end| end + 1)
        } else if behind.starts_with('_') {
            text.find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(text.len())
        } else {
            letter
        }
    } else {
        0
    };
    let behind = text.get(end..).unwrap_or_default();
    if let Some(power) = behind.strip_prefix('^') {
        let length = if power.starts_with('(') {
            closing(power)
        } else {
            operand(power)
        };
        end += 1 + length;
    }
    end += text
        .get(end..)
        .unwrap_or_default()
        .chars()
        .take_while(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(*c))
        .map(char::len_utf8)
        .sum::<usize>();
    end
}

/// The length of the operands that stand side by side.
fn run(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        let length = operand(rest.trim_start_matches(' '));
        if length == 0 {
            return end;
        }
        end += gap + length;
    }
}

fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}
