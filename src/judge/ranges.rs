//! What the bodies of sums and products need at each index in order to have values.

use super::claim::Budget;
use super::inequality::is_shown;
use super::requirements::{Needs, requirements};
use super::symbols::has_big_operator;
use crate::expr::{
    Assumptions, BigOperator, BigOperatorKind, Bindings, Comparison, Domain, Expr, ExprKind,
    Predicate, Range, Symbol, deep,
};

/// What the sums and products in an expression need and is not proved, each as a condition on the whole
/// range: `Π k ≠ 0`, `Π [k ≤ n] = 1`.
pub(super) fn unproved(expr: &Expr, under: &Assumptions, budget: &Budget) -> Vec<Predicate> {
    let mut found = Vec::new();
    if has_big_operator(expr) {
        for operator in outermost(expr) {
            over(operator, under, budget, &mut found);
        }
    }
    found
}

fn over(operator: &BigOperator, under: &Assumptions, budget: &Budget, found: &mut Vec<Predicate>) {
    let Range::Interval(low, high) = &operator.range else {
        return;
    };
    let index = unused(&operator.index, under, [low, high]);
    let symbol = Expr::symbol(index.clone());
    let renamed: Bindings = std::iter::once((operator.index.clone(), symbol.clone())).collect();
    let Ok(body) = renamed.substitute(&operator.body) else {
        return;
    };
    let mut inside = under.clone();
    let whole = Domain::Integer {
        min: None,
        max: None,
    };
    inside.domains.insert(index.clone(), whole);
    inside.conditions.extend([
        Predicate::Compare(symbol.clone(), Comparison::GreaterEqual, low.clone()),
        Predicate::Compare(symbol, Comparison::LessEqual, high.clone()),
    ]);
    let depends = |known: &Predicate| known.operands().iter().any(|part| part.mentions(&index));
    let mut needed = needs_of(&body, &inside);
    // What is the same at each index is told without it.
    needed.retain(depends);
    let mut nested = Vec::new();
    for operator in outermost(&body) {
        over(operator, &inside, budget, &mut nested);
    }
    for known in nested {
        if depends(&known) {
            needed.push(known);
        } else if !found.contains(&known) {
            found.push(known);
        }
    }
    for known in needed {
        let Predicate::Compare(a, comparison, b) = &known else {
            continue;
        };
        let apart = if *b == Expr::zero() {
            a.clone()
        } else {
            Expr::difference(a.clone(), b.clone())
        };
        if is_shown(&apart, *comparison, &inside, budget) {
            continue;
        }
        let everywhere = |body: Expr| {
            let (index, range) = (index.clone(), operator.range.clone());
            Expr::big_operator(BigOperatorKind::Product, index, range, body)
        };
        let condition = if *comparison == Comparison::NotEqual {
            Predicate::Compare(everywhere(apart), *comparison, Expr::zero())
        } else {
            let all = everywhere(Expr::bracket(known.clone()));
            Predicate::Compare(all, Comparison::Equal, Expr::one())
        };
        if !found.contains(&condition) {
            found.push(condition);
        }
    }
}

/// A name for an index that nothing is assumed of.
fn unused(index: &Symbol, under: &Assumptions, ends: [&Expr; 2]) -> Symbol {
    let is_used = |name: &Symbol| {
        let mut operands = under.conditions.iter().flat_map(Predicate::operands);
        under.domains.contains_key(name)
            || under.definitions.get(name).is_some()
            || operands.any(|part| part.mentions(name))
            || ends.iter().any(|end| end.mentions(name))
    };
    let mut name = index.clone();
    while is_used(&name) {
        name = Symbol::new(&format!("{}'", name.name()));
    }
    name
}

