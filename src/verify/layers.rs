//! Whether each layer holds what the formula gives it, and whether layers are numbered without a gap: a tensor
//! that moved to another layer changes no sum.

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::Fault;
use super::groups::{Group, Held, ROWS, layer, numbers_of};
use crate::eval::Value;
use crate::expr::{Bindings, Symbol};
use crate::model::{FromConfig, Layers, Stack, Valuation};
use crate::number::{Integer, Rational};

/// The most layers of a part that are told.
const MOST: usize = 8;

/// What each layer holds of one part, where there is something.
type ByLayer = BTreeMap<u64, Integer>;

/// What the layers of each stack of tensors hold of each part: by how the names begin, and the part's place.
pub(super) type ByPart<'g> = BTreeMap<&'g str, BTreeMap<usize, ByLayer>>;

/// What the layers of each stack hold of each part.
pub(super) fn by_part<'g>(groups: &'g [Group], owners: &[Vec<usize>]) -> ByPart<'g> {
    let mut held: ByPart<'g> = BTreeMap::new();
    for (group, owners) in groups.iter().zip(owners) {
        let ([part], Some(stack)) = (owners.as_slice(), group.stack()) else {
            continue;
        };
        let layers = held.entry(stack).or_default().entry(*part).or_default();
        for tensor in &group.tensors {
            if let Some(layer) = layer(tensor) {
                let all = layers.entry(layer).or_insert_with(|| Integer::from(0));
                *all = &*all + &Integer::from(tensor.values);
            }
        }
    }
    held
}

/// Layers that hold more or less of a part than the formula gives them, where all together hold as much and
/// the layers are not merely in another order.
pub(super) fn unlike(
    valuation: &Valuation<'_>,
    parts: &[&Symbol],
    held: &ByPart<'_>,
) -> Vec<(usize, Fault)> {
    let count = valuation.count(None, &FromConfig::default(), &Bindings::new());
    let Some(layers) = count.ok().and_then(|count| match count.total {
        Value::Number(_) => count.layers,
        _ => None,
    }) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for formula in of_formula(&layers, parts) {
        // The stack of tensors that agrees with it in most parts, or has most parts that are as large in sum.
        let agrees = |held: &BTreeMap<usize, ByLayer>| {
            let like = |is_like: &dyn Fn(&ByLayer, &ByLayer) -> bool| {
                let parts = held.iter();
                let like = parts.filter(|(part, layers)| {
                    let formula = formula.get(part);
                    formula.is_some_and(|formula| is_like(formula, layers))
                });
                like.count()
            };
            let equal = like(&|formula, layers| formula == layers);
            (equal, like(&|formula, layers| sum(formula) == sum(layers)))
        };
        let free = held.iter().filter(|(stack, _)| !taken.contains(*stack));
        let Some((stack, held)) = free.max_by_key(|(_, held)| agrees(held)) else {
            continue;
        };
        taken.insert(stack);
        for (part, tensors) in held {
            let none = ByLayer::new();
            let formula = formula.get(part).unwrap_or(&none);
            let told = differing(tensors, formula).into_iter().map(|layer| {
                let of = |all: &ByLayer| all.get(&layer).cloned().unwrap_or(Integer::from(0));
                let fault = Fault::Layer {
                    name: format!("{stack}{layer}"),
                    tensors: of(tensors),
                    formula: of(formula),
                };
                (*part, fault)
            });
            faults.extend(told);
        }
    }
    faults
}

/// What all layers hold together.
fn sum(layers: &ByLayer) -> Integer {
    let values = layers.values();
    values.fold(Integer::from(0), |sum, value| &sum + value)
}

/// The layers in which tensors and formula differ, where the sums are equal and the values are not.
fn differing(tensors: &ByLayer, formula: &ByLayer) -> Vec<u64> {
    let sorted = |all: &ByLayer| {
        let mut values: Vec<Integer> = all.values().cloned().collect();
        values.sort();
        values
    };
    if sum(tensors) != sum(formula) || sorted(tensors) == sorted(formula) {
        return Vec::new();
    }
    let layers: BTreeSet<u64> = tensors.keys().chain(formula.keys()).copied().collect();
    let differ = |layer: &u64| tensors.get(layer) != formula.get(layer);
    layers.into_iter().filter(differ).take(MOST).collect()
}

/// What the formula gives the layers of each of its stacks, by the places of the parts.
fn of_formula(layers: &Layers, parts: &[&Symbol]) -> Vec<BTreeMap<usize, ByLayer>> {
    let place = |symbol: Option<&Symbol>| parts.iter().position(|part| Some(*part) == symbol);
    let stack = |stack: &Stack| {
        let mut held: BTreeMap<usize, ByLayer> = BTreeMap::new();
        for group in &stack.groups {
            for (way, share) in &group.each.parts {
                let part = way.iter().find_map(|step| place(step.as_symbol()));
                let Some((part, share)) = part.zip(Rational::to_integer(share)) else {
                    continue;
                };
                for layer in &group.layers {
                    let layers = held.entry(part).or_default();
                    let all = layers.entry(*layer as u64);
                    let all = all.or_insert_with(|| Integer::from(0));
                    *all = &*all + &share;
                }
            }
        }
        held
    };
    layers.stacks.iter().map(stack).collect()
}

/// Tensors behind a number that no tensor has, where numbers count layers or experts.
pub(super) fn gaps(groups: &[Group], owners: &[Vec<usize>]) -> Vec<(usize, Fault)> {
    let mut rows: BTreeMap<&str, Vec<(usize, u64, &Held)>> = BTreeMap::new();
    for (group, owners) in groups.iter().zip(owners) {
        let [part] = owners.as_slice() else { continue };
        for (place, stack) in group.stacks().enumerate() {
            let last = stack.trim_end_matches('.').rsplit(['.', '_']).next();
            if !last.is_some_and(|last| ROWS.contains(&last)) {
                continue;
            }
            let numbers = group.tensors.iter().filter_map(|tensor| {
                let number = numbers_of(&tensor.name).get(place)?.parse().ok()?;
                Some((*part, number, tensor))
            });
            rows.entry(stack).or_default().extend(numbers);
        }
    }
    rows.into_iter()
        .filter_map(|(stack, row)| gap(stack, row))
        .collect()
}

/// The first gap of a row that begins with 0 or 1.
fn gap(stack: &str, row: Vec<(usize, u64, &Held)>) -> Option<(usize, Fault)> {
    let numbers: BTreeSet<u64> = row.iter().map(|(_, number, _)| *number).collect();
    // Layers that a condition chooses may begin anywhere.
    let begin = numbers.first().copied().filter(|first| *first <= 1)?;
    let missing = (begin..)
        .zip(&numbers)
        .find(|(expected, number)| expected != *number)?;
    let behind: Vec<(usize, u64, &Held)> = row
        .into_iter()
        .filter(|(_, number, _)| *number > missing.0)
        .collect();
    let (part, ..) = behind.first()?;
    let fault = Fault::Gap {
        name: format!("{stack}{}", missing.0),
        tensors: behind
            .iter()
            .map(|(.., tensor)| (*tensor).clone())
            .collect(),
    };
    Some((*part, fault))
}
