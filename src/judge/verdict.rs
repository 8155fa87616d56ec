//! What the judge can say.

use crate::diagnostic::Code;
use crate::eval::Value;
use crate::expr::{Comparison, Expr, Predicate, Symbol};
use crate::growth::Direction;
use crate::number::Rational;

/// The word on a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is true, under the assumptions and, where there are any, the conditions.
    Holds {
        /// How it was proved.
        by: Method,
        /// What has to hold besides the assumptions.
        conditions: Vec<Condition>,
    },
    /// It is false.
    Fails {
        /// Where it can be seen.
        witness: Witness,
        /// In which way it is false.
        how: Failure,
    },
    /// Neither was proved.
    Undecided {
        /// Why.
        because: Reason,
    },
}

impl Verdict {
    /// A proof without conditions.
    pub(super) fn proved(by: Method) -> Self {
        Self::Holds {
            by,
            conditions: Vec::new(),
        }
    }

    /// A refutation at a point.
    pub(super) fn refuted(point: Point) -> Self {
        Self::Fails {
            witness: Witness::Point(point),
            how: Failure::Different,
        }
    }

    /// No proof and no refutation.
    pub(super) fn undecided(because: Reason) -> Self {
        Self::Undecided { because }
    }

    /// Whether it holds, conditions or not.
    pub fn holds(&self) -> bool {
        matches!(self, Self::Holds { .. })
    }

    /// Whether it is refuted.
    pub fn fails(&self) -> bool {
        matches!(self, Self::Fails { .. })
    }

    /// A proof under these conditions besides its own; what is no proof stays as it is.
    pub(super) fn if_so(self, mut stated: Vec<Condition>) -> Self {
        let Self::Holds { by, conditions } = self else {
            return self;
        };
        for condition in conditions {
            if !stated.contains(&condition) {
                stated.push(condition);
            }
        }
        Self::Holds {
            by,
            conditions: stated,
        }
    }

    /// The conditions of a proof; none for what does not hold.
    pub fn conditions(&self) -> &[Condition] {
        match self {
            Self::Holds { conditions, .. } => conditions,
            _ => &[],
        }
    }
}

/// How a claim was proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// Both sides have the same normal form.
    NormalForm,
    /// Both sides have exact values.
    Evaluation,
    /// The difference of the sides is a number, whatever the symbols are: `x + 1 > x`.
    Difference,
    /// The difference of the sides is made of rationals by arithmetic and roots, and smaller than any such
    /// number but 0 can be, or its sign is certain.
    Separation,
    /// It holds for a first value of a symbol, and for each next one if for the one before.
    Induction {
        /// The symbol.
        symbol: Symbol,
        /// The first value.
        from: Expr,
    },
    /// The arguments of logarithms were compared.
    Logarithms,
    /// The squares of the sides were compared.
    Squared,
    /// The same higher powers of the sides were compared.
    Raised,
    /// Powers with the same exponent were compared by their bases.
    Bases,
    /// What is rounded was seen to lie between the integers that it must lie between.
    Between,
    /// Each of finitely many cases was proved: the truth values of booleans, the remainders of
    /// integers.
    Cases(usize),
    /// Bounds of the sides told it on each of so many stretches of what the one symbol may be.
    Stretches(usize),
    /// The difference of the sides is not negative at a point, and the sign of its derivative keeps it so.
    Slopes,
    /// The difference of the sides is 0 at no integer.
    NoIntegerRoot,
    /// The value lies within half a unit of the last digit written.
    Rounding {
        /// The unit of the last significant digit.
        unit: Rational,
    },
    /// Only lower-order terms lie between the sides, each with a certificate.
    LowerOrder,
    /// The quotient of one side by the other tends to 0, each term with a certificate.
    Outgrown,
    /// Each side is at most a multiple of the other, each with a certificate.
    SameOrder,
    /// Both sides have the same terms, each coefficient within the tolerance.
    Coefficients,
    /// The difference of the sides was seen to keep its sign.
    Sign(Box<SignProof>),
    /// The exponents of the sides differ in the right way.
    Growth,
}

/// A proof that the difference of two sides is not negative, or positive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignProof {
    /// What was put in: symbols as their bounds plus what they exceed these by, roundings as their
    /// arguments plus what they add.
    pub substituted: Vec<(Expr, Expr)>,
    /// The larger side minus the smaller one after that, up to a positive factor, in the form in
    /// which its sign can be seen.
    pub difference: Expr,
    /// How it can be seen.
    pub how: SignMethod,
}

