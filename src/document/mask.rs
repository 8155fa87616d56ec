//! Mathematics that Markdown does not know as such.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lines::adds_below;

/// Mathematics by its own signs: the whole, and what is inside.
pub(super) type Display = (Range<usize>, Range<usize>);

/// Masks what Markdown does not know as mathematics (`\(…\)`, `\[…\]`, environments) with blanks of the
/// same length, and tells where it stands: the whole and what is inside. One pass over the text,
/// whatever is in it.
pub(super) fn mask(text: &str) -> (String, Vec<Display>) {
    let mut masked = text.as_bytes().to_vec();
    let mut found = Vec::new();
    let mut around = Around::default();
    let mut closers = Closers::new(text);
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if *byte == b'$'
            && !around.is_code_or_math()
            && let Some((whole, inner)) = broken(text, at, &mut closers)
        {
            blank(&mut masked, &whole);
            at = whole.end;
            found.push((whole, inner));
            continue;
        }
        if *byte != b'\\' {
            at += around.pass(text, at);
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let display = if around.is_code_or_math() {
            None
        } else {
            display(rest, at, &mut closers)
        };
        let Some((whole, inner)) = display else {
            // What is escaped is no sign.
            at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
            continue;
        };
        blank(&mut masked, &whole);
        // A line that begins with it is set in no deeper: that would be code.
        let is_inline = rest.trim_start_matches('\\').starts_with('(');
        if let Some(first) = masked.get_mut(whole.start).filter(|_| is_inline) {
            *first = b'.';
        }
        at = whole.end;
        found.push((whole, inner));
    }
    let known = found.clone();
    for whole in spaced(text) {
        // They are in order and apart, so only the last one before its end may be in its way.
        let before = known.partition_point(|(other, _)| other.start < whole.end);
        let last = before.checked_sub(1).and_then(|last| known.get(last));
        if last.is_none_or(|(other, _)| other.end <= whole.start) {
            for byte in masked.get_mut(whole.clone()).unwrap_or_default() {
                *byte = b' ';
            }
            found.push((whole.clone(), whole.start + 1..whole.end - 1));
        }
    }
    found.sort_by_key(|(whole, _)| whole.start);
    for plus in summands(text) {
        if let Some(byte) = masked.get_mut(plus) {
            *byte = b'.';
        }
    }
    (String::from_utf8(masked).unwrap_or_default(), found)
}

/// The signs of rows that go on with the sum above them, and that Markdown would take for items of a list.
fn summands(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    // From the row that the sum began in.
    let (mut at, mut start) = (0, 0);
    for line in text.split_inclusive('\n') {
        let row = line.trim_end_matches(['\n', '\r']);
        let before = text.get(start..at).unwrap_or_default();
        let behind = text.get(at + line.len()..).unwrap_or_default();
        let is_summand = row.trim_start().starts_with("+ ") && adds_below(before, row, behind);
        if is_summand {
            found.push(at + row.len() - row.trim_start().len());
        } else {
            start = at;
        }
        at += line.len();
    }
    found
}

