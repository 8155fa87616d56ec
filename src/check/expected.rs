//! What a formula file claims, `step` and `expect`: always judged, under the definitions, the assumptions and the
//! values of the case that the file itself gives. Nothing that stands around it lets a line of it mean something else.

use std::collections::BTreeMap;

use super::pair::{Setting, judged};
use super::report::{Blame, Used};
use super::walk::Walk;
use crate::diagnostic::{Source, Span};
use crate::document::{Link, Origin, Place, Side, Statement};
use crate::expr::{Assumptions, Bindings, Expr, Relation, Symbol};
use crate::model::{Model, Place as ModelPlace};
use crate::syntax::{File, StatementKind};

/// A chain of a formula file whose lines are claims.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    first: Side,
    links: Vec<Link>,
    under: Assumptions,
    large: Vec<Symbol>,
    /// Where the names got what they stand for.
    said: BTreeMap<Symbol, Span>,
}

/// The claims of a formula file in its order; none where it cannot be read as a whole, since it uses another file or
/// takes its values from one.
pub(super) fn expected(file: &File, source: &Source) -> Option<Vec<Expected>> {
    let model = Model::read(source).ok()?.value;
    let mut all: Vec<Expected> = Vec::new();
    let mut steps: BTreeMap<Symbol, usize> = BTreeMap::new();
    for statement in &file.statements {
        match &statement.kind {
            StatementKind::Definition(definition) => {
                let name = &definition.name;
                steps.insert(name.value.clone(), all.len());
                let lines = definition.steps.iter().map(super::formula::link_of);
                all.push(Expected {
                    links: lines.collect(),
                    ..of_model(
                        &model,
                        Side::new(Expr::symbol(name.value.clone()), name.span),
                    )
                });
            }
            StatementKind::Expect(expect) => {
                let claim = &expect.claim;
                let first = Side::new(claim.first.clone(), claim.span);
                let case = expect.case.as_ref().map(|case| case.value.as_str());
                all.push(Expected {
                    links: claim.links.iter().map(super::formula::link_of).collect(),
                    ..in_case(&model, case, first)?
                });
            }
            _ => {}
        }
    }
    // A `step` may stand above the definition that it goes on from.
    for statement in &file.statements {
        let StatementKind::Step(step) = &statement.kind else {
            continue;
        };
        let lines = steps
            .get(&step.name.value)
            .and_then(|at| all.get_mut(*at))?;
        lines
            .links
            .push(super::formula::link(step.relation, step.sign, &step.body));
    }
    all.retain(|one| !one.links.is_empty());
    Some(all)
}

/// A claim about the names of a file as such.
fn of_model(model: &Model, first: Side) -> Expected {
    let definitions = model.definitions();
    let said = definitions.map(|one| (one.symbol.clone(), place(&one.place)));
    Expected {
        large: model.large_for(&[&first.expr]),
        said: said.collect(),
        under: model.assumptions().clone(),
        links: Vec::new(),
        first,
    }
}

/// A claim at the values of a case, or about the names as such; none where the case has no values.
fn in_case(model: &Model, case: Option<&str>, first: Side) -> Option<Expected> {
    let mut found = of_model(model, first);
    if let Some(name) = case {
        let valuation = model.valuation(Some(name), &Bindings::new()).ok()?;
        found.under = valuation.assumptions_with_values();
        let defaults = model.parameters();
        let defaults = defaults.map(|one| (one.symbol.clone(), place(&one.place)));
        found.said.extend(defaults);
        let given = valuation.case().into_iter().flat_map(|case| &case.places);
        let given = given.map(|(name, at)| (name.clone(), place(at)));
        found.said.extend(given);
    }
    Some(found)
}

fn place(of: &ModelPlace) -> Span {
    of.span
}

impl Expected {
    /// The names that two sides rest on, and where each got its meaning.
    fn used(&self, sides: [&Expr; 2]) -> Vec<Used> {
        let mut open: Vec<Symbol> = sides.into_iter().flat_map(Expr::free_symbols).collect();
        let mut used: BTreeMap<Symbol, Used> = BTreeMap::new();
        while let Some(symbol) = open.pop() {
            let value = self.under.definitions.get(&symbol);
            let (Some(value), Some(span)) = (value, self.said.get(&symbol)) else {
                continue;
            };
            used.entry(symbol.clone()).or_insert_with(|| {
                open.extend(value.free_symbols());
                Used {
                    symbol,
                    value: value.clone(),
                    span: *span,
                }
            });
        }
        let mut used: Vec<Used> = used.into_values().collect();
        used.sort_by_key(|used| used.span);
        used
    }
}

