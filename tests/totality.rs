//! Holds what belongs together: every diagnostic code and every rule has a page, every code a golden
//! case, every rule a sentence in every language, and nothing is left over.

#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "this test reads pages and templates"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use longhand::diagnostic::CODES;
use longhand::render::LANGUAGES;
use longhand::rules::RULES;
use longhand::tasks::{page, page_names};

fn folder(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// The entries of a folder; none where it does not exist.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

/// The names of the files of a folder that end so, without that ending.
fn names(folder: &Path, ending: &str) -> BTreeSet<String> {
    let name = |path: &PathBuf| {
        path.file_name()?
            .to_str()?
            .strip_suffix(ending)
            .map(str::to_owned)
    };
    entries(folder).iter().filter_map(name).collect()
}

fn codes() -> BTreeSet<String> {
    CODES.iter().map(|code| code.name().to_owned()).collect()
}

fn rules() -> BTreeSet<String> {
    RULES.iter().map(|rule| rule.id.name().to_owned()).collect()
}

#[test]
fn rules_and_pages_match() {
    assert_eq!(names(&folder("docs/rules"), ".md"), rules());
}

#[test]
fn codes_and_pages_match() {
    let files: BTreeSet<String> = codes().iter().map(|code| code.replace('/', "-")).collect();
    assert_eq!(names(&folder("docs/diagnostics"), ".md"), files);
}

#[test]
fn explain_knows_every_page() {
    let known: BTreeSet<String> = page_names().map(str::to_owned).collect();
    assert_eq!(known, codes().union(&rules()).cloned().collect());
    assert_eq!(known.len(), page_names().count(), "a name has two pages");
}

/// Codes that are told on the page they belong to, in words, and not as a message.
const TOLD_ON_THE_PAGE: &[&str] = &["model/set-aside"];

#[test]
fn every_code_has_a_golden_case() {
    let cases = folder("tests/codes");
    let files: BTreeSet<String> = codes().iter().map(|code| code.replace('/', "-")).collect();
    assert_eq!(
        names(&cases, ".trycmd"),
        files,
        "each code has a case in tests/codes that shows its message (see CONTRIBUTING, Add a diagnostic code)"
    );
    for code in codes() {
        let case = cases.join(code.replace('/', "-") + ".trycmd");
        let text = std::fs::read_to_string(case).expect("a case in UTF-8");
        let is_told = text.contains(&format!("[{code}]"));
        assert_eq!(
            is_told,
            !TOLD_ON_THE_PAGE.contains(&code.as_str()),
            "{code}"
        );
    }
}

/// The headings that a page of each kind has, in order.
const CODE_PAGE: &[&[&str]] = &[
    &["## Wrong", "## Seen"],
    &["## Why"],
    &["## Right", "## To be explicit"],
];
const RULE_PAGE: &[&[&str]] = &[
    &["## When"],
    &["## Before and after"],
    &["## What the judge checks"],
];

#[test]
fn pages_have_their_shape() {
    for name in page_names() {
        let text = page(name).expect("a page");
        let wanted = if name.contains('/') {
            CODE_PAGE
        } else {
            RULE_PAGE
        };
        let headings: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        let fits = headings.len() == wanted.len()
            && headings
                .iter()
                .zip(wanted)
                .all(|(heading, allowed)| allowed.contains(heading));
        assert!(fits, "{name}: {headings:?}");
        assert_eq!(text.lines().next(), Some(format!("# `{name}`").as_str()));
        assert!(text.matches("```").count() >= 2, "{name}: no example");
    }
}

/// The folders of languages: those that have sentences for rules.
fn languages() -> Vec<PathBuf> {
    let is_language = |folder: &PathBuf| folder.join("rules").is_dir();
    entries(&folder("templates"))
        .into_iter()
        .filter(is_language)
        .collect()
}

#[test]
fn languages_and_folders_match() {
    let folders: BTreeSet<String> = languages()
        .iter()
        .filter_map(|folder| Some(folder.file_name()?.to_str()?.to_owned()))
        .collect();
    let known: BTreeSet<String> = LANGUAGES
        .iter()
        .map(|language| (*language).to_owned())
        .collect();
    assert_eq!(folders, known);
}

#[test]
fn every_rule_has_a_sentence_in_every_language() {
    for language in languages() {
        let sentences = names(&language.join("rules"), ".j2");
        assert_eq!(sentences, rules(), "{}", language.display());
    }
}

/// All template files below a folder.
fn templates(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(folder) {
        if path.is_dir() {
            found.extend(templates(&path));
        } else if path.extension().is_some_and(|extension| extension == "j2") {
            found.push(path);
        }
    }
    found
}

#[test]
fn languages_have_the_same_templates() {
    let below = |language: &PathBuf| -> BTreeSet<PathBuf> {
        let path = |path: &PathBuf| path.strip_prefix(language).expect("below").to_owned();
        templates(language).iter().map(path).collect()
    };
    let sets: Vec<BTreeSet<PathBuf>> = languages().iter().map(below).collect();
    for pair in sets.windows(2) {
        assert_eq!(pair[0], pair[1]);
    }
}

/// Places in a template where `{{` stands inside mathematics. In LaTeX doubled braces are harmless,
/// but `$x^{{2}}$` is a tag here and puts out `$x^2$`; so mathematics arrives as a whole, with its
/// dollar signs, or between them as one finished value: `${{ factor }}$`.
fn brace_traps(template: &str) -> Vec<String> {
    let mut traps = Vec::new();
    for (number, line) in template.lines().enumerate() {
        let line = line.replace("$$", "$");
        let mathematics = line.split('$').skip(1).step_by(2);
        for formula in mathematics.map(str::trim) {
            let inner = formula
                .strip_prefix("{{")
                .and_then(|rest| rest.strip_suffix("}}"));
            let is_one_value = inner.is_some_and(|inner| !inner.contains("{{"));
            if formula.contains("{{") && !is_one_value {
                traps.push(format!("line {}: `{formula}`", number + 1));
            }
        }
    }
    traps
}

#[test]
fn no_brace_of_latex_touches_a_tag() {
    for path in templates(&folder("templates")) {
        let text = std::fs::read_to_string(&path).expect("a template in UTF-8");
        let traps = brace_traps(&text);
        assert!(traps.is_empty(), "{}: {traps:?}", path.display());
    }
}

#[test]
fn brace_traps_are_found() {
    assert_eq!(brace_traps("$x^{{ n }}$"), ["line 1: `x^{{ n }}`"]);
    assert_eq!(brace_traps("$$x^{{2}}$$"), ["line 1: `x^{{2}}`"]);
    assert_eq!(
        brace_traps("so\n$\\frac{{ a }}{2}$"),
        ["line 2: `\\frac{{ a }}{2}`"]
    );
    assert_eq!(brace_traps("$\\text{{{ name }}}$").len(), 1);
    assert_eq!(brace_traps("${{ a }} + {{ b }}$").len(), 1);
    assert!(brace_traps("By ${{ factor }}$, {{ x }} and $a_{1}$.").is_empty());
}
