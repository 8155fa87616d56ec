//! Many documents against one reference: reached or not, the first wrong line, the slip.

use std::collections::BTreeSet;

use super::context::Context;
use super::formula;
use super::pair::{Options, Setting, expressions};
use super::plus_minus::both_signs;
use super::report::{Judged, Report};
use super::solutions::{Relates, Solutions, against};
use crate::document::{Document, Place, Side, Statement};
use crate::expr::{Assumptions, Expr, Relation, Symbol};
use crate::syntax::{File, StatementKind};

/// What a document is graded against: the result of a formula file.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The name of the result.
    pub name: Symbol,
    /// What it stands for, the names of the file written out.
    pub value: Expr,
    /// What the file takes for granted.
    granted: Assumptions,
    /// The equation that is to be solved, and for what, where nothing is defined.
    solve: Option<(Relates, Symbol)>,
}

/// The grade of one document.
#[derive(Clone, Debug)]
pub struct Grade {
    /// Whether a line of it is the result of the reference, or approximates it.
    pub reached: bool,
    /// The first wrong line.
    pub first_wrong: Option<Judged>,
    /// How many lines are wrong.
    pub wrong: usize,
}

impl Reference {
    /// The reference that a formula file, read as a document, gives: the definition of this name, else
    /// of `total`, else the last one. `None` where it has none.
    pub fn of(mut document: Document, wanted: Option<&Symbol>) -> Option<Self> {
        let granted = formula::take(&mut document).granted;
        let mut definitions = Vec::new();
        for statement in &document.statements {
            if statement.place.row.is_none()
                && let Some(symbol) = statement.first.expr.as_symbol()
                && let Some(link) = statement.links.first()
                && !definitions.iter().any(|(known, _)| known == symbol)
            {
                definitions.push((symbol.clone(), link.side.expr.clone()));
            }
        }
        let total = Symbol::new("total");
        let find = |name: &Symbol| definitions.iter().find(|(known, _)| known == name);
        let chosen = match wanted {
            Some(name) => find(name)?,
            None => find(&total).or(definitions.last())?,
        };
        let (name, value) = chosen.clone();
        let granted = Assumptions {
            definitions: definitions.into_iter().collect(),
            ..granted
        };
        Some(Self {
            name,
            value,
            granted,
            solve: None,
        })
    }

    /// The reference that a file without definitions gives: the solutions of its last `solve`, in one unknown.
    pub fn of_solve(file: &File) -> Option<Self> {
        let solve = file
            .statements
            .iter()
            .rev()
            .find_map(|one| match &one.kind {
                StatementKind::Solve(solve) => Some(solve),
                _ => None,
            })?;
        let [link] = solve.equation.links.as_slice() else {
            return None;
        };
        let equation = Relates {
            lhs: solve.equation.first.clone(),
            relation: link.relation,
            rhs: link.expr.clone(),
        };
        let unknown = solve.unknown.value.clone();
        Some(Self {
            name: unknown.clone(),
            value: Expr::symbol(unknown.clone()),
            granted: Assumptions::none(),
            solve: Some((equation, unknown)),
        })
    }
}

/// Grades the report on a document: what its last line comes to counts, and neither the task nor a line in the middle.
pub fn grade(report: &Report, reference: &Reference, options: &Options) -> Grade {
    let wrong: Vec<&Judged> = report
        .claims
        .iter()
        .filter(|claim| claim.verdict.is_wrong())
        .collect();
    let reached = match &reference.solve {
        Some((equation, unknown)) => solves(report, equation, unknown, options),
        None => reference.is_reached(report, options),
    };
    Grade {
        reached,
        first_wrong: wrong.first().map(|claim| (*claim).clone()),
        wrong: wrong.len(),
    }
}

impl Reference {
    fn is_reached(&self, report: &Report, options: &Options) -> bool {
        let statements = &report.document.statements;
        let is_named = |one: &&Statement| one.first.expr.as_symbol() == Some(&self.name);
        let about: BTreeSet<Symbol> = self.value.free_symbols();
        // A line about the same symbols that says what no other name stands for.
        let is_about = |one: &&Statement| {
            let own: BTreeSet<Symbol> = one
                .sides()
                .flat_map(|side| side.expr.free_symbols())
                .collect();
            let is_other = one.first.expr.as_symbol().is_some()
                || one
                    .label
                    .as_ref()
                    .is_some_and(|label| label.symbol != self.name);
            // Numbers put in afterwards are no answer in symbols.
            let end = one.links.last().map_or(&one.first, |link| &link.side);
            let is_number = end.expr.free_symbols().is_empty();
            !is_other && is_number == about.is_empty() && own.is_subset(&about)
        };
        let named = statements.iter().rfind(is_named);
        let unnamed: Vec<&Statement> = statements.iter().filter(is_about).collect();
        // The task alone is no answer.
        let last = unnamed
            .last()
            .copied()
            .filter(|one| unnamed.len() > 1 || !one.links.is_empty());
        let is_later = |one: &&Statement| {
            named.is_none_or(|named| one.span().start > named.span().start) && one.links.is_empty()
        };
        let result = match (named, last) {
            (Some(named), Some(last)) if !is_later(&last) => Some(named),
            (Some(named), None) => Some(named),
            (_, last) => last,
        };
        result.is_some_and(|one| self.ends_in(one, options))
    }

    /// Whether the last side of a line is the result.
    fn ends_in(&self, statement: &Statement, options: &Options) -> bool {
        let mut context = Context::new(Vec::new());
        context.grant(self.granted.clone());
        let place = Place::default();
        let setting = Setting {
            context: &context,
            options,
            stated: &[],
            place: &place,
        };
        let (side, relation) = match statement.links.last() {
            Some(link) => (&link.side, link.relation),
            None => (&statement.first, Relation::Equal),
        };
        let is = |relation| {
            let found = expressions(&self.value, relation, &side.expr, &setting);
            found.compared.verdict.holds()
        };
        // Only what says that it is approximate may be.
        side.expr.as_symbol().is_none()
            && (is(Relation::Equal) || relation == Relation::Approx && is(Relation::Approx))
    }
}

/// Whether the last values that a document gives an unknown are all that solve an equation.
fn solves(report: &Report, equation: &Relates, unknown: &Symbol, options: &Options) -> bool {
    let value = |statement: &Statement| -> Option<Vec<Expr>> {
        let sides: Vec<&Side> = statement.sides().collect();
        let [.., name, value] = sides.as_slice() else {
            return None;
        };
        let values = both_signs(&value.expr).unwrap_or_else(|| vec![value.expr.clone()]);
        let is_value = statement.links.last()?.relation == Relation::Equal
            && name.expr.as_symbol() == Some(unknown)
            && values.iter().all(|value| value.free_symbols().is_empty());
        is_value.then_some(values)
    };
    let last = report.document.statements.iter().rev();
    let values: Vec<Expr> = last
        .skip_while(|one| value(one).is_none())
        .map_while(value)
        .flatten()
        .collect();
    let budget = &options.budget;
    let each = values.into_iter().map(|value| {
        let told = Relates {
            lhs: Expr::symbol(unknown.clone()),
            relation: Relation::Equal,
            rhs: value,
        };
        Solutions::of(&told, unknown, budget)
    });
    let told = each
        .collect::<Option<Vec<_>>>()
        .filter(|all| !all.is_empty());
    let wanted = Solutions::of(equation, unknown, budget);
    let found = told
        .zip(wanted)
        .and_then(|(told, wanted)| against(&Solutions::any(told), &wanted, budget));
    found.is_some_and(|found| found.lost.is_none() && found.gained.is_none())
}
