//! What is said of a name a second time: another case, another thing, or the same once more.

use super::context::Entry;
use super::naming::{is_solved_for, is_word};
use super::pair::Pair;
use super::report::GivenKind;
use super::sides::value;
use super::walk::Walk;
use crate::diagnostic::Span;
use crate::document::{Link, Origin, Place, Side, Statement, has_words};
use crate::expr::{Assumptions, Expr, ExprKind, Relation, Symbol};
use crate::poly;

/// How many uses of names are looked through, the last ones first.
const IN_USE: usize = 200;

impl Walk<'_> {
    /// `n_heads = h = 32` names both: whether a chain of names that are spelled out gives one more of them its value.
    /// Letters alone are unknowns as often, `a = b = 1`.
    pub(super) fn names_again(&mut self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let spelled = |side: &Side| {
            let name = side.expr.as_symbol().map(Symbol::name);
            name.is_some_and(|name| name.chars().filter(|c| c.is_alphabetic()).count() >= 3)
        };
        if left.expr.as_symbol().is_none()
            || !(spelled(&statement.first) || spelled(left))
            || statement.first.expr.as_symbol().is_none()
        {
            return false;
        }
        let own = Statement {
            first: left.clone(),
            links: vec![link.clone()],
            ..statement.clone()
        };
        let Some(symbol) = left
            .expr
            .as_symbol()
            .filter(|_| link.relation == Relation::Equal)
        else {
            return false;
        };
        let known = self.context.meaning(symbol, &statement.place, false);
        let shadows = known.map(|(entry, _)| entry.span);
        if shadows.is_some() {
            let again = self.pair(left, link.relation, &link.side, &statement.place);
            if again.is_right() {
                return false;
            }
            // Another case: which of the values a later line means cannot be told.
            let symbol = symbol.clone();
            self.context.forget(&symbol);
            self.give(link.sign, GivenKind::Binding, symbol.name(), shadows);
            return true;
        }
        let symbol = symbol.clone();
        self.define(&own, link, &symbol, None);
        self.chained.insert(symbol);
        // The first name has the number too, whatever the second one gets later.
        if let Some(first) = statement
            .first
            .expr
            .as_symbol()
            .filter(|_| link.side.expr.free_symbols().is_empty())
        {
            let entry = Self::entry(&link.side.expr, statement, link.sign);
            self.context.add(first, entry);
            self.chained.insert(first.clone());
        }
        true
    }

    /// Whether what is said of a name once more has to agree with what was said of it before.
    pub(super) fn is_charged(
        &self,
        statement: &Statement,
        link: &Link,
        entry: &Entry,
        found: &Pair,
    ) -> bool {
        let Some(symbol) = statement.first.expr.as_symbol() else {
            return false;
        };
        // `dim = d_model = 4096`, then `dim = 5120`: another model.
        if self.chained.contains(symbol) || entry.value.as_symbol().is_some() {
            return false;
        }
        let value = &link.side.expr;
        let is_value = value.free_symbols().iter().all(is_currency);
        let place = &statement.place;
        match (entry.is_number, is_value) {
            (true, true) => {
                is_same_scope(&entry.place, place)
                    && !self.is_next_row(entry, statement, value)
                    && (self.is_one_list(entry.span, statement.first.span)
                        || self.is_in_use(entry.span))
                    && statement.label.is_none()
                    && !is_word(symbol)
                    && self.is_said_of_one_case(entry, statement)
                    && !self.is_unknown(symbol, place)
                    && !self.is_logged(statement)
                    && (!is_solved_for(symbol)
                        || self.is_one_list(entry.span, statement.first.span))
            }
            (false, true) => {
                found.unresolved.is_empty()
                    && !is_word(symbol)
                    && !self.is_in_list(statement.first.span)
                    && entry.place.section == place.section
                    && place.row.is_none()
                    && (!is_solved_for(symbol) || entry.place.block == place.block)
                    && statement.announced.is_none()
                    && !found
                        .used
                        .iter()
                        .any(|used| self.is_afar(used.span, statement.first.span))
            }
            (true, false) => {
                found.unresolved.is_empty()
                    && !is_solved_for(symbol)
                    && is_same_scope(&entry.place, place)
            }
            (false, false) => {
                self.is_of_same_thing(entry, statement)
                    && !self.is_example(statement)
                    && (self.is_next_line(&entry.value, value, found)
                        || self.says_again_otherwise(entry, statement, value)
                        || self.draws(entry, statement, value))
            }
        }
    }

    /// Whether a second formula for a name stands close by, and speaks of the same thing.
    fn is_of_same_thing(&self, entry: &Entry, statement: &Statement) -> bool {
        let (said, here) = (&entry.place, &statement.place);
        said.section == here.section
            && said.item == here.item
            && said.row == here.row
            && self.follows_closely(entry.span, statement.first.span)
            && !self.tells_of_another(entry.span, statement.first.span)
    }

    /// `Par exemple : w = 0.2 v_1 + …`: whether a formula is told as one of many.
    fn is_example(&self, statement: &Statement) -> bool {
        const WORDS: &[&str] = &[
            "example",
            "e.g.",
            "exemple",
            "ejemplo",
            "exemplo",
            "Beispiel",
            "z. B.",
            "z.B.",
            "예를 들어",
            "例如",
            "例えば",
            "например",
            "Например",
        ];
        let text = self.document.source.text();
        let before = text.get(..statement.first.span.start).unwrap_or_default();
        let before = before.trim_end_matches(['$', ' ', '\n', ':', ',', '：', '，', '\\', '[']);
        WORDS.iter().any(|word| before.ends_with(word))
    }

    /// Whether two bindings stand in one list, `L = 32, h = 4096, L = 40`; with words between them, `from x = 0
    /// to x = 1`, the second one speaks of another case, and with nothing, `q = 15, q = 20`, of another value.
    fn is_one_list(&self, before: Span, here: Span) -> bool {
        let between = Span::new(before.end.min(here.start), here.start);
        let text = self.document.source.slice(between);
        let mut parts = text.split([',', ';', '，', '、', '；']);
        text.contains('=')
            && !text.contains(['\n', '(', ')'])
            && parts.all(|part| part.contains('=') || !has_words(part))
    }

    /// Whether a value stands in a list of values behind another one, `(L = 32, d = 4096, f = 11008)`: of one
    /// case.
    fn is_in_list(&self, here: Span) -> bool {
        let Some(last) = self.given.last() else {
            return false;
        };
        let start = last.sign.end.min(here.start);
        let between = self.document.source.slice(Span::new(start, here.start));
        let text = between.trim_matches([' ', '$']);
        let is_value =
            |c: char| c.is_ascii_digit() || matches!(c, '$' | ' ' | '{' | '}' | ',' | '.');
        last.kind == GivenKind::Binding
            && text.ends_with([',', '，', '、', ';'])
            && text
                .trim_end_matches([',', '，', '、', ';'])
                .chars()
                .all(is_value)
    }

    /// `FV = 1000 · 1.08^5`, in the next row `FV = 1000 · 1.4693`: the same with rounded parts.
    fn is_next_row(&self, entry: &Entry, statement: &Statement, value: &Expr) -> bool {
        let (above, here) = (&entry.place, &statement.place);
        let is_below = statement.origin == Origin::Math
            && above.block == here.block
            && here.line == above.line + 1;
        let is_worked = entry.value.as_number().is_none();
        is_below && is_worked && self.is_near(&entry.value, value)
    }

    /// Whether two values differ by no more than the tolerance.
    fn is_near(&self, before: &Expr, after: &Expr) -> bool {
        let none = Assumptions::none();
        let amount = |expr: &Expr| value(expr, &none)?.as_quantity()?.amount.exact().cloned();
        let (Some(before), Some(after)) = (amount(before), amount(after)) else {
            return false;
        };
        (&before - &after).abs() <= &self.options.budget.tolerance * before.abs()
    }

    /// Whether something was judged with a meaning already.
    fn is_in_use(&self, meaning: Span) -> bool {
        let used = self.claims.iter().rev().flat_map(|claim| &claim.used);
        used.take(IN_USE).any(|used| used.span == meaning)
    }

    /// Whether a second expression for the name of a sum speaks only of what stands in the first one:
    /// `P = 12Lh² + Vh`, then `P ≈ 15Lh²`.
    fn says_again_otherwise(&self, entry: &Entry, statement: &Statement, after: &Expr) -> bool {
        let before = &entry.value;
        if statement.announced.is_some() {
            return false;
        }
        let (meanings, _) = self.context.meanings([before], &statement.place, false);
        let expanded = meanings
            .substitute(before)
            .unwrap_or_else(|_| before.clone());
        let mut known = before.free_symbols();
        known.extend(expanded.free_symbols());
        let written = after.free_symbols();
        let is_sum = matches!(before.kind(), ExprKind::Sum(_));
        is_sum && !written.is_empty() && written.is_subset(&known)
    }

    /// `N = 12Lh². Therefore N = 10Lh²`: whether a second expression of the same names is told to follow from the first.
    fn draws(&self, entry: &Entry, statement: &Statement, after: &Expr) -> bool {
        statement.announced.is_none()
            && self.concludes(entry.span, statement.first.span)
            && entry.value.free_symbols() == after.free_symbols()
    }

    /// Whether a second expression for a name is meant as the next line of the first: they share
    /// terms.
    fn is_next_line(&self, before: &Expr, after: &Expr, found: &Pair) -> bool {
        if !found.compared.verdict.is_wrong() {
            return false;
        }
        let terms = |expr: &Expr| {
            let none = Assumptions::none();
            let form = poly::normal_form(expr, &none, &self.options.budget.poly).ok()?;
            Some(form.terms())
        };
        let (Some(before), Some(after)) = (terms(before), terms(after)) else {
            return false;
        };
        let shared = before
            .iter()
            .filter(|term| after.iter().any(|other| term.is_same(other)))
            .count();
        before.len() >= 2 && shared > 0 && 2 * shared >= before.len().max(after.len())
    }
}

/// Whether what is said at both places is said of one thing.
fn is_same_scope(a: &Place, b: &Place) -> bool {
    a.section == b.section
        && a.block == b.block
        && a.item == b.item
        && a.row == b.row
        && a.cell == b.cell
        && (a.clause == b.clause || a.clause.is_none() || b.clause.is_none())
}

/// `EUR`: a symbol that only says in which money a value is.
pub(super) fn is_currency(symbol: &Symbol) -> bool {
    matches!(
        symbol.name(),
        "EUR" | "USD" | "CHF" | "GBP" | "RUB" | "KRW" | "JPY" | "CNY"
    )
}
