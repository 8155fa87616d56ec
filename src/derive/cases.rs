//! The cases of a formula file side by side, and one of them in full.

use super::Wanted;
use super::definitions::Definitions;
use super::in_numbers::{self, InNumbers};
use super::worked::{Block, CaseNote, CaseRow, Compared, Difference, WorkedCases, WorkedNumbers};
use crate::diagnostic::Diagnostic;
use crate::eval::{Environment, Value};
use crate::expr::{Assumptions, Bindings, Comparison, Expr, ExprKind, Predicate, Symbol};
use crate::growth::{self, Approximation, AtValues, Within};
use crate::judge::{self, Budget};
use crate::model::{Assumption, Model, Origin, Place, Valuation};
use crate::number::Rational;

/// The name of the case that values from outside make.
const GIVEN: &str = "given";

/// The cases that are wanted.
pub(super) struct Cases<'a> {
    model: &'a Model,
    wanted: &'a Wanted,
}

/// One case and the values of its parameters.
pub(super) struct Row<'a> {
    pub(super) name: String,
    pub(super) valuation: Valuation<'a>,
    /// Whether values from outside change what the case says.
    is_changed: bool,
}

impl<'a> Cases<'a> {
    pub(super) fn new(model: &'a Model, wanted: &'a Wanted) -> Self {
        Self { model, wanted }
    }

    /// Whether a statement about a case, or about none, speaks of what the page shows: with one
    /// case wanted, or values from outside alone, what is said about others is left out.
    pub(super) fn shows(&self, case: Option<&str>) -> bool {
        match (case, &self.wanted.case) {
            (None, _) => true,
            (Some(name), Some(wanted)) => name == wanted,
            (Some(_), None) => self.wanted.bindings.is_empty(),
        }
    }

    /// Whether values from outside change what a case says: what the file knows of the case is then
    /// not about what the page shows.
    pub(super) fn is_changed(&self, name: &str) -> bool {
        let given = &self.wanted.bindings;
        if given.is_empty() || self.wanted.case.as_deref() != Some(name) {
            return false;
        }
        let values = |given: &Bindings| {
            let valuation = self.model.valuation(Some(name), given).ok()?;
            Some(valuation.bindings().clone())
        };
        values(given) != values(&Bindings::new())
    }