/// What the divisors, functions and inner ranges of a body need.
fn needs_of(body: &Expr, under: &Assumptions) -> Vec<Predicate> {
    let compared = |a: &Expr, comparison| Predicate::Compare(a.clone(), comparison, Expr::zero());
    let mut needed = Vec::new();
    let mut divisors = Vec::new();
    below(body, &mut divisors);
    needed.extend(
        divisors
            .iter()
            .map(|divisor| compared(divisor, Comparison::NotEqual)),
    );
    for requirement in requirements(body, under) {
        let comparison = match requirement.needs {
            Needs::NonZero => Comparison::NotEqual,
            Needs::NonNegative | Needs::Natural => Comparison::GreaterEqual,
            Needs::Positive => Comparison::Greater,
        };
        needed.push(compared(&requirement.argument, comparison));
    }
    for nested in outermost(body) {
        if let Range::Interval(low, high) = &nested.range {
            let after = Expr::sum([high.clone(), Expr::one()]);
            needed.push(Predicate::Compare(
                after,
                Comparison::GreaterEqual,
                low.clone(),
            ));
        }
    }
    needed
}

/// What is divided by, outside of branches and of inner ranges.
fn below(expr: &Expr, found: &mut Vec<Expr>) {
    deep(|| {
        match expr.kind() {
            ExprKind::Conditional(_) | ExprKind::BigOperator(_) => return,
            ExprKind::Quotient(_, divisor) => found.push(divisor.clone()),
            ExprKind::Power(base, exponent)
                if exponent
                    .as_number()
                    .is_some_and(|number| number.is_negative()) =>
            {
                found.push(base.clone());
            }
            _ => {}
        }
        for part in expr.children() {
            below(part, found);
        }
    });
}

/// The assumptions with integers for the symbols that ranges end at; `None` where there are none.
pub(super) fn with_whole_ends(sides: [&Expr; 2], under: &Assumptions) -> Option<Assumptions> {
    let mut whole = None;
    for operator in sides.into_iter().flat_map(outermost) {
        let Range::Interval(low, high) = &operator.range else {
            continue;
        };
        for symbol in [low, high].into_iter().filter_map(Expr::as_symbol) {
            let domain = Domain::Integer {
                min: None,
                max: None,
            };
            let under = whole.get_or_insert_with(|| under.clone());
            under.domains.entry(symbol.clone()).or_insert(domain);
        }
    }
    whole
}

/// The sums and products that stand in no other one, and in no branch.
fn outermost(expr: &Expr) -> Vec<&BigOperator> {
    fn collect<'a>(expr: &'a Expr, found: &mut Vec<&'a BigOperator>) {
        deep(|| match expr.kind() {
            ExprKind::Conditional(_) => {}
            ExprKind::BigOperator(operator) => found.push(operator),
            _ => expr
                .children()
                .into_iter()
                .for_each(|part| collect(part, found)),
        });
    }
    let mut found = Vec::new();
    collect(expr, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::super::Condition;
    use super::super::asked::{under, verdict};
    use super::*;
    use crate::syntax::parse_condition;

    /// Ranges end at integers, so that powers to their ends need no positive base: with x = −2 and n = 3 the sum is
    /// −2 + 4 − 8 = −6 = (16 + 2)/(−3). Where no range ends, or it ends at half of n, they do.
    #[test]
    fn a_power_to_the_end_of_a_range_has_any_base() {
        let geometric = "sum(k = 1..n, x^k) = (x^(n + 1) - x)/(x - 1)";
        for (claim, assumed, open) in [
            (geometric, None, vec!["x != 1", "n >= 1"]),
            (geometric, Some("x < 0"), vec!["n >= 1"]),
            ("sqrt(x^(2*n)) = x^n", None, vec!["x > 0"]),
            (
                "sum(k = 1..n/2, x^k) = (x^(n/2 + 1) - x)/(x - 1)",
                None,
                vec!["x > 0", "x != 1", "n/2 >= 1"],
            ),
        ] {
            let assumed: Vec<&str> = assumed.into_iter().collect();
            let found = verdict(claim, &under(&assumed));
            assert!(found.holds(), "{claim}: {found:?}");
            let known = |condition: &Condition| match condition {
                Condition::Except(known) | Condition::If(known) => known.clone(),
                Condition::PositiveIntegers(_) => panic!("{claim}: {found:?}"),
            };
            let conditions: Vec<Predicate> = found.conditions().iter().map(known).collect();
            let open: Vec<Predicate> = open
                .iter()
                .map(|text| parse_condition(text).unwrap())
                .collect();
            assert_eq!(conditions, open, "{claim} under {assumed:?}");
        }
    }
}
