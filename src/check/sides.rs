//! Two sides and the relation between them → a verdict.

use super::compared::{Compared, Need, Verdict};
use super::large::asymptotic;
use super::leading::by_leading_number;
use super::readings::readings;
use crate::eval::{Environment, EvalError, EvalLimits, Value, evaluate};
use crate::expr::{Assumptions, Expr, ExprKind, Relation, Spoken, Symbol, deep};
use crate::judge::{self, Budget, Claim, Failure, Reason, Stated};
use crate::number::Rational;

/// What a relation is judged under.
#[derive(Clone, Copy, Debug)]
pub struct Under<'a> {
    /// Definitions, values and conditions.
    pub assumptions: &'a Assumptions,
    /// The symbols that are stated to be large; `None` where nothing is said.
    pub large: Option<&'a [Symbol]>,
    /// How far to go, and the tolerance.
    pub budget: &'a Budget,
}

/// Compares two sides in every reading that they allow.
///
/// ```
/// use longhand::check::{Under, Verdict, compare};
/// use longhand::expr::Assumptions;
/// use longhand::judge::Budget;
/// use longhand::syntax::parse_chain;
///
/// let chain = parse_chain("12*32*4096² + 32000*4096 ≈ 6.55B").unwrap();
/// let (none, budget) = (Assumptions::none(), Budget::default());
/// let under = Under { assumptions: &none, large: None, budget: &budget };
/// let link = &chain.links[0];
/// let compared = compare(&chain.first, link.relation, &link.expr, &under);
/// assert_eq!(compared.verdict, Verdict::Fails);
/// ```
pub fn compare(lhs: &Expr, relation: Relation, rhs: &Expr, under: &Under<'_>) -> Compared {
    let mut best: Option<((u8, u8, bool), Compared)> = None;
    for reading in readings(lhs, rhs) {
        let found = one_reading(&reading.lhs, relation, &reading.rhs, under);
        // A reading that has no value says nothing of the plain one.
        if found.verdict == Verdict::Undecided && !reading.needs.is_empty() {
            continue;
        }
        let found = found.needing(reading.needs);
        if found.verdict.holds() {
            return found;
        }
        let distance = distance(&found, under.assumptions);
        let is_unexplained = found.verdict != Verdict::OffByConstant;
        let rank = (rank(&found, distance), distance, is_unexplained);
        if best.as_ref().is_none_or(|(best, _)| rank < *best) {
            best = Some((rank, found));
        }
    }
    best.map_or_else(
        || Compared::new(Verdict::Undecided, lhs, rhs),
        |(_, found)| found,
    )
}

/// How far the sides of a wrong reading are apart: the one that comes nearest is told.
pub(super) fn distance(found: &Compared, under: &Assumptions) -> u8 {
    if !found.verdict.is_wrong() {
        return 0;
    }
    let quantity = |side: &Expr| value(side, under)?.as_quantity();
    let (Some(left), Some(right)) = (quantity(&found.lhs), quantity(&found.rhs)) else {
        return 1;
    };
    if left.dimension != right.dimension {
        return 2;
    }
    let double = |value: &Rational| value * &Rational::from(2);
    let (left, right) = (left.amount.low().abs(), right.amount.low().abs());
    u8::from(left > double(&right) || right > double(&left))
}

/// The better one of two readings has the lower rank.
fn rank(found: &Compared, distance: u8) -> u8 {
    match found.verdict {
        Verdict::Holds | Verdict::HoldsExcept | Verdict::HoldsIf => 0,
        Verdict::Rounded => 1,
        Verdict::Loose => 2,
        Verdict::OffByConstant if distance == 0 => 3,
        // A reading that cannot be decided is no reason to call a side wrong.
        Verdict::Undecided => 4,
        Verdict::OffByConstant | Verdict::Fails | Verdict::Contradicts => 5,
    }
}

