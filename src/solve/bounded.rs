//! For which values of one symbol an inequality holds, where that is all of them up to the value that makes both
//! sides equal, or from there on.

use super::fit::at;
use super::holding::relations;
use super::solution::{Equation, given_among};
use super::{Fit, Neighbour, Outcome, RootValue, Solution, SolveError, Wanted};
use crate::eval::{Environment, Value, decide, evaluate};
use crate::expr::{Assumptions, Bindings, Comparison, Domain, Expr, Predicate, Relation, Symbol};
use crate::judge::{Budget, Claim, judge};
use crate::number::{Integer, Rational};
use crate::poly;

/// The values at which an inequality holds: up to an end, or from one on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounded {
    /// The unknown.
    pub unknown: Symbol,
    /// How it stands to the end: `≤`, `≥`, and `<`, `>` where the end itself is none of the values.
    pub sign: Relation,
    /// The last value at which it holds, or where both sides are equal.
    pub end: Expr,
    /// The number whose multiples were looked for: 1 for integers, none for all numbers.
    pub step: Option<Integer>,
    /// Both sides at the last integer at which it holds, and at the next one, at which it does not.
    pub beside: Option<[Neighbour; 2]>,
    /// Whether it is proved that it holds on all of this side and nowhere on the other; else it is known beside the end.
    pub is_proved: bool,
}

/// An inequality and what it is held under.
struct Question<'a> {
    equation: Equation<'a>,
    comparison: Comparison,
}

/// What an inequality comes to once its equation is solved; nothing where the sides are equal at no value or at
/// several.
///
/// # Errors
/// A side that has no value at an integer beside the root.
pub fn bounded(
    solution: &Solution,
    (lhs, comparison, rhs): (&Expr, Comparison, &Expr),
    assumptions: &Assumptions,
    wanted: &Wanted,
) -> Result<Option<Bounded>, SolveError> {
    let unknown = &solution.unknown;
    let given = given_among(assumptions, unknown, wanted);
    let budget = poly::Budget::default();
    let question = Question {
        equation: Equation {
            lhs,
            rhs,
            unknown,
            given: &given,
            budget: &budget,
        },
        comparison,
    };
    let Some((root, fit)) = only_root(solution) else {
        return Ok(None);
    };
    Ok(match (question.step(wanted), &fit) {
        (_, Fit::BetweenIntegers(beside)) => question.over_integers(beside.clone(), Integer::ONE),
        (_, Fit::BetweenMultiples(step, beside)) => {
            question.over_integers(beside.clone(), step.clone())
        }
        (Some(step), _) => match root.as_ref().and_then(whole) {
            Some(root) => question.over_integers(question.around(&root, &step)?, step),
            None => None,
        },
        (None, _) => root.and_then(|root| question.over_numbers(root)),
    })
}

/// The one root that the unknown may be, where it has a closed form, and how it fits.
fn only_root(solution: &Solution) -> Option<(Option<Expr>, Fit)> {
    let exact = |value: &RootValue| match value {
        RootValue::Exact(value) => Some(value.clone()),
        RootValue::Enclosed(_) => None,
    };
    let found: Vec<(Option<Expr>, Fit)> = match &solution.outcome {
        Outcome::Root(root) => vec![(Some(root.value.clone()), root.fit.clone())],
        Outcome::Roots(roots) => {
            let found = roots.found.iter();
            found
                .map(|root| (exact(&root.value), root.fit.clone()))
                .collect()
        }
        Outcome::Undone(undone) if undone.ranges.is_empty() && undone.families.is_empty() => {
            let found = undone.found.iter();
            found
                .map(|root| (exact(&root.value), root.fit.clone()))
                .collect()
        }
        Outcome::Tried(tried) => match tried.solutions.as_slice() {
            [] => vec![(None, tried.fit())],
            several => {
                let integer = |value: &Integer| Some(Expr::integer(value.clone()));
                several
                    .iter()
                    .map(|value| (integer(value), Fit::Inside))
                    .collect()
            }
        },
        _ => Vec::new(),
    };
    let mut inside = found
        .into_iter()
        .filter(|(_, fit)| !matches!(fit, Fit::Outside(_)));
    inside.next().filter(|_| inside.next().is_none())
}

