//! The normal form and the questions it answers.

use std::collections::BTreeMap;

use super::convert::{Normalizer, Purpose, Seen};
use super::fraction::Fraction;
use super::indeterminate::Table;
use super::plain::plain;
use super::plain_order::Written;
use super::{Budget, Measure, PolyError, Polynomial};
use crate::expr::{Assumptions, Expr, ExprKind, Function, MAX_SIZE, Predicate, deep};
use crate::number::Rational;

/// An expression as a quotient of Laurent polynomials in its indeterminates.
///
/// ```
/// use longhand::expr::{Assumptions, Expr};
/// use longhand::poly::{Budget, normal_form};
///
/// let x = Expr::symbol("x");
/// let square = Expr::power(Expr::sum([x.clone(), Expr::one()]), Expr::integer(2));
/// let form = normal_form(&square, &Assumptions::none(), &Budget::default()).unwrap();
/// assert_eq!(form.terms().len(), 3);
/// assert_eq!(form.terms()[1].coefficient.to_string(), "2");
/// ```
#[derive(Clone, Debug)]
pub struct NormalForm {
    pub(super) numerator: Polynomial,
    pub(super) denominator: Polynomial,
    pub(super) table: Table,
    pub(super) seen: BTreeMap<Expr, Seen>,
    /// The expressions that it was made of, for the order of terms and factors.
    pub(super) sources: Vec<Expr>,
    pub(super) is_lowest: bool,
    pub(super) nonzero: Vec<Expr>,
    pub(super) conditions: Vec<Predicate>,
    /// How its terms were written, where that is known already.
    pub(super) written: Option<Written>,
}

/// A term of a polynomial: a coefficient and powers of indeterminates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The coefficient, not 0.
    pub coefficient: Rational,
    /// The indeterminates that occur, in the order of the term's factors, with their exponents,
    /// none of which is 0.
    pub powers: Vec<(Expr, i64)>,
}

impl Term {
    /// Whether another term is the same, in whatever order its powers stand.
    ///
    /// ```
    /// use longhand::expr::Expr;
    /// use longhand::number::Rational;
    /// use longhand::poly::Term;
    ///
    /// let (l, h) = (Expr::symbol("L"), Expr::symbol("h"));
    /// let term = |powers| Term { coefficient: Rational::from(3), powers };
    /// let one = term(vec![(l.clone(), 1), (h.clone(), 2)]);
    /// assert!(one.is_same(&term(vec![(h, 2), (l, 1)])));
    /// ```
    pub fn is_same(&self, other: &Self) -> bool {
        self.coefficient == other.coefficient
            && self.powers.len() == other.powers.len()
            && self.powers.iter().all(|power| other.powers.contains(power))
    }
}

