//! Whether what stands behind an arrow follows from what stands before it: by the numbers that solve both, by putting in
//! what one gives a name, or by the judge.

use std::collections::BTreeSet;

use super::compared::{Compared, Need, Verdict};
use super::constants::natural_base;
use super::equations::Equation;
use super::lines::Lines;
use super::moved::Mended;
use super::one_unknown::OneUnknown;
use super::report::Flaw;
use super::several::{Leads, leads};
use super::sides::word_of;
use super::solutions::Relates;
use super::univariate::only_symbol;
use super::walk::Walk;
use crate::document::{Place, Statement};
use crate::expr::{Assumptions, Comparison, Domain, Expr, Predicate, Relation, Symbol};
use crate::judge::{self, Budget, Reason, Witness};

/// What is said of an arrow.
#[derive(Clone, Debug)]
pub(super) struct Followed {
    pub(super) compared: Compared,
    pub(super) flaw: Option<Flaw>,
    pub(super) mended: Option<Mended>,
    /// Whether all that solves the second solves the first, so that it only leaves some out.
    pub(super) is_part: bool,
}

impl Followed {
    pub(super) fn of(compared: Compared) -> Self {
        Self {
            compared,
            flaw: None,
            mended: None,
            is_part: false,
        }
    }

    /// Left open, for this reason.
    pub(super) fn open(reason: &'static str, lhs: &Expr, rhs: &Expr) -> Self {
        Self::of(Compared {
            because: Some(Reason::Unsupported(reason)),
            ..Compared::new(Verdict::Undecided, lhs, rhs)
        })
    }

    pub(super) fn fails(flaw: Flaw, witness: Option<Witness>, sides: [&Expr; 2]) -> Self {
        let [lhs, rhs] = sides;
        Self {
            flaw: Some(flaw),
            ..Self::of(Compared {
                witness,
                ..Compared::new(Verdict::Fails, lhs, rhs)
            })
        }
    }
}

