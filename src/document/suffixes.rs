//! Letters behind numbers that stand for thousands and more, or for bytes.

/// Whether a letter that may stand for thousands touches a number.
pub(super) fn has_suffix(text: &str) -> bool {
    let mut last = ' ';
    text.chars().any(|letter| {
        let before = std::mem::replace(&mut last, letter);
        before.is_ascii_digit() && "KMBTk".contains(letter)
    })
}

/// The places of letters behind numbers, with a blank between them or without, where the word ends.
fn behind_numbers(text: &str, letters: &str) -> Vec<(usize, char)> {
    let mut places = Vec::new();
    let (mut last, mut before) = (' ', ' ');
    let mut rest = text.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        let goes_on = |next: char| next.is_alphanumeric() || matches!(next, '_' | '^');
        let ends = rest.peek().is_none_or(|(_, next)| !goes_on(*next));
        let is_behind_digit = last.is_ascii_digit() || last == ' ' && before.is_ascii_digit();
        if letters.contains(letter) && is_behind_digit && ends {
            places.push((at, letter));
        }
        (before, last) = (last, letter);
    }
    places
}

/// A text with other words in place of letters; `None` where there are none.
fn replaced(
    text: &str,
    places: &[(usize, char)],
    by: impl Fn(char) -> &'static str,
) -> Option<String> {
    let mut out = text.to_owned();
    for (at, letter) in places.iter().rev() {
        out.replace_range(*at..=*at, by(*letter));
    }
    (!places.is_empty()).then_some(out)
}

/// `8B` as 8 bytes rather than as 8 billion; of several, `175B × 2B`, all of them or only the last one.
pub(super) fn in_bytes(text: &str, only_last: bool) -> Option<String> {
    let places = behind_numbers(text, "B");
    let taken = match places.as_slice() {
        [.., _, last] if only_last => std::slice::from_ref(last),
        _ if only_last => &[],
        all => all,
    };
    replaced(text, taken, |_| " byte")
}

/// `6.48G` and `12P` as so many billions and millions of billions, where the letter is no name of its own.
pub(super) fn in_billions(text: &str) -> Option<String> {
    let places = behind_numbers(text, "GP");
    replaced(text, &places, |letter| {
        if letter == 'G' { "*10^9" } else { "*10^15" }
    })
}
