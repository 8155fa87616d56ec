//! The expression as a product, and each step towards it.

use super::fraction::split_unit;
use super::normal::{NormalForm, Term};
use super::present::sum_of;
use super::splitting::{Seen, factors_of, split};
use super::{Budget, PolyError, Polynomial};
use crate::expr::Expr;
use crate::number::Rational;

/// What part of the usual budget a search for factors may use.
const SHARE: u64 = 16;

/// What a sum was seen to be, so that it is a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Some of its factors stand more than once, as in a² + 2ab + b².
    Repeated,
    /// aⁿ − bⁿ, or aⁿ + bⁿ.
    Powers {
        /// The first base.
        a: Expr,
        /// The second base.
        b: Expr,
        /// The exponent.
        degree: u64,
        /// Whether they are added.
        plus: bool,
    },
    /// Its terms, in groups, have a bracket in common.
    Grouped {
        /// The bracket.
        common: Expr,
    },
    /// A quadratic whose discriminant is a square.
    Quadratic {
        /// In what it is quadratic.
        variable: Expr,
        /// The discriminant.
        discriminant: Expr,
    },
    /// It has a rational root.
    Root {
        /// In what it is a polynomial.
        variable: Expr,
        /// The root.
        root: Rational,
    },
    /// A square less a square.
    Completed {
        /// The base of the square.
        square: Expr,
        /// The base of what is taken away.
        less: Expr,
    },
}

impl NormalForm {
    /// The expression as a product of a number, the powers all terms have in common, and what is
    /// left, split as a person would split it: powers of sums, differences of squares and cubes,
    /// brackets in common, quadratics with rational roots. The first term in each bracket is
    /// positive.
    ///
    /// ```
    /// use longhand::expr::{Assumptions, Expr};
    /// use longhand::poly::{Budget, normal_form};
    ///
    /// let h = Expr::symbol("h");
    /// let double = Expr::product([Expr::integer(2), h.clone()]);
    /// let sum = Expr::sum([Expr::power(double, Expr::integer(2)), h.clone()]);
    /// let form = normal_form(&sum, &Assumptions::none(), &Budget::default()).unwrap();
    /// let bracket = Expr::sum([Expr::product([Expr::integer(4), h.clone()]), Expr::one()]);
    /// assert_eq!(form.factored(), Expr::product([h, bracket]));
    /// ```
    pub fn factored(&self) -> Expr {
        if self.numerator.len() < 2 && self.is_polynomial() {
            return self.to_expr();
        }
        let budget = search_budget();
        self.product(|polynomial| factors_of(polynomial, &budget))
    }

    /// The expression with the number and the powers all terms have in common before one bracket:
    /// `2*h*(6*L*h + 2*L + V + 1)`.
    pub fn common_factored(&self) -> Expr {
        if self.numerator.len() < 2 {
            return self.to_expr();
        }
        self.product(|polynomial| vec![(polynomial.clone(), 1)])
    }

    /// The next step towards a product for a sum without a common factor: what is seen in it, and the
    /// product of what it splits into. `None` where nothing is seen.
    pub fn split(&self) -> Option<(Pattern, Expr)> {
        if !self.is_polynomial() {
            return None;
        }
        let (unit, primitive) = split_unit(&self.numerator);
        let is_sign = unit
            .as_constant()
            .is_some_and(|number| number.abs().is_one());
        if !is_sign {
            return None;
        }
        let (seen, factors) = split(&primitive, &search_budget()).ok()??;
        let pattern = self.pattern(seen, &unit).ok()??;
        Some((pattern, self.product(|_| factors.clone())))
    }

    fn pattern(&self, seen: Seen, unit: &Polynomial) -> Result<Option<Pattern>, PolyError> {
        let expr = |polynomial: &Polynomial| sum_of(&self.terms_of(polynomial));
        let named = |variable: usize| self.table.get(variable).map(|entry| entry.shown.clone());
        Ok(match seen {
            Seen::Repeated => Some(Pattern::Repeated),
            Seen::Powers { a, b, degree, plus } => {
                // What stands first is what is not taken away.
                let negated = unit.as_constant().is_some_and(|sign| sign.is_negative());
                let (a, b) = if negated && !plus { (b, a) } else { (a, b) };
                Some(Pattern::Powers {
                    a: expr(&a),
                    b: expr(&b),
                    degree,
                    plus,
                })
            }
            Seen::Grouped { common } => Some(Pattern::Grouped {
                common: expr(&self.with_positive_start(&common).0),
            }),
            Seen::Quadratic { variable, root } => {
                let discriminant = root.power(2, &search_budget())?;
                named(variable).map(|variable| Pattern::Quadratic {
                    variable,
                    discriminant: expr(&discriminant),
                })
            }
            Seen::Root { variable, root } => {
                named(variable).map(|variable| Pattern::Root { variable, root })
            }
            Seen::Completed { square, less } => Some(Pattern::Completed {
                square: expr(&square),
                less: expr(&less),
            }),
        })
    }

    /// The product of a number, the common powers, and what a primitive rest is split into.
    fn product(&self, split: impl Fn(&Polynomial) -> Vec<(Polynomial, u64)>) -> Expr {
        let mut whole = Term {
            coefficient: Rational::ONE,
            powers: Vec::new(),
        };
        let (unit, primitive) = split_unit(&self.numerator);
        whole.coefficient = unit.coefficient(0).unwrap_or_default();
        if let Some(first) = self.terms().first() {
            whole.powers = self.common_powers(first);
        }
        let mut put = |polynomial: &Polynomial, sign: i64| {
            for (factor, times) in split(polynomial) {
                let (factor, negated) = self.with_positive_start(&factor);
                if negated && times % 2 != 0 {
                    whole.coefficient = -&whole.coefficient;
                }
                let times = i64::try_from(times).unwrap_or(i64::MAX);
                let bracket = sum_of(&self.terms_of(&factor));
                whole.powers.push((bracket, sign * times));
            }
        };
        if primitive.len() > 1 {
            put(&primitive, 1);
        }
        if !self.is_polynomial() {
            put(&self.denominator, -1);
        }
        whole.to_expr()
    }

