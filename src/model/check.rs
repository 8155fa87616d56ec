//! The claims of a formula file, judged: `expect`, the author's own lines, parts and their whole.

use super::domain::shown;
use super::{AuthorStep, Definition, Expect, Link, Model, Place, Valuation};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::Value;
use crate::expr::{Assumptions, Bindings, Expr, Relation, Symbol};
use crate::judge::{Budget, Claim, Condition, Failure, Verdict, Witness, judge_everywhere};
use crate::poly::difference;

/// A claim of the file and the judge's word on it.
#[derive(Clone, Debug)]
pub struct Checked<'m> {
    /// Which claim.
    pub subject: Subject<'m>,
    /// The left side.
    pub lhs: Expr,
    /// The relation.
    pub relation: Relation,
    /// The right side.
    pub rhs: Expr,
    /// The judge's word; none where a side has no value at the case.
    pub verdict: Option<Verdict>,
    /// What to tell, where it is not proven.
    pub finding: Option<Diagnostic>,
    /// The left side less the right one in normal form, where the claim fails and it has one.
    pub difference: Option<Expr>,
}

/// What a claim of the file is.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'m> {
    /// A relation of an `expect`, by its place in the chain.
    Expect(&'m Expect, usize),
    /// A line that the author wrote after a definition, by its place among them.
    Step(&'m Definition, usize),
    /// That the parts add up to the whole, which is this.
    Parts(&'m Definition),
}

/// A claim on its way to the judge.
struct Trial<'m> {
    subject: Subject<'m>,
    lhs: Expr,
    relation: Relation,
    rhs: Expr,
    place: Place,
}

impl Model {
    /// Judges every claim of the file, in its order; then that the parts add up to the whole.
    ///
    /// An `expect` without a case is an identity, judged under what the file assumes; one with a
    /// case is judged at its values, `=` exactly and `≈` to the digits written. The author's lines
    /// are judged each against the last one before it that does not fail.
    pub fn check(&self, budget: &Budget) -> Vec<Checked<'_>> {
        let mut checked = Vec::new();
        for definition in self.definitions() {
            checked.extend(self.check_steps(definition, budget));
        }
        for expect in self.expectations() {
            checked.extend(self.check_expect(expect, budget));
        }
        checked.extend(self.check_parts(budget));
        checked
    }

    /// What is wrong with the claims of the file, and what is undecided.
    pub fn findings(&self, budget: &Budget) -> Vec<Diagnostic> {
        self.check(budget)
            .into_iter()
            .filter_map(|checked| checked.finding)
            .collect()
    }

    fn check_steps<'m>(&'m self, definition: &'m Definition, budget: &Budget) -> Vec<Checked<'m>> {
        if definition.steps.is_empty() {
            return Vec::new();
        }
        let mut assumptions = self.assumptions().clone();
        assumptions.large = self.large_for(&[&Expr::symbol(definition.symbol.clone())]);
        // The last line that is right, and the lines after it that are not.
        let mut right = &definition.expr;
        let mut wrong: Vec<&AuthorStep> = Vec::new();
        let mut checked = Vec::new();
        for (at, step) in definition.steps.iter().enumerate() {
            let trial = |before: &Expr, relation| Trial {
                subject: Subject::Step(definition, at),
                lhs: before.clone(),
                relation,
                rhs: step.expr.clone(),
                place: step.place.clone(),
            };
            // From the last right line on, lower-order terms may have gone in between.
            let approximate = wrong.iter().any(|line| line.relation == Relation::Approx);
            let relation = match step.relation {
                Relation::Equal if approximate => Relation::Approx,
                relation => relation,
            };
            let mut found = trial(right, relation).judge(&assumptions, None, budget);
            if !found.verdict.as_ref().is_some_and(Verdict::fails) {
                right = &step.expr;
                wrong.clear();
            } else if let Some(before) = wrong.last() {
                // A mistake is charged once: what follows from a wrong line is not accused.
                let on = trial(&before.expr, step.relation).judge(&assumptions, None, budget);
                if on.verdict.as_ref().is_some_and(Verdict::holds) {
                    found.finding = Some(goes_on(step, before));
                }
            }
            if found.verdict.as_ref().is_some_and(Verdict::fails) {
                wrong.push(step);
            }
            checked.push(found);
        }
        checked
    }

    fn check_expect<'m>(&'m self, expect: &'m Expect, budget: &Budget) -> Vec<Checked<'m>> {
        let valuation = match &expect.case {
            None => None,
            Some(case) => match self.valuation(Some(case), &Bindings::new()) {
                Ok(valuation) => Some(valuation),
                // Told when the file was read.
                Err(_) => return Vec::new(),
            },
        };
        let mut before = (&expect.chain.first, expect.chain.span);
        let mut checked = Vec::new();
        for (
            at,
            Link {
                relation,
                expr,
                span,
                ..
            },
        ) in expect.chain.links.iter().enumerate()
        {
            let trial = Trial {
                subject: Subject::Expect(expect, at),
                lhs: before.0.clone(),
                relation: *relation,
                rhs: expr.clone(),
                place: Place::new(&expect.place.source, before.1.to(*span)),
            };
            let assumptions = if let Some(valuation) = &valuation {
                valuation.assumptions_with_values()
            } else {
                let mut assumptions = self.assumptions().clone();
                assumptions.large = self.large_for(&[before.0, expr]);
                assumptions
            };
            checked.push(trial.judge(&assumptions, valuation.as_ref(), budget));
            before = (expr, *span);
        }
        checked
    }

    /// The parts add up to the whole, where there is one beside them.
    fn check_parts(&self, budget: &Budget) -> Option<Checked<'_>> {
        let parts: Vec<&Definition> = self
            .definitions()
            .filter(|definition| definition.part.is_some())
            .collect();
        let whole = self.definition(&Symbol::new("total"))?;
        if parts.is_empty() || whole.part.is_some() {
            return None;
        }
        let trial = Trial {
            subject: Subject::Parts(whole),
            lhs: Expr::sum(parts.iter().map(|part| Expr::symbol(part.symbol.clone()))),
            relation: Relation::Equal,
            rhs: Expr::symbol(whole.symbol.clone()),
            place: whole.place.clone(),
        };
        Some(trial.judge(self.assumptions(), None, budget))
    }

    /// The large symbols under which an approximation is meant: those of the `approx` for a name
    /// in it, else of the first one.
    pub(crate) fn large_for(&self, sides: &[&Expr]) -> Vec<Symbol> {
        let named = self.approximations().find(|approx| {
            sides
                .iter()
                .any(|side| side.as_symbol() == Some(&approx.symbol))
        });
        let approx = named.or_else(|| self.approximations().next());
        approx
            .map(|approx| approx.large.clone())
            .unwrap_or_default()
    }
}

