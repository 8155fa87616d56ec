//! The search for certificates. Nothing here is trusted: what it finds is checked by the judge.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::certificate::plain_surplus;
use super::linear::{Effort, System};
use super::{Certificate, Coordinate, Exponents, GrowingMonomial, GrowthError, Scale};
use crate::number::Rational;

/// Finds which of a list of exponents are of lower order than others, and why.
#[derive(Clone, Debug)]
pub(super) struct Search {
    growing: Vec<(GrowingMonomial, Exponents)>,
    /// How many of them rest on no declared relation.
    undeclared: usize,
    bounded: Vec<(usize, Exponents)>,
    /// What is left for linear programs that prove, and for those that show ways to grow.
    effort: Effort,
    pub(super) directions: Effort,
}

/// A candidate to dominate: its index, and its exponents.
pub(super) type Candidate<'a> = (usize, &'a Exponents);

impl Search {
    pub(super) fn new(scale: &Scale, occurring: &[Exponents]) -> Self {
        let growing = scale.growing(occurring, true);
        let undeclared = scale.growing(occurring, false).len();
        Self {
            growing,
            undeclared,
            bounded: scale.bounded(),
            effort: Effort::new(MAX_CELLS),
            directions: Effort::new(MAX_CELLS / 2),
        }
    }

    /// The proof that `exponents` is of lower order than one candidate, with no declared relation.
    pub(super) fn by_one(exponents: &Exponents, candidate: Candidate<'_>) -> Option<Certificate> {
        if candidate.1.plainly_exceed(exponents) == Some(false) {
            return None;
        }
        let surplus = plain_surplus(&candidate.1.minus(exponents))?;
        Some(Certificate {
            weights: vec![(candidate.0, Rational::ONE)],
            surplus,
            balance: Vec::new(),
        })
    }

