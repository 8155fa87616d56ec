//! The expression type.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::{Function, Literal, Predicate, Symbol};

/// An expression as written. Cloning is cheap and shares the tree.
#[derive(Clone)]
pub struct Expr(Arc<Node>);

/// A node with the measures by which limits are kept.
struct Node {
    kind: ExprKind,
    depth: u32,
    size: u64,
}

/// What an expression is at its top.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExprKind {
    /// A non-negative number; `-3` is a [`ExprKind::Neg`] and `8/3` a [`ExprKind::Quotient`].
    Number(Literal),
    /// A named quantity.
    Symbol(Symbol),
    /// `true` or `false`.
    Boolean(bool),
    /// A quoted text.
    Text(Arc<str>),
    /// `a + b − c`: at least two terms; `− c` is a term that is a [`ExprKind::Neg`].
    Sum(Vec<Expr>),
    /// `a · b · c`: at least two factors.
    Product(Vec<Expr>),
    /// `−a`.
    Neg(Expr),
    /// `a / b`.
    Quotient(Expr, Expr),
    /// `a ^ b`.
    Power(Expr, Expr),
    /// `sqrt(a)`, `7 // 2`, `n!`.
    Call(Function, Vec<Expr>),
    /// `sum(i = 1..L, a)` or `prod(…)`.
    BigOperator(BigOperator),
    /// `if p then a else b`.
    Conditional(Conditional),
    /// `[p]`: 1 when the condition holds, else 0.
    Bracket(Predicate),
    /// `28 GB`: a number of units, by the unit's name.
    Quantity(Expr, Symbol),
    /// `total in FP16`: the bytes so many elements take, or the value in a unit.
    Conversion(Expr, Symbol),
    /// `O(L h)`.
    Order(Expr),
    /// `list(1, 2, 3)`.
    List(Vec<Expr>),
}

/// `sum(i = 1..L, a)`, `prod(m in list, a)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BigOperator {
    /// Whether terms are added or multiplied.
    pub kind: BigOperatorKind,
    /// The bound name; it means nothing outside the body.
    pub index: Symbol,
    /// What the index runs over.
    pub range: Range,
    /// The term.
    pub body: Expr,
}

/// Sum or product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BigOperatorKind {
    /// `sum`, Σ.
    Sum,
    /// `prod`, Π.
    Product,
}

/// What the index of a big operator runs over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Range {
    /// `a..b`, both ends included; empty when b = a − 1.
    Interval(Expr, Expr),
    /// The elements of a list.
    Elements(Expr),
}

/// `if p then a else b`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Conditional {
    /// The condition.
    pub condition: Predicate,
    /// The value where it holds.
    pub then: Expr,
    /// The value where it does not.
    pub otherwise: Expr,
}

impl Expr {
    /// An expression of this kind, unchanged.
    ///
    /// The constructors by name ([`Expr::sum`], [`Expr::product`], …) are the usual way; they
    /// keep what the kinds promise (at least two terms, non-negative literals).
    pub(super) fn from_kind(kind: ExprKind) -> Self {
        let mut depth = 0;
        let mut size = 1_u64;
        super::traverse::for_each_child(&kind, &mut |child| {
            depth = depth.max(child.depth());
            size = size.saturating_add(child.size());
        });
        Self(Arc::new(Node {
            kind,
            depth: depth + 1,
            size,
        }))
    }

    /// What stands at the top.
    pub fn kind(&self) -> &ExprKind {
        &self.0.kind
    }

    /// The length of the longest way from the top to a leaf, a leaf being 1.
    pub fn depth(&self) -> u32 {
        self.0.depth
    }

    /// How many nodes it has when written out; shared parts count each time, saturating.
    pub fn size(&self) -> u64 {
        self.0.size
    }

    /// Whether both are the very same object, which implies that they are equal.
    pub fn is_same_object(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.is_same_object(other)
            || (self.size() == other.size() && super::deep(|| self.kind() == other.kind()))
    }
}

impl Eq for Expr {}

impl PartialOrd for Expr {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Expr {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.is_same_object(other) {
            return Ordering::Equal;
        }
        super::deep(|| self.kind().cmp(other.kind()))
    }
}

impl Hash for Expr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        super::deep(|| self.kind().hash(state));
    }
}

impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::deep(|| self.kind().fmt(f))
    }
}
