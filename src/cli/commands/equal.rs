//! `longhand equal`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::common::{
    Done, Format, Typed, Under, answer_with, question, sentence_options, tell, worst_of,
};
use crate::cli::output::Output;
use crate::cli::{files, from_latex};
use crate::diagnostic::{Diagnostic, Severity};
use crate::expr::Relation;
use crate::render::{self, answer, json};
use crate::tasks;

#[derive(Args, Debug)]
pub(in crate::cli) struct Equal {
    /// The two expressions; `-` reads one from standard input.
    #[arg(value_name = "EXPR")]
    expressions: Vec<String>,
    /// Decide many pairs, two columns parted by a tab, one pair a line.
    #[arg(long, value_name = "FILE", conflicts_with = "expressions")]
    pairs: Option<PathBuf>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// A sentence in this language, instead of a line for programs.
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    #[command(flatten)]
    under: Under,
}

pub(super) fn run(arguments: &Equal, output: &Output) -> Done {
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
            answer.outside.as_ref(),
        )]),
        _ => as_text(&answer, arguments)?,
    };
    answer_with(&text)?;
    Ok(answer.outcome())
}

/// A line, or where a language is asked for a sentence.
fn as_text(compared: &tasks::Compared, arguments: &Equal) -> Result<String, Vec<Diagnostic>> {
    let Some(language) = &arguments.lang else {
        return Ok(as_line(compared));
    };
    let told = answer::JudgedAnswer {
        lhs: &compared.lhs,
        relation: Relation::Equal,
        rhs: &compared.rhs,
        verdict: &compared.verdict,
        outside: compared.outside.as_ref(),
    };
    answer::judged(&[told], &sentence_options(language)).map_err(|found| vec![found])
}

fn as_line(compared: &tasks::Compared) -> String {
    let line = answer::verdict(&compared.verdict, compared.difference.as_ref());
    answer::with_outside(line, compared.outside.as_ref())
}

/// One line of output for each line of input; the worst of their outcomes.
fn pairs(path: &Path, arguments: &Equal) -> Done {
    let source = files::file(path).map_err(|found| vec![found])?;
    let mut common = question(&[], &[], &arguments.under)?;
    let source = match arguments.under.from {
        Typed::Formula => source,
        Typed::Latex => from_latex::pairs(&source, &mut common.names),
    };
    let mut text = String::new();
    let mut results = Vec::new();
    let mut outcomes = Vec::new();
    for answer in tasks::equal_pairs(&source, &common) {
        outcomes.push(answer.outcome());
        match (&answer.answer, arguments.format) {
            (Ok(compared), Format::Json) => results.push(answer::verdict_json(
                &compared.verdict,
                compared.difference.as_ref(),
                compared.outside.as_ref(),
            )),
            (Ok(compared), _) => text.push_str(&as_text(compared, arguments)?),
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
