//! A text in the notation of the expression grammar, with the places it comes from.

use crate::diagnostic::Span;
use crate::syntax::names_function;

/// Operators that are words.
const JOINTS: &[&str] = &["and", "or", "not", "in", "mod", "divides"];

/// What is called with the members of a list.
pub(super) const LIST: &str = "list";

/// Words that stand for one name: `\text{Memory per token}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The name that stands for them in the lowered text.
    pub stand_in: String,
    /// The words.
    pub words: String,
}

/// A formula in the notation of the expression grammar; line ends part formulas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lowered {
    /// The text.
    pub text: String,
    /// The byte of the original text that each byte comes from, and the end of the original.
    pub map: Vec<usize>,
    /// Words that stand for one name.
    pub phrases: Vec<Phrase>,
    /// Words that belong to the formula and are no part of it, and where they stand.
    pub notes: Vec<(String, usize)>,
    /// Runs of letters that are one name.
    pub names: Vec<String>,
    /// Names that stand for what could not be read, and why.
    pub unread: Vec<(String, String)>,
}

impl Lowered {
    /// Appends a text, all of which comes from one place.
    pub fn push(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.map.resize(self.text.len(), at);
    }

    /// Opens a bracket before the number at the end where it stands below `/` and a unit, and tells whether it
    /// did: of `100 GB / 10 GB/s` the second is divided with the ten, `900 / 8 GB/s` is so many GB/s.
    pub(super) fn open_divisor(&mut self) -> bool {
        let number = self.text.trim_end();
        let before = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let above = before.trim_end().strip_suffix('/').map(str::trim_end);
        let is_measured = above.is_some_and(|above| above.ends_with(char::is_alphabetic));
        let divides = before.len() < number.len() && is_measured;
        let at = before.len();
        if divides && let Some(origin) = self.map.get(at).copied() {
            self.text.insert(at, '(');
            self.map.insert(at, origin);
        }
        divides
    }

    /// Reads digits with a bar behind the point of the number at the end as those that repeat, and tells
    /// whether it did: of `16.\bar{6}` comes `((166 - 16)/9)`.
    pub(super) fn repeat(&mut self, digits: &str, at: usize) -> bool {
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let tail = self
            .text
            .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = self.text.get(tail.len()..).unwrap_or_default();
        let Some((whole, once)) = number.split_once('.') else {
            return false;
        };
        let is_number = is_digits(whole) && (once.is_empty() || is_digits(once));
        if !is_number || !is_digits(digits) {
            return false;
        }
        let nines = "9".repeat(digits.len()) + &"0".repeat(once.len());
        let fraction = format!("(({whole}{once}{digits} - {whole}{once})/{nines})");
        let start = tail.len();
        let origin = self.map.get(start).copied().unwrap_or(at);
        self.text.truncate(start);
        self.map.truncate(start);
        self.push(&fraction, origin);
        self.reach(at + digits.len());
        true
    }

    /// Lets what was appended last reach up to a place of the original.
    pub fn reach(&mut self, end: usize) {
        if let Some(last) = self.map.last_mut() {
            *last = (*last).max(end.saturating_sub(1));
        }
    }

    /// Appends a text that stands as it is in the original.
    pub fn copy(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.map.extend(at..at + text.len());
    }

    /// The stretch of the original that a stretch of the text comes from.
    pub fn original(&self, span: Span) -> Span {
        let start = self
            .map
            .get(span.start)
            .or(self.map.last())
            .copied()
            .unwrap_or(0);
        let last = span.end.checked_sub(1).and_then(|last| self.map.get(last));
        let end = last.map_or(start, |last| last + 1);
        Span::new(start, end.max(start))
    }

    /// The name that stands for some words; the same for the same words.
    pub fn phrase(&mut self, words: &str) -> String {
        if let Some(known) = self.phrases.iter().find(|phrase| phrase.words == words) {
            return known.stand_in.clone();
        }
        let stand_in = format!("phrase_{}", self.phrases.len() + 1);
        self.phrases.push(Phrase {
            stand_in: stand_in.clone(),
            words: words.to_owned(),
        });
        stand_in
    }

