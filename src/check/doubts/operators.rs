//! Lines of things that numbers do not speak for: differentials, vectors, matrices, linear operators.

use super::super::topics::Topic;
use super::super::walk::Walk;
use super::{Doubt, means};
use crate::diagnostic::Span;
use crate::document::{Link, Side, Statement};
use crate::expr::Symbol;

/// Lines of things that numbers do not speak for.
pub(super) const DOUBTS: &[Doubt] = &[
    means(
        |walk, line| walk.is_of_differentials(line.statement, line.left, line.link),
        "differentials are not read",
    ),
    means(
        |walk, line| walk.is_of_vectors(line.left, line.link),
        "vectors are not read as numbers",
    ),
    means(
        |walk, line| walk.differentiates(line.left, line.link),
        "a derivative is not read",
    ),
    means(
        |walk, line| walk.is_of_linear_maps(line.statement, line.left, line.link),
        "the text speaks of linear maps, which are not read as numbers",
    ),
    means(
        |walk, line| walk.is_beside_matrix(line.left, line.link),
        "matrices are not read as numbers",
    ),
];

impl Walk<'_> {
    /// `\frac{d}{da}(a^2)`: something is differentiated.
    fn differentiates(&self, left: &Side, link: &Link) -> bool {
        let text = self.relation_text(left, link).replace(' ', "");
        let above = [
            "\\frac{d}{d",
            "\\frac{d^",
            "d(\\log",
            "d(\\ln",
            "d(log",
            "d(ln",
        ];
        above.iter().any(|sign| {
            text.split(sign).skip(1).any(|behind| {
                // `\frac{d}{d_k}` divides two sizes.
                !behind.starts_with(['_', '}'])
            })
        })
    }

    /// `T^2 = T`, `T^9 v = T^8 v`: powers and products of capitals of which nothing is said, where the text speaks of
    /// linear maps.
    fn is_of_linear_maps(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let is_map = |symbol: &Symbol| {
            let letter = symbol.name().split('_').next().unwrap_or_default();
            let is_capital = letter.len() == 1 && letter.chars().all(char::is_uppercase);
            let known = self.context.meaning(symbol, &statement.place, false);
            is_capital && known.is_none()
        };
        let mut names = left.expr.free_symbols();
        names.extend(link.side.expr.free_symbols());
        names.iter().any(is_map) && self.speaks_of(Topic::LinearMaps)
    }

    /// Whether a matrix stands in the line: what is read beside it may be one of its entries.
    fn is_beside_matrix(&self, left: &Side, link: &Link) -> bool {
        let text = self.document.source.text();
        let before = text.get(..left.span.start).unwrap_or_default();
        let behind = text.get(link.side.span.end..).unwrap_or_default();
        let head = before.rsplit('\n').next().unwrap_or_default();
        let tail = behind.split('\n').next().unwrap_or_default();
        let inside = self.relation_text(left, link);
        // `\begin{matrix} a & = & b \end{matrix}` only sets lines below one another.
        let is_layout = head.contains("{matrix}") && (inside.contains('&') || head.contains('&'));
        [head, &inside, tail]
            .into_iter()
            .any(|row| row.contains("matrix}"))
            && !is_layout
    }

    /// `du = 2x\,dx`, `d(e^x) = e^x dx`: a `d` of which nothing is said, before such names only.
    fn is_of_differentials(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        const UPRIGHT: &[&str] = &["\\mathrm{d}", "\\text{d}", "\\partial", "\\mathrm{~d}"];
        let text = self
            .relation_text(left, link)
            .replace("\\,", " ")
            .replace("\\left", "");
        if UPRIGHT
            .iter()
            .any(|sign| text.contains(&sign.replace('~', " ")))
        {
            return true;
        }
        let mut is_followed = false;
        let mut is_other = false;
        let letter = |c: char| c.is_ascii_alphabetic();
        for (at, _) in text.match_indices('d') {
            let before = text.get(..at).unwrap_or_default();
            let behind = text.get(at + 1..).unwrap_or_default().trim_start();
            // A `d` of a command or a word.
            let name = before.len() - before.trim_end_matches(letter).len();
            if before
                .get(..before.len() - name)
                .is_some_and(|rest| rest.ends_with('\\'))
            {
                continue;
            }
            let is_variable = behind.starts_with(|c: char| "xyztuvwW".contains(c));
            is_followed |= is_variable;
            is_other |= !is_variable && !behind.starts_with(['(', '}']);
        }
        let known = self
            .context
            .meaning(&Symbol::new("d"), &statement.place, false);
        is_followed && !is_other && known.is_none()
    }

    /// `\boldsymbol{\pi} P = \boldsymbol{\pi}`: bold names are vectors and matrices, and `z\overline{z} = |z|²`
    /// speaks of complex numbers.
    fn is_of_vectors(&self, left: &Side, link: &Link) -> bool {
        const BOLD: &[&str] = &[
            "\\boldsymbol{",
            "\\mathbf{",
            "\\bm{",
            "\\vec{",
            "\\overline{",
            "||",
            "\\|",
            "\\lVert",
        ];
        let around = |span: Span| {
            // A side begins behind the bracket of its first command.
            let start = span.start.saturating_sub(12);
            self.document
                .source
                .slice(Span::new(start, span.end))
                .to_owned()
        };
        let text = around(left.span) + &around(link.side.span);
        let names = |bold: &&str| {
            let mut behind = text.split(*bold).skip(1);
            // `0.\overline{3}` is a number.
            behind.any(|inside| !inside.starts_with(|c: char| c.is_ascii_digit()))
        };
        BOLD.iter().any(names)
    }
}
