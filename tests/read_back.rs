//! What `derive` prints, as text and as JSON, is accepted by the judge when it is read back: over
//! the bundled files, the examples and generated formula files.

#![cfg(test)]

use longhand::derive::worked::Worked;
use longhand::derive::{Wanted, work_out};
use longhand::diagnostic::Source;
use longhand::expr::{Assumptions, Expr, Relation, Symbol};
use longhand::judge::{Budget, Claim, judge};
use longhand::model::{Model, bundled};
use longhand::render::{PageFormat, PageOptions, page, plain};
use longhand::syntax::{Assumption, Scope, parse_assumptions, parse_bindings, parse_input};
use longhand::{expr, number};
use proptest::prelude::*;

#[path = "../src/expr/arbitrary.rs"]
mod arbitrary;

/// Under what a chain stands, as the page says it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Under {
    /// `tied`, `N = 0`.
    conditions: Vec<String>,
    /// `L = 32`.
    values: Vec<String>,
    large: Vec<String>,
}

/// A chain as a page shows it: its first line, and what follows with its relation and whether the
/// page itself calls it undecided.
#[derive(Debug)]
struct Shown {
    under: Under,
    first: String,
    next: Vec<(Relation, String, bool)>,
}

/// A file worked out.
struct Derived {
    model: Model,
    worked: Worked,
}

/// What generated files may cost; bundled ones are read as people read them.
fn small() -> Budget {
    let mut budget = Budget::default();
    budget.poly.max_terms = 2_000;
    budget
}

/// `None` where the file does not stand: a division by zero, a limit.
fn derived(source: &Source, budget: &Budget) -> Option<Derived> {
    let model = Model::read(source).ok()?.value;
    let checked = model.check(budget);
    let worked = work_out(&model, &checked, &Wanted::default(), budget).ok()?;
    Some(Derived { model, worked })
}

impl Derived {
    fn page(&self, format: PageFormat) -> String {
        let options = PageOptions {
            format,
            ..PageOptions::default()
        };
        page(&self.worked, &options).unwrap()
    }

    fn scope(&self) -> Scope {
        // A declared function is a call before brackets, whatever else bears its name.
        let is_no_function = |name: &&Symbol| {
            self.model
                .functions()
                .all(|function| function.symbol != **name)
        };
        let functions = self.model.functions();
        functions.fold(
            Scope::open().with_names(self.worked.names.iter().filter(is_no_function).cloned()),
            |scope, f| scope.with_function(f.symbol.clone(), f.parameters.len()),
        )
    }

    fn read(&self, text: &str) -> Expr {
        let source = Source::new("<line>", text);
        let read = parse_input(&[source], &self.scope());
        let chain = read.expect(text).value.remove(0);
        assert!(chain.links.is_empty(), "{text} is a relation");
        chain.first
    }

    /// What the page says, beside the domains and definitions of the file.
    fn assumptions(&self, under: &Under, is_asymptotic: bool) -> Assumptions {
        let mut known = self.model.assumptions().general();
        for text in &under.conditions {
            let source = Source::new("<condition>", text.as_str());
            for read in parse_assumptions(&source, &self.scope()).expect(text).value {
                if let Assumption::Condition(condition) = read.value {
                    known.conditions.push(condition);
                }
            }
        }
        if is_asymptotic {
            known.large = under.large.iter().map(|name| Symbol::new(name)).collect();
            return known;
        }
        for text in &under.values {
            let source = Source::new("<value>", text.as_str());
            for read in parse_bindings(&source, &self.scope()).expect(text).value {
                known.definitions.insert(read.symbol, read.value);
            }
        }
        known
    }

    /// Judges each link of each chain; the number of them.
    fn accept(&self, chains: &[Shown]) -> usize {
        let mut count = 0;
        let mut undecided: Vec<&str> = Vec::new();
        for chain in chains {
            let mut lhs = self.read(&chain.first);
            for (relation, text, is_undecided) in &chain.next {
                let rhs = self.read(text);
                // A rounded number is judged at the values, everything else for large symbols: also the
                // number that a name comes near to.
                let is_formula = lhs.as_symbol().is_some() || !rhs.free_symbols().is_empty();
                let is_asymptotic = *relation == Relation::Approx && is_formula;
                let claim = Claim {
                    lhs: &lhs,
                    relation: *relation,
                    rhs: &rhs,
                    under: &self.assumptions(&chain.under, is_asymptotic),
                };
                let is_as_written = lhs
                    .as_symbol()
                    .and_then(|name| self.model.definition(name))
                    .is_some_and(|known| known.expr == rhs);
                let verdict = judge(&claim, &small());
                assert!(
                    verdict.holds()
                        || is_as_written
                        || *is_undecided
                        || undecided.contains(&text.as_str()),
                    "{} {relation:?} {text} under {:?}: {verdict:?}\n{}",
                    plain(&lhs),
                    chain.under,
                    self.model.source().text()
                );
                // Its restatement, where the values are put in, does not say so again.
                undecided.extend(is_undecided.then_some(text.as_str()));
                count += 1;
                lhs = rhs;
            }
        }
        count
    }
}

