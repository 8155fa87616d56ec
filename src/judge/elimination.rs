//! Equations between symbols put in: under `x + y = 10` a claim about x and y is one about x and `10 − x`.

use super::bounds::Bounds;
use super::claim::{Budget, Claim};
use super::contradiction::{contradiction, leaves_room};
use super::sample::{is_admissible, value_at};
use super::symbols::{conditions, free_symbols, is_undeclared, opened};
use super::values::{Compared, compare};
use super::verdict::{Condition, Method, Point, Verdict, Witness};
use crate::expr::{Assumptions, Bindings, Comparison, Domain, Expr, Predicate, Symbol};
use crate::poly::{self, NormalForm};

/// So many equations are put in.
const MOST_EQUATIONS: usize = 8;

/// A claim with equations put in, which says as much: what is assumed of a symbol that is gone is assumed of
/// what stands for it, as far as bounds tell.
struct Eliminated {
    lhs: Expr,
    rhs: Expr,
    under: Assumptions,
    /// The symbols that are gone, and what stands for each, in those that remain.
    gone: Vec<(Symbol, Expr)>,
}

/// Judges a claim with the equations between its symbols put in; `None` where there are none or that does not
/// decide it.
pub(super) fn by_elimination(
    claim: &Claim<'_>,
    budget: &Budget,
    judged: &dyn Fn(&Claim<'_>, &Budget) -> Verdict,
) -> Option<Verdict> {
    let put_in = Eliminated::of(claim, budget)?;
    let budget = budget.nested(2)?;
    let verdict = judged(&put_in.claim(claim, &put_in.under), &budget);
    match verdict {
        Verdict::Holds { .. } => Some(put_in.told(verdict)),
        Verdict::Fails {
            witness: Witness::Point(point),
            how,
        } => {
            let point = put_in.completed(&point, claim)?;
            if !is_positive_integers(&point, claim.under)
                && let Some(verdict) = put_in.for_positive_integers(claim, &budget, judged)
            {
                return Some(put_in.told(verdict));
            }
            Some(Verdict::Fails {
                witness: Witness::Point(point),
                how,
            })
        }
        _ => None,
    }
}

impl Eliminated {
    fn of(claim: &Claim<'_>, budget: &Budget) -> Option<Self> {
        let mut under = claim.under.clone();
        under.conditions = conditions(claim.under).into_iter().cloned().collect();
        let mut put_in = Self {
            lhs: opened(claim.lhs, claim.under)?,
            rhs: opened(claim.rhs, claim.under)?,
            under,
            gone: Vec::new(),
        };
        while put_in.gone.len() < MOST_EQUATIONS {
            let stated = put_in.under.conditions.iter().enumerate();
            let next = stated
                .map(|(at, known)| (at, solved(known, &put_in.under, budget)))
                .find_map(|(at, found)| Some((at, found?)));
            let Some((at, (symbol, value))) = next else {
                break;
            };
            put_in.replace(at, symbol, value)?;
        }
        (!put_in.gone.is_empty()).then_some(put_in)
    }

    /// Replaces a symbol everywhere by what the condition at this place says it is.
    fn replace(&mut self, at: usize, symbol: Symbol, value: Expr) -> Option<()> {
        let binding: Bindings = std::iter::once((symbol.clone(), value.clone())).collect();
        let put = |expr: &Expr, under: &Assumptions| binding.substitute(&opened(expr, under)?).ok();
        self.lhs = put(&self.lhs, &self.under)?;
        self.rhs = put(&self.rhs, &self.under)?;
        for (_, value) in &mut self.gone {
            *value = put(value, &self.under)?;
        }
        self.under.conditions.remove(at);
        let mut is_complete = true;
        let mut stated: Vec<Predicate> = Vec::new();
        for known in &self.under.conditions {
            stated.push(known.map_operands(&mut |operand| {
                put(operand, &self.under).unwrap_or_else(|| {
                    is_complete = false;
                    operand.clone()
                })
            }));
        }
        let declared = Assumptions {
            conditions: Vec::new(),
            ..self.under.clone()
        };
        let bounds = Bounds::of(&symbol, &declared);
        let above = [Comparison::GreaterEqual, Comparison::Greater];
        let below = [Comparison::LessEqual, Comparison::Less];
        for (end, [closed, strict]) in [(bounds.low, above), (bounds.high, below)] {
            let Some(end) = end else {
                continue;
            };
            let comparison = if end.strict { strict } else { closed };
            let end = Expr::number(&end.value);
            stated.push(Predicate::Compare(value.clone(), comparison, end));
        }
        self.under.conditions = stated;
        self.under.domains.remove(&symbol);
        self.gone.push((symbol, value));
        is_complete.then_some(())
    }

    fn claim<'a>(&'a self, claim: &Claim<'_>, under: &'a Assumptions) -> Claim<'a> {
        Claim {
            lhs: &self.lhs,
            relation: claim.relation,
            rhs: &self.rhs,
            under,
        }
    }

    /// A proof that tells, where it shows a difference, what was put in to get there.
    fn told(&self, mut verdict: Verdict) -> Verdict {
        if let Verdict::Holds {
            by: Method::Sign(proof),
            ..
        } = &mut verdict
        {
            let gone = self.gone.iter();
            let pairs = gone.map(|(symbol, value)| (Expr::symbol(symbol.clone()), value.clone()));
            proof.substituted.splice(0..0, pairs);
        }
        verdict
    }

    /// A point of the claim as it was given, from one of the symbols that remain; `None` where it is not
    /// admissible, as where an integer would be a fraction.
    fn completed(&self, point: &Point, claim: &Claim<'_>) -> Option<Point> {
        let mut values: Bindings = point.values.iter().cloned().collect();
        for (_, value) in &self.gone {
            // What the claim does not speak of, an equation may.
            for symbol in free_symbols([value], &self.under) {
                if values.get(&symbol).is_none() {
                    values.insert(symbol, Expr::one());
                }
            }
        }
        let remaining = values.clone();
        for (symbol, value) in &self.gone {
            let value = value_at(value, &remaining, &self.under).ok()?;
            values.insert(symbol.clone(), Expr::number(value.as_number()?));
        }
        if !is_admissible(&values, claim.under) {
            return None;
        }
        let symbols = free_symbols([claim.lhs, claim.rhs], claim.under);
        let value = |symbol: &Symbol| Some((symbol.clone(), values.get(symbol)?.clone()));
        let point = Point {
            values: symbols.iter().map(value).collect::<Option<_>>()?,
            left: value_at(claim.lhs, &values, claim.under).ok()?,
            right: value_at(claim.rhs, &values, claim.under).ok()?,
        };
        let comparison = claim.relation.comparison()?;
        let is_refuted = match compare(&point.left, &point.right) {
            Compared::Ordered(order) => !comparison.holds_for(order),
            Compared::Different => comparison == Comparison::Equal,
            Compared::Overlapping => false,
        };
        is_refuted.then_some(point)
    }

    /// The claim for symbols of which nothing else is said as positive integers, those that are gone among them.
    fn for_positive_integers(
        &self,
        claim: &Claim<'_>,
        budget: &Budget,
        judged: &dyn Fn(&Claim<'_>, &Budget) -> Verdict,
    ) -> Option<Verdict> {
        let is_open = |symbol: &Symbol| is_undeclared(symbol, claim.under);
        let says = |known: &&Predicate, symbol: &Symbol| {
            known.operands().iter().any(|part| part.mentions(symbol))
        };
        let mut under = self.under.clone();
        let mut symbols = Vec::new();
        for symbol in free_symbols([&self.lhs, &self.rhs], &self.under) {
            let is_mentioned = conditions(&self.under)
                .iter()
                .any(|known| says(known, &symbol));
            if is_open(&symbol) && !is_mentioned {
                let domain = Domain::positive_integer();
                under.domains.insert(symbol.clone(), domain);
                symbols.push(symbol);
            }
        }
        for (symbol, value) in self.gone.iter().filter(|(symbol, _)| is_open(symbol)) {
            let least = Predicate::Compare(value.clone(), Comparison::GreaterEqual, Expr::one());
            under.conditions.push(least);
            symbols.push(symbol.clone());
        }
        if symbols.is_empty() || !leaves_room(&under) || contradiction(&under, budget).is_some() {
            return None;
        }
        match judged(&self.claim(claim, &under), budget) {
            Verdict::Holds { by, mut conditions } => {
                let whole =
                    |condition: &Condition| matches!(condition, Condition::PositiveIntegers(_));
                conditions.retain(|condition| !whole(condition));
                conditions.insert(0, Condition::PositiveIntegers(symbols));
                Some(Verdict::Holds { by, conditions })
            }
            _ => None,
        }
    }
}

