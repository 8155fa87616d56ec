//! Runs what the pages of `docs` show: every wrong input earns its code and exit code, every right
//! one passes.

#![cfg(test)]
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "the examples of a page are files in a folder"
)]

use std::path::PathBuf;
use std::process::{Command, Output};

use longhand::diagnostic::{Code, Outcome};
use longhand::tasks::{page, page_names};

/// A fenced block of a page.
struct Block {
    /// What stands behind the fence.
    language: String,
    /// The heading it stands under.
    section: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut section, mut is_open) = ("", false);
    for line in page.lines() {
        if let Some(language) = line.strip_prefix("```") {
            is_open = !is_open;
            if is_open {
                let (language, section) = (language.to_owned(), section.to_owned());
                blocks.push(Block {
                    language,
                    section,
                    text: String::new(),
                });
            }
        } else if is_open {
            let block = blocks.last_mut().expect("an open block");
            block.text.push_str(line);
            block.text.push('\n');
        } else if let Some(heading) = line.strip_prefix("## ") {
            section = heading;
        }
    }
    blocks
}

fn is_code(name: &&str) -> bool {
    name.contains('/')
}

/// Runs a block in a folder of its own: a shell script, a formula file to derive, or a configuration
/// to count by.
fn run(name: &str, block: &Block) -> Output {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name.replace('/', "-"));
    std::fs::create_dir_all(&folder).expect("a folder for examples");
    let script = match block.language.as_str() {
        "longhand" => {
            std::fs::write(folder.join("page.lh"), &block.text).expect("a file for an example");
            "longhand derive page.lh"
        }
        "json" => {
            std::fs::write(folder.join("config.json"), &block.text).expect("a file for an example");
            "longhand count --config config.json"
        }
        "markdown" => {
            std::fs::write(folder.join("page.md"), &block.text).expect("a file for an example");
            "longhand check page.md"
        }
        "sh" => &block.text,
        other => panic!("{name}: nobody runs a block of `{other}`"),
    };
    let program = PathBuf::from(env!("CARGO_BIN_EXE_longhand"));
    let programs = program.parent().expect("a folder of programs").display();
    Command::new("sh")
        .args(["-e", "-c", &format!("PATH=\"{programs}:$PATH\"\n{script}")])
        .current_dir(folder)
        .output()
        .expect("a shell")
}

/// The exit codes that a finding may lead to; what is undecided is a warning to most commands.
fn exit_codes(outcome: Outcome) -> &'static [i32] {
    match outcome {
        Outcome::Clean => &[0],
        Outcome::Wrong => &[1],
        Outcome::Unusable => &[2],
        Outcome::Undecided => &[0, 3],
    }
}

/// Codes that are told on the page they belong to, in words, and not as a message.
const TOLD_ON_THE_PAGE: &[&str] = &["model/set-aside"];

#[test]
fn the_examples_of_rules_run() {
    for name in page_names().filter(|name| !is_code(name)) {
        for block in blocks(page(name).expect("a page")) {
            if block.language != "formula" {
                let output = run(name, &block);
                assert!(
                    output.status.success(),
                    "{name}: {}\n{output:?}",
                    block.text
                );
            }
        }
    }
}

#[test]
fn wrong_examples_earn_their_code_and_right_ones_pass() {
    let mut mistakes = Vec::new();
    for name in page_names().filter(is_code) {
        let code = Code::named(name).expect("a code");
        let mut told = String::new();
        for block in blocks(page(name).expect("a page")) {
            if block.language == "text" {
                if !told.contains(block.text.trim_end()) {
                    mistakes.push(format!(
                        "{name}: the page says\n{}and not\n{told}",
                        block.text
                    ));
                }
                continue;
            }
            let output = run(name, &block);
            told = String::from_utf8_lossy(&output.stderr).into_owned();
            // What a check finds is its result.
            told.push_str(&String::from_utf8_lossy(&output.stdout));
            let is_wrong = matches!(block.section.as_str(), "Wrong" | "Seen");
            let exits = if is_wrong {
                exit_codes(code.outcome())
            } else {
                &[0]
            };
            let is_expected = output
                .status
                .code()
                .is_some_and(|exit| exits.contains(&exit));
            let is_silent = TOLD_ON_THE_PAGE.contains(&name);
            if !is_expected || told.contains(name) != (is_wrong && !is_silent) {
                let status = output.status;
                mistakes.push(format!("{name}: {}{status}\n{told}", block.text));
            }
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n----\n"));
}
