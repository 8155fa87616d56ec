//! A formula in Typst written as LaTeX, with the place that each byte comes from.

use std::ops::Range;

use super::names::{function, symbol};
use super::shape::shaped;
use super::written::{Read, Written, fail};
use crate::syntax::latex::LatexError;

/// The deepest nesting of brackets and arguments.
const MAX_DEPTH: usize = 100;

pub(super) fn latex(text: &str) -> Result<Written, LatexError> {
    let mut writer = Writer {
        text,
        at: 0,
        depth: 0,
    };
    let mut out = writer.until(&[])?;
    out.map.push(text.len());
    Ok(out)
}

struct Writer<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Writer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Everything up to one of these signs, which is left standing, or to the end.
    fn until(&mut self, ends: &[char]) -> Read<Written> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return fail(
                self.at..self.at,
                format!("it is nested deeper than {MAX_DEPTH}"),
            );
        }
        let mut out = Written::default();
        // The operand that a slash would take as its numerator.
        let mut last: Option<Written> = None;
        while let Some(next) = self.peek().filter(|next| !ends.contains(next)) {
            let start = self.at;
            if next == '/' && last.is_some() {
                self.at += 1;
                self.skip_blanks();
                let numerator = last.take().unwrap_or_default();
                let denominator = self.operand()?;
                let mut fraction = Written::default();
                let begin = numerator.map.first().copied().unwrap_or(start);
                fraction.push("\\frac{", begin);
                fraction.append(&bare(&numerator));
                fraction.push("}{", start);
                fraction.append(&bare(&denominator));
                fraction.push("}", self.at.saturating_sub(1));
                last = Some(fraction);
            } else if next.is_whitespace() {
                self.skip_blanks();
                // A slash may stand apart from what it divides.
                if self.peek() != Some('/') {
                    flush(&mut last, &mut out);
                    out.push(" ", start);
                }
            } else if let Some(operator) = self.operator() {
                flush(&mut last, &mut out);
                out.append(&operator);
            } else {
                flush(&mut last, &mut out);
                last = Some(self.operand()?);
            }
        }
        flush(&mut last, &mut out);
        self.depth -= 1;
        Ok(out)
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// A sign that is no operand.
    fn operator(&mut self) -> Option<Written> {
        let rest = self.rest();
        let shorthands = [
            ("<=>", "\\Leftrightarrow "),
            ("<==>", "\\Leftrightarrow "),
            ("==>", "\\Rightarrow "),
            ("...", "\\dots "),
            ("=>", "\\Rightarrow "),
            ("->", "\\to "),
            ("<=", "\\le "),
            (">=", "\\ge "),
            ("!=", "\\ne "),
            ("<<", "\\ll "),
            (">>", "\\gg "),
            (":=", "="),
            ("*", "\\cdot "),
            ("&", "&"),
        ];
        let start = self.at;
        let mut out = Written::default();
        if let Some(behind) = rest.strip_prefix('\\') {
            let escaped = behind.chars().next().filter(|c| !c.is_whitespace());
            match escaped {
                None => out.push("\\\\", start),
                // A slash that makes no fraction.
                Some('/') => out.copy("/", start + 1),
                Some(c) if c.is_alphanumeric() || c == '$' => out.copy(&c.to_string(), start + 1),
                Some(c) => out.push(&format!("\\{c}"), start),
            }
            self.at += 1 + escaped.map_or(0, char::len_utf8);
            return Some(out);
        }
        let known = shorthands.iter().find(|(typst, _)| rest.starts_with(typst));
        if let Some((typst, latex)) = known {
            self.at += typst.len();
            out.push(latex, start);
            return Some(out);
        }
        let sign = rest.chars().next()?;
        let is_operand = sign.is_alphanumeric() || matches!(sign, '(' | '"' | '#' | '√');
        if is_operand {
            return None;
        }
        self.at += sign.len_utf8();
        match sign {
            '%' => out.push("\\%", start),
            '[' | '{' => out.push("(", start),
            ']' | '}' => out.push(")", start),
            _ => out.copy(&sign.to_string(), start),
        }
        Some(out)
    }

    /// A number, a name or a bracket, with what is attached to it.
    fn operand(&mut self) -> Read<Written> {
        let mut out = self.primary()?;
        loop {
            let start = self.at;
            match self.peek() {
                Some(sign @ ('_' | '^')) => {
                    self.at += 1;
                    self.skip_blanks();
                    let attached = self.attached()?;
                    out.push(&format!("{sign}{{"), start);
                    out.append(&bare(&attached));
                    out.push("}", self.at.saturating_sub(1));
                }
                Some(sign @ ('\'' | '!')) if !self.rest().starts_with("!=") => {
                    self.at += 1;
                    out.copy(&sign.to_string(), start);
                }
                _ => return Ok(out),
            }
        }
    }

    /// What stands behind `_` or `^`: a sign may stand before it.
    fn attached(&mut self) -> Read<Written> {
        let start = self.at;
        if matches!(self.peek(), Some('-' | '+')) {
            let mut out = Written::default();
            let sign = self.peek().unwrap_or('-').to_string();
            out.copy(&sign, start);
            self.at += 1;
            out.append(&self.primary()?);
            return Ok(out);
        }
        self.primary()
    }

    fn primary(&mut self) -> Read<Written> {
        let start = self.at;
        let mut out = Written::default();
        match self.peek() {
            Some('(') => {
                self.at += 1;
                let inner = self.until(&[')'])?;
                if self.peek() != Some(')') {
                    return fail(start..start + 1, "this bracket is not closed");
                }
                out.push("(", start);
                out.append(&inner);
                out.push(")", self.at);
                self.at += 1;
            }
            Some('"') => {
                let words = self.quoted(start)?;
                let slice = self.text.get(words.clone()).unwrap_or_default();
                if is_mathematics(slice) {
                    out.copy(slice, words.start);
                } else {
                    out.push("\\text{", start);
                    out.copy(slice, words.start);
                    out.push("}", words.end);
                }
            }
            Some('#') => return fail(start..start + 1, "code in a formula is not read"),
            Some('√') => {
                self.at += '√'.len_utf8();
                let under = self.primary()?;
                out.push("\\sqrt{", start);
                out.append(&bare(&under));
                out.push("}", self.at.saturating_sub(1));
            }
            Some(c) if c.is_ascii_digit() => {
                let length = number(self.rest());
                let slice = self.rest().get(..length).unwrap_or_default().to_owned();
                out.copy(&slice, start);
                self.at += length;
            }
            Some(c) if c.is_alphanumeric() => return self.named(),
            Some(c) => {
                out.copy(&c.to_string(), start);
                self.at += c.len_utf8();
            }
            None => return fail(start..start, "nothing stands behind this sign"),
        }
        Ok(out)
    }

    /// The words between quotes, the place behind them passed.
    fn quoted(&mut self, start: usize) -> Read<Range<usize>> {
        let from = start + 1;
        let behind = self.text.get(from..).unwrap_or_default();
        let Some(length) = behind.find('"') else {
            return fail(start..start + 1, "this text is not closed");
        };
        self.at = from + length + 1;
        Ok(from..from + length)
    }

    fn named(&mut self) -> Read<Written> {
        let start = self.at;
        let rest = self.rest();
        let is_inside = |c: char| c.is_alphanumeric() || c == '.';
        let run = rest.find(|c| !is_inside(c)).unwrap_or(rest.len());
        let name = rest.get(..run).unwrap_or_default().trim_end_matches('.');
        let letters = name.find('.').unwrap_or(name.len());
        let plain = name.get(..letters).unwrap_or_default();
        let mut out = Written::default();
        if plain.chars().count() == 1 {
            out.copy(plain, start);
            self.at += plain.len();
            return Ok(out);
        }
        let (name, end) = (name.to_owned(), start + name.len());
        if let Some(shape) = function(&name)
            && self
                .text
                .get(end..)
                .is_some_and(|rest| rest.starts_with('('))
        {
            self.at = end + 1;
            let arguments = self.arguments(start..end)?;
            return shaped(shape, &arguments, start..self.at);
        }
        self.at = end;
        match symbol(&name) {
            Some(latex) => {
                out.push(latex, start);
                Ok(out)
            }
            None if function(&name).is_some() => {
                fail(start..end, format!("`{name}` needs its arguments"))
            }
            None => fail(
                start..end,
                format!(
                    "`{name}` is not known in formulas; a name of several letters is written \"{name}\""
                ),
            ),
        }
    }

    /// Arguments up to the closing bracket; named ones say how it looks and are left out.
    fn arguments(&mut self, name: Range<usize>) -> Read<Vec<Written>> {
        let mut arguments = Vec::new();
        loop {
            let argument = self.until(&[',', ')', ';'])?;
            let is_named = argument.text.trim_start().contains(':');
            if !is_named {
                arguments.push(argument);
            }
            match self.peek() {
                Some(')') => {
                    self.at += 1;
                    return Ok(arguments);
                }
                Some(_) => self.at += 1,
                None => return fail(name, "the bracket behind this name is not closed"),
            }
        }
    }
}

