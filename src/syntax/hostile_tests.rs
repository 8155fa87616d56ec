//! Input that wants to break the reader: long, deep, unclosed, random.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Code, Diagnostic, Source};

fn code(text: &str) -> Result<u64, Code> {
    match parse_expression(text) {
        Ok(expr) => Ok(expr.size()),
        Err(errors) => Err(errors[0].code),
    }
}

#[test]
fn long_and_deep_input_ends_in_a_value_or_a_clear_error() {
    let many = |part: &str, count: usize| part.repeat(count);
    for (text, expected) in [
        (many("1+", 20_000) + "1", Ok(20_002)),
        (many("(", 100_000), Err(Code::NESTING)),
        (many("(", 200), Err(Code::UNCLOSED)),
        (many("(", 200) + "1" + &many(")", 200), Ok(1)),
        (many("-", 100_000) + "1", Err(Code::NESTING)),
        (many("-", 200) + "1", Ok(201)),
        ("1".to_owned() + &many("^1", 100_000), Err(Code::NESTING)),
        ("1".to_owned() + &many("/1", 100_000), Err(Code::NESTING)),
        ("1".to_owned() + &many("!", 100_000), Err(Code::NESTING)),
        ("1".to_owned() + &many(" in GB", 10_000), Err(Code::NESTING)),
        (many("√", 100_000) + "1", Err(Code::NESTING)),
        (many("√ ", 300) + "1", Err(Code::NESTING)),
        (many("|", 100_000), Err(Code::NESTING)),
        (many("if a then 1 else ", 10_000) + "1", Err(Code::NESTING)),
        (many("if a then 1 else ", 200) + "1", Ok(601)),
        (
            many("[not ", 100) + "a" + &many("]", 100),
            Err(Code::UNEXPECTED),
        ),
        (
            "[".to_owned() + &many("not ", 10_000) + "a]",
            Err(Code::NESTING),
        ),
        (many("9", 400), Ok(1)),
        (many("ab", 20_000), Ok(1)),
        ("2".to_owned() + &many("ab", 20_000), Ok(40_002)),
        (many("\"", 100_001), Err(Code::UNCLOSED)),
        (many("f(", 250) + "1" + &many(")", 250), Ok(501)),
        (
            (many("-", 250) + "(").repeat(250) + "1" + &many(")", 250),
            Err(Code::NESTING),
        ),
        (many("a ", 20_000), Ok(20_001)),
        (many("(a)", 20_000), Ok(20_001)),
        (many("1 ", 20_000), Err(Code::UNEXPECTED)),
    ] {
        let start = text.chars().take(30).collect::<String>();
        assert_eq!(code(&text), expected, "{start}");
    }
}

#[test]
fn long_files_end_in_statements_or_clear_errors() {
    let first = |text: &str| match parse_file(&Source::new("t", text)) {
        Ok(file) => Ok(file.statements.len()),
        Err(errors) => Err(errors[0].code),
    };
    for (text, expected) in [
        ("(\n".repeat(100_000), Err(Code::NESTING)),
        ("x = (\nuse\n".repeat(5_000), Err(Code::UNCLOSED)),
        ("x = y\n".repeat(5_000), Err(Code::UNKNOWN_NAME)),
        ("x y z\n".repeat(5_000), Err(Code::UNEXPECTED)),
        ("#".repeat(100_000), Err(Code::EMPTY)),
        (
            "param a from ".to_owned() + &"b|".repeat(20_000) + "b",
            Ok(1),
        ),
        (
            (0..2_000)
                .map(|i| format!("x{i} = {i}"))
                .collect::<Vec<_>>()
                .join("\n"),
            Ok(2_000),
        ),
    ] {
        let start = text.chars().take(30).collect::<String>();
        assert_eq!(first(&text), expected, "{start}");
    }
}

/// Whether all places lie in their sources, on the borders of characters.
fn check_places(errors: &[Diagnostic]) {
    for label in errors.iter().flat_map(|error| &error.labels) {
        let text = label.source.text();
        assert!(label.span.start <= label.span.end);
        assert!(
            text.get(label.span.start..label.span.end).is_some(),
            "{label:?}"
        );
        label.source.position(label.span.start);
    }
}

fn read_all(text: &str) {
    let source = Source::new("t", text);
    let open = Scope::open()
        .with_names(["ab", "b", "layers"])
        .with_function("f", 2);
    for scope in [open.clone(), open.closed()] {
        for result in [
            parse_input(&[source.clone(), Source::new("u", "a+b")], &scope).map(|read| read.notes),
            parse_assumptions(&source, &scope).map(|read| read.notes),
            parse_bindings(&source, &scope).map(|read| read.notes),
            parse_file_in(&source, &scope).map(|file| file.notes),
        ] {
            match result {
                Ok(notes) => check_places(&notes),
                Err(errors) => {
                    assert!(!errors.is_empty());
                    check_places(&errors);
                }
            }
        }
    }
    used_files(&source);
}

/// Pieces of the language, put together at random.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1", "2.5", "7B", "12", "a", "b", "ab", "Lh", "h²", "α", "H'", "n_head", "h_{kv}", "x1",
        "層", "+", "-", "*", "/", "//", "^", "**", "!", "%", "(", ")", "[", "]", "|", "{", "}",
        ",", "=", "==", "≈", "<", "<<", "=>", "~", "..", ":", "\"", "\"t\"", "#", "√", "½", "−",
        "×", "if", "then", "else", "and", "or", "not", "in", "mod", "divides", "sum", "list", "O",
        "f", "max", "true", "GB", "bytes", "FP16", "tokens", "param", "part", "from", "for",
        "large", "case", "expect", "show", "solve", "use", "step", "approx", "assume", "title",
        "compare", "with", "\n", "\r\n", "\t", " ", " ", " ", "\u{a0}", "\u{301}", "\u{1}", "₁",
        "⁻",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// Formulas that are right, to be damaged.
const VALID: &[&str] = &[
    "L(12h² + 4h) + Vh + 2h = 12Lh² + 4Lh + Vh + 2h",
    "sum(i = 1..L, if i mod 2 = 0 then 8/3 h else |a - b|) in GiB ≈ 28 GB",
    "param tied \"shared\" : boolean = true from tie_word_embeddings | b\noutput = if tied then 0 else 2\nexpect output = 0 in \"x\" # why",
    "case \"LLaMA-7B\" from \"c.json\" L = 32, h = 4_096\npart w = (L +\n h) \"sum\" active 2h covers \"a.*\", \"b\"",
];

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC{0,40}") {
        read_all(&text);
    }

    #[test]
    fn reading_pieces_of_the_language_never_panics(text in pieces()) {
        read_all(&text);
    }

    #[test]
    fn reading_damaged_formulas_never_panics(
        which in 0..VALID.len(),
        at in 0..1_000_usize,
        length in 0..4_usize,
        put in pieces(),
    ) {
        let text: Vec<char> = VALID[which].chars().collect();
        let at = at * text.len() / 1_000;
        let end = (at + length).min(text.len());
        let (before, behind) = (text[..at].iter(), text[end..].iter());
        let damaged: String = before.copied().chain(put.chars()).chain(behind.copied()).collect();
        read_all(&damaged);
    }
}
