//! The search for a wrong rule that explains a line.

use super::{Slip, SlipKind};
use super::{
    digits, distribution, exponents, fractions, joined, powers, precedence, roots, signs, sizes,
    symbols, terms,
};
use crate::expr::{Assumptions, Expr, Relation, deep};
use crate::judge::Stated;
use crate::judge::{self, Budget, Claim};
use crate::number::Residue;
use crate::poly;

/// What one wrong rule makes of a part: nothing, or several wrong results.
type WrongRule = fn(&Expr) -> Vec<(SlipKind, Expr)>;

/// A wrong rule that was tried: where, which, on which part, with which result.
type Tried = (Vec<usize>, SlipKind, Expr, Expr);

/// The rules that look at one part, in order of use.
const RULES: &[WrongRule] = &[
    distribution::to_one_term,
    distribution::factor_lost,
    signs::not_carried,
    powers::cross_term,
    powers::of_product,
    fractions::split,
    fractions::inverted,
    distribution::outside,
    precedence::misread,
    exponents::multiplied,
    exponents::added,
    exponents::of_sum,
    exponents::doubled,
    exponents::lost,
    joined::joined,
    exponents::off,
    fractions::cancelled,
    fractions::added,
    roots::of_sum,
];

/// Limits: the parts of a line, and the wrong lines that are tried.
const MAX_PARTS: usize = 160;
const MAX_TRIED: usize = 3_000;
/// The most places that one rule is tried at twice.
const MAX_TWICE: usize = 12;

/// A line and the one before it, in the reading in which they were compared.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    /// The line before.
    pub before: &'a Expr,
    /// The relation between them.
    pub relation: Relation,
    /// The line that is wrong.
    pub after: &'a Expr,
    /// Definitions, values and conditions.
    pub under: &'a Assumptions,
    /// How far to go.
    pub budget: &'a Budget,
}

/// The first slip, in order of use, that explains the line exactly.
///
/// ```
/// use longhand::check::slips::{Lines, find};
/// use longhand::expr::{Assumptions, Relation};
/// use longhand::judge::Budget;
/// use longhand::syntax::parse_expression;
///
/// let before = parse_expression("L(12h² + 4h) + V h").unwrap();
/// let after = parse_expression("12L h² + 4h + V h").unwrap();
/// let (none, budget) = (Assumptions::none(), Budget::default());
/// let lines = Lines {
///     before: &before,
///     relation: Relation::Equal,
///     after: &after,
///     under: &none,
///     budget: &budget,
/// };
/// assert_eq!(find(&lines).unwrap().kind.name(), "factor-to-one-term");
/// ```
pub fn find(lines: &Lines<'_>) -> Option<Slip> {
    let mut trial = Trial::new(lines);
    if let Some(slip) = sizes::unit_slip(lines) {
        return Some(slip);
    }
    if trial.is_exact
        && let Some(slip) = by_rules(lines.before, &mut trial)
            .or_else(|| terms::from_difference(lines))
            .or_else(|| symbols::mistaken(lines, &mut trial))
    {
        return Some(slip);
    }
    digits::slip(lines).or_else(|| sizes::factor_slip(lines))
}

/// One rule at one place, then one rule at two places.
fn by_rules(before: &Expr, trial: &mut Trial<'_>) -> Option<Slip> {
    let parts = parts(before);
    let mut made: Vec<Vec<Tried>> = Vec::new();
    for rule in RULES {
        let mut candidates = Vec::new();
        for (path, part) in &parts {
            for (kind, wrong) in rule(part) {
                let Some(line) = before.replace_at(path, wrong.clone()) else {
                    continue;
                };
                if !trial.is_chance(&kind) && trial.explains(&line) {
                    return Some(Slip::at(kind, part, &wrong));
                }
                candidates.push((path.clone(), kind, part.clone(), wrong));
            }
        }
        made.push(candidates);
    }
    for candidates in made.into_iter().filter(|made| made.len() <= MAX_TWICE) {
        for (at, (path, kind, part, wrong)) in candidates.iter().enumerate() {
            for (other, _, _, other_wrong) in candidates.iter().skip(at + 1) {
                if path.starts_with(other) || other.starts_with(path) {
                    continue;
                }
                let line = before.replace_at(path, wrong.clone());
                let line = line.and_then(|line| line.replace_at(other, other_wrong.clone()));
                if line.is_some_and(|line| trial.explains(&line)) {
                    return Some(Slip::at(kind.clone(), part, wrong));
                }
            }
        }
    }
    None
}

/// Every part of an expression with the way to it, the whole first.
fn parts(expr: &Expr) -> Vec<(Vec<usize>, Expr)> {
    let mut found = vec![(Vec::new(), expr.clone())];
    let mut next = 0;
    while let Some((path, part)) = found.get(next).cloned() {
        for (at, child) in part.children().into_iter().enumerate() {
            if found.len() >= MAX_PARTS {
                return found;
            }
            let mut path = path.clone();
            path.push(at);
            found.push((path, child.clone()));
        }
        next += 1;
    }
    found
}

/// The wrong line that has to come out, and what was spent on trying.
pub(super) struct Trial<'a> {
    lines: &'a Lines<'a>,
    /// The line's value at two points modulo a prime, where it has one.
    residues: Option<[Residue; 2]>,
    /// Whether the line says so much that agreement means something: not a number of few digits.
    is_exact: bool,
    /// What is spent on one wrong line that is not decided by normal forms: there are many.
    brief: Budget,
    left: usize,
}

/// A number of fewer digits is matched by chance too easily.
const MIN_DIGITS: u32 = 5;

impl<'a> Trial<'a> {
    fn new(lines: &'a Lines<'a>) -> Self {
        let says_little = Stated::of(lines.after).is_some_and(|stated| {
            // `=` before an integer states every digit of it.
            let states_all = lines.relation == Relation::Equal && stated.written.places() == 0;
            !states_all && stated.significant_digits() < MIN_DIGITS
        });
        Self {
            lines,
            residues: residues(lines.after, lines.under),
            is_exact: !says_little,
            brief: lines.budget.brief(),
            left: MAX_TRIED,
        }
    }

    /// Whether a rule hits a number of few digits by chance: `x + y = 10` for x = 5 and y = 4 is no `2x`.
    fn is_chance(&self, kind: &SlipKind) -> bool {
        let stated = Stated::of(self.lines.after);
        *kind == SlipKind::UnlikeJoined
            && stated.is_some_and(|stated| stated.significant_digits() < MIN_DIGITS)
    }

    /// Whether a wrong line is the one that was written.
    pub(super) fn explains(&mut self, line: &Expr) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        if let Some(wanted) = self.residues
            && let Some(own) = residues(line, self.lines.under)
            && own != wanted
        {
            return false;
        }
        let claim = Claim {
            lhs: line,
            relation: Relation::Equal,
            rhs: self.lines.after,
            under: self.lines.under,
        };
        !judge::is_plainly_unequal(&claim) && self.is_same(&claim)
    }

    /// Whether both sides have one normal form, or are the same at a brief look.
    fn is_same(&self, claim: &Claim<'_>) -> bool {
        let budget = &self.lines.budget.poly;
        let same = poly::same(claim.lhs, claim.rhs, claim.under, budget);
        same == Ok(Some(true)) || (same == Ok(None) && judge::judge(claim, &self.brief).holds())
    }
}

fn residues(expr: &Expr, under: &Assumptions) -> Option<[Residue; 2]> {
    deep(|| {
        Some([
            poly::residue(expr, under, 1)?,
            poly::residue(expr, under, 2)?,
        ])
    })
}
