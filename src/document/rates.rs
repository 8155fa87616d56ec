//! What stands behind the numbers of a line: rates, seconds, parts of a number by words.

use super::marks::{blank, is_counted, solid};
use super::token::{Kind, Token};
use crate::syntax::{is_label, multiplier};
use crate::units::{Dimension, unit};

/// `1억 2,400만` and `12만 3456` are one number, the sum of its parts.
pub(super) fn join_myriads(tokens: &mut [Token]) {
    let solid = solid(tokens);
    let mut rest = solid.as_slice();
    while !rest.is_empty() {
        let run = run_of_myriads(tokens, rest);
        let (number, behind) = rest.split_at(run.max(1));
        if let [first, .., last] = number
            && run > 2
        {
            // Behind each word that a number follows the next part is added.
            let words = number
                .iter()
                .skip(1)
                .step_by(2)
                .filter(|word| *word != last);
            for word in words {
                if let Some(token) = tokens.get_mut(*word) {
                    token.text.push_str(" + ");
                }
            }
            if let Some(token) = tokens.get_mut(*first) {
                token.text.insert(0, '(');
            }
            if let Some(token) = tokens.get_mut(*last) {
                token.text.push(')');
            }
            // `1조 3천억 토큰`.
            let counts = |token: &&mut Token| token.kind == Kind::Unit && is_label(&token.text);
            let thing = behind.first().and_then(|at| tokens.get_mut(*at));
            blank(thing.filter(counts));
        }
        rest = behind;
    }
}

/// How many tokens make one number of parts with falling powers of ten; at the end may stand one
/// without a word.
fn run_of_myriads(tokens: &[Token], solid: &[usize]) -> usize {
    let number = |place: usize| {
        let token = solid.get(place).and_then(|at| tokens.get(*at));
        token.filter(|token| token.kind == Kind::Number)
    };
    let power = |place: usize| multiplier(&tokens.get(*solid.get(place)?)?.text);
    let (mut run, mut below) = (0, u32::MAX);
    while let Some(part) = number(run) {
        match power(run + 1) {
            Some(power) if power < below => {
                run += 2;
                below = power;
            }
            _ => {
                let digits = part.text.len();
                let is_plain = part.text.bytes().all(|byte| byte.is_ascii_digit());
                let fits = (3..=8).contains(&digits) && below >= u32::try_from(digits).unwrap_or(0);
                return run + usize::from(run > 0 && is_plain && fits);
            }
        }
    }
    run
}

/// `1.66 × 10⁹ parameters`: what is counted by a power says nothing of its value.
pub(super) fn drop_labels_of_powers(tokens: &mut [Token]) {
    let solid = solid(tokens);
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut dropped = Vec::new();
    for (place, window) in solid.windows(2).enumerate() {
        let [before, here] = *window else { continue };
        let is_raised = text(before).chars().all(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
        let above = place.checked_sub(1).and_then(|above| solid.get(above));
        let is_power = is_raised || above.is_some_and(|above| text(*above) == "^");
        let counts = tokens
            .get(here)
            .is_some_and(|token| token.kind == Kind::Unit && is_label(&token.text));
        if is_power && counts {
            dropped.push(here);
        }
    }
    // `8 KV heads`, `10 PP stages`: a short name between a number and what is counted.
    for window in solid.windows(3) {
        let [number, name, thing] = *window else {
            continue;
        };
        let is = |at: usize, kind: Kind| tokens.get(at).is_some_and(|token| token.kind == kind);
        let is_short = text(name).len() == 2 && text(name).bytes().all(|b| b.is_ascii_uppercase());
        let are_things = is(thing, Kind::Unit)
            || is(thing, Kind::Word) && text(thing).len() > 3 && text(thing).ends_with('s');
        if is(number, Kind::Number) && is(name, Kind::Name) && is_short && are_things {
            dropped.push(name);
        }
    }
    for at in dropped {
        blank(tokens.get_mut(at));
    }
}

/// `16 bits per weight` is a rate as `16 bits/weight` is.
pub(super) fn mark_per(tokens: &mut [Token]) {
    for window in solid(tokens).windows(3) {
        let [above, here, below] = *window else {
            continue;
        };
        let is_thing = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|token| matches!(token.kind, Kind::Unit | Kind::Word))
        };
        let is_per = tokens
            .get(here)
            .is_some_and(|token| matches!(token.text.as_str(), "per" | "pro"));
        let counts = tokens
            .get(above)
            .is_some_and(|token| token.kind == Kind::Unit)
            || is_thing(above) && is_counted(tokens, above);
        // `FLOPs per layer = …`: a name.
        let begins = tokens
            .get(..above)
            .unwrap_or_default()
            .iter()
            .all(|token| token.kind == Kind::Gap);
        if is_per
            && !begins
            && counts
            && is_thing(below)
            && let Some(token) = tokens.get_mut(here)
        {
            token.kind = Kind::Operator;
            "/".clone_into(&mut token.text);
        }
    }
}

