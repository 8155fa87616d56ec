//! Normal forms in program notation, term by term.

use std::fmt::Write as _;

use super::plain::{plain, push_digits};
use crate::number::Integer;
use crate::poly::{NormalForm, PlainPolynomial, PlainTerm};

/// A normal form in program notation: the text of its expression.
///
/// Where all terms are numbers and powers of symbols, it is written without the expression.
///
/// ```
/// use longhand::expr::Assumptions;
/// use longhand::poly::{Budget, normal_form};
/// use longhand::render::{plain, plain_form};
/// use longhand::syntax::parse_expression;
///
/// let square = parse_expression("(h - n/2)^2").unwrap();
/// let form = normal_form(&square, &Assumptions::none(), &Budget::default()).unwrap();
/// assert_eq!(plain_form(&form), "h^2 - h*n + n^2/4");
/// assert_eq!(plain_form(&form), plain(&form.to_expr()));
/// ```
pub fn plain_form(form: &NormalForm) -> String {
    let mut text = Terms::of(form.numerator().len());
    match form.visit_plain_terms(|term| text.push(term)) {
        None => plain(&form.to_expr()),
        Some(()) => text.finish(),
    }
}

/// A polynomial in program notation, as its normal form would be written.
///
/// ```
/// use longhand::poly::PlainPolynomial;
/// use longhand::render::plain_polynomial;
/// use longhand::syntax::PlainText;
///
/// let square = PlainText::read("(h - n/2)^2").unwrap();
/// let terms = PlainPolynomial::of(&square).unwrap();
/// assert_eq!(plain_polynomial(&terms), "h^2 - h*n + n^2/4");
/// ```
pub fn plain_polynomial(polynomial: &PlainPolynomial<'_>) -> String {
    let mut text = Terms::of(polynomial.len());
    polynomial.visit_terms(|term| text.push(term));
    text.finish()
}

/// Terms as text, one behind the other.
struct Terms {
    out: String,
}

impl Terms {
    fn of(terms: usize) -> Self {
        Self {
            out: String::with_capacity(20 * terms),
        }
    }

    fn push(&mut self, term: &PlainTerm<'_>) {
        let out = &mut self.out;
        match (out.is_empty(), term.is_negative) {
            (true, true) => out.push('-'),
            (true, false) => {}
            (false, true) => out.push_str(" - "),
            (false, false) => out.push_str(" + "),
        }
        magnitude(out, term);
    }

    fn finish(mut self) -> String {
        if self.out.is_empty() {
            self.out.push('0');
        }
        self.out
    }
}

fn magnitude(out: &mut String, term: &PlainTerm<'_>) {
    let mut is_first = term.above.is_one() && !term.powers.is_empty();
    if !is_first {
        integer(out, &term.above);
    }
    for (symbol, exponent) in &term.powers {
        if !std::mem::take(&mut is_first) {
            out.push('*');
        }
        out.push_str(symbol);
        if *exponent != 1 {
            out.push('^');
            push_digits(out, *exponent);
        }
    }
    if !term.below.is_one() {
        out.push('/');
        integer(out, &term.below);
    }
}

fn integer(out: &mut String, value: &Integer) {
    match value.to_u64() {
        Some(small) => push_digits(out, small),
        None => drop(write!(out, "{value}")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::expr::{Assumptions, Expr};
    use crate::poly::{Budget, normal_form};
    use crate::syntax::parse_expression;

    fn both(expr: &Expr) -> Option<(String, String)> {
        let form = normal_form(expr, &Assumptions::none(), &Budget::default()).ok()?;
        Some((plain_form(&form), plain(&form.to_expr())))
    }

    #[test]
    fn the_text_is_that_of_the_expression() {
        for (written, shown) in [
            ("0*a", "0"),
            ("a-a", "0"),
            ("-3", "-3"),
            ("2/3", "2/3"),
            ("-(a+1/2)*b", "-a*b - b/2"),
            ("(2*h-3*n)^2/6", "2*h^2/3 - 2*h*n + 3*n^2/2"),
            ("99999999999*99999999999*x", "9999999999800000000001*x"),
        ] {
            let expr = parse_expression(written).unwrap();
            let (form, of_expr) = both(&expr).unwrap();
            assert_eq!(form, of_expr, "{written}");
            assert_eq!(form, shown, "{written}");
        }
        for written in ["(a+b)/c", "sqrt(2)*x + x", "3/(a+1)", "2^n*2 GB"] {
            let (form, of_expr) = both(&parse_expression(written).unwrap()).unwrap();
            assert_eq!(form, of_expr, "{written}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_that_of_the_expression(expr in crate::expr::arbitrary::anything(&["h", "n", "x"])) {
            if let Some((form, of_expr)) = both(&expr) {
                prop_assert_eq!(form, of_expr);
            }
        }
    }
}
