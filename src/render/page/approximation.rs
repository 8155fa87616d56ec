//! Approximations as data for templates.

use minijinja::Value;
use serde::Serialize;

use super::block::growth;
use super::chain::{Chain, Chains};
use super::number::Number;
use super::writer::Writer;
use crate::derive::worked::WorkedApproximation;
use crate::diagnostic::Diagnostic;
use crate::eval::Real;
use crate::expr::{Assumptions, Expr, ExprKind, Predicate, Relation, Symbol};
use crate::growth::{Approximation, Direction, DroppedTerm, KeptReason, KeptTerm, Within};
use crate::number::Rational;

/// An approximation, what it assumes, and the fate of every term.
#[derive(Debug, Serialize)]
pub(super) struct ApproximationContext {
    name: String,
    /// The assumptions that fix parameters.
    under: Vec<String>,
    #[serde(flatten)]
    chain: Chain,
    #[serde(flatten)]
    pub(super) terms: TermsContext,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound_display: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    o_form_display: Option<Value>,
    within: Option<WithinContext>,
}

impl ApproximationContext {
    /// How many lines it has.
    pub(super) fn length(&self) -> usize {
        self.chain.length() + self.terms.length()
    }
}

/// What is dropped and why, with a bound.
#[derive(Debug, Serialize)]
pub(super) struct TermsContext {
    exact: String,
    approximation: String,
    /// The symbols that grow.
    large: Vec<String>,
    /// Those that grow only because a relation says so.
    joined: Vec<String>,
    /// The declared relations that were used.
    relations: Vec<String>,
    terms: Vec<TermContext>,
    /// A bound of the relative error.
    bound: Option<String>,
    /// What has to hold for it, besides large symbols that are positive.
    bound_if: Vec<String>,
    /// The approximation with what is dropped as an O-form.
    o_form: Option<String>,
    /// What has to hold besides.
    conditions: Vec<String>,
    /// What keeps terms of both signs from cancelling.
    kept_part: Option<String>,
    /// Where the kept terms cancel, so that the approximation fails.
    cancellation: Option<String>,
}

impl TermsContext {
    /// How many lines it has.
    pub(super) fn length(&self) -> usize {
        self.terms.len()
    }
}

/// A term and its fate.
#[derive(Debug, Serialize)]
struct TermContext {
    term: String,
    #[serde(flatten)]
    fate: FateContext,
}

/// `kept` or `dropped`, and why.
#[derive(Debug, Serialize)]
#[serde(tag = "fate", rename_all = "kebab-case")]
enum FateContext {
    /// Of lower order than these terms: the ratio tends to 0.
    Dropped {
        dominated_by: Vec<String>,
        ratio: String,
    },
    /// There is no other term.
    Alone,
    /// All other terms are of lower order.
    Leading,
    /// Kept because no other kept term beats it for all ways to grow.
    Unbeaten {
        rivals: Vec<RivalContext>,
        direction: Vec<String>,
    },
    /// Kept because it contains a part whose growth is not known.
    Unknown {
        part: String,
        /// The constants in a power that assumptions can bound.
        constants: Vec<String>,
    },
    /// Kept because all other kept terms contain such parts.
    NotCompared { parts: Vec<String> },
}

/// The term over another kept one, and when it is the larger.
#[derive(Debug, Serialize)]
struct RivalContext {
    term: String,
    ratio: String,
    faster: String,
    slower: String,
}

/// What may be dropped within a tolerance at the cases.
#[derive(Debug, Serialize)]
pub(super) struct WithinContext {
    tolerance: Number,
    /// The ranges over which it holds, where there are no cases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ranges: Vec<String>,
    approximation: String,
    /// The dropped terms with the largest share each has in a case.
    dropped: Vec<ShareContext>,
    /// The largest exact error at a case.
    error: Option<Number>,
}

#[derive(Debug, Serialize)]
struct ShareContext {
    term: String,
    share: Number,
}

/// An approximation as data.
///
/// # Errors
/// A sentence that cannot be written.
pub(super) fn approximation(
    worked: &WorkedApproximation,
    chains: &Chains<'_>,
) -> Result<ApproximationContext, Diagnostic> {
    let writer = chains.writer;
    let under = worked.derivation.derivation().assumptions();
    Ok(ApproximationContext {
        name: writer.symbol(&worked.symbol),
        under: worked
            .under
            .iter()
            .map(|known| writer.condition(known))
            .collect(),
        chain: chains.chain(Some((&worked.symbol, Relation::Equal)), &worked.derivation)?,
        terms: terms(&worked.approximation, under, writer),
        bound_display: worked
            .approximation
            .bound
            .as_ref()
            .and_then(|bound| chains.display(|| chains.board.expr(bound))),
        o_form_display: o_form(&worked.approximation)
            .and_then(|form| chains.display(|| chains.board.equation(&worked.symbol, &form))),
        within: worked
            .within
            .as_ref()
            .map(|(tolerance, within)| within_context(tolerance, within, &worked.over, writer)),
    })
}

