//! Formulas that stand in prose, in code or in a table's cell.

use super::amounts::name_of_unit;
use super::announce::{announced_behind, announcement, clause};
use super::assemble::Frame;
use super::brackets::set_apart;
use super::called::put_brackets;
use super::cut::sign_at;
use super::labels::label;
use super::lines::{bullet, bullet_in_comment};
use super::products::split_products;
use super::program::{behind_prompt, is_message};
use super::side::{called, left, right};
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
                    is_refuted: false,
                    span,
                    at: Span::new(base, base),
                    reason,
                });
            }
            return;
        }
        // No program is written with these signs: `2 × 8 dim × 128`.
        let is_code = frame.origin == Origin::Code && !line.contains(['×', '÷', '≈']);
        if !line.trim().is_empty() && !may_hold_a_formula(line) {
            self.label_above = None;
        }
        if frame.origin == Origin::Prose && !may_hold_a_formula(line) {
            return;
        }
        if is_message(line) {
            return self.leave_line(line, base, "the message of an error says what is not so");
        }
        if let Some(behind) = behind_prompt(line) {
            // In most programs `^` is no power.
            if behind.contains('^') {
                return self.leave_line(line, base, "`^` is no power in a program");
            }
            let code = Frame {
                origin: Origin::Code,
                ..frame.clone()
            };
            return self.read_plain(behind, base + line.len() - behind.len(), &code);
        }
        if is_code && let Some(behind) = comment_of_words(line) {
            // `# 40 GB / 64 KB ≈ 625,000 blocks`: a sentence, and no program.
            let prose = Frame {
                origin: Origin::Prose,
                ..frame.clone()
            };
            return self.read_plain(behind, base + line.len() - behind.len(), &prose);
        }
        let start = if is_code {
            bullet_in_comment(line)
        } else {
            bullet(line)
        };
        let (line, base) = (line.get(start..).unwrap_or_default(), base + start);
        // `= 4h²  # Join like terms: …`: what a comment says is not what the next line goes on with.
        if let Some(at) = comment_at(line) {
            let (formula, comment) = line.split_at(at);
            let behind = comment.trim_start_matches([' ', '#', '/']);
            // `# - cp_size = 2`: an item.
            let behind = behind.get(bullet(behind)..).unwrap_or_default();
            let base_of_comment = base + line.len() - behind.len();
            let goes_on = sign_at(behind).is_some();
            self.read_plain(formula, base, frame);
            // The chain stays the last one.
            let chain = if goes_on { None } else { self.statements.pop() };
            self.read_plain(behind, base_of_comment, frame);
            self.statements.extend(chain);
            return;
        }
        let mut tokens = tokens(line, is_code);
        put_brackets(&mut tokens);
        if !is_code {
            split_products(&mut tokens, &self.met);
        }
        let mut frame = frame.clone();
        let mut rest = tokens.as_slice();
        let mut above = None;
        self.take_label_above(rest, &mut frame);
        if frame.label.is_none()
            && let Some((label, behind)) = label(line, rest, base)
        {
            let name = label.symbol.name().to_owned();
            let is_all = behind.iter().all(|token| token.kind == Kind::Gap);
            if is_all && frame.origin != Origin::Table {
                above = Some(label.clone());
            }
            match name.split(' ').find_map(announcement) {
                Some(Announced::Solve) => frame.announced = Some(Announced::Solve),
                _ => frame.label = Some(label),
            }
            rest = behind;
        }
        self.read_tokens(line, rest, base, &frame);
        self.label_above = above.map(|label| (label, frame.place));
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
        // `Batch = 32: KV cache: ≈ 83 GB`: what the words before a colon call what stands behind it.
        let mut named: Option<Label> = None;
        let mut depth = 0_usize;
        let end = end_of(&tokens);
        let mut is_later = false;
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
                if is_later || frame.origin == Origin::Code {
                    name_unit(&mut stretch);
                }
                self.name_called(&mut stretch);
                is_later = true;
                let mut frame = Frame {
                    label: label.clone(),
                    ..frame.clone()
                };
                let begins = stretch.iter().find(|token| token.kind != Kind::Gap);
                if begins.is_some_and(|token| matches!(token.kind, Kind::Relation(_))) {
                    frame.label = frame.label.or(named.take());
                }
                let is_colon = matches!(line.get(token.range.clone()), Some(":" | "：" | "&"));
                named = named_by(&stretch, base).filter(|_| is_colon);
                if let Some(first) = stretch.first() {
                    frame.place.clause = clause(line, first.range.start, base);
                }
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
        let tokens = without_note(tokens);
        let relations: Vec<usize> = places(tokens, |token| matches!(token.kind, Kind::Relation(_)));
        // `0.1 ms, ~0.001 ms`: of a number that it is not exact.
        let solid = tokens.iter().position(|token| token.kind != Kind::Gap);
        if let Some(sign) = solid.filter(|at| relations.first() == Some(at))
            && tokens.get(sign).is_some_and(|token| token.text == "~")
        {
            let behind = tokens.get(sign + 1..).unwrap_or_default();
            return self.read_stretch(behind, base, frame, is_note);
        }
        let mut frame = Frame {
            announced: told(tokens.get(..relations.first().copied().unwrap_or(tokens.len())))
                .or(frame.announced),
            ..frame.clone()
        };
        let Some(&first) = relations.first() else {
            return self.read_alone(tokens, base, &frame);
        };
        // `$496$ MB ≈ 0.5 GB`: the unit belongs to what stands before it.
        let before = tokens.get(..first).unwrap_or_default();
        let mut alone = before.iter().filter(|token| token.kind != Kind::Gap);
        let measures = |token: &Token| {
            let known = crate::units::unit(&token.text);
            token.kind == Kind::Unit && known.is_some_and(|unit| !unit.is_counting_label())
        };
        let is_unit = alone.next().is_some_and(measures);
        // `flops = 1.97e14`: at the beginning of a line it goes on with nothing.
        let begins = || {
            before.first().is_some_and(|token| {
                let above = self.source.text().get(..base + token.range.start);
                above.is_none_or(|above| above.trim_end_matches([' ', '\t']).ends_with('\n'))
                    || base + token.range.start == 0
            })
        };
        let is_lone_unit = is_unit && alone.next().is_none() && !is_note && frame.label.is_none();
        if is_lone_unit && !begins() {
            let behind = tokens.get(first..).unwrap_or_default();
            return self.read_stretch(behind, base, &frame, false);
        }
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
        let has_label = frame.label.is_some();
        let before = tokens.get(..first).unwrap_or_default();
        let mut inside = None;
        if is_lone_unit {
            name_of_unit(before, &mut lowered);
        } else {
            inside = left(before, &mut lowered, has_label, &self.met);
        }
        // `hidden size d = 768`: what the words call the symbol.
        if let Some((words, at)) = called(before).filter(|_| !has_label) {
            frame.label = Some(Label {
                symbol: Symbol::new(&words),
                span: Span::new(at.start + base, at.end + base),
            });
        }
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
            let before = between.get(taken..).unwrap_or_default();
            inside = inside.or_else(|| chooses(before));
            let said = said_behind(before);
            if !is_whole && end.is_some() {
                // Words stand between two relations: the second begins a formula of its own.
                let own = Frame {
                    announced: said.or(frame.announced),
                    ..frame.clone()
                };
                self.add_or_leave(&mut lowered, base, &own, inside.take());
                frame.announced = told(Some(before)).or(frame.announced);
                frame.label = None;
                inside = left(before, &mut lowered, false, &self.met);
            } else {
                frame.announced = said.or(frame.announced);
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

    pub(super) fn add_lowered(&mut self, lowered: &mut Lowered, base: usize, frame: &Frame) {
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

/// `C = 121x² + 44x + 4 => IR`: tokens without an arrow behind which nothing but words stands.
fn without_note(tokens: &[Token]) -> &[Token] {
    let is_relation = |token: &Token| matches!(token.kind, Kind::Relation(_));
    let last = tokens.iter().rposition(is_relation).unwrap_or_default();
    let (before, rest) = tokens.split_at(last);
    let Some((arrow, behind)) = rest.split_first() else {
        return tokens;
    };
    let mut words = behind
        .iter()
        .filter(|token| token.kind != Kind::Gap)
        .peekable();
    let is_note = arrow.kind == Kind::Relation(Relation::Implies)
        && words.peek().is_some()
        && words.all(|token| match token.kind {
            Kind::Word => true,
            Kind::Name => token.text.chars().count() > 1,
            _ => false,
        });
    if is_note { before } else { tokens }
}

/// The words at the end of a stretch, as a label.
fn named_by(stretch: &[Token], base: usize) -> Option<Label> {
    let is_said = |token: &&Token| {
        matches!(token.kind, Kind::Word | Kind::Gap | Kind::Unit)
            || token.kind == Kind::Name && token.range.len() > 1
    };
    let words: Vec<&Token> = stretch
        .iter()
        .rev()
        .take_while(is_said)
        .filter(|token| token.kind != Kind::Gap)
        .collect();
    let (last, first) = (words.first()?, words.last()?);
    let has_word = words.iter().any(|token| token.kind == Kind::Word);
    let names: Vec<&str> = words
        .iter()
        .rev()
        .map(|token| token.text.as_str())
        .collect();
    has_word.then(|| Label {
        symbol: Symbol::new(&names.join(" ")),
        span: Span::new(base + first.range.start, base + last.range.end),
    })
}

/// `stem = 0, flop = 1 FLOP`: behind a comma a unit alone before a sign is a name, and belongs to no number
/// before it.
fn name_unit(stretch: &mut [Token]) {
    let mut solid = stretch.iter_mut().filter(|token| token.kind != Kind::Gap);
    if let (Some(first), Some(second)) = (solid.next(), solid.next())
        && first.kind == Kind::Unit
        && second.kind == Kind::Relation(Relation::Equal)
    {
        first.kind = Kind::Name;
    }
}

/// Where a comment begins behind a formula: two blanks and `# ` or `// `.
fn comment_at(line: &str) -> Option<usize> {
    let at = line.find("  # ").or_else(|| line.find("  // "))?;
    let formula = line.get(..at)?;
    formula.contains(['=', '≈']).then_some(at)
}

/// What a line of code that is a comment says, where it is written in words.
fn comment_of_words(line: &str) -> Option<&str> {
    let inner = line.trim_start();
    let behind = inner
        .strip_prefix('#')
        .or_else(|| inner.strip_prefix("//"))?;
    let is_word = |word: &str| {
        let bare = word.trim_end_matches([',', ':', '.']);
        bare.len() > 1 && bare.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let words: Vec<&str> = behind.split_whitespace().collect();
    let speaks = words
        .windows(2)
        .any(|pair| pair.iter().all(|word| is_word(word)));
    (speaks && behind.contains(['=', '≈'])).then_some(behind)
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

/// `p if t > 0 else 1 - p`: the word behind a value that is one of two.
fn chooses(behind: &[Token]) -> Option<String> {
    let mut words = behind.iter().map(|token| token.text.as_str());
    (words.any(|word| word == "if") && words.any(|word| word == "else")).then(|| "if".to_owned())
}

/// What the words behind a formula say of it.
fn said_behind(tokens: &[Token]) -> Option<Announced> {
    // No longer than the longest of these words with their blanks.
    let near = tokens.iter().take(4);
    announced_behind(&near.map(|token| token.text.as_str()).collect::<String>())
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
