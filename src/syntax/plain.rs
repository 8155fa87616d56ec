//! The short way from what the grammar read to an expression, for formulas in which nothing needs
//! a decision: whole numbers, names of one letter, `+ - * / ^` and brackets.
//!
//! Such a formula means the same wherever it stands, so that no tree with places is built, no
//! habits are looked for and no names are resolved. Whatever else occurs ends the short way, and the
//! formula goes the long one; the tests hold both against each other.

use std::cell::RefCell;

use crate::diagnostic::Span;
use crate::expr::{Expr, Function, Literal, Symbol, with_room};
use crate::number::Written;

use super::operand::is_additive;
use super::pairs::{Kind, Node, Nodes};
use super::scope::Scope;
use super::signs::Infix;
use super::units::is_size;

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
    let mut nodes = root.children();
    LEAVES.with_borrow_mut(|leaves| {
        with_room(STACK, || {
            let mut reader = Reader { leaves, depth: 0 };
            let start = nodes.clone().next()?.span.start;
            let (expr, end) = reader.sum(&mut nodes)?;
            (nodes.peek() == Some(Kind::End)).then_some((expr, Span::new(start, end)))
        })
    })
}

/// An expression and where it ends.
type Part = (Expr, usize);

struct Reader<'a> {
    leaves: &'a mut Leaves,
    depth: usize,
}

impl Reader<'_> {
    fn sum(&mut self, nodes: &mut Nodes<'_>) -> Option<Part> {
        let (first, mut end) = self.product(nodes)?;
        if !nodes.peek().is_some_and(is_additive) {
            return Some((first, end));
        }
        let mut terms = Vec::with_capacity(8);
        terms.push(first);
        while let Some(sign) = nodes.peek().filter(|&kind| is_additive(kind)) {
            nodes.next();
            let (term, behind) = self.product(nodes)?;
            terms.push(negated(term, sign == Kind::Infix(Infix::Minus)));
            end = behind;
        }
        Some((Expr::sum(terms), end))
    }

    /// A product with its sign before it.
    fn product(&mut self, nodes: &mut Nodes<'_>) -> Option<Part> {
        let is_negative = takes_minus(nodes)?;
        let (first, mut end) = self.power(nodes)?;
        if !matches!(nodes.peek(), Some(Kind::Infix(Infix::Times | Infix::Over))) {
            return Some((negated(first, is_negative), end));
        }
        let mut factors = Vec::with_capacity(4);
        factors.push(first);
        let mut divisions = 0;
        while let Some(Kind::Infix(sign)) = nodes.peek() {
            if !sign.is_multiplicative() {
                break;
            }
            nodes.next();
            let is_factor_negative = takes_minus(nodes)?;
            let (factor, behind) = self.power(nodes)?;
            let factor = negated(factor, is_factor_negative);
            end = behind;
            match sign {
                Infix::Times => factors.push(factor),
                Infix::Over if divisions < MOST => {
                    divisions += 1;
                    let dividend = Expr::product(std::mem::take(&mut factors));
                    factors.push(Expr::quotient(dividend, factor));
                }
                _ => return None,
            }
        }
        Some((negated(Expr::product(factors), is_negative), end))
    }

    fn power(&mut self, nodes: &mut Nodes<'_>) -> Option<Part> {
        let (base, end) = self.operand(nodes)?;
        if nodes.next_of(Kind::Infix(Infix::Power)).is_none() {
            return Some((base, end));
        }
        let is_negative = takes_minus(nodes)?;
        let (exponent, end) = self.operand(nodes)?;
        // A tower is folded from the right: the long way.
        (nodes.peek() != Some(Kind::Infix(Infix::Power)))
            .then(|| (Expr::power(base, negated(exponent, is_negative)), end))
    }

    fn operand(&mut self, nodes: &mut Nodes<'_>) -> Option<Part> {
        let node = nodes.next()?;
        let end = node.span.end;
        let expr = match node.kind {
            Kind::Number => self.leaves.number(node.text)?,
            Kind::Name => self.leaves.name(node.text)?,
            Kind::Group if self.depth < MOST => {
                self.depth += 1;
                let mut inside = node.children();
                let (expr, _) = self.sum(&mut inside)?;
                self.depth -= 1;
                inside.peek().is_none().then_some(expr)?
            }
            _ => return None,
        };
        Some((expr, end))
    }
}

/// Takes the sign before an operand; whether it is a minus. Several, or a plus, go the long way.
fn takes_minus(nodes: &mut Nodes<'_>) -> Option<bool> {
    match nodes.next_of(Kind::Prefix) {
        None => Some(false),
        Some(prefix) => (prefix.text.trim_end() == "-").then_some(true),
    }
}

fn negated(expr: Expr, is_negative: bool) -> Expr {
    if is_negative {
        Expr::negative(expr)
    } else {
        expr
    }
}

thread_local! {
    static LEAVES: RefCell<Leaves> = RefCell::default();
}

/// Letters and numbers that were met; formulas share them.
#[derive(Default)]
struct Leaves {
    letters: Vec<Option<Expr>>,
    /// For each number, at the place of its lowest digits, the last one met.
    numbers: Vec<Option<(u32, Expr)>>,
}

impl Leaves {
    /// Places for numbers.
    const NUMBERS: usize = 256;

    fn name(&mut self, written: &str) -> Option<Expr> {
        let [letter @ (b'a'..=b'z' | b'A'..=b'Z')] = written.as_bytes() else {
            return None;
        };
        let place = usize::from(*letter);
        if self.letters.len() <= place {
            self.letters.resize(128, None);
        }
        let known = self.letters.get_mut(place)?;
        if known.is_none() && Function::named(written).is_none() && !is_size(written) {
            *known = Some(Expr::symbol(Symbol::new(written)));
        }
        known.clone()
    }

    fn number(&mut self, written: &str) -> Option<Expr> {
        if !written.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let is_short = written.len() < 9 && (written.len() == 1 || !written.starts_with('0'));
        let Some(value) = is_short.then(|| written.parse::<u32>().ok()).flatten() else {
            return literal(written);
        };
        if self.numbers.is_empty() {
            self.numbers.resize(Self::NUMBERS, None);
        }
        let place = usize::try_from(value).ok()? % Self::NUMBERS;
        let known = self.numbers.get_mut(place)?;
        match known {
            Some((same, expr)) if *same == value => Some(expr.clone()),
            _ => {
                let expr = literal(written)?;
                *known = Some((value, expr.clone()));
                Some(expr)
            }
        }
    }
}

fn literal(written: &str) -> Option<Expr> {
    let written = Written::parse(written).ok()?;
    Some(Expr::literal(Literal::from_written(written)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::diagnostic::Source;
    use crate::syntax::read::{long_way, parse_input};
    use crate::syntax::scope::Scope;

    fn agree(written: &str) -> bool {
        let sources = [Source::new("<expression>", written)];
        let scope = Scope::open();
        let (short, long) = (parse_input(&sources, &scope), long_way(&sources, &scope));
        assert_eq!(short, long, "{written}");
        let same_digits = |reading: &_| format!("{reading:?}");
        assert_eq!(same_digits(&short), same_digits(&long), "{written}");
        short.is_ok()
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
