//! Normal forms in program notation, term by term.

use std::fmt::Write as _;

use super::plain::{plain, push_digits};
use crate::number::Integer;
use crate::poly::{NormalForm, PlainTerm};

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
    let mut out = String::with_capacity(20 * form.numerator().len());
    let mut is_first = true;
    let done = form.visit_plain_terms(|term| {
        out.push_str(match (is_first, term.is_negative) {
            (true, true) => "-",
            (true, false) => "",
            (false, true) => " - ",
            (false, false) => " + ",
        });
        is_first = false;
        magnitude(&mut out, term);
    });
    match done {
        None => plain(&form.to_expr()),
        Some(()) if is_first => "0".to_owned(),
        Some(()) => out,
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
        out.push_str(symbol.name());
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
