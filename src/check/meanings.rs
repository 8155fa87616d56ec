//! All that was said of one name, found by section: a document may give a name a meaning many
//! thousand times.

use std::collections::BTreeMap;

use super::context::{Entry, Nearness};
use crate::document::Place;

/// What was said of one name, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    entries: Vec<Entry>,
    /// Where in `entries` those of a section stand that say something outside their row.
    by_section: BTreeMap<usize, Vec<usize>>,
    /// The last one of a row.
    by_row: BTreeMap<usize, usize>,
    /// The last one that is no number.
    last_formula: Option<usize>,
    /// How many are numbers, and the last of them.
    numbers: usize,
    last_number: Option<usize>,
}

impl Meanings {
    pub(super) fn add(&mut self, entry: Entry) {
        let at = self.entries.len();
        if entry.is_number {
            self.numbers += 1;
            self.last_number = Some(at);
        } else {
            self.last_formula = Some(at);
        }
        if let Some(row) = entry.place.row {
            self.by_row.insert(row, at);
        }
        if entry.place.row.is_none() || !entry.is_number {
            let own = self.by_section.entry(entry.place.section);
            own.or_default().push(at);
        }
        self.entries.push(entry);
    }

    /// The meaning at a place: the nearest, and of equally near ones the last. Numbers of other sections
    /// count only where `far` is wanted and nothing else was ever said.
    pub(super) fn at(
        &self,
        place: &Place,
        parents: &[Option<usize>],
        far: bool,
    ) -> Option<(&Entry, Nearness)> {
        self.near(place)
            .or_else(|| self.above(place, parents))
            .or_else(|| self.elsewhere(far))
    }

    fn of(&self, section: usize) -> impl DoubleEndedIterator<Item = &Entry> {
        let places = self.by_section.get(&section).into_iter().flatten();
        places.filter_map(|at| self.entries.get(*at))
    }

    /// In the same section. The search ends where the block and the list item of the place do.
    fn near(&self, place: &Place) -> Option<(&Entry, Nearness)> {
        let in_row = place.row.and_then(|row| self.by_row.get(&row));
        if let Some(entry) = in_row.and_then(|at| self.entries.get(*at)) {
            return Some((entry, Nearness::Row));
        }
        let mut best: Option<(&Entry, Nearness)> = None;
        for entry in self.of(place.section).rev() {
            let nearness = nearness(&entry.place, place);
            if best.is_none_or(|(_, found)| nearness > found) {
                best = Some((entry, nearness));
            }
            // Items are counted through the document: one within another comes later.
            let own = &entry.place;
            let is_past = nearness == Nearness::Section
                && own.block < place.block
                && (place.item.is_none() || own.item < place.item);
            if is_past || nearness == Nearness::Row {
                break;
            }
        }
        best
    }

    /// In the sections that hold this one, the innermost first.
    fn above(&self, place: &Place, parents: &[Option<usize>]) -> Option<(&Entry, Nearness)> {
        let parent = |section: &usize| parents.get(*section).copied().flatten();
        let mut sections = std::iter::successors(parent(&place.section), parent);
        let entry = sections.find_map(|section| self.of(section).next_back())?;
        Some((entry, Nearness::Above))
    }

    fn elsewhere(&self, far: bool) -> Option<(&Entry, Nearness)> {
        let number = self.last_number.filter(|at| {
            let outside_rows = self
                .entries
                .get(*at)
                .is_some_and(|one| one.place.row.is_none());
            far && self.numbers == 1 && outside_rows
        });
        let entry = self.entries.get(self.last_formula.max(number)?)?;
        Some((entry, Nearness::Elsewhere))
    }
}

/// How near what was said at one place is to another place of the section.
fn nearness(own: &Place, place: &Place) -> Nearness {
    let in_block = own.block == place.block;
    if in_block && own.clause.is_some() && own.clause == place.clause {
        Nearness::Row
    } else if own.item.is_some() && own.item == place.item {
        Nearness::Item
    } else if in_block {
        Nearness::Block
    } else {
        Nearness::Section
    }
}
