//! What a symbol may be: `integer`, `real >= 0`; as a parameter says it and as `--assume` does.

use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::expr::{Bound, Domain, Expr, Relation, Symbol};
use crate::number::Rational;

use super::ast::Ast;
use super::draft::{Draft, Part as Piece};
use super::habits::Habits;
use super::names::nearest;
use super::pairs::Entry;
use super::read::{finish, whole};
use super::resolve::Resolver;
use super::scope::{Reading, Scope, Spanned};
use super::text::Text;

/// The words that name a domain.
pub(super) const DOMAINS: [&str; 10] = [
    "integer",
    "positive integer",
    "natural",
    "nonnegative integer",
    "real",
    "positive real",
    "nonnegative real",
    "boolean",
    "text",
    "list",
];

/// Reads what `--assume` says of what symbols may be, `x, y : real`; `None` where it says something else.
///
/// # Errors
/// Everything that is wrong with it.
///
/// ```
/// use longhand::diagnostic::Source;
/// use longhand::expr::Domain;
/// use longhand::syntax::{Scope, parse_domains};
///
/// let source = Source::new("--assume", "x : real");
/// let read = parse_domains(&source, &Scope::open()).unwrap().unwrap().value;
/// assert_eq!(read[0].value, ("x".into(), Domain::real()));
/// assert!(parse_domains(&Source::new("--assume", "x > 0"), &Scope::open()).is_none());
/// ```
pub fn parse_domains(source: &Source, scope: &Scope) -> Option<Declared> {
    let text = source.text();
    let (names, domain) = text.split_once(':')?;
    // `x := 3` is something else.
    let is_names = super::parse_names(&Source::new("<names>", names)).is_ok();
    (is_names && !domain.starts_with('=')).then(|| declared(source, scope))
}

/// Symbols and what they may be.
pub type Declared = Result<Reading<Vec<Spanned<(Symbol, Domain)>>>, Vec<Diagnostic>>;

fn declared(source: &Source, scope: &Scope) -> Declared {
    let mut text = Text::read(source);
    let behind = |mut error: Diagnostic| {
        if source
            .text()
            .rsplit(':')
            .next()
            .is_some_and(|domain| domain.contains(','))
        {
            error = error.hint("what else is assumed goes into an `--assume` of its own");
        }
        error
    };
    let draft = whole(&mut text, Entry::Declared, Draft::over)
        .map_err(|found| found.into_iter().map(behind).collect::<Vec<_>>())?;
    let habits = Habits::of(std::iter::empty(), scope);
    let mut resolver = Resolver::new(&text, scope, &habits);
    let domain = resolver.domain(&draft);
    let names = draft.names().map(|span| {
        let name = resolver.symbol(span);
        Spanned {
            value: (name.value, domain.clone()),
            span: name.span,
        }
    });
    let names: Vec<_> = names.collect();
    let mut notes = resolver.notes;
    if let (Some("integer"), Some(first)) = (draft.domain(&text), names.first()) {
        let (symbol, _) = &first.value;
        let message = format!("`{symbol} : integer` begins at 1, as of a parameter");
        let note = Diagnostic::note(Code::READING, message).at(source, first.span, "");
        notes.push(note.hint(format!("all integers are `{symbol} in Z`")));
    }
    finish(names, notes, resolver.errors)
}

/// The domain that `x in R` names; `None` where it is no set of numbers that has a name.
///
/// ```
/// use longhand::expr::Domain;
/// use longhand::syntax::{named_set, parse_expression};
///
/// assert_eq!(named_set(&parse_expression("ℝ").unwrap()), Some(Domain::real()));
/// assert_eq!(named_set(&parse_expression("N").unwrap()), Some(Domain::natural()));
/// assert_eq!(named_set(&parse_expression("S").unwrap()), None);
/// ```
pub fn named_set(set: &Expr) -> Option<Domain> {
    Some(match set.as_symbol()?.name() {
        "Z" => Domain::Integer {
            min: None,
            max: None,
        },
        "N" => Domain::natural(),
        "R" => Domain::real(),
        _ => return None,
    })
}

