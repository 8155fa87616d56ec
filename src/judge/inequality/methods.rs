//! Proofs that a small polynomial is not negative: by its coefficients, as a sum of squares, by its
//! roots, in every order of its variables.

use super::super::positive::Proved;
use super::super::verdict::SignMethod;
use super::form::Form;
use super::line::by_line;
use crate::expr::Expr;
use crate::number::Rational;
use crate::poly::{RealPolynomial, RealRoot};

/// A proof: how, and the expression in which it can be seen.
pub(super) type Seen = (SignMethod, Expr);

/// Proves that a form is not negative, or, where that is wanted, positive.
pub(super) fn prove(form: &Form, strict: bool) -> Option<Seen> {
    let wanted = if strict {
        Proved::Positive
    } else {
        Proved::NonNegative
    };
    if form.by_coefficients() >= wanted {
        // A symbol of either sign stands in even powers alone.
        let is_free = |at: &usize| {
            let variable = form.variables.get(*at);
            variable.is_some_and(|(_, sign)| *sign == Proved::Nothing)
        };
        let how = if form.occurring().iter().any(is_free) {
            SignMethod::Squares
        } else {
            SignMethod::Coefficients
        };
        return Some((how, form.to_expr()));
    }
    if let Some(seen) = by_squares(form, wanted) {
        return Some(seen);
    }
    if let [only] = form.occurring().as_slice() {
        let is_proved = by_roots(form, *only, strict);
        return is_proved.then(|| (SignMethod::Roots, form.to_expr()));
    }
    if let Some((how, _)) = halved(form).and_then(|halved| prove(&halved, strict)) {
        return Some((how, form.to_expr()));
    }
    by_multiples(form, wanted)
        .or_else(|| by_line(form, strict))
        .or_else(|| by_orders(form, wanted))
        .or_else(|| by_orders(&homogeneous(form)?, wanted).map(|(how, _)| (how, form.to_expr())))
}

/// The form in the squares of its variables of either sign, where these occur in even powers alone.
fn halved(form: &Form) -> Option<Form> {
    let occurring = form.occurring();
    let free: Vec<usize> = occurring
        .into_iter()
        .filter(|at| matches!(form.variables.get(*at), Some((_, Proved::Nothing))))
        .collect();
    let is_even = |key: &Vec<u32>| {
        free.iter()
            .all(|at| key.get(*at).is_none_or(|e| e % 2 == 0))
    };
    if free.is_empty() || !form.terms.keys().all(is_even) {
        return None;
    }
    let mut halved = form.clone();
    for at in &free {
        let (base, sign) = halved.variables.get_mut(*at)?;
        *base = Expr::power(base.clone(), Expr::integer(2));
        *sign = Proved::NonNegative;
    }
    let terms = form.terms.iter().map(|(key, coefficient)| {
        let mut key = key.clone();
        for at in &free {
            if let Some(exponent) = key.get_mut(*at) {
                *exponent /= 2;
            }
        }
        (key, coefficient.clone())
    });
    halved.terms = terms.collect();
    Some(halved)
}

/// The form with a power of a further variable, which is positive, at each term that falls short of the degree:
/// where it is 1, it is the form again.
fn homogeneous(form: &Form) -> Option<Form> {
    let degree = |key: &Vec<u32>| key.iter().sum::<u32>();
    let most = form.terms.keys().map(degree).max()?;
    if form.terms.keys().all(|key| degree(key) == most) {
        return None;
    }
    let mut whole = form.clone();
    whole.variables.push((Expr::one(), Proved::Positive));
    let terms = form.terms.iter().map(|(key, coefficient)| {
        let mut longer = key.clone();
        longer.push(most - degree(key));
        (longer, coefficient.clone())
    });
    whole.terms = terms.collect();
    Some(whole)
}

