//! Texts of others for a terminal: what would steer it is shown as a picture instead.

use std::borrow::Cow;

/// A text whose control characters, but for line ends, and whose marks of writing direction are pictures.
pub fn tame(text: &str) -> Cow<'_, str> {
    let is_wild = |c: char| (c.is_control() && c != '\n') || turns(c);
    if !text.contains(is_wild) {
        return Cow::Borrowed(text);
    }
    let picture = |c: char| match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or(' '),
        0x7f => '␡',
        _ => '\u{fffd}',
    };
    text.chars()
        .map(|c| if is_wild(c) { picture(c) } else { c })
        .collect()
}

/// A name in one line.
pub(super) fn tame_name(name: &str) -> String {
    tame(name).replace('\n', "␊")
}

/// Whether a character turns the direction of what follows, or ends a line without a line end.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown() {
        assert_eq!(tame("layers.0.weight"), "layers.0.weight");
        assert_eq!(tame("a\u{1b}[31m\nb"), "a␛[31m\nb");
        assert_eq!(tame_name("a\n\u{202e}b\u{9b}"), "a␊\u{fffd}b\u{fffd}");
    }
}
