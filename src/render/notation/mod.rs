//! Expressions as text, one file a notation. Nothing is changed on the way: brackets stand
//! exactly where the tree needs them.

mod level;
mod plain;
mod predicate;

pub use plain::plain;
