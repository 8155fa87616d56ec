//! Derivatives, read off the normal form: term by term, and by the chain rule inside parts that are
//! no polynomials.

use super::pieces::pieces;
use super::{Budget, PolyError, Term, normal_form};
use crate::expr::{
    Assumptions, BigOperator, BigOperatorKind, Expr, ExprKind, Function, Range, Symbol, deep,
};
use crate::number::Rational;

/// So many conditions may split an expression, one inside the other.
const MOST_SPLITS: u32 = 5;

/// Why there is no derivative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DerivativeError {
    /// The symbol stands in a part that jumps, or has corners: `floor(h/2)`, `max(h, 4)`.
    Part(Expr),
    /// The normal form could not be worked out.
    Poly(PolyError),
}

impl From<PolyError> for DerivativeError {
    fn from(error: PolyError) -> Self {
        Self::Poly(error)
    }
}

/// The derivative of an expression with respect to a symbol, in normal form. What the assumptions say
/// of the value of the symbol itself is set aside. What is defined by cases has a derivative by cases,
/// wherever no condition is at its edge ([`Pieces`](super::Pieces)).
///
/// ```
/// use longhand::expr::{Assumptions, Symbol};
/// use longhand::poly::{Budget, derivative};
/// use longhand::syntax::parse_expression;
///
/// let formula = parse_expression("12*L*h^2 + V*h").unwrap();
/// let found = derivative(&formula, &Symbol::new("h"), &Assumptions::none(), &Budget::default());
/// assert_eq!(found, Ok(parse_expression("24*L*h + V").unwrap()));
/// ```
///
/// # Errors
/// A part without a derivative; limits of the normal form.
pub fn derivative(
    expr: &Expr,
    by: &Symbol,
    assumptions: &Assumptions,
    budget: &Budget,
) -> Result<Expr, DerivativeError> {
    let mut given = assumptions.clone();
    given.definitions.remove(by);
    given.conditions.retain(|condition| {
        let alone = Assumptions {
            conditions: vec![condition.clone()],
            ..Assumptions::none()
        };
        alone.fixed().get(by).is_none()
    });
    let work = Work {
        by,
        given: &given,
        budget,
    };
    work.by_pieces(expr, MOST_SPLITS)
}

struct Work<'a> {
    by: &'a Symbol,
    given: &'a Assumptions,
    budget: &'a Budget,
}