fn blank(masked: &mut [u8], whole: &Range<usize>) {
    for byte in masked.get_mut(whole.clone()).unwrap_or_default() {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

/// The longest display that Markdown would break.
const MAX_BROKEN: usize = 20_000;

/// `$$ … $$` over lines of which one is something else to Markdown: a lone `=` underlines a heading,
/// `- 2x` is an item of a list.
fn broken(text: &str, at: usize, closers: &mut Closers<'_>) -> Option<Display> {
    if !text.get(at..)?.starts_with("$$") {
        return None;
    }
    let end = closers.next("$$", at + 2)?;
    let inner = text.get(at + 2..end)?;
    if inner.len() > MAX_BROKEN || !inner.contains('\n') {
        return None;
    }
    let mut lines = inner.split('\n').skip(1).map(str::trim).peekable();
    let mut is_broken = false;
    let mut is_blank = false;
    while let Some(line) = lines.next() {
        let is_rule = |sign: char| !line.is_empty() && line.chars().all(|c| c == sign);
        let is_item = ["- ", "+ ", "* ", "> ", "# "]
            .into_iter()
            .any(|mark| line.starts_with(mark));
        is_broken |= is_rule('=') || is_rule('-') || is_item;
        is_blank |= line.is_empty() && lines.peek().is_some();
    }
    // A blank line ends the paragraph, unless an environment is open or the signs stand alone on their
    // lines with nothing but formulas between them.
    let alone = |text: &str| text.trim_matches([' ', '\t']).is_empty();
    let before = text.get(..at)?.rsplit('\n').next().unwrap_or_default();
    let behind = text.get(end + 2..)?.split('\n').next().unwrap_or_default();
    let is_apart = alone(before)
        && alone(behind)
        && inner.split('\n').next().is_some_and(alone)
        && inner.rsplit('\n').next().is_some_and(alone)
        && !inner.lines().any(is_sentence);
    let is_whole = is_apart || inner.contains("\\begin{") && inner.contains("\\end{");
    (if is_blank { is_whole } else { is_broken }).then(|| (at..end + 2, at + 2..end))
}

/// Whether a line is of words.
fn is_sentence(line: &str) -> bool {
    let is_word = |word: &&str| word.chars().count() >= 2 && word.chars().all(char::is_alphabetic);
    !line.contains('\\') && line.split_whitespace().filter(is_word).count() >= 3
}

/// The mathematics that begins here with a sign of its own.
fn display(rest: &str, at: usize, closers: &mut Closers<'_>) -> Option<Display> {
    let (open, close) = match (rest.as_bytes().get(1), rest.as_bytes().get(2)) {
        (Some(b'('), _) => (2, "\\)".to_owned()),
        (Some(b'['), _) => (2, "\\]".to_owned()),
        // `\\( … \\)`: escaped once more for a site generator.
        (Some(b'\\'), Some(b'(')) => (3, "\\\\)".to_owned()),
        (Some(b'\\'), Some(b'[')) => (3, "\\\\]".to_owned()),
        _ => (0, format!("\\end{{{}}}", environment(rest)?)),
    };
    let end = closers.next(&close, at + 1)?;
    let is_escaped = open == 3;
    if is_escaped && rest.get(..end - at)?.contains("\n\n") {
        return None;
    }
    let whole = at..end + close.len();
    let inner = if open == 0 {
        whole.clone()
    } else {
        at + open..end
    };
    Some((whole, inner))
}

/// Where each closing sign stands next: each is looked for once through the text, however many
/// opening signs there are.
struct Closers<'t> {
    text: &'t str,
    known: BTreeMap<String, Option<usize>>,
}

impl<'t> Closers<'t> {
    fn new(text: &'t str) -> Self {
        let known = BTreeMap::new();
        Self { text, known }
    }

    fn next(&mut self, close: &str, from: usize) -> Option<usize> {
        if let Some(known) = self.known.get(close)
            && known.is_none_or(|at| at >= from)
        {
            return *known;
        }
        let behind = self.text.get(from..).unwrap_or_default();
        let next = behind.find(close).map(|next| from + next);
        self.known.insert(close.to_owned(), next);
        next
    }
}

/// What stands around a place on its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Text,
    /// A run of backticks is open.
    Code,
    Dollars,
    /// Between `$$` and `$$`, over lines.
    Display,
}

/// What stands around a place.
#[derive(Default)]
struct Around {
    /// The sign and length of the fence that is open.
    fence: Option<(u8, usize)>,
    inside: Inside,
    /// Whether the line holds nothing but what may stand before a fence so far.
    is_start: bool,
    is_blank: bool,
}

impl Around {
    fn is_code_or_math(&self) -> bool {
        self.fence.is_some() || self.inside != Inside::Text
    }

    /// Goes over what stands at a place, and how far.
    fn pass(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes().get(at..).unwrap_or_default();
        let first = bytes.first().copied().unwrap_or(b' ');
        if first == b'\n' {
            // A blank line ends a paragraph, and what it left open with it.
            if self.is_blank || self.inside != Inside::Display {
                self.inside = Inside::Text;
            }
            self.is_start = true;
            self.is_blank = true;
            return 1;
        }
        let run = bytes.iter().take_while(|byte| **byte == first).count();
        let is_start = self.is_start || at == 0;
        self.inside = match (first, self.inside) {
            (b'`' | b'~', inside) if is_start && run >= 3 => {
                self.fenced(first, run);
                inside
            }
            (_, inside) if self.fence.is_some() => inside,
            (b'`', Inside::Text) => Inside::Code,
            (b'$', Inside::Text) if run >= 2 => Inside::Display,
            (b'$', Inside::Text) => Inside::Dollars,
            (b'$', Inside::Dollars) if run == 1 => Inside::Text,
            (b'$', Inside::Display) if run > 1 => Inside::Text,
            (b'`', Inside::Code) => Inside::Text,
            (_, inside) => inside,
        };
        let is_space = first == b' ' || first == b'\t';
        self.is_blank &= is_space;
        self.is_start = is_start && (is_space || first == b'>');
        run
    }

