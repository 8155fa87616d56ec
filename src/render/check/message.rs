//! What is said of one claim.

use super::arrow::arrow;
use super::slip;
use crate::check::{
    Blame, Flaw, Judged, Need, Replacement, Report, Suggestion, Undecidable, Verdict,
};
use crate::diagnostic::Span;
use crate::expr::{Relation, Symbol};
use crate::judge::{Reason, Witness};
use crate::number::{Rational, significant};
use crate::render::{Style, answer, latex, number, plain, unicode, unicode_condition};

/// The longest text of a difference or of a value that is repeated in a sentence.
const LONGEST_TOLD: usize = 400;

/// The longest difference that is repeated in a sentence.
const SHOWN_UP_TO: u64 = 120;

/// The words on one claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What is the matter, in one sentence without a full stop.
    pub message: String,
    /// A short note for the place of the sign.
    pub here: String,
    /// What it needs: `if GB means GiB`.
    pub conditions: Vec<String>,
    /// The difference of the sides, in plain text.
    pub difference: Option<String>,
    /// Where it can be seen to be false.
    pub witness: Option<String>,
    /// The likely slip.
    pub slip: Option<String>,
    /// What else helps.
    pub hints: Vec<String>,
    /// What to write, as text.
    pub suggestion: Option<String>,
}

/// The words on a claim.
pub fn said(claim: &Judged, report: &Report) -> Said {
    let conditions: Vec<String> = claim.needs.iter().map(need).collect();
    let difference = difference(claim);
    let witness = claim.witness.as_ref().and_then(witness);
    let mut said = Said {
        message: message(claim, report, &conditions),
        here: here(claim),
        difference,
        witness,
        slip: claim.slip.as_ref().map(slip::sentence),
        hints: Vec::new(),
        suggestion: claim
            .suggestion
            .as_ref()
            .map(|found| whole(found, claim, report)),
        conditions,
    };
    said.hints = hints(claim, &said, report);
    said
}

/// A replacement as the text to write.
pub(super) fn written(replacement: &Replacement) -> String {
    match replacement {
        Replacement::Text(text) => text.clone(),
        Replacement::Expr { expr, latex: true } => latex(expr, &Style::default()),
        Replacement::Expr { expr, latex: false } => unicode(expr, &Style::default()),
        Replacement::Equation {
            lhs,
            rhs,
            latex: is_latex,
        } => {
            let side = |expr| {
                if *is_latex {
                    latex(expr, &Style::default())
                } else {
                    unicode(expr, &Style::default())
                }
            };
            format!("{} = {}", side(lhs), side(rhs))
        }
    }
}

/// What to write, with what stays behind it: the unit of a number.
fn whole(found: &Suggestion, claim: &Judged, report: &Report) -> String {
    const LONGEST: usize = 24;
    let end = claim.rhs.end.max(found.span.end);
    let stays = report.document.source.slice(Span::new(found.span.end, end));
    let is_number = found.span.end > claim.rhs.start;
    let stays = if is_number && stays.len() <= LONGEST {
        stays
    } else {
        ""
    };
    let text = format!("{}{}", written(&found.with), stays.trim_end());
    unboxed(&text).to_owned()
}

/// A text without the brace at its end that opens before it, of `\boxed{14}`, or what closes behind it.
fn unboxed(text: &str) -> &str {
    let count = |sign| text.matches(sign).count();
    if count('}') > count('{') {
        return text.strip_suffix('}').unwrap_or(text);
    }
    // Of `0.21 \text{ billion}` and `\lfloor 7/2 \rfloor` a side ends within a command.
    let command = text
        .rfind('\\')
        .filter(|_| count('{') > count('}') && text.ends_with('{'));
    let text = command.and_then(|at| text.get(..at)).unwrap_or(text);
    text.strip_suffix('\\').unwrap_or(text).trim_end()
}

pub(super) fn text(report: &Report, span: Span) -> String {
    const LONGEST: usize = 60;
    let slice = report.document.source.slice(span).trim();
    let one_line: Vec<&str> = unboxed(slice).split_whitespace().collect();
    let text = one_line.join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST).collect();
    format!("{cut}…")
}

