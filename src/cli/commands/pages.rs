//! What comes with the program: `longhand list`, `source`, `explain` and `completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::arguments::Arguments;
use crate::cli::common::{Done, answer_with, offer};
use crate::diagnostic::{Code, Diagnostic};
use crate::tasks;

/// A name a line, after a tab what the formula is about, and for what counts a kind of model, after
/// another, the model types it is for.
pub(super) fn list() -> Done {
    let line = |name| {
        let title = tasks::title(name).unwrap_or_default();
        let types = tasks::model_types(name);
        if types.is_empty() {
            format!("{name}\t{title}\n")
        } else {
            format!("{name}\t{title}\t{}\n", types.join(", "))
        }
    };
    answer_with(&tasks::bundled().map(line).collect::<String>())
}

pub(super) fn source(name: &str) -> Done {
    let found = tasks::source(name, "en").ok_or_else(|| {
        let message = format!("there is no bundled formula `{name}`");
        let found = Diagnostic::error(Code::UNKNOWN_FORMULA, message);
        vec![found.hint(offer(name, tasks::bundled()))]
    })?;
    answer_with(found.text())
}

pub(super) fn explain(name: &str) -> Done {
    let page = tasks::page(name).ok_or_else(|| {
        let message = format!("there is no rule and no diagnostic code `{name}`");
        let found = Diagnostic::error(Code::USAGE, message);
        vec![found.hint(offer(name, tasks::page_names()))]
    })?;
    answer_with(page)
}

pub(super) fn completions(shell: Shell) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "longhand", &mut script);
    answer_with(&String::from_utf8_lossy(&script))
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Man {
    /// The command; the whole program without one.
    command: Option<String>,
}

pub(super) fn man(arguments: &Man) -> Done {
    let command = arguments.command.as_deref();
    let mut program = Arguments::command();
    program.build();
    let found = match command {
        None => Some(&program),
        Some(name) => program.find_subcommand(name),
    };
    let Some(shown) = found.cloned() else {
        let message = format!("there is no command `{}`", command.unwrap_or_default());
        let hint = "`longhand --help` lists them";
        return Err(vec![Diagnostic::error(Code::USAGE, message).hint(hint)]);
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(shown)
        .render(&mut page)
        .map_err(|error| {
            let message = format!("cannot write the page: {error}");
            vec![Diagnostic::error(Code::FILE, message)]
        })?;
    answer_with(&String::from_utf8_lossy(&page))
}
