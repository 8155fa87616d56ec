//! Definitions worked out one after another, each from the results of those it uses.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Board;
use super::worked::{FixedDefinition, WorkedDefinition};
use crate::derivation::{Judged, StepLimit};
use crate::derive::Goal;
use crate::expr::{Assumptions, Bindings, Expr, Predicate, Symbol};
use crate::judge::Budget;
use crate::model::{Definition, Model};

/// The definitions of a model and what they come to.
///
/// A definition that speaks of a parameter which an assumption fixes (`output = if tied then 0
/// else V h`) is kept by name in the general form of others, and put in with the assumption.
#[derive(Debug)]
pub(super) struct Definitions<'a> {
    model: &'a Model,
    budget: &'a Budget,
    general: Arc<Assumptions>,
    fixing: Vec<Predicate>,
    results: Bindings,
    kept_by_name: BTreeSet<Symbol>,
}

impl<'a> Definitions<'a> {
    pub(super) fn new(model: &'a Model, budget: &'a Budget) -> Self {
        let assumptions = model.assumptions();
        Self {
            model,
            budget,
            general: Arc::new(assumptions.general()),
            fixing: assumptions.fixing().cloned().collect(),
            results: Bindings::new(),
            kept_by_name: BTreeSet::new(),
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
    ) -> Result<WorkedDefinition, StepLimit> {
        let mut board = Board::new(
            definition.expr.clone(),
            Arc::clone(&self.general),
            &self.budget.poly,
        );
        for step in &definition.steps {
            board.author_step(&step.expr)?;
        }
        board.define(&self.results)?;
        board.reach(&Goal::Tidy)?;
        let general = board.finish().judge(self.budget);
        let result = general.derivation().result().clone();
        let is_fixed = self
            .fixing
            .iter()
            .any(|known| shares_a_symbol(known, &result));
        if is_fixed {
            self.kept_by_name.insert(definition.symbol.clone());
        } else {
            self.results
                .insert(definition.symbol.clone(), result.clone());
        }
        Ok(WorkedDefinition {
            symbol: definition.symbol.clone(),
            description: definition.description.clone(),
            fixed: self.fixed(&result, &self.fixing)?,
            general,
        })
    }

    /// What a definition comes to in general; its own name where it is kept by name.
    fn general_result(&self, symbol: &Symbol) -> Result<Expr, StepLimit> {
        if let Some(result) = self.results.get(symbol) {
            return Ok(result.clone());
        }
        let Some(definition) = self.model.definition(symbol) else {
            return Ok(Expr::symbol(symbol.clone()));
        };
        let mut board = Board::new(
            definition.expr.clone(),
            Arc::clone(&self.general),
            &self.budget.poly,
        );
        board.define(&self.results)?;
        board.reach(&Goal::Tidy)?;
        Ok(board.line().clone())
    }

    /// The assumptions of the model with these conditions in place of those that fix parameters.
    pub(super) fn under(&self, fixing: &[Predicate]) -> Assumptions {
        let mut assumptions = self.general.as_ref().clone();
        assumptions.conditions.extend(fixing.iter().cloned());
        assumptions
    }

    /// What a definition comes to under conditions that fix parameters.
    pub(super) fn form(&self, symbol: &Symbol, fixing: &[Predicate]) -> Result<Expr, StepLimit> {
        let general = self.general_result(symbol)?;
        let fixed = self.fixed(&general, fixing)?;
        Ok(fixed.map_or(general, |fixed| {
            fixed.derivation.derivation().result().clone()
        }))
    }

    /// The conditions that matter to an expression, through the names it uses.
    pub(super) fn relevant(&self, expr: &Expr, fixing: &[Predicate]) -> Vec<Predicate> {
        let mut names = expr.free_symbols();
        let mut waiting: Vec<Symbol> = names.iter().cloned().collect();
        while let Some(name) = waiting.pop() {
            let Some(definition) = self.model.definition(&name) else {
                continue;
            };
            let inner = definition.expr.free_symbols();
            waiting.extend(inner.difference(&names).cloned());
            names.extend(inner);
        }
        let matters = |known: &&Predicate| {
            let symbols = known.operands().into_iter().flat_map(Expr::free_symbols);
            symbols.into_iter().any(|symbol| names.contains(&symbol))
        };
        fixing.iter().filter(matters).cloned().collect()
    }

    /// From the general form to the form under conditions, where they make a difference.
    fn fixed(
        &self,
        general: &Expr,
        fixing: &[Predicate],
    ) -> Result<Option<FixedDefinition>, StepLimit> {
        let relevant = self.relevant(general, fixing);
        if relevant.is_empty() {
            return Ok(None);
        }
        let mut results = Bindings::new();
        for symbol in general.free_symbols().intersection(&self.kept_by_name) {
            results.insert(symbol.clone(), self.form(symbol, fixing)?);
        }
        let mut board = Board::new(general.clone(), self.under(&relevant), &self.budget.poly);
        board.define(&results)?;
        board.assume()?;
        board.reach(&Goal::Tidy)?;
        let derivation: Judged = board.finish().judge(self.budget);
        Ok(Some(FixedDefinition {
            under: relevant,
            derivation,
        }))
    }
}

fn shares_a_symbol(known: &Predicate, expr: &Expr) -> bool {
    known
        .operands()
        .into_iter()
        .flat_map(Expr::free_symbols)
        .any(|symbol| expr.mentions(&symbol))
}
