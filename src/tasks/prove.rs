//! `prove`: whether a relation holds, and by which method that was found.

use std::collections::BTreeSet;

use super::Question;
use super::doubts::of_verdict;
use super::question::Read;
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::expr::{Expr, Relation};
use crate::growth;
use crate::judge::{Claim, Point, Reason, Verdict, judge_everywhere, outside};

/// A claim and the judge's word on each of its links: `a ≤ b ≤ c` has two.
#[derive(Clone, Debug)]
pub struct Proved {
    /// The links in order.
    pub links: Vec<ProvedLink>,
    /// Readings that were chosen.
    pub notes: Vec<Diagnostic>,
}

/// One relation and the judge's word on it.
#[derive(Clone, Debug)]
pub struct ProvedLink {
    /// The left side.
    pub lhs: Expr,
    /// The relation.
    pub relation: Relation,
    /// The right side.
    pub rhs: Expr,
    /// Proved, refuted with a witness, or undecided with the reason.
    pub verdict: Verdict,
    /// Values outside of the conditions of a proof at which the relation is false, where they are found at once.
    pub outside: Option<Point>,
}

impl Proved {
    /// What the verdicts mean for the command as a whole.
    pub fn outcome(&self) -> Outcome {
        let words = self.links.iter().map(|link| of_verdict(&link.verdict));
        words.max().unwrap_or(Outcome::Clean)
    }
}

/// Proves or refutes a claim, its values put in.
///
/// ```
/// use longhand::diagnostic::Outcome;
/// use longhand::tasks::{Question, prove};
///
/// let claim = Question::new("8*L*h^2 >= 4*L*h").assuming(["h >= 1", "L >= 1"]);
/// assert_eq!(prove(&claim).unwrap().outcome(), Outcome::Clean);
/// ```
///
/// # Errors
/// Everything that is wrong with the input; a side that has no value.
pub fn prove(question: &Question) -> Result<Proved, Vec<Diagnostic>> {
    question.read()?.then(|read| prove_read(question, read))
}

fn prove_read(question: &Question, read: Read) -> Result<Proved, Vec<Diagnostic>> {
    let Read {
        chains,
        bindings,
        mut assumptions,
        mut notes,
        ..
    } = read;
    let hint = "write `prove '8*L*h^2 >= 4*L*h' --assume 'h >= 1'`";
    let [chain] = chains.as_slice() else {
        let message = "one claim is needed";
        return Err(vec![Diagnostic::error(Code::USAGE, message).hint(hint)]);
    };
    let source = question.source(0);
    if chain.links.is_empty() {
        let message = "this is an expression, not a claim";
        let found = Diagnostic::error(Code::USAGE, message).at(&source, chain.span, "");
        return Err(vec![found.hint(hint)]);
    }
    for (symbol, value) in bindings.iter() {
        assumptions
            .definitions
            .insert(symbol.clone(), value.clone());
    }
    let mut lhs = &chain.first;
    let mut links = Vec::new();
    let mut steady = BTreeSet::new();
    for link in &chain.links {
        let claim = Claim {
            lhs,
            relation: link.relation,
            rhs: &link.expr,
            under: &assumptions,
        };
        let verdict = judge_everywhere(&claim, &question.budget);
        if let Verdict::Undecided {
            because: Reason::Undefined { because, code, .. },
        } = &verdict
        {
            let found = Diagnostic::error(*code, because.clone());
            return Err(vec![found.at(&source, chain.span, "in this claim")]);
        }
        let both = Expr::sum([lhs.clone(), link.expr.clone()]);
        let is_growth = matches!(
            link.relation,
            Relation::MuchLess
                | Relation::MuchGreater
                | Relation::SameOrder
                | Relation::Asymptotic
                | Relation::Approx
        );
        if is_growth {
            steady.extend(growth::steady_bases(&both, &assumptions));
        }
        links.push(ProvedLink {
            lhs: lhs.clone(),
            relation: link.relation,
            rhs: link.expr.clone(),
            outside: outside(&claim, &verdict, &question.budget),
            verdict,
        });
        lhs = &link.expr;
    }
    let taken = steady.into_iter().map(|symbol| {
        let message =
            format!("`{symbol}` is taken as a constant above 1: it stands as a base only");
        Diagnostic::note(Code::READING, message)
    });
    notes.extend(taken);
    Ok(Proved { links, notes })
}