impl Shown {
    /// `total = 12`, where it ends in a number: what follows may use it.
    fn value(&self) -> Option<String> {
        let (relation, last, _) = self.next.last()?;
        let is_exact = self
            .next
            .iter()
            .all(|(known, ..)| *known == Relation::Equal);
        (*relation == Relation::Equal && is_exact).then(|| format!("{} = {last}", self.first))
    }
}

fn relation(sign: &str) -> Option<Relation> {
    match sign {
        "=" => Some(Relation::Equal),
        "≈" => Some(Relation::Approx),
        _ => None,
    }
}

/// `a, b and c` of an English sentence; a comma inside brackets parts nothing.
fn listed(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut depth = 0;
    for part in text.split(", ") {
        match parts.last_mut() {
            Some(open) if depth > 0 => {
                open.push_str(", ");
                open.push_str(part);
            }
            _ => parts.push(part.to_owned()),
        }
        depth += part.matches('(').count();
        depth -= part.matches(')').count();
    }
    let ands = parts.iter().flat_map(|part| part.split(" and "));
    ands.map(str::to_owned).collect()
}

/// The chains of a page in text. They stand indented, a line each, the relation in front and the
/// reason behind `#`; what they stand under is said in the sentence before.
fn chains_of_text(page: &str) -> Vec<Shown> {
    let mut chains: Vec<Shown> = Vec::new();
    let mut under = Under::default();
    let mut assumed = Vec::new();
    let mut is_chain = false;
    for line in page.lines() {
        let Some(formula) = line.strip_prefix("    ") else {
            let sentence = line.strip_suffix(':').unwrap_or_default();
            if let Some(large) = line.strip_prefix("Approximation for large ") {
                under.large = listed(large);
            } else if let Some(conditions) = sentence.strip_prefix("For ") {
                under.conditions = listed(conditions);
            } else if let Some(values) = sentence.strip_prefix("With ") {
                under.values = listed(values);
                under.conditions.clone_from(&assumed);
            } else if let Some(("Assumption" | "Assumptions", more)) = line.split_once(": ") {
                assumed.extend(listed(more.trim_end_matches('.')));
            } else if line.starts_with("---") {
                under.conditions.clear();
                under.values.clear();
            } else if !line.is_empty() && under.values.is_empty() {
                under.conditions.clear();
            }
            if !line.is_empty() {
                is_chain = !line.starts_with("In O-notation") && !line.starts_with("Solve for");
            }
            continue;
        };
        let (formula, reason) = formula.split_once("  # ").unwrap_or((formula, ""));
        let (sign, rest) = formula.trim().split_once(' ').unwrap_or((formula, ""));
        let next = |sign, text: &str| {
            relation(sign).map(|relation| (relation, text.to_owned(), reason.contains("undecided")))
        };
        if let Some(next) = next(sign, rest.trim()) {
            chains.last_mut().unwrap().next.push(next);
        } else if is_chain {
            let parts: Vec<&str> = formula.trim().splitn(3, ' ').collect();
            let [name, sign, rest] = parts[..] else {
                continue;
            };
            if name.ends_with(')') {
                continue; // a function is as it is declared
            }
            if !under.values.is_empty() {
                // What was worked out above is known below.
                let above = chains.last().filter(|above| above.first != name);
                under.values.extend(above.and_then(Shown::value));
            }
            let under = under.clone();
            chains.extend(next(sign, rest).map(|first| Shown {
                under,
                first: name.to_owned(),
                next: vec![first],
            }));
        }
    }
    chains.retain(|chain| !chain.next.iter().any(|(_, text, _)| text.contains("O(")));
    chains
}

