//! Signs of constants and growing quantities, as far as they can be read off.

use std::collections::BTreeSet;

use super::brackets;
use super::gap::gap_bound;
use crate::expr::{
    Assumptions, Comparison, Domain, Expr, ExprKind, Function, Monomial, Predicate, Symbol, deep,
};
use crate::number::Rational;

/// What is known of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Above 0.
    Positive,
    /// 0 or above.
    NonNegative,
    /// Below 0.
    Negative,
    /// 0 or below.
    NonPositive,
    /// Nothing.
    Unknown,
}

impl Sign {
    pub(super) fn of(value: &Rational) -> Self {
        match value.signum() {
            1 => Self::Positive,
            -1 => Self::Negative,
            _ => Self::NonNegative,
        }
    }

    /// Whether the value cannot be 0.
    pub(super) fn is_strict(self) -> bool {
        matches!(self, Self::Positive | Self::Negative)
    }

    /// Whether the value cannot be below 0.
    pub(super) fn is_up(self) -> bool {
        matches!(self, Self::Positive | Self::NonNegative)
    }

    /// Whether the value cannot be above 0.
    pub(super) fn is_down(self) -> bool {
        matches!(self, Self::Negative | Self::NonPositive)
    }

    fn flipped(self) -> Self {
        match self {
            Self::Positive => Self::Negative,
            Self::NonNegative => Self::NonPositive,
            Self::Negative => Self::Positive,
            Self::NonPositive => Self::NonNegative,
            Self::Unknown => Self::Unknown,
        }
    }

    pub(super) fn times(self, other: Self) -> Self {
        if self == Self::Unknown || other == Self::Unknown {
            return Self::Unknown;
        }
        let up = self.is_up() == other.is_up();
        match (self.is_strict() && other.is_strict(), up) {
            (true, true) => Self::Positive,
            (true, false) => Self::Negative,
            (false, true) => Self::NonNegative,
            (false, false) => Self::NonPositive,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let strict = self.is_strict() || other.is_strict();
        if self.is_up() && other.is_up() {
            return if strict {
                Self::Positive
            } else {
                Self::NonNegative
            };
        }
        if self.is_down() && other.is_down() {
            return if strict {
                Self::Negative
            } else {
                Self::NonPositive
            };
        }
        Self::Unknown
    }

    pub(super) fn to_power(self, exponent: i64) -> Self {
        match self {
            Self::Unknown if exponent > 0 && exponent % 2 == 0 => Self::NonNegative,
            Self::Unknown => Self::Unknown,
            _ if exponent % 2 == 0 && self.is_strict() => Self::Positive,
            _ if exponent % 2 == 0 => Self::NonNegative,
            _ => self,
        }
    }
}

/// Reads signs under assumptions, and remembers which undeclared constants it took as positive.
#[derive(Debug)]
pub(super) struct Signs<'a> {
    assumptions: &'a Assumptions,
    large: &'a BTreeSet<Symbol>,
    /// The undeclared constants that were taken as positive.
    pub taken_as_positive: BTreeSet<Symbol>,
}

impl<'a> Signs<'a> {
    pub(super) fn new(assumptions: &'a Assumptions, large: &'a BTreeSet<Symbol>) -> Self {
        Self {
            assumptions,
            large,
            taken_as_positive: BTreeSet::new(),
        }
    }

    /// The sign of a sum of terms, their coefficients included; where it hangs on brackets, that at
    /// each of their choices.
    pub(super) fn sum(&mut self, terms: &[Monomial]) -> Sign {
        let before = self.taken_as_positive.clone();
        let mut sign = self.plain_sum(terms);
        if sign == Sign::Unknown
            && let Some(choices) = brackets::choices(terms)
        {
            let signs = choices.iter().map(|terms| self.plain_sum(terms));
            sign = signs.reduce(either).unwrap_or(Sign::Unknown);
        }
        if sign == Sign::Unknown {
            // Nothing was concluded from it.
            self.taken_as_positive = before;
        }
        sign
    }

    fn plain_sum(&mut self, terms: &[Monomial]) -> Sign {
        let signs = terms.iter().map(|term| self.term(term));
        signs.reduce(Sign::plus).unwrap_or(Sign::NonNegative)
    }

    /// The sign of one term.
    pub(super) fn term(&mut self, term: &Monomial) -> Sign {
        let mut sign = Sign::of(&term.coefficient);
        for (base, exponent) in &term.powers {
            sign = sign.times(self.expr(base).to_power(*exponent));
        }
        sign
    }

    /// The sign of a part that holds wherever the large symbols are positive, not only from some
    /// values on.
    pub(super) fn certain(&mut self, expr: &Expr) -> Sign {
        let before = self.taken_as_positive.clone();
        let sign = if has_eventual_sign(expr) {
            Sign::Unknown
        } else {
            self.expr(expr)
        };
        if sign == Sign::Unknown {
            self.taken_as_positive = before;
        }
        sign
    }

