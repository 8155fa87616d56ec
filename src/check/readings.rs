//! The readings that two sides allow: units as written, one side in the unit of the other, and
//! prefixes of bytes in powers of 1024.

use std::collections::BTreeSet;

use super::by_hand::by_hand;
use super::compared::Need;
use super::cycles::by_cycle;
use super::divided::divided;
use super::percent::{in_percent, of_what_stands_before};
use super::rates::{over_rate, unit_below, without_rates};
use super::unit_marks::Marks;
use crate::expr::{Expr, ExprKind, deep};
use crate::number::{Integer, Rational, Suffix, Written};
use crate::units::{Dimension, Prefix, Unit, unit};

/// Two sides in one reading.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) lhs: Expr,
    pub(super) rhs: Expr,
    pub(super) needs: Vec<Need>,
}

/// All readings of two sides, the plainest first.
pub(super) fn readings(lhs: &Expr, rhs: &Expr) -> Vec<Reading> {
    let plain = Reading {
        lhs: lhs.clone(),
        rhs: rhs.clone(),
        needs: Vec::new(),
    };
    let mut found = vec![plain];
    let (left, right) = (Marks::of(lhs), Marks::of(rhs));
    for factor in factors(&right, &left, below_one(rhs))
        .into_iter()
        .chain(quotient_of_units(rhs, &left))
    {
        found.push(Reading {
            lhs: factor.times(lhs),
            rhs: rhs.clone(),
            needs: vec![Need::InUnit(factor.name)],
        });
    }
    for factor in factors(&left, &right, below_one(lhs))
        .into_iter()
        .chain(quotient_of_units(lhs, &right))
    {
        found.push(Reading {
            lhs: lhs.clone(),
            rhs: factor.times(rhs),
            needs: vec![Need::InUnit(factor.name)],
        });
    }
    // `14 GB ≈ 13.67 GiB`: who turns one into the other tells them apart.
    let says_binary = |marks: &Marks| marks.units.iter().any(|unit| unit.prefix == Prefix::Binary);
    let number = |side: &Expr| match side.kind() {
        ExprKind::Quantity(number, _) => number.as_number(),
        _ => None,
    };
    let differ = number(lhs)
        .zip(number(rhs))
        .is_some_and(|(before, after)| before != after);
    let tells_apart = differ && (says_binary(&left) || says_binary(&right));
    if !tells_apart && (left.has_binary_reading() || right.has_binary_reading()) {
        // One unit means one thing in a relation: `14 GB × 2 = 30 GB` stays in GB.
        let shares_unit = |reading: &Reading| {
            let (left, right) = (Marks::of(&reading.lhs), Marks::of(&reading.rhs));
            let mut units = left
                .units
                .iter()
                .filter(|unit| unit.binary_reading().is_some());
            units.any(|unit| right.units.contains(unit))
        };
        let mut decimal = found.clone();
        decimal.retain(|reading| !shares_unit(reading));
        let both = [(true, true), (true, false), (false, true)];
        for (in_left, in_right) in both {
            found.extend(
                decimal
                    .iter()
                    .filter_map(|reading| binary(reading, in_left, in_right)),
            );
        }
    }
    found.extend(of_bytes_each(lhs, rhs, &left, &right));
    found.extend(of_whole_sums(lhs, rhs));
    found.extend(by_the_second(lhs, rhs, &left, &right));
    found.extend(in_myriads(lhs, rhs, &left, &right));
    found.extend(in_percent(lhs, rhs, &left, &right));
    if let Some(reading) = of_what_stands_before(lhs, rhs) {
        // `200 − 10%` is 180 to whoever writes so, and 199.9 to hardly anybody.
        found.insert(0, reading);
    }
    if let Some(reading) = in_thousands(lhs, rhs, &left, &right) {
        // `2 × 32K × 1024 bytes = 64 MB`: with K as 1024, MB is in powers of 1024 as well.
        found.extend(binary(&reading, true, true));
        found.push(reading);
    }
    found.extend(in_powers_of_two(lhs, rhs));
    found.extend(without_rates(lhs, rhs, &left, &right));
    let over = over_rate(lhs, rhs);
    let divided_lhs = over.as_ref().map_or(lhs, |reading| &reading.lhs);
    found.extend(by_hand(divided_lhs, rhs, &left, &right));
    found.extend(divided(lhs, rhs, &left, &right));
    found.extend(over);
    found.extend(by_cycle(lhs, rhs, &left, &right));
    found.extend(as_they_stand(lhs, rhs, &left, &right));
    found
}