fn texts(list: &serde_json::Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

/// One chain of a page in JSON.
fn chain_of_json(name: &str, chain: &serde_json::Value, under: &Under) -> Shown {
    let lines = chain["lines"].as_array().unwrap();
    let next = lines.iter().map(|line| {
        let relation = relation(line["relation"].as_str().unwrap()).unwrap();
        let is_undecided = line["verdict"] == "undecided";
        (
            relation,
            line["expr"].as_str().unwrap().to_owned(),
            is_undecided,
        )
    });
    Shown {
        under: under.clone(),
        first: name.to_owned(),
        next: next.collect(),
    }
}

/// The chains of a page in JSON.
fn chains_of_json(page: &str) -> Vec<Shown> {
    let json: serde_json::Value = serde_json::from_str(page).unwrap();
    let mut chains = Vec::new();
    let (mut large, mut assumed) = (Vec::new(), Vec::new());
    for block in json["blocks"].as_array().unwrap() {
        let name = block["name"].as_str().unwrap_or_default();
        match block["kind"].as_str().unwrap() {
            "definition" => {
                chains.push(chain_of_json(name, block, &Under::default()));
                if !block["fixed"].is_null() {
                    let conditions = texts(&block["fixed"]["under"]);
                    let under = Under {
                        conditions,
                        ..Under::default()
                    };
                    chains.push(chain_of_json(name, &block["fixed"], &under));
                }
            }
            "approximation" => {
                large = texts(&block["large"]);
                let under = Under {
                    conditions: texts(&block["under"]),
                    large: large.clone(),
                    ..Under::default()
                };
                chains.push(chain_of_json(name, block, &under));
            }
            "assumptions" => assumed.extend(texts(&block["conditions"])),
            "cases" if !block["worked"].is_null() => {
                let worked = &block["worked"];
                let mut under = Under {
                    conditions: assumed.clone(),
                    values: texts(&worked["values"]),
                    large: large.clone(),
                };
                for part in worked["parts"].as_array().unwrap() {
                    let name = part["name"].as_str().unwrap();
                    let shown = chain_of_json(name, part, &under);
                    under.values.extend(shown.value());
                    chains.push(shown);
                }
                for chain in [&worked["exact"], &worked["approximation"]] {
                    if !chain.is_null() {
                        chains.push(chain_of_json(name, chain, &under));
                    }
                }
            }
            _ => {}
        }
    }
    chains
}

/// Reads both forms back; the number of links, which is the same in both.
fn read_back(derived: &Derived) -> usize {
    let text = chains_of_text(&derived.page(PageFormat::Text));
    let json = chains_of_json(&derived.page(PageFormat::Json));
    let links = derived.accept(&json);
    assert_eq!(derived.accept(&text), links, "{text:#?}\n{json:#?}");
    links
}

#[test]
fn bundled_files_read_back() {
    for name in bundled::names() {
        let derived = derived(&bundled::source(name, "en").unwrap(), &Budget::default()).unwrap();
        let links = read_back(&derived);
        assert!(links >= 10, "only {links} steps of {name} were read back");
    }
}

#[test]
fn examples_read_back() {
    let text = include_str!("../examples/kv-cache.lh");
    assert!(
        read_back(&derived(&Source::new("kv-cache.lh", text), &Budget::default()).unwrap()) >= 3
    );
}

/// A formula file: a few definitions that use each other, one approximation, one case.
fn file() -> impl Strategy<Value = String> {
    let body = prop_oneof![
        3 => arbitrary::polynomial(arbitrary::LETTERS),
        1 => arbitrary::rational(arbitrary::LETTERS),
        1 => arbitrary::polynomial(&["first", "h", "L"]),
        1 => arbitrary::polynomial(&["second", "V", "n"]),
    ];
    let values = prop::collection::vec(2_i64..40, arbitrary::LETTERS.len());
    (prop::collection::vec(body, 3), values).prop_map(|(bodies, values)| {
        let params = arbitrary::LETTERS
            .iter()
            .map(|letter| format!("param {letter}"));
        let named = ["first", "second", "total"].iter().zip(&bodies);
        let definitions = named.map(|(name, body)| format!("{name} = {}", plain(body)));
        let approx = "approx total for large L, h, V".to_owned();
        let values = arbitrary::LETTERS.iter().zip(&values);
        let values: Vec<String> = values
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        let case = format!("case \"one\" {}", values.join(", "));
        let lines: Vec<String> = params.chain(definitions).chain([approx, case]).collect();
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 64, max_global_rejects: 4096, ..ProptestConfig::default() })]

    #[test]
    fn generated_files_read_back(text in file()) {
        let derived = derived(&Source::new("<generated>", text.as_str()), &small());
        prop_assume!(derived.is_some());
        read_back(&derived.unwrap());
    }
}
