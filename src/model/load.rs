//! A formula file and the files it uses, read into one model.

use std::collections::BTreeMap;

use super::bind::bind;
use super::build::Builder;
use super::{Case, Config, Item, Model, Parameter, Place};
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::{Symbol, deep};
use crate::syntax::{Reading, Scope, Spanned, StatementKind, parse_file_in, used_files};

/// The most files one formula file brings in, itself included.
const MAX_FILES: usize = 100;

/// The most diagnostics that are told about a model.
pub(super) const MAX_TOLD: usize = 100;

/// Gives the text of a file that a `use` names. The path is relative to the folder of the first
/// file, `/` between its parts, and does not lead out of that folder.
pub type Resolver<'r> = dyn Fn(&str) -> Result<Source, Diagnostic> + 'r;

impl Model {
    /// Reads a formula file and checks it as a whole; `resolve` gives the files it uses.
    ///
    /// # Errors
    /// Everything that is wrong: what cannot be read, names that are declared twice or not at all,
    /// definitions that go in a circle, statements about cases or names that do not exist, values
    /// outside their domains, and assumptions that a case violates.
    ///
    /// ```
    /// use longhand::diagnostic::Source;
    /// use longhand::expr::Expr;
    /// use longhand::model::Model;
    ///
    /// let text = "param L\nparam h\ntotal = 12 L h^2\ncase \"small\" L = 12, h = 768";
    /// let model = Model::read(&Source::new("small.lh", text)).unwrap().value;
    /// let total = model.evaluate(&Expr::symbol("total"), Some("small")).unwrap();
    /// assert_eq!(total.to_string(), "84934656");
    ///
    /// let circle = Source::new("circle.lh", "a = 2b\nb = a + 1");
    /// assert_eq!(Model::read(&circle).unwrap_err()[0].code.name(), "model/cycle");
    /// ```
    pub fn load(source: &Source, resolve: &Resolver<'_>) -> Result<Reading<Self>, Vec<Diagnostic>> {
        let mut reading = Loader {
            resolve,
            open: Vec::new(),
            done: BTreeMap::new(),
            builder: Builder::default(),
            notes: Vec::new(),
            errors: Vec::new(),
        };
        let name = source
            .name()
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let loaded = reading.file(source, &name);
        let Loader {
            builder,
            notes,
            mut errors,
            ..
        } = reading;
        let model = match loaded {
            Some(mut loaded) if errors.is_empty() => {
                read_cases(&mut loaded.items, resolve, &mut errors);
                builder.finish(source, loaded.items, &mut errors)
            }
            _ => None,
        };
        errors.truncate(MAX_TOLD);
        match model {
            Some(value) if errors.is_empty() => Ok(Reading { value, notes }),
            _ => Err(errors),
        }
    }

    /// Reads a formula file that uses no other.
    ///
    /// # Errors
    /// As for [`Model::load`]; a `use` is one.
    pub fn read(source: &Source) -> Result<Reading<Self>, Vec<Diagnostic>> {
        Self::load(source, &|path| {
            let message =
                format!("\"{path}\" cannot be used here: there is no folder to find it in");
            Err(Diagnostic::error(Code::FILE, message))
        })
    }
}

/// What one file and those it uses declare and say.
#[derive(Clone, Default)]
struct Loaded {
    scope: Scope,
    items: Vec<Item>,
}

struct Loader<'r> {
    resolve: &'r Resolver<'r>,
    /// The files being read, each used by the one before it.
    open: Vec<String>,
    /// The names that each file that has been read declares; none where it could not be read.
    done: BTreeMap<String, Option<Scope>>,
    builder: Builder,
    notes: Vec<Diagnostic>,
    errors: Vec<Diagnostic>,
}

