//! All values at which inequalities hold, worked by hand.

use super::holding::{End, holding};
use super::{RootValue, Wanted, solve_for};
use crate::expr::{Assumptions, Symbol};
use crate::number::Integer;
use crate::poly;
use crate::syntax::parse_chain;

/// The ranges, with brackets that say whether an end is one of the values, of `x`.
fn found(text: &str, is_whole: bool) -> Option<String> {
    let chain = parse_chain(text).unwrap();
    let (lhs, link) = (&chain.first, &chain.links[0]);
    let wanted = Wanted {
        digits: 15,
        multiple: is_whole.then_some(Integer::ONE),
    };
    let (under, unknown) = (Assumptions::none(), Symbol::new("x"));
    let budget = poly::Budget::default();
    let solution = solve_for(lhs, &link.expr, &unknown, &under, &wanted, &budget).unwrap();
    let comparison = link.relation.comparison().unwrap();
    let found = holding(&solution, (lhs, comparison, &link.expr), &under, &wanted)?;
    let value = |end: &End| match &end.value {
        RootValue::Exact(value) => match value.as_number() {
            Some(number) => number.to_string(),
            None => "root".to_owned(),
        },
        RootValue::Enclosed(_) => "about".to_owned(),
    };
    let told = found.ranges.iter().map(|range| {
        let low = range.low.as_ref().map_or("(-oo".to_owned(), |low| {
            format!("{}{}", if low.is_strict { "(" } else { "[" }, value(low))
        });
        let high = range.high.as_ref().map_or("oo)".to_owned(), |high| {
            format!("{}{}", value(high), if high.is_strict { ")" } else { "]" })
        });
        format!("{low}, {high}")
    });
    let told = told.collect::<Vec<_>>().join(" ");
    assert_eq!(found.is_everywhere, told == "(-oo, oo)");
    Some(told)
}

/// Worked by hand: signs between the roots of both sides' difference and of what is divided by.
#[test]
fn all_values_at_which_an_inequality_holds() {
    for (text, is_whole, expected) in [
        ("x^2 + 1 >= 0", false, "(-oo, oo)"),
        ("x < x - 1", false, ""),
        ("x^2 >= 10*x - 21", false, "(-oo, 3] [7, oo)"),
        ("x^2 < 4", false, "(-2, 2)"),
        ("x^2 <= 2", false, "[root, root]"),
        ("x^2 > 0", false, "(-oo, 0) (0, oo)"),
        ("(x - 1)^2 <= 0", false, "[1, 1]"),
        ("x^3 - x > 0", false, "(-1, 0) (1, oo)"),
        // Below 0 a fraction is less than 2 as well.
        ("1/x <= 2", false, "(-oo, 0) [1/2, oo)"),
        ("(x - 1)/(x - 1) >= 1", false, "(-oo, 1) (1, oo)"),
        ("x^5 - x - 1 >= 0", false, "[about, oo)"),
        ("abs(x) < 3", false, "(-3, 3)"),
        ("exp(x) >= x", false, "(-oo, oo)"),
        // 4 - 14 + 10.5 > 0, 9 - 21 + 10.5 < 0, 16 - 28 + 10.5 < 0, 25 - 35 + 10.5 > 0.
        ("x^2 - 7*x + 10.5 <= 0", true, "[3, 4]"),
        ("x^2 - x >= 0", true, "(-oo, oo)"),
        ("x^2 <= 12", true, "(-oo, 3]"),
        ("x^2 < 1", true, ""),
    ] {
        assert_eq!(found(text, is_whole).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(found("x + sqrt(x) <= exp(x)/3", false), None);
}
