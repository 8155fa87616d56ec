//! The real binary: what it prints where, and its exit codes.

#![cfg(test)]

#[test]
fn commands() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.trycmd")
        .case("tests/codes/*.trycmd")
        .case("tests/cmd/*.toml");
}
