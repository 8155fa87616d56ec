//! Ranges of the unknown: where a rounding has one value, and what of it the unknown may be.

use crate::expr::{
    Assumptions, Bound, Comparison, Domain, Expr, ExprKind, Function, Predicate, Symbol, deep,
};
use crate::number::Rational;
use crate::poly::{Budget, normal_form};

use super::{images, pieces};

/// The real numbers between two ends; every one of them solves the equation that the range belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The lower end.
    pub(super) low: Bound,
    /// The upper end.
    pub(super) high: Bound,
}

impl Span {
    /// What `low ≤ inner < high` says of the unknown, where that stands in it linearly with numbers.
    pub(super) fn of(line: &Affine, low: Bound, high: Bound) -> Option<Self> {
        let at = |end: Bound| -> Option<Bound> {
            let value = (end.value - line.constant.clone()).checked_div(&line.slope)?;
            Some(Bound { value, ..end })
        };
        let (low, high) = (at(low)?, at(high)?);
        Some(if line.slope.is_negative() {
            Self {
                low: high,
                high: low,
            }
        } else {
            Self { low, high }
        })
    }

    /// An expression with the roundings that have one value all over the range replaced by it.
    pub(super) fn settled(
        &self,
        expr: &Expr,
        unknown: &Symbol,
        given: &Assumptions,
        budget: &Budget,
    ) -> Expr {
        if !expr.mentions(unknown) {
            return expr.clone();
        }
        // Quotients without remainders, and remainders, as the roundings that they are.
        if let ExprKind::Call(function, parts) = expr.kind()
            && let [a, b] = parts.as_slice()
        {
            let share = Expr::quotient(a.clone(), b.clone());
            let floor = Expr::call(Function::Floor, [share.clone()]);
            let other = match function {
                Function::FloorDiv => Some(floor),
                Function::Mod => Some(Expr::difference(
                    a.clone(),
                    Expr::product([b.clone(), floor]),
                )),
                Function::RoundUp => Some(Expr::product([
                    b.clone(),
                    Expr::call(Function::Ceil, [share]),
                ])),
                _ => None,
            };
            if let Some(other) = other {
                return deep(|| self.settled(&other, unknown, given, budget));
            }
        }
        if let ExprKind::Call(function @ (Function::Floor | Function::Ceil), inner) = expr.kind()
            && let [inner] = inner.as_slice()
        {
            let is_floor = *function == Function::Floor;
            let value = match Affine::of(inner, unknown, given, budget) {
                Some(line) => self.rounded(&line, is_floor),
                None => self.rounded_through(inner, unknown, given, budget, is_floor),
            };
            if let Some(value) = value {
                return Expr::number(&value);
            }
        }
        deep(|| expr.map_children(|child| self.settled(child, unknown, given, budget)))
    }

    /// The floor or ceiling that a line through a function of a line has all over the range.
    fn rounded_through(
        &self,
        inner: &Expr,
        unknown: &Symbol,
        given: &Assumptions,
        budget: &Budget,
        is_floor: bool,
    ) -> Option<Rational> {
        let form = normal_form(inner, given, budget).ok()?;
        let parts = pieces::hidden(&form, unknown);
        let [part] = parts.as_slice() else {
            return None;
        };
        let name = pieces::fresh(&form, unknown);
        let whole = pieces::with_symbol(&form, part, &name);
        let outside = Affine::of(&whole, &name, given, budget)?;
        let argument = part.children().into_iter().next()?;
        let argument = Affine::of(argument, unknown, given, budget)?;
        let span = images::image(part, &self.along(&argument))?;
        span.rounded(&outside, is_floor)
    }

    /// What a line runs through while the unknown runs through the range.
    fn along(&self, line: &Affine) -> Self {
        let at = |end: &Bound| Bound {
            value: &line.slope * &end.value + line.constant.clone(),
            strict: end.strict,
        };
        let (low, high) = (at(&self.low), at(&self.high));
        if line.slope.is_negative() {
            Self {
                low: high,
                high: low,
            }
        } else {
            Self { low, high }
        }
    }

    /// The floor or ceiling that a line has all over the range.
    fn rounded(&self, line: &Affine, is_floor: bool) -> Option<Rational> {
        if !is_floor {
            // ⌈t⌉ is −⌊−t⌋.
            let negated = Affine {
                slope: -&line.slope,
                constant: -&line.constant,
            };
            return self.rounded(&negated, true).map(|value| -value);
        }
        let Self { low, high } = self.along(line);
        let least = Rational::from_integer(low.value.floor());
        let greatest = if high.strict {
            Rational::from_integer(high.value.ceil()) - Rational::ONE
        } else {
            Rational::from_integer(high.value.floor())
        };
        (least == greatest).then_some(least)
    }
}

