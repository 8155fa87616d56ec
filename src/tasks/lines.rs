//! Many small formulas, one after the other, without steps: multiplied out, or compared.

use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::{Assumptions, Expr};
use crate::poly::{Budget, PlainPolynomial, normal_form, residue, residue_of, same};
use crate::render::{plain_form, plain_polynomial};
use crate::syntax::{PlainText, Scope, parse_input};

/// A formula multiplied out, like terms collected, in program notation.
///
/// Most formulas become terms as they are read; the others go by their expression and its normal
/// form, which is written the same.
///
/// # Errors
/// Everything that is wrong with the text, and limits that were reached.
///
/// ```
/// use longhand::tasks::expanded;
///
/// assert_eq!(expanded("L*(12*h^2 + 4*h) + 2*h").unwrap(), "12*L*h^2 + 4*L*h + 2*h");
/// assert_eq!(expanded("(a+b)/(c+d)").unwrap(), "(a + b)/(c + d)");
/// ```
pub fn expanded(text: &str) -> Result<String, Vec<Diagnostic>> {
    if let Some(read) = PlainText::read(text)
        && let Some(polynomial) = PlainPolynomial::of(&read)
    {
        return Ok(plain_polynomial(&polynomial));
    }
    let [expr] = read([text])?;
    let form = normal_form(&expr, &Assumptions::none(), &Budget::default());
    let form = form.map_err(|error| vec![error.to_diagnostic()])?;
    Ok(plain_form(&form))
}

/// Whether two formulas are the same rational function, where they are read as one input. `Some(true)`
/// is proved by their normal form, `Some(false)` by that or by different values modulo a prime; `None`
/// means that they differ, but in parts that may be related in ways unknown here.
///
/// # Errors
/// Everything that is wrong with the texts, and limits that were reached.
///
/// ```
/// use longhand::tasks::identical;
///
/// assert_eq!(identical("(a+b)^2", "a^2 + 2*a*b + b^2").unwrap(), Some(true));
/// assert_eq!(identical("L*(h+n)", "L*h + n").unwrap(), Some(false));
/// assert_eq!(identical("sqrt(a)", "a").unwrap(), None);
/// ```
pub fn identical(left: &str, right: &str) -> Result<Option<bool>, Vec<Diagnostic>> {
    if let (Some(left), Some(right)) = (PlainText::read(left), PlainText::read(right)) {
        let values = residue_of(&left, 0).zip(residue_of(&right, 0));
        if values.is_some_and(|(left, right)| left != right) {
            return Ok(Some(false));
        }
        if let Some(difference) = PlainPolynomial::difference(&left, &right) {
            return Ok(Some(difference.is_zero()));
        }
    }
    let [left, right] = read([left, right])?;
    let none = Assumptions::none();
    let values = residue(&left, &none, 0).zip(residue(&right, &none, 0));
    if values.is_some_and(|(left, right)| left != right) {
        return Ok(Some(false));
    }
    let found = same(&left, &right, &none, &Budget::default());
    found.map_err(|error| vec![error.to_diagnostic()])
}

/// The expressions of texts that are read as one input.
fn read<const N: usize>(texts: [&str; N]) -> Result<[Expr; N], Vec<Diagnostic>> {
    let sources = texts.map(|text| Source::new("<expression>", text));
    let chains = parse_input(&sources, &Scope::open())?.value;
    let relations = chains.iter().zip(&sources).filter_map(|(chain, source)| {
        let sign = chain.links.first()?.sign;
        let message = "an expression is needed, not a relation";
        Some(Diagnostic::error(Code::USAGE, message).at(
            source,
            sign,
            "this sign makes it a relation",
        ))
    });
    let errors: Vec<Diagnostic> = relations.collect();
    let exprs: Vec<Expr> = chains.into_iter().map(|chain| chain.first).collect();
    match exprs.try_into() {
        Ok(exprs) if errors.is_empty() => Ok(exprs),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use super::expanded;

    /// −2^127 has no opposite of 128 bits.
    #[test]
    fn the_least_number_of_128_bits() {
        let half = "85070591730234615865843651857942052864";
        let whole = "-170141183460469231731687303715884105728*a";
        assert_eq!(expanded(&format!("-{half}*a - {half}*a")).unwrap(), whole);
        let third = format!("{whole}/3");
        assert_eq!(
            expanded(&format!("(-{half}*a - {half}*a)/3")).unwrap(),
            third
        );
    }
}
