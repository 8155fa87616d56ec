//! Values for parameters: those of a case, those given, defaults, and what they must satisfy.

use super::domain::shown;
use super::explain::{fixes, marked};
use super::gather::{bindings_of, gather};
use super::{Assume, Assumption, Case, Model, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{Environment, EvalError, Value, decide, evaluate};
use crate::expr::{Assumptions, Bindings, Expr, Predicate, Symbol};

/// Who gave a parameter its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Whoever asks: the command line.
    Given,
    /// The case.
    Case,
    /// The parameter's default.
    Default,
    /// An assumption that fixes it.
    Assumption,
}

/// A parameter and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The parameter.
    pub symbol: Symbol,
    /// The value: a number, a boolean, a text, a list or a quantity; as written where it is none
    /// of them exactly.
    pub value: Expr,
    /// Who gave it.
    pub origin: Origin,
    /// Where it stands; a value from outside the file has no place.
    pub place: Option<Place>,
}

/// Values for the parameters of a model, found to be in their domains and to satisfy what is
/// assumed. A parameter that nobody gave a value has none; that is an error only where it is used.
#[derive(Clone, Debug)]
pub struct Valuation<'m> {
    pub(super) model: &'m Model,
    case: Option<&'m Case>,
    assigned: Vec<Assigned>,
    bindings: Bindings,
    assumptions: Assumptions,
    set_aside: Vec<&'m Assume>,
    notes: Vec<Diagnostic>,
}

impl Model {
    /// The values of a case, or of none, with others given on top.
    ///
    /// An assumption that fixes a parameter (`tied`, `N = 0`) serves symbolic results: where the
    /// values say otherwise it is set aside, and a note tells so.
    ///
    /// # Errors
    /// Every unknown case or name, every value outside its domain, and every other assumption
    /// that the values violate.
    pub fn valuation(
        &self,
        case: Option<&str>,
        given: &Bindings,
    ) -> Result<Valuation<'_>, Vec<Diagnostic>> {
        let case = case.map(|name| self.known_case(name)).transpose();
        self.valuation_of(case.map_err(|error| vec![error])?, given)
    }

    /// The values of a case of this model, with others given on top.
    pub(super) fn valuation_of<'m>(
        &'m self,
        case: Option<&'m Case>,
        given: &Bindings,
    ) -> Result<Valuation<'m>, Vec<Diagnostic>> {
        let assigned = gather(self, case, given)?;
        let mut valuation = Valuation::new(self, case, assigned);
        let errors = valuation.hold_against_assumptions();
        if errors.is_empty() {
            Ok(valuation)
        } else {
            Err(errors)
        }
    }

    /// The value of an expression under the values of a case, or of none.
    ///
    /// # Errors
    /// As for [`Model::valuation`] and [`Valuation::evaluate`].
    pub fn evaluate(&self, expr: &Expr, case: Option<&str>) -> Result<Value, Vec<Diagnostic>> {
        let valuation = self.valuation(case, &Bindings::new())?;
        valuation.evaluate(expr).map_err(|error| vec![error])
    }

    fn known_case(&self, name: &str) -> Result<&Case, Diagnostic> {
        self.case(name)
            .ok_or_else(|| unknown_case(name, self.cases()))
    }
}

/// A case of that name does not exist.
pub(super) fn unknown_case<'a>(name: &str, cases: impl Iterator<Item = &'a Case>) -> Diagnostic {
    let names: Vec<&str> = cases.map(|case| case.name.as_str()).collect();
    let diagnostic = Diagnostic::error(Code::UNKNOWN_CASE, format!("there is no case \"{name}\""));
    match crate::syntax::nearest(name, names.iter().copied()) {
        Some(near) => diagnostic.hint(format!("did you mean \"{near}\"?")),
        None if names.is_empty() => diagnostic.hint(format!("add one: case \"{name}\" L = 32")),
        None => diagnostic.hint(format!("the cases are \"{}\"", names.join("\", \""))),
    }
}

