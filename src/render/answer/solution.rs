//! The value of one symbol as data.

use serde_json::Value as Json;

use crate::render::{Style, json, plain, unicode_condition};
use crate::solve::{Fit, FoundRoot, Outcome, RootValue, Solution};

/// The value of one symbol as JSON.
pub fn solution_json(solution: &Solution) -> Json {
    let told =
        |known: &crate::expr::Predicate| Json::from(unicode_condition(known, &Style::default()));
    let (outcome, value, conditions, fit) = match &solution.outcome {
        Outcome::Root(root) => (
            "root",
            Json::from(plain(&root.value)),
            root.conditions.as_slice(),
            Some(&root.fit),
        ),
        Outcome::Roots(roots) => ("roots", Json::Null, roots.conditions.as_slice(), None),
        Outcome::Every(conditions) => ("every", Json::Null, conditions.as_slice(), None),
        Outcome::Never(_) => ("never", Json::Null, [].as_slice(), None),
    };
    let roots: Vec<Json> = match &solution.outcome {
        Outcome::Roots(roots) => roots.found.iter().map(found).collect(),
        _ => Vec::new(),
    };
    let nearest = fit.map_or_else(Vec::new, nearest);
    json::result([
        ("unknown", Json::from(solution.unknown.name())),
        ("outcome", Json::from(outcome)),
        ("value", value),
        ("conditions", conditions.iter().map(told).collect()),
        ("admissible", Json::from(fit.is_none_or(is_admissible))),
        ("nearest", Json::from(nearest)),
        ("roots", Json::from(roots)),
    ])
}

/// One of several roots; one that is not rational and has no closed form by its enclosure.
fn found(root: &FoundRoot) -> Json {
    let (exact, enclosure) = match &root.value {
        RootValue::Exact(value) => (Json::from(plain(value)), Json::Null),
        RootValue::Enclosed(held) => {
            let ends = vec![json::exact(held.low()), json::exact(held.high())];
            (Json::Null, Json::from(ends))
        }
    };
    json::object([
        ("exact", exact),
        ("enclosure", enclosure),
        ("multiplicity", Json::from(root.multiplicity)),
        ("admissible", Json::from(is_admissible(&root.fit))),
        ("nearest", Json::from(nearest(&root.fit))),
    ])
}

fn is_admissible(fit: &Fit) -> bool {
    matches!(fit, Fit::Inside | Fit::Open)
}

/// The integers or multiples beside a root that is none.
fn nearest(fit: &Fit) -> Vec<Json> {
    let (Fit::BetweenIntegers(neighbours) | Fit::BetweenMultiples(_, neighbours)) = fit else {
        return Vec::new();
    };
    let told = neighbours.iter().map(|neighbour| {
        json::object([
            ("value", json::integer(&neighbour.value)),
            ("left", Json::from(neighbour.left.to_string())),
            ("right", Json::from(neighbour.right.to_string())),
        ])
    });
    told.collect()
}
