//! Values that stand behind a formula in its sentence: `12Lh² = 216, where L = 2 and h = 3`.

use super::conditions::comparison;
use super::context::Entry;
use super::walk::Walk;
use crate::diagnostic::Span;
use crate::document::{Announced, Link, Side, Statement, announces};
use crate::expr::{Expr, ExprKind, Relation, Symbol};

/// How many values behind a formula are taken.
const MOST: usize = 16;

/// What stands between two values of one sentence.
const JOINING: &[&str] = &["", "and", "和", "및", "und", "et", "y", "и"];

/// How far before a formula the words of its sentence are looked at, in bytes.
const BEFORE: usize = 160;

impl Walk<'_> {
    /// Gives the names of a statement the values that "where", "with" or "for" says of them behind it.
    pub(super) fn take_values_behind(&mut self, at: usize, statement: &Statement) {
        let is_formula = is_formula(statement);
        if statement.announced.is_some()
            || !(is_formula || is_computed(statement))
            || self.is_wanted(statement)
        {
            return;
        }
        let behind = self.document.statements.iter().skip(at + 1).take(MOST);
        let mut last = statement;
        let mut found: Vec<(Symbol, Entry)> = Vec::new();
        for next in behind {
            let told = if is_formula {
                spelled_out(next)
            } else {
                told(next).into_iter().collect()
            };
            let stands_here = |(symbol, _): &(Symbol, Entry)| {
                statement.sides().any(|side| side.expr.mentions(symbol))
            };
            if told.is_empty() || is_formula && !told.iter().any(stands_here) {
                break;
            }
            let between = self.between(last.span(), next.first.span);
            let joins =
                JOINING.contains(&between.trim_matches([' ', ',', '，', '、', '$', '`', '\n']));
            let is_said = matches!(next.announced, Some(Announced::Where | Announced::For));
            let is_first = found.is_empty();
            let leads = is_one_word(between) && (is_said || announces(bare(between)));
            if is_first && !leads || !is_first && !joins {
                break;
            }
            let goes_on = self.is_one_sentence(last.span(), next.first.span)
                && next.place.section == statement.place.section
                && next.place.row == statement.place.row;
            if !goes_on {
                break;
            }
            // What was said of it before counts, and what is said behind is another case.
            let is_known = |(symbol, _): &(Symbol, Entry)| {
                let known = self.context.meaning(symbol, &statement.place, false);
                known.is_some()
            };
            if told.iter().any(is_known) || self.begins_something(next) {
                return;
            }
            found.extend(told);
            last = next;
        }
        // One name with two values: cases, of which each has a formula of its own.
        let is_again = |(at, (symbol, _)): (usize, &(Symbol, Entry))| {
            found.iter().take(at).any(|(other, _)| other == symbol)
        };
        if found.iter().enumerate().any(is_again) {
            return;
        }
        for (symbol, entry) in found {
            self.context.add(&symbol, entry);
        }
    }

    /// Lets the conditions stand that "if" or "for" says behind a statement: `|x| = -x for x < 0`, `√x² = x (x > 0)`.
    pub(super) fn take_conditions_behind(&mut self, at: usize, statement: &Statement) {
        let compares = |link: &Link| comparison(link.relation).is_some();
        if statement.announced.is_some() || statement.links.iter().any(compares) {
            return;
        }
        let document = self.document;
        let mut last = statement;
        for (place, next) in document
            .statements
            .iter()
            .skip(at + 1)
            .take(MOST)
            .enumerate()
        {
            let between = self.between(last.span(), next.first.span);
            let is_said = matches!(
                next.announced,
                Some(Announced::Where | Announced::For | Announced::If | Announced::SuchThat)
            );
            let bare = between.trim_matches([' ', ',', '，', '、', '$', '\n', '`']);
            let joins = if place > 0 {
                JOINING.contains(&bare)
            } else {
                matches!(bare, "(" | "（") || is_one_word(between) && (is_said || announces(bare))
            };
            let limits = |side: &Side| {
                statement.sides().any(|own| {
                    let names = side.expr.free_symbols();
                    names.iter().any(|name| own.expr.mentions(name))
                })
            };
            let is_condition = !next.links.is_empty()
                && next.links.iter().all(compares)
                && next.sides().any(limits);
            let goes_on = self.is_one_sentence(last.span(), next.first.span)
                && next.place.section == statement.place.section
                && next.place.row == statement.place.row;
            if !(joins && is_condition && goes_on) {
                break;
            }
            self.stand(next);
            self.ahead.insert(next.first.span.start);
            last = next;
        }
    }

    /// `We want n² = 100`: whether the words before say that a line is to be reached or solved.
    fn is_wanted(&self, statement: &Statement) -> bool {
        const WORDS: &[&str] = &[
            "want",
            "need",
            "target",
            "goal",
            "until",
            "solve",
            "condition",
            "require",
            "constraint",
        ];
        let source = &self.document.source;
        let start = statement.first.span.start;
        let near = Span::new(source.around(statement.first.span, BEFORE, 0).start, start);
        let sentence = source
            .slice(near)
            .rsplit(['\n', '.'])
            .next()
            .unwrap_or_default();
        WORDS.iter().any(|word| sentence.contains(word))
    }

    /// `with x = 1 as the initial guess`: whether a value only begins what is iterated.
    fn begins_something(&self, next: &Statement) -> bool {
        let source = &self.document.source;
        let near = source.around(next.span(), BEFORE / 4, BEFORE / 4);
        ["initial", "guess", "start"]
            .iter()
            .any(|word| source.slice(near).contains(word))
    }

    /// Whether a meaning is what a statement itself says, taken before its turn.
    pub(super) fn is_taken(entry: &Entry, statement: &Statement) -> bool {
        entry.span == statement.span() && entry.place == statement.place
    }
}

