//! A case in numbers: in one chain where the whole is short, else definition by definition, as one
//! would on paper: what the choices leave, the numbers put in, the value; then the next.

use std::collections::BTreeSet;

use super::worked::is_long_list;
use super::{Board, Goal};
use crate::derivation::Judged;
use crate::diagnostic::Diagnostic;
use crate::expr::{Assumptions, Bindings, Expr, Relation, Symbol};
use crate::judge::Budget;
use crate::model::Model;

/// The largest formula that is still read at one glance, in nodes of its tree.
const ONE_GLANCE: u64 = 60;

/// Whether a formula is worked out in one chain.
pub(super) fn is_short(form: &Expr) -> bool {
    form.size() <= ONE_GLANCE
}

/// The work for one case.
pub(super) struct InNumbers<'a> {
    model: &'a Model,
    budget: &'a Budget,
    /// The values of the parameters, and of the definitions worked out so far.
    values: Bindings,
    /// What is known beside them; names mean their values.
    known: Assumptions,
    parts: Vec<(Symbol, Judged)>,
    met: BTreeSet<Symbol>,
}

impl<'a> InNumbers<'a> {
    /// Nothing is worked out yet but the parameters.
    pub(super) fn new(
        model: &'a Model,
        values: &Bindings,
        mut known: Assumptions,
        budget: &'a Budget,
    ) -> Self {
        for (symbol, value) in values.iter() {
            known.definitions.insert(symbol.clone(), value.clone());
        }
        let put_in = values.iter().filter(|(_, value)| !is_long_list(value));
        let put_in = put_in.map(|(name, value)| (name.clone(), value.clone()));
        Self {
            model,
            budget,
            values: put_in.collect(),
            known,
            parts: Vec::new(),
            met: BTreeSet::new(),
        }
    }

    /// The definitions that were worked out before the whole, each before those that use it.
    pub(super) fn into_parts(self) -> Vec<(Symbol, Judged)> {
        self.parts
    }

    /// A formula with the values put in and computed; at last rounded where it is not rational.
    pub(super) fn line(&self, formula: &Expr) -> Result<Judged, Diagnostic> {
        let mut board = self.computed(self.settled(formula)?)?;
        if board.line().as_number().is_none() {
            board.round().map_err(|error| error.to_diagnostic())?;
        }
        Ok(board.finish().judge(self.budget))
    }

    /// The same, at last rounded, since it is an approximation anyway.
    pub(super) fn rounded(&self, formula: &Expr) -> Result<Judged, Diagnostic> {
        let mut board = self.computed(self.settled(formula)?)?;
        board.round().map_err(|error| error.to_diagnostic())?;
        Ok(board.finish().judge(self.budget))
    }

    /// A definition from the values of those it uses, which are worked out first.
    pub(super) fn by_parts(&mut self, symbol: &Symbol) -> Result<Judged, Diagnostic> {
        let Some(definition) = self.model.definition(symbol) else {
            return self.line(&Expr::symbol(symbol.clone()));
        };
        self.met.insert(symbol.clone());
        for name in self.settled(&definition.expr)?.line().symbols_in_order() {
            if self.model.definition(&name).is_some() && !self.met.contains(&name) {
                self.part(&name)?;
            }
        }
        // Once more: what it uses is known by now.
        self.line(&definition.expr)
    }

    fn part(&mut self, name: &Symbol) -> Result<(), Diagnostic> {
        let worked = self.by_parts(name)?;
        let derivation = worked.derivation();
        let value = match derivation.steps().last() {
            // Others go on with the value before it was rounded.
            Some(last) if last.relation == Relation::Approx => last.before.clone(),
            _ => derivation.result().clone(),
        };
        self.known.definitions.insert(name.clone(), value.clone());
        self.values.insert(name.clone(), value);
        self.parts.push((name.clone(), worked));
        Ok(())
    }

    /// A formula as the choices leave it.
    fn settled(&self, formula: &Expr) -> Result<Board<'a>, Diagnostic> {
        let mut board = Board::new(formula.clone(), self.known.clone(), &self.budget.poly);
        board.settle().map_err(|error| error.to_diagnostic())?;
        Ok(board)
    }

    fn computed(&self, mut board: Board<'a>) -> Result<Board<'a>, Diagnostic> {
        let goal = Goal::Evaluate(self.values.clone());
        board.reach(&goal).map_err(|error| error.to_diagnostic())?;
        Ok(board)
    }
}
