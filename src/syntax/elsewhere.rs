//! Words that mean something elsewhere: functions of other systems, signs in words, units in
//! another case. By the rules they would be products of single letters.

use crate::diagnostic::{Code, Span};
use crate::expr::{Function, Symbol};

use super::ast::{Ast, AstKind};
use super::names::{NameReading, nearest, spell};
use super::resolve::Resolver;
use super::words::clip;

/// Functions of other systems, and what to write here.
const FUNCTIONS: &[(&[&str], &str)] = &[
    (
        &["log", "lg", "logarithm"],
        "write `ln(x)`, `log2(x)` or `log10(x)`",
    ),
    (
        &[
            "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh",
        ],
        "there are no trigonometric functions",
    ),
    (
        &["asin", "acos", "atan", "arcsin", "arccos", "arctan"],
        "there are no trigonometric functions",
    ),
    (
        &["round", "rint", "nint"],
        "write `floor(x + 1/2)`, `floor(x)` or `ceil(x)`",
    ),
    (
        &["trunc", "int", "truncate"],
        "write `floor(x)`; for negative x `-floor(-x)`",
    ),
    (&["ceiling", "roof"], "did you mean `ceil`?"),
    (&["pow", "power"], "a power is written `a^b`"),
    (&["cbrt"], "write `root(x, 3)`"),
    (&["fact", "fac"], "write `n!`"),
    (&["choose", "comb", "ncr"], "write `binom(n, k)`"),
    (&["product"], "write `prod(i = 1..n, i)`"),
    (&["summation"], "write `sum(i = 1..n, i)`"),
    (&["log_e", "loge"], "write `ln(x)`"),
    (&["avg", "mean", "average"], "write `(a + b)/2`"),
];

/// Signs in words.
const SIGNS: &[(&str, &str)] = &[
    ("plus", "+"),
    ("minus", "-"),
    ("times", "*"),
    ("multiplied", "*"),
    ("of", "*"),
    ("divided", "/"),
    ("over", "/"),
    ("per", "/"),
    ("modulo", "mod"),
    ("squared", "^2"),
    ("cubed", "^3"),
    ("percent", "%"),
    ("equals", "="),
];

