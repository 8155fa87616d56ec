//! What each layer adds to a number: the number with that many layers, less the number with one fewer.
//!
//! So a formula file need not say what stands in a layer: `L * block`, a sum over layers, `min(first, L)`
//! dense layers are all read alike, and the layers and what is outside of them add up to the whole by
//! construction. A sum over layers gives each the term of its number, as it is with all of them there; where a
//! formula does not say which layer has what, no layers are told.

mod ask;
mod below;
mod find;
mod groups;
mod running;
mod symbols;
mod told;
mod untold;

pub use groups::{LayerGroup, Layers, Shares, Stack};
pub use untold::Untold;

#[cfg(test)]
mod tests;
