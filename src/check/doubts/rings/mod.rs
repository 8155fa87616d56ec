//! Lines that integers refute and that hold in the arithmetic their text names: remainders, digits to another base,
//! numbers of so many bits, truth values.

mod named;
mod near;
mod within;

pub(in crate::check) use self::named::Named;
pub(super) use self::near::DOUBTS;
