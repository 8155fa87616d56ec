//! The arguments of each command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Writes a formula out in full: the exact number, the honest approximation, and the derivation
/// that proves both.
#[derive(Debug, Parser)]
#[command(
    name = "longhand",
    version,
    arg_required_else_help = true,
    propagate_version = true
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to colour messages.
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    pub(super) color: ColorChoice,
    /// Leave notes and warnings out.
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    Auto,
    Always,
    Never,
}

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

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The exact value of an expression.
    #[command(
        after_help = "Examples:\n  longhand eval '12*L*h^2 + V*h' L=32 h=4096 V=32000\n  longhand eval 'sqrt(2)' --digits 30"
    )]
    Eval(Eval),
    /// Multiply out: the normal form.
    #[command(after_help = "Example:\n  longhand expand 'L*(12*h^2+4*h)+V*h+2*h' --steps")]
    Expand(Transform),
    /// Gather by the powers of a symbol.
    #[command(after_help = "Example:\n  longhand collect '12*L*h^2 + 4*L*h + V*h + 2*h' --by h")]
    Collect(Collect),
    /// Take out common factors.
    #[command(after_help = "Example:\n  longhand factor '12*L*h^2 + 4*L*h + 2*h'")]
    Factor(Transform),
    /// The shortest form: like terms joined, fractions cancelled.
    #[command(after_help = "Example:\n  longhand simplify 'n*(3*h*(h/n)) + h*h'")]
    Simplify(Transform),
    /// Drop lower-order terms, with the reason, the bound and the exact error.
    #[command(
        after_help = "Examples:\n  longhand approx 'L*(12*h^2+4*h)+V*h+2*h' --large L,h,V\n  longhand approx '12*L*h^2 + V*h' --large L,h --assume 'V << h' L=32 h=4096 V=32000"
    )]
    Approx(Approx),
    /// Decide whether two expressions are identical.
    #[command(
        after_help = "Examples:\n  longhand equal '(a+b)^2' 'a^2+2*a*b+b^2'\n  longhand equal --pairs pairs.tsv"
    )]
    Equal(Equal),
    /// The worked derivation of a formula file.
    #[command(
        after_help = "Examples:\n  longhand derive transformer\n  longhand derive model.lh --lang ko -o model.md"
    )]
    Derive(Derive),
    /// The value of one symbol in an equation.
    #[command(
        after_help = "Examples:\n  longhand solve '2*x + 6 = 10' --for x\n  longhand solve 'n in FP16 = 100 GB' --for n"
    )]
    Solve(Solve),
    /// The bundled formula files.
    #[command(after_help = "Example:\n  longhand list")]
    List,
    /// The source of a bundled formula file.
    #[command(after_help = "Example:\n  longhand source transformer > mine.lh")]
    Source {
        /// Its name; `list` tells them.
        name: String,
    },
    /// What a diagnostic code or a rule means, with an example.
    #[command(
        after_help = "Examples:\n  longhand explain syntax/ambiguous\n  longhand explain distribute"
    )]
    Explain {
        /// The code or rule.
        name: String,
    },
    /// A completion script for a shell.
    #[command(
        after_help = "Examples:\n  longhand completions bash > ~/.local/share/bash-completion/completions/longhand\n  longhand completions fish > ~/.config/fish/completions/longhand.fish"
    )]
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Under what an expression is read.
#[derive(Args, Debug)]
pub(super) struct Under {
    /// Something to take for granted: `n divides h`, `h >= 64`, `V >> h`.
    #[arg(long, value_name = "ASSUMPTION")]
    pub(super) assume: Vec<String>,
    /// Declared names, so that `total` is one name and not five factors.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    pub(super) names: Vec<String>,
    /// The most terms of an expanded expression.
    #[arg(long, value_name = "N")]
    pub(super) max_terms: Option<usize>,
}

#[derive(Args, Debug)]
pub(super) struct Eval {
    /// The expression; `-` reads it from standard input.
    pub(super) expression: String,
    /// Values.
    #[arg(value_name = "NAME=VALUE")]
    pub(super) bindings: Vec<String>,
    /// Also print the value rounded to this many significant digits.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) digits: Option<u32>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) under: Under,
}

#[derive(Args, Debug)]
pub(super) struct Transform {
    /// The expression; `-` reads it from standard input.
    pub(super) expression: String,
    /// Show the derivation.
    #[arg(long)]
    pub(super) steps: bool,
    #[command(flatten)]
    pub(super) page: Page,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) under: Under,
}

#[derive(Args, Debug)]
pub(super) struct Collect {
    /// The symbol.
    #[arg(long, value_name = "NAME")]
    pub(super) by: String,
    #[command(flatten)]
    pub(super) transform: Transform,
}

/// How derivations look.
#[derive(Args, Clone, Debug)]
pub(super) struct Page {
    /// The language of sentences.
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub(super) lang: String,
    /// How much of a derivation is shown.
    #[arg(long, value_enum, default_value_t = DetailChoice::Normal)]
    pub(super) detail: DetailChoice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DetailChoice {
    /// A line for each kind of step.
    Brief,
    /// A line for each step.
    Normal,
    /// Each step with its substeps.
    Full,
}

#[derive(Args, Debug)]
pub(super) struct Approx {
    /// The expression; `-` reads it from standard input.
    pub(super) expression: String,
    /// Values, for the exact error.
    #[arg(value_name = "NAME=VALUE")]
    pub(super) bindings: Vec<String>,
    /// The symbols that grow without bound; all of them unless said.
    #[arg(long, value_delimiter = ',', value_name = "NAME,…")]
    pub(super) large: Vec<String>,
    /// Also tell what may be dropped at these values within this relative error: `1%`.
    #[arg(long, value_name = "ERROR")]
    pub(super) within: Option<String>,
    /// Show the derivation.
    #[arg(long)]
    pub(super) steps: bool,
    #[command(flatten)]
    pub(super) page: Page,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) under: Under,
}

#[derive(Args, Debug)]
pub(super) struct Equal {
    /// The two expressions; `-` reads one from standard input.
    #[arg(value_name = "EXPR")]
    pub(super) expressions: Vec<String>,
    /// Decide many pairs, two columns parted by a tab, one pair a line.
    #[arg(long, value_name = "FILE", conflicts_with = "expressions")]
    pub(super) pairs: Option<PathBuf>,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) under: Under,
}

#[derive(Args, Debug)]
pub(super) struct Derive {
    /// A formula file, a bundled name, or `-` for standard input.
    pub(super) file: String,
    /// Values, which make a case of their own.
    #[arg(value_name = "NAME=VALUE")]
    pub(super) bindings: Vec<String>,
    /// Only this case.
    #[arg(long, value_name = "NAME")]
    pub(super) case: Option<String>,
    #[command(flatten)]
    pub(super) page: Page,
    /// A page template of one's own.
    #[arg(long, value_name = "FILE")]
    pub(super) template: Option<PathBuf>,
    /// Write to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The form of the page.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    pub(super) format: Format,
    /// The most terms of an expanded expression.
    #[arg(long, value_name = "N")]
    pub(super) max_terms: Option<usize>,
}

#[derive(Args, Debug)]
pub(super) struct Solve {
    /// The equation; `-` reads it from standard input.
    pub(super) equation: String,
    /// Values.
    #[arg(value_name = "NAME=VALUE")]
    pub(super) bindings: Vec<String>,
    /// The symbol to find.
    #[arg(long = "for", value_name = "NAME")]
    pub(super) unknown: String,
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) under: Under,
}
