//! Claims with roundings of one real symbol, proved on every piece of a period.
//!
//! With x = T·q + r for an integer q and 0 ≤ r < T, `floor(x/2)` and its kin lose q, and what is left changes
//! at a few values of r only: floor(2r) at 1/2. Between two of them, and at each of them, no rounding is left.

use super::bounds::Bounds;
use super::claim::{Budget, Claim};
use super::remainders::{MOST_TERMS, is_hidden_in_function, is_integer_term, with_roundings};
use super::symbols::{free_symbols, has_big_operator, is_integer, opened};
use super::verdict::{Condition, Method, Verdict};
use crate::expr::{Assumptions, Bindings, Bound, Domain, Expr, Symbol};
use crate::number::{Integer, Rational};
use crate::poly;

/// Longer periods are not looked at.
const MOST_PERIOD: i64 = 1_000;

/// Proves a claim on each piece of a period of its one real symbol that is rounded; what is proved there has
/// to need nothing.
pub(super) fn by_pieces(
    claim: &Claim<'_>,
    budget: &Budget,
    decide: &dyn Fn(&Claim<'_>) -> Option<Vec<Condition>>,
) -> Option<Verdict> {
    let (lhs, rhs) = (
        opened(claim.lhs, claim.under)?.written_out(MOST_TERMS),
        opened(claim.rhs, claim.under)?.written_out(MOST_TERMS),
    );
    let symbol = rounded_symbol([&lhs, &rhs], claim.under)?;
    let mut period = Integer::ONE;
    while period <= Integer::from(MOST_PERIOD) {
        let cutting = Cutting::new(&symbol, &period, claim, budget);
        match cutting.count([&lhs, &rhs], claim, decide) {
            Ok(count) => {
                return Some(Verdict::Holds {
                    by: Method::Cases(count),
                    conditions: Vec::new(),
                });
            }
            Err(Cut::Period(factor)) => period *= factor,
            Err(_) => return None,
        }
    }
    None
}

/// The one symbol that is no integer and stands in roundings.
fn rounded_symbol(sides: [&Expr; 2], under: &Assumptions) -> Option<Symbol> {
    let mut found = Vec::new();
    for side in sides {
        let is_readable = with_roundings(side, &mut |inner, _| {
            found.extend(free_symbols([inner], under));
            Some(inner.clone())
        });
        is_readable?;
        if has_big_operator(side) {
            return None;
        }
    }
    let is_real = |symbol: &Symbol| {
        matches!(under.domains.get(symbol), None | Some(Domain::Real { .. }))
            && !is_integer(symbol, under)
    };
    found.retain(is_real);
    found.sort();
    found.dedup();
    match found.as_slice() {
        [only] if !is_hidden_in_function(only, under) => Some(only.clone()),
        _ => None,
    }
}

/// Why an expression has no one form on a piece.
enum Cut {
    /// A rounding changes at these values.
    At(Vec<Rational>),
    /// The period has to be so many times as long.
    Period(Integer),
    /// It is not seen.
    Never,
}

/// A value, or the values between two.
#[derive(Clone, Debug)]
enum Piece {
    Point(Rational),
    Between(Rational, Rational),
}

/// A symbol written as a multiple of a period and a rest.
struct Cutting<'a> {
    symbol: &'a Symbol,
    period: Rational,
    quotient: Symbol,
    rest: Symbol,
    budget: &'a Budget,
}

impl<'a> Cutting<'a> {
    fn new(symbol: &'a Symbol, period: &Integer, claim: &Claim<'_>, budget: &'a Budget) -> Self {
        let taken = free_symbols([claim.lhs, claim.rhs], claim.under);
        let fresh = |mark: &str| {
            let mut name = format!("{}_{mark}'", symbol.name());
            while taken.contains(&Symbol::new(&name)) {
                name.push('\'');
            }
            Symbol::new(&name)
        };
        Self {
            symbol,
            period: Rational::from(period.clone()),
            quotient: fresh("q"),
            rest: fresh("r"),
            budget,
        }
    }