impl Walk<'_> {
    /// What is said of an arrow between two chains.
    pub(super) fn followed(
        &self,
        statement: &Statement,
        before: Lines,
        arrow: Relation,
        after: Lines,
    ) -> Followed {
        let is_rough = before.is_rough() || after.is_rough();
        let (before, after) = (before.into_equations(), after.into_equations());
        let followed = self.followed_exactly(statement, &before, arrow, &after);
        let is_told =
            !followed.compared.verdict.is_wrong() || before.has_one_solution(&self.options.budget);
        if is_rough && !is_told {
            let compared = &followed.compared;
            let reason = "what is told as rough is followed to one number only";
            return Followed::open(reason, &compared.lhs, &compared.rhs);
        }
        followed
    }

    fn followed_exactly(
        &self,
        statement: &Statement,
        before: &Lines,
        arrow: Relation,
        after: &Lines,
    ) -> Followed {
        let (before, after) = &self.naturally(statement, before.clone(), after.clone());
        let is_one_way = arrow == Relation::Implies;
        let last = after.any.last().and_then(|all| all.last());
        let (lhs, rhs) = match last {
            Some(one) => (one.lhs.clone(), one.rhs.clone()),
            None => (Expr::zero(), Expr::zero()),
        };
        let sides = [&lhs, &rhs];
        if before.is_open || after.is_open {
            return Followed::open(
                "what stands beside the arrow goes on, and it is not clear how",
                &lhs,
                &rhs,
            );
        }
        let compares = |lines: &Lines| {
            let mut all = lines.any.iter().flatten();
            all.all(|one| one.relation.comparison().is_some())
        };
        if !compares(before) || !compares(after) {
            return Followed::open(
                "only `=`, `≠`, `<`, `≤`, `>` and `≥` are followed over an arrow",
                &lhs,
                &rhs,
            );
        }
        let stated = self.stated(before, after, &statement.place);
        if let Some(unknown) = only_symbol(before.exprs().chain(after.exprs())) {
            let Some(stated) = stated else {
                return Followed::open(
                    "what is said of its name before is not followed",
                    &lhs,
                    &rhs,
                );
            };
            let one = OneUnknown {
                before,
                after,
                unknown: &unknown,
                stated: &stated,
                is_one_way,
                budget: &self.options.budget,
            };
            return one.judged(sides);
        }
        if let (Some(from), Some(to)) = (before.equation(), after.equation()) {
            return self.between_equations(statement, &from, &to, is_one_way);
        }
        if let (Some(given), Some(wanted)) = (before.single(), after.single()) {
            return self.by_judge(statement, given, wanted, is_one_way);
        }
        Followed::open(
            "relations between several names are followed one by one only",
            &lhs,
            &rhs,
        )
    }

    /// With e as the base of the exponentials, where the text gives it no other meaning.
    fn naturally(&self, statement: &Statement, before: Lines, after: Lines) -> (Lines, Lines) {
        let exprs: Vec<&Expr> = before.exprs().chain(after.exprs()).collect();
        let natural = natural_base(&exprs).filter(|natural| {
            let mut names = natural.iter().map(|(name, _)| name);
            names.all(|name| self.context.meaning(name, &statement.place, true).is_none())
        });
        match natural {
            Some(natural) => (before.with(&natural), after.with(&natural)),
            None => (before, after),
        }
    }

    /// What was said before of the names beside an arrow, as relations; none where some of it is of another kind.
    fn stated(&self, before: &Lines, after: &Lines, place: &Place) -> Option<Vec<Relates>> {
        let symbols: BTreeSet<Symbol> = before
            .exprs()
            .chain(after.exprs())
            .flat_map(Expr::free_symbols)
            .collect();
        let known = self.context.granted(symbols.iter().cloned(), place);
        let domains = symbols
            .iter()
            .any(|symbol| known.domains.contains_key(symbol));
        let relates = |known: &Predicate| match known {
            Predicate::Compare(lhs, comparison, rhs) => Some(Relates {
                lhs: lhs.clone(),
                relation: comparison.relation(),
                rhs: rhs.clone(),
            }),
            _ => None,
        };
        let all: Option<Vec<Relates>> = known
            .conditions
            .iter()
            .filter(|known| !before.says(known))
            .filter(|known| {
                let mut parts = known.operands().into_iter();
                parts.any(|part| symbols.iter().any(|symbol| part.mentions(symbol)))
            })
            .map(relates)
            .collect();
        all.filter(|_| !domains)
    }

    /// Between two equations in several names.
    fn between_equations(
        &self,
        statement: &Statement,
        from: &Equation,
        to: &Equation,
        is_one_way: bool,
    ) -> Followed {
        let budget = &self.options.budget;
        let sides = [&to.lhs, &to.rhs];
        let speaks = |of: &Equation| -> BTreeSet<Symbol> {
            let both = [&of.lhs, &of.rhs].into_iter();
            both.flat_map(Expr::free_symbols).collect()
        };
        let (known, new) = (speaks(from), speaks(to));
        // What a name stands for, or what is said of it, may be why it follows.
        let has_meaning = |symbol: &Symbol| {
            self.context
                .meaning(symbol, &statement.place, true)
                .is_some()
        };
        let granted = self
            .context
            .granted(known.iter().chain(&new).cloned(), &statement.place);
        let is_bare = granted.conditions.is_empty() && !new.iter().any(has_meaning);
        let forth = leads(from, to, budget);
        let mut needed = match forth {
            Leads::There(needed) => needed,
            Leads::Not(witness) if is_bare && new.is_subset(&known) => {
                return Followed::fails(Flaw::Apart, Some(witness), sides);
            }
            _ => {
                return Followed::open(
                    "neither equation is the other one times something, or solved for a name",
                    sides[0],
                    sides[1],
                );
            }
        };
        if !is_one_way {
            match leads(to, from, budget) {
                Leads::There(more) => needed.extend(more),
                Leads::Not(witness) if is_bare && known.is_subset(&new) => {
                    return Followed::fails(Flaw::ApartBack, Some(witness), sides);
                }
                _ => {
                    return Followed::open(
                        "it leads from left to right; whether it leads back is not known",
                        sides[0],
                        sides[1],
                    );
                }
            }
        }
        let mut met: Vec<Need> = Vec::new();
        for need in needed.into_iter().map(Need::Condition) {
            if !met.contains(&need) {
                met.push(need);
            }
        }
        let held = Compared::new(Verdict::Holds, sides[0], sides[1]);
        Followed::of(held.needing(met))
    }

    /// Between two relations of which one is a comparison, in several names.
    fn by_judge(
        &self,
        statement: &Statement,
        given: &Relates,
        wanted: &Relates,
        is_one_way: bool,
    ) -> Followed {
        let (lhs, rhs) = (&wanted.lhs, &wanted.rhs);
        let unknown = || {
            Followed::open(
                "whether the second follows from the first could not be proved or refuted",
                lhs,
                rhs,
            )
        };
        let granted = |one: &Relates, other: &Relates| {
            let all = [&one.lhs, &one.rhs, &other.lhs, &other.rhs];
            let symbols = all.into_iter().flat_map(Expr::free_symbols);
            let mut known = self.context.granted(symbols, &statement.place).into_owned();
            known.conditions.retain(|known| !given.says(known));
            known
        };
        let under = granted(given, wanted);
        let forth = follows(given, wanted, &under, &self.options.budget);
        let Some(forth) = forth else {
            return unknown();
        };
        if forth.verdict == Verdict::Fails {
            return Followed::fails(Flaw::Apart, forth.witness, [lhs, rhs]);
        }
        if is_one_way {
            return Followed::of(forth);
        }
        match follows(wanted, given, &under, &self.options.budget) {
            Some(back) if back.verdict == Verdict::Fails => {
                Followed::fails(Flaw::ApartBack, back.witness, [lhs, rhs])
            }
            Some(back) => {
                let more: Vec<Need> = back
                    .needs
                    .into_iter()
                    .filter(|need| !forth.needs.contains(need))
                    .collect();
                Followed::of(forth.needing(more))
            }
            None => unknown(),
        }
    }
}

