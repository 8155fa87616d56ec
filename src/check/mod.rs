//! What people wrote → which line is right, which is wrong, why, and what to write instead.
//!
//! The lines of a document are held against each other, never against steps of our own: this room
//! cannot see the rules. Two sides are compared (`sides`) in every reading that the text allows
//! (`readings`), the judge decides, and where it refutes, wrong rules are tried (`slips`) until one
//! explains the line exactly.

mod ahead;
mod arrows;
mod beside;
mod by_hand;
mod came_to;
mod chain;
mod choices;
mod circular;
mod compared;
mod conditions;
mod constants;
mod context;
mod counted;
mod cut_off;
mod cycles;
mod derivatives;
mod divided;
mod dots;
mod doubts;
mod equations;
mod equivalent;
mod expected;
mod explain;
mod first;
mod formula;
mod grade;
mod hidden;
mod implications;
mod implied;
mod large;
mod leading;
mod lines;
mod meanings;
mod mixed_prefixes;
mod moved;
mod naming;
mod one_unknown;
mod open;
mod pair;
mod percent;
mod plus_minus;
mod progress;
mod putting_in;
mod rates;
mod reach;
mod readings;
mod rearranged;
mod report;
mod roots_told;
mod roughly;
mod said_again;
mod said_units;
mod several;
mod sides;
#[cfg(test)]
mod sides_tests;
pub mod slips;
mod small;
mod solutions;
mod solving;
mod special;
mod split;
mod standing;
mod tables;
mod topics;
mod totals;
mod truths;
mod unit_marks;
mod univariate;
mod unjudged;
mod verified;
mod walk;
mod where_behind;

pub use compared::{Compared, Need, Verdict};
pub use grade::{Grade, Reference, grade};
pub use hidden::{Misuse, MisusedAt, SUPPRESSIBLE};
pub use pair::Options;
pub use report::{
    Blame, Flaw, Given, GivenKind, Judged, Replacement, Report, Suggestion, Summary, Undecidable,
    Used,
};
pub use sides::{Under, compare};
pub use walk::check;
