//! The value of one symbol as data.

use serde_json::Value as Json;

use crate::diagnostic::Diagnostic;
use crate::expr::{Assumptions, Bound, Expr, Predicate, Symbol};
use crate::number::Integer;
use crate::render::page::lines_json;
use crate::render::{PageOptions, Style, json, plain, plain_relation, unicode_condition};
use crate::solve::{
    Bounded, End, Excluded, Family, Fit, FoundRoot, Holding, Interval, Line, Neighbour, Never,
    Outcome, RootValue, Solution, SystemOutcome, SystemSolution, Tried, Undone,
};

/// The value of one symbol as JSON, with the way there where it is given.
///
/// # Errors
/// A language without templates.
pub fn solution_json(
    (solution, bounded, holding): (&Solution, Option<&Bounded>, Option<&Holding>),
    steps: Option<(&[Line], &Assumptions)>,
    options: &PageOptions,
) -> Result<Json, Diagnostic> {
    let tried_fit = match &solution.outcome {
        Outcome::Tried(tried) => Some(tried.fit()),
        _ => None,
    };
    let (outcome, value, conditions, fit) = match &solution.outcome {
        Outcome::Root(root) => (
            "root",
            Json::from(plain(&root.value)),
            root.conditions.as_slice(),
            Some(&root.fit),
        ),
        Outcome::Roots(roots) => ("roots", Json::Null, roots.conditions.as_slice(), None),
        Outcome::Undone(undone) => (
            what_follows(undone),
            Json::Null,
            undone.conditions.as_slice(),
            None,
        ),
        Outcome::Tried(tried) => (
            "tried",
            match tried.solutions.as_slice() {
                [only] => json::integer(only),
                _ => Json::Null,
            },
            [].as_slice(),
            tried_fit.as_ref(),
        ),
        Outcome::Every(conditions) => ("every", Json::Null, conditions.as_slice(), None),
        Outcome::Never(_) => ("never", Json::Null, [].as_slice(), None),
    };
    let roots: Vec<Json> = match &solution.outcome {
        Outcome::Root(root) => vec![found(&FoundRoot {
            value: RootValue::Exact(root.value.clone()),
            multiplicity: 1,
            fit: root.fit.clone(),
            conditions: Vec::new(),
        })],
        Outcome::Roots(roots) => roots.found.iter().map(found).collect(),
        Outcome::Undone(undone) => undone.found.iter().map(found).collect(),
        Outcome::Tried(tried) => tried.solutions.iter().map(whole).collect(),
        _ => Vec::new(),
    };
    let nearest = fit.map_or_else(Vec::new, nearest);
    let mut fields = vec![
        ("unknown", Json::from(solution.unknown.name())),
        ("outcome", Json::from(outcome)),
        ("value", value),
        ("conditions", conditions.iter().map(told).collect()),
        ("admissible", Json::from(fit.is_none_or(is_admissible))),
        ("nearest", Json::from(nearest)),
        ("roots", Json::from(roots)),
    ];
    if let Some(bounded) = bounded {
        fields.push(("bound", bound(bounded)));
    }
    if let Some(holding) = holding {
        fields.push(("holds", held(holding)));
    }
    let reasons = reasons(solution);
    if !reasons.is_empty() {
        fields.push(("reasons", Json::from(reasons)));
    }
    if let Outcome::Undone(undone) = &solution.outcome {
        let ranges = undone.ranges.iter();
        let told = ranges.map(|range| between(range, &solution.unknown));
        fields.push(("ranges", told.collect()));
        let families = undone.families.iter().map(family);
        fields.push(("families", families.collect()));
    }
    if let Outcome::Tried(tried) = &solution.outcome {
        fields.push(("tried", range(tried)));
    }
    if let Some((lines, under)) = steps {
        fields.push(("steps", lines_json(lines, under, options)?));
    }
    Ok(json::result(fields))
}

/// Up to which value an inequality holds, or from which one on.
fn bound(bounded: &Bounded) -> Json {
    let beside = bounded.beside.iter().flatten().map(neighbour);
    json::object([
        ("relation", Json::from(plain_relation(bounded.sign))),
        ("end", Json::from(plain(&bounded.end))),
        ("proved", Json::from(bounded.is_proved)),
        ("beside", beside.collect()),
    ])
}

