//! Expressions that begin with a minus sign, which a command line takes for options.

use std::ffi::OsString;

/// The commands whose arguments are expressions.
const WITH_EXPRESSIONS: [&str; 10] = [
    "eval", "expand", "collect", "factor", "simplify", "approx", "equal", "diff", "prove", "solve",
];

/// The options of these commands that are one letter; they take no value.
const LETTERS: &str = "hqV";

/// The arguments with a space before each that begins with a minus sign and is no option, which makes
/// it a value; [`as_typed`] takes the space away.
pub(super) fn guarded(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut is_after = false;
    let guard = |argument: OsString| match argument.to_str() {
        Some(text) if is_after && is_expression(text) => OsString::from(format!(" {text}")),
        text => {
            is_after |= text.is_some_and(|text| WITH_EXPRESSIONS.contains(&text));
            argument
        }
    };
    arguments.map(guard).collect()
}

/// `-x + 2x`; not `-`, `-q` or `--steps`.
fn is_expression(argument: &str) -> bool {
    argument.strip_prefix('-').is_some_and(|rest| {
        !rest.starts_with('-') && rest.chars().any(|letter| !LETTERS.contains(letter))
    })
}

/// An argument without the space that keeps it from being taken for an option.
pub(super) fn as_typed(argument: &str) -> &str {
    match argument.strip_prefix(' ') {
        Some(typed) if typed.starts_with('-') => typed,
        _ => argument,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_stay_options() {
        let typed = [
            "longhand", "-q", "equal", "-x^2", "-h*k", "-q", "-h", "--steps", "-", "-2",
        ];
        let found = guarded(typed.iter().map(OsString::from));
        let expected = [
            "longhand", "-q", "equal", " -x^2", " -h*k", "-q", "-h", "--steps", "-", " -2",
        ];
        assert_eq!(found, expected.map(OsString::from));
        let back: Vec<&str> = expected.iter().map(|text| as_typed(text)).collect();
        assert_eq!(back, typed);
        let file = ["longhand", "derive", "-omodel.md"].map(OsString::from);
        assert_eq!(guarded(file.iter().cloned()), file);
    }
}
