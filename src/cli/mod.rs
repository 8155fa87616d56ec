//! The command line: arguments, files, the terminal, exit codes.
//!
//! Results go to standard output and everything else to standard error. What a command computes
//! is the business of [`crate::tasks`], what it looks like of [`crate::render`].

mod arguments;
mod checking;
mod checkpoint;
mod commands;
mod common;
mod files;
mod from_latex;
mod large;
mod minus;
mod output;
mod progress;
mod rows_file;
mod run;

pub use run::main;
