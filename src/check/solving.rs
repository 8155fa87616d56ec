//! Equations on lines below one another, `2x + 6 = 10`, `2x = 4`, `x = 2`: each has the solutions of
//! the one before.

use std::collections::BTreeSet;

use super::compared::{Compared, Verdict};
use super::equations::{Equation, Step, is_solved_by, step};
use super::moved::mended;
use super::naming::is_solved_for;
use super::pair::Pair;
use super::report::GivenKind;
use super::walk::{Condition, Walk};
use crate::diagnostic::Span;
use crate::document::{Announced, Document, Origin, Place, Statement};
use crate::expr::{Assumptions, Expr, Relation, Symbol};
use crate::judge::Budget;
use crate::poly;

/// The equation that a statement is, where it is one and nothing else.
fn equation(statement: &Statement) -> Option<Equation> {
    let [link] = statement.links.as_slice() else {
        return None;
    };
    let is_plain = link.relation == Relation::Equal && statement.label.is_none();
    (is_plain && !statement.origin.is_code_like()).then(|| Equation {
        lhs: statement.first.expr.clone(),
        rhs: link.side.expr.clone(),
    })
}

/// The name that a line ends with the value of, `2x = 4 ⇒ x = 2`, and where it stands, with the arrow before it.
fn last_name(statement: &Statement) -> Option<(&Symbol, Span)> {
    let (last, before) = statement.links.split_last()?;
    let (name, at) = before
        .last()
        .map_or((&statement.first, statement.first.span), |link| {
            (&link.side, link.sign.to(link.side.span))
        });
    let name = name.expr.as_symbol()?;
    let is_value = last.side.expr.free_symbols().is_empty();
    (is_value && last.relation == Relation::Equal).then_some((name, at))
}

/// The unknown that a line gives a value, `x = 2`; `if x = 2` only supposes one.
fn solved_for(statement: &Statement) -> Option<(Symbol, Expr)> {
    use Announced::{For, If, Let};
    if matches!(statement.announced, Some(For | If | Let)) {
        return None;
    }
    let equation = equation(statement)?;
    let symbol = equation.lhs.as_symbol()?.clone();
    (!equation.rhs.mentions(&symbol)).then_some((symbol, equation.rhs))
}

/// How many blocks down the next line of a solution may stand: behind a line of words.
pub(super) const BLOCKS: usize = 2;

/// How far before a value remainders are looked for, in bytes.
const SAID: usize = 400;

/// How long the text between two values of one unknown is, in bytes: `$ or $`.
const BESIDE: usize = 24;

/// Whether a statement stands in the same section as the next one, in the same paragraph or one right before it.
///
/// The items of a list are steps, `2. Divide by 2: x = 4.5`, where they say so; else they are exercises.
fn is_above(document: &Document, statement: &Statement, next: &Statement) -> bool {
    let between = Span::new(
        statement.span().end,
        next.span().start.max(statement.span().end),
    );
    let words = document.source.slice(between).split_whitespace();
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let is_step = statement.place.item == next.place.item || words.filter(is_word).count() > 1;
    is_step
        && statement.place.section == next.place.section
        && statement.place.row == next.place.row
        && next.place.block <= statement.place.block + BLOCKS
}

/// The statements that are lines of the solution of an equation: those above a line that gives the
/// unknown a value which solves the line above it.
pub(super) fn solving_lines(document: &Document, budget: &Budget) -> BTreeSet<usize> {
    let statements = &document.statements;
    let mut found = BTreeSet::new();
    for (at, statement) in statements.iter().enumerate() {
        let Some((unknown, value)) = solved_for(statement) else {
            continue;
        };
        let Some(above) = at.checked_sub(1).and_then(|above| statements.get(above)) else {
            continue;
        };
        // `FV = 1000·1.08^5` above `FV = 1469.30` is a value itself.
        let is_value = solved_for(above).is_some_and(|(name, _)| name == unknown);
        let is_solved = !is_value
            && equation(above).is_some_and(|equation| {
                is_line(&equation, &unknown, budget)
                    && is_solved_by(&equation, &unknown, &value, budget) == Some(true)
            });
        if !is_solved || !is_above(document, above, statement) {
            continue;
        }
        let mut next = statement;
        for before in (0..at).rev() {
            let Some(line) = statements
                .get(before)
                .filter(|line| is_above(document, line, next))
            else {
                break;
            };
            // With its value the solution of another equation ended.
            let is_end = solved_for(line).is_some_and(|(name, _)| name == unknown);
            if is_end || !equation(line).is_some_and(|line| is_line(&line, &unknown, budget)) {
                break;
            }
            found.insert(before);
            next = line;
        }
    }
    found.extend(explained_lines(document, budget));
    found
}

