//! Brackets in a line of text: what they hold besides a factor.

use std::ops::Range;

use super::about::says_of_what;
use super::remarks::{is_behind_value, is_dropped, is_remark};
use super::side::is_symbol;
use super::token::{Kind, Token};
use crate::expr::Relation;
use crate::syntax::is_label;

/// Sets brackets apart that hold a relation of their own, or only words.
pub(super) fn set_apart(tokens: &[Token]) -> (Vec<Token>, Vec<Vec<Token>>) {
    let (mut outer, mut inner): (Vec<Token>, Vec<Vec<Token>>) = (Vec::new(), Vec::new());
    let closes = closing(tokens);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.kind == Kind::Open
            && let Some(close) = closes.get(at).copied().flatten()
        {
            let inside = tokens.get(at + 1..close).unwrap_or_default();
            let has_relation = inside
                .iter()
                .any(|token| matches!(token.kind, Kind::Relation(_)));
            let behind = tokens.get(close + 1..).unwrap_or_default();
            let is_remark = is_remark(&outer, token, inside, Some(behind));
            if let Some(alias) = alias(&outer, token, inside, behind) {
                inner.push(alias);
                outer.push(gap(
                    token.range.start..tokens.get(close).map_or(0, |t| t.range.end)
                ));
                at = close + 1;
                continue;
            }
            if let Some(chain) = goes_on_inside(&outer, inside, tokens.get(close + 1)) {
                outer.extend(chain);
                at = close + 1;
                continue;
            }
            if cites(&outer, token, inside, behind) {
                outer.push(gap(
                    token.range.start..tokens.get(close).map_or(0, |t| t.range.end)
                ));
                at = close + 1;
                continue;
            }
            let restated = restated(&outer, token, inside, behind)
                .or_else(|| worked_out(&outer, inside, behind));
            if let Some(restated) = restated {
                outer.push(Token {
                    kind: Kind::Relation(Relation::Approx),
                    range: token.range.clone(),
                    text: "≈".into(),
                });
                outer.extend(restated);
                at = close + 1;
                continue;
            }
            if has_relation || is_remark {
                // `not (96 = 0)`: what is not so.
                let is_denied = last_word(&outer) == Some("not")
                    || tokens
                        .get(close + 1..)
                        .unwrap_or_default()
                        .iter()
                        .find(|token| token.kind != Kind::Gap)
                        .is_some_and(|token| token.text == "아님");
                if has_relation && !is_denied {
                    inner.push(inside.to_vec());
                }
                outer.push(gap(
                    token.range.start..tokens.get(close).map_or(0, |t| t.range.end)
                ));
                at = close + 1;
                continue;
            }
        }
        outer.push(token.clone());
        at += 1;
    }
    (outer, inner)
}

fn gap(range: Range<usize>) -> Token {
    Token {
        kind: Kind::Gap,
        range,
        text: " ".into(),
    }
}

/// `hidden size (d) = 768`: the symbol for what the words name, with the value of both.
fn alias(outer: &[Token], open: &Token, inside: &[Token], behind: &[Token]) -> Option<Vec<Token>> {
    let solid: Vec<&Token> = inside.iter().filter(|t| t.kind != Kind::Gap).collect();
    let [symbol] = solid.as_slice() else {
        return None;
    };
    let sign = behind.iter().position(|token| token.kind != Kind::Gap)?;
    let (sign, value) = behind.get(sign..)?.split_first()?;
    let gives = matches!(
        sign.kind,
        Kind::Relation(Relation::Equal | Relation::Approx)
    );
    let last = outer.iter().rev().find(|token| token.kind != Kind::Gap)?;
    let is_apart = last.range.end < open.range.start || open.range.len() > 1;
    // `loss(x)` is a function.
    let names = match last.kind {
        Kind::Word => is_apart || !last.text.is_ascii(),
        Kind::Unit => is_apart,
        Kind::Name => is_apart && last.text.contains('_'),
        _ => false,
    };
    let ends = |token: &Token| matches!(token.kind, Kind::Relation(_) | Kind::Separator);
    let is_formula = outer
        .iter()
        .rev()
        .take_while(|token| !ends(token))
        .any(|token| matches!(token.kind, Kind::Operator | Kind::Number));
    let length = value.iter().position(ends).unwrap_or(value.len());
    let value = value.get(..length)?;
    let is_plain = value.iter().all(|t| {
        matches!(
            t.kind,
            Kind::Number | Kind::Gap | Kind::Unit | Kind::Postfix
        )
    });
    let is_value = is_plain && value.iter().any(|token| token.kind == Kind::Number);
    let is_symbol = symbol.kind == Kind::Name && is_symbol(&symbol.text);
    if !(gives && names && !is_formula && is_value && is_symbol) {
        return None;
    }
    let sign = Token {
        range: open.range.clone(),
        ..sign.clone()
    };
    let mut alias = vec![(*symbol).clone(), sign];
    alias.extend(value.iter().cloned());
    Some(alias)
}

