//! What is printed reads back.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Placement, latex, mathml, plain, unicode};
use crate::diagnostic::Source;
use crate::expr::{Expr, MAX_DEPTH, Symbol, arbitrary};
use crate::render::Style;
use crate::syntax::latex::{Macros, lower};
use crate::syntax::{Scope, parse_input};

/// Reads one expression in which every name of the original is declared.
fn read(text: &str, original: &Expr) -> Result<Expr, String> {
    let scope = Scope::open().with_names(names(original));
    let source = Source::new("<printed>", text);
    match parse_input(&[source], &scope) {
        Ok(reading) => match reading.value.as_slice() {
            [chain] if chain.links.is_empty() => Ok(chain.first.clone()),
            _ => Err("not one expression".to_owned()),
        },
        Err(errors) => Err(format!("{errors:?}")),
    }
}

/// The same from LaTeX.
fn read_latex(text: &str, original: &Expr) -> Result<Expr, String> {
    let lowered = lower(text, &Macros::new()).map_err(|error| error.reason)?;
    read(&lowered.with_words().0, original)
}

fn names(expr: &Expr) -> BTreeSet<Symbol> {
    let mut names = expr.free_symbols();
    for child in expr.children() {
        names.extend(self::names(child));
    }
    names
}

/// The signs of floor and ceiling are for reading; typed they are functions.
fn typed(text: &str) -> String {
    let opened = text.replace('⌊', " floor(").replace('⌈', " ceil(");
    opened.replace(['⌋', '⌉'], ")")
}

#[test]
fn long_and_deep_expressions_are_written() {
    let style = Style::default();
    let x = Expr::symbol("x");
    let long = Expr::sum((0..50_000).map(|n| Expr::product([Expr::integer(n), x.clone()])));
    let mut deep = x.clone();
    for _ in 0..MAX_DEPTH / 3 - 1 {
        deep = Expr::power(
            Expr::sum([Expr::quotient(deep, x.clone()), x.clone()]),
            x.clone(),
        );
    }
    for expr in [long, deep] {
        let written = [
            plain(&expr),
            unicode(&expr, &style),
            latex(&expr, &style),
            mathml(&expr, &style, Placement::Block),
        ];
        assert!(written.iter().all(|text| text.len() > 10_000));
    }
}

#[test]
fn units_behind_more_than_a_number_read_back() {
    let x = Expr::symbol("x");
    let sum = Expr::sum([x.clone(), Expr::one()]);
    for amount in [x.clone(), sum, Expr::product([Expr::integer(2), x])] {
        let expr = Expr::quantity(amount, "GB");
        assert_eq!(
            read(&plain(&expr), &expr),
            Ok(expr.clone()),
            "{}",
            plain(&expr)
        );
    }
}

proptest! {
    #[test]
    fn plain_polynomials_read_back(expr in arbitrary::polynomial(arbitrary::NAMES)) {
        let text = plain(&expr);
        prop_assert_eq!(read(&text, &expr), Ok(expr), "{}", text);
    }

    #[test]
    fn plain_fractions_read_back(expr in arbitrary::rational(arbitrary::NAMES)) {
        let text = plain(&expr);
        prop_assert_eq!(read(&text, &expr), Ok(expr), "{}", text);
    }

    #[test]
    fn plain_formulas_read_back(expr in arbitrary::formula(arbitrary::NAMES)) {
        let text = plain(&expr);
        prop_assert_eq!(read(&text, &expr), Ok(expr), "{}", text);
    }

    #[test]
    fn everything_plain_reads_back(expr in arbitrary::anything(arbitrary::NAMES)) {
        let text = plain(&expr);
        prop_assert_eq!(read(&text, &expr), Ok(expr), "{}", text);
    }

    #[test]
    fn unicode_reads_back(expr in arbitrary::rational(arbitrary::LETTERS)) {
        let text = unicode(&expr, &Style::default());
        prop_assert_eq!(read(&text, &expr), Ok(expr), "{}", text);
    }

    #[test]
    fn unicode_formulas_read_back(expr in arbitrary::formula(arbitrary::LETTERS)) {
        let text = unicode(&expr, &Style::default());
        // A power of ten, typed as 6.7e9, is written as a product.
        prop_assume!(!text.contains("·10⁹") && !text.contains("·10⁻³"));
        prop_assert_eq!(read(&typed(&text), &expr), Ok(expr), "{}", text);
    }

    #[test]
    fn latex_polynomials_read_back(expr in arbitrary::polynomial(arbitrary::NAMES)) {
        let text = latex(&expr, &Style::default());
        prop_assert_eq!(read_latex(&text, &expr), Ok(expr), "{}", text);
    }

    #[test]
    fn latex_fractions_read_back(expr in arbitrary::rational(arbitrary::NAMES)) {
        let text = latex(&expr, &Style::default());
        prop_assert_eq!(read_latex(&text, &expr), Ok(expr), "{}", text);
    }
}
