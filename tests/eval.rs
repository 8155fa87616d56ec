//! Values of formulas as people type them.

use longhand::diagnostic::{Diagnostic, Source};
use longhand::eval::{Environment, evaluate};
use longhand::expr::{Bindings, Expr};
use longhand::syntax::{Scope, parse_bindings, parse_input};

/// The value of a formula under bindings, both as typed; an error of evaluation as its code.
fn value(formula: &str, bindings: &str) -> String {
    read_and_evaluate(formula, bindings).unwrap_or_else(|errors| format!("{errors:?}"))
}

fn read_and_evaluate(formula: &str, bindings: &str) -> Result<String, Vec<Diagnostic>> {
    let source = |text: &str| Source::new("<input>", text);
    let (mut scope, mut values) = (Scope::default(), Bindings::new());
    if !bindings.is_empty() {
        for binding in parse_bindings(&source(bindings), &scope)?.value {
            scope = scope.with_names([binding.symbol.clone()]);
            values.insert(binding.symbol, binding.value);
        }
    }
    let chains = parse_input(&[source(formula)], &scope)?.value;
    let first = chains
        .first()
        .map_or_else(Expr::zero, |chain| chain.first.clone());
    let value = evaluate(&first, &Environment::new().with_bindings(&values));
    Ok(match value {
        Ok(value) => value.to_string(),
        Err(error) => error.code().to_string(),
    })
}

#[test]
fn the_language_page() {
    let llama = "L=32, h=4096, V=32000";
    for (formula, bindings, expected) in [
        ("6_738_415_616", "", "6738415616"),
        ("0.5", "", "1/2"),
        ("6.7e9", "", "6700000000"),
        ("8/3", "", "8/3"),
        ("7B + 4k + 1.5M + 2T", "", "2007001504000"),
        ("8.5%", "", "17/200"),
        ("80 GiB in GB", "", "85.89934592 GB"),
        ("16 bit", "", "16 bit"),
        ("-h^2", "h=3", "-9"),
        ("2^3^2", "", "512"),
        ("h² + 2¹⁰ + h⁻¹", "h=2", "2057/2"),
        ("12Lh² + Vh", llama, "6573522944"),
        ("L(12h² + 4h) + Vh + 2h", llama, "6574055424"),
        ("8/3 h", "h=3", "8"),
        ("sqrt(9/4)", "", "3/2"),
        ("√16", "", "4"),
        ("round_up(8/3 h, 256)", "h=4096", "11008"),
        ("7 // 2", "", "3"),
        ("(-7) mod 3", "", "2"),
        ("mod(7, 3)", "", "1"),
        ("10!", "", "3628800"),
        ("binom(10, 3)", "", "120"),
        ("|x|", "x=-3", "3"),
        ("sum(i = 1..L, 2i + 1)", "L=12", "168"),
        ("prod(i = 1..5, i)", "", "120"),
        ("sum(m in widths, m*h)", "widths=list(1, 2, 4), h=10", "70"),
        (
            "sum(l = 0..L-1, if l < k then dense else moe)",
            "L=10, k=3, dense=7, moe=100",
            "721",
        ),
        (
            "sum(l = 0..L-1, if l in only then 1 else 2)",
            "L=10, only=list(1, 3)",
            "18",
        ),
        (
            "count(kinds, \"full\")",
            "kinds=list(\"full\", \"window\", \"full\")",
            "2",
        ),
        (
            "[starts_with(act, \"gated-\")] 3",
            "act=\"gated-gelu\"",
            "3",
        ),
        ("[tied = 0] V", "tied=0, V=9", "9"),
        ("[b] y", "b=true, y=4", "4"),
        ("if tied then 0 else V*h", "tied=false, V=2, h=3", "6"),
        ("[n divides h]", "n=32, h=4096", "1"),
        ("total in FP16", "total=7000000000", "14000000000 byte"),
        ("(total in FP16) in GB", "total=7000000000", "14 GB"),
        ("7B parameters * 4 bytes", "", "28000000000 byte"),
        ("100 GB / (2 bytes)", "", "50000000000"),
        ("log2(1024)", "", "10"),
        ("floor(ln(10^9))", "", "20"),
        ("1/(x-x)", "x=5", "eval/division-by-zero"),
        ("2^(10^10)", "", "limit/reached"),
        ("10^10^10", "", "limit/reached"),
        ("(2^(10^9))!", "", "limit/reached"),
        ("1 GB + 1 second", "", "eval/units"),
        ("b*3", "b=true", "eval/kind"),
        ("y + 1", "", "model/missing-value"),
    ] {
        assert_eq!(
            value(formula, bindings),
            expected,
            "{formula} at {bindings}"
        );
    }
}

#[test]
fn a_million_terms() {
    let ones = vec!["1"; 1_000_000].join("+");
    assert_eq!(value(&ones, ""), "1000000");
}

#[test]
fn long_integers_stay_exact() {
    let (a, b) = ("9".repeat(400), "1".to_owned() + &"0".repeat(400));
    assert_eq!(value(&format!("{a} + 1"), ""), b);
    assert_eq!(
        value(&format!("{b} * {b}"), ""),
        format!("1{}", "0".repeat(800))
    );
}
