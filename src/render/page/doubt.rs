//! What the judge said, as data for templates.

use serde::Serialize;

use super::number::Number;
use super::writer::Writer;
use crate::derivation::{Fault, StepVerdict};
use crate::expr::Assumptions;
use crate::judge::{
    Condition, Excess, Failure, Method, Point, Reason, SignMethod, Verdict, Witness,
};

/// The judge's word on a line.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub(super) struct Word {
    /// `proven`, `conditional` where conditions are open, `refuted` or `undecided`.
    pub(super) verdict: &'static str,
    /// How it was proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) method: Option<&'static str>,
    /// What has to hold besides the printed assumptions.
    pub(super) conditions: Vec<ConditionWord>,
    /// Why it is not proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) doubt: Option<Doubt>,
}

/// A condition: `except`, `if` or `positive-integers`, and its formula.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub(super) struct ConditionWord {
    kind: &'static str,
    formula: String,
}

/// Why a line is not proven. `kind` names the reason; the rest is what its sentence needs.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub(super) struct Doubt {
    kind: &'static str,
    /// A part, a condition or a term.
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<String>,
    /// The name of a limit, or what went wrong, in the engine's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Values at which the sides differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<String>,
    /// The left side there.
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<Number>,
    /// The right side there.
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<Number>,
}

impl Word {
    /// Of what is not judged because it is given.
    pub(super) fn given() -> Self {
        Self {
            verdict: "given",
            method: None,
            conditions: Vec::new(),
            doubt: None,
        }
    }

    /// Whether nothing is left to be shown.
    pub(super) fn is_given_or_proven(&self) -> bool {
        matches!(self.verdict, "given" | "proven")
    }

    /// On a claim.
    pub(super) fn on(verdict: &Verdict, under: &Assumptions, writer: &Writer) -> Self {
        match verdict {
            Verdict::Holds { by, .. } => {
                let open = verdict.open_conditions(under);
                Self {
                    verdict: if open.is_empty() {
                        "proven"
                    } else {
                        "conditional"
                    },
                    method: Some(method(by)),
                    conditions: open
                        .into_iter()
                        .map(|condition| condition_word(condition, writer))
                        .collect(),
                    doubt: None,
                }
            }
            Verdict::Fails { witness, how } => Self {
                verdict: "refuted",
                doubt: Some(refutation(witness, how, writer)),
                ..Self::given()
            },
            Verdict::Undecided { because } => Self {
                verdict: "undecided",
                doubt: Some(indecision(because, writer)),
                ..Self::given()
            },
        }
    }

    /// On the steps that a line stands for: the first doubt, or all conditions.
    pub(super) fn on_steps<'a>(
        verdicts: impl Iterator<Item = &'a StepVerdict>,
        under: &Assumptions,
        writer: &Writer,
    ) -> Self {
        let mut word = Self {
            verdict: "proven",
            ..Self::given()
        };
        for verdict in verdicts {
            let next = Self::on(&verdict.verdict, under, writer);
            if next.doubt.is_some() {
                return next;
            }
            if let Some(fault) = verdict.fault.filter(|fault| *fault != Fault::Grain) {
                let doubt = Doubt {
                    kind: fault_name(fault),
                    ..Doubt::default()
                };
                return Self {
                    verdict: "undecided",
                    doubt: Some(doubt),
                    ..Self::given()
                };
            }
            word.method = word.method.or(next.method);
            for condition in next.conditions {
                word.verdict = "conditional";
                if !word.conditions.contains(&condition) {
                    word.conditions.push(condition);
                }
            }
        }
        word
    }
}

