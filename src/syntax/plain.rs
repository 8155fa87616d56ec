//! The short way from what the grammar read to what it means, for formulas in which nothing needs a
//! decision: whole numbers, names of one letter, `+ - * / ^` and brackets.
//!
//! Such a formula means the same wherever it stands, so that no tree with places is built, no
//! habits are looked for and no names are resolved. Whatever else occurs ends the short way, and the
//! formula goes the long one; the tests hold both against each other.

use std::cell::RefCell;

use crate::diagnostic::Span;
use crate::expr::{Expr, Formula, Literal, Meaning, Symbol, with_room};
use crate::number::Written;

use super::operand::is_additive;
use super::pairs::{self, Entry, Kind, Node, Nodes, Tree};
use super::scope::Scope;
use super::signs::Infix;

/// As deep as brackets may stand, and as many divisions as may follow each other.
const MOST: usize = 32;

/// Bytes of stack for brackets that deep.
const STACK: usize = 1 << 17;

/// The expression that a whole formula stands for and its place in the text that was read, if the
/// short way leads there.
pub(super) fn plain(root: Node<'_>, scope: &Scope) -> Option<(Expr, Span)> {
    if scope.closed || !scope.functions.is_empty() {
        return None;
    }
    LEAVES.with_borrow_mut(|leaves| told(root, leaves))
}

/// A formula in which nothing needs a decision, as the grammar read it.
///
/// It can be told to whoever makes something of it, without an expression between.
#[derive(Debug)]
pub struct PlainText<'t>(Tree<'t>);

impl<'t> PlainText<'t> {
    /// Reads a text by the grammar of formulas. `None` where it is no formula, or one that has to be
    /// read by [`parse_expression`](super::parse_expression), which tells what is wrong.
    ///
    /// ```
    /// use longhand::syntax::PlainText;
    ///
    /// assert!(PlainText::read("2*(a+b)^2 - 3/4*b").is_some());
    /// assert!(PlainText::read("2*(a+b").is_none());
    /// ```
    pub fn read(text: &'t str) -> Option<Self> {
        is_plain(text).then_some(())?;
        pairs::read(Entry::Chain, text).ok().map(Self)
    }
}

impl Formula for PlainText<'_> {
    fn tell<'f, M: Meaning<'f>>(&'f self, meaning: &mut M) -> Option<M::Value> {
        told(self.0.root(), meaning).map(|(value, _)| value)
    }
}

/// Whether a text has only characters of plain formulas, no words, and brackets that are paired and
/// few, so that nothing has to be done to it before the grammar reads it.
fn is_plain(text: &str) -> bool {
    let (mut open, mut behind_letter) = (0_usize, false);
    let fits = text.bytes().all(|byte| {
        let is_letter = byte.is_ascii_alphabetic();
        if is_letter && std::mem::replace(&mut behind_letter, true) {
            return false;
        }
        behind_letter = is_letter;
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => return false,
            b')' => open -= 1,
            b'*' | b'+' | b'-' | b'.' | b'/' | b'^' | b' ' => {}
            _ => return byte.is_ascii_alphanumeric(),
        }
        open <= MOST
    });
    fits && open == 0
}

/// What a whole formula comes to, and its place in the text that was read.
fn told<'t, M: Meaning<'t>>(root: Node<'t>, meaning: &mut M) -> Option<(M::Value, Span)> {
    let mut nodes = root.children();
    with_room(STACK, || {
        let start = nodes.clone().next()?.span.start;
        let (depth, end) = (0, start);
        let mut reader = Reader {
            meaning,
            depth,
            end,
        };
        let value = reader.sum(&mut nodes)?;
        (nodes.peek() == Some(Kind::End)).then_some((value, Span::new(start, reader.end)))
    })
}

struct Reader<'m, M> {
    meaning: &'m mut M,
    depth: usize,
    /// Where the last operand ended.
    end: usize,
}