/// The values at which an inequality holds.
fn held(holding: &Holding) -> Json {
    let value = |end: &End| match &end.value {
        RootValue::Exact(value) => Json::from(plain(value)),
        RootValue::Enclosed(held) => json::object([
            ("low", json::exact(held.low())),
            ("high", json::exact(held.high())),
        ]),
    };
    let end = |end: &Option<End>| {
        end.as_ref().map_or(Json::Null, |end| {
            let fields = [("value", value(end)), ("strict", Json::from(end.is_strict))];
            json::object(fields)
        })
    };
    let ranges = holding.ranges.iter();
    let ranges =
        ranges.map(|range| json::object([("low", end(&range.low)), ("high", end(&range.high))]));
    json::object([
        ("everywhere", Json::from(holding.is_everywhere)),
        ("ranges", ranges.collect()),
        (
            "step",
            holding.step.as_ref().map_or(Json::Null, json::integer),
        ),
    ])
}

/// Which integers were put in.
fn range(tried: &Tried) -> Json {
    json::object([
        ("low", json::integer(&tried.low)),
        ("high", json::integer(&tried.high)),
        ("step", json::integer(&tried.step)),
        ("each", Json::from(tried.is_each)),
    ])
}

/// An integer that was put in and is a solution.
fn whole(value: &Integer) -> Json {
    found(&FoundRoot {
        value: RootValue::Exact(Expr::integer(value.clone())),
        multiplicity: 1,
        fit: Fit::Inside,
        conditions: Vec::new(),
    })
}

/// What an equation whose parts were undone comes to.
fn what_follows(undone: &Undone) -> &'static str {
    if !undone.ranges.is_empty() {
        return "ranges";
    }
    if !undone.families.is_empty() {
        return "families";
    }
    match undone.found.len() {
        0 => "never",
        1 => "root",
        _ => "roots",
    }
}

/// `6 ≤ x < 9`: its ends, and whether they belong to it; null where it has none.
fn between(range: &Interval, unknown: &Symbol) -> Json {
    let sign = |end: &Bound| if end.strict { "<" } else { "≤" };
    let besides: Vec<Json> = range.besides.iter().map(told).collect();
    let conditions = range.conditions(unknown);
    let text = if let (Some(low), Some(high)) = (&range.low, &range.high) {
        let [least, most] = [low, high].map(|end| plain(&Expr::number(&end.value)));
        format!("{least} {} {unknown} {} {most}", sign(low), sign(high))
    } else {
        let written = conditions.iter();
        let written = written.map(|known| unicode_condition(known, &Style::default()));
        written.collect::<Vec<_>>().join(", ")
    };
    let exact = |end: &Option<Bound>| {
        let end = end.as_ref();
        end.map_or(Json::Null, |end| json::exact(&end.value))
    };
    let included = |end: &Option<Bound>| Json::from(end.as_ref().map(|end| !end.strict));
    let mut fields = vec![
        ("text", Json::from(text)),
        ("low", exact(&range.low)),
        ("low_included", included(&range.low)),
        ("high", exact(&range.high)),
        ("high_included", included(&range.high)),
    ];
    if !besides.is_empty() {
        fields.push(("besides", Json::from(besides)));
    }
    json::object(fields)
}

/// Why there is no solution: equations that no number solves, each with the name of the reason, and values that
/// solve an equation on the way only.
fn reasons(solution: &Solution) -> Vec<Json> {
    let equation = |lhs: &Expr, rhs: &Expr| {
        let sign = plain_relation(crate::expr::Relation::Equal);
        Json::from(format!("{} {sign} {}", plain(lhs), plain(rhs)))
    };
    let reason = |because: &str, equation: Json| {
        json::object([("because", Json::from(because)), ("equation", equation)])
    };
    let zero = Expr::zero();
    match &solution.outcome {
        Outcome::Never(Never::Contradiction { .. }) => {
            vec![reason("untrue", equation(&solution.constant, &zero))]
        }
        Outcome::Never(Never::NoRealRoot { polynomial, .. }) => {
            vec![reason("no-real-root", equation(polynomial, &zero))]
        }
        Outcome::Never(Never::ZeroDivisor { value, divisor }) => {
            let unknown = Expr::symbol(solution.unknown.clone());
            vec![json::object([
                ("because", Json::from("zero-divisor")),
                ("equation", equation(&unknown, value)),
                ("divisor", Json::from(plain(divisor))),
            ])]
        }
        Outcome::Undone(undone) if undone.is_never() => {
            let never = undone.impossible();
            let never =
                never.map(|(stage, why)| reason(why.name(), equation(&stage.lhs, &stage.rhs)));
            let rejected = undone.rejected.iter().map(|known| {
                let sides = known.sides.as_ref();
                let side = |at: usize| {
                    let side = sides.and_then(|sides| sides.get(at));
                    side.map_or(Json::Null, |side| Json::from(side.to_string()))
                };
                let value = match &known.value {
                    RootValue::Exact(value) => Json::from(plain(value)),
                    RootValue::Enclosed(held) => {
                        Json::from(vec![json::exact(held.low()), json::exact(held.high())])
                    }
                };
                json::object([
                    ("because", Json::from("other-equation")),
                    ("value", value),
                    ("left", side(0)),
                    ("right", side(1)),
                ])
            });
            never.chain(rejected).collect()
        }
        _ => Vec::new(),
    }
}

