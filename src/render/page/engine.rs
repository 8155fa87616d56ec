//! The template engine: built-in templates, filters for formulas and tables, limits.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{AutoEscape, Environment, Error, State, UndefinedBehavior, Value};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::builtin::{builtin, known_language};
use super::escape::escape;
use super::signs;
use super::table::{Align, table};
use super::words::Words;
use super::writer::Delimiters;
use super::{PageFormat, PageOptions};
use crate::diagnostic::{Code, Diagnostic, Source, Span};

/// What one sentence may cost. About one unit an instruction and 64 bytes.
const SENTENCE_FUEL: u64 = 1_000_000;
/// What a page may cost, however short it is.
const PAGE_FUEL: u64 = 2_000_000;
/// What each line of a derivation adds to that.
const LINE_FUEL: u64 = 10_000;

/// Templates of one language for one form of page. They read no files.
pub(super) struct Engine {
    environment: Environment<'static>,
    language: &'static str,
    format: PageFormat,
}

impl Engine {
    /// The engine for the form and language asked for.
    ///
    /// # Errors
    /// A language without templates.
    pub(super) fn new(options: &PageOptions) -> Result<Self, Diagnostic> {
        let (format, language) = (options.format, options.language.as_str());
        let delimiters = Delimiters {
            format,
            flavor: options.flavor,
        };
        let language = known_language(language)?;
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(syntax()?);
        environment.set_fuel(Some(SENTENCE_FUEL));
        environment.set_loader(|name| Ok(builtin(name).map(str::to_owned)));
        environment.set_auto_escape_callback(|_| AutoEscape::Custom("page".into()));
        environment.set_formatter(move |out, _, value| write_escaped(out, value, format));
        environment.add_global("language", language);
        environment.add_filter("math", move |formula: &str| {
            safe(delimiters.inline(formula))
        });
        environment.add_filter("display", move |formula: &str| {
            safe(delimiters.displayed(formula))
        });
        environment.add_filter("upper_first", upper_first);
        environment.add_filter("underlined", underlined);
        environment.add_filter("narrow", narrow);
        environment.add_function(
            "table",
            move |state: &mut State<'_, '_>, rows: Vec<Vec<Value>>, options: Kwargs| {
                let align: &str = options.get("align")?;
                options.assert_all_used()?;
                let mut written = Vec::with_capacity(rows.len());
                for row in rows {
                    let cells: Result<Vec<String>, Error> =
                        row.into_iter().map(|cell| state.format(cell)).collect();
                    written.push(cells?);
                }
                let align: Vec<Align> = align.chars().map(Align::named).collect();
                Ok(safe(table(&written, &align, format)))
            },
        );
        Ok(Self {
            environment,
            language,
            format,
        })
    }

    /// The words that are needed outside templates.
    ///
    /// # Errors
    /// A language whose templates lack one.
    pub(super) fn words(&self) -> Result<Words, Diagnostic> {
        let name = format!("{}/words.j2", self.language);
        let captured = self
            .environment
            .get_template(&name)
            .and_then(|template| template.render_captured(()))
            .map_err(|error| diagnose(&error, None))?;
        Words::read(&name, |word| captured.state().lookup(word))
    }

    /// The words a built-in template of the language makes of its context.
    ///
    /// # Errors
    /// What is wrong with the template, or a limit.
    pub(super) fn sentence(
        &self,
        template: &str,
        context: impl Serialize,
    ) -> Result<Value, Diagnostic> {
        let name = format!("{}/{template}.j2", self.language);
        let found = self.environment.get_template(&name);
        let rendered = found.and_then(|template| template.render(Value::from(Serde(context))));
        let text = rendered.map_err(|error| diagnose(&error, None))?;
        Ok(safe(text.trim().to_owned()))
    }

