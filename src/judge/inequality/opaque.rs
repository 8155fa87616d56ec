//! Parts that are no polynomials, written as something simpler plus what lies between: a rounding
//! up is its argument plus a number from 0 to 1.

use std::collections::{BTreeMap, BTreeSet};

use super::super::positive::{Proved, sign};
use super::super::symbols::taken;
use crate::expr::{Assumptions, Bindings, Bound, Domain, Expr, ExprKind, Function, Symbol, deep};
use crate::number::{Integer, Rational};
use crate::poly;

/// An expression with its roundings, roots and extremes replaced.
pub(super) struct Opened {
    pub(super) expr: Expr,
    pub(super) under: Assumptions,
    /// The parts and what stands for them.
    pub(super) told: Vec<(Expr, Expr)>,
}

/// The most ways of replacing parts that are tried.
const MAX_WAYS: usize = 24;

/// Of more parts each is replaced in the same way first: not even one of every two could be told apart from the
/// others in so many ways.
const FEW_PARTS: usize = 5;

/// The ways of one expression have so many parts together.
const MOST_PARTS: u64 = 6_000;

/// Above the greatest ln(x)/x, which is 1/e < 1/2.7.
const STEEPEST_LN: (i64, i64) = (10, 27);

/// Above the greatest log2(x)/x, which is 1/(e·ln 2) < 1/(2.7 · 0.69).
const STEEPEST_LOG2: (i64, i64) = (27, 50);

/// Above the greatest log10(x)/x, which is 1/(e·ln 10) < 1/(2.7 · 2.3).
const STEEPEST_LOG10: (i64, i64) = (17, 100);

/// Below 1/ln 2 and 1/ln 10.
const LEAST_LOG2: (i64, i64) = (36, 25);
const LEAST_LOG10: (i64, i64) = (43, 100);

/// All ways in which parts can be replaced, at least one.
pub(super) fn ways(expr: &Expr, under: &Assumptions, budget: &poly::Budget) -> Vec<Opened> {
    let mut ways = Vec::new();
    let mut choices: Vec<usize> = Vec::new();
    let mut logarithms = Vec::new();
    collect_logarithms(expr, &mut logarithms);
    let taken = taken([expr], under);
    let most = usize::try_from(MOST_PARTS / expr.size().max(1)).unwrap_or(MAX_WAYS);
    let most = most.clamp(FEW_PARTS, MAX_WAYS);
    let replaced = |choices: &[usize], ways: &mut Vec<Opened>| {
        let mut work = Replacing {
            under: under.clone(),
            given: under,
            budget,
            choices,
            has_one_logarithm: logarithms.len() == 1,
            taken: &taken,
            options: Vec::new(),
            known: BTreeMap::new(),
            told: Vec::new(),
            made: 0,
        };
        let replaced = work.replace(expr);
        let (replaced, under) = (work.without_roots(replaced), work.under);
        ways.push(Opened {
            expr: replaced,
            under,
            told: work.told,
        });
        work.options
    };
    let mut options = replaced(&choices, &mut ways);
    if options.len() > FEW_PARTS {
        for chosen in 1..options.iter().copied().max().unwrap_or(0) {
            let alike: Vec<usize> = options
                .iter()
                .map(|most| chosen.min(most.saturating_sub(1)))
                .collect();
            replaced(&alike, &mut ways);
        }
    }
    while ways.len() < most {
        // The next choice, the last part first.
        choices.resize(options.len(), 0);
        let next = choices
            .iter()
            .zip(&options)
            .rposition(|(choice, most)| choice + 1 < *most);
        let Some(next) = next else {
            break;
        };
        choices.truncate(next + 1);
        if let Some(choice) = choices.last_mut() {
            *choice += 1;
        }
        options = replaced(&choices, &mut ways);
    }
    ways
}

struct Replacing<'a> {
    under: Assumptions,
    given: &'a Assumptions,
    budget: &'a poly::Budget,
    choices: &'a [usize],
    /// Whether there are few enough ways to try more bounds of each logarithm.
    has_one_logarithm: bool,
    /// Names that stand for something else.
    taken: &'a BTreeSet<Symbol>,
    /// How many ways there are for each part met.
    options: Vec<usize>,
    known: BTreeMap<Expr, Expr>,
    told: Vec<(Expr, Expr)>,
    made: usize,
}

