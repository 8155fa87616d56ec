//! Definitions worked out one after another, each from the results of those it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::worked::{FixedDefinition, WorkedDefinition};
use super::{Board, DeriveError, Goal};
use crate::derivation::Derivation;
use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Predicate, Symbol, deep};
use crate::judge::Budget;
use crate::model::{Definition, Model};
use crate::poly::{self, PolyError};

/// So many terms are looked through at no cost that anybody notices.
const FEW_TERMS: usize = 1_000;

/// The longest line in which names give way to what they stand for, in nodes of its tree.
const LONGEST: u64 = 60;

/// What is put in even where a line is longer.
const SHORT: u64 = 10;

/// The definitions of a model and what they come to.
///
/// A definition that speaks of a parameter which an assumption fixes (`output = if tied then 0
/// else V h`) is kept by name in the general form of others, and put in with the assumption.
#[derive(Debug)]
pub(super) struct Definitions<'a> {
    budget: &'a Budget,
    general: Arc<Assumptions>,
    /// The conditions of the model that fix parameters.
    fixing: Vec<Predicate>,
    /// What each definition comes to in general, as the page shows it.
    results: BTreeMap<Symbol, Expr>,
    /// The same without the names that only shorten a line.
    full: Bindings,
    /// The results that are put in place of names in general.
    put_in: Bindings,
    /// The definitions kept by name, each after those it uses.
    kept_by_name: Vec<Symbol>,
    /// What those come to under the conditions of the model.
    forms: Bindings,
    /// The symbols that conditions fix and a definition depends on, through the names it uses.
    depends: BTreeMap<Symbol, BTreeSet<Symbol>>,
    /// The limits that keep results as they are written: what uses such a result meets the same.
    limits: BTreeMap<Symbol, PolyError>,
}

impl<'a> Definitions<'a> {
    pub(super) fn new(model: &Model, budget: &'a Budget) -> Self {
        let assumptions = model.assumptions();
        Self {
            budget,
            general: Arc::new(assumptions.general()),
            fixing: assumptions.fixing().cloned().collect(),
            results: BTreeMap::new(),
            full: Bindings::new(),
            put_in: Bindings::new(),
            kept_by_name: Vec::new(),
            forms: Bindings::new(),
            depends: BTreeMap::new(),
            limits: BTreeMap::new(),
        }
    }

    /// The conditions of the model that fix parameters.
    pub(super) fn fixing(&self) -> &[Predicate] {
        &self.fixing
    }

    /// Works a definition out, in general and under the assumptions that fix parameters. The
    /// definitions it uses have been worked out before.
    pub(super) fn work_out(
        &mut self,
        definition: &Definition,
    ) -> Result<WorkedDefinition, DeriveError> {
        let symbol = &definition.symbol;
        let start = definition.expr.clone();
        let mut board = Board::new(start, Arc::clone(&self.general), &self.budget.poly);
        for step in &definition.steps {
            board.author_step(&step.expr)?;
        }
        board.define(&self.to_put_in(board.line()))?;
        board.reach(&Goal::Tidy)?;
        let general = board.finish();
        let result = general.result().clone();
        let full = self.full.substitute(&result);
        let full = full.unwrap_or_else(|_| result.clone());
        let mut limit = match self.limit_met(&definition.expr) {
            Some(known) => Some(known),
            None => self.limit_of(&full)?,
        };
        self.results.insert(symbol.clone(), result.clone());
        self.full.insert(symbol.clone(), full);
        let depends = self.fixed_symbols_in(&definition.expr);
        self.depends.insert(symbol.clone(), depends);
        let fixed = self.fixed(&result, &self.fixing, &self.forms)?;
        if let Some((_, fixed)) = &fixed {
            limit = match limit {
                Some(known) => Some(known),
                None => self.limit_of(fixed.result())?,
            };
        }
        if let Some(limit) = &limit {
            self.limits.insert(symbol.clone(), limit.clone());
        }
        if self.fixing.iter().any(|known| speaks_of(known, &result)) {
            let form = fixed.as_ref().map_or(&result, |(_, fixed)| fixed.result());
            self.forms.insert(symbol.clone(), form.clone());
            self.kept_by_name.push(symbol.clone());
        } else if !has_choice(&result) {
            self.put_in.insert(symbol.clone(), result);
        }
        Ok(WorkedDefinition {
            symbol: symbol.clone(),
            description: definition.description.clone(),
            general: general.judge(self.budget),
            fixed: fixed.map(|(under, derivation)| FixedDefinition {
                under,
                derivation: derivation.judge(self.budget),
            }),
            limit,
        })
    }

    /// What is put in place of the names that stand in a line: all results, or where that is too
    /// long to read the short ones.
    fn to_put_in(&self, line: &Expr) -> Bindings {
        let mut all = Bindings::new();
        let mut short = Bindings::new();
        for name in line.free_symbols() {
            let Some(result) = self.put_in.get(&name) else {
                continue;
            };
            if result.size() <= SHORT {
                short.insert(name.clone(), result.clone());
            }
            all.insert(name, result.clone());
        }
        let whole = all.substitute(line);
        if whole.is_ok_and(|whole| whole.size() <= LONGEST) {
            all
        } else {
            short
        }
    }

    /// The limit that a definition which this line uses has met.
    fn limit_met(&self, line: &Expr) -> Option<PolyError> {
        let mut names = line.free_symbols().into_iter();
        names.find_map(|name| self.limits.get(&name).cloned())
    }