fn is_positive_integers(point: &Point, under: &Assumptions) -> bool {
    point.values.iter().all(|(symbol, value)| {
        let number = value.as_number();
        let is_natural = number.is_some_and(|number| number.is_integer() && number.is_positive());
        is_natural || !is_undeclared(symbol, under)
    })
}

/// What an equation says a symbol is: the other side where it stands alone, or what is left of the
/// difference of the sides where it occurs once, with a number for its coefficient.
fn solved(known: &Predicate, under: &Assumptions, budget: &Budget) -> Option<(Symbol, Expr)> {
    let Predicate::Compare(left, Comparison::Equal, right) = known else {
        return None;
    };
    let (left, right) = (opened(left, under)?, opened(right, under)?);
    let is_free = |symbol: &Symbol| {
        let is_number = matches!(
            under.domains.get(symbol),
            None | Some(Domain::Integer { .. } | Domain::Real { .. })
        );
        let fixed = under.fixed();
        is_number && fixed.get(symbol).is_none() && under.definitions.get(symbol).is_none()
    };
    for (one, other) in [(&left, &right), (&right, &left)] {
        if let Some(symbol) = one.as_symbol()
            && is_free(symbol)
            && !free_symbols([other], under).is_empty()
            && !other.mentions(symbol)
        {
            return Some((symbol.clone(), other.clone()));
        }
    }
    // The equation must not be used to show that its own sides are the same.
    let plain = Assumptions {
        conditions: Vec::new(),
        ..under.clone()
    };
    let form = poly::difference(&left, &right, &plain, &budget.poly).ok()?;
    linear(&form, &is_free)
}

