//! Sums and products of columns of different widths, in the width that holds their values.

use super::program::Operation;
use super::wide::Wide;

/// What a step reads in the rows of a block.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'a> {
    Words(&'a [i64]),
    /// Words of which each lies from 0 to 2³² − 1: their products are one multiplication of
    /// 32 bits, of which two are made at once.
    Halves(&'a [i64]),
    Doubles(&'a [i128]),
    Quadruples(&'a [Wide]),
    /// The same word in every row.
    Same(i64),
}

impl Source<'_> {
    /// The same rows, read as any others.
    pub(super) fn whole(self) -> Self {
        match self {
            Self::Halves(values) => Self::Words(values),
            source => source,
        }
    }
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
    fn iter(self) -> impl Iterator<Item = Self::Item>;
}

#[derive(Clone, Copy)]
struct Each<'a, T>(&'a [T]);

#[derive(Clone, Copy)]
struct Halves<'a>(&'a [i64]);

#[derive(Clone, Copy)]
struct Same(i64);

/// A word from 0 to 2³² − 1.
#[derive(Clone, Copy)]
struct Half(u64);

/// The bits that such a word may have.
const HALF: i64 = 0xFFFF_FFFF;

impl<T: Copy> Rows for Each<'_, T> {
    type Item = T;

    #[inline]
    fn iter(self) -> impl Iterator<Item = T> {
        self.0.iter().copied()
    }
}

impl Rows for Halves<'_> {
    type Item = Half;

    /// The mask takes nothing away, but tells the compiler what the bounds have shown.
    #[inline]
    fn iter(self) -> impl Iterator<Item = Half> {
        self.0
            .iter()
            .map(|word| Half((word & HALF).cast_unsigned()))
    }
}

impl Rows for Same {
    type Item = i64;

    #[inline]
    fn iter(self) -> impl Iterator<Item = i64> {
        std::iter::repeat(self.0)
    }
}

#[inline]
fn each<T, A: Rows, B: Rows>(target: &mut [T], a: A, b: B, value: impl Fn(A::Item, B::Item) -> T) {
    for ((target, a), b) in target.iter_mut().zip(a.iter()).zip(b.iter()) {
        *target = value(a, b);
    }
}

/// Runs a body with the rows of a source, for each kind of source that a width can read.
macro_rules! with {
    ([$($kind:ident as $each:ident)*], $source:expr, $length:expr, $rows:ident => $body:expr) => {
        match $source {
            Source::Same(value) => {
                let $rows = Same(value);
                $body
            }
            $(Source::$kind(values) => {
                // As long as the target, so that the loop needs no check.
                let $rows = $each(values.get(..$length)?);
                $body
            })*
            #[allow(unreachable_patterns, reason = "the widest width can read all of them")]
            _ => return None,
        }
    };
}

macro_rules! ring {
    ($type:ty, $kinds:tt, $factors:tt, $factor:path, $plus:path, $minus:path) => {
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
                operands: [Source<'_>; 3],
            ) -> Option<()> {
                let length = target.len();
                let [a, b, c] = operands.map(Source::whole);
                match operation {
                    Operation::Add => with!($kinds, a, length, a => with!($kinds, b, length, b => {
                        each(target, a, b, |a, b| Self::from(a).plus(b.into()));
                    })),
                    Operation::Subtract => {
                        with!($kinds, a, length, a => with!($kinds, b, length, b => {
                            each(target, a, b, |a, b| Self::from(a).minus(b.into()));
                        }));
                    }
                    Operation::Multiply => {
                        let [a, b, _] = operands.map($factor);
                        with!($factors, a, length, a => with!($factors, b, length, b => {
                            each(target, a, b, |a, b| a.times(b));
                        }));
                    }
                    Operation::MultiplyAdd => {
                        let [a, b, _] = operands.map($factor);
                        with!($factors, a, length, a => with!($factors, b, length, b => {
                            with!($kinds, c, length, c => {
                                let rows = target.iter_mut().zip(a.iter()).zip(b.iter());
                                for (((target, a), b), c) in rows.zip(c.iter()) {
                                    let product: Self = a.times(b);
                                    *target = product.plus(c.into());
                                }
                            });
                        }));
                    }
                    _ => return None,
                }
                Some(())
            }
        }
    };
}

ring!(
    i64,
    [Words as Each],
    [Words as Each Halves as Halves],
    std::convert::identity,
    i64::wrapping_add,
    i64::wrapping_sub
);
ring!(
    i128,
    [Words as Each Doubles as Each],
    [Words as Each Doubles as Each],
    Source::whole,
    i128::wrapping_add,
    i128::wrapping_sub
);
ring!(
    Wide,
    [Words as Each Doubles as Each Quadruples as Each],
    [Words as Each Doubles as Each Quadruples as Each],
    Source::whole,
    Wide::add,
    Wide::subtract
);

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
    Half, Half => i64: |a, b| a.0.wrapping_mul(b.0).cast_signed();
    Half, i64 => i64: |a, b| a.0.cast_signed().wrapping_mul(b);
    i64, Half => i64: |a, b| a.wrapping_mul(b.0.cast_signed());
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
