//! The walk through a document: each statement in order, what it gives and what it claims.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::context::{Context, Entry};
use super::dots;
use super::doubts::Named;
use super::equations::Equation;
use super::explain::Told;
use super::formula;
use super::mixed_prefixes::MeantBinary;
use super::pair::{Options, Pair, Setting, pair};
use super::report::{Given, GivenKind, Judged, Report};
use super::solving::solving_lines;
use super::topics::Topics;
use crate::diagnostic::Span;
use crate::document::{Document, Link, Origin, Place, Side, Size, Statement, Unread};
use crate::expr::{Expr, Relation, Symbol};

/// Checks a document: every relation in it is judged, given or unread.
///
/// ```
/// use longhand::check::{Options, Verdict, check};
/// use longhand::diagnostic::Source;
/// use longhand::document::read;
///
/// let source = Source::new("a.md", "The total is $12*32*4096^2 + 32000*4096 ≈ 6.55B$.\n");
/// let report = check(read(&source), &Options::default());
/// assert_eq!(report.claims[0].verdict, Verdict::Fails);
/// ```
pub fn check(mut document: Document, options: &Options) -> Report {
    let taken = if is_formula_file(document.source.name()) {
        formula::take(&mut document)
    } else {
        formula::take_fences(&mut document)
    };
    dots::fill(&mut document, &options.budget.poly);
    let parents = document
        .sections
        .iter()
        .map(|section| section.parent)
        .collect();
    let mut walk = Walk {
        document: &document,
        options,
        context: Context::new(parents),
        conditions: Vec::new(),
        solving: solving_lines(&document, &options.budget),
        given: Vec::new(),
        claims: Vec::new(),
        unread: Vec::new(),
        chained: BTreeSet::new(),
        topics: Topics::default(),
        ahead: BTreeSet::new(),
        binary: Vec::new(),
        named: OnceCell::new(),
    };
    walk.context.grant(taken.granted);
    for (at, statement) in document.statements.iter().enumerate() {
        walk.statement(at, statement);
    }
    walk.tables();
    if !taken.expected.is_empty() {
        walk.expected(&taken.expected);
        walk.claims.sort_by_key(|claim| claim.sign);
    }
    let (given, claims, unread) = (walk.given, walk.claims, walk.unread);
    document.unread.extend(unread);
    document.unread.sort_by_key(|unread| unread.at.start);
    Report {
        document,
        given,
        claims,
    }
}

/// Whether a text is a formula file by its name.
fn is_formula_file(name: &str) -> bool {
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    ending.eq_ignore_ascii_case("lh")
}

/// An equation that limits what its symbols may be.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) equation: Equation,
    pub(super) place: Place,
    pub(super) sign: Span,
}

/// Where the walk has come to.
pub(super) struct Walk<'a> {
    pub(super) document: &'a Document,
    pub(super) options: &'a Options,
    pub(super) context: Context,
    /// Equations that limit what their symbols may be, with their places.
    pub(super) conditions: Vec<Condition>,
    /// The statements that are lines of the solution of an equation.
    pub(super) solving: BTreeSet<usize>,
    pub(super) given: Vec<Given>,
    pub(super) claims: Vec<Judged>,
    /// Relations that turn out to belong to nothing that is written.
    pub(super) unread: Vec<Unread>,
    /// What the text as a whole speaks of.
    pub(super) topics: Topics,
    /// Names that got their value as one of several in a chain.
    pub(super) chained: BTreeSet<Symbol>,
    /// Where the conditions begin that were taken before their turn, for the statement that they stand behind.
    pub(super) ahead: BTreeSet<usize>,
    /// Amounts that were right only with a binary prefix.
    pub(super) binary: Vec<MeantBinary>,
    /// The arithmetics that the text names, looked for once something is refuted.
    pub(super) named: OnceCell<Vec<Named>>,
}

impl Walk<'_> {
    fn statement(&mut self, at: usize, statement: &Statement) {
        if let Some(label) = &statement.label {
            let entry = Self::entry(&statement.first.expr, statement, label.span);
            self.context.add(&label.symbol, entry);
        }
        self.derive_called(statement);
        self.take_values_behind(at, statement);
        self.take_conditions_behind(at, statement);
        let is_arrow =
            |link: &Link| matches!(link.relation, Relation::Implies | Relation::Equivalent);
        if statement.links.iter().any(is_arrow) {
            self.arrows(statement);
        } else if !self.total(at, statement)
            && !self.condition(statement)
            && !self.solving_line(at, statement)
        {
            self.chain(statement);
        }
        for side in statement.sides() {
            self.context.meet(&side.expr);
        }
    }

    /// A meaning that a statement gives to a name.
    pub(super) fn entry(value: &Expr, statement: &Statement, span: Span) -> Entry {
        Entry {
            value: value.clone(),
            place: statement.place,
            span,
            is_number: value.free_symbols().is_empty(),
        }
    }

    /// Compares two sides at a place.
    pub(super) fn pair(
        &self,
        left: &Side,
        relation: Relation,
        right: &Side,
        place: &Place,
    ) -> Pair {
        // Where a function is called of which nothing is said, only what is plainly the same can be told.
        let brief;
        let options = if self.calls_unknown(&left.expr, &right.expr) {
            brief = self.options.brief();
            &brief
        } else {
            self.options
        };
        let grows = relation == Relation::Approx && !left.expr.free_symbols().is_empty();
        let stated = if grows {
            self.document.said_to_be(Size::Large, left.span)
        } else {
            Vec::new()
        };
        let setting = Setting {
            context: &self.context,
            options,
            stated: &stated,
            place,
        };
        let found = pair(left, relation, right, &setting);
        let small = (grows && !found.is_right()).then(|| self.for_small(left, right, &found));
        small.flatten().unwrap_or(found)
    }

    /// Notes something given.
    pub(super) fn give(
        &mut self,
        sign: Span,
        kind: GivenKind,
        name: impl Into<String>,
        shadows: Option<Span>,
    ) {
        self.given.push(Given {
            sign,
            kind,
            name: name.into(),
            shadows,
        });
    }

    /// A relation with its sides, to be told of.
    pub(super) fn told<'s>(&'s self, origin: Origin, left: &'s Side, link: &'s Link) -> Told<'s> {
        Told {
            source: &self.document.source,
            origin,
            left,
            relation: link.relation,
            sign: link.sign,
            right: &link.side,
            restated: link.restated,
        }
    }
}
