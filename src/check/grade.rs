//! Many documents against one reference: reached or not, the first wrong line, the slip.

use super::context::Context;
use super::formula;
use super::pair::{Options, Setting, expressions};
use super::report::{Judged, Report};
use crate::document::{Document, Place, Side};
use crate::expr::{Assumptions, Expr, Relation, Symbol};

/// What a document is graded against: the result of a formula file.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The name of the result.
    pub name: Symbol,
    /// What it stands for, the names of the file written out.
    pub value: Expr,
    /// What the file takes for granted.
    granted: Assumptions,
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
        let granted = formula::take(&mut document);
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
        })
    }
}

/// Grades the report on a document.
pub fn grade(report: &Report, reference: &Reference, options: &Options) -> Grade {
    let mut context = Context::new(Vec::new());
    context.grant(reference.granted.clone());
    let place = Place::default();
    let setting = Setting {
        context: &context,
        options,
        stated: &[],
        place: &place,
    };
    let is_result = |expr: &Expr, relation: Relation| {
        let is = |relation| {
            let found = expressions(&reference.value, relation, expr, &setting);
            found.compared.verdict.holds()
        };
        // Only what says that it is approximate may be.
        is(Relation::Equal) || relation == Relation::Approx && is(Relation::Approx)
    };
    let wrong: Vec<&Judged> = report
        .claims
        .iter()
        .filter(|claim| claim.verdict.is_wrong())
        .collect();
    // The result counts where no line is wrong before it, or a later line is right again; what a wrong line begins
    // with is the task.
    let statements = report.document.statements.iter().rev();
    let reached = statements
        .flat_map(|statement| {
            let first = (&statement.first, Relation::Equal);
            let is_task =
                |(side, _): &(&Side, Relation)| wrong.iter().any(|claim| claim.lhs == side.span);
            let first = Some(first).filter(|first| !is_task(first));
            let links = statement.links.iter();
            first
                .into_iter()
                .chain(links.map(|link| (&link.side, link.relation)))
        })
        .filter(|(side, _)| side.expr.as_symbol().is_none())
        .filter(|(side, _)| !wrong.iter().any(|claim| claim.rhs == side.span))
        .any(|(side, relation)| is_result(&side.expr, relation));
    Grade {
        reached,
        first_wrong: wrong.first().map(|claim| (*claim).clone()),
        wrong: wrong.len(),
    }
}
