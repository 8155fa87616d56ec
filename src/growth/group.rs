//! Terms that differ by a constant factor only, taken together.

use std::collections::{BTreeMap, BTreeSet};

use super::constant::{self, ConstantSign};
use super::expansion::written;
use super::exponents::Coordinate;
use super::measure::Measure;
use super::ratio::Ratio;
use super::sign::{Sign, Signs};
use super::{Exponents, Rival};
use crate::expr::{Comparison, Expr, ExprKind, Monomial, Predicate};
use crate::number::Rational;

/// The terms with one growing part: `a h²` and `−b h²` where only `h` grows.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The powers of growing indeterminates that the terms share.
    pub growing: Vec<(Expr, i64)>,
    /// How fast they grow.
    pub exponents: Exponents,
    /// The terms, by index.
    pub terms: Vec<usize>,
    /// The constant parts of the terms, in the same order.
    pub coefficients: Vec<Monomial>,
    /// The terms as one product: `12*L*h^2`, `(a - b)*h^2`.
    pub whole: Monomial,
    /// The sign of the sum of the constant parts.
    pub sign: Sign,
}

impl Group {
    /// The sum of the constant parts, as an expression.
    pub(super) fn coefficient(&self) -> Expr {
        Expr::sum(self.coefficients.iter().map(written))
    }

    /// The condition under which the group does not vanish; `None` where it never does.
    pub(super) fn nonzero(&self) -> Option<Predicate> {
        if self.sign.is_strict() {
            return None;
        }
        let unlike = |a: Expr, b: Expr| Predicate::Compare(a, Comparison::NotEqual, b);
        // A constant factor that is a number leaves the part whose growth is not known.
        if let [only] = self.coefficients.as_slice()
            && only.powers.is_empty()
            && let Some((base, _)) = self
                .growing
                .iter()
                .find(|(base, _)| base.as_symbol().is_none())
        {
            return Some(match base.kind() {
                ExprKind::Bracket(condition) => condition.clone(),
                _ => unlike(base.clone(), Expr::zero()),
            });
        }
        Some(match self.coefficients.as_slice() {
            [only] => match only.powers.as_slice() {
                [(base, _)] => match base.kind() {
                    ExprKind::Bracket(condition) => condition.clone(),
                    _ => unlike(base.clone(), Expr::zero()),
                },
                _ => unlike(self.coefficient(), Expr::zero()),
            },
            [a, b] if a.coefficient == -&b.coefficient => {
                let plain = |m: &Monomial| {
                    let coefficient = Rational::ONE;
                    let powers = m.powers.clone();
                    Monomial {
                        coefficient,
                        powers,
                    }
                    .to_expr()
                };
                unlike(plain(a), plain(b))
            }
            _ => unlike(self.coefficient(), Expr::zero()),
        })
    }
}

impl Group {
    /// This group as seen from another one.
    pub(super) fn against(&self, other: &Self) -> Option<Rival> {
        let own = Monomial {
            coefficient: Rational::ONE,
            powers: self.growing.clone(),
        };
        let bare = Monomial {
            coefficient: Rational::ONE,
            powers: other.growing.clone(),
        };
        let (faster, slower) = Ratio::between(&own, &bare)?.above_and_below();
        Some(Rival {
            term: written(&other.whole),
            ratio: other.quotient_of(&self.whole)?.to_expr(),
            faster,
            slower,
        })
    }
}

/// Groups terms by their growing parts, in the order of their first terms.
pub(super) fn group(
    terms: &[Monomial],
    measure: &Measure<'_>,
    signs: &mut Signs<'_>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut seen: BTreeMap<BTreeSet<(Expr, i64)>, usize> = BTreeMap::new();
    for (index, term) in terms.iter().enumerate() {
        let (growing, constant): (Vec<_>, Vec<_>) = term
            .powers
            .iter()
            .cloned()
            .partition(|(base, _)| !measure.indeterminate(base).is_constant());
        let coefficient = Monomial {
            coefficient: term.coefficient.clone(),
            powers: constant,
        };
        let key: BTreeSet<(Expr, i64)> = growing.iter().cloned().collect();
        let at = *seen.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => {
                group.terms.push(index);
                group.coefficients.push(coefficient);
            }
            None => groups.push(Group {
                exponents: measure.term(term),
                growing,
                terms: vec![index],
                coefficients: vec![coefficient],
                whole: term.clone(),
                sign: Sign::Unknown,
            }),
        }
    }
    groups.retain_mut(|group| {
        let found = constant::sign(&group.coefficients);
        if found == Some(ConstantSign::Unknown) {
            group.exponents = Exponents::of(Coordinate::Unknown(group.coefficient()));
        }
        group.sign = match found {
            Some(ConstantSign::Of(sign)) => sign,
            _ => signs.sum(&group.coefficients),
        };
        found != Some(ConstantSign::Zero)
    });
    for group in &mut groups {
        if !group.exponents.is_measured() {
            // What grows as nobody knows may have any sign: (−2)^n.
            let unknown = group
                .growing
                .iter()
                .filter(|(base, _)| base.as_symbol().is_none());
            for (base, exponent) in unknown {
                group.sign = group.sign.times(signs.certain(base).to_power(*exponent));
            }
        }
        if group.terms.len() > 1 {
            let mut powers = vec![(group.coefficient(), 1)];
            powers.append(&mut group.growing.clone());
            let coefficient = Rational::ONE;
            group.whole = Monomial {
                coefficient,
                powers,
            };
        }
    }
    groups
}
