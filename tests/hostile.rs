//! Inputs that are wrong, huge or malicious: each ends with a clear message or, where it can, with
//! the right answer; in bounded memory, without a crash, and soon.
//!
//! The real binary runs under a limit of memory and is ended after a generous time.

#![cfg(test)]
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "inputs too long for an argument are files"
)]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Kilobytes of address space.
const MEMORY: u32 = 2_000_000;

/// Seconds after which a run is ended; a debug build on a busy machine needs far less.
const PATIENCE: u32 = 120;

/// A folder of a test's own.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("hostile")
        .join(name);
    std::fs::create_dir_all(&folder).expect("a folder for inputs");
    folder
}

/// Runs a line of shell in which `longhand` is the binary, in a folder that holds these files.
fn run(name: &str, files: &[(&str, &[u8])], line: &str) -> Output {
    let folder = folder(name);
    for (file, content) in files {
        std::fs::write(folder.join(file), content).expect("a file for a test");
    }
    let program = PathBuf::from(env!("CARGO_BIN_EXE_longhand"));
    let programs = program.parent().expect("a folder of programs").display();
    let script = format!("ulimit -v {MEMORY}\nPATH=\"{programs}:$PATH\"\n{line}");
    Command::new("timeout")
        .args([&PATIENCE.to_string(), "sh", "-c", &script])
        .current_dir(folder)
        .output()
        .expect("a shell")
}

/// Runs and demands an exit code and words in what is printed, on either stream.
fn expect(name: &str, files: &[(&str, &[u8])], line: &str, exit: i32, words: &str) {
    let output = run(name, files, line);
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    let (shown_out, shown_err): (String, String) = (
        out.chars().take(2_000).collect(),
        err.chars().take(2_000).collect(),
    );
    assert_eq!(
        output.status.code(),
        Some(exit),
        "{line}\n{shown_out}\n{shown_err}"
    );
    assert!(!err.contains("panicked"), "{line}\n{shown_err}");
    assert!(
        out.contains(words) || err.contains(words),
        "{line}: no `{words}` in\n{shown_out}\n{shown_err}"
    );
    if exit == 2 {
        assert!(
            out.is_empty() && err.contains("error"),
            "{line}\n{shown_out}\n{shown_err}"
        );
    }
}

/// One run a line: a name, the command, its exit code, words that are printed.
fn table(rows: &[(&str, i32, &str)]) {
    for (line, exit, words) in rows {
        expect("table", &[], line, *exit, words);
    }
}

/// The same, of an input on standard input.
fn piped(name: &str, input: &str, rows: &[(&str, i32, &str)]) {
    for (line, exit, words) in rows {
        let line = format!("{{ {line}; }} < input");
        expect(name, &[("input", input.as_bytes())], &line, *exit, words);
    }
}

#[test]
fn deep_nesting_is_refused() {
    let deep = "nested more than 256 levels deep";
    for (name, input) in [
        ("parentheses", "(".repeat(100_000)),
        (
            "closed",
            format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000)),
        ),
        ("minus", format!("{}1", "-".repeat(100_000))),
        ("powers", format!("{}1", "1^".repeat(100_000))),
        ("quotients", format!("{}1", "1/".repeat(100_000))),
        ("calls", "sqrt(".repeat(100_000)),
        (
            "branches",
            format!("{}1", "if 1=1 then 1 else ".repeat(100_000)),
        ),
        ("factorials", format!("1{}", "!".repeat(100_000))),
        ("bars", "|".repeat(100_000)),
        ("not", format!("[{}1=1]", "not ".repeat(100_000))),
    ] {
        piped(
            name,
            &input,
            &[("longhand eval -", 2, deep), ("longhand expand -", 2, deep)],
        );
    }
    let file = format!("total = {}", "(".repeat(100_000));
    piped("nested-file", &file, &[("longhand derive -", 2, deep)]);
}

#[test]
fn long_sums_work() {
    let ones = format!("{}1", "1+".repeat(999_999));
    piped(
        "ones",
        &ones,
        &[
            ("longhand eval -", 0, "1000000\n"),
            ("longhand expand -", 0, "1000000\n"),
            ("longhand simplify -", 0, "1000000\n"),
            ("longhand equal - 1000000", 0, "equal"),
            ("longhand equal - 1000001", 1, "1000000 against 1000001"),
        ],
    );
}