fn last_word(tokens: &[Token]) -> Option<&str> {
    let last = tokens.iter().rev().find(|token| token.kind != Kind::Gap)?;
    Some(last.text.as_str())
}

/// Whether a bracket holds a number of percent.
pub(super) fn is_percent(inside: &[Token]) -> bool {
    let solid: Vec<&Token> = inside.iter().filter(|t| t.kind != Kind::Gap).collect();
    match solid.as_slice() {
        [number, percent] => number.kind == Kind::Number && percent.text == "%",
        [number] => number.kind == Kind::Number && number.text.ends_with('%'),
        _ => false,
    }
}

/// Whether what stands before a bracket may be the share in it, `0.021 (2.1%)`, and not what has it, `10B
/// (2.1%)`.
fn is_share(before: &[Token]) -> bool {
    let last = before.iter().rev().find(|token| token.kind != Kind::Gap);
    last.is_some_and(|token| match token.kind {
        Kind::Number => {
            let (whole, part) = token.text.split_once('.').unwrap_or((&token.text, ""));
            matches!(whole, "" | "0" | "1") && part.bytes().all(|byte| byte.is_ascii_digit())
        }
        Kind::Unit => false,
        _ => true,
    })
}

/// `24.6M (= 32000 × 768)`, `39,383,808 (≈ 39.5M)`: the number before a bracket, and what it is or how it comes
/// about.
fn goes_on_inside(
    before: &[Token],
    inside: &[Token],
    behind: Option<&Token>,
) -> Option<Vec<Token>> {
    let value = before.iter().rev().find(|token| token.kind != Kind::Gap)?;
    let first = inside.iter().find(|token| token.kind != Kind::Gap)?;
    let leads = matches!(
        first.kind,
        Kind::Relation(Relation::Equal | Relation::Approx)
    );
    let is_plain = inside.iter().all(|token| {
        let is_sign = token.range == first.range;
        match token.kind {
            Kind::Number
            | Kind::Unit
            | Kind::Postfix
            | Kind::Operator
            | Kind::Open
            | Kind::Close => true,
            Kind::Gap => !is_dropped(token),
            Kind::Relation(_) => is_sign,
            _ => false,
        }
    });
    let ends = behind.is_none_or(|token| !matches!(token.kind, Kind::Operator | Kind::Open));
    let has = |kind: Kind| inside.iter().any(|token| token.kind == kind);
    // A sum of rounded parts is not its rounded total, and `2017 (= 0)` is no computation.
    let is_told = if has(Kind::Operator) {
        let is_rounded =
            |token: &Token| token.kind == Kind::Number && token.text.ends_with(char::is_alphabetic);
        !(inside.iter().any(is_rounded) && inside.iter().any(|token| token.text == "+"))
    } else {
        first.kind == Kind::Relation(Relation::Approx) || has(Kind::Postfix)
    };
    (value.ends_number()
        && leads
        && is_plain
        && ends
        && is_told
        && !inside.iter().any(is_percent_sign))
    .then(|| inside.to_vec())
}

fn is_percent_sign(token: &Token) -> bool {
    token.text.ends_with('%')
}

/// `~2.36M per layer`: without the words behind the number that say of what it is.
fn without_share(inside: &[Token]) -> &[Token] {
    let is_number = |token: &Token| token.kind == Kind::Number;
    let first = inside.iter().find(|token| token.kind != Kind::Gap);
    let leads = first.is_some_and(|token| matches!(token.kind, Kind::Relation(_)));
    let end = inside.iter().rposition(is_number).map_or(0, |at| at + 1);
    let (told, rest) = inside.split_at(end);
    let mut words = rest.iter().filter(|token| token.kind != Kind::Gap);
    let says = words.next().is_some_and(|token| says_of_what(&token.text));
    let is_said = |token: &Token| {
        token.kind == Kind::Word || token.kind == Kind::Unit && is_label(&token.text)
    };
    if leads && says && words.all(is_said) {
        told
    } else {
        inside
    }
}