/// Whether the form of one variable keeps its sign, told from its real roots.
pub(super) fn by_roots(form: &Form, at: usize, strict: bool) -> bool {
    let sign = form
        .variables
        .get(at)
        .map_or(Proved::Nothing, |(_, sign)| *sign);
    let Some(polynomial) = RealPolynomial::new(&form.dense(at)) else {
        return !strict;
    };
    let Ok(roots) = polynomial.roots() else {
        return false;
    };
    // No interval of a root holds 0 inside.
    let is_free = sign == Proved::Nothing;
    let is_above_zero = |root: &RealRoot| is_free || root.high().is_positive();
    let is_inside = |root: &RealRoot| {
        let is_zero = root.is_exact() && root.low().is_zero();
        is_above_zero(root) || (is_zero && sign == Proved::NonNegative)
    };
    // Between roots the sign is that at any point; it changes only at roots of odd order.
    let crossing = |root: &RealRoot| root.multiplicity() % 2 == 1 && is_above_zero(root);
    let crossing = roots.iter().any(crossing);
    let touching = strict && roots.iter().any(is_inside);
    !crossing && !touching && polynomial.sign_far(true) > 0
}

/// Squares completed one variable after the other, until no coefficient is negative.
///
/// Which variable comes first matters where some are not negative: after y² of x² − xy + y² with x ≥ 1 comes
/// what is left of x alone.
fn by_squares(form: &Form, wanted: Proved) -> Option<Seen> {
    quadratics(form)
        .take(MAX_ORDERED)
        .find_map(|first| squares_from(form, first, wanted))
}

fn squares_from(form: &Form, first: (usize, Form), wanted: Proved) -> Option<Seen> {
    let mut rest = form.clone();
    let mut squares: Vec<Expr> = Vec::new();
    // Whether the squares and the rest add up to the form itself.
    let mut is_sum = true;
    let mut next = Some(first);
    for _ in 0..form.variables.len() {
        let (at, leading) = match next.take() {
            Some(first) => first,
            None => quadratics(&rest).next()?,
        };
        if leading.constant().is_none()
            && wanted == Proved::Positive
            && leading.by_coefficients() != Proved::Positive
        {
            return None;
        }
        let (middle, last) = (rest.coefficient_of(at, 1), rest.coefficient_of(at, 0));
        let square = middle.times(&middle)?;
        if let Some(number) = leading.constant() {
            let (half, quarter) = (
                Rational::new(1.into(), 2.into())?,
                Rational::new(1.into(), 4.into())?,
            );
            let inverse = number.recip()?;
            rest = last.plus(&square, &-(&inverse * &quarter));
            let (variable, _) = form.variables.get(at)?;
            let zero = middle.plus(&middle, &Rational::from(-1));
            let added = zero.plus(&middle, &(&inverse * &half)).to_expr();
            let base = if middle.terms.is_empty() {
                variable.clone()
            } else {
                Expr::sum(std::iter::once(variable.clone()).chain(added.terms().iter().cloned()))
            };
            let power = Expr::power(base, Expr::integer(2));
            squares.push(if number.is_one() {
                power
            } else {
                Expr::product([Expr::number(&number), power])
            });
        } else {
            let four = Rational::from(4);
            let product = leading.times(&last)?;
            rest = square
                .plus(&square, &Rational::from(-2))
                .plus(&product, &four);
            is_sum = false;
        }
        if rest.by_coefficients() >= wanted {
            if !is_sum {
                return Some((SignMethod::Squares, form.to_expr()));
            }
            if !rest.terms.is_empty() {
                squares.extend(rest.to_expr().terms().iter().cloned());
            }
            return Some((SignMethod::Squares, Expr::sum(squares)));
        }
    }
    None
}

/// The variables that occur to the second power at most, with their leading coefficients, which are not
/// negative: those with a number first, variables of either sign before others.
fn quadratics(form: &Form) -> impl Iterator<Item = (usize, Form)> {
    // Of each variable the degree, and whether its square stands alone and beside others; one look at the terms.
    let mut seen = vec![(0_u32, false, false); form.variables.len()];
    for key in form.terms.keys() {
        let degree: u32 = key.iter().sum();
        for ((most, alone, beside), exponent) in seen.iter_mut().zip(key) {
            *most = (*most).max(*exponent);
            *alone |= *exponent == 2 && degree == 2;
            *beside |= *exponent == 2 && degree > 2;
        }
    }
    let signs = form.variables.iter().map(|(_, sign)| *sign);
    let places = seen.into_iter().zip(signs).enumerate();
    let mut candidates: Vec<(bool, Proved, usize)> = places
        .filter(|(_, ((most, _, _), _))| *most == 2)
        .map(|(at, ((_, alone, beside), sign))| (!alone || beside, sign, at))
        .collect();
    candidates.sort_unstable();
    candidates.into_iter().filter_map(|(_, _, at)| {
        let leading = form.coefficient_of(at, 2);
        (leading.by_coefficients() >= Proved::NonNegative).then_some((at, leading))
    })
}