/// The last symbol that occurs in one term alone, by itself, and what makes the sum 0.
fn linear(form: &NormalForm, is_free: &dyn Fn(&Symbol) -> bool) -> Option<(Symbol, Expr)> {
    if !form.is_polynomial() || !form.conditions().is_empty() || !form.nonzero().is_empty() {
        return None;
    }
    let terms = form.terms();
    let solved = |at: usize| {
        let term = terms.get(at)?;
        let [(base, 1)] = term.powers.as_slice() else {
            return None;
        };
        let symbol = base.as_symbol().filter(|symbol| is_free(symbol))?;
        let others = terms.iter().enumerate().filter(|(other, _)| *other != at);
        let factor = -term.coefficient.recip()?;
        let mut rest = Vec::new();
        for (_, other) in others {
            let mut other = other.clone();
            if other.to_expr().mentions(symbol) {
                return None;
            }
            other.coefficient = &other.coefficient * &factor;
            rest.push(other.to_expr());
        }
        let is_fixing = rest.iter().all(|part| part.as_number().is_some());
        (!is_fixing).then(|| (symbol.clone(), Expr::sum(rest)))
    };
    (0..terms.len()).rev().find_map(solved)
}

#[cfg(test)]
mod tests {
    use super::super::asked::{under, verdict};
    use super::*;

    fn whole(names: &[&str]) -> Condition {
        Condition::PositiveIntegers(names.iter().map(|name| Symbol::new(name)).collect())
    }