impl From<SignProof> for Verdict {
    fn from(proof: SignProof) -> Self {
        Self::proved(Method::Sign(Box::new(proof)))
    }
}

/// How it is seen that an expression is not negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignMethod {
    /// No coefficient is negative.
    Coefficients,
    /// Squares were completed, and what remains has no negative coefficient.
    Squares,
    /// It has no root where its sign could change.
    Roots,
    /// Multiplied by powers of this positive sum it has no negative coefficient.
    Multiple(Expr),
    /// In each of so many orders of its symbols, with what each exceeds the one before by, no
    /// coefficient is negative.
    Orders(usize),
    /// The same, where in some orders squares have to be completed.
    OrderedSquares(usize),
    /// In each of so many cases of signs it is a sum of multiples of what is not negative.
    Combination(usize),
}

/// What has to hold for a claim besides its assumptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Except where this fails, and one side is not defined: `for x ≠ 1`.
    Except(Predicate),
    /// If this holds: `if h ≥ 0`.
    If(Predicate),
    /// If these symbols are positive integers.
    PositiveIntegers(Vec<Symbol>),
}

impl Condition {
    /// If a symbol is not negative, or positive.
    pub(super) fn from_zero(symbol: Symbol, strict: bool) -> Self {
        let comparison = if strict {
            Comparison::Greater
        } else {
            Comparison::GreaterEqual
        };
        Self::If(Predicate::Compare(
            Expr::symbol(symbol),
            comparison,
            Expr::zero(),
        ))
    }
}

/// In which way a claim is false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The sides differ.
    Different,
    /// `=` stands where `≈` is right: one side is a correct rounding of the other.
    Rounded,
    /// `≈` to a number that is off by more than half a unit of its last digit and less than one,
    /// or right only by zeros that are not significant and too many.
    Loose {
        /// The deviation as a share of the exact value.
        deviation: Rational,
    },
    /// The left side is the right side times a constant.
    Factor(Rational),
}

/// Where it can be seen that a claim is false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Witness {
    /// Values of the symbols.
    Point(Point),
    /// Residues at which the sides, as rational functions, differ; the values themselves are too
    /// large to show.
    Modular {
        /// The prime.
        modulus: u64,
        /// The residues of the symbols.
        values: Vec<(Symbol, u64)>,
        /// The residue of the left side.
        left: u64,
        /// The residue of the right side.
        right: u64,
    },
    /// A way to grow along which a term is too large.
    Growth {
        /// The term of the difference or of the side that is too large.
        term: Expr,
        /// What it is too large for.
        excess: Excess,
        /// The way to grow.
        direction: Direction,
    },
}

/// What a term that grows too fast contradicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// `≈` and `~`: it lies between the sides, and is not of lower order.
    Between,
    /// `≪`: the other side does not outgrow it.
    NotOutgrown,
    /// `≍`: no multiple of the other side bounds it.
    NotBounded,
}

/// Values of the symbols, and what both sides are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The values, in the order in which the symbols are met.
    pub values: Vec<(Symbol, Expr)>,
    /// The exact value of the left side.
    pub left: Value,
    /// The exact value of the right side.
    pub right: Value,
}

/// Why a claim was not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A limit was reached; which.
    Budget(String),
    /// A part has no value, whatever its symbols stand for.
    Undefined {
        /// The part.
        part: Expr,
        /// Why not.
        because: String,
        /// The code of an error that says the same.
        code: Code,
    },
    /// The sides agree at every point tried, but differ in a part that the judge has no theory of.
    Beyond(Expr),
    /// The values lie too close together to be told apart.
    Overlap,
    /// No values were found that satisfy the assumptions and tell the sides apart.
    NoPoint,
    /// Values that nobody counts with contradict the claim, and none tried that are usual: a negative number, 0,
    /// or a fraction for what counts.
    Unusual(Point),
    /// The leading terms may cancel: where this holds, the approximation fails.
    Cancellation(Predicate),
    /// The growth of the sides could not be compared.
    Growth(String),
    /// How fast this part grows beside the rest is not known.
    Growing(Expr),
    /// The judge does not decide this relation between such sides.
    Unsupported(&'static str),
}
