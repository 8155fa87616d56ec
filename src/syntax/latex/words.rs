//! Words in LaTeX: names, units, remarks.

use super::commands::{Meaning, meaning};
use super::lower::{Done, LatexError, Lowering, command_name, plain};
use super::lowered::LIST;
use super::names::multiple;
use super::tokens::{Kind, Token};
use crate::expr::Function;

impl Lowering<'_> {
    /// Where the tokens that were taken end in the original.
    pub(super) fn taken(&self) -> usize {
        let last = self.tokens.get(self.at.saturating_sub(1));
        last.map_or(self.end, |last| last.at + last.text.len())
    }

    /// `(embeddings)` behind an operand: words in brackets are passed over.
    pub(super) fn remark(&mut self, open: &Token) -> bool {
        let inside = self.tokens.get(self.at..).unwrap_or_default();
        let is_text = |token: &Token| {
            token.kind == Kind::Command && meaning(command_name(token)) == Some(Meaning::Words)
        };
        let is_word = |token: &Token| {
            let is_brace = matches!(token.kind, Kind::Open | Kind::Close);
            matches!(token.kind, Kind::Letter | Kind::Gap)
                || token.text == ","
                || is_text(token)
                || is_brace
        };
        let length = inside.iter().take_while(|token| is_word(token)).count();
        if inside.get(length).is_none_or(|token| token.text != ")") {
            return false;
        }
        let inside = inside.get(..length).unwrap_or_default();
        let is_boxed = inside.iter().any(is_text);
        let has_brace = inside.iter().any(|token| token.kind == Kind::Open);
        let words: String = inside.iter().map(plain).collect();
        let says_something = words.split(' ').any(|word| word.chars().count() > 3);
        let is_said = is_boxed || !has_brace && says_something;
        let is_remark = is_said
            && self.out.ends_in_operand()
            && !self.out.ends_in_function()
            && !(self.out.ends_in_called() && has_comma(inside));
        if is_remark {
            self.out.notes.push((words, open.at));
            self.at += length + 1;
        }
        is_remark
    }

    /// `54 [GB]`: the unit of what stands before it; behind a name it says in what that is told.
    pub(super) fn unit_in_brackets(&mut self, open: &Token) -> bool {
        let inside = self.tokens.get(self.at..).unwrap_or_default();
        let Some(length) = inside.iter().position(|token| token.text == "]") else {
            return false;
        };
        let inside = inside.get(..length).unwrap_or_default();
        let is_text = |token: &Token| {
            token.kind == Kind::Command && meaning(command_name(token)) == Some(Meaning::Words)
        };
        let is_word = |token: &Token| {
            matches!(
                token.kind,
                Kind::Letter | Kind::Gap | Kind::Open | Kind::Close
            ) || is_text(token)
        };
        let words: String = inside
            .iter()
            .filter(|token| token.kind == Kind::Letter)
            .map(plain)
            .collect();
        let is_unit = words.len() > 1 && super::super::is_unit_word(&words);
        if !is_unit || !inside.iter().all(is_word) || !self.out.ends_in_operand() {
            return false;
        }
        let before = self.out.text.trim_end();
        if before.ends_with(|c: char| c.is_ascii_digit() || c == ')') {
            self.out.push(" ", open.at);
            self.out.push(&words, open.at);
        } else {
            self.out.notes.push((words, open.at));
        }
        self.at += length + 1;
        self.out.reach(self.taken());
        self.out.push(" ", open.at);
        true
    }

    /// `= **-8.0**`: the marks of bold type where a sign cannot stand, before an operand and behind the last one.
    pub(super) fn emphasis(&mut self) -> bool {
        if self.peek().is_none_or(|next| next.text != "*") {
            return false;
        }
        let mut behind = self.tokens.get(self.at + 1..).unwrap_or_default().iter();
        let next = behind.find(|token| token.kind != Kind::Gap);
        let ends = next.is_none_or(|next| next.text == "=");
        let is_mark = !self.out.ends_in_operand() || ends;
        if is_mark {
            self.at += 1;
        }
        is_mark
    }

    /// Whether a group with nothing but a number in it comes next.
    pub(super) fn argument_is_number(&self) -> bool {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let Some((open, inside)) = rest.split_first() else {
            return false;
        };
        let end = inside.iter().position(|token| token.kind == Kind::Close);
        let inside = inside.get(..end.unwrap_or(0)).unwrap_or_default();
        open.kind == Kind::Open
            && inside.iter().any(|token| token.kind == Kind::Number)
            && inside
                .iter()
                .all(|token| matches!(token.kind, Kind::Number | Kind::Gap))
    }

    /// The tokens of an argument as plain words.
    pub(super) fn words(&mut self) -> Result<(String, usize), LatexError> {
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

    /// Words are a unit behind a number, a remark behind an operand, and a name elsewhere.
    pub(super) fn boxed_words(&mut self, token: &Token) -> Done {
        let (mut words, at) = self.words()?;
        let spaced = words.starts_with(' ');
        words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = words
            .trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '，' | '；'))
            .to_owned();
        // `\mathrm{class} = \text{}`: no letters, which is a value.
        if words.is_empty() && self.out.ends_in_equality() {
            let stand_in = self.out.phrase("\"\"");
            self.out.push(&stand_in, at);
            self.out.push(" ", at);
            return Ok(());
        }
        // `\mathrm{where} = …`: what is defined.
        let is_defined = self.out.begins_line() && self.relation_follows();
        if bare.is_empty() || parts(&bare) && !is_defined {
            self.out
                .push(if bare.is_empty() { " " } else { "\n" }, token.at);
            return Ok(());
        }
        // `\text{FP32:} \quad & 110 \times 4 = 440`: what the row is called.
        if words.ends_with([':', '：']) && !self.out.ends_in_operand() {
            // `\text{Total:} \quad &\approx 12`: of what it is said.
            if self.relation_follows() {
                let stand_in = self.out.phrase(&bare);
                self.out.push(&stand_in, at);
                self.out.push(" ", at);
                return Ok(());
            }
            self.out.notes.push((bare, at));
            return Ok(());
        }
        // `6.55\text{B}`: the letter scales the number before it.
        let scales = matches!(bare.as_str(), "K" | "k" | "M" | "B" | "T");
        let (first, behind) = bare.split_once(' ').unwrap_or((bare.as_str(), ""));
        let scales = scales || matches!(first, "K" | "M" | "B" | "T") && behind.len() > 2;
        // `2\ \text{B}` may be bytes, which is another reading of the side.
        let kept = self.out.text.trim_end_matches(' ').len();
        let behind_digit = |text: &str| text.ends_with(|last: char| last.is_ascii_digit());
        if scales && self.out.text.get(..kept).is_some_and(behind_digit) {
            self.out.text.truncate(kept);
            self.out.map.truncate(kept);
            self.out.push(first, at);
            self.out.reach(self.taken());
            if !behind.is_empty() {
                self.out.notes.push((behind.to_owned(), at));
            }
            return Ok(());
        }
        if self.out.ends_in_operand()
            && let Some(power) = multiple(&first.to_lowercase())
        {
            self.out.push(&format!(" * 10^{power} "), at);
            self.out.reach(self.taken());
            if !behind.is_empty() {
                self.out.notes.push((behind.to_owned(), at));
            }
            return Ok(());
        }
        if self.out.ends_in_operand()
            && let Some(rate) = rate(&bare)
        {
            let is_divisor = self.out.open_divisor();
            self.out.push(" ", token.at);
            self.out.push(&rate, at);
            if is_divisor {
                self.out.push(")", at);
            }
            self.out.reach(self.taken());
            self.out.push(" ", at);
            return Ok(());
        }
        if self.out.ends_in_operand() {
            self.behind_operand(token, at, &bare, spaced);
            return Ok(());
        }
        let mut name = bare;
        // `\operatorname{list}(\text{bart})`: a list of one.
        if name != LIST
            && name != Function::Length.name()
            && let Some(argument) = self.word_argument()
        {
            name = format!("{name}({argument})");
        }
        // `\mathrm{linear}(x, y)`: a function by its own name.
        if let Some(function) = self.function_name(&name) {
            self.out.push(&function, at);
            self.out.reach(self.taken());
            if function != LIST {
                self.out.names.push(function);
            }
            return Ok(());
        }
        let stand_in = self.out.phrase(&name);
        self.out.push(&stand_in, at);
        self.out.push(" ", at);
        Ok(())
    }

    /// Words behind an operand: its unit, what it is multiplied by, or a remark.
    fn behind_operand(&mut self, token: &Token, at: usize, bare: &str, spaced: bool) {
        // `117\text{ ms/次（DS-V3）}`: a unit, and what it is counted by.
        let first = bare.split([' ', '/', '(', '（']).next().unwrap_or_default();
        let is_unit = super::super::is_unit_word(first);
        if is_unit {
            self.out.push(" ", token.at);
            self.out.push(first, at);
            self.out.reach(self.taken());
            self.out.push(" ", at);
        }
        let rest = if is_unit {
            bare.get(first.len()..).unwrap_or_default().trim()
        } else {
            bare
        };
        // `1\text{ PF-day} = …`: what a unit is.
        let is_one = self.is_lone_number() && self.relation_follows();
        // A name directly behind an operand multiplies it, words behind it only remark.
        let is_raised = self
            .peek()
            .is_some_and(|next| next.kind == Kind::Superscript);
        if !is_unit && (is_one || is_raised)
            || !is_unit && !spaced && !bare.contains(' ') && bare.chars().all(char::is_alphanumeric)
        {
            let stand_in = self.out.phrase(bare);
            self.out.push(" ", at);
            self.out.push(&stand_in, at);
            self.out.push(" ", at);
        } else if !is_unit && spaced && self.equation_follows() {
            // `x = 2 \text{ lub } x = 3`: whatever the word says, another relation begins behind it.
            self.out.push("\n", token.at);
        } else if !rest.is_empty() {
            self.out.notes.push((rest.to_owned(), at));
        }
    }

    /// Whether a relation ends here and one of a name begins: `x = 2 … x_1 = 3`.
    fn equation_follows(&self) -> bool {
        let is_relation = |text: &str| {
            matches!(
                text,
                "=" | "<"
                    | ">"
                    | r"\le"
                    | r"\leq"
                    | r"\ge"
                    | r"\geq"
                    | "≤"
                    | "≥"
                    | r"\approx"
                    | "≈"
            )
        };
        let line = self.out.text.rsplit('\n').next().unwrap_or_default();
        let behind = self.tokens.get(self.at..).unwrap_or_default().iter();
        let mut behind = behind.filter(|next| next.kind != Kind::Gap);
        let is_name = behind.next().is_some_and(|next| next.kind == Kind::Letter);
        let is_index = |next: &&Token| {
            let parts = [Kind::Subscript, Kind::Open, Kind::Close, Kind::Number];
            parts.contains(&next.kind)
        };
        let end = behind.find(|next| !is_index(next));
        is_name
            && line.contains(['=', '<', '>', '≤', '≥', '≈'])
            && end.is_some_and(|end| is_relation(&end.text))
    }

    /// Whether nothing but a number stands in the line so far.
    fn is_lone_number(&self) -> bool {
        let line = self.out.text.rsplit(['\n', ',']).next();
        let line = line.unwrap_or_default().trim();
        !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether a relation is the next sign.
    fn relation_follows(&self) -> bool {
        let mut behind = self.tokens.get(self.at..).unwrap_or_default().iter();
        let next = behind.find(|next| {
            let is_room = matches!(next.text.as_str(), r"\quad" | r"\qquad");
            !matches!(next.kind, Kind::Gap | Kind::Align) && !is_room
        });
        next.is_some_and(|next| matches!(next.text.as_str(), "=" | "≈" | r"\approx"))
    }

    /// The name of a function before its arguments.
    pub(super) fn function_name(&self, words: &str) -> Option<String> {
        let behind = self.tokens.get(self.at..).unwrap_or_default().iter();
        let mut behind = behind
            .filter(|next| next.kind != Kind::Gap)
            .skip_while(|next| {
                next.kind == Kind::Command && meaning(command_name(next)) == Some(Meaning::Sized)
            });
        let has_arguments = behind.next().is_some_and(|next| next.text == "(");
        let belongs = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_name = words.starts_with(|c: char| c.is_ascii_alphabetic())
            && words.chars().all(belongs)
            && words.len() > 1;
        // LaTeX writes the names of functions without their underscores.
        let known = Function::names().find(|name| name.replace('_', "") == words);
        let known = known.or_else(|| divisor_or_multiple(words));
        (has_arguments && is_name).then(|| known.unwrap_or(words).to_owned())
    }

    /// `(\texttt{Qwen3MLP})` behind words: what they speak of.
    pub(super) fn word_argument(&mut self) -> Option<String> {
        let start = self.at;
        let found = self.try_word_argument();
        if found.is_none() {
            self.at = start;
        }
        found
    }

    pub(super) fn try_word_argument(&mut self) -> Option<String> {
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
}

/// Whether a comma stands outside all braces, as between arguments.
fn has_comma(tokens: &[Token]) -> bool {
    let mut depth = 0_usize;
    tokens.iter().any(|token| {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.text == ","
    })
}

/// `GB/s`, `tokens/s`, `s`: a unit over one of a kind, as the expression grammar reads it. What is
/// no measure counts for one.
/// The greatest common divisor and the least common multiple as other languages write them.
fn divisor_or_multiple(words: &str) -> Option<&'static str> {
    match words {
        "MCD" | "mcd" | "mdc" | "MDC" | "pgcd" | "PGCD" | "ggT" | "GCD" | "GGT" => Some("gcd"),
        "MCM" | "mcm" | "mmc" | "MMC" | "ppcm" | "PPCM" | "kgV" | "LCM" | "KGV" => Some("lcm"),
        _ => None,
    }
}

