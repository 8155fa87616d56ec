//! `MathML` Core, which browsers show without a script. What is written is well-formed by
//! construction: elements are closed where they are opened, and text is escaped.

use super::latex::level;
use super::latex_product::needs_dots;
use super::level::Level;
use super::name::{Name, greek};
use super::number_text::{Digits, digits};
use super::predicate::{self, Conditions, Words};
use crate::expr::{
    BigOperator, BigOperatorKind, Comparison, Conditional, Expr, ExprKind, Function, Literal,
    Predicate, Range, Symbol, deep,
};
use crate::render::Style;

/// How a formula stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Inside a sentence.
    Inline,
    /// On a line of its own.
    Block,
}

/// The expression as a `math` element.
///
/// ```
/// use longhand::expr::Expr;
/// use longhand::render::{Placement, Style, mathml};
///
/// let squared = Expr::power(Expr::symbol("h"), Expr::integer(2));
/// assert_eq!(
///     mathml(&squared, &Style::default(), Placement::Inline),
///     "<math><msup><mi>h</mi><mn>2</mn></msup></math>"
/// );
/// ```
pub fn mathml(expr: &Expr, style: &Style, placement: Placement) -> String {
    let mut writer = MathMl {
        out: String::new(),
        style,
        open_calls: 0,
    };
    writer.out.push_str(match placement {
        Placement::Inline => "<math>",
        Placement::Block => "<math display=\"block\">",
    });
    writer.write(expr, Level::Conditional);
    writer.out.push_str("</math>");
    writer.out
}

struct MathMl<'a> {
    out: String,
    style: &'a Style,
    /// How many argument lists are open; a comma inside one does not group digits.
    open_calls: usize,
}

