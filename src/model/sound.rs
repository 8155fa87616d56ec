//! Definitions that have no value whatever the parameters are.

use super::{Definition, Model};
use crate::diagnostic::Diagnostic;
use crate::eval::{EvalError, Kinds};
use crate::expr::{Expr, ExprKind, Function, deep};
use crate::poly::{self, PolyError};

/// Units that cannot agree, booleans that stand for numbers, divisions by what is always 0.
pub(super) fn sound(model: &Model, errors: &mut Vec<Diagnostic>) {
    let mut kinds = Kinds::new(model.assumptions());
    for definition in model.definitions() {
        let lines = definition.steps.iter();
        let lines = lines.map(|step| (&step.expr, &step.place));
        for (expr, place) in std::iter::once((&definition.expr, &definition.place)).chain(lines) {
            if let Err(error) = kinds.check(expr) {
                errors.push(place.mark(error.to_diagnostic(), "here"));
            }
        }
    }
    if errors.is_empty() {
        divisions(model, errors);
    }
}

/// A divisor that is 0 in normal form, with every name put in. What an assumption fixes (`N = 0`)
/// is left open: a case may set it otherwise.
fn divisions(model: &Model, errors: &mut Vec<Diagnostic>) {
    let dividing = |definition: &&Definition| divides(&definition.expr);
    if model.definitions().find(dividing).is_none() {
        return;
    }
    let budget = poly::Budget::default();
    let mut assumptions = model.assumptions().general();
    for definition in model.definitions_in_order().filter(dividing) {
        match poly::normal_form(&definition.expr, &assumptions, &budget) {
            Ok(_) => {}
            Err(PolyError::DivisionByZero { divisor }) => {
                let error = EvalError::DivisionByZero { divisor }.to_diagnostic();
                let error = definition.place.mark(error, "in this definition");
                errors.push(error.hint("the divisor is 0 whatever its symbols are; remove it"));
                assumptions.definitions.remove(&definition.symbol);
            }
            // Those that use it take it by its name.
            Err(PolyError::Budget { .. }) => {
                assumptions.definitions.remove(&definition.symbol);
            }
        }
    }
}

/// Whether something is divided by what is no number, or raised to what may be negative.
fn divides(expr: &Expr) -> bool {
    let own = match expr.kind() {
        ExprKind::Quotient(_, below) => below.as_number().is_none_or(|number| number.is_zero()),
        ExprKind::Power(base, exponent) => {
            base.as_number().is_none_or(|base| base.is_zero())
                && exponent.as_number().is_none_or(|e| e.is_negative())
        }
        ExprKind::Call(Function::Mod | Function::FloorDiv | Function::Declared(_), _) => true,
        _ => false,
    };
    own || deep(|| expr.children().into_iter().any(divides))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Code, Source};
    use crate::model::Model;

    #[test]
    fn what_has_no_value_is_refused() {
        let zero = "eval/division-by-zero: division by zero";
        for (text, expected) in [
            (
                "param h\ntotal = 1/(h - h)",
                vec![format!("t.lh:2:1: {zero}")],
            ),
            (
                "param h\nd = h - h\nx = 3/d\ny = x + 1\nz = y/h",
                vec![format!("t.lh:3:1: {zero}")],
            ),
            (
                "f(x) = 1/(x - 1)\ny = f(1)",
                vec![format!("t.lh:2:1: {zero}")],
            ),
            (
                "param h\na = h GB + 3 FLOP\nb = a + 1\nc = h + 3 GB",
                vec![
                    "t.lh:2:1: eval/units: the units do not agree: byte and FLOP".to_owned(),
                    "t.lh:4:1: eval/units: the units do not agree: a bare number and byte"
                        .to_owned(),
                ],
            ),
            (
                "param h\nparam N : natural = 0\nassume N = 0\nx = h/N",
                vec![],
            ),
            ("param h\nx = if h = h then 1 else 1/(h - h)", vec![]),
            ("param m : real\nx = m + 3 GB", vec![]),
        ] {
            let told = match Model::read(&Source::new("t.lh", text)) {
                Ok(_) => Vec::new(),
                Err(errors) => errors.iter().map(ToString::to_string).collect(),
            };
            assert_eq!(told, expected, "{text}");
        }
        let text = "param h\nparam b : boolean\nx = b*h";
        let errors = Model::read(&Source::new("t.lh", text)).unwrap_err();
        assert_eq!(errors[0].code, Code::KIND);
        assert!(errors[0].hints[0].starts_with("put it in brackets"));
    }
}
