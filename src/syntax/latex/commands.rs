//! What each LaTeX command is.

/// What a command does to what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It stands for a text of the expression grammar.
    Text(&'static str),
    /// A Greek letter, by its name.
    Greek,
    /// It makes room or sets a style, and means nothing.
    Nothing,
    /// The same with this many arguments, which mean nothing either.
    Dropped(usize),
    /// Its argument is what it says, styled: `\boxed{…}`; so many arguments stand before it.
    Styled(usize),
    /// A mark over its argument, which makes another name of a letter.
    Accent(&'static str),
    /// Its argument is words.
    Words,
    /// Its first argument is what it says, a label may follow.
    Braced,
    /// `\frac`.
    Fraction,
    /// `\sqrt`.
    Root,
    /// `\binom`.
    Binomial,
    /// A function, by its name.
    Function(&'static str),
    /// A sum or product over a range.
    Big(&'static str),
    /// The delimiter behind it is only sized.
    Sized,
    /// `\begin`, `\end`.
    Environment,
    /// `\pm`; `\mp` where it is not plus.
    EitherSign(bool),
    /// `\pmod{n}`: what the whole relation is meant by.
    Modulus,
}

/// The meaning of a command, written without its backslash.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    use Meaning::{
        Accent, Big, Binomial, Braced, Dropped, EitherSign, Environment, Fraction, Function, Greek,
        Modulus, Nothing, Root, Sized, Styled, Text, Words,
    };
    Some(match name {
        "cdot" | "times" | "ast" | "bullet" | "star" => Text(" * "),
        "div" => Text(" / "),
        "approx" | "simeq" | "cong" | "thickapprox" | "approxeq" | "doteq" => Text(" ≈ "),
        "sim" | "thicksim" => Text(" ~ "),
        "le" | "leq" | "leqslant" | "leqq" => Text(" ≤ "),
        "ge" | "geq" | "geqslant" | "geqq" => Text(" ≥ "),
        "lt" => Text(" < "),
        "gt" => Text(" > "),
        "ll" => Text(" ≪ "),
        "gg" => Text(" ≫ "),
        "ne" | "neq" => Text(" ≠ "),
        "equiv" => Text(" ≡ "),
        "triangleq" | "coloneqq" => Text(" = "),
        "asymp" => Text(" ≍ "),
        "ell" => Text("ℓ"),
        "Rightarrow" | "implies" | "Longrightarrow" => Text(" ⇒ "),
        "iff" | "Leftrightarrow" | "Longleftrightarrow" => Text(" ⟺ "),
        "to" | "rightarrow" | "longrightarrow" | "mapsto" => Text("\n"),
        "lceil" => Text(" ceil("),
        "lfloor" => Text(" floor("),
        "rceil" | "rfloor" => Text(") "),
        "lvert" | "rvert" | "vert" => Text("|"),
        "mid" => Text(" divides "),
        "{" | "lbrace" | "lparen" | "lbrack" => Text("("),
        "}" | "rbrace" | "rparen" | "rbrack" => Text(")"),
        "in" => Text(" in "),
        "lor" | "vee" => Text(" or "),
        "land" | "wedge" => Text(" and "),
        "lnot" | "neg" => Text(" not "),
        "%" => Text("%"),
        "_" => Text("_"),
        "#" | "$" | "&" | "checkmark" => Text(" "),
        "ldots" | "dots" | "cdots" | "dotsc" | "dotsb" => Text(" … "),
        // A wide gap parts formulas.
        "quad" | "qquad" => Text("\u{2003}"),
        "bmod" | "mod" => Text(" mod "),
        "pmod" => Modulus,
        "pm" => EitherSign(true),
        "mp" => EitherSign(false),
        "enspace" | "thinspace" | "space" | "nobreakspace" | "displaystyle" | "textstyle"
        | "scriptstyle" | "limits" | "nolimits" | "nonumber" | "notag" | "hline" | "hfill"
        | "newline" | "centering" | "tiny" | "small" | "footnotesize" | "normalsize" | "large"
        | "Large" | "bf" | "rm" | "it" | "therefore" | "because" | "blacksquare" | "square"
        | "qed" | "mathstrut" | "strut" => Nothing,
        "tag" | "label" | "hspace" | "vspace" | "phantom" | "hphantom" | "vphantom" | "color"
        | "cite" | "ref" | "eqref" | "footnote" | "hspace*" | "vspace*" | "tag*" => Dropped(1),
        "boxed" | "mathbf" | "mathit" | "boldsymbol" | "bm" | "mathcal" | "mathbb" | "mathfrak"
        | "mathscr" | "fbox" | "ensuremath" | "cancel" | "bcancel" | "xcancel" | "underline"
        | "smash" | "mathop" | "mathrel" | "mathbin" | "mathord" | "displaylines" | "emph" => {
            Styled(0)
        }
        "hat" | "widehat" => Accent("hat"),
        "tilde" | "widetilde" => Accent("tilde"),
        "bar" | "overline" => Accent("bar"),
        "vec" | "overrightarrow" => Accent("vec"),
        "dot" => Accent("dot"),
        "ddot" => Accent("ddot"),
        "check" | "widecheck" => Accent("check"),
        "breve" => Accent("breve"),
        "textcolor" | "colorbox" | "overset" | "underset" | "stackrel" => Styled(1),
        "text" | "textrm" | "textbf" | "textit" | "texttt" | "textsf" | "mathrm" | "mathsf"
        | "mathtt" | "operatorname" | "mbox" | "hbox" | "operatorname*" | "textnormal" | "verb" => {
            Words
        }
        "underbrace" | "overbrace" | "underbracket" | "overbracket" => Braced,
        "frac" | "dfrac" | "tfrac" | "cfrac" | "nicefrac" | "sfrac" => Fraction,
        "sqrt" => Root,
        "binom" | "dbinom" | "tbinom" => Binomial,
        "log" => Function("log"),
        "ln" => Function("ln"),
        "lg" => Function("lg"),
        "exp" => Function("exp"),
        "min" => Function("min"),
        "max" => Function("max"),
        "gcd" => Function("gcd"),
        "sum" => Big("sum"),
        "prod" => Big("prod"),
        "left" | "right" | "middle" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr"
        | "Bigl" | "Bigr" | "biggl" | "biggr" | "Biggl" | "Biggr" | "bigm" | "Bigm" => Sized,
        "begin" | "end" => Environment,
        name if is_greek(name) => Greek,
        _ => return None,
    })
}

const GREEK: &[&str] = &[
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "varepsilon",
    "zeta",
    "eta",
    "theta",
    "vartheta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "pi",
    "varpi",
    "rho",
    "varrho",
    "sigma",
    "varsigma",
    "tau",
    "upsilon",
    "phi",
    "varphi",
    "chi",
    "psi",
    "omega",
    "Gamma",
    "Delta",
    "Theta",
    "Lambda",
    "Xi",
    "Pi",
    "Sigma",
    "Upsilon",
    "Phi",
    "Psi",
    "Omega",
];

pub(super) fn is_greek(name: &str) -> bool {
    GREEK.contains(&name)
}

/// The known command that is spelled nearly alike.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let known = GREEK.iter().copied().chain([
        "frac", "cdot", "times", "approx", "sqrt", "left", "right", "text", "mathrm", "boxed",
        "sum", "prod", "log", "quad",
    ]);
    crate::syntax::nearest(name, known)
}
