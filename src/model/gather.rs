//! Values for parameters on their way to being checked: who gave each, and what it comes to.

use super::domain::{admits, as_expr, describe, shown};
use super::explain::marked;
use super::{Assigned, Case, Model, Origin};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{EvalError, Value, evaluate};
use crate::expr::{Bindings, Domain, Expr, ExprKind};

/// The values of a case, or of none, with others given on top, each in its domain.
pub(super) fn gather(
    model: &Model,
    case: Option<&Case>,
    given: &Bindings,
) -> Result<Vec<Assigned>, Vec<Diagnostic>> {
    let mut gathering = Gathering {
        model,
        case,
        assigned: Vec::new(),
        errors: Vec::new(),
    };
    gathering.check_given(given);
    gathering.gather(given);
    gathering.settle();
    let Gathering {
        assigned, errors, ..
    } = gathering;
    if errors.is_empty() {
        Ok(assigned)
    } else {
        Err(errors)
    }
}

struct Gathering<'m> {
    model: &'m Model,
    case: Option<&'m Case>,
    assigned: Vec<Assigned>,
    errors: Vec<Diagnostic>,
}

impl Gathering<'_> {
    /// Only parameters take values.
    fn check_given(&mut self, given: &Bindings) {
        for (symbol, _) in given.iter() {
            if self.model.parameter(symbol).is_none() {
                self.errors.push(self.model.no_parameter(symbol));
            }
        }
    }

    fn gather(&mut self, given: &Bindings) {
        let fixed = self.model.assumptions().fixed();
        for parameter in self.model.parameters() {
            let symbol = &parameter.symbol;
            let in_case = self
                .case
                .and_then(|case| Some((case, case.bindings.get(symbol)?)));
            let (value, origin, place) = if let Some(value) = given.get(symbol) {
                (value, Origin::Given, None)
            } else if let Some((case, value)) = in_case {
                (value, Origin::Case, case.place_of(symbol).cloned())
            } else if let Some(value) = &parameter.default {
                (value, Origin::Default, Some(parameter.place.clone()))
            } else if let Some(value) = fixed.get(symbol) {
                (
                    value,
                    Origin::Assumption,
                    self.model.place_of_fixing(symbol),
                )
            } else {
                continue;
            };
            let (symbol, value) = (symbol.clone(), value.clone());
            self.assigned.push(Assigned {
                symbol,
                value,
                origin,
                place,
            });
        }
    }

    /// Works out each value, since it may mention others, and holds it against its domain. A
    /// default that cannot be worked out for want of a value stays as written: whoever asks for it
    /// is told what is missing.
    fn settle(&mut self) {
        let mut bindings = bindings_of(&self.assigned);
        let mut settled = Vec::new();
        for mut assigned in std::mem::take(&mut self.assigned) {
            match evaluate(&assigned.value, &self.model.environment(&bindings)) {
                Ok(value) => {
                    if let Some(error) = self.out_of_domain(&assigned, &value) {
                        self.errors.push(error);
                    }
                    if !is_plain(&assigned.value) {
                        assigned.value = as_expr(&value).unwrap_or(assigned.value);
                        // What follows need not work it out again.
                        bindings.insert(assigned.symbol.clone(), assigned.value.clone());
                    }
                    settled.push(assigned);
                }
                Err(EvalError::Unbound { .. }) if assigned.origin == Origin::Default => {
                    // Nor look again for what is missing.
                    bindings.remove(&assigned.symbol);
                    settled.push(assigned);
                }
                Err(error) => {
                    let diagnostic = self.no_truth(&assigned);
                    let diagnostic =
                        diagnostic.unwrap_or_else(|| self.model.explain(&error, self.case));
                    self.errors
                        .push(marked(diagnostic, assigned.place.as_ref()));
                }
            }
        }
        self.assigned = settled;
    }

    /// That a name stands where `true` or `false` is needed, or a text in quotes: `tied=yes`, `act=relu`.
    fn no_truth(&self, assigned: &Assigned) -> Option<Diagnostic> {
        let parameter = self.model.parameter(&assigned.symbol)?;
        let word = assigned.value.as_symbol()?;
        let is_truth = matches!(parameter.domain, Domain::Boolean);
        let is_text = matches!(parameter.domain, Domain::Text);
        if !(is_truth || is_text) || self.model.parameter(word).is_some() {
            return None;
        }
        let symbol = &parameter.symbol;
        if is_text {
            let message = format!("`{symbol}` is a text, and `{word}` stands without quotes");
            let error = Diagnostic::error(Code::OUT_OF_DOMAIN, message);
            let error = error.hint(format!(
                "write `{symbol}=\"{word}\"`, in a shell `'{symbol}=\"{word}\"'`"
            ));
            return Some(parameter.place.mark(error, "declared here"));
        }
        let message = format!("`{symbol}` is `{word}`, and has to be `true` or `false`");
        let error = Diagnostic::error(Code::OUT_OF_DOMAIN, message);
        let error = error.hint(format!("write `{symbol}=true` or `{symbol}=false`"));
        Some(parameter.place.mark(error, "declared here"))
    }

    fn out_of_domain(&self, assigned: &Assigned, value: &Value) -> Option<Diagnostic> {
        let parameter = self.model.parameter(&assigned.symbol)?;
        if admits(&parameter.domain, value) {
            return None;
        }
        let needed = describe(&parameter.domain);
        let message = format!(
            "`{}` is {}, and has to be {needed}",
            parameter.symbol,
            shown(value)
        );
        let diagnostic = Diagnostic::error(Code::OUT_OF_DOMAIN, message);
        let diagnostic = marked(diagnostic, assigned.place.as_ref());
        if assigned.place.as_ref() == Some(&parameter.place) {
            return Some(diagnostic);
        }
        Some(parameter.place.mark(diagnostic, "declared here"))
    }
}

pub(super) fn bindings_of(assigned: &[Assigned]) -> Bindings {
    assigned
        .iter()
        .map(|assigned| (assigned.symbol.clone(), assigned.value.clone()))
        .collect()
}

/// Whether a value stands there as it is, so that how it was written is kept.
fn is_plain(value: &Expr) -> bool {
    value.as_number().is_some()
        || matches!(
            value.kind(),
            ExprKind::Boolean(_) | ExprKind::Text(_) | ExprKind::List(_)
        )
}
