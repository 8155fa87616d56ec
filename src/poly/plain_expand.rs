//! Formulas told part by part, multiplied out as they are told.

use super::layout::Layout;
use super::plain_terms::{Gathered, Monomial, Order, Small, VARIABLES, collected, number};
use crate::expr::{Formula, Literal, Meaning};

/// The most products of two terms.
const PRODUCTS: usize = 4_096;

/// The largest exponent.
const EXPONENT: u64 = 64;

/// What symbols there are and how high the degree can get.
pub(super) struct Survey<'f, F> {
    pub(super) names: Vec<&'f str>,
    /// Whether a name stands for itself.
    means_itself: F,
}

impl<F: Fn(&str) -> bool> Survey<'_, F> {
    pub(super) fn new(means_itself: F) -> Self {
        Self {
            names: Vec::with_capacity(VARIABLES),
            means_itself,
        }
    }
}

impl<'f, F: Fn(&str) -> bool> Meaning<'f> for Survey<'f, F> {
    type Value = u64;
    type Sum = u64;
    type Product = u64;

    fn integer(&mut self, _: u64) -> Option<u64> {
        Some(0)
    }

    fn number(&mut self, _: &Literal) -> Option<u64> {
        Some(0)
    }

    fn symbol(&mut self, name: &'f str) -> Option<u64> {
        if !self.names.contains(&name) {
            if !(self.means_itself)(name) || self.names.len() == VARIABLES {
                return None;
            }
            self.names.push(name);
        }
        Some(1)
    }

    fn negative(&mut self, degree: u64) -> Option<u64> {
        Some(degree)
    }

    fn sum(&mut self, first: u64) -> Option<u64> {
        Some(first)
    }

    fn add(&mut self, most: &mut u64, term: u64, _: bool) -> Option<()> {
        *most = term.max(*most);
        Some(())
    }

    fn total(&mut self, most: u64) -> Option<u64> {
        Some(most)
    }

    fn product(&mut self, first: u64) -> Option<u64> {
        Some(first)
    }

    fn times(&mut self, degree: &mut u64, factor: u64) -> Option<()> {
        *degree = degree.checked_add(factor)?;
        Some(())
    }

    fn over(&mut self, _: &mut u64, divisor: u64) -> Option<()> {
        (divisor == 0).then_some(())
    }

    fn whole(&mut self, degree: u64) -> Option<u64> {
        Some(degree)
    }

    fn raise(&mut self, base: u64, exponent: u64) -> Option<u64> {
        let fits = (1..=EXPONENT).contains(&exponent);
        fits.then(|| base.checked_mul(exponent)).flatten()
    }

    fn power(&mut self, _: u64, _: u64) -> Option<u64> {
        None
    }
}

/// Multiplies out.
pub(super) struct Expander<'f, 'n> {
    names: &'n [&'f str],
    keys: [u64; VARIABLES],
    /// Products of terms that may still be made.
    left: usize,
}

impl<'f, 'n> Expander<'f, 'n> {
    pub(super) fn new(names: &'n [&'f str], layout: &Layout) -> Self {
        let mut keys = [0; VARIABLES];
        for (variable, key) in keys.iter_mut().enumerate().take(names.len()) {
            layout.put_power(std::slice::from_mut(key), variable, 1);
        }
        Self {
            names,
            keys,
            left: PRODUCTS,
        }
    }

    /// The sum of formulas, each with its sign.
    pub(super) fn signed<F: Formula>(&mut self, parts: &[(&'f F, i128)]) -> Option<Small> {
        let mut total = Gathered::new(parts.len());
        for (formula, sign) in parts {
            let part = formula.tell(self)?;
            total.add(&part, *sign)?;
        }
        total.collected()
    }

    /// The terms of the left one in the outer loop.
    fn multiplied(&mut self, left: Small, right: Small) -> Option<Small> {
        let below = left.below().checked_mul(right.below())?;
        Some(match (left, right) {
            (Small::One(a, _), Small::One(b, _)) => Small::One(a.times(&b)?, below),
            (Small::Sum(mut terms, _), Small::One(b, _)) => {
                for term in &mut terms {
                    *term = term.times(&b)?;
                }
                Small::Sum(terms, below)
            }
            (Small::One(a, _), Small::Sum(mut terms, _)) => {
                for term in &mut terms {
                    *term = a.times(term)?;
                }
                Small::Sum(terms, below)
            }
            (Small::Sum(left, _), Small::Sum(right, _)) => self.of_sums(&left, &right, below)?,
        })
    }

    fn of_sums(&mut self, left: &[Monomial], right: &[Monomial], below: i128) -> Option<Small> {
        self.left = self.left.checked_sub(left.len() * right.len())?;
        let mut terms = Vec::with_capacity(left.len() * right.len());
        for a in left {
            for b in right {
                terms.push(a.times(b)?);
            }
        }
        Some(Small::Sum(collected(terms)?, below))
    }
}

impl<'f> Meaning<'f> for Expander<'f, '_> {
    type Value = Small;
    type Sum = Gathered;
    type Product = Small;

    fn integer(&mut self, value: u64) -> Option<Small> {
        Some(Small::One(Monomial::number(value.into()), 1))
    }

    fn number(&mut self, literal: &Literal) -> Option<Small> {
        number(literal.value())
    }

    fn symbol(&mut self, name: &'f str) -> Option<Small> {
        let variable = self.names.iter().position(|known| *known == name)?;
        let monomial = Monomial {
            key: *self.keys.get(variable)?,
            order: Order::of(variable),
            above: 1,
        };
        Some(Small::One(monomial, 1))
    }

    fn negative(&mut self, value: Small) -> Option<Small> {
        value.negated()
    }

    fn sum(&mut self, first: Small) -> Option<Gathered> {
        Some(Gathered::from(first))
    }

    fn add(&mut self, sum: &mut Gathered, term: Small, is_negative: bool) -> Option<()> {
        sum.add(&term, if is_negative { -1 } else { 1 })
    }

    fn total(&mut self, sum: Gathered) -> Option<Small> {
        sum.collected()
    }

    fn product(&mut self, first: Small) -> Option<Small> {
        Some(first)
    }

    fn times(&mut self, product: &mut Small, factor: Small) -> Option<()> {
        if let (Small::One(a, above), Small::One(b, below)) = (&mut *product, &factor) {
            *a = a.times(b)?;
            *above = above.checked_mul(*below)?;
            return Some(());
        }
        let first = std::mem::replace(product, Small::One(Monomial::number(1), 1));
        *product = self.multiplied(first, factor)?;
        Some(())
    }

    fn over(&mut self, product: &mut Small, divisor: Small) -> Option<()> {
        self.times(product, divisor.inverse()?)
    }

    fn whole(&mut self, product: Small) -> Option<Small> {
        Some(product)
    }

    fn raise(&mut self, base: Small, exponent: u64) -> Option<Small> {
        let exponent = u32::try_from(exponent).ok()?;
        match base {
            Small::One(monomial, below) => {
                let power = Monomial {
                    key: monomial.key.checked_mul(exponent.into())?,
                    order: monomial.order,
                    above: monomial.above.checked_pow(exponent)?,
                };
                Some(Small::One(power, below.checked_pow(exponent)?))
            }
            Small::Sum(base, first) => {
                let mut power = Small::Sum(base.clone(), first);
                for _ in 1..exponent {
                    let below = power.below().checked_mul(first)?;
                    power = self.of_sums(power.terms(), &base, below)?;
                }
                Some(power)
            }
        }
    }

    fn power(&mut self, _: Small, _: Small) -> Option<Small> {
        None
    }
}
