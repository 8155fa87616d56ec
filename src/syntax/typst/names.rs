//! The names that Typst knows in mathematics, as LaTeX.

/// What a function makes of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `\frac{…}{…}`: a command with each argument in braces.
    Command(&'static str),
    /// A root with its degree first.
    Root,
    /// One argument between two signs.
    Between(&'static str, &'static str),
    /// One argument, and a note below or above it.
    Braced(&'static str),
    /// Its argument and nothing else: how it looks is no part of a formula.
    Plain,
    /// A size for whole lines: they stand as if it were not there.
    Size,
}

pub(super) fn function(name: &str) -> Option<Shape> {
    Some(match name {
        "frac" => Shape::Command("\\frac"),
        "binom" => Shape::Command("\\binom"),
        "sqrt" => Shape::Command("\\sqrt"),
        "op" => Shape::Command("\\operatorname"),
        "root" => Shape::Root,
        "abs" => Shape::Between("|", "|"),
        "floor" => Shape::Between("\\lfloor ", "\\rfloor "),
        "ceil" => Shape::Between("\\lceil ", "\\rceil "),
        "underbrace" => Shape::Braced("\\underbrace"),
        "overbrace" => Shape::Braced("\\overbrace"),
        "upright" | "text" => Shape::Command("\\mathrm"),
        "display" | "inline" => Shape::Size,
        "bold" | "italic" | "serif" | "sans" | "mono" | "cal" | "cancel" | "lr" | "limits"
        | "scripts" | "class" => Shape::Plain,
        _ => return None,
    })
}

/// A name by itself.
pub(super) fn symbol(name: &str) -> Option<&'static str> {
    GREEK
        .iter()
        .chain(SAME)
        .find(|(typst, _)| *typst == name)
        .map(|(_, latex)| *latex)
        .or(match name {
            "dot" | "dot.op" | "dot.c" | "ast" | "ast.op" => Some("\\cdot "),
            "times" | "cross" => Some("\\times "),
            "slash" => Some("/"),
            "minus" => Some("-"),
            "plus" => Some("+"),
            "eq" => Some("="),
            "eq.not" | "ne" => Some("\\ne "),
            "lt" => Some("<"),
            "gt" => Some(">"),
            "lt.eq" => Some("\\le "),
            "gt.eq" => Some("\\ge "),
            "lt.double" | "lt.lt" => Some("\\ll "),
            "gt.double" | "gt.gt" => Some("\\gg "),
            "tilde.op" | "tilde.equiv" => Some("\\sim "),
            "approx.eq" => Some("\\approx "),
            "implies" | "arrow.r.double" | "arrow.r.double.long" => Some("\\Rightarrow "),
            "iff" | "arrow.l.r.double" | "arrow.l.r.double.long" => Some("\\Leftrightarrow "),
            "infinity" | "oo" => Some("\\infty "),
            "product" => Some("\\prod "),
            "dots" | "dots.h" => Some("\\dots "),
            "dots.c" | "dots.h.c" => Some("\\cdots "),
            "thin" | "space" | "space.nobreak" => Some("\\,"),
            "med" => Some("\\:"),
            "thick" => Some("\\;"),
            "percent" => Some("\\%"),
            "RR" => Some("R"),
            "NN" => Some("N"),
            _ => None,
        })
}

const GREEK: &[(&str, &str)] = &[
    ("alpha", "\\alpha "),
    ("beta", "\\beta "),
    ("gamma", "\\gamma "),
    ("delta", "\\delta "),
    ("epsilon", "\\varepsilon "),
    ("zeta", "\\zeta "),
    ("eta", "\\eta "),
    ("theta", "\\theta "),
    ("kappa", "\\kappa "),
    ("lambda", "\\lambda "),
    ("mu", "\\mu "),
    ("nu", "\\nu "),
    ("xi", "\\xi "),
    ("pi", "\\pi "),
    ("rho", "\\rho "),
    ("sigma", "\\sigma "),
    ("tau", "\\tau "),
    ("phi", "\\varphi "),
    ("chi", "\\chi "),
    ("psi", "\\psi "),
    ("omega", "\\omega "),
    ("Gamma", "\\Gamma "),
    ("Delta", "\\Delta "),
    ("Theta", "\\Theta "),
    ("Lambda", "\\Lambda "),
    ("Sigma", "\\Sigma "),
    ("Phi", "\\Phi "),
    ("Psi", "\\Psi "),
    ("Omega", "\\Omega "),
];

/// Names that LaTeX has too.
const SAME: &[(&str, &str)] = &[
    ("approx", "\\approx "),
    ("equiv", "\\equiv "),
    ("div", "\\div "),
    ("sum", "\\sum "),
    ("quad", "\\quad "),
    ("wide", "\\qquad "),
    ("ln", "\\ln "),
    ("log", "\\log "),
    ("lg", "\\lg "),
    ("exp", "\\exp "),
    ("min", "\\min "),
    ("max", "\\max "),
    ("gcd", "\\gcd "),
];
