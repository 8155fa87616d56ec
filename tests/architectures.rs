//! Bundled architectures against counts that were measured in a model library: exact in total, in each
//! component, in what one token uses, and tensor by tensor.
//!
//! `data/architectures` holds, a line each, a configuration, its class, and what the library (transformers
//! 5.23, `PyTorch` 2.15) allocates for it.

#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the counts are files beside this test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use longhand::derive::Wanted;
use longhand::derive::worked::{Block, is_long_list};
use longhand::diagnostic::Source;
use longhand::eval::Value;
use longhand::expr::Expr;
use longhand::judge::Budget;
use longhand::model::{Config, Model, bundled, covers, families};
use longhand::render::plain;
use longhand::tasks::{self, Counted, Counting};
use serde_json::Value as Json;

/// A configuration and what is known of it.
struct Known(Json);

impl Known {
    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().expect("a text")
    }

    fn counting(&self) -> Counting {
        Counting {
            config: Some(Source::new("config.json", self.0["config"].to_string())),
            class: Some(self.text("class").to_owned()),
            ..Counting::default()
        }
    }

    fn count(&self) -> Counted {
        let counted = tasks::count(&self.counting(), &|_| panic!("no file uses another"));
        counted.unwrap_or_else(|errors| panic!("{}: {errors:#?}", self.0))
    }

    fn numbers(&self, key: &str) -> BTreeMap<String, String> {
        let object = self.0[key].as_object();
        let numbers = object.into_iter().flatten();
        numbers
            .map(|(name, value)| (name.clone(), value.to_string()))
            .collect()
    }
}

/// Tensors that have a number and are not of a layer, by the bundled files that count them.
const ALONE: &[(&[&str], &[&str])] = &[
    // T5 keeps the table of distances, which all layers of a stack use, in its first one.
    (
        &["t5", "switch_transformers", "blip_2"],
        &["relative_attention_bias"],
    ),
    // What leads from images to words.
    (&["qwen2_vl", "qwen3_vl"], &["merger"]),
    // What the places of Zamba have of their own lies with the transformer that serves them.
    (&["zamba2"], &["adapter_list"]),
    // Gemma 3n counts the streams of a token, and the blocks of the tower that sees.
    (
        &["gemma3n"],
        &[
            "altup_projections",
            "altup_unembed",
            "vision_tower.timm_model",
        ],
    ),
    // What hears counts its convolutions, data2vec those of places, and what tells speakers its own.
    (
        &["wav2vec2"],
        &[
            "feature_extractor.conv_layers",
            "pos_conv_embed.layers",
            "tdnn.",
        ],
    ),
    // The same, and what shortens sound.
    (
        &["conformer"],
        &["feature_extractor.conv_layers", "tdnn.", "adapter.layers."],
    ),
    // What tells SAM a point or a mask.
    (
        &["sam"],
        &[
            "prompt_encoder.",
            "output_hypernetworks_mlps.",
            "iou_prediction_head.",
        ],
    ),
    // The ResNet of DETR, and its boxes.
    (&["detr"], &["backbone.model.", "bbox_predictor."]),
    // The grids of Depth Anything.
    (&["depth_anything"], &["neck."]),
    // The blocks of Funnel are as many as a list says; the layers behind them are a number.
    (&["funnel"], &["encoder.blocks."]),
    // The stages of what sees in Florence-2.
    (&["florence2"], &["vision_tower."]),
    // What sound passes on its way in and out of SpeechT5.
    (
        &["speecht5"],
        &["conv_layers.", "prenet.layers.", "postnet.layers."],
    ),
    // What YOLOS tells of each object.
    (
        &["yolos"],
        &["classifier.layers.", "bbox_predictor.layers."],
    ),
    // The stages of the sound of CLAP.
    (&["clap"], &["audio_model.audio_encoder."]),
];

fn known() -> Vec<Known> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/architectures");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the counts")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    let lines = files.iter().flat_map(|file| {
        let text = std::fs::read_to_string(file).expect("text");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    lines
        .map(|line| Known(serde_json::from_str(&line).expect("JSON")))
        .collect()
}

/// Names and counts, without what is 0.
fn counts<'a>(parts: impl Iterator<Item = (String, &'a Value)>) -> BTreeMap<String, String> {
    parts
        .map(|(name, count)| (name, count.to_string()))
        .filter(|(_, count)| count != "0")
        .collect()
}

#[test]
fn all_kinds_of_models_are_held() {
    let known = known();
    let kinds = known.iter().map(|known| &known.0["config"]["model_type"]);
    let kinds: BTreeSet<&str> = kinds.map(|kind| kind.as_str().expect("a text")).collect();
    assert_eq!((known.len(), kinds.len()), (881, 225));
    let files = known.iter().map(|known| {
        let config = Config::read(&Source::new("c.json", known.0["config"].to_string()));
        let pick = families::pick(&config.expect("JSON"), Some(known.text("class")));
        pick.expect("a pick").file
    });
    let files: BTreeSet<&str> = files.collect();
    let bundled = bundled::names().filter(|name| bundled::is_architecture(name));
    assert_eq!(files, bundled.collect());
}

