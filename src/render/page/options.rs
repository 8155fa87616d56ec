//! What a reader asks for.

use crate::derivation::Detail;
use crate::diagnostic::Source;
use crate::render::math::Flavor;

/// The form of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageFormat {
    /// Markdown with displayed mathematics.
    #[default]
    Markdown,
    /// Plain Unicode text for terminals; each line of a derivation parses back.
    Text,
    /// A LaTeX fragment with `align*`, `tabular` and sections; it needs `amsmath`.
    Latex,
    /// Data for programs.
    Json,
}

/// How a page is to be written.
#[derive(Clone, Debug)]
pub struct PageOptions {
    /// Its form.
    pub format: PageFormat,
    /// Where Markdown is to be read.
    pub flavor: Flavor,
    /// The language of its sentences, by the name of its folder of templates.
    pub language: String,
    /// How much of each derivation is shown.
    pub detail: Detail,
    /// A template to use in place of the page's own; JSON has none.
    pub template: Option<Source>,
}

impl Default for PageOptions {
    fn default() -> Self {
        Self {
            format: PageFormat::default(),
            flavor: Flavor::default(),
            language: "en".to_owned(),
            detail: Detail::default(),
            template: None,
        }
    }
}
