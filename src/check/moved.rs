//! A line of a solution that went wrong: which side it should have, and the slip that explains it.

use super::equations::Equation;
use super::report::{Judged, Replacement, Suggestion};
use super::slips::{Lines, Slip, SlipKind, find};
use super::univariate::only_symbol;
use crate::diagnostic::Span;
use crate::expr::{Assumptions, Expr, Relation, Symbol};
use crate::judge::Budget;
use crate::number::Rational;
use crate::poly;

/// What a wrong line should be, and what was probably done.
#[derive(Clone, Debug)]
pub(super) struct Mended {
    pub(super) equation: Equation,
    pub(super) slip: Option<Slip>,
}

impl Judged {
    /// Tells the line that was meant in place of a stretch.
    pub(super) fn mend(&mut self, line: Mended, span: Span, latex: bool) {
        self.slip = line.slip;
        self.suggestion = Some(Suggestion {
            span,
            with: Replacement::Equation {
                lhs: line.equation.lhs,
                rhs: line.equation.rhs,
                latex,
            },
            is_certain: false,
        });
    }
}

/// The line that was meant: the same left side, with the right side that goes with it; or the same right side. None
/// where the line gives the unknown a value, which the equation before does not leave open.
pub(super) fn mended(before: &Equation, after: &Equation, budget: &Budget) -> Option<Mended> {
    let unknown = only_symbol([&before.lhs, &before.rhs, &after.lhs, &after.rhs])?;
    let (l1, r1) = (&before.lhs, &before.rhs);
    let (l2, r2) = (&after.lhs, &after.rhs);
    // `x = 2` is the value that was found, and no other form of what stands before it.
    let is_value = l2.as_symbol() == Some(&unknown);
    if !is_value && difference(r1, r2, budget)?.is_zero() {
        let slip = find(&Lines {
            before: l1,
            relation: Relation::Equal,
            after: l2,
            under: &Assumptions::none(),
            budget,
        });
        let form = poly::normal_form(l1, &Assumptions::none(), &budget.poly).ok()?;
        coefficients(l1, &unknown, budget)?;
        return Some(Mended {
            equation: Equation {
                lhs: form.to_expr(),
                rhs: r2.clone(),
            },
            slip,
        });
    }
    let written = number(r2, budget)?;
    let (mine, theirs) = (
        coefficients(&Expr::difference(l1.clone(), r1.clone()), &unknown, budget)?,
        coefficients(l2, &unknown, budget)?,
    );
    if mine.len() != theirs.len() {
        return None;
    }
    let factor = theirs.last()?.checked_div(mine.last()?)?;
    let fits = mine.iter().zip(&theirs).skip(1);
    let fits = fits.into_iter().all(|(a, b)| a * &factor == *b);
    if !fits || mine.len() < 2 {
        return None;
    }
    let right = theirs.first()? - &(mine.first()? * &factor);
    let slip = slip(before, after, &factor, (&right, &written), budget);
    Some(Mended {
        equation: Equation {
            lhs: l2.clone(),
            rhs: Expr::number(&right),
        },
        slip,
    })
}

/// What makes the written number of the right one.
fn slip(
    before: &Equation,
    after: &Equation,
    factor: &Rational,
    (right, written): (&Rational, &Rational),
    budget: &Budget,
) -> Option<Slip> {
    if (right + written).is_zero() && !right.is_zero() {
        return Some(Slip::of(SlipKind::SignOfSide));
    }
    let number = |expr: &Expr| number(expr, budget);
    if let Some(r1) = number(&before.rhs) {
        // 2x + 6 = 10, 2x = 10 + 6: what changes sides keeps its sign.
        let carried = &(&r1 * factor) - right;
        if !carried.is_zero() && &(&r1 * factor) + &carried == *written {
            return Some(Slip::of(SlipKind::SideKeepsSign));
        }
        // 2x = 4, x = 8.
        let is_whole = before.lhs.as_symbol().is_none() && after.lhs.as_symbol().is_some();
        if is_whole && r1.checked_div(factor).as_ref() == Some(written) {
            return Some(Slip::of(SlipKind::MultipliedForDivided));
        }
        // 2x = 10, x = 10 − 2.
        let own = Rational::from(1).checked_div(factor)?;
        if is_whole && &r1 - &own == *written {
            return Some(Slip::of(SlipKind::SubtractedForDivided));
        }
    }
    None
}

fn difference(a: &Expr, b: &Expr, budget: &Budget) -> Option<Rational> {
    let none = Assumptions::none();
    let form = poly::difference(a, b, &none, &budget.poly).ok()?;
    Some(form.as_number().unwrap_or(Rational::from(1)))
}

fn number(expr: &Expr, budget: &Budget) -> Option<Rational> {
    let form = poly::normal_form(expr, &Assumptions::none(), &budget.poly).ok()?;
    form.as_number()
}

/// The coefficients of a polynomial in one unknown, the constant first.
fn coefficients(expr: &Expr, unknown: &Symbol, budget: &Budget) -> Option<Vec<Rational>> {
    let form = poly::normal_form(expr, &Assumptions::none(), &budget.poly).ok()?;
    if !form.is_polynomial() {
        return None;
    }
    super::univariate::Univariate::of(&form.terms(), unknown)
        .map(super::univariate::Univariate::coefficients)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand.
    #[test]
    fn the_line_that_was_meant() {
        for (before, after, right, slip) in [
            ("2x + 6 = 10", "2x = 16", "2x = 4", Some("side-keeps-sign")),
            ("2x = 4", "x = 8", "x = 2", Some("multiplied-for-divided")),
            ("2x = 10", "x = 8", "x = 5", Some("subtracted-for-divided")),
            (
                "x^2 - 5x + 6 = 0",
                "x^2 - 5x = 6",
                "x^2 - 5x = -6",
                Some("sign-of-side"),
            ),
            (
                "2(x+3) = 10",
                "2x + 3 = 10",
                "2x + 6 = 10",
                Some("factor-to-one-term"),
            ),
            ("3x + 1 = 7", "3x = 5", "3x = 6", None),
        ] {
            let found = mended(
                &Equation::typed(before),
                &Equation::typed(after),
                &Budget::default(),
            )
            .unwrap();
            let wanted = Equation::typed(right);
            let same = |a: &Expr, b: &Expr| {
                difference(a, b, &Budget::default()).is_some_and(|apart| apart.is_zero())
            };
            assert!(same(&found.equation.lhs, &wanted.lhs), "{before}");
            assert!(same(&found.equation.rhs, &wanted.rhs), "{before}");
            assert_eq!(found.slip.map(|slip| slip.kind.name()), slip, "{before}");
        }
    }
}
