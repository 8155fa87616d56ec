//! `count` of several configurations: the numbers side by side, and what makes the difference.

use std::collections::BTreeSet;

use super::count::{Counting, count, read};
use crate::diagnostic::Diagnostic;
use crate::model::{Column, Comparison, Resolver};

/// Counts side by side, and what was told on the way.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The counts.
    pub comparison: Comparison,
    /// Readings that were chosen, defaults that were taken, assumptions set aside.
    pub notes: Vec<Diagnostic>,
}

/// Counts side by side; for two of one formula file also which parameter makes which part of the
/// difference.
///
/// # Errors
/// As for [`count`], of each.
pub fn compare(countings: &[Counting], beside: &Resolver<'_>) -> Result<Compare, Vec<Diagnostic>> {
    let mut columns = Vec::new();
    let mut notes = Vec::new();
    let mut ready = Vec::new();
    for counting in countings {
        let counted = count(counting, beside)?;
        notes.extend(counted.notes);
        columns.push(Column {
            name: counted.config.unwrap_or_default(),
            label: String::new(),
            class: counted.pick.map(|pick| pick.class),
            count: counted.count,
        });
        ready.push(read(counting, beside)?);
    }
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let labels = labels(&names);
    for (column, label) in columns.iter_mut().zip(labels) {
        column.label = label;
    }
    let sources: Vec<_> = ready.iter().map(|ready| ready.model.source()).collect();
    let is_of_one_file = sources.windows(2).all(|pair| pair.first() == pair.last());
    let difference = match (ready.as_slice(), countings) {
        ([first, second], [one, other]) if is_of_one_file => {
            let (a, b) = (first.valuation(one)?, first.valuation_like(second, other)?);
            let of = columns.first().map(|column| column.count.symbol.clone());
            of.and_then(|of| {
                first
                    .model
                    .difference(&of, (&a, &first.bound), (&b, &second.bound))
            })
        }
        _ => None,
    };
    Ok(Compare {
        comparison: Comparison {
            columns,
            is_of_one_file,
            difference,
        },
        notes,
    })
}

/// What tells paths apart: neither the folders that all begin with nor the file that all end in; the files alone where
/// their names differ.
fn labels(names: &[&str]) -> Vec<String> {
    let paths: Vec<Vec<&str>> = names.iter().map(|name| name.split('/').collect()).collect();
    let shortest = paths.iter().map(Vec::len).min().unwrap_or(0);
    let are_alike = |part: &dyn Fn(&[&'_ str]) -> Option<String>| {
        let mut parts = paths.iter().map(|path| part(path));
        let first = parts.next();
        parts.all(|part| Some(part) == first)
    };
    let begin = (0..shortest)
        .take_while(|at| are_alike(&|path| path.get(*at).map(ToString::to_string)))
        .count();
    let end = (0..shortest.saturating_sub(begin))
        .take_while(|at| are_alike(&|path| path.iter().rev().nth(*at).map(ToString::to_string)))
        .count();
    let label = |path: &Vec<&str>| {
        path.get(begin..path.len() - end)
            .unwrap_or_default()
            .join("/")
    };
    let files: Vec<String> = names.iter().map(|name| file_of(name)).collect();
    if files.iter().collect::<BTreeSet<_>>().len() == files.len() {
        return files;
    }
    let labels: Vec<String> = paths.iter().map(label).collect();
    if labels.iter().any(String::is_empty) {
        return names.iter().map(ToString::to_string).collect();
    }
    labels
}

fn file_of(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn labels_are_what_tells_paths_apart() {
        for (paths, expected) in [
            (["m/a/x.json", "m/b/y.json"], ["x.json", "y.json"]),
            (["m/a/config.json", "m/b/config.json"], ["a", "b"]),
            (["m/a/s/config.json", "m/b/t/config.json"], ["a/s", "b/t"]),
            (
                ["config.json", "config.json"],
                ["config.json", "config.json"],
            ),
            (["a.json", "m/b.json"], ["a.json", "b.json"]),
        ] {
            assert_eq!(labels(&paths), expected);
        }
    }
}
