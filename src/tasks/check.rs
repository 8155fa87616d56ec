//! `check`: what people wrote, judged line by line.

use crate::check::{self, Options, Report};
use crate::diagnostic::Source;
use crate::document::{self, Reading};

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

/// The same, where it is said how to read the document.
///
/// ```
/// use longhand::check::Options;
/// use longhand::diagnostic::Source;
/// use longhand::document::Reading;
/// use longhand::tasks::check_as;
///
/// let reading = Reading::default().with_macro("dm", r"d_{\text{model}}");
/// let source = Source::new("a.md", r"$2 \dm + \dm = 3 \dm$");
/// let report = check_as(&source, &reading, &Options::default());
/// assert!(report.claims[0].verdict.holds());
/// ```
pub fn check_as(source: &Source, reading: &Reading, options: &Options) -> Report {
    check::check(document::read_as(source, reading), options)
}
