//! What a slip is.

use crate::expr::{Expr, Symbol};
use crate::number::Rational;

/// A slip that explains a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Which one.
    pub kind: SlipKind,
    /// The part of the line before to which the wrong rule was applied.
    pub part: Option<Expr>,
    /// What the wrong rule makes of it.
    pub wrong: Option<Expr>,
    /// What it should have become, where that is not simply the part itself.
    pub right: Option<Expr>,
}

impl Slip {
    /// A slip without a part.
    pub(in crate::check) fn of(kind: SlipKind) -> Self {
        Self {
            kind,
            part: None,
            wrong: None,
            right: None,
        }
    }

    /// A slip at a part.
    pub(in crate::check) fn at(kind: SlipKind, part: &Expr, wrong: &Expr) -> Self {
        Self {
            part: Some(part.clone()),
            wrong: Some(wrong.clone()),
            ..Self::of(kind)
        }
    }
}

/// The wrong rules, in order of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// `L(a + b)` as `La + b`.
    FactorToOneTerm,
    /// `a(bx + c)` as `ax + ac`: a factor lost in one product.
    FactorLost(Expr),
    /// `a − (b + c)` as `a − b + c`.
    SignNotCarried,
    /// `(a + b)²` as `a² + b²`.
    CrossTermMissing,
    /// `(ab)²` as `ab²`.
    PowerToOneFactor,
    /// `12h²` as `(12h)²`.
    PowerToAllFactors,
    /// `a + bc` as `(a + b)c`.
    Precedence,
    /// `a(b + c) + d` as `a(b + c + d)`.
    FactorOutside,
    /// `x^a · x^b` as `x^(ab)`.
    ExponentsMultiplied,
    /// `(x^a)^b` as `x^(a+b)`.
    ExponentsAdded,
    /// `x^a + x^b` as `x^(a+b)`.
    SumAsProduct,
    /// `2x` as `x²`, and back.
    DoubleForSquare,
    /// `x²` as `x`.
    SquareLost,
    /// `x^n` as `x^(n+1)`.
    ExponentOff,
    /// `12Lh² + 4Lh` as `16Lh²`.
    UnlikeJoined,
    /// `4h² + 4h²` as `16h²`.
    CoefficientsMultiplied,
    /// `a/(b + c)` as `a/b + a/c`.
    DenominatorSplit,
    /// `(a + b)/c` as `a/c + b`.
    NumeratorSplit,
    /// `(a + b)/a` as `b`: a term cancelled as if it were a factor.
    TermCancelled,
    /// `a/b` as `b/a`.
    Inverted,
    /// `a/(b/c)` as `a/(bc)`.
    NotInverted,
    /// `a/b + c/d` as `(a + c)/(b + d)`.
    FractionsAdded,
    /// `sqrt(a + b)` as `sqrt(a) + sqrt(b)`.
    RootOfSum,
    /// `ln(a + b)` as `ln(a) + ln(b)` or `ln(a) + b`.
    LogarithmOfSum,
    /// `floor(a + b)` as `floor(a) + floor(b)`.
    RoundingOfSum,
    /// `Vh` too much or too little: a tied embedding counted as untied, or the reverse.
    TiedEmbedding,
    /// A term that occurs in each layer is counted once.
    CountedOnce(Symbol),
    /// A term of the line before is missing.
    TermLost,
    /// A term that is not in the line before.
    TermInvented,
    /// A term twice.
    TermDoubled,
    /// A term with the other sign.
    Sign,
    /// One coefficient wrong.
    Coefficient {
        /// As written.
        written: Rational,
        /// As it should be.
        right: Rational,
    },
    /// A symbol mistaken for another.
    SymbolMistaken {
        /// As written.
        written: Symbol,
        /// The one that belongs there.
        right: Symbol,
    },
    /// `=` before what only drops lower-order terms.
    EqualForApprox,
    /// Only the terms dropped are wrong: some are not of lower order.
    DroppedTooMuch,
    /// GB for GiB, or the reverse.
    BinaryForDecimal,
    /// Bits for bytes, or the reverse.
    BitsForBytes,
    /// Two bytes an element for four, or the reverse: FP16 and FP32.
    WrongDtype,
    /// Thousand, million or billion confused.
    PowerOfThousand(Rational),
    /// 만, 억 and powers of ten thousand confused.
    Myriad(Rational),
    /// A factor of 2, 3, 4.
    NamedFactor(Rational),
    /// `2x + 6 = 10` as `2x = 10 + 6`.
    SideKeepsSign,
    /// `x² + 6 = 0` as `x² = 6`.
    SignOfSide,
    /// `2x = 4` as `x = 8`.
    MultipliedForDivided,
    /// `2x = 10` as `x = 10 − 2`.
    SubtractedForDivided,
    /// Two digits changed places.
    DigitsTransposed,
    /// Cut off where it should be rounded.
    Truncated,
    /// Rounded parts were used where the exact ones give another last digit.
    RoundedEarly,
}

impl SlipKind {
    /// The stable name of the slip.
    pub fn name(&self) -> &'static str {
        match self {
            Self::FactorToOneTerm => "factor-to-one-term",
            Self::FactorLost(_) => "factor-lost",
            Self::SignNotCarried => "sign-not-carried",
            Self::CrossTermMissing => "cross-term-missing",
            Self::PowerToOneFactor => "power-to-one-factor",
            Self::PowerToAllFactors => "power-to-all-factors",
            Self::Precedence => "precedence",
            Self::FactorOutside => "factor-outside",
            Self::ExponentsMultiplied => "exponents-multiplied",
            Self::ExponentsAdded => "exponents-added",
            Self::SumAsProduct => "sum-as-product",
            Self::DoubleForSquare => "double-for-square",
            Self::SquareLost => "square-lost",
            Self::ExponentOff => "exponent-off",
            Self::UnlikeJoined => "unlike-joined",
            Self::CoefficientsMultiplied => "coefficients-multiplied",
            Self::DenominatorSplit => "denominator-split",
            Self::NumeratorSplit => "numerator-split",
            Self::TermCancelled => "term-cancelled",
            Self::Inverted => "inverted",
            Self::NotInverted => "not-inverted",
            Self::FractionsAdded => "fractions-added",
            Self::RootOfSum => "root-of-sum",
            Self::LogarithmOfSum => "logarithm-of-sum",
            Self::RoundingOfSum => "rounding-of-sum",
            Self::TiedEmbedding => "tied-embedding",
            Self::CountedOnce(_) => "counted-once",
            Self::TermLost => "term-lost",
            Self::TermInvented => "term-invented",
            Self::TermDoubled => "term-doubled",
            Self::Sign => "sign",
            Self::Coefficient { .. } => "coefficient",
            Self::SymbolMistaken { .. } => "symbol-mistaken",
            Self::EqualForApprox => "equal-for-approx",
            Self::DroppedTooMuch => "dropped-too-much",
            Self::BinaryForDecimal => "binary-for-decimal",
            Self::BitsForBytes => "bits-for-bytes",
            Self::WrongDtype => "wrong-dtype",
            Self::PowerOfThousand(_) => "power-of-thousand",
            Self::Myriad(_) => "myriad",
            Self::NamedFactor(_) => "named-factor",
            Self::SideKeepsSign => "side-keeps-sign",
            Self::SignOfSide => "sign-of-side",
            Self::MultipliedForDivided => "multiplied-for-divided",
            Self::SubtractedForDivided => "subtracted-for-divided",
            Self::DigitsTransposed => "digits-transposed",
            Self::Truncated => "truncated",
            Self::RoundedEarly => "rounded-early",
        }
    }
}
