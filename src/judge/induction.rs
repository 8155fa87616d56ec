//! Equalities of sums and products by induction: a first value, and from each value to the next.

use super::claim::{Budget, Claim};
use super::equality::equal;
use super::inequality;
use super::moving::{Moving, advanced, ends, moving, named, named_next, put};
use super::symbols::{conditions, has_big_operator, is_undeclared, opened, speaks_of};
use super::verdict::{Condition, Method, Verdict};
use crate::expr::{
    Assumptions, BigOperatorKind, Comparison, Domain, Expr, ExprKind, Function, Lambda, Predicate,
    Range, Relation, Symbol,
};
use crate::number::{Integer, Rational};
use crate::poly::{self, NormalForm};

/// So many values after the one at which a range is empty are tried as the first.
const FIRST_VALUES: i64 = 3;

/// Proves a claim for a symbol at which ranges end, from a first value on.
pub(super) fn by_induction(claim: &Claim<'_>, budget: &Budget) -> Option<Verdict> {
    let budget = budget.nested(1)?;
    ends(claim)
        .into_iter()
        .filter(|symbol| {
            is_undeclared(symbol, claim.under)
                || matches!(
                    claim.under.domains.get(symbol),
                    Some(Domain::Integer { .. })
                )
        })
        .find_map(|symbol| over(claim, &symbol, &budget))
}

/// A claim that says the same of every value of a symbol: names are written out, and what is assumed of
/// the symbol, which need not hold at the next value, is left out.
pub(super) struct Freed {
    lhs: Expr,
    rhs: Expr,
    under: Assumptions,
}

impl Freed {
    /// `None` where a name cannot be written out.
    pub(super) fn of(claim: &Claim<'_>, symbol: &Symbol) -> Option<Self> {
        let speaks = |part: &Expr| speaks_of(part, symbol, claim.under);
        let speaks_within =
            |lambda: &Lambda| !lambda.parameters.contains(symbol) && speaks(&lambda.body);
        if claim.under.functions.values().any(speaks_within) {
            return None;
        }
        let mut under = claim.under.clone();
        under.domains.remove(symbol);
        under.conditions = conditions(claim.under)
            .into_iter()
            .filter(|known| !known.operands().into_iter().any(speaks))
            .cloned()
            .collect();
        Some(Self {
            lhs: opened(claim.lhs, claim.under)?,
            rhs: opened(claim.rhs, claim.under)?,
            under,
        })
    }

    pub(super) fn claim(&self, relation: Relation) -> Claim<'_> {
        Claim {
            lhs: &self.lhs,
            relation,
            rhs: &self.rhs,
            under: &self.under,
        }
    }
}

fn over(given: &Claim<'_>, symbol: &Symbol, budget: &Budget) -> Option<Verdict> {
    let freed = Freed::of(given, symbol)?;
    let claim = &freed.claim(given.relation);
    let moving = moving(claim, symbol, &budget.poly)?;
    let start = moving
        .iter()
        .map(|one| one.start(symbol, claim.under, &budget.poly))
        .collect::<Option<Vec<Expr>>>()?;
    let start = latest(&start)?;
    let mut told: Option<(Expr, Vec<Condition>)> = None;
    for later in 0..=FIRST_VALUES {
        let first = Expr::sum([start.clone(), Expr::integer(Integer::from(later))]);
        let first = poly::normal_form(&first, claim.under, &budget.poly)
            .ok()?
            .to_expr();
        let Some(mut conditions) = at(claim, symbol, &first, budget) else {
            continue;
        };
        let under = from(claim.under, symbol, &first);
        if let Some(more) = step(&claim.under(&under), symbol, &moving, budget) {
            conditions.extend(more);
            told = Some((first, conditions));
            break;
        }
    }
    let (first, mut conditions) = told?;
    let ahead = Expr::difference(Expr::symbol(symbol.clone()), first.clone());
    let is_known =
        inequality::is_proved(&ahead, Comparison::GreaterEqual, given.under, &budget.poly);
    if !is_known || is_undeclared(symbol, given.under) {
        let known = Predicate::Compare(
            Expr::symbol(symbol.clone()),
            Comparison::GreaterEqual,
            first.clone(),
        );
        conditions.insert(0, Condition::If(known));
    }
    let mut once: Vec<Condition> = Vec::new();
    for condition in conditions {
        if !once.contains(&condition) {
            once.push(condition);
        }
    }
    Some(Verdict::Holds {
        by: Method::Induction {
            symbol: symbol.clone(),
            from: first,
        },
        conditions: once,
    })
}

