//! Formulas inside Markdown, so that its readers show them.
//!
//! What they do with mathematics differs:
//!
//! | written | GitHub | mdBook, `mathjax-support` | Quarto | Jupyter |
//! | --- | --- | --- | --- | --- |
//! | `$$` on lines of their own | yes | yes | yes | yes |
//! | `$…$` in a sentence | yes, not beside a letter | no | yes | yes |
//! | `` $`…`$ `` in a sentence | yes | no | backticks shown | backticks shown |
//! | ```` ```math ```` | yes | no | no | no |
//!
//! So displayed formulas stand between `$$`, and what stands inside a sentence is plain text in
//! mathematical notation ([`Flavor::Portable`]); for a place that is known there are the other
//! flavors. GitHub and mdBook read a displayed formula as Markdown first. So no line of it begins
//! with a sign that begins a block (`+`, `-`, `=`, `>`, `#`, `1.`), none is blank, and the LaTeX
//! inside has nothing that Markdown knows (see `notation::latex`).

use super::notation::{latex, latex_relation, unicode};
use super::{Style, notation};
use crate::expr::{Expr, Relation};

/// Where the Markdown is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavor {
    /// Anywhere.
    #[default]
    Portable,
    /// Where `$…$` is mathematics: Quarto, pandoc, Jupyter, and mdBook with a preprocessor.
    Dollars,
    /// On GitHub and GitLab.
    GitHub,
}

/// One line of a displayed chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it relates to the line above.
    pub relation: Relation,
    /// The right side, in LaTeX.
    pub latex: String,
    /// A few words that say why, if they are to stand beside the formula.
    pub reason: Option<String>,
}

/// An expression inside a sentence.
///
/// ```
/// use longhand::expr::Expr;
/// use longhand::render::{Style, math};
///
/// let squared = Expr::power(Expr::symbol("h"), Expr::integer(2));
/// let inline = |flavor| math::inline(&squared, &Style::default(), flavor);
/// assert_eq!(inline(math::Flavor::Portable), "h²");
/// assert_eq!(inline(math::Flavor::Dollars), "$h^{2}$");
/// assert_eq!(inline(math::Flavor::GitHub), "$`h^{2}`$");
/// ```
pub fn inline(expr: &Expr, style: &Style, flavor: Flavor) -> String {
    match flavor {
        Flavor::Portable => unicode(expr, style),
        Flavor::Dollars | Flavor::GitHub => inline_latex(&latex(expr, style), flavor),
    }
}

/// LaTeX inside a sentence, for the flavors that have it; [`Flavor::Portable`] has `$…$` here.
pub fn inline_latex(latex: &str, flavor: Flavor) -> String {
    match flavor {
        Flavor::Portable | Flavor::Dollars => format!("${latex}$"),
        Flavor::GitHub => format!("$`{latex}`$"),
    }
}

/// A displayed formula, or a chain of them one below the other with their relation signs aligned.
/// The block has no blank line in it and wants one before and one behind it.
///
/// ```
/// use longhand::expr::Relation;
/// use longhand::render::math::{Flavor, Line, display};
///
/// let line = Line { relation: Relation::Equal, latex: "12 h^{2}".into(), reason: None };
/// assert_eq!(
///     display("4 h^{2} + 8 h^{2}", &[line], Flavor::Portable),
///     "$$\n\\begin{aligned}\n4 h^{2} + 8 h^{2}\n& = 12 h^{2}\n\\end{aligned}\n$$"
/// );
/// ```
pub fn display(first: &str, lines: &[Line], flavor: Flavor) -> String {
    let (open, close) = match flavor {
        Flavor::Portable | Flavor::Dollars => ("$$", "$$"),
        Flavor::GitHub => ("```math", "```"),
    };
    let mut text = format!("{open}\n");
    if lines.is_empty() {
        push_first(&mut text, first);
        text.push('\n');
    } else {
        text.push_str("\\begin{aligned}\n");
        push_first(&mut text, first);
        for (place, line) in lines.iter().enumerate() {
            text.push_str(if place > 0 { " \\cr\n& " } else { "\n& " });
            text.push_str(latex_relation(line.relation));
            text.push(' ');
            text.push_str(&line.latex);
            if let Some(reason) = &line.reason {
                text.push_str(" && ");
                text.push_str(&notation::latex_text(reason));
            }
        }
        text.push_str("\n\\end{aligned}\n");
    }
    text.push_str(close);
    text
}

