//! What is told of a relation that is not simply right: the difference, a witness, the slip, and what
//! to write instead.

use super::compared::Verdict;
use super::large::asymptotic;
use super::pair::{Options, Pair};
use super::report::{Judged, Replacement, Suggestion, Undecidable};
use super::sides::{Under, value};
use super::slips::{self, Lines, Slip, SlipKind};
use crate::diagnostic::{Source, Span};
use crate::document::{Origin, Side};
use crate::expr::{Assumptions, Expr, ExprKind, Monomial, Relation, deep};
use crate::judge::{self, Budget, Claim, Stated};
use crate::number::{Rational, RoundingMode, Written, group_digits, round_to_significant};
use crate::poly;
use std::path::Path;

/// The most terms of a difference and of a corrected line.
const MAX_TERMS: usize = 200;

/// A relation of a document with its sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    pub(super) source: &'a Source,
    pub(super) origin: Origin,
    pub(super) left: &'a Side,
    pub(super) relation: Relation,
    pub(super) sign: Span,
    pub(super) right: &'a Side,
    /// Whether the sign was not written.
    pub(super) restated: bool,
}

/// So many digits of a number that is not rational are told.
const NEAR_DIGITS: u32 = 6;

/// A number to some digits, where it is enclosed so narrowly that all numbers of the interval have them.
fn near(expr: &Expr, under: &Assumptions) -> Option<Rational> {
    let amount = value(expr, under)?.as_quantity()?.amount;
    let rounded = |bound: &Rational| round_to_significant(bound, NEAR_DIGITS, RoundingMode::HalfUp);
    let (low, high) = (rounded(amount.low()), rounded(amount.high()));
    (low == high).then_some(low)
}