/// The greatest of several first values, all of them numbers or all the same.
fn latest(values: &[Expr]) -> Option<Expr> {
    let first = values.first()?;
    if values.iter().all(|value| value == first) {
        return Some(first.clone());
    }
    let numbers = values.iter().map(Expr::as_number);
    let numbers = numbers.collect::<Option<Vec<Rational>>>()?;
    numbers.into_iter().max().map(|most| Expr::number(&most))
}

/// The assumptions with a symbol that is an integer from a first value on.
pub(super) fn from(under: &Assumptions, symbol: &Symbol, first: &Expr) -> Assumptions {
    let mut under = under.clone();
    let min = first.as_number();
    if min.is_none() {
        under.conditions.push(Predicate::Compare(
            Expr::symbol(symbol.clone()),
            Comparison::GreaterEqual,
            first.clone(),
        ));
    }
    under
        .domains
        .insert(symbol.clone(), Domain::Integer { min, max: None });
    under
}

/// The conditions under which a claim holds at one value of a symbol; `None` where it is not proved.
fn at(claim: &Claim<'_>, symbol: &Symbol, value: &Expr, budget: &Budget) -> Option<Vec<Condition>> {
    let (lhs, rhs) = (
        put(claim.lhs, symbol, value)?,
        put(claim.rhs, symbol, value)?,
    );
    proved(&lhs, &rhs, claim.under, budget)
}

fn proved(lhs: &Expr, rhs: &Expr, under: &Assumptions, budget: &Budget) -> Option<Vec<Condition>> {
    let claim = Claim {
        lhs,
        relation: Relation::Equal,
        rhs,
        under,
    };
    match equal(&claim, budget) {
        Verdict::Holds { conditions, .. } => Some(conditions),
        _ => None,
    }
}

/// The conditions under which the claim goes from a value to the next. Those that speak of the
/// symbol would have to hold for every value, so there may be none.
fn step(
    claim: &Claim<'_>,
    symbol: &Symbol,
    moving: &[Moving],
    budget: &Budget,
) -> Option<Vec<Condition>> {
    let conditions = if moving.iter().any(|one| one.is_mixed) {
        let [one] = moving else { return None };
        mixed_step(claim, symbol, one, budget)?
    } else {
        let value = hypothesis(claim, moving, budget)?;
        let (name, value) = value;
        let next = |side: &Expr| put(&named_next(side, moving, symbol)?, &name, &value);
        proved(&next(claim.lhs)?, &next(claim.rhs)?, claim.under, budget)?
    };
    let speaks = |condition: &Condition| match condition {
        Condition::Except(known) | Condition::If(known) => {
            let mut operands = known.operands().into_iter();
            operands.any(|part| speaks_of(part, symbol, claim.under))
        }
        Condition::PositiveIntegers(symbols) => symbols.contains(symbol),
    };
    (!conditions.iter().any(speaks)).then_some(conditions)
}

