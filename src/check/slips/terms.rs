//! Terms lost, invented, doubled, with a wrong coefficient or sign: read off the difference.

use super::search::Lines;
use super::{Slip, SlipKind};
use crate::check::sides::value;
use crate::expr::{Expr, ExprKind, Symbol};
use crate::number::Rational;
use crate::poly::{self, Term};

/// What one or two terms of the difference say.
pub(super) fn from_difference(lines: &Lines<'_>) -> Option<Slip> {
    let form = |expr: &Expr| poly::normal_form(expr, lines.under, &lines.budget.poly).ok();
    if value(lines.before, lines.under).is_some() {
        return from_numbers(lines);
    }
    let before = form(lines.before)?;
    let after = form(lines.after)?;
    let difference = poly::difference(lines.after, lines.before, lines.under, &lines.budget.poly);
    let difference = difference.ok()?;
    if !(before.is_polynomial() && after.is_polynomial() && difference.is_polynomial()) {
        return None;
    }
    let (old, new) = (before.terms(), after.terms());
    match difference.terms().as_slice() {
        [only] => one_term(only, &old, &new),
        [one, other] => {
            let is_old = |term: &Term| like(term, &old).is_some();
            let is_new = |term: &Term| like(term, &new).is_some();
            let pair = match (is_old(one), is_old(other)) {
                (true, false) => (one, other),
                (false, true) => (other, one),
                _ => return None,
            };
            // The one is missing from the line, the other stands there instead.
            (!is_new(pair.0)).then(|| two_terms(pair.0, pair.1, &old))?
        }
        _ => None,
    }
}

/// The term with the same powers.
fn like<'t>(term: &Term, among: &'t [Term]) -> Option<&'t Term> {
    among.iter().find(|other| same_powers(term, other))
}

fn same_powers(a: &Term, b: &Term) -> bool {
    a.powers.len() == b.powers.len() && a.powers.iter().all(|power| b.powers.contains(power))
}

fn one_term(difference: &Term, old: &[Term], new: &[Term]) -> Option<Slip> {
    let told = |kind, right: Option<&Term>, wrong: Option<&Term>| {
        Some(Slip {
            right: right.map(Term::to_expr),
            wrong: wrong.map(Term::to_expr),
            ..Slip::of(kind)
        })
    };
    let (own, written) = (like(difference, old), like(difference, new));
    // A model has layers as well: `(V + 1)(h + 2)` is none.
    let is_other = |term: &Term| {
        let mut bases = term.powers.iter().map(|(base, _)| base);
        bases.any(|base| difference.powers.iter().all(|(own, _)| own != base))
    };
    if is_embedding(difference) && old.iter().any(is_other) {
        return told(SlipKind::TiedEmbedding, own, written);
    }
    match (own, written) {
        (Some(lost), None) => told(SlipKind::TermLost, Some(lost), None),
        (None, Some(added)) => told(SlipKind::TermInvented, None, Some(added)),
        (Some(own), Some(written)) => {
            let ratio = written.coefficient.checked_div(&own.coefficient)?;
            let kind = if ratio == Rational::from(-1) {
                SlipKind::Sign
            } else if ratio == Rational::from(2) {
                SlipKind::TermDoubled
            } else {
                SlipKind::Coefficient {
                    written: written.coefficient.clone(),
                    right: own.coefficient.clone(),
                }
            };
            told(kind, Some(own), Some(written))
        }
        (None, None) => None,
    }
}

/// One term stands in place of another.
fn two_terms(lost: &Term, added: &Term, old: &[Term]) -> Option<Slip> {
    // As it stands in the line before, not as it stands in the difference.
    let lost = like(lost, old)?;
    let same_coefficient = lost.coefficient == added.coefficient;
    let missing: Vec<&(Expr, i64)> = lost
        .powers
        .iter()
        .filter(|power| !added.powers.contains(power))
        .collect();
    let extra = added
        .powers
        .iter()
        .filter(|power| !lost.powers.contains(power))
        .count();
    let kind = match missing.as_slice() {
        [(base, 1)] if same_coefficient && extra == 0 => match base.as_symbol() {
            Some(symbol) if is_layers(symbol) => SlipKind::CountedOnce(symbol.clone()),
            _ => SlipKind::FactorLost(base.clone()),
        },
        _ => return None,
    };
    Some(Slip {
        right: Some(lost.to_expr()),
        wrong: Some(added.to_expr()),
        ..Slip::of(kind)
    })
}