fn whole(value: &Expr) -> Option<Integer> {
    value.as_number().and_then(|number| number.to_integer())
}

impl Question<'_> {
    /// Whether integers are looked for, and which.
    fn step(&self, wanted: &Wanted) -> Option<Integer> {
        let domain = self.equation.given.domains.get(self.equation.unknown);
        let is_whole = matches!(domain, Some(Domain::Integer { .. }));
        wanted.multiple.clone().or(is_whole.then_some(Integer::ONE))
    }

    /// Both sides at a solution and at the multiples beside it that the unknown may be.
    fn around(&self, root: &Integer, step: &Integer) -> Result<Vec<Neighbour>, SolveError> {
        let domain = self.equation.given.domains.get(self.equation.unknown);
        let may_be = |value: &Integer| {
            let value = Rational::from_integer(value.clone());
            domain.is_none_or(|domain| domain.contains(&value))
        };
        let near = [root - step, root.clone(), root + step];
        let near = near.into_iter().filter(may_be);
        near.map(|value| at(&self.equation, value)).collect()
    }

    fn holds_at(&self, value: &Expr) -> Option<bool> {
        let equation = &self.equation;
        let mut bindings = Bindings::new();
        bindings.insert(equation.unknown.clone(), value.clone());
        let environment = Environment::from_assumptions(equation.given).with_bindings(&bindings);
        let (lhs, rhs) = (equation.lhs.clone(), equation.rhs.clone());
        decide(&Predicate::Compare(lhs, self.comparison, rhs), &environment).ok()
    }

    fn over_integers(&self, mut beside: Vec<Neighbour>, step: Integer) -> Option<Bounded> {
        beside.sort_by(|one, other| one.value.cmp(&other.value));
        let holds = beside
            .iter()
            .map(|one| self.holds_at(&Expr::integer(one.value.clone())));
        let holds = holds.collect::<Option<Vec<bool>>>()?;
        let turns: Vec<usize> = (1..holds.len())
            .filter(|at| holds.get(*at) != holds.get(at - 1))
            .collect();
        let [turn] = turns.as_slice() else {
            return None;
        };
        let before = beside.get(turn.checked_sub(1)?)?.clone();
        let behind = beside.get(*turn)?.clone();
        let is_up_to = holds.first() == Some(&true);
        let (sign, last, next) = if is_up_to {
            (Relation::LessEqual, before, behind)
        } else {
            (Relation::GreaterEqual, behind, before)
        };
        let end = Expr::integer(last.value.clone());
        let beyond = Expr::integer(next.value.clone());
        let is_proved = self.is_proved(is_up_to, (&end, false), (&beyond, false));
        Some(Bounded {
            unknown: self.equation.unknown.clone(),
            sign,
            end,
            step: Some(step),
            beside: Some([last, next]),
            is_proved,
        })
    }

    fn over_numbers(&self, root: Expr) -> Option<Bounded> {
        let (low, high) = match evaluate(&root, &Environment::new()).ok()? {
            Value::Number(value) => (value.clone(), value),
            Value::Enclosure(held) => (held.low().clone(), held.high().clone()),
            _ => return None,
        };
        let half = |end: &Rational| end.abs().checked_div(&Rational::from(2));
        let away = |end: &Rational| {
            half(end)
                .filter(|half| !half.is_zero())
                .unwrap_or(Rational::ONE)
        };
        let domain = self.equation.given.domains.get(self.equation.unknown);
        let holds = |value: Rational| {
            let is_allowed = domain.is_none_or(|domain| domain.contains(&value));
            is_allowed.then(|| self.holds_at(&Expr::number(&value)))?
        };
        let (below, above) = (holds(&low - &away(&low)), holds(&high + &away(&high)));
        let is_up_to = match (below, above) {
            (Some(true) | None, Some(false)) => true,
            (Some(false) | None, Some(true)) => false,
            _ => return None,
        };
        let is_strict = matches!(self.comparison, Comparison::Less | Comparison::Greater);
        let sign = match (is_up_to, is_strict) {
            (true, false) => Relation::LessEqual,
            (true, true) => Relation::Less,
            (false, false) => Relation::GreaterEqual,
            (false, true) => Relation::Greater,
        };
        Some(Bounded {
            unknown: self.equation.unknown.clone(),
            sign,
            is_proved: self.is_proved(is_up_to, (&root, is_strict), (&root, !is_strict)),
            end: root,
            step: None,
            beside: None,
        })
    }

    /// Whether it holds for all values on this side of the first number, and for none on the other side of the second.
    fn is_proved(&self, is_up_to: bool, last: (&Expr, bool), next: (&Expr, bool)) -> bool {
        let equation = &self.equation;
        let sides = |end: (&Expr, bool), is_below: bool| match (is_below, end.1) {
            (true, false) => Comparison::LessEqual,
            (true, true) => Comparison::Less,
            (false, false) => Comparison::GreaterEqual,
            (false, true) => Comparison::Greater,
        };
        let holds = |end: (&Expr, bool), is_below: bool, relation: Relation| {
            let mut under = equation.given.clone();
            let unknown = Expr::symbol(equation.unknown.clone());
            let known = Predicate::Compare(unknown, sides(end, is_below), end.0.clone());
            under.conditions.push(known);
            let claim = Claim {
                lhs: equation.lhs,
                relation,
                rhs: equation.rhs,
                under: &under,
            };
            let verdict = judge(&claim, &Budget::default());
            verdict.holds() && verdict.conditions().is_empty()
        };
        let Some((own, opposite)) = relations(self.comparison) else {
            return false;
        };
        holds(last, is_up_to, own) && holds(next, !is_up_to, opposite)
    }
}

