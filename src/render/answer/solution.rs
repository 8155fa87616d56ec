//! The value of one symbol.

use serde_json::Value as Json;

use super::Notation;
use crate::render::{Style, answer, json, plain, unicode_condition};
use crate::solve::{Fit, Neighbour, Never, Outcome, Solution};

/// The value first, then what belongs to it: conditions, the nearest integers, why there is none.
pub fn solution(solution: &Solution, notation: Notation) -> String {
    let name = &solution.unknown;
    let condition = |known| unicode_condition(known, &Style::default());
    let mut lines = Vec::new();
    match &solution.outcome {
        Outcome::Root(root) => {
            lines.push(format!(
                "{name} = {}",
                answer::expression(&root.value, notation)
            ));
            lines.extend(
                root.conditions
                    .iter()
                    .map(|known| format!("for {}", condition(known))),
            );
            lines.extend(fit(&root.fit, name.name()));
        }
        Outcome::Every(conditions) => {
            lines.push(format!("every {name}: both sides are the same"));
            lines.extend(
                conditions
                    .iter()
                    .map(|known| format!("for {}", condition(known))),
            );
        }
        Outcome::Never(Never::Contradiction { unless }) => {
            lines.push(format!(
                "no {name}: it drops out, and what remains is false"
            ));
            lines.extend(
                unless
                    .as_ref()
                    .map(|known| format!("unless {}", condition(known))),
            );
        }
        Outcome::Never(Never::ZeroDivisor { value, divisor }) => {
            let (value, divisor) = (plain(value), plain(divisor));
            lines.push(format!(
                "no {name}: the only candidate {value} makes the divisor {divisor} zero"
            ));
        }
    }
    lines.join("\n") + "\n"
}

fn fit(fit: &Fit, name: &str) -> Vec<String> {
    match fit {
        Fit::Inside | Fit::Open => Vec::new(),
        Fit::Outside(_) => vec![format!("which is outside the values that {name} may take")],
        Fit::BetweenIntegers(neighbours) => {
            let told = |neighbour: &Neighbour| {
                let Neighbour { value, left, right } = neighbour;
                format!("nearest integer {name} = {value}: left {left}, right {right}")
            };
            neighbours.iter().map(told).collect()
        }
    }
}

/// The same as JSON.
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
