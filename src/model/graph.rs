//! Which declaration uses which, in what order they can be read, and where they go in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::{Expr, ExprKind, Function, Symbol, deep};

/// What a declaration uses: names that occur free and functions that are called.
pub(super) fn uses(expr: &Expr) -> BTreeSet<Symbol> {
    let mut found = expr.free_symbols();
    collect_calls(expr, &mut found);
    found
}

fn collect_calls(expr: &Expr, found: &mut BTreeSet<Symbol>) {
    deep(|| {
        if let ExprKind::Call(Function::Declared(name), _) = expr.kind() {
            found.insert(name.clone());
        }
        for child in expr.children() {
            collect_calls(child, found);
        }
    });
}

/// Declarations in the order in which they can be read, and the circles among them.
pub(super) struct Order {
    /// Every declaration after those it uses, else as given.
    pub(super) sequence: Vec<Symbol>,
    /// Circles, each from the name that closes it; no name is in two.
    pub(super) cycles: Vec<Vec<Symbol>>,
}

/// Sorts declarations. `names` gives their order, `uses` what each uses; names that are not
/// declared do not matter.
pub(super) fn sort(names: &[Symbol], uses: &BTreeMap<Symbol, BTreeSet<Symbol>>) -> Order {
    let mut walk = Walk {
        uses,
        state: BTreeMap::new(),
        path: Vec::new(),
        order: Order {
            sequence: Vec::new(),
            cycles: Vec::new(),
        },
        circular: BTreeSet::new(),
    };
    for name in names {
        walk.visit(name);
    }
    walk.order
}

struct Walk<'a> {
    uses: &'a BTreeMap<Symbol, BTreeSet<Symbol>>,
    /// Whether a name is still open (false) or done (true).
    state: BTreeMap<&'a Symbol, bool>,
    path: Vec<&'a Symbol>,
    order: Order,
    circular: BTreeSet<&'a Symbol>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, name: &Symbol) {
        let Some((name, used)) = self.uses.get_key_value(name) else {
            return;
        };
        match self.state.get(name) {
            Some(true) => return,
            Some(false) => return self.close(name),
            None => {}
        }
        self.state.insert(name, false);
        self.path.push(name);
        deep(|| used.iter().for_each(|other| self.visit(other)));
        self.path.pop();
        self.state.insert(name, true);
        self.order.sequence.push(name.clone());
    }

    /// The way from an open name back to itself.
    fn close(&mut self, name: &'a Symbol) {
        let start = self
            .path
            .iter()
            .position(|other| *other == name)
            .unwrap_or(0);
        let way: Vec<&Symbol> = self.path.iter().skip(start).copied().collect();
        if way.iter().any(|other| self.circular.contains(other)) {
            return;
        }
        self.circular.extend(way.iter().copied());
        self.order.cycles.push(way.into_iter().cloned().collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(lines: &[(&str, &str)]) -> (String, Vec<String>) {
        let names: Vec<Symbol> = lines.iter().map(|(name, _)| Symbol::new(name)).collect();
        let uses = lines.iter().map(|(name, used)| {
            (
                Symbol::new(name),
                used.split_whitespace().map(Symbol::new).collect(),
            )
        });
        let order = sort(&names, &uses.collect());
        let joined =
            |names: &[Symbol]| names.iter().map(Symbol::name).collect::<Vec<_>>().join(" ");
        (
            joined(&order.sequence),
            order.cycles.iter().map(|way| joined(way)).collect(),
        )
    }

    #[test]
    fn order_and_circles() {
        let none: Vec<String> = Vec::new();
        assert_eq!(
            sorted(&[("a", ""), ("b", "a")]),
            ("a b".into(), none.clone())
        );
        assert_eq!(
            sorted(&[("t", "m a"), ("a", "q"), ("m", ""), ("q", "x")]),
            ("q a m t".into(), none.clone())
        );
        assert_eq!(sorted(&[("a", "a")]).1, ["a"]);
        assert_eq!(sorted(&[("a", "b"), ("b", "c"), ("c", "b")]).1, ["b c"]);
        // Circles that share a name are told once.
        assert_eq!(sorted(&[("a", "b c"), ("b", "a"), ("c", "a")]).1, ["a b"]);
        assert_eq!(
            sorted(&[("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]).1,
            ["a b", "c d"]
        );
    }

    #[test]
    fn long_chains() {
        let name = |i: usize| Symbol::new(&format!("x{i}"));
        let names: Vec<Symbol> = (0..100_000).map(name).collect();
        let uses = (0..100_000)
            .map(|i| (name(i), BTreeSet::from([name(i + 1)])))
            .collect();
        let order = sort(&names, &uses);
        assert_eq!(order.sequence.first(), Some(&name(99_999)));
        assert!(order.cycles.is_empty());
    }
}
