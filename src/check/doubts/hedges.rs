//! Words of the sentence that say how the sign of a line is meant: about so much, less than that, to first order, or
//! that it is a mistake.

use super::super::pair::Pair;
use super::super::sides::value;
use super::super::walk::Walk;
use super::{Doubt, means};
use crate::diagnostic::Span;
use crate::document::{Link, Side, Statement, is_about};
use crate::expr::{Assumptions, ExprKind, Relation};
use crate::number::Rational;

/// What says that it is less, or no more.
const BELOW: &[&str] = &[
    "less than",
    "under",
    "at most",
    "up to",
    "below",
    "fewer than",
    "weniger als",
    "moins de",
    "меньше",
];

/// What says that it is more, or no less.
const ABOVE: &[&str] = &[
    "more than",
    "over",
    "at least",
    "above",
    "mehr als",
    "plus de",
    "больше",
    "más de",
];

/// Words of what is left out, so that `=` says what is left.
const LEFT_OUT: &[&str] = &[
    "irst order",
    "eading order",
    "owest order",
    "inear order",
    "eglect",
    "higher-order terms",
    "higher order terms",
    "rster Ordnung",
    "ührender Ordnung",
    "ernachlässig",
    "remier ordre",
    "égligeant",
    "rimer orden",
    "rimeira ordem",
    "ервом порядке",
    "енебрег",
    "1차 근사",
    "1차까지",
    "무시하",
    "一阶",
    "忽略",
    "略去",
    "一次近似",
    "無視",
];

/// Words that call something small.
const SMALL: &[&str] = &[
    "small", "klein", "petit", "peque", "мал", "작", "小", "\\ll", "≪", "\\to", "→",
];

/// Words that call what follows wrong.
const WRONG: &[&str] = &[
    "ommon mistake",
    "ommon error",
    "not true that",
    "is false that",
    "not the case that",
    "ot correct to",
    "rong to write",
    "mistakenly",
    "incorrectly",
    "wrongly",
    "rroneously",
    "흔한 실수",
    "잘못된 예",
    "틀린 예",
    "常见错误",
    "错误的",
    "错误地",
    "よくある間違い",
    "fälschlich",
    "äufiger Fehler",
    "rreur fréquente",
    "rreur courante",
    "à tort",
    "ипичная ошибка",
    "астая ошибка",
    "ошибочно",
    "неверно, что",
    "rror común",
    "rror frecuente",
    "rro comum",
];

/// Words of exercises of which some lines are wrong on purpose.
const WHICH: &[&str] = &[
    "true or false",
    "cross out the wrong",
    "which of these are wrong",
    "which are correct",
    "find the mistake",
    "spot the error",
    "verdadeiro ou falso",
    "verdadeiras ou falsas",
    "verdadero o falso",
    "vrai ou faux",
    "wahr oder falsch",
    "richtig oder falsch",
    "зачеркните",
    "верно или неверно",
    "найдите ошибк",
    "判断对错",
    "判断题",
    "참 거짓",
    "참, 거짓",
    "正誤",
    "○か×",
];

/// How far before a line such words are looked for, in bytes.
const ASKED: usize = 1_200;

/// What says that a fraction was made whole by cutting it.
const CUT_DOWN: &[&str] = &[
    "truncat",
    "rounded down",
    "round down",
    "floor",
    "integer division",
    "abgerundet",
    "ganzzahlig",
    "arrondi à l'inférieur",
    "отброш",
    "округл",
    "버림",
    "내림",
    "取整",
    "向下取",
    "切り捨て",
];

/// What says that it was made whole by taking the next number.
const CUT_UP: &[&str] = &[
    "rounded up",
    "round up",
    "ceil",
    "aufgerundet",
    "arrondi au supérieur",
    "округл",
    "올림",
    "向上取",
    "切り上げ",
];

/// How far before a line its sentence is looked for, in bytes.
const BEFORE: usize = 160;

/// The part of a number by which "about" may miss it.
const NEAR: (i64, i64) = (1, 20);

