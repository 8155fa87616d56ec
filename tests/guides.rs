//! Runs the guide "Write your own architecture" and the page about the language: files are written, commands executed
//! in order, and what they print is what the pages show. The page about the language names everything that the
//! language has.

#![cfg(test)]
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "the files of the pages are written into a folder of their own"
)]

use std::path::PathBuf;
use std::process::Command;

use longhand::expr::Function;

const GUIDE: &str = include_str!("../docs/guide/architecture.md");
const LANGUAGE: &str = include_str!("../docs/language.md");
const GRAMMAR: &str = include_str!("../grammar/formula.pest");

/// The fenced blocks of a page: their language, and their text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    for line in page.lines() {
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

/// Executes the blocks of a page in a folder; formula files are called as the page calls them. Text that no command
/// printed is how a statement is written. Returns how often what was printed is shown.
fn run(page: &str, folder: &str, mut name: impl FnMut() -> &'static str) -> usize {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let program = PathBuf::from(env!("CARGO_BIN_EXE_longhand"));
    let programs = program.parent().expect("a folder of programs").display();
    let mut printed = None;
    let mut shown = 0;
    for (language, text) in blocks(page) {
        match language.as_str() {
            "json" => std::fs::write(folder.join("config.json"), text).expect("a file"),
            "longhand" => std::fs::write(folder.join(name()), text).expect("a file"),
            "sh" => {
                let output = Command::new("sh")
                    .args(["-e", "-c", &format!("PATH=\"{programs}:$PATH\"\n{text}")])
                    .current_dir(&folder)
                    .output()
                    .expect("a shell");
                assert!(output.status.success(), "{text}{output:?}");
                printed = Some(String::from_utf8(output.stdout).expect("text"));
            }
            "text" => {
                if let Some(printed) = printed.take() {
                    assert_eq!(printed, text);
                    shown += 1;
                }
            }
            other => panic!("nobody runs a block of `{other}`"),
        }
    }
    shown
}

#[test]
fn the_guide_is_true() {
    let mut files = ["first.lh", "mine.lh", "short.lh"].into_iter();
    let shown = run(GUIDE, "guide-architecture", || {
        let name = files.next().expect("a name for each file");
        assert!(GUIDE.contains(&format!("Save this as `{name}`")));
        name
    });
    assert_eq!((files.next(), shown), (None, 2));
}

#[test]
fn the_page_about_the_language_is_true() {
    let commands = blocks(LANGUAGE);
    let commands = commands.iter().filter(|(language, _)| language == "sh");
    let shown = run(LANGUAGE, "language", || "example.lh");
    assert_eq!(shown, commands.count());
}

/// The words of a text.
fn words(text: &str) -> Vec<&str> {
    let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.split(|letter| !is_of_word(letter)).collect()
}

#[test]
fn the_page_about_the_language_names_all_of_it() {
    let examples: String = blocks(LANGUAGE)
        .into_iter()
        .filter(|(language, _)| language == "longhand")
        .map(|(_, text)| text)
        .collect();
    let used = words(&examples);
    for function in Function::names() {
        assert!(used.contains(&function), "`{function}` has no example");
    }
    // The words that begin or join the parts of statements, as the grammar has them.
    let (_, reserved) = GRAMMAR.split_once("statement_word = _{").expect("words");
    let statements = reserved.split('"').skip(1).step_by(2);
    let statements: Vec<&str> = statements.collect();
    assert!(statements.len() > 15, "{statements:?}");
    for word in statements {
        let is_told_only = matches!(word, "within");
        assert!(
            is_told_only || used.contains(&word),
            "`{word}` has no example"
        );
    }
    for domain in ["integer", "natural", "real", "boolean", "text", "list"] {
        assert!(used.contains(&domain), "`{domain}` has no example");
    }
}
