//! Equations that stand in a text without a word that announces them, `we have n + 5 = 2(n - 3)`, told
//! apart from steps that went wrong.

use std::collections::BTreeSet;

use super::counted::{labels_result, measures};
use super::equations::Equation;
use super::naming::{is_solved_for, is_word};
use super::pair::Pair;
use super::report::{Judged, Used};
use super::walk::Walk;
use crate::document::{Announced, Link, Origin, Side, Statement};
use crate::expr::{
    Assumptions, Bindings, Expr, ExprKind, Function, Monomial, Relation, Symbol, deep,
};
use crate::judge::Budget;
use crate::poly::{self, Term};

/// Whether a refuted line is an equation for what stands in it rather than a step from one side to the
/// other. A step leads to a side that says the same, so a wrong one keeps some of the terms or is
/// explained by a slip; the sides of an equation have nothing in common, or each speaks of something
/// that the other does not know.
pub(super) fn is_open(
    statement: &Statement,
    link: &Link,
    judged: &Judged,
    budget: &Budget,
    is_exercise: bool,
    has_meaning: impl Fn(&Symbol) -> bool,
) -> bool {
    let (lhs, rhs) = (&statement.first.expr, &link.side.expr);
    let stands_alone = statement.links.len() == 1
        && link.relation == Relation::Equal
        && !link.is_far
        && statement.label.is_none()
        && matches!(statement.origin, Origin::Math | Origin::Prose);
    let (left, right) = (lhs.free_symbols(), rhs.free_symbols());
    // `u = x²`, then `2u = 3u² − 6`: to be solved for u.
    let unknowns: Vec<&Symbol> = left.union(&right).collect();
    let is_of_one = matches!(unknowns.as_slice(), [unknown] if is_solved_for(unknown));
    let rests_on_numbers = |used: &Used| used.value.as_number().is_some();
    // `b) x² - 7x + 6 = 0`: what x was in the exercise before is no longer meant.
    let is_new = is_exercise && is_of_one && rhs.as_number().is_some_and(|right| right.is_zero());
    if is_new && stands_alone {
        return true;
    }
    let is_charged = if is_of_one {
        judged.used.iter().any(rests_on_numbers)
    } else {
        !judged.used.is_empty()
    };
    if !stands_alone || judged.slip.is_some() || judged.factor.is_some() || is_charged {
        return false;
    }
    // What was said of a symbol makes the line a claim about it.
    let is_known = !is_of_one && left.union(&right).any(has_meaning);
    if left.is_empty() || right.is_empty() || is_known {
        return false;
    }
    if !left.is_subset(&right) && !right.is_subset(&left) {
        return true;
    }
    let (left, right) = match (terms(lhs, budget), terms(rhs, budget)) {
        (Some(left), Some(right)) => (left, right),
        // `√(x + 5) = x − 1`: no slip leads from a root to a sum, and the name is one that equations are solved for.
        (None, Some(sum)) | (Some(sum), None) => {
            let calls = [lhs, rhs].into_iter().any(calls_named);
            return is_of_one && sum.len() > 1 && !calls;
        }
        (None, None) => return false,
    };
    let shares = left
        .iter()
        .filter(|term| !term.powers.is_empty())
        .any(|term| right.iter().any(|other| is_same(term, other)));
    // A product or a power with brackets is what is worked out in one step.
    let is_worked_on = (is_bracketed(lhs) && right.len() > 1
        || is_bracketed(rhs) && left.len() > 1)
        && degree(&left) == degree(&right);
    !shares && !is_worked_on
}

impl Walk<'_> {
    /// Whether the label of an exercise stands before a line, `b) x² - 7x + 6 = 0`.
    pub(super) fn begins_exercise(&self, statement: &Statement) -> bool {
        let text = self.document.source.text();
        let before = text.get(..statement.span().start).unwrap_or_default();
        let row = before.rsplit('\n').next().unwrap_or_default();
        let label = row.trim_matches([' ', '*', '(', '$', '\t']);
        let label = label.trim_end_matches([' ', '*', '$']);
        let name = label.strip_suffix([')', '.']).unwrap_or_default();
        let is_number = name.len() <= 2 && name.bytes().all(|b| b.is_ascii_digit());
        let is_letter = name.chars().count() == 1 && name.chars().all(char::is_alphabetic);
        !name.is_empty() && (is_number || is_letter)
    }
}

/// Whether a refuted step brings in or leaves out a name of which nothing is said, `2 d f = 2 d (4 d)`: it may
/// stand for just what makes the line true.
pub(super) fn has_unknown(
    lhs: &Expr,
    rhs: &Expr,
    judged: &Judged,
    has_meaning: impl Fn(&Symbol) -> bool,
) -> bool {
    let (left, right) = (lhs.free_symbols(), rhs.free_symbols());
    let mut apart = left.symmetric_difference(&right);
    let is_explained = judged.slip.is_some() || judged.factor.is_some();
    let is_label = |symbol: &Symbol| labels_result(symbol, lhs, rhs) || measures(symbol, lhs, rhs);
    let is_unknown = |symbol: &Symbol| !has_meaning(symbol) && !is_label(symbol);
    !is_explained && !right.is_empty() && apart.any(is_unknown)
}

