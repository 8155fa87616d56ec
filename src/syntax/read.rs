//! Text → expressions: the functions the rest of the program calls.

use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::expr::{Expr, Predicate, Symbol};

use super::ast::Ast;
use super::build::Builder;
use super::failure::describe;
use super::habits::Habits;
use super::names::spell;
use super::pairs::{self, Entry, Kind, Node};
use super::plain::plain;
use super::resolve::Resolver;
use super::scan::{self, Layout};
use super::scope::{Assumption, Binding, Chain, Reading, Scope, Spanned};
use super::text::Text;
use super::words::RESERVED;

/// The most diagnostics that are told about one input.
const MAX_TOLD: usize = 50;

/// Reads all expressions of one command. They are one input: notation and names are decided over
/// all of them.
///
/// # Errors
/// Everything that is wrong, in the order of the sources.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::syntax::{Scope, parse_input};
///
/// let read = |texts: &[&str]| {
///     let sources: Vec<Source> = texts.iter().map(|t| Source::new("<expression>", *t)).collect();
///     parse_input(&sources, &Scope::open())
/// };
/// assert!(read(&["V h", "h*V"]).is_ok());
/// // Is `Vh` one name or the product of V and h?
/// assert!(read(&["Vh", "V*h"]).is_err());
/// ```
pub fn parse_input(
    sources: &[Source],
    scope: &Scope,
) -> Result<Reading<Vec<Chain>>, Vec<Diagnostic>> {
    let texts: Vec<_> = sources.iter().map(Text::read).collect();
    let (texts, formulas) = each(texts, |text| {
        whole(text, Entry::Chain, |builder, node| {
            Ok(match plain(node.clone(), scope) {
                Some((expr, span)) => Formula::Plain(expr, span),
                None => Formula::Tree(tree(builder, node)?),
            })
        })
    })?;
    if formulas
        .iter()
        .all(|formula| matches!(formula, Formula::Plain(..)))
    {
        let chains = texts.iter().zip(formulas).filter_map(|(text, formula)| {
            let Formula::Plain(first, span) = formula else {
                return None;
            };
            let span = text.original(span);
            let links = Vec::new();
            Some(Chain { first, span, links })
        });
        return finish(chains.collect(), Vec::new(), Vec::new());
    }
    let mut formulas = formulas.into_iter();
    let (texts, asts) = each(texts, |text| match formulas.next() {
        Some(Formula::Tree(ast)) => Ok(ast),
        _ => whole(text, Entry::Chain, tree),
    })?;
    resolved(&texts, &asts, scope)
}

/// A formula before it is known whether all of its input are plain.
enum Formula {
    Plain(Expr, Span),
    Tree(Ast),
}

fn tree(builder: Builder<'_>, node: Node<'_>) -> Result<Ast, Diagnostic> {
    builder.condition(&mut node.children())
}

/// Reads formulas by their trees alone.
#[cfg(test)]
pub(super) fn long_way(
    sources: &[Source],
    scope: &Scope,
) -> Result<Reading<Vec<Chain>>, Vec<Diagnostic>> {
    let texts: Vec<_> = sources.iter().map(Text::read).collect();
    let (texts, asts) = each(texts, |text| whole(text, Entry::Chain, tree))?;
    resolved(&texts, &asts, scope)
}

/// Decides what the names of the formulas of one input mean.
fn resolved(
    texts: &[Text],
    asts: &[Ast],
    scope: &Scope,
) -> Result<Reading<Vec<Chain>>, Vec<Diagnostic>> {
    let habits = Habits::of(texts.iter().zip(asts), scope);
    let (mut errors, mut notes, mut chains) = (Vec::new(), Vec::new(), Vec::new());
    for (text, ast) in texts.iter().zip(asts) {
        let mut resolver = Resolver::new(text, scope, &habits);
        chains.push(resolver.chain(ast));
        errors.append(&mut resolver.errors);
        notes.append(&mut resolver.notes);
    }
    finish(chains, notes, errors)
}

