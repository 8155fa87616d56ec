//! Whether what lies between two expressions is of lower order.

use std::collections::BTreeSet;

use super::direction::{Direction, unbeaten};
use super::expansion::{Expansion, expand, written};
use super::gap;
use super::group::{Group, group};
use super::measure::Measure;
use super::search::{Candidate, Search, kept};
use super::sign::Signs;
use super::{Certificate, Exponents, GrowthError, Scale};
use crate::expr::{Assumptions, Comparison, Expr, Predicate, Symbol};
use crate::poly::Budget;

/// How strictly terms must fall short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Their quotient by the reference tends to 0.
    LowerOrder,
    /// Their quotient by the reference stays bounded.
    SameOrder,
}

/// Terms set against the leading terms of a reference.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The leading terms of the reference.
    pub leading: Vec<Measured>,
    /// The terms compared.
    pub terms: Vec<ComparedTerm>,
    /// What grows.
    pub scale: Scale,
    /// What has to hold besides.
    pub conditions: Vec<Predicate>,
    /// Where the leading terms cancel, if they can.
    pub cancellation: Option<Predicate>,
}

/// A term and how fast it grows.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The term.
    pub term: Expr,
    /// How fast it grows.
    pub exponents: Exponents,
}

/// A term with its proof, or with evidence against one.
#[derive(Clone, Debug)]
pub struct ComparedTerm {
    /// The term.
    pub term: Expr,
    /// How fast it grows.
    pub exponents: Exponents,
    /// The proof; its weights name leading terms. `None` where there is none.
    pub certificate: Option<Certificate>,
    /// Where there is no proof: a way to grow along which no leading term beats it.
    pub direction: Option<Direction>,
}

/// Sets the terms of `difference` against the leading terms of `reference`.
///
/// # Errors
/// Relations that cannot be used, and limits.
pub fn compare(
    difference: &Expr,
    reference: &Expr,
    strictness: Strictness,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Compared, GrowthError> {
    let (upper, lower) = expansions(difference, reference, assumptions, budget)?;
    let both = Expr::sum([reference.clone(), difference.clone()]);
    let mut indeterminates = lower.indeterminates();
    indeterminates.extend(upper.indeterminates());
    let scale = Scale::new(&both, &indeterminates, assumptions, budget)?;
    let large: BTreeSet<Symbol> = scale.large.iter().cloned().collect();
    let measure = Measure {
        large: &large,
        assumptions,
        budget,
        remainders: true,
    };
    let (lower, remainders) = gap::open(lower, &scale, &measure)?;
    let below = Measure {
        remainders,
        ..measure
    };
    let upper = gap::opened(&upper, &measure)?.unwrap_or(upper);
    let mut signs = Signs::new(assumptions, &large);
    let groups = group(&lower.terms, &below, &mut signs);
    // The signs of what is compared do not matter.
    let compared = group(&upper.terms, &measure, &mut Signs::new(assumptions, &large));
    let exponents: Vec<Exponents> = groups.iter().map(|g| g.exponents.clone()).collect();
    let every: Vec<Exponents> = groups
        .iter()
        .chain(&compared)
        .map(|g| g.exponents.clone())
        .collect();
    let search = Search::new(&scale, &every);
    let kept = kept(&exponents, &search)?;
    let leading: Vec<&Group> = kept.iter().filter_map(|&index| groups.get(index)).collect();
    let comparison = Comparing {
        leading: &leading,
        search: &search,
        strictness,
    };
    let terms: Vec<ComparedTerm> = compared
        .iter()
        .map(|group| comparison.term(group))
        .collect::<Result<_, _>>()?;
    let mut conditions = comparison.conditions(&terms);
    for symbol in &signs.taken_as_positive {
        let symbol = Expr::symbol(symbol.clone());
        conditions.push(Predicate::Compare(
            symbol,
            Comparison::Greater,
            Expr::zero(),
        ));
    }
    Ok(Compared {
        cancellation: comparison.cancellation(),
        leading: leading.iter().map(|group| measured(group)).collect(),
        terms,
        scale,
        conditions,
    })
}

fn measured(group: &Group) -> Measured {
    Measured {
        term: written(&group.whole),
        exponents: group.exponents.clone(),
    }
}

/// Both written out; where one is a quotient by a sum, the quotient of the two over its
/// denominator.
fn expansions(
    difference: &Expr,
    reference: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<(Expansion, Expansion), GrowthError> {
    let upper = expand(difference, assumptions, budget)?;
    let lower = expand(reference, assumptions, budget)?;
    if upper.is_sum() && lower.is_sum() {
        return Ok((upper, lower));
    }
    let quotient = Expr::quotient(difference.clone(), reference.clone());
    let upper = expand(&quotient, assumptions, budget)?;
    let lower = Expansion {
        terms: upper.denominator.clone(),
        ..upper.clone()
    };
    Ok((upper, lower))
}

struct Comparing<'a> {
    leading: &'a [&'a Group],
    search: &'a Search,
    strictness: Strictness,
}

