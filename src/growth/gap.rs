//! Roundings of what grows, as what is rounded and a gap that stays bounded: `round_up(x, m)` lies
//! from x to below x + m, so it is x and a gap from 0 to below m.

use super::expansion::{Expansion, as_monomial};
use super::group::{Group, group};
use super::measure::Measure;
use super::ratio::Ratio;
use super::search::{Search, kept};
use super::sign::Signs;
use super::{Exponents, GrowthError, Scale};
use crate::expr::{Bindings, Expr, ExprKind, Function, Monomial, Symbol, deep};
use crate::number::Rational;
use crate::poly::{self, Term};

/// Roundings inside roundings are opened so often.
const MOST_ROUNDS: usize = 4;

/// A gap: from 0 to below its bound.
pub(super) struct Gap {
    /// What it is below.
    pub bound: Expr,
    /// What is rounded.
    inner: Expr,
    /// Whether the rounding is above what is rounded.
    up: bool,
}

impl Gap {
    /// The gap of a rounding, where it is bounded by a positive number.
    fn of(expr: &Expr) -> Option<Self> {
        let ExprKind::Call(function, arguments) = expr.kind() else {
            return None;
        };
        let (inner, bound, up) = match (function, arguments.as_slice()) {
            (Function::Floor, [x]) => (x.clone(), Expr::one(), false),
            (Function::Ceil, [x]) => (x.clone(), Expr::one(), true),
            (Function::RoundUp, [x, m]) => (x.clone(), m.clone(), true),
            (Function::FloorDiv, [x, m]) if m.as_number().is_some_and(|m| m.is_positive()) => {
                (Expr::quotient(x.clone(), m.clone()), Expr::one(), false)
            }
            _ => return None,
        };
        let is_positive = bound.as_number().is_some_and(|bound| bound.is_positive());
        is_positive.then_some(Self { bound, inner, up })
    }

    /// The gap as an expression: the rounding less what is rounded, or the reverse.
    fn written(&self, rounding: &Expr) -> Expr {
        if self.up {
            Expr::difference(rounding.clone(), self.inner.clone())
        } else {
            Expr::difference(self.inner.clone(), rounding.clone())
        }
    }
}

/// What a part is below, if it is a gap.
pub(super) fn gap_bound(expr: &Expr) -> Option<Expr> {
    if let ExprKind::Call(Function::Mod, arguments) = expr.kind() {
        let divisor = arguments.get(1)?;
        return (divisor.as_number()?.is_positive()).then(|| divisor.clone());
    }
    let [first, second] = expr.terms() else {
        return None;
    };
    let ExprKind::Neg(second) = second.kind() else {
        return None;
    };
    [(first, true), (second, false)]
        .into_iter()
        .find_map(|(rounding, up)| {
            let gap = Gap::of(rounding)?;
            (gap.up == up && gap.written(rounding) == *expr).then_some(gap.bound)
        })
}

/// An expression written out with roundings of what mentions large symbols opened and remainders as what
/// they are below, unless these would stand in a term that leads: they may be 0, so they prove nothing to be
/// small. Told is also whether remainders are taken so.
pub(super) fn open(
    expansion: Expansion,
    scale: &Scale,
    measure: &Measure<'_>,
) -> Result<(Expansion, bool), GrowthError> {
    let opened = opened(&expansion, measure)?.unwrap_or_else(|| expansion.clone());
    let mut signs = Signs::new(measure.assumptions, measure.large);
    let groups = group(&opened.terms, measure, &mut signs);
    if !groups.iter().any(Group::has_gap) {
        return Ok((expansion, true));
    }
    let exponents: Vec<Exponents> = groups.iter().map(|g| g.exponents.clone()).collect();
    let leading = kept(&exponents, &Search::new(scale, &exponents))?;
    let mut leading = leading.into_iter().filter_map(|index| groups.get(index));
    Ok(if leading.any(Group::has_gap) {
        (expansion, false)
    } else {
        (opened, true)
    })
}

impl Group {
    /// Whether a gap is among its factors.
    pub(super) fn has_gap(&self) -> bool {
        let constants = self.coefficients.iter().flat_map(|part| &part.powers);
        let mut powers = self.growing.iter().chain(constants);
        powers.any(|(base, _)| gap_bound(base).is_some())
    }
}

