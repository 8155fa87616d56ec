//! longhand writes a formula out in full: the exact number, the honest approximation, and the
//! derivation that proves both.

pub mod number;
