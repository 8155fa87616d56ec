//! What other systems publish or answer: matched where it is right, not repeated where it is not.

#![cfg(test)]

use longhand::diagnostic::Source;
use longhand::expr::Assumptions;
use longhand::poly::{Budget, same};
use longhand::render::plain;
use longhand::syntax::parse_expression;
use longhand::tasks::{Question, approximate, equal};

/// The leading terms and the O-form of what is left, for some symbols that grow.
#[test]
fn leading_terms() {
    let formula = "L*(12*h^2 + 4*h) + V*h + 2*h";
    for (expr, large, leading, order) in [
        // SymPy 1.14, Order at infinity: with three, one and two symbols.
        (formula, "L,h,V", "12*L*h^2 + V*h", "L*h"),
        (formula, "h", "12*L*h^2", "h"),
        (formula, "L,h", "12*L*h^2", "L*h"),
        // SageMath, maximal elements in the growth group L^ZZ * h^ZZ * V^ZZ: the same two.
        (formula, "V,L,h", "12*L*h^2 + V*h", "L*h"),
        // SageMath, one variable, with an explicit constant: 12*L*h^2 + B(4*h, h >= 10).
        ("12*L*h^2 + 4*h", "h", "12*L*h^2", "h"),
        // SymPy answers x^2 + O(x + y), losing x*y, which no other term outgrows.
        ("x^2 + x*y + x + y", "x,y", "x^2 + x*y", "x + y"),
        // A single-variable limit hides Vh (SymPy: the limit of the ratio for h is 1).
        ("12*L*h^2 + V*h", "L,h,V", "12*L*h^2 + V*h", ""),
    ] {
        let question = Question::new(expr).with_large(large.split(','));
        let found = approximate(&question, None).unwrap();
        let read = |text: &str| parse_expression(text).unwrap();
        let is_same = |a, b| same(a, b, &Assumptions::none(), &Budget::default()).unwrap();
        let approximation = &found.approximation.approximation;
        assert_eq!(
            is_same(approximation, &read(leading)),
            Some(true),
            "{expr} for {large}"
        );
        let told = found
            .approximation
            .order
            .as_ref()
            .map(plain)
            .unwrap_or_default();
        assert_eq!(
            told,
            if order.is_empty() {
                String::new()
            } else {
                format!("O({order})")
            }
        );
    }
}

/// Identities on which a tool for teachers answered wrongly, by what is exactly true.
#[test]
fn equalities() {
    for (lhs, rhs, word) in [
        // KAS takes these for equal; the last it records as known to be wrong.
        ("10^20 + 1", "10^20", "different"),
        ("123456789123456789", "123456789123456788", "different"),
        ("sqrt(x^2)", "x", "conditional"),
        // STACK in floats says the opposite of each.
        ("452", "4.52*10^2", "equal"),
        ("100.4 - 80.0", "20.4", "equal"),
        ("0.99999999", "99999998/99999999", "different"),
        // mathjs says these differ; compute-engine leaves the second undefined.
        ("(x+1)^2", "x^2 + 2*x + 1", "equal"),
        (
            "L*(12*h^2 + 4*h) + V*h + 2*h",
            "12*L*h^2 + 4*L*h + V*h + 2*h",
            "equal",
        ),
        (
            "L*(12*h^2 + 4*h) + V*h + 2*h",
            "12*L*h^2 + V*h",
            "different",
        ),
    ] {
        let question = Question {
            expressions: vec![Source::new("left", lhs), Source::new("right", rhs)],
            ..Question::default()
        };
        let verdict = equal(&question).unwrap().verdict;
        let found = match (verdict.holds(), verdict.conditions().is_empty()) {
            (true, true) => "equal",
            (true, false) => "conditional",
            (false, _) if verdict.fails() => "different",
            (false, _) => "undecided",
        };
        assert_eq!(found, word, "{lhs} and {rhs}");
    }
}
