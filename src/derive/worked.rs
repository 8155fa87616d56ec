//! A formula file worked out: what a page about it shows, as data, in reading order.

use crate::derivation::Judged;
use crate::diagnostic::Diagnostic;
use crate::eval::Value;
use crate::expr::{
    Assumptions, Bindings, Domain, Expr, ExprKind, GrowthRelation, Lambda, Predicate, Relation,
    Symbol,
};
use crate::growth::{Approximation, AtValues, Within};
use crate::judge::Verdict;
use crate::number::Rational;
use crate::poly::PolyError;
use crate::solve::{Line, Solution};

/// The longest list that is put in for its name; a longer one is told once and named from then on.
pub const SHORT_LIST: usize = 4;

/// Whether a value is a list that stays behind its name.
pub fn is_long_list(value: &Expr) -> bool {
    matches!(value.kind(), ExprKind::List(elements) if elements.len() > SHORT_LIST)
}

/// A formula file, worked out.
#[derive(Clone, Debug)]
pub struct Worked {
    /// The title.
    pub title: Option<String>,
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// Every name the file declares, for reading the page back.
    pub names: Vec<Symbol>,
    /// What all of it stands under.
    pub assumptions: Assumptions,
    /// What the page tells and whoever asked for it should hear: limits that were reached.
    pub notes: Vec<Diagnostic>,
}

/// One thing on the page.
#[derive(Clone, Debug)]
pub enum Block {
    /// The heading of a section.
    Section(String),
    /// Quantities the reader supplies, declared one after another.
    Parameters(Vec<WorkedParameter>),
    /// A function of one's own.
    Function {
        /// Its name.
        name: Symbol,
        /// Its parameters and body.
        lambda: Lambda,
        /// What it is.
        description: Option<String>,
    },
    /// Conditions as stated.
    Assumptions(Vec<Predicate>),
    /// A declared relation of growth.
    Growth(GrowthRelation),
    /// A definition and what it comes to.
    Definition(Box<WorkedDefinition>),
    /// An approximation and its error.
    Approximation(Box<WorkedApproximation>),
    /// The cases side by side.
    Cases(Box<WorkedCases>),
    /// Values in units or storage formats, case by case.
    Show(WorkedShow),
    /// An equation solved.
    Solve(Box<WorkedSolve>),
    /// A claim that was put to the judge.
    Expect(Box<WorkedExpect>),
}

/// A quantity the reader supplies.
#[derive(Clone, Debug)]
pub struct WorkedParameter {
    /// Its name.
    pub symbol: Symbol,
    /// What it is.
    pub description: Option<String>,
    /// The values it may take.
    pub domain: Domain,
    /// Its value where none is supplied.
    pub default: Option<Expr>,
}

/// A definition and what it comes to.
#[derive(Clone, Debug)]
pub struct WorkedDefinition {
    /// Its name.
    pub symbol: Symbol,
    /// What it is.
    pub description: Option<String>,
    /// From the definition as written to its tidy form, for all values.
    pub general: Judged,
    /// The same under the assumptions that fix parameters, where they make a difference.
    pub fixed: Option<FixedDefinition>,
    /// The limit that keeps the result as it is written.
    pub limit: Option<PolyError>,
}

/// A definition under assumptions that fix parameters.
#[derive(Clone, Debug)]
pub struct FixedDefinition {
    /// The assumptions used.
    pub under: Vec<Predicate>,
    /// From the general form on.
    pub derivation: Judged,
}

/// A definition approximated.
#[derive(Clone, Debug)]
pub struct WorkedApproximation {
    /// The defined name.
    pub symbol: Symbol,
    /// From the tidy form through the expanded one to the approximation.
    pub derivation: Judged,
    /// Terms, reasons, bound and O-form.
    pub approximation: Approximation,
    /// What may be dropped within a tolerance at the cases, where one was asked for.
    pub within: Option<(Rational, Within)>,
    /// The ranges over which it may, where they were given.
    pub over: Vec<Predicate>,
    /// The assumptions that fix parameters and were used.
    pub under: Vec<Predicate>,
}

