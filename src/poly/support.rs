//! Which variables occur in a polynomial, and with which exponents.

use super::Polynomial;

impl Polynomial {
    /// The greatest exponent of a variable; `None` for 0.
    pub fn degree_in(&self, variable: usize) -> Option<i64> {
        (0..self.len())
            .map(|term| self.exponent(term, variable))
            .max()
    }

    /// The least exponent of a variable; `None` for 0.
    pub fn low_degree_in(&self, variable: usize) -> Option<i64> {
        (0..self.len())
            .map(|term| self.exponent(term, variable))
            .min()
    }

    /// Whether a variable occurs.
    pub fn mentions(&self, variable: usize) -> bool {
        (0..self.len()).any(|term| self.exponent(term, variable) != 0)
    }

    /// The greatest sum of exponents of a term; `None` for 0.
    pub fn total_degree(&self) -> Option<i64> {
        if self.is_zero() {
            return None;
        }
        let degree = i64::try_from(self.top()).unwrap_or(i64::MAX);
        Some(degree + self.shift.iter().sum::<i64>())
    }

    /// The exponents of the greatest monomial that divides all terms; those of a Laurent
    /// polynomial may be negative.
    pub fn monomial_content(&self) -> Vec<i64> {
        let ranges = self.ranges().into_iter();
        ranges.map(|(low, _)| low).collect()
    }

    /// For each variable the least and the greatest exponent with which it occurs in a term, one
    /// in which it does not occur counting as 0.
    pub(super) fn ranges(&self) -> Vec<(i64, i64)> {
        // Least, greatest, and in how many terms the field is not 0.
        let mut fields = vec![(u64::MAX, 0_u64, 0_usize); self.layout.variables()];
        for term in 0..self.len() {
            for (variable, exponent) in self.layout.nonzero(self.key(term)) {
                if let Some((least, greatest, count)) = fields.get_mut(variable) {
                    *least = (*least).min(exponent);
                    *greatest = (*greatest).max(exponent);
                    *count += 1;
                }
            }
        }
        let everywhere = self.len();
        let signed = |exponent: u64| i64::try_from(exponent).unwrap_or(i64::MAX);
        (0..self.variables())
            .map(|variable| {
                let shift = self.shifted(variable);
                match fields.get(variable) {
                    Some((least, greatest, count)) => {
                        let least = if *count == everywhere && everywhere > 0 {
                            *least
                        } else {
                            0
                        };
                        (signed(least) + shift, signed(*greatest) + shift)
                    }
                    None => (shift, shift),
                }
            })
            .collect()
    }

    /// For each variable whether it occurs.
    pub(super) fn occurring(&self) -> Vec<bool> {
        let ranges = self.ranges().into_iter();
        ranges.map(|range| range != (0, 0)).collect()
    }

    /// The polynomial by powers of one variable, the greatest first; their coefficients do not
    /// contain it.
    pub fn coefficients_in(&self, variable: usize) -> Vec<(i64, Self)> {
        let mut order: Vec<(i64, usize)> = (0..self.len())
            .map(|term| (self.exponent(term, variable), term))
            .collect();
        // Stable, so the terms of one power stay sorted.
        order.sort_by_key(|(exponent, _)| std::cmp::Reverse(*exponent));
        let mut parts: Vec<(i64, Self)> = Vec::new();
        for run in order.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(exponent, _)) = run.first() else {
                continue;
            };
            let terms: Vec<usize> = run.iter().map(|(_, term)| *term).collect();
            let mut part = self.pick(&terms);
            part.multiply_by_power(variable, exponent.saturating_neg());
            parts.push((exponent, part));
        }
        parts
    }
}
