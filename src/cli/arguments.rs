//! The command line as a whole.

use clap::{Parser, ValueEnum};

use super::commands::Command;

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
