//! Isolation of real roots by bisection and Descartes' rule of signs.

use super::{RealPolynomial, RealRoot, RootLimit};
use crate::number::{Integer, Rational};

/// The most word operations that one isolation may cost.
const MAX_WORK: u64 = 300_000_000;

/// The real roots of a square-free polynomial, each of which counts `times`.
pub(super) fn isolate(part: &RealPolynomial, times: u64) -> Result<Vec<RealRoot>, RootLimit> {
    let mut roots = Vec::new();
    let mut coefficients = part.coefficients().to_vec();
    if coefficients.first().is_some_and(Integer::is_zero) {
        roots.push(RealRoot::exact(Rational::ZERO, times));
        coefficients.remove(0);
    }
    let Some(part) = RealPolynomial::of(coefficients) else {
        return Ok(roots);
    };
    let mut work = 0;
    let mut places = positive(&part, &mut work)?;
    let below = positive(&mirrored(&part), &mut work)?;
    places.extend(below.into_iter().map(|(low, high)| (-high, -low)));
    let (exact, open): (Vec<_>, Vec<_>) = places.into_iter().partition(|(low, high)| low == high);
    // Without the roots that were met exactly, which may be ends of the intervals of others.
    let mut rest = part;
    for (root, _) in exact {
        let linear = vec![-root.numerator(), root.denominator().clone()];
        rest = RealPolynomial::of(linear).map_or(rest.clone(), |linear| rest.divide(&linear));
        roots.push(RealRoot::exact(root, times));
    }
    for (low, high) in open {
        roots.push(RealRoot::new(&rest, times, low, high));
    }
    Ok(roots)
}

/// The polynomial at −x.
fn mirrored(part: &RealPolynomial) -> RealPolynomial {
    let coefficients = part.coefficients().iter().enumerate();
    let signed = coefficients.map(|(power, c)| if power % 2 == 1 { -c } else { c.clone() });
    RealPolynomial::of(signed.collect()).unwrap_or_else(|| part.clone())
}

/// Intervals that hold one positive root each: its ends are equal where it is met exactly, else it
/// lies between them. The polynomial is square-free and does not vanish at 0.
fn positive(part: &RealPolynomial, work: &mut u64) -> Result<Vec<(Rational, Rational)>, RootLimit> {
    let mut found = Vec::new();
    if variations(part.coefficients()) == 0 {
        return Ok(found);
    }
    // All roots are below 2^order (Cauchy).
    let leading = part.leading().bits();
    let longest = part.coefficients().iter().map(Integer::bits).max();
    let order = (longest.unwrap_or(0) + 2).saturating_sub(leading);
    let order = u32::try_from(order).map_err(|_| RootLimit)?;
    let scaled = part.coefficients().iter().enumerate().map(|(power, c)| {
        let power = u32::try_from(power).unwrap_or(u32::MAX);
        c.shifted_left(order.saturating_mul(power))
    });
    // The part of the unit interval from c/2^k to (c+1)/2^k, stretched to the unit interval.
    let mut open = vec![(scaled.collect::<Vec<Integer>>(), Integer::ZERO, 0_u32)];
    while let Some((mut polynomial, place, depth)) = open.pop() {
        spend(&polynomial, work)?;
        let at = |place: &Integer| Rational::dyadic(place, i64::from(order) - i64::from(depth));
        if polynomial.first().is_some_and(Integer::is_zero) {
            found.push((at(&place), at(&place)));
            polynomial.remove(0);
        }
        match variations(&shifted(polynomial.iter().rev().cloned().collect())) {
            0 => {}
            1 => found.push((at(&place), at(&(&place + Integer::ONE)))),
            _ => {
                let half = halved(&polynomial);
                let doubled = place.mul_i64(2);
                let upper = shifted(half.clone());
                open.push((upper, &doubled + Integer::ONE, depth + 1));
                open.push((half, doubled, depth + 1));
            }
        }
    }
    Ok(found)
}

fn spend(polynomial: &[Integer], work: &mut u64) -> Result<(), RootLimit> {
    let length = u64::try_from(polynomial.len()).unwrap_or(u64::MAX);
    let bits = polynomial.iter().map(Integer::bits).max().unwrap_or(0);
    let cost = length.saturating_mul(length).saturating_mul(bits / 64 + 4);
    *work = work.saturating_add(cost);
    if *work > MAX_WORK {
        return Err(RootLimit);
    }
    Ok(())
}

/// How often the sign changes along the coefficients, zeros left out.
fn variations(coefficients: &[Integer]) -> usize {
    let mut last = 0;
    let mut changes = 0;
    for sign in coefficients.iter().map(Integer::signum).filter(|s| *s != 0) {
        changes += usize::from(last != 0 && sign != last);
        last = sign;
    }
    changes
}

/// The coefficients of p(x + 1).
#[expect(
    clippy::indexing_slicing,
    reason = "indices run below the length; Horner's scheme is clearest so"
)]
fn shifted(mut coefficients: Vec<Integer>) -> Vec<Integer> {
    let length = coefficients.len();
    for start in 0..length.saturating_sub(1) {
        for at in (start..length - 1).rev() {
            let next = coefficients[at + 1].clone();
            coefficients[at] = &coefficients[at] + next;
        }
    }
    coefficients
}

/// The coefficients of 2ⁿ p(x/2).
fn halved(coefficients: &[Integer]) -> Vec<Integer> {
    let top = coefficients.len().saturating_sub(1);
    let scaled = coefficients.iter().enumerate().map(|(power, c)| {
        let shift = u32::try_from(top - power).unwrap_or(u32::MAX);
        c.shifted_left(shift)
    });
    scaled.collect()
}