/// `1,792 parameters = 7,168 bytes`: each takes some bytes.
fn of_bytes_each(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Vec<Reading> {
    let counts = left.units.iter().any(|unit| unit.name == "parameter")
        && left.units.iter().all(|unit| unit.is_counting_label());
    let is_size = |unit: &'static Unit| unit.dimension == Dimension::DATA;
    if !counts || !right.measuring().all(is_size) || right.measuring().next().is_none() {
        return Vec::new();
    }
    [4, 2, 1, 8]
        .into_iter()
        .map(|bytes| Reading {
            lhs: Expr::quantity(Expr::product([lhs.clone(), Expr::integer(bytes)]), "byte"),
            rhs: rhs.clone(),
            needs: vec![Need::InUnit(format!("parameters of {bytes} bytes"))],
        })
        .collect()
}

/// `n³/3 + n²/2 FLOPs ≈ n³/3 FLOPs`, `5 + 3 GB = 8 GB`: the unit behind the last summand is that of the sum.
fn of_whole_sums(lhs: &Expr, rhs: &Expr) -> Option<Reading> {
    let (left, right) = (of_whole_sum(lhs), of_whole_sum(rhs));
    let (_, name) = left.as_ref().or(right.as_ref())?.clone();
    let reading = |side: Option<(Expr, String)>, plain: &Expr| {
        side.map_or_else(|| plain.clone(), |(expr, _)| expr)
    };
    Some(Reading {
        lhs: reading(left, lhs),
        rhs: reading(right, rhs),
        needs: vec![Need::InUnit(name)],
    })
}

fn of_whole_sum(expr: &Expr) -> Option<(Expr, String)> {
    let ExprKind::Sum(summands) = expr.kind() else {
        return None;
    };
    let (last, others) = summands.split_last()?;
    let ExprKind::Quantity(amount, name) = last.kind() else {
        return None;
    };
    let is_bare = |summand: &Expr| Marks::of(summand).units.is_empty();
    let sum = others.iter().cloned().chain([amount.clone()]);
    let whole = Expr::quantity(Expr::sum(sum.collect::<Vec<_>>()), name.name());
    (!others.is_empty() && others.iter().all(is_bare)).then(|| (whole, name.name().to_owned()))
}

/// `64 TFLOPs / 148 TFLOPs ≈ 432 ms`, `4.2e22 FLOPs / 312e12 ≈ 1.35e8 s`, `4.2e22 / 312 TFLOPS ≈ 1.35e8 s`: operations
/// over operations a second, however they are spelled.
fn by_the_second(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Option<Reading> {
    let counts = |unit: &&'static Unit| {
        unit.dimension == Dimension::OPERATIONS || unit.dimension == Dimension::OPERATION_RATE
    };
    let is_ratio = left.measuring().next().is_some() && left.measuring().all(|unit| counts(&unit));
    let wants = right.measuring().next().is_some()
        && right
            .measuring()
            .all(|unit| unit.dimension == Dimension::TIME);
    let below = unit_below(lhs);
    let lhs = below.as_ref().unwrap_or(lhs);
    let measured = power_of_units(lhs).filter(|_| is_ratio && wants)?;
    let one = |unit: &str| Expr::quantity(Expr::one(), unit);
    let is_over = |unit: Dimension| Dimension::NONE.over(unit) == Some(measured);
    let lhs = if measured.is_none() {
        Expr::quantity(lhs.clone(), "second")
    } else if measured == Dimension::OPERATIONS && matches!(lhs.kind(), ExprKind::Quotient(..)) {
        Expr::quantity(Expr::quotient(lhs.clone(), one("FLOP")), "second")
    } else if is_over(Dimension::OPERATION_RATE) {
        Expr::product([lhs.clone(), one("FLOP")])
    } else if is_over(Dimension::OPERATIONS) {
        Expr::quantity(Expr::product([lhs.clone(), one("FLOP")]), "second")
    } else {
        return None;
    };
    Some(Reading {
        lhs,
        rhs: rhs.clone(),
        needs: vec![Need::Per("second")],
    })
}

/// `(624.55 + 485) / 2 = 554.775억`: the bare side counts them too.
fn in_myriads(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Option<Reading> {
    let is_bare = |marks: &Marks| marks.suffix.is_none() && !marks.has_percent;
    if !is_bare(left) || !is_bare(right) {
        return None;
    }
    let (in_left, in_right) = (myriads(lhs), myriads(rhs));
    let scaled = |expr: &Expr, power: u32| {
        Expr::product([expr.clone(), Expr::integer(Integer::from(10).pow(power))])
    };
    let (lhs, rhs, power) = match (in_left, in_right) {
        (None, Some(power)) => (scaled(lhs, power), rhs.clone(), power),
        (Some(power), None) => (lhs.clone(), scaled(rhs, power), power),
        _ => return None,
    };
    let needs = vec![Need::InUnit(format!("10^{power}"))];
    Some(Reading { lhs, rhs, needs })
}

/// The power of ten that a word behind a number stands for, `4억`; none where there is no such word.
fn myriads(expr: &Expr) -> Option<u32> {
    deep(|| {
        if let ExprKind::Product(factors) = expr.kind()
            && let [.., number, power] = factors.as_slice()
            && number.as_number().is_some()
            && let ExprKind::Number(literal) = power.kind()
            && literal.written().is_none()
        {
            let value = power.as_number()?;
            return (3..=16).find(|power| Rational::from(Integer::from(10).pow(*power)) == value);
        }
        expr.children().into_iter().find_map(myriads)
    })
}

/// `128K = 131,072`: K as 1024, where only one side has it.
fn in_thousands(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Option<Reading> {
    let is_thousand = |marks: &Marks| marks.suffix.is_some_and(|suffix| suffix.letter() == 'K');
    let (in_left, in_right) = (is_thousand(left), is_thousand(right));
    if in_left == in_right {
        return None;
    }
    let needs = vec![Need::Binary {
        written: "K",
        meant: "1024",
    }];
    Some(Reading {
        lhs: if in_left { with_kibi(lhs) } else { lhs.clone() },
        rhs: if in_right {
            with_kibi(rhs)
        } else {
            rhs.clone()
        },
        needs,
    })
}

/// `8192 × 2 × 4096 × 40 = 2560M`: M as 1024², G as 1024³, where that is right to the last unit.
fn in_powers_of_two(lhs: &Expr, rhs: &Expr) -> Option<Reading> {
    let ExprKind::Number(literal) = rhs.kind() else {
        return None;
    };
    let (power, written, meant) = match literal.written()?.suffix()?.letter() {
        'M' => (2, "M", "1024²"),
        'G' => (3, "G", "1024³"),
        _ => return None,
    };
    let digits = rhs
        .as_number()?
        .checked_div(&Rational::from(1_000).pow(power)?)?;
    let value = digits * Rational::from(1_024).pow(power)?;
    let exact = super::sides::value(lhs, &crate::expr::Assumptions::none())?;
    (exact.as_number() == Some(&value)).then(|| Reading {
        lhs: lhs.clone(),
        rhs: Expr::number(&value),
        needs: vec![Need::Binary { written, meant }],
    })
}

/// Numbers with the suffix K times 1024/1000.
fn with_kibi(expr: &Expr) -> Expr {
    deep(|| {
        if let ExprKind::Number(literal) = expr.kind() {
            let suffix = literal.written().and_then(Written::suffix);
            let is_thousand = suffix.is_some_and(|suffix| suffix.letter() == 'K');
            let value = expr.as_number().filter(|_| is_thousand);
            let kibi = Rational::new(1024.into(), 1000.into());
            return match (value, kibi) {
                (Some(value), Some(kibi)) => Expr::number(&(value * kibi)),
                _ => expr.clone(),
            };
        }
        expr.map_children(with_kibi)
    })
}

/// `3 hours × 60 minutes = 180 minutes`, `800 bytes × 30 days = 24 kB`: where the units of the sides
/// cannot agree, times count.
fn as_they_stand(lhs: &Expr, rhs: &Expr, left: &Marks, right: &Marks) -> Option<Reading> {
    let has_time = |marks: &Marks| marks.units.iter().any(|unit| is_time(unit));
    // `10^9 / (30 days × 86400 s) = 385`: seconds of a day.
    let converts = right.measuring().next().is_none() && left.mixes_times();
    let differ = (has_time(left) || has_time(right)) && power_of_units(lhs) != power_of_units(rhs);
    if !converts && !differ {
        return None;
    }
    // Days are counted.
    let (lhs, rhs) = (without_units(lhs, &is_time), without_units(rhs, &is_time));
    (power_of_units(&lhs) == power_of_units(&rhs)).then(|| Reading {
        lhs,
        rhs,
        needs: vec![Need::AsTheyStand],
    })
}

/// The dimension of a side without symbols, where its parts agree.
pub(super) fn power_of_units(expr: &Expr) -> Option<Dimension> {
    let value = super::sides::value(expr, &crate::expr::Assumptions::none())?;
    Some(value.as_quantity()?.dimension)
}

/// Whether a unit is one of time.
fn is_time(unit: &Unit) -> bool {
    unit.dimension == Dimension::TIME
}

/// The expression with the quantities in such units as their numbers.
pub(super) fn without_units(expr: &Expr, is_dropped: &dyn Fn(&Unit) -> bool) -> Expr {
    deep(|| match expr.kind() {
        ExprKind::Quantity(amount, name) if unit(name.name()).is_some_and(is_dropped) => {
            without_units(amount, is_dropped)
        }
        _ => expr.map_children(|child| without_units(child, is_dropped)),
    })
}

/// What a side without a mark is multiplied by so that it reads like the other.
struct Factor {
    name: String,
    suffix: Option<Suffix>,
    unit: Option<&'static str>,
    /// The unit of which one stands below: the second of `GB/s`.
    below: Option<&'static str>,
}

impl Factor {
    fn times(&self, expr: &Expr) -> Expr {
        let scaled = match self.suffix.and_then(|suffix| suffix.factor().to_integer()) {
            Some(factor) => Expr::product([expr.clone(), Expr::integer(factor)]),
            None => expr.clone(),
        };
        let above = match self.unit {
            Some(unit) => Expr::quantity(scaled, unit),
            None => scaled,
        };
        match self.below {
            Some(below) => Expr::quotient(above, Expr::quantity(Expr::integer(1), below)),
            None => above,
        }
    }
}

/// In which units a bare side may be meant beside a marked one.
fn factors(marked: &Marks, bare: &Marks, below: Option<&'static str>) -> Vec<Factor> {
    let is_below = |unit: &Unit| Some(unit.name) == below;
    let unit_is_open = bare.measuring().next().is_none();
    // What names its own unit is told in that: `5k tokens × 320 KB` is no 1.6 MB.
    let suffix = marked
        .suffix
        .filter(|_| bare.suffix.is_none() && unit_is_open);
    let mut units: Vec<Option<&'static str>> = vec![None];
    if unit_is_open {
        for unit in marked.measuring().filter(|unit| !is_below(unit)) {
            // One base unit first: `7B * 4 = 28 GB` counts bytes.
            units.extend([base_of(unit), Some(unit.name)]);
        }
        if units.len() > 1 {
            units.remove(0);
        }
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for unit in units {
        for suffix in [None, suffix] {
            if (unit.is_none() && suffix.is_none()) || !seen.insert((unit, suffix)) {
                continue;
            }
            let letter = suffix.map(|suffix| suffix.letter().to_string());
            let name = [letter, unit.map(str::to_owned)].into_iter().flatten();
            found.push(Factor {
                name: name.collect::<Vec<_>>().join(" "),
                suffix,
                unit,
                below: below.filter(|_| unit.is_some()),
            });
        }
    }
    found
}

/// `989 TFLOPS / 3.35 TB/s ≈ 295 ops`: what the units of the marked side come to, one unit over another.
fn quotient_of_units(marked: &Expr, bare: &Marks) -> Option<Factor> {
    if bare.measuring().next().is_some() {
        return None;
    }
    let exponents = power_of_units(marked)?.exponents();
    let with = |wanted: i32| {
        let mut found = exponents
            .iter()
            .filter(move |(_, exponent)| *exponent == wanted);
        found.next().map(|(name, _)| *name)
    };
    let is_quotient = exponents
        .iter()
        .filter(|(_, exponent)| *exponent != 0)
        .count()
        == 2;
    let (above, below) = (with(1)?, with(-1)?);
    is_quotient.then(|| Factor {
        name: format!("{above}/{below}"),
        suffix: None,
        unit: Some(above),
        below: Some(below),
    })
}

/// The unit of which one stands below a quotient, `5 GB/(1 second)`.
fn below_one(expr: &Expr) -> Option<&'static str> {
    deep(|| {
        if let ExprKind::Quotient(_, below) = expr.kind()
            && let ExprKind::Quantity(amount, name) = below.kind()
            && amount.as_number().is_some_and(|amount| amount.is_one())
        {
            return unit(name.name()).map(|unit| unit.name);
        }
        expr.children().into_iter().find_map(below_one)
    })
}

/// The base unit of a unit, where it has one name.
fn base_of(unit: &Unit) -> Option<&'static str> {
    let mut same = crate::units::units().filter(|other| other.dimension == unit.dimension);
    if let Some(base) = same.find(|other| other.factor().is_one()) {
        return Some(base.name);
    }
    let mut bases = unit.dimension.exponents().into_iter();
    let only = bases.find(|(_, exponent)| *exponent != 0)?;
    (only.1 == 1 && bases.all(|(_, exponent)| exponent == 0)).then_some(only.0)
}

/// The reading with prefixes of bytes as powers of 1024 on these sides; `None` where that
/// changes nothing, or nothing on a side where it should.
fn binary(reading: &Reading, in_left: bool, in_right: bool) -> Option<Reading> {
    let mut needs = reading.needs.clone();
    let mut change = |expr: &Expr, here: bool| {
        if !here {
            return Some(expr.clone());
        }
        let mut met = Vec::new();
        let changed = in_binary(expr, &mut met);
        let is_changed = !met.is_empty();
        for (written, meant) in met {
            let need = Need::Binary { written, meant };
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        is_changed.then_some(changed)
    };
    let (lhs, rhs) = match (in_left, in_right) {
        (true, true) => {
            let (left, right) = (change(&reading.lhs, true), change(&reading.rhs, true));
            if left.is_none() && right.is_none() {
                return None;
            }
            (
                left.unwrap_or_else(|| reading.lhs.clone()),
                right.unwrap_or_else(|| reading.rhs.clone()),
            )
        }
        _ => (
            change(&reading.lhs, in_left)?,
            change(&reading.rhs, in_right)?,
        ),
    };
    Some(Reading { lhs, rhs, needs })
}

fn in_binary(expr: &Expr, met: &mut Vec<(&'static str, &'static str)>) -> Expr {
    deep(|| {
        let changed = expr.map_children(|child| in_binary(child, met));
        let ExprKind::Quantity(amount, name) = changed.kind() else {
            return changed;
        };
        let Some(written) = unit(name.name()) else {
            return changed;
        };
        match written.binary_reading() {
            Some(meant) => {
                met.push((written.name, meant.name));
                Expr::quantity(amount.clone(), meant.name)
            }
            None => changed,
        }
    })
}
