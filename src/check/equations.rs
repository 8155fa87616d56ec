//! Equations as lines: the same solutions, lost ones, gained ones.

use super::constants::natural_base;
use super::univariate::{Univariate, only_symbol};
use crate::expr::{Assumptions, Expr, Relation, Symbol};
use crate::judge::{self, Budget, Claim, Stated};
use crate::number::Rational;
use crate::poly;

/// An equation between two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Equation {
    pub(super) lhs: Expr,
    pub(super) rhs: Expr,
}

/// How the solutions of one equation relate to those of the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// They are the same.
    Same,
    /// The next equation has more.
    Gained,
    /// The next equation lacks some; one of them where it is rational.
    Lost(Option<Rational>),
    /// It lacks some and has others.
    Different(Option<Rational>),
}

impl Equation {
    /// The polynomial whose roots are the solutions, once divisors that vanish are left out.
    fn polynomial(&self, unknown: &Symbol, budget: &Budget) -> Option<Univariate> {
        let none = Assumptions::none();
        let form = poly::difference(&self.lhs, &self.rhs, &none, &budget.poly).ok()?;
        let above = Univariate::of(&form.terms(), unknown)?;
        if form.is_polynomial() {
            return Some(above);
        }
        let below = Univariate::of(&form.denominator_terms(), unknown)?;
        above.without_roots_of(&below)
    }

    /// Whether a real number solves it, and not all do.
    pub(super) fn has_solutions(&self, budget: &Budget) -> bool {
        let polynomial = self
            .unknown()
            .and_then(|unknown| self.polynomial(&unknown, budget));
        polynomial.is_some_and(|p| !p.is_zero() && p.real_roots().is_some_and(|count| count > 0))
    }

    /// An equation as it is typed.
    #[cfg(test)]
    pub(super) fn typed(text: &str) -> Self {
        let chain = crate::syntax::parse_chain(text).unwrap();
        Self {
            lhs: chain.first.clone(),
            rhs: chain.links[0].expr.clone(),
        }
    }

    /// The only unknown; e as the base of powers is none.
    pub(super) fn unknown(&self) -> Option<Symbol> {
        let sides = [&self.lhs, &self.rhs];
        let Some(natural) = natural_base(&sides) else {
            return only_symbol(sides);
        };
        let sides = sides.map(|side| natural.substitute(side));
        only_symbol(sides.iter().flatten())
    }
}

/// Compares the solutions of two equations in one unknown over the real numbers; `None` where they
/// are not of that kind.
pub(super) fn step(before: &Equation, after: &Equation, budget: &Budget) -> Option<Step> {
    let unknown = only_symbol([&before.lhs, &before.rhs, &after.lhs, &after.rhs])?;
    let p = before.polynomial(&unknown, budget)?;
    let q = after.polynomial(&unknown, budget)?;
    let (lost, gained) = (missing(&p, &q)?, missing(&q, &p)?);
    Some(match (lost.any, gained.any) {
        (false, false) => Step::Same,
        (false, true) => Step::Gained,
        (true, false) => Step::Lost(lost.rational),
        (true, true) => Step::Different(lost.rational),
    })
}

/// Real roots of one polynomial that another lacks.
struct Missing {
    any: bool,
    /// One of them, where it is rational.
    rational: Option<Rational>,
}

fn missing(of: &Univariate, among: &Univariate) -> Option<Missing> {
    if of.is_zero() {
        // Every number solves it.
        return Some(Missing {
            any: !among.is_zero(),
            rational: None,
        });
    }
    let left = of.without_roots_of(among)?;
    let any = left.real_roots()? > 0;
    let rational = any.then(|| left.rational_root()).flatten();
    Some(Missing { any, rational })
}

/// Whether a value solves an equation in its only unknown; `None` where that is not decided.
pub(super) fn is_solved_by(
    equation: &Equation,
    unknown: &Symbol,
    value: &Expr,
    budget: &Budget,
) -> Option<bool> {
    let under = Assumptions {
        definitions: [(unknown.clone(), value.clone())].into_iter().collect(),
        ..Assumptions::none()
    };
    let claim = Claim {
        lhs: &equation.lhs,
        relation: Relation::Equal,
        rhs: &equation.rhs,
        under: &under,
    };
    match judge::judge(&claim, budget) {
        verdict if verdict.holds() => Some(true),
        verdict if verdict.fails() => Some(false),
        _ => None,
    }
}

/// Whether a solution lies as near to a value as a rounding: half a unit of its last digit, or one part in a thousand,
/// below it the equation fails to one side, as much above it to the other one.
pub(super) fn is_nearly_solved_by(
    equation: &Equation,
    unknown: &Symbol,
    value: &Expr,
    budget: &Budget,
) -> bool {
    let half = Rational::new(1.into(), 2.into()).unwrap_or_default();
    // A rational solution is compared with its rounding itself.
    let at_value = Equation {
        lhs: Expr::symbol(unknown.clone()),
        rhs: value.clone(),
    };
    let is_irrational = matches!(
        step(equation, &at_value, budget),
        Some(Step::Lost(None) | Step::Different(None))
    );
    let digit = Stated::of(value).filter(|stated| is_irrational && stated.written.places() > 0);
    let digit = digit.map(|stated| stated.unit() * half);
    let compare = |parts: i64, relation: Relation| {
        let near = if let Some(digit) = &digit {
            let apart = Expr::number(&(digit * &Rational::from(parts)));
            Expr::sum([value.clone(), apart])
        } else {
            let near = Expr::quotient(Expr::integer(1_000 + parts), Expr::integer(1_000));
            Expr::product([value.clone(), near])
        };
        let under = Assumptions {
            definitions: [(unknown.clone(), near)].into_iter().collect(),
            ..Assumptions::none()
        };
        let claim = Claim {
            lhs: &equation.lhs,
            relation,
            rhs: &equation.rhs,
            under: &under,
        };
        judge::judge(&claim, budget).holds()
    };
    let crosses = |below, above| compare(-1, below) && compare(1, above);
    crosses(Relation::Less, Relation::Greater) || crosses(Relation::Greater, Relation::Less)
}
