//! What `derive` prints as JSON is accepted by the judge when it is read back.

#![allow(clippy::unwrap_used, reason = "a test stops at what must not be")]

use longhand::derive::{Wanted, work_out};
use longhand::diagnostic::Source;
use longhand::expr::Relation;
use longhand::judge::{Budget, Claim, judge};
use longhand::model::{Model, bundled};
use longhand::render::{PageFormat, PageOptions, page};
use longhand::syntax::{Scope, parse_input};

#[test]
fn definitions_of_the_transformer_read_back() {
    let budget = Budget::default();
    let model = Model::read(&bundled::source("transformer", "en").unwrap())
        .unwrap()
        .value;
    let worked = work_out(&model, &model.check(&budget), &Wanted::default(), &budget).unwrap();
    let options = PageOptions {
        format: PageFormat::Json,
        ..PageOptions::default()
    };
    let json: serde_json::Value = serde_json::from_str(&page(&worked, &options).unwrap()).unwrap();
    let scope = Scope::open().with_names(worked.names.iter().cloned());
    let read = |line: &serde_json::Value| {
        let source = Source::new("<line>", line["expr"].as_str().unwrap());
        parse_input(&[source], &scope)
            .unwrap()
            .value
            .remove(0)
            .first
    };
    let under = model.assumptions();
    let mut judged = 0;
    for block in json["blocks"].as_array().unwrap() {
        let Some(lines) = block["lines"]
            .as_array()
            .filter(|_| block["kind"] == "definition")
        else {
            continue;
        };
        for pair in lines.windows(2) {
            let (lhs, rhs) = (read(&pair[0]), read(&pair[1]));
            let claim = Claim {
                lhs: &lhs,
                relation: Relation::Equal,
                rhs: &rhs,
                under,
            };
            assert!(
                judge(&claim, &budget).holds(),
                "{} = {}",
                pair[0]["expr"],
                pair[1]["expr"]
            );
            judged += 1;
        }
    }
    assert!(judged >= 15, "only {judged} steps were read back");
}
