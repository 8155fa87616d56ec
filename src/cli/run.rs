//! From arguments to an exit code.

use std::process::ExitCode;

use clap::Parser;

use super::arguments::Arguments;
use super::commands;
use super::minus;
use super::output::Output;
use crate::diagnostic::{Diagnostic, Outcome, Severity};

/// Runs the command line.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse_from(minus::guarded(std::env::args_os())) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let output = Output::new(arguments.color, arguments.quiet);
    let outcome = match commands::run(arguments.command, &output) {
        Ok(outcome) => outcome,
        Err(diagnostics) => {
            if output.report(&diagnostics).is_err() {
                return exit_code(Outcome::Unusable);
            }
            worst(&diagnostics)
        }
    };
    exit_code(outcome)
}

/// Help and version are results; anything else is a command line that cannot be used.
fn usage(error: &clap::Error) -> ExitCode {
    // There is nobody left to tell when the terminal itself is gone.
    let _ = error.print();
    if error.use_stderr() {
        exit_code(Outcome::Unusable)
    } else {
        ExitCode::SUCCESS
    }
}

/// What the errors among diagnostics mean together: an unusable input beats a wrong one.
fn worst(diagnostics: &[Diagnostic]) -> Outcome {
    let errors = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error);
    errors
        .map(|found| found.code.outcome())
        .max()
        .unwrap_or(Outcome::Clean)
}

/// 0 nothing wrong, 1 something wrong or different, 2 unusable, 3 undecided.
fn exit_code(outcome: Outcome) -> ExitCode {
    ExitCode::from(match outcome {
        Outcome::Clean => 0,
        Outcome::Wrong => 1,
        Outcome::Unusable => 2,
        Outcome::Undecided => 3,
    })
}