    /// The limit that keeps a result as it is written, where one does. Refuses what divides by
    /// zero, whatever its symbols are. Names that remain stand for themselves.
    fn limit_of(&self, result: &Expr) -> Result<Option<PolyError>, DeriveError> {
        let limits = &self.budget.poly;
        let few = poly::Budget {
            max_terms: limits.max_terms.min(FEW_TERMS),
            ..limits.clone()
        };
        let none = Assumptions::none();
        // Most results are small; only where one is not is it worth the time to look again.
        let found = match poly::normal_form(result, &none, &few) {
            Err(PolyError::Budget { .. }) => poly::normal_form(result, &none, limits),
            found => found,
        };
        match found {
            Ok(_) => Ok(None),
            Err(limit @ PolyError::Budget { .. }) => Ok(Some(limit)),
            Err(error @ PolyError::DivisionByZero { .. }) => Err(error.into()),
        }
    }

    /// The assumptions of the model with these conditions in place of those that fix parameters.
    pub(super) fn under(&self, fixing: &[Predicate]) -> Assumptions {
        let mut assumptions = self.general.as_ref().clone();
        assumptions.conditions.extend(fixing.iter().cloned());
        assumptions
    }

    /// What a definition comes to under conditions that fix parameters; its own name where it
    /// could not be worked out.
    pub(super) fn form(&self, symbol: &Symbol, fixing: &[Predicate]) -> Result<Expr, DeriveError> {
        let general = self.general_result(symbol);
        let other_forms = if fixing == self.fixing {
            None
        } else {
            Some(self.forms_under(fixing)?)
        };
        let forms = other_forms.as_ref().unwrap_or(&self.forms);
        let fixed = self.fixed(&general, fixing, forms)?;
        Ok(fixed.map_or(general, |(_, fixed)| fixed.result().clone()))
    }

    /// The conditions that matter to an expression, through the names it uses.
    pub(super) fn relevant(&self, expr: &Expr, fixing: &[Predicate]) -> Vec<Predicate> {
        if fixing.is_empty() {
            return Vec::new();
        }
        let symbols = self.fixed_symbols_in(expr);
        let matters = |known: &&Predicate| {
            let mut spoken_of = known.operands().into_iter().flat_map(Expr::free_symbols);
            spoken_of.any(|symbol| symbols.contains(&symbol))
        };
        fixing.iter().filter(matters).cloned().collect()
    }

    /// The symbols that remain in a definition once all names are put in.
    pub(super) fn parameters_of(&self, symbol: &Symbol) -> BTreeSet<Symbol> {
        let mut met = BTreeSet::from([symbol.clone()]);
        let mut waiting = vec![symbol.clone()];
        while let Some(name) = waiting.pop() {
            let Some(result) = self.results.get(&name) else {
                continue;
            };
            let inner = result.free_symbols();
            waiting.extend(inner.difference(&met).cloned());
            met.extend(inner);
        }
        met.retain(|name| !self.results.contains_key(name));
        met
    }

    fn general_result(&self, symbol: &Symbol) -> Expr {
        let known = self.full.get(symbol).cloned();
        known.unwrap_or_else(|| Expr::symbol(symbol.clone()))
    }

    /// What the definitions kept by name come to under other conditions.
    fn forms_under(&self, fixing: &[Predicate]) -> Result<Bindings, DeriveError> {
        let mut forms = Bindings::new();
        for symbol in &self.kept_by_name {
            let general = self.general_result(symbol);
            let fixed = self.fixed(&general, fixing, &forms)?;
            let form = fixed.map_or(general, |(_, fixed)| fixed.result().clone());
            forms.insert(symbol.clone(), form);
        }
        Ok(forms)
    }

    /// The symbols that conditions of the model fix and an expression depends on.
    fn fixed_symbols_in(&self, expr: &Expr) -> BTreeSet<Symbol> {
        let mut found = BTreeSet::new();
        for symbol in expr.free_symbols() {
            if let Some(inner) = self.depends.get(&symbol) {
                found.extend(inner.iter().cloned());
            }
            let name = Expr::symbol(symbol.clone());
            if self.fixing.iter().any(|known| speaks_of(known, &name)) {
                found.insert(symbol);
            }
        }
        found
    }

    /// From the general form to the form under conditions, where they make a difference; and the
    /// conditions that do.
    fn fixed(
        &self,
        general: &Expr,
        fixing: &[Predicate],
        forms: &Bindings,
    ) -> Result<Option<(Vec<Predicate>, Derivation)>, DeriveError> {
        let relevant = self.relevant(general, fixing);
        if relevant.is_empty() {
            return Ok(None);
        }
        let mut board = Board::new(general.clone(), self.under(&relevant), &self.budget.poly);
        board.define(forms)?;
        board.assume()?;
        board.reach(&Goal::Tidy)?;
        Ok(Some((relevant, board.finish())))
    }
}

/// Whether a choice stands in an expression: it keeps its name, which says more than all its
/// branches.
fn has_choice(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Conditional(_) | ExprKind::Bracket(_) => true,
        _ => expr.children().into_iter().any(has_choice),
    })
}

/// Whether a condition and an expression share a symbol.
fn speaks_of(known: &Predicate, expr: &Expr) -> bool {
    let mut symbols = known.operands().into_iter().flat_map(Expr::free_symbols);
    symbols.any(|symbol| expr.mentions(&symbol))
}
