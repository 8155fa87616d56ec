//! How far what was said of a name reaches. A text uses one letter for many things: a line is wrong by a
//! meaning only where nobody can doubt that this meaning is meant.

use super::beside::{AND, OR};
use super::context::Entry;
use super::walk::Walk;
use crate::diagnostic::Span;
use crate::document::{Announced, Statement, announces, begins_case};

/// How many lines down a meaning surely reaches.
const LINES: usize = 20;

/// How many words may stand between two lines that follow closely.
const FEW_WORDS: usize = 4;

/// How many words may stand between two lines of one solution.
const WORDS: usize = 12;

/// So long, in bytes, is no text of so few words.
const LONG: usize = 1_000;

impl Walk<'_> {
    /// Whether what was said at one place stands too far above another one.
    pub(super) fn is_afar(&self, said: Span, here: Span) -> bool {
        let line = |span: Span| self.document.line(span.start);
        line(said) + LINES < line(here) || self.is_in_another(said, here)
    }

    /// Whether an exercise ends between two places and another of its kind begins: `\\end{solution} \\begin{solution}`.
    fn is_in_another(&self, said: Span, here: Span) -> bool {
        let between = self.between(said, here);
        let ended = between.split("\\end{").skip(1);
        let mut ended = ended.filter_map(|rest| rest.split('}').next());
        let begins_again =
            |name: &str| !is_layout(name) && between.contains(&format!("\\begin{{{name}}}"));
        ended.any(begins_again)
            || between.lines().any(|line| begins_case(line).is_some())
            || ["#question(", "#exercise("]
                .iter()
                .any(|call| between.contains(call))
    }

    /// Whether no sentence ends between two places: behind its end, another case may be meant.
    pub(super) fn is_one_sentence(&self, before: Span, here: Span) -> bool {
        let text = self.between(before, here);
        let ends = |sign: &str| {
            text.match_indices(sign).any(|(at, _)| {
                let behind = text.get(at + sign.len()..).unwrap_or_default();
                behind.starts_with(char::is_whitespace) || sign != "."
            })
        };
        ![".", "? ", "。", "！", "？", "\n\n"].into_iter().any(ends)
    }

    /// Whether no more than a word or two, and none that brings in a case, stand between two places.
    pub(super) fn follows_closely(&self, before: Span, here: Span) -> bool {
        self.is_within(FEW_WORDS, before, here)
    }

    /// The same for the lines of a solution, between which more is said.
    pub(super) fn goes_on(&self, before: Span, here: Span) -> bool {
        self.is_within(WORDS, before, here)
    }

    /// Whether a value is told as what comes of an equation: `So x = 5`.
    pub(super) fn concludes(&self, before: Span, here: Span) -> bool {
        const WORDS: &[&str] = &[
            "so",
            "thus",
            "therefore",
            "hence",
            "∴",
            "따라서",
            "그러므로",
            "所以",
            "因此",
            "ゆえに",
            "よって",
            "donc",
            "d'où",
            "alors",
            "folglich",
            "daher",
            "luego",
            "entonces",
            "portanto",
            "quindi",
            "поэтому",
            "следовательно",
            "отсюда",
            "즉",
            "故",
            "可得",
            "したがって",
            "rearranging",
            "solving",
            "also",
            "значит",
        ];
        let text = self.between(before, here);
        let mut words = text.split_whitespace();
        let says = |word: &str| {
            let bare = word.trim_matches(|c: char| !(c.is_alphabetic() || c == '∴'));
            WORDS.contains(&bare.to_lowercase().as_str())
        };
        text.len() <= LONG && words.any(says) && self.goes_on(before, here)
    }

    /// `The lines y = 2x + 1 and y = -x + 4`, `GRU: P = 3h.` above `LSTM: P = 4h.`: whether a name is given a formula of
    /// another thing, in a sentence that goes on with words or behind another label.
    pub(super) fn tells_of_another(&self, before: Span, here: Span) -> bool {
        let between = self.between(before, here);
        let goes_on = between.contains(char::is_alphabetic)
            && !between.contains(['\n', '\\'])
            && self.is_one_sentence(before, here)
            && !self.concludes(before, here);
        let labels = self.label_before(before).zip(self.label_before(here));
        goes_on || brings_in(between) || labels.is_some_and(|(before, here)| before != here)
    }

    /// The words with a colon right before a place, from the beginning of their line or sentence.
    fn label_before(&self, here: Span) -> Option<&str> {
        let text = self.document.source.text().get(..here.start)?;
        let line = text.rsplit(['\n', '.']).next()?.trim();
        let label = line
            .trim_end_matches(['$', '`', '*', ' '])
            .strip_suffix(':')?;
        Some(label).filter(|label| label.contains(char::is_alphabetic))
    }

    fn is_within(&self, most: usize, before: Span, here: Span) -> bool {
        let text = self.between(before, here);
        if text.len() > LONG {
            return false;
        }
        let mut words = text.split_whitespace();
        // A block of Typst closes: what comes is another exercise.
        let closes = |word: &str| matches!(word, "]" | "],");
        !words.any(|word| announces(word) || parts(word) || closes(word))
            && count_words(text) <= most
    }

    pub(super) fn between(&self, before: Span, here: Span) -> &str {
        let span = Span::new(before.end.min(here.start), here.start);
        self.document.source.slice(span)
    }

    /// Whether a number that is said of a name is charged with what was said of it before: of one case,
    /// in one sentence.
    pub(super) fn is_said_of_one_case(&self, entry: &Entry, statement: &Statement) -> bool {
        let is_free = statement
            .announced
            .is_none_or(|word| word == Announced::Where);
        is_free
            && self.is_one_sentence(entry.span, statement.first.span)
            && !self.is_series(entry.span, statement.span())
    }

    /// Whether values are told one after another, each with what comes of it: `x = 1 → y = 2; x = 2 → y = 4`,
    /// `t=50: … t=55: …`.
    fn is_series(&self, before: Span, here: Span) -> bool {
        let between = self.between(before, here);
        let has_arrow = ["→", "⟶", "⇒", "->", "=>", "\\to", "\\rightarrow"]
            .into_iter()
            .any(|arrow| between.contains(arrow));
        let text = self.document.source.text();
        let heads = |span: Span| {
            let behind = text.get(span.end..).unwrap_or_default();
            behind
                .trim_start_matches(['$', '`', '*', ' '])
                .starts_with([':', '：'])
        };
        // `| t=0 | t=5 |`: columns.
        let is_table = between.contains(['|', '│', '┃']);
        // `Config(stages=3), Config(stages=4)`: arguments of several calls.
        let is_argument = |span: Span| {
            let before = text.get(..span.start).unwrap_or_default();
            before.trim_end().ends_with([',', '('])
        };
        let is_called_again = is_argument(before)
            && is_argument(here)
            && between.contains(')')
            && between.contains('(');
        has_arrow
            || is_table
            || is_called_again
            || between.contains(';') && between.contains('=')
            || heads(here) && self.begins_line(here)
    }
}

