use super::*;
use crate::judge::judge_derivative;
use crate::syntax::{parse_condition, parse_expression};

/// Derivatives by x and where they are that, worked out by hand from the limit of the difference quotient:
/// |x|·x has the slope 0 at 0, |x| has none; 1/x and −1/x² both lack a value at 0, ln(x) has none below
/// 0 where 1/x has one; max(x², x⁴) is flat at 0 and has corners at −1 and 1.
#[test]
fn where_derivatives_hold() {
    let mut wrong = Vec::new();
    for (of, derivative, wanted) in [
        ("abs(x)", "abs(x)/x", &["x != 0"][..]),
        ("abs(x)*x", "2*abs(x)", &[]),
        ("abs(2*x-6)", "abs(2*x-6)/(x-3)", &["x != 3"]),
        (
            "abs(x^2-x)",
            "abs(x^2-x)*(2*x-1)/(x^2-x)",
            &["x != 0", "x != 1"],
        ),
        ("abs(x^2+1)", "2*x", &[]),
        (
            "abs((x+1)*x^3)",
            "x*abs(x)*abs(x+1)*(4*x+3)/(x+1)",
            &["x != -1"],
        ),
        ("abs(x*root(x, 3))", "4/3*root(x, 3)", &["x != 0"]),
        ("1/abs(x)", "-1/(x*abs(x))", &[]),
        ("abs(x)/x", "0", &["x != 0"]),
        ("1/x", "-1/x^2", &[]),
        ("x/(x+1)", "1/(x^2+2*x+1)", &[]),
        (
            "L*max(x^2, V)",
            "if x^2 > V then 2*L*x else 0",
            &["x^2 != V"],
        ),
        ("(x^2-1)/(x-1)", "1", &["x != 1"]),
        ("sqrt(x)", "1/(2*sqrt(x))", &["x != 0"]),
        (
            "sqrt(sqrt(sqrt(x)))",
            "1/(8*sqrt(x)*sqrt(sqrt(x))*sqrt(sqrt(sqrt(x))))",
            &["x != 0"],
        ),
        ("x*sqrt(x)", "3/2*sqrt(x)", &[]),
        ("sqrt(x)^2", "1", &["x >= 0"]),
        ("sqrt(x^2+1)", "x/sqrt(x^2+1)", &[]),
        ("sqrt(x^2)", "abs(x)/x", &["x != 0"]),
        ("root(x, 3)", "root(x, 3)/(3*x)", &["x != 0"]),
        ("ln(x)", "1/x", &["x > 0"]),
        ("ln(x^2)", "2/x", &[]),
        ("x*ln(x)", "ln(x)+1", &[]),
        ("max(x, 2)", "if x > 2 then 1 else 0", &["x != 2"]),
        ("max(x, -x)", "if x > -x then 1 else -1", &["x != 0"]),
        (
            "max(x^2, x^4)",
            "if x^2 > x^4 then 2*x else 4*x^3",
            &["x != 1", "x != -1"],
        ),
        (
            "if x > 0 then x^2 else -x^2",
            "if x > 0 then 2*x else -2*x",
            &[],
        ),
        (
            "if x > 0 then x^2 else x",
            "if x > 0 then 2*x else 1",
            &["x != 0"],
        ),
        ("min(x, a)", "if x < a then 1 else 0", &["x != a"]),
        (
            "max(abs(x), 2)",
            "if abs(x) > 2 then abs(x)/x else 0",
            &["abs(x) != 2"],
        ),
        ("x^3 + a/b", "3*x^2", &[]),
        // 1 + x + x² has the slope 3 at 1, where the closed form has no value; (x+1)(x+2) the slope 1 at −1.
        (
            "sum(i=0..n, x^i)",
            "(n*x^(n+1) - (n+1)*x^n + 1)/(x-1)^2",
            &["n >= 0", "x != 1", "x > 0"],
        ),
        (
            "prod(i=1..n, x+i)",
            "prod(i=1..n, x+i)*sum(i=1..n, 1/(x+i))",
            &["prod(i = 1..n, x + i) != 0"],
        ),
        ("sum(i=1..n, 1/(x+i))", "sum(i=1..n, -1/(x+i)^2)", &[]),
    ] {
        let read = |text: &str| parse_expression(text).unwrap();
        let (under, budget) = (Assumptions::none(), Budget::default());
        let x = Symbol::new("x");
        let verdict = judge_derivative(&read(of), &x, &read(derivative), &under, &budget);
        assert!(verdict.holds(), "{of}: {verdict:?}");
        let wanted: Vec<Condition> = wanted
            .iter()
            .map(|text| told(parse_condition(text).unwrap()))
            .collect();
        let found = verdict.conditions();
        let is_same = found.len() == wanted.len() && found.iter().all(|one| wanted.contains(one));
        if !is_same {
            wrong.push((of, found.to_vec()));
        }
    }
    assert_eq!(wrong, []);
}
