//! Values modulo a prime, straight from the expression tree.
//!
//! By Schwartz and Zippel two different rational functions of degree d have the same value at a
//! random point modulo the prime 2^61 − 1 with probability at most d/2^61, and different values
//! prove them different. Nothing here is shared with the normal form, so that each can be held
//! against the other.

use std::collections::BTreeMap;

use super::residue_told::Told;
use crate::expr::{Assumptions, Bindings, Domain, Expr, ExprKind, Formula, Symbol, deep, deep_at};
use crate::number::{Integer, Residue};

/// The value of an expression modulo 2^61 − 1 at the point that belongs to a seed.
///
/// Every symbol that stands for a number has a value that depends on its name and the seed alone;
/// definitions, and values that conditions fix, are used. `None` where a part is no rational
/// function of such symbols, and where a divisor vanishes at the point.
///
/// Where two expressions have different values they are different rational functions. Where the
/// values are the same, nothing is proved.
///
/// ```
/// use longhand::expr::{Assumptions, Expr};
/// use longhand::poly::residue;
///
/// let (x, none) = (Expr::symbol("x"), Assumptions::none());
/// let square = Expr::power(x.clone(), Expr::integer(2));
/// let product = Expr::product([x.clone(), x.clone()]);
/// assert_eq!(residue(&square, &none, 1), residue(&product, &none, 1));
/// assert_ne!(residue(&square, &none, 1), residue(&x, &none, 1));
/// ```
pub fn residue(expr: &Expr, assumptions: &Assumptions, seed: u64) -> Option<Residue> {
    let mut point = Point {
        assumptions,
        fixed: assumptions.fixed(),
        seed,
        known: BTreeMap::new(),
        open: Vec::new(),
    };
    point.value(expr)
}

/// The value of a formula modulo 2^61 − 1 at the point that belongs to a seed, where every name
/// stands for itself: the [`residue`] of its expression under no assumptions.
///
/// ```
/// use longhand::poly::residue_of;
/// use longhand::syntax::PlainText;
///
/// let value = |text| residue_of(&PlainText::read(text).unwrap(), 1);
/// assert_eq!(value("(a+b)*(a-b)"), value("a^2 - b^2"));
/// assert_ne!(value("(a+b)*(a-b)"), value("a^2 + b^2"));
/// ```
pub fn residue_of(formula: &impl Formula, seed: u64) -> Option<Residue> {
    formula.tell(&mut Told(seed))
}

/// A point, and the values of names at it.
struct Point<'a> {
    assumptions: &'a Assumptions,
    fixed: Bindings,
    seed: u64,
    known: BTreeMap<Symbol, Option<Residue>>,
    /// Names whose definitions are being evaluated.
    open: Vec<Symbol>,
}

impl Point<'_> {
    fn value(&mut self, expr: &Expr) -> Option<Residue> {
        deep_at(expr.depth(), || match expr.kind() {
            ExprKind::Number(literal) => Residue::from_rational(literal.value()),
            ExprKind::Symbol(symbol) => self.symbol(symbol),
            ExprKind::Sum(terms) => {
                let mut total = Residue::ZERO;
                for term in terms {
                    total += self.value(term)?;
                }
                Some(total)
            }
            ExprKind::Product(factors) => {
                let mut product = Residue::ONE;
                for factor in factors {
                    product *= self.value(factor)?;
                }
                Some(product)
            }
            ExprKind::Neg(operand) => Some(-self.value(operand)?),
            ExprKind::Quotient(a, b) => Some(self.value(a)? * self.value(b)?.inverse()?),
            ExprKind::Power(base, exponent) => {
                let exponent = integer(exponent)?;
                raise(self.value(base)?, &exponent)
            }
            _ => None,
        })
    }

    fn symbol(&mut self, symbol: &Symbol) -> Option<Residue> {
        if let Some(value) = self.known.get(symbol) {
            return *value;
        }
        if self.open.contains(symbol) {
            return None;
        }
        let fixed = self.fixed.get(symbol);
        let meaning = fixed.or_else(|| self.assumptions.definitions.get(symbol));
        let value = match meaning.cloned() {
            Some(meaning) => {
                self.open.push(symbol.clone());
                let value = self.value(&meaning);
                self.open.pop();
                value
            }
            None => match self.assumptions.domains.get(symbol) {
                Some(Domain::Boolean | Domain::Text | Domain::List) => None,
                _ => Some(coordinate(symbol.name(), self.seed)),
            },
        };
        self.known.insert(symbol.clone(), value);
        value
    }
}

