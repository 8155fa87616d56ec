//! What a proof needs besides its assumptions, and which of it the assumptions say already.

use super::bounds::Bounds;
use super::inequality::is_proved;
use super::predicate::divides;
use super::symbols::{conditions, is_integer};
use super::verdict::{Condition, Verdict};
use crate::expr::{Assumptions, Comparison, Domain, Expr, Predicate, deep};
use crate::poly::{self, NormalForm};

impl Verdict {
    /// The conditions of a proof that the assumptions do not imply; none for what does not hold.
    /// A claim is *proven* where it holds and none is open.
    ///
    /// ```
    /// use longhand::expr::Assumptions;
    /// use longhand::judge::{Budget, Claim, judge};
    /// use longhand::syntax::parse_chain;
    ///
    /// let chain = parse_chain("sqrt(x)^2 = x").unwrap();
    /// let (link, under) = (&chain.links[0], Assumptions::none());
    /// let claim =
    ///     Claim { lhs: &chain.first, relation: link.relation, rhs: &link.expr, under: &under };
    /// let verdict = judge(&claim, &Budget::default());
    /// assert!(verdict.holds());
    /// assert_eq!(verdict.open_conditions(&under).len(), 1); // x ≥ 0
    /// ```
    pub fn open_conditions(&self, under: &Assumptions) -> Vec<&Condition> {
        let open = |condition: &&Condition| !is_implied(condition, under);
        self.conditions().iter().filter(open).collect()
    }
}

fn is_implied(condition: &Condition, under: &Assumptions) -> bool {
    match condition {
        Condition::Except(known) | Condition::If(known) => follows(known, under),
        Condition::PositiveIntegers(symbols) => symbols.iter().all(|symbol| {
            let low = Bounds::of(symbol, under).low;
            is_integer(symbol, under) && low.is_some_and(|low| low.value.is_positive())
        }),
    }
}

/// Whether a condition is assumed, or follows from domains and bounds.
pub(super) fn follows(known: &Predicate, under: &Assumptions) -> bool {
    if conditions(under).contains(&known) {
        return true;
    }
    match known {
        Predicate::Compare(left, comparison, right) => {
            compares(left, *comparison, right, under) || is_outside(left, *comparison, right, under)
        }
        Predicate::Divides(divisor, multiple) => {
            let budget = super::Budget::default();
            divides(divisor, multiple, under, &budget)
        }
        Predicate::And(parts) => parts.iter().all(|part| deep(|| follows(part, under))),
        Predicate::Or(parts) => parts.iter().any(|part| deep(|| follows(part, under))),
        Predicate::Member(..) | Predicate::Truth(_) | Predicate::Not(_) => false,
    }
}

/// A normal form, where it is that of the expression for all admissible values: closed sums and products
/// need ranges that end no earlier than just before they begin.
pub(super) fn everywhere(form: NormalForm, under: &Assumptions) -> Option<NormalForm> {
    let follows = |known: &Predicate| deep(|| follows(known, under));
    form.conditions().iter().all(follows).then_some(form)
}

/// The same comparison is assumed, or lower bounds prove it.
fn compares(left: &Expr, comparison: Comparison, right: &Expr, under: &Assumptions) -> bool {
    let mirrored = Predicate::Compare(right.clone(), comparison.mirrored(), left.clone());
    let difference = Expr::difference(left.clone(), right.clone());
    conditions(under).contains(&&mirrored)
        || is_proved(&difference, comparison, under, &poly::Budget::default())
}

/// `n ≠ 1/2` for an integer: the domain of a symbol does not have the number.
fn is_outside(left: &Expr, comparison: Comparison, right: &Expr, under: &Assumptions) -> bool {
    let (Some(symbol), Some(value)) = (left.as_symbol(), right.as_number()) else {
        return false;
    };
    let domain = under.domains.get(symbol);
    let holds_numbers =
        |domain: &&Domain| matches!(domain, Domain::Integer { .. } | Domain::Real { .. });
    comparison == Comparison::NotEqual
        && domain
            .filter(holds_numbers)
            .is_some_and(|domain| !domain.contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Symbol;
    use crate::syntax::parse_condition;

    /// Conditions under what is declared: x real, n an integer from 1, m an integer from 0,
    /// a ≠ b, y > 2 and n | h assumed.
    #[test]
    fn what_the_assumptions_imply() {
        let mut under = Assumptions::none();
        let domains = [
            ("x", Domain::real()),
            ("n", Domain::positive_integer()),
            ("m", Domain::natural()),
        ];
        for (name, domain) in domains {
            under.domains.insert(Symbol::new(name), domain);
        }
        under.conditions = ["a != b and y > 2", "n divides h"]
            .map(|text| parse_condition(text).unwrap())
            .to_vec();
        for (text, implied) in [
            ("n >= 1", true),
            ("n != 0", true),
            ("n != 1", false),
            ("n != 1/2", true),
            ("x >= 0", false),
            ("x^2 >= 0", true),
            ("m >= 0", true),
            ("m > 0", false),
            ("m + n > 0", true),
            ("n*m + 1 != 0", true),
            ("a != b", true),
            ("b != a", true),
            ("a > b", false),
            ("y != 0", true),
            ("2 < y", true),
            ("y >= 3", false),
            ("n divides h", true),
            ("n divides 2*n*m", true),
            ("h divides n", false),
            ("n >= 1 and m >= 0", true),
            ("n >= 1 and m > 0", false),
            ("x >= 0 or n > 0", true),
        ] {
            let known = parse_condition(text).unwrap();
            for condition in [Condition::If(known.clone()), Condition::Except(known)] {
                assert_eq!(is_implied(&condition, &under), implied, "{text}");
            }
        }
        for (names, implied) in [
            (vec!["n"], true),
            (vec!["n", "m"], false),
            (vec!["z"], false),
        ] {
            let symbols = names.into_iter().map(Symbol::new).collect();
            assert_eq!(
                is_implied(&Condition::PositiveIntegers(symbols), &under),
                implied
            );
        }
    }
}