/// The normal form of an expression.
///
/// # Errors
/// [`PolyError::Budget`] when it would be too large, told from an estimate where possible;
/// [`PolyError::DivisionByZero`] where something is divided by what is always 0.
pub fn normal_form(
    expr: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<NormalForm, PolyError> {
    match plain(&[(expr, 1)], assumptions, budget) {
        Some(form) => Ok(form),
        None => general(expr, assumptions, budget),
    }
}

/// The normal form of any expression.
pub(super) fn general(
    expr: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<NormalForm, PolyError> {
    let mut normalizer = Normalizer::new(assumptions, budget, Purpose::Show);
    allow_size(expr)?;
    normalizer.expected = expr.free_symbols().len();
    let fraction = normalizer.normalise_inside(expr)?;
    NormalForm::new(fraction, normalizer, vec![expr.clone()])
}

/// The normal form of `a − b`; it is 0 exactly where both are the same rational function.
///
/// # Errors
/// As for [`normal_form`].
pub fn difference(
    a: &Expr,
    b: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<NormalForm, PolyError> {
    match plain(&[(a, 1), (b, -1)], assumptions, budget) {
        Some(form) => Ok(form),
        None => general_difference(a, b, assumptions, budget),
    }
}

/// The normal form of the difference of any two expressions.
pub(super) fn general_difference(
    a: &Expr,
    b: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<NormalForm, PolyError> {
    allow_size(a)?;
    allow_size(b)?;
    let form = difference_of(a, b, assumptions, budget, false)?;
    if form.is_zero() || !form.has_logarithms() {
        return Ok(form);
    }
    // What differs may agree once all logarithms have one base.
    match difference_of(a, b, assumptions, budget, true) {
        Ok(natural) if natural.is_zero() => Ok(natural),
        _ => Ok(form),
    }
}

fn difference_of(
    a: &Expr,
    b: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
    natural: bool,
) -> Result<NormalForm, PolyError> {
    let mut normalizer = Normalizer::new(assumptions, budget, Purpose::Decide);
    normalizer.natural = natural;
    normalizer.expected = a.free_symbols().len();
    let left = normalizer.convert(a)?;
    let right = normalizer.convert(b)?.negate();
    let mut fraction = normalizer.add_all(vec![left, right])?;
    fraction.cancel(budget)?;
    NormalForm::new(fraction, normalizer, vec![a.clone(), b.clone()])
}

/// Whether two expressions have the same normal form. `Some(true)` is a proof, on the condition
/// that no divisor is 0; `Some(false)` is one too, since all indeterminates are symbols; `None`
/// means that they differ, but in indeterminates that may be related in ways unknown here.
///
/// # Errors
/// As for [`normal_form`].
pub fn same(
    a: &Expr,
    b: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Option<bool>, PolyError> {
    let difference = difference(a, b, assumptions, budget)?;
    if difference.is_zero() {
        return Ok(Some(true));
    }
    Ok((!difference.has_opaque_indeterminates()).then_some(false))
}

fn mentions_logarithm(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Call(Function::Ln | Function::Log2 | Function::Log10, _) => true,
        _ => expr.children().into_iter().any(mentions_logarithm),
    })
}

/// Refuses expressions that share parts so often that they are too long written out.
fn allow_size(expr: &Expr) -> Result<(), PolyError> {
    Budget::allow(Measure::Size, expr.size(), MAX_SIZE)
}

impl NormalForm {
    pub(super) fn new(
        fraction: Fraction,
        normalizer: Normalizer<'_>,
        sources: Vec<Expr>,
    ) -> Result<Self, PolyError> {
        Ok(Self {
            denominator: fraction.denominator(normalizer.budget)?,
            numerator: fraction.numerator,
            table: normalizer.table,
            seen: normalizer.seen,
            sources,
            is_lowest: normalizer.is_lowest,
            nonzero: normalizer.nonzero,
            conditions: normalizer.conditions,
            written: None,
        })
    }

    /// The numerator, in the variables of [`indeterminates`](Self::indeterminates). Numbers and
    /// monomials that are divided by are inside it.
    pub fn numerator(&self) -> &Polynomial {
        &self.numerator
    }

    /// Whether its fractions are in lowest terms: a common divisor that would take too long to find stays.
    pub fn is_in_lowest_terms(&self) -> bool {
        self.is_lowest
    }

    /// The denominator: 1, or a polynomial of at least two terms without monomial content.
    pub fn denominator(&self) -> &Polynomial {
        &self.denominator
    }

    /// What the variables of numerator and denominator stand for, in the order of their numbers.
    pub fn indeterminates(&self) -> Vec<Expr> {
        self.table.iter().map(|entry| entry.shown.clone()).collect()
    }

    /// The divisors met that can be 0 for some values of their symbols, as written.
    pub fn nonzero(&self) -> &[Expr] {
        &self.nonzero
    }

    /// What else must hold for the form to be right: that a range over which a sum was taken in
    /// closed form does not end more than one below its beginning.
    pub fn conditions(&self) -> &[Predicate] {
        &self.conditions
    }

    /// Whether a logarithm occurs in an indeterminate.
    fn has_logarithms(&self) -> bool {
        self.table
            .iter()
            .any(|entry| mentions_logarithm(&entry.shown))
    }

    /// Whether this is 0 for all values of its indeterminates.
    pub fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    /// Whether nothing but numbers and monomials is divided by.
    pub fn is_polynomial(&self) -> bool {
        self.denominator.is_one()
    }

    /// The value, where no indeterminate occurs.
    pub fn as_number(&self) -> Option<Rational> {
        if self.is_polynomial() {
            self.numerator.as_constant()
        } else {
            None
        }
    }

    /// Whether a part that is no symbol and no unit occurs as an indeterminate.
    pub fn has_opaque_indeterminates(&self) -> bool {
        [&self.numerator, &self.denominator]
            .into_iter()
            .any(|polynomial| {
                let occurring = polynomial.occurring().into_iter();
                let mut occurring = occurring.zip(self.table.iter());
                occurring.any(|(occurs, entry)| occurs && !entry.kind.is_free())
            })
    }
}
