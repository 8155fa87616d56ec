//! The value of one symbol as data.

use serde_json::Value as Json;

use crate::render::{Style, json, plain, unicode_condition};
use crate::solve::{Fit, Outcome, Solution};

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
        Outcome::Every(conditions) => ("every", Json::Null, conditions.as_slice(), None),
        Outcome::Never(_) => ("never", Json::Null, [].as_slice(), None),
    };
    let nearest: Vec<Json> = match fit {
        Some(Fit::BetweenIntegers(neighbours)) => neighbours
            .iter()
            .map(|neighbour| {
                json::object([
                    ("value", json::integer(&neighbour.value)),
                    ("left", Json::from(neighbour.left.to_string())),
                    ("right", Json::from(neighbour.right.to_string())),
                ])
            })
            .collect(),
        _ => Vec::new(),
    };
    json::result([
        ("unknown", Json::from(solution.unknown.name())),
        ("outcome", Json::from(outcome)),
        ("value", value),
        ("conditions", conditions.iter().map(told).collect()),
        (
            "admissible",
            Json::from(!matches!(
                fit,
                Some(Fit::Outside(_) | Fit::BetweenIntegers(_))
            )),
        ),
        ("nearest", Json::from(nearest)),
    ])
}
