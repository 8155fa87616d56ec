//! Names as identifiers of another language.

/// A name with letters, digits and `_` only, and none of the words that a language keeps.
pub(super) fn identifier(name: &str, reserved: &[&str]) -> String {
    let mut text = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '\'' | '′' => text.push_str("_prime"),
            _ if character.is_alphanumeric() => text.push(character),
            _ => text.push('_'),
        }
    }
    if text.starts_with(|first: char| first.is_numeric()) {
        text.insert(0, '_');
    }
    if reserved.contains(&text.as_str()) {
        text.push('_');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_identifiers() {
        for (name, expected) in [
            ("h", "h"),
            ("n_head", "n_head"),
            ("H'", "H_prime"),
            ("lambda", "lambda_"),
            ("α", "α"),
        ] {
            assert_eq!(identifier(name, &["lambda"]), expected);
        }
    }
}