/// The ends of a range for something between.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// From 0, below 1.
    ZeroAndOne,
    /// From 0 on.
    ZeroAndMore,
    /// Above 0.
    Positive,
}

impl Replacing<'_> {
    fn replace(&mut self, expr: &Expr) -> Expr {
        deep(|| match expr.kind() {
            ExprKind::Call(function, arguments) => self.call(expr, function, arguments),
            ExprKind::BigOperator(_) | ExprKind::Conditional(_) | ExprKind::Bracket(_) => {
                expr.clone()
            }
            _ => expr.map_children(|child| self.replace(child)),
        })
    }

    fn call(&mut self, expr: &Expr, function: &Function, arguments: &[Expr]) -> Expr {
        if let Some(known) = self.known.get(expr) {
            return known.clone();
        }
        let inner: Vec<Expr> = arguments.iter().map(|part| self.replace(part)).collect();
        let replaced = self.written(function, arguments, &inner);
        let replaced = match replaced {
            Some(replaced) => {
                self.told.push((expr.clone(), replaced.clone()));
                replaced
            }
            None => Expr::call(function.clone(), inner),
        };
        self.known.insert(expr.clone(), replaced.clone());
        replaced
    }

    fn written(&mut self, function: &Function, old: &[Expr], new: &[Expr]) -> Option<Expr> {
        Some(match (function, new) {
            (Function::Floor, [x]) => {
                Expr::difference(x.clone(), self.between(Between::ZeroAndOne))
            }
            (Function::Ceil, [x]) => Expr::sum([x.clone(), self.between(Between::ZeroAndOne)]),
            (Function::FloorDiv, [x, y]) if self.is_positive(old.get(1)?) => Expr::difference(
                Expr::quotient(x.clone(), y.clone()),
                self.between(Between::ZeroAndOne),
            ),
            (Function::RoundUp, [x, m]) if self.is_positive(old.get(1)?) => {
                let share = self.between(Between::ZeroAndOne);
                Expr::sum([x.clone(), Expr::product([m.clone(), share])])
            }
            (Function::Mod, [_, m]) if self.is_positive(old.get(1)?) => {
                let share = self.between(Between::ZeroAndOne);
                Expr::product([m.clone(), share])
            }
            // Of natural numbers, which alone have one.
            (Function::Factorial, [_]) => {
                Expr::sum([Expr::one(), self.between(Between::ZeroAndMore)])
            }
            (Function::Abs, [x]) => {
                let more = self.between(Between::ZeroAndMore);
                match self.choose(3) {
                    0 => Expr::sum([x.clone(), more]),
                    1 => Expr::sum([Expr::negative(x.clone()), more]),
                    _ => more,
                }
            }
            (Function::Max, parts) => {
                let part = self.one_or_mean(parts)?;
                Expr::sum([part, self.between(Between::ZeroAndMore)])
            }
            (Function::Min, parts) => {
                let part = self.one_or_mean(parts)?;
                Expr::difference(part, self.between(Between::ZeroAndMore))
            }
            (Function::Exp, [x]) => match self.choose(2) {
                0 => Expr::sum([Expr::one(), x.clone(), self.between(Between::ZeroAndMore)]),
                _ => self.between(Between::Positive),
            },
            (Function::Ln, [x]) if self.is_positive(old.first()?) => {
                let flatter = if self.has_one_logarithm { 2 } else { 0 };
                match self.choose(2 + flatter) {
                    0 => Expr::difference(
                        Expr::difference(x.clone(), Expr::one()),
                        self.between(Between::ZeroAndMore),
                    ),
                    // ln x = −ln(1/x) ≥ 1 − 1/x
                    1 => Expr::sum([
                        Expr::difference(Expr::one(), Expr::quotient(Expr::one(), x.clone())),
                        self.between(Between::ZeroAndMore),
                    ]),
                    chosen => self.below_share(x, STEEPEST_LN, chosen == 3)?,
                }
            }
            (Function::Log2 | Function::Log10, [x])
                if self.has_one_logarithm && self.is_positive(old.first()?) =>
            {
                let (steepest, share) = if *function == Function::Log2 {
                    (STEEPEST_LOG2, LEAST_LOG2)
                } else {
                    (STEEPEST_LOG10, LEAST_LOG10)
                };
                let is_from_one = self.is_from_one(old.first()?);
                match self.choose(2 + usize::from(is_from_one)) {
                    // ln x ≥ 1 − 1/x, which is not negative here.
                    2 => {
                        let least = Rational::new(share.0.into(), share.1.into())?;
                        let rest = Expr::quotient(Expr::one(), x.clone());
                        let tangent = Expr::difference(Expr::one(), rest);
                        let tangent = Expr::product([Expr::number(&least), tangent]);
                        Expr::sum([tangent, self.between(Between::ZeroAndMore)])
                    }
                    chosen => self.below_share(x, steepest, chosen == 1)?,
                }
            }
            _ => return None,
        })
    }

    /// A logarithm as a share of its argument, or twice that share of its root, less what is not negative:
    /// log x = 2 log √x.
    fn below_share(&mut self, x: &Expr, share: (i64, i64), of_root: bool) -> Option<Expr> {
        let share = Rational::new(share.0.into(), share.1.into())?;
        let above = if of_root {
            let root = Expr::call(Function::Sqrt, [x.clone()]);
            Expr::product([Expr::number(&(share * Rational::from(2))), root])
        } else {
            Expr::product([Expr::number(&share), x.clone()])
        };
        Some(Expr::difference(above, self.between(Between::ZeroAndMore)))
    }

    /// One of several parts, or their mean: none is above the greatest or below the least.
    fn one_or_mean(&mut self, parts: &[Expr]) -> Option<Expr> {
        let chosen = self.choose(parts.len() + 1);
        if let Some(part) = parts.get(chosen) {
            return Some(part.clone());
        }
        let count = Integer::from(parts.len());
        let sum = Expr::sum(parts.iter().cloned());
        (!parts.is_empty()).then(|| Expr::quotient(sum, Expr::integer(count)))
    }

    fn is_positive(&self, expr: &Expr) -> bool {
        sign(expr, self.given, self.budget) == Proved::Positive
    }

    fn is_from_one(&self, expr: &Expr) -> bool {
        let above_one = Expr::difference(expr.clone(), Expr::one());
        sign(&above_one, self.given, self.budget) >= Proved::NonNegative
    }

    /// The way chosen for the next part, of so many.
    fn choose(&mut self, count: usize) -> usize {
        let at = self.options.len();
        self.options.push(count);
        self.choices.get(at).copied().unwrap_or(0)
    }

    /// A new symbol in a range.
    fn between(&mut self, range: Between) -> Expr {
        let symbol = loop {
            self.made += 1;
            let candidate = Symbol::new(&format!("t_{}'", self.made));
            if !self.taken.contains(&candidate) {
                break candidate;
            }
        };
        let end = |value: i64, strict| {
            Some(Bound {
                value: Rational::from(value),
                strict,
            })
        };
        let domain = Domain::Real {
            min: end(0, range == Between::Positive),
            max: if range == Between::ZeroAndOne {
                end(1, true)
            } else {
                None
            },
        };
        self.under.domains.insert(symbol.clone(), domain);
        Expr::symbol(symbol)
    }

    /// Symbols under roots become powers, so that the roots vanish.
    fn without_roots(&mut self, expr: Expr) -> Expr {
        let (mut found, mut degree) = (Vec::new(), Integer::ONE);
        under_roots(&expr, &mut found, &mut degree);
        let Some(degree) = degree.to_i64().filter(|degree| *degree <= MOST_DEGREE) else {
            return expr;
        };
        let mut bindings = Bindings::new();
        for symbol in found {
            let bounds = super::super::bounds::Bounds::of(&symbol, &self.under);
            let Some(low) = bounds.low.filter(|low| !low.value.is_negative()) else {
                continue;
            };
            let root = Symbol::new(&format!("{symbol}_root'"));
            if bounds.high.is_some() || self.taken.contains(&root) {
                continue;
            }
            let is_exact = low.value.exact_root(u32::try_from(degree).unwrap_or(2));
            let min = match is_exact {
                Some(value) => Bound {
                    value,
                    strict: low.strict,
                },
                None => Bound {
                    value: Rational::ZERO,
                    strict: true,
                },
            };
            let domain = Domain::Real {
                min: Some(min),
                max: None,
            };
            self.under.domains.insert(root.clone(), domain);
            let square = Expr::power(Expr::symbol(root), Expr::integer(degree));
            self.told
                .push((Expr::symbol(symbol.clone()), square.clone()));
            bindings.insert(symbol, square);
        }
        bindings.substitute(&expr).unwrap_or(expr)
    }
}