#[cfg(test)]
mod tests {
    use super::super::solve_for;
    use super::*;
    use crate::syntax::parse_chain;

    /// The sign, the end and whether all is proved, for `x`.
    fn found(text: &str, multiple: Option<u32>) -> Option<(Relation, String, bool)> {
        let chain = parse_chain(text).unwrap();
        let (lhs, link) = (&chain.first, &chain.links[0]);
        let wanted = Wanted {
            digits: 15,
            multiple: multiple.map(Integer::from),
        };
        let (under, unknown) = (Assumptions::none(), Symbol::new("x"));
        let budget = poly::Budget::default();
        let solution = solve_for(lhs, &link.expr, &unknown, &under, &wanted, &budget).unwrap();
        let comparison = link.relation.comparison().unwrap();
        let found = bounded(&solution, (lhs, comparison, &link.expr), &under, &wanted).unwrap()?;
        Some((
            found.sign,
            found.end.as_number().unwrap().to_string(),
            found.is_proved,
        ))
    }

    #[test]
    fn an_inequality_holds_up_to_its_end() {
        let told = |sign, end: &str, is_proved| Some((sign, end.to_owned(), is_proved));
        for (text, multiple, expected) in [
            // 3·8 = 24 and 3·9 = 27.
            ("3*x <= 25", Some(1), told(Relation::LessEqual, "8", true)),
            ("3*x <= 24", Some(1), told(Relation::LessEqual, "8", true)),
            ("3*x < 24", Some(1), told(Relation::LessEqual, "7", true)),
            ("3*x > 24", Some(1), told(Relation::GreaterEqual, "9", true)),
            (
                "100 - 7*x <= 30",
                Some(1),
                told(Relation::GreaterEqual, "10", true),
            ),
            // 12·24² = 6912 and 12·32² = 12288.
            (
                "12*x^2 <= 9000",
                Some(8),
                told(Relation::LessEqual, "24", true),
            ),
            (
                "x in FP16 <= 100 GB",
                None,
                told(Relation::LessEqual, "50000000000", true),
            ),
            ("2*x + 1 < 4", None, told(Relation::Less, "3/2", true)),
            // Between its two roots, and nowhere.
            ("x^2 <= 4", None, None),
        ] {
            assert_eq!(found(text, multiple), expected, "{text}");
        }
    }
}
