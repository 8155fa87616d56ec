//! Progress of long work, on a terminal only.

use std::cell::Cell;
use std::io::{self, BufRead, IsTerminal, Read};
use std::rc::Rc;

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

/// How far a work over rows has come: shown on a terminal, with the rate and the time that is left.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    bytes: Option<Rc<Cell<u64>>>,
    /// Rows that an earlier run has done.
    before: Cell<u64>,
}

impl Progress {
    /// Progress towards so many rows, or through a file of so many bytes, of which `bytes` were
    /// read; of an unknown length where neither is known.
    pub(super) fn new(rows: Option<u64>, bytes: Option<(u64, Rc<Cell<u64>>)>, quiet: bool) -> Self {
        let length = rows.or(bytes.as_ref().map(|(length, _)| *length));
        let hidden = quiet || !io::stderr().is_terminal();
        let bar = match length {
            _ if hidden => ProgressBar::hidden(),
            Some(length) => ProgressBar::new(length),
            None => ProgressBar::new_spinner(),
        };
        let template = match length {
            Some(_) => "{wide_bar} {percent:>3} %  {msg}  {eta} left",
            None => "{spinner} {msg}  {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let bytes = bytes.filter(|_| rows.is_none()).map(|(_, read)| read);
        let before = Cell::new(0);
        Self { bar, bytes, before }
    }

    /// An earlier run has done so many rows, which do not count for the rate.
    pub(super) fn begins_at(&self, rows: u64) {
        self.before.set(rows);
    }

    /// So many rows are done.
    pub(super) fn rows(&self, done: u64) {
        let place = self.bytes.as_ref().map_or(done, |read| read.get());
        self.bar.set_position(place);
        let milliseconds = self.bar.elapsed().as_millis().max(1);
        let here = u128::from(done.saturating_sub(self.before.get()));
        let rate = u64::try_from(here * 1000 / milliseconds).unwrap_or(u64::MAX);
        let rate = HumanCount(rate);
        self.bar
            .set_message(format!("{} rows, {rate} a second", HumanCount(done)));
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A reader that tells how many bytes were taken from it.
pub(super) struct Counted<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R, read: Rc<Cell<u64>>) -> Self {
        Self { inner, read }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.read.set(self.read.get() + amount as u64);
        self.inner.consume(amount);
    }
}
