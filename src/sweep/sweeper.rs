//! A formula file over the rows of a table.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::cell::{Quick, quick, value};
use super::crew::Crew;
use super::input::Row;
use super::{Block, Column, Names, Program};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{Environment, Value};
use crate::expr::{Bindings, Domain, Expr, Predicate, Symbol};
use crate::model::Model;
use crate::syntax::nearest;

/// A formula file made ready for the columns of a table.
#[derive(Debug)]
pub struct Sweeper<'m> {
    model: &'m Model,
    case: Option<String>,
    given: Bindings,
    results: Vec<Symbol>,
    fields: Vec<Field>,
    program: Option<Program>,
    /// The names whose values the results come from.
    needed: BTreeSet<Symbol>,
}

/// A column of the table that gives a parameter its values.
#[derive(Debug)]
struct Field {
    place: usize,
    symbol: Symbol,
    domain: Domain,
}

/// A row that has no results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row, from 1, the header left out.
    pub row: u64,
    /// The column, where one is to blame.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
}

/// One result of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// An integer or a fraction, exact, as text.
    Exact(Vec<u8>),
    /// What the row by itself comes to, of any kind.
    Value(Value),
}

/// The results of a row, in the order in which they were asked for; or what is wrong with it, each bad
/// cell by itself.
pub type Swept = Result<Vec<Cell>, Vec<Problem>>;

impl<'m> Sweeper<'m> {
    /// A model ready for a table with these columns. The values of a case and those given serve
    /// where the table has no column; a column beats both.
    ///
    /// # Errors
    /// A result that is not defined, a parameter that nothing gives a value, a name that stands
    /// twice in the header, or whatever is wrong with the values of the case.
    pub fn new(
        model: &'m Model,
        header: &[String],
        results: &[Symbol],
        case: Option<&str>,
        given: &Bindings,
    ) -> Result<Self, Vec<Diagnostic>> {
        let results = wanted(model, results, header)?;
        let fields = fields(model, header)?;
        let mut given = given.clone();
        for field in &fields {
            given.remove(&field.symbol);
        }
        model.valuation(case, &given)?;
        let mut sweeper = Self {
            model,
            case: case.map(str::to_owned),
            given,
            results,
            fields,
            program: None,
            needed: BTreeSet::new(),
        };
        let definitions = sweeper.definitions();
        sweeper.needed = sweeper.needed(&definitions);
        sweeper.complete(header)?;
        sweeper.program = sweeper.compile(&definitions);
        Ok(sweeper)
    }

    /// The names of the results: the new columns.
    pub fn results(&self) -> &[Symbol] {
        &self.results
    }

    /// The columns that give parameters their values, each by its place and name.
    pub fn columns_read(&self) -> Vec<(usize, String)> {
        let columns = self.fields.iter();
        columns
            .map(|field| (field.place, field.symbol.to_string()))
            .collect()
    }

    /// What the names stand for that no column gives: definitions, values of the case and those
    /// given, defaults, and what assumptions fix.
    fn definitions(&self) -> Bindings {
        let assumptions = self.model.assumptions();
        let mut definitions = assumptions.definitions.clone();
        let in_columns: BTreeSet<&Symbol> = self.fields.iter().map(|field| &field.symbol).collect();
        let fixed = assumptions.fixed();
        let case = self.case.as_deref().and_then(|name| self.model.case(name));
        for parameter in self.model.parameters() {
            let symbol = &parameter.symbol;
            let known = self.given.get(symbol);
            let known = known.or_else(|| case.and_then(|case| case.bindings.get(symbol)));
            let known = known
                .or(parameter.default.as_ref())
                .or_else(|| fixed.get(symbol));
            if let Some(value) = known.filter(|_| !in_columns.contains(symbol)) {
                definitions.insert(symbol.clone(), value.clone());
            }
        }
        definitions
    }

    /// The names that the results come from and that no definition gives.
    fn needed(&self, definitions: &Bindings) -> BTreeSet<Symbol> {
        let environment = Environment::new()
            .with_definitions(definitions)
            .with_functions(&self.model.assumptions().functions);
        let results = self.results.iter();
        results
            .flat_map(|result| environment.missing(&Expr::symbol(result.clone())))
            .collect()
    }

    /// Names whatever the results need and nothing gives.
    fn complete(&self, header: &[String]) -> Result<(), Vec<Diagnostic>> {
        let in_columns = |symbol: &Symbol| self.fields.iter().any(|field| field.symbol == *symbol);
        let missing = self.needed.iter().filter(|symbol| !in_columns(symbol));
        let errors = missing.map(|symbol| {
            let message = format!("`{symbol}` has no column and no value");
            let error = Diagnostic::error(Code::MISSING_VALUE, message);
            match nearest(symbol.name(), header.iter().map(String::as_str)) {
                Some(near) => error.hint(format!(
                    "is it the column `{near}`? Rename it to `{symbol}`"
                )),
                None => error.hint(match header {
                    [only] if only.contains([';', '\t']) => {
                        "the columns of the table are to be parted by commas".to_owned()
                    }
                    _ => format!("give it with the command: {symbol}=VALUE"),
                }),
            }
        });
        let errors: Vec<Diagnostic> = errors.collect();
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }

