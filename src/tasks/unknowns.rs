//! Which symbols an equation is to be solved for, and which texts beside it give values.

use super::Question;
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::{Expr, Symbol};
use crate::syntax::{self, Scope};

/// The symbols to find where none is named: the one of an equation that has no value among the texts
/// behind it, or those of several equations, where they are no more than these.
///
/// ```
/// use longhand::tasks::{Question, unnamed_unknowns};
///
/// let question = Question::new("a*x = 6").and("a = 2");
/// assert_eq!(unnamed_unknowns(&question).unwrap(), ["x".into()]);
/// assert!(unnamed_unknowns(&Question::new("a*x = 6")).is_err());
/// let question = Question::new("x + z = 6").and("z = 2*x");
/// assert_eq!(unnamed_unknowns(&question).unwrap(), ["x".into(), "z".into()]);
/// let question = Question::new("x + y = 5").and("x - y = 1");
/// assert_eq!(unnamed_unknowns(&question).unwrap(), ["x".into(), "y".into()]);
/// ```
///
/// # Errors
/// What is wrong with the equations; more symbols than equations, or none.
pub fn unnamed_unknowns(question: &Question) -> Result<Vec<Symbol>, Vec<Diagnostic>> {
    let of_first = without_value(question, 1)?;
    match of_first.as_slice() {
        [_] => return Ok(of_first),
        [] => {
            let message = "there is no symbol to solve for";
            return Err(vec![Diagnostic::error(Code::USAGE, message)]);
        }
        _ => {}
    }
    let count = equations_and_values(&question.expressions, &of_first)
        .0
        .len();
    let found = match count {
        1 => of_first,
        _ => without_value(question, question.expressions.len())?,
    };
    if found.len() <= count {
        return Ok(found);
    }
    let names: Vec<String> = found.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "it is not said which of {} is to be found",
        names.join(", ")
    );
    let chosen: Vec<&str> = found.iter().take(count).map(Symbol::name).collect();
    let error = Diagnostic::error(Code::USAGE, message);
    let wanted = format!("`--for {}`", chosen.join(","));
    let others: Vec<String> = found
        .iter()
        .skip(count)
        .map(|name| format!("{name}=2"))
        .collect();
    let others = others.join(" ");
    Err(vec![error.hint(match count {
        1 => format!("name it: {wanted}; or give the others values: `{others}`"),
        _ => format!(
            "name as many as there are equations: {wanted}; or give the others values: `{others}`"
        ),
    })])
}

/// The symbols of the first so many texts that no text gives a value.
fn without_value(question: &Question, texts: usize) -> Result<Vec<Symbol>, Vec<Diagnostic>> {
    let mut first = question.clone();
    first.expressions.truncate(texts);
    let mut found = Vec::new();
    for chain in &first.read()?.then(|read| Ok(read.chains))? {
        let sides = std::iter::once(&chain.first).chain(chain.links.iter().map(|link| &link.expr));
        for symbol in sides.flat_map(Expr::symbols_in_order) {
            if !found.contains(&symbol) {
                found.push(symbol);
            }
        }
    }
    let further = question.expressions.iter().skip(1);
    let pairs = further.chain(&question.bindings);
    let mut given: Vec<(&str, &str)> = pairs
        .filter_map(|text| text.text().split_once('='))
        .collect();
    // `z = 2*x` beside an equation in x is an equation for both, and no value of z.
    loop {
        let is_given = |symbol: &Symbol| given.iter().any(|(name, _)| name.trim() == symbol.name());
        let open: Vec<Symbol> = found
            .iter()
            .filter(|name| !is_given(name))
            .cloned()
            .collect();
        let before = given.len();
        given.retain(|(_, value)| !mentions(value, &open));
        if given.len() == before {
            return Ok(open);
        }
    }
}

/// Whether a text speaks of one of these symbols.
fn mentions(text: &str, symbols: &[Symbol]) -> bool {
    let scope = Scope::open().with_names(symbols.iter().cloned());
    syntax::parse_input(&[Source::new("<value>", text)], &scope).is_ok_and(|read| {
        let mut chains = read.value.iter();
        chains.any(|chain| symbols.iter().any(|name| chain.first.mentions(name)))
    })
}

/// Which of several texts are equations and which give values: the first is an equation, and so is what
/// has an unknown on either side of its `=`.
pub fn equations_and_values(texts: &[Source], unknowns: &[Symbol]) -> (Vec<Source>, Vec<Source>) {
    let mut found = (Vec::new(), Vec::new());
    for (at, source) in texts.iter().enumerate() {
        if at > 0 && gives_value(source, unknowns) {
            found.1.push(source.clone());
        } else {
            found.0.push(source.clone());
        }
    }
    found
}

fn gives_value(source: &Source, unknowns: &[Symbol]) -> bool {
    let Some((name, value)) = source.text().split_once('=') else {
        return true;
    };
    let piece = |text: &str| Source::new("<value>", text);
    let Ok(names) = syntax::parse_names(&piece(name.trim())) else {
        return name.trim().is_empty();
    };
    let is_unknown = names.iter().any(|name| unknowns.contains(&name.value));
    names.len() == 1 && !is_unknown && !mentions(value, unknowns)
}
