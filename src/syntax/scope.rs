//! What is known before a text is read, and what comes out of reading it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Span};
use crate::expr::{Expr, GrowthRelation, Predicate, Relation, Symbol};

/// The names that are declared where a text stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Declared names: parameters, definitions, bindings, large symbols.
    pub names: BTreeSet<Symbol>,
    /// Declared functions and how many arguments they take.
    pub functions: BTreeMap<Symbol, usize>,
    /// Whether every name must be declared, as in a formula file.
    pub closed: bool,
}

impl Scope {
    /// Nothing declared, and names need not be.
    pub fn open() -> Self {
        Self::default()
    }

    /// The same with more names declared.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// use longhand::syntax::{Scope, parse_input};
    ///
    /// let scope = Scope::open().with_names(["total", "L"]);
    /// let input = [Source::new("<expression>", "2Ltotal")];
    /// let chains = parse_input(&input, &scope).unwrap().value;
    /// assert_eq!(chains[0].first.factors().len(), 3);
    /// ```
    #[must_use]
    pub fn with_names<N: Into<Symbol>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.names.extend(names.into_iter().map(Into::into));
        self
    }

    /// The same with one more function declared.
    #[must_use]
    pub fn with_function(mut self, name: impl Into<Symbol>, arity: usize) -> Self {
        self.functions.insert(name.into(), arity);
        self
    }

    /// The same, with undeclared names as errors.
    #[must_use]
    pub fn closed(mut self) -> Self {
        self.closed = true;
        self
    }
}

/// What was read, and the readings that were chosen where the text leaves a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<T> {
    /// What was read.
    pub value: T,
    /// Notes that tell which reading was chosen.
    pub notes: Vec<Diagnostic>,
}

/// An expression, or expressions with relations between them: `a = b ≈ c`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The first side.
    pub first: Expr,
    /// Its place.
    pub span: Span,
    /// What follows, each with the relation to what stands before it.
    pub links: Vec<Link>,
}

/// A relation sign and the side behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The relation.
    pub relation: Relation,
    /// The place of its sign.
    pub sign: Span,
    /// The side behind it.
    pub expr: Expr,
    /// Its place.
    pub span: Span,
}

/// One thing taken for granted, as after `assume`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// `n divides h`, `h ≥ 64`, `tied`, `N = 0`.
    Condition(Predicate),
    /// `V >> h`, `n ≍ h`.
    Growth(GrowthRelation),
}

/// A value for a name, as on the command line: `L = 32`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The name.
    pub symbol: Symbol,
    /// The place of the name.
    pub name: Span,
    /// The value.
    pub value: Expr,
    /// The place of the value.
    pub span: Span,
}

/// Something and its place in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The thing.
    pub value: T,
    /// Its place.
    pub span: Span,
}
