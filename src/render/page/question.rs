//! Answers to the questions of a file as data for templates: `show`, `solve`, `expect`.

use serde::Serialize;

use super::chain::Chains;
use super::doubt::Word;
use super::fit::{FitContext, fit_context};
use super::lines::{LinesContext, lines};
use super::number::{Number, Size};
use super::writer::Writer;
use crate::derive::worked::{WorkedExpect, WorkedShow, WorkedSolve};
use crate::diagnostic::Diagnostic;
use crate::eval::{self, Enclosure};
use crate::expr::{Assumptions, Bound, Expr, ExprKind, Predicate, Relation, Symbol};
use crate::number::Integer;
use crate::render::answer;
use crate::solve::{Interval, Never, Outcome, Root, RootValue, Roots, Solution, Undone};
use crate::units::dtype;

/// Values in units or storage formats, a row a case.
#[derive(Debug, Serialize)]
pub(super) struct ShowContext {
    shown: String,
    units: Vec<String>,
    rows: Vec<ShowRow>,
}

impl ShowContext {
    /// How many lines it has; a row counts as several.
    pub(super) fn length(&self) -> usize {
        self.rows.len().saturating_mul(self.units.len() + 1)
    }
}

#[derive(Debug, Serialize)]
struct ShowRow {
    case: String,
    values: Vec<ShownValue>,
}

/// A value: a size in bytes, or a number with its unit.
#[derive(Debug, Serialize)]
struct ShownValue {
    #[serde(flatten)]
    number: Number,
    size: Option<Size>,
}

/// An equation and what follows for its unknown.
#[derive(Debug, Serialize)]
pub(super) struct SolveContext {
    equation: String,
    unknown: String,
    case: Option<String>,
    /// A storage format and the size of what it holds, where that is the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    storage: Option<[String; 2]>,
    /// The way to the solution, line by line.
    steps: LinesContext,
    #[serde(flatten)]
    outcome: OutcomeContext,
}

/// `root`, `every` or `never`.
#[derive(Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub(super) enum OutcomeContext {
    Root {
        root: String,
        /// The value, where it is a number.
        value: Option<Number>,
        conditions: Vec<String>,
        fit: FitContext,
    },
    Every {
        conditions: Vec<String>,
    },
    Contradiction {
        unless: Option<String>,
        /// What is left where the unknown drops out.
        left: String,
    },
    Roots {
        /// The polynomial in the unknown that is 0.
        polynomial: String,
        /// b² − 4ac of a quadratic.
        discriminant: Option<String>,
        roots: Vec<FoundContext>,
        conditions: Vec<String>,
    },
    Undone {
        roots: Vec<FoundContext>,
        /// Values that solve an equation on the way only.
        rejected: Vec<RejectedContext>,
        /// Why there is no solution: equations that no number solves, those with one reason together.
        never: Vec<NeverContext>,
        /// Ranges of which every value is a solution.
        ranges: Vec<String>,
        /// Ranges that would be, of which the unknown may have no value.
        outside: Vec<String>,
        /// Values at equal steps.
        families: Vec<FamilyContext>,
        conditions: Vec<String>,
    },
    /// Integers that were put in.
    Tried {
        /// Those that solve the equation, as equations.
        solutions: Vec<String>,
        fit: FitContext,
        /// The number that each is a multiple of, where that is not 1.
        of: Option<String>,
        low: String,
        high: String,
        /// Whether each between the two was put in.
        each: bool,
    },
    NoRealRoot {
        polynomial: String,
        discriminant: Option<String>,
    },
    ZeroDivisor {
        root: String,
        divisor: String,
    },
}

/// One of several roots.
#[derive(Debug, Serialize)]
pub(super) struct FoundContext {
    /// The root as an equation, `x = 2` or `x ≈ 1.4142`.
    root: String,
    /// Whether it has no closed form here and is held between two numbers.
    held: bool,
    multiplicity: u64,
    fit: FitContext,
    /// What this one needs, besides what all do.
    conditions: Vec<String>,
}

/// A value that solves an equation on the way only.
#[derive(Debug, Serialize)]
pub(super) struct RejectedContext {
    /// The value as an equation.
    root: String,
    /// Both sides of the equation given there, where they have values.
    left: Option<Number>,
    right: Option<Number>,
}

/// Equations on the way that no number solves.
#[derive(Debug, Serialize)]
pub(super) struct NeverContext {
    equations: Vec<String>,
    /// The reason.
    because: &'static str,
}

/// Values at equal steps, one for each integer.
#[derive(Debug, Serialize)]
pub(super) struct FamilyContext {
    /// The values as an equation, `x = 7k + 3`.
    equation: String,
    /// What stands for the integer.
    parameter: String,
    /// What the integer has to be besides.
    conditions: Vec<String>,
}

impl SolveContext {
    /// How many lines it has.
    pub(super) fn length(&self) -> usize {
        1 + self.steps.lines.len()
    }
}