impl<'m> Valuation<'m> {
    fn new(model: &'m Model, case: Option<&'m Case>, assigned: Vec<Assigned>) -> Self {
        Self {
            model,
            case,
            bindings: bindings_of(&assigned),
            assigned,
            assumptions: model.assumptions().clone(),
            set_aside: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The case, where there is one.
    pub fn case(&self) -> Option<&'m Case> {
        self.case
    }

    /// The parameters that have a value, in the order of the file, and who gave it.
    pub fn assigned(&self) -> &[Assigned] {
        &self.assigned
    }

    /// The values by name.
    pub fn bindings(&self) -> &Bindings {
        &self.bindings
    }

    /// What the file assumes, without what the values set aside: what an approximation at these
    /// values is worked out under.
    pub fn assumptions(&self) -> &Assumptions {
        &self.assumptions
    }

    /// The assumptions that the values set aside.
    pub fn set_aside(&self) -> &[&'m Assume] {
        &self.set_aside
    }

    /// What was told on the way: assumptions set aside.
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// The assumptions with the values as definitions: what a claim about these values is judged
    /// under, and an equation solved.
    pub fn assumptions_with_values(&self) -> Assumptions {
        let mut assumptions = self.assumptions.clone();
        for (symbol, value) in self.bindings.iter() {
            assumptions
                .definitions
                .insert(symbol.clone(), value.clone());
        }
        assumptions
    }

    /// What names stand for at these values.
    pub fn environment(&self) -> Environment<'_> {
        self.model.environment(&self.bindings)
    }

    /// The value of an expression over the names of the model.
    ///
    /// # Errors
    /// A parameter that is used and has no value, a division by zero, and whatever else evaluation
    /// can run into. The place is that of the definition it happens in; an expression that is not
    /// of the file has none.
    pub fn evaluate(&self, expr: &Expr) -> Result<Value, Diagnostic> {
        evaluate(expr, &self.environment()).map_err(|error| self.explain(&error))
    }

    /// An error of evaluation with its place in the file.
    pub fn explain(&self, error: &EvalError) -> Diagnostic {
        self.model.explain(error, self.case)
    }

    fn hold_against_assumptions(&mut self) -> Vec<Diagnostic> {
        let mut errors = Vec::new();
        for assume in self.model.assumed() {
            let Assumption::Condition(condition) = &assume.assumption else {
                continue;
            };
            let holds = decide(condition, &self.model.environment(&self.bindings));
            match (holds, fixes(condition)) {
                // Nothing to say yet of what has no value.
                (Ok(true) | Err(EvalError::Unbound { .. }), _) => {}
                (Ok(false), Some(symbol)) => self.put_aside(assume, condition, &symbol),
                (Ok(false), None) => errors.push(self.violated(assume, condition)),
                (Err(error), _) => {
                    let diagnostic = self.explain(&error);
                    errors.push(assume.place.mark(diagnostic, "assumed here"));
                }
            }
        }
        errors
    }

    fn put_aside(&mut self, assume: &'m Assume, condition: &Predicate, symbol: &Symbol) {
        self.assumptions
            .conditions
            .retain(|known| known != condition);
        self.set_aside.push(assume);
        let value = self
            .assigned
            .iter()
            .find(|assigned| assigned.symbol == *symbol);
        let Some(assigned) = value else { return };
        let value = evaluate(&assigned.value, &Environment::new());
        let value = value.map_or_else(|_| "another value".to_owned(), |value| shown(&value));
        let message = format!(
            "`{}` is assumed for results in symbols; here `{symbol}` is {value}",
            assume.place.text().trim()
        );
        let note = marked(
            Diagnostic::note(Code::SET_ASIDE, message),
            assigned.place.as_ref(),
        );
        self.notes.push(assume.place.mark(note, "assumed here"));
    }

    fn violated(&self, assume: &Assume, condition: &Predicate) -> Diagnostic {
        let mut symbols = Vec::new();
        for operand in condition.operands() {
            symbols.extend(operand.free_symbols());
        }
        let values = self
            .assigned
            .iter()
            .filter(|assigned| symbols.contains(&assigned.symbol));
        let text = values.clone().filter_map(|assigned| {
            let value = evaluate(&assigned.value, &Environment::new()).ok()?;
            Some(format!("{} = {}", assigned.symbol, shown(&value)))
        });
        let text: Vec<String> = text.collect();
        let assumed = assume.place.text().trim();
        let message = if text.is_empty() {
            format!("`{assumed}` is assumed, and does not hold")
        } else {
            format!(
                "`{assumed}` is assumed, and does not hold for {}",
                text.join(", ")
            )
        };
        let mut diagnostic = Diagnostic::error(Code::VIOLATED, message);
        for place in values
            .filter_map(|assigned| assigned.place.as_ref())
            .take(4)
        {
            diagnostic = place.mark(diagnostic, "");
        }
        assume.place.mark(diagnostic, "assumed here")
    }
}
