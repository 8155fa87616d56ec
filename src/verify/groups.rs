//! Tensors that differ in their numbers alone, as one group: a name for every layer and expert.

use std::collections::{BTreeMap, BTreeSet};

use crate::number::Integer;

/// The most numbers of one name.
const MAX_STARS: usize = 4;

/// Words before the numbers of what stands in a row: layers, experts.
pub(super) const ROWS: &[&str] = &[
    "layers", "layer", "blocks", "block", "h", "blk", "groups", "experts",
];

/// The most names that are written out to see which are missing.
pub(super) const MAX_NAMES: usize = 1_000_000;

/// A tensor as verification sees it: what it stands for, not how it is packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its name.
    pub name: String,
    /// Its sizes as stored.
    pub shape: Vec<u64>,
    /// How many values it holds.
    pub values: u64,
    /// Whether they are packed, so that its sizes are not those of the formula.
    pub is_packed: bool,
    /// How they are stored.
    pub dtype: &'static str,
    /// The bytes that it takes.
    pub bytes: u64,
}

/// Tensors of one name but for its numbers.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The name with `*` for the numbers.
    pub(super) pattern: String,
    /// The tensors, in order.
    pub(super) tensors: Vec<Held>,
}

impl Group {
    /// How many values its tensors hold.
    pub(super) fn values(&self) -> Integer {
        sum(self.tensors.iter())
    }

    /// A tensor of the shape that more than half of them have.
    pub(super) fn usual(&self) -> Option<&Held> {
        let usual = majority(self.tensors.iter().map(|tensor| &tensor.shape))?;
        self.tensors.iter().find(|tensor| tensor.shape == *usual)
    }

    /// How many values so many tensors of the usual shape hold.
    pub(super) fn mended(&self, number: usize) -> Option<Integer> {
        let usual = self.usual()?;
        Some(&Integer::from(usual.values) * &Integer::from(number))
    }

    /// Where its first number stands: `model.layers.` of `model.layers.*.mlp.weight`.
    pub(super) fn stack(&self) -> Option<&str> {
        self.stacks().next()
    }

    /// Where each of its numbers stands.
    pub(super) fn stacks(&self) -> impl Iterator<Item = &str> {
        let stars = self.pattern.match_indices('*');
        let stars = stars.filter(|(at, _)| {
            let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b'.');
            let bytes = self.pattern.as_bytes();
            is_end(at.checked_sub(1).and_then(|at| bytes.get(at))) && is_end(bytes.get(at + 1))
        });
        stars.filter_map(|(at, _)| self.pattern.get(..at))
    }

    /// The numbers in the names of its tensors; nothing where one is not written as numbers are.
    pub(super) fn numbers(&self) -> Option<Vec<Vec<u64>>> {
        let number = |text: &str| {
            let number: u64 = text.parse().ok()?;
            (number.to_string() == text).then_some(number)
        };
        let of = |tensor: &Held| numbers_of(&tensor.name).into_iter().map(number).collect();
        self.tensors.iter().map(of).collect()
    }

    /// The first numbers in the names of its tensors: the layers that have one.
    pub(super) fn layers(&self) -> BTreeSet<u64> {
        self.tensors.iter().filter_map(layer).collect()
    }

    /// How many tensors there are when each layer that has one has all of them: every expert.
    pub(super) fn filled(&self) -> Option<usize> {
        let sets = self.sets()?;
        sets.iter()
            .try_fold(1_usize, |all, set| all.checked_mul(set.len()))
    }

    /// The names of these, where there are not too many.
    pub(super) fn rows(&self) -> Option<Vec<String>> {
        self.filled().filter(|number| *number <= MAX_NAMES)?;
        let rows = product(&self.sets()?).into_iter().map(|numbers| {
            let texts: Vec<String> = numbers.iter().map(u64::to_string).collect();
            self.name(&texts.iter().map(String::as_str).collect::<Vec<_>>())
        });
        Some(rows.collect())
    }

    /// The different numbers at each place of a name.
    fn sets(&self) -> Option<Vec<BTreeSet<u64>>> {
        sets(&self.numbers()?)
    }

    /// The name with these numbers.
    pub(super) fn name(&self, numbers: &[&str]) -> String {
        let mut numbers = numbers.iter();
        let parts = self.pattern.split('.').map(|part| match part {
            "*" => numbers.next().copied().unwrap_or(part),
            part => part,
        });
        parts.collect::<Vec<_>>().join(".")
    }
}

