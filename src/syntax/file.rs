//! Formula files: all statements of a text, and all that is wrong with them.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::expr::Symbol;

use super::build::Builder;
use super::draft::{Draft, Part};
use super::failure::describe;
use super::habits::Habits;
use super::names::spell;
use super::pairs::{self, Entry, Kind};
use super::resolve::Resolver;
use super::scan::{self, Layout};
use super::scope::{Scope, Spanned};
use super::statement::{File, Statement};
use super::text::Text;
use super::words;

/// The most diagnostics that are told about one file.
const MAX_TOLD: usize = 100;

/// The most statements of one file.
const MAX_STATEMENTS: usize = 10_000;

/// Reads a formula file. All its statements are one input: names may be used before the line that
/// declares them.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::syntax::{StatementKind, parse_file};
///
/// let text = "total = L (12h² + 4h)\nparam L \"layers\"\nparam h from hidden_size | n_embd\n";
/// let file = parse_file(&Source::new("model.lh", text)).unwrap();
/// assert!(matches!(file.statements[0].kind, StatementKind::Definition(_)));
///
/// let wrong = Source::new("model.lh", "param hidden\nparam L\ntotal = L*hiden\nnorm = 2 3");
/// let errors = parse_file(&wrong).unwrap_err();
/// assert_eq!(errors.len(), 2);
/// assert_eq!(errors[0].hints, ["did you mean `hidden`?"]);
/// ```
pub fn parse_file(source: &Source) -> Result<File, Vec<Diagnostic>> {
    parse_file_in(source, &Scope::open())
}

/// Reads a formula file in which more names are declared than its own: those that its `use`
/// statements bring in.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file.
pub fn parse_file_in(source: &Source, outer: &Scope) -> Result<File, Vec<Diagnostic>> {
    let mut text = Text::read(source);
    let scanned = scan::scan(&mut text, Layout::Statements);
    if let Some(&span) = scanned.statements.get(MAX_STATEMENTS) {
        let count = scanned.statements.len();
        let blanks = text.slice(span).len() - text.slice(span).trim_start().len();
        let span = Span::new(span.start + blanks, span.end);
        let message = format!("{count} statements; the limit is {MAX_STATEMENTS}");
        let error = text.error(Code::LIMIT, span, message);
        return Err(vec![error.hint("split the file into several")]);
    }
    let mut reader = Reader {
        text: &text,
        scope: outer.clone().closed(),
        declared: BTreeMap::new(),
        drafts: Vec::new(),
        errors: scanned.errors,
    };
    for &span in &scanned.broken {
        reader.guess_name(span);
    }
    for &span in &scanned.statements {
        reader.statement(span);
    }
    if reader.drafts.is_empty() && reader.errors.is_empty() {
        let span = Span::new(0, text.as_str().len());
        let error = text.error(Code::EMPTY, span, "there is no statement here");
        return Err(vec![error.hint("write one, such as `total = 12*L*h^2`")]);
    }
    reader.finish()
}

/// The files that a formula file brings in with `use`; what cannot be read is passed over.
pub fn used_files(source: &Source) -> Vec<Spanned<String>> {
    let mut text = Text::read(source);
    let scanned = scan::scan(&mut text, Layout::Statements);
    let begins_with_use = |span: &&Span| {
        let line = text.slice(**span).trim_start();
        line.get(..words::word_length(line)) == Some("use")
    };
    let uses = scanned.statements.iter().filter(begins_with_use);
    uses.filter_map(|&span| {
        let blanked = text.blanked(span);
        let tree = pairs::read(Entry::Statement, &blanked).ok()?;
        let draft = Draft::of(Builder::new(&text, span.start), tree.root()).ok()??;
        let path = draft.text().filter(|_| draft.kind == Kind::Include)?;
        Some(Spanned {
            value: unquoted(&text, path),
            span: text.original(path),
        })
    })
    .collect()
}

/// The content of a string.
pub(super) fn unquoted(text: &Text, span: Span) -> String {
    text.slice(span).trim_matches('"').to_owned()
}

