//! Tags of HTML in Markdown, made blank: what stands between them is text like any other.

use std::borrow::Cow;

use crate::diagnostic::Span;

/// Tags that only set text out, and whether what follows their end is another stretch.
const TAGS: &[(&str, bool)] = &[
    ("p", true),
    ("div", true),
    ("center", true),
    ("section", true),
    ("details", true),
    ("summary", true),
    ("ul", true),
    ("ol", true),
    ("li", true),
    ("main", true),
    ("article", true),
    ("header", true),
    ("footer", true),
    ("blockquote", true),
    ("figure", true),
    ("figcaption", true),
    ("dl", true),
    ("dt", true),
    ("dd", true),
    ("table", true),
    ("thead", true),
    ("tbody", true),
    ("tr", true),
    ("td", true),
    ("th", true),
    ("span", false),
    ("b", false),
    ("strong", false),
    ("em", false),
    ("i", false),
    ("u", false),
    ("font", false),
];

/// The longest tag that is looked at.
const MAX_TAG: usize = 400;

/// The text with blanks of the same length in place of tags. Fences, code and `<pre>` stay as they are.
pub(super) fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains("</") && !text.contains("<br") && !text.contains(NO_BREAK) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut is_verbatim = false;
    for line in text.split_inclusive('\n') {
        let begin = line.trim_start_matches([' ', '\t', '>']);
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| begin.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        is_verbatim |= line.contains("<pre") || line.contains("<script") || line.contains("<style");
        if fence.is_some() || mark.is_some() || is_verbatim {
            out.push_str(line);
        } else {
            of_line(line, &mut out);
        }
        let ends = ["</pre>", "</script>", "</style>"];
        if ends.into_iter().any(|end| line.contains(end)) {
            is_verbatim = false;
        }
    }
    Cow::Owned(out)
}

/// A blank that is no indentation to Markdown.
pub(super) const BLANK: char = '\u{c}';

/// A blank as an entity.
const NO_BREAK: &str = "&nbsp;";

/// What is open between tags: a power, or an index.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Above,
    Below,
}

fn of_line(line: &str, out: &mut String) {
    let line = &line.replace(NO_BREAK, &" ".repeat(NO_BREAK.len()));
    let mut rest = line.as_str();
    let mut is_code = false;
    let mut open = None;
    while let Some(at) = rest.find(['<', '`']) {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        if behind.starts_with('`') {
            is_code = !is_code;
        }
        let found = tag(behind, open).filter(|_| !is_code);
        open = match found {
            Some((_, "^(")) => Some(Script::Above),
            Some((_, "_{")) => Some(Script::Below),
            Some((_, ")" | "}")) => None,
            _ => open,
        };
        let length = found.map_or(1, |(length, _)| length);
        match found {
            Some((length, mark)) => {
                // A heading begins a line.
                let is_inside = mark.starts_with('#') && !(out.is_empty() || out.ends_with('\n'));
                let mark = if is_inside { "" } else { mark };
                out.push_str(mark);
                out.extend(std::iter::repeat_n(BLANK, length - mark.len()));
            }
            None => out.push_str(behind.get(..1).unwrap_or_default()),
        }
        rest = behind.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// The length of the tag that a text begins with, and what stands for it.
fn tag(text: &str, open: Option<Script>) -> Option<(usize, &'static str)> {
    let end = text.bytes().take(MAX_TAG).position(|byte| byte == b'>')?;
    let inner = text.get(1..end)?;
    let (inner, is_end) = inner
        .strip_prefix('/')
        .map_or((inner, false), |name| (name, true));
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, attributes) = inner.split_at(length);
    let attributes = attributes.trim_end_matches('/').trim();
    if !attributes.is_empty() && (is_end || !attributes.contains("=\"")) {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let mark = match name.as_str() {
        "br" => ";",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if is_end => "",
        "h1" => "# ",
        "h2" => "## ",
        "h3" | "h4" | "h5" | "h6" => "### ",
        // A power of one number or letter.
        "sup" if is_end && open == Some(Script::Above) => ")",
        "sup" if is_power(text.get(end + 1..)?) => "^(",
        "sub" if is_end && open == Some(Script::Below) => "}",
        "sub" if !is_end && is_index(text.get(end + 1..)?) => "_{",
        name => {
            let (_, parts) = TAGS.iter().find(|(tag, _)| *tag == name)?;
            if *parts && is_end { ";" } else { "" }
        }
    };
    Some((end + 1, mark))
}

/// Whether a text begins with an index that ends with its tag.
fn is_index(behind: &str) -> bool {
    let inside = behind.split_once("</sub>").map_or("", |(inside, _)| inside);
    (1..=12).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_power(behind: &str) -> bool {
    let length = behind.find('<').unwrap_or(0);
    let inner = behind.get(..length).unwrap_or_default();
    (1..=4).contains(&length)
        && inner.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && behind
            .get(length..)
            .is_some_and(|rest| rest.starts_with("</sup>"))
}

/// A stretch without the tags around it, and with the whole of one that is cut at its end, `10<sup>2<`.
pub(super) fn whole_tags(text: &str, span: Span) -> Span {
    let slice = |span: Span| text.get(span.start..span.end).unwrap_or_default();
    let mut end = span.end;
    if slice(span).ends_with('<') {
        let behind = text.get(end..).unwrap_or_default();
        let closes = ["/sup>", "/sub>"]
            .into_iter()
            .find(|tag| behind.starts_with(tag));
        end += closes.map_or(0, str::len);
    }
    let (before, behind) = tags_around(slice(Span::new(span.start, end)));
    Span::new(span.start + before, end - behind)
}

/// The lengths of the tags that a stretch begins and ends with, `<b>4.47 MB</b>`; none of one without anything
/// between them.
fn tags_around(text: &str) -> (usize, usize) {
    let is_name = |name: &str| {
        let name = name.trim_start_matches('/');
        (1..=6).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let mut inner = text;
    while let Some((name, rest)) = inner.strip_prefix('<').and_then(|tag| tag.split_once('>'))
        && is_name(name)
    {
        inner = rest.trim_start();
    }
    let start = text.len() - inner.len();
    while let Some((rest, name)) = inner.strip_suffix('>').and_then(|tag| tag.rsplit_once('<'))
        && is_name(name)
        && !name.trim_start_matches('/').starts_with("su")
    {
        inner = rest.trim_end();
    }
    if inner.is_empty() {
        (0, 0)
    } else {
        (start, text.len() - start - inner.len())
    }
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn tags_are_blank_and_nothing_moves() {
        let text = "<p align=\"center\">3 × 4 = 12</p>\n`<b>` 10<sup>2</sup><br>\n```\n<p>\n```\n";
        let read = without_tags(text);
        assert_eq!(read.len(), text.len());
        let words = read.replace('\u{c}', "");
        assert_eq!(words, "3 × 4 = 12;\n`<b>` 10^(2);\n```\n<p>\n```\n");
        assert_eq!(without_tags("a < b and b > c"), "a < b and b > c");
    }
}