/// Whether one relation follows from another one by the judge; none where it says nothing.
fn follows(
    given: &Relates,
    wanted: &Relates,
    granted: &Assumptions,
    budget: &Budget,
) -> Option<Compared> {
    let (lhs, rhs) = (&wanted.lhs, &wanted.rhs);
    let speaks_of = |of: &Relates| -> BTreeSet<Symbol> {
        let both = [&of.lhs, &of.rhs].into_iter();
        both.flat_map(Expr::free_symbols).collect()
    };
    let wanted_symbols = speaks_of(wanted);
    let known_symbols = speaks_of(given);
    // What speaks of other things follows by what those stand for.
    if !wanted_symbols.is_subset(&known_symbols) {
        return None;
    }
    let premise = Predicate::Compare(
        given.lhs.clone(),
        given.relation.comparison()?,
        given.rhs.clone(),
    );
    let with = |under: &Assumptions| {
        let mut under = under.clone();
        under.conditions.push(premise.clone());
        under
    };
    let judged = |relates: &Relates, under: &Assumptions| {
        let claim = judge::Claim {
            lhs: &relates.lhs,
            relation: relates.relation,
            rhs: &relates.rhs,
            under,
        };
        word_of(judge::judge(&claim, budget), &relates.lhs, &relates.rhs)
    };
    let found = judged(wanted, &with(granted));
    if found.verdict == Verdict::Holds {
        return Some(found);
    }
    let mut positive = granted.clone();
    for symbol in &known_symbols {
        if !positive.domains.contains_key(symbol) {
            positive
                .domains
                .insert(symbol.clone(), Domain::from_zero(true));
        }
    }
    let among_positive = judged(wanted, &with(&positive));
    // What can never be so among what is counted proves nothing there: x > 0 and -2x > 4.
    let contrary = premise.opposite().and_then(|known| match known {
        Predicate::Compare(lhs, comparison, rhs) => Some(Relates {
            lhs,
            relation: comparison.relation(),
            rhs,
        }),
        _ => None,
    });
    let can_be = contrary.is_some_and(|known| judged(&known, &positive).verdict == Verdict::Fails);
    match (found.verdict, among_positive.verdict) {
        (Verdict::Fails, Verdict::Holds) if can_be => {
            let zero = Expr::zero;
            let above_zero = known_symbols.into_iter().map(|symbol| {
                let above = Predicate::Compare(Expr::symbol(symbol), Comparison::Greater, zero());
                Need::Condition(judge::Condition::If(above))
            });
            Some(Compared::new(Verdict::Holds, lhs, rhs).needing(above_zero))
        }
        // Only numbers below 0 may speak against it, and what is counted has none.
        (Verdict::Fails, Verdict::Undecided) => None,
        (Verdict::Fails, _) => Some(found),
        _ => None,
    }
}