fn one_reading(lhs: &Expr, relation: Relation, rhs: &Expr, under: &Under<'_>) -> Compared {
    let is_numeric = Spoken::of([lhs, rhs], under.assumptions).symbols.is_empty();
    // Between numbers `~` says what `≈` says.
    let relation = match relation {
        Relation::Asymptotic if is_numeric => Relation::Approx,
        relation => relation,
    };
    match (relation, is_numeric) {
        (Relation::Equal | Relation::Approx, true) => {
            let found = numbers(lhs, relation, rhs, under);
            // What has no value within the limits is not refuted by its form.
            if found.verdict.is_wrong() && is_too_long(lhs, rhs, under) {
                return undecided(Reason::Budget("max_bits".to_owned()), lhs, rhs);
            }
            found
        }
        (Relation::Approx, false) => {
            let general = Assumptions {
                definitions: crate::expr::Bindings::new(),
                ..under.assumptions.clone()
            };
            let in_general = Under {
                assumptions: &general,
                ..*under
            };
            if let Some(found) = by_leading_number(lhs, relation, rhs, &in_general) {
                return found;
            }
            let found = asymptotic(lhs, rhs, &in_general, || is_close(lhs, rhs, under));
            let is_searched = found.is_for_few_large(&Spoken::of([lhs, rhs], &general).symbols);
            if found.verdict.holds() && !is_searched || under.assumptions.definitions.is_empty() {
                return found;
            }
            let known = asymptotic(lhs, rhs, under, || is_close(lhs, rhs, under));
            if found.verdict.holds() && !known.verdict.is_wrong() {
                return found;
            }
            known
        }
        (Relation::Equal, false) => {
            let found = plain(lhs, relation, rhs, under);
            if !found.verdict.is_wrong() {
                return found;
            }
            by_leading_number(lhs, relation, rhs, under).unwrap_or(found)
        }
        _ => plain(lhs, relation, rhs, under),
    }
}

/// Whether a value is longer than a number may be.
fn is_too_long(lhs: &Expr, rhs: &Expr, under: &Under<'_>) -> bool {
    let environment = Environment::from_assumptions(under.assumptions).with_limits(limits());
    [lhs, rhs]
        .into_iter()
        .any(|side| matches!(evaluate(side, &environment), Err(EvalError::Limit { .. })))
}

/// Limits of the values of sides, which must not cost much.
fn limits() -> EvalLimits {
    EvalLimits {
        max_bits: 1 << 16,
        max_steps: 2_000_000,
        ..EvalLimits::default()
    }
}

/// Whether the exact error at the values that are bound is within the tolerance; `None` where
/// something has no value.
fn is_close(lhs: &Expr, rhs: &Expr, under: &Under<'_>) -> Option<bool> {
    let left = value(lhs, under.assumptions)?.as_quantity()?;
    let right = value(rhs, under.assumptions)?.as_quantity()?;
    let (left, right) = (left.amount.exact()?.clone(), right.amount.exact()?.clone());
    Some((&left - &right).abs() <= &under.budget.tolerance * left.abs())
}

/// The value of a side, where it has one.
pub(super) fn value(expr: &Expr, assumptions: &Assumptions) -> Option<Value> {
    let environment = Environment::from_assumptions(assumptions).with_limits(limits());
    evaluate(expr, &environment).ok()
}

fn plain(lhs: &Expr, relation: Relation, rhs: &Expr, under: &Under<'_>) -> Compared {
    let claim = Claim {
        lhs,
        relation,
        rhs,
        under: under.assumptions,
    };
    word_of(judge::judge(&claim, under.budget), lhs, rhs)
}

/// `=` and `≈` between values: by the digits of either side.
pub(super) fn numbers(lhs: &Expr, relation: Relation, rhs: &Expr, under: &Under<'_>) -> Compared {
    let found = by_digits(lhs, relation, rhs, under);
    let is_rough = relation == Relation::Approx && found.verdict == Verdict::Holds;
    if is_rough && is_coarse(lhs, rhs, under) {
        let verdict = Verdict::Loose;
        return Compared { verdict, ..found };
    }
    found
}

