//! From tokens of LaTeX to the notation of the expression grammar.

use std::collections::BTreeMap;

use super::commands::{Meaning, meaning, nearest};
use super::lowered::Lowered;
use super::tokens::{Kind, Token, tokens};
use crate::diagnostic::Span;

/// The deepest nesting of groups and arguments.
pub(super) const MAX_DEPTH: usize = 128;

/// The most tokens that macros may grow a formula to.
pub(super) const MAX_TOKENS: usize = 200_000;

/// Why a formula in LaTeX cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatexError {
    /// Where.
    pub span: Span,
    /// Why, in a short sentence without a full stop.
    pub reason: String,
}

/// Commands that the author has defined: how many arguments, and what stands for them.
pub type Macros = BTreeMap<String, (usize, String)>;

/// A formula in LaTeX in the notation of the expression grammar. A line end of the formula (`\\`, an
/// arrow) is a line end of the result, so that each line can be read by itself.
///
/// ```
/// use longhand::syntax::latex::{Macros, lower};
///
/// let lowered = lower(r"\frac{1}{2} d_{ff}^2", &Macros::new()).unwrap();
/// assert_eq!(lowered.text, "((1)/(2)) d_{ff}^2");
/// ```
///
/// # Errors
/// A command that is not known, a brace that is not closed, or a formula that is nested too deeply.
pub fn lower(text: &str, macros: &Macros) -> Result<Lowered, LatexError> {
    let tokens = tokens(text);
    let mut lowering = Lowering {
        whole_words: program_like(&tokens),
        end: text.len(),
        tokens,
        at: 0,
        out: Lowered::default(),
        macros,
        depth: 0,
    };
    lowering.sequence(false)?;
    let mut out = lowering.out;
    out.map.push(text.len());
    Ok(out)
}

/// Whether names are whole words: products are written with a sign, and nothing is multiplied by
/// standing side by side.
fn program_like(tokens: &[Token]) -> bool {
    let has_sign = tokens.iter().any(|token| token.text == "*");
    let joined = tokens.windows(2).any(|pair| match pair {
        [a, b] => a.kind == Kind::Number && b.kind == Kind::Letter,
        _ => false,
    });
    has_sign && !joined
}

pub(super) struct Lowering<'m> {
    pub(super) whole_words: bool,
    pub(super) end: usize,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    pub(super) out: Lowered,
    pub(super) macros: &'m Macros,
    pub(super) depth: usize,
}

pub(super) type Done = Result<(), LatexError>;

