//! The points of a figure, gathered while a table goes by.

use crate::number::{Rational, Written};
use crate::render::plot::{Curve, Figure};
use crate::sweep::Row;

/// The most rows whose points are kept; of longer tables every second, fourth, … row.
const KEPT: usize = 4096;

/// The most curves of a figure.
const CURVES: usize = 6;

/// The points of some results over some columns.
#[derive(Debug)]
pub(super) struct Points {
    columns: Vec<(usize, String)>,
    results: Vec<String>,
    /// The values of columns and of results in the rows that are kept.
    rows: Vec<(Vec<Rational>, Vec<Rational>)>,
    /// Every so many rows one is kept.
    stride: u64,
    met: u64,
}

impl Points {
    /// Points over these columns, by their places in a row.
    pub(super) fn new(columns: Vec<(usize, String)>, results: Vec<String>) -> Self {
        Self {
            columns,
            results,
            rows: Vec::new(),
            stride: 1,
            met: 0,
        }
    }

    /// Keeps the points of a row, unless a value of it is no number.
    pub(super) fn row(&mut self, row: &Row, values: &[Vec<u8>]) {
        let place = self.met;
        self.met += 1;
        if !place.is_multiple_of(self.stride) {
            return;
        }
        let cells = self
            .columns
            .iter()
            .map(|(place, _)| number(row.cells.get(*place)?));
        let values = values.iter().map(|value| number(value));
        if let (Some(cells), Some(values)) = (cells.collect(), values.collect()) {
            self.rows.push((cells, values));
        }
        if self.rows.len() > KEPT {
            let mut keep = false;
            self.rows.retain(|_| {
                keep = !keep;
                keep
            });
            self.stride *= 2;
        }
    }

    /// The figure: over the column with the most values, a curve for each combination of the others
    /// and each result. Where these are too many, points without lines.
    pub(super) fn figure(&self) -> Figure {
        let values = |place: usize| {
            let mut values: Vec<&Rational> = self
                .rows
                .iter()
                .filter_map(|(cells, _)| cells.get(place))
                .collect();
            values.sort_unstable();
            values.dedup();
            values.len()
        };
        let counts: Vec<usize> = (0..self.columns.len()).map(values).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let across = counts.iter().position(|count| *count == most).unwrap_or(0);
        let varies = |place: &usize| *place != across && counts.get(*place).is_some_and(|n| *n > 1);
        let others: Vec<usize> = (0..self.columns.len()).filter(varies).collect();
        let mut curves: Vec<Curve> = Vec::new();
        for (which, result) in self.results.iter().enumerate() {
            for (cells, values) in &self.rows {
                let (Some(x), Some(y)) = (cells.get(across), values.get(which)) else {
                    continue;
                };
                let name = self.name(result, &others, cells);
                let known = curves.iter().position(|curve| curve.name == name);
                let place = known.unwrap_or(curves.len());
                if known.is_none() {
                    curves.push(Curve {
                        name,
                        points: Vec::new(),
                        is_line: true,
                    });
                }
                if curves.len() > CURVES * self.results.len().max(1) {
                    return self.scattered(across);
                }
                if let Some(curve) = curves.get_mut(place) {
                    curve.points.push((x.clone(), y.clone()));
                }
            }
        }
        for curve in &mut curves {
            curve.points.sort_unstable();
        }
        self.over(across, curves)
    }

    /// The name of a curve: the result, where there are several, and the values that are its own.
    fn name(&self, result: &str, others: &[usize], cells: &[Rational]) -> String {
        let values = others.iter().filter_map(|place| {
            let (_, column) = self.columns.get(*place)?;
            Some(format!("{column} = {}", cells.get(*place)?))
        });
        let several = (self.results.len() > 1 || others.is_empty()).then(|| result.to_owned());
        several
            .into_iter()
            .chain(values)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The points of each result, unjoined.
    fn scattered(&self, across: usize) -> Figure {
        let curves = self
            .results
            .iter()
            .enumerate()
            .map(|(which, result)| Curve {
                name: result.clone(),
                points: self
                    .rows
                    .iter()
                    .filter_map(|(cells, values)| {
                        Some((cells.get(across)?.clone(), values.get(which)?.clone()))
                    })
                    .collect(),
                is_line: false,
            });
        self.over(across, curves.collect())
    }

    fn over(&self, across: usize, curves: Vec<Curve>) -> Figure {
        let across = self.columns.get(across).map(|(_, name)| name.clone());
        let upward = match self.results.as_slice() {
            [only] => only.clone(),
            _ => String::new(),
        };
        Figure {
            across: across.unwrap_or_default(),
            upward,
            curves,
        }
    }
}

/// The number of a cell; what was rounded counts as it is shown.
fn number(cell: &[u8]) -> Option<Rational> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let text = text.strip_prefix('≈').map_or(text, str::trim);
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(text) => (true, text),
        None => (false, text),
    };
    let part = |text: &str| Written::parse(text).ok().map(|written| written.value());
    let value = match text.split_once('/') {
        Some((above, below)) => part(above)?.checked_div(&part(below)?)?,
        None => part(text)?,
    };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(rows: u64) -> Points {
        let columns = vec![(0, "L".to_owned()), (1, "h".to_owned())];
        let mut points = Points::new(columns, vec!["total".to_owned()]);
        for row in 0..rows {
            let cells = [row % 2, row / 2].map(|value| value.to_string());
            let cells = Row {
                cells: cells.to_vec().into(),
                ..Row::default()
            };
            points.row(&cells, &[(row * row).to_string().into_bytes()]);
        }
        points
    }

    #[test]
    fn the_column_with_the_most_values_runs_across() {
        let figure = points(20).figure();
        let names: Vec<&str> = figure
            .curves
            .iter()
            .map(|curve| curve.name.as_str())
            .collect();
        assert_eq!(
            (figure.across.as_str(), names),
            ("h", vec!["L = 0", "L = 1"])
        );
        assert!(
            figure
                .curves
                .iter()
                .all(|curve| curve.is_line && curve.points.len() == 10)
        );
    }

    /// However long the table, the points are few and reach from its beginning to its end.
    #[test]
    fn long_tables_are_thinned_out() {
        let points = points(100_000);
        assert!(points.rows.len() <= KEPT);
        let last = points.rows.last().unwrap().0[1].clone();
        assert!(last > Rational::from(49_900), "{last}");
    }

    #[test]
    fn cells_are_numbers_or_left_out() {
        for (cell, value) in [
            ("3/4", Some("3/4")),
            ("≈ 1.5", Some("3/2")),
            ("-2", Some("-2")),
            ("red", None),
        ] {
            let found = number(cell.as_bytes()).map(|value| value.to_string());
            assert_eq!(found.as_deref(), value, "{cell}");
        }
    }
}
