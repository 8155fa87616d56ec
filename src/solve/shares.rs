//! A sum as powers of its unknown beside functions of it, so that it can be divided by one of them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::pieces;
use crate::expr::{Expr, ExprKind, Function, Symbol};
use crate::number::Rational;
use crate::poly::{RealPolynomial, Term};

/// Polynomials of a higher degree are not looked at.
const MOST_DEGREE: i64 = 400;

/// Functions of the unknown with their powers: `exp(x)`, `ln(x)^2`.
type Functions = Vec<(Expr, i64)>;

/// One term: a coefficient without the unknown, a power of the unknown, functions of it.
#[derive(Clone, Debug)]
struct Share {
    coefficient: Expr,
    power: i64,
    functions: Functions,
}

/// A sum of such terms.
#[derive(Clone, Debug)]
pub(super) struct Shares {
    symbol: Symbol,
    shares: Vec<Share>,
}

/// What a sum is divided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Divisor {
    power: i64,
    functions: Functions,
}

/// Whether a part is a logarithm.
pub(super) fn is_logarithm(part: &Expr) -> bool {
    let is_named =
        |function: &Function| matches!(function, Function::Ln | Function::Log2 | Function::Log10);
    matches!(part.kind(), ExprKind::Call(function, _) if is_named(function))
}

/// Whether a part is positive everywhere: a power of a positive number, or a root of one.
pub(super) fn is_never_zero(part: &Expr) -> bool {
    match part.kind() {
        ExprKind::Call(Function::Sqrt | Function::Root, arguments) => {
            arguments.first().is_some_and(pieces::is_exponential)
        }
        _ => pieces::is_exponential(part),
    }
}

impl Shares {
    /// The terms; `None` where a function of the unknown is neither a power of a positive number nor a logarithm.
    pub(super) fn of(terms: &[Term], symbol: &Symbol) -> Option<Self> {
        let own = Expr::symbol(symbol.clone());
        let mut shares: Vec<Share> = Vec::new();
        for term in terms {
            let (mut power, mut functions) = (0, Functions::new());
            let mut constant = term.clone();
            constant.powers.clear();
            for (base, times) in &term.powers {
                if *base == own {
                    power = *times;
                } else if !base.mentions(symbol) {
                    constant.powers.push((base.clone(), *times));
                } else if is_never_zero(base) || (is_logarithm(base) && *times > 0) {
                    functions.push((base.clone(), *times));
                } else {
                    return None;
                }
            }
            functions.sort();
            let coefficient = constant.to_expr();
            let same = |share: &&mut Share| share.power == power && share.functions == functions;
            match shares.iter_mut().find(same) {
                Some(share) => {
                    share.coefficient = Expr::sum([share.coefficient.clone(), coefficient]);
                }
                None => shares.push(Share {
                    coefficient,
                    power,
                    functions,
                }),
            }
        }
        let symbol = symbol.clone();
        (!shares.is_empty()).then_some(Self { symbol, shares })
    }

    /// Divides by what all terms share and is never 0, and by powers of the unknown; tells which power. `None`
    /// where the unknown is divided by and may be 0.
    pub(super) fn strip(&mut self, may_be_zero: bool) -> Option<i64> {
        let mut least: BTreeMap<Expr, i64> = BTreeMap::new();
        let every = self.shares.iter().flat_map(|share| &share.functions);
        for (base, _) in every.filter(|(base, _)| is_never_zero(base)) {
            let powers = self.shares.iter().map(|share| share.times(base));
            least.insert(base.clone(), powers.min().unwrap_or_default());
        }
        let powers = self.shares.iter().map(|share| share.power);
        let power = powers.min().unwrap_or_default();
        if power < 0 && may_be_zero {
            return None;
        }
        let divisor = Divisor {
            power,
            functions: least.into_iter().collect(),
        };
        for share in &mut self.shares {
            share.divide(&divisor);
        }
        Some(power)
    }

    /// The sum, where the unknown is not in it.
    pub(super) fn constant(&self) -> Option<Expr> {
        let is_free = |share: &Share| share.power == 0 && share.functions.is_empty();
        let sum = || Expr::sum(self.shares.iter().map(|share| share.coefficient.clone()));
        self.shares.iter().all(is_free).then(sum)
    }

    /// A polynomial with numbers for coefficients.
    pub(super) fn polynomial(&self) -> Option<RealPolynomial> {
        let mut coefficients: Vec<Rational> = Vec::new();
        for share in &self.shares {
            let fits = share.functions.is_empty() && (0..=MOST_DEGREE).contains(&share.power);
            let place = usize::try_from(share.power).ok().filter(|_| fits)?;
            if coefficients.len() <= place {
                coefficients.resize(place + 1, Rational::ZERO);
            }
            *coefficients.get_mut(place)? += share.coefficient.as_number()?;
        }
        RealPolynomial::new(&coefficients)
    }

