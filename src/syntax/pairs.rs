//! The grammar. The only file that sees pest: what leaves it are nodes with a kind of our own.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Tokens;

use crate::diagnostic::Span;

use super::signs::{Connective, Infix};
use crate::expr::with_room;

/// Bytes of stack for the deepest nesting that the scan lets through.
const STACK: usize = 1 << 20;

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
    /// Names and what they may be.
    Declared,
    /// `total, mlp`.
    Names,
    /// A statement of a formula file.
    Statement,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Name,
    Text,
    Prefix,
    Infix(Infix),
    Connective(Connective),
    Negation,
    Conditional,
    Then,
    Otherwise,
    Group,
    Nothing,
    Comma,
    Iverson,
    Absolute,
    Root,
    Superscript,
    Factorial,
    Binding,
    Value,
    Title,
    Section,
    Include,
    Buffers,
    InputsFirst,
    Param,
    Domain,
    DomainName,
    Bound,
    Key,
    Function,
    Definition,
    Part,
    Active,
    Covers,
    Assume,
    Claims,
    Approx,
    Within,
    Values,
    Show,
    Solve,
    Expect,
    Compare,
    Step,
    Case,
    Claim,
    InCase,
    Origin,
    /// A word that only joins.
    Joint,
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

/// A text that follows a rule, as the flat run of its tokens.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

/// What a rule took, ahead of what stands in it.
#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    /// The place among the tokens of the first one that does not stand in it.
    behind: usize,
}

/// A stretch of text that follows a rule of the grammar.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    /// What it is.
    pub kind: Kind,
    /// Its place in the text that was read.
    pub span: Span,
    /// Its text.
    pub text: &'t str,
    children: Nodes<'t>,
}

/// The nodes of a rule in order, with a look at the next one.
#[derive(Clone, Debug)]
pub(super) struct Nodes<'t> {
    tree: &'t Tree<'t>,
    next: usize,
    end: usize,
}

/// Reads a whole text.
pub(super) fn read(entry: Entry, text: &str) -> Result<Tree<'_>, Failure> {
    let rule = match entry {
        Entry::Chain => Rule::chain,
        Entry::Bindings => Rule::bindings,
        Entry::Conditions => Rule::conditions,
        Entry::Names => Rule::names,
        Entry::Declared => Rule::declared,
        Entry::Statement => Rule::statement,
    };
    let parsed = with_room(STACK, || Grammar::parse(rule, text));
    let pairs = parsed.map_err(|error| failure(&error))?;
    Ok(Tree::new(text, pairs.tokens()))
}

impl Token {
    /// A token that begins at a place.
    fn from(start: usize) -> Self {
        Self {
            kind: Kind::Whole,
            start,
            end: start,
            behind: 0,
        }
    }
}

impl<'t> Tree<'t> {
    fn new(text: &'t str, found: Tokens<'t, Rule>) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(found.len());
        let mut open = Vec::new();
        for token in found {
            match token {
                pest::Token::Start { pos, .. } => {
                    open.push(tokens.len());
                    tokens.push(Token::from(pos.pos()));
                }
                pest::Token::End { rule, pos } => {
                    let behind = tokens.len();
                    let Some(token) = open.pop().and_then(|place| tokens.get_mut(place)) else {
                        continue;
                    };
                    let slice = |start, end| text.get(start..end).unwrap_or_default();
                    (token.end, token.behind) = (pos.pos(), behind);
                    if rule == Rule::link {
                        let (start, end) = (token.start, token.end);
                        tokens.pop();
                        links(text, Span::new(start, end), &mut tokens);
                    } else {
                        token.kind = kind(rule, slice(token.start, token.end));
                    }
                }
            }
        }
        Self { text, tokens }
    }

    /// What the whole text is.
    pub(super) fn root(&self) -> Node<'_> {
        let whole = Nodes {
            tree: self,
            next: 0,
            end: self.tokens.len(),
        };
        whole.look().unwrap_or(Node {
            kind: Kind::End,
            span: Span::default(),
            text: "",
            children: Nodes { end: 0, ..whole },
        })
    }
}

impl<'t> Node<'t> {
    /// What stands in it.
    pub(super) fn children(self) -> Nodes<'t> {
        self.children
    }
}

impl<'t> Nodes<'t> {
    fn token(&self) -> Option<&'t Token> {
        let tokens = self.tree.tokens.get(..self.end)?;
        tokens.get(self.next)
    }

    fn look(&self) -> Option<Node<'t>> {
        let token = self.token()?;
        Some(Node {
            kind: token.kind,
            span: Span::new(token.start, token.end),
            text: self.tree.text.get(token.start..token.end)?,
            children: Nodes {
                tree: self.tree,
                next: self.next + 1,
                end: token.behind,
            },
        })
    }

    /// What the next node is.
    pub(super) fn peek(&self) -> Option<Kind> {
        self.token().map(|token| token.kind)
    }

    /// Passes over the next node.
    pub(super) fn skip(&mut self) {
        if let Some(token) = self.token() {
            self.next = token.behind;
        }
    }

    /// The next node, if it is of a kind.
    pub(super) fn next_of(&mut self, kind: Kind) -> Option<Node<'t>> {
        if self.peek() == Some(kind) {
            self.next()
        } else {
            None
        }
    }
}

impl<'t> Iterator for Nodes<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let next = self.look()?;
        self.next = next.children.end;
        Some(next)
    }
}

