//! Numbers: digits with their marks of groups and decimals, powers of ten, and what follows them.

use super::lower::Lowering;
use super::tokens::{Kind, Token};

impl Lowering<'_> {
    pub(super) fn number(&mut self, token: &Token) {
        // `3{,}14`: the comma before other than three digits, or behind a zero, is that of decimals.
        let comma = token.text.rfind("{,}").filter(|at| {
            let (before, behind) = token.text.split_at(*at);
            before == "0" || behind.len() != "{,}000".len() && !behind.contains('.')
        });
        let comma = comma.or_else(|| token.text.starts_with("0,0").then_some(0));
        let bytes = token.text.bytes().enumerate();
        let digits = bytes.filter_map(|(at, byte)| match byte {
            b',' if comma == at.checked_sub(1) && comma.is_some() => Some((at, b'.')),
            byte => (byte.is_ascii_digit() || byte == b'.').then_some((at, byte)),
        });
        let digits: Vec<(usize, u8)> = digits.collect();
        if self.out.text.ends_with(|last: char| last.is_ascii_digit()) {
            self.out.push(" ", token.at);
        }
        for (offset, byte) in digits {
            self.out
                .push(char::from(byte).encode_utf8(&mut [0; 4]), token.at + offset);
        }
        if let Some(power) = self.power_of_ten() {
            self.out.push(&power, token.at);
            self.out.reach(self.taken());
            return;
        }
        // `2e` would begin a power of ten.
        if self
            .peek()
            .is_some_and(|next| matches!(next.text.as_str(), "e" | "E"))
        {
            self.out.push(" ", token.at);
        }
    }

    /// Whether a lone `s` follows a number and `\mu`.
    pub(super) fn is_micro(&self) -> bool {
        let mut behind = self.tokens.get(self.at..).unwrap_or_default().iter();
        let next = behind.find(|next| next.kind != Kind::Gap);
        let ends_in_digit = self
            .out
            .text
            .trim_end()
            .ends_with(|c: char| c.is_ascii_digit());
        let more = behind.next().is_some_and(|next| {
            matches!(
                next.kind,
                Kind::Letter | Kind::Subscript | Kind::Superscript
            )
        });
        ends_in_digit && !more && next.is_some_and(|next| next.text == "s")
    }

    /// `34e6`, `1.97E+14`: the power of ten that directly follows a number.
    fn power_of_ten(&mut self) -> Option<String> {
        let letter = self.peek()?;
        let mut end = letter.at + letter.text.len();
        let is_letter = matches!(letter.text.as_str(), "e" | "E");
        let mut text = "e".to_owned();
        let mut taken = 1;
        let next = self.tokens.get(self.at + 1)?;
        if is_letter && matches!(next.text.as_str(), "+" | "-") && next.at == end {
            text.push_str(&next.text);
            end += 1;
            taken += 1;
        }
        let digits = self.tokens.get(self.at + taken)?;
        let is_whole =
            digits.kind == Kind::Number && digits.text.bytes().all(|b| b.is_ascii_digit());
        if !is_letter || !is_whole || digits.at != end {
            return None;
        }
        text.push_str(&digits.text);
        self.at += taken + 1;
        Some(text)
    }
}
