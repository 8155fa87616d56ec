//! Rows of a table with further cells, as CSV or as lines of JSON.

use csv::{ByteRecord, Writer, WriterBuilder};
use serde_json::Value;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowForm {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// A JSON object a line; exact numbers are strings.
    JsonLines,
}

/// Writes rows into memory, to be taken in portions of whole rows.
///
/// ```
/// use longhand::render::rows::{RowForm, RowWriter};
///
/// let mut writer = RowWriter::new(RowForm::JsonLines, &["h".into()], &["total".into()]);
/// writer.row(&csv::ByteRecord::from(vec!["3"]), None, &[b"9".to_vec()]);
/// assert_eq!(writer.take(), b"{\"h\":\"3\",\"total\":\"9\"}\n");
/// ```
#[derive(Debug)]
pub struct RowWriter {
    form: RowForm,
    names: Vec<String>,
    new: Vec<String>,
    csv: Writer<Vec<u8>>,
    json: Vec<u8>,
}

impl RowWriter {
    /// A writer for rows with these names and new ones after them.
    pub fn new(form: RowForm, names: &[String], new: &[String]) -> Self {
        Self {
            form,
            names: names.to_vec(),
            new: new.to_vec(),
            csv: csv_writer(),
            json: Vec::new(),
        }
    }

    /// The line of names; lines of JSON have none.
    pub fn header(&mut self) {
        if self.form == RowForm::Csv {
            let names = self.names.iter().chain(&self.new).map(String::as_bytes);
            // Writing to memory does not fail.
            let _ = self.csv.write_record(names);
        }
    }

    /// A row with the values of the new names. `line` is the row as the JSON it was, where it was
    /// one; what it holds is kept as it stood.
    pub fn row(&mut self, cells: &ByteRecord, line: Option<&str>, values: &[Vec<u8>]) {
        match self.form {
            RowForm::Csv => {
                // A row with too few cells is filled up, so that the new ones stand under their names.
                let lacking = self.names.len().saturating_sub(cells.len());
                let cells = cells.iter().chain(std::iter::repeat_n(&[][..], lacking));
                let _ = self
                    .csv
                    .write_record(cells.chain(values.iter().map(Vec::as_slice)));
            }
            RowForm::JsonLines => {
                let old = match line {
                    Some(line) => inside(line).to_owned(),
                    None => members(&self.names, cells.iter()),
                };
                let new = members(&self.new, values.iter().map(Vec::as_slice));
                let comma = if old.is_empty() || new.is_empty() {
                    ""
                } else {
                    ","
                };
                self.json.extend(format!("{{{old}{comma}{new}}}\n").bytes());
            }
        }
    }

    /// What was written since the last time.
    pub fn take(&mut self) -> Vec<u8> {
        let csv = std::mem::replace(&mut self.csv, csv_writer());
        match self.form {
            RowForm::Csv => csv.into_inner().unwrap_or_default(),
            RowForm::JsonLines => std::mem::take(&mut self.json),
        }
    }
}

/// A row with too many cells is written as it was read.
fn csv_writer() -> Writer<Vec<u8>> {
    WriterBuilder::new().flexible(true).from_writer(Vec::new())
}

/// Names and cells as they stand in an object; an empty cell is `null`.
fn members<'a>(names: &[String], cells: impl Iterator<Item = &'a [u8]>) -> String {
    let value = |cell: &[u8]| match cell {
        [] => Value::Null,
        cell => Value::from(String::from_utf8_lossy(cell)),
    };
    let members = names.iter().zip(cells);
    let members =
        members.map(|(name, cell)| format!("{}:{}", Value::from(name.as_str()), value(cell)));
    members.collect::<Vec<_>>().join(",")
}

/// What stands between the braces of an object.
fn inside(line: &str) -> &str {
    let inside = line
        .trim()
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    inside.unwrap_or_default().trim()
}
