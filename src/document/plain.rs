//! Formulas that stand in prose, in code or in a table's cell.

use super::assemble::Frame;
use super::side::{left, right};
use super::statement::{Announced, Label, Origin};
use super::token::{Kind, Token, tokens};
use super::whole::Document;
use crate::diagnostic::Span;
use crate::expr::{Relation, Symbol};
use crate::syntax::latex::Lowered;

/// The longest line in which formulas are looked for.
const MAX_LINE: usize = 20_000;

fn announcement(word: &str) -> Option<Announced> {
    Some(match word.to_lowercase().as_str() {
        "where" | "with" | "여기서" | "其中" | "ここで" | "где" => Announced::Where,
        "if" | "when" | "만약" | "如果" | "もし" | "если" => Announced::If,
        "for" | "对于" | "について" | "для" => Announced::For,
        "let" | "given" | "assume" | "assuming" | "set" | "设" | "пусть" => Announced::Let,
        "solve" | "equation" | "방정식" | "解方程" | "解く" | "решите" => {
            Announced::Solve
        }
        "such" | "subject" | "使得" => Announced::SuchThat,
        _ => return None,
    })
}

impl Document {
    /// Finds the formulas of a line. `base` is where the line begins in the source.
    pub(super) fn read_plain(&mut self, line: &str, base: usize, frame: &Frame) {
        if line.len() > MAX_LINE {
            let has_sign = line.contains(['=', '≈']);
            if has_sign {
                let span = Span::new(base, base + line.len());
                let reason = format!("the line is longer than {MAX_LINE} bytes");
                self.unread.push(super::statement::Unread {
                    span,
                    at: Span::new(base, base),
                    reason,
                });
            }
            return;
        }
        let is_code = frame.origin == Origin::Code;
        if frame.origin == Origin::Prose && !may_hold_a_formula(line) {
            return;
        }
        let tokens = tokens(line, is_code);
        let mut frame = frame.clone();
        let mut rest = tokens.as_slice();
        if frame.label.is_none()
            && let Some((label, behind)) = label(line, rest, base)
        {
            frame.label = Some(label);
            rest = behind;
        }
        self.read_tokens(rest, base, &frame);
    }

    /// Reads the formulas of a run of tokens; those in brackets with a relation of their own first.
    fn read_tokens(&mut self, tokens: &[Token], base: usize, frame: &Frame) {
        let (outer, inner) = set_apart(tokens);
        // What a bracket says holds for the formula beside it, so it is read first.
        for inner in inner {
            let mut frame = frame.clone();
            frame.label = None;
            frame.announced = frame.announced.or(Some(Announced::Where));
            self.read_tokens(&inner, base, &frame);
        }
        let mut stretch: Vec<Token> = Vec::new();
        let mut label = frame.label.clone();
        for token in outer.into_iter().chain([end_of(tokens)]) {
            if token.kind == Kind::Separator {
                let frame = Frame {
                    label: label.clone(),
                    ..frame.clone()
                };
                if self.read_stretch(&stretch, base, &frame) {
                    label = None;
                }
                stretch.clear();
            } else {
                stretch.push(token);
            }
        }
    }

    /// Reads what stands between two separators; whether there was a formula.
    fn read_stretch(&mut self, tokens: &[Token], base: usize, frame: &Frame) -> bool {
        let relations: Vec<usize> = places(tokens, |token| matches!(token.kind, Kind::Relation(_)));
        let mut announced = tokens
            .iter()
            .filter(|t| t.kind == Kind::Word)
            .find_map(|t| announcement(&t.text));
        announced = announced.or(frame.announced);
        let frame = Frame {
            announced,
            ..frame.clone()
        };
        let Some(&first) = relations.first() else {
            return self.read_alone(tokens, base, &frame);
        };
        let mut lowered = Lowered::default();
        left(
            tokens.get(..first).unwrap_or_default(),
            &mut lowered,
            frame.label.is_some(),
        );
        for (place, &at) in relations.iter().enumerate() {
            let end = relations.get(place + 1).copied();
            let between = tokens
                .get(at + 1..end.unwrap_or(tokens.len()))
                .unwrap_or_default();
            if let Some(sign) = tokens.get(at) {
                lowered.copy_sign(sign);
            }
            let taken = right(between, &mut lowered);
            let is_whole = between
                .get(taken..)
                .unwrap_or_default()
                .iter()
                .all(|t| t.kind == Kind::Gap);
            if !is_whole && end.is_some() {
                // Words stand between two relations: the second begins a formula of its own.
                self.add_lowered(&mut lowered, base, &frame);
                left(
                    between.get(taken..).unwrap_or_default(),
                    &mut lowered,
                    false,
                );
            }
        }
        self.add_lowered(&mut lowered, base, &frame);
        true
    }

