//! What was read, with places, before names are resolved.

use crate::diagnostic::Span;
use crate::expr::Relation;

use super::signs::Infix;

/// The deepest tree that is built; brackets, signs and powers all count.
pub(super) const MAX_DEPTH: u32 = 1000;

/// A part of a formula and its place in the normalised text.
#[derive(Clone, Debug)]
pub(super) struct Ast {
    pub kind: AstKind,
    pub span: Span,
    /// The length of the longest way down, a leaf being 1.
    pub depth: u32,
}

/// What a part is. Numbers, names and texts are told by their place.
#[derive(Clone, Debug)]
pub(super) enum AstKind {
    /// `12`.
    Number,
    /// `n_head`, a run of letters that may turn out to be several factors.
    Name,
    /// `"full"`.
    Text,
    /// `a + b − c`; a subtracted term is a [`AstKind::Negative`].
    Sum(Vec<Ast>),
    /// `a * b / c`: the first operand and what follows with its sign.
    Product(Box<Ast>, Vec<(Infix, Ast)>),
    /// `12 L h²`: operands side by side.
    Juxtaposition(Vec<Ast>),
    /// `−a`.
    Negative(Box<Ast>),
    /// `a ^ b`, or `a²` where the exponent stands raised.
    Power {
        base: Box<Ast>,
        exponent: Box<Ast>,
        raised: bool,
    },
    /// `n!`.
    Factorial(Box<Ast>),
    /// `√a`, `∛a`, `∜a`: which one tells the sign.
    Root(Box<Ast>),
    /// `f(a, b)` or `L(a + b)`: a name with brackets behind it.
    Apply { name: Span, arguments: Vec<Ast> },
    /// `(a)`, or `(a, b)` which nothing takes.
    Group(Vec<Ast>),
    /// `|a|`.
    Absolute(Box<Ast>),
    /// `[p]`.
    Iverson(Box<Ast>),
    /// `if p then a else b`.
    Conditional(Box<[Ast; 3]>),
    /// `a in b`: a conversion or membership.
    In(Box<Ast>, Box<Ast>),
    /// `a..b`.
    Range(Box<Ast>, Box<Ast>),
    /// `a = b ≈ c`: the first side and what follows with its sign.
    Relation(Box<Ast>, Vec<(Relation, Span, Ast)>),
    /// `a divides b`.
    Divides(Box<Ast>, Box<Ast>),
    /// `not p`.
    Not(Box<Ast>),
    /// `p and q`.
    And(Vec<Ast>),
    /// `p or q`.
    Or(Vec<Ast>),
}

impl Ast {
    pub(super) fn new(kind: AstKind, span: Span) -> Self {
        let mut depth = 0;
        for_each_child(&kind, &mut |child| depth = depth.max(child.depth));
        if let AstKind::Product(_, rest) = &kind {
            let divisions = rest.iter().filter(|(op, _)| *op != Infix::Times);
            depth = depth.saturating_add(u32::try_from(divisions.count()).unwrap_or(u32::MAX));
        }
        Self {
            kind,
            span,
            depth: depth.saturating_add(1),
        }
    }

    /// The direct parts, in reading order.
    pub(super) fn for_each_child<'a>(&'a self, visit: &mut impl FnMut(&'a Ast)) {
        for_each_child(&self.kind, visit);
    }

    /// Whether a number ends it, so that another number may not follow.
    pub(super) fn ends_in_number(&self) -> bool {
        match &self.kind {
            AstKind::Number => true,
            AstKind::Power {
                exponent,
                raised: false,
                ..
            } => exponent.ends_in_number(),
            _ => false,
        }
    }
}

fn for_each_child<'a>(kind: &'a AstKind, visit: &mut impl FnMut(&'a Ast)) {
    match kind {
        AstKind::Number | AstKind::Name | AstKind::Text => {}
        AstKind::Sum(parts)
        | AstKind::Juxtaposition(parts)
        | AstKind::Group(parts)
        | AstKind::And(parts)
        | AstKind::Or(parts)
        | AstKind::Apply {
            arguments: parts, ..
        } => parts.iter().for_each(visit),
        AstKind::Product(first, rest) => {
            visit(first);
            for (_, factor) in rest {
                visit(factor);
            }
        }
        AstKind::Relation(first, rest) => {
            visit(first);
            for (_, _, side) in rest {
                visit(side);
            }
        }
        AstKind::Negative(a)
        | AstKind::Factorial(a)
        | AstKind::Root(a)
        | AstKind::Absolute(a)
        | AstKind::Iverson(a)
        | AstKind::Not(a) => visit(a),
        AstKind::Power {
            base: a,
            exponent: b,
            ..
        }
        | AstKind::In(a, b)
        | AstKind::Range(a, b)
        | AstKind::Divides(a, b) => {
            visit(a);
            visit(b);
        }
        AstKind::Conditional(parts) => parts.iter().for_each(visit),
    }
}
