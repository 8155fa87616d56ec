//! Names that lead back to themselves by what they stand for.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::{Bindings, Symbol};

/// Takes names away until none leads back to itself.
pub(super) fn cut_cycles(found: &mut Bindings) {
    let leads = suspects(found);
    let mut gone: BTreeSet<&Symbol> = BTreeSet::new();
    for (name, next) in &leads {
        let mut open: Vec<&Symbol> = next.iter().collect();
        let mut visited = BTreeSet::new();
        while let Some(symbol) = open.pop() {
            if symbol == name {
                gone.insert(name);
                found.remove(name);
                break;
            }
            if !gone.contains(symbol)
                && visited.insert(symbol)
                && let Some(next) = leads.get(symbol)
            {
                open.extend(next);
            }
        }
    }
}

/// The names that may lie on a cycle, and where each of them leads among these: what leads to nothing else, and
/// what nothing leads to, is left out until all that is left leads on and is led to.
fn suspects(found: &Bindings) -> BTreeMap<Symbol, Vec<Symbol>> {
    let leads = found.iter().map(|(name, value)| {
        let mut next = value.symbols_in_order();
        next.retain(|symbol| found.get(symbol).is_some());
        (name.clone(), next)
    });
    let leading = peeled(leads.collect());
    if leading.is_empty() {
        return leading;
    }
    turned(&peeled(turned(&leading)))
}

/// What is left of names once those that lead to none of the others are taken away, one after the other.
fn peeled(mut leads: BTreeMap<Symbol, Vec<Symbol>>) -> BTreeMap<Symbol, Vec<Symbol>> {
    let led = turned(&leads);
    let mut count: BTreeMap<Symbol, usize> = leads
        .iter()
        .map(|(name, next)| (name.clone(), next.len()))
        .collect();
    let is_end = |(_, next): &(&Symbol, &Vec<Symbol>)| next.is_empty();
    let ends = leads.iter().filter(is_end);
    let mut ends: Vec<Symbol> = ends.map(|(name, _)| name.clone()).collect();
    while let Some(end) = ends.pop() {
        leads.remove(&end);
        for before in led.get(&end).into_iter().flatten() {
            if let Some(count) = count.get_mut(before) {
                *count -= 1;
                if *count == 0 {
                    ends.push(before.clone());
                }
            }
        }
    }
    let left: BTreeSet<Symbol> = leads.keys().cloned().collect();
    for next in leads.values_mut() {
        next.retain(|symbol| left.contains(symbol));
    }
    leads
}

/// From where each name is led to.
fn turned(leads: &BTreeMap<Symbol, Vec<Symbol>>) -> BTreeMap<Symbol, Vec<Symbol>> {
    let mut turned: BTreeMap<Symbol, Vec<Symbol>> = leads
        .keys()
        .map(|name| (name.clone(), Vec::new()))
        .collect();
    for (name, next) in leads {
        for symbol in next {
            if let Some(led) = turned.get_mut(symbol) {
                led.push(name.clone());
            }
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::cut_cycles;
    use crate::expr::Bindings;
    use crate::syntax::parse_expression;

    /// By hand: the first name of a cycle in the order of names goes, and what leads to it stays.
    #[test]
    fn no_name_is_left_that_leads_to_itself() {
        for (meanings, left) in [
            (&["a = b + b", "b = c", "c = 2"][..], "a b c"),
            (&["a = b", "b = a + 1", "c = a"], "b c"),
            (&["a = a"], ""),
            (&["a = b", "b = c", "c = a", "d = b*b", "e = 3"], "b c d e"),
            (&["a = b", "b = a", "c = d + a", "d = c"], "b d"),
            (&["a = b + c", "b = a", "c = a"], "b c"),
        ] {
            let mut found = Bindings::new();
            for meaning in meanings {
                let (name, value) = meaning.split_once(" = ").unwrap();
                found.insert(name, parse_expression(value).unwrap());
            }
            cut_cycles(&mut found);
            let kept: Vec<&str> = found.iter().map(|(name, _)| name.name()).collect();
            assert_eq!(kept.join(" "), left, "{meanings:?}");
        }
    }
}
