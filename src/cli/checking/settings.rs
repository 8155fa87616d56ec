//! `longhand.toml`: the settings that hold for the documents below it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::cli::common::tolerance;
use crate::cli::files;
use crate::cli::large::{is_name, no_name};
use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::expr::Symbol;
use crate::number::Rational;
use crate::tasks;

/// The name of the file.
const NAME: &str = "longhand.toml";

/// What may stand in it.
const TABLES: [&str; 2] = ["check", "macros"];
const KEYS: [&str; 4] = ["strict", "tolerance", "large", "exclude"];

type Key<'i> = Spanned<std::borrow::Cow<'i, str>>;
type Value<'i> = Spanned<DeValue<'i>>;

/// What one file says.
#[derive(Debug, Default)]
pub(in crate::cli) struct Settings {
    pub(in crate::cli) strict: bool,
    pub(in crate::cli) tolerance: Option<Rational>,
    pub(in crate::cli) large: Option<Vec<Symbol>>,
    /// LaTeX macros: the name with its backslash, and the body.
    pub(in crate::cli) macros: Vec<(String, String)>,
    exclude: Option<Gitignore>,
}

impl Settings {
    /// Whether a document is to be left out where a folder is checked.
    pub(in crate::cli) fn excludes(&self, path: &Path) -> bool {
        let Some(exclude) = &self.exclude else {
            return false;
        };
        let Ok(path) = path.canonicalize() else {
            return false;
        };
        path.starts_with(exclude.path())
            && exclude
                .matched_path_or_any_parents(&path, false)
                .is_ignore()
    }
}

/// The settings that were found so far, by folder.
#[derive(Debug, Default)]
pub(in crate::cli) struct Found(BTreeMap<PathBuf, Rc<Settings>>);

impl Found {
    /// The settings for a document: those of the nearest file in its folder or above it.
    ///
    /// # Errors
    /// What is wrong with that file.
    pub(in crate::cli) fn above(&mut self, path: &Path) -> Result<Rc<Settings>, Vec<Diagnostic>> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let Ok(folder) = folder.canonicalize() else {
            return Ok(Rc::default());
        };
        if let Some(known) = self.0.get(&folder) {
            return Ok(Rc::clone(known));
        }
        let file = folder
            .ancestors()
            .map(|above| above.join(NAME))
            .find(|file| file.is_file());
        let settings = match file {
            Some(file) => Rc::new(read(&file)?),
            None => Rc::default(),
        };
        self.0.insert(folder, Rc::clone(&settings));
        Ok(settings)
    }
}

fn read(file: &Path) -> Result<Settings, Vec<Diagnostic>> {
    let source = files::file(&files::as_seen_from_here(file)).map_err(|found| vec![found])?;
    let table = DeTable::parse(source.text()).map_err(|error| {
        let place = error.span().unwrap_or(0..0);
        vec![wrong(&source, place, error.message())]
    })?;
    let mut reader = Reader {
        source: &source,
        folder: file.parent().unwrap_or(Path::new(".")),
        settings: Settings::default(),
        wrong: Vec::new(),
    };
    for (key, value) in in_order(table.get_ref()) {
        reader.table(key, value);
    }
    if reader.wrong.is_empty() {
        Ok(reader.settings)
    } else {
        Err(reader.wrong)
    }
}

/// The entries of a table as they stand in the file.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t Key<'i>, &'t Value<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn wrong(source: &Source, place: Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::SETTINGS, message).at(source, Span::from(place), "")
}

struct Reader<'a> {
    source: &'a Source,
    folder: &'a Path,
    settings: Settings,
    wrong: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn table(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name = key.get_ref().as_ref();
        if !TABLES.contains(&name) {
            let known = if KEYS.contains(&name) {
                format!("it belongs below `[check]`: put the line `[check]` before `{name}`")
            } else {
                near(name, &TABLES)
            };
            self.unknown(key.span(), format!("there is no key `{name}`"), known);
            return;
        }
        let Some(table) = value.get_ref().as_table() else {
            self.kind(value, &format!("`{name}` is a table: write `[{name}]`"));
            return;
        };
        for (key, value) in in_order(table) {
            if name == "macros" {
                self.defined(key, value);
            } else {
                self.setting(key, value);
            }
        }
    }

    fn setting(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let found = value.get_ref();
        match key.get_ref().as_ref() {
            "strict" => match found.as_bool() {
                Some(strict) => self.settings.strict = strict,
                None => self.kind(value, "`strict` is true or false"),
            },
            "tolerance" => {
                let text = found.as_str().map(str::to_owned);
                let text = text.or(found.as_float().map(|number| number.as_str().to_owned()));
                match text.map(|text| tolerance(&text)) {
                    Some(Ok(share)) => self.settings.tolerance = Some(share),
                    _ => self.kind(value, "`tolerance` is a relative error: \"1%\" or 0.01"),
                }
            }
            "large" => {
                if let Some(names) = self.texts(value, "`large` is a list of names: [\"L\", \"h\"]")
                {
                    if let Some(wrong) = names.iter().find(|name| !is_name(name)) {
                        self.kind(value, &no_name(wrong, "large"));
                    }
                    let symbols = names.iter().map(|name| Symbol::new(name));
                    self.settings.large = Some(symbols.collect());
                }
            }
            "exclude" => self.exclude(value),
            name => {
                let message = format!("there is no key `{name}` in `[check]`");
                self.unknown(key.span(), message, near(name, &KEYS));
            }
        }
    }

    /// `'\dm' = 'd_{\text{model}}'`.
    fn defined(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name = key.get_ref().as_ref();
        let letters = name.strip_prefix('\\').unwrap_or(name);
        let is_name = !letters.is_empty() && letters.chars().all(|c| c.is_ascii_alphabetic());
        match value.get_ref().as_str() {
            Some(body) if is_name => {
                let body = body.to_owned();
                self.settings.macros.push((letters.to_owned(), body));
            }
            Some(_) => self.unknown(
                key.span(),
                format!("`{name}` is no name of a macro"),
                "a name has letters alone: '\\dm'".to_owned(),
            ),
            None => self.kind(value, "a macro stands for a text: 'd_{model}'"),
        }
    }

    fn exclude(&mut self, value: &Value<'_>) {
        let words = "`exclude` is a list of patterns as in .gitignore: [\"drafts/\"]";
        let Some(patterns) = self.texts(value, words) else {
            return;
        };
        let mut builder = GitignoreBuilder::new(self.folder);
        for pattern in &patterns {
            if let Err(error) = builder.add_line(None, pattern) {
                self.kind(value, &format!("a pattern of `exclude` is wrong: {error}"));
            }
        }
        match builder.build() {
            Ok(exclude) => self.settings.exclude = Some(exclude),
            Err(error) => self.kind(value, &format!("`exclude` cannot be used: {error}")),
        }
    }

    fn texts(&mut self, value: &Value<'_>, words: &str) -> Option<Vec<String>> {
        let list = value.get_ref().as_array();
        let texts = list.and_then(|list| {
            let texts = list.iter().map(|one| one.get_ref().as_str());
            texts
                .map(|text| text.map(str::to_owned))
                .collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            self.kind(value, words);
        }
        texts
    }

    fn kind(&mut self, value: &Value<'_>, message: &str) {
        self.wrong.push(wrong(self.source, value.span(), message));
    }

    fn unknown(&mut self, place: Range<usize>, message: String, hint: String) {
        let found = wrong(self.source, place, message).hint(hint);
        self.wrong.push(found);
    }
}

/// The nearest of the names there are, or all of them.
fn near(name: &str, known: &[&'static str]) -> String {
    match tasks::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    }
}