/// Parts a run of signs and short operands.
fn links(text: &str, run: Span, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = run.start;
    while at < run.end {
        let operand = bytes.get(at + 1..run.end).unwrap_or_default();
        let length = operand
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric())
            .unwrap_or(operand.len());
        let sign = match bytes.get(at) {
            Some(b'+') => Infix::Plus,
            Some(b'-') => Infix::Minus,
            Some(b'/') => Infix::Over,
            Some(b'^') => Infix::Power,
            _ => Infix::Times,
        };
        let is_number = operand.first().is_some_and(u8::is_ascii_digit);
        let operand = if is_number { Kind::Number } else { Kind::Name };
        for (kind, start, end) in [
            (Kind::Infix(sign), at, at + 1),
            (operand, at + 1, at + 1 + length),
        ] {
            let behind = tokens.len() + 1;
            tokens.push(Token {
                kind,
                start,
                end,
                behind,
            });
        }
        at += 1 + length;
    }
}

/// What a rule and its text are.
fn kind(rule: Rule, text: &str) -> Kind {
    match rule {
        Rule::number => Kind::Number,
        Rule::atom if text.starts_with(|c: char| c.is_ascii_digit() || c == '.') => Kind::Number,
        Rule::name | Rule::atom => Kind::Name,
        Rule::text => Kind::Text,
        Rule::prefix => Kind::Prefix,
        Rule::infix => Kind::Infix(Infix::of(text)),
        Rule::connective | Rule::equals => Kind::Connective(Connective::of(text)),
        Rule::negation => Kind::Negation,
        Rule::conditional => Kind::Conditional,
        Rule::then => Kind::Then,
        Rule::otherwise => Kind::Otherwise,
        Rule::group => Kind::Group,
        Rule::nothing => Kind::Nothing,
        Rule::comma => Kind::Comma,
        Rule::iverson => Kind::Iverson,
        Rule::absolute => Kind::Absolute,
        Rule::root => Kind::Root,
        Rule::superscript => Kind::Superscript,
        Rule::factorial => Kind::Factorial,
        Rule::binding => Kind::Binding,
        Rule::value => Kind::Value,
        Rule::title => Kind::Title,
        Rule::section => Kind::Section,
        Rule::include => Kind::Include,
        Rule::buffers => Kind::Buffers,
        Rule::inputs_first => Kind::InputsFirst,
        Rule::param => Kind::Param,
        Rule::domain => Kind::Domain,
        Rule::domain_name => Kind::DomainName,
        Rule::bound => Kind::Bound,
        Rule::key => Kind::Key,
        Rule::function => Kind::Function,
        Rule::definition => Kind::Definition,
        Rule::part => Kind::Part,
        Rule::active => Kind::Active,
        Rule::covers => Kind::Covers,
        Rule::assume => Kind::Assume,
        Rule::claims => Kind::Claims,
        Rule::approx => Kind::Approx,
        Rule::within => Kind::Within,
        Rule::values => Kind::Values,
        Rule::show => Kind::Show,
        Rule::solve => Kind::Solve,
        Rule::expect => Kind::Expect,
        Rule::compare => Kind::Compare,
        Rule::step => Kind::Step,
        Rule::case => Kind::Case,
        Rule::claim => Kind::Claim,
        Rule::in_case => Kind::InCase,
        Rule::origin => Kind::Origin,
        Rule::for_large | Rule::for_name | Rule::with_value => Kind::Joint,
        Rule::EOI => Kind::End,
        _ => Kind::Whole,
    }
}

/// pest's error in our words.
fn failure(error: &pest::error::Error<Rule>) -> Failure {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let rules = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    let is_expected = |offer: &&Offer| offer.rules.iter().any(|rule| rules.contains(rule));
    let mut expected: Vec<&'static str> = Vec::new();
    for offer in OFFERS.iter().filter(is_expected) {
        if !offer.unless.iter().any(|better| expected.contains(better)) {
            expected.push(offer.words);
        }
    }
    Failure { at, expected }
}

/// What is offered for rules that were tried, unless something better is offered already.
struct Offer {
    words: &'static str,
    rules: &'static [Rule],
    unless: &'static [&'static str],
}

const fn offer(words: &'static str, rules: &'static [Rule]) -> Offer {
    Offer {
        words,
        rules,
        unless: &[],
    }
}

/// The words for rules, in the order they are told.
const OFFERS: &[Offer] = &[
    offer("a statement", &[Rule::title, Rule::statement]),
    offer("an operator", &[Rule::infix, Rule::link]),
    Offer {
        words: "a number",
        rules: &[
            Rule::atom,
            Rule::number,
            Rule::value,
            Rule::claim,
            Rule::claims,
            Rule::chain,
            Rule::conditions,
        ],
        unless: &["an operator"],
    },
    Offer {
        words: "a name",
        rules: &[
            Rule::atom,
            Rule::name,
            Rule::value,
            Rule::claim,
            Rule::claims,
            Rule::chain,
            Rule::bindings,
            Rule::conditions,
            Rule::names,
            Rule::declared,
        ],
        unless: &["an operator", "a statement"],
    },
    Offer {
        words: "`(`",
        rules: &[
            Rule::group,
            Rule::value,
            Rule::claim,
            Rule::claims,
            Rule::chain,
            Rule::conditions,
        ],
        unless: &["an operator"],
    },
    Offer {
        words: "a string",
        rules: &[Rule::text],
        unless: &["a number"],
    },
    offer("a domain", &[Rule::domain_name]),
    offer("a key", &[Rule::key]),
    offer("`=`", &[Rule::equals]),
    Offer {
        words: "a relation sign",
        rules: &[Rule::connective],
        unless: &["an operator", "`=`"],
    },
    offer("`then`", &[Rule::then]),
    offer("`else`", &[Rule::otherwise]),
    offer("`for large`", &[Rule::for_large]),
    offer("`for`", &[Rule::for_name]),
    offer("`with`", &[Rule::with_value]),
    offer("`,`", &[Rule::comma]),
    offer("the end", &[Rule::EOI]),
];
