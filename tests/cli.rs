//! The real binary: what it prints where, and its exit codes.

#![cfg(test)]

#[test]
fn commands() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.trycmd")
        .case("tests/codes/*.trycmd")
        .case("tests/cmd/*.toml")
        .case("docs/guide/size.md");
}

/// The formula file of the guide is the one that its command reads.
#[test]
fn the_guide_shows_its_file() {
    let guide = include_str!("../docs/guide/size.md");
    assert!(guide.contains(include_str!("../docs/guide/size.in/server.lh")));
}
