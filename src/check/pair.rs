//! Two sides of a document compared: in each of their readings, first as they stand and then with
//! what the names in them stand for.

use super::came_to::with_results;
use super::compared::{Compared, Need, Verdict};
use super::constants::with_constants;
use super::context::Context;
use super::counted::{as_counted, as_labels, as_multiples, without_operations};
use super::plus_minus::with_signs;
use super::report::Used;
use super::sides::{Under, compare, distance};
use super::split::of_either_sign;
use super::truths;
use crate::document::{Alternative, Place, Side};
use crate::expr::{Assumptions, Expr, Relation, Spoken, Symbol};
use crate::judge::Budget;

/// How a document is checked.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How far to go, and the tolerance.
    pub budget: Budget,
    /// The symbols that are large; `None` lets the document say it.
    pub large: Option<Vec<Symbol>>,
}

impl Options {
    /// The same with little effort.
    pub(super) fn brief(&self) -> Self {
        Self {
            budget: self.budget.brief(),
            large: self.large.clone(),
        }
    }
}

/// The word on two sides, and what it rests on.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) compared: Compared,
    /// The names whose meaning was used.
    pub(super) used: Vec<Used>,
    /// What it was judged under.
    pub(super) under: Assumptions,
    /// The large symbols it was judged under, where they are stated.
    pub(super) large: Option<Vec<Symbol>>,
    /// The symbols that stand for nothing near.
    pub(super) unresolved: Vec<Symbol>,
}

impl Pair {
    /// A word that rests on nothing that was said before.
    pub(super) fn bare(compared: Compared) -> Self {
        Self {
            compared,
            used: Vec::new(),
            under: Assumptions::none(),
            large: None,
            unresolved: Vec::new(),
        }
    }

    /// Whether the relation is right as far as it goes.
    pub(super) fn is_right(&self) -> bool {
        self.compared.verdict.holds() || self.compared.verdict.is_warning()
    }
}

/// Where two sides are compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) context: &'a Context,
    pub(super) options: &'a Options,
    /// The symbols that the document says are large.
    pub(super) stated: &'a [Symbol],
    pub(super) place: &'a Place,
}

/// Compares two sides.
pub(super) fn pair(left: &Side, relation: Relation, right: &Side, setting: &Setting<'_>) -> Pair {
    let mut first: Option<Pair> = None;
    for (lhs, told_left) in readings(left) {
        for (rhs, told_right) in readings(right) {
            // A logarithm without a base has the same base on both sides.
            if has_bases(left) && has_bases(right) && base(told_left) != base(told_right) {
                continue;
            }
            let mut found = expressions(lhs, relation, rhs, setting);
            for (expr, told) in [(lhs, told_left), (rhs, told_right)] {
                if told.is_some() && found.is_right() {
                    found.compared = found.compared.needing([Need::ReadAs(expr.clone())]);
                }
            }
            if found.compared.verdict.holds() {
                return found;
            }
            // Of two wrong readings the nearer one is told, then the one that takes less for granted.
            let is_plainer = |first: &Pair| {
                let apart = |pair: &Pair| {
                    let distance = distance(&pair.compared, &pair.under);
                    (distance, pair.compared.needs.len())
                };
                found.compared.verdict.is_wrong()
                    && first.compared.verdict.is_wrong()
                    && apart(&found) < apart(first)
            };
            let is_better =
                |first: &Pair| found.is_right() && !first.is_right() || is_plainer(first);
            if first.as_ref().is_none_or(is_better) {
                first = Some(found);
            }
        }
    }
    first.unwrap_or_else(|| expressions(&left.expr, relation, &right.expr, setting))
}

/// Whether a side is read with logarithms of several bases.
fn has_bases(side: &Side) -> bool {
    side.alternatives
        .iter()
        .any(|other| base(Some(other)).is_some())
}

/// The base in which a reading takes logarithms, where it is not the natural one.
fn base(reading: Option<&Alternative>) -> Option<&str> {
    let (_, base) = reading?.told.rsplit_once("logarithms to base ")?;
    Some(base)
}

fn readings(side: &Side) -> impl Iterator<Item = (&Expr, Option<&Alternative>)> {
    let others = side.alternatives.iter();
    std::iter::once((&side.expr, None)).chain(others.map(|other| (&other.expr, Some(other))))
}