/// Whether a line writes out one of the long lists, which are told once before all lines.
fn repeats(line: &Expr, long: &[Expr]) -> bool {
    long.contains(line) || line.children().iter().any(|part| repeats(part, long))
}

/// The whole in numbers, part by part, on the page that `derive --config` writes: every line proven,
/// the last one the count of the library.
#[test]
fn derivations_end_in_the_count() {
    let mut met = BTreeSet::new();
    for known in known() {
        if !met.insert(known.0["config"]["model_type"].to_string()) {
            continue;
        }
        let alone = |_: &str| panic!("no file uses another");
        let configured = tasks::configured(&known.counting(), &alone).expect("values");
        let wanted = Wanted {
            case: None,
            bindings: configured.values,
            of: None,
        };
        let long = wanted.bindings.iter().map(|(_, value)| value.clone());
        let long: Vec<Expr> = long.filter(is_long_list).collect();
        let derived = tasks::derive(&configured.file, &alone, &wanted, &Budget::default());
        let blocks = derived.expect("a derivation").worked.blocks;
        let worked = blocks.iter().find_map(|block| match block {
            Block::Cases(cases) => cases.worked.as_ref(),
            _ => None,
        });
        let worked = worked.expect("a case in numbers");
        let chains = worked.parts.iter().map(|(_, part)| part);
        for chain in chains.chain([&worked.exact]) {
            let last = plain(chain.derivation().result());
            assert!(chain.is_proven(), "{}: … = {last}", known.text("name"));
            let mut lines = chain.derivation().lines();
            assert!(
                !lines.any(|line| repeats(line, &long)),
                "{}",
                known.text("name")
            );
        }
        let last = plain(worked.exact.derivation().result());
        assert_eq!(last, known.0["total"].to_string(), "{}", known.text("name"));
    }
    assert_eq!(met.len(), 225);
}

