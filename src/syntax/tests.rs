//! Accepted forms and their trees; refused forms with the place and the words.

use super::shape;
use super::*;
use crate::diagnostic::{Diagnostic, Source};

fn read(texts: &[&str], scope: &Scope) -> Result<Reading<Vec<Chain>>, Vec<Diagnostic>> {
    let sources: Vec<Source> = texts.iter().map(|t| Source::new("t", *t)).collect();
    parse_input(&sources, scope)
}

fn shapes(text: &str, scope: &Scope) -> String {
    match read(&[text], scope) {
        Ok(reading) => shape::chain(&reading.value[0]),
        Err(errors) => format!("error: {}", told(&errors)),
    }
}

/// Column range, message and hints of the first error.
fn told(errors: &[Diagnostic]) -> String {
    let error = &errors[0];
    let span = error.labels[0].span;
    let hints = error.hints.join("; ");
    format!("{}..{} {} | {hints}", span.start, span.end, error.message)
}

#[track_caller]
fn table(rows: &[(&str, &str)]) {
    table_in(&Scope::open(), rows);
}

#[track_caller]
fn table_in(scope: &Scope, rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(&shapes(text, scope), expected, "{text}");
    }
}

#[test]
fn numbers() {
    table(&[
        ("12", "12"),
        ("6_738_415_616", "6_738_415_616"),
        ("0.5", "0.5"),
        (".5", ".5"),
        ("6.7e9", "6.7e9"),
        ("1E6", "1E6"),
        ("2e-3", "2e-3"),
        ("8.5%", "8.5%"),
        ("8/3", "(/ 8 3)"),
        ("-3", "(- 3)"),
        ("-8/3", "(- (/ 8 3))"),
        ("7B", "7B"),
        ("1.5M + 4k", "(+ 1.5M 4k)"),
        ("4kh", "(* 4 k h)"),
        ("4k + k", "(+ (* 4 k) k)"),
        ("4k h", "(* 4k h)"),
        ("2T*x", "(* 2T x)"),
    ]);
}

#[test]
fn operators_and_precedence() {
    table(&[
        ("a+b-c", "(+ a b (- c))"),
        ("a+(b+c)", "(+ a (+ b c))"),
        ("a - 2*b", "(+ a (- (* 2 b)))"),
        ("a*b/c*d", "(* (/ (* a b) c) d)"),
        ("a*(b*c)", "(* a (* b c))"),
        ("-h^2", "(- (^ h 2))"),
        ("2^-n", "(^ 2 (- n))"),
        ("a^b^c", "(^ a (^ b c))"),
        ("a^-b^c", "(^ a (- (^ b c)))"),
        ("a**2", "(^ a 2)"),
        ("a*-b", "(* a (- b))"),
        ("a*-b*c", "(* a (- b) c)"),
        ("-a*b", "(- (* a b))"),
        // −7 = −3·3 + 2: what rounds sees the sign.
        ("-7 mod 3", "(mod (- 7) 3)"),
        ("-7 // 2", "(floor_div (- 7) 2)"),
        ("1 - 7 // 2", "(+ 1 (- (floor_div 7 2)))"),
        ("1 - -a*b mod c", "(+ 1 (- (mod (* (- a) b) c)))"),
        ("- - a", "(- (- a))"),
        ("+a + +b", "(+ a b)"),
        ("a - -b", "(+ a (- (- b)))"),
        ("a × b · c ⋅ d ∙ e", "(* a b c d e)"),
        ("a ÷ b − c", "(+ (/ a b) (- c))"),
        ("7 // 2", "(floor_div 7 2)"),
        ("a mod b", "(mod a b)"),
        ("mod(a, b)", "(mod a b)"),
        ("n!", "(factorial n)"),
        ("2^n!", "(^ 2 (factorial n))"),
        ("a/b/c", "(/ (/ a b) c)"),
        ("(a + b)*c", "(* (+ a b) c)"),
    ]);
}

#[test]
fn juxtaposition() {
    table(&[
        ("4h", "(* 4 h)"),
        ("12Lh²", "(* 12 L (^ h 2))"),
        ("3 h d", "(* 3 h d)"),
        ("2 n_m", "(* 2 n_m)"),
        ("[b] y", "(* [b] y)"),
        ("2(L+1)", "(* 2 (+ L 1))"),
        ("(a+b)(a-b)", "(* (+ a b) (+ a (- b)))"),
        ("h(4h)", "(* h (* 4 h))"),
        ("h * 4h", "(* h (* 4 h))"),
        (
            "L(12h² + 4h) + Vh + 2h",
            "(+ (* L (+ (* 12 (^ h 2)) (* 4 h))) (* V h) (* 2 h))",
        ),
        ("8/3 h", "(* (/ 8 3) h)"),
        ("a + 8/3 h d", "(+ a (* (/ 8 3) h d))"),
        ("2h^2d", "(* 2 (^ h 2) d)"),
        ("2Vh²", "(* 2 V (^ h 2))"),
        ("x 2", "(* x 2)"),
        ("2 L(h+1)^2", "(* 2 L (^ (+ h 1) 2))"),
        ("2√x", "(* 2 (sqrt x))"),
        ("2αh", "(* 2 alpha h)"),
        ("2 alpha h", "(* 2 alpha h)"),
        ("2 num_layers", "(* 2 num_layers)"),
        ("2x1", "(* 2 x1)"),
        ("H'h 2", "(* H' h 2)"),
    ]);
}

