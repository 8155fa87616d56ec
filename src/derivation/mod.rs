//! Derivations: lines joined by justified steps, and their trial by the judge.
//!
//! A rule of [`crate::rules`] hands over a [`Rewrite`]; only [`Builder::apply`] turns rewrites
//! into a [`Step`], so every step has real endpoints and steps always chain. A finished
//! [`Derivation`] is judged by [`Derivation::judge`], step by step and substep by substep, by code
//! that has never seen a rule; what is rendered is a [`Judged`] derivation and nothing else.

mod builder;
mod judged;
mod place;
mod rewrite;
mod step;
mod view;

pub use builder::{Builder, Limit, StepLimit};
pub use judged::{Fault, Judged, StepVerdict};
pub use rewrite::{Fact, Facts, Rewrite};
pub(crate) use step::reads_alike;
pub use step::{Change, Derivation, RuleId, Site, Step};
pub use view::{Detail, Line, Lines};
