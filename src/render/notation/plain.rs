//! Program notation: what a person types, and what reads back as the same expression.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::level::Level;
use super::predicate::{self, Conditions, Words};
use crate::expr::{
    BigOperator, BigOperatorKind, Comparison, Conditional, Expr, ExprKind, Function, Literal,
    Predicate, Range, Symbol, deep_at,
};

/// The expression in program notation. Parsing it gives the same expression again, provided that
/// its names are declared or stand for themselves.
///
/// ```
/// use longhand::expr::Expr;
/// use longhand::render::plain;
///
/// let h = Expr::symbol("h");
/// let squared = Expr::power(h.clone(), Expr::integer(2));
/// let sum = Expr::sum([Expr::product([Expr::integer(12), squared]), Expr::negative(h)]);
/// assert_eq!(plain(&sum), "12*h^2 - h");
/// ```
pub fn plain(expr: &Expr) -> String {
    let mut writer = Plain {
        out: String::new(),
        roots: vec![expr],
        names: None,
    };
    writer.write(expr, Level::Conditional);
    writer.out
}

/// The condition in program notation.
pub fn plain_condition(condition: &Predicate) -> String {
    let mut writer = Plain {
        out: String::new(),
        roots: condition.operands(),
        names: None,
    };
    predicate::write(&mut writer, condition);
    writer.out
}

/// Adds the digits of a number to a text.
pub(super) fn push_digits(out: &mut String, mut number: u64) {
    let mut digits = [b'0'; 20];
    let mut from = digits.len();
    while from > 0 {
        from -= 1;
        if let Some(place) = digits.get_mut(from) {
            *place = b'0' + u8::try_from(number % 10).unwrap_or(0);
        }
        number /= 10;
        if number == 0 {
            break;
        }
    }
    let digits = digits
        .get(from..)
        .and_then(|digits| std::str::from_utf8(digits).ok());
    out.push_str(digits.unwrap_or_default());
}

struct Plain<'a> {
    out: String,
    roots: Vec<&'a Expr>,
    /// All names in the expression, gathered when a number with a suffix is met.
    names: Option<BTreeSet<Symbol>>,
}

