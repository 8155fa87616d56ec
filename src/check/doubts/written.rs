//! What stands around a line, and between its sign and its numbers: it may say that the numbers alone claim nothing.

use super::super::report::Judged;
use super::super::sides::value;
use super::super::walk::Walk;
use super::{Doubt, is_closed, is_one_number, means, supposes};
use crate::diagnostic::Span;
use crate::document::{Link, Side, Statement};
use crate::expr::{Assumptions, Expr, ExprKind, Relation, Symbol, deep};
use crate::judge::{self, Claim, Stated};
use crate::number::Rational;
use crate::syntax::parse_expression;

/// Words right before a number that make it a part of what is named before them: "KV cache for 50 tokens".
const PREPOSITIONS: &[&str] = &[
    "for", "at", "with", "per", "für", "bei", "mit", "pour", "avec", "para", "con", "для", "при",
    "的", "の", "의",
];

/// Words before "of" and a number that are no more than that number.
const WHOLES: &[&str] = &[
    "total", "sum", "product", "result", "value", "maximum", "minimum",
];

/// Functions of probability and of polynomials, by the names that texts give them.
const FUNCTIONS: &[&str] = &["P", "Pr", "E", "V", "D", "Var", "Cov", "gr", "deg"];

/// Lines with signs or words around their numbers that say more than they do.
pub(super) const DOUBTS: &[Doubt] = &[
    means(
        |walk, line| walk.is_arrow(line.link),
        "an arrow stands for its sign, which may lead to something else",
    ),
    means(
        |walk, line| walk.is_behind_arrow(line.left, line.link),
        "it tells how far apart the two numbers beside an arrow are",
    ),
    means(
        |walk, line| walk.is_list(line.left),
        "two numbers stand in brackets",
    ),
    means(
        |walk, line| walk.is_factor_with_name(line.left, line.link),
        "each of its numbers stands behind a name of its own",
    ),
    means(
        |walk, line| walk.skips_words(line.link),
        "words stand between its sign and its number",
    ),
    means(
        |walk, line| walk.has_foreign_signs(line.left, line.link),
        "it has a sign that is none of numbers",
    ),
    means(
        |walk, line| walk.is_named_as_unit(line.left, line.link),
        "a name and a unit have one letter",
    ),
    means(
        |walk, line| walk.applies_functions(line.left, line.link),
        "a name before brackets may be a function of which nothing is said",
    ),
    means(
        |walk, line| walk.has_dots_for_signs(line.statement, line.left, line.link),
        "it is right where points between digits multiply",
    ),
    supposes(|walk, line| walk.is_squared(line.left, line.link)),
    means(
        |walk, line| walk.is_apart(line.left, line.link),
        "what stands before the sign is only said before it",
    ),
    means(
        |walk, line| walk.is_restated_otherwise(line.left, line.link),
        "the number in brackets is of something else",
    ),
    supposes(|walk, line| walk.follows_from_above(line.left, line.judged)),
];

