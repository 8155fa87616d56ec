//! Comments that switch codes off and on: `longhand off check/rounded: reason`, `longhand on`.

use std::collections::BTreeMap;

use super::statement::Suppression;
use super::whole::Document;
use crate::diagnostic::Span;

/// What a comment switches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Switch {
    span: Span,
    /// The codes; none means all of them, which only `on` may say.
    codes: Vec<String>,
    /// The reason of an `off`.
    off: Option<String>,
    /// Whether the comment stands alone on its line.
    is_alone: bool,
}

impl Document {
    /// The comments that cover a place, the nearest first, each with its index.
    pub fn suppressions_at(&self, at: usize) -> impl Iterator<Item = (usize, &Suppression)> {
        let before = self
            .suppressions
            .partition_point(|one| one.covers.start <= at);
        let reach = self.suppressions_reach.iter();
        let all = self.suppressions.iter().zip(reach).enumerate();
        let near = all.take(before).rev();
        near.take_while(move |(_, (_, reach))| **reach > at)
            .map(|(index, (one, _))| (index, one))
            .filter(move |(_, one)| at < one.covers.end)
    }

    /// Notes what a comment switches. `inner` is the comment without its signs, `span` its place.
    pub(super) fn comment(&mut self, inner: &str, span: Span) {
        let is_alone = self.stands_alone(span);
        self.comment_at(inner, span, is_alone);
    }

    /// The same, where it is known whether the comment stands alone on its line.
    pub(super) fn comment_at(&mut self, inner: &str, span: Span, is_alone: bool) {
        let Some(rest) = inner.trim().strip_prefix("longhand ") else {
            return;
        };
        let rest = rest.trim_start();
        let (word, rest) = rest.split_at(rest.find([' ', ':']).unwrap_or(rest.len()));
        let (codes, reason) = rest.split_once(':').unwrap_or((rest, ""));
        let codes = codes.split([',', ' ']).filter(|code| !code.is_empty());
        let off = match word {
            "off" => Some(reason.trim().to_owned()),
            "on" => None,
            _ => return,
        };
        self.switches.push(Switch {
            span,
            codes: codes.map(str::to_owned).collect(),
            off,
            is_alone,
        });
    }

    fn stands_alone(&self, span: Span) -> bool {
        let line = self.lines.partition_point(|start| *start <= span.start);
        let start = line.checked_sub(1).and_then(|line| self.lines.get(line));
        let end = self.lines.get(line).copied();
        let end = end.unwrap_or(self.source.text().len()).max(span.end);
        let before = self.source.slice(Span::new(
            start.copied().unwrap_or(0).min(span.start),
            span.start,
        ));
        let behind = self.source.slice(Span::new(span.end, end));
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '>' | '-' | '*' | '+');
        before.chars().all(is_mark) && behind.trim().is_empty()
    }

    /// Works out what each comment covers: its own line, where something else stands there; up to
    /// the comment that switches the code on again; else the block behind it.
    pub(super) fn settle(&mut self) {
        let mut switches = std::mem::take(&mut self.switches);
        if switches.is_empty() {
            return;
        }
        switches.sort_by_key(|switch| switch.span.start);
        let blocks = self.blocks();
        // The codes that each comment leaves off, the last comment on top.
        let mut open: Vec<BTreeMap<String, usize>> = Vec::new();
        for switch in switches {
            let Some(reason) = switch.off else {
                let closed = closed_by(&switch.codes, &mut open);
                if closed.is_empty() {
                    self.idle_switches.push(switch.span);
                }
                for index in closed {
                    if let Some(suppression) = self.suppressions.get_mut(index) {
                        suppression.covers.end = switch.span.start;
                    }
                }
                continue;
            };
            let covers = if switch.is_alone {
                Span::new(switch.span.start, block_behind(&blocks, self, switch.span))
            } else {
                self.line_of(switch.span)
            };
            let mut codes = switch.codes;
            if codes.is_empty() {
                codes.push(String::new());
            }
            let mut opened = BTreeMap::new();
            for code in codes {
                if switch.is_alone {
                    opened.insert(code.clone(), self.suppressions.len());
                }
                self.suppressions.push(Suppression {
                    span: switch.span,
                    code,
                    reason: reason.clone(),
                    covers,
                });
            }
            open.push(opened);
        }
        let mut reach = 0;
        for one in &self.suppressions {
            reach = reach.max(one.covers.end);
            self.suppressions_reach.push(reach);
        }
    }

    fn line_of(&self, span: Span) -> Span {
        let line = self.lines.partition_point(|start| *start <= span.start);
        let start = line.checked_sub(1).and_then(|line| self.lines.get(line));
        let end = self.lines.get(line).copied();
        Span::new(
            start.copied().unwrap_or(0),
            end.unwrap_or(self.source.text().len()).max(span.end),
        )
    }

    /// The stretches of lines between blank lines.
    fn blocks(&self) -> Vec<Span> {
        let mut blocks: Vec<Span> = Vec::new();
        let (mut at, mut is_open) = (0, false);
        for line in self.source.text().split_inclusive('\n') {
            let start = at;
            at += line.len();
            match blocks.last_mut().filter(|_| is_open) {
                _ if line.trim().is_empty() => is_open = false,
                Some(block) => block.end = at,
                None => {
                    blocks.push(Span::new(start, at));
                    is_open = true;
                }
            }
        }
        blocks
    }
}

/// Where the block behind a comment ends: the rest of its own, or the next one.
fn block_behind(blocks: &[Span], document: &Document, comment: Span) -> usize {
    let here = document.line_of(comment).end;
    let next = blocks.partition_point(|block| block.end <= here);
    blocks.get(next).map_or(here, |block| block.end)
}

/// The suppressions that a comment ends: of each code the last one that is open; without a code,
/// those of the last comment.
fn closed_by(codes: &[String], open: &mut Vec<BTreeMap<String, usize>>) -> Vec<usize> {
    while open.last().is_some_and(BTreeMap::is_empty) {
        open.pop();
    }
    if codes.is_empty() {
        return open.pop().unwrap_or_default().into_values().collect();
    }
    let last = |code| open.iter_mut().rev().find_map(|opened| opened.remove(code));
    codes.iter().filter_map(last).collect()
}
