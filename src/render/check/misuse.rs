//! What is said of a comment that switches a code and should not stand as it does.

use crate::check::{Misuse, SUPPRESSIBLE};
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn told(misuse: &Misuse) -> Diagnostic {
    let message = match misuse {
        Misuse::NoCode => "this comment does not say what it switches off".to_owned(),
        Misuse::UnknownCode(code) => format!("there is no code `{code}` to switch off"),
        Misuse::NoReason(code) => format!("`{code}` is switched off without a reason"),
        Misuse::HidesNothing(code) => format!("there is no `{code}` here to hide"),
        Misuse::NotOff => "nothing is off that could be switched on".to_owned(),
    };
    Diagnostic::warning(Code::SUPPRESSION, message)
}

pub(super) fn hints(misuse: &Misuse) -> Vec<String> {
    let hint = match misuse {
        Misuse::NoCode => "name it: `longhand off check/fails: reason`".to_owned(),
        Misuse::UnknownCode(_) => {
            let names = SUPPRESSIBLE.iter().map(|code| code.name());
            format!("there are: {}", names.collect::<Vec<_>>().join(", "))
        }
        Misuse::NoReason(code) => format!("say why: `longhand off {code}: reason`"),
        Misuse::HidesNothing(_) | Misuse::NotOff => "take the comment away".to_owned(),
    };
    vec![hint]
}
