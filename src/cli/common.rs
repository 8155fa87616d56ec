//! What several commands share: their arguments, and the way from them to a task and to text.

use std::path::Path;

use clap::{Args, ValueEnum};

use super::output::Output;
use super::{files, from_latex, minus};
use crate::derivation::Detail;
use crate::diagnostic::{Code, Diagnostic, Outcome, Source};
use crate::expr::Symbol;
use crate::number::{Rational, Written};
use crate::render::answer::{Notation, TableFormat};
use crate::render::math::Flavor;
use crate::render::{PageFormat, PageOptions};
use crate::syntax::parse_expression;
use crate::tasks::{self, Question};

/// How a command ends: an outcome, or what is wrong.
pub(super) type Done = Result<Outcome, Vec<Diagnostic>>;

/// The form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Plain text that parses back.
    Text,
    /// Mathematical notation for terminals.
    Unicode,
    /// LaTeX.
    Latex,
    /// MathML, of expressions.
    Mathml,
    /// Markdown.
    Markdown,
    /// JSON; exact numbers are strings.
    Json,
}

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableChoice {
    /// Aligned columns.
    Text,
    /// Markdown.
    Markdown,
    /// Comma-separated values.
    Csv,
    /// JSON; exact numbers are strings.
    Json,
}

impl From<TableChoice> for TableFormat {
    fn from(choice: TableChoice) -> Self {
        match choice {
            TableChoice::Text => Self::Text,
            TableChoice::Markdown => Self::Markdown,
            TableChoice::Csv => Self::Csv,
            TableChoice::Json => Self::Json,
        }
    }
}

// Under what an expression is read. (As documentation this would describe the commands that flatten it.)
#[derive(Args, Debug)]
pub(super) struct Under {
    /// The notation of expressions.
    #[arg(long, value_enum, default_value_t = Typed::Formula, value_name = "NOTATION")]
    pub(super) from: Typed,
    /// Something to take for granted: `n divides h`, `h >= 64`, `V >> h`, `x : real`.
    #[arg(long, value_name = "ASSUMPTION")]
    pub(super) assume: Vec<String>,
    /// Declared names, so that `total` is one name and not five factors.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    pub(super) names: Vec<String>,
    /// The most terms of an expanded expression.
    #[arg(long, value_name = "N")]
    pub(super) max_terms: Option<usize>,
}

/// How expressions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Typed {
    /// As in formula files: `12*L*h^2`, `12Lh²`.
    Formula,
    /// LaTeX: `\frac{h}{n}`, with or without dollars around it.
    Latex,
}

// How derivations look. (No documentation, for the same reason.)
#[derive(Args, Clone, Debug)]
pub(super) struct Page {
    /// The language of sentences.
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub(super) lang: String,
    /// Where the Markdown will be read.
    #[arg(long, value_enum, default_value_t = FlavorChoice::Portable)]
    pub(super) flavor: FlavorChoice,
}

// How much of a derivation is shown, where its steps have several grains.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Grain {
    /// How much of a derivation is shown.
    #[arg(long, value_enum, default_value_t = DetailChoice::Normal)]
    detail: DetailChoice,
}