impl Plain<'_> {
    /// Writes an expression, in brackets when it is weaker than its place asks for.
    fn write(&mut self, expr: &Expr, least: Level) {
        deep_at(expr.depth(), || {
            if Level::of(expr) < least {
                self.out.push('(');
                self.write_bare(expr);
                self.out.push(')');
            } else {
                self.write_bare(expr);
            }
        });
    }

    fn write_bare(&mut self, expr: &Expr) {
        match expr.kind() {
            ExprKind::Number(literal) => self.number(literal),
            ExprKind::Symbol(symbol) => self.out.push_str(symbol.name()),
            ExprKind::Boolean(value) => self.out.push_str(if *value { "true" } else { "false" }),
            ExprKind::Text(text) => self.text(text),
            ExprKind::Sum(terms) => self.sum(terms),
            ExprKind::Product(factors) => self.product(factors),
            ExprKind::Neg(operand) => {
                self.out.push('-');
                self.write(operand, Level::Product);
            }
            ExprKind::Quotient(numerator, denominator) => {
                self.write(numerator, Level::Product);
                self.out.push('/');
                self.write(denominator, Level::Power);
            }
            ExprKind::Power(base, exponent) => {
                self.write(base, Level::Atom);
                self.out.push('^');
                self.exponent(exponent);
            }
            ExprKind::Call(function, arguments) => self.call(function, arguments),
            ExprKind::BigOperator(operator) => self.big_operator(operator),
            ExprKind::Conditional(conditional) => self.conditional(conditional),
            ExprKind::Bracket(condition) => {
                self.out.push('[');
                predicate::write(self, condition);
                self.out.push(']');
            }
            ExprKind::Quantity(amount, unit) => self.quantity(amount, unit),
            ExprKind::Conversion(value, unit) => {
                self.write(value, Level::Sum);
                let _ = write!(self.out, " in {unit}");
            }
            ExprKind::Order(inner) => self.named("O", std::slice::from_ref(inner)),
            ExprKind::List(elements) => self.named("list", elements),
        }
    }

    fn sum(&mut self, terms: &[Expr]) {
        for (place, term) in terms.iter().enumerate() {
            let (sign, least, magnitude) = match term.kind() {
                ExprKind::Neg(inner) if place > 0 => (" - ", Level::Product, inner),
                ExprKind::Neg(inner) => ("-", Level::Product, inner),
                _ if place > 0 => (" + ", Level::FloorDivision, term),
                _ => ("", Level::FloorDivision, term),
            };
            self.out.push_str(sign);
            self.write(magnitude, least);
        }
    }

    /// A quotient needs brackets but in the first place: `a/b*c` is (a/b)·c.
    fn product(&mut self, factors: &[Expr]) {
        for (place, factor) in factors.iter().enumerate() {
            if place > 0 {
                self.out.push('*');
            }
            let is_leading_quotient = place == 0 && matches!(factor.kind(), ExprKind::Quotient(..));
            let least = if is_leading_quotient {
                Level::Product
            } else {
                Level::Quantity
            };
            self.write(factor, least);
        }
    }

    /// `a^b^c` is a^(b^c); a factorial gets brackets for the reader's sake.
    fn exponent(&mut self, exponent: &Expr) {
        let least = match exponent.kind() {
            ExprKind::Power(..) => Level::Power,
            _ => Level::Atom,
        };
        self.write(exponent, least);
    }

    fn call(&mut self, function: &Function, arguments: &[Expr]) {
        match (function, arguments) {
            (Function::FloorDiv, [dividend, divisor]) => {
                self.write(dividend, Level::Power);
                self.out.push_str("//");
                self.write(divisor, Level::Power);
            }
            (Function::Factorial, [operand]) => {
                self.write(operand, Level::Atom);
                self.out.push('!');
            }
            _ => self.named(function.name(), arguments),
        }
    }

    /// `name(a, b)`.
    fn named(&mut self, name: &str, arguments: &[Expr]) {
        self.out.push_str(name);
        self.out.push('(');
        for (place, argument) in arguments.iter().enumerate() {
            if place > 0 {
                self.out.push_str(", ");
            }
            self.argument(argument);
        }
        self.out.push(')');
    }

    /// Anything but a conversion, whose `in` could be taken for a membership.
    fn argument(&mut self, argument: &Expr) {
        match argument.kind() {
            ExprKind::Conditional(_) => self.write(argument, Level::Conditional),
            _ => self.write(argument, Level::Sum),
        }
    }

    fn big_operator(&mut self, operator: &BigOperator) {
        self.out.push_str(match operator.kind {
            BigOperatorKind::Sum => "sum(",
            BigOperatorKind::Product => "prod(",
        });
        self.out.push_str(operator.index.name());
        match &operator.range {
            Range::Interval(from, to) => {
                self.out.push_str(" = ");
                self.write(from, Level::Sum);
                self.out.push_str("..");
                self.range_end(to);
            }
            Range::Elements(list) => {
                self.out.push_str(" in ");
                self.write(list, Level::Sum);
            }
        }
        self.out.push_str(", ");
        self.argument(&operator.body);
        self.out.push(')');
    }

    /// A number that begins with its point must not run into the two points of the range.
    fn range_end(&mut self, end: &Expr) {
        let start = self.out.len();
        self.write(end, Level::Sum);
        if self
            .out
            .get(start..)
            .is_some_and(|text| text.starts_with('.'))
        {
            self.out.insert(start, '0');
        }
    }

    fn conditional(&mut self, conditional: &Conditional) {
        self.out.push_str("if ");
        predicate::write(self, &conditional.condition);
        self.out.push_str(" then ");
        self.write(&conditional.then, Level::Sum);
        self.out.push_str(" else ");
        self.argument(&conditional.otherwise);
    }

    fn quantity(&mut self, amount: &Expr, unit: &Symbol) {
        match amount.kind() {
            ExprKind::Number(literal) => self.number(literal),
            _ => self.write(amount, Level::Atom),
        }
        let _ = write!(self.out, " {unit}");
    }

    /// As typed; where nothing was typed, the digits. A suffix that is also a name in the
    /// expression would be read as that name, so it is spelled as a power of ten.
    fn number(&mut self, literal: &Literal) {
        let Some(written) = literal.written() else {
            let value = literal.value();
            // Most are small integers, which need none of the machinery of larger ones.
            match value.numerator().to_u64().filter(|_| value.is_integer()) {
                Some(small) => push_digits(&mut self.out, small),
                None => drop(write!(self.out, "{value}")),
            }
            return;
        };
        let text = written.text();
        match written.suffix() {
            Some(suffix) if text.ends_with(suffix_letters) && self.is_name(text) => {
                let digits = text.trim_end_matches(suffix_letters);
                self.scaled(digits, suffix.exponent10());
            }
            _ => self.out.push_str(text),
        }
    }

    /// The digits times a power of ten; `1.5e3k` has two of them.
    fn scaled(&mut self, digits: &str, exponent: i64) {
        let (mantissa, given) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
        let given: i64 = given.parse().unwrap_or(0);
        let _ = write!(self.out, "{mantissa}e{}", given.saturating_add(exponent));
    }

    /// Whether the last letter of a number is a name somewhere in the expression.
    fn is_name(&mut self, number: &str) -> bool {
        let names = self.names.get_or_insert_with(|| all_names(&self.roots));
        let letter = number.trim_start_matches(|c| !suffix_letters(c));
        names.iter().any(|name| name.name() == letter)
    }

    /// No text that was typed holds a quote, since nothing can protect one.
    fn text(&mut self, text: &str) {
        let _ = write!(self.out, "\"{}\"", text.replace('"', "'"));
    }
}