/// Whether a rounding to a whole number takes or adds more than a third, `0.4 ≈ 0`, `1/2 ≈ 1`: right by its digit
/// and still far off. What is nearly 0 may be told as 0.
fn is_coarse(lhs: &Expr, rhs: &Expr, under: &Under<'_>) -> bool {
    let amount = |expr: &Expr| {
        let value = value(expr, under.assumptions)?.as_quantity()?;
        value.amount.exact().map(Rational::abs)
    };
    let Some((left, right)) = amount(lhs).zip(amount(rhs)) else {
        return false;
    };
    let (less, more) = if left < right {
        (left, right)
    } else {
        (right, left)
    };
    let is_bare = [lhs, rhs]
        .into_iter()
        .any(|side| Stated::of(side).is_some_and(|stated| stated.is_bare));
    let is_nearly_zero = less.is_zero() && Rational::from(20) * more.clone() < Rational::from(1);
    is_bare && !is_nearly_zero && Rational::from(3) * (&more - &less) > more
}

fn by_digits(lhs: &Expr, relation: Relation, rhs: &Expr, under: &Under<'_>) -> Compared {
    let forward = plain(lhs, relation, rhs, under);
    if forward.verdict.holds() || forward.verdict == Verdict::Rounded {
        return forward;
    }
    // `6.57B = 6,573,522,944`: the left side is the one that was rounded.
    let is_rounding = Stated::of(lhs).is_some_and(|stated| {
        let written = stated.written;
        relation == Relation::Approx
            || stated.is_bare
            || written.places() > 0
            || written.suffix().is_some()
            || stated.unit_behind.is_none()
    });
    if is_rounding {
        let backward = plain(rhs, relation, lhs, under);
        if backward.verdict.holds() || backward.verdict == Verdict::Rounded {
            return Compared {
                lhs: lhs.clone(),
                rhs: rhs.clone(),
                is_left_rounded: true,
                ..backward
            };
        }
    }
    let is_off = forward.verdict.is_wrong()
        || relation == Relation::Approx && forward.verdict == Verdict::Loose;
    if is_off && rounded_early(lhs, rhs, under) == Some(true) {
        let verdict = match relation {
            Relation::Approx => Verdict::Holds,
            _ => Verdict::Rounded,
        };
        return Compared::new(verdict, lhs, rhs);
    }
    if relation == Relation::Equal && forward.verdict == Verdict::Fails {
        return cut_short(lhs, rhs, under).unwrap_or(forward);
    }
    forward
}

/// `=` before digits that were cut off, or before zeros that do not count within the tolerance: no
/// better and no worse than `≈` there.
fn cut_short(lhs: &Expr, rhs: &Expr, under: &Under<'_>) -> Option<Compared> {
    let stated = Stated::of(rhs)?;
    let exact = value(lhs, under.assumptions)?.as_quantity()?;
    let exact = exact.amount.exact()?.clone();
    let deviation = (&exact - stated.value()).abs();
    let is_tolerable = deviation <= &under.budget.tolerance * exact.abs();
    if stated.is_bare {
        // `20M / 86400 = 230`: what is no whole number is rounded to tens or hundreds.
        let is_short = stated.significant_digits() <= 3 && stated.written.trailing_zeros() > 0;
        let zeros = Rational::from(10).pow(i32::try_from(stated.written.trailing_zeros()).ok()?)?;
        let is_near = &deviation + &deviation <= zeros;
        return (is_short && is_near && is_tolerable && !exact.is_integer())
            .then(|| Compared::new(Verdict::Rounded, lhs, rhs));
    }
    let found = plain(lhs, Relation::Approx, rhs, under);
    // `= 800K` for 802,816: zeros that `≈` would not count.
    if found.verdict == Verdict::Holds && is_tolerable {
        return Some(Compared::new(Verdict::Rounded, lhs, rhs));
    }
    let is_cut_off = stated.significant_digits() >= 2
        && (stated.written.places() > 0 || is_tolerable)
        && stated.value().abs() < exact.abs()
        && deviation < stated.unit();
    // Zeros at the end may be digits that do not count.
    let is_coarse = found.verdict == Verdict::Loose && deviation >= stated.unit();
    let tolerable = is_cut_off || is_coarse && is_tolerable;
    (found.verdict == Verdict::Loose && tolerable).then_some(found)
}