/// `7*k + 3` for every integer k, as far as its ends reach.
fn family(family: &Family) -> Json {
    let end = |end: &Option<Integer>| end.as_ref().map_or(Json::Null, json::integer);
    json::object([
        ("value", Json::from(plain(&family.value()))),
        ("parameter", Json::from(family.parameter.name())),
        ("low", end(&family.low)),
        ("high", end(&family.high)),
    ])
}

fn told(known: &Predicate) -> Json {
    Json::from(unicode_condition(known, &Style::default()))
}

/// The values of several unknowns as JSON, with the way there where it is wanted.
///
/// # Errors
/// A language without templates.
pub fn system_json(
    solution: &SystemSolution,
    steps: Option<&Assumptions>,
    options: &PageOptions,
) -> Result<Json, Diagnostic> {
    let unknowns = solution.unknowns.iter().map(|name| Json::from(name.name()));
    let mut fields = vec![("unknowns", unknowns.collect())];
    match &solution.outcome {
        SystemOutcome::Values(found) => {
            let value = |(name, value): &(Symbol, Expr)| {
                json::object([
                    ("unknown", Json::from(name.name())),
                    ("value", Json::from(plain(value))),
                ])
            };
            let free = found.free.iter().map(|name| Json::from(name.name()));
            let checked = found.is_checked();
            fields.extend([
                ("outcome", Json::from("values")),
                ("values", found.values.iter().map(value).collect()),
                ("free", free.collect()),
                ("conditions", found.conditions.iter().map(told).collect()),
                ("redundant", Json::from(found.redundant.len())),
                ("checked", Json::from(checked)),
            ]);
        }
        SystemOutcome::Excluded { values, by } => {
            let value = |(name, value): &(Symbol, Expr)| {
                json::object([
                    ("unknown", Json::from(name.name())),
                    ("value", Json::from(plain(value))),
                ])
            };
            let (mut undefined, mut assumed, mut outside) = (Json::Null, Json::Null, Json::Null);
            match by {
                Excluded::Undefined(at) => undefined = Json::from(at + 1),
                Excluded::Assumed(known) => assumed = told(known),
                Excluded::Outside(unknown) => outside = Json::from(unknown.name()),
            }
            fields.extend([
                ("outcome", Json::from("excluded")),
                ("excluded", values.iter().map(value).collect()),
                ("undefined", undefined),
                ("assumed", assumed),
                ("outside", outside),
            ]);
        }
        SystemOutcome::Never { line, unless } => {
            let says = solution.lines.get(*line).map(|line| {
                let sign = plain_relation(crate::expr::Relation::Equal);
                format!("{} {sign} {}", plain(&line.lhs), plain(&line.rhs))
            });
            fields.extend([
                ("outcome", Json::from("never")),
                ("contradiction", Json::from(says)),
                ("unless", unless.as_ref().map_or(Json::Null, told)),
            ]);
        }
    }
    if let Some(under) = steps {
        fields.push(("steps", lines_json(&solution.lines, under, options)?));
    }
    Ok(json::result(fields))
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
        ("conditions", root.conditions.iter().map(told).collect()),
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
    neighbours.iter().map(neighbour).collect()
}

fn neighbour(neighbour: &Neighbour) -> Json {
    json::object([
        ("value", json::integer(&neighbour.value)),
        ("left", Json::from(neighbour.left.to_string())),
        ("right", Json::from(neighbour.right.to_string())),
    ])
}