fn message(claim: &Judged, report: &Report, conditions: &[String]) -> String {
    let right = text(report, claim.rhs);
    let value = claim.exact.as_ref().map(|exact| in_unit(exact, claim));
    let near = claim.near.as_ref().map(|near| in_unit(near, claim));
    let rounds = claim.suggestion.as_ref().filter(|_| claim.is_numeric);
    // A sign that is to be written as well is no part of the number.
    let rounds = rounds.map(|found| {
        let text = whole(found, claim, report);
        let number = ["≈", "\\approx"]
            .iter()
            .find_map(|sign| text.strip_prefix(sign));
        cut(number.unwrap_or(&text).trim_start(), LONGEST_TOLD)
    });
    match claim.verdict {
        Verdict::Holds => "holds".to_owned(),
        Verdict::HoldsExcept | Verdict::HoldsIf => {
            format!("holds {}", conditions.join(" and "))
        }
        Verdict::Rounded if claim.is_left_rounded => {
            let left = text(report, claim.lhs);
            format!("`{left}` is a rounding of `{right}`: write ≈, not =")
        }
        Verdict::Rounded => match value
            .as_ref()
            .or(near.as_ref().filter(|near| **near != right))
        {
            Some(value) => format!("`{right}` is a rounding of {value}: write ≈, not ="),
            None => format!("`{right}` is a rounding: write ≈, not ="),
        },
        Verdict::Loose => match (&value, &rounds) {
            (Some(value), Some(rounds)) => {
                format!("`{right}` is close, but {value} rounds to `{rounds}`")
            }
            (Some(value), None) => format!("`{right}` is only close to {value}"),
            _ => format!("`{right}` is only close"),
        },
        Verdict::Contradicts => match &value {
            Some(value) => {
                format!("`{right}` contradicts what was said before: it was {value}")
            }
            None => format!("`{right}` contradicts what was said before"),
        },
        Verdict::OffByConstant => off_by(claim, &right),
        Verdict::Fails => fails(claim, report, &right, value.as_deref(), rounds.as_deref()),
        Verdict::Undecided => match &claim.because {
            Some(Undecidable::Judge(because)) => {
                format!("could not be decided: {}", reason(because))
            }
            Some(Undecidable::Relation(what)) => format!("could not be decided: {what}"),
            None => "could not be decided".to_owned(),
        },
    }
}