/// Whether a name is that of a set of numbers that is no domain.
///
/// ```
/// use longhand::syntax::{is_other_set, parse_expression};
///
/// assert!(is_other_set(&parse_expression("ℚ").unwrap()));
/// ```
pub fn is_other_set(set: &Expr) -> bool {
    set.as_symbol()
        .is_some_and(|set| matches!(set.name(), "Q" | "C"))
}

/// `x : real` where a condition was written in words: `x real`, `x is a positive integer`.
pub(super) fn in_words(written: &str) -> Option<String> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let (name, rest) = words.split_first()?;
    let is_filler = |word: &&&str| !matches!(**word, "is" | "a" | "an" | "are" | "be");
    let rest: Vec<&str> = rest.iter().filter(is_filler).copied().collect();
    let said = rest.join(" ");
    let said = said.strip_suffix('s').unwrap_or(&said);
    DOMAINS.contains(&said).then(|| format!("{name} : {said}"))
}

impl Resolver<'_> {
    /// The domain of a parameter with its bounds.
    pub(super) fn domain(&mut self, draft: &Draft) -> Domain {
        let mut domain = Domain::positive_integer();
        for part in &draft.parts {
            match part {
                Piece::Domain(span) => domain = self.named_domain(*span),
                Piece::Bound(relation, sign, ast) => {
                    if let Some(value) = self.bound_value(ast) {
                        self.restrict(&mut domain, *relation, *sign, &value);
                    }
                }
                _ => {}
            }
        }
        domain
    }

    fn named_domain(&mut self, span: Span) -> Domain {
        let name = self.text.slice(span);
        let words: Vec<&str> = name.split_whitespace().collect();
        match words.join(" ").as_str() {
            "integer" | "positive integer" => Domain::positive_integer(),
            "natural" | "nonnegative integer" => Domain::natural(),
            "real" => Domain::real(),
            "positive real" => Domain::from_zero(true),
            "nonnegative real" => Domain::from_zero(false),
            "boolean" => Domain::Boolean,
            "text" => Domain::Text,
            "list" => Domain::List,
            _ => {
                let message = format!("`{name}` is no domain");
                let error = self.text.error(Code::UNEXPECTED, span, message);
                let hint = match nearest(name, DOMAINS.into_iter()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the domains are {}", DOMAINS.join(", ")),
                };
                self.fail(error.hint(hint));
                Domain::real()
            }
        }
    }

    fn bound_value(&mut self, ast: &Ast) -> Option<Rational> {
        let failures = self.errors.len();
        let value = self.expr(ast).as_number();
        if value.is_none() && self.errors.len() == failures {
            let message = "a bound is a number";
            let error = self.text.error(Code::UNEXPECTED, ast.span, message);
            self.fail(error.hint("a bound by another name is an assumption: `assume k ≤ n`"));
        }
        value
    }

    fn restrict(
        &mut self,
        domain: &mut Domain,
        relation: Option<Relation>,
        sign: Span,
        value: &Rational,
    ) {
        let strict = matches!(relation, Some(Relation::Less | Relation::Greater));
        let is_lower = match relation {
            Some(Relation::Greater | Relation::GreaterEqual) => true,
            Some(Relation::Less | Relation::LessEqual) => false,
            _ => {
                let error = self
                    .text
                    .error(Code::UNEXPECTED, sign, "this sign sets no bound");
                self.fail(error.hint("a bound is written with < ≤ > ≥"));
                return;
            }
        };
        match domain {
            Domain::Integer { min, .. } if is_lower => {
                let floor = Rational::from(value.floor());
                let next = &floor + &Rational::from(1);
                *min = Some(if strict {
                    next
                } else {
                    Rational::from(value.ceil())
                });
            }
            Domain::Integer { max, .. } => {
                let ceil = Rational::from(value.ceil());
                let before = &ceil - &Rational::from(1);
                *max = Some(if strict {
                    before
                } else {
                    Rational::from(value.floor())
                });
            }
            Domain::Real { min, max } => {
                let bound = Bound {
                    value: value.clone(),
                    strict,
                };
                *(if is_lower { min } else { max }) = Some(bound);
            }
            Domain::Boolean | Domain::Text | Domain::List => {
                let message = "this domain has no bounds";
                let error = self.text.error(Code::UNEXPECTED, sign, message);
                self.fail(error);
            }
        }
    }
}
