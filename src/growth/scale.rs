//! Which quantities grow without bound.

use std::collections::BTreeSet;

use super::exponential::{Exponential, growing_exponentials};
use super::linear::{Effort, System};
use super::measure::Measure;
use super::sign::is_declared_above_one;
use super::{Coordinate, Exponents, GrowingMonomial, GrowthError};
use crate::expr::{
    Assumptions, Comparison, Domain, Expr, ExprKind, GrowthRelation, GrowthSign, Predicate, Symbol,
    deep,
};
use crate::number::Rational;
use crate::poly::Budget;

/// The symbols that grow and the declared relations between them, as exponents.
#[derive(Clone, Debug, Default)]
pub struct Scale {
    /// The symbols that grow without bound, in the order given, those that joined last.
    pub large: Vec<Symbol>,
    /// The symbols that grow only because a relation says so, with the relation's index.
    pub joined: Vec<(Symbol, usize)>,
    /// Left over right side of each declared relation.
    pub(super) ratios: Vec<(GrowthSign, Exponents)>,
}

impl Scale {
    /// The scale for an expression with these indeterminates in its normal form. Where no symbol is said to be large, all
    /// symbols of the expression are, but for those that stand only in conditions or have no
    /// unbounded numbers for values.
    ///
    /// # Errors
    /// Relations that contradict each other, that are not between products of powers, or whose
    /// larger side cannot grow.
    pub fn new(
        expr: &Expr,
        indeterminates: &[Expr],
        assumptions: &Assumptions,
        budget: &Budget,
    ) -> Result<Self, GrowthError> {
        let mut large = assumptions.large.clone();
        if large.is_empty() {
            large = default_large(expr, indeterminates, assumptions);
        }
        let mut scale = Self {
            large,
            ..Self::default()
        };
        scale.join(&assumptions.growth);
        for (index, relation) in assumptions.growth.iter().enumerate() {
            let exponents = scale.ratio(index, relation, assumptions, budget)?;
            scale.ratios.push((relation.sign, exponents));
        }
        scale.check_consistent()?;
        Ok(scale)
    }

    /// Adds the symbols that grow because a relation says so.
    fn join(&mut self, relations: &[GrowthRelation]) {
        loop {
            let before = self.large.len();
            for (index, relation) in relations.iter().enumerate() {
                let candidates = match relation.sign {
                    GrowthSign::MuchGreater => vec![&relation.left],
                    GrowthSign::SameOrder => self.bound_to_grow(relation),
                };
                for symbol in candidates.into_iter().filter_map(Expr::as_symbol) {
                    if !self.large.contains(symbol) {
                        self.large.push(symbol.clone());
                        self.joined.push((symbol.clone(), index));
                    }
                }
            }
            if self.large.len() == before {
                return;
            }
        }
    }