/// Whether a stretch is the row right below another one in one display.
pub(super) fn is_row_below(document: &Document, above: Span, row: Span) -> bool {
    let gap = document
        .source
        .slice(Span::new(above.end, row.start.max(above.end)));
    let is_mark =
        |c: char| c.is_whitespace() || matches!(c, '\\' | '&' | ',' | '.' | ';' | '{' | '}');
    gap.matches("\\\\").count() == 1 && gap.chars().all(is_mark)
}

/// Two equations in one unknown, one below the other in one display, of which the lower is the upper one with a known
/// slip: no system of equations looks like that.
fn explained_lines(document: &Document, budget: &Budget) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for (at, pair) in document.statements.windows(2).enumerate() {
        let [above, line] = pair else { continue };
        let behind = document.statements.get(at + 2);
        let is_alone = behind.is_none_or(|next| {
            next.place.block != line.place.block || next.place.line != line.place.line
        });
        let is_below = is_row_below(document, above.span(), line.span())
            && above.place.section == line.place.section
            && is_alone
            && above.origin == Origin::Math
            && line.origin == Origin::Math
            && above.announced.is_none();
        if !is_below {
            continue;
        }
        let (Some(upper), Some(lower)) = (equation(above), equation(line)) else {
            continue;
        };
        let Some(unknown) = upper
            .unknown()
            .filter(|it| lower.unknown().as_ref() == Some(it))
        else {
            continue;
        };
        let are_lines = is_solved_for(&unknown)
            && is_line(&upper, &unknown, budget)
            && is_line(&lower, &unknown, budget)
            && solved_for(above).is_none()
            && solved_for(line).is_none();
        if are_lines && mended(&upper, &lower, budget).is_some_and(|line| line.slip.is_some()) {
            found.extend([at, at + 1]);
        }
    }
    found
}

/// Whether an equation limits an unknown: it is no identity and defines no other name.
fn is_line(equation: &Equation, unknown: &Symbol, budget: &Budget) -> bool {
    let (lhs, rhs) = (&equation.lhs, &equation.rhs);
    let speaks = lhs.mentions(unknown) || rhs.mentions(unknown);
    let defines = lhs.as_symbol().is_some_and(|name| name != unknown);
    let none = Assumptions::none();
    let difference = poly::difference(lhs, rhs, &none, &budget.poly);
    speaks && !defines && difference.is_ok_and(|form| form.as_number().is_none())
}

