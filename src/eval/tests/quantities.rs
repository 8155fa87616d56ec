//! Quantities with units.

use super::written::*;
use crate::expr::Expr;

fn of(amount: i64, unit: &str) -> Expr {
    Expr::quantity(n(amount), unit)
}

#[test]
fn sizes_rates_and_labels() {
    for (expr, expected) in [
        (of(28, "GB"), "28 GB"),
        // 7B parameters × 4 bytes = 28 GB
        (
            Expr::conversion(
                Expr::product([of(7_000_000_000, "parameters"), of(4, "bytes")]),
                "GB",
            ),
            "28 GB",
        ),
        (Expr::sum([of(1, "GB"), of(500, "MB")]), "1.5 GB"),
        (Expr::sum([of(1, "GB"), n(0)]), "1 GB"),
        (Expr::sum([n(0), of(1, "GB")]), "1 GB"),
        // 80·2^30/10^9
        (Expr::conversion(of(80, "GiB"), "GB"), "85.89934592 GB"),
        (Expr::conversion(of(16, "bit"), "bytes"), "2 byte"),
        (Expr::quotient(of(80, "GB"), of(2, "bytes")), "40000000000"),
        (
            Expr::quotient(of(6, "TFLOP"), of(2, "seconds")),
            "3000000000000 FLOP/second",
        ),
        (Expr::sum([of(3, "tokens"), of(4, "layers")]), "7"),
        (Expr::product([n(3), x("bytes")]), "3 byte"),
        (
            call("round_up", [of(1000, "bytes"), of(512, "bytes")]),
            "1024 byte",
        ),
        (call("floor_div", [of(1, "GB"), of(3, "MB")]), "333"),
        (call("max", [of(1, "GB"), of(1, "GiB")]), "1 GiB"),
        (call("sqrt", [pow(of(3, "bytes"), n(2))]), "3 byte"),
    ] {
        assert_eq!(text(&expr), expected, "{expr:?}");
    }
}

/// Sizes of LLaMA-7B, 6,738,415,616 parameters, in storage formats.
#[test]
fn storage_formats() {
    let parameters = n(6_738_415_616);
    for (dtype, expected) in [
        ("FP32", "26953662464 byte"),
        ("FP16", "13476831232 byte"),
        ("BF16", "13476831232 byte"),
        ("INT4", "3369207808 byte"),
        // 4.5 bits an element
        ("Q4_K", "3790358784 byte"),
        // 6.5625 bits an element
        ("Q6_K", "5527606560 byte"),
    ] {
        let size = Expr::conversion(parameters.clone(), dtype);
        assert_eq!(text(&size), expected, "{dtype}");
    }
}