    fn compile(&self, definitions: &Bindings) -> Option<Program> {
        let columns: Vec<Symbol> = self
            .fields
            .iter()
            .map(|field| field.symbol.clone())
            .collect();
        let names = Names {
            columns: &columns,
            definitions,
            functions: &self.model.assumptions().functions,
        };
        let results: Vec<Expr> = self.results.iter().cloned().map(Expr::symbol).collect();
        // What an assumption says of a name without a value is not held against a row.
        let environment = Environment::new().with_definitions(definitions);
        let is_known = |condition: &&Predicate| {
            let operands = condition.operands();
            let mut missing = operands
                .iter()
                .flat_map(|operand| environment.missing(operand));
            missing.all(|symbol| columns.contains(&symbol))
        };
        let general = self.model.assumptions().general();
        let conditions: Vec<Predicate> = general
            .conditions
            .iter()
            .filter(is_known)
            .cloned()
            .collect();
        Program::compile(&results, &conditions, names)
    }

    /// The results of some rows, in their order, on so many threads.
    pub fn sweep(&self, rows: &[Row], threads: usize) -> Vec<Swept> {
        let Some(program) = &self.program else {
            return self.each(rows, threads);
        };
        let (columns, odd) = self.columns(rows);
        let blocks = program.run(&columns, threads);
        let mut swept = Vec::with_capacity(rows.len());
        for ((block, rows), odd) in blocks
            .iter()
            .zip(rows.chunks(Program::block_rows()))
            .zip(odd.chunks(Program::block_rows()))
        {
            for ((place, row), odd) in rows.iter().enumerate().zip(odd) {
                let stands = !odd && block.failed.binary_search(&place).is_err();
                swept.push(if stands {
                    Ok(texts(block, place))
                } else {
                    self.row(row)
                });
            }
        }
        // A program without columns has no rows either.
        if swept.len() < rows.len() {
            self.each(rows, threads)
        } else {
            swept
        }
    }

    fn each(&self, rows: &[Row], threads: usize) -> Vec<Swept> {
        match Crew::of(threads) {
            Some(crew) => crew.run(|| rows.par_iter().map(|row| self.row(row)).collect()),
            None => rows.iter().map(|row| self.row(row)).collect(),
        }
    }

    /// The columns of the parameters, and which rows need a closer look.
    fn columns(&self, rows: &[Row]) -> (Vec<Column>, Vec<bool>) {
        let mut odd: Vec<bool> = rows.iter().map(|row| row.broken.is_some()).collect();
        let columns = self.fields.iter().map(|field| {
            let mut column = Column::with_capacity(rows.len());
            for (row, odd) in rows.iter().zip(&mut odd) {
                match quick(field.cell(row), &field.domain) {
                    Quick::Word(word) => column.push_small(word),
                    Quick::Large(large) => column.push(large),
                    Quick::Other => {
                        column.push_small(1);
                        *odd = true;
                    }
                }
            }
            column
        });
        let columns = columns.collect();
        (columns, odd)
    }

    /// One row by itself, as `eval` would do it: any kind of value, and every mistake told.
    fn row(&self, row: &Row) -> Swept {
        let problem = |column: Option<&Symbol>, message: String| Problem {
            row: row.number,
            column: column.map(Symbol::to_string),
            message,
        };
        if let Some(broken) = &row.broken {
            return Err(vec![problem(None, broken.clone())]);
        }
        let mut bindings = self.given.clone();
        let mut is_readable = true;
        for field in &self.fields {
            match value(field.cell(row), &field.domain) {
                Ok(Some(value)) => drop(bindings.insert(field.symbol.clone(), value)),
                Ok(None) => {}
                Err(_) => is_readable = false,
            }
        }
        let valuation = match self.model.valuation(self.case.as_deref(), &bindings) {
            Ok(valuation) if is_readable => valuation,
            valuation => {
                let bad = self.bad_cells(row).into_iter();
                let bad = bad.map(|(symbol, message)| problem(Some(symbol), message));
                let mut problems: Vec<Problem> = bad.collect();
                if let (true, Err(errors)) = (problems.is_empty(), valuation) {
                    let message = errors.into_iter().next().map(|error| error.message);
                    problems.push(problem(None, message.unwrap_or_default()));
                }
                return Err(problems);
            }
        };
        let result = |symbol: &Symbol| match valuation.evaluate(&Expr::symbol(symbol.clone())) {
            Ok(value) => Ok(Cell::Value(value)),
            Err(error) => {
                let empty = self.empty(&bindings);
                let named = |symbol: &&Symbol| error.message.contains(&format!("`{symbol}`"));
                if !empty.iter().any(named) {
                    return Err(vec![problem(None, error.message)]);
                }
                let empty = empty.into_iter();
                Err(empty
                    .map(|symbol| problem(Some(symbol), format!("`{symbol}` has no value")))
                    .collect())
            }
        };
        self.results.iter().map(result).collect()
    }