/// The same with every rounding opened; `None` where there is none.
pub(super) fn opened(
    expansion: &Expansion,
    measure: &Measure<'_>,
) -> Result<Option<Expansion>, GrowthError> {
    let is_large = |symbol: &Symbol| measure.large.contains(symbol);
    let mut opened: Vec<(Symbol, Expr)> = Vec::new();
    let mut expr = expansion.exact.clone();
    for _ in 0..MOST_ROUNDS {
        let before = opened.len();
        expr = replace(&expr, &is_large, &mut opened);
        if opened.len() == before {
            break;
        }
    }
    if opened.is_empty() {
        return Ok(None);
    }
    let normal = poly::normal_form(&expr, measure.assumptions, measure.budget)?;
    // Gaps inside gaps are put back from the last one opened.
    let back: Bindings = opened.iter().cloned().collect();
    let put_back = |base: &Expr| -> Option<Expr> {
        let mut base = base.clone();
        for _ in 0..=MOST_ROUNDS {
            base = back.substitute(&base).ok()?;
        }
        Some(base)
    };
    let monomials = |terms: Vec<Term>| -> Option<Vec<Monomial>> {
        let mut found = Vec::new();
        for term in terms {
            let mut monomial = as_monomial(term);
            for (base, _) in &mut monomial.powers {
                *base = put_back(base)?;
            }
            found.push(monomial);
        }
        Some(found)
    };
    let terms = monomials(normal.terms());
    let denominator = monomials(normal.denominator_terms());
    Ok(terms
        .zip(denominator)
        .map(|(terms, denominator)| Expansion {
            exact: expansion.exact.clone(),
            terms,
            denominator,
        }))
}

/// The same with a symbol of its own for each gap; roundings inside functions are left alone.
fn replace(
    expr: &Expr,
    is_large: &impl Fn(&Symbol) -> bool,
    opened: &mut Vec<(Symbol, Expr)>,
) -> Expr {
    deep(|| {
        let grows = || expr.free_symbols().iter().any(is_large);
        if let Some(gap) = Gap::of(expr).filter(|_| grows()) {
            let written = gap.written(expr);
            let known = opened.iter().find(|(_, known)| *known == written);
            let name = if let Some((name, _)) = known {
                name.clone()
            } else {
                let name = Symbol::new(&format!("gap {}", opened.len() + 1));
                opened.push((name.clone(), written));
                name
            };
            let symbol = Expr::symbol(name);
            return if gap.up {
                Expr::sum([gap.inner, symbol])
            } else {
                Expr::difference(gap.inner, symbol)
            };
        }
        match expr.kind() {
            ExprKind::Sum(_) | ExprKind::Product(_) | ExprKind::Neg(_) | ExprKind::Quotient(..) => {
                expr.map_children(|child| replace(child, is_large, opened))
            }
            ExprKind::Power(base, exponent) if exponent.as_number().is_some() => {
                Expr::power(replace(base, is_large, opened), exponent.clone())
            }
            _ => expr.clone(),
        }
    })
}

/// Puts what bounds them in place of gaps that a ratio is multiplied by.
pub(super) fn bound_gaps(ratio: &mut Ratio) {
    let mut factor = Rational::ONE;
    ratio.powers.retain(|(base, exponent)| {
        let inner = match base.kind() {
            ExprKind::Call(Function::Abs, arguments) => arguments.first().unwrap_or(base),
            _ => base,
        };
        let power = exponent
            .to_integer()
            .and_then(|power| i32::try_from(power.to_i64()?).ok());
        let bound = gap_bound(inner).and_then(|bound| bound.as_number());
        match (bound, power) {
            (Some(bound), Some(power)) if power > 0 => match bound.pow(power) {
                Some(bound) => {
                    factor *= &bound;
                    false
                }
                None => true,
            },
            _ => true,
        }
    });
    ratio.coefficient *= &factor;
}

#[cfg(test)]
mod tests {
    use super::super::approximate;
    use crate::expr::{Assumptions, Expr};
    use crate::poly::Budget;
    use crate::syntax::parse_expression;

    /// `3h·round_up(8h/3, 256)` lies from 8h² to below 8h² + 768h, so the error is at most 96/h.
    #[test]
    fn roundings_are_opened_with_a_bound() {
        for (expr, approximation, bound) in [
            ("3*h*round_up(8*h/3, 256)", "8*h^2", Some("96/h")),
            ("h*floor(h/3) + h", "h^2/3", None),
            ("round_up(V, 64)*h + V", "V*h", Some("64/V + 1/h")),
            ("h^2 - 2*h*floor(h/2) + h^3", "h^3", None),
            ("ceil(h/2)^2", "h^2/4", None),
        ] {
            let read = |text: &str| parse_expression(text).unwrap();
            let (under, budget) = (Assumptions::none(), Budget::default());
            let found = approximate(&read(expr), &under, &budget).unwrap();
            let same = |a: &Expr, b: &Expr| crate::poly::same(a, b, &under, &budget).unwrap();
            let whole = read(approximation);
            assert_eq!(
                same(&found.approximation, &whole),
                Some(true),
                "{expr}: {found:?}"
            );
            let found = found.bound;
            let is_so = |bound| {
                let expected = read(bound);
                same(found.as_ref().unwrap(), &expected) == Some(true)
            };
            assert!(bound.is_none_or(is_so), "{expr}: {found:?}");
        }
    }
}