impl Comparing<'_> {
    fn term(&self, group: &Group) -> Result<ComparedTerm, GrowthError> {
        let certificate = self.certificate(&group.exponents)?;
        let mut direction = None;
        if certificate.is_none() && group.exponents.is_measured() {
            let leading = || self.leading.iter().map(|leading| &leading.exponents);
            // A way to grow tells powers apart; an exponential exceeds them on every way, or is not compared.
            let mut all = leading().chain([&group.exponents]);
            let has_exponential = all.any(Exponents::has_exponential);
            let exceeds = |leading: &Exponents| {
                // What grows alike is no smaller either.
                *leading == group.exponents
                    || super::certificate::plain_surplus(&group.exponents.minus(leading)).is_some()
            };
            // A gap may be 0: that it grows so fast is not sure.
            let is_sure = !group.has_gap();
            if is_sure && (!has_exponential || leading().all(exceeds)) {
                direction = unbeaten(&group.exponents, leading(), self.search);
            }
        }
        let Measured { term, exponents } = measured(group);
        Ok(ComparedTerm {
            term,
            exponents,
            certificate,
            direction,
        })
    }

    fn certificate(&self, exponents: &Exponents) -> Result<Option<Certificate>, GrowthError> {
        // A part of unknown growth that both have in common does not matter.
        let every: Vec<Candidate<'_>> = self
            .leading
            .iter()
            .enumerate()
            .map(|(at, leading)| (at, &leading.exponents))
            .collect();
        let certain = |candidate: &&Candidate<'_>| {
            self.leading
                .get(candidate.0)
                .is_some_and(|leading| leading.sign.is_strict())
        };
        let alone = |candidate: &Candidate<'_>| self.by_one(exponents, *candidate);
        let found = every.iter().filter(certain).find_map(alone);
        if let Some(certificate) = found.or_else(|| every.iter().find_map(alone)) {
            return Ok(Some(certificate));
        }
        let measured = every
            .into_iter()
            .filter(|(_, exponents)| exponents.is_measured());
        let candidates: Vec<Candidate<'_>> = measured.collect();
        for with_relations in [false, true] {
            let found = match self.strictness {
                Strictness::LowerOrder => {
                    self.search
                        .by_several(exponents, &candidates, with_relations)?
                }
                Strictness::SameOrder => {
                    self.search
                        .not_above(exponents, &candidates, with_relations)?
                }
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn by_one(&self, exponents: &Exponents, candidate: Candidate<'_>) -> Option<Certificate> {
        let equal = self.strictness == Strictness::SameOrder && candidate.1 == exponents;
        if equal && exponents.is_measured() {
            return Some(Certificate::equal_to(candidate.0));
        }
        Search::by_one(exponents, candidate)
    }

    /// What must hold so that the leading terms named by certificates do not vanish.
    fn conditions(&self, terms: &[ComparedTerm]) -> Vec<Predicate> {
        let named: BTreeSet<usize> = terms
            .iter()
            .filter_map(|term| term.certificate.as_ref())
            .flat_map(|certificate| certificate.weights.iter().map(|(at, _)| *at))
            .collect();
        let groups = self.leading.iter().enumerate();
        groups
            .filter(|(at, _)| named.contains(at))
            .filter_map(|(_, group)| group.nonzero())
            .collect()
    }

    /// Where the leading terms cancel, if they may.
    fn cancellation(&self) -> Option<Predicate> {
        let one_sign = self.leading.len() <= 1
            || self.leading.iter().all(|group| group.sign.is_up())
            || self.leading.iter().all(|group| group.sign.is_down());
        let sum = || Expr::sum(self.leading.iter().map(|group| written(&group.whole)));
        (!one_sign).then(|| Predicate::Compare(sum(), Comparison::Equal, Expr::zero()))
    }
}