/// Names that people give the number of layers.
const LAYERS: &[&str] = &[
    "L",
    "l",
    "N",
    "n_layer",
    "n_layers",
    "num_layers",
    "layers",
    "num_hidden_layers",
    "N_layers",
    "n_l",
    "N_l",
];

fn is_layers(symbol: &Symbol) -> bool {
    LAYERS.contains(&symbol.name())
}

/// Names of the vocabulary's size and of the width of an embedding.
const VOCABULARY: &[&str] = &[
    "V",
    "v",
    "vocab",
    "vocab_size",
    "n_vocab",
    "d_vocab",
    "V_size",
];
const WIDTH: &[&str] = &[
    "h",
    "d",
    "H",
    "D",
    "d_model",
    "hidden",
    "hidden_size",
    "n_embd",
    "dim",
    "d_m",
    "E",
];

/// Whether a term is one embedding table: `Vh` once, with either sign.
fn is_embedding(term: &Term) -> bool {
    let names: Option<Vec<&str>> = term
        .powers
        .iter()
        .map(|(base, exponent)| {
            base.as_symbol()
                .filter(|_| *exponent == 1)
                .map(Symbol::name)
        })
        .collect();
    let [a, b] = names.as_deref().unwrap_or_default() else {
        return false;
    };
    let is = |v: &str, h: &str| VOCABULARY.contains(&v) && WIDTH.contains(&h);
    term.coefficient.abs().is_one() && (is(a, b) || is(b, a))
}

/// The most products that a line of numbers is written out into.
const MAX_PRODUCTS: usize = 64;

/// A number alone below this is no product that was lost or counted twice.
const SMALL: i64 = 100;

/// Between numbers: a product of the line that is missing, or counted twice.
fn from_numbers(lines: &Lines<'_>) -> Option<Slip> {
    let exact = |expr: &Expr| {
        value(expr, lines.under)?
            .as_quantity()?
            .amount
            .exact()
            .cloned()
    };
    let difference = exact(lines.after)? - exact(lines.before)?;
    let mut products = Vec::new();
    written_out(lines.before, &mut products)?;
    if products.len() < 2 {
        return None;
    }
    let worth = |product: &Expr, wanted: &Rational| exact(product).as_ref() == Some(wanted);
    // Small numbers differ by one another by chance: `1 + 1 = 3`.
    let is_telling = |product: &Expr, wanted: &Rational| {
        product.factors().len() > 1 || wanted.abs() >= Rational::from(SMALL)
    };
    let find = |wanted: &Rational| {
        let mut telling = products
            .iter()
            .filter(|product| is_telling(product, wanted));
        telling.find(|product| worth(product, wanted))
    };
    let slip = |kind, right: Option<&Expr>, wrong: Option<&Expr>| Slip {
        right: right.cloned(),
        wrong: wrong.cloned(),
        ..Slip::of(kind)
    };
    if let Some(lost) = find(&-&difference) {
        return Some(slip(SlipKind::TermLost, Some(lost), None));
    }
    if let Some(doubled) = find(&difference) {
        return Some(slip(SlipKind::TermDoubled, Some(doubled), None));
    }
    let half = difference.checked_div(&Rational::from(-2))?;
    find(&half).map(|turned| slip(SlipKind::Sign, Some(turned), None))
}

/// The products that a sum consists of, brackets multiplied out as far as they stand.
fn written_out(expr: &Expr, found: &mut Vec<Expr>) -> Option<()> {
    match expr.kind() {
        ExprKind::Sum(terms) => {
            for term in terms {
                written_out(term, found)?;
            }
        }
        ExprKind::Neg(inner) => {
            let mut products = Vec::new();
            written_out(inner, &mut products)?;
            found.extend(products.into_iter().map(Expr::negative));
        }
        ExprKind::Product(factors) => {
            let mut products = vec![Vec::new()];
            for factor in factors {
                let mut parts = Vec::new();
                match factor.kind() {
                    ExprKind::Sum(_) => written_out(factor, &mut parts)?,
                    _ => parts.push(factor.clone()),
                }
                let grown = products.iter().flat_map(|product: &Vec<Expr>| {
                    parts.iter().map(|part| {
                        let mut product = product.clone();
                        product.push(part.clone());
                        product
                    })
                });
                products = grown.collect();
                if products.len() > MAX_PRODUCTS {
                    return None;
                }
            }
            found.extend(products.into_iter().map(Expr::product));
        }
        _ => found.push(expr.clone()),
    }
    (found.len() <= MAX_PRODUCTS).then_some(())
}
