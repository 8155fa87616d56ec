//! The goals of algebra: expand, tidy, collect, factor, approximate, compute.

use std::sync::Arc;

use crate::derivation::{Builder, Derivation, reads_alike};
use crate::expr::{Assumptions, Bindings, Expr, ExprKind, Function, Symbol, deep};
use crate::poly::{self, Budget};
use crate::rules::{Context, Given, Rule, has_operator, rule};

use super::{DeriveError, Strategy};

/// Where a derivation is to lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// No brackets left: the normal form.
    Expand,
    /// Like terms joined inside brackets, but brackets kept.
    Tidy,
    /// Gathered by the powers of a symbol.
    Collect(Symbol),
    /// Common factors in front.
    Factor,
    /// The shortest of the forms above.
    Simplify,
    /// Expanded, then without lower-order terms.
    Approximate,
    /// Values put in and computed.
    Evaluate(Bindings),
}

/// What is looked for from the outside in: why compute inside a branch that falls away, or write a
/// 1 on while brackets are worked out?
const OUTSIDE: &[Rule] = &[
    rule::CHOOSE_BRANCH,
    rule::TAKE_EXTREMUM,
    rule::NEUTRAL_ELEMENT,
];

/// The same where sums are closed: what telescopes is not put over a common denominator first.
const OUTSIDE_SUMS: &[Rule] = &[
    rule::CHOOSE_BRANCH,
    rule::TAKE_EXTREMUM,
    rule::NEUTRAL_ELEMENT,
    rule::TELESCOPE,
    rule::WRITE_AS_DIFFERENCE,
];

/// What makes a line simpler without multiplying out.
const SIMPLER: &[Rule] = &[
    rule::RECOGNISE_EXTREMUM,
    rule::APPLY_FUNCTION,
    rule::USE_DIVISIBILITY,
    rule::JOIN_ROUNDINGS,
    rule::EVALUATE_FUNCTION,
    rule::SIGN_OF_POWER,
    rule::REMOVE_PARENTHESES,
    rule::EVALUATE_INTEGERS,
    rule::POWER_OF_PRODUCT,
    rule::CANCEL_FACTOR,
    rule::ADD_EXPONENTS,
    rule::MULTIPLY_MONOMIALS,
    rule::COUNT_TERMS,
];

/// What closes sums over ranges.
const SUMS: &[Rule] = &[
    rule::SPLIT_RANGE,
    rule::COUNT_CASES,
    rule::SUM_POWERS,
    rule::SUM_GEOMETRIC,
    rule::SUM_BINOMIALS,
    rule::SPLIT_SUM,
    rule::EXPAND_TERM,
];

/// Closes sums and products over ranges.
const CLOSE: Strategy = Strategy::new(
    OUTSIDE_SUMS,
    &[
        &[
            rule::REMOVE_PARENTHESES,
            rule::EVALUATE_INTEGERS,
            rule::COUNT_TERMS,
        ],
        SUMS,
    ],
);

/// Joins without multiplying out.
const TIDY: Strategy = Strategy::new(OUTSIDE, &[SIMPLER, &[rule::COLLECT_LIKE_TERMS]]);

/// Multiplies out as well.
const EXPAND: Strategy = Strategy::new(
    OUTSIDE_SUMS,
    &[
        SIMPLER,
        SUMS,
        &[
            rule::EXPAND_SUM,
            rule::SPLIT_FRACTION,
            rule::COMMON_DENOMINATOR,
            rule::EXPAND_POWER,
            rule::DISTRIBUTE,
            rule::COLLECT_LIKE_TERMS,
        ],
    ],
);

/// Computes with numbers.
const COMPUTE: Strategy = Strategy::new(
    OUTSIDE,
    &[&[
        rule::APPLY_FUNCTION,
        rule::EVALUATE_FUNCTION,
        rule::EVALUATE_INTEGERS,
        rule::COUNT_TERMS,
        rule::COUNT_CASES,
        rule::EXPAND_SUM,
    ]],
);

/// Leaves what the choices leave, before any number is put in.
const SETTLE: Strategy = Strategy::new(OUTSIDE, &[&[rule::APPLY_FUNCTION]]);

/// Puts results in place of names.
const DEFINE: Strategy = Strategy::new(&[rule::CHOOSE_BRANCH], &[&[rule::DEFINITION]]);

