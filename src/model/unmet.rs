//! Entries of a list of names that nothing looks for: `targets=list("qproj")` would count as none, in silence.

use super::relevant::looked_for;
use super::{Definition, Origin, Valuation};
use crate::diagnostic::{Code, Diagnostic};
use crate::eval::{Value, evaluate};
use crate::expr::{Bindings, Expr, ExprKind};

impl Valuation<'_> {
    /// What is wrong with lists of names at these values: an entry that nothing looks for is an error where it was
    /// given or no entry is looked for, else a note.
    pub fn unmet(&self, whole: &Definition, given: &Bindings) -> Vec<Diagnostic> {
        let environment = self.environment();
        let looked_for = looked_for(self.model, &environment, &whole.symbol);
        let mut found = Vec::new();
        for (list, known) in &looked_for {
            let assigned = self.assigned().iter();
            let Some(assigned) = assigned.into_iter().find(|one| one.symbol == *list) else {
                continue;
            };
            let is_given = given.get(list).is_some() || assigned.origin == Origin::Case;
            if !is_given && assigned.origin != Origin::Default {
                continue;
            }
            let entries = evaluate(&Expr::symbol(list.clone()), &environment);
            let Ok(Value::List(entries)) = entries else {
                continue;
            };
            let entries = entries
                .iter()
                .filter_map(|entry| match entry.to_expr()?.kind() {
                    ExprKind::Text(text) => Some(text.to_string()),
                    _ => None,
                });
            let entries: Vec<String> = entries.collect();
            let unmet: Vec<&String> = entries
                .iter()
                .filter(|entry| !known.contains(entry))
                .collect();
            let Some(first) = unmet.first() else { continue };
            let names: Vec<String> = unmet.iter().map(|name| format!("\"{name}\"")).collect();
            let message = format!("nothing here is called {}, of `{list}`", names.join(", "));
            let is_error = is_given || unmet.len() == entries.len();
            let diagnostic = if is_error {
                Diagnostic::error(Code::OUT_OF_DOMAIN, message)
            } else {
                Diagnostic::note(Code::DEFAULTS, message)
            };
            let near = crate::syntax::nearest(first, known.iter().map(String::as_str));
            let all = format!("there are {}", known.join(", "));
            found.push(diagnostic.hint(match near {
                Some(near) => format!("did you mean \"{near}\"? {all}"),
                None => all,
            }));
        }
        found
    }
}
