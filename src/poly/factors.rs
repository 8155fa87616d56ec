//! Primes in numbers, as far as trial division finds them cheaply.

use crate::number::Integer;

/// Primes above are not looked for.
const LARGEST_TRIED: i64 = 10_000;

/// Of longer numbers only the smallest primes are looked for.
const LONGEST: u64 = 4_096;

/// The largest of these.
const LARGEST_TRIED_IN_LONG: i64 = 100;

/// Higher degrees are not tried.
const MOST_DEGREE: u32 = 320;

/// The factorisation of a positive number; what is left after small primes counts as a prime, or
/// as a power of one where it is a perfect power. The number 1 has no factors.
pub(super) fn prime_powers(value: &Integer) -> Vec<(Integer, i64)> {
    let mut rest = value.clone();
    let mut found = Vec::new();
    let mut candidate = 2_i64;
    while candidate <= largest_tried(&rest) && !rest.is_one() {
        if is_square_above(candidate, &rest) {
            break;
        }
        let prime = Integer::from(candidate);
        let times = take_out(&mut rest, &prime);
        if times > 0 {
            found.push((prime, times));
        }
        candidate += if candidate == 2 { 1 } else { 2 };
    }
    if !rest.is_one() {
        let (root, degree) = root_and_degree(rest);
        if degree > 1 {
            // The root can have small primes where the power was too long to be searched.
            let primes = prime_powers(&root).into_iter();
            found.extend(primes.map(|(prime, times)| (prime, times * degree)));
        } else {
            found.push((root, 1));
        }
    }
    found
}

fn largest_tried(rest: &Integer) -> i64 {
    if rest.bits() <= LONGEST {
        LARGEST_TRIED
    } else {
        LARGEST_TRIED_IN_LONG
    }
}

/// Divides by a prime as often as it divides, and says how often: by p, p², p⁴ and so on, so that a high power
/// takes few divisions.
fn take_out(rest: &mut Integer, prime: &Integer) -> i64 {
    let mut times = 0;
    let mut steps = vec![(prime.clone(), 1_i64)];
    while let Some((power, count)) = steps.last()
        && let Some(quotient) = whole_quotient(rest, power)
    {
        *rest = quotient;
        times += count;
        let next = (power * power, 2 * count);
        if next.0.bits() > rest.bits() {
            break;
        }
        steps.push(next);
    }
    for (power, count) in steps.into_iter().rev() {
        while let Some(quotient) = whole_quotient(rest, &power) {
            *rest = quotient;
            times += count;
        }
    }
    times
}

/// Whether the square of a candidate is above the number, which is then prime or 1.
fn is_square_above(candidate: i64, rest: &Integer) -> bool {
    rest.to_i64()
        .is_some_and(|rest| candidate * candidate > rest)
}

fn whole_quotient(value: &Integer, divisor: &Integer) -> Option<Integer> {
    if let (Some(value), Some(divisor)) = (value.to_i64(), divisor.to_i64()) {
        return (value % divisor == 0).then(|| Integer::from(value / divisor));
    }
    value.div_exact(divisor)
}

/// A number without small primes as the highest power it is.
fn root_and_degree(mut value: Integer) -> (Integer, i64) {
    let mut found = 1;
    let mut degree = 2;
    // A degree that is no prime is tried in vain: its primes were taken before.
    while degree <= u32::try_from(value.bits()).unwrap_or(0).min(MOST_DEGREE) {
        let root = is_prime(degree).then(|| value.exact_root(degree));
        match root.flatten() {
            Some(root) => {
                value = root;
                found *= i64::from(degree);
            }
            None => degree += 1,
        }
    }
    (value, found)
}

fn is_prime(degree: u32) -> bool {
    (2..degree)
        .take_while(|divisor| divisor * divisor <= degree)
        .all(|divisor| !degree.is_multiple_of(divisor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primes_of_numbers() {
        let table: [(Integer, &[(i64, i64)]); 8] = [
            (Integer::from(1), &[]),
            (Integer::from(97), &[(97, 1)]),
            (Integer::from(360), &[(2, 3), (3, 2), (5, 1)]),
            (Integer::from(10_007 * 10_009), &[(100_160_063, 1)]),
            (Integer::from(100_003_i64 * 100_003), &[(100_003, 2)]),
            (Integer::from(3).pow(4000), &[(3, 4000)]),
            (Integer::from(10).pow(5000), &[(2, 5000), (5, 5000)]),
            (Integer::from(10_007).pow(600), &[(10_007, 600)]),
        ];
        for (value, expected) in table {
            let expected = expected.iter().map(|(p, e)| (Integer::from(*p), *e));
            assert_eq!(
                prime_powers(&value),
                expected.collect::<Vec<_>>(),
                "{value}"
            );
        }
    }
}
