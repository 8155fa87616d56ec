//! Where a part of an expression stands in the text it was read from.

use crate::diagnostic::{Source, Span};
use crate::expr::{Expr, ExprKind, Symbol, deep};

use super::ast::{Ast, AstKind};
use super::build::Builder;
use super::habits::{Habits, index_of};
use super::names::{NameReading, spell};
use super::pairs::{self, Entry};
use super::resolve::Resolver;
use super::scan::{self, Layout};
use super::scope::Scope;
use super::text::Text;

/// The longest text in which parts other than names are looked for: each part is read anew.
const LONGEST: usize = 10_000;

/// The first place, in reading order, of a part of an expression that was read from a source in a
/// scope; `None` where it does not stand there as written.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::expr::Expr;
/// use longhand::syntax::{Scope, locate};
///
/// let source = Source::new("<expression>", "12Lh² + Vh");
/// let place = locate(&source, &Scope::open(), &Expr::symbol("V")).unwrap();
/// assert_eq!(place.start, "12Lh² + ".len());
/// ```
pub fn locate(source: &Source, scope: &Scope, part: &Expr) -> Option<Span> {
    let mut text = Text::read(source);
    if !scan::scan(&mut text, Layout::Formula).errors.is_empty() {
        return None;
    }
    let blanked = text.blanked(Span::new(0, text.as_str().len()));
    let tree = pairs::read(Entry::Chain, &blanked).ok()?;
    let ast = Builder::new(&text, 0)
        .condition(&mut tree.root().children())
        .ok()?;
    let habits = Habits::of([(&text, &ast)], scope);
    let mut search = Search {
        resolver: Resolver::new(&text, scope, &habits),
        symbol: match part.kind() {
            ExprKind::Symbol(symbol) => Some(symbol),
            _ => None,
        },
        part,
    };
    let is_short = text.as_str().len() <= LONGEST;
    let found = if search.symbol.is_some() || is_short {
        search.find(&ast)
    } else {
        None
    };
    found.map(|span| text.original(span))
}

struct Search<'a> {
    resolver: Resolver<'a>,
    part: &'a Expr,
    /// The symbol, where a symbol is looked for.
    symbol: Option<&'a Symbol>,
}

impl Search<'_> {
    fn find(&mut self, ast: &Ast) -> Option<Span> {
        if self.symbol.is_none() && is_value(ast) && self.resolver.expr(ast) == *self.part {
            return Some(ast.span);
        }
        match (&ast.kind, self.symbol) {
            (AstKind::Name, Some(symbol)) => self.in_name(ast.span, symbol),
            (AstKind::Apply { name, arguments }, symbol) => deep(|| {
                let here = symbol.filter(|_| !self.resolver.is_call(*name));
                here.and_then(|symbol| self.in_name(*name, symbol))
                    .or_else(|| self.in_arguments(*name, arguments))
            }),
            _ => deep(|| {
                let mut found = None;
                ast.for_each_child(&mut |child| {
                    found = found.or_else(|| self.find(child));
                });
                found
            }),
        }
    }

    /// A symbol that is the index of a sum is another one inside.
    fn in_arguments(&mut self, name: Span, arguments: &[Ast]) -> Option<Span> {
        let is_big = matches!(self.resolver.text.slice(name), "sum" | "prod");
        let index = arguments
            .first()
            .filter(|_| is_big)
            .and_then(|range| index_of(self.resolver.text, range));
        let is_hidden = index
            .as_ref()
            .is_some_and(|index| self.symbol.is_some_and(|symbol| symbol.name() == index));
        if !is_hidden {
            self.resolver
                .locals
                .extend(index.as_deref().map(Symbol::new));
            let found = arguments.iter().find_map(|argument| self.find(argument));
            if index.is_some() {
                self.resolver.locals.pop();
            }
            return found;
        }
        // The bounds of the range see what stands around the sum.
        let range = match arguments.first().map(|range| &range.kind) {
            Some(AstKind::Relation(_, rest)) => rest.first().map(|(_, _, bounds)| bounds),
            Some(AstKind::In(_, list)) => Some(list.as_ref()),
            _ => None,
        };
        range.and_then(|range| self.find(range))
    }

    /// The place of a symbol in a name, which may be a product of several.
    fn in_name(&self, span: Span, symbol: &Symbol) -> Option<Span> {
        match self.resolver.read(span) {
            NameReading::Whole(whole) => (whole == *symbol).then_some(span),
            NameReading::Factors(factors) => {
                let place = factors.iter().position(|factor| factor == symbol)?;
                let written = self.resolver.text.slice(span);
                if spell(written) != written {
                    return Some(span);
                }
                let before = factors.iter().take(place);
                let start = span.start + before.map(|factor| factor.name().len()).sum::<usize>();
                Some(Span::new(start, start + symbol.name().len()))
            }
            NameReading::Ambiguous(_) | NameReading::Unknown(_) => None,
        }
    }
}

/// Whether a part stands for a value by itself.
fn is_value(ast: &Ast) -> bool {
    !matches!(
        ast.kind,
        AstKind::Relation(..)
            | AstKind::Divides(..)
            | AstKind::Range(..)
            | AstKind::Not(_)
            | AstKind::And(_)
            | AstKind::Or(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_place_of_a_symbol() {
        for (names, text, symbol, expected) in [
            (&[][..], "2x + y*x", "y", Some((5, 6))),
            (&[], "12Lh² + Vh", "h", Some((3, 4))),
            (&[], "exp(2x)", "x", Some((5, 6))),
            (&[], "sum(i = 1..i, i*n)", "i", Some((11, 12))),
            (&[], "sum(i = 1..3, i*n)", "n", Some((16, 17))),
            (&[], "αβ + h_{kv}", "h_kv", Some((7, 13))),
            (&["V", "mlp"], "2Vmlp", "mlp", Some((2, 5))),
            (&[], "L(h + 1)", "L", Some((0, 1))),
            (&[], "a + b", "c", None),
            (&[], "a + (b", "b", None),
        ] {
            let scope = Scope::open().with_names(names.iter().copied());
            let found = locate(&Source::new("t", text), &scope, &Expr::symbol(symbol));
            let found = found.map(|span| (span.start, span.end));
            assert_eq!(found, expected, "{symbol} in {text}");
        }
    }

    #[test]
    fn finds_parts() {
        let scope = Scope::open();
        for (text, part, expected) in [
            ("1 + sqrt(-4)", "sqrt(-4)", Some((4, 12))),
            ("1/(3 - 3)", "3 - 3", Some((2, 9))),
            ("if 1/0 < 2 then 1 else 2", "1/0", Some((3, 6))),
            ("1 + 2", "3", None),
        ] {
            let part = super::super::parse_expression(part).unwrap();
            let found = locate(&Source::new("t", text), &scope, &part);
            let found = found.map(|span| (span.start, span.end));
            assert_eq!(found, expected, "{text}");
        }
    }
}