    fn fenced(&mut self, sign: u8, run: usize) {
        match self.fence {
            Some((open, length)) if open == sign && run >= length => self.fence = None,
            Some(_) => {}
            None => self.fence = Some((sign, run)),
        }
    }
}

fn environment(rest: &str) -> Option<&str> {
    let name = rest.strip_prefix("\\begin{")?;
    let name = name.get(..name.bytes().take(16).position(|byte| byte == b'}')?)?;
    let known = [
        "align",
        "align*",
        "aligned",
        "equation",
        "equation*",
        "gather",
        "gather*",
        "gathered",
        "eqnarray",
        "eqnarray*",
        "split",
        "multline",
        "multline*",
        "alignat",
        "alignat*",
        "flalign",
        "flalign*",
        "displaymath",
        "math",
        "array",
        "cases",
    ];
    known.contains(&name).then_some(name)
}

/// `$ 3 \times 4 $`: mathematics with blanks inside its signs, which Markdown takes for text. Only
/// what holds a command of LaTeX is taken, as prices have blanks beside them too.
fn spaced(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let base = start;
        start += line.len();
        if !line.contains('\\') || line.contains("$$") {
            continue;
        }
        let signs: Vec<usize> = line.match_indices('$').map(|(at, _)| at).collect();
        for pair in signs.chunks_exact(2) {
            let [open, close] = *pair else { continue };
            let inside = line.get(open + 1..close).unwrap_or_default();
            let is_spaced = inside.starts_with(' ') || inside.ends_with(' ');
            if is_spaced && inside.contains('\\') {
                found.push(base + open..base + close + 1);
            }
        }
    }
    found
}

/// The text with blanks for what stands between `---` at its very beginning; elsewhere these are rules.
pub(super) fn without_front_matter(text: String) -> String {
    let mut lines = text.split_inclusive('\n');
    if lines.next().is_none_or(|line| line.trim_end() != "---") {
        return text;
    }
    // `title: …`: a rule with text below it is none.
    let first = text.lines().skip(1).find(|line| !line.trim().is_empty());
    if first.is_none_or(|line| !line.contains(':')) {
        return text;
    }
    let mut end = "---\n".len();
    for line in lines {
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            let blank = |c: char| {
                if c == '\n' {
                    "\n".to_owned()
                } else {
                    " ".repeat(c.len_utf8())
                }
            };
            let (matter, rest) = text.split_at(end.min(text.len()));
            return matter.chars().map(blank).collect::<String>() + rest;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::mask;

    fn inside(text: &str) -> Vec<&str> {
        let (masked, found) = mask(text);
        assert_eq!(masked.len(), text.len());
        found.into_iter().map(|(_, inner)| &text[inner]).collect()
    }

    #[test]
    fn signs_of_latex_are_found_outside_of_code_and_dollars() {
        assert_eq!(inside("a \\(x = 1\\) b \\[y\n= 2\\]"), ["x = 1", "y\n= 2"]);
        assert_eq!(
            inside("`\\(x\\)` and $\\begin{cases}1\\end{cases}$").len(),
            0
        );
        assert_eq!(inside("```\n\\[x\\]\n```\n\\[y\\]"), ["y"]);
        assert_eq!(inside("$$\n\\begin{aligned}x\\end{aligned}\n$$").len(), 0);
        assert_eq!(inside("$$ open\n\n\\[x\\]"), ["x"]);
        assert_eq!(inside("\\\\[2pt] and \\(x\\)"), ["x"]);
        assert_eq!(inside("\\[never closed"), Vec::<&str>::new());
        assert_eq!(inside("a \\\\( x \\\\) b"), [" x "]);
        assert_eq!(inside("$$\na\n=\nb\n$$"), ["\na\n=\nb\n"]);
        assert_eq!(inside("$$\na = b\n\n$$").len(), 1);
        assert_eq!(inside("$$\na\n\nthese are three words\n\n$$").len(), 0);
    }
}