impl<'m> Trial<'m> {
    fn judge(
        self,
        under: &Assumptions,
        valuation: Option<&Valuation<'m>>,
        budget: &Budget,
    ) -> Checked<'m> {
        let values = match valuation
            .map(|valuation| self.values(valuation))
            .transpose()
        {
            Ok(values) => values,
            Err(error) => {
                let finding = self.place.mark(error, "expected here");
                return self.checked(None, Some(finding), None);
            }
        };
        let claim = Claim {
            lhs: &self.lhs,
            relation: self.relation,
            rhs: &self.rhs,
            under,
        };
        let verdict = judge_everywhere(&claim, budget);
        let finding = self.finding(&verdict, under, values.as_ref());
        let apart = (verdict.fails() && values.is_none())
            .then(|| difference(&self.lhs, &self.rhs, under, &budget.poly).ok())
            .flatten();
        self.checked(Some(verdict), finding, apart.map(|form| form.to_expr()))
    }

    fn checked(
        self,
        verdict: Option<Verdict>,
        finding: Option<Diagnostic>,
        difference: Option<Expr>,
    ) -> Checked<'m> {
        let Self {
            subject,
            lhs,
            relation,
            rhs,
            ..
        } = self;
        Checked {
            subject,
            lhs,
            relation,
            rhs,
            verdict,
            finding,
            difference,
        }
    }

    /// Both sides at a case.
    fn values(&self, valuation: &Valuation<'_>) -> Result<(Value, Value), Diagnostic> {
        Ok((
            valuation.evaluate(&self.lhs)?,
            valuation.evaluate(&self.rhs)?,
        ))
    }

    /// What to tell of a verdict; nothing where the claim is proven.
    fn finding(
        &self,
        verdict: &Verdict,
        under: &Assumptions,
        values: Option<&(Value, Value)>,
    ) -> Option<Diagnostic> {
        match verdict {
            Verdict::Holds { .. } => {
                let open = verdict.open_conditions(under).into_iter();
                let open: Vec<String> = open.map(Condition::message).collect();
                let only = || format!("holds only {}", open.join(" and "));
                (!open.is_empty()).then(|| self.undecided(&only()))
            }
            Verdict::Fails { witness, how } => Some(self.failed(witness, how, values)),
            Verdict::Undecided { because } => {
                Some(self.undecided(&format!("could not be decided: {}", because.message())))
            }
        }
    }

    fn undecided(&self, word: &str) -> Diagnostic {
        let message = format!("{} {word}", self.named());
        let warning = Diagnostic::warning(Code::CLAIM_UNDECIDED, message);
        self.place
            .mark(warning, "")
            .hint("state what has to hold with `assume`")
    }

    fn failed(
        &self,
        witness: &Witness,
        how: &Failure,
        values: Option<&(Value, Value)>,
    ) -> Diagnostic {
        let code = match self.subject {
            Subject::Expect(..) => Code::EXPECT_FAILED,
            Subject::Step(..) => Code::STEP_FAILED,
            Subject::Parts(_) => Code::PARTS_DIFFER,
        };
        let message = match &self.subject {
            Subject::Parts(whole) => format!("the parts do not add up to `{}`", whole.symbol),
            _ => format!("{} does not hold", self.named()),
        };
        let mut error = Diagnostic::error(code, message);
        let label = match (values, witness) {
            (Some((left, right)), _) => at_values(left, right),
            (None, Witness::Point(point)) => {
                let values = point
                    .values
                    .iter()
                    .map(|(symbol, value)| format!("{symbol} = {}", value_text(value)));
                let values: Vec<String> = values.collect();
                let sides = at_values(&point.left, &point.right);
                if values.is_empty() {
                    sides
                } else {
                    format!("at {}: {sides}", values.join(", "))
                }
            }
            (None, Witness::Growth { .. }) => "the difference is not of lower order".into(),
            (None, Witness::Modular { .. }) => "the sides differ as polynomials".into(),
        };
        error = self.place.mark(error, label);
        self.hints(error, how, values)
    }

    fn hints(
        &self,
        error: Diagnostic,
        how: &Failure,
        values: Option<&(Value, Value)>,
    ) -> Diagnostic {
        let error = match how {
            Failure::Rounded => error.hint("write `≈` instead of `=`: one side is a rounding"),
            Failure::Factor(ratio) => {
                error.hint(format!("the left side is {ratio} times the right"))
            }
            Failure::Loose { .. } | Failure::Different => error,
        };
        match (values, &self.subject) {
            (Some((left, _)), Subject::Expect(..)) if self.relation == Relation::Equal => {
                error.hint(format!("the exact value is {}", shown(left)))
            }
            (_, Subject::Parts(_)) => {
                error.hint("write the parts so that their sum is the whole, or name another whole")
            }
            _ => error,
        }
    }

    /// The claim as it was written.
    fn named(&self) -> String {
        let text = self.place.text().trim();
        match self.subject {
            Subject::Expect(
                Expect {
                    case: Some(case), ..
                },
                _,
            ) => {
                format!("`{text}` in \"{case}\"")
            }
            Subject::Expect(..) => format!("`{text}`"),
            Subject::Step(definition, _) => {
                format!("`{} {} {text}`", definition.symbol, self.relation.sign())
            }
            Subject::Parts(_) => "that the parts add up to the whole".into(),
        }
    }
}

/// A line that is wrong because the one before it is.
fn goes_on(step: &AuthorStep, before: &AuthorStep) -> Diagnostic {
    let message = "this line follows from one that does not hold";
    let note = Diagnostic::note(Code::STEP_FAILED, message);
    before.place.mark(
        step.place.mark(note, "right, had that one been"),
        "that one",
    )
}

/// Both sides and what lies between them.
fn at_values(left: &Value, right: &Value) -> String {
    let sides = format!(
        "the left side is {}, the right side {}",
        shown(left),
        shown(right)
    );
    match (left.as_number(), right.as_number()) {
        (Some(a), Some(b)) => {
            let difference = Value::from(a - b);
            format!("{sides}; the difference is {}", shown(&difference))
        }
        _ => sides,
    }
}

/// A value of a witness.
fn value_text(value: &Expr) -> String {
    use crate::expr::ExprKind;
    match value.kind() {
        ExprKind::Boolean(truth) => truth.to_string(),
        ExprKind::Text(text) => format!("\"{text}\""),
        _ => match value.as_number() {
            Some(number) => shown(&number.into()),
            None => "…".into(),
        },
    }
}
