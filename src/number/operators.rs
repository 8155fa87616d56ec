//! The forms of an operator (`a + b`, `&a + b`, `a += &b`, …) from two functions of a type: one
//! that builds a new value from two borrowed ones, and one that changes the left value in place.

macro_rules! operators {
    ($type:ty: $($op:ident $op_fn:ident $assign:ident $assign_fn:ident = $build:ident $change:ident;)+) => { $(
        impl std::ops::$op<&$type> for &$type {
            type Output = $type;
            #[inline]
            fn $op_fn(self, right: &$type) -> $type {
                self.$build(right)
            }
        }

        impl std::ops::$op<$type> for &$type {
            type Output = $type;
            #[inline]
            fn $op_fn(self, right: $type) -> $type {
                self.$build(&right)
            }
        }

        impl std::ops::$op<&$type> for $type {
            type Output = $type;
            #[inline]
            fn $op_fn(mut self, right: &$type) -> $type {
                self.$change(right);
                self
            }
        }

        impl std::ops::$op<$type> for $type {
            type Output = $type;
            #[inline]
            fn $op_fn(mut self, right: $type) -> $type {
                self.$change(&right);
                self
            }
        }

        impl std::ops::$assign<&$type> for $type {
            #[inline]
            fn $assign_fn(&mut self, right: &$type) {
                self.$change(right);
            }
        }

        impl std::ops::$assign<$type> for $type {
            #[inline]
            fn $assign_fn(&mut self, right: $type) {
                self.$change(&right);
            }
        }
    )+ };
}

macro_rules! sums_and_products {
    ($type:ty) => {
        impl std::iter::Sum for $type {
            fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
                terms.fold(Self::ZERO, |total, term| total + term)
            }
        }

        impl<'a> std::iter::Sum<&'a $type> for $type {
            fn sum<I: Iterator<Item = &'a Self>>(terms: I) -> Self {
                terms.fold(Self::ZERO, |total, term| total + term)
            }
        }

        impl std::iter::Product for $type {
            fn product<I: Iterator<Item = Self>>(factors: I) -> Self {
                factors.fold(Self::ONE, |total, factor| total * factor)
            }
        }

        impl<'a> std::iter::Product<&'a $type> for $type {
            fn product<I: Iterator<Item = &'a Self>>(factors: I) -> Self {
                factors.fold(Self::ONE, |total, factor| total * factor)
            }
        }
    };
}

pub(super) use {operators, sums_and_products};
