//! One side of a relation in the notation of the expression grammar → the expressions it may mean.

use super::indexed::with_indices;
use super::mixed::{mixed, whole_and_part};
use super::scientific::bound_below;
use super::statement::Alternative;
use super::suffixes::{has_suffix, in_billions, in_bytes};
use crate::diagnostic::{Code, Source};
use crate::expr::{Bindings, Expr, Function, Symbol};
use crate::syntax::latex::Lowered;
use crate::syntax::{Scope, parse_input};

/// The name that stands for terms or factors that are not written.
pub const LEFT_OUT: &str = "left_out";

/// `1 + 2 + … + n`: a text with a name for dots between signs.
fn with_dots(text: &str) -> Option<String> {
    let (dots, at) = ["...", "…", "⋯"]
        .into_iter()
        .find_map(|dots| Some((dots, text.find(dots)?)))?;
    let (before, rest) = text.split_at(at);
    let behind = rest.get(dots.len()..)?;
    let signs = ['+', '*', '×', '·', '⋅'];
    let (ends, begins) = (
        before.trim_end().ends_with(signs),
        behind.trim_start().starts_with(signs),
    );
    // `1 · 2 · 3 ⋯ n`: the dots are the sign.
    let is_operand =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | ')'));
    let joins = before.contains(['×', '·', '⋅', '*'])
        && is_operand(before.trim_end().chars().next_back())
        && is_operand(behind.trim_start().chars().next());
    if joins {
        return Some(format!("{before} * {LEFT_OUT} * {behind}"));
    }
    (ends && begins).then(|| format!("{before} {LEFT_OUT} {behind}"))
}

/// An expression and its other readings.
pub(super) fn read_side(
    text: &str,
    scope: &Scope,
    plain: &Scope,
    lowered: &Lowered,
) -> Result<(Expr, Vec<Alternative>), String> {
    if let Some(text) = with_dots(text) {
        let scope = scope.clone().with_names([LEFT_OUT]);
        let expr = parse(&text, &scope).map_err(|(_, reason)| reason)?;
        return Ok((named(&expr, &scope, lowered), Vec::new()));
    }
    if let Some(readings) = logarithms(text) {
        return of_bases(text, &readings, scope, lowered);
    }
    let whole = whole_and_part(text);
    let text = whole.as_deref().unwrap_or(text);
    match parse(text, scope) {
        Ok(expr) => {
            let told = [
                (in_billions(text), "G for billions"),
                (in_bytes(text, true), "the last B for bytes"),
                (in_bytes(text, false), "B for bytes"),
                (mixed(text), "mixed numbers"),
                (powers_of_two(text), "2 as a base of its own"),
                (
                    bound_below(text),
                    "numbers with powers of ten as one divisor",
                ),
            ];
            let others = told.into_iter().filter_map(|(other, what)| {
                Some(Alternative {
                    expr: named(&parse(&other?, scope).ok()?, scope, lowered),
                    told: format!("`{text}` with {what}"),
                })
            });
            let mut others: Vec<Alternative> = others.collect();
            // `577B` where B stands for something: billions all the same.
            if has_suffix(text)
                && scope != plain
                && let Ok(other) = parse(text, plain)
                && other != expr
            {
                others.push(Alternative {
                    expr: named(&other, scope, lowered),
                    told: format!("`{text}` with letters for thousands"),
                });
            }
            Ok((named(&expr, scope, lowered), others))
        }
        Err((code, reason)) => {
            if code != Some(Code::AMBIGUOUS) {
                return Err(reason);
            }
            let readings = [divided(text, true), divided(text, false)];
            let [left, right] = readings.map(|text| parse(&text, scope).ok());
            match (left, right) {
                (Some(left), Some(right)) => {
                    let alternative = Alternative {
                        expr: named(&right, scope, lowered),
                        told: format!("`{text}` with everything behind `/` below the line"),
                    };
                    Ok((named(&left, scope, lowered), vec![alternative]))
                }
                _ => Err(reason),
            }
        }
    }
}

/// A logarithm without a base in the bases that it may have: `log` the natural one, 10, 2; `lg` 10 or 2.
fn logarithms(text: &str) -> Option<Vec<(String, &'static str)>> {
    let in_base = |log: &str, lg: &str| called(&called(text, "log", log), "lg", lg);
    let is_lg_alone = called(text, "log", "ln") == text;
    let mut bases = vec![
        (in_base("ln", "log10"), "the natural logarithm"),
        (in_base("log10", "log10"), "logarithms to base 10"),
        (in_base("log2", "log2"), "logarithms to base 2"),
    ];
    if is_lg_alone {
        bases.remove(0);
    }
    (in_base("ln", "log10") != text).then_some(bases)
}

/// A text with the calls of one function as calls of another.
fn called(text: &str, function: &str, other: &str) -> String {
    let belongs = |c: char| c.is_alphanumeric() || c == '_';
    let call = format!("{function}(");
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find(&call) {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let is_whole = !before.ends_with(belongs);
        out.push_str(if is_whole { other } else { function });
        rest = behind.get(function.len()..).unwrap_or_default();
    }
    out + rest
}

