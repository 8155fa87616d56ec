//! The search for certificates. Nothing here is trusted: what it finds is checked by the judge.

use std::collections::BTreeSet;

use super::certificate::plain_surplus;
use super::linear::System;
use super::{Certificate, Coordinate, Exponents, GrowingMonomial, GrowthError, Scale};
use crate::number::Rational;

/// Finds which of a list of exponents are of lower order than others, and why.
#[derive(Clone, Debug)]
pub(super) struct Search {
    growing: Vec<(GrowingMonomial, Exponents)>,
    /// How many of them rest on no declared relation.
    undeclared: usize,
    bounded: Vec<(usize, Exponents)>,
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
        }
    }

    /// The proof that `exponents` is of lower order than one candidate, with no declared relation.
    pub(super) fn by_one(exponents: &Exponents, candidate: Candidate<'_>) -> Option<Certificate> {
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
        if !exponents.is_measured() || candidates.is_empty() {
            return Ok(None);
        }
        let growing = if with_relations {
            self.growing.as_slice()
        } else {
            self.growing.get(..self.undeclared).unwrap_or_default()
        };
        let bounded = if with_relations {
            self.bounded.as_slice()
        } else {
            &[]
        };
        let mut columns: Vec<Exponents> = Vec::new();
        columns.extend(candidates.iter().map(|(_, c)| c.minus(exponents)));
        let minus = Rational::from(-1);
        columns.extend(growing.iter().map(|(_, g)| g.times(&minus)));
        columns.extend(bounded.iter().map(|(_, b)| b.times(&minus)));
        columns.extend(bounded.iter().map(|(_, b)| b.clone()));
        let Some(solution) = solve_homogeneous(&columns, candidates.len(), growing.len())? else {
            return Ok(None);
        };
        let found = certificate_of(&solution, candidates, growing, bounded);
        Ok(found.map(|found| self.evened(exponents, candidates, with_relations, found)))
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

/// Nonnegative amounts of the columns that add up to 0 where those of the `growing` columns, which
/// stand behind `candidates` others, add up to 1.
fn solve_homogeneous(
    columns: &[Exponents],
    candidates: usize,
    growing: usize,
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
    let counted = (0..columns.len()).map(|at| {
        let counts = at >= candidates && at < candidates + growing;
        Rational::from(i64::from(counts))
    });
    system.equation(counted, &Rational::ONE);
    system
        .solve()
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
    let mut kept: Vec<Candidate<'_>> = all.iter().enumerate().collect();
    let measured: Vec<Candidate<'_>> = kept
        .iter()
        .copied()
        .filter(|(_, e)| e.is_measured())
        .collect();
    kept.retain(|(_, exponents)| {
        let beaten = |other: &Candidate<'_>| plain_surplus(&other.1.minus(exponents)).is_some();
        !exponents.is_measured() || !measured.iter().any(beaten)
    });
    if kept.len() > MAX_KEPT {
        return Err(GrowthError::Limit("terms that no single term dominates"));
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

/// The most terms that are compared by linear programs.
const MAX_KEPT: usize = 200;