/// Reads one expression in which nothing is declared.
///
/// # Errors
/// Everything that is wrong with it; a relation is no expression.
///
/// ```
/// use longhand::expr::Expr;
/// use longhand::syntax::parse_expression;
///
/// let h = Expr::symbol("h");
/// let power = Expr::power(h, Expr::integer(2));
/// assert_eq!(parse_expression("4h²").unwrap(), Expr::product([Expr::integer(4), power]));
/// ```
pub fn parse_expression(text: &str) -> Result<Expr, Vec<Diagnostic>> {
    let chain = parse_chain(text)?;
    match chain.links.first() {
        None => Ok(chain.first),
        Some(link) => {
            let source = Source::new("<expression>", text);
            let message = "an expression is expected, not a relation";
            Err(vec![
                Diagnostic::error(Code::UNEXPECTED, message).at(&source, link.sign, ""),
            ])
        }
    }
}

/// Reads one expression or chain of relations in which nothing is declared.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse_chain(text: &str) -> Result<Chain, Vec<Diagnostic>> {
    let source = Source::new("<expression>", text);
    let mut chains = parse_input(&[source], &Scope::open())?.value;
    chains.pop().ok_or_else(Vec::new)
}

/// Reads one condition in which nothing is declared.
///
/// ```
/// use longhand::expr::Predicate;
/// use longhand::syntax::parse_condition;
///
/// assert!(matches!(parse_condition("n divides h").unwrap(), Predicate::Divides(..)));
/// assert!(parse_condition("h >> V").is_err());
/// ```
///
/// # Errors
/// Everything that is wrong with it, and what is a relation of growth or several conditions.
pub fn parse_condition(text: &str) -> Result<Predicate, Vec<Diagnostic>> {
    let source = Source::new("<condition>", text);
    let read = parse_assumptions(&source, &Scope::open())?.value;
    let mut read = read.into_iter().map(|item| item.value);
    if let (Some(Assumption::Condition(known)), None) = (read.next(), read.next()) {
        return Ok(known);
    }
    let message = "one condition is expected";
    Err(vec![Diagnostic::error(Code::UNEXPECTED, message)])
}

/// Reads what follows `--assume`: conditions and relations of growth, with commas between them.
///
/// # Errors
/// Everything that is wrong with them.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::syntax::{Assumption, Scope, parse_assumptions};
///
/// let source = Source::new("--assume", "n divides h, V >> h");
/// let read = parse_assumptions(&source, &Scope::open()).unwrap().value;
/// assert!(matches!(read[0].value, Assumption::Condition(_)));
/// assert!(matches!(read[1].value, Assumption::Growth(_)));
/// ```
pub fn parse_assumptions(
    source: &Source,
    scope: &Scope,
) -> Result<Reading<Vec<Spanned<Assumption>>>, Vec<Diagnostic>> {
    let mut text = Text::read(source);
    let asts = whole(&mut text, Entry::Conditions, |builder, node| {
        builder.items(node)
    })?;
    let habits = Habits::of(asts.iter().map(|ast| (&text, ast)), scope);
    let mut resolver = Resolver::new(&text, scope, &habits);
    let assumptions = asts.iter().map(|ast| Spanned {
        value: resolver.assumption(ast),
        span: text.original(ast.span),
    });
    let assumptions = assumptions.collect();
    finish(assumptions, resolver.notes, resolver.errors)
}

/// Reads values for names, `L = 32, h = 4096`, as on the command line.
///
/// # Errors
/// Everything that is wrong with them, a name that is bound twice included.
pub fn parse_bindings(
    source: &Source,
    scope: &Scope,
) -> Result<Reading<Vec<Binding>>, Vec<Diagnostic>> {
    let mut text = Text::read(source);
    let pairs = whole(&mut text, Entry::Bindings, bindings)?;
    let names = pairs
        .iter()
        .map(|(name, _)| Symbol::new(&spell(text.slice(*name))));
    let scope = scope.clone().with_names(names);
    let habits = Habits::of(pairs.iter().map(|(_, ast)| (&text, ast)), &scope);
    let mut resolver = Resolver::new(&text, &scope, &habits);
    let mut bound: Vec<Binding> = Vec::new();
    for (name, ast) in &pairs {
        let symbol = Symbol::new(&spell(text.slice(*name)));
        if bound.iter().any(|other| other.symbol == symbol) {
            let message = format!("`{symbol}` is given twice");
            resolver
                .errors
                .push(text.error(Code::REDEFINITION, *name, message));
        }
        bound.push(Binding {
            symbol,
            name: text.original(*name),
            value: resolver.expr(ast),
            span: text.original(ast.span),
        });
    }
    finish(bound, resolver.notes, resolver.errors)
}

