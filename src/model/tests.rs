//! Formula files as a whole: what they give, and what is wrong with them.

use super::{Item, Model, Origin};
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::{Bindings, Expr, Symbol};
use crate::syntax::parse_expression;

fn read(text: &str) -> Model {
    let model = Model::read(&Source::new("t.lh", text));
    model
        .unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"))
        .value
}

fn errors(text: &str) -> Vec<String> {
    told(&Model::read(&Source::new("t.lh", text)).unwrap_err())
}

fn told(errors: &[Diagnostic]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

const TRANSFORMER: &str = r#"
title "Parameters of a decoder-only transformer"
param L "number of layers" from num_hidden_layers | n_layer
param h "hidden size"
param V "vocabulary size"
param n "number of heads"
assume n divides h
total      = L * (attention + mlp + 2 norm) + embedding + output + positions + norm
d          = h / n
attention  = n * (3 h d) + h * h
mlp        = h * 4h + 4h * h
norm       = 2h "scale and shift"
param tied : boolean = true
param N : natural = 0
embedding  = V h
output     = if tied then 0 else V h
positions  = N h
assume tied, N = 0
approx total for large L, h, V
show   total in FP32, FP16
solve  total in FP16 = 100 GB for total
case "7B"   L = 32, h = 4096, V = 32000, n = 32
case "untied" L = 32, h = 4096, V = 32000, n = 32, tied = false, N = 2048
step total = L * (12h^2 + 4h) + V h + 2h
compare total with 6_738_415_616 in "7B" "published"
expect  total = 6_574_055_424 in "7B"
"#;

#[test]
fn reads_a_file_as_a_whole() {
    let model = read(TRANSFORMER);
    assert_eq!(
        model.title(),
        Some("Parameters of a decoder-only transformer")
    );
    let order: Vec<&str> = model
        .definitions_in_order()
        .map(|d| d.symbol.name())
        .collect();
    let uses = [
        "d",
        "attention",
        "mlp",
        "norm",
        "embedding",
        "output",
        "positions",
        "total",
    ];
    let mut sorted = order.clone();
    sorted.sort_unstable();
    let mut expected = uses.to_vec();
    expected.sort_unstable();
    assert_eq!(sorted, expected);
    let at = |name: &str| order.iter().position(|other| *other == name).unwrap();
    assert!(at("d") < at("attention") && at("attention") < at("total"));
    assert_eq!(
        model.main_definition().unwrap().symbol,
        Symbol::new("total")
    );
    assert_eq!(model.definition(&"total".into()).unwrap().steps.len(), 1);
    assert_eq!(
        model.parameter(&"L".into()).unwrap().keys,
        ["num_hidden_layers", "n_layer"]
    );
    assert_eq!(model.assumptions().conditions.len(), 3);
    assert_eq!(model.assumptions().domains.len(), 6);
    assert!(matches!(model.items()[0], Item::Parameter(_)));
}

/// 32·(4·4096² + 8·4096² + 4·4096) + 32000·4096 + 2·4096, and the published total of the untied
/// layout with learned positions added by hand.
#[test]
fn evaluates_cases() {
    let model = read(TRANSFORMER);
    let total = Expr::symbol("total");
    assert_eq!(
        model.evaluate(&total, Some("7B")).unwrap().to_string(),
        "6574055424"
    );
    // + 32000·4096 for the output, + 2048·4096 for the positions.
    assert_eq!(
        model.evaluate(&total, Some("untied")).unwrap().to_string(),
        "6713516032"
    );
    let valuation = model.valuation(Some("7B"), &Bindings::new()).unwrap();
    assert!(valuation.notes().is_empty());
    let origins: Vec<(String, Origin)> = valuation
        .assigned()
        .iter()
        .map(|assigned| (assigned.symbol.to_string(), assigned.origin))
        .collect();
    assert_eq!(origins[0], ("L".into(), Origin::Case));
    assert_eq!(origins[5], ("N".into(), Origin::Default));
    let untied = model.valuation(Some("untied"), &Bindings::new()).unwrap();
    assert_eq!(
        told(untied.notes()),
        [
            "t.lh:23:52: model/set-aside: `tied` is assumed for results in symbols; \
             here `tied` is false",
            "t.lh:23:66: model/set-aside: `N = 0` is assumed for results in symbols; \
             here `N` is 2,048",
        ]
    );
    // What is set aside is not assumed at these values.
    assert_eq!(untied.assumptions().conditions.len(), 1);
    assert_eq!(untied.set_aside().len(), 2);
}

#[test]
fn values_given_on_top() {
    let model = read(TRANSFORMER);
    let given = |pairs: &[(&str, &str)]| -> Bindings {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (Symbol::new(name), parse_expression(value).unwrap()));
        pairs.collect()
    };
    let valuation = model
        .valuation(Some("7B"), &given(&[("L", "2*32")]))
        .unwrap();
    assert_eq!(
        valuation.bindings().get(&"L".into()),
        Some(&Expr::integer(64))
    );
    assert_eq!(valuation.assigned()[0].origin, Origin::Given);
    for (pairs, error) in [
        (
            vec![("total", "3")],
            "model/statement: `total` is defined by the file and takes no value",
        ),
        (
            vec![("Vocab", "3")],
            "model/unknown-name: there is no parameter `Vocab`",
        ),
        (
            vec![("L", "0")],
            "model/out-of-domain: `L` is 0, and has to be an integer ≥ 1",
        ),
        (
            vec![("L", "1/2")],
            "model/out-of-domain: `L` is 1/2, and has to be an integer ≥ 1",
        ),
        (
            vec![("tied", "3")],
            "model/out-of-domain: `tied` is 3, and has to be `true` or `false`",
        ),
        (
            vec![("L", "1/(2-2)")],
            "eval/division-by-zero: division by zero",
        ),
        (
            vec![("L", "L + 1")],
            "model/cycle: a definition depends on itself: L → L",
        ),
        (
            vec![("n", "7")],
            "model/violated-assumption: `n divides h` is assumed, and does not hold for h = 4,096, \
             n = 7",
        ),
    ] {
        let errors = model.valuation(Some("7B"), &given(&pairs)).unwrap_err();
        let messages: Vec<_> = errors
            .iter()
            .map(|e| format!("{}: {}", e.code, e.message))
            .collect();
        assert_eq!(messages, [error], "{pairs:?}");
    }
}