impl Told<'_> {
    /// The verdict with everything that explains it.
    pub(super) fn judged(&self, pair: Pair, options: &Options) -> Judged {
        let budget = &options.budget;
        let found = pair.compared;
        let number = |expr: &Expr| {
            let value = value(expr, &pair.under)?.as_quantity()?;
            value.amount.exact().cloned()
        };
        let (exact, stated) = (number(&found.lhs), number(&found.rhs));
        let near = exact
            .is_none()
            .then(|| near(&found.lhs, &pair.under))
            .flatten();
        let unit = Stated::of(&found.rhs).and_then(|stated| stated.unit_behind);
        let dimension = value(&found.rhs, &pair.under)
            .and_then(|value| value.as_quantity())
            .map(|quantity| quantity.dimension);
        let mut judged = Judged {
            sign: self.sign,
            lhs: self.left.span,
            relation: self.relation,
            rhs: self.right.span,
            verdict: found.verdict,
            unit,
            is_rate: unit.is_none() && dimension.is_some_and(|dimension| !dimension.is_none()),
            is_left_rounded: found.is_left_rounded,
            needs: found.needs,
            is_numeric: exact.is_some() && stated.is_some(),
            digit_unit: Stated::of(&found.rhs).map(|stated| stated.unit()),
            exact,
            near,
            stated,
            difference: None,
            factor: found.factor,
            witness: found.witness,
            slip: None,
            suggestion: None,
            flaw: None,
            blame: None,
            against: None,
            used: pair.used,
            because: found.because.map(Undecidable::Judge),
        };
        // `5(y - 3k) = 5y + 15k`: whether k is a thousand or a name is not known, and so is what is right.
        let is_ambiguous = found.verdict.is_wrong()
            && [&found.lhs, &found.rhs]
                .into_iter()
                .any(|side| !side.free_symbols().is_empty() && has_suffix(side));
        if found.verdict.is_wrong() && !is_ambiguous {
            let claim = Claim {
                lhs: &found.lhs,
                relation: self.relation,
                rhs: &found.rhs,
                under: &pair.under,
            };
            let under = Under {
                assumptions: &pair.under,
                large: pair.large.as_deref(),
                budget,
            };
            judged.difference = difference(&claim, budget);
            judged.slip = slip(&claim, &under);
        }
        // A name that stands alone means what it was given.
        let meant = found.lhs.as_symbol();
        let meant = meant.and_then(|name| pair.under.definitions.get(name));
        let meant = meant.filter(|_| found.verdict != Verdict::Contradicts);
        let lhs = meant.unwrap_or(&found.lhs);
        if !is_ambiguous {
            judged.suggestion = self.suggestion(&judged, lhs, &found.rhs, budget);
        }
        judged
    }

    fn suggestion(
        &self,
        judged: &Judged,
        lhs: &Expr,
        rhs: &Expr,
        budget: &Budget,
    ) -> Option<Suggestion> {
        let is_almost = matches!(
            judged.slip.as_ref().map(|slip| &slip.kind),
            Some(SlipKind::EqualForApprox)
        );
        if (judged.verdict == Verdict::Rounded || is_almost) && !self.restated {
            let behind = self.source.text().get(self.sign.end..).unwrap_or_default();
            let almost = self.almost_equal();
            // A command needs one blank behind it, which may stand there already.
            let almost = if behind.starts_with(char::is_whitespace) {
                almost.trim_end()
            } else {
                almost
            };
            return Some(Suggestion {
                span: self.sign,
                with: Replacement::Text(almost.to_owned()),
                is_certain: true,
            });
        }
        if judged.verdict.holds() || judged.verdict == Verdict::Undecided {
            return None;
        }
        if judged.is_numeric && matches!(self.relation, Relation::Equal | Relation::Approx) {
            return self.right_number(judged, rhs, budget);
        }
        if !matches!(self.relation, Relation::Equal | Relation::Approx) {
            return None;
        }
        let form = poly::normal_form(lhs, &Assumptions::none(), &budget.poly).ok()?;
        // A side that is worked out already would only be written once more.
        let is_named = self.left.expr.as_symbol().is_some() && lhs.as_symbol().is_none();
        let is_short = form.terms().len() <= MAX_TERMS && (is_named || !is_worked_out(lhs, &form));
        is_short.then(|| Suggestion {
            span: self.right.span,
            with: Replacement::Expr {
                expr: form.to_expr(),
                latex: self.is_latex(),
            },
            is_certain: false,
        })
    }

    fn is_latex(&self) -> bool {
        self.origin == Origin::Math
    }

    fn almost_equal(&self) -> &'static str {
        let text = self.source.slice(self.left.span.to(self.right.span));
        let extension = Path::new(self.source.name()).extension();
        let is_tex = extension.is_some_and(|it| it.eq_ignore_ascii_case("tex"));
        if self.is_latex() && (is_tex || text.contains('\\')) {
            "\\approx "
        } else {
            "≈"
        }
    }

    /// The digits that should stand there, in the author's way of writing them.
    fn right_number(&self, judged: &Judged, rhs: &Expr, budget: &Budget) -> Option<Suggestion> {
        let stated = Stated::of(rhs)?;
        let exact = judged.exact.as_ref()?;
        let plain = stated.rounding_of(exact, self.relation == Relation::Equal)?;
        let is_exact = stands_for(&plain, &stated, exact);
        let (span, grouping) = number_in(self.source, self.right.span, &stated)?;
        // A letter that stands apart stays where it is: `524,288 B`, `33\%`.
        let letter = stated.written.suffix().map(crate::number::Suffix::letter);
        let behind = self.source.slice(Span::new(span.end, self.right.span.end));
        // `16k` as it is written.
        let small = letter.map(|letter| letter.to_ascii_lowercase());
        let ends_small = small.is_some_and(|letter| self.source.slice(span).ends_with(letter));
        let plain = match letter {
            Some(letter) if ends_small => {
                plain.trim_end_matches(letter).to_owned() + &letter.to_ascii_lowercase().to_string()
            }
            Some(letter)
                if !self.source.slice(span).ends_with(letter)
                    && wrapped(behind, letter).is_none() =>
            {
                plain.trim_end_matches(letter).to_owned()
            }
            _ => plain,
        };
        let written = self.source.slice(span);
        let has_decimal_comma =
            stated.written.places() > 0 && written.contains(',') && !written.contains('.');
        let mut text = match grouping {
            _ if has_decimal_comma => plain.replace('.', ","),
            Some(".") => {
                let swapped = |c| match c {
                    ',' => '.',
                    '.' => ',',
                    c => c,
                };
                group_digits(&plain).chars().map(swapped).collect()
            }
            Some(mark) => group_digits(&plain).replace(',', mark),
            None => plain,
        };
        // `6.55\text{B}`: the suffix stays as it is written.
        let behind = self.source.slice(Span::new(span.end, self.right.span.end));
        let suffix = text.chars().next_back().filter(|c| c.is_alphabetic());
        let (mut span, suffix) = (span, suffix.and_then(|c| wrapped(behind, c)));
        if let Some(suffix) = suffix {
            text.pop();
            text.push_str(suffix);
            span.end += suffix.len();
        }
        if text == self.source.slice(span) {
            return None;
        }
        let deviation = (exact - &stated.value()).abs();
        let is_rounding = deviation <= &budget.tolerance * exact.abs();
        // A rounding stands behind `≈`.
        let between = Span::new(self.sign.end, span.start);
        let sign = self.source.slice(self.sign);
        if self.relation == Relation::Equal && !self.restated && sign.trim() == "=" && !is_exact {
            let almost = self.almost_equal().trim_end().to_owned();
            let gap = self.source.slice(between);
            let parts = if gap.is_empty() && almost.starts_with('\\') {
                " "
            } else {
                gap
            };
            text = format!("{almost}{parts}{text}");
            span.start = self.sign.start;
        }
        Some(Suggestion {
            span,
            with: Replacement::Text(text),
            is_certain: is_rounding && judged.against.is_none(),
        })
    }
}