/// Puts in what assumptions fix.
const ASSUME: Strategy = Strategy::new(&[rule::CHOOSE_BRANCH], &[&[rule::USE_ASSUMPTION]]);

/// A sum splits into factors in so many steps at most.
const MOST_SPLITS: usize = 64;

/// A derivation under way: lines are added by goals.
#[derive(Debug)]
pub struct Board<'a> {
    builder: Builder,
    budget: &'a Budget,
}

impl<'a> Board<'a> {
    /// A board with a given line on top.
    pub fn new(start: Expr, assumptions: impl Into<Arc<Assumptions>>, budget: &'a Budget) -> Self {
        Self {
            builder: Builder::new(start, assumptions),
            budget,
        }
    }

    /// The line reached.
    pub fn line(&self) -> &Expr {
        self.builder.line()
    }

    /// The derivation written so far.
    pub fn finish(self) -> Derivation {
        self.builder.finish()
    }

    /// Leads on to a goal.
    ///
    /// # Errors
    /// [`DeriveError`] when it grows past its limit, or the goal has no normal form.
    pub fn reach(&mut self, goal: &Goal) -> Result<(), DeriveError> {
        match goal {
            Goal::Tidy => self.tidy(),
            Goal::Expand => self.expand(),
            Goal::Collect(symbol) => {
                self.expand()?;
                self.once(
                    rule::FACTOR_OUT,
                    Given {
                        by: Some(symbol),
                        ..Given::default()
                    },
                )
            }
            Goal::Factor => self.factor(),
            Goal::Approximate => {
                self.expand()?;
                self.once(rule::DROP_LOWER_ORDER, Given::default())
            }
            Goal::Evaluate(values) => {
                self.put_in(values)?;
                self.run(COMPUTE, Given::default())
            }
            Goal::Simplify => self.simplify(),
        }
    }

    /// Puts results in place of the names that stand for them, all in one line.
    ///
    /// # Errors
    /// As [`Board::reach`].
    pub fn define(&mut self, results: &Bindings) -> Result<(), DeriveError> {
        self.run(
            DEFINE,
            Given {
                results: Some(results),
                ..Given::default()
            },
        )
    }

    /// Puts in the values that assumptions fix.
    ///
    /// # Errors
    /// As [`Board::reach`].
    pub fn assume(&mut self) -> Result<(), DeriveError> {
        self.run(ASSUME, Given::default())
    }

    /// Takes the branches that the values known decide, and writes functions out.
    ///
    /// # Errors
    /// As [`Board::reach`].
    pub fn settle(&mut self) -> Result<(), DeriveError> {
        self.run(SETTLE, Given::default())
    }

    /// Rounds the number reached to the digits people read.
    ///
    /// # Errors
    /// As [`Board::reach`].
    pub fn round(&mut self) -> Result<(), DeriveError> {
        self.once(rule::ROUND, Given::default())
    }

    /// Puts values in place of symbols, all in one line.
    ///
    /// # Errors
    /// As [`Board::reach`].
    pub fn put_in(&mut self, values: &Bindings) -> Result<(), DeriveError> {
        self.once(
            rule::SUBSTITUTE_VALUE,
            Given {
                values: Some(values),
                ..Given::default()
            },
        )
    }

    /// Goes on with the author's own next line.
    ///
    /// # Errors
    /// As [`Board::reach`].
    pub fn author_step(&mut self, next: &Expr) -> Result<(), DeriveError> {
        self.once(
            rule::AUTHOR_STEP,
            Given {
                next: Some(next),
                ..Given::default()
            },
        )
    }

    /// Multiplies out; what elementary rules leave different from the normal form is reordered,
    /// or, last of all, normalised in one step.
    fn expand(&mut self) -> Result<(), DeriveError> {
        self.run(EXPAND, Given::default())?;
        let assumptions = self.builder.assumptions();
        let form = poly::normal_form(self.line(), assumptions, self.budget)?;
        let target = form.to_expr();
        if reads_alike(self.line(), &target) {
            return Ok(());
        }
        self.once(rule::REORDER, Given::default())?;
        if reads_alike(self.line(), &target) {
            return Ok(());
        }
        self.once(rule::NORMALISE, Given::default())
    }