#[test]
fn missing_values_name_the_parameter() {
    let model = read("param L\nparam h\ntotal = 12 L h^2\ncase \"a\" L = 2");
    let total = Expr::symbol("total");
    let error = &model.evaluate(&total, Some("a")).unwrap_err()[0];
    assert_eq!(
        error.to_string(),
        "t.lh:4:1: model/missing-value: `h` has no value"
    );
    assert_eq!(
        error.hints,
        ["give it one: `h=…` on the command line, or in a case"]
    );
    assert_eq!(
        model.evaluate(&total, None).unwrap_err()[0].code,
        Code::MISSING_VALUE
    );
    let error = &model.evaluate(&total, Some("b")).unwrap_err()[0];
    assert_eq!(
        error.to_string(),
        "model/unknown-case: there is no case \"b\""
    );
    assert_eq!(error.hints, ["the cases are \"a\""]);
    // A default that needs a value tells which.
    let model = read("param n\nparam h\nparam d = h // n\nx = 2d");
    let error = &model.evaluate(&Expr::symbol("x"), None).unwrap_err()[0];
    assert_eq!(error.message, "`h` has no value");
}

#[test]
fn errors_of_evaluation_have_a_place() {
    let model = read("param a\ny = 3/(a - 1)\nx = 2y\ncase \"c\" a = 1");
    let error = &model.evaluate(&Expr::symbol("x"), Some("c")).unwrap_err()[0];
    assert_eq!(
        error.to_string(),
        "t.lh:2:1: eval/division-by-zero: division by zero"
    );
}

#[test]
fn defaults_and_assumptions_as_values() {
    // A default serves evaluation, an assumption symbolic results.
    let model = read("param N : natural = 7\nassume N = 0\nx = 2N");
    assert_eq!(
        model
            .evaluate(&Expr::symbol("x"), None)
            .unwrap()
            .to_string(),
        "14"
    );
    // Without a default the assumption is all there is.
    let model = read("param N : natural\nassume N = 0\nx = 2N");
    assert_eq!(
        model
            .evaluate(&Expr::symbol("x"), None)
            .unwrap()
            .to_string(),
        "0"
    );
    let model = read("param h\nparam n\nparam d = h // n\nx = 3d\ncase \"c\" h = 64, n = 4");
    assert_eq!(
        model
            .evaluate(&Expr::symbol("x"), Some("c"))
            .unwrap()
            .to_string(),
        "48"
    );
    let model = read("f(x, y) = x*y + [b] y\nparam b : boolean = true\nz = f(3, 4)");
    assert_eq!(
        model
            .evaluate(&Expr::symbol("z"), None)
            .unwrap()
            .to_string(),
        "16"
    );
    let model = read("param k : list = list(1, 2, 3)\nx = sum(m in k, m^2)");
    assert_eq!(
        model
            .evaluate(&Expr::symbol("x"), None)
            .unwrap()
            .to_string(),
        "14"
    );
}

