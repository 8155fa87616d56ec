//! What each command does: arguments to a task, its data to text.

use std::path::Path;

use clap::CommandFactory;

use super::arguments::{
    Approx, Arguments, Collect, Command, Derive, DetailChoice, Equal, Eval, Format, Page, Solve,
    Transform, Under,
};
use super::files;
use super::output::Output;
use crate::derivation::Detail;
use crate::derive::{Goal, Wanted};
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity, Source};
use crate::expr::Symbol;
use crate::number::{Rational, Written};
use crate::render::answer::{self, ApproximationAnswer, Notation};
use crate::render::math::Flavor;
use crate::render::{self, PageFormat, PageOptions, json};
use crate::tasks::{self, Question};

type Done = Result<Outcome, Vec<Diagnostic>>;

/// Runs one command.
pub(super) fn run(command: Command, output: &Output) -> Done {
    match command {
        Command::Eval(arguments) => eval(&arguments, output),
        Command::Expand(arguments) => transform(&arguments, &Goal::Expand, output),
        Command::Collect(arguments) => collect(&arguments, output),
        Command::Factor(arguments) => transform(&arguments, &Goal::Factor, output),
        Command::Simplify(arguments) => transform(&arguments, &Goal::Simplify, output),
        Command::Approx(arguments) => approx(&arguments, output),
        Command::Equal(arguments) => equal(&arguments, output),
        Command::Derive(arguments) => derive(&arguments, output),
        Command::Solve(arguments) => solve(&arguments, output),
        Command::List => answer_with(&list()),
        Command::Source { name } => source(&name),
        Command::Explain { name } => explain(&name),
        Command::Completions { shell } => completions(shell),
    }
}

/// A question about expressions given as arguments.
fn question(
    expressions: &[&str],
    bindings: &[String],
    under: &Under,
) -> Result<Question, Vec<Diagnostic>> {
    let mut question = Question::default();
    for expression in expressions {
        question
            .expressions
            .push(files::expression(expression).map_err(|found| vec![found])?);
    }
    question.bindings = sources("<value>", bindings);
    question.assumptions = sources("<assumption>", &under.assume);
    question.names = under.names.iter().map(|name| Symbol::new(name)).collect();
    if let Some(max_terms) = under.max_terms {
        question.budget.poly.max_terms = max_terms;
    }
    Ok(question)
}

fn sources(name: &str, texts: &[String]) -> Vec<Source> {
    texts
        .iter()
        .map(|text| Source::new(name, text.as_str()))
        .collect()
}

fn answer_with(text: &str) -> Done {
    Output::result(text).map_err(|error| {
        vec![Diagnostic::error(
            Code::FILE,
            format!("cannot write the result: {error}"),
        )]
    })?;
    Ok(Outcome::Clean)
}

fn tell(output: &Output, notes: &[Diagnostic]) -> Result<(), Vec<Diagnostic>> {
    output.report(notes).map_err(|error| {
        vec![Diagnostic::error(
            Code::FILE,
            format!("cannot write messages: {error}"),
        )]
    })
}

fn notation(format: Format) -> Notation {
    match format {
        Format::Unicode => Notation::Unicode,
        Format::Latex => Notation::Latex,
        Format::Mathml => Notation::Mathml,
        Format::Text | Format::Markdown | Format::Json => Notation::Plain,
    }
}

fn eval(arguments: &Eval, output: &Output) -> Done {
    let question = question(
        &[&arguments.expression],
        &arguments.bindings,
        &arguments.under,
    )?;
    let answer = tasks::evaluate(&question, arguments.digits)?;
    tell(output, &answer.notes)?;
    let text = match arguments.format {
        Format::Json => json::document(vec![answer::value_json(&answer.value, arguments.digits)]),
        format => answer::value_in(&answer.value, arguments.digits, notation(format)),
    };
    answer_with(&text)
}

fn collect(arguments: &Collect, output: &Output) -> Done {
    let goal = Goal::Collect(Symbol::new(&arguments.by));
    transform(&arguments.transform, &goal, output)
}

