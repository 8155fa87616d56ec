//! One operation in the rows of a block, all operands of one width.

use super::lane::Lane;
use super::program::Operation;
use crate::number::Rational;

/// The rows of an operand.
pub(super) enum Rows<'a, T> {
    Each(&'a [T]),
    Same(&'a T),
}

impl<T> Clone for Rows<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Rows<'_, T> {}

impl<'a, T: Lane> Rows<'a, T> {
    pub(super) fn get(&self, row: usize) -> Option<&'a T> {
        match self {
            Self::Each(values) => values.get(row),
            Self::Same(value) => Some(value),
        }
    }
}

/// Any operation, row by row.
pub(super) fn operate<T: Lane>(
    operation: Operation,
    target: &mut [T],
    [a, b, c]: [Rows<'_, T>; 3],
) {
    match operation {
        Operation::Add => zip(target, a, b, T::add),
        Operation::Subtract => zip(target, a, b, T::subtract),
        Operation::Multiply => zip(target, a, b, T::multiply),
        Operation::MultiplyAdd => {
            zip_three(target, a, b, c, |a, b, c| a.multiply(b).add(c));
        }
        Operation::FloorDivide => zip(target, a, b, |a, b| a.divide(b).0),
        Operation::Modulo => zip(target, a, b, |a, b| a.divide(b).1),
        Operation::Minimum => zip(target, a, b, |a, b| lesser(a, b).clone()),
        Operation::Maximum => zip(target, a, b, |a, b| lesser_or_other(b, a).clone()),
        Operation::Compare(comparison) => zip(target, a, b, |a, b| {
            T::truth(comparison.holds_for(a.compare(b)))
        }),
        Operation::Select => zip_three(target, a, b, c, |a, b, c| {
            if a.is_zero() { c.clone() } else { b.clone() }
        }),
    }
}

/// A result as whole numbers where it comes to them in every row, else nothing.
pub(super) fn divided<T: Lane>(
    numerators: Rows<'_, T>,
    denominators: Rows<'_, T>,
    rows: usize,
) -> Option<Vec<T>> {
    let mut whole = Vec::with_capacity(rows);
    for row in 0..rows {
        let (quotient, rest) = numerators.get(row)?.divide(denominators.get(row)?);
        if !rest.is_zero() {
            return None;
        }
        whole.push(quotient);
    }
    Some(whole)
}

/// A result as quotients; one by 0 is 0, and its guard says that it does not stand.
pub(super) fn rationals<T: Lane>(
    numerators: Rows<'_, T>,
    denominators: Rows<'_, T>,
    rows: usize,
) -> Vec<Rational> {
    let each = (0..rows).filter_map(|row| numerators.get(row).zip(denominators.get(row)));
    each.map(|(n, d)| Rational::new(n.to_integer(), d.to_integer()).unwrap_or_default())
        .collect()
}

fn lesser<'a, T: Lane>(a: &'a T, b: &'a T) -> &'a T {
    if a.compare(b).is_le() { a } else { b }
}

/// The one of the two that [`lesser`] does not give.
fn lesser_or_other<'a, T: Lane>(a: &'a T, b: &'a T) -> &'a T {
    if a.compare(b).is_le() { b } else { a }
}

#[inline]
fn zip<T: Lane>(target: &mut [T], a: Rows<'_, T>, b: Rows<'_, T>, f: impl Fn(&T, &T) -> T) {
    match (a, b) {
        (Rows::Each(a), Rows::Each(b)) => {
            for ((target, a), b) in target.iter_mut().zip(a).zip(b) {
                *target = f(a, b);
            }
        }
        (Rows::Each(a), Rows::Same(b)) => {
            for (target, a) in target.iter_mut().zip(a) {
                *target = f(a, b);
            }
        }
        (Rows::Same(a), Rows::Each(b)) => {
            for (target, b) in target.iter_mut().zip(b) {
                *target = f(a, b);
            }
        }
        (Rows::Same(a), Rows::Same(b)) => target.fill(f(a, b)),
    }
}

#[inline]
fn zip_three<T: Lane>(
    target: &mut [T],
    a: Rows<'_, T>,
    b: Rows<'_, T>,
    c: Rows<'_, T>,
    f: impl Fn(&T, &T, &T) -> T,
) {
    match (a, b, c) {
        (Rows::Each(a), Rows::Each(b), Rows::Each(c)) => {
            for (((target, a), b), c) in target.iter_mut().zip(a).zip(b).zip(c) {
                *target = f(a, b, c);
            }
        }
        (Rows::Same(a), Rows::Each(b), Rows::Each(c)) => {
            for ((target, b), c) in target.iter_mut().zip(b).zip(c) {
                *target = f(a, b, c);
            }
        }
        (Rows::Each(a), Rows::Same(b), Rows::Each(c)) => {
            for ((target, a), c) in target.iter_mut().zip(a).zip(c) {
                *target = f(a, b, c);
            }
        }
        (Rows::Each(a), Rows::Each(b), Rows::Same(c)) => {
            for ((target, a), b) in target.iter_mut().zip(a).zip(b) {
                *target = f(a, b, c);
            }
        }
        (a, b, c) => {
            for (row, target) in target.iter_mut().enumerate() {
                if let (Some(a), Some(b), Some(c)) = (a.get(row), b.get(row), c.get(row)) {
                    *target = f(a, b, c);
                }
            }
        }
    }
}
