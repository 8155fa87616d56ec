//! LaTeX for mathematics inside Markdown, and for TeX itself.
//!
//! Markdown reads formulas before any mathematics renderer does, and GitHub, mdBook, Quarto and
//! Jupyter differ in what they spare. So nothing is written here that Markdown knows: no backslash
//! before a punctuation mark (it would be eaten: no `\,`, `\{`, `\_`, `\%`, and rows end with
//! `\cr`, not `\\`), no `*`, `|` or `~`, no `<` or `>` without blanks around it, no `](`, and an
//! underscore only behind a letter and before a brace, where it cannot open emphasis.

use super::latex_name::{operator_name, symbol_name, text};
use super::latex_product::needs_dots;
use super::level::Level;
use super::number_text::{Digits, digits};
use super::predicate::{self, Conditions, Words};
use crate::expr::{
    BigOperator, BigOperatorKind, Comparison, Conditional, Expr, ExprKind, Function, Literal,
    Predicate, Range, Symbol, deep,
};
use crate::render::Style;

/// The expression in LaTeX, for use between mathematics delimiters.
///
/// ```
/// use longhand::expr::Expr;
/// use longhand::render::{Style, latex};
///
/// let (l, h) = (Expr::symbol("L"), Expr::symbol("h"));
/// let bound = Expr::quotient(Expr::one(), Expr::product([Expr::integer(3), h]));
/// assert_eq!(latex(&Expr::product([l, bound]), &Style::default()), r"L \frac{1}{3 h}");
/// ```
pub fn latex(expr: &Expr, style: &Style) -> String {
    let mut writer = Latex::new(style);
    writer.write(expr, Level::Conditional);
    writer.finish()
}

/// The condition in LaTeX.
pub fn latex_condition(condition: &Predicate, style: &Style) -> String {
    let mut writer = Latex::new(style);
    predicate::write(&mut writer, condition);
    writer.finish()
}

/// The strength of an expression in this notation, where fractions and roots are boxes.
pub(super) fn level(expr: &Expr) -> Level {
    match expr.kind() {
        ExprKind::BigOperator(_) => Level::FloorDivision,
        // A box that nothing takes apart; but a power must show what it raises.
        ExprKind::Quotient(..) => Level::Power,
        ExprKind::Call(function, arguments) => match (function, arguments.len()) {
            (Function::Mod, 2) => Level::FloorDivision,
            (Function::FloorDiv, 2) => Level::Atom,
            (Function::Binom, 2) => Level::Power,
            _ => Level::of(expr),
        },
        ExprKind::Number(literal) => match digits(literal, false) {
            Digits::Plain(_) => Level::Atom,
            Digits::Suffixed(..) | Digits::Scaled(..) => Level::Quantity,
        },
        _ => Level::of(expr),
    }
}

struct Latex<'a> {
    out: String,
    style: &'a Style,
    /// How many argument lists are open; a comma inside one does not group digits.
    open_calls: usize,
    /// Where opening brackets stand that must grow with what they hold.
    growing: Vec<usize>,
    /// Whether something tall stands in the condition that is being written.
    condition_is_tall: bool,
}

/// Whether something is taller than a line.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Tall(bool);

impl<'a> Latex<'a> {
    fn new(style: &'a Style) -> Self {
        Self {
            out: String::new(),
            style,
            open_calls: 0,
            growing: Vec::new(),
            condition_is_tall: false,
        }
    }

    /// Puts the `\left` that were found to be needed in their places.
    fn finish(mut self) -> String {
        self.growing.sort_unstable();
        let mut text = String::with_capacity(self.out.len() + 5 * self.growing.len());
        let mut done = 0;
        for place in self.growing {
            text.push_str(self.out.get(done..place).unwrap_or_default());
            text.push_str("\\left");
            done = place;
        }
        text.push_str(self.out.get(done..).unwrap_or_default());
        text
    }

    fn write(&mut self, expr: &Expr, least: Level) -> Tall {
        deep(|| {
            if level(expr) < least {
                self.enclosed("(", ")", |writer| writer.write_bare(expr))
            } else {
                self.write_bare(expr)
            }
        })
    }