#[test]
fn names() {
    table(&[
        ("hidden * heads", "(* hidden heads)"),
        (
            "n_head + h_{head} + h₁ + h_{1}",
            "(+ n_head h_head h_1 h_1)",
        ),
        ("h_{kv} - h_kv", "(+ h_kv (- h_kv))"),
        ("α + alpha + Ω", "(+ alpha alpha Omega)"),
        ("H' + H′ + H''", "(+ H' H' H'')"),
        ("𝐿·ℎ", "(* L h)"),
        ("Ｌ＋１", "(+ L 1)"),
        ("title + case + for", "(+ title case for)"),
        ("x1 + conv2d", "(+ x1 conv2d)"),
        ("층수 * h", "(* 층수 h)"),
        ("true", "true"),
    ]);
}

#[test]
fn superscripts() {
    table(&[
        ("h²", "(^ h 2)"),
        ("2¹⁰", "(^ 2 10)"),
        ("h⁻¹", "(^ h (- 1))"),
        ("xⁿ⁺¹", "(^ x (+ n 1))"),
        ("-h²", "(- (^ h 2))"),
        ("2^h²", "(^ 2 (^ h 2))"),
        ("n!²", "(^ (factorial n) 2)"),
    ]);
}

#[test]
fn functions_and_big_operators() {
    table(&[
        ("sqrt(x)^2", "(^ (sqrt x) 2)"),
        ("√x + √(a+b) + √4", "(+ (sqrt x) (sqrt (+ a b)) (sqrt 4))"),
        ("2∛x + ∜(a+b)", "(+ (* 2 (root x 3)) (root (+ a b) 4))"),
        ("min(a, b, 3)", "(min a b 3)"),
        ("round_up(x, 256)", "(round_up x 256)"),
        ("sum(i = 1..L, 2*i + 1)", "(sum i 1..L (+ (* 2 i) 1))"),
        (
            "sum(i=1..L-1, 2i + 1)",
            "(sum i 1..(+ L (- 1)) (+ (* 2 i) 1))",
        ),
        ("prod(i = 1..n, i)", "(prod i 1..n i)"),
        (
            "sum(m in ffn_multipliers, m*h)",
            "(sum m ffn_multipliers (* m h))",
        ),
        ("list(1, 2, 3)", "(list 1 2 3)"),
        ("O(L h)", "(O (* L h))"),
        ("h + O(L)", "(+ h (O L))"),
        ("|V|", "(abs V)"),
        ("|a - b|*c + |d|", "(+ (* (abs (+ a (- b))) c) (abs d))"),
        ("2|a||b|", "(* 2 (abs a) (abs b))"),
        ("||a| - b|", "(abs (+ (abs a) (- b)))"),
        ("log2(x) + ln(y)", "(+ (log2 x) (ln y))"),
        ("count(types, \"full\")", "(count types \"full\")"),
    ]);
}

#[test]
fn conditions() {
    table(&[
        ("[tied = 0]", "[(= tied 0)]"),
        ("[a != b]", "[(≠ a b)]"),
        ("[b]", "[b]"),
        ("[l in list(1, 2)]", "[(member l (list 1 2))]"),
        (
            "[n divides h and not (a < b or c)]",
            "[(and (divides n h) (not (or (< a b) c)))]",
        ),
        ("[0 < a <= b]", "[(and (< 0 a) (≤ a b))]"),
        ("[l mod 2 == 0]", "[(= (mod l 2) 0)]"),
        ("if tied then 0 else V*h", "(if tied 0 (* V h))"),
        (
            "2 * if a = b then 1 else 2 + 3",
            "(* 2 (if (= a b) 1 (+ 2 3)))",
        ),
        ("if a then b else if c then d else e", "(if a b (if c d e))"),
        (
            "if starts_with(act, \"gated-\") then 3 else 2",
            "(if (starts_with act \"gated-\") 3 2)",
        ),
        (
            "sum(l = 0..L-1, if l < k then dense else moe)",
            "(sum l 0..(+ L (- 1)) (if (< l k) dense moe))",
        ),
    ]);
}

