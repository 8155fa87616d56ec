//! `collect-like-terms`: terms that differ only in their coefficient are joined,
//! `4h^2 + 8h^2 = 12h^2`.

use super::{Context, evaluate_integers};
use crate::derivation::{Builder, Facts, Rewrite, Step};
use crate::expr::{Assumptions, Expr, ExprKind, Monomial};
use crate::number::Rational;

pub(super) fn apply(expr: &Expr, context: &Context<'_>) -> Option<Rewrite> {
    let ExprKind::Sum(terms) = expr.kind() else {
        return None;
    };
    let groups = group(terms);
    if groups.iter().all(Group::is_single) {
        return None;
    }
    let to = Expr::sum(groups.iter().filter_map(Group::joined));
    let like: Vec<&Group> = groups.iter().filter(|group| !group.is_single()).collect();
    let from = like
        .iter()
        .map(|group| Expr::sum(group.written.iter().cloned()))
        .collect();
    let joined = like
        .iter()
        .map(|group| group.joined().unwrap_or_else(Expr::zero))
        .collect();
    let picked = like
        .iter()
        .flat_map(|group| group.members.iter().copied())
        .collect();
    let facts = Facts::none()
        .with_list("like", from)
        .with_list("joined", joined);
    let substeps = substeps(expr, &groups, &to, context);
    Some(
        Rewrite::equal(to)
            .telling(facts)
            .picking(picked)
            .through(substeps),
    )
}

/// Terms with the same powers.
struct Group {
    members: Vec<usize>,
    written: Vec<Expr>,
    coefficients: Vec<Rational>,
    powers: Vec<(Expr, i64)>,
}

impl Group {
    fn is_single(&self) -> bool {
        self.members.len() == 1
    }

    fn coefficient(&self) -> Rational {
        self.coefficients.iter().cloned().sum()
    }

    /// The joined term; `None` where it vanishes.
    fn joined(&self) -> Option<Expr> {
        if self.is_single() {
            return self.written.first().cloned();
        }
        let coefficient = self.coefficient();
        let powers = self.powers.clone();
        (!coefficient.is_zero()).then(|| {
            Monomial {
                coefficient,
                powers,
            }
            .to_expr()
        })
    }
}

/// The terms grouped, each group where its first member stands.
fn group(terms: &[Expr]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for (index, term) in terms.iter().enumerate() {
        let monomial = Monomial::read(term).unwrap_or_else(|| Monomial {
            coefficient: Rational::ONE,
            powers: vec![(term.clone(), 1)],
        });
        let mut key = monomial.powers.clone();
        key.sort();
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group {
                members: Vec::new(),
                written: Vec::new(),
                coefficients: Vec::new(),
                powers: monomial.powers,
            });
        }
        if let Some(group) = groups.get_mut(place) {
            group.members.push(index);
            group.written.push(term.clone());
            group.coefficients.push(monomial.coefficient);
        }
    }
    groups
}

/// The common powers taken out of each group, then the coefficients added; nothing where that
/// does not lead to the joined sum as it is written.
fn substeps(expr: &Expr, groups: &[Group], to: &Expr, context: &Context<'_>) -> Vec<Step> {
    let mut factored = Vec::new();
    let mut additions = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        if group.is_single() {
            factored.extend(group.written.iter().cloned());
            continue;
        }
        let coefficients = Expr::sum(group.coefficients.iter().map(Expr::number));
        let Some(value) = evaluate_integers::apply(&coefficients, context) else {
            return Vec::new();
        };
        let powers = Monomial {
            coefficient: Rational::ONE,
            powers: group.powers.clone(),
        };
        let mut path = if groups.len() == 1 {
            Vec::new()
        } else {
            vec![index]
        };
        if group.powers.is_empty() {
            factored.push(coefficients);
        } else {
            path.push(0);
            factored.push(Expr::product([coefficients, powers.to_expr()]));
        }
        additions.push((path, value));
    }
    let taken_out = vec![(Vec::new(), Rewrite::equal(Expr::sum(factored)))];
    let mut builder = Builder::new(expr.clone(), Assumptions::none());
    let outcome = builder
        .apply(super::rule::FACTOR_OUT.id, taken_out)
        .and_then(|()| builder.apply(super::rule::EVALUATE_INTEGERS.id, additions));
    let reaches = crate::derivation::reads_alike(builder.line(), to);
    if outcome.is_ok() && reaches {
        builder.into_steps()
    } else {
        Vec::new()
    }
}