/// The first of the moving sums by what the claim says it is.
fn hypothesis(claim: &Claim<'_>, moving: &[Moving], budget: &Budget) -> Option<(Symbol, Expr)> {
    let first = moving.first()?;
    let (lhs, rhs) = (named(claim.lhs, moving), named(claim.rhs, moving));
    let own = Expr::symbol(first.name.clone());
    for (side, other) in [(&lhs, &rhs), (&rhs, &lhs)] {
        if *side == own && !other.mentions(&first.name) {
            return Some((first.name.clone(), other.clone()));
        }
    }
    let form = poly::difference(&lhs, &rhs, claim.under, &budget.poly).ok()?;
    let (slope, rest) = linear(&form, &own)?;
    let value = Expr::negative(Expr::quotient(rest, Expr::number(&slope)));
    Some((first.name.clone(), value))
}

/// A form as a number times a symbol and the rest without it.
fn linear(form: &NormalForm, own: &Expr) -> Option<(Rational, Expr)> {
    let name = own.as_symbol()?;
    if form
        .denominator_terms()
        .iter()
        .any(|t| t.to_expr().mentions(name))
        || !form.is_polynomial()
    {
        return None;
    }
    let mut slope = Rational::ZERO;
    let mut rest = Vec::new();
    for term in form.terms() {
        match term.powers.as_slice() {
            [(base, 1)] if base == own => slope += &term.coefficient,
            powers if powers.iter().any(|(base, _)| base.mentions(name)) => return None,
            _ => rest.push(term.to_expr()),
        }
    }
    (!slope.is_zero()).then(|| (slope, Expr::sum(rest)))
}

/// A sum whose elements change with the symbol too: that its quotient by what it is said to be does
/// not change (H. Wilf, D. Zeilberger). The sum of the changes has a closed form.
fn mixed_step(
    claim: &Claim<'_>,
    symbol: &Symbol,
    one: &Moving,
    budget: &Budget,
) -> Option<Vec<Condition>> {
    let said = match () {
        () if *claim.lhs == one.written => claim.rhs,
        () if *claim.rhs == one.written => claim.lhs,
        () => return None,
    };
    if one.operator.kind != BigOperatorKind::Sum || has_big_operator(said) {
        return None;
    }
    if !is_never_zero(said, claim.under, budget) {
        return None;
    }
    let next_body = advanced(&one.operator.body, symbol)?;
    let next_said = advanced(said, symbol)?;
    let change = Expr::difference(
        Expr::quotient(next_body.clone(), next_said.clone()),
        Expr::quotient(one.operator.body.clone(), said.clone()),
    );
    let range = Range::Interval(one.low.clone(), one.high.clone());
    let changes = Expr::big_operator(
        BigOperatorKind::Sum,
        one.operator.index.clone(),
        range,
        change,
    );
    let added = one.added_to(&next_body)?;
    let added = added
        .into_iter()
        .map(|element| Expr::quotient(element, next_said.clone()));
    let whole = Expr::sum(std::iter::once(changes).chain(added));
    proved(&whole, &Expr::zero(), claim.under, budget)
}

/// Whether an expression cannot be 0, as its factors show.
fn is_never_zero(expr: &Expr, under: &Assumptions, budget: &Budget) -> bool {
    let shown = |expr: &Expr, comparison| inequality::is_shown(expr, comparison, under, budget);
    let is_factor = match expr.kind() {
        ExprKind::Product(factors) => factors
            .iter()
            .all(|factor| is_never_zero(factor, under, budget)),
        ExprKind::Quotient(above, _) => is_never_zero(above, under, budget),
        ExprKind::Neg(inner) | ExprKind::Power(inner, _) => is_never_zero(inner, under, budget),
        ExprKind::Call(Function::Binom, parts) => match parts.as_slice() {
            [n, k] => {
                let rest = Expr::difference(n.clone(), k.clone());
                shown(k, Comparison::GreaterEqual) && shown(&rest, Comparison::GreaterEqual)
            }
            _ => false,
        },
        _ => false,
    };
    is_factor
        || shown(expr, Comparison::Greater)
        || shown(&Expr::negative(expr.clone()), Comparison::Greater)
}
