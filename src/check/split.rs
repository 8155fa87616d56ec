//! Cases that the author spells out on both sides of 0: what he says of them holds for both, and not only for the
//! positive numbers that a size is.

use std::collections::BTreeSet;

use crate::expr::{Assumptions, Domain, Expr, ExprKind, Predicate, Symbol, deep};

/// The assumptions under which the names whose sign is told apart in cases may have either; none where there are none of
/// which nothing else is said.
pub(super) fn of_either_sign(sides: [&Expr; 2], under: &Assumptions) -> Option<Assumptions> {
    let mut split = BTreeSet::new();
    for side in sides {
        conditions(side, &mut split);
    }
    let is_free = |symbol: &Symbol| {
        let says = |known: &Predicate| {
            let mut parts = known.operands().into_iter();
            parts.any(|part| part.mentions(symbol))
        };
        !under.domains.contains_key(symbol)
            && under.definitions.get(symbol).is_none()
            && !under.conditions.iter().any(says)
    };
    split.retain(is_free);
    if split.is_empty() {
        return None;
    }
    let mut wide = under.clone();
    for symbol in split {
        wide.domains.insert(symbol, Domain::real());
    }
    Some(wide)
}

/// The names that a condition of a case compares with 0.
fn conditions(expr: &Expr, found: &mut BTreeSet<Symbol>) {
    deep(|| {
        if let ExprKind::Conditional(conditional) = expr.kind() {
            compared(&conditional.condition, found);
        }
        for child in expr.children() {
            conditions(child, found);
        }
    });
}

fn compared(condition: &Predicate, found: &mut BTreeSet<Symbol>) {
    deep(|| match condition {
        Predicate::Compare(a, _, b) => {
            let is_zero = |expr: &Expr| expr.as_number().is_some_and(|number| number.is_zero());
            match (a.as_symbol(), b.as_symbol()) {
                (Some(name), None) if is_zero(b) => found.extend([name.clone()]),
                (None, Some(name)) if is_zero(a) => found.extend([name.clone()]),
                _ => {}
            }
        }
        Predicate::And(all) | Predicate::Or(all) => {
            for one in all {
                compared(one, found);
            }
        }
        Predicate::Not(inner) => compared(inner, found),
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use crate::check::{Options, Verdict, check};
    use crate::diagnostic::Source;
    use crate::document::read;

    /// |−1| = 1 is not −1, and max(−1, 0) = 0 is not −1.
    #[test]
    fn both_branches_count() {
        let verdict = |text: &str| {
            let text = format!("${text}$\n");
            let report = check(read(&Source::new("a.md", text)), &Options::default());
            report.claims.first().map(|claim| claim.verdict)
        };
        for (left, negative, wanted) in [
            ("|x|", "x", Verdict::Fails),
            ("|x|", "-x", Verdict::Holds),
            (r"\max(x, 0)", "x", Verdict::Fails),
            (r"\max(x, 0)", "0", Verdict::Holds),
        ] {
            for otherwise in ["x < 0", r"\text{otherwise}"] {
                let cases = format!(
                    r"{left} = \begin{{cases}} x & x \ge 0 \\ {negative} & {otherwise} \end{{cases}}"
                );
                assert_eq!(verdict(&cases), Some(wanted), "{cases}");
            }
        }
        assert_eq!(verdict("|x| = x"), Some(Verdict::HoldsIf));
    }
}
