//! A chain of sides: each against the one before it, a mistake charged once.

use super::choices::{chooses_openly, drops_choice};
use super::compared::Verdict;
use super::doubts::{Refuted, Then};
use super::first::calls_other;
use super::implied::implied;
use super::naming::is_solved_for;
use super::open::{
    has_lone_phrase, has_open, has_unknown, is_multiple, is_open, is_supposed, is_worked_out,
};
use super::pair::Pair;
use super::plus_minus::sign;
use super::progress::Progress;
use super::report::{Blame, GivenKind, Judged, Used};
use super::sides::distance;
use super::unit_marks::Marks;
use super::walk::{Condition, Walk};
use crate::document::{Announced, Link, Side, Size, Statement};
use crate::expr::{Expr, Relation, Symbol};
use crate::judge::Stated;

/// A relation of a chain: its statement, all sides, the side before it, and which one it is.
#[derive(Clone, Copy)]
struct Here<'a> {
    statement: &'a Statement,
    sides: &'a [&'a Side],
    left: &'a Side,
    link: &'a Link,
    at: usize,
}

impl<'a> Here<'a> {
    /// The sides behind the two that are related.
    fn ahead(&self) -> &'a [&'a Side] {
        self.sides.get(self.at + 2..).unwrap_or_default()
    }
}