/// A claim that was put to the judge.
#[derive(Debug, Serialize)]
pub(super) struct ExpectContext {
    description: Option<String>,
    case: Option<String>,
    /// The whole chain.
    claim: String,
    holds: bool,
    /// Whether it says that the parts add up to the whole.
    parts: bool,
    links: Vec<ExpectLink>,
}

/// One relation of the chain.
#[derive(Debug, Serialize)]
struct ExpectLink {
    lhs: String,
    relation: &'static str,
    rhs: String,
    #[serde(flatten)]
    word: Word,
}

/// `show` as data.
pub(super) fn show(worked: &WorkedShow, writer: &Writer) -> ShowContext {
    let rows = worked.rows.iter().map(|(case, values)| ShowRow {
        case: case.clone(),
        values: values
            .iter()
            .map(|value| ShownValue {
                number: Number::of_value(value),
                size: Size::of(value),
            })
            .collect(),
    });
    ShowContext {
        shown: writer.expr(&worked.shown),
        units: worked.units.iter().map(ToString::to_string).collect(),
        rows: rows.collect(),
    }
}

/// `solve` as data.
///
/// # Errors
/// A sentence that cannot be written.
pub(super) fn solve(worked: &WorkedSolve, chains: &Chains<'_>) -> Result<SolveContext, Diagnostic> {
    let writer = chains.writer;
    Ok(SolveContext {
        equation: writer.relation(&worked.lhs, Relation::Equal, &worked.rhs),
        unknown: writer.symbol(&worked.unknown),
        case: worked.case.clone(),
        storage: storage(worked),
        steps: lines(&worked.lines, &worked.under, chains)?,
        outcome: outcome(&worked.solution, writer),
    })
}

/// Whether there is a root, and what is to be said of it.
pub(super) fn outcome(solution: &Solution, writer: &Writer) -> OutcomeContext {
    match &solution.outcome {
        Outcome::Root(root) => root_context(root, writer),
        Outcome::Roots(roots) => roots_context(roots, &solution.unknown, writer),
        Outcome::Undone(undone) => undone_context(undone, &solution.unknown, writer),
        Outcome::Tried(tried) => {
            let integer = |value: &Integer| writer.expr(&Expr::integer(value.clone()));
            let solved = tried.solutions.iter().cloned();
            let solved = solved.map(|n| writer.equation(&solution.unknown, &Expr::integer(n)));
            OutcomeContext::Tried {
                solutions: solved.collect(),
                fit: fit_context(&tried.fit(), writer),
                of: (!tried.step.is_one()).then(|| integer(&tried.step)),
                low: integer(&tried.low),
                high: integer(&tried.high),
                each: tried.is_each,
            }
        }
        Outcome::Every(conditions) => OutcomeContext::Every {
            conditions: written(conditions, writer),
        },
        Outcome::Never(Never::Contradiction { unless }) => OutcomeContext::Contradiction {
            left: equals_zero(&solution.constant, writer),
            unless: unless.as_ref().map(|known| writer.condition(known)),
        },
        Outcome::Never(Never::NoRealRoot {
            polynomial,
            discriminant,
        }) => OutcomeContext::NoRealRoot {
            polynomial: equals_zero(polynomial, writer),
            discriminant: discriminant.as_ref().map(|found| writer.expr(found)),
        },
        Outcome::Never(Never::ZeroDivisor { value, divisor }) => OutcomeContext::ZeroDivisor {
            root: writer.equation(&solution.unknown, value),
            divisor: writer.expr(divisor),
        },
    }
}

/// `total in FP16 = 100 GB`: the format, and the size in words.
fn storage(worked: &WorkedSolve) -> Option<[String; 2]> {
    let ExprKind::Conversion(stored, format) = worked.lhs.kind() else {
        return None;
    };
    let ExprKind::Quantity(amount, unit) = worked.rhs.kind() else {
        return None;
    };
    let is_unknown = stored.as_symbol() == Some(&worked.unknown);
    dtype(format.name()).filter(|_| is_unknown)?;
    let amount = Number::of(&amount.as_number()?);
    Some([format.to_string(), format!("{} {unit}", amount.text)])
}

fn root_context(root: &Root, writer: &Writer) -> OutcomeContext {
    OutcomeContext::Root {
        root: writer.expr(&root.value),
        value: root.value.as_number().map(|value| Number::of(&value)),
        conditions: written(&root.conditions, writer),
        fit: fit_context(&root.fit, writer),
    }
}

