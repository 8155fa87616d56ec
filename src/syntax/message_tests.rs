//! What people write who come from other notations: the place and the words.

use super::*;
use crate::diagnostic::{Diagnostic, Source};

/// Column range, message and hints of each finding.
fn told(found: &[Diagnostic]) -> String {
    let one = |found: &Diagnostic| {
        let span = found.labels[0].span;
        let hints = found.hints.join("; ");
        format!("{}..{} {} | {hints}", span.start, span.end, found.message)
    };
    found.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// Errors, or notes where there is none.
#[track_caller]
fn table(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let found = match parse_input(&[Source::new("t", *text)], &Scope::open()) {
            Ok(reading) => told(&reading.notes),
            Err(errors) => told(&errors),
        };
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn functions_of_other_systems() {
    table(&[
        (
            "count(a)",
            "0..8 `count` takes 2 arguments, not 1 | `length(a)` is how many entries a list has, `count(a, entry)` how often one is there",
        ),
        (
            "sqr(4)",
            "0..3 there is no function `sqr` | did you mean `sqrt`?; for the product, write `s*q*r*(4)`",
        ),
        (
            "2 + log(8)",
            "4..7 there is no function `log` | write `ln(x)`, `log2(x)` or `log10(x)`; for the product, write `l*o*g*(8)`",
        ),
        (
            "Ln(x)",
            "0..2 there is no function `Ln` | did you mean `ln`?; for the product, write `L*n*(x)`",
        ),
        (
            "MAX(1, 2)",
            "0..3 there is no function `MAX` | did you mean `max`?",
        ),
        (
            "f(1, 2)",
            "0..1 there is no function `f` | functions are declared in a formula file: `f(x, y) = …`",
        ),
        (
            "Σ(i=1..3, i)",
            "0..2 there is no function `Σ` | write `sum(i = 1..n, i)`",
        ),
        ("log₂(8) + log_10(x)", ""),
        ("Lh(h + 1) + Σ(x)", ""),
        (
            "foo(3)",
            "0..3 `foo` is read as the product f·o·o | to use it as one name, declare it: `--names foo`",
        ),
    ]);
    let declared = Scope::open().with_names(["s", "q", "r", "log"]);
    for text in ["sqr(4)", "log(8)"] {
        assert!(
            parse_input(&[Source::new("t", text)], &declared).is_ok(),
            "{text}"
        );
    }
}

#[test]
fn signs_in_words() {
    table(&[
        ("2 plus 3", "2..6 `plus` is no sign | write `+`"),
        ("50% of 200", "4..6 `of` is no sign | write `*`"),
        ("(2) times (3)", "4..9 `times` is no sign | write `*`"),
        ("2of", ""),
        (
            "2 x 3",
            "0..5 `2 x 3` has two readings | write `2*3` or `2*x*3`",
        ),
        (
            "L x h",
            "2..3 `x` is read as a name | multiplication is `*` or `×`",
        ),
        (
            "2x3",
            "1..3 `x3` is read as a name | multiplication is `*` or `×`",
        ),
        ("2x + 3 x", ""),
    ]);
}

#[test]
fn units_and_suffixes_nearly() {
    table(&[
        (
            "5 gb",
            "2..4 `gb` is read as the product g·b | did you mean `5 GB`?",
        ),
        (
            "7 B",
            "2..3 `B` is read as a name | a suffix touches its number: `7B`",
        ),
        ("3 h B", ""),
    ]);
}

#[test]
fn latex() {
    let expected = "expected a number, a name or `(`, found";
    for (text, hint) in [
        (r"\frac{1}{2}", "write `(1)/(2)`"),
        (r"\sqrt{x+1}", "write `sqrt(x+1)`"),
        (r"\text{total}", "write `total` alone"),
        (
            r"\foo",
            "LaTeX is not read here; write `(a)/(b)`, `sqrt(x)`, `h_1`, `x^2`",
        ),
    ] {
        table(&[(text, &format!("0..1 {expected} `\\` | {hint}"))]);
    }
    table(&[
        (
            "$2+3$",
            "0..1 expected a number, a name or `(`, found `$` | write the formula without `$`",
        ),
        (
            r"2 \cdot 3",
            "2..3 expected an operator or the end, found `\\` | write `*`",
        ),
        (r"\alpha x + 2\beta_1", ""),
    ]);
}

#[test]
fn digits_in_groups() {
    table(&[
        (
            "6.738.415.616",
            "0..13 a number has two points | digits are grouped with `_`: `6_738_415_616`",
        ),
        (
            "1.5.2",
            "0..5 a number has two points | a range is written `1..5`",
        ),
        (
            "1 000 000",
            "0..5 two numbers stand side by side | one number is written `1_000_000`",
        ),
        (
            "2'000",
            "1..2 expected an operator or the end, found `'` | digits are grouped with `_`: `2_000`",
        ),
        ("1...10", "0..6 a range has two points | write `1..10`"),
    ]);
}

#[test]
fn signs_of_other_notations() {
    for (text, same) in [
        ("2·3–1", "2*3 - 1"),
        ("a — b", "a - b"),
        ("2 ∗ x⁄2", "2*x/2"),
        ("３．５", "3.5"),
        ("2⌊x/2⌋ + ⌈y⌉", "2 floor(x/2) + ceil(y)"),
        ("⌊⌈x⌉/2⌋^⌊y⌋", "floor(ceil(x)/2)^floor(y)"),
        (r"\alpha + 2\Omega h", "α + 2 Ω h"),
    ] {
        assert_eq!(
            parse_chain(text).unwrap().first,
            parse_chain(same).unwrap().first,
            "{text}"
        );
    }
    table(&[
        (
            "max(1;2)",
            "5..6 expected an operator or `,`, found `;` | arguments stand between commas: `max(a, b)`",
        ),
        (
            "1<2 ? 3 : 4",
            "4..5 expected an operator or the end, found `?` | a conditional is written `if p then a else b`",
        ),
        (
            "∞",
            "0..3 expected a number, a name or `(`, found `∞` | there is no infinity; `--large h` tells which symbols grow without bound",
        ),
        (
            "[2+3]*4",
            "1..4 a condition is expected here | compare it with something: `2+3 = 0`; round brackets group: `(2+3)`",
        ),
        ("⌊x", "0..3 `⌊` is not closed | write `⌋` where it ends"),
        ("⌊x⌉", "4..7 `⌊` is closed by `⌉` | "),
        ("x⌋", "1..4 `⌋` closes nothing | "),
        ("(x⌋", "2..5 `(` is closed by `⌋` | "),
        ("⌊x)", "4..5 `⌊` is closed by `)` | "),
    ]);
}
