//! The derivation of a derivative: the rules of differentiation, from the parts to the whole.

use super::joined_powers::joined_powers;
use crate::expr::{
    Assumptions, BigOperatorKind, Expr, ExprKind, Function, Monomial, Range, Symbol, deep,
};
use crate::judge::{self, Verdict, judge_derivative};
use crate::number::Rational;
use crate::poly::{DerivativeError, normal_form, pieces};

/// One line: the derivative of a part.
#[derive(Clone, Debug)]
pub struct DerivativeLine {
    /// The part.
    pub of: Expr,
    /// What the rule gives, the derivatives of smaller parts put in.
    pub written: Expr,
    /// The same in normal form.
    pub result: Expr,
    /// The rule.
    pub rule: DerivativeRule,
    /// The judge's word on the result: by the difference quotient where it can.
    pub verdict: Verdict,
}

/// A rule of differentiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerivativeRule {
    /// What does not depend on the symbol does not change.
    Constant,
    /// The symbol itself.
    Identity,
    /// (c xⁿ)′ = c n xⁿ⁻¹.
    Power,
    /// A function of the symbol itself, as every table has it: (ln x)′ = 1/x.
    Known,
    /// (c f)′ = c f′.
    ConstantFactor,
    /// (f + g)′ = f′ + g′.
    Sum,
    /// (f g)′ = f′ g + f g′.
    Product,
    /// (f/g)′ = (f′ g − f g′)/g².
    Quotient,
    /// A function or power of what depends on the symbol, outside times inside.
    Chain,
    /// (bᶠ)′ = bᶠ ln(b) f′.
    Exponential,
    /// Each branch by itself, away from where they meet.
    Cases,
    /// (Σ f)′ = Σ f′.
    Operator,
    /// (Π f)′ = Π f · Σ f′/f.
    Factors,
    /// The closed form has the same derivative.
    ClosedForm,
}

impl DerivativeRule {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Identity => "identity",
            Self::Power => "power",
            Self::Known => "known",
            Self::ConstantFactor => "constant-factor",
            Self::Sum => "sum",
            Self::Product => "product",
            Self::Quotient => "quotient",
            Self::Chain => "chain",
            Self::Exponential => "exponential",
            Self::Cases => "cases",
            Self::Operator => "operator",
            Self::Factors => "factors",
            Self::ClosedForm => "closed-form",
        }
    }
}

/// The lines that lead to the derivative of an expression by a symbol, the whole last.
///
/// # Errors
/// A part without a derivative; limits of the normal form.
pub fn derivative_lines(
    expr: &Expr,
    by: &Symbol,
    assumptions: &Assumptions,
    budget: &judge::Budget,
) -> Result<Vec<DerivativeLine>, DerivativeError> {
    let mut given = assumptions.clone();
    given.definitions.remove(by);
    let mut work = Work {
        by,
        given: &given,
        budget,
        lines: Vec::new(),
    };
    let found = work.by_pieces(expr, MOST_SPLITS)?;
    if work.lines.is_empty() {
        let rule = if expr.mentions(by) {
            DerivativeRule::Identity
        } else {
            DerivativeRule::Constant
        };
        work.push(expr, found, rule)?;
    }
    Ok(work.lines)
}

/// Longer closed forms are not followed.
const MOST_CLOSED: u64 = 200;

/// So many conditions may split an expression, one inside the other.
const MOST_SPLITS: u32 = 5;

struct Work<'a> {
    by: &'a Symbol,
    given: &'a Assumptions,
    budget: &'a judge::Budget,
    lines: Vec<DerivativeLine>,
}