/// Whether digits, suffix included, in place of those of a number are a value and no rounding of it.
fn stands_for(digits: &str, stated: &Stated<'_>, value: &Rational) -> bool {
    let read = Written::parse(digits);
    read.is_ok_and(|read| read.value() * &stated.scale == value.abs())
}

/// A suffix of one letter in a command of LaTeX at the beginning of a text, with what stands before it.
fn wrapped(text: &str, letter: char) -> Option<&str> {
    let rest = text.trim_start_matches([' ', '~']);
    let rest = ["\\,", "\\ ", "\\;"]
        .into_iter()
        .find_map(|gap| rest.strip_prefix(gap))
        .unwrap_or(rest);
    let rest = ["\\text{", "\\mathrm{", "\\mathbf{"]
        .into_iter()
        .find_map(|command| rest.strip_prefix(command))?;
    let rest = rest.trim_start_matches([' ', '~']).strip_prefix(letter)?;
    let rest = rest.trim_start_matches(' ').strip_prefix('}')?;
    text.get(..text.len() - rest.len())
}

/// Whether a side is already the sum that its normal form is.
fn is_worked_out(side: &Expr, form: &poly::NormalForm) -> bool {
    let parts = match side.kind() {
        ExprKind::Sum(parts) => parts.as_slice(),
        _ => std::slice::from_ref(side),
    };
    let all_read = parts.iter().all(|part| Monomial::read(part).is_some());
    all_read && parts.len() == form.terms().len() && form.to_expr().size() >= side.size()
}