impl Walk<'_> {
    /// Judges a chain of sides.
    pub(super) fn chain(&mut self, statement: &Statement) {
        let sides: Vec<&Side> = statement.sides().collect();
        let mut progress = Progress::from(0);
        for (at, link) in statement.links.iter().enumerate() {
            let Some(left) = sides.get(at).copied() else {
                break;
            };
            if at == 0 && self.first_link(statement, link) {
                progress.go_on_from(1);
                continue;
            }
            let here = Here {
                statement,
                sides: &sides,
                left,
                link,
                at,
            };
            self.link(here, &mut progress);
        }
        if !progress.is_wrong {
            self.notes_result(statement);
        }
    }

    fn link(&mut self, here: Here<'_>, progress: &mut Progress) {
        let Here {
            statement,
            left,
            link,
            at,
            ..
        } = here;
        let place = &statement.place;
        if at > 0 && self.names_again(statement, left, link) {
            progress.go_on_from(at + 1);
            return;
        }
        let found = self.pair(left, link.relation, &link.side, place);
        let found = self.in_unit_ahead(found, left, link, here.ahead(), place);
        if found.is_right() {
            self.right(here, found, progress);
            return;
        }
        if let Some((earlier, better)) = self.against_earlier(here, progress) {
            let blame = progress.is_wrong.then_some(Blame::AgreesWith(earlier.span));
            let verdict = better.compared.verdict;
            self.claim(statement, earlier, link, better, blame);
            progress.is_wrong = false;
            progress.pass(at, link, verdict);
            return;
        }
        if found.compared.verdict.is_wrong()
            && let Some(found) = self.in_said_unit(statement, left, link)
        {
            let verdict = found.compared.verdict;
            self.claim(statement, left, link, found, None);
            progress.pass(at, link, verdict);
            return;
        }
        let Some(found) = self.unless_put_in(statement, left, link, found) else {
            *progress = Progress::from(at + 1);
            return;
        };
        if statement.links.len() == 1 && self.agrees_above(statement, left, link) {
            self.supposes(statement, left, link);
            progress.go_on_from(at + 1);
            return;
        }
        if !self.is_slip(statement, left, link, &found)
            && self.is_given(statement, left, link, &found)
        {
            progress.go_on_from(at + 1);
            progress.is_wrong = false;
            return;
        }
        self.refuted(here, found, progress);
    }

    /// A line that is right as far as it goes.
    fn right(&mut self, here: Here<'_>, found: Pair, progress: &mut Progress) {
        let Here {
            statement,
            left,
            link,
            at,
            ..
        } = here;
        if self.is_special(statement, left, link, &found) {
            return;
        }
        if self.mixes_prefixes(statement, left, link, &found) {
            progress.is_wrong = true;
            return;
        }
        self.notes_binary(statement, link, &found);
        let by_digits = is_by_digits(&found, link.relation);
        let measure = progress
            .measure(at, &found)
            .filter(|_| by_digits)
            .and_then(|exact| here.sides.get(exact));
        if let Some(exact) = measure {
            // A rounded number is no measure for the next one: the last exact side is.
            let against = self.pair(exact, link.relation, &link.side, &statement.place);
            let verdict = against.compared.verdict;
            // `2.79M / 2048 ≈ 1362 hours ≈ 57 days`: only the side before tells in which unit.
            let is_bare = |side: &Side| Marks::of(&side.expr).units.is_empty();
            // No rounding takes a number so far: the unit changed on the way.
            let is_far = distance(&against.compared, &against.under) > 0;
            if verdict.is_wrong() && (is_far || is_bare(exact) && !is_bare(left)) {
                self.claim(statement, left, link, found, None);
                return;
            }
            self.claim(statement, exact, link, against, None);
            if !verdict.is_wrong() {
                progress.pass(at, link, verdict);
            }
            return;
        }
        let verdict = found.compared.verdict;
        self.claim(statement, left, link, found, None);
        progress.is_rounded |= by_digits && !progress.is_wrong;
        if !progress.is_wrong {
            progress.pass(at, link, verdict);
        }
    }

    /// A line that is refuted or undecided: told so, unless it may mean something else.
    fn refuted(&mut self, here: Here<'_>, found: Pair, progress: &mut Progress) {
        let Here {
            statement,
            left,
            link,
            at,
            ..
        } = here;
        let is_wrong = found.compared.verdict.is_wrong();
        let blame = (progress.is_wrong && is_wrong)
            .then(|| here.sides.get(progress.last_right))
            .flatten()
            .map(|right| Blame::AlsoWrong(right.span));
        let has_open_choice = !found.unresolved.is_empty();
        if is_wrong && Self::is_in_words(left, &link.side, &found) {
            self.leaves_open(
                statement,
                left,
                link,
                "a word that is no known unit stands behind its right side",
            );
            *progress = Progress::from(at + 1);
            return;
        }
        let judged = self.judged(statement, left, link, found, blame);
        let is_undecided = judged.verdict == Verdict::Undecided;
        if (is_wrong || is_undecided && chooses_openly(&judged, has_open_choice))
            && self.only_supposes(here, &judged, has_open_choice)
        {
            self.stands(statement, left, link);
            *progress = Progress::from(at + 1);
            return;
        }
        let line = Refuted {
            statement,
            left,
            link,
            judged: &judged,
        };
        let doubt = is_wrong.then(|| self.doubt(&line)).flatten();
        if let Some(doubt) = doubt {
            match doubt {
                Then::Suppose => self.stands(statement, left, link),
                Then::Tell(reason) => self.leaves_open(statement, left, link, reason),
            }
            *progress = Progress::from(at + 1);
            return;
        }
        let has_meaning = |symbol: &Symbol| self.has_near_meaning(symbol, here);
        if at == 0
            && is_wrong
            && !self.is_said_small(left)
            && is_open(
                statement,
                link,
                &judged,
                &self.options.budget,
                self.begins_exercise(statement),
                has_meaning,
            )
        {
            self.stands(statement, left, link);
            progress.go_on_from(at + 1);
            return;
        }
        if link.is_far && is_wrong && judged.slip.is_none() {
            self.stands_apart(left, link);
            *progress = Progress::from(at + 1);
            return;
        }
        self.claims.push(judged);
        progress.is_wrong |= is_wrong;
        if !is_wrong {
            progress.go_on_from(at + 1);
        }
    }

    /// Whether a line that is not right claims nothing: it limits what its names may be.
    fn only_supposes(&self, here: Here<'_>, judged: &Judged, has_open_choice: bool) -> bool {
        let Here {
            statement,
            left,
            link,
            ..
        } = here;
        let place = &statement.place;
        let has_meaning = |symbol: &Symbol| self.has_near_meaning(symbol, here);
        let meaning = |symbol: &Symbol| {
            let known = self.context.meaning(symbol, place, false);
            known.map(|(entry, _)| entry.value.clone())
        };
        // Sides with a constant ratio are a computation, and no equation for what stands in both.
        judged.factor.is_none() && self.says_again(statement, left, link)
            || chooses_openly(judged, has_open_choice)
            || has_open_choice && drops_choice(&left.expr, &link.side.expr, meaning)
            || self.is_range(left, link)
            || is_naming(left, link, judged)
            || link.relation == Relation::Equal
                && has_unknown(&left.expr, &link.side.expr, judged, has_meaning)
    }

    /// Whether something was said of a name that reaches a line.
    fn has_near_meaning(&self, symbol: &Symbol, here: Here<'_>) -> bool {
        if *symbol == sign() {
            return true;
        }
        let place = &here.statement.place;
        let known = self.context.meaning(symbol, place, false);
        let has_meaning = known.is_some_and(|(entry, _)| {
            // The `x` of one exercise is not that of the next.
            let is_another = is_solved_for(symbol) && entry.place.block != place.block;
            !entry.is_number || !is_another && !self.is_afar(entry.span, here.left.span)
        });
        let said = || self.document.said_to_be(Size::Small, here.left.span);
        has_meaning || said().contains(symbol)
    }

    /// The line against the last right one where the line before is wrong, and against the last
    /// exact one where something was rounded since.
    fn against_earlier<'s>(&self, here: Here<'s>, progress: &Progress) -> Option<(&'s Side, Pair)> {
        let (link, place) = (here.link, &here.statement.place);
        let mut earlier = Vec::new();
        if progress.is_wrong {
            earlier.extend([progress.last_right, 0]);
        }
        if progress.last_exact < here.at {
            earlier.push(progress.last_exact);
        }
        earlier.dedup();
        // `180 GB > 160 GB ≈ 2 × 90 GB`: what is not equal is no measure for what stands behind.
        let is_equal = |link: &Link| {
            matches!(
                link.relation,
                Relation::Equal | Relation::Approx | Relation::Asymptotic
            )
        };
        let reaches = |index: &usize| {
            let between = here.statement.links.get(*index..here.at);
            between.is_some_and(|between| between.iter().all(is_equal))
        };
        earlier.into_iter().filter(reaches).find_map(|index| {
            let side = here.sides.get(index).copied()?;
            let found = self.pair(side, link.relation, &link.side, place);
            found.is_right().then_some((side, found))
        })
    }

    /// Whether the line is no claim but something given: an equation that limits its symbols, or
    /// one that tells by the way what a name stands for.
    pub(super) fn is_given(
        &mut self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        found: &Pair,
    ) -> bool {
        let (lhs, rhs) = (&left.expr, &link.side.expr);
        let is_supposed = is_supposed(statement, found) && !self.is_set_before(statement, found)
            || self.calls_unknown(lhs, rhs);
        if found.unresolved.is_empty() && !is_supposed {
            return false;
        }
        let is_equation = matches!(
            link.relation,
            Relation::Equal | Relation::Approx | Relation::Asymptotic
        );
        if link.relation == Relation::Equal
            && !is_supposed
            && let Some((symbol, value)) = {
                let place = &statement.place;
                let known = |symbol: &_| self.context.meaning(symbol, place, true).is_some();
                implied(lhs, rhs, &self.context, known, &self.options.budget)
            }
        {
            let entry = Self::entry(&value, statement, link.sign);
            self.context.add(&symbol, entry);
            self.give(link.sign, GivenKind::Definition, symbol.name(), None);
            return true;
        }
        let is_announced = matches!(
            statement.announced,
            Some(
                Announced::Solve
                    | Announced::If
                    | Announced::Where
                    | Announced::SuchThat
                    | Announced::Let
                    | Announced::For
            )
        );
        // `Let c = a + b = 2b`: only what the name is set to is given.
        let goes_on = left.span != statement.first.span
            && lhs
                .free_symbols()
                .intersection(&rhs.free_symbols())
                .next()
                .is_some();
        let is_announced = is_announced && !goes_on && !self.is_said_small(left);
        let is_number = |expr: &Expr| {
            let (meanings, _) = self.context.meanings([expr], &statement.place, false);
            let resolved = |symbol: &Symbol| meanings.get(symbol).is_some();
            expr.free_symbols().iter().all(resolved) && !has_open(expr, &meanings)
        };
        let has_number = is_number(lhs) || is_number(rhs);
        let stands_as_equation = !is_equation
            || is_announced
            || is_supposed
            || has_lone_phrase(lhs, rhs, &found.unresolved)
            || (has_number && !is_worked_out(lhs) && !is_worked_out(rhs));
        if !stands_as_equation {
            return false;
        }
        if is_equation {
            self.stands(statement, left, link);
        } else {
            let name = self.document.source.slice(left.span).trim().to_owned();
            self.give(link.sign, GivenKind::Condition, name, None);
        }
        true
    }

    /// `Set n = 12 and 2n = 26`: whether the sentence gave each name of a line its number already, so that the line
    /// supposes nothing.
    fn is_set_before(&self, statement: &Statement, found: &Pair) -> bool {
        let here = statement.first.span;
        let is_near = |used: &Used| {
            used.span.end <= here.start
                && used.value.as_number().is_some()
                && self.is_one_sentence(used.span, here)
        };
        !found.used.is_empty() && found.used.iter().all(is_near)
    }

    /// Whether words near a side call one of its symbols small: then it is no unknown to solve for.
    pub(super) fn is_said_small(&self, side: &Side) -> bool {
        let said = self.document.said_to_be(Size::Small, side.span);
        said.iter().any(|symbol| side.expr.mentions(symbol))
    }

    /// `with L(a + b) = La + b`: what a known slip explains is claimed, whatever "with" or "where" says.
    fn is_slip(&self, statement: &Statement, left: &Side, link: &Link, found: &Pair) -> bool {
        let is_said = statement.announced == Some(Announced::Where);
        let (lhs, rhs) = (&left.expr, &link.side.expr);
        let is_open = lhs.as_symbol().is_none() && rhs.as_symbol().is_none();
        let same = !lhs.free_symbols().is_empty() && lhs.free_symbols() == rhs.free_symbols();
        if !(is_said && is_open && same && found.compared.verdict.is_wrong()) {
            return false;
        }
        let judged = self.judged(statement, left, link, found.clone(), None);
        judged.slip.is_some()
    }

    /// Whether a line says what the last condition of the section says, up to a factor.
    fn says_again(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let place = &statement.place;
        let near = |known: &&Condition| {
            known.place.section == place.section && known.place.block + 4 >= place.block
        };
        let last = self.conditions.last().filter(near);
        // Between numbers any two wrong lines would be multiples of each other.
        let is_open = [&left.expr, &link.side.expr]
            .into_iter()
            .any(|side| !side.free_symbols().is_empty());
        link.relation == Relation::Equal
            && statement.links.len() == 1
            && is_open
            && last.is_some_and(|known| {
                let budget = &self.options.budget;
                is_multiple(&known.equation, &left.expr, &link.side.expr, budget)
            })
    }

    /// Whether a function is called of which nothing is known.
    pub(super) fn calls_unknown(&self, lhs: &Expr, rhs: &Expr) -> bool {
        let is_known = |name: &Symbol| self.context.knows_function(name);
        calls_other(lhs, &is_known) || calls_other(rhs, &is_known)
    }

    /// Notes a claim with everything that explains it.
    pub(super) fn claim(
        &mut self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        found: Pair,
        blame: Option<Blame>,
    ) {
        let judged = self.judged(statement, left, link, found, blame);
        self.claims.push(judged);
    }

    pub(super) fn judged(
        &self,
        statement: &Statement,
        left: &Side,
        link: &Link,
        found: Pair,
        blame: Option<Blame>,
    ) -> Judged {
        let told = self.told(statement.origin, left, link);
        let mut judged = told.judged(found, self.options);
        judged.blame = blame;
        let judged = self.with_more_digits(link, judged);
        self.verified(statement, left, judged)
    }

    /// The verdict on what was just claimed.
    pub(super) fn last_verdict(&self) -> Option<Verdict> {
        self.claims.last().map(|claim| claim.verdict)
    }
}

/// `Q = K = V`: names set equal, of which nothing was said.
fn is_naming(left: &Side, link: &Link, judged: &Judged) -> bool {
    left.expr.as_symbol().is_some()
        && link.side.expr.as_symbol().is_some()
        && judged.used.is_empty()
}

/// Whether a relation is right only because a number was rounded.
fn is_by_digits(found: &Pair, relation: Relation) -> bool {
    let rounds = relation == Relation::Approx || found.compared.verdict.is_warning();
    rounds && !found.compared.is_asymptotic && Stated::of(&found.compared.rhs).is_some()
}