fn flush(last: &mut Option<Written>, out: &mut Written) {
    if let Some(operand) = last.take() {
        out.append(&operand);
    }
}

/// Whether what stands between quotes is a number, `"0,15"`, or an operator, `"/"`: quotes keep them together.
fn is_mathematics(quoted: &str) -> bool {
    let quoted = quoted.trim();
    let is_number = quoted.starts_with(|c: char| c.is_ascii_digit())
        && quoted.ends_with(|c: char| c.is_ascii_digit())
        && quoted
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    is_number || matches!(quoted, "/" | "+" | "-" | "=" | "·" | "×")
}

/// An operand without the brackets around all of it.
fn bare(operand: &Written) -> Written {
    let inner = operand
        .text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let mut depth = 0_i32;
    let is_one = inner.is_some_and(|inner| {
        inner.chars().all(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth >= 0
        })
    });
    match inner.filter(|_| is_one) {
        Some(inner) => Written {
            text: inner.to_owned(),
            map: operand
                .map
                .get(1..=inner.len())
                .unwrap_or_default()
                .to_vec(),
        },
        None => operand.clone(),
    }
}

/// The length of a number: digits, grouped or not, with a decimal point.
fn number(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    let behind = |length: usize| text.get(length..).unwrap_or_default();
    while let Some(group) = behind(length).strip_prefix(',')
        && digits(group) == 3
    {
        length += 4;
    }
    if let Some(fraction) = behind(length).strip_prefix('.')
        && digits(fraction) > 0
    {
        length += 1 + digits(fraction);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::latex;

    fn written(text: &str) -> String {
        let written = latex(text).unwrap();
        assert_eq!(written.map.len(), written.text.len() + 1, "{text}");
        written.text
    }

    #[test]
    fn formulas_are_written_as_latex() {
        for (typst, expected) in [
            ("12 L h^2 = 6.57", "12 L h^{2} = 6.57"),
            ("(a + b)/(2c)", "\\frac{a + b}{2c}"),
            ("x_\"max\" dot 3", "x_{\\text{max}} \\cdot  3"),
            ("frac(1, 3 h) <= sqrt(2)", "\\frac{1}{ 3 h} \\le  \\sqrt{2}"),
            ("2^(n+1) != 2^n", "2^{n+1} \\ne  2^{n}"),
            ("1/2/3", "\\frac{\\frac{1}{2}}{3}"),
            (
                "6,573,522 approx 6.57 \\ &= 3!",
                "6,573,522 \\approx  6.57 \\\\ &= 3!",
            ),
            ("root(3, x)", "\\sqrt[3]{ x}"),
            ("alpha(x)", "\\alpha (x)"),
            ("5%", "5\\%"),
        ] {
            assert_eq!(written(typst), expected, "{typst}");
        }
    }

    #[test]
    fn what_is_not_known_is_named() {
        for (typst, reason) in [
            ("foo + 1", "`foo` is not known"),
            ("#x", "code"),
            ("(a", "not closed"),
            ("\"a", "not closed"),
            ("frac(1)", "1 arguments"),
            ("x^", "nothing stands"),
        ] {
            let error = latex(typst).unwrap_err();
            assert!(error.reason.contains(reason), "{typst}: {}", error.reason);
        }
        assert!(latex(&"(".repeat(100_000)).is_err());
    }
}