/// What is dropped and why.
pub(super) fn terms(found: &Approximation, under: &Assumptions, writer: &Writer) -> TermsContext {
    let used = found
        .relations_used
        .iter()
        .filter_map(|index| under.growth.get(*index));
    TermsContext {
        exact: writer.expr(&found.exact),
        approximation: writer.expr(&found.approximation),
        large: found
            .scale
            .large
            .iter()
            .map(|symbol| writer.symbol(symbol))
            .collect(),
        joined: found
            .scale
            .joined
            .iter()
            .map(|(symbol, _)| writer.symbol(symbol))
            .collect(),
        relations: used.map(|relation| growth(relation, writer)).collect(),
        terms: fates(found, writer),
        bound: found.bound.as_ref().map(|bound| writer.expr(bound)),
        bound_if: found
            .bound_if
            .iter()
            .map(|known| writer.condition(known))
            .collect(),
        o_form: o_form(found).map(|form| writer.expr(&form)),
        conditions: found
            .conditions
            .iter()
            .map(|known| writer.condition(known))
            .collect(),
        kept_part: found.kept_part().map(|known| writer.condition(&known)),
        cancellation: found
            .cancellation
            .as_ref()
            .map(|known| writer.condition(known)),
    }
}

/// The approximation with what is dropped as an O-form.
fn o_form(found: &Approximation) -> Option<Expr> {
    let kept = found.approximation.terms().iter().cloned();
    Some(Expr::sum(kept.chain([found.order.clone()?])))
}

/// All terms in the order of the exact sum; terms that were joined stand where the first stood.
fn fates(found: &Approximation, writer: &Writer) -> Vec<TermContext> {
    let order = |term: &Expr| found.exact.terms().iter().position(|known| known == term);
    let last = found.exact.terms().len();
    let kept = found.kept.iter().map(|kept| {
        (
            order(&kept.term),
            kept_term(kept, &found.scale.large, writer),
        )
    });
    let dropped = found
        .dropped
        .iter()
        .map(|dropped| (order(&dropped.term), dropped_term(dropped, writer)));
    let mut all: Vec<(usize, TermContext)> = kept
        .chain(dropped)
        .map(|(place, term)| (place.unwrap_or(last), term))
        .collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, term)| term).collect()
}

fn dropped_term(dropped: &DroppedTerm, writer: &Writer) -> TermContext {
    TermContext {
        term: writer.expr(&dropped.term),
        fate: FateContext::Dropped {
            dominated_by: dropped
                .dominated_by
                .iter()
                .map(|term| writer.expr(term))
                .collect(),
            ratio: writer.expr(&dropped.ratio),
        },
    }
}

/// The symbols of a power that do not grow.
fn constants(part: &Expr, large: &[Symbol]) -> Vec<Expr> {
    if !matches!(part.kind(), ExprKind::Power(..)) {
        return Vec::new();
    }
    let mut symbols = part.symbols_in_order();
    symbols.retain(|symbol| !large.contains(symbol));
    symbols.into_iter().map(Expr::symbol).collect()
}

fn kept_term(kept: &KeptTerm, large: &[Symbol], writer: &Writer) -> TermContext {
    let fate = match &kept.reason {
        KeptReason::Alone => FateContext::Alone,
        KeptReason::Leading => FateContext::Leading,
        KeptReason::NotCompared(parts) => FateContext::NotCompared {
            parts: parts.iter().map(|part| writer.expr(part)).collect(),
        },
        KeptReason::UnknownGrowth(part) => FateContext::Unknown {
            part: writer.expr(part),
            constants: constants(part, large)
                .iter()
                .map(|constant| writer.expr(constant))
                .collect(),
        },
        KeptReason::Unbeaten {
            direction: way,
            ratios,
        } => FateContext::Unbeaten {
            rivals: ratios
                .iter()
                .map(|rival| RivalContext {
                    term: writer.expr(&rival.term),
                    ratio: writer.expr(&rival.ratio),
                    faster: writer.expr(&rival.faster),
                    slower: writer.expr(&rival.slower),
                })
                .collect(),
            direction: direction(way, writer),
        },
    };
    TermContext {
        term: writer.expr(&kept.term),
        fate,
    }
}

/// `L = t`, `h = t`, `V = t^3`.
fn direction(way: &Direction, writer: &Writer) -> Vec<String> {
    let t = Expr::symbol("t");
    let powers = way.powers.iter().map(|(symbol, power)| {
        let grown = if power.is_one() {
            t.clone()
        } else {
            Expr::power(t.clone(), Expr::integer(power.clone()))
        };
        writer.equation(symbol, &grown)
    });
    powers.collect()
}

/// What may be dropped within a tolerance.
pub(super) fn within_context(
    tolerance: &Rational,
    within: &Within,
    ranges: &[Predicate],
    writer: &Writer,
) -> WithinContext {
    let share = |value: &Rational| Number::share(&Real::Exact(value.clone()));
    let largest = within
        .errors
        .iter()
        .flatten()
        .max_by(|a, b| a.high().cmp(b.high()));
    WithinContext {
        tolerance: Number::percentage(tolerance),
        ranges: ranges.iter().map(|known| writer.condition(known)).collect(),
        approximation: writer.expr(&within.approximation),
        dropped: within
            .dropped
            .iter()
            .map(|(term, value)| ShareContext {
                term: writer.expr(term),
                share: share(value),
            })
            .collect(),
        error: largest.map(Number::share),
    }
}
