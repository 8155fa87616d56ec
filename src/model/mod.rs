//! Formula files as data: what a file declares, in file order, checked as a whole.
//!
//! Nothing here changes an expression. A definition keeps what its author wrote, a case keeps
//! its values, and each statement keeps its place, so that whatever is found wrong later can be
//! shown where it stands.

mod item;
#[expect(
    clippy::module_inception,
    reason = "the room is named after its one type"
)]
mod model;
mod place;

pub use item::{
    Approximation, Assume, Assumption, AuthorStep, Case, Chain, Compare, Definition, Expect,
    FunctionDefinition, Item, Link, Parameter, Part, Section, Show, Solve,
};
pub use model::Model;
pub use place::Place;
