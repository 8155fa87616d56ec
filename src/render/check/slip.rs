//! The likely slip, in words.

use crate::check::slips::{Slip, SlipKind};
use crate::expr::Expr;
use crate::render::{Style, number, unicode, unicode_symbol};

/// The longest part that is repeated in a sentence.
const SHOWN_UP_TO: u64 = 40;

fn shown(expr: &Expr) -> String {
    if expr.size() > SHOWN_UP_TO {
        return "a long part".to_owned();
    }
    format!("`{}`", unicode(expr, &Style::grouped()))
}

/// Which kind of slip it is, without the part it was made at.
pub(super) fn kind(slip: &Slip) -> String {
    match &slip.kind {
        SlipKind::FactorLost(_) => "a factor is lost".to_owned(),
        SlipKind::CountedOnce(_) => "what occurs in each layer is counted once".to_owned(),
        SlipKind::Coefficient { .. } => "one coefficient is wrong".to_owned(),
        SlipKind::SymbolMistaken { .. } => "a symbol was mistaken for another".to_owned(),
        kind => sentence(&Slip {
            kind: kind.clone(),
            part: None,
            wrong: None,
            right: None,
        }),
    }
}

/// What was probably done wrong, as a sentence without a full stop.
pub(super) fn sentence(slip: &Slip) -> String {
    let part = slip.part.as_ref().map(shown);
    let wrong = slip.wrong.as_ref().map(shown);
    let right = slip.right.as_ref().map(shown);
    let at = |what: &str| match (&part, &wrong) {
        (Some(part), Some(wrong)) => format!("{what}: {part} became {wrong}"),
        _ => what.to_owned(),
    };
    let term = |what: &str| match right.as_ref().or(wrong.as_ref()) {
        Some(term) => format!("the term {term} {what}"),
        None => format!("a term {what}"),
    };
    match &slip.kind {
        SlipKind::FactorToOneTerm => at("a factor was not given to every term of the bracket"),
        SlipKind::FactorLost(factor) => {
            let lost = format!("the factor {} is lost", shown(factor));
            match (&right, &wrong, &part) {
                (Some(right), Some(wrong), _) => format!("{lost}: {right} became {wrong}"),
                (_, Some(wrong), Some(part)) => format!("{lost}: {part} became {wrong}"),
                _ => lost,
            }
        }
        SlipKind::SignNotCarried => at("the minus was not carried to every term of the bracket"),
        SlipKind::CrossTermMissing => at("the cross term of the power is missing or wrong"),
        SlipKind::PowerToOneFactor => at("the power was given to one factor of the product only"),
        SlipKind::PowerToAllFactors => at("the power was given to a factor it does not belong to"),
        SlipKind::Precedence => at("the sum was taken before the product"),
        SlipKind::FactorOutside => at("the factor was also given to a term outside the bracket"),
        SlipKind::ExponentsMultiplied => at("exponents were multiplied where they add"),
        SlipKind::ExponentsAdded => at("exponents were added where they multiply"),
        SlipKind::SumAsProduct => at("powers were added as if they were multiplied"),
        SlipKind::DoubleForSquare => at("a double and a square were confused"),
        SlipKind::SquareLost => at("the exponent is lost"),
        SlipKind::ExponentOff => at("the exponent is off by one"),
        SlipKind::UnlikeJoined => at("unlike terms were joined"),
        SlipKind::CoefficientsMultiplied => {
            at("the coefficients of like terms were multiplied where they add")
        }
        SlipKind::DenominatorSplit => at("the fraction was split over its denominator"),
        SlipKind::NumeratorSplit => at("only one term of the numerator was divided"),
        SlipKind::TermCancelled => at("a term was cancelled as if it were a factor"),
        SlipKind::Inverted => at("the fraction is upside down"),
        SlipKind::NotInverted => at("dividing by a fraction multiplies by its inverse"),
        SlipKind::FractionsAdded => {
            at("fractions were added as if numerators and denominators were added apart")
        }
        SlipKind::RootOfSum => at("the root of a sum is not the sum of the roots"),
        SlipKind::LogarithmOfSum => at("the logarithm of a sum is not the sum of the logarithms"),
        SlipKind::RoundingOfSum => at("a rounded sum is not the sum of the rounded terms"),
        SlipKind::TiedEmbedding => {
            "the lines differ by one embedding table: tied and untied were confused".to_owned()
        }
        SlipKind::CountedOnce(layers) => {
            let layers = unicode_symbol(layers);
            match (&right, &wrong) {
                (Some(right), Some(wrong)) => {
                    format!(
                        "what occurs in each of the {layers} layers is counted once: {right} became {wrong}"
                    )
                }
                _ => format!("what occurs in each of the {layers} layers is counted once"),
            }
        }
        SlipKind::TermLost => term("is missing"),
        SlipKind::TermInvented => term("does not come from the line before"),
        SlipKind::TermDoubled => term("is counted twice"),
        SlipKind::Sign => term("has the wrong sign"),
        SlipKind::Coefficient {
            written,
            right: coefficient,
        } => {
            let (written, coefficient) = (number::exact(written, 6), number::exact(coefficient, 6));
            match &right {
                Some(right) => {
                    format!(
                        "one coefficient is {written} and should be {coefficient}, as in {right}"
                    )
                }
                None => format!("one coefficient is {written} and should be {coefficient}"),
            }
        }
        SlipKind::SymbolMistaken { written, right } => format!(
            "`{}` stands where `{}` belongs",
            unicode_symbol(written),
            unicode_symbol(right)
        ),
        kind => of_size(kind),
    }
}

/// Slips that are not about a part of the line.
fn of_size(kind: &SlipKind) -> String {
    match kind {
        SlipKind::EqualForApprox => {
            "only lower-order terms are left out: write ≈ for =, or put them back".to_owned()
        }
        SlipKind::DroppedTooMuch => "a term was dropped that no kept term outgrows".to_owned(),
        SlipKind::BinaryForDecimal => "powers of 1000 and of 1024 were mixed".to_owned(),
        SlipKind::BitsForBytes => "bits were taken for bytes, a factor of 8".to_owned(),
        SlipKind::WrongDtype => {
            "the number of bytes an element takes is off by 2, as between FP16 and FP32".to_owned()
        }
        SlipKind::PowerOfThousand(factor) => format!(
            "off by a factor of {}: thousand, million or billion were confused",
            number::exact(factor, 6)
        ),
        SlipKind::Myriad(factor) => format!(
            "off by a factor of {}: the power of ten is wrong",
            number::exact(factor, 6)
        ),
        SlipKind::NamedFactor(factor) => {
            format!("off by a factor of {}", number::exact(factor, 6))
        }
        SlipKind::SideKeepsSign => "what changes sides changes its sign".to_owned(),
        SlipKind::SignOfSide => "the right side has the wrong sign".to_owned(),
        SlipKind::MultipliedForDivided => {
            "one side was divided and the other one multiplied".to_owned()
        }
        SlipKind::SubtractedForDivided => "a factor is divided by, and not subtracted".to_owned(),
        SlipKind::DigitsTransposed => "two digits changed places".to_owned(),
        SlipKind::Truncated => "the digits were cut off where they round up".to_owned(),
        SlipKind::RoundedEarly => "rounded parts were added, and the last digit is off".to_owned(),
        kind => kind.name().to_owned(),
    }
}
