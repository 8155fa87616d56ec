//! Tensors that differ in their numbers alone, as one line: `model.layers.{0–31}.mlp.up_proj.weight`.

use std::collections::{BTreeMap, BTreeSet};

use crate::render::tame::tame_name;

/// The most stretches of numbers that are written out.
const MOST_STRETCHES: usize = 6;

/// Names that differ in their numbers alone.
pub(super) struct Family<T> {
    /// The name, each number that varies as `{0–31}`.
    pub(super) name: String,
    /// How many there are.
    pub(super) count: usize,
    /// What they have in common.
    pub(super) like: T,
}

/// Names with what has to be alike, joined where their numbers fill all places; in the order of the first of each.
pub(super) fn families<T: Ord + Clone>(names: &[(&str, T)]) -> Vec<Family<T>> {
    let mut members: BTreeMap<(String, &T), Vec<&str>> = BTreeMap::new();
    let mut order = Vec::new();
    for (name, like) in names {
        let key = (pattern(name), like);
        let of_family = members.entry(key.clone()).or_default();
        if of_family.is_empty() {
            order.push(key);
        }
        of_family.push(name);
    }
    let family = |key: (String, &T)| {
        let names = members.get(&key).map(Vec::as_slice).unwrap_or_default();
        let like = key.1.clone();
        if let Some(name) = joined(&key.0, names) {
            let count = names.len();
            return vec![Family { name, count, like }];
        }
        let one = |name: &&str| Family {
            name: tame_name(name),
            count: 1,
            like: like.clone(),
        };
        names.iter().map(one).collect()
    };
    order.into_iter().flat_map(family).collect()
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn pattern(name: &str) -> String {
    let parts = name.split('.');
    let parts = parts.map(|part| if is_number(part) { "*" } else { part });
    parts.collect::<Vec<_>>().join(".")
}

/// One name for all; nothing where their numbers are not all combinations.
fn joined(pattern: &str, names: &[&str]) -> Option<String> {
    let mut sets: Vec<BTreeSet<u64>> = Vec::new();
    for name in names {
        let numbers = name.split('.').filter(|part| is_number(part));
        for (place, number) in numbers.enumerate() {
            if sets.len() == place {
                sets.push(BTreeSet::new());
            }
            sets.get_mut(place)?.insert(number.parse().ok()?);
        }
    }
    let all = sets
        .iter()
        .try_fold(1_usize, |all, set| all.checked_mul(set.len()))?;
    if all != names.len() {
        return None;
    }
    let mut sets = sets.iter();
    let parts = pattern.split('.').map(|part| {
        if part == "*" {
            sets.next().map(stretches).unwrap_or_default()
        } else {
            tame_name(part)
        }
    });
    Some(parts.collect::<Vec<_>>().join("."))
}

/// `7`, `{0–31}`, `{0, 2, 5–7}`.
fn stretches(numbers: &BTreeSet<u64>) -> String {
    let mut stretches: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => stretches.push((*number, *number)),
        }
    }
    let written = |(first, last): &(u64, u64)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    };
    if let ([(first, last)], 1) = (stretches.as_slice(), numbers.len()) {
        return written(&(*first, *last));
    }
    let mut parts: Vec<String> = stretches.iter().map(written).collect();
    if parts.len() > MOST_STRETCHES {
        let last = parts.pop();
        parts.truncate(MOST_STRETCHES - 1);
        parts.push("…".to_owned());
        parts.extend(last);
    }
    format!("{{{}}}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(names: &[&str]) -> Vec<String> {
        let names: Vec<(&str, u8)> = names.iter().map(|name| (*name, 0)).collect();
        let families = families(&names).into_iter();
        families
            .map(|one| format!("{} {}", one.name, one.count))
            .collect()
    }

    #[test]
    fn numbers_that_vary_are_told_once() {
        assert_eq!(written(&["h.3.w"]), ["h.3.w 1"]);
        assert_eq!(
            written(&["h.0.w", "a", "h.2.w", "h.1.w"]),
            ["h.{0–2}.w 3", "a 1"]
        );
        assert_eq!(written(&["h.0.w", "h.1.w", "h.5.w"]), ["h.{0, 1, 5}.w 3"]);
        assert_eq!(
            written(&["h.0.e.3.w", "h.1.e.3.w", "h.0.e.4.w", "h.1.e.4.w"]),
            ["h.{0, 1}.e.{3, 4}.w 4"]
        );
        // Not all combinations: each for itself.
        assert_eq!(
            written(&["h.0.e.3.w", "h.1.e.4.w"]),
            ["h.0.e.3.w 1", "h.1.e.4.w 1"]
        );
        let even: Vec<String> = (0..10).map(|n| format!("h.{}.w", 2 * n)).collect();
        let even: Vec<&str> = even.iter().map(String::as_str).collect();
        assert_eq!(written(&even), ["h.{0, 2, 4, 6, 8, …, 18}.w 10"]);
    }
}
