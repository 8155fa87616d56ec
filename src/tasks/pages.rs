//! The pages that `explain` prints: one a rule, one a diagnostic code.

/// The page of a rule (`distribute`) or a diagnostic code (`model/cycle`), in Markdown.
///
/// ```
/// use longhand::tasks::page;
/// assert!(page("distribute").is_some_and(|page| page.starts_with("# `distribute`")));
/// // The word of a verdict is enough where only one room has it.
/// assert_eq!(page("loose"), page("check/loose"));
/// assert_eq!(page("no-such-page"), None);
/// ```
pub fn page(name: &str) -> Option<&'static str> {
    let exact = PAGES.iter().find(|(known, _)| *known == name);
    let short = || {
        let is_so_called = |known: &str| known.rsplit_once('/').is_some_and(|(_, end)| end == name);
        let mut all = PAGES.iter().filter(|(known, _)| is_so_called(known));
        all.next().filter(|_| all.next().is_none())
    };
    exact.or_else(short).map(|(_, text)| *text)
}

/// The names of all pages: rules, then codes.
pub fn page_names() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(name, _)| *name)
}

/// Puts each page beside its name: the rules, then the codes by the room they come from.
macro_rules! pages {
    (rules { $($rule:literal)* } $($room:literal { $($code:literal)* })*) => {
        const PAGES: &[(&str, &str)] = &[
            $(($rule, include_str!(concat!("../../docs/rules/", $rule, ".md"))),)*
            $($((
                concat!($room, "/", $code),
                include_str!(concat!("../../docs/diagnostics/", $room, "-", $code, ".md")),
            ),)*)*
        ];
    };
}

pages! {
    rules {
        "definition"
        "apply-function"
        "substitute-value"
        "author-step"
        "use-assumption"
        "choose-branch"
        "use-divisibility"
        "remove-parentheses"
        "neutral-element"
        "sign-of-power"
        "power-of-product"
        "add-exponents"
        "cancel-factor"
        "multiply-monomials"
        "distribute"
        "common-denominator"
        "split-fraction"
        "expand-power"
        "count-terms"
        "split-sum"
        "expand-term"
        "split-range"
        "count-cases"
        "sum-powers"
        "sum-binomials"
        "sum-geometric"
        "write-as-difference"
        "telescope"
        "take-extremum"
        "recognise-extremum"
        "join-roundings"
        "split-cases"
        "expand-sum"
        "collect-like-terms"
        "factor-out"
        "split-into-factors"
        "reorder"
        "normalise"
        "evaluate-integers"
        "evaluate-function"
        "drop-lower-order"
        "round"
    }
    "syntax" {
        "unexpected"
        "unclosed"
        "nesting"
        "empty"
        "ambiguous"
        "number"
        "arity"
        "reading"
    }
    "input" {
        "encoding"
        "file"
        "json"
        "usage"
        "unused-value"
        "settings"
        "unknown-formula"
    }
    "checkpoint" {
        "header"
        "index"
    }
    "model" {
        "unknown-name"
        "cycle"
        "redefinition"
        "missing-value"
        "config"
        "defaults"
        "unknown-architecture"
        "out-of-domain"
        "violated-assumption"
        "contradictory-assumptions"
        "set-aside"
        "unknown-case"
        "statement"
        "expect-failed"
        "step-failed"
        "parts-differ"
        "claim-undecided"
    }
    "derive" {
        "undecided"
    }
    "eval" {
        "division-by-zero"
        "undefined"
        "kind"
        "units"
        "unsettled"
    }
    "limit" {
        "reached"
    }
    "growth" {
        "assumptions"
        "not-asymptotic"
    }
    "judge" {
        "condition"
    }
    "solve" {
        "unsolvable"
    }
    "emit" {
        "not-exact"
    }
    "sweep" {
        "table"
    }
    "check" {
        "fails"
        "off-by-constant"
        "contradicts"
        "rounded"
        "loose"
        "holds-if"
        "undecided"
        "unread"
        "suppression"
    }
    "render" {
        "template"
    }
}
