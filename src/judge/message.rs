//! What the judge says, as messages; pages have the same in their own language.

use super::verdict::{Condition, Reason};
use crate::expr::{Expr, ExprKind, Predicate, Symbol};

impl Condition {
    /// `if x ≥ 0`, `for x ≠ 1`; a formula that takes more than a few signs is not repeated.
    pub fn message(&self) -> String {
        let under = |word: &str, known: &Predicate| match predicate(known) {
            Some(text) => format!("{word} {text}"),
            None => "under a condition that is not assumed".into(),
        };
        match self {
            Self::Except(known) => under("for", known),
            Self::If(known) => under("if", known),
            Self::PositiveIntegers(symbols) => {
                let names: Vec<&str> = symbols.iter().map(Symbol::name).collect();
                match names.as_slice() {
                    [name] => format!("if {name} is a positive integer"),
                    names => format!("if {} are positive integers", names.join(", ")),
                }
            }
        }
    }
}

impl Reason {
    /// Why nothing was decided, in a few words.
    pub fn message(&self) -> String {
        match self {
            Self::Budget(limit) => format!("a limit was reached, {limit}"),
            Self::Undefined { because, .. } => format!("a part has no value: {because}"),
            Self::Beyond(_) => {
                "the sides agree wherever they were tried, but a part is beyond what can be proved"
                    .into()
            }
            Self::Overlap => "the values lie too close together to be told apart".into(),
            Self::NoPoint => "no values were found that tell the sides apart".into(),
            Self::Unusual(_) => "only values that are not usual contradict it".into(),
            Self::Cancellation(known) => match predicate(known) {
                Some(curve) => format!("the kept terms may cancel where {curve}"),
                None => "the kept terms may cancel".into(),
            },
            Self::Growth(why) => format!("the growth could not be compared: {why}"),
            Self::Growing(_) => "how fast a part grows beside the rest is not known".into(),
            Self::Unsupported(what) => (*what).into(),
        }
    }
}

fn predicate(known: &Predicate) -> Option<String> {
    match known {
        Predicate::Compare(a, comparison, b) => {
            Some(format!("{} {} {}", sum(a)?, comparison.sign(), sum(b)?))
        }
        Predicate::Divides(a, b) => Some(format!("{} divides {}", atom(a)?, atom(b)?)),
        Predicate::Truth(a) => atom(a),
        _ => None,
    }
}

/// A sum of terms in symbols and numbers; none for what takes more signs.
fn sum(expr: &Expr) -> Option<String> {
    let mut text = String::new();
    for term in expr.terms() {
        let (sign, size) = match term.kind() {
            ExprKind::Neg(inner) => ("-", inner),
            _ => ("+", term),
        };
        match (text.is_empty(), sign) {
            (true, "+") => {}
            (true, _) => text.push('-'),
            (false, _) => text.extend([" ", sign, " "]),
        }
        text.push_str(&product(size)?);
    }
    Some(text)
}

fn product(expr: &Expr) -> Option<String> {
    match expr.kind() {
        ExprKind::Product(factors) => {
            let factors: Option<Vec<String>> = factors.iter().map(power).collect();
            factors.map(|factors| factors.join("*"))
        }
        _ => power(expr),
    }
}

fn power(expr: &Expr) -> Option<String> {
    match expr.kind() {
        ExprKind::Power(base, exponent) => Some(format!("{}^{}", atom(base)?, atom(exponent)?)),
        _ => atom(expr),
    }
}

fn atom(expr: &Expr) -> Option<String> {
    match expr.kind() {
        ExprKind::Symbol(symbol) => Some(symbol.to_string()),
        ExprKind::Number(literal) if !literal.value().is_negative() => {
            let value = literal.value().to_string();
            (!value.contains('/')).then_some(value)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Comparison;
    use crate::syntax::parse_expression;

    #[test]
    fn conditions_are_told_while_they_are_short() {
        use Comparison::{GreaterEqual, NotEqual};
        let message = |a: &str, comparison, b: &str| {
            let [a, b] = [a, b].map(|text| parse_expression(text).unwrap());
            Condition::If(Predicate::Compare(a, comparison, b)).message()
        };
        let hidden = "under a condition that is not assumed";
        for (a, comparison, b, expected) in [
            ("x", GreaterEqual, "0", "if x ≥ 0"),
            ("-x + 2*y^2 - 1", NotEqual, "0", "if -x + 2*y^2 - 1 ≠ 0"),
            ("x", NotEqual, "3", "if x ≠ 3"),
            ("(a + b)*c", NotEqual, "0", hidden),
            ("sqrt(x)", GreaterEqual, "1", hidden),
        ] {
            assert_eq!(message(a, comparison, b), expected);
        }
    }
}
