//! Storage formats and how they are found by name.

use super::dtype_table::DTYPES;
use crate::number::Rational;

/// A format in which elements are stored: how many bytes a block of elements takes, scales
/// included.
#[derive(Debug, PartialEq, Eq)]
pub struct Dtype {
    /// The name as it is printed.
    pub name: &'static str,
    /// How many elements a block holds; 1 where there are no blocks.
    pub elements: u32,
    /// How many bytes a block takes.
    pub bytes: u32,
    /// What a block consists of.
    pub layout: &'static str,
    /// Where that is published.
    pub source: &'static str,
    pub(super) spellings: &'static [&'static str],
}

impl Dtype {
    /// Bits an element, the block's scales included.
    ///
    /// ```
    /// use longhand::units::dtype;
    /// assert_eq!(dtype("BF16").unwrap().bits().to_string(), "16");
    /// assert_eq!(dtype("Q6_K").unwrap().bits().to_string(), "105/16"); // 6.5625
    /// ```
    pub fn bits(&self) -> Rational {
        self.bytes_an_element() * Rational::from(8)
    }

    /// Bytes an element, the block's scales included.
    pub fn bytes_an_element(&self) -> Rational {
        let bytes = Rational::from(i64::from(self.bytes));
        bytes
            .checked_div(&Rational::from(i64::from(self.elements)))
            .unwrap_or_default()
    }

    fn is_spelled(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
            || self
                .spellings
                .iter()
                .any(|spelling| spelling.eq_ignore_ascii_case(name))
    }
}

/// The storage format of this name, in upper or lower case.
///
/// ```
/// use longhand::units::dtype;
///
/// assert_eq!(dtype("bfloat16").unwrap().name, "BF16");
/// assert!(dtype("FP17").is_none());
/// ```
pub fn dtype(name: &str) -> Option<&'static Dtype> {
    dtypes().find(|dtype| dtype.is_spelled(name))
}

/// All storage formats.
pub fn dtypes() -> impl Iterator<Item = &'static Dtype> {
    DTYPES.iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Rational {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits: i64 = format!("{whole}{fraction}").parse().unwrap();
        let scale = Rational::from(10).pow(i32::try_from(fraction.len()).unwrap());
        Rational::from(digits).checked_div(&scale.unwrap()).unwrap()
    }

    /// Bits an element as their sources print them.
    #[test]
    fn bits_an_element() {
        for (name, bits) in [
            ("FP64", "64"),
            ("fp32", "32"),
            ("FP16", "16"),
            ("BF16", "16"),
            ("FP8", "8"),
            ("FP8_block128", "8.001953125"),
            ("INT8", "8"),
            ("INT4", "4"),
            ("INT4_group128", "4.125"),
            ("INT4_group128_zero", "4.15625"),
            ("INT4_group64", "4.25"),
            ("INT4_group32", "4.5"),
            ("NF4", "4.5"),
            ("NF4_double", "4.126953125"),
            ("MXFP8", "8.25"),
            ("MXFP6", "6.25"),
            ("MXFP4", "4.25"),
            ("NVFP4", "4.5"),
            ("Q4_0", "4.5"),
            ("Q4_1", "5"),
            ("Q5_0", "5.5"),
            ("Q5_1", "6"),
            ("Q8_0", "8.5"),
            ("Q2_K", "2.625"),
            ("Q3_K", "3.4375"),
            ("Q4_K", "4.5"),
            ("Q5_K", "5.5"),
            ("q6_k", "6.5625"),
            ("IQ1_S", "1.5625"),
            ("IQ1_M", "1.75"),
            ("IQ2_XXS", "2.0625"),
            ("IQ2_XS", "2.3125"),
            ("IQ2_S", "2.5625"),
            ("IQ3_XXS", "3.0625"),
            ("IQ3_S", "3.4375"),
            ("IQ4_XS", "4.25"),
            ("IQ4_NL", "4.5"),
            ("TQ1_0", "1.6875"),
            ("TQ2_0", "2.0625"),
        ] {
            let dtype = dtype(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(dtype.bits(), decimal(bits), "{name}");
        }
    }

    #[test]
    fn no_spelling_means_two_formats_or_a_unit() {
        for row in dtypes() {
            for spelling in std::iter::once(&row.name).chain(row.spellings) {
                let found = dtypes().filter(|dtype| dtype.is_spelled(spelling)).count();
                assert_eq!(found, 1, "{spelling}");
                assert!(!crate::units::is_unit(spelling), "{spelling}");
            }
        }
    }
}