fn transform(arguments: &Transform, goal: &Goal, output: &Output) -> Done {
    let question = question(&[&arguments.expression], &[], &arguments.under)?;
    let answer = tasks::transform(&question, goal, arguments.steps)?;
    tell(output, &answer.notes)?;
    let text = match (&answer.derivation, arguments.format) {
        (Some(derivation), format) => {
            render::derivation(derivation, &page_options(format, &arguments.page, None))
                .map_err(|found| vec![found])?
        }
        (None, Format::Json) => {
            let text = answer::expression(&answer.result, Notation::Plain);
            let conditions: Vec<String> = answer.conditions.iter().map(answer::condition).collect();
            let fields = [("result", text.into()), ("conditions", conditions.into())];
            json::document(vec![json::result(fields)])
        }
        (None, format) => answer::expression(&answer.result, notation(format)),
    };
    answer_with(&text)
}

fn approx(arguments: &Approx, output: &Output) -> Done {
    let mut question = question(
        &[&arguments.expression],
        &arguments.bindings,
        &arguments.under,
    )?;
    question.large = arguments
        .large
        .iter()
        .map(|name| Symbol::new(name.trim()))
        .collect();
    let within = arguments.within.as_deref().map(tolerance).transpose()?;
    let answer = tasks::approximate(&question, within.as_ref())?;
    tell(output, &answer.notes)?;
    let shown = ApproximationAnswer {
        approximation: &answer.approximation,
        derivation: &answer.derivation,
        steps: arguments.steps,
        within: answer.within.as_ref(),
        at: answer.at.as_ref(),
    };
    let options = page_options(arguments.format, &arguments.page, None);
    let text = match arguments.format {
        Format::Json => {
            answer::approximation_json(&shown, &options).map(|result| json::document(vec![result]))
        }
        format => answer::approximation(&shown, notation(format), &options),
    };
    answer_with(&text.map_err(|found| vec![found])?)
}

/// `1%`, `0.01`.
fn tolerance(text: &str) -> Result<Rational, Vec<Diagnostic>> {
    let value = Written::parse(text).map(|written| written.value());
    value.ok().filter(Rational::is_positive).ok_or_else(|| {
        let message = format!("`{text}` is not a relative error");
        vec![Diagnostic::error(Code::USAGE, message).hint("write --within 1%")]
    })
}

fn equal(arguments: &Equal, output: &Output) -> Done {
    if let Some(path) = &arguments.pairs {
        return pairs(path, arguments);
    }
    let expressions: Vec<&str> = arguments.expressions.iter().map(String::as_str).collect();
    let question = question(&expressions, &[], &arguments.under)?;
    let answer = tasks::equal(&question)?;
    tell(output, &answer.notes)?;
    let text = match arguments.format {
        Format::Json => json::document(vec![answer::verdict_json(
            &answer.verdict,
            answer.difference.as_ref(),
        )]),
        _ => answer::verdict(&answer.verdict, answer.difference.as_ref()),
    };
    answer_with(&text)?;
    Ok(answer.outcome())
}

/// One line of output for each line of input; the worst of their outcomes.
fn pairs(path: &Path, arguments: &Equal) -> Done {
    let source = files::file(path).map_err(|found| vec![found])?;
    let common = question(&[], &[], &arguments.under)?;
    let mut text = String::new();
    let mut results = Vec::new();
    let mut outcomes = Vec::new();
    for answer in tasks::equal_pairs(&source, &common) {
        outcomes.push(answer.outcome());
        match (&answer.answer, arguments.format) {
            (Ok(compared), Format::Json) => results.push(answer::verdict_json(
                &compared.verdict,
                compared.difference.as_ref(),
            )),
            (Ok(compared), _) => text.push_str(&answer::verdict(
                &compared.verdict,
                compared.difference.as_ref(),
            )),
            (Err(found), Format::Json) => {
                let found = render::report::json(found);
                results.push(json::result([
                    ("verdict", "error".into()),
                    ("errors", found.into()),
                ]));
            }
            (Err(found), _) => {
                let errors = found
                    .iter()
                    .filter(|found| found.severity == Severity::Error);
                let reasons: Vec<&str> = errors.map(|found| found.message.as_str()).collect();
                text.push_str("error\t");
                text.push_str(&reasons.join("; "));
            }
        }
        text.push('\n');
    }
    let text = if arguments.format == Format::Json {
        json::document(results)
    } else {
        text
    };
    answer_with(&text)?;
    Ok(worst_of(&outcomes))
}

/// Over several inputs unusable beats wrong beats undecided.
fn worst_of(outcomes: &[Outcome]) -> Outcome {
    outcomes.iter().copied().max().unwrap_or(Outcome::Clean)
}