#[test]
fn quantities() {
    table(&[
        ("28 GB", "(unit 28 GB)"),
        ("28GB", "(unit 28 GB)"),
        ("4 bytes", "(unit 4 bytes)"),
        ("16 bit", "(unit 16 bit)"),
        (
            "7B parameters * 4 bytes",
            "(* (unit 7B parameters) (unit 4 bytes))",
        ),
        ("total in FP16", "(in total FP16)"),
        ("a + b in GiB", "(in (+ a b) GiB)"),
        ("100 GB / 2 bytes", "(/ (unit 100 GB) (unit 2 bytes))"),
        ("8/3 GB", "(unit (/ 8 3) GB)"),
        ("2h bytes", "(unit (* 2 h) bytes)"),
        ("4바이트 + 6만", "(+ (unit 4 바이트) (* 6 10000))"),
        ("4 * bytes", "(* 4 (unit 1 bytes))"),
        ("tokens * layers", "(* tokens layers)"),
    ]);
}

#[test]
fn chains() {
    table(&[
        ("a = b ≈ c", "a = b ≈ c"),
        ("a ~= b", "a ≈ b"),
        ("V >> h", "V ≫ h"),
        ("a << b ~ c", "a ≪ b ~ c"),
        ("n ≍ h", "n ≍ h"),
        ("2*x = 4 => x = 2", "(* 2 x) = 4 ⇒ x = 2"),
        ("a <=> b", "a ⟺ b"),
        ("total in FP16 = 100 GB", "(in total FP16) = (unit 100 GB)"),
        ("f = if t then 0 else 1 = 2", "f = (if t 0 1) = 2"),
    ]);
}

#[test]
fn declared_names_win() {
    let scope = Scope::open().with_names(["V", "h", "mlp", "B"]);
    table_in(
        &scope,
        &[
            ("Vh", "(* V h)"),
            ("mlp + 1", "(+ mlp 1)"),
            ("2mlp", "(* 2 mlp)"),
            ("mlph", "(* mlp h)"),
            ("7B", "(* 7 B)"),
        ],
    );
    let scope = Scope::open().with_names(["a", "b", "ab", "abc", "c", "bc"]);
    table_in(&scope, &[("ab", "ab")]);
    let scope = Scope::open().with_names(["a", "b", "c", "ab", "bc"]);
    table_in(
        &scope,
        &[(
            "abc",
            "error: 0..3 `abc` has two readings | write `a*b*c` or `a*bc`",
        )],
    );
    let scope = Scope::open().with_function("f", 2);
    table_in(
        &scope,
        &[
            ("f(x, y)", "(f x y)"),
            (
                "f(x)",
                "error: 0..4 `f` takes 2 arguments, not 1 | write `f(a, b)`",
            ),
        ],
    );
}

#[test]
fn ambiguous() {
    for (texts, expected) in [
        (
            &["Vh", "V*h"][..],
            "0..2 `Vh` has two readings | for the product, write `V*h`; to use it as one name, declare it: `--names Vh`",
        ),
        (
            &["2h + Lh2"],
            "5..8 `Lh2` has two readings | write `L*h^2` or `L*h_2`; to use it as one name, declare it: `--names Lh2`",
        ),
        (
            &["a/bc"],
            "0..4 `a/bc` has two readings | write `(a/b)*c` or `a/(b*c)`",
        ),
        (
            &["1/2a"],
            "0..4 `1/2a` has two readings | write `(1/2)*a` or `1/(2*a)`",
        ),
        (
            &["8/3h"],
            "0..4 `8/3h` has two readings | write `(8/3)*h` or `8/(3*h)`",
        ),
        (
            &["2a + x/(b)(c)"],
            "5..13 `x/(b)(c)` has two readings | write `(x/(b))*(c)` or `x/((b)*(c))`",
        ),
        (
            &["a/L(h+1)"],
            "0..8 `a/L(h+1)` has two readings | write `(a/L)*(h+1)` or `a/(L*(h+1))`",
        ),
        (
            &["2h + 2^Vh"],
            "5..9 `2^Vh` has two readings | write `2^V*h` or `2^(V*h)`",
        ),
        (
            &["h²^3"],
            "0..5 this power has two readings | write `(h^2)^3` or `h^(2^3)`",
        ),
    ] {
        let errors = read(texts, &Scope::open()).unwrap_err();
        assert_eq!(told(&errors), expected, "{texts:?}");
    }
    assert!(read(&["b/c", "hidden/layers"], &Scope::open()).is_ok());
    assert!(read(&["hidden/heads"], &Scope::open()).is_ok());
}

