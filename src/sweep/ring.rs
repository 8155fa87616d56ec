//! Sums and products of columns of different widths, in the width that holds their values.

use super::program::Operation;
use super::wide::Wide;

/// What a step reads in the rows of a block.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'a> {
    Words(&'a [i64]),
    Doubles(&'a [i128]),
    Quadruples(&'a [Wide]),
    /// The same word in every row.
    Same(i64),
}

/// A fixed width of integer whose sums wrap.
pub(super) trait Ring: Copy + Default {
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;

    /// `Add`, `Subtract`, `Multiply` or `MultiplyAdd` of what is at most as wide as this, row by
    /// row; `None` where an operand is wider, since a plan never narrows, or has fewer rows.
    fn apply(operation: Operation, target: &mut [Self], operands: [Source<'_>; 3]) -> Option<()>;
}

/// A product in a width that holds it.
trait Times<B, T> {
    fn times(self, other: B) -> T;
}

/// The rows of one operand.
trait Rows: Copy {
    type Item: Copy;
    fn at(self, row: usize) -> Self::Item;
}

#[derive(Clone, Copy)]
struct Each<'a, T>(&'a [T]);

#[derive(Clone, Copy)]
struct Same(i64);

impl<T: Copy + Default> Rows for Each<'_, T> {
    type Item = T;

    #[inline]
    fn at(self, row: usize) -> T {
        self.0.get(row).copied().unwrap_or_default()
    }
}

impl Rows for Same {
    type Item = i64;

    #[inline]
    fn at(self, _: usize) -> i64 {
        self.0
    }
}

#[inline]
fn each<T>(target: &mut [T], value: impl Fn(usize) -> T) {
    for (row, target) in target.iter_mut().enumerate() {
        *target = value(row);
    }
}

/// Runs a body with the rows of a source, for each kind of source that a width can read.
macro_rules! with {
    ([$($kind:ident)*], $source:expr, $length:expr, $rows:ident => $body:expr) => {
        match $source {
            Source::Same(value) => {
                let $rows = Same(value);
                $body
            }
            $(Source::$kind(values) => {
                // As long as the target, so that the loop needs no check.
                let $rows = Each(values.get(..$length)?);
                $body
            })*
            #[allow(unreachable_patterns, reason = "the widest width can read all of them")]
            _ => return None,
        }
    };
}

macro_rules! ring {
    ($type:ty, $kinds:tt, $plus:path, $minus:path) => {
        impl Ring for $type {
            #[inline]
            fn plus(self, other: Self) -> Self {
                $plus(self, other)
            }
            #[inline]
            fn minus(self, other: Self) -> Self {
                $minus(self, other)
            }

            fn apply(
                operation: Operation,
                target: &mut [Self],
                [a, b, c]: [Source<'_>; 3],
            ) -> Option<()> {
                let length = target.len();
                with!($kinds, a, length, a => with!($kinds, b, length, b => match operation {
                    Operation::Add => {
                        each(target, |row| Self::from(a.at(row)).plus(b.at(row).into()));
                    }
                    Operation::Subtract => {
                        each(target, |row| Self::from(a.at(row)).minus(b.at(row).into()));
                    }
                    Operation::Multiply => each(target, |row| a.at(row).times(b.at(row))),
                    Operation::MultiplyAdd => with!($kinds, c, length, c => {
                        each(target, |row| {
                            let product: Self = a.at(row).times(b.at(row));
                            product.plus(c.at(row).into())
                        });
                    }),
                    _ => return None,
                }));
                Some(())
            }
        }
    };
}

ring!(i64, [Words], i64::wrapping_add, i64::wrapping_sub);
ring!(i128, [Words Doubles], i128::wrapping_add, i128::wrapping_sub);
ring!(Wide, [Words Doubles Quadruples], Wide::add, Wide::subtract);

macro_rules! times {
    ($($a:ty, $b:ty => $t:ty: $product:expr;)*) => {
        $(impl Times<$b, $t> for $a {
            #[inline]
            fn times(self, other: $b) -> $t {
                let product: fn($a, $b) -> $t = $product;
                product(self, other)
            }
        })*
    };
}

times! {
    i64, i64 => i64: |a, b| a.wrapping_mul(b);
    i64, i64 => i128: |a, b| i128::from(a).wrapping_mul(i128::from(b));
    i64, i128 => i128: |a, b| i128::from(a).wrapping_mul(b);
    i128, i64 => i128: |a, b| a.wrapping_mul(i128::from(b));
    i128, i128 => i128: |a, b| a.wrapping_mul(b);
    i64, i64 => Wide: |a, b| Wide::from(i128::from(a).wrapping_mul(i128::from(b)));
    i64, i128 => Wide: |a, b| Wide::of_small_product(b, a);
    i128, i64 => Wide: |a, b| Wide::of_small_product(a, b);
    i128, i128 => Wide: |a, b| Wide::of_product(a, b);
    i64, Wide => Wide: |a, b| b.times_small(a);
    Wide, i64 => Wide: |a, b| a.times_small(b);
    i128, Wide => Wide: |a, b| Wide::from(a).multiply(b);
    Wide, i128 => Wide: |a, b| a.multiply(Wide::from(b));
    Wide, Wide => Wide: |a, b| a.multiply(b);
}
