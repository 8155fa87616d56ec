//! The tokens of LaTeX mathematics.

use pest::Parser;

mod generated {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/latex.pest"]
    pub(super) struct Grammar;
}

use generated::{Grammar, Rule};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Gap,
    LineEnd,
    Number,
    Command,
    Open,
    Close,
    Superscript,
    Subscript,
    Align,
    Letter,
    Sign,
}

/// A token, and the byte of the text it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) at: usize,
}

/// The tokens of a text; comments are left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    // Every character is a sign at the least, so the grammar reads any text.
    let Some(all) = Grammar::parse(Rule::tokens, text)
        .ok()
        .and_then(|mut pairs| pairs.next())
    else {
        return Vec::new();
    };
    let found = all.into_inner().filter_map(|pair| {
        let kind = match pair.as_rule() {
            Rule::gap => Kind::Gap,
            Rule::line_end => Kind::LineEnd,
            Rule::number => Kind::Number,
            Rule::command => Kind::Command,
            Rule::open => Kind::Open,
            Rule::close => Kind::Close,
            Rule::superscript => Kind::Superscript,
            Rule::subscript => Kind::Subscript,
            Rule::align => Kind::Align,
            Rule::letter => Kind::Letter,
            Rule::sign => Kind::Sign,
            _ => return None,
        };
        Some(Token {
            kind,
            text: pair.as_str().to_owned(),
            at: pair.as_span().start(),
        })
    });
    found.collect()
}
