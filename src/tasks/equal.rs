//! `equal`: whether two expressions are the same.

use super::Question;
use super::failure::sound;
use super::question::Read;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::expr::{Expr, ExprKind, Relation, deep};
use crate::judge::{Budget, Claim, Point, Reason, Verdict, difference, judge, outside};
use crate::render::plain;
use crate::syntax::Chain;

/// Two expressions and the judge's word on their equality.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The one.
    pub lhs: Expr,
    /// The other.
    pub rhs: Expr,
    /// Equal, different with a witness, or undecided with the reason.
    pub verdict: Verdict,
    /// Values outside of the conditions of a proof at which the sides differ, where they are found at once.
    pub outside: Option<Point>,
    /// The left side minus the right one, where they differ and it can be written out.
    pub difference: Option<Expr>,
    /// Readings that were chosen.
    pub notes: Vec<Diagnostic>,
}

impl Compared {
    /// What the verdict means for the command as a whole.
    pub fn outcome(&self) -> Outcome {
        match &self.verdict {
            Verdict::Holds { .. } => Outcome::Clean,
            Verdict::Fails { .. } => Outcome::Wrong,
            Verdict::Undecided { .. } => Outcome::Undecided,
        }
    }
}

/// Decides whether two expressions are identical; they are read as one input.
///
/// # Errors
/// Everything that is wrong with the input; a side that divides by what is always zero.
pub fn equal(question: &Question) -> Result<Compared, Vec<Diagnostic>> {
    question.read()?.then(|read| equal_read(question, read))
}

fn equal_read(question: &Question, read: Read) -> Result<Compared, Vec<Diagnostic>> {
    sound(question, &read)?;
    let Read {
        chains,
        bindings,
        mut assumptions,
        notes,
        ..
    } = read;
    let sides: Vec<&Expr> = match chains.as_slice() {
        [a, b] if a.links.is_empty() && b.links.is_empty() => vec![&a.first, &b.first],
        [chain] if chain.links.len() == 1 => {
            let link = chain
                .links
                .iter()
                .filter(|link| link.relation == Relation::Equal);
            [&chain.first]
                .into_iter()
                .chain(link.map(|link| &link.expr))
                .collect()
        }
        _ => Vec::new(),
    };
    let [lhs, rhs] = sides.as_slice() else {
        let message = "two expressions are needed";
        let hint = "write `equal 'h*(h+1)' 'h^2+h'`";
        return Err(vec![Diagnostic::error(Code::USAGE, message).hint(hint)]);
    };
    for (symbol, value) in bindings.iter() {
        assumptions
            .definitions
            .insert(symbol.clone(), value.clone());
    }
    let claim = Claim {
        lhs,
        relation: Relation::Equal,
        rhs,
        under: &assumptions,
    };
    let mut verdict = judge(&claim, &question.budget);
    // On paper O(x) = O(x²) is read from the left; both are the same only where it can be turned.
    if verdict.holds() && has_order(lhs) && has_order(rhs) {
        let (lhs, rhs) = (rhs, lhs);
        let turned = judge(&Claim { lhs, rhs, ..claim }, &question.budget);
        if !turned.holds() {
            verdict = turned;
        }
    }
    if let Verdict::Undecided {
        because:
            Reason::Undefined {
                part,
                because,
                code,
            },
    } = &verdict
    {
        return Err(no_value(question, &chains, part, because, *code));
    }
    let difference = verdict
        .fails()
        .then(|| written_out(&claim, &question.budget))
        .flatten();
    Ok(Compared {
        difference,
        lhs: (*lhs).clone(),
        rhs: (*rhs).clone(),
        outside: outside(&claim, &verdict, &question.budget),
        verdict,
        notes,
    })
}

/// The most terms of a difference that is written out.
const MAX_TERMS: usize = 1_000;

/// The left side of a claim minus the right one.
fn written_out(claim: &Claim<'_>, budget: &Budget) -> Option<Expr> {
    let mut budget = budget.clone();
    budget.poly.max_terms = budget.poly.max_terms.min(MAX_TERMS);
    let reversed = Claim {
        lhs: claim.rhs,
        rhs: claim.lhs,
        ..*claim
    };
    difference(&reversed, &budget)
}

/// A side that has no value, whatever its symbols stand for, is an error in the input.
fn no_value(
    question: &Question,
    chains: &[Chain],
    part: &Expr,
    because: &str,
    code: Code,
) -> Vec<Diagnostic> {
    let mut found = Diagnostic::error(code, format!("{because}: `{}`", plain(part)));
    let holds_part = |chain: &Chain| holds(&chain.first, part);
    let index = chains.iter().position(holds_part).unwrap_or(0);
    if let Some(chain) = chains.get(index) {
        found = found.at(&question.source(index), chain.span, "in this expression");
    }
    vec![found]
}

/// Whether a part stands somewhere in an expression.
fn holds(expr: &Expr, part: &Expr) -> bool {
    deep(|| expr == part || expr.children().iter().any(|child| holds(child, part)))
}

/// Whether an O-form is a term.
fn has_order(expr: &Expr) -> bool {
    let is_order = |term: &Expr| matches!(term.kind(), ExprKind::Order(_));
    expr.terms().iter().any(is_order)
}