/// Whether an equation is another one up to a factor: `6H = S` behind `12LH²b = 2LSHb`.
pub(super) fn is_multiple(of: &Equation, lhs: &Expr, rhs: &Expr, budget: &Budget) -> bool {
    let difference = |lhs: &Expr, rhs: &Expr| Expr::difference(lhs.clone(), rhs.clone());
    let ratio = Expr::quotient(difference(&of.lhs, &of.rhs), difference(lhs, rhs));
    let form = poly::normal_form(&ratio, &Assumptions::none(), &budget.poly);
    form.is_ok_and(|form| form.terms().len() == 1 && form.denominator_terms().len() == 1)
}

/// Whether a function is called that the text gave a name.
fn calls_named(expr: &Expr) -> bool {
    deep(|| {
        matches!(expr.kind(), ExprKind::Call(Function::Declared(_), _))
            || expr.children().into_iter().any(calls_named)
    })
}

fn terms(expr: &Expr, budget: &Budget) -> Option<Vec<Term>> {
    let form = poly::normal_form(expr, &Assumptions::none(), &budget.poly).ok()?;
    let terms = form.terms();
    // Roots and other functions are worked out, too.
    let is_plain = |term: &Term| {
        term.powers
            .iter()
            .all(|(base, _)| base.as_symbol().is_some())
    };
    terms.iter().all(is_plain).then_some(terms)
}

fn is_same(a: &Term, b: &Term) -> bool {
    a.coefficient == b.coefficient
        && a.powers.len() == b.powers.len()
        && a.powers.iter().all(|power| b.powers.contains(power))
}

/// The highest degree of a term.
fn degree(terms: &[Term]) -> i64 {
    let of = |term: &Term| {
        term.powers
            .iter()
            .map(|(_, exponent)| *exponent)
            .sum::<i64>()
    };
    terms.iter().map(of).max().unwrap_or(0)
}

/// Whether a side is a power or a product of sums.
fn is_bracketed(expr: &Expr) -> bool {
    let is_sum = |expr: &Expr| matches!(expr.kind(), ExprKind::Sum(_));
    match expr.kind() {
        ExprKind::Power(base, _) => is_sum(base),
        ExprKind::Product(factors) => factors.iter().filter(|factor| is_sum(factor)).count() > 1,
        _ => false,
    }
}

/// Whether a symbol without a meaning stands behind the meanings.
pub(super) fn has_open(expr: &Expr, meanings: &Bindings) -> bool {
    let mut open = expr.symbols_in_order();
    let mut met = BTreeSet::new();
    while let Some(symbol) = open.pop() {
        if !met.insert(symbol.clone()) {
            continue;
        }
        match meanings.get(&symbol) {
            Some(value) => open.extend(value.symbols_in_order()),
            None => return true,
        }
    }
    false
}

/// Whether words that stand for nothing said before stand on one side only: nobody can tell whether
/// the line is true.
pub(super) fn has_lone_phrase(lhs: &Expr, rhs: &Expr, unresolved: &[Symbol]) -> bool {
    let mut phrases = unresolved.iter().filter(|symbol| is_word(symbol));
    phrases.any(|phrase| lhs.mentions(phrase) != rhs.mentions(phrase))
}

/// Whether a side is a fraction in which something cancels: it is being worked out, and is no
/// equation for what stands in it.
pub(super) fn is_worked_out(expr: &Expr) -> bool {
    let ExprKind::Quotient(above, below) = expr.kind() else {
        return false;
    };
    let (Some(above), Some(below)) = (Monomial::read(above), Monomial::read(below)) else {
        return false;
    };
    let shared = |(base, _): &(Expr, i64)| below.powers.iter().any(|(other, _)| other == base);
    above.powers.iter().any(shared)
}

/// Whether a line only supposes something: `let 6H = S`, one relation behind such a word.
pub(super) fn is_supposed(statement: &Statement, found: &Pair) -> bool {
    let is_product = |side: &Side| {
        let factors = side.expr.factors();
        factors.len() > 1 && factors.iter().all(|factor| factor.as_symbol().is_some())
    };
    let supposes = match statement.announced {
        Some(Announced::Let | Announced::If | Announced::SuchThat | Announced::Solve) => true,
        // `For BS = 1M tokens`.
        Some(Announced::For) => is_product(&statement.first),
        _ => false,
    };
    let has_symbols = statement
        .sides()
        .any(|side| !side.expr.free_symbols().is_empty());
    supposes && has_symbols && statement.links.len() == 1 && found.compared.verdict.is_wrong()
}