    /// On how many pieces the claim is proved, if on all of them.
    fn count(
        &self,
        sides: [&Expr; 2],
        claim: &Claim<'_>,
        decide: &dyn Fn(&Claim<'_>) -> Option<Vec<Condition>>,
    ) -> Result<usize, Cut> {
        let mut pieces = vec![
            Piece::Between(Rational::ZERO, self.period.clone()),
            Piece::Point(Rational::ZERO),
        ];
        let mut proved = 0;
        while let Some(piece) = pieces.pop() {
            if proved + pieces.len() > self.budget.max_cases {
                return Err(Cut::Never);
            }
            let under = self.under(&piece, claim.under);
            let settled = |side: &Expr| self.settled(side, &piece, &under);
            let (lhs, rhs) = match (settled(sides[0]), settled(sides[1])) {
                (Ok(lhs), Ok(rhs)) => (lhs, rhs),
                (Err(Cut::At(places)), _) | (_, Err(Cut::At(places))) => {
                    pieces.extend(cut(&piece, places));
                    continue;
                }
                (Err(cut), _) | (_, Err(cut)) => return Err(cut),
            };
            let case = Claim {
                lhs: &lhs,
                rhs: &rhs,
                relation: claim.relation,
                under: &under,
            };
            if !decide(&case).is_some_and(|conditions| conditions.is_empty()) {
                return Err(Cut::Never);
            }
            proved += 1;
        }
        Ok(proved)
    }

    /// What is known of quotient and rest on a piece.
    fn under(&self, piece: &Piece, given: &Assumptions) -> Assumptions {
        let mut under = given.clone();
        let Bounds { low, high } = Bounds::of(self.symbol, given);
        let count = |bound: Option<Bound>| {
            let share = bound?.value.checked_div(&self.period)?;
            Some(Rational::from(share.floor()))
        };
        under.conditions.retain(|known| {
            let parts = known.operands();
            !parts.iter().any(|part| part.mentions(self.symbol))
        });
        under.domains.remove(self.symbol);
        let (min, max) = (count(low), count(high));
        under
            .domains
            .insert(self.quotient.clone(), Domain::Integer { min, max });
        if let Piece::Between(low, high) = piece {
            let end = |value: &Rational| {
                Some(Bound {
                    value: value.clone(),
                    strict: true,
                })
            };
            let (min, max) = (end(low), end(high));
            under
                .domains
                .insert(self.rest.clone(), Domain::Real { min, max });
        }
        under
    }

    /// A side without roundings on a piece.
    fn settled(&self, side: &Expr, piece: &Piece, under: &Assumptions) -> Result<Expr, Cut> {
        let rest = match piece {
            Piece::Point(value) => Expr::number(value),
            Piece::Between(..) => Expr::symbol(self.rest.clone()),
        };
        let quotient = Expr::symbol(self.quotient.clone());
        let multiple = Expr::product([Expr::number(&self.period), quotient]);
        let mut values = Bindings::new();
        values.insert(self.symbol.clone(), Expr::sum([multiple, rest]));
        let side = values.substitute(side).map_err(|_| Cut::Never)?;
        let mut why = Cut::Never;
        let settled = with_roundings(&side, &mut |inner, up| match self
            .rounded(inner, up, piece, under)
        {
            Ok(rounded) => Some(rounded),
            Err(cut) => {
                why = cut;
                None
            }
        });
        settled.ok_or(why)
    }

    /// A rounding on a piece: integer terms, and what the rest of the argument is rounded to there.
    fn rounded(
        &self,
        inner: &Expr,
        up: bool,
        piece: &Piece,
        under: &Assumptions,
    ) -> Result<Expr, Cut> {
        let form = poly::normal_form(inner, under, &self.budget.poly).map_err(|_| Cut::Never)?;
        if !form.is_polynomial() || !form.conditions().is_empty() {
            return Err(Cut::Never);
        }
        let (mut slope, mut constant) = (Rational::ZERO, Rational::ZERO);
        let mut outside = Vec::new();
        for term in form.terms() {
            let only = match term.powers.as_slice() {
                [(base, 1)] => base.as_symbol(),
                _ => None,
            };
            if term.powers.is_empty() {
                constant += &term.coefficient;
            } else if is_integer_term(&term, under) {
                outside.push(term.to_expr());
            } else if only == Some(&self.rest) {
                slope += &term.coefficient;
            } else if only == Some(&self.quotient) {
                return Err(Cut::Period(term.coefficient.denominator().clone()));
            } else {
                return Err(Cut::Never);
            }
        }
        let rounded = match piece {
            Piece::Between(low, high) if !slope.is_zero() => {
                between(&slope, &constant, (low, high), up)?
            }
            _ if up => constant.ceil(),
            _ => constant.floor(),
        };
        outside.push(Expr::integer(rounded));
        Ok(Expr::sum(outside))
    }
}

/// What slope·r + constant is rounded to for all r between two values; where it changes, if it does.
fn between(
    slope: &Rational,
    constant: &Rational,
    (low, high): (&Rational, &Rational),
    up: bool,
) -> Result<Integer, Cut> {
    let at = |value: &Rational| slope * value + constant.clone();
    let (one, other) = (at(low), at(high));
    let (least, most) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    let floor = least.floor();
    let next = &floor + &Integer::ONE;
    let mut places = Vec::new();
    let mut whole = next.clone();
    while Rational::from(whole.clone()) < most {
        let place = (Rational::from(whole.clone()) - constant).checked_div(slope);
        places.extend(place);
        if places.len() > MOST_PLACES {
            return Err(Cut::Never);
        }
        whole = &whole + &Integer::ONE;
    }
    if !places.is_empty() {
        return Err(Cut::At(places));
    }
    Ok(if up { next } else { floor })
}

/// More values at which one rounding changes are not looked at.
const MOST_PLACES: usize = 128;

/// A piece cut at values inside it.
fn cut(piece: &Piece, mut places: Vec<Rational>) -> Vec<Piece> {
    let Piece::Between(low, high) = piece else {
        return Vec::new();
    };
    places.sort();
    places.dedup();
    let mut pieces = Vec::new();
    let mut from = low.clone();
    for place in places {
        pieces.push(Piece::Between(from, place.clone()));
        pieces.push(Piece::Point(place.clone()));
        from = place;
    }
    pieces.push(Piece::Between(from, high.clone()));
    pieces
}

#[cfg(test)]
mod tests {
    use crate::expr::{Assumptions, Domain};
    use crate::judge::{Budget, Claim, judge};
    use crate::syntax::parse_chain;