/// Lines whose sign the words of the sentence change, and lines that they call wrong themselves.
pub(super) const DOUBTS: &[Doubt] = &[
    means(
        |walk, line| walk.is_about(line.left, line.link),
        "a word says about, at most or at least, and so it is right",
    ),
    means(
        |walk, line| calls_wrong(walk.sentence_before(line.left)),
        "the text itself calls it wrong",
    ),
    means(
        |walk, line| denies(walk.sentence_before(line.left)),
        "the text itself denies it",
    ),
    means(
        |walk, line| walk.is_to_be_found_out(line.statement, line.left),
        "an exercise asks which of its lines are right",
    ),
    means(
        |walk, line| walk.is_crossed(line.link),
        "a cross behind it says that it does not hold",
    ),
    means(
        |walk, line| walk.is_cut_to_whole(line.left, line.link),
        "the words say that the fraction was made whole",
    ),
    means(
        |walk, line| {
            line.link.relation == Relation::Equal
                && walk.is_approximate(line.statement, line.left, line.link)
        },
        "it is right as the approximation that its sentence speaks of",
    ),
];

impl Walk<'_> {
    /// `(1 + x)^2 = 1 + 2x` "to first order" or for small x: whether the line is right as an approximation.
    fn is_approximate(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let sentence = self.sentence_before(left);
        let says = LEFT_OUT.iter().any(|word| sentence.contains(word));
        let found = || self.pair(left, Relation::Approx, &link.side, &statement.place);
        let is_for_small = |found: &Pair| self.for_small(left, &link.side, found).is_some();
        let calls_small = SMALL.iter().any(|word| sentence.contains(word));
        let one = left.expr.free_symbols().into_iter().collect::<Vec<_>>();
        let is_to_first_order = || match one.as_slice() {
            [symbol] => self.small(&left.expr, &link.side.expr, symbol).holds(),
            _ => false,
        };
        says && (found().is_right() || is_to_first_order())
            || calls_small && self.is_said_small(left) && is_for_small(&found())
    }

    /// `12 + 14 = about 25`, `= less than 30`: whether the numbers are so to each other.
    fn is_about(&self, left: &Side, link: &Link) -> bool {
        let between = self.behind_sign(link).trim();
        let between = between
            .trim_end_matches(['$', '`', '*', ' '])
            .to_lowercase();
        if between.is_empty() || !matches!(link.relation, Relation::Equal | Relation::Approx) {
            return false;
        }
        let number = |side: &Side| {
            value(&side.expr, &Assumptions::none())?
                .as_number()
                .cloned()
        };
        let Some((lhs, rhs)) = number(left).zip(number(&link.side)) else {
            return false;
        };
        let says = |words: &[&str]| {
            words.iter().any(|word| {
                between
                    .strip_suffix(word)
                    .is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
            })
        };
        let last = between.rsplit(' ').next().unwrap_or_default();
        let (part, of) = NEAR;
        let is_near =
            || (&lhs - &rhs).abs() * Rational::from(of) <= lhs.abs() * Rational::from(part);
        is_about(last) && is_near() || says(BELOW) && lhs <= rhs || says(ABOVE) && lhs >= rhs
    }

    /// `( ) 3·4 = 13`, "cross out the wrong ones": whether an exercise asks which of its lines are right.
    fn is_to_be_found_out(&self, statement: &Statement, left: &Side) -> bool {
        let source = &self.document.source;
        let start = left.span.start;
        let before = source.slice(Span::new(source.around(left.span, ASKED, 0).start, start));
        let row = before.rsplit('\n').next().unwrap_or_default();
        let row: String = row.split_whitespace().collect();
        let row = row.trim_end_matches(['$', '\\', '(', '`']);
        let is_marked = ["()", "[]", "(~)", "(\\quad)", "□", "☐"]
            .iter()
            .any(|mark| row.ends_with(mark));
        let heading = before.rfind("\n#").or_else(|| before.rfind("\\section"));
        let asked = heading.map_or(before, |at| before.get(at..).unwrap_or_default());
        let lower = asked.to_lowercase();
        let asks = |words: &&str| {
            lower.match_indices(*words).any(|(at, _)| {
                let behind = lower.get(at + words.len()..).unwrap_or_default();
                let end = behind.trim_start_matches(['*', '_', ')']);
                !words.contains([' ', ',']) || end.starts_with([':', '?']) || {
                    let first = words.split(' ').next().unwrap_or_default();
                    matches!(first, "cross" | "which" | "find" | "spot")
                }
            })
        };
        let is_item = statement.place.item.is_some() || !row.contains(char::is_alphabetic);
        is_marked || is_item && WHICH.iter().any(asks)
    }

    /// `√1 = −1 ✗`: whether a cross stands right behind a line.
    ///
    /// Behind a size it says that something does not fit.
    fn is_crossed(&self, link: &Link) -> bool {
        let row = self.behind(link).split('\n').next().unwrap_or_default();
        let row = row.trim_start_matches(['$', '`', '*', ' ', ')', '.', '}']);
        let behind = row.strip_prefix(['✗', '✘', '❌', '✖']);
        let is_size = matches!(link.side.expr.kind(), ExprKind::Quantity(..));
        !is_size && behind.is_some_and(|behind| !behind.contains(char::is_alphanumeric))
    }

    /// `65,536 / 24,576 = 2 blocks (truncated)`: whether a whole number is what words say that was made of a fraction.
    fn is_cut_to_whole(&self, left: &Side, link: &Link) -> bool {
        let row = self.behind(link).split('\n').next().unwrap_or_default();
        let says = |words: &[&str]| words.iter().any(|word| row.contains(word));
        let exact = value(&left.expr, &Assumptions::none());
        let exact = exact.and_then(|exact| exact.as_number().cloned());
        let Some((exact, whole)) = exact.zip(link.side.expr.as_number()) else {
            return false;
        };
        let one = Rational::from(1);
        let apart = &exact - &whole;
        whole.is_integer()
            && (says(CUT_DOWN) && !apart.is_negative() && apart < one
                || says(CUT_UP) && !apart.is_positive() && -apart < one)
    }

    /// What stands behind a line.
    fn behind(&self, link: &Link) -> &str {
        let text = self.document.source.text();
        text.get(link.side.span.end..).unwrap_or_default()
    }

    /// What stands before a line in its sentence.
    fn sentence_before(&self, left: &Side) -> &str {
        let source = &self.document.source;
        let start = left.span.start;
        let before = source.slice(Span::new(source.around(left.span, BEFORE, 0).start, start));
        let ends = [". ", ".\n", "\n\n", "。", "! ", "? "];
        let from = ends.iter().filter_map(|end| before.rfind(end)).max();
        from.and_then(|from| before.get(from..)).unwrap_or(before)
    }
}