    /// The case that a statement at a place asks for.
    pub(super) fn named(&self, name: &str, place: &Place) -> Result<Row<'a>, Vec<Diagnostic>> {
        let none = Bindings::new();
        let is_wanted = self.wanted.case.as_deref() == Some(name);
        let given = if is_wanted {
            &self.wanted.bindings
        } else {
            &none
        };
        let valuation = self.model.valuation(Some(name), given);
        let mark = |found: Diagnostic| place.mark(found, "asked for here");
        let valuation =
            valuation.map_err(|found| found.into_iter().map(mark).collect::<Vec<_>>())?;
        Ok(Row {
            name: name.to_owned(),
            valuation,
            is_changed: self.is_changed(name),
        })
    }

    /// The wanted cases in order: the named one, or all; values from outside change the named
    /// one, and make one of their own where none is named.
    pub(super) fn rows(&self) -> Result<Vec<Row<'a>>, Vec<Diagnostic>> {
        let given = &self.wanted.bindings;
        let names: Vec<Option<&str>> = match &self.wanted.case {
            Some(name) => vec![Some(name)],
            None if given.is_empty() => self
                .model
                .cases()
                .map(|case| Some(case.name.as_str()))
                .collect(),
            None => vec![None],
        };
        let mut rows = Vec::new();
        let mut errors = Vec::new();
        for name in names {
            match self.model.valuation(name, given) {
                Ok(valuation) => {
                    rows.push(Row {
                        name: name.unwrap_or(GIVEN).to_owned(),
                        valuation,
                        is_changed: name.is_some_and(|name| self.is_changed(name)),
                    });
                }
                Err(found) => errors.extend(found),
            }
        }
        if errors.is_empty() {
            Ok(rows)
        } else {
            Err(errors)
        }
    }

    /// What may be dropped within a tolerance at the wanted cases.
    pub(super) fn within(
        &self,
        form: &Expr,
        tolerance: &Rational,
        assumptions: &Assumptions,
        budget: &Budget,
        place: &Place,
    ) -> Result<Within, Vec<Diagnostic>> {
        let rows = self.rows()?;
        let cases: Vec<Bindings> = rows
            .iter()
            .map(|row| row.valuation.bindings().clone())
            .collect();
        growth::within(form, tolerance, &cases, assumptions, &budget.poly)
            .map_err(|error| vec![place.mark(error.to_diagnostic(), "asked for here")])
    }

    /// The table of cases, and one for each other quantity that is compared with known values; none
    /// where there is no case.
    pub(super) fn tables(
        &self,
        definitions: &Definitions<'_>,
        approximations: &[(Symbol, Vec<Symbol>)],
        budget: &Budget,
    ) -> Result<Vec<Block>, Vec<Diagnostic>> {
        let rows = self.rows()?;
        let Some(counted) = self.counted(approximations) else {
            return Ok(Vec::new());
        };
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut symbols = vec![counted];
        for known in self.model.comparisons() {
            if !symbols.contains(&known.symbol) && self.shows(known.case.as_deref()) {
                symbols.push(known.symbol.clone());
            }
        }
        let mut tables = Vec::new();
        for (at, symbol) in symbols.into_iter().enumerate() {
            let large = approximations.iter().find(|(known, _)| *known == symbol);
            let table = Table {
                model: self.model,
                definitions,
                budget,
                large: large.map(|(_, large)| large.as_slice()),
                parameters: self.parameters(&rows, definitions, &symbol),
                symbol,
            };
            tables.push(Self::table(table, &rows, at > 0)?);
        }
        Ok(tables)
    }

    /// One table; beside the main one it has the compared rows alone.
    fn table(
        table: Table<'_>,
        rows: &[Row<'_>],
        is_beside: bool,
    ) -> Result<Block, Vec<Diagnostic>> {
        let mut filled = Vec::new();
        let mut errors = Vec::new();
        for row in rows {
            match table.row(row) {
                Ok(row) if is_beside && row.compared.is_empty() => {}
                Ok(row) => filled.push(row),
                Err(found) => errors.extend(found),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let first = rows.first().filter(|_| !is_beside);
        let worked = first.map(|row| table.numbers(row)).transpose();
        let worked = worked.map_err(|limit| vec![limit])?;
        Ok(Block::Cases(Box::new(WorkedCases {
            symbol: table.symbol,
            parameters: table.parameters,
            rows: filled,
            worked,
            is_beside,
        })))
    }

    /// What the table counts: what is approximated, else what a command works on.
    fn counted(&self, approximations: &[(Symbol, Vec<Symbol>)]) -> Option<Symbol> {
        let approximated = approximations.first().map(|(symbol, _)| symbol.clone());
        approximated.or_else(|| Some(self.model.main_definition()?.symbol.clone()))
    }

    /// The parameters worth a column: those the cases set and the quantity depends on.
    fn parameters(
        &self,
        rows: &[Row<'_>],
        definitions: &Definitions<'_>,
        symbol: &Symbol,
    ) -> Vec<Symbol> {
        let needed = definitions.parameters_of(symbol);
        let names = self.model.parameters().map(|parameter| &parameter.symbol);
        let is_set = |name: &&Symbol| {
            let supplied = |row: &Row<'_>| {
                let assigned = row.valuation.assigned().iter();
                let mut here = assigned.filter(|assigned| assigned.symbol == **name);
                here.any(|assigned| assigned.origin != Origin::Default)
            };
            rows.iter().any(supplied) && needed.contains(*name)
        };
        names.filter(is_set).cloned().collect()
    }
}

/// A table under way.
struct Table<'a> {
    model: &'a Model,
    definitions: &'a Definitions<'a>,
    budget: &'a Budget,
    symbol: Symbol,
    large: Option<&'a [Symbol]>,
    parameters: Vec<Symbol>,
}

impl Table<'_> {
    fn row(&self, row: &Row<'_>) -> Result<CaseRow, Vec<Diagnostic>> {
        let whole = Expr::symbol(self.symbol.clone());
        let exact = value(&whole, row)?;
        let shown = self
            .parameters
            .iter()
            .map(|name| value(&Expr::symbol(name.clone()), row));
        let values = shown.collect::<Result<_, _>>()?;
        let at = self.at(row).map_err(|found| vec![found])?;
        let mut notes: Vec<CaseNote> = set_otherwise(row)
            .map(|(symbol, value)| CaseNote::SetOtherwise(symbol, value))
            .collect();
        if at.as_ref().is_some_and(|at| !at.is_asymptotic()) {
            notes.push(CaseNote::NotAsymptotic);
        }
        let compared = self.compared(row, &exact, at.as_ref())?;
        Ok(CaseRow {
            name: row.name.clone(),
            values,
            exact,
            at,
            compared,
            notes,
        })
    }

    /// The approximation at the parameters that this case fixes, where one was asked for.
    fn approximation(
        &self,
        row: &Row<'_>,
    ) -> Result<Option<(Approximation, Assumptions)>, Diagnostic> {
        let Some(large) = self.large else {
            return Ok(None);
        };
        let fixing = fixing(row);
        let form = self.definitions.form(&self.symbol, &fixing);
        let form = form.map_err(|error| error.to_diagnostic())?;
        let mut assumptions = self.definitions.under(&fixing);
        assumptions.large = large.to_vec();
        let found = judge::approximate(&form, &assumptions, self.budget);
        let found = found.map_err(|error| error.to_diagnostic())?;
        Ok(Some((found, assumptions)))
    }

    fn at(&self, row: &Row<'_>) -> Result<Option<AtValues>, Diagnostic> {
        let Some((approximation, assumptions)) = self.approximation(row)? else {
            return Ok(None);
        };
        let environment =
            Environment::from_assumptions(&assumptions).with_bindings(row.valuation.bindings());
        let at = approximation.at(&environment);
        at.map(Some).map_err(|error| row.valuation.explain(&error))
    }

    fn compared(
        &self,
        row: &Row<'_>,
        exact: &Value,
        at: Option<&AtValues>,
    ) -> Result<Vec<Compared>, Vec<Diagnostic>> {
        let mut compared = Vec::new();
        for known in self.model.comparisons() {
            let is_here = known
                .case
                .as_deref()
                .is_none_or(|name| name == row.name && !row.is_changed);
            if !is_here || known.symbol != self.symbol {
                continue;
            }
            let reference = value(&known.reference, row)?;
            let (Some(value), Some(exact)) = (reference.as_number(), exact.as_number()) else {
                continue;
            };
            let approximate = at.and_then(|at| at.approximate.as_number());
            compared.push(Compared {
                description: known.description.clone(),
                value: value.clone(),
                exact: difference(exact, value),
                approximate: approximate.map(|approximate| difference(approximate, value)),
            });
        }
        Ok(compared)
    }

    /// The case computed on the board: the exact form, then the approximation.
    fn numbers(&self, row: &Row<'_>) -> Result<WorkedNumbers, Diagnostic> {
        let values = row.valuation.bindings();
        let form = self.definitions.form(&self.symbol, &fixing(row));
        let form = form.map_err(|error| error.to_diagnostic())?;
        let mut numbers =
            InNumbers::new(self.model, values, self.definitions.under(&[]), self.budget);
        let exact = if in_numbers::is_short(&form) {
            numbers.line(&form)?
        } else {
            numbers.by_parts(&self.symbol)?
        };
        let approximate = match self.approximation(row)? {
            Some((found, _)) => Some(numbers.rounded(&found.approximation)?),
            None => None,
        };
        Ok(WorkedNumbers {
            case: row.name.clone(),
            values: values.clone(),
            parts: numbers.into_parts(),
            exact,
            approximate,
        })
    }
}

