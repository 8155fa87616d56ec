//! The blocks of a page as data for templates.

use minijinja::Value;
use serde::Serialize;

use super::approximation::{ApproximationContext, approximation};
use super::cases::{CasesContext, cases};
use super::chain::{Chain, Chains};
use super::limit::LimitWord;
use super::question::{ExpectContext, ShowContext, SolveContext, expect, show, solve};
use super::writer::Writer;
use crate::derive::worked::{Block, WorkedDefinition, WorkedParameter};
use crate::diagnostic::Diagnostic;
use crate::expr::{
    Assumptions, Domain, Expr, Function, GrowthRelation, GrowthSign, Lambda, Relation, Symbol,
};
use crate::number::Rational;

/// One block; `kind` says which.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum BlockContext {
    Section { name: String },
    Parameters { parameters: Vec<ParameterContext> },
    Function(FunctionContext),
    Assumptions { conditions: Vec<String> },
    Growth { relation: String },
    Definition(Box<DefinitionContext>),
    Approximation(Box<ApproximationContext>),
    Cases(Box<CasesContext>),
    Show(ShowContext),
    Solve(Box<SolveContext>),
    Expect(ExpectContext),
}

impl BlockContext {
    /// How long it is, for the limit on what its template may cost.
    pub(super) fn lines(&self) -> usize {
        match self {
            Self::Definition(definition) => {
                let fixed = definition
                    .fixed
                    .as_ref()
                    .map_or(0, |fixed| fixed.chain.length());
                definition.chain.length() + fixed
            }
            Self::Approximation(approximation) => approximation.length(),
            Self::Cases(cases) => cases.length(),
            Self::Parameters { parameters } => parameters.len(),
            Self::Show(show) => show.length(),
            Self::Solve(solve) => solve.length(),
            _ => 1,
        }
    }
}

/// A function of one's own.
#[derive(Debug, Serialize)]
pub(super) struct FunctionContext {
    name: String,
    head: String,
    body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<Value>,
    description: Option<String>,
}

/// A quantity the reader supplies.
#[derive(Debug, Serialize)]
pub(super) struct ParameterContext {
    name: String,
    description: Option<String>,
    domain: DomainContext,
    default: Option<String>,
}

/// The values of a quantity: its sort, and the ends of its range.
#[derive(Debug, Serialize)]
pub(super) struct DomainContext {
    sort: &'static str,
    min: Option<String>,
    /// Whether the lower end itself is left out.
    above: bool,
    max: Option<String>,
    /// Whether the upper end itself is left out.
    below: bool,
}

/// A definition, the chain from what is written to what it comes to, and the same under the
/// assumptions that fix parameters.
#[derive(Debug, Serialize)]
pub(super) struct DefinitionContext {
    name: String,
    description: Option<String>,
    #[serde(flatten)]
    chain: Chain,
    fixed: Option<FixedContext>,
    /// The limit that keeps the result as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<LimitWord>,
}

#[derive(Debug, Serialize)]
pub(super) struct FixedContext {
    under: Vec<String>,
    #[serde(flatten)]
    chain: Chain,
}

/// A block as data.
///
/// # Errors
/// A sentence that cannot be written.
pub(super) fn block(
    block: &Block,
    under: &Assumptions,
    chains: &Chains<'_>,
) -> Result<BlockContext, Diagnostic> {
    let writer = chains.writer;
    Ok(match block {
        Block::Section(name) => BlockContext::Section { name: name.clone() },
        Block::Parameters(parameters) => BlockContext::Parameters {
            parameters: parameters
                .iter()
                .map(|row| parameter(row, writer))
                .collect(),
        },
        Block::Function {
            name,
            lambda,
            description,
        } => BlockContext::Function(function(name, lambda, description.clone(), chains)),
        Block::Assumptions(conditions) => BlockContext::Assumptions {
            conditions: conditions
                .iter()
                .map(|known| writer.condition(known))
                .collect(),
        },
        Block::Growth(relation) => BlockContext::Growth {
            relation: growth(relation, writer),
        },
        Block::Definition(worked) => {
            BlockContext::Definition(Box::new(definition(worked, chains)?))
        }
        Block::Approximation(worked) => {
            BlockContext::Approximation(Box::new(approximation(worked, chains)?))
        }
        Block::Cases(worked) => BlockContext::Cases(Box::new(cases(worked, chains)?)),
        Block::Show(worked) => BlockContext::Show(show(worked, writer)),
        Block::Solve(worked) => BlockContext::Solve(Box::new(solve(worked, chains)?)),
        Block::Expect(worked) => BlockContext::Expect(expect(worked, under, writer)),
    })
}

/// `V ≫ h`.
pub(super) fn growth(relation: &GrowthRelation, writer: &Writer) -> String {
    let sign = match relation.sign {
        GrowthSign::MuchGreater => Relation::MuchGreater,
        GrowthSign::SameOrder => Relation::SameOrder,
    };
    writer.relation(&relation.left, sign, &relation.right)
}

fn parameter(row: &WorkedParameter, writer: &Writer) -> ParameterContext {
    ParameterContext {
        name: writer.symbol(&row.symbol),
        description: row.description.clone(),
        domain: domain(&row.domain, writer),
        default: row.default.as_ref().map(|value| writer.expr(value)),
    }
}

/// The values of a quantity.
pub(super) fn domain(domain: &Domain, writer: &Writer) -> DomainContext {
    let number = |value: &Rational| writer.expr(&Expr::number(value));
    let (sort, min, above, max, below) = match domain {
        Domain::Integer { min, max } => (
            "integer",
            min.as_ref().map(number),
            false,
            max.as_ref().map(number),
            false,
        ),
        Domain::Real { min, max } => (
            "real",
            min.as_ref().map(|bound| number(&bound.value)),
            min.as_ref().is_some_and(|bound| bound.strict),
            max.as_ref().map(|bound| number(&bound.value)),
            max.as_ref().is_some_and(|bound| bound.strict),
        ),
        Domain::Boolean => ("boolean", None, false, None, false),
        Domain::Text => ("text", None, false, None, false),
        Domain::List => ("list", None, false, None, false),
    };
    DomainContext {
        sort,
        min,
        above,
        max,
        below,
    }
}

fn function(
    name: &Symbol,
    lambda: &Lambda,
    description: Option<String>,
    chains: &Chains<'_>,
) -> FunctionContext {
    let writer = chains.writer;
    let arguments = lambda.parameters.iter().cloned().map(Expr::symbol);
    let head = Expr::call(Function::Declared(name.clone()), arguments);
    FunctionContext {
        name: writer.symbol(name),
        head: writer.expr(&head),
        body: writer.expr(&lambda.body),
        display: chains.display(|| chains.board.relation(&head, Relation::Equal, &lambda.body)),
        description,
    }
}

fn definition(
    worked: &WorkedDefinition,
    chains: &Chains<'_>,
) -> Result<DefinitionContext, Diagnostic> {
    let fixed = worked.fixed.as_ref().map(|fixed| {
        let under = fixed
            .under
            .iter()
            .map(|known| chains.writer.condition(known))
            .collect();
        let chain = chains.chain(Some((&worked.symbol, Relation::Equal)), &fixed.derivation)?;
        Ok(FixedContext { under, chain })
    });
    Ok(DefinitionContext {
        name: chains.writer.symbol(&worked.symbol),
        description: worked.description.clone(),
        chain: chains.chain(Some((&worked.symbol, Relation::Equal)), &worked.general)?,
        fixed: fixed.transpose()?,
        limit: worked
            .limit
            .as_ref()
            .and_then(|limit| LimitWord::of(limit, chains.writer)),
    })
}