/// What more than half of all are.
pub(super) fn majority<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    let mut number = 0;
    for one in all {
        *counts.entry(one).or_insert(0) += 1;
        number += 1;
    }
    let most = counts.into_iter().find(|(_, count)| 2 * count > number);
    most.map(|(one, _)| one)
}

/// How many values tensors hold.
pub(super) fn sum<'t>(tensors: impl Iterator<Item = &'t Held>) -> Integer {
    let values: u128 = tensors.map(|tensor| u128::from(tensor.values)).sum();
    i128::try_from(values).map_or_else(|_| Integer::from(0), Integer::from)
}

/// Tensors by their names without numbers, in the order of the first of each.
pub(super) fn groups(tensors: Vec<Held>) -> Vec<Group> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for tensor in tensors {
        let pattern = without_numbers(&tensor.name);
        let next = groups.len();
        let place = *places.entry(pattern.clone()).or_insert(next);
        match groups.get_mut(place) {
            Some(group) => group.tensors.push(tensor),
            None => groups.push(Group {
                pattern,
                tensors: vec![tensor],
            }),
        }
    }
    groups.into_iter().flat_map(apart).collect()
}

/// A group by what is said of each of its tensors.
pub(super) fn apart_by<K: Ord>(group: Group, key: &dyn Fn(&Held) -> K) -> Vec<Group> {
    let mut found: BTreeMap<K, Vec<Held>> = BTreeMap::new();
    for tensor in group.tensors {
        found.entry(key(&tensor)).or_default().push(tensor);
    }
    let of = |tensors: Vec<Held>| Group {
        pattern: group.pattern.clone(),
        tensors,
    };
    found.into_values().map(of).collect()
}

/// A group by the last number of its names, where that says which of several unlike tensors in a row one is:
/// `layers.*.adapter.0.weight` leads to few numbers in every layer, and `layers.*.adapter.1.weight` back.
fn apart(group: Group) -> Vec<Group> {
    let ends = ["*.weight", "*.bias"];
    let Some(end) = ends.iter().find(|end| group.pattern.ends_with(*end)) else {
        return vec![group];
    };
    let mut rows: BTreeMap<String, Vec<Held>> = BTreeMap::new();
    for tensor in &group.tensors {
        let last = numbers_of(&tensor.name).last().copied().unwrap_or_default();
        let row = rows.entry(last.to_owned()).or_default();
        row.push(tensor.clone());
    }
    let is_alike = |row: &Vec<Held>| {
        row.iter()
            .all(|one| row.first().is_some_and(|first| first.shape == one.shape))
    };
    let is_within = group.pattern.matches('*').count() > 1;
    let shape = |row: &Vec<Held>| row.first().map(|first| first.shape.clone());
    let first = rows.values().next().and_then(shape);
    if !is_within || !rows.values().all(is_alike) || rows.values().all(|row| shape(row) == first) {
        return vec![group];
    }
    let begin = group.pattern.strip_suffix(end).unwrap_or_default();
    let end = end.trim_start_matches('*');
    let row = |(number, tensors): (String, Vec<Held>)| Group {
        pattern: format!("{begin}{number}{end}"),
        tensors,
    };
    rows.into_iter().map(row).collect()
}

/// `model.layers.*.mlp.weight` of `model.layers.11.mlp.weight`: `*` for what is digits alone
/// between two dots.
fn without_numbers(name: &str) -> String {
    let parts = name
        .split('.')
        .map(|part| if is_number(part) { "*" } else { part });
    parts.collect::<Vec<_>>().join(".")
}

/// The numbers between the dots of a name.
pub(super) fn numbers_of(name: &str) -> Vec<&str> {
    name.split('.').filter(|part| is_number(part)).collect()
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}

/// The first number of a name.
pub(super) fn layer(tensor: &Held) -> Option<u64> {
    numbers_of(&tensor.name).first()?.parse().ok()
}

/// The different numbers at each place of a name.
pub(super) fn sets(numbers: &[Vec<u64>]) -> Option<Vec<BTreeSet<u64>>> {
    let places = numbers.first().map_or(0, Vec::len);
    let at = |place: usize| {
        numbers
            .iter()
            .filter_map(move |all| all.get(place).copied())
    };
    (places <= MAX_STARS).then(|| (0..places).map(|place| at(place).collect()).collect())
}

/// All rows with one number of each set.
pub(super) fn product(sets: &[BTreeSet<u64>]) -> Vec<Vec<u64>> {
    let mut rows = vec![Vec::new()];
    for set in sets {
        let longer = rows.iter().flat_map(|row: &Vec<u64>| {
            set.iter()
                .map(move |number| [row.as_slice(), &[*number]].concat())
        });
        rows = longer.collect();
    }
    rows
}