impl Loader<'_> {
    /// Reads a file by its path from the folder of the first one; `None` where it cannot be read.
    fn file(&mut self, source: &Source, path: &str) -> Option<Loaded> {
        self.open.push(path.to_owned());
        let loaded = deep(|| self.open_file(source, path));
        self.open.pop();
        let scope = loaded.as_ref().map(|loaded| loaded.scope.clone());
        self.done.insert(path.to_owned(), scope);
        loaded
    }

    fn open_file(&mut self, source: &Source, path: &str) -> Option<Loaded> {
        let mut scope = Scope::open();
        let mut used: Vec<Vec<Item>> = Vec::new();
        let mut all_read = true;
        for name in used_files(source) {
            let loaded = self.used_file(source, path, &name);
            all_read &= loaded.is_some();
            let loaded = loaded.unwrap_or_default();
            scope.names.extend(loaded.scope.names);
            scope.functions.extend(loaded.scope.functions);
            used.push(loaded.items);
        }
        let file = match parse_file_in(source, &scope) {
            Ok(file) => file,
            Err(mut errors) => {
                if !all_read {
                    // They may be declared where nothing could be read.
                    errors.retain(|error| error.code != Code::UNKNOWN_NAME);
                }
                self.errors.append(&mut errors);
                return None;
            }
        };
        self.notes.extend(file.notes);
        let mut used = used.into_iter();
        let mut items = Vec::new();
        for statement in file.statements {
            if let StatementKind::Use(_) = statement.kind {
                items.extend(used.next().unwrap_or_default());
            } else {
                let errors = &mut self.errors;
                self.builder
                    .statement(source, statement, &mut scope, &mut items, errors);
                if let Some(Item::Case(case)) = items.last_mut() {
                    place_case(case, path, errors);
                }
            }
        }
        all_read.then_some(Loaded { scope, items })
    }

    /// Reads a file that another uses.
    fn used_file(&mut self, user: &Source, from: &str, name: &Spanned<String>) -> Option<Loaded> {
        let place = Place::new(user, name.span);
        let refused = |error: Diagnostic| place.mark(error, "used here");
        let Some(path) = joined(from, &name.value) else {
            let message = format!("\"{}\" leads out of the folder", name.value);
            let error = Diagnostic::error(Code::FILE, message);
            self.errors
                .push(refused(error).hint("use files beside this one or in folders below"));
            return None;
        };
        if let Some(start) = self.open.iter().position(|open| *open == path) {
            let way: Vec<&str> = self.open.iter().skip(start).map(String::as_str).collect();
            let message = format!("a file uses itself: {} → {path}", way.join(" → "));
            self.errors
                .push(refused(Diagnostic::error(Code::CYCLE, message)));
            return None;
        }
        if let Some(done) = self.done.get(&path) {
            // Its statements stand where it was used first.
            return done.clone().map(|scope| Loaded {
                scope,
                items: Vec::new(),
            });
        }
        if self.done.len() + self.open.len() >= MAX_FILES {
            let message = format!("more than {MAX_FILES} files are used");
            self.errors
                .push(refused(Diagnostic::error(Code::LIMIT, message)));
            return None;
        }
        match (self.resolve)(&path) {
            Ok(source) => self.file(&source, &path),
            Err(error) => {
                self.errors.push(refused(error));
                self.done.insert(path, None);
                None
            }
        }
    }
}

/// The path of the file that a case takes values from, from the folder of the first file.
fn place_case(case: &mut Case, path: &str, errors: &mut Vec<Diagnostic>) {
    let Some(name) = case.from.as_ref().filter(|_| !case.is_placed) else {
        return;
    };
    case.is_placed = true;
    let Some(joined) = joined(path, name) else {
        let message = format!("\"{name}\" leads out of the folder");
        let error = case.place.mark(Diagnostic::error(Code::FILE, message), "");
        errors.push(error.hint("take values from files beside this one or in folders below"));
        return;
    };
    case.from = Some(joined);
}

/// Reads the values of cases that stand in configurations: `case "7B" from "llama-7b.json"`. What the
/// case says itself wins.
fn read_cases(items: &mut [Item], resolve: &Resolver<'_>, errors: &mut Vec<Diagnostic>) {
    let parameters = items.iter().filter_map(|item| match item {
        Item::Parameter(parameter) => Some(parameter.clone()),
        _ => None,
    });
    let parameters: Vec<Parameter> = parameters.collect();
    let mut configs: BTreeMap<String, Result<Config, Diagnostic>> = BTreeMap::new();
    for item in items {
        let Item::Case(case) = item else { continue };
        let Some(name) = &case.from else { continue };
        if configs.len() >= MAX_FILES && !configs.contains_key(name) {
            let message = format!("cases take values from more than {MAX_FILES} files");
            errors.push(case.place.mark(Diagnostic::error(Code::LIMIT, message), ""));
            return;
        }
        let config = configs
            .entry(name.clone())
            .or_insert_with(|| resolve(name).and_then(|source| Config::read(&source)));
        let bound = match config {
            Ok(config) => bind(parameters.iter(), config, &[], &case.bindings),
            Err(error) => Err(vec![error.clone()]),
        };
        match bound {
            Ok(bound) => {
                for bound in bound.bound {
                    let place = bound.place.unwrap_or_else(|| case.place.clone());
                    case.places.push((bound.symbol.clone(), place));
                    case.bindings.insert(bound.symbol, bound.value);
                }
            }
            Err(found) => errors.extend(
                found
                    .into_iter()
                    .map(|error| case.place.mark(error, "read for this case")),
            ),
        }
    }
}

/// The path that a `use` in one file names, from the folder of the first file; `None` where it
/// would lead out of that folder.
fn joined(from: &str, name: &str) -> Option<String> {
    if name.is_empty() || name.starts_with('/') || name.contains(['\\', ':', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Adds a name to those that files declare.
pub(super) fn declare(
    declared: &mut BTreeMap<Symbol, Place>,
    symbol: &Symbol,
    place: &Place,
    errors: &mut Vec<Diagnostic>,
) {
    if let Some(first) = declared.get(symbol) {
        let message = format!("`{symbol}` is declared twice");
        let error = place.mark(Diagnostic::error(Code::REDEFINITION, message), "");
        errors.push(
            first
                .mark(error, "first here")
                .hint("give one of them another name"),
        );
        return;
    }
    declared.insert(symbol.clone(), place.clone());
}
