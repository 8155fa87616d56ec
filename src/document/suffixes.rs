//! Letters behind numbers that stand for thousands and more, or for bytes.

/// Whether a letter that may stand for thousands touches a number.
pub(super) fn has_suffix(text: &str) -> bool {
    let mut last = ' ';
    text.chars().any(|letter| {
        let before = std::mem::replace(&mut last, letter);
        before.is_ascii_digit() && "KMBTk".contains(letter)
    })
}

/// `8B` as 8 bytes rather than as 8 billion; of several, `175B × 2B`, all of them or only the last one.
pub(super) fn in_bytes(text: &str, only_last: bool) -> Option<String> {
    let mut places = Vec::new();
    let (mut last, mut before) = (' ', ' ');
    let mut rest = text.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        let ends = rest.peek().is_none_or(|(_, next)| !next.is_alphanumeric());
        let is_behind_digit = last.is_ascii_digit() || last == ' ' && before.is_ascii_digit();
        if letter == 'B' && is_behind_digit && ends {
            places.push(at);
        }
        (before, last) = (last, letter);
    }
    if only_last {
        if places.len() < 2 {
            return None;
        }
        places.drain(..places.len() - 1);
    }
    let mut out = text.to_owned();
    for at in places.iter().rev() {
        out.replace_range(*at..=*at, " byte");
    }
    (!places.is_empty()).then_some(out)
}

/// `6.48G` and `12P` as so many billions and millions of billions, where the letter is no name of its own.
pub(super) fn in_billions(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let (mut last, mut before) = (' ', ' ');
    let mut rest = text.chars().peekable();
    let mut is_changed = false;
    while let Some(letter) = rest.next() {
        let ends = rest
            .peek()
            .is_none_or(|next| !(next.is_alphanumeric() || matches!(next, '_' | '^')));
        let is_behind_digit = last.is_ascii_digit() || last == ' ' && before.is_ascii_digit();
        match letter {
            'G' | 'P' if is_behind_digit && ends => {
                out.push_str(if letter == 'G' { "*10^9" } else { "*10^15" });
                is_changed = true;
            }
            _ => out.push(letter),
        }
        (before, last) = (last, letter);
    }
    is_changed.then_some(out)
}
