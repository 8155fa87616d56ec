//! Accents over a letter, which make another name of it: `\hat{y}` is not `y`.

/// The name of a letter with an accent; none for what is no single letter, as `\overline{AB}`.
///
/// Subscripts come behind the accent, wherever it was written: `\bar{x_i}` is `\bar{x}_i`.
pub(super) fn accented(text: &str, mark: &str) -> Option<String> {
    let text = text.trim();
    let (letter, subscript) = match text.split_once('_') {
        Some((letter, subscript)) => (letter, format!("_{subscript}")),
        None => (text, String::new()),
    };
    let is_letter = letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic);
    let is_name = is_letter || super::commands::is_greek(letter);
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '{' | '}');
    (is_name && subscript.chars().all(belongs)).then(|| format!("{letter}_{mark}{subscript}"))
}