/// A text, or its beginning where it is longer than anybody reads.
fn cut(text: &str, longest: usize) -> String {
    if text.len() <= longest {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(40).collect();
    format!("{beginning}…")
}

/// A value in the unit in which the right side is told.
fn in_unit(value: &Rational, claim: &Judged) -> String {
    let shown = |value: &Rational| cut(&number::decimal(value, 12).text, LONGEST_TOLD);
    let unit = claim.unit.filter(|unit| !unit.is_counting_label());
    match unit.and_then(|unit| Some((value.checked_div(&unit.factor())?, unit.name))) {
        Some((amount, name)) => format!("{} {}", shown(&amount), named(name, &amount)),
        None => shown(value),
    }
}

/// The name of a unit behind an amount: words in the plural, signs as they are.
fn named(unit: &str, amount: &Rational) -> String {
    let is_word = unit.len() >= 3 && unit.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_word && !amount.is_one() {
        format!("{unit}s")
    } else {
        unit.to_owned()
    }
}

fn off_by(claim: &Judged, right: &str) -> String {
    let ratio = claim.factor.as_ref().map(|factor| number::exact(factor, 4));
    match (ratio, &claim.exact) {
        (Some(ratio), Some(exact)) => {
            let exact = in_unit(exact, claim);
            format!("the left side is {exact}, {ratio} times `{right}`")
        }
        (Some(ratio), None) => format!("the left side is {ratio} times the right side"),
        _ => "the sides have a constant ratio".to_owned(),
    }
}

fn fails(
    claim: &Judged,
    report: &Report,
    right: &str,
    value: Option<&str>,
    rounds: Option<&str>,
) -> String {
    match claim.relation {
        Relation::Implies | Relation::Equivalent => {
            return arrow(claim, report);
        }
        _ => {}
    }
    if let (Some(above), Some(Flaw::Apart)) = (claim.against, claim.flaw) {
        return format!("`{right}` does not follow from {}", line(report, above));
    }
    if let (Some(above), Some(Witness::Point(point))) = (claim.against, &claim.witness)
        && let [(name, root)] = point.values.as_slice()
        && !claim.is_numeric
        && claim.difference.is_none()
    {
        let line = report.document.spot(above.start).line;
        return format!(
            "the solution {name} = {} of line {line} is lost",
            plain(root)
        );
    }
    if claim.against.is_some() && !claim.is_numeric {
        let line = claim
            .against
            .map(|against| report.document.spot(against.start).line);
        if let Some(line) = line.filter(|_| claim.difference.is_some()) {
            return format!("`{right}` is not what stands in line {line}");
        }
        return format!("`{right}` does not solve the equation before it");
    }
    let left = text(report, claim.lhs);
    if !matches!(claim.relation, Relation::Equal | Relation::Approx) {
        return compares(claim, &left, right);
    }
    match (value, rounds) {
        (Some(value), Some(rounds))
            if !claim.is_rate && plain_digits(value) != plain_digits(rounds) =>
        {
            format!("`{left}` is {value}, which rounds to `{rounds}`, not `{right}`")
        }
        // A rate has no unit of its own in which the value could be told.
        (_, Some(rounds)) if claim.is_rate => {
            format!("`{left}` comes to `{rounds}`, not `{right}`")
        }
        (Some(value), _) => format!("`{left}` is {value}, not `{right}`"),
        _ if claim.near.is_some() => {
            let near = claim.near.as_ref().map(|near| in_unit(near, claim));
            format!(
                "`{left}` is about {}, not `{right}`",
                near.unwrap_or_default()
            )
        }
        _ => match claim.relation {
            Relation::Approx => "what lies between the sides is not only of lower order".to_owned(),
            _ => "the sides are not equal".to_owned(),
        },
    }
}

/// A comparison that does not hold: between numbers, how they compare.
fn compares(claim: &Judged, left: &str, right: &str) -> String {
    let sign = claim.relation.sign();
    let found = match claim.exact.as_ref().zip(claim.stated.as_ref()) {
        Some((a, b)) if a < b => "smaller",
        Some((a, b)) if a > b => "larger",
        Some(_) => "equal",
        None => return format!("`{sign}` does not hold"),
    };
    match found {
        "equal" => format!("`{left} {sign} {right}` does not hold: both are the same"),
        found => format!("`{left} {sign} {right}` does not hold: `{left}` is {found}"),
    }
}

/// The digits of a number, whichever marks part its groups and its decimals.
fn plain_digits(text: &str) -> String {
    let belongs = |c: &char| c.is_ascii_digit() || matches!(c, '-' | '−');
    let number = text.split(' ').next().unwrap_or_default();
    number.chars().filter(belongs).collect()
}

/// How far off it is, for the place of the sign.
fn here(claim: &Judged) -> String {
    if !claim.verdict.is_wrong() && claim.verdict != Verdict::Loose {
        return claim.verdict.word().to_owned();
    }
    let is_equation = matches!(claim.relation, Relation::Equal | Relation::Approx);
    let (Some(exact), Some(stated), Some(unit), true) =
        (&claim.exact, &claim.stated, &claim.digit_unit, is_equation)
    else {
        return claim.verdict.word().to_owned();
    };
    let deviation = (exact - stated).abs();
    let Some(units) = deviation.checked_div(unit) else {
        return claim.verdict.word().to_owned();
    };
    if units >= Rational::from(1000) {
        return claim.verdict.word().to_owned();
    }
    // Whole numbers were counted, and nothing was rounded.
    if claim.relation == Relation::Equal && unit.is_one() && exact.is_integer() {
        return format!("off by {}", number::exact(&deviation, 6));
    }
    format!("{} units of the last digit off", significant(&units, 3))
}

fn difference(claim: &Judged) -> Option<String> {
    if let (Some(exact), Some(stated)) = (&claim.exact, &claim.stated) {
        let wanted = claim.verdict.is_wrong() || claim.verdict.is_warning();
        return wanted.then(|| (stated - exact).to_string());
    }
    let difference = claim.difference.as_ref()?;
    let text = (difference.size() <= SHOWN_UP_TO).then(|| plain(difference));
    text.filter(|text| text.len() <= LONGEST_TOLD)
}

fn witness(witness: &Witness) -> Option<String> {
    match witness {
        Witness::Point(point) if !point.values.is_empty() => {
            let values = point.values.iter();
            let values: Vec<String> = values
                .map(|(name, value)| format!("{name} = {}", plain(value)))
                .collect();
            let side = |value| {
                let text = answer::value(value, Some(8)).replace('\t', " ≈ ");
                if text.len() <= LONGEST_TOLD {
                    text
                } else {
                    "a long number".to_owned()
                }
            };
            Some(format!(
                "at {} the left side is {}, the right side {}",
                values.join(", "),
                side(&point.left),
                side(&point.right)
            ))
        }
        Witness::Point(_) => None,
        Witness::Growth { term, .. } => Some(format!(
            "{} is not outgrown by any kept term",
            unicode(term, &Style::default())
        )),
        Witness::Modular {
            modulus,
            left,
            right,
            ..
        } => Some(format!(
            "modulo the prime {modulus} the sides are {left} and {right}"
        )),
    }
}

/// What a claim needs, in words.
fn need(need: &Need) -> String {
    match need {
        Need::Condition(known) => answer::condition(known),
        Need::Binary { written, meant } => format!("if {written} means {meant}"),
        Need::Per(unit) => format!("if both sides count by the {unit}"),
        Need::Converted(factors) => {
            format!("if multiplying or dividing by {factors} turns one unit into the other")
        }
        Need::AsTheyStand => "if the numbers are meant without their units".to_owned(),
        Need::InUnit(unit) => format!("if both sides are in {unit}"),
        Need::Large(symbols) => {
            let names: Vec<&str> = symbols.iter().map(Symbol::name).collect();
            match names.as_slice() {
                [name] => format!("if {name} is large"),
                names => format!("if {} are large", names.join(", ")),
            }
        }
        Need::Small(symbol) => format!("if {} is small", symbol.name()),
        Need::ReadAs(expr) => format!("if read as `{}`", plain(expr)),
        Need::Is((symbol, value)) => format!("if {symbol} = {}", plain(value)),
    }
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Budget(name) => match name.as_str() {
            "max_bits" => "a number in it is too long".to_owned(),
            "max_terms" => "written out it has too many terms".to_owned(),
            name => format!("a limit was reached, {name}"),
        },
        Reason::Undefined { part, because, .. } => {
            format!("`{}` has no value: {because}", plain(part))
        }
        Reason::Beyond(part) => format!(
            "the sides agree wherever they were tried, but `{}` is beyond what can be proved",
            plain(part)
        ),
        Reason::Growing(part) => {
            format!(
                "how fast `{}` grows beside the rest is not known",
                plain(part)
            )
        }
        Reason::Cancellation(known) => format!(
            "the kept terms may cancel where {}",
            unicode_condition(known, &Style::default())
        ),
        other => other.message(),
    }
}