    /// An expression without a relation: kept where it is all there is.
    fn read_alone(&mut self, tokens: &[Token], base: usize, frame: &Frame) -> bool {
        let is_formula = tokens
            .iter()
            .any(|t| t.kind == Kind::Number || t.kind == Kind::Name);
        let has_sign = tokens.iter().any(|t| t.kind == Kind::Operator);
        let wanted = frame.label.is_some()
            || frame.origin == Origin::Table
            || has_sign && frame.origin != Origin::Prose;
        let mut lowered = Lowered::default();
        let taken = right(tokens, &mut lowered);
        let is_whole = tokens
            .get(taken..)
            .unwrap_or_default()
            .iter()
            .all(|t| t.kind == Kind::Gap);
        let only_words = !tokens.iter().any(|t| t.kind == Kind::Number) && !has_sign;
        if !is_formula || !wanted || only_words || !is_whole {
            return false;
        }
        self.add_lowered(&mut lowered, base, frame);
        true
    }

    fn add_lowered(&mut self, lowered: &mut Lowered, base: usize, frame: &Frame) {
        let mut taken = std::mem::take(lowered);
        let end = taken.map.last().map_or(0, |last| last + 1);
        taken.map.push(end);
        let before = self.statements.len();
        self.add_lines(&taken, base, frame);
        // A name that stands on its own right side is assigned, as in code.
        for statement in self.statements.iter_mut().skip(before) {
            let name = statement.first.expr.as_symbol().cloned();
            let again = |name: &Symbol| {
                statement
                    .links
                    .iter()
                    .any(|link| link.relation == Relation::Equal && link.side.expr.mentions(name))
            };
            if statement.origin == Origin::Prose && name.is_some_and(|name| again(&name)) {
                statement.origin = Origin::Code;
            }
        }
    }
}

/// Whether a sentence may hold a formula: it has a digit, a sign, or a label before a colon or a wide
/// gap. Most sentences of a text have none, and need no second look.
fn may_hold_a_formula(line: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphabetic() || b" .,;!?'\"()-".contains(&byte);
    !line.bytes().all(is_plain) || line.trim().contains("  ")
}

impl Lowered {
    fn copy_sign(&mut self, sign: &Token) {
        let text = format!(" {} ", sign.text);
        self.push(&text, sign.range.start);
    }
}

fn end_of(tokens: &[Token]) -> Token {
    let end = tokens.last().map_or(0, |last| last.range.end);
    Token {
        kind: Kind::Separator,
        range: end..end,
        text: String::new(),
    }
}

fn places(tokens: &[Token], is: impl Fn(&Token) -> bool) -> Vec<usize> {
    let found = tokens.iter().enumerate().filter(|(_, token)| is(token));
    found.map(|(place, _)| place).collect()
}

