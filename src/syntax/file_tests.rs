//! Formula files: every statement, every mistake with its place.

use super::shape::{chain, condition, shape};
use super::*;
use crate::diagnostic::{Diagnostic, Source};
use crate::expr::Domain;

/// The textbook transformer, as the description of the language gives it.
const TRANSFORMER: &str = r#"
title "Parameters of a decoder-only transformer"

param L "number of layers"        from num_hidden_layers | n_layer | num_layers
param h "hidden size"             from hidden_size | n_embd | d_model
param V "vocabulary size"         from vocab_size
param n "number of heads"         from num_attention_heads | n_head
assume n divides h

section "Self-attention"
d          = h / n                 "size of one head"
qkv        = n * (3 h d)           "query, key and value projections of all heads"
out_proj   = h * h                 "output projection"
attention  = qkv + out_proj        "one attention layer"

section "Feed-forward network"
mlp        = h * 4h + 4h * h       "up- and down-projection"

section "Layer normalisation"
norm       = 2h                    "scale γ and shift β"

section "The whole model"
param tied "output layer shares the embedding" : boolean = true   from tie_word_embeddings
param N "longest sequence" : natural = 0                          # learned positions; 0 for rotary and ALiBi
embedding  = V h                   "word embedding"
output     = if tied then 0 else V h
positions  = N h
total      = L * (attention + mlp + 2 norm) + embedding + output + positions + norm

assume tied, N = 0
approx total for large L, h, V
show   total in FP32, FP16, BF16   # the checkpoint's size in bytes
solve  total in FP16 = 100 GB for total

case "LLaMA-7B"   L = 32, h = 4096, V = 32000, n = 32
compare total with 6_738_415_616 in "LLaMA-7B"   "parameters of the published checkpoint"
expect  total = 6_574_055_424    in "LLaMA-7B"
"#;

fn file(text: &str) -> Result<File, Vec<Diagnostic>> {
    parse_file(&Source::new("t.lh", text))
}

fn quoted(text: Option<&Spanned<String>>) -> String {
    text.map_or(String::new(), |text| format!(" {:?}", text.value))
}

fn definition(d: &Definition) -> String {
    let steps = d.steps.iter();
    let steps = steps.map(|step| format!(" {} {}", step.relation.sign(), shape(&step.expr)));
    let steps: String = steps.collect::<Vec<_>>().concat();
    let part = d.part.as_ref().map_or(String::new(), |part| {
        let active = part.active.as_ref().map(|active| shape(&active.value));
        format!(" part {active:?} {:?}", values(&d.covers))
    });
    let body = shape(&d.body.value);
    format!(
        "{} = {body}{steps}{}{part}",
        d.name.value,
        quoted(d.description.as_ref())
    )
}