    /// Brackets around something, as tall as it is.
    fn enclosed(&mut self, open: &str, close: &str, inner: impl FnOnce(&mut Self) -> Tall) -> Tall {
        let start = self.out.len();
        self.out.push_str(open);
        let tall = inner(self);
        if tall == Tall(true) {
            self.growing.push(start);
            self.out.push_str("\\right");
        }
        self.out.push_str(close);
        tall
    }

    fn write_bare(&mut self, expr: &Expr) -> Tall {
        match expr.kind() {
            ExprKind::Number(literal) => self.number(literal),
            ExprKind::Symbol(symbol) => self.put_all(&[&symbol_name(symbol)]),
            ExprKind::Boolean(true) => self.put_all(&["\\mathrm{true}"]),
            ExprKind::Boolean(false) => self.put_all(&["\\mathrm{false}"]),
            ExprKind::Text(content) => self.put_all(&[&text(content)]),
            ExprKind::Sum(terms) => self.sum(terms),
            ExprKind::Product(factors) => self.product(factors),
            ExprKind::Neg(operand) => {
                self.out.push('-');
                self.write(operand, Level::Product)
            }
            ExprKind::Quotient(numerator, denominator) => {
                self.out.push_str("\\frac{");
                self.write(numerator, Level::Conditional);
                self.out.push_str("}{");
                self.write(denominator, Level::Conditional);
                self.out.push('}');
                Tall(true)
            }
            ExprKind::Power(base, exponent) => self.power(base, exponent),
            ExprKind::Call(function, arguments) => self.call(function, arguments),
            ExprKind::BigOperator(operator) => self.big_operator(operator),
            ExprKind::Conditional(conditional) => self.cases(conditional),
            ExprKind::Bracket(condition) => {
                self.enclosed("[", "]", |writer| writer.condition(condition))
            }
            ExprKind::Quantity(amount, unit) => {
                let tall = match amount.kind() {
                    ExprKind::Number(literal) => self.number(literal),
                    _ => self.write(amount, Level::Atom),
                };
                let unit = match self.style.words.unit(unit.name()) {
                    word if word == unit.name() => operator_name(word),
                    word => text(word),
                };
                self.put_all(&["\\ ", &unit]);
                tall
            }
            ExprKind::Conversion(value, unit) => {
                let tall = self.write(value, Level::Sum);
                let unit = text(&self.style.words.in_unit(unit.name()));
                self.put_all(&["\\ ", &unit]);
                tall
            }
            ExprKind::Order(inner) => self.named("O", std::slice::from_ref(inner)),
            ExprKind::List(elements) => self.named("\\operatorname{list}", elements),
        }
    }

    fn condition(&mut self, condition: &Predicate) -> Tall {
        let around = std::mem::take(&mut self.condition_is_tall);
        predicate::write(self, condition);
        Tall(std::mem::replace(&mut self.condition_is_tall, around))
    }

    fn put_all(&mut self, parts: &[&str]) -> Tall {
        for part in parts {
            self.out.push_str(part);
        }
        Tall(false)
    }

    fn sum(&mut self, terms: &[Expr]) -> Tall {
        let mut is_tall = false;
        for (place, term) in terms.iter().enumerate() {
            let (sign, least, magnitude) = match term.kind() {
                ExprKind::Neg(inner) if place > 0 => (" - ", Level::Product, inner),
                ExprKind::Neg(inner) => ("-", Level::Product, inner),
                _ if place > 0 => (" + ", Level::FloorDivision, term),
                _ => ("", Level::FloorDivision, term),
            };
            self.out.push_str(sign);
            is_tall |= self.write(magnitude, least).0;
        }
        Tall(is_tall)
    }

