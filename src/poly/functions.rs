//! Calls: evaluated where their arguments are numbers, simplified where something is known about
//! them, indeterminates otherwise.

use std::cmp::Ordering;

use super::convert::{Normalizer, Purpose};
use super::fraction::{Fraction, split_unit};
use super::indeterminate::Kind;
use super::splitting::perfect_root;
use super::{Measure, PolyError, Polynomial};
use crate::expr::{Expr, ExprKind, Function, Predicate, Symbol, deep};
use crate::number::{Integer, Rational};

/// Longer polynomials are not tried as powers.
const LONGEST_POWER: usize = 32;

impl Normalizer<'_> {
    /// What a call is.
    /// ∛(−x) as −∛x, where identity is decided.
    fn odd_root_of_negative(
        &mut self,
        a: &Expr,
        n: &Expr,
        degree: &Rational,
    ) -> Result<Option<Fraction>, PolyError> {
        let is_odd = degree.to_integer().is_some_and(|degree| !degree.is_even());
        if !is_odd || self.purpose != Purpose::Decide {
            return Ok(None);
        }
        let value = self.normalise_inside(a)?;
        let is_below = value
            .as_polynomial()
            .is_some_and(super::rounding::is_negative);
        if !is_below || value.as_constant().is_some() {
            return Ok(None);
        }
        let size = self.expr_of(&value.negate());
        let root = Expr::call(Function::Root, [size, n.clone()]);
        deep(|| self.convert(&root)).map(|root| Some(root.negate()))
    }

    pub(super) fn convert_call(
        &mut self,
        expr: &Expr,
        function: &Function,
        arguments: &[Expr],
    ) -> Result<Fraction, PolyError> {
        match (function, arguments) {
            (Function::Sqrt, [a]) => self.convert_root(expr, a, &Rational::from(2)),
            (Function::Root, [a, n]) => {
                match self.convert(n)?.as_constant().filter(Rational::is_positive) {
                    Some(degree) if degree.is_integer() => {
                        if let Some(root) = self.odd_root_of_negative(a, n, &degree)? {
                            return Ok(root);
                        }
                        self.convert_root(expr, a, &degree)
                    }
                    None if self.is_power_by_root(a, n)? => {
                        let share = Expr::quotient(Expr::one(), n.clone());
                        self.convert(&Expr::power(a.clone(), share))
                    }
                    _ => self.plain_call(expr),
                }
            }
            (Function::Min, arguments) => self.extreme(expr, arguments, Ordering::Less),
            (Function::Max, arguments) => self.extreme(expr, arguments, Ordering::Greater),
            (Function::Abs, [a]) => self.absolute(a),
            (function, [a]) if is_extremum(a) && self.rises_in(function, a)? => {
                let whole = inside_extremum(a, |part| Expr::call(function.clone(), [part]));
                deep(|| self.convert(&whole))
            }
            (Function::Floor | Function::Ceil, [a]) => {
                let value = self.normalise_inside(a)?;
                self.round(expr, &value, *function == Function::Ceil)
            }
            (Function::FloorDiv, [a, b]) => self.floor_quotient(expr, a, b),
            (Function::Mod, [a, b]) => self.modulo(expr, a, b),
            (Function::RoundUp, [a, m]) => self.round_up(expr, a, m),
            (Function::Log2 | Function::Log10 | Function::Ln, [a]) => {
                self.convert_logarithm(expr, function, a)
            }
            (Function::Exp, [a]) => {
                let value = self.normalise_inside(a)?;
                // A root of e of so high an order is a number of its own.
                let is_usual = |exponent: &&Polynomial| {
                    let order = exponent.denominator.clone();
                    self.budget.allow_exponent(order).is_ok()
                };
                match value.as_polynomial().filter(is_usual) {
                    Some(exponent) => self.exponential(exponent),
                    None => self.plain_call(expr),
                }
            }
            (Function::Gcd | Function::Lcm, arguments) => {
                self.fold_integers(expr, function, arguments)
            }
            (Function::Factorial, [n]) => self.factorial(expr, n),
            (Function::Binom, [n, k]) => self.binomial(expr, n, k),
            (Function::Count, [list, element]) => self.count(expr, list, element),
            (Function::Length, [list]) => self.length(expr, list),
            (function, [..]) if function.is_question() => self.truth_call(expr),
            (Function::Declared(name), arguments) => self.declared(expr, name, arguments),
            _ => self.plain_call(expr),
        }
    }

    /// Whether a function only rises and has a value at each of some numbers, where identity is decided.
    fn rises_in(&mut self, function: &Function, extremum: &Expr) -> Result<bool, PolyError> {
        if self.purpose != Purpose::Decide {
            return Ok(false);
        }
        if !matches!(function, Function::Ln | Function::Log2 | Function::Log10) {
            return Ok(matches!(
                function,
                Function::Floor | Function::Ceil | Function::Exp
            ));
        }
        for part in extremum.children() {
            let value = self.normalise_inside(part)?;
            let sign = match value.as_polynomial() {
                Some(value) => self.known_sign(value)?,
                None => None,
            };
            if !sign.is_some_and(|(sign, strict)| sign.is_gt() && strict) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the root of a symbolic degree is a power: of what is positive, by an integer from 1 on.
    fn is_power_by_root(&mut self, a: &Expr, degree: &Expr) -> Result<bool, PolyError> {
        if self.purpose != Purpose::Decide {
            return Ok(false);
        }
        let (base, degree) = (self.normalise_inside(a)?, self.normalise_inside(degree)?);
        let (Some(base), Some(degree)) = (base.as_polynomial(), degree.as_polynomial()) else {
            return Ok(false);
        };
        let mut are_positive = true;
        for value in [base, degree] {
            let sign = self.known_sign(value)?;
            are_positive &= sign.is_some_and(|(sign, strict)| sign.is_gt() && strict);
        }
        Ok(are_positive && self.is_whole(degree)?)
    }

    /// An argument, with all cancelled that can be.
    pub(super) fn normalise_inside(&mut self, expr: &Expr) -> Result<Fraction, PolyError> {
        let mut value = self.convert(expr)?;
        self.is_lowest &= value.cancel(self.budget)?;
        value.with_one_factor(self.budget)
    }

    /// A call of which nothing is known but its normalised arguments.
    pub(super) fn plain_call(&mut self, expr: &Expr) -> Result<Fraction, PolyError> {
        let key = self.with_normal_parts(expr)?;
        Ok(self.indeterminate_shown(&key, expr, Kind::Opaque))
    }

    fn length(&mut self, expr: &Expr, list: &Expr) -> Result<Fraction, PolyError> {
        match list.kind() {
            ExprKind::List(elements) => {
                let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
                Ok(Fraction::constant(&Rational::from(length)))
            }
            _ => self.plain_call(expr),
        }
    }

    fn truth_call(&mut self, expr: &Expr) -> Result<Fraction, PolyError> {
        let key = self.with_normal_parts(expr)?;
        if let ExprKind::Call(function, arguments) = key.kind()
            && let [text, prefix] = arguments.as_slice()
            && let (ExprKind::Text(text), ExprKind::Text(prefix)) = (text.kind(), prefix.kind())
        {
            let holds = i64::from(function.answer(text, prefix));
            return Ok(Fraction::constant(&Rational::from(holds)));
        }
        // Its truth as a number; by itself it stands for true or false.
        let written = Expr::bracket(Predicate::Truth(expr.clone()));
        Ok(self.indeterminate_shown(&key, &written, Kind::Truth))
    }

    fn convert_root(
        &mut self,
        expr: &Expr,
        operand: &Expr,
        degree: &Rational,
    ) -> Result<Fraction, PolyError> {
        let value = self.normalise_inside(operand)?;
        if degree.is_one() {
            return Ok(value);
        }
        let exponent = degree.recip().unwrap_or_default();
        let odd = !degree.numerator().is_even();
        if let Some(number) = value
            .as_constant()
            .filter(|number| odd && number.is_negative())
        {
            return Ok(self.number_power(&-number, &exponent)?.negate());
        }
        if let (Some(whole), true) = (value.as_polynomial(), odd)
            && (2..=LONGEST_POWER).contains(&whole.len())
            && let Some(degree) = degree.to_integer().and_then(|degree| degree.to_i64())
            && let Some((root, is_positive)) =
                perfect_root(whole, degree.unsigned_abs(), self.budget)?
        {
            return Ok(if is_positive { root } else { root.negate() }.into());
        }
        match self.fractional_power(&value, &exponent)? {
            Some(root) => Ok(root),
            None => self.plain_call(expr),
        }
    }

    fn absolute(&mut self, operand: &Expr) -> Result<Fraction, PolyError> {
        let value = self.normalise_inside(operand)?;
        self.absolute_value(&value)
    }

    fn absolute_value(&mut self, value: &Fraction) -> Result<Fraction, PolyError> {
        if let Some(number) = value.as_constant() {
            return Ok(Fraction::constant(&number.abs()));
        }
        let mut product = self.absolute_polynomial(&value.numerator)?;
        for (factor, times) in &value.factors {
            let below = self.absolute_polynomial(factor)?;
            let inverse = below.inverse(self.budget)?;
            let inverse = inverse.unwrap_or_else(|| Polynomial::zero().into());
            let power = self.power_of(&inverse, *times)?;
            product = self.multiply(&product, &power)?;
        }
        Ok(product)
    }

    fn absolute_polynomial(&mut self, polynomial: &Polynomial) -> Result<Fraction, PolyError> {
        if let Some((sign, _)) = self.known_sign(polynomial)? {
            let same = polynomial.clone();
            return Ok(if sign.is_lt() { same.negate() } else { same }.into());
        }
        let (unit, primitive) = split_unit(polynomial);
        let content = unit.coefficient(0).unwrap_or_default().abs();
        let mut product = Fraction::constant(&content);
        for (variable, exponent) in unit.powers(0) {
            let size = self.absolute_variable(variable)?;
            let power = self.integer_power(&size, &Integer::from(exponent))?;
            product = self.multiply(&product, &power)?;
        }
        if !primitive.is_one() {
            let size = match self.known_sign(&primitive)? {
                Some((sign, _)) if sign.is_lt() => primitive.negate().into(),
                Some(_) => primitive.into(),
                None => self.absolute_root(&primitive)?,
            };
            product = self.multiply(&product, &size)?;
        }
        Ok(product)
    }

    /// The least or greatest of several values; those that cannot be are left out.
    fn extreme(
        &mut self,
        expr: &Expr,
        arguments: &[Expr],
        wanted: Ordering,
    ) -> Result<Fraction, PolyError> {
        let mut left: Vec<Fraction> = Vec::new();
        for argument in flattened(expr, arguments) {
            let value = self.normalise_inside(&argument)?;
            let mut beaten = false;
            let mut kept = Vec::new();
            for other in left {
                match self.compare(&value, &other)? {
                    _ if beaten => kept.push(other),
                    Some(order) if order == wanted => {}
                    Some(_) => {
                        beaten = true;
                        kept.push(other);
                    }
                    None => kept.push(other),
                }
            }
            if !beaten {
                kept.push(value);
            }
            left = kept;
        }
        if let [only] = left.as_slice() {
            return Ok(only.clone());
        }
        if let ([a, b], Purpose::Decide) = (left.as_slice(), self.purpose) {
            return self.extreme_of_two(a, b, wanted);
        }
        let mut operands: Vec<Expr> = left.iter().map(|value| self.expr_of(value)).collect();
        operands.sort();
        operands.dedup();
        let function = if wanted.is_lt() {
            Function::Min
        } else {
            Function::Max
        };
        let key = Expr::call(function, operands);
        Ok(self.indeterminate_shown(&key, expr, Kind::Opaque))
    }

    /// (a + b + |a − b|)/2 for the greater, (a + b − |a − b|)/2 for the less.
    fn extreme_of_two(
        &mut self,
        a: &Fraction,
        b: &Fraction,
        wanted: Ordering,
    ) -> Result<Fraction, PolyError> {
        let mut difference = self.add_all(vec![a.clone(), b.clone().negate()])?;
        difference.cancel(self.budget)?;
        let distance = self.absolute_value(&difference)?;
        let distance = if wanted.is_lt() {
            distance.negate()
        } else {
            distance
        };
        let half = Rational::new(Integer::ONE, Integer::from(2)).unwrap_or_default();
        let sum = self.add_all(vec![a.clone(), b.clone(), distance])?;
        Ok(sum.scale(&half))
    }

    /// How two values compare wherever they are admissible, if that is known.
    fn compare(&mut self, a: &Fraction, b: &Fraction) -> Result<Option<Ordering>, PolyError> {
        let difference = a.add(&b.clone().negate(), self.budget)?;
        match difference.as_polynomial() {
            Some(polynomial) => Ok(self.known_sign(polynomial)?.map(|(sign, _)| sign)),
            None => Ok(None),
        }
    }

    /// How often an element stands in a list, where all can be compared.
    fn count(&mut self, expr: &Expr, list: &Expr, element: &Expr) -> Result<Fraction, PolyError> {
        let Some(elements) = self.elements_of(list)? else {
            return self.plain_call(expr);
        };
        let mut total = 0_i64;
        for candidate in &elements {
            match self.is_equal(candidate, element)? {
                Some(equal) => total += i64::from(equal),
                None => return self.plain_call(expr),
            }
        }
        Ok(Fraction::constant(&Rational::from(total)))
    }

    /// A call of a declared function: its body with the arguments.
    fn declared(
        &mut self,
        expr: &Expr,
        name: &Symbol,
        arguments: &[Expr],
    ) -> Result<Fraction, PolyError> {
        let lambda = self.assumptions.functions.get(name);
        let Some(lambda) = lambda.filter(|_| !self.open.contains(name)) else {
            return self.plain_call(expr);
        };
        let body = lambda.apply(arguments).map_err(|_| PolyError::Budget {
            what: Measure::Size,
            estimate: Integer::from(crate::expr::MAX_SIZE) + Integer::ONE,
            limit: crate::expr::MAX_SIZE,
        })?;
        self.remember_meaning(expr, &body);
        self.open.push(name.clone());
        let form = self.convert(&body);
        self.open.pop();
        form
    }
}

/// Whether an expression is the greatest or the least of others.
pub(super) fn is_extremum(expr: &Expr) -> bool {
    matches!(
        expr.kind(),
        ExprKind::Call(Function::Max | Function::Min, _)
    )
}

/// A function that only rises, taken inside: it takes the greatest to the greatest.
pub(super) fn inside_extremum(extremum: &Expr, rising: impl Fn(Expr) -> Expr) -> Expr {
    match extremum.kind() {
        ExprKind::Call(outer @ (Function::Max | Function::Min), parts) => {
            Expr::call(outer.clone(), parts.iter().map(|part| rising(part.clone())))
        }
        _ => rising(extremum.clone()),
    }
}

/// The arguments, those of the same function inside taken out: max(a, max(b, c)) is max(a, b, c).
fn flattened(expr: &Expr, arguments: &[Expr]) -> Vec<Expr> {
    let ExprKind::Call(function, _) = expr.kind() else {
        return arguments.to_vec();
    };
    let mut found = Vec::new();
    for argument in arguments {
        match argument.kind() {
            ExprKind::Call(inner, parts) if inner == function => {
                found.extend(deep(|| flattened(argument, parts)));
            }
            _ => found.push(argument.clone()),
        }
    }
    found
}