fn undone_context(undone: &Undone, unknown: &Symbol, writer: &Writer) -> OutcomeContext {
    let found = undone.found.iter().map(|found| FoundContext {
        root: root_equation(unknown, &found.value, undone.digits, writer),
        held: matches!(found.value, RootValue::Enclosed(_)),
        multiplicity: found.multiplicity,
        fit: fit_context(&found.fit, writer),
        conditions: written(&found.conditions, writer),
    });
    let rejected = undone.rejected.iter();
    let ranges = |spans: &[Interval]| -> Vec<String> {
        let told = spans.iter().map(|range| between(range, unknown, writer));
        told.collect()
    };
    OutcomeContext::Undone {
        roots: found.collect(),
        rejected: rejected
            .map(|known| {
                let [left, right] = match &known.sides {
                    Some([left, right]) => [Some(left), Some(right)],
                    None => [None, None],
                };
                RejectedContext {
                    root: root_equation(unknown, &known.value, undone.digits, writer),
                    left: left.map(Number::of_value),
                    right: right.map(Number::of_value),
                }
            })
            .collect(),
        never: never_context(undone, writer),
        ranges: ranges(&undone.ranges),
        outside: ranges(&undone.outside),
        families: undone
            .families
            .iter()
            .map(|family| FamilyContext {
                equation: writer.equation(unknown, &family.value()),
                parameter: writer.symbol(&family.parameter),
                conditions: written(&family.conditions(), writer),
            })
            .collect(),
        conditions: written(&undone.conditions, writer),
    }
}

fn roots_context(roots: &Roots, unknown: &Symbol, writer: &Writer) -> OutcomeContext {
    let found = roots.found.iter().map(|found| FoundContext {
        root: root_equation(unknown, &found.value, roots.digits, writer),
        held: matches!(found.value, RootValue::Enclosed(_)),
        multiplicity: found.multiplicity,
        fit: fit_context(&found.fit, writer),
        conditions: written(&found.conditions, writer),
    });
    OutcomeContext::Roots {
        polynomial: equals_zero(&roots.polynomial, writer),
        discriminant: roots.discriminant.as_ref().map(|found| writer.expr(found)),
        roots: found.collect(),
        conditions: written(&roots.conditions, writer),
    }
}

/// The equations on the way that no number solves, by their reasons.
fn never_context(undone: &Undone, writer: &Writer) -> Vec<NeverContext> {
    let mut found: Vec<NeverContext> = Vec::new();
    for (stage, why) in undone.impossible() {
        let equation = writer.relation(&stage.lhs, Relation::Equal, &stage.rhs);
        match found.iter_mut().find(|known| known.because == why.name()) {
            Some(known) if known.equations.contains(&equation) => {}
            Some(known) => known.equations.push(equation),
            None => found.push(NeverContext {
                equations: vec![equation],
                because: why.name(),
            }),
        }
    }
    found
}

/// `6 ≤ x < 9`, `x ≥ 0`, `x² − 2 ≥ 0`.
pub(super) fn between(range: &Interval, unknown: &Symbol, writer: &Writer) -> String {
    let sign = |end: &Bound| {
        writer.sign(if end.strict {
            Relation::Less
        } else {
            Relation::LessEqual
        })
    };
    let conditions = range.conditions(unknown);
    let (Some(low), Some(high)) = (&range.low, &range.high) else {
        return written(&conditions, writer).join(", ");
    };
    let [least, most] = [low, high].map(|end| writer.expr(&Expr::number(&end.value)));
    let symbol = writer.symbol(unknown);
    let text = format!("{least} {} {symbol} {} {most}", sign(low), sign(high));
    let besides = written(&range.besides, writer).into_iter();
    std::iter::once(text)
        .chain(besides)
        .collect::<Vec<_>>()
        .join(", ")
}

/// `x = 1 + sqrt(2)`, `x ≈ 1.1673`.
fn root_equation(unknown: &Symbol, value: &RootValue, digits: u32, writer: &Writer) -> String {
    match value {
        RootValue::Exact(value) => writer.equation(unknown, value),
        RootValue::Enclosed(held) => {
            let value = value_text(held, digits);
            let sign = writer.sign(Relation::Approx);
            format!("{} {sign} {value}", writer.symbol(unknown))
        }
    }
}

/// The digits of an enclosure that are certain.
pub(super) fn value_text(held: &Enclosure, digits: u32) -> String {
    let text = answer::value(&eval::Value::Enclosure(held.clone()), Some(digits));
    text.trim_start_matches("≈ ").to_owned()
}

fn equals_zero(polynomial: &Expr, writer: &Writer) -> String {
    writer.relation(polynomial, Relation::Equal, &Expr::zero())
}

fn written(conditions: &[Predicate], writer: &Writer) -> Vec<String> {
    conditions
        .iter()
        .map(|known| writer.condition(known))
        .collect()
}

/// `expect` as data.
pub(super) fn expect(worked: &WorkedExpect, under: &Assumptions, writer: &Writer) -> ExpectContext {
    let mut claim = writer.expr(&worked.first);
    let mut lhs = &worked.first;
    let mut links = Vec::new();
    for (relation, rhs, verdict) in &worked.links {
        let sign = writer.sign(*relation);
        let right = writer.expr(rhs);
        claim.extend([" ", sign, " ", &right]);
        links.push(ExpectLink {
            lhs: writer.expr(lhs),
            relation: sign,
            rhs: right,
            word: Word::on(verdict, under, writer),
        });
        lhs = rhs;
    }
    ExpectContext {
        description: worked.description.clone(),
        case: worked.case.clone(),
        claim,
        holds: worked.links.iter().all(|(_, _, verdict)| verdict.holds()),
        parts: worked.is_of_parts,
        links,
    }
}
