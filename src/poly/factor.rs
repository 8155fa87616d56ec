//! Collecting by powers of one indeterminate, and what all terms have in common.

use super::normal::{NormalForm, Term};
use super::present::sum_of;
use crate::expr::Expr;
use crate::number::Rational;

impl NormalForm {
    /// The expression by powers of one indeterminate, the greatest first:
    /// `12*L*h^2 + (4*L + V + 2)*h` by `h`. Where the indeterminate is divided by in a
    /// denominator of several terms, only the numerator is collected. An indeterminate that does
    /// not occur leaves the expanded expression.
    ///
    /// ```
    /// use longhand::expr::{Assumptions, Expr};
    /// use longhand::poly::{Budget, normal_form};
    ///
    /// let (x, a) = (Expr::symbol("x"), Expr::symbol("a"));
    /// let sum = Expr::sum([Expr::product([a.clone(), x.clone()]), x.clone(), a.clone()]);
    /// let form = normal_form(&sum, &Assumptions::none(), &Budget::default()).unwrap();
    /// let bracket = Expr::sum([a.clone(), Expr::one()]);
    /// assert_eq!(form.collected(&x), Expr::sum([Expr::product([bracket, x]), a]));
    /// ```
    pub fn collected(&self, by: &Expr) -> Expr {
        let Some(variable) = self.variable_of(by) else {
            return self.to_expr();
        };
        let mut parts = Vec::new();
        for (exponent, coefficient) in self.numerator.coefficients_in(variable) {
            if coefficient.len() == 1 || exponent == 0 {
                let mut whole = coefficient;
                whole.multiply_by_power(variable, exponent);
                parts.extend(self.terms_of(&whole).iter().map(Term::to_expr));
            } else {
                let bracket = sum_of(&self.terms_of(&coefficient));
                let powers = vec![(bracket, 1), (by.clone(), exponent)];
                parts.push(unit_term(powers).to_expr());
            }
        }
        self.over_denominator(Expr::sum(parts))
    }

    /// The powers that all terms have in common, in the order of one term's factors.
    pub(super) fn common_powers(&self, term: &Term) -> Vec<(Expr, i64)> {
        let exponents = self.numerator.monomial_content().into_iter();
        let powers = exponents.zip(self.table.iter());
        let powers = powers.filter(|(exponent, _)| *exponent != 0);
        let mut powers: Vec<(Expr, i64)> = powers
            .map(|(exponent, entry)| (entry.shown.clone(), exponent))
            .collect();
        let place = |base: &Expr| term.powers.iter().position(|(other, _)| other == base);
        powers.sort_by_key(|(base, _)| place(base).unwrap_or(usize::MAX));
        powers
    }

    fn over_denominator(&self, numerator: Expr) -> Expr {
        if self.is_polynomial() {
            return numerator;
        }
        Expr::quotient(numerator, sum_of(&self.denominator_terms()))
    }

    /// The number of the indeterminate that is shown so.
    pub(super) fn variable_of(&self, shown: &Expr) -> Option<usize> {
        let entries = self.table.iter();
        let found = entries.enumerate().find(|(_, entry)| entry.shown == *shown);
        found.map(|(variable, _)| variable)
    }
}

/// A product of powers.
fn unit_term(powers: Vec<(Expr, i64)>) -> Term {
    Term {
        coefficient: Rational::ONE,
        powers,
    }
}

#[cfg(test)]
mod tests {
    use crate::expr::{Assumptions, Expr};
    use crate::poly::testing::{read, show};
    use crate::poly::{Budget, NormalForm, normal_form};

    fn form(text: &str) -> NormalForm {
        normal_form(&read(text), &Assumptions::none(), &Budget::default()).unwrap()
    }

    #[test]
    fn collects_by_one_symbol() {
        let table = [
            ("L*(12*h^2+4*h)+V*h+2*h", "h", "12*L*h^2 + (4*L + V + 2)*h"),
            (
                "L*(12*h^2+4*h)+V*h+2*h",
                "L",
                "(12*h^2 + 4*h)*L + V*h + 2*h",
            ),
            (
                "L*(12*h^2+4*h)+V*h+2*h",
                "V",
                "V*h + 12*L*h^2 + 4*L*h + 2*h",
            ),
            ("a*x^2-b*x^2+x-c", "x", "(a - b)*x^2 + x - c"),
            ("a/x+b/x+1", "x", "1 + (a + b)/x"),
            ("a+b", "z", "a + b"),
            ("(a*x+b*x)/(y+1)", "x", "(a + b)*x/(y + 1)"),
        ];
        for (text, by, expected) in table {
            let collected = form(text).collected(&Expr::symbol(by));
            assert_eq!(show(&collected), expected, "{text} by {by}");
        }
    }
}
