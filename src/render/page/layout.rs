//! A chain as one displayed formula: relation signs below each other, a mark behind each line.

use unicode_width::UnicodeWidthStr;

use super::PageFormat;
use super::chain::{ChainLine, Chains};
use crate::expr::{Expr, ExprKind, Relation};
use crate::render::{Style, unicode};

/// A line to lay out.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) line: &'a ChainLine,
    pub(super) expr: &'a Expr,
    /// How it relates to the line above, or to the name.
    pub(super) relation: Option<Relation>,
}

/// From this width on, about that of a page, a sum goes on in the next line.
const PAGE_WIDTH: usize = 72;
/// Comments of neighbouring lines start in one column, but not behind this one.
const COMMENT_COLUMN: usize = 64;

impl Chains<'_> {
    /// The chain as one formula, without delimiters; `name` stands before its first relation.
    pub(super) fn layout(&self, name: Option<&str>, rows: &[Row<'_>]) -> String {
        if !self.board.is_latex() {
            return self.text_lines(name, rows);
        }
        if let Some(line) = self.single_line(name, rows) {
            return line;
        }
        let named = |index| name.filter(|_| index == 0);
        let rows = rows.iter().enumerate();
        let lines: Vec<String> = rows
            .flat_map(|(index, row)| self.latex_rows(named(index), row))
            .collect();
        self.aligned(&lines)
    }

    /// Rows of an aligned environment.
    pub(super) fn aligned(&self, lines: &[String]) -> String {
        let (environment, end) = match self.format {
            PageFormat::Latex => ("align*", r"\\"),
            // Markdown eats one backslash of two.
            _ => ("aligned", r"\cr"),
        };
        let body = lines.join(&format!(" {end}\n"));
        format!("\\begin{{{environment}}}\n{body}\n\\end{{{environment}}}")
    }

    /// A chain without steps, or with one whose reason needs no number, on one line if it fits.
    fn single_line(&self, name: Option<&str>, rows: &[Row<'_>]) -> Option<String> {
        let is_plain = |row: &Row<'_>| row.line.number.is_none() && row.line.word.doubt.is_none();
        let style = Style::default();
        let width: usize = rows
            .iter()
            .map(|row| unicode(row.expr, &style).width() + 3)
            .sum();
        if rows.len() > 2 || width > PAGE_WIDTH || !rows.iter().all(is_plain) {
            return None;
        }
        let mut line = name.unwrap_or_default().to_owned();
        for row in rows {
            if let Some(relation) = row.relation {
                line.extend([" ", self.board.sign(relation), " "]);
            }
            line.push_str(&self.board.expr(row.expr));
        }
        Some(guarded(&line))
    }

    /// A line, and its continuations where it is long.
    fn latex_rows(&self, name: Option<&str>, row: &Row<'_>) -> Vec<String> {
        let sign = row.relation.map(|relation| self.board.sign(relation));
        let left = match (name, sign) {
            (Some(name), Some(sign)) => format!("{name} & {sign} "),
            (None, Some(sign)) => format!("& {sign} "),
            (_, None) => "& ".to_owned(),
        };
        let mut lines = Vec::new();
        for (index, piece) in self.pieces(row.expr).into_iter().enumerate() {
            lines.push(match index {
                0 => format!("{left}{piece}"),
                _ => format!("& \\quad {piece}"),
            });
        }
        if let (Some(last), Some(mark)) = (lines.last_mut(), self.mark(row.line)) {
            last.extend([" && \\text{", &mark, "}"]);
        }
        lines
    }

    /// The number of the reason, and a word where the line is not proven.
    fn mark(&self, line: &ChainLine) -> Option<String> {
        let number = line.number.map(|number| format!("({number})"));
        let doubt = match line.word.verdict {
            "refuted" => Some(self.words.refuted.as_str()),
            "undecided" => Some(self.words.undecided.as_str()),
            _ => None,
        };
        match (number, doubt) {
            (None, None) => None,
            (Some(number), None) => Some(number),
            (None, Some(doubt)) => Some(doubt.to_owned()),
            (Some(number), Some(doubt)) => Some(format!("{number} {doubt}")),
        }
    }

    /// A sum that is wider than a page in pieces, everything else in one.
    fn pieces(&self, expr: &Expr) -> Vec<String> {
        let style = Style::default();
        if !matches!(expr.kind(), ExprKind::Sum(_)) || unicode(expr, &style).width() <= PAGE_WIDTH {
            return vec![self.board.expr(expr)];
        }
        let mut pieces = Vec::new();
        let mut run: Vec<Expr> = Vec::new();
        let mut width = 0;
        for term in expr.terms() {
            let more = unicode(term, &style).width() + 3;
            if width + more > PAGE_WIDTH && !run.is_empty() {
                pieces.push(self.piece(std::mem::take(&mut run), pieces.is_empty()));
                width = 0;
            }
            width += more;
            run.push(term.clone());
        }
        pieces.push(self.piece(run, pieces.is_empty()));
        pieces
    }

    /// Some terms of a sum, with the sign that joins them to those before.
    fn piece(&self, terms: Vec<Expr>, is_first: bool) -> String {
        let is_negative = terms
            .first()
            .is_some_and(|term| matches!(term.kind(), ExprKind::Neg(_)));
        let written = self.board.expr(&Expr::sum(terms));
        match (is_first, is_negative) {
            (true, _) => written,
            (false, true) => format!("{{}} {written}"),
            (false, false) => format!("{{}} + {written}"),
        }
    }

    /// Lines that parse back, each with its reason as a comment.
    fn text_lines(&self, name: Option<&str>, rows: &[Row<'_>]) -> String {
        let indent = name.map_or(0, |name| name.width() + 1);
        let formula = |(index, row): (usize, &Row<'_>)| {
            let left = match name {
                Some(name) if index == 0 => format!("{name} "),
                _ => " ".repeat(indent),
            };
            let expr = self.board.expr(row.expr);
            match row.relation {
                Some(relation) => format!("{left}{} {expr}", self.board.sign(relation)),
                None => format!("{left}  {expr}"),
            }
        };
        let formulas: Vec<String> = rows.iter().enumerate().map(formula).collect();
        let commented = formulas
            .iter()
            .zip(rows)
            .filter(|(_, row)| row.line.reason.is_some());
        let widths = commented.map(|(formula, _)| formula.width());
        let column = widths
            .filter(|width| *width <= COMMENT_COLUMN)
            .max()
            .unwrap_or_default();
        let lines = formulas
            .iter()
            .zip(rows)
            .map(|(formula, row)| match &row.line.reason {
                Some(reason) => {
                    let blanks = " ".repeat(column.saturating_sub(formula.width()));
                    format!("{formula}{blanks}  # {reason}")
                }
                None => formula.clone(),
            });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A formula behind an empty group where it begins with what begins a block of Markdown.
pub(super) fn guarded(formula: &str) -> String {
    if formula.starts_with(|c: char| !c.is_alphanumeric() && c != '\\' && c != '(') {
        format!("{{}} {formula}")
    } else {
        formula.to_owned()
    }
}
