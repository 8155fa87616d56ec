//! Mathematical notation in plain text: `12Lh² + 4Lh`, for terminals and prose.

use std::fmt::Write as _;

use super::level::Level;
use super::name::Name;
use super::number_text::{Digits, digits};
use super::predicate::{self, Conditions, Words};
use super::unicode_product::{Join, is_digits, joins};
use crate::expr::{
    BigOperator, BigOperatorKind, Comparison, Conditional, Expr, ExprKind, Function, Literal,
    Predicate, Range, Symbol, deep,
};
use crate::render::Style;

/// The expression as on paper. Where its names are declared, parsing it gives an equal
/// expression.
///
/// ```
/// use longhand::expr::Expr;
/// use longhand::render::{Style, unicode};
///
/// let (l, h) = (Expr::symbol("L"), Expr::symbol("h"));
/// let squared = Expr::power(h.clone(), Expr::integer(2));
/// let inner = Expr::sum([Expr::product([Expr::integer(12), squared]), Expr::negative(h)]);
/// assert_eq!(unicode(&Expr::product([l, inner]), &Style::default()), "L(12h² − h)");
/// ```
pub fn unicode(expr: &Expr, style: &Style) -> String {
    let mut writer = Unicode::new(style);
    writer.write(expr, Level::Conditional);
    writer.out
}

/// The condition as on paper, by itself in a sentence.
pub fn unicode_condition(condition: &Predicate, style: &Style) -> String {
    let mut writer = Unicode::new(style);
    let own = &style.words;
    let [before, after] = &own.not;
    let words = Words {
        divides: &own.divides,
        and: &own.and,
        or: &own.or,
        not: (before, after),
        ..Unicode::WORDS
    };
    predicate::write_with(&mut writer, condition, &words);
    writer.out
}

/// A name as on paper: `h₁`, `α`, `n_head`.
pub fn unicode_symbol(symbol: &Symbol) -> String {
    let mut text = String::new();
    write_symbol(&mut text, symbol);
    text
}

/// The strength of an expression in this notation.
pub(super) fn level(expr: &Expr) -> Level {
    match expr.kind() {
        ExprKind::Call(Function::Mod, arguments) if arguments.len() == 2 => Level::FloorDivision,
        ExprKind::Call(Function::Sqrt, arguments) if arguments.len() == 1 => Level::Power,
        ExprKind::Number(literal) => match digits(literal, false) {
            Digits::Plain(_) => Level::Atom,
            Digits::Suffixed(..) | Digits::Scaled(..) => Level::Quantity,
        },
        _ => Level::of(expr),
    }
}

/// Whether an exponent can stand raised: an integer, a letter that can be raised, or the negative
/// of one.
pub(super) fn is_superscript(exponent: &Expr) -> bool {
    let magnitude = match exponent.kind() {
        ExprKind::Neg(inner) => inner,
        _ => exponent,
    };
    match magnitude.kind() {
        ExprKind::Number(literal) => literal
            .written()
            .is_none_or(crate::number::Written::is_bare_integer),
        ExprKind::Symbol(symbol) => raised_letter(symbol).is_some(),
        _ => false,
    }
}

/// Whether a root may do without brackets: `√x`, but `√(x²)` and `√(max(x, 1))`.
pub(super) fn is_bare_radicand(radicand: &Expr) -> bool {
    let is_short = matches!(radicand.kind(), ExprKind::Symbol(_) | ExprKind::Number(_));
    is_short && level(radicand) == Level::Atom
}

/// The raised form of a symbol of one letter, where there is one.
fn raised_letter(symbol: &Symbol) -> Option<char> {
    Some(match symbol.name() {
        "n" => 'ⁿ',
        "i" => 'ⁱ',
        "k" => 'ᵏ',
        "m" => 'ᵐ',
        "d" => 'ᵈ',
        "L" => 'ᴸ',
        "x" => 'ˣ',
        _ => return None,
    })
}

struct Unicode<'a> {
    out: String,
    style: &'a Style,
    /// How many argument lists are open; a comma inside one does not group digits.
    open_calls: usize,
}

impl<'a> Unicode<'a> {
    fn new(style: &'a Style) -> Self {
        Self {
            out: String::new(),
            style,
            open_calls: 0,
        }
    }

    fn write(&mut self, expr: &Expr, least: Level) {
        deep(|| {
            if level(expr) < least {
                self.bracketed(expr);
            } else {
                self.write_bare(expr);
            }
        });
    }