    /// The greatest lower bound that is declared or stated for a symbol.
    pub(super) fn at_least(&self, symbol: &Symbol) -> Option<Rational> {
        let declared = self.assumptions.domains.get(symbol);
        let declared = declared.and_then(|domain| domain.lower());
        let stated = self.assumptions.conditions.iter();
        let stated = stated.filter_map(|condition| lower_bound(condition, symbol));
        let bounds = declared.map(|(bound, strict)| (bound.clone(), strict));
        bounds
            .into_iter()
            .chain(stated)
            .map(|(bound, _)| bound)
            .max()
    }

    fn expr(&mut self, expr: &Expr) -> Sign {
        deep(|| match expr.kind() {
            ExprKind::Number(literal) => Sign::of(literal.value()),
            ExprKind::Symbol(symbol) => self.symbol(symbol),
            ExprKind::Neg(inner) => self.expr(inner).flipped(),
            ExprKind::Sum(_) | ExprKind::Call(Function::Mod, _) if gap_bound(expr).is_some() => {
                Sign::NonNegative
            }
            ExprKind::Sum(terms) => {
                let signs = terms.iter().map(|term| self.expr(term));
                signs.reduce(Sign::plus).unwrap_or(Sign::Unknown)
            }
            ExprKind::Product(factors) => {
                let signs = factors.iter().map(|factor| self.expr(factor));
                signs.reduce(Sign::times).unwrap_or(Sign::Unknown)
            }
            ExprKind::Quotient(a, b) => self.expr(a).times(self.expr(b)),
            ExprKind::Power(base, exponent) => match self.expr(base) {
                Sign::Positive => Sign::Positive,
                sign => {
                    let exponent = exponent.as_number().and_then(|e| e.to_integer());
                    let exponent = exponent.and_then(|e| e.to_i64());
                    exponent.map_or(Sign::Unknown, |exponent| sign.to_power(exponent))
                }
            },
            ExprKind::Call(function, arguments) => self.call(function, arguments),
            ExprKind::Bracket(_) => Sign::NonNegative,
            ExprKind::Conditional(conditional) => {
                let (a, b) = (
                    self.expr(&conditional.then),
                    self.expr(&conditional.otherwise),
                );
                either(a, b)
            }
            _ => Sign::Unknown,
        })
    }

    fn call(&mut self, function: &Function, arguments: &[Expr]) -> Sign {
        let signs: Vec<Sign> = arguments
            .iter()
            .map(|argument| self.expr(argument))
            .collect();
        let positive = |sign: &Sign| *sign == Sign::Positive;
        let all_positive = signs.iter().all(positive);
        let grows = arguments
            .iter()
            .any(|a| !a.free_symbols().is_disjoint(self.large));
        match function {
            Function::Sqrt
            | Function::Abs
            | Function::Root
            | Function::Ceil
            | Function::RoundUp
            | Function::Gcd
            | Function::Lcm
            | Function::Factorial
            | Function::Min
                if all_positive =>
            {
                Sign::Positive
            }
            // Of what grows without bound; only such parts are measured.
            Function::Floor
            | Function::FloorDiv
            | Function::Ln
            | Function::Log2
            | Function::Log10
                if all_positive && grows =>
            {
                Sign::Positive
            }
            Function::Floor | Function::FloorDiv if all_positive => Sign::NonNegative,
            Function::Sqrt | Function::Abs | Function::Count | Function::Length => {
                Sign::NonNegative
            }
            Function::Exp => Sign::Positive,
            Function::Max if signs.iter().any(positive) => Sign::Positive,
            _ => Sign::Unknown,
        }
    }

    fn symbol(&mut self, symbol: &Symbol) -> Sign {
        if self.large.contains(symbol) {
            return Sign::Positive;
        }
        let declared = self.assumptions.domains.get(symbol);
        let bounds = declared.and_then(|domain| domain.lower()).into_iter();
        let stated = self
            .assumptions
            .conditions
            .iter()
            .filter_map(|c| lower_bound(c, symbol));
        let mut best = Sign::Unknown;
        for (bound, strict) in bounds.map(|(b, strict)| (b.clone(), strict)).chain(stated) {
            match bound.signum() {
                1 => return Sign::Positive,
                0 if strict => return Sign::Positive,
                0 => best = Sign::NonNegative,
                _ => {}
            }
        }
        if is_declared_above_one(&Expr::symbol(symbol.clone()), self.assumptions) {
            return Sign::Positive;
        }
        if best == Sign::Unknown && declared.is_none() {
            self.taken_as_positive.insert(symbol.clone());
            return Sign::Positive;
        }
        match declared {
            Some(Domain::Real { max: Some(max), .. }) if max.value.is_negative() => Sign::Negative,
            _ => best,
        }
    }
}