/// The first line, behind an empty group where it begins with what begins a block of Markdown: a
/// minus sign begins a list, and so does a number with a point behind it.
fn push_first(text: &mut String, first: &str) {
    if first.starts_with(|c: char| !c.is_alphanumeric() && c != '\\' && c != '(') {
        text.push_str("{} ");
    }
    text.push_str(first);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;
    use crate::expr::arbitrary;

    fn line(latex: &str, reason: Option<&str>) -> Line {
        let reason = reason.map(str::to_owned);
        Line {
            relation: Relation::Equal,
            latex: latex.to_owned(),
            reason,
        }
    }

    #[test]
    fn no_line_begins_a_block() {
        let chain = [line("-h + h", Some("why_not 5%")), line("0", None)];
        for (first, flavor, text) in [
            ("-h", Flavor::Portable, "$$\n{} -h\n$$"),
            ("[b] y", Flavor::Dollars, "$$\n{} [b] y\n$$"),
            ("L (a + b)", Flavor::GitHub, "```math\nL (a + b)\n```"),
        ] {
            assert_eq!(display(first, &[], flavor), text);
        }
        assert_eq!(
            display("-x", &chain, Flavor::Portable),
            "$$\n\\begin{aligned}\n{} -x\n& = -h + h && \\text{why＿not 5％} \\cr\n& = 0\n\\end{aligned}\n$$"
        );
    }

    /// What a Markdown reader without mathematics sees as text, as long as it sees nothing else:
    /// what GitHub and mdBook, with all their extensions, pass on to the mathematics renderer.
    fn passed_on(markdown: &str, spared: Options) -> Option<String> {
        let unused = spared
            | Options::ENABLE_MATH
            | Options::ENABLE_SUPERSCRIPT
            | Options::ENABLE_SUBSCRIPT
            | Options::ENABLE_WIKILINKS;
        let mut seen = String::new();
        for event in Parser::new_ext(markdown, Options::all() - unused) {
            match event {
                Event::Text(text) => seen.push_str(&text),
                Event::SoftBreak => seen.push('\n'),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                _ => return None,
            }
        }
        Some(seen)
    }

    proptest! {
        #[test]
        fn markdown_passes_displayed_formulas_on(
            first in arbitrary::anything(arbitrary::NAMES),
            second in arbitrary::anything(arbitrary::NAMES),
        ) {
            let style = Style::grouped();
            let lines = [line(&latex(&second, &style), Some("since n_head * 2 is [small](x)"))];
            for block in [
                display(&latex(&first, &style), &lines, Flavor::Portable),
                display(&latex(&first, &style), &[], Flavor::Portable),
            ] {
                prop_assert_eq!(passed_on(&block, Options::empty()), Some(block.clone()));
                let mut events = Parser::new_ext(&block, Options::ENABLE_MATH).skip(1);
                let is_math = matches!(events.next(), Some(Event::DisplayMath(_)));
                prop_assert!(is_math, "{}", block);
            }
        }

        #[test]
        fn markdown_passes_inline_formulas_on(expr in arbitrary::anything(arbitrary::NAMES)) {
            let style = Style::default();
            let text = inline(&expr, &style, Flavor::Portable);
            // Quotes and points in plain text may be made prettier.
            let spared = Options::ENABLE_SMART_PUNCTUATION;
            let sentence = format!("The factor {text} is new");
            prop_assert_eq!(passed_on(&sentence, spared), Some(sentence.clone()));
            let dollars = format!("The factor {} is new", inline(&expr, &style, Flavor::Dollars));
            prop_assert_eq!(passed_on(&dollars, Options::empty()), Some(dollars.clone()));
        }
    }
}
