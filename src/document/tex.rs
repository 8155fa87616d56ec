//! LaTeX documents, made ready for the reader of Markdown: nothing moves, and what Markdown would
//! take for something else is gone.

/// A document without its comments and without what is printed as it is typed, blanks in their
/// place.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // The end of what is printed as it is typed.
    let mut verbatim: Option<String> = None;
    for line in text.split_inclusive('\n') {
        if let Some(end) = &verbatim {
            if line.contains(end.as_str()) {
                verbatim = None;
            }
            blank(&mut out, line);
            continue;
        }
        let name = ["verbatim", "lstlisting", "minted", "comment"]
            .into_iter()
            .find(|name| line.contains(&format!("\\begin{{{name}}}")));
        let end = name.map(|name| format!("\\end{{{name}}}"));
        if let Some(end) = end {
            if !line.contains(&end) {
                verbatim = Some(end);
            }
            blank(&mut out, line);
            continue;
        }
        let comment = comment(line);
        out.push_str(line.get(..comment).unwrap_or_default());
        blank(&mut out, line.get(comment..).unwrap_or_default());
    }
    out
}

/// Where the comment of a line begins; its end where there is none.
fn comment(line: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '%' => return at,
            _ => {}
        }
    }
    line.len()
}

fn blank(out: &mut String, text: &str) {
    out.extend(
        text.bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
    );
}

/// The same text for a reader of Markdown: titles of sections are headings, and lines that are
/// indented are no code.
pub(super) fn as_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if let Some((sign, length, title)) = heading(line) {
            out.push_str(sign);
            blank(&mut out, line.get(sign.len()..length).unwrap_or_default());
            out.push_str(title);
            blank(
                &mut out,
                line.get(length + title.len()..).unwrap_or_default(),
            );
            continue;
        }
        let body = line.trim_start_matches([' ', '\t']);
        let item = "\\item";
        let begins_item = body
            .strip_prefix(item)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        if begins_item {
            let before = line.len() - body.len() + item.len();
            out.push_str("- ");
            out.extend(std::iter::repeat_n('\u{c}', before - 2));
            out.push_str(body.get(item.len()..).unwrap_or_default());
            continue;
        }
        // A sign that counts as a blank and not as an indentation.
        out.extend(std::iter::repeat_n('\u{c}', line.len() - body.len()));
        out.push_str(body);
    }
    out
}

/// The sign of Markdown, what stands before the title, and the title.
fn heading(line: &str) -> Option<(&'static str, usize, &str)> {
    let commands = [
        ("\\chapter", "#"),
        ("\\section", "##"),
        ("\\subsection", "###"),
        ("\\subsubsection", "####"),
        ("\\paragraph", "#####"),
    ];
    let (command, sign) = commands
        .into_iter()
        .find(|(command, _)| line.starts_with(command))?;
    let rest = line.get(command.len()..)?;
    let open = rest.strip_prefix('*').unwrap_or(rest).strip_prefix('{')?;
    let before = line.len() - open.len();
    let (title, behind) = open.split_once('}')?;
    let is_plain = behind.trim().is_empty() || behind.trim_start().starts_with("\\label");
    is_plain.then_some((sign, before, title))
}

#[cfg(test)]
mod tests {
    use super::{as_markdown, without_comments};

    #[test]
    fn nothing_moves() {
        let text = "a % b\n50\\% c \\\\% d\n\\begin{verbatim}\n2+2=5 ü\n\\end{verbatim}\ne\n";
        let read = without_comments(text);
        assert_eq!(read.len(), text.len());
        let lines: Vec<&str> = read.lines().map(str::trim_end).collect();
        assert_eq!(lines, ["a", "50\\% c \\\\", "", "", "", "e"]);
        let text = "\\section*{The count}\\label{a}\n    indented\n";
        let read = as_markdown(text);
        assert_eq!(read.len(), text.len());
        assert!(read.starts_with("##        The count "));
        assert!(!read.contains("    indented"));
    }
}