    fn product(&mut self, factors: &[Expr]) -> Tall {
        let has_dots = needs_dots(factors);
        let mut is_tall = false;
        for (place, factor) in factors.iter().enumerate() {
            if place > 0 {
                self.out.push_str(if has_dots { " \\cdot " } else { " " });
            }
            // Side by side binds tighter than the dot.
            let stands_bare = match factor.kind() {
                ExprKind::Product(inner) => !needs_dots(inner),
                _ => false,
            };
            let least = if stands_bare {
                Level::Product
            } else {
                Level::Quantity
            };
            is_tall |= self.write(factor, least).0;
        }
        Tall(is_tall)
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) -> Tall {
        let tall = if base
            .as_symbol()
            .is_some_and(|symbol| symbol.name().ends_with('\''))
        {
            // A prime is a superscript already.
            self.out.push('{');
            self.write(base, Level::Atom);
            self.put_all(&["}"])
        } else {
            self.write(base, Level::Atom)
        };
        self.out.push_str("^{");
        self.write(exponent, Level::Conditional);
        self.out.push('}');
        tall
    }

    fn call(&mut self, function: &Function, arguments: &[Expr]) -> Tall {
        match (function, arguments) {
            (Function::Sqrt, [radicand]) => self.root("", radicand),
            (Function::Root, [radicand, degree]) => {
                let degree = latex(degree, self.style);
                // A `]` inside would end the degree.
                self.root(&format!("[{{{degree}}}]"), radicand)
            }
            (Function::Floor, [inner]) => self.boxed("\\lfloor ", inner, " \\rfloor"),
            (Function::Ceil, [inner]) => self.boxed("\\lceil ", inner, " \\rceil"),
            (Function::Abs, [inner]) => self.boxed("\\lvert ", inner, " \\rvert"),
            (Function::FloorDiv, [a, b]) => self.floor_division(a, b),
            (Function::Mod, [a, b]) => {
                let first = self.write(a, Level::Power);
                self.out.push_str(" \\bmod ");
                Tall(first.0 | self.write(b, Level::Power).0)
            }
            (Function::Binom, [n, k]) => {
                self.out.push_str("\\binom{");
                self.write(n, Level::Conditional);
                self.out.push_str("}{");
                self.write(k, Level::Conditional);
                self.out.push('}');
                Tall(true)
            }
            (Function::Factorial, [operand]) => {
                let tall = self.write(operand, Level::Atom);
                self.out.push('!');
                tall
            }
            _ => self.named(&function_name(function), arguments),
        }
    }

    fn root(&mut self, degree: &str, radicand: &Expr) -> Tall {
        self.put_all(&["\\sqrt", degree, "{"]);
        let tall = self.write(radicand, Level::Conditional);
        self.out.push('}');
        tall
    }

    fn boxed(&mut self, open: &str, inner: &Expr, close: &str) -> Tall {
        let close_sign = close.trim_start();
        let start = self.out.len();
        self.out.push_str(open);
        let tall = self.write(inner, Level::Sum);
        self.out.push(' ');
        if tall == Tall(true) {
            self.growing.push(start);
            self.out.push_str("\\right");
        }
        self.out.push_str(close_sign);
        tall
    }

    fn floor_division(&mut self, a: &Expr, b: &Expr) -> Tall {
        self.out.push_str("\\left\\lfloor \\frac{");
        self.write(a, Level::Conditional);
        self.out.push_str("}{");
        self.write(b, Level::Conditional);
        self.out.push_str("} \\right\\rfloor");
        Tall(true)
    }

    fn named(&mut self, name: &str, arguments: &[Expr]) -> Tall {
        self.out.push_str(name);
        self.open_calls += 1;
        let tall = self.enclosed("(", ")", |writer| {
            let mut is_tall = false;
            for (place, argument) in arguments.iter().enumerate() {
                if place > 0 {
                    writer.out.push_str(", ");
                }
                is_tall |= writer.write(argument, Level::Sum).0;
            }
            Tall(is_tall)
        });
        self.open_calls -= 1;
        tall
    }