fn values(texts: &[Spanned<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

/// A statement in one line.
fn statement(kind: &StatementKind) -> String {
    let case = |case: &Option<Spanned<String>>| {
        case.as_ref()
            .map_or(String::new(), |case| format!(" in {:?}", case.value))
    };
    match kind {
        StatementKind::Title(text) => format!("title {}", text.value),
        StatementKind::Section(text) => format!("section {}", text.value),
        StatementKind::Use(path) => format!("use {}", path.value),
        StatementKind::Buffers(patterns, _) => format!("buffers {:?}", values(patterns)),
        StatementKind::InputsFirst(patterns) => format!("inputs first {:?}", values(patterns)),
        StatementKind::Param(p) => {
            let keys = values(&p.keys);
            let default = p.default.as_ref().map(|value| shape(&value.value));
            let name = format!("{}{}", p.name.value, quoted(p.description.as_ref()));
            format!("param {name} {default:?} {keys:?}")
        }
        StatementKind::Function(f) => {
            let names: Vec<_> = f.parameters.iter().map(|p| p.value.to_string()).collect();
            let body = shape(&f.body.value);
            format!(
                "{}({}) = {body}{}",
                f.name.value,
                names.join(" "),
                quoted(f.description.as_ref())
            )
        }
        StatementKind::Definition(d) => definition(d),
        StatementKind::Assume(all) => {
            let all = all.iter().map(|assumption| match &assumption.value {
                Assumption::Condition(p) => condition(p),
                Assumption::Growth(g) => {
                    format!("{:?} {} {}", g.sign, shape(&g.left), shape(&g.right))
                }
            });
            format!("assume {}", all.collect::<Vec<_>>().join("; "))
        }
        StatementKind::Approx(a) => {
            let large: Vec<_> = a.large.iter().map(|s| s.value.to_string()).collect();
            let within = a.within.as_ref().map(|within| within.value.to_string());
            let over = a
                .over
                .iter()
                .map(|(name, low, high)| format!(" {}={low}..{high}", name.value));
            let (large, over) = (large.join(" "), over.collect::<String>());
            format!("approx {} {large} {within:?}{over}", a.name.value)
        }
        StatementKind::Show(s) => {
            let units: Vec<_> = s.units.iter().map(|unit| unit.value.to_string()).collect();
            format!(
                "show {} {}{}",
                shape(&s.value.value),
                units.join(" "),
                case(&s.case)
            )
        }
        StatementKind::Case(c) => {
            let values = c
                .bindings
                .iter()
                .map(|b| format!(" {}={}", b.symbol, shape(&b.value)));
            let values: String = values.collect();
            format!("case {}{}{values}", c.name.value, quoted(c.from.as_ref()))
        }
        StatementKind::Solve(s) => {
            format!(
                "solve {} for {}{}",
                chain(&s.equation),
                s.unknown.value,
                case(&s.case)
            )
        }
        StatementKind::Expect(e) => {
            format!(
                "expect {}{}{}",
                chain(&e.claim),
                case(&e.case),
                quoted(e.description.as_ref())
            )
        }
        StatementKind::Compare(c) => {
            let (name, value) = (&c.name.value, shape(&c.reference.value));
            format!(
                "compare {name} with {value}{}{}",
                case(&c.case),
                quoted(c.description.as_ref())
            )
        }
        StatementKind::Step(s) => {
            format!(
                "step {} {} {}",
                s.name.value,
                s.relation.sign(),
                shape(&s.body.value)
            )
        }
    }
}

fn statements(text: &str) -> Vec<String> {
    match file(text) {
        Ok(file) => file.statements.iter().map(|s| statement(&s.kind)).collect(),
        Err(errors) => errors.iter().map(|e| format!("error: {e}")).collect(),
    }
}

#[test]
fn reads_the_textbook_transformer() {
    let expected = [
        "title Parameters of a decoder-only transformer",
        "param L \"number of layers\" None [\"num_hidden_layers\", \"n_layer\", \"num_layers\"]",
        "param h \"hidden size\" None [\"hidden_size\", \"n_embd\", \"d_model\"]",
        "param V \"vocabulary size\" None [\"vocab_size\"]",
        "param n \"number of heads\" None [\"num_attention_heads\", \"n_head\"]",
        "assume (divides n h)",
        "section Self-attention",
        "d = (/ h n) \"size of one head\"",
        "qkv = (* n (* 3 h d)) \"query, key and value projections of all heads\"",
        "out_proj = (* h h) \"output projection\"",
        "attention = (+ qkv out_proj) \"one attention layer\"",
        "section Feed-forward network",
        "mlp = (+ (* h (* 4 h)) (* (* 4 h) h)) \"up- and down-projection\"",
        "section Layer normalisation",
        "norm = (* 2 h) \"scale γ and shift β\"",
        "section The whole model",
        "param tied \"output layer shares the embedding\" Some(\"true\") [\"tie_word_embeddings\"]",
        "param N \"longest sequence\" Some(\"0\") []",
        "embedding = (* V h) \"word embedding\"",
        "output = (if tied 0 (* V h))",
        "positions = (* N h)",
        "total = (+ (* L (+ attention mlp (* 2 norm))) embedding output positions norm)",
        "assume tied; (= N 0)",
        "approx total L h V None",
        "show total FP32 FP16 BF16",
        "solve (in total FP16) = (unit 100 GB) for total",
        "case LLaMA-7B L=32 h=4096 V=32000 n=32",
        "compare total with 6_738_415_616 in \"LLaMA-7B\" \"parameters of the published checkpoint\"",
        "expect total = 6_574_055_424 in \"LLaMA-7B\"",
    ];
    assert_eq!(statements(TRANSFORMER), expected);
}

#[test]
fn keeps_the_places_of_statements_and_their_parts() {
    let text = "# γ\nparam h\ntotal = 2h² = 2*h*h  \"a γ\" # end\n";
    let file = file(text).unwrap();
    let source = &file.source;
    assert_eq!(
        source.slice(file.statements[1].span),
        "total = 2h² = 2*h*h  \"a γ\""
    );
    let StatementKind::Definition(definition) = &file.statements[1].kind else {
        panic!("no definition");
    };
    assert_eq!(source.slice(definition.name.span), "total");
    assert_eq!(source.slice(definition.sign), "=");
    assert_eq!(source.slice(definition.body.span), "2h²");
    assert_eq!(source.slice(definition.steps[0].span), "2*h*h");
    assert_eq!(
        source.slice(definition.description.as_ref().unwrap().span),
        "\"a γ\""
    );
}

#[test]
fn reads_every_form_of_statement() {
    let declared = "param a\nparam b\nparam k : list\n";
    for (text, expected) in [
        (
            "linear(x, y, b) = x*y + [b] y \"block\"",
            "linear(x y b) = (+ (* x y) (* [b] y)) \"block\"",
        ),
        ("f(x) = 2x\ny = f(a) + f(b)", "y = (+ (f a) (f b))"),
        ("t = a + b = b + a ≈ a", "t = (+ a b) = (+ b a) ≈ a"),
        (
            "part w = a b \"weights\" active a covers \"x.*\", \"y\"",
            "w = (* a b) \"weights\" part Some(\"a\") [\"x.*\", \"y\"]",
        ),
        ("part w = a", "w = a part None []"),
        ("buffers \"a.*\",\n  \"b\"", "buffers [\"a.*\", \"b\"]"),
        (
            "assume a >= 64, b >> a, a ≪ b",
            "assume (≥ a 64); MuchGreater b a; MuchGreater b a",
        ),
        (
            "approx a for large b within 1%",
            "approx a b Some(\"1/100\")",
        ),
        (
            "approx a for large b within 1% for a = 16..4096, b = 0.5..2",
            "approx a b Some(\"1/100\") a=16..4096 b=1/2..2",
        ),
        ("show a + b", "show (+ a b) "),
        ("show a in GiB in \"x\"", "show a GiB in \"x\""),
        (
            "case \"x\" from \"c.json\" a = 1, b = 2M",
            "case x \"c.json\" a=1 b=2M",
        ),
        ("case \"x\" from \"c.json\"", "case x \"c.json\""),
        ("case \"x\" k = list(1, 2)", "case x k=(list 1 2)"),
        (
            "solve a*b = 12 for b in \"x\"",
            "solve (* a b) = 12 for b in \"x\"",
        ),
        (
            "expect a ≈ 1.5M in \"x\" \"words\"",
            "expect a ≈ 1.5M in \"x\" \"words\"",
        ),
        (
            "expect (a+b)^2 = a^2 + 2 a b + b^2",
            "expect (^ (+ a b) 2) = (+ (^ a 2) (* 2 a b) (^ b 2))",
        ),
        ("compare a with 3 \"words\"", "compare a with 3 \"words\""),
        ("step a = b + 0", "step a = (+ b 0)"),
        ("use \"other.lh\"", "use other.lh"),
        ("t = (a +\n  b # why\n )  \"sum\"", "t = (+ a b) \"sum\""),
        ("t = sum(m in k, m*a)", "t = (sum m k (* m a))"),
        ("t = |a - b|", "t = (abs (+ a (- b)))"),
        (
            "param c \"x\" : natural = |a| from p.q-r | s",
            "param c \"x\" Some(\"(abs a)\") [\"p.q-r\", \"s\"]",
        ),
    ] {
        let found = statements(&format!("{declared}{text}"));
        assert_eq!(found.last().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn reads_domains() {
    let integer = |min: Option<i64>, max: Option<i64>| Domain::Integer {
        min: min.map(Into::into),
        max: max.map(Into::into),
    };
    for (text, expected) in [
        ("", integer(Some(1), None)),
        (": integer", integer(Some(1), None)),
        (": integer ≥ 64", integer(Some(64), None)),
        (": integer > 3", integer(Some(4), None)),
        (": integer >= -2 , <= 8", integer(Some(-2), Some(8))),
        (": integer < 8.5", integer(Some(1), Some(8))),
        (": positive integer", integer(Some(1), None)),
        (": positive  integer ≥ 64", integer(Some(64), None)),
        (": nonnegative integer", integer(Some(0), None)),
        (": positive real", Domain::from_zero(true)),
        (": natural", integer(Some(0), None)),
        (": boolean", Domain::Boolean),
        (": text", Domain::Text),
        (": list", Domain::List),
        (": real", Domain::real()),
    ] {
        let file = file(&format!("param a {text}")).unwrap();
        let StatementKind::Param(param) = &file.statements[0].kind else {
            panic!("no param");
        };
        assert_eq!(param.domain, expected, "{text}");
    }
    let file = file("param a : real > 0 = 1/2").unwrap();
    let StatementKind::Param(param) = &file.statements[0].kind else {
        panic!("no param");
    };
    assert_eq!(param.domain.lower(), Some((&0.into(), true)));
}

#[test]
fn tells_all_mistakes_at_once() {
    let text = "param hidden\n\
                total = hiden * 2\n\
                x = 2 3\n\
                y = (x + 1\n\
                z = x +\n\
                hidden = 4\n\
                show total in FP61\n\
                expect total\n\
                case \"a\" hidden = 32,000\n\
                foo bar\n\
                w = y + z";
    assert_eq!(
        statements(text),
        [
            "error: t.lh:2:9: model/unknown-name: `hiden` is not declared",
            "error: t.lh:3:5: syntax/unexpected: two numbers stand side by side",
            "error: t.lh:4:5: syntax/unclosed: `(` is not closed",
            "error: t.lh:5:8: syntax/unexpected: expected a number, a name or `(`, found the end",
            "error: t.lh:6:1: model/redefinition: `hidden` is declared twice",
            "error: t.lh:7:15: eval/units: `FP61` is neither a unit nor a number format",
            "error: t.lh:8:8: syntax/unexpected: a claim needs a relation",
            "error: t.lh:9:19: syntax/number: `32,000` is no number",
            "error: t.lh:10:5: syntax/unexpected: expected `=`, found `bar`",
        ]
    );
}

#[test]
fn refuses_what_is_no_statement() {
    for (text, expected) in [
        (
            "",
            "error: t.lh:1:1: syntax/empty: there is no statement here",
        ),
        (
            "# only words\n\n",
            "error: t.lh:1:1: syntax/empty: there is no statement here",
        ),
        (
            "param if",
            "error: t.lh:1:7: syntax/unexpected: expected a name, found `if`",
        ),
        (
            "case = 3",
            "error: t.lh:1:6: syntax/unexpected: expected a string, found `=`",
        ),
        (
            "sum = 3",
            "error: t.lh:1:1: syntax/unexpected: `sum` is a reserved word",
        ),
        (
            "title \"a",
            "error: t.lh:1:7: syntax/unclosed: a string is not closed",
        ),
        (
            "param a : interger",
            "error: t.lh:1:11: syntax/unexpected: `interger` is no domain",
        ),
        (
            "param a : positve integer",
            "error: t.lh:1:11: syntax/unexpected: `positve integer` is no domain",
        ),
        (
            "param a : positive",
            "error: t.lh:1:11: syntax/unexpected: `positive` is no domain",
        ),
        (
            "param a : real = 32,000",
            "error: t.lh:1:18: syntax/number: `32,000` is no number",
        ),
        (
            "x = 3 \"a\" \"b\"",
            "error: t.lh:1:11: syntax/unexpected: expected the end, found `\"`",
        ),
    ] {
        assert_eq!(statements(text), [expected], "{text}");
    }
}

#[test]
fn finds_used_files_in_files_that_need_them() {
    let source = Source::new(
        "t.lh",
        "use \"a.lh\"\nx = y + 1\nuse \"b/c.lh\" # more\nuse bad",
    );
    let paths: Vec<String> = used_files(&source)
        .into_iter()
        .map(|path| path.value)
        .collect();
    assert_eq!(paths, ["a.lh", "b/c.lh"]);
    let source = Source::new("t.lh", "use \"a.lh\"\nx = y + 1");
    assert!(parse_file(&source).is_err());
    assert!(parse_file_in(&source, &Scope::open().with_names(["y"])).is_ok());
}

#[test]
fn tells_what_to_write_instead() {
    for (text, expected) in [
        ("titel \"x\"", "did you mean `title`?"),
        ("x += 3", "a definition is written `name = …`"),
        ("let x = 3", "a definition is written `name = …`"),
        (
            "x = a\n  + a",
            "a line goes on only inside a bracket: `(a +` … `b)`",
        ),
        ("x = a;", "each statement has a line of its own"),
        (
            "x = a ? 1 : 2",
            "a conditional is written `if p then a else b`",
        ),
        (
            "x = 2 if a else 3",
            "a conditional is written `if p then a else b`",
        ),
        (
            "case \"x\" a = 3 a = 4",
            "values stand between commas: `L = 32, h = 4096`",
        ),
        ("expect a = 3 in x", "a case is named in quotes: `in \"x\"`"),
        (
            "expect a = 3 \"d\" in \"x\"",
            "`in \"case\"` stands before the text",
        ),
        (
            "approx a for large a within 1 %",
            "the sign touches its number: `1%`",
        ),
        (
            "approx a for large a within 1% for a = 9..3",
            "write the least value first: `h = 1024..16384`",
        ),
        ("show a in FP61", "did you mean `FP16`?"),
        (
            "param x : list \"xs\"",
            "what a parameter is stands before its domain: `param x \"what it is\" : list`",
        ),
        ("x_ = 3", "a name ends in a letter or a digit: `x`"),
        ("x = ab_a", "declare it: `param ab_a` or `ab_a = …`"),
        (
            "x = 3\nx = 4",
            "give one of them another name; the next line of a derivation is `step x = …`",
        ),
    ] {
        let errors = file(&format!("param a\n{text}")).unwrap_err();
        assert_eq!(errors[0].hints, [expected], "{text}");
    }
}

#[test]
fn an_unclosed_bracket_is_told_once() {
    let text = "x = (1\n  + 2\n  + 3\ny = 4 +\nz = x + y";
    let expected = [
        "error: t.lh:1:5: syntax/unclosed: `(` is not closed",
        "error: t.lh:4:8: syntax/unexpected: expected a number, a name or `(`, found the end",
    ];
    assert_eq!(statements(text), expected);
}