impl Lowering<'_> {
    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    pub(super) fn skip_gaps(&mut self) {
        while self.peek().is_some_and(|token| token.kind == Kind::Gap) {
            self.at += 1;
        }
    }

    pub(super) fn fail<T>(token: &Token, reason: impl Into<String>) -> Result<T, LatexError> {
        let span = Span::new(token.at, token.at + token.text.len());
        Err(LatexError {
            span,
            reason: reason.into(),
        })
    }

    /// Everything up to the end, or up to the brace that closes the group.
    pub(super) fn sequence(&mut self, in_group: bool) -> Done {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let span = Span::new(self.end, self.end);
            return Err(LatexError {
                span,
                reason: format!("it is nested deeper than {MAX_DEPTH}"),
            });
        }
        while let Some(token) = self.next() {
            if token.kind == Kind::Close {
                if !in_group {
                    return Self::fail(&token, "this brace closes nothing");
                }
                self.depth -= 1;
                return Ok(());
            }
            self.token(&token)?;
        }
        self.depth -= 1;
        if in_group {
            let span = Span::new(self.end, self.end);
            return Err(LatexError {
                span,
                reason: "a brace is not closed".into(),
            });
        }
        Ok(())
    }

    pub(super) fn token(&mut self, token: &Token) -> Done {
        match token.kind {
            Kind::Gap | Kind::Align => self.out.push(" ", token.at),
            Kind::LineEnd => self.out.push("\n", token.at),
            Kind::Number => self.number(token),
            Kind::Open => return self.group(),
            Kind::Close => {}
            Kind::Superscript => return self.superscript(token),
            Kind::Subscript => return self.subscript(token),
            Kind::Letter => self.letters(token),
            Kind::Sign => match token.text.as_str() {
                "✓" | "✔" | "✅" => {}
                "(" if self.remark(token) => {}
                sign => self.out.copy(sign, token.at),
            },
            Kind::Command => return self.command(token),
        }
        Ok(())
    }

    pub(super) fn number(&mut self, token: &Token) {
        let bytes = token.text.bytes().enumerate();
        let digits = bytes.filter(|(_, byte)| byte.is_ascii_digit() || *byte == b'.');
        let digits: Vec<(usize, u8)> = digits.collect();
        if self.out.text.ends_with(|last: char| last.is_ascii_digit()) {
            self.out.push(" ", token.at);
        }
        for (offset, byte) in digits {
            self.out
                .push(char::from(byte).encode_utf8(&mut [0; 4]), token.at + offset);
        }
        // `2e` would begin a power of ten.
        if self
            .peek()
            .is_some_and(|next| matches!(next.text.as_str(), "e" | "E"))
        {
            self.out.push(" ", token.at);
        }
    }

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
        let is_word = has_underscore || (self.whole_words && letters >= 1);
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
        self.out.names.push(name);
    }

    /// Keeps a name apart from one before it.
    pub(super) fn part(&mut self) {
        let last = self.out.text.chars().next_back();
        if last.is_some_and(|last| last.is_alphabetic() || matches!(last, '_' | '}' | '\'')) {
            let at = self.out.map.last().copied().unwrap_or(0);
            self.out.push(" ", at);
        }
    }

    /// A group is put in parentheses where it holds more than one operand.
    pub(super) fn group(&mut self) -> Done {
        self.sequence(true)
    }

    /// What an argument comes to, by itself.
    pub(super) fn argument(&mut self) -> Result<(Lowered, usize), LatexError> {
        self.skip_gaps();
        let Some(token) = self.next() else {
            let span = Span::new(self.end, self.end);
            return Err(LatexError {
                span,
                reason: "an argument is missing".into(),
            });
        };
        let phrases = self.out.phrases.clone();
        let outer = std::mem::take(&mut self.out);
        self.out.phrases = phrases;
        let done = match token.kind {
            Kind::Open => self.group(),
            // Of a number only its first digit is the argument.
            Kind::Number if token.text.len() > 1 => {
                let (first, rest) = token.text.split_at(1);
                let rest = Token {
                    kind: Kind::Number,
                    text: rest.to_owned(),
                    at: token.at + 1,
                };
                self.at -= 1;
                if let Some(place) = self.tokens.get_mut(self.at) {
                    *place = rest;
                }
                self.out.copy(first, token.at);
                Ok(())
            }
            _ => self.token(&token),
        };
        let found = std::mem::replace(&mut self.out, outer);
        self.out.phrases.clone_from(&found.phrases);
        self.out.names.extend(found.names.iter().cloned());
        self.out.notes.extend(found.notes.iter().cloned());
        done.map(|()| (found, token.at))
    }

    pub(super) fn append(&mut self, found: &Lowered) {
        self.out.text.push_str(&found.text);
        self.out.map.extend_from_slice(&found.map);
    }

    pub(super) fn in_parentheses(&mut self, found: &Lowered, at: usize) {
        self.out.push("(", at);
        self.append(found);
        self.out.push(")", at);
    }

    pub(super) fn superscript(&mut self, token: &Token) -> Done {
        self.skip_gaps();
        if self.peek().is_some_and(|next| next.text == r"\prime") {
            self.at += 1;
            self.out.push("'", token.at);
            return Ok(());
        }
        let (found, at) = self.argument()?;
        let inner = found.text.trim();
        if inner.bytes().all(|byte| byte.is_ascii_digit()) && !inner.is_empty() {
            self.out.push("^", token.at);
            self.out.push(inner, at);
        } else if inner == "\\prime" || inner.chars().all(|c| c == '\'') {
            self.out.push(inner, at);
        } else {
            self.out.push("^", token.at);
            self.in_parentheses(&found, at);
        }
        Ok(())
    }

    pub(super) fn subscript(&mut self, token: &Token) -> Done {
        let (words, at) = self.words()?;
        let kept: String = words
            .trim()
            .chars()
            .map(|character| {
                if character.is_alphanumeric() {
                    character
                } else {
                    '_'
                }
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

    pub(super) fn command(&mut self, token: &Token) -> Done {
        let name = command_name(token).to_owned();
        if let Some((count, body)) = self.macros.get(&name) {
            return self.expand(token, *count, &body.clone());
        }
        let Some(meaning) = meaning(&name) else {
            let near = nearest(&name).map_or(String::new(), |near| format!("; is it \\{near}?"));
            return Self::fail(token, format!("unknown command `{}`{near}", token.text));
        };
        match meaning {
            Meaning::Text(text) => self.out.push(text, token.at),
            Meaning::Greek => {
                self.part();
                self.out.push(name.trim_start_matches("var"), token.at);
            }
            Meaning::Nothing => self.out.push(" ", token.at),
            Meaning::Dropped(count) => {
                for _ in 0..count {
                    self.words()?;
                }
            }
            Meaning::Styled(before) => {
                for _ in 0..before {
                    self.words()?;
                }
                let (found, _) = self.argument()?;
                self.part();
                self.append(&found);
            }
            Meaning::Words => return self.boxed_words(token),
            Meaning::Braced => {
                let (found, at) = self.argument()?;
                self.in_parentheses(&found, at);
                self.skip_gaps();
                if self
                    .peek()
                    .is_some_and(|next| matches!(next.kind, Kind::Subscript | Kind::Superscript))
                {
                    self.at += 1;
                    let (label, at) = self.words()?;
                    self.out.notes.push((label, at));
                }
            }
            Meaning::Fraction => {
                let (above, at) = self.argument()?;
                let (below, under) = self.argument()?;
                self.out.push("(", token.at);
                self.in_parentheses(&above, at);
                self.out.push("/", token.at);
                self.in_parentheses(&below, under);
                self.out.push(")", under);
            }
            Meaning::Root => return self.root(token),
            Meaning::Binomial => {
                let (above, _) = self.argument()?;
                let (below, _) = self.argument()?;
                self.part();
                self.out.push("binom(", token.at);
                self.append(&above);
                self.out.push(",", token.at);
                self.append(&below);
                self.out.push(")", token.at);
            }
            Meaning::Function(function) => return self.function(token, function),
            Meaning::Big(function) => return self.big_operator(token, function),
            Meaning::Sized => {
                self.skip_gaps();
                if self.peek().is_some_and(|next| next.text == ".") {
                    self.at += 1;
                }
            }
            Meaning::Environment => {
                let (environment, _) = self.words()?;
                if name == "begin" && environment == "cases" {
                    return self.cases(token);
                }
                if name == "begin"
                    && matches!(
                        environment.as_str(),
                        "array" | "tabular" | "alignat" | "alignat*"
                    )
                {
                    self.words()?;
                }
                self.out.push("\n", token.at);
            }
        }
        Ok(())
    }
}

/// Whether a command ends the body of a sum.
pub(super) fn ends_body(name: &str) -> bool {
    match meaning(name) {
        Some(Meaning::Text(text)) => text.trim().chars().all(|c| "≈~≤≥<>≪≫≠=≍⇒⟺".contains(c)),
        Some(Meaning::Environment) => true,
        _ => false,
    }
}

pub(super) fn command_name(token: &Token) -> &str {
    token.text.strip_prefix('\\').unwrap_or(&token.text)
}

/// A token as words.
pub(super) fn plain(token: &Token) -> String {
    match token.kind {
        Kind::Gap => " ".into(),
        Kind::Command => match meaning(command_name(token)) {
            Some(Meaning::Text(text)) => text.trim().to_owned(),
            Some(Meaning::Nothing | Meaning::Words | Meaning::Styled(_)) => String::new(),
            _ => command_name(token).to_owned(),
        },
        _ => token.text.clone(),
    }
}
