//! `longhand prove`.

use clap::Args;

use crate::cli::common::{Done, Format, Under, answer_with, question, sentence_options, tell};
use crate::cli::output::Output;
use crate::render::{answer, json};
use crate::tasks;

#[derive(Args, Debug)]
pub(in crate::cli) struct Prove {
    /// The claim, an identity or an inequality; `-` reads it from standard input.
    claim: String,
    /// Values.
    #[arg(value_name = "NAME=VALUE")]
    bindings: Vec<String>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// A sentence in this language, instead of a line for programs.
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    #[command(flatten)]
    under: Under,
}

pub(super) fn run(arguments: &Prove, output: &Output) -> Done {
    let question = question(&[&arguments.claim], &arguments.bindings, &arguments.under)?;
    let proved = tasks::prove(&question)?;
    tell(output, &proved.notes)?;
    let links = &proved.links;
    let text = if arguments.format == Format::Json {
        let told = links.iter().map(|link| {
            answer::proof_json(
                &link.lhs,
                link.relation,
                &link.rhs,
                &link.verdict,
                link.outside.as_ref(),
            )
        });
        json::document(told.collect())
    } else if let Some(language) = &arguments.lang {
        let told: Vec<answer::JudgedAnswer<'_>> = links
            .iter()
            .map(|link| answer::JudgedAnswer {
                lhs: &link.lhs,
                relation: link.relation,
                rhs: &link.rhs,
                verdict: &link.verdict,
                outside: link.outside.as_ref(),
            })
            .collect();
        answer::judged(&told, &sentence_options(language)).map_err(|found| vec![found])?
    } else {
        let told = links
            .iter()
            .map(|link| answer::with_outside(answer::proof(&link.verdict), link.outside.as_ref()));
        told.collect::<Vec<String>>().join("\n")
    };
    answer_with(&text)?;
    Ok(proved.outcome())
}