/// The value of a symbol at the point of a seed.
pub(super) fn coordinate(name: &str, seed: u64) -> Residue {
    let mut state = mixed(seed ^ 0x6A09_E667_F3BC_C908);
    for byte in name.bytes() {
        state = mixed(state ^ u64::from(byte));
    }
    Residue::new(state)
}

/// One step of the generator `SplitMix64`.
fn mixed(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn raise(base: Residue, exponent: &Integer) -> Option<Residue> {
    let base = if exponent.is_negative() {
        base.inverse()?
    } else {
        base
    };
    if base.is_zero() {
        let one = exponent.is_zero();
        return Some(if one { Residue::ONE } else { Residue::ZERO });
    }
    // Fermat: powers repeat after p − 1 steps.
    Some(base.pow(exponent.abs().modulo(Residue::MODULUS - 1)))
}

/// The value of an exponent made of integers; `None` where it is anything else or long.
fn integer(expr: &Expr) -> Option<Integer> {
    const LONGEST: u64 = 4_096;
    let value = deep(|| match expr.kind() {
        ExprKind::Number(literal) => literal.value().to_integer(),
        ExprKind::Neg(operand) => integer(operand).map(|value| -value),
        ExprKind::Sum(terms) => terms
            .iter()
            .try_fold(Integer::ZERO, |total, term| Some(total + integer(term)?)),
        ExprKind::Product(factors) => factors.iter().try_fold(Integer::ONE, |product, factor| {
            let factor = integer(factor)?;
            (product.bits() + factor.bits() <= LONGEST).then(|| product * factor)
        }),
        ExprKind::Power(base, exponent) => {
            let (base, exponent) = (integer(base)?, integer(exponent)?.to_u32()?);
            (base.pow_bits(u64::from(exponent)) <= LONGEST).then(|| base.pow(exponent))
        }
        _ => None,
    })?;
    (value.bits() <= LONGEST).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::poly::testing::read;

    fn value(text: &str) -> Option<Residue> {
        residue(&read(text), &Assumptions::none(), 7)
    }

    #[test]
    fn identities_keep_their_value() {
        let table = [
            ("(a+b)^2", "a^2+2*a*b+b^2"),
            ("(a^3-b^3)/(a-b)", "a^2+a*b+b^2"),
            ("a^-2", "1/(a*a)"),
            ("1/3+1/6", "1/2"),
            ("a^(2^5)", "a^32"),
            ("0^0", "1"),
            // 2^(2^61 − 2) is 1 by Fermat, whatever the exponent's size.
            ("2^(2^61-2)", "1"),
        ];
        for (a, b) in table {
            assert!(value(a).is_some(), "{a}");
            assert_eq!(value(a), value(b), "{a} = {b}");
        }
    }

    #[test]
    fn different_functions_differ() {
        for (a, b) in [
            ("a", "b"),
            ("a+1", "a"),
            ("(a+b)^2", "a^2+b^2"),
            ("a/b", "b/a"),
        ] {
            assert_ne!(value(a), value(b), "{a} against {b}");
        }
    }

    #[test]
    fn says_nothing_where_it_cannot_know() {
        for text in [
            "sqrt(a)", "2^a", "[a=1]", "1/(a-a)", "a^(1/2)", "floor(a)", "0^-1",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn definitions_are_used_and_cycles_end() {
        let mut assumptions = Assumptions::none();
        assumptions.definitions.insert("d", read("h/n"));
        assumptions.definitions.insert("p", read("q+1"));
        assumptions.definitions.insert("q", read("p"));
        let value = |text: &str| residue(&read(text), &assumptions, 3);
        assert_eq!(value("n*d"), value("h"));
        assert_eq!(value("p"), None);
    }
}