fn suffix_letters(c: char) -> bool {
    matches!(c, 'k' | 'K' | 'M' | 'B' | 'T')
}

/// Every name in the expressions, those bound by sums and products included.
fn all_names(roots: &[&Expr]) -> BTreeSet<Symbol> {
    let mut names = BTreeSet::new();
    let mut waiting = roots.to_vec();
    while let Some(part) = waiting.pop() {
        match part.kind() {
            ExprKind::Symbol(symbol) => {
                names.insert(symbol.clone());
            }
            ExprKind::BigOperator(operator) => {
                names.insert(operator.index.clone());
            }
            _ => {}
        }
        waiting.extend(part.children());
    }
    names
}

impl Conditions for Plain<'_> {
    const WORDS: Words<'static> = Words {
        member: " in ",
        divides: " divides ",
        and: " and ",
        or: " or ",
        not: ("not ", ""),
    };

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn operand(&mut self, expr: &Expr, least: Level) {
        self.write(expr, least);
    }

    fn comparison(comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => " = ",
            Comparison::NotEqual => " != ",
            Comparison::Less => " < ",
            Comparison::LessEqual => " <= ",
            Comparison::Greater => " > ",
            Comparison::GreaterEqual => " >= ",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::expr::{Comparison, Expr, Function, Literal, Predicate};
    use crate::number::Written;

    fn s(name: &str) -> Expr {
        Expr::symbol(name)
    }

    fn n(value: i64) -> Expr {
        Expr::integer(value)
    }

    fn typed(text: &str) -> Expr {
        Expr::literal(Literal::from_written(Written::parse(text).unwrap()))
    }

    fn square(base: Expr) -> Expr {
        Expr::power(base, n(2))
    }

    #[test]
    fn brackets_stand_where_the_tree_needs_them() {
        let (a, b, c) = (s("a"), s("b"), s("c"));
        let product = Expr::product([a.clone(), b.clone()]);
        let sum = Expr::sum([a.clone(), b.clone()]);
        let quotient = Expr::quotient(a.clone(), b.clone());
        for (expr, text) in [
            (
                Expr::sum([a.clone(), Expr::sum([b.clone(), c.clone()])]),
                "a + (b + c)",
            ),
            (Expr::difference(a.clone(), sum.clone()), "a - (a + b)"),
            (Expr::difference(a.clone(), n(-3)), "a - (-3)"),
            (Expr::negative(square(a.clone())), "-a^2"),
            (square(n(-3)), "(-3)^2"),
            (Expr::negative(Expr::negative(a.clone())), "-(-a)"),
            (Expr::negative(product.clone()), "-a*b"),
            (
                Expr::product([Expr::negative(a.clone()), b.clone()]),
                "(-a)*b",
            ),
            (Expr::product([a.clone(), product.clone()]), "a*(a*b)"),
            (Expr::product([product.clone(), c.clone()]), "(a*b)*c"),
            (Expr::product([sum.clone(), c.clone()]), "(a + b)*c"),
            (Expr::product([quotient.clone(), c.clone()]), "a/b*c"),
            (Expr::product([c.clone(), quotient.clone()]), "c*(a/b)"),
            (Expr::quotient(product.clone(), c.clone()), "a*b/c"),
            (Expr::quotient(quotient.clone(), c.clone()), "a/b/c"),
            (Expr::quotient(c.clone(), quotient.clone()), "c/(a/b)"),
            (Expr::quotient(c.clone(), product.clone()), "c/(a*b)"),
            (Expr::quotient(n(-8), n(3)), "(-8)/3"),
            (Expr::negative(Expr::quotient(n(8), n(3))), "-8/3"),
            (Expr::power(a.clone(), square(b.clone())), "a^b^2"),
            (square(Expr::power(a.clone(), b.clone())), "(a^b)^2"),
            (Expr::power(n(2), Expr::sum([a.clone(), n(1)])), "2^(a + 1)"),
            (Expr::power(a.clone(), n(-1)), "a^(-1)"),
            (
                Expr::call(Function::FloorDiv, [n(7), product.clone()]),
                "7//(a*b)",
            ),
            (
                square(Expr::call(Function::Factorial, [a.clone()])),
                "(a!)^2",
            ),
            (square(typed("7B")), "(7B)^2"),
            (Expr::product([typed("4k"), s("k")]), "4e3*k"),
            (Expr::sum([typed("4k"), a.clone()]), "4k + a"),
        ] {
            assert_eq!(plain(&expr), text);
        }
    }

    #[test]
    fn conditions_and_choices() {
        let tied = Predicate::Truth(s("tied"));
        let zero = Predicate::Compare(s("N"), Comparison::Equal, n(0));
        let either = Predicate::Or(vec![tied.clone(), zero.clone()]);
        let choice = Expr::conditional(tied.clone(), n(0), Expr::product([s("V"), s("h")]));
        for (expr, text) in [
            (choice.clone(), "if tied then 0 else V*h"),
            (
                Expr::sum([choice.clone(), n(1)]),
                "(if tied then 0 else V*h) + 1",
            ),
            (
                Expr::bracket(Predicate::Not(Box::new(zero))),
                "[not (N = 0)]",
            ),
            (
                Expr::bracket(Predicate::Not(Box::new(tied.clone()))),
                "[not tied]",
            ),
            (
                Expr::bracket(Predicate::And(vec![either, tied])),
                "[(tied or N = 0) and tied]",
            ),
        ] {
            assert_eq!(plain(&expr), text);
        }
    }

    #[test]
    fn a_million_terms_take_no_time() {
        let sum = Expr::sum((0..1_000_000).map(n));
        assert!(plain(&sum).ends_with(" + 999998 + 999999"));
    }
}