/// Whether words stand between two formulas.
fn parts(words: &str) -> bool {
    matches!(
        words,
        "and"
            | "or"
            | "where"
            | "with"
            | "so"
            | "then"
            | "hence"
            | "if"
            | "for"
            | "oder"
            | "und"
            | "für"
            | "wenn"
            | "falls"
            | "ou"
            | "et"
            | "si"
            | "pour"
            | "o"
            | "y"
            | "para"
            | "com"
            | "con"
            | "или"
            | "и"
            | "при"
            | "если"
            | "또는"
            | "或"
            | "且"
            | "又は"
            | "または"
            | "时"
            | "時"
    )
}

fn rate(words: &str) -> Option<String> {
    let is_second = |word: &str| matches!(word, "s" | "sec" | "second" | "seconds");
    if words == "s" {
        return Some("second".to_owned());
    }
    let (above, below) = words.split_once('/')?;
    let (above, below) = (above.trim(), below.trim());
    if !super::super::is_unit_word(above) {
        return None;
    }
    if is_second(below) {
        return Some(format!("{above}/(1 second)"));
    }
    let measures_time = |unit: &crate::units::Unit| unit.dimension == crate::units::Dimension::TIME;
    if let Some(time) = crate::units::unit(below).filter(|unit| measures_time(unit)) {
        return Some(format!("{above}/(1 {})", time.name));
    }
    // `FLOP/byte`: operations by size; `bytes/GB`: one unit by a larger one.
    let size = crate::units::unit("byte").map(|unit| unit.dimension);
    let by_size = crate::units::unit(below).filter(|unit| Some(unit.dimension) == size);
    let converts = |unit: &crate::units::Unit| {
        let known = crate::units::unit(above);
        known.is_some_and(|known| {
            known.dimension == unit.dimension && known.name != unit.name && known.name != "bit"
        })
    };
    if let Some(unit) = by_size.filter(|unit| above.contains("FLOP") || converts(unit)) {
        return Some(format!("{above}/(1 {})", unit.name));
    }
    let is_word = !below.is_empty() && below.chars().all(char::is_alphabetic);
    is_word.then(|| above.to_owned())
}
