//! Polynomials as expressions again, in the order people expect.

use super::Polynomial;
use super::joined::joined;
use super::normal::{NormalForm, Term};
use super::order::Writing;
use crate::expr::{Expr, ExprKind, Function, Monomial, Symbol};
use crate::number::Rational;

impl NormalForm {
    /// The terms of the numerator: by total degree, the greatest first, then as written; factors
    /// as the products were written, then by first appearance. Where
    /// [`is_polynomial`](Self::is_polynomial) holds, these are the terms of the whole.
    pub fn terms(&self) -> Vec<Term> {
        match self.plain_terms() {
            Some(terms) => terms,
            None => self.terms_of(&self.numerator),
        }
    }

    /// The terms of the denominator, ordered like those of the numerator.
    pub fn denominator_terms(&self) -> Vec<Term> {
        self.terms_of(&self.denominator)
    }

    /// The expanded expression: a sum of terms, over the denominator where there is one.
    pub fn to_expr(&self) -> Expr {
        if let Some(sum) = self.plain_expr() {
            return sum;
        }
        let mut terms = self.terms();
        if self.is_polynomial() {
            return sum_of(&terms);
        }
        let beside = divided_by(&terms);
        for term in &mut terms {
            multiply(term, &beside);
        }
        let denominator = sum_of(&self.denominator_terms());
        let below = match beside.to_expr() {
            one if one == Expr::one() => denominator,
            monomial => Expr::product([monomial, denominator]),
        };
        match terms.as_mut_slice() {
            [only] if only.coefficient.is_negative() => {
                only.coefficient = -&only.coefficient;
                Expr::negative(Expr::quotient(only.to_expr(), below))
            }
            _ => Expr::quotient(sum_of(&terms), below),
        }
    }

    pub(super) fn terms_of(&self, polynomial: &Polynomial) -> Vec<Term> {
        let writing = Writing::of(self, polynomial.len());
        writing.terms(polynomial)
    }
}

/// The number and the powers that some of the terms divide by.
fn divided_by(terms: &[Term]) -> Term {
    let mut below = Term {
        coefficient: Rational::ONE,
        powers: Vec::new(),
    };
    for term in terms {
        let common = below
            .coefficient
            .numerator()
            .lcm(term.coefficient.denominator());
        below.coefficient = Rational::from_integer(common);
        for (base, exponent) in term.powers.iter().filter(|(_, exponent)| *exponent < 0) {
            match below.powers.iter_mut().find(|(known, _)| known == base) {
                Some((_, most)) => *most = (*most).max(-exponent),
                None => below.powers.push((base.clone(), -exponent)),
            }
        }
    }
    below
}

/// Multiplies a term by another one.
fn multiply(term: &mut Term, by: &Term) {
    term.coefficient = &term.coefficient * &by.coefficient;
    for (base, exponent) in &by.powers {
        match term.powers.iter_mut().find(|(known, _)| known == base) {
            Some((_, own)) => *own += exponent,
            None => term.powers.push((base.clone(), *exponent)),
        }
    }
    term.powers.retain(|(_, exponent)| *exponent != 0);
}

/// The sum of terms in their order; negative ones are subtracted.
pub(super) fn sum_of(terms: &[Term]) -> Expr {
    Expr::sum(terms.iter().map(Term::to_expr))
}

impl Term {
    /// The term as an expression: coefficient first, what it divides by below a line.
    ///
    /// ```
    /// use longhand::expr::{Assumptions, Expr};
    /// use longhand::poly::{Budget, normal_form};
    ///
    /// let (h, n) = (Expr::symbol("h"), Expr::symbol("n"));
    /// let ratio = Expr::quotient(Expr::power(h.clone(), Expr::integer(2)), n);
    /// let form = normal_form(&ratio, &Assumptions::none(), &Budget::default()).unwrap();
    /// assert_eq!(form.terms()[0].to_expr(), ratio);
    /// ```
    pub fn to_expr(&self) -> Expr {
        let magnitude = self.coefficient.abs();
        let unsigned = match self.split_unit() {
            Some((amount, unit)) => Expr::quantity(amount.unsigned(&magnitude), unit),
            None => self.unsigned(&magnitude),
        };
        if self.coefficient.is_negative() {
            Expr::negative(unsigned)
        } else {
            unsigned
        }
    }

    /// The square roots of numbers as one root, and the other powers.
    fn split_radicals(&self) -> (Option<Expr>, Vec<(Expr, i64)>) {
        let mut radicand = Rational::ONE;
        let mut others = Vec::new();
        for (base, exponent) in &self.powers {
            match radicand_of(base).filter(|_| *exponent == 1) {
                Some(number) => radicand *= number,
                None => others.push((base.clone(), *exponent)),
            }
        }
        let root = || Expr::call(Function::Sqrt, [Expr::number(&radicand)]);
        ((!radicand.is_one()).then(root), others)
    }

    /// The rest of the term and the unit, where a unit is its only one and not raised.
    fn split_unit(&self) -> Option<(Self, Symbol)> {
        let is_unit = |(base, _): &&(Expr, i64)| matches!(base.kind(), ExprKind::Quantity(..));
        let mut units = self.powers.iter().filter(is_unit);
        let (Some((base, 1)), None) = (units.next(), units.next()) else {
            return None;
        };
        let ExprKind::Quantity(_, unit) = base.kind() else {
            return None;
        };
        let mut amount = self.clone();
        amount.powers.retain(|(other, _)| other != base);
        Some((amount, unit.clone()))
    }

    /// The term with this positive coefficient in place of its own: one fraction bar where there
    /// is something to divide by, as in `8*h/3`.
    fn unsigned(&self, coefficient: &Rational) -> Expr {
        let (radicals, powers) = self.split_radicals();
        let powers = joined(powers);
        let Some(root) = radicals else {
            return Monomial {
                coefficient: coefficient.clone(),
                powers,
            }
            .to_expr();
        };
        let powers = std::iter::once((root, 1)).chain(powers).collect();
        Monomial {
            coefficient: coefficient.clone(),
            powers,
        }
        .to_expr()
    }
}

/// The number that a square root is taken of, if it is one.
fn radicand_of(expr: &Expr) -> Option<Rational> {
    match expr.kind() {
        ExprKind::Call(Function::Sqrt, arguments) => arguments.first()?.as_number(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, show};
    use crate::expr::Assumptions;
    use crate::poly::{Budget, normal_form};

    /// One fraction bar, by hand: 1/x + 1/(x + 1) = (2x + 1)/(x(x + 1)).
    #[test]
    fn fractions_have_one_bar() {
        for (text, expected) in [
            ("1/x + 1/(x+1)", "(2*x + 1)/(x*(x + 1))"),
            ("(x/2)/(x+1)", "x/(2*(x + 1))"),
            ("1/(1/x + 1/y)", "x*y/(x + y)"),
            ("a/b + c/d", "a/b + c/d"),
        ] {
            let form = normal_form(&read(text), &Assumptions::none(), &Budget::default()).unwrap();
            assert_eq!(show(&form.to_expr()), show(&read(expected)), "{text}");
        }
    }
}
