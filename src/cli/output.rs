//! What goes to the terminal: results to standard output, messages to standard error.

use std::io::{self, BufWriter, IsTerminal, Write};

use super::arguments::ColorChoice;
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::report;

/// Where results and messages go.
#[derive(Debug)]
pub(super) struct Output {
    color: bool,
    quiet: bool,
}

impl Output {
    pub(super) fn new(color: ColorChoice, quiet: bool) -> Self {
        let color = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let asked_not_to =
                    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                io::stderr().is_terminal() && !asked_not_to
            }
        };
        Self { color, quiet }
    }

    /// Whether results that are read by people may be coloured.
    pub(super) fn colors_results(&self) -> bool {
        self.color && io::stdout().is_terminal()
    }

    /// Whether only errors are told.
    pub(super) fn quiet(&self) -> bool {
        self.quiet
    }

    /// Prints a result. A reader who has gone away (`| head`) is no failure.
    pub(super) fn result(text: &str) -> io::Result<()> {
        unless_closed(Self::put(text))
    }

    /// Prints a result; whether there is still somebody who reads it.
    pub(super) fn reaches_someone(text: &str) -> io::Result<bool> {
        match Self::put(text) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            printed => printed.map(|()| true),
        }
    }

    fn put(text: &str) -> io::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        out.write_all(text.as_bytes())?;
        if !text.is_empty() && !text.ends_with('\n') {
            out.write_all(b"\n")?;
        }
        out.flush()
    }

    /// Tells what is wrong or worth knowing.
    pub(super) fn report(&self, diagnostics: &[Diagnostic]) -> io::Result<()> {
        let is_told = |found: &&Diagnostic| !self.quiet || found.severity == Severity::Error;
        let told: Vec<Diagnostic> = diagnostics.iter().filter(is_told).cloned().collect();
        if told.is_empty() {
            return Ok(());
        }
        let text = report::text(&told, self.color);
        let mut err = io::stderr().lock();
        unless_closed(err.write_all(text.as_bytes()).and_then(|()| err.flush()))
    }
}

fn unless_closed(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}