/// The logarithms in an expression, each once.
fn collect_logarithms(expr: &Expr, found: &mut Vec<Expr>) {
    deep(|| {
        if let ExprKind::Call(Function::Ln | Function::Log2 | Function::Log10, _) = expr.kind()
            && !found.contains(expr)
        {
            found.push(expr.clone());
        }
        expr.children()
            .iter()
            .for_each(|part| collect_logarithms(part, found));
    });
}

/// Roots of a higher degree are left alone.
const MOST_DEGREE: i64 = 12;

/// The symbols that stand under roots, and the degree of which all of these are.
fn under_roots(expr: &Expr, found: &mut Vec<Symbol>, degree: &mut Integer) {
    deep(|| {
        let own = match expr.kind() {
            ExprKind::Call(Function::Sqrt, _) => Some(Integer::from(2)),
            ExprKind::Call(Function::Root, arguments) => arguments
                .get(1)
                .and_then(|degree| degree.as_number()?.to_integer())
                .filter(Integer::is_positive),
            _ => None,
        };
        if let (ExprKind::Call(_, arguments), Some(own)) = (expr.kind(), own) {
            *degree = degree.lcm(&own);
            let radicand = arguments.first().into_iter();
            for symbol in radicand.flat_map(Expr::symbols_in_order) {
                if !found.contains(&symbol) {
                    found.push(symbol);
                }
            }
        }
        expr.children()
            .iter()
            .for_each(|part| under_roots(part, found, degree));
    });
}

