//! The definitions that others run longhand by: the hooks of pre-commit and the action of GitHub. Each is
//! parsed, and the command line that it names is run.

#![cfg(test)]
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "the definitions run on files in a folder"
)]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use yaml_rust2::{Yaml, YamlLoader};

const HOOKS: &str = include_str!("../.pre-commit-hooks.yaml");
const ACTION: &str = include_str!("../action.yml");

fn parsed(text: &str) -> Yaml {
    let mut documents = YamlLoader::load_from_str(text).expect("YAML");
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("hooks")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn text<'y>(yaml: &'y Yaml, key: &str) -> &'y str {
    yaml[key].as_str().unwrap_or_else(|| panic!("no `{key}`"))
}

/// The endings that a hook takes: `\.(a|b)$`.
fn endings(hook: &Yaml) -> Vec<String> {
    let pattern = text(hook, "files");
    let list = pattern
        .strip_prefix("\\.(")
        .and_then(|rest| rest.strip_suffix(")$"));
    let list = list.expect("a list of endings").split('|');
    list.map(str::to_owned).collect()
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_hooks_run() {
    let hooks = parsed(HOOKS);
    let hooks = hooks.as_vec().expect("a list of hooks");
    let ids: Vec<&str> = hooks.iter().map(|hook| text(hook, "id")).collect();
    assert_eq!(ids, ["longhand-check", "longhand-fix"]);
    for hook in hooks {
        assert_eq!(text(hook, "language"), "rust");
        let folder = folder(text(hook, "id"));
        std::fs::write(folder.join("a.md"), "$2 + 2 = 5$\n").expect("a file");
        std::fs::write(folder.join("b.md"), "$5/3 = 1.67$\n").expect("a file");
        let mut words = text(hook, "entry").split(' ');
        assert_eq!(words.next(), Some("longhand"));
        // pre-commit puts the names of the files behind the entry.
        let output = Command::new(env!("CARGO_BIN_EXE_longhand"))
            .args(words)
            .args(["a.md", "b.md"])
            .current_dir(&folder)
            .output()
            .expect("a run");
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(printed(&output).contains("a.md:1:8"), "{output:?}");
        let b = std::fs::read_to_string(folder.join("b.md")).expect("the file");
        let is_fixed = text(hook, "id") == "longhand-fix";
        assert_eq!(b == "$5/3 ≈ 1.67$\n", is_fixed, "{b}");
    }
}

/// A hook takes what `longhand check` takes from a folder.
#[test]
fn the_hooks_take_what_a_folder_gives() {
    let folder = folder("endings");
    for hook in parsed(HOOKS).as_vec().expect("a list of hooks") {
        let mut expected = Vec::new();
        for ending in endings(hook) {
            let name = format!("a.{ending}");
            std::fs::write(folder.join(&name), "").expect("a file");
            expected.push(name);
        }
        for ending in ["py", "rs", "html", "csv"] {
            std::fs::write(folder.join(format!("a.{ending}")), "").expect("a file");
        }
        let output = Command::new(env!("CARGO_BIN_EXE_longhand"))
            .args(["check", "."])
            .current_dir(&folder)
            .output()
            .expect("a run");
        let told = printed(&output);
        let names: Vec<&str> = told
            .lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, _)| name)
            .filter(|name| name.starts_with("a."))
            .collect();
        assert_eq!(names, expected);
    }
}

/// Runs a step of the action as a runner does.
fn step(step: &Yaml, folder: &Path, inputs: &[(&str, &str)], path: &str) -> Output {
    assert_eq!(text(step, "shell"), "bash");
    let mut command = Command::new("bash");
    command
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c"])
        .arg(text(step, "run"))
        .current_dir(folder)
        .env("PATH", path)
        .env("RUNNER_TEMP", folder.join("temp"))
        .env("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR"));
    for (name, value) in step["env"].as_hash().into_iter().flatten() {
        let (name, value) = (name.as_str().expect("a name"), value.as_str());
        let (_, given) = inputs
            .iter()
            .find(|(input, _)| value == Some(&format!("${{{{ inputs.{input} }}}}")))
            .expect("an input that there is");
        command.env(name, given);
    }
    command.output().expect("bash")
}

#[test]
fn the_action_runs() {
    let action = parsed(ACTION);
    assert_eq!(text(&action["runs"], "using"), "composite");
    let steps = action["runs"]["steps"].as_vec().expect("steps");
    let [build, check] = steps.as_slice() else {
        panic!("two steps");
    };
    let folder = folder("action");
    let programs = folder.join("temp/longhand/bin");
    std::fs::create_dir_all(&programs).expect("a folder for the program");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_longhand"), programs.join("longhand"))
        .expect("a link to the program");
    // The first step asks cargo for the package of this folder; a stand-in tells what it is asked.
    let cargo = folder.join("cargo");
    std::fs::write(&cargo, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n").expect("a stand-in for cargo");
    std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).expect("its mode");
    let path = format!("{}:/usr/bin:/bin", folder.display());
    let asked = printed(&step(build, &folder, &[], &path));
    let root = folder.join("temp/longhand");
    let asked: Vec<&str> = asked.lines().collect();
    let package = env!("CARGO_MANIFEST_DIR");
    let root = root.display().to_string();
    let expected = ["install", "--locked", "--path", package, "--root", &root];
    assert_eq!(asked, expected);

    std::fs::create_dir_all(folder.join("my docs")).expect("a folder of documents");
    std::fs::write(folder.join("my docs/a.md"), "$2 + 2 = 5$\n").expect("a file");
    std::fs::write(folder.join("my docs/b.md"), "$5/3 = 1.67$\n").expect("a file");
    let default = |input: &str| text(&action["inputs"][input], "default");
    let (paths, args) = (default("paths"), default("args"));
    let all = step(check, &folder, &[("paths", paths), ("args", args)], &path);
    assert_eq!(all.status.code(), Some(1), "{all:?}");
    let told = printed(&all);
    assert!(
        told.starts_with("::error file=my docs/a.md,line=1,col=8,"),
        "{told}"
    );
    let inputs = [
        ("paths", "my docs/b.md\n\n"),
        ("args", "--strict\n--tolerance\n1%"),
    ];
    let one = step(check, &folder, &inputs, &path);
    assert_eq!(one.status.code(), Some(1), "{one:?}");
    assert_eq!(printed(&one).lines().count(), 1, "{one:?}");
    let inputs = [("paths", "my docs/b.md"), ("args", "")];
    let one = step(check, &folder, &inputs, &path);
    assert_eq!(one.status.code(), Some(0), "{one:?}");
}
