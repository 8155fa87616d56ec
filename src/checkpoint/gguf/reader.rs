//! Numbers and texts of a GGUF file, read in windows, every length held against the file.

use crate::checkpoint::{Opened, Trouble};

/// How many bytes are asked for at once.
const WINDOW: usize = 1 << 16;

/// The most bytes before the data: vocabularies lie there, and take tens of megabytes.
const MAX_HEADER: u64 = 1 << 30;

/// Reads on from the start of a file.
pub(super) struct Reader<'o> {
    opened: &'o mut dyn Opened,
    /// Where the window begins in the file.
    start: u64,
    window: Vec<u8>,
    /// Where the next byte is.
    at: u64,
}

/// Why reading ended.
#[derive(Debug)]
pub(super) enum Stop {
    /// The file ends.
    End(u64),
    /// Something is larger than it may be.
    Limit(String),
    /// It cannot be read.
    Trouble(Trouble),
}

impl<'o> Reader<'o> {
    pub(super) fn new(opened: &'o mut dyn Opened) -> Self {
        Self {
            opened,
            start: 0,
            window: Vec::new(),
            at: 0,
        }
    }

    /// How many bytes were read.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The next bytes, at most as many as a window.
    fn bytes(&mut self, length: usize) -> Result<&[u8], Stop> {
        self.check(length as u64)?;
        let end = self.start + self.window.len() as u64;
        if self.at < self.start || self.at + length as u64 > end {
            let wanted = length.max(WINDOW);
            self.window = self.opened.read(self.at, wanted).map_err(Stop::Trouble)?;
            self.start = self.at;
        }
        let from = usize::try_from(self.at - self.start).unwrap_or(usize::MAX);
        let at = self.at;
        self.at += length as u64;
        let bytes = self.window.get(from..from.saturating_add(length));
        bytes.ok_or(Stop::End(at))
    }

    /// Goes past bytes without reading them.
    pub(super) fn skip(&mut self, length: u64) -> Result<(), Stop> {
        self.check(length)?;
        self.at += length;
        Ok(())
    }

    /// That so many bytes are still there, and not too many were read.
    fn check(&self, length: u64) -> Result<(), Stop> {
        let end = self
            .at
            .checked_add(length)
            .filter(|end| *end <= self.opened.bytes());
        match end {
            None => Err(Stop::End(self.at)),
            Some(end) if end > MAX_HEADER => Err(Stop::Limit(format!(
                "its header is longer than {MAX_HEADER} bytes"
            ))),
            Some(_) => Ok(()),
        }
    }

    pub(super) fn u32(&mut self) -> Result<u32, Stop> {
        let at = self.at;
        let bytes = <[u8; 4]>::try_from(self.bytes(4)?);
        bytes.map(u32::from_le_bytes).map_err(|_| Stop::End(at))
    }

    pub(super) fn u64(&mut self) -> Result<u64, Stop> {
        let at = self.at;
        let bytes = <[u8; 8]>::try_from(self.bytes(8)?);
        bytes.map(u64::from_le_bytes).map_err(|_| Stop::End(at))
    }

    /// A text of at most so many bytes.
    pub(super) fn text(&mut self, what: &str, most: u64) -> Result<String, Stop> {
        let length = self.u64()?;
        if length > most {
            return Err(Stop::Limit(format!(
                "{what} of {length} bytes, and at most {most} are read"
            )));
        }
        let bytes = self.bytes(usize::try_from(length).unwrap_or(usize::MAX))?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    /// Goes past a text.
    pub(super) fn skip_text(&mut self) -> Result<(), Stop> {
        let length = self.u64()?;
        self.skip(length)
    }
}
