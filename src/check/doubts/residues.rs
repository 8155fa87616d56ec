//! Numbers of a ring that is not that of the integers: remainders, digits to another base, rings in which 2 is 0.

use super::super::sides::value;
use super::super::walk::Walk;
use super::is_closed;
use crate::diagnostic::Span;
use crate::document::{Link, Side};
use crate::expr::{Assumptions, Expr, ExprKind, Relation, deep};
use crate::number::{Integer, Rational};
use crate::poly;

/// How far before a line its ring is looked for in its paragraph, in bytes.
const BEFORE: usize = 1_500;

/// So many moduli that were named before a line may be its own.
const LAST: usize = 2;

/// What stands before a modulus.
const MODULI: &[&str] = &[
    "\\mathbb{Z}_",
    "\\mathbb Z_",
    "\\Z_",
    "ℤ_",
    "\\mathbb{Z}/",
    "\\mathbb{F}_",
    "\\pmod",
    "\\bmod",
    "\\mod",
    "mod ",
    "modulo ",
    "Modulo ",
    "Mod ",
    "\\mathbf{Z}_",
    "GF(",
    "ℤ/",
    "модулю ",
    "模",
];

/// What stands before a base.
const BASES: &[&str] = &["n base ", "ur Basis ", "по основанию "];

/// Words of a text on rings.
const RINGS: &[&str] = &[
    "commutative ring",
    "ring is commutative",
    "of characteristic 2",
    "is a homomorphism",
];

impl Walk<'_> {
    /// Whether a line that integers refute holds in what the text near it speaks of.
    pub(super) fn is_of_residues(&self, left: &Side, link: &Link) -> bool {
        if link.relation != Relation::Equal {
            return false;
        }
        let near = self.near(left, link);
        self.differs_by_modulus(near, left, link)
            || is_in_base_of(near, left, link)
            || RINGS.iter().any(|word| near.contains(word)) && self.is_in_ring(left, link)
    }

    fn near(&self, left: &Side, link: &Link) -> &str {
        let source = &self.document.source;
        let here = left.span.to(link.side.span);
        let from = source.around(here, BEFORE, 0).start;
        let behind = source.text().get(here.end..).unwrap_or_default();
        let row = behind.find('\n').unwrap_or(behind.len());
        let head = source.slice(Span::new(from, here.end));
        // The paragraph of the line.
        let start = head.rfind("\n\n").map_or(from, |at| from + at + 2);
        source.slice(Span::new(start, here.end + row))
    }

    /// `4^2 = 6` in a text on ℤ₁₀: whether a modulus that is named divides what is between the sides.
    fn differs_by_modulus(&self, near: &str, left: &Side, link: &Link) -> bool {
        let number = |side: &Side| {
            let value = value(&side.expr, &Assumptions::none())?;
            value.as_number().and_then(Rational::to_integer)
        };
        let Some((left, right)) = number(left).zip(number(&link.side)) else {
            return false;
        };
        // What is left of a division is no less than 0.
        if right.is_negative() || right > left {
            return false;
        }
        let apart = &left - &right;
        // The modulus of the line itself, or those that were named last before it.
        let text = self.document.source.text();
        let behind = text.get(link.side.span.end..).unwrap_or_default();
        let row = behind.split('\n').next().unwrap_or_default();
        let own: Vec<u32> = numbers_behind(row, MODULI)
            .map(|(_, modulus)| modulus)
            .collect();
        let moduli = if own.is_empty() {
            let mut named: Vec<(usize, u32)> = numbers_behind(near, MODULI).collect();
            named.sort_unstable();
            named.reverse();
            let mut last: Vec<u32> = named.into_iter().map(|(_, modulus)| modulus).collect();
            last.dedup();
            last.truncate(LAST);
            last
        } else {
            own
        };
        moduli
            .into_iter()
            .map(Integer::from)
            .any(|modulus| right < modulus && apart.is_multiple_of(&modulus))
    }

    /// Whether a line of symbols differs in a multiple of 2 or 3 of something, or in powers only.
    fn is_in_ring(&self, left: &Side, link: &Link) -> bool {
        let budget = &self.options.budget.poly;
        let form = poly::difference(&left.expr, &link.side.expr, &Assumptions::none(), budget);
        !is_closed(&left.expr) && form.is_ok_and(|form| form.is_polynomial())
    }
}

/// `2 + 3 = 10` in a text on base 5: whether the sides agree where each number is read to a base that is named.
fn is_in_base_of(near: &str, left: &Side, link: &Link) -> bool {
    let bases: Vec<u32> = numbers_behind(near, BASES)
        .map(|(_, base)| base)
        .filter(|base| (2..10).contains(base))
        .collect();
    bases.into_iter().any(|base| {
        let read = |side: &Side| {
            let expr = to_base(&side.expr, base)?;
            value(&expr, &Assumptions::none())?.as_number().cloned()
        };
        read(left)
            .zip(read(&link.side))
            .is_some_and(|(left, right)| left == right)
    })
}

/// An expression with each number read to another base; `None` where a digit does not belong to it.
fn to_base(expr: &Expr, base: u32) -> Option<Expr> {
    if let ExprKind::Number(literal) = expr.kind() {
        let written = literal.written()?.text().to_owned();
        let number = i64::from_str_radix(&written, base).ok()?;
        return Some(Expr::integer(number));
    }
    let mut is_read = true;
    let read = deep(|| {
        expr.map_children(|child| {
            to_base(child, base).unwrap_or_else(|| {
                is_read = false;
                child.clone()
            })
        })
    });
    is_read.then_some(read)
}

/// The numbers that stand behind some words, in brackets or without, each with its place.
fn numbers_behind<'t>(text: &'t str, words: &'t [&str]) -> impl Iterator<Item = (usize, u32)> + 't {
    words.iter().flat_map(move |word| {
        text.match_indices(word).filter_map(move |(at, _)| {
            let behind = text.get(at + word.len()..)?;
            let behind = behind.trim_start_matches(['{', '(', ' ', '$']);
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            Some((at, behind.get(..digits)?.parse().ok()?))
        })
    })
}
