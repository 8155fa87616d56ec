//! Pages of worked derivations, in Markdown, text, LaTeX and JSON.
//!
//! What a page shows is data of [`crate::derive`]; its sentences and structure stand in
//! `templates/`, one folder a language. Here that data is brought into the notation of the page:
//! formulas arrive in templates as finished strings, numbers both exact and as people read them.
//!
//! A template of one's own sees what the JSON form shows: `title` and `blocks`, each with its
//! `kind`. The filter `math` puts a formula into a sentence, `display` shows one on its own lines
//! (`block.display` is a whole chain), and `table(rows, align="lrr")` makes a table of a list of
//! rows. Everything else that is printed is escaped for the form of the page. Templates read no
//! files, and what they may cost grows with the length of the page.

mod answer;
mod approximation;
mod block;
mod builtin;
mod cases;
mod chain;
mod derivative;
mod doubt;
mod engine;
mod equations;
mod escape;
mod facts;
mod fit;
mod judged;
mod layout;
mod limit;
mod lines;
mod number;
mod options;
#[expect(
    clippy::module_inception,
    reason = "the room is named after what it makes"
)]
mod page;
mod question;
mod signs;
mod solution;
mod table;
#[cfg(test)]
mod tests;
mod words;
mod writer;

pub use answer::{ApproximationAnswer, approximation};
pub use builtin::{LANGUAGES, known_language};
pub(super) use derivative::derivative_steps_json;
pub use derivative::{DerivativeAnswer, worked_derivatives};
pub use judged::{JudgedAnswer, judged};
pub use options::{PageFormat, PageOptions};
pub(crate) use page::derivation_json;
pub use page::{derivation, page};
pub(super) use solution::lines_json;
pub use solution::{solution, system_solution};
pub(super) use table::{Align, table};