fn derive(arguments: &Derive, output: &Output) -> Done {
    let path = Path::new(&arguments.file);
    let source = match tasks::source(&arguments.file, &arguments.page.lang) {
        Some(source) => source,
        None => formula_file(path, &arguments.file).map_err(|found| vec![found])?,
    };
    let values = tasks::bindings(&sources("<value>", &arguments.bindings))?;
    tell(output, &values.notes)?;
    let wanted = Wanted {
        case: arguments.case.clone(),
        bindings: values.value,
    };
    let mut budget = crate::judge::Budget::default();
    if let Some(max_terms) = arguments.max_terms {
        budget.poly.max_terms = max_terms;
    }
    let beside = |name: &str| files::beside(path, name);
    let answer = tasks::derive(&source, &beside, &wanted, &budget)?;
    tell(output, &answer.notes)?;
    let template = match &arguments.template {
        Some(path) => Some(files::file(path).map_err(|found| vec![found])?),
        None => None,
    };
    let options = page_options(arguments.format, &arguments.page, template);
    let text = render::page(&answer.worked, &options).map_err(|found| vec![found])?;
    match &arguments.output {
        Some(path) => files::write(path, &text).map_err(|found| vec![found])?,
        None => {
            answer_with(&text)?;
        }
    }
    Ok(answer.outcome())
}

/// A name that is neither a file nor bundled is more likely a mistyped name than a lost file.
fn formula_file(path: &Path, name: &str) -> Result<Source, Diagnostic> {
    let looks_like_a_path = name.contains(['/', '\\', '.']) || name == "-";
    if looks_like_a_path || path.exists() {
        return files::file(path);
    }
    let message = format!("there is no file and no bundled formula `{name}`");
    Err(Diagnostic::error(Code::UNKNOWN_FORMULA, message).hint(offer(name, tasks::bundled())))
}

/// The nearest of the names there are, or all of them where none is near.
fn offer(name: &str, known: impl Iterator<Item = &'static str>) -> String {
    let known: Vec<&str> = known.collect();
    match tasks::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    }
}

fn page_format(format: Format) -> PageFormat {
    match format {
        Format::Markdown => PageFormat::Markdown,
        Format::Latex => PageFormat::Latex,
        Format::Json => PageFormat::Json,
        Format::Text | Format::Unicode | Format::Mathml => PageFormat::Text,
    }
}

fn page_options(format: Format, page: &Page, template: Option<Source>) -> PageOptions {
    PageOptions {
        format: page_format(format),
        flavor: Flavor::default(),
        language: page.lang.clone(),
        detail: match page.detail {
            DetailChoice::Brief => Detail::Brief,
            DetailChoice::Normal => Detail::Normal,
            DetailChoice::Full => Detail::Full,
        },
        template,
    }
}

fn solve(arguments: &Solve, output: &Output) -> Done {
    let question = question(
        &[&arguments.equation],
        &arguments.bindings,
        &arguments.under,
    )?;
    let answer = tasks::solve(&question, &Symbol::new(&arguments.unknown))?;
    tell(output, &answer.notes)?;
    let text = match arguments.format {
        Format::Json => json::document(vec![answer::solution_json(&answer.solution)]),
        format => {
            let options = PageOptions {
                format: page_format(format),
                ..PageOptions::default()
            };
            answer::solution(&answer.solution, notation(format), &options)
                .map_err(|found| vec![found])?
        }
    };
    answer_with(&text)
}

/// A name a line, and after a tab what the formula is about.
fn list() -> String {
    let line = |name| match tasks::title(name) {
        Some(title) => format!("{name}\t{title}\n"),
        None => format!("{name}\n"),
    };
    tasks::bundled().map(line).collect()
}

fn source(name: &str) -> Done {
    let found = tasks::source(name, "en").ok_or_else(|| {
        let message = format!("there is no bundled formula `{name}`");
        let found = Diagnostic::error(Code::UNKNOWN_FORMULA, message);
        vec![found.hint(offer(name, tasks::bundled()))]
    })?;
    answer_with(found.text())
}

fn explain(name: &str) -> Done {
    let page = tasks::page(name).ok_or_else(|| {
        let message = format!("there is no rule and no diagnostic code `{name}`");
        let found = Diagnostic::error(Code::USAGE, message);
        vec![found.hint(offer(name, tasks::page_names()))]
    })?;
    answer_with(page)
}

fn completions(shell: clap_complete::Shell) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "longhand", &mut script);
    answer_with(&String::from_utf8_lossy(&script))
}
