//! Columns that a formula heads: `| L | h | 12Lh² |` with `| 2 | 3 | 216 |` below.

use std::ops::Range;

use super::markdown::Walk;
use super::statement::{Link, Origin, Side, Statement};
use crate::diagnostic::Span;
use crate::expr::Relation;

/// A column below a formula.
pub(super) struct Computed {
    column: usize,
    formula: Side,
}

impl Walk<'_> {
    /// The columns of a table that are headed by a formula of the names of other columns.
    pub(super) fn computed_columns(
        &mut self,
        text: &str,
        header: &[Range<usize>],
        base: usize,
    ) -> Vec<Computed> {
        let written = |cell: &Range<usize>| text.get(cell.clone()).unwrap_or_default();
        let names: Vec<&str> = header.iter().map(|cell| bare(written(cell))).collect();
        let mut found = Vec::new();
        for (column, cell) in header.iter().enumerate() {
            if !is_formula_of(bare(written(cell)), &names) {
                continue;
            }
            let side = self.side_alone(written(cell), cell.start + base);
            let is_open = |side: &Side| {
                let symbols = side.expr.free_symbols();
                !symbols.is_empty() && symbols.iter().all(|symbol| names.contains(&symbol.name()))
            };
            found.extend(
                side.filter(is_open)
                    .map(|formula| Computed { column, formula }),
            );
        }
        found
    }

    /// The formula of each such column beside its cell, as a statement of the row: the names of the row are bound.
    pub(super) fn compare_computed(
        &mut self,
        computed: &[Computed],
        cells: &[(Range<usize>, Option<Side>)],
        base: usize,
    ) {
        for Computed { column, formula } in computed {
            let Some((cell, Some(side))) = cells.get(*column) else {
                continue;
            };
            if !side.expr.free_symbols().is_empty() {
                continue;
            }
            // The bar before the cell stands for the sign.
            let bar = (cell.start + base).saturating_sub(1);
            self.document.statements.push(Statement {
                first: formula.clone(),
                links: vec![Link {
                    relation: Relation::Approx,
                    sign: Span::new(bar, bar + 1),
                    side: side.clone(),
                    restated: false,
                    is_far: false,
                }],
                label: None,
                origin: Origin::Table,
                place: self.place,
                announced: None,
            });
        }
    }
}

fn bare(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '$'))
}

/// Whether a head is a formula of nothing but the names of other columns, each a letter or as programs spell it.
fn is_formula_of(head: &str, names: &[&str]) -> bool {
    let has_sign = head.contains(['*', '×', '·', '+', '^', '²', '³', '/', '-'])
        || head.starts_with(|c: char| c.is_ascii_digit());
    let belongs = |c: char| c.is_alphanumeric() && !"⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c) || c == '_';
    let mut runs = head
        .split(|c| !belongs(c))
        .map(|run| run.trim_start_matches(|c: char| c.is_ascii_digit()))
        .filter(|run| !run.is_empty())
        .peekable();
    let is_known = |run: &str| {
        let mut letters = run.chars();
        names.contains(&run)
            || letters.all(|letter| names.iter().any(|name| name.chars().eq([letter])))
    };
    has_sign && !names.is_empty() && runs.peek().is_some() && runs.all(is_known)
}

#[cfg(test)]
mod tests {
    use super::is_formula_of;

    #[test]
    fn a_head_is_a_formula_of_the_other_heads() {
        let names = ["Model", "L", "h", "V", "n_head", "12Lh² + Vh"];
        for (head, expected) in [
            ("12Lh² + Vh", true),
            ("L*h^2", true),
            ("h/n_head", true),
            ("GB/s", false),
            ("Lh", false),
            ("V", false),
            ("Cost per L", false),
        ] {
            assert_eq!(is_formula_of(head, &names), expected, "{head}");
        }
    }
}
