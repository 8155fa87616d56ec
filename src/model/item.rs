//! The statements of a formula file, checked and tied together.

use super::Place;
use crate::expr::{Bindings, Domain, Expr, Relation, Symbol};
use crate::growth::ValueRange;
use crate::number::Rational;
use crate::syntax::{Assumption, Chain};

/// One statement, in the order of the file. A `step` is part of the definition it continues, a
/// `title` part of the model, and what `use` brings in stands where the `use` stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `section "…"`.
    Section(Section),
    /// `param …`.
    Parameter(Parameter),
    /// `linear(x, y, b) = …`.
    Function(FunctionDefinition),
    /// `NAME = EXPR`, `part NAME = EXPR`.
    Definition(Definition),
    /// `assume …`, one item for each thing assumed.
    Assume(Assume),
    /// `approx NAME for large …`.
    Approximation(Approximation),
    /// `show NAME in UNIT, …`.
    Show(Show),
    /// `solve EQUATION for NAME`.
    Solve(Solve),
    /// `case "…" …`.
    Case(Case),
    /// `expect CLAIM`.
    Expect(Expect),
    /// `compare NAME with EXPR`.
    Compare(Compare),
    /// `buffers "…", … = EXPR`: a checkpoint holds them, and they are no parameters.
    Buffers(Buffers),
    /// `inputs_first "…", …`: matrices that are stored with the numbers that come in first.
    InputsFirst(Tensors),
}

/// Tensors that a checkpoint holds and that are no parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buffers {
    /// Patterns of their names.
    pub patterns: Vec<String>,
    /// How many values they hold together, where they have to be there.
    pub values: Option<Expr>,
    /// Where it stands.
    pub place: Place,
}

/// Tensors of which a file says something, by their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensors {
    /// Patterns of their names.
    pub patterns: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it says.
    pub title: String,
    /// Where it stands.
    pub place: Place,
}

/// A quantity that the reader supplies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub symbol: Symbol,
    /// What it is, in words.
    pub description: Option<String>,
    /// The values it may take.
    pub domain: Domain,
    /// What it is worth where nobody says; an expression over earlier names, for evaluation only.
    pub default: Option<Expr>,
    /// The keys of a configuration that hold it, the first one present wins; dots nest.
    pub keys: Vec<String>,
    /// Other names under which a value may be given.
    pub names: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A function that the file declares; a call of it stands for the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionDefinition {
    /// Its name.
    pub symbol: Symbol,
    /// The names of its arguments.
    pub parameters: Vec<Symbol>,
    /// What a call stands for.
    pub body: Expr,
    /// What it is, in words.
    pub description: Option<String>,
    /// Patterns of the names of the tensors that its calls count.
    pub covers: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A name that stands for an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name.
    pub symbol: Symbol,
    /// What it is, in words.
    pub description: Option<String>,
    /// What it stands for, as written.
    pub expr: Expr,
    /// The author's own next lines, in order.
    pub steps: Vec<AuthorStep>,
    /// Patterns of the names of the tensors that it counts.
    pub covers: Vec<String>,
    /// What makes it a component of the whole, if it is one.
    pub part: Option<Part>,
    /// Where it is defined.
    pub place: Place,
}

/// A line that the author wrote after a definition: `step NAME = EXPR`, or the last side of
/// `NAME = A = EXPR`. It is judged against the line before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorStep {
    /// How it relates to the line before it: `=` or `≈`.
    pub relation: Relation,
    /// The line.
    pub expr: Expr,
    /// What it says, in words.
    pub description: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// What is said of a component of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its share in use for one token, where that is not all of it.
    pub active: Option<Expr>,
}

/// Something taken for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assume {
    /// What.
    pub assumption: Assumption,
    /// Where it stands.
    pub place: Place,
}

/// A question for the approximation of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approximation {
    /// The definition.
    pub symbol: Symbol,
    /// The symbols that grow without bound, as given.
    pub large: Vec<Symbol>,
    /// The relative error that terms may be dropped within; 1 % is 1/100.
    pub within: Option<Rational>,
    /// The values over which terms may be dropped; none means at the cases.
    pub over: Vec<ValueRange>,
    /// Where it stands.
    pub place: Place,
}

/// A question for a value in units or stored in dtypes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Show {
    /// What is shown, without its unit.
    pub expr: Expr,
    /// Units and dtypes, by the names they were given; none means the bare value.
    pub units: Vec<Symbol>,
    /// The case, or all cases.
    pub case: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A question for the value of one symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solve {
    /// The left side of the equation.
    pub lhs: Expr,
    /// The right side of the equation.
    pub rhs: Expr,
    /// The symbol; where it is defined, its definition is set aside.
    pub unknown: Symbol,
    /// The case whose values are put in, or none.
    pub case: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// One set of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// The values it gives.
    pub bindings: Bindings,
    /// The configuration that gives further values, from the folder of the first formula file.
    pub from: Option<String>,
    /// Whether the path of that file was worked out.
    pub(super) is_placed: bool,
    /// Where each value stands, in the order of the file.
    pub places: Vec<(Symbol, Place)>,
    /// Where it stands.
    pub place: Place,
}

/// A claim that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expect {
    /// The claim: one or more relations in a chain.
    pub chain: Chain,
    /// The case it is about; none means that it is an identity.
    pub case: Option<String>,
    /// What it says, in words.
    pub description: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A known value to set a definition beside; it need not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compare {
    /// The definition.
    pub symbol: Symbol,
    /// The known value.
    pub reference: Expr,
    /// The case, or all cases.
    pub case: Option<String>,
    /// What the known value is, in words.
    pub description: Option<String>,
    /// Where it stands.
    pub place: Place,
}

impl Case {
    /// Where the value of a parameter stands.
    pub fn place_of(&self, symbol: &Symbol) -> Option<&Place> {
        let mut places = self.places.iter();
        places
            .find(|(name, _)| name == symbol)
            .map(|(_, place)| place)
    }
}