impl Walk<'_> {
    /// Judges the lines of a formula file, each against the one before it, and a line that follows from a wrong one
    /// against the last right one.
    pub(super) fn expected(&mut self, all: &[Expected]) {
        for one in all {
            self.expected_chain(one);
        }
    }

    fn expected_chain(&mut self, one: &Expected) {
        let statement = Statement {
            first: one.first.clone(),
            links: one.links.clone(),
            label: None,
            origin: Origin::Fence,
            place: Place::default(),
            announced: None,
        };
        let sides: Vec<&Side> = statement.sides().collect();
        let (mut last_right, mut is_wrong) = (one.first.clone(), false);
        for (before, link) in sides.iter().zip(&statement.links) {
            let found = self.expected_pair(one, before, link.relation, &link.side);
            if found.is_right() {
                let told = self.told(Origin::Fence, before, link);
                let judged = told.judged(found, self.options);
                self.claims.push(judged);
                if !is_wrong {
                    last_right = link.side.clone();
                }
                continue;
            }
            let mut blame = None;
            let mut left = (*before).clone();
            let mut found = found;
            if is_wrong {
                let again = self.expected_pair(one, &last_right, link.relation, &link.side);
                if again.is_right() {
                    blame = Some(Blame::AgreesWith(last_right.span));
                    left = last_right.clone();
                    found = again;
                } else {
                    blame = Some(Blame::AlsoWrong(last_right.span));
                }
            }
            let is_undecided = !found.compared.verdict.is_wrong();
            let mut judged = self
                .told(Origin::Fence, &left, link)
                .judged(found, self.options);
            judged.blame = blame;
            if is_undecided {
                last_right = link.side.clone();
            }
            is_wrong = !is_undecided;
            let name = left.expr.as_symbol().filter(|_| is_wrong);
            let said = name.and_then(|name| one.said.get(name).copied());
            judged.against = said.filter(|said| said.end <= link.sign.start);
            self.claims.push(judged);
        }
    }

    fn expected_pair(
        &self,
        one: &Expected,
        left: &Side,
        relation: Relation,
        right: &Side,
    ) -> super::pair::Pair {
        let used = one.used([&left.expr, &right.expr]);
        let place = Place::default();
        let setting = Setting {
            context: &self.context,
            options: self.options,
            stated: &one.large,
            place: &place,
        };
        judged(
            &left.expr,
            relation,
            &right.expr,
            &one.under,
            &used,
            &setting,
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{Options, Report, Verdict, check};
    use crate::diagnostic::Source;
    use crate::document::read;

    fn report(name: &str, text: &str) -> Report {
        check(read(&Source::new(name, text)), &Options::default())
    }

    fn verdicts(name: &str, text: &str) -> Vec<Verdict> {
        let claims = report(name, text).claims;
        claims.iter().map(|claim| claim.verdict).collect()
    }

    /// A definition binds once; what follows is a claim about it: 3n is not 2n, and 5 is not 6.
    #[test]
    fn lines_of_a_file_are_claims() {
        for text in [
            "param n\narea = 2n\nstep area = 3n\nexpect area = 3n\n",
            "param n\nexpect area = 3n\nstep area = 3n\narea = 2n\n",
        ] {
            let found = verdicts("a.lh", text);
            assert_eq!(found.len(), 2, "{text}");
            assert!(found.iter().all(|verdict| verdict.is_wrong()), "{text}");
        }
        assert_eq!(verdicts("a.lh", "x = 5\nexpect x = 6\n"), [Verdict::Fails]);
        assert_eq!(verdicts("a.lh", "x = 5\nexpect x = 5\n"), [Verdict::Holds]);
        let fence = "```longhand\nx = 5\n```\n\nwords\n\n```longhand\nexpect x = 6\n```\n";
        assert_eq!(verdicts("a.md", fence), [Verdict::Fails]);
    }

    /// 3·(10 + 1)² = 363, whatever a wrong `step` says; and with the default m = 2: 3·2 = 6.
    #[test]
    fn a_case_is_judged_by_the_definition() {
        let text = "param n\nparam h\narea = n*(h+1)^2\nstep area = n*h^2 + n\n\
                    case \"one\" n = 3, h = 10\nexpect area = 363 in \"one\"\n";
        assert_eq!(verdicts("a.lh", text), [Verdict::Fails, Verdict::Holds]);
        let text = "param n\nparam m = 2\na = n m\ncase \"one\" n = 3\nexpect a = 6 in \"one\"\n";
        assert_eq!(verdicts("a.lh", text), [Verdict::Holds]);
    }

    /// Charged once: the third line agrees with the first.
    #[test]
    fn a_mistake_is_charged_once() {
        let text = "param n\na = n(n+1)\nstep a = n^2 + 1\nstep a = n^2 + n\n";
        assert_eq!(verdicts("a.lh", text), [Verdict::Fails, Verdict::Holds]);
    }
}