struct Reader<'t> {
    text: &'t Text,
    /// What is declared, by this file and around it.
    scope: Scope,
    /// Where this file declares each name.
    declared: BTreeMap<Symbol, Span>,
    drafts: Vec<Draft>,
    errors: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reads one statement and what it declares.
    fn statement(&mut self, span: Span) {
        let blanked = self.text.blanked(span);
        let draft = match pairs::read(Entry::Statement, &blanked) {
            Ok(tree) => Draft::of(Builder::new(self.text, span.start), tree.root()),
            Err(failure) => Err(describe(self.text, span, &failure)),
        };
        match draft {
            Ok(Some(draft)) => {
                self.declare(&draft);
                self.drafts.push(draft);
            }
            Ok(None) => {}
            Err(error) => {
                self.errors.push(error);
                self.guess_name(span);
            }
        }
    }

    fn declare(&mut self, draft: &Draft) {
        let Some(name) = draft.name() else {
            return;
        };
        let symbol = Symbol::new(&spell(self.text.slice(name)));
        match draft.kind {
            Kind::Param | Kind::Definition | Kind::Part => {
                self.scope.names.insert(symbol.clone());
            }
            Kind::Function => {
                let arity = draft.names().count() - 1;
                self.scope.functions.insert(symbol.clone(), arity);
            }
            _ => return,
        }
        if words::RESERVED.contains(&symbol.name()) {
            let message = format!("`{symbol}` is a reserved word");
            self.errors
                .push(self.text.error(Code::UNEXPECTED, name, message));
        }
        if let Some(&first) = self.declared.get(&symbol) {
            let message = format!("`{symbol}` is declared twice");
            let error = self
                .text
                .error(Code::REDEFINITION, name, message)
                .at(self.text.source(), self.text.original(first), "first here")
                .hint(format!(
                    "give one of them another name; the next line of a derivation is `step {symbol} = …`"
                ));
            self.errors.push(error);
            return;
        }
        self.declared.insert(symbol, name);
    }

    /// Takes the name of a statement that could not be read as declared, so that its uses are not
    /// reported as well.
    fn guess_name(&mut self, span: Span) {
        let mut words = self
            .text
            .slice(span)
            .split(|c: char| c.is_whitespace() || matches!(c, '=' | ':' | '"'))
            .filter(|word| !word.is_empty());
        let first = words.next().unwrap_or_default();
        let name = match first {
            "param" | "part" => words.next().unwrap_or_default(),
            _ => first,
        };
        if let ("param", Some(first)) = (first, name.strip_suffix(',')) {
            let more = words.map(|word| word.trim_end_matches(','));
            let names = std::iter::once(first)
                .chain(more)
                .flat_map(|word| word.split(','));
            let symbols = names
                .filter(|name| !name.is_empty())
                .map(|name| Symbol::new(&spell(name)));
            self.scope.names.extend(symbols);
            return;
        }
        match name.split_once('(') {
            Some((function, _)) => {
                let symbol = Symbol::new(&spell(function));
                self.scope.names.insert(symbol);
            }
            None => {
                self.scope.names.insert(Symbol::new(&spell(name)));
            }
        }
    }

    /// One word on a document given for a formula file, where each of its lines would be an error.
    fn markdown(&self) -> Option<Diagnostic> {
        let text = self.text.as_str();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if line.starts_with("```") || line.starts_with("~~~") {
                let span = Span::new(start, start + line.trim_end().len());
                let message = "this is a Markdown document, not a formula file";
                let found = self.text.error(Code::UNEXPECTED, span, message);
                return Some(
                    found.hint("put its statements into a file of their own, a line each"),
                );
            }
            start += line.len();
        }
        None
    }

    /// Resolves the names of all statements.
    fn finish(mut self) -> Result<File, Vec<Diagnostic>> {
        let asts = self.drafts.iter().flat_map(Draft::asts);
        let habits = Habits::of(asts.map(|ast| (self.text, ast)), &self.scope);
        let mut resolver = Resolver::new(self.text, &self.scope, &habits);
        let mut statements = Vec::with_capacity(self.drafts.len());
        for draft in &self.drafts {
            statements.extend(resolver.statement(draft).map(|kind| Statement {
                kind,
                span: self.text.original(draft.span),
            }));
        }
        let mut notes = std::mem::take(&mut resolver.notes);
        self.errors.append(&mut resolver.errors);
        if self.errors.is_empty() {
            notes.truncate(MAX_TOLD);
            return Ok(File {
                source: self.text.source().clone(),
                statements,
                notes,
            });
        }
        if let Some(found) = self.markdown() {
            return Err(vec![found]);
        }
        let place = |error: &Diagnostic| error.labels.first().map(|label| label.span);
        self.errors.sort_by_key(place);
        self.errors.truncate(MAX_TOLD);
        Err(self.errors)
    }
}

/// Whether a part binds a name.
pub(super) fn binding(part: &Part) -> Option<(Span, &super::ast::Ast)> {
    match part {
        Part::Binding(name, value) => Some((*name, value)),
        _ => None,
    }
}
