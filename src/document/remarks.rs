//! Brackets that only say what the operand before them is.

use super::about::is_about;
use super::brackets::is_percent;
use super::token::{Kind, Token};
use crate::syntax::is_label;

/// Whether words in another script than its own stand behind a letter that a number multiplies.
fn is_told_of_multiple(outer: &[Token], last: &Token, inside: &[Token]) -> bool {
    let mut before = outer
        .iter()
        .rev()
        .skip_while(|token| *token != last)
        .skip(1);
    let first = inside.iter().find(|token| !token.text.trim().is_empty());
    before
        .next()
        .is_some_and(|token| token.kind == Kind::Number && token.range.end == last.range.start)
        && last.text.is_ascii()
        && first.is_some_and(|token| !token.text.is_ascii())
}

/// Whether a bracket behind an operand only says what the operand is: `(KV cache)`, `(fp32)`,
/// `intensity (FLOPS/B) = …`.
pub(super) fn is_remark(
    outer: &[Token],
    open: &Token,
    inside: &[Token],
    behind: Option<&[Token]>,
) -> bool {
    let Some(last) = outer.iter().rev().find(|token| token.kind != Kind::Gap) else {
        return false;
    };
    // `⌈…⌉` is a function.
    if open.text.trim_start() != "(" {
        return false;
    }
    let is_apart = last.range.end < open.range.start;
    // `2P(模型)`: two of P, which is no function; `parameter(MLP)` is what the word speaks of.
    let is_multiple = last.kind == Kind::Name && is_told_of_multiple(outer, last, inside);
    let is_called = !is_apart && !is_multiple && matches!(last.kind, Kind::Word | Kind::Name);
    if !last.ends_operand() || is_called {
        return false;
    }
    let solid: Vec<&Token> = inside.iter().filter(|t| t.kind != Kind::Gap).collect();
    let words = solid.iter().filter(|t| t.kind == Kind::Word).count();
    let is_said = |token: &&&Token| {
        matches!(token.kind, Kind::Word | Kind::Unit | Kind::Separator)
            || token.kind == Kind::Name && token.range.len() >= 2
    };
    let only_said = solid.iter().all(|token| is_said(&token));
    let is_room = is_apart || open.range.len() > 1;
    let counts = solid
        .iter()
        .any(|t| t.kind == Kind::Unit && is_label(&t.text));
    let says = words > 0 || counts;
    if glosses(last, &solid) || is_behind_value(outer, last, behind) && is_room && says {
        return true;
    }
    // `3072(原文中4H长度)`: no function is called by a number.
    let is_foreign = |token: &Token| {
        !token.text.is_ascii() && is_dropped(token)
            || token.kind == Kind::Word && !token.text.is_ascii()
    };
    let first = inside.iter().find(|token| !token.text.trim().is_empty());
    let is_told = first.is_some_and(is_foreign);
    let may_be_told = is_apart || open.range.len() > 1 || is_told;
    if may_be_told && last.ends_number() && counts_things(inside) {
        return true;
    }
    let has_sign = solid.iter().any(|t| t.kind == Kind::Operator);
    let labels = solid.iter().filter(|t| t.kind == Kind::Unit).count();
    if only_said && words + labels >= 1 || words >= 2 && !has_sign {
        return true;
    }
    if is_apart && last.ends_number() && counts_unknown(&solid) {
        return true;
    }
    // `120 (+20%)`: by how much it changed.
    let is_change = solid
        .first()
        .is_some_and(|t| matches!(t.text.as_str(), "+" | "-"))
        && solid
            .last()
            .is_some_and(|t| t.text == "%" || t.text.ends_with('%'));
    if is_change && is_apart {
        return true;
    }
    // `1.14B (4.3%)`: a share.
    if is_percent(inside) && last.ends_operand() {
        return true;
    }
    // `70 GB / 4 (TP)`, `337GB (KV)`: what the number is.
    let is_abbreviation = |token: &Token| {
        token.range.len() >= 2 && token.text.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    if let [only] = solid.as_slice()
        && is_apart
        && matches!(last.kind, Kind::Number | Kind::Unit)
        && is_abbreviation(only)
    {
        return true;
    }
    // `32 (layers) * 2 (kv) * 128 (head_dim)`: one name behind a number, of several letters.
    if let [only] = solid.as_slice()
        && is_apart
        && open.text == "("
        && last.kind == Kind::Number
        && only.kind == Kind::Name
        && only.range.len() >= 2
        && only
            .text
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
    {
        return true;
    }
    // `bytes(fp32)`: one name with a number in it.
    let is_format = |token: &Token| {
        token.range.len() >= 3 && token.text.bytes().any(|byte| byte.is_ascii_digit())
    };
    if let [only] = solid.as_slice()
        && only.kind == Kind::Name
        && is_format(only)
    {
        return true;
    }
    // The unit of a name before the sign that defines it.
    let next = behind
        .unwrap_or_default()
        .iter()
        .find(|t| t.kind != Kind::Gap);
    let is_head = next.is_some_and(|token| matches!(token.kind, Kind::Relation(_)))
        && !outer
            .iter()
            .any(|t| matches!(t.kind, Kind::Relation(_) | Kind::Operator));
    let has_number = solid.iter().any(|token| token.kind == Kind::Number);
    is_head && last.kind == Kind::Word && !has_number
}

/// `2 (K and V)`, `3 (QKV)`: as many names as the number before them says.
fn glosses(last: &Token, inside: &[&Token]) -> bool {
    let parts_them = |t: &&&Token| {
        t.kind == Kind::Separator
            || matches!(t.text.as_str(), "+" | "/" | "," | "and" | "和" | "와")
    };
    let (signs, names): (Vec<&&Token>, Vec<&&Token>) = inside.iter().partition(parts_them);
    let is_letter = |t: &&&Token| "QKV".contains(t.text.as_str());
    let is_long = |t: &&&Token| t.text.chars().count() >= 4;
    let adds = signs.iter().any(|t| matches!(t.text.as_str(), "+" | "/"));
    let count = match names.as_slice() {
        [one] => one.text.bytes().filter(u8::is_ascii_uppercase).count(),
        names if adds && !names.iter().all(is_letter) && !names.iter().all(is_long) => 0,
        names => names.len(),
    };
    let said = names
        .iter()
        .all(|t| matches!(t.kind, Kind::Name | Kind::Word | Kind::Unit));
    last.kind == Kind::Number && said && count >= 2 && last.text == count.to_string()
}

/// Whether a bracket ends the formula behind the value of a relation.
pub(super) fn is_behind_value(outer: &[Token], last: &Token, behind: Option<&[Token]>) -> bool {
    let mut behind = behind.unwrap_or_default().iter();
    let next = behind.find(|token| token.kind != Kind::Gap);
    let ends = next.is_none_or(|token| matches!(token.kind, Kind::Relation(_) | Kind::Separator));
    let follows = outer
        .iter()
        .rev()
        .take_while(|token| token.kind != Kind::Separator)
        .any(|token| matches!(token.kind, Kind::Relation(_)));
    ends && follows && last.ends_number()
}

/// Whether words say what the numbers in a bracket are: `126 (42 layers × 3 projections)`, `13 (원래 원했던
/// 16이 아님)`. Behind a number it says how that comes about, and is no factor.
fn counts_things(inside: &[Token]) -> bool {
    let solid: Vec<&Token> = inside.iter().filter(|t| t.kind != Kind::Gap).collect();
    let has_number = solid.iter().any(|token| token.kind == Kind::Number);
    let is_foreign = |token: &Token| token.kind == Kind::Word && !token.text.is_ascii();
    let is_counted = |pair: &[&Token]| match pair {
        [number, thing] => {
            number.kind == Kind::Number
                && matches!(thing.kind, Kind::Word | Kind::Unit)
                && thing.text.len() > 2
        }
        _ => false,
    };
    let counts = solid.windows(2).filter(|pair| is_counted(pair)).count();
    let has_name = solid.iter().any(|token| token.kind == Kind::Name);
    let has_sign = solid.iter().any(|token| token.kind == Kind::Operator);
    let speaks = inside.iter().any(|t| is_dropped(t) || is_foreign(t));
    has_number && (speaks || has_sign && counts >= 1 && !has_name)
}

/// Whether a token is a word that was passed over and says more than that a number is not exact.
pub(super) fn is_dropped(token: &Token) -> bool {
    let is_word = token.text.chars().any(char::is_alphabetic);
    token.kind == Kind::Gap && is_word && !is_about(&token.text)
}

/// `6.87e10 (68.7 gadgets)`: nobody multiplies by a number of things that are not known.
fn counts_unknown(inside: &[&Token]) -> bool {
    matches!(inside, [number, thing]
        if number.kind == Kind::Number && thing.kind == Kind::Word && thing.text.len() > 2)
}