impl Walk<'_> {
    /// A line of the solution of an equation: given where it is the first, judged against the line
    /// above where it follows one; whether it is such a line.
    pub(super) fn solving_line(&mut self, at: usize, statement: &Statement) -> bool {
        if !self.solving.contains(&at) {
            return false;
        }
        let (Some(equation), Some(link)) = (equation(statement), statement.links.first()) else {
            return false;
        };
        let above = at
            .checked_sub(1)
            .filter(|above| self.solving.contains(above))
            .and_then(|above| self.document.statements.get(above))
            .filter(|above| is_above(self.document, above, statement))
            .and_then(|_| self.conditions.last())
            .cloned();
        let found = above.as_ref().and_then(|above| {
            let found = step(&above.equation, &equation, &self.options.budget)?;
            let goes_on = self.goes_on(above.sign, statement.first.span);
            let is_right = matches!(found, Step::Same | Step::Gained);
            (is_right || goes_on).then_some(found)
        });
        if let (Some(found), Some(above)) = (found, &above) {
            let pair = Pair::bare(compared(found, &equation));
            self.claim(statement, &statement.first, link, pair, None);
            if let Some(claim) = self.claims.last_mut() {
                claim.against = claim.verdict.is_wrong().then_some(above.sign);
                claim.difference = None;
                claim.slip = None;
                claim.suggestion = None;
                let is_wrong = claim.verdict.is_wrong();
                let meant =
                    is_wrong.then(|| mended(&above.equation, &equation, &self.options.budget));
                if let Some(meant) = meant.flatten() {
                    let latex = self.document.source.slice(statement.span()).contains('\\');
                    claim.mend(meant, statement.span(), latex);
                }
            }
        } else {
            let name = self.document.source.slice(statement.first.span);
            self.give(
                link.sign,
                GivenKind::Condition,
                name.trim().to_owned(),
                None,
            );
        }
        self.conditions.push(Condition {
            equation,
            place: statement.place,
            sign: link.sign,
        });
        true
    }

    /// Whether the last two equations are lines of one solution, one below the other, that a value right below them goes
    /// on with: `2x + 6 = 10`, `2x = 4`, `x = 2`, each in a paragraph of its own.
    pub(super) fn goes_on_solving(&self, statement: &Statement, first: Span) -> bool {
        let [.., above, last] = self.conditions.as_slice() else {
            return false;
        };
        let is_below = |upper: &Place, lower: &Place| {
            upper.section == lower.section
                && upper.item == lower.item
                && upper.row.is_none()
                && lower.block <= upper.block + BLOCKS
        };
        is_below(&above.place, &last.place)
            && is_below(&last.place, &statement.place)
            && self.goes_on(above.sign, last.sign)
            && self.goes_on(last.sign, first)
            && self.is_a_line_of_its_own(statement, first)
            && above.equation != last.equation
            && step(&above.equation, &last.equation, &self.options.budget) == Some(Step::Same)
    }

    /// Whether nothing but values stands in the row of one, and no arithmetic of remainders is spoken of near it.
    fn is_a_line_of_its_own(&self, statement: &Statement, first: Span) -> bool {
        let text = self.document.source.text();
        let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, '=' | '(' | '\\');
        let before = text.get(..first.start).unwrap_or_default();
        let row = before.rsplit('\n').next().unwrap_or_default();
        let behind = text.get(statement.span().end..).unwrap_or_default();
        let rest = behind.split('\n').next().unwrap_or_default();
        let rest = rest.trim_start_matches(['$', '.', ' ', '`', '*', ';']);
        let others = ["or ", "oder ", "ou ", "또는 ", "或 ", "или ", ", "];
        let source = &self.document.source;
        let near = source.slice(Span::new(source.around(first, SAID, 0).start, first.start));
        let is_of_remainders = ["odulo", "\\mathbb{F}", "\\mathbb{Z}", "pmod"]
            .iter()
            .any(|word| near.contains(word));
        row.chars().all(is_mark)
            && (rest.is_empty() || others.iter().any(|word| rest.starts_with(word)))
            && !is_of_remainders
    }

    /// Where the first of the values stands that a line gives an unknown one after another, `x = 3 or x = -2`: what leads
    /// to it leads to the others as well.
    pub(super) fn first_value_beside(&self, statement: &Statement, symbol: &Symbol) -> Span {
        let line = |other: &Statement| self.document.line(other.span().start);
        let statements = &self.document.statements;
        let end = statements.partition_point(|other| other.span().start < statement.span().start);
        let mut first = statement.first.span;
        let before = statements.get(..end).unwrap_or_default().iter().rev();
        for other in before.take_while(|other| line(other) == line(statement)) {
            let gap = self.between(other.span(), first);
            let is_apart = gap.len() > BESIDE || gap.contains(['.', '。', '=']);
            let name = last_name(other).filter(|(name, _)| *name == symbol);
            let Some((_, at)) = name.filter(|_| !is_apart) else {
                break;
            };
            first = at;
        }
        first
    }

    /// The values that the statements behind this one give the same unknown in the same line:
    /// `x = 3 or x = -2`.
    pub(super) fn alternatives(&self, statement: &Statement, symbol: &Symbol) -> Vec<Expr> {
        let start = statement.span().start;
        let line = |other: &Statement| self.document.line(other.span().start);
        let behind = self.document.statements.iter();
        behind
            .skip_while(|other| other.span().start <= start)
            .take_while(|other| {
                other.place.block == statement.place.block && line(other) == line(statement)
            })
            .map_while(solved_for)
            .take_while(|(name, _)| name == symbol)
            .map(|(_, value)| value)
            .collect()
    }
}

fn compared(found: Step, equation: &Equation) -> Compared {
    let (lhs, rhs) = (&equation.lhs, &equation.rhs);
    match found {
        Step::Same | Step::Gained => Compared::new(Verdict::Holds, lhs, rhs),
        Step::Lost(root) | Step::Different(root) => Compared {
            witness: super::roots_told::lost(root, equation.unknown(), lhs, rhs),
            ..Compared::new(Verdict::Fails, lhs, rhs)
        },
    }
}
