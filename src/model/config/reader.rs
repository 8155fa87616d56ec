//! Text → JSON values with places.

use std::collections::BTreeSet;

use super::json::{Json, Node};
use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::expr::deep;

/// How deep values may be nested.
const MAX_DEPTH: usize = 128;

/// The most values of one configuration.
const MAX_VALUES: usize = 1_000_000;

/// The value that a text is.
pub(super) fn read(source: &Source) -> Result<Node, Diagnostic> {
    let mut reader = Reader {
        source,
        at: 0,
        depth: 0,
        values: 0,
    };
    let node = reader.value()?;
    reader.blanks();
    if reader.at < source.text().len() {
        return Err(reader.expected("the end"));
    }
    Ok(node)
}

struct Reader<'s> {
    source: &'s Source,
    at: usize,
    depth: usize,
    values: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Node, Diagnostic> {
        self.blanks();
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(self.limit(format!("more than {MAX_VALUES} values")));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::list)?,
            Some(b'"') => Json::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Node {
            value,
            span: Span::new(start, self.at),
        })
    }

    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<Json, Diagnostic>,
    ) -> Result<Json, Diagnostic> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.limit(format!("values nested more than {MAX_DEPTH} deep")));
        }
        let value = deep(|| read(self))?;
        self.depth -= 1;
        Ok(value)
    }

    fn object(&mut self) -> Result<Json, Diagnostic> {
        let open = self.at;
        self.at += 1;
        let mut members: Vec<(Box<str>, Node)> = Vec::new();
        let mut keys: BTreeSet<Box<str>> = BTreeSet::new();
        loop {
            self.blanks();
            match self.peek() {
                Some(b'}') if members.is_empty() => break,
                Some(b'"') => {}
                None => return Err(self.unclosed(open)),
                Some(_) => return Err(self.expected("a key in quotes")),
            }
            let start = self.at;
            let key = self.string()?;
            let span = Span::new(start, self.at);
            if !keys.insert(key.clone()) {
                return Err(self.twice(&key, span));
            }
            self.blanks();
            if !self.take(b':') {
                return Err(self.expected("`:`"));
            }
            members.push((key, self.value()?));
            self.blanks();
            if !self.take(b',') {
                break;
            }
        }
        self.close(b'}', open)?;
        Ok(Json::Object(members))
    }

    fn list(&mut self) -> Result<Json, Diagnostic> {
        let open = self.at;
        self.at += 1;
        let mut elements = Vec::new();
        self.blanks();
        if self.peek() != Some(b']') {
            loop {
                elements.push(self.value()?);
                self.blanks();
                if !self.take(b',') {
                    break;
                }
            }
        }
        self.close(b']', open)?;
        Ok(Json::List(elements))
    }

    fn close(&mut self, bracket: u8, open: usize) -> Result<(), Diagnostic> {
        if self.take(bracket) {
            return Ok(());
        }
        match self.peek() {
            None => Err(self.unclosed(open)),
            Some(_) => Err(self.expected(&format!("`,` or `{}`", char::from(bracket)))),
        }
    }

    /// A text in quotes, its escapes read.
    fn string(&mut self) -> Result<Box<str>, Diagnostic> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        let mut plain = self.at;
        loop {
            match self.peek() {
                None | Some(b'\n' | b'\r') => {
                    let span = Span::new(start, start + 1);
                    return Err(self.error(span, "this text is not closed", "add `\"`"));
                }
                Some(b'"') => break,
                Some(b'\\') => {
                    text.push_str(self.between(plain));
                    self.at += 1;
                    text.push(self.escape()?);
                    plain = self.at;
                }
                Some(_) => self.at += 1,
            }
        }
        text.push_str(self.between(plain));
        self.at += 1;
        Ok(text.into_boxed_str())
    }

    fn escape(&mut self) -> Result<char, Diagnostic> {
        let byte = self.peek();
        self.at += 1;
        Ok(match byte {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'u') => self.code_point()?,
            _ => {
                let span = Span::new(self.at - 2, self.at);
                let hint = "write `\\\\` for a backslash";
                return Err(self.error(span, "an escape that JSON does not know", hint));
            }
        })
    }

    /// `\u00e9`, or two halves of a character that needs them; half a character alone is read as
    /// the mark for what cannot be read.
    fn code_point(&mut self) -> Result<char, Diagnostic> {
        let first = self.hexadecimal()?;
        if !(0xD800..0xDC00).contains(&first) || !self.rest().starts_with("\\u") {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.at += 2;
        let second = self.hexadecimal()?;
        let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400);
        let code = low.map(|low| 0x10000 + ((first - 0xD800) << 10) + low);
        let read = code.and_then(char::from_u32);
        Ok(read.unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hexadecimal(&mut self) -> Result<u32, Diagnostic> {
        let digits = self.rest().get(..4).unwrap_or_default();
        let is_hexadecimal = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let code = u32::from_str_radix(digits, 16).ok();
        match code.filter(|_| is_hexadecimal) {
            Some(code) => {
                self.at += 4;
                Ok(code)
            }
            None => Err(self.expected("four hexadecimal digits behind `\\u`")),
        }
    }

    fn number(&mut self) -> Result<Json, Diagnostic> {
        let start = self.at;
        self.take(b'-');
        if self.rest().starts_with("Infinity") {
            self.at += "Infinity".len();
            return Ok(Json::Infinity);
        }
        let whole = self.digits()?;
        if whole.starts_with('0') && whole.len() > 1 {
            let span = Span::new(start, self.at);
            let message = "a number in JSON does not begin with 0";
            return Err(self.error(span, message, "leave the zeros in front out"));
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(Json::Number)
    }

    fn digits(&mut self) -> Result<&str, Diagnostic> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.expected("a digit"));
        }
        Ok(self.between(start))
    }

    /// `true`, `false`, `null`; also words that other programs write.
    fn word(&mut self) -> Result<Json, Diagnostic> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            self.at += 1;
        }
        let span = Span::new(start, self.at);
        match self.between(start) {
            "true" => Ok(Json::Boolean(true)),
            "false" => Ok(Json::Boolean(false)),
            "null" => Ok(Json::Null),
            "Infinity" => Ok(Json::Infinity),
            "NaN" | "nan" => {
                let hint = "write the number that is meant, or null";
                Err(self.error(
                    span,
                    "`NaN` is no number, and JSON has no word for it",
                    hint,
                ))
            }
            "True" => Err(self.error(span, "JSON writes `true`", "write `true`")),
            "False" => Err(self.error(span, "JSON writes `false`", "write `false`")),
            "None" => Err(self.error(span, "JSON writes `null`", "write `null`")),
            _ => {
                self.at = start;
                Err(self.expected("a value"))
            }
        }
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn peek(&self) -> Option<u8> {
        self.source.text().as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.source.text().get(self.at..).unwrap_or_default()
    }

    fn between(&self, start: usize) -> &str {
        self.source.text().get(start..self.at).unwrap_or_default()
    }

    fn error(&self, span: Span, message: &str, hint: &str) -> Diagnostic {
        let error = Diagnostic::error(Code::JSON, message).at(self.source, span, "");
        error.hint(hint)
    }

    fn expected(&self, what: &str) -> Diagnostic {
        let found = self.rest().chars().next();
        let length = found.map_or(0, char::len_utf8);
        let found = found.map_or("the end".to_owned(), |found| format!("`{found}`"));
        let message = format!("expected {what}, found {found}");
        let span = Span::new(self.at, self.at + length);
        Diagnostic::error(Code::JSON, message).at(self.source, span, "")
    }

    fn unclosed(&self, open: usize) -> Diagnostic {
        let bracket = self.source.slice(Span::new(open, open + 1));
        let message = format!("this `{bracket}` is not closed");
        let hint = "the file may have been cut off";
        self.error(Span::new(open, open + 1), &message, hint)
    }

    fn twice(&self, key: &str, span: Span) -> Diagnostic {
        let message = format!("the key \"{key}\" stands twice");
        self.error(span, &message, "keep one of them")
    }

    fn limit(&self, message: String) -> Diagnostic {
        let span = Span::new(self.at, self.at + 1);
        Diagnostic::error(Code::LIMIT, message).at(self.source, span, "here")
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use crate::diagnostic::Source;

    fn told(text: &str) -> String {
        match Config::read(&Source::new("c.json", text)) {
            Ok(_) => "fine".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_json_is() {
        for text in [
            "{}",
            " { \"a\" : [ ] , \"b\":{} }\n",
            r#"{"a": [1, -2.5e-3, 0, 10E+2, true, false, null, "x\n\u00e9\ud83d\ude00\"\\/"]}"#,
            r#"{"time_step_limit": [0.0, Infinity], "low": -Infinity}"#,
        ] {
            assert_eq!(told(text), "fine", "{text}");
        }
        let text = r#"{"a": "\u00e9\ud83d\ude00\ud83dx"}"#;
        let config = Config::read(&Source::new("c.json", text)).unwrap();
        assert_eq!(config.string("a"), Some("é😀\u{fffd}x"));
    }

    #[test]
    fn what_it_is_not() {
        for (text, expected) in [
            (
                "",
                "c.json:1:1: input/json: expected a value, found the end",
            ),
            (
                "[1]",
                "c.json:1:1: input/json: a configuration is a JSON object, and this is a list",
            ),
            (
                "{\"a\": 1,}",
                "c.json:1:9: input/json: expected a key in quotes, found `}`",
            ),
            (
                "{\"a\": 1 \"b\": 2}",
                "c.json:1:9: input/json: expected `,` or `}`, found `\"`",
            ),
            (
                "{\"a\": 1",
                "c.json:1:1: input/json: this `{` is not closed",
            ),
            (
                "{\"a\": [1, 2",
                "c.json:1:7: input/json: this `[` is not closed",
            ),
            (
                "{\"a\": \"x",
                "c.json:1:7: input/json: this text is not closed",
            ),
            (
                "{\"a\": 1} x",
                "c.json:1:10: input/json: expected the end, found `x`",
            ),
            (
                "{\"a\": NaN}",
                "c.json:1:7: input/json: `NaN` is no number, and JSON has no word for it",
            ),
            (
                "{\"a\": True}",
                "c.json:1:7: input/json: JSON writes `true`",
            ),
            (
                "{\"a\": 01}",
                "c.json:1:7: input/json: a number in JSON does not begin with 0",
            ),
            (
                "{\"a\": 1.}",
                "c.json:1:9: input/json: expected a digit, found `}`",
            ),
            (
                "{\"a\": +1}",
                "c.json:1:7: input/json: expected a value, found `+`",
            ),
            (
                "{\"a\": \"\\x\"}",
                "c.json:1:8: input/json: an escape that JSON does not know",
            ),
            (
                "{\"a\": 1, \"b\": {\"c\": 1, \"c\": 1}}",
                "c.json:1:24: input/json: the key \"c\" stands twice",
            ),
            (
                "{a: 1}",
                "c.json:1:2: input/json: expected a key in quotes, found `a`",
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn limits() {
        let nested =
            |depth: usize| format!("{{\"a\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(told(&nested(127)), "fine");
        assert!(told(&nested(128)).ends_with("limit/reached: values nested more than 128 deep"));
        assert!(told(&nested(1_000_000)).contains("limit/reached"));
        let many = format!("{{\"a\": [{}1]}}", "1,".repeat(1_000_000));
        assert!(told(&many).ends_with("limit/reached: more than 1000000 values"));
        let large = format!("{{\"a\": \"{}\"}}", "x".repeat(16 * 1024 * 1024));
        assert!(told(&large).starts_with("limit/reached: c.json is no configuration"));
    }
}
