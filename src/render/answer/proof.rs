//! The judge's word on a claim, with what a proof rests on.

use serde_json::Value as Json;

use super::verdict::{condition, failure, reason, witness_json};
use crate::expr::{Expr, Relation};
use crate::judge::{Method, Point, SignMethod, SignProof, Verdict, Witness};
use crate::render::{json, plain};

/// Longer expressions of a proof are left out of a line of text.
const SHOWN_UP_TO: u64 = 200;

/// `proved`, `refuted` or `undecided`, and after a tab the conditions and the method, the witness,
/// or the reason.
pub fn proof(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Holds { by, conditions } => {
            let mut told: Vec<String> = Vec::new();
            let conditions: Vec<String> = conditions.iter().map(condition).collect();
            if !conditions.is_empty() {
                told.push(conditions.join(" and "));
            }
            told.push(method(by));
            format!("proved\t{}", told.join("; "))
        }
        Verdict::Fails { witness, how } => format!("refuted\t{}", failure(witness, how)),
        Verdict::Undecided { because } => format!("undecided\t{}", reason(because)),
    }
}

/// The same as JSON.
pub fn proof_json(
    lhs: &Expr,
    relation: Relation,
    rhs: &Expr,
    verdict: &Verdict,
    outside: Option<&Point>,
) -> Json {
    let mut fields = vec![
        ("lhs", Json::from(plain(lhs))),
        ("relation", Json::from(relation.sign())),
        ("rhs", Json::from(plain(rhs))),
    ];
    match verdict {
        Verdict::Holds { by, conditions } => {
            let conditions: Vec<Json> = conditions
                .iter()
                .map(|known| Json::from(condition(known)))
                .collect();
            fields.push(("verdict", Json::from("proved")));
            fields.push(("conditions", Json::from(conditions)));
            fields.push(("method", Json::from(name(by))));
            fields.push(("detail", Json::from(method(by))));
            if let Method::Sign(found) = by {
                let pair = |(of, to): &(Expr, Expr)| {
                    json::object([("of", Json::from(plain(of))), ("to", Json::from(plain(to)))])
                };
                fields.push(("substituted", found.substituted.iter().map(pair).collect()));
                fields.push(("difference", Json::from(plain(&found.difference))));
            }
        }
        Verdict::Fails { witness, how } => {
            fields.push(("verdict", Json::from("refuted")));
            fields.push(("detail", Json::from(failure(witness, how))));
            if let Witness::Point(point) = witness {
                fields.push(("witness", witness_json(point)));
            }
        }
        Verdict::Undecided { because } => {
            fields.push(("verdict", Json::from("undecided")));
            fields.push(("detail", Json::from(reason(because))));
        }
    }
    fields.extend(outside.map(|point| ("outside", witness_json(point))));
    json::result(fields)
}

/// The name of a method for programs.
fn name(method: &Method) -> &'static str {
    match method {
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
        Method::Growth => "growth",
        Method::Sign(found) => match found.how {
            SignMethod::Coefficients => "coefficients",
            SignMethod::Squares => "squares",
            SignMethod::Roots => "roots",
            SignMethod::Multiple(_) => "multiple",
            SignMethod::Orders(_) | SignMethod::OrderedSquares(_) => "orders",
            SignMethod::Combination(_) => "combination",
        },
    }
}

/// How a claim was proved, in words.
fn method(method: &Method) -> String {
    match method {
        Method::NormalForm => "both sides have the same normal form".to_owned(),
        Method::Evaluation => "both sides have exact values".to_owned(),
        Method::Difference => "the difference of the sides is a number".to_owned(),
        Method::Separation => {
            "the difference of the sides is smaller than any number of its kind but 0 can be, or its \
             sign is certain"
                .to_owned()
        }
        Method::Induction { symbol, from } => {
            format!("by induction over {symbol} from {}", plain(from))
        }
        Method::Logarithms => "the arguments of the logarithms were compared".to_owned(),
        Method::Squared => "the squares of the sides were compared".to_owned(),
        Method::Raised => "the same powers of the sides were compared".to_owned(),
        Method::Bases => "powers with the same exponent were compared by their bases".to_owned(),
        Method::Between => {
            "what is rounded lies between the integers that it must lie between".to_owned()
        }
        Method::Cases(count) => format!("proved in each of {count} cases"),
        Method::Stretches(1) => "bounds of the sides tell it over the whole range".to_owned(),
        Method::Stretches(count) => {
            format!("bounds of the sides tell it on each of {count} stretches of the range")
        }
        Method::Slopes => "the derivative of the difference of the sides keeps its sign".to_owned(),
        Method::NoIntegerRoot => "the difference of the sides is 0 at no integer".to_owned(),
        Method::Rounding { unit } => {
            format!("within half a unit of the last digit written, which is {unit}")
        }
        Method::LowerOrder => "only lower-order terms lie between the sides".to_owned(),
        Method::Outgrown => "the smaller side over the larger one tends to 0".to_owned(),
        Method::SameOrder => "each side is at most a multiple of the other".to_owned(),
        Method::Coefficients => "the terms are the same, their coefficients rounded".to_owned(),
        Method::Growth => "the exponents of the sides differ in the right way".to_owned(),
        Method::Sign(found) => sign(found),
    }
}

fn sign(found: &SignProof) -> String {
    let mut text = String::new();
    let put_in: Vec<String> = found
        .substituted
        .iter()
        .map(|(of, to)| format!("{} = {}", plain(of), plain(to)))
        .collect();
    if !put_in.is_empty() {
        text.push_str("with ");
        text.push_str(&put_in.join(", "));
        text.push_str(", ");
    }
    text.push_str("the difference of the sides");
    if found.difference.size() <= SHOWN_UP_TO {
        text.push_str(" is, up to a positive factor, ");
        text.push_str(&plain(&found.difference));
        text.push_str(", which");
    }
    match &found.how {
        SignMethod::Coefficients => text.push_str(" has no negative coefficient"),
        SignMethod::Squares => {
            text.push_str(" is made of squares and of terms that are not negative");
        }
        SignMethod::Roots => text.push_str(" has no root at which its sign could change"),
        SignMethod::Multiple(factor) => {
            text.push_str(" has no negative coefficient once multiplied by a power of ");
            text.push_str(&plain(factor));
        }
        SignMethod::Orders(count) => {
            text.push_str(" has no negative coefficient in any of ");
            text.push_str(&count.to_string());
            text.push_str(" orders of the symbols");
        }
        SignMethod::OrderedSquares(count) => {
            text.push_str(" is made of squares and of terms that are not negative in each of ");
            text.push_str(&count.to_string());
            text.push_str(" orders of the symbols");
        }
        SignMethod::Combination(1) => {
            text.push_str(" is a sum of multiples of what is assumed not to be negative");
        }
        SignMethod::Combination(count) => {
            text.push_str(" is a sum of what is not negative in each of ");
            text.push_str(&count.to_string());
            text.push_str(" cases of signs");
        }
    }
    text
}
