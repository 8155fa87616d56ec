//! Grids of values: `h = 1024..16384 step 1024`.

use crate::expr::Symbol;
use crate::number::{Integer, Rational, Written};

/// The most values of one axis.
const MAX_VALUES: u64 = 1_000_000_000_000;

/// The values of one name: a range with a step, or some numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The name.
    pub symbol: Symbol,
    values: Values,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Values {
    Range {
        from: Rational,
        step: Rational,
        count: u64,
    },
    These(Vec<String>),
}

impl Axis {
    /// Reads `NAME = A..B`, `NAME = A..B step S` or `NAME = A, B, C`.
    ///
    /// ```
    /// use longhand::sweep::Axis;
    ///
    /// let axis = Axis::parse("h = 1024..4096 step 1024").unwrap();
    /// assert_eq!((axis.len(), axis.value(3).as_deref()), (4, Some("4096")));
    /// ```
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, values) = text
            .split_once('=')
            .ok_or_else(|| format!("`{text}` has no `=`; write h = 1024..4096 step 1024"))?;
        let (name, values) = (name.trim(), values.trim());
        if name.is_empty() || values.is_empty() {
            return Err(format!(
                "`{text}` names no values; write h = 1024..4096 step 1024"
            ));
        }
        if let Some((before, _)) = values.split_once('=') {
            let is_apart = |c: char| !(c.is_alphanumeric() || c == '_');
            let other = before.trim().rsplit(is_apart).next().unwrap_or("h");
            return Err(format!(
                "`{text}` gives several names values; each takes a grid of its own: \
                 --grid '{name} = 1..3' --grid '{other} = 2..4'"
            ));
        }
        let values = if let Some((from, rest)) = values.split_once("..") {
            range(from, rest)?
        } else {
            let each = values.split(',').map(str::trim);
            let is_truth = |value: &str| matches!(value, "true" | "false");
            let each = each.map(|value| match value {
                truth if is_truth(truth) => Ok(truth.to_owned()),
                value => number(value).map(|_| value.to_owned()),
            });
            Values::These(each.collect::<Result<_, _>>()?)
        };
        Ok(Self {
            symbol: Symbol::new(name),
            values,
        })
    }

    /// How many values it has.
    pub fn len(&self) -> u64 {
        match &self.values {
            Values::Range { count, .. } => *count,
            Values::These(values) => values.len() as u64,
        }
    }

    /// Whether it has no value; a parsed axis has one.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A value by its place, from 0.
    pub fn value(&self, place: u64) -> Option<String> {
        match &self.values {
            Values::Range { from, step, count } => {
                let value = || from + &(step * &Rational::from_integer(Integer::from(place)));
                (place < *count).then(|| value().to_string())
            }
            Values::These(values) => values.get(usize::try_from(place).ok()?).cloned(),
        }
    }
}

fn range(from: &str, rest: &str) -> Result<Values, String> {
    let (to, step) = match rest.split_once("step") {
        Some((to, step)) => (to, number(step)?),
        None => (rest, Rational::ONE),
    };
    let (from, to) = (number(from)?, number(to)?);
    if !step.is_positive() {
        return Err(format!("the step {step} is not positive"));
    }
    if to < from {
        return Err(format!("the range {from}..{to} is empty"));
    }
    let steps = (&to - &from)
        .checked_div(&step)
        .ok_or("the step is 0")?
        .floor();
    let count = steps.to_u64().filter(|steps| *steps < MAX_VALUES);
    let count = count.ok_or_else(|| format!("{steps} values are too many; take a larger step"))?;
    Ok(Values::Range {
        from,
        step,
        count: count + 1,
    })
}

fn number(text: &str) -> Result<Rational, String> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let written = Written::parse(digits).map_err(|_| format!("`{text}` is not a number"))?;
    Ok(written.value() * Rational::from(sign))
}

/// Every combination of the values of some axes; the last axis runs fastest.
#[derive(Clone, Debug)]
pub struct Grid {
    axes: Vec<Axis>,
    next: u64,
}

impl Grid {
    /// The grid of these axes.
    ///
    /// # Errors
    /// A name that has two axes, or more combinations than can be counted.
    pub fn new(axes: Vec<Axis>) -> Result<Self, String> {
        for (place, axis) in axes.iter().enumerate() {
            if axes
                .iter()
                .take(place)
                .any(|other| other.symbol == axis.symbol)
            {
                return Err(format!("`{}` has two axes", axis.symbol));
            }
        }
        let grid = Self { axes, next: 0 };
        let product = grid
            .axes
            .iter()
            .try_fold(1_u64, |product, axis| product.checked_mul(axis.len()));
        product.ok_or("the grid has more rows than can be counted")?;
        Ok(grid)
    }

    /// The names of its columns.
    pub fn header(&self) -> Vec<String> {
        self.axes
            .iter()
            .map(|axis| axis.symbol.to_string())
            .collect()
    }

    /// How many rows it has in all.
    pub fn rows(&self) -> u64 {
        self.axes.iter().map(Axis::len).product()
    }

    /// Leaves rows out that were done before.
    pub fn pass_over(&mut self, rows: u64) {
        self.next = self.next.saturating_add(rows);
    }
}

impl Iterator for Grid {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.next >= self.rows() {
            return None;
        }
        let mut rest = self.next;
        self.next += 1;
        let mut row = Vec::with_capacity(self.axes.len());
        for axis in self.axes.iter().rev() {
            row.push(axis.value(rest % axis.len())?);
            rest /= axis.len();
        }
        row.reverse();
        Some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_axis_runs_fastest() {
        let axes = ["L = 1..2", "h = 0.5, 7"].map(|text| Axis::parse(text).unwrap());
        let mut grid = Grid::new(axes.to_vec()).unwrap();
        grid.pass_over(1);
        let rows: Vec<String> = grid.map(|row| row.join(" ")).collect();
        assert_eq!(rows, ["1 7", "2 0.5", "2 7"]);
    }

    #[test]
    fn a_range_ends_at_or_before_its_end() {
        let axis = Axis::parse("x = 1..2 step 0.4").unwrap();
        let values: Vec<String> = (0..axis.len()).filter_map(|i| axis.value(i)).collect();
        assert_eq!(values, ["1", "7/5", "9/5"]);
    }

    #[test]
    fn what_is_no_axis_is_told() {
        for (text, told) in [
            ("h", "has no `=`"),
            ("h =", "names no values"),
            ("h = a..b", "`a` is not a number"),
            ("h = 5..1", "is empty"),
            ("h = 1..5 step 0", "is not positive"),
            ("h = 1..10^9", "`10^9` is not a number"),
            ("h = 1..1e300", "too many"),
        ] {
            let error = Axis::parse(text).unwrap_err();
            assert!(error.contains(told), "{text}: {error}");
        }
        let twice = ["h = 1..2", "h = 3"].map(|text| Axis::parse(text).unwrap());
        assert!(Grid::new(twice.to_vec()).unwrap_err().contains("two axes"));
    }
}
