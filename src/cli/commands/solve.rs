//! `longhand solve`.

use std::path::PathBuf;

use clap::Args;

use super::count::{config, formula};
use crate::cli::common::{
    Done, Format, Page, Under, answer_with, notation, page_options, question, tell,
};
use crate::cli::files;
use crate::cli::output::Output;
use crate::derivation::Detail;
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::Symbol;
use crate::number::Integer;
use crate::render::{answer, json};
use crate::solve::Wanted;
use crate::tasks::{self, Counting, Question};

#[derive(Args, Debug)]
pub(in crate::cli) struct Solve {
    /// The equation, or several, or one inequality; `-` reads one from standard input. Values of other symbols follow it.
    #[arg(required = true, value_name = "EQUATION|NAME=VALUE")]
    equations: Vec<String>,
    /// The symbol to find, or as many as there are linear equations; where none is named, those without a value.
    #[arg(long = "for", value_name = "NAME,…", value_delimiter = ',')]
    unknowns: Vec<String>,
    /// Show the way to the solution.
    #[arg(long)]
    steps: bool,
    #[command(flatten)]
    page: Page,
    /// The significant digits of a root that has no closed form.
    #[arg(long, value_name = "N", default_value_t = 15)]
    digits: u32,
    /// Look for an integer, the nearest one where there is none.
    #[arg(long, conflicts_with = "multiple_of")]
    integer: bool,
    /// Look for a multiple of a number, the nearest one where there is none.
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..))]
    multiple_of: Option<u32>,
    /// A formula file or a bundled name, whose names the equation may use: `total = 7B`.
    #[arg(long, value_name = "FILE|NAME")]
    file: Option<String>,
    /// A model's `config.json`, whose values are put in; without a file it picks a bundled one.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    under: Under,
}

pub(super) fn run(arguments: &Solve, output: &Output) -> Done {
    let (question, unknowns) = asked(arguments)?;
    if let ([unknown], [_]) = (unknowns.as_slice(), question.expressions.as_slice()) {
        return one(arguments, &question, unknown, output);
    }
    if arguments.integer || arguments.multiple_of.is_some() {
        let message = "integers are looked for where one unknown is asked for";
        let error = Diagnostic::error(Code::USAGE, message);
        return Err(vec![
            error.hint("leave out `--integer`, or give the others values: `y=2`"),
        ]);
    }
    let answer = match over(arguments)? {
        Some((counting, path)) => {
            let beside = |name: &str| files::beside(&path, name);
            tasks::solve_system_in(&question, &unknowns, &counting, &beside)?
        }
        None => tasks::solve_system(&question, &unknowns)?,
    };
    tell(output, &answer.notes)?;
    let options = page_options(arguments.format, &arguments.page, Detail::Normal);
    let steps = arguments.steps.then_some(&answer.under);
    let text = if arguments.format == Format::Json {
        answer::system_json(&answer.solution, steps, &options)
            .map(|found| json::document(vec![found]))
    } else {
        answer::system_solution(
            &answer.solution,
            steps,
            notation(arguments.format),
            &options,
        )
    };
    answer_with(&text.map_err(|found| vec![found])?)
}

/// One equation for one symbol.
fn one(arguments: &Solve, question: &Question, unknown: &Symbol, output: &Output) -> Done {
    let multiple = arguments.multiple_of.or(arguments.integer.then_some(1));
    let wanted = Wanted {
        digits: arguments.digits.max(1),
        multiple: multiple.map(|step| Integer::from(step.max(1))),
    };
    let answer = match over(arguments)? {
        Some((counting, path)) => {
            let beside = |name: &str| files::beside(&path, name);
            tasks::solve_in(question, unknown, &wanted, &counting, &beside)?
        }
        None => tasks::solve(question, unknown, &wanted)?,
    };
    tell(output, &answer.notes)?;
    let options = page_options(arguments.format, &arguments.page, Detail::Normal);
    let lines = arguments.steps.then(|| answer.steps(&question.budget));
    let lines = lines.transpose()?;
    let steps = lines.as_deref().map(|lines| (lines, &answer.under));
    let solution = (
        &answer.solution,
        answer.bounded.as_ref(),
        answer.holding.as_ref(),
    );
    let text = if arguments.format == Format::Json {
        answer::solution_json(solution, steps, &options).map(|found| json::document(vec![found]))
    } else {
        answer::solution(solution, steps, notation(arguments.format), &options)
    };
    answer_with(&text.map_err(|found| vec![found])?)
}

/// The equations and the values among them, and for which symbols they are.
fn asked(arguments: &Solve) -> Result<(Question, Vec<Symbol>), Vec<Diagnostic>> {
    let texts: Vec<&str> = arguments.equations.iter().map(String::as_str).collect();
    let mut question = question(&texts, &[], &arguments.under)?;
    if let Some(joined) = question
        .expressions
        .iter()
        .find(|text| is_joined(text.text()))
    {
        return Err(vec![apart(joined.text())]);
    }
    let named = arguments.unknowns.iter();
    let mut unknowns: Vec<Symbol> = named.map(|name| Symbol::new(name.trim())).collect();
    if unknowns.is_empty() {
        unknowns = tasks::unnamed_unknowns(&question)?;
    }
    let (equations, values) = tasks::equations_and_values(&question.expressions, &unknowns);
    question.expressions = equations;
    question.bindings.splice(0..0, values);
    Ok((question, unknowns))
}

/// Whether several equations stand in one text, comments left out; in LaTeX `\\;` is a space.
fn is_joined(text: &str) -> bool {
    let formula = text.split('#').next().unwrap_or_default();
    formula.contains(';') && !formula.contains('\\')
}

/// That equations stand in arguments of their own.
fn apart(joined: &str) -> Diagnostic {
    let parts = joined
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(|part| format!("'{part}'")).collect();
    let error = Diagnostic::error(Code::USAGE, "each equation is an argument of its own");
    error.hint(format!("write `longhand solve {}`", parts.join(" ")))
}

/// The formula file whose names the equations use, and where it is.
fn over(arguments: &Solve) -> Result<Option<(Counting, PathBuf)>, Vec<Diagnostic>> {
    if arguments.file.is_none() && arguments.config.is_none() {
        return Ok(None);
    }
    let file = arguments.file.as_deref().map(formula).transpose();
    let config = arguments.config.as_deref().map(config).transpose();
    let counting = Counting {
        file: file.map_err(|error| vec![error])?,
        config: config.map_err(|error| vec![error])?,
        ..Counting::default()
    };
    Ok(Some((
        counting,
        PathBuf::from(arguments.file.as_deref().unwrap_or_default()),
    )))
}
