//! Products, quotients, and what stands side by side: factors, suffixes and units.

use crate::diagnostic::{Code, Span};
use crate::expr::{Expr, ExprKind, Function};

use super::ast::{Ast, AstKind};
use super::names::spell;
use super::resolve::Resolver;
use super::signs::Infix;
use super::words::{clip, multiplier};

impl Resolver<'_> {
    /// A run of factors and divisors, from the left.
    pub(super) fn product(&mut self, first: &Ast, rest: &[(Infix, Ast)]) -> Expr {
        let mut factors = vec![self.expr(first)];
        let mut before = first;
        for (operator, operand) in rest {
            if *operator == Infix::Times {
                factors.push(self.expr(operand));
                before = operand;
                continue;
            }
            let fraction = spaced_fraction(before, operand).filter(|_| *operator == Infix::Over);
            let is_over_size =
                fraction.is_some_and(|(number, rest)| self.divides_sizes(&factors, number, rest));
            if let Some((denominator, rest)) = fraction.filter(|_| !is_over_size) {
                let numerator = factors.pop().unwrap_or_else(Expr::one);
                let fraction = Expr::quotient(numerator, self.expr(denominator));
                let parts = self.side_by_side(vec![fraction], denominator, rest);
                factors.push(Expr::product(parts));
            } else {
                if !is_over_size {
                    self.check_divisor(before, *operator, operand);
                }
                let divisor = self.expr(operand);
                let dividend = Expr::product(std::mem::take(&mut factors));
                factors.push(divide(*operator, dividend, divisor));
            }
            before = operand;
        }
        Expr::product(factors)
    }

    /// `80 GB × 3 / 64 GB`: whether a size is divided by a size, and not multiplied by a fraction.
    fn divides_sizes(&self, factors: &[Expr], denominator: &Ast, rest: &[Ast]) -> bool {
        let is_size = |factor: &Expr| matches!(factor.kind(), ExprKind::Quantity(..));
        factors.iter().any(is_size)
            && rest
                .first()
                .is_some_and(|unit| self.is_unit(denominator, unit))
    }

    /// The factors of operands side by side.
    pub(super) fn juxtaposition(&mut self, items: &[Ast]) -> Vec<Expr> {
        let Some((first, rest)) = items.split_first() else {
            return Vec::new();
        };
        let factors = self.factors(first);
        self.side_by_side(factors, first, rest)
    }

    /// Adds what stands behind the first operand to its factors.
    fn side_by_side(&mut self, mut factors: Vec<Expr>, first: &Ast, rest: &[Ast]) -> Vec<Expr> {
        let mut before = first;
        for (index, item) in rest.iter().enumerate() {
            self.check_neighbours(before, item);
            let written = self.text.slice(item.span);
            if self.is_suffixed(before, item) {
                factors.pop();
                factors.push(self.suffixed(before.span.to(item.span)));
            } else if let Some(power) = self.multiplier(before, item) {
                let amount = factors.pop().unwrap_or_else(Expr::one);
                factors.push(self.multiplied(amount, power, before.span.to(item.span)));
            } else if self.is_unit(before, item) {
                let amount = Expr::product(std::mem::take(&mut factors));
                factors.push(Expr::quantity(amount, written));
            } else if matches!(item.kind, AstKind::Name) && self.is_no_sign(item.span) {
                // Told.
            } else {
                self.check_meaning(before, item, rest.get(index + 1));
                factors.extend(self.factors(item));
            }
            before = item;
        }
        factors
    }

    /// Refuses `0x10`, and `2^10k` where k may be a suffix.
    fn check_neighbours(&mut self, before: &Ast, item: &Ast) {
        if before.span.end != item.span.start || !matches!(item.kind, AstKind::Name) {
            return;
        }
        let (a, b) = (self.text.slice(before.span), self.text.slice(item.span));
        let span = before.span.to(item.span);
        let is_hexadecimal = a == "0" && b.starts_with('x') && b.len() > 1;
        if is_hexadecimal && b.bytes().skip(1).all(|byte| byte.is_ascii_hexdigit()) {
            let message = "numbers are read in decimal only";
            let error = self.text.error(Code::NUMBER, span, message);
            self.fail(error);
        }
        let is_power = matches!(before.kind, AstKind::Power { .. }) && before.ends_in_number();
        if is_power && self.habits.is_suffix(b) && !self.is_declared(b) {
            let (base, exponent) = a.split_at(a.rfind(['^', '*']).map_or(a.len(), |at| at + 1));
            let hint = format!("write `{a}*{b}` or `{base}({exponent}{b})`");
            let message = format!("`{}` has two readings", clip(self.text.slice(span)));
            let error = self.text.error(Code::AMBIGUOUS, span, message);
            self.fail(error.hint(hint));
        }
    }

    /// Whether a name behind a number is its suffix, as in `7B`.
    pub(super) fn is_suffixed(&self, number: &Ast, name: &Ast) -> bool {
        matches!(number.kind, AstKind::Number)
            && matches!(name.kind, AstKind::Name)
            && number.span.end == name.span.start
            && !self.text.slice(number.span).ends_with('%')
            && self.habits.is_suffix(self.text.slice(name.span))
            && !self.is_declared(self.text.slice(name.span))
    }

    fn suffixed(&mut self, span: Span) -> Expr {
        let written = self.text.slice(span);
        let meaning = match written.chars().next_back() {
            Some('k' | 'K') => "thousand",
            Some('M') => "million",
            Some('B') => "billion",
            _ => "trillion",
        };
        let digits = written.trim_end_matches(char::is_alphabetic);
        self.tell_number(span, &format!("{digits} {meaning}"));
        self.number(span)
    }

    /// The power of ten that a word behind a number stands for, as in `4억`.
    fn multiplier(&self, number: &Ast, name: &Ast) -> Option<u32> {
        let written = self.text.slice(name.span);
        let is_read = matches!(number.kind, AstKind::Number)
            && matches!(name.kind, AstKind::Name)
            && !self.is_declared(written);
        multiplier(written).filter(|_| is_read)
    }

    fn multiplied(&mut self, amount: Expr, power: u32, span: Span) -> Expr {
        self.tell_number(span, &format!("a number times 10^{power}"));
        let factor = crate::number::Integer::from(10).pow(power);
        Expr::product([amount, Expr::integer(factor)])
    }

    fn tell_number(&mut self, span: Span, meaning: &str) {
        let written = self.text.slice(span);
        if self.told.insert(format!("number {written}")) {
            let note = format!("`{}` is read as {}", clip(written), clip(meaning));
            self.notes.push(self.text.note(span, note));
        }
    }

    /// Whether a name behind something is its unit, as in `28 GB`.
    pub(super) fn is_unit(&self, before: &Ast, name: &Ast) -> bool {
        let written = self.text.slice(name.span);
        matches!(name.kind, AstKind::Name)
            && !self.is_declared(&spell(written))
            && !self.habits.spells_symbols(written)
            && (super::units::is_unit(written)
                || (super::units::is_label(written)
                    && matches!(before.kind, AstKind::Number | AstKind::Name)))
    }
}

/// A number over a number that stands apart from what follows, `8/3 h`: the denominator and what
/// follows it.
pub(super) fn spaced_fraction<'a>(
    numerator: &Ast,
    denominator: &'a Ast,
) -> Option<(&'a Ast, &'a [Ast])> {
    let AstKind::Juxtaposition(factors) = &denominator.kind else {
        return None;
    };
    let (first, rest) = factors.split_first()?;
    let is_spaced = matches!(numerator.kind, AstKind::Number)
        && matches!(first.kind, AstKind::Number)
        && rest
            .first()
            .is_some_and(|next| first.span.end < next.span.start);
    is_spaced.then_some((first, rest))
}

fn divide(operator: Infix, dividend: Expr, divisor: Expr) -> Expr {
    match operator {
        Infix::FloorDiv => Expr::call(Function::FloorDiv, [dividend, divisor]),
        Infix::Mod => Expr::call(Function::Mod, [dividend, divisor]),
        _ => Expr::quotient(dividend, divisor),
    }
}
