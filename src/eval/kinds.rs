//! Units and kinds that cannot agree, found before there are values.

use std::collections::BTreeMap;

use super::conversion::unit_by_itself;
use super::error::BARE;
use super::{EvalError, Kind};
use crate::expr::{
    Assumptions, BigOperator, BigOperatorKind, Conditional, Domain, Expr, ExprKind, Function,
    Predicate, Range, Symbol, deep,
};
use crate::units::{self, Dimension};

/// What is known of the value of an expression, whatever its symbols stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nature {
    /// A number with this unit.
    Number(Dimension),
    /// The number 0, which agrees with every unit.
    Zero,
    /// No number, or the O of something.
    Other(Kind),
    /// Nothing is known: an undeclared symbol may stand for a size.
    Unknown,
}

impl Nature {
    const BARE: Self = Self::Number(Dimension::NONE);

    /// What both are, where they are alike.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Zero, Self::Number(_)) => other,
            (Self::Number(_), Self::Zero) => self,
            _ => Self::Unknown,
        }
    }

    fn dimension(self) -> Option<Dimension> {
        match self {
            Self::Number(dimension) => Some(dimension),
            Self::Zero => Some(Dimension::NONE),
            Self::Other(_) | Self::Unknown => None,
        }
    }

    /// A number of this dimension; nothing is known where it has none.
    fn with(dimension: Option<Dimension>) -> Self {
        dimension.map_or(Self::Unknown, Self::Number)
    }
}

/// The most expressions that are looked at; what is beyond counts as unknown.
const MAX_STEPS: usize = 1_000_000;

/// Finds parts that no values can save: `h GB + 3 FLOP`, or a boolean as a factor.
///
/// ```
/// use longhand::eval::Kinds;
/// use longhand::expr::Assumptions;
/// use longhand::syntax::parse_expression;
///
/// let none = Assumptions::none();
/// let check = |text| Kinds::new(&none).check(&parse_expression(text).unwrap());
/// assert!(check("h GB + 3 MB").is_ok());
/// let error = check("h GB + 3 FLOP").unwrap_err();
/// assert_eq!(error.to_string(), "the units do not agree: byte and FLOP");
/// ```
#[derive(Debug)]
pub struct Kinds<'a> {
    assumptions: &'a Assumptions,
    known: BTreeMap<Symbol, Nature>,
    /// Definitions and functions being looked at.
    active: Vec<Symbol>,
    /// Names bound by sums, products and calls, the innermost last.
    frame: Vec<(Symbol, Nature)>,
    steps_left: usize,
}

impl<'a> Kinds<'a> {
    /// Nothing looked at yet; domains, definitions and functions are those assumed.
    pub fn new(assumptions: &'a Assumptions) -> Self {
        Self {
            assumptions,
            known: BTreeMap::new(),
            active: Vec::new(),
            frame: Vec::new(),
            steps_left: MAX_STEPS,
        }
    }

    /// Looks at an expression. What is wrong inside a definition that it names is told of that
    /// definition alone.
    ///
    /// # Errors
    /// Units in a sum that do not agree, a kind that cannot stand where it stands, a unit that
    /// does not exist.
    pub fn check(&mut self, expr: &Expr) -> Result<(), EvalError> {
        self.nature(expr).map(|_| ())
    }

    fn nature(&mut self, expr: &Expr) -> Result<Nature, EvalError> {
        let Some(left) = self.steps_left.checked_sub(1) else {
            return Ok(Nature::Unknown);
        };
        self.steps_left = left;
        match expr.kind() {
            ExprKind::Number(literal) if literal.value().is_zero() => Ok(Nature::Zero),
            ExprKind::Number(_) => Ok(Nature::BARE),
            ExprKind::Symbol(symbol) => Ok(self.symbol(symbol)),
            ExprKind::Boolean(_) => Ok(Nature::Other(Kind::Boolean)),
            ExprKind::Text(_) => Ok(Nature::Other(Kind::Text)),
            _ => deep(|| self.composed(expr)),
        }
    }

