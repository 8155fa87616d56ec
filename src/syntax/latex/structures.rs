//! What LaTeX builds of several parts: roots, functions, sums, cases, macros.

use super::accent::accented;
use super::commands::{Meaning, meaning};
use super::lower::{Done, Lowering, MAX_DEPTH, MAX_TOKENS, command_name, ends_body, plain};
use super::lowered::Lowered;
use super::tokens::{Kind, Token, tokens};

impl Lowering<'_> {
    /// Goes behind the end of the environment that was begun.
    pub(super) fn skip_environment(&mut self) {
        let mut depth = 1_usize;
        while depth > 0
            && let Some(next) = self.next()
        {
            match next.text.as_str() {
                r"\begin" => depth += 1,
                r"\end" => depth -= 1,
                _ => {}
            }
        }
        if self.peek().is_some_and(|next| next.kind == Kind::Open) {
            while self.next().is_some_and(|next| next.kind != Kind::Close) {}
        }
    }

    /// Whether a sign stands in a column of its own in the environment that was just opened: `& = &`.
    pub(super) fn aligns_relations(&self) -> bool {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let inside = rest.iter().take_while(|token| token.text != r"\end");
        let solid: Vec<&Token> = inside.filter(|token| token.kind != Kind::Gap).collect();
        solid.windows(3).any(|three| {
            let [before, sign, behind] = three else {
                return false;
            };
            before.kind == Kind::Align && sign.text == "=" && behind.kind == Kind::Align
        })
    }

    /// The end of a column: `(3)` in the first one numbers the equation.
    pub(super) fn column(&mut self, token: &Token) {
        let start = self.out.text.rfind('\n').map_or(0, |at| at + 1);
        let cell = self.out.text.get(start..).unwrap_or_default().trim();
        let number = cell
            .strip_prefix('(')
            .and_then(|cell| cell.strip_suffix(')'));
        let is_number = number.is_some_and(|number| {
            (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        if is_number {
            let blanks = " ".repeat(self.out.text.len() - start);
            self.out.text.replace_range(start.., &blanks);
        }
        let is_parted = self.begins_formula();
        self.out
            .push(if is_parted { "\u{2003}" } else { " " }, token.at);
    }

    /// Whether a new formula begins behind the columns of a row: a relation stands in them, and what follows
    /// goes on with neither a relation nor an operator: `x & = 2 & y & = 3`.
    fn begins_formula(&self) -> bool {
        const GOES_ON: &[&str] = &[
            "=",
            "<",
            ">",
            "+",
            "-",
            "&",
            r"\\",
            r"\approx",
            r"\le",
            r"\leq",
            r"\ge",
            r"\geq",
            r"\sim",
            r"\simeq",
            r"\times",
            r"\cdot",
            r"\equiv",
            r"\neq",
            r"\ll",
            r"\gg",
            r"\end",
            r"\Rightarrow",
            r"\to",
            r"\iff",
            r"\implies",
            r"\pm",
            r"\ne",
            r"\leqslant",
            r"\geqslant",
            r"\lt",
            r"\gt",
        ];
        let start = self.out.text.rfind('\n').map_or(0, |at| at + 1);
        let row = self.out.text.get(start..).unwrap_or_default().trim_end();
        let mut upcoming = self.tokens.get(self.at..).unwrap_or_default().iter();
        let next = upcoming.find(|next| next.kind != Kind::Gap);
        let goes_on = next
            .is_none_or(|next| next.kind == Kind::LineEnd || GOES_ON.contains(&next.text.as_str()));
        // `& = 3 & & = 6`: an empty cell is the left side of the next formula.
        let before = self
            .tokens
            .get(..self.at.saturating_sub(1))
            .unwrap_or_default();
        let last = before.iter().rev().find(|last| last.kind != Kind::Gap);
        let is_empty = last.is_some_and(|last| last.kind == Kind::Align);
        let goes_on = goes_on && !(is_empty && next.is_some_and(|next| next.text == "="));
        row.contains(['=', '≈', '≤', '≥'])
            && !row.ends_with(['=', '≈', '≤', '≥', '+', '-', '*', '·', '/', '<', '>'])
            && !goes_on
    }

    /// Puts what a macro stands for in its place; it stands where the macro is called.
    pub(super) fn expand(&mut self, call: &Token, count: usize, body: &str) -> Done {
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

    /// `\hat{y}`: another name than `y`; over several letters a mark says nothing of their value, and over
    /// digits behind a point it lets them repeat.
    pub(super) fn accent(&mut self, token: &Token, mark: &str) -> Done {
        let (found, at) = self.argument()?;
        if self.out.repeat(&found.text, at) {
            return Ok(());
        }
        self.part();
        match accented(&found.text, mark) {
            Some(name) => {
                self.out.push(&name, token.at);
                self.out.reach(self.taken());
                self.out.names.push(name);
            }
            None => self.append(&found),
        }
        Ok(())
    }

    pub(super) fn root(&mut self, token: &Token) -> Done {
        self.skip_gaps();
        let mut degree = String::new();
        if self.peek().is_some_and(|next| next.text == "[") {
            self.at += 1;
            while let Some(next) = self.next() {
                if next.text == "]" {
                    break;
                }
                match next.kind {
                    Kind::Open => degree.push('('),
                    Kind::Close => degree.push(')'),
                    _ => degree.push_str(&plain(&next)),
                }
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

    /// `\sum_{k=1}^n a_k - b_k`: whether the index of a sum stands behind the next sign as well, so that what stands there
    /// belongs to it.
    fn has_index(&self, below: &Lowered) -> bool {
        let index = below.text.split(['=', ' ']).next().unwrap_or_default();
        let behind = self.tokens.get(self.at + 1..).unwrap_or_default();
        let mut depth = 0_i32;
        // Letters of `\mathrm{count}` are no index.
        let mut around_words: Option<i32> = None;
        for next in behind {
            let is_words =
                next.kind == Kind::Command && meaning(command_name(next)) == Some(Meaning::Words);
            if is_words && around_words.is_none() {
                around_words = Some(depth);
                continue;
            }
            match (next.kind, next.text.as_str()) {
                (Kind::Open, _) | (_, "(" | "[") => depth += 1,
                (Kind::Close, _) | (_, ")" | "]") => depth -= 1,
                (Kind::LineEnd, _) | (_, r"\sum" | r"\prod") => return false,
                (_, "+" | "-" | "=" | "<" | ">" | "≈" | ",") if depth == 0 => return false,
                _ if around_words.is_none() && next.text == index && !index.is_empty() => {
                    return true;
                }
                _ => {}
            }
            if depth < 0 {
                return false;
            }
            around_words = around_words.filter(|around| depth > *around);
        }
        false
    }

    /// `\sum_{i=1}^{L} body`: the body goes up to the next sign that binds less.
    pub(super) fn big_operator(&mut self, token: &Token, function: &str) -> Done {
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
            return self.unknown(
                token,
                "a sum without an index and both ends is not read".into(),
            );
        };
        self.part();
        self.out.push(&format!("{function}("), token.at);
        self.append(&below);
        self.out.push("..", at);
        self.append(&above);
        self.out.push(", ", over);
        let mut depth = 0_usize;
        let mut is_whole = false;
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
                    // `\sum_{i=1}^{n} i & \text{if } p`: the next column.
                    Kind::Align => depth == 0 && self.out.ends_in_operand(),
                    Kind::Command => depth == 0 && ends_body(command_name(&next)),
                    _ => false,
                },
            };
            // With one more term of the index all terms of the side belong to the sum.
            let adds = matches!(next.text.as_str(), "+" | "-");
            is_whole |= adds && ends && self.has_index(&below);
            if ends && !(adds && is_whole) {
                break;
            }
            self.at += 1;
            self.token(&next)?;
        }
        self.out.push(")", over);
        Ok(())
    }

    /// `\begin{cases} a & \text{if } p \\ b & \text{otherwise} \end{cases}`.
    pub(super) fn cases(&mut self, token: &Token) -> Done {
        let mut rows: Vec<(Lowered, Option<Lowered>)> = Vec::new();
        let (phrases, unread) = (self.out.phrases.clone(), self.out.unread.clone());
        let outer = std::mem::take(&mut self.out);
        self.out.phrases = phrases;
        self.out.unread = unread;
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
                let start = self.at;
                let (words, at) = self.words()?;
                let is_value = words.is_empty() && self.out.ends_in_equality();
                let is_unit =
                    self.out.ends_in_operand() && super::super::is_unit_word(words.trim());
                if is_value || is_unit || self.function_name(words.trim()).is_some() {
                    self.at = start;
                    self.boxed_words(&next)?;
                } else if !says_when(&words) {
                    let stand_in = self.out.phrase(words.trim());
                    self.out.push(&format!(" {stand_in} "), at);
                }
            } else {
                self.token(&next)?;
            }
        }
        let inner = std::mem::replace(&mut self.out, outer);
        self.out.phrases = inner.phrases;
        self.out.unread = inner.unread;
        if !closed || rows.is_empty() {
            return Self::fail(token, "these cases are not closed");
        }
        // Rows with relations of their own and no conditions: computations, or the equations of a system.
        let is_equation = |(row, condition): &(Lowered, Option<Lowered>)| {
            condition.is_none() && row.text.contains(['=', '≈', '<', '>', '≤', '≥'])
        };
        if self.out.text.trim().is_empty() && rows.iter().all(is_equation) {
            let has_names =
                |(row, _): &(Lowered, Option<Lowered>)| row.text.contains(char::is_alphabetic);
            if rows.iter().any(has_names) {
                return Self::fail(token, "the equations of a system are not compared");
            }
            for (row, _) in &rows {
                self.append(row);
                self.out.push("\n", token.at);
            }
            return Ok(());
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

    pub(super) fn part_of_cases(&mut self) -> Lowered {
        let (phrases, unread) = (self.out.phrases.clone(), self.out.unread.clone());
        let part = std::mem::take(&mut self.out);
        self.out.phrases = phrases;
        self.out.unread = unread;
        let trimmed = part.text.trim_end_matches([',', ' ', '.']).len();
        let mut part = part;
        part.text.truncate(trimmed);
        part.map.truncate(trimmed);
        part
    }
}

/// Whether words beside a case only say that its condition follows, or that it is for all others.
fn says_when(words: &str) -> bool {
    const WORDS: &[&str] = &[
        "",
        "if",
        "for",
        "when",
        "otherwise",
        "else",
        "일 때",
        "때",
        "인 경우",
        "이면",
        "면",
        "라면",
        "그 밖의 경우",
        "그 외",
        "그 외의 경우",
        "그렇지 않으면",
        "아니면",
        "나머지",
        "若",
        "如果",
        "当",
        "當",
        "時",
        "时",
        "否则",
        "否則",
        "其他",
        "其它",
        "のとき",
        "の時",
        "ならば",
        "それ以外",
        "その他",
        "если",
        "при",
        "иначе",
        "wenn",
        "falls",
        "für",
        "sonst",
        "si",
        "sinon",
        "pour",
        "sino",
        "en otro caso",
        "se",
        "altrimenti",
        "caso contrário",
    ];
    WORDS.contains(&words.trim().trim_end_matches(['.', ',', ':']).trim())
}

/// Whether a fraction is `dy/dx` or `d/dx`.
pub(super) fn is_derivative(above: &str, below: &str) -> bool {
    let parts =
        |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
    let (above, below) = (parts(above), parts(below));
    let is_d = |part: Option<&String>| part.is_some_and(|part| part == "d");
    let variable = below.get(1).map(String::as_str);
    is_d(above.first())
        && above.len() <= 2
        && is_d(below.first())
        && below.len() == 2
        && matches!(variable, Some("x" | "y" | "z" | "t" | "u" | "w" | "theta"))
}
