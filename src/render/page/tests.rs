use super::{PageFormat, PageOptions, derivation, page};
use crate::derivation::{Detail, Judged};
use crate::derive::worked::Worked;
use crate::derive::{Board, Goal, derive, work_out};
use crate::diagnostic::{Code, Source};
use crate::expr::{Assumptions, Symbol};
use crate::judge::Budget;
use crate::model::Model;
use crate::render::math::Flavor;
use crate::syntax::parse_expression;

/// Every kind of block once, with words that all forms would take for marks.
const EVERYTHING: &str = r#"
title "A small | model * with_marks & 5 % of $x"
param L "layers; a_b * c"
param h "hidden size" : integer ≥ 64
param V "words"
param n "heads"
param tied "shares" : boolean = true
assume n divides h
assume V >> h
section "Parts # one"
linear(x, y) = x * y + y        "a linear layer with bias"
d = h / n                       "size of a head"
heads = n * (3 h d)             "all heads"
ffn = linear(h, 4h) + linear(4h, h)
padded = ceil(h / n) * n        "a multiple of n"
output = if tied then 0 else V h
total = L * (heads + ffn) + V h + output + h^2      "all of it"
step total = L * (11 h^2 + 5 h) + V h + output + h^2
section "Answers"
assume tied
approx total for large L, h within 5%
case "small" L = 2, h = 64, V = 1000, n = 8
case "other" L = 3, h = 128, V = 2000, n = 8, tied = false
compare total with 80_000 in "small" "published"
show total in FP16, FP32
solve 2 * h + 1 = 200 for h
solve total in FP16 = 1 MB for total
expect total = 99 in "small" "a wrong claim"
expect (h + 1)^2 = h^2 + 2h + 1
"#;

fn worked(text: &str) -> Worked {
    let model = Model::read(&Source::new("sample.lh", text)).unwrap().value;
    work_out(
        &model,
        &model.check(&Budget::default()),
        &crate::derive::Wanted::default(),
        &Budget::default(),
    )
    .unwrap()
}

fn options(format: PageFormat, language: &str) -> PageOptions {
    PageOptions {
        format,
        language: language.to_owned(),
        ..PageOptions::default()
    }
}

fn judged(text: &str, goal: &Goal) -> Judged {
    let budget = Budget::default();
    let expr = parse_expression(text).unwrap();
    derive(&expr, goal, Assumptions::none(), &budget.poly)
        .unwrap()
        .judge(&budget)
}

#[test]
fn pages_in_all_forms_and_languages() {
    let worked = worked(EVERYTHING);
    let forms = [
        ("markdown", PageFormat::Markdown),
        ("text", PageFormat::Text),
        ("latex", PageFormat::Latex),
        ("json", PageFormat::Json),
    ];
    for (name, format) in forms {
        for language in ["en", "ko"] {
            let text = page(&worked, &options(format, language)).unwrap();
            insta::assert_snapshot!(format!("{name}_{language}"), text);
        }
    }
}

#[test]
fn formulas_in_sentences_follow_the_flavor() {
    let worked = worked("param h\nmlp = h * 4h + 4h * h");
    let text = |flavor| {
        page(
            &worked,
            &PageOptions {
                flavor,
                ..options(PageFormat::Markdown, "en")
            },
        )
        .unwrap()
    };
    assert!(text(Flavor::Portable).contains("1. Multiply: h·4h = 4h², 4h·h = 4h².\n"));
    assert!(text(Flavor::Dollars).contains(r"$h \cdot 4 h = 4 h^{2}$, $4 h \cdot h = 4 h^{2}$."));
    assert!(text(Flavor::GitHub).contains(r"$`h \cdot 4 h = 4 h^{2}`$"));
    assert!(text(Flavor::GitHub).contains("```math\n"));
}

#[test]
fn details_are_views_of_one_derivation() {
    let judged = judged("L*(h*4*h + 4*h*h + 2*h)", &Goal::Expand);
    for (name, detail) in [
        ("brief", Detail::Brief),
        ("normal", Detail::Normal),
        ("full", Detail::Full),
    ] {
        for (form, format) in [
            ("markdown", PageFormat::Markdown),
            ("text", PageFormat::Text),
        ] {
            let options = PageOptions {
                detail,
                ..options(format, "en")
            };
            let text = derivation(&judged, &options).unwrap();
            insta::assert_snapshot!(format!("derivation_{form}_{name}"), text);
        }
    }
}

#[test]
fn long_sums_go_on_in_the_next_line_and_are_not_repeated() {
    let judged = judged("(a + b + c)^6", &Goal::Expand);
    let text = derivation(&judged, &options(PageFormat::Markdown, "en")).unwrap();
    insta::assert_snapshot!("long_sum", text);
}

