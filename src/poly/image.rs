//! The greatest common divisor of images modulo a prime, by W. S. Brown's algorithm.
//!
//! The last variable is given values, at which the divisor in one variable less is found the same
//! way; the divisors at the values are interpolated. What they lack is a common scale: the greatest
//! common divisor of the leading coefficients, polynomials in the last variable, supplies it.

use std::collections::BTreeMap;

use super::field::{Field, Random};
use super::univariate::{Dense, trim};

/// A term: its packed exponents, the first variable in the highest bits, and its coefficient.
pub(super) type ImageTerm = (u128, u64);

/// By the exponents of all variables but the last: the coefficient, a polynomial in the last.
type Groups = Vec<(u128, Dense)>;

/// Points of a variable at which the images were unlucky, before this is given up.
const UNLUCKY: usize = 16;

/// A search for a common divisor modulo one prime.
pub(super) struct Search<'a> {
    pub(super) field: Field,
    /// How many bits each variable's exponent has in a key.
    pub(super) widths: &'a [u32],
    pub(super) random: Random,
    /// Products that may still be spent.
    pub(super) left: u64,
}

impl Search<'_> {
    /// The greatest common divisor of two polynomials in the first `variables` variables, their
    /// terms in descending order, its leading coefficient 1; `None` when the work is used up.
    pub(super) fn common(
        &mut self,
        a: &[ImageTerm],
        b: &[ImageTerm],
        variables: usize,
    ) -> Option<Vec<ImageTerm>> {
        let width = *self.widths.get(variables.checked_sub(1)?)?;
        let (mut a, mut b) = (groups(a, width), groups(b, width));
        if variables == 1 {
            let (a, b) = (&a.first()?.1, &b.first()?.1);
            self.spend(a.len() * b.len())?;
            return Some(ungroup(&[(0, self.field.dense_gcd(a, b))], width));
        }
        let below = self.content(&mut a)?;
        let content = self.content(&mut b)?;
        let content = self.field.dense_gcd(&below, &content);
        let scale = self.field.dense_gcd(&a.first()?.1, &b.first()?.1);
        let mut found = self.interpolate(&a, &b, &scale, variables)?;
        self.content(&mut found)?;
        for (_, coefficient) in &mut found {
            self.spend(coefficient.len() * content.len())?;
            *coefficient = self.field.dense_product(coefficient, &content);
        }
        let lead = found.first()?.1.last().copied()?;
        let inverse = self.field.inverse(lead);
        let mut terms = ungroup(&found, width);
        for (_, coefficient) in &mut terms {
            *coefficient = self.field.multiply(*coefficient, inverse);
        }
        Some(terms)
    }

    /// The common divisor from its values at points of the last variable, up to a factor in that
    /// variable.
    fn interpolate(
        &mut self,
        a: &Groups,
        b: &Groups,
        scale: &[u64],
        variables: usize,
    ) -> Option<Groups> {
        let length = |groups: &Groups| groups.iter().map(|(_, c)| c.len()).max();
        let most = length(a)?.min(length(b)?) + scale.len();
        let mut sum = Interpolation::default();
        let mut unlucky = 0;
        while sum.points < most {
            let point = 1 + self.random.below(self.field.modulus() - 1);
            let size = a.iter().chain(b).map(|(_, c)| c.len()).sum();
            self.spend(size)?;
            let left = values(self.field, a, point);
            let right = values(self.field, b, point);
            // A point at which a leading coefficient vanishes says nothing.
            if left.first()?.0 != a.first()?.0 || right.first()?.0 != b.first()?.0 {
                unlucky += 1;
                if unlucky > UNLUCKY {
                    return None;
                }
                continue;
            }
            let mut image = self.common(&left, &right, variables - 1)?;
            let lead = image.first()?.0;
            if lead == 0 {
                return Some(vec![(0, vec![1])]);
            }
            match lead.cmp(&sum.lead.unwrap_or(lead)) {
                std::cmp::Ordering::Less => sum = Interpolation::default(),
                std::cmp::Ordering::Greater => {
                    unlucky += 1;
                    if unlucky > UNLUCKY {
                        return None;
                    }
                    continue;
                }
                std::cmp::Ordering::Equal => {}
            }
            let factor = self.field.dense_value(scale, point);
            for (_, coefficient) in &mut image {
                *coefficient = self.field.multiply(*coefficient, factor);
            }
            sum.lead = Some(lead);
            self.spend(image.len() * (sum.points + 1) * 2)?;
            if sum.add(self.field, point, &image) {
                break;
            }
        }
        let groups = sum.groups.into_iter().rev();
        Some(groups.filter(|(_, c)| !c.is_empty()).collect())
    }

    /// The greatest common divisor of the coefficients, by which they are divided.
    fn content(&mut self, groups: &mut Groups) -> Option<Dense> {
        let mut content = Dense::new();
        for (_, coefficient) in groups.iter() {
            self.spend(content.len().max(1) * coefficient.len())?;
            content = self.field.dense_gcd(&content, coefficient);
            if content.len() == 1 {
                return Some(content);
            }
        }
        for (_, coefficient) in groups.iter_mut() {
            self.spend(content.len() * coefficient.len())?;
            *coefficient = self
                .field
                .dense_quotient(std::mem::take(coefficient), &content);
        }
        Some(content)
    }

    fn spend(&mut self, products: usize) -> Option<()> {
        self.left = self.left.checked_sub(u64::try_from(products).ok()?)?;
        Some(())
    }
}

