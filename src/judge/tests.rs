//! Claims with verdicts worked out by hand.

use super::*;
use crate::diagnostic::Source;
use crate::expr::{Assumptions, Bound, Comparison, Domain, Expr, Predicate, Symbol};
use crate::number::Rational;
use crate::syntax::{Assumption, Scope, parse_assumptions, parse_chain, parse_expression};

pub(super) fn expr(text: &str) -> Expr {
    parse_expression(text).unwrap()
}

/// Assumptions in words: `h: integer`, `b: boolean`, `x: real`, `x: positive`, `N: natural`, and
/// conditions.
pub(super) fn assuming(text: &str) -> Assumptions {
    let mut under = Assumptions::none();
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if let Some((names, domain)) = part.split_once(':') {
            let domain = match domain.trim() {
                "integer" => Domain::positive_integer(),
                "natural" => Domain::natural(),
                "boolean" => Domain::Boolean,
                "positive" => Domain::Real {
                    min: Some(Bound {
                        value: Rational::ZERO,
                        strict: true,
                    }),
                    max: None,
                },
                _ => Domain::real(),
            };
            for name in names.split_whitespace() {
                under.domains.insert(Symbol::new(name), domain.clone());
            }
            continue;
        }
        let source = Source::new("<assume>", part);
        for read in parse_assumptions(&source, &Scope::open()).unwrap().value {
            match read.value {
                Assumption::Condition(condition) => under.conditions.push(condition),
                Assumption::Growth(relation) => under.growth.push(relation),
            }
        }
    }
    under
}

pub(in crate::judge) fn verdict_under(claim: &str, under: &Assumptions) -> Verdict {
    let chain = parse_chain(claim).unwrap();
    let [link] = chain.links.as_slice() else {
        panic!("not one relation: {claim}");
    };
    let claim = Claim {
        lhs: &chain.first,
        relation: link.relation,
        rhs: &link.expr,
        under,
    };
    judge(&claim, &Budget::default())
}

pub(super) fn verdict(claim: &str, assume: &str) -> Verdict {
    verdict_under(claim, &assuming(assume))
}

/// A verdict in a word: `holds`, `holds except x ≠ 1`, `fails`, `fails by 2`, `rounded`, `loose`,
/// `undecided`.
pub(super) fn word(verdict: &Verdict) -> String {
    let predicate = |predicate: &Predicate| {
        let Predicate::Compare(a, comparison, b) = predicate else {
            return format!("{predicate:?}");
        };
        format!("{} {} {}", plain(a), comparison.sign(), plain(b))
    };
    let condition = |condition: &Condition| match condition {
        Condition::Except(p) => format!("except {}", predicate(p)),
        Condition::If(p) => format!("if {}", predicate(p)),
        Condition::PositiveIntegers(symbols) => format!("positive integers {symbols:?}"),
    };
    match verdict {
        Verdict::Holds { conditions, .. } => {
            let words = conditions.iter().map(condition);
            let words = std::iter::once("holds".to_owned()).chain(words);
            words.collect::<Vec<_>>().join(" ")
        }
        Verdict::Fails {
            how: Failure::Different,
            ..
        } => "fails".to_owned(),
        Verdict::Fails {
            how: Failure::Factor(factor),
            ..
        } => format!("fails by {factor}"),
        Verdict::Fails {
            how: Failure::Rounded,
            ..
        } => "rounded".to_owned(),
        Verdict::Fails {
            how: Failure::Loose { .. },
            ..
        } => "loose".to_owned(),
        Verdict::Undecided { because } => match because {
            Reason::Budget(_) => "undecided: budget".to_owned(),
            Reason::Undefined { .. } => "undefined".to_owned(),
            Reason::Cancellation(p) => format!("undecided where {}", predicate(p)),
            _ => "undecided".to_owned(),
        },
    }
}

