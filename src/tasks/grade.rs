//! `check --against`: many documents graded against one reference.

use crate::check::{self, Grade, Options, Reference, Report};
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::document::{self, Reading};
use crate::expr::Symbol;
use crate::syntax;

/// Reads the reference: the result of a formula file.
///
/// # Errors
/// What is wrong with the file, and one that defines nothing.
pub fn reference(source: &Source, of: Option<&Symbol>) -> Result<Reference, Vec<Diagnostic>> {
    let file = syntax::parse_file(source)?;
    let defined = Reference::of(document::read(source), of);
    let solved = || of.is_none().then(|| Reference::of_solve(&file)).flatten();
    defined.or_else(solved).ok_or_else(|| {
        let message = match of {
            Some(name) => format!("`{}` does not define `{name}`", source.name()),
            None => format!("`{}` defines nothing to grade against", source.name()),
        };
        vec![Diagnostic::error(Code::USAGE, message)]
    })
}

/// Grades one document.
///
/// ```
/// use longhand::check::Options;
/// use longhand::diagnostic::Source;
/// use longhand::tasks::{grade, reference};
///
/// let file = Source::new("ref.lh", "param a\nparam b\ntotal = (a + b)^2\n");
/// let reference = reference(&file, None).unwrap();
/// let paper = Source::new("a.md", "$(a + b)^2 = a^2 + b^2 = a^2 + 2*a*b + b^2$\n");
/// let (report, grade) = grade(&paper, &reference, &Options::default());
/// assert!(grade.reached);
/// assert_eq!(report.document.spot(grade.first_wrong.unwrap().sign.start).line, 1);
/// ```
pub fn grade(source: &Source, reference: &Reference, options: &Options) -> (Report, Grade) {
    grade_as(source, &Reading::default(), reference, options)
}

/// The same, where it is said how to read the document.
pub fn grade_as(
    source: &Source,
    reading: &Reading,
    reference: &Reference,
    options: &Options,
) -> (Report, Grade) {
    let report = super::check_as(source, reading, options);
    let grade = check::grade(&report, reference, options);
    (report, grade)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_wrong_line_begins_with_is_not_reached() {
        let file = Source::new("ref.lh", "param L\nparam h\ntotal = 12*L*h^2\n");
        let reference = reference(&file, None).unwrap();
        let reached = |text: &str| {
            let paper = Source::new("paper.md", text);
            let (_, grade) = grade(&paper, &reference, &Options::default());
            grade.reached
        };
        assert!(reached("It is $L(8h^2+4h^2) = 12Lh^2$.\n"));
        assert!(!reached("It is $L(8h^2+4h^2) = 8Lh^2+4h^2$.\n"));
        assert!(reached(
            "It is $L(8h^2+4h^2) = 8Lh^2+4h^2$, no: $12Lh^2$.\n"
        ));
    }

    /// 2a · 2b = 4ab: neither the task nor a line in the middle is the answer; and x² = 4 has two solutions.
    #[test]
    fn the_last_line_counts() {
        let product = Source::new("ref.lh", "param a\nparam b\ntotal = 4*a*b\n");
        let equation = Source::new("ref.lh", "param x : real\nsolve x^2 = 4 for x\n");
        for (file, text, wanted) in [
            (&product, "$2a \\cdot 2b = 4ab$\n", true),
            (&product, "$2a \\cdot 2b$\n", false),
            (&product, "$2a \\cdot 2b = 4ab = 5ab$\n", false),
            (&product, "$2a \\cdot 2b = 5ab$\n", false),
            (&product, "$4ab$ is what we want. But I get $2ab$\n", false),
            (&equation, "$x^2 = 4$\n\n$x = 2$ or $x = -2$\n", true),
            (&equation, "$x^2 = 4$\n\n$x = \\pm 2$\n", true),
            (&equation, "$x^2 = 4$\n\n$x = 2$\n", false),
            (&equation, "$x^2 = 4$\n", false),
        ] {
            let reference = reference(file, None).unwrap();
            let paper = Source::new("paper.md", text);
            let (_, found) = grade(&paper, &reference, &Options::default());
            assert_eq!(found.reached, wanted, "{text}");
        }
    }
}
