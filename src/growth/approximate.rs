//! From an expression to its leading terms.

use std::collections::BTreeSet;

use super::approximation::{Approximation, DroppedTerm, KeptReason, KeptTerm};
use super::bound::{Charge, all_add, charge};
use super::direction::{may_exceed, unbeaten};
use super::expansion::{Expansion, expand, written};
use super::gap;
use super::group::{Group, group};
use super::measure::Measure;
use super::ratio::Ratio;
use super::search::{Candidate, Search, kept};
use super::settled::settled;
use super::sign::Signs;
use super::{Certificate, Exponents, GrowthError, Scale, order, validity};
use crate::expr::{Assumptions, Comparison, Expr, Monomial, Predicate, Symbol};
use crate::number::Rational;
use crate::poly::Budget;

/// Drops the lower-order terms of an expression.
///
/// ```
/// use longhand::expr::Assumptions;
/// use longhand::growth::approximate;
/// use longhand::poly::Budget;
/// use longhand::syntax::parse_expression;
///
/// let total = parse_expression("L(12h² + 4h) + V h + 2h").unwrap();
/// let result = approximate(&total, &Assumptions::none(), &Budget::default()).unwrap();
/// assert_eq!(result.approximation, parse_expression("12L h² + V h").unwrap());
/// assert_eq!(result.bound, Some(parse_expression("max(1/(3h), 2/V)").unwrap()));
/// assert_eq!(result.order, Some(parse_expression("O(L h)").unwrap()));
/// ```
///
/// # Errors
/// Relations that cannot be used, an expression without a list of terms, and limits.
pub fn approximate(
    expr: &Expr,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Approximation, GrowthError> {
    let expansion = expand(expr, assumptions, budget)?;
    if !expansion.is_sum() {
        return Err(GrowthError::NotASum(expr.clone()));
    }
    if let Some(found) = once_settled(expr, &expansion, assumptions, budget)? {
        return Ok(found);
    }
    let scale = Scale::new(expr, &expansion.indeterminates(), assumptions, budget)?;
    let large: BTreeSet<Symbol> = scale.large.iter().cloned().collect();
    let measure = Measure {
        large: &large,
        assumptions,
        budget,
        remainders: true,
    };
    let (expansion, remainders) = gap::open(expansion, &scale, &measure)?;
    let measure = Measure {
        remainders,
        ..measure
    };
    let mut signs = Signs::new(assumptions, &large);
    let groups = group(&expansion.terms, &measure, &mut signs);
    let exponents: Vec<Exponents> = groups.iter().map(|g| g.exponents.clone()).collect();
    let search = Search::new(&scale, &exponents);
    let kept = kept(&exponents, &search)?;
    let work = Work {
        terms: &expansion.terms,
        groups: &groups,
        exponents: &exponents,
        kept: &kept,
        search: &search,
    };
    let (dropped, charges) = work.drop_terms(&mut signs)?;
    let kept_terms = work.kept_terms();
    let one_sign = work.kept_have_one_sign();
    let positive_factors = validity::positive_factors(&groups, &mut signs);
    let mut conditions = work.conditions(&dropped);
    for symbol in &signs.taken_as_positive {
        let symbol = Expr::symbol(symbol.clone());
        conditions.push(Predicate::Compare(
            symbol,
            Comparison::Greater,
            Expr::zero(),
        ));
    }
    let approximation = Expr::sum(kept_terms.iter().map(|term| term.term.clone()));
    let cancellation = (!one_sign && !dropped.is_empty())
        .then(|| Predicate::Compare(approximation.clone(), Comparison::Equal, Expr::zero()));
    let relations: BTreeSet<usize> = dropped
        .iter()
        .flat_map(|term| term.certificate.relations())
        .collect();
    let mut found = Approximation {
        exact: expansion.exact,
        bound: None,
        bound_if: Vec::new(),
        adds_up: one_sign && all_add(&charges),
        bounds: Vec::new(),
        kept_part: None,
        charges: Vec::new(),
        positive_factors,
        order: order::order_of(&work.dropped_groups(), &search)?,
        relations_used: relations.into_iter().collect(),
        kept: kept_terms,
        approximation,
        dropped,
        scale,
        conditions,
        cancellation,
    };
    if one_sign {
        found.bound_by(&charges, &signs);
    }
    found.charges = charges;
    Ok(found)
}

/// The same where conditions in the expression are settled from some values on, for these values; `None` where there
/// are no such conditions.
fn once_settled(
    expr: &Expr,
    expansion: &Expansion,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Option<Approximation>, GrowthError> {
    let scale = Scale::new(expr, &expansion.indeterminates(), assumptions, budget)?;
    let large: BTreeSet<Symbol> = scale.large.iter().cloned().collect();
    let measure = Measure {
        large: &large,
        assumptions,
        budget,
        remainders: true,
    };
    let settled = settled(expr, &measure);
    let is_known = |known: &Predicate| assumptions.conditions.contains(known);
    if scale.large.is_empty() || settled.iter().all(is_known) {
        return Ok(None);
    }
    let mut under = assumptions.clone();
    under.large.clone_from(&scale.large);
    under.conditions.extend(settled.iter().cloned());
    let mut found = approximate(expr, &under, budget)?;
    found.exact = expansion.exact.clone();
    found.scale = scale;
    found.adds_up = false;
    for known in settled {
        found.bound_if.push(known.clone());
        found.conditions.push(known);
    }
    Ok(Some(found))
}

/// The parts of one approximation under way.
struct Work<'a> {
    terms: &'a [Monomial],
    groups: &'a [Group],
    exponents: &'a [Exponents],
    /// The kept groups, by index.
    kept: &'a [usize],
    search: &'a Search,
}

impl Work<'_> {
    /// The kept groups in order.
    fn kept_groups(&self) -> impl Iterator<Item = &Group> {
        self.kept.iter().filter_map(|&index| self.groups.get(index))
    }

    fn dropped_groups(&self) -> Vec<&Group> {
        let dropped = self.groups.iter().enumerate();
        dropped
            .filter(|(index, _)| !self.kept.contains(index))
            .map(|(_, group)| group)
            .collect()
    }

    /// Every term that is not kept, with its certificate, and what it charges to kept terms.
    fn drop_terms(
        &self,
        signs: &mut Signs<'_>,
    ) -> Result<(Vec<DroppedTerm>, Vec<Charge>), GrowthError> {
        let mut falling: Vec<(usize, &Group)> = Vec::new();
        for group in self.dropped_groups() {
            falling.extend(group.terms.iter().map(|&index| (index, group)));
        }
        falling.sort_by_key(|(index, _)| *index);
        let mut loads = vec![0_usize; self.kept.len()];
        let (mut dropped, mut charges) = (Vec::new(), Vec::new());
        for (index, group) in falling {
            let Some(term) = self.terms.get(index) else {
                continue;
            };
            let (fate, own) = self.drop_term(term, group, &loads, signs)?;
            for (at, load) in loads.iter_mut().enumerate() {
                *load += usize::from(weight(&fate.certificate, at).is_some());
            }
            dropped.push(fate);
            charges.extend(own);
        }
        Ok((dropped, charges))
    }

    fn drop_term(
        &self,
        term: &Monomial,
        group: &Group,
        loads: &[usize],
        signs: &mut Signs<'_>,
    ) -> Result<(DroppedTerm, Vec<Charge>), GrowthError> {
        let choices = self.choices(term, group);
        let certificate = self.certificate(group, &choices, loads)?;
        let kept: Vec<&Group> = self.kept_groups().collect();
        let (ratio, charges) = charge(term, group, &kept, &certificate, signs);
        let named = certificate
            .weights
            .iter()
            .filter_map(|(at, _)| kept.get(*at));
        let dominated_by = named.map(|kept| written(&kept.whole)).collect();
        let choices = choices
            .into_iter()
            .map(|choice| (choice.kept, choice.ratio.to_expr()));
        let fate = DroppedTerm {
            term: written(term),
            exponents: group.exponents.clone(),
            dominated_by,
            ratio,
            certificate,
            choices: choices.collect(),
        };
        Ok((fate, charges))
    }

    /// The kept groups that dominate a group by themselves, with no declared relation or, where
    /// there is none, with one.
    fn choices(&self, term: &Monomial, group: &Group) -> Vec<Choice> {
        let mut choices = Vec::new();
        for with_relations in [false, true] {
            for (at, kept) in self.kept_groups().enumerate() {
                if choices.len() >= MAX_CHOICES {
                    break;
                }
                let candidate = (at, &kept.exponents);
                let certificate = if with_relations {
                    let found = self.search.by_several(&group.exponents, &[candidate], true);
                    found.ok().flatten()
                } else {
                    Search::by_one(&group.exponents, candidate)
                };
                let ratio = kept.quotient_of(term);
                if let (Some(certificate), Some(ratio)) = (certificate, ratio) {
                    choices.push(Choice {
                        kept: at,
                        certificate,
                        ratio,
                        certain: kept.sign.is_strict(),
                    });
                }
            }
            if !choices.is_empty() || !self.search.has_relations() {
                break;
            }
        }
        choices
    }

    /// The plainest proof that a group is of lower order.
    fn certificate(
        &self,
        group: &Group,
        choices: &[Choice],
        loads: &[usize],
    ) -> Result<Certificate, GrowthError> {
        let plain = choices
            .iter()
            .filter(|choice| choice.certificate.relations().is_empty());
        let best = |choice: &&Choice| {
            let load = loads.get(choice.kept).copied().unwrap_or_default();
            (!choice.certain, load, choice.ratio.symbols(), choice.kept)
        };
        if let Some(choice) = plain.min_by_key(best) {
            return Ok(choice.certificate.clone());
        }
        let candidates: Vec<Candidate<'_>> = self
            .kept_groups()
            .enumerate()
            .filter(|(_, kept)| kept.exponents.is_measured())
            .map(|(at, kept)| (at, &kept.exponents))
            .collect();
        let together = self
            .search
            .by_several(&group.exponents, &candidates, false)?;
        if let Some(certificate) = together {
            return Ok(certificate);
        }
        if let Some(choice) = choices.iter().min_by_key(best) {
            return Ok(choice.certificate.clone());
        }
        let by_all = self
            .search
            .by_several(&group.exponents, &candidates, true)?;
        by_all.ok_or(GrowthError::Limit(
            "search for a proof that a term is of lower order",
        ))
    }

    fn kept_terms(&self) -> Vec<KeptTerm> {
        let kept = self
            .kept
            .iter()
            .filter_map(|&i| Some((i, self.groups.get(i)?)));
        kept.map(|(index, group)| KeptTerm {
            term: written(&group.whole),
            exponents: group.exponents.clone(),
            reason: self.reason(index, group),
        })
        .collect()
    }

    fn reason(&self, index: usize, group: &Group) -> KeptReason {
        if let Some(part) = group.exponents.unknown_part() {
            return KeptReason::UnknownGrowth(part.clone());
        }
        if self.groups.len() == 1 {
            return KeptReason::Alone;
        }
        if self.kept.len() == 1 {
            return KeptReason::Leading;
        }
        let others = self.kept.iter().filter(|&&other| other != index);
        let unknown = others.filter_map(|&other| self.groups.get(other)?.exponents.unknown_part());
        let unknown: Vec<Expr> = unknown.cloned().collect();
        if unknown.len() + 1 == self.kept.len() {
            return KeptReason::NotCompared(unknown);
        }
        // What leads exceeds what was dropped too, as some mean of the kept terms does.
        let kept = self.kept.iter().filter_map(|&at| self.exponents.get(at));
        let direction = unbeaten(&group.exponents, kept, self.search);
        let rivals = self.kept.iter().filter(|&&other| other != index);
        let ratios = rivals
            .filter_map(|&other| self.groups.get(other))
            .filter(|other| other.exponents.is_measured())
            // Of two that grow alike neither is ever larger than any multiple of the other.
            .filter(|other| other.exponents != group.exponents)
            .filter(|other| may_exceed(&group.exponents, &other.exponents, self.search))
            .filter_map(|other| group.against(other))
            .collect();
        KeptReason::Unbeaten {
            direction: direction.unwrap_or_default(),
            ratios,
        }
    }

    /// What must hold so that the kept terms named by certificates do not vanish.
    fn conditions(&self, dropped: &[DroppedTerm]) -> Vec<Predicate> {
        let named: BTreeSet<usize> = dropped
            .iter()
            .flat_map(|term| term.certificate.weights.iter().map(|(at, _)| *at))
            .collect();
        let groups = self.kept_groups().enumerate();
        groups
            .filter(|(at, _)| named.contains(at))
            .filter_map(|(_, group)| group.nonzero())
            .collect()
    }

    /// Whether the kept terms cannot cancel.
    fn kept_have_one_sign(&self) -> bool {
        self.kept.len() == 1
            || self.kept_groups().all(|group| group.sign.is_up())
            || self.kept_groups().all(|group| group.sign.is_down())
    }
}

/// The most kept terms of which one is chosen to dominate a term.
const MAX_CHOICES: usize = 64;

/// A kept term that dominates a term by itself.
struct Choice {
    kept: usize,
    certificate: Certificate,
    ratio: Ratio,
    /// Whether the kept term cannot vanish.
    certain: bool,
}

/// The weight of a kept term in a certificate.
fn weight(certificate: &Certificate, kept: usize) -> Option<&Rational> {
    let mut weights = certificate.weights.iter();
    weights
        .find(|(at, _)| *at == kept)
        .map(|(_, weight)| weight)
}