    /// The sign far out, above or below, where one term outgrows all others: by what it grows per unit of the
    /// unknown, relative to itself, which `rate` tells of a function, then by its power.
    pub(super) fn sign_far(
        &self,
        upward: bool,
        rate: impl Fn(&Expr) -> Option<Expr>,
        sign: impl Fn(&Expr) -> Option<i32>,
    ) -> Option<i32> {
        let mut best: Option<(Expr, &Share)> = None;
        for share in &self.shares {
            let mut rates = vec![Expr::zero()];
            for (base, times) in &share.functions {
                rates.push(Expr::product([Expr::integer(*times), rate(base)?]));
            }
            let own = Expr::sum(rates);
            let order = match &best {
                Some((other, leading)) => {
                    match sign(&Expr::difference(own.clone(), other.clone()))? {
                        0 => share.power.cmp(&leading.power),
                        order if upward => order.cmp(&0),
                        order => 0.cmp(&order),
                    }
                }
                None => Ordering::Greater,
            };
            match order {
                Ordering::Greater => best = Some((own, share)),
                Ordering::Equal => return None,
                Ordering::Less => {}
            }
        }
        let (_, leading) = best?;
        let is_turned = !upward && leading.power % 2 != 0;
        let sign = sign(&leading.coefficient).filter(|sign| *sign != 0)?;
        Some(if is_turned { -sign } else { sign })
    }

    /// Whether all terms have the same sign where the unknown is positive, or where it is negative, or both.
    pub(super) fn has_one_sign(
        &self,
        side: Option<bool>,
        sign: impl Fn(&Expr) -> Option<i32>,
    ) -> bool {
        let mut seen = None;
        self.shares.iter().all(|share| {
            let mut functions = share.functions.iter();
            let is_seen = side.is_some() || share.power % 2 == 0;
            is_seen
                && functions.all(|(base, _)| is_never_zero(base))
                && sign(&share.coefficient).is_some_and(|sign| {
                    let is_turned = side == Some(false) && share.power % 2 != 0;
                    let sign = if is_turned { -sign } else { sign };
                    sign != 0 && *seen.get_or_insert(sign) == sign
                })
        })
    }

    /// The sum divided.
    pub(super) fn over(&self, divisor: &Divisor) -> Expr {
        let symbol = Expr::symbol(self.symbol.clone());
        let raised = |base: &Expr, times: i64| Expr::power(base.clone(), Expr::integer(times));
        Expr::sum(self.shares.iter().map(|share| {
            let mut share = share.clone();
            share.divide(divisor);
            let mut factors = vec![share.coefficient.clone()];
            factors.extend((share.power != 0).then(|| raised(&symbol, share.power)));
            let functions = share.functions.iter();
            factors.extend(functions.map(|(base, times)| raised(base, *times)));
            Expr::product(factors)
        }))
    }
}

impl Share {
    fn times(&self, base: &Expr) -> i64 {
        let mut own = self.functions.iter();
        own.find(|(own, _)| own == base)
            .map_or(0, |(_, times)| *times)
    }

    fn divide(&mut self, divisor: &Divisor) {
        self.power = self.power.saturating_sub(divisor.power);
        for (base, times) in &divisor.functions {
            match self.functions.iter_mut().find(|(own, _)| own == base) {
                Some((_, own)) => *own = own.saturating_sub(*times),
                None => self.functions.push((base.clone(), times.saturating_neg())),
            }
        }
        self.functions.retain(|(_, times)| *times != 0);
        self.functions.sort();
    }

    /// How many logarithms are multiplied.
    fn logarithms(&self) -> i64 {
        let functions = self.functions.iter();
        let logarithms = functions.filter(|(base, _)| is_logarithm(base));
        logarithms.map(|(_, times)| times).sum()
    }

    /// The powers of positive numbers, which are never 0.
    fn exponentials(&self) -> Functions {
        let functions = self.functions.iter();
        functions
            .filter(|(base, _)| is_never_zero(base))
            .cloned()
            .collect()
    }
}

/// So many ways to divide are tried.
const MOST_CHOICES: usize = 4;