    /// A whole page of a kind: `page` or `derivation`.
    ///
    /// # Errors
    /// What is wrong with the template, with its place where it is the reader's own, or a limit.
    pub(super) fn page(
        mut self,
        kind: &str,
        own: Option<&Source>,
        context: impl Serialize,
        lines: usize,
    ) -> Result<String, Diagnostic> {
        let lines = u64::try_from(lines).unwrap_or(u64::MAX);
        self.environment.set_fuel(Some(
            PAGE_FUEL.saturating_add(LINE_FUEL.saturating_mul(lines)),
        ));
        let context = Value::from(Serde(context));
        let rendered = if let Some(source) = own {
            if let Some(line) = signs::too_many(source.text()) {
                let message = "a run of signs is too long to be read";
                let found = Diagnostic::error(Code::TEMPLATE, message);
                return Err(found.at(source, line_span(source, line), "here"));
            }
            self.environment
                .render_named_str(source.name(), source.text(), context)
        } else {
            let ending = match self.format {
                PageFormat::Markdown => "md",
                PageFormat::Text | PageFormat::Json => "txt",
                PageFormat::Latex => "tex",
            };
            let template = self
                .environment
                .get_template(&format!("{kind}.{ending}.j2"));
            template.and_then(|template| template.render(context))
        };
        rendered
            .map(|text| tidy(&text))
            .map_err(|error| diagnose(&error, own))
    }
}

fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

fn write_escaped(
    out: &mut minijinja::Output<'_>,
    value: &Value,
    format: PageFormat,
) -> Result<(), Error> {
    let written = match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text),
        Some(text) => out.write_str(&escape(text, format)),
        None => out.write_str(&escape(&value.to_string(), format)),
    };
    written.map_err(Error::from)
}

/// The most columns that a page has room for.
const MOST_COLUMNS: usize = 12;

/// A table; with its rows as columns where it is too wide for a page.
fn narrow(rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if columns <= MOST_COLUMNS {
        return rows;
    }
    let cell = |row: &Vec<Value>, column| row.get(column).cloned().unwrap_or_default();
    (0..columns)
        .map(|column| rows.iter().map(|row| cell(row, column)).collect())
        .collect()
}

/// The text with a capital at its start; formulas stay.
fn upper_first(text: &Value) -> Value {
    let Some(old) = text.as_str() else {
        return text.clone();
    };
    let mut rest = old.chars();
    let first = rest.next().map(char::to_uppercase);
    let new: String = first.into_iter().flatten().chain(rest).collect();
    if text.is_safe() {
        safe(new)
    } else {
        Value::from(new)
    }
}

/// A heading of plain text: a line of the sign below it, as wide as the text.
fn underlined(text: &Value, sign: char) -> Value {
    let text = match text.as_str() {
        Some(finished) if text.is_safe() => finished.to_owned(),
        _ => escape(&text.to_string(), PageFormat::Text),
    };
    let line = sign.to_string().repeat(text.width());
    safe(format!("{text}\n{line}"))
}

/// No blanks at the ends of lines, and no more than one blank line in a row; so templates may
/// be laid out for their reader.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            if !blank {
                out.push('\n');
            }
            blank = true;
        } else {
            out.push_str(line);
            out.push('\n');
            blank = false;
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Lines that hold only a tag leave nothing behind.
fn syntax() -> Result<SyntaxConfig, Diagnostic> {
    let config = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    config.map_err(|error| diagnose(&error, None))
}

/// The innermost error as a diagnostic, with its line in the reader's own template.
fn diagnose(error: &Error, own: Option<&Source>) -> Diagnostic {
    let mut cause = error;
    while let Some(inner) = std::error::Error::source(cause).and_then(|e| e.downcast_ref()) {
        cause = inner;
    }
    let what = match cause.detail() {
        Some(detail) => format!("{}: {detail}", cause.kind()),
        None => cause.kind().to_string(),
    };
    match (own, cause.name(), cause.line()) {
        (Some(source), Some(name), Some(line)) if name == source.name() => {
            Diagnostic::error(Code::TEMPLATE, what).at(source, line_span(source, line), "here")
        }
        (_, Some(name), Some(line)) => {
            Diagnostic::error(Code::TEMPLATE, format!("{name}:{line}: {what}"))
        }
        _ => Diagnostic::error(Code::TEMPLATE, what),
    }
}

/// The bytes of a line, counted from 1, without the blanks around it.
fn line_span(source: &Source, line: usize) -> Span {
    let mut start = 0;
    for (index, text) in source.text().split_inclusive('\n').enumerate() {
        if index + 1 == line {
            let indent = text.len() - text.trim_start().len();
            return Span::new(
                start + indent.min(text.trim_end().len()),
                start + text.trim_end().len(),
            );
        }
        start += text.len();
    }
    Span::new(start, start)
}
