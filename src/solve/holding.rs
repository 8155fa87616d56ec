//! All values of one symbol at which an inequality between polynomials, or fractions of them, holds: its sign can change
//! only where both sides are equal or one has no value, and between two such points one value tells it.

use super::linear::{Collected, collect};
use super::points::{Point, between, closed, insert, is_same, multiple, point};
use super::solution::given_among;
use super::{Outcome, RootValue, Solution, Wanted};
use crate::eval::{Environment, EvalError, decide};
use crate::expr::{
    Assumptions, Bindings, Bound, Comparison, Domain, Expr, ExprKind, Predicate, Relation, Symbol,
};
use crate::judge::{Budget, Claim, judge};
use crate::number::{Integer, Rational};
use crate::poly::{self, RealPolynomial, Term};

/// All values of a symbol at which an inequality holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The unknown.
    pub unknown: Symbol,
    /// From the least to the greatest; none where it holds nowhere.
    pub ranges: Vec<Range>,
    /// The number whose multiples were looked for: 1 for integers, none for all numbers.
    pub step: Option<Integer>,
    /// Whether it holds at all values that the unknown may have.
    pub is_everywhere: bool,
}

/// Values from one end to another; without an end it goes on as far as the unknown may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub low: Option<End>,
    /// The upper end.
    pub high: Option<End>,
}

/// The end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Where it is.
    pub value: RootValue,
    /// Whether it is none of the values itself.
    pub is_strict: bool,
}

impl Holding {
    /// Whether it holds up to one value, or from one on.
    pub fn is_one_sided(&self) -> bool {
        match self.ranges.as_slice() {
            [only] => only.low.is_some() != only.high.is_some(),
            _ => false,
        }
    }
}

/// Where an inequality holds; nothing where that is not known.
pub fn holding(
    solution: &Solution,
    (lhs, comparison, rhs): (&Expr, Comparison, &Expr),
    assumptions: &Assumptions,
    wanted: &Wanted,
) -> Option<Holding> {
    let unknown = &solution.unknown;
    let given = given_among(assumptions, unknown, wanted);
    let question = Question {
        sides: [lhs, rhs],
        comparison,
        unknown,
        given: &given,
    };
    let is_whole = matches!(given.domains.get(unknown), Some(Domain::Integer { .. }));
    let step = wanted.multiple.clone().or(is_whole.then_some(Integer::ONE));
    match question.pieces() {
        Some(pieces) => question.gathered(pieces, step, solution, wanted),
        None => question.judged(step.clone()).or_else(|| {
            let pieces = question.judged_pieces(solution)?;
            question.gathered(pieces, step, solution, wanted)
        }),
    }
}

struct Question<'a> {
    sides: [&'a Expr; 2],
    comparison: Comparison,
    unknown: &'a Symbol,
    given: &'a Assumptions,
}

/// What lies between two points, or a point.
struct Piece {
    low: Option<Point>,
    high: Option<Point>,
    holds: bool,
}