    fn from_zero(names: &[&str]) -> Vec<Condition> {
        let stated = |name: &&str| {
            let zero = Expr::zero();
            Condition::If(Predicate::Compare(
                Expr::symbol(*name),
                Comparison::GreaterEqual,
                zero,
            ))
        };
        names.iter().map(stated).collect()
    }

    /// By hand: 25 − x(10 − x) = (x − 5)²; x² + (10 − x)² − 50 = 2(x − 5)²; among the pairs of positive
    /// integers with the sum 10 the least product is 1 · 9, and 11 · (−1) is less.
    #[test]
    fn what_holds_under_an_equation() {
        for (claim, conditions, open) in [
            ("x*y <= 25", vec!["x + y = 10"], vec![]),
            ("x^2 + y^2 >= 50", vec!["x + y = 10"], vec![]),
            ("x*y >= 9", vec!["x + y = 10"], vec![whole(&["x", "y"])]),
            ("V <= 12*L*h", vec!["V = 8*L*h"], from_zero(&["L", "h"])),
            ("V <= 12*L*h", vec!["8*L*h = V", "L > 0", "h > 0"], vec![]),
            ("a > c", vec!["a = b + 1", "b > c"], vec![]),
            ("x*y = 10*x - x^2", vec!["x + y = 10"], vec![]),
            // (y + 1)/2 each time
            ("4*x^2 = (y + 1)^2", vec!["2*x - y = 1"], vec![]),
        ] {
            let under = under(&conditions);
            let found = verdict(claim, &under);
            assert!(found.holds(), "{claim}: {found:?}");
            assert_eq!(found.conditions(), open, "{claim}");
        }
    }

    /// By hand: 5 · 5 is the greatest product; 1 + 1/2 < 2; where x + y = 1, one of the two is not positive
    /// among the integers, so that nothing is said of positive ones.
    #[test]
    fn what_fails_under_an_equation() {
        for (claim, conditions) in [
            ("x*y <= 24", vec!["x + y = 10"]),
            ("x*y >= 10", vec!["x + y = 10"]),
            ("x >= 2", vec!["2*x = 2*y + 1"]),
            ("x*y > 0", vec!["x + y = 1"]),
            ("V <= 12*L*h", vec!["V = 16*L*h"]),
            ("x*y = 9*x - x^2", vec!["x + y = 10"]),
        ] {
            let under = under(&conditions);
            let found = verdict(claim, &under);
            let Verdict::Fails {
                witness: Witness::Point(point),
                ..
            } = &found
            else {
                panic!("{claim}: {found:?}");
            };
            let mut values: Bindings = point.values.iter().cloned().collect();
            // What the claim does not speak of follows from what it does: y = x − 1/2.
            if claim == "x >= 2" {
                let x = values.get(&Symbol::new("x")).unwrap().clone();
                let half = Expr::quotient(Expr::one(), Expr::integer(2));
                values.insert(Symbol::new("y"), Expr::difference(x, half));
            }
            assert!(is_admissible(&values, &under), "{claim}: {found:?}");
        }
    }

    /// A domain of a symbol that is gone is kept: x ≤ 7 where 10 − x ≥ 3; an integer that an equation makes a
    /// fraction refutes nothing.
    #[test]
    fn domains_are_kept() {
        let mut bounded = under(&["x + y = 10"]);
        let from_three = Domain::Integer {
            min: Some(3.into()),
            max: None,
        };
        bounded.domains.insert(Symbol::new("y"), from_three);
        assert!(verdict("x <= 7", &bounded).holds());
        assert!(!verdict("x <= 6", &bounded).holds());
        let mut odd = under(&["2*x = y"]);
        odd.domains
            .insert(Symbol::new("x"), Domain::positive_integer());
        odd.domains
            .insert(Symbol::new("y"), Domain::positive_integer());
        assert!(verdict("y != 3", &odd).conditions().is_empty());
        assert!(!verdict("y != 3", &odd).fails());
    }
}
