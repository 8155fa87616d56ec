//! A symbol mistaken for another.

use super::search::{Lines, Trial};
use super::{Slip, SlipKind};
use crate::expr::{Bindings, Expr, Symbol};

/// The most symbols that are exchanged.
const MAX_SYMBOLS: usize = 10;

/// One symbol of the line, at one place or everywhere, is another one of the line before.
pub(super) fn mistaken(lines: &Lines<'_>, trial: &mut Trial<'_>) -> Option<Slip> {
    let known: Vec<Symbol> = lines.before.symbols_in_order();
    let written = lines.after.symbols_in_order();
    if known.len() > MAX_SYMBOLS || written.len() > MAX_SYMBOLS {
        return None;
    }
    // The line before with the right symbol taken for the wrong one.
    for right in &known {
        for wrong in &written {
            if right == wrong {
                continue;
            }
            let slip = || {
                Slip::of(SlipKind::SymbolMistaken {
                    written: wrong.clone(),
                    right: right.clone(),
                })
            };
            for path in places(lines.before, right) {
                let line = lines
                    .before
                    .replace_at(&path, Expr::symbol(wrong.clone()))?;
                if trial.explains(&line) {
                    return Some(slip());
                }
            }
            let exchange: Bindings = [(right.clone(), Expr::symbol(wrong.clone()))]
                .into_iter()
                .collect();
            let line = exchange.substitute(lines.before).ok()?;
            if trial.explains(&line) {
                return Some(slip());
            }
        }
    }
    None
}

/// Where a symbol stands; at most a few places.
fn places(expr: &Expr, symbol: &Symbol) -> Vec<Vec<usize>> {
    const MAX_PLACES: usize = 12;
    let mut found = Vec::new();
    let mut open = vec![(Vec::new(), expr)];
    while let Some((path, part)) = open.pop() {
        if part.as_symbol() == Some(symbol) {
            found.push(path);
            if found.len() == MAX_PLACES {
                break;
            }
            continue;
        }
        for (at, child) in part.children().into_iter().enumerate() {
            let mut path = path.clone();
            path.push(at);
            open.push((path, child));
        }
    }
    found
}
