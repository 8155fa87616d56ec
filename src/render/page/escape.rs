//! Words that people wrote, made safe for the form of the page.

use super::PageFormat;

/// The text as it must stand in the source of the page, so that a reader sees it as it is.
pub(super) fn escape(text: &str, format: PageFormat) -> String {
    match format {
        PageFormat::Markdown => markdown(text),
        PageFormat::Latex => latex(text),
        PageFormat::Text | PageFormat::Json => tame(text).collect(),
    }
}

/// The characters without controls; a line break is a space.
fn tame(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(|c| match c {
        '\n' | '\t' | '\r' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    })
}

fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_start = true;
    let mut is_number = true;
    let mut rest = tame(text).peekable();
    while let Some(c) = rest.next() {
        let ends_word = rest.peek().is_none_or(|next| *next == ' ');
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A dollar sign near formulas: no reader of Markdown takes this one for a delimiter.
            '$' => out.push_str("<span>$</span>"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '^' => {
                out.push('\\');
                out.push(c);
            }
            // At the start of a line these would make a heading, a list or a rule.
            '#' | '+' | '-' if is_start && (ends_word || rest.peek() == Some(&c)) => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if is_number && !is_start && ends_word => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
        is_number &= c.is_ascii_digit();
        is_start &= c == ' ';
    }
    out
}

fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in tame(text) {
        match c {
            '#' | '$' | '%' | '&' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            // A bracket behind a line break or a list item would be an argument.
            '[' => out.push_str("{[}"),
            ']' => out.push_str("{]}"),
            '"' => out.push_str("\\textquotedbl{}"),
            c => match command(c) {
                Some(command) => out.extend(["$", command, "$"]),
                None => out.push(c),
            },
        }
    }
    out
}

/// The command of a mathematical sign that no text font of TeX has.
fn command(sign: char) -> Option<&'static str> {
    let found = COMMANDS.iter().find(|(known, _)| *known == sign);
    found.map(|(_, command)| *command)
}

/// Signs and Greek letters, as people write them into descriptions.
const COMMANDS: &[(char, &str)] = &[
    ('−', "-"),
    ('×', r"\times"),
    ('·', r"\cdot"),
    ('≈', r"\approx"),
    ('≠', r"\ne"),
    ('≤', r"\le"),
    ('≥', r"\ge"),
    ('→', r"\to"),
    ('∞', r"\infty"),
    ('α', r"\alpha"),
    ('β', r"\beta"),
    ('γ', r"\gamma"),
    ('δ', r"\delta"),
    ('ε', r"\varepsilon"),
    ('ζ', r"\zeta"),
    ('η', r"\eta"),
    ('θ', r"\theta"),
    ('ι', r"\iota"),
    ('κ', r"\kappa"),
    ('λ', r"\lambda"),
    ('μ', r"\mu"),
    ('ν', r"\nu"),
    ('ξ', r"\xi"),
    ('π', r"\pi"),
    ('ρ', r"\rho"),
    ('σ', r"\sigma"),
    ('τ', r"\tau"),
    ('υ', r"\upsilon"),
    ('φ', r"\varphi"),
    ('χ', r"\chi"),
    ('ψ', r"\psi"),
    ('ω', r"\omega"),
    ('Γ', r"\Gamma"),
    ('Δ', r"\Delta"),
    ('Θ', r"\Theta"),
    ('Λ', r"\Lambda"),
    ('Ξ', r"\Xi"),
    ('Π', r"\Pi"),
    ('Σ', r"\Sigma"),
    ('Φ', r"\Phi"),
    ('Ψ', r"\Psi"),
    ('Ω', r"\Omega"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_shows_what_was_written() {
        let table = [
            ("a_b * c | d", r"a\_b \* c \| d"),
            ("# title", r"\# title"),
            ("1. first", r"1\. first"),
            ("3.5 GB", "3.5 GB"),
            ("h.4", "h.4"),
            ("- item", r"\- item"),
            ("---", r"\---"),
            ("+12.5 %", "+12.5 %"),
            ("costs $5", "costs <span>$</span>5"),
            ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
            ("[x](y) `z`", r"\[x\](y) \`z\`"),
            ("two\nlines\u{1b}[31m", r"two lines\[31m"),
        ];
        for (text, expected) in table {
            assert_eq!(escape(text, PageFormat::Markdown), expected, "{text}");
        }
    }

    #[test]
    fn latex_shows_what_was_written() {
        let table = [
            ("50 % of $x_1$ & {y}", r"50 \% of \$x\_1\$ \& \{y\}"),
            (r"\input{a}", r"\textbackslash{}input\{a\}"),
            ("−2.44 %", r"$-$2.44 \%"),
            ("scale γ, h × d", r"scale $\gamma$, h $\times$ d"),
        ];
        for (text, expected) in table {
            assert_eq!(escape(text, PageFormat::Latex), expected, "{text}");
        }
    }

    #[test]
    fn a_terminal_gets_no_control_sequences() {
        assert_eq!(escape("\u{1b}[2Jx\u{7}\ny", PageFormat::Text), "[2Jx y");
    }
}
