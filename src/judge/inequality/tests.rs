use crate::diagnostic::Source;
use crate::expr::{Assumptions, Domain, Expr, Symbol};
use crate::judge::asked;
use crate::judge::{Budget, Claim, Method, SignMethod, Verdict, Witness, judge};
use crate::number::Rational;
use crate::syntax::{self, Assumption, Scope, parse_chain};

fn assumed(conditions: &[&str]) -> Assumptions {
    let mut under = Assumptions::none();
    for text in conditions {
        let source = Source::new("condition", *text);
        let read = syntax::parse_assumptions(&source, &Scope::open()).unwrap();
        match &read.value[0].value {
            Assumption::Condition(known) => under.conditions.push(known.clone()),
            Assumption::Growth(_) => panic!("{text}"),
        }
    }
    under
}

fn verdict(claim: &str, under: &Assumptions) -> Verdict {
    let chain = parse_chain(claim).unwrap();
    let link = &chain.links[0];
    judge(
        &Claim {
            lhs: &chain.first,
            relation: link.relation,
            rhs: &link.expr,
            under,
        },
        &Budget::default(),
    )
}

/// Inequalities from textbooks, with what their proof needs.
#[test]
fn true_inequalities_are_proved() {
    for (claim, conditions) in [
        ("8*L*h^2 >= 4*L*h", vec!["h >= 1", "L >= 1"]),
        ("x^2 + y^2 >= 2*x*y", vec![]),
        ("x^2 + x*y + y^2 >= 0", vec![]),
        // Cauchy and Schwarz
        ("(a^2+b^2)*(c^2+d^2) >= (a*c+b*d)^2", vec![]),
        // arithmetic and geometric mean of three, of two
        (
            "x^3 + y^3 + z^3 >= 3*x*y*z",
            vec!["x >= 0", "y >= 0", "z >= 0"],
        ),
        ("sqrt(a*b) <= (a+b)/2", vec!["a >= 0", "b >= 0"]),
        // Nesbitt
        (
            "a/(b+c) + b/(a+c) + c/(a+b) >= 3/2",
            vec!["a > 0", "b > 0", "c > 0"],
        ),
        ("round_up(x, 256) < x + 256", vec![]),
        ("x <= round_up(x, m)", vec!["m > 0"]),
        ("floor(x) <= x", vec![]),
        ("ceil(x/3)*3 < x + 3", vec![]),
        ("exp(x) >= 1 + x", vec![]),
        ("ln(x) <= x - 1", vec!["x > 0"]),
        ("max(a, b) >= b", vec![]),
        ("min(a, b) <= (a + b)/2", vec![]),
        ("abs(x) >= -x", vec![]),
        ("s*h <= h^2", vec!["s <= h", "s >= 1"]),
        ("x*(1-x) <= 1/4", vec!["x >= 0", "x <= 1"]),
        ("x^4 - 4*x + 3 >= 0", vec![]),
        ("x^4 - 4*x + 4 > 0", vec![]),
        ("x + 1/x >= 2", vec!["x > 0"]),
        ("x/(x+1) < 1", vec!["x > 0"]),
        ("x^2 + 1 > x", vec!["x <= 3"]),
    ] {
        let under = assumed(&conditions);
        let found = verdict(claim, &under);
        assert!(
            found.holds() && found.conditions().is_empty(),
            "{claim}: {found:?}"
        );
    }
}

/// False ones, some only far out or at fractions, and the point has to be one.
#[test]
fn false_inequalities_are_refuted() {
    for (claim, conditions) in [
        ("x^2 > x", vec![]),
        ("x^2 >= x", vec!["x >= 0"]),
        ("x^4 - 4*x + 3 > 0", vec![]),
        ("h^3 >= 1000*h^2 + 5", vec![]),
        ("h^3 <= 1000*h^2 + 5", vec!["h >= 1"]),
        ("x*y >= 1", vec!["x >= 0", "y >= 0"]),
        (
            "x^3 + y^3 + z^3 >= 3*x*y*z",
            vec!["x >= -5", "y >= 0", "z >= 0"],
        ),
        // (x − 1/3)(x − 2/5) is negative only between
        ("x^2 - 11*x/15 + 2/15 >= 0", vec!["x >= 0"]),
        ("round_up(x, m) <= x", vec!["m > 0"]),
        ("max(a, b) <= a", vec![]),
        ("V*h <= 12*L*h^2", vec!["V >= 1", "h >= 1", "L >= 1"]),
    ] {
        let under = assumed(&conditions);
        let found = verdict(claim, &under);
        assert!(
            matches!(
                &found,
                Verdict::Fails {
                    witness: Witness::Point(_),
                    ..
                }
            ),
            "{claim}: {found:?}"
        );
    }
}

/// Between 4 and 5 lies no integer, so that (n − 4)(n − 5) ≥ 0 for integers only.
#[test]
fn integers_are_no_reals() {
    let mut under = Assumptions::none();
    under
        .domains
        .insert(Symbol::new("n"), Domain::positive_integer());
    assert!(verdict("(n-4)*(n-5) >= 0", &under).holds());
    assert!(verdict("(n-4)*(n-6) >= 0", &under).fails());
    assert!(verdict("n^2 >= n", &under).holds());
    under.domains.insert(Symbol::new("n"), Domain::real());
    assert!(verdict("(n-4)*(n-5) >= 0", &under).fails());
}