    fn composed(&mut self, expr: &Expr) -> Result<Nature, EvalError> {
        match expr.kind() {
            ExprKind::Sum(terms) => self.alike(expr, terms),
            ExprKind::Product(factors) => {
                let mut dimension = Some(Dimension::NONE);
                let mut is_zero = false;
                for factor in factors {
                    let own = self.number(factor)?;
                    is_zero |= own == Nature::Zero;
                    dimension = dimension.and_then(|all| all.times(own.dimension()?));
                }
                Ok(if is_zero {
                    Nature::Unknown
                } else {
                    Nature::with(dimension)
                })
            }
            ExprKind::Neg(operand) => self.number(operand),
            ExprKind::Quotient(a, b) => {
                let (above, below) = (self.number(a)?, self.number(b)?);
                let dimension = above.dimension().zip(below.dimension());
                Ok(Nature::with(dimension.and_then(|(a, b)| a.over(b))))
            }
            ExprKind::Power(base, exponent) => self.power(base, exponent),
            ExprKind::Call(function, arguments) => self.call(expr, function, arguments),
            ExprKind::BigOperator(operator) => self.big_operator(operator),
            ExprKind::Conditional(conditional) => self.conditional(conditional),
            ExprKind::Bracket(condition) => self.condition(condition).map(|()| Nature::BARE),
            ExprKind::Quantity(amount, name) => {
                self.bare(amount)?;
                match units::unit(name.name()) {
                    Some(unit) => Ok(Nature::Number(unit.dimension)),
                    None => Err(unknown_unit(expr, name)),
                }
            }
            ExprKind::Conversion(operand, name) => self.conversion(expr, operand, name),
            ExprKind::List(elements) => {
                for element in elements {
                    self.nature(element)?;
                }
                Ok(Nature::Other(Kind::List))
            }
            ExprKind::Order(_)
            | ExprKind::Number(_)
            | ExprKind::Symbol(_)
            | ExprKind::Boolean(_)
            | ExprKind::Text(_) => Ok(Nature::Unknown),
        }
    }

    fn symbol(&mut self, symbol: &Symbol) -> Nature {
        if let Some((_, nature)) = self.frame.iter().rev().find(|(name, _)| name == symbol) {
            return *nature;
        }
        if let Some(nature) = self.known.get(symbol) {
            return *nature;
        }
        let assumptions = self.assumptions;
        let nature = match assumptions.domains.get(symbol) {
            // A size may be given to it.
            Some(Domain::Real {
                min: None,
                max: None,
            }) => Nature::Unknown,
            Some(Domain::Integer { .. } | Domain::Real { .. }) => Nature::BARE,
            Some(Domain::Boolean) => Nature::Other(Kind::Boolean),
            Some(Domain::Text) => Nature::Other(Kind::Text),
            Some(Domain::List) => Nature::Other(Kind::List),
            None => match assumptions.definitions.get(symbol) {
                Some(body) => self
                    .apart(symbol, Vec::new(), body)
                    .unwrap_or(Nature::Unknown),
                None => unit_by_itself(symbol)
                    .and_then(|value| value.as_quantity())
                    .map_or(Nature::Unknown, |unit| Nature::Number(unit.dimension)),
            },
        };
        self.known.insert(symbol.clone(), nature);
        nature
    }

    /// What the body of a definition or function is; it sees the names of its own frame alone.
    fn apart(
        &mut self,
        name: &Symbol,
        frame: Vec<(Symbol, Nature)>,
        body: &Expr,
    ) -> Result<Nature, EvalError> {
        if self.active.contains(name) {
            return Ok(Nature::Unknown);
        }
        self.active.push(name.clone());
        let outer = std::mem::replace(&mut self.frame, frame);
        let nature = self.nature(body);
        self.frame = outer;
        self.active.pop();
        nature
    }

    /// What must be a number, with or without a unit.
    fn number(&mut self, expr: &Expr) -> Result<Nature, EvalError> {
        match self.nature(expr)? {
            Nature::Other(found) => Err(EvalError::Kind {
                expr: expr.clone(),
                expected: Kind::Number,
                found,
            }),
            nature => Ok(nature),
        }
    }

    /// What must be a number without a unit.
    fn bare(&mut self, expr: &Expr) -> Result<Nature, EvalError> {
        match self.number(expr)? {
            Nature::Number(dimension) if !dimension.is_none() => Err(EvalError::Kind {
                expr: expr.clone(),
                expected: Kind::Number,
                found: Kind::Quantity,
            }),
            _ => Ok(Nature::BARE),
        }
    }

    /// The unit that the terms of a sum, or what is compared, have in common.
    fn alike(&mut self, expr: &Expr, terms: &[Expr]) -> Result<Nature, EvalError> {
        let mut common = Nature::Zero;
        let mut is_open = false;
        for term in terms {
            match (common, self.number(term)?) {
                (Nature::Zero, nature @ Nature::Number(_)) => common = nature,
                (Nature::Number(known), Nature::Number(own)) if known != own => {
                    return Err(EvalError::Units {
                        expr: expr.clone(),
                        left: measured_in(known),
                        right: measured_in(own),
                    });
                }
                (_, Nature::Zero | Nature::Number(_)) => {}
                (_, _) => is_open = true,
            }
        }
        Ok(match common {
            // Zeros add up to a bare 0, but not with what is not known.
            Nature::Zero if is_open => Nature::Unknown,
            common => common,
        })
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) -> Result<Nature, EvalError> {
        let nature = self.number(base)?;
        self.bare(exponent)?;
        let whole = exponent
            .as_number()
            .and_then(|number| i32::try_from(number.to_integer()?.to_i64()?).ok());
        Ok(match (nature.dimension(), whole) {
            (Some(dimension), _) if dimension.is_none() => Nature::BARE,
            (Some(dimension), Some(whole)) => Nature::with(dimension.power(whole)),
            _ => Nature::Unknown,
        })
    }