/// What a line is called: words before a colon or before a wide gap.
fn label<'t>(line: &str, tokens: &'t [Token], base: usize) -> Option<(Label, &'t [Token])> {
    let first = tokens
        .iter()
        .position(|token| matches!(token.kind, Kind::Relation(_)));
    let before = tokens.get(..first.unwrap_or(tokens.len()))?;
    let is_colon = |token: &Token| {
        let text = line.get(token.range.clone()).unwrap_or_default();
        matches!(text, ":" | "：") || (token.kind == Kind::Gap && token.range.len() > 1)
    };
    let start = before.iter().position(|token| {
        token.kind != Kind::Gap
            && !matches!(line.get(token.range.clone()), Some("-" | "*" | "•" | "·"))
    })?;
    let at = start + before.iter().skip(start).position(is_colon)?;
    let words = before.get(start..at)?;
    let has_word = words.iter().any(|token| {
        matches!(token.kind, Kind::Word | Kind::Unit)
            || token.kind == Kind::Name && token.range.len() > 1
    });
    let has_sign = words.iter().any(|token| token.kind == Kind::Operator);
    let (begin, end) = (words.first()?.range.start, words.last()?.range.end);
    if !has_word || has_sign || end - begin > 80 {
        return None;
    }
    let text = line.get(begin..end)?.trim().trim_matches('*').trim();
    let label = Label {
        symbol: Symbol::new(text),
        span: Span::new(base + begin, base + end),
    };
    let rest = tokens.get(at + 1..)?;
    // `about 3 × 4096`: the sign of an approximation before the first side says nothing to judge.
    let skipped = rest
        .iter()
        .position(|token| token.kind != Kind::Gap)
        .unwrap_or(0);
    let is_about = rest
        .get(skipped)
        .is_some_and(|token| token.text == "~" || token.text == "about");
    let more = rest
        .iter()
        .skip(skipped + 1)
        .any(|token| matches!(token.kind, Kind::Relation(_)));
    let rest = if is_about && more {
        rest.get(skipped + 1..)?
    } else {
        rest
    };
    Some((label, rest))
}

/// Sets brackets apart that hold a relation of their own, or only words.
fn set_apart(tokens: &[Token]) -> (Vec<Token>, Vec<Vec<Token>>) {
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
            let solid = inside.iter().filter(|token| token.kind != Kind::Gap);
            let is_words = solid
                .clone()
                .all(|token| matches!(token.kind, Kind::Word | Kind::Separator | Kind::Unit))
                && inside.iter().any(|token| token.kind == Kind::Word);
            let words = inside
                .iter()
                .filter(|token| token.kind == Kind::Word)
                .count();
            let has_sign = inside.iter().any(|token| token.kind == Kind::Operator);
            let before = outer.iter().rev().find(|token| token.kind != Kind::Gap);
            let is_operand = before.is_none_or(|token| !token.ends_operand());
            let is_remark = (is_words || words >= 2 && !has_sign) && !is_operand;
            if has_relation || is_remark {
                if has_relation {
                    inner.push(inside.to_vec());
                }
                outer.push(Token {
                    kind: Kind::Gap,
                    range: token.range.start..tokens.get(close).map_or(0, |t| t.range.end),
                    text: " ".into(),
                });
                at = close + 1;
                continue;
            }
            if let Some(restated) = restated(&outer, inside, tokens.get(close + 1)) {
                outer.push(Token {
                    kind: Kind::Relation(Relation::Approx),
                    range: token.range.clone(),
                    text: "≈".into(),
                });
                outer.extend(restated);
                at = close + 1;
                continue;
            }
        }
        outer.push(token.clone());
        at += 1;
    }
    (outer, inner)
}

/// `46,702,526,464   (46.70B)`: the value once more.
fn restated(before: &[Token], inside: &[Token], behind: Option<&Token>) -> Option<Vec<Token>> {
    let gap = before.last().is_some_and(|token| token.kind == Kind::Gap);
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
            Kind::Number | Kind::Gap | Kind::Unit | Kind::Postfix | Kind::Relation(_)
        )
    });
    let ends = behind.is_none_or(|token| !matches!(token.kind, Kind::Operator | Kind::Open));
    (gap && has_relation && value.ends_operand() && number == 1 && only && ends)
        .then(|| inside.to_vec())
}

/// For each bracket that opens, the one that closes it.
fn closing(tokens: &[Token]) -> Vec<Option<usize>> {
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