impl<'t, M: Meaning<'t>> Reader<'_, M> {
    fn sum(&mut self, nodes: &mut Nodes<'t>) -> Option<M::Value> {
        let first = self.product(nodes)?;
        if !nodes.peek().is_some_and(is_additive) {
            return Some(first);
        }
        let mut sum = self.meaning.sum(first)?;
        while let Some(sign) = nodes.peek().filter(|&kind| is_additive(kind)) {
            nodes.skip();
            let term = self.product(nodes)?;
            let is_negative = sign == Kind::Infix(Infix::Minus);
            self.meaning.add(&mut sum, term, is_negative)?;
        }
        self.meaning.total(sum)
    }

    /// A product with its sign before it.
    fn product(&mut self, nodes: &mut Nodes<'t>) -> Option<M::Value> {
        let is_negative = takes_minus(nodes)?;
        let mut value = self.power(nodes)?;
        if let Some(Kind::Infix(Infix::Times | Infix::Over)) = nodes.peek() {
            let mut product = self.meaning.product(value)?;
            self.factors(nodes, &mut product)?;
            value = self.meaning.whole(product)?;
        }
        self.negated(value, is_negative)
    }

    /// The factors and divisors behind the first factor.
    fn factors(&mut self, nodes: &mut Nodes<'t>, product: &mut M::Product) -> Option<()> {
        let mut divisions = 0;
        while let Some(Kind::Infix(sign)) = nodes.peek().filter(|&kind| !is_additive(kind)) {
            nodes.skip();
            let is_negative = takes_minus(nodes)?;
            let factor = self.power(nodes)?;
            let factor = self.negated(factor, is_negative)?;
            match sign {
                Infix::Times => self.meaning.times(product, factor)?,
                Infix::Over if divisions < MOST => {
                    divisions += 1;
                    self.meaning.over(product, factor)?;
                }
                _ => return None,
            }
        }
        Some(())
    }

    fn power(&mut self, nodes: &mut Nodes<'t>) -> Option<M::Value> {
        let base = self.operand(nodes)?;
        if nodes.peek() != Some(Kind::Infix(Infix::Power)) {
            return Some(base);
        }
        nodes.skip();
        let is_negative = takes_minus(nodes)?;
        let word = if is_negative { None } else { self.word(nodes) };
        let power = if let Some(exponent) = word {
            self.meaning.raise(base, exponent)?
        } else {
            let exponent = self.operand(nodes)?;
            let exponent = self.negated(exponent, is_negative)?;
            self.meaning.power(base, exponent)?
        };
        // A tower is folded from the right: the long way.
        (nodes.peek() != Some(Kind::Infix(Infix::Power))).then_some(power)
    }

    /// Takes a short whole number, if one stands here.
    fn word(&mut self, nodes: &mut Nodes<'t>) -> Option<u64> {
        let mut behind = nodes.clone();
        let node = behind.next_of(Kind::Number)?;
        let value = word(node.text)?;
        self.end = node.span.end;
        *nodes = behind;
        Some(value)
    }

    fn operand(&mut self, nodes: &mut Nodes<'t>) -> Option<M::Value> {
        let node = nodes.next()?;
        let end = node.span.end;
        let value = match node.kind {
            Kind::Number => match word(node.text) {
                Some(value) => self.meaning.integer(value)?,
                None => self.meaning.number(&whole(node.text)?)?,
            },
            Kind::Name if node.text.len() == 1 => self.meaning.symbol(node.text)?,
            Kind::Group if self.depth < MOST => {
                self.depth += 1;
                let mut inside = node.children();
                let value = self.sum(&mut inside)?;
                self.depth -= 1;
                inside.peek().is_none().then_some(value)?
            }
            _ => return None,
        };
        self.end = end;
        Some(value)
    }

    fn negated(&mut self, value: M::Value, is_negative: bool) -> Option<M::Value> {
        if is_negative {
            self.meaning.negative(value)
        } else {
            Some(value)
        }
    }
}

