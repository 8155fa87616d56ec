//! Markdown: where formulas may stand.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::announce::{announced, announced_above};
use super::assemble::Frame;
use super::beside::{is_money, is_part_of_line, is_price, is_role, told_of_code};
use super::cases::begins_case;
use super::dollars::loosened;
use super::fences::INDENTED;
use super::html::without_tags;
use super::lines::logical_lines;
use super::mask::{Display, mask, without_front_matter};
use super::statement::{Announced, Label, Origin, Place, Section};
use super::tex::as_markdown;
use super::whole::Document;
use crate::diagnostic::Span;
use crate::syntax::latex::{Macros, lower_sides};

/// A reader on its way through a document.
pub(super) struct Walk<'d> {
    pub(super) document: &'d mut Document,
    pub(super) place: Place,
    pub(super) macros: Macros,
    /// What the words before the formula that is being read announce.
    pub(super) announced: Option<Announced>,
    /// The unit that stands behind the formula that is being read, outside of its signs.
    pub(super) unit: Option<String>,
    /// What the words before the formula that is being read call it.
    pub(super) label: Option<Label>,
    items: usize,
    rows: usize,
    pub(super) cells: usize,
    /// Mathematics by its own signs that was not read yet.
    displays: VecDeque<Display>,
}

impl<'d> Walk<'d> {
    pub(super) fn new(document: &'d mut Document, macros: Macros) -> Self {
        Self {
            document,
            place: Place::default(),
            macros,
            announced: None,
            unit: None,
            label: None,
            items: 0,
            rows: 0,
            cells: 0,
            displays: VecDeque::new(),
        }
    }

    pub(super) fn frame(&self, origin: Origin) -> Frame {
        Frame {
            origin,
            place: self.place,
            announced: self.announced,
            label: None,
        }
    }

    /// Reads Markdown that stands at `range` of the source.
    pub(super) fn markdown(&mut self, range: Range<usize>) {
        let source = self.document.source.clone();
        let text = source.text().get(range.clone()).unwrap_or_default();
        self.markdown_of(&loosened(&without_tags(text)), range.start, false);
    }