    /// The proof that `exponents` is of lower order than candidates together, with or without the
    /// declared relations.
    pub(super) fn by_several(
        &self,
        exponents: &Exponents,
        candidates: &[Candidate<'_>],
        with_relations: bool,
    ) -> Result<Option<Certificate>, GrowthError> {
        let Some(columns) = self.columns(exponents, candidates, with_relations) else {
            return Ok(None);
        };
        let growing = candidates.len()..candidates.len() + columns.growing.len();
        let Some(solution) = solve_homogeneous(&columns.all, growing, &self.effort)? else {
            return Ok(None);
        };
        let found = certificate_of(&solution, candidates, columns.growing, columns.bounded);
        Ok(found.map(|found| self.evened(exponents, candidates, with_relations, found)))
    }

    /// The proof that `exponents` does not grow faster than candidates together; its surplus may
    /// be nothing.
    pub(super) fn not_above(
        &self,
        exponents: &Exponents,
        candidates: &[Candidate<'_>],
        with_relations: bool,
    ) -> Result<Option<Certificate>, GrowthError> {
        let Some(columns) = self.columns(exponents, candidates, with_relations) else {
            return Ok(None);
        };
        let solution = solve_homogeneous(&columns.all, 0..candidates.len(), &self.effort)?;
        Ok(solution.and_then(|solution| {
            certificate_of(&solution, candidates, columns.growing, columns.bounded)
        }))
    }

    /// The columns of the linear program: what exceeds the exponents, less what grows, less and
    /// plus what stays bounded.
    fn columns(
        &self,
        exponents: &Exponents,
        candidates: &[Candidate<'_>],
        with_relations: bool,
    ) -> Option<Columns<'_>> {
        if !exponents.is_measured() || candidates.is_empty() {
            return None;
        }
        let (growing, bounded) = if with_relations {
            (self.growing.as_slice(), self.bounded.as_slice())
        } else {
            (self.growing.get(..self.undeclared)?, self.bounded.get(..0)?)
        };
        let minus = Rational::from(-1);
        let mut all: Vec<Exponents> = Vec::new();
        all.extend(candidates.iter().map(|(_, c)| c.minus(exponents)));
        all.extend(growing.iter().map(|(_, g)| g.times(&minus)));
        all.extend(bounded.iter().map(|(_, b)| b.times(&minus)));
        all.extend(bounded.iter().map(|(_, b)| b.clone()));
        Some(Columns {
            all,
            growing,
            bounded,
        })
    }

    /// The same proof with equal weights, where they prove it too.
    fn evened(
        &self,
        exponents: &Exponents,
        candidates: &[Candidate<'_>],
        with_relations: bool,
        found: Certificate,
    ) -> Certificate {
        let count = i64::try_from(found.weights.len()).unwrap_or(i64::MAX);
        let Some(share) = Rational::from(count).recip().filter(|_| count > 1) else {
            return found;
        };
        let mut middle = Exponents::constant();
        for (at, candidate) in candidates {
            if found.weights.iter().any(|(named, _)| named == at) {
                middle.add(candidate, &share);
            }
        }
        match self.by_several(exponents, &[(0, &middle)], with_relations) {
            Ok(Some(even)) => Certificate {
                weights: found
                    .weights
                    .iter()
                    .map(|(at, _)| (*at, share.clone()))
                    .collect(),
                ..even
            },
            _ => found,
        }
    }

    /// Whether any relation is declared.
    pub(super) fn has_relations(&self) -> bool {
        self.growing.len() > self.undeclared || !self.bounded.is_empty()
    }

    /// Everything that grows without bound, and whatever stays bounded.
    pub(super) fn growing(&self) -> &[(GrowingMonomial, Exponents)] {
        &self.growing
    }

    /// The ratios that stay bounded.
    pub(super) fn bounded(&self) -> &[(usize, Exponents)] {
        &self.bounded
    }
}

/// The columns of a linear program and what they stand for.
struct Columns<'a> {
    all: Vec<Exponents>,
    growing: &'a [(GrowingMonomial, Exponents)],
    bounded: &'a [(usize, Exponents)],
}

/// Nonnegative amounts of the columns that add up to 0, where those in a range add up to 1.
fn solve_homogeneous(
    columns: &[Exponents],
    counted: Range<usize>,
    effort: &Effort,
) -> Result<Option<Vec<Rational>>, GrowthError> {
    let mut system = System::new(columns.len());
    let coordinates: BTreeSet<&Coordinate> = columns
        .iter()
        .flat_map(Exponents::iter)
        .map(|(c, _)| c)
        .collect();
    for coordinate in coordinates {
        system.equation(columns.iter().map(|c| c.get(coordinate)), &Rational::ZERO);
    }
    let total = (0..columns.len()).map(|at| Rational::from(i64::from(counted.contains(&at))));
    system.equation(total, &Rational::ONE);
    system
        .solve(effort)
        .map_err(|_| GrowthError::Limit("pivots of a linear program"))
}

/// The solution, scaled so that the weights add up to 1.
fn certificate_of(
    solution: &[Rational],
    candidates: &[Candidate<'_>],
    growing: &[(GrowingMonomial, Exponents)],
    bounded: &[(usize, Exponents)],
) -> Option<Certificate> {
    let (weights, rest) = solution.split_at_checked(candidates.len())?;
    let (surplus, rest) = rest.split_at_checked(growing.len())?;
    let (up, down) = rest.split_at_checked(bounded.len())?;
    let scale = weights.iter().sum::<Rational>().recip()?;
    let named = |amount: &Rational| (!amount.is_zero()).then(|| amount * &scale);
    Some(Certificate {
        weights: (candidates.iter().zip(weights))
            .filter_map(|((index, _), amount)| Some((*index, named(amount)?)))
            .collect(),
        surplus: (growing.iter().zip(surplus))
            .filter_map(|((monomial, _), amount)| Some((monomial.clone(), named(amount)?)))
            .collect(),
        balance: (bounded.iter().zip(up.iter().zip(down)))
            .filter_map(|((index, _), (up, down))| Some((*index, named(&(up - down))?)))
            .collect(),
    })
}

/// The indices of those exponents that are of lower order than no combination of others.
pub(super) fn kept(all: &[Exponents], search: &Search) -> Result<Vec<usize>, GrowthError> {
    let mut kept = beaten_by_none(all)?;
    if kept.len() > MAX_KEPT || work(&kept, search) > MAX_WORK {
        return Err(GrowthError::Limit(TOO_MANY));
    }
    // A term that falls is no longer needed to make others fall: what dominates it does.
    let mut at = 0;
    while let Some(&(index, exponents)) = kept.get(at) {
        let others: Vec<Candidate<'_>> = kept
            .iter()
            .copied()
            .filter(|(other, e)| *other != index && e.is_measured())
            .collect();
        if search.by_several(exponents, &others, true)?.is_some() {
            kept.remove(at);
        } else {
            at += 1;
        }
    }
    Ok(kept.into_iter().map(|(index, _)| index).collect())
}

/// Those that no single other one dominates without a declared relation.
fn beaten_by_none(all: &[Exponents]) -> Result<Vec<Candidate<'_>>, GrowthError> {
    let beats = |a: &Exponents, b: &Exponents| {
        a.plainly_exceed(b)
            .unwrap_or_else(|| plain_surplus(&a.minus(b)).is_some())
    };
    // What is of the highest degree stands first: it beats most of the others.
    let mut by_degree: Vec<Candidate<'_>> = all.iter().enumerate().collect();
    by_degree.sort_by_cached_key(|(_, exponents)| Reverse(exponents.degree()));
    let mut largest: Vec<Candidate<'_>> = Vec::new();
    for (index, exponents) in by_degree {
        if largest.iter().any(|(_, other)| beats(other, exponents)) {
            continue;
        }
        largest.retain(|(_, other)| !beats(exponents, other));
        largest.push((index, exponents));
        if largest.len() > MAX_INCOMPARABLE {
            return Err(GrowthError::Limit(TOO_MANY));
        }
    }
    largest.sort_unstable_by_key(|(index, _)| *index);
    Ok(largest)
}

/// The most cells of tables that linear programs of one expression may change: well under a second.
const MAX_CELLS: usize = 2_000_000;

/// The most terms that are compared by linear programs.
const MAX_KEPT: usize = 200;

/// The most that comparing them may take, by [`work`]: about a second.
const MAX_WORK: usize = 100_000_000;

/// What comparing terms by linear programs takes: for each term about one pivot a row, and each
/// pivot touches the whole table.
fn work(terms: &[Candidate<'_>], search: &Search) -> usize {
    let coordinates = terms.iter().flat_map(|(_, e)| e.iter()).map(|(c, _)| c);
    let rows = coordinates.collect::<BTreeSet<&Coordinate>>().len();
    let columns = terms.len() + search.growing.len() + 2 * search.bounded.len() + rows;
    [terms.len(), rows, rows, columns]
        .into_iter()
        .fold(1, usize::saturating_mul)
}

/// The most terms that may be incomparable at any time.
const MAX_INCOMPARABLE: usize = 400;

const TOO_MANY: &str = "terms that no single term dominates";
