//! Formula files that use others.

use super::Model;
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::expr::Expr;

/// Reads `main.lh` with other files beside it.
fn read_with(main: &str, files: &[(&str, &str)]) -> Result<Model, Vec<String>> {
    let resolve = |path: &str| {
        let found = files.iter().find(|(name, _)| *name == path);
        found
            .map(|(name, text)| Source::new(*name, *text))
            .ok_or_else(|| Diagnostic::error(Code::FILE, format!("\"{path}\" does not exist")))
    };
    let model = Model::load(&Source::new("folder/main.lh", main), &resolve);
    model
        .map(|reading| reading.value)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

#[test]
fn uses_other_files() {
    let model = read_with(
        "param h\nuse \"blocks/mlp.lh\"\nuse \"norm.lh\"\ntotal = mlp + norm + linear(h, h)\n\
         case \"c\" h = 10",
        &[
            (
                "blocks/mlp.lh",
                "title \"inner\"\nuse \"../norm.lh\"\nmlp = 8 width^2 + 0 norm",
            ),
            (
                "norm.lh",
                "param width = 10\nnorm = 2 width\nlinear(x, y) = x*y",
            ),
        ],
    )
    .unwrap();
    // 8·10² + 2·10 + 10·10
    assert_eq!(
        model
            .evaluate(&Expr::symbol("total"), Some("c"))
            .unwrap()
            .to_string(),
        "920"
    );
    // What is used twice is there once.
    assert_eq!(model.definitions().count(), 3);
    let names: Vec<_> = model.definitions().map(|d| d.symbol.to_string()).collect();
    assert_eq!(names, ["norm", "mlp", "total"]);
    assert_eq!(
        model
            .definition(&"norm".into())
            .unwrap()
            .place
            .source
            .name(),
        "norm.lh"
    );
    assert_eq!(model.title(), Some("inner"));
}

#[test]
fn refuses_other_files() {
    for (main, files, expected) in [
        (
            "use \"../secret.lh\"\na = 1",
            &[][..],
            &["folder/main.lh:1:5: input/file: \"../secret.lh\" leads out of the folder"][..],
        ),
        (
            "use \"/etc/passwd\"\na = 1",
            &[],
            &["folder/main.lh:1:5: input/file: \"/etc/passwd\" leads out of the folder"],
        ),
        (
            "use \"gone.lh\"\na = b",
            &[],
            &["folder/main.lh:1:5: input/file: \"gone.lh\" does not exist"],
        ),
        (
            "use \"b.lh\"\na = 1",
            &[
                ("b.lh", "use \"c.lh\"\nb = 1"),
                ("c.lh", "use \"b.lh\"\nc = 1"),
            ],
            &["c.lh:1:5: model/cycle: a file uses itself: b.lh → c.lh → b.lh"],
        ),
        (
            "use \"main.lh\"\na = 1",
            &[],
            &["folder/main.lh:1:5: model/cycle: a file uses itself: main.lh → main.lh"],
        ),
        (
            "use \"b.lh\"\nx = 1",
            &[("b.lh", "x = 2")],
            &["folder/main.lh:2:1: model/redefinition: `x` is declared twice"],
        ),
        (
            "use \"b.lh\"\nx = y + 2 3",
            &[("b.lh", "z = 2 3\ny = q")],
            &[
                "b.lh:1:5: syntax/unexpected: two numbers stand side by side",
                "b.lh:2:5: model/unknown-name: `q` is not declared",
                "folder/main.lh:2:9: syntax/unexpected: two numbers stand side by side",
            ],
        ),
    ] {
        assert_eq!(read_with(main, files).unwrap_err(), expected, "{main}");
    }
}

#[test]
fn cases_take_values_from_configurations() {
    let main = "param L from num_hidden_layers\nparam h from hidden_size | n_embd\nparam b : boolean = false from bias\n\
                total = L*h^2 + [b]\ncase \"small\" from \"configs/small.json\"\ncase \"wide\" from \"configs/small.json\" h = 5";
    let small = r#"{"num_hidden_layers": 2, "hidden_size": 3, "bias": true, "other": [1]}"#;
    let model = read_with(main, &[("configs/small.json", small)]).unwrap();
    let total = Expr::symbol("total");
    // 2·3² + 1, 2·5² + 1.
    for (case, expected) in [("small", "19"), ("wide", "51")] {
        let value = model.evaluate(&total, Some(case)).unwrap();
        assert_eq!(value.to_string(), expected, "{case}");
    }
    for (name, text, expected) in [
        (
            "configs/small.json",
            r#"{"num_hidden_layers": 0}"#,
            "configs/small.json:1:23: model/out-of-domain: `num_hidden_layers` is 0, and `L` has to be an \
             integer ≥ 1",
        ),
        (
            "configs/small.json",
            r#"{"num_hidden_layers": NaN}"#,
            "configs/small.json:1:23: input/json:",
        ),
        (
            "elsewhere.json",
            "{}",
            "folder/main.lh:5:1: input/file: \"configs/small.json\" does not exist",
        ),
    ] {
        let errors = read_with(main, &[(name, text)]).unwrap_err();
        assert!(errors[0].starts_with(expected), "{errors:?}");
    }
    let out = main.replace("configs/small", "../small");
    let errors = read_with(&out, &[]).unwrap_err();
    assert!(
        errors[0].ends_with("input/file: \"../small.json\" leads out of the folder"),
        "{errors:?}"
    );
}