    /// The words that a name stands for.
    pub fn phrase_of(&self, stand_in: &str) -> Option<&Phrase> {
        let number: usize = stand_in.strip_prefix("phrase_")?.parse().ok()?;
        let phrase = self.phrases.get(number.checked_sub(1)?)?;
        (phrase.stand_in == stand_in).then_some(phrase)
    }

    /// The text in which words that are one name stand for themselves, `hidden_size` for
    /// `\text{hidden size}`; and these names.
    pub fn with_words(&self) -> (String, Vec<String>) {
        let mut text = self.text.clone();
        let mut names = Vec::new();
        // From the last on, so that `phrase_1` is not taken for the beginning of `phrase_10`.
        for phrase in self.phrases.iter().rev() {
            let words = phrase.words.split(|c: char| !c.is_alphanumeric());
            let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            if !words.is_empty() {
                let name = words.join("_");
                text = text.replace(&phrase.stand_in, &name);
                names.push(name);
            }
        }
        (text, names)
    }

    /// Why a stretch of the text cannot be read, where a command in it is not known.
    pub fn unread_in(&self, text: &str) -> Option<&str> {
        let numbers = text.split("unread_").skip(1).filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit());
            let number = rest.get(..end.unwrap_or(rest.len()))?;
            number.parse::<usize>().ok()?.checked_sub(1)
        });
        let first = numbers.filter(|at| *at < self.unread.len()).min()?;
        self.unread.get(first).map(|(_, reason)| reason.as_str())
    }

    /// `±` or `∓`: plus or minus a name that stands for 1 or −1.
    pub fn either_sign(&mut self, is_plus: bool, at: usize) {
        let stand_in = self.phrase("±");
        let sign = match (self.ends_in_operand(), is_plus) {
            (true, true) => " + ",
            (_, false) => " - ",
            (false, true) => " ",
        };
        self.push(&format!("{sign}{stand_in} * "), at);
    }

    /// `%`, which the grammar knows behind digits: behind a bracket, `(1/6)%`, it is times 1%.
    pub fn percent(&mut self, at: usize) {
        let text = if self.text.trim_end().ends_with(')') {
            " * 1%"
        } else {
            "%"
        };
        self.push(text, at);
    }

    /// Whether the name of a function that everybody knows stands at the end, so that its arguments follow.
    pub(super) fn ends_in_function(&self) -> bool {
        let belongs = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let text = self.text.trim_end();
        let before = text.trim_end_matches(belongs).len();
        text.get(before..).is_some_and(names_function)
    }

    /// Whether a name that was written as that of a function stands at the end, and nothing behind it.
    pub(super) fn ends_in_called(&self) -> bool {
        let belongs = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let before = self.text.trim_end_matches(belongs).len();
        let name = self.text.get(before..).unwrap_or_default();
        name == LIST || self.names.last().is_some_and(|last| last == name)
    }

    /// Whether a sign of equality or its opposite stands at the end.
    pub(super) fn ends_in_equality(&self) -> bool {
        self.text.trim_end().ends_with(['=', '≠'])
    }

    /// Whether nothing stands in the line so far.
    pub(super) fn begins_line(&self) -> bool {
        let line = self.text.rsplit('\n').next();
        line.is_some_and(|line| line.trim().is_empty())
    }

    /// Whether what stands at the end is an operand, so that words behind it are a remark.
    pub fn ends_in_operand(&self) -> bool {
        let text = self.text.trim_end_matches([' ', '\t']);
        let mut words = text.rsplit(|c: char| !(c.is_alphanumeric() || c == '_'));
        // Behind `and` an operand begins.
        if JOINTS.contains(&words.next().unwrap_or_default()) {
            return false;
        }
        text.chars().next_back().is_some_and(|last| {
            last.is_alphanumeric() || matches!(last, ')' | '}' | ']' | '%' | '\'' | '|')
        })
    }
}