    /// The polynomial or its negative, whichever is written with a positive term first; and whether
    /// it is the negative.
    pub(super) fn with_positive_start(&self, polynomial: &Polynomial) -> (Polynomial, bool) {
        let terms = self.terms_of(polynomial);
        let negated = terms
            .first()
            .is_some_and(|term| term.coefficient.is_negative());
        if negated {
            (polynomial.clone().negate(), true)
        } else {
            (polynomial.clone(), false)
        }
    }
}

pub(super) fn search_budget() -> Budget {
    let budget = Budget::default();
    Budget {
        max_products: budget.max_products / SHARE,
        ..budget
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Assumptions;
    use crate::poly::normal_form;
    use crate::poly::testing::{read, show};

    fn form(text: &str) -> NormalForm {
        normal_form(&read(text), &Assumptions::none(), &Budget::default()).unwrap()
    }

    #[test]
    fn pulls_out_what_all_terms_have() {
        let table = [
            ("12*L*h^2+4*L*h+2*h", "2*h*(6*L*h + 2*L + 1)"),
            ("12*L*h^2+4*L*h+V*h+2*h", "h*(12*L*h + 4*L + V + 2)"),
            ("-2*h^2-4*h", "-2*h*(h + 2)"),
            ("h-h^2", "-h*(h - 1)"),
            ("h/2+1/3", "(3*h + 2)/6"),
            ("h^2/n+h/n", "h*(h + 1)/n"),
            ("1/x+1/x^2", "(x + 1)/x^2"),
            ("3*x", "3*x"),
            ("6*x+6*y", "6*(x + y)"),
            ("x+y", "x + y"),
            ("(2*x+2)/(y+1)", "2*(x + 1)/(y + 1)"),
            ("V*h*b+V*h*c", "V*h*(b + c)"),
        ];
        for (text, expected) in table {
            assert_eq!(show(&form(text).factored()), expected, "{text}");
            assert_eq!(show(&form(text).common_factored()), expected, "{text}");
        }
    }

    /// From the exercises of school algebra; x⁴ + 4y⁴ is S. Germain's.
    #[test]
    fn splits_what_a_person_would() {
        let table = [
            ("x^2+2*x+1", "(x + 1)^2"),
            ("x^2-1", "(x - 1)*(x + 1)"),
            ("1-x^2", "-(x - 1)*(x + 1)"),
            ("4*a^2-9*b^2", "(2*a - 3*b)*(2*a + 3*b)"),
            ("x^3-8", "(x - 2)*(x^2 + 2*x + 4)"),
            ("x^3+27*y^3", "(x + 3*y)*(x^2 - 3*x*y + 9*y^2)"),
            ("x^4-1", "(x - 1)*(x + 1)*(x^2 + 1)"),
            ("x^5-1", "(x - 1)*(x^4 + x^3 + x^2 + x + 1)"),
            ("x^2-5*x+6", "(x - 3)*(x - 2)"),
            ("6*x^2+7*x+2", "(2*x + 1)*(3*x + 2)"),
            ("x^2+(a+b)*x+a*b", "(x + a)*(x + b)"),
            ("x*y+x+y+1", "(x + 1)*(y + 1)"),
            ("x^3-6*x^2+11*x-6", "(x - 3)*(x - 2)*(x - 1)"),
            ("2*x^3+4*x^2+2*x", "2*x*(x + 1)^2"),
            ("(a+b+c)^3", "(a + b + c)^3"),
            ("a^2+2*a*b+b^2-c^2", "(a + b - c)*(a + b + c)"),
            ("x^4+4*y^4", "(x^2 - 2*x*y + 2*y^2)*(x^2 + 2*x*y + 2*y^2)"),
            ("x^4+x^2+1", "(x^2 - x + 1)*(x^2 + x + 1)"),
            ("x^4-5*x^2+4", "(x - 2)*(x - 1)*(x + 1)*(x + 2)"),
            ("(x+2)/(x^2-1)", "(x + 2)/((x - 1)*(x + 1))"),
            ("3/(x^2+2*x+1)", "3/(x + 1)^2"),
            ("x^2+1", "x^2 + 1"),
            ("x^2-2", "x^2 - 2"),
            ("x^2+x*y+y^2", "x^2 + x*y + y^2"),
        ];
        for (text, expected) in table {
            assert_eq!(show(&form(text).factored()), expected, "{text}");
        }
    }

    #[test]
    fn tells_what_was_seen() {
        let seen = |text: &str| form(text).split().map(|(pattern, to)| (pattern, show(&to)));
        let product = "(x - 2)*(x + 2)".to_owned();
        let (x, two) = (read("x"), read("2"));
        let squares = Pattern::Powers {
            a: x.clone(),
            b: two,
            degree: 2,
            plus: false,
        };
        assert_eq!(seen("x^2-4"), Some((squares, product)));
        let root = Pattern::Root {
            variable: x,
            root: Rational::ONE,
        };
        assert_eq!(
            seen("x^3-2*x+1"),
            Some((root, "(x - 1)*(x^2 + x - 1)".to_owned()))
        );
        assert_eq!(seen("x^2+1"), None);
        assert_eq!(seen("2*x^2-2"), None);
    }
}
