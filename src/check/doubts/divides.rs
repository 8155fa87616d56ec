//! What a text says of whole numbers: one divides another, is even or odd.

use super::super::walk::Walk;
use super::{Doubt, Refuted, means};
use crate::expr::{Expr, ExprKind, Function, deep};

/// Words that say how whole numbers divide each other.
const WORDS: &[&str] = &[
    "divides",
    "divisible",
    "multiple of",
    "even",
    "odd",
    "\\mid",
    "∣",
    "teilt",
    "teilbar",
    "gerade",
    "divise",
    "pair",
    "impair",
    "divide",
    "par",
    "impar",
    "делит",
    "делится",
    "чётн",
    "четн",
    "кратн",
    "나누어",
    "배수",
    "짝수",
    "홀수",
    "整除",
    "倍数",
    "偶数",
    "奇数",
    "割り切れ",
];

/// So far before a line such words are looked for, in bytes.
const BEFORE: usize = 300;

/// Lines that may be right for the whole numbers that the text speaks of.
pub(super) const DOUBTS: &[Doubt] = &[means(
    is_said_to_divide,
    "it rounds, and the text says of its numbers what divides what",
)];

fn is_said_to_divide(walk: &Walk<'_>, line: &Refuted<'_>) -> bool {
    let (left, right) = (&line.left.expr, &line.link.side.expr);
    let is_open = !(left.free_symbols().is_empty() && right.free_symbols().is_empty());
    if !is_open || !(rounds(left) || rounds(right)) {
        return false;
    }
    let source = &walk.document.source;
    let near = source.slice(source.around(line.statement.span(), BEFORE, BEFORE / 4));
    let says = |word: &&str| {
        let mut places = near.match_indices(*word);
        places.any(|(at, _)| {
            // `par` is no part of "parameters".
            let before = near.get(..at).unwrap_or_default().chars().next_back();
            let behind = near
                .get(at + word.len()..)
                .unwrap_or_default()
                .chars()
                .next();
            let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            !word.is_ascii() || ends(before) && ends(behind)
        })
    };
    WORDS.iter().any(says)
}

/// Whether something is rounded in an expression, or a remainder is taken.
fn rounds(expr: &Expr) -> bool {
    deep(|| {
        let here = matches!(
            expr.kind(),
            ExprKind::Call(
                Function::Floor | Function::Ceil | Function::Mod | Function::FloorDiv,
                _
            )
        );
        here || expr.children().into_iter().any(rounds)
    })
}