    fn big_operator(&mut self, operator: &BigOperator) -> Tall {
        self.out.push_str(match operator.kind {
            BigOperatorKind::Sum => "\\sum_{",
            BigOperatorKind::Product => "\\prod_{",
        });
        self.out.push_str(&symbol_name(&operator.index));
        match &operator.range {
            Range::Interval(from, to) => {
                self.out.push('=');
                self.write(from, Level::Sum);
                self.out.push_str("}^{");
                self.write(to, Level::Sum);
            }
            Range::Elements(list) => {
                self.out.push_str(" \\in ");
                self.write(list, Level::Sum);
            }
        }
        self.out.push_str("} ");
        self.write(&operator.body, Level::Product);
        Tall(true)
    }

    /// A choice as cases. A choice in its last place gives further cases of the same list.
    fn cases(&mut self, conditional: &Conditional) -> Tall {
        self.out.push_str("\\begin{cases} ");
        let mut rest = conditional;
        loop {
            self.write(&rest.then, Level::Conversion);
            self.case_condition(&rest.condition);
            match rest.otherwise.kind() {
                ExprKind::Conditional(next) => rest = next,
                _ => break,
            }
        }
        self.write(&rest.otherwise, Level::Conversion);
        let otherwise = text(&self.style.words.otherwise);
        self.put_all(&[" & ", &otherwise, " \\end{cases}"]);
        Tall(true)
    }

    fn case_condition(&mut self, condition: &Predicate) {
        let words = &self.style.words;
        let (before, after) = (words.before.clone(), words.after.clone());
        self.out.push_str(" & ");
        if !before.is_empty() {
            self.out.push_str(&text(&format!("{before} ")));
            self.out.push(' ');
        }
        self.condition(condition);
        if !after.is_empty() {
            self.out.push(' ');
            self.out.push_str(&text(&after));
        }
        self.out.push_str(" \\cr ");
    }

    fn number(&mut self, literal: &Literal) -> Tall {
        let grouping = self.style.grouping && self.open_calls == 0;
        match digits(literal, grouping) {
            Digits::Plain(text) => self.put_all(&[&braced_commas(&text)]),
            Digits::Suffixed(text, suffix) => {
                let letter = suffix.letter().to_string();
                self.put_all(&[&braced_commas(&text), "\\mathrm{", &letter, "}"])
            }
            Digits::Scaled(text, exponent) => {
                self.put_all(&[&text, " \\cdot 10^{", &exponent.to_string(), "}"])
            }
        }
    }
}

/// A comma between braces is no punctuation and gets no space behind it.
fn braced_commas(digits: &str) -> String {
    digits.replace(',', "{,}")
}

/// The name of a function before its bracket.
pub(super) fn function_name(function: &Function) -> String {
    let name = match function {
        Function::Min => "\\min",
        Function::Max => "\\max",
        Function::Gcd => "\\gcd",
        Function::Ln => "\\ln",
        Function::Exp => "\\exp",
        Function::Log2 => "\\log_{2}",
        Function::Log10 => "\\log_{10}",
        Function::Declared(symbol) => return symbol_name(symbol),
        _ => return operator_name(function.name()),
    };
    name.to_owned()
}

impl Conditions for Latex<'_> {
    const WORDS: Words<'static> = Words {
        member: " \\in ",
        divides: " \\mid ",
        and: " \\land ",
        or: " \\lor ",
        not: ("\\lnot ", ""),
    };

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn operand(&mut self, expr: &Expr, least: Level) {
        self.condition_is_tall |= self.write(expr, least).0;
    }

    fn comparison(comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => " = ",
            Comparison::NotEqual => " \\ne ",
            Comparison::Less => " < ",
            Comparison::LessEqual => " \\le ",
            Comparison::Greater => " > ",
            Comparison::GreaterEqual => " \\ge ",
        }
    }
}

/// A name in LaTeX.
///
/// ```
/// use longhand::expr::Symbol;
/// use longhand::render::latex_symbol;
///
/// assert_eq!(latex_symbol(&Symbol::new("n_head")), r"n_{\mathrm{head}}");
/// assert_eq!(latex_symbol(&Symbol::new("num_layers")), r"\mathrm{num_{layers}}");
/// ```
pub fn latex_symbol(symbol: &Symbol) -> String {
    symbol_name(symbol)
}
