//! Documents that are huge, broken or malicious: `longhand check` ends with a clear message or a clean
//! report, soon and in bounded memory, and the other documents are checked.

#![cfg(test)]
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "documents are files in a folder")]

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Kilobytes of address space.
const MEMORY: u32 = 4_000_000;

/// Seconds after which a run is ended; a debug build on a busy machine needs far less.
const PATIENCE: u32 = 120;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("hostile-check")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn run(folder: &PathBuf, arguments: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_longhand");
    let script = format!("ulimit -v {MEMORY}\nexec {program} check {arguments}");
    Command::new("timeout")
        .args([&PATIENCE.to_string(), "sh", "-c", &script])
        .current_dir(folder)
        .output()
        .expect("a shell")
}

/// Checks a document and demands an exit code and words on either stream.
fn expect(name: &str, content: &[u8], exit: i32, words: &str) {
    let folder = folder(name);
    std::fs::write(folder.join(name), content).expect("a document");
    let output = run(&folder, name);
    let out: String = String::from_utf8_lossy(&output.stdout)
        .chars()
        .rev()
        .take(2_000)
        .collect();
    let out: String = out.chars().rev().collect();
    let err = String::from_utf8_lossy(&output.stderr);
    let err: String = err.chars().take(2_000).collect();
    assert_eq!(output.status.code(), Some(exit), "{name}\n{out}\n{err}");
    assert!(
        out.contains(words) || err.contains(words),
        "{name}: no `{words}` in\n{out}\n{err}"
    );
    assert!(!err.contains("panicked"), "{name}\n{err}");
}

#[test]
fn what_is_repeated_thousands_of_times_is_gone_through_once() {
    for (name, text, words) in [
        (
            "begin.md",
            "\\begin{align}\n".repeat(20_000),
            "nothing is claimed",
        ),
        ("display.md", "\\[ ".repeat(100_000), "nothing is claimed"),
        ("dollars.md", "$".repeat(100_000), "nothing is claimed"),
        ("apart.md", "$ a ".repeat(50_000), "nothing is claimed"),
        ("ticks.md", "` a ".repeat(50_000), "nothing is claimed"),
        (
            "quotes.md",
            format!("{} a", ">".repeat(50_000)),
            "nothing is claimed",
        ),
        ("comments.md", "<!-- ".repeat(50_000), "nothing is claimed"),
        (
            "backslashes.md",
            "x\\y $ ".repeat(100_000),
            "nothing is claimed",
        ),
        ("blocks.rs", "/* ".repeat(50_000), "nothing is claimed"),
        ("docs.py", "\"\"\"".repeat(30_001), "nothing is claimed"),
        (
            "math.rst",
            ".. math::\n".repeat(20_000),
            "nothing is claimed",
        ),
        (
            "macros.tex",
            "\\newcommand{\\a}{".repeat(10_000),
            "nothing is claimed",
        ),
        (
            "off.md",
            "<!-- longhand off fails: x -->\n".repeat(10_000),
            "10000 of the comments to mend",
        ),
    ] {
        expect(name, text.as_bytes(), 0, words);
    }
}

#[test]
fn deep_nesting_is_unread() {
    let deep = "(".repeat(50_000);
    expect(
        "deep.md",
        format!("${deep} = 1$\n").as_bytes(),
        0,
        "1 not read",
    );
    let braces = "{".repeat(50_000);
    expect(
        "braces.md",
        format!("${braces} = 1$\n").as_bytes(),
        0,
        "1 not read",
    );
    expect(
        "deep.typ",
        format!("${deep} = 1$\n").as_bytes(),
        0,
        "1 not read",
    );
    let lists = "[".repeat(50_000);
    expect("deep.ipynb", lists.as_bytes(), 2, "1 not read");
}

#[test]
fn a_line_of_a_million_characters_is_told() {
    let line = format!("{} 2 + 2 = 5\n", "a ".repeat(500_000));
    expect(
        "line.md",
        line.as_bytes(),
        0,
        "the line is longer than 20000 bytes",
    );
    let line = format!("{} and nothing\n\n$2 + 2 = 5$\n", "a ".repeat(500_000));
    expect("other.md", line.as_bytes(), 1, "other.md:3:8");
}

#[test]
fn money_is_no_mathematics() {
    let text = "It costs $5 and later $6, or $7 = seven.\n\nA US$10 bill, $5-$10.\n";
    expect("money.md", text.as_bytes(), 0, "nothing is claimed");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    expect(
        "zero.md",
        b"$2 + 2 = 4$\0\n",
        2,
        "zero.md is no text: byte 11 is zero",
    );
    expect(
        "latin.md",
        b"caf\xe9 $2 + 2 = 4$\n",
        2,
        "is not UTF-8: byte 3",
    );
    expect("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0", 2, "is not UTF-8");
}

/// One document that cannot be read keeps no other from being checked.
#[test]
fn the_others_are_checked() {
    let folder = folder("others");
    std::fs::write(folder.join("a.md"), "$2 + 2 = 4$\n").expect("a document");
    std::fs::write(folder.join("b.md"), b"\xff\n").expect("a document");
    std::os::unix::fs::symlink("nowhere.md", folder.join("c.md")).expect("a link");
    std::fs::create_dir(folder.join("d.md")).expect("a folder with the name of a document");
    std::fs::write(folder.join("d.md/e.md"), "$1 + 1 = 2$\n").expect("a document");
    let output = run(&folder, "a.md b.md c.md gone.md d.md");
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{out}\n{err}");
    assert_eq!(
        out,
        "a.md: 1 relation: 1 holds\nd.md/e.md: 1 relation: 1 holds\n"
    );
    for told in [
        "b.md is not UTF-8",
        "cannot read c.md",
        "cannot read gone.md",
    ] {
        assert!(err.contains(told), "no `{told}` in\n{err}");
    }
}

/// What may not be written is told, and nothing is left behind.
#[test]
fn nothing_partial_is_left_behind() {
    let folder = folder("partial");
    let file = folder.join("a.md");
    std::fs::write(&file, "$5/3 = 1.67$\n").expect("a document");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).expect("its mode");
    let output = run(&folder, "--fix a.md");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("cannot write a.md"), "{err}");
    let text = std::fs::read_to_string(&file).expect("the document");
    assert_eq!(text, "$5/3 = 1.67$\n");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("its mode");
    std::os::unix::fs::symlink("a.md", folder.join("link.md")).expect("a link");
    let output = run(&folder, "--fix link.md");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = std::fs::read_to_string(&file).expect("the document");
    assert_eq!(text, "$5/3 ≈ 1.67$\n");
    let mode = std::fs::metadata(&file)
        .expect("the document")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
    let link = std::fs::symlink_metadata(folder.join("link.md")).expect("the link");
    assert!(link.file_type().is_symlink());
    let names = std::fs::read_dir(&folder).expect("the folder").count();
    assert_eq!(names, 2);
}

/// Fifty megabytes; only where the build is optimised, because it is a matter of speed.
#[test]
#[cfg(not(debug_assertions))]
fn fifty_megabytes_are_read() {
    let text = "Some words stand here, and then there is a sum: $3 + 4 = 7$.\n\n".repeat(800_000);
    expect(
        "big.md",
        text.as_bytes(),
        0,
        "800000 relations: 800000 hold",
    );
}
