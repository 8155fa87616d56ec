//! `equal`: whether two expressions are the same.

use super::Question;
use super::question::Read;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::expr::{Expr, Relation};
use crate::judge::{Claim, Verdict, judge};

/// Two expressions and the judge's word on their equality.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The one.
    pub lhs: Expr,
    /// The other.
    pub rhs: Expr,
    /// Equal, different with a witness, or undecided with the reason.
    pub verdict: Verdict,
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
    let verdict = judge(&claim, &question.budget);
    Ok(Compared {
        lhs: (*lhs).clone(),
        rhs: (*rhs).clone(),
        verdict,
        notes,
    })
}
