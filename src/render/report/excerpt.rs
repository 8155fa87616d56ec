//! The lines of a source that a diagnostic shows, and no more: a place in a line of a million
//! characters shows the characters around it.

use std::ops::Range;

use super::place::{Lines, boundary};
use crate::diagnostic::Label;

/// The most lines between the first and the last of one excerpt.
const MAX_LINES: usize = 30;

/// Longer lines, in bytes, are cut around their places.
const MAX_LINE: usize = 400;

/// How many bytes are shown before the first place of a cut line.
const BEFORE: usize = 60;

/// Marks what was cut away.
const CUT: &str = "…";

/// A piece of source text with its places.
pub(super) struct Excerpt<'d> {
    /// The lines.
    pub(super) text: String,
    /// The number of the first line.
    pub(super) first_line: usize,
    /// Whether a line was cut at its beginning.
    pub(super) is_cut: bool,
    /// The places in the lines, in the order of the labels.
    pub(super) marks: Vec<(Range<usize>, &'d Label)>,
}

/// Where a label stands in its source.
struct Spot<'d> {
    label: &'d Label,
    start: usize,
    end: usize,
    first: usize,
    last: usize,
}

impl<'d> Spot<'d> {
    fn of(label: &'d Label, lines: &Lines) -> Self {
        let text = label.source.text();
        let start = boundary(text, label.span.start);
        let mut end = boundary(text, label.span.end.max(start));
        let first = lines.index(start);
        // A span that ends with a line ends on that line, not on the next.
        let mut last = lines.index(if end > start { end - 1 } else { end });
        if last >= first + MAX_LINES {
            last = first + MAX_LINES - 1;
        }
        end = end.min(lines.bounds(last).1).max(start);
        Self {
            label,
            start,
            end,
            first,
            last,
        }
    }
}

/// Excerpts for labels of one source, labels near each other together.
pub(super) fn excerpts<'d>(labels: &[&'d Label], lines: &Lines) -> Vec<Excerpt<'d>> {
    let mut groups: Vec<Vec<Spot<'d>>> = Vec::new();
    for label in labels {
        let spot = Spot::of(label, lines);
        match groups.iter_mut().find(|group| fits(group, &spot, lines)) {
            Some(group) => group.push(spot),
            None => groups.push(vec![spot]),
        }
    }
    groups.iter().map(|group| excerpt(group, lines)).collect()
}

fn fits(group: &[Spot<'_>], spot: &Spot<'_>, lines: &Lines) -> bool {
    let first = group
        .iter()
        .map(|other| other.first)
        .min()
        .unwrap_or(spot.first);
    let last = group
        .iter()
        .map(|other| other.last)
        .max()
        .unwrap_or(spot.last);
    let is_near = spot.first.max(last) - spot.last.min(first) < MAX_LINES;
    let shares_cut_line = group.iter().any(|other| {
        let shared =
            (spot.first..=spot.last).find(|line| (other.first..=other.last).contains(line));
        let is_long = |line| {
            let (start, end) = lines.bounds(line);
            end - start > MAX_LINE
        };
        shared.is_some_and(is_long) && other.start.abs_diff(spot.start) > MAX_LINE / 4
    });
    is_near && !shares_cut_line
}

fn excerpt<'d>(group: &[Spot<'d>], lines: &Lines) -> Excerpt<'d> {
    let first = group.iter().map(|spot| spot.first).min().unwrap_or(0);
    let last = group.iter().map(|spot| spot.last).max().unwrap_or(first);
    let mut text = String::new();
    let mut windows = Vec::new();
    for line in first..=last {
        if line > first {
            text.push('\n');
        }
        windows.push(push_line(&mut text, group, lines, line));
    }
    let place = |byte: usize| {
        let window = windows
            .get(lines.index(byte).saturating_sub(first))
            .or(windows.last());
        window.map_or(0, |window| window.place(byte))
    };
    let is_cut = windows.iter().any(|window| window.is_cut);
    let marks = group
        .iter()
        .map(|spot| {
            let start = place(spot.start);
            let end = if spot.end > spot.start {
                place(spot.end)
            } else {
                start
            };
            (start..end.max(start), spot.label)
        })
        .collect();
    Excerpt {
        text,
        first_line: first + 1,
        is_cut,
        marks,
    }
}

/// The part of a line that is shown, and where it stands in the excerpt.
struct Window {
    shown: Range<usize>,
    at: usize,
    is_cut: bool,
}

impl Window {
    /// The byte of the excerpt that shows a byte of the source.
    fn place(&self, byte: usize) -> usize {
        self.at + byte.clamp(self.shown.start, self.shown.end) - self.shown.start
    }
}

fn push_line(text: &mut String, group: &[Spot<'_>], lines: &Lines, line: usize) -> Window {
    let source = group.first().map_or("", |spot| spot.label.source.text());
    let (start, end) = lines.bounds(line);
    let shown = window(source, group, line, start..end);
    if shown.start > start {
        text.push_str(CUT);
    }
    let at = text.len();
    text.push_str(source.get(shown.clone()).unwrap_or_default());
    if shown.end < end {
        text.push_str(CUT);
    }
    Window {
        is_cut: shown.start > start,
        shown,
        at,
    }
}

/// The part of a line that is to be shown: all of it, or what is around its first place.
fn window(source: &str, group: &[Spot<'_>], index: usize, line: Range<usize>) -> Range<usize> {
    if line.len() <= MAX_LINE {
        return line;
    }
    let starts = group
        .iter()
        .filter(|spot| spot.first == index)
        .map(|spot| spot.start);
    let ends = group
        .iter()
        .filter(|spot| spot.last == index)
        .map(|spot| spot.end);
    let first = starts.min().or(ends.min()).unwrap_or(line.start);
    let from = boundary(source, first.saturating_sub(BEFORE).max(line.start));
    let to = boundary(source, (from + MAX_LINE).min(line.end));
    from..to
}
