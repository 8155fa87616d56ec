//! From tokens of LaTeX to the notation of the expression grammar.

use std::collections::BTreeMap;

use super::commands::{Meaning, meaning, nearest};
use super::commas::write_points;
use super::lowered::Lowered;
use super::raised::raise_brackets;
use super::structures::is_derivative;
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
    lowered(text, macros, false)
}

/// The same where a command that is not known spoils only the side in which it stands: a name takes
/// its place, and [`Lowered::unread_in`] tells why a side cannot be read.
///
/// # Errors
/// A brace that is not closed, or a formula that is nested too deeply.
pub fn lower_sides(text: &str, macros: &Macros) -> Result<Lowered, LatexError> {
    lowered(text, macros, true)
}

fn lowered(text: &str, macros: &Macros, by_sides: bool) -> Result<Lowered, LatexError> {
    let mut tokens = tokens(text);
    write_points(&mut tokens);
    raise_brackets(&mut tokens);
    let mut lowering = Lowering {
        by_sides,
        whole_words: program_like(&tokens),
        end: text.len(),
        tokens,
        at: 0,
        out: Lowered::default(),
        macros,
        depth: 0,
        squares: Vec::new(),
    };
    lowering.sequence(false)?;
    let mut out = lowering.out;
    out.map.push(text.len());
    Ok(out)
}

/// Whether names are whole words: products are written with a sign, and nothing is multiplied by
/// standing side by side.
fn program_like(tokens: &[Token]) -> bool {
    // The star of `\begin{align*}` is none.
    let is_starred = |place: usize| {
        let behind = tokens.get(place + 1);
        let name = tokens.get(..place).unwrap_or_default().iter().rev();
        let mut before = name.skip_while(|token| token.kind == Kind::Letter).skip(1);
        behind.is_some_and(|token| token.kind == Kind::Close)
            && before
                .next()
                .is_some_and(|token| matches!(token.text.as_str(), r"\begin" | r"\end"))
    };
    let has_sign = tokens
        .iter()
        .enumerate()
        .any(|(place, token)| token.text == "*" && !is_starred(place));
    let joined = tokens.windows(2).any(|pair| match pair {
        [a, b] => a.kind == Kind::Number && b.kind == Kind::Letter,
        _ => false,
    });
    has_sign && !joined
}

pub(super) struct Lowering<'m> {
    pub(super) whole_words: bool,
    /// Whether a command that is not known spoils only its own side.
    pub(super) by_sides: bool,
    pub(super) end: usize,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    pub(super) out: Lowered,
    pub(super) macros: &'m Macros,
    pub(super) depth: usize,
    /// The square brackets that are open: whether they group.
    pub(super) squares: Vec<bool>,
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
            let before = self.out.text.len();
            self.token(&token)?;
            // What a command or an index makes reaches to the brace that closes it; what a style is given to
            // stays where it is.
            let has_arguments = match token.kind {
                Kind::Command => !matches!(meaning(command_name(&token)), Some(Meaning::Styled(_))),
                Kind::Superscript | Kind::Subscript => true,
                _ => false,
            };
            if has_arguments && self.out.text.len() > before {
                self.out.reach(self.taken());
            }
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
            Kind::Gap => self.out.push(" ", token.at),
            Kind::Align => self.column(token),
            Kind::LineEnd => self.out.push("\n", token.at),
            Kind::Number => self.number(token),
            Kind::Open => return self.group(),
            Kind::Close => {}
            Kind::Superscript => return self.superscript(token),
            Kind::Subscript => return self.subscript(token),
            Kind::Letter => self.letters(token),
            Kind::Sign => match token.text.as_str() {
                "✓" | "✔" | "✅" => {}
                // The number of a line.
                sign if sign.chars().all(|c| ('①'..='⑳').contains(&c)) => {}
                "(" if self.remark(token) => {}
                "[" if self.unit_in_brackets(token) => {}
                "*" if self.emphasis() => self.out.push("  ", token.at),
                // Square brackets group, where no condition stands in them.
                "[" if !self.holds_condition() => {
                    self.squares.push(true);
                    self.out.push("(", token.at);
                }
                "[" => {
                    self.squares.push(false);
                    self.out.copy("[", token.at);
                }
                "]" => {
                    let groups = self.squares.pop().unwrap_or(false);
                    self.out.push(if groups { ")" } else { "]" }, token.at);
                }
                sign => self.out.copy(sign, token.at),
            },
            Kind::Command => return self.command(token),
        }
        Ok(())
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
        let unread = self.out.unread.clone();
        let outer = std::mem::take(&mut self.out);
        self.out.phrases = phrases;
        self.out.unread = unread;
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
        self.out.unread.clone_from(&found.unread);
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

    /// A command that is not known, with the groups behind it.
    pub(super) fn unknown(&mut self, token: &Token, reason: String) -> Done {
        if !self.by_sides {
            return Self::fail(token, reason);
        }
        let stand_in = format!("unread_{}", self.out.unread.len() + 1);
        self.part();
        self.out.push(&stand_in, token.at);
        self.out.names.push(stand_in.clone());
        self.out.unread.push((stand_in, reason));
        while self.peek().is_some_and(|next| next.kind == Kind::Open) {
            self.words()?;
        }
        self.out.reach(self.taken());
        Ok(())
    }

    /// `\underbrace{…}_{…}`: what is in it, and its label.
    fn braced(&mut self) -> Done {
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
        Ok(())
    }

    pub(super) fn command(&mut self, token: &Token) -> Done {
        let name = command_name(token).to_owned();
        if let Some((count, body)) = self.macros.get(&name) {
            return self.expand(token, *count, &body.clone());
        }
        let Some(meaning) = meaning(&name) else {
            let near = nearest(&name).map_or(String::new(), |near| format!("; is it \\{near}?"));
            let reason = format!("unknown command `{}`{near}", token.text);
            return self.unknown(token, reason);
        };
        match meaning {
            Meaning::Text("%") => self.out.percent(token.at),
            Meaning::Text(text) => self.out.push(text, token.at),
            // `377\mu s`: microseconds.
            Meaning::Greek if name == "mu" && self.is_micro() => {
                while self.next().is_some_and(|next| next.kind == Kind::Gap) {}
                self.out.push(" us", token.at);
                self.out.reach(self.taken());
            }
            Meaning::Greek => {
                self.part();
                self.out.push(name.trim_start_matches("var"), token.at);
            }
            Meaning::Nothing => self.out.push(" ", token.at),
            Meaning::EitherSign(is_plus) => self.out.either_sign(is_plus, token.at),
            Meaning::Modulus => {
                let (found, at) = self.argument()?;
                self.out.push(" pmod", token.at);
                self.in_parentheses(&found, at);
            }
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
            Meaning::Accent(mark) => return self.accent(token, mark),
            // `\textbf{4,513}`: a number.
            Meaning::Words if self.argument_is_number() => {}
            Meaning::Words => return self.boxed_words(token),
            Meaning::Braced => return self.braced(),
            Meaning::Fraction => {
                let (above, at) = self.argument()?;
                let (below, under) = self.argument()?;
                if is_derivative(&above.text, &below.text) {
                    return self.unknown(token, "a derivative is not read".into());
                }
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
                    && environment.trim_end_matches('*').ends_with("matrix")
                    && !(environment == "matrix" && self.aligns_relations())
                {
                    self.skip_environment();
                    return self.unknown(token, "a matrix is not read".into());
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