/// What a sum may be divided by so that its derivative is simpler, the best first: what stands beside the most
/// logarithms, then what has the fewest powers of the unknown beside it.
pub(super) fn divisors(of: &Shares, may_be_zero: bool) -> Vec<Divisor> {
    let mut beside: BTreeMap<Functions, BTreeSet<i64>> = BTreeMap::new();
    for share in &of.shares {
        beside
            .entry(share.exponentials())
            .or_default()
            .insert(share.power);
    }
    let mut found: Vec<Divisor> = Vec::new();
    let most = of
        .shares
        .iter()
        .map(Share::logarithms)
        .max()
        .unwrap_or_default();
    if most > 0 {
        let top: Vec<&Share> = of
            .shares
            .iter()
            .filter(|share| share.logarithms() == most)
            .collect();
        for share in &top {
            let alike = top
                .iter()
                .filter(|other| other.functions == share.functions)
                .count();
            let power = if may_be_zero || alike > 1 {
                0
            } else {
                share.power
            };
            found.push(Divisor {
                power,
                functions: share.exponentials(),
            });
        }
        found.push(Divisor {
            power: 0,
            functions: Functions::new(),
        });
    }
    let mut others: Vec<(i64, Divisor)> = beside
        .into_iter()
        .map(|(functions, powers)| {
            let least = powers.first().copied().unwrap_or_default();
            let highest = powers.last().copied().unwrap_or_default();
            let count = i64::try_from(powers.len()).unwrap_or(i64::MAX);
            let (power, cost) = if may_be_zero {
                (0, highest + 1)
            } else {
                (least, count)
            };
            (cost, Divisor { power, functions })
        })
        .collect();
    others.sort_by_key(|(cost, _)| *cost);
    found.extend(others.into_iter().map(|(_, divisor)| divisor));
    let mut distinct: Vec<Divisor> = Vec::new();
    for divisor in found {
        if distinct.len() < MOST_CHOICES && !distinct.contains(&divisor) {
            distinct.push(divisor);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Assumptions;
    use crate::poly::{Budget, normal_form};
    use crate::syntax::parse_expression;

    fn shares(text: &str) -> Option<Shares> {
        let expr = parse_expression(text).unwrap();
        let form = normal_form(&expr, &Assumptions::none(), &Budget::default()).unwrap();
        Shares::of(&form.terms(), &Symbol::new("x"))
    }

    fn number(expr: &Expr) -> Option<Rational> {
        let form = normal_form(expr, &Assumptions::none(), &Budget::default()).ok()?;
        form.as_number()
    }

    fn sign(expr: &Expr) -> Option<i32> {
        number(expr).map(|value| value.signum())
    }

    /// Per unit of x, exp(x) grows by 1 of itself, and ln(x) by nothing in the end.
    fn rate(part: &Expr) -> Expr {
        Expr::integer(i64::from(!is_logarithm(part)))
    }

    /// (x² − 4)·eˣ is 0 where x² − 4 is; x³ − x is x·(x² − 1).
    #[test]
    fn what_all_terms_share_is_taken_out() {
        for (text, power, roots) in [
            ("x^2*exp(x) - 4*exp(x)", 0, [-2, 2]),
            ("x^3 - x", 1, [-1, 1]),
        ] {
            let mut shares = shares(text).unwrap();
            assert_eq!(shares.strip(true), Some(power), "{text}");
            let polynomial = shares.polynomial().unwrap();
            let found = polynomial.roots().unwrap();
            let found: Vec<Rational> = found.iter().map(|root| root.low().clone()).collect();
            assert_eq!(found, roots.map(Rational::from), "{text}");
        }
        let mut constant = shares("5*exp(x)").unwrap();
        assert_eq!(constant.strip(true), Some(0));
        assert_eq!(number(&constant.constant().unwrap()), Some(5.into()));
        assert!(shares("abs(x) + x").is_none());
    }

    /// eˣ outgrows x⁵ above, and is nothing beside it below, where −x⁵ is positive.
    #[test]
    fn the_term_that_outgrows_the_others_tells_the_sign() {
        for (text, above, below) in [
            ("exp(x) - x^5", Some(1), Some(1)),
            ("x^5 - exp(x)", Some(-1), Some(-1)),
            ("x^3 - 100*x^2", Some(1), Some(-1)),
            ("7 - x^2", Some(-1), Some(-1)),
        ] {
            let shares = shares(text).unwrap();
            for (upward, expected) in [(true, above), (false, below)] {
                let found = shares.sign_far(upward, |part| Some(rate(part)), sign);
                assert_eq!(found, expected, "{text}");
            }
        }
    }

    #[test]
    fn terms_of_one_sign() {
        for (text, everywhere, above, below) in [
            ("x^2 + exp(x)", true, true, true),
            ("x^3 + x", false, true, true),
            ("x^3 + x^2", false, true, false),
            ("x^2 - 1", false, false, false),
            ("x^2 + ln(x)", false, false, false),
        ] {
            let shares = shares(text).unwrap();
            for (side, expected) in [
                (None, everywhere),
                (Some(true), above),
                (Some(false), below),
            ] {
                assert_eq!(shares.has_one_sign(side, sign), expected, "{text} {side:?}");
            }
        }
    }
}