#[test]
fn long_runs_work() {
    let symbols = format!("{}x", "x+".repeat(99_999));
    piped(
        "symbols",
        &symbols,
        &[
            ("longhand eval - x=3", 0, "300000\n"),
            ("longhand expand -", 0, "100000*x\n"),
            ("longhand equal - 100000*x", 0, "equal"),
            ("longhand approx -", 0, "100000*x\n"),
        ],
    );
    let product = format!("{}2", "2*".repeat(99_999));
    piped(
        "product",
        &product,
        &[("longhand eval - | wc -c", 0, "30104")],
    );
    piped(
        "name",
        &"a".repeat(1_000_000),
        &[("longhand eval -", 2, "has no value")],
    );
    piped(
        "digits",
        &"1".repeat(1_000_000),
        &[("longhand eval - | wc -c", 0, "1000001")],
    );
}

#[test]
fn huge_numbers_are_refused_before_they_are_made() {
    table(&[
        ("longhand eval '2^(10^10)'", 2, "digits; the limit is"),
        ("longhand expand '2^(10^10)'", 2, "limit/reached"),
        ("longhand equal '2^(10^10)' '2^(10^10)+1'", 1, "different"),
        ("longhand eval '10^10^10'", 2, "digits; the limit is"),
        ("longhand expand '10^10^10'", 2, "limit/reached"),
        ("longhand equal '10^10^10' 1", 1, "different"),
        (
            "longhand solve 'x*10^10^10 = 1' --for x",
            2,
            "limit/reached",
        ),
        ("longhand eval '(10^6)!'", 2, "limit/reached"),
        ("longhand expand '(10^9)!'", 2, "limit/reached"),
        ("longhand eval 'binom(10^9, 5*10^8)'", 2, "limit/reached"),
        ("longhand expand 'binom(10^9, 5*10^8)'", 2, "limit/reached"),
        ("longhand eval '(3/7)^(10^9)'", 2, "limit/reached"),
        ("longhand eval '2^(10^9+1/3)'", 2, "limit/reached"),
        ("longhand eval 'exp(10^10)'", 2, "limit/reached"),
        (
            "longhand eval 1e999999999999",
            2,
            "the exponent is too large",
        ),
        (
            "longhand eval 1e-999999999999",
            2,
            "the exponent is too large",
        ),
        (
            "longhand eval 'sqrt(2)' --digits 1000000",
            2,
            "limit/reached",
        ),
        (
            "longhand eval 'sqrt(2)' --digits 4294967295",
            2,
            "limit/reached",
        ),
        ("longhand eval 1e99999 | wc -c", 0, "100001"),
        ("longhand eval '(3/7)^(1/10^9)'", 0, "0.999999999152702"),
        ("longhand eval '(10^1000000) mod 7'", 0, "4\n"),
    ]);
}

#[test]
fn huge_polynomials_are_refused_before_they_are_made() {
    table(&[
        (
            "longhand expand '(a+b+c+d)^(10^6)'",
            2,
            "terms; the limit is 200000",
        ),
        ("longhand simplify '(a+b+c+d)^(10^6)'", 2, "limit/reached"),
        ("longhand factor '(a+b+c+d)^(10^6)'", 2, "limit/reached"),
        ("longhand approx '(a+b+c+d)^(10^6)'", 2, "limit/reached"),
        (
            "longhand equal '(a+b+c+d)^(10^6)' '(a+b+c+d)^(10^6)+1'",
            1,
            "different",
        ),
        (
            "longhand equal '(a+b+c+d)^(10^6)' '(d+c+b+a)^(10^6)'",
            3,
            "undecided",
        ),
        (
            "longhand eval '(a+b+c+d)^(10^4)' a=1 b=2 c=3 d=4 | wc -c",
            0,
            "10002",
        ),
        (
            "longhand expand '((((x+1)^10+1)^10+1)^10+1)^10'",
            2,
            "limit/reached",
        ),
        ("longhand expand '(x+1)^(10^12)'", 2, "limit/reached"),
        ("longhand expand 'x^(10^12)'", 0, "x^1000000000000\n"),
        ("longhand expand 'x^(10^30)'", 2, "limit/reached"),
        (
            "longhand expand '(a+b)^2' --max-terms 0",
            2,
            "the limit is 0",
        ),
        (
            "longhand expand '(a+b+c+d)^1000' --max-terms 1000000000",
            2,
            "limit/reached",
        ),
    ]);
}

#[test]
fn long_sums_over_an_index_are_bounded() {
    table(&[
        (
            "longhand expand 'sum(i=1..10^12, i)'",
            0,
            "500000000000500000000000\n",
        ),
        (
            "longhand eval 'sum(i=1..10^12, i)'",
            0,
            "500000000000500000000000\n",
        ),
        (
            "longhand eval 'sum(i=1..10^12, 1/i)'",
            2,
            "1,000,000,000,000 terms",
        ),
        ("longhand eval 'prod(i=1..10^12, i)'", 2, "limit/reached"),
        (
            "longhand equal 'sum(i=1..10^12, i mod 7)' 1",
            3,
            "undecided",
        ),
        (
            "longhand eval 'sum(i=1..10^6, sum(j=1..10^6, i mod j))'",
            2,
            "limit/reached",
        ),
        (
            "longhand expand 'sum(i=1..10^5, sum(j=1..10^5, floor(i/j)))'",
            2,
            "limit/reached",
        ),
    ]);
}