#[cfg(test)]
mod tests {
    use super::super::super::Condition;
    use super::super::super::asked::{under, verdict};
    use super::*;
    use crate::expr::{Comparison, Predicate};

    /// ln(x)/x is greatest at e, where it is 1/e = 0.3679; log2(x)/x is 0.5308 there, log10(x)/x 0.1598;
    /// ln(x)/√x is greatest at e², where it is 2/e = 0.7358.
    #[test]
    fn logarithms_beside_their_arguments() {
        for claim in [
            "ln(x) < x/2",
            "ln(x) < 3/8*x",
            "log2(x) < x",
            "log2(x) < 11/20*x",
            "log10(x) < 0.18*x",
            "ln(x) < sqrt(x)",
            "log10(x) < sqrt(x)",
            "x*log2(x) < x^2",
        ] {
            let found = verdict(claim, &under(&["x > 0"]));
            assert!(found.holds(), "{claim}: {found:?}");
            assert!(found.conditions().is_empty(), "{claim}: {found:?}");
        }
        for claim in ["log2(x) >= 0", "log10(x) >= 0", "log2(x) >= 1 - 1/x"] {
            assert!(verdict(claim, &under(&["x >= 1"])).holds(), "{claim}");
        }
    }

    /// At e, e² and near them the bounds are 1/e, 2/e, …: nothing smaller is proved; below 1 logarithms are negative.
    #[test]
    fn no_logarithm_is_bounded_by_less() {
        for claim in [
            "ln(x) < 9/25*x",
            "log2(x) < 53/100*x",
            "log10(x) < 79/500*x",
            "ln(x) < 11/15*sqrt(x)",
            "log2(x) < sqrt(x)",
            "log2(x) >= 0",
            "log2(x) >= 3/2*(1 - 1/x)",
        ] {
            assert!(!verdict(claim, &under(&["x > 0"])).holds(), "{claim}");
        }
    }

    /// log₂ x < x and ln x < √x wherever there is a logarithm; log₂(1/2) = −1, and n counts.
    #[test]
    fn of_undeclared_symbols() {
        let n = Symbol::new("n");
        let zero = Expr::zero();
        let above = Predicate::Compare(Expr::symbol(n.clone()), Comparison::Greater, zero);
        let above = Condition::If(above);
        let whole = Condition::PositiveIntegers(vec![n]);
        for (claim, condition) in [
            ("log2(n) < n", &above),
            ("ln(n) < sqrt(n)", &above),
            ("log2(n) >= 0", &whole),
        ] {
            let found = verdict(claim, &under(&[]));
            assert_eq!(
                found.conditions(),
                std::slice::from_ref(condition),
                "{claim}"
            );
        }
    }
}
