//! Runs the commands of the README and compares what they print.

#![cfg(test)]

const README: &str = include_str!("../README.md");

#[test]
fn the_console_blocks_are_true() {
    trycmd::TestCases::new().case("README.md");
}

#[test]
fn the_page_on_checking_is_true() {
    trycmd::TestCases::new().case("docs/check.md");
}

#[test]
fn the_formula_file_is_the_one_that_is_derived() {
    let file = include_str!("../examples/kv-cache.lh");
    assert!(README.contains(&format!("```longhand\n{file}```")));
}

/// `.ci/run` takes these two from here.
#[test]
fn it_begins_with_the_two_commands() {
    let (_, rest) = README.split_once("```sh\n").expect("a block of commands");
    let (commands, _) = rest.split_once("```").expect("its end");
    assert_eq!(
        commands,
        "cargo run --release -- derive transformer\ncargo test\n"
    );
}
