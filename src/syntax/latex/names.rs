//! Letters, words spelled with them, indices and exponents.

use super::commands::{Meaning, meaning};
use super::lower::{Done, Lowering, command_name, plain};
use super::tokens::{Kind, Token};

/// The most tokens of a name with a condition, `P(A|B)`.
const MAX_CONDITION: usize = 40;

impl Lowering<'_> {
    /// A letter is a name of its own, except in a run that program notation makes one name.
    pub(super) fn letters(&mut self, token: &Token) {
        let parts = |text: &Token| {
            text.kind == Kind::Letter
                || (text.kind == Kind::Command && text.text == r"\_")
                || text.kind == Kind::Number && text.text.bytes().all(|b| b.is_ascii_digit())
        };
        let run = self.tokens.get(self.at..).unwrap_or_default();
        let run: Vec<Token> = run.iter().take_while(|next| parts(next)).cloned().collect();
        let has_underscore = run.iter().any(|next| next.kind == Kind::Command);
        let letters = run
            .iter()
            .take_while(|next| next.kind == Kind::Letter)
            .count();
        let length = if has_underscore { run.len() } else { letters };
        // `856bytes`: letters behind a number that spell a unit.
        let mut spelled = token.text.clone();
        for next in run.iter().take(letters) {
            spelled.push_str(&next.text);
        }
        if spelled.len() > 1 && self.out.ends_in_operand() && super::super::is_unit_word(&spelled) {
            self.at += letters;
            self.out.push(" ", token.at);
            self.out.copy(&spelled, token.at);
            self.out.push(" ", token.at);
            return;
        }
        // `7 million`: what the number is times.
        if self.out.ends_in_operand()
            && let Some(power) = multiple(&spelled)
        {
            self.at += letters;
            self.out.push(&format!(" * 10^{power} "), token.at);
            self.out.reach(self.taken());
            return;
        }
        // `FLOPs(\text{router})`, `P(\text{A or B})`: one name.
        let start = self.at;
        self.at += letters;
        if let Some(argument) = self.word_argument() {
            let stand_in = self.out.phrase(&format!("{spelled}({argument})"));
            self.part();
            self.out.push(&stand_in, token.at);
            self.out.reach(self.taken());
            return;
        }
        // `P(A|B)`: one name.
        if let Some(length) = self.condition_length() {
            let inner = self.tokens.get(self.at..self.at + length);
            let inside: String = inner.unwrap_or_default().iter().map(plain).collect();
            let inside: String = inside.split_whitespace().collect();
            let stand_in = self.out.phrase(&format!("{spelled}{inside}"));
            self.at += length;
            self.part();
            self.out.push(&stand_in, token.at);
            self.out.reach(self.taken());
            return;
        }
        self.at = start;
        let is_spelled =
            reads_as_word(&spelled) || self.is_head(letters) || self.is_repeated_word(&spelled);
        let is_word = has_underscore || (self.whole_words && letters >= 1) || is_spelled;
        self.part();
        if !is_word {
            self.out.copy(&token.text, token.at);
            return;
        }
        let mut name = token.text.clone();
        for next in run.into_iter().take(length) {
            let underscore = next.kind == Kind::Command;
            name.push_str(if underscore { "_" } else { &next.text });
        }
        self.at += length;
        self.out.push(&name, token.at);
        self.out.reach(self.taken());
        self.out.names.push(name);
    }

    /// `base^m / base^n`: whether four letters with vowels among them stand in the formula twice, as one name would.
    fn is_repeated_word(&self, spelled: &str) -> bool {
        let vowels = spelled.chars().filter(|c| "aeiou".contains(*c)).count();
        if spelled.len() != 4 || vowels < 2 || !spelled.bytes().all(|b| b.is_ascii_lowercase()) {
            return false;
        }
        let mut runs = vec![String::new()];
        for token in &self.tokens {
            match (token.kind, runs.last_mut()) {
                (Kind::Letter, Some(run)) => run.push_str(&token.text),
                _ => runs.push(String::new()),
            }
        }
        runs.iter().filter(|run| *run == spelled).count() >= 2
    }

    /// How many tokens the brackets here take, where a bar stands between their parts: `(A|B)`.
    fn condition_length(&self) -> Option<usize> {
        let behind = self.tokens.get(self.at..)?;
        if behind.first()?.text != "(" {
            return None;
        }
        let (mut depth, mut bars) = (0_usize, 0_usize);
        for (at, next) in behind.iter().enumerate().take(MAX_CONDITION) {
            match next.text.as_str() {
                "(" => depth += 1,
                ")" => depth -= 1,
                "|" | r"\mid" | r"\vert" if depth == 1 => bars += 1,
                _ if next.kind == Kind::LineEnd => return None,
                _ => {}
            }
            if depth == 0 {
                return (bars == 1).then_some(at + 1);
            }
        }
        None
    }

    /// Whether a relation stands in the square brackets that were just opened.
    pub(super) fn holds_condition(&self) -> bool {
        let mut depth = 1_usize;
        for next in self.tokens.get(self.at..).unwrap_or_default() {
            match next.text.as_str() {
                "[" => depth += 1,
                "]" => depth -= 1,
                "=" | "<" | ">" | "≤" | "≥" | "≠" | r"\le" | r"\leq" | r"\ge" | r"\geq"
                | r"\ne" | r"\neq" | r"\in" | r"\mid" | r"\equiv" | r"\land" | r"\wedge"
                | r"\lor" | r"\vee" | r"\lnot" | r"\neg" | ":" => return true,
                _ => {}
            }
            if depth == 0 {
                return false;
            }
        }
        true
    }

    /// Whether a run of letters stands alone before the first sign: a name that is being defined.
    fn is_head(&self, more: usize) -> bool {
        let begins = self.out.text.trim().is_empty() && self.depth <= 1;
        let behind = self.tokens.get(self.at + more..).unwrap_or_default();
        let next = behind
            .iter()
            .find(|next| !matches!(next.kind, Kind::Gap | Kind::Align));
        more >= 2
            && begins
            && next.is_some_and(|next| matches!(next.text.as_str(), "=" | "≈" | r"\approx"))
    }

    /// Keeps a name apart from one before it.
    pub(super) fn part(&mut self) {
        let last = self.out.text.chars().next_back();
        if last.is_some_and(|last| last.is_alphabetic() || matches!(last, '_' | '}' | '\'')) {
            let at = self.out.map.last().copied().unwrap_or(0);
            self.out.push(" ", at);
        }
    }

    pub(super) fn superscript(&mut self, token: &Token) -> Done {
        self.skip_gaps();
        if self.peek().is_some_and(|next| next.text == r"\prime") {
            self.at += 1;
            self.out.push("'", token.at);
            return Ok(());
        }
        if let Some((count, length)) = self.primes() {
            self.at += length;
            self.out.push(&"'".repeat(count), token.at);
            return Ok(());
        }
        // `D^*`, `x^{\star}`: another one of the name.
        if let Some(length) = self.star_length() {
            self.at += length;
            self.out.push("'", token.at);
            return Ok(());
        }
        // `2^-1`: a sign and what it belongs to.
        if let Some([sign, number, ..]) = self.tokens.get(self.at..)
            && sign.text == "-"
            && matches!(number.kind, Kind::Number | Kind::Letter)
        {
            let at = sign.at;
            self.at += 1;
            let (found, _) = self.argument()?;
            self.out.push("^(-", at);
            self.append(&found);
            self.out.push(")", at);
            return Ok(());
        }
        // `10^12`: nobody means the first digit alone.
        if let Some(number) = self.peek().filter(|next| is_digits(&next.text)) {
            let (text, at) = (number.text.clone(), number.at);
            self.at += 1;
            self.out.push("^", token.at);
            self.out.copy(&text, at);
            return Ok(());
        }
        let (found, at) = self.argument()?;
        let inner = found.text.trim();
        if inner.bytes().all(|byte| byte.is_ascii_digit()) && !inner.is_empty() {
            self.out.push("^", token.at);
            self.out.push(inner, at);
        } else if inner.chars().all(|c| c == '\'') {
            self.out.push(inner, at);
        } else {
            self.out.push("^", token.at);
            self.in_parentheses(&found, at);
        }
        Ok(())
    }

    /// `{\prime\prime}`: how many primes stand in braces, and how many tokens that takes.
    fn primes(&self) -> Option<(usize, usize)> {
        let [open, behind @ ..] = self.tokens.get(self.at..)? else {
            return None;
        };
        let is_prime = |token: &&Token| token.text == r"\prime";
        let is_rest = |token: &&Token| token.kind == Kind::Gap || is_prime(token);
        // Only as far as primes go: a tower of powers asks this at every step.
        let length = behind.iter().take_while(is_rest).count();
        let is_closed = behind
            .get(length)
            .is_some_and(|token| token.kind == Kind::Close);
        let count = behind.iter().take(length).filter(is_prime).count();
        (open.kind == Kind::Open && count > 0 && is_closed).then_some((count, length + 2))
    }

    /// How many tokens a star as an index takes, with braces around it or without.
    fn star_length(&self) -> Option<usize> {
        let is_star = |token: &Token| matches!(token.text.as_str(), "*" | r"\ast" | r"\star");
        let ends_in_name = self
            .out
            .text
            .ends_with(|c: char| c.is_alphabetic() || matches!(c, '}' | '\''));
        let star = match self.tokens.get(self.at..)? {
            [first, ..] if is_star(first) => 1,
            [open, star, close, ..] if is_star(star) => {
                (open.kind == Kind::Open && close.kind == Kind::Close).then_some(3)?
            }
            _ => return None,
        };
        ends_in_name.then_some(star)
    }

    pub(super) fn subscript(&mut self, token: &Token) -> Done {
        self.skip_gaps();
        // `x_\text{a}`: the command brings the words in its own braces.
        let brings_words = self.peek().is_some_and(|next| {
            let known = meaning(command_name(next));
            next.kind == Kind::Command && matches!(known, Some(Meaning::Words | Meaning::Styled(0)))
        });
        self.at += usize::from(brings_words);
        let (mut words, at) = self.words()?;
        // `x_1,_2` for `x_{1,2}`.
        if let Some([comma, mark, number, ..]) = self.tokens.get(self.at..)
            && comma.text == ","
            && mark.kind == Kind::Subscript
            && number.kind == Kind::Number
        {
            words = format!("{words},{}", number.text);
            self.at += 3;
        }
        let kept: String = words
            .trim()
            .chars()
            .flat_map(|character| {
                let spelled = match character {
                    '+' => "plus",
                    '-' | '−' => "minus",
                    _ => "",
                };
                let own = if character.is_alphanumeric() {
                    character
                } else {
                    '_'
                };
                spelled.chars().chain(spelled.is_empty().then_some(own))
            })
            .collect();
        if kept.is_empty() || !self.out.ends_in_operand() {
            return Self::fail(token, "this subscript belongs to nothing");
        }
        // A subscript of words belongs to the words.
        let last = self
            .out
            .text
            .trim_end()
            .rsplit(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next();
        let stand_in = last.unwrap_or("").to_owned();
        if let Some(phrase) = self
            .out
            .phrases
            .iter()
            .find(|phrase| phrase.stand_in == stand_in)
        {
            let words = format!("{}_{kept}", phrase.words);
            let new = self.out.phrase(&words);
            let end = self.out.text.trim_end().len() - stand_in.len();
            self.out.text.truncate(end);
            self.out.map.truncate(end);
            self.out.push(&new, at);
            self.out.push(" ", at);
            return Ok(());
        }
        self.out.push("_{", token.at);
        self.out.push(&kept, at);
        self.out.push("}", at);
        Ok(())
    }
}

/// Whether a text is a number of several digits and nothing else.
fn is_digits(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The power of ten that a word stands for.
pub(super) fn multiple(word: &str) -> Option<u32> {
    Some(match word {
        "thousand" => 3,
        "million" => 6,
        "billion" => 9,
        "trillion" => 12,
        _ => return None,
    })
}

/// Whether a run of letters reads as a word rather than as a product: five letters or more, mostly
/// small ones, with vowels among them.
fn reads_as_word(run: &str) -> bool {
    let letters = run.chars().count();
    let vowels = run.chars().filter(|c| "aeiouyAEIOUY".contains(*c)).count();
    let capitals = run.chars().filter(char::is_ascii_uppercase).count();
    letters >= 5 && vowels * 4 >= letters && capitals * 3 <= letters
}
