//! Lines that begin with a relation sign: what they go on with.

use super::assemble::Frame;
use super::statement::{Origin, Statement};
use super::whole::Document;
use crate::diagnostic::Span;

impl Document {
    /// The statement that a line beginning with a sign goes on with.
    pub(super) fn continued(&mut self, frame: &Frame, sign: Span) -> Option<Statement> {
        let is_broken = std::mem::take(&mut self.is_broken);
        if frame.label.is_some() || is_broken {
            return None;
        }
        let place = frame.place;
        let is_near = |last: &Statement| {
            let begins_item = place.item.is_some() && last.place.item != place.item;
            !begins_item
                && last.place.section == place.section
                && last.place.row == place.row
                && last.place.cell == place.cell
        };
        // Behind words in the middle of a line a sign goes on with what the words say.
        let is_apart = |last: &Statement| {
            let is_line = matches!(frame.origin, Origin::Math | Origin::Prose);
            let between = Span::new(last.span().end.min(sign.start), sign.start);
            // A row of its own goes on with the row above.
            let is_row = self.source.slice(between).contains("\\\\");
            is_line
                && !is_row
                && self.has_words_between(last, sign)
                && !is_unit_between(self.source.slice(between))
                && !is_remark_between(self.source.slice(between))
                && self.has_words_before_place(sign.start)
        };
        // `[1600, 1600 / 25 = 64] = 102,400`: a bracket around the statement has the sign.
        let is_within = |last: &Statement| {
            let between = Span::new(last.span().end.min(sign.start), sign.start);
            let closes = self
                .source
                .slice(between)
                .trim_start()
                .starts_with([')', ']']);
            closes && is_balanced(self.source.slice(last.span()))
        };
        // `1728` (`= 3*3*3*64`) … `1792` (`= 3*3*3*64 + 64`): code of another place.
        let is_other_code = |last: &Statement| {
            let between = Span::new(last.span().end.min(sign.start), sign.start);
            let between = self.source.slice(between);
            let is_other = match frame.origin {
                Origin::Code => between.matches('`').count() > 2,
                // ``plus `50257 × 768` embeddings`` above `≈ 124M`.
                Origin::Prose => last.origin == Origin::Code && between.starts_with('`'),
                _ => false,
            };
            is_other && self.has_words_between(last, sign)
        };
        let near = self.statements.last().is_some_and(|last| {
            let end = last.span().end;
            is_near(last)
                && !is_within(last)
                && !is_other_code(last)
                && !is_apart(last)
                && !self.skips_formula(end, sign.start, frame.origin)
        }) && frame.place.block <= self.last_block + 1;
        if !near || self.is_bound(sign) {
            return None;
        }
        let last = self.statements.pop()?;
        // `The common denominator is $(x-1)(x-2)$`: an expression in a sentence, on the way.
        let chain = self.statements.last();
        let is_chain = |chain: &Statement| {
            !chain.links.is_empty()
                && is_near(chain)
                && chain.place.block + 3 >= last.place.block
                && chain.origin == Origin::Math
                && !self.skips_formula(chain.span().end, sign.start, frame.origin)
        };
        let is_aside = last.links.is_empty() && self.has_words_before(&last);
        if is_aside && frame.origin == Origin::Math && chain.is_some_and(is_chain) {
            let chain = self.statements.pop();
            self.statements.push(last);
            return chain;
        }
        Some(last)
    }

    /// Whether a sign of an inequality goes on with nothing: in a text words stand behind it, `< 0 for
    /// divergence`, or what stands before it has no left side either, `>= 0.8, < 0.10`.
    fn is_bound(&self, sign: Span) -> bool {
        let text = self.source.text();
        let compares = ['<', '>', '≤', '≥']
            .into_iter()
            .any(|mark| self.source.slice(sign).starts_with(mark))
            && !["<=>", "<==>"].contains(&self.source.slice(sign));
        let headless = self.statements.last().is_some_and(|last| {
            let before = text
                .get(..last.first.span.start)
                .unwrap_or_default()
                .trim_end();
            before.ends_with(['=', '<', '>', '≤', '≥'])
        });
        let behind = text.get(sign.end..).unwrap_or_default();
        let behind = behind.split('\n').next().unwrap_or_default();
        let is_prose = !behind.contains(['$', '\\', '`', '&']);
        compares && (headless || is_prose && speaks(behind))
    }

    /// Whether words stand between the end of a statement and a sign behind it.
    pub(super) fn has_words_between(&self, statement: &Statement, sign: Span) -> bool {
        let between = Span::new(statement.span().end.min(sign.start), sign.start);
        has_words(self.source.slice(between))
    }

    /// Whether words stand before a statement in its line.
    fn has_words_before(&self, statement: &Statement) -> bool {
        self.has_words_before_place(statement.span().start)
    }

    fn has_words_before_place(&self, start: usize) -> bool {
        let line = self.lines.partition_point(|line| *line <= start);
        let begin = line.checked_sub(1).and_then(|line| self.lines.get(line));
        let begin = begin.copied().unwrap_or(0).min(start);
        has_words(self.source.slice(Span::new(begin, start)))
    }
}

/// Whether all brackets of a text are closed in it.
fn is_balanced(text: &str) -> bool {
    let count = |marks: [char; 2]| text.matches(marks).count();
    count(['(', '[']) == count([')', ']'])
}

/// Whether a text has a word of several letters that is no unit.
fn speaks(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic());
    words.any(|word| word.chars().count() > 2 && crate::units::unit(word).is_none())
}

/// Whether a text is a unit with signs around it: `$ MB ` behind a formula between dollars.
fn is_unit_between(text: &str) -> bool {
    let word = text.trim_matches(|c: char| !c.is_alphanumeric());
    crate::units::unit(word).is_some()
}

/// Whether a text is one bracket with words, between the signs of mathematics: `\(e^{3.2}\) (for "mat") \(≈ 24.53\)`.
fn is_remark_between(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '$' | '\\'));
    let inner = inner.strip_prefix(')').unwrap_or(inner);
    let inner = inner.strip_suffix("\\(").unwrap_or(inner).trim();
    let inner = inner.strip_prefix(['(', '（']);
    let inner = inner.and_then(|inner| inner.strip_suffix([')', '）']));
    inner.is_some_and(|inner| !inner.contains(['(', ')', '（', '）', '=', '≈', '$', '`']))
}

/// Whether there are letters that belong to no command of LaTeX.
pub fn has_words(text: &str) -> bool {
    let mut rest = text.trim_start_matches(|c: char| c != '\n' && c.is_alphabetic());
    while let Some(at) = rest.find('\\') {
        if rest
            .get(..at)
            .is_some_and(|text| text.contains(char::is_alphabetic))
        {
            return true;
        }
        let command = rest.get(at + 1..).unwrap_or_default();
        let behind = command.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        // The name of an environment, or a label.
        let is_named = ["begin", "end", "label", "tag"]
            .into_iter()
            .any(|name| command.strip_prefix(name) == Some(behind));
        let name = behind
            .strip_prefix('{')
            .and_then(|name| name.split_once('}'))
            .filter(|_| is_named);
        rest = name.map_or(behind, |(_, rest)| rest);
    }
    rest.contains(char::is_alphabetic)
}
