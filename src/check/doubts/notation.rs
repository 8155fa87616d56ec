//! Signs that say something else than they say of numbers: code, orders, indices, transposition.

use super::super::walk::Walk;
use super::is_closed;
use crate::document::{Link, Side, Statement};
use crate::expr::{Assumptions, Expr, ExprKind, Function, Relation, Symbol, deep};
use crate::number::Rational;
use crate::poly::{self, Polynomial};

impl Walk<'_> {
    /// Whether signs of a line say something else than they say of numbers.
    pub(super) fn is_notation(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        self.applies(left)
            || self.is_code(statement, left, link)
            || self.compares_orders(left, link)
            || self.has_index_above(left, link)
            || transposes(&left.expr)
            || transposes(&link.side.expr)
            || is_congruence(&left.expr)
            || self.is_complex(left, link)
    }

    /// `(a + b*I)**2 = a**2 - b**2 + 2*I*a*b`: whether the sides are equal where a name of the imaginary unit
    /// squares to −1: then i² + 1 divides what is between them.
    fn is_complex(&self, left: &Side, link: &Link) -> bool {
        let none = Assumptions::none();
        let budget = &self.options.budget.poly;
        let Ok(form) = poly::difference(&left.expr, &link.side.expr, &none, budget) else {
            return false;
        };
        let is_unit = |name: &Symbol| matches!(name.name(), "i" | "j" | "I");
        let names = form.indeterminates();
        let at = names
            .iter()
            .position(|name| name.as_symbol().is_some_and(is_unit));
        let squared = at.and_then(|at| {
            let mut exponents = vec![0; at + 1];
            *exponents.get_mut(at)? = 2;
            let square = Polynomial::monomial(&Rational::from(1), &exponents);
            square.add(&Polynomial::one(), budget).ok()
        });
        squared.is_some_and(|squared| {
            let quotient = form.numerator().divide_exact(&squared, budget);
            quotient.is_ok_and(|quotient| quotient.is_some())
        })
    }

    /// In code `1 << 30` shifts bits, and `a == b` asks.
    fn is_code(&self, statement: &Statement, left: &Side, link: &Link) -> bool {
        let sign = self.document.source.slice(link.sign).trim();
        let shifts = link.relation == Relation::MuchLess
            && is_closed(&left.expr)
            && is_closed(&link.side.expr);
        let asks = sign == "==" && left.expr.free_symbols() != link.side.expr.free_symbols();
        // `w[i] = w[i] - 0.01 * dw` assigns.
        let assigns = self.document.source.slice(left.span).contains('[');
        statement.origin.is_code_like() && (shifts || asks || assigns)
    }

    /// `O(n²d) + O(nd) = O(n²d)`: orders are no values.
    fn compares_orders(&self, left: &Side, link: &Link) -> bool {
        let has_order = |side: &Side| {
            let text = self.document.source.slice(side.span);
            let text = text.replace("\\left", "").replace(' ', "");
            let is_whole = |at: usize| {
                let before = text.get(..at).unwrap_or_default();
                !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
            };
            ["O(", "\\mathcal{O}(", "\\Theta(", "\\Omega("]
                .into_iter()
                .any(|order| text.match_indices(order).any(|(at, _)| is_whole(at)))
        };
        has_order(left) && has_order(&link.side)
    }

    /// `g^{(0)} = 2w^{(0)}`: what stands above in brackets counts and raises to no power.
    fn has_index_above(&self, left: &Side, link: &Link) -> bool {
        let source = &self.document.source;
        [left.span, link.side.span]
            .into_iter()
            .any(|span| source.slice(span).contains("^{("))
    }

    /// Whether a side is a function of something; `a(3) = 11` of a function that is known is a claim.
    fn applies(&self, side: &Side) -> bool {
        let is_known =
            matches!(side.expr.kind(), ExprKind::Call(..)) && side.expr.free_symbols().is_empty();
        !is_known && is_application(self.document.source.slice(side.span))
    }
}

/// Whether remainders of names are compared, `x^p = x (mod p)`: that is so for some of them.
fn is_congruence(side: &Expr) -> bool {
    let is_remainder = matches!(side.kind(), ExprKind::Call(Function::Mod, _));
    is_remainder && !is_closed(side)
}

/// Whether something is raised to `T` or `H`, `x^T y = y^T x`: a matrix with rows for columns, which numbers do
/// not speak for.
fn transposes(side: &Expr) -> bool {
    deep(|| match side.kind() {
        ExprKind::Power(base, exponent) => {
            let above = exponent.as_symbol().map(Symbol::name);
            matches!(above, Some("T" | "H")) && base.as_number().is_none()
        }
        _ => false,
    } || side.children().into_iter().any(transposes))
}

/// Whether a side as it is written is a function of something, `f(1, 2)`, `\varphi(x)`, and no product of a
/// name and a sum.
fn is_application(written: &str) -> bool {
    let written = written.trim();
    let Some((name, rest)) = written.split_once('(') else {
        return false;
    };
    let Some(inside) = rest.trim_end().strip_suffix(')') else {
        return false;
    };
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}' | '\\' | '\'');
    let name = name.trim();
    let is_name =
        name.starts_with(|c: char| c.is_alphabetic() || c == '\\') && name.chars().all(belongs);
    let mut depth = 0_i32;
    let is_whole = inside.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    });
    let is_one = !inside.is_empty() && inside.chars().all(belongs);
    is_name && is_whole && (is_one || inside.contains(','))
}