/// Takes the sign before an operand; whether it is a minus. Several, or a plus, go the long way.
fn takes_minus(nodes: &mut Nodes<'_>) -> Option<bool> {
    match nodes.next_of(Kind::Prefix) {
        None => Some(false),
        Some(prefix) => (prefix.text.trim_end() == "-").then_some(true),
    }
}

/// A whole number of few digits, without a 0 before it.
fn word(written: &str) -> Option<u64> {
    let digits = written.as_bytes();
    if digits.len() > 18 || (digits.len() > 1 && digits.first() == Some(&b'0')) {
        return None;
    }
    digits.iter().try_fold(0, |value: u64, digit| {
        let digit = digit.wrapping_sub(b'0');
        (digit < 10).then(|| 10 * value + u64::from(digit))
    })
}

/// Any whole number.
fn whole(written: &str) -> Option<Literal> {
    let is_whole = written.bytes().all(|byte| byte.is_ascii_digit());
    let written = is_whole.then(|| Written::parse(written).ok()).flatten()?;
    Some(Literal::from_written(written))
}

thread_local! {
    static LEAVES: RefCell<Leaves> = RefCell::default();
}

/// The formula as an expression. Letters and numbers that were met are shared by all of them.
#[derive(Default)]
struct Leaves {
    letters: Vec<Option<Expr>>,
    /// For each number, at the place of its lowest digits, the last one met.
    numbers: Vec<Option<(u64, Expr)>>,
}

impl Leaves {
    /// Places for numbers.
    const NUMBERS: usize = 256;
}