    fn is_proved(text: &str, domain: Domain) -> bool {
        let chain = parse_chain(text).unwrap();
        let link = &chain.links[0];
        let mut under = Assumptions::none();
        under.domains.insert("x".into(), domain);
        let claim = Claim {
            lhs: &chain.first,
            relation: link.relation,
            rhs: &link.expr,
            under: &under,
        };
        let verdict = judge(&claim, &Budget::default());
        verdict.holds() && verdict.open_conditions(&under).is_empty()
    }

    /// Of real numbers: Graham, Knuth, Patashnik, Concrete Mathematics, (3.26), exercises 3.2 and 3.3, and
    /// claims that differ from them at halves or at negative numbers alone.
    #[test]
    fn roundings_of_a_real_number() {
        for (text, truth) in [
            ("floor(2*x) = floor(x) + floor(x + 1/2)", true),
            (
                "floor(3*x) = floor(x) + floor(x + 1/3) + floor(x + 2/3)",
                true,
            ),
            (
                "floor(x/3) + floor((x + 1)/3) + floor((x + 2)/3) = floor(x)",
                true,
            ),
            ("floor(x + 1/2) = ceil(floor(2*x)/2)", true),
            ("floor(4*x) + floor(2*x) >= 6*floor(x)", true),
            ("round_up(x, 4) - round_up(x, 2) <= 2", true),
            ("ceil(x - 1/2) = floor(x + 1/2)", false),
            (
                "floor(3*x) = floor(x) + floor(x + 1/2) + floor(x + 2/3)",
                false,
            ),
            ("round_up(x, 4) - round_up(x, 2) < 2", false),
            ("floor(x)^2 <= x^2", false),
        ] {
            assert_eq!(is_proved(text, Domain::real()), truth, "{text}");
        }
    }

    /// Of integers, negative ones too: |n|/2 and n/2 are rounded to different integers at −1.
    #[test]
    fn roundings_of_an_integer() {
        let integers = || Domain::Integer {
            min: None,
            max: None,
        };
        for (text, truth, of_naturals) in [
            ("(x^2) mod 4 <= 1", true, true),
            ("(x^4) mod 16 <= 1", true, true),
            ("floor(x/2)*ceil(x/2) <= x^2/4", true, true),
            ("(x^2) mod 4 < 1", false, false),
            ("floor(abs(x)/2) = floor(x/2)", false, true),
            ("abs(x) + floor(x/2) = x + floor(x/2)", false, true),
            ("floor(x/3) + x >= 0", false, true),
        ] {
            assert_eq!(is_proved(text, integers()), truth, "{text}");
            assert_eq!(is_proved(text, Domain::natural()), of_naturals, "{text}");
        }
    }
}
