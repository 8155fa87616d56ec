//! Whether an expression is positive, or not negative, for all admissible values.
//!
//! Each symbol with a lower bound is replaced by that bound plus a new nonnegative symbol; when
//! every coefficient of the result is nonnegative, so is the expression.

use std::cmp::Ordering;

use super::bounds::Bounds;
use super::implied::everywhere;
use super::sample::value_at;
use super::symbols::{free_symbols, opened};
use super::values::{Compared, compare};
use crate::eval::Value;
use crate::expr::{Assumptions, Bindings, Domain, Expr, ExprKind, Function, Symbol, deep};
use crate::number::Rational;
use crate::poly::{self, NormalForm, Term};

/// What was proved of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Proved {
    /// Nothing.
    Nothing,
    /// Not below 0.
    NonNegative,
    /// Above 0.
    Positive,
}

/// Proves what it can of the sign of an expression.
pub(super) fn sign(expr: &Expr, under: &Assumptions, budget: &poly::Budget) -> Proved {
    if let Some(known) = sign_of_number(expr, under) {
        return known;
    }
    let Some((shifted, signs)) = shift(expr, under) else {
        return Proved::Nothing;
    };
    let as_written = signs.of_base(&shifted);
    if as_written == Proved::Positive {
        return as_written;
    }
    let Ok(form) = poly::normal_form(&shifted, &plain(under), budget) else {
        return as_written;
    };
    if !form.conditions().is_empty() && everywhere(form.clone(), &signs.known(under)).is_none() {
        return as_written;
    }
    let numerator = signs.of_sum(&form.terms());
    let denominator = signs.of_sum(&denominator(&form));
    match denominator {
        Proved::Positive => numerator.max(as_written),
        _ => as_written,
    }
}

/// The sign of what has no symbols, by its value.
fn sign_of_number(expr: &Expr, under: &Assumptions) -> Option<Proved> {
    if !free_symbols([expr], under).is_empty() {
        return None;
    }
    let value = value_at(expr, &Bindings::new(), under).ok()?;
    let zero = Value::Number(Rational::ZERO);
    match compare(&value, &zero) {
        Compared::Ordered(Ordering::Greater) => Some(Proved::Positive),
        Compared::Ordered(Ordering::Equal) => Some(Proved::NonNegative),
        _ => None,
    }
}

fn denominator(form: &NormalForm) -> Vec<Term> {
    form.denominator_terms()
}

/// Whether an expression cannot be 0, whatever the admissible values.
pub(super) fn is_nonzero(expr: &Expr, under: &Assumptions, budget: &poly::Budget) -> bool {
    sign(expr, under, budget) == Proved::Positive
        || sign(&Expr::negative(expr.clone()), under, budget) == Proved::Positive
}

/// The assumptions without bounds, which the shift has used up: definitions and functions.
fn plain(under: &Assumptions) -> Assumptions {
    Assumptions {
        domains: std::collections::BTreeMap::new(),
        conditions: Vec::new(),
        ..under.clone()
    }
}

/// What is known of the signs of indeterminates once bounds have been put in.
#[derive(Default)]
pub(super) struct Signs {
    /// Symbols that are not negative.
    pub(super) nonnegative: Vec<Symbol>,
    /// Symbols that are above 0.
    pub(super) positive: Vec<Symbol>,
}

impl Signs {
    /// What is known of signs as domains.
    pub(super) fn known(&self, under: &Assumptions) -> Assumptions {
        let mut known = plain(under);
        for symbol in &self.nonnegative {
            let domain = Domain::from_zero(self.positive.contains(symbol));
            known.domains.insert(symbol.clone(), domain);
        }
        known
    }
}

/// The expression with lower bounds put in; `None` where it would become too large.
fn shift(expr: &Expr, under: &Assumptions) -> Option<(Expr, Signs)> {
    let mut signs = Signs::default();
    let mut bindings = under.fixed();
    for symbol in free_symbols([expr], under) {
        if under.domains.get(&symbol) == Some(&Domain::Boolean) {
            signs.nonnegative.push(symbol);
            continue;
        }
        let bounds = Bounds::of(&symbol, under);
        let own = Expr::symbol(symbol.clone());
        if let Some(low) = bounds.low {
            if low.strict {
                signs.positive.push(symbol.clone());
            }
            signs.nonnegative.push(symbol.clone());
            if !low.value.is_zero() {
                bindings.insert(symbol, Expr::sum([own, Expr::number(&low.value)]));
            }
        } else if let Some(high) = bounds.high {
            if high.strict {
                signs.positive.push(symbol.clone());
            }
            signs.nonnegative.push(symbol.clone());
            bindings.insert(symbol, Expr::difference(Expr::number(&high.value), own));
        }
    }
    let opened = opened(expr, under)?;
    Some((bindings.substitute(&opened).ok()?, signs))
}

