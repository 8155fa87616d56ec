//! Lines with a known mistake, and the slip that was made.

use super::{Lines, find};
use crate::diagnostic::Source;
use crate::expr::Assumptions;
use crate::judge::Budget;
use crate::syntax::{Scope, parse_input};

fn slip(line: &str) -> String {
    let chain = parse_input(&[Source::new("line", line)], &Scope::open())
        .unwrap_or_else(|errors| panic!("{line}: {}", errors[0]))
        .value
        .pop()
        .unwrap();
    let (none, budget) = (Assumptions::none(), Budget::default());
    let relation = &chain.links[0];
    let lines = Lines {
        before: &chain.first,
        relation: relation.relation,
        after: &relation.expr,
        under: &none,
        budget: &budget,
    };
    find(&lines).map_or_else(|| "-".to_owned(), |slip| slip.kind.name().to_owned())
}

#[test]
fn wrong_rules_at_a_part() {
    for (line, expected) in [
        ("L*(a+b) = L*a + b", "factor-to-one-term"),
        (
            "L*(12h^2+4h)+V*h+2h = 12L*h^2+4h+V*h+2h",
            "factor-to-one-term",
        ),
        ("L*(a+b+c) = L*a + L*b + c", "factor-to-one-term"),
        ("a*(3x+c) = a*x + a*c", "factor-lost"),
        ("a - (b + c) = a - b + c", "sign-not-carried"),
        ("a - (b - c) = a - b - c", "sign-not-carried"),
        ("-a*(x - b) = -a*x - a*b", "sign-not-carried"),
        ("(a+b)^2 = a^2 + b^2", "cross-term-missing"),
        ("(a-b)^2 = a^2 - b^2", "cross-term-missing"),
        ("(a+b)^2 + c = a^2 + a*b + b^2 + c", "cross-term-missing"),
        ("(3h)^2 = 3h^2", "power-to-one-factor"),
        ("12h^2 + h = 144h^2 + h", "power-to-all-factors"),
        ("a + b*c = a*c + b*c", "precedence"),
        ("a*(b+c) + d = a*b + a*c + a*d", "factor-outside"),
        ("x^2*x^3 = x^6", "exponents-multiplied"),
        ("(x^2)^3 = x^5", "exponents-added"),
        ("x^2 + x^3 = x^5", "sum-as-product"),
        ("h^2 + 4h = 2h + 4h", "double-for-square"),
        ("12L*h^2 + V*h = 12L*h + V*h", "square-lost"),
        ("12L*h^2 + 4L*h = 16L*h^2", "unlike-joined"),
        ("12L*h^2 + 4L*h = 16L^2*h^3", "unlike-joined"),
        ("4h^2 + 4h^2 = 16h^2", "coefficients-multiplied"),
        ("a/(b+c) = a/b + a/c", "denominator-split"),
        ("(a+b)/c = a/c + b", "numerator-split"),
        ("(a+b)/a = b", "term-cancelled"),
        ("B/F + 1 = F/B + 1", "inverted"),
        ("sqrt(a^2+b^2) = a + b", "root-of-sum"),
        ("ln(x+1) = ln(x) + 1", "logarithm-of-sum"),
        ("2*log2(a+b) = 2*(log2(a) + log2(b))", "logarithm-of-sum"),
        (
            "floor(a/2 + b/2) = floor(a/2) + floor(b/2)",
            "rounding-of-sum",
        ),
        ("1/a + 1/b = 2/(a+b)", "fractions-added"),
        ("1/a + 1/b = 1/(a+b)", "fractions-added"),
        ("x/3 + y/2 - z = (x+y)/5 - z", "fractions-added"),
        ("24*b*s*h^2*l/(12*h^2*b*s) = 2", "factor-lost"),
    ] {
        assert_eq!(slip(line), expected, "{line}");
    }
}

#[test]
fn differences() {
    for (line, expected) in [
        (
            "12L*h^2 + 4L*h + V*h + 2h = 12L*h^2 + 4L*h + V*h",
            "term-lost",
        ),
        ("12L*h^2 + 4L*h = 12L*h^2 + 4L*h + N*h", "term-invented"),
        ("12L*h^2 + 4L*h = 12L*h^2 + 8L*h", "term-doubled"),
        ("12L*h^2 + 4L*h = 12L*h^2 - 4L*h", "sign"),
        ("4h^2 + 8h^2 + 4h = 13h^2 + 4h", "coefficient"),
        ("12L*h^2 + V*h + 2h = 12L*h^2 + 2V*h + 2h", "tied-embedding"),
        ("12L*h^2 + 2L*h*n = 12L*h^2 + 2L*h*m", "symbol-mistaken"),
        ("h*(a + b*d) = h*a + h*b*e", "symbol-mistaken"),
    ] {
        assert_eq!(slip(line), expected, "{line}");
    }
}

#[test]
fn numbers() {
    for (line, expected) in [
        (
            "32000*4096 + (12*4096^2+2*4096)*32 + 4096 + 4096*32000 = 131072000 + 6442450944 + 4096 + 131072000",
            "term-lost",
        ),
        ("2*80*8*128*2 = 163840", "factor-lost"),
        ("1898871 seconds = 21 days", "truncated"),
        ("12*32*4096^2 + 32000*4096 ~= 5.43B", "-"),
        ("12*32*4096^2 + 32000*4096 ~= 6.75B", "digits-transposed"),
        ("12*32*4096^2 + 32000*4096 ~= 6.57M", "power-of-thousand"),
        ("7B*(4 bytes) = 14 GB", "wrong-dtype"),
        ("80 GB = 640 GB", "bits-for-bytes"),
        ("2*80*64*128*2*(1 byte) = 2.56 MB", "binary-for-decimal"),
        ("2*14*10^9*(1 byte) = 26 GB", "binary-for-decimal"),
        ("8*7*10^9*(1 byte) = 59 GB", "-"),
        ("15*10^9*(1 byte) = 16 GB", "-"),
        ("3*4 = 10", "-"),
    ] {
        assert_eq!(slip(line), expected, "{line}");
    }
}