/// A line that is refuted, one that holds under a condition, and one that is not decided.
#[test]
fn what_is_not_proven_is_not_shown_as_proven() {
    let budget = Budget::default();
    let read = |text: &str| parse_expression(text).unwrap();
    let board = |start: &str, next: &str| {
        let mut board = Board::new(read(start), Assumptions::none(), &budget.poly);
        board.author_step(&read(next)).unwrap();
        board.finish().judge(&budget)
    };
    let derivations = [
        board("h + h", "3 h"),
        board("x y/x", "y"),
        board("sqrt(x^2)", "x"),
        judged_for_large("x^2 - y + x"),
    ];
    for language in ["en", "ko"] {
        for (name, format) in [
            ("markdown", PageFormat::Markdown),
            ("text", PageFormat::Text),
        ] {
            let texts = derivations
                .iter()
                .map(|found| derivation(found, &options(format, language)));
            let texts: Vec<String> = texts.collect::<Result<_, _>>().unwrap();
            insta::assert_snapshot!(format!("doubts_{name}_{language}"), texts.join("\n"));
        }
    }
}

fn judged_for_large(text: &str) -> Judged {
    let budget = Budget::default();
    let large = ["x", "y"].map(Symbol::new).to_vec();
    let assumptions = Assumptions {
        large,
        ..Assumptions::none()
    };
    let expr = parse_expression(text).unwrap();
    derive(&expr, &Goal::Approximate, assumptions, &budget.poly)
        .unwrap()
        .judge(&budget)
}

#[test]
fn a_template_of_ones_own_gets_the_same_data() {
    let worked = worked("title \"T\"\nparam h\nmlp = h * 4h + 4h * h");
    let source = "{{ title }}:{% for b in blocks[1:] %} {{ b.name | math }} {{ b.lines[-1].expr }}{% endfor %}";
    let template = Some(Source::new("own.j2", source));
    let options = PageOptions {
        template,
        ..options(PageFormat::Text, "en")
    };
    assert_eq!(page(&worked, &options).unwrap(), "T: mlp 8h²\n");
}

#[test]
fn mistakes_in_a_template_are_told_with_their_place() {
    let worked = worked("param h\nmlp = h * 4h + 4h * h");
    let table = [
        ("a\n{{ nothing }}", Some(2)),
        ("{% if %}", Some(1)),
        ("{% include '/etc/passwd' %}", Some(1)),
        (
            "{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}",
            Some(1),
        ),
        ("{{ 'x' * 1000000000 }}", Some(1)),
    ];
    for (source, line) in table {
        let template = Some(Source::new("own.j2", source));
        let options = PageOptions {
            template,
            ..options(PageFormat::Text, "en")
        };
        let found = page(&worked, &options).unwrap_err();
        assert_eq!(found.code, Code::TEMPLATE, "{source}");
        let place = found
            .labels
            .first()
            .map(|label| label.source.position(label.span.start).line);
        assert_eq!(place, line, "{source}: {found}");
    }
}

#[test]
fn an_unknown_language_is_told() {
    let found = page(&worked("a = 1 + 1"), &options(PageFormat::Text, "xx")).unwrap_err();
    assert_eq!(found.code, Code::USAGE);
    assert_eq!(found.hints, ["the languages are en, ko"]);
}

/// Σ of 3 exponents that add up to 100,000: binom(100002, 2) = 5,000,150,001 terms.
#[test]
fn a_result_past_the_limit_is_told_to_be_left_as_written() {
    let worked = worked("param a\nparam b\ntotal = (a + b + 1)^100000\nsquare = (a + b + 1)^2");
    let codes: Vec<Code> = worked.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, [Code::LIMIT]);
    for (language, told) in [
        (
            "en",
            "This is left as it is written: written out, it takes about 5,000,150,001 terms; \
             the limit is 200,000.\n",
        ),
        (
            "ko",
            "적힌 그대로 둔다. 풀어 쓰는 데 필요한 항의 수: 약 5,000,150,001, 한계: 200,000.\n",
        ),
    ] {
        let text = page(&worked, &options(PageFormat::Markdown, language)).unwrap();
        assert_eq!(text.matches(told).count(), 1, "{text}");
    }
}

/// Words inside formulas are those of the reader's language, but a line of text reads back.
#[test]
fn words_inside_formulas_are_in_the_language_of_the_page() {
    let worked = worked(
        "param h\nparam n\nassume n divides h\nassume not (n = h) or h > 8 and n > 2\n\
         size = h * 2 bytes\nsolve size in GB = 4 GB for h",
    );
    let text = |format| page(&worked, &options(format, "ko")).unwrap();
    let markdown = text(PageFormat::Markdown);
    assert!(markdown.contains("n ∣ h"), "{markdown}");
    assert!(
        markdown.contains("(n = h) 아님 또는 h > 8 그리고 n > 2"),
        "{markdown}"
    );
    assert!(markdown.contains(r"\text{바이트}"), "{markdown}");
    assert!(markdown.contains(r"\text{(GB)}"), "{markdown}");
    for english in ["divides", "not", " or ", " and ", "byte", "in GB"] {
        assert!(!markdown.contains(english), "{english}: {markdown}");
    }
    assert!(text(PageFormat::Text).contains(" in GB = 4 GB"));
}