impl Meaning<'_> for Leaves {
    type Value = Expr;
    type Sum = Vec<Expr>;
    type Product = Vec<Expr>;

    fn integer(&mut self, value: u64) -> Option<Expr> {
        if self.numbers.is_empty() {
            self.numbers.resize(Self::NUMBERS, None);
        }
        let place = usize::try_from(value).ok()? % Self::NUMBERS;
        let known = self.numbers.get_mut(place)?;
        match known {
            Some((same, expr)) if *same == value => Some(expr.clone()),
            _ => {
                let expr = Expr::literal(whole(&value.to_string())?);
                *known = Some((value, expr.clone()));
                Some(expr)
            }
        }
    }

    fn number(&mut self, literal: &Literal) -> Option<Expr> {
        Some(Expr::literal(literal.clone()))
    }

    fn symbol(&mut self, name: &str) -> Option<Expr> {
        let [letter] = name.as_bytes() else {
            return None;
        };
        let place = usize::from(*letter);
        if self.letters.is_empty() {
            self.letters.resize(256, None);
        }
        let known = self.letters.get_mut(place)?;
        let letter = known.get_or_insert_with(|| Expr::symbol(Symbol::new(name)));
        Some(letter.clone())
    }

    fn negative(&mut self, value: Expr) -> Option<Expr> {
        Some(Expr::negative(value))
    }

    fn sum(&mut self, first: Expr) -> Option<Vec<Expr>> {
        let mut terms = Vec::with_capacity(8);
        terms.push(first);
        Some(terms)
    }

    fn add(&mut self, terms: &mut Vec<Expr>, term: Expr, is_negative: bool) -> Option<()> {
        terms.push(if is_negative {
            Expr::negative(term)
        } else {
            term
        });
        Some(())
    }

    fn total(&mut self, terms: Vec<Expr>) -> Option<Expr> {
        Some(Expr::sum(terms))
    }

    fn product(&mut self, first: Expr) -> Option<Vec<Expr>> {
        let mut factors = Vec::with_capacity(4);
        factors.push(first);
        Some(factors)
    }

    fn times(&mut self, factors: &mut Vec<Expr>, factor: Expr) -> Option<()> {
        factors.push(factor);
        Some(())
    }

    fn over(&mut self, factors: &mut Vec<Expr>, divisor: Expr) -> Option<()> {
        let dividend = Expr::product(std::mem::take(factors));
        factors.push(Expr::quotient(dividend, divisor));
        Some(())
    }

    fn whole(&mut self, factors: Vec<Expr>) -> Option<Expr> {
        Some(Expr::product(factors))
    }

    fn raise(&mut self, base: Expr, exponent: u64) -> Option<Expr> {
        let exponent = self.integer(exponent)?;
        Some(Expr::power(base, exponent))
    }

    fn power(&mut self, base: Expr, exponent: Expr) -> Option<Expr> {
        Some(Expr::power(base, exponent))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Source;
    use crate::expr::Function;
    use crate::syntax::read::{long_way, parse_input};
    use crate::syntax::units::is_size;

    fn agree(written: &str) -> bool {
        let sources = [Source::new("<expression>", written)];
        let scope = Scope::open();
        let (short, long) = (parse_input(&sources, &scope), long_way(&sources, &scope));
        assert_eq!(short, long, "{written}");
        let same_digits = |reading: &_| format!("{reading:?}");
        assert_eq!(same_digits(&short), same_digits(&long), "{written}");
        // From the text alone, as a listener hears it.
        if let Some(read) = PlainText::read(written)
            && let Some(direct) = read.tell(&mut Leaves::default())
        {
            let long = long.as_ref().map(|reading| reading.value.as_slice());
            let [chain] = long.unwrap() else {
                panic!("{written} is one formula")
            };
            assert!(chain.links.is_empty(), "{written}");
            assert_eq!(format!("{direct:?}"), format!("{:?}", chain.first));
        }
        short.is_ok()
    }

    #[test]
    fn letters_stand_for_themselves() {
        for letter in ('a'..='z').chain('A'..='Z') {
            let name = letter.to_string();
            assert!(Function::named(&name).is_none() && !is_size(&name));
        }
    }

    #[test]
    fn only_plain_texts_go_straight_to_the_grammar() {
        for written in ["a", "2*(a+b)^2-3/4*b", " - a ", "a (b)", "1.5*a"] {
            assert!(PlainText::read(written).is_some(), "{written}");
        }
        let deep = format!("{}a{}", "(".repeat(MOST + 1), ")".repeat(MOST + 1));
        for written in [
            "", " ", "(a", "a)", ")a(", "a+", "|a|", "a\n", "a²", "a=b", "a,b", &deep,
        ] {
            assert!(PlainText::read(written).is_none(), "{written}");
        }
    }

    #[test]
    fn both_ways_lead_to_the_same() {
        for written in [
            "3*n*d^3*(3498*k*n+10*s^2)^2-3384*s*a",
            "-a*b+(-c)^-2/-d/e*f",
            "  - a - - b",
            "+a*+b",
            "a^b^c-(a^b)^c",
            "((a))*(b*c)*((d+e)-f)",
            "2*007/1_000+0.5*a",
            "a // b mod c",
            "2h+B*(a)",
            "12·L·h² + V×h − 3",
            "a = b",
            "f(x) + ab",
            "99999999999999999999*a/340282366920938463463374607431768211456",
            "a +",
            "(a, b)",
        ] {
            agree(written);
        }
        assert!(agree(&format!("a{}", "/b".repeat(100))));
        assert!(agree(&format!("{}a{}", "(".repeat(100), ")".repeat(100))));
    }

    proptest! {
        #[test]
        fn formulas_of_all_shapes(
            parts in prop::collection::vec(
                (
                    prop::sample::select(vec!["", "", "", "", "-", "- ", "+", " ", "("]),
                    prop::sample::select(vec![
                        "a", "b", "h", "B", "ab", "2", "30", "007", "1.5", "(a-2)", "(h/ k)", "(-b^2)",
                    ]),
                    prop::sample::select(vec!["", "", "", "", "^2", "^h", ")", "!", "²", "k"]),
                    prop::sample::select(vec!["+", "-", "*", "*", "/", " * ", "//", " - ", "^", ""]),
                ),
                1..8,
            ),
        ) {
            let parts = parts.iter().map(|(sign, operand, behind, infix)| {
                format!("{sign}{operand}{behind}{infix}")
            });
            let written: String = parts.collect();
            agree(written.trim_end_matches(['+', '-', '*', '/', '^', ' ']));
        }
    }
}