/// Reads names in a list, `total, mlp`, as after `--names` and `--large`.
///
/// # Errors
/// Everything that is wrong with them; a reserved word is no name.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::syntax::parse_names;
///
/// let names = parse_names(&Source::new("--names", "total, h_{kv}, α")).unwrap();
/// let spelled: Vec<&str> = names.iter().map(|name| name.value.name()).collect();
/// assert_eq!(spelled, ["total", "h_kv", "alpha"]);
/// ```
pub fn parse_names(source: &Source) -> Result<Vec<Spanned<Symbol>>, Vec<Diagnostic>> {
    let mut text = Text::read(source);
    let spans = whole(&mut text, Entry::Names, |builder, node| {
        let names = node.children().filter(|node| node.kind == Kind::Name);
        Ok(names.map(|name| builder.span(&name)).collect::<Vec<Span>>())
    })?;
    let reserved = spans
        .iter()
        .filter(|span| RESERVED.contains(&text.slice(**span)));
    let errors: Vec<Diagnostic> = reserved
        .map(|&span| text.error(Code::UNEXPECTED, span, "a reserved word is no name"))
        .collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let name = |span: Span| Spanned {
        value: Symbol::new(&spell(text.slice(span))),
        span: text.original(span),
    };
    Ok(spans.into_iter().map(name).collect())
}

fn bindings(builder: Builder<'_>, node: Node<'_>) -> Result<Vec<(Span, Ast)>, Diagnostic> {
    let mut pairs = Vec::new();
    for binding in node.children().filter(|node| node.kind == Kind::Binding) {
        let mut name = Span::default();
        for part in binding.children() {
            match part.kind {
                Kind::Name => name = builder.span(&part),
                Kind::Value => pairs.push((name, builder.expression(&mut part.children())?)),
                _ => {}
            }
        }
    }
    Ok(pairs)
}

/// Reads a whole text by one rule.
pub(super) fn whole<T>(
    text: &mut Text,
    entry: Entry,
    build: impl Fn(Builder<'_>, Node<'_>) -> Result<T, Diagnostic>,
) -> Result<T, Vec<Diagnostic>> {
    let found = scan::scan(text, Layout::Formula);
    if !found.errors.is_empty() {
        return Err(found.errors);
    }
    let span = Span::new(0, text.as_str().len());
    let blanked = text.blanked(span);
    if blanked.trim().is_empty() {
        let error = text.error(Code::EMPTY, span, "there is no formula here");
        return Err(vec![error.hint("write one, such as `12*L*h^2`")]);
    }
    let tree =
        pairs::read(entry, &blanked).map_err(|failure| vec![describe(text, span, &failure)])?;
    build(Builder::new(text, 0), tree.root()).map_err(|error| vec![error])
}

/// Applies a reading to each text, gathering all errors.
fn each<T>(
    texts: Vec<Text>,
    mut read: impl FnMut(&mut Text) -> Result<T, Vec<Diagnostic>>,
) -> Result<(Vec<Text>, Vec<T>), Vec<Diagnostic>> {
    let (mut done, mut values, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for mut text in texts {
        match read(&mut text) {
            Ok(value) => values.push(value),
            Err(mut found) => errors.append(&mut found),
        }
        done.push(text);
    }
    if errors.is_empty() {
        Ok((done, values))
    } else {
        Err(errors)
    }
}

/// The reading, or its errors where there are any.
pub(super) fn finish<T>(
    value: T,
    mut notes: Vec<Diagnostic>,
    mut errors: Vec<Diagnostic>,
) -> Result<Reading<T>, Vec<Diagnostic>> {
    if errors.is_empty() {
        notes.truncate(MAX_TOLD);
        return Ok(Reading { value, notes });
    }
    errors.truncate(MAX_TOLD);
    Err(errors)
}