/// Whether a statement computes a number from one formula, `P = 12Lh² = 216`: what is equal for all values is judged
/// without them.
fn is_computed(statement: &Statement) -> bool {
    let Some((last, before)) = statement.links.split_last() else {
        return false;
    };
    let is_open = |side: &Side| !side.expr.free_symbols().is_empty();
    let names = statement.first.expr.as_symbol().is_some() && !before.is_empty();
    let open = statement
        .sides()
        .skip(usize::from(names))
        .filter(|side| is_open(side));
    let is_equal = |link: &Link| matches!(link.relation, Relation::Equal | Relation::Approx);
    !is_open(&last.side) && open.count() == 1 && statement.links.iter().all(is_equal)
}

/// Whether a statement says of two formulas that they are equal: `2nd(2a + f) = 12nd²`.
fn is_formula(statement: &Statement) -> bool {
    let [link] = statement.links.as_slice() else {
        return false;
    };
    let (left, right) = (&statement.first.expr, &link.side.expr);
    let is_worked = |side: &Expr| side.as_symbol().is_none() && !side.free_symbols().is_empty();
    link.relation == Relation::Equal && is_worked(left) && is_worked(right)
}

/// What a statement says of names in terms of others, `a = f/4 = d`: a is d, and f is 4d.
fn spelled_out(statement: &Statement) -> Vec<(Symbol, Entry)> {
    let is_equal = |link: &Link| link.relation == Relation::Equal;
    let Some(last) = statement
        .links
        .last()
        .filter(|_| statement.links.iter().all(is_equal))
    else {
        return Vec::new();
    };
    let value = &last.side.expr;
    // `for y = 0 it is …`: a number is another case.
    if value.free_symbols().is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for side in statement.sides().take(statement.links.len()) {
        let (symbol, value) = match side.expr.kind() {
            ExprKind::Symbol(symbol) => (symbol, value.clone()),
            ExprKind::Quotient(above, below) if below.as_number().is_some() => {
                match above.as_symbol() {
                    Some(symbol) => (symbol, Expr::product([below.clone(), value.clone()])),
                    None => return Vec::new(),
                }
            }
            _ => return Vec::new(),
        };
        if value.mentions(symbol) {
            return Vec::new();
        }
        found.push((
            symbol.clone(),
            Walk::entry(&value, statement, statement.span()),
        ));
    }
    found
}

/// Whether one word stands between a formula and its values.
fn is_one_word(between: &str) -> bool {
    let bare = bare(between);
    !bare.is_empty() && !bare.contains(|c: char| c.is_whitespace() || c.is_ascii_punctuation())
}

fn bare(between: &str) -> &str {
    between.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The number that a statement gives a name.
fn told(statement: &Statement) -> Option<(Symbol, Entry)> {
    let [link] = statement.links.as_slice() else {
        return None;
    };
    let value = &link.side.expr;
    let is_value = link.relation == Relation::Equal && value.free_symbols().is_empty();
    let symbol = statement.first.expr.as_symbol()?.clone();
    let entry = Walk::entry(value, statement, statement.span());
    (is_value && statement.label.is_none()).then_some((symbol, entry))
}
