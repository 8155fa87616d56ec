//! Claims of formula files: those that hold, those that do not, and what is told.

use super::{Checked, Model};
use crate::diagnostic::{Outcome, Severity, Source};
use crate::judge::Budget;
use crate::syntax::parse_expression;

fn with_checks<T>(text: &str, look: impl Fn(&[Checked<'_>]) -> T) -> T {
    let model = Model::read(&Source::new("t.lh", text));
    let model = model
        .unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"))
        .value;
    look(&model.check(&Budget::default()))
}

/// Each finding with its first label.
fn findings(text: &str) -> Vec<String> {
    with_checks(text, |checked| {
        let findings = checked
            .iter()
            .filter_map(|checked| checked.finding.as_ref());
        findings
            .map(|finding| format!("{finding} | {}", finding.labels[0].message))
            .collect()
    })
}

#[test]
fn what_holds() {
    for text in [
        "param h\nx = (h + 1)^2\nexpect x = h^2 + 2h + 1",
        "param h\nx = (h + 1)^2 = h^2 + 2h + 1\nstep x = h (h + 2) + 1",
        "param L\nparam h\nx = 12 L h^2\ncase \"c\" L = 32, h = 4096\nexpect x = 6_442_450_944 in \"c\"",
        "param L\nparam h\nx = 12 L h^2\ncase \"c\" L = 32, h = 4096\nexpect x ≈ 6.44B in \"c\"",
        "param L\nparam h\nx = 12 L h^2 + 4 L h\napprox x for large L, h\nexpect x ≈ 12 L h^2",
        "param h\nparam n\nassume n divides h\nx = n floor(h/n)\nexpect x = h",
        "param h\nx = 2h\nexpect x > h",
        "param h\nx = 2h\ncase \"c\" h = 3\nexpect x = 6 < 7 in \"c\"",
        "param a\nparam b\npart x = a b\npart y = a + b\ntotal = (a + 1)*(b + 1) - 1",
    ] {
        assert_eq!(findings(text), Vec::<String>::new(), "{text}");
        assert!(with_checks(text, |checked| !checked.is_empty()), "{text}");
    }
}

#[test]
fn what_does_not_hold() {
    for (text, expected) in [
        (
            "param L\nx = 12 L\ncase \"c\" L = 100\nexpect x = 1201 in \"c\"",
            "t.lh:4:8: model/expect-failed: `x = 1201` in \"c\" does not hold | the left side is \
             1,200, the right side 1,201; the difference is -1",
        ),
        (
            "param L\nx = 12 L\ncase \"c\" L = 100\nexpect x ≈ 1.1k in \"c\"",
            "t.lh:4:8: model/expect-failed: `x ≈ 1.1k` in \"c\" does not hold | the left side is \
             1,200, the right side 1,100; the difference is 100",
        ),
        (
            "param L\nx = 12 L\ncase \"c\" L = 100\nexpect x = 1200 = 1300 in \"c\"",
            "t.lh:4:12: model/expect-failed: `1200 = 1300` in \"c\" does not hold | the left side \
             is 1,200, the right side 1,300; the difference is -100",
        ),
        (
            "param a\nparam total_h\npart x = a\npart y = 2a\ntotal = 4a",
            "t.lh:5:1: model/parts-differ: the parts do not add up to `total` | at a = 2: the left \
             side is 6, the right side 8; the difference is -2",
        ),
        (
            "param L\nparam h\nx = L h\ncase \"c\" L = 2\nexpect x = 2 in \"c\"",
            "t.lh:4:1: model/missing-value: `h` has no value | add `h = …` here",
        ),
    ] {
        assert_eq!(findings(text), [expected], "{text}");
    }
}

#[test]
fn failed_identities_come_with_their_difference() {
    let text = "param L\nparam h\nx = L (12h^2 + 4h)\nstep x = 12 L h^2 + 4h";
    with_checks(text, |checked| {
        let finding = checked[0].finding.as_ref().unwrap();
        assert_eq!(finding.code.name(), "model/step-failed");
        assert_eq!(finding.code.outcome(), Outcome::Wrong);
        assert!(
            finding.message.contains("`x = 12 L h^2 + 4h`"),
            "{}",
            finding.message
        );
        let expected = parse_expression("4*L*h - 4*h").unwrap();
        assert_eq!(checked[0].difference, Some(expected));
    });
}

/// What is assumed or declared is no condition; what is not is told.
#[test]
fn what_holds_only_under_a_condition() {
    for (text, expected) in [
        (
            "param x : real\nexpect sqrt(x)^2 = x",
            Some("t.lh:2:8: model/claim-undecided: `sqrt(x)^2 = x` holds only if x ≥ 0 | "),
        ),
        ("param x : real ≥ 0\nexpect sqrt(x)^2 = x", None),
        ("param x : real\nassume x ≥ 2\nexpect sqrt(x)^2 = x", None),
        (
            "param x : real\nexpect (x^2 - 1)/(x - 1) = x + 1",
            Some(
                "t.lh:2:8: model/claim-undecided: `(x^2 - 1)/(x - 1) = x + 1` holds only for x ≠ 1 | ",
            ),
        ),
        ("param x\nexpect x^2/x = x", None),
    ] {
        let found = findings(text);
        assert_eq!(found.first().map(String::as_str), expected, "{text}");
    }
}

#[test]
fn a_rounding_that_is_called_equal() {
    let text = "param L\nx = 12 L\ncase \"c\" L = 100_123\nexpect x = 1.2M in \"c\"";
    with_checks(text, |checked| {
        let finding = checked[0].finding.as_ref().unwrap();
        assert_eq!(finding.code.name(), "model/expect-failed");
        assert_eq!(
            finding.hints[0],
            "write `≈` instead of `=`: one side is a rounding"
        );
        assert_eq!(finding.hints[1], "the exact value is 1,201,476");
    });
}

/// (3 + h) h = h² + 3h: the slip is charged where it is made.
#[test]
fn a_mistake_is_charged_once() {
    let file = |lines: &str| format!("param h\nx = h*h + 4h\n{lines}");
    let places = |text: &str| {
        with_checks(text, |checked| {
            let findings = checked.iter().filter_map(|c| c.finding.as_ref());
            let told = findings.map(|f| {
                (f.severity, {
                    let label = &f.labels[0];
                    label.source.position(label.span.start).line
                })
            });
            told.collect::<Vec<_>>()
        })
    };
    let (error, note) = (Severity::Error, Severity::Note);
    for (lines, told) in [
        // Right after wrong.
        ("step x = h^2 + 4\nstep x = h*(h + 4)", vec![(error, 3)]),
        // A consequence of the wrong line, then a right one, then a new mistake.
        (
            "step x = h^2 + 4\nstep x = 4 + h^2\nstep x = h*(h + 4)\nstep x = h*h + h",
            vec![(error, 3), (note, 4), (error, 6)],
        ),
        // Wrong in another way.
        (
            "step x = h^2 + 4\nstep x = h^2 + 5",
            vec![(error, 3), (error, 4)],
        ),
    ] {
        assert_eq!(places(&file(lines)), told, "{lines}");
    }
    let text = "param h\nx = h*h + 4h + 1\napprox x for large h\nstep x ≈ 2 h^2\nstep x = h*h";
    assert_eq!(places(text), [(error, 4)]);
}