#[test]
fn division_by_zero_is_found_wherever_it_hides() {
    let zero = "eval/division-by-zero";
    table(&[
        ("longhand eval '1/0'", 2, zero),
        ("longhand eval '1/(x-x)' x=3", 2, zero),
        ("longhand eval '0^(-1)'", 2, zero),
        ("longhand expand '1/(x-x)'", 2, zero),
        ("longhand simplify '1/(x-x)'", 2, zero),
        ("longhand factor '1/(x-x)'", 2, zero),
        ("longhand collect '1/(x-x)' --by x", 2, zero),
        ("longhand approx '1/(x-x)'", 2, zero),
        ("longhand equal '1/(x-x)' 1", 2, zero),
        ("longhand equal '1/((a+b)^2-a^2-2*a*b-b^2)' 1", 2, zero),
        ("longhand solve '1/(x-x) = 1' --for x", 2, zero),
    ]);
    for (name, file) in [
        ("hidden", "param x\ntotal = 1/(x-x)\n"),
        ("through", "param x\nnone = x - x\ntotal = 1/none\n"),
        ("at-case", "param x\ntotal = 1/(x-2)\ncase \"two\" x = 2\n"),
        ("assumed", "param N : natural\nassume N = 0\ntotal = 1/N\n"),
    ] {
        piped(name, file, &[("longhand derive -", 2, zero)]);
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let files: &[(&str, &[u8])] = &[
        ("latin", b"1 + \xff\xfe"),
        ("empty", b""),
        ("blank", b" \n\t\n"),
        ("nul", b"1 +\0 2"),
        ("bom", b"\xef\xbb\xbf1 + 2\n"),
        ("random", &[0x80, 0x00, 0x1b, b'[', b'2', b'J', 0xc0, 0xaf]),
    ];
    for (line, exit, words) in [
        (
            "longhand eval - < latin",
            2,
            "is not UTF-8: byte 4, in line 1",
        ),
        ("longhand derive latin", 2, "is not UTF-8"),
        ("longhand equal --pairs latin", 2, "is not UTF-8"),
        (
            "longhand derive transformer --template latin",
            2,
            "is not UTF-8",
        ),
        ("longhand eval \"$(printf '1+\\377')\"", 2, "invalid UTF-8"),
        ("longhand eval - < empty", 2, "there is no formula here"),
        ("longhand eval - < blank", 2, "there is no formula here"),
        ("longhand derive empty", 2, "there is no statement here"),
        ("longhand derive blank", 2, "there is no statement here"),
        ("longhand eval - < nul", 2, "U+0000"),
        ("longhand derive nul", 2, "error"),
        ("longhand derive random", 2, "is not UTF-8"),
        ("longhand eval - < bom", 0, "3\n"),
        ("longhand eval - < /dev/null", 2, "there is no formula here"),
        ("longhand eval - <&-", 2, "error"),
    ] {
        expect("bytes", files, line, exit, words);
    }
}

#[test]
fn formula_files_with_mistakes_are_told() {
    for (name, file, words) in [
        (
            "string",
            "title \"abc\nparam x\ntotal = x\n",
            "a string is not closed",
        ),
        ("bracket", "param x\ntotal = (x\n", "`(` is not closed"),
        ("unknown", "param x\ntotal = x + y\n", "`y` is not declared"),
        ("cycle", "a = b\nb = a\ntotal = a\n", "depends on itself"),
        ("self", "a = a + 1\n", "depends on itself"),
        (
            "domain",
            "param x : integer >= 64\ntotal = x\ncase \"a\" x = 3\n",
            "has to be an integer ≥ 64",
        ),
        (
            "case",
            "param x\ntotal = x\ncase \"a\" x = 3, q = 3\n",
            "`q` is not declared",
        ),
        (
            "missing",
            "param x\nparam y\ntotal = x*y\ncase \"a\" x = 3\n",
            "has no value",
        ),
        (
            "twice",
            "param x\nparam x\ntotal = x\n",
            "is declared twice",
        ),
        (
            "outside",
            "use \"../../etc/passwd\"\ntotal = 1\n",
            "out of the folder",
        ),
        (
            "absolute",
            "use \"/etc/passwd\"\ntotal = 1\n",
            "out of the folder",
        ),
        (
            "many",
            &"x = 1\n".repeat(10_001),
            "10001 statements; the limit is 10000",
        ),
    ] {
        piped(
            &format!("file-{name}"),
            file,
            &[("longhand derive -", 2, words)],
        );
    }
    table(&[
        (
            "longhand derive transformer L=-3",
            2,
            "has to be an integer ≥ 1",
        ),
        (
            "longhand derive transformer L=1/2",
            2,
            "has to be an integer ≥ 1",
        ),
        ("longhand derive transformer L=L+1", 2, "error"),
        ("longhand derive transformer L=1 L=2", 2, "is given twice"),
        (
            "longhand derive transformer --case none",
            2,
            "there is no case",
        ),
        (
            "longhand derive transformer --lang ../../en",
            2,
            "no sentences in the language",
        ),
        ("longhand derive /tmp", 2, "cannot read /tmp"),
        ("longhand derive missing.lh", 2, "cannot read missing.lh"),
        ("longhand eval x x=x+1", 2, "depends on itself"),
        ("longhand eval x x=y y=x", 2, "depends on itself"),
        ("longhand eval x x=1 x=2", 2, "is given twice"),
        ("longhand eval x x=", 2, "error"),
        ("longhand eval x 3=4", 2, "expected a name"),
    ]);
}

#[test]
fn long_and_deep_files_end_soon() {
    let mut flat = String::from("param a0\n");
    let mut chain = flat.clone();
    let mut doubled = flat.clone();
    let mut squared = flat.clone();
    for i in 0..100_000 {
        writeln!(flat, "d{i} = a0 + {i}").expect("a text");
    }
    for i in 0..3_000 {
        writeln!(chain, "a{} = a{i} + 1", i + 1).expect("a text");
    }
    for i in 0..64 {
        writeln!(doubled, "a{} = a{i} + a{i}", i + 1).expect("a text");
        writeln!(squared, "a{} = a{i}*a{i} + 1", i + 1).expect("a text");
    }
    piped(
        "flat",
        &flat,
        &[(
            "longhand derive -",
            2,
            "100001 statements; the limit is 10000",
        )],
    );
    piped(
        "chain",
        &chain,
        &[("longhand derive -", 2, "stand one on the other")],
    );
    let doubling = [("longhand derive - --format text", 0, "a64 = a63 + a63")];
    piped("doubled", &doubled, &doubling);
    piped(
        "doubled-value",
        &doubled,
        &[(
            "longhand derive - --format text a0=3",
            0,
            "55,340,232,221,128,654,848",
        )],
    );
    piped(
        "squared",
        &squared,
        &[("longhand derive - --format text", 0, "limit/reached")],
    );
}

#[test]
fn templates_run_on_a_leash() {
    let deep = format!("{{{{ {}", "(".repeat(100_000));
    let signs = format!("{{{{ {}1 }}}}", "-".repeat(100_000));
    let files: &[(&str, &[u8])] = &[
        ("loop", b"{% for i in range(1000000000) %}x{% endfor %}"),
        ("loops", b"{% for i in range(9999) %}{% for j in range(9999) %}{% for k in range(9999) %}{% endfor %}{% endfor %}{% endfor %}"),
        ("undefined", b"{{ nothing.here }}"),
        ("broken", b"{{ nothing"),
        ("include", b"{% include '/etc/passwd' %}"),
        ("recursion", b"{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
        ("times", b"{% set x = 'a' * 1000000000 %}{{ x }}"),
        ("format", b"{{ '%1000000000d' | format(3) }}"),
        ("line", b"{{ ('a' * 1000000) | underlined('b' * 1000000) }}"),
        ("double", b"{% set n = namespace(s='aaaaaaaaaaaaaaaa') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}{{ n.s }}"),
        ("deep", deep.as_bytes()),
        ("signs", signs.as_bytes()),
    ];
    for (name, _) in files {
        let line = format!("longhand derive transformer --template {name}");
        expect("templates", files, &line, 2, "render/template");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for line in [
        "longhand derive transformer | head -1",
        "longhand eval 10^1000000 | head -c 1",
        "longhand --help | head -1",
        "longhand completions bash | head -1",
        "longhand explain distribute | true",
        "longhand eval 1/0 2>&1 | true",
    ] {
        let output = run("pipe", &[], line);
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && err.is_empty(), "{line}\n{err}");
    }
    expect(
        "full",
        &[],
        "longhand eval 1 > /dev/full",
        2,
        "cannot write the result",
    );
}

#[test]
fn integers_of_hundreds_of_digits_are_exact() {
    // (10^400 − 1)^2 = 10^800 − 2·10^400 + 1.
    let nines = "9".repeat(400);
    let square = format!("{}8{}1\n", "9".repeat(399), "0".repeat(399));
    for command in ["eval", "expand", "factor", "simplify"] {
        let output = run(
            "digits",
            &[],
            &format!("longhand {command} '{nines}*{nines}'"),
        );
        assert_eq!(String::from_utf8_lossy(&output.stdout), square, "{command}");
    }
}