    fn call(
        &mut self,
        expr: &Expr,
        function: &Function,
        arguments: &[Expr],
    ) -> Result<Nature, EvalError> {
        match function {
            Function::Declared(name) => self.declared(name, arguments),
            Function::Count | Function::Length => Ok(Nature::BARE),
            Function::Item => Ok(Nature::Unknown),
            function if function.is_question() => Ok(Nature::Other(Kind::Boolean)),
            Function::Min | Function::Max => self.alike(expr, arguments),
            Function::Abs => match arguments {
                [only] => self.number(only),
                _ => Ok(Nature::Unknown),
            },
            Function::Sqrt | Function::Root => {
                let mut all_bare = true;
                for argument in arguments {
                    let dimension = self.number(argument)?.dimension();
                    all_bare &= dimension.is_some_and(Dimension::is_none);
                }
                Ok(if all_bare {
                    Nature::BARE
                } else {
                    Nature::Unknown
                })
            }
            Function::RoundUp | Function::Mod | Function::FloorDiv => {
                for argument in arguments {
                    self.number(argument)?;
                }
                Ok(Nature::Unknown)
            }
            _ => {
                for argument in arguments {
                    self.bare(argument)?;
                }
                Ok(Nature::BARE)
            }
        }
    }

    fn declared(&mut self, name: &Symbol, arguments: &[Expr]) -> Result<Nature, EvalError> {
        let mut natures = Vec::with_capacity(arguments.len());
        for argument in arguments {
            natures.push(self.nature(argument)?);
        }
        let Some(lambda) = self.assumptions.functions.get(name) else {
            return Ok(Nature::Unknown);
        };
        let frame = lambda.parameters.iter().cloned().zip(natures).collect();
        self.apart(name, frame, &lambda.body)
    }

    fn big_operator(&mut self, operator: &BigOperator) -> Result<Nature, EvalError> {
        let index = match &operator.range {
            Range::Interval(from, to) => {
                self.bare(from)?;
                self.bare(to)?;
                Nature::BARE
            }
            Range::Elements(list) => {
                self.nature(list)?;
                Nature::Unknown
            }
        };
        self.frame.push((operator.index.clone(), index));
        let body = self.number(&operator.body);
        self.frame.pop();
        let body = body?;
        let is_sum = operator.kind == BigOperatorKind::Sum;
        let is_bare = body.dimension().is_some_and(Dimension::is_none);
        Ok(if is_sum || is_bare {
            body
        } else {
            Nature::Unknown
        })
    }

    fn conditional(&mut self, conditional: &Conditional) -> Result<Nature, EvalError> {
        self.condition(&conditional.condition)?;
        let then = self.nature(&conditional.then)?;
        Ok(then.or(self.nature(&conditional.otherwise)?))
    }

    /// Looks at the sides of comparisons; what stands by itself has to be a boolean.
    fn condition(&mut self, condition: &Predicate) -> Result<(), EvalError> {
        match condition {
            Predicate::Truth(expr) => match self.nature(expr)? {
                Nature::Number(_) | Nature::Zero => Err(EvalError::Kind {
                    expr: expr.clone(),
                    expected: Kind::Boolean,
                    found: Kind::Number,
                }),
                Nature::Other(_) | Nature::Unknown => Ok(()),
            },
            Predicate::Not(inner) => deep(|| self.condition(inner)),
            Predicate::And(parts) | Predicate::Or(parts) => parts
                .iter()
                .try_for_each(|part| deep(|| self.condition(part))),
            Predicate::Compare(a, _, b) | Predicate::Member(a, b) | Predicate::Divides(a, b) => {
                self.nature(a)?;
                self.nature(b)?;
                Ok(())
            }
        }
    }

    fn conversion(
        &mut self,
        expr: &Expr,
        operand: &Expr,
        name: &Symbol,
    ) -> Result<Nature, EvalError> {
        let named = self.symbol(name);
        if named == Nature::Other(Kind::List) {
            return Ok(Nature::Other(Kind::Boolean));
        }
        if let Some(unit) = units::unit(name.name()) {
            return match self.number(operand)? {
                Nature::Number(own) if own != unit.dimension => Err(EvalError::Units {
                    expr: expr.clone(),
                    left: measured_in(own),
                    right: unit.name.to_owned(),
                }),
                _ => Ok(Nature::Number(unit.dimension)),
            };
        }
        if units::dtype(name.name()).is_some() {
            self.bare(operand)?;
            return Ok(Nature::Number(Dimension::DATA));
        }
        Ok(Nature::Unknown)
    }
}

fn measured_in(dimension: Dimension) -> String {
    if dimension.is_none() {
        BARE.to_owned()
    } else {
        dimension.to_string()
    }
}

fn unknown_unit(expr: &Expr, name: &Symbol) -> EvalError {
    EvalError::UnknownUnit {
        expr: expr.clone(),
        name: name.clone(),
    }
}