    fn bracketed(&mut self, expr: &Expr) {
        self.out.push('(');
        self.write_bare(expr);
        self.out.push(')');
    }

    fn write_bare(&mut self, expr: &Expr) {
        match expr.kind() {
            ExprKind::Number(literal) => self.number(literal),
            ExprKind::Symbol(symbol) => write_symbol(&mut self.out, symbol),
            ExprKind::Boolean(value) => self.out.push_str(if *value { "true" } else { "false" }),
            ExprKind::Text(text) => {
                let _ = write!(self.out, "\"{text}\"");
            }
            ExprKind::Sum(terms) => self.sum(terms),
            ExprKind::Product(factors) => self.product(factors),
            ExprKind::Neg(operand) => {
                self.out.push('−');
                self.write(operand, Level::Product);
            }
            ExprKind::Quotient(numerator, denominator) => {
                self.numerator(numerator);
                self.out.push('/');
                self.write(denominator, Level::Power);
            }
            ExprKind::Power(base, exponent) => self.power(base, exponent),
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
                let _ = write!(self.out, " {}", self.style.words.in_unit(unit.name()));
            }
            ExprKind::Order(inner) => self.named("O", std::slice::from_ref(inner)),
            ExprKind::List(elements) => self.named("list", elements),
        }
    }

    fn sum(&mut self, terms: &[Expr]) {
        for (place, term) in terms.iter().enumerate() {
            let (sign, least, magnitude) = match term.kind() {
                ExprKind::Neg(inner) if place > 0 => (" − ", Level::Product, inner),
                ExprKind::Neg(inner) => ("−", Level::Product, inner),
                _ if place > 0 => (" + ", Level::FloorDivision, term),
                _ => ("", Level::FloorDivision, term),
            };
            self.out.push_str(sign);
            self.write(magnitude, least);
        }
    }

    fn product(&mut self, factors: &[Expr]) {
        let joins = joins(factors);
        let has_dots = joins.contains(&Join::Dot);
        for (place, factor) in factors.iter().enumerate() {
            if let Some(join) = place.checked_sub(1).and_then(|before| joins.get(before)) {
                self.out.push_str(match join {
                    Join::Touch => "",
                    Join::Space => " ",
                    Join::Dot => "·",
                });
            }
            let stands_bare = match factor.kind() {
                // Side by side binds tighter than the dot: `h·4h`.
                ExprKind::Product(inner) => !self::joins(inner).contains(&Join::Dot),
                ExprKind::Quotient(a, b) => {
                    place == 0 && (has_dots || (is_digits(a) && is_digits(b)))
                }
                _ => false,
            };
            let least = if stands_bare {
                Level::Product
            } else {
                Level::Quantity
            };
            self.write(factor, least);
        }
    }

    /// `12Lh/3`, but `(8/3 h)/2`.
    fn numerator(&mut self, numerator: &Expr) {
        let is_apart = match numerator.kind() {
            ExprKind::Product(factors) => joins(factors).contains(&Join::Space),
            _ => false,
        };
        if is_apart {
            deep(|| self.bracketed(numerator));
        } else {
            self.write(numerator, Level::Product);
        }
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) {
        self.write(base, Level::Atom);
        if is_superscript(exponent) {
            self.superscript(exponent);
            return;
        }
        self.out.push('^');
        match exponent.kind() {
            ExprKind::Symbol(_) | ExprKind::Number(_) => self.write(exponent, Level::Atom),
            _ => deep(|| self.bracketed(exponent)),
        }
    }

    fn superscript(&mut self, exponent: &Expr) {
        let (sign, magnitude) = match exponent.kind() {
            ExprKind::Neg(inner) => ("⁻", inner),
            _ => ("", exponent),
        };
        self.out.push_str(sign);
        match magnitude.kind() {
            ExprKind::Number(literal) => {
                let digits = literal.value().to_string();
                self.out
                    .extend(digits.chars().map(|c| script(c, SUPERSCRIPTS)));
            }
            ExprKind::Symbol(symbol) => self.out.extend(raised_letter(symbol)),
            _ => {}
        }
    }

    fn call(&mut self, function: &Function, arguments: &[Expr]) {
        match (function, arguments) {
            (Function::Sqrt, [radicand]) => {
                self.out.push('√');
                if is_bare_radicand(radicand) {
                    self.write_bare(radicand);
                } else {
                    deep(|| self.bracketed(radicand));
                }
            }
            (Function::Floor, [inner]) => self.enclosed('⌊', inner, '⌋'),
            (Function::Ceil, [inner]) => self.enclosed('⌈', inner, '⌉'),
            (Function::FloorDiv, [a, b]) => self.infix(a, " // ", b),
            (Function::Mod, [a, b]) => self.infix(a, " mod ", b),
            (Function::Factorial, [operand]) => {
                self.write(operand, Level::Atom);
                self.out.push('!');
            }
            _ => self.named(function.name(), arguments),
        }
    }

    fn enclosed(&mut self, open: char, inner: &Expr, close: char) {
        self.out.push(open);
        self.write(inner, Level::Sum);
        self.out.push(close);
    }

    fn infix(&mut self, a: &Expr, sign: &str, b: &Expr) {
        self.write(a, Level::Power);
        self.out.push_str(sign);
        self.write(b, Level::Power);
    }

    fn named(&mut self, name: &str, arguments: &[Expr]) {
        self.out.push_str(name);
        self.out.push('(');
        self.open_calls += 1;
        for (place, argument) in arguments.iter().enumerate() {
            if place > 0 {
                self.out.push_str(", ");
            }
            self.argument(argument);
        }
        self.open_calls -= 1;
        self.out.push(')');
    }

    fn argument(&mut self, argument: &Expr) {
        match argument.kind() {
            ExprKind::Conditional(_) => self.write(argument, Level::Conditional),
            _ => self.write(argument, Level::Sum),
        }
    }

    fn big_operator(&mut self, operator: &BigOperator) {
        self.open_calls += 1;
        self.out.push_str(match operator.kind {
            BigOperatorKind::Sum => "sum(",
            BigOperatorKind::Product => "prod(",
        });
        write_symbol(&mut self.out, &operator.index);
        match &operator.range {
            Range::Interval(from, to) => {
                self.out.push_str(" = ");
                self.write(from, Level::Sum);
                self.out.push_str("..");
                self.write(to, Level::Sum);
            }
            Range::Elements(list) => {
                self.out.push_str(" in ");
                self.write(list, Level::Sum);
            }
        }
        self.out.push_str(", ");
        self.argument(&operator.body);
        self.out.push(')');
        self.open_calls -= 1;
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
        let _ = write!(self.out, " {}", self.style.words.unit(unit.name()));
    }

    fn number(&mut self, literal: &Literal) {
        let grouping = self.style.grouping && self.open_calls == 0;
        match digits(literal, grouping) {
            Digits::Plain(text) => self.out.push_str(&text),
            Digits::Suffixed(text, suffix) => {
                self.out.push_str(&text);
                self.out.push(suffix.letter());
            }
            Digits::Scaled(text, exponent) => {
                self.out.push_str(&text);
                self.out.push_str("·10");
                let exponent = exponent.to_string();
                self.out
                    .extend(exponent.chars().map(|c| script(c, SUPERSCRIPTS)));
            }
        }
    }
}

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const SUBSCRIPTS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