impl From<Grain> for Detail {
    fn from(grain: Grain) -> Self {
        match grain.detail {
            DetailChoice::Brief => Self::Brief,
            DetailChoice::Normal => Self::Normal,
            DetailChoice::Full => Self::Full,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FlavorChoice {
    /// Anywhere: formulas inside sentences are plain text.
    Portable,
    /// Where `$…$` is mathematics: Quarto, pandoc, Jupyter.
    Dollars,
    /// GitHub and GitLab.
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DetailChoice {
    /// A line for each kind of step.
    Brief,
    /// A line for each step.
    Normal,
    /// Each step with its substeps.
    Full,
}

/// A question about expressions given as arguments.
pub(super) fn question(
    expressions: &[&str],
    bindings: &[String],
    under: &Under,
) -> Result<Question, Vec<Diagnostic>> {
    let mut question = Question {
        bindings: sources("<value>", bindings),
        assumptions: sources("<assumption>", &under.assume),
        names: under.names.iter().map(|name| Symbol::new(name)).collect(),
        ..Question::default()
    };
    for expression in expressions {
        let source = files::expression(expression).map_err(|found| vec![found])?;
        question.expressions.push(match under.from {
            Typed::Formula => source,
            Typed::Latex => {
                from_latex::formula(&source, &mut question.names).map_err(|found| vec![found])?
            }
        });
    }
    if let Some(max_terms) = under.max_terms {
        question.budget.poly.max_terms = max_terms;
    }
    Ok(question)
}

pub(super) fn sources(name: &str, texts: &[String]) -> Vec<Source> {
    texts
        .iter()
        .map(|text| Source::new(name, minus::as_typed(text)))
        .collect()
}

pub(super) fn answer_with(text: &str) -> Done {
    Output::result(text).map_err(|error| {
        vec![Diagnostic::error(
            Code::FILE,
            format!("cannot write the result: {error}"),
        )]
    })?;
    Ok(Outcome::Clean)
}

pub(super) fn tell(output: &Output, notes: &[Diagnostic]) -> Result<(), Vec<Diagnostic>> {
    output.report(notes).map_err(|error| {
        vec![Diagnostic::error(
            Code::FILE,
            format!("cannot write messages: {error}"),
        )]
    })
}

pub(super) fn notation(format: Format) -> Notation {
    match format {
        Format::Unicode => Notation::Unicode,
        Format::Latex => Notation::Latex,
        Format::Mathml => Notation::Mathml,
        Format::Text | Format::Markdown | Format::Json => Notation::Plain,
    }
}

/// `1%`, `0.01`.
pub(super) fn tolerance(text: &str) -> Result<Rational, Vec<Diagnostic>> {
    let value = Written::parse(text).map(|written| written.value());
    value.ok().filter(Rational::is_positive).ok_or_else(|| {
        let message = format!("`{text}` is not a relative error");
        let pointed = text.replace(',', ".");
        let hint = match Written::parse(&pointed) {
            Ok(written) if pointed != text && written.value().is_positive() => {
                format!("decimals have a point: --within {pointed}")
            }
            _ => "write --within 1%".to_owned(),
        };
        vec![Diagnostic::error(Code::USAGE, message).hint(hint)]
    })
}

/// Over several inputs unusable beats wrong beats undecided.
pub(super) fn worst_of(outcomes: &[Outcome]) -> Outcome {
    outcomes.iter().copied().max().unwrap_or(Outcome::Clean)
}

/// A name that is neither a file nor bundled is more likely a mistyped name than a lost file.
pub(super) fn formula_file(path: &Path, name: &str) -> Result<Source, Diagnostic> {
    let looks_like_a_path = name.contains(['/', '\\', '.']) || name == "-";
    if !path.exists()
        && let Some(error) = typed_formula(name)
    {
        return Err(error);
    }
    if looks_like_a_path || path.exists() {
        return files::file(path);
    }
    let message = format!("there is no file and no bundled formula `{name}`");
    Err(Diagnostic::error(Code::UNKNOWN_FORMULA, message).hint(offer(name, tasks::bundled())))
}

/// A formula typed where a file belongs, with the file that it could stand in.
fn typed_formula(name: &str) -> Option<Diagnostic> {
    if !name.contains(['*', '^', '+', '(', '=', '²', '³']) {
        return None;
    }
    let (defined, formula) = name.split_once('=').unwrap_or(("total", name));
    let symbols = parse_expression(formula).ok()?.free_symbols();
    let params = symbols.iter().map(|symbol| format!("param {symbol}"));
    let definition = format!("{} = {}", defined.trim(), formula.trim());
    let lines: Vec<String> = params.chain([definition]).collect();
    let message = format!("`{name}` is a formula, and a formula file is expected here");
    let hint = format!(
        "write it into a file, say formula.lh, in these lines: `{}`",
        lines.join("`, `")
    );
    Some(Diagnostic::error(Code::UNKNOWN_FORMULA, message).hint(hint))
}

/// The nearest of the names there are, or all of them where none is near.
pub(super) fn offer(name: &str, known: impl Iterator<Item = &'static str>) -> String {
    let known: Vec<&str> = known.collect();
    match tasks::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    }
}

pub(super) fn page_format(format: Format) -> PageFormat {
    match format {
        Format::Markdown => PageFormat::Markdown,
        Format::Latex => PageFormat::Latex,
        Format::Json => PageFormat::Json,
        Format::Text | Format::Unicode | Format::Mathml => PageFormat::Text,
    }
}

/// For a sentence in a language, in text.
pub(super) fn sentence_options(language: &str) -> PageOptions {
    PageOptions {
        format: PageFormat::Text,
        language: language.to_owned(),
        ..PageOptions::default()
    }
}

pub(super) fn page_options(format: Format, page: &Page, detail: Detail) -> PageOptions {
    PageOptions {
        format: page_format(format),
        flavor: match page.flavor {
            FlavorChoice::Portable => Flavor::Portable,
            FlavorChoice::Dollars => Flavor::Dollars,
            FlavorChoice::Github => Flavor::GitHub,
        },
        language: page.lang.clone(),
        detail,
        template: None,
    }
}
