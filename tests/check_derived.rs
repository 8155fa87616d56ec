//! What `derive` writes, `check` reads as any other document and finds nothing wrong in it: for every
//! bundled file and for generated ones, tables and worked numbers included.

#![cfg(test)]

use longhand::check::{Options, check};
use longhand::derive::{Wanted, work_out};
use longhand::diagnostic::Source;
use longhand::document::read;
use longhand::judge::Budget;
use longhand::model::{Model, bundled};
use longhand::render::{PageFormat, PageOptions, page};
use proptest::prelude::*;

/// The page of a formula file; `None` where the file does not stand.
fn derived(source: &Source, format: PageFormat, language: &str) -> Option<String> {
    let budget = Budget::default();
    let model = Model::read(source).ok()?.value;
    let checked = model.check(&budget);
    let worked = work_out(&model, &checked, &Wanted::default(), &budget).ok()?;
    let options = PageOptions {
        format,
        language: language.to_owned(),
        ..PageOptions::default()
    };
    page(&worked, &options).ok()
}

/// What is called wrong in a page, and how many relations hold.
fn checked(name: &str, text: &str) -> (Vec<String>, usize) {
    let report = check(read(&Source::new(name, text)), &Options::default());
    let wrong = report
        .claims
        .iter()
        .filter(|claim| claim.verdict.is_wrong());
    let wrong = wrong.map(|claim| {
        let line = report.document.spot(claim.sign.start).line;
        let source = &report.document.source;
        let (left, right) = (source.slice(claim.lhs), source.slice(claim.rhs));
        format!("{name}:{line}: {left} {} {right}", claim.verdict.word())
    });
    (wrong.collect(), report.summary().holds)
}

/// The pages of all bundled files in one form and language.
fn bundled_are_clean(format: PageFormat, ending: &str, language: &str) {
    let mut wrong = Vec::new();
    for name in bundled::names() {
        let source = bundled::source(name, "en").expect("a bundled file");
        let text = derived(&source, format, language).expect("a page");
        let (found, held) = checked(&format!("{name}.{ending}"), &text);
        wrong.extend(found);
        assert!(held > 0, "nothing is judged in {name}.{ending}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// A test for each, so that they run side by side.

#[test]
fn bundled_markdown_is_clean() {
    bundled_are_clean(PageFormat::Markdown, "md", "en");
}

#[test]
fn bundled_markdown_in_korean_is_clean() {
    bundled_are_clean(PageFormat::Markdown, "md", "ko");
}

#[test]
fn bundled_latex_is_clean() {
    bundled_are_clean(PageFormat::Latex, "tex", "en");
}

/// A few products and sums over letters that are no units and no functions.
fn formula() -> impl Strategy<Value = String> {
    let term = (
        1_i64..30,
        prop::sample::select(vec!["L*h", "h^2", "V*h", "L*h^2", "V", "L"]),
    )
        .prop_map(|(number, letters)| format!("{number}*{letters}"));
    let sum = prop::collection::vec(term, 1..4).prop_map(|terms| terms.join(" + "));
    (sum.clone(), sum, 1_i64..9).prop_map(|(a, b, n)| format!("{n}*({a}) + L*({b})"))
}

/// A call of a block, with arguments that are letters or made of several.
fn call() -> impl Strategy<Value = String> {
    let argument = || {
        let arguments = vec!["h", "V", "h // L", "h + V", "2*h", "h*L", "(h + 1) // 2"];
        prop::sample::select(arguments)
    };
    (argument(), argument(), any::<bool>()).prop_map(|(one, other, is_norm)| {
        if is_norm {
            format!("norm({one})")
        } else {
            format!("linear({one}, {other})")
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 32, ..ProptestConfig::default() })]

    #[test]
    fn generated_files_are_clean(bodies in prop::collection::vec(formula(), 2), calls in prop::collection::vec(call(), 2), values in prop::collection::vec(2_i64..90, 3)) {
        let [first, second] = bodies.as_slice() else { return Ok(()) };
        let [one, other] = calls.as_slice() else { return Ok(()) };
        let [l, h, v] = values.as_slice() else { return Ok(()) };
        let file = format!(
            "param L\nparam h\nparam V\nnorm(x) = 2*x\nlinear(x, y) = x*y + y\nblock = {first} + {one}\n\
             rest = {second}\nblocks = L*({other} + {one})\ntotal = L*block + rest + blocks\n\
             approx total for large L, h, V\ncase \"one\" L = {l}, h = {h}, V = {v}"
        );
        let source = Source::new("<generated>", file.as_str());
        let pages = [
            (PageFormat::Latex, "generated.tex"),
            (PageFormat::Markdown, "generated.md"),
            (PageFormat::Text, "generated.txt"),
        ];
        for (format, name) in pages {
            for language in ["en", "ko"] {
                let text = derived(&source, format, language).expect("a page");
                let (wrong, _) = checked(name, &text);
                prop_assert!(wrong.is_empty(), "{}\n{file}\n{text}", wrong.join("\n"));
            }
        }
    }
}
