//! Rows of a table, one after another: CSV, JSON lines, a grid.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::BufRead;

use csv::ByteRecord;
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::grid::Grid;

/// The longest line of JSON that is read.
const MAX_LINE: u64 = 64 * 1024 * 1024;

/// Where rows come from. A table of any length takes no more memory than its longest row.
pub struct Input<'a> {
    header: Vec<String>,
    rows: Rows<'a>,
    read: u64,
}

enum Rows<'a> {
    Csv(Box<csv::Reader<Box<dyn BufRead + 'a>>>),
    Json {
        lines: Box<dyn BufRead + 'a>,
        first: Option<String>,
    },
    Grid(Grid),
}

/// A row as it was read: a cell for each name of the header.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its number, from 1, the header left out.
    pub number: u64,
    /// The cells as text; of JSON strings the text inside, of `null` nothing.
    pub cells: ByteRecord,
    /// The line of JSON it was, to be written again as it stood.
    pub line: Option<String>,
    /// Why the row cannot be used, where it cannot: a cell too many, a line that is no object.
    pub broken: Option<String>,
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("header", &self.header)
            .field("read", &self.read)
            .finish()
    }
}

impl<'a> Input<'a> {
    /// A table of comma-separated values whose first row names the columns (RFC 4180).
    ///
    /// # Errors
    /// A header that cannot be read, or none.
    pub fn csv(text: Box<dyn BufRead + 'a>) -> Result<Self, String> {
        let mut builder = csv::ReaderBuilder::new();
        let mut reader = builder.flexible(true).from_reader(text);
        let header = reader.byte_headers().map_err(|error| error.to_string())?;
        let header: Vec<String> = header
            .iter()
            .map(|cell| name(&String::from_utf8_lossy(cell)))
            .collect();
        if header.is_empty() {
            return Err("it is empty, and its first row is to name the columns".into());
        }
        if header.iter().all(String::is_empty) {
            return Err("its first row names no column; write the names there: L,h".into());
        }
        Ok(Self {
            header,
            rows: Rows::Csv(Box::new(reader)),
            read: 0,
        })
    }

    /// Lines of JSON, an object each; the keys of the first are the columns.
    ///
    /// # Errors
    /// A first line that is no object, or none.
    pub fn json_lines(mut lines: Box<dyn BufRead + 'a>) -> Result<Self, String> {
        let first = read_line(&mut lines)?;
        let header = match &first {
            Some(line) => object(line)?.0.into_iter().map(|(key, _)| key).collect(),
            None => return Err("it is empty, and each line is to be an object".into()),
        };
        Ok(Self {
            header,
            rows: Rows::Json { lines, first },
            read: 0,
        })
    }

    /// Every combination of some values.
    pub fn grid(grid: Grid) -> Self {
        Self {
            header: grid.header(),
            rows: Rows::Grid(grid),
            read: 0,
        }
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Whether rows are lines of JSON.
    pub fn is_json(&self) -> bool {
        matches!(self.rows, Rows::Json { .. })
    }

    /// How many rows there will be, where that is known.
    pub fn total(&self) -> Option<u64> {
        match &self.rows {
            Rows::Grid(grid) => Some(grid.rows()),
            _ => None,
        }
    }

    /// Passes over rows that were done before.
    ///
    /// # Errors
    /// As for [`Input::next`].
    pub fn skip(&mut self, rows: u64) -> Result<(), String> {
        if let Rows::Grid(grid) = &mut self.rows {
            grid.pass_over(rows);
            self.read += rows;
            return Ok(());
        }
        let mut row = Row::default();
        for _ in 0..rows {
            if !self.next(&mut row)? {
                break;
            }
        }
        Ok(())
    }

    /// Reads the next row into `row`; false at the end.
    ///
    /// # Errors
    /// A table that cannot be read on.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, String> {
        row.broken = None;
        row.line = None;
        let found = match &mut self.rows {
            Rows::Csv(reader) => {
                let found = reader.read_byte_record(&mut row.cells);
                let found = found.map_err(|error| error.to_string())?;
                let (cells, columns) = (row.cells.len(), self.header.len());
                if found && cells != columns {
                    row.broken = Some(format!(
                        "it has {cells} {} under {columns} {}",
                        noun(cells, "cell"),
                        noun(columns, "name")
                    ));
                }
                found
            }
            Rows::Json { lines, first } => {
                let line = match first.take() {
                    Some(line) => Some(line),
                    None => read_line(lines)?,
                };
                row.cells.clear();
                match line.as_deref().map(object) {
                    Some(Ok(object)) => object.fill(&self.header, &mut row.cells),
                    Some(Err(error)) => row.broken = Some(error),
                    None => {}
                }
                row.line = line;
                row.line.is_some()
            }
            Rows::Grid(grid) => match grid.next() {
                Some(cells) => {
                    row.cells = cells.into();
                    true
                }
                None => false,
            },
        };
        self.read += u64::from(found);
        row.number = self.read;
        Ok(found)
    }
}

/// A column's name without what editors put around it.
fn name(cell: &str) -> String {
    cell.trim_start_matches('\u{feff}').trim().to_owned()
}

/// The next line that is not blank.
fn read_line(lines: &mut dyn BufRead) -> Result<Option<String>, String> {
    loop {
        let mut line = Vec::new();
        let read = std::io::Read::take(&mut *lines, MAX_LINE).read_until(b'\n', &mut line);
        let read = read.map_err(|error| error.to_string())?;
        if read as u64 == MAX_LINE {
            return Err("a line is longer than 64 MiB".into());
        }
        let line = String::from_utf8(line).map_err(|_| "a line is not UTF-8".to_owned())?;
        if read == 0 || !line.trim().is_empty() {
            return Ok((read > 0).then(|| line.trim().to_owned()));
        }
    }
}

/// The keys and values of an object, in its order.
struct Object(Vec<(String, Box<RawValue>)>);

fn object(line: &str) -> Result<Object, String> {
    serde_json::from_str(line).map_err(|error| format!("the line is no JSON object: {error}"))
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut entries: Vec<(String, Box<RawValue>)> = Vec::new();
                let mut keys = BTreeSet::new();
                while let Some(entry) = map.next_entry::<String, Box<RawValue>>()? {
                    if !keys.insert(entry.0.clone()) {
                        let told = format!("the key `{}` stands twice", entry.0);
                        return Err(serde::de::Error::custom(told));
                    }
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

impl Object {
    /// The cells under the names of a header; what the object lacks is empty.
    fn fill(&self, header: &[String], cells: &mut ByteRecord) {
        let entries: BTreeMap<&str, &RawValue> = self
            .0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_ref()))
            .collect();
        for name in header {
            let value = entries.get(name.as_str());
            cells.push_field(value.map_or(String::new(), |value| cell(value)).as_bytes());
        }
    }
}

/// The text of a JSON value as a cell.
fn cell(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        text if text.starts_with('"') => {
            serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())
        }
        text => text.to_owned(),
    }
}

/// A noun for so many.
fn noun(count: usize, one: &str) -> String {
    format!("{one}{}", if count == 1 { "" } else { "s" })
}