fn method(by: &Method) -> &'static str {
    match by {
        Method::NormalForm => "normal-form",
        Method::Evaluation => "evaluation",
        Method::Difference => "difference",
        Method::Separation => "separation",
        Method::Induction { .. } => "induction",
        Method::Logarithms => "logarithms",
        Method::Squared => "squared",
        Method::Raised => "raised",
        Method::Bases => "bases",
        Method::Between => "between",
        Method::Cases(_) => "cases",
        Method::Stretches(_) => "stretches",
        Method::Slopes => "slopes",
        Method::NoIntegerRoot => "no-integer-root",
        Method::Rounding { .. } => "rounding",
        Method::LowerOrder => "lower-order",
        Method::Outgrown => "outgrown",
        Method::SameOrder => "same-order",
        Method::Coefficients => "coefficients",
        Method::Sign(found) => match found.how {
            SignMethod::Squares | SignMethod::OrderedSquares(_) => "squares",
            SignMethod::Roots => "roots",
            _ => "lower-bounds",
        },
        Method::Growth => "growth",
    }
}

fn fault_name(fault: Fault) -> &'static str {
    match fault {
        Fault::Chain => "chain",
        Fault::Frame => "frame",
        Fault::Grain => "grain",
        Fault::PartialApproximation => "partial-approximation",
    }
}

fn condition_word(condition: &Condition, writer: &Writer) -> ConditionWord {
    match condition {
        Condition::Except(known) => ConditionWord {
            kind: "except",
            formula: writer.condition(known),
        },
        Condition::If(known) => ConditionWord {
            kind: "if",
            formula: writer.condition(known),
        },
        Condition::PositiveIntegers(symbols) => {
            let names: Vec<String> = symbols.iter().map(|symbol| writer.symbol(symbol)).collect();
            ConditionWord {
                kind: "positive-integers",
                formula: names.join(", "),
            }
        }
    }
}

/// A condition alone, without the word before it.
pub(super) fn condition_formula(condition: &Condition, writer: &Writer) -> String {
    condition_word(condition, writer).formula
}

fn refutation(witness: &Witness, how: &Failure, writer: &Writer) -> Doubt {
    let kind = match how {
        Failure::Different => "different",
        Failure::Rounded => "rounded",
        Failure::Loose { .. } => "loose",
        Failure::Factor(_) => "factor",
    };
    let doubt = Doubt {
        kind,
        ..Doubt::default()
    };
    match witness {
        Witness::Point(point) => at_point(point, kind, writer),
        // The values are too large to show; that the sides differ is all there is to say.
        Witness::Modular { .. } => doubt,
        Witness::Growth { term, excess, .. } => Doubt {
            kind: match excess {
                Excess::Between => "growth",
                Excess::NotOutgrown => "not-outgrown",
                Excess::NotBounded => "not-bounded",
            },
            formula: Some(writer.expr(term)),
            ..doubt
        },
    }
}

pub(super) fn at_point(point: &Point, kind: &'static str, writer: &Writer) -> Doubt {
    let values = point.values.iter();
    Doubt {
        kind,
        values: values
            .map(|(symbol, value)| writer.equation(symbol, value))
            .collect(),
        left: Some(Number::of_value(&point.left)),
        right: Some(Number::of_value(&point.right)),
        ..Doubt::default()
    }
}

fn indecision(because: &Reason, writer: &Writer) -> Doubt {
    let (kind, formula, detail) = match because {
        Reason::Budget(limit) => ("budget", None, Some(limit.clone())),
        Reason::Undefined { part, because, .. } => {
            ("undefined", Some(writer.expr(part)), Some(because.clone()))
        }
        Reason::Beyond(part) => ("beyond", Some(writer.expr(part)), None),
        Reason::Unusual(point) => return at_point(point, "unusual", writer),
        Reason::Overlap => ("overlap", None, None),
        Reason::NoPoint => ("no-point", None, None),
        Reason::Cancellation(condition) => {
            ("cancellation", Some(writer.condition(condition)), None)
        }
        Reason::Growing(part) => ("growing", Some(writer.expr(part)), None),
        Reason::Growth(why) => ("growth-unknown", None, Some(why.clone())),
        Reason::Unsupported(what) => ("unsupported", None, Some((*what).to_owned())),
    };
    Doubt {
        kind,
        formula,
        detail,
        ..Doubt::default()
    }
}