/// A polynomial that has the values found so far.
#[derive(Default)]
struct Interpolation {
    points: usize,
    /// The product of x − β over the points β.
    vanishing: Dense,
    groups: BTreeMap<u128, Dense>,
    lead: Option<u128>,
}

impl Interpolation {
    /// Takes in the value at one more point; tells whether nothing changed.
    fn add(&mut self, field: Field, point: u64, image: &[ImageTerm]) -> bool {
        if self.points == 0 {
            self.vanishing = vec![1];
        }
        let inverse = field.inverse(field.dense_value(&self.vanishing, point));
        for (key, _) in image {
            self.groups.entry(*key).or_default();
        }
        let mut image = image.iter().rev().peekable();
        let mut same = true;
        for (key, coefficient) in &mut self.groups {
            let value = image.next_if(|(own, _)| own == key).map_or(0, |(_, c)| *c);
            let missing = field.subtract(value, field.dense_value(coefficient, point));
            if missing != 0 {
                same = false;
                let factor = field.multiply(missing, inverse);
                field.dense_add(coefficient, factor, &self.vanishing);
            }
        }
        self.points += 1;
        let root = field.subtract(0, point);
        self.vanishing = field.dense_product(&self.vanishing, &[root, 1]);
        same
    }
}

/// The terms by all variables but the last.
fn groups(terms: &[ImageTerm], width: u32) -> Groups {
    let mask = (1_u128 << width) - 1;
    let mut groups = Groups::new();
    for run in terms.chunk_by(|a, b| a.0 >> width == b.0 >> width) {
        let Some((key, _)) = run.first() else {
            continue;
        };
        let place = |key: u128| usize::try_from(key & mask).unwrap_or(0);
        // The greatest exponent comes first.
        let mut coefficient = vec![0; place(*key) + 1];
        for (key, value) in run {
            if let Some(slot) = coefficient.get_mut(place(*key)) {
                *slot = *value;
            }
        }
        groups.push((key >> width, coefficient));
    }
    groups
}

fn ungroup(groups: &[(u128, Dense)], width: u32) -> Vec<ImageTerm> {
    let mut terms = Vec::new();
    for (key, coefficient) in groups {
        let places = (0..coefficient.len()).rev().zip(coefficient.iter().rev());
        let present = places.filter(|(_, value)| **value != 0);
        terms.extend(present.filter_map(|(place, value)| {
            Some((key << width | u128::try_from(place).ok()?, *value))
        }));
    }
    terms
}

/// The value at a point of the last variable.
fn values(field: Field, groups: &Groups, point: u64) -> Vec<ImageTerm> {
    let value = |(key, coefficient): &(u128, Dense)| (*key, field.dense_value(coefficient, point));
    let values = groups.iter().map(value);
    values.filter(|(_, value)| *value != 0).collect()
}

/// A dense polynomial from values at exponents.
pub(super) fn dense_of(terms: impl Iterator<Item = (usize, u64)>, field: Field) -> Dense {
    let mut dense = Dense::new();
    for (exponent, value) in terms {
        if dense.len() <= exponent {
            dense.resize(exponent + 1, 0);
        }
        if let Some(slot) = dense.get_mut(exponent) {
            *slot = field.add(*slot, value);
        }
    }
    trim(&mut dense);
    dense
}