impl Signs {
    /// Notes that a symbol is not negative, or not even 0.
    pub(super) fn learn(&mut self, symbol: &Symbol, strict: bool) {
        if strict {
            self.positive.push(symbol.clone());
        }
        self.nonnegative.push(symbol.clone());
    }

    fn of_sum(&self, terms: &[Term]) -> Proved {
        let mut total = Proved::NonNegative;
        for term in terms {
            match self.of_term(term) {
                Proved::Nothing => return Proved::Nothing,
                sign => total = total.max(sign),
            }
        }
        total
    }

    fn of_term(&self, term: &Term) -> Proved {
        if !term.coefficient.is_positive() {
            return Proved::Nothing;
        }
        let powers = term
            .powers
            .iter()
            .map(|(base, exponent)| match self.of_base(base) {
                Proved::Nothing if exponent % 2 == 0 => Proved::NonNegative,
                sign => sign,
            });
        powers.min().unwrap_or(Proved::Positive)
    }

    /// The sign of a part.
    pub(super) fn of_base(&self, base: &Expr) -> Proved {
        deep(|| match base.kind() {
            ExprKind::Number(literal) if literal.value().is_zero() => Proved::NonNegative,
            ExprKind::Number(_) => Proved::Positive,
            ExprKind::Neg(inner) if inner.as_number().is_some_and(|n| n.is_zero()) => {
                Proved::NonNegative
            }
            ExprKind::Symbol(symbol) if self.positive.contains(symbol) => Proved::Positive,
            ExprKind::Symbol(symbol) if self.nonnegative.contains(symbol) => Proved::NonNegative,
            ExprKind::Bracket(_) => Proved::NonNegative,
            ExprKind::Sum(terms) => {
                let signs: Vec<Proved> = terms.iter().map(|term| self.of_base(term)).collect();
                match signs.iter().min() {
                    Some(Proved::Nothing) | None => Proved::Nothing,
                    Some(_) => signs.into_iter().max().unwrap_or(Proved::Nothing),
                }
            }
            ExprKind::Product(factors) => {
                let signs = factors.iter().map(|factor| self.of_base(factor));
                signs.min().unwrap_or(Proved::Nothing)
            }
            ExprKind::Quotient(a, b) => match self.of_base(b) {
                Proved::Positive => self.of_base(a),
                _ => Proved::Nothing,
            },
            ExprKind::Power(base, exponent) => match (self.of_base(base), exponent.as_number()) {
                (Proved::Positive, _) => Proved::Positive,
                (Proved::Nothing, Some(exponent)) if is_even(&exponent) => Proved::NonNegative,
                (sign, Some(exponent)) if exponent.is_positive() => sign,
                _ => Proved::Nothing,
            },
            ExprKind::Call(function, arguments) => self.of_call(function, arguments),
            _ => Proved::Nothing,
        })
    }

    fn of_call(&self, function: &Function, arguments: &[Expr]) -> Proved {
        let signs: Vec<Proved> = arguments
            .iter()
            .map(|argument| self.of_base(argument))
            .collect();
        let least = signs.iter().min().copied().unwrap_or(Proved::Nothing);
        let most = signs.iter().max().copied().unwrap_or(Proved::Nothing);
        match function {
            Function::Exp | Function::Factorial => Proved::Positive,
            Function::Sqrt | Function::Abs => least.max(Proved::NonNegative),
            // An odd root has the sign of what it is taken of.
            Function::Root | Function::Min | Function::Ceil | Function::RoundUp => least,
            Function::Max => most,
            Function::Floor | Function::FloorDiv | Function::Binom => {
                least.min(Proved::NonNegative)
            }
            Function::Count | Function::Length => Proved::NonNegative,
            _ => Proved::Nothing,
        }
    }
}

fn is_even(exponent: &Rational) -> bool {
    exponent
        .to_integer()
        .is_some_and(|exponent| exponent.is_even())
}