/// What is said by the unit of a second.
pub(super) fn is_second(text: &str) -> bool {
    matches!(
        text,
        "s" | "sec" | "secs" | "second" | "seconds" | "秒" | "초" | "с" | "сек"
    )
}

/// `BW = 1.6 TB/s`: no program writes a unit behind a number, so that its `s` is a second.
pub(super) fn tells_rate(tokens: &[Token]) -> bool {
    let solid: Vec<&Token> = tokens
        .iter()
        .filter(|token| token.kind != Kind::Gap)
        .collect();
    solid.windows(4).any(|window| match window {
        [number, above, slash, below] => {
            number.kind == Kind::Number
                && above.kind == Kind::Unit
                && slash.text == "/"
                && is_second(&below.text)
        }
        _ => false,
    })
}

/// `22.3 tokens/s`, `160 KB / token`: what stands below a unit is one of its kind. Seconds measure;
/// all else counts, and is passed over.
pub(super) fn mark_rates(tokens: &mut [Token]) {
    bind_rates(tokens);
    let solid = solid(tokens);
    mark_seconds_of_times(tokens, &solid);
    for (place, window) in solid.windows(3).enumerate() {
        let [above, slash, below] = *window else {
            continue;
        };
        let has_unit = tokens.get(above).is_some_and(|token| {
            token.kind == Kind::Unit || token.kind == Kind::Word && is_counted(tokens, above)
        });
        let is_slash = tokens.get(slash).is_some_and(|token| token.text == "/");
        let Some(token) = tokens.get(below).filter(|_| has_unit && is_slash) else {
            continue;
        };
        // `10 trips/week`: what is counted may be counted by anything.
        let is_word = tokens
            .get(above)
            .is_some_and(|token| token.kind == Kind::Word);
        let over = tokens.get(above);
        let counts = over.is_some_and(|over| counts_times(over, token));
        let number = base_of(tokens, &solid, place);
        let before = |back: usize| {
            let at = number.unwrap_or(place).checked_sub(back);
            at.and_then(|at| tokens.get(*solid.get(at)?))
        };
        let divides = before(1).is_some_and(|sign| matches!(sign.text.as_str(), "/" | "÷"));
        let is_bare = divides && before(2).is_some_and(|above| above.kind == Kind::Number);
        let size = over.and_then(|over| size_below(over, token, divides, is_bare));
        // `Мбит/c`: a Latin letter for the Cyrillic one.
        let is_data = over
            .and_then(|over| unit(&over.text))
            .map(|unit| unit.dimension);
        let is_letter = token.text == "c" && is_data.is_some() && is_data == byte();
        let second = is_letter.then_some("second");
        let measure = measure(token).or(second);
        let measure = measure.filter(|_| !is_word && !counts).or(size);
        let is_kind = match token.kind {
            Kind::Unit | Kind::Word => true,
            Kind::Name => is_second(&token.text) || is_letter,
            _ => false,
        };
        let ends = solid.get(place + 3).and_then(|at| tokens.get(*at));
        let ends = ends.is_none_or(|next| match next.kind {
            // `3350 GB/s / 140 GB`: a slash that stands apart divides the whole.
            Kind::Operator => {
                matches!(next.text.as_str(), "+" | "-" | "×" | "*" | "·")
                    || next.range.start > token.range.end && matches!(next.text.as_str(), "/" | "÷")
            }
            Kind::Relation(_) | Kind::Separator | Kind::Close | Kind::Word => true,
            // No unit is called as a function: `2 bytes/param(FP16)`.
            Kind::Open => next.range.start > token.range.end || token.kind == Kind::Unit,
            _ => false,
        });
        if !is_kind || !ends {
            continue;
        }
        if let Some(unit) = measure {
            // A rate is one thing: `10 GB / 5 GB/s` are two seconds; but `900 / 8 GB/s` is so many GB/s.
            let number = number.and_then(|at| solid.get(at).copied());
            let binds = !is_bare && number.is_some();
            let (open, close) = if binds { ("(", ")") } else { ("", "") };
            if let Some(token) = tokens.get_mut(below) {
                token.kind = Kind::Number;
                token.text = format!("(1 {unit}){close}");
            }
            if let Some(token) = number.and_then(|at| tokens.get_mut(at)).filter(|_| binds) {
                token.text.insert_str(0, open);
            }
        } else {
            blank(tokens.get_mut(slash));
            blank(tokens.get_mut(below));
        }
    }
}

