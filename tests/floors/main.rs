//! Holds the house: imports point downward only, rooms on one floor do not know each other, each
//! foreign thing is named in one room alone, and files stay short.

#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "this test reads the source tree")]

mod house;
mod paths;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use house::{FLOORS, RESERVED, floor};
use paths::paths;

/// The most lines of a source file, of a `mod.rs`, and of `main.rs`.
const MOST_LINES: usize = 500;
const MOST_LINES_MOD: usize = 120;
const MOST_LINES_MAIN: usize = 30;

/// A source file by its path below `src`, with `/` between the parts.
struct File {
    path: String,
    text: String,
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The path of the module that the file is: `["poly", "packed"]` for `poly/packed.rs`.
    fn module(&self) -> Vec<String> {
        let stem = self.path.trim_end_matches(".rs");
        let parts = stem
            .split('/')
            .filter(|part| !matches!(*part, "mod" | "lib"));
        parts.map(str::to_owned).collect()
    }

    /// The room; `main` for the program, `None` for the root of the library.
    fn room(&self) -> Option<String> {
        self.module().into_iter().next()
    }

    /// Everything in this file that the house forbids.
    fn offences(&self) -> BTreeSet<String> {
        let mut offences = BTreeSet::new();
        for path in paths(&self.text) {
            let place = format!("src/{}:{}", self.path, path.line);
            let known = self.absolute(&path.segments, path.depth);
            if let Some(offence) = self.upward(known.as_deref()) {
                offences.insert(format!("{place}: {offence}"));
            }
            if let Some(offence) = self.reserved(&path.segments) {
                offences.insert(format!("{place}: {offence}"));
            }
        }
        offences.extend(self.length());
        offences
    }

    /// The room that a path leads to: from the root (`crate::`, `longhand::`) or upward (`super::`).
    fn absolute(&self, segments: &[String], depth: usize) -> Option<String> {
        let ups = segments
            .iter()
            .take_while(|segment| *segment == "super")
            .count();
        match segments.first()?.as_str() {
            "crate" | "longhand" => segments.get(1).cloned(),
            "super" if ups >= self.module().len() + depth => segments.get(ups).cloned(),
            _ => None,
        }
    }

    fn upward(&self, known: Option<&str>) -> Option<String> {
        let (room, known) = (self.room()?, known?);
        let known_floor = floor(known)?;
        if known == room {
            return None;
        }
        if room == "main" {
            return (known != "cli")
                .then(|| format!("the program may name `cli` alone, not `{known}`"));
        }
        let own_floor = floor(&room)?;
        (known_floor >= own_floor).then(|| {
            format!("`{room}` (floor {own_floor}) may not name `{known}` (floor {known_floor})")
        })
    }

    fn reserved(&self, segments: &[String]) -> Option<String> {
        let room = self.room().unwrap_or_else(|| "the root".to_owned());
        let path = segments.join("::");
        let is_below = |prefix: &str| {
            path.strip_prefix(prefix)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        let reserved = RESERVED.iter().find(|reserved| is_below(reserved.path))?;
        (!reserved.rooms.contains(&room.as_str())).then(|| {
            format!(
                "{room} may not name `{}`: {:?} alone may",
                reserved.path, reserved.rooms
            )
        })
    }

    fn length(&self) -> Option<String> {
        let most = match self.path.as_str() {
            "main.rs" => MOST_LINES_MAIN,
            path if path.ends_with("mod.rs") => MOST_LINES_MOD,
            _ => MOST_LINES,
        };
        let lines = self.text.lines().count();
        (lines > most).then(|| format!("src/{}: {lines} lines, at most {most}", self.path))
    }
}

/// All source files.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).expect("a folder of sources");
        let paths: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path
                    .strip_prefix(&root)
                    .expect("below src")
                    .display()
                    .to_string();
                let text = std::fs::read_to_string(&path).expect("a source in UTF-8");
                files.push(File {
                    path: below.replace('\\', "/"),
                    text,
                });
            }
        }
    }
    files
}

#[test]
fn the_house_stands() {
    let files = files();
    assert!(files.len() > 20, "the sources were not found");
    let offences: BTreeSet<String> = files.iter().flat_map(File::offences).collect();
    let list: Vec<String> = offences.into_iter().collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
}

#[test]
fn every_room_has_a_floor() {
    let rooms: BTreeSet<String> = files().iter().filter_map(File::room).collect();
    let without: Vec<&String> = rooms
        .iter()
        .filter(|room| *room != "main" && floor(room).is_none())
        .collect();
    assert!(
        without.is_empty(),
        "add to the table of floors: {without:?}"
    );
}