    /// The side of `≍` whose other side is a growing symbol.
    fn bound_to_grow<'a>(&self, relation: &'a GrowthRelation) -> Vec<&'a Expr> {
        let grows = |side: &Expr| side.as_symbol().is_some_and(|s| self.large.contains(s));
        match (grows(&relation.left), grows(&relation.right)) {
            (true, false) => vec![&relation.right],
            (false, true) => vec![&relation.left],
            _ => Vec::new(),
        }
    }

    fn ratio(
        &self,
        index: usize,
        relation: &GrowthRelation,
        assumptions: &Assumptions,
        budget: &Budget,
    ) -> Result<Exponents, GrowthError> {
        let large: BTreeSet<Symbol> = self.large.iter().cloned().collect();
        let symbols = relation.left.free_symbols();
        if relation.sign == GrowthSign::MuchGreater && symbols.is_disjoint(&large) {
            return Err(GrowthError::NothingLarge {
                relation: index,
                candidates: symbols.into_iter().collect(),
            });
        }
        let measure = Measure {
            large: &large,
            assumptions,
            budget,
            remainders: true,
        };
        let exponents = |side: &Expr| {
            measure
                .leading(side)
                .ok_or_else(|| GrowthError::NotAMonomial {
                    relation: index,
                    side: side.clone(),
                })
        };
        Ok(exponents(&relation.left)?.minus(&exponents(&relation.right)?))
    }

    /// What grows without bound: the large symbols, logarithms of what occurs, and, where
    /// relations may be used, their ratios.
    pub(super) fn growing<'a>(
        &self,
        occurring: impl IntoIterator<Item = &'a Exponents>,
        with_relations: bool,
    ) -> Vec<(GrowingMonomial, Exponents)> {
        let symbols = self.large.iter().map(|symbol| {
            let exponents = Exponents::of(Coordinate::Symbol(symbol.clone()));
            (GrowingMonomial::Symbol(symbol.clone()), exponents)
        });
        let mut growing: Vec<_> = symbols.collect();
        let occurring: Vec<&Exponents> = occurring.into_iter().collect();
        let exponentials: BTreeSet<&Exponential> = occurring
            .iter()
            .flat_map(|exponents| exponents.iter())
            .filter_map(|(coordinate, _)| match coordinate {
                Coordinate::Exponential(found) => Some(found),
                _ => None,
            })
            .collect();
        let exponentials: Vec<&Exponential> = exponentials.into_iter().collect();
        for monomial in growing_exponentials(&exponentials) {
            growing.extend(self.exponents_of(&monomial).map(|found| (monomial, found)));
        }
        let mut logarithms: BTreeSet<&Exponents> = BTreeSet::new();
        let mut around: Vec<&Exponents> = occurring;
        while let Some(exponents) = around.pop() {
            for (coordinate, _) in exponents.iter() {
                if let Coordinate::Logarithm(argument) = coordinate
                    && logarithms.insert(argument)
                {
                    around.push(argument);
                }
            }
        }
        for argument in logarithms {
            growing.extend(logarithm_monomials(argument));
        }
        if with_relations {
            for (index, (sign, exponents)) in self.ratios.iter().enumerate() {
                if *sign == GrowthSign::MuchGreater {
                    growing.push((GrowingMonomial::Relation(index), exponents.clone()));
                }
            }
        }
        growing
    }

    /// The exponents of a growing monomial; `None` for a relation that is not a declared `≫`.
    pub fn exponents_of(&self, monomial: &GrowingMonomial) -> Option<Exponents> {
        Some(match monomial {
            GrowingMonomial::Symbol(symbol) => Exponents::of(Coordinate::Symbol(symbol.clone())),
            GrowingMonomial::Logarithm(argument) => {
                Exponents::of(Coordinate::Logarithm(argument.clone()))
            }
            GrowingMonomial::PowerOverLogarithm { argument, power } => {
                let logarithm = Exponents::of(Coordinate::Logarithm(argument.clone()));
                argument.times(power).minus(&logarithm)
            }
            GrowingMonomial::Exponential(found) => {
                Exponents::of(Coordinate::Exponential(found.clone()))
            }
            GrowingMonomial::ExponentialOverPower { upper, power } => {
                let own = Exponents::of(Coordinate::Exponential(upper.clone()));
                own.minus(&upper.argument.times(power))
            }
            GrowingMonomial::ExponentialOverExponential {
                upper,
                lower,
                power,
            } => {
                let other = Exponents::of(Coordinate::Exponential(lower.clone()));
                let own = Exponents::of(Coordinate::Exponential(upper.clone()));
                own.minus(&other.times(power))
            }
            GrowingMonomial::Relation(index) => match self.ratios.get(*index)? {
                (GrowthSign::MuchGreater, ratio) => ratio.clone(),
                (GrowthSign::SameOrder, _) => return None,
            },
        })
    }

    /// Left over right side of a declared relation.
    pub fn ratio_of(&self, relation: usize) -> Option<&Exponents> {
        self.ratios.get(relation).map(|(_, ratio)| ratio)
    }

    /// The ratios that stay between two positive constants, by the relation's index.
    pub(super) fn bounded(&self) -> Vec<(usize, Exponents)> {
        let bounded = self.ratios.iter().enumerate();
        bounded
            .filter(|(_, (sign, _))| *sign == GrowthSign::SameOrder)
            .map(|(index, (_, exponents))| (index, exponents.clone()))
            .collect()
    }

    /// Growth is possible unless a product of growing monomials is a constant.
    fn check_consistent(&self) -> Result<(), GrowthError> {
        let growing = self.growing([], true);
        let bounded = self.bounded();
        let columns: Vec<&Exponents> = growing
            .iter()
            .map(|(_, exponents)| exponents)
            .chain(bounded.iter().map(|(_, exponents)| exponents))
            .collect();
        let solution = solve_balance(&columns, growing.len())?;
        let Some(solution) = solution else {
            return Ok(());
        };
        let involved = growing.iter().zip(&solution);
        let relations = involved.filter_map(|((monomial, _), amount)| match monomial {
            GrowingMonomial::Relation(index) if amount.is_positive() => Some(*index),
            _ => None,
        });
        let mut relations: Vec<usize> = relations.collect();
        relations.extend(bounded.iter().map(|(index, _)| *index));
        Err(GrowthError::Contradiction(relations))
    }
}

