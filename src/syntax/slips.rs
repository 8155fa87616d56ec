//! Slips in statements of formula files: what other languages write where this one writes
//! something else.

use super::words::{clip, word_length};

/// What to write instead, where a statement that begins so goes on with something it cannot.
pub(super) fn slip(before: &str, rest: &str) -> Option<String> {
    if COMMENTS.iter().any(|sign| rest.starts_with(sign)) {
        return Some("a comment begins with `#`".to_owned());
    }
    let line = before.trim_start();
    let (statement, read) = line.split_at(word_length(line));
    let begins_word = rest.starts_with(char::is_alphanumeric);
    match statement {
        "param" if rest.starts_with(',') => {
            let next = rest.trim_start_matches(',').trim_start();
            let next = next.get(..word_length(next)).unwrap_or_default();
            Some(format!(
                "each parameter has a line of its own: `param {}`",
                if next.is_empty() { "h" } else { clip_ref(next) }
            ))
        }
        "title" | "section" | "use" if begins_word && read.trim().is_empty() => Some(format!(
            "text stands in quotes: `{statement} \"{}\"`",
            clip(words(rest))
        )),
        "case" if begins_word && read.trim().is_empty() => Some(format!(
            "the name stands in quotes: `case \"{}\" L = 32`",
            clip(case_name(rest))
        )),
        "param" | "part" if begins_word && !read.trim().is_empty() && !read.contains('"') => Some(
            format!("words stand in quotes: `\"{}\"`", clip(words(rest))),
        ),
        _ => None,
    }
}

/// How comments begin elsewhere; `--` is a sign twice here, and read as such.
const COMMENTS: &[&str] = &["//", "/*", "%%"];

fn clip_ref(text: &str) -> &str {
    text.get(..40).unwrap_or(text)
}

/// The words up to what ends them.
fn words(rest: &str) -> &str {
    let end = rest.find(['"', '=', ':', '#', '\n']).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default().trim()
}

/// The words before the name of the first value.
fn case_name(rest: &str) -> &str {
    let before = rest.split('=').next().unwrap_or_default().trim_end();
    match before.rsplit_once(char::is_whitespace) {
        Some((name, _)) if rest.contains('=') => name.trim(),
        _ => before,
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Source;
    use crate::syntax::parse_file;

    #[test]
    fn what_people_write_elsewhere_is_told_in_one_message() {
        for (text, place, hint) in [
            (
                "param L, h, V\ntotal = L*h*V",
                7,
                "each parameter has a line of its own: `param h`",
            ),
            (
                "param L // layers\ntotal = L",
                8,
                "a comment begins with `#`",
            ),
            (
                "param L\ntotal = 2L // twice",
                22,
                "a comment begins with `#`; `//` divides",
            ),
            (
                "param L\ntotal = L\ncase LLaMA 7B L = 32",
                23,
                "the name stands in quotes: `case \"LLaMA 7B\" L = 32`",
            ),
            (
                "title My model\nparam L\ntotal = L",
                6,
                "text stands in quotes: `title \"My model\"`",
            ),
            (
                "param L number of layers = 3\ntotal = L",
                8,
                "words stand in quotes: `\"number of layers\"`",
            ),
            (
                "# Notes\nSome prose here.\n```longhand\nparam L\n```\nMore prose.",
                25,
                "put its statements into a file of their own, a line each",
            ),
        ] {
            let errors = parse_file(&Source::new("t.lh", text)).unwrap_err();
            let told: Vec<_> = errors
                .iter()
                .map(|error| (error.labels[0].span.start, error.hints.clone()))
                .collect();
            assert_eq!(told, [(place, vec![hint.to_owned()])], "{text}");
        }
    }
}
