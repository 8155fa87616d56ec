//! Formulas in the notations of a page: one inside sentences, one for displayed formulas.

use super::PageFormat;
use crate::expr::{Expr, Predicate, Relation, Symbol};
use crate::render::math::{Flavor, inline_latex};
use crate::render::{
    FormulaWords, Style, latex, latex_condition, latex_relation, latex_symbol, plain,
    plain_condition, unicode, unicode_condition, unicode_relation, unicode_symbol,
};

/// How formulas are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notation {
    Latex,
    Unicode,
    /// What parses back, for programs.
    Plain,
}

/// Writes formulas for one place of a page.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    notation: Notation,
    style: Style,
}

impl Writer {
    /// For formulas inside sentences and tables.
    pub(super) fn inline(format: PageFormat, flavor: Flavor, words: FormulaWords) -> Self {
        let notation = match format {
            // Not every reader of Markdown has mathematics inside a sentence.
            PageFormat::Markdown if flavor == Flavor::Portable => Notation::Unicode,
            PageFormat::Markdown | PageFormat::Latex => Notation::Latex,
            PageFormat::Text => Notation::Unicode,
            PageFormat::Json => Notation::Plain,
        };
        Self {
            notation,
            style: style(format, words),
        }
    }

    /// For formulas on lines of their own.
    pub(super) fn displayed(format: PageFormat, words: FormulaWords) -> Self {
        let notation = match format {
            PageFormat::Markdown | PageFormat::Latex => Notation::Latex,
            PageFormat::Text => Notation::Unicode,
            PageFormat::Json => Notation::Plain,
        };
        Self {
            notation,
            style: style(format, words),
        }
    }

    /// Whether formulas are LaTeX.
    pub(super) fn is_latex(&self) -> bool {
        self.notation == Notation::Latex
    }

    pub(super) fn expr(&self, expr: &Expr) -> String {
        match self.notation {
            Notation::Latex => latex(expr, &self.style),
            Notation::Unicode => unicode(expr, &self.style),
            Notation::Plain => plain(expr),
        }
    }

    pub(super) fn symbol(&self, symbol: &Symbol) -> String {
        match self.notation {
            Notation::Latex => latex_symbol(symbol),
            Notation::Unicode => unicode_symbol(symbol),
            Notation::Plain => symbol.to_string(),
        }
    }

    pub(super) fn condition(&self, condition: &Predicate) -> String {
        match self.notation {
            Notation::Latex => latex_condition(condition, &self.style),
            Notation::Unicode => unicode_condition(condition, &self.style),
            Notation::Plain => plain_condition(condition),
        }
    }

    /// The sign of a relation.
    pub(super) fn sign(&self, relation: Relation) -> &'static str {
        match self.notation {
            Notation::Latex => latex_relation(relation),
            Notation::Unicode | Notation::Plain => unicode_relation(relation),
        }
    }

    /// `lhs = rhs`.
    pub(super) fn relation(&self, lhs: &Expr, relation: Relation, rhs: &Expr) -> String {
        format!(
            "{} {} {}",
            self.expr(lhs),
            self.sign(relation),
            self.expr(rhs)
        )
    }

    /// `name = value`.
    pub(super) fn equation(&self, name: &Symbol, value: &Expr) -> String {
        format!("{} = {}", self.symbol(name), self.expr(value))
    }
}

/// In text each line parses back, which digits in groups and units of other languages do not.
fn style(format: PageFormat, words: FormulaWords) -> Style {
    let is_read_back = matches!(format, PageFormat::Text | PageFormat::Json);
    let words = if is_read_back {
        let FormulaWords {
            conversion, units, ..
        } = FormulaWords::default();
        FormulaWords {
            conversion,
            units,
            ..words
        }
    } else {
        words
    };
    Style {
        grouping: !is_read_back,
        words,
    }
}

/// Where formulas begin and end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delimiters {
    pub(super) format: PageFormat,
    pub(super) flavor: Flavor,
}

impl Delimiters {
    /// A formula within a line of text.
    pub(super) fn inline(self, formula: &str) -> String {
        match (self.format, self.flavor) {
            (PageFormat::Latex, _) => format!("${formula}$"),
            (PageFormat::Markdown, Flavor::Dollars | Flavor::GitHub) => {
                inline_latex(formula, self.flavor)
            }
            _ => formula.to_owned(),
        }
    }

    /// A formula on lines of its own.
    pub(super) fn displayed(self, formula: &str) -> String {
        match self.format {
            PageFormat::Markdown if self.flavor == Flavor::GitHub => {
                format!("```math\n{formula}\n```")
            }
            PageFormat::Markdown => format!("$$\n{formula}\n$$"),
            // `align*` is a display by itself.
            PageFormat::Latex if formula.starts_with(r"\begin{align*}") => formula.to_owned(),
            PageFormat::Latex => format!("\\[\n{formula}\n\\]"),
            PageFormat::Text | PageFormat::Json => {
                let indented = formula.lines().map(|line| format!("    {line}"));
                indented.collect::<Vec<_>>().join("\n")
            }
        }
    }
}