/// The most rounded numbers of a side whose rounding is followed.
const MAX_ROUNDED: usize = 8;

/// The most numbers of a side that are looked for on the other one.
const MOST_NUMBERS: usize = 64;

/// The most digits in which people write a quotient out.
const FEW_DIGITS: usize = 8;

/// Whether a side is what the other one is up to the rounding of the numbers in it: `C/F` with
/// rounded values put in for both, `3.79e25 / 1.3e19`; `1/3 + 1/7` as `0.333 + 0.143`.
fn rounded_early(lhs: &Expr, rhs: &Expr, under: &Under<'_>) -> Option<bool> {
    let mut numbers = Vec::new();
    rounded_numbers(rhs, &mut Vec::new(), &mut numbers);
    if numbers.len() > MOST_NUMBERS {
        return None;
    }
    // What stands on the left as well was not rounded.
    numbers.retain(|(path, ..)| rhs.at(path).is_none_or(|number| !contains(lhs, number)));
    // Only what stands for something is put in rounded, and what has no end of digits.
    let is_put_in = !lhs.free_symbols().is_empty();
    let fine = |(.., digits): &(Vec<usize>, Rational, Rational, u32)| *digits >= 3;
    let is_fine = numbers.iter().all(fine);
    // `16 × 8 × 12288² = 16 × 8 × 1.51e8`: nobody counts in such numbers.
    let is_scientific = |(path, ..): &(Vec<usize>, Rational, Rational, u32)| {
        let written = rhs.at(path).and_then(|number| match number.kind() {
            ExprKind::Number(literal) => literal.written(),
            _ => None,
        });
        written.is_some_and(|written| written.text().contains(['e', 'E']))
    };
    // `(14,377,588 / 1,000,000) × 0.693 = 14.38 × 0.693`: a part is put in as it rounds.
    let rounds_part = |(_, below, above, _): &(Vec<usize>, Rational, Rational, u32)| {
        let rounds = |part: &Rational| below <= part && part <= above;
        parts(lhs, under.assumptions).iter().any(rounds)
    };
    let is_rough =
        has_endless(lhs) || numbers.iter().all(is_scientific) || numbers.iter().all(rounds_part);
    // `2×4096² + 2×4096×1024 = 33.6M + 8.4M`: each term by itself.
    let are_parts = numbers
        .iter()
        .all(|number| number.3 >= 2 && rounds_part(number));
    let is_endless =
        (is_fine || are_parts) && is_rough && !matches!(lhs.kind(), ExprKind::Number(_));
    if !(is_put_in || is_endless)
        || Stated::of(rhs).is_some()
        || !(1..=MAX_ROUNDED).contains(&numbers.len())
    {
        return None;
    }
    let amount = |expr: &Expr| {
        let value = value(expr, under.assumptions)?.as_quantity()?;
        Some((
            value.amount.low().clone(),
            value.amount.high().clone(),
            value.dimension,
        ))
    };
    let (from, to, dimension) = amount(lhs)?;
    let (mut low, mut high): (Option<Rational>, Option<Rational>) = (None, None);
    for choice in 0..1_u32 << numbers.len() {
        let mut side = rhs.clone();
        for (at, (path, below, above, _)) in numbers.iter().enumerate() {
            let bound = if choice >> at & 1 == 0 { below } else { above };
            side = side.replace_at(path, Expr::number(bound))?;
        }
        let (least, most, of) = amount(&side)?;
        if of != dimension {
            return None;
        }
        low = Some(low.map_or(least.clone(), |low| low.min(least.clone())));
        high = Some(high.map_or(most.clone(), |high| high.max(most)));
    }
    let stated = amount(rhs)?.0;
    let is_near = (&from - &stated).abs() <= &under.budget.tolerance * from.abs();
    // A small difference of large parts may be far off.
    let is_near = is_near || !is_put_in && numbers.iter().all(rounds_part);
    Some(is_near && low? <= to && from <= high?)
}

