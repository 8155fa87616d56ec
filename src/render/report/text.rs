//! Diagnostics for people: the message, the source line with the place marked, the ways out.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpts};
use super::place::{Places, boundary};
use crate::diagnostic::{Diagnostic, Label, Severity, Source};
use crate::render::tame;

/// The diagnostics one below the other, each ended by a line end, with colours if asked for.
///
/// ```
/// use longhand::diagnostic::{Code, Diagnostic, Source, Span};
/// use longhand::render::report;
///
/// let source = Source::new("<expression>", "12*L*h^2 + * 4");
/// let error = Diagnostic::error(Code::UNEXPECTED, "an operand is missing")
///     .at(&source, Span::new(11, 12), "expected a number, a name or a bracket")
///     .hint("take one of the two signs away");
/// let text = report::text(&[error], false);
/// assert!(text.starts_with("error[syntax/unexpected]: an operand is missing\n"));
/// assert!(text.contains("<expression>:1:12"));
/// ```
pub fn text(diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color {
        Renderer::styled().hyperlink(false)
    } else {
        Renderer::plain()
    };
    let mut places = Places::default();
    let mut text = String::new();
    for diagnostic in diagnostics {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&draw(diagnostic, &renderer, &mut places));
        text.push('\n');
    }
    text
}

fn draw(diagnostic: &Diagnostic, renderer: &Renderer, places: &mut Places) -> String {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level
        .primary_title(tame(&diagnostic.message))
        .id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    let mut true_places = Vec::new();
    for (source, labels) in by_source(&diagnostic.labels) {
        let lines = places.lines(source);
        for excerpt in excerpts(&labels, &lines) {
            let mut path = source.name().to_owned();
            if let (true, Some((_, label))) = (excerpt.is_cut, excerpt.marks.first()) {
                let start = lines.position(boundary(source.text(), label.span.start));
                path = format!("{path}:{}:{}", start.line, start.column);
                true_places.push(path.clone());
            }
            let primary = diagnostic.labels.first();
            group = group.element(snippet(excerpt, primary).path(path));
        }
    }
    let hints = diagnostic.hints.iter();
    let group = group.elements(hints.map(|hint| Level::HELP.message(tame(hint))));
    let text = renderer.render(&[group]);
    true_places
        .iter()
        .fold(text, |text, place| without_column(&text, place))
}

/// The column that is counted in a cut line is not the column in the source, which stands before
/// it in the path.
fn without_column(text: &str, place: &str) -> String {
    let Some((before, behind)) = text.split_once(&format!("{place}:")) else {
        return text.to_owned();
    };
    let rest = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    format!("{before}{place}{rest}")
}

/// The labels of each source, the sources in the order of their first label.
fn by_source(labels: &[Label]) -> Vec<(&Source, Vec<&Label>)> {
    let mut groups: Vec<(&Source, Vec<&Label>)> = Vec::new();
    for label in labels {
        match groups
            .iter_mut()
            .find(|(source, _)| **source == label.source)
        {
            Some((_, group)) => group.push(label),
            None => groups.push((&label.source, vec![label])),
        }
    }
    groups
}