/// `160 GB (2 × 80 GB)`: how an amount comes about, in units of its kind; nobody multiplies sizes.
fn worked_out(before: &[Token], inside: &[Token], behind: &[Token]) -> Option<Vec<Token>> {
    let measures = |token: &Token| {
        let unit = crate::units::unit(&token.text).filter(|_| token.kind == Kind::Unit)?;
        (!unit.is_counting_label()).then_some(unit.dimension)
    };
    let (gap, amount) = before.split_last()?;
    let amount = amount.iter().rev().find(|token| token.kind != Kind::Gap)?;
    let next = behind.iter().find(|token| token.kind != Kind::Gap);
    let ends = next.is_none_or(|next| matches!(next.kind, Kind::Relation(_) | Kind::Separator));
    let is_work = inside.iter().any(|token| token.kind == Kind::Operator)
        && inside.iter().all(|token| {
            matches!(
                token.kind,
                Kind::Number | Kind::Unit | Kind::Operator | Kind::Gap
            )
        });
    let own = measures(amount)?;
    let is_alike = inside.iter().filter_map(measures).any(|other| other == own);
    (gap.kind == Kind::Gap && ends && is_work && is_alike).then(|| inside.to_vec())
}

/// `46,702,526,464   (46.70B)`: the value once more.
fn restated(
    before: &[Token],
    open: &Token,
    inside: &[Token],
    behind: &[Token],
) -> Option<Vec<Token>> {
    let inside = without_share(inside);
    // Full-width brackets bring their own room.
    let gap = before.last().is_some_and(|token| token.kind == Kind::Gap) || open.range.len() > 1;
    let value = before.iter().rev().find(|token| token.kind != Kind::Gap)?;
    let has_relation = before
        .iter()
        .any(|token| matches!(token.kind, Kind::Relation(_)));
    let number = inside
        .iter()
        .filter(|token| token.kind == Kind::Number)
        .count();
    let only = inside.iter().all(|token| {
        matches!(
            token.kind,
            Kind::Number
                | Kind::Gap
                | Kind::Unit
                | Kind::Postfix
                | Kind::Relation(Relation::Equal | Relation::Approx | Relation::Asymptotic)
        ) && !is_dropped(token)
    });
    let ends = behind
        .first()
        .is_none_or(|token| !matches!(token.kind, Kind::Operator | Kind::Open));
    let unit = |tokens: &[Token]| {
        let last = tokens.iter().rev().find(|token| token.kind != Kind::Gap)?;
        crate::units::unit(&last.text).filter(|_| last.kind == Kind::Unit)
    };
    let dimension = |tokens: &[Token]| unit(tokens).map(|unit| unit.dimension);
    // `192 (73 TFLOPS)` says something else.
    // `33,554,432 (33.5 MB)`, `6.87 * 10¹⁰ (68.7 GFLOPs)`: so many bytes or operations.
    let known = |name: &str| crate::units::unit(name).map(|unit| unit.dimension);
    let counts_units = matches!(value.kind, Kind::Number | Kind::Postfix)
        && [known("byte"), known("FLOP")].contains(&dimension(inside));
    let same_kind =
        dimension(inside).is_none() || dimension(inside) == dimension(before) || counts_units;
    let is_value = |token: &&Token| !matches!(token.kind, Kind::Relation(_));
    // `1000 (1.05) = 1050` is a product, and `(12 layers)` says of how many.
    let is_bare = inside.iter().all(|token| {
        token.kind != Kind::Number || token.text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    let next = behind.iter().find(|token| token.kind != Kind::Gap);
    let is_factor = next.is_some_and(|next| matches!(next.kind, Kind::Relation(_)));
    let counts = unit(inside).is_some_and(crate::units::Unit::is_counting_label);
    let leads = inside
        .iter()
        .any(|token| matches!(token.kind, Kind::Relation(_)));
    if is_bare && !leads && (counts || is_factor && unit(inside).is_none() && !is_percent(inside)) {
        return None;
    }
    let same_kind = same_kind && (!is_percent(inside) || is_share(before));
    (gap && has_relation && value.ends_operand() && number == 1 && only && ends && same_kind)
        .then(|| inside.iter().filter(is_value).cloned().collect())
}

/// `15 GB [1]`: the number of a source behind a value.
fn cites(outer: &[Token], open: &Token, inside: &[Token], behind: &[Token]) -> bool {
    let is_square = open.text.trim_start() != open.text;
    let is_short = |token: &Token| token.kind == Kind::Number && token.text.len() <= 2;
    let last = outer.iter().rev().find(|token| token.kind != Kind::Gap);
    let is_value = |last: &Token| {
        last.range.end < open.range.start && is_behind_value(outer, last, Some(behind))
    };
    is_square && matches!(inside, [only] if is_short(only)) && last.is_some_and(is_value)
}

/// For each bracket that opens, the one that closes it.
pub(super) fn closing(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut closes = vec![None; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => open.push(at),
            Kind::Close => {
                if let Some(closed) = open.pop().and_then(|open| closes.get_mut(open)) {
                    *closed = Some(at);
                }
            }
            _ => {}
        }
    }
    closes
}
