//! `longhand check --watch`: one report a change, and a quiet end when nobody reads any more.

#![cfg(test)]
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "the documents that are watched are files in a folder"
)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any machine needs; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("watch")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_longhand"))
        .args(["check", "--watch"])
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a run")
}

/// The lines that end a report.
fn summaries(child: &mut Child) -> Receiver<String> {
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            if line.contains("relation") && sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

#[test]
fn a_change_makes_one_report() {
    let folder = folder("changes");
    let file = folder.join("a.md");
    std::fs::write(&file, "$2 + 2 = 4$\n").expect("a file");
    let mut child = start(&folder, &["a.md"]);
    let summaries = summaries(&mut child);
    let next = || summaries.recv_timeout(PATIENCE).expect("a report");
    assert_eq!(next(), "a.md: 1 relation: 1 holds");
    std::fs::write(&file, "$2 + 2 = 5$\n").expect("a change");
    assert_eq!(next(), "a.md: 1 relation: 1 wrong");
    // A neighbour is none of its business.
    std::fs::write(folder.join("b.md"), "$2 + 2 = 6$\n").expect("a neighbour");
    // An editor writes a new file and puts it in the place of the old one.
    std::fs::write(folder.join("new"), "$2 + 2 = 4$ and $1 + 1 = 2$\n").expect("a new file");
    std::fs::rename(folder.join("new"), &file).expect("a rename");
    assert_eq!(next(), "a.md: 2 relations: 2 hold");
    assert!(summaries.recv_timeout(Duration::from_millis(600)).is_err());
    child.kill().expect("an end");
    child.wait().expect("an end");
}

#[test]
fn nobody_who_reads_ends_it() {
    let folder = folder("closed");
    let file = folder.join("a.md");
    std::fs::write(&file, "$2 + 2 = 4$\n").expect("a file");
    let mut child = start(&folder, &["."]);
    let mut out = BufReader::new(child.stdout.take().expect("its output"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a report");
    assert_eq!(line, "a.md: 1 relation: 1 holds\n");
    drop(out);
    std::fs::write(&file, "$2 + 2 = 5$\n").expect("a change");
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn standard_input_is_not_watched() {
    let output = start(&folder("input"), &["-"]).wait_with_output();
    let output = output.expect("an end");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("standard input cannot be watched"), "{told}");
}
