//! The first relation of a statement: whether it gives a name a meaning or claims something of it.

use std::collections::BTreeSet;

use super::compared::Verdict;
use super::constants::tells_of_pi;
use super::equations::{is_nearly_solved_by, is_solved_by};
use super::equivalent::numbered;
use super::plus_minus::both_signs;
use super::reach::parts;
use super::report::GivenKind;
use super::said_again::is_currency;
use super::solving::BLOCKS;
use super::walk::{Condition, Walk};
use crate::diagnostic::Span;
use crate::document::{Announced, Link, Origin, Place, Statement};
use crate::expr::{Bindings, Expr, ExprKind, Function, Lambda, Relation, Symbol, deep};

/// How many equations above a value are looked through for the one that it solves.
const MOST_EQUATIONS: usize = 100;

/// How many equations beside one another may be alternatives.
const ALTERNATIVES: usize = 8;

impl Walk<'_> {
    /// Takes the first relation as something given or as a claim about a name; whether it did.
    pub(super) fn first_link(&mut self, statement: &Statement, link: &Link) -> bool {
        if !matches!(
            link.relation,
            Relation::Equal | Relation::Approx | Relation::Asymptotic
        ) || link.restated
            || statement.announced == Some(Announced::Expect)
        {
            return false;
        }
        let left = &statement.first.expr;
        let value = &link.side.expr;
        if let ExprKind::Call(Function::Declared(name), arguments) = left.kind() {
            return self.function(statement, link, name, arguments);
        }
        let Some(symbol) = left.as_symbol().cloned() else {
            return self.defined_behind(statement, link);
        };
        if statement.origin.is_code_like() && value.mentions(&symbol) {
            self.assign(statement, link, &symbol);
            return true;
        }
        if value.mentions(&symbol) {
            return false;
        }
        if tells_of_pi(&symbol, value) && statement.announced.is_none() {
            let place = &statement.place;
            let found = self.pair(&statement.first, link.relation, &link.side, place);
            let verdict = found.compared.verdict;
            if verdict.is_wrong() || verdict == Verdict::Loose {
                return false;
            }
        }
        let supposes = matches!(statement.announced, Some(Announced::If | Announced::Let));
        if !supposes && self.solution(statement, link, &symbol) {
            return true;
        }
        let known = self.context.meaning(&symbol, &statement.place, false);
        let Some((entry, _)) = known else {
            if !supposes && self.rearranged(statement, link, &symbol) {
                return true;
            }
            self.define(statement, link, &symbol, None);
            return true;
        };
        if Self::is_taken(entry, statement) {
            self.define(statement, link, &symbol, None);
            return true;
        }
        let entry = entry.clone();
        let found = self.pair(
            &statement.first,
            link.relation,
            &link.side,
            &statement.place,
        );
        if found.is_right() {
            self.claim(statement, &statement.first, link, found, None);
            return true;
        }
        let is_value = value.free_symbols().iter().all(is_currency);
        let is_charged = self.is_charged(statement, link, &entry, &found);
        let is_case = statement
            .announced
            .is_some_and(|word| word != Announced::Where && word != Announced::Solve);
        // What a program assigns again is another value, and so is the first of several, `J = n+1, ..., p`.
        let is_assigned =
            statement.origin == Origin::Code && !is_value || self.runs_on(link.side.span);
        // `x = 1.41 or x = -1.41`: one of several values.
        let first = self.first_value_beside(statement, &symbol);
        let is_another = self
            .between(first, statement.first.span)
            .split_whitespace()
            .any(parts);
        let puts_in = self.puts_in_others(statement, link, &found);
        if !is_charged || is_case || is_assigned || is_another || puts_in {
            self.define(statement, link, &symbol, Some(entry.span));
            return true;
        }
        self.claim(statement, &statement.first, link, found, None);
        if self.last_verdict().is_some_and(Verdict::is_wrong)
            && let Some(claim) = self.claims.last_mut()
        {
            claim.against = Some(entry.span);
            if entry.is_number && is_value {
                claim.verdict = Verdict::Contradicts;
            }
        }
        true
    }

    /// `f(x) = x² + 1`: what a function stands for; whether it is that.
    fn function(
        &mut self,
        statement: &Statement,
        link: &Link,
        name: &Symbol,
        arguments: &[Expr],
    ) -> bool {
        let symbols = arguments
            .iter()
            .map(|argument| argument.as_symbol().cloned());
        let parameters: Option<Vec<Symbol>> = symbols.collect();
        // `linear(h, h, b) = h·h + b·h`: a value for h twice, and no rule.
        let parameters =
            parameters.filter(|all| all.iter().collect::<BTreeSet<_>>().len() == all.len());
        let head = statement.first.span;
        let is_known = self.context.knows_function(name);
        let body = &link.side.expr;
        match parameters {
            Some(parameters) if link.relation == Relation::Equal && !calls(body, name) => {
                // `linear(h, kd) = h·kd`: where kd is a product on the right, it is one on the left.
                let is_rule = parameters.iter().all(|parameter| body.mentions(parameter));
                if is_known && (!is_rule || self.says_once_more(name, statement, link)) {
                    return false;
                }
                // `F(x, y) = 1` where x and y are such: a value, and no rule for others.
                if parameters.iter().any(|parameter| body.mentions(parameter)) {
                    let body = body.clone();
                    self.context.define_function(
                        name,
                        Lambda { parameters, body },
                        (head, statement.place),
                    );
                } else if is_known {
                    return false;
                }
            }
            _ if is_known => return false,
            _ => {}
        }
        let written = self.document.source.slice(head).trim().to_owned();
        self.give(link.sign, GivenKind::Definition, written, None);
        true
    }

    /// Whether what stands behind a function that is known speaks of this function, and not of another one
    /// of the same name: it is the same, or follows closely.
    fn says_once_more(&self, name: &Symbol, statement: &Statement, link: &Link) -> bool {
        let (first, side) = (&statement.first, &link.side);
        let found = self.pair(first, link.relation, side, &statement.place);
        let said = self.context.function_at(name);
        found.is_right() || said.is_none_or(|(said, _)| self.follows_closely(said, first.span))
    }

    /// `12Lh² + Vh = total`: the name stands behind.
    fn defined_behind(&mut self, statement: &Statement, link: &Link) -> bool {
        let Some(symbol) = link.side.expr.as_symbol().cloned() else {
            return false;
        };
        let left = &statement.first.expr;
        let is_new = !self.context.has_met(&symbol)
            && self
                .context
                .meaning(&symbol, &statement.place, true)
                .is_none();
        if !is_new || left.mentions(&symbol) || left.symbols_in_order().len() == 1 {
            return false;
        }
        let entry = Self::entry(left, statement, statement.first.span);
        self.context.add(&symbol, entry);
        self.give(link.sign, GivenKind::Definition, symbol.name(), None);
        true
    }

    pub(super) fn define(
        &mut self,
        statement: &Statement,
        link: &Link,
        symbol: &Symbol,
        shadows: Option<Span>,
    ) {
        let value = &link.side.expr;
        let entry = Self::entry(value, statement, statement.first.span.to(link.side.span));
        let kind = if entry.is_number {
            GivenKind::Binding
        } else {
            GivenKind::Definition
        };
        self.context.add(symbol, entry);
        self.give(link.sign, kind, symbol.name(), shadows);
    }

    /// `e = e + 2*768`: the old value is put in.
    fn assign(&mut self, statement: &Statement, link: &Link, symbol: &Symbol) {
        let old = self.context.meaning(symbol, &statement.place, false);
        let old = old.map(|(entry, _)| (entry.value.clone(), entry.span));
        let mut value = link.side.expr.clone();
        if let Some((before, _)) = &old {
            let bindings: Bindings = [(symbol.clone(), before.clone())].into_iter().collect();
            value = bindings.substitute(&value).unwrap_or(value);
        }
        let entry = Self::entry(&value, statement, statement.first.span.to(link.side.span));
        self.context.add(symbol, entry);
        let shadows = old.map(|(_, span)| span);
        self.give(link.sign, GivenKind::Assignment, symbol.name(), shadows);
    }

    /// `x = 2` as a solution of an equation before it; whether it is one.
    fn solution(&mut self, statement: &Statement, link: &Link, symbol: &Symbol) -> bool {
        let values = both_signs(&link.side.expr).unwrap_or_else(|| vec![link.side.expr.clone()]);
        let is_open = |value: &Expr| !value.free_symbols().is_empty();
        if link.relation != Relation::Equal || values.iter().any(is_open) {
            return false;
        }
        if self.solution_near(statement, link, symbol, &values) {
            return true;
        }
        let solved = |unknown: &Symbol| self.solved_above(statement, unknown, &values);
        let above = solved(symbol).or_else(|| solved(&numbered(symbol)?));
        let Some(above) = above else {
            return false;
        };
        self.solved(statement, link, symbol, &above, true);
        true
    }

    /// `x = 2` behind `2x = 4` in the same block: the solution of what stands before it, or none.
    fn solution_near(
        &mut self,
        statement: &Statement,
        link: &Link,
        symbol: &Symbol,
        values: &[Expr],
    ) -> bool {
        let first = self.first_value_beside(statement, symbol);
        let goes_on_solving = self.goes_on_solving(statement, first);
        // `So x = 5`: of the equation above.
        let reaches = |condition: &Condition| {
            let place = &condition.place;
            let concludes = || self.concludes(condition.sign, first) || goes_on_solving;
            let is_near = place.block == statement.place.block
                || statement.place.block <= place.block + BLOCKS
                    && statement.place.item == place.item
                    && concludes();
            is_near && place.section == statement.place.section
        };
        let budget = &self.options.budget;
        let is_solved = |condition: &Condition| {
            let each = values
                .iter()
                .map(|value| is_solved_by(&condition.equation, symbol, value, budget));
            let each: Option<Vec<bool>> = each.collect();
            each.map(|each| each.into_iter().all(|solves| solves))
        };
        let near = self
            .conditions
            .iter()
            .rev()
            .take(MOST_EQUATIONS)
            .skip_while(|condition| condition.sign.start >= first.start)
            .take_while(|condition| reaches(condition))
            .filter(|condition| condition.equation.unknown().as_ref() == Some(symbol));
        let near: Vec<&Condition> = near.take(ALTERNATIVES).collect();
        let Some(last) = near.first().copied() else {
            return false;
        };
        let row = |condition: &Condition| self.document.line(condition.sign.start);
        // `x + 6 = 0 or x - 14 = 0`: the value solves one of them.
        let mut beside = near.iter().take_while(|one| row(one) == row(last));
        let condition = beside
            .find(|one| is_solved(one) == Some(true))
            .copied()
            .unwrap_or(last)
            .clone();
        let Some(solves) = is_solved(&condition) else {
            return false;
        };
        let goes_on = self.follows_closely(condition.sign, first)
            || self.concludes(condition.sign, first)
            || goes_on_solving;
        let is_rounded =
            |value: &Expr| is_nearly_solved_by(&condition.equation, symbol, value, budget);
        if !solves && (!goes_on || values.iter().all(is_rounded)) {
            return false;
        }
        self.solved(statement, link, symbol, &condition, solves);
        true
    }

    /// Whether an equation of the same block is solved for a name: it may have several values.
    pub(super) fn is_unknown(&self, symbol: &Symbol, place: &Place) -> bool {
        let mut near = self.conditions.iter().rev().take_while(|condition| {
            condition.place.block == place.block && condition.place.section == place.section
        });
        near.any(|condition| condition.equation.unknown().as_ref() == Some(symbol))
    }

    /// Whether a value stands in brackets of its own, `[num_users=1]`, or beside others that changed as well, `y = 7,
    /// m = 12, d = 20` behind `y = 3, m = 12, d = 10`: what a program tells on its way.
    pub(super) fn is_logged(&self, statement: &Statement) -> bool {
        let source = &self.document.source;
        let span = statement.span();
        let before = source.text().get(..span.start).unwrap_or_default();
        let behind = source.text().get(span.end..).unwrap_or_default();
        let is_enclosed = before.ends_with('[') && behind.starts_with(']');
        let row = |span: Span| self.document.line(span.start);
        let changed = self
            .given
            .last()
            .is_some_and(|last| last.shadows.is_some() && row(last.sign) == row(span));
        is_enclosed || changed
    }

    /// Whether dots stand behind a value, `J = n+1, ..., p`: it is the first of several.
    fn runs_on(&self, value: Span) -> bool {
        let behind = self
            .document
            .source
            .text()
            .get(value.end..)
            .unwrap_or_default();
        let next = behind.trim_start_matches([',', ' ', '，']);
        next.len() < behind.len()
            && ["...", "…", "\\ldots", "\\dots"]
                .iter()
                .any(|dots| next.starts_with(dots))
    }
}

/// Whether a function is called in an expression.
pub(super) fn calls(expr: &Expr, name: &Symbol) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Call(Function::Declared(called), _) if called == name => true,
        _ => expr.children().into_iter().any(|child| calls(child, name)),
    })
}

/// Whether a function is called that is none of those known.
pub(super) fn calls_other(expr: &Expr, is_known: &dyn Fn(&Symbol) -> bool) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Call(Function::Declared(called), _) if !is_known(called) => true,
        _ => expr
            .children()
            .into_iter()
            .any(|child| calls_other(child, is_known)),
    })
}