/// The values of the parts of a side that are computed.
fn parts(expr: &Expr, assumptions: &Assumptions) -> Vec<Rational> {
    fn collect(expr: &Expr, assumptions: &Assumptions, found: &mut Vec<Rational>) {
        deep(|| {
            for child in expr.children() {
                if found.len() >= MOST_NUMBERS || matches!(child.kind(), ExprKind::Number(_)) {
                    continue;
                }
                let value = value(child, assumptions).and_then(|value| value.as_quantity());
                found.extend(value.and_then(|value| value.amount.exact().cloned()));
                collect(child, assumptions, found);
            }
        });
    }
    let mut found = Vec::new();
    collect(expr, assumptions, &mut found);
    found
}

/// Whether numbers without an end of digits stand in a side: roots, logarithms, thirds.
fn has_endless(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Call(..) | ExprKind::Symbol(_) => true,
        ExprKind::Quotient(..) => {
            let value = value(expr, &Assumptions::none()).and_then(|value| value.as_quantity());
            let exact = value.and_then(|value| value.amount.exact().cloned());
            exact.is_some_and(|value| !has_few_digits(&value))
        }
        ExprKind::Power(_, exponent) => !exponent.as_number().is_some_and(|it| it.is_integer()),
        _ => expr.children().into_iter().any(has_endless),
    })
}

/// Whether a number can be written out in no more digits than people write.
fn has_few_digits(value: &Rational) -> bool {
    crate::number::DecimalText::exact(value).is_some_and(|text| text.digits().len() <= FEW_DIGITS)
}

fn contains(expr: &Expr, part: &Expr) -> bool {
    deep(|| {
        expr == part
            || expr
                .children()
                .into_iter()
                .any(|child| contains(child, part))
    })
}

/// The numbers of an expression that may be rounded, with their places and the ends of what they
/// may have been rounded from.
fn rounded_numbers(
    expr: &Expr,
    path: &mut Vec<usize>,
    found: &mut Vec<(Vec<usize>, Rational, Rational, u32)>,
) {
    deep(|| {
        if let ExprKind::Number(literal) = expr.kind() {
            let written = literal
                .written()
                .filter(|written| !written.is_bare_integer());
            if let Some(written) = written {
                let half = written.last_digit_unit()
                    * Rational::new(1.into(), 2.into()).unwrap_or_default();
                let value = written.value();
                let digits = written.significant_digits();
                found.push((path.clone(), &value - &half, &value + &half, digits));
            }
            return;
        }
        for (at, child) in expr.children().into_iter().enumerate() {
            path.push(at);
            rounded_numbers(child, path, found);
            path.pop();
        }
    });
}

/// The judge's verdict as a word.
pub(super) fn word_of(verdict: judge::Verdict, lhs: &Expr, rhs: &Expr) -> Compared {
    match verdict {
        judge::Verdict::Holds { conditions, .. } => {
            let needs = conditions.into_iter().map(Need::Condition);
            Compared::new(Verdict::Holds, lhs, rhs).needing(needs)
        }
        judge::Verdict::Fails { witness, how } => {
            let (word, factor) = match how {
                Failure::Different => (Verdict::Fails, None),
                Failure::Rounded => (Verdict::Rounded, None),
                Failure::Loose { .. } => (Verdict::Loose, None),
                Failure::Factor(factor) => (Verdict::OffByConstant, Some(factor)),
            };
            Compared {
                witness: Some(witness),
                factor: factor.filter(|factor: &Rational| !factor.is_zero()),
                ..Compared::new(word, lhs, rhs)
            }
        }
        judge::Verdict::Undecided { because } => undecided(because, lhs, rhs),
    }
}

pub(super) fn undecided(because: Reason, lhs: &Expr, rhs: &Expr) -> Compared {
    Compared {
        because: Some(because),
        ..Compared::new(Verdict::Undecided, lhs, rhs)
    }
}