impl MathMl<'_> {
    /// Writes an expression as one element or several, in brackets when it is weaker than its
    /// place asks for.
    fn write(&mut self, expr: &Expr, least: Level) {
        deep(|| {
            if level(expr) < least {
                self.fenced("(", ")", |writer| writer.write_bare(expr));
            } else {
                self.write_bare(expr);
            }
        });
    }

    /// Writes an expression as exactly one element.
    fn single(&mut self, expr: &Expr, least: Level) {
        let is_single = match expr.kind() {
            ExprKind::Number(literal) => matches!(digits(literal, false), Digits::Plain(_)),
            ExprKind::Symbol(_) => true,
            _ => false,
        };
        if is_single {
            self.write(expr, least);
        } else {
            self.element("mrow", |writer| writer.write(expr, least));
        }
    }

    fn element(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        self.tag("<", name);
        inner(self);
        self.tag("</", name);
    }

    fn tag(&mut self, open: &str, name: &str) {
        self.out.push_str(open);
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element that holds nothing but text.
    fn leaf(&mut self, name: &str, text: &str) {
        self.tag("<", name);
        push_escaped(&mut self.out, text);
        self.tag("</", name);
    }

    fn sign(&mut self, sign: &str) {
        self.leaf("mo", sign);
    }

    fn fenced(&mut self, open: &str, close: &str, inner: impl FnOnce(&mut Self)) {
        self.element("mrow", |writer| {
            writer.sign(open);
            inner(writer);
            writer.sign(close);
        });
    }

    fn write_bare(&mut self, expr: &Expr) {
        match expr.kind() {
            ExprKind::Number(literal) => self.number(literal),
            ExprKind::Symbol(symbol) => self.symbol(symbol),
            ExprKind::Boolean(value) => self.leaf("mi", if *value { "true" } else { "false" }),
            ExprKind::Text(text) => self.leaf("mtext", text),
            ExprKind::Sum(terms) => self.sum(terms),
            ExprKind::Product(factors) => self.product(factors),
            ExprKind::Neg(operand) => {
                self.sign("−");
                self.write(operand, Level::Product);
            }
            ExprKind::Quotient(a, b) => self.pair("mfrac", a, b, Level::Conditional),
            ExprKind::Power(base, exponent) => self.pair("msup", base, exponent, Level::Atom),
            ExprKind::Call(function, arguments) => self.call(function, arguments),
            ExprKind::BigOperator(operator) => self.big_operator(operator),
            ExprKind::Conditional(conditional) => self.cases(conditional),
            ExprKind::Bracket(condition) => {
                self.fenced("[", "]", |writer| predicate::write(writer, condition));
            }
            ExprKind::Quantity(amount, unit) => {
                let is_number = matches!(amount.kind(), ExprKind::Number(_));
                self.write(
                    amount,
                    if is_number {
                        Level::Quantity
                    } else {
                        Level::Atom
                    },
                );
                let unit = self.style.words.unit(unit.name());
                self.leaf("mtext", &format!("\u{a0}{unit}"));
            }
            ExprKind::Conversion(value, unit) => {
                self.write(value, Level::Sum);
                let unit = self.style.words.in_unit(unit.name());
                self.leaf("mtext", &format!("\u{a0}{unit}"));
            }
            ExprKind::Order(inner) => self.named("O", std::slice::from_ref(inner)),
            ExprKind::List(elements) => self.named("list", elements),
        }
    }

    /// An element of two children, the first of which must be at least this strong.
    fn pair(&mut self, name: &str, first: &Expr, second: &Expr, least: Level) {
        self.element(name, |writer| {
            writer.single(first, least);
            writer.single(second, Level::Conditional);
        });
    }

    fn sum(&mut self, terms: &[Expr]) {
        for (place, term) in terms.iter().enumerate() {
            let (sign, least, magnitude) = match term.kind() {
                ExprKind::Neg(inner) => ("−", Level::Product, inner),
                _ => ("+", Level::FloorDivision, term),
            };
            if place > 0 || sign == "−" {
                self.sign(sign);
            }
            self.write(magnitude, least);
        }
    }

    fn product(&mut self, factors: &[Expr]) {
        // The second is the invisible sign of multiplication.
        let sign = if needs_dots(factors) {
            "·"
        } else {
            "\u{2062}"
        };
        for (place, factor) in factors.iter().enumerate() {
            if place > 0 {
                self.sign(sign);
            }
            let stands_bare = match factor.kind() {
                ExprKind::Product(inner) => !needs_dots(inner),
                _ => false,
            };
            self.write(
                factor,
                if stands_bare {
                    Level::Product
                } else {
                    Level::Quantity
                },
            );
        }
    }

    fn call(&mut self, function: &Function, arguments: &[Expr]) {
        match (function, arguments) {
            (Function::Sqrt, [radicand]) => {
                self.element("msqrt", |writer| writer.write(radicand, Level::Conditional));
            }
            (Function::Root, [radicand, degree]) => {
                self.pair("mroot", radicand, degree, Level::Conditional);
            }
            (Function::Floor, [inner]) => self.boxed("⌊", inner, "⌋"),
            (Function::Ceil, [inner]) => self.boxed("⌈", inner, "⌉"),
            (Function::Abs, [inner]) => self.boxed("|", inner, "|"),
            (Function::FloorDiv, [a, b]) => {
                self.fenced("⌊", "⌋", |writer| {
                    writer.pair("mfrac", a, b, Level::Conditional);
                });
            }
            (Function::Mod, [a, b]) => {
                self.write(a, Level::Power);
                self.sign("mod");
                self.write(b, Level::Power);
            }
            (Function::Binom, [n, k]) => self.fenced("(", ")", |writer| {
                writer.out.push_str("<mfrac linethickness=\"0\">");
                writer.single(n, Level::Conditional);
                writer.single(k, Level::Conditional);
                writer.out.push_str("</mfrac>");
            }),
            (Function::Factorial, [operand]) => {
                self.write(operand, Level::Atom);
                self.sign("!");
            }
            (Function::Log2, [_]) => self.logarithm("2", arguments),
            (Function::Log10, [_]) => self.logarithm("10", arguments),
            (Function::Declared(symbol), _) => {
                self.symbol(symbol);
                self.arguments(arguments);
            }
            _ => self.named(function.name(), arguments),
        }
    }

    fn boxed(&mut self, open: &str, inner: &Expr, close: &str) {
        self.fenced(open, close, |writer| writer.write(inner, Level::Sum));
    }

    fn logarithm(&mut self, base: &str, arguments: &[Expr]) {
        self.element("msub", |writer| {
            writer.leaf("mi", "log");
            writer.leaf("mn", base);
        });
        self.arguments(arguments);
    }

    fn named(&mut self, name: &str, arguments: &[Expr]) {
        self.leaf("mi", name);
        self.arguments(arguments);
    }

    fn arguments(&mut self, arguments: &[Expr]) {
        self.open_calls += 1;
        self.fenced("(", ")", |writer| {
            for (place, argument) in arguments.iter().enumerate() {
                if place > 0 {
                    writer.sign(",");
                }
                writer.write(argument, Level::Sum);
            }
        });
        self.open_calls -= 1;
    }

    fn big_operator(&mut self, operator: &BigOperator) {
        let sign = match operator.kind {
            BigOperatorKind::Sum => "∑",
            BigOperatorKind::Product => "∏",
        };
        let (name, relation, bound, end) = match &operator.range {
            Range::Interval(from, to) => ("munderover", "=", from, Some(to)),
            Range::Elements(list) => ("munder", "∈", list, None),
        };
        self.element(name, |writer| {
            writer.sign(sign);
            writer.element("mrow", |writer| {
                writer.symbol(&operator.index);
                writer.sign(relation);
                writer.write(bound, Level::Sum);
            });
            if let Some(end) = end {
                writer.single(end, Level::Sum);
            }
        });
        self.write(&operator.body, Level::Product);
    }

    /// A choice as cases. A choice in its last place gives further cases of the same list.
    fn cases(&mut self, conditional: &Conditional) {
        self.tag("<", "mrow");
        self.sign("{");
        self.tag("<", "mtable");
        let mut rest = conditional;
        loop {
            self.case(&rest.then, Some(&rest.condition));
            match rest.otherwise.kind() {
                ExprKind::Conditional(next) => rest = next,
                _ => break,
            }
        }
        self.case(&rest.otherwise, None);
        self.tag("</", "mtable");
        self.tag("</", "mrow");
    }

    fn case(&mut self, value: &Expr, condition: Option<&Predicate>) {
        let words = &self.style.words;
        self.element("mtr", |writer| {
            writer.element("mtd", |writer| writer.write(value, Level::Conversion));
            writer.element("mtd", |writer| match condition {
                Some(condition) => {
                    writer.leaf("mtext", &format!("{}\u{a0}", words.before));
                    predicate::write(writer, condition);
                    writer.leaf("mtext", &format!("\u{a0}{}", words.after));
                }
                None => writer.leaf("mtext", &words.otherwise),
            });
        });
    }

    fn number(&mut self, literal: &Literal) {
        let grouping = self.style.grouping && self.open_calls == 0;
        match digits(literal, grouping) {
            Digits::Plain(text) => self.leaf("mn", &text),
            Digits::Suffixed(text, suffix) => {
                self.leaf("mn", &format!("{text}{}", suffix.letter()));
            }
            Digits::Scaled(text, exponent) => {
                self.leaf("mn", &text);
                self.sign("·");
                self.element("msup", |writer| {
                    writer.leaf("mn", "10");
                    writer.leaf("mn", &exponent.to_string().replace('-', "−"));
                });
            }
        }
    }

    fn symbol(&mut self, symbol: &Symbol) {
        let name = Name::of(symbol);
        let primes = "′".repeat(name.primes);
        let base = greek(name.base).map_or_else(|| name.base.to_owned(), String::from);
        match (name.subscripts.is_empty(), name.primes) {
            (true, 0) => self.leaf("mi", &base),
            (true, _) => self.element("msup", |writer| {
                writer.leaf("mi", &base);
                writer.sign(&primes);
            }),
            (false, 0) => self.element("msub", |writer| {
                writer.leaf("mi", &base);
                writer.subscripts(&name.subscripts);
            }),
            (false, _) => self.element("msubsup", |writer| {
                writer.leaf("mi", &base);
                writer.subscripts(&name.subscripts);
                writer.sign(&primes);
            }),
        }
    }

    fn subscripts(&mut self, subscripts: &[&str]) {
        let text = subscripts.join(",");
        let is_number = text.bytes().all(|b| b.is_ascii_digit());
        self.leaf(if is_number { "mn" } else { "mtext" }, &text);
    }
}

fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // Other control characters have no place in HTML.
            _ if c.is_control() => out.push(' '),
            _ => out.push(c),
        }
    }
}

impl Conditions for MathMl<'_> {
    const WORDS: Words<'static> = Words {
        member: "∈",
        divides: "∣",
        and: "∧",
        or: "∨",
        not: ("¬", ""),
    };

    fn put(&mut self, text: &str) {
        self.sign(text);
    }

    fn operand(&mut self, expr: &Expr, least: Level) {
        self.write(expr, least);
    }

    fn comparison(comparison: Comparison) -> &'static str {
        comparison.sign()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Placement, mathml};
    use crate::expr::{Comparison, Expr, Predicate, arbitrary};
    use crate::render::Style;

    fn s(name: &str) -> Expr {
        Expr::symbol(name)
    }

    #[test]
    fn elements() {
        let product = Expr::product([Expr::integer(2), s("n_head")]);
        let less = Predicate::Compare(s("a"), Comparison::Less, Expr::integer(1));
        for (expr, inner) in [
            (
                product.clone(),
                "<mn>2</mn><mo>\u{2062}</mo><msub><mi>n</mi><mtext>head</mtext></msub>",
            ),
            (
                Expr::quotient(s("alpha"), product),
                "<mfrac><mi>α</mi><mrow><mn>2</mn><mo>\u{2062}</mo><msub><mi>n</mi>\
                 <mtext>head</mtext></msub></mrow></mfrac>",
            ),
            (
                Expr::bracket(less),
                "<mrow><mo>[</mo><mi>a</mi><mo>&lt;</mo><mn>1</mn><mo>]</mo></mrow>",
            ),
            (Expr::text("<b>&"), "<mtext>&lt;b&gt;&amp;</mtext>"),
        ] {
            let text = mathml(&expr, &Style::default(), Placement::Block);
            assert_eq!(text, format!("<math display=\"block\">{inner}</math>"));
        }
    }

    /// The children of each element must be as many as its kind asks for.
    fn check(text: &str) -> Result<(), String> {
        let mut open: Vec<(&str, usize)> = vec![("root", 0)];
        for piece in text.split('<').skip(1) {
            let (tag, _) = piece.split_once('>').ok_or("no end of a tag")?;
            if let Some(name) = tag.strip_prefix('/') {
                let (opened, children) = open.pop().ok_or("nothing is open")?;
                let wanted = match name {
                    "mfrac" | "msup" | "msub" | "mroot" | "munder" => Some(2),
                    "munderover" | "msubsup" => Some(3),
                    _ => None,
                };
                if opened != name || wanted.is_some_and(|wanted| wanted != children) {
                    return Err(format!(
                        "<{opened}> with {children} children ends as {name}"
                    ));
                }
            } else {
                open.last_mut().ok_or("nothing is open")?.1 += 1;
                open.push((tag.split(' ').next().unwrap_or(tag), 0));
            }
        }
        if open.len() == 1 {
            Ok(())
        } else {
            Err("left open".to_owned())
        }
    }

    proptest! {
        #[test]
        fn elements_have_their_children(expr in arbitrary::anything(arbitrary::NAMES)) {
            let text = mathml(&expr, &Style::grouped(), Placement::Inline);
            prop_assert_eq!(check(&text), Ok(()), "{}", text);
        }
    }
}