/// The cases side by side, and one of them in full.
#[derive(Clone, Debug)]
pub struct WorkedCases {
    /// The quantity that is counted.
    pub symbol: Symbol,
    /// The parameters that differ from case to case or are needed, in order of declaration.
    pub parameters: Vec<Symbol>,
    /// A row a case.
    pub rows: Vec<CaseRow>,
    /// The first case with its numbers put in and computed: exact, then approximate.
    pub worked: Option<WorkedNumbers>,
    /// Whether it stands beside the main table, since it is compared with known values.
    pub is_beside: bool,
}

/// One case in numbers.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Its name.
    pub name: String,
    /// The values of the parameters shown, in their order.
    pub values: Vec<Value>,
    /// The exact value.
    pub exact: Value,
    /// The approximation at these values, its exact error and the bound, where there is one.
    pub at: Option<AtValues>,
    /// Known values to set beside it.
    pub compared: Vec<Compared>,
    /// What is to be told about this case: a fixed parameter set otherwise, a poor approximation.
    pub notes: Vec<CaseNote>,
}

/// Something a reader should know about a case.
#[derive(Clone, Debug)]
pub enum CaseNote {
    /// The case sets a fixed parameter to another value.
    SetOtherwise(Symbol, Expr),
    /// The error or its bound is so large that the approximation says nothing here.
    NotAsymptotic,
}

/// A known value beside a computed one.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What the known value is.
    pub description: Option<String>,
    /// The known value.
    pub value: Rational,
    /// `exact − value`, and that relative to the value.
    pub exact: Difference,
    /// The same for the approximation.
    pub approximate: Option<Difference>,
}

/// A difference from a known value.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What was computed less what is known.
    pub absolute: Rational,
    /// That divided by what is known; `None` where that is 0.
    pub relative: Option<Rational>,
}

/// One case computed on the board.
#[derive(Clone, Debug)]
pub struct WorkedNumbers {
    /// The case.
    pub case: String,
    /// Its values.
    pub values: Bindings,
    /// The definitions that are worked out before the whole where that is too long for one chain;
    /// each before those that use it.
    pub parts: Vec<(Symbol, Judged)>,
    /// The exact form in numbers, from the values of the parts where there are any.
    pub exact: Judged,
    /// The approximation in numbers.
    pub approximate: Option<Judged>,
}

/// Values in units or storage formats.
#[derive(Clone, Debug)]
pub struct WorkedShow {
    /// What is shown.
    pub shown: Expr,
    /// The units or storage formats, one a column.
    pub units: Vec<Symbol>,
    /// The rows: a case and its values.
    pub rows: Vec<(String, Vec<Value>)>,
}

/// An equation solved.
#[derive(Clone, Debug)]
pub struct WorkedSolve {
    /// The left side.
    pub lhs: Expr,
    /// The right side.
    pub rhs: Expr,
    /// The unknown.
    pub unknown: Symbol,
    /// The case whose values were put in.
    pub case: Option<String>,
    /// The solution.
    pub solution: Solution,
    /// The way there, line by line.
    pub lines: Vec<Line>,
    /// What it was solved under.
    pub under: Assumptions,
}

/// A claim that was put to the judge.
#[derive(Clone, Debug)]
pub struct WorkedExpect {
    /// The sides, in order, with the relation before each but the first.
    pub first: Expr,
    /// The rest of the chain.
    pub links: Vec<(Relation, Expr, Verdict)>,
    /// The case it is about; none for an identity.
    pub case: Option<String>,
    /// What the author says about it.
    pub description: Option<String>,
    /// Whether it says that the parts add up to the whole, which nobody wrote.
    pub is_of_parts: bool,
}
