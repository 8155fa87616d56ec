//! Arrows between relations, and lines of solutions, with what is said of them.

use crate::check::{Options, Verdict, check};
use crate::diagnostic::Source;
use crate::document::read;
use crate::render::check::said;

fn first(text: &str) -> (Verdict, String, Option<String>) {
    let report = check(read(&Source::new("a.md", text)), &Options::default());
    let claim = report.claims.first().unwrap();
    let words = said(claim, &report);
    (claim.verdict, words.message, words.suggestion)
}

/// By hand: which numbers solve both.
#[test]
fn arrows() {
    use Verdict::{Fails, Holds, HoldsIf, Undecided};
    for (text, wanted) in [
        (r"$-2x > 4 \Rightarrow x > -2$", Fails),
        (r"$-2x > 4 \Rightarrow x < -2$", Holds),
        (r"$1/x = 2 \Rightarrow x = 2$", Fails),
        (r"$1/x = 2 \iff x = 1/2$", Holds),
        (r"$|x| = 3 \Rightarrow x = 3$", Fails),
        (r"$|x| = 3 \Rightarrow x = \pm 3$", Holds),
        (r"$2^x = 8 \Rightarrow x = 4$", Fails),
        (r"$2^x = 8 \Rightarrow x = 3$", Holds),
        (r"$\sqrt{x} = -2 \Rightarrow x = 4$", Undecided),
        (r"$x^2 > 4 \Rightarrow x > 2$", Fails),
        (r"The length is $x$: $x^2 = 4 \Rightarrow x = 2$.", HoldsIf),
        (r"The length is $x$: $x^2 = 4 \Rightarrow x = 3$.", Fails),
        (r"Consider 3 times 4. $x^2 = 4 \Rightarrow x = 2$.", Fails),
        (r"$a x = a y \Rightarrow x = y$", HoldsIf),
        (r"$\ln x = 2 \Rightarrow x = e^2$", Holds),
        (r"$e^{2x} = e^{x+1} \iff x = 1$", Holds),
        (r"$x^2 > 4 \iff x > 2$ or $x < -2$", Holds),
        (r"$x^2 < 4 \iff x > -2$ and $x < 2$", Holds),
        (r"$x^2 < 4 \iff -2 < x < 2$", Holds),
        (r"$x > 3 \iff x > 2$", Fails),
        (r"$x = 2$ or $x = -2 \iff x^2 = 4$", Holds),
        (r"Let $x > 0$. Then $x^2 = 9 \Rightarrow x = 3$.", Holds),
        (r"$h = \frac{3V}{r^2} \Rightarrow 3V = h r^2$", Holds),
        (r"$3V = h r^2 \Rightarrow h = \frac{3V}{r^2}$", HoldsIf),
        (r"$3V = h r^2 \Rightarrow h = \frac{3V}{r}$", Fails),
        (r"$a < b \Rightarrow -a < -b$", Fails),
        (r"$a < b \Rightarrow 2a < 2b$", Holds),
    ] {
        assert_eq!(first(text).0, wanted, "{text}: {}", first(text).1);
    }
}

#[test]
fn what_is_said_of_them() {
    let (_, message, write) = first(r"$2x + 6 = 10 \Rightarrow 2x = 16$");
    assert_eq!(message, "`⇒` loses the solution x = 2");
    assert_eq!(write.as_deref(), Some("2x = 4"));
    let (_, message, _) = first(r"$x = 2 \iff x^2 = 4$");
    assert_eq!(message, "`⟺` gains x = -2, which does not solve `x = 2`");
    let (_, message, _) = first(r"$a < b \Rightarrow -a < -b$");
    assert!(message.contains("does not follow"), "{message}");
}

/// 2(x + 3) = 10 is 2x + 6 = 10; and x = −3 is lost where a display gives x = 3 alone.
#[test]
fn lines_of_a_display() {
    let display = |lines: &str| format!("$$\\begin{{aligned}} {lines} \\end{{aligned}}$$\n");
    let (verdict, _, write) = first(&display(r"2(x+3) &= 10 \\ 2x + 3 &= 10"));
    assert_eq!(
        (verdict, write.as_deref()),
        (Verdict::Fails, Some("2x + 6 = 10"))
    );
    let (verdict, message, _) = first(&display(r"x^2 &= 9 \\ x &= 3"));
    assert_eq!(verdict, Verdict::Fails, "{message}");
    let text = display(r"x^2 &= 9 \\ x &= 3 \text{ or } x = -3");
    assert_eq!(first(&text).0, Verdict::Holds);
    let text = format!(
        "The side is positive.\n\n{}",
        display(r"x^2 &= 9 \\ x &= 3")
    );
    assert_eq!(first(&text).0, Verdict::HoldsIf);
}