impl Question<'_> {
    /// The line cut at the points at which the sign may change, and which pieces hold; nothing where a side is no
    /// polynomial with numbers.
    fn pieces(&self) -> Option<Vec<Piece>> {
        let (points, excluded) = self.points()?;
        let ends = [None]
            .into_iter()
            .chain(points.iter().cloned().map(Some))
            .chain([None]);
        let ends: Vec<Option<Point>> = ends.collect();
        let mut pieces = Vec::new();
        for pair in ends.windows(2) {
            let [low, high] = pair else { continue };
            let sample = between(low.clone(), high.clone())?;
            pieces.push(Piece {
                low: low.clone(),
                high: high.clone(),
                holds: self.is_allowed(&sample) && self.holds_at(&sample).ok()?,
            });
            let Some(point) = high else { continue };
            let holds = match point {
                Point::At(value) if excluded.contains(value) => {
                    self.holds_at(value).unwrap_or(false)
                }
                Point::At(value) => self.holds_at(value).ok()?,
                Point::Root(_) => matches!(
                    self.comparison,
                    Comparison::LessEqual | Comparison::GreaterEqual
                ),
            };
            let is_allowed = match point {
                Point::At(value) => self.is_allowed(value),
                Point::Root(root) => self.is_allowed(root.low()) && self.is_allowed(root.high()),
            };
            pieces.push(Piece {
                low: Some(point.clone()),
                high: Some(point.clone()),
                holds: holds && is_allowed,
            });
        }
        Some(pieces)
    }

    /// The points in order, and those among them at which a side may have no value.
    fn points(&self) -> Option<(Vec<Point>, Vec<Rational>)> {
        let [lhs, rhs] = self.sides;
        let collected = self.collected(lhs, rhs)?;
        let terms = coefficients(&collected)?;
        let roots = match RealPolynomial::new(&terms) {
            Some(polynomial) => polynomial.roots().ok()?,
            None => Vec::new(),
        };
        let mut excluded = vec![Rational::ZERO];
        for divisor in &collected.divisors {
            if !divisor.mentions(self.unknown) {
                return None;
            }
            let zeros = coefficients(&self.collected(divisor, &Expr::zero())?)?;
            let zeros = RealPolynomial::new(&zeros)?;
            for root in zeros.roots().ok()? {
                excluded.push(root.rational()?.clone());
            }
        }
        let mut numbers = excluded.clone();
        numbers.extend(self.bounds().into_iter().flatten());
        let mut points: Vec<Point> = roots.into_iter().map(point).collect();
        for number in numbers {
            insert(&mut points, number);
        }
        Some((points, excluded))
    }

    fn collected(&self, lhs: &Expr, rhs: &Expr) -> Option<Collected> {
        let budget = poly::Budget::default();
        collect(lhs, rhs, self.unknown, self.given, &budget).ok()
    }

    /// The ends of what the unknown may be.
    fn bounds(&self) -> [Option<Rational>; 2] {
        match self.given.domains.get(self.unknown) {
            Some(Domain::Integer { min, max }) => [min.clone(), max.clone()],
            Some(Domain::Real { min, max }) => {
                [min, max].map(|end| end.as_ref().map(|end| end.value.clone()))
            }
            _ => [None, None],
        }
    }

    /// Whether a number lies between the ends of what the unknown may be.
    fn is_allowed(&self, value: &Rational) -> bool {
        match self.given.domains.get(self.unknown) {
            Some(Domain::Integer { min, max }) => {
                min.as_ref().is_none_or(|min| min <= value)
                    && max.as_ref().is_none_or(|max| value <= max)
            }
            domain => domain.is_none_or(|domain| domain.contains(value)),
        }
    }

    fn holds_at(&self, value: &Rational) -> Result<bool, EvalError> {
        let mut bindings = Bindings::new();
        bindings.insert(self.unknown.clone(), Expr::number(value));
        let environment = Environment::from_assumptions(self.given).with_bindings(&bindings);
        let [lhs, rhs] = self.sides.map(Expr::clone);
        decide(&Predicate::Compare(lhs, self.comparison, rhs), &environment)
    }

    /// The pieces at which it holds, joined.
    fn gathered(
        &self,
        pieces: Vec<Piece>,
        step: Option<Integer>,
        solution: &Solution,
        wanted: &Wanted,
    ) -> Option<Holding> {
        let mut joined: Vec<([Option<Point>; 2], [bool; 2])> = Vec::new();
        let mut goes_on = false;
        for piece in pieces {
            let is_point = piece.low.is_some() && is_same(piece.low.as_ref(), piece.high.as_ref());
            match joined.last_mut() {
                Some((ends, strict)) if piece.holds && goes_on => {
                    ends[1] = piece.high;
                    strict[1] = !is_point;
                }
                _ if piece.holds => joined.push(([piece.low, piece.high], [!is_point; 2])),
                _ => {}
            }
            goes_on = piece.holds;
        }
        let mut ranges = Vec::new();
        match &step {
            None => {
                for ([low, high], [from, to]) in joined {
                    let end = |end: Option<Point>, is_strict| {
                        end.map(|end| closed(end, is_strict, solution, wanted))
                    };
                    ranges.push([end(low, from), end(high, to)]);
                }
            }
            Some(step) => {
                let mut whole: Vec<[Option<Integer>; 2]> = Vec::new();
                for ([low, high], [from, to]) in joined {
                    let low = match low {
                        Some(low) => Some(multiple(low, from, step, true)?),
                        None => None,
                    };
                    let high = match high {
                        Some(high) => Some(multiple(high, to, step, false)?),
                        None => None,
                    };
                    if matches!((&low, &high), (Some(low), Some(high)) if low > high) {
                        continue;
                    }
                    match whole.last_mut() {
                        Some([_, end]) if end.as_ref().map(|end| end + step) == low => *end = high,
                        _ => whole.push([low, high]),
                    }
                }
                let end = |end: Option<Integer>| {
                    end.map(|end| End {
                        value: RootValue::Exact(Expr::integer(end)),
                        is_strict: false,
                    })
                };
                ranges.extend(whole.into_iter().map(|ends| ends.map(end)));
            }
        }
        let ranges = self.open_ends(ranges, step.as_ref());
        let is_everywhere =
            matches!(ranges.as_slice(), [only] if only.low.is_none() && only.high.is_none());
        Some(Holding {
            unknown: self.unknown.clone(),
            ranges,
            step,
            is_everywhere,
        })
    }

    /// Ranges without the ends that are those of what the unknown may be anyway.
    fn open_ends(&self, ranges: Vec<[Option<End>; 2]>, step: Option<&Integer>) -> Vec<Range> {
        let bounds = self.bounds();
        let [least, most] = [0, 1].map(|at| {
            let bound = bounds.get(at)?.clone()?;
            match step {
                Some(step) => {
                    let bound = multiple(Point::At(bound), false, step, at == 0)?;
                    Some(Expr::integer(bound))
                }
                None => Some(Expr::number(&bound)),
            }
        });
        let is_bound = |end: &End, bound: &Option<Expr>| {
            let bound = bound.as_ref();
            bound.is_some_and(|bound| end.value == RootValue::Exact(bound.clone()))
        };
        ranges
            .into_iter()
            .map(|[low, high]| Range {
                low: low.filter(|low| !is_bound(low, &least)),
                high: high.filter(|high| !is_bound(high, &most)),
            })
            .collect()
    }

    /// The line cut at the rational numbers at which both sides are equal, where the judge proves for each piece
    /// that it holds there, or that the opposite does.
    fn judged_pieces(&self, solution: &Solution) -> Option<Vec<Piece>> {
        let found = match &solution.outcome {
            Outcome::Root(root) => vec![root.value.as_number()?],
            Outcome::Undone(undone) if undone.ranges.is_empty() && undone.families.is_empty() => {
                let found = undone.found.iter().map(|found| match &found.value {
                    RootValue::Exact(value) => value.as_number(),
                    RootValue::Enclosed(_) => None,
                });
                found.collect::<Option<Vec<_>>>()?
            }
            _ => return None,
        };
        let mut points = Vec::new();
        for number in found.into_iter().chain(self.bounds().into_iter().flatten()) {
            insert(&mut points, number);
        }
        let mut pieces = Vec::new();
        let mut low: Option<Rational> = None;
        for point in points.into_iter().map(Some).chain([None]) {
            let high = match point {
                Some(Point::At(value)) => Some(value),
                _ => None,
            };
            let ends = |end: &Option<Rational>| end.clone().map(Point::At);
            let sample = between(ends(&low), ends(&high))?;
            let holds = self.is_allowed(&sample) && self.proved_between([&low, &high])?;
            pieces.push(Piece {
                low: ends(&low),
                high: ends(&high),
                holds,
            });
            if let Some(value) = &high {
                pieces.push(Piece {
                    low: ends(&high),
                    high: ends(&high),
                    holds: self.is_allowed(value) && self.holds_at(value).ok()?,
                });
            }
            low = high;
        }
        Some(pieces)
    }

    /// Whether it is proved between two numbers; nothing where neither it nor the opposite is.
    fn proved_between(&self, [low, high]: [&Option<Rational>; 2]) -> Option<bool> {
        let end = |end: &Option<Rational>| {
            end.clone().map(|value| Bound {
                value,
                strict: true,
            })
        };
        let mut under = self.given.clone();
        let domain = Domain::Real {
            min: end(low),
            max: end(high),
        };
        under.domains.insert(self.unknown.clone(), domain);
        let (own, opposite) = relations(self.comparison)?;
        if self.is_proved(own, &under) {
            return Some(true);
        }
        self.is_proved(opposite, &under).then_some(false)
    }

    fn is_proved(&self, relation: Relation, under: &Assumptions) -> bool {
        let [lhs, rhs] = self.sides;
        let claim = Claim {
            lhs,
            relation,
            rhs,
            under,
        };
        let verdict = judge(&claim, &Budget::default());
        verdict.holds() && verdict.conditions().is_empty()
    }

    /// That it holds everywhere or nowhere, where the judge proves that.
    fn judged(&self, step: Option<Integer>) -> Option<Holding> {
        let (own, opposite) = relations(self.comparison)?;
        let is_everywhere = self.is_proved(own, self.given);
        (is_everywhere || self.is_proved(opposite, self.given)).then(|| Holding {
            unknown: self.unknown.clone(),
            ranges: vec![
                Range {
                    low: None,
                    high: None
                };
                usize::from(is_everywhere)
            ],
            step,
            is_everywhere,
        })
    }
}