/// `3600 s/hour`: over a time, `s` behind a number is a second; `153 FLOP/B`: below operations, `B` is a byte.
fn mark_seconds_of_times(tokens: &mut [Token], solid: &[usize]) {
    for window in solid.windows(4) {
        let [number, letter, slash, below] = *window else {
            continue;
        };
        let is_operation = tokens.get(letter).is_some_and(|token| {
            let unit = unit(&token.text).filter(|_| token.kind == Kind::Unit);
            unit.is_some_and(|unit| unit.dimension == Dimension::OPERATIONS)
        });
        if is_operation
            && tokens.get(slash).is_some_and(|token| token.text == "/")
            && let Some(token) = tokens.get_mut(below).filter(|token| token.text == "B")
        {
            token.kind = Kind::Unit;
            "byte".clone_into(&mut token.text);
            continue;
        }
        let is = |at: usize, kind: Kind| tokens.get(at).is_some_and(|token| token.kind == kind);
        let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
        let is_time = tokens
            .get(below)
            .is_some_and(|token| token.kind == Kind::Unit && measure(token).is_some());
        if is(number, Kind::Number)
            && is(letter, Kind::Name)
            && is_second(text(letter))
            && text(slash) == "/"
            && is_time
            && let Some(token) = tokens.get_mut(letter)
        {
            token.kind = Kind::Unit;
            "second".clone_into(&mut token.text);
        }
    }
}

/// `4 GB / 50 GBps`: a rate in one word is one thing with its number, as in `mark_rates`.
fn bind_rates(tokens: &mut [Token]) {
    let solid = solid(tokens);
    for (place, window) in solid.windows(2).enumerate() {
        let [number, unit] = *window else { continue };
        let is_rate = tokens
            .get(unit)
            .is_some_and(|token| token.kind == Kind::Unit && token.text.ends_with("/(1 second)"));
        let is_number = tokens
            .get(number)
            .is_some_and(|token| token.kind == Kind::Number);
        let before = |back: usize| tokens.get(*solid.get(place.checked_sub(back)?)?);
        let divides = before(1).is_some_and(|sign| matches!(sign.text.as_str(), "/" | "÷"));
        let is_bare = before(2).is_some_and(|above| above.kind == Kind::Number);
        if !is_rate || !is_number || !divides || is_bare {
            continue;
        }
        if let Some(token) = tokens.get_mut(number) {
            token.text.insert(0, '(');
        }
        if let Some(token) = tokens.get_mut(unit) {
            token.text.push(')');
        }
    }
}

/// The unit of time that a token is.
pub(super) fn measure(token: &Token) -> Option<&'static str> {
    if is_second(&token.text) {
        return Some("second");
    }
    let known = unit(&token.text).filter(|_| token.kind == Kind::Unit)?;
    (known.dimension == Dimension::TIME).then_some(known.name)
}

/// Which of the solid tokens is the number before a unit, or the base of the power there: `1024` of `1024^3 bytes/GB`.
fn base_of(tokens: &[Token], solid: &[usize], unit: usize) -> Option<usize> {
    let at = |back: usize| {
        let place = unit.checked_sub(back)?;
        Some((place, tokens.get(*solid.get(place)?)?))
    };
    let (last, number) = at(1)?;
    let is_power = number.kind == Kind::Number && at(2).is_some_and(|(_, sign)| sign.text == "^");
    let (place, base) = match number.kind {
        Kind::Number if is_power => at(3)?,
        Kind::Postfix => at(2)?,
        _ => (last, number),
    };
    (base.kind == Kind::Number).then_some(place)
}

/// The size that operations are counted by, `FLOP/byte`; that bits are where they are divided by, `÷ 8 bits per
/// byte`; and the larger unit of one kind, `1024^3 bytes/GB`, except below a number without a unit.
fn size_below(above: &Token, below: &Token, divides: bool, is_bare: bool) -> Option<&'static str> {
    let of = |token: &Token| unit(&token.text).filter(|_| token.kind == Kind::Unit);
    let (above, below) = (of(above)?, of(below)?);
    let is_data = Some(below.dimension) == byte();
    let is_operation = above.name.contains("FLOP");
    let is_bit = above.name == "bit" && below.name == "byte";
    let is_operations = below.dimension == Dimension::OPERATIONS;
    let converts = above.dimension == below.dimension
        && (is_data || is_operations)
        && above.name != below.name
        && !is_bit
        && !is_bare;
    (is_data && (is_operation || is_bit && divides && !is_bare) || converts).then_some(below.name)
}