fn value(expr: &Expr, row: &Row<'_>) -> Result<Value, Vec<Diagnostic>> {
    row.valuation.evaluate(expr).map_err(|found| vec![found])
}

/// The parameters that the case sets to another value than an assumption of the file does.
fn set_otherwise<'r>(row: &'r Row<'_>) -> impl Iterator<Item = (Symbol, Expr)> + 'r {
    let conditions =
        row.valuation
            .set_aside()
            .iter()
            .filter_map(|assume| match &assume.assumption {
                Assumption::Condition(condition) => Some(condition),
                Assumption::Growth(_) => None,
            });
    let symbols = conditions
        .flat_map(Predicate::operands)
        .flat_map(Expr::free_symbols);
    symbols.filter_map(|symbol| {
        let value = row.valuation.bindings().get(&symbol)?.clone();
        Some((symbol, value))
    })
}

/// The conditions that fix parameters in this case: those of the file that stand, and the
/// case's own values where it sets a parameter otherwise.
fn fixing(row: &Row<'_>) -> Vec<Predicate> {
    let standing = row.valuation.assumptions();
    let kept = standing.fixing().cloned();
    kept.chain(set_otherwise(row).map(|(symbol, value)| fixed_to(&symbol, &value)))
        .collect()
}

/// The condition that a symbol has a value.
fn fixed_to(symbol: &Symbol, value: &Expr) -> Predicate {
    let name = Expr::symbol(symbol.clone());
    match value.kind() {
        ExprKind::Boolean(true) => Predicate::Truth(name),
        ExprKind::Boolean(false) => Predicate::Not(Box::new(Predicate::Truth(name))),
        _ => Predicate::Compare(name, Comparison::Equal, value.clone()),
    }
}

fn difference(computed: &Rational, known: &Rational) -> Difference {
    let absolute = computed - known;
    let relative = absolute.checked_div(&known.abs());
    Difference { absolute, relative }
}