#[test]
fn totals_and_components() {
    let known = known();
    let mut wrong = Vec::new();
    for known in &known {
        let counted = known.count();
        let name = known.text("name");
        let total = known.0["total"].to_string();
        if counted.count.total.to_string() != total {
            wrong.push(format!("{name}: {} is not {total}", counted.count.total));
        }
        let parts = counted.count.parts.iter();
        let parts = counts(parts.map(|part| (plain(&part.name), &part.count)));
        if parts != known.numbers("by_component") {
            wrong.push(format!(
                "{name}: {parts:?} is not {:?}",
                known.numbers("by_component")
            ));
        }
        let detail = known.numbers("mlp");
        if !detail.is_empty() {
            let mlp = counted.count.parts.iter();
            let inner = mlp
                .filter(|part| plain(&part.name) == "mlp")
                .flat_map(|part| &part.parts);
            let inner = counts(inner.map(|part| (plain(&part.name), &part.count)));
            if inner != detail {
                wrong.push(format!("{name}: {inner:?} is not {detail:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn active_parameters_by_the_three_conventions() {
    let mut seen = 0;
    for known in known() {
        let Some(expected) = known.0["active"].as_array() else {
            continue;
        };
        let counted = known.count();
        let active = counted
            .count
            .active
            .expect("a part that says what one token uses");
        let found = [active.embedding_and_head, active.head_only, active.neither];
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        assert_eq!(found, expected, "{}", known.text("name"));
        seen += 1;
    }
    assert!(seen >= 30, "{seen} configurations with experts");
}

/// Small configurations with unusual keys: absent ones and `null`, heads that do not divide the width, biases here
/// and there, layers of several kinds, classes with other tops. The totals are what the model library (transformers
/// 5.24) allocates; where it refuses to build, sums over the matrices of its code, written down by hand.
#[test]
fn odd_configurations() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let text = std::fs::read_to_string(folder.join("odd_configurations.jsonl")).expect("text");
    let mut wrong = Vec::new();
    for line in text.lines() {
        let known = Known(serde_json::from_str(line).expect("JSON"));
        let total = known.count().count.total.to_string();
        let expected = known.0["total"].to_string();
        if total != expected {
            wrong.push(format!("{total} is not the total of {line}"));
        }
    }
    assert!(
        text.lines().count() > 100 && wrong.is_empty(),
        "{}",
        wrong.join("\n")
    );
}

/// What the layers add up to is what the tensors with a layer's number hold, and the rest is outside.
#[test]
fn layers_hold_what_their_tensors_hold() {
    let mut seen = 0;
    for known in known() {
        let counted = known.count();
        // ALBERT's layers share their weights; the blocks of stages are counted by a list.
        let Some(layers) = counted.count.layers else {
            let file = counted.pick.expect("a pick").file;
            let staged = [
                "albert",
                "swin",
                "convnext",
                "resnet",
                "segformer",
                "funnel",
            ];
            assert!(staged.contains(&file), "{file}");
            continue;
        };
        let groups = layers.stacks.iter().flat_map(|stack| &stack.groups);
        let within: i128 = groups
            .map(|group| {
                let each: i128 = group.each.total.to_string().parse().expect("a number");
                each * i128::try_from(group.layers.len()).expect("few layers")
            })
            .sum();
        let tensors = known.0["tensors"].as_object().expect("tensors");
        let file = counted.pick.as_ref().map_or("", |pick| pick.file);
        let is_alone = |name: &str| {
            let mut alone = ALONE.iter().filter(|(files, _)| files.contains(&file));
            alone.any(|(_, parts)| parts.iter().any(|part| name.contains(part)))
        };
        // ESM reads off all layers what two residues have to do with one another: a number for each head. YOLOS keeps
        // the places that it tells behind each layer in one tensor.
        let of_all = ["contact_head.regression.weight", "mid_position_embeddings"];
        let is_of_all = |name: &str| of_all.iter().any(|end| name.ends_with(end));
        let is_within = |name: &str| (name.contains('*') && !is_alone(name)) || is_of_all(name);
        let sum = |is_wanted: bool| -> i128 {
            let wanted = tensors
                .iter()
                .filter(|(name, _)| is_within(name) == is_wanted);
            wanted
                .map(|(_, elements)| i128::from(elements.as_u64().expect("a number")))
                .sum()
        };
        let name = known.text("name");
        let outside = layers.outside.total.to_string();
        // Wav2Vec2 weighs each layer, and what enters the first.
        let weights = tensors
            .get("layer_weights")
            .and_then(serde_json::Value::as_i64);
        let weighed = weights.map_or(0, |weights| i128::from(weights) - 1);
        let expected = (sum(true) + weighed, (sum(false) - weighed).to_string());
        assert_eq!((within, outside), expected, "{name}");
        seen += 1;
    }
    assert!(seen > 200, "{seen} configurations with layers");
}

/// The kinds of layers of the largest hybrids, by their published configurations: which have attention, which
/// have experts.
#[test]
fn layers_of_several_kinds() {
    let kinds = |name: &str| {
        let known = known();
        let found = known.iter().find(|known| known.text("name") == name);
        let layers = found.expect("the model").count().count.layers;
        let stacks = layers.expect("layers").stacks;
        let groups = stacks.into_iter().flat_map(|stack| stack.groups);
        groups
            .map(|group| (group.layers, group.each.total.to_string()))
            .collect::<Vec<_>>()
    };
    // 61 layers, of which the first 3 are dense; attention and norms 187,121,664 each, 3·7168·18432 for a dense
    // network, 257·3·7168·2048 + 256·7168 for experts and router.
    assert_eq!(
        kinds("deepseek-v3"),
        [
            ((0..3).collect(), "583483392".to_owned()),
            ((3..61).collect(), "11507286016".to_owned())
        ]
    );
    // Every eighth layer has attention, from layer 4; every second has experts, from layer 1.
    let jamba = kinds("jamba-v0.1");
    let attention: Vec<usize> = (4..32).step_by(8).collect();
    let experts: Vec<usize> = (1..32).step_by(2).collect();
    let layers: Vec<&Vec<usize>> = jamba.iter().map(|(layers, _)| layers).collect();
    assert_eq!(
        (layers.len(), layers[1], layers[2]),
        (3, &experts, &attention)
    );
}

/// Every tensor belongs to exactly one part, and a part counts what its tensors hold.
#[test]
fn every_tensor_is_covered_once() {
    let mut wrong = Vec::new();
    for known in known() {
        let counted = known.count();
        let file = counted.pick.expect("a bundled file").file;
        let source = tasks::source(file, "en").expect("its text");
        let model = Model::read(&source).expect("a formula file").value;
        let mut covered: BTreeMap<String, i128> = BTreeMap::new();
        for (tensor, elements) in known.numbers("tensors") {
            let tensor = tensor.replace('*', "7");
            let parts: Vec<&str> = model
                .definitions()
                .filter(|definition| {
                    let is_part = definition.part.is_some();
                    is_part && definition.covers.iter().any(|p| covers(p, &tensor))
                })
                .map(|definition| definition.symbol.name())
                .collect();
            match parts.as_slice() {
                [part] => {
                    *covered.entry((*part).to_owned()).or_default() +=
                        elements.parse::<i128>().expect("an integer");
                }
                parts => wrong.push(format!("{}: {tensor} {parts:?}", known.text("name"))),
            }
        }
        let covered: BTreeMap<String, String> = covered
            .into_iter()
            .map(|(part, count)| (part, count.to_string()))
            .collect();
        if covered != known.numbers("by_component") {
            wrong.push(format!("{}: {covered:?}", known.text("name")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
