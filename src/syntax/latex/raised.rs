//! Brackets that are raised without braces: `e^(2/x)`.

use std::collections::BTreeSet;

use super::tokens::{Kind, Token};

/// Puts braces around a bracket that is raised. LaTeX raises its first sign alone, and nobody means that.
pub(super) fn raise_brackets(tokens: &mut Vec<Token>) {
    let raised = raised(tokens);
    if raised.is_empty() {
        return;
    }
    let opens: BTreeSet<usize> = raised.iter().map(|(open, _)| *open).collect();
    let closes: BTreeSet<usize> = raised.iter().map(|(_, close)| *close).collect();
    let brace = |kind: Kind, at: usize| {
        let text = if kind == Kind::Open { "{" } else { "}" };
        Token {
            kind,
            text: text.to_owned(),
            at,
        }
    };
    let mut written = Vec::with_capacity(tokens.len() + 2 * raised.len());
    for (place, token) in tokens.drain(..).enumerate() {
        let at = token.at;
        written.extend(opens.contains(&place).then(|| brace(Kind::Open, at)));
        written.push(token);
        written.extend(closes.contains(&place).then(|| brace(Kind::Close, at)));
    }
    *tokens = written;
}

/// Where brackets that are raised open and close, within the same braces.
fn raised(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    // The brackets that are open, with whether they are raised; none for a brace.
    let mut open: Vec<Option<(usize, bool)>> = Vec::new();
    let mut is_raised = false;
    for (place, token) in tokens.iter().enumerate() {
        match (token.kind, token.text.as_str()) {
            (Kind::Gap, _) => continue,
            (Kind::Open, _) => open.push(None),
            (Kind::Close, _) => while open.pop().flatten().is_some() {},
            (Kind::Sign, "(") => open.push(Some((place, is_raised))),
            (Kind::Sign, ")") => {
                if let Some(Some((from, was_raised))) = open.pop_if(|last| last.is_some()) {
                    found.extend(was_raised.then_some((from, place)));
                }
            }
            _ => {}
        }
        is_raised = token.kind == Kind::Superscript;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{Macros, lower};

    #[test]
    fn a_raised_bracket_is_an_exponent() {
        let text = |latex: &str| lower(latex, &Macros::default()).map(|found| found.text);
        for (bare, braced) in [
            ("e^(2/x)", "e^{(2/x)}"),
            ("2^(n+1)(a)", "2^{(n+1)}(a)"),
            ("{e^(x}", "{e^(x}"),
        ] {
            assert_eq!(text(bare).ok(), text(braced).ok(), "{bare}");
        }
    }
}
