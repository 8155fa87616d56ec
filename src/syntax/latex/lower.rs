//! From tokens of LaTeX to the notation of the expression grammar.

use std::collections::BTreeMap;

use super::commands::{Meaning, meaning, nearest};
use super::lowered::Lowered;
use super::tokens::{Kind, Token, tokens};
use crate::diagnostic::Span;

/// The deepest nesting of groups and arguments.
const MAX_DEPTH: usize = 128;

/// The most tokens that macros may grow a formula to.
const MAX_TOKENS: usize = 200_000;

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

struct Lowering<'m> {
    whole_words: bool,
    end: usize,
    tokens: Vec<Token>,
    at: usize,
    out: Lowered,
    macros: &'m Macros,
    depth: usize,
}

type Done = Result<(), LatexError>;

impl Lowering<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn skip_gaps(&mut self) {
        while self.peek().is_some_and(|token| token.kind == Kind::Gap) {
            self.at += 1;
        }
    }

    fn fail<T>(token: &Token, reason: impl Into<String>) -> Result<T, LatexError> {
        let span = Span::new(token.at, token.at + token.text.len());
        Err(LatexError {
            span,
            reason: reason.into(),
        })
    }

    /// Everything up to the end, or up to the brace that closes the group.
    fn sequence(&mut self, in_group: bool) -> Done {
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

    fn token(&mut self, token: &Token) -> Done {
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

    fn number(&mut self, token: &Token) {
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
    fn letters(&mut self, token: &Token) {
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
            self.out.push(&spelled, token.at);
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
    fn part(&mut self) {
        let last = self.out.text.chars().next_back();
        if last.is_some_and(|last| last.is_alphabetic() || matches!(last, '_' | '}' | '\'')) {
            let at = self.out.map.last().copied().unwrap_or(0);
            self.out.push(" ", at);
        }
    }

    /// `(embeddings)` behind an operand: words in brackets are passed over.
    fn remark(&mut self, open: &Token) -> bool {
        let inside = self.tokens.get(self.at..).unwrap_or_default();
        let Some(length) = inside.iter().position(|token| token.text == ")") else {
            return false;
        };
        let inside = inside.get(..length).unwrap_or_default();
        let is_word =
            |token: &Token| matches!(token.kind, Kind::Letter | Kind::Gap) || token.text == ",";
        let words: String = inside.iter().map(plain).collect();
        let is_remark = inside.iter().all(is_word)
            && words.split(' ').any(|word| word.chars().count() > 3)
            && self.out.ends_in_operand();
        if is_remark {
            self.out.notes.push((words, open.at));
            self.at += length + 1;
        }
        is_remark
    }

    /// A group is put in parentheses where it holds more than one operand.
    fn group(&mut self) -> Done {
        self.sequence(true)
    }

    /// What an argument comes to, by itself.
    fn argument(&mut self) -> Result<(Lowered, usize), LatexError> {
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

    /// The tokens of an argument as plain words.
    fn words(&mut self) -> Result<(String, usize), LatexError> {
        self.skip_gaps();
        let mut words = String::new();
        let Some(first) = self.next() else {
            return Ok((words, self.end));
        };
        if first.kind != Kind::Open {
            return Ok((plain(&first), first.at));
        }
        let mut depth = 1;
        while let Some(token) = self.next() {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth -= 1,
                Kind::Command => {
                    let is_style = matches!(
                        meaning(command_name(&token)),
                        Some(Meaning::Words | Meaning::Styled(_))
                    );
                    if !is_style {
                        words.push_str(&plain(&token));
                    }
                }
                _ => words.push_str(&plain(&token)),
            }
            if depth == 0 {
                return Ok((words, first.at));
            }
        }
        Self::fail(&first, "a brace is not closed")
    }

    fn append(&mut self, found: &Lowered) {
        self.out.text.push_str(&found.text);
        self.out.map.extend_from_slice(&found.map);
    }

    fn in_parentheses(&mut self, found: &Lowered, at: usize) {
        self.out.push("(", at);
        self.append(found);
        self.out.push(")", at);
    }

    fn superscript(&mut self, token: &Token) -> Done {
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

    fn subscript(&mut self, token: &Token) -> Done {
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

    fn command(&mut self, token: &Token) -> Done {
        let name = command_name(token).to_owned();
        if let Some((count, body)) = self.macros.get(&name) {
            return self.expand(token, *count, &body.clone());
        }
        let Some(meaning) = meaning(&name) else {
            let near = nearest(&name).map_or(String::new(), |near| format!("; is it \\{near}?"));
            return Self::fail(
                token,
                format!("the command {} is not known{near}", token.text),
            );
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

    /// Puts what a macro stands for in its place; it stands where the macro is called.
    fn expand(&mut self, call: &Token, count: usize, body: &str) -> Done {
        let mut arguments = Vec::new();
        for _ in 0..count {
            self.skip_gaps();
            let start = self.at;
            let mut depth = 0_usize;
            while let Some(token) = self.next() {
                match token.kind {
                    Kind::Open => depth += 1,
                    Kind::Close => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
            arguments.push(
                self.tokens
                    .get(start..self.at.min(self.tokens.len()))
                    .unwrap_or_default()
                    .to_vec(),
            );
        }
        let mut expanded = Vec::new();
        let mut body = tokens(body).into_iter().peekable();
        while let Some(token) = body.next() {
            let number = match (token.text.as_str(), body.peek()) {
                ("#", Some(next)) => next.text.parse::<usize>().ok(),
                _ => None,
            };
            match number.and_then(|number| arguments.get(number.wrapping_sub(1))) {
                Some(argument) => {
                    body.next();
                    expanded.extend(argument.iter().cloned());
                }
                None => expanded.push(Token {
                    at: call.at,
                    ..token
                }),
            }
        }
        if self.tokens.len() + expanded.len() > MAX_TOKENS || self.depth > MAX_DEPTH {
            return Self::fail(call, "its macros grow without end");
        }
        self.depth += 1;
        let at = self.at.min(self.tokens.len());
        let open = Token {
            kind: Kind::Open,
            text: "{".into(),
            at: call.at,
        };
        let close = Token {
            kind: Kind::Close,
            text: "}".into(),
            at: call.at,
        };
        self.tokens
            .splice(at..at, std::iter::once(open).chain(expanded).chain([close]));
        let group = self.next();
        let done = group.map_or(Ok(()), |_| self.group());
        self.depth -= 1;
        done
    }

    /// Words are a unit behind a number, a remark behind an operand, and a name elsewhere.
    fn boxed_words(&mut self, token: &Token) -> Done {
        let (mut words, at) = self.words()?;
        let spaced = words.starts_with(' ');
        words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = words
            .trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':'))
            .to_owned();
        if bare.is_empty()
            || matches!(
                bare.as_str(),
                "and" | "or" | "where" | "with" | "so" | "then" | "hence"
            )
        {
            self.out
                .push(if bare.is_empty() { " " } else { "\n" }, token.at);
            return Ok(());
        }
        let first = bare.split(' ').next().unwrap_or_default();
        if self.out.ends_in_operand() {
            let is_unit = super::super::is_unit_word(first);
            if is_unit {
                self.out.push(" ", token.at);
                self.out.push(first, at);
                self.out.push(" ", at);
            }
            let rest = if is_unit {
                bare.get(first.len()..).unwrap_or_default().trim()
            } else {
                bare.as_str()
            };
            // A name directly behind an operand multiplies it, words behind it only remark.
            if !is_unit && !spaced && !bare.contains(' ') && bare.chars().all(char::is_alphanumeric)
            {
                let stand_in = self.out.phrase(&bare);
                self.out.push(" ", at);
                self.out.push(&stand_in, at);
                self.out.push(" ", at);
            } else if !rest.is_empty() {
                self.out.notes.push((rest.to_owned(), at));
            }
            return Ok(());
        }
        let mut name = bare;
        if let Some(argument) = self.word_argument() {
            name = format!("{name}({argument})");
        }
        let stand_in = self.out.phrase(&name);
        self.out.push(&stand_in, at);
        self.out.push(" ", at);
        Ok(())
    }

    /// `(\texttt{Qwen3MLP})` behind words: what they speak of.
    fn word_argument(&mut self) -> Option<String> {
        let start = self.at;
        let found = self.try_word_argument();
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn try_word_argument(&mut self) -> Option<String> {
        if self.next()?.text != "(" {
            return None;
        }
        let command = self.next().filter(|token| token.kind == Kind::Command)?;
        if meaning(command_name(&command)) != Some(Meaning::Words) {
            return None;
        }
        let (words, _) = self.words().ok()?;
        (self.next()?.text == ")").then_some(words)
    }

    fn root(&mut self, token: &Token) -> Done {
        self.skip_gaps();
        let mut degree = String::new();
        if self.peek().is_some_and(|next| next.text == "[") {
            self.at += 1;
            while let Some(next) = self.next() {
                if next.text == "]" {
                    break;
                }
                degree.push_str(&plain(&next));
            }
        }
        let (found, at) = self.argument()?;
        self.part();
        if degree.is_empty() {
            self.out.push("sqrt", token.at);
            self.in_parentheses(&found, at);
        } else {
            self.out.push("root(", token.at);
            self.append(&found);
            self.out.push(&format!(", {degree})"), at);
        }
        Ok(())
    }

    /// `\log_2 N`, `\ln(x)`: a function without parentheses takes the next operand.
    fn function(&mut self, token: &Token, function: &str) -> Done {
        self.skip_gaps();
        let mut name = function.to_owned();
        if self.peek().is_some_and(|next| next.kind == Kind::Subscript) {
            self.at += 1;
            let (base, _) = self.words()?;
            name = match (function, base.trim()) {
                ("log", "2") => "log2".into(),
                ("log", "10") => "log10".into(),
                ("log", "e") => "ln".into(),
                _ => {
                    return Self::fail(
                        token,
                        "this base of a logarithm is not read; write \\log_2, \\log_{10} or \\ln",
                    );
                }
            };
        } else if function == "log" {
            return Self::fail(
                token,
                "\\log without a base may be ln, log2 or log10; write one of them",
            );
        }
        self.part();
        self.out.push(&name, token.at);
        self.skip_gaps();
        let is_sized = |next: &Token| {
            next.kind == Kind::Command && meaning(command_name(next)) == Some(Meaning::Sized)
        };
        if self.peek().is_some_and(is_sized) {
            self.at += 1;
            self.skip_gaps();
        }
        if self.peek().is_some_and(|next| next.text == "(") {
            return Ok(());
        }
        let (found, at) = self.argument()?;
        self.in_parentheses(&found, at);
        Ok(())
    }

    /// `\sum_{i=1}^{L} body`: the body goes up to the next sign that binds less.
    fn big_operator(&mut self, token: &Token, function: &str) -> Done {
        let (mut below, mut above) = (None, None);
        loop {
            self.skip_gaps();
            match self.peek().map(|next| next.kind) {
                Some(Kind::Subscript) => {
                    self.at += 1;
                    below = Some(self.argument()?);
                }
                Some(Kind::Superscript) => {
                    self.at += 1;
                    above = Some(self.argument()?);
                }
                _ if self.peek().is_some_and(|next| next.text == r"\limits") => self.at += 1,
                _ => break,
            }
        }
        let (Some((below, at)), Some((above, over))) = (below, above) else {
            return Self::fail(token, "a sum without an index and both ends is not read");
        };
        self.part();
        self.out.push(&format!("{function}("), token.at);
        self.append(&below);
        self.out.push("..", at);
        self.append(&above);
        self.out.push(", ", over);
        let mut depth = 0_usize;
        while let Some(next) = self.peek().cloned() {
            let ends = match next.text.as_str() {
                "(" | "[" => {
                    depth += 1;
                    false
                }
                ")" | "]" if depth > 0 => {
                    depth -= 1;
                    false
                }
                "+" | "-" | "=" | "<" | ">" | "," | ")" | "]" | "≈" => depth == 0,
                _ => match next.kind {
                    Kind::Close | Kind::LineEnd => true,
                    Kind::Command => depth == 0 && ends_body(command_name(&next)),
                    _ => false,
                },
            };
            if ends {
                break;
            }
            self.at += 1;
            self.token(&next)?;
        }
        self.out.push(")", over);
        Ok(())
    }

    /// `\begin{cases} a & \text{if } p \\ b & \text{otherwise} \end{cases}`.
    fn cases(&mut self, token: &Token) -> Done {
        let mut rows: Vec<(Lowered, Option<Lowered>)> = Vec::new();
        let phrases = self.out.phrases.clone();
        let outer = std::mem::take(&mut self.out);
        self.out.phrases = phrases;
        let mut value: Option<Lowered> = None;
        let mut closed = false;
        while let Some(next) = self.next() {
            let is_end = next.text == r"\end";
            if next.kind == Kind::LineEnd || is_end {
                let part = self.part_of_cases();
                match value.take() {
                    Some(value) => rows.push((value, Some(part))),
                    None if !part.text.trim().is_empty() => rows.push((part, None)),
                    None => {}
                }
                if is_end {
                    self.words()?;
                    closed = true;
                    break;
                }
            } else if next.kind == Kind::Align {
                value = Some(self.part_of_cases());
            } else if next.kind == Kind::Command
                && meaning(command_name(&next)) == Some(Meaning::Words)
            {
                // `if` and `otherwise` say what is plain from where they stand.
                let (words, at) = self.words()?;
                if !matches!(
                    words.trim().trim_end_matches('.'),
                    "if" | "for" | "when" | "otherwise" | "else" | ""
                ) {
                    let stand_in = self.out.phrase(words.trim());
                    self.out.push(&format!(" {stand_in} "), at);
                }
            } else {
                self.token(&next)?;
            }
        }
        let inner = std::mem::replace(&mut self.out, outer);
        self.out.phrases = inner.phrases;
        if !closed || rows.is_empty() {
            return Self::fail(token, "these cases are not closed");
        }
        self.out.push("(", token.at);
        for (place, (value, condition)) in rows.iter().enumerate() {
            let condition = condition
                .as_ref()
                .filter(|condition| !condition.text.trim().is_empty());
            match condition {
                Some(condition) if place + 1 < rows.len() => {
                    self.out.push(" if ", token.at);
                    self.append(condition);
                    self.out.push(" then ", token.at);
                    self.append(value);
                    self.out.push(" else ", token.at);
                }
                // The last case is all others: its condition is not needed where there is one.
                _ => self.append(value),
            }
        }
        self.out.push(")", token.at);
        Ok(())
    }

    fn part_of_cases(&mut self) -> Lowered {
        let phrases = self.out.phrases.clone();
        let part = std::mem::take(&mut self.out);
        self.out.phrases = phrases;
        let trimmed = part.text.trim_end_matches([',', ' ', '.']).len();
        let mut part = part;
        part.text.truncate(trimmed);
        part.map.truncate(trimmed);
        part
    }
}

/// Whether a command ends the body of a sum.
fn ends_body(name: &str) -> bool {
    match meaning(name) {
        Some(Meaning::Text(text)) => text.trim().chars().all(|c| "≈~≤≥<>≪≫≠=≍⇒⟺".contains(c)),
        Some(Meaning::Environment) => true,
        _ => false,
    }
}

fn command_name(token: &Token) -> &str {
    token.text.strip_prefix('\\').unwrap_or(&token.text)
}

/// A token as words.
fn plain(token: &Token) -> String {
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
