//! Mathematics that Markdown does not know as such.

use std::collections::BTreeMap;
use std::ops::Range;

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
        for byte in masked.get_mut(whole.clone()).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = whole.end;
        found.push((whole, inner));
    }
    for whole in spaced(text) {
        let is_free = |(other, _): &Display| whole.end <= other.start || other.end <= whole.start;
        if found.iter().all(is_free) {
            for byte in masked.get_mut(whole.clone()).unwrap_or_default() {
                *byte = b' ';
            }
            found.push((whole.clone(), whole.start + 1..whole.end - 1));
        }
    }
    found.sort_by_key(|(whole, _)| whole.start);
    (String::from_utf8(masked).unwrap_or_default(), found)
}

/// The mathematics that begins here with a sign of its own.
fn display(rest: &str, at: usize, closers: &mut Closers<'_>) -> Option<Display> {
    let (open, close) = match rest.as_bytes().get(1) {
        Some(b'(') => (2, "\\)".to_owned()),
        Some(b'[') => (2, "\\]".to_owned()),
        _ => (0, format!("\\end{{{}}}", environment(rest)?)),
    };
    let end = closers.next(&close, at + 1)?;
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
    }
}