/// Where the first number of a stretch stands, its suffix included, and how its digits are grouped.
fn number_in(
    source: &Source,
    span: Span,
    stated: &Stated<'_>,
) -> Option<(Span, Option<&'static str>)> {
    let text = source.slice(span);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    // `28 490`: only as far as the digits of the number go.
    let length = digits(stated.written.text());
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(start..)?;
    // `1.234,5` and `2.100`, read as 1234.5 and 2100: the points part groups.
    let points = |text: &str| text.matches('.').count();
    let points_group = points(text.trim_end_matches('.')) > points(stated.written.text())
        || text
            .find('.')
            .zip(text.find(','))
            .is_some_and(|(point, comma)| point < comma);
    let mut end = 0;
    let mut grouping = None;
    while let Some(c) = rest.get(end..).and_then(|rest| rest.chars().next()) {
        let behind = rest.get(end..).unwrap_or_default();
        let is_short = digits(rest.get(..end).unwrap_or_default()) < length;
        let fits = |mark: &&str| match *mark {
            " " => is_short,
            "." => points_group,
            // Behind groups with points stand the decimals.
            "," if points_group => false,
            _ => true,
        };
        let mark = ["{,}", ",", ".", "_", "\u{2009}", "\u{202f}", " "]
            .into_iter()
            .find(|mark| behind.starts_with(mark) && fits(mark));
        let starts_digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let is_point =
            c == '.' && !points_group && starts_digits(behind.get(1..).unwrap_or_default());
        let is_comma =
            c == ',' && points_group && starts_digits(behind.get(1..).unwrap_or_default());
        if c.is_ascii_digit() || is_point || is_comma {
            end += 1;
        } else if let Some(mark) = mark
            && starts_digits(behind.get(mark.len()..).unwrap_or_default())
        {
            grouping = Some(mark);
            end += mark.len();
        } else {
            break;
        }
    }
    let behind = rest.get(end..).unwrap_or_default();
    let mut letters = behind.chars();
    if let Some(letter) = letters.next()
        && matches!(letter, 'k' | 'K' | 'M' | 'B' | 'T')
        && !letters.next().is_some_and(char::is_alphanumeric)
    {
        end += 1;
    }
    Some((
        Span::new(span.start + start, span.start + start + end),
        grouping,
    ))
}

fn difference(claim: &Claim<'_>, budget: &Budget) -> Option<Expr> {
    let mut budget = budget.clone();
    budget.poly.max_terms = budget.poly.max_terms.min(MAX_TERMS);
    judge::difference(claim, &budget)
}

/// The slip that explains a line, the approximations included.
fn slip(claim: &Claim<'_>, under: &Under<'_>) -> Option<Slip> {
    let lines = Lines {
        before: claim.lhs,
        relation: claim.relation,
        after: claim.rhs,
        under: claim.under,
        budget: under.budget,
    };
    let is_sum = matches!(claim.relation, Relation::Equal | Relation::Approx);
    if !is_sum {
        return None;
    }
    let drops = only_drops(claim, under.budget);
    if claim.relation == Relation::Approx && drops {
        return Some(Slip::of(SlipKind::DroppedTooMuch));
    }
    let found = slips::find(&lines);
    // A name that was defined is not what should stand there.
    let is_defined = |slip: &Slip| match &slip.kind {
        SlipKind::SymbolMistaken { right, .. } => {
            claim.lhs.as_symbol() == Some(right) && claim.under.definitions.get(right).is_some()
        }
        _ => false,
    };
    let found = found.filter(|slip| !is_defined(slip));
    if found.is_none() && drops && claim.relation == Relation::Equal {
        let almost = asymptotic(claim.lhs, claim.rhs, under, || None);
        return almost
            .verdict
            .holds()
            .then(|| Slip::of(SlipKind::EqualForApprox));
    }
    found
}

/// Whether the line keeps some terms of the one before and drops the others.
fn only_drops(claim: &Claim<'_>, budget: &Budget) -> bool {
    let terms = |expr: &Expr| {
        let form = poly::normal_form(expr, claim.under, &budget.poly).ok()?;
        (form.is_polynomial() && form.as_number().is_none()).then(|| form.terms())
    };
    let (Some(before), Some(after)) = (terms(claim.lhs), terms(claim.rhs)) else {
        return false;
    };
    let key = |term: &poly::Term| {
        let mut powers = term.powers.clone();
        powers.sort();
        (term.coefficient.clone(), powers)
    };
    let before: Vec<(Rational, Vec<(Expr, i64)>)> = before.iter().map(key).collect();
    after.len() < before.len() && after.iter().all(|term| before.contains(&key(term)))
}

/// Whether a number with a letter that scales it, `3k`, stands in an expression.
fn has_suffix(expr: &Expr) -> bool {
    deep(|| match expr.kind() {
        ExprKind::Number(literal) => literal.written().is_some_and(|one| one.suffix().is_some()),
        _ => expr.children().into_iter().any(has_suffix),
    })
}