/// `and not √36 = ±6`: whether the words right before a line in its row deny it.
fn denies(sentence: &str) -> bool {
    let row = sentence.rsplit('\n').next().unwrap_or_default();
    let row = row.trim_end_matches(['$', '`', '*', ' ', '\\', '(', '~']);
    if ["而不是", "不是"].iter().any(|word| row.ends_with(word)) {
        return true;
    }
    let row = row.to_lowercase();
    let denied = ["not", "não", "nicht", "не"]
        .iter()
        .find_map(|word| row.strip_suffix(word));
    denied.is_some_and(|before| {
        let before = before.trim_end();
        let joins = [" and", " but", " und", " e", " mas", " и", " а", ",", "$"];
        joins.iter().any(|word| before.ends_with(word)) || before == "and"
    })
}

/// How long the words between "a common mistake" and the mistake are, in bytes.
const TO_MISTAKE: usize = 60;

/// Whether a sentence calls what stands right behind it wrong; behind a comma it says what is right.
fn calls_wrong(sentence: &str) -> bool {
    WRONG.iter().any(|word| {
        sentence.rsplit_once(word).is_some_and(|(_, rest)| {
            rest.len() <= TO_MISTAKE && !rest.contains([',', ';', '，', '；', '、'])
        })
    })
}
