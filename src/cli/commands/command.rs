//! The commands by name, and the way to what each does.

use clap::Subcommand;

use super::{
    approx, check, count, derive, diff, emit, equal, eval, pages, prove, size, solve, sweep,
    transform, verify,
};
use crate::cli::common::Done;
use crate::cli::output::Output;
use crate::derive::Goal;

/// The arguments of a command are only made when it is the one that is run, or asked about.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(in crate::cli) enum Command {
    /// The exact value of an expression.
    #[command(
        after_help = "Examples:\n  longhand eval '12*L*h^2 + V*h' L=32 h=4096 V=32000\n  longhand eval 'sqrt(2)' --digits 30"
    )]
    Eval(eval::Eval),
    /// Multiply out: the normal form.
    #[command(after_help = "Example:\n  longhand expand 'L*(12*h^2+4*h)+V*h+2*h' --steps")]
    Expand(transform::Transform),
    /// Gather by the powers of a symbol.
    #[command(after_help = "Example:\n  longhand collect '12*L*h^2 + 4*L*h + V*h + 2*h' --by h")]
    Collect(transform::Collect),
    /// Take out common factors.
    #[command(after_help = "Example:\n  longhand factor '12*L*h^2 + 4*L*h + 2*h'")]
    Factor(transform::Transform),
    /// The shortest form: like terms joined, fractions cancelled.
    #[command(after_help = "Example:\n  longhand simplify 'n*(3*h*(h/n)) + h*h'")]
    Simplify(transform::Transform),
    /// Drop lower-order terms, with the reason, the bound and the exact error.
    #[command(
        after_help = "Examples:\n  longhand approx 'L*(12*h^2+4*h)+V*h+2*h' --large L,h,V\n  longhand approx '12*L*h^2 + V*h' --large L,h --assume 'V << h' L=32 h=4096 V=32000"
    )]
    Approx(approx::Approx),
    /// Decide whether two expressions are identical.
    #[command(
        after_help = "Examples:\n  longhand equal '(a+b)^2' 'a^2+2*a*b+b^2'\n  longhand equal --pairs pairs.tsv"
    )]
    Equal(equal::Equal),
    /// The exact number of a formula file at a model's configuration, and its parts.
    #[command(
        after_help = "Examples:\n  longhand count --config config.json\n  longhand count llama --config config.json --show-bindings\n  longhand count mine.lh --config config.json L=48 --format json"
    )]
    Count(count::Count),
    /// A formula held against the tensors of a checkpoint, part by part.
    #[command(
        after_help = "Examples:\n  longhand verify --checkpoint path/to/model\n  longhand verify llama --checkpoint model.safetensors --config config.json\n  longhand verify mine.lh --checkpoint path/to/model --format json"
    )]
    Verify(verify::Verify),
    /// Judge every relation in documents: what is wrong, why, and what to write instead.
    #[command(
        after_help = "Examples:\n  longhand check notes.md\n  longhand check --strict --large L,h,V paper.tex\n  longhand check docs --format sarif > longhand.sarif\n  longhand check --fix docs"
    )]
    Check(check::Check),
    /// The worked derivation of a formula file.
    #[command(
        after_help = "Examples:\n  longhand derive transformer\n  longhand derive model.lh --lang ko -o model.md"
    )]
    Derive(derive::Derive),
    /// The derivative by a symbol, or by which percentage each symbol moves the whole.
    #[command(
        after_help = "Examples:\n  longhand diff '12*L*h^2 + V*h' --by h\n  longhand diff '12*L*h^2 + V*h' --elasticity L=32 h=4096 V=32000"
    )]
    Diff(diff::Diff),
    /// Prove or refute an identity or an inequality.
    #[command(
        after_help = "Examples:\n  longhand prove '8*L*h^2 >= 4*L*h' --assume 'h >= 1' --assume 'L >= 1'\n  longhand prove 'round_up(x, 256) < x + 256'"
    )]
    Prove(prove::Prove),
    /// Bytes and operations of a model, item by item: file, training, cache, activations, operations.
    #[command(
        after_help = "Examples:\n  longhand size --config config.json\n  longhand size --config config.json --what training,kv ranks=8 stage=1 s=8192\n  longhand size --config config.json --dtype bf16,mlp=q4_k\n  longhand size --what training P=7B --explain"
    )]
    Size(size::Size),
    /// The value of one symbol in an equation, or of several in linear equations.
    #[command(
        after_help = "Examples:\n  longhand solve '2*x + 6 = 10' --for x\n  longhand solve 'n in FP16 = 100 GB' --for n\n  longhand solve 'x + y = 5' 'x - y = 1' --for x,y --steps\n  longhand solve 'total = 7B' --file transformer --for h L=32 V=32000 n=32 --multiple-of 128\n  longhand solve '(total in BF16) + 2*L*k*d*s*(2 bytes) = 80 GB' --config config.json --for L s=8192"
    )]
    Solve(solve::Solve),
    /// One formula over the rows of a table, exactly.
    #[command(
        after_help = "Examples:\n  longhand sweep transformer --input models.csv -o counted.csv\n  longhand sweep transformer --grid 'h = 1024..16384 step 1024' L=32 V=32000 n=32"
    )]
    Sweep(sweep::Sweep),
    /// A formula as source text of another language, exact over the ranges of its columns.
    #[command(
        after_help = "Examples:\n  longhand emit transformer --as python\n  longhand emit kv.lh --as sql --dialect duckdb --range 'h = 1..16384'"
    )]
    Emit(emit::Emit),
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
        shell: clap_complete::Shell,
    },
    /// A page of the manual.
    #[command(after_help = "Example:\n  longhand man derive | man -l -")]
    Man(pages::Man),
}

/// Runs one command.
pub(in crate::cli) fn run(command: Command, output: &Output) -> Done {
    match command {
        Command::Eval(arguments) => eval::run(&arguments, output),
        Command::Expand(arguments) => transform::run(&arguments, &Goal::Expand, output),
        Command::Collect(arguments) => transform::collect(&arguments, output),
        Command::Factor(arguments) => transform::run(&arguments, &Goal::Factor, output),
        Command::Simplify(arguments) => transform::run(&arguments, &Goal::Simplify, output),
        Command::Approx(arguments) => approx::run(&arguments, output),
        Command::Equal(arguments) => equal::run(&arguments, output),
        Command::Count(arguments) => count::run(&arguments, output),
        Command::Verify(arguments) => verify::run(&arguments, output),
        Command::Check(arguments) => check::run(&arguments, output),
        Command::Derive(arguments) => derive::run(&arguments, output),
        Command::Diff(arguments) => diff::run(&arguments, output),
        Command::Prove(arguments) => prove::run(&arguments, output),
        Command::Size(arguments) => size::run(&arguments, output),
        Command::Solve(arguments) => solve::run(&arguments, output),
        Command::Sweep(arguments) => sweep::run(&arguments, output),
        Command::Emit(arguments) => emit::run(&arguments, output),
        Command::List => pages::list(),
        Command::Source { name } => pages::source(&name),
        Command::Explain { name } => pages::explain(&name),
        Command::Completions { shell } => pages::completions(shell),
        Command::Man(arguments) => pages::man(&arguments),
    }
}