fn snippet<'d>(
    excerpt: Excerpt<'d>,
    primary: Option<&'d Label>,
) -> Snippet<'d, annotate_snippets::Annotation<'d>> {
    let marks = excerpt.marks.into_iter().map(|(range, label)| {
        let is_primary = primary.is_some_and(|primary| std::ptr::eq(primary, label));
        let kind = if is_primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let message = (!label.message.is_empty()).then(|| tame(&label.message));
        kind.span(range).label(message)
    });
    Snippet::source(excerpt.text)
        .line_start(excerpt.first_line)
        .annotations(marks)
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::diagnostic::{Code, Diagnostic, Source, Span};

    fn draw(source: &str, spans: &[(usize, usize, &str)]) -> String {
        let source = Source::new("a.lh", source);
        let mut error = Diagnostic::error(Code::UNEXPECTED, "wrong").hint("write it so");
        for (start, end, message) in spans {
            error = error.at(&source, Span::new(*start, *end), *message);
        }
        text(&[error], false)
    }

    #[test]
    fn marks_the_place() {
        for (source, spans, drawn) in [
            (
                "a + * b",
                &[(4, 5, "here")][..],
                " --> a.lh:1:5\n  |\n1 | a + * b\n  |     ^ here\n",
            ),
            (
                "a +",
                &[(3, 3, "the end")],
                " --> a.lh:1:4\n  |\n1 | a +\n  |    ^ the end\n",
            ),
            (
                "",
                &[(0, 0, "empty")],
                " --> a.lh:1:1\n  |\n1 |\n  | ^ empty\n",
            ),
            ("a\n", &[(2, 2, "")], " --> a.lh:2:1\n  |\n2 |\n  | ^\n"),
            (
                "x = 1\r\ny = ?\r\n",
                &[(11, 12, "who knows")],
                " --> a.lh:2:5\n  |\n2 | y = ?\n  |     ^ who knows\n",
            ),
            (
                "\tx = 中文 + ?",
                &[(14, 15, "narrow"), (5, 11, "wide")],
                " --> a.lh:1:11\n  |\n1 |     x = 中文 + ?\n  |         ----   ^ narrow\n  |         |\n  |         wide\n",
            ),
            (
                "x = (1 +\n 2 +\n 3\ny = 4",
                &[(4, 17, "open")],
                " --> a.lh:1:5\n  |\n1 |   x = (1 +\n  |  _____^\n2 | |  2 +\n3 | |  3\n  | |__^ open\n",
            ),
            // Not a character's boundary, and beyond the end.
            (
                "x = é",
                &[(5, 99, "")],
                " --> a.lh:1:5\n  |\n1 | x = é\n  |     ^\n",
            ),
        ] {
            let title = "error[syntax/unexpected]: wrong\n";
            let hint = "  |\n  = help: write it so\n";
            assert_eq!(
                draw(source, spans),
                format!("{title}{drawn}{hint}"),
                "{source:?}"
            );
        }
    }

    #[test]
    fn a_million_characters_show_those_around_the_place() {
        let source = format!("{} + ? + {}", "a".repeat(500_000), "b*".repeat(250_000));
        let drawn = draw(&source, &[(500_003, 500_004, "here"), (3, 4, "first")]);
        assert!(drawn.contains(" --> a.lh:1:500004\n"), "{drawn}");
        assert!(drawn.contains(" ::: a.lh:1:4\n"), "{drawn}");
        assert!(
            drawn.contains("1 | …aaa") && drawn.contains("^ here"),
            "{drawn}"
        );
        assert!(drawn.len() < 1500, "{drawn}");
        let all = draw(&"1+".repeat(500_000), &[(0, 1_000_000, "all")]);
        assert!(
            all.contains(" --> a.lh:1:1\n") && all.contains("^ all"),
            "{all}"
        );
    }

    #[test]
    fn several_sources_and_no_place() {
        let (a, b) = (Source::new("a.lh", "x = 1"), Source::new("b.lh", "\nx = 2"));
        let error = Diagnostic::error(Code::REDEFINITION, "`x` is defined twice")
            .at(&b, Span::new(1, 2), "again")
            .at(&a, Span::new(0, 1), "first");
        let drawn = text(&[error, Diagnostic::note(Code::READING, "read so")], false);
        assert_eq!(
            drawn,
            "error[model/redefinition]: `x` is defined twice\n --> b.lh:2:1\n  |\n2 | x = 2\n  | ^ again\n  |\n \
             ::: a.lh:1:1\n  |\n1 | x = 1\n  | - first\n\nnote[syntax/reading]: read so\n"
        );
    }

    #[test]
    fn control_characters_are_not_passed_on() {
        let drawn = draw("x \u{1b}[31m \u{0} y", &[(2, 3, "\u{1b}[2J")]);
        assert!(!drawn.contains(['\u{1b}', '\u{0}']), "{drawn:?}");
    }
}