/// The higher of two lower ends.
pub(super) fn higher(one: Bound, other: Option<Bound>) -> Bound {
    match other {
        Some(other) if (&other.value, other.strict) > (&one.value, one.strict) => other,
        _ => one,
    }
}

/// The lower of two upper ends.
pub(super) fn lower(one: Bound, other: Option<Bound>) -> Bound {
    match other {
        Some(other) if (&other.value, !other.strict) < (&one.value, !one.strict) => other,
        _ => one,
    }
}

/// The first integer from a lower end on.
pub(super) fn first_above(end: &Bound) -> Rational {
    let first = Rational::from_integer(end.value.ceil());
    if end.strict && first == end.value {
        first + Rational::ONE
    } else {
        first
    }
}

/// The last integer up to an upper end.
pub(super) fn last_below(end: &Bound) -> Rational {
    let last = Rational::from_integer(end.value.floor());
    if end.strict && last == end.value {
        last - Rational::ONE
    } else {
        last
    }
}

/// slope·x + constant.
pub(super) struct Affine {
    slope: Rational,
    constant: Rational,
}

impl Affine {
    pub(super) fn slope(&self) -> &Rational {
        &self.slope
    }

    pub(super) fn constant(&self) -> &Rational {
        &self.constant
    }

    /// The end that a comparison of it with 0 sets to the unknown, a lower one (`true`) or an upper one.
    fn end(&self, comparison: Comparison) -> Option<(Bound, bool)> {
        let value = (-&self.constant).checked_div(&self.slope)?;
        let comparison = if self.slope.is_negative() {
            comparison.mirrored()
        } else {
            comparison
        };
        let strict = matches!(comparison, Comparison::Greater | Comparison::Less);
        let end = Bound { value, strict };
        match comparison {
            Comparison::Greater | Comparison::GreaterEqual => Some((end, true)),
            Comparison::Less | Comparison::LessEqual => Some((end, false)),
            Comparison::Equal | Comparison::NotEqual => None,
        }
    }

    /// An expression in which the unknown stands linearly, with numbers.
    pub(super) fn of(
        expr: &Expr,
        unknown: &Symbol,
        given: &Assumptions,
        budget: &Budget,
    ) -> Option<Self> {
        let form = normal_form(expr, given, budget).ok()?;
        if !form.is_polynomial() {
            return None;
        }
        let symbol = Expr::symbol(unknown.clone());
        let mut line = Self {
            slope: Rational::ZERO,
            constant: Rational::ZERO,
        };
        for term in form.terms() {
            match term.powers.as_slice() {
                [] => line.constant = term.coefficient,
                [(base, 1)] if *base == symbol => line.slope = term.coefficient,
                _ => return None,
            }
        }
        Some(line)
    }
}

/// The domain of a symbol, narrowed by the conditions in which it stands linearly beside numbers.
pub(super) fn narrowed(given: &Assumptions, symbol: &Symbol) -> Option<Domain> {
    let declared = given.domains.get(symbol).cloned();
    let mut domain = declared.clone().unwrap_or_else(Domain::real);
    let mut is_narrowed = false;
    for condition in &given.conditions {
        is_narrowed |= match bound(condition, symbol) {
            Some((end, true)) => raise(&mut domain, end),
            Some((end, false)) => reduce(&mut domain, end),
            None => false,
        };
    }
    if is_narrowed { Some(domain) } else { declared }
}

/// The end that a condition sets to a symbol, a lower one (`true`) or an upper one.
pub(super) fn bound(condition: &Predicate, symbol: &Symbol) -> Option<(Bound, bool)> {
    let Predicate::Compare(a, comparison, b) = condition else {
        return None;
    };
    let apart = Expr::difference(a.clone(), b.clone());
    let line = Affine::of(&apart, symbol, &Assumptions::none(), &Budget::default())?;
    line.end(*comparison)
}

fn raise(domain: &mut Domain, end: Bound) -> bool {
    match domain {
        Domain::Real { min, .. } => *min = Some(higher(end, min.take())),
        Domain::Integer { min, .. } => {
            let first = first_above(&end);
            *min = Some(min.take().map_or(first.clone(), |least| least.max(first)));
        }
        Domain::Boolean | Domain::Text | Domain::List => return false,
    }
    true
}

fn reduce(domain: &mut Domain, end: Bound) -> bool {
    match domain {
        Domain::Real { max, .. } => *max = Some(lower(end, max.take())),
        Domain::Integer { max, .. } => {
            let last = last_below(&end);
            *max = Some(max.take().map_or(last.clone(), |most| most.min(last)));
        }
        Domain::Boolean | Domain::Text | Domain::List => return false,
    }
    true
}
