//! Formulas that stand in prose, in code or in a table's cell.

use super::announce::announcement;
use super::assemble::Frame;
use super::lines::bullet;
use super::side::{left, right};
use super::statement::{Announced, Label, Origin};
use super::token::{Kind, Token, tokens};
use super::whole::Document;
use crate::diagnostic::Span;
use crate::expr::{Relation, Symbol};
use crate::syntax::latex::Lowered;

/// The longest line in which formulas are looked for.
const MAX_LINE: usize = 20_000;

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
        let start = if is_code { 0 } else { bullet(line) };
        let (line, base) = (line.get(start..).unwrap_or_default(), base + start);
        let tokens = tokens(line, is_code);
        let mut frame = frame.clone();
        let mut rest = tokens.as_slice();
        if frame.label.is_none()
            && let Some((label, behind)) = label(line, rest, base)
        {
            let name = label.symbol.name().to_owned();
            match name.split(' ').find_map(announcement) {
                Some(Announced::Solve) => frame.announced = Some(Announced::Solve),
                _ => frame.label = Some(label),
            }
            rest = behind;
        }
        self.read_tokens(line, rest, base, &frame);
    }

    /// Reads the formulas of a run of tokens; those in brackets with a relation of their own first.
    fn read_tokens(&mut self, line: &str, tokens: &[Token], base: usize, frame: &Frame) {
        let (outer, inner) = set_apart(tokens);
        // What a bracket says holds for the formula beside it, so it is read first.
        for inner in inner {
            let mut frame = frame.clone();
            frame.label = None;
            frame.announced = frame.announced.or(Some(Announced::Where));
            let mut rest = inner.as_slice();
            if let Some((label, behind)) = label(line, rest, base) {
                frame.label = Some(label);
                rest = behind;
            }
            self.read_note(line, rest, base, &frame);
        }
        self.read_stretches(line, outer, base, frame, false);
    }

    /// What a bracket says: it goes on with nothing that stands outside.
    fn read_note(&mut self, line: &str, tokens: &[Token], base: usize, frame: &Frame) {
        let (outer, inner) = set_apart(tokens);
        for inner in inner {
            self.read_note(line, &inner, base, frame);
        }
        self.read_stretches(line, outer, base, frame, true);
    }

    /// Reads what stands between separators; a comma within brackets parts arguments.
    fn read_stretches(
        &mut self,
        line: &str,
        tokens: Vec<Token>,
        base: usize,
        frame: &Frame,
        is_note: bool,
    ) {
        let mut stretch: Vec<Token> = Vec::new();
        let mut label = frame.label.clone();
        let mut depth = 0_usize;
        let end = end_of(&tokens);
        for mut token in tokens.into_iter().chain([end]) {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                Kind::Separator
                    if depth > 0 && matches!(line.get(token.range.clone()), Some("," | "，")) =>
                {
                    token.kind = Kind::Operator;
                    ",".clone_into(&mut token.text);
                }
                _ => {}
            }
            if token.kind == Kind::Separator {
                let frame = Frame {
                    label: label.clone(),
                    ..frame.clone()
                };
                if self.read_stretch(&stretch, base, &frame, is_note) {
                    label = None;
                }
                stretch.clear();
                depth = 0;
            } else {
                stretch.push(token);
            }
        }
    }

    /// Reads what stands between two separators; whether there was a formula.
    fn read_stretch(
        &mut self,
        tokens: &[Token],
        base: usize,
        frame: &Frame,
        is_note: bool,
    ) -> bool {
        let relations: Vec<usize> = places(tokens, |token| matches!(token.kind, Kind::Relation(_)));
        let mut frame = Frame {
            announced: told(tokens.get(..relations.first().copied().unwrap_or(tokens.len())))
                .or(frame.announced),
            ..frame.clone()
        };
        let Some(&first) = relations.first() else {
            return self.read_alone(tokens, base, &frame);
        };
        let starts_with_sign = tokens.iter().take(first).all(|t| t.kind == Kind::Gap);
        if is_note
            && starts_with_sign
            && let Some(sign) = tokens.get(first)
        {
            self.unread_at(
                Span::new(sign.range.start + base, sign.range.end + base),
                "nothing stands before this sign in its bracket",
            );
            let behind = tokens.get(first + 1..).unwrap_or_default();
            return self.read_stretch(behind, base, &frame, false);
        }
        let mut lowered = Lowered::default();
        let mut inside = left(
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
            let (taken, words) = right(between, &mut lowered);
            inside = inside.or(words);
            let is_whole = between
                .get(taken..)
                .unwrap_or_default()
                .iter()
                .all(|t| t.kind == Kind::Gap);
            if !is_whole && end.is_some() {
                // Words stand between two relations: the second begins a formula of its own.
                self.add_or_leave(&mut lowered, base, &frame, inside.take());
                let before = between.get(taken..).unwrap_or_default();
                frame.announced = told(Some(before)).or(frame.announced);
                inside = left(before, &mut lowered, false);
            }
        }
        self.add_or_leave(&mut lowered, base, &frame, inside);
        true
    }

    /// Reads a formula, or lists its relations as unread where words stand inside it.
    fn add_or_leave(
        &mut self,
        lowered: &mut Lowered,
        base: usize,
        frame: &Frame,
        inside: Option<String>,
    ) {
        let Some(words) = inside else {
            return self.add_lowered(lowered, base, frame);
        };
        let taken = std::mem::take(lowered);
        let reason = format!("the word `{words}` stands inside the formula");
        self.leave(&taken, base, &reason);
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
        let (taken, inside) = right(tokens, &mut lowered);
        let is_whole = tokens
            .get(taken..)
            .unwrap_or_default()
            .iter()
            .all(|t| t.kind == Kind::Gap);
        let only_words = !tokens.iter().any(|t| t.kind == Kind::Number) && !has_sign;
        if !is_formula || !wanted || only_words || !is_whole || inside.is_some() {
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
        self.push(" ", sign.range.start);
        self.push(&sign.text, sign.range.start);
        self.reach(sign.range.end);
        self.push(" ", sign.range.end.saturating_sub(1));
    }
}