/// Enough of a printer for conditions.
fn plain(expr: &Expr) -> String {
    match expr.as_symbol() {
        Some(symbol) => symbol.to_string(),
        None => match expr.as_number() {
            Some(number) => number.to_string(),
            None => format!("{expr:?}"),
        },
    }
}

pub(super) fn assert_words(cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(claim, assume, expected)| {
            let verdict = verdict(claim, assume);
            let wrong = word(&verdict) != *expected;
            wrong.then(|| format!("{claim} under `{assume}` {expected}, not {verdict:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn identities_of_polynomials() {
    assert_words(&[
        (
            "L*(12*h^2 + 4*h) + V*h + 2*h = 12*L*h^2 + 4*L*h + V*h + 2*h",
            "",
            "holds",
        ),
        (
            "L*(12*h^2 + 4*h) + V*h + 2*h = 12*L*h^2 + 4*h + V*h + 2*h",
            "",
            "fails",
        ),
        ("(a + b)^2 = a^2 + 2*a*b + b^2", "", "holds"),
        ("(a + b)^2 = a^2 + b^2", "", "fails"),
        ("(x + 1)^2 = x^2 + 1", "", "fails"),
        ("a - (b - c) = a - b + c", "", "holds"),
        ("a - (b - c) = a - b - c", "", "fails"),
        ("6*h = 3*h", "", "fails by 2"),
        ("(a + b)*(a - b) = a^2 - b^2", "", "holds"),
        ("(a+b+c+d)^12 = (d+c+b+a)^12", "", "holds"),
        (
            "(a+b+c+d)^1000000 = (d+c+b+a)^1000000",
            "",
            "undecided: budget",
        ),
    ]);
}

#[test]
fn rational_functions_and_their_exceptions() {
    assert_words(&[
        ("(x^2 - 1)/(x - 1) = x + 1", "", "holds except x ≠ 1"),
        ("(x^2 - 1)/(2*x - 3) = (x^2 - 1)/(2*x - 3)", "", "holds"),
        ("x/x = 1", "", "holds except x ≠ 0"),
        // x² − x = x(x − 1), and x y + x = x(y + 1): each factor by itself, what both sides need not
        // at all.
        ("(x - 1)/(x^2 - x) = 1/x", "", "holds except x ≠ 1"),
        (
            "(x*y + x)/(x*y + x) = y/y",
            "",
            "holds except x ≠ 0 except y ≠ -1 except y ≠ 0",
        ),
        ("(x - 2/3)/(2 - 3*x) = -1/3", "", "holds except x ≠ 2/3"),
        ("x/x = 1", "x: integer", "holds"),
        ("x/x = 1", "x: natural", "holds except x ≠ 0"),
        ("x/x = 1", "x: real, x > 3", "holds"),
        ("(a^2 - b^2)/(a - b) = a + b", "", "holds except a ≠ b"),
        ("(a^2 - b^2)/(a - b) = a + b", "a ≠ b", "holds"),
        ("1/x + 1/y = (x + y)/(x*y)", "", "holds"),
        ("1/(x + 1) - 1/(x + 1) = 0", "", "holds except x ≠ -1"),
        ("n*(h/n) = h", "n h: integer", "holds"),
        ("1/a + 1/b = 1/(a + b)", "", "fails"),
        ("a/(b + c) = a/b + a/c", "", "fails"),
        ("1/(x - x) = 1/(x - x)", "", "undefined"),
        ("1/(x - x) = 1", "", "undefined"),
        ("1/0 = 1/0", "", "undefined"),
    ]);
}

#[test]
fn parts_that_are_no_polynomials() {
    assert_words(&[
        ("sqrt(x)^2 = x", "x: positive", "holds"),
        ("sqrt(x)^2 = x", "", "holds if x ≥ 0"),
        ("sqrt(4*x) = 2*sqrt(x)", "", "holds"),
        ("ln(a*b) = ln(a) + ln(b)", "a: positive", "holds if b > 0"),
        ("sum(i = 1..L, 2*i + 1) = L^2 + 2*L", "L: integer", "holds"),
        ("x^(1/2) = sqrt(x)", "", "holds"),
        ("sqrt(x^2) = x", "", "holds if x ≥ 0"),
        ("sqrt(x^2) = x", "x: integer", "holds"),
        ("sqrt(a + b) = sqrt(a) + sqrt(b)", "", "fails"),
        ("2*2^n = 2^(n + 1)", "", "holds"),
        ("2^n = 2^(n + 1)", "", "fails by 1/2"),
        ("abs(x) = x", "", "holds if x ≥ 0"),
        (
            "floor(h/2) + ceil(h/2) = h",
            "",
            "holds positive integers [h]",
        ),
        ("floor(h/2) + ceil(h/2) = h", "h: integer", "holds"),
        ("floor(h/2)*2 = h", "h: integer", "fails"),
        ("floor(h/n)*n = h", "h n: integer", "fails"),
        ("floor(h/n)*n = h", "h n: integer, n divides h", "holds"),
        (
            "h mod 6 = h mod 2 + 2*(floor(h/2) mod 3)",
            "h: integer",
            "holds",
        ),
        ("round_up(h, 4) = 4*ceil(h/4)", "h: integer", "holds"),
        ("[b]^2 = [b]", "b: boolean", "holds"),
        (
            "(if b then 0 else V*h) = V*h - [b]*V*h",
            "b: boolean",
            "holds",
        ),
        ("[b] = 1", "b: boolean", "fails"),
        ("log2(2^k) = k", "", "holds"),
        ("ln(a*b) = ln(a) + ln(b)", "a b: positive", "holds"),
        ("exp(a)*exp(b) = exp(a + b)", "", "holds"),
        ("ln(x) = ln(x + 1)", "x: positive", "fails"),
    ]);
}

#[test]
fn numbers() {
    assert_words(&[
        ("2 + 2 = 4", "", "holds"),
        ("2 + 2 = 5", "", "fails"),
        ("10^20 + 1 = 10^20", "", "fails"),
        ("123456789123456789 = 123456789123456788", "", "fails"),
        ("452 = 4.52*10^2", "", "holds"),
        ("100.4 - 80.0 = 20.4", "", "holds"),
        ("0.99999999 = 99999998/99999999", "", "rounded"),
        ("sqrt(2)*sqrt(8) = 4", "", "holds"),
        ("sqrt(2) = 1.41421356", "", "rounded"),
        ("12*32*4096^2 + 32000*4096 = 6573522944", "", "holds"),
        ("12*32*4096^2 + 32000*4096 = 6.57B", "", "rounded"),
        ("5/3 = 2", "", "fails"),
        ("3*4 = 10", "", "fails"),
        ("3*4 = 24", "", "fails by 1/2"),
        ("28 GB = 28000000000 bytes", "", "holds"),
        ("28 GB = 28 GiB", "", "fails"),
        ("1 GiB = 1024 MiB", "", "holds"),
        ("1 GiB = 1000 MiB", "", "fails by 128/125"),
    ]);
}

#[test]
fn rounded_numbers() {
    assert_words(&[
        ("6573522944 ≈ 6.57B", "", "holds"),
        ("6573522944 ≈ 6.55B", "", "fails"),
        ("6573522944 ≈ 6.573B", "", "loose"),
        ("6573522944 ≈ 6.574B", "", "holds"),
        ("6573522944 ≈ 6.57*10^9", "", "holds"),
        ("2/3 ≈ 0.67", "", "holds"),
        ("2/3 ≈ 0.66", "", "loose"),
        ("2/3 ≈ 0.65", "", "fails"),
        // Both neighbours of a tie.
        ("0.125 ≈ 0.12", "", "holds"),
        ("0.125 ≈ 0.13", "", "holds"),
        // Zeros that may be insignificant, within 1 %.
        ("6573522944 ≈ 6570000000", "", "holds"),
        ("6573522944 ≈ 7000000000", "", "loose"),
        ("sqrt(2) ≈ 1.414", "", "holds"),
        ("1024 ≈ 10^3", "", "holds"),
        ("1400 ≈ 10^3", "", "loose"),
        ("1600 ≈ 10^3", "", "fails"),
        ("1024 ≈ 10^4", "", "fails"),
        ("sqrt(2) ≈ 1.415", "", "loose"),
        ("-2/3 ≈ -0.67", "", "holds"),
        ("26.3 GB ≈ 26 GB", "", "holds"),
        ("7B * 4 bytes ≈ 28 GB", "", "holds"),
        ("2*0.5 ≈ 1", "", "holds"),
    ]);
}

#[test]
fn lower_order_terms() {
    let transformer = "L*(12*h^2 + 4*h) + V*h + 2*h";
    assert_words(&[
        (&format!("{transformer} ≈ 12*L*h^2 + V*h"), "", "holds"),
        (&format!("{transformer} ≈ 12*L*h^2"), "", "fails"),
        (&format!("12*L*h^2 + V*h ≈ {transformer}"), "", "holds"),
        (
            &format!("{transformer} ≈ 12*L*h^2 + V*h + 7*L*h"),
            "",
            "holds",
        ),
        (&format!("{transformer} ≈ 6*L*h^2 + V*h"), "", "fails"),
        (&format!("{transformer} ≈ 12*L*h^2"), "L*h >> V", "holds"),
        (
            &format!("{transformer} ≈ 12*L*h^2"),
            "V >> h, h >> V",
            "undecided",
        ),
        ("x^3 + x*y + y^3 ≈ x^3 + y^3", "", "holds"),
        ("x^2 + x*y + y^2 ≈ x^2 + y^2", "", "fails"),
        (
            "x^2 - y + x ≈ x^2 - y",
            "",
            "undecided where Sum([Power(Symbol(x), Number(2)), Neg(Symbol(y))]) = 0",
        ),
        ("(d^2 + d) - d^2 ≈ 0", "", "undecided"),
        ("(d^2 + d) - d^2 ≈ d", "", "holds"),
        ("h^2 + h*log2(h) ≈ h^2", "", "holds"),
        ("h^2 + h*log2(h) ≈ h^2 + h", "", "holds"),
        ("h*log2(h) + h ≈ h", "", "fails"),
        ("h + sqrt(h) ~ h", "", "holds"),
        // The difference is at most 1, which exponents alone do not show.
        ("2*floor(h/2) ≈ h", "", "holds"),
        (
            "h^2 - 2*h*floor(h/2) + 1 ≈ h^2 - 2*h*floor(h/2)",
            "",
            "undecided where Sum([Power(Symbol(h), Number(2)), Neg(Product([Number(2), Symbol(h), \
             Call(Floor, [Quotient(Symbol(h), Number(2))])]))]) = 0",
        ),
        ("2*floor(h/2) ≈ h^2", "", "fails"),
        ("(h^2 + h)/(h + 5) ≈ h", "", "holds"),
        ("(h^2 + h)/(2*h + 5) ≈ h", "", "fails"),
        (
            &format!("{transformer} = 12*L*h^2 + V*h + O(L*h)"),
            "",
            "holds",
        ),
        (
            &format!("{transformer} = 12*L*h^2 + V*h + O(h)"),
            "",
            "fails",
        ),
        (&format!("{transformer} = O(L*h^2 + V*h)"), "", "holds"),
        (&format!("{transformer} = O(L*h^2)"), "", "fails"),
        ("O(h) = O(h^2)", "", "holds"),
        ("O(h^2) = O(h)", "", "fails"),
        ("4*h << h^2", "", "holds"),
        ("4*h << 5*h", "", "fails"),
        ("h^2 >> h", "", "holds"),
        ("4*h ≍ 5*h + sqrt(h)", "", "holds"),
        ("4*h ≍ h^2", "", "fails"),
        ("V ≍ h", "", "fails"),
        ("V*h ≍ h^2", "V ≍ h", "holds"),
    ]);
}

#[test]
fn inequalities() {
    assert_words(&[
        ("2*y^2 + x^2 > 2*x*y", "x y: real", "fails"),
        ("x + 1 > x", "", "holds"),
        ("x^2 + 1 > 0", "", "holds"),
        ("12*h^2 >= 12*h", "h: integer", "holds"),
        ("12*h^2 > 12*h", "h: integer", "fails"),
        ("h^2 > h", "h: integer, h ≥ 2", "holds"),
        ("h >= 64", "h: integer", "fails"),
        ("h >= 64", "h: integer, h ≥ 128", "holds"),
        ("a + b ≤ a", "a b: integer", "fails"),
        ("(x - y)^2 ≥ 0", "", "holds"),
        ("x^2 - 2*x*y + y^2 ≥ 0", "", "holds"),
        ("h/(h + 1) < 1", "h: integer", "holds"),
        ("h + 1 ≠ 0", "h: natural", "holds"),
        ("h ≠ 0", "h: natural", "fails"),
        ("sqrt(2) < 1.5", "", "holds"),
        ("sqrt(2) > 1.5", "", "fails"),
        ("2^n > 0", "", "holds"),
    ]);
}

#[test]
fn witnesses_are_small_and_exact() {
    let claim = "L*(12*h^2 + 4*h) + V*h + 2*h = 12*L*h^2 + 4*h + V*h + 2*h";
    let Verdict::Fails {
        witness: Witness::Point(point),
        ..
    } = verdict(claim, "")
    else {
        panic!()
    };
    let values = [("L", 2), ("h", 3), ("V", 5)];
    let values = values.map(|(name, value)| (Symbol::new(name), Expr::integer(value)));
    assert_eq!(point.values, values);
    assert_eq!(
        (point.left.to_string(), point.right.to_string()),
        ("261".into(), "249".into())
    );
}

#[test]
fn witnesses_satisfy_the_assumptions() {
    let under = "h n: integer, n divides h, h ≥ 64";
    let Verdict::Fails {
        witness: Witness::Point(point),
        ..
    } = verdict("h + n = 2*h", under)
    else {
        panic!()
    };
    let value = |name: &str| {
        let found = point
            .values
            .iter()
            .find(|(symbol, _)| symbol.name() == name);
        found.unwrap().1.as_number().unwrap()
    };
    assert!(value("h") >= Rational::from(64));
    assert!(value("h").checked_div(&value("n")).unwrap().is_integer());
}

#[test]
fn a_growth_witness_names_the_term() {
    let Verdict::Fails {
        witness: Witness::Growth { term, .. },
        ..
    } = verdict("12*L*h^2 + V*h + 2*h ≈ 12*L*h^2", "")
    else {
        panic!()
    };
    assert_eq!(term, expr("V*h"));
}

#[test]
fn conditions() {
    let judged = |predicate: &Predicate, assume: &str| {
        word(&judge_predicate(
            predicate,
            &assuming(assume),
            &Budget::default(),
        ))
    };
    let divides = |a: &str, b: &str| Predicate::Divides(expr(a), expr(b));
    assert_eq!(judged(&divides("3", "12"), ""), "holds");
    assert_eq!(judged(&divides("5", "12"), ""), "fails");
    assert_eq!(judged(&divides("n", "h"), "n h: integer"), "fails");
    assert_eq!(
        judged(&divides("n", "h"), "n h: integer, n divides h"),
        "holds"
    );
    assert_eq!(judged(&divides("n", "3*n*h"), "n h: integer"), "holds");
    let at_least = Predicate::Compare(expr("h"), Comparison::GreaterEqual, expr("64"));
    assert_eq!(judged(&at_least, "h: integer, h = 128"), "holds");
}