impl Walk<'_> {
    /// Whether nothing but marks of lists stands before a place in its line.
    fn begins_line(&self, here: Span) -> bool {
        let text = self.document.source.text();
        let before = text.get(..here.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        !line.contains(|c: char| c.is_alphanumeric())
    }
}

/// Whether an environment sets what stands in it in lines, rows or items, and is no text of its own.
fn is_layout(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "align",
        "aligned",
        "alignat",
        "equation",
        "gather",
        "gathered",
        "eqnarray",
        "split",
        "multline",
        "cases",
        "array",
        "tabular",
        "table",
        "figure",
        "center",
        "itemize",
        "enumerate",
        "displaymath",
        "flalign",
        "math",
        "subequations",
    ];
    let name = name.trim_end_matches('*');
    NAMES.contains(&name) || name.ends_with("matrix")
}

/// Whether a word leads over to another case of several.
pub(super) fn parts(word: &str) -> bool {
    // Of the solutions of an equation people say "and" as well. A lone `e` or `i` is a name as often.
    const MORE: &[&str] = &["either", "와", "과", "和"];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_said = OR.contains(&word) || AND.contains(&word) || MORE.contains(&word);
    is_said && !matches!(word, "e" | "i" | "і")
}

/// How many words a text has beside its formulas; of scripts without blanks, two letters count as one.
fn count_words(text: &str) -> usize {
    let is_word = |word: &&str| {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        bare.chars().count() >= 2 && bare.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let is_dense = |c: &char| !c.is_ascii() && c.is_alphanumeric() && c.len_utf8() == 3;
    let spaced = text
        .split_whitespace()
        .filter(is_word)
        .filter(|word| word.is_ascii());
    spaced.count() + text.chars().filter(is_dense).count() / 2
}

/// `With bias:`, `考虑 bias`: whether words between two formulas for a name bring in what the first one left out.
fn brings_in(between: &str) -> bool {
    const WORDS: &[&str] = &[
        "with",
        "without",
        "including",
        "include",
        "excluding",
        "consider",
        "considering",
        "mit",
        "ohne",
        "avec",
        "sans",
        "con",
        "sin",
        "com",
        "sem",
        "без",
    ];
    const STEMS: &[&str] = &[
        "考虑", "考慮", "加上", "包含", "포함", "고려", "учёт", "учет",
    ];
    let marks = |c: char| matches!(c, '*' | '_' | '(' | ')' | '`' | '"' | ',' | ':' | ';' | '.');
    let bare = |word: &str| word.trim_matches(marks).to_lowercase();
    // Values and letters, `with L = 12`, and the function `sin x` bring in nothing.
    let is_thing = |word: &str| {
        word.chars().count() >= 2 && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let words: Vec<&str> = between.split_whitespace().collect();
    let mut pairs = words
        .windows(2)
        .filter_map(|pair| pair.first().zip(pair.get(1)));
    STEMS.iter().any(|stem| between.contains(stem))
        || pairs.any(|(word, next)| WORDS.contains(&bare(word).as_str()) && is_thing(&bare(next)))
}

#[cfg(test)]
mod tests {
    use super::{brings_in, count_words};

    #[test]
    fn words_that_bring_in_another_case() {
        assert!(brings_in("$.\n\nWith bias: $"));
        assert!(brings_in("$, considering the biases, $"));
        assert!(!brings_in("$. So, with L = 12, $"));
        assert!(!brings_in("$ and \\sin x, $"));
        assert!(!brings_in("$, so sin x is $"));
    }

    #[test]
    fn words_beside_formulas() {
        assert_eq!(count_words(" = x^2 + 1$. The second one is $"), 4);
        assert_eq!(count_words(" = \\frac{a}{b}$, so "), 1);
        assert_eq!(count_words("로 놓으면"), 2);
    }
}