impl Work<'_> {
    /// The derivative of each piece, and of the whole by cases.
    fn by_pieces(&mut self, expr: &Expr, splits: u32) -> Result<Expr, DerivativeError> {
        let Some(split) = pieces(expr, self.by) else {
            return self.of(expr);
        };
        let Some(splits) = splits.checked_sub(1) else {
            return Err(DerivativeError::Part(expr.clone()));
        };
        let when = self.by_pieces(&split.when, splits)?;
        let otherwise = self.by_pieces(&split.otherwise, splits)?;
        let result = split.joined(when, otherwise);
        self.put(expr, result.clone(), result.clone(), DerivativeRule::Cases);
        Ok(result)
    }

    /// The derivative of a part; a line is written unless it is plain to see.
    fn of(&mut self, expr: &Expr) -> Result<Expr, DerivativeError> {
        if !expr.mentions(self.by) {
            return Ok(Expr::zero());
        }
        if let Some(known) = self.lines.iter().find(|line| line.of == *expr) {
            return Ok(known.result.clone());
        }
        deep(|| match expr.kind() {
            ExprKind::Symbol(_) => Ok(Expr::one()),
            ExprKind::Sum(terms) => {
                let parts = terms.iter().map(|term| self.of(term));
                let parts = parts.collect::<Result<Vec<_>, _>>()?;
                let parts = parts.into_iter().filter(|part| *part != Expr::zero());
                self.push(expr, Expr::sum(parts), DerivativeRule::Sum)
            }
            ExprKind::Neg(inner) => Ok(Expr::negative(self.of(inner)?)),
            _ => match self.power_of_symbol(expr) {
                Some((written, rule)) => self.push(expr, written, rule),
                None => self.of_compound(expr),
            },
        })
    }

    /// c·xⁿ with c free of x.
    fn power_of_symbol(&self, expr: &Expr) -> Option<(Expr, DerivativeRule)> {
        let mut monomial = Monomial::read(expr)?;
        let depends = |base: &Expr| base.mentions(self.by);
        let mut varying = monomial.powers.iter().filter(|(base, _)| depends(base));
        let (base, exponent) = varying.next()?.clone();
        if varying.next().is_some() || base.as_symbol() != Some(self.by) {
            return None;
        }
        if exponent == 1 {
            monomial.powers.retain(|(known, _)| *known != base);
            return Some((monomial.to_expr(), DerivativeRule::ConstantFactor));
        }
        let place = monomial
            .powers
            .iter_mut()
            .find(|(known, _)| *known == base)?;
        place.1 -= 1;
        monomial.powers.retain(|(_, power)| *power != 0);
        let factor = Expr::number(&Rational::from(exponent));
        // (x²/2)′ is 2x/2.
        let below = monomial.coefficient.denominator().clone();
        if !below.is_one() {
            let above = Rational::from_integer(monomial.coefficient.numerator().clone());
            monomial.coefficient = Rational::ONE;
            let parts = [factor, monomial.to_expr()].into_iter();
            let above = (!above.is_one()).then(|| Expr::number(&above));
            let above = Expr::product(above.into_iter().chain(parts));
            let written = Expr::quotient(above, Expr::integer(below));
            return Some((written, DerivativeRule::Power));
        }
        let written = match (monomial.coefficient.is_one(), exponent) {
            (true, _) => Expr::product([factor, monomial.to_expr()]),
            (false, _) => Expr::product([monomial.to_expr(), factor]),
        };
        Some((written, DerivativeRule::Power))
    }

    fn of_compound(&mut self, expr: &Expr) -> Result<Expr, DerivativeError> {
        let none = || DerivativeError::Part(expr.clone());
        match expr.kind() {
            ExprKind::Product(factors) => self.of_product(expr, factors),
            ExprKind::Quotient(above, below) => self.of_quotient(expr, above, below),
            ExprKind::Power(base, exponent) => self.of_power(expr, base, exponent),
            ExprKind::Call(function, arguments) => {
                let outer = crate::poly::outer_derivative(expr, function, arguments);
                let (Some(outer), Some(inner)) = (outer, arguments.first()) else {
                    return Err(none());
                };
                if inner.as_symbol() == Some(self.by) {
                    let is_root = matches!(function, Function::Sqrt | Function::Root);
                    let rule = if is_root {
                        DerivativeRule::Power
                    } else {
                        DerivativeRule::Known
                    };
                    return self.push(expr, outer, rule);
                }
                let written = match self.of(inner)? {
                    one if one == Expr::one() => outer,
                    inner => Expr::product([outer, inner]),
                };
                self.push(expr, written, DerivativeRule::Chain)
            }
            ExprKind::BigOperator(operator) => {
                let ends: Vec<&Expr> = match &operator.range {
                    Range::Interval(low, high) => vec![low, high],
                    Range::Elements(list) => vec![list],
                };
                if ends.iter().any(|end| end.mentions(self.by)) {
                    return self.of_closed(expr);
                }
                let inner = self.of(&operator.body)?;
                let (index, range) = (operator.index.clone(), operator.range.clone());
                let sum = |body| Expr::big_operator(BigOperatorKind::Sum, index, range, body);
                let (written, rule) = match operator.kind {
                    BigOperatorKind::Sum => (sum(inner), DerivativeRule::Operator),
                    BigOperatorKind::Product => {
                        let share = Expr::quotient(inner, operator.body.clone());
                        let written = Expr::product([expr.clone(), sum(share)]);
                        (written, DerivativeRule::Factors)
                    }
                };
                self.push(expr, written, rule)
            }
            _ => self.of_closed(expr),
        }
    }

    /// The derivative of what the normal form writes in another way, as a sum in closed form.
    fn of_closed(&mut self, expr: &Expr) -> Result<Expr, DerivativeError> {
        let closed = normal_form(expr, self.given, &self.budget.poly)?.to_expr();
        if closed == *expr || closed.size() > MOST_CLOSED {
            return Err(DerivativeError::Part(expr.clone()));
        }
        let result = self.of(&closed)?;
        self.put(
            expr,
            result.clone(),
            result.clone(),
            DerivativeRule::ClosedForm,
        );
        Ok(result)
    }

    fn of_product(&mut self, expr: &Expr, factors: &[Expr]) -> Result<Expr, DerivativeError> {
        let depends = |factor: &&Expr| factor.mentions(self.by);
        let count = factors.iter().filter(depends).count();
        let mut terms = Vec::new();
        for (at, factor) in factors.iter().enumerate() {
            if !factor.mentions(self.by) {
                continue;
            }
            let mut product = factors.to_vec();
            if let Some(place) = product.get_mut(at) {
                *place = self.of(factor)?;
            }
            terms.push(Expr::product(product));
        }
        let rule = if count == 1 {
            DerivativeRule::ConstantFactor
        } else {
            DerivativeRule::Product
        };
        self.push(expr, Expr::sum(terms), rule)
    }

    fn of_quotient(&mut self, expr: &Expr, p: &Expr, q: &Expr) -> Result<Expr, DerivativeError> {
        if !q.mentions(self.by) {
            let written = Expr::quotient(self.of(p)?, q.clone());
            return self.push(expr, written, DerivativeRule::ConstantFactor);
        }
        let below = Expr::power(q.clone(), Expr::integer(2));
        let (above, under) = (self.of(p)?, self.of(q)?);
        let second = Expr::product([p.clone(), under]);
        let top = if above == Expr::zero() {
            Expr::negative(second)
        } else {
            Expr::difference(Expr::product([above, q.clone()]), second)
        };
        self.push(expr, Expr::quotient(top, below), DerivativeRule::Quotient)
    }

    fn of_power(&mut self, expr: &Expr, b: &Expr, e: &Expr) -> Result<Expr, DerivativeError> {
        let logarithm = Expr::call(Function::Ln, [b.clone()]);
        match (b.mentions(self.by), e.mentions(self.by)) {
            (true, false) => {
                let less = match e.as_number() {
                    Some(number) => Expr::number(&(number - Rational::ONE)),
                    None => Expr::difference(e.clone(), Expr::one()),
                };
                let inner = self.of(b)?;
                let rule = if b.as_symbol() == Some(self.by) {
                    DerivativeRule::Power
                } else {
                    DerivativeRule::Chain
                };
                let mut factors = vec![e.clone(), Expr::power(b.clone(), less)];
                factors.extend((inner != Expr::one()).then_some(inner));
                self.push(expr, Expr::product(factors), rule)
            }
            (false, _) => {
                let inner = self.of(e)?;
                let mut factors = vec![expr.clone(), logarithm];
                factors.extend((inner != Expr::one()).then_some(inner));
                self.push(expr, Expr::product(factors), DerivativeRule::Exponential)
            }
            (true, true) => {
                let first = Expr::product([self.of(e)?, logarithm]);
                let share = Expr::quotient(self.of(b)?, b.clone());
                let second = Expr::product([e.clone(), share]);
                let written = Expr::product([expr.clone(), Expr::sum([first, second])]);
                self.push(expr, written, DerivativeRule::Exponential)
            }
        }
    }

    fn push(
        &mut self,
        of: &Expr,
        written: Expr,
        rule: DerivativeRule,
    ) -> Result<Expr, DerivativeError> {
        let form = normal_form(&written, self.given, &self.budget.poly)?;
        let result = joined_powers(&form.to_expr());
        self.put(of, written, result.clone(), rule);
        Ok(result)
    }

    fn put(&mut self, of: &Expr, written: Expr, result: Expr, rule: DerivativeRule) {
        let verdict = judge_derivative(of, self.by, &result, self.given, self.budget);
        self.lines.push(DerivativeLine {
            of: of.clone(),
            written,
            result,
            rule,
            verdict,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_expression;

    /// The rules of a textbook, each where one would name it; the results from a table.
    #[test]
    fn rules_in_order() {
        use DerivativeRule as R;
        for (of, rules, result) in [
            (
                "12*L*x^2 + V*x",
                &[R::Power, R::ConstantFactor, R::Sum][..],
                "24*L*x + V",
            ),
            ("7", &[R::Constant], "0"),
            ("x", &[R::Identity], "1"),
            ("x*exp(x)", &[R::Known, R::Product], "exp(x) + x*exp(x)"),
            (
                "sqrt(x)*ln(x)",
                &[R::Power, R::Known, R::Product],
                "(ln(x) + 2)/(2*sqrt(x))",
            ),
            ("x^n", &[R::Power], "n*x^(n - 1)"),
            ("x^2/2", &[R::Power], "x"),
            ("x/(x+1)", &[R::Sum, R::Quotient], "1/(x^2 + 2*x + 1)"),
            (
                "sqrt(x^2+1)",
                &[R::Power, R::Sum, R::Chain],
                "x/sqrt(x^2+1)",
            ),
            ("2^x", &[R::Exponential], "2^x*ln(2)"),
            (
                "max(x^2, 3)",
                &[R::Power, R::Cases],
                "if x^2 > 3 then 2*x else 0",
            ),
            (
                "sum(i=1..n, x^2/i)",
                &[R::Power, R::Operator],
                "2*x*sum(i=1..n, 1/i)",
            ),
            ("(x^2+1)^5", &[R::Power, R::Sum, R::Chain], "10*x*(x^2+1)^4"),
        ] {
            let read = |text: &str| parse_expression(text).unwrap();
            let (under, budget) = (Assumptions::none(), judge::Budget::default());
            let lines = derivative_lines(&read(of), &Symbol::new("x"), &under, &budget).unwrap();
            let found: Vec<R> = lines.iter().map(|line| line.rule).collect();
            assert_eq!(found, rules, "{of}");
            let last = lines.last().unwrap();
            let same = crate::poly::same(&last.result, &read(result), &under, &budget.poly);
            assert_eq!(same.unwrap(), Some(true), "{of}: {:?}", last.result);
            assert!(
                lines.iter().all(|line| line.verdict.holds()),
                "{of}: {lines:?}"
            );
        }
    }
}
