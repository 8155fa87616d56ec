//! Arrows between relations in one unknown: by the numbers that solve them.

use super::compared::{Compared, Verdict};
use super::equations::{Equation, Step, step};
use super::implications::Followed;
use super::lines::Lines;
use super::moved::{Mended, mended};
use super::report::Flaw;
use super::solutions::{Against, Apart, Relates, Solutions, against};
use crate::eval::Value;
use crate::expr::{Assumptions, Expr, Relation, Symbol};
use crate::judge::{Budget, Point, Witness};

/// Two chains in one unknown.
pub(super) struct OneUnknown<'a> {
    pub(super) before: &'a Lines,
    pub(super) after: &'a Lines,
    pub(super) unknown: &'a Symbol,
    /// What was said of the unknown before.
    pub(super) stated: &'a [Relates],
    pub(super) is_one_way: bool,
    pub(super) budget: &'a Budget,
}

impl OneUnknown<'_> {
    pub(super) fn judged(&self, sides: [&Expr; 2]) -> Followed {
        let found = self.compared();
        let [lhs, rhs] = sides;
        let Some(found) = found else {
            return self.by_steps(sides);
        };
        if let Some(lost) = &found.lost {
            let flaw = match lost {
                Apart::At(value) if self.is_seen(value, [self.before, self.after]) => Flaw::Lost,
                Apart::At(_) => return self.by_steps(sides),
                Apart::Near(_) => Flaw::Lost,
            };
            return Followed {
                mended: self.mended(),
                is_part: found.gained.is_none(),
                ..Followed::fails(flaw, self.witness(lost, sides), sides)
            };
        }
        if found.is_empty && found.gained.is_some() {
            let reason =
                "no number solves what stands before the arrow, so anything follows from it";
            return Followed::open(reason, lhs, rhs);
        }
        match &found.gained {
            Some(gained) if !self.is_one_way => {
                let is_seen = match gained {
                    Apart::At(value) => self.is_seen(value, [self.after, self.before]),
                    Apart::Near(_) => true,
                };
                if !is_seen {
                    return self.by_steps(sides);
                }
                Followed::fails(Flaw::Gained, self.witness(gained, sides), sides)
            }
            _ => Followed::of(Compared::new(Verdict::Holds, lhs, rhs)),
        }
    }

    /// The numbers that solve both chains against each other, as far as what was said before allows them.
    fn compared(&self) -> Option<Against> {
        let within = |lines: &Lines| {
            let mut all = vec![lines.solutions(self.unknown, self.budget)?];
            for one in self.stated {
                all.push(Solutions::of(one, self.unknown, self.budget)?);
            }
            Some(Solutions::all(all))
        };
        let (before, after) = (within(self.before)?, within(self.after)?);
        against(&before, &after, self.budget)
    }

    /// Whether the judge sees that a value is in the first chain and not in the second.
    fn is_seen(&self, value: &Expr, [has, lacks]: [&Lines; 2]) -> bool {
        let holds = |lines: &Lines| lines.holds_at(self.unknown, value, self.budget);
        // What has no value there does not hold.
        holds(has) == Some(true) && holds(lacks) != Some(true)
    }

    fn witness(&self, apart: &Apart, [lhs, rhs]: [&Expr; 2]) -> Option<Witness> {
        let value = match apart {
            Apart::At(value) => value.clone(),
            Apart::Near(_) => return None,
        };
        let under = Assumptions {
            definitions: [(self.unknown.clone(), value.clone())]
                .into_iter()
                .collect(),
            ..Assumptions::none()
        };
        let at = |side: &Expr| super::sides::value(side, &under);
        Some(Witness::Point(Point {
            values: vec![(self.unknown.clone(), value)],
            left: at(lhs).unwrap_or(Value::Boolean(false)),
            right: at(rhs).unwrap_or(Value::Boolean(false)),
        }))
    }

    fn mended(&self) -> Option<Mended> {
        let (before, after) = (self.before.equation()?, self.after.equation()?);
        let found = mended(&before, &after, self.budget);
        if found.is_some() || after.lhs.as_symbol() != Some(self.unknown) {
            return found;
        }
        let value = self.before.solutions(self.unknown, self.budget)?.only()?;
        Some(Mended {
            equation: Equation {
                lhs: after.lhs,
                rhs: value,
            },
            slip: None,
        })
    }

    /// By common roots of polynomials, however high their degree; else by the value that is stated.
    fn by_steps(&self, sides: [&Expr; 2]) -> Followed {
        let [lhs, rhs] = sides;
        let equations = Self::joined(self.before).zip(Self::joined(self.after));
        let found = equations.filter(|_| self.stated.is_empty());
        match found.and_then(|(before, after)| step(&before, &after, self.budget)) {
            Some(Step::Same) => return Followed::of(Compared::new(Verdict::Holds, lhs, rhs)),
            Some(Step::Gained) if self.is_one_way => {
                return Followed::of(Compared::new(Verdict::Holds, lhs, rhs));
            }
            Some(Step::Gained) => return Followed::fails(Flaw::Gained, None, sides),
            Some(Step::Lost(root) | Step::Different(root)) => {
                let witness = super::roots_told::lost(root, Some(self.unknown.clone()), lhs, rhs);
                return Followed {
                    mended: self.mended(),
                    ..Followed::fails(Flaw::Lost, witness, sides)
                };
            }
            None => {}
        }
        self.by_value(sides)
    }

    /// `1/x = 2 ⟺ x = 2`: the value that is stated, put in.
    fn by_value(&self, sides: [&Expr; 2]) -> Followed {
        let [lhs, rhs] = sides;
        let values = self.after.any.iter().map(|all| match all.as_slice() {
            [one]
                if one.relation == Relation::Equal && one.lhs.as_symbol() == Some(self.unknown) =>
            {
                Some(&one.rhs)
            }
            _ => None,
        });
        let values: Option<Vec<&Expr>> = values.collect();
        let is_wrong = |value: &&&Expr| {
            self.is_seen(value, [self.after, self.before])
                && self.before.holds_at(self.unknown, value, self.budget) == Some(false)
        };
        let wrong = values.iter().flatten().find(is_wrong).copied();
        match wrong {
            Some(value) if !self.is_one_way && self.stated.is_empty() => {
                let apart = Apart::At(value.clone());
                Followed::fails(Flaw::Gained, self.witness(&apart, sides), sides)
            }
            Some(_) => Followed::open(
                "the value does not solve what stands before; whether anything does is not known",
                lhs,
                rhs,
            ),
            None => Followed::open("not all solutions of one of the lines are known", lhs, rhs),
        }
    }

    /// Alternatives as one equation.
    fn joined(lines: &Lines) -> Option<Equation> {
        let each = lines.any.iter().map(|all| match all.as_slice() {
            [one] if one.relation == Relation::Equal => {
                Some(Expr::difference(one.lhs.clone(), one.rhs.clone()))
            }
            _ => None,
        });
        let each: Option<Vec<Expr>> = each.collect();
        match each?.as_slice() {
            [_] => lines.equation(),
            all => Some(Equation {
                lhs: Expr::product(all.iter().cloned()),
                rhs: Expr::zero(),
            }),
        }
    }
}