/// Where something stands: `line 5`, `line 2 of cell 3`.
fn line(report: &Report, span: Span) -> String {
    let spot = report.document.spot(span.start);
    match spot.cell {
        Some(cell) => format!("line {} of cell {cell}", spot.line),
        None => format!("line {}", spot.line),
    }
}

fn hints(claim: &Judged, said: &Said, report: &Report) -> Vec<String> {
    let mut hints = Vec::new();
    let line = |span: Span| line(report, span);
    if claim.verdict.is_wrong() {
        if let Some(difference) = said.difference.as_ref().filter(|_| !claim.is_numeric) {
            hints.push(format!(
                "the right side minus the left side is {difference}"
            ));
        }
        hints.extend(said.witness.clone());
        hints.extend(said.slip.clone());
    }
    match claim.blame {
        Some(Blame::AgreesWith(span)) => hints.push(format!(
            "this line agrees with `{}` in {}; only what stands between is wrong",
            text(report, span),
            line(span)
        )),
        Some(Blame::AlsoWrong(span)) => hints.push(format!(
            "the line before is wrong as well; the last right one is `{}` in {}",
            text(report, span),
            line(span)
        )),
        None => {}
    }
    if claim.verdict.is_wrong() || claim.verdict.is_warning() {
        hints.extend(
            said.suggestion
                .as_ref()
                .filter(|suggestion| suggestion.len() <= LONGEST_TOLD)
                .map(|suggestion| format!("write `{}`", suggestion.trim())),
        );
    }
    if claim.verdict.is_wrong() && !claim.used.is_empty() {
        let used = claim.used.iter().map(|used| {
            format!(
                "{} = {} ({})",
                used.symbol,
                plain(&used.value),
                line(used.span)
            )
        });
        hints.push(format!("used: {}", used.collect::<Vec<_>>().join(", ")));
    }
    hints
}
