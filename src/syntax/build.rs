//! Nodes of the grammar → [`Ast`]: the precedence of signs, tightest last.
//!
//! `or` · `and` · `not` · relations, `divides` · `..` · `in` · `+ −` · `* / // mod` · sign ·
//! juxtaposition · `^` · `!` and superscripts.
//!
//! A sign before a product is the product's, so that `-a*b` is −(a·b); before a product that
//! divides by `//` or `mod`, where that would change the value, it is the first factor's: `-7 mod 3`
//! is (−7) mod 3.
//!
//! Each level is a loop over the flat run of nodes, so that recursion follows brackets only, which
//! the scan has bounded.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::expr::deep;

use super::ast::{Ast, AstKind, MAX_DEPTH};
use super::neighbours;
use super::operand::{begins_operand, is_additive, is_postfix};
use super::pairs::{Kind, Node, Nodes};
use super::scan::MAX_NESTING;
use super::signs::{Connective, Infix};
use super::text::Text;
use super::words::clip;

type Result<T> = std::result::Result<T, Diagnostic>;

/// Builds trees from nodes whose places are counted from an offset in the text.
#[derive(Clone, Copy)]
pub(super) struct Builder<'t> {
    text: &'t Text,
    offset: usize,
}

impl<'t> Builder<'t> {
    /// A builder for nodes read from the text that begins at the offset.
    pub(super) fn new(text: &'t Text, offset: usize) -> Self {
        Self { text, offset }
    }

    /// The place of a node in the text.
    pub(super) fn span(self, node: &Node<'_>) -> Span {
        Span::new(node.span.start + self.offset, node.span.end + self.offset)
    }

    /// A condition, a relation or an expression: the loosest level.
    pub(super) fn condition(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        deep(|| self.joined(nodes, Connective::Or, Self::conjunction, AstKind::Or))
    }

    /// An expression without relations.
    pub(super) fn expression(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        deep(|| self.conversion(nodes))
    }

    fn conjunction(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        self.joined(nodes, Connective::And, Self::negation, AstKind::And)
    }