fn byte() -> Option<Dimension> {
    unit("byte").map(|unit| unit.dimension)
}

/// Whether days are counted by weeks.
fn counts_times(above: &Token, below: &Token) -> bool {
    let is_time = |token: &Token| {
        token.kind == Kind::Unit
            && unit(&token.text).is_some_and(|unit| unit.dimension == Dimension::TIME)
    };
    is_time(above) && is_time(below)
}

/// `2 s` at the end of a side is two seconds where no other name has an `s` in it; beside other times `2 h`
/// are two hours.
pub(super) fn mark_seconds(tokens: &mut [Token]) {
    let has_times = tokens
        .iter()
        .any(|token| token.kind == Kind::Unit && measure(token).is_some());
    mark_time(tokens, 's', "second", has_times);
    let has_times = tokens.iter().any(|token| measure(token).is_some());
    if has_times {
        mark_time(tokens, 'h', "hour", false);
    }
}

/// `is_divided`: beside a time in words, `2.69e8 s / 3600 / 24 ≈ 3113 days`, what is divided may be a time as well.
fn mark_time(tokens: &mut [Token], letter: char, unit: &str, is_divided: bool) {
    let solid = solid(tokens);
    let named = |token: &&Token| token.kind == Kind::Name && token.text.contains(letter);
    let bare =
        |token: &&Token| token.kind == Kind::Name && token.text.chars().eq(std::iter::once(letter));
    let lone = |at: usize| {
        let here = solid.iter().position(|place| *place == at)?;
        let before = tokens.get(*solid.get(here.checked_sub(1)?)?)?;
        let token = tokens.get(at)?;
        let ends = solid.get(here + 1).and_then(|next| tokens.get(*next));
        let ends = ends.is_none_or(|next| {
            matches!(
                next.kind,
                Kind::Relation(_) | Kind::Separator | Kind::Close | Kind::Word
            ) || next.kind == Kind::Open && next.range.start > token.range.end
                || is_divided && matches!(next.text.as_str(), "/" | "÷")
        });
        // `3,600s` has groups of digits, `3s` may be a product.
        let is_grouped = before.text.len() < before.range.len();
        let is_apart = before.kind == Kind::Number
            && (before.range.end < token.range.start || before.text.contains('.') || is_grouped);
        (is_apart && ends).then_some(())
    };
    let places: Vec<usize> = solid
        .iter()
        .copied()
        .filter(|at| tokens.get(*at).as_ref().is_some_and(bare))
        .collect();
    // `2s(2s + 8) = 4s² + 16s`: no time has brackets or powers behind it.
    let is_factor = |at: &usize| {
        let next = tokens.get(at + 1);
        next.is_some_and(|next| matches!(next.kind, Kind::Open | Kind::Postfix) || next.text == "^")
    };
    if places.iter().any(is_factor) {
        return;
    }
    let all_alone = places.iter().all(|at| lone(*at).is_some());
    let is_alone = all_alone && tokens.iter().filter(named).count() <= places.len();
    // `40s × 3 levels = 120s`: behind numbers on both sides, it says the same as a name would.
    let follows_number = |at: &usize| {
        let here = solid.iter().position(|place| place == at);
        let before = here.and_then(|here| solid.get(here.checked_sub(1)?));
        before
            .and_then(|before| tokens.get(*before))
            .is_some_and(|before| before.kind == Kind::Number)
    };
    let sign = tokens
        .iter()
        .position(|token| matches!(token.kind, Kind::Relation(_)));
    let is_on_both = sign.is_some_and(|sign| {
        places.iter().any(|at| *at < sign) && places.iter().any(|at| *at > sign)
    });
    // `40s × 3s` is no time.
    let adds = |token: &Token| matches!(token.text.as_str(), "+" | "-" | "−");
    let is_sum = |side: &[Token], count: usize| count < 2 || side.iter().any(adds);
    let is_time = sign.is_some_and(|sign| {
        let (before, behind) = tokens.split_at(sign);
        let first = places.iter().filter(|at| **at < sign).count();
        is_sum(before, first) && is_sum(behind, places.len() - first)
    });
    let counts = letter == 's' && is_on_both && is_time && places.iter().all(follows_number);
    if !is_alone && !counts {
        return;
    }
    for at in places {
        if let Some(token) = tokens.get_mut(at) {
            token.kind = Kind::Unit;
            unit.clone_into(&mut token.text);
        }
    }
}