impl Resolver<'_> {
    /// Tells that a name before a bracket is no function, where it looks like one.
    pub(super) fn is_no_function(&mut self, name: Span, arguments: &[Ast]) -> bool {
        let written = self.text.slice(name);
        if self.is_known(name) {
            return false;
        }
        let meant = match (written, arguments) {
            ("Σ" | "Sigma", [_, _, ..]) => Some("write `sum(i = 1..n, i)`".to_owned()),
            ("Π" | "Pi", [_, _, ..]) => Some("write `prod(i = 1..n, i)`".to_owned()),
            _ => self.function_meant(written),
        };
        if meant.is_none() && arguments.len() == 1 {
            return false;
        }
        let message = format!("there is no function `{}`", clip(written));
        let mut error = self.text.error(Code::UNKNOWN_NAME, name, message);
        error = error.hint(meant.unwrap_or_else(|| {
            "functions are declared in a formula file: `f(x, y) = …`".to_owned()
        }));
        if let (NameReading::Factors(factors), [only]) = (self.read(name), arguments) {
            let factors: Vec<&str> = factors.iter().map(Symbol::name).collect();
            let product = format!("{}*({})", factors.join("*"), self.text.written(only.span));
            error = error.hint(format!("for the product, write `{}`", clip(&product)));
        }
        self.fail(error);
        true
    }

    /// Whether a name is declared, or a product of declared names.
    fn is_known(&self, name: Span) -> bool {
        let is_declared = |symbol: &Symbol| self.is_declared(symbol.name());
        match self.read(name) {
            NameReading::Whole(symbol) => is_declared(&symbol),
            NameReading::Factors(factors) => factors.iter().all(is_declared),
            NameReading::Ambiguous(_) | NameReading::Unknown(_) => false,
        }
    }

    /// What to write instead of a function that does not exist.
    fn function_meant(&self, written: &str) -> Option<String> {
        let lower = written.to_lowercase();
        let known = FUNCTIONS
            .iter()
            .find(|row| row.0.iter().any(|name| *name == lower));
        if let Some((_, hint)) = known {
            return Some((*hint).to_owned());
        }
        let built_in: Vec<&str> = Function::names().chain(["sum", "prod", "list"]).collect();
        let declared = self.scope.functions.keys().map(Symbol::name);
        let mut all = built_in.into_iter().chain(declared);
        // Two letters are near to too much.
        let meant = if written.chars().count() > 2 {
            nearest(written, all)
        } else {
            all.find(|name| name.len() == 2 && name.eq_ignore_ascii_case(written))
        };
        meant.map(|name| format!("did you mean `{name}`?"))
    }

    /// Tells that a word between operands is no sign.
    pub(super) fn is_no_sign(&mut self, name: Span) -> bool {
        let written = self.text.slice(name);
        let Some((_, sign)) = SIGNS.iter().find(|(word, _)| *word == written) else {
            return false;
        };
        let stands_apart = self.is_between_blanks(name) || written.len() > 3;
        if !stands_apart || self.is_known(name) {
            return false;
        }
        let message = format!("`{written}` is no sign");
        let error = self.text.error(Code::UNEXPECTED, name, message);
        self.fail(error.hint(format!("write `{sign}`")));
        true
    }

    fn is_between_blanks(&self, span: Span) -> bool {
        let text = self.text.as_str();
        let before = text.get(..span.start).unwrap_or_default();
        let after = text.get(span.end..).unwrap_or_default();
        before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace)
    }

    /// Looks at a name behind something: readings that are right by the rules and seldom meant are
    /// told in a note, and `2 x 3` is refused.
    pub(super) fn check_meaning(&mut self, before: &Ast, item: &Ast, next: Option<&Ast>) {
        if !matches!(item.kind, AstKind::Name) {
            return;
        }
        let written = self.text.slice(item.span);
        if self.is_declared(&spell(written)) {
            return;
        }
        let is_number = matches!(before.kind, AstKind::Number);
        let touches = before.span.end == item.span.start;
        match (written, next) {
            ("x", Some(next)) if self.is_between_blanks(item.span) => {
                self.tell_cross(before, item.span, next);
            }
            ("B" | "M" | "T", None) if is_number && !touches => {
                let number = self.text.slice(before.span);
                let hint = format!("a suffix touches its number: `{number}{written}`");
                self.tell_name(item.span, hint);
            }
            _ if is_number && touches && is_cross_and_number(written) => {
                self.tell_name(item.span, "multiplication is `*` or `×`".to_owned());
            }
            _ if is_number => self.tell_unit(before.span, item.span),
            _ => {}
        }
    }

    fn tell_cross(&mut self, before: &Ast, cross: Span, next: &Ast) {
        let begins_with_number = match &next.kind {
            AstKind::Power { base, .. } => matches!(base.kind, AstKind::Number),
            kind => matches!(kind, AstKind::Number),
        };
        if !begins_with_number {
            return self.tell_name(cross, "multiplication is `*` or `×`".to_owned());
        }
        let (a, b) = (
            self.text.written(before.span).into_owned(),
            self.text.written(next.span).into_owned(),
        );
        let span = before.span.to(next.span);
        self.two_readings(span, &format!("{a}*{b}"), &format!("{a}*x*{b}"));
    }

    fn tell_name(&mut self, span: Span, hint: String) {
        let written = self.text.slice(span);
        if self.told.insert(format!("name {written}")) {
            let note = self
                .text
                .note(span, format!("`{written}` is read as a name"));
            self.notes.push(note.hint(hint));
        }
    }

    /// `5 gb`: the unit in another case.
    fn tell_unit(&mut self, number: Span, name: Span) {
        let written = self.text.slice(name);
        let NameReading::Factors(factors) = self.read(name) else {
            return;
        };
        let Some(unit) = super::units::in_another_case(written).filter(|_| !self.is_known(name))
        else {
            return;
        };
        if self.told.insert(format!("name {written}")) {
            let factors: Vec<&str> = factors.iter().map(Symbol::name).collect();
            let message = format!("`{written}` is read as the product {}", factors.join("·"));
            let number = self.text.written(number);
            let hint = format!("did you mean `{number} {unit}`?");
            let note = self.text.note(name, message);
            self.notes.push(note.hint(hint));
        }
    }
}

/// `x3`, as in `2x3`.
fn is_cross_and_number(name: &str) -> bool {
    name.strip_prefix('x')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}