#[test]
fn tells_what_is_wrong_with_a_file() {
    for (text, expected) in [
        (
            "a = 2a",
            &["t.lh:1:1: model/cycle: `a` depends on itself: `a` → `a`"][..],
        ),
        (
            "a = b + 1\nb = 2c\nc = a\nx = y\ny = x",
            &[
                "t.lh:1:1: model/cycle: `a` depends on itself: `a` → `b` → `c` → `a`",
                "t.lh:4:1: model/cycle: `x` depends on itself: `x` → `y` → `x`",
            ],
        ),
        (
            "f(x) = f(x - 1)\ny = 2",
            &["t.lh:1:1: model/cycle: `f` depends on itself: `f` → `f`"],
        ),
        (
            "param a = b\nparam b = 2",
            &["t.lh:1:1: model/statement: the default of `a` uses `b`, which comes later"],
        ),
        (
            "param a\nb = 2a\ncase \"x\" b = 3",
            &["t.lh:3:10: model/statement: `b` is defined by the file and takes no value"],
        ),
        (
            "param a\ncase \"x\" a = 3\ncase \"x\" a = 4",
            &["t.lh:3:1: model/redefinition: the case \"x\" is there twice"],
        ),
        (
            "param a\nb = 2a\ncase \"big\" a = 3\nexpect b = 6 in \"bug\"\nshow b in GB in \"c\"",
            &[
                "t.lh:4:1: model/unknown-case: there is no case \"bug\"",
                "t.lh:5:1: model/unknown-case: there is no case \"c\"",
            ],
        ),
        (
            "param a\nb = 2a\napprox a for large a\napprox b for large b",
            &[
                "t.lh:3:1: model/statement: `a` has no definition to approximate",
                "t.lh:4:1: model/statement: `b` is no parameter that can grow",
            ],
        ),
        (
            "param a : boolean\nb = [a]\napprox b for large a",
            &["t.lh:3:1: model/statement: `a` is no parameter that can grow"],
        ),
        (
            "param a : integer ≥ 5, ≤ 3",
            &["t.lh:1:1: model/statement: `a` has to be an integer ≥ 5 and ≤ 3, which nothing is"],
        ),
        (
            "param a = 0\nparam c : real > 0 = 0 - 1",
            &[
                "t.lh:1:1: model/out-of-domain: `a` is 0, and has to be an integer ≥ 1",
                "t.lh:2:1: model/out-of-domain: `c` is -1, and has to be a real number > 0",
            ],
        ),
        (
            "param a\nparam b\nassume a divides b, b ≥ 10\ncase \"x\" a = 3, b = 8",
            &[
                "t.lh:4:10: model/violated-assumption: `a divides b` is assumed, and does not hold \
                 for a = 3, b = 8",
                "t.lh:4:17: model/violated-assumption: `b ≥ 10` is assumed, and does not hold for \
                 b = 8",
            ],
        ),
        (
            "param a : natural\nassume a = 0\nassume a = 1",
            &["t.lh:3:8: model/violated-assumption: `a` cannot have two values"],
        ),
        (
            "param a\nassume a = 0",
            &["t.lh:2:8: model/out-of-domain: `a` is 0, and has to be an integer ≥ 1"],
        ),
        (
            "param a\nstep a = 3",
            &["t.lh:2:10: model/statement: `a` has no definition to go on from"],
        ),
        (
            "param a\nb = a\ncompare a with 3",
            &["t.lh:3:1: model/statement: `a` has no definition to compare with"],
        ),
        (
            "use \"x.lh\"\na = 1",
            &[
                "t.lh:1:5: input/file: \"x.lh\" cannot be used here: there is no folder to find it in",
            ],
        ),
    ] {
        assert_eq!(errors(text), expected, "{text}");
    }
}

#[test]
fn nearest_names_are_offered() {
    let text = "param a\nb = a\ncase \"LLaMA-7B\" a = 1\nexpect b = 1 in \"LLama-7B\"";
    let errors = Model::read(&Source::new("t.lh", text)).unwrap_err();
    assert_eq!(errors[0].hints, ["did you mean \"LLaMA-7B\"?"]);
}

#[test]
fn many_statements_are_read() {
    use std::fmt::Write as _;
    let mut text = String::from("x0 = 1\n");
    for i in 1..3_000 {
        writeln!(text, "x{i} = x{} + 1", i - 1).unwrap();
    }
    let model = read(&text);
    let last = model.evaluate(&Expr::symbol("x2999"), None).unwrap();
    assert_eq!(last.to_string(), "3000");
}