#[test]
fn declaring_a_letter_leaves_runs_ambiguous() {
    for (names, text, expected) in [
        (&["h"][..], "Lh^2+h", "`Lh` has two readings"),
        (&["L", "head"], "L*head + hL", "`hL` has two readings"),
        (&["L"], "sum(i = 1..3, L*hi + i)", "`hi` has two readings"),
        (&["L", "h"], "Lh^2+h", "(+ (* L (^ h 2)) h)"),
        (&["hidden"], "hidden*n + n", "(+ (* hidden n) n)"),
        (&["h"], "width*4", "(* width 4)"),
    ] {
        let scope = Scope::open().with_names(names.iter().copied());
        let found = match read(&[text], &scope) {
            Ok(reading) => shape::chain(&reading.value[0]),
            Err(errors) => errors[0].message.clone(),
        };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn notes_tell_readings() {
    let notes = |text: &str| {
        let reading = read(&[text], &Scope::open()).unwrap();
        let notes = reading.notes.iter().map(|note| note.message.clone());
        notes.collect::<Vec<_>>()
    };
    assert_eq!(notes("7B + 7B"), ["`7B` is read as 7 billion"]);
    assert_eq!(notes("2 abc"), ["`abc` is read as the product a·b·c"]);
    assert!(notes("2Lh + h*w").is_empty());
}

#[test]
fn refused() {
    table(&[
        (
            "2 3",
            "error: 0..3 two numbers stand side by side | a product is written `2*3`",
        ),
        (
            "6 573 522 944",
            "error: 0..5 two numbers stand side by side | one number is written `6_573_522_944`; a product is written `6*573`",
        ),
        (
            "",
            "error: 0..0 there is no formula here | write one, such as `12*L*h^2`",
        ),
        (
            "  # x",
            "error: 0..5 there is no formula here | write one, such as `12*L*h^2`",
        ),
        (
            "a + (b * c",
            "error: 4..5 `(` is not closed | write `)` where it ends",
        ),
        ("a + b)", "error: 5..6 `)` closes nothing | "),
        ("(a + b]", "error: 6..7 `(` is closed by `]` | "),
        (
            "f(\"abc)",
            "error: 2..3 a string is not closed | write `\"` behind its last word, on the same line",
        ),
        (
            "|a + b",
            "error: 0..1 `|` is not closed | write `|` where it ends",
        ),
        (
            "a = (b = c)",
            "error: 5..10 a condition stands where a value is expected | it stands in `[a = b]` or `if a = b`",
        ),
        (
            "sqrt",
            "error: 0..4 `sqrt` needs its arguments | write them in brackets: `sqrt(…)`",
        ),
        (
            "sqrt(a, b)",
            "error: 0..10 `sqrt` takes 1 argument, not 2 | write `sqrt(a)`",
        ),
        (
            "[a + b]",
            "error: 1..6 a condition is expected here | compare it with something: `a + b = 0`; round brackets group: `(a + b)`",
        ),
        (
            "1.5.2",
            "error: 0..5 a number has two points | a range is written `1..5`",
        ),
        ("0x10", "error: 0..4 numbers are read in decimal only | "),
        (
            "32,000",
            "error: 0..6 `32,000` is no number | digits are grouped with `_`: `32_000`",
        ),
        (
            "2*0,5",
            "error: 2..5 `0,5` is no number | a decimal is written with a point: `0.5`",
        ),
        (
            "1.",
            "error: 1..2 expected an operator or the end, found `.` | a number does not end in a point: `1.0`",
        ),
        (
            "= a",
            "error: 0..1 expected a number, a name or `(`, found `=` | write an operand on both sides",
        ),
        (
            "a + ",
            "error: 4..4 expected a number, a name or `(`, found the end | ",
        ),
        (
            "λ中λ + ",
            "error: 10..10 expected a number, a name or `(`, found the end | ",
        ),
        (
            "“a”",
            "error: 0..3 expected a number, a name or `(`, found `“` | write straight quotes: `\"`",
        ),
        (
            "x_",
            "error: 1..2 expected an operator or the end, found `_` | a name ends in a letter or a digit: `x`",
        ),
        (
            "a -> b",
            "error: 3..4 expected a number, a name or `(`, found `>` | `⇒` is written `=>`",
        ),
        (
            "1e999999",
            "error: 0..8 this number cannot be read: the exponent is too large | ",
        ),
        (
            "x in Gib",
            "error: 5..8 `Gib` is neither a unit nor a number format | did you mean `GiB`?",
        ),
    ]);
}

#[test]
fn names_in_a_list() {
    let names = |text: &str| parse_names(&Source::new("--names", text));
    assert_eq!(names("total,  h_{kv}, α").unwrap().len(), 3);
    for (text, expected) in [
        ("", "there is no formula here"),
        ("a b", "expected the end, found `b`"),
        ("a,", "expected a name, found the end"),
        ("3", "expected a name, found `3`"),
        ("if", "expected a name, found `if`"),
        ("sum", "a reserved word is no name"),
    ] {
        assert_eq!(names(text).unwrap_err()[0].message, expected, "{text}");
    }
}