fn script(c: char, digits: [char; 10]) -> char {
    let raised = c
        .to_digit(10)
        .and_then(|digit| digits.get(usize::try_from(digit).ok()?));
    match raised {
        Some(raised) => *raised,
        None if c == '-' => '⁻',
        None => c,
    }
}

/// A digit or sign as a superscript.
pub(in crate::render) fn superscript(c: char) -> Option<char> {
    let raised = script(c, SUPERSCRIPTS);
    (raised != c).then_some(raised)
}

fn write_symbol(out: &mut String, symbol: &Symbol) {
    let name = Name::of(symbol);
    match (name.letter(), name.index()) {
        (Some(letter), Some(index)) => {
            out.push(letter);
            out.extend(index.chars().map(|c| script(c, SUBSCRIPTS)));
        }
        (Some(letter), None) => {
            out.push(letter);
            for subscript in &name.subscripts {
                out.push('_');
                out.push_str(subscript);
            }
        }
        (None, _) => {
            out.push_str(symbol.name());
            return;
        }
    }
    out.extend(std::iter::repeat_n('\'', name.primes));
}

impl Conditions for Unicode<'_> {
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
            Comparison::NotEqual => " ≠ ",
            Comparison::Less => " < ",
            Comparison::LessEqual => " ≤ ",
            Comparison::Greater => " > ",
            Comparison::GreaterEqual => " ≥ ",
        }
    }
}
