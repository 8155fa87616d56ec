//! The loop: rules in order, applied to the innermost places they fit.

use crate::derivation::{Builder, Rewrite, StepLimit};
use crate::expr::{Expr, ExprKind, deep};
use crate::rules::{Context, Rule};

/// Rules in the order in which a teacher would think of them.
#[derive(Clone, Copy, Debug)]
pub struct Strategy {
    outside: &'static [Rule],
    /// Lists that strategies share, one behind the other.
    rules: &'static [&'static [Rule]],
}

impl Strategy {
    /// A strategy of rules that are tried from the outside in, before all others, and of rules
    /// from the inside out; earlier ones come first where several fit.
    pub const fn new(outside: &'static [Rule], rules: &'static [&'static [Rule]]) -> Self {
        Self { outside, rules }
    }

    /// Applies the rules until none fits.
    ///
    /// # Errors
    /// [`StepLimit`], with the partial derivation, when the derivation grows past its limit.
    pub fn run(self, builder: &mut Builder, context: &Context<'_>) -> Result<(), StepLimit> {
        while let Some((rule, rewrites)) = self.next(builder.line(), context) {
            builder.apply(rule.id, rewrites)?;
        }
        Ok(())
    }

    /// Applies one rule once, to the line as a whole, if it fits.
    ///
    /// # Errors
    /// As [`Strategy::run`].
    pub fn once(rule: Rule, builder: &mut Builder, context: &Context<'_>) -> Result<(), StepLimit> {
        match (rule.apply)(builder.line(), context) {
            Some(rewrite) => builder.apply(rule.id, vec![(Vec::new(), rewrite)]),
            None => Ok(()),
        }
    }

    /// Applies the first of some rules that fits a factor of the line, at all factors it fits; tells
    /// whether one did.
    ///
    /// # Errors
    /// As [`Strategy::run`].
    pub fn on_factors(
        rules: &[Rule],
        builder: &mut Builder,
        context: &Context<'_>,
    ) -> Result<bool, StepLimit> {
        for rule in rules {
            let mut found = Vec::new();
            visit_factors(*rule, builder.line(), &mut Vec::new(), context, &mut found);
            if !found.is_empty() {
                builder.apply(rule.id, found)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The first rule that fits an innermost place, at all innermost places it fits.
    fn next(self, line: &Expr, context: &Context<'_>) -> Option<(Rule, Vec<Site>)> {
        let mut found = Vec::new();
        self.visit_outside(line, &mut Vec::new(), context, &mut found);
        let is_outside = !found.is_empty();
        if !is_outside {
            self.visit(line, &mut Vec::new(), context, &mut found);
        }
        let first = found.iter().map(|(order, _)| *order).min()?;
        let rule = if is_outside {
            *self.outside.get(first)?
        } else {
            *self.rules.iter().copied().flatten().nth(first)?
        };
        let sites = found.into_iter().filter(|(order, _)| *order == first);
        Some((rule, sites.map(|(_, site)| site).collect()))
    }

    /// Looks for places from the inside out; tells whether one was found at or below here.
    fn visit(
        self,
        expr: &Expr,
        path: &mut Vec<usize>,
        context: &Context<'_>,
        found: &mut Vec<(usize, Site)>,
    ) -> bool {
        deep(|| {
            let mut is_inside = false;
            for (index, child) in expr.children().into_iter().enumerate() {
                path.push(index);
                is_inside |= match (expr.kind(), child.kind()) {
                    // A term's sign is the sum's business: look at what it is the sign of.
                    (ExprKind::Sum(_), ExprKind::Neg(inner)) => {
                        path.push(0);
                        let inside = self.visit(inner, path, context, found);
                        path.pop();
                        inside
                    }
                    _ => self.visit(child, path, context, found),
                };
                path.pop();
            }
            is_inside
                || visit_here(
                    self.rules.iter().copied().flatten(),
                    expr,
                    path,
                    context,
                    found,
                )
        })
    }

    /// Looks for places from the outside in.
    fn visit_outside(
        self,
        expr: &Expr,
        path: &mut Vec<usize>,
        context: &Context<'_>,
        found: &mut Vec<(usize, Site)>,
    ) {
        deep(|| {
            if visit_here(self.outside, expr, path, context, found) {
                return;
            }
            for (index, child) in expr.children().into_iter().enumerate() {
                path.push(index);
                self.visit_outside(child, path, context, found);
                path.pop();
            }
        });
    }
}

/// Looks for a rule's places among the factors of a product, above and below the line.
fn visit_factors(
    rule: Rule,
    expr: &Expr,
    path: &mut Vec<usize>,
    context: &Context<'_>,
    found: &mut Vec<Site>,
) {
    deep(|| match expr.kind() {
        ExprKind::Neg(_) | ExprKind::Product(_) | ExprKind::Quotient(..) | ExprKind::Power(..) => {
            for (index, child) in expr.children().into_iter().enumerate() {
                // An exponent is no factor.
                if index > 0 && matches!(expr.kind(), ExprKind::Power(..)) {
                    break;
                }
                path.push(index);
                visit_factors(rule, child, path, context, found);
                path.pop();
            }
        }
        _ => {
            if let Some(rewrite) = (rule.apply)(expr, context) {
                found.push((path.clone(), rewrite));
            }
        }
    });
}

/// Looks at this place; tells whether a rule fits it, the first one that does.
fn visit_here<'r>(
    rules: impl IntoIterator<Item = &'r Rule>,
    expr: &Expr,
    path: &[usize],
    context: &Context<'_>,
    found: &mut Vec<(usize, Site)>,
) -> bool {
    let mut fitting = rules
        .into_iter()
        .enumerate()
        .filter_map(|(order, rule)| Some((order, (rule.apply)(expr, context)?)));
    let Some((order, rewrite)) = fitting.next() else {
        return false;
    };
    found.push((order, (path.to_vec(), rewrite)));
    true
}

/// A path and what happens there.
type Site = (Vec<usize>, Rewrite);