#[test]
fn a_proof_shows_what_it_rests_on() {
    let found = verdict("x^2 + x*y + y^2 >= 0", &Assumptions::none());
    let Verdict::Holds {
        by: Method::Sign(proof),
        ..
    } = found
    else {
        panic!("{found:?}")
    };
    assert_eq!(proof.how, SignMethod::Squares);
    // (x + y/2)² + 3y²/4 by hand
    let sum = parse_chain("(x + y/2)^2 + 3*y^2/4").unwrap().first;
    assert_eq!(proof.difference, sum);
}

/// Nothing proved is false at any of many points: quadratic and cubic forms with small
/// coefficients, tried at all points of a grid.
#[test]
fn nothing_false_is_proved() {
    let mut state = 12_345_u64;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below).unwrap()
    };
    let names = ["x", "y"].map(Expr::symbol);
    let mut decided = 0;
    for round in 0..40 {
        let terms = (0..5).map(|_| {
            let coefficient = Expr::number(&Rational::from(next(9) - 3));
            let (a, b) = (next(4), next(3));
            let power = |at: usize, e: i64| Expr::power(names[at].clone(), Expr::integer(e));
            Expr::product([coefficient, power(0, a), power(1, b)])
        });
        let sum = Expr::sum(terms);
        let under = if round % 2 == 0 {
            Assumptions::none()
        } else {
            assumed(&["x >= 0", "y >= -1", "y <= 2"])
        };
        for relation in ["GreaterEqual", "Greater"] {
            let relation = match relation {
                "Greater" => crate::expr::Relation::Greater,
                _ => crate::expr::Relation::GreaterEqual,
            };
            let zero = Expr::zero();
            let claim = Claim {
                lhs: &sum,
                relation,
                rhs: &zero,
                under: &under,
            };
            let found = judge(&claim, &Budget::default());
            decided += usize::from(!matches!(found, Verdict::Undecided { .. }));
            if !found.holds() {
                continue;
            }
            let whole_only = !found.conditions().is_empty();
            for x in -6..=12 {
                for y in -6..=12 {
                    let (a, b) = if round % 2 == 0 {
                        (x, y)
                    } else {
                        (x.max(0), y.clamp(-2, 4))
                    };
                    let (a, b) = (Rational::from(a), Rational::from(b));
                    let half = Rational::new(1.into(), 2.into()).unwrap();
                    let (a, b) = if whole_only {
                        (a.abs() + Rational::ONE, b.abs() + Rational::ONE)
                    } else {
                        (a * &half, b * half)
                    };
                    let point = [("x", &a), ("y", &b)]
                        .map(|(name, value)| (Symbol::new(name), Expr::number(value)));
                    let point = point.into_iter().collect();
                    let value = super::value_at(&sum, &point, &Assumptions::none()).unwrap();
                    let sign = value.as_number().unwrap().signum();
                    let is_strict = relation == crate::expr::Relation::Greater;
                    assert!(sign > 0 || (!is_strict && sign == 0), "{sum:?} at {a}, {b}");
                }
            }
        }
    }
    assert!(decided > 50, "{decided} of 80");
}

/// Bernoulli's inequality holds for every x from −1 on, there too: 0 ≥ 1 − n for n ≥ 1. Below −2 it fails, at
/// x = −4 and n = 3: −27 against −11. 1 + n·x itself is reached at n = 1.
#[test]
fn bernoulli() {
    for (claim, holds) in [
        ("(1+x)^n >= 1 + n*x", true),
        ("n*x <= (1+x)^n", true),
        ("(1+x)^n > 1 + n*x", false),
        ("(1+x)^n >= 2 + n*x", false),
    ] {
        let found = asked::verdict(claim, &asked::under(&["x >= -1", "n >= 1"]));
        assert_eq!(found.holds(), holds, "{claim}: {found:?}");
    }
    assert!(asked::verdict("(1+x)^3 >= 1 + 3*x", &asked::under(&["x >= -4"])).fails());
}

/// Each xᵢ is at least its floor, for as many as there are; |x| + |y| + … by the triangle inequality.
#[test]
fn many_roundings() {
    let sum = |part: &str| {
        let parts: Vec<String> = (0..60)
            .map(|at| part.replace('#', &at.to_string()))
            .collect();
        parts.join(" + ")
    };
    let claim = format!("{} <= {}", sum("floor(x_#)"), sum("x_#"));
    assert!(asked::verdict(&claim, &asked::under(&[])).holds());
    let claim = format!("{} > 0", sum("exp(x_#)"));
    assert!(asked::verdict(&claim, &asked::under(&[])).holds());
}

/// What is put in for a part has a name that stands for nothing else, in the claim or in what is assumed: with
/// `t_1'` = −5 and x = 1/2 it is 0 against −9/2, with `x_root'` = −5 and x = 1 it is −4.
#[test]
fn names_that_are_taken() {
    for (claim, conditions) in [
        ("floor(x) <= x + t_1'", vec![]),
        ("sqrt(x) + x_root' >= 0", vec!["x >= 0"]),
        ("x + x' >= 0", vec!["x >= 0"]),
        ("x*y >= 1", vec!["x >= 1", "y >= 0", "x' >= 1"]),
        ("2^n >= n + s_1'", vec!["n >= 1"]),
        ("floor(x) <= x - 1/2", vec!["t_1' >= 1/2"]),
    ] {
        let found = asked::verdict(claim, &asked::under(&conditions));
        assert!(
            !found.holds() || !found.conditions().is_empty(),
            "{claim}: {found:?}"
        );
    }
}