    /// Reads a text that stands at `base` of the source.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each event of the reader"
    )]
    pub(super) fn markdown_of(&mut self, text: &str, base: usize, is_latex: bool) {
        let range = base..base + text.len();
        let (masked, displays) = mask(text);
        let masked = if is_latex {
            as_markdown(&masked)
        } else {
            masked
        };
        let masked = if base == 0 {
            without_front_matter(masked)
        } else {
            masked
        };
        let options = Options::ENABLE_MATH | Options::ENABLE_TABLES;
        self.displays = displays.into();
        // The block that is being read: its range, and what in it is no prose.
        let mut block: Option<Range<usize>> = None;
        let mut apart: Vec<(Range<usize>, Part)> = Vec::new();
        let mut fence: Option<(String, Range<usize>)> = None;
        let mut table: Option<Table> = None;
        for (event, at) in Parser::new_ext(&masked, options).into_offset_iter() {
            if block.is_none() {
                self.displays_before(text, at.start, range.start);
            }
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    self.section(
                        text.get(at.clone()).unwrap_or_default(),
                        at.clone(),
                        range.start,
                        level,
                    );
                    block = Some(at);
                }
                Event::Start(Tag::Paragraph) => {
                    self.place.block += 1;
                    self.open_case(text, &at, range.start);
                    block = Some(at);
                }
                Event::Start(Tag::Item) => {
                    self.items += 1;
                    self.place.item = Some(self.items);
                    self.place.block += 1;
                    block = Some(at);
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    let language = match kind {
                        CodeBlockKind::Fenced(language) => language.to_string(),
                        CodeBlockKind::Indented => INDENTED.to_owned(),
                    };
                    if let Some(block) = block.take() {
                        self.prose(text, block.start..at.start, &mut apart, range.start);
                    }
                    self.place.block += 1;
                    fence = Some((language, at));
                }
                Event::Text(_) if fence.is_some() => {
                    if let Some((language, _)) = &fence {
                        let language = language.clone();
                        self.fence(&language, text, at, range.start);
                    }
                }
                Event::End(TagEnd::CodeBlock) => fence = None,
                // `$1.3 ≈ $120`: prices, not mathematics.
                Event::InlineMath(_) if is_price(text, &at) => {}
                Event::InlineMath(_) => apart.push((at, Part::Math(1))),
                Event::DisplayMath(_) => apart.push((at, Part::Math(2))),
                Event::Code(_) if is_role(text, &at) => apart.push((at, Part::Math(1))),
                Event::Code(_) => apart.push((at, Part::Code)),
                Event::Start(Tag::HtmlBlock) => self.comments(text, at, range.start),
                Event::InlineHtml(_) => {
                    self.comments(text, at.clone(), range.start);
                    apart.push((at, Part::Nothing));
                }
                Event::Html(_) => apart.push((at, Part::Nothing)),
                Event::Start(Tag::Table(_)) => {
                    self.place.block += 1;
                    self.document.tables.push(super::table::Table::default());
                    table = Some(Table::default());
                }
                Event::Start(Tag::TableCell) => {
                    if let Some(table) = &mut table {
                        table.cells.push(at);
                    }
                }
                Event::End(TagEnd::TableHead) => {
                    if let Some(table) = &mut table {
                        table.header = std::mem::take(&mut table.cells);
                        self.rows += 1;
                        self.place.row = Some(self.rows);
                        for cell in table.header.clone() {
                            let written = text.get(cell.clone()).unwrap_or_default();
                            self.cells += 1;
                            self.place.cell = Some(self.cells);
                            if written.contains(['=', '≈']) {
                                self.prose(text, cell, &mut apart, range.start);
                            }
                        }
                        self.place.cell = None;
                        self.place.row = None;
                    }
                    apart.clear();
                }
                Event::End(TagEnd::TableRow) => {
                    if let Some(table) = &mut table {
                        self.rows += 1;
                        self.place.row = Some(self.rows);
                        let cells = std::mem::take(&mut table.cells);
                        self.row(text, &table.header.clone(), &cells, &mut apart, range.start);
                        self.place.row = None;
                    }
                }
                Event::End(TagEnd::Table) => table = None,
                Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                    if let Some(block) = block.take() {
                        self.prose(text, block, &mut apart, range.start);
                    }
                }
                Event::Start(Tag::List(_)) => {
                    if let Some(block) = block.take() {
                        self.prose(text, block.start..at.start, &mut apart, range.start);
                    }
                }
                Event::End(TagEnd::Item) => {
                    if let Some(block) = block.take() {
                        self.prose(text, block, &mut apart, range.start);
                    }
                    self.place.item = None;
                }
                _ => {}
            }
        }
        self.displays_before(text, usize::MAX, range.start);
    }

    /// Mathematics that stands by itself before a place.
    fn displays_before(&mut self, text: &str, place: usize, base: usize) {
        while let Some(display) = self.next_display(place) {
            self.display(text, display, base);
        }
    }

    fn next_display(&mut self, before: usize) -> Option<Display> {
        let (whole, _) = self.displays.front()?;
        if whole.start < before {
            self.displays.pop_front()
        } else {
            None
        }
    }

    /// Mathematics that stands by itself.
    fn display(&mut self, text: &str, (whole, inner): Display, base: usize) {
        self.place.block += 1;
        self.announced = announced_above(text.get(..whole.start).unwrap_or_default());
        self.math(text, inner, base);
        self.announced = None;
    }

    /// Begins a section below the last one of a lower level.
    pub(super) fn open_section(&mut self, title: &str, span: Span, level: usize) {
        let mut parent = Some(self.place.section);
        while let Some(section) = parent.and_then(|index| self.document.sections.get(index)) {
            if section.level < level {
                break;
            }
            parent = section.parent;
        }
        self.document.sections.push(Section {
            title: title.to_owned(),
            span,
            level,
            parent,
        });
        self.place.section = self.document.sections.len() - 1;
        self.place.block += 1;
    }

    /// `Exercise 2.`, `**Example 1.**`: what was said of the one before does not hold for it.
    fn open_case(&mut self, text: &str, at: &Range<usize>, base: usize) {
        let paragraph = text.get(at.clone()).unwrap_or_default();
        if let Some(title) = begins_case(paragraph) {
            let span = Span::new(at.start + base, at.start + base + title.len());
            self.open_section(title, span, CASE);
        }
    }

    fn section(&mut self, text: &str, at: Range<usize>, base: usize, level: HeadingLevel) {
        let title = text.trim().trim_matches('#').trim().to_owned();
        let span = Span::new(at.start + base, at.end + base);
        self.open_section(&title, span, level as usize);
    }

    /// The lines of a block, with what is apart read on its own in its place.
    pub(super) fn prose(
        &mut self,
        text: &str,
        block: Range<usize>,
        apart: &mut Vec<(Range<usize>, Part)>,
        base: usize,
    ) {
        let taken = std::mem::take(apart);
        let (mut inside, outside): (Vec<_>, Vec<_>) = taken
            .into_iter()
            .partition(|(at, _)| at.start >= block.start && at.end <= block.end);
        apart.extend(outside);
        // Mathematics by its own signs within the paragraph.
        while let Some((whole, inner)) = self.next_display(block.end) {
            if whole.start >= block.start {
                let signs = inner.start - whole.start;
                inside.push((whole, Part::Math(signs)));
            } else {
                self.display(text, (whole, inner), base);
            }
        }
        inside.sort_by_key(|(at, _)| at.start);
        let mut start = block.start;
        self.place.line = 0;
        for (at, part) in inside {
            let resumed = start;
            if !(matches!(part, Part::Code) && is_part_of_line(text, &at, &block)) {
                self.lines(text, start..at.start, base);
            }
            start = at.end.max(start);
            match part {
                Part::Math(signs) => {
                    self.look_around(text, &at, &block, signs, base);
                    self.math(text, at.start + signs..at.end.saturating_sub(signs), base);
                }
                // `= `17 parameters``: the code is part of the line.
                Part::Code if is_part_of_line(text, &at, &block) => {
                    start = resumed;
                }
                Part::Code => {
                    let slice = text.get(at.clone()).unwrap_or_default();
                    let ticks = slice.len() - slice.trim_start_matches('`').len();
                    let inner = at.start + ticks..at.end.saturating_sub(ticks);
                    let before = text.get(block.start..at.start).unwrap_or_default();
                    self.announced = announced(before);
                    let before = text.get(block.start..inner.start).unwrap_or_default();
                    match told_of_code(before, text.get(inner.clone()).unwrap_or_default()) {
                        Some((line, back)) => {
                            let frame = self.frame(Origin::Code);
                            self.document
                                .read_plain(&line, inner.start - back + base, &frame);
                        }
                        None => self.code(text, inner, base),
                    }
                }
                Part::Nothing => {}
            }
            self.look_away();
        }
        self.lines(text, start..block.end, base);
    }

    fn lines(&mut self, text: &str, range: Range<usize>, base: usize) {
        let stretch = text.get(range.clone()).unwrap_or_default();
        for line in logical_lines(stretch) {
            let written = stretch.get(line.clone()).unwrap_or_default();
            let marks = [' ', '\t', '>', '#'];
            let trimmed = written.trim_start_matches(marks);
            let offset = written.len() - trimmed.len();
            let frame = self.frame(Origin::Prose);
            self.document
                .read_plain(trimmed, range.start + line.start + offset + base, &frame);
            self.place.line += 1;
        }
    }

    /// Mathematics in LaTeX that stands at `inner` of the text.
    pub(super) fn math(&mut self, text: &str, inner: Range<usize>, base: usize) {
        let mut inner = inner;
        let mut slice = text.get(inner.clone()).unwrap_or_default();
        if is_money(slice) {
            return;
        }
        // GitHub's $`…`$.
        if slice.starts_with('`') && slice.ends_with('`') && slice.len() > 1 {
            inner = inner.start + 1..inner.end - 1;
            slice = text.get(inner.clone()).unwrap_or_default();
        }
        let mut frame = self.frame(Origin::Math);
        frame.label = self.label.take();
        match lower_sides(slice, &self.macros) {
            Ok(mut lowered) => {
                let ends_in_digit = lowered
                    .text
                    .trim_end()
                    .ends_with(|c: char| c.is_ascii_digit());
                if let Some(unit) = self.unit.as_deref().filter(|_| ends_in_digit) {
                    let end = slice.trim_end().len().saturating_sub(1);
                    lowered.map.pop();
                    let gap = if unit.len() == 1 { "" } else { " " };
                    let kept = lowered.text.trim_end().len();
                    if gap.is_empty() {
                        lowered.text.truncate(kept);
                        lowered.map.truncate(kept);
                    }
                    lowered.push(&format!("{gap}{unit}"), end);
                    lowered.map.push(slice.len());
                }
                self.document
                    .add_lines(&lowered, inner.start + base, &frame);
            }
            Err(error) => {
                let at = Span::new(
                    error.span.start + inner.start + base,
                    error.span.end + inner.start + base,
                );
                let span = Span::new(inner.start + base, inner.end + base);
                let looks_like_one = slice.contains(['=', '<', '>', '≈'])
                    || slice.contains("\\approx")
                    || slice.contains("\\le");
                if looks_like_one {
                    self.document.unread.push(super::statement::Unread {
                        is_refuted: false,
                        span,
                        at,
                        reason: error.reason,
                    });
                }
            }
        }
        self.place.line += 1;
    }

    /// Comments that switch codes: `<!-- longhand off check/fails: reason -->`.
    fn comments(&mut self, text: &str, at: Range<usize>, base: usize) {
        let slice = text.get(at.clone()).unwrap_or_default();
        let mut from = 0;
        while let Some(open) = slice.get(from..).and_then(|rest| rest.find("<!--")) {
            let start = from + open;
            let inner = slice.get(start + 4..).unwrap_or_default();
            let Some(length) = inner.find("-->") else {
                return;
            };
            let end = start + 4 + length + 3;
            let span = Span::new(at.start + start + base, at.start + end + base);
            let inner = inner.get(..length).unwrap_or_default();
            self.document.comment(inner, span);
            from = end;
        }
    }
}

/// The level of an exercise or example, below all headings.
const CASE: usize = 7;

#[derive(Default)]
struct Table {
    header: Vec<Range<usize>>,
    cells: Vec<Range<usize>>,
}

#[derive(Clone, Copy)]
pub(super) enum Part {
    /// Mathematics with so many signs at each end.
    Math(usize),
    Code,
    Nothing,
}