/// A side in each base; the natural one is tried first.
fn of_bases(
    text: &str,
    readings: &[(String, &'static str)],
    scope: &Scope,
    lowered: &Lowered,
) -> Result<(Expr, Vec<Alternative>), String> {
    let mut read = readings.iter().map(|(reading, base)| {
        let expr = named(
            &parse(reading, scope).map_err(|(_, reason)| reason)?,
            scope,
            lowered,
        );
        let told = format!("`{text}` with {base}");
        Ok(Alternative { expr, told })
    });
    let first: Result<Alternative, String> = read.next().unwrap_or_else(|| Err(String::new()));
    Ok((first?.expr, read.filter_map(Result::ok).collect()))
}

fn parse(text: &str, scope: &Scope) -> Result<Expr, (Option<Code>, String)> {
    let source = Source::new("<document>", text);
    match parse_input(&[source], scope) {
        Ok(mut reading) => match reading.value.pop() {
            Some(chain) if chain.links.is_empty() => Ok(chain.first),
            _ => Err((None, "a relation stands inside it".into())),
        },
        Err(errors) => {
            let first = errors.first();
            let reason = first.map_or_else(String::new, |error| error.message.clone());
            Err((first.map(|error| error.code), reason))
        }
    }
}

/// The phrases in place of the names that stood for them, and functions of an index in place of names with it.
fn named(expr: &Expr, scope: &Scope, lowered: &Lowered) -> Expr {
    let expr = with_indices(expr);
    if lowered.phrases.is_empty() {
        return expr;
    }
    let pairs = expr.free_symbols().into_iter().filter_map(|symbol| {
        let words = &lowered.phrase_of(symbol.name())?.words;
        let told = called_with_words(words, scope);
        let told = told.unwrap_or_else(|| Expr::symbol(Symbol::new(words)));
        Some((symbol, told))
    });
    let pairs: Bindings = pairs.collect();
    if pairs.is_empty() {
        return expr;
    }
    pairs.substitute(&expr).unwrap_or(expr)
}

/// `stages(inside)`, which was taken for one name, where `stages` is a function.
fn called_with_words(words: &str, scope: &Scope) -> Option<Expr> {
    let (name, argument) = words.strip_suffix(')')?.split_once('(')?;
    let function = Symbol::new(name);
    let is_unary = scope.functions.get(&function) == Some(&1);
    let argument = Expr::symbol(Symbol::new(argument));
    is_unary.then(|| Expr::call(Function::Declared(function), [argument]))
}

/// `c2^(n-1)` as c times a power of 2.
fn powers_of_two(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text;
    while let Some(at) = rest.find("2^") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let mut last = before.chars().rev();
        let is_letter = last.next().is_some_and(char::is_alphabetic);
        let is_one = !last.next().is_some_and(|c| c.is_alphanumeric() || c == '_');
        if is_letter && is_one {
            out.push('*');
        }
        out.push_str("2^");
        rest = behind.get(2..).unwrap_or_default();
    }
    out.push_str(rest);
    (out != text).then_some(out)
}

/// `a/bc` as `a/b*c`, or as `a/(bc)`.
fn divided(text: &str, only_first: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find(['/', '÷']) {
        let sign = rest.get(at..).and_then(|behind| behind.chars().next());
        let (before, behind) = rest.split_at(at + sign.map_or(1, char::len_utf8));
        out.push_str(before);
        let behind_trimmed = behind.trim_start();
        let first = operand(behind_trimmed);
        let run = run(behind_trimmed);
        if run > first && first > 0 {
            if only_first {
                out.push_str(behind_trimmed.get(..first).unwrap_or_default());
                out.push('*');
                rest = behind_trimmed.get(first..).unwrap_or_default().trim_start();
            } else {
                out.push('(');
                out.push_str(behind_trimmed.get(..run).unwrap_or_default());
                out.push(')');
                rest = behind_trimmed.get(run..).unwrap_or_default();
            }
        } else {
            rest = behind;
        }
    }
    out + rest
}

/// The length of the operand that a text begins with, its power included.
fn operand(text: &str) -> usize {
    let first = text.chars().next().unwrap_or(' ');
    let mut end = if first == '(' {
        closing(text)
    } else if first.is_ascii_digit() {
        text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '_'))
            .unwrap_or(text.len())
    } else if first.is_alphabetic() {
        let letter = first.len_utf8();
        let behind = text.get(letter..).unwrap_or_default();
        // A name is one letter unless a subscript makes it longer.
        if behind.starts_with("_{") {
            letter + behind.find('}').map_or(0, |end| end + 1)
        } else if behind.starts_with('_') {
            text.find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(text.len())
        } else {
            letter
        }
    } else {
        0
    };
    let behind = text.get(end..).unwrap_or_default();
    if let Some(power) = behind.strip_prefix('^') {
        let length = if power.starts_with('(') {
            closing(power)
        } else {
            operand(power)
        };
        end += 1 + length;
    }
    end += text
        .get(end..)
        .unwrap_or_default()
        .chars()
        .take_while(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(*c))
        .map(char::len_utf8)
        .sum::<usize>();
    end
}

/// The length of the operands that stand side by side.
fn run(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        let length = operand(rest.trim_start_matches(' '));
        if length == 0 {
            return end;
        }
        end += gap + length;
    }
}

pub(super) fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}