impl Work<'_> {
    /// The derivative of each piece, in normal form; one for all where they agree.
    fn by_pieces(&self, expr: &Expr, splits: u32) -> Result<Expr, DerivativeError> {
        let Some(split) = pieces(expr, self.by) else {
            return Ok(normal_form(&self.of(expr)?, self.given, self.budget)?.to_expr());
        };
        let Some(splits) = splits.checked_sub(1) else {
            return Err(DerivativeError::Part(expr.clone()));
        };
        let when = self.by_pieces(&split.when, splits)?;
        let otherwise = self.by_pieces(&split.otherwise, splits)?;
        Ok(split.joined(when, otherwise))
    }

    /// The derivative, not simplified.
    fn of(&self, expr: &Expr) -> Result<Expr, DerivativeError> {
        deep(|| {
            let form = normal_form(expr, self.given, self.budget)?;
            let above = self.of_sum(&form.terms())?;
            if form.is_polynomial() {
                return Ok(above);
            }
            // (p/q)′ = (p′q − pq′)/q²
            let sum = |terms: &[Term]| Expr::sum(terms.iter().map(Term::to_expr));
            let (p, q) = (sum(&form.terms()), sum(&form.denominator_terms()));
            let below = self.of_sum(&form.denominator_terms())?;
            let top =
                Expr::difference(Expr::product([above, q.clone()]), Expr::product([p, below]));
            Ok(Expr::quotient(top, Expr::power(q, Expr::integer(2))))
        })
    }

    fn of_sum(&self, terms: &[Term]) -> Result<Expr, DerivativeError> {
        let mut sum = Vec::new();
        for term in terms {
            for (at, (base, exponent)) in term.powers.iter().enumerate() {
                if !self.mentions(base) {
                    continue;
                }
                let mut rest = term.clone();
                rest.coefficient = &rest.coefficient * Rational::from(*exponent);
                if let Some((_, power)) = rest.powers.get_mut(at) {
                    *power -= 1;
                }
                rest.powers.retain(|(_, power)| *power != 0);
                sum.push(Expr::product([rest.to_expr(), self.of_base(base)?]));
            }
        }
        Ok(Expr::sum(sum))
    }

    fn mentions(&self, base: &Expr) -> bool {
        base.mentions(self.by)
    }

    /// The derivative of a part that the normal form keeps whole.
    fn of_base(&self, base: &Expr) -> Result<Expr, DerivativeError> {
        let unknown = || DerivativeError::Part(base.clone());
        match base.kind() {
            ExprKind::Symbol(_) => Ok(Expr::one()),
            ExprKind::Call(function, arguments) => {
                let outer = outer_derivative(base, function, arguments).ok_or_else(unknown)?;
                let [inner, ..] = arguments.as_slice() else {
                    return Err(unknown());
                };
                Ok(Expr::product([outer, self.of(inner)?]))
            }
            ExprKind::Power(below, above) => self.of_power(base, below, above),
            ExprKind::BigOperator(operator) => {
                self.of_operator(base, operator)?.ok_or_else(unknown)
            }
            _ => Err(unknown()),
        }
    }

    /// The sum of the derivatives; a product times the sum of the relative ones. `None` where the range
    /// itself depends on the symbol.
    fn of_operator(
        &self,
        whole: &Expr,
        operator: &BigOperator,
    ) -> Result<Option<Expr>, DerivativeError> {
        let is_fixed = match &operator.range {
            Range::Interval(low, high) => !self.mentions(low) && !self.mentions(high),
            Range::Elements(list) => !self.mentions(list),
        };
        if !is_fixed {
            return Ok(None);
        }
        let plain = |expr: &Expr| -> Result<Expr, PolyError> {
            Ok(normal_form(expr, self.given, self.budget)?.to_expr())
        };
        let inner = self.of(&operator.body)?;
        let sum = |body: Expr| {
            let (index, range) = (operator.index.clone(), operator.range.clone());
            Expr::big_operator(BigOperatorKind::Sum, index, range, body)
        };
        Ok(Some(match operator.kind {
            BigOperatorKind::Sum => sum(plain(&inner)?),
            BigOperatorKind::Product => {
                let relative = Expr::quotient(inner, operator.body.clone());
                Expr::product([whole.clone(), sum(plain(&relative)?)])
            }
        }))
    }

    /// (bᵉ)′ = bᵉ·(e′ ln b + e b′/b)
    fn of_power(&self, whole: &Expr, below: &Expr, above: &Expr) -> Result<Expr, DerivativeError> {
        let mut sum = Vec::new();
        if self.mentions(above) {
            let logarithm = Expr::call(Function::Ln, [below.clone()]);
            sum.push(Expr::product([self.of(above)?, logarithm]));
        }
        if self.mentions(below) {
            let share = Expr::quotient(self.of(below)?, below.clone());
            sum.push(Expr::product([above.clone(), share]));
        }
        Ok(Expr::product([whole.clone(), Expr::sum(sum)]))
    }
}

/// The derivative of a function at its argument; `None` where it has none everywhere.
pub(crate) fn outer_derivative(
    whole: &Expr,
    function: &Function,
    arguments: &[Expr],
) -> Option<Expr> {
    let over = |below: Expr| Expr::quotient(Expr::one(), below);
    Some(match (function, arguments) {
        (Function::Sqrt, [_]) => over(Expr::product([Expr::integer(2), whole.clone()])),
        (Function::Root, [x, degree]) if degree.free_symbols().is_empty() => {
            Expr::quotient(whole.clone(), Expr::product([degree.clone(), x.clone()]))
        }
        (Function::Exp, [_]) => whole.clone(),
        (Function::Ln, [x]) => over(x.clone()),
        (Function::Log2 | Function::Log10, [x]) => {
            let base = if *function == Function::Log2 { 2 } else { 10 };
            let logarithm = Expr::call(Function::Ln, [Expr::integer(base)]);
            over(Expr::product([x.clone(), logarithm]))
        }
        (Function::Abs, [x]) => Expr::quotient(x.clone(), whole.clone()),
        _ => return None,
    })
}