#[test]
fn no_room_stands_on_two_floors() {
    let rooms: Vec<&str> = FLOORS
        .iter()
        .flat_map(|rooms| rooms.iter().copied())
        .collect();
    let distinct: BTreeSet<&str> = rooms.iter().copied().collect();
    assert_eq!(rooms.len(), distinct.len());
}

/// Made-up sources that the house forbids, each with a part of what is told.
#[test]
fn offences_are_found() {
    let offending = [
        (
            "judge/mod.rs",
            "use crate::rules::RULES;",
            "`judge` (floor 4) may not name `rules`",
        ),
        (
            "poly/a.rs",
            "use crate::{expr::Expr, eval};",
            "may not name `eval` (floor 2)",
        ),
        (
            "poly/a.rs",
            "use crate::{expr::{Expr, Sum as S}, growth::{self}};",
            "name `growth`",
        ),
        (
            "expr/a.rs",
            "fn f() { crate::syntax::parse() }",
            "may not name `syntax`",
        ),
        (
            "expr/a.rs",
            "use super::super::judge::Claim;",
            "may not name `judge`",
        ),
        ("expr/mod.rs", "use super::cli;", "may not name `cli`"),
        (
            "expr/a.rs",
            "mod tests { use super::super::super::tasks; }",
            "may not name `tasks`",
        ),
        (
            "number/a.rs",
            "macro_rules! m { () => { $crate::expr::Expr } }",
            "may not name `expr`",
        ),
        (
            "main.rs",
            "fn main() { longhand::tasks::eval(); }",
            "`cli` alone",
        ),
        (
            "poly/a.rs",
            "use num_bigint::BigInt;",
            "may not name `num_bigint`",
        ),
        (
            "poly/a.rs",
            "type A = num_bigint::BigInt;",
            "may not name `num_bigint`",
        ),
        (
            "judge/a.rs",
            "#[derive(pest_derive::Parser)] struct P;",
            "may not name `pest_derive`",
        ),
        (
            "tasks/a.rs",
            "use std::{fmt, fs::{self, File}};",
            "may not name `std::fs`",
        ),
        (
            "render/a.rs",
            "use std::io::{self, stdout};",
            "may not name `std::io::stdout`",
        ),
        (
            "render/a.rs",
            "let out = io::stdout();",
            "may not name `io::stdout`",
        ),
        ("tasks/a.rs", "println!(\"x\");", "may not name `println`"),
        ("cli/a.rs", "println!(\"x\");", "may not name `println`"),
        ("lib.rs", "use clap::Parser;", "may not name `clap`"),
        (
            "cli/a.rs",
            "use std::net::TcpStream;",
            "may not name `std::net`",
        ),
    ];
    for (path, text, told) in offending {
        let offences = File::new(path, text).offences();
        assert!(
            offences.iter().any(|offence| offence.contains(told)),
            "{text}: {offences:?}"
        );
    }
    let long = "\n".repeat(MOST_LINES + 1);
    assert_eq!(File::new("poly/a.rs", &long).offences().len(), 1);
    assert_eq!(File::new("main.rs", &"\n".repeat(31)).offences().len(), 1);
}

/// Sources that look like offences and are none.
#[test]
fn lawful_sources_pass() {
    let lawful = [
        (
            "judge/mod.rs",
            "use crate::growth::Certificate; use crate::{expr, poly::{self}};",
        ),
        (
            "judge/a.rs",
            "// crate::rules::RULES\n/* crate::cli /* println */ crate::cli */",
        ),
        (
            "judge/a.rs",
            "/// See [`crate::rules`].\nconst A: &str = \"crate::rules\\\" crate::cli\";",
        ),
        (
            "judge/a.rs",
            "const A: &str = r#\"crate::rules \" crate::cli\"#; const B: char = '\"';",
        ),
        (
            "judge/a.rs",
            "fn f<'a>(x: &'a str) -> &'a str { x } // crate::rules",
        ),
        (
            "poly/a.rs",
            "use super::packed::Packed; mod tests { use super::super::dense; }",
        ),
        ("poly/packed/a.rs", "use super::super::eval;"),
        (
            "expr/a.rs",
            "let rules = 1; self.judge::<u8>(); env.syntax.fs; rules::f();",
        ),
        (
            "cli/a.rs",
            "use std::{env, fs, io::{self, stdout}}; use clap::Parser;",
        ),
        (
            "main.rs",
            "fn main() -> std::process::ExitCode { longhand::cli::main() }",
        ),
        (
            "lib.rs",
            "pub mod number; pub mod cli; pub use crate::tasks::eval;",
        ),
    ];
    for (path, text) in lawful {
        let offences = File::new(path, text).offences();
        assert!(offences.is_empty(), "{text}: {offences:?}");
    }
}
