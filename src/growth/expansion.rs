//! The terms of an expression, from its normal form.

use super::GrowthError;
use crate::expr::{Assumptions, Expr, Monomial};
use crate::poly::{self, Budget, Term};

/// An expression written out: a sum of terms over a sum of terms.
#[derive(Clone, Debug)]
pub(super) struct Expansion {
    /// The whole, in order.
    pub exact: Expr,
    /// The terms of the numerator.
    pub terms: Vec<Monomial>,
    /// The terms of the denominator; a lone 1 where there is none.
    pub denominator: Vec<Monomial>,
}

impl Expansion {
    /// Whether nothing stands below.
    pub(super) fn is_sum(&self) -> bool {
        let one = |term: &Monomial| term.is_constant() && term.coefficient.is_one();
        self.denominator.len() == 1 && self.denominator.iter().all(one)
    }

    /// The indeterminates, in the order in which they are met.
    pub(super) fn indeterminates(&self) -> Vec<Expr> {
        let mut found = Vec::new();
        for (base, _) in self
            .terms
            .iter()
            .chain(&self.denominator)
            .flat_map(|term| &term.powers)
        {
            if !found.contains(base) {
                found.push(base.clone());
            }
        }
        found
    }
}

/// The most terms whose growth is compared.
const MAX_TERMS: usize = 10_000;

/// Writes an expression out.
pub(super) fn expand(
    expr: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Expansion, GrowthError> {
    let normal = poly::normal_form(expr, assumptions, budget)?;
    if normal.numerator().len() > MAX_TERMS || normal.denominator().len() > MAX_TERMS {
        return Err(GrowthError::Limit("terms to compare by their growth"));
    }
    let monomials = |terms: Vec<Term>| terms.into_iter().map(as_monomial).collect();
    Ok(Expansion {
        exact: normal.to_expr(),
        terms: monomials(normal.terms()),
        denominator: monomials(normal.denominator_terms()),
    })
}

pub(super) fn as_monomial(term: Term) -> Monomial {
    Monomial {
        coefficient: term.coefficient,
        powers: term.powers,
    }
}

/// A term as the normal form writes it.
pub(super) fn written(monomial: &Monomial) -> Expr {
    Term {
        coefficient: monomial.coefficient.clone(),
        powers: monomial.powers.clone(),
    }
    .to_expr()
}
