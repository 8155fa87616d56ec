//! Values worked by hand, published constants, limits and laws.

mod constants;
mod errors;
mod exact;
mod laws;
mod quantities;
mod written;
