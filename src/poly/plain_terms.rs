//! Terms on keys of one word and coefficients of 128 bits, in the order in which they are written.

use crate::number::Rational;

/// As many variables have a place in the order of a term's factors.
pub(super) const VARIABLES: usize = 8;

/// The variables of a term in the order of its factors, four bits each, from the lowest; 0 ends it.
/// Beside them the set of the same variables, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    places: u32,
    set: u16,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Monomial {
    pub(super) key: u64,
    pub(super) order: Order,
    pub(super) above: i128,
}

/// A number, a term or a sum, over a positive denominator.
pub(super) enum Small {
    One(Monomial, i128),
    Sum(Vec<Monomial>, i128),
}

pub(super) fn number(value: &Rational) -> Option<Small> {
    let above = Monomial::number(value.numerator().to_i128()?);
    Some(Small::One(above, value.denominator().to_i128()?))
}

impl Small {
    pub(super) fn below(&self) -> i128 {
        match self {
            Self::One(_, below) | Self::Sum(_, below) => *below,
        }
    }

    pub(super) fn terms(&self) -> &[Monomial] {
        match self {
            Self::One(monomial, _) => std::slice::from_ref(monomial),
            Self::Sum(terms, _) => terms,
        }
    }

    pub(super) fn negated(mut self) -> Option<Self> {
        let terms = match &mut self {
            Self::One(monomial, _) => std::slice::from_mut(monomial),
            Self::Sum(terms, _) => terms,
        };
        for term in terms {
            term.above = term.above.checked_neg()?;
        }
        Some(self)
    }

    /// 1 divided by a number that is not 0.
    pub(super) fn inverse(&self) -> Option<Self> {
        let [Monomial { key: 0, above, .. }] = self.terms() else {
            return None;
        };
        if *above == 0 {
            return None;
        }
        let numerator = self.below().checked_mul(above.signum())?;
        Some(Self::One(Monomial::number(numerator), above.checked_abs()?))
    }
}

impl Monomial {
    /// A term without variables.
    pub(super) fn number(above: i128) -> Self {
        Self {
            key: 0,
            order: Order::default(),
            above,
        }
    }

    pub(super) fn times(&self, other: &Self) -> Option<Self> {
        Some(Self {
            key: self.key + other.key,
            order: self.order.then(other.order),
            above: product(self.above, other.above)?,
        })
    }
}

/// The product, where it fits; of words without the cost of the test.
fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        _ => a.checked_mul(b),
    }
}

impl Order {
    /// That of a term that another one has taken in: no variable has the lowest bit of a set.
    const JOINED: Self = Self { places: 0, set: 1 };

    pub(super) fn of(variable: usize) -> Self {
        let number = u32::try_from(variable + 1).unwrap_or(0);
        Self {
            places: number,
            set: 1 << number,
        }
    }

    /// The variables of this and, behind them, those of the other that are new.
    fn then(self, other: Self) -> Self {
        let set = self.set | other.set;
        if set == self.set {
            return self;
        }
        if self.places == 0 {
            return other;
        }
        let mut places = self.places;
        let mut end = (35 - places.leading_zeros()) / 4 * 4;
        let mut rest = other.places;
        while rest != 0 {
            let variable = rest & 15;
            if self.set >> variable & 1 == 0 {
                places |= variable << end;
                end += 4;
            }
            rest >>= 4;
        }
        Self { places, set }
    }

    pub(super) fn variables(self) -> impl Iterator<Item = usize> {
        let fields = (0..VARIABLES).map(move |place| self.places >> (4 * place) & 15);
        let fields = fields.take_while(|field| *field != 0);
        fields.filter_map(|field| usize::try_from(field - 1).ok())
    }
}

/// Terms of a sum over one denominator, before like ones are joined.
pub(super) struct Gathered {
    terms: Vec<Monomial>,
    below: i128,
}

impl Gathered {
    pub(super) fn new(expected: usize) -> Self {
        Self {
            terms: Vec::with_capacity(expected),
            below: 1,
        }
    }

    /// A sum whose first summand this is.
    pub(super) fn from(first: Small) -> Self {
        match first {
            Small::One(term, below) => {
                let mut terms = Vec::with_capacity(8);
                terms.push(term);
                Self { terms, below }
            }
            Small::Sum(terms, below) => Self { terms, below },
        }
    }

    pub(super) fn add(&mut self, summand: &Small, sign: i128) -> Option<()> {
        let below = summand.below();
        let mut factor = sign;
        if below != self.below {
            let common = (self.below / gcd(self.below, below)).checked_mul(below)?;
            let own = common / self.below;
            for term in &mut self.terms {
                term.above = product(term.above, own)?;
            }
            factor = sign.checked_mul(common / below)?;
            self.below = common;
        }
        for term in summand.terms() {
            let above = product(term.above, factor)?;
            self.terms.push(Monomial { above, ..*term });
        }
        Some(())
    }

    pub(super) fn collected(self) -> Option<Small> {
        Some(Small::Sum(collected(self.terms)?, self.below))
    }
}

/// As many terms are compared each with each.
const FEW: usize = 12;

/// The same for few terms.
fn joined_one_by_one(mut terms: Vec<Monomial>) -> Option<Vec<Monomial>> {
    let mut kept = 0;
    for place in 0..terms.len() {
        let term = *terms.get(place)?;
        let (before, _) = terms.split_at_mut_checked(kept)?;
        if let Some(like) = before.iter_mut().find(|like| like.key == term.key) {
            like.above = like.above.checked_add(term.above)?;
        } else {
            *terms.get_mut(kept)? = term;
            kept += 1;
        }
    }
    terms.truncate(kept);
    Some(terms)
}

/// Terms with like ones joined at the place of the first. A term that comes to 0 keeps its place.
pub(super) fn collected(mut terms: Vec<Monomial>) -> Option<Vec<Monomial>> {
    if terms.len() <= FEW {
        return joined_one_by_one(terms);
    }
    let mut places: Vec<(u64, u32)> = terms
        .iter()
        .zip(0..)
        .map(|(term, place)| (term.key, place))
        .collect();
    places.sort_unstable();
    let mut joined = false;
    for run in places.chunk_by(|a, b| a.0 == b.0) {
        let [(_, first), others @ ..] = run else {
            continue;
        };
        if others.is_empty() {
            continue;
        }
        joined = true;
        let mut sum = 0_i128;
        for (_, place) in run {
            let term = terms.get_mut(usize::try_from(*place).ok()?)?;
            sum = sum.checked_add(term.above)?;
            if place != first {
                term.order = Order::JOINED;
            }
        }
        terms.get_mut(usize::try_from(*first).ok()?)?.above = sum;
    }
    if joined {
        terms.retain(|term| term.order != Order::JOINED);
    }
    Some(terms)
}

pub(super) fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = match (u64::try_from(a), u64::try_from(b)) {
            (Ok(a), Ok(b)) => (b.into(), (a % b).into()),
            _ => (b, a % b),
        };
    }
    i128::try_from(a).unwrap_or(1)
}
