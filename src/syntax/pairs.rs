//! The grammar. The only file that sees pest: what leaves it are nodes with a kind of our own.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::{Pair, Pairs};

use crate::diagnostic::Span;

mod generated {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/expression.pest"]
    #[grammar = "grammar/formula.pest"]
    pub(super) struct Grammar;
}

use generated::{Grammar, Rule};

/// What a whole text is read as.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    /// An expression, or expressions with relations between them.
    Chain,
    /// `L = 32, h = 4096`.
    Bindings,
    /// `n divides h, tied`.
    Conditions,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Name,
    Text,
    Prefix,
    Infix,
    Connective,
    Negation,
    Conditional,
    Then,
    Otherwise,
    Group,
    Comma,
    Iverson,
    Absolute,
    Root,
    Superscript,
    Factorial,
    Binding,
    Value,
    Equals,
    /// A whole text.
    Whole,
    End,
}

/// The text does not follow the grammar.
#[derive(Debug)]
pub(super) struct Failure {
    /// The first byte that fits no rule.
    pub at: usize,
    /// What could have stood there, in words, without repetition.
    pub expected: Vec<&'static str>,
}

/// A stretch of text that follows a rule of the grammar.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    pair: Pair<'t, Rule>,
}

/// The nodes of a rule in order.
pub(super) type Nodes<'t> =
    std::iter::Peekable<std::iter::Map<Pairs<'t, Rule>, fn(Pair<'t, Rule>) -> Node<'t>>>;

/// Reads a whole text.
pub(super) fn read(entry: Entry, text: &str) -> Result<Node<'_>, Failure> {
    let rule = match entry {
        Entry::Chain => Rule::chain,
        Entry::Bindings => Rule::bindings,
        Entry::Conditions => Rule::conditions,
    };
    let mut pairs = Grammar::parse(rule, text).map_err(|error| failure(&error))?;
    let missing = Failure {
        at: 0,
        expected: Vec::new(),
    };
    pairs.next().map(|pair| Node { pair }).ok_or(missing)
}

impl<'t> Node<'t> {
    /// What it is.
    pub(super) fn kind(&self) -> Kind {
        match self.pair.as_rule() {
            Rule::number => Kind::Number,
            Rule::name => Kind::Name,
            Rule::text => Kind::Text,
            Rule::prefix => Kind::Prefix,
            Rule::infix => Kind::Infix,
            Rule::connective => Kind::Connective,
            Rule::negation => Kind::Negation,
            Rule::conditional => Kind::Conditional,
            Rule::then => Kind::Then,
            Rule::otherwise => Kind::Otherwise,
            Rule::group => Kind::Group,
            Rule::comma => Kind::Comma,
            Rule::iverson => Kind::Iverson,
            Rule::absolute => Kind::Absolute,
            Rule::root => Kind::Root,
            Rule::superscript => Kind::Superscript,
            Rule::factorial => Kind::Factorial,
            Rule::binding => Kind::Binding,
            Rule::value => Kind::Value,
            Rule::equals => Kind::Equals,
            Rule::EOI => Kind::End,
            _ => Kind::Whole,
        }
    }

    /// Its place in the text that was read.
    pub(super) fn span(&self) -> Span {
        let span = self.pair.as_span();
        Span::new(span.start(), span.end())
    }

    /// Its text.
    pub(super) fn text(&self) -> &'t str {
        self.pair.as_str()
    }

    /// What stands in it.
    pub(super) fn children(self) -> Nodes<'t> {
        let wrap: fn(Pair<'t, Rule>) -> Node<'t> = |pair| Node { pair };
        self.pair.into_inner().map(wrap).peekable()
    }
}

/// pest's error in our words.
fn failure(error: &pest::error::Error<Rule>) -> Failure {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let mut expected = Vec::new();
    if let ErrorVariant::ParsingError { positives, .. } = &error.variant {
        for word in positives.iter().filter_map(|rule| word(*rule)) {
            if !expected.contains(&word) {
                expected.push(word);
            }
        }
    }
    Failure { at, expected }
}

/// What people call a rule; `None` for what is not worth offering.
fn word(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::number => "a number",
        Rule::name => "a name",
        Rule::group => "`(`",
        Rule::infix => "an operator",
        Rule::connective => "a relation sign",
        Rule::then => "`then`",
        Rule::otherwise => "`else`",
        Rule::comma => "`,`",
        Rule::equals => "`=`",
        Rule::EOI => "the end",
        _ => return None,
    })
}
