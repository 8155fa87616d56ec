//! Formula files as data: what a file declares, in file order, checked as a whole.
//!
//! Nothing here changes an expression. A definition keeps what its author wrote, a case keeps
//! its values, and each statement keeps its place, so that whatever is found wrong later can be
//! shown where it stands.

mod about;
mod bind;
mod build;
pub mod bundled;
mod check;
#[cfg(test)]
mod check_tests;
mod compare;
mod config;
mod consistency;
mod count;
mod domain;
mod explain;
pub mod families;
mod gather;
mod graph;
mod held;
mod item;
mod itemised;
mod layers;
mod letters;
mod load;
#[cfg(test)]
mod load_tests;
mod misspelt;
#[expect(
    clippy::module_inception,
    reason = "the room is named after its one type"
)]
mod model;
mod named;
mod pattern;
mod place;
mod relevant;
mod sound;
#[cfg(test)]
mod tests;
mod told;
mod translated;
mod unmet;
mod valuation;

pub use crate::syntax::{Assumption, Chain, Link};
pub use bind::{BoundKey, FromConfig, Lack, OpenKey};
pub use check::{Checked, Subject};
pub use compare::{Change, Column, Comparison, Difference};
pub use config::{Config, Json, MAX_CONFIG_BYTES, Node};
pub use count::{Active, Bound, Count, Giver, NonEmbedding, PartCount};
pub use item::{
    Approximation, Assume, AuthorStep, Buffers, Case, Compare, Definition, Expect,
    FunctionDefinition, Item, Parameter, Part, Section, Show, Solve, Tensors,
};
pub use itemised::{Itemised, ItemisedRow, LeftOut};
pub use layers::{LayerGroup, Layers, Shares, Stack, Untold};
pub use letters::parameters;
pub use load::Resolver;
pub use model::Model;
pub use pattern::{Patterns, covers};
pub use place::Place;
pub use told::{Teller, Told, means_its_letter};
pub use translated::said;
pub use valuation::{Assigned, Origin, Valuation};
