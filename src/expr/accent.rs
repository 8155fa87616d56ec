//! Marks over a letter as parts of a name.

/// The marks that a name takes behind its letter: `y_hat` for `\hat{y}`. Each is a command of LaTeX.
const MARKS: &[&str] = &[
    "hat", "tilde", "bar", "vec", "dot", "ddot", "check", "breve",
];

/// Whether a word is the mark of an accent, so that `x_bar` is written `\bar{x}`.
///
/// ```
/// use longhand::expr::is_accent;
///
/// assert!(is_accent("bar"));
/// assert!(!is_accent("head"));
/// ```
pub fn is_accent(mark: &str) -> bool {
    MARKS.contains(&mark)
}
