//! Names with the index of a sum below them: the `p_k` of `\sum_k p_k` is another one for each `k`.

use crate::expr::{Expr, ExprKind, Function, Symbol, deep};

/// The expression in which names that are counted by the index of a sum or a product are functions of it,
/// wherever they stand.
pub(super) fn with_indices(expr: &Expr) -> Expr {
    let mut counted = Vec::new();
    gather(expr, &mut Vec::new(), &mut counted);
    if counted.is_empty() {
        return expr.clone();
    }
    applied(expr, &counted)
}

/// The names whose subscript is the index of a sum around them.
fn gather(expr: &Expr, indices: &mut Vec<Symbol>, counted: &mut Vec<String>) {
    deep(|| match expr.kind() {
        ExprKind::Symbol(symbol) => {
            if let Some((base, below)) = subscripts(symbol)
                && below
                    .iter()
                    .any(|one| indices.iter().any(|index| index.name() == one))
                && !counted.contains(&base)
            {
                counted.push(base);
            }
        }
        ExprKind::BigOperator(big) => {
            indices.push(big.index.clone());
            gather(&big.body, indices, counted);
            indices.pop();
        }
        _ => {
            for child in expr.children() {
                gather(child, indices, counted);
            }
        }
    });
}

fn applied(expr: &Expr, counted: &[String]) -> Expr {
    deep(|| {
        if let Some(symbol) = expr.as_symbol()
            && let Some((base, below)) = subscripts(symbol)
            && counted.contains(&base)
        {
            let arguments = below.iter().map(|one| match one.parse::<i64>() {
                Ok(number) => Expr::integer(number),
                Err(_) => Expr::symbol(Symbol::new(one)),
            });
            return Expr::call(Function::Declared(Symbol::new(&base)), arguments);
        }
        expr.map_children(|child| applied(child, counted))
    })
}

/// A name and what stands below it, `x_{i,j}` and `x_{ij}` alike; none where that is a word.
fn subscripts(symbol: &Symbol) -> Option<(String, Vec<String>)> {
    let (base, below) = symbol.name().split_once('_')?;
    let below = below.trim_matches(['{', '}', '_']);
    let parts: Vec<String> = if below.contains([',', '_']) {
        below
            .split([',', '_'])
            .filter(|part| !part.is_empty())
            .map(|part| part.trim().to_owned())
            .collect()
    } else if below.chars().count() <= 2 && below.chars().all(char::is_alphabetic) {
        below.chars().map(String::from).collect()
    } else {
        vec![below.to_owned()]
    };
    let is_one = |part: &String| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    (!base.is_empty() && parts.iter().all(is_one)).then(|| (base.to_owned(), parts))
}

#[cfg(test)]
mod tests {
    use super::with_indices;
    use crate::diagnostic::Source;
    use crate::expr::Expr;
    use crate::syntax::{Scope, parse_input};

    fn parse(text: &str) -> Expr {
        let scope = ["p", "h"]
            .into_iter()
            .fold(Scope::open(), |scope, name| scope.with_function(name, 1))
            .with_function("x", 2);
        let read = parse_input(&[Source::new("test", text)], &scope);
        read.unwrap().value.pop().unwrap().first
    }

    #[test]
    fn names_below_which_an_index_stands_are_functions_of_it() {
        for (text, expected) in [
            (
                "sum(k = 1..n, p_k) + p_1 + q_k",
                "sum(k = 1..n, p(k)) + p(1) + q_k",
            ),
            ("sum(i = 1..n, x_ij)", "sum(i = 1..n, x(i, j))"),
            ("sum(i = 1..n, d_model)", "sum(i = 1..n, d_model)"),
            ("sum(l = 1..L, 12 h_l^2)", "sum(l = 1..L, 12 h(l)^2)"),
            ("q_k + 1", "q_k + 1"),
        ] {
            assert_eq!(with_indices(&parse(text)), parse(expected), "{text}");
        }
    }
}
