//! Runs the guide "Write your own architecture": its files are written, its commands executed in order,
//! and what they print is what the page shows.

#![cfg(test)]
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "the guide's files are written into a folder of their own"
)]

use std::path::PathBuf;
use std::process::Command;

const GUIDE: &str = include_str!("../docs/guide/architecture.md");

/// The fenced blocks of the page: their language, and their text.
fn blocks() -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    for line in GUIDE.lines() {
        if let Some(language) = line.strip_prefix("```") {
            is_open = !is_open;
            if is_open {
                blocks.push((language.to_owned(), String::new()));
            }
        } else if is_open {
            let block = blocks.last_mut().expect("an open block");
            block.1.push_str(line);
            block.1.push('\n');
        }
    }
    blocks
}

#[test]
fn the_guide_is_true() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("guide-architecture");
    std::fs::create_dir_all(&folder).expect("a folder");
    let program = PathBuf::from(env!("CARGO_BIN_EXE_longhand"));
    let programs = program.parent().expect("a folder of programs").display();
    let mut files = ["first.lh", "mine.lh", "short.lh"].into_iter();
    let mut printed = String::new();
    let mut shown = 0;
    for (language, text) in blocks() {
        match language.as_str() {
            "json" => std::fs::write(folder.join("config.json"), text).expect("a file"),
            "longhand" => {
                let name = files.next().expect("a name for each file");
                assert!(GUIDE.contains(&format!("Save this as `{name}`")));
                std::fs::write(folder.join(name), text).expect("a file");
            }
            "sh" => {
                let output = Command::new("sh")
                    .args(["-e", "-c", &format!("PATH=\"{programs}:$PATH\"\n{text}")])
                    .current_dir(&folder)
                    .output()
                    .expect("a shell");
                assert!(output.status.success(), "{text}{output:?}");
                printed = String::from_utf8(output.stdout).expect("text");
            }
            "text" => {
                assert_eq!(printed, text);
                shown += 1;
            }
            other => panic!("nobody runs a block of `{other}`"),
        }
    }
    assert_eq!((files.next(), shown), (None, 2));
}
