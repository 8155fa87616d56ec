//! `check`: what people wrote, judged line by line.

use crate::check::{self, Options, Report};
use crate::diagnostic::Source;
use crate::document;

/// Judges every relation in a document; its kind (Markdown, LaTeX, a notebook, plain text) is told
/// by its name.
///
/// ```
/// use longhand::check::{Options, Verdict};
/// use longhand::diagnostic::Source;
/// use longhand::render;
/// use longhand::tasks::check;
///
/// let source = Source::new("a.md", "$L(a + b) = La + b$\n");
/// let report = check(&source, &Options::default());
/// assert_eq!(report.claims[0].verdict, Verdict::Fails);
/// let words = render::check::said(&report.claims[0], &report);
/// assert!(words.slip.unwrap().starts_with("a factor was not given to every term"));
/// ```
pub fn check(source: &Source, options: &Options) -> Report {
    check::check(document::read(source), options)
}