    /// Multiplies out, takes out what all terms share, and splits what is left, factor by factor.
    fn factor(&mut self) -> Result<(), DeriveError> {
        let assumptions = Arc::clone(self.builder.assumptions());
        let form = poly::normal_form(self.line(), &assumptions, self.budget)?;
        let target = form.factored();
        self.expand()?;
        let context = Context {
            assumptions: &assumptions,
            budget: self.budget,
            given: Given::default(),
        };
        let rules = [rule::FACTOR_OUT, rule::SPLIT_INTO_FACTORS];
        for _ in 0..MOST_SPLITS {
            if !Strategy::on_factors(&rules, &mut self.builder, &context)? {
                break;
            }
        }
        for rule in [rule::REORDER, rule::FACTOR_OUT] {
            if *self.line() != target {
                let given = Given {
                    next: Some(&target),
                    ..Given::default()
                };
                self.once(rule, given)?;
            }
        }
        Ok(())
    }

    /// Joins what can be joined, and closes sums where that needs no conditions.
    fn tidy(&mut self) -> Result<(), DeriveError> {
        self.run(TIDY, Given::default())?;
        if !has_operator(self.line()) {
            return Ok(());
        }
        let form = poly::normal_form(self.line(), self.builder.assumptions(), self.budget);
        let is_plain = form.is_ok_and(|form| {
            let is_sure = form.conditions().is_empty() && form.nonzero().is_empty();
            is_sure && !has_operator(&form.to_expr())
        });
        if is_plain {
            self.run(CLOSE, Given::default())?;
            self.run(TIDY, Given::default())?;
            // Of what telescopes the ends may be most of a line that says little.
            let form = poly::normal_form(self.line(), self.builder.assumptions(), self.budget)?;
            if form.to_expr().size().saturating_mul(2) <= self.line().size() {
                self.expand()?;
            }
        }
        Ok(())
    }

    /// Joins what can be joined; multiplies out, or takes factors out, where that is shorter.
    fn simplify(&mut self) -> Result<(), DeriveError> {
        self.run(TIDY, Given::default())?;
        let assumptions = Arc::clone(self.builder.assumptions());
        if has_operator(self.line()) {
            self.run(CLOSE, Given::default())?;
            self.run(TIDY, Given::default())?;
        }
        let form = poly::normal_form(self.line(), &assumptions, self.budget)?;
        self.once(rule::SPLIT_CASES, Given::default())?;
        let (expanded, factored) = (form.to_expr().size(), form.factored().size());
        let shortest = expanded.min(factored);
        // A closed form is simpler than a sum over a range or a rounding, however long.
        let found = form.to_expr();
        let is_closed = has_operator(self.line()) && !has_operator(&found)
            || has_rounding(self.line()) && !has_rounding(&found);
        if shortest >= self.line().size() && !is_closed {
            return Ok(());
        }
        let goal = if expanded <= shortest {
            Goal::Expand
        } else {
            Goal::Factor
        };
        self.reach(&goal)
    }

    fn run(&mut self, strategy: Strategy, given: Given<'_>) -> Result<(), DeriveError> {
        let assumptions = Arc::clone(self.builder.assumptions());
        let context = Context {
            assumptions: &assumptions,
            budget: self.budget,
            given,
        };
        Ok(strategy.run(&mut self.builder, &context)?)
    }

    fn once(&mut self, rule: Rule, given: Given<'_>) -> Result<(), DeriveError> {
        let assumptions = Arc::clone(self.builder.assumptions());
        let context = Context {
            assumptions: &assumptions,
            budget: self.budget,
            given,
        };
        Ok(Strategy::once(rule, &mut self.builder, &context)?)
    }
}

/// Whether a rounding stands in an expression.
fn has_rounding(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Call(
            Function::Floor
            | Function::Ceil
            | Function::FloorDiv
            | Function::RoundUp
            | Function::Mod,
            _,
        ) => true,
        _ => expr.children().into_iter().any(has_rounding),
    })
}

/// The derivation that leads from an expression to a goal.
///
/// # Errors
/// [`DeriveError`] when it grows past its limit, or the goal has no normal form.
pub fn derive(
    start: &Expr,
    goal: &Goal,
    assumptions: impl Into<Arc<Assumptions>>,
    budget: &Budget,
) -> Result<Derivation, DeriveError> {
    let mut board = Board::new(start.clone(), assumptions, budget);
    board.reach(goal)?;
    Ok(board.finish())
}