/// The most variables that are put in every order.
const MAX_ORDERED: usize = 4;

/// How often a form is multiplied by the sum of its variables and 1 (Pólya).
const MAX_MULTIPLES: usize = 4;

/// Multiplied by a positive form, no coefficient is negative.
fn by_multiples(form: &Form, wanted: Proved) -> Option<Seen> {
    let occurring = form.occurring();
    let is_free = |at: &usize| {
        form.variables
            .get(*at)
            .is_none_or(|(_, s)| *s == Proved::Nothing)
    };
    if occurring.len() > MAX_ORDERED || occurring.iter().any(is_free) {
        return None;
    }
    let width = form.variables.len();
    let mut factor = form.plus(form, &Rational::from(-1));
    factor.terms.insert(vec![0; width], Rational::ONE);
    for at in occurring {
        let mut key = vec![0; width];
        *key.get_mut(at)? = 1;
        factor.terms.insert(key, Rational::ONE);
    }
    let mut multiple = form.clone();
    for _ in 0..MAX_MULTIPLES {
        multiple = multiple.times(&factor)?;
        if multiple.by_coefficients() >= wanted {
            return Some((SignMethod::Multiple(factor.to_expr()), form.to_expr()));
        }
    }
    None
}

/// For every choice of signs and every order of the variables, with each variable written as the
/// one before plus what it exceeds that by, no coefficient is negative, or squares are completed.
fn by_orders(form: &Form, wanted: Proved) -> Option<Seen> {
    let occurring = form.occurring();
    if occurring.len() > MAX_ORDERED {
        return None;
    }
    let free: Vec<usize> = occurring
        .iter()
        .copied()
        .filter(|at| {
            form.variables
                .get(*at)
                .is_none_or(|(_, sign)| *sign == Proved::Nothing)
        })
        .collect();
    let mut orders = Vec::new();
    permutations(&occurring, &mut Vec::new(), &mut orders);
    let mut cases = 0;
    let mut squares = false;
    for signs in 0..1_usize << free.len() {
        let mut signed = form.clone();
        for (bit, at) in free.iter().enumerate() {
            if signs >> bit & 1 == 1 {
                signed = signed.mirrored(*at);
            }
        }
        for (_, sign) in &mut signed.variables {
            *sign = (*sign).max(Proved::NonNegative);
        }
        for order in &orders {
            let ordered = in_order(&signed, order)?;
            if ordered.by_coefficients() < wanted {
                by_squares(&ordered, wanted)?;
                squares = true;
            }
            cases += 1;
        }
    }
    let how = if squares {
        SignMethod::OrderedSquares(cases)
    } else {
        SignMethod::Orders(cases)
    };
    Some((how, form.to_expr()))
}

/// x ≤ y ≤ z: x, x + y, x + y + z in their places.
fn in_order(form: &Form, order: &[usize]) -> Option<Form> {
    let mut form = form.clone();
    // Differences may vanish even where the variables cannot; only the least one stays positive.
    for at in order.iter().skip(1) {
        if let Some((_, sign)) = form.variables.get_mut(*at) {
            *sign = Proved::NonNegative;
        }
    }
    for pair in order.windows(2).rev() {
        let [lower, upper] = pair else { continue };
        form = form.raised_by(*upper, *lower)?;
    }
    Some(form)
}

fn permutations(left: &[usize], taken: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if left.is_empty() {
        found.push(taken.clone());
        return;
    }
    for (place, at) in left.iter().enumerate() {
        let mut rest = left.to_vec();
        rest.remove(place);
        taken.push(*at);
        permutations(&rest, taken, found);
        taken.pop();
    }
}