/// Compares two expressions.
pub(super) fn expressions(
    lhs: &Expr,
    relation: Relation,
    rhs: &Expr,
    setting: &Setting<'_>,
) -> Pair {
    if let Some(found) = with_signs(lhs, relation, rhs, setting) {
        return found;
    }
    if let Some(multiples) = as_multiples(lhs, setting) {
        let found = expressions(&multiples, relation, rhs, setting);
        if found.is_right() {
            return found;
        }
    }
    let sides = [lhs, rhs];
    let symbols = sides.into_iter().flat_map(Expr::free_symbols);
    let granted = setting.context.granted(symbols, setting.place);
    let bare = judged(lhs, relation, rhs, &granted, &[], setting);
    let is_searched = bare.compared.is_for_few_large(&bare.unresolved);
    if bare.is_right() && !is_searched {
        return bare;
    }
    let (near, used) = setting.context.assumptions(sides, setting.place, false);
    let with_near = if used.is_empty() {
        None
    } else {
        let found = judged(lhs, relation, rhs, &near, &used, setting);
        if found.is_right() {
            return found;
        }
        let labelled = as_labels(lhs, rhs, &used)
            .map(|(left, right)| judged(&left, relation, &right, &near, &[], setting));
        let apart = |pair: &Pair| distance(&pair.compared, &pair.under);
        match labelled {
            Some(labelled) if labelled.is_right() => return labelled,
            Some(labelled) if apart(&labelled) < apart(&found) => Some(labelled),
            _ => Some(found),
        }
    };
    if let Some(found) = &with_near
        && found.compared.verdict == Verdict::Undecided
        && let Some(bare) = without_operations(&near)
    {
        let counted = judged(lhs, relation, rhs, &bare, &used, setting);
        if counted.compared.verdict != Verdict::Undecided {
            return counted;
        }
    }
    let (far, used_far) = setting.context.assumptions(sides, setting.place, true);
    if used_far.len() > used.len() {
        let found = judged(lhs, relation, rhs, &far, &used_far, setting);
        if found.is_right() {
            return found;
        }
    }
    let unresolved = Spoken::of([lhs, rhs], &near).symbols;
    let known = (near, used);
    if !unresolved.is_empty()
        && let Some((near, used)) = with_results(sides, &known, setting.context, setting.place)
    {
        let found = judged(lhs, relation, rhs, &near, &used, setting);
        // The number may belong to another case than the line does: what is wrong with it stays open.
        if found.is_right() {
            return found;
        }
    }
    let (near, used) = known;
    if let Some(under) = with_constants(lhs, rhs, &near) {
        return judged(lhs, relation, rhs, &under, &used, setting);
    }
    if let Some(found) = as_counted(lhs, relation, rhs, &near, &unresolved, setting) {
        return found;
    }
    let Some(with_near) = with_near else {
        return bare;
    };
    // What growth alone would explain, the meanings have to bear out.
    if is_searched {
        let told = if with_near.compared.verdict.is_wrong() {
            with_near
        } else {
            bare
        };
        return Pair { unresolved, ..told };
    }
    // As the author wrote it, where no name of one side alone needs a meaning.
    let told = if stands_alone(lhs, rhs) && !unresolved.is_empty() {
        bare
    } else if stands_alone(lhs, rhs) && bare.compared.verdict.is_wrong() {
        Pair {
            used: Vec::new(),
            ..bare
        }
    } else {
        with_near
    };
    Pair { unresolved, ..told }
}

/// Whether every symbol of the right side stands in the left one.
fn stands_alone(lhs: &Expr, rhs: &Expr) -> bool {
    let known = lhs.free_symbols();
    let written = rhs.free_symbols();
    !written.is_empty() && written.is_subset(&known)
}

pub(super) fn judged(
    lhs: &Expr,
    relation: Relation,
    rhs: &Expr,
    assumptions: &Assumptions,
    used: &[Used],
    setting: &Setting<'_>,
) -> Pair {
    let counted = truths::as_numbers([lhs, rhs], assumptions);
    let [lhs, rhs] = counted
        .as_ref()
        .map_or([lhs, rhs], |[left, right]| [left, right]);
    let symbols = Spoken::of([lhs, rhs], assumptions).symbols;
    let by = |large: Option<&[Symbol]>| {
        let under = Under {
            assumptions,
            large,
            budget: &setting.options.budget,
        };
        let found = compare(lhs, relation, rhs, &under);
        if found.verdict != Verdict::HoldsIf {
            return found;
        }
        let Some(wide) = of_either_sign([lhs, rhs], assumptions) else {
            return found;
        };
        let under = Under {
            assumptions: &wide,
            ..under
        };
        let among_all = compare(lhs, relation, rhs, &under);
        if among_all.verdict == Verdict::Undecided {
            found
        } else {
            among_all
        }
    };
    let said: Vec<Symbol> = setting
        .stated
        .iter()
        .filter(|symbol| symbols.contains(symbol))
        .cloned()
        .collect();
    let (compared, large) = match (&setting.options.large, said.is_empty()) {
        (Some(large), _) => (by(Some(large)), Some(large.clone())),
        (None, true) => (by(None), None),
        (None, false) => {
            let found = by(Some(&said));
            if found.verdict == Verdict::Fails || found.verdict == Verdict::Undecided {
                let other = by(None);
                // `12Lh² + Vh ≈ Vh` for large h: that another one be large is not what the text says.
                let is_another = |need: &Need| matches!(need, Need::Large(set) if !set.iter().any(|symbol| said.contains(symbol)));
                if found.verdict == Verdict::Fails && other.needs.iter().any(is_another) {
                    (found, Some(said))
                } else {
                    (other, None)
                }
            } else {
                (found, Some(said))
            }
        }
    };
    Pair {
        compared,
        used: used.to_vec(),
        under: assumptions.clone(),
        large,
        unresolved: symbols,
    }
}
