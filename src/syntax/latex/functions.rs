//! Functions and what they are called with: `\log_2 N`, `\ln(x)`, `\log_5 25x`.

use super::commands::{Meaning, meaning};
use super::lower::{Done, Lowering, command_name};
use super::tokens::{Kind, Token};

impl Lowering<'_> {
    /// `\log_2 N`, `\ln(x)`: a function without parentheses takes the next operand.
    pub(super) fn function(&mut self, token: &Token, function: &str) -> Done {
        self.skip_gaps();
        let mut name = function.to_owned();
        if self.peek().is_some_and(|next| next.kind == Kind::Subscript) {
            self.at += 1;
            let (base, _) = self.words()?;
            name = match (function, base.trim()) {
                ("log", "2") => "log2".into(),
                ("log", "10") => "log10".into(),
                ("log", "e") => "ln".into(),
                ("log", base) if Self::takes_base(base) => {
                    format!("log_{base}")
                }
                _ => {
                    return Self::fail(
                        token,
                        "this base of a logarithm is not read; write \\log_2, \\log_{10} or \\ln",
                    );
                }
            };
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
        // `\ln 100` is of all digits.
        if let Some(number) = self
            .peek()
            .filter(|next| next.kind == Kind::Number)
            .cloned()
        {
            self.at += 1;
            self.out.push("(", number.at);
            self.number(&number);
            self.touching_letters()?;
            // `\log_2 2^{10}` is the logarithm of the power.
            self.raised()?;
            self.out.push(")", number.at);
            return Ok(());
        }
        let (found, at) = self.argument()?;
        self.out.push("(", at);
        self.append(&found);
        // `\ln x^2` is the logarithm of the square.
        self.raised()?;
        self.touching_letters()?;
        self.out.push(")", at);
        Ok(())
    }

    /// The power that the argument of a function is raised to.
    fn raised(&mut self) -> Done {
        self.skip_gaps();
        let is_raised = |next: &Token| next.kind == Kind::Superscript;
        if self.peek().is_some_and(is_raised)
            && let Some(power) = self.next()
        {
            self.superscript(&power)?;
        }
        Ok(())
    }

    /// `\ln 2x`, `\log_b xy`: letters that touch the first operand of a function belong to it.
    fn touching_letters(&mut self) -> Done {
        while let Some(next) = self
            .peek()
            .filter(|next| next.kind == Kind::Letter)
            .cloned()
        {
            self.at += 1;
            self.token(&next)?;
            while let Some(mark) = self
                .peek()
                .filter(|next| matches!(next.kind, Kind::Superscript | Kind::Subscript))
                .cloned()
            {
                self.at += 1;
                self.token(&mark)?;
            }
        }
        Ok(())
    }

    /// Whether a logarithm to a base may stand here as a product: the base is a number or a letter, and nothing is divided
    /// by it.
    fn takes_base(base: &str) -> bool {
        let is_number = !base.is_empty() && base.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter = base.len() == 1 && base.bytes().all(|byte| byte.is_ascii_lowercase());
        is_number && base.trim_start_matches('0') != "1" || is_letter
    }
}