/// What the words before a formula announce.
fn told(tokens: Option<&[Token]>) -> Option<Announced> {
    let words = tokens.unwrap_or_default().iter();
    let words = words.filter(|token| token.kind == Kind::Word);
    words.rev().find_map(|word| announcement(&word.text))
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
    let has_sign = words
        .iter()
        .any(|token| matches!(token.kind, Kind::Operator | Kind::Open) && !is_closed(words, token));
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

/// Whether a token opens a bracket that is closed within the same words.
fn is_closed(words: &[Token], token: &Token) -> bool {
    let at = words.iter().position(|other| other == token);
    token.kind == Kind::Open
        && at.is_some_and(|at| closing(words).get(at).is_some_and(Option::is_some))
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
            let is_remark = is_remark(&outer, token, inside, tokens.get(close + 1..));
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
        }
        outer.push(token.clone());
        at += 1;
    }
    (outer, inner)
}

/// Whether a bracket behind an operand only says what the operand is: `(KV cache)`, `(fp32)`,
/// `intensity (FLOPS/B) = …`.
fn is_remark(outer: &[Token], open: &Token, inside: &[Token], behind: Option<&[Token]>) -> bool {
    let Some(last) = outer.iter().rev().find(|token| token.kind != Kind::Gap) else {
        return false;
    };
    let is_apart = last.range.end < open.range.start;
    // `parameter(MLP)` is what the word speaks of.
    if !last.ends_operand() || (!is_apart && matches!(last.kind, Kind::Word | Kind::Name)) {
        return false;
    }
    let solid: Vec<&Token> = inside.iter().filter(|t| t.kind != Kind::Gap).collect();
    let words = solid.iter().filter(|t| t.kind == Kind::Word).count();
    let is_said = |token: &&&Token| {
        matches!(token.kind, Kind::Word | Kind::Unit | Kind::Separator)
            || token.kind == Kind::Name && token.range.len() >= 2
    };
    let only_said = solid.iter().all(|token| is_said(&token));
    let has_sign = solid.iter().any(|t| t.kind == Kind::Operator);
    let labels = solid.iter().filter(|t| t.kind == Kind::Unit).count();
    if only_said && words + labels >= 1 || words >= 2 && !has_sign {
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
    let unit = |tokens: &[Token]| {
        let last = tokens.iter().rev().find(|token| token.kind != Kind::Gap)?;
        crate::units::unit(&last.text).filter(|_| last.kind == Kind::Unit)
    };
    let dimension = |tokens: &[Token]| unit(tokens).map(|unit| unit.dimension);
    // `192 (73 TFLOPS)` says something else.
    let same_kind = dimension(inside).is_none() || dimension(inside) == dimension(before);
    let is_value = |token: &&Token| !matches!(token.kind, Kind::Relation(_));
    (gap && has_relation && value.ends_operand() && number == 1 && only && ends && same_kind)
        .then(|| inside.iter().filter(is_value).cloned().collect())
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