    /// Parts of one kind joined by a word.
    fn joined(
        self,
        nodes: &mut Nodes<'_>,
        sign: Connective,
        part: impl Fn(Self, &mut Nodes<'_>) -> Result<Ast>,
        join: impl Fn(Vec<Ast>) -> AstKind,
    ) -> Result<Ast> {
        let first = part(self, nodes)?;
        if nodes.peek() != Some(Kind::Connective(sign)) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while nodes.next_of(Kind::Connective(sign)).is_some() {
            parts.push(part(self, nodes)?);
        }
        self.over_all(parts, join)
    }

    fn negation(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let mut signs = Vec::new();
        while let Some(node) = nodes.next_of(Kind::Negation) {
            signs.push(self.span(&node));
        }
        self.check_run(&signs)?;
        let mut ast = self.relation(nodes)?;
        for sign in signs.into_iter().rev() {
            let span = sign.to(ast.span);
            ast = self.node(AstKind::Not(Box::new(ast)), span)?;
        }
        Ok(ast)
    }

    fn relation(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let first = self.range(nodes)?;
        if nodes
            .next_of(Kind::Connective(Connective::Divides))
            .is_some()
        {
            let second = self.range(nodes)?;
            return self.pair(first, second, AstKind::Divides);
        }
        let mut rest = Vec::new();
        while let Some(Kind::Connective(Connective::Relation(relation))) = nodes.peek() {
            let Some(sign) = nodes.next() else { break };
            rest.push((relation, self.span(&sign), self.range(nodes)?));
        }
        let Some((_, _, last)) = rest.last() else {
            return Ok(first);
        };
        let span = first.span.to(last.span);
        self.node(AstKind::Relation(Box::new(first), rest), span)
    }

    fn range(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let first = self.conversion(nodes)?;
        if nodes.next_of(Kind::Connective(Connective::Range)).is_none() {
            return Ok(first);
        }
        let second = self.conversion(nodes)?;
        if self.text.slice(second.span).starts_with('.') {
            let span = first.span.to(second.span);
            let (a, b) = (self.text.slice(first.span), self.text.slice(second.span));
            let b = b.trim_start_matches('.');
            let error = self.error(Code::NUMBER, span, "a range has two points");
            return Err(error.hint(format!("write `{}..{}`", clip(a), clip(b))));
        }
        self.pair(first, second, AstKind::Range)
    }

    fn conversion(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let mut ast = self.sum(nodes)?;
        while nodes.next_of(Kind::Infix(Infix::In)).is_some() {
            let target = self.sum(nodes)?;
            ast = self.pair(ast, target, AstKind::In)?;
        }
        Ok(ast)
    }

    fn sum(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let first = self.term(nodes)?;
        if !nodes.peek().is_some_and(is_additive) {
            return Ok(first);
        }
        let mut terms = vec![first];
        while nodes.peek().is_some_and(is_additive) {
            let Some(sign) = nodes.next() else { break };
            let mut term = self.term(nodes)?;
            if sign.kind == Kind::Infix(Infix::Minus) {
                let span = self.span(&sign).to(term.span);
                term = self.node(AstKind::Negative(Box::new(term)), span)?;
            }
            terms.push(term);
        }
        self.over_all(terms, AstKind::Sum)
    }

    /// A product with its signs before it.
    fn term(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let signs = self.minuses(nodes)?;
        let first = self.juxtaposition(nodes)?;
        let mut rest: Vec<(Infix, Ast)> = Vec::new();
        while let Some(Kind::Infix(operator)) = nodes.peek()
            && operator.is_multiplicative()
        {
            nodes.next();
            rest.push((operator, self.factor(nodes)?));
        }
        let Some((_, last)) = rest.last() else {
            return self.negated(first, signs);
        };
        let end = last.span;
        let rounds = |(operator, _): &(Infix, Ast)| operator.is_rounding();
        let (own, first) = if rest.iter().any(rounds) {
            (Vec::new(), self.negated(first, signs)?)
        } else {
            (signs, first)
        };
        let span = first.span.to(end);
        let product = self.node(AstKind::Product(Box::new(first), rest), span)?;
        self.negated(product, own)
    }

    /// A factor with its signs before it.
    fn factor(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let signs = self.minuses(nodes)?;
        let factor = self.juxtaposition(nodes)?;
        self.negated(factor, signs)
    }

    /// The places of the minus signs that stand next.
    fn minuses(self, nodes: &mut Nodes<'_>) -> Result<Vec<Span>> {
        let Some(prefix) = nodes.next_of(Kind::Prefix) else {
            return Ok(Vec::new());
        };
        let start = self.span(&prefix).start;
        let is_minus = |&(_, c): &(usize, char)| c == '-' || c == '−';
        let signs = prefix.text.char_indices().filter(is_minus);
        let signs: Vec<Span> = signs
            .map(|(at, c)| Span::new(start + at, start + at + c.len_utf8()))
            .collect();
        self.check_run(&signs)?;
        Ok(signs)
    }

    /// An operand behind these minus signs.
    fn negated(self, mut ast: Ast, signs: Vec<Span>) -> Result<Ast> {
        for sign in signs.into_iter().rev() {
            let span = sign.to(ast.span);
            ast = self.node(AstKind::Negative(Box::new(ast)), span)?;
        }
        Ok(ast)
    }

    fn juxtaposition(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let first = self.power(nodes)?;
        if !nodes.peek().is_some_and(begins_operand) {
            return Ok(first);
        }
        let mut factors = vec![first];
        while nodes.peek().is_some_and(begins_operand) {
            let factor = self.power(nodes)?;
            if let Some(before) = factors.last() {
                self.check_neighbours(before, &factor)?;
            }
            factors.push(factor);
        }
        self.over_all(factors, AstKind::Juxtaposition)
    }

    /// Powers are folded from the right; only the last exponent may be anything but an operand.
    fn power(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let base = self.postfix(nodes)?;
        if nodes.peek() != Some(Kind::Infix(Infix::Power)) {
            return Ok(base);
        }
        nodes.next();
        let first = self.exponent(nodes)?;
        if nodes.peek() != Some(Kind::Infix(Infix::Power)) {
            let (signs, exponent) = first;
            return self.raised(base, self.negated(exponent, signs)?);
        }
        let mut operands = vec![(Vec::new(), base), first];
        while nodes.next_of(Kind::Infix(Infix::Power)).is_some() {
            operands.push(self.exponent(nodes)?);
        }
        let operands_span = |operands: &[(Vec<Span>, Ast)]| {
            let spans = operands.iter().map(|(_, ast)| ast.span);
            spans.collect::<Vec<_>>()
        };
        self.check_run(&operands_span(&operands))?;
        let Some((mut signs, mut ast)) = operands.pop() else {
            return Err(self.error(Code::UNEXPECTED, Span::default(), "an operand is missing"));
        };
        while let Some((base_signs, base)) = operands.pop() {
            ast = self.raised(base, self.negated(ast, signs)?)?;
            signs = base_signs;
        }
        Ok(ast)
    }

    /// A power written with its sign.
    fn raised(self, base: Ast, exponent: Ast) -> Result<Ast> {
        self.check_raised(&base, &exponent)?;
        let span = base.span.to(exponent.span);
        let kind = AstKind::Power {
            base: Box::new(base),
            exponent: Box::new(exponent),
            raised: false,
        };
        self.node(kind, span)
    }

    /// An exponent and the minus signs before it.
    fn exponent(self, nodes: &mut Nodes<'_>) -> Result<(Vec<Span>, Ast)> {
        Ok((self.minuses(nodes)?, self.postfix(nodes)?))
    }

    fn postfix(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let mut ast = self.primary(nodes)?;
        let mut count = 0;
        while nodes.peek().is_some_and(is_postfix) {
            let Some(node) = nodes.next() else { break };
            let sign = self.span(&node);
            let span = ast.span.to(sign);
            let kind = if node.kind == Kind::Factorial {
                AstKind::Factorial(Box::new(ast))
            } else {
                AstKind::Power {
                    base: Box::new(ast),
                    exponent: Box::new(self.expression(&mut node.children())?),
                    raised: true,
                }
            };
            ast = self.node(kind, span)?;
            count += 1;
            self.check_count(count, sign)?;
        }
        Ok(ast)
    }

    fn primary(self, nodes: &mut Nodes<'_>) -> Result<Ast> {
        let Some(node) = nodes.next() else {
            let end = self.text.as_str().len();
            return Err(self.error(
                Code::UNEXPECTED,
                Span::new(end, end),
                "an operand is missing",
            ));
        };
        let span = self.span(&node);
        let kind = match node.kind {
            Kind::Number => AstKind::Number,
            Kind::Text => AstKind::Text,
            Kind::Name => {
                let Some(group) = nodes.next_of(Kind::Group) else {
                    return self.node(AstKind::Name, span);
                };
                let whole = span.to(self.span(&group));
                let arguments = self.items(group)?;
                return self.node(
                    AstKind::Apply {
                        name: span,
                        arguments,
                    },
                    whole,
                );
            }
            Kind::Group => AstKind::Group(self.items(node)?),
            Kind::Nothing => AstKind::Group(Vec::new()),
            Kind::Iverson => AstKind::Iverson(Box::new(self.condition(&mut node.children())?)),
            Kind::Absolute => AstKind::Absolute(Box::new(self.expression(&mut node.children())?)),
            Kind::Root => {
                let operand = deep(|| self.primary(&mut node.children()))?;
                AstKind::Root(Box::new(operand))
            }
            Kind::Conditional => self.conditional(node)?,
            _ => return Err(self.error(Code::UNEXPECTED, span, "an operand is missing here")),
        };
        self.node(kind, span)
    }

    fn conditional(self, node: Node<'_>) -> Result<AstKind> {
        let mut nodes = node.children();
        let condition = self.condition(&mut nodes)?;
        nodes.next_of(Kind::Then);
        let then = self.expression(&mut nodes)?;
        nodes.next_of(Kind::Otherwise);
        let otherwise = self.expression(&mut nodes)?;
        Ok(AstKind::Conditional(Box::new([condition, then, otherwise])))
    }

    /// What stands between commas.
    pub(super) fn items(self, node: Node<'_>) -> Result<Vec<Ast>> {
        let mut nodes = node.children();
        let mut items = vec![self.condition(&mut nodes)?];
        while nodes.next_of(Kind::Comma).is_some() {
            let item = self.condition(&mut nodes)?;
            if let Some(before) = items.last() {
                self.check_grouping(before, &item)?;
            }
            items.push(item);
        }
        Ok(items)
    }

    /// `max(32,000, x)` has two readings.
    fn check_grouping(self, before: &Ast, item: &Ast) -> Result<()> {
        let (a, b) = (self.text.slice(before.span), self.text.slice(item.span));
        let is_group = before.ends_in_number()
            && before.span.end + 1 == item.span.start
            && b.len() == 3
            && b.starts_with('0');
        if !is_group {
            return Ok(());
        }
        let a = clip(a);
        let span = before.span.to(item.span);
        let message = format!("`{a},{b}` has two readings");
        let error = self.error(Code::AMBIGUOUS, span, &message);
        Err(error.hint(format!("write `{a}_{b}`, or `{a}, {b}` for two arguments")))
    }

    fn pair(self, a: Ast, b: Ast, join: impl Fn(Box<Ast>, Box<Ast>) -> AstKind) -> Result<Ast> {
        let span = a.span.to(b.span);
        self.node(join(Box::new(a), Box::new(b)), span)
    }

    fn over_all(self, parts: Vec<Ast>, join: impl Fn(Vec<Ast>) -> AstKind) -> Result<Ast> {
        let first = parts.first().map_or(Span::default(), |part| part.span);
        let last = parts.last().map_or(first, |part| part.span);
        self.node(join(parts), first.to(last))
    }

    fn node(self, kind: AstKind, span: Span) -> Result<Ast> {
        let ast = Ast::new(kind, span);
        if ast.depth > MAX_DEPTH {
            return Err(self.too_deep(span));
        }
        Ok(ast)
    }

    fn check_run(self, signs: &[Span]) -> Result<()> {
        match signs.get(MAX_NESTING) {
            Some(&sign) => Err(self.too_deep(sign)),
            None => Ok(()),
        }
    }

    fn check_count(self, count: usize, sign: Span) -> Result<()> {
        if count > MAX_NESTING {
            return Err(self.too_deep(sign));
        }
        Ok(())
    }

    fn too_deep(self, span: Span) -> Diagnostic {
        let message = format!("nested more than {MAX_NESTING} levels deep");
        let place = Span::new(span.start, span.start + 1);
        self.error(Code::NESTING, place, &message)
            .hint("give a part a name of its own and use the name")
    }

    /// Two numbers side by side are no product.
    fn check_neighbours(self, before: &Ast, factor: &Ast) -> Result<()> {
        let starts_with_number = match &factor.kind {
            AstKind::Number => true,
            AstKind::Power { base, .. } | AstKind::Factorial(base) => {
                matches!(base.kind, AstKind::Number)
            }
            _ => false,
        };
        if !(before.ends_in_number() && starts_with_number) {
            return Ok(());
        }
        Err(neighbours::side_by_side(
            self.text,
            before.span,
            factor.span,
        ))
    }

    /// `h²^3` has two readings.
    fn check_raised(self, base: &Ast, exponent: &Ast) -> Result<()> {
        let AstKind::Power {
            base: inner,
            exponent: first,
            raised: true,
        } = &base.kind
        else {
            return Ok(());
        };
        let (a, b) = (self.text.written(inner.span), self.text.slice(first.span));
        let c = self.text.written(exponent.span);
        let span = base.span.to(exponent.span);
        let error = self.error(Code::AMBIGUOUS, span, "this power has two readings");
        Err(error.hint(format!("write `({a}^{b})^{c}` or `{a}^({b}^{c})`")))
    }

    fn error(self, code: Code, span: Span, message: &str) -> Diagnostic {
        self.text.error(code, span, message)
    }
}