impl Walk<'_> {
    /// `7B × 2 bytes → 15 GB`: whether an arrow stands where the sign is read.
    fn is_arrow(&self, link: &Link) -> bool {
        let sign = self.document.source.slice(link.sign);
        link.relation == Relation::Approx
            && (sign.starts_with(['→', '⟶', '➔', '⇒'])
                || ["->", "=>"].iter().any(|arrow| sign.ends_with(arrow)))
    }

    /// `4.67 → 4.12 = −0.55`: what stands behind an arrow is one of two numbers, and the line tells how far they are apart,
    /// in percent or how many times.
    fn is_behind_arrow(&self, left: &Side, link: &Link) -> bool {
        let marks = [' ', '*', '$', '`'];
        let before = self.before(left).trim_end_matches(marks);
        let from = ["→", "->", "\\to", "⟶"]
            .iter()
            .find_map(|arrow| before.strip_suffix(arrow));
        let number = |side: &Side| {
            value(&side.expr, &Assumptions::none())?
                .as_number()
                .cloned()
        };
        let (Some(from), true) = (
            from,
            is_one_number(&left.expr) && is_one_number(&link.side.expr),
        ) else {
            return false;
        };
        let from = from.trim_end_matches(marks);
        // `3.3975 (step 36,000) →`.
        let from = from
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('))
            .map_or(from, |(rest, _)| rest)
            .trim_end_matches(marks);
        let belongs = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let start = from.trim_end_matches(belongs).len();
        let written = from.get(start..).unwrap_or_default().replace(',', "");
        let Some(first) = parse_expression(&written)
            .ok()
            .and_then(|expr| expr.as_number())
        else {
            return true;
        };
        let (Some(second), Some(told)) = (number(left), number(&link.side)) else {
            return true;
        };
        let apart = &second - &first;
        let ratio = second.checked_div(&first);
        let unit = Stated::of(&link.side.expr)
            .and_then(|stated| {
                Rational::from(10).pow(-i32::try_from(stated.written.places()).ok()?)
            })
            .unwrap_or_else(|| Rational::from(1));
        let is_told = |wanted: &Rational| (wanted.abs() - told.abs()).abs() <= unit;
        is_told(&apart)
            || ratio.is_some_and(|ratio| {
                let share = &ratio - &Rational::from(1);
                let percent = Rational::from(100) * told.abs();
                is_told(&ratio) || (share.abs() * Rational::from(100) - percent).abs() <= unit
            })
    }

    /// `(12, 532) = 4`, `(12,532) = 4`: two numbers in brackets, and no number with a comma.
    fn is_list(&self, left: &Side) -> bool {
        let written = self.document.source.slice(left.span).trim();
        let inside = written
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        inside.is_some_and(|inside| {
            inside.contains(',')
                && inside
                    .chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '))
        })
    }

    /// `TP=8 * CP=16 * PP=16 = 2,048`, `c=4-vs-c=1`: each number stands behind a name of its own.
    fn is_factor_with_name(&self, left: &Side, link: &Link) -> bool {
        if self.document.source.slice(left.span).contains("-vs-") {
            return true;
        }
        let number = |side: &Side| {
            value(&side.expr, &Assumptions::none())?
                .as_number()
                .cloned()
        };
        let (Some(before), true) = (
            self.before(left).strip_suffix('='),
            is_one_number(&left.expr),
        ) else {
            return false;
        };
        let row = before.rsplit(['\n', '(']).next().unwrap_or_default();
        let mut factors = row.rsplit(['*', '×', '·']);
        let is_name =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !factors.next().is_some_and(|name| is_name(name.trim())) {
            return false;
        }
        let mut product = number(left);
        let mut count = 0;
        for factor in factors {
            let named = factor
                .trim_matches(|c: char| !c.is_alphanumeric())
                .rsplit(' ')
                .next()
                .and_then(|named| named.split_once('='));
            let Some((_, digits)) = named.filter(|(name, _)| is_name(name)) else {
                break;
            };
            let factor = parse_expression(digits)
                .ok()
                .and_then(|expr| expr.as_number());
            product = product
                .zip(factor)
                .map(|(product, factor)| product * factor);
            count += 1;
        }
        count > 0 && product == number(&link.side)
    }

    /// `13.03 MB = KV cache for 50 tokens`: words stand between the sign and the number.
    fn skips_words(&self, link: &Link) -> bool {
        let between = self.behind_sign(link);
        let words: Vec<&str> = between
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .collect();
        let Some((last, named)) = words.split_last() else {
            return false;
        };
        // "a total of 61" is 61, "weights of 7" are of seven things; "one more than 3" is no 3.
        let is_whole = named.last().is_some_and(|word| WHOLES.contains(word));
        let leads = PREPOSITIONS.contains(last) || *last == "than" || *last == "of" && !is_whole;
        !between.contains('\n') && named.len() > usize::from(*last == "than") && leads
    }

    /// What stands between the sign of a line and its right side, without the letters of a sign that is a word, `\equiv`,
    /// `approx`.
    pub(super) fn behind_sign(&self, link: &Link) -> &str {
        let source = &self.document.source;
        let start = link.sign.end.min(link.side.span.start);
        let between = source.slice(Span::new(start, link.side.span.start));
        let sign = source.slice(link.sign);
        let is_command = sign.contains('\\') || sign.ends_with(|c: char| c.is_ascii_alphabetic());
        if is_command {
            between.trim_start_matches(|c: char| c.is_ascii_alphabetic())
        } else {
            between
        }
    }

    /// `C@D@C^-1`, ``bs=64`/`bs=128``: a sign that multiplies no numbers, the end of a stretch of code.
    fn has_foreign_signs(&self, left: &Side, link: &Link) -> bool {
        [left, &link.side].into_iter().any(|side| {
            let written = self.document.source.slice(side.span);
            let behind = self
                .document
                .source
                .text()
                .get(side.span.end..)
                .unwrap_or_default();
            let is_parted = written.contains("`/`") || written.contains("` / `");
            let is_led = self
                .before(side)
                .trim_end()
                .ends_with(['@', '⊕', '⊗', '∧', '∨', '∘']);
            is_parted || is_led || written.contains('@') || behind.trim_start().starts_with('@')
        })
    }

    /// `|V| = 4\,\mathrm V`: what is measured and its unit have one letter.
    fn is_named_as_unit(&self, left: &Side, link: &Link) -> bool {
        let written = self
            .document
            .source
            .slice(link.side.span)
            .replace(['{', '}', ' '], "");
        let shared = left.expr.free_symbols();
        shared.iter().any(|name| {
            ["\\mathrm", "\\text", "\\rm"]
                .iter()
                .any(|mark| written.contains(&format!("{mark}{}", name.name())))
        })
    }

    /// `V[cX] = c^2V[X]`, `C(x)/x`: a name stands only before brackets, which hold one variable, or more than one
    /// thing where it is a name that functions have.
    fn applies_functions(&self, left: &Side, link: &Link) -> bool {
        let text = self.relation_text(left, link);
        let marks = [
            "\\mathbb", "\\mathrm", "\\left", "\\right", "\\dfrac", "\\frac",
        ];
        let text = marks.iter().fold(text, |text, mark| text.replace(mark, ""));
        let text = text.replace(['\\', '{'], " ").replace(['}'], "");
        let mut found: Vec<(&str, &str)> = Vec::new();
        for (at, bracket) in text.match_indices(['(', '[']) {
            let before = text.get(..at).unwrap_or_default();
            let name = before
                .rsplit(|c: char| !c.is_ascii_alphabetic())
                .next()
                .unwrap_or_default();
            let behind = text.get(at + bracket.len()..).unwrap_or_default();
            let inside = behind.split([')', ']']).next().unwrap_or_default();
            if !name.is_empty() {
                found.push((name, inside));
            }
        }
        let is_bare = |name: &str| {
            text.match_indices(name).any(|(at, _)| {
                let behind = text.get(at + name.len()..).unwrap_or_default();
                let before = text.get(..at).unwrap_or_default();
                !behind.starts_with(['(', '[', '_'])
                    && !behind.starts_with(|c: char| c.is_ascii_alphabetic())
                    && !before.ends_with(|c: char| c.is_ascii_alphabetic())
            })
        };
        found.iter().any(|(name, inside)| {
            let is_function = FUNCTIONS.contains(name)
                && found
                    .iter()
                    .any(|(other, content)| other == name && content != inside);
            let is_of_variable =
                name.len() == 1 && matches!(*inside, "x" | "y" | "z" | "t" | "s" | "u");
            let is_known = self.context.knows_function(&Symbol::new(name));
            (is_function || is_of_variable) && !is_known && !is_bare(name)
        })
    }

    /// `3(x + 4y - 2) = 3x + 3.4y - 3.2`: whether the sides are equal where points between single digits multiply.
    fn has_dots_for_signs(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let sides = [left, &link.side].map(|side| Side {
            expr: multiplied(&side.expr),
            ..side.clone()
        });
        let [lhs, rhs] = &sides;
        let has_bracket = left
            .expr
            .factors()
            .iter()
            .any(|factor| factor.terms().len() > 1);
        has_bracket
            && lhs.expr == left.expr
            && rhs.expr != link.side.expr
            && self
                .pair(lhs, link.relation, rhs, &statement.place)
                .compared
                .verdict
                .holds()
    }

    /// `9(x² + y²) = (8 − 2x − 2y)²` below `3√(x² + y²) = 8 − 2x − 2y`: both sides of the equation above, squared.
    fn is_squared(&self, left: &Side, link: &Link) -> bool {
        let Some(known) = self.conditions.last().filter(|_| !is_closed(&left.expr)) else {
            return false;
        };
        let none = Assumptions::none();
        let is_square = |of: &Expr, side: &Expr| {
            let square = Expr::power(of.clone(), Expr::integer(2));
            let claim = Claim {
                lhs: &square,
                relation: Relation::Equal,
                rhs: side,
                under: &none,
            };
            judge::judge(&claim, &self.options.budget.brief()).holds()
        };
        is_square(&known.equation.lhs, &left.expr)
            && is_square(&known.equation.rhs, &link.side.expr)
    }

    /// `B=1, H=4096, BF16:` above `= 1 × 4096`, `8.6 (≈ 62% of it)`: what stands before a sign ends with a colon, or a bracket
    /// opens before the sign.
    fn is_apart(&self, left: &Side, link: &Link) -> bool {
        let between = self.between(left.span, link.sign);
        let between = between.trim_end_matches([' ', '$', '\n', '\t', '-', '*', '>']);
        // `1 Gbit/s → ≈ 19 min`.
        if between.ends_with(['→', '⇒']) || between.ends_with("->") {
            return true;
        }
        let behind = self.document.source.text().get(link.side.span.end..);
        // `39,383,808 (≈ 39.5M)`: all of the bracket is read.
        let is_whole = behind.is_some_and(|behind| behind.starts_with([')', '）']));
        !link.restated
            && (between.ends_with([':', '：']) || between.ends_with(['(', '（']) && !is_whole)
    }

    /// Whether an arrow at the end of the line above leads to an equation of symbols: it says what comes of another
    /// equation.
    fn follows_from_above(&self, left: &Side, judged: &Judged) -> bool {
        const ARROWS: &[&str] = &[
            "=>",
            "⇒",
            "\\Rightarrow",
            "\\implies",
            "\\Leftrightarrow",
            "\\iff",
            "⟺",
        ];
        let before = self.before(left);
        let above = before.trim_end_matches([' ', '\t', '\n', '\\', '&', '$']);
        let is_below = before
            .get(above.len()..)
            .is_some_and(|gap| gap.contains('\n'));
        let above = above.trim_end_matches([' ', '\\']);
        let is_open = left.expr.free_symbols().len() > 1 && judged.used.is_empty();
        is_below && is_open && ARROWS.iter().any(|arrow| above.ends_with(arrow))
    }

    /// All that stands before a side.
    pub(super) fn before(&self, left: &Side) -> &str {
        self.document
            .source
            .text()
            .get(..left.span.start)
            .unwrap_or_default()
    }
}

/// An expression with numbers such as `3.4` as products, 3·4.
fn multiplied(expr: &Expr) -> Expr {
    if let ExprKind::Number(literal) = expr.kind()
        && let Some(written) = literal.written()
        && let Some((whole, digit)) = written.text().split_once('.')
        && let (Ok(whole), Ok(digit)) = (whole.parse::<i64>(), digit.parse::<i64>())
        && whole < 10
        && (1..10).contains(&digit)
        && whole > 0
    {
        return Expr::product([Expr::integer(whole), Expr::integer(digit)]);
    }
    deep(|| expr.map_children(multiplied))
}
