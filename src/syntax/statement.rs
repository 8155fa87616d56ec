//! The statements of a formula file, each part with its place.

use crate::diagnostic::{Diagnostic, Source, Span};
use crate::expr::{Domain, Expr, Relation, Symbol};
use crate::number::Rational;

use super::scope::{Assumption, Binding, Chain, Link, Spanned};

/// What a formula file says, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The text.
    pub source: Source,
    /// The statements.
    pub statements: Vec<Statement>,
    /// Notes that tell which reading was chosen.
    pub notes: Vec<Diagnostic>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it says.
    pub kind: StatementKind,
    /// Its place.
    pub span: Span,
}

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// `title "…"`.
    Title(Spanned<String>),
    /// `section "…"`.
    Section(Spanned<String>),
    /// `param L "number of layers" from num_hidden_layers`.
    Param(Param),
    /// `linear(x, y, b) = x*y + [b] y`.
    Function(FunctionDeclaration),
    /// `NAME = EXPR`, `part NAME = EXPR`.
    Definition(Definition),
    /// `assume n divides h, V >> h`.
    Assume(Vec<Spanned<Assumption>>),
    /// `approx total for large L, h`.
    Approx(Approx),
    /// `show total in FP32, FP16`.
    Show(Show),
    /// `case "LLaMA-7B" L = 32, h = 4096`.
    Case(Case),
    /// `solve total in FP16 = 100 GB for total`.
    Solve(Solve),
    /// `expect total = 6_574_055_424 in "LLaMA-7B"`.
    Expect(Expect),
    /// `compare total with 6_738_415_616 in "LLaMA-7B"`.
    Compare(Compare),
    /// `step total = L*(12*h^2 + 4*h)`.
    Step(Step),
    /// `use "other.lh"`.
    Use(Spanned<String>),
    /// `buffers "**.inv_freq"`, `buffers "**.balance" = L*E`.
    Buffers(Vec<Spanned<String>>, Option<Spanned<Expr>>),
    /// `inputs_first "**.c_fc.weight"`.
    InputsFirst(Vec<Spanned<String>>),
}

/// A quantity that the reader supplies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: Spanned<Symbol>,
    /// What it is, in words.
    pub description: Option<Spanned<String>>,
    /// The values it may take; integers from 1 where none is stated.
    pub domain: Domain,
    /// What it is worth where nobody says.
    pub default: Option<Spanned<Expr>>,
    /// The keys of a configuration that hold it.
    pub keys: Vec<Spanned<String>>,
}

/// A function of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionDeclaration {
    /// Its name.
    pub name: Spanned<Symbol>,
    /// The names of its arguments.
    pub parameters: Vec<Spanned<Symbol>>,
    /// What a call stands for.
    pub body: Spanned<Expr>,
    /// What it is, in words.
    pub description: Option<Spanned<String>>,
    /// Patterns of the names of the tensors that its calls count.
    pub covers: Vec<Spanned<String>>,
}

/// A name that stands for an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name.
    pub name: Spanned<Symbol>,
    /// The place of the `=` behind it.
    pub sign: Span,
    /// What it stands for.
    pub body: Spanned<Expr>,
    /// The author's own next lines: of `NAME = A = B` the last side.
    pub steps: Vec<Link>,
    /// What it is, in words.
    pub description: Option<Spanned<String>>,
    /// Patterns of the names of the tensors that it counts.
    pub covers: Vec<Spanned<String>>,
    /// What makes it a component of the whole, if it is one.
    pub part: Option<Part>,
}

/// What is said of a component of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its share in use for one token.
    pub active: Option<Spanned<Expr>>,
}

/// A question for an approximation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approx {
    /// The definition.
    pub name: Spanned<Symbol>,
    /// The symbols that grow without bound.
    pub large: Vec<Spanned<Symbol>>,
    /// The relative error to stay within; 1 % is 1/100.
    pub within: Option<Spanned<Rational>>,
    /// The values over which it is to stay within it: the name, the least and the greatest.
    pub over: Vec<(Spanned<Symbol>, Rational, Rational)>,
}

/// A question for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Show {
    /// What is shown.
    pub value: Spanned<Expr>,
    /// Units and number formats to show it in; none means the bare value.
    pub units: Vec<Spanned<Symbol>>,
    /// The case, or all cases.
    pub case: Option<Spanned<String>>,
}

/// One set of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is called.
    pub name: Spanned<String>,
    /// The file that gives further values.
    pub from: Option<Spanned<String>>,
    /// The values it gives.
    pub bindings: Vec<Binding>,
}

/// A question for the value of one symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solve {
    /// The equation: one `=`.
    pub equation: Chain,
    /// The symbol.
    pub unknown: Spanned<Symbol>,
    /// The case whose values are put in.
    pub case: Option<Spanned<String>>,
}

/// A claim that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expect {
    /// The claim: at least one relation.
    pub claim: Chain,
    /// The case it is about.
    pub case: Option<Spanned<String>>,
    /// What it says, in words.
    pub description: Option<Spanned<String>>,
}

/// A known value to set a definition beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compare {
    /// The definition.
    pub name: Spanned<Symbol>,
    /// The known value.
    pub reference: Spanned<Expr>,
    /// The case, or all cases.
    pub case: Option<Spanned<String>>,
    /// What the known value is, in words.
    pub description: Option<Spanned<String>>,
}

/// The author's own next line for a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The definition.
    pub name: Spanned<Symbol>,
    /// How the line relates to the one before.
    pub relation: Relation,
    /// The place of its sign.
    pub sign: Span,
    /// The line.
    pub body: Spanned<Expr>,
    /// What it says, in words.
    pub description: Option<Spanned<String>>,
}
