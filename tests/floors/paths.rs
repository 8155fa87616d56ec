//! The paths that a Rust source names: `use crate::{a, b::c}` names `crate::a` and `crate::b::c`.

/// One path with the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path {
    /// The line, from 1.
    pub(crate) line: usize,
    /// How many inline modules (`mod tests { … }`) are open around it.
    pub(crate) depth: usize,
    /// The names between the `::`.
    pub(crate) segments: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Name(String),
    PathSign,
    Sign(char),
}

/// All paths outside comments and strings, groups written out.
pub(crate) fn paths(source: &str) -> Vec<Path> {
    let mut reader = Reader {
        tokens: tokens(source),
        next: 0,
        modules: Vec::new(),
        braces: 0,
    };
    let mut found = Vec::new();
    while let Some(token) = reader.peek(0).cloned() {
        match token {
            Token::Name(_) if !reader.follows_a_dot() => reader.path(&[], &mut found),
            Token::Sign('{') => reader.open_brace(),
            Token::Sign('}') => reader.close_brace(),
            _ => reader.next += 1,
        }
    }
    found
}

struct Reader {
    tokens: Vec<(usize, Token)>,
    next: usize,
    /// The brace depths at which inline modules were opened.
    modules: Vec<usize>,
    braces: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.next + ahead).map(|(_, token)| token)
    }

    fn back(&self, behind: usize) -> Option<&Token> {
        let index = self.next.checked_sub(behind)?;
        self.tokens.get(index).map(|(_, token)| token)
    }

    fn follows_a_dot(&self) -> bool {
        // `a.b` names a field or method; `0..b` is a range.
        self.back(1) == Some(&Token::Sign('.')) && self.back(2) != Some(&Token::Sign('.'))
    }

    fn open_brace(&mut self) {
        self.braces += 1;
        let keyword = Token::Name("mod".to_owned());
        if matches!(self.back(1), Some(Token::Name(_))) && self.back(2) == Some(&keyword) {
            self.modules.push(self.braces);
        }
        self.next += 1;
    }

    fn close_brace(&mut self) {
        if self.modules.last() == Some(&self.braces) {
            self.modules.pop();
        }
        self.braces = self.braces.saturating_sub(1);
        self.next += 1;
    }

    /// Reads one path, or all paths of one group, that go on from `before`.
    fn path(&mut self, before: &[String], found: &mut Vec<Path>) {
        let mut segments = before.to_vec();
        let line = self.tokens.get(self.next).map_or(0, |(line, _)| *line);
        while let Some(Token::Name(name)) = self.peek(0).cloned() {
            segments.push(name);
            self.next += 1;
            if self.peek(0) != Some(&Token::PathSign) {
                break;
            }
            self.next += 1;
            if self.peek(0) == Some(&Token::Sign('{')) {
                self.next += 1;
                return self.group(&segments, found);
            }
        }
        found.push(Path {
            line,
            depth: self.modules.len(),
            segments,
        });
    }

    fn group(&mut self, before: &[String], found: &mut Vec<Path>) {
        loop {
            match self.peek(0) {
                Some(Token::Name(name)) if name == "as" => self.next += 2,
                Some(Token::Name(_)) => self.path(before, found),
                Some(Token::Sign('}')) | None => {
                    self.next += 1;
                    return;
                }
                _ => self.next += 1,
            }
        }
    }
}

/// Names and signs with their lines; comments, strings, characters and numbers are left out.
fn tokens(source: &str) -> Vec<(usize, Token)> {
    let text: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < text.len() {
        let end = skipped(&text, at);
        if end > at {
            line += text[at..end].iter().filter(|c| **c == '\n').count();
            at = end;
            continue;
        }
        let end = at + name_length(&text[at..]);
        if end > at {
            let name: String = text[at..end].iter().collect();
            if !name.starts_with(|c: char| c.is_ascii_digit()) {
                tokens.push((line, Token::Name(name)));
            }
            at = end;
        } else if text[at..].starts_with(&[':', ':']) {
            tokens.push((line, Token::PathSign));
            at += 2;
        } else {
            line += usize::from(text[at] == '\n');
            if !text[at].is_whitespace() {
                tokens.push((line, Token::Sign(text[at])));
            }
            at += 1;
        }
    }
    tokens
}

fn name_length(text: &[char]) -> usize {
    text.iter()
        .take_while(|c| c.is_alphanumeric() || **c == '_')
        .count()
}

/// The end of the comment, string or character that begins here; `at` where none does.
fn skipped(text: &[char], at: usize) -> usize {
    let rest = &text[at..];
    if rest.starts_with(&['/', '/']) {
        return at + rest.iter().take_while(|c| **c != '\n').count();
    }
    if rest.starts_with(&['/', '*']) {
        return at + block_comment_length(rest);
    }
    let is_in_a_name = at > 0 && (text[at - 1].is_alphanumeric() || text[at - 1] == '_');
    if let Some(length) = raw_string_length(rest).filter(|_| !is_in_a_name) {
        return at + length;
    }
    match rest {
        ['"', ..] => at + quoted_length(rest, '"'),
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => at + quoted_length(rest, '\''),
        _ => at,
    }
}

fn block_comment_length(text: &[char]) -> usize {
    let (mut open, mut at) = (0_usize, 0);
    while at < text.len() {
        if text[at..].starts_with(&['/', '*']) {
            open += 1;
            at += 2;
        } else if text[at..].starts_with(&['*', '/']) {
            open -= 1;
            at += 2;
        } else {
            at += 1;
        }
        if open == 0 {
            break;
        }
    }
    at
}

fn quoted_length(text: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < text.len() && text[at] != quote {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    text.len().min(at + 1)
}

/// The length of `r"…"`, `r#"…"#`, `br"…"`; `None` where no raw string begins.
fn raw_string_length(text: &[char]) -> Option<usize> {
    let prefix = usize::from(matches!(text.first(), Some('b' | 'c')));
    let rest = text[prefix..].strip_prefix(&['r'])?;
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    let body = rest[hashes..].strip_prefix(&['"'])?;
    let mut close = vec!['"'];
    close.resize(hashes + 1, '#');
    let end = body.windows(close.len()).position(|window| window == close);
    Some(prefix + 1 + hashes + 1 + end.map_or(body.len(), |end| end + close.len()))
}