    /// The parameters that the results need, whose cells are empty and that nothing else gives a value.
    fn empty(&self, bindings: &Bindings) -> Vec<&Symbol> {
        let case = self.case.as_deref().and_then(|name| self.model.case(name));
        let has_value = |symbol: &Symbol| {
            let parameter = self.model.parameter(symbol);
            parameter.is_some_and(|parameter| parameter.default.is_some())
                || case.is_some_and(|case| case.bindings.get(symbol).is_some())
                || bindings.get(symbol).is_some()
        };
        let columns = self.fields.iter().map(|field| &field.symbol);
        let needed = columns.filter(|symbol| self.needed.contains(symbol));
        needed.filter(|symbol| !has_value(symbol)).collect()
    }

    /// The parameters whose cells cannot be read, or whose values are wrong by themselves.
    fn bad_cells(&self, row: &Row) -> Vec<(&Symbol, String)> {
        let bad = self.fields.iter().filter_map(|field| {
            let symbol = &field.symbol;
            let value = match value(field.cell(row), &field.domain) {
                Ok(value) => value?,
                Err(message) => return Some((symbol, message)),
            };
            let alone = Bindings::from_iter([(symbol.clone(), value)]);
            let mut errors = self.model.valuation(None, &alone).err()?.into_iter();
            let wrong = errors.find(|error| error.code == Code::OUT_OF_DOMAIN)?;
            Some((symbol, wrong.message))
        });
        bad.collect()
    }
}

impl Field {
    /// Its cell in a row.
    fn cell<'r>(&self, row: &'r Row) -> &'r [u8] {
        row.cells.get(self.place).unwrap_or_default()
    }
}

fn texts(block: &Block, row: usize) -> Vec<Cell> {
    let text = |values: &super::Values| {
        let mut text = Vec::with_capacity(24);
        values.write(row, &mut text);
        Cell::Exact(text)
    };
    block.results.iter().map(text).collect()
}

/// The definitions asked for, or the main one; none may have a column already.
fn wanted(
    model: &Model,
    results: &[Symbol],
    header: &[String],
) -> Result<Vec<Symbol>, Vec<Diagnostic>> {
    let results = if results.is_empty() {
        let main = model
            .main_definition()
            .map(|definition| definition.symbol.clone());
        let nothing = || Diagnostic::error(Code::STATEMENT, "the file defines nothing to work out");
        vec![main.ok_or_else(|| vec![nothing()])?]
    } else {
        results.to_vec()
    };
    let known = || {
        model
            .definitions()
            .map(|definition| definition.symbol.name())
    };
    let mut errors = Vec::new();
    for result in &results {
        if model.definition(result).is_none() {
            let error = Diagnostic::error(
                Code::UNKNOWN_NAME,
                format!("there is no definition `{result}`"),
            );
            errors.push(match nearest(result.name(), known()) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error,
            });
        } else if header.iter().any(|column| column == result.name()) {
            let message = format!("the table has a column `{result}` already");
            let hint = format!("rename that column, or ask for another definition than `{result}`");
            errors.push(Diagnostic::error(Code::TABLE, message).hint(hint));
        }
    }
    if errors.is_empty() {
        Ok(results)
    } else {
        Err(errors)
    }
}

/// The columns that name parameters; other columns pass through.
fn fields(model: &Model, header: &[String]) -> Result<Vec<Field>, Vec<Diagnostic>> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut errors = Vec::new();
    for (place, name) in header.iter().enumerate() {
        let is_parameter = model.parameter(&Symbol::new(name)).is_some();
        if places.insert(name, place).is_some() && is_parameter {
            let message = format!("two columns are called `{name}`");
            errors.push(Diagnostic::error(Code::TABLE, message));
        }
    }
    let fields = model.parameters().filter_map(|parameter| {
        let place = *places.get(parameter.symbol.name())?;
        let (symbol, domain) = (parameter.symbol.clone(), parameter.domain.clone());
        Some(Field {
            place,
            symbol,
            domain,
        })
    });
    let fields = fields.collect();
    if errors.is_empty() {
        Ok(fields)
    } else {
        Err(errors)
    }
}