/// The most cells of the table of declared relations that are worked on.
const MAX_CELLS: usize = 4_000_000;

/// How much of each column makes 0, where the first `growing` columns are used, 1 in all, and
/// the others with either sign.
fn solve_balance(
    columns: &[&Exponents],
    growing: usize,
) -> Result<Option<Vec<Rational>>, GrowthError> {
    let free = columns.len() - growing;
    let mut system = System::new(columns.len() + free);
    let coordinates: BTreeSet<&Coordinate> = columns
        .iter()
        .flat_map(|c| c.iter())
        .map(|(c, _)| c)
        .collect();
    for coordinate in coordinates {
        let row: Vec<Rational> = columns.iter().map(|c| c.get(coordinate)).collect();
        let negated: Vec<Rational> = row.iter().skip(growing).map(|c| -c).collect();
        system.equation(row.into_iter().chain(negated), &Rational::ZERO);
    }
    system.equation((0..growing).map(|_| Rational::ONE), &Rational::ONE);
    system
        .solve(&Effort::new(MAX_CELLS))
        .map_err(|_| GrowthError::Limit("pivots of a linear program"))
}

/// The power of an argument that is set against its logarithm in a search.
const SMALL_POWER: i64 = 64;

fn logarithm_monomials(argument: &Exponents) -> Vec<(GrowingMonomial, Exponents)> {
    let logarithm = Exponents::of(Coordinate::Logarithm(argument.clone()));
    let power = Rational::from(SMALL_POWER).recip().unwrap_or(Rational::ONE);
    let over = argument.times(&power).minus(&logarithm);
    vec![
        (GrowingMonomial::Logarithm(argument.clone()), logarithm),
        (
            GrowingMonomial::PowerOverLogarithm {
                argument: argument.clone(),
                power,
            },
            over,
        ),
    ]
}

/// The symbols that grow where none is named.
fn default_large(expr: &Expr, indeterminates: &[Expr], assumptions: &Assumptions) -> Vec<Symbol> {
    let mut present = Vec::new();
    for part in indeterminates {
        collect_numeric(part, &mut present);
    }
    let mut found = Vec::new();
    collect_numeric(expr, &mut found);
    found.retain(|symbol| present.contains(symbol));
    present.retain(|symbol| !found.contains(symbol));
    found.append(&mut present);
    let fixed = assumptions.fixed();
    found.retain(|symbol| {
        let is_base = || is_declared_above_one(&Expr::symbol(symbol.clone()), assumptions);
        fixed.get(symbol).is_none()
            && !(stands_as_base(expr, symbol) && is_base())
            && !assumptions
                .conditions
                .iter()
                .any(|known| bounds(known, symbol))
            && match assumptions.domains.get(symbol) {
                None => true,
                Some(Domain::Integer { max, .. }) => max.is_none(),
                Some(Domain::Real { max, .. }) => max.is_none(),
                Some(_) => false,
            }
    });
    found
}