/// An order as a relation, and the one that holds where it does not.
pub(super) fn relations(comparison: Comparison) -> Option<(Relation, Relation)> {
    Some(match comparison {
        Comparison::Less => (Relation::Less, Relation::GreaterEqual),
        Comparison::LessEqual => (Relation::LessEqual, Relation::Greater),
        Comparison::Greater => (Relation::Greater, Relation::LessEqual),
        Comparison::GreaterEqual => (Relation::GreaterEqual, Relation::Less),
        Comparison::Equal | Comparison::NotEqual => return None,
    })
}

/// The coefficients of the polynomial that is 0 where both sides are equal, up to a unit that all of its terms have.
fn coefficients(collected: &Collected) -> Option<Vec<Rational>> {
    let mut unit: Option<&[(Expr, i64)]> = None;
    let mut coefficients = Vec::new();
    for terms in &collected.powers {
        let mut sum = Rational::ZERO;
        for Term {
            coefficient,
            powers,
        } in terms
        {
            let own = *unit.get_or_insert(powers);
            // One byte, one second.
            let is_unit = |(base, _): &(Expr, i64)| match base.kind() {
                ExprKind::Quantity(amount, _) => {
                    amount.as_number().is_some_and(|one| one.is_positive())
                }
                _ => false,
            };
            if own != powers.as_slice() || !powers.iter().all(is_unit) {
                return None;
            }
            sum += coefficient;
        }
        coefficients.push(sum);
    }
    Some(coefficients)
}
