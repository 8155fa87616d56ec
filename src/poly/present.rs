//! Polynomials as expressions again, in the order people expect.

use super::Polynomial;
use super::normal::{NormalForm, Term};
use super::order::Writing;
use crate::expr::Expr;
use crate::number::Rational;

impl NormalForm {
    /// The terms of the numerator: by total degree, the greatest first, then as written; factors
    /// as the products were written, then by first appearance. Where
    /// [`is_polynomial`](Self::is_polynomial) holds, these are the terms of the whole.
    pub fn terms(&self) -> Vec<Term> {
        self.terms_of(&self.numerator)
    }

    /// The terms of the denominator, ordered like those of the numerator.
    pub fn denominator_terms(&self) -> Vec<Term> {
        self.terms_of(&self.denominator)
    }

    /// The expanded expression: a sum of terms, over the denominator where there is one.
    pub fn to_expr(&self) -> Expr {
        let numerator = sum_of(&self.terms());
        if self.is_polynomial() {
            return numerator;
        }
        Expr::quotient(numerator, sum_of(&self.denominator_terms()))
    }

    pub(super) fn terms_of(&self, polynomial: &Polynomial) -> Vec<Term> {
        let writing = Writing::of(self, polynomial.len());
        writing.terms(polynomial)
    }
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
        let unsigned = self.unsigned(&magnitude);
        if self.coefficient.is_negative() {
            Expr::negative(unsigned)
        } else {
            unsigned
        }
    }

    /// The term with this positive coefficient in place of its own.
    fn unsigned(&self, coefficient: &Rational) -> Expr {
        let power = |(base, exponent): &(Expr, i64)| match exponent.unsigned_abs() {
            1 => base.clone(),
            size => Expr::power(base.clone(), Expr::integer(size)),
        };
        let above = self.powers.iter().filter(|(_, e)| *e > 0).map(power);
        let below: Vec<Expr> = self
            .powers
            .iter()
            .filter(|(_, e)| *e < 0)
            .map(power)
            .collect();
        let mut top: Vec<Expr> = Vec::new();
        let whole = below.is_empty() || coefficient.is_integer();
        if whole {
            top.extend((!coefficient.is_one()).then(|| Expr::number(coefficient)));
        } else {
            let numerator = coefficient.numerator();
            top.extend((!numerator.is_one()).then(|| Expr::integer(numerator.clone())));
        }
        top.extend(above);
        if below.is_empty() {
            return Expr::product(top);
        }
        let number = (!whole).then(|| Expr::integer(coefficient.denominator().clone()));
        Expr::quotient(
            Expr::product(top),
            Expr::product(number.into_iter().chain(below)),
        )
    }
}