/// Whether the sign that is read off a part is the one it has from some values on.
fn has_eventual_sign(expr: &Expr) -> bool {
    let own = matches!(
        expr.kind(),
        ExprKind::Call(
            Function::Floor | Function::FloorDiv | Function::Ln | Function::Log2 | Function::Log10,
            _
        )
    );
    own || deep(|| expr.children().into_iter().any(has_eventual_sign))
}

/// The sign of what is one or the other.
fn either(a: Sign, b: Sign) -> Sign {
    if a == b {
        a
    } else if a.is_up() && b.is_up() {
        Sign::NonNegative
    } else if a.is_down() && b.is_down() {
        Sign::NonPositive
    } else {
        Sign::Unknown
    }
}

/// Whether a symbol, or a power of one with a positive number for its exponent, is declared to be above 1.
pub(super) fn is_declared_above_one(base: &Expr, assumptions: &Assumptions) -> bool {
    let symbol = match base.kind() {
        ExprKind::Power(base, exponent)
            if exponent.as_number().is_some_and(|e| e.is_positive()) =>
        {
            base.as_symbol()
        }
        _ => base.as_symbol(),
    };
    let Some(symbol) = symbol else {
        return false;
    };
    let mut symbol = symbol.clone();
    for _ in 0..MOST_STEPS {
        let [lower, _] = stated_bounds(&symbol, assumptions);
        let is_above =
            |(bound, strict): (Rational, bool)| bound > Rational::ONE || (strict && bound.is_one());
        if lower.is_some_and(is_above) {
            return true;
        }
        match assumed_below(&symbol, assumptions) {
            Some(below) => symbol = below,
            None => return false,
        }
    }
    false
}

/// So long a chain of assumptions a > b > c is followed.
pub(super) const MOST_STEPS: usize = 8;

/// The greatest lower and the least upper bound by numbers that are declared or stated for a symbol, and whether
/// they are strict.
pub(super) fn stated_bounds(
    symbol: &Symbol,
    assumptions: &Assumptions,
) -> [Option<(Rational, bool)>; 2] {
    let declared = assumptions.domains.get(symbol);
    let below = declared.and_then(|domain| domain.lower());
    let below = below.map(|(bound, strict)| (bound.clone(), strict));
    let above = match declared {
        Some(Domain::Integer { max, .. }) => max.clone().map(|max| (max, false)),
        Some(Domain::Real { max, .. }) => max.clone().map(|max| (max.value, max.strict)),
        _ => None,
    };
    let stated = assumptions.conditions.iter();
    let lower = stated
        .clone()
        .filter_map(|known| lower_bound(known, symbol));
    let upper = stated.filter_map(|known| upper_bound(known, symbol));
    [
        below.into_iter().chain(lower).max(),
        above
            .into_iter()
            .chain(upper)
            .min_by(|(a, strict), (b, other)| a.cmp(b).then(other.cmp(strict))),
    ]
}

/// The symbol below another one that is assumed to be larger.
pub(super) fn assumed_below(symbol: &Symbol, assumptions: &Assumptions) -> Option<Symbol> {
    assumptions.conditions.iter().find_map(|known| match known {
        Predicate::Compare(a, Comparison::Greater, b) if a.as_symbol() == Some(symbol) => {
            b.as_symbol().cloned()
        }
        Predicate::Compare(a, Comparison::Less, b) if b.as_symbol() == Some(symbol) => {
            a.as_symbol().cloned()
        }
        _ => None,
    })
}

/// The upper bound that a condition states for a symbol, and whether it is strict.
fn upper_bound(condition: &Predicate, symbol: &Symbol) -> Option<(Rational, bool)> {
    match condition {
        Predicate::Compare(a, comparison, b) => {
            let of = |side: &Expr, end: &Expr, comparison| {
                let strict = match comparison {
                    Comparison::Less => true,
                    Comparison::LessEqual | Comparison::Equal => false,
                    _ => return None,
                };
                (side.as_symbol() == Some(symbol)).then_some((end.as_number()?, strict))
            };
            of(a, b, *comparison).or_else(|| of(b, a, comparison.mirrored()))
        }
        Predicate::And(parts) => parts.iter().find_map(|part| upper_bound(part, symbol)),
        _ => None,
    }
}

/// The lower bound that a condition states for a symbol, and whether it is strict.
fn lower_bound(condition: &Predicate, symbol: &Symbol) -> Option<(Rational, bool)> {
    match condition {
        Predicate::Compare(a, comparison, b) => {
            let (bound, comparison) = if a.as_symbol() == Some(symbol) {
                (b, *comparison)
            } else if b.as_symbol() == Some(symbol) {
                (a, comparison.mirrored())
            } else {
                return None;
            };
            let strict = match comparison {
                Comparison::Greater => true,
                Comparison::GreaterEqual | Comparison::Equal => false,
                _ => return None,
            };
            Some((bound.as_number()?, strict))
        }
        Predicate::And(parts) => parts.iter().find_map(|part| lower_bound(part, symbol)),
        _ => None,
    }
}
