//! Tables: a computation beside its value, and the total of a column. No sign says that they are equal, so a table
//! has to show that it means so.

use std::collections::BTreeMap;

use super::doubts::{Refuted, Then, is_one_number};
use super::pair::Pair;
use super::totals::is_total;
use super::walk::Walk;
use crate::diagnostic::Span;
use crate::document::{Link, Origin, Side, Statement, Table, TableCell, TableRow, Unread};
use crate::expr::{Expr, ExprKind, Relation};

/// So many rows with a right value make of a wrong one a mistake.
const ENOUGH: usize = 3;

/// The most columns of which each is compared with each.
const MOST_COLUMNS: usize = 32;

/// A computation and the cell that may tell its value.
struct Beside<'t> {
    row: &'t TableRow,
    left: Side,
    link: Link,
    found: Pair,
}

impl Walk<'_> {
    /// Judges what the tables of the document say without signs.
    pub(super) fn tables(&mut self) {
        let document = self.document;
        for table in &document.tables {
            for (_, told) in self.columns(table) {
                self.tell_column(told);
            }
            for told in self.totals(table) {
                self.tell(
                    told,
                    "the total may count more or less than the rows above it",
                );
            }
        }
        self.claims.sort_by_key(|claim| claim.sign.start);
    }

    /// The computations of a table with their values, by their columns: each with the column that says it most often.
    fn columns<'t>(&self, table: &'t Table) -> BTreeMap<usize, Vec<Beside<'t>>> {
        let mut all: BTreeMap<(usize, usize), Vec<Beside<'t>>> = BTreeMap::new();
        let narrow = |row: &&TableRow| row.cells.len() <= MOST_COLUMNS;
        for row in table.rows.iter().filter(narrow) {
            for (from, cell) in row.cells.iter().enumerate() {
                let Some(left) = self.computation(cell) else {
                    continue;
                };
                for (to, other) in row.cells.iter().enumerate() {
                    if let Some(told) = self.beside(row, left, cell, other).filter(|_| to != from) {
                        all.entry((from, to)).or_default().push(told);
                    }
                }
            }
        }
        let mut best: BTreeMap<usize, Vec<Beside<'t>>> = BTreeMap::new();
        for ((from, _), told) in all {
            let known = best.get(&from).map_or(0, |told| right(told));
            if right(&told) > known {
                best.insert(from, told);
            }
        }
        best
    }

    /// What a cell works out; `3-1` is a score or a range as often.
    fn computation<'t>(&self, cell: &'t TableCell) -> Option<&'t Side> {
        let written = self.document.source.slice(cell.span).trim();
        let is_pair = written
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '/' | '.' | ' '));
        cell.side
            .as_ref()
            .filter(|side| computes(&side.expr) && !is_pair)
    }

    /// A computation with the value of another cell of its row.
    fn beside<'t>(
        &self,
        row: &'t TableRow,
        left: &'t Side,
        cell: &TableCell,
        other: &'t TableCell,
    ) -> Option<Beside<'t>> {
        let side = other
            .side
            .as_ref()
            .filter(|side| is_one_number(&side.expr))?;
        let bar = if cell.span.end <= other.span.start {
            other.span.start
        } else {
            other.span.end
        };
        let link = self.at_bar(bar, side.clone());
        let found = self.pair(left, link.relation, &link.side, &row.place);
        Some(Beside {
            row,
            left: left.clone(),
            link,
            found,
        })
    }

    /// A relation without a sign: the bar between the cells stands for it.
    fn at_bar(&self, at: usize, side: Side) -> Link {
        let text = self.document.source.text();
        let before = text.get(..at).unwrap_or_default();
        let bar = before.rfind('|').unwrap_or(at);
        Link {
            relation: Relation::Approx,
            sign: Span::new(bar, bar + 1),
            side,
            restated: false,
            is_far: false,
        }
    }

    /// What is told of a column: right values are, and a wrong one among enough right ones.
    fn tell_column(&mut self, told: Vec<Beside<'_>>) {
        let (right, all) = (right(&told), told.len());
        let is_meant = right >= ENOUGH && right > 2 * (all - right);
        for one in told {
            if one.found.is_right() {
                self.claim_told(one);
            } else if is_meant {
                self.tell_wrong(one);
            } else {
                self.tell(
                    one,
                    "few rows of the table say that these two cells belong together",
                );
            }
        }
    }

    /// A wrong value, told unless it may mean something else.
    fn tell_wrong(&mut self, told: Beside<'_>) {
        let statement = statement(&told);
        let judged = self.judged(&statement, &told.left, &told.link, told.found.clone(), None);
        // In another arithmetic the sides are equal, and not about.
        let equal = Link {
            relation: Relation::Equal,
            ..told.link.clone()
        };
        let line = Refuted {
            statement: &statement,
            left: &told.left,
            link: &equal,
            judged: &judged,
        };
        match self.doubt(&line).filter(|_| judged.verdict.is_wrong()) {
            Some(Then::Tell(reason)) => self.tell(told, reason),
            Some(Then::Suppose) => {}
            None => self.claims.push(judged),
        }
    }

    fn claim_told(&mut self, told: Beside<'_>) {
        let statement = statement(&told);
        self.claim(&statement, &told.left, &told.link, told.found, None);
    }

    /// A right relation is claimed, of a wrong one it is told what else it may mean.
    fn tell(&mut self, told: Beside<'_>, reason: &str) {
        if told.found.is_right() {
            return self.claim_told(told);
        }
        if told.found.compared.verdict.is_wrong() {
            self.unread.push(Unread {
                span: told.link.side.span,
                at: told.link.sign,
                reason: reason.to_owned(),
                is_refuted: true,
            });
        }
    }

    /// The totals of a table: in one row either all columns are told or, where one of them is right, all of these.
    fn totals<'t>(&self, table: &'t Table) -> Vec<Beside<'t>> {
        let mut found = Vec::new();
        let mut above: Vec<&TableRow> = Vec::new();
        for row in &table.rows {
            let name = row.cells.iter().find_map(|cell| self.total_in(cell));
            let Some(name) = name else {
                above.push(row);
                continue;
            };
            let columns = 0..row.cells.len();
            let told: Vec<Beside<'t>> = columns
                .filter_map(|column| self.column_total(row, name, &above, column))
                .collect();
            let is_sum = told.iter().any(|told| told.found.is_right()) || told.len() == 1;
            // Rounded parts rarely add up to the last digit.
            let is_told = |told: &Beside<'_>| {
                let verdict = told.found.compared.verdict;
                verdict.holds() || verdict.is_wrong() && is_sum
            };
            found.extend(told.into_iter().filter(is_told));
            above.clear();
        }
        found
    }

    /// The total of a column beside the sum of the cells above it.
    fn column_total<'t>(
        &self,
        row: &'t TableRow,
        name: &'t TableCell,
        above: &[&TableRow],
        column: usize,
    ) -> Option<Beside<'t>> {
        let cell = row.cells.get(column)?;
        let value = cell
            .side
            .as_ref()
            .filter(|side| is_one_number(&side.expr))?;
        let cells = above
            .iter()
            .filter_map(|row| row.cells.get(column)?.side.as_ref());
        let parts: Vec<Expr> = cells
            .map(|side| side.expr.clone())
            .filter(is_one_number)
            .collect();
        if parts.len() < 2 || parts.len() < above.len() {
            return None;
        }
        let sum = Side::new(Expr::sum(parts), self.words(name));
        let link = self.at_bar(cell.span.start, value.clone());
        let found = self.pair(&sum, link.relation, &link.side, &row.place);
        Some(Beside {
            row,
            left: sum,
            link,
            found,
        })
    }

    /// A cell that says that its row is a total.
    fn total_in<'t>(&self, cell: &'t TableCell) -> Option<&'t TableCell> {
        let words = self.document.source.slice(self.words(cell)).to_lowercase();
        is_total(&words).then_some(cell)
    }

    /// The words of a cell, without the marks around them.
    fn words(&self, cell: &TableCell) -> Span {
        let text = self.document.source.slice(cell.span);
        let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | ':' | '：');
        let start = text.len() - text.trim_start_matches(marks).len();
        let length = text.trim_matches(marks).len();
        Span::new(cell.span.start + start, cell.span.start + start + length)
    }
}

/// How many values are right.
fn right(told: &[Beside<'_>]) -> usize {
    told.iter().filter(|one| one.found.is_right()).count()
}

/// What two cells say, as a statement of their row.
fn statement(told: &Beside<'_>) -> Statement {
    Statement {
        first: told.left.clone(),
        links: vec![told.link.clone()],
        label: None,
        origin: Origin::Table,
        place: told.row.place,
        announced: None,
    }
}

/// Whether an expression is worked out of several numbers.
fn computes(expr: &Expr) -> bool {
    let is_open = !expr.free_symbols().is_empty();
    let expr = match expr.kind() {
        ExprKind::Quantity(amount, _) => amount,
        _ => expr,
    };
    let is_joined = matches!(
        expr.kind(),
        ExprKind::Sum(_) | ExprKind::Product(_) | ExprKind::Quotient(..) | ExprKind::Power(..)
    );
    !is_open && is_joined && !is_one_number(expr)
}