/// The symbols that are taken as constants, where none is said to be large: bases of powers that are assumed to be
/// above 1, such as the a of aⁿ.
pub fn steady_bases(expr: &Expr, assumptions: &Assumptions) -> Vec<Symbol> {
    let is_steady = |symbol: &Symbol| {
        stands_as_base(expr, symbol)
            && is_declared_above_one(&Expr::symbol(symbol.clone()), assumptions)
    };
    let mut found = expr.symbols_in_order();
    found.retain(|symbol| assumptions.large.is_empty() && is_steady(symbol));
    found
}

/// Whether some symbol is assumed to be above 1 and stands in a base, but elsewhere as well: of a part of the
/// expression it may be taken as a constant, and it grows in the whole.
pub fn has_unsettled_base(expr: &Expr, assumptions: &Assumptions) -> bool {
    let is_unsettled = |symbol: &Symbol| {
        !stands_as_base(expr, symbol)
            && is_somewhere_base(expr, symbol)
            && is_declared_above_one(&Expr::symbol(symbol.clone()), assumptions)
    };
    assumptions.large.is_empty() && expr.symbols_in_order().iter().any(is_unsettled)
}

fn is_somewhere_base(expr: &Expr, symbol: &Symbol) -> bool {
    deep(|| {
        let is_here = matches!(expr.kind(), ExprKind::Power(base, exponent)
            if base.as_symbol() == Some(symbol) && !exponent.free_symbols().is_empty());
        let mut parts = expr.children().into_iter();
        is_here || parts.any(|part| is_somewhere_base(part, symbol))
    })
}

/// Whether a symbol stands in nothing but the bases of powers with other symbols in their exponents: the a of aⁿ.
fn stands_as_base(expr: &Expr, symbol: &Symbol) -> bool {
    if let ExprKind::Power(base, exponent) = expr.kind()
        && base.as_symbol() == Some(symbol)
    {
        return !exponent.mentions(symbol) && !exponent.free_symbols().is_empty();
    }
    expr.as_symbol() != Some(symbol)
        && deep(|| {
            expr.children()
                .into_iter()
                .all(|part| stands_as_base(part, symbol))
        })
}

/// Whether a condition says that a symbol is at most a number.
fn bounds(known: &Predicate, symbol: &Symbol) -> bool {
    match known {
        Predicate::Compare(a, comparison, b) => {
            let (name, comparison, end) = match b.as_symbol() {
                Some(name) => (Some(name), comparison.mirrored(), a),
                None => (a.as_symbol(), *comparison, b),
            };
            name == Some(symbol)
                && end.free_symbols().is_empty()
                && matches!(comparison, Comparison::Less | Comparison::LessEqual)
        }
        Predicate::And(parts) => parts.iter().any(|part| bounds(part, symbol)),
        _ => false,
    }
}

/// Free symbols in reading order, those in conditions left out.
fn collect_numeric(expr: &Expr, found: &mut Vec<Symbol>) {
    deep(|| match expr.kind() {
        ExprKind::Symbol(symbol) if !found.contains(symbol) => found.push(symbol.clone()),
        ExprKind::Bracket(_) => {}
        ExprKind::Conditional(conditional) => {
            collect_numeric(&conditional.then, found);
            collect_numeric(&conditional.otherwise, found);
        }
        ExprKind::BigOperator(operator) => {
            let free = expr.free_symbols();
            let mut inner = Vec::new();
            expr.children()
                .iter()
                .for_each(|c| collect_numeric(c, &mut inner));
            let is_index = |s: &Symbol| s == &operator.index && !free.contains(s);
            inner.retain(|symbol| !is_index(symbol) && !found.contains(symbol));
            found.append(&mut inner);
        }
        _ => expr
            .children()
            .iter()
            .for_each(|c| collect_numeric(c, found)),
    });
}
